//! [`Text`], what is known of a text when its quotations are looked for, and questions that rules ask of it.

use std::ops::Range;

use crate::document::{EntityType, Mention, Relation, Section, Sentence, Token, TokenKind};
use crate::fold::fold;
use crate::language::speech::PronounKind;
use crate::language::{LanguageProfile, RoleKind};
use crate::stem::WordForms;
use crate::text::Span;

/// A text and what earlier stages found in it.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The text.
    pub text: &'a str,
    /// What each part of it is for.
    pub sections: &'a [Section],
    /// Its sentences in order.
    pub sentences: &'a [Sentence],
    /// Its tokens in order.
    pub tokens: &'a [Token],
    /// Their lower-case forms.
    pub forms: &'a WordForms,
    /// Its names in order.
    pub mentions: &'a [Mention],
}

/// Shorter ones stand in the lists for words like *so*, that name a speaker only right behind a quotation.
const SHORTEST_VERB: usize = 3;

/// A text with the words of its language.
pub(super) struct Scene<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub mentions: &'a [Mention],
    pub sections: &'a [Section],
    pub profile: &'a LanguageProfile,
    sentences: &'a [Sentence],
    forms: &'a WordForms,
    /// For each token the name that it is part of.
    mention_of: Vec<Option<usize>>,
}

impl<'a> Scene<'a> {
    pub fn new(text: Text<'a>, profile: &'a LanguageProfile) -> Self {
        let mut mention_of = vec![None; text.tokens.len()];
        for (mention_idx, mention) in text.mentions.iter().enumerate() {
            let first = text
                .tokens
                .partition_point(|token| token.span.end() <= mention.span.start());
            for (token, slot) in text.tokens.iter().zip(&mut mention_of).skip(first) {
                if token.span.start() >= mention.span.end() {
                    break;
                }
                slot.get_or_insert(mention_idx);
            }
        }
        Self {
            text: text.text,
            tokens: text.tokens,
            mentions: text.mentions,
            sections: text.sections,
            profile,
            sentences: text.sentences,
            forms: text.forms,
            mention_of,
        }
    }

    pub fn surface(&self, at: usize) -> &'a str {
        self.tokens
            .get(at)
            .map_or("", |token| token.span.of(self.text))
    }

    pub fn lower(&self, at: usize) -> &str {
        if at < self.tokens.len() {
            self.forms.lower(at)
        } else {
            ""
        }
    }

    /// The first token that starts at `offset` or later.
    pub fn token_from(&self, offset: usize) -> usize {
        self.tokens
            .partition_point(|token| token.span.start() < offset)
    }

    /// The tokens that lie in `span`.
    pub fn tokens_in(&self, span: Span) -> Range<usize> {
        let start = self.token_from(span.start());
        let n_inside = self.tokens[start..].partition_point(|token| token.span.end() <= span.end());
        start..start + n_inside
    }

    /// From the first of `tokens`, of which there is one, to the last.
    pub fn span(&self, tokens: &Range<usize>) -> Span {
        self.tokens[tokens.start]
            .span
            .to(self.tokens[tokens.end - 1].span)
    }

    /// The name that the token is part of.
    pub fn mention_at(&self, at: usize) -> Option<usize> {
        self.mention_of.get(at).copied().flatten()
    }

    /// The sentence in which the token stands, counted from 0.
    pub fn sentence_of(&self, at: usize) -> usize {
        self.sentences
            .partition_point(|sentence| sentence.tokens.end <= at)
    }

    /// The tokens of a sentence; none if there is no such sentence.
    pub fn sentence(&self, idx: usize) -> Range<usize> {
        self.sentences
            .get(idx)
            .map_or(0..0, |sentence| sentence.tokens.clone())
    }

    pub fn n_sentences(&self) -> usize {
        self.sentences.len()
    }

    /// Whether a line break stands before the token.
    pub fn starts_line(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else {
            return true;
        };
        let before = at
            .checked_sub(1)
            .map_or(0, |before| self.tokens[before].span.end());
        at == 0 || self.text[before..token.span.start()].contains('\n')
    }

    pub fn is_word(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| token.kind == TokenKind::Word)
    }

    pub fn is_mark(&self, at: usize) -> bool {
        self.tokens
            .get(at)
            .is_some_and(|token| matches!(token.kind, TokenKind::Punctuation | TokenKind::Symbol))
    }

    /// Whether a sentence ends with the token.
    pub fn ends_sentence(&self, at: usize) -> bool {
        self.surface(at)
            .starts_with(['.', '!', '?', '…', ';', '؟', '؛'])
    }

    pub fn is_capitalized(&self, at: usize) -> bool {
        self.surface(at)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    }

    /// Whether the token is a form of a verb of saying, and no name. Forms with a pronoun behind a hyphen are, too.
    pub fn is_verb(&self, at: usize) -> bool {
        let verbs = &self.profile.reporting_verbs;
        let lower = self.lower(at);
        if lower.chars().nth(SHORTEST_VERB - 1).is_none() {
            return false;
        }
        let is_form = verbs.contains(lower)
            || lower
                .split_once('-')
                .is_some_and(|(verb, _)| verbs.contains(verb));
        is_form
            && self.mention_at(at).is_none()
            && !self.is_preposition(at)
            && !self.is_infinitive(at)
            && !(self.profile.nouns_capitalized
                && self.is_capitalized(at)
                && at > 0
                && !self.starts_line(at)
                && self.is_word(at - 1))
    }

    /// Whether a preposition before the verb, or before the auxiliary before it, makes it no verb of its sentence:
    /// *to say*, *te laten weten*.
    fn is_infinitive(&self, at: usize) -> bool {
        let is_auxiliary = |at: usize| {
            self.pronoun(at).is_none()
                && !self.is_article(at)
                && self.profile.function_words.contains(self.lower(at))
        };
        let before = |n: usize| at.checked_sub(n).filter(|_| !self.starts_line(at));
        before(1).is_some_and(|at| self.is_preposition(at))
            || before(2).is_some_and(|at| self.is_preposition(at) && is_auxiliary(at + 1))
    }

    /// Whether the token joins two verbs: *and*.
    pub fn is_conjunction(&self, at: usize) -> bool {
        self.profile.name_conjunctions.contains(self.lower(at))
    }

    /// Whether the token, which stands right behind a quotation, says that the next words name the speaker.
    pub fn is_verb_behind(&self, at: usize) -> bool {
        self.is_verb(at) || self.profile.reporting_verbs.contains(self.lower(at))
    }

    /// The key of what is counted, if the word is one that is counted.
    pub fn counted(&self, at: usize) -> Option<&str> {
        let counted = &self.profile.number_words.counted;
        let lower = self.lower(at);
        let (keys, _) = counted.get(std::iter::once((lower, lower)))?;
        keys.first().map(String::as_str)
    }

    pub fn is_that(&self, at: usize) -> bool {
        self.profile.speech.that.contains(self.lower(at))
    }

    pub fn is_preposition(&self, at: usize) -> bool {
        self.profile.speech.prepositions.contains(self.lower(at))
    }

    pub fn is_article(&self, at: usize) -> bool {
        self.profile.articles.contains(self.lower(at))
    }

    pub fn pronoun(&self, at: usize) -> Option<PronounKind> {
        let pronouns = &self.profile.speech.pronouns;
        let lower = self.lower(at);
        let joined = || {
            let (verb, pronoun) = lower.rsplit_once('-')?;
            self.profile
                .reporting_verbs
                .contains(verb.trim_end_matches("-t"))
                .then(|| pronouns.get(pronoun))?
        };
        let kind = pronouns.get(lower).or_else(joined).copied();
        kind.filter(|kind| !matches!(kind, PronounKind::Man | PronounKind::Woman))
    }

    /// The pronoun for one with the title at the token: *Mr*, *mevrouw*.
    pub fn title(&self, at: usize) -> Option<PronounKind> {
        match self.profile.speech.pronouns.get(self.lower(at))? {
            PronounKind::Man => Some(PronounKind::He),
            PronounKind::Woman => Some(PronounKind::She),
            _ => None,
        }
    }

    /// Whether the token is a role in whose name somebody speaks (*minister*), or ends in one where nouns are joined.
    pub fn is_role(&self, at: usize) -> bool {
        if !self.is_word(at) {
            return false;
        }
        let folded = fold(self.surface(at));
        let key = folded.trim_end_matches('.');
        let may_be_joined = self.profile.joins_nouns || key.contains('-');
        self.profile.roles.get(key) == Some(&RoleKind::Role)
            || may_be_joined && self.profile.ends_in_role(key)
    }

    /// Whether the name can say something: a person, body, people or place; no adjective.
    pub fn can_speak(&self, mention: &Mention) -> bool {
        let is_adjective = mention.relation == Relation::Demonym
            && mention.entity_type != EntityType::Group
            || self.profile.nouns_capitalized
                && mention.span.of(self.text).starts_with(char::is_lowercase);
        !is_adjective
            && mention.relation != Relation::CompoundPart
            && matches!(
                mention.entity_type,
                EntityType::Person
                    | EntityType::Organization
                    | EntityType::Location
                    | EntityType::Group
            )
    }

    /// How many tokens from `at` on are a phrase of `phrases`, the longest; 0 if none is.
    pub fn phrase(&self, phrases: &crate::language::phrases::Phrases, at: usize) -> usize {
        const MAX_WORDS: usize = 5;
        if !phrases.begin_with(self.lower(at)) {
            return 0;
        }
        let mut phrase = String::new();
        let mut longest = 0;
        for n_words in 1..=MAX_WORDS {
            if n_words > 1 {
                phrase.push(' ');
            }
            phrase.push_str(self.lower(at + n_words - 1));
            if phrases.contains(&phrase) {
                longest = n_words;
            }
        }
        longest
    }
}

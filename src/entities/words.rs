//! What the recognisers of names ask about the tokens of a text.

use std::borrow::Cow;
use std::ops::Range;

use super::Text;
use super::vocabulary::{NamePart, Start, Vocabulary, Word};
use crate::document::{EntityType, Section, SectionKind, Sentence, Token, TokenKind, section_at};
use crate::fold::fold;
use crate::language::inflection::{Base, EndingKind};
use crate::language::phrases::Phrases;
use crate::language::{HeadPosition, LanguageProfile, NameClass, RoleKind};
use crate::resources::gazetteer::{Gazetteer, Name, NameKind, NameToken, Prefix};
use crate::stem::WordForms;
use crate::text::{Span, is_alphabetic, tails};
use crate::tokenize::{is_apostrophe, is_hyphen};

/// A text with what earlier stages found in it, and the loaded data.
pub(super) struct Words<'a> {
    pub text: &'a str,
    pub tokens: &'a [Token],
    pub sentences: &'a [Sentence],
    pub profile: &'a LanguageProfile,
    pub gazetteer: &'a Gazetteer,
    sections: &'a [Section],
    forms: &'a WordForms,
    vocabulary: Vocabulary<'a>,
    /// For each token, the index of its sentence.
    sentence_of: Vec<usize>,
    opening: Vec<bool>,
}

/// From this length in bytes on, a type word at the end of a compound says what the compound is: *Onlineplattform*, but
/// not *schietpartij*.
const MIN_TYPE_TAIL: usize = 7;

/// The longest particle, in tokens: *von und zu*.
const MAX_PHRASE_TOKENS: usize = 3;

/// In a line in title case so many words have a capital for each that has none.
const MIN_CAPITALS_A_LOWER: usize = 8;

/// How a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Case {
    /// `word`
    Lower,
    /// `Word`, and single capital letters.
    Capitalized,
    /// `WORD`
    Upper,
    /// `iPhone`
    Mixed,
    /// No letters with case.
    Caseless,
}

impl<'a> Words<'a> {
    pub(super) fn new(
        Text {
            text,
            sections,
            sentences,
            tokens,
            forms,
        }: Text<'a>,
        profile: &'a LanguageProfile,
        gazetteer: &'a Gazetteer,
    ) -> Self {
        let mut words = Self {
            text,
            tokens,
            sentences,
            profile,
            gazetteer,
            sections,
            forms,
            vocabulary: Vocabulary::new(text, tokens, forms),
            sentence_of: sentence_of(sentences, tokens.len()),
            opening: vec![false; tokens.len()],
        };
        for sentence in sentences {
            words.mark_openings(sentence);
        }
        words
    }

    /// A capital says nothing at the start of a sentence, after a bullet, colon or opening quotation mark, and in a
    /// line in which nearly every word has one.
    fn mark_openings(&mut self, sentence: &Sentence) {
        let all = self.is_title_case(sentence);
        let mut opens = true;
        for idx in sentence.tokens.clone() {
            self.opening[idx] = opens || all;
            opens = match self.tokens[idx].kind {
                TokenKind::Symbol => opens || !self.surface(idx).is_ascii(),
                TokenKind::Punctuation => {
                    let mark = self.surface(idx);
                    opens || is_quotation_mark(mark) || matches!(mark, ":" | "-" | "–" | "—")
                }
                TokenKind::Word | TokenKind::Number | TokenKind::Address => false,
            };
        }
    }

    /// Whether nearly every word has a capital that is no function word: *Ministers Agree on New Climate Deal*.
    fn is_title_case(&self, sentence: &Sentence) -> bool {
        if self.profile.nouns_capitalized {
            return false;
        }
        let (mut n_lower, mut n_capitals) = (0, 0);
        for idx in sentence.tokens.clone() {
            if self.is_word(idx) && self.surface(idx).chars().nth(3).is_some() {
                let has_capital = self.has_capital(idx);
                n_capitals += usize::from(has_capital);
                n_lower += usize::from(!has_capital && !self.is_function_word(idx));
            }
        }
        n_capitals >= 3 && n_lower * MIN_CAPITALS_A_LOWER < n_capitals
    }

    fn word(&self, idx: usize) -> &Word<'a> {
        self.vocabulary.word(idx)
    }

    /// The number of the word that the token is, the same wherever it is so written.
    pub(super) fn number(&self, idx: usize) -> usize {
        self.vocabulary.number(idx)
    }

    /// How many distinct words there are.
    pub(super) fn n_distinct(&self) -> usize {
        self.vocabulary.n_words()
    }

    /// Whether there is data for the language, so that an unknown word means something.
    pub(super) fn knows_language(&self) -> bool {
        !self.profile.function_words.is_empty()
    }

    /// The token as written.
    pub(super) fn surface(&self, idx: usize) -> &'a str {
        self.tokens[idx].span.of(self.text)
    }

    /// The token in lower case.
    pub(super) fn lower(&self, idx: usize) -> &'a str {
        self.forms.lower(idx)
    }

    /// The stem of the token in lower case.
    pub(super) fn stem(&self, idx: usize) -> &'a str {
        self.forms.stem(idx)
    }

    /// The form that names are compared by; empty for a full stop.
    pub(super) fn key(&self, idx: usize) -> &str {
        &self.word(idx).key
    }

    /// The token without a possessive ending, folded.
    pub(super) fn bare_key(&self, idx: usize) -> Cow<'_, str> {
        if !self.has_marks(idx) {
            return self.key(idx).into();
        }
        let surface = self.surface(idx);
        let kept = self.possessive_start(surface).unwrap_or(surface.len());
        fold(&surface[..kept]).into()
    }

    /// Whether there is an apostrophe, hyphen or full stop in the token.
    pub(super) fn has_marks(&self, idx: usize) -> bool {
        self.word(idx).has_marks
    }

    /// The folded words that the token may be an inflected form of, with what its ending says.
    pub(super) fn bases(&self, idx: usize) -> &[Base<'a>] {
        let word = self.word(idx);
        let bases = || match word.kind {
            TokenKind::Word => self.profile.inflection.bases(&word.key),
            TokenKind::Number | TokenKind::Punctuation | TokenKind::Symbol | TokenKind::Address => {
                Vec::new()
            }
        };
        word.bases.get_or_init(bases)
    }

    /// What the gazetteer has for the token, and then for its bases, as the first of a name; only what it has.
    pub(super) fn starts(&self, idx: usize) -> &[Start<'a>] {
        let word = self.word(idx);
        word.starts.get_or_init(|| {
            let bases = self.bases(idx).iter().enumerate();
            let bases = bases.map(|(number, base)| (Some(number), base.key.as_str()));
            let starts = std::iter::once((None, &*word.key)).chain(bases);
            let start = |(base, key): (Option<usize>, &str)| {
                let prefix = Prefix::default().then(key);
                let (names, continues) = self.gazetteer.look_up(prefix)?;
                Some(Start {
                    base,
                    prefix,
                    names,
                    continues,
                })
            };
            starts.filter_map(start).collect()
        })
    }

    /// Whether a capital at this place says nothing.
    pub(super) fn opens(&self, idx: usize) -> bool {
        self.opening[idx]
    }

    pub(super) fn is_word(&self, idx: usize) -> bool {
        self.tokens[idx].kind == TokenKind::Word
    }

    pub(super) fn case(&self, idx: usize) -> Case {
        self.word(idx).case
    }

    pub(super) fn has_capital(&self, idx: usize) -> bool {
        self.word(idx).has_capital
    }

    /// Whether it is written in capitals as the lists have it as an abbreviation that needs no evidence: *US* is no *us*.
    pub(super) fn is_listed_acronym(&self, idx: usize) -> bool {
        let is_certain = |name: Name| {
            name.kind == NameKind::Abbreviation && !name.is_guarded_in(self.profile.language)
        };
        *self
            .word(idx)
            .is_listed_acronym
            .get_or_init(|| self.case(idx) == Case::Upper && self.names_at(idx).any(is_certain))
    }

    /// Whether it is an acronym of what is no name, or begins with one: *GDP*, *BKT:n*, *DDoS-Attacke*.
    pub(super) fn is_common_acronym(&self, idx: usize) -> bool {
        *self.word(idx).is_common_acronym.get_or_init(|| {
            let ends = |c: char| c == ':' || is_apostrophe(c) || is_hyphen(c);
            let bare = self.surface(idx).split(ends).next().unwrap_or_default();
            let language = self.profile.language;
            let is_own =
                |name: Name| name.language == Some(language) && !name.is_guarded_in(language);
            self.profile.common_acronyms.contains(bare) && !self.names_at(idx).any(is_own)
        })
    }

    pub(super) fn is_function_word(&self, idx: usize) -> bool {
        *self.word(idx).is_function_word.get_or_init(|| {
            if self.is_listed_acronym(idx) {
                return false;
            }
            let elisions = &self.profile.elisions;
            self.profile.function_words.contains(self.lower(idx))
                || !elisions.is_empty() && elisions.contains(self.key(idx))
        })
    }

    pub(super) fn is_article(&self, idx: usize) -> bool {
        self.profile.articles.contains(self.lower(idx))
    }

    pub(super) fn is_calendar_word(&self, idx: usize) -> bool {
        *self.word(idx).is_calendar_word.get_or_init(|| {
            let lower = self.lower(idx);
            let kept = self.possessive_start(lower).unwrap_or(lower.len());
            self.profile.calendar.contains_key(&lower[..kept])
        })
    }

    /// Whether the word has a letter beyond ASCII that words of the language do not have.
    pub(super) fn has_foreign_letters(&self, idx: usize) -> bool {
        let own = &self.profile.marked_letters;
        let lower = self.lower(idx);
        !lower.is_ascii()
            && lower.contains(|c: char| !c.is_ascii() && is_alphabetic(c) && !own.contains(c))
    }

    /// Whether a particle of names of persons begins with the word.
    pub(super) fn begins_particle(&self, idx: usize) -> bool {
        let particles = &self.profile.person_particles;
        let begins = || particles.begin_with(self.lower(idx));
        *self.word(idx).begins_particle.get_or_init(begins)
    }

    /// Whether the word is a title or role, or a compound that ends in a role.
    pub(super) fn role(&self, idx: usize) -> Option<RoleKind> {
        *self.word(idx).role.get_or_init(|| self.find_role(idx))
    }

    fn find_role(&self, idx: usize) -> Option<RoleKind> {
        // Roles are nouns: where nouns have capitals, *bekannte* is none.
        if self.profile.nouns_capitalized && !self.has_capital(idx) {
            let title = self.profile.roles.get(self.key(idx)).copied();
            return title.filter(|kind| *kind == RoleKind::Title);
        }
        let roles = &self.profile.roles;
        let key = self.key(idx);
        let bases = || self.declined(idx).find_map(|base| roles.get(base));
        let joined = || self.profile.ends_in_role(key).then_some(RoleKind::Role);
        roles.get(key).or_else(bases).copied().or_else(joined)
    }

    /// What the word says about a name beside it, if it (or the end of the compound that it is) is a type word.
    pub(super) fn type_word(&self, idx: usize) -> Option<&'a NameClass> {
        let may_be_noun = !self.profile.nouns_capitalized || self.has_capital(idx);
        if !self.is_word(idx) || !may_be_noun {
            return None;
        }
        *self.word(idx).type_word.get_or_init(|| {
            self.type_word_of(self.key(idx)).or_else(|| {
                let classes = &self.profile.type_words;
                self.declined(idx).find_map(|base| classes.get(base))
            })
        })
    }

    /// What the word, or what it is a case of, makes of a name if it stands at `position` in it.
    pub(super) fn head(&self, idx: usize, position: HeadPosition) -> Option<&'a NameClass> {
        let word = self.word(idx);
        let answer = match position {
            HeadPosition::First => &word.first_head,
            HeadPosition::Last => &word.last_head,
            HeadPosition::Suffix => return self.find_head(idx, position),
        };
        *answer.get_or_init(|| self.find_head(idx, position))
    }

    fn find_head(&self, idx: usize, position: HeadPosition) -> Option<&'a NameClass> {
        let head = |key: &str| self.profile.heads.get(position, key);
        head(self.key(idx)).or_else(|| self.declined(idx).find_map(head))
    }

    /// The words that the token may be a case of.
    pub(super) fn declined(&self, idx: usize) -> impl DoubleEndedIterator<Item = &str> {
        let is_case = |base: &&Base| base.kind != EndingKind::Plural;
        let bases = self.bases(idx).iter().filter(is_case);
        bases.map(|base| base.key.as_str())
    }

    /// What the folded `word` says about a name beside it.
    pub(super) fn type_word_of(&self, word: &str) -> Option<&'a NameClass> {
        let classes = &self.profile.type_words;
        let last_part = word.rsplit(is_hyphen).next().unwrap_or(word);
        classes
            .get(word)
            .or_else(|| classes.get(last_part))
            .or_else(|| tails(last_part, MIN_TYPE_TAIL).find_map(|tail| classes.get(tail)))
    }

    /// The names of the gazetteer that are this one token or that it is a case of, whatever its capitals.
    pub(super) fn names_at(&self, idx: usize) -> impl Iterator<Item = Name<'a>> {
        let is_inflecting = !self.profile.nouns_capitalized;
        let bases = self.bases(idx);
        let counts = move |start: &&Start| {
            let base = start.base.map(|number| &bases[number]);
            base.is_none_or(|base| is_inflecting && base.kind != EndingKind::Plural)
        };
        let starts = self.starts(idx).iter().filter(counts);
        starts.flat_map(|start| start.names.clone())
    }

    /// Whether a name of the gazetteer is this token: one that needs no evidence, or, where nouns have capitals, any.
    pub(super) fn is_listed(&self, idx: usize) -> bool {
        *self.word(idx).is_listed.get_or_init(|| {
            self.names_at(idx)
                .any(|name| !name.is_guarded_everywhere() || self.profile.nouns_capitalized)
        })
    }

    /// Whether the adjective or inhabitant of a place, or the adherent of a party, is this token.
    pub(super) fn is_demonym(&self, idx: usize) -> bool {
        *self.word(idx).is_demonym.get_or_init(|| {
            self.names_at(idx)
                .any(|name| name.kind == NameKind::Demonym)
        })
    }

    /// The part of a person's name that the token is or is a case of: itself if it is known as one, else the best known
    /// of the words that it may be a case of.
    pub(super) fn name_part(&self, idx: usize) -> &str {
        match self.known_part(idx).base {
            Some(number) => &self.bases(idx)[number].key,
            None => self.key(idx),
        }
    }

    fn known_part(&self, idx: usize) -> NamePart {
        let word = self.word(idx);
        *word.name_part.get_or_init(|| self.find_part(idx))
    }

    /// Whether the lists have the token, or what it is a case of, as a place that needs no evidence.
    fn is_certain_place(&self, idx: usize) -> bool {
        self.names_at(idx).any(|name| {
            !name.is_guarded_in(self.profile.language)
                && name.kind != NameKind::Demonym
                && self.gazetteer.entity_type(name.entity) == EntityType::Location
        })
    }

    fn find_part(&self, idx: usize) -> NamePart {
        if self.is_listed_acronym(idx) {
            return NamePart::default();
        }
        let part = |base: Option<usize>, key: &str| {
            let (counts, is_common_word) = self.gazetteer.name_token_in(key, self.profile.language);
            NamePart {
                base,
                counts,
                is_common_word,
            }
        };
        let weight = |part: &NamePart| part.counts.given.max(part.counts.surname);
        let whole = part(None, self.key(idx));
        // *Francji* is a form of the country, and not of a given name that is written like it.
        if self.profile.nouns_capitalized || weight(&whole) > 0 || self.is_certain_place(idx) {
            return whole;
        }
        let bases = self.bases(idx).iter().enumerate().rev();
        let declined = bases.filter(|(_, base)| base.kind != EndingKind::Plural);
        let parts = declined.map(|(number, base)| part(Some(number), &base.key));
        let known = parts.filter(|part| weight(part) > 0);
        known.max_by_key(weight).unwrap_or(whole)
    }

    /// Whether neither the token nor what it is a case of is known as a part of names.
    pub(super) fn is_unknown_part(&self, idx: usize) -> bool {
        let token = self.name_token(idx);
        token.given == 0 && token.surname == 0
    }

    /// How often the token, or what it is a case of, is a part of a person's name.
    pub(super) fn name_token(&self, idx: usize) -> NameToken {
        self.known_part(idx).counts
    }

    /// Whether the token, beside a part of names, is an ordinary word of the language.
    pub(super) fn is_common_word(&self, idx: usize) -> bool {
        self.known_part(idx).is_common_word
    }

    /// The part of the article that the token stands in.
    pub(super) fn section(&self, idx: usize) -> SectionKind {
        section_at(self.sections, self.tokens[idx].span.start())
    }

    /// The sentence that the token is in.
    pub(super) fn sentence(&self, idx: usize) -> &'a Sentence {
        &self.sentences[self.sentence_of[idx]]
    }

    /// The token before `idx` in its sentence.
    pub(super) fn before(&self, idx: usize) -> Option<usize> {
        idx.checked_sub(1)
            .filter(|&before| self.sentence(idx).tokens.contains(&before))
    }

    /// The token `idx`, if it is still in the sentence of the one before it.
    pub(super) fn after(&self, idx: usize) -> Option<usize> {
        (idx < self.tokens.len() && self.sentence(idx).tokens.start < idx).then_some(idx)
    }

    /// Whether nothing but one space stands between the tokens `idx` and `idx + 1`, or not even that.
    pub(super) fn adjoins_next(&self, idx: usize) -> bool {
        let gap = self.gap_after(idx);
        matches!(gap, "" | " ") || !gap.contains(['\n', '\t']) && gap.chars().count() <= 2
    }

    /// The index after the longest of `phrases` that begins at token `idx`, if a capitalised word stands behind it.
    pub(super) fn phrase_before_capital(
        &self,
        idx: usize,
        end: usize,
        phrases: &Phrases,
    ) -> Option<usize> {
        (idx + 1..=idx + MAX_PHRASE_TOKENS).rev().find(|&after| {
            let stands_there =
                after < end && self.has_capital(after) && self.adjoins_next(after - 1);
            stands_there && self.is_phrase(idx..after, phrases)
        })
    }

    fn is_phrase(&self, tokens: Range<usize>, phrases: &Phrases) -> bool {
        if tokens.len() == 1 {
            return phrases.contains(self.lower(tokens.start));
        }
        let is_lower = |idx: usize| self.lower(idx) == self.surface(idx);
        let last = tokens.end - 1;
        if tokens.clone().all(is_lower)
            && (tokens.start..last).all(|idx| self.gap_after(idx) == " ")
        {
            let whole = self.tokens[tokens.start].span.to(self.tokens[last].span);
            return phrases.contains(whole.of(self.text));
        }
        let phrase: Vec<_> = tokens.map(|idx| self.lower(idx)).collect();
        phrases.contains(&phrase.join(" "))
    }

    fn gap_after(&self, idx: usize) -> &'a str {
        &self.text[self.tokens[idx].span.end()..self.tokens[idx + 1].span.start()]
    }

    /// From token `first` to the token before `end`, without a possessive ending on the last.
    pub(super) fn span(&self, first: usize, end: usize) -> Span {
        let last = self.tokens[end - 1].span;
        if !self.has_marks(end - 1) {
            return self.tokens[first].span.to(last);
        }
        let surface = last.of(self.text);
        let kept = self
            .possessive_start(surface)
            .unwrap_or_else(|| self.without_last_stop(end, surface));
        Span::new(self.tokens[first].span.start(), last.start() + kept)
    }

    /// Byte offset of the apostrophe in `Musk's`, `Kelly’s`, `James'`, and in `Ankara'da` where endings have one.
    pub(super) fn possessive_start(&self, word: &str) -> Option<usize> {
        let before_ending = || {
            let (start, apostrophe) = word.char_indices().rev().find(|&(_, c)| is_apostrophe(c))?;
            let ending = &word[start + apostrophe.len_utf8()..];
            let is_ending = start > 0 && ending.chars().all(char::is_lowercase);
            is_ending.then_some(start)
        };
        possessive_start(word).or_else(|| {
            let cuts = self.profile.apostrophe_before_endings;
            cuts.then(before_ending).flatten()
        })
    }

    /// Whether the token carries an ending that closes a name: `Kelly's`.
    pub(super) fn name_closes(&self, idx: usize) -> bool {
        self.has_marks(idx) && self.possessive_start(self.surface(idx)).is_some()
    }

    /// How much of the token before `end` is kept if it closes the sentence with a full stop that is no legal form's.
    fn without_last_stop(&self, end: usize, surface: &str) -> usize {
        let closes = self.after(end).is_none() && surface.ends_with('.') && surface.len() > 3;
        let is_abbreviation = || self.is_last_head(end - 1) || surface.matches('.').count() > 1;
        if closes && !is_abbreviation() {
            surface.len() - 1
        } else {
            surface.len()
        }
    }

    /// Whether the word, as it is, makes the words before it a name.
    pub(super) fn is_last_head(&self, idx: usize) -> bool {
        let key = self.key(idx);
        self.profile.heads.get(HeadPosition::Last, key).is_some()
    }
}

/// For each of `n_tokens` tokens, the index of the sentence that it is in.
fn sentence_of(sentences: &[Sentence], n_tokens: usize) -> Vec<usize> {
    let mut sentence_idx = 0;
    let sentence = |idx: usize| {
        while sentences
            .get(sentence_idx)
            .is_some_and(|sentence| sentence.tokens.end <= idx)
        {
            sentence_idx += 1;
        }
        sentence_idx
    };
    (0..n_tokens).map(sentence).collect()
}

/// Byte offset of the apostrophe in `Musk's`, `Kelly’s`, `James'`.
fn possessive_start(word: &str) -> Option<usize> {
    let (start, _) = word
        .char_indices()
        .rev()
        .take(2)
        .find(|&(_, c)| is_apostrophe(c))?;
    let ending = word[start..].chars().nth(1);
    (start > 0 && matches!(ending, None | Some('s' | 'S'))).then_some(start)
}

pub(super) fn is_quotation_mark(mark: &str) -> bool {
    mark.starts_with([
        '"', '“', '”', '„', '‟', '«', '»', '‹', '›', '‘', '’', '‚', '\'',
    ])
}

pub(super) fn case(word: &str) -> Case {
    if let [first, rest @ ..] = word.as_bytes()
        && first.is_ascii_alphabetic()
        && rest.iter().all(u8::is_ascii_lowercase)
    {
        return if first.is_ascii_uppercase() {
            Case::Capitalized
        } else {
            Case::Lower
        };
    }
    let mut letters = word.chars().filter(|c| is_alphabetic(*c));
    let Some(first) = letters.next() else {
        return Case::Caseless;
    };
    let (mut n_upper, mut n_lower) = (0, 0);
    for letter in letters {
        n_upper += usize::from(letter.is_uppercase());
        n_lower += usize::from(letter.is_lowercase());
    }
    match (first.is_uppercase(), n_upper, n_lower) {
        (true, 0, _) => Case::Capitalized,
        (true, _, 0) => Case::Upper,
        (false, 0, _) if first.is_lowercase() => Case::Lower,
        (false, 0, _) => Case::Caseless,
        _ => Case::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_told_by_letters() {
        assert_eq!(case("US-Senator"), Case::Mixed);
        assert_eq!(case("NATO"), Case::Upper);
        assert_eq!(case("X"), Case::Capitalized);
        assert_eq!(case("iPhone"), Case::Mixed);
        assert_eq!(case("8.000"), Case::Caseless);
    }

    #[test]
    fn possessive_endings_are_cut() {
        assert_eq!(possessive_start("Musk's"), Some(4));
        assert_eq!(possessive_start("James’"), Some(5));
        assert_eq!(possessive_start("O'Brien"), None);
    }
}

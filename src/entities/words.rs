//! What the recognisers of names ask about the tokens of a text.

use rustc_hash::FxHashSet;

use crate::document::{Section, SectionKind, Sentence, Token, TokenKind, section_at};
use crate::language::inflection::{Base, EndingKind};
use crate::language::{HeadPosition, LanguageProfile, NameClass, RoleKind};
use crate::resources::gazetteer::{Gazetteer, Name, NameKind, NameToken, Prefix, key_token};
use crate::stem::WordForms;
use crate::text::Span;
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
    keys: Vec<Option<String>>,
    bases: Vec<Vec<Base>>,
    opening: Vec<bool>,
}

/// From this length in bytes on, a type word at the end of a compound says what the compound is: *Onlineplattform*, but
/// not *schietpartij*.
const MIN_TYPE_TAIL: usize = 7;

/// The longest particle, in tokens: *von und zu*.
const MAX_PHRASE_TOKENS: usize = 3;

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
        text: &'a str,
        sections: &'a [Section],
        sentences: &'a [Sentence],
        tokens: &'a [Token],
        forms: &'a WordForms,
        profile: &'a LanguageProfile,
        gazetteer: &'a Gazetteer,
    ) -> Self {
        let keys: Vec<_> = tokens
            .iter()
            .map(|token| key_token(token.span.of(text), token.kind))
            .collect();
        let bases = tokens.iter().zip(&keys).map(|(token, key)| match key {
            Some(key) if token.kind == TokenKind::Word => profile.inflection.bases(key),
            _ => Vec::new(),
        });
        let mut words = Self {
            text,
            tokens,
            sentences,
            profile,
            gazetteer,
            sections,
            forms,
            bases: bases.collect(),
            keys,
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

    fn is_title_case(&self, sentence: &Sentence) -> bool {
        let words = || {
            sentence.tokens.clone().filter(|&idx| {
                self.tokens[idx].kind == TokenKind::Word && self.surface(idx).chars().count() >= 4
            })
        };
        let n_words = words().count();
        let n_capitals = words().filter(|&idx| self.has_capital(idx)).count();
        n_words >= 4 && n_capitals * 4 >= n_words * 3 && !self.profile.nouns_capitalized
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

    /// The form that names are compared by; empty for a full stop.
    pub(super) fn key(&self, idx: usize) -> &str {
        self.keys[idx].as_deref().unwrap_or_default()
    }

    /// The folded words that the token may be an inflected form of, with what its ending says.
    pub(super) fn bases(&self, idx: usize) -> &[Base] {
        &self.bases[idx]
    }

    /// Whether a capital at this place says nothing.
    pub(super) fn opens(&self, idx: usize) -> bool {
        self.opening[idx]
    }

    pub(super) fn is_word(&self, idx: usize) -> bool {
        self.tokens[idx].kind == TokenKind::Word
    }

    pub(super) fn case(&self, idx: usize) -> Case {
        case(self.surface(idx))
    }

    pub(super) fn has_capital(&self, idx: usize) -> bool {
        self.is_word(idx)
            && self
                .surface(idx)
                .chars()
                .find(|c| c.is_alphabetic())
                .is_some_and(char::is_uppercase)
    }

    pub(super) fn is_function_word(&self, idx: usize) -> bool {
        let elisions = &self.profile.elisions;
        self.profile.function_words.contains(self.lower(idx))
            || !elisions.is_empty() && elisions.contains(self.key(idx))
    }

    pub(super) fn is_article(&self, idx: usize) -> bool {
        self.profile.articles.contains(self.lower(idx))
    }

    pub(super) fn is_calendar_word(&self, idx: usize) -> bool {
        let lower = self.lower(idx);
        let kept = self.possessive_start(lower).unwrap_or(lower.len());
        self.profile.calendar.contains_key(&lower[..kept])
    }

    /// Whether the word has a letter beyond ASCII that words of the language do not have.
    pub(super) fn has_foreign_letters(&self, idx: usize) -> bool {
        let own = &self.profile.marked_letters;
        self.lower(idx)
            .contains(|c: char| c.is_alphabetic() && !c.is_ascii() && !own.contains(c))
    }

    /// Whether the word is a title or role, or a compound that ends in a role.
    pub(super) fn role(&self, idx: usize) -> Option<RoleKind> {
        let roles = &self.profile.roles;
        let key = self.key(idx);
        let bases = || self.declined(idx).find_map(|base| roles.get(base));
        roles.get(key).or_else(bases).copied().or_else(|| {
            let is_role = |tail: &str| roles.get(tail) == Some(&RoleKind::Role);
            ends_in_compound(key, 5, is_role).then_some(RoleKind::Role)
        })
    }

    /// What the word says about a name beside it, if it (or the end of the compound that it is) is a type word.
    pub(super) fn type_word(&self, idx: usize) -> Option<&'a NameClass> {
        if !self.is_word(idx) {
            return None;
        }
        self.type_word_of(self.key(idx)).or_else(|| {
            let classes = &self.profile.type_words;
            self.declined(idx).find_map(|base| classes.get(base))
        })
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
            .or_else(|| {
                let tails = last_part
                    .char_indices()
                    .skip(3)
                    .map(|(start, _)| &last_part[start..]);
                tails
                    .take_while(|tail| tail.len() >= MIN_TYPE_TAIL)
                    .find_map(|tail| classes.get(tail))
            })
    }

    /// The names of the gazetteer that are this one token or that it is a case of, whatever its capitals.
    pub(super) fn names_at(&self, idx: usize) -> impl Iterator<Item = Name<'a>> {
        let gazetteer = self.gazetteer;
        let is_inflecting = !self.profile.nouns_capitalized;
        let declined = self.declined(idx).filter(move |_| is_inflecting);
        std::iter::once(self.key(idx))
            .chain(declined)
            .filter_map(move |key| gazetteer.look_up(Prefix::default().then(key)))
            .flat_map(|(names, _)| names)
    }

    /// Whether a name of the gazetteer is this token: one that needs no evidence, or, where nouns have capitals, any.
    pub(super) fn is_listed(&self, idx: usize) -> bool {
        self.names_at(idx)
            .any(|name| !name.is_guarded_everywhere() || self.profile.nouns_capitalized)
    }

    /// Whether the adjective or inhabitant of a place, or the adherent of a party, is this token.
    pub(super) fn is_demonym(&self, idx: usize) -> bool {
        self.names_at(idx)
            .any(|name| name.kind == NameKind::Demonym)
    }

    /// The part of a person's name that the token is or is a case of: itself if it is known as one, else the best known of
    /// the words that it may be a case of.
    pub(super) fn name_part(&self, idx: usize) -> &str {
        let key = self.key(idx);
        let weight = |key: &str| {
            let token = self.gazetteer.name_token(key);
            token.given.max(token.surname)
        };
        if self.profile.nouns_capitalized || self.bases(idx).is_empty() || weight(key) > 0 {
            return key;
        }
        let bases = self.declined(idx).filter(|base| weight(base) > 0);
        bases.rev().max_by_key(|base| weight(base)).unwrap_or(key)
    }

    /// Whether neither the token nor what it is a case of is known as a part of names.
    pub(super) fn is_unknown_part(&self, idx: usize) -> bool {
        let token = self.name_token(idx);
        token.given == 0 && token.surname == 0
    }

    /// How often the token, or what it is a case of, is a part of a person's name.
    pub(super) fn name_token(&self, idx: usize) -> NameToken {
        self.gazetteer.name_token(self.name_part(idx))
    }

    /// Whether the token, beside a part of names, is an ordinary word of the language.
    pub(super) fn is_common_word(&self, idx: usize) -> bool {
        self.gazetteer
            .is_word_in(self.name_part(idx), self.profile.language)
    }

    /// The part of the article that the token stands in.
    pub(super) fn section(&self, idx: usize) -> SectionKind {
        section_at(self.sections, self.tokens[idx].span.start())
    }

    /// The sentence that the token is in.
    pub(super) fn sentence(&self, idx: usize) -> &'a Sentence {
        let after = self
            .sentences
            .partition_point(|sentence| sentence.tokens.end <= idx);
        &self.sentences[after]
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
        let gap = &self.text[self.tokens[idx].span.end()..self.tokens[idx + 1].span.start()];
        !gap.contains(['\n', '\t']) && gap.chars().count() <= 2
    }

    /// The index after the longest of `phrases` that begins at token `idx`, if a capitalised word stands behind it.
    pub(super) fn phrase_before_capital(
        &self,
        idx: usize,
        end: usize,
        phrases: &FxHashSet<String>,
    ) -> Option<usize> {
        (idx + 1..=idx + MAX_PHRASE_TOKENS).rev().find(|&after| {
            let stands_there =
                after < end && self.has_capital(after) && self.adjoins_next(after - 1);
            stands_there && {
                let phrase: Vec<_> = (idx..after).map(|idx| self.lower(idx)).collect();
                phrases.contains(&phrase.join(" "))
            }
        })
    }

    /// From token `first` to the token before `end`, without a possessive ending on the last.
    pub(super) fn span(&self, first: usize, end: usize) -> Span {
        let last = self.tokens[end - 1].span;
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
        self.possessive_start(self.surface(idx)).is_some()
    }

    /// How much of the token before `end` is kept if it closes the sentence with a full stop that is no legal form's.
    fn without_last_stop(&self, end: usize, surface: &str) -> usize {
        let closes = self.after(end).is_none() && surface.ends_with('.') && surface.len() > 3;
        let key = (HeadPosition::Last, self.key(end - 1).to_owned());
        let is_abbreviation =
            self.profile.heads.contains_key(&key) || surface.matches('.').count() > 1;
        if closes && !is_abbreviation {
            surface.len() - 1
        } else {
            surface.len()
        }
    }
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

/// Whether `word` ends in a shorter word of at least `min` bytes for which `is_tail` holds, with at least three letters
/// before it.
pub(super) fn ends_in_compound(word: &str, min: usize, is_tail: impl Fn(&str) -> bool) -> bool {
    word.char_indices()
        .skip(3)
        .map(|(start, _)| &word[start..])
        .take_while(|tail| tail.len() >= min)
        .any(is_tail)
}

pub(super) fn is_quotation_mark(mark: &str) -> bool {
    mark.starts_with([
        '"', '“', '”', '„', '‟', '«', '»', '‹', '›', '‘', '’', '‚', '\'',
    ])
}

pub(super) fn case(word: &str) -> Case {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
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

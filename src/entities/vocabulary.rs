//! The distinct words of a text, and what was found out about each: asked of the data once, wherever the word stands.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::words::{Case, case};
use crate::document::{Token, TokenKind};
use crate::language::inflection::Base;
use crate::language::{NameClass, RoleKind};
use crate::resources::gazetteer::{NameToken, Names, Prefix, key_token};
use crate::stem::WordForms;
use crate::text::is_alphabetic;
use crate::tokenize::{is_apostrophe, is_hyphen};

/// The distinct words of a text.
pub(super) struct Vocabulary<'a> {
    words: Vec<Word<'a>>,
    forms: &'a WordForms,
}

/// A word, or a mark, as it is written, and what was found out about it so far.
pub(super) struct Word<'a> {
    /// The form that names are compared by; empty for a full stop.
    pub key: Cow<'a, str>,
    pub kind: TokenKind,
    pub case: Case,
    pub has_capital: bool,
    /// Whether there is an apostrophe, hyphen or full stop in it.
    pub has_marks: bool,
    pub bases: OnceCell<Vec<Base<'a>>>,
    pub starts: OnceCell<Vec<Start<'a>>>,
    pub name_part: OnceCell<NamePart>,
    pub role: OnceCell<Option<RoleKind>>,
    pub type_word: OnceCell<Option<&'a NameClass>>,
    pub first_head: OnceCell<Option<&'a NameClass>>,
    pub last_head: OnceCell<Option<&'a NameClass>>,
    pub is_listed_acronym: OnceCell<bool>,
    pub is_common_acronym: OnceCell<bool>,
    pub is_function_word: OnceCell<bool>,
    pub is_calendar_word: OnceCell<bool>,
    pub begins_particle: OnceCell<bool>,
    pub is_listed: OnceCell<bool>,
    pub is_demonym: OnceCell<bool>,
}

/// What the gazetteer has for a word, or a word that it may be a form of, as the first of a name.
pub(super) struct Start<'a> {
    /// Index of the base; `None` for the word itself.
    pub base: Option<usize>,
    pub prefix: Prefix,
    /// The names that are this one word.
    pub names: Names<'a>,
    /// Whether longer names begin with it.
    pub continues: bool,
}

/// What is known of a word as a part of persons' names.
#[derive(Clone, Copy, Default)]
pub(super) struct NamePart {
    /// Index of the base that is the part; `None` for the word itself.
    pub base: Option<usize>,
    pub counts: NameToken,
    /// Whether it is an ordinary word of the language as well.
    pub is_common_word: bool,
}

impl<'a> Vocabulary<'a> {
    /// The words of `tokens`, the tokens of `text`.
    pub(super) fn new(text: &'a str, tokens: &[Token], forms: &'a WordForms) -> Self {
        let mut words = Vec::with_capacity(forms.n_words());
        for (idx, token) in tokens.iter().enumerate() {
            if forms.word(idx) == words.len() {
                words.push(Word::new(token.span.of(text), forms.lower(idx), token.kind));
            }
        }
        Self { words, forms }
    }

    /// The word that token `idx` is.
    pub(super) fn word(&self, idx: usize) -> &Word<'a> {
        &self.words[self.number(idx)]
    }

    /// The number of that word, below [`Self::n_words`].
    pub(super) fn number(&self, idx: usize) -> usize {
        self.forms.word(idx)
    }

    /// How many words there are.
    pub(super) fn n_words(&self) -> usize {
        self.words.len()
    }
}

impl<'a> Word<'a> {
    fn new(surface: &'a str, lower: &'a str, kind: TokenKind) -> Self {
        let case = case(surface);
        let first_letter = || surface.chars().find(|c| is_alphabetic(*c));
        let has_capital = kind == TokenKind::Word && first_letter().is_some_and(char::is_uppercase);
        Self {
            key: key(surface, lower, kind),
            kind,
            case,
            has_capital,
            has_marks: surface.contains(|c| c == '.' || is_apostrophe(c) || is_hyphen(c)),
            bases: OnceCell::new(),
            starts: OnceCell::new(),
            name_part: OnceCell::new(),
            role: OnceCell::new(),
            type_word: OnceCell::new(),
            first_head: OnceCell::new(),
            last_head: OnceCell::new(),
            is_listed_acronym: OnceCell::new(),
            is_common_acronym: OnceCell::new(),
            is_function_word: OnceCell::new(),
            is_calendar_word: OnceCell::new(),
            begins_particle: OnceCell::new(),
            is_listed: OnceCell::new(),
            is_demonym: OnceCell::new(),
        }
    }
}

/// The form that names are compared by: without marks and final full stops, and so the same as `lower` in ASCII.
fn key<'a>(surface: &str, lower: &'a str, kind: TokenKind) -> Cow<'a, str> {
    if surface.is_ascii() && !surface.ends_with('.') {
        Cow::Borrowed(lower)
    } else {
        Cow::Owned(key_token(surface, kind).unwrap_or_default())
    }
}

//! [`Quote`], what somebody is said to have said.

use serde::{Deserialize, Serialize};

use super::Confidence;
use crate::text::Span;

/// A quotation in one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// What is said, without the marks around it.
    pub span: Span,
    /// Whether the words are given as they were said.
    pub is_direct: bool,
    /// Who says it, if the text shows.
    pub speaker: Option<Speaker>,
    /// The word of saying, or the words that name a source: *said*, *according to*.
    pub verb: Option<Span>,
    /// What the quotation speaks of, by which it is known again: its words without small ones in plain lower-case
    /// letters, and the keys of what it counts.
    pub key_words: KeyWords,
    /// How sure that span and speaker are right.
    pub confidence: Confidence,
    /// Whether a person should look.
    pub review: bool,
}

/// Words without spaces, sorted, each once; held as one text, as there are many.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct KeyWords(Box<str>);

impl KeyWords {
    /// The `words`, in any order and as often as they come.
    #[must_use]
    pub fn new(mut words: Vec<String>) -> Self {
        words.sort_unstable();
        words.dedup();
        Self(words.join(" ").into())
    }

    /// The words in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_ascii_whitespace()
    }
}

/// Who says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Speaker {
    /// The words for the speaker: a name, a role, a pronoun.
    pub span: Span,
    /// Index of the mention that names the speaker, here or, of a pronoun, elsewhere in the article.
    pub mention_idx: Option<usize>,
}

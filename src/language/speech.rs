//! [`SpeechWords`]: the words and marks by which a language shows who says what.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::phrases::Phrases;

/// The words and marks by which a language shows who says what; words in lower case.
#[derive(Debug, Default)]
pub struct SpeechWords {
    /// Pairs of marks around quotations, the opening one first.
    pub quotation_marks: Vec<(char, char)>,
    /// Phrases before the one whose words are given: *according to*, *laut*.
    pub before_source: Phrases,
    /// Phrases behind the one whose words are given: *mukaan*, *zufolge*.
    pub after_source: Phrases,
    /// Pronouns for those of whom the text speaks, and titles of men and women.
    pub pronouns: FxHashMap<String, PronounKind>,
    /// Conjunctions that open what is said: *that*, *dass*.
    pub that: FxHashSet<String>,
    /// Words that open subordinate clauses of time, cause and the like: *when*, *omdat*.
    pub subordinators: Phrases,
    /// Prepositions; what stands behind one is no subject.
    pub prepositions: FxHashSet<String>,
    /// Whether a verb can do without a subject: *dijo*.
    pub drops_subjects: bool,
}

/// Whom a pronoun stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PronounKind {
    /// A man.
    He,
    /// A woman; in some languages also several people.
    She,
    /// Several people.
    They,
    /// A person, man or woman.
    Any,
    /// No pronoun, but a title of men.
    Man,
    /// No pronoun, but a title of women.
    Woman,
}

/// Where a phrase stands that names the source of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AttributionPosition {
    /// Before the source: *according to X*
    Before,
    /// Behind the source: *X:n mukaan*
    After,
}

/// What a small word does in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ClauseWordKind {
    /// Opens what is said: *that*.
    That,
    /// A preposition.
    Preposition,
    /// Opens a subordinate clause: *when*.
    Subordinator,
}

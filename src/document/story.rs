//! Types of what articles tell together: stories, copies, figures side by side.

use serde::{Deserialize, Serialize};

use super::Place;

/// Articles on one event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Story {
    /// `st-` with digits made from its first article.
    pub id: String,
    /// What it is about, to read.
    pub label: String,
    /// Indices of its articles in [`super::Corpus::articles`], in order.
    pub articles: Vec<usize>,
    /// Indices of the clusters that stand for it in [`super::Corpus::clusters`], the most telling first.
    pub main_entities: Vec<usize>,
}

/// What stands around a number and tells which figure it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// What is counted, under one key for all words that count the same (*killed*, *deaths*), with a stroke behind what
    /// it is a part of (`people/dead`); empty if not known.
    pub family: Box<str>,
    /// Whether the value is large enough, for what is counted, to be a figure of its own.
    pub is_telling: bool,
    /// The mention that the figure is about, as an index into the mentions of the article.
    pub about: Option<usize>,
    /// The place that the figure is true of, as an index into the mentions of the article.
    pub place: Option<usize>,
    /// The times of day that the clause gives, as indices into the numbers of the article.
    pub times: Box<[usize]>,
    /// The date that the sentence gives, as an index into the numbers of the article.
    pub date: Option<usize>,
}

/// Readings of one figure by several articles of a story, side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// `fg-` with digits made from the story, what is counted and the first reading.
    pub id: String,
    /// Index of the story in [`super::Corpus::stories`].
    pub story_idx: usize,
    /// What is counted, the same in every language; empty if not known.
    pub what_key: String,
    /// Unit or currency; empty for counts.
    pub unit: String,
    /// Index of the cluster that the figure is about, where it is known.
    pub about: Option<usize>,
    /// The day, time or both that the figure is of, ISO 8601; empty if not known.
    pub period: String,
    /// How the readings agree.
    pub agreement: Agreement,
    /// The numbers in order.
    pub readings: Vec<Place>,
}

/// How the readings of a figure agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Agreement {
    /// All give the same value.
    Same,
    /// Some give it more roughly than others; all can be true.
    Rounding,
    /// Later articles give another value than earlier ones.
    Update,
    /// They contradict each other.
    Differs,
}

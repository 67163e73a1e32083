//! Loads `data/figure_keys.tsv` and `data/attributions.tsv`: what makes counts comparable, and who is a source.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::tsv;
use crate::document::Token;
use crate::error::Error;
use crate::tokenize::tokens_of_name;

const KEYS_FILE: &str = "data/figure_keys.tsv";
const KEYS: &str = include_str!("../../data/figure_keys.tsv");
const ATTRIBUTIONS_FILE: &str = "data/attributions.tsv";
const ATTRIBUTIONS: &str = include_str!("../../data/attributions.tsv");
/// The least count of a thing that is no row of the list.
const USUAL_LEAST: u32 = 10;

#[derive(Deserialize)]
struct KeyRow {
    key: String,
    family: String,
    least: u32,
}

#[derive(Deserialize)]
struct AttributionRow {
    surface: String,
    position: Position,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Position {
    Before,
    After,
}

/// What is known of counted things and of words that name a source.
#[derive(Debug)]
pub struct FigureWords {
    families: BTreeMap<String, (String, u32)>,
    before: Vec<Vec<String>>,
    after: Vec<Vec<String>>,
}

impl FigureWords {
    /// The key of all words that count the same as `what_key`.
    #[must_use]
    pub fn family<'a>(&'a self, what_key: &'a str) -> &'a str {
        let family = self.families.get(what_key);
        family.map_or(what_key, |(family, _)| family)
    }

    /// From which count on things of this key make a figure: two dead do, two steps do not.
    #[must_use]
    pub fn least(&self, what_key: &str) -> u32 {
        let family = self.families.get(what_key);
        family.map_or(USUAL_LEAST, |(_, least)| *least)
    }

    /// How many of the last of `words`, in lower case, are a phrase that a source follows: *according to*.
    #[must_use]
    pub fn attribution_at_end(&self, words: &[&str]) -> usize {
        let ends = |phrase: &&Vec<String>| words.ends_with(&as_strs(phrase));
        self.before
            .iter()
            .filter(ends)
            .map(Vec::len)
            .max()
            .unwrap_or(0)
    }

    /// Whether `words`, in lower case, begin with a phrase that follows a source: *zufolge*.
    #[must_use]
    pub fn attribution_at_start(&self, words: &[&str]) -> bool {
        let starts = |phrase: &Vec<String>| words.starts_with(&as_strs(phrase));
        self.after.iter().any(starts)
    }
}

fn as_strs(phrase: &[String]) -> Vec<&str> {
    phrase.iter().map(String::as_str).collect()
}

/// Reads both files.
///
/// # Errors
///
/// A row that breaks the rules of its file, with its line.
pub fn load() -> Result<FigureWords, Error> {
    let keys: Vec<KeyRow> = tsv::rows(KEYS_FILE, KEYS)?;
    let attributions: Vec<AttributionRow> = tsv::rows(ATTRIBUTIONS_FILE, ATTRIBUTIONS)?;
    let at = |position| {
        let rows = attributions
            .iter()
            .filter(move |row| row.position == position);
        rows.map(|row| words(&row.surface)).collect()
    };
    Ok(FigureWords {
        before: at(Position::Before),
        after: at(Position::After),
        families: keys
            .into_iter()
            .map(|row| (row.key, (row.family, row.least)))
            .collect(),
    })
}

fn words(surface: &str) -> Vec<String> {
    let tokens = tokens_of_name(surface);
    let lower = |token: &Token| token.span.of(surface).to_lowercase();
    tokens.iter().map(lower).collect()
}

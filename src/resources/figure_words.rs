//! Loads `data/figure_keys.tsv`: what makes counts comparable.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::tsv;
use crate::error::Error;

const KEYS_FILE: &str = "data/figure_keys.tsv";
const KEYS: &str = include_str!("../../data/figure_keys.tsv");
/// The least count of a thing that is no row of the list.
const USUAL_LEAST: u32 = 10;

#[derive(Deserialize)]
struct KeyRow {
    key: String,
    family: String,
    least: u32,
}

/// What is known of counted things.
#[derive(Debug)]
pub struct FigureWords {
    families: BTreeMap<String, (String, u32)>,
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
}

/// Reads the file.
///
/// # Errors
///
/// A row that breaks the rules of its file, with its line.
pub fn load() -> Result<FigureWords, Error> {
    let keys: Vec<KeyRow> = tsv::rows(KEYS_FILE, KEYS)?;
    Ok(FigureWords {
        families: keys
            .into_iter()
            .map(|row| (row.key, (row.family, row.least)))
            .collect(),
    })
}

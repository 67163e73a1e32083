//! Loads `data/languages/codes.tsv`.

use serde::Deserialize;

use super::tsv;
use crate::error::Error;
use crate::language::Language;
use crate::language::codes::{LanguageCode, LanguageCodes};

const FILE: &str = "data/languages/codes.tsv";
const CONTENT: &str = include_str!("../../data/languages/codes.tsv");

#[derive(Deserialize)]
struct Row {
    iso_639_3: String,
    iso_639_1: String,
    name: String,
    short_texts: bool,
}

/// Reads the codes.
///
/// # Errors
///
/// A row that breaks the rules of the file, with its line.
pub fn load() -> Result<LanguageCodes, Error> {
    let rows: Vec<Row> = tsv::rows(FILE, CONTENT)?;
    let codes = rows
        .into_iter()
        .enumerate()
        .map(|(row_idx, row)| code(row_idx, row));
    codes.collect::<Result<_, _>>().map(LanguageCodes::new)
}

fn code(row_idx: usize, row: Row) -> Result<LanguageCode, Error> {
    let language = Language::parse(&row.iso_639_1).ok_or_else(|| Error::Data {
        file: FILE.to_owned(),
        line: row_idx as u64 + 2,
        column: "iso_639_1".to_owned(),
        expected: "a code of two letters".to_owned(),
        found: row.iso_639_1.clone(),
    })?;
    Ok(LanguageCode {
        iso_639_3: row.iso_639_3,
        language,
        name: row.name,
        short_texts: row.short_texts,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_of_the_detector_has_a_code() {
        let codes = load().expect("the data is sound");
        for language in whatlang::Lang::all() {
            assert!(
                codes.by_iso_639_3(language.code()).is_some(),
                "{}",
                language.code()
            );
        }
        assert_eq!(codes.by_iso_639_3("nob"), Language::parse("nb"));
    }
}

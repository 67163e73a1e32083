//! Loads `data/ngrams/` and, as the common words of each language, `function_words.tsv`.

use super::language::LANGUAGES;
use crate::error::Error;
use crate::language::Language;
use crate::language::ngrams::{NgramFault, Ngrams};

const TABLES: [(&str, &str); 4] = [
    (
        "data/ngrams/arabic.tsv",
        include_str!("../../data/ngrams/arabic.tsv"),
    ),
    (
        "data/ngrams/cyrillic.tsv",
        include_str!("../../data/ngrams/cyrillic.tsv"),
    ),
    (
        "data/ngrams/greek.tsv",
        include_str!("../../data/ngrams/greek.tsv"),
    ),
    (
        "data/ngrams/latin.tsv",
        include_str!("../../data/ngrams/latin.tsv"),
    ),
];

/// Reads the tables of all scripts.
///
/// # Errors
///
/// A row that breaks the rules of its file, with its line.
pub fn load() -> Result<Ngrams, Error> {
    let mut ngrams = Ngrams::new();
    for (file, content) in TABLES {
        let error = |NgramFault { line, expected }| Error::Data {
            file: file.to_owned(),
            line,
            column: String::new(),
            expected: expected.to_owned(),
            found: String::new(),
        };
        ngrams.add_script(content).map_err(error)?;
    }
    for files in LANGUAGES {
        let words = files.function_words.lines().skip(1);
        let language = Language::parse(files.code).expect("folders are named by language codes");
        ngrams.add_common_words(language, words);
    }
    Ok(ngrams)
}

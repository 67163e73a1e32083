//! Loads the files of the number grammar.

use crate::error::Error;
use crate::language::number_words::NumberWords;

/// The text of the files of the number grammar of one language.
pub struct Files {}

macro_rules! files {
    ($code:literal) => {
        number_words::Files {}
    };
}
pub(super) use files;

/// Reads the files of the language `code`.
///
/// # Errors
///
/// A file that breaks its rules, with its line.
pub fn load(_code: &str, _files: &Files) -> Result<NumberWords, Error> {
    Ok(NumberWords::default())
}

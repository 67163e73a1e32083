//! What the data files of a language say about numbers.

/// Words of the number grammar of one language.
#[derive(Debug, Default)]
pub struct NumberWords {}

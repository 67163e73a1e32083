//! Reads the tab-separated files of `data/`.

use serde::de::DeserializeOwned;

use crate::error::Error;

/// The rows of the file `name` with the text `content`, in order.
///
/// # Errors
///
/// A row that lacks a column or has a value that the column does not take, with its line.
pub fn rows<T: DeserializeOwned>(name: &str, content: &str) -> Result<Vec<T>, Error> {
    csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .quoting(false)
        .from_reader(content.as_bytes())
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|error| data_error(name, &error))
}

fn data_error(name: &str, error: &csv::Error) -> Error {
    let (column, expected) = match error.kind() {
        csv::ErrorKind::Deserialize { err, .. } => (
            err.field()
                .map_or(String::new(), |field| (field + 1).to_string()),
            err.kind().to_string(),
        ),
        kind => (
            String::new(),
            format!("a row with the columns of the header: {kind:?}"),
        ),
    };
    Error::Data {
        file: name.to_owned(),
        line: error.position().map_or(0, csv::Position::line),
        column,
        expected,
        found: String::new(),
    }
}

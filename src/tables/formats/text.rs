//! `text/ARTICLE_ID.txt`: the text of each article, in which `start_char` and `end_char` count.

use std::path::Path;

use super::super::{Found, files};
use crate::error::Error;

/// The folder below the output folder.
pub const FOLDER: &str = "text";

/// Writes the text of each article, UTF-8 without byte order mark.
pub fn write(folder: &Path, found: &Found<'_>) -> Result<(), Error> {
    let folder = folder.join(FOLDER);
    files::make_folder(&folder)?;
    for article in &found.corpus.articles {
        files::write(&folder, &file(&article.id), |out| {
            out.write_all(article.document.text.as_bytes())
        })?;
    }
    Ok(())
}

/// Name of the file of an article.
pub fn file(article_id: &str) -> String {
    format!("{article_id}.txt")
}

/// Whether `id` is made as ids of articles are, and so leads out of no folder.
pub fn is_id(id: &str) -> bool {
    let is_letter = |b: u8| b == b'-' || b.is_ascii_lowercase() || b.is_ascii_digit();
    id.starts_with("a-") && id.bytes().all(is_letter)
}

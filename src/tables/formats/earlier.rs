//! Which files of other formats an earlier run left, so that those that are no longer asked for can be removed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::super::{Found, files, ids, package};
use super::{Format, Formats, text};
use crate::error::Error;

/// A file that is no CSV.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherFile {
    /// Its name in the output folder.
    pub name: String,
    /// BLAKE3 hash of its content, in hexadecimal digits.
    pub hash: String,
}

/// The files of other formats that an earlier run left in a folder.
#[derive(Debug)]
pub struct Earlier {
    files: Vec<OtherFile>,
    /// The hash of the text of each article by its id.
    texts: BTreeMap<String, String>,
}

impl Earlier {
    /// What an earlier run lists in `folder`; nothing if it left no lists that can be read. To be asked before the lists
    /// are written anew.
    pub fn of(folder: &Path) -> Self {
        let package = files::package(folder);
        let listed = package[package::OTHER_FILES].as_array();
        let listed = listed.map_or(&[][..], Vec::as_slice);
        let has_texts = !package.is_null() && folder.join(text::FOLDER).is_dir();
        Self {
            files: listed.iter().filter_map(other_file).collect(),
            texts: has_texts
                .then(|| texts(folder))
                .flatten()
                .unwrap_or_default(),
        }
    }

    /// Removes the files of `self` that are neither among `others` nor, being texts, of an article of `found`. A file
    /// that is not as it was written is not the program's any more, and stays.
    pub fn remove_stale(
        &self,
        folder: &Path,
        found: &Found<'_>,
        formats: Formats,
        others: &[OtherFile],
    ) -> Result<(), Error> {
        for file in &self.files {
            let is_current = others.iter().any(|other| other.name == file.name);
            if !is_current {
                remove(folder, &file.name, |content| {
                    blake3::hash(content).to_hex().as_str() == file.hash
                })?;
            }
        }
        let articles = &found.corpus.articles;
        let is_current = |id: &str| {
            let place = articles.binary_search_by(|article| article.id.as_str().cmp(id));
            formats.has(Format::Text) && place.is_ok()
        };
        let folder = folder.join(text::FOLDER);
        for (id, hash) in &self.texts {
            if !is_current(id) {
                remove(&folder, &text::file(id), |content| {
                    std::str::from_utf8(content).is_ok_and(|text| ids::text_hash(text) == *hash)
                })?;
            }
        }
        // A folder in which something is left, or that is not there, is not removed.
        if !self.texts.is_empty() {
            let _ = fs::remove_dir(folder);
        }
        Ok(())
    }
}

fn remove(folder: &Path, name: &str, is_own: impl FnOnce(&[u8]) -> bool) -> Result<(), Error> {
    let path = folder.join(name);
    if fs::read(&path).is_ok_and(|content| is_own(&content)) {
        fs::remove_file(&path).map_err(|source| Error::Write { path, source })?;
    }
    Ok(())
}

fn other_file(listed: &Value) -> Option<OtherFile> {
    let name = listed["path"].as_str()?;
    let hash = listed["hash"].as_str()?;
    let (stem, ending) = name.split_once('.')?;
    let is_own = stem.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        && ["xlsx", "jsonl", "parquet", "sqlite"].contains(&ending);
    is_own.then(|| OtherFile {
        name: name.to_owned(),
        hash: hash.to_owned(),
    })
}

/// The hash of the text of each article by its id, as `articles.csv` has them; `None` if there is no such table.
fn texts(folder: &Path) -> Option<BTreeMap<String, String>> {
    let content = fs::read_to_string(folder.join("articles.csv")).ok()?;
    let content = content.strip_prefix('\u{feff}').unwrap_or(&content);
    let has_semicolons = content.starts_with("article_id;");
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(if has_semicolons { b';' } else { b',' })
        .from_reader(content.as_bytes());
    let header = reader.headers().ok()?.clone();
    let place = |name: &str| header.iter().position(|column| column == name);
    let (id, hash) = (place("article_id")?, place("text_hash")?);
    let rows = reader.records().filter_map(Result::ok);
    let texts = rows.map(|row| (row[id].to_owned(), row[hash].to_owned()));
    Some(texts.filter(|(id, _)| text::is_id(id)).collect())
}

//! The tables in formats other than CSV. Each is written from the rows and schemas that CSV is written from, so that names,
//! order and types of columns are the same.

mod earlier;
pub(super) mod jsonl;
mod parquet;
mod sqlite;
mod text;
mod xlsx;

pub(super) use earlier::Earlier;
pub use earlier::OtherFile;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use super::schema::Schema;
use super::{Contents, Shape, files};
use crate::error::{Error, Problem, Severity, Stage};

/// In what files the tables are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    /// A file of comma-separated cells a table; always written, the others are beside it.
    Csv,
    /// One workbook with a sheet a table.
    Xlsx,
    /// A file a table, with a JSON object a line.
    Jsonl,
    /// A Parquet file a table.
    Parquet,
    /// One SQLite database.
    Sqlite,
    /// The extracted text of each article.
    Text,
}

impl Format {
    /// All formats, in the order in which they are written.
    pub const ALL: [Self; 6] = [
        Self::Csv,
        Self::Xlsx,
        Self::Jsonl,
        Self::Parquet,
        Self::Sqlite,
        Self::Text,
    ];

    /// Its name on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Jsonl => "jsonl",
            Self::Parquet => "parquet",
            Self::Sqlite => "sqlite",
            Self::Text => "text",
        }
    }
}

/// A set of formats, CSV among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Formats([bool; Format::ALL.len()]);

impl Default for Formats {
    /// CSV alone.
    fn default() -> Self {
        [Format::Csv].into_iter().collect()
    }
}

impl FromIterator<Format> for Formats {
    fn from_iter<I: IntoIterator<Item = Format>>(formats: I) -> Self {
        let asked: BTreeSet<_> = formats.into_iter().chain([Format::Csv]).collect();
        Self(Format::ALL.map(|format| asked.contains(&format)))
    }
}

impl Formats {
    /// Whether `format` is one of them.
    #[must_use]
    pub fn has(self, format: Format) -> bool {
        self.iter().any(|own| own == format)
    }

    /// The formats in the order of [`Format::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Format> {
        let all = Format::ALL.into_iter().zip(self.0);
        all.filter_map(|(format, has)| has.then_some(format))
    }
}

/// Reads a list with commas, such as `csv,xlsx`.
impl std::str::FromStr for Formats {
    type Err = String;

    fn from_str(list: &str) -> Result<Self, String> {
        let names = list.split(',').map(str::trim);
        names.map(format).collect()
    }
}

fn format(name: &str) -> Result<Format, String> {
    let known = || Format::ALL.map(Format::name).join(", ");
    let found = Format::ALL.into_iter().find(|format| format.name() == name);
    found.ok_or_else(|| format!("`{name}` is no format: give some of {}", known()))
}

/// What of tables of these shapes does not fit into the `formats`: a problem each, in order of table.
pub(super) fn too_large(shapes: &[Shape], schemas: &[Schema], formats: Formats) -> Vec<Problem> {
    if !formats.has(Format::Xlsx) {
        return Vec::new();
    }
    let problems = shapes.iter().zip(schemas);
    let problems =
        problems.flat_map(|(shape, schema)| xlsx::too_large(shape, schema, xlsx::LIMITS));
    let problem = |(problem, detail): (&str, String)| Problem {
        path: xlsx::FILE.to_owned(),
        stage: Stage::Tables,
        severity: Severity::Warning,
        problem: problem.to_owned(),
        detail,
    };
    problems.map(problem).collect()
}

/// Writes the tables in all formats but CSV, and gives the files in the order in which they were written. Texts are not
/// among them: `articles.csv` lists those.
pub(super) fn write(
    folder: &Path,
    contents: &Contents<'_>,
    formats: Formats,
) -> Result<Vec<OtherFile>, Error> {
    let mut written = Vec::new();
    for format in formats.iter() {
        match format {
            Format::Csv => {}
            Format::Xlsx => written.push(xlsx::write(folder, contents)?),
            Format::Jsonl => written.extend(jsonl::write(folder, contents)?),
            Format::Parquet => written.extend(parquet::write(folder, contents)?),
            Format::Sqlite => written.push(sqlite::write(folder, contents)?),
            Format::Text => text::write(folder, contents.found)?,
        }
    }
    Ok(written)
}

/// Writes `folder/name` with what `content` writes, and takes its hash.
fn write_file(
    folder: &Path,
    name: String,
    content: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<OtherFile, Error> {
    let hash = files::write(folder, &name, |out| {
        let mut hashing = Hashing {
            out,
            hasher: blake3::Hasher::new(),
        };
        content(&mut hashing)?;
        Ok(hashing.hasher.finalize().to_hex().to_string())
    })?;
    Ok(OtherFile { name, hash })
}

/// Passes on what is written and hashes it.
struct Hashing<'w> {
    out: &'w mut dyn Write,
    hasher: blake3::Hasher,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let n_written = self.out.write(bytes)?;
        self.hasher.update(&bytes[..n_written]);
        Ok(n_written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Writes `folder/name` by way of a file that `make` makes at a path beside it, for libraries that must go back and forth
/// in what they write. The file vanishes whatever happens.
fn write_through_file(
    folder: &Path,
    name: String,
    make: impl FnOnce(&Path) -> io::Result<()>,
) -> Result<OtherFile, Error> {
    write_file(folder, name, |out| {
        let mut made = tempfile::Builder::new()
            .prefix(".parallax.")
            .suffix(".tmp")
            .tempfile_in(folder)?;
        make(made.path())?;
        io::copy(made.as_file_mut(), out).map(drop)
    })
}

#[cfg(test)]
mod tests;

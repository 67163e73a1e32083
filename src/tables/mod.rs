//! Writes what was found as tables: the only module that knows CSV.
//!
//! `TABLES` lists the tables, each a file with a row struct and a function `rows`. The doc comments of the row structs
//! are the dictionary that people find beside the tables (`columns.csv`) and that programs read (`datapackage.json`).
//!
//! Files are UTF-8 with a byte order mark, RFC 4180 with one exception: a record ends with a line feed alone, which
//! spreadsheets read as well, while line-wise tools and `diff` read nothing else.

pub mod articles;
pub mod cell;
pub mod changes;
pub mod columns;
pub mod context;
pub mod coreferences;
pub mod entities;
pub mod figures;
pub(crate) mod files;
pub mod mentions;
pub mod numbers;
mod package;
pub mod problems;
pub mod quotes;
pub mod run;
pub mod schema;
pub mod shared;
pub mod stories;

pub use crate::ids;

use std::collections::BTreeSet;
use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::document::{Article, Cluster, Corpus, Mention, NumberMention, Place, Quote};
use crate::error::{Error, Problem};
use crate::language::Language;
use crate::resources::gazetteer::Gazetteer;
use cell::Record;
use schema::{Row, Schema};

/// How cells and numbers are separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CsvStyle {
    /// What stands between cells.
    pub separator: Separator,
    /// Whether files begin with a byte order mark, by which Excel knows UTF-8.
    pub byte_order_mark: bool,
}

impl Default for CsvStyle {
    fn default() -> Self {
        Self {
            separator: Separator::Comma,
            byte_order_mark: true,
        }
    }
}

/// What stands between cells, and with it the decimal mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Separator {
    /// Comma between cells, point before decimals.
    Comma,
    /// Semicolon between cells, comma before decimals, as Excel expects in much of Europe.
    Semicolon,
}

impl Separator {
    /// The character between cells.
    #[must_use]
    pub fn delimiter(self) -> char {
        match self {
            Self::Comma => ',',
            Self::Semicolon => ';',
        }
    }

    /// The character before decimals.
    #[must_use]
    pub fn decimal_mark(self) -> char {
        match self {
            Self::Comma => '.',
            Self::Semicolon => ',',
        }
    }
}

/// Everything that the tables show.
#[derive(Debug, Clone, Copy)]
pub struct Found<'c> {
    /// The articles and what links them.
    pub corpus: &'c Corpus,
    /// What could not be used.
    pub problems: &'c [Problem],
    /// The lists that clusters point into.
    pub gazetteer: &'c Gazetteer,
}

impl<'c> Found<'c> {
    /// The languages of the corpus in order of their codes, without the undetermined one.
    #[must_use]
    pub fn languages(&self) -> Vec<Language> {
        languages(&self.corpus.articles).into_iter().collect()
    }

    /// The mention at `place` with its article.
    #[must_use]
    pub fn mention(&self, place: Place) -> (&'c Article, &'c Mention) {
        let article = &self.corpus.articles[place.article_idx];
        (article, &article.annotations.mentions[place.item_idx])
    }

    /// The number at `place` with its article.
    #[must_use]
    pub fn number(&self, place: Place) -> (&'c Article, &'c NumberMention) {
        let article = &self.corpus.articles[place.article_idx];
        (article, &article.annotations.numbers[place.item_idx])
    }

    /// The quotation at `place` with its article.
    #[must_use]
    pub fn quote(&self, place: Place) -> (&'c Article, &'c Quote) {
        let article = &self.corpus.articles[place.article_idx];
        (article, &article.annotations.quotes[place.item_idx])
    }

    /// The cluster of each mention of each article.
    ///
    /// # Panics
    ///
    /// If a mention is in no cluster, which linking rules out.
    #[must_use]
    pub fn cluster_of_mentions(&self) -> Vec<Vec<&'c Cluster>> {
        let n_mentions = |article: &Article| article.annotations.mentions.len();
        let articles = self.corpus.articles.iter();
        let mut clusters: Vec<_> = articles
            .map(|article| vec![None; n_mentions(article)])
            .collect();
        for cluster in &self.corpus.clusters {
            for member in &cluster.members {
                clusters[member.place.article_idx][member.place.item_idx] = Some(cluster);
            }
        }
        let complete = |clusters: Vec<Option<_>>| clusters.into_iter().collect::<Option<_>>();
        let clusters: Option<_> = clusters.into_iter().map(complete).collect();
        clusters.expect("every mention is a member of a cluster")
    }
}

/// The languages of `articles` without the undetermined one.
fn languages<'a>(articles: impl IntoIterator<Item = &'a Article>) -> BTreeSet<Language> {
    let languages = articles
        .into_iter()
        .map(|article| article.annotations.language.language);
    languages
        .filter(|&language| language != Language::UNDETERMINED)
        .collect()
}

/// How many languages `articles` are in; the undetermined one is none.
fn n_languages<'a>(articles: impl IntoIterator<Item = &'a Article>) -> usize {
    languages(articles).len()
}

/// A table: what it is, and what writes its rows.
struct Table {
    schema: fn(&[Language]) -> Schema,
    write: fn(&Found<'_>, &mut Sheet<'_>) -> Result<(), csv::Error>,
}

macro_rules! tables {
    ($($module:ident :: $row:ident),+ $(,)?) => {
        &[$(Table {
            schema: $module::$row::schema,
            write: |found, sheet| sheet.rows($module::rows(found)),
        }),+]
    };
}

/// The tables in the order in which people meet them. `changes.csv` and `columns.csv`, written from all of them,
/// follow.
const TABLES: &[Table] = tables![
    articles::ArticleRow,
    mentions::MentionRow,
    entities::EntityRow,
    numbers::NumberRow,
    quotes::QuoteRow,
    coreferences::CoreferenceRow,
    figures::FigureRow,
    stories::StoryRow,
    problems::ProblemRow,
];

/// A table that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// Name of the file.
    pub file: String,
    /// Number of rows without the header.
    pub n_rows: usize,
    /// Number of text cells that got a leading `'`.
    pub n_guarded: usize,
}

/// The schemas of all tables in a corpus of these languages, `changes.csv` and `columns.csv` last.
#[must_use]
pub fn schemas(languages: &[Language]) -> Vec<Schema> {
    let found = TABLES.iter().map(|table| (table.schema)(languages));
    found
        .chain([changes::ChangeRow::schema(languages)])
        .chain([columns::ColumnRow::schema(languages)])
        .collect()
}

/// Makes `folder` if it is not there, and makes sure that files can be written into it, before the long work begins.
///
/// # Errors
///
/// The folder could not be made or written into.
pub fn prepare(folder: &Path) -> Result<(), Error> {
    files::make_folder(folder)
}

/// The hash of all that lies in `folder`, but for `run.json` and hidden files; `None` if a file cannot be read.
#[must_use]
pub fn hash(folder: &Path) -> Option<[u8; 32]> {
    files::hash(folder, run::FILE).ok()
}

/// Writes all tables, `columns.csv` and `datapackage.json` into `folder`, which must be there.
///
/// Each file is written beside its place and renamed; a file that would not change is left alone. Tables that an
/// earlier run listed in its `datapackage.json` and that there are no more are removed.
///
/// # Errors
///
/// The folder or file that could not be written.
pub fn write(folder: &Path, found: &Found<'_>, style: CsvStyle) -> Result<Vec<Written>, Error> {
    let schemas = schemas(&found.languages());
    let mut written = Vec::new();
    let mut differences = Vec::new();
    for (table, schema) in TABLES.iter().zip(&schemas) {
        let before = changes::content(folder, schema);
        written.push(write_table(folder, schema, style, |sheet| {
            (table.write)(found, sheet)
        })?);
        let after = changes::content(folder, schema);
        differences.extend(changes::between(
            before.as_deref(),
            after.as_deref(),
            schema,
        ));
    }
    if let [.., of_changes, of_columns] = schemas.as_slice() {
        written.push(write_table(folder, of_changes, style, |sheet| {
            sheet.rows(changes::rows(&differences))
        })?);
        written.push(write_table(folder, of_columns, style, |sheet| {
            sheet.rows(columns::rows(&schemas))
        })?);
    }
    files::remove_stale(folder, &schemas)?;
    files::write(folder, package::FILE, |out| {
        out.write_all(package::json(&schemas, style).as_bytes())
    })?;
    Ok(written)
}

fn write_table(
    folder: &Path,
    schema: &Schema,
    style: CsvStyle,
    rows: impl FnOnce(&mut Sheet<'_>) -> Result<(), csv::Error>,
) -> Result<Written, Error> {
    let file = schema.file();
    files::write(folder, &file, |out| {
        let mut sheet = Sheet::new(out, schema, style)?;
        rows(&mut sheet)?;
        sheet.csv.flush()?;
        let (n_rows, n_guarded) = (sheet.n_rows, sheet.record.guarded());
        Ok(Written {
            file: file.clone(),
            n_rows,
            n_guarded,
        })
    })
}

/// A table in the making.
struct Sheet<'w> {
    csv: csv::Writer<&'w mut dyn Write>,
    record: Record,
    n_rows: usize,
}

impl<'w> Sheet<'w> {
    /// A table with its header.
    fn new(out: &'w mut dyn Write, schema: &Schema, style: CsvStyle) -> Result<Self, csv::Error> {
        if style.byte_order_mark {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let delimiter = u8::try_from(style.separator.delimiter()).expect("an ASCII character");
        let mut builder = csv::WriterBuilder::new();
        builder
            .delimiter(delimiter)
            .terminator(csv::Terminator::Any(b'\n'));
        let mut csv = builder.from_writer(out);
        csv.write_record(schema.columns.iter().map(|column| &column.name))?;
        Ok(Self {
            csv,
            record: Record::new(style),
            n_rows: 0,
        })
    }

    fn rows<R: Row>(&mut self, rows: impl Iterator<Item = R>) -> Result<(), csv::Error> {
        for row in rows {
            self.record.clear();
            row.write(&mut self.record);
            self.csv.write_record(self.record.cells())?;
            self.n_rows += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;

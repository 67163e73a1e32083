//! Writes what was found as tables: the only module that knows CSV and the other formats of `formats`.
//!
//! `TABLES` lists the tables, each a file with a row struct and a function `rows`. The doc comments of the row structs
//! are the dictionary that people find beside the tables (`columns.csv`) and that programs read (`datapackage.json`).
//!
//! Files are UTF-8 with a byte order mark, RFC 4180 with one exception: a record ends with a line feed alone, which
//! spreadsheets read as well, while line-wise tools and `diff` read nothing else.

pub mod annotated;
pub mod articles;
pub mod cell;
pub mod changes;
pub mod columns;
pub mod context;
pub mod coreferences;
pub mod entities;
pub mod figures;
pub(crate) mod files;
pub mod formats;
pub mod mentions;
pub mod numbers;
mod own_lines;
mod package;
pub mod problems;
pub mod quotes;
pub mod run;
pub mod schema;
pub mod shared;
pub mod stories;

pub use crate::ids;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::Path;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::document::{Article, Cluster, Corpus, Mention, NumberMention, Place, Quote};
use crate::error::{Error, Problem};
use crate::language::Language;
use crate::resources::gazetteer::Gazetteer;
use cell::Record;
use formats::Formats;
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
    write: fn(&Found<'_>, &mut Record, &mut dyn Sink) -> io::Result<()>,
}

macro_rules! tables {
    ($($module:ident :: $row:ident),+ $(,)?) => {
        &[$(Table {
            schema: $module::$row::schema,
            write: |found, record, sink| fill(sink, record, $module::rows(found)),
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

/// What a write did.
#[derive(Debug)]
pub struct Output {
    /// The tables that are in the folder now.
    pub written: Vec<Written>,
    /// What a format could not hold; stands in `problems.csv` beside the problems of [`Found`].
    pub problems: Vec<Problem>,
}

/// Writes all tables, `columns.csv` and `datapackage.json` into `folder`, which must be there, and the same tables in the
/// other `formats`.
///
/// Each file is written beside its place and renamed; a file that would not change is left alone. Tables and files of
/// other formats that an earlier run listed in its `datapackage.json` and that there are no more are removed.
///
/// # Errors
///
/// The folder or file that could not be written.
pub fn write(
    folder: &Path,
    found: &Found<'_>,
    style: CsvStyle,
    formats: Formats,
) -> Result<Output, Error> {
    let schemas = schemas(&found.languages());
    let earlier = formats::Earlier::of(folder);
    let (of_problems, of_texts) = TABLES.split_last().expect("there are tables");
    let mut csv = CsvTables::new(&schemas);
    // The large ones at the same time.
    let tables = of_texts.par_iter().zip(&schemas);
    let tables: Result<Vec<_>, Error> = tables
        .map(|(table, schema)| {
            csv_table_compared(folder, schema, style, |record, sink| {
                (table.write)(found, record, sink)
            })
        })
        .collect();
    tables?.into_iter().for_each(|table| csv.add(table));
    let too_large = formats::too_large(&csv.shapes, &schemas, formats);
    let problems = [found.problems, &too_large].concat();
    let found = &Found {
        problems: &problems,
        ..*found
    };
    let of_problems = csv_table_compared(folder, csv.next(), style, |record, sink| {
        (of_problems.write)(found, record, sink)
    })?;
    csv.add(of_problems);
    let differences = std::mem::take(&mut csv.differences);
    let of_changes = csv_table(folder, csv.next(), style, |record, sink| {
        fill(sink, record, changes::rows(&differences))
    })?;
    csv.add(of_changes);
    let of_columns = csv_table(folder, csv.next(), style, |record, sink| {
        fill(sink, record, columns::rows(&schemas))
    })?;
    csv.add(of_columns);
    let contents = Contents {
        found,
        schemas: &schemas,
        differences: &differences,
        shapes: &csv.shapes,
    };
    let others = formats::write(folder, &contents, formats)?;
    earlier.remove_stale(folder, found, formats, &others)?;
    files::remove_stale(folder, &schemas)?;
    files::write(folder, package::FILE, |out| {
        out.write_all(package::json(&schemas, style, &others).as_bytes())
    })?;
    Ok(Output {
        written: csv.written,
        problems: too_large,
    })
}

/// The tables that are written as CSV, in the order of their schemas.
struct CsvTables<'s> {
    schemas: &'s [Schema],
    written: Vec<Written>,
    shapes: Vec<Shape>,
    differences: Vec<changes::Change>,
}

impl<'s> CsvTables<'s> {
    fn new(schemas: &'s [Schema]) -> Self {
        Self {
            schemas,
            written: Vec::new(),
            shapes: Vec::new(),
            differences: Vec::new(),
        }
    }

    /// The schema of the next table.
    fn next(&self) -> &'s Schema {
        &self.schemas[self.written.len()]
    }

    fn add(&mut self, table: CsvTable) {
        self.written.push(table.written);
        self.shapes.push(table.shape);
        self.differences.extend(table.differences);
    }
}

/// A table that was written as CSV.
struct CsvTable {
    written: Written,
    shape: Shape,
    /// What is different from the one that was there.
    differences: Vec<changes::Change>,
}

/// Writes a table and looks what is different from the one that was there.
fn csv_table_compared(
    folder: &Path,
    schema: &Schema,
    style: CsvStyle,
    rows: impl FnOnce(&mut Record, &mut dyn Sink) -> io::Result<()>,
) -> Result<CsvTable, Error> {
    let compare = |before: &Path, after: &Path| changes::between(before, after, schema);
    let content = |out: &mut dyn Write| sheet(out, schema, style, rows);
    let (table, differences) = files::write_compared(folder, &schema.file(), content, compare)?;
    Ok(CsvTable {
        differences: differences.unwrap_or_default(),
        ..table
    })
}

/// Writes a table.
fn csv_table(
    folder: &Path,
    schema: &Schema,
    style: CsvStyle,
    rows: impl FnOnce(&mut Record, &mut dyn Sink) -> io::Result<()>,
) -> Result<CsvTable, Error> {
    files::write(folder, &schema.file(), |out| {
        sheet(out, schema, style, rows)
    })
}

fn sheet(
    out: &mut dyn Write,
    schema: &Schema,
    style: CsvStyle,
    rows: impl FnOnce(&mut Record, &mut dyn Sink) -> io::Result<()>,
) -> io::Result<CsvTable> {
    let mut sheet = Sheet::new(out, schema, style)?;
    let mut record = Record::new(style);
    rows(&mut record, &mut sheet)?;
    sheet.csv.flush()?;
    Ok(CsvTable {
        written: Written {
            file: schema.file(),
            n_rows: sheet.shape.n_rows,
            n_guarded: record.guarded(),
        },
        shape: sheet.shape,
        differences: Vec::new(),
    })
}

/// What takes the rows of a table.
trait Sink {
    /// Takes a row.
    fn row(&mut self, record: &Record) -> io::Result<()>;
}

/// Gives `rows` to `sink`, one after the other in `record`.
fn fill<R: Row>(
    sink: &mut dyn Sink,
    record: &mut Record,
    rows: impl Iterator<Item = R>,
) -> io::Result<()> {
    for row in rows {
        record.clear();
        row.write(record);
        sink.row(record)?;
    }
    Ok(())
}

/// How large a table is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Shape {
    /// Rows without the header.
    n_rows: usize,
    /// UTF-16 code units, in which spreadsheets count, of the longest cell of each column without its header.
    longest: Vec<usize>,
}

/// Everything that the tables hold, for formats other than CSV.
struct Contents<'c> {
    found: &'c Found<'c>,
    schemas: &'c [Schema],
    differences: &'c [changes::Change],
    /// How large the tables are, in the order of `schemas`.
    shapes: &'c [Shape],
}

impl Contents<'_> {
    /// Gives the rows of the table that `self.schemas` has at `table_idx` to `sink`.
    fn fill(&self, table_idx: usize, sink: &mut dyn Sink) -> io::Result<()> {
        let record = &mut Record::new(CsvStyle::default());
        match TABLES.get(table_idx) {
            Some(table) => (table.write)(self.found, record, sink),
            None if table_idx == TABLES.len() => {
                fill(sink, record, changes::rows(self.differences))
            }
            None => fill(sink, record, columns::rows(self.schemas)),
        }
    }
}

/// A table in the making.
struct Sheet<'w> {
    csv: csv::Writer<&'w mut dyn Write>,
    shape: Shape,
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
            .terminator(csv::Terminator::Any(b'\n'))
            .buffer_capacity(files::BUFFER);
        let mut csv = builder.from_writer(out);
        csv.write_record(schema.columns.iter().map(|column| &column.name))?;
        let longest = vec![0; schema.columns.len()];
        Ok(Self {
            csv,
            shape: Shape { n_rows: 0, longest },
        })
    }
}

impl Sink for Sheet<'_> {
    fn row(&mut self, record: &Record) -> io::Result<()> {
        self.csv.write_record(record.cells())?;
        self.shape.n_rows += 1;
        for (longest, cell) in self.shape.longest.iter_mut().zip(record.cells()) {
            // No text has more code units than bytes.
            if cell.len() > *longest {
                *longest = cell.encode_utf16().count().max(*longest);
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;

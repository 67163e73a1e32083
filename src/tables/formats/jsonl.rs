//! `TABLE.jsonl`: a JSON object a row, with the columns in their order.
//!
//! Text is as in the article, with line breaks and without a guard. Numbers are written with all their digits, an empty
//! cell is `null`.

use std::io::{self, Write};
use std::path::Path;

use super::super::cell::{Datum, Record};
use super::super::schema::Schema;
use super::super::{Contents, Sink};
use super::{OtherFile, write_file};
use crate::error::Error;

/// Writes all tables.
pub fn write(folder: &Path, contents: &Contents<'_>) -> Result<Vec<OtherFile>, Error> {
    let tables = contents.schemas.iter().enumerate();
    let tables = tables.map(|(table_idx, schema)| {
        write_file(folder, format!("{}.jsonl", schema.table), |out| {
            contents.fill(table_idx, &mut Lines::new(out, schema)?)
        })
    });
    tables.collect()
}

/// A table in the making.
struct Lines<'w> {
    out: &'w mut dyn Write,
    /// What stands before each value: the brace or comma and the name.
    before: Vec<String>,
}

impl<'w> Lines<'w> {
    fn new(out: &'w mut dyn Write, schema: &Schema) -> io::Result<Self> {
        let columns = schema.columns.iter().enumerate();
        let before = columns.map(|(idx, column)| {
            let mark = if idx == 0 { '{' } else { ',' };
            Ok(format!("{mark}{}:", serde_json::to_string(&column.name)?))
        });
        Ok(Self {
            out,
            before: before.collect::<io::Result<_>>()?,
        })
    }
}

impl Sink for Lines<'_> {
    fn row(&mut self, record: &Record) -> io::Result<()> {
        for (before, datum) in self.before.iter().zip(record.data()) {
            self.out.write_all(before.as_bytes())?;
            write_value(self.out, datum)?;
        }
        self.out.write_all(b"}\n")
    }
}

/// Writes what a cell holds.
pub fn write_value(out: &mut dyn Write, datum: Datum<'_>) -> io::Result<()> {
    match datum {
        Datum::Empty => out.write_all(b"null"),
        Datum::Text(text) | Datum::Word(text) => Ok(serde_json::to_writer(out, text)?),
        Datum::Integer(number) => write!(out, "{number}"),
        Datum::Decimal(number) => write!(out, "{number}"),
        Datum::Boolean(is) => write!(out, "{is}"),
        Datum::Day(day) => write!(out, "\"{day}\""),
    }
}

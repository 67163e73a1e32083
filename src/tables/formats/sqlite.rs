//! `parallax.sqlite`: all tables in one database, with their keys and an index for each column of ids.
//!
//! Text is as in the article, an empty cell is `NULL`, booleans are 0 and 1. A column of exact figures has no declared
//! type, because SQLite would turn its values into binary fractions: it holds an integer, a real where 15 digits suffice, and
//! otherwise text. The same tables give the same bytes: rows come in their order, and nothing tells the time.

use std::io;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ToSqlOutput;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::super::cell::{Datum, Record};
use super::super::schema::{Column, ColumnType, Schema};
use super::super::{Contents, Sink};
use super::{OtherFile, write_through_file};
use crate::error::Error;

/// Name of the file.
const FILE: &str = "parallax.sqlite";

/// Most significant digits that a binary fraction keeps.
const EXACT_DIGITS: u32 = 15;

/// Settings of the file, and of how it is written: it is made elsewhere and put in its place when it is whole.
const SETTINGS: &str = "\
    PRAGMA page_size = 4096;
    PRAGMA encoding = 'UTF-8';
    PRAGMA journal_mode = OFF;
    PRAGMA synchronous = OFF;
    PRAGMA secure_delete = ON;
    PRAGMA foreign_keys = OFF;";

/// Writes all tables.
pub fn write(folder: &Path, contents: &Contents<'_>) -> Result<OtherFile, Error> {
    write_through_file(folder, FILE.to_owned(), |path| make(path, contents))
}

fn into_io(error: rusqlite::Error) -> io::Error {
    io::Error::other(error)
}

fn make(path: &Path, contents: &Contents<'_>) -> io::Result<()> {
    let mut database = Connection::open(path).map_err(into_io)?;
    database.execute_batch(SETTINGS).map_err(into_io)?;
    let transaction = database.transaction().map_err(into_io)?;
    for (table_idx, schema) in contents.schemas.iter().enumerate() {
        let create = create_table(schema, contents.schemas);
        transaction.execute_batch(&create).map_err(into_io)?;
        let insert = transaction.prepare(&insert(schema)).map_err(into_io)?;
        contents.fill(table_idx, &mut Rows { insert })?;
        transaction
            .execute_batch(&create_indexes(schema))
            .map_err(into_io)?;
    }
    transaction.commit().map_err(into_io)
}

fn create_table(schema: &Schema, schemas: &[Schema]) -> String {
    let mut parts: Vec<_> = schema.columns.iter().map(|c| declared(c, schema)).collect();
    if !schema.key.is_empty() {
        parts.push(format!("PRIMARY KEY ({})", quoted_list(&schema.key)));
    }
    for (column, target) in &schema.references {
        let target = schemas.iter().find(|schema| schema.table == *target);
        if let Some(target) = target.filter(|target| target.key.len() == 1) {
            parts.push(format!(
                "FOREIGN KEY ({}) REFERENCES {} ({})",
                quoted(column),
                quoted(target.table),
                quoted_list(&target.key)
            ));
        }
    }
    format!(
        "CREATE TABLE {} (\n  {}\n)",
        quoted(schema.table),
        parts.join(",\n  ")
    )
}

fn declared(column: &Column, schema: &Schema) -> String {
    let declared_type = match column.column_type {
        ColumnType::Text
        | ColumnType::Id
        | ColumnType::Date
        | ColumnType::PartialDate
        | ColumnType::Enum(_) => " TEXT",
        ColumnType::Integer => " INTEGER",
        ColumnType::Share => " REAL",
        ColumnType::Decimal | ColumnType::DecimalOrIso => "",
        ColumnType::Boolean => " BOOLEAN",
    };
    let is_key = schema.key.contains(&column.name.as_str());
    let not_null = if is_key { " NOT NULL" } else { "" };
    format!("{}{declared_type}{not_null}", quoted(&column.name))
}

fn insert(schema: &Schema) -> String {
    let places = vec!["?"; schema.columns.len()].join(", ");
    format!("INSERT INTO {} VALUES ({places})", quoted(schema.table))
}

/// An index for each column of ids, except the one that the primary key begins with.
fn create_indexes(schema: &Schema) -> String {
    let ids = schema.columns.iter().filter(|column| {
        let is_first_of_key = schema.key.first() == Some(&column.name.as_str());
        column.column_type == ColumnType::Id && !is_first_of_key
    });
    let index = |column: &Column| {
        let name = format!("{}_{}", schema.table, column.name);
        let (name, table) = (quoted(&name), quoted(schema.table));
        format!(
            "CREATE INDEX {name} ON {table} ({});\n",
            quoted(&column.name)
        )
    };
    ids.map(index).collect()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

fn quoted_list(names: &[&str]) -> String {
    let names: Vec<_> = names.iter().map(|name| quoted(name)).collect();
    names.join(", ")
}

/// A table in the making.
struct Rows<'t> {
    insert: rusqlite::Statement<'t>,
}

impl Sink for Rows<'_> {
    fn row(&mut self, record: &Record) -> io::Result<()> {
        for (idx, datum) in record.data().enumerate() {
            let bound = self.insert.raw_bind_parameter(idx + 1, sql(datum));
            bound.map_err(into_io)?;
        }
        self.insert.raw_execute().map(drop).map_err(into_io)
    }
}

fn sql(datum: Datum<'_>) -> ToSqlOutput<'_> {
    match datum {
        Datum::Empty => ToSqlOutput::from(rusqlite::types::Null),
        Datum::Text(text) | Datum::Word(text) => ToSqlOutput::from(text),
        Datum::Integer(number) => match i64::try_from(number) {
            Ok(number) => ToSqlOutput::from(number),
            Err(_) => ToSqlOutput::from(number.to_string()),
        },
        Datum::Decimal(number) => decimal(number),
        Datum::Boolean(is) => ToSqlOutput::from(is),
        Datum::Day(day) => ToSqlOutput::from(day.to_string()),
    }
}

/// A whole number as an integer, others as a real if that keeps their digits, else as text.
pub(super) fn decimal(number: Decimal) -> ToSqlOutput<'static> {
    let whole = number.to_i64().filter(|_| number.scale() == 0);
    match (whole, exact(number)) {
        (Some(whole), _) => ToSqlOutput::from(whole),
        (None, Some(exact)) => ToSqlOutput::from(exact),
        (None, None) => ToSqlOutput::from(number.to_string()),
    }
}

/// `number` as the binary fraction that reads back as the same digits; `None` if it has too many. Zeros at the end are
/// no digits.
pub(super) fn exact(number: Decimal) -> Option<f64> {
    let mut digits = number.mantissa().unsigned_abs();
    while digits != 0 && digits.is_multiple_of(10) {
        digits /= 10;
    }
    let has_few = digits < 10_u128.pow(EXACT_DIGITS);
    // Through text, which is rounded once and rightly.
    has_few.then(|| number.to_string().parse().ok()).flatten()
}

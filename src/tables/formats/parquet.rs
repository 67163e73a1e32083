//! `TABLE.parquet`: the tables by columns, for programs that work with large ones.
//!
//! Whole numbers are `INT64`, shares `DECIMAL(3, 2)`, days `DATE`, booleans `BOOLEAN`, everything else `STRING`: exact figures
//! too, because their decimals differ from row to row and some share the column with dates. Text is as in the article,
//! an empty cell is null.

use std::fs::File;
use std::io;
use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use parquet::basic::{Compression, LogicalType, Repetition, Type as PhysicalType};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::{Type, TypePtr};
use rust_decimal::Decimal;

use super::super::cell::{Datum, Record};
use super::super::schema::{Column, ColumnType, Schema};
use super::super::{Contents, Sink};
use super::{OtherFile, write_through_file};
use crate::error::Error;

/// How many rows are kept in memory and written together.
const ROWS_OF_GROUP: usize = 65_536;

/// Writes all tables.
pub fn write(folder: &Path, contents: &Contents<'_>) -> Result<Vec<OtherFile>, Error> {
    let tables = contents.schemas.iter().enumerate();
    let tables = tables.map(|(table_idx, schema)| {
        write_through_file(folder, format!("{}.parquet", schema.table), |path| {
            let mut groups = Groups::new(File::create(path)?, schema).map_err(into_io)?;
            contents.fill(table_idx, &mut groups)?;
            groups.end().map_err(into_io)
        })
    });
    tables.collect()
}

fn into_io(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

fn table_type(schema: &Schema) -> Result<TypePtr, ParquetError> {
    let fields = schema
        .columns
        .iter()
        .map(|column| field(column).map(Arc::new));
    let table =
        Type::group_type_builder(schema.table).with_fields(fields.collect::<Result<_, _>>()?);
    table.build().map(Arc::new)
}

fn field(column: &Column) -> Result<Type, ParquetError> {
    let (physical, logical) = match column.column_type {
        ColumnType::Integer => (PhysicalType::INT64, None),
        ColumnType::Share => (PhysicalType::INT32, Some(LogicalType::decimal(2, 3))),
        ColumnType::Date => (PhysicalType::INT32, Some(LogicalType::Date)),
        ColumnType::Boolean => (PhysicalType::BOOLEAN, None),
        ColumnType::Text
        | ColumnType::Id
        | ColumnType::Decimal
        | ColumnType::DecimalOrIso
        | ColumnType::PartialDate
        | ColumnType::Enum(_) => (PhysicalType::BYTE_ARRAY, Some(LogicalType::String)),
    };
    let is_share = column.column_type == ColumnType::Share;
    let builder = Type::primitive_type_builder(&column.name, physical)
        .with_repetition(Repetition::OPTIONAL)
        .with_logical_type(logical);
    let builder = if is_share {
        builder.with_precision(3).with_scale(2)
    } else {
        builder
    };
    builder.build()
}

/// The cells of a column that are not empty.
enum Values {
    Texts(Vec<ByteArray>),
    Integers(Vec<i64>),
    Shares(Vec<i32>),
    Days(Vec<i32>),
    Booleans(Vec<bool>),
}

impl Values {
    fn of(column_type: ColumnType) -> Self {
        match column_type {
            ColumnType::Integer => Self::Integers(Vec::new()),
            ColumnType::Share => Self::Shares(Vec::new()),
            ColumnType::Date => Self::Days(Vec::new()),
            ColumnType::Boolean => Self::Booleans(Vec::new()),
            ColumnType::Text
            | ColumnType::Id
            | ColumnType::Decimal
            | ColumnType::DecimalOrIso
            | ColumnType::PartialDate
            | ColumnType::Enum(_) => Self::Texts(Vec::new()),
        }
    }

    /// Adds a cell, and tells whether it is there: an empty one is not, nor one that is not of the column's type.
    fn push(&mut self, datum: Datum<'_>) -> bool {
        match (self, datum) {
            (Self::Texts(values), datum) => push(
                values,
                datum
                    .text()
                    .map(|text| ByteArray::from(text.into_owned().into_bytes())),
            ),
            (Self::Integers(values), Datum::Integer(number)) => {
                push(values, i64::try_from(number).ok())
            }
            (Self::Shares(values), Datum::Decimal(number)) => push(values, hundredths(number)),
            (Self::Days(values), Datum::Day(day)) => push(values, days_since_1970(day)),
            (Self::Booleans(values), Datum::Boolean(is)) => push(values, Some(is)),
            (Self::Integers(_) | Self::Shares(_) | Self::Days(_) | Self::Booleans(_), _) => false,
        }
    }
}

fn push<T>(values: &mut Vec<T>, value: Option<T>) -> bool {
    let is_there = value.is_some();
    values.extend(value);
    is_there
}

fn hundredths(mut share: Decimal) -> Option<i32> {
    share.rescale(2);
    i32::try_from(share.mantissa()).ok()
}

pub(super) fn days_since_1970(day: Date) -> Option<i32> {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until(day).ok().map(|span| span.get_days())
}

/// A table in the making.
struct Groups {
    writer: SerializedFileWriter<File>,
    /// For each column its values and, for each row, 1 if there is one and else 0.
    columns: Vec<(Values, Vec<i16>)>,
    n_rows: usize,
}

impl Groups {
    fn new(file: File, schema: &Schema) -> Result<Self, ParquetError> {
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by(env!("CARGO_PKG_NAME").to_owned());
        let writer =
            SerializedFileWriter::new(file, table_type(schema)?, Arc::new(properties.build()))?;
        let columns = schema.columns.iter();
        Ok(Self {
            writer,
            columns: columns
                .map(|column| (Values::of(column.column_type), Vec::new()))
                .collect(),
            n_rows: 0,
        })
    }

    /// Writes the rows that are kept.
    fn flush(&mut self) -> Result<(), ParquetError> {
        if self.n_rows == 0 {
            return Ok(());
        }
        let mut group = self.writer.next_row_group()?;
        let mut columns = self.columns.iter_mut();
        while let (Some(mut writer), Some((values, levels))) =
            (group.next_column()?, columns.next())
        {
            let there = Some(levels.as_slice());
            match values {
                Values::Texts(values) => writer
                    .typed::<ByteArrayType>()
                    .write_batch(values, there, None)?,
                Values::Integers(values) => writer
                    .typed::<Int64Type>()
                    .write_batch(values, there, None)?,
                Values::Shares(values) | Values::Days(values) => writer
                    .typed::<Int32Type>()
                    .write_batch(values, there, None)?,
                Values::Booleans(values) => writer
                    .typed::<BoolType>()
                    .write_batch(values, there, None)?,
            };
            writer.close()?;
            match values {
                Values::Texts(values) => values.clear(),
                Values::Integers(values) => values.clear(),
                Values::Shares(values) | Values::Days(values) => values.clear(),
                Values::Booleans(values) => values.clear(),
            }
            levels.clear();
        }
        group.close()?;
        self.n_rows = 0;
        Ok(())
    }

    fn end(mut self) -> Result<(), ParquetError> {
        self.flush()?;
        self.writer.close().map(drop)
    }
}

impl Sink for Groups {
    fn row(&mut self, record: &Record) -> io::Result<()> {
        for ((values, levels), datum) in self.columns.iter_mut().zip(record.data()) {
            levels.push(values.push(datum).into());
        }
        self.n_rows += 1;
        if self.n_rows == ROWS_OF_GROUP {
            self.flush().map_err(into_io)?;
        }
        Ok(())
    }
}

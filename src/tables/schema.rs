//! What a table says about itself: the macro `table!` makes a row, its columns and their documentation from one text.

use super::cell::{Cell, Record};
use crate::language::Language;

/// What the cells of a column hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnType {
    /// Words from outside, guarded against being taken for a formula.
    Text,
    /// An id, equal wherever the same thing is meant.
    Id,
    /// A whole number.
    Integer,
    /// A number with or without decimals.
    Decimal,
    /// A share of 0 to 1, in hundredths.
    Share,
    /// A decimal; of dates, times and durations ISO 8601.
    DecimalOrIso,
    /// `true` or `false`.
    Boolean,
    /// A day: `YYYY-MM-DD`.
    Date,
    /// A day, month or year.
    PartialDate,
    /// One of these words.
    Enum(&'static [&'static str]),
}

impl ColumnType {
    /// Its name in `columns.csv`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Id => "id",
            Self::Integer => "integer",
            Self::Decimal | Self::Share => "decimal",
            Self::DecimalOrIso => "decimal or ISO 8601",
            Self::Boolean => "boolean",
            Self::Date => "date",
            Self::PartialDate => "date or part of it",
            Self::Enum(_) => "enum",
        }
    }

    /// The words that a cell may hold; none if the type is open.
    #[must_use]
    pub fn allowed(self) -> &'static [&'static str] {
        match self {
            Self::Enum(words) => words,
            Self::Boolean => &["true", "false"],
            Self::Text
            | Self::Id
            | Self::Integer
            | Self::Decimal
            | Self::Share
            | Self::DecimalOrIso
            | Self::Date
            | Self::PartialDate => &[],
        }
    }
}

/// A column of a table, as its row struct documents it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// In the header line.
    pub name: String,
    /// What its cells hold.
    pub column_type: ColumnType,
    /// What a cell counts, or the standard it follows; empty if there is none.
    pub unit: &'static str,
    /// What a cell says.
    pub meaning: String,
    /// A cell as it could be; empty if the column is not filled yet.
    pub example: &'static str,
}

/// What a row struct says about one of its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldDoc {
    /// Its name.
    pub name: &'static str,
    /// Its unit, or empty.
    pub unit: &'static str,
    /// Its doc comment.
    pub meaning: String,
    /// Its example, or empty.
    pub example: &'static str,
}

/// A field of a row: one cell, or a run of cells that several tables share.
pub trait Field {
    /// Its columns, in a corpus of these languages.
    fn columns(doc: FieldDoc, languages: &[Language]) -> Vec<Column>;

    /// Adds its cells.
    fn write_cells(&self, record: &mut Record);
}

impl<C: Cell> Field for C {
    fn columns(doc: FieldDoc, _languages: &[Language]) -> Vec<Column> {
        let FieldDoc {
            name,
            unit,
            meaning,
            example,
        } = doc;
        vec![Column {
            name: name.to_owned(),
            column_type: C::TYPE,
            unit,
            meaning,
            example,
        }]
    }

    fn write_cells(&self, record: &mut Record) {
        self.write(record);
    }
}

/// A table, as its row struct documents it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schema {
    /// Name of the file without `.csv`.
    pub table: &'static str,
    /// What a row is.
    pub meaning: String,
    /// The columns that together tell rows apart; empty if nothing does.
    pub key: Vec<&'static str>,
    /// Columns that hold the key of another table, with its name.
    pub references: Vec<(&'static str, &'static str)>,
    /// The columns in order.
    pub columns: Vec<Column>,
}

impl Schema {
    /// Name of the file.
    #[must_use]
    pub fn file(&self) -> String {
        format!("{}.csv", self.table)
    }
}

/// A row of a table; made by `table!`.
pub trait Row {
    /// What the table is, in a corpus of these languages.
    fn schema(languages: &[Language]) -> Schema;

    /// Adds the cells of the row, as many as the schema has columns.
    fn write(&self, record: &mut Record);
}

/// Makes the row struct of a table. Its doc comments are the text of `columns.csv` and `datapackage.json`.
///
/// After the name of the table stand the columns that make its key and, as `column -> table`, those that hold the key
/// of another table. Each field has its meaning, then `#[unit = "…"]` and `#[example = "…"]` where they help.
macro_rules! table {
    (
        $(#[doc = $about:literal])+
        $row:ident $(<$life:lifetime>)? in $table:literal;
        key: [$($key:ident),*];
        references: [$($column:ident -> $target:ident),*];
        $(
            $(#[doc = $meaning:literal])+
            $(#[unit = $unit:literal])?
            $(#[example = $example:literal])?
            $field:ident: $type:ty,
        )+
    ) => {
        $(#[doc = $about])+
        #[derive(Debug)]
        pub struct $row $(<$life>)? {
            $(
                $(#[doc = $meaning])+
                $(#[doc = concat!("\n\nUnit: ", $unit, ".")])?
                $(#[doc = concat!("\n\nExample: `", $example, "`.")])?
                pub $field: $type,
            )+
        }

        impl $(<$life>)? $crate::tables::schema::Row for $row $(<$life>)? {
            fn schema(languages: &[$crate::language::Language]) -> $crate::tables::schema::Schema {
                let mut columns = Vec::new();
                $({
                    let doc = $crate::tables::schema::FieldDoc {
                        name: stringify!($field).trim_start_matches("r#"),
                        unit: concat!($($unit)?),
                        meaning: concat!($($meaning),+).trim().to_owned(),
                        example: concat!($($example)?),
                    };
                    columns.extend(<$type as $crate::tables::schema::Field>::columns(doc, languages));
                })+
                $crate::tables::schema::Schema {
                    table: $table,
                    meaning: concat!($($about),+).trim().to_owned(),
                    key: vec![$(stringify!($key)),*],
                    references: vec![$((stringify!($column), stringify!($target))),*],
                    columns,
                }
            }

            fn write(&self, record: &mut $crate::tables::cell::Record) {
                $($crate::tables::schema::Field::write_cells(&self.$field, record);)+
            }
        }
    };
}
pub(super) use table;

/// Makes a struct the field of a row: its fields are columns that stand side by side in several tables.
macro_rules! columns {
    (
        $(#[doc = $about:literal])+
        $group:ident $(<$life:lifetime>)?;
        $($rest:tt)+
    ) => {
        $crate::tables::schema::table! {
            $(#[doc = $about])+
            $group $(<$life>)? in "";
            key: [];
            references: [];
            $($rest)+
        }

        impl $(<$life>)? $crate::tables::schema::Field for $group $(<$life>)? {
            fn columns(
                _doc: $crate::tables::schema::FieldDoc,
                languages: &[$crate::language::Language],
            ) -> Vec<$crate::tables::schema::Column> {
                <Self as $crate::tables::schema::Row>::schema(languages).columns
            }

            fn write_cells(&self, record: &mut $crate::tables::cell::Record) {
                $crate::tables::schema::Row::write(self, record);
            }
        }
    };
}
pub(super) use columns;

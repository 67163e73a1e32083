//! `columns.csv`, the dictionary of the tables.

use super::schema::{Column, Schema, table};

table! {
    /// A row a column of these tables.
    ColumnRow<'c> in "columns";
    key: [table, column];
    references: [];
    /// File that has the column, without `.csv`.
    #[example = "mentions"]
    table: &'c str,
    /// Name of the column; the same name means the same in every table.
    #[example = "start_char"]
    column: &'c str,
    /// What its cells hold. An empty cell means unknown or not applicable.
    #[example = "integer"]
    r#type: &'static str,
    /// What its cells count, or the standard they follow.
    #[example = "code points"]
    unit: &'static str,
    /// The words that a cell may hold, if there is a closed list of them.
    #[example = "true, false"]
    allowed_values: String,
    /// What a cell says.
    #[example = "Where it starts in the text of the article, counted from 0."]
    meaning: &'c str,
    /// A cell as it could be.
    #[example = "1024"]
    example: &'static str,
}

/// The rows in order of table and column.
pub fn rows(schemas: &[Schema]) -> impl Iterator<Item = ColumnRow<'_>> {
    schemas
        .iter()
        .flat_map(|schema| schema.columns.iter().map(|column| row(schema, column)))
}

fn row<'c>(schema: &'c Schema, column: &'c Column) -> ColumnRow<'c> {
    ColumnRow {
        table: schema.table,
        column: &column.name,
        r#type: column.column_type.name(),
        unit: column.unit,
        allowed_values: column.column_type.allowed().join(", "),
        meaning: &column.meaning,
        example: column.example,
    }
}

//! `datapackage.json`: the tables described for programs, as Data Package v1 (`tabular-data-package`) has it.

use serde_json::{Map, Value, json};

use super::CsvStyle;
use super::formats::OtherFile;
use super::schema::{Column, ColumnType, Schema};

/// Name of the file.
pub const FILE: &str = "datapackage.json";
/// Name of the package, by which the program knows its own.
pub const NAME: &str = "parallax";

/// Under what the files of other formats stand, which are no resources of a tabular package.
pub const OTHER_FILES: &str = "other_files";

/// The description of the tables, indented, with a line end. `others` are the files of other formats.
#[must_use]
pub fn json(schemas: &[Schema], style: CsvStyle, others: &[OtherFile]) -> String {
    let resources: Vec<_> = schemas
        .iter()
        .map(|schema| resource(schema, schemas, style))
        .collect();
    let mut package = json!({
        "profile": "tabular-data-package",
        "name": NAME,
        "title": "Names, numbers and links of news articles",
        "resources": resources,
    });
    if !others.is_empty() {
        let other = |file: &OtherFile| json!({ "path": file.name, "hash": file.hash });
        package[OTHER_FILES] = others.iter().map(other).collect();
    }
    format!("{package:#}\n")
}

fn resource(schema: &Schema, schemas: &[Schema], style: CsvStyle) -> Value {
    json!({
        "profile": "tabular-data-resource",
        "name": schema.table,
        "path": schema.file(),
        "description": schema.meaning,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {
            "delimiter": style.separator.delimiter(),
            "lineTerminator": "\n",
            "quoteChar": "\"",
            "doubleQuote": true,
            "header": true,
        },
        "schema": table_schema(schema, schemas, style),
    })
}

fn table_schema(schema: &Schema, schemas: &[Schema], style: CsvStyle) -> Value {
    let fields: Vec<_> = schema
        .columns
        .iter()
        .map(|column| field(column, schema, style))
        .collect();
    let mut described = json!({ "fields": fields, "missingValues": [""] });
    if !schema.key.is_empty() {
        described["primaryKey"] = json!(schema.key);
    }
    let keys: Vec<_> = schema
        .references
        .iter()
        .filter_map(|key| foreign_key(key, schemas))
        .collect();
    if !keys.is_empty() {
        described["foreignKeys"] = json!(keys);
    }
    described
}

/// That a column holds the key of another table; `None` if there is no such table.
fn foreign_key((column, target): &(&str, &str), schemas: &[Schema]) -> Option<Value> {
    let target = schemas.iter().find(|schema| schema.table == *target)?;
    let [key] = target.key[..] else { return None };
    Some(json!({ "fields": column, "reference": { "resource": target.table, "fields": key } }))
}

fn field(column: &Column, schema: &Schema, style: CsvStyle) -> Value {
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(column.name));
    let (json_type, more) = field_type(column.column_type, style);
    field.insert("type".to_owned(), json!(json_type));
    if let Value::Object(more) = more {
        field.extend(more);
    }
    field.insert("description".to_owned(), json!(column.meaning));
    for (key, text) in [("unit", column.unit), ("example", column.example)] {
        if !text.is_empty() {
            field.insert(key.to_owned(), json!(text));
        }
    }
    if schema.key.iter().any(|key| *key == column.name) {
        let constraints = field.entry("constraints").or_insert_with(|| json!({}));
        constraints["required"] = json!(true);
    }
    Value::Object(field)
}

/// The type of Table Schema that comes nearest, with the properties that make it exact.
fn field_type(column_type: ColumnType, style: CsvStyle) -> (&'static str, Value) {
    match column_type {
        ColumnType::Text | ColumnType::Id | ColumnType::DecimalOrIso => ("string", Value::Null),
        ColumnType::Integer => ("integer", Value::Null),
        ColumnType::Decimal | ColumnType::Share => (
            "number",
            json!({ "decimalChar": style.separator.decimal_mark() }),
        ),
        ColumnType::Boolean => (
            "boolean",
            json!({ "trueValues": ["true"], "falseValues": ["false"] }),
        ),
        ColumnType::Date => ("date", json!({ "format": "%Y-%m-%d" })),
        ColumnType::PartialDate => (
            "string",
            json!({ "constraints": { "pattern": "\\d{4}(-\\d{2}(-\\d{2})?)?" } }),
        ),
        ColumnType::Enum(words) => ("string", json!({ "constraints": { "enum": words } })),
    }
}

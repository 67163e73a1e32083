//! That `datapackage.json` follows the rules of Data Package v1 and Table Schema v1, and that every table is as it says:
//! what the validator of the standard checks (`scripts/formats/validate`), stated here so that nothing need be installed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use parallax::cache::CacheUse;
use parallax::entities::STRICTNESS;
use parallax::pipeline::{self, BuildOptions};
use parallax::tables::formats::Format;
use parallax::tables::{CsvStyle, Separator};
use serde_json::Value;

/// The types of Table Schema that the tables use.
const TYPES: &[&str] = &["string", "number", "integer", "boolean", "date"];

/// A table: its names of columns and its rows.
struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The cells of these columns of each row.
    fn cells(&self, columns: &[&str]) -> Vec<Vec<&str>> {
        let place = |name: &&str| {
            let place = self.header.iter().position(|column| column == name);
            place.unwrap_or_else(|| panic!("no column `{name}`"))
        };
        let places: Vec<_> = columns.iter().map(place).collect();
        self.rows
            .iter()
            .map(|row| places.iter().map(|&place| row[place].as_str()).collect())
            .collect()
    }
}

fn check(corpus: &str, separator: Separator, formats: &str) {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join(corpus);
    let output = tempfile::tempdir().expect("a temporary folder");
    let options = BuildOptions {
        corpus: &corpus,
        output: &output.path().join("output"),
        jobs: None,
        gazetteers: None,
        decisions: None,
        language: None,
        strictness: STRICTNESS,
        csv: CsvStyle {
            separator,
            byte_order_mark: true,
        },
        cache: CacheUse::Unused,
        report: false,
        formats: formats.parse().expect("formats"),
    };
    pipeline::build(&options, &()).expect("there is something to read and a place to write");
    let content =
        fs::read(output.path().join("output/datapackage.json")).expect("a build writes it");
    let package: Value = serde_json::from_slice(&content).expect("it is JSON");
    check_package(&output.path().join("output"), &package);
}

fn check_package(folder: &Path, package: &Value) {
    assert_eq!(package["profile"], "tabular-data-package");
    assert!(is_name(&package["name"]), "{}", package["name"]);
    let resources = list(&package["resources"]);
    assert!(!resources.is_empty());
    let name = |resource: &Value| text(&resource["name"]).to_owned();
    let names: BTreeSet<_> = resources.iter().map(name).collect();
    assert_eq!(
        names.len(),
        resources.len(),
        "names of resources are unique"
    );
    let tables: BTreeMap<_, _> = resources
        .iter()
        .map(|resource| (name(resource), read(folder, resource)))
        .collect();
    for resource in resources {
        check_resource(resource);
        check_schema(
            &resource["schema"],
            &tables[&name(resource)],
            &name(resource),
        );
        check_foreign_keys(&resource["schema"], &name(resource), &tables, resources);
    }
}

fn check_resource(resource: &Value) {
    assert_eq!(resource["profile"], "tabular-data-resource");
    assert!(is_name(&resource["name"]), "{}", resource["name"]);
    let path = text(&resource["path"]);
    assert!(!path.starts_with('/') && !path.contains(".."), "{path}");
    assert_eq!(resource["encoding"], "utf-8");
    let dialect = &resource["dialect"];
    assert_eq!(text(&dialect["delimiter"]).len(), 1);
    assert_eq!(dialect["header"], true);
}

/// Lower-case letters, digits, `.`, `_` and `-`, as names of packages and resources are.
fn is_name(name: &Value) -> bool {
    let is_part = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "._-".contains(c);
    name.as_str()
        .is_some_and(|name| !name.is_empty() && name.chars().all(is_part))
}

fn read(folder: &Path, resource: &Value) -> Table {
    let content = fs::read(folder.join(text(&resource["path"]))).expect("the table is there");
    let content = content
        .strip_prefix("\u{feff}".as_bytes())
        .unwrap_or(&content);
    let delimiter = text(&resource["dialect"]["delimiter"]).as_bytes()[0];
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .from_reader(content);
    let cells = |row: &csv::StringRecord| row.iter().map(str::to_owned).collect::<Vec<_>>();
    let header = cells(reader.headers().expect("UTF-8"));
    let rows = reader
        .records()
        .map(|row| cells(&row.expect("as many cells as columns")));
    Table {
        header,
        rows: rows.collect(),
    }
}

fn check_schema(schema: &Value, table: &Table, name: &str) {
    let fields = list(&schema["fields"]);
    let names: Vec<_> = fields.iter().map(|field| text(&field["name"])).collect();
    assert_eq!(
        names, table.header,
        "{name}: the header has the fields in order"
    );
    assert_eq!(schema["missingValues"], serde_json::json!([""]));
    for (place, field) in fields.iter().enumerate() {
        assert!(TYPES.contains(&text(&field["type"])), "{name}: {field}");
        assert!(!text(&field["description"]).is_empty(), "{name}: {field}");
        for row in &table.rows {
            check_cell(&row[place], field, name);
        }
    }
    if !schema["primaryKey"].is_null() {
        let key: Vec<_> = list(&schema["primaryKey"]).iter().map(text).collect();
        let keys = table.cells(&key);
        let n_keys = keys.iter().collect::<BTreeSet<_>>().len();
        assert_eq!(n_keys, keys.len(), "{name}: primary keys are unique");
    }
}

fn check_cell(cell: &str, field: &Value, table: &str) {
    let constraints = &field["constraints"];
    let place = || format!("{table}: {}: `{cell}`", field["name"]);
    if cell.is_empty() {
        assert_ne!(constraints["required"], true, "{}", place());
        return;
    }
    let is_right = match text(&field["type"]) {
        "string" => true,
        "integer" => cell.parse::<i64>().is_ok(),
        "number" => {
            let mark = field["decimalChar"].as_str().unwrap_or(".");
            assert!(mark == "." || !cell.contains('.'), "{}", place());
            cell.replace(mark, ".")
                .parse::<rust_decimal::Decimal>()
                .is_ok()
        }
        "boolean" => list(&field["trueValues"])
            .iter()
            .chain(list(&field["falseValues"]))
            .any(|word| word == cell),
        "date" => {
            assert_eq!(field["format"], "%Y-%m-%d");
            cell.len() == 10 && cell.parse::<jiff::civil::Date>().is_ok()
        }
        other => panic!("{other}"),
    };
    assert!(is_right, "{}", place());
    if let Some(words) = constraints["enum"].as_array() {
        assert!(words.iter().any(|word| word == cell), "{}", place());
    }
    if let Some(pattern) = constraints["pattern"].as_str() {
        assert_eq!(
            pattern, r"\d{4}(-\d{2}(-\d{2})?)?",
            "a pattern that this test knows"
        );
        let parts: Vec<_> = cell.split('-').collect();
        let is_digits = |part: &&str| part.bytes().all(|b| b.is_ascii_digit());
        let lengths: Vec<_> = parts.iter().map(|part| part.len()).collect();
        assert!(
            parts.iter().all(is_digits) && [4, 2, 2].starts_with(&lengths),
            "{}",
            place()
        );
    }
}

fn check_foreign_keys(
    schema: &Value,
    name: &str,
    tables: &BTreeMap<String, Table>,
    resources: &[Value],
) {
    for key in schema["foreignKeys"]
        .as_array()
        .map_or(&[][..], Vec::as_slice)
    {
        let (field, reference) = (text(&key["fields"]), &key["reference"]);
        let target = text(&reference["resource"]);
        let resource = resources.iter().find(|resource| resource["name"] == target);
        let resource = resource.unwrap_or_else(|| panic!("{name}: no table `{target}`"));
        let target_field = text(&reference["fields"]);
        assert_eq!(
            resource["schema"]["primaryKey"],
            serde_json::json!([target_field])
        );
        let known: BTreeSet<_> = tables[target].cells(&[target_field]).into_iter().collect();
        for cell in tables[name].cells(&[field]) {
            assert!(
                cell == [""] || known.contains(&cell),
                "{name}: {field}: {cell:?} is not in {target}"
            );
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value
        .as_array()
        .unwrap_or_else(|| panic!("no list: {value}"))
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("no text: {value}"))
}

#[test]
fn seeds() {
    check("corpus", Separator::Comma, "csv");
}

#[test]
fn summit_in_all_formats() {
    let all = Format::ALL;
    let all: Vec<_> = all.iter().map(|format| format.name()).collect();
    check(
        "tests/golden/summit/corpus",
        Separator::Semicolon,
        &all.join(","),
    );
}

#[test]
fn spoiled() {
    check("tests/golden/spoiled/corpus", Separator::Comma, "csv");
}

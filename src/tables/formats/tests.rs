//! The corpus made by hand (`tables/tests.rs`) in each format.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;

use ::parquet::file::reader::{FileReader, SerializedFileReader};
use ::parquet::record::Field;
use rust_decimal::Decimal;
use tempfile::TempDir;

use super::super::tests::with_found;
use super::super::{CsvStyle, Found, Written, schemas};
use super::*;
use crate::language::Language;

const EVERY: [Format; 6] = Format::ALL;

fn formats(formats: &[Format]) -> Formats {
    formats.iter().copied().collect()
}

fn write_into(folder: &Path, asked: &[Format]) -> Vec<Written> {
    let asked = formats(asked);
    let write = |found: &Found<'_>| super::super::write(folder, found, CsvStyle::default(), asked);
    with_found(write).expect("the folder is writable").written
}

fn written(asked: &[Format]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_into(folder.path(), asked);
    folder
}

/// The bytes of every file of the folder by its path.
fn content(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).into_iter();
    let files = entries.map(|entry| entry.expect("the folder can be read"));
    let files = files.filter(|entry| entry.file_type().is_file());
    let name = |path: &Path| {
        path.strip_prefix(folder)
            .expect("below it")
            .display()
            .to_string()
    };
    files
        .map(|file| {
            (
                name(file.path()),
                fs::read(file.path()).expect("can be read"),
            )
        })
        .collect()
}

/// The lines of a file.
fn lines(folder: &Path, name: &str) -> Vec<String> {
    let content = fs::read_to_string(folder.join(name)).expect("the file is there");
    content.lines().map(str::to_owned).collect()
}

#[test]
fn names_of_formats_are_read_with_csv_among_them() {
    assert_eq!("xlsx".parse(), Ok(formats(&[Format::Xlsx])));
    assert_eq!(
        "text, jsonl".parse(),
        Ok(formats(&[Format::Jsonl, Format::Text]))
    );
    assert!(Formats::default().has(Format::Csv) && !Formats::default().has(Format::Xlsx));
    for wrong in ["", "csv,", "excel", "CSV"] {
        assert!(wrong.parse::<Formats>().is_err(), "{wrong}");
    }
    for format in EVERY {
        assert!(
            format
                .name()
                .parse::<Formats>()
                .expect("a format")
                .has(format)
        );
    }
}

#[test]
fn the_same_tables_give_the_same_bytes_in_every_format() {
    let (first, second) = (written(&EVERY), written(&EVERY));
    let (first, second) = (content(first.path()), content(second.path()));
    assert_eq!(
        first.keys().collect::<Vec<_>>(),
        second.keys().collect::<Vec<_>>()
    );
    for (name, content) in &first {
        assert!(content == &second[name], "{name}");
    }
    // 11 tables in three formats, two single files, two texts, and the description.
    assert_eq!(first.len(), 11 * 3 + 2 + 2 + 1);
}

#[test]
fn a_second_run_changes_no_file() {
    let folder = written(&EVERY);
    let times = || {
        let files = content(folder.path()).into_keys();
        let time =
            |name: &String| fs::metadata(folder.path().join(name)).and_then(|m| m.modified());
        let times = files.map(|name| (time(&name).expect("times are kept"), name));
        times.collect::<BTreeSet<_>>()
    };
    let before = times();
    write_into(folder.path(), &EVERY);
    assert_eq!(times(), before);
}

#[test]
fn json_lines_keep_text_as_it_is_and_figures_as_numbers() {
    let folder = written(&[Format::Jsonl]);
    let articles = lines(folder.path(), "articles.jsonl");
    assert!(articles[0].starts_with(
        r#"{"article_id":"a-en","path":"a-en.txt","title":"=Romania","outlet":"The Chronicle","byline":null,"published_at":"2025-03-10","#
    ), "{}", articles[0]);
    assert!(
        articles[1].contains(r#""published_at":"2025-03","#),
        "{}",
        articles[1]
    );
    assert!(
        articles[1].contains(r#""language_confidence":0.99,"other_languages":null,"words":1,"#)
    );
    let numbers = lines(folder.path(), "numbers.jsonl");
    assert!(
        numbers[0].contains(r#""value":5,"low":null,"#),
        "{}",
        numbers[0]
    );
    assert!(numbers[1].contains(r#""review":false,"#), "{}", numbers[1]);
    assert!(
        numbers[1].ends_with(r#""right":"-Roemenië","sense":null}"#),
        "{}",
        numbers[1]
    );
    let mentions = lines(folder.path(), "mentions.jsonl");
    assert!(
        mentions[0].ends_with(r#""right":"\"quoted\",\r\nsaid Ada Novak.\n5 km, Romanians"}"#),
        "{}",
        mentions[0]
    );
    assert_eq!(lines(folder.path(), "changes.jsonl"), [""; 0]);
}

#[test]
fn json_lines_have_the_columns_of_the_schemas_in_their_order() {
    let folder = written(&[Format::Jsonl]);
    let languages = ["en", "nl"].map(|code| Language::parse(code).expect("a code"));
    for schema in schemas(&languages) {
        let names: Vec<_> = schema
            .columns
            .iter()
            .map(|column| column.name.clone())
            .collect();
        for line in lines(folder.path(), &format!("{}.jsonl", schema.table)) {
            let row: serde_json::Value = serde_json::from_str(&line).expect("a line is JSON");
            let row = row.as_object().expect("a line is an object");
            assert_eq!(row.keys().cloned().collect::<Vec<_>>(), names);
        }
    }
}

#[test]
fn texts_are_those_in_which_offsets_count() {
    let folder = written(&[Format::Text, Format::Jsonl]);
    let mentions = lines(folder.path(), "mentions.jsonl");
    assert_eq!(mentions.len(), 6);
    for line in mentions {
        let row: serde_json::Value = serde_json::from_str(&line).expect("a line is JSON");
        let file = format!("text/{}.txt", row["article_id"].as_str().expect("an id"));
        let text = fs::read_to_string(folder.path().join(file)).expect("the text is there");
        let offset = |name: &str| usize::try_from(row[name].as_u64().expect("a number"));
        let start = offset("start_char").expect("a small one");
        let end = offset("end_char").expect("a small one");
        let surface: String = text.chars().skip(start).take(end - start).collect();
        assert_eq!(row["surface"], surface);
    }
}

fn database(folder: &TempDir) -> rusqlite::Connection {
    rusqlite::Connection::open(folder.path().join("parallax.sqlite")).expect("a database")
}

fn asked(database: &rusqlite::Connection, query: &str) -> Vec<String> {
    let mut statement = database.prepare(query).expect("the query is right");
    let rows = statement.query_map([], |row| row.get::<_, String>(0));
    let rows: Result<_, _> = rows.expect("the query runs").collect();
    rows.expect("the rows are texts")
}

#[test]
fn the_database_has_types_keys_and_indexes() {
    let folder = written(&[Format::Sqlite]);
    let database = database(&folder);
    let tables = asked(
        &database,
        "SELECT name FROM sqlite_schema WHERE type = 'table'",
    );
    let names: Vec<_> = schemas(&[])
        .iter()
        .map(|schema| schema.table.to_owned())
        .collect();
    assert_eq!(tables, names);
    assert_eq!(
        asked(&database, "SELECT \"table\" FROM pragma_foreign_key_check"),
        [""; 0]
    );
    assert_eq!(asked(&database, "PRAGMA integrity_check"), ["ok"]);
    assert_eq!(
        asked(
            &database,
            "SELECT \"from\" || ' ' || \"table\" || '.' || \"to\" FROM pragma_foreign_key_list('figures') ORDER BY 1",
        ),
        [
            "about_entity_id entities.entity_id",
            "article_id articles.article_id",
            "number_id numbers.number_id",
            "story_id stories.story_id",
        ]
    );
    assert_eq!(
        asked(
            &database,
            "SELECT name FROM pragma_table_info('figures') WHERE pk > 0"
        ),
        ["figure_id", "number_id"]
    );
    assert_eq!(
        asked(
            &database,
            "SELECT name FROM sqlite_schema WHERE type = 'index' AND tbl_name = 'mentions' AND sql IS NOT NULL",
        ),
        ["mentions_article_id", "mentions_entity_id"]
    );
    assert_eq!(
        asked(
            &database,
            "SELECT typeof(value) || typeof(low) || typeof(start_char) || typeof(confidence) || typeof(review)
             || typeof(surface) FROM numbers LIMIT 1",
        ),
        ["integernullintegerrealintegertext"]
    );
    assert_eq!(
        asked(
            &database,
            "SELECT title FROM articles WHERE article_id = 'a-en'"
        ),
        ["=Romania"]
    );
}

#[test]
fn a_database_keeps_all_digits() {
    use rusqlite::types::ToSqlOutput::Owned;
    use rusqlite::types::Value::{Integer, Real, Text};
    let number = |digits: &str| digits.parse::<Decimal>().expect("a number");
    for (digits, expected) in [
        ("44000000000", Integer(44_000_000_000)),
        ("9007199254740993", Integer(9_007_199_254_740_993)),
        ("-5", Integer(-5)),
        ("1.5", Real(1.5)),
        ("0.1", Real(0.1)),
        ("123456789.0123456", Text("123456789.0123456".to_owned())),
        (
            "79228162514264337593543950335",
            Text("79228162514264337593543950335".to_owned()),
        ),
    ] {
        assert_eq!(sqlite::decimal(number(digits)), Owned(expected), "{digits}");
    }
}

#[test]
fn only_figures_of_few_digits_are_exact() {
    let exact = |digits: &str| sqlite::exact(digits.parse().expect("a number"));
    assert_eq!(exact("123456789012345"), Some(123_456_789_012_345.0));
    assert_eq!(exact("1234567890123456"), None);
    assert_eq!(exact("1000000000000000000"), Some(1e18));
    assert_eq!(exact("0.30"), Some(0.3));
    assert_eq!(exact("-0.000000000000001"), Some(-1e-15));
}

fn parquet_rows(folder: &TempDir, table: &str) -> Vec<BTreeMap<String, Field>> {
    let path = folder.path().join(format!("{table}.parquet"));
    let file = fs::File::open(path).expect("the file is there");
    let reader = SerializedFileReader::new(file).expect("the file is Parquet");
    let rows = reader.get_row_iter(None).expect("it has rows");
    let columns = |row: ::parquet::record::Row| {
        let columns = row.get_column_iter();
        columns
            .map(|(name, field)| (name.clone(), field.clone()))
            .collect()
    };
    rows.map(|row| columns(row.expect("a row"))).collect()
}

#[test]
fn parquet_has_the_types_of_the_columns() {
    let folder = written(&[Format::Parquet]);
    let numbers = parquet_rows(&folder, "numbers");
    assert_eq!(numbers.len(), 2);
    assert_eq!(numbers[0]["value"], Field::Str("5".to_owned()));
    assert_eq!(numbers[0]["low"], Field::Null);
    assert_eq!(numbers[0]["start_char"], Field::Long(35));
    assert_eq!(numbers[0]["review"], Field::Bool(false));
    assert_eq!(numbers[0]["date_from"], Field::Null);
    let Field::Decimal(confidence) = &numbers[0]["confidence"] else {
        panic!("{:?}", numbers[0]["confidence"]);
    };
    assert_eq!((confidence.precision(), confidence.scale()), (3, 2));
    assert_eq!(confidence.data(), 90_i32.to_be_bytes());
    let articles = parquet_rows(&folder, "articles");
    assert_eq!(articles[0]["title"], Field::Str("=Romania".to_owned()));
    assert_eq!(
        articles[1]["published_at"],
        Field::Str("2025-03".to_owned())
    );
    assert_eq!(parquet_rows(&folder, "changes"), []);
}

#[test]
fn parquet_counts_days_from_1970() {
    let days = |day| parquet::days_since_1970(day);
    assert_eq!(days(jiff::civil::date(1970, 1, 1)), Some(0));
    assert_eq!(days(jiff::civil::date(2025, 3, 10)), Some(20_157));
    assert_eq!(days(jiff::civil::date(1900, 1, 1)), Some(-25_567));
}

/// A part of a workbook.
fn part(workbook: &Path, name: &str) -> String {
    let file = fs::File::open(workbook).expect("the workbook is there");
    let mut archive = zip::ZipArchive::new(file).expect("a workbook is a ZIP archive");
    let mut part = archive.by_name(name).expect("the part is there");
    let mut content = String::new();
    part.read_to_string(&mut content)
        .expect("the part is UTF-8");
    content
}

/// The names of the sheets in their order.
fn sheets(workbook: &Path) -> Vec<String> {
    let content = part(workbook, "xl/workbook.xml");
    let sheets = content.split("<sheet name=\"").skip(1);
    let name = |rest: &str| rest.split('"').next().expect("a name ends").to_owned();
    sheets.map(name).collect()
}

fn sheet(workbook: &Path, name: &str) -> String {
    let place = sheets(workbook).iter().position(|sheet| sheet == name);
    let number = place.expect("the sheet is there") + 1;
    part(workbook, &format!("xl/worksheets/sheet{number}.xml"))
}

/// The cell at a place such as `A2`, with its mark-up; empty if there is none.
fn cell<'s>(sheet: &'s str, place: &str) -> &'s str {
    let start = sheet.find(&format!("<c r=\"{place}\""));
    let cell = start.map_or("", |start| &sheet[start..]);
    let end = cell.find("</c>").map_or(0, |end| end + "</c>".len());
    &cell[..end]
}

#[test]
fn sheets_come_in_the_order_in_which_people_want_them() {
    let folder = written(&[Format::Xlsx]);
    assert_eq!(sheets(&folder.path().join(xlsx::FILE)), xlsx::ORDER);
    let tables: BTreeSet<_> = schemas(&[]).iter().map(|schema| schema.table).collect();
    assert_eq!(xlsx::ORDER.iter().copied().collect::<BTreeSet<_>>(), tables);
}

#[test]
fn cells_of_a_workbook_have_types_and_none_is_a_formula() {
    let folder = written(&[Format::Xlsx]);
    let workbook = folder.path().join(xlsx::FILE);
    let articles = sheet(&workbook, "articles");
    assert!(
        cell(&articles, "C2").contains("<t>=Romania</t>"),
        "{articles}"
    );
    assert!(
        cell(&articles, "F2").contains("<v>45726</v>"),
        "a day is a date: {articles}"
    );
    assert!(
        cell(&articles, "F3").contains("<t>2025-03</t>"),
        "a month is text: {articles}"
    );
    assert!(cell(&articles, "J2").contains("<v>0.99</v>"), "{articles}");
    assert_eq!(cell(&articles, "E2"), "", "nothing stands in an empty cell");
    let mentions = sheet(&workbook, "mentions");
    assert!(cell(&mentions, "R2").contains("t=\"b\""), "{mentions}");
    assert!(
        cell(&mentions, "U2").contains("&quot;quoted&quot;, said")
            || cell(&mentions, "U2").contains("\"quoted\", said"),
        "a cell is one line: {mentions}"
    );
    for name in xlsx::ORDER {
        assert!(!sheet(&workbook, name).contains("<f>"), "{name}");
    }
}

#[test]
fn a_sheet_can_be_filtered_and_leads_to_the_article() {
    let folder = written(&[Format::Xlsx]);
    let workbook = folder.path().join(xlsx::FILE);
    let mentions = sheet(&workbook, "mentions");
    assert!(
        mentions.contains("<autoFilter ref=\"A1:U7\"/>"),
        "{mentions}"
    );
    assert!(mentions.contains("state=\"frozen\""), "{mentions}");
    assert!(
        mentions.contains("<hyperlink ref=\"B2\" location=\"articles!A2\""),
        "{mentions}"
    );
    assert!(
        mentions.contains("<hyperlink ref=\"B7\" location=\"articles!A3\""),
        "{mentions}"
    );
    let figures = sheet(&workbook, "figures");
    assert!(figures.contains("location=\"articles!A3\""), "{figures}");
}

const SMALL: xlsx::Limits = xlsx::Limits {
    n_rows: 4,
    n_units: 10,
    n_links: 1,
};

/// A workbook of the corpus with little room.
fn small_workbook(folder: &Path) -> std::path::PathBuf {
    let path = folder.join("small.xlsx");
    with_found(|found| {
        let schemas = schemas(&found.languages());
        let mut csv = super::super::CsvTables::new(&schemas);
        for table in super::super::TABLES {
            let rows = |record: &mut _, sink: &mut dyn super::super::Sink| {
                (table.write)(found, record, sink)
            };
            let table = super::super::csv_table(folder, csv.next(), CsvStyle::default(), rows);
            csv.add(table.expect("the folder is writable"));
        }
        let contents = Contents {
            found,
            schemas: &schemas[..csv.shapes.len()],
            differences: &[],
            shapes: &csv.shapes,
        };
        xlsx::make(&path, folder, &contents, SMALL).expect("the folder is writable");
    });
    path
}

#[test]
fn a_long_table_goes_on_in_other_sheets() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let workbook = small_workbook(folder.path());
    let names = sheets(&workbook);
    let of = |table: &str| {
        let parts = names.iter().filter(|name| name.starts_with(table));
        parts.cloned().collect::<Vec<_>>()
    };
    // Six rows: two and two with a row that says where it goes on, then two.
    assert_eq!(of("mentions"), ["mentions", "mentions_2", "mentions_3"]);
    // Seven rows: two, two, and three that just fit.
    assert_eq!(
        of("coreferences"),
        ["coreferences", "coreferences_2", "coreferences_3"]
    );
    assert_eq!(of("numbers"), ["numbers"]);
    let first = sheet(&workbook, "mentions");
    assert!(
        cell(&first, "A4").contains("The table goes on in sheet mentions_2"),
        "{first}"
    );
    assert!(first.contains("<autoFilter ref=\"A1:U3\"/>"), "{first}");
    let last = sheet(&workbook, "mentions_3");
    assert!(cell(&last, "A1").contains("mention_id"), "{last}");
    assert!(last.contains("<autoFilter ref=\"A1:U3\"/>"), "{last}");
    assert!(first.matches("<hyperlink ").count() == 1, "{first}");
    // Cut after ten code units.
    assert!(cell(&last, "S2").contains("<t>Roemenië,</t>"), "{last}");
    assert!(cell(&last, "U2").contains("<t>en meer da</t>"), "{last}");
}

#[test]
fn what_does_not_fit_is_told() {
    let schemas = schemas(&[]);
    let mut shapes: Vec<_> = schemas
        .iter()
        .map(|schema| Shape {
            n_rows: 1_048_575,
            longest: vec![32_767; schema.columns.len()],
        })
        .collect();
    assert_eq!(too_large(&shapes, &schemas, formats(&EVERY)), []);
    shapes[1].n_rows += 1;
    shapes[4].longest[10] += 1;
    assert_eq!(too_large(&shapes, &schemas, Formats::default()), []);
    let problems = too_large(&shapes, &schemas, formats(&EVERY));
    let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        told,
        [
            "parallax.xlsx: table too long for one sheet (`mentions` has 1048576 rows; after 1048574 of them it goes on \
             in sheet `mentions_2`)",
            "parallax.xlsx: text too long for a cell (`quotes`, column `quote`: up to 32768 characters, cut after 32767)",
        ]
    );
}

#[test]
fn files_that_are_no_longer_asked_for_are_removed_if_they_are_as_they_were_written() {
    let folder = written(&EVERY);
    let path = |name: &str| folder.path().join(name);
    fs::write(path("mentions.jsonl"), "mine\n").expect("the folder is writable");
    fs::write(path("own.jsonl"), "mine\n").expect("the folder is writable");
    fs::write(path("text/a-en.txt"), "mine\n").expect("the folder is writable");
    write_into(folder.path(), &[Format::Csv]);
    let others: Vec<_> = content(folder.path())
        .into_keys()
        .filter(|name| !name.ends_with(".csv"))
        .collect();
    assert_eq!(
        others,
        [
            "datapackage.json",
            "mentions.jsonl",
            "own.jsonl",
            "text/a-en.txt"
        ]
    );
}

#[test]
fn an_empty_folder_of_texts_goes_and_that_of_another_program_stays() {
    let folder = written(&[Format::Text]);
    write_into(folder.path(), &[Format::Csv]);
    assert!(!folder.path().join("text").exists());

    let folder = written(&[Format::Text]);
    fs::remove_file(folder.path().join("datapackage.json")).expect("the folder is writable");
    write_into(folder.path(), &[Format::Csv]);
    assert!(folder.path().join("text/a-en.txt").exists());
}

#[test]
fn listed_files_do_not_leave_the_folder() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let output = folder.path().join("output");
    fs::create_dir(&output).expect("the folder is writable");
    fs::write(folder.path().join("x.jsonl"), "").expect("the folder is writable");
    let hash = blake3::hash(b"").to_hex().to_string();
    let listed = serde_json::json!({
        "name": "parallax",
        "other_files": [{ "path": "../x.jsonl", "hash": hash }],
    });
    fs::write(output.join("datapackage.json"), listed.to_string()).expect("it is writable");
    write_into(&output, &[Format::Csv]);
    assert!(folder.path().join("x.jsonl").exists());
}

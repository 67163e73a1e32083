//! Tables with a row for each article: `.csv` and `.tsv` as spreadsheets and archives export them.

use super::draft::Paths;
use super::export::{Columns, no_text};
use super::{Format, Reader, Reading, skipped};

/// Files with one table.
pub(super) const FORMAT: Format = Format {
    extensions: &["csv", "tsv", "tab"],
    reader: Reader::Articles(read),
};

/// What may stand between cells.
const DELIMITERS: &[u8] = b",;\t|";

fn read(path: &str, bytes: &[u8]) -> Reading {
    let (text, mut reading) = match Reading::begun(path, bytes) {
        Ok(begun) => begun,
        Err(reading) => return reading,
    };
    let (table, n_skipped) = without_hint(&text);
    let delimiter = delimiter(table);
    let mut reader = reader(table, delimiter);
    let names: Vec<String> = match reader.headers() {
        Ok(names) => names.iter().map(str::to_owned).collect(),
        Err(error) => {
            reading
                .problems
                .push(skipped(path, "broken table", error.to_string()));
            return reading;
        }
    };
    let columns = Columns::of(names.iter().map(String::as_str));
    if !columns.has_text() {
        let detail = no_text("columns", names.iter().map(String::as_str));
        reading
            .problems
            .push(skipped(path, "no column with the text", detail));
        return reading;
    }
    let mut paths = Paths::default();
    let mut n_rows = 0;
    for (idx, row) in reader.records().enumerate() {
        n_rows += 1;
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                reading
                    .problems
                    .push(skipped(path, "broken table", error.to_string()));
                break;
            }
        };
        let line = row.position().map_or(0, csv::Position::line) + n_skipped;
        let place = format!("{path}:{line}");
        let (draft, id) = columns.article(&row);
        if draft.text.trim().is_empty() {
            reading.problems.push(skipped(
                &place,
                "no text",
                "the cell with the text is empty",
            ));
            continue;
        }
        let id = id.unwrap_or_else(|| (idx + 1).to_string());
        let document_path = paths.unused(&format!("{path}#{id}"), &mut reading.problems);
        let document = draft.document(document_path, &place, &mut reading.problems);
        reading.documents.push(document);
    }
    if n_rows == 0 {
        reading
            .problems
            .push(skipped(path, "empty file", "a header without rows"));
    }
    reading
}

/// The table without the line `sep=;` that some programs write first, and the number of lines left out.
fn without_hint(text: &str) -> (&str, u64) {
    match text.split_once('\n') {
        Some((first, rest)) if first.to_lowercase().starts_with("sep=") => (rest, 1),
        _ => (text, 0),
    }
}

/// The delimiter by which most columns of the header are known; of equals the one that makes most columns.
fn delimiter(table: &str) -> u8 {
    let header = |delimiter: u8| {
        let mut reader = reader(table, delimiter);
        let names = reader.headers().cloned().unwrap_or_default();
        let columns = Columns::of(names.iter());
        (columns.n_known(), names.len())
    };
    let delimiters = DELIMITERS.iter().rev().copied();
    delimiters
        .max_by_key(|&delimiter| header(delimiter))
        .unwrap_or(b',')
}

fn reader(table: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(table.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(table: &str, expected: &[(&str, &str)], problems: &[&str]) {
        let reading = read("a.csv", table.as_bytes());
        let documents = reading.documents.iter();
        let found: Vec<_> = documents
            .map(|d| (d.path.as_str(), d.text.as_str()))
            .collect();
        assert_eq!(found, expected);
        let found: Vec<_> = reading.problems.iter().map(ToString::to_string).collect();
        assert_eq!(found, problems);
    }

    #[test]
    fn delimiters_are_guessed() {
        check(
            "id,text\n7,\"Eins, zwei\"\n",
            &[("a.csv#7", "Eins, zwei")],
            &[],
        );
        check(
            "sep=;\nTitel;Volltext\nx;Eins, zwei\n",
            &[("a.csv#1", "Eins, zwei")],
            &[],
        );
        check(
            "date\ttekst\n2025\tEen, twee\n",
            &[("a.csv#1", "Een, twee")],
            &[],
        );
    }

    #[test]
    fn marks_of_html_in_a_cell_are_left_out() {
        check(
            "body\n\"<p>Tom &amp; Jo</p><p>met.</p>\"\n",
            &[("a.csv#1", "Tom & Jo\n\nmet.\n")],
            &[],
        );
    }

    #[test]
    fn a_table_without_text_names_its_columns() {
        check(
            "a;b\n1;2\n",
            &[],
            &[
                "a.csv: skipped: no column with the text (columns found: `a`, `b`; name the one with the text of the \
                articles `text`)",
            ],
        );
    }

    #[test]
    fn rows_that_are_short_or_of_one_id_are_told() {
        check(
            "id,text\n1,a\n1,b\n2\n",
            &[("a.csv#1", "a"), ("a.csv#1~2", "b")],
            &[
                "a.csv#1: id used before (read as `a.csv#1~2`)",
                "a.csv:4: skipped: no text (the cell with the text is empty)",
            ],
        );
    }
}

//! What the page shows of `changes.csv`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::tables::CsvStyle;

/// Most differences that the page shows one by one.
const MOST_ROWS: usize = 2_000;
/// Most code points of a cell that the page shows.
const LONGEST_CELL: usize = 300;

/// The differences from the build before.
#[derive(Debug, Default, Serialize)]
pub struct Changes {
    /// Number of differences by table and kind.
    counts: Vec<(String, String, usize)>,
    /// The first of them, each with table, id, change, column, before, after.
    rows: Vec<Vec<String>>,
}

/// Reads the `changes.csv` that this build wrote into `folder`; no differences if it cannot be read.
pub fn read(folder: &Path, style: CsvStyle) -> Changes {
    let mut builder = csv::ReaderBuilder::new();
    builder.delimiter(u8::try_from(style.separator.delimiter()).unwrap_or(b','));
    let Ok(reader) = builder.from_path(folder.join("changes.csv")) else {
        return Changes::default();
    };
    of(reader.into_records().map_while(Result::ok))
}

fn of(records: impl Iterator<Item = csv::StringRecord>) -> Changes {
    let mut counts: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut rows = Vec::new();
    for record in records {
        let cell = |idx: usize| record.get(idx).unwrap_or_default().to_owned();
        *counts.entry((cell(0), cell(2))).or_default() += 1;
        if rows.len() < MOST_ROWS {
            rows.push(record.iter().map(shown).collect());
        }
    }
    let counts = counts.into_iter();
    Changes {
        counts: counts
            .map(|((table, change), n)| (table, change, n))
            .collect(),
        rows,
    }
}

/// A cell without the mark that guards it from spreadsheets, and cut.
fn shown(cell: &str) -> String {
    let unguarded = cell.strip_prefix('\'');
    let unguarded = unguarded.filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    unguarded
        .unwrap_or(cell)
        .chars()
        .take(LONGEST_CELL)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_counted_and_their_guards_taken_off() {
        let rows = [["names", "a", "added", "", "", ""]; 2].map(|row| row.to_vec());
        let guarded = vec!["names", "b", "changed", "name", "'=1", "'tis"];
        let records = rows.into_iter().chain([guarded]);
        let changes = of(records.map(csv::StringRecord::from));
        let count = |change: &str, n| ("names".to_owned(), change.to_owned(), n);
        assert_eq!(changes.counts, [count("added", 2), count("changed", 1)]);
        assert_eq!(changes.rows[2][4..], ["=1", "'tis"]);
    }

    #[test]
    fn a_file_that_is_not_there_has_no_differences() {
        let changes = read(Path::new("no such folder"), CsvStyle::default());
        assert!(changes.counts.is_empty() && changes.rows.is_empty());
    }
}

//! `changes.csv`: what is different from the tables that were there before.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::cell::{Id, words};
use super::own_lines::own_lines;
use super::schema::{ColumnType, Schema, table};

table! {
    /// A row a difference from the build before; the first build in a folder has none.
    ChangeRow<'c> in "changes";
    key: [];
    references: [];
    /// File that has the row, without `.csv`.
    #[example = "mentions"]
    table: &'c str,
    /// The key of the row; where it is two columns (coreferences) both, with a space between; of a problem its path.
    #[example = "m-7c2k9x0fq4mt"]
    id: Id<'c>,
    /// What became of it. Of a row whose cells changed there is a row here for each.
    #[example = "changed"]
    change: ChangeKind,
    /// The column whose cell changed; empty for rows that came or went. Columns that only one of both builds has are
    /// left out.
    #[example = "entity_id"]
    column: &'c str,
    /// The cell before.
    #[example = "per:john-smith"]
    before: &'c str,
    /// The cell now.
    #[example = "per:jon-smith"]
    after: &'c str,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It was not there before.
    Added,
    /// It is not there any more.
    Removed,
    /// It has another cell.
    Changed,
}

words! { ChangeKind { Added = "added", Removed = "removed", Changed = "changed" } }

/// A difference between two builds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    table: &'static str,
    id: String,
    kind: ChangeKind,
    column: String,
    before: String,
    after: String,
}

/// The rows in order of table, key and column.
pub fn rows(changes: &[Change]) -> impl Iterator<Item = ChangeRow<'_>> {
    changes.iter().map(|change| ChangeRow {
        table: change.table,
        id: change.id.as_str().into(),
        change: change.kind,
        column: &change.column,
        before: &change.before,
        after: &change.after,
    })
}

/// The differences between two files of a table, by its key. A table without a key is compared by whole rows, and its
/// first column is their id. Where one of both cannot be read, or is no such table, nothing is different.
pub fn between(before: &Path, after: &Path, schema: &Schema) -> Vec<Change> {
    // What both share is most of them, and need not be held.
    let own = own_lines(before, after).unwrap_or(None);
    let whole = || Some((fs::read(before).ok()?, fs::read(after).ok()?));
    let Some((before, after)) = own.or_else(whole) else {
        return Vec::new();
    };
    match (Sheet::read(&before, schema), Sheet::read(&after, schema)) {
        (Some(before), Some(after)) => differences(&before, &after, schema),
        _ => Vec::new(),
    }
}

/// A table that was written.
struct Sheet {
    /// The place of each column of the schema, if it is there.
    places: Vec<Option<usize>>,
    /// The rows by their keys, each with how many there are.
    rows: BTreeMap<Vec<String>, (csv::StringRecord, usize)>,
    /// Whether decimals have a comma.
    has_decimal_comma: bool,
}

impl Sheet {
    /// Reads a table; `None` if it has not the columns that are its key, or is damaged.
    fn read(content: &[u8], schema: &Schema) -> Option<Self> {
        let text = std::str::from_utf8(content).ok()?;
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let header = text.lines().next()?;
        let has_semicolons = header.matches(';').count() > header.matches(',').count();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(if has_semicolons { b';' } else { b',' })
            .from_reader(text.as_bytes());
        let header = reader.headers().ok()?.clone();
        let place = |name: &str| header.iter().position(|cell| cell == name);
        let names = schema.columns.iter().map(|column| column.name.as_str());
        let places: Vec<_> = names.map(place).collect();
        let key: Option<Vec<usize>> = if schema.key.is_empty() {
            places.iter().copied().collect()
        } else {
            schema.key.iter().map(|name| place(name)).collect()
        };
        let key = key?;
        let mut rows: BTreeMap<_, (_, usize)> = BTreeMap::new();
        for row in reader.records() {
            let row = row.ok()?;
            let key = key.iter().map(|&place| row[place].to_owned()).collect();
            rows.entry(key).or_insert((row, 0)).1 += 1;
        }
        Some(Self {
            places,
            rows,
            has_decimal_comma: has_semicolons,
        })
    }

    /// The cell of a column of the schema, with decimals as they are written between commas; `None` without the column.
    fn cell(&self, row: &csv::StringRecord, idx: usize, column_type: ColumnType) -> Option<String> {
        let cell = &row[self.places[idx]?];
        let is_decimal = matches!(
            column_type,
            ColumnType::Decimal | ColumnType::Share | ColumnType::DecimalOrIso
        );
        Some(match self.has_decimal_comma && is_decimal {
            true => cell.replace(',', "."),
            false => cell.to_owned(),
        })
    }
}

fn differences(before: &Sheet, after: &Sheet, schema: &Schema) -> Vec<Change> {
    let mut keys: Vec<_> = before.rows.keys().chain(after.rows.keys()).collect();
    keys.sort_unstable();
    keys.dedup();
    let mut changes = Vec::new();
    for key in keys {
        let id = match schema.key.is_empty() {
            true => key.first().cloned().unwrap_or_default(),
            false => key.join(" "),
        };
        let change = |kind| Change {
            table: schema.table,
            id: id.clone(),
            kind,
            column: String::new(),
            before: String::new(),
            after: String::new(),
        };
        let (old, new) = (before.rows.get(key), after.rows.get(key));
        let count = |row: Option<&(_, usize)>| row.map_or(0, |(_, count)| *count);
        for _ in count(new)..count(old) {
            changes.push(change(ChangeKind::Removed));
        }
        for _ in count(old)..count(new) {
            changes.push(change(ChangeKind::Added));
        }
        let (Some((old, _)), Some((new, _))) = (old, new) else {
            continue;
        };
        for (idx, column) in schema.columns.iter().enumerate() {
            let old = before.cell(old, idx, column.column_type);
            let new = after.cell(new, idx, column.column_type);
            if let (Some(old), Some(new)) = (old, new)
                && old != new
            {
                changes.push(Change {
                    column: column.name.clone(),
                    before: old,
                    after: new,
                    ..change(ChangeKind::Changed)
                });
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::super::schema::Column;
    use super::*;

    fn schema(key: &[&'static str]) -> Schema {
        let column = |(name, column_type): (&str, ColumnType)| Column {
            name: name.to_owned(),
            column_type,
            unit: "",
            meaning: String::new(),
            example: "",
        };
        let columns = [
            ("id", ColumnType::Id),
            ("name", ColumnType::Text),
            ("score", ColumnType::Decimal),
        ];
        Schema {
            table: "things",
            meaning: String::new(),
            key: key.to_vec(),
            references: vec![],
            columns: columns.into_iter().map(column).collect(),
        }
    }

    fn changes(before: &[u8], after: &[u8], key: &[&'static str]) -> Vec<Change> {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let [old, new] = ["old", "new"].map(|name| folder.path().join(name));
        fs::write(&old, before).expect("the folder is writable");
        fs::write(&new, after).expect("the folder is writable");
        between(&old, &new, &schema(key))
    }

    fn check(before: &str, after: &str, key: &[&'static str], expected: &[&str]) {
        let changes = changes(before.as_bytes(), after.as_bytes(), key);
        let line = |change: &Change| {
            let kind = match change.kind {
                ChangeKind::Added => "added",
                ChangeKind::Removed => "removed",
                ChangeKind::Changed => "changed",
            };
            [
                &change.id,
                kind,
                &change.column,
                &change.before,
                &change.after,
            ]
            .join("|")
        };
        assert_eq!(changes.iter().map(line).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn rows_come_go_and_change_by_their_key() {
        check(
            "id,name,score\na,A,0.50\nb,B,0.50\nc,C,0.50\n",
            "id,name,score\nd,D,0.50\nc,See,0.75\na,A,0.50\n",
            &["id"],
            &[
                "b|removed|||",
                "c|changed|name|C|See",
                "c|changed|score|0.50|0.75",
                "d|added|||",
            ],
        );
    }

    #[test]
    fn separators_and_columns_that_come_are_no_change() {
        check(
            "\u{feff}id;name;score\na;A, b;0,50\n",
            "id,name,score\na,\"A, b\",0.50\n",
            &["id"],
            &[],
        );
        check("id,name\na,A\n", "id,name,score\na,A,0.50\n", &["id"], &[]);
    }

    #[test]
    fn a_table_without_a_key_is_compared_by_rows() {
        check(
            "id,name,score\na,A,\na,A,\na,B,\n",
            "id,name,score\na,A,\na,C,\n",
            &[],
            &["a|removed|||", "a|removed|||", "a|added|||"],
        );
    }

    #[test]
    fn what_is_no_such_table_gives_nothing() {
        for before in ["", "what,ever\n1,2\n", "id,name,score\na,A\n", "\0\0"] {
            check(before, "id,name,score\na,A,\n", &["id"], &[]);
        }
        assert_eq!(changes(b"id\xff", b"id,name,score\n", &["id"]), []);
        let folder = tempfile::tempdir().expect("a temporary folder");
        let nothing = folder.path().join("nothing");
        assert_eq!(between(&nothing, &nothing, &schema(&["id"])), []);
    }
}

//! Words by which articles and what belongs to them are found in other people's files.
//!
//! `data/article_columns.tsv` has the names of columns and fields of exports, `data/page_metas.tsv` the names of `<meta>`
//! elements, `data/page_parts.tsv` the words in classes and ids of what is furniture of a page, `data/page_folders.tsv` how
//! the folders end that browsers save beside a page.
//!
//! The rows are read when they are first asked for; `tests/data.rs` holds their rules.

use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

/// What a column of an export or a `<meta>` of a page says of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// The article itself.
    Text,
    /// Its headline.
    Title,
    /// When it was published.
    Published,
    /// Its language.
    Language,
    /// Who published it.
    Outlet,
    /// Who wrote it.
    Author,
    /// Where it was published.
    Url,
    /// What it is called in the export.
    Id,
}

/// Fields by their name in lower case, with a rank: of several columns for one field that of the lowest rank counts.
pub static COLUMNS: LazyLock<FxHashMap<&'static str, (Field, u8)>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/article_columns.tsv"));
    rows.filter_map(|row| Some((*row.first()?, (field(row.get(1)?)?, rank(row.get(2)?)?))))
        .collect()
});

/// Fields by the name of a `<meta>` in lower case, with whether it is of OpenGraph and a rank as in [`COLUMNS`].
pub static METAS: LazyLock<FxHashMap<&'static str, (Field, bool, u8)>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/page_metas.tsv"));
    rows.filter_map(|row| {
        let is_open_graph = *row.get(2)? == "open_graph";
        Some((
            *row.first()?,
            (field(row.get(1)?)?, is_open_graph, rank(row.get(3)?)?),
        ))
    })
    .collect()
});

/// Words, some joined by hyphens, that name furniture in the class or id of an element.
pub static PAGE_PARTS: LazyLock<FxHashSet<&'static str>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/page_parts.tsv"));
    rows.filter_map(|row| row.first().copied()).collect()
});

/// What the name of the folder with the pictures and scripts of a saved page has behind the name of the page.
pub static PAGE_FOLDERS: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let rows = rows(include_str!("../../data/page_folders.tsv"));
    rows.filter_map(|row| row.first().copied()).collect()
});

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let lines = table.lines().skip(1);
    lines.map(|line| line.split('\t').collect())
}

fn field(name: &str) -> Option<Field> {
    Some(match name {
        "text" => Field::Text,
        "title" => Field::Title,
        "published" => Field::Published,
        "language" => Field::Language,
        "outlet" => Field::Outlet,
        "author" => Field::Author,
        "url" => Field::Url,
        "id" => Field::Id,
        _ => return None,
    })
}

fn rank(cell: &str) -> Option<u8> {
    cell.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood() {
        let n_rows = |table: &str| table.lines().count() - 1;
        let columns = include_str!("../../data/article_columns.tsv");
        assert_eq!(COLUMNS.len(), n_rows(columns));
        assert_eq!(
            METAS.len(),
            n_rows(include_str!("../../data/page_metas.tsv"))
        );
        assert_eq!(
            PAGE_PARTS.len(),
            n_rows(include_str!("../../data/page_parts.tsv"))
        );
        assert!(COLUMNS.keys().all(|name| *name == name.to_lowercase()));
    }
}

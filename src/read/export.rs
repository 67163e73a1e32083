//! Which columns or fields of an export hold what, by their names (`data/article_columns.tsv`).

use std::collections::BTreeMap;

use super::draft::{Draft, text_of};
use super::{html, on_one_line};
use crate::document::PublishedSource;
use crate::resources::article_words::{COLUMNS, Field};

/// Which field each column holds; of several that may hold the same, the likeliest, then the first.
#[derive(Debug)]
pub(super) struct Columns {
    /// The field of each column, in order of the columns.
    fields: Vec<Option<Field>>,
}

impl Columns {
    /// Tells the columns with these names.
    pub(super) fn of<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let known: Vec<_> = names
            .into_iter()
            .map(|name| COLUMNS.get(normal(name).as_str()).copied())
            .collect();
        let mut best: BTreeMap<Field, (u8, usize)> = BTreeMap::new();
        for (idx, column) in known.iter().enumerate() {
            if let Some((field, rank)) = *column {
                let likeliest = best.entry(field).or_insert((rank, idx));
                *likeliest = (*likeliest).min((rank, idx));
            }
        }
        let fields = known.iter().enumerate().map(|(idx, column)| {
            let (field, rank) = (*column)?;
            (best.get(&field) == Some(&(rank, idx))).then_some(field)
        });
        Self {
            fields: fields.collect(),
        }
    }

    /// Whether one of the columns holds the text.
    pub(super) fn has_text(&self) -> bool {
        self.fields.contains(&Some(Field::Text))
    }

    /// How many columns are known.
    pub(super) fn n_known(&self) -> usize {
        self.fields.iter().flatten().count()
    }

    /// The article of a row with these cells, and its id.
    pub(super) fn article<'c>(
        &self,
        cells: impl IntoIterator<Item = &'c str>,
    ) -> (Draft, Option<String>) {
        let mut draft = Draft::default();
        let mut id = None;
        for (field, cell) in self.fields.iter().zip(cells) {
            let Some(field) = field else { continue };
            if cell.trim().is_empty() {
                continue;
            }
            let cell = cell.to_owned();
            match field {
                Field::Text => draft.text = cell,
                Field::Title => draft.title = Some(cell),
                Field::Published => draft.published = Some((cell, PublishedSource::Field)),
                Field::Language => draft.language = Some(cell),
                Field::Outlet => draft.outlet = Some(cell),
                Field::Author => draft.author = Some(cell),
                Field::Url => draft.url = Some(cell),
                Field::Id => id = Some(cell.trim().to_owned()),
            }
        }
        if html::is_html(&draft.text) {
            draft.title = draft.title.map(|title| html::on_one_line(&title));
            draft.text = text_of(None, &html::fragment(&draft.text));
        }
        (draft, id)
    }
}

/// A name without differences that mean nothing: `Full Text`, `full-text`, `full_text`.
fn normal(name: &str) -> String {
    let name = name.trim().trim_matches(['"', '\'']).to_lowercase();
    name.split([' ', '-', '_'])
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("_")
}

/// What to do about an export in which no column is known to hold the text; `what` are its columns or fields.
pub(super) fn no_text<'n>(what: &str, names: impl Iterator<Item = &'n str>) -> String {
    const MAX_NAMES: usize = 20;
    const MAX_CHARS: usize = 40;
    let names = names.take(MAX_NAMES).map(|name| {
        let name: String = name.trim().chars().take(MAX_CHARS).collect();
        format!("`{}`", on_one_line(&name))
    });
    let names: Vec<_> = names.collect();
    format!(
        "{what} found: {}; name the one with the text of the articles `text`",
        names.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_likeliest_column_of_a_field_counts() {
        let columns = Columns::of(["Summary", "Full-Text", "Überschrift", "x", "Article ID"]);
        let (draft, id) = columns.article(["s", "t", "ü", "-", " 7 "]);
        assert_eq!(draft.text, "t");
        assert_eq!(draft.title.as_deref(), Some("ü"));
        assert_eq!(id.as_deref(), Some("7"));
        assert_eq!(columns.n_known(), 3);
    }
}

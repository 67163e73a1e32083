//! What the lists know of a name, to read: for those who wonder why a name is found, or not.

use std::collections::{BTreeMap, BTreeSet};

use crate::language::Language;
use crate::resources::gazetteer::{Gazetteer, Name, prefixes};

/// Everything that is called `name`, up to case and marks, the likeliest first, then in order of id; `None` if nothing
/// is.
#[must_use]
pub fn report(name: &str, gazetteer: &Gazetteer) -> Option<String> {
    let prefix = *prefixes(name).last()?;
    let (names, _) = gazetteer.look_up(prefix)?;
    let mut readings: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for name in names {
        let entity = gazetteer.entity(name.entity);
        let key = (std::cmp::Reverse(entity.prior), entity.id, name.entity);
        readings.entry(key).or_default().push(name);
    }
    let reports = readings.iter().map(|((.., idx), names)| {
        let is_denied = gazetteer.is_ever_denied(prefix, *idx);
        reading(*idx, names, is_denied, gazetteer)
    });
    let reports: Vec<_> = reports.collect();
    (!reports.is_empty()).then(|| reports.join("\n"))
}

/// One entity, and the names of it that were asked for.
fn reading(idx: u32, asked: &[Name<'_>], is_denied: bool, gazetteer: &Gazetteer) -> String {
    let entity = gazetteer.entity(idx);
    let mut lines = vec![
        ("id", entity.id.to_owned()),
        ("name", entity.name.to_owned()),
        ("type", entity.entity_type.name().to_owned()),
        ("subtype", entity.subtype.to_owned()),
        ("prior", entity.prior.to_string()),
        ("country", entity.located_in.to_owned()),
        ("source", entity.source.to_owned()),
    ];
    lines.retain(|(_, cell)| !cell.is_empty());
    let asked: BTreeSet<_> = asked.iter().map(asked_name).collect();
    push_table(&mut lines, "found as", asked);
    if is_denied {
        lines.push(("denied", "by your lists".to_owned()));
    }
    let all: BTreeSet<_> = gazetteer
        .names_of(idx)
        .map(|name| any_name(&name))
        .collect();
    push_table(&mut lines, "names", all);
    let line = |(label, cell): &(_, String)| format!("{label:<9} {cell}\n");
    lines.iter().map(line).collect()
}

/// Language, surface, kind, guard and whose list it is.
fn asked_name(name: &Name<'_>) -> Vec<String> {
    let guard = match name.guard {
        "" => "unguarded".to_owned(),
        "context" => "guarded".to_owned(),
        languages => format!("guarded in {languages}"),
    };
    let mut cells = any_name(name);
    cells.push(guard);
    if name.is_own {
        cells.push("your list".to_owned());
    }
    cells
}

/// Language, surface and kind.
fn any_name(name: &Name<'_>) -> Vec<String> {
    let language = name.language.as_ref().map_or("all", Language::code);
    [language, name.surface, name.kind.name()]
        .map(str::to_owned)
        .to_vec()
}

/// Adds a line for each row, with the cells of a column below each other.
fn push_table(
    lines: &mut Vec<(&'static str, String)>,
    label: &'static str,
    rows: BTreeSet<Vec<String>>,
) {
    let width_of = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<_> = (0..5).map(width_of).collect();
    for (row_idx, row) in rows.iter().enumerate() {
        let cells = row.iter().zip(&widths);
        let line: String = cells
            .map(|(cell, &width)| format!("{cell:<width$}  "))
            .collect();
        let label = if row_idx == 0 { label } else { "" };
        lines.push((label, line.trim_end().to_owned()));
    }
}

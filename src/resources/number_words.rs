//! Loads the files of the number grammar.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::tsv;
use crate::document::{Direction, Op};
use crate::error::Error;
use crate::language::number_words::{
    ModifierRole, NumberRole, NumberWords, Start, TimeRole, UnitRole,
};
use crate::tokenize::phrase_key;

/// The text of the files of the number grammar of one language.
pub struct Files {
    /// `numbers.tsv`.
    pub numbers: &'static str,
    /// `units.tsv`.
    pub units: &'static str,
    /// `modifiers.tsv`.
    pub modifiers: &'static str,
    /// `counted.tsv`.
    pub counted: &'static str,
    /// `times.tsv`.
    pub times: &'static str,
}

macro_rules! files {
    ($code:literal) => {
        number_words::Files {
            numbers: number_words::files!($code, "numbers.tsv"),
            units: number_words::files!($code, "units.tsv"),
            modifiers: number_words::files!($code, "modifiers.tsv"),
            counted: number_words::files!($code, "counted.tsv"),
            times: number_words::files!($code, "times.tsv"),
        }
    };
    ($code:literal, $name:literal) => {
        include_str!(concat!("../../data/languages/", $code, "/", $name))
    };
}
pub(super) use files;

/// The text of `data/currencies.tsv`.
pub const CURRENCIES: &str = include_str!("../../data/currencies.tsv");
/// The text of `data/units.tsv`.
pub const UNITS: &str = include_str!("../../data/units.tsv");

#[derive(Deserialize)]
struct NumberRow {
    surface: String,
    role: NumberRole,
    value: Option<Decimal>,
}

#[derive(Deserialize)]
struct UnitRow {
    surface: String,
    role: UnitRole,
    code: String,
}

#[derive(Deserialize)]
struct ModifierRow {
    surface: String,
    role: String,
    value: String,
}

#[derive(Deserialize)]
struct CountedRow {
    surface: String,
    key: String,
}

#[derive(Deserialize)]
struct TimeRow {
    surface: String,
    role: TimeRole,
    value: String,
}

#[derive(Deserialize)]
struct SymbolRow {
    surface: String,
    role: UnitRole,
    code: String,
    base: String,
    factor: Option<Decimal>,
}

/// Notes whether a number can begin with `surface`.
fn add_start(words: &mut NumberWords, surface: &str, start: Start) {
    let key = phrase_key(surface);
    let first = key.split(' ').next().unwrap_or_default().to_owned();
    match start {
        Start::Always => words.starts.insert(first),
        Start::WithNext => words.weak_starts.insert(first),
        Start::Never => false,
    };
}

/// Reads the files of the language `code` and those that all languages share.
///
/// # Errors
///
/// A file that breaks its rules, with its line.
pub fn load(code: &str, files: &Files) -> Result<NumberWords, Error> {
    let path = |name: &str| format!("data/languages/{code}/{name}.tsv");
    let mut words = NumberWords::default();
    load_numbers(&mut words, tsv::rows(&path("numbers"), files.numbers)?);
    load_units(&mut words, tsv::rows(&path("units"), files.units)?);
    load_symbols(&mut words)?;
    load_modifiers(&mut words, &path("modifiers"), files.modifiers)?;
    for row in tsv::rows::<CountedRow>(&path("counted"), files.counted)? {
        words.counted.insert(&row.surface.to_lowercase(), row.key);
    }
    for row in tsv::rows::<TimeRow>(&path("times"), files.times)? {
        add_start(&mut words, &row.surface, row.role.start());
        if row.role == TimeRole::DayPart && !row.surface.contains(' ') {
            words
                .day_parts
                .push((row.surface.to_lowercase(), row.value.clone()));
        }
        words.times.insert(&row.surface, (row.role, row.value));
    }
    Ok(words)
}

fn load_numbers(words: &mut NumberWords, rows: Vec<NumberRow>) {
    for row in rows {
        let value = row.value.unwrap_or_default();
        add_start(words, &row.surface, row.role.start());
        if row.role == NumberRole::OrdinalEnding {
            words.ordinal_endings.push(row.surface.clone());
        }
        if row.role == NumberRole::Plural {
            words.plural_endings.push(row.surface.clone());
        }
        if builds_joined_words(row.role) && !row.surface.contains(' ') {
            let mut start = row.surface.chars();
            if let (Some(first), Some(second)) = (start.next(), start.next()) {
                words.morph_starts.insert([first, second]);
            }
            words.morphs.insert(row.surface.clone(), (row.role, value));
        }
        words.numbers.insert(&row.surface, (row.role, value));
    }
    words
        .ordinal_endings
        .sort_by_key(|ending| std::cmp::Reverse(ending.len()));
}

fn builds_joined_words(role: NumberRole) -> bool {
    use NumberRole as R;
    matches!(
        role,
        R::Digit
            | R::One
            | R::Article
            | R::Teen
            | R::Tens
            | R::Hundred
            | R::Scale
            | R::And
            | R::Half
    )
}

fn load_units(words: &mut NumberWords, rows: Vec<UnitRow>) {
    for row in rows {
        if row.role == UnitRole::Aged {
            words
                .age_endings
                .push((row.surface.clone(), row.code.clone()));
        }
        words.units.insert(&row.surface, (row.role, row.code));
    }
    words
        .age_endings
        .sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
}

fn load_symbols(words: &mut NumberWords) -> Result<(), Error> {
    for row in tsv::rows::<UnitRow>("data/currencies.tsv", CURRENCIES)? {
        add_start(words, &row.surface, Start::Always);
        words.units.insert(&row.surface, (row.role, row.code));
    }
    for row in tsv::rows::<SymbolRow>("data/units.tsv", UNITS)? {
        if let Some(factor) = row.factor {
            words.bases.insert(row.code.clone(), (row.base, factor));
        }
        words.units.insert(&row.surface, (row.role, row.code));
    }
    Ok(())
}

fn load_modifiers(words: &mut NumberWords, file: &str, content: &str) -> Result<(), Error> {
    for (row_idx, row) in tsv::rows::<ModifierRow>(file, content)?
        .into_iter()
        .enumerate()
    {
        let role = modifier_role(&row.role, &row.value).ok_or_else(|| Error::Data {
            file: file.to_owned(),
            line: row_idx as u64 + 2,
            column: "role".to_owned(),
            expected: "a role with its value".to_owned(),
            found: format!("{} {}", row.role, row.value),
        })?;
        words.modifiers.insert(&row.surface, role);
    }
    Ok(())
}

fn modifier_role(role: &str, value: &str) -> Option<ModifierRole> {
    Some(match role {
        "before" => ModifierRole::Before(op(value)?),
        "after" => ModifierRole::After(op(value)?),
        "open" => ModifierRole::Open,
        "from" => ModifierRole::From,
        "link" => ModifierRole::Link,
        "link_open" => ModifierRole::LinkOpen,
        "number_of" => ModifierRole::NumberOf,
        "moves" => ModifierRole::Moves(match value {
            "up" => Direction::Up,
            "down" => Direction::Down,
            "level" => Direction::Level,
            _ => return None,
        }),
        _ => return None,
    })
}

fn op(value: &str) -> Option<Op> {
    Some(match value {
        "eq" => Op::Eq,
        "approx" => Op::Approx,
        "gt" => Op::Gt,
        "ge" => Op::Ge,
        "lt" => Op::Lt,
        "le" => Op::Le,
        _ => return None,
    })
}

//! Loads the files of the number grammar.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::tsv;
use crate::document::{Direction, Op};
use crate::error::Error;
use crate::language::number_words::{
    CountedKind, LastingNoun, ModifierRole, NumberRole, NumberWords, TimeRole, UnitRole, unmarked,
};
use crate::tokenize::phrase_key;

/// The text of the files of the number grammar of one language.
pub struct Files {
    /// `numbers.tsv`.
    pub numbers: &'static str,
    /// `units.tsv`.
    pub units: &'static str,
    /// `currencies.tsv`.
    pub currencies: &'static str,
    /// `modifiers.tsv`.
    pub modifiers: &'static str,
    /// `counted.tsv`.
    pub counted: &'static str,
    /// `outcomes.tsv`.
    pub outcomes: &'static str,
    /// `times.tsv`.
    pub times: &'static str,
}

macro_rules! files {
    ($code:literal) => {
        number_words::Files {
            numbers: number_words::files!($code, "numbers.tsv"),
            units: number_words::files!($code, "units.tsv"),
            currencies: number_words::files!($code, "currencies.tsv"),
            modifiers: number_words::files!($code, "modifiers.tsv"),
            counted: number_words::files!($code, "counted.tsv"),
            outcomes: number_words::files!($code, "outcomes.tsv"),
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
const COUNTED_KINDS: &str = include_str!("../../data/counted_kinds.tsv");
/// The text of `data/units.tsv`.
pub const UNITS: &str = include_str!("../../data/units.tsv");

#[derive(Deserialize)]
struct NumberRow {
    surface: String,
    role: NumberRole,
    value: String,
}

#[derive(Deserialize)]
struct UnitRow {
    surface: String,
    role: UnitRole,
    code: String,
}

#[derive(Deserialize)]
struct CurrencyRow {
    surface: String,
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

#[derive(Deserialize)]
struct KindRow {
    key: String,
    kind: CountedKind,
}

/// Notes that a number can begin with the unit `surface`.
fn add_start(words: &mut NumberWords, surface: &str) {
    let key = phrase_key(surface);
    let first = key.split(' ').next().unwrap_or_default();
    words.starts.insert(first.to_owned());
}

/// Reads the files of the language `code` and those that all languages share.
///
/// # Errors
///
/// A file that breaks its rules, with its line.
pub fn load(code: &str, files: &Files) -> Result<NumberWords, Error> {
    let path = |name: &str| format!("data/languages/{code}/{name}.tsv");
    let mut words = NumberWords::default();
    load_numbers(&mut words, &path("numbers"), files.numbers)?;
    load_units(&mut words, tsv::rows(&path("units"), files.units)?);
    for row in tsv::rows::<CurrencyRow>(&path("currencies"), files.currencies)? {
        let currency = (UnitRole::Currency, row.code);
        words.units.insert(&row.surface, currency);
    }
    load_symbols(&mut words)?;
    load_modifiers(&mut words, &path("modifiers"), files.modifiers)?;
    for row in tsv::rows::<CountedRow>(&path("counted"), files.counted)? {
        words.counted.insert(&row.surface.to_lowercase(), row.key);
    }
    // Denied, or only possible.
    const UNREAL: &str = "unreal";
    for row in tsv::rows::<CountedRow>(&path("outcomes"), files.outcomes)? {
        let key = Some(row.key).filter(|key| key != UNREAL);
        words.outcomes.insert(&row.surface, key);
    }
    for row in tsv::rows::<KindRow>("data/counted_kinds.tsv", COUNTED_KINDS)? {
        words.counted_kinds.insert(row.key, row.kind);
    }
    for row in tsv::rows::<TimeRow>(&path("times"), files.times)? {
        words.puts_stretch_first |= row.role == TimeRole::PartAfter;
        words.has_day_mark |= row.role == TimeRole::DayMark;
        words.has_long_before |= row.role == TimeRole::LongBefore;
        if row.role == TimeRole::DayPart && !row.surface.contains(' ') {
            words
                .day_parts
                .push((row.surface.to_lowercase(), row.value.clone()));
        }
        if row.role == TimeRole::DecadeEnding && row.surface.len() > 2 {
            let ending = row.surface.trim_start_matches('-').to_owned();
            words.decade_endings.push((ending, row.value == "century"));
        }
        match row.role {
            TimeRole::FromEnding => words.range_endings[0].push(row.surface.clone()),
            TimeRole::TillEnding => words.range_endings[1].push(row.surface.clone()),
            _ => {}
        }
        words.times.insert(&row.surface, (row.role, row.value));
    }
    add_unmarked(&mut words);
    Ok(words)
}

/// Lets words be found as they are typed without marks.
fn add_unmarked(words: &mut NumberWords) {
    words.numbers.add_unmarked();
    words.few.add_unmarked();
    words.units.add_unmarked();
    words.modifiers.add_unmarked();
    words.counted.add_unmarked();
    words.outcomes.add_unmarked();
    words.times.add_unmarked();
    let known = words.morphs.iter();
    let mut marked: Vec<_> = known.map(|(word, morph)| (word.clone(), *morph)).collect();
    // What is added does not hang on the order of the table.
    marked.sort_by(|a, b| a.0.cmp(&b.0));
    let marked = marked
        .into_iter()
        .map(|(word, morph)| (unmarked(&word), morph));
    for (plain, morph) in marked {
        let mut start = plain.chars();
        if let (Some(first), Some(second)) = (start.next(), start.next()) {
            words.morph_starts.insert([first, second]);
        }
        words.morphs.entry(plain).or_insert(morph);
    }
}

fn load_numbers(words: &mut NumberWords, file: &str, content: &str) -> Result<(), Error> {
    for (row_idx, row) in tsv::rows::<NumberRow>(file, content)?
        .into_iter()
        .enumerate()
    {
        let value = number_value(&row).ok_or_else(|| Error::Data {
            file: file.to_owned(),
            line: row_idx as u64 + 2,
            column: "value".to_owned(),
            expected: "a number, or the limits of one".to_owned(),
            found: row.value.clone(),
        })?;
        match row.role {
            NumberRole::OrdinalEnding => words.ordinal_endings.push(row.surface.clone()),
            NumberRole::Superlative => words.superlatives.push(row.surface.clone()),
            NumberRole::StreetEnding => words.street_endings.push(row.surface.clone()),
            NumberRole::MultipleEnding => words.multiple_endings.push(row.surface.clone()),
            NumberRole::TimesEnding => words.times_endings.push(row.surface.clone()),
            NumberRole::Plural => words.plural_endings.push(row.surface.clone()),
            NumberRole::AndPrefix => words.prefixes.push(row.surface.clone()),
            NumberRole::Article => words.has_articles = true,
            NumberRole::Few => words.few.insert(&row.surface, value),
            _ => {}
        }
        let (value, _) = value;
        if builds_joined_words(row.role) && !row.surface.contains(' ') {
            let mut start = row.surface.chars();
            if let (Some(first), Some(second)) = (start.next(), start.next()) {
                words.morph_starts.insert([first, second]);
            }
            words.morphs.insert(row.surface.clone(), (row.role, value));
        }
        words.numbers.insert(&row.surface, (row.role, value));
    }
    for endings in [
        &mut words.ordinal_endings,
        &mut words.street_endings,
        &mut words.multiple_endings,
        &mut words.times_endings,
    ] {
        endings.sort_by_key(|ending| std::cmp::Reverse(ending.len()));
    }
    Ok(())
}

/// The value of a row, or its least and greatest; zero for a role that has none.
fn number_value(row: &NumberRow) -> Option<(Decimal, Decimal)> {
    let number = |field: &str| Decimal::from_str_exact(field).ok();
    match row.value.split_once(' ') {
        _ if row.value.is_empty() => Some((Decimal::ZERO, Decimal::ZERO)),
        None => number(&row.value).map(|value| (value, value)),
        Some((low, high)) if row.role == NumberRole::Few => Some((number(low)?, number(high)?)),
        Some(_) => None,
    }
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
            | R::Hundreds
            | R::Scale
            | R::And
            | R::Half
    )
}

fn load_units(words: &mut NumberWords, rows: Vec<UnitRow>) {
    for row in rows {
        if matches!(row.role, UnitRole::Dual | UnitRole::PartUnit) {
            add_start(words, &row.surface);
        }
        words.has_feet |= row.role == UnitRole::SmallerUnit;
        words.has_open_degrees |= row.role == UnitRole::Temperature && row.code == "deg";
        if row.role == UnitRole::Aged {
            words
                .age_endings
                .push((row.surface.clone(), row.code.clone()));
        }
        if row.role == UnitRole::Lasts {
            words.lasting_nouns.push(LastingNoun::of(&row.surface));
            continue;
        }
        if row.role == UnitRole::Lasting {
            words
                .lasting_endings
                .push((row.surface.clone(), row.code.clone()));
        }
        words.units.insert(&row.surface, (row.role, row.code));
    }
    for endings in [&mut words.age_endings, &mut words.lasting_endings] {
        endings.sort_by_key(|(ending, _)| std::cmp::Reverse(ending.len()));
    }
}

fn load_symbols(words: &mut NumberWords) -> Result<(), Error> {
    for row in tsv::rows::<UnitRow>("data/currencies.tsv", CURRENCIES)? {
        add_start(words, &row.surface);
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
        if let ModifierRole::BoundEnding(op) = role {
            words.bound_endings.push((row.surface, op));
            continue;
        }
        words.modifiers.insert(&row.surface, role);
    }
    Ok(())
}

fn modifier_role(role: &str, value: &str) -> Option<ModifierRole> {
    Some(match role {
        "before" => ModifierRole::Before(op(value)?),
        "before_measure" => ModifierRole::BeforeMeasure(op(value)?),
        "after" => ModifierRole::After(op(value)?),
        "bound_before" => ModifierRole::BoundBefore(bound(value)?),
        "bound_after" => ModifierRole::BoundAfter(bound(value)?),
        "bound_close" => ModifierRole::BoundClose(bound(value)?),
        "bound_ending" => ModifierRole::BoundEnding(bound(value)?),
        "among" => ModifierRole::Among,
        "during" => ModifierRole::During,
        "since" => ModifierRole::Since,
        "open" => ModifierRole::Open,
        "from" => ModifierRole::From,
        "link" => ModifierRole::Link,
        "link_open" => ModifierRole::LinkOpen,
        "close" => ModifierRole::Close,
        "number_of" => ModifierRole::NumberOf,
        "number_of_after" => ModifierRole::NumberOfAfter,
        "moves" => ModifierRole::Moves(direction(value)?),
        "moves_measure" => ModifierRole::MovesMeasure(direction(value)?),
        "against" => ModifierRole::Against,
        "moved_by" => ModifierRole::MovedBy,
        _ => return None,
    })
}

fn direction(value: &str) -> Option<Direction> {
    Some(match value {
        "up" => Direction::Up,
        "down" => Direction::Down,
        "level" => Direction::Level,
        _ => return None,
    })
}

/// The op of a date or time that bounds a stretch, or that is told roughly.
fn bound(value: &str) -> Option<Op> {
    op(value).filter(|op| *op != Op::Eq)
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

//! Years, decades, seasons, quarters and centuries: *since 2019*, *the 1990s*, *Herbst 1998*, *Q1 2025*, *21. Jahrhundert*.

use super::calendar;
use super::ordinal;
use super::reading::Reading;
use super::resolve;
use super::scan::Scan;
use super::words;
use crate::document::{DateValue, Grain, NumberValue, Op, PartialDate, Text};
use crate::language::number_words::{NumberRole, TimeRole};

/// Reads a stretch of a quarter of a year or longer.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let readings = [
        decade(scan, at),
        numbered(scan, at, anchor),
        season(scan, at, anchor),
        years(scan, at),
        iso_month(scan, at),
        plain_year(scan, at),
    ];
    let (date, confidence, used) = readings
        .into_iter()
        .flatten()
        .max_by_key(|(_, _, used)| *used)?;
    let op = if matches!(date.value, Text::Range(..)) {
        Op::Between
    } else {
        Op::Eq
    };
    Some((
        Reading {
            value: NumberValue::Date(date),
            op,
            confidence,
        },
        used,
    ))
}

type Found = Option<(DateValue, u8, usize)>;

fn year_date(year: i16) -> DateValue {
    resolve::stretch(format!("{year:04}"), Grain::Year, resolve::year(year), None)
}

/// A year alone: behind a word that goes before years, in brackets, or, with less certainty, without what would count.
fn plain_year(scan: &Scan, at: usize) -> Found {
    let (year, used) = calendar::year(scan, at)?;
    if scan.is_name_tail(at)
        || is_counting(scan, at + used)
        || scan.time(at + used, TimeRole::Era).is_some()
    {
        return None;
    }
    let in_brackets =
        at > 0 && scan.is(at - 1, "(") && matches!(scan.surface(at + used), ")" | "," | "-" | "–");
    let behind_word = scan.time_ends_before(at, TimeRole::YearBefore);
    let is_recent = (1900..2100).contains(&year);
    let noun_follows = scan.profile.nouns_capitalized && scan.is_capitalized(at + used);
    let is_usual =
        (1950..2050).contains(&year) && !scan.is_digits(at + used) && !is_glued(scan, at, used);
    let confidence = match () {
        () if (behind_word || in_brackets) && is_recent => 92,
        () if (behind_word || in_brackets) && year >= 1500 && !noun_follows => 80,
        () if is_usual => 65,
        () => return None,
    };
    Some((year_date(year), confidence, used))
}

/// Whether a mark touches the number, so that it may be part of a score, date or code.
fn is_glued(scan: &Scan, at: usize, used: usize) -> bool {
    let marks = |at: usize| matches!(scan.surface(at), "-" | "/" | "+" | "#");
    scan.touches_previous(at) && marks(at.wrapping_sub(1))
        || scan.touches_previous(at + used) && marks(at + used)
}

fn is_counting(scan: &Scan, at: usize) -> bool {
    use crate::language::number_words::UnitRole as U;
    let units = [
        U::Percent,
        U::Points,
        U::Currency,
        U::Minor,
        U::Unit,
        U::Temperature,
        U::Duration,
    ];
    let has_unit = units.into_iter().any(|role| scan.unit(at, role).is_some());
    has_unit
        || super::context::counts_known(scan, at)
        || scan.number(at, NumberRole::Scale).is_some()
}

/// `2019-2023`, `2014/15`, *2019 to 2023*.
fn years(scan: &Scan, at: usize) -> Found {
    let (first, used) = calendar::year(scan, at)?;
    let mark = scan.surface(at + used);
    let link = super::amount::link(scan, at, at + used).or((mark == "/").then_some(1))?;
    let next = at + used + link;
    let surface = scan.surface(next);
    let second: i16 = match surface.len() {
        4 => calendar::year(scan, next)?.0,
        2 if matches!(mark, "-" | "/" | "–") && scan.touches_previous(next) => {
            first / 100 * 100 + surface.parse::<i16>().ok()?
        }
        _ => return None,
    };
    let goes_on =
        scan.touches_previous(next + 1) && (scan.is(next + 1, mark) || scan.is_letters(next + 1));
    let are_years =
        first < second && (1900..2100).contains(&first) && (1900..2100).contains(&second);
    let counts = is_counting(scan, next + 1) || goes_on || is_month(first, second, surface, mark);
    let mut date = year_date(first);
    date.to = resolve::year(second).map(|(_, last)| last);
    date.value = Text::Range(format!("{first:04}"), format!("{second:04}"));
    (are_years && !counts).then_some((date, 85, used + link + 1))
}

/// `2025-03` is a month of ISO 8601, not a span of years.
fn is_month(first: i16, second: i16, surface: &str, mark: &str) -> bool {
    surface.len() == 2 && mark == "-" && second - first != 1 && second % 100 <= 12
}

/// `2025-03`.
fn iso_month(scan: &Scan, at: usize) -> Found {
    let (year, used) = calendar::year(scan, at)?;
    let digits = scan.surface(at + used + 1);
    let is_joined = scan.is(at + used, "-")
        && scan.touches_previous(at + used)
        && scan.touches_previous(at + used + 1);
    let goes_on = scan.touches_previous(at + used + 2)
        && (scan.is_letters(at + used + 2) || scan.is(at + used + 2, "-"));
    let month: i8 = digits.parse().ok().filter(|_| digits.len() == 2)?;
    let date = resolve::stretch(
        format!("{year:04}-{month:02}"),
        Grain::Month,
        resolve::month(year, month),
        None,
    );
    (is_joined && !goes_on && date.from.is_some()).then_some((date, 80, used + 2))
}

/// *1990s*, *90er Jahre*.
fn decade(scan: &Scan, at: usize) -> Found {
    let surface = scan.surface(at);
    let is_round = scan.is_digits(at) && surface.ends_with('0') && matches!(surface.len(), 2 | 4);
    let apostrophe = usize::from(
        scan.touches_previous(at + 1)
            && scan
                .surface(at + 1)
                .chars()
                .all(crate::tokenize::is_apostrophe),
    );
    let (_, used) = scan
        .time(at + 1 + apostrophe, TimeRole::DecadeEnding)
        .filter(|_| is_round && scan.touches_previous(at + 1))?;
    let number: i16 = surface.parse().ok()?;
    let first = match number {
        0..20 => 2000 + number,
        20..100 => 1900 + number,
        1000..2200 => number,
        _ => return None,
    };
    let stretch = scan
        .time(at + 1 + apostrophe + used, TimeRole::Stretch)
        .filter(|(stretch, _)| *stretch == "year");
    let days = resolve::year(first)?.0;
    let last = resolve::year(first + 9)?.1;
    let date = resolve::stretch(
        format!("{}X", first / 10),
        Grain::Decade,
        Some((days, last)),
        None,
    );
    Some((
        date,
        90,
        1 + apostrophe + used + stretch.map_or(0, |(_, used)| used),
    ))
}

/// *first quarter of 2025*, *21st century*, *Q1 2025*.
fn numbered(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (number, used) =
        short_quarter(scan, at).map_or_else(|| place(scan, at), |number| Some((number, 2)))?;
    let is_short = short_quarter(scan, at).is_some();
    if !is_short && let Some((_, more)) = scan.time(at + used, TimeRole::Century) {
        let first = i16::from(number).checked_sub(1)?.checked_mul(100)?;
        let days = resolve::year(first + 1)?.0;
        let date = resolve::stretch(
            format!("{:02}XX", first / 100),
            Grain::Century,
            Some((days, resolve::year(first + 100)?.1)),
            None,
        );
        return (first > 0 && first < 3000).then_some((date, 92, used + more));
    }
    let word = if is_short {
        0
    } else {
        scan.time(at + used, TimeRole::Quarter)?.1
    };
    if !(1..=4).contains(&number) {
        return None;
    }
    let year = year_near(scan, at + used + word);
    let known = year.map(|(year, _)| year);
    let text = known.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    let days = known.and_then(|year| resolve::quarter(year, number));
    let date = resolve::stretch(
        format!("{text}-Q{number}"),
        Grain::Quarter,
        days,
        anchor.filter(|_| known.is_none()),
    );
    Some((date, 90, used + word + year.map_or(0, |(_, used)| used)))
}

fn short_quarter(scan: &Scan, at: usize) -> Option<i8> {
    let is_q = scan.time(at, TimeRole::QuarterBefore).is_some()
        && scan.touches_previous(at + 1)
        && scan.surface(at + 1).len() == 1;
    is_q.then(|| scan.surface(at + 1).parse().ok())?
        .filter(|quarter| (1..=4).contains(quarter))
}

/// A place in a row as a small number.
fn place(scan: &Scan, at: usize) -> Option<(i8, usize)> {
    let (value, used) = ordinal::digits(scan, at)
        .or_else(|| words::ordinal(scan, at).map(|(word, used)| (word.value, used)))?;
    Some((
        i8::try_from(value).ok().filter(|_| value.is_integer())?,
        used,
    ))
}

/// A year right behind, with *of* or a comma before it or not.
fn year_near(scan: &Scan, at: usize) -> Option<(i16, usize)> {
    let of = scan
        .number(at, NumberRole::Of)
        .map_or(usize::from(scan.is(at, ",")), |(_, used)| used);
    let of = of
        + scan
            .time(at + of, TimeRole::YearBefore)
            .filter(|_| of == 0)
            .map_or(0, |(_, used)| used);
    let (year, used) = calendar::year(scan, at + of)?;
    Some((year, of + used))
}

/// *Herbst 1998*, *summer of 2024*; without a year only behind a word that goes before times.
fn season(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (season, used) = scan.time(at, TimeRole::Season)?;
    let year = year_near(scan, at + used);
    let is_guarded = scan.is_guarded(at);
    let text = year.map_or("XXXX".to_owned(), |(year, _)| format!("{year:04}"));
    let is_evident =
        year.is_some() || !is_guarded && scan.time_ends_before(at, TimeRole::YearBefore);
    let date = resolve::stretch(format!("{text}-{season}"), Grain::Season, None, anchor);
    is_evident.then_some((
        date,
        if year.is_some() { 90 } else { 70 },
        used + year.map_or(0, |(_, used)| used),
    ))
}

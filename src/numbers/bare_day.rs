//! Days of a month that are told by their number alone: *on the 21st*, *el día 21*, *du 4 au 13*.

use jiff::ToSpan;
use jiff::civil::Date;

use super::calendar::{self, Found};
use super::ordinal;
use super::resolve;
use super::scan::Scan;
use crate::document::{DateValue, Grain, PartialDate, Text};
use crate::language::number_words::{NumberRole, TimeRole};

/// *El día 21*, *on the 21st*, *le 21*: a day of the month behind a word that makes one of its number; that of the nearest
/// month, and without a word for *day* only where it is a week from the anchor at most.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    const NEAR: i32 = 7;
    if !scan.is_digits(at) || scan.surface(at).len() > 2 {
        return None;
    }
    let needs = day_before(scan, at)?;
    let (day, used) = calendar::day(scan, at)?;
    let end = at + used;
    let is_day = match needs {
        "" => true,
        "ordinal" => stands_alone(scan, end) && ordinal::digits(scan, at).is_some(),
        // *El 10 del equipo*, but *du 4 au 13*
        _ => {
            let is_linked = super::amount::link(scan, at, end).is_some();
            let is_of = !is_linked && scan.number(end, NumberRole::Determiner).is_some();
            stands_alone(scan, end) && !is_of
        }
    };
    let is_rise = !needs.is_empty() && super::context::moves_before(scan, at);
    if counts(scan, end) || !is_day || is_rise || is_told_month(scan, at) {
        return None;
    }
    // *The 27th* may be of the month that the text tells of.
    let limit = if needs.is_empty() { i32::MAX } else { NEAR };
    let found = resolve::day(anchor).and_then(|anchor| nearest(day, anchor, limit));
    let value = found.map_or_else(|| format!("XXXX-XX-{day:02}"), |date| date.to_string());
    let days = found.map(|date| (date, date));
    let date = resolve::stretch(value, Grain::Day, days, anchor);
    Some((date, if needs.is_empty() { 75 } else { 65 }, used))
}

/// Whether the number before `at` counts or measures what stands there, or is a part of it.
fn counts(scan: &Scan, at: usize) -> bool {
    let touches = scan.touches_previous(at) && super::case_ending(scan, at) == 0;
    touches && (scan.is_letters(at) || scan.is_digits(at + 1))
        || super::context::counts_known(scan, at)
        || super::context::has_unit(scan, at)
        || scan.number(at, NumberRole::Of).is_some()
}

/// The day of a month with this number that is nearest to the anchor, so many days from it at most.
fn nearest(day: i8, anchor: Date, limit: i32) -> Option<Date> {
    let near = (-1..=1).filter_map(|months: i64| {
        let month = anchor.first_of_month().checked_add(months.months()).ok()?;
        Date::new(month.year(), month.month(), day).ok()
    });
    let distance = |date: &Date| {
        let span = anchor.until(*date);
        span.map_or(i32::MAX, |span| span.get_days().abs())
    };
    near.min_by_key(distance)
        .filter(|date| distance(date) <= limit)
}

/// *Du 4 au 13*: two such days.
pub fn both(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (low, confidence, used) = read(scan, at, anchor)?;
    let link = super::amount::link(scan, at, at + used)?;
    let start = at + used + link;
    let (high, _, more) = read(scan, start, anchor)?;
    let (day, _) = calendar::day(scan, start)?;
    let (low, high) = of_one_month(&low, &high, day)?;
    let (Text::Point(first), Text::Point(last)) = (low.value, high.value) else {
        return None;
    };
    let days = low.from.zip(high.to);
    let mut date = resolve::stretch(first.clone(), Grain::Day, days, anchor);
    date.value = Text::range(first, last);
    Some((date, confidence, used + link + more))
}

/// Two days said without month, the second of which is `last`, in one month: that of the one which is known.
pub fn of_one_month(low: &DateValue, high: &DateValue, last: i8) -> Option<(DateValue, DateValue)> {
    let in_month = |known: Date, day: i8| {
        let day = Date::new(known.year(), known.month(), day).ok()?;
        Some(resolve::stretch(
            day.to_string(),
            Grain::Day,
            Some((day, day)),
            None,
        ))
    };
    let (low, high) = match (low.from, high.from) {
        (Some(from), _) => (low.clone(), in_month(from, last)?),
        (None, Some(to)) => {
            let Text::Point(value) = &low.value else {
                return None;
            };
            let first = value.get(8..10)?.parse().ok()?;
            (in_month(to, first)?, high.clone())
        }
        (None, None) => (low.clone(), high.clone()),
    };
    let is_unknown = low.from.is_none();
    (is_unknown || low.from < high.from).then_some((low, high))
}

/// Whether the month of a day is told before `at`: *bu ayın 31'inde*.
fn is_told_month(scan: &Scan, at: usize) -> bool {
    let is_month = |at: usize| {
        let stretch = scan.time(at, TimeRole::Stretch);
        stretch.is_some_and(|(stretch, _)| stretch == "month")
    };
    at > 1 && is_month(at - 1) && scan.time_ends_before(at - 1, TimeRole::Relative)
}

/// The value of the word before `at` that makes a day of the number there.
fn day_before<'a>(scan: &Scan<'a>, at: usize) -> Option<&'a str> {
    (1..=3.min(at)).find_map(|n_parts| {
        let (needs, used) = scan.time(at - n_parts, TimeRole::DayBefore)?;
        (used == n_parts).then_some(needs)
    })
}

/// Whether nothing stands at `at` that the number before it could count, measure or be part of.
fn stands_alone(scan: &Scan, at: usize) -> bool {
    let lower = scan.lower(at);
    let has_noun = match scan.profile.nouns_capitalized {
        true => scan.is_capitalized(at),
        false => !scan.profile.function_words.contains(lower.as_ref()),
    };
    let joins = super::amount::link(scan, at, at)
        .unwrap_or(0)
        .max(calendar::and(scan, at));
    // *Le 5 et le 10 %*
    let next = at + joins + scan.n_parts_of_number(at + joins, NumberRole::Determiner);
    let is_row = joins > 0 && scan.is_digits(next) && super::context::has_unit(scan, next + 1);
    let touches = scan.touches_previous(at)
        && (scan.touches_previous(at + 1) && scan.is(at, ".")
            || matches!(
                scan.surface(at),
                "-" | "–" | "/" | ":" | "%" | "°" | "º" | "'" | "’"
            ));
    let goes_on = scan.is_digits(at) || scan.is_letters(at) && has_noun;
    !(goes_on || is_row || touches)
}

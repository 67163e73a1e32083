//! Days counted from another day that is named: *two days after Christmas*, *a week from Friday*, *vier weken voor 5 mei*.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::prelude::ToPrimitive;

use super::calendar;
use super::duration;
use super::relative;
use super::resolve;
use super::scan::Scan;
use crate::document::{DateValue, Grain, NumberValue, Op, PartialDate, Text};
use crate::language::number_words::{NumberRole, TimeRole};

/// Reads on behind a length of time at `at`: the day that is so far from the one named behind it. Gives the number of
/// all parts.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(DateValue, usize)> {
    let (count, unit, used) = length(scan, at)?;
    let end = at + used;
    let (sign, day, more) =
        behind_word(scan, end, anchor).or_else(|| before_word(scan, end, anchor))?;
    // *A year after the October 1 vote*: which October is not said.
    let is_told = |at: usize| {
        scan.time(at, TimeRole::RelativeDay).is_some()
            || scan.time(at, TimeRole::Relative).is_some()
    };
    let is_near = (end..end + more).any(is_told);
    let is_far = matches!(unit, "mo" | "a") && day.anchor.is_some() && !is_near;
    let date = moved(&day, sign * count, unit).filter(|_| !is_far)?;
    Some((date, used + more))
}

/// How many of a unit of time, the unit, and the number of parts; the noun alone is one: *day* of *the day after*.
fn length<'a>(scan: &Scan<'a>, at: usize) -> Option<(i64, &'a str, usize)> {
    let behind_article = scan.number_ends_before(at, NumberRole::Determiner);
    if let Some((length, used)) = duration::length(scan, at) {
        let count = length.count.value()?;
        let whole = count.is_integer().then(|| count.to_i64()).flatten()?;
        // *In the three weeks after Christmas* is a stretch.
        return (!behind_article).then_some((whole, length.unit, used));
    }
    let (stretch, used) = scan.time(at, TimeRole::Stretch)?;
    let unit = match stretch {
        "day" => "d",
        "week" => "wk",
        _ => return None,
    };
    Some((1, unit, used))
}

/// *after Christmas*: the sign, the day and the number of parts.
fn behind_word(
    scan: &Scan,
    at: usize,
    anchor: Option<PartialDate>,
) -> Option<(i64, DateValue, usize)> {
    let (sign, used) = scan.time_value(at, TimeRole::Offset)?;
    let article = scan.n_parts_of_number(at + used, NumberRole::Determiner);
    // *Diesem Montag*: also an article.
    let is_relative = scan.time(at + used, TimeRole::Relative).is_some();
    let article = if is_relative { 0 } else { article };
    let (day, more) = day(scan, at + used + article, anchor)?;
    Some((sign.into(), day, used + article + more))
}

/// *karácsony után*.
fn before_word(
    scan: &Scan,
    at: usize,
    anchor: Option<PartialDate>,
) -> Option<(i64, DateValue, usize)> {
    let starts = scan.words.puts_stretch_first.then_some(at)?;
    let (day, used) = day(scan, starts, anchor)?;
    let (sign, more) = scan.time_value(at + used, TimeRole::OffsetAfter)?;
    Some((sign.into(), day, used + more))
}

/// A day of the calendar, feast or day told from the anchor.
fn day(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(DateValue, usize)> {
    let readings = [
        calendar::read(scan, at, anchor),
        relative::read(scan, at, anchor),
    ];
    let longest = readings.into_iter().flatten().max_by_key(|(_, used)| *used);
    let (reading, used) = longest.filter(|(reading, _)| reading.op == Op::Eq)?;
    match reading.value {
        NumberValue::Date(date) if date.grain == Grain::Day => Some((date, used)),
        _ => None,
    }
}

/// The day that lies `count` of a unit (UCUM code) from another; of a day without year it has none either.
fn moved(day: &DateValue, count: i64, unit: &str) -> Option<DateValue> {
    const ANY_YEAR: &str = "2001";
    const LIMIT: i64 = 20_000;
    let span = match unit {
        _ if count.abs() > LIMIT => return None,
        "d" => count.days(),
        "wk" => count.weeks(),
        "2.wk" => (2 * count).weeks(),
        "mo" => count.months(),
        "a" => count.years(),
        _ => return None,
    };
    if let Some(from) = day.from {
        let moved = from.checked_add(span).ok()?;
        let days = Some((moved, moved));
        return Some(resolve::stretch(
            moved.to_string(),
            Grain::Day,
            days,
            day.anchor,
        ));
    }
    let Text::Point(value) = &day.value else {
        return None;
    };
    let known: Option<Date> = value
        .strip_prefix("XXXX")
        .and_then(|rest| format!("{ANY_YEAR}{rest}").parse().ok());
    let value = match known {
        Some(known) => {
            let moved = known.checked_add(span).ok()?;
            format!("XXXX-{:02}-{:02}", moved.month(), moved.day())
        }
        None => "XXXX-XX-XX".to_owned(),
    };
    Some(resolve::stretch(value, Grain::Day, None, None))
}

//! Dates told from the day of publication: *gisteren*, *last week*, *vor drei Tagen*, *next Friday*, *two years ago*.

use rust_decimal::prelude::ToPrimitive;

use super::calendar;
use super::duration;
use super::reading::Reading;
use super::resolve::{self, Side};
use super::scan::Scan;
use crate::document::{DateValue, Grain, NumberValue, PartialDate};
use crate::language::number_words::{NumberRole, TimeRole};

/// Reads a relative date.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let readings = [
        relative_day(scan, at, anchor),
        relative_stretch(scan, at, anchor),
        named(scan, at, anchor),
        named_behind(scan, at, anchor),
        counted(scan, at, anchor),
        joined(scan, at, anchor),
    ];
    let (date, confidence, used) = readings
        .into_iter()
        .flatten()
        .max_by_key(|(_, _, used)| *used)?;
    Some((Reading::new(NumberValue::Date(date), confidence), used))
}

type Found = Option<(DateValue, u8, usize)>;

/// *yesterday*, *vanavond*, *gestern Abend*.
fn relative_day(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (value, used) = scan.time(at, TimeRole::RelativeDay)?;
    // *La mañana* is the morning, *mañana* tomorrow.
    let is_part = scan.time(at, TimeRole::DayPart).is_some();
    if is_part && at > 0 && scan.number(at - 1, NumberRole::Determiner).is_some() {
        return None;
    }
    let (days, part) = value
        .split_once('T')
        .map_or((value, None), |(days, part)| (days, Some(part)));
    let behind = scan
        .time(at + used, TimeRole::DayPart)
        .filter(|_| part.is_none());
    let part = part.or(behind.map(|(part, _)| part));
    let date = day_from(days.parse().ok()?, part, anchor);
    Some((date, 92, used + behind.map_or(0, |(_, used)| used)))
}

/// *heuer*, *i fjol*, *i somras*.
fn relative_stretch(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (value, used) = scan.time(at, TimeRole::RelativeStretch)?;
    let (stretch, relative) = value.split_once(' ')?;
    let relative: i32 = relative.parse().ok()?;
    if let Some(date) = stretch_date(stretch, relative, anchor) {
        return Some((date, 90, used));
    }
    let year = anchor.map(|anchor| i32::from(anchor.first_day().year()) + relative);
    let year = year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    let date = resolve::stretch(format!("{year}-{stretch}"), Grain::Season, None, anchor);
    Some((date, 85, used))
}

fn day_from(days: i64, part: Option<&str>, anchor: Option<PartialDate>) -> DateValue {
    let moved = resolve::day(anchor).and_then(|anchor| resolve::moved(anchor, days, "d"));
    let value = moved
        .as_ref()
        .map_or("XXXX-XX-XX".to_owned(), |(value, ..)| value.clone());
    let days = moved.map(|(_, _, days)| days);
    match part {
        Some(part) => resolve::stretch(format!("{value}T{part}"), Grain::DayPart, days, anchor),
        None => resolve::stretch(value, Grain::Day, days, anchor),
    }
}

/// *maandagochtend*, *Montagnachmittag*, *gisteravond*: a day and a part of it in one word.
fn joined(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    if !scan.is_letters(at) {
        return None;
    }
    let lower = scan.lower(at);
    scan.words.day_parts.iter().find_map(|(ending, part)| {
        let day = lower
            .strip_suffix(ending.as_str())
            .filter(|day| day.len() >= 6)?;
        if let Some(crate::language::CalendarWord::Weekday(number)) = scan.profile.calendar.get(day)
        {
            return Some((
                calendar::weekday_date(*number, Some(part), None, anchor),
                92,
                1,
            ));
        }
        let (rows, _) = scan.words.times.get(std::iter::once((day, day)))?;
        let (_, days) = rows
            .iter()
            .find(|(role, _)| *role == TimeRole::RelativeDay)?;
        Some((day_from(days.parse().ok()?, Some(part), anchor), 92, 1))
    })
}

/// Whether the word at `at` may be a day and a part of it in one word.
pub fn may_be_joined(scan: &Scan, lower: &str) -> bool {
    lower.len() >= 9
        && scan
            .words
            .day_parts
            .iter()
            .any(|(ending, _)| lower.ends_with(ending.as_str()))
}

/// *last week*, *kommenden Montag*, *deze zomer*.
fn named(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (relative, used) = scan.time_value(at, TimeRole::Relative)?;
    let next = at + used;
    if let Some((number, more, _)) = calendar::weekday(scan, next) {
        let (part, longer) = scan
            .time(next + more, TimeRole::DayPart)
            .map_or((None, 0), |(part, used)| (Some(part), used));
        return Some((
            calendar::weekday_date(number, part, Some(Side::of(relative)), anchor),
            92,
            used + more + longer,
        ));
    }
    let month = calendar::month(scan, next)
        .filter(|(_, _, is_guarded)| !is_guarded || scan.is_capitalized(next));
    if let Some((month, more, _)) = month {
        return Some((
            calendar::month_date(month, Some(relative), anchor),
            90,
            used + more,
        ));
    }
    if let Some((season, more)) = scan.time(next, TimeRole::Season) {
        let date = resolve::stretch(format!("XXXX-{season}"), Grain::Season, None, anchor);
        return Some((date, 80, used + more));
    }
    let (stretch, more) = scan.time(next, TimeRole::Stretch)?;
    Some((stretch_date(stretch, relative, anchor)?, 92, used + more))
}

/// *la semaine dernière*, *lunedì scorso*.
fn named_behind(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let said = |at: usize| scan.time_value(at, TimeRole::RelativeAfter);
    if let Some((number, used, _)) = calendar::weekday(scan, at) {
        let (relative, more) = said(at + used)?;
        let date = calendar::weekday_date(number, None, Some(Side::of(relative)), anchor);
        return Some((date, 92, used + more));
    }
    if let Some((month, used, _)) = calendar::month(scan, at) {
        let (relative, more) = said(at + used)?;
        let date = calendar::month_date(month, Some(relative), anchor);
        return Some((date, 90, used + more));
    }
    if let Some((season, used)) = scan.time(at, TimeRole::Season) {
        let (_, more) = said(at + used)?;
        let value = format!("XXXX-{season}");
        let date = resolve::stretch(value, Grain::Season, None, anchor);
        return Some((date, 80, used + more));
    }
    let (stretch, used) = scan.time(at, TimeRole::Stretch)?;
    let (relative, more) = said(at + used)?;
    Some((stretch_date(stretch, relative, anchor)?, 90, used + more))
}

fn stretch_date(stretch: &str, relative: i32, anchor: Option<PartialDate>) -> Option<DateValue> {
    let day = resolve::day(anchor);
    let of = |value: Option<String>, unknown: &str, grain: Grain, days| {
        resolve::stretch(value.unwrap_or(unknown.to_owned()), grain, days, anchor)
    };
    Some(match stretch {
        "week" => {
            let days = day.and_then(|day| resolve::week(day, relative));
            of(
                days.map(|(monday, _)| resolve::week_text(monday)),
                "XXXX-WXX",
                Grain::Week,
                days,
            )
        }
        "weekend" => {
            let days = day.and_then(|day| resolve::week(day, relative));
            let saturday = days.and_then(|(_, sunday)| sunday.yesterday().ok());
            let days = saturday.zip(days.map(|(_, sunday)| sunday));
            of(
                days.map(|(day, _)| format!("{}-WE", resolve::week_text(day))),
                "XXXX-WXX-WE",
                Grain::Weekend,
                days,
            )
        }
        "month" => month_from(relative, anchor),
        "quarter" => quarter_from(relative, anchor),
        "year" => year_from(relative, anchor),
        "decade" => resolve::stretch("XXX".to_owned() + "X", Grain::Decade, None, None),
        "century" => resolve::stretch("XX".to_owned() + "XX", Grain::Century, None, None),
        _ => return None,
    })
}

fn month_from(relative: i32, anchor: Option<PartialDate>) -> DateValue {
    let first = match anchor {
        Some(PartialDate::Day(_) | PartialDate::Month(..)) => anchor.map(PartialDate::first_day),
        Some(PartialDate::Year(_)) | None => None,
    };
    let moved = first.and_then(|first| resolve::moved(first, relative.into(), "mo"));
    let value = moved
        .as_ref()
        .map_or("XXXX-XX".to_owned(), |(value, ..)| value.clone());
    resolve::stretch(value, Grain::Month, moved.map(|(_, _, days)| days), anchor)
}

fn quarter_from(relative: i32, anchor: Option<PartialDate>) -> DateValue {
    let days = resolve::day(anchor).and_then(|day| {
        let index = i32::from(day.year()) * 4 + i32::from(day.month() - 1) / 3 + relative;
        let (year, quarter) = (
            i16::try_from(index.div_euclid(4)).ok()?,
            i8::try_from(index.rem_euclid(4) + 1).ok()?,
        );
        Some((
            format!("{year:04}-Q{quarter}"),
            resolve::quarter(year, quarter)?,
        ))
    });
    let (value, days) = days.map_or(("XXXX-QX".to_owned(), None), |(value, days)| {
        (value, Some(days))
    });
    resolve::stretch(value, Grain::Quarter, days, anchor)
}

fn year_from(relative: i32, anchor: Option<PartialDate>) -> DateValue {
    let year = anchor.map(|anchor| i32::from(anchor.first_day().year()) + relative);
    let year = year.and_then(|year| i16::try_from(year).ok());
    let value = year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    resolve::stretch(value, Grain::Year, year.and_then(resolve::year), anchor)
}

/// *three days ago*, *vor drei Tagen*, *over twee weken*.
fn counted(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let before = scan
        .time(at, TimeRole::AgoBefore)
        .map(|(_, used)| (-1, used));
    let before = before.or_else(|| {
        scan.time(at, TimeRole::AheadBefore)
            .map(|(_, used)| (1, used))
    });
    let start = at + before.map_or(0, |(_, used)| used);
    let (length, used) = duration::length(scan, start)?;
    let end = start + used;
    let (sign, end) = match before {
        Some((sign, _)) => (sign, end),
        None => {
            let ago = scan
                .time(end, TimeRole::AgoAfter)
                .map(|(_, used)| (-1, used));
            let (sign, used) = ago.or_else(|| {
                scan.time(end, TimeRole::AheadAfter)
                    .map(|(_, used)| (1, used))
            })?;
            (sign, end + used)
        }
    };
    let count = length.count.value()?;
    let whole = count.is_integer().then(|| count.to_i64()).flatten()?;
    let is_moved = matches!(
        length.unit,
        "d" | "wk" | "mo" | "a" | "10.a" | "100.a" | "2.wk"
    );
    let moved =
        resolve::day(anchor).and_then(|anchor| resolve::moved(anchor, sign * whole, length.unit));
    let unknown = match length.unit {
        "d" | "wk" | "2.wk" => ("XXXX-XX-XX", Grain::Day),
        "mo" => ("XXXX-XX", Grain::Month),
        _ => ("XXXX", Grain::Year),
    };
    let date = match moved {
        Some((value, grain, days)) => resolve::stretch(value, grain, Some(days), anchor),
        None => resolve::stretch(unknown.0.to_owned(), unknown.1, None, None),
    };
    let confidence = if sign < 0 { 90 } else { 75 };
    is_moved.then_some((date, confidence, end - at))
}

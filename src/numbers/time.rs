//! Times of day: *5.45am*, *6:00 uur*, *12 Uhr*, *half zes*, *kwart over drie*, *viertel vor acht*, *14:00 GMT*.

use super::reading::Reading;
use super::scan::Scan;
use super::words;
use crate::document::{NumberValue, Op, Text};
use crate::language::number_words::{NumberRole, TimeRole, UnitRole};

/// A time of day before words like *pm* are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clock {
    hour: i32,
    minute: i32,
    second: Option<i32>,
    /// Whether the digits alone tell that it is a time.
    is_certain: bool,
}

/// Reads a time of day with what stands behind it: hour word, part of the day, zone.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    hours(scan, at).or_else(|| single(scan, at))
}

/// *14 bis 18 Uhr*, *9am-5pm*: two times of which only the second may have a word behind it.
fn hours(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (first, used) = digital(scan, at)
        .or_else(|| hour(scan, at))
        .filter(|_| scan.is_digits(at))?;
    let link = super::amount::link(scan, at, at + used)?;
    let next = at + used + link;
    let (second, more) = single(scan, next).filter(|_| scan.is_digits(next))?;
    let NumberValue::Time {
        value: Text::Point(last),
        zone,
    } = second.value
    else {
        return None;
    };
    let first = text(&in_half_of(first, &last, scan.surface(next))?)?;
    let value = NumberValue::Time {
        value: Text::Range(first, last),
        zone,
    };
    Some((
        Reading {
            value,
            op: Op::Between,
            confidence: 90,
        },
        used + link + more,
    ))
}

/// In *5 to 6pm* the first hour lies in the half of the day that was said for the second.
fn in_half_of(mut first: Clock, last: &str, surface: &str) -> Option<Clock> {
    let hour: i32 = last.get(..2)?.parse().ok()?;
    let said = surface.split([':', '.']).next()?.parse::<i32>().ok()?;
    let shifted = hour - said == 12 && first.hour < 12 && first.hour < said;
    first.hour += if shifted { 12 } else { 0 };
    Some(first)
}

fn single(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (mut clock, mut used) = spoken(scan, at)
        .or_else(|| digital(scan, at))
        .or_else(|| hour(scan, at))?;
    let is_certain = clock.is_certain;
    let (named, tail) = tail(scan, &mut clock, at + used);
    used += tail;
    let stands = named || is_certain && (0..24).contains(&clock.hour);
    if !stands
        || scan.touches_previous(at) && !is_dash(scan, at.wrapping_sub(1)) && scan.is_digits(at)
    {
        return None;
    }
    let (zone, more) = zone(scan, at + used);
    let value = NumberValue::Time {
        value: Text::Point(text(&clock)?),
        zone: zone.map(str::to_owned),
    };
    Some((
        Reading::new(value, if named { 95 } else { 80 }),
        used + more,
    ))
}

fn is_dash(scan: &Scan, at: usize) -> bool {
    matches!(
        scan.surface(at),
        "-" | "–" | "—" | "(" | "[" | "“" | "\"" | "„"
    )
}

fn text(clock: &Clock) -> Option<String> {
    let (hour, minute) = (clock.hour, clock.minute);
    let is_valid =
        (0..24).contains(&hour) && (0..60).contains(&minute) || hour == 24 && minute == 0;
    let hour = hour % 24;
    is_valid.then(|| match clock.second {
        Some(second) => format!("{hour:02}:{minute:02}:{second:02}"),
        None => format!("{hour:02}:{minute:02}"),
    })
}

/// `14:30`, `14:30:05`; `14.30` and `1430` need a word behind them.
fn digital(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    if !scan.is_digits(at) {
        return None;
    }
    let surface = scan.surface(at);
    let mark = surface.chars().find(|c| !c.is_ascii_digit())?;
    let fields: Vec<&str> = surface.split(mark).collect();
    let two_digits = |field: &&str| field.len() == 2;
    let is_shaped = matches!(mark, ':' | '.')
        && (2..=3).contains(&fields.len())
        && (1..=2).contains(&fields[0].len())
        && fields[1..].iter().all(two_digits);
    if !is_shaped {
        return None;
    }
    let numbers: Vec<i32> = fields
        .iter()
        .map_while(|field| field.parse().ok())
        .collect();
    let [hour, minute, rest @ ..] = numbers.as_slice() else {
        return None;
    };
    let is_valid = *hour <= 24 && *minute < 60;
    let clock = Clock {
        hour: *hour,
        minute: *minute,
        second: rest.first().copied(),
        is_certain: mark == ':',
    };
    is_valid.then_some((clock, 1))
}

/// A whole hour in digits or words; needs a word behind it.
fn hour(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    let (hour, used) = small(scan, at, 24)?;
    Some((
        Clock {
            hour,
            minute: 0,
            second: None,
            is_certain: false,
        },
        used,
    ))
}

/// A whole number up to `limit` in plain digits or words.
fn small(scan: &Scan, at: usize, limit: i32) -> Option<(i32, usize)> {
    let surface = scan.surface(at);
    if scan.is_digits(at) {
        let value: i32 = surface.parse().ok().filter(|_| surface.len() <= 2)?;
        return (value <= limit).then_some((value, 1));
    }
    let (spelled, used) =
        words::cardinal(scan, at).filter(|(word, _)| word.weak != Some(NumberRole::Article))?;
    let value = i32::try_from(spelled.value).ok()?;
    (value <= limit && value > 0 && spelled.value.is_integer()).then_some((value, used))
}

/// *half zes*, *kwart over drie*, *vijf over half acht*, *ten to nine*, *noon*.
fn spoken(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    if let Some((value, used)) = scan.time(at, TimeRole::Named) {
        let (hour, minute) = value.split_once(':')?;
        let is_certain = scan.time_ends_before(at, TimeRole::At);
        let clock = Clock {
            hour: hour.parse().ok()?,
            minute: minute.parse().ok()?,
            second: None,
            is_certain,
        };
        return Some((clock, used));
    }
    if let Some((clock, used)) = half(scan, at) {
        return Some((clock, used));
    }
    let quarter = scan.time_value(at, TimeRole::QuarterHour);
    let (minutes, used) = quarter.or_else(|| small(scan, at, 29))?;
    let past = scan
        .time(at + used, TimeRole::Past)
        .map(|(_, more)| (1, more));
    let (sign, more) = past.or_else(|| {
        scan.time(at + used, TimeRole::To)
            .map(|(_, more)| (-1, more))
    })?;
    let next = at + used + more;
    let (base, more_still) = half(scan, next).or_else(|| hour(scan, next))?;
    let are_digits = scan.is_digits(at) && scan.is_digits(next);
    if are_digits && quarter.is_none() {
        return None;
    }
    let is_known = quarter.is_some() || base.minute != 0 || clock_follows(scan, next + more_still);
    let total = base.hour * 60 + base.minute + sign * minutes;
    let clock = Clock {
        hour: total.div_euclid(60),
        minute: total.rem_euclid(60),
        second: None,
        is_certain: true,
    };
    let is_hour = base.hour <= 12;
    (is_known && is_hour).then_some((clock, used + more + more_still))
}

fn half(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    let (offset, used) = scan.time_value(at, TimeRole::HalfHour)?;
    let (hour, more) = small(scan, at + used, 12).filter(|(hour, _)| *hour > 0)?;
    let has_unit = scan.unit(at + used + more, UnitRole::Duration).is_some()
        && !clock_follows(scan, at + used + more);
    let total = hour * 60 + offset;
    let clock = Clock {
        hour: total / 60,
        minute: total % 60,
        second: None,
        is_certain: true,
    };
    (!has_unit).then_some((clock, used + more))
}

fn clock_follows(scan: &Scan, at: usize) -> bool {
    scan.time(at, TimeRole::Clock).is_some() || scan.time(at, TimeRole::Meridiem).is_some()
}

/// Applies the words behind a time; whether they make it one, and how many parts they are.
fn tail(scan: &Scan, clock: &mut Clock, at: usize) -> (bool, usize) {
    let mut end = at;
    let mut named = false;
    if let Some((_, used)) = scan.time(end, TimeRole::Clock) {
        let is_length = scan.unit(end, UnitRole::Duration).is_some();
        named = !is_length || clock.is_certain || starts_behind_at(scan, at);
        end += used;
        if let Some((minute, used)) =
            small(scan, end, 59).filter(|_| named && clock.minute == 0 && scan.is_digits(end))
        {
            clock.minute = minute;
            end += used;
        }
    }
    if let Some((shift, used)) = scan.time_value(end, TimeRole::Meridiem) {
        if (1..=12).contains(&clock.hour) {
            clock.hour = clock.hour % 12 + shift;
        }
        return (true, end + used - at);
    }
    if named {
        (true, end - at)
    } else {
        (
            clock.is_certain,
            if clock.is_certain { end - at } else { 0 },
        )
    }
}

/// Whether a word before times stands before the one that ends before `end`.
fn starts_behind_at(scan: &Scan, end: usize) -> bool {
    (1..=3.min(end)).any(|n_parts| {
        let start = end - n_parts;
        let is_time = digital(scan, start)
            .or_else(|| hour(scan, start))
            .is_some_and(|(_, used)| used == n_parts);
        is_time && scan.time_ends_before(start, TimeRole::At)
    })
}

/// The zone behind a time, and how many parts it adds: none where it stands in brackets.
fn zone<'a>(scan: &Scan<'a>, at: usize) -> (Option<&'a str>, usize) {
    if scan.is(at, "(") {
        return (scan.time(at + 1, TimeRole::Zone).map(|(zone, _)| zone), 0);
    }
    match scan.time(at, TimeRole::Zone) {
        Some((zone, used)) => (Some(zone), used),
        None => (None, 0),
    }
}

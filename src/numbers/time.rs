//! Times of day: *5.45am*, *6:00 uur*, *12 Uhr*, *half zes*, *kwart over drie*, *viertel vor acht*, *14:00 GMT*.

use super::bound;
use super::context;
use super::ordinal;
use super::reading::Reading;
use super::scan::Scan;
use super::words;
use crate::document::{NumberValue, Op, Text};
use crate::language::number_words::{ModifierRole, NumberRole, TimeRole, UnitRole};

/// A time of day before words like *pm* are applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Clock {
    hour: i32,
    minute: i32,
    second: Option<i32>,
    /// Whether the digits alone tell that it is a time.
    is_certain: bool,
}

impl Clock {
    /// The time so many minutes after the midnight before it.
    fn of_minutes(minutes: i32, is_certain: bool) -> Self {
        Self {
            hour: minutes.div_euclid(60),
            minute: minutes.rem_euclid(60),
            second: None,
            is_certain,
        }
    }

    /// The time so many minutes after its full hour, or before it.
    fn moved(self, minutes: i32) -> Self {
        let total = (self.hour * 60 + minutes).rem_euclid(24 * 60);
        Self {
            second: self.second,
            ..Self::of_minutes(total, self.is_certain)
        }
    }
}

/// From one time to another.
fn between(first: String, last: String, zone: Option<String>, confidence: u8) -> Reading {
    let value = NumberValue::Time {
        value: Text::range(first, last),
        zone,
    };
    Reading {
        value,
        op: Op::Between,
        confidence,
    }
}

/// Reads a time of day with what stands behind it: hour word, part of the day, zone.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (mut reading, used) = hours(scan, at).or_else(|| single(scan, at))?;
    if let Some(shift) = part_before(scan, at)
        && let NumberValue::Time { value, .. } = &mut reading.value
    {
        *value = in_half_of_day(value, shift);
    }
    Some((reading, used))
}

/// The hours to add that a part of the day says before a word that bounds the time at `at`: *'s avonds van 7 tot 9*,
/// *abends gegen 9 Uhr*.
fn part_before(scan: &Scan, at: usize) -> Option<i32> {
    const LONGEST: usize = 3;
    let bounds = |role| match role {
        ModifierRole::BoundBefore(_) | ModifierRole::From | ModifierRole::Open => Some(()),
        _ => None,
    };
    let ((), start) = scan.modifier_before(at, bounds)?;
    (1..=LONGEST.min(start)).rev().find_map(|n_parts| {
        let (shift, used) = scan.time_value(start - n_parts, TimeRole::Meridiem)?;
        (used == n_parts && shift > 0).then_some(shift)
    })
}

/// The time with its hours moved to the half of the day, where all of them may be of either.
fn in_half_of_day(time: &Text, shift: i32) -> Text {
    let moved = |time: &str| at_hour(time, in_part_of_day(hour_of(time)?, shift)?);
    let found = match time {
        Text::Point(time) => moved(time).map(Text::Point),
        Text::Range(ends) => moved(&ends.0)
            .zip(moved(&ends.1))
            .map(|(low, high)| Text::range(low, high)),
    };
    found.unwrap_or_else(|| time.clone())
}

/// The hour of a time as tables have it: 14 of *14:30*.
pub fn hour_of(time: &str) -> Option<i32> {
    time.get(..2)?.parse().ok()
}

/// The time with this hour.
pub fn at_hour(time: &str, hour: i32) -> Option<String> {
    Some(format!("{hour:02}{}", time.get(2..)?))
}

/// The hour that is meant in a part of the day, which says how many hours to add; `None` of one that is in no half.
fn in_part_of_day(hour: i32, shift: i32) -> Option<i32> {
    (1..=12).contains(&hour).then_some(hour % 12 + shift)
}

/// *14 bis 18 Uhr*, *9am-5pm*: two times of which only the second may have a word behind it.
fn hours(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (first, used) = digital(scan, at)
        .or_else(|| half(scan, at))
        .or_else(|| hour_with_minutes(scan, at))
        .or_else(|| hour(scan, at))?;
    // *De 9 heures à 17 heures*: a word for hours behind the first one, too.
    let is_opened = super::amount::opener(scan, at, ModifierRole::From).is_some();
    let noun = scan.time(at + used, TimeRole::Clock).filter(|_| is_opened);
    let used = used + noun.map_or(0, |(_, used)| used);
    // *Mellem kl. 12.00 og 13.00*
    let opened = start_of_clock_word(scan, at);
    let link = super::amount::link(scan, at, at + used)
        .or_else(|| super::amount::link(scan, opened, at + used))?;
    // *A las 9 o a las 10*
    if scan.time(at + used, TimeRole::Either).is_some() {
        return None;
    }
    if !scan.is_digits(at) {
        return hours_in_words(scan, at, first, used + link);
    }
    let next = at + used + link;
    // *Entre as 5 e as 7 da manhã*
    let before = scan.time(next, TimeRole::At);
    let before = before.or_else(|| scan.time(next, TimeRole::ClockBefore));
    let next = next + before.map_or(0, |(_, used)| used);
    if let Some(found) = plain_hours(scan, at, first, next) {
        return Some(found);
    }
    if let Some(found) = dotted_hours(scan, at, first, next) {
        return Some(found);
    }
    let (second, more) = single(scan, next).filter(|_| scan.is_digits(next))?;
    let NumberValue::Time {
        value: Text::Point(last),
        zone,
    } = second.value
    else {
        return None;
    };
    let first = text(&in_half_of(first, &last, scan.surface(next))?)?;
    Some((between(first, last, zone, 90), next + more - at))
}

/// Where the word begins that goes before hours and ends before `at`; `at` if there is none.
fn start_of_clock_word(scan: &Scan, at: usize) -> usize {
    let begins = |n_parts: &usize| {
        let word = scan.time(at - n_parts, TimeRole::ClockBefore);
        word.is_some_and(|(_, used)| used == *n_parts)
    };
    at - (1..=3.min(at)).find(begins).unwrap_or(0)
}

/// *Tres y media* of *de las tres y media a las cuatro y media*.
fn hour_with_minutes(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    let (clock, used) = hour(scan, at).filter(|_| is_behind_time_word(scan, at))?;
    let (minutes, more) = minutes_behind(scan, at + used)?;
    Some((clock.moved(minutes), used + more))
}

/// *Von fünf bis sieben Uhr morgens*, *van half vijf tot zes uur 's middags*: words around make a time of the second.
fn hours_in_words(scan: &Scan, at: usize, first: Clock, used: usize) -> Option<(Reading, usize)> {
    let next = at + used;
    let is_opened =
        super::amount::is_opened(scan, at) || scan.time_ends_before(at, TimeRole::ClockBefore);
    let (last, zone, more, is_named) = clock(scan, next)?;
    let said = half(scan, next).or_else(|| hour_with_minutes(scan, next));
    let (said, said_used) = said.or_else(|| hour(scan, next))?;
    // *De las tres y media a las cuatro y media*
    let has_minutes = first.minute != 0 && said.minute != 0;
    let is_clock = (is_opened || has_minutes) && is_named && (more > said_used || has_minutes);
    let shift = last.hour - said.hour;
    let is_same_half = shift.abs() == 12 && first.hour < 12 && first.hour < said.hour;
    let hour = first.hour + if is_same_half { shift } else { 0 };
    let first = Clock { hour, ..first };
    let reading = between(text(&first)?, text(&last)?, zone.map(str::to_owned), 85);
    is_clock.then_some((reading, used + more))
}

/// *klokken 10 til 18*: two whole hours behind a word that makes times of them.
fn plain_hours(scan: &Scan, at: usize, first: Clock, next: usize) -> Option<(Reading, usize)> {
    let (last, more) = digital(scan, next).or_else(|| hour(scan, next))?;
    let end = next + more;
    let stands = scan.time_ends_before(at, TimeRole::ClockBefore)
        && scan.is_digits(next)
        && !is_counting(scan, end)
        && !clock_follows(scan, end);
    let reading = between(text(&first)?, text(&last)?, None, 85);
    stands.then_some((reading, end - at))
}

/// *zwischen 15.00 und 17.00*: two times with a full stop, where it is no decimal mark, behind a word that opens a range.
fn dotted_hours(scan: &Scan, at: usize, first: Clock, next: usize) -> Option<(Reading, usize)> {
    let (last, more) = digital(scan, next)?;
    let end = next + more;
    let is_dotted = |at: usize| scan.is_digits(at) && scan.surface(at).contains('.');
    let is_opened = [at, start_of_clock_word(scan, at)]
        .into_iter()
        .any(|at| super::amount::opener(scan, at, ModifierRole::Open).is_some());
    let stands = is_opened
        && is_dotted(at)
        && is_dotted(next)
        && scan.profile.decimal_separator != '.'
        && !is_counting(scan, end)
        && !clock_follows(scan, end);
    let reading = between(text(&first)?, text(&last)?, None, 80);
    stands.then_some((reading, end - at))
}

/// In *5 to 6pm* the first hour lies in the half of the day that was said for the second.
fn in_half_of(mut first: Clock, last: &str, surface: &str) -> Option<Clock> {
    let hour = hour_of(last)?;
    let said = surface.split([':', '.']).next()?.parse::<i32>().ok()?;
    let shifted = hour - said == 12 && first.hour < 12 && first.hour < said;
    first.hour += if shifted { 12 } else { 0 };
    Some(first)
}

fn single(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (clock, zone, used, is_named) = clock(scan, at)?;
    let stands = is_named || clock.is_certain && (0..24).contains(&clock.hour);
    if !stands
        || scan.touches_previous(at) && !is_dash(scan, at.wrapping_sub(1)) && scan.is_digits(at)
    {
        return None;
    }
    let value = NumberValue::Time {
        value: Text::Point(text(&clock)?),
        zone: zone.map(str::to_owned),
    };
    Some((Reading::new(value, if is_named { 95 } else { 80 }), used))
}

/// A time of day with what stands behind it, the zone, the number of parts, and whether words make it a time.
fn clock<'a>(scan: &Scan<'a>, at: usize) -> Option<(Clock, Option<&'a str>, usize, bool)> {
    if let Some(found) = behind_part_of_day(scan, at) {
        return Some(found);
    }
    let (mut clock, used) = spoken(scan, at)
        .or_else(|| digital(scan, at))
        .or_else(|| hour_and_minutes(scan, at))
        .or_else(|| hour(scan, at))?;
    let (is_named, tail) = tail(scan, &mut clock, at, at + used);
    let end = at + used + tail;
    let (zone, more) = zone(scan, end);
    Some((clock, zone, end + more - at, is_named))
}

/// *'s ochtends om 9 uur*: the half of the day before the time.
fn behind_part_of_day<'a>(
    scan: &Scan<'a>,
    at: usize,
) -> Option<(Clock, Option<&'a str>, usize, bool)> {
    let (shift, used) = scan.time_value(at, TimeRole::Meridiem)?;
    let next = at + used;
    let before = scan
        .time(next, TimeRole::ClockBefore)
        .or_else(|| scan.time(next, TimeRole::At))
        .map_or(0, |(_, used)| used);
    let start = next + before;
    let (mut clock, zone, more, is_named) = clock(scan, start)?;
    let mut end = start + more;
    if !(is_named || clock.is_certain) {
        end += placed(scan, start, end, before > 0)?;
    }
    clock.hour = in_part_of_day(clock.hour, shift).unwrap_or(clock.hour);
    Some((clock, zone, end - at, true))
}

/// The number of parts behind the hour at `start..end` behind a part of the day, if that makes a time of it: *'s avonds
/// zeven uur*, *morgens um 9*, *sabah 8'de*.
fn placed(scan: &Scan, start: usize, end: usize, is_behind_at: bool) -> Option<usize> {
    if let Some((_, used)) = scan.time(end, TimeRole::Clock) {
        return Some(used);
    }
    let is_form = scan.time(start, TimeRole::ClockNumber).is_some();
    let has_ending = super::case_ending(scan, end) > 0;
    let stands = is_behind_at && ends_here(scan, end) || is_form || has_ending;
    (stands && !is_counting(scan, end)).then_some(0)
}

/// Whether no noun or number stands at `at` that the number before it could go with.
fn ends_here(scan: &Scan, at: usize) -> bool {
    let is_function_word = || {
        let words = &scan.profile.function_words;
        words.contains(scan.lower(at).as_ref())
    };
    let goes_on = scan.is_digits(at) || scan.is_letters(at) && !is_function_word();
    !goes_on && (!scan.touches_previous(at) || is_mark(scan, at))
}

/// A time of day that only its place makes one: *8* of *tomorrow at 8*; with its zone.
pub fn bare<'a>(scan: &Scan<'a>, at: usize) -> Option<(String, Option<&'a str>, usize)> {
    let (clock, zone, used, is_named) = clock(scan, at)?;
    let end = at + used;
    let stands = is_named || clock.is_certain || !is_counting(scan, end) && scan.is_digits(at);
    stands.then_some((text(&clock)?, zone, used))
}

/// A whole hour in digits with nothing behind it that it could count.
pub fn hour_alone(scan: &Scan, at: usize) -> Option<(i32, usize)> {
    let (hour, used) = small(scan, at, 24).filter(|_| scan.is_digits(at))?;
    let end = at + used + super::case_ending(scan, at + used);
    (ends_here(scan, end) && !is_counting(scan, end)).then_some((hour, used))
}

fn is_dash(scan: &Scan, at: usize) -> bool {
    // *all'1 di notte*
    let is_elided = scan.surface(at).ends_with(crate::tokenize::is_apostrophe);
    is_elided
        || matches!(
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

/// `14:30`, `14:30:05`; `14.30` and `1430` need a word beside them.
fn digital(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    if !scan.is_digits(at) {
        return None;
    }
    let surface = scan.surface(at);
    let Some(mark) = surface.chars().find(|c| !c.is_ascii_digit()) else {
        return four_digits(scan, at);
    };
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

/// `1430` right before a word that follows times, or a zone.
fn four_digits(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    let surface = scan.surface(at);
    let (hour, minute) = surface.split_at_checked(surface.len().checked_sub(2)?)?;
    let (hour, minute) = (hour.parse().ok()?, minute.parse().ok()?);
    let is_shaped = matches!(surface.len(), 3 | 4) && hour <= 24 && minute < 60;
    let clock = Clock {
        hour,
        minute,
        second: None,
        is_certain: false,
    };
    // *1900 GMT*, but not *in 1900 GMT was new*
    let has_zone = scan.time(at + 1, TimeRole::Zone).is_some()
        && (hour < 10 || !scan.time_ends_before(at, TimeRole::YearBefore));
    let clock = Clock {
        is_certain: has_zone,
        ..clock
    };
    (is_shaped && (has_zone || clock_follows(scan, at + 1))).then_some((clock, 1))
}

/// *five thirty* behind a word that goes before times or before one for a part of the day.
fn hour_and_minutes(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    if scan.is_digits(at) {
        return None;
    }
    let (hour, used) = small(scan, at, 24)?;
    let hyphen = super::hyphen(scan, at + used);
    let next = at + used + hyphen;
    let form = clock_number(scan, next, 59).filter(|(minute, _)| minute % 5 == 0);
    let minute = form.or_else(|| small(scan, next, 59));
    let (minute, more) = minute.filter(|(minute, _)| *minute >= 10)?;
    let end = at + used + hyphen + more;
    // *Seven thirty am*, *beş otuzda*
    let is_told = form.is_some() || scan.time(end, TimeRole::Meridiem).is_some();
    if !is_told && !is_behind_time_word(scan, at) {
        return None;
    }
    let clock = Clock {
        hour,
        minute,
        second: None,
        is_certain: true,
    };
    (!is_counting(scan, end) && !scan.is_digits(end - 1)).then_some((clock, used + hyphen + more))
}

/// Whether a word that goes before times ends before `at`.
pub fn is_behind_time_word(scan: &Scan, at: usize) -> bool {
    scan.time_ends_before(at, TimeRole::ClockBefore) || scan.time_ends_before(at, TimeRole::At)
}

/// A whole hour in digits or words; needs a word behind it.
fn hour(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    let by_ordinal = || {
        // *الساعة التاسعة*, but not *ore prima*
        let (spelled, used) = words::ordinal(scan, at).filter(|_| !scan.is_guarded(at))?;
        let hour = i32::try_from(spelled.value).ok()?;
        let is_hour = (1..=12).contains(&hour) && spelled.value.is_integer();
        (is_hour && scan.time_ends_before(at, TimeRole::ClockBefore)).then_some((hour, used))
    };
    // *О 6-й годині*, *6-та ранку*
    let by_digits = || {
        let (value, used) = ordinal::digits(scan, at).filter(|_| !scan.is(at + 1, "."))?;
        let hour = i32::try_from(value)
            .ok()
            .filter(|hour| (0..=24).contains(hour))?;
        let end = at + used;
        let is_clock = is_behind_time_word(scan, at) && scan.time(end, TimeRole::Clock).is_some();
        let is_told = is_clock || scan.time(end, TimeRole::Meridiem).is_some();
        is_told.then_some((hour, used))
    };
    let certain = scan.time_value(at, TimeRole::HourAt);
    let plain = certain
        .or_else(|| small(scan, at, 24))
        .or_else(|| clock_number(scan, at, 24));
    let (hour, used) = by_digits().or(plain).or_else(by_ordinal)?;
    Some((
        Clock {
            hour,
            minute: 0,
            second: None,
            is_certain: certain.is_some(),
        },
        used,
    ))
}

/// A number up to `limit` in a form that it has of the clock.
fn clock_number(scan: &Scan, at: usize, limit: i32) -> Option<(i32, usize)> {
    scan.time_value(at, TimeRole::ClockNumber)
        .filter(|(number, _)| *number <= limit)
}

/// A whole number up to `limit` in plain digits or words.
fn small(scan: &Scan, at: usize, limit: i32) -> Option<(i32, usize)> {
    let surface = scan.surface(at);
    if scan.is_digits(at) {
        let value: i32 = surface.parse().ok().filter(|_| surface.len() <= 2)?;
        return (value <= limit).then_some((value, 1));
    }
    // *Fél tucat* is half a dozen.
    if scan.number(at, NumberRole::Scale).is_some() {
        return None;
    }
    let (spelled, used) =
        words::cardinal(scan, at).filter(|(word, _)| word.weak != Some(NumberRole::Article))?;
    let value = i32::try_from(spelled.value).ok()?;
    (value <= limit && value > 0 && spelled.value.is_integer()).then_some((value, used))
}

/// *half zes*, *kwart over drie*, *vijf over half acht*, *ten to nine*, *noon*.
fn spoken(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    // *L'après midi*: the part of the day ends with a time in one word.
    let is_part = |n_parts: usize| {
        let part = scan.time(at - n_parts, TimeRole::DayPart);
        part.is_some_and(|(_, used)| used > n_parts)
    };
    if (1..=2.min(at)).any(is_part) {
        return None;
    }
    if let Some((value, used)) = scan.time(at, TimeRole::Named) {
        let (hour, minute) = value.split_once(':')?;
        // *Do północy*, but not *na północy*, in the north.
        let is_placed = match scan.is_guarded(at) {
            true => bound::is_behind(scan, at) && !scan.is_capitalized(at),
            false => scan.time_ends_before(at, TimeRole::At),
        };
        let is_certain = is_placed || stands_alone(scan, at, used);
        let clock = Clock {
            hour: hour.parse().ok()?,
            minute: minute.parse().ok()?,
            second: None,
            is_certain,
        };
        return Some((clock, used));
    }
    if let Some(found) = half(scan, at).or_else(|| minutes_after(scan, at)) {
        return Some(found);
    }
    let quarter = scan.time_value(at, TimeRole::QuarterHour);
    // *20 minutes past eight*
    let with_noun = || {
        let (minutes, used) = small(scan, at, 59)?;
        Some((minutes, used + minute_noun(scan, at + used)?))
    };
    let minutes_said = with_noun();
    let minutes = minutes_said.or(quarter).or_else(|| small(scan, at, 29));
    let (minutes, used) = minutes?;
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
    // *Om 10 over 9*, but not *5 to 9*.
    let is_link = super::amount::link(scan, at, at + used).is_some();
    if are_digits && quarter.is_none() && (is_link || minutes_said.is_some()) {
        return None;
    }
    let end = next + more_still;
    let follows = clock_follows(scan, end);
    // *Um fünf nach sechs*, but not *from five to ten people*.
    let is_told = || {
        let is_free = scan.time_ends_before(at, TimeRole::At)
            && !scan.time_ends_before(at, TimeRole::DateBefore)
            && super::amount::opener(scan, at, ModifierRole::Open).is_none();
        is_free && minutes % 5 == 0 && ends_here(scan, end)
    };
    let is_said = match minutes_said {
        Some(_) => {
            let is_range = super::amount::opener(scan, at, ModifierRole::From).is_some();
            follows || is_behind_time_word(scan, at) || ends_here(scan, end) && !is_range
        }
        None => quarter.is_some() || follows || is_told(),
    };
    let is_known = is_said || base.minute != 0;
    let clock = Clock::of_minutes(base.hour * 60 + base.minute + sign * minutes, true);
    let is_hour = base.hour <= 12;
    (is_known && is_hour).then_some((clock, used + more + more_still))
}

/// *dokuzu on geçe*, *9'a çeyrek kala*: the minutes behind the hour, with a word behind them.
fn minutes_after(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    let (hour, used) = small(scan, at, 12).or_else(|| clock_number(scan, at, 12))?;
    let ending = super::case_ending(scan, at + used);
    if scan.is_digits(at) && ending == 0 {
        return None;
    }
    let start = at + used + ending;
    let quarter = scan.time_value(start, TimeRole::QuarterHour);
    let (minutes, more) = quarter.or_else(|| small(scan, start, 59))?;
    let end = start + more + minute_noun(scan, start + more).unwrap_or(0);
    let (sign, last) = scan.time_value(end, TimeRole::MinutesAfter)?;
    let clock = Clock::of_minutes(hour * 60, true).moved(sign * minutes);
    Some((clock, end + last - at))
}

/// Whether nothing around a word for a time makes it another: *Mezzanotte.*, but not *the Midnight Oil*.
fn stands_alone(scan: &Scan, at: usize, used: usize) -> bool {
    let is_noun = at > 0 && scan.number(at - 1, NumberRole::Determiner).is_some();
    let is_name = scan.is_capitalized(at) && !scan.profile.nouns_capitalized;
    let is_first = at == 0 || !scan.is_letters(at - 1);
    let goes_on =
        scan.is_letters(at + used) || scan.touches_previous(at + used) && !is_mark(scan, at + used);
    !is_noun && !goes_on && (!is_name || is_first) && !scan.is_guarded(at)
}

fn is_mark(scan: &Scan, at: usize) -> bool {
    matches!(
        scan.surface(at),
        "." | "," | ";" | ":" | "!" | "?" | ")" | "…" | "”" | "\"" | "»"
    )
}

fn half(scan: &Scan, at: usize) -> Option<(Clock, usize)> {
    let (offset, used) = scan.time_value(at, TimeRole::HalfHour)?;
    let by_ordinal = || {
        // *половина шестого*
        let (spelled, more) = words::ordinal(scan, at + used)?;
        Some((i32::try_from(spelled.value).ok()?, more))
    };
    let next = at + used;
    let form = || {
        scan.time_value(next, TimeRole::HourAt)
            .or_else(|| clock_number(scan, next, 12))
    };
    let hour = form().or_else(|| small(scan, next, 12)).or_else(by_ordinal);
    let (hour, more) = hour.filter(|(hour, _)| (1..=12).contains(hour))?;
    let has_unit = scan.unit(at + used + more, UnitRole::Duration).is_some()
        && !clock_follows(scan, at + used + more);
    let clock = Clock::of_minutes(hour * 60 + offset, true);
    (!has_unit).then_some((clock, used + more))
}

fn clock_follows(scan: &Scan, at: usize) -> bool {
    scan.time(at, TimeRole::Clock).is_some() || scan.time(at, TimeRole::Meridiem).is_some()
}

/// Applies the words behind a time whose first part is at `start`; whether the words around it make it one, and how
/// many parts behind it they are.
fn tail(scan: &Scan, clock: &mut Clock, start: usize, at: usize) -> (bool, usize) {
    let mut end = at;
    let is_behind_clock_word = scan.time_ends_before(start, TimeRole::ClockBefore);
    let is_behind_at = is_behind_clock_word || scan.time_ends_before(start, TimeRole::At);
    let mut named = is_behind_clock_word && !is_counting(scan, at);
    let mut has_minutes = clock.minute != 0;
    // `6.45` behind *at*, where a full stop is no decimal mark.
    let is_dotted = scan.is_digits(start) && scan.surface(start).contains('.');
    // *14.30'da*
    let has_ending = scan.profile.apostrophe_before_endings && super::case_ending(scan, at) > 0;
    named |= (is_behind_at || has_ending)
        && is_dotted
        && scan.profile.decimal_separator != '.'
        && !is_counting(scan, at);
    let meridiem = scan.time(end, TimeRole::Meridiem);
    // *В 2 часа дня*: the word for the half of the day holds the one for hours.
    let is_shorter = |(_, used): &(&str, usize)| meridiem.is_none_or(|(_, longer)| longer <= *used);
    if let Some((_, used)) = scan.time(end, TimeRole::Clock).filter(is_shorter) {
        let is_length = scan.unit(end, UnitRole::Duration).is_some();
        let minute = small(scan, end + used, 59).filter(|(minute, more)| {
            // *À sept heures vingt*, *sieben Uhr dreißig*
            let is_round = *minute >= 10 && minute % 5 == 0;
            scan.is_digits(end + used) || is_round && ends_here(scan, end + used + more)
        });
        // `15h30`
        let is_glued = scan.touches_previous(end)
            && scan.touches_previous(end + used)
            && scan.surface(end + used).len() == 2
            && minute.is_some();
        // *17 h 30*, but *2 h 30*, which may be a length of time.
        let is_late = clock.hour >= 13
            && scan.is_digits(start)
            && scan.surface(end + used).len() == 2
            && minute.is_some();
        named |= !is_length || clock.is_certain || is_behind_at || is_glued || is_late;
        end += used;
        if let Some((minute, used)) = minute.filter(|_| named && !has_minutes) {
            clock.minute = minute;
            has_minutes = true;
            end += used;
        }
    }
    // *Twenty-four hours* are a day.
    if clock.hour == 24 && !clock.is_certain && clock.minute == 0 {
        return (false, 0);
    }
    // *O ósmej*, but not *o ósmej edycji*.
    named |= scan.time_ends_before(start, TimeRole::At)
        && !scan.time_ends_before(start, TimeRole::DateBefore)
        && scan.time(start, TimeRole::ClockNumber).is_some()
        && ends_here(scan, end);
    let is_free = clock.minute == 0 && !has_minutes;
    if is_free && let Some((minutes, used)) = minutes_behind(scan, end) {
        // *Trois heures et demie* may be a length of time, *trois heures moins dix* is none.
        let is_clock = end > at && (minutes < 0 || minutes % 30 != 0);
        // *Oito e meia da manhã*
        let has_part = scan.time(end + used, TimeRole::Meridiem).is_some();
        if named || is_behind_at || is_clock || has_part {
            *clock = clock.moved(minutes);
            named = true;
            end += used;
        }
    }
    if let Some((shift, used)) = scan.time_value(end, TimeRole::Meridiem) {
        clock.hour = in_part_of_day(clock.hour, shift).unwrap_or(clock.hour);
        return (true, end + used - at);
    }
    let is_time = named || clock.is_certain;
    (is_time, if is_time { end - at } else { 0 })
}

/// The number of parts of a word for minutes at `at`.
fn minute_noun(scan: &Scan, at: usize) -> Option<usize> {
    let (unit, used) = scan.unit(at, UnitRole::Duration)?;
    (unit == "min").then_some(used)
}

/// *y media*, *moins dix*: minutes said behind the hour.
fn minutes_behind(scan: &Scan, at: usize) -> Option<(i32, usize)> {
    if let Some((minutes, used)) = scan.time_value(at, TimeRole::HourAdd) {
        return Some((minutes, used));
    }
    let (sign, used) = scan.time_value(at, TimeRole::HourAnd)?;
    let (minutes, more) = small(scan, at + used, 59)?;
    let end = at + used + more;
    // *Alle otto meno dieci minuti*
    let noun = minute_noun(scan, end).unwrap_or(0);
    // *Între 18 și 29 de ani*
    let of = scan.n_parts_of_number(end, NumberRole::Of);
    let stands = noun > 0 || !is_counting(scan, end) && !is_counting(scan, end + of);
    stands.then_some((sign * minutes, used + more + noun))
}

/// Whether what stands at `at` makes the number before it a count or measure.
fn is_counting(scan: &Scan, at: usize) -> bool {
    let is_clock_word = || clock_follows(scan, at);
    (context::has_unit(scan, at) || context::counts(scan, at)) && !is_clock_word()
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

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn two_hours_of_something_are_a_length() {
        check("es", "Fue un discurso de [dos horas](duration PT2H).");
        check("fr", "C’était un film de [deux heures](duration PT2H).");
        check(
            "fr",
            "Ouvert de [9 heures à 17 heures](time between 09:00 17:00).",
        );
    }

    #[test]
    fn no_minutes_are_minutes_too() {
        check(
            "fr",
            "Fermé entre [12 h 00 et 13 h 00](time between 12:00 13:00).",
        );
        check("fr", "L’heure idéale est [17 h 30](time 17:30).");
    }

    #[test]
    fn a_half_of_the_day_may_hold_the_word_for_hours() {
        check("ru", "В [2 часа дня](time 14:00) приехали врачи.");
        check("uk", "О [6-й годині ранку](time 06:00) приїхали лікарі.");
    }

    #[test]
    fn ages_and_hours_before_are_no_times() {
        check(
            "ro",
            "Alegătorii între [18 și 29 de ani](age between 18 29 a) votează.",
        );
        check("it", "Ci vorranno ore prima che tornino.");
    }

    #[test]
    fn a_word_for_hours_may_stand_in_a_range() {
        check(
            "da",
            "Åbent mellem kl. [12.00 og 13.00](time between 12:00 13:00).",
        );
        check(
            "ro",
            "Deschis între orele [12:00 și 13:00](time between 12:00 13:00).",
        );
    }

    #[test]
    fn the_north_is_no_midnight() {
        check("pl", "Uciekają na północy kraju z Północy.");
        check("pl", "Sklep jest czynny do [północy](time le 00:00).");
    }

    #[test]
    fn the_plural_of_hours_may_stand_behind_times() {
        check(
            "tr",
            "Yol [10.00-12.00 saatleri](time between 10:00 12:00) arasında kapalı.",
        );
    }

    #[test]
    fn a_part_of_the_day_before_a_range_is_of_both_ends() {
        check(
            "nl",
            "Open 's avonds van [7 tot 9 uur](time between 19:00 21:00).",
        );
        check(
            "nl",
            "Open 's ochtends van [9 tot 11 uur](time between 09:00 11:00).",
        );
        check(
            "de",
            "[Abends von 7 bis 9 Uhr](time between 19:00 21:00) ist offen.",
        );
        check(
            "de",
            "[Abends zwischen 7 und 9 Uhr](time between 19:00 21:00) ist offen.",
        );
        check("nl", "Hij bleef ['s avonds tot 9 uur](time 21:00).");
    }

    #[test]
    fn four_digits_before_a_zone_are_a_time() {
        check(
            "en",
            "It began there (about [1900 GMT](time approx 19:00 GMT)), until [0730 GMT](time le 07:30 GMT).",
        );
        check("en", "In [1900](date 1900) GMT was new.");
    }
}

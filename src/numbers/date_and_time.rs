//! A day with a time of day beside it is one date: *Monday at 5.45am*, *8 Uhr morgen*, *17 December 2025, 14:30*.

use super::bound;
use super::calendar;
use super::offset;
use super::reading::Reading;
use super::scan::Scan;
use super::time;
use super::within;
use crate::document::{DateValue, Grain, NumberValue, Op, PartialDate, Text};
use crate::language::number_words::{ModifierRole, NumberRole, TimeRole};

/// Reads the longest value at `at`; a day and a time of day as one.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let (first, used) = day(scan, at, anchor)?;
    let together = match &first.value {
        NumberValue::Date(date) => day_first(scan, at, date, used),
        NumberValue::Time { value, zone } => {
            time_first(scan, at, value, zone.as_deref(), used, anchor)
        }
        NumberValue::Cardinal(_) => hour_first(scan, at, used, anchor),
        _ => None,
    };
    let Some((date, used)) = together.filter(|_| first.op == Op::Eq) else {
        return Some((first, used));
    };
    let reading = Reading::new(NumberValue::Date(date), first.confidence.min(90));
    Some((reading, used))
}

/// The longest value at `at`; a day with the week it lies in, or counted from another, as one.
fn day(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let first = super::longest(scan, at, anchor);
    let together = match &first {
        Some((reading, used)) => match &reading.value {
            NumberValue::Date(date) if reading.op == Op::Eq => {
                within::goes_on(scan, at, date, *used, anchor)
            }
            NumberValue::Duration { .. } | NumberValue::Date(_) => None,
            _ => return first,
        },
        None => None,
    };
    let together = together.or_else(|| {
        let used = first.as_ref().map_or(0, |(_, used)| *used);
        offset::read(scan, at, anchor).filter(|(_, longer)| *longer > used)
    });
    let Some((date, used)) = together else {
        return first;
    };
    let confidence = first.map_or(85, |(reading, _)| reading.confidence.min(85));
    Some((Reading::new(NumberValue::Date(date), confidence), used))
}

/// *Monday at 5.45am*.
fn day_first(scan: &Scan, at: usize, day: &DateValue, used: usize) -> Option<(DateValue, usize)> {
    // *Les 5 et 6 mai*: days of a list.
    let is_day_alone = scan.is_digits(at) && scan.surface(at).len() <= 2 && used <= 2;
    if is_day_alone && calendar::month(scan, at + 1).is_none() {
        return None;
    }
    let mut end = at + used;
    end += usize::from(scan.is(end, ","));
    let before = scan.time(end, TimeRole::ClockBefore).or_else(|| {
        scan.time(end, TimeRole::At)
            .filter(|_| is_instant(scan, end))
    });
    let is_said = before.is_some();
    end += before.map_or(0, |(_, used)| used);
    // *ve čtvrtek v 16.40*
    end += usize::from(!is_said && is_place_word(scan, end));
    let (time, zone, more) = time::bare(scan, end).filter(|(time, _, more)| {
        // Digits alone are a time only behind a word that goes before times.
        let is_bare = *more == 1 && !scan.surface(end).contains([':', '.']);
        // *bu sabah 8'de*: or behind a part of the day with an ending that says *at*.
        let has_apostrophes = scan.profile.apostrophe_before_endings && !scan.is_digits(at);
        let is_placed = (day.grain == Grain::DayPart || day.grain == Grain::Day && has_apostrophes)
            && is_ending_of_place(scan, end + more);
        (is_said || !is_bare || is_placed) && !time.is_empty()
    })?;
    let is_range =
        super::amount::link(scan, end, end + more).is_some() && scan.is_digits(end + more + 1);
    let date = with_time(day, &time, zone)?;
    (!is_range).then_some((date, end + more - at))
}

/// Whether a preposition stands at `at` that bounds nothing: *v*, *på*, but not *do*.
fn is_place_word(scan: &Scan, at: usize) -> bool {
    let opens = scan.modifier(at, |role| {
        matches!(role, ModifierRole::Open | ModifierRole::From).then_some(())
    });
    super::context::is_preposition(scan, at) && !bound::begins(scan, at) && opens.is_none()
}

/// Whether an ending of case stands at `at` that is not behind another ending: *8'de*, but not *21'inde*, a day.
fn is_ending_of_place(scan: &Scan, at: usize) -> bool {
    let used = super::case_ending(scan, at);
    let letters = (at..at + used).map(|at| scan.surface(at));
    let n_letters: usize = letters
        .map(|surface| surface.chars().filter(|c| c.is_alphabetic()).count())
        .sum();
    used > 0 && n_letters <= 3
}

/// Whether the word before a time says that it is then, and not before or after.
fn is_instant(scan: &Scan, at: usize) -> bool {
    scan.time(at, TimeRole::DateBefore).is_none()
}

/// *3pm today*, *8.30 Uhr am Montag*.
fn time_first(
    scan: &Scan,
    at: usize,
    time: &Text,
    zone: Option<&str>,
    used: usize,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    let Text::Point(time) = time else {
        return None;
    };
    let mut end = at + used;
    end += usize::from(scan.is(end, ","));
    end += scan
        .time(end, TimeRole::DateBefore)
        // *At 5 p.m., before 12 May*
        .filter(|_| !bound::begins(scan, end))
        .or_else(|| scan.number(end, NumberRole::Of).map(|(_, used)| ("", used)))
        // *4.40 på torsdag*
        .or_else(|| {
            let is_day = calendar::weekday(scan, end + 1).is_some();
            (is_day && is_place_word(scan, end)).then_some(("", 1))
        })
        .map_or(0, |(_, used)| used);
    end += scan.n_parts_of_number(end, NumberRole::Determiner);
    let (second, more) = super::longest(scan, end, anchor)?;
    let NumberValue::Date(day) = second.value else {
        return None;
    };
    let date = with_time(&day, time, zone).filter(|_| second.op == Op::Eq)?;
    Some((date, end + more - at))
}

/// *At 9 on Monday*, *um 9 am Montag*: an hour in digits alone between a word that goes before times and a weekday.
fn hour_first(
    scan: &Scan,
    at: usize,
    used: usize,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    let is_placed = scan.is_digits(at) && time::is_behind_time_word(scan, at);
    let (time, zone, more) = is_placed.then(|| time::bare(scan, at))??;
    let start = at + more;
    let before = scan.time(start, TimeRole::DateBefore);
    let joint = match before {
        Some((_, joint)) => joint,
        None => usize::from(is_place_word(scan, start)),
    };
    let joint = joint + scan.n_parts_of_number(start + joint, NumberRole::Determiner);
    let stands = more == used && joint > 0 && !bound::begins(scan, start);
    let (day, _, day_used) = calendar::with_weekday(scan, start + joint, anchor)?;
    let date = with_time(&day, &time, zone).filter(|_| stands)?;
    Some((date, start + joint + day_used - at))
}

/// A time on a day; of *tonight at 8* in the evening.
fn with_time(day: &DateValue, time: &str, zone: Option<&str>) -> Option<DateValue> {
    let Text::Point(value) = &day.value else {
        return None;
    };
    let (value, part) = match day.grain {
        Grain::Day => (value.as_str(), None),
        Grain::DayPart => value
            .split_once('T')
            .map(|(value, part)| (value, Some(part)))?,
        _ => return None,
    };
    let hour = time::hour_of(time)?;
    let is_late = match part {
        Some("AF") => (1..12).contains(&hour),
        Some("EV") => (4..12).contains(&hour),
        Some("NI") => (7..12).contains(&hour),
        _ => false,
    };
    let hour = if is_late { hour + 12 } else { hour };
    let known = day.from.map(|day| day.to_string());
    let value = known.as_deref().unwrap_or(value);
    let time = time::at_hour(time, hour)?;
    Some(DateValue {
        value: Text::Point(format!("{value}T{time}")),
        grain: Grain::Minute,
        zone: zone.map(str::to_owned),
        ..day.clone()
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn an_hour_in_digits_may_stand_before_its_weekday() {
        check("en", "They meet at [9 on Monday](date 2025-03-10T09:00).");
        check(
            "de",
            "Sie treffen sich um [9 am Montag](date 2025-03-10T09:00).",
        );
        check(
            "en",
            "He laughed at [9](cardinal 9 people) people on [Monday](date 2025-03-10).",
        );
    }

    #[test]
    fn any_preposition_may_join_a_weekday_and_a_time() {
        for (code, marked) in [
            ("cs", "Přišla ve [čtvrtek v 16.40](date 2025-03-06T16:40)."),
            (
                "nb",
                "Hun kom kl. [4.40 på torsdag](date 2025-03-06T04:40).",
            ),
            (
                "pl",
                "Przyszła o [16.40 w czwartek](date 2025-03-06T16:40).",
            ),
            (
                "ru",
                "Она пришла в [четверг в 16:40](date 2025-03-06T16:40).",
            ),
            (
                "sv",
                "Hon kom klockan [4:40 i torsdags](date 2025-03-06T04:40).",
            ),
        ] {
            check(code, marked);
        }
        check(
            "ru",
            "В [четверг](date 2025-03-06) в [16](cardinal 16 cities) городах было тихо.",
        );
    }
}

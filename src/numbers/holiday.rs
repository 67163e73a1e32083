//! Feasts: *Christmas*, *Ostermontag 2025*, *fourth of July*, *Easter weekend*.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

use super::calendar::Found;
use super::resolve;
use super::scan::Scan;
use super::stretch;
use crate::document::{DateValue, Grain, PartialDate};
use crate::language::number_words::TimeRole;

/// Reads a feast, with a year behind it or not.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (rule, used) = scan.time(at, TimeRole::Holiday)?;
    let end = at + used;
    if let Some(found) = weekend(scan, at, anchor) {
        return Some(found);
    }
    if let Some(year) = stretch::year_near(scan, end, anchor) {
        let day = day_in(rule, year.number)?;
        let date = resolve::stretch(day.to_string(), Grain::Day, Some((day, day)), None);
        return Some((year.of(date), 92, used + year.used));
    }
    let day = resolve::day(anchor).and_then(|anchor| nearest(rule, anchor));
    let is_fixed = rule.len() == 5 && rule.as_bytes()[2] == b'-';
    let value = match day {
        _ if is_fixed => format!("XXXX-{rule}"),
        Some(day) => day.to_string(),
        None => return None,
    };
    let days = day.map(|day| (day, day));
    Some((resolve::stretch(value, Grain::Day, days, anchor), 80, used))
}

/// *Easter weekend*, *Osterwochenende 2021*: the one of the week that has the feast.
fn weekend(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (rule, used) = scan.time(at, TimeRole::Holiday)?;
    let end = at + used;
    let (rule, used) = match rule.strip_prefix('W') {
        Some(rule) => (rule, used),
        None => {
            let noun = end + super::hyphen(scan, end);
            let (_, more) = scan
                .time(noun, TimeRole::Stretch)
                .filter(|(stretch, _)| *stretch == "weekend")?;
            (rule, noun + more - at)
        }
    };
    let year = stretch::year_near(scan, at + used, anchor);
    let day = match year {
        Some(year) => day_in(rule, year.number),
        None => resolve::day(anchor).and_then(|anchor| nearest(rule, anchor)),
    };
    let days = day.and_then(|day| resolve::week(day, 0));
    let value = days.map_or_else(
        || "XXXX-WXX-WE".to_owned(),
        |(monday, _)| format!("{}-WE", resolve::week_text(monday)),
    );
    let days = days.and_then(|(_, sunday)| Some((sunday.yesterday().ok()?, sunday)));
    let date = resolve::stretch(value, Grain::Weekend, days, anchor);
    let date = year.map_or(date.clone(), |year| year.of(date));
    Some((date, 85, used + year.map_or(0, |year| year.used)))
}

/// A feast that was said to be the last (-1), the current (0) or the next one (1); `None` without an anchor.
pub fn told(rule: &str, relative: i32, anchor: Option<PartialDate>) -> Option<DateValue> {
    let today = resolve::day(anchor)?;
    let year = today.year();
    let mut days = [year - 1, year, year + 1]
        .into_iter()
        .filter_map(|year| day_in(rule, year));
    let day = match relative {
        0 => nearest(rule, today),
        1.. => days.find(|day| *day > today),
        _ => days.rfind(|day| *day < today),
    }?;
    Some(resolve::stretch(
        day.to_string(),
        Grain::Day,
        Some((day, day)),
        anchor,
    ))
}

/// The day nearest to the anchor.
fn nearest(rule: &str, anchor: Date) -> Option<Date> {
    let year = anchor.year();
    let days = [year - 1, year, year + 1].map(|year| day_in(rule, year));
    let distance = |day: &Date| {
        anchor
            .until(*day)
            .map_or(i32::MAX, |span| span.get_days().abs())
    };
    days.into_iter().flatten().min_by_key(distance)
}

/// The day of a feast in a year, by its rule in `times.tsv`.
fn day_in(rule: &str, year: i16) -> Option<Date> {
    if let Some(days) = rule.strip_prefix('E') {
        return western_easter(year)?
            .checked_add(days.parse::<i64>().ok()?.days())
            .ok();
    }
    if let Some(days) = rule.strip_prefix('O') {
        return eastern_easter(year)?
            .checked_add(days.parse::<i64>().ok()?.days())
            .ok();
    }
    if let Some((month, rest)) = rule.split_once('#') {
        let (nth, weekday) = rest.split_once('#')?;
        let weekday = Weekday::from_monday_one_offset(weekday.parse().ok()?).ok()?;
        let first = Date::new(year, month.parse().ok()?, 1).ok()?;
        return first.nth_weekday_of_month(nth.parse().ok()?, weekday).ok();
    }
    let (month, day) = rule.split_once('-')?;
    Date::new(year, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Easter Sunday of the Gregorian calendar (the anonymous algorithm in Meeus, Astronomical Algorithms, chapter 8).
fn western_easter(year: i16) -> Option<Date> {
    let year_number = i32::from(year);
    let (a, b, c) = (year_number % 19, year_number / 100, year_number % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 19 * l) / 433;
    let month = (h + l - 7 * m + 90) / 25;
    let day = (h + l - 7 * m + 33 * month + 19) % 32;
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}

/// Easter Sunday of the Julian calendar (Meeus, chapter 8), as a day of the Gregorian one; from 1900 to 2099.
fn eastern_easter(year: i16) -> Option<Date> {
    const DAYS_BEHIND: i64 = 13;
    let year_number = i32::from(year);
    let (a, b, c) = (year_number % 4, year_number % 7, year_number % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let month = (d + e + 114) / 31;
    let day = (d + e + 114) % 31 + 1;
    let julian = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    let is_known = (1900..2100).contains(&year);
    is_known.then(|| julian.checked_add(DAYS_BEHIND.days()).ok())?
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;
    use super::*;

    #[test]
    fn the_weekend_of_a_feast_is_that_of_its_week() {
        check(
            "en",
            "Over the [Easter weekend](date 2025-W16-WE) it rained.",
        );
        check(
            "en",
            "It rained on [Halloween weekend 2021](date 2021-W43-WE).",
        );
        check(
            "de",
            "Am [Pfingstwochenende 2024](date 2024-W20-WE) gab es Stau.",
        );
        check("nl", "Met het [paasweekend](date 2025-W16-WE) is het druk.");
    }

    #[test]
    fn days_of_feasts() {
        let day = |rule: &str, year: i16| day_in(rule, year).map(|day| day.to_string());
        assert_eq!(day("E+0", 2024).as_deref(), Some("2024-03-31"));
        assert_eq!(day("E-2", 2025).as_deref(), Some("2025-04-18"));
        assert_eq!(day("O+0", 2024).as_deref(), Some("2024-05-05"));
        assert_eq!(day("O+0", 2025).as_deref(), Some("2025-04-20"));
        assert_eq!(day("11#4#4", 2024).as_deref(), Some("2024-11-28"));
        assert_eq!(day("12-25", 2023).as_deref(), Some("2023-12-25"));
    }
}

//! Dates in digits alone: `19.12.2025`, `19.12.`, `12/17/2025`, `2025-12-19`.

use super::amount::opener;
use super::calendar::{Found, days, year};
use super::context;
use super::scan::Scan;
use crate::document::{DateValue, PartialDate, Text};
use crate::language::DateOrder;
use crate::language::number_words::{ModifierRole, NumberRole, TimeRole};

/// `19.12.2025`, `19.12.`, `12/17/2025`, `2025-12-19`.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    if !scan.is_digits(at) || scan.is_name_tail(at) {
        return None;
    }
    dotted(scan, at, anchor)
        .or_else(|| spaced(scan, at, anchor))
        .or_else(|| dashed(scan, at, anchor))
}

fn dotted(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let fields: Vec<&str> = scan.surface(at).split('.').collect();
    let number = |field: &str| field.parse::<i16>().ok().filter(|_| field.len() <= 2);
    match fields.as_slice() {
        [year, month, day] if year.len() == 4 => {
            let month = i8::try_from(number(month)?).ok()?;
            let day = i8::try_from(number(day)?).ok()?;
            let date = days(full_year(year), month, day, None, anchor)?;
            // *2013.08.20.* in Hungarian
            let stop = scan.is(at + 1, ".") && scan.touches_previous(at + 1) && at + 2 < scan.len();
            Some((date, 95, 1 + usize::from(stop)))
        }
        [day, month, year] => {
            let date = days(
                full_year(year),
                i8::try_from(number(month)?).ok()?,
                i8::try_from(number(day)?).ok()?,
                None,
                anchor,
            )?;
            full_year(year).map(|_| (date, 97, 1))
        }
        [day, month] => {
            let stop = scan.is(at + 1, ".") && scan.touches_previous(at + 1);
            let year = stop.then(|| year(scan, at + 2)).flatten();
            let is_evident = scan.time_ends_before(at, TimeRole::DateBefore) && stop
                || is_day_of_month(scan, at, month, stop);
            let date = days(
                year.map(|(year, _)| year),
                i8::try_from(number(month)?).ok()?,
                i8::try_from(number(day)?).ok()?,
                None,
                anchor,
            )?;
            let is_last = at + 2 >= scan.len();
            let used = year.map_or(if is_last { 1 } else { 2 }, |(_, used)| 2 + used);
            (year.is_some() || is_evident).then_some((date, 90, used))
        }
        _ => None,
    }
}

/// `12.6.` where the language writes no numbers so: with a stop behind it, or with a month of one digit, and nothing that
/// it could count or measure behind it.
fn is_day_of_month(scan: &Scan, at: usize, month: &str, stop: bool) -> bool {
    let end = at + 1 + usize::from(stop);
    let is_clock = [TimeRole::ClockBefore, TimeRole::At]
        .into_iter()
        .any(|role| scan.time_ends_before(at, role));
    let is_label = scan.number_ends_before(at, NumberRole::Label)
        || at > 0 && scan.is_letters(at - 1) && is_name_of_version(scan, at - 1);
    let goes_on = scan.touches_previous(end)
        && (scan.is_letters(end) || scan.is_digits(end) || scan.is(end, "-") || scan.is(end, "–"));
    scan.words.has_day_mark
        && (stop || month.len() == 1)
        && !is_clock
        && !is_label
        && !goes_on
        && !context::has_unit(scan, end)
        && !context::counts(scan, end)
}

/// *iOS 12.6*: letters of which one behind the first is a capital.
fn is_name_of_version(scan: &Scan, at: usize) -> bool {
    scan.surface(at).chars().skip(1).any(char::is_uppercase)
}

/// `19. 12. 2024`
fn spaced(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let stop = |at: usize| scan.is(at, ".") && scan.touches_previous(at);
    let is_shaped = stop(at + 1) && scan.is_digits(at + 2) && stop(at + 3);
    let (day, month) = (short_number(scan.surface(at))?, scan.surface(at + 2));
    let year = year(scan, at + 4);
    let known = year.map(|(year, _)| year);
    let date = days(known, short_number(month)?, day, None, anchor)?;
    let is_evident = year.is_some() || scan.time_ends_before(at, TimeRole::DateBefore);
    let confidence = if year.is_some() { 95 } else { 80 };
    let used = 4 + year.map_or(0, |(_, used)| used);
    (is_shaped && is_evident).then_some((date, confidence, used))
}

fn full_year(field: &str) -> Option<i16> {
    let year: i16 = field.parse().ok()?;
    match field.len() {
        4 => Some(year),
        2 => Some(if year < 50 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

/// Three numbers with the same hyphen or slash between them.
fn dashed(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let mark = scan.surface(at + 1);
    let is_shaped = matches!(mark, "-" | "/" | "‐" | "‑")
        && scan.is(at + 3, mark)
        && (at + 1..=at + 4).all(|part| scan.touches_previous(part))
        && scan.is_digits(at + 2)
        && scan.is_digits(at + 4)
        && !(scan.touches_previous(at + 5) && (scan.is(at + 5, mark) || has_letters(scan, at + 5)));
    if !is_shaped {
        return day_and_month(scan, at, anchor, false);
    }
    let (first, second, third) = (scan.surface(at), scan.surface(at + 2), scan.surface(at + 4));
    let (year, month, day) = if first.len() == 4 {
        (
            full_year(first)?,
            short_number(second)?,
            short_number(third)?,
        )
    } else {
        let (month, day) = in_order(scan, first, second)?;
        (full_year(third)?, month, day)
    };
    days(Some(year), month, day, None, anchor).map(|date| (date, 95, 5))
}

/// `22/04` behind a word that goes before dates, or where what stands before it `is_evident`.
pub fn day_and_month(
    scan: &Scan,
    at: usize,
    anchor: Option<PartialDate>,
    is_evident: bool,
) -> Found {
    let touch = (at + 1..=at + 2).all(|part| scan.touches_previous(part));
    let goes_on =
        scan.touches_previous(at + 3) && (has_letters(scan, at + 3) || scan.is(at + 3, "/"));
    let is_shaped = scan.is(at + 1, "/") && touch && scan.is_digits(at + 2) && !goes_on;
    // `22/04`, but not `24/7`.
    let is_padded = scan.surface(at).len() == 2 && scan.surface(at + 2).len() == 2;
    let is_evident = is_evident || is_padded && !scan.touches_previous(at);
    if !is_shaped || !is_evident && !scan.time_ends_before(at, TimeRole::DateBefore) {
        return None;
    }
    let (month, day) = in_order(scan, scan.surface(at), scan.surface(at + 2))?;
    days(None, month, day, None, anchor).map(|date| (date, 75, 3))
}

/// Two days of which the second has the year or neither: `28.2.–1.3.`, `10/1-11/2/2017`, `1.–3.5.2025`.
pub fn span(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let first = end(scan, at).or_else(|| numbered_day(scan, at))?;
    let dash = at + first.used;
    let is_dash = matches!(scan.surface(dash), "-" | "–" | "‐" | "‑");
    let mut second = is_dash.then(|| end(scan, dash + 1))??;
    // `5/1-5/7, 2020`
    let has_comma = second.year.is_none() && scan.is(dash + 1 + second.used, ",");
    if has_comma
        && scan.profile.date_order == DateOrder::Mdy
        && let Some(year) = year_at(scan, dash + 2 + second.used)
    {
        second.year = Some(year);
        second.used += 2;
    }
    if first.year.is_some() && second.year.is_none() {
        return None;
    }
    let behind = dash + 1 + second.used;
    let goes_on = scan.touches_previous(behind)
        && (has_letters(scan, behind) || matches!(scan.surface(behind), "-" | "/" | ":"));
    let is_placed = || {
        at > 0 && scan.is(at - 1, "(")
            || scan.time_ends_before(at, TimeRole::DateBefore)
            || opener(scan, at, ModifierRole::From).is_some()
    };
    let has_stops = first.month.is_some() && first.has_stop && second.has_stop;
    if goes_on || !(second.year.is_some() || has_stops || is_placed()) {
        return None;
    }
    let (month, day) = (second.month?, second.day);
    let high = days(second.year, month, day, None, anchor)?;
    let first_month = first.month.unwrap_or(month);
    let in_order = (first.year, first_month, first.day) < (first.year.and(second.year), month, day);
    let year = high.to.map(|day| day.year());
    let year = year.map(|year| if in_order { year } else { year - 1 });
    let low = days(first.year.or(year), first_month, first.day, None, None)?;
    if low.from > high.to {
        return None;
    }
    let (Text::Point(from), Text::Point(to)) = (&low.value, &high.value) else {
        return None;
    };
    let stands = in_order || first.month.is_some();
    let date = DateValue {
        value: Text::range(from.clone(), to.clone()),
        from: low.from.filter(|_| high.to.is_some()),
        ..high.clone()
    };
    stands.then_some((date, 85, behind - at))
}

/// A day of a month in digits, as one end of a span.
#[derive(Debug, Clone, Copy)]
struct End {
    day: i8,
    month: Option<i8>,
    year: Option<i16>,
    has_stop: bool,
    used: usize,
}

/// `28.2.`, `1.3.2025`, `10/1`, `11/2/2017`.
fn end(scan: &Scan, at: usize) -> Option<End> {
    let surface = scan.surface(at);
    let touches = |at: usize, mark: &str| scan.is(at, mark) && scan.touches_previous(at);
    if !scan.is_digits(at) {
        return None;
    }
    if let Some((day, rest)) = surface.split_once('.') {
        let (month, year) = rest
            .split_once('.')
            .map_or((rest, None), |(month, year)| (month, Some(year)));
        let has_stop = touches(at + 1, ".") || year.is_some();
        let behind = year.is_none() && has_stop;
        let year_behind = behind.then(|| year_at(scan, at + 2)).flatten();
        let used = 1 + usize::from(behind) + usize::from(year_behind.is_some());
        return Some(End {
            day: short_number(day)?,
            month: Some(short_number(month)?),
            year: year.map_or(Some(year_behind), |year| full_year(year).map(Some))?,
            has_stop,
            used,
        });
    }
    let is_pair = touches(at + 1, "/") && scan.is_digits(at + 2) && scan.touches_previous(at + 2);
    let (month, day) = in_order(scan, surface, scan.surface(at + 2)).filter(|_| is_pair)?;
    let has_year = touches(at + 3, "/") && scan.is_digits(at + 4) && scan.touches_previous(at + 4);
    let year = has_year.then(|| full_year(scan.surface(at + 4))).flatten();
    Some(End {
        day,
        month: Some(month),
        year,
        has_stop: false,
        used: if year.is_some() { 5 } else { 3 },
    })
}

fn year_at(scan: &Scan, at: usize) -> Option<i16> {
    year(scan, at).map(|(year, _)| year)
}

/// `1.` of `1.–3.5.`
fn numbered_day(scan: &Scan, at: usize) -> Option<End> {
    let has_stop = scan.is(at + 1, ".") && scan.touches_previous(at + 1);
    let day = short_number(scan.surface(at)).filter(|_| scan.is_digits(at) && has_stop)?;
    Some(End {
        day,
        month: None,
        year: None,
        has_stop,
        used: 2,
    })
}

/// Whether letters stand at `at` that are no ending of case: *22/04'te*.
fn has_letters(scan: &Scan, at: usize) -> bool {
    scan.is_letters(at) && super::case_ending(scan, at) == 0
}

fn short_number(field: &str) -> Option<i8> {
    field.parse().ok().filter(|_| field.len() <= 2)
}

/// Month and day in the order of the language, or in the only one that is a date.
fn in_order(scan: &Scan, first: &str, second: &str) -> Option<(i8, i8)> {
    let (one, two) = (short_number(first)?, short_number(second)?);
    let month_first = match scan.profile.date_order {
        DateOrder::Mdy | DateOrder::Ymd => one <= 12,
        DateOrder::Dmy => two > 12,
    };
    Some(if month_first { (one, two) } else { (two, one) })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn two_days_in_digits_are_a_span() {
        check(
            "de",
            "Geschlossen ([28.2.–1.3.](date between 2025-02-28 2025-03-01)).",
        );
        check(
            "de",
            "Geöffnet vom [1.–3.5.2025](date between 2025-05-01 2025-05-03).",
        );
        check(
            "es",
            "Cerrado ([28/2-1/3](date between 2025-02-28 2025-03-01)) por obras.",
        );
        check(
            "fr",
            "Fermé du [30/12-2/1/2017](date between 2016-12-30 2017-01-02).",
        );
    }

    #[test]
    fn each_end_of_a_span_may_have_its_year() {
        check(
            "en",
            "Open [10/1/2018-10/7/2019](date between 2018-10-01 2019-10-07).",
        );
        check(
            "en",
            "Open from [5/1-5/7, 2020](date between 2020-05-01 2020-05-07).",
        );
    }

    #[test]
    fn the_year_may_stand_first() {
        check(
            "hu",
            "A szerződés [2013.08.20.](date 2013-08-20) napján kelt.",
        );
    }

    #[test]
    fn a_day_and_a_month_with_a_stop_are_a_date_where_no_number_is_written_so() {
        check("fi", "Kokous oli Turussa [12.6](date 2025-06-12).");
        check(
            "fi",
            "Kokous on [sunnuntaina 30.9, kello 12.30](date 2024-09-30T12:30).",
        );
    }
}

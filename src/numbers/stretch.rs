//! Years, decades, seasons, quarters and centuries: *since 2019*, *the 1990s*, *Herbst 1998*, *Q1 2025*, *21.
//! Jahrhundert*.

use super::calendar;
use super::context;
use super::ordinal;
use super::reading::Reading;
use super::resolve;
use super::scan::Scan;
use super::words;
use jiff::civil::{ISOWeekDate, Weekday};

use crate::document::{DateValue, Grain, NumberValue, Op, PartialDate, Text};
use crate::language::number_words::{NumberRole, TimeRole};

/// Reads a stretch of a quarter of a year or longer.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let readings = [
        decade(scan, at),
        named_decade(scan, at),
        decade_in_words(scan, at),
        century(scan, at),
        year_quarter(scan, at),
        week(scan, at, anchor),
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
    let is_said = scan.time(at + used, TimeRole::YearAfter).is_some();
    if scan.is_name_tail(at)
        || !is_said && is_counting(scan, at + used)
        || scan.time(at + used, TimeRole::Era).is_some()
    {
        return None;
    }
    let in_brackets =
        at > 0 && scan.is(at - 1, "(") && matches!(scan.surface(at + used), ")" | "," | "-" | "–");
    let behind_word = is_said || scan.time_ends_before(at, TimeRole::YearBefore);
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

/// Whether what stands at `at` makes the number before it a count or measure.
fn is_counting(scan: &Scan, at: usize) -> bool {
    context::has_unit(scan, at) || context::counts(scan, at)
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
    let glued = scan.time(at + 1, TimeRole::DecadeEnding);
    let apostrophe = match glued {
        Some(_) => 0,
        None => apostrophe.max(super::hyphen(scan, at + 1)),
    };
    let (kind, used) = scan
        .time(at + 1 + apostrophe, TimeRole::DecadeEnding)
        .filter(|_| is_round && scan.touches_previous(at + 1))?;
    let date = decade_or_century(surface.parse().ok()?, kind == "century")?;
    let stretch = scan
        .time(at + 1 + apostrophe + used, TimeRole::Stretch)
        .filter(|(stretch, _)| *stretch == "year");
    Some((
        date,
        90,
        1 + apostrophe + used + stretch.map_or(0, |(_, used)| used),
    ))
}

/// The decade that begins with a year, or with the last two digits of one.
fn decade_date(number: i16) -> Option<DateValue> {
    let first = match number {
        0..20 => 2000 + number,
        20..100 => 1900 + number,
        1000..2200 => number,
        _ => return None,
    };
    let days = (resolve::year(first)?.0, resolve::year(first + 9)?.1);
    let value = format!("{}X", first / 10);
    Some(resolve::stretch(value, Grain::Decade, Some(days), None))
}

/// *les années 1990*, *gli anni '90*, *los años ochenta*.
fn named_decade(scan: &Scan, at: usize) -> Found {
    let (_, used) = scan.time(at, TimeRole::DecadeBefore)?;
    let is_apostrophe = |at: usize| {
        let surface = scan.surface(at);
        !surface.is_empty() && surface.chars().all(crate::tokenize::is_apostrophe)
    };
    let start = at + used + usize::from(is_apostrophe(at + used));
    let surface = scan.surface(start);
    let (number, more): (i16, usize) = if scan.is_digits(start) {
        let is_round = surface.ends_with('0') && matches!(surface.len(), 2 | 4);
        (surface.parse().ok().filter(|_| is_round)?, 1)
    } else {
        let spelled = words::cardinal(scan, start).or_else(|| words::ordinal(scan, start));
        let (spelled, more) = spelled?;
        let number = i16::try_from(spelled.value).ok()?;
        let is_round = (20..100).contains(&number) && number % 10 == 0;
        is_round.then_some((number, more))?
    };
    let counts = scan.number(start + more, NumberRole::Scale).is_some();
    let date = decade_date(number).filter(|_| !counts)?;
    Some((date, 88, start + more - at))
}

/// *the nineties*, *die neunziger Jahre*.
fn decade_in_words(scan: &Scan, at: usize) -> Found {
    if let Some((first, used)) = scan.time(at, TimeRole::Decade) {
        let date = decade_date(first.parse().ok()?)?;
        let stretch = scan
            .time(at + used, TimeRole::Stretch)
            .filter(|(stretch, _)| *stretch == "year")
            .map_or(0, |(_, used)| used);
        return Some((date, 85, used + stretch));
    }
    // *nittiotalet*, *artonhundratalet*
    let lower = scan.lower(at);
    let mut endings = scan.words.decade_endings.iter();
    let (number, has_centuries) = endings.find_map(|(ending, has_centuries)| {
        let number = words::value_of(lower.strip_suffix(ending.as_str())?, scan.words)?;
        Some((i16::try_from(number).ok()?, *has_centuries))
    })?;
    let is_round = number % 10 == 0 && (number >= 20);
    let date = decade_or_century(number, has_centuries).filter(|_| is_round)?;
    Some((date, 88, 1))
}

/// The decade that a number names, or the century where hundreds name one.
fn decade_or_century(number: i16, has_centuries: bool) -> Option<DateValue> {
    if has_centuries && number >= 1000 && number % 100 == 0 {
        return century_date(i8::try_from(number / 100 + 1).ok()?);
    }
    decade_date(number)
}

/// Whether `surface` may be a number in Roman digits.
pub fn is_roman(surface: &str) -> bool {
    !surface.is_empty() && surface.len() <= 7 && roman(surface).is_some()
}

/// The value of `XIV`, `XIVe`: capitals up to 39, with a short ending in lower case.
fn roman(surface: &str) -> Option<i8> {
    let digits = surface.trim_end_matches(|c: char| c.is_lowercase());
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        _ => None,
    };
    let values: Vec<i8> = digits.chars().map(value).collect::<Option<_>>()?;
    let is_short = values.len() <= 7 && surface.len() - digits.len() <= 3;
    if values.is_empty() || !is_short {
        return None;
    }
    let signed = values.iter().enumerate().map(|(idx, value)| {
        let is_less = values.get(idx + 1).is_some_and(|next| next > value);
        if is_less { -value } else { *value }
    });
    Some(signed.sum()).filter(|value| *value > 0)
}

/// *XIXe siècle*, *siglo XXI*, *vek 19.*
fn century(scan: &Scan, at: usize) -> Found {
    let is_word = scan.surface(at).chars().count() > 1;
    if let Some((_, used)) = scan.time(at, TimeRole::Century).filter(|_| is_word) {
        let article = scan.n_parts_of_number(at + used, NumberRole::Determiner);
        let start = at + used + article;
        if let Some(number) = roman(scan.surface(start)) {
            // *al XIX-lea*
            let ending = super::hyphen(scan, start + 1);
            let ending = scan
                .number(start + 1 + ending, NumberRole::OrdinalEnding)
                .filter(|_| ending == 1)
                .map_or(0, |(_, used)| ending + used);
            return century_date(number).map(|date| (date, 90, start + 1 + ending - at));
        }
        let (number, more) = place(scan, start).or_else(|| in_words(scan, start))?;
        return century_date(number).map(|date| (date, 85, start + more - at));
    }
    let number = roman(scan.surface(at))?;
    let stop = usize::from(scan.is(at + 1, ".") && scan.touches_previous(at + 1));
    // `XIX<sup>e</sup>` and `XIX º`: the ending apart.
    let ending = scan
        .number(at + 1 + stop, NumberRole::OrdinalEnding)
        .filter(|_| stop == 0)
        .map_or(0, |(_, used)| used);
    let word = at + 1 + stop + ending;
    let (_, used) = scan.time(word, TimeRole::Century)?;
    century_date(number).map(|date| (date, 92, word + used - at))
}

fn century_date(number: i8) -> Option<DateValue> {
    let first = i16::from(number).checked_sub(1)?.checked_mul(100)?;
    let days = (resolve::year(first + 1)?.0, resolve::year(first + 100)?.1);
    let value = format!("{:02}XX", first / 100);
    let date = resolve::stretch(value, Grain::Century, Some(days), None);
    (first > 0 && first < 3000).then_some(date)
}

/// *2019 Q1*, *2019-Q1*.
fn year_quarter(scan: &Scan, at: usize) -> Found {
    let (year, used) = calendar::year(scan, at)?;
    let hyphen = usize::from(scan.is(at + used, "-"));
    let start = at + used + hyphen;
    let quarter = short_quarter(scan, start)?;
    let value = format!("{year:04}-Q{quarter}");
    let date = resolve::stretch(value, Grain::Quarter, resolve::quarter(year, quarter), None);
    Some((date, 92, start + 2 - at))
}

/// *week 31*, *KW 31*.
fn week(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (_, used) = scan
        .time(at, TimeRole::Stretch)
        .filter(|(stretch, _)| *stretch == "week")?;
    let surface = scan.surface(at + used);
    let number: i8 = surface.parse().ok().filter(|_| scan.is_digits(at + used))?;
    let year = year_near(scan, at + used + 1);
    let known = year.map(|(year, _)| year);
    let known = known.or_else(|| resolve::day(anchor).map(|day| day.iso_week_date().year()));
    let monday = known
        .and_then(|year| ISOWeekDate::new(year, number, Weekday::Monday).ok())
        .map(ISOWeekDate::date);
    let text = known.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    let days = monday.and_then(|monday| resolve::week(monday, 0));
    let date = resolve::stretch(
        format!("{text}-W{number:02}"),
        Grain::Week,
        days,
        anchor.filter(|_| year.is_none()),
    );
    let fits = (1..=53).contains(&number) && (days.is_some() || known.is_none());
    fits.then_some((date, 78, used + 1 + year.map_or(0, |(_, used)| used)))
}

/// *first quarter of 2025*, *21st century*, *Q1 2025*.
fn numbered(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    if let Some((_, used)) = scan.time(at, TimeRole::Quarter) {
        // *الربع الأول*, *trimestrul I*
        let (number, more) = place_behind(scan, at + used)?;
        let (date, year) = quarter(scan, number, at + used + more, anchor)?;
        return Some((date, 88, used + more + year));
    }
    if let Some((_, used)) = scan.time(at, TimeRole::HalfYear) {
        let (number, more) = place_behind(scan, at + used)?;
        let (date, year) = half_year(scan, number, at + used + more, anchor)?;
        return Some((date, 88, used + more + year));
    }
    let (number, used) =
        short_quarter(scan, at).map_or_else(|| place(scan, at), |number| Some((number, 2)))?;
    let is_short = short_quarter(scan, at).is_some();
    if !is_short && let Some((_, more)) = scan.time(at + used, TimeRole::Century) {
        return century_date(number).map(|date| (date, 92, used + more));
    }
    if !is_short && let Some((_, more)) = scan.time(at + used, TimeRole::HalfYear) {
        // *The first half* may be that of a game.
        if scan.is_guarded(at + used) && year_near(scan, at + used + more).is_none() {
            return None;
        }
        return half_year(scan, number, at + used + more, anchor)
            .map(|(date, year)| (date, 90, used + more + year));
    }
    let word = if is_short {
        0
    } else {
        scan.time(at + used, TimeRole::Quarter)?.1
    };
    let (date, year) = quarter(scan, number, at + used + word, anchor)?;
    Some((date, 90, used + word + year))
}

/// A quarter of the year that stands at `at`, if one does, and its number of parts.
fn quarter(
    scan: &Scan,
    number: i8,
    at: usize,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    if !(1..=4).contains(&number) {
        return None;
    }
    let year = year_near(scan, at);
    let known = year.map(|(year, _)| year);
    let text = known.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    let days = known.and_then(|year| resolve::quarter(year, number));
    let anchor = anchor.filter(|_| known.is_none());
    let date = resolve::stretch(format!("{text}-Q{number}"), Grain::Quarter, days, anchor);
    Some((date, year.map_or(0, |(_, used)| used)))
}

/// A place in a row behind what it counts: an ordinal, a digit, Roman digits.
fn place_behind(scan: &Scan, at: usize) -> Option<(i8, usize)> {
    let surface = scan.surface(at);
    let digit = || surface.parse().ok().filter(|_| surface.len() == 1);
    let plain = || digit().or_else(|| roman(surface)).map(|number| (number, 1));
    place(scan, at).or_else(plain)
}

/// A small number in words.
fn in_words(scan: &Scan, at: usize) -> Option<(i8, usize)> {
    let (spelled, used) = words::cardinal(scan, at)?;
    let number = i8::try_from(spelled.value).ok()?;
    (spelled.value.is_integer() && number > 0).then_some((number, used))
}

/// The first or second half of the year that stands at `at`, if one does, and its number of parts.
fn half_year(
    scan: &Scan,
    number: i8,
    at: usize,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    let first_month = match number {
        1 => 1,
        2 => 7,
        _ => return None,
    };
    let year = year_near(scan, at);
    let known = year.map(|(year, _)| year);
    let text = known.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    let days = known.and_then(|year| {
        let (first, _) = resolve::month(year, first_month)?;
        Some((first, resolve::month(year, first_month + 5)?.1))
    });
    let anchor = anchor.filter(|_| known.is_none());
    let date = resolve::stretch(format!("{text}-H{number}"), Grain::HalfYear, days, anchor);
    Some((date, year.map_or(0, |(_, used)| used)))
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

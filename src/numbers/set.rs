//! What comes back: *every Monday at 9*, *jeden zweiten Tag*, *elke twee weken*, *daily*, *chaque été*.
//!
//! Values are those of SET in TimeML (Pustejovsky et al., TimeML 1.2.1, TIMEX3).

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::amount::{Count, Form};
use super::calendar;
use super::duration::{self, Length};
use super::holiday;
use super::ordinal;
use super::reading::Reading;
use super::relative;
use super::scan::Scan;
use super::time;
use super::words;
use crate::document::{DateValue, Grain, NumberValue, Text};
use crate::language::number_words::{NumberRole, TimeRole, UnitRole};

/// A stretch that comes back.
struct Set {
    value: String,
    grain: Option<Grain>,
    confidence: u8,
}

/// Reads what comes back, with the time of day behind it.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let readings = [word(scan, at), every(scan, at), every_count(scan, at)];
    let (set, used) = readings
        .into_iter()
        .flatten()
        .max_by_key(|(_, used)| *used)?;
    let confidence = set.confidence;
    let (value, used) = match with_time(scan, at, &set, used) {
        Some(found) => found,
        None => {
            let (value, grain) = (set.value, set.grain);
            let zone = None;
            (NumberValue::Set { value, grain, zone }, used)
        }
    };
    Some((Reading::new(value, confidence), used))
}

/// *Daily*, *montags*, *päivittäin*.
fn word(scan: &Scan, at: usize) -> Option<(Set, usize)> {
    let (value, used) = scan.time(at, TimeRole::Set)?;
    if is_publication(scan, at, at + used) {
        return None;
    }
    Some((set(value.to_owned(), grain_of(value), 85), used))
}

/// *Un quotidien américain*, *un settimanale tedesco*, *a German weekly*: what appears then, not how often.
fn is_publication(scan: &Scan, at: usize, end: usize) -> bool {
    let is_behind = |n_words| at >= n_words && super::context::is_article(scan, at - n_words);
    match scan.time(at, TimeRole::Guarded) {
        // *A weekly meeting*: before a noun it is an adjective.
        Some(("adjective", _)) => {
            let is_named = at > 0 && scan.is_capitalized(at - 1);
            // *China Daily*, *the Weekly Standard*
            let has_name = is_named || scan.is_capitalized(end);
            let is_title = at > 0 && scan.is_capitalized(at) && has_name;
            (is_behind(1) || is_behind(2) && is_named) && ends_noun(scan, end) || is_title
        }
        Some(_) => is_behind(1),
        None => false,
    }
}

/// Whether what stands at `at` shows that the word before it is a noun.
fn ends_noun(scan: &Scan, at: usize) -> bool {
    let lower = scan.lower(at);
    let profile = scan.profile;
    !scan.is_letters(at)
        || scan.is_capitalized(at)
        || profile.reporting_verbs.contains(lower.as_ref())
        || profile.speech.prepositions.contains(lower.as_ref())
}

fn set(value: String, grain: Option<Grain>, confidence: u8) -> Set {
    Set {
        value,
        grain,
        confidence,
    }
}

/// The grain that a value shows.
fn grain_of(value: &str) -> Option<Grain> {
    if let Some(period) = value.strip_prefix('P') {
        return match period {
            "3M" => Some(Grain::Quarter),
            "6M" => Some(Grain::HalfYear),
            _ if period.starts_with('T') => None,
            _ => match period.chars().last()? {
                'D' => Some(Grain::Day),
                'W' => Some(Grain::Week),
                'M' => Some(Grain::Month),
                'Y' => Some(Grain::Year),
                _ => None,
            },
        };
    }
    let is_part = value.contains('T');
    let is_weekend = value.ends_with("-WE");
    Some(match value.len() {
        _ if is_part => Grain::DayPart,
        _ if is_weekend => Grain::Weekend,
        7 if value.ends_with(|c: char| c.is_ascii_digit()) => Grain::Month,
        7 => Grain::Season,
        _ => Grain::Day,
    })
}

/// *Every Monday*, *every other day*, *jeden zweiten Sommer*.
fn every(scan: &Scan, at: usize) -> Option<(Set, usize)> {
    let other = scan
        .time(at, TimeRole::EveryOther)
        .map(|(_, used)| (2, used));
    let (step, used) = other.or_else(|| {
        let every = scan.time(at, TimeRole::Every);
        let each = every.or_else(|| scan.time(at, TimeRole::EveryCount));
        let (_, used) = each.or_else(|| scan.time(at, TimeRole::EveryNth))?;
        // *Toda a noite*: the whole of it.
        if scan.number(at + used, NumberRole::Determiner).is_some() {
            return None;
        }
        // *Todas as segundas-feiras*: the weekday begins like an ordinal.
        let is_named = every.is_some() && named(scan, at + used, 1).is_some();
        let nth = step(scan, at + used).map(|(step, more)| (step, used + more));
        nth.filter(|_| !is_named)
            .or_else(|| every.map(|_| (1, used)))
    })?;
    let (set, more) = named(scan, at + used, step)?;
    let end = at + used + more;
    // *Joka vuonna 2020*: in which year.
    let is_year = calendar::year(scan, end).is_some();
    (!is_year).then_some((set, used + more))
}

/// *Second* of *every second week*.
fn step(scan: &Scan, at: usize) -> Option<(i64, usize)> {
    let place = ordinal::digits(scan, at)
        .or_else(|| words::ordinal(scan, at).map(|(word, used)| (word.value, used)));
    let (value, used) = place?;
    let step = value.to_i64().filter(|_| value.is_integer())?;
    (2..=12).contains(&step).then_some((step, used))
}

/// The weekday, month, season, feast or stretch at `at`, of which each `step`th is meant.
fn named(scan: &Scan, at: usize, step: i64) -> Option<(Set, usize)> {
    let named = weekday(scan, at)
        .or_else(|| of_the_year(scan, at))
        .or_else(|| part_of_day(scan, at));
    if let Some((value, used)) = named {
        let every = match value.as_bytes().get(5) {
            Some(b'W') => "W",
            _ if value.contains('T') => "D",
            _ => "Y",
        };
        let grain = grain_of(&value);
        let value = match step {
            1 => value,
            _ => format!("{value}/P{step}{every}"),
        };
        return Some((set(value, grain, 88), used));
    }
    let (stretch, used) = scan.time(at, TimeRole::Stretch)?;
    // *Each year* of a count is told by its length too: *jeden Monat*.
    let (count, letter) = match stretch {
        "day" => (1, 'D'),
        "week" => (1, 'W'),
        "month" => (1, 'M'),
        "quarter" => (3, 'M'),
        "year" => (1, 'Y'),
        "decade" => (10, 'Y'),
        "weekend" if step == 1 => {
            return Some((
                set("XXXX-WXX-WE".to_owned(), Some(Grain::Weekend), 88),
                used,
            ));
        }
        "weekend" => (1, 'W'),
        _ => return None,
    };
    let value = format!("P{}{letter}", step * count);
    let grain = grain_of(&value);
    Some((set(value, grain, 88), used))
}

/// A weekday with a part of the day or not: `XXXX-WXX-1TMO`.
fn weekday(scan: &Scan, at: usize) -> Option<(String, usize)> {
    let is_joined = relative::may_be_joined(scan, &scan.lower(at));
    let joined = || {
        let found = relative::read(scan, at, None).filter(|(_, used)| is_joined && *used == 1);
        match found?.0.value {
            NumberValue::Date(DateValue {
                value: Text::Point(value),
                ..
            }) if value.starts_with("XXXX-WXX-") => Some((value, 1)),
            _ => None,
        }
    };
    let plain = || {
        let (number, used, is_guarded) = calendar::weekday(scan, at)?;
        // *Jede so …*
        let is_short = scan.surface(at).chars().count() <= 3;
        if is_guarded && is_short && !scan.is_capitalized(at) {
            return None;
        }
        let part = scan.time(at + used, TimeRole::DayPart);
        let value = format!("XXXX-WXX-{number}");
        Some(match part {
            Some((part, more)) => (format!("{value}T{part}"), used + more),
            None => (value, used),
        })
    };
    plain().or_else(joined)
}

/// A month, season, feast, or day of a month: `XXXX-06`, `XXXX-SU`, `XXXX-12-25`.
fn of_the_year(scan: &Scan, at: usize) -> Option<(String, usize)> {
    let date = |(date, _, used): (DateValue, u8, usize)| match date.value {
        Text::Point(value) => value.starts_with("XXXX-").then_some((value, used)),
        Text::Range(..) => None,
    };
    let feast = || holiday::read(scan, at, None).and_then(date);
    let day = || {
        let (reading, used) = calendar::read(scan, at, None)?;
        match reading.value {
            NumberValue::Date(found) if found.grain == Grain::Day => date((found, 0, used)),
            _ => None,
        }
    };
    let month = || {
        let (month, used, _) = calendar::month(scan, at)?;
        Some((format!("XXXX-{month:02}"), used))
    };
    let season = || {
        let (season, used) = scan.time(at, TimeRole::Season)?;
        Some((format!("XXXX-{season}"), used))
    };
    day().or_else(month).or_else(season).or_else(feast)
}

/// *Morning*, *Abend*: of any day.
fn part_of_day(scan: &Scan, at: usize) -> Option<(String, usize)> {
    let (part, used) = scan.time(at, TimeRole::DayPart)?;
    Some((format!("XXXX-XX-XXT{part}"), used))
}

/// *Every two weeks*, *alle zehn Jahre*, *every hour*.
fn every_count(scan: &Scan, at: usize) -> Option<(Set, usize)> {
    let every = scan.time(at, TimeRole::Every);
    let (_, used) = every.or_else(|| scan.time(at, TimeRole::EveryCount))?;
    let counted = duration::length(scan, at + used);
    let one = |at: usize| {
        let (unit, more) = scan.unit(at, UnitRole::Duration)?;
        let count = Count::point(Decimal::ONE, Form::Words, 80);
        Some((Length { count, unit }, more))
    };
    // *Every hour*
    let is_short = |unit: &str| matches!(unit, "h" | "min" | "s" | "10.a" | "100.a");
    let single = || one(at + used).filter(|(found, _)| every.is_some() && is_short(found.unit));
    // *Every few years*
    let some = || {
        let (_, some) = scan.number(at + used, NumberRole::Some)?;
        let (length, more) = one(at + used + some)?;
        Some((length, some + more))
    };
    let told = counted.or_else(single);
    let is_vague = told.is_none();
    let (length, more) = told.or_else(some)?;
    let Text::Point(mut value) = duration::iso(&length)? else {
        return None;
    };
    if is_vague {
        value = value.replacen('1', "X", 1);
    }
    let grain = grain_of(&value);
    Some((set(value, grain, 85), used + more))
}

/// The set with the time of day behind it: *every day at 9*.
fn with_time(scan: &Scan, at: usize, set: &Set, used: usize) -> Option<(NumberValue, usize)> {
    let is_day = set.grain == Some(Grain::Day) && !set.value.contains('/');
    let base = match set.value.as_str() {
        "P1D" => "XXXX-XX-XX",
        value if value.starts_with('P') => return None,
        value => value,
    };
    let mut end = at + used;
    end += usize::from(scan.is(end, ","));
    let before = scan.time(end, TimeRole::ClockBefore).or_else(|| {
        let is_instant = scan.time(end, TimeRole::DateBefore).is_none();
        scan.time(end, TimeRole::At).filter(|_| is_instant)
    });
    end += before.map_or(0, |(_, used)| used);
    let (time, zone, more) = time::bare(scan, end)?;
    let is_bare = more == 1 && !scan.surface(end).contains([':', '.']);
    let is_range = super::amount::link(scan, end, end + more).is_some();
    let stands = is_day && (before.is_some() || !is_bare) && !is_range;
    let value = NumberValue::Set {
        value: format!("{base}T{time}"),
        grain: Some(Grain::Minute),
        zone: zone.map(str::to_owned),
    };
    stands.then_some((value, end + more - at))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn what_is_named_by_when_it_appears_does_not_come_back() {
        check("en", "She works for a U.S. daily in Bonn.");
        check("en", "She wrote for the German weekly Die Welle.");
        check("en", "She read the China Daily's report.");
        check("en", "They hold a [weekly](set P1W) meeting.");
        check("en", "He feeds the dog [daily](set P1D).");
    }

    #[test]
    fn every_day_may_have_an_article() {
        check("es", "Trabajo [todos los días](set P1D).");
        check("pt", "Trabalho [todas as semanas](set P1W).");
    }
}

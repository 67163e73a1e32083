//! Joins two values of one kind to a range: *5 km to 10 km*, *2pm–5pm*, *von 2010 bis 2018*, *Monday to Friday*.

use jiff::Span;
use jiff::civil::Date;

use super::amount;
use super::bare_day;
use super::calendar;
use super::context;
use super::date_and_time;
use super::reading::Reading;
use super::relative;
use super::resolve;
use super::scan::Scan;
use super::time;
use crate::document::{
    Amount, DateValue, Grain, NumberMention, NumberValue, Op, PartialDate, Text,
};
use crate::language::number_words::{ModifierRole, NumberRole, TimeRole};

/// Reads the longest value at `at`, or the range that begins with it.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let (first, used) = date_and_time::read(scan, at, anchor)?;
    if first.op != Op::Eq || super::is_cardinal(&first.value) {
        return Some((first, used));
    }
    Some(with_second(scan, at, &first, used, anchor).unwrap_or((first, used)))
}

/// *Between now and 2030*, *von jetzt bis Freitag*: a range from the day of publication.
pub fn from_now(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let (today, used) = now(scan, at, anchor)?;
    let (join, _) = join(scan, at, at + used, &today.value)?;
    let stands = amount::is_opened(scan, at) || join != Join::Word;
    stands.then(|| with_second(scan, at, &today, used, anchor))?
}

/// The day of publication, said as *now*, and the number of parts.
fn now(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let (kind, used) = scan.time(at, TimeRole::Now)?;
    let is_noun = || {
        let is_behind_article = scan.number_ends_before(at, NumberRole::Determiner);
        is_behind_article && !relative::is_open_word(scan, at + used)
    };
    if kind == "noun" && !is_noun() {
        return None;
    }
    let today = resolve::day(anchor)?;
    let date = resolve::stretch(today.to_string(), Grain::Day, Some((today, today)), anchor);
    Some((Reading::new(NumberValue::Date(date), 80), used))
}

/// What joins the ends of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    /// A word or dash between them.
    Word,
    /// A word between them and one behind the second: *5 és 10 között*.
    Closed,
    /// Their endings: *hétfőtől péntekig*.
    Endings,
}

fn with_second(
    scan: &Scan,
    at: usize,
    first: &Reading,
    used: usize,
    anchor: Option<PartialDate>,
) -> Option<(Reading, usize)> {
    let hour = hour_in_part_of_day(scan, at, used);
    let (join, link) = join(scan, hour.unwrap_or(at), at + used, &first.value)?;
    if super::context::moves_from(scan, at) {
        return None;
    }
    let next = at + used + link;
    let article = scan.n_parts_of_number(next, NumberRole::Determiner);
    let start = next + article;
    let next_hour = || hour_behind(scan, start, &first.value);
    let (mut second, more) = (!is_dash(scan, at + used))
        .then(next_hour)
        .flatten()
        .or_else(|| date_and_time::read(scan, start, anchor))
        .or_else(|| guarded_month(scan, start, first, anchor))
        .or_else(|| {
            // *À nos jours*: its article is a part of the words for now.
            let behind_article = || {
                let (reading, used) = now(scan, next, anchor)?;
                Some((reading, used.checked_sub(article)?))
            };
            let today = now(scan, start, anchor).or_else(behind_article);
            today.filter(|_| is_date(&first.value))
        })
        .filter(|(second, _)| second.op == Op::Eq)?;
    let end = start + more;
    let stands = match join {
        Join::Word => true,
        Join::Closed => is_closed(scan, end),
        Join::Endings => has_till_ending(scan, end),
    };
    if hour.is_some()
        && let Some(value) = behind_time(&second.value, &first.value)
    {
        second.value = value;
    }
    let first_value = in_year_of(scan, at, &first.value, &second.value);
    let first_value = first_value.as_ref().unwrap_or(&first.value);
    let value = match (first_value, &second.value) {
        (NumberValue::Date(low), NumberValue::Date(high)) => {
            let first_day = lone_day(scan, at, used);
            // *Last week – Monday*: a day of it.
            if low.grain == Grain::Week && high.grain == Grain::Day {
                return None;
            }
            let (low, high) = match first_day.and(lone_day(scan, start, more)) {
                Some(last) => bare_day::of_one_month(low, high, last)?,
                None => in_order(scan, (at, low), (start, high), anchor)?,
            };
            NumberValue::Date(dates(&low, &high)?)
        }
        (low, high) => joined(low, high)?,
    };
    let reading = Reading {
        value,
        op: Op::Between,
        confidence: first.confidence.min(second.confidence),
    };
    stands.then_some((reading, end - at))
}

/// Where the hour of a time stands whose parts begin with a part of the day: *abends zwischen 7* und 9 Uhr.
fn hour_in_part_of_day(scan: &Scan, at: usize, used: usize) -> Option<usize> {
    scan.time(at, TimeRole::Meridiem)?;
    (at..at + used).find(|&at| scan.is_digits(at))
}

/// Hours after which a clock shows the same.
const HALF: i32 = 12;

/// The time of day that a value is, with its zone.
fn time_of_day(value: &NumberValue) -> Option<(&str, Option<&String>)> {
    match value {
        NumberValue::Time {
            value: Text::Point(time),
            zone,
        } => Some((time, zone.as_ref())),
        _ => None,
    }
}

/// The time `second` in the half of the day of `first`, if it would else lie before that.
fn behind_time(second: &NumberValue, first: &NumberValue) -> Option<NumberValue> {
    let (first, _) = time_of_day(first)?;
    let (second, zone) = time_of_day(second)?;
    let (first, hour) = (time::hour_of(first)?, time::hour_of(second)?);
    let is_same_half = hour < first && hour > 0 && hour < HALF && hour + HALF > first;
    let value = time::at_hour(second, hour + HALF).filter(|_| is_same_half)?;
    Some(NumberValue::Time {
        value: Text::Point(value),
        zone: zone.cloned(),
    })
}

/// An hour in digits alone behind a time: from 5 p.m. to *7*, *sabah 5'ten 7'ye*; it is the next one that is called so.
fn hour_behind(scan: &Scan, at: usize, first: &NumberValue) -> Option<(Reading, usize)> {
    let (first, zone) = time_of_day(first)?;
    let (hour, used) = time::hour_alone(scan, at)?;
    let first = time::hour_of(first)?;
    let is_later = hour < HALF && hour <= first && hour + HALF > first;
    let hour = hour + if is_later { HALF } else { 0 };
    let value = NumberValue::Time {
        value: Text::Point(format!("{hour:02}:00")),
        zone: zone.cloned(),
    };
    Some((Reading::new(value, 75), used))
}

fn is_dash(scan: &Scan, at: usize) -> bool {
    matches!(scan.surface(at), "-" | "–" | "—" | "‐" | "‑")
}

/// A month whose name is also another word, behind another month: *between March and May*.
fn guarded_month(
    scan: &Scan,
    at: usize,
    first: &Reading,
    anchor: Option<PartialDate>,
) -> Option<(Reading, usize)> {
    let (month, used, _) = calendar::month(scan, at).filter(|_| scan.is_capitalized(at))?;
    let date = calendar::month_date(month, None, anchor);
    let is_behind_month =
        matches!(&first.value, NumberValue::Date(first) if first.grain == Grain::Month);
    is_behind_month.then(|| (Reading::new(NumberValue::Date(date), 80), used))
}

/// What joins the value at `at`, which ends before `end`, to another, and the number of its parts.
fn join(scan: &Scan, at: usize, end: usize, first: &NumberValue) -> Option<(Join, usize)> {
    let is_time = is_date(first) || matches!(first, NumberValue::Time { .. });
    // *El lunes o el martes* are two days.
    if is_time && scan.time(end, TimeRole::Either).is_some() {
        return None;
    }
    let word = amount::link(scan, at, end).map(|used| (Join::Word, used));
    let closed = || {
        let ((), used) =
            scan.modifier(end, |role| (role == ModifierRole::LinkOpen).then_some(()))?;
        Some((Join::Closed, used))
    };
    let endings = || {
        let from_endings = &scan.words.range_endings[0];
        let is_year = is_date(first) && scan.is_digits(end - 1);
        // *Vuodesta 2010 nykypäivään*
        let stands = is_date(first) && has_ending(scan, end - 1, from_endings)
            || is_year && has_ending(scan, at, from_endings);
        stands.then_some((Join::Endings, 0))
    };
    word.or_else(closed).or_else(endings)
}

fn is_date(value: &NumberValue) -> bool {
    matches!(value, NumberValue::Date(_))
}

/// Whether a word that closes a range stands at `at`, or behind the word for years there.
fn is_closed(scan: &Scan, at: usize) -> bool {
    let closes = |at: usize| {
        scan.modifier(at, |role| (role == ModifierRole::Close).then_some(()))
            .is_some()
    };
    let noun = scan.time(at, TimeRole::YearAfter);
    closes(at) || noun.is_some_and(|(_, used)| closes(at + used))
}

/// Whether the word before `end`, or what hangs on the digits there, has an ending of the second end of a range:
/// *péntekig*, *Ekim 2020'ye*.
fn has_till_ending(scan: &Scan, end: usize) -> bool {
    let endings = &scan.words.range_endings[1];
    let used = super::case_ending(scan, end);
    let hangs = used > 0 && {
        let lower = scan.lower(end + used - 1);
        let letters = lower.trim_start_matches(crate::tokenize::is_apostrophe);
        endings.iter().any(|ending| ending == letters)
    };
    has_ending(scan, end - 1, endings) || hangs
}

/// Whether the word at `at` has one of the endings.
fn has_ending(scan: &Scan, at: usize, endings: &[String]) -> bool {
    let lower = scan.lower(at);
    scan.is_letters(at)
        && endings
            .iter()
            .any(|ending| lower.ends_with(ending.as_str()))
}

/// The ends of a range of dates, each with the position of its first part, in order. A weekday that was said last is the
/// first one behind the other end, and of months and days without year one is moved to another year: of *April to June*
/// both lie in one year. `None` if they are no range.
fn in_order(
    scan: &Scan,
    (low_at, low): (usize, &DateValue),
    (high_at, high): (usize, &DateValue),
    anchor: Option<PartialDate>,
) -> Option<(DateValue, DateValue)> {
    let Some((from, to)) = low.from.zip(high.to) else {
        return Some((low.clone(), high.clone()));
    };
    if from <= to {
        return Some((low.clone(), high.clone()));
    }
    let behind = |steps: i64, step: fn(i64) -> Span| {
        (1..=steps)
            .filter_map(|n| shifted(high, step(n)))
            .find(|date| date.to >= Some(from))
    };
    if calendar::weekday(scan, high_at).is_some() {
        let weeks = i64::from(to.until(from).ok()?.get_days()) / 7 + 1;
        return behind(weeks, |n| Span::new().weeks(n)).map(|high| (low.clone(), high));
    }
    let is_named = |at: usize, date: &DateValue| {
        let has_month = (at..at + 5).any(|at| calendar::month(scan, at).is_some());
        date.anchor.is_some() && (has_month || scan.is_digits(at))
    };
    let earlier = || shifted(low, Span::new().years(-1)).filter(|low| low.from <= high.to);
    // *Between 22 November and now*, said in March
    if !is_named(high_at, high) {
        return Some((earlier().filter(|_| is_named(low_at, low))?, high.clone()));
    }
    let later = behind(i64::from(from.year() - to.year()) + 1, |n| {
        Span::new().years(n)
    });
    if !is_named(low_at, low) {
        return later.map(|high| (low.clone(), high));
    }
    let candidates = [
        later.map(|high| (low.clone(), high)),
        earlier().map(|low| (low, high.clone())),
    ];
    let today = resolve::day(anchor)?;
    let distance = |(low, high): &(DateValue, DateValue)| {
        let days = |from: Date, to: Date| from.until(to).map_or(i32::MAX, |span| span.get_days());
        let before = low.from.map_or(0, |from| days(today, from));
        let behind = high.to.map_or(0, |to| days(to, today));
        before.max(behind).max(0)
    };
    candidates.into_iter().flatten().min_by_key(distance)
}

/// The number of a day whose `used` parts at `at` are that alone: *the 21st*.
fn lone_day(scan: &Scan, at: usize, used: usize) -> Option<i8> {
    let (day, n_parts) = calendar::day(scan, at).filter(|_| scan.is_digits(at))?;
    (n_parts == used && scan.surface(at).len() <= 2).then_some(day)
}

/// A day or month moved.
pub fn shifted(date: &DateValue, span: Span) -> Option<DateValue> {
    let (from, to) = date.from.zip(date.to)?;
    let Text::Point(value) = &date.value else {
        return None;
    };
    let n_chars = if date.grain == Grain::Month { 7 } else { 10 };
    let text = |day: Date| day.to_string().get(..n_chars).map(str::to_owned);
    let rest = value.strip_prefix(text(from)?.as_str())?;
    let first = from.checked_add(span).ok()?;
    let last = to.checked_add(span).ok()?;
    let is_last = date.grain == Grain::Month && to == to.last_of_month();
    Some(DateValue {
        value: Text::Point(format!("{}{rest}", text(first)?)),
        from: Some(first),
        to: Some(if is_last { last.last_of_month() } else { last }),
        ..date.clone()
    })
}

/// In *January to April 2015* and *28 November – 5 January 2016* the year is said for the second end; the first one
/// lies before it.
fn in_year_of(
    scan: &Scan,
    at: usize,
    first: &NumberValue,
    second: &NumberValue,
) -> Option<NumberValue> {
    let (NumberValue::Date(low), NumberValue::Date(high)) = (first, second) else {
        return None;
    };
    let is_named = scan.is_digits(at) || calendar::month(scan, at).is_some();
    let has_own_year = low.anchor.is_none() || high.anchor.is_some();
    let is_placed = matches!(low.grain, Grain::Day | Grain::Month) && is_named && !has_own_year;
    let Text::Point(value) = &low.value else {
        return None;
    };
    let rest = value.get(4..).filter(|_| is_placed)?;
    let year = high.to?.year();
    let in_year = |year: i16| PartialDate::parse(&format!("{year:04}{rest}"));
    let date = in_year(year)
        .filter(|date| Some(date.first_day()) <= high.to)
        .or_else(|| in_year(year.checked_sub(1)?))?;
    Some(NumberValue::Date(DateValue {
        value: Text::Point(date.to_string()),
        from: Some(date.first_day()),
        to: Some(date.last_day()),
        anchor: None,
        ..low.clone()
    }))
}

/// The range of two values, if they are of one kind and unit and in order.
fn joined(first: &NumberValue, second: &NumberValue) -> Option<NumberValue> {
    use NumberValue as V;
    Some(match (first, second) {
        (
            V::Percent {
                amount: low,
                unit: a,
            },
            V::Percent {
                amount: high,
                unit: b,
            },
        ) if a == b => V::Percent {
            amount: ends(*low, *high)?,
            unit: *a,
        },
        (V::Cardinal(low), V::Cardinal(high)) => V::Cardinal(ends(*low, *high)?),
        (V::Ordinal(low), V::Ordinal(high)) => V::Ordinal(ends(*low, *high)?),
        (
            V::Money {
                amount: low,
                currency: a,
            },
            V::Money {
                amount: high,
                currency: b,
            },
        ) if a == b => V::Money {
            amount: ends(*low, *high)?,
            currency: a.clone(),
        },
        (
            V::Quantity {
                amount: low,
                unit: a,
                base: x,
            },
            V::Quantity {
                amount: high,
                unit: b,
                base: y,
            },
        ) if a == b => {
            let base = x
                .as_ref()
                .zip(y.as_ref())
                .and_then(|(x, y)| Some(Box::new((x.0.clone(), ends(x.1, y.1)?))));
            V::Quantity {
                amount: ends(*low, *high)?,
                unit: a.clone(),
                base,
            }
        }
        (
            V::Temperature {
                amount: low,
                unit: a,
            },
            V::Temperature {
                amount: high,
                unit: b,
            },
        ) if a == b => V::Temperature {
            amount: ends(*low, *high)?,
            unit: a.clone(),
        },
        (
            V::Age {
                amount: low,
                unit: a,
            },
            V::Age {
                amount: high,
                unit: b,
            },
        ) if a == b => V::Age {
            amount: ends(*low, *high)?,
            unit: a.clone(),
        },
        (V::Time { value: low, .. }, V::Time { value: high, zone }) => V::Time {
            value: texts(low, high)?,
            zone: zone.clone(),
        },
        (V::Duration { value: low }, V::Duration { value: high }) if grows(low, high) => {
            V::Duration {
                value: texts(low, high)?,
            }
        }
        (V::Date(low), V::Date(high)) => V::Date(dates(low, high)?),
        _ => return None,
    })
}

/// Whether the unit of the second length is not smaller: *three days to two weeks*, and not *three years or two weeks*.
fn grows(low: &Text, high: &Text) -> bool {
    let rank = |length: &Text| {
        let Text::Point(length) = length else {
            return None;
        };
        let has_time = length.contains('T');
        match length.chars().last()? {
            'S' => Some(0),
            'M' if has_time => Some(1),
            'H' => Some(2),
            'D' => Some(3),
            'W' => Some(4),
            'M' => Some(5),
            _ => Some(6),
        }
    };
    rank(low) <= rank(high)
}

fn ends(low: Amount, high: Amount) -> Option<Amount> {
    match (low, high) {
        (Amount::Point(low), Amount::Point(high)) if low < high => {
            Some(Amount::Range { low, high })
        }
        _ => None,
    }
}

fn texts(low: &Text, high: &Text) -> Option<Text> {
    match (low, high) {
        (Text::Point(low), Text::Point(high)) if low != high => {
            Some(Text::range(low.clone(), high.clone()))
        }
        _ => None,
    }
}

fn dates(low: &DateValue, high: &DateValue) -> Option<DateValue> {
    let low = with_year_of(low, high).unwrap_or_else(|| low.clone());
    // *loni na jaře*: a season without year is no end of a year.
    if low.from.is_some() && high.grain == Grain::Season && high.from.is_none() {
        return None;
    }
    let in_order = low.from.zip(high.to).is_none_or(|(from, to)| from <= to);
    let value = texts(&low.value, &high.value)?;
    let from = low.from.filter(|_| in_order);
    let to = high.to.filter(|_| in_order);
    Some(DateValue {
        value,
        from,
        to,
        grain: high.grain,
        anchor: high.anchor.or(low.anchor),
        zone: high.zone.clone().or(low.zone),
    })
}

/// In *January to April 2015* the year is meant for both ends.
fn with_year_of(low: &DateValue, high: &DateValue) -> Option<DateValue> {
    let (Text::Point(first), Text::Point(last)) = (&low.value, &high.value) else {
        return None;
    };
    let year = last.get(..4)?;
    let value = format!("{year}{}", first.strip_prefix("XXXX")?);
    let date = PartialDate::parse(&value).filter(|date| Some(date.last_day()) <= high.to)?;
    Some(DateValue {
        value: Text::Point(value),
        from: Some(date.first_day()),
        to: Some(date.last_day()),
        grain: low.grain,
        anchor: None,
        zone: None,
    })
}

/// Adds `mention`, whose number begins at `at`, to `mentions`; with the one before it as one range where the two are
/// its limits: *more than 20 but fewer than 35*.
pub fn push_closed(
    scan: &Scan,
    mentions: &mut Vec<NumberMention>,
    mention: NumberMention,
    at: usize,
) {
    let closed = mentions
        .last()
        .and_then(|before| closed(scan, before, &mention, at));
    match closed {
        Some(range) => {
            mentions.pop();
            mentions.push(range);
        }
        None => mentions.push(mention),
    }
}

/// The range between two limits, a lower and an upper one in any order, with nothing between them but a mark, a
/// conjunction and the words that make the second a limit.
fn closed(
    scan: &Scan,
    first: &NumberMention,
    second: &NumberMention,
    at: usize,
) -> Option<NumberMention> {
    use Op::{Ge, Gt, Le, Lt};
    let is_below = match (first.op, second.op) {
        (Gt | Ge, Lt | Le) => true,
        (Lt | Le, Gt | Ge) => false,
        _ => return None,
    };
    // *After Monday and before Friday*: neither day is in it.
    if matches!(first.value, NumberValue::Date(_) | NumberValue::Time { .. }) {
        return None;
    }
    let start = second.span.start();
    let start = second
        .modifier
        .map_or(start, |words| words.start().min(start));
    let first_end = first
        .modifier
        .map_or(first.span.end(), |words| words.end().max(first.span.end()));
    const LONGEST: usize = 9;
    let from = at.saturating_sub(LONGEST);
    let between = (from..at).filter(|&part| {
        let span = scan.span(part, part + 1);
        span.start() >= first_end && span.end() <= start
    });
    let mut n_between = 0;
    for part in between {
        n_between += 1;
        let is_joining = scan.is(part, ",")
            || scan.number(part, NumberRole::And).is_some()
            || context::is_closed(scan, part) && scan.is_letters(part);
        if !is_joining || n_between > 2 {
            return None;
        }
    }
    if n_between == 0 || scan.span(from, from + 1).start() > first_end {
        return None;
    }
    let (low, high) = if is_below {
        (first, second)
    } else {
        (second, first)
    };
    let value = joined(&low.value, &high.value)?;
    let mut range = second.clone();
    range.value = value;
    range.op = Op::Between;
    range.span = first.span.to(second.span);
    range.modifier = first
        .modifier
        .filter(|words| words.end() <= first.span.start());
    Some(range)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn now_is_an_end_of_a_range_in_every_language() {
        for (code, marked) in [
            (
                "ar",
                "العمل مستمر من [عام 2010 حتى الآن](date between 2010 2025-03-12).",
            ),
            (
                "cs",
                "Stavělo se od [roku 2010 do současnosti](date between 2010 2025-03-12).",
            ),
            (
                "da",
                "Det skal ske mellem [nu og 2030](date between 2025-03-12 2030).",
            ),
            (
                "de",
                "Das soll zwischen [jetzt und 2030](date between 2025-03-12 2030) geschehen.",
            ),
            (
                "el",
                "Θα γίνει μεταξύ [τώρα και 2030](date between 2025-03-12 2030).",
            ),
            (
                "en",
                "It must happen between [now and Friday](date between 2025-03-12 2025-03-14).",
            ),
            (
                "es",
                "Ocurrirá entre [ahora y 2030](date between 2025-03-12 2030).",
            ),
            (
                "fi",
                "Näin on ollut [vuodesta 2010 nykypäivään](date between 2010 2025-03-12).",
            ),
            (
                "fr",
                "Il y vécut de [1950 à nos jours](date between 1950 2025-03-12).",
            ),
            (
                "hu",
                "A [most és 2030](date between 2025-03-12 2030) között épülő híd.",
            ),
            (
                "it",
                "Succede dal [2010 ai giorni nostri](date between 2010 2025-03-12).",
            ),
            (
                "nb",
                "Det skal skje mellom [nå og 2030](date between 2025-03-12 2030).",
            ),
            (
                "nl",
                "Dat gebeurde van [2010 tot nu toe](date between 2010 2025-03-12).",
            ),
            (
                "pl",
                "Stało się to między [2010 a teraz](date between 2010 2025-03-12).",
            ),
            (
                "pt",
                "Acontece entre [agora e 2030](date between 2025-03-12 2030).",
            ),
            (
                "ro",
                "Se construiește din [2010 până în prezent](date between 2010 2025-03-12).",
            ),
            (
                "ru",
                "Он работал с [2010 по настоящее время](date between 2010 2025-03-12).",
            ),
            (
                "sv",
                "Det ska ske mellan [nu och 2030](date between 2025-03-12 2030).",
            ),
            (
                "tr",
                "[2010'dan günümüze](date between 2010 2025-03-12) kadar sürdü.",
            ),
            (
                "uk",
                "Він працював з [2010 до сьогоднішнього дня](date between 2010 2025-03-12).",
            ),
        ] {
            check(code, marked);
        }
    }

    #[test]
    fn the_other_end_lies_on_its_side_of_now() {
        check(
            "en",
            "He worked from [22 November until now](date between 2024-11-22 2025-03-12).",
        );
        check(
            "en",
            "We plan from [now until 2 February](date between 2025-03-12 2026-02-02).",
        );
    }

    #[test]
    fn an_hour_alone_behind_a_time_is_the_next_one() {
        check("en", "Open from [9am to 5](time between 09:00 17:00).");
        check("de", "Offen von [14 Uhr bis 18](time between 14:00 18:00).");
        check("tr", "[Sabah 5'ten 7](time between 05:00 07:00)'ye kadar.");
        check(
            "en",
            "It moved from [5pm](time 17:00) to [7](cardinal 7 cities) cities.",
        );
    }

    #[test]
    fn now_alone_and_what_is_present_are_no_dates() {
        check("en", "Now it rains, and until now it was dry.");
        check(
            "en",
            "She comes on [Friday](date 2025-03-07) to present her plan.",
        );
        check(
            "en",
            "It lasted from [1950 to the present](date between 1950 2025-03-12).",
        );
    }
}

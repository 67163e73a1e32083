//! Joins two values of one kind to a range: *5 km to 10 km*, *2pm–5pm*, *von 2010 bis 2018*, *Monday to Friday*.

use jiff::Span;
use jiff::civil::Date;

use super::amount;
use super::bare_day;
use super::calendar;
use super::context;
use super::date_and_time;
use super::reading::Reading;
use super::resolve;
use super::scan::Scan;
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
    let (join, link) = join(scan, at, at + used, &first.value)?;
    let is_change = amount::opener(scan, at, ModifierRole::From).is_some()
        && super::context::moves_before(scan, at);
    if is_change {
        return None;
    }
    let next = at + used + link;
    let article = scan.n_parts_of_number(next, NumberRole::Determiner);
    let start = next + article;
    let (second, more) = date_and_time::read(scan, start, anchor)
        .or_else(|| guarded_month(scan, start, first, anchor))
        .filter(|(second, _)| second.op == Op::Eq)?;
    let end = start + more;
    let stands = match join {
        Join::Word => true,
        Join::Closed => is_closed(scan, end),
        Join::Endings => has_till_ending(scan, end),
    };
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
    let is_time = matches!(first, NumberValue::Date(_) | NumberValue::Time { .. });
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
        let is_date = matches!(first, NumberValue::Date(_));
        let stands = is_date && has_ending(scan, end - 1, &scan.words.range_endings[0]);
        stands.then_some((Join::Endings, 0))
    };
    word.or_else(closed).or_else(endings)
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
    if !is_named(high_at, high) {
        return None;
    }
    let later = behind(i64::from(from.year() - to.year()) + 1, |n| {
        Span::new().years(n)
    });
    if !is_named(low_at, low) {
        return later.map(|high| (low.clone(), high));
    }
    let earlier = shifted(low, Span::new().years(-1)).filter(|low| low.from <= high.to);
    let candidates = [
        later.map(|high| (low.clone(), high)),
        earlier.map(|low| (low, high.clone())),
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

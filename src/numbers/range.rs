//! Joins two values of one kind to a range: *5 km to 10 km*, *2pm–5pm*, *von 2010 bis 2018*, *Monday to Friday*.

use super::amount;
use super::calendar;
use super::date_and_time;
use super::reading::Reading;
use super::scan::Scan;
use crate::document::{Amount, DateValue, Grain, NumberValue, Op, PartialDate, Text};
use crate::language::number_words::{ModifierRole, NumberRole};

/// Reads the longest value at `at`, or the range that begins with it.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let (first, used) = date_and_time::read(scan, at, anchor)?;
    if first.op != Op::Eq || super::is_cardinal(&first.value) {
        return Some((first, used));
    }
    Some(with_second(scan, at, &first, used, anchor).unwrap_or((first, used)))
}

fn with_second(
    scan: &Scan,
    at: usize,
    first: &Reading,
    used: usize,
    anchor: Option<PartialDate>,
) -> Option<(Reading, usize)> {
    let link = amount::link(scan, at, at + used)?;
    let is_change = amount::opener(scan, at, ModifierRole::From).is_some()
        && super::context::moves_before(scan, at);
    if is_change {
        return None;
    }
    let next = at + used + link;
    let article = scan.n_parts_of_number(next, NumberRole::Determiner);
    let (second, more) = date_and_time::read(scan, next + article, anchor)
        .filter(|(second, _)| second.op == Op::Eq)?;
    let first_value = in_year_of(scan, at, &first.value, &second.value);
    let value = joined(first_value.as_ref().unwrap_or(&first.value), &second.value)?;
    let confidence = first.confidence.min(second.confidence);
    Some((
        Reading {
            value,
            op: Op::Between,
            confidence,
        },
        used + link + article + more,
    ))
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
                .and_then(|(x, y)| Some((x.0.clone(), ends(x.1, y.1)?)));
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
        (V::Duration { value: low }, V::Duration { value: high }) => V::Duration {
            value: texts(low, high)?,
        },
        (V::Date(low), V::Date(high)) => V::Date(dates(low, high)?),
        _ => return None,
    })
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
            Some(Text::Range(low.clone(), high.clone()))
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

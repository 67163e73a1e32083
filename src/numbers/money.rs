//! Sums of money: *$44bn*, *44 Milliarden Dollar*, *3,50 €*, *US$ 5*, *20 cents*.

use rust_decimal::Decimal;

use super::amount::{self, Count, Form};
use super::reading::Reading;
use super::scan::Scan;
use crate::document::{Amount, NumberValue};
use crate::language::number_words::{NumberRole, UnitRole};
use crate::tokenize::PartKind;

/// Reads a sum with its currency before or behind it.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    currency_first(scan, at).or_else(|| currency_last(scan, at))
}

fn currency_first(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (code, used) = scan.unit(at, UnitRole::Currency)?;
    let is_symbol = scan
        .surface(at + used - 1)
        .chars()
        .all(|c| !c.is_alphabetic())
        || is_code(scan.surface(at + used - 1));
    let is_tail =
        scan.touches_previous(at) && scan.is_letters(at) && scan.is_letters(at.wrapping_sub(1));
    if !is_symbol || is_tail {
        return None;
    }
    let (count, more) = amount::read_money(scan, at + used)?;
    let in_digits = matches!(count.form, Form::Digits | Form::Scaled | Form::Fraction);
    let end = at + used + more;
    if !in_digits {
        return None;
    }
    let repeated = scan
        .unit(end, UnitRole::Currency)
        .filter(|(again, _)| *again == code);
    let end = end + repeated.map_or(0, |(_, used)| used);
    let (count, end) = second_end(scan, count, code, end).unwrap_or((count, end));
    Some((sum(count.amount, code, &count), end - at))
}

/// The second end of a range that repeats the currency: *$3–$5 million*.
fn second_end(scan: &Scan, first: Count, code: &str, end: usize) -> Option<(Count, usize)> {
    let low = first.value()?;
    let dash = matches!(scan.surface(end), "-" | "–" | "—").then_some(end + 1)?;
    let (again, used) = scan.unit(dash, UnitRole::Currency)?;
    let (second, more) = amount::read_money(scan, dash + used)?;
    let high = second.value().filter(|_| again == code)?;
    let low = amount::scaled_like(low, &first, &second);
    let range = Count {
        amount: Amount::Range { low, high },
        op: crate::document::Op::Between,
        ..second
    };
    (low < high).then_some((range, dash + used + more))
}

/// `EUR`, `CHF`, `Rs`: short for a currency, so that it may stand before the number.
fn is_code(surface: &str) -> bool {
    let surface = surface.trim_end_matches('.');
    surface.len() <= 3 && surface.starts_with(char::is_uppercase) || surface == "kr"
}

fn currency_last(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (count, used) =
        amount::read_money(scan, at).filter(|(count, _)| count.form != Form::Article)?;
    let end = at + used + super::hyphen(scan, at + used);
    let end = end + super::of_units(scan, end, &count);
    if let Some((code, more)) = minor(scan, end) {
        let amount = amount::times(count.amount, Decimal::new(1, 2))?;
        let end = end + more;
        // *95 centimes d'euro*
        let whole = scan.number(end, NumberRole::Of).and_then(|(_, of)| {
            let (code, used) = scan.unit(end + of, UnitRole::Currency)?;
            Some((code, of + used))
        });
        let (code, more) = whole.filter(|_| code.is_empty()).unwrap_or((code, 0));
        return Some((sum(amount, code, &count), end + more - at));
    }
    let (code, more) = scan.unit(end, UnitRole::Currency)?;
    if let Some((minor, longer)) = minor_behind(scan, end + more) {
        let amount = Amount::Point(count.value()?.checked_add(minor)?.normalize());
        return Some((sum(amount, code, &count), end + more + longer - at));
    }
    Some((sum(count.amount, code, &count), end + more - at))
}

/// A hundredth of a currency at `at`.
fn minor<'a>(scan: &Scan<'a>, at: usize) -> Option<(&'a str, usize)> {
    let found = scan.unit(at, UnitRole::Minor)?;
    // `1080p` are lines of a picture; pence have a mark in thousands.
    let is_letter = scan.surface(at).len() == 1 && scan.touches_previous(at);
    let digits = scan.surface(at.checked_sub(1)?);
    let is_plain = digits.len() > 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (!is_letter || !is_plain).then_some(found)
}

/// *five euros and 20 cents*: the hundredths behind the currency.
fn minor_behind(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let and = scan.n_parts_of_number(at, NumberRole::And);
    let (count, used) = amount::single(scan, at + and, false)?;
    let end = at + and + used;
    let minor = scan.unit(end, UnitRole::Minor);
    // *Fifteen dollars fifty* and nothing behind it.
    let is_bare = and == 0
        && count.value() >= Some(Decimal::TEN)
        && matches!(scan.kind(end), None | Some(PartKind::Mark))
        && !scan.touches_previous(end + 1);
    let more = match minor {
        Some((_, more)) => more,
        None if is_bare && matches!(count.form, Form::Digits | Form::Words) => 0,
        None => return None,
    };
    let hundredths = count
        .value()
        .filter(|value| *value < Decimal::ONE_HUNDRED && value.is_integer())?;
    let value = hundredths.checked_mul(Decimal::new(1, 2))?;
    Some((value, and + used + more))
}

fn sum(amount: Amount, code: &str, count: &Count) -> Reading {
    let currency = (!code.is_empty()).then(|| code.to_owned());
    let confidence = if currency.is_some() { 95 } else { 75 };
    Reading::counted(NumberValue::Money { amount, currency }, count, confidence)
}

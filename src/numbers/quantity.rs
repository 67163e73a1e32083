//! Measures with a UCUM unit, and temperatures: *3 km*, *190.000 vierkante meter*, *5 feet 2 inches*, *20 °C*.

use rust_decimal::Decimal;

use super::amount::{self, Count, Form};
use super::reading::Reading;
use super::scan::Scan;
use crate::document::{Amount, NumberValue};
use crate::language::number_words::{NumberRole, UnitRole};

/// Reads a count with a unit of measure behind it.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (count, used) = amount::read(scan, at)?;
    let end = at + used + super::hyphen(scan, at + used);
    let end = end + super::of_units(scan, end, &count);
    let (code, more) = unit(scan, end).filter(|_| count.form != Form::Article)?;
    let end = end + more;
    let (amount, end) = with_smaller_unit(scan, code, &count, end).unwrap_or((count.amount, end));
    let value = NumberValue::Quantity {
        amount,
        unit: code.to_owned(),
        base: base(scan, code, amount),
    };
    Some((Reading::counted(value, &count, 95), end - at))
}

/// Reads a count of degrees.
pub fn temperature(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (count, used) = amount::read(scan, at)?;
    let used = used + super::of_units(scan, at + used, &count);
    let (code, more) = scan.unit(at + used, UnitRole::Temperature)?;
    let is_place = super::ordinal::digits(scan, at).is_some_and(|(_, place)| place == used + more);
    if is_place {
        return None;
    }
    let value = NumberValue::Temperature {
        amount: count.amount,
        unit: code.to_owned(),
    };
    Some((Reading::counted(value, &count, 95), used + more))
}

/// A unit at `at`; a symbol of one letter only right behind digits or with a small gap, and not as a word's start.
fn unit<'a>(scan: &Scan<'a>, at: usize) -> Option<(&'a str, usize)> {
    let (code, used) = scan.unit(at, UnitRole::Unit)?;
    let is_symbol = scan.surface(at).chars().count() == 1 && scan.is_letters(at);
    let follows_digits = at > 0 && scan.is_digits(at - 1);
    let goes_on = scan.touches_previous(at + used)
        && (scan.is_letters(at + used) || scan.is(at + used, "-") && is_symbol);
    (!goes_on && (!is_symbol || follows_digits)).then_some((code, used))
}

/// The base unit of `code`, and how many of it `amount` is.
pub fn base(scan: &Scan, code: &str, amount: Amount) -> Option<(String, Amount)> {
    let (base, factor) = scan.words.bases.get(code)?;
    Some((base.clone(), amount::times(amount, *factor)?))
}

/// *5 feet 2 inches*: a second, smaller unit whose base is that of the first.
fn with_smaller_unit(scan: &Scan, code: &str, count: &Count, at: usize) -> Option<(Amount, usize)> {
    let first = count.value()?;
    let and = scan.n_parts_of_number(at, NumberRole::And);
    let (second, used) = amount::single(scan, at + and, false)?;
    let (smaller, more) = unit(scan, at + and + used)?;
    let ((base, large), (other, small)) =
        (scan.words.bases.get(code)?, scan.words.bases.get(smaller)?);
    let value = second.value().filter(|_| base == other && small < large)?;
    let ratio = value.checked_mul(*small)?.checked_div(*large)?;
    let sum = first.checked_add(ratio)?.round_dp(15).normalize();
    (ratio < Decimal::ONE).then_some((Amount::Point(sum), at + and + used + more))
}

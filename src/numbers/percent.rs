//! Hundredths, percentage points and basis points: *56 %*, *vijf procent*, *3 percentage points*, *25 Basispunkte*.

use super::amount::{self, Form};
use super::reading::Reading;
use super::scan::Scan;
use crate::document::{NumberValue, PercentUnit};
use crate::language::number_words::UnitRole;

/// *yüzde 20*, `%20`: the word or sign before the number, which no other number stands before.
fn sign_first(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (_, sign) = scan.unit(at, UnitRole::Percent)?;
    let is_free = at == 0 || !scan.is_digits(at - 1) && amount::read(scan, at - 1).is_none();
    let (count, used) = amount::read(scan, at + sign)?;
    let is_sign = !scan.is_letters(at) && scan.touches_previous(at + sign);
    let is_word = scan.is_letters(at) && scan.words.has_percent_first;
    let value = NumberValue::Percent {
        amount: count.amount,
        unit: PercentUnit::Hundredths,
    };
    (is_free && (is_sign || is_word)).then(|| (Reading::counted(value, &count, 95), sign + used))
}

/// Reads a count with a word or sign for hundredths; a range may have it behind both ends.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    if let Some(found) = sign_first(scan, at) {
        return Some(found);
    }
    let (count, used) = amount::read_before_unit(scan, at)?;
    let end = at + used + super::hyphen(scan, at + used);
    let (unit, end) = unit(scan, end).or_else(|| {
        // *25 de puncte de bază*, *a quarter of a percent*
        let end = end + super::of_units(scan, end, &count);
        let is_part = count.form == Form::Fraction;
        unit(scan, end).filter(|(unit, _)| is_part || *unit == PercentUnit::BasisPoints)
    })?;
    let value = NumberValue::Percent {
        amount: count.amount,
        unit,
    };
    Some((Reading::counted(value, &count, 95), end - at))
}

/// What is counted, by the word or sign at `at`, and the part behind that.
fn unit(scan: &Scan, at: usize) -> Option<(PercentUnit, usize)> {
    let units = [
        (UnitRole::BasisPoints, PercentUnit::BasisPoints),
        (UnitRole::Points, PercentUnit::Points),
        (UnitRole::Percent, PercentUnit::Hundredths),
    ];
    let found = |(role, unit)| scan.unit(at, role).map(|(_, used)| (unit, at + used));
    units.into_iter().find_map(found)
}

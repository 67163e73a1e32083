//! Two of a thing in one word, as Arabic has it: *عامين*, two years; and a part of one: *полпроцента*, *quarter-point*.

use rust_decimal::Decimal;

use super::amount::{Count, Form};
use super::duration::{self, Length};
use super::reading::Reading;
use super::scan::Scan;
use crate::document::{Amount, NumberValue, PercentUnit};
use crate::language::number_words::{NumberRole, UnitRole};

/// Reads a word for two of a unit, or for a part of one.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let two = scan.unit(at, UnitRole::Dual).map(|two| (two, Decimal::TWO));
    let part = || {
        let article = scan.n_parts_of_number(at, NumberRole::Article);
        let (what, used) = scan.unit(at + article, UnitRole::PartUnit)?;
        let (value, what) = what.split_once(' ')?;
        Some(((what, article + used), value.parse().ok()?))
    };
    let ((what, used), value) = two.or_else(part)?;
    // *4 لاعبين* are four, and the ending is that of the plural.
    let is_counted = at > 0
        && value == Decimal::TWO
        && (scan.is_digits(at - 1) || scan.number(at - 1, NumberRole::Digit).is_some());
    if is_counted {
        return None;
    }
    let (role, code) = what.split_once(' ').unwrap_or((what, ""));
    let amount = Amount::Point(value);
    let count = Count::point(value, Form::Words, 85);
    let value = match role {
        "duration" => NumberValue::Duration {
            value: duration::iso(&Length { count, unit: code })?,
        },
        "currency" => NumberValue::Money {
            amount,
            currency: (!code.is_empty()).then(|| code.to_owned()),
        },
        "percent" | "points" => NumberValue::Percent {
            amount,
            unit: match role {
                "points" => PercentUnit::Points,
                _ => PercentUnit::Hundredths,
            },
        },
        "unit" => NumberValue::Quantity {
            amount,
            unit: code.to_owned(),
            base: super::quantity::base(scan, code, amount),
        },
        "counted" => NumberValue::Cardinal(amount),
        _ => return None,
    };
    Some((Reading::counted(value, &count, 85), used))
}

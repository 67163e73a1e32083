//! Plain counts: *22.000*, *vierzig*, *tens of thousands*, *two thirds*.

use super::amount::{self, Form};
use super::reading::Reading;
use super::scan::Scan;
use crate::document::{Amount, NumberValue};
use crate::language::number_words::NumberRole;

/// Reads a count without unit. An article is none; *one* and small unknown numbers are before a known counted word.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    if let Some(both) = both(scan, at) {
        return Some(both);
    }
    let (count, used) = amount::read(scan, at)?;
    let stands = match count.form {
        Form::Article => false,
        Form::One | Form::Few => super::context::counts_known(scan, at + used),
        Form::Digits | Form::Scaled | Form::Words | Form::Fraction | Form::Vague => true,
    };
    let confidence = count.confidence;
    stands.then_some({
        (
            Reading {
                value: NumberValue::Cardinal(count.amount),
                op: count.op,
                confidence,
            },
            used,
        )
    })
}

/// *Both men*, *beide landen*: two of a known counted word.
fn both(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (value, used) = scan.number(at, NumberRole::Both)?;
    let value = NumberValue::Cardinal(Amount::Point(value));
    super::context::counts_two(scan, at + used).then(|| (Reading::new(value, 75), used))
}

//! Plain counts: *22.000*, *vierzig*, *tens of thousands*, *two thirds*.

use super::amount::{self, Form};
use super::reading::Reading;
use super::scan::Scan;
use crate::document::NumberValue;

/// Reads a count without unit. An article is none; *one* and small unknown numbers are before a known counted word.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
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

//! Plain counts: *22.000*, *vierzig*, *tens of thousands*, *two thirds*.

use rust_decimal::Decimal;

use super::amount::{self, Form};
use super::context;
use super::reading::Reading;
use super::scan::Scan;
use crate::document::{Amount, NumberValue};
use crate::language::number_words::{ModifierRole, NumberRole};

/// Reads a count without unit. An article is none; *one* and small unknown numbers are before a known counted word.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    if let Some(both) = both(scan, at) {
        return Some(both);
    }
    let (count, used) = amount::read(scan, at)?;
    let stands = match count.form {
        Form::Article => false,
        Form::One | Form::Few => context::counts_known(scan, at + used),
        Form::Words => !is_other_word(scan, at, at + used),
        Form::Digits | Form::Scaled | Form::Fraction | Form::Vague => true,
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

/// Whether the word `at..end` is also a word of another kind, and nothing beside it tells it to be a number: *tu sei*, *un
/// stade neuf*, but *sei persone*, *les neuf*.
fn is_other_word(scan: &Scan, at: usize, end: usize) -> bool {
    let Some((kind, used)) = scan.number(at, NumberRole::OtherWord) else {
        return false;
    };
    if at + used != end {
        return false;
    }
    let is_noun = kind == Decimal::ONE;
    let before = |role| matches!(role, ModifierRole::Before(_)).then_some(());
    let is_told = || {
        let has_determiner = at > 0 && scan.number(at - 1, NumberRole::Determiner).is_some();
        let is_next =
            at > 1 && (scan.is(at - 1, ",") || scan.number(at - 1, NumberRole::And).is_some());
        let is_next_of_list = is_next && amount::read(scan, at - 2).is_some();
        let has_preposition = !is_noun && at > 0 && context::is_preposition(scan, at - 1);
        has_preposition
            || has_determiner
            || is_next_of_list
            || scan.modifier_before(at, before).is_some()
    };
    let of = scan.n_parts_of_number(end, NumberRole::Of);
    let has_any = || is_noun && !context::is_closed(scan, end);
    let has_noun =
        || context::counts_known(scan, end + of) || context::is_plural(scan, end) || has_any();
    !has_noun() && !is_told()
}

/// *Both men*, *beide landen*: two of a known counted word.
fn both(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (value, used) = scan.number(at, NumberRole::Both)?;
    let value = NumberValue::Cardinal(Amount::Point(value));
    context::counts_two(scan, at + used).then(|| (Reading::new(value, 75), used))
}

//! Vague counts: *thousands*, *tens of thousands*, *several hundred*.

use rust_decimal::Decimal;

use super::amount::{Count, Form};
use super::scan::Scan;
use crate::document::{Amount, Op};
use crate::language::number_words::NumberRole;

/// *thousands*, *tens of thousands*, *several hundred*.
pub fn read(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let (unit, used) = vague_plural(scan, at).or_else(|| vague_some(scan, at))?;
    let low = unit.checked_mul(Decimal::TWO)?;
    let mut power = Decimal::TEN;
    while power <= unit {
        power = power.checked_mul(Decimal::TEN)?;
    }
    let amount = Amount::Range {
        low,
        high: power - Decimal::ONE,
    };
    Some((
        Count {
            amount,
            op: Op::Vague,
            form: Form::Vague,
            scale: Decimal::ONE,
            confidence: 85,
        },
        used,
    ))
}

fn vague_plural(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let (first, used) = scan.number(at, NumberRole::Vague)?;
    let of = scan
        .number(at + used, NumberRole::Of)
        .map_or(0, |(_, used)| used);
    let second = scan.number(at + used + of, NumberRole::Vague);
    let second = second.or_else(|| {
        scan.number(at + used, NumberRole::Scale)
            .filter(|_| of == 0)
    });
    match second {
        Some((second, more)) if second > first => {
            Some((first.checked_mul(second)?, used + of + more))
        }
        _ => Some((first, used)),
    }
}

fn vague_some(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let (_, some) = scan.number(at, NumberRole::Some)?;
    let next = at + some;
    let scale = scan
        .number(next, NumberRole::Hundred)
        .or_else(|| scan.number(next, NumberRole::Scale));
    let plural = scan.number(next, NumberRole::Vague);
    let (mut unit, used) = scale.or(plural)?;
    let mut end = next + used;
    if let Some((scale, more)) = scan.number(end, NumberRole::Scale) {
        unit = unit.checked_mul(scale)?;
        end += more;
    }
    Some((unit, end - at))
}

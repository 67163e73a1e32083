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
    let of = scan.n_parts_of_number(at + used, NumberRole::Of);
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
    let plural = plural.or_else(|| scan.number(next, NumberRole::About));
    let (mut unit, used) = scale.or(plural)?;
    let mut end = next + used;
    if let Some((scale, more)) = scan.number(end, NumberRole::Scale) {
        unit = unit.checked_mul(scale)?;
        end += more;
    }
    Some((unit, end - at))
}

/// *kilkanaście*: a small unknown number.
pub fn few(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let ((low, high), used) = scan.phrase(&scan.words.few, at, |limits| Some(*limits))?;
    let count = Count {
        amount: Amount::Range { low, high },
        op: Op::Vague,
        form: Form::Few,
        scale: Decimal::ONE,
        confidence: 80,
    };
    Some((count, used))
}

/// *une dizaine*, *un centinaio di milioni*.
pub fn about(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let article = scan.n_parts_of_number(at, NumberRole::Article);
    // *medio centenar*
    let half = scan.number(at + article, NumberRole::Half);
    let start = at + article + half.map_or(0, |(_, used)| used);
    let (mut value, used) = scan.number(start, NumberRole::About)?;
    if let Some((half, _)) = half {
        value = value.checked_mul(half)?.normalize();
    }
    let mut end = start + used;
    let of = scan.n_parts_of_number(end, NumberRole::Of);
    let scale = scan.number(end + of, NumberRole::Scale);
    let scale = scale.or_else(|| scan.number(end + of, NumberRole::Vague));
    if let Some((scale, used)) = scale {
        value = value.checked_mul(scale)?;
        end += of + used;
    }
    let count = Count {
        op: Op::Approx,
        ..Count::point(value, Form::Vague, 85)
    };
    Some((count, end - at))
}

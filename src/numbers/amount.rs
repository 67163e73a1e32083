//! Reads how many: a number in digits or words with its sign, scale and fraction, a range of two, or a vague count.

use rust_decimal::Decimal;

use super::digits;
use super::fraction;
use super::scan::Scan;
use super::vague;
use super::words;
use crate::document::{Amount, Op};
use crate::language::number_words::{ModifierRole, NumberRole};

/// How many, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub amount: Amount,
    /// `between` or `vague` for a range, `eq` for one figure.
    pub op: Op,
    /// What it is written with.
    pub form: Form,
    /// What its digits were multiplied by: a million in *3 million*.
    pub scale: Decimal,
    /// Certainty in hundredths.
    pub confidence: u8,
}

/// What a [`Count`] is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Digits alone.
    Digits,
    /// Digits with a scale: `44bn`.
    Scaled,
    /// Words.
    Words,
    /// An article: counts only before what makes it a number.
    Article,
    /// *one*, which is also a pronoun.
    One,
    /// A fraction: *two thirds*, `3/4`.
    Fraction,
    /// A vague count: *thousands*.
    Vague,
}

impl Count {
    /// One figure.
    pub fn point(value: Decimal, form: Form, confidence: u8) -> Self {
        Self {
            amount: Amount::Point(value),
            op: Op::Eq,
            form,
            scale: Decimal::ONE,
            confidence,
        }
    }

    /// The figure, if it is one.
    pub fn value(&self) -> Option<Decimal> {
        match self.amount {
            Amount::Point(value) => Some(value),
            Amount::Range { .. } => None,
        }
    }
}

/// Applies `factor` to both ends.
pub fn times(amount: Amount, factor: Decimal) -> Option<Amount> {
    let times = |value: Decimal| value.checked_mul(factor).map(|value| value.normalize());
    Some(match amount {
        Amount::Point(value) => Amount::Point(times(value)?),
        Amount::Range { low, high } => Amount::Range {
            low: times(low)?,
            high: times(high)?,
        },
    })
}

/// Reads the longest count at `at`: a range of two figures, else a single one.
pub fn read(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    remembered(scan, at, false)
}

/// As [`read`] in a sum of money, where a letter may stand for a scale (`$3m`).
pub fn read_money(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    remembered(scan, at, true)
}

fn remembered(scan: &Scan, at: usize, is_money: bool) -> Option<(Count, usize)> {
    let last = &scan.last_counts[usize::from(is_money)];
    if let Some((_, count)) = last.get().filter(|(place, _)| *place == at) {
        return count;
    }
    let count = single(scan, at, is_money)
        .map(|(first, used)| range_from(scan, at, first, used).unwrap_or((first, used)));
    last.set(Some((at, count)));
    count
}

/// Reads one figure or vague count at `at`.
pub fn single(scan: &Scan, at: usize, is_money: bool) -> Option<(Count, usize)> {
    if at >= scan.len() {
        return None;
    }
    let sign = sign(scan, at);
    let start = at + usize::from(sign.is_some()).max(sign.map_or(0, |(_, used)| used));
    let (count, used) = unsigned(scan, start, is_money)?;
    match sign {
        Some((factor, sign_used)) => {
            let amount = times(count.amount, factor)?;
            Some((Count { amount, ..count }, used + sign_used))
        }
        None => Some((count, used)),
    }
}

/// A sign before digits that touches them and nothing before it, or a word for it.
fn sign(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let factor = match scan.surface(at) {
        "-" | "−" | "–" => -Decimal::ONE,
        "+" => Decimal::ONE,
        _ => {
            return scan
                .number(at, NumberRole::Minus)
                .map(|(_, used)| (-Decimal::ONE, used));
        }
    };
    let stands_free = !scan.touches_previous(at) || scan.is(at.wrapping_sub(1), "(");
    let fits = scan.is_digits(at + 1) && scan.touches_previous(at + 1) && stands_free;
    fits.then_some((factor, 1))
}

fn unsigned(scan: &Scan, at: usize, is_money: bool) -> Option<(Count, usize)> {
    if let Some((numeral, used)) = digits::read(scan, at) {
        return in_digits(scan, at, numeral, used, is_money);
    }
    let readings = [
        vague::read(scan, at),
        half_scale(scan, at),
        fraction::glyph(scan, at),
        fraction::one_in(scan, at),
        in_words(scan, at),
    ];
    readings.into_iter().flatten().max_by_key(|(_, used)| *used)
}

fn in_digits(
    scan: &Scan,
    at: usize,
    numeral: digits::Numeral,
    used: usize,
    is_money: bool,
) -> Option<(Count, usize)> {
    let confidence = if numeral.is_regular { 90 } else { 65 };
    let mut value = numeral.value;
    if let Some((fraction, more)) = fraction::slash_fraction(scan, at, value, used) {
        return Some((Count::point(fraction, Form::Fraction, 70), more));
    }
    if let Some((fraction, more)) = fraction::glyph_value(scan, at + used) {
        return Some((
            Count::point(value + fraction, Form::Fraction, 85),
            used + more,
        ));
    }
    if let Some(reading) = fraction::share(scan, at, value, used) {
        return Some(reading);
    }
    let mut end = at + used;
    let mut factor = Decimal::ONE;
    while let Some((scale, more)) = scale(scan, end, is_money && end == at + used) {
        value = value.checked_mul(scale)?;
        factor = factor.checked_mul(scale)?;
        end += more;
    }
    if end > at + used {
        let count = Count::point(value.normalize(), Form::Scaled, 95);
        return Some((
            Count {
                scale: factor,
                ..count
            },
            end - at,
        ));
    }
    let (value, end) = fraction::digits_and_half(scan, value, end);
    Some((Count::point(value, Form::Digits, confidence), end - at))
}

/// A scale at `at`: a word, or short for one right behind digits.
fn scale(scan: &Scan, at: usize, is_money: bool) -> Option<(Decimal, usize)> {
    let word = || {
        let hundred = scan.number(at, NumberRole::Hundred);
        scan.number(at, NumberRole::Scale)
            .or(hundred)
            .filter(|_| scan.is_letters(at))
    };
    let short = || {
        let (value, used) = scan.number(at, NumberRole::ShortScale)?;
        let is_letter = scan.surface(at).chars().count() == 1;
        (!is_letter || scan.touches_previous(at)).then_some((value, used))
    };
    let money = || {
        is_money
            .then(|| scan.number(at, NumberRole::MoneyScale))
            .flatten()
    };
    word().or_else(short).or_else(money)
}

/// *half a million*, *eine halbe Million*, *anderthalb Milliarden*, *anderhalf*.
fn half_scale(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let article = scan
        .number(at, NumberRole::Article)
        .map_or(0, |(_, used)| used);
    if let Some((value, used)) = scan.number(at + article, NumberRole::Whole) {
        let scale = scale(scan, at + article + used, false);
        let value = scale.map_or(Some(value), |(scale, _)| value.checked_mul(scale))?;
        let scale_used = scale.map_or(0, |(_, used)| used);
        return Some((
            Count::point(value.normalize(), Form::Words, 90),
            article + used + scale_used,
        ));
    }
    let (half, used) = scan.number(at + article, NumberRole::Half)?;
    let mut end = at + article + used;
    end += scan
        .number(end, NumberRole::Article)
        .map_or(0, |(_, used)| used);
    let (scale, scale_used) = scale(scan, end, false)?;
    Some((
        Count::point((half * scale).normalize(), Form::Words, 90),
        end + scale_used - at,
    ))
}

fn in_words(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let (spelled, used) = words::cardinal(scan, at)?;
    if let Some((lower, more)) = fraction::denominator(scan, at + used, spelled.value) {
        let value = fraction::ratio(spelled.value, lower)?;
        return Some((Count::point(value, Form::Fraction, 75), used + more));
    }
    if let Some((value, more)) = fraction::decimals(scan, at + used, spelled.value) {
        return Some((Count::point(value, Form::Words, 85), used + more));
    }
    let (value, mut end) = fraction::digits_and_half(scan, spelled.value, at + used);
    let mut value = value;
    if end > at + used
        && let Some((factor, more)) = scale(scan, end, false)
    {
        value = value.checked_mul(factor)?.normalize();
        end += more;
    }
    let form = match spelled.weak {
        _ if end > at + used => Form::Words,
        Some(NumberRole::Article) => Form::Article,
        Some(_) => Form::One,
        None => Form::Words,
    };
    Some((Count::point(value, form, 90), end - at))
}

/// The range that begins with `first`, whose parts are `at..at + used`.
fn range_from(scan: &Scan, at: usize, first: Count, used: usize) -> Option<(Count, usize)> {
    let low = first
        .value()
        .filter(|_| !matches!(first.form, Form::Article | Form::Fraction))?;
    let link = link(scan, at, at + used)?;
    let next = at + used + link;
    let next = next
        + scan
            .number(next, NumberRole::Determiner)
            .map_or(0, |(_, used)| used);
    let (second, more) = unsigned(scan, next, false)?;
    let high = second.value().filter(|_| second.form != Form::Article)?;
    let low = scaled_like(low, &first, &second);
    let end = next + more;
    let is_dashed_code = !scan.is_letters(at + used)
        && low
            .checked_mul(Decimal::from(20))
            .is_none_or(|limit| high > limit);
    let is_numeral = !(scan.touches_previous(end) && scan.is(end, "-") && scan.is_digits(end + 1));
    (low < high && is_numeral && !is_dashed_code).then_some((
        Count {
            amount: Amount::Range { low, high },
            op: Op::Between,
            form: second.form,
            scale: second.scale,
            confidence: first.confidence.min(second.confidence),
        },
        end - at,
    ))
}

/// In *3 to 5 million* the scale of the second end is meant for both.
pub fn scaled_like(low: Decimal, first: &Count, second: &Count) -> Decimal {
    let is_bare = first.form == Form::Digits && low < Decimal::from(1000);
    let scaled = low.checked_mul(second.scale).filter(|_| is_bare);
    scaled.unwrap_or(low).normalize()
}

/// The words or the dash at `at` that join the ends of a range whose first end begins at `first`; their number.
pub fn link(scan: &Scan, first: usize, at: usize) -> Option<usize> {
    let plain = scan.modifier(at, |role| (role == ModifierRole::Link).then_some(()));
    if let Some(((), used)) = plain {
        return is_range_dash(scan, at).then_some(used);
    }
    let ((), used) = scan.modifier(at, |role| (role == ModifierRole::LinkOpen).then_some(()))?;
    opener(scan, first, ModifierRole::Open).map(|_| used)
}

/// Where the opener of a range is that begins at `first`: right before it, or before an article.
pub fn opener(scan: &Scan, first: usize, role: ModifierRole) -> Option<(usize, usize)> {
    let opens = |end: usize| {
        let start = end.checked_sub(1)?;
        let ((), used) = scan.modifier(start, |found| (found == role).then_some(()))?;
        (used == 1).then_some((start, end))
    };
    let article = first
        .checked_sub(1)
        .filter(|&at| scan.number(at, NumberRole::Determiner).is_some());
    opens(first).or_else(|| opens(article?))
}

/// A dash joins a range when it touches both ends or neither.
fn is_range_dash(scan: &Scan, at: usize) -> bool {
    scan.is_letters(at) || scan.touches_previous(at) == scan.touches_previous(at + 1)
}

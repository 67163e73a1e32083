//! Reads how many: a number in digits or words with its sign, scale and fraction, a range of two, or a vague count.

use rust_decimal::Decimal;

use super::digits;
use super::scan::Scan;
use super::words;
use crate::document::{Amount, Op};
use crate::language::number_words::{ModifierRole, NumberRole, UnitRole};

/// How many, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub amount: Amount,
    /// `between` or `vague` for a range, `eq` for one figure.
    pub op: Op,
    /// What it is written with.
    pub form: Form,
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
    fn point(value: Decimal, form: Form, confidence: u8) -> Self {
        Self { amount: Amount::Point(value), op: Op::Eq, form, confidence }
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
        Amount::Range { low, high } => Amount::Range { low: times(low)?, high: times(high)? },
    })
}

/// Reads the longest count at `at`: a range of two figures, else a single one.
pub fn read(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let (first, used) = single(scan, at, false)?;
    range_from(scan, at, first, used).or(Some((first, used)))
}

/// As [`read`] in a sum of money, where a letter may stand for a scale (`$3m`).
pub fn read_money(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let (first, used) = single(scan, at, true)?;
    range_from(scan, at, first, used).or(Some((first, used)))
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
        _ => return scan.number(at, NumberRole::Minus).map(|(_, used)| (-Decimal::ONE, used)),
    };
    let stands_free = !scan.touches_previous(at) || scan.is(at.wrapping_sub(1), "(");
    let fits = scan.is_digits(at + 1) && scan.touches_previous(at + 1) && stands_free;
    fits.then_some((factor, 1))
}

fn unsigned(scan: &Scan, at: usize, is_money: bool) -> Option<(Count, usize)> {
    if let Some((numeral, used)) = digits::read(scan, at) {
        return in_digits(scan, at, numeral, used, is_money);
    }
    let readings = [vague(scan, at), half_scale(scan, at), glyph(scan, at), one_in(scan, at), in_words(scan, at)];
    readings.into_iter().flatten().max_by_key(|(_, used)| *used)
}

fn in_digits(scan: &Scan, at: usize, numeral: digits::Numeral, used: usize, is_money: bool) -> Option<(Count, usize)> {
    let confidence = if numeral.is_regular { 90 } else { 65 };
    let mut value = numeral.value;
    if let Some((fraction, more)) = slash_fraction(scan, at, value, used) {
        return Some((Count::point(fraction, Form::Fraction, 70), more));
    }
    if let Some((fraction, more)) = glyph_value(scan, at + used) {
        return Some((Count::point(value + fraction, Form::Fraction, 85), used + more));
    }
    if let Some(reading) = share(scan, at, value, used) {
        return Some(reading);
    }
    let mut end = at + used;
    while let Some((scale, more)) = scale(scan, end, is_money && end == at + used) {
        value = value.checked_mul(scale)?;
        end += more;
    }
    if end > at + used {
        return Some((Count::point(value.normalize(), Form::Scaled, 95), end - at));
    }
    let (value, end) = digits_and_half(scan, value, end);
    Some((Count::point(value, Form::Digits, confidence), end - at))
}

/// A scale at `at`: a word, or short for one right behind digits.
fn scale(scan: &Scan, at: usize, is_money: bool) -> Option<(Decimal, usize)> {
    let word = || {
        let hundred = scan.number(at, NumberRole::Hundred);
        scan.number(at, NumberRole::Scale).or(hundred).filter(|_| scan.is_letters(at))
    };
    let short = || {
        let (value, used) = scan.number(at, NumberRole::ShortScale)?;
        let is_letter = scan.surface(at).chars().count() == 1;
        (!is_letter || scan.touches_previous(at)).then_some((value, used))
    };
    let money = || is_money.then(|| scan.number(at, NumberRole::MoneyScale)).flatten();
    word().or_else(short).or_else(money)
}

/// `5 and a half`.
fn digits_and_half(scan: &Scan, value: Decimal, end: usize) -> (Decimal, usize) {
    match and_half(scan, end) {
        Some(used) => (value + Decimal::new(5, 1) * last_scale(value), end + used),
        None => (value, end),
    }
}

/// The largest scale that divides `value`: of what *and a half* is a half.
fn last_scale(value: Decimal) -> Decimal {
    let scales = [1_000_000_000_000_i64, 1_000_000_000, 1_000_000, 1000];
    let divides = |scale: &Decimal| value >= *scale && (value % scale).is_zero();
    scales.into_iter().map(Decimal::from).find(divides).unwrap_or(Decimal::ONE)
}

/// *and a half* at `at`.
pub fn and_half(scan: &Scan, at: usize) -> Option<usize> {
    let (_, and) = scan.number(at, NumberRole::And)?;
    let article = scan.number(at + and, NumberRole::Article).map_or(0, |(_, used)| used);
    let (_, half) = scan.number(at + and + article, NumberRole::Half)?;
    Some(and + article + half)
}

/// `3/4`, `1 4/5`: small fractions that are no date or score.
fn slash_fraction(scan: &Scan, at: usize, value: Decimal, used: usize) -> Option<(Decimal, usize)> {
    let digit = |at: usize| {
        let surface = scan.surface(at);
        (scan.is_digits(at) && surface.len() <= 2).then(|| surface.parse::<u8>().ok())?
    };
    let fraction = |at: usize| {
        let (upper, lower) = (digit(at)?, digit(at + 2)?);
        let touch = scan.is(at + 1, "/") && scan.touches_previous(at + 1) && scan.touches_previous(at + 2);
        let goes_on = scan.touches_previous(at + 3) && (scan.is(at + 3, "/") || scan.is_digits(at + 3));
        let is_small = (2..=10).contains(&lower) && upper < lower && upper > 0;
        (touch && is_small && !goes_on).then(|| ratio(Decimal::from(upper), Decimal::from(lower)))?
    };
    if let Some(fraction) = fraction(at) {
        return Some((fraction, 3));
    }
    let whole_first = value.is_integer() && !scan.touches_previous(at + used);
    whole_first.then(|| fraction(at + used)).flatten().map(|fraction| (value + fraction, used + 3))
}

/// `upper / lower` to 15 decimals.
pub fn ratio(upper: Decimal, lower: Decimal) -> Option<Decimal> {
    Some(upper.checked_div(lower)?.round_dp(15).normalize())
}

fn glyph(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    glyph_value(scan, at).map(|(value, used)| (Count::point(value, Form::Fraction, 85), used))
}

/// `½` and its like.
fn glyph_value(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let (upper, lower) = match scan.surface(at) {
        "½" => (1, 2),
        "⅓" => (1, 3),
        "⅔" => (2, 3),
        "¼" => (1, 4),
        "¾" => (3, 4),
        "⅕" => (1, 5),
        "⅛" => (1, 8),
        _ => return None,
    };
    Some((ratio(Decimal::from(upper), Decimal::from(lower))?, 1))
}

/// *thousands*, *tens of thousands*, *several hundred*.
fn vague(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let (unit, used) = vague_plural(scan, at).or_else(|| vague_some(scan, at))?;
    let low = unit.checked_mul(Decimal::TWO)?;
    let mut power = Decimal::TEN;
    while power <= unit {
        power = power.checked_mul(Decimal::TEN)?;
    }
    let amount = Amount::Range { low, high: power - Decimal::ONE };
    Some((Count { amount, op: Op::Vague, form: Form::Vague, confidence: 85 }, used))
}

fn vague_plural(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let (first, used) = scan.number(at, NumberRole::Vague)?;
    let of = scan.number(at + used, NumberRole::Of).map_or(0, |(_, used)| used);
    let second = scan.number(at + used + of, NumberRole::Vague);
    let second = second.or_else(|| scan.number(at + used, NumberRole::Scale).filter(|_| of == 0));
    match second {
        Some((second, more)) if second > first => Some((first.checked_mul(second)?, used + of + more)),
        _ => Some((first, used)),
    }
}

fn vague_some(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let (_, some) = scan.number(at, NumberRole::Some)?;
    let next = at + some;
    let scale = scan.number(next, NumberRole::Hundred).or_else(|| scan.number(next, NumberRole::Scale));
    let plural = scan.number(next, NumberRole::Vague);
    let ((mut unit, used), _) = (scale.or(plural)?, ());
    let mut end = next + used;
    if let Some((scale, more)) = scan.number(end, NumberRole::Scale) {
        unit = unit.checked_mul(scale)?;
        end += more;
    }
    Some((unit, end - at))
}

/// *half a million*, *eine halbe Million*, *anderthalb Milliarden*, *anderhalf*.
fn half_scale(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let article = scan.number(at, NumberRole::Article).map_or(0, |(_, used)| used);
    if let Some((value, used)) = scan.number(at + article, NumberRole::Whole) {
        let scale = scale(scan, at + article + used, false);
        let value = scale.map_or(Some(value), |(scale, _)| value.checked_mul(scale))?;
        let scale_used = scale.map_or(0, |(_, used)| used);
        return Some((Count::point(value.normalize(), Form::Words, 90), article + used + scale_used));
    }
    let (half, used) = scan.number(at + article, NumberRole::Half)?;
    let mut end = at + article + used;
    end += scan.number(end, NumberRole::Article).map_or(0, |(_, used)| used);
    let (scale, scale_used) = scale(scan, end, false)?;
    Some((Count::point((half * scale).normalize(), Form::Words, 90), end + scale_used - at))
}

/// *one in five*, *jeder Dritte*.
fn one_in(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    if let Some((_, used)) = scan.number(at, NumberRole::Every) {
        let (spelled, more) = words::ordinal(scan, at + used)?;
        let fits = spelled.value > Decimal::TWO && spelled.value <= Decimal::TEN;
        let value = ratio(Decimal::ONE, spelled.value)?;
        return fits.then_some((Count::point(value, Form::Fraction, 70), used + more));
    }
    let (first, used) = words::cardinal(scan, at)?;
    share(scan, at, first.value, used)
}

/// The rest of *one in five* behind its first number: a share, where the second number is larger and both are small.
fn share(scan: &Scan, at: usize, first: Decimal, used: usize) -> Option<(Count, usize)> {
    let (_, out_of) = scan.number(at + used, NumberRole::OutOf)?;
    let next = at + used + out_of;
    let (second, more) = match digits::read(scan, next) {
        Some((numeral, more)) => (numeral.value, more),
        None => words::cardinal(scan, next).filter(|(word, _)| word.weak.is_none()).map(|(word, more)| (word.value, more))?,
    };
    let is_of = scan.number(at + used, NumberRole::Of).is_some();
    let is_ratio = first < second && !(is_of && first == Decimal::ONE) && first >= Decimal::ONE && second.is_integer() && first.is_integer();
    let is_usual = second <= Decimal::TEN || [Decimal::ONE_HUNDRED, Decimal::from(1000)].contains(&second);
    let has_unit = scan.unit(next + more, UnitRole::Duration).is_some() || scan.unit(next + more, UnitRole::Percent).is_some();
    (is_ratio && is_usual && !has_unit).then(|| {
        Some((Count::point(ratio(first, second)?, Form::Fraction, 70), used + out_of + more))
    })?
}

fn in_words(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let (spelled, used) = words::cardinal(scan, at)?;
    if let Some((lower, more)) = denominator(scan, at + used, spelled.value) {
        let value = ratio(spelled.value, lower)?;
        return Some((Count::point(value, Form::Fraction, 75), used + more));
    }
    if let Some((value, more)) = decimals(scan, at + used, spelled.value) {
        return Some((Count::point(value, Form::Words, 85), used + more));
    }
    let (value, mut end) = digits_and_half(scan, spelled.value, at + used);
    let mut value = value;
    if end > at + used {
        if let Some((factor, more)) = scale(scan, end, false) {
            value = value.checked_mul(factor)?.normalize();
            end += more;
        }
    }
    let form = match spelled.weak {
        _ if end > at + used => Form::Words,
        Some(NumberRole::Article) => Form::Article,
        Some(_) => Form::One,
        None => Form::Words,
    };
    Some((Count::point(value, form, 90), end - at))
}

/// The lower number of a fraction behind its upper one, with a hyphen between or not.
fn denominator(scan: &Scan, at: usize, upper: Decimal) -> Option<(Decimal, usize)> {
    let hyphen = usize::from(scan.is(at, "-") && scan.touches_previous(at) && scan.touches_previous(at + 1));
    let (lower, used) = scan.number(at + hyphen, NumberRole::Denominator)?;
    (upper < lower && upper > Decimal::ZERO).then_some((lower, hyphen + used))
}

/// *point five* behind a number in words.
fn decimals(scan: &Scan, at: usize, whole: Decimal) -> Option<(Decimal, usize)> {
    let (_, point) = scan.number(at, NumberRole::Point)?;
    let mut digits = String::new();
    let mut end = at + point;
    while digits.len() < 10 {
        let Some((digit, used)) = scan.number(end, NumberRole::Digit).or_else(|| scan.number(end, NumberRole::One)) else {
            break;
        };
        digits.push_str(&digit.to_string());
        end += used;
    }
    let decimals = Decimal::from_str_exact(&format!("0.{digits}")).ok().filter(|_| !digits.is_empty())?;
    Some((whole + decimals, end - at))
}

/// The range that begins with `first`, whose parts are `at..at + used`.
fn range_from(scan: &Scan, at: usize, first: Count, used: usize) -> Option<(Count, usize)> {
    let low = first.value().filter(|_| !matches!(first.form, Form::Article | Form::Fraction))?;
    let link = link(scan, at, at + used)?;
    let next = at + used + link;
    let next = next + scan.number(next, NumberRole::Determiner).map_or(0, |(_, used)| used);
    let (second, more) = unsigned(scan, next, false)?;
    let high = second.value().filter(|_| second.form != Form::Article)?;
    let low = scaled_like(low, first.form, high, second.form);
    let end = next + more;
    let is_numeral = !(scan.touches_previous(end) && scan.is(end, "-") && scan.is_digits(end + 1));
    (low < high && is_numeral).then_some((
        Count {
            amount: Amount::Range { low, high },
            op: Op::Between,
            form: second.form,
            confidence: first.confidence.min(second.confidence),
        },
        end - at,
    ))
}

/// In *3 to 5 million* the scale is meant for both ends.
pub fn scaled_like(low: Decimal, first: Form, high: Decimal, second: Form) -> Decimal {
    if first != Form::Digits || second != Form::Scaled || low >= Decimal::from(1000) {
        return low;
    }
    let mut scale = Decimal::ONE;
    for candidate in [1_000_i64, 1_000_000, 1_000_000_000, 1_000_000_000_000] {
        if high >= Decimal::from(candidate) {
            scale = Decimal::from(candidate);
        }
    }
    low * scale
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
    let article = first.checked_sub(1).filter(|&at| scan.number(at, NumberRole::Determiner).is_some());
    opens(first).or_else(|| opens(article?))
}

/// A dash joins a range when it touches both ends or neither.
fn is_range_dash(scan: &Scan, at: usize) -> bool {
    scan.is_letters(at) || scan.touches_previous(at) == scan.touches_previous(at + 1)
}

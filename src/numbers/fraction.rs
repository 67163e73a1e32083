//! Reads parts of a whole: *two thirds*, `3/4`, `½`, *one in five*, *and a half*, *point five*.

use rust_decimal::Decimal;

use super::amount::{Count, Form};
use super::digits;
use super::scan::Scan;
use super::words;
use crate::language::number_words::{NumberRole, UnitRole};

/// `5 and a half`.
pub fn digits_and_half(scan: &Scan, value: Decimal, end: usize) -> (Decimal, usize) {
    match and_half(scan, end) {
        Some(used) => (value + Decimal::new(5, 1) * last_scale(value), end + used),
        None => (value, end),
    }
}

/// The largest scale that divides `value`: of what *and a half* is a half.
fn last_scale(value: Decimal) -> Decimal {
    let scales = [1_000_000_000_000_i64, 1_000_000_000, 1_000_000, 1000];
    let divides = |scale: &Decimal| value >= *scale && (value % scale).is_zero();
    scales
        .into_iter()
        .map(Decimal::from)
        .find(divides)
        .unwrap_or(Decimal::ONE)
}

/// *and a half* at `at`.
pub fn and_half(scan: &Scan, at: usize) -> Option<usize> {
    let (_, and) = scan.number(at, NumberRole::And)?;
    let article = scan
        .number(at + and, NumberRole::Article)
        .map_or(0, |(_, used)| used);
    let (_, half) = scan.number(at + and + article, NumberRole::Half)?;
    Some(and + article + half)
}

/// `3/4`, `1 4/5`: small fractions that are no date or score.
pub fn slash_fraction(
    scan: &Scan,
    at: usize,
    value: Decimal,
    used: usize,
) -> Option<(Decimal, usize)> {
    let digit = |at: usize| {
        let surface = scan.surface(at);
        (scan.is_digits(at) && surface.len() <= 2).then(|| surface.parse::<u8>().ok())?
    };
    let fraction = |at: usize| {
        let (upper, lower) = (digit(at)?, digit(at + 2)?);
        let touch =
            scan.is(at + 1, "/") && scan.touches_previous(at + 1) && scan.touches_previous(at + 2);
        let goes_on =
            scan.touches_previous(at + 3) && (scan.is(at + 3, "/") || scan.is_digits(at + 3));
        let is_small = (2..=10).contains(&lower) && upper < lower && upper > 0;
        (touch && is_small && !goes_on)
            .then(|| ratio(Decimal::from(upper), Decimal::from(lower)))?
    };
    if let Some(fraction) = fraction(at) {
        return Some((fraction, 3));
    }
    let whole_first = value.is_integer() && !scan.touches_previous(at + used);
    whole_first
        .then(|| fraction(at + used))
        .flatten()
        .map(|fraction| (value + fraction, used + 3))
}

/// `upper / lower` to 15 decimals.
pub fn ratio(upper: Decimal, lower: Decimal) -> Option<Decimal> {
    Some(upper.checked_div(lower)?.round_dp(15).normalize())
}

pub fn glyph(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    glyph_value(scan, at).map(|(value, used)| (Count::point(value, Form::Fraction, 85), used))
}

/// `½` and its like.
pub fn glyph_value(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let surface = scan.surface(at);
    let (_, upper, lower) = GLYPHS.iter().find(|(glyph, ..)| *glyph == surface)?;
    Some((ratio(Decimal::from(*upper), Decimal::from(*lower))?, 1))
}

/// Whether `surface` is a sign for a fraction.
pub fn is_glyph(surface: &str) -> bool {
    GLYPHS.iter().any(|(glyph, ..)| *glyph == surface)
}

/// The vulgar fractions of Unicode that texts use, with their upper and lower numbers.
const GLYPHS: &[(&str, u8, u8)] = &[
    ("½", 1, 2),
    ("⅓", 1, 3),
    ("⅔", 2, 3),
    ("¼", 1, 4),
    ("¾", 3, 4),
    ("⅕", 1, 5),
    ("⅙", 1, 6),
    ("⅛", 1, 8),
    ("⅜", 3, 8),
    ("⅝", 5, 8),
    ("⅞", 7, 8),
];

/// *one in five*, *jeder Dritte*.
pub fn one_in(scan: &Scan, at: usize) -> Option<(Count, usize)> {
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
pub fn share(scan: &Scan, at: usize, first: Decimal, used: usize) -> Option<(Count, usize)> {
    let (_, out_of) = scan.number(at + used, NumberRole::OutOf)?;
    let next = at + used + out_of;
    let (second, more) = match digits::read(scan, next) {
        Some((numeral, more)) => (numeral.value, more),
        None => words::cardinal(scan, next)
            .filter(|(word, _)| word.weak.is_none())
            .map(|(word, more)| (word.value, more))?,
    };
    let is_of = scan.number(at + used, NumberRole::Of).is_some();
    let is_ratio = first < second
        && !(is_of && first == Decimal::ONE)
        && first >= Decimal::ONE
        && second.is_integer()
        && first.is_integer();
    let is_usual =
        second <= Decimal::TEN || [Decimal::ONE_HUNDRED, Decimal::from(1000)].contains(&second);
    let has_unit = scan.unit(next + more, UnitRole::Duration).is_some()
        || scan.unit(next + more, UnitRole::Percent).is_some();
    (is_ratio && is_usual && !has_unit).then(|| {
        Some((
            Count::point(ratio(first, second)?, Form::Fraction, 70),
            used + out_of + more,
        ))
    })?
}

/// The lower number of a fraction behind its upper one, with a hyphen between or not.
pub fn denominator(scan: &Scan, at: usize, upper: Decimal) -> Option<(Decimal, usize)> {
    let hyphen =
        usize::from(scan.is(at, "-") && scan.touches_previous(at) && scan.touches_previous(at + 1));
    let (lower, used) = scan.number(at + hyphen, NumberRole::Denominator)?;
    (upper < lower && upper > Decimal::ZERO).then_some((lower, hyphen + used))
}

/// *point five* behind a number in words.
pub fn decimals(scan: &Scan, at: usize, whole: Decimal) -> Option<(Decimal, usize)> {
    let (_, point) = scan.number(at, NumberRole::Point)?;
    let mut digits = String::new();
    let mut end = at + point;
    while digits.len() < 10 {
        let Some((digit, used)) = scan
            .number(end, NumberRole::Digit)
            .or_else(|| scan.number(end, NumberRole::One))
        else {
            break;
        };
        digits.push_str(&digit.to_string());
        end += used;
    }
    let decimals = Decimal::from_str_exact(&format!("0.{digits}"))
        .ok()
        .filter(|_| !digits.is_empty())?;
    Some((whole + decimals, end - at))
}

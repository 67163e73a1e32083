//! Measures with a UCUM unit, and temperatures: *3 km*, *190.000 vierkante meter*, *5 feet 2 inches*, *20 °C*.

use rust_decimal::Decimal;

use super::amount::{self, Count, Form};
use super::context;
use super::fraction;
use super::reading::Reading;
use super::scan::Scan;
use crate::document::{Amount, NumberValue};
use crate::language::number_words::{NumberRole, UnitRole};

/// Reads a count with a unit of measure behind it.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    if let Some(found) = feet_and_inches(scan, at) {
        return Some(found);
    }
    let (count, used) = amount::read_before_unit(scan, at)?;
    let end = at + used + super::hyphen(scan, at + used);
    let end = end + super::of_units(scan, end, &count);
    let (code, more) = unit(scan, end).filter(|_| count.form != Form::Article)?;
    let end = end + more;
    let longer = with_smaller_units(scan, code, &count, end);
    let goes_on = scan.touches_previous(end) && scan.is_digits(end);
    // *17° distretto*
    let is_place = super::ordinal::digits(scan, at).is_some_and(|(_, place)| at + place == end);
    let is_verb = context::is_unit_verb(scan, end - more);
    let is_degree =
        code == "deg" && (are_points(scan, end - more) || is_strength(scan, end - more));
    if is_place || is_verb || is_degree {
        return None;
    }
    if goes_on && longer.is_none() {
        return None;
    }
    let (amount, end) = longer.unwrap_or((count.amount, end));
    let value = NumberValue::Quantity {
        amount,
        unit: code.to_owned(),
        base: base(scan, code, amount),
    };
    Some((Reading::counted(value, &count, 95), end - at))
}

/// `5'11"`: feet and inches, where lengths are told in them.
fn feet_and_inches(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    const HIGHEST: u8 = 8;
    let surface = scan.surface(at);
    let (feet, inches) = surface.split_once(['\'', '’', '′'])?;
    let (feet, inches): (u8, u8) = (feet.parse().ok()?, inches.parse().ok()?);
    let mark =
        matches!(scan.surface(at + 1), "\"" | "”" | "″" | "''") && scan.touches_previous(at + 1);
    if !scan.words.has_feet || !mark || feet > HIGHEST || inches > 11 {
        return None;
    }
    let share = fraction::ratio(inches.into(), Decimal::from(12))?;
    let sum = share.checked_add(feet.into())?.normalize();
    let count = Count::point(sum, Form::Digits, 90);
    let value = NumberValue::Quantity {
        amount: count.amount,
        unit: "[ft_i]".to_owned(),
        base: base(scan, "[ft_i]", count.amount),
    };
    Some((Reading::counted(value, &count, 90), 2))
}

/// Reads a count of degrees, or of what is below zero without them: *20 bajo cero*.
pub fn temperature(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let minus = scan.n_parts_of_number(at, NumberRole::MinusDegrees);
    let (count, used) = amount::read_before_unit(scan, at + minus)?;
    let used = minus + used;
    let used = used + super::of_units(scan, at + used, &count);
    let degrees = at + used;
    let (code, end) = match scan.unit(degrees, UnitRole::Temperature) {
        Some((code, more)) => (code, degrees + more),
        None => (scan.unit(degrees, UnitRole::BelowZero)?.0, degrees),
    };
    let is_place = super::ordinal::digits(scan, at + minus)
        .is_some_and(|(_, place)| at + minus + place == end);
    let below = scan.unit(end, UnitRole::BelowZero);
    let is_frost = count.value().is_some_and(|value| value < Decimal::ZERO);
    let is_warmth = below.is_some() || is_warmth(scan, degrees, code) || is_frost;
    if is_place || !is_warmth || below.is_some() && count.form == Form::Article {
        return None;
    }
    let is_positive = count.value() > Some(Decimal::ZERO);
    let is_negative = is_positive && (below.is_some() || minus > 0);
    let amount = match is_negative {
        true => amount::times(count.amount, -Decimal::ONE)?,
        false => count.amount,
    };
    let end = end + below.map_or(0, |(_, used)| used);
    let code = match code {
        "deg" if !scan.words.has_open_degrees => "Cel",
        code => code,
    };
    let value = NumberValue::Temperature {
        amount,
        unit: code.to_owned(),
    };
    Some((Reading::counted(value, &count, 95), end - at))
}

/// Whether the degrees at `at` are of warmth and not of an angle: where the word or sign is used for both, by the words
/// near it.
fn is_warmth(scan: &Scan, at: usize, code: &str) -> bool {
    let is_meant = |sense: &str| context::is_meant(scan, at, sense);
    if are_points(scan, at) || is_strength(scan, at) {
        return false;
    }
    // *Temperatures of 40C*
    if is_letter(scan, at) {
        return scan.touches_previous(at) && is_meant("warmth");
    }
    match scan.unit(at, UnitRole::Unit) {
        _ if code == "deg" => is_meant("warmth") && !is_meant("angle"),
        Some(("deg", _)) => is_meant("warmth") || !is_meant("angle"),
        _ => true,
    }
}

/// Whether a single letter stands at `at`.
fn is_letter(scan: &Scan, at: usize) -> bool {
    scan.is_letters(at) && scan.surface(at).len() == 1
}

/// Whether the degrees at `at` are points of a game or vote, as one word names both in Greek: *τρεις βαθμοί*.
fn are_points(scan: &Scan, at: usize) -> bool {
    context::n_parts_counted_as(scan, at, "points") == Some(1)
        && !context::is_meant(scan, at, "warmth")
        && !context::is_meant(scan, at, "angle")
}

/// Whether the degrees at `at` are of the strength of an earthquake: *7,5 stopnia w skali Richtera*.
fn is_strength(scan: &Scan, at: usize) -> bool {
    let is_plain = scan.is_letters(at)
        && scan
            .unit(at, UnitRole::Temperature)
            .is_none_or(|(_, used)| used == 1);
    is_plain && context::is_meant(scan, at, "magnitude") && !context::is_meant(scan, at, "warmth")
}

/// A unit at `at`; a symbol of one letter only right behind digits or with a small gap, and not as a word's start.
fn unit<'a>(scan: &Scan<'a>, at: usize) -> Option<(&'a str, usize)> {
    let (code, used) = scan.unit(at, UnitRole::Unit)?;
    let is_symbol = scan.surface(at).chars().count() == 1 && scan.is_letters(at);
    let follows_digits = at > 0 && scan.is_digits(at - 1);
    let goes_on = scan.touches_previous(at + used)
        && (scan.is_letters(at + used) || scan.is(at + used, "-") && is_symbol);
    (!goes_on && (!is_symbol || follows_digits)).then_some((code, used))
}

/// The base unit of `code`, and how many of it `amount` is.
pub fn base(scan: &Scan, code: &str, amount: Amount) -> Option<Box<(String, Amount)>> {
    let (base, factor) = scan.words.bases.get(code)?;
    Some(Box::new((base.clone(), amount::times(amount, *factor)?)))
}

/// *5 feet 2 inches*, *2 yards 1 ft 3 in*, *6-foot-3*, *1m80*: the measure with those in ever smaller units behind it
/// whose base is the same, in the first unit.
fn with_smaller_units(
    scan: &Scan,
    code: &str,
    count: &Count,
    at: usize,
) -> Option<(Amount, usize)> {
    let mut sum = count.value()?;
    let (mut last, mut end) = (code, at);
    while let Some((share, smaller, next)) = smaller(scan, (code, last), count, end) {
        sum = sum.checked_add(share)?;
        (last, end) = (smaller, next);
    }
    let amount = Amount::Point(sum.round_dp(15).normalize());
    (end > at).then_some((amount, end))
}

/// The measure at `at` in a smaller unit than `last`: its share of `first`, its unit, and the part behind it.
fn smaller<'a>(
    scan: &Scan<'a>,
    (first, last): (&str, &str),
    count: &Count,
    at: usize,
) -> Option<(Decimal, &'a str, usize)> {
    let and = fraction::n_parts_joining(scan, at);
    let with_unit = || {
        let (second, used) = amount::single(scan, at + and, false)?;
        let end = at + and + used;
        let smaller = scan.unit(end, UnitRole::SmallerUnit);
        let (smaller, more) = unit(scan, end).or(smaller)?;
        Some((second.value()?, smaller, end + more))
    };
    let bases = &scan.words.bases;
    let bare = || bare_rest(scan, first, count, at).filter(|_| first == last);
    let (value, smaller, end) = with_unit().or_else(bare)?;
    let ((base, large), (other, small)) = (bases.get(first)?, bases.get(smaller)?);
    let (_, previous) = bases.get(last)?;
    let ratio = value.checked_mul(*small)?.checked_div(*large)?;
    let is_less = value.checked_mul(*small)? < *previous;
    (base == other && small < previous && is_less).then_some((ratio, smaller, end))
}

/// *6-foot-3*, *6ft 2*, *1m80*, *1 m 80*: the number behind feet or metres whose unit is not said.
fn bare_rest(
    scan: &Scan,
    code: &str,
    count: &Count,
    at: usize,
) -> Option<(Decimal, &'static str, usize)> {
    let hyphen = usize::from(scan.is(at, "-") && scan.touches_previous(at + 1));
    let (rest, used) = amount::single(scan, at + hyphen, false)?;
    let value = rest.value().filter(Decimal::is_integer)?;
    let end = at + hyphen + used;
    let n_digits = scan.surface(at).len();
    let is_glued = hyphen == 1 || scan.touches_previous(at);
    let is_last =
        context::is_closed(scan, end) && !context::has_unit(scan, end) && !scan.is_digits(end);
    let is_height = |limit: u32| count.value() < Some(limit.into());
    let is_plain = used == 1 && (is_glued || is_last);
    match code {
        "[ft_i]" if is_plain && is_height(10) => Some((value, "[in_i]", end)),
        "m" if is_plain && scan.is_digits(at) && n_digits == 2 && is_height(3) => {
            Some((value, "cm", end))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn a_letter_at_the_digits_is_a_temperature_where_warmth_is_meant() {
        check("en", "Temperatures hit [40C](temperature 40 Cel) again.");
        check(
            "en",
            "It sold [800,000](cardinal 800000 trucks) F-Series trucks.",
        );
    }

    #[test]
    fn degrees_below_nought_are_no_angle() {
        check("en", "It was [minus 5 degrees](temperature -5 deg) there.");
    }
}

//! Sums of money: *$44bn*, *44 Milliarden Dollar*, *3,50 €*, *US$ 5*, *20 cents*.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::amount::{self, Count, Form};
use super::context;
use super::fraction;
use super::reading::Reading;
use super::scan::Scan;
use crate::document::{Amount, NumberValue, Op};
use crate::language::number_words::{NumberRole, UnitRole};
use crate::tokenize::PartKind;

/// Reads a sum with its currency before or behind it.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    currency_first(scan, at).or_else(|| currency_last(scan, at))
}

fn currency_first(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (code, used) = currency(scan, at)?;
    let is_symbol = scan
        .surface(at + used - 1)
        .chars()
        .all(|c| !c.is_alphabetic())
        || is_code(scan.surface(at + used - 1));
    let is_tail =
        scan.touches_previous(at) && scan.is_letters(at) && scan.is_letters(at.wrapping_sub(1));
    if !is_symbol || is_tail {
        return None;
    }
    let used = used + symbol_of_code(scan, at + used);
    let (count, more) = amount::read_money(scan, at + used)?;
    let in_digits = matches!(count.form, Form::Digits | Form::Scaled | Form::Fraction);
    let end = at + used + more;
    if !in_digits {
        return None;
    }
    let repeated = scan
        .unit(end, UnitRole::Currency)
        .filter(|(again, _)| code == *again);
    let end = end + repeated.map_or(0, |(_, used)| used);
    let (count, end) = second_end(scan, (at, end), count, &code).unwrap_or((count, end));
    Some((sum(count.amount, &code, &count)?, end - at))
}

/// The code of the currency at `at`, with its factor where the word counts more than one: `SEK`, `1000000.SEK`.
fn currency<'a>(scan: &Scan<'a>, at: usize) -> Option<(Cow<'a, str>, usize)> {
    let found = scan.unit(at, UnitRole::Currency);
    let found = found.map(|(code, used)| (Cow::Borrowed(code), used));
    found.or_else(|| scaled_code(scan, at))
}

/// `MSEK`, `TEUR`: a million or thousand of the currency with the code behind the first letter.
pub fn scaled_code<'a>(scan: &Scan<'a>, at: usize) -> Option<(Cow<'a, str>, usize)> {
    let surface = scan.surface(at);
    if !is_four_capitals(surface) {
        return None;
    }
    let (letter, code) = surface.split_at(1);
    let factor = match letter {
        "M" => 1_000_000,
        "T" | "K" => 1000,
        _ => return None,
    };
    let (rows, _) = scan.words.units.get(std::iter::once((code, code)))?;
    let is_currency = |(role, own): &(UnitRole, String)| *role == UnitRole::Currency && own == code;
    let code = || Cow::Owned(format!("{factor}.{code}"));
    rows.iter().any(is_currency).then(|| (code(), 1))
}

fn is_four_capitals(surface: &str) -> bool {
    surface.len() == 4 && surface.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// The number of parts of a sign of a currency that touches the code before it: `CAD$15`.
fn symbol_of_code(scan: &Scan, at: usize) -> usize {
    let is_sign = scan.kind(at) == Some(PartKind::Mark) && scan.touches_previous(at);
    let sign = scan.unit(at, UnitRole::Currency).filter(|_| is_sign);
    sign.map_or(0, |(_, used)| used)
}

/// The second end of a range whose first one has the currency before it, with that again or not: *$3–$5 million*, *between
/// $5 and 10 million*.
fn second_end(
    scan: &Scan,
    (at, end): (usize, usize),
    first: Count,
    code: &str,
) -> Option<(Count, usize)> {
    let low = first.value()?;
    let dash = matches!(scan.surface(end), "-" | "–" | "—").then_some(1);
    let word = || amount::link(scan, at, end).filter(|_| !context::moves_from(scan, at));
    let next = end + dash.or_else(word)?;
    let next = next + scan.n_parts_of_number(next, NumberRole::Determiner);
    let again = scan.unit(next, UnitRole::Currency);
    let more = again.map_or(0, |(_, used)| used);
    let (second, used) = amount::read_money(scan, next + more)?;
    let end = next + more + used;
    let high = second.value()?;
    let is_same = match again {
        Some((again, _)) => again == code,
        None => {
            dash.is_none() && !context::has_unit(scan, end) && !context::counts_known(scan, end)
        }
    };
    let low = amount::scaled_like(low, &first, &second);
    let range = Count {
        amount: Amount::Range { low, high },
        op: Op::Between,
        ..second
    };
    (is_same && low < high).then_some((range, end))
}

/// `EUR`, `CHF`, `Rs`: short for a currency, so that it may stand before the number.
fn is_code(surface: &str) -> bool {
    let surface = surface.trim_end_matches('.');
    is_four_capitals(surface)
        || surface.len() <= 3 && surface.starts_with(char::is_uppercase)
        || surface == "kr"
}

fn currency_last(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (count, used) = amount::read_money_before_unit(scan, at)?;
    let end = at + used + super::hyphen(scan, at + used);
    let end = end + super::of_units(scan, end, &count);
    if count.form == Form::Article {
        return single_unit(scan, at, end);
    }
    if let Some((code, more)) = minor(scan, end) {
        let amount = amount::times(count.amount, Decimal::new(1, 2))?;
        let end = end + more;
        // *95 centimes d'euro*
        let whole = scan.number(end, NumberRole::Of).and_then(|(_, of)| {
            let (code, used) = scan.unit(end + of, UnitRole::Currency)?;
            Some((code, of + used))
        });
        let (code, more) = whole.filter(|_| code.is_empty()).unwrap_or((code, 0));
        return Some((sum(amount, code, &count)?, end + more - at));
    }
    let (code, more) = currency(scan, end)?;
    // *5 złotych medali*
    let is_adjective = scan.unit(end, UnitRole::UnitAdjective).is_some();
    if is_adjective && context::counts_known(scan, end + more) {
        return None;
    }
    // *Half a pound* is more often weighed than paid.
    let is_half = count.form == Form::Words && count.value() == Some(Decimal::new(5, 1));
    if is_weight(scan, end, more) || is_half && may_be_weight(scan, end, more) {
        return None;
    }
    let more = more + symbol_of_code(scan, end + more);
    if let Some((scale, longer)) = scale_of_code(scan, &count, end, end + more) {
        let amount = amount::times(count.amount, scale)?;
        return Some((sum(amount, &code, &count)?, end + more + longer - at));
    }
    if let Some((minor, longer)) = minor_behind(scan, end + more) {
        let amount = Amount::Point(count.value()?.checked_add(minor)?.normalize());
        return Some((sum(amount, &code, &count)?, end + more + longer - at));
    }
    Some((sum(count.amount, &code, &count)?, end + more - at))
}

/// *75 USD million*: the scale behind a code or sign.
fn scale_of_code(scan: &Scan, count: &Count, unit: usize, at: usize) -> Option<(Decimal, usize)> {
    let is_sign = !scan.is_letters(unit) || is_code(scan.surface(unit));
    let (scale, used) = scan.number(at, NumberRole::Scale)?;
    let is_bare = count.form == Form::Digits && scan.is_letters(at);
    (is_sign && is_bare && !scan.touches_previous(at)).then_some((scale, used))
}

/// *A euro*, *un centavo*, *a dollar and 42 cents*, where no noun goes on with it (*a euro crisis*, *un euro fort*) and the word
/// is no measure (*3 dollars a pound*).
fn single_unit(scan: &Scan, at: usize, unit: usize) -> Option<(Reading, usize)> {
    let count = Count::point(Decimal::ONE, Form::Words, 70);
    let (code, mut value, used) = match minor(scan, unit) {
        Some((code, used)) => (Cow::Borrowed(code), Decimal::new(1, 2), used),
        None => {
            let (code, used) = currency(scan, unit)?;
            (code, Decimal::ONE, used)
        }
    };
    let mut end = unit + used;
    if let Some((minor, more)) = minor_behind(scan, end).filter(|_| value == Decimal::ONE) {
        value = value.checked_add(minor)?.normalize();
        end += more;
    }
    let is_word = scan.is_letters(unit) && !is_code(scan.surface(unit));
    let is_second =
        scan.unit(unit, UnitRole::Duration).is_some() || may_be_weight(scan, unit, used);
    let is_alone = context::is_closed(scan, end) && !scan.is_digits(end);
    let is_alone = is_alone && !(scan.is(end, "-") && scan.touches_previous(end));
    let reading = Reading {
        confidence: 70,
        ..sum(Amount::Point(value), &code, &count)?
    };
    (is_word && !is_second && is_alone && !code.is_empty()).then_some((reading, end - at))
}

/// Whether the word of `n_parts` for a currency at `at` is a weight in its sentence: *weighs 12 pounds*.
fn is_weight(scan: &Scan, at: usize, n_parts: usize) -> bool {
    may_be_weight(scan, at, n_parts) && context::is_meant(scan, at, "weight")
}

/// Whether the word of `n_parts` for a currency at `at` is a measure too: *pound*.
fn may_be_weight(scan: &Scan, at: usize, n_parts: usize) -> bool {
    let unit = scan.unit(at, UnitRole::Unit);
    unit.is_some_and(|(_, used)| used == n_parts)
}

/// A hundredth of a currency at `at`.
fn minor<'a>(scan: &Scan<'a>, at: usize) -> Option<(&'a str, usize)> {
    let found = scan.unit(at, UnitRole::Minor)?;
    // `1080p` are lines of a picture; pence have a mark in thousands.
    let is_letter = scan.surface(at).len() == 1 && scan.touches_previous(at);
    let digits = scan.surface(at.checked_sub(1)?);
    let is_plain = digits.len() > 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    (!is_letter || !is_plain).then_some(found)
}

/// *five euros and 20 cents*: the hundredths behind the currency.
fn minor_behind(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let and = fraction::n_parts_joining(scan, at);
    let (count, used) = amount::single(scan, at + and, false)?;
    let end = at + and + used;
    let end = end + super::of_units(scan, end, &count);
    let used = end - at - and;
    let minor = scan.unit(end, UnitRole::Minor);
    // *Fifteen dollars fifty* and nothing behind it.
    let is_bare = and == 0
        && count.value() >= Some(Decimal::TEN)
        && matches!(scan.kind(end), None | Some(PartKind::Mark))
        && scan.unit(end, UnitRole::Currency).is_none()
        && !scan.touches_previous(end + 1);
    let more = match minor {
        Some((_, more)) => more,
        None if is_bare && matches!(count.form, Form::Digits | Form::Words) => 0,
        None => return None,
    };
    let hundredths = count
        .value()
        .filter(|value| *value < Decimal::ONE_HUNDRED && value.is_integer())?;
    let value = hundredths.checked_mul(Decimal::new(1, 2))?;
    Some((value, and + used + more))
}

/// A sum; `code` may have a factor before it.
fn sum(amount: Amount, code: &str, count: &Count) -> Option<Reading> {
    let (amount, code) = match code.split_once('.') {
        Some((factor, code)) => (amount::times(amount, factor.parse().ok()?)?, code),
        None => (amount, code),
    };
    let currency = (!code.is_empty()).then(|| code.to_owned());
    let confidence = if currency.is_some() { 95 } else { 75 };
    let value = NumberValue::Money { amount, currency };
    Some(Reading::counted(value, count, confidence))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn the_currency_may_stand_before_the_first_end_alone() {
        check(
            "en",
            "It costs between [$5 and 10 million](money between 5000000 10000000 USD).",
        );
        check(
            "nl",
            "Dat kost tussen [€ 5 en € 10 miljoen](money between 5000000 10000000 EUR).",
        );
        check(
            "en",
            "Between [£5](money 5 GBP) and [10](cardinal 10 people) people.",
        );
    }
}

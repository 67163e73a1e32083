//! How many times as many: *doubled*, *twice as many*, *dreimal so viele*, *drie keer zo veel*, *10-fold*; and how many
//! times in one word: *tweemaal*.

use rust_decimal::Decimal;

use super::amount::{self, Form};
use super::context;
use super::fraction;
use super::reading::Reading;
use super::scan::Scan;
use super::words;
use crate::document::{Amount, NumberValue, Op};
use crate::language::number_words::NumberRole;

/// The key of `counted.tsv` under which the words for *times* stand.
const TIMES: &str = "times";

/// Reads a multiple, or a number of times in one word.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let readings = [
        in_one_word(scan, at),
        with_ending(scan, at),
        by_factor(scan, at),
        number_of_times(scan, at),
        once_word(scan, at),
    ];
    readings.into_iter().flatten().max_by_key(|(_, used)| *used)
}

/// *Doubled*, *das Doppelte*; *double* before what is compared.
fn in_one_word(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let double = || {
        let (value, used) = scan.number(at, NumberRole::Double)?;
        let follows = compared(scan, at + used).or_else(|| share_of(scan, at + used));
        follows.map(|_| (value, used))
    };
    let (value, used) = double().or_else(|| scan.number(at, NumberRole::Multiple))?;
    Some((multiple(value, 85), used))
}

/// *Zehnfach*, *tienvoudig*, `10-fold`.
fn with_ending(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    if let Some((count, used)) = amount::single(scan, at, false) {
        let hyphen = super::hyphen(scan, at + used);
        let end = at + used + hyphen;
        let is_glued = hyphen == 1 || scan.is_digits(at);
        let (_, more) = scan
            .number(end, NumberRole::MultipleEnding)
            .filter(|_| is_glued)?;
        return Some((multiple(count.value()?, 90), end + more - at));
    }
    let value = before_ending(scan, at, &scan.words.multiple_endings)?;
    // *Der dreifache Weltmeister*, *viervoudig winnaar*: how often somebody was something.
    let next = at + 1;
    let is_followed = context::is_closed(scan, next)
        || context::moves_at(scan, next)
        || compared(scan, next).is_some();
    is_followed.then(|| (multiple(value, 90), 1))
}

/// The number before one of `endings` in the word at `at`.
fn before_ending(scan: &Scan, at: usize, endings: &[String]) -> Option<Decimal> {
    if endings.is_empty() || !scan.is_letters(at) {
        return None;
    }
    let lower = scan.lower(at);
    let number = |ending: &String| {
        let word = lower.strip_suffix(ending.as_str())?;
        words::value_of(word.trim_end_matches('-'), scan.words)
    };
    let value = endings.iter().find_map(number)?;
    (value > Decimal::ONE).then_some(value)
}

/// *(By) a factor of ten*, *divisé par deux*.
fn by_factor(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (factor, start) = (1..=4.min(at)).rev().find_map(|n_parts| {
        let start = at - n_parts;
        let (factor, used) = scan.number(start, NumberRole::Factor)?;
        (used == n_parts).then_some((factor, start))
    })?;
    // *1 divided by 3* is a sum.
    let before = start.checked_sub(1);
    let is_number = |at: usize| {
        let word = words::cardinal(scan, at).filter(|(word, _)| word.weak.is_none());
        scan.is_digits(at) || word.is_some()
    };
    if before.is_some_and(is_number) {
        return None;
    }
    let (count, used) = amount::single(scan, at, false)?;
    let value = count.value().filter(|value| *value > Decimal::ONE)?;
    let value = match factor.is_sign_negative() {
        true => fraction::ratio(Decimal::ONE, value)?,
        false => value,
    };
    let is_plain = matches!(count.form, Form::Digits | Form::Words);
    let is_plain = is_plain && !context::has_unit(scan, at + used);
    is_plain.then(|| (multiple(value, 80), used))
}

/// *Three times as many*, *drie keer zo veel*, *trois fois plus*: the number with its noun.
fn number_of_times(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (count, used) = amount::read(scan, at)?;
    let is_plain = matches!(count.form, Form::Digits | Form::Words);
    let noun = context::n_parts_counted_as(scan, at + used, TIMES).filter(|_| is_plain)?;
    compared(scan, at + used + noun)?;
    let mut reading = multiple(Decimal::ONE, 90);
    reading.value = NumberValue::Multiple(count.amount);
    reading.op = count.op;
    Some((reading, used + noun))
}

/// *Twice*, *dreimal*: a multiple before what is compared, else how many times.
fn once_word(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (value, used) = times(scan, at)?;
    if compared(scan, at + used).is_some() {
        return Some((multiple(value, 90), used));
    }
    let value = NumberValue::Cardinal(Amount::Point(value));
    Some((Reading::new(value, 80), used))
}

/// The number of parts of the words at `at` that make a multiple of a number of times.
pub fn compared(scan: &Scan, at: usize) -> Option<usize> {
    let found = scan.number(at, NumberRole::Compared);
    found.and_then(|(of, used)| of.is_zero().then_some(used))
}

/// The same for words that do so behind *double* alone: *le double de la moyenne*.
fn share_of(scan: &Scan, at: usize) -> Option<usize> {
    scan.number(at, NumberRole::Compared).map(|(_, used)| used)
}

/// How many times something is so by the word at `at`, and its number of parts: *twice*, *dreimal*.
pub fn times(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let joined = || Some((before_ending(scan, at, &scan.words.times_endings)?, 1));
    scan.number(at, NumberRole::Times).or_else(joined)
}

fn multiple(value: Decimal, confidence: u8) -> Reading {
    Reading {
        value: NumberValue::Multiple(Amount::Point(value)),
        op: Op::Eq,
        confidence,
    }
}

//! Tells numbers from names, codes, scores and phone numbers that are written with digits.

use super::reading::Reading;
use super::scan::Scan;
use crate::document::{Amount, NumberValue};
use crate::language::number_words::{NumberRole, UnitRole};

/// Number of parts to skip where no number can begin: a name that ends with digits (`F-16`, `G20`), a number with more
/// marks than a number has (`1-2-3`, `192.168.0.1/24`).
pub fn name(scan: &Scan, at: usize) -> Option<usize> {
    if !scan.is_digits(at) {
        return None;
    }
    if scan.is_name_tail(at) && !is_behind_unit(scan, at) {
        return Some(rest_of_name(scan, at));
    }
    chain(scan, at)
}

/// A currency or unit glued before the number: `CHF50`.
fn is_behind_unit(scan: &Scan, at: usize) -> bool {
    let units = [UnitRole::Currency, UnitRole::AgeBefore];
    units
        .into_iter()
        .any(|role| scan.unit(at - 1, role).is_some())
        && !scan.touches_previous(at - 1)
}

/// The parts from `at` on that touch each other.
fn rest_of_name(scan: &Scan, at: usize) -> usize {
    let mut end = at + 1;
    while scan.touches_previous(end)
        && (scan.is_letters(end) || scan.is_digits(end) || scan.is(end, "-"))
    {
        end += 1;
    }
    end - at
}

/// Four or more numbers joined by marks, or three that are no date: a phone number, code or list of results.
fn chain(scan: &Scan, at: usize) -> Option<usize> {
    let mut end = at + 1;
    let mut n_numbers = 1;
    while matches!(scan.surface(end), "-" | "/" | "." | ":" | "‑" | "–")
        && scan.touches_previous(end)
        && scan.touches_previous(end + 1)
        && scan.is_digits(end + 1)
    {
        end += 2;
        n_numbers += 1;
    }
    let is_date = n_numbers == 3 && super::calendar::read(scan, at, None).is_some();
    (n_numbers >= 3 && !is_date).then_some(end - at)
}

/// Whether a plain number at `at` is a number, and not the label of a thing, a score, or the number of a list item.
pub fn allows(scan: &Scan, at: usize, used: usize, reading: &Reading) -> bool {
    let end = at + used;
    match &reading.value {
        NumberValue::Cardinal(amount) => {
            !is_label(scan, at, end)
                && !is_score(scan, at, end, amount)
                && !is_list_number(scan, at, end)
                && !is_code(scan, at, end)
        }
        NumberValue::Ordinal(_) => !is_list_number(scan, at, end) && !is_regnal(scan, at),
        NumberValue::Quantity { .. } => !is_label(scan, at, end) || reading.confidence > 90,
        NumberValue::Date(_) => !is_title(scan, at, end),
        NumberValue::Percent { .. }
        | NumberValue::Money { .. }
        | NumberValue::Age { .. }
        | NumberValue::Temperature { .. }
        | NumberValue::Time { .. }
        | NumberValue::Duration { .. } => true,
    }
}

/// *Boeing 737*, *page 3*, *Tesla 3*: a short number behind a word that is numbered, or behind a name.
fn is_label(scan: &Scan, at: usize, end: usize) -> bool {
    if !scan.is_digits(at) || end != at + 1 || at == 0 {
        return false;
    }
    if scan.number_ends_before(at, NumberRole::Label) || scan.is(at - 1, "#") {
        return true;
    }
    let is_short = scan.surface(at).len() <= 3;

    is_short
        && !scan.profile.nouns_capitalized
        && at > 1
        && scan.is_letters(at - 1)
        && scan.is_capitalized(at - 1)
        && !scan
            .profile
            .function_words
            .contains(scan.lower(at - 1).as_ref())
        && (!scan.is_letters(at + 1)
            || (scan.is_capitalized(at + 1) || !super::context::counts_known(scan, at + 1))
                && scan
                    .profile
                    .function_words
                    .contains(scan.lower(at + 1).as_ref()))
}

/// `2-1`, and small ranges that count nothing: results of games.
fn is_score(scan: &Scan, at: usize, end: usize, amount: &Amount) -> bool {
    let touches =
        |at: usize| matches!(scan.surface(at), "-" | "–" | ":" | "/") && scan.touches_previous(at);
    let glued_before =
        at > 1 && touches(at - 1) && scan.touches_previous(at) && scan.is_digits(at - 2);
    let glued_behind = touches(end) && scan.touches_previous(end + 1) && scan.is_digits(end + 1);
    let is_small_range = match amount {
        Amount::Range { low, high } => {
            let has_dash = (at..end).any(|part| matches!(scan.surface(part), "-" | "–"));
            has_dash
                && *high < 20.into()
                && *low < 20.into()
                && !super::context::counts_known(scan, end)
        }
        Amount::Point(_) => false,
    };
    scan.is_digits(at) && (glued_before || glued_behind || is_small_range)
}

/// A number that begins a line and is followed by a full stop or bracket.
fn is_list_number(scan: &Scan, at: usize, end: usize) -> bool {
    let is_first = at == 0 && scan.is_digits(0);
    is_first
        && (end - at == 2 && scan.is(1, ".")
            || end == 1
                && matches!(scan.surface(1), "." | ")")
                && scan.touches_previous(1)
                && scan.len() > 2)
}

/// *the Sunday Times*: a day's name between an article and another name.
fn is_title(scan: &Scan, at: usize, end: usize) -> bool {
    let is_weekday = end == at + 1 && super::calendar::weekday(scan, at).is_some();
    let between =
        at > 0 && scan.number(at - 1, NumberRole::Determiner).is_some() && scan.is_capitalized(end);
    is_weekday && between && !scan.profile.nouns_capitalized
}

/// Digits glued to letters or signs that are no unit: `4x4`, `3D`, `#5`, `1080p`.
fn is_code(scan: &Scan, at: usize, end: usize) -> bool {
    let sign_before = at > 0
        && scan.touches_previous(at)
        && matches!(
            scan.surface(at - 1),
            "#" | "_" | "@" | "/" | "*" | "§" | "&"
        );
    let sign_before = sign_before
        || scan.is(at.wrapping_sub(1), "=")
            && scan.touches_previous(at)
            && at > 1
            && scan.is_letters(at - 2);
    let sign_behind =
        scan.touches_previous(end) && matches!(scan.surface(end), "&" | "_" | "@" | "*");
    let has_ending = super::case_ending(scan, end) > 0;
    let letters_behind = scan.is_digits(end - 1)
        && scan.touches_previous(end)
        && scan.is_letters(end)
        && !has_ending;
    let word_behind = scan.is_digits(end - 1)
        && !has_ending
        && super::hyphen(scan, end) == 1
        && scan.surface(end + 1).chars().count() < 3;
    sign_before || sign_behind || letters_behind || word_behind
}

/// *Karl III.*, *Friedrich der 2.*: left to names.
fn is_regnal(scan: &Scan, at: usize) -> bool {
    at > 1
        && scan.is_digits(at)
        && scan.is_capitalized(at - 1)
        && !scan.profile.nouns_capitalized
        && scan.is_letters(at - 1)
}

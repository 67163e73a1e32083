//! How old: *aged 34*, *34-year-old*, *34-jährige*, *34 Jahre alt*, *sechsjährige*.

use super::amount::{self, Count, Form};
use super::context;
use super::reading::Reading;
use super::scan::Scan;
use super::words;
use crate::document::{Amount, NumberValue};
use crate::language::number_words::{TimeRole, UnitRole};

/// Reads an age.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    joined(scan, at)
        .or_else(|| with_unit(scan, at))
        .or_else(|| behind_word(scan, at))
        .or_else(|| behind_name(scan, at))
        .or_else(|| in_brackets(scan, at))
}

/// *Anna Berg (34)*: a number of two digits alone in brackets behind two names, where the language writes ages so.
fn in_brackets(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let first_name = at.checked_sub(3)?;
    let is_enclosed = scan.unit(at - 1, UnitRole::AgeBracket).is_some()
        && scan.is(at + 1, ")")
        && scan.is_digits(at)
        && scan.surface(at).len() == 2
        && !scan.surface(at).starts_with('0');
    let is_name = |at: usize| {
        let has_small = scan.surface(at).chars().skip(1).any(char::is_lowercase);
        let function_words = &scan.profile.function_words;
        scan.is_letters(at)
            && scan.is_capitalized(at)
            && has_small
            && !function_words.contains(scan.lower(at).as_ref())
    };
    if !is_enclosed || !is_name(first_name) || !is_name(first_name + 1) {
        return None;
    }
    let (count, _) = amount::single(scan, at, false)
        .filter(|(count, used)| *used == 1 && count.form == Form::Digits)?;
    Some((age(&count, "a", 65), 1))
}

/// A count with *-jährige* or *years old* behind it.
fn with_unit(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (count, used) = amount::read(scan, at)?;
    let end = at + used + super::hyphen(scan, at + used);
    if let Some((code, more)) = scan.unit(end, UnitRole::Aged) {
        return Some((age(&count, code, 95), end + more - at));
    }
    let end = end + super::of_units(scan, end, &count);
    let (code, more) = scan.unit(end, UnitRole::Duration)?;
    if let Some((_, old)) = scan.unit(end + more, UnitRole::Old) {
        return Some((age(&count, code, 95), end + more + old - at));
    }
    let is_had = code == "a"
        && (is_had(scan, at)
            || is_said(scan, at, end, end + more)
            || is_apposition(scan, at, end + more))
        && count.value() <= Some(130.into());
    is_had.then(|| (age(&count, code, 80), end + more - at))
}

/// *, di 45 anni,*: between commas behind the word for *of*.
fn is_apposition(scan: &Scan, at: usize, end: usize) -> bool {
    let is_of = at > 1
        && scan
            .number(at - 1, crate::language::number_words::NumberRole::Of)
            .is_some();
    is_of && scan.is(at - 2, ",") && matches!(scan.surface(end), "," | ".")
}

/// Whether a verb of having stands before the length of time at `at`, with one word between at most: *tiene solo 29
/// años*.
fn is_had(scan: &Scan, at: usize) -> bool {
    (1..=2.min(at)).any(|n_parts| scan.unit(at - n_parts, UnitRole::AgeVerb).is_some())
}

/// *Hij is (pas) 29 jaar.*: behind somebody, with a closed-class word between at most, and nothing goes on with it; the
/// unit is at `unit..end`.
fn is_said(scan: &Scan, at: usize, unit: usize, end: usize) -> bool {
    let is_behind = (1..=4.min(at)).any(|n_parts| {
        let Some((forms, used)) = scan.unit(at - n_parts, UnitRole::AgeSubject) else {
            return false;
        };
        let is_next = used == n_parts;
        let has_word_between = used + 1 == n_parts && context::is_closed(scan, at - 1);
        let lower = scan.lower(unit);
        let is_form = forms.is_empty() || forms.split(' ').any(|form| form == lower);
        is_form && (is_next || has_word_between)
    });
    // *Er ist 29 Jahre im Amt*
    let prepositions = &scan.profile.speech.prepositions;
    let goes_on = prepositions.contains(scan.lower(end).as_ref())
        || !context::is_closed(scan, end)
        || scan.is_digits(end);
    let is_ago = scan.time(end, TimeRole::AgoAfter).is_some();
    is_behind && !is_ago && !goes_on
}

/// *aged 34*, *age 7*: the number alone is the span.
fn behind_word(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let follows = (1..=4.min(at)).any(|n_parts| {
        scan.unit(at - n_parts, UnitRole::AgeBefore)
            .is_some_and(|(_, used)| used == n_parts)
    });
    if !follows {
        return None;
    }
    let (count, used) = amount::read(scan, at)?;
    let is_plausible = match count.amount {
        Amount::Point(value) => value <= 130.into(),
        Amount::Range { high, .. } => high <= 130.into(),
    };
    let is_number = !matches!(count.form, Form::Article | Form::Vague | Form::Fraction);
    let used = used + super::of_units(scan, at + used, &count);
    let duration = scan.unit(at + used, UnitRole::Duration);
    let code = duration.map_or("a", |(code, _)| code);
    let more = duration.map_or(0, |(_, more)| more);
    (is_plausible && is_number).then(|| (age(&count, code, 90), used + more))
}

/// *Sarah Palin, 29, of Wasilla*, *Track Palin, 26 jaar,*: a number of two digits between commas behind a name.
fn behind_name(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let first_name = at.checked_sub(3)?;
    let unit = scan
        .unit(at + 1, UnitRole::Duration)
        .filter(|(code, _)| *code == "a")
        .map_or(0, |(_, used)| used);
    let end = at + 1 + unit;
    let is_between = scan.is(at - 1, ",") && scan.is(end, ",") && scan.surface(at).len() == 2;
    let is_name =
        scan.is_capitalized(at - 2) && scan.is_letters(at - 2) && scan.is_letters(first_name);
    let is_calendar = super::calendar::month(scan, at - 2)
        .or_else(|| super::calendar::weekday(scan, at - 2))
        .is_some();
    let may_be_noun = scan.profile.nouns_capitalized && unit == 0;
    if may_be_noun || !is_between || !is_name || is_calendar || !scan.is_digits(at) {
        return None;
    }
    let (count, used) = amount::single(scan, at, false)
        .filter(|(count, used)| *used == 1 && count.form == Form::Digits)?;
    Some((age(&count, "a", 75), used + unit))
}

/// *sechsjährige*: a number word with the ending of an age.
fn joined(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    if !scan.is_letters(at) {
        return None;
    }
    let lower = scan.lower(at);
    scan.words.age_endings.iter().find_map(|(ending, code)| {
        let word = lower
            .strip_suffix(ending.as_str())
            .filter(|word| !word.is_empty())?;
        let value = words::value_of(word, scan.words)?;
        let count = Count::point(value, Form::Words, 90);
        Some((age(&count, code, 95), 1))
    })
}

fn age(count: &Count, code: &str, confidence: u8) -> Reading {
    let value = NumberValue::Age {
        amount: count.amount,
        unit: code.to_owned(),
    };
    Reading::counted(value, count, confidence)
}

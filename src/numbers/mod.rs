//! Finds numbers: counts, shares, sums, measures, ages, dates and times, in digits and in words.
//!
//! One grammar serves all languages; the words are rows of `data/languages/CODE/`:
//!
//! | file | columns | what |
//! | --- | --- | --- |
//! | `numbers.tsv` | `surface, role, value` | what numbers are made of; roles are those of [`NumberRole`], `value` is a decimal, of `few` two |
//! | `units.tsv` | `surface, role, code` | percent, currencies (ISO 4217), units (UCUM), lengths of time, ages, rates; roles are those of [`UnitRole`] |
//! | `currencies.tsv` | `surface, code` | further names of currencies, of two words or more (Unicode CLDR) |
//! | `modifiers.tsv` | `surface, role, value` | `before`, `before_measure`, `after` with `eq approx gt ge lt le`; `bound_before`, `bound_after`, `bound_close` of dates and times, with an op; `open`, `from`, `link`, `link_open`, `close` of ranges; `moves` with `up down level`; `number_of` |
//! | `counted.tsv` | `surface, key` | what is counted, a row for each form; the key is the same in every language |
//! | `times.tsv` | `surface, role, value` | words of clock and calendar; roles are those of [`TimeRole`] |
//!
//! `data/currencies.tsv` (`surface, role, code`) and `data/units.tsv` (`surface, role, code, base, factor`: a quantity is
//! `factor` times as many of the base unit) hold the symbols that all languages share. A phrase in lower case of three
//! letters or more is found in any case, another only as it is written; final full stops do not count.
//!
//! A recogniser looks at a position of a sentence and answers with what it reads there and how many parts that has; the
//! longest reading wins, and of two that are as long the one that stands first in the list of `longest`.
//!
//! [`NumberRole`]: crate::language::number_words::NumberRole
//! [`UnitRole`]: crate::language::number_words::UnitRole
//! [`TimeRole`]: crate::language::number_words::TimeRole

mod age;
mod amount;
mod bare_day;
mod bound;
mod calendar;
mod cardinal;
mod compose;
mod context;
mod date_and_time;
mod digits;
mod dual;
mod duration;
mod fraction;
mod holiday;
pub mod label;
mod money;
mod multiple;
mod names;
mod numeric_date;
mod offset;
mod ordinal;
mod outcome;
mod percent;
mod quantity;
mod range;
mod reading;
mod relative;
mod resolve;
mod scan;
mod set;
mod stretch;
mod time;
mod vague;
mod within;
mod words;

use rust_decimal::Decimal;

use crate::document::{
    Amount, Confidence, Mention, NumberMention, NumberValue, PartialDate, Sentence, Token,
};
use crate::language::LanguageProfile;
use crate::language::number_words::{NumberRole, Start, Table, TimeRole, UnitRole};
use crate::stem::WordForms;
use crate::text::{Span, lower_case};
use crate::tokenize::{Part, PartKind, parts};
use amount::{Count, Form};
use context::Place;
use reading::Reading;
use scan::Scan;

/// A number below this certainty should be looked at by a person.
const SURE: u8 = 70;

/// Finds the numbers in `text`, written in digits or in words.
///
/// `sentences`, `tokens` and `forms` are those of `text`; `anchor` is the day, month or year of publication, against
/// which *yesterday* and *Monday* are placed. Mentions come in order of their start, do not overlap and lie in one
/// sentence each.
#[must_use]
pub fn find(
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
    forms: &WordForms,
    profile: &LanguageProfile,
    anchor: Option<PartialDate>,
) -> Vec<NumberMention> {
    let mut mentions = Vec::new();
    for sentence in sentences {
        let range = sentence.tokens.clone();
        let Some(tokens) = tokens.get(range.clone()) else {
            continue;
        };
        let parts = without_possessives(text, parts(text, tokens, range.start), profile);
        let written = scan::in_ascii(text, &parts, profile);
        find_in(
            &Scan::new(text, &parts, &written, forms, profile),
            anchor,
            &mut mentions,
        );
    }
    mentions
}

/// Leaves out the counts, places in a row and lengths of time that are parts of names: *Tweede Kamer*, *60 Minutes*, *Second
/// World War*. The `mentions` come in order of their spans and do not overlap.
pub fn leave_out_parts_of_names(numbers: &mut Vec<NumberMention>, mentions: &[Mention]) {
    let is_of_name = |number: &NumberMention| {
        let begin_before =
            mentions.partition_point(|mention| mention.span.start() <= number.span.start());
        let last = mentions[..begin_before].last();
        last.is_some_and(|mention| mention.span.contains(number.span))
    };
    numbers.retain(|number| {
        let may_be_of_name = matches!(
            number.value,
            NumberValue::Cardinal(_) | NumberValue::Ordinal(_) | NumberValue::Duration { .. }
        );
        !(may_be_of_name && is_of_name(number))
    });
}

/// `parts`, of which the words of clock and calendar with a possessive ending are cut before that: *Monday's*.
fn without_possessives(text: &str, parts: Vec<Part>, profile: &LanguageProfile) -> Vec<Part> {
    let cut = |part: &Part| {
        let surface = part.span.of(text);
        let base = surface.strip_suffix(['s', 'S'])?;
        let base = base.strip_suffix(crate::tokenize::is_apostrophe)?;
        let is_known = |word: &str| {
            let firsts = profile.number_words.firsts_of(&lower_case(word));
            firsts[Table::Times as usize] > 0 || firsts[Table::Calendar as usize] > 0
        };
        // *The China Daily's reporter*
        let rows = profile
            .number_words
            .times
            .get(std::iter::once((base, base)));
        let lower = lower_case(base);
        let rows = rows.or_else(|| {
            let words = (lower.as_str(), lower.as_str());
            profile.number_words.times.get(std::iter::once(words))
        });
        let is_set =
            rows.is_some_and(|(rows, _)| rows.iter().any(|(role, _)| *role == TimeRole::Set));
        // *Valentine's* stands in the list itself.
        let is_cut =
            part.kind == PartKind::Letters && is_known(base) && !is_set && !is_known(surface);
        is_cut.then(|| part.span.start() + base.len())
    };
    if profile.apostrophe_before_endings || !parts.iter().any(|part| cut(part).is_some()) {
        return parts;
    }
    let both = |part: Part| {
        let middle = cut(&part).unwrap_or(part.span.end());
        let half = |start: usize, end: usize| Part {
            span: Span::new(start, end),
            is_whole: part.is_whole && middle == part.span.end(),
            ..part
        };
        let ending = (middle < part.span.end()).then(|| half(middle, part.span.end()));
        std::iter::once(half(part.span.start(), middle)).chain(ending)
    };
    parts.into_iter().flat_map(both).collect()
}

fn find_in(scan: &Scan, anchor: Option<PartialDate>, mentions: &mut Vec<NumberMention>) {
    let n_before = mentions.len();
    let mut at = 0;
    while at < scan.len() {
        if let Some(skipped) = names::name(scan, at) {
            at += skipped;
            continue;
        }
        let reading = may_start(scan, at)
            .then(|| range::read(scan, at, anchor))
            .flatten()
            .or_else(|| range::from_now(scan, at, anchor));
        let Some((reading, used)) = reading else {
            at += 1;
            continue;
        };
        if names::allows(scan, at, used, &reading) {
            let place = Place {
                from: at,
                to: at + used,
            };
            let (mut mention, n_behind) = mention(scan, place, reading);
            if is_bare(&mention) && context::stands_against(scan, place) {
                take_counted(&mut mention, &mentions[n_before..]);
            }
            range::push_closed(scan, mentions, mention, at);
            at += n_behind;
        }
        at += used.max(1);
    }
}

/// Whether it is not told what a count counts.
fn is_bare(mention: &NumberMention) -> bool {
    is_cardinal(&mention.value) && mention.what.is_none() && mention.what_key.is_empty()
}

/// Lets a count be of the same as the last one before it in its sentence.
fn take_counted(mention: &mut NumberMention, before: &[NumberMention]) {
    let is_count = |other: &&NumberMention| is_cardinal(&other.value);
    if let Some(other) = before.iter().rev().find(is_count) {
        mention.what = other.what;
        mention.what_key = other.what_key.clone();
    }
}

/// Whether a number can begin at `at`; rules out most words without trying the recognisers.
fn may_start(scan: &Scan, at: usize) -> bool {
    if scan.is_digits(at) {
        return true;
    }
    let (lower, words) = (scan.lower(at), scan.words);
    let (lower, surface) = (lower.as_ref(), scan.surface(at));
    if !scan.is_letters(at) {
        return words.starts.contains(surface)
            || matches!(surface, "-" | "−" | "–" | "+" | "%")
            || digits::below_one(scan, at).is_some()
            || fraction::is_glyph(surface);
    }
    let stands = |start: Start, used: usize| match start {
        Start::Always => true,
        Start::WithNext => {
            // *mid-2020*
            let hyphen = usize::from(scan.is(at + used, "-") && scan.touches_previous(at + used));
            goes_on(scan, at + used + hyphen) || scan.number(at + used, NumberRole::OutOf).is_some()
        }
        Start::Never => false,
    };
    let mut numbers = scan.all(&words.numbers, at);
    let mut times = scan.all(&words.times, at);
    let is_unit = |written: &str| {
        let written = written.trim_end_matches('.');
        let has_mark = !written.is_ascii() && written.ends_with(crate::tokenize::is_apostrophe);
        words.starts.contains(written)
            || has_mark && {
                let mut plain = String::new();
                crate::tokenize::push_normalized(&mut plain, written);
                words.starts.contains(&plain)
            }
    };
    numbers.any(|(rows, used)| rows.iter().any(|(role, _)| stands(role.start(), used)))
        || times.any(|(rows, used)| {
            rows.iter().any(|(role, value)| {
                let is_weekend = *role == TimeRole::Stretch && value == "weekend";
                is_weekend || stands(role.start(), used)
            })
        })
        || scan.begins(at, Table::Few)
        || scan.begins(at, Table::Units)
            && (is_unit(lower) || is_unit(surface) || duration::may_be_one(scan, at))
        || scan.begins(at, Table::Calendar)
        || words.has_percent_first && scan.unit(at, UnitRole::Percent).is_some()
        || words::may_be_joined(lower, words) && is_joined(scan, at, lower)
        || relative::may_be_joined(scan, lower)
        || stretch::is_roman(surface)
        || stretch::may_be_short(scan, at)
        || money::scaled_code(scan, at).is_some()
}

/// Whether a word is joined of pieces of numbers, with an ending of ages or decades or not.
fn is_joined(scan: &Scan, at: usize, lower: &str) -> bool {
    let words = scan.words;
    let has_ending = |ending: &str| lower.ends_with(ending);
    words::cardinal(scan, at).is_some()
        || words::ordinal(scan, at).is_some()
        || words
            .age_endings
            .iter()
            .chain(&words.lasting_endings)
            .any(|(ending, _)| has_ending(ending))
        || words
            .multiple_endings
            .iter()
            .chain(&words.times_endings)
            .any(|ending| has_ending(ending))
        || words
            .decade_endings
            .iter()
            .any(|(ending, _)| has_ending(ending))
}

/// Whether a digit or a word of the grammar stands at `at`.
fn goes_on(scan: &Scan, at: usize) -> bool {
    let tables = [Table::Numbers, Table::Units, Table::Times, Table::Calendar];
    scan.is_digits(at)
        || tables.into_iter().any(|table| scan.begins(at, table))
        || words::may_be_joined(&scan.lower(at), scan.words)
        || stretch::is_roman(scan.surface(at))
}

/// The longest reading of one recogniser at `at`.
fn longest(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let readings = [
        money::read(scan, at),
        percent::read(scan, at),
        multiple::read(scan, at),
        set::read(scan, at),
        age::read(scan, at),
        quantity::temperature(scan, at),
        time::read(scan, at),
        calendar::read(scan, at, anchor),
        relative::read(scan, at, anchor),
        within::read(scan, at, anchor),
        duration::read(scan, at),
        quantity::read(scan, at),
        stretch::read(scan, at, anchor),
        dual::read(scan, at),
        ordinal::read(scan, at),
        cardinal::read(scan, at),
    ];
    let mut best: Option<(Reading, usize)> = None;
    for (reading, used) in readings.into_iter().flatten() {
        if best.as_ref().is_none_or(|(_, longest)| used > *longest) {
            best = Some((reading, used));
        }
    }
    best.filter(|(_, used)| *used > 0 && at + used <= scan.len())
}

fn mention(scan: &Scan, place: Place, reading: Reading) -> (NumberMention, usize) {
    let mut mention = NumberMention {
        span: scan.span_without_stop(place.from, place.to),
        value: reading.value,
        op: reading.op,
        modifier: None,
        what: None,
        what_key: Box::default(),
        per: Box::default(),
        direction: None,
        confidence: Confidence::new(reading.confidence),
        review: reading.confidence < SURE,
    };
    let n_behind = context::add(scan, place, &mut mention);
    (mention, n_behind)
}

/// 1 if a hyphen joins the number that ends before `at` to a word, as in *34-jährige*.
fn hyphen(scan: &Scan, at: usize) -> usize {
    let is_hyphen = matches!(scan.surface(at), "-" | "‐" | "‑");
    usize::from(
        is_hyphen
            && scan.touches_previous(at)
            && scan.touches_previous(at + 1)
            && scan.is_letters(at + 1),
    )
}

/// Whether the part is an apostrophe with *s*, as in *2019's*.
fn is_possessive_mark(scan: &Scan, at: usize) -> bool {
    let mark = scan.surface(at).strip_suffix('s');
    mark.is_some_and(|mark| !mark.is_empty() && mark.chars().all(crate::tokenize::is_apostrophe))
}

/// The number of parts of an ending of case that hangs on the digits before `at`: `-nek`, `:ssä`, `'da`.
fn case_ending(scan: &Scan, at: usize) -> usize {
    if at == 0 || !scan.is_digits(at - 1) || !scan.touches_previous(at) {
        return 0;
    }
    let ends =
        |at: usize| !scan.touches_previous(at) || !scan.is_letters(at) && !scan.is_digits(at);
    let has_apostrophe = scan.surface(at).starts_with(crate::tokenize::is_apostrophe);
    if has_apostrophe && scan.profile.apostrophe_before_endings {
        let used = if scan.surface(at).chars().count() > 1 {
            1
        } else {
            2
        };
        let is_ending = scan.is_letters(at + used - 1) && ends(at + used);
        return if is_ending { used } else { 0 };
    }
    let is_mark = matches!(scan.surface(at), "-" | "‑" | "–" | ":");
    let ending = scan
        .number(at + 1, NumberRole::CaseEnding)
        .filter(|(_, used)| is_mark && scan.touches_previous(at + 1) && ends(at + 1 + used));
    ending.map_or(0, |(_, used)| 1 + used)
}

/// Length of the *of* between a vague count or fraction and its unit: *billions of dollars*.
fn of_units(scan: &Scan, at: usize, count: &Count) -> usize {
    let value = match count.amount {
        Amount::Point(value) => value,
        Amount::Range { high, .. } => high,
    };
    // *Dos millones de euros*.
    let is_large = || value >= 1_000_000.into();
    let takes_of = matches!(count.form, Form::Vague | Form::Fraction) || is_large();
    // *34 de ani*: from the value of its row on the word stands before every unit.
    let is_usual = |from: &Decimal| !from.is_zero() && value >= *from;
    let of = scan
        .number(at, NumberRole::Of)
        .filter(|(from, _)| takes_of || is_usual(from))
        .map_or(0, |(_, used)| used);
    let article = scan
        .number(at + of, NumberRole::Article)
        .filter(|_| takes_of)
        .map_or(0, |(_, used)| used);
    of + article
}

/// Whether a value is a plain count.
fn is_cardinal(value: &NumberValue) -> bool {
    matches!(value, NumberValue::Cardinal(_))
}

#[cfg(test)]
mod tests;

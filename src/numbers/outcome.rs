//! What befell the people that a number counts: at least 384 people *were killed*.
//!
//! `outcomes.tsv` has the words. One counts where nothing that could be of somebody else stands between it and the people
//! or the bare number: behind them in their clause, or right before them.

use super::context::{counts_people, has_number, is_article, is_closed, is_preposition};
use super::scan::Scan;
use crate::language::number_words::{ModifierRole, NumberRole};

/// What befell somebody, and the words that say so.
pub struct Outcome<'a> {
    /// Key of the outcome, as those of what is counted.
    pub key: &'a str,
    /// First part of the words.
    pub from: usize,
    /// The part behind the last.
    pub to: usize,
}

/// So many parts stand at most between the people and what befell them.
const FAR: usize = 6;
/// The same where verbs stand last.
const FAR_WITH_VERBS_LAST: usize = 14;
/// So many other words stand at most between them: 540 people were *seriously* injured.
const ADVERBS: usize = 2;
/// Parts of the longest phrase.
const LONGEST: usize = 4;
/// So many parts before a verb may deny it.
const DENIED: usize = 3;

/// What befell the people that are told in the parts `from..to`; a bare number has no noun, and `to` is behind it.
pub fn of<'a>(scan: &Scan<'a>, from: usize, to: usize) -> Option<Outcome<'a>> {
    let found = behind(scan, to).filter(|_| !is_denied_before(scan, from));
    found.or_else(|| before(scan, from))
}

/// What befell those that end before the part `to`.
fn behind<'a>(scan: &Scan<'a>, to: usize) -> Option<Outcome<'a>> {
    let verbs_last = scan.profile.verbs_last;
    let far = if verbs_last { FAR_WITH_VERBS_LAST } else { FAR };
    let relative = relative(scan, to);
    // A relative clause tells it at once.
    let may_be_far = verbs_last && relative == 0;
    let mut n_others = 0;
    let mut at = to + relative;
    while at < scan.len() && at <= to + far {
        if let Some((outcome, used)) = outcome_at(scan, at) {
            let (from, to) = (at, at + used);
            let is_last = n_others == 0 || !may_be_far || is_closed(scan, to);
            let is_own = is_last && !has_object(scan, to) && !is_denied(scan, to);
            let key = outcome.filter(|_| is_own)?;
            return Some(Outcome { key, from, to });
        }
        // *12 of them*
        let of = scan.n_parts_of_number(at, NumberRole::Of);
        if of > 0 && at == to && is_closed(scan, at + of) {
            at += of;
            continue;
        }
        if ends_clause(scan, at) || !may_be_far && is_preposition(scan, at) {
            return None;
        }
        let is_other = !is_closed(scan, at);
        n_others += usize::from(is_other);
        if !may_be_far && (n_others > ADVERBS || n_others > 0 && !is_other) {
            return None;
        }
        at += 1;
    }
    None
}

/// The number of parts that open a relative clause at `at`: *11 people, who drowned*, *5 personas que murieron*.
fn relative(scan: &Scan, at: usize) -> usize {
    let is_that = |at: usize| scan.profile.speech.that.contains(scan.lower(at).as_ref());
    let is_pronoun = |at: usize| {
        let is_word = scan.is_letters(at) && is_closed(scan, at) && !is_preposition(scan, at);
        is_word && (is_that(at) || !ends_clause(scan, at))
    };
    match scan.is(at, ",") {
        true if is_pronoun(at + 1) => 2,
        _ => usize::from(is_that(at)),
    }
}

/// What befell those whose phrase begins at the part `from`: the quake *killed* 384 people.
fn before<'a>(scan: &Scan<'a>, from: usize) -> Option<Outcome<'a>> {
    let ends_at = |to: usize| {
        (to.saturating_sub(LONGEST)..to).find_map(|start| {
            let (key, used) = outcome_at(scan, start)?;
            let from = start;
            (start + used == to).then_some(Outcome {
                key: key?,
                from,
                to,
            })
        })
    };
    // *Detuvo a 33 personas*, *under natten grep polisen 31 personer*.
    let between = from.checked_sub(1).filter(|&at| {
        let is_object = scan.profile.object_preposition == scan.lower(at);
        let is_part = || !scan.profile.verbs_last && !is_preposition(scan, at);
        is_object || is_part() && !ends_clause(scan, at)
    });
    let found = ends_at(from).or_else(|| ends_at(between?))?;
    (!is_denied_before(scan, found.from)).then_some(found)
}

/// Whether a word shortly before `at` says that it did not happen.
fn is_denied_before(scan: &Scan, at: usize) -> bool {
    let near = (at.saturating_sub(DENIED)..at).rev();
    near.take_while(|&at| !ends_clause(scan, at))
        .any(|at| is_denied(scan, at))
}

/// Whether a word at `at` says that it did not happen: *skadades inte*.
fn is_denied(scan: &Scan, at: usize) -> bool {
    matches!(outcome_at(scan, at), Some((None, _)))
}

/// The outcome at `at`, `None` for what says that there was none, and its number of parts.
fn outcome_at<'a>(scan: &Scan<'a>, at: usize) -> Option<(Option<&'a str>, usize)> {
    if !scan.is_letters(at) {
        return None;
    }
    // *Verletzte*: a noun.
    let is_noun = scan.profile.nouns_capitalized && scan.is_capitalized(at) && at > 0;
    let found = scan.phrase(&scan.words.outcomes, at, |key| Some(key.as_deref()))?;
    (!is_noun).then_some(found)
}

/// Whether what is told at `at` is not of those before it any more.
fn ends_clause(scan: &Scan, at: usize) -> bool {
    let joins = || {
        let and = [
            NumberRole::And,
            NumberRole::AndMeasure,
            NumberRole::AndUnits,
        ];
        let is_and = and.iter().any(|role| scan.number(at, *role).is_some());
        let link = |role| matches!(role, ModifierRole::Link | ModifierRole::LinkOpen);
        is_and || scan.modifier(at, |role| link(role).then_some(())).is_some()
    };
    !scan.is_letters(at) || joins() || opens_clause(scan, at) || has_number(scan, at, at + 1)
}

/// Whether a subordinate clause begins at `at`.
fn opens_clause(scan: &Scan, at: usize) -> bool {
    let (speech, first) = (&scan.profile.speech, scan.lower(at));
    if speech.that.contains(first.as_ref()) {
        return true;
    }
    if !speech.subordinators.begin_with(&first) {
        return false;
    }
    let mut phrase = first.into_owned();
    (1..=LONGEST).any(|n| {
        let is_one = speech.subordinators.contains(&phrase);
        phrase = format!("{phrase} {}", scan.lower(at + n));
        is_one
    })
}

/// Whether the outcome that ends before `at` is that of others, behind it: people, or what is not said, are counted there
/// (*injured at least 540*, but not *evacuated to 24 centres*), or its preposition is of them.
fn has_object(scan: &Scan, at: usize) -> bool {
    let modifier = scan.modifier(at, |role| match role {
        ModifierRole::Before(_) => Some(()),
        _ => None,
    });
    let from = at + modifier.map_or(0, |((), used)| used);
    // *Took the lives of*
    let is_open = is_preposition(scan, at - 1) && scan.is_letters(at) && !is_preposition(scan, at);
    let number = super::amount::read(scan, from).filter(|_| !is_article(scan, from));
    is_open
        || number.is_some_and(|(_, used)| {
            let end = from + used;
            let of = scan.n_parts_of_number(end, NumberRole::Of);
            is_closed(scan, end) || counts_people(scan, end + of)
        })
}

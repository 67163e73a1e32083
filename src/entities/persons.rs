//! Names of persons by their shape: a given name and what follows, a title and what follows.

use std::ops::Range;

use super::Pattern;
use super::guard::is_title;
use super::person_words::{
    MIN_GIVEN, MIN_SURNAME, has_given_count, is_given_name, is_initial, is_known_surname,
    is_name_like, is_office, is_other_name, is_rather_given, is_regnal_number, particle,
};
use super::words::{Case, Words};
use crate::document::{EntityType, SectionKind};
use crate::language::RoleKind;
use crate::resources::weights::SpanFeature;

/// How often a word must be a name to be one on its own.
const MIN_LONE: u16 = 15;
/// How often a word must be a given name to make a name with a noun-like word after it.
const MIN_GIVEN_ALONE: u16 = 300;
/// How often a word must be a given name for a case of it to begin a name where a sentence begins.
const MIN_GIVEN_OF_FORM: u16 = 2000;
const MAX_NAME_TOKENS: usize = 6;

/// Names of persons by their shape, in order of start.
pub(super) fn find(words: &Words) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for sentence in words.sentences {
        let mut idx = sentence.tokens.start;
        while idx < sentence.tokens.end {
            let found = full_name(words, idx, sentence.tokens.end)
                .or_else(|| name_after_title(words, idx, sentence.tokens.end))
                .or_else(|| capitals_before_surname(words, idx, sentence.tokens.end))
                .or_else(|| speaking_surname(words, idx, &sentence.tokens))
                .or_else(|| lone_name(words, idx));
            match found {
                Some(pattern) => {
                    idx = pattern.tokens.end;
                    patterns.push(pattern);
                }
                None => idx += 1,
            }
        }
    }
    patterns
}

/// A given name, further given names, initials or particles, and at least one more name.
fn full_name(words: &Words, first: usize, end: usize) -> Option<Pattern> {
    let may_be_given = has_given_count(words, first, MIN_GIVEN);
    if !may_be_given && !is_initial(words, first)
        || is_office(words, first)
        || is_other_name(words, first)
    {
        return None;
    }
    let last = last_of_name(words, first, end)?;
    let has_role = has_role_beside(words, first, last);
    let given_known = may_be_given && (has_role || is_given_name(words, first));
    let is_declined_opening = words.opens(first) && words.name_part(first) != words.key(first);
    let is_rare = words.name_token(first).given < MIN_GIVEN_OF_FORM;
    if may_be_given && !given_known || is_declined_opening && is_rare && !has_role {
        return None;
    }
    let surname_known = is_known_surname(words, last);
    let given_is_word = words.is_common_word(first);
    let after_article = words.before(first).is_some_and(|idx| words.is_article(idx));
    if given_is_word && (after_article || words.profile.nouns_capitalized && !has_role) {
        return None;
    }
    let suffices =
        surname_known || given_known && may_have_unknown_surname(words, first, last, given_is_word);
    if !suffices {
        return None;
    }
    let rule = match (given_known, surname_known) {
        (true, true) => SpanFeature::FullName,
        (true, false) => SpanFeature::GivenName,
        (false, _) => SpanFeature::InitialName,
    };
    Some(pattern(words, first..last + 1, rule))
}

/// Whether a given name makes a name of a person with a surname that is on no list.
///
/// Where nouns have capitals the word after may be any noun (*bekam Herzl Besuch*), so that a role before the name or a
/// mark or verb of saying after it must show that the name ends there.
fn may_have_unknown_surname(words: &Words, first: usize, last: usize, given_is_word: bool) -> bool {
    if words.section(first) == SectionKind::Boilerplate || !words.knows_language() {
        return false;
    }
    if !words.profile.nouns_capitalized {
        return !words.opens(first) || !given_is_word;
    }
    let given = words.name_token(first);
    let looks_foreign = words.case(last) == Case::Mixed || words.has_foreign_letters(last);
    if given.given >= MIN_GIVEN_ALONE && given.given > 2 * given.surname || looks_foreign {
        return true;
    }
    let closes = words.after(last + 1).is_none_or(|idx| {
        matches!(words.surface(idx), "," | "(" | "/" | ":")
            || words.profile.reporting_verbs.contains(words.lower(idx))
    });
    has_role_beside(words, first, last) || closes
}

/// Whether a role stands right before the name, or after it and a comma: *Direktor N.*, *N., die frühere Ministerin*.
fn has_role_beside(words: &Words, first: usize, last: usize) -> bool {
    const MAX_BETWEEN: usize = 3;
    let before = words
        .before(first)
        .is_some_and(|idx| words.role(idx).is_some());
    let comma = words
        .after(last + 1)
        .filter(|&idx| words.surface(idx) == ",");
    let after = comma.is_some_and(|comma| {
        (comma + 1..=comma + MAX_BETWEEN)
            .map_while(|idx| words.after(idx))
            .take_while(|&idx| words.is_word(idx))
            .any(|idx| words.role(idx).is_some())
    });
    before || after
}

/// Index of the last token of the name that begins at `first`, if it has at least two parts.
fn last_of_name(words: &Words, first: usize, end: usize) -> Option<usize> {
    let mut last = None;
    let mut idx = first + 1;
    while idx < end.min(first + MAX_NAME_TOKENS) && follows_in_name(words, idx) {
        if is_initial(words, idx) {
            idx = skip_stop(words, idx, end);
            continue;
        }
        if let Some(after) = particle(words, idx, end) {
            let goes_on = last.is_none_or(|last| is_rather_given(words, last))
                || !(idx..after).any(|idx| words.is_function_word(idx));
            if !goes_on {
                break;
            }
            idx = after;
            continue;
        }
        if last.is_some() && is_regnal_number(words, idx) {
            last = Some(idx);
            break;
        }
        if !is_name_like(words, idx) {
            break;
        }
        let is_office = words.role(idx).is_some() && words.name_token(idx).surname < 20;
        let complete = last.is_some_and(|last| !is_rather_given(words, last));
        if complete && !continues(words, idx) || is_office {
            break;
        }
        last = Some(idx);
        if words.name_closes(idx) {
            break;
        }
        idx += 1;
    }
    last
}

/// Whether a capitalised word after a complete name still belongs to it.
///
/// Where nouns have capitals only a known surname does that is no ordinary word; elsewhere every word whose capital
/// tells.
fn continues(words: &Words, idx: usize) -> bool {
    let token = words.name_token(idx);
    let known = token.surname >= MIN_SURNAME && !words.is_common_word(idx);
    known || !words.profile.nouns_capitalized && !words.opens(idx)
}

fn follows_in_name(words: &Words, idx: usize) -> bool {
    words.adjoins_next(idx - 1)
}

fn skip_stop(words: &Words, idx: usize, end: usize) -> usize {
    let stop_follows = idx + 1 < end && words.surface(idx + 1) == ".";
    if stop_follows { idx + 2 } else { idx + 1 }
}

/// A title or role and the surname after it: *Mr. Smith*, *Außenminister Lawrow*.
fn name_after_title(words: &Words, idx: usize, end: usize) -> Option<Pattern> {
    let stop = idx + 1 < end && words.surface(idx + 1) == "." && words.adjoins_next(idx);
    let first = if stop { idx + 2 } else { idx + 1 };
    let may_follow = |idx: usize| {
        let is_particle = || words.profile.person_particles.contains(words.lower(idx));
        words.has_capital(idx) || words.begins_particle(idx) && is_particle()
    };
    if first >= end || !may_follow(first) {
        return None;
    }
    let role = words.role(idx)?;
    if !follows_in_name(words, first)
        || words.role(first).is_some()
        || full_name(words, first, end).is_some()
    {
        return None;
    }
    let particle = particle(words, first, end).filter(|_| role == RoleKind::Title);
    let start = particle.unwrap_or(first);
    if start >= end || !is_name_like(words, start) || is_other_name(words, start) {
        return None;
    }
    let known = words.name_token(start).surname >= MIN_SURNAME;
    let is_word = words.is_common_word(start);
    let stands_alone =
        start + 1 >= end || !words.has_capital(start + 1) || !words.adjoins_next(start);
    let rule = match role {
        RoleKind::Title if is_title(words, idx) && (known || !words.profile.nouns_capitalized) => {
            SpanFeature::TitledName
        }
        RoleKind::Role if known && !is_word && stands_alone => SpanFeature::RoleName,
        RoleKind::Title | RoleKind::Role => return None,
    };
    Some(pattern(words, first..start + 1, rule))
}

/// An unknown capitalised word inside a sentence and a known surname after it: *Dyteon Simpson*.
fn capitals_before_surname(words: &Words, first: usize, end: usize) -> Option<Pattern> {
    let is_unknown = |idx: usize| {
        words.case(idx) == Case::Capitalized
            && is_name_like(words, idx)
            && words.role(idx).is_none()
            && !words.is_common_word(idx)
            && !words.is_listed(idx)
    };
    let capital_tells =
        words.knows_language() && !words.profile.nouns_capitalized && !words.opens(first);
    let alone_before = !words
        .before(first)
        .is_some_and(|idx| words.has_capital(idx) && words.adjoins_next(idx));
    let last = first + 1;
    if !capital_tells
        || !alone_before
        || last >= end
        || !words.adjoins_next(first)
        || !is_unknown(first)
    {
        return None;
    }
    let surname = words.name_token(last);
    let alone_after = last + 1 >= end || !words.has_capital(last + 1) || !words.adjoins_next(last);
    let is_surname = is_unknown(last) && surname.surname >= 10 && surname.surname > surname.given;
    (is_surname && alone_after).then(|| pattern(words, first..last + 1, SpanFeature::CapitalsName))
}

/// A surname beside a verb of saying: *sagte Müller*, *De Vries zegt*.
fn speaking_surname(words: &Words, first: usize, sentence: &Range<usize>) -> Option<Pattern> {
    let idx = particle(words, first, sentence.end).unwrap_or(first);
    let is_rather_surname = || {
        let token = words.name_token(idx);
        token.surname >= 10 && token.surname > token.given
    };
    let is_surname = is_name_like(words, idx)
        && is_rather_surname()
        && !words.is_common_word(idx)
        && !words.is_function_word(idx)
        && words.role(idx).is_none();
    if !is_surname {
        return None;
    }
    let speaks = |at: Option<usize>| {
        at.filter(|at| sentence.contains(at)).is_some_and(|at| {
            words.profile.reporting_verbs.contains(words.lower(at)) && words.case(at) == Case::Lower
        })
    };
    let is_alone = |at: Option<usize>| {
        at.filter(|at| sentence.contains(at))
            .is_none_or(|at| !words.has_capital(at))
    };
    let (before, after) = (first.checked_sub(1), Some(idx + 1));
    let found = speaks(before) && is_alone(after) || speaks(after) && is_alone(before);
    found.then(|| pattern(words, first..idx + 1, SpanFeature::SpeakingName))
}

/// A known surname or given name that stands alone where its capital tells: *as he and Walter had predicted*.
fn lone_name(words: &Words, idx: usize) -> Option<Pattern> {
    let is_frequent = || {
        let token = words.name_token(idx);
        token.surname.max(token.given) >= MIN_LONE
    };
    let is_name = words.case(idx) == Case::Capitalized
        && is_name_like(words, idx)
        && is_frequent()
        && !words.is_common_word(idx)
        && !words.is_function_word(idx)
        && words.role(idx).is_none()
        && words.type_word(idx).is_none()
        && !words.is_listed(idx);
    if !is_name || !words.knows_language() || words.opens(idx) || words.surface(idx).contains('-') {
        return None;
    }
    let before = words
        .before(idx)
        .filter(|&before| words.adjoins_next(before));
    let after = words.after(idx + 1).filter(|_| words.adjoins_next(idx));
    let is_noun_like = before.is_some_and(|before| {
        words.is_article(before) || super::guard::is_place_preposition(words, before)
    });
    let continues = |at: usize| words.has_capital(at) || words.surface(at) == "-";
    let follows =
        before.is_some_and(|before| words.has_capital(before) && !words.profile.nouns_capitalized);
    let is_alone = !is_noun_like && !follows && !after.is_some_and(continues);
    is_alone.then(|| pattern(words, idx..idx + 1, SpanFeature::LoneName))
}

fn pattern(words: &Words, tokens: Range<usize>, rule: SpanFeature) -> Pattern {
    Pattern {
        span: words.span(tokens.start, tokens.end),
        tokens,
        entity_type: EntityType::Person,
        subtype: String::new(),
        rule,
        abbreviates: None,
        name: None,
    }
}

//! Names of organisations (and some places) by their shape: headed names, names beside a word that says what they are,
//! names with their initials in brackets, agencies in a photo credit.

use std::ops::Range;

use super::Pattern;
use super::words::{Case, Words};
use crate::document::{EntityType, SectionKind};
use crate::language::phrases::Phrases;
use crate::language::{HeadPosition, NameClass};
use crate::resources::gazetteer::Name;
use crate::resources::weights::SpanFeature;

const MAX_NAME_TOKENS: usize = 9;

/// Names of organisations by their shape, in no particular order; they may overlap.
pub(super) fn find(words: &Words) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for sentence in words.sentences {
        for idx in sentence.tokens.clone() {
            let end = sentence.tokens.end;
            patterns.extend(head_first(words, idx, end));
            patterns.extend(head_last(words, sentence.tokens.start, idx));
            patterns.extend(after_type_word(words, idx, end));
            patterns.extend(before_initials(words, sentence.tokens.start, idx, end));
            patterns.extend(credited_agency(words, sentence.tokens.start, idx, end));
        }
    }
    patterns
}

/// The class of the head that the tokens are, if they are one.
pub(super) fn head<'a>(
    words: &Words<'a>,
    tokens: Range<usize>,
    position: HeadPosition,
) -> Option<&'a NameClass> {
    if tokens.len() == 1 {
        return words.head(tokens.start, position);
    }
    let heads = &words.profile.heads;
    if !heads.end_in(words.key(tokens.end - 1)) {
        return None;
    }
    let keys: Vec<_> = tokens.map(|idx| words.key(idx)).collect();
    heads.get(position, &keys.join(" "))
}

/// *Ministry of Defence*, *Universität Leipzig*, *FC Utrecht*.
fn head_first(words: &Words, first: usize, end: usize) -> Option<Pattern> {
    if !words.has_capital(first) {
        return None;
    }
    let class = head(words, first..first + 1, HeadPosition::First).or_else(|| {
        let opens_phrase =
            phrase(words, first + 1, end, &words.profile.organization_particles).is_some();
        head(words, first..first + 1, HeadPosition::Last).filter(|_| opens_phrase)
    })?;
    let names_another = first + 1 < end && super::listed::begins_organization(words, first + 1);
    if names_another {
        return None;
    }
    let (last, n_particles) = last_of_tail(words, first + 1, end.min(first + MAX_NAME_TOKENS))?;
    let opens_as_word = words.opens(first) && n_particles == 0 && !words.profile.nouns_capitalized;
    if opens_as_word && words.is_function_word(first) {
        return None;
    }
    let is_generic = words.profile.nouns_capitalized
        && n_particles > 0
        && !is_special(words, first + 1..last + 1);
    if is_generic {
        return None;
    }
    let first = with_adjective(words, first);
    Some(pattern(
        words,
        first..last + 1,
        class,
        headed(class, SpanFeature::HeadedOrganization),
    ))
}

/// The rule that a headed name follows, by the class of its head; `organization` if that is an organisation.
fn headed(class: &NameClass, organization: SpanFeature) -> SpanFeature {
    match class.entity_type {
        EntityType::Organization => organization,
        EntityType::Location => SpanFeature::HeadedLocation,
        EntityType::Person | EntityType::Event | EntityType::Product | EntityType::Group => {
            SpanFeature::HeadedOther
        }
    }
}

/// The rule that a name beside a type word follows, by the class of the word.
fn typed(class: &NameClass) -> SpanFeature {
    match class.entity_type {
        EntityType::Organization => SpanFeature::TypedOrganization,
        EntityType::Location => SpanFeature::TypedLocation,
        EntityType::Person | EntityType::Event | EntityType::Product | EntityType::Group => {
            SpanFeature::TypedOther
        }
    }
}

/// Whether, where nouns have capitals, one of the words is more than a noun: an adjective with a capital, a listed
/// name.
fn is_special(words: &Words, mut tokens: Range<usize>) -> bool {
    let n_capitals = tokens.clone().filter(|&idx| words.has_capital(idx)).count();
    n_capitals >= 2 || tokens.any(|idx| is_listed_place(words, idx))
}

fn is_listed_place(words: &Words, idx: usize) -> bool {
    let is_place = |name: Name| words.gazetteer.entity_type(name.entity) == EntityType::Location;
    words.has_capital(idx) && words.names_at(idx).any(is_place)
}

/// The last token of what follows a head (capitalised words, with the particles of organisations between), and how many
/// particles there are.
fn last_of_tail(words: &Words, start: usize, end: usize) -> Option<(usize, usize)> {
    let mut last = None;
    let mut n_particles = 0;
    let mut idx = start;
    while idx < end && words.adjoins_next(idx - 1) {
        let joining = last.and_then(|_| phrase(words, idx, end, &words.profile.name_conjunctions));
        if let Some(after) =
            joining.or_else(|| phrase(words, idx, end, &words.profile.organization_particles))
        {
            if last.is_some()
                && (is_head(words, after) || super::listed::begins_organization(words, after))
            {
                break;
            }
            n_particles += 1;
            idx = after;
            continue;
        }
        let is_part =
            words.has_capital(idx) && !words.is_calendar_word(idx) && words.role(idx).is_none();
        if !is_part {
            break;
        }
        last = Some(idx);
        if words.name_closes(idx) {
            break;
        }
        idx += 1;
    }
    last.map(|last| (last, n_particles))
}

/// Whether the word heads a name of its own: *School* in *Zentrum für … der School of …*.
fn is_head(words: &Words, idx: usize) -> bool {
    [HeadPosition::First, HeadPosition::Last]
        .iter()
        .any(|&position| head(words, idx..idx + 1, position).is_some())
}

/// The index after one of `phrases`, in lower case, that begins at `idx`, if a capitalised word follows it.
fn phrase(words: &Words, idx: usize, end: usize, phrases: &Phrases) -> Option<usize> {
    if idx >= end || words.has_capital(idx) {
        return None;
    }
    words
        .phrase_before_capital(idx, end, phrases)
        .filter(|&after| (idx..after).all(|idx| !words.has_capital(idx)))
}

/// With the capitalised demonym that says whose it is: *Oekraïense Ministerie van Buitenlandse Zaken*.
fn with_adjective(words: &Words, first: usize) -> usize {
    let before = words.before(first).filter(|&idx| {
        !words.profile.nouns_capitalized
            && !words.opens(idx)
            && words.has_capital(idx)
            && words.is_demonym(idx)
    });
    before.unwrap_or(first)
}

/// *New York University*, *Recorded Future Inc.*, *Allianz SE*.
fn head_last(words: &Words, sentence_start: usize, idx: usize) -> Option<Pattern> {
    let (class, head_start) = last_head(words, sentence_start, idx)?;
    let mut first = head_start;
    while first > sentence_start && head_start - first < 5 && words.adjoins_next(first - 1) {
        let before = first - 1;
        let is_part = words.has_capital(before)
            && !words.is_calendar_word(before)
            && words.role(before).is_none()
            && !words.is_function_word(before)
            && !words.name_closes(before);
        if is_part {
            first = before;
        } else if first < head_start && words.surface(before) == "&" && before > sentence_start {
            first = before - 1;
        } else {
            break;
        }
    }
    let is_legal_form = class.subtype == "company";
    let is_listed = is_listed_place(words, first);
    let is_noun = words.profile.nouns_capitalized && !is_legal_form && !is_listed;
    let capital_tells =
        is_listed || is_legal_form || (first..head_start).any(|idx| !words.opens(idx));
    if first == head_start || is_noun || !capital_tells {
        return None;
    }
    let end = words.sentence(idx).tokens.end;
    let tail = last_of_tail(words, idx + 1, end.min(idx + MAX_NAME_TOKENS))
        .filter(|&(_, n_particles)| n_particles > 0);
    let starts_with_particle =
        phrase(words, idx + 1, end, &words.profile.organization_particles).is_some();
    let last = tail
        .filter(|_| starts_with_particle && !is_legal_form)
        .map_or(idx, |(last, _)| last);
    Some(pattern(
        words,
        first..last + 1,
        class,
        headed(class, SpanFeature::OrganizationHead),
    ))
}

/// The class of the head that ends at `idx`, of one token or two, and where it begins.
fn last_head<'a>(
    words: &Words<'a>,
    sentence_start: usize,
    idx: usize,
) -> Option<(&'a NameClass, usize)> {
    let has_stop = || words.has_marks(idx) && words.key(idx).contains('.');
    let is_written = words.has_capital(idx) || words.case(idx) == Case::Mixed || has_stop();
    if !is_written {
        return None;
    }
    let long = idx.checked_sub(1).filter(|&start| start >= sentence_start);
    let long = long.and_then(|start| {
        head(words, start..idx + 1, HeadPosition::Last).map(|class| (class, start))
    });
    let short = || head(words, idx..idx + 1, HeadPosition::Last).map(|class| (class, idx));
    long.or_else(short)
}

/// *the security firm Recorded Future*, *die Website Downdetector.com*: unlisted names right after a type word.
fn after_type_word(words: &Words, idx: usize, end: usize) -> Option<Pattern> {
    let first = idx + 1;
    let may_name = |idx: usize| {
        words.has_capital(idx) || words.tokens[idx].kind == crate::document::TokenKind::Address
    };
    if first >= end || !may_name(first) || !words.adjoins_next(idx) {
        return None;
    }
    let class = words.type_word(idx).filter(|_| words.role(idx).is_none())?;
    let is_part = |idx: usize| {
        may_name(idx)
            && !words.is_function_word(idx)
            && !words.is_calendar_word(idx)
            && words.role(idx).is_none()
            && words.surface(idx).chars().count() > 1
    };
    let mut last = first;
    while last < end
        && last < first + 4
        && is_part(last)
        && (last == first || words.adjoins_next(last - 1))
    {
        last += 1;
    }
    let is_plural_or_word =
        words.profile.nouns_capitalized && is_german_like_noun(words, first, last);
    if last == first || words.opens(first) || is_plural_or_word || words.is_demonym(first) {
        return None;
    }
    Some(pattern(words, first..last, class, typed(class)))
}

/// Where nouns have capitals, a single word after a noun is a name only if it looks foreign to the language: it has a
/// capital inside, a digit, a full stop, or two words stand there.
fn is_german_like_noun(words: &Words, first: usize, end: usize) -> bool {
    let surface = words.surface(first);
    let looks_foreign = words.case(first) == Case::Mixed
        || words.case(first) == Case::Upper
        || surface.contains(['.', '&'])
        || surface.bytes().any(|b| b.is_ascii_digit());
    end - first < 2 && !looks_foreign
}

/// *National Football League (NFL)*: as many capitalised words before the bracket as spell the initials.
fn before_initials(
    words: &Words,
    sentence_start: usize,
    idx: usize,
    end: usize,
) -> Option<Pattern> {
    let initials = bracketed_initials(words, idx, end)?;
    let letters: Vec<char> = initials.chars().flat_map(char::to_lowercase).collect();
    let mut rest = letters.len();
    let mut first = idx;
    while rest > 0 && first > sentence_start && words.adjoins_next(first - 1) {
        let before = first - 1;
        let initial = words.lower(before).chars().next()?;
        if words.has_capital(before) && letters[rest - 1] == initial {
            rest -= 1;
        } else if words.has_capital(before) || !words.is_function_word(before) {
            break;
        }
        first = before;
    }
    let class = NameClass {
        entity_type: EntityType::Organization,
        subtype: String::new(),
    };
    let is_name = rest == 0 && idx - first >= 2 && words.has_capital(first);
    is_name.then(|| Pattern {
        abbreviates: Some(idx + 1),
        ..pattern(words, first..idx, &class, SpanFeature::Spelled)
    })
}

/// The initials between brackets at token `idx`.
pub(super) fn bracketed_initials<'a>(words: &Words<'a>, idx: usize, end: usize) -> Option<&'a str> {
    let is_bracketed = idx + 2 < end && words.surface(idx) == "(" && words.surface(idx + 2) == ")";
    let initials = is_bracketed.then(|| words.surface(idx + 1))?;
    let length = initials.chars().count();
    let is_short = (2..=8).contains(&length)
        && initials.chars().filter(|c| c.is_uppercase()).count() * 2 > length;
    (is_short && words.is_word(idx + 1)).then_some(initials)
}

/// *Photograph: Jane Doe/Agency/Other Agency*: what stands after the first stroke of a credit.
fn credited_agency(
    words: &Words,
    sentence_start: usize,
    idx: usize,
    end: usize,
) -> Option<Pattern> {
    let is_stroke = words.surface(idx) == "/";
    if !is_stroke || idx == sentence_start || words.section(idx) != SectionKind::Caption {
        return None;
    }
    let first = idx + 1;
    let mut last = first;
    while last < end && words.has_capital(last) && last < first + 4 {
        last += 1;
    }
    let closes = last == end || matches!(words.surface(last), "/" | "." | ")" | "," | "|");
    let class = NameClass {
        entity_type: EntityType::Organization,
        subtype: "news_agency".to_owned(),
    };
    (last > first && closes).then(|| pattern(words, first..last, &class, SpanFeature::Credited))
}

fn pattern(words: &Words, tokens: Range<usize>, class: &NameClass, rule: SpanFeature) -> Pattern {
    Pattern {
        span: words.span(tokens.start, tokens.end),
        tokens,
        entity_type: class.entity_type,
        subtype: class.subtype.clone(),
        rule,
        abbreviates: None,
        name: None,
    }
}

//! Whether the text around a name that is also an ordinary word shows that the name is meant.

use rustc_hash::FxHashSet;

use super::listed::{Form, Listed, Reading, type_of};
use super::words::{Case, Words};
use crate::document::{Confidence, EntityType};
use crate::fold::fold;
use crate::language::{NameClass, RoleKind};
use crate::resources::gazetteer::NameKind;
use crate::tokenize::is_hyphen;

/// `listed` without the readings that need evidence and lack it at places that have one that needs none: *Torino* is
/// the city before it is the club.
pub(super) fn without_overshadowed(words: &Words, mut listed: Vec<Listed>) -> Vec<Listed> {
    for place in &mut listed {
        if !place.readings.iter().any(|reading| reading.is_certain()) {
            continue;
        }
        let borne_out = |reading: Reading| {
            !reading.guarded
                || local_evidence(words, place, reading)
                    .is_some_and(|confidence| confidence >= STRONG)
        };
        if let Some(kept) = place.with(borne_out) {
            *place = kept;
        }
    }
    listed
}

/// From this on the words beside a name leave no doubt which of its entities is meant.
const STRONG: Confidence = Confidence::new(80);

/// The entities that the article has by a name that needs no evidence, or has it in one place: that is evidence for the
/// entity in the whole article. After *the platform X* every *X* is the platform.
pub(super) fn evident(words: &Words, listed: &[Listed]) -> FxHashSet<u32> {
    listed
        .iter()
        .flat_map(|place| place.readings.iter().map(move |reading| (place, reading)))
        .filter(|(place, reading)| is_evidence_for_others(words, place, **reading))
        .map(|(_, reading)| reading.entity)
        .collect()
}

/// Whether the article names the country that an entity belongs to.
fn is_at_home(words: &Words, reading: Reading, evident: &FxHashSet<u32>) -> bool {
    let home = words.gazetteer.entity(reading.entity).located_in;
    let country = words.gazetteer.entity_idx(&format!("iso:{home}"));
    country.is_some_and(|country| evident.contains(&country))
}

fn is_evidence_for_others(words: &Words, place: &Listed, reading: Reading) -> bool {
    let is_borne_out = || local_evidence(words, place, reading).is_some();
    reading.is_own_name() && (!reading.guarded || is_borne_out())
}

/// The place with the readings that the text gives evidence for, and how sure the best of them is; `None` if there is
/// none.
///
/// `evident` are the entities that [`evident`] finds in the article.
pub(super) fn keep_evident(
    words: &Words,
    place: &Listed,
    evident: &FxHashSet<u32>,
) -> Option<(Listed, Confidence)> {
    let mut best = None;
    let kept = place.with(|reading| {
        let confidence = confidence(words, place, reading, evident);
        best = best.max(confidence);
        confidence.is_some()
    });
    kept.zip(best)
}

/// How sure the text makes it that the name at `place` is that of the entity of `reading`.
fn confidence(
    words: &Words,
    place: &Listed,
    reading: Reading,
    evident: &FxHashSet<u32>,
) -> Option<Confidence> {
    if !reading.guarded {
        return Some(unguarded(place, reading));
    }
    let elsewhere = evident
        .contains(&reading.entity)
        .then_some(Confidence::new(85));
    let is_adherent =
        type_of(words, reading) == EntityType::Group && words.has_capital(place.tokens.start);
    let at_home =
        (is_adherent && is_at_home(words, reading, evident)).then_some(Confidence::new(70));
    local_evidence(words, place, reading)
        .max(elsewhere)
        .max(at_home)
}

fn unguarded(place: &Listed, reading: Reading) -> Confidence {
    let base = match (reading.kind, place.tokens.len()) {
        _ if reading.is_own => 98,
        (NameKind::Demonym, _) => 95,
        (NameKind::Hidden, _) => 80,
        (_, 1) => 93,
        _ => 97,
    };
    let form = match place.form {
        Form::Whole => 0,
        Form::Inflected => 5,
        Form::CompoundPart => 8,
    };
    let language = if reading.own_language { 0 } else { 15 };
    Confidence::new(base - form - language)
}

/// How strongly the words beside the name show that the entity is meant.
pub(super) fn local_evidence(
    words: &Words,
    place: &Listed,
    reading: Reading,
) -> Option<Confidence> {
    let entity_type = type_of(words, reading);
    let subtype = words.gazetteer.subtype(reading.entity);
    let first = place.tokens.start;
    if neighbouring_type_words(words, place).any(|class| fits(class, entity_type, subtype)) {
        return Some(Confidence::new(85));
    }
    let before = words.before(first);
    let stands_alone = !touches_capital(words, place);
    match entity_type {
        EntityType::Person => before
            .filter(|&idx| words.role(idx).is_some())
            .map(|_| Confidence::new(80)),
        EntityType::Location => {
            let preposition = before.is_some_and(|idx| is_place_preposition(words, idx));
            (preposition && stands_alone && words.has_capital(first)).then(|| {
                Confidence::new(if words.profile.nouns_capitalized {
                    65
                } else {
                    75
                })
            })
        }
        EntityType::Organization | EntityType::Product => {
            let surface = place.span.of(words.text);
            let is_letter = surface.chars().count() == 1;
            let preposition = before.is_some_and(|idx| is_place_preposition(words, idx));
            if is_letter {
                return (preposition && stands_alone).then_some(Confidence::new(75));
            }
            let capital_tells =
                !words.profile.nouns_capitalized && !words.opens(first) && words.has_capital(first);
            let is_name_token = words.name_token(first).surname > 20;
            (capital_tells && stands_alone && !is_name_token && place.form != Form::CompoundPart)
                .then_some(Confidence::new(65))
        }
        EntityType::Event | EntityType::Group => {
            let capital_tells =
                !words.profile.nouns_capitalized && !words.opens(first) && words.has_capital(first);
            (capital_tells && stands_alone).then_some(Confidence::new(65))
        }
    }
}

pub(super) fn is_place_preposition(words: &Words, idx: usize) -> bool {
    words.profile.place_prepositions.contains(words.lower(idx))
}

/// Whether a capitalised word that is no role stands directly before or after: the name may be part of a longer one.
fn touches_capital(words: &Words, place: &Listed) -> bool {
    let is_part =
        |idx: usize| words.has_capital(idx) && !words.opens(idx) && words.role(idx).is_none();
    let before = words.before(place.tokens.start).is_some_and(|idx| {
        is_part(idx)
            && words.adjoins_next(idx)
            && words.type_word(idx).is_none()
            && !words.profile.nouns_capitalized
    });
    let after = words.after(place.tokens.end).is_some_and(|idx| {
        is_part(idx) && words.adjoins_next(idx - 1) && !words.profile.nouns_capitalized
    });
    before || after
}

/// Type words before and after the name and in the rest of its compound.
fn neighbouring_type_words<'a>(
    words: &'a Words<'_>,
    place: &'a Listed,
) -> impl Iterator<Item = &'a NameClass> {
    let (first, end) = (place.tokens.start, place.tokens.end);
    let before = words.before(first).and_then(|idx| {
        let over_quotation = super::words::is_quotation_mark(words.surface(idx));
        let idx = if over_quotation {
            words.before(idx)?
        } else {
            idx
        };
        words.type_word(idx)
    });
    let after = words
        .after(end)
        .filter(|_| !words.profile.nouns_capitalized)
        .and_then(|idx| words.type_word(idx));
    let compound = words.tokens[end - 1].span;
    let rest = &words.text[place.span.end()..compound.end().max(place.span.end())];
    let tail = rest
        .rsplit(is_hyphen)
        .next()
        .filter(|tail| rest.len() > tail.len());
    let in_compound = tail.and_then(|tail| words.type_word_of(&fold(tail)));
    before.into_iter().chain(after).chain(in_compound)
}

fn fits(class: &NameClass, entity_type: EntityType, subtype: &str) -> bool {
    let is_service = |subtype: &str| {
        matches!(
            subtype,
            "platform" | "company" | "media" | "news_agency" | "software" | "product"
        )
    };
    class.entity_type == entity_type
        && (class.subtype == subtype || is_service(subtype) && is_service(&class.subtype))
        || class.entity_type == EntityType::Location && entity_type == EntityType::Location
        || class.subtype == "platform" && matches!(subtype, "software" | "app" | "service")
}

/// Whether the word is a title, which only persons have.
pub(super) fn is_title(words: &Words, idx: usize) -> bool {
    words.role(idx) == Some(RoleKind::Title) && words.case(idx) != Case::Lower
}

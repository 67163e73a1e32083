//! Which entity a chosen name names, where the gazetteer has several or none.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::listed::{Form, Listed, Reading, type_of};
use super::words::Words;
use super::{Candidate, Named, Pattern};
use crate::document::{Confidence, EntityRef, EntityType, Evidence, Mention, Relation};
use crate::fold::slug;
use crate::language::LegalFormKind;
use crate::resources::gazetteer::{Entity, Name, NameKind};
use crate::text::Span;

/// Below this a person should look.
const REVIEW_BELOW: u8 = 65;
/// How much more likely than by its prior an entity is whose country the article names.
const COUNTRY_BONUS: i32 = 60;
/// Two entities whose scores differ by less are too close to call.
const CLOSE: i32 = 20;

/// Gives every chosen name its entity.
pub(super) fn entities(words: &Words, chosen: Vec<Candidate>) -> Vec<Named> {
    let countries = countries(words, &chosen);
    let mut named: Vec<Named> = Vec::with_capacity(chosen.len());
    for candidate in chosen {
        let next = match candidate {
            Candidate::Listed(place, confidence) => listed(words, &place, confidence, &countries),
            Candidate::Pattern(pattern, confidence) => unlisted(words, pattern, confidence),
        };
        // The demonym before a foreign institution has become a part of its name.
        let is_part = |last: &mut Named| last.mention.span.overlaps(next.mention.span);
        named.pop_if(is_part);
        named.push(next);
    }
    named
}

/// The countries that the article names, by ISO code.
fn countries<'a>(words: &Words<'a>, chosen: &[Candidate]) -> FxHashSet<&'a str> {
    let readings = chosen.iter().flat_map(|candidate| match candidate {
        Candidate::Listed(place, _) => place.readings.as_slice(),
        Candidate::Pattern(..) => &[],
    });
    readings
        .map(|reading| words.gazetteer.entity(reading.entity))
        .filter(|entity| is_country(*entity))
        .filter_map(|entity| entity.id.strip_prefix("iso:"))
        .collect()
}

fn is_country(entity: Entity) -> bool {
    entity.entity_type == EntityType::Location && entity.id.len() == "iso:XX".len()
}

fn listed(
    words: &Words,
    place: &Listed,
    confidence: Confidence,
    countries: &FxHashSet<&str>,
) -> Named {
    let score = |reading: &Reading| {
        let entity = words.gazetteer.entity(reading.entity);
        let at_home = countries.contains(entity.located_in);
        let preferred = i32::from(reading.kind == NameKind::Preferred) * 10;
        i32::from(entity.prior) + preferred + if at_home { COUNTRY_BONUS } else { 0 }
    };
    let mut ranked: Vec<_> = place
        .readings
        .iter()
        .map(|reading| (score(reading), reading))
        .collect();
    ranked.sort_by_key(|&(score, reading)| {
        (
            std::cmp::Reverse(score),
            words.gazetteer.entity(reading.entity).id,
        )
    });
    let (best_score, best) = ranked[0];
    let is_close = ranked.get(1).is_some_and(|&(second, other)| {
        best_score - second < CLOSE && !are_nested_places(words, *best, *other)
    });
    let entity = words.gazetteer.entity(best.entity);
    let confidence = if is_close {
        confidence.min(Confidence::new(70))
    } else if may_be_elsewhere(entity, countries) {
        confidence.min(Confidence::new(60))
    } else {
        confidence
    };
    let (span, entity_ref) = match foreign_owner(words, place, entity).filter(|_| !best.is_own) {
        Some((span, name)) => (span, EntityRef::Unlisted(name.into())),
        None => (place.span, EntityRef::Listed(best.entity)),
    };
    let mention = Mention {
        span,
        entity_type: type_of(words, *best),
        subtype: if best.kind == NameKind::Demonym {
            Box::default()
        } else {
            entity.subtype.into()
        },
        entity: entity_ref,
        relation: relation(place.form, best.kind),
        evidence: if best.is_own {
            Evidence::UserGazetteer
        } else {
            Evidence::Gazetteer
        },
        confidence,
        review: is_close || confidence.hundredths() < REVIEW_BELOW,
    };
    Named {
        tokens: place.tokens.clone(),
        mention,
        abbreviates: None,
    }
}

/// Whether the entity is a ministry or court, whose names are alike in many countries, and the article names countries
/// but not that of the entity.
fn may_be_elsewhere(entity: Entity, countries: &FxHashSet<&str>) -> bool {
    matches!(entity.subtype, "ministry" | "court")
        && !entity.located_in.is_empty()
        && !countries.is_empty()
        && !countries.contains(entity.located_in)
}

/// Whether one place lies in the other: the city and the state of New York. Either is right enough.
fn are_nested_places(words: &Words, a: Reading, b: Reading) -> bool {
    let (a, b) = (
        words.gazetteer.entity(a.entity),
        words.gazetteer.entity(b.entity),
    );
    let are_places = a.entity_type == EntityType::Location && b.entity_type == EntityType::Location;
    are_places && a.located_in == b.located_in && a.subtype != b.subtype
}

fn relation(form: Form, kind: NameKind) -> Relation {
    match (form, kind) {
        (Form::CompoundPart, _) => Relation::CompoundPart,
        (_, NameKind::Demonym) => Relation::Demonym,
        (Form::Inflected, _) => Relation::Inflected,
        (Form::Whole, NameKind::Preferred) => Relation::Name,
        (Form::Whole, NameKind::Abbreviation) => Relation::Abbreviation,
        (Form::Whole, NameKind::Alias | NameKind::Former | NameKind::Hidden) => Relation::Alias,
    }
}

/// Whose institution it is, if a demonym before the name says that it is not that of the listed entity's country: then
/// the name with the demonym names an entity that is not listed.
fn foreign_owner(words: &Words, place: &Listed, entity: Entity) -> Option<(Span, String)> {
    let is_institution = entity.entity_type == EntityType::Organization
        && matches!(
            entity.subtype,
            "government"
                | "ministry"
                | "parliament"
                | "court"
                | "police"
                | "central_bank"
                | "military"
                | "agency"
        );
    let before = words
        .before(place.tokens.start)
        .filter(|_| is_institution && !entity.located_in.is_empty())?;
    let home = format!("iso:{}", entity.located_in);
    let is_of_home = |name: Name| words.gazetteer.entity(name.entity).id == home;
    let is_demonym = |name: &Name| name.kind == NameKind::Demonym;
    let is_own = words.names_at(before).filter(is_demonym).any(is_of_home);
    if is_own || !words.is_demonym(before) {
        return None;
    }
    let whole = words.tokens[before].span.to(place.span);
    let span = if words.has_capital(before) && !words.profile.nouns_capitalized {
        whole
    } else {
        place.span
    };
    Some((span, one_line(whole.of(words.text))))
}

fn unlisted(words: &Words, pattern: Pattern, confidence: Confidence) -> Named {
    // A legal form that is left out is no inflection.
    let is_whole = pattern.name.is_none() && pattern.entity_type == EntityType::Organization;
    let name = match pattern.entity_type {
        _ if pattern.name.is_some() => pattern.name.unwrap_or_default(),
        EntityType::Person => person_name(words, pattern.tokens.clone(), pattern.span),
        EntityType::Organization => organization_name(words, pattern.tokens.clone(), pattern.span),
        _ => one_line(pattern.span.of(words.text)),
    };
    let mention = Mention {
        span: pattern.span,
        entity_type: pattern.entity_type,
        subtype: pattern.subtype.into(),
        relation: if is_whole || name == one_line(pattern.span.of(words.text)) {
            Relation::Name
        } else {
            Relation::Inflected
        },
        entity: EntityRef::Unlisted(name.into()),
        evidence: Evidence::Pattern,
        confidence,
        review: confidence.hundredths() < REVIEW_BELOW,
    };
    Named {
        tokens: pattern.tokens,
        mention,
        abbreviates: pattern.abbreviates,
    }
}

/// The name without the legal form of a company, and without a word such as *Group* where a list has the name without
/// it.
fn organization_name(words: &Words, tokens: Range<usize>, span: Span) -> String {
    let mut name = one_line(span.of(words.text));
    let mut end = tokens.end;
    while let Some((start, kind)) = legal_form(words, tokens.start, end) {
        let shorter = one_line(words.span(tokens.start, start).of(words.text));
        let shorter = shorter.trim_end_matches([',', '&', ' ']);
        let id = format!("{}:{}", EntityType::Organization.id_prefix(), slug(shorter));
        let is_left_out = kind == LegalFormKind::Legal || words.gazetteer.entity_idx(&id).is_some();
        if shorter.is_empty() || !is_left_out {
            break;
        }
        name = shorter.to_owned();
        end = start;
    }
    name
}

/// The first token of the legal form of a company, the longest that there is before `end`, and its kind.
fn legal_form(words: &Words, start: usize, end: usize) -> Option<(usize, LegalFormKind)> {
    const MAX_TOKENS: usize = 6;
    let first = (start + 1).max(end.saturating_sub(MAX_TOKENS));
    (first..end).find_map(|first| {
        let keys: Vec<_> = (first..end).map(|idx| words.key(idx)).collect();
        let kind = words.profile.legal_forms.get(&keys.join(" "))?;
        Some((first, *kind))
    })
}

/// The name with each part in the form that the list of name parts has, unknown parts without an ending that a known
/// part lost; where nouns have capitals only a genitive ending on the last part is looked for.
fn person_name(words: &Words, tokens: Range<usize>, span: Span) -> String {
    let last = tokens.end - 1;
    let surname_count = |key: &str| words.gazetteer.name_token(key).surname;
    let base = |idx: usize| {
        let mut bases = words.bases(idx).iter();
        if words.profile.nouns_capitalized {
            let is_unknown = idx == last && surname_count(words.key(idx)) == 0;
            return bases.find(|base| is_unknown && surname_count(&base.key) > 1);
        }
        let part = words.name_part(idx);
        bases.find(|base| base.key == part && part != words.key(idx))
    };
    let known: Vec<_> = tokens.clone().map(base).collect();
    let like_known = |idx: usize| {
        let is_unknown = known[idx - tokens.start].is_none() && words.is_unknown_part(idx);
        let mut bases = words.bases(idx).iter().filter(|_| is_unknown);
        bases.find(|base| known.iter().flatten().any(|known| base.changes_like(known)))
    };
    let mut name = String::with_capacity(span.len());
    let mut end = span.start();
    for idx in tokens.clone() {
        let token = words.tokens[idx].span;
        name.push_str(&words.text[end..token.start()]);
        end = token.end().min(span.end());
        match known[idx - tokens.start].or_else(|| like_known(idx)) {
            Some(base) => name.push_str(&base.written(words.surface(idx))),
            None => name.push_str(&words.text[token.start()..end]),
        }
    }
    one_line(&name)
}

/// The text with every run of white space as one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

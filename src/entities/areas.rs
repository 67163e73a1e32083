//! Parts of listed places: *Northern Italy*, *Norditalien*, *Южная Калифорния*.
//!
//! They are called in English by the place and the word for the part, so that one part has one id in all languages.

use super::Pattern;
use super::listed::{Form, Listed, Reading, SMALL_PLACE, type_of};
use super::words::{Case, Words};
use crate::document::EntityType;
use crate::language::ModifierPosition;
use crate::resources::gazetteer::{Name, NameKind, Prefix};
use crate::resources::weights::SpanFeature;
use crate::tokenize::is_hyphen;

/// Shorter places are not looked for in joined words.
const MIN_JOINED: usize = 4;

/// Parts of the places of `listed`, and of places joined to the word for the part.
pub(super) fn find<'l>(
    words: &Words,
    listed: impl IntoIterator<Item = &'l Listed>,
) -> Vec<Pattern> {
    let modifiers = &words.profile.place_modifiers;
    if modifiers.is_empty() {
        return Vec::new();
    }
    let apart = listed
        .into_iter()
        .filter_map(|place| after_modifier(words, place));
    let joined = (0..words.tokens.len()).filter_map(|idx| joined_to_modifier(words, idx));
    apart.chain(joined).collect()
}

/// *Northern* and the place after it.
fn after_modifier(words: &Words, place: &Listed) -> Option<Pattern> {
    let before = words.before(place.tokens.start).filter(|&idx| {
        place.form != Form::CompoundPart
            && words.case(idx) == Case::Capitalized
            && words.adjoins_next(idx)
    })?;
    let known = |key: &str| words.profile.place_modifier(ModifierPosition::Before, key);
    let part = known(words.key(before)).or_else(|| words.declined(before).find_map(known))?;
    let is_place = |reading: &&Reading| type_of(words, **reading) == EntityType::Location;
    let reading = place
        .readings
        .iter()
        .filter(is_place)
        .max_by_key(|reading| words.gazetteer.prior(reading.entity))?;
    let whole = &words.gazetteer.entity(reading.entity).name;
    Some(Pattern {
        span: words.tokens[before].span.to(place.span),
        tokens: before..place.tokens.end,
        ..pattern(words, before, format!("{part} {whole}"))
    })
}

/// *Nord* and the place joined to it.
fn joined_to_modifier(words: &Words, idx: usize) -> Option<Pattern> {
    if !words.has_capital(idx) {
        return None;
    }
    let key = words.key(idx);
    let prefixes = words
        .profile
        .place_modifiers
        .get(&ModifierPosition::Prefix)?;
    let (_, rest, part) = prefixes
        .iter()
        .filter_map(|(prefix, part)| {
            let rest = key.strip_prefix(prefix.as_str())?;
            let rest = rest.strip_prefix(is_hyphen).unwrap_or(rest);
            (rest.chars().count() >= MIN_JOINED).then_some((prefix.len(), rest, part))
        })
        .max_by_key(|(length, ..)| *length)?;
    if words.is_listed(idx) {
        return None;
    }
    let place = |key: &str| {
        let (names, _) = words.gazetteer.look_up(Prefix::default().then(key))?;
        let is_place = |name: &Name| {
            let of_language = name
                .language
                .is_none_or(|language| language == words.profile.language);
            let entity = words.gazetteer.entity(name.entity);
            of_language
                && !name.is_guarded_everywhere()
                && name.kind != NameKind::Demonym
                && entity.entity_type == EntityType::Location
        };
        let found = names.filter(is_place);
        found
            .map(|name| words.gazetteer.entity(name.entity))
            // *Niederlage* is no part of *Lage*.
            .filter(|entity| entity.prior >= SMALL_PLACE)
            .max_by_key(|entity| entity.prior)
    };
    let bases = words.profile.inflection.bases(rest);
    let whole = place(rest).or_else(|| bases.iter().find_map(|base| place(&base.key)))?;
    Some(pattern(words, idx, format!("{part} {}", whole.name)))
}

fn pattern(words: &Words, idx: usize, name: String) -> Pattern {
    Pattern {
        tokens: idx..idx + 1,
        span: words.span(idx, idx + 1),
        entity_type: EntityType::Location,
        subtype: "area".to_owned(),
        rule: SpanFeature::Area,
        abbreviates: None,
        name: Some(name),
    }
}

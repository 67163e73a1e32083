//! What a word may be in the name of a person: given name, surname, initial, particle.

use super::words::{Case, Words};
use crate::document::{EntityType, SectionKind};
use crate::language::RoleKind;
use crate::resources::gazetteer::NameKind;

/// How often a word must be a given name in the source of the list to begin a name of a person.
pub(super) const MIN_GIVEN: u16 = 5;
/// The same for a word that is also an ordinary word.
const MIN_GIVEN_OF_WORD: u16 = 120;
/// The same for a word that is a large city too: *Paris*, *London*.
const MIN_GIVEN_OF_CITY: u16 = 500;
/// From this prior on a place is a large city.
const LARGE_CITY: u8 = 125;
/// How often a word must be a surname to end a name on that evidence.
pub(super) const MIN_SURNAME: u16 = 2;
/// The same for a word that may be a noun as well.
const MIN_SURNAME_OF_WORD: u16 = 15;

/// Whether the word is a surname often enough to end a name.
pub(super) fn is_known_surname(words: &Words, idx: usize) -> bool {
    let is_noun = words.profile.nouns_capitalized && words.is_common_word(idx);
    let min = if is_noun {
        MIN_SURNAME_OF_WORD
    } else {
        MIN_SURNAME
    };
    words.name_token(idx).surname >= min
        || words.surface(idx).contains('-') && !words.profile.nouns_capitalized
}

/// Whether the word is an office or title and hardly ever a surname: *King*, *Senator*.
pub(super) fn is_office(words: &Words, idx: usize) -> bool {
    words.role(idx).is_some() && words.name_token(idx).given < 200
}

/// Whether the word is the adjective of a place, or initials of the lists.
pub(super) fn is_other_name(words: &Words, idx: usize) -> bool {
    let is_initials = words.case(idx) == Case::Upper;
    words.has_capital(idx) && words.is_demonym(idx)
        || is_initials
            && words
                .names_at(idx)
                .any(|name| !name.is_guarded_in(words.profile.language))
}

/// Whether the word is more often a first than a last part of a name.
pub(super) fn is_rather_given(words: &Words, idx: usize) -> bool {
    let token = words.name_token(idx);
    token.given > token.surname && words.adjoins_next(idx)
}

/// `II` in *Edward Mutesa II*.
pub(super) fn is_regnal_number(words: &Words, idx: usize) -> bool {
    let numeral = words.surface(idx);
    numeral.len() > 1 && numeral.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

pub(super) fn is_initial(words: &Words, idx: usize) -> bool {
    if !words.has_capital(idx) {
        return false;
    }
    let surface = words.surface(idx);
    let letters = surface.trim_end_matches('.');
    let has_stop = letters.len() < surface.len()
        || idx + 1 < words.tokens.len() && words.surface(idx + 1) == "." && words.adjoins_next(idx);
    let is_listed = letters.contains('.') && words.names_at(idx).next().is_some();
    has_stop
        && !is_listed
        && letters
            .split('.')
            .all(|letter| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase))
}

/// The index after a particle (`van der`) that begins at `idx`, if a capitalised word follows it.
pub(super) fn particle(words: &Words, idx: usize, end: usize) -> Option<usize> {
    if !words.begins_particle(idx) {
        return None;
    }
    let after = words.phrase_before_capital(idx, end, &words.profile.person_particles)?;
    let is_lower = (idx..after).all(|idx| words.case(idx) == Case::Lower);
    (is_lower || is_name_like(words, after)).then_some(after)
}

/// Whether the word may begin the name of a person.
pub(super) fn is_given_name(words: &Words, idx: usize) -> bool {
    let key = words.name_part(idx);
    let is_common_word = match key.split_once('-') {
        Some((first, _)) => words.gazetteer.is_word_in(first, words.profile.language),
        None => words.is_common_word(idx),
    };
    let is_word = words.is_function_word(idx) || words.is_calendar_word(idx) || is_common_word;
    let least = match (is_large_city(words, idx), is_word) {
        (true, _) => MIN_GIVEN_OF_CITY,
        (false, true) => MIN_GIVEN_OF_WORD,
        (false, false) => MIN_GIVEN,
    };
    has_given_count(words, idx, least)
}

/// Whether the word is, at least so often, a given name in the source of the list; of a double name the first part.
pub(super) fn has_given_count(words: &Words, idx: usize, least: u16) -> bool {
    if !words.has_capital(idx) || words.is_function_word(idx) && words.opens(idx) {
        return false;
    }
    let key = words.name_part(idx);
    if !key.contains('-') {
        return words.name_token(idx).given >= least;
    }
    let mut parts = key.split('-').map(|part| words.gazetteer.name_token(part));
    let first = parts.next().is_some_and(|token| token.given >= least);
    first && parts.all(|token| token.given > 0 || token.surname > 0)
}

pub(super) fn is_large_city(words: &Words, idx: usize) -> bool {
    words.names_at(idx).any(|name| {
        words.gazetteer.entity_type(name.entity) == EntityType::Location
            && words.gazetteer.prior(name.entity) >= LARGE_CITY
            && name.kind != NameKind::Demonym
    })
}

/// Whether the word may be a later part of a name of a person.
pub(super) fn is_name_like(words: &Words, idx: usize) -> bool {
    let key = words.key(idx);
    let shape = match words.case(idx) {
        Case::Capitalized | Case::Mixed => words.has_capital(idx),
        Case::Upper => key.chars().count() >= 4 || words.section(idx) == SectionKind::Byline,
        Case::Lower | Case::Caseless => false,
    };
    let is_other = || {
        words.is_calendar_word(idx)
            || words.is_function_word(idx) && words.name_token(idx).surname < 20
            || words.is_last_head(idx)
            || words.role(idx) == Some(RoleKind::Title)
    };
    shape && key.chars().count() >= 2 && !key.contains('.') && !is_other()
}

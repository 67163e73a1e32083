//! Loads the phrases of page furniture of all languages.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::{language::LANGUAGES, tsv};
use crate::error::Error;
use crate::language::furniture::{Furniture, FurnitureKind};
use crate::language::{Language, LanguageProfile};

#[derive(Deserialize)]
struct Row {
    surface: String,
    kind: FurnitureKind,
}

/// Reads `boilerplate.tsv` of every language and adds the words that the `profiles` already have.
///
/// # Errors
///
/// A file that breaks its rules, with its line.
pub fn load(profiles: &FxHashMap<Language, LanguageProfile>) -> Result<Furniture, Error> {
    let mut furniture = Furniture::default();
    for files in LANGUAGES {
        let name = format!("data/languages/{}/boilerplate.tsv", files.code);
        let rows: Vec<Row> = tsv::rows(&name, files.boilerplate)?;
        rows.iter()
            .for_each(|row| furniture.add_phrase(&row.surface, row.kind));
    }
    #[expect(
        clippy::iter_over_hash_type,
        reason = "sets do not remember in which order they were filled"
    )]
    for profile in profiles.values() {
        profile
            .calendar
            .keys()
            .for_each(|word| furniture.add_calendar_word(word));
        profile
            .person_particles
            .iter()
            .for_each(|word| furniture.add_particle(word));
    }
    Ok(furniture)
}

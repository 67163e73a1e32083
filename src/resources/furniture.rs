//! Loads the phrases of page furniture of all languages.

use serde::Deserialize;

use super::{language::LANGUAGES, tsv};
use crate::error::Error;
use crate::language::furniture::{Furniture, FurnitureKind};

#[derive(Deserialize)]
struct Row {
    surface: String,
    kind: FurnitureKind,
}

#[derive(Deserialize)]
struct CalendarRow {
    surface: String,
}

#[derive(Deserialize)]
struct ParticleRow {
    surface: String,
    position: String,
}

/// Reads `boilerplate.tsv`, `calendar.tsv` and `particles.tsv` of every language.
///
/// # Errors
///
/// A file that breaks its rules, with its line.
pub fn load() -> Result<Furniture, Error> {
    let mut furniture = Furniture::default();
    for files in LANGUAGES {
        let path = |name: &str| format!("data/languages/{}/{name}.tsv", files.code);
        for row in tsv::rows::<Row>(&path("boilerplate"), files.boilerplate)? {
            furniture.add_phrase(&row.surface, row.kind);
        }
        for row in tsv::rows::<CalendarRow>(&path("calendar"), files.calendar)? {
            furniture.add_calendar_word(&row.surface);
        }
        for row in tsv::rows::<ParticleRow>(&path("particles"), files.particles)? {
            if row.position == "person" {
                furniture.add_particle(&row.surface);
            }
        }
    }
    Ok(furniture)
}

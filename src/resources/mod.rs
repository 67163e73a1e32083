//! Loads `data/`, which is compiled into the program.

pub mod codes;
pub mod furniture;
pub mod gazetteer;
pub mod language;
pub mod number_words;
pub mod tsv;

use rustc_hash::FxHashMap;

use crate::error::Error;
use crate::language::codes::LanguageCodes;
use crate::language::furniture::Furniture;
use crate::language::{Language, LanguageProfile};
use gazetteer::Gazetteer;

/// Everything that the program knows before it reads an article.
#[derive(Debug)]
pub struct Resources {
    profiles: FxHashMap<Language, LanguageProfile>,
    /// Names and what they name.
    pub gazetteer: Gazetteer,
    /// What page furniture is made of, in all languages together.
    pub furniture: Furniture,
    /// The languages that can be detected.
    pub codes: LanguageCodes,
}

impl Resources {
    /// Reads the compiled-in data.
    ///
    /// # Errors
    ///
    /// A file that breaks its rules, with its line; the tests of the project rule this out.
    pub fn load() -> Result<Self, Error> {
        let (profiles, gazetteer) = rayon::join(language::load_all, Gazetteer::load);
        let profiles = profiles?;
        Ok(Self {
            furniture: furniture::load(&profiles)?,
            codes: codes::load()?,
            profiles,
            gazetteer: gazetteer?,
        })
    }

    /// The profile of `language`, or that of the undetermined language if there is no data for it.
    #[must_use]
    pub fn profile(&self, language: Language) -> &LanguageProfile {
        self.profiles
            .get(&language)
            .unwrap_or_else(|| &self.profiles[&Language::UNDETERMINED])
    }

    /// All profiles in order of their codes.
    #[must_use]
    pub fn profiles(&self) -> Vec<&LanguageProfile> {
        let mut profiles: Vec<_> = self.profiles.values().collect();
        profiles.sort_by_key(|profile| profile.language);
        profiles
    }
}

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

    /// The language that a person means by `code`.
    ///
    /// # Errors
    ///
    /// There is no data for it; the undetermined language is none to ask for.
    pub fn language(&self, code: &str) -> Result<Language, Error> {
        let profiles = self.profiles().into_iter().map(|profile| profile.language);
        let known: Vec<_> = profiles
            .filter(|&code| code != Language::UNDETERMINED)
            .collect();
        let asked = Language::parse(code).filter(|asked| known.contains(asked));
        asked.ok_or_else(|| Error::UnknownLanguage {
            code: code.to_owned(),
            known: known
                .iter()
                .map(Language::code)
                .collect::<Vec<_>>()
                .join(", "),
        })
    }

    /// All profiles in order of their codes.
    #[must_use]
    pub fn profiles(&self) -> Vec<&LanguageProfile> {
        let mut profiles: Vec<_> = self.profiles.values().collect();
        profiles.sort_by_key(|profile| profile.language);
        profiles
    }
}

/// Name and BLAKE3 hash of each file of `data/gazetteer/`, in order of name.
#[must_use]
pub fn list_hashes() -> Vec<(String, String)> {
    let hash =
        |name: String, content: &str| (name, blake3::hash(content.as_bytes()).to_hex().to_string());
    let mut hashes = vec![hash("name_tokens.tsv".to_owned(), gazetteer::NAME_TOKENS)];
    for (class, entities, names) in gazetteer::CLASSES {
        hashes.push(hash(format!("{class}/entities.tsv"), entities));
        hashes.push(hash(format!("{class}/names.tsv"), names));
    }
    hashes.sort();
    hashes
}

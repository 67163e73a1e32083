//! Loads `data/`, which is compiled into the program.

pub mod article_words;
pub mod codes;
pub mod decisions;
pub mod figure_words;
pub mod furniture;
pub mod gazetteer;
pub mod language;
pub mod ngrams;
pub mod number_words;
pub mod tsv;
pub mod user_lists;
pub mod weights;

use std::sync::OnceLock;

use crate::error::{Error, Problem};
use crate::language::codes::LanguageCodes;
use crate::language::furniture::Furniture;
use crate::language::ngrams::Ngrams;
use crate::language::{Language, LanguageProfile};
use decisions::Decisions;
use figure_words::FigureWords;
use gazetteer::Gazetteer;
use user_lists::ListFile;
use weights::Weights;

/// Everything that the program knows before it reads an article.
#[derive(Debug)]
pub struct Resources {
    /// In order of code. A profile is read when it is first asked for: few corpora are in more than a few languages.
    profiles: Vec<(Language, OnceLock<LanguageProfile>)>,
    /// Names and what they name.
    pub gazetteer: Gazetteer,
    /// What page furniture is made of, in all languages together.
    pub furniture: Furniture,
    /// What makes counts comparable.
    pub figure_words: FigureWords,
    /// The languages that can be detected.
    pub codes: LanguageCodes,
    /// How letters follow each other in them, read when it is first asked for.
    ngrams: OnceLock<Ngrams>,
    /// How much each kind of evidence says about names.
    pub weights: Weights,
    /// What a person has decided.
    pub decisions: Decisions,
}

impl Resources {
    /// Reads the compiled-in data.
    ///
    /// # Errors
    ///
    /// A file that breaks its rules, with its line; the tests of the project rule this out.
    pub fn load() -> Result<Self, Error> {
        let mut profiles: Vec<_> = language::codes()
            .map(|language| (language, OnceLock::new()))
            .collect();
        profiles.sort_by_key(|(language, _)| *language);
        Ok(Self {
            profiles,
            figure_words: figure_words::load()?,
            furniture: furniture::load()?,
            codes: codes::load()?,
            ngrams: OnceLock::new(),
            gazetteer: Gazetteer::load(),
            weights: Weights::load()?,
            decisions: Decisions::default(),
        })
    }

    /// How letters follow each other in each language.
    ///
    /// # Panics
    ///
    /// If a table breaks its rules; the tests of the project rule this out.
    #[must_use]
    pub fn ngrams(&self) -> &Ngrams {
        self.ngrams
            .get_or_init(|| ngrams::load().unwrap_or_else(|error| panic!("{error}")))
    }

    /// The profile of `language`, or that of the undetermined language if there is no data for it.
    ///
    /// # Panics
    ///
    /// If a file of the language breaks its rules; the tests of the project rule this out.
    #[must_use]
    pub fn profile(&self, language: Language) -> &LanguageProfile {
        let slot = |language| slot(&self.profiles, language);
        let (language, profile) = slot(language)
            .or_else(|| slot(Language::UNDETERMINED))
            .expect("the undetermined language has a profile");
        profile.get_or_init(|| language::load(*language).unwrap_or_else(|error| panic!("{error}")))
    }

    /// Whether there is a profile of `language`.
    #[must_use]
    pub fn has_profile(&self, language: Language) -> bool {
        language != Language::UNDETERMINED && slot(&self.profiles, language).is_some()
    }

    /// What `language` is called in English, if there is a profile of it; that is not loaded for its name alone.
    ///
    /// # Panics
    ///
    /// As [`Resources::profile`].
    #[must_use]
    pub fn name_of(&self, language: Language) -> Option<String> {
        let (language, profile) = slot(&self.profiles, language)?;
        let told = || language::name(*language).unwrap_or_else(|error| panic!("{error}"));
        Some(
            profile
                .get()
                .map_or_else(told, |profile| profile.name.clone()),
        )
    }

    /// The language that a person means by `code`.
    ///
    /// # Errors
    ///
    /// There is no data for it; the undetermined language is none to ask for.
    pub fn language(&self, code: &str) -> Result<Language, Error> {
        let asked = Language::parse(code).filter(|&asked| self.has_profile(asked));
        asked.ok_or_else(|| {
            let languages = self.profiles.iter().map(|(language, _)| language);
            let known = languages.filter(|known| **known != Language::UNDETERMINED);
            Error::UnknownLanguage {
                code: code.to_owned(),
                known: known.map(Language::code).collect::<Vec<_>>().join(", "),
            }
        })
    }

    /// Adds the user's own lists, and gives a problem for each row that could not be used.
    pub fn add_lists(&mut self, lists: &[ListFile]) -> Vec<Problem> {
        let (profiles, codes) = (&self.profiles, &self.codes);
        let is_language = |language| is_language(profiles, codes, language);
        user_lists::add(lists, &mut self.gazetteer, &is_language)
    }

    /// Takes the decisions of a person in, after their lists, and gives a problem for each row that is not followed.
    pub fn add_decisions(&mut self, file: &ListFile) -> Vec<Problem> {
        let is_language = |language| is_language(&self.profiles, &self.codes, language);
        let (decisions, problems) = Decisions::of(file, &self.gazetteer, &is_language);
        self.decisions = decisions;
        problems
    }

    /// All profiles in order of their codes.
    #[must_use]
    pub fn profiles(&self) -> Vec<&LanguageProfile> {
        let profile = |(language, _): &(Language, _)| self.profile(*language);
        self.profiles.iter().map(profile).collect()
    }
}

/// Whether a person can mean `language`: there is a profile of it, or it can be detected.
fn is_language(
    profiles: &[(Language, OnceLock<LanguageProfile>)],
    codes: &LanguageCodes,
    language: Language,
) -> bool {
    let is_detected = || codes.iter().any(|code| code.language == language);
    language != Language::UNDETERMINED && (slot(profiles, language).is_some() || is_detected())
}

/// The profile of just this language, if there is one; `profiles` are in order.
fn slot(
    profiles: &[(Language, OnceLock<LanguageProfile>)],
    language: Language,
) -> Option<&(Language, OnceLock<LanguageProfile>)> {
    let place = profiles.binary_search_by_key(&language, |slot| slot.0);
    place.ok().map(|place| &profiles[place])
}

/// Path below `data/gazetteer/` (or `data/`) and BLAKE3 hash of each list of names, in order of path.
#[must_use]
pub fn list_hashes() -> Vec<(String, String)> {
    let hash = |line: &str| {
        let (path, hash) = line
            .split_once('\t')
            .expect("written so by the build script");
        (path.to_owned(), hash.to_owned())
    };
    gazetteer::HASHES.lines().map(hash).collect()
}

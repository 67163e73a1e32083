//! [`LanguageCodes`], the languages that can be told apart, whether or not there is more data for them.

use super::Language;

/// A language that a text can be found to be in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanguageCode {
    /// Its code in ISO 639-3, by which the detector knows it.
    pub iso_639_3: String,
    /// Its code in ISO 639-1, by which everything else does.
    pub language: Language,
    /// Its name in English.
    pub name: String,
    /// Whether a text too short for a sound judgement may be found to be in it.
    pub short_texts: bool,
}

/// Every [`LanguageCode`], in order of ISO 639-3.
#[derive(Debug)]
pub struct LanguageCodes(Vec<LanguageCode>);

impl LanguageCodes {
    /// The languages `codes`.
    #[must_use]
    pub fn new(codes: Vec<LanguageCode>) -> Self {
        Self(codes)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &LanguageCode> {
        self.0.iter()
    }

    /// The language whose ISO 639-3 code is `code`.
    #[must_use]
    pub fn by_iso_639_3(&self, code: &str) -> Option<Language> {
        self.iter()
            .find(|known| known.iso_639_3 == code)
            .map(|known| known.language)
    }
}

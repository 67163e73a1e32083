//! [`Language`], a code, and [`LanguageProfile`], what the files of `data/languages/CODE/` say about it.

mod code;
pub mod codes;
pub mod furniture;
pub mod heads;
pub mod inflection;
pub mod letters;
pub mod ngrams;
pub mod number_words;
pub mod phrases;
pub mod speech;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::document::EntityType;
use crate::text::tails;
pub use code::Language;
use heads::Heads;
use inflection::Inflection;
use letters::Letters;
use number_words::NumberWords;
use phrases::Phrases;
use speech::SpeechWords;

/// What the data files say about one language.
#[derive(Debug)]
pub struct LanguageProfile {
    /// Which language.
    pub language: Language,
    /// Its name in English.
    pub name: String,
    /// Library and algorithm that stem it, as `stem::Stemmer::named` reads them: `frostem:dutch`.
    pub stemmer: String,
    /// The mark before decimals.
    pub decimal_separator: char,
    /// The marks between groups of three digits.
    pub group_separators: Vec<char>,
    /// In which order the parts of a numeric date stand.
    pub date_order: DateOrder,
    /// Definite and indefinite articles, lower case.
    pub articles: FxHashSet<String>,
    /// Lower-case letters beyond ASCII that ordinary words of the language have.
    pub marked_letters: String,
    /// Whether every noun has a capital, so that a capital says nothing about names.
    pub nouns_capitalized: bool,
    /// Whether compounds are written in one word, so that the end of a noun says what it is: *Bundeswehrsoldaten*.
    pub joins_nouns: bool,
    /// Whether verbs may stand at the end of their clause, far behind their subject: *wurden bei dem Beben verletzt*.
    pub verbs_last: bool,
    /// The preposition that stands before people who are an object, lower case; empty if there is none: *mató a 7*.
    pub object_preposition: String,
    /// Words with a full stop that does not end a sentence, lower case, with the stop.
    pub abbreviations: FxHashMap<String, AbbreviationKind>,
    /// Names of months and weekdays, lower case.
    pub calendar: FxHashMap<String, CalendarWord>,
    /// Whether `calendar` has names of two words, joined by a space or a slash.
    pub has_calendar_phrases: bool,
    /// Closed-class and other very common words, lower case.
    pub function_words: FxHashSet<String>,
    /// Small words inside names of persons, lower case, as sequences of words.
    pub person_particles: Phrases,
    /// Small words inside names of organisations, lower case, as sequences of words.
    pub organization_particles: Phrases,
    /// Conjunctions between the parts of names of organisations, lower case, as sequences of words.
    pub name_conjunctions: Phrases,
    /// Titles and roles, folded.
    pub roles: FxHashMap<String, RoleKind>,
    /// Forms of verbs of saying, lower case.
    pub reporting_verbs: FxHashSet<String>,
    /// Prepositions that stand before places, lower case.
    pub place_prepositions: FxHashSet<String>,
    /// Words that make a name an organisation or a place.
    pub heads: Heads,
    /// Words that make a part of a place, by where they stand and folded: *Northern*, *Süd-*; the English word for
    /// each.
    pub place_modifiers: FxHashMap<ModifierPosition, FxHashMap<String, String>>,
    /// Nouns that say what the name beside them is (*platform*, *Tageszeitung*), folded.
    pub type_words: FxHashMap<String, NameClass>,
    /// What inflection does to names.
    pub inflection: Inflection,
    /// How words and names begin and end.
    pub letters: Letters,
    /// Whether every apostrophe inside a word begins an ending, as in Turkish: *Ankara'da*.
    pub apostrophe_before_endings: bool,
    /// Articles and prepositions that an apostrophe joins to the next word, lower case, with `'`: *l'*, *dell'*.
    pub elisions: FxHashSet<String>,
    /// What may stand behind the name of a company without being a part of it, as keys of tokens joined by spaces; the
    /// same in every language.
    pub legal_forms: FxHashMap<String, LegalFormKind>,
    /// Acronyms of what is no name, as written: *GDP*, *DNA*.
    pub common_acronyms: FxHashSet<String>,
    /// Words of the number grammar.
    pub number_words: NumberWords,
    /// Words and marks that show who says what.
    pub speech: SpeechWords,
}

impl LanguageProfile {
    /// The English word for the part of a place that the folded word `key` makes at `position`.
    #[must_use]
    pub fn place_modifier(&self, position: ModifierPosition, key: &str) -> Option<&str> {
        let modifiers = self.place_modifiers.get(&position)?;
        modifiers.get(key).map(String::as_str)
    }

    /// Whether the folded word `key` ends in a role, as a joined word may: *bundesminister*.
    #[must_use]
    pub fn ends_in_role(&self, key: &str) -> bool {
        tails(key, MIN_ROLE).any(|tail| self.roles.get(tail) == Some(&RoleKind::Role))
    }
}

/// The shortest role, in bytes, that may end a joined word.
const MIN_ROLE: usize = 5;

/// In which order the parts of a date in digits stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateOrder {
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// Year, month, day.
    Ymd,
}

/// What a full stop after an abbreviation may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AbbreviationKind {
    /// A name follows: *Dr.*
    Title,
    /// The sentence goes on: *ca.*
    General,
    /// The sentence may end here: *etc.*
    Final,
}

/// What stands behind the name of a company.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LegalFormKind {
    /// Its form by law: *Ltd*, *GmbH*.
    Legal,
    /// A word that may also tell it from another: *Group*, *Holding*.
    Group,
}

/// A month or weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CalendarWord {
    /// 1 to 12.
    Month(i8),
    /// 1 (Monday) to 7.
    Weekday(i8),
}

/// What a word beside a name says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RoleKind {
    /// *Mr, Frau*: a person's name follows.
    Title,
    /// *president, woordvoerder*: a person's name may follow or precede.
    Role,
}

/// What a word says about the name that it is part of or stands beside.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct NameClass {
    /// What it makes the name.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    /// Finer than the type.
    pub subtype: String,
}

/// Where a word stands that makes a part of a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ModifierPosition {
    /// Before the name: *Northern Italy*
    Before,
    /// At its start: *Norditalien*, *Noord-Italië*
    Prefix,
}

/// Where the word stands that makes a name an organisation or a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HeadPosition {
    /// Before the rest: *Ministry of …*
    First,
    /// After the rest: *… University*
    Last,
    /// At the end of a joined word: *…ministerium*
    Suffix,
}

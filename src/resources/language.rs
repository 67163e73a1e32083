//! Loads the folders `data/languages/CODE/`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use super::gazetteer::{has_code, key_tokens};
use super::number_words;
use super::tsv;
use crate::document::EntityType;
use crate::error::Error;
use crate::fold::fold;
use crate::language::heads::Heads;
use crate::language::inflection::{EndingRow, Inflection};
use crate::language::letters::{Letters, LettersRow};
use crate::language::number_words::NumberWords;
use crate::language::speech::{AttributionPosition, ClauseWordKind, PronounKind, SpeechWords};
use crate::language::{
    AbbreviationKind, CalendarWord, DateOrder, HeadPosition, Language, LanguageProfile,
    LegalFormKind, ModifierPosition, NameClass, RoleKind,
};
use crate::stem::Stemmer;

/// The text of `data/common_acronyms.tsv`.
pub const COMMON_ACRONYMS: &str = include_str!("../../data/common_acronyms.tsv");
/// The text of `data/legal_forms.tsv`.
pub const LEGAL_FORMS: &str = include_str!("../../data/legal_forms.tsv");

/// The text of every file of one language's folder.
pub struct LanguageFiles {
    /// Name of the folder.
    pub code: &'static str,
    language: &'static str,
    abbreviations: &'static str,
    attributions: &'static str,
    /// Months and weekdays; read by [`super::furniture`] too.
    pub calendar: &'static str,
    clause_words: &'static str,
    /// The most common words; read by [`super::ngrams`] too.
    pub function_words: &'static str,
    letters: &'static str,
    name_endings: &'static str,
    organization_heads: &'static str,
    /// Particles of names; read by [`super::furniture`] too.
    pub particles: &'static str,
    place_modifiers: &'static str,
    place_prepositions: &'static str,
    pronouns: &'static str,
    reporting_verbs: &'static str,
    roles: &'static str,
    type_words: &'static str,
    /// Phrases of page furniture; read by [`super::furniture`].
    pub boilerplate: &'static str,
    /// The files of the number grammar; read by [`super::number_words`].
    pub numbers: number_words::Files,
}

impl LanguageFiles {
    fn language(&self) -> Language {
        Language::parse(self.code).expect("folders are named by language codes")
    }

    fn path(&self, name: &str) -> String {
        format!("data/languages/{}/{name}", self.code)
    }
}

macro_rules! files {
    ($code:literal) => {
        LanguageFiles {
            code: $code,
            language: files!($code, "language.toml"),
            abbreviations: files!($code, "abbreviations.tsv"),
            attributions: files!($code, "attributions.tsv"),
            calendar: files!($code, "calendar.tsv"),
            clause_words: files!($code, "clause_words.tsv"),
            function_words: files!($code, "function_words.tsv"),
            letters: files!($code, "letters.tsv"),
            name_endings: files!($code, "name_endings.tsv"),
            organization_heads: files!($code, "organization_heads.tsv"),
            particles: files!($code, "particles.tsv"),
            place_modifiers: files!($code, "place_modifiers.tsv"),
            place_prepositions: files!($code, "place_prepositions.tsv"),
            pronouns: files!($code, "pronouns.tsv"),
            reporting_verbs: files!($code, "reporting_verbs.tsv"),
            roles: files!($code, "roles.tsv"),
            type_words: files!($code, "type_words.tsv"),
            boilerplate: files!($code, "boilerplate.tsv"),
            numbers: number_words::files!($code),
        }
    };
    ($code:literal, $name:literal) => {
        include_str!(concat!("../../data/languages/", $code, "/", $name))
    };
}

/// The languages that there is data for. A new language is a folder and a line here.
pub const LANGUAGES: &[LanguageFiles] = &[
    files!("ar"),
    files!("cs"),
    files!("da"),
    files!("de"),
    files!("el"),
    files!("en"),
    files!("es"),
    files!("fi"),
    files!("fr"),
    files!("hu"),
    files!("it"),
    files!("nb"),
    files!("nl"),
    files!("pl"),
    files!("pt"),
    files!("ro"),
    files!("ru"),
    files!("sv"),
    files!("tr"),
    files!("uk"),
    files!("und"),
];

/// The languages of the list.
pub fn codes() -> impl Iterator<Item = Language> {
    LANGUAGES.iter().map(LanguageFiles::language)
}

/// The name of a language of the list, as its folder has it.
///
/// # Errors
///
/// The file that tells it breaks its rules.
///
/// # Panics
///
/// If the language is not on the list.
pub fn name(language: Language) -> Result<String, Error> {
    Ok(table(files(language))?.name)
}

fn files(language: Language) -> &'static LanguageFiles {
    let mut all = LANGUAGES.iter();
    let files = all.find(|files| files.language() == language);
    files.expect("a language of the list")
}

fn table(files: &LanguageFiles) -> Result<LanguageTable, Error> {
    toml::from_str(files.language).map_err(|error| Error::Data {
        file: files.path("language.toml"),
        line: 0,
        column: String::new(),
        expected: error.message().to_owned(),
        found: String::new(),
    })
}

/// Reads the folder of a language of the list.
///
/// # Errors
///
/// A file that breaks its rules, with its line.
///
/// # Panics
///
/// If the language is not on the list.
pub fn load(language: Language) -> Result<LanguageProfile, Error> {
    let files = files(language);
    let path = |name: &str| files.path(name);
    let table = table(files)?;
    let particles: Vec<ParticleRow> = tsv::rows(&path("particles.tsv"), files.particles)?;
    let particles = |position: &str| {
        let rows = particles.iter().filter(|row| row.position == position);
        rows.map(|row| row.surface.to_lowercase()).collect()
    };
    if Stemmer::named(&table.stemmer).is_none() {
        return Err(Error::Data {
            file: path("language.toml"),
            line: 0,
            column: "stemmer".to_owned(),
            expected: "`none` or `LIBRARY:ALGORITHM`".to_owned(),
            found: table.stemmer,
        });
    }
    let endings: Vec<EndingRow> = tsv::rows(&path("name_endings.tsv"), files.name_endings)?;
    let letters: Vec<LettersRow> = tsv::rows(&path("letters.tsv"), files.letters)?;
    let calendar = calendar(&path("calendar.tsv"), files.calendar)?;
    let mut number_words = NumberWords {
        is_joined: table.joins_numbers,
        has_percent_first: table.percent_first,
        ..number_words::load(files.code, &files.numbers)?
    };
    number_words.index(calendar.keys());
    Ok(LanguageProfile {
        language,
        name: table.name,
        stemmer: table.stemmer,
        decimal_separator: table.decimal_separator,
        group_separators: table.group_separators,
        date_order: table.date_order,
        articles: table.articles.into_iter().collect(),
        marked_letters: table.marked_letters,
        nouns_capitalized: table.nouns_capitalized,
        joins_nouns: table.joins_nouns,
        verbs_last: table.verbs_last,
        object_preposition: table.object_preposition,
        abbreviations: kinds::<AbbreviationKind>(
            &path("abbreviations.tsv"),
            files.abbreviations,
            str::to_lowercase,
        )?,
        has_calendar_phrases: calendar.keys().any(|word| word.contains([' ', '/'])),
        calendar,
        function_words: words(&path("function_words.tsv"), files.function_words)?,
        person_particles: particles("person"),
        organization_particles: particles("organization"),
        name_conjunctions: particles("conjunction"),
        roles: kinds::<RoleKind>(&path("roles.tsv"), files.roles, |surface| {
            fold(surface).trim_end_matches('.').to_owned()
        })?,
        reporting_verbs: words(&path("reporting_verbs.tsv"), files.reporting_verbs)?,
        place_prepositions: words(&path("place_prepositions.tsv"), files.place_prepositions)?,
        place_modifiers: place_modifiers(&path("place_modifiers.tsv"), files.place_modifiers)?,
        heads: heads(&path("organization_heads.tsv"), files.organization_heads)?,
        type_words: type_words(&path("type_words.tsv"), files.type_words)?,
        inflection: Inflection::new(&endings),
        letters: Letters::new(&letters),
        apostrophe_before_endings: table.apostrophe_before_endings,
        elisions: table.elisions.into_iter().collect(),
        legal_forms: kinds::<LegalFormKind>("data/legal_forms.tsv", LEGAL_FORMS, |surface| {
            key_tokens(surface).join(" ")
        })?,
        common_acronyms: common_acronyms(language)?,
        number_words,
        speech: SpeechWords {
            drops_subjects: table.drops_subjects,
            ..speech(files, table.quotation_marks)?
        },
    })
}

#[derive(Deserialize)]
struct LanguageTable {
    name: String,
    stemmer: String,
    decimal_separator: char,
    group_separators: Vec<char>,
    date_order: DateOrder,
    articles: Vec<String>,
    marked_letters: String,
    nouns_capitalized: bool,
    quotation_marks: Vec<(char, char)>,
    #[serde(default)]
    drops_subjects: bool,
    #[serde(default)]
    joins_nouns: bool,
    #[serde(default)]
    verbs_last: bool,
    #[serde(default)]
    object_preposition: String,
    #[serde(default)]
    joins_numbers: bool,
    #[serde(default)]
    percent_first: bool,
    #[serde(default)]
    apostrophe_before_endings: bool,
    #[serde(default)]
    elisions: Vec<String>,
}

#[derive(Deserialize)]
struct SurfaceRow {
    surface: String,
}

#[derive(Deserialize)]
struct KindRow<K> {
    surface: String,
    kind: K,
}

#[derive(Deserialize)]
struct ParticleRow {
    surface: String,
    position: String,
}

#[derive(Deserialize)]
struct HeadRow {
    surface: String,
    position: HeadPosition,
    #[serde(rename = "type")]
    entity_type: EntityType,
    subtype: String,
}

#[derive(Deserialize)]
struct TypeWordRow {
    surface: String,
    #[serde(rename = "type")]
    entity_type: EntityType,
    subtype: String,
}

#[derive(Deserialize)]
struct CalendarRow {
    surface: String,
    kind: String,
    value: i8,
}

#[derive(Deserialize)]
struct ModifierRow {
    surface: String,
    position: ModifierPosition,
    key: String,
}

fn place_modifiers(
    name: &str,
    content: &str,
) -> Result<FxHashMap<ModifierPosition, FxHashMap<String, String>>, Error> {
    let rows: Vec<ModifierRow> = tsv::rows(name, content)?;
    let mut modifiers: FxHashMap<_, FxHashMap<_, _>> = FxHashMap::default();
    for row in rows {
        let at_position = modifiers.entry(row.position).or_default();
        at_position.insert(fold(&row.surface), row.key);
    }
    Ok(modifiers)
}

fn words(name: &str, content: &str) -> Result<FxHashSet<String>, Error> {
    let rows: Vec<SurfaceRow> = tsv::rows(name, content)?;
    Ok(rows
        .into_iter()
        .map(|row| row.surface.to_lowercase())
        .collect())
}

#[derive(Deserialize)]
struct AcronymRow {
    surface: String,
    languages: String,
}

fn common_acronyms(language: Language) -> Result<FxHashSet<String>, Error> {
    let rows: Vec<AcronymRow> = tsv::rows("data/common_acronyms.tsv", COMMON_ACRONYMS)?;
    let is_own = |row: &AcronymRow| row.languages.is_empty() || has_code(&row.languages, language);
    let own = rows.into_iter().filter(is_own);
    Ok(own.map(|row| row.surface).collect())
}

fn kinds<K: serde::de::DeserializeOwned>(
    name: &str,
    content: &str,
    key: impl Fn(&str) -> String,
) -> Result<FxHashMap<String, K>, Error> {
    let rows: Vec<KindRow<K>> = tsv::rows(name, content)?;
    Ok(rows
        .into_iter()
        .map(|row| (key(&row.surface), row.kind))
        .collect())
}

fn heads(name: &str, content: &str) -> Result<Heads, Error> {
    let rows: Vec<HeadRow> = tsv::rows(name, content)?;
    let mut heads = Heads::default();
    for row in rows {
        let key = key_tokens(row.surface.trim_start_matches('-')).join(" ");
        let class = NameClass {
            entity_type: row.entity_type,
            subtype: row.subtype,
        };
        heads.insert(row.position, key, class);
    }
    Ok(heads)
}

fn type_words(name: &str, content: &str) -> Result<FxHashMap<String, NameClass>, Error> {
    let rows: Vec<TypeWordRow> = tsv::rows(name, content)?;
    let word = |row: TypeWordRow| {
        let class = NameClass {
            entity_type: row.entity_type,
            subtype: row.subtype,
        };
        (fold(&row.surface), class)
    };
    Ok(rows.into_iter().map(word).collect())
}

#[derive(Deserialize)]
struct AttributionRow {
    surface: String,
    position: AttributionPosition,
}

fn speech(files: &LanguageFiles, quotation_marks: Vec<(char, char)>) -> Result<SpeechWords, Error> {
    let path = |name: &str| format!("data/languages/{}/{name}", files.code);
    let attributions: Vec<AttributionRow> =
        tsv::rows(&path("attributions.tsv"), files.attributions)?;
    let phrases = |position| {
        let rows = attributions.iter().filter(|row| row.position == position);
        rows.map(|row| row.surface.to_lowercase()).collect()
    };
    let clause_words = kinds::<ClauseWordKind>(
        &path("clause_words.tsv"),
        files.clause_words,
        str::to_lowercase,
    )?;
    let words = |kind| {
        let rows = clause_words.iter();
        let rows = rows.filter(move |(_, of_kind)| **of_kind == kind);
        rows.map(|(surface, _)| surface.clone())
    };
    Ok(SpeechWords {
        quotation_marks,
        before_source: phrases(AttributionPosition::Before),
        after_source: phrases(AttributionPosition::After),
        pronouns: kinds::<PronounKind>(&path("pronouns.tsv"), files.pronouns, str::to_lowercase)?,
        that: words(ClauseWordKind::That).collect(),
        subordinators: words(ClauseWordKind::Subordinator).collect(),
        prepositions: words(ClauseWordKind::Preposition).collect(),
        drops_subjects: false,
    })
}

fn calendar(name: &str, content: &str) -> Result<FxHashMap<String, CalendarWord>, Error> {
    let rows: Vec<CalendarRow> = tsv::rows(name, content)?;
    let word = |row: &CalendarRow| match row.kind.as_str() {
        "month" => CalendarWord::Month(row.value),
        _ => CalendarWord::Weekday(row.value),
    };
    Ok(rows
        .iter()
        .map(|row| (row.surface.to_lowercase(), word(row)))
        .collect())
}

//! The gazetteer: entities, their names, and the index that finds names in a sequence of tokens.

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use super::tsv;
use crate::document::{EntityType, TokenKind};
use crate::error::Error;
use crate::fold::fold;
use crate::language::Language;

/// A thing that has names.
#[derive(Debug, Clone, Deserialize)]
pub struct Entity {
    /// Never changes: `iso:UA`, `gn:703448`, `per:elon-musk`.
    #[serde(rename = "entity_id")]
    pub id: String,
    /// What it is.
    #[serde(rename = "type")]
    pub entity_type: EntityType,
    /// What it is, more finely.
    pub subtype: String,
    /// The name to show.
    pub name: String,
    /// 0 to 255: how likely it is meant when its name is read.
    pub prior: u8,
    /// Wikidata id, or empty.
    pub wikidata_id: String,
    /// GeoNames id, or empty.
    pub geonames_id: String,
    /// ISO 3166 code, or empty.
    pub iso_code: String,
    /// ISO 3166-1 alpha-2 code of its country, or empty.
    pub located_in: String,
}

/// A name of an entity in one language or in all.
#[derive(Debug, Clone)]
pub struct Name {
    /// Index of the entity.
    pub entity: u32,
    /// `None` if it is used in every language.
    pub language: Option<Language>,
    /// How it names the entity.
    pub kind: NameKind,
    /// As written inside a sentence.
    pub surface: String,
    /// Whether it counts only with evidence around it, being an ordinary word too.
    pub guarded: bool,
    /// Codes, with commas between, of languages that the name is not especially of and in which it is an ordinary word.
    pub word_in: &'static str,
}

/// How a name names its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NameKind {
    /// The usual one.
    Preferred,
    /// Another one.
    Alias,
    /// Adjective or inhabitant of a place, adherent of a party.
    Demonym,
    /// Initials or a short form.
    Abbreviation,
    /// No longer official.
    Former,
    /// A misspelling, never shown.
    Hidden,
}

/// How often a word is part of a person's name in the source of the list, capped there.
#[derive(Debug, Clone, Copy, Default)]
pub struct NameToken {
    /// As the first part.
    pub given: u16,
    /// As the last part.
    pub surname: u16,
}

/// Entities, names, and their index.
#[derive(Debug, Default)]
pub struct Gazetteer {
    entities: Vec<Entity>,
    names: Vec<Name>,
    by_id: FxHashMap<String, u32>,
    index: FxHashMap<u64, Node>,
    name_tokens: NameTokens,
    word_guards: FxHashMap<&'static str, &'static str>,
}

/// Counts of each folded part of a name, the languages in which it is a word too, and the key that it shares with its
/// other spellings.
type NameTokens = FxHashMap<String, (NameToken, &'static str, &'static str)>;

/// What is known of a sequence of folded tokens.
#[derive(Debug, Default)]
struct Node {
    /// Names that are this sequence.
    names: Vec<u32>,
    /// Whether longer names begin with it.
    continues: bool,
}

macro_rules! classes {
    ($($class:literal),*) => {
        &[$((
            $class,
            include_str!(concat!("../../data/gazetteer/", $class, "/entities.tsv")),
            include_str!(concat!("../../data/gazetteer/", $class, "/names.tsv")),
        )),*]
    };
}

/// Name of each folder of `data/gazetteer/` with the texts of its two files.
pub const CLASSES: &[(&str, &str, &str)] = classes!(
    "cities",
    "companies",
    "countries",
    "events",
    "geography",
    "groups",
    "institutions",
    "landmarks",
    "media",
    "parties",
    "persons",
    "platforms",
    "products",
    "regions",
    "sports",
    "towns"
);

/// About how many bytes a line of `name_tokens.tsv` has.
const MEAN_LINE: usize = 12;

/// No name of the lists has more tokens.
pub const MAX_NAME_TOKENS: usize = 14;

/// The text of `data/gazetteer/name_tokens.tsv`.
pub const NAME_TOKENS: &str = include_str!("../../data/gazetteer/name_tokens.tsv");

/// The text of `data/gazetteer/word_guards.tsv`.
pub const WORD_GUARDS: &str = include_str!("../../data/gazetteer/word_guards.tsv");

#[derive(Deserialize)]
struct NameRow {
    entity_id: String,
    language: String,
    kind: NameKind,
    name: String,
    guard: String,
}

/// The two files of a class, read.
struct Class {
    entities: Vec<Entity>,
    /// Each name with the sequences of folded tokens that it begins with, the longest last.
    names: Vec<(NameRow, Vec<Prefix>)>,
    names_file: String,
}

impl Class {
    fn read(class: &str, entities: &str, names: &str) -> Result<Self, Error> {
        let path = |file: &str| format!("data/gazetteer/{class}/{file}.tsv");
        let names: Vec<NameRow> = tsv::rows(&path("names"), names)?;
        let with_prefixes = |row: NameRow| {
            let prefixes = prefixes(&row.name);
            (row, prefixes)
        };
        Ok(Self {
            entities: tsv::rows(&path("entities"), entities)?,
            names: names.into_par_iter().map(with_prefixes).collect(),
            names_file: path("names"),
        })
    }
}

#[derive(Deserialize)]
struct LanguageNameRow {
    entity_id: String,
    kind: NameKind,
    name: String,
    guard: String,
}

impl Class {
    fn of_language(files: &super::language::LanguageFiles) -> Result<Self, Error> {
        let path = format!("data/languages/{}/entities.tsv", files.code);
        Ok(Self {
            entities: tsv::rows(&path, files.entities)?,
            names: Vec::new(),
            names_file: path,
        })
    }

    fn names_of_language(files: &super::language::LanguageFiles) -> Result<Self, Error> {
        let path = format!("data/languages/{}/names.tsv", files.code);
        let rows: Vec<LanguageNameRow> = tsv::rows(&path, files.names)?;
        let with_prefixes = |row: LanguageNameRow| {
            let prefixes = prefixes(&row.name);
            let row = NameRow {
                entity_id: row.entity_id,
                language: files.code.to_owned(),
                kind: row.kind,
                name: row.name,
                guard: row.guard,
            };
            (row, prefixes)
        };
        Ok(Self {
            entities: Vec::new(),
            names: rows.into_par_iter().map(with_prefixes).collect(),
            names_file: path,
        })
    }
}

/// The sequences of folded tokens that a name begins with, the shortest first.
fn prefixes(name: &str) -> Vec<Prefix> {
    let lengthened = |prefix: &mut Prefix, key: &String| {
        *prefix = prefix.then(key);
        Some(*prefix)
    };
    key_tokens(name)
        .iter()
        .scan(Prefix::default(), lengthened)
        .collect()
}

/// Reads `name_tokens.tsv` without the general reader, which takes three times as long for a file of this size.
fn load_name_tokens() -> Result<NameTokens, Error> {
    let lines = NAME_TOKENS.lines().enumerate().skip(1);
    let mut name_tokens = NameTokens::default();
    name_tokens.reserve(NAME_TOKENS.len() / MEAN_LINE);
    for (line_idx, line) in lines {
        let (token, (counts, word_in, canonical)) =
            name_token(line).ok_or_else(|| Error::Data {
                file: "data/gazetteer/name_tokens.tsv".to_owned(),
                line: line_idx as u64 + 1,
                column: String::new(),
                expected: "`token`, two counts, `word_in`, `canonical`".to_owned(),
                found: line.to_owned(),
            })?;
        let known = name_tokens.entry(fold(token)).or_default();
        known.0.given = known.0.given.max(counts.given);
        known.0.surname = known.0.surname.max(counts.surname);
        if known.1.is_empty() {
            known.1 = word_in;
        }
        if known.2.is_empty() {
            known.2 = canonical;
        }
    }
    Ok(name_tokens)
}

/// The cells of a line of `name_tokens.tsv`.
fn name_token(
    line: &'static str,
) -> Option<(&'static str, (NameToken, &'static str, &'static str))> {
    let mut cells = line.split('\t');
    let (token, given, surname) = (cells.next()?, cells.next()?, cells.next()?);
    let (word_in, canonical) = (cells.next()?, cells.next()?);
    let counts = NameToken {
        given: given.parse().ok()?,
        surname: surname.parse().ok()?,
    };
    let known = (counts, word_in, canonical);
    cells.next().is_none().then_some((token, known))
}

impl Gazetteer {
    /// Reads the classes of `data/gazetteer/`.
    ///
    /// # Errors
    ///
    /// A row that breaks the rules, with its file and line.
    pub fn load() -> Result<Self, Error> {
        let (classes, name_tokens) = rayon::join(Self::load_classes, load_name_tokens);
        Ok(Self {
            name_tokens: name_tokens?,
            ..classes?
        })
    }

    /// Parsing and cutting names into tokens takes nearly all the time and is done in parallel; the index is one.
    fn load_classes() -> Result<Self, Error> {
        let classes: Vec<_> = CLASSES
            .par_iter()
            .map(|(class, entities, names)| Class::read(class, entities, names))
            .collect::<Result<_, _>>()?;
        let mut gazetteer = Self {
            word_guards: WORD_GUARDS
                .lines()
                .skip(1)
                .filter_map(|line| line.split_once('\t'))
                .collect(),
            ..Self::default()
        };
        let n_names = classes.iter().map(|class| class.names.len()).sum();
        gazetteer.names.reserve(n_names);
        gazetteer.index.reserve(n_names);
        for class in classes {
            gazetteer.add_class(class)?;
        }
        for files in super::language::LANGUAGES {
            gazetteer.add_class(Class::of_language(files)?)?;
        }
        for files in super::language::LANGUAGES {
            gazetteer.add_class(Class::names_of_language(files)?)?;
        }
        Ok(gazetteer)
    }

    /// Adds the rows of the files `entities.tsv` and `names.tsv` of a class.
    ///
    /// # Errors
    ///
    /// A row that breaks the rules, or a name of an entity that is not there.
    pub fn add(&mut self, class: &str, entities: &str, names: &str) -> Result<(), Error> {
        self.add_class(Class::read(class, entities, names)?)
    }

    fn add_class(&mut self, class: Class) -> Result<(), Error> {
        for entity in class.entities {
            let idx = u32::try_from(self.entities.len()).expect("fewer than 2^32 entities");
            self.by_id.insert(entity.id.clone(), idx);
            self.entities.push(entity);
        }
        for (row_idx, (row, prefixes)) in class.names.into_iter().enumerate() {
            let Some(&entity) = self.by_id.get(&row.entity_id) else {
                return Err(Error::Data {
                    file: class.names_file,
                    line: row_idx as u64 + 2,
                    column: "entity_id".to_owned(),
                    expected: "the id of an entity".to_owned(),
                    found: row.entity_id,
                });
            };
            let name = Name {
                entity,
                language: Language::parse(&row.language).filter(|_| row.language != "mul"),
                kind: row.kind,
                guarded: row.guard == "context",
                word_in: self
                    .word_guards
                    .get(row.name.as_str())
                    .copied()
                    .unwrap_or_default(),
                surface: row.name,
            };
            self.add_name(name, &prefixes);
        }
        Ok(())
    }

    fn add_name(&mut self, name: Name, prefixes: &[Prefix]) {
        let idx = u32::try_from(self.names.len()).expect("fewer than 2^32 names");
        if let Some((whole, shorter)) = prefixes.split_last() {
            for prefix in shorter {
                self.index.entry(prefix.0).or_default().continues = true;
            }
            self.index.entry(whole.0).or_default().names.push(idx);
        }
        self.names.push(name);
    }

    /// The entity at `idx`.
    #[must_use]
    pub fn entity(&self, idx: u32) -> &Entity {
        &self.entities[idx as usize]
    }

    /// The index of the entity `id`.
    #[must_use]
    pub fn entity_idx(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// All entities.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// All names.
    #[must_use]
    pub fn names(&self) -> &[Name] {
        &self.names
    }

    /// The names that are the sequence of folded tokens `prefix`, and whether longer names begin with it; `None` if no
    /// name begins with it.
    #[must_use]
    pub fn look_up(&self, prefix: Prefix) -> Option<(impl Iterator<Item = &Name> + Clone, bool)> {
        let node = self.index.get(&prefix.0)?;
        Some((
            node.names.iter().map(|&idx| &self.names[idx as usize]),
            node.continues,
        ))
    }

    /// How often `folded` is part of a person's name.
    #[must_use]
    pub fn name_token(&self, folded: &str) -> NameToken {
        self.name_tokens
            .get(folded)
            .map_or(NameToken::default(), |(counts, ..)| *counts)
    }

    /// The folded key that all spellings of the part of a name `folded` share, in every script; itself if no other is known.
    #[must_use]
    pub fn canonical<'k>(&'k self, folded: &'k str) -> &'k str {
        self.name_tokens
            .get(folded)
            .map(|&(.., canonical)| canonical)
            .filter(|canonical| !canonical.is_empty())
            .unwrap_or(folded)
    }

    /// Whether `folded` is, beside a name, an ordinary word of `language`.
    #[must_use]
    pub fn is_word_in(&self, folded: &str, language: Language) -> bool {
        self.name_tokens
            .get(folded)
            .is_some_and(|(_, languages, _)| {
                languages.split(',').any(|code| code == language.code())
            })
    }
}

/// A sequence of folded tokens, as a hash of 64 bits, by which alone the letters of names are compared: of a hundred thousand
/// names, a given other word is taken for one with a chance of about one in 10^14.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prefix(u64);

impl Prefix {
    /// The sequence with `folded` behind it. What stands after an apostrophe is a token of its own: in some languages
    /// *d'Ivoire* is one token, in others two.
    #[must_use]
    pub fn then(self, folded: &str) -> Self {
        use std::hash::Hasher;
        let lengthened = |prefix: Self, part: &str| {
            let mut hasher = rustc_hash::FxHasher::default();
            hasher.write_u64(prefix.0);
            hasher.write(part.as_bytes());
            hasher.write_usize(part.len());
            Self(hasher.finish())
        };
        folded.split_inclusive('\'').fold(self, lengthened)
    }
}

/// The folded tokens of a name that are compared with those of a text: full stops do not count.
#[must_use]
pub fn key_tokens(name: &str) -> Vec<String> {
    crate::tokenize::tokens_of_name(name)
        .iter()
        .filter_map(|token| key_token(token.span.of(name), token.kind))
        .collect()
}

/// The folded form of one token as names are compared by it; `None` for a full stop.
#[must_use]
pub fn key_token(surface: &str, kind: TokenKind) -> Option<String> {
    let folded = fold(surface);
    let folded = if kind == TokenKind::Word && folded.len() > 1 {
        folded.trim_end_matches('.').to_owned()
    } else {
        folded
    };
    (folded != ".").then_some(folded)
}

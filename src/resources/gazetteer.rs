//! The gazetteer: entities, their names, and the index that finds names in a sequence of tokens.

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
    name_tokens: FxHashMap<String, (NameToken, String)>,
}

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
    "groups",
    "institutions",
    "landmarks",
    "media",
    "parties",
    "persons",
    "platforms",
    "products",
    "regions",
    "sports"
);

/// No name of the lists has more tokens.
pub const MAX_NAME_TOKENS: usize = 14;

/// The text of `data/gazetteer/name_tokens.tsv`.
pub const NAME_TOKENS: &str = include_str!("../../data/gazetteer/name_tokens.tsv");

#[derive(Deserialize)]
struct NameRow {
    entity_id: String,
    language: String,
    kind: NameKind,
    name: String,
    guard: String,
}

#[derive(Deserialize)]
struct NameTokenRow {
    token: String,
    given: u16,
    surname: u16,
    word_in: String,
}

impl Gazetteer {
    /// Reads the classes of `data/gazetteer/`.
    ///
    /// # Errors
    ///
    /// A row that breaks the rules, with its file and line.
    pub fn load() -> Result<Self, Error> {
        let mut gazetteer = Self::default();
        for (class, entities, names) in CLASSES {
            gazetteer.add(class, entities, names)?;
        }
        let rows: Vec<NameTokenRow> = tsv::rows("data/gazetteer/name_tokens.tsv", NAME_TOKENS)?;
        for row in rows {
            let known = gazetteer.name_tokens.entry(fold(&row.token)).or_default();
            known.0.given = known.0.given.max(row.given);
            known.0.surname = known.0.surname.max(row.surname);
            if known.1.is_empty() {
                known.1 = row.word_in;
            }
        }
        Ok(gazetteer)
    }

    /// Adds the rows of the files `entities.tsv` and `names.tsv` of a class.
    ///
    /// # Errors
    ///
    /// A row that breaks the rules, or a name of an entity that is not there.
    pub fn add(&mut self, class: &str, entities: &str, names: &str) -> Result<(), Error> {
        let path = |file: &str| format!("data/gazetteer/{class}/{file}.tsv");
        for entity in tsv::rows::<Entity>(&path("entities"), entities)? {
            let idx = u32::try_from(self.entities.len()).expect("fewer than 2^32 entities");
            self.by_id.insert(entity.id.clone(), idx);
            self.entities.push(entity);
        }
        let rows: Vec<NameRow> = tsv::rows(&path("names"), names)?;
        for (row_idx, row) in rows.into_iter().enumerate() {
            let Some(&entity) = self.by_id.get(&row.entity_id) else {
                return Err(Error::Data {
                    file: path("names"),
                    line: row_idx as u64 + 2,
                    column: "entity_id".to_owned(),
                    expected: "the id of an entity".to_owned(),
                    found: row.entity_id,
                });
            };
            self.add_name(Name {
                entity,
                language: Language::parse(&row.language).filter(|_| row.language != "mul"),
                kind: row.kind,
                surface: row.name,
                guarded: row.guard == "context",
            });
        }
        Ok(())
    }

    fn add_name(&mut self, name: Name) {
        let idx = u32::try_from(self.names.len()).expect("fewer than 2^32 names");
        let keys = key_tokens(&name.surface);
        let mut prefix = Prefix::default();
        for (position, key) in keys.iter().enumerate() {
            prefix = prefix.then(key);
            let node = self.index.entry(prefix.0).or_default();
            if position + 1 < keys.len() {
                node.continues = true;
            } else {
                node.names.push(idx);
            }
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
        Some((node.names.iter().map(|&idx| &self.names[idx as usize]), node.continues))
    }

    /// How often `folded` is part of a person's name.
    #[must_use]
    pub fn name_token(&self, folded: &str) -> NameToken {
        self.name_tokens.get(folded).map_or(NameToken::default(), |(counts, _)| *counts)
    }

    /// Whether `folded` is, beside a name, an ordinary word of `language`.
    #[must_use]
    pub fn is_word_in(&self, folded: &str, language: Language) -> bool {
        self.name_tokens
            .get(folded)
            .is_some_and(|(_, languages)| languages.split(',').any(|code| code == language.code()))
    }
}

/// A sequence of folded tokens, as a hash of 64 bits; the names behind it are compared in full by the matcher.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Prefix(u64);

impl Prefix {
    /// The sequence with `folded` behind it.
    #[must_use]
    pub fn then(self, folded: &str) -> Self {
        use std::hash::Hasher;
        let mut hasher = rustc_hash::FxHasher::default();
        hasher.write_u64(self.0);
        hasher.write(folded.as_bytes());
        hasher.write_usize(folded.len());
        Self(hasher.finish())
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

//! The gazetteer: entities, their names, and the index that finds names in a sequence of tokens.
//!
//! The lists of `data/` are compiled by the build script ([`compile`]) and read in place (`layout.rs` says how they lie
//! there): loading them is checking where the sections begin. What a user adds is compiled in the same way when the
//! program starts, and looked up beside them.
//!
//! The index is a table of hashes of folded tokens: a text is walked token by token, and each step asks what is known
//! of the sequence so far. A search that finds nothing, as most do, reads one word of a filter of a quarter of a
//! megabyte; any other reads one or two neighbouring keys. Such steps are what the matcher needs: at each token it
//! goes on with the word itself and with every form that the word may be an inflection of.
//!
//! Measured in `benches/gazetteer.rs` on the sample corpus (best of twenty, on a machine with other work), with 260,000
//! built-in names, and with a million of the user's besides; *ready* is how long it takes until the first search:
//!
//! | | built-in | million | built-in ready | million ready |
//! | --- | --- | --- | --- | --- |
//! | this index | 62 MB/s | 34 MB/s | 10 ms, all data | 3.4 s, from CSV |
//! | `yada`, a trie of letters, from every token on | 643 MB/s | 562 MB/s | 1.5 s | 26 s |
//! | `daachorse`, an automaton of letters | 133 MB/s | 137 MB/s | 0.3 s | 8.8 s |
//! | `aho-corasick`, the same | 52 MB/s | | | |
//! | every span of tokens in a set | 8 MB/s | 3 MB/s | | |
//!
//! A trie searches ten times as fast. It is not used because searching is a few hundredths of the work on an article
//! with this index, because it would take half a minute to make of a user's million names, and because its search
//! takes whole texts: it cannot go on, in the middle of a name, with another form of the next word.

pub mod compile;
mod compiled;
mod keys;
mod layout;
mod name_kind;

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub use keys::{Prefix, key_token, key_tokens, prefixes};
pub use name_kind::NameKind;

use crate::document::EntityType;
use crate::error::Error;
use crate::language::Language;
use compile::{Compiler, ListFiles, RowError, TableFile, compile_tables};
use compiled::{Compiled, Postings};

/// A thing that has names.
#[derive(Debug, Clone, Copy)]
pub struct Entity<'a> {
    /// Never changes: `iso:UA`, `gn:703448`, `per:elon-musk`.
    pub id: &'a str,
    /// What it is.
    pub entity_type: EntityType,
    /// What it is, more finely.
    pub subtype: &'a str,
    /// The name to show.
    pub name: &'a str,
    /// 0 to 255: how likely it is meant when its name is read.
    pub prior: u8,
    /// Wikidata id, or empty.
    pub wikidata_id: &'a str,
    /// GeoNames id, or empty.
    pub geonames_id: &'a str,
    /// ISO 3166 code, or empty.
    pub iso_code: &'a str,
    /// ISO 3166-1 alpha-2 code of its country, or empty.
    pub located_in: &'a str,
    /// Key of `SOURCES.tsv`.
    pub source: &'a str,
}

/// A name of an entity in one language or in all.
#[derive(Debug, Clone, Copy)]
pub struct Name<'a> {
    /// Index of the entity.
    pub entity: u32,
    /// `None` if it is used in every language.
    pub language: Option<Language>,
    /// How it names the entity.
    pub kind: NameKind,
    /// As written inside a sentence.
    pub surface: &'a str,
    /// Where it counts only with evidence around it, being an ordinary word too: empty for nowhere, `context` for
    /// every language, or codes, between commas, of languages that it is not especially of and in which it is a word.
    pub guard: &'a str,
    /// Whether the user's own lists have it; it wins over the built-in ones then.
    pub is_own: bool,
}

impl<'a> Name<'a> {
    fn of(lists: &'a Compiled, idx: usize, is_own: bool) -> Self {
        let record = lists.name(idx);
        Self {
            entity: record.entity,
            language: record.language,
            kind: record.kind,
            surface: record.surface,
            guard: record.guard,
            is_own,
        }
    }

    /// Whether the name counts only with evidence around it, in any text.
    #[must_use]
    pub fn is_guarded_everywhere(&self) -> bool {
        self.guard == CONTEXT
    }

    /// Whether the name counts only with evidence around it in a text in `language`.
    #[must_use]
    pub fn is_guarded_in(&self, language: Language) -> bool {
        let is_word = || has_code(self.guard, language);
        self.is_guarded_everywhere() || self.language != Some(language) && is_word()
    }
}

/// Whether `codes`, with commas between them, have that of `language`.
pub(super) fn has_code(codes: &str, language: Language) -> bool {
    !codes.is_empty() && codes.split(',').any(|code| code == language.code())
}

/// The guard of names that need evidence around them in every language.
const CONTEXT: &str = "context";

/// How often a word is part of a person's name in the source of the list, capped there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct NameToken {
    /// As the first part.
    pub given: u16,
    /// As the last part.
    pub surname: u16,
}

/// No name of the lists has more tokens.
pub const MAX_NAME_TOKENS: usize = 14;

/// The lists of `data/`, compiled.
const BYTES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin"));
/// What they point into.
const TEXT: &str = include_str!(concat!(env!("OUT_DIR"), "/gazetteer.txt"));
/// A line for each of these lists: path below `data/`, tab, BLAKE3 hash; in order of path.
pub(super) const HASHES: &str = include_str!(concat!(env!("OUT_DIR"), "/list_hashes.tsv"));

/// Entities, names, and their index.
#[derive(Debug)]
pub struct Gazetteer {
    built_in: Compiled,
    own: Option<Own>,
}

/// What the user adds.
#[derive(Debug)]
struct Own {
    /// Entities whose indices come after those of the built-in ones, and names of these and of built-in ones.
    lists: Compiled,
    denials: FxHashMap<Prefix, Vec<Denial>>,
}

/// That a name names nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Denial {
    /// Index of the entity that it does not name; `None` for every entity.
    pub entity: Option<u32>,
    /// In which language it does not; `None` for every language.
    pub language: Option<Language>,
}

impl Gazetteer {
    /// The lists of `data/`.
    #[must_use]
    pub fn load() -> Self {
        Self {
            built_in: Compiled::new(Cow::Borrowed(BYTES), Cow::Borrowed(TEXT)),
            own: None,
        }
    }

    /// The lists of these texts of an `entities.tsv` and a `names.tsv`.
    ///
    /// # Errors
    ///
    /// A row that breaks the rules.
    pub fn of_tables(entities: &str, names: &str) -> Result<Self, Error> {
        let file = |path, content| TableFile { path, content };
        let list = ListFiles {
            entities: file("entities.tsv", entities),
            names: file("names.tsv", names),
            language: None,
        };
        let word_guards = file("word_guards.tsv", "name\tlanguages\n");
        let name_tokens = file(
            "name_tokens.tsv",
            "token\tgiven\tsurname\tword_in\tcanonical\n",
        );
        Ok(Self {
            built_in: compile_tables(&[list], word_guards, name_tokens)?.into(),
            own: None,
        })
    }

    /// Lays the user's names over the built-in ones, in the place of those that were laid there before.
    pub(super) fn add_own(&mut self, compiler: Compiler, denials: Vec<(Prefix, Denial)>) {
        let lists = compiler.finish(|entries| entries.par_sort_unstable());
        let mut own = Own {
            lists: lists.into(),
            denials: FxHashMap::default(),
        };
        for (prefix, denial) in denials {
            own.denials.entry(prefix).or_default().push(denial);
        }
        self.own = Some(own);
    }

    /// The entity at `idx`.
    #[must_use]
    pub fn entity(&self, idx: u32) -> Entity<'_> {
        let (lists, idx) = self.list_of(idx);
        lists.entity(idx)
    }

    /// The lists that have the entity at `idx`, and its index there.
    fn list_of(&self, idx: u32) -> (&Compiled, usize) {
        let idx = idx as usize;
        match (idx.checked_sub(self.built_in.n_entities()), &self.own) {
            (Some(idx), Some(own)) => (&own.lists, idx),
            _ => (&self.built_in, idx),
        }
    }

    /// The index of the entity `id`.
    #[must_use]
    pub fn entity_idx(&self, id: &str) -> Option<u32> {
        let built_in = self.built_in.entity_idx(id);
        built_in.or_else(|| {
            let idx = self.own.as_ref()?.lists.entity_idx(id)? as usize;
            u32::try_from(idx + self.built_in.n_entities()).ok()
        })
    }

    /// How many entities there are; their indices are the numbers below.
    #[must_use]
    pub fn n_entities(&self) -> usize {
        let own = self.own.as_ref().map_or(0, |own| own.lists.n_entities());
        self.built_in.n_entities() + own
    }

    /// The lists that there are, and for each whether it is the user's.
    fn lists(&self) -> impl Iterator<Item = (&Compiled, bool)> {
        let own = self.own.iter().map(|own| (&own.lists, true));
        std::iter::once((&self.built_in, false)).chain(own)
    }

    /// All names.
    pub fn names(&self) -> impl Iterator<Item = Name<'_>> {
        self.lists().flat_map(|(lists, is_own)| {
            (0..lists.n_names()).map(move |idx| Name::of(lists, idx, is_own))
        })
    }

    /// The names of the entity at `idx`.
    pub fn names_of(&self, idx: u32) -> impl Iterator<Item = Name<'_>> {
        self.lists().flat_map(move |(lists, is_own)| {
            let names = lists.names_of(idx);
            names.map(move |idx| Name::of(lists, idx, is_own))
        })
    }

    /// Whether the user says that the sequence of folded tokens `prefix` does not name `entity` in `language`; for
    /// `None`, that it names nothing at all.
    #[must_use]
    pub fn denies(&self, prefix: Prefix, entity: Option<u32>, language: Language) -> bool {
        let denials = self.own.as_ref().and_then(|own| own.denials.get(&prefix));
        denials.into_iter().flatten().any(|denial| {
            denial.language.is_none_or(|denied| denied == language)
                && (denial.entity.is_none() || denial.entity == entity)
        })
    }

    /// Whether the user says of some language that the sequence of folded tokens `prefix` does not name `entity` in it.
    #[must_use]
    pub fn is_ever_denied(&self, prefix: Prefix, entity: u32) -> bool {
        let denials = self.own.as_ref().and_then(|own| own.denials.get(&prefix));
        let mut denials = denials.into_iter().flatten();
        denials.any(|denial| denial.entity.is_none_or(|denied| denied == entity))
    }

    /// Whether the user says of any entity that the sequence of folded tokens `prefix` does not name it in `language`.
    #[must_use]
    pub fn denies_some(&self, prefix: Prefix, language: Language) -> bool {
        let denials = self.own.as_ref().and_then(|own| own.denials.get(&prefix));
        let mut denials = denials.into_iter().flatten();
        denials.any(|denial| denial.language.is_none_or(|denied| denied == language))
    }

    /// Whether the user denies any name.
    #[must_use]
    pub fn has_denials(&self) -> bool {
        self.own.as_ref().is_some_and(|own| !own.denials.is_empty())
    }

    /// The names that are the sequence of folded tokens `prefix`, and whether longer names begin with it; `None` if no
    /// name begins with it.
    #[must_use]
    pub fn look_up(&self, prefix: Prefix) -> Option<(Names<'_>, bool)> {
        let built_in = self.built_in.look_up(prefix);
        let own = self.own.as_ref().and_then(|own| own.lists.look_up(prefix));
        if built_in.is_none() && own.is_none() {
            return None;
        }
        let (built_in, continues) = built_in.unwrap_or_default();
        let (own, own_continues) = own.unwrap_or_default();
        let names = Names {
            gazetteer: self,
            built_in,
            own,
        };
        Some((names, continues || own_continues))
    }

    /// The names that the folded tokens `keys` begin with, shorter ones first: for each how many tokens it has, and
    /// the names.
    pub fn names_at_start<K: AsRef<str>>(
        &self,
        keys: impl IntoIterator<Item = K>,
    ) -> impl Iterator<Item = (usize, Names<'_>)> {
        let mut prefix = Some(Prefix::default());
        let sequences = keys.into_iter().map_while(move |key| {
            let longer = prefix?.then(key.as_ref());
            let (names, continues) = self.look_up(longer)?;
            prefix = continues.then_some(longer);
            Some(names)
        });
        (1..).zip(sequences)
    }

    /// How often `folded` is part of a person's name.
    #[must_use]
    pub fn name_token(&self, folded: &str) -> NameToken {
        let known = self.built_in.name_token(folded);
        known.map_or(NameToken::default(), |(counts, ..)| counts)
    }

    /// Whether `folded` is, beside a name, an ordinary word of `language`.
    #[must_use]
    pub fn is_word_in(&self, folded: &str, language: Language) -> bool {
        self.name_token_in(folded, language).1
    }

    /// How often `folded` is part of a person's name, and whether it is, beside that, an ordinary word of `language`.
    #[must_use]
    pub fn name_token_in(&self, folded: &str, language: Language) -> (NameToken, bool) {
        let known = self.built_in.name_token(folded);
        known.map_or_else(Default::default, |(counts, languages, _)| {
            (counts, has_code(languages, language))
        })
    }

    /// What the entity at `idx` is.
    #[must_use]
    pub fn entity_type(&self, idx: u32) -> EntityType {
        let (lists, idx) = self.list_of(idx);
        lists.entity_type(idx)
    }

    /// What the entity at `idx` is, more finely.
    #[must_use]
    pub fn subtype(&self, idx: u32) -> &str {
        let (lists, idx) = self.list_of(idx);
        lists.subtype(idx)
    }

    /// How likely the entity at `idx` is meant when its name is read.
    #[must_use]
    pub fn prior(&self, idx: u32) -> u8 {
        let (lists, idx) = self.list_of(idx);
        lists.prior(idx)
    }

    /// What all spellings of the part of a name `folded`, in any script, have in common; `folded` if nothing is known.
    #[must_use]
    pub fn canonical<'a>(&'a self, folded: &'a str) -> &'a str {
        let known = self.built_in.name_token(folded);
        let canonical = known.map_or("", |(.., canonical)| canonical);
        if canonical.is_empty() {
            folded
        } else {
            canonical
        }
    }
}

/// The names of one sequence of tokens.
#[derive(Debug, Clone)]
pub struct Names<'a> {
    gazetteer: &'a Gazetteer,
    built_in: Postings<'a>,
    own: Postings<'a>,
}

impl Names<'_> {
    /// Those of the user's own lists.
    #[must_use]
    pub fn own(self) -> Self {
        Self {
            built_in: Postings::default(),
            ..self
        }
    }
}

impl<'a> Iterator for Names<'a> {
    type Item = Name<'a>;

    fn next(&mut self) -> Option<Name<'a>> {
        let gazetteer = self.gazetteer;
        if let Some(own) = &gazetteer.own
            && let Some(idx) = self.own.next()
        {
            return Some(Name::of(&own.lists, idx as usize, true));
        }
        let idx = self.built_in.next()?;
        Some(Name::of(&gazetteer.built_in, idx as usize, false))
    }
}

impl From<RowError> for Error {
    fn from(error: RowError) -> Self {
        let RowError {
            file,
            line,
            column,
            expected,
            found,
        } = error;
        Self::Data {
            file,
            line,
            column,
            expected,
            found,
        }
    }
}

//! How compiled lists are laid out: one run of bytes with a head and sections of records, and one string that the
//! records point into. All numbers are little-endian.
//!
//! ```text
//! head      the mark, then start and end (u32) of each section
//! Sizes     number of ideal slots (u32) of each table of hashes
//! Entities  records of ENTITY bytes: 8 texts, type, prior
//! Names     records of NAME bytes in order of entity: entity (u32), surface, guard, language (3 letters), kind
//! Postings  names (u32) of each sequence of tokens; the last has the highest bit set
//! *Keys     hashes (u64) in rising order, each at or soon after hash * ideal slots / 2^64; 0 where there is none
//! *Values   what is known of the key in the same place (u32)
//! Filter    words (u64) with the bits of all hashes of sequences of tokens; the word of a hash is hash * words / 2^64
//! Parts     records of PART bytes, a part of a person's name: counts (2 * u16), languages, canonical form
//! text      start (u32) and length (u16) in the string
//! ```

/// The first bytes; the number changes with the layout.
pub const MARK: [u8; 8] = *b"PLXLIST2";

/// A run of records of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// Number of ideal slots of each [`Hashed`].
    Sizes,
    /// What names name.
    Entities,
    /// Names, in order of entity.
    Names,
    /// Names of each sequence of tokens.
    Postings,
    /// Hashes of sequences of tokens that names are or begin with.
    PrefixKeys,
    /// Start in the postings and whether longer names begin so.
    PrefixValues,
    /// Which hashes of sequences of tokens there may be.
    Filter,
    /// Hashes of ids.
    IdKeys,
    /// Entities.
    IdValues,
    /// Hashes of parts of persons' names.
    PartKeys,
    /// Indices of their records.
    PartValues,
    /// Parts of persons' names.
    Parts,
}

/// How many sections there are.
pub const N_SECTIONS: usize = 12;

/// A table of hashes: a section of keys and one of values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hashed {
    /// By sequence of tokens.
    Prefixes,
    /// By id.
    Ids,
    /// By part of a name.
    Parts,
}

impl Hashed {
    /// Its keys and its values.
    pub const fn sections(self) -> (Section, Section) {
        match self {
            Self::Prefixes => (Section::PrefixKeys, Section::PrefixValues),
            Self::Ids => (Section::IdKeys, Section::IdValues),
            Self::Parts => (Section::PartKeys, Section::PartValues),
        }
    }
}

/// Bytes of a text.
pub const TEXT: usize = 6;
/// Texts of an entity: id, subtype, name, Wikidata id, GeoNames id, ISO code, country, source.
pub const ENTITY_TEXTS: usize = 8;
/// Bytes of an entity.
pub const ENTITY: usize = ENTITY_TEXTS * TEXT + 2;
/// Bytes of a name.
pub const NAME: usize = 4 + 2 * TEXT + 4;
/// Bytes of a part of a person's name.
pub const PART: usize = 4 + 2 * TEXT;
/// Bytes of the head.
pub const HEAD: usize = MARK.len() + N_SECTIONS * 8;

/// In the postings: no more names follow.
pub const LAST: u32 = 1 << 31;
/// Instead of a start in the postings: no name is just this sequence.
pub const NO_NAMES: u32 = LAST - 1;

/// So many words of the filter are for a thousand hashes: eight bits for each, so that one in twenty that are not there
/// passes.
pub const FILTER_WORDS_IN_THOUSAND: usize = 125;

/// The bits that `hash` has in its word of the filter.
#[must_use]
pub fn filter_bits(hash: u64) -> u64 {
    1 << (hash & 63) | 1 << (hash >> 6 & 63)
}

/// The slot where the search for `hash` begins.
#[must_use]
pub fn ideal_slot(hash: u64, n_ideal: u32) -> usize {
    let slot = (u128::from(hash) * u128::from(n_ideal)) >> 64;
    usize::try_from(slot).expect("less than `n_ideal`")
}

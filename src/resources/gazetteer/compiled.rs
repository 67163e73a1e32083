//! Reads compiled lists in place.

use std::borrow::Cow;
use std::ops::Range;

use super::compile::Image;
use super::keys::Prefix;
use super::layout::{
    ENTITY, ENTITY_TEXTS, HEAD, Hashed, LAST, MARK, N_SECTIONS, NAME, NO_NAMES, PART, Section,
    TEXT, filter_bits, ideal_slot,
};
use super::name_kind::NameKind;
use super::{Entity, NameToken};
use crate::document::EntityType;
use crate::language::Language;

/// Compiled lists: [`super::layout`] says how they lie there.
#[derive(Debug)]
pub(super) struct Compiled {
    bytes: Cow<'static, [u8]>,
    text: Cow<'static, str>,
    sections: [Range<usize>; N_SECTIONS],
    /// Number of ideal slots of each [`Hashed`].
    n_ideal: [u32; 3],
    n_filter_words: u32,
}

/// A name, as the record has it.
#[derive(Debug, Clone, Copy)]
pub(super) struct NameRecord<'a> {
    pub entity: u32,
    pub surface: &'a str,
    pub guard: &'a str,
    pub language: Option<Language>,
    pub kind: NameKind,
}

/// The rest of the names of one sequence of tokens.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Postings<'a>(&'a [u8]);

impl Iterator for Postings<'_> {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        let (first, rest) = self.0.split_first_chunk()?;
        let posting = u32::from_le_bytes(*first);
        self.0 = if posting & LAST == 0 { rest } else { &[] };
        Some(posting & !LAST)
    }
}

impl From<Image> for Compiled {
    fn from(image: Image) -> Self {
        Self::new(Cow::Owned(image.bytes), Cow::Owned(image.text))
    }
}

impl Compiled {
    /// # Panics
    ///
    /// If the bytes are not those of [`super::compile`], of the same version: a fault of the program.
    pub(super) fn new(bytes: Cow<'static, [u8]>, text: Cow<'static, str>) -> Self {
        assert!(bytes.starts_with(&MARK), "compiled lists begin with a mark");
        let border = |idx: usize| u32_at(&bytes, MARK.len() + 4 * idx) as usize;
        let sections: [_; N_SECTIONS] =
            std::array::from_fn(|idx| border(2 * idx)..border(2 * idx + 1));
        let in_order = sections.windows(2).all(|two| two[0].end == two[1].start);
        let all = sections[0].start..sections[N_SECTIONS - 1].end;
        assert!(
            in_order && all == (HEAD..bytes.len()),
            "the sections of compiled lists are all of them"
        );
        let sizes = &bytes[sections[Section::Sizes as usize].clone()];
        let n_ideal = std::array::from_fn(|idx| u32_at(sizes, 4 * idx));
        let n_filter_words = sections[Section::Filter as usize].len() / 8;
        let n_filter_words = u32::try_from(n_filter_words).expect("as compiled");
        Self {
            bytes,
            text,
            sections,
            n_ideal,
            n_filter_words,
        }
    }

    fn section(&self, section: Section) -> &[u8] {
        &self.bytes[self.sections[section as usize].clone()]
    }

    fn text_at(&self, record: &[u8], offset: usize) -> &str {
        let start = u32_at(record, offset) as usize;
        let len = usize::from(u16_at(record, offset + 4));
        &self.text[start..start + len]
    }

    pub(super) fn n_entities(&self) -> usize {
        self.section(Section::Entities).len() / ENTITY
    }

    pub(super) fn n_names(&self) -> usize {
        self.section(Section::Names).len() / NAME
    }

    /// The entity at `idx`.
    pub(super) fn entity(&self, idx: usize) -> Entity<'_> {
        let record = record(self.section(Section::Entities), ENTITY, idx);
        let text = |number: usize| self.text_at(record, number * TEXT);
        Entity {
            id: text(0),
            entity_type: self.entity_type(idx),
            subtype: self.subtype(idx),
            name: text(2),
            prior: self.prior(idx),
            wikidata_id: text(3),
            geonames_id: text(4),
            iso_code: text(5),
            located_in: text(6),
            source: text(7),
        }
    }

    /// What the entity at `idx` is.
    pub(super) fn entity_type(&self, idx: usize) -> EntityType {
        let record = record(self.section(Section::Entities), ENTITY, idx);
        EntityType::ALL[usize::from(record[ENTITY_TEXTS * TEXT])]
    }

    /// The subtype of the entity at `idx`.
    pub(super) fn subtype(&self, idx: usize) -> &str {
        self.text_at(record(self.section(Section::Entities), ENTITY, idx), TEXT)
    }

    /// The prior of the entity at `idx`.
    pub(super) fn prior(&self, idx: usize) -> u8 {
        record(self.section(Section::Entities), ENTITY, idx)[ENTITY_TEXTS * TEXT + 1]
    }

    /// The name at `idx`.
    pub(super) fn name(&self, idx: usize) -> NameRecord<'_> {
        let record = record(self.section(Section::Names), NAME, idx);
        let rest = &record[4 + 2 * TEXT..];
        NameRecord {
            entity: u32_at(record, 0),
            surface: self.text_at(record, 4),
            guard: self.text_at(record, 4 + TEXT),
            language: Language::of_letters([rest[0], rest[1], rest[2]]),
            kind: NameKind::ALL[usize::from(rest[3])],
        }
    }

    /// The names of an entity.
    pub(super) fn names_of(&self, entity: u32) -> Range<usize> {
        let names = self.section(Section::Names);
        let first_from = |entity: u32| {
            let (mut low, mut high) = (0, self.n_names());
            while low < high {
                let middle = usize::midpoint(low, high);
                if u32_at(names, middle * NAME) < entity {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            low
        };
        first_from(entity)..first_from(entity + 1)
    }

    /// The names that are just `prefix`, and whether longer ones begin with it.
    pub(super) fn look_up(&self, prefix: Prefix) -> Option<(Postings<'_>, bool)> {
        if !self.may_have(prefix) {
            return None;
        }
        let value = self.find(Hashed::Prefixes, prefix.0)?;
        let postings = match value >> 1 {
            NO_NAMES => &[],
            start => &self.section(Section::Postings)[start as usize * 4..],
        };
        Some((Postings(postings), value & 1 == 1))
    }

    /// Whether `prefix` passes the filter, which is small enough to stay in the cache of a processor: most words of a
    /// text do not.
    fn may_have(&self, prefix: Prefix) -> bool {
        let filter = self.section(Section::Filter);
        let slot = ideal_slot(prefix.0, self.n_filter_words);
        let bits = filter_bits(prefix.0);
        u64_at(filter, slot * 8) & bits == bits
    }

    /// The index of the entity `id`.
    pub(super) fn entity_idx(&self, id: &str) -> Option<u32> {
        let idx = self.find(Hashed::Ids, Prefix::default().then(id).0)?;
        (self.entity(idx as usize).id == id).then_some(idx)
    }

    /// What is known of a part of persons' names: counts, languages in which it is a word, canonical form.
    pub(super) fn name_token(&self, folded: &str) -> Option<(NameToken, &str, &str)> {
        let idx = self.find(Hashed::Parts, Prefix::default().then(folded).0)?;
        let record = record(self.section(Section::Parts), PART, idx as usize);
        let counts = NameToken {
            given: u16_at(record, 0),
            surname: u16_at(record, 2),
        };
        let text = |number: usize| self.text_at(record, 4 + number * TEXT);
        Some((counts, text(0), text(1)))
    }

    /// The value that `table` has for `hash`.
    fn find(&self, table: Hashed, hash: u64) -> Option<u32> {
        let (keys, values) = table.sections();
        let keys = self.section(keys);
        let mut slot = ideal_slot(hash, self.n_ideal[table as usize]);
        // The keys rise, and none stands before its ideal slot or after an empty one that follows it.
        while let Some(key) = keys.get(slot * 8..slot * 8 + 8) {
            let key = u64::from_le_bytes(key.try_into().expect("eight bytes"));
            if key >= hash || key == 0 {
                // An empty slot is no answer to nothing, whose hash is zero.
                return (key == hash && key != 0).then(|| u32_at(self.section(values), slot * 4));
            }
            slot += 1;
        }
        None
    }
}

fn record(section: &[u8], len: usize, idx: usize) -> &[u8] {
    &section[idx * len..(idx + 1) * len]
}

fn u32_at(bytes: &[u8], offset: usize) -> u32 {
    u32::from_le_bytes(bytes[offset..offset + 4].try_into().expect("four bytes"))
}

fn u64_at(bytes: &[u8], offset: usize) -> u64 {
    u64::from_le_bytes(bytes[offset..offset + 8].try_into().expect("eight bytes"))
}

fn u16_at(bytes: &[u8], offset: usize) -> u16 {
    u16::from_le_bytes(bytes[offset..offset + 2].try_into().expect("two bytes"))
}

//! [`Inflection`]: which words of a list a word of a text may be a form of.

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// From this many characters on, what an ending leaves is a name.
const MIN_BASE: usize = 3;

/// The endings (in Arabic also the prefixes) of names in one language.
///
/// An ending is no proof: what it leaves is looked up in the lists, and only what stands there is a name.
#[derive(Debug, Default)]
pub struct Inflection {
    endings: FxHashMap<String, Vec<Change>>,
    prefixes: Vec<(String, Change)>,
    declines: bool,
    longest: usize,
}

/// What stands in the list in place of an ending.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    /// As the data has it.
    written: String,
    folded: String,
    kind: EndingKind,
}

/// A word that a word of a text may be a form of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base<'a> {
    /// Folded.
    pub key: String,
    /// What the ending says.
    pub kind: EndingKind,
    /// How many characters of the form it keeps.
    kept: usize,
    /// What follows them.
    written: &'a str,
    /// What the form has there, folded.
    ending: &'a str,
}

impl Base<'_> {
    /// The base as `surface`, the form in the text, would be written.
    #[must_use]
    pub fn written(&self, surface: &str) -> String {
        if self.kind == EndingKind::Prefix {
            let skipped = surface.chars().count() - self.kept;
            return self
                .written
                .chars()
                .chain(surface.chars().skip(skipped))
                .collect();
        }
        let kept = surface.chars().take(self.kept);
        kept.chain(self.written.chars()).collect()
    }

    /// Whether both come from their forms by the same change.
    #[must_use]
    pub fn changes_like(&self, other: &Self) -> bool {
        (self.ending, self.written, self.kind) == (other.ending, other.written, other.kind)
    }
}

/// A row of `name_endings.tsv`.
#[derive(Debug, Clone, Deserialize)]
pub struct EndingRow {
    /// The letters.
    pub ending: String,
    /// What the nominative has in their place.
    pub base: String,
    /// What the ending says.
    pub kind: EndingKind,
}

/// What an ending of a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EndingKind {
    /// Whose it is.
    Genitive,
    /// More than one of the name.
    Plural,
    /// Any other case.
    Case,
    /// An adjective made from a name: *Karlův*.
    Possessive,
    /// Not an ending: a word that is written together with the next one, as Arabic *and* and *in* are.
    Prefix,
}

impl Inflection {
    /// The endings of `rows`; letters are compared folded. Endings that begin with an apostrophe are not of these: they
    /// are cut off everywhere.
    #[must_use]
    pub fn new(rows: &[EndingRow]) -> Self {
        let mut inflection = Self::default();
        for row in rows {
            inflection.declines |= row.kind == EndingKind::Case;
            let ending = crate::fold::fold(&row.ending);
            if ending.starts_with('\'') {
                continue;
            }
            let change = Change {
                folded: crate::fold::fold(&row.base),
                written: row.base.clone(),
                kind: row.kind,
            };
            if row.kind == EndingKind::Prefix {
                inflection.prefixes.push((ending, change));
            } else {
                inflection.longest = inflection.longest.max(ending.chars().count());
                let changes = inflection.endings.entry(ending).or_default();
                if !changes.contains(&change) {
                    changes.push(change);
                }
            }
        }
        inflection
    }

    /// Whether names have cases beside the genitive.
    #[must_use]
    pub fn declines(&self) -> bool {
        self.declines
    }

    /// The words that the folded word `key` may be a form of, with what its ending says: those that keep most of it
    /// first.
    #[must_use]
    pub fn bases(&self, key: &str) -> Vec<Base<'_>> {
        let mut bases = Vec::new();
        let borders = key.char_indices().rev().map(|(at, _)| at);
        for at in [key.len()].into_iter().chain(borders.take(self.longest)) {
            let Some((ending, changes)) = self.endings.get_key_value(&key[at..]) else {
                continue;
            };
            let kept = &key[..at];
            for change in changes {
                push(
                    &mut bases,
                    key,
                    [kept, &change.folded],
                    kept,
                    ending,
                    change,
                );
            }
        }
        for (prefix, change) in &self.prefixes {
            if let Some(kept) = key.strip_prefix(prefix.as_str()) {
                push(
                    &mut bases,
                    key,
                    [&change.folded, kept],
                    kept,
                    prefix,
                    change,
                );
            }
        }
        bases
    }
}

/// Adds the word that the two `parts` make, unless it is too short, `key` itself, or known.
fn push<'a>(
    bases: &mut Vec<Base<'a>>,
    key: &str,
    parts: [&str; 2],
    kept: &str,
    ending: &'a str,
    change: &'a Change,
) {
    let len = parts[0].len() + parts[1].len();
    let is_made = |word: &str| word.len() == len && word.strip_prefix(parts[0]) == Some(parts[1]);
    let mut chars = parts[0].chars().chain(parts[1].chars());
    let is_long = chars.nth(MIN_BASE - 1).is_some();
    if is_long && !is_made(key) && !bases.iter().any(|known| is_made(&known.key)) {
        bases.push(Base {
            key: parts.concat(),
            kind: change.kind,
            kept: kept.chars().count(),
            written: &change.written,
            ending,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inflection(rows: &[(&str, &str, EndingKind)]) -> Inflection {
        let row = |&(ending, base, kind): &(&str, &str, EndingKind)| EndingRow {
            ending: ending.to_owned(),
            base: base.to_owned(),
            kind,
        };
        Inflection::new(&rows.iter().map(row).collect::<Vec<_>>())
    }

    #[test]
    fn bases_keep_the_most_of_a_word_first_and_are_written_as_it_is() {
        let russian = inflection(&[
            ("ского", "ский", EndingKind::Genitive),
            ("го", "й", EndingKind::Case),
            ("а", "", EndingKind::Genitive),
        ]);
        let bases = russian.bases("зеленского");
        let keys: Vec<_> = bases.iter().map(|base| base.key.as_str()).collect();
        assert_eq!(keys, ["зеленскои", "зеленскии"]);
        assert_eq!(bases[1].written("Зеленского"), "Зеленский");
        assert!(russian.bases("яна").is_empty(), "what is left is too short");
        assert!(russian.declines());
    }

    #[test]
    fn prefixes_are_cut_from_the_front() {
        let arabic = inflection(&[("وال", "ال", EndingKind::Prefix)]);
        assert_eq!(arabic.bases("والاردن")[0].key, "الاردن");
        assert!(!arabic.declines());
    }
}

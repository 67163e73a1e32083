//! [`Heads`]: words that make a name an organisation or a place.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{HeadPosition, NameClass};

/// Words that make a name an organisation or a place, by where they stand and their folded tokens joined by spaces.
#[derive(Debug, Default)]
pub struct Heads {
    first: FxHashMap<String, NameClass>,
    last: FxHashMap<String, NameClass>,
    suffix: FxHashMap<String, NameClass>,
    /// The last tokens of heads of several tokens, wherever these stand.
    ends_of_long: FxHashSet<String>,
}

impl Heads {
    /// Adds the head that the tokens of `key` are at `position`, in the place of one that was there before.
    pub fn insert(&mut self, position: HeadPosition, key: String, class: NameClass) {
        if let Some((_, end)) = key.rsplit_once(' ') {
            self.ends_of_long.insert(end.to_owned());
        }
        let heads = match position {
            HeadPosition::First => &mut self.first,
            HeadPosition::Last => &mut self.last,
            HeadPosition::Suffix => &mut self.suffix,
        };
        heads.insert(key, class);
    }

    /// What the tokens of `key` make of a name if they stand at `position` in it.
    #[must_use]
    pub fn get(&self, position: HeadPosition, key: &str) -> Option<&NameClass> {
        let heads = match position {
            HeadPosition::First => &self.first,
            HeadPosition::Last => &self.last,
            HeadPosition::Suffix => &self.suffix,
        };
        heads.get(key)
    }

    /// Whether a head of several tokens ends in the token `key`.
    #[must_use]
    pub fn end_in(&self, key: &str) -> bool {
        self.ends_of_long.contains(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::EntityType;

    #[test]
    fn heads_are_known_by_their_place_and_long_ones_by_their_end() {
        let class = NameClass {
            entity_type: EntityType::Organization,
            subtype: "company".to_owned(),
        };
        let mut heads = Heads::default();
        heads.insert(HeadPosition::Last, "holding inc".to_owned(), class.clone());
        heads.insert(HeadPosition::First, "bank".to_owned(), class.clone());
        assert_eq!(heads.get(HeadPosition::Last, "holding inc"), Some(&class));
        assert_eq!(heads.get(HeadPosition::Last, "bank"), None);
        assert!(heads.end_in("inc") && !heads.end_in("bank"));
    }
}

//! Ids that are one, and ids that are not.

use std::collections::BTreeMap;

/// Ids in groups of those that are the same, with what is known of pairs of groups.
#[derive(Debug, Default)]
pub(super) struct Groups {
    numbers: BTreeMap<String, usize>,
    /// Of each id another one of its group, or itself if it stands for the group.
    parents: Vec<usize>,
    /// Of each id that stands for a group the groups that are different, with the line that says so.
    others: Vec<BTreeMap<usize, u64>>,
}

/// Why a row cannot hold beside those before it.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Conflict {
    /// The row of this line says that they are different.
    Different(u64),
    /// Rows before say that they are the same.
    Same,
}

impl Groups {
    /// Makes the groups of `a` and `b` one.
    pub(super) fn join(&mut self, a: &str, b: &str) -> Result<(), Conflict> {
        let (a, b) = (self.root_of(a), self.root_of(b));
        if a == b {
            return Ok(());
        }
        if let Some(&line) = self.others[a].get(&b) {
            return Err(Conflict::Different(line));
        }
        self.parents[b] = a;
        for (other, line) in std::mem::take(&mut self.others[b]) {
            self.others[other].remove(&b);
            self.others[other].entry(a).or_insert(line);
            self.others[a].entry(other).or_insert(line);
        }
        Ok(())
    }

    /// Keeps the groups of `a` and `b` apart.
    pub(super) fn part(&mut self, a: &str, b: &str, line: u64) -> Result<(), Conflict> {
        let (a, b) = (self.root_of(a), self.root_of(b));
        if a == b {
            return Err(Conflict::Same);
        }
        self.others[a].entry(b).or_insert(line);
        self.others[b].entry(a).or_insert(line);
        Ok(())
    }

    /// Whether `a` and `b` are of groups that are kept apart.
    pub(super) fn are_parted(&self, a: &str, b: &str) -> bool {
        let number = |id| self.numbers.get(id).map(|&number| self.root(number));
        match (number(a), number(b)) {
            (Some(a), Some(b)) => self.others[a].contains_key(&b),
            _ => false,
        }
    }

    /// For each id the one of its group that comes first in the order of `key`.
    pub(super) fn firsts<K: Ord>(&self, key: impl Fn(&str) -> K) -> BTreeMap<String, String> {
        let mut first: BTreeMap<usize, &str> = BTreeMap::new();
        for (id, &number) in &self.numbers {
            let first = first.entry(self.root(number)).or_insert(id);
            if key(id) < key(first) {
                *first = id;
            }
        }
        let ids = self.numbers.iter();
        ids.map(|(id, &number)| (id.clone(), first[&self.root(number)].to_owned()))
            .collect()
    }

    fn root_of(&mut self, id: &str) -> usize {
        if let Some(&number) = self.numbers.get(id) {
            let root = self.root(number);
            // Long chains are made short, so that many rows on one group stay fast.
            self.parents[number] = root;
            return root;
        }
        let number = self.parents.len();
        self.numbers.insert(id.to_owned(), number);
        self.parents.push(number);
        self.others.push(BTreeMap::new());
        number
    }

    fn root(&self, mut number: usize) -> usize {
        while self.parents[number] != number {
            number = self.parents[number];
        }
        number
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joining_is_symmetric_and_transitive() {
        let mut groups = Groups::default();
        groups.join("b", "c").expect("nothing is said against it");
        groups.join("c", "a").expect("nothing is said against it");
        groups.join("x", "y").expect("nothing is said against it");
        let firsts = groups.firsts(str::to_owned);
        let firsts: Vec<_> = firsts
            .iter()
            .map(|(id, first)| format!("{id}{first}"))
            .collect();
        assert_eq!(firsts, ["aa", "ba", "ca", "xx", "yx"]);
    }

    #[test]
    fn what_is_parted_stays_so_for_the_whole_group() {
        let mut groups = Groups::default();
        groups
            .part("a", "x", 2)
            .expect("nothing is said against it");
        groups.join("b", "a").expect("nothing is said against it");
        groups.join("x", "y").expect("nothing is said against it");
        assert!(groups.are_parted("y", "b") && groups.are_parted("b", "y"));
        assert_eq!(groups.join("y", "b"), Err(Conflict::Different(2)));
        assert_eq!(groups.part("a", "b", 5), Err(Conflict::Same));
        assert!(!groups.are_parted("a", "unknown"));
    }
}

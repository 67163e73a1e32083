//! Many short lists in one piece of memory, which is given back whole: lists of their own take a third more, and leave
//! holes when they go.

use std::ops::{Index, IndexMut};

use rayon::prelude::*;

/// So many lists are made at once before they are put behind the others.
const CHUNK: usize = 4096;

/// Lists in order, one behind the other.
#[derive(Debug, Clone, PartialEq)]
pub struct Lists<T> {
    /// Where each list ends in the items; it begins where the one before ends.
    ends: Vec<usize>,
    items: Vec<T>,
}

impl<T> Lists<T> {
    /// No list yet, with room for so many of them with so many items in all.
    #[must_use]
    pub fn with_capacity(n_lists: usize, n_items: usize) -> Self {
        Self {
            ends: Vec::with_capacity(n_lists),
            items: Vec::with_capacity(n_items),
        }
    }

    /// The lists that `list` makes of each index below `n_lists`, made in parallel.
    pub fn of_each(n_lists: usize, list: impl Fn(usize) -> Vec<T> + Sync) -> Self
    where
        T: Send,
    {
        let mut lists = Self::with_capacity(n_lists, 0);
        for start in (0..n_lists).step_by(CHUNK) {
            let indices = start..n_lists.min(start + CHUNK);
            let chunk: Vec<_> = indices.into_par_iter().map(&list).collect();
            chunk.into_iter().for_each(|list| lists.push(list));
        }
        lists
    }

    /// Adds a list behind the others.
    pub fn push(&mut self, list: impl IntoIterator<Item = T>) {
        self.items.extend(list);
        self.ends.push(self.items.len());
    }

    /// How many lists there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The items of all lists in order.
    #[must_use]
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// The lists in order.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &[T]> {
        (0..self.len()).map(|idx| &self[idx])
    }

    fn start(&self, idx: usize) -> usize {
        idx.checked_sub(1).map_or(0, |before| self.ends[before])
    }
}

impl<T> Default for Lists<T> {
    /// No list.
    fn default() -> Self {
        Self::with_capacity(0, 0)
    }
}

impl<T> Index<usize> for Lists<T> {
    type Output = [T];

    fn index(&self, idx: usize) -> &[T] {
        &self.items[self.start(idx)..self.ends[idx]]
    }
}

impl<T> IndexMut<usize> for Lists<T> {
    fn index_mut(&mut self, idx: usize) -> &mut [T] {
        let start = self.start(idx);
        &mut self.items[start..self.ends[idx]]
    }
}

impl<T, L: IntoIterator<Item = T>> FromIterator<L> for Lists<T> {
    fn from_iter<I: IntoIterator<Item = L>>(lists: I) -> Self {
        let mut all = Self::default();
        lists.into_iter().for_each(|list| all.push(list));
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_what_was_added() {
        let mut lists: Lists<u8> = [vec![1, 2], vec![], vec![3]].into_iter().collect();
        lists.push([4, 5]);
        assert_eq!(
            lists.iter().collect::<Vec<_>>(),
            [&[1, 2][..], &[], &[3], &[4, 5]]
        );
        lists[3][1] = 6;
        assert_eq!((&lists[0], &lists[3]), (&[1, 2][..], &[4, 6][..]));
        assert_eq!(
            (lists.len(), lists.is_empty(), lists.items()),
            (4, false, &[1, 2, 3, 4, 6][..])
        );
        assert!(Lists::<u8>::with_capacity(2, 2).is_empty());
        let made = Lists::of_each(2 * CHUNK + 1, |idx| vec![idx; idx % 3]);
        let expected = (0..2 * CHUNK + 1).map(|idx| vec![idx; idx % 3]);
        assert_eq!(made, expected.collect());
    }
}

//! What the lists and the shape rules find in an article, to be asked for by place.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::listed::{self, Form, Listed, Reading};
use super::words::Words;
use super::{Pattern, Proposal, areas, denied, guard, organizations, persons};

/// The names that an article has by the lists or by their shape; they may overlap.
#[derive(Debug)]
pub(super) struct Found {
    pub listed: Vec<Listed>,
    pub patterns: Vec<Pattern>,
    /// The entities that [`guard::evident`] finds in the article.
    pub evident: FxHashSet<u32>,
    listed_by_token: ByToken,
    patterns_by_token: ByToken,
}

impl Found {
    pub(super) fn in_article(words: &Words) -> Self {
        let listed = guard::without_overshadowed(words, listed::find(words));
        let patterns = patterns(words, &listed);
        let whole = |place: &Listed| place.form != Form::CompoundPart;
        let tokens = listed
            .iter()
            .map(|place| whole(place).then_some(&place.tokens));
        let listed_by_token = ByToken::new(words.tokens.len(), tokens);
        let tokens = patterns.iter().map(|pattern| Some(&pattern.tokens));
        let patterns_by_token = ByToken::new(words.tokens.len(), tokens);
        Self {
            evident: guard::evident(words, &listed),
            listed,
            patterns,
            listed_by_token,
            patterns_by_token,
        }
    }

    /// The places of the lists, parts of compounds aside, that begin at token `first`, by index.
    pub(super) fn listed_from(&self, first: usize) -> &[usize] {
        self.listed_by_token.begun_in(first..first + 1)
    }

    /// The shapes that begin at token `first`, by index.
    pub(super) fn patterns_from(&self, first: usize) -> &[usize] {
        self.patterns_by_token.begun_in(first..first + 1)
    }

    /// The places of the lists, parts of compounds aside, that overlap `tokens`, in order of start.
    pub(super) fn listed_across(&self, tokens: &Range<usize>) -> impl Iterator<Item = &Listed> {
        let near = self.listed_by_token.near(tokens).iter();
        let places = near.map(|&idx| &self.listed[idx]);
        places.filter(|place| overlap(&place.tokens, tokens))
    }

    /// The shapes that overlap `tokens`, in order of start.
    pub(super) fn patterns_across(&self, tokens: &Range<usize>) -> impl Iterator<Item = &Pattern> {
        let near = self.patterns_by_token.near(tokens).iter();
        let patterns = near.map(|&idx| &self.patterns[idx]);
        patterns.filter(|pattern| overlap(&pattern.tokens, tokens))
    }

    /// The places of the lists that are just the proposal.
    pub(super) fn listed_as(&self, proposal: &Proposal) -> impl Iterator<Item = &Listed> + Clone {
        proposal.listed.iter().map(|&idx| &self.listed[idx])
    }

    /// The shapes that are just the proposal.
    pub(super) fn shaped_as(&self, proposal: &Proposal) -> impl Iterator<Item = &Pattern> + Clone {
        proposal.patterns.iter().map(|&idx| &self.patterns[idx])
    }

    /// What the lists say that the proposal may name.
    pub(super) fn readings(&self, proposal: &Proposal) -> impl Iterator<Item = &Reading> + Clone {
        let places = self.listed_as(proposal);
        places.flat_map(|place| &place.readings)
    }
}

/// Names by their shape, without those that the user denies.
fn patterns(words: &Words, listed: &[Listed]) -> Vec<Pattern> {
    let found = persons::find(words)
        .into_iter()
        .chain(organizations::find(words))
        .chain(areas::find(words, listed));
    found
        .filter(|pattern| !denied::is_nothing(words, pattern.span))
        .collect()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// Ranges of tokens, by index, to be found by where they begin.
#[derive(Debug)]
struct ByToken {
    /// In order of their first tokens, and then of index.
    indices: Vec<usize>,
    /// For each token, and the end of the text, how many of the ranges begin before it.
    n_before: Vec<usize>,
    /// How many tokens the longest has.
    longest: usize,
}

impl ByToken {
    /// The `ranges` that there are, in a text of `n_tokens`.
    fn new<'r>(n_tokens: usize, ranges: impl Iterator<Item = Option<&'r Range<usize>>>) -> Self {
        let ranges = ranges.enumerate();
        let mut known: Vec<_> = ranges
            .filter_map(|(idx, range)| Some((range?, idx)))
            .collect();
        known.sort_by_key(|(range, _)| range.start);
        let mut n_before = vec![0; n_tokens + 1];
        for (range, _) in &known {
            n_before[range.start + 1] += 1;
        }
        for idx in 1..=n_tokens {
            n_before[idx] += n_before[idx - 1];
        }
        let lengths = known.iter().map(|(range, _)| range.len());
        Self {
            longest: lengths.max().unwrap_or(0),
            indices: known.into_iter().map(|(_, idx)| idx).collect(),
            n_before,
        }
    }

    /// Those that begin at one of `tokens`.
    fn begun_in(&self, tokens: Range<usize>) -> &[usize] {
        &self.indices[self.n_before[tokens.start]..self.n_before[tokens.end]]
    }

    /// Those that may overlap `tokens`.
    fn near(&self, tokens: &Range<usize>) -> &[usize] {
        self.begun_in(tokens.start.saturating_sub(self.longest)..tokens.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_found_by_their_tokens() {
        let ranges = [2..4, 0..1, 2..3, 3..5];
        let found = ByToken::new(6, ranges.iter().map(Some));
        assert_eq!(found.begun_in(2..3), [0, 2]);
        assert_eq!(found.begun_in(5..6), [0; 0]);
        assert_eq!(found.near(&(4..5)), [0, 2, 3]);
    }
}

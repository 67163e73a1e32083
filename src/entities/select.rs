//! The choice between overlapping readings of a text.

use std::ops::Range;

use crate::text::Span;

/// Something that may be chosen: where it stands, and what speaks for it.
pub(super) trait Candidate {
    /// Where it stands.
    fn span(&self) -> Span;
    /// The tokens it stands in.
    fn tokens(&self) -> Range<usize>;
    /// Larger is better; compared between candidates that cover as many tokens.
    fn weight(&self) -> u32;
}

/// The candidates that together cover most tokens without overlapping, in order of start.
///
/// Of two choices that cover as many tokens, the one with the fewer and the weightier candidates wins; the
/// rest is decided by order.
pub(super) fn best<C: Candidate>(mut candidates: Vec<C>) -> Vec<C> {
    candidates.sort_by_key(|candidate| (candidate.span().end(), candidate.span().start()));
    let mut totals: Vec<u64> = vec![0];
    let mut previous = Vec::with_capacity(candidates.len());
    for (idx, candidate) in candidates.iter().enumerate() {
        let n_before = candidates[..idx]
            .partition_point(|other| other.span().end() <= candidate.span().start());
        let with = totals[n_before] + value(candidate);
        let without = totals[idx];
        previous.push((with > without).then_some(n_before));
        totals.push(with.max(without));
    }
    let mut is_chosen = vec![false; candidates.len()];
    let mut n_left = candidates.len();
    while n_left > 0 {
        match previous[n_left - 1] {
            Some(n_before) => {
                is_chosen[n_left - 1] = true;
                n_left = n_before;
            }
            None => n_left -= 1,
        }
    }
    let chosen = candidates.into_iter().zip(is_chosen);
    chosen
        .filter(|(_, chosen)| *chosen)
        .map(|(candidate, _)| candidate)
        .collect()
}

fn value<C: Candidate>(candidate: &C) -> u64 {
    let n_tokens = candidate.tokens().len() as u64;
    n_tokens * 1000 - 300 + u64::from(candidate.weight().min(299))
}

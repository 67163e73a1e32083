//! The choice between overlapping readings of a text.

use crate::document::Confidence;
use crate::text::Span;

/// Something that may be chosen: where it stands, and how sure it is.
pub(super) trait Candidate {
    /// Where it stands.
    fn span(&self) -> Span;
    /// How sure it is.
    fn confidence(&self) -> Confidence;
}

/// The candidates that are at least as sure as `strictness`, without overlapping, in order of start.
///
/// Of all such choices it is the one whose candidates together are the furthest above `strictness`; what is level is
/// decided by order.
pub(super) fn best<C: Candidate>(mut candidates: Vec<C>, strictness: Confidence) -> Vec<C> {
    candidates.retain(|candidate| candidate.confidence() >= strictness);
    candidates.sort_by_key(|candidate| (candidate.span().end(), candidate.span().start()));
    let gain = |candidate: &C| {
        let above = candidate.confidence().hundredths() - strictness.hundredths();
        // What is just sure enough is still better than nothing.
        u64::from(above) * 2 + 1
    };
    let mut totals: Vec<u64> = vec![0];
    let mut previous = Vec::with_capacity(candidates.len());
    for (idx, candidate) in candidates.iter().enumerate() {
        let n_before = candidates[..idx]
            .partition_point(|other| other.span().end() <= candidate.span().start());
        let with = totals[n_before] + gain(candidate);
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

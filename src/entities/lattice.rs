//! All readings of a sentence at once: each leaves tokens out or takes spans of them as names of a class, and is as
//! likely as the exponential of the sum of its scores (a semi-Markov conditional random field without transitions;
//! Sarawagi and Cohen 2004).

use std::ops::Range;

use crate::resources::weights::{Feature, N_LABELS};

/// A span of tokens that may be a name.
#[derive(Debug, Clone)]
pub(super) struct Edge {
    /// Counted from the start of the sentence.
    pub tokens: Range<usize>,
    /// What speaks for each class, as a logarithm of odds; negative infinity for what it cannot be.
    scores: [f64; N_LABELS],
    /// The logarithm of the sum of what the scores are logarithms of.
    total: f64,
}

impl Edge {
    /// The span `tokens`, which may be what `labels` say, with what `features` speak for each class by their `weights`.
    pub(super) fn new(
        tokens: Range<usize>,
        labels: [bool; N_LABELS],
        features: &[Feature],
        weights: impl Fn(Feature) -> [f64; N_LABELS],
    ) -> Self {
        let mut edge = Self {
            tokens,
            scores: labels.map(|may_be| if may_be { 0.0 } else { f64::NEG_INFINITY }),
            total: f64::NEG_INFINITY,
        };
        edge.add(features, weights);
        edge
    }

    /// Adds what more `features` speak for each class by their `weights`.
    pub(super) fn add(
        &mut self,
        features: &[Feature],
        weights: impl Fn(Feature) -> [f64; N_LABELS],
    ) {
        for feature in features {
            let weights = weights(*feature);
            self.scores = std::array::from_fn(|label| self.scores[label] + weights[label]);
        }
        self.total = log_sum(&self.scores);
    }
}

/// How likely each of the `edges` of a sentence of `n_tokens` is a name of each class, and the logarithm of the sum of
/// all readings.
pub(super) fn probabilities(n_tokens: usize, edges: &[Edge]) -> (Vec<[f64; N_LABELS]>, f64) {
    let mut by_end: Vec<usize> = (0..edges.len()).collect();
    by_end.sort_by_key(|&idx| edges[idx].tokens.end);
    let mut by_start: Vec<usize> = (0..edges.len()).collect();
    by_start.sort_by_key(|&idx| std::cmp::Reverse(edges[idx].tokens.start));
    let mut before = vec![0.0; n_tokens + 1];
    let mut next = by_end.into_iter().peekable();
    for end in 1..=n_tokens {
        let mut sum: f64 = before[end - 1];
        while let Some(idx) = next.next_if(|&idx| edges[idx].tokens.end == end) {
            sum = log_add(sum, before[edges[idx].tokens.start] + edges[idx].total);
        }
        before[end] = sum;
    }
    let mut after = vec![0.0; n_tokens + 1];
    let mut next = by_start.into_iter().peekable();
    for start in (0..n_tokens).rev() {
        let mut sum: f64 = after[start + 1];
        while let Some(idx) = next.next_if(|&idx| edges[idx].tokens.start == start) {
            sum = log_add(sum, after[edges[idx].tokens.end] + edges[idx].total);
        }
        after[start] = sum;
    }
    let all = before[n_tokens];
    let probabilities = edges.iter().map(|edge| {
        let rest = before[edge.tokens.start] + after[edge.tokens.end] - all;
        edge.scores.map(|score| libm::exp(score + rest))
    });
    (probabilities.collect(), all)
}

fn log_sum(scores: &[f64]) -> f64 {
    scores.iter().copied().fold(f64::NEG_INFINITY, log_add)
}

/// The logarithm of the sum of what `a` and `b` are logarithms of.
fn log_add(a: f64, b: f64) -> f64 {
    let (high, low) = if a > b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY {
        return high;
    }
    high + libm::log1p(libm::exp(low - high))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(tokens: Range<usize>, score: f64) -> Edge {
        let mut scores = [f64::NEG_INFINITY; N_LABELS];
        scores[0] = score;
        Edge {
            total: log_sum(&scores),
            tokens,
            scores,
        }
    }

    #[test]
    fn readings_that_exclude_each_other_share_certainty() {
        let (found, all) = probabilities(2, &[edge(0..1, 0.0), edge(0..2, 0.0)]);
        // Three readings, all of weight 1: nothing, the first token, both tokens.
        assert!((all - 3f64.ln()).abs() < 1e-12);
        assert!((found[0][0] - 1.0 / 3.0).abs() < 1e-12);
        assert!((found[1][0] - 1.0 / 3.0).abs() < 1e-12);
    }

    #[test]
    fn readings_apart_do_not_touch_each_other() {
        let (found, _) = probabilities(5, &[edge(0..2, 1.0), edge(3..4, -1.0)]);
        let logistic = |score: f64| 1.0 / (1.0 + (-score).exp());
        assert!((found[0][0] - logistic(1.0)).abs() < 1e-12);
        assert!((found[1][0] - logistic(-1.0)).abs() < 1e-12);
    }
}

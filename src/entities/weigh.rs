//! How likely each proposal is a name, by its own evidence and by what the rest of the article makes of the same words.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::evidence::Evidence;
use super::lattice::{self, Edge};
use super::listed::Listed;
use super::words::Words;
use super::{Pattern, Proposal, proposals};
use crate::document::Sentence;
use crate::resources::weights::{Feature, Label, N_LABELS, SpanFeature, Weights};

/// From this share on the rest of the article says that a span is, or is not, a name.
const AGREED: f64 = 0.5;
/// Up to this share the rest of the article says that it is no name.
const DENIED: f64 = 0.3;

/// The probability of each class.
pub(super) type Probabilities = [f64; N_LABELS];

/// The proposals of a sentence and what speaks for them.
#[derive(Debug, Clone)]
pub(super) struct Weighed {
    /// The tokens of the sentence.
    pub tokens: Range<usize>,
    pub proposals: Vec<Proposal>,
    /// The features of each proposal.
    pub features: Vec<Vec<Feature>>,
}

impl Weighed {
    /// The proposals of each sentence that has any.
    pub(super) fn of_text(
        words: &Words,
        listed: &[Listed],
        patterns: &[Pattern],
        evident: &FxHashSet<u32>,
    ) -> Vec<Self> {
        let evidence = Evidence::new(words, listed, patterns, evident);
        let weighed = |sentence: &Sentence| {
            let proposals = proposals::of_sentence(words, sentence, listed, patterns);
            let features = proposals
                .iter()
                .map(|proposal| evidence.features(proposal, sentence));
            Self {
                tokens: sentence.tokens.clone(),
                features: features.collect(),
                proposals,
            }
        };
        let weighed = words.sentences.iter().map(weighed);
        weighed.filter(|one| !one.proposals.is_empty()).collect()
    }

    /// The proposals as edges of the lattice of the sentence.
    pub(super) fn edges(&self, weights: &Weights) -> Vec<Edge> {
        let edge = |(proposal, features): (&Proposal, &Vec<Feature>)| {
            let mut scores = [0.0; N_LABELS];
            for feature in features {
                let weights = weights.of(*feature);
                for (score, weight) in scores.iter_mut().zip(weights) {
                    *score += f64::from(weight);
                }
            }
            for (score, may_be) in scores.iter_mut().zip(proposal.labels) {
                if !may_be {
                    *score = f64::NEG_INFINITY;
                }
            }
            let start = proposal.tokens.start - self.tokens.start;
            Edge {
                tokens: start..start + proposal.tokens.len(),
                scores,
            }
        };
        self.proposals
            .iter()
            .zip(&self.features)
            .map(edge)
            .collect()
    }

    /// How likely each proposal is a name of each class.
    pub(super) fn probabilities(&self, weights: &Weights) -> Vec<Probabilities> {
        lattice::probabilities(self.tokens.len(), &self.edges(weights)).0
    }
}

/// Adds to each proposal of an article what the article makes of the same words elsewhere, by the `probabilities` of all.
pub(super) fn add_memory(
    words: &Words,
    weighed: &mut [Weighed],
    probabilities: &[Vec<Probabilities>],
) {
    let memory = Memory::of(words, weighed, probabilities);
    for (sentence, probabilities) in weighed.iter_mut().zip(probabilities) {
        let found = likely(&sentence.proposals, probabilities);
        let proposals = sentence.proposals.iter().zip(probabilities);
        for ((proposal, probability), features) in proposals.zip(&mut sentence.features) {
            let said = memory.features(words, proposal, probability);
            let close = close_names(&proposal.tokens, &found);
            features.extend(said.into_iter().chain(close).map(Feature::span));
        }
    }
}

/// The proposals that are more likely than not names of one class, with that class.
fn likely(proposals: &[Proposal], probabilities: &[Probabilities]) -> Vec<(Range<usize>, Label)> {
    let found = proposals.iter().zip(probabilities);
    let found = found.filter_map(|(proposal, probabilities)| {
        let mut labels = Label::ALL.into_iter();
        let label = labels.find(|label| probabilities[*label as usize] >= AGREED)?;
        Some((proposal.tokens.clone(), label))
    });
    found.collect()
}

/// What the names in `found` right before and after `tokens` are, with at most a few tokens between.
fn close_names(
    tokens: &Range<usize>,
    found: &[(Range<usize>, Label)],
) -> impl Iterator<Item = SpanFeature> {
    /// *, and*
    const MAX_BETWEEN: usize = 2;
    let is_close =
        |end: usize, start: usize| (end..=end + MAX_BETWEEN).contains(&start);
    let before = found
        .iter()
        .filter(|(other, _)| is_close(other.end, tokens.start))
        .max_by_key(|(other, _)| other.end)
        .map(|(_, label)| SpanFeature::PersonBefore.for_label(*label));
    let after = found
        .iter()
        .filter(|(other, _)| is_close(tokens.end, other.start))
        .min_by_key(|(other, _)| other.start)
        .map(|(_, label)| SpanFeature::PersonAfter.for_label(*label));
    before.into_iter().chain(after)
}

/// What an article makes of each sequence of stems.
#[derive(Debug, Default)]
struct Memory {
    /// How often it is proposed, and the sum of the probabilities.
    by_key: FxHashMap<String, (usize, Probabilities)>,
    /// The last parts of names of persons.
    surnames: FxHashSet<String>,
    /// The first parts of names of persons.
    given_names: FxHashSet<String>,
    /// The parts of other names of several words.
    parts: FxHashSet<String>,
}

impl Memory {
    fn of(words: &Words, weighed: &[Weighed], probabilities: &[Vec<Probabilities>]) -> Self {
        let mut memory = Self::default();
        for (sentence, probabilities) in weighed.iter().zip(probabilities) {
            for (proposal, probability) in sentence.proposals.iter().zip(probabilities) {
                let tokens = &proposal.tokens;
                let (count, sums) = memory.by_key.entry(key(words, tokens)).or_default();
                *count += 1;
                for (sum, probability) in sums.iter_mut().zip(probability) {
                    *sum += probability;
                }
                if tokens.len() < 2 {
                    continue;
                }
                if probability[Label::Person as usize] >= AGREED {
                    let part = |idx: usize| words.stem(idx).to_owned();
                    memory.given_names.insert(part(tokens.start));
                    memory.surnames.insert(part(tokens.end - 1));
                } else if probability.iter().sum::<f64>() >= AGREED {
                    let capitals = tokens.clone().filter(|&idx| words.has_capital(idx));
                    let parts = capitals.map(|idx| words.stem(idx).to_owned());
                    memory.parts.extend(parts);
                }
            }
        }
        memory
    }

    /// What the rest of the article says of the proposal, whose own probabilities are left out.
    fn features(
        &self,
        words: &Words,
        proposal: &Proposal,
        own: &Probabilities,
    ) -> Vec<SpanFeature> {
        let mut said = Vec::new();
        let tokens = &proposal.tokens;
        if let Some((count, sums)) = self.by_key.get(&key(words, tokens))
            && *count > 1
        {
            // A count of places in one article.
            let n_others = (*count - 1) as f64;
            let share = |label: Label| (sums[label as usize] - own[label as usize]) / n_others;
            let agreed = Label::ALL.into_iter().filter(|label| share(*label) >= AGREED);
            said.extend(agreed.map(|label| SpanFeature::PersonRepeats.for_label(label)));
            if Label::ALL.iter().map(|label| share(*label)).sum::<f64>() <= DENIED {
                said.push(SpanFeature::NothingRepeats);
            }
        }
        if tokens.len() == 1 {
            let stem = words.stem(tokens.start);
            let known = [
                (&self.surnames, SpanFeature::SurnameElsewhere),
                (&self.given_names, SpanFeature::GivenElsewhere),
                (&self.parts, SpanFeature::InsideElsewhere),
            ];
            let known = known.iter().filter(|(parts, _)| parts.contains(stem));
            said.extend(known.map(|(_, feature)| *feature));
        }
        said
    }
}

fn key(words: &Words, tokens: &Range<usize>) -> String {
    let stems: Vec<_> = tokens.clone().map(|idx| words.stem(idx)).collect();
    stems.join(" ")
}

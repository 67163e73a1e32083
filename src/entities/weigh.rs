//! How likely each proposal is a name, by its own evidence and by what the rest of the article makes of the same words.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::evidence::Evidence;
use super::found::Found;
use super::lattice::{self, Edge};
use super::words::Words;
use super::{Proposal, Text, proposals};
use crate::language::LanguageProfile;
use crate::resources::gazetteer::Gazetteer;
use crate::resources::weights::{Feature, Label, N_LABELS, SpanFeature, Weights};

/// From this share on the rest of the article says that a span is, or is not, a name.
const AGREED: f64 = 0.5;
/// Up to this share the rest of the article says that it is no name.
const DENIED: f64 = 0.3;

/// The probability of each class.
pub(super) type Probabilities = [f64; N_LABELS];

/// An article with every span that may be a name, and what speaks for each.
pub(super) struct Weighed<'a> {
    pub words: Words<'a>,
    pub found: Found,
    /// In order of start and end.
    pub proposals: Vec<Proposal>,
    /// The sentences that have any.
    pub sentences: Vec<Proposed>,
    /// What speaks for each proposal by itself.
    own: FeatureLists,
    /// What the article makes of the words of each elsewhere, once it is known.
    elsewhere: FeatureLists,
}

/// A sentence with the spans in it that may be names.
pub(super) struct Proposed {
    pub tokens: Range<usize>,
    /// By index.
    pub proposals: Range<usize>,
}

impl<'a> Weighed<'a> {
    pub(super) fn new(
        text: Text<'a>,
        profile: &'a LanguageProfile,
        gazetteer: &'a Gazetteer,
    ) -> Self {
        let words = Words::new(text, profile, gazetteer);
        let found = Found::in_article(&words);
        let (mut proposals, mut sentences) = (Vec::new(), Vec::new());
        for sentence in words.sentences {
            let n_before = proposals.len();
            proposals::add_sentence(&words, sentence, &found, &mut proposals);
            if proposals.len() > n_before {
                sentences.push(Proposed {
                    tokens: sentence.tokens.clone(),
                    proposals: n_before..proposals.len(),
                });
            }
        }
        let evidence = Evidence::new(&words, &found, &proposals);
        let mut own = FeatureLists::with_capacity(proposals.len());
        for sentence in &sentences {
            for proposal in &proposals[sentence.proposals.clone()] {
                own.push(|features| evidence.add_features(proposal, &sentence.tokens, features));
            }
        }
        Self {
            words,
            found,
            proposals,
            sentences,
            own,
            elsewhere: FeatureLists::default(),
        }
    }

    /// What speaks for the proposal at `idx`.
    pub(super) fn features(&self, idx: usize) -> impl Iterator<Item = Feature> {
        let features = self.own.of(idx).iter().chain(self.elsewhere.of(idx));
        features.copied()
    }

    /// How likely each proposal is a name of each class: weighed by itself, and again with what the article makes, by
    /// that, of the same words elsewhere.
    pub(super) fn probabilities(&mut self, weights: &Weights) -> Vec<Probabilities> {
        let mut edges = self.remember(weights);
        for (idx, edge) in edges.iter_mut().enumerate() {
            let features = self.elsewhere.of(idx);
            if !features.is_empty() {
                edge.add(features, |one| weights.of(one).map(f64::from));
            }
        }
        self.over_readings(&edges)
    }

    /// Notes what the article makes of the words of each proposal elsewhere; the proposals, weighed by themselves.
    pub(super) fn remember(&mut self, weights: &Weights) -> Vec<Edge> {
        let mut edges = Vec::with_capacity(self.proposals.len());
        for sentence in &self.sentences {
            edges.extend(sentence.proposals.clone().map(|idx| {
                let proposal = &self.proposals[idx];
                let tokens = sentence.relative(&proposal.tokens);
                let weights = |one| weights.of(one).map(f64::from);
                Edge::new(tokens, proposal.labels, self.own.of(idx), weights)
            }));
        }
        self.elsewhere = self.memory(&self.over_readings(&edges));
        edges
    }

    /// The probabilities of the proposals, whose `edges` these are, over all readings of each sentence.
    fn over_readings(&self, edges: &[Edge]) -> Vec<Probabilities> {
        let mut probabilities = Vec::with_capacity(edges.len());
        for sentence in &self.sentences {
            let edges = &edges[sentence.proposals.clone()];
            probabilities.extend(lattice::probabilities(sentence.tokens.len(), edges).0);
        }
        probabilities
    }

    /// What the article makes, by the `probabilities` of all proposals, of the words of each elsewhere.
    fn memory(&self, probabilities: &[Probabilities]) -> FeatureLists {
        let memory = Memory::of(&self.words, &self.proposals, probabilities);
        let mut features = FeatureLists::default();
        for sentence in &self.sentences {
            let proposals = sentence.proposals.clone();
            let near = likely(
                &self.proposals[proposals.clone()],
                &probabilities[proposals.clone()],
            );
            for idx in proposals {
                let tokens = &self.proposals[idx].tokens;
                features.push(|features| {
                    memory.add_features(idx, tokens, &probabilities[idx], features);
                    features.extend(close_names(tokens, &near).map(Feature::span));
                });
            }
        }
        features
    }
}

impl Proposed {
    /// Tokens of the sentence, counted from its start.
    pub(super) fn relative(&self, tokens: &Range<usize>) -> Range<usize> {
        tokens.start - self.tokens.start..tokens.end - self.tokens.start
    }
}

/// The features of each of a number of proposals, one after the other.
#[derive(Debug, Default)]
struct FeatureLists {
    all: Vec<Feature>,
    ends: Vec<usize>,
}

impl FeatureLists {
    /// None yet, with space for what speaks for so many proposals by themselves.
    fn with_capacity(n_proposals: usize) -> Self {
        const N_FEATURES: usize = 64;
        Self {
            all: Vec::with_capacity(n_proposals * N_FEATURES),
            ends: Vec::with_capacity(n_proposals),
        }
    }

    /// Adds the features of the next proposal, which `add` adds to all.
    fn push(&mut self, add: impl FnOnce(&mut Vec<Feature>)) {
        add(&mut self.all);
        self.ends.push(self.all.len());
    }

    /// The features of the proposal at `idx`; none if they have not been added.
    fn of(&self, idx: usize) -> &[Feature] {
        let start = idx
            .checked_sub(1)
            .map_or(Some(0), |before| self.end(before));
        let features = start.zip(self.end(idx));
        features.map_or(&[], |(start, end)| &self.all[start..end])
    }

    fn end(&self, idx: usize) -> Option<usize> {
        self.ends.get(idx).copied()
    }
}

/// The proposals that are more likely than not names of one class, with that class. They exclude each other, and so
/// stand apart.
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
    let n_before = found.partition_point(|(other, _)| other.end <= tokens.start);
    let before = found[..n_before].last();
    let before = before.filter(|(other, _)| tokens.start - other.end <= MAX_BETWEEN);
    let n_to_end = found.partition_point(|(other, _)| other.start < tokens.end);
    let after = found.get(n_to_end);
    let after = after.filter(|(other, _)| other.start - tokens.end <= MAX_BETWEEN);
    let before = before.map(|(_, label)| SpanFeature::PersonBefore.for_label(*label));
    let after = after.map(|(_, label)| SpanFeature::PersonAfter.for_label(*label));
    before.into_iter().chain(after)
}

/// What an article makes of each sequence of stems.
struct Memory<'m, 'a> {
    words: &'m Words<'a>,
    /// For each proposal, the number of its sequence of stems.
    sequences: Vec<usize>,
    /// How often each sequence is proposed, and the sum of the probabilities.
    repeats: Vec<(usize, Probabilities)>,
    /// The last parts of names of persons.
    surnames: FxHashSet<&'a str>,
    /// The first parts of names of persons.
    given_names: FxHashSet<&'a str>,
    /// The parts of other names of several words.
    parts: FxHashSet<&'a str>,
}

impl<'m, 'a> Memory<'m, 'a> {
    fn of(words: &'m Words<'a>, proposals: &[Proposal], probabilities: &[Probabilities]) -> Self {
        let sequences = sequences(words, proposals);
        let n_sequences = sequences.iter().max().map_or(0, |last| last + 1);
        let mut memory = Self {
            words,
            sequences,
            repeats: vec![(0, Probabilities::default()); n_sequences],
            surnames: FxHashSet::default(),
            given_names: FxHashSet::default(),
            parts: FxHashSet::default(),
        };
        for (idx, (proposal, probability)) in proposals.iter().zip(probabilities).enumerate() {
            let (count, sums) = &mut memory.repeats[memory.sequences[idx]];
            *count += 1;
            for (sum, probability) in sums.iter_mut().zip(probability) {
                *sum += probability;
            }
            memory.add_parts(&proposal.tokens, probability);
        }
        memory
    }

    fn add_parts(&mut self, tokens: &Range<usize>, probability: &Probabilities) {
        let words = self.words;
        if tokens.len() < 2 {
            return;
        }
        if probability[Label::Person as usize] >= AGREED {
            self.given_names.insert(words.stem(tokens.start));
            self.surnames.insert(words.stem(tokens.end - 1));
        } else if probability.iter().sum::<f64>() >= AGREED {
            let capitals = tokens.clone().filter(|&idx| words.has_capital(idx));
            self.parts.extend(capitals.map(|idx| words.stem(idx)));
        }
    }

    /// What the rest of the article says of the proposal at `idx`, whose own probabilities are left out.
    fn add_features(
        &self,
        idx: usize,
        tokens: &Range<usize>,
        own: &Probabilities,
        features: &mut Vec<Feature>,
    ) {
        let mut is = |feature: SpanFeature| features.push(Feature::span(feature));
        let (count, sums) = &self.repeats[self.sequences[idx]];
        if *count > 1 {
            // A count of places in one article.
            let n_others = (count - 1) as f64;
            let share = |label: Label| (sums[label as usize] - own[label as usize]) / n_others;
            for label in Label::ALL {
                if share(label) >= AGREED {
                    is(SpanFeature::PersonRepeats.for_label(label));
                }
            }
            if Label::ALL.into_iter().map(share).sum::<f64>() <= DENIED {
                is(SpanFeature::NothingRepeats);
            }
        }
        if tokens.len() == 1 {
            let stem = self.words.stem(tokens.start);
            let known = [
                (&self.surnames, SpanFeature::SurnameElsewhere),
                (&self.given_names, SpanFeature::GivenElsewhere),
                (&self.parts, SpanFeature::InsideElsewhere),
            ];
            for (_, feature) in known.iter().filter(|(parts, _)| parts.contains(stem)) {
                is(*feature);
            }
        }
    }
}

/// Numbers for the `proposals`: the same for those whose stems are the same.
fn sequences<'a>(words: &Words<'a>, proposals: &[Proposal]) -> Vec<usize> {
    // A sequence is known by the number of the sequence before its last stem, and that stem.
    let mut numbers: FxHashMap<(usize, &'a str), usize> = FxHashMap::default();
    let mut number = |before: usize, stem| {
        let next = numbers.len() + 1;
        *numbers.entry((before, stem)).or_insert(next)
    };
    let number_of = |proposal: &Proposal| {
        let stems = proposal.tokens.clone().map(|idx| words.stem(idx));
        stems.fold(0, &mut number)
    };
    proposals.iter().map(number_of).collect()
}

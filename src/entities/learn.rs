//! Fits the weights of `data/entity_weights.tsv` to annotated texts.

use std::ops::Range;

use super::lattice::{self, Edge};
use super::weigh::{Proposed, Weighed};
use super::words::{Case, Words, is_quotation_mark};
use super::{Proposal, Text};
use crate::language::LanguageProfile;
use crate::resources::gazetteer::{Gazetteer, NameKind};
use crate::resources::weights::{
    Attribute, Feature, Group, Label, LabelWeights, N_FEATURES, N_LABELS, Position, SpanFeature,
    Weights,
};
use crate::text::Span;

/// What a person annotated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gold {
    /// Where.
    pub span: Span,
    /// As what; `None` where the annotation says neither that it is a name nor that it is none.
    pub label: Option<Label>,
}

/// A sentence with what may be a name in it, and what is.
#[derive(Debug, Clone)]
pub struct Example {
    n_tokens: usize,
    proposals: Vec<ExampleProposal>,
}

impl Example {
    fn edges(&self, weights: &[[f64; N_LABELS]]) -> Vec<Edge> {
        let edge = |proposal: &ExampleProposal| {
            let weights = |one: Feature| weights[one.idx()];
            let tokens = proposal.tokens.clone();
            Edge::new(tokens, proposal.labels, &proposal.features, weights)
        };
        self.proposals.iter().map(edge).collect()
    }
}

#[derive(Debug, Clone)]
struct ExampleProposal {
    /// Counted from the start of the sentence.
    tokens: Range<usize>,
    features: Vec<Feature>,
    labels: [bool; N_LABELS],
    gold: Option<Label>,
}

/// How weights are fitted.
#[derive(Debug, Clone, Copy)]
pub struct Fitting {
    /// How often all examples are seen.
    pub n_rounds: usize,
    /// The length of the first step.
    pub rate: f64,
    /// How much large weights cost, of one example.
    pub decay: f64,
    /// How much more it costs to leave a weight that is expected to be large.
    pub belief: f64,
    /// Weights nearer to zero are left out.
    pub least: f64,
    /// Features of this group have no weight, to see what it carries.
    pub without: Option<Group>,
}

impl Default for Fitting {
    fn default() -> Self {
        Self {
            n_rounds: 30,
            rate: 0.1,
            decay: 0.0002,
            belief: 50.0,
            least: 0.02,
            without: None,
        }
    }
}

/// The examples in an annotated text; with the memory of the article, which `weights` tell, if there are any.
#[must_use]
pub fn examples(
    text: Text<'_>,
    profile: &LanguageProfile,
    gazetteer: &Gazetteer,
    gold: &[Gold],
    weights: Option<&Weights>,
) -> Vec<Example> {
    let mut weighed = Weighed::new(text, profile, gazetteer);
    if let Some(weights) = weights {
        weighed.remember(weights);
    }
    let words = &weighed.words;
    let gold: Vec<_> = gold.iter().map(|one| without_title(words, *one)).collect();
    let example = |sentence: &Proposed| {
        let proposals = &weighed.proposals[sentence.proposals.clone()];
        let is_people = |proposal: &Proposal| {
            let mut readings = weighed.found.readings(proposal);
            readings.any(|reading| reading.kind == NameKind::Demonym)
        };
        let spans = proposals.iter().map(|one| (one.span, is_people(one)));
        let known = annotated(&spans.collect::<Vec<_>>(), &gold);
        let proposals = sentence.proposals.clone().zip(proposals).zip(known);
        let kept = proposals.filter_map(|((idx, proposal), known)| {
            let gold = known?;
            Some(ExampleProposal {
                tokens: sentence.relative(&proposal.tokens),
                features: weighed.features(idx).collect(),
                labels: proposal.labels,
                gold: gold.filter(|gold| proposal.labels[*gold as usize]),
            })
        });
        Example {
            n_tokens: sentence.tokens.len(),
            proposals: kept.collect(),
        }
    };
    weighed.sentences.iter().map(example).collect()
}

/// For each proposal what it is: `Some(None)` for no name, `None` where the annotation does not tell.
///
/// It does not tell at spans that it leaves open, nor at names that are no proposal; the name of a people that it
/// leaves open is another name.
fn annotated(proposals: &[(Span, bool)], gold: &[Gold]) -> Vec<Option<Option<Label>>> {
    let is_proposed = |gold: &&Gold| proposals.iter().any(|(span, _)| *span == gold.span);
    let open: Vec<_> = gold
        .iter()
        .filter(|gold| gold.label.is_none() || !is_proposed(gold))
        .map(|gold| gold.span)
        .collect();
    let known = |&(span, is_people): &(Span, bool)| {
        let exact = gold.iter().find(|gold| gold.span == span);
        match exact {
            Some(gold) if gold.label.is_some() => Some(gold.label),
            Some(_) if is_people => Some(Some(Label::Other)),
            _ if open.iter().any(|open| open.overlaps(span)) => None,
            _ => Some(None),
        }
    };
    proposals.iter().map(known).collect()
}

/// The annotation without quotation marks around it, and, if it is a person, without the titles and small words before
/// the name; one that has nothing else is left open.
fn without_title(words: &Words, gold: Gold) -> Gold {
    let is_person = gold.label == Some(Label::Person);
    let inside = (0..words.tokens.len()).filter(|&idx| gold.span.overlaps(words.tokens[idx].span));
    let inside: Vec<_> = inside.collect();
    let is_mark = |idx: &usize| is_quotation_mark(words.surface(*idx));
    let is_title =
        |idx: usize| is_person && (words.role(idx).is_some() || words.case(idx) == Case::Lower);
    let rest = inside
        .iter()
        .position(|idx| !is_mark(idx) && !is_title(*idx));
    let last = inside.iter().rposition(|idx| !is_mark(idx));
    match (rest, last) {
        (Some(first), Some(last)) if (first, last) != (0, inside.len() - 1) && first <= last => {
            let is_name = words.has_capital(inside[first]) || !is_person;
            Gold {
                span: words.span(inside[first], inside[last] + 1),
                label: gold.label.filter(|_| is_name),
            }
        }
        (Some(_), Some(_)) => gold,
        _ => Gold {
            label: None,
            ..gold
        },
    }
}

/// The weights that make the names of the `examples` most likely, by stochastic gradients with a step of its own for
/// each weight (Duchi, Hazan and Singer 2011), in the order of the examples.
#[must_use]
pub fn fit(examples: &[Example], fitting: Fitting) -> Weights {
    const BATCH: usize = 32;
    let is_left_out = |feature: Feature| fitting.without == Some(feature.group());
    let left_out: Vec<_> = Feature::all().map(is_left_out).collect();
    let mut expected = expected_weights();
    for (weights, _) in expected.iter_mut().zip(&left_out).filter(|(_, out)| **out) {
        *weights = [0.0; N_LABELS];
    }
    let mut weights = expected.clone();
    let mut squares = vec![[1e-8f64; N_LABELS]; N_FEATURES];
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random(1);
    for _ in 0..fitting.n_rounds {
        random.shuffle(&mut order);
        for batch in order.chunks(BATCH) {
            let mut gradient = vec![[0.0f64; N_LABELS]; N_FEATURES];
            for &idx in batch {
                add_gradient(&examples[idx], &weights, &mut gradient);
            }
            for (slope, _) in gradient.iter_mut().zip(&left_out).filter(|(_, out)| **out) {
                *slope = [0.0; N_LABELS];
            }
            // A batch is small.
            let decay = fitting.decay * batch.len() as f64;
            let all = weights.iter_mut().zip(&mut squares);
            for (((weight, square), slope), expected) in all.zip(&gradient).zip(&expected) {
                for label in 0..N_LABELS {
                    let pull = if expected[label] == 0.0 {
                        1.0
                    } else {
                        fitting.belief
                    };
                    let slope = slope[label] + decay * pull * (weight[label] - expected[label]);
                    if slope != 0.0 {
                        square[label] += slope * slope;
                        weight[label] -= fitting.rate * slope / square[label].sqrt();
                    }
                }
            }
        }
    }
    let rounded = |weight: f64| {
        let rounded = (weight * 1000.0).round() / 1000.0;
        // Small numbers with three decimals.
        if rounded.abs() < fitting.least {
            0.0
        } else {
            rounded as f32
        }
    };
    let rounded = weights.iter().map(|weights| weights.map(rounded));
    Weights::uncalibrated(rounded.collect::<Vec<LabelWeights>>())
}

/// What weights are before any text is seen, and what they are drawn to: lists and shapes are believed, a name does not
/// go on over the border of a longer one or of two, what is no name elsewhere in the article is none here, and roles
/// and units alone are none.
fn expected_weights() -> Vec<[f64; N_LABELS]> {
    const LISTED: f64 = 4.0;
    const SEVERAL_WORDS: f64 = 2.0;
    const BORNE_OUT: f64 = 2.0;
    const SHAPED: f64 = 2.0;
    const CROSSING: f64 = -1.5;
    const NO_NAME: f64 = -1.5;
    let mut weights = vec![[0.0; N_LABELS]; N_FEATURES];
    let mut believe = |feature: SpanFeature, label: Label, weight: f64| {
        weights[Feature::span(feature).idx()][label as usize] = weight;
    };
    for label in Label::ALL {
        believe(SpanFeature::Person.for_label(label), label, LISTED);
        believe(
            SpanFeature::LongPerson.for_label(label),
            label,
            SEVERAL_WORDS,
        );
        believe(
            SpanFeature::EvidentPerson.for_label(label),
            label,
            BORNE_OUT,
        );
    }
    for label in [Label::Person, Label::Organization, Label::Location] {
        believe(
            SpanFeature::PersonElsewhere.for_label(label),
            label,
            BORNE_OUT,
        );
    }
    for (feature, label) in [
        (SpanFeature::FullName, Label::Person),
        (SpanFeature::TitledName, Label::Person),
        (SpanFeature::HeadedOrganization, Label::Organization),
        (SpanFeature::OrganizationHead, Label::Organization),
        (SpanFeature::Credited, Label::Organization),
        (SpanFeature::Spelled, Label::Organization),
        (SpanFeature::HeadedLocation, Label::Location),
    ] {
        believe(feature, label, SHAPED);
    }
    believe(SpanFeature::Area, Label::Location, LISTED);
    for attribute in [Attribute::Role, Attribute::Title, Attribute::Measure] {
        weights[Feature::attribute(Position::Only, attribute).idx()] = [NO_NAME; N_LABELS];
    }
    let crossing = [
        SpanFeature::InsidePerson,
        SpanFeature::InsideOrganization,
        SpanFeature::InsideLocation,
        SpanFeature::InsideOther,
        SpanFeature::Crossing,
        SpanFeature::Composed,
        SpanFeature::NothingRepeats,
    ];
    for feature in crossing {
        weights[Feature::span(feature).idx()] = [CROSSING; N_LABELS];
    }
    weights
}

/// For each proposal and label of the `examples` that has any likelihood: how likely the weights make it, and whether
/// it is so.
#[must_use]
pub fn likelihoods(examples: &[Example], weights: &Weights) -> Vec<(f64, bool)> {
    const LEAST: f64 = 0.01;
    let weights: Vec<_> = Feature::all()
        .map(|feature| weights.of(feature).map(f64::from))
        .collect();
    let mut found = Vec::new();
    for example in examples {
        let (likely, _) = lattice::probabilities(example.n_tokens, &example.edges(&weights));
        for (proposal, likely) in example.proposals.iter().zip(likely) {
            for label in [Label::Person, Label::Organization, Label::Location] {
                let likelihood = likely[label as usize];
                if likelihood >= LEAST {
                    found.push((likelihood, proposal.gold == Some(label)));
                }
            }
        }
    }
    found
}

/// Adds how the logarithm of the likelihood of everything but the annotated names rises with each weight.
fn add_gradient(example: &Example, weights: &[[f64; N_LABELS]], gradient: &mut [[f64; N_LABELS]]) {
    let edges = example.edges(weights);
    let (expected, _) = lattice::probabilities(example.n_tokens, &edges);
    for (proposal, mut slope) in example.proposals.iter().zip(expected) {
        if let Some(gold) = proposal.gold {
            slope[gold as usize] -= 1.0;
        }
        for feature in &proposal.features {
            for (sum, slope) in gradient[feature.idx()].iter_mut().zip(slope) {
                *sum += slope;
            }
        }
    }
}

/// Numbers that are the same on every machine (Marsaglia's xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // The remainder is smaller than `end`.
        (self.0 % end as u64) as usize
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for idx in (1..order.len()).rev() {
            order.swap(idx, self.below(idx + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sentence of one token that is a name of `gold`, with one feature.
    fn example(feature: Feature, gold: Option<Label>) -> Example {
        let proposal = ExampleProposal {
            tokens: 0..1,
            features: vec![feature],
            labels: [true; N_LABELS],
            gold,
        };
        Example {
            n_tokens: 1,
            proposals: vec![proposal],
        }
    }

    #[test]
    fn what_tells_a_name_gets_weight_and_the_rest_none() {
        let role = Feature::attribute(Position::Before, Attribute::Role);
        let article = Feature::attribute(Position::Before, Attribute::Article);
        let examples: Vec<_> = (0..200)
            .flat_map(|_| [example(role, Some(Label::Person)), example(article, None)])
            .collect();
        let weights = fit(&examples, Fitting::default());
        assert!(weights.of(role)[Label::Person as usize] > 1.0);
        assert!(weights.of(role)[Label::Location as usize] < 0.0);
        assert!(weights.of(article)[Label::Person as usize] < -1.0);
        let unseen = Feature::attribute(Position::After, Attribute::Role);
        assert_eq!(weights.of(unseen), [0.0; N_LABELS]);
        assert_eq!(fit(&examples, Fitting::default()).rows(), weights.rows());
    }

    #[test]
    fn a_group_that_is_left_out_has_no_weight() {
        let role = Feature::attribute(Position::Before, Attribute::Role);
        let examples = vec![example(role, Some(Label::Person)); 50];
        let fitting = Fitting {
            without: Some(Group::Surroundings),
            ..Fitting::default()
        };
        assert_eq!(fit(&examples, fitting).of(role), [0.0; N_LABELS]);
    }
}

//! What speaks for and against each span that may be a name.

use super::weigh::{Probabilities, Weighed};
use super::{Proposal, Text};
use crate::document::Confidence;
use crate::language::LanguageProfile;
use crate::resources::gazetteer::Gazetteer;
use crate::resources::weights::{Label, Weights};
use crate::text::Span;

/// A span that may be a name, and what speaks for it.
#[derive(Debug, Clone)]
pub struct Explained {
    /// Where.
    pub span: Span,
    /// What it most likely is, if it is a name.
    pub label: Label,
    /// How sure that is.
    pub confidence: Confidence,
    /// What each feature adds to the logarithm of the odds, the most telling first.
    pub evidence: Vec<(String, f32)>,
}

/// What may be a name in `text`, in order of start and end.
#[must_use]
pub fn explain(
    text: Text<'_>,
    profile: &LanguageProfile,
    gazetteer: &Gazetteer,
    weights: &Weights,
) -> Vec<Explained> {
    let mut weighed = Weighed::new(text, profile, gazetteer);
    let probabilities = weighed.probabilities(weights);
    let explained = |(idx, (proposal, probabilities)): (usize, (&Proposal, &Probabilities))| {
        let likelihood = |label: &Label| probabilities[*label as usize];
        let label = Label::ALL
            .into_iter()
            .max_by(|a, b| likelihood(a).total_cmp(&likelihood(b)))
            .expect("there are labels");
        let evidence = weighed.features(idx).map(|feature| {
            let weight = weights.of(feature)[label as usize];
            (feature.name(), weight)
        });
        let mut evidence: Vec<_> = evidence.filter(|(_, weight)| *weight != 0.0).collect();
        evidence.sort_by(|(_, a), (_, b)| b.abs().total_cmp(&a.abs()));
        Explained {
            span: proposal.span,
            label,
            confidence: weights.confidence(likelihood(&label)),
            evidence,
        }
    };
    let proposals = weighed.proposals.iter().zip(&probabilities);
    proposals.enumerate().map(explained).collect()
}

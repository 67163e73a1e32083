//! Finds the names in a text: weighs what speaks for every span that may be one, and takes the best reading.
//!
//! The order:
//!
//! - `words` and `vocabulary` hold what the rules ask about the tokens, each distinct word asked of the data once.
//! - `found`: every place where a name of the gazetteer stands (`listed`), without the readings that others overshadow
//!   (`guard`), and names by their shape (`persons` with `person_words`, `organizations`, `areas`).
//! - `weigh`: with these and all sequences of capitals, every span that may be a name (`proposals`); what speaks for
//!   each (`evidence`), weighed over all readings of a sentence (`lattice`) and twice over the article.
//! - `select`: the best choice among what overlaps. Names that the weights say nothing of (peoples, events, products,
//!   parts of compounds) are kept where the words around them bear them out (`guard`).
//! - `resolve`: which of several entities of one name is meant.
//! - `article`: surnames, initials and other short forms of what the article names in full.
//! - `denied`: what the user's lists say is no name.
//!
//! From the same weighing, `explain` tells why a span is found or not, and `learn` fits the weights to annotated texts.

mod areas;
mod article;
mod denied;
mod evidence;
pub mod explain;
mod found;
mod guard;
mod lattice;
pub mod learn;
mod listed;
mod organizations;
mod person_words;
mod persons;
mod proposals;
mod resolve;
mod select;
mod vocabulary;
mod weigh;
mod words;

use std::ops::Range;

use rustc_hash::FxHashSet;

use crate::document::{Confidence, EntityType, Mention, Section, Sentence, Token};
use crate::language::LanguageProfile;
use crate::resources::gazetteer::Gazetteer;
use crate::resources::weights::{Label, N_LABELS, SpanFeature, Weights};
use crate::stem::WordForms;
use crate::text::Span;
use found::Found;
use listed::{Form, Listed, type_of};
use select::Candidate as _;
use weigh::{Probabilities, Weighed};
use words::Words;

/// How sure a name must be unless the user says otherwise.
pub const STRICTNESS: Confidence = Confidence::new(55);

/// A name that is at least so sure may be one, if other articles bear it out.
const DOUBTFUL: Confidence = Confidence::new(15);

/// By so many hundredths a name may be less sure that a list has without a guard, or a person's name of which the
/// article has the surname alone: what the words around it leave open is decided there.
const LISTED_CREDIT: u8 = 10;

/// What the weights tell; of other names they only tell that they are none of these.
const WEIGHED: [(Label, EntityType); 3] = [
    (Label::Person, EntityType::Person),
    (Label::Organization, EntityType::Organization),
    (Label::Location, EntityType::Location),
];

/// A text with what earlier stages found in it.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The text itself.
    pub text: &'a str,
    /// Its sections.
    pub sections: &'a [Section],
    /// Its sentences.
    pub sentences: &'a [Sentence],
    /// Its tokens.
    pub tokens: &'a [Token],
    /// Their forms.
    pub forms: &'a WordForms,
}

/// The names in a text. Those of both kinds come in order of their start, and none overlaps another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    /// Those that are sure enough.
    pub mentions: Vec<Mention>,
    /// What may be a name, but is less sure: what other articles say of it may tell.
    pub doubtful: Vec<Mention>,
}

/// Those of the parts of a text, which do not overlap.
impl FromIterator<Names> for Names {
    fn from_iter<I: IntoIterator<Item = Self>>(parts: I) -> Self {
        let mut all = Self {
            mentions: Vec::new(),
            doubtful: Vec::new(),
        };
        for part in parts {
            all.mentions.extend(part.mentions);
            all.doubtful.extend(part.doubtful);
        }
        all.mentions.sort_by_key(|mention| mention.span);
        all.doubtful.sort_by_key(|mention| mention.span);
        all
    }
}

/// Finds the names in `text` of which it is at least as sure as `strictness`, and those that are in doubt.
#[must_use]
pub fn find(
    text: Text<'_>,
    profile: &LanguageProfile,
    gazetteer: &Gazetteer,
    weights: &Weights,
    strictness: Confidence,
) -> Names {
    let mut weighed = Weighed::new(text, profile, gazetteer);
    let probabilities = weighed.probabilities(weights);
    let Weighed {
        words,
        found,
        proposals,
        ..
    } = &weighed;
    let Found {
        listed, evident, ..
    } = found;
    let own = listed
        .iter()
        .filter(|place| place.readings.iter().any(|reading| reading.is_own))
        .filter_map(|place| guard::keep_evident(words, place, evident))
        .map(|(place, confidence)| Candidate::Listed(place, confidence));
    let own = select::best(own.collect(), strictness);
    let least_listed = Confidence::new(strictness.hundredths().saturating_sub(LISTED_CREDIT));
    let is_sure = |(proposal, probabilities): (&Proposal, &Probabilities)| {
        let of_label = |(label, entity_type): (Label, EntityType)| {
            let confidence = weights.confidence(probabilities[label as usize]);
            let is_possible = proposal.labels[label as usize] && confidence >= least_listed;
            let found = || candidate(words, proposal, entity_type, confidence, found);
            let found = is_possible.then(found).flatten();
            found.filter(|found| {
                confidence >= strictness || found.is_certain() || found.is_full_name()
            })
        };
        WEIGHED.map(of_label).into_iter().flatten()
    };
    let candidates = proposals.iter().zip(&probabilities).flat_map(is_sure);
    let candidates = candidates.filter(|candidate| is_free(candidate.span(), &own));
    let mut chosen = select::best(candidates.collect(), least_listed);
    let surnames: FxHashSet<_> = chosen.iter().filter_map(|one| one.surname(words)).collect();
    chosen.retain(|one| {
        let is_borne_out = || {
            one.last_stem(words)
                .is_some_and(|stem| surnames.contains(stem))
        };
        one.confidence() >= strictness || one.is_certain() || is_borne_out()
    });
    chosen.extend(own);
    chosen.sort_by_key(|candidate| candidate.span());
    let rest = listed
        .iter()
        .filter(|place| is_free(place.span, &chosen))
        .filter_map(|place| unweighed(words, place))
        .filter_map(|place| guard::keep_evident(words, &place, evident))
        .map(|(place, confidence)| Candidate::Listed(place, confidence));
    let rest = select::best(rest.collect(), strictness);
    chosen.extend(rest);
    chosen.sort_by_key(|candidate| candidate.span());
    let named = resolve::entities(words, chosen);
    let mut mentions = article::with_short_forms(words, named);
    mentions.retain(|mention| !denied::is_denied(words, mention));
    let doubtful = doubtful(&weighed, &probabilities, weights, &mentions);
    Names { mentions, doubtful }
}

/// The names that may stand between the `mentions`, which are in order and apart.
fn doubtful(
    weighed: &Weighed<'_>,
    probabilities: &[Probabilities],
    weights: &Weights,
    mentions: &[Mention],
) -> Vec<Mention> {
    let (words, found) = (&weighed.words, &weighed.found);
    let may_be = |(proposal, probabilities): (&Proposal, &Probabilities)| {
        let n_before = mentions.partition_point(|one| one.span.end() <= proposal.span.start());
        let next = mentions.get(n_before);
        let is_free = !next.is_some_and(|one| one.span.overlaps(proposal.span));
        let likely = WEIGHED.map(|(label, entity_type)| {
            let is_possible = is_free && proposal.labels[label as usize];
            let confidence = weights.confidence(probabilities[label as usize]);
            (is_possible && confidence >= DOUBTFUL).then_some((confidence, entity_type))
        });
        let (confidence, entity_type) = likely.into_iter().flatten().max_by_key(|one| one.0)?;
        candidate(words, proposal, entity_type, confidence, found)
    };
    let candidates = weighed
        .proposals
        .iter()
        .zip(probabilities)
        .filter_map(may_be);
    let chosen = select::best(candidates.collect(), DOUBTFUL);
    let named = resolve::entities(words, chosen);
    let mentions = named.into_iter().map(|named| named.mention);
    mentions
        .filter(|mention| !denied::is_denied(words, mention))
        .collect()
}

/// Whether none of `chosen`, which are in order and apart, overlaps `span`.
fn is_free(span: Span, chosen: &[Candidate]) -> bool {
    let n_before = chosen.partition_point(|one| one.span().end() <= span.start());
    let next = chosen.get(n_before);
    !next.is_some_and(|one| one.span().overlaps(span))
}

/// What `place` may name that is not weighed: peoples, events, products; anything as a part of a compound.
fn unweighed(words: &Words, place: &Listed) -> Option<Listed> {
    let is_part = place.form == Form::CompoundPart;
    place.with(|reading| is_part || Label::of(type_of(words, reading)) == Label::Other)
}

/// What the proposal is as an entity of `entity_type`; `None` if the user denies that it is a name.
fn candidate(
    words: &Words,
    proposal: &Proposal,
    entity_type: EntityType,
    confidence: Confidence,
    found: &Found,
) -> Option<Candidate> {
    let is_meant = |reading: listed::Reading| type_of(words, reading) == entity_type;
    let place = found
        .listed_as(proposal)
        .find_map(|place| place.with(is_meant));
    if let Some(place) = place {
        return Some(Candidate::Listed(place, confidence));
    }
    let mut shapes = found
        .shaped_as(proposal)
        .filter(|pattern| pattern.entity_type == entity_type);
    let pattern = shapes.next().cloned().unwrap_or_else(|| Pattern {
        tokens: proposal.tokens.clone(),
        span: proposal.span,
        entity_type,
        subtype: String::new(),
        rule: SpanFeature::Any,
        abbreviates: None,
        name: None,
    });
    let is_allowed = !denied::is_known(words, pattern.span);
    is_allowed.then_some(Candidate::Pattern(pattern, confidence))
}

/// A span of tokens that may be a name.
#[derive(Debug, Clone)]
struct Proposal {
    tokens: Range<usize>,
    span: Span,
    /// The places of the lists that are just these tokens, by index.
    listed: Vec<usize>,
    /// The shapes that are just these tokens, by index.
    patterns: Vec<usize>,
    /// What it may be.
    labels: [bool; N_LABELS],
}

/// A name that the shape of the words shows.
#[derive(Debug, Clone)]
struct Pattern {
    tokens: Range<usize>,
    span: Span,
    entity_type: EntityType,
    subtype: String,
    /// What shows it.
    rule: SpanFeature,
    /// The token that holds the initials of this name.
    abbreviates: Option<usize>,
    /// What to call it, if that is not how it is written.
    name: Option<String>,
}

impl Pattern {
    fn is_person(&self) -> bool {
        self.entity_type == EntityType::Person
    }
}

/// What may be a mention, and how sure that is.
#[derive(Debug, Clone)]
enum Candidate {
    Listed(Listed, Confidence),
    Pattern(Pattern, Confidence),
}

impl Candidate {
    /// Whether it is a person's name of several words, which no list has.
    fn is_full_name(&self) -> bool {
        matches!(self, Self::Pattern(pattern, _) if pattern.is_person() && pattern.tokens.len() > 1)
    }

    /// The stem of the last word of a person's full name.
    fn last_stem<'w>(&self, words: &'w Words) -> Option<&'w str> {
        match self {
            Self::Pattern(pattern, _) if self.is_full_name() => {
                Some(words.stem(pattern.tokens.end - 1))
            }
            _ => None,
        }
    }

    /// The stem of a person's name of one word.
    fn surname<'w>(&self, words: &'w Words) -> Option<&'w str> {
        match self {
            Self::Pattern(pattern, _) if pattern.is_person() && pattern.tokens.len() == 1 => {
                Some(words.stem(pattern.tokens.start))
            }
            _ => None,
        }
    }

    /// Whether a list has the name without a guard, as a name of the language of the text.
    fn is_certain(&self) -> bool {
        match self {
            Self::Listed(place, _) => place.readings.iter().any(|reading| reading.is_certain()),
            Self::Pattern(..) => false,
        }
    }
}

impl select::Candidate for Candidate {
    fn span(&self) -> Span {
        match self {
            Self::Listed(place, _) => place.span,
            Self::Pattern(pattern, _) => pattern.span,
        }
    }

    fn confidence(&self) -> Confidence {
        match self {
            Self::Listed(_, confidence) | Self::Pattern(_, confidence) => *confidence,
        }
    }
}

/// A mention with the tokens it stands in.
#[derive(Debug, Clone)]
struct Named {
    tokens: Range<usize>,
    mention: Mention,
    /// The token that holds the initials of this name.
    abbreviates: Option<usize>,
}

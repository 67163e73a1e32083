//! Finds the names in a text: those of the gazetteer, those that the shape of the words shows, and the short forms of
//! both in the rest of the article.
//!
//! The order: every place where a name of the gazetteer stands (`listed`); of these, the ones that the text around
//! them bears out (`guard`); names by their shape (`persons`, `organizations`, `areas`); the best choice among what
//! overlaps (`select`); which of several entities of one name is meant (`resolve`); surnames, initials and other
//! short forms of what the article names in full (`article`).

mod areas;
mod article;
mod denied;
mod guard;
mod listed;
mod organizations;
mod person_words;
mod persons;
mod resolve;
mod select;
mod vocabulary;
mod words;

use std::ops::Range;

use crate::document::{Confidence, EntityType, Mention, Section, Sentence, Token};
use crate::language::LanguageProfile;
use crate::resources::gazetteer::Gazetteer;
use crate::stem::WordForms;
use crate::text::Span;
use listed::Listed;
use words::Words;

/// Finds the names in `text`. Mentions come in order of their start and do not overlap.
#[must_use]
pub fn find(
    text: &str,
    sections: &[Section],
    sentences: &[Sentence],
    tokens: &[Token],
    forms: &WordForms,
    profile: &LanguageProfile,
    gazetteer: &Gazetteer,
) -> Vec<Mention> {
    let words = Words::new(text, sections, sentences, tokens, forms, profile, gazetteer);
    let listed = guard::keep_evident(&words, listed::find(&words));
    let patterns = persons::find(&words)
        .into_iter()
        .chain(organizations::find(&words))
        .chain(areas::find(&words, &listed));
    let listed = guard::without_parts_of_longer_names(&words, listed);
    let listed = listed
        .into_iter()
        .map(|(place, confidence)| Candidate::Listed(place, confidence));
    let patterns = patterns.filter(|pattern| !denied::is_nothing(&words, pattern.span));
    let candidates = listed.chain(patterns.map(Candidate::Pattern)).collect();
    let chosen = select::best(candidates);
    let named = resolve::entities(&words, chosen);
    let mut mentions = article::with_short_forms(&words, named);
    mentions.retain(|mention| !denied::is_denied(&words, mention));
    mentions
}

/// A name that the shape of the words shows.
#[derive(Debug, Clone)]
struct Pattern {
    tokens: Range<usize>,
    span: Span,
    entity_type: EntityType,
    subtype: String,
    confidence: Confidence,
    shape: Shape,
    /// The token that holds the initials of this name.
    abbreviates: Option<usize>,
    /// What to call it, if that is not how it is written.
    name: Option<String>,
}

/// What in the shape of the words shows a name; the later, the stronger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shape {
    /// Capitals alone, or a word that says what the name beside it is.
    Neighbour,
    /// A title, a verb of saying, a place in a credit.
    Role,
    /// A given name and what follows.
    FullName,
    /// A word in the name that heads it, or its initials in brackets.
    Headed,
}

/// What may be a mention.
#[derive(Debug, Clone)]
enum Candidate {
    Listed(Listed, Confidence),
    Pattern(Pattern),
}

impl select::Candidate for Candidate {
    fn span(&self) -> Span {
        match self {
            Self::Listed(place, _) => place.span,
            Self::Pattern(pattern) => pattern.span,
        }
    }

    fn tokens(&self) -> Range<usize> {
        match self {
            Self::Listed(place, _) => place.tokens.clone(),
            Self::Pattern(pattern) => pattern.tokens.clone(),
        }
    }

    /// A list is believed before a shape.
    fn weight(&self) -> u32 {
        let half = |confidence: Confidence| u32::from(confidence.hundredths()) / 2;
        match self {
            Self::Listed(_, confidence) => 200 + half(*confidence),
            Self::Pattern(pattern) => 50 * pattern.shape as u32 + half(pattern.confidence),
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

//! Every span of tokens that may be a name: what the lists and the shape rules find, and sequences of capitals.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::listed::{Form, Listed, type_of};
use super::words::{Case, Words};
use super::{Pattern, Proposal};
use crate::document::{Sentence, TokenKind};
use crate::resources::gazetteer::NameKind;
use crate::resources::weights::{Label, N_LABELS, SpanFeature};

/// A sequence of capitals is no longer than this.
const MAX_TOKENS: usize = 8;
/// A number in a name is no longer than this, in bytes: *Apollo 11*, *Agenda 2030*.
const MAX_NUMBER: usize = 4;

/// The proposals of one sentence, in order of start and end.
pub(super) fn of_sentence(
    words: &Words,
    sentence: &Sentence,
    listed: &[Listed],
    patterns: &[Pattern],
) -> Vec<Proposal> {
    let mut found = Found {
        words,
        by_tokens: FxHashMap::default(),
        proposals: Vec::new(),
    };
    for first in sentence.tokens.clone() {
        for end in ends(words, first, sentence.tokens.end) {
            if end > first + 1 || !is_small(words, first) {
                found.at(first..end);
            }
        }
    }
    for (idx, place) in listed.iter().enumerate() {
        if place.form == Form::CompoundPart || !sentence.tokens.contains(&place.tokens.start) {
            continue;
        }
        let proposal = found.at(place.tokens.clone());
        if proposal.listed.is_empty() {
            proposal.span = place.span;
        }
        proposal.listed.push(idx);
    }
    for (idx, pattern) in patterns.iter().enumerate() {
        if sentence.tokens.contains(&pattern.tokens.start) {
            let proposal = found.at(pattern.tokens.clone());
            if proposal.listed.is_empty() {
                proposal.span = pattern.span;
            }
            proposal.patterns.push(idx);
        }
    }
    let mut proposals = found.proposals;
    for proposal in &mut proposals {
        proposal.labels = labels(words, proposal, listed, patterns);
    }
    proposals.sort_by_key(|proposal| (proposal.tokens.start, proposal.tokens.end));
    proposals
}

struct Found<'a, 'w> {
    words: &'a Words<'w>,
    by_tokens: FxHashMap<(usize, usize), usize>,
    proposals: Vec<Proposal>,
}

impl Found<'_, '_> {
    /// The proposal of these tokens, new or known.
    fn at(&mut self, tokens: Range<usize>) -> &mut Proposal {
        let proposals = &mut self.proposals;
        let key = (tokens.start, tokens.end);
        let idx = *self.by_tokens.entry(key).or_insert_with(|| {
            proposals.push(Proposal {
                span: self.words.span(tokens.start, tokens.end),
                tokens,
                listed: Vec::new(),
                patterns: Vec::new(),
                labels: [true; N_LABELS],
            });
            proposals.len() - 1
        });
        &mut self.proposals[idx]
    }
}

/// Where sequences of capitals that begin at `first` may end: the tokens after their last ones.
fn ends(words: &Words, first: usize, end: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    if !has_name_case(words, first) {
        return ends;
    }
    let end = end.min(first + MAX_TOKENS);
    let mut idx = first;
    loop {
        ends.push(idx + 1);
        if words.name_closes(idx) {
            break;
        }
        let Some(next) = next_part(words, idx, end) else {
            break;
        };
        idx = next;
    }
    ends
}

/// The next token of a sequence of capitals after the one at `idx`: over a mark or the small words of names.
fn next_part(words: &Words, idx: usize, end: usize) -> Option<usize> {
    let next = idx + 1;
    if next >= end || !words.adjoins_next(idx) {
        return None;
    }
    if has_name_case(words, next) || is_short_number(words, next) {
        return Some(next);
    }
    if words.is_word(next) {
        let profile = words.profile;
        let particles = [
            &profile.person_particles,
            &profile.organization_particles,
            &profile.name_conjunctions,
        ];
        let phrases = particles.iter().filter_map(|phrases| {
            let after = words.phrase_before_capital(next, end, phrases)?;
            (next..after)
                .all(|idx| words.case(idx) == Case::Lower)
                .then_some(after)
        });
        return phrases.max();
    }
    let joins = matches!(words.surface(next), "&" | "." | "-" | "–" | "'" | "’" | "+");
    let after = next + 1;
    let goes_on = joins && after < end && words.adjoins_next(next) && has_name_case(words, after);
    goes_on.then_some(after)
}

/// Whether all capitals of the span are those of peoples, adherents and adjectives: *American and Ukrainian*.
fn are_demonyms(words: &Words, proposal: &Proposal) -> bool {
    let mut capitals = proposal
        .tokens
        .clone()
        .filter(|&idx| has_name_case(words, idx));
    capitals.all(|idx| words.is_demonym(idx) && words.is_unknown_part(idx))
}

/// Whether a word is no name by itself unless a list or a shape says so: function words, days, months, roles.
fn is_small(words: &Words, idx: usize) -> bool {
    let is_role = || words.role(idx).is_some() && words.is_unknown_part(idx);
    words.is_function_word(idx) || words.is_calendar_word(idx) || is_role()
}

fn has_name_case(words: &Words, idx: usize) -> bool {
    match words.tokens[idx].kind {
        TokenKind::Word => words.has_capital(idx) || words.case(idx) == Case::Mixed,
        TokenKind::Address => true,
        TokenKind::Number => words.surface(idx).contains(char::is_uppercase),
        TokenKind::Punctuation | TokenKind::Symbol => false,
    }
}

fn is_short_number(words: &Words, idx: usize) -> bool {
    let surface = words.surface(idx);
    words.tokens[idx].kind == TokenKind::Number
        && surface.len() <= MAX_NUMBER
        && surface.bytes().all(|b| b.is_ascii_digit())
}

/// What the span may be.
///
/// A name that the lists have without a guard is what they say, so that a country stays a country when its team wins; one word
/// that is also a part of names may be a person all the same.
fn labels(
    words: &Words,
    proposal: &Proposal,
    listed: &[Listed],
    patterns: &[Pattern],
) -> [bool; N_LABELS] {
    let only = |label: Label| Label::ALL.map(|other| other == label);
    let mut shapes = proposal.patterns.iter().map(|&idx| patterns[idx].rule);
    if shapes.any(|rule| rule == SpanFeature::Area) {
        return only(Label::Location);
    }
    let readings = || {
        let places = proposal.listed.iter().map(|&idx| &listed[idx]);
        places.flat_map(|place| &place.readings)
    };
    let is_certain = readings().any(|reading| {
        !reading.guarded && reading.own_language && reading.kind != NameKind::Demonym
    });
    if !is_certain && proposal.patterns.is_empty() && are_demonyms(words, proposal) {
        return only(Label::Other);
    }
    if !is_certain {
        return [true; N_LABELS];
    }
    let mut labels = [false; N_LABELS];
    for reading in readings() {
        labels[Label::of(type_of(words, *reading)) as usize] = true;
    }
    let is_name_part = proposal.tokens.len() == 1 && !words.is_unknown_part(proposal.tokens.start);
    labels[Label::Person as usize] |= is_name_part;
    labels
}

//! Every span of tokens that may be a name: what the lists and the shape rules find, and sequences of capitals.

use super::Proposal;
use super::found::Found;
use super::listed::type_of;
use super::words::{Case, Words};
use crate::document::{Sentence, TokenKind};
use crate::resources::weights::{Label, N_LABELS, SpanFeature};

/// A sequence of capitals is no longer than this.
const MAX_TOKENS: usize = 8;
/// A number in a name is no longer than this, in bytes: *Apollo 11*, *Agenda 2030*.
const MAX_NUMBER: usize = 4;

/// Adds the proposals of one sentence, in order of start and end.
pub(super) fn add_sentence(
    words: &Words,
    sentence: &Sentence,
    found: &Found,
    proposals: &mut Vec<Proposal>,
) {
    for first in sentence.tokens.clone() {
        let n_before = proposals.len();
        let mut known = Begun {
            words,
            first,
            proposals,
            n_before,
        };
        for last in lasts(words, first, sentence.tokens.end) {
            if last > first || !is_small(words, first) {
                known.until(last + 1);
            }
        }
        for &idx in found.listed_from(first) {
            let place = &found.listed[idx];
            if place.tokens.len() == 1 && words.is_common_acronym(first) {
                continue;
            }
            let proposal = known.until(place.tokens.end);
            if proposal.listed.is_empty() {
                proposal.span = place.span;
            }
            proposal.listed.push(idx);
        }
        for &idx in found.patterns_from(first) {
            let pattern = &found.patterns[idx];
            let proposal = known.until(pattern.tokens.end);
            if proposal.listed.is_empty() {
                proposal.span = pattern.span;
            }
            proposal.patterns.push(idx);
        }
        let begun = &mut proposals[n_before..];
        begun.sort_by_key(|proposal| proposal.tokens.end);
        for proposal in begun {
            proposal.labels = labels(words, proposal, found);
        }
    }
}

/// The proposals that begin at one token: those after the first `n_before`.
struct Begun<'a, 'w> {
    words: &'a Words<'w>,
    first: usize,
    proposals: &'a mut Vec<Proposal>,
    n_before: usize,
}

impl Begun<'_, '_> {
    /// The proposal that ends before token `end`, new or known.
    fn until(&mut self, end: usize) -> &mut Proposal {
        let mut begun = self.proposals[self.n_before..].iter();
        let known = begun.position(|proposal| proposal.tokens.end == end);
        let idx = known.map_or(self.proposals.len(), |position| self.n_before + position);
        if known.is_none() {
            self.proposals.push(Proposal {
                tokens: self.first..end,
                span: self.words.span(self.first, end),
                listed: Vec::new(),
                patterns: Vec::new(),
                labels: [true; N_LABELS],
            });
        }
        &mut self.proposals[idx]
    }
}

/// The last tokens of the sequences of capitals that begin at `first`, the shortest first.
fn lasts(words: &Words, first: usize, end: usize) -> impl Iterator<Item = usize> {
    let end = end.min(first + MAX_TOKENS);
    let begins = has_name_case(words, first).then_some(first);
    std::iter::successors(begins, move |&last| {
        let goes_on = !words.name_closes(last);
        goes_on.then(|| next_part(words, last, end))?
    })
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
            // *Flake on Saturday* is no name, *Avenida 25 de Mayo* is one.
            let is_day =
                words.is_calendar_word(after) && words.tokens[idx].kind != TokenKind::Number;
            let is_one_name = !is_day && (next..after).all(|idx| words.case(idx) == Case::Lower);
            is_one_name.then_some(after)
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

/// Whether a word is no name by itself unless a list or a shape says so: function words, days, months, roles, acronyms
/// of what is no name.
fn is_small(words: &Words, idx: usize) -> bool {
    let is_role = || words.role(idx).is_some() && words.is_unknown_part(idx);
    let is_small = words.is_function_word(idx) || words.is_calendar_word(idx) || is_role();
    is_small || words.is_common_acronym(idx)
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
/// A name that the lists have without a guard is what they say, so that a country stays a country when its team wins;
/// one word that is also a part of names may be a person all the same.
fn labels(words: &Words, proposal: &Proposal, found: &Found) -> [bool; N_LABELS] {
    let only = |label: Label| Label::ALL.map(|other| other == label);
    let mut shapes = found.shaped_as(proposal);
    if shapes.any(|pattern| pattern.rule == SpanFeature::Area) {
        return only(Label::Location);
    }
    let is_certain = found.readings(proposal).any(|reading| reading.is_certain());
    if !is_certain && proposal.patterns.is_empty() && are_demonyms(words, proposal) {
        return only(Label::Other);
    }
    if !is_certain {
        return [true; N_LABELS];
    }
    let mut labels = [false; N_LABELS];
    for reading in found.readings(proposal) {
        labels[Label::of(type_of(words, *reading)) as usize] = true;
    }
    let is_name_part = proposal.tokens.len() == 1 && !words.is_unknown_part(proposal.tokens.start);
    labels[Label::Person as usize] |= is_name_part;
    labels
}

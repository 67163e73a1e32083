//! What a number is about: the entity, place, time and date that its clause or sentence gives it.
//!
//! Only what one reading leaves no doubt about is said: a clause that names two entities gives its number none,
//! unless one stands right beside what is counted (*US users*). A source (*according to Downdetector*, *the agency
//! said*) is not what a figure is about.

use rust_decimal::Decimal;

use crate::document::{
    Amount, EntityRef, EntityType, Grain, Mention, NumberMention, NumberValue, Scope, Sentence,
    Token,
};
use crate::language::LanguageProfile;
use crate::language::phrases::Phrases;
use crate::resources::figure_words::FigureWords;
use crate::text::Span;

/// From here on a count is telling without the thing that is counted.
const TELLING: i64 = 1000;
/// So many words may stand between an entity and what is counted that it belongs to.
const BESIDE: usize = 2;
/// So many words stand between two names of a list at most: *the US and in the UK*.
const LISTED: usize = 3;
/// So many words may stand between words that announce a source and its name: *laut der Plattform X*.
const BEFORE_SOURCE: usize = 3;

/// What a sentence is known to say.
struct Line<'a> {
    text: &'a str,
    tokens: &'a [Token],
    lower: Vec<String>,
    mentions: &'a [Mention],
    /// Index of the first of `mentions` in the mentions of the article.
    first_mention: usize,
    numbers: &'a [NumberMention],
    /// Index of the first of `numbers` in the numbers of the article.
    first_number: usize,
    profile: &'a LanguageProfile,
    words: &'a FigureWords,
}

/// The scope of each of `numbers`, in order.
///
/// `sentences`, `tokens`, `mentions` and `numbers` are those of `text` and in order.
#[must_use]
pub fn scopes(
    text: &str,
    sentences: &[Sentence],
    tokens: &[Token],
    mentions: &[Mention],
    numbers: &[NumberMention],
    profile: &LanguageProfile,
    words: &FigureWords,
) -> Vec<Scope> {
    let mut scopes = vec![Scope::default(); numbers.len()];
    for sentence in sentences {
        let numbers_inside = sentence
            .span
            .beginning_inside(numbers, |number| number.span);
        let Some(tokens) = tokens.get(sentence.tokens.clone()) else {
            continue;
        };
        if numbers_inside.is_empty() {
            continue;
        }
        let first_number = numbers_inside.start;
        let mentions_inside = sentence
            .span
            .beginning_inside(mentions, |mention| mention.span);
        let line = Line {
            text,
            tokens,
            lower: tokens
                .iter()
                .map(|token| token.span.of(text).to_lowercase())
                .collect(),
            first_mention: mentions_inside.start,
            mentions: &mentions[mentions_inside],
            numbers: &numbers[numbers_inside],
            first_number,
            profile,
            words,
        };
        for at in 0..line.numbers.len() {
            scopes[first_number + at] = line.scope(at);
        }
    }
    scopes
}

impl Line<'_> {
    fn scope(&self, at: usize) -> Scope {
        let number = &self.numbers[at];
        let family = self.words.family(&number.what_key).into();
        let is_measure = !matches!(
            number.value,
            NumberValue::Date(_)
                | NumberValue::Set { .. }
                | NumberValue::Time { .. }
                | NumberValue::Ordinal(_)
        );
        if !is_measure {
            return Scope {
                family,
                ..Scope::default()
            };
        }
        let clause = self.clause(number.span);
        let candidates = self.candidates(clause);
        let about = self.about(number, &candidates);
        let is_place = |&at: &usize| is_place(&self.mentions[at]);
        let places: Vec<_> = candidates.iter().copied().filter(is_place).collect();
        let place = about.filter(is_place).or_else(|| self.only(&places));
        Scope {
            is_telling: self.is_telling(number),
            family,
            about: about.map(|at| self.first_mention + at),
            place: place.map(|at| self.first_mention + at),
            times: self.nearest(at, tells_time).into(),
            date: self
                .nearest(at, |value| matches!(value, NumberValue::Date(_)))
                .first()
                .copied(),
        }
    }

    fn is_telling(&self, number: &NumberMention) -> bool {
        let least = |value: &Decimal| {
            let least = if number.what_key.is_empty() {
                Decimal::from(TELLING)
            } else {
                Decimal::from(self.words.least(&number.what_key))
            };
            *value >= least
        };
        match &number.value {
            NumberValue::Cardinal(Amount::Point(value)) => least(value),
            NumberValue::Cardinal(Amount::Range { low, .. }) => least(low),
            NumberValue::Percent { .. }
            | NumberValue::Money { .. }
            | NumberValue::Multiple(_)
            | NumberValue::Quantity { .. }
            | NumberValue::Temperature { .. } => true,
            NumberValue::Duration { .. }
            | NumberValue::Set { .. }
            | NumberValue::Age { .. }
            | NumberValue::Ordinal(_)
            | NumberValue::Date(_)
            | NumberValue::Time { .. } => false,
        }
    }

    /// The clause around `span`: up to the next mark on either side.
    fn clause(&self, span: Span) -> (usize, usize) {
        self.between_marks(span, |mark| {
            matches!(
                mark,
                "," | ";" | ":" | "(" | ")" | "–" | "—" | "…" | "." | "!" | "?"
            )
        })
    }

    /// First and last byte of what stands around `span` up to the next mark on either side.
    fn between_marks(&self, span: Span, is_mark: fn(&str) -> bool) -> (usize, usize) {
        let is_mark = |token: &Token| is_mark(token.span.of(self.text));
        let before = self.tokens.iter().rev();
        let start = before
            .filter(|token| token.span.end() <= span.start() && is_mark(token))
            .map(|token| token.span.end())
            .next();
        let mut behind = self.tokens.iter();
        let end = behind
            .find(|token| token.span.start() >= span.end() && is_mark(token))
            .map(|token| token.span.start());
        (start.unwrap_or(0), end.unwrap_or(usize::MAX))
    }

    /// The mentions of a clause that a figure may be about.
    fn candidates(&self, (start, end): (usize, usize)) -> Vec<usize> {
        let can_be = |mention: &Mention| match mention.entity_type {
            EntityType::Organization
            | EntityType::Person
            | EntityType::Location
            | EntityType::Group => {
                mention.span.start() >= start
                    && mention.span.end() <= end
                    && !self.is_source(mention)
            }
            EntityType::Product | EntityType::Event => false,
        };
        let mentions = self.mentions.iter().enumerate();
        mentions
            .filter(|(_, mention)| can_be(mention))
            .map(|(at, _)| at)
            .collect()
    }

    /// Whether the sentence has it from what it names.
    fn is_source(&self, mention: &Mention) -> bool {
        let from = self
            .tokens
            .partition_point(|token| token.span.end() <= mention.span.start());
        let to = self
            .tokens
            .partition_point(|token| token.span.start() < mention.span.end());
        let lower: Vec<&str> = self.lower.iter().map(String::as_str).collect();
        let ends_before = self.mentions.iter().rev().find_map(|other| {
            let end = other.span.end();
            (end <= mention.span.start()).then_some(end)
        });
        let first = ends_before.unwrap_or(0);
        let announced = (0..=BEFORE_SOURCE.min(from))
            .take_while(|&n| n == 0 || self.tokens[from - n].span.start() >= first)
            .any(|n| ends_with(&lower[..from - n], &self.profile.speech.before_source));
        let says = |at: usize| {
            lower
                .get(at)
                .is_some_and(|word| self.profile.reporting_verbs.contains(*word))
        };
        let stands_in = is_place(mention)
            && from
                .checked_sub(1)
                .is_some_and(|at| self.profile.place_prepositions.contains(lower[at]));
        announced
            || starts_with(&lower[to..], &self.profile.speech.after_source)
            || !stands_in && (says(to) || from.checked_sub(1).is_some_and(says))
    }

    fn about(&self, number: &NumberMention, candidates: &[usize]) -> Option<usize> {
        self.only(candidates).or_else(|| {
            let counted = number.what.unwrap_or(number.span);
            let start = counted.start().min(number.span.start());
            let end = counted.end().max(number.span.end());
            let is_beside = |&&at: &&usize| {
                let mention = self.mentions[at].span;
                let between = |from: usize, to: usize| {
                    let tokens = self.tokens.iter();
                    tokens
                        .filter(|token| token.span.start() >= from && token.span.end() <= to)
                        .count()
                };
                mention.start() >= end && between(end, mention.start()) <= BESIDE
                    || mention.end() <= start && between(mention.end(), start) == 0
                    || mention.start() >= start && mention.end() <= end
            };
            let beside: Vec<_> = candidates.iter().filter(is_beside).copied().collect();
            let only = self.only(&beside)?;
            let is_next = |&&at: &&usize| self.is_listed_with(only, at);
            candidates.iter().find(is_next).map_or(Some(only), |_| None)
        })
    }

    /// Whether two mentions of different entities stand in one list: *in the US and the UK*.
    fn is_listed_with(&self, a: usize, b: usize) -> bool {
        let (first, second) = (&self.mentions[a.min(b)], &self.mentions[a.max(b)]);
        let (from, to) = (first.span.end(), second.span.start());
        let is_between = |token: &&Token| token.span.start() >= from && token.span.end() <= to;
        let n_between = self.tokens.iter().filter(is_between).count();
        first.entity != second.entity && is_place(first) == is_place(second) && n_between <= LISTED
    }

    /// The first of the mentions, if all name one entity.
    fn only(&self, mentions: &[usize]) -> Option<usize> {
        let first = *mentions.first()?;
        let entity = |at: usize| -> &EntityRef { &self.mentions[at].entity };
        let is_one = mentions.iter().all(|&at| entity(at) == entity(first));
        is_one.then_some(first)
    }

    /// The numbers of a kind that stand before number `at`, behind the measure before it; else those behind it,
    /// before the next.
    fn nearest(&self, at: usize, is_kind: fn(&NumberValue) -> bool) -> Vec<usize> {
        let is_measure = |number: &&NumberMention| {
            !matches!(
                number.value,
                NumberValue::Date(_) | NumberValue::Time { .. } | NumberValue::Ordinal(_)
            )
        };
        let indices = |from: usize, to: usize| -> Vec<usize> {
            let numbers = (from..to).filter(|&idx| is_kind(&self.numbers[idx].value));
            numbers.map(|idx| self.first_number + idx).collect()
        };
        let (start, end) = self.between_marks(self.numbers[at].span, |mark| {
            matches!(mark, "." | ";" | "!" | "?" | "…")
        });
        let n_between = self.numbers[..at].iter().rev();
        let n_between = n_between
            .take_while(|number| !is_measure(number) && number.span.start() >= start)
            .count();
        let before = indices(at - n_between, at);
        if !before.is_empty() {
            return before;
        }
        let n_behind = self.numbers[at + 1..].iter();
        let n_behind = n_behind
            .take_while(|number| !is_measure(number) && number.span.end() <= end)
            .count();
        indices(at + 1, at + 1 + n_behind)
    }
}

fn tells_time(value: &NumberValue) -> bool {
    match value {
        NumberValue::Time { .. } => true,
        NumberValue::Date(date) => date.grain == Grain::Minute,
        _ => false,
    }
}

fn is_place(mention: &Mention) -> bool {
    match mention.entity_type {
        EntityType::Location => true,
        EntityType::Group => matches!(mention.entity, EntityRef::Listed(_)),
        EntityType::Organization | EntityType::Person | EntityType::Product | EntityType::Event => {
            false
        }
    }
}

/// The longest phrase that names a source has so many words.
const LONGEST_ATTRIBUTION: usize = 5;

/// Whether the last of `words`, in lower case, are one of `phrases`.
fn ends_with(words: &[&str], phrases: &Phrases) -> bool {
    let longest = words.len().min(LONGEST_ATTRIBUTION);
    (1..=longest).any(|n| phrases.contains(&words[words.len() - n..].join(" ")))
}

/// Whether the first of `words`, in lower case, are one of `phrases`.
fn starts_with(words: &[&str], phrases: &Phrases) -> bool {
    let longest = words.len().min(LONGEST_ATTRIBUTION);
    (1..=longest).any(|n| phrases.contains(&words[..n].join(" ")))
}

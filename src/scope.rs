//! What a number is about: the entity, place, time and date that its clause or sentence gives it.
//!
//! Only what one reading leaves no doubt about is said: a clause with two subjects or two places gives its number none,
//! unless one stands right beside what is counted (*US users*). A source (*according to Downdetector*, *the agency
//! said*) is not what a figure is about, nor is what a preposition governs (*against Visser*).

use rust_decimal::Decimal;

use crate::document::{
    Amount, EntityRef, EntityType, Grain, Mention, NumberMention, NumberValue, Scope, Sentence,
    Token,
};
use crate::language::LanguageProfile;
use crate::language::number_words::{ModifierRole, NumberRole};
use crate::language::phrases::Phrases;
use crate::resources::figure_words::FigureWords;
use crate::text::Span;

/// From here on a count is telling without the thing that is counted.
const TELLING: i64 = 1000;
/// So many words may stand between an entity and what is counted that it belongs to.
const BESIDE: usize = 2;
/// So many words stand between two names of a list at most: *the US and in the UK*.
const LISTED: usize = 3;
/// So many words may stand between a preposition and the name it governs: *for designer Visser*.
const GOVERNED: usize = 1;
/// So many words may stand between an age and the name behind it: *the 29-year-old former reporter Jan Visser*.
const DESCRIBED: usize = 3;
/// So many words and marks may stand between a name and an age behind it: *Jan Visser is now 29*.
const AGED: usize = 2;
/// The key of how often something happens, which is of no place.
const TIMES: &str = "times";
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
        let of_part = || {
            let (start, end) = self.part(clause, at);
            let is_in = |at: &usize| {
                let span = self.mentions[*at].span;
                span.start() >= start && span.end() <= end
            };
            let inside: Vec<_> = candidates.iter().copied().filter(is_in).collect();
            let is_less = inside.len() < candidates.len();
            is_less.then(|| self.about(number, &inside))?
        };
        let about = match number.value {
            NumberValue::Age { .. } => self.aged(number.span),
            _ => self.about(number, &candidates).or_else(of_part),
        };
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

    /// The clause around `span`: up to the next mark, or word that opens what is said, on either side.
    fn clause(&self, span: Span) -> (usize, usize) {
        self.between_marks(span, |mark| {
            matches!(
                mark,
                "," | ";" | ":" | "(" | ")" | "–" | "—" | "…" | "." | "!" | "?"
            ) || self.profile.speech.that.contains(mark)
        })
    }

    /// The part of the clause of number `at` that *and* sets apart with another number: 3 in Kyiv *and 5 in Lviv*.
    fn part(&self, (start, end): (usize, usize), at: usize) -> (usize, usize) {
        let start_of = |number: &NumberMention| match number.modifier {
            Some(modifier) => modifier.start().min(number.span.start()),
            None => number.span.start(),
        };
        let words = &self.profile.number_words.modifiers;
        let joins = |token: &usize| {
            let word = self.lower[*token].as_str();
            let found = words.get(std::iter::once((word, word)));
            found.is_some_and(|(roles, _)| roles.contains(&ModifierRole::LinkOpen))
        };
        let joined = |at: usize| {
            let from = start_of(self.numbers.get(at)?);
            let before = self.between(0, from).last().filter(joins)?;
            Some(self.tokens[before].span.start())
        };
        (
            joined(at).map_or(start, |before| before.max(start)),
            joined(at + 1).map_or(end, |behind| behind.min(end)),
        )
    }

    /// First and last byte of what stands around `span` up to the next mark on either side.
    fn between_marks(&self, span: Span, is_mark: impl Fn(&str) -> bool) -> (usize, usize) {
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
        let first = self.end_of_name_before(mention);
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

    /// What the figure is about: what is named in what is counted or right beside it, else the only subject or the only
    /// place of the clause.
    ///
    /// How long something took is told of too many things for that, and how large it was of all but what is beside it.
    fn about(&self, number: &NumberMention, candidates: &[usize]) -> Option<usize> {
        if matches!(number.value, NumberValue::Duration { .. }) {
            return None;
        }
        let is_quantity = matches!(number.value, NumberValue::Quantity { .. });
        let is_often = *number.what_key == *TIMES;
        let has_place = !is_quantity && !is_often;
        let counted = number.what.unwrap_or(number.span);
        let counted = Span::new(
            counted.start().min(number.span.start()),
            counted.end().max(number.span.end()),
        );
        let only_where = |is_meant: &dyn Fn(&Mention) -> bool| {
            // The dollars of the United States are none of its figures.
            let is_unit = |mention: &Mention| number.span.contains(mention.span);
            let meant = |&at: &usize| is_meant(&self.mentions[at]) && !is_unit(&self.mentions[at]);
            self.only(&candidates.iter().copied().filter(meant).collect::<Vec<_>>())
        };
        let inside = || only_where(&|mention| counted.contains(mention.span));
        let owner = || {
            only_where(&|mention| {
                self.is_owner(counted, mention) && !(is_often && is_place(mention))
            })
        };
        let subject = || {
            only_where(&|mention| {
                !is_quantity && !is_place(mention) && self.is_subject(counted, mention)
            })
        };
        let place = || only_where(&|mention| has_place && is_place(mention));
        let place_there = || {
            let there = only_where(&|mention| has_place && self.is_there(counted, mention))?;
            let is_next = |&at: &usize| self.is_listed_with(there, at);
            (!candidates.iter().any(is_next)).then_some(there)
        };
        let named = inside().or_else(owner).or_else(subject);
        named.or_else(place).or_else(place_there)
    }

    /// Whether a name before what is counted is no part of a phrase with a preposition.
    fn is_subject(&self, counted: Span, mention: &Mention) -> bool {
        mention.span.end() <= counted.start() && !self.is_governed(mention)
    }

    /// Whether a name stands right before what is counted, or behind it with no word but *of* or an article: *281 stores of
    /// Sainsbury's*, *Kunden der Telekom*.
    fn is_owner(&self, counted: Span, mention: &Mention) -> bool {
        let span = mention.span;
        if span.end() <= counted.start() {
            return self.between(span.end(), counted.start()).is_empty();
        }
        let words = self.words_between(counted.end(), span.start());
        let numbers = &self.profile.number_words.numbers;
        let is_of = || {
            let of = numbers.get(words.iter().map(|word| (*word, *word)));
            of.is_some_and(|(roles, _)| roles.iter().any(|(role, _)| *role == NumberRole::Of))
        };
        let articles = &self.profile.articles;
        let are_articles = || words.iter().all(|word| articles.contains(*word));
        span.start() >= counted.end() && (are_articles() || is_of())
    }

    /// Whether a place stands right behind what is counted: *3,000 people in the Sudan*.
    fn is_there(&self, counted: Span, mention: &Mention) -> bool {
        let words = self.words_between(counted.end(), mention.span.start());
        let [first, articles @ ..] = words.as_slice() else {
            return false;
        };
        is_place(mention)
            && words.len() <= BESIDE
            && self.profile.place_prepositions.contains(*first)
            && articles
                .iter()
                .all(|word| self.profile.function_words.contains(*word))
    }

    /// The person whose age stands at `span`: *the 29-year-old reporter Jan Visser*, *Jan Visser, 29*.
    fn aged(&self, span: Span) -> Option<usize> {
        // *A 48-year-old former minister*, but *she was 48 when she*, *der 48-Jährige*
        let surface = span.of(self.text);
        let is_adjective = surface.contains(char::is_alphabetic)
            && !surface.contains(|c: char| c.is_whitespace() || c.is_uppercase());
        let is_described = |token: &usize| {
            let word = self.lower[*token].as_str();
            let is_free = is_adjective && !self.profile.speech.prepositions.contains(word);
            word.chars().all(char::is_alphabetic)
                && (is_free || !self.profile.function_words.contains(word))
        };
        let named_behind = self.mentions.iter().position(|mention| {
            let between = || self.between(span.end(), mention.span.start());
            mention.span.start() >= span.end()
                && between().len() <= DESCRIBED
                && between().all(|token| is_described(&token))
        });
        let named_before = || {
            self.mentions.iter().rposition(|mention| {
                mention.span.end() <= span.start()
                    && self.between(mention.span.end(), span.start()).len() <= AGED
            })
        };
        let named = named_behind.or_else(named_before)?;
        (self.mentions[named].entity_type == EntityType::Person).then_some(named)
    }

    /// The words between two places of the text, in lower case.
    fn words_between(&self, from: usize, to: usize) -> Vec<&str> {
        let words = self.lower[self.between(from, to)].iter();
        words
            .map(String::as_str)
            .filter(|word| is_word(word))
            .collect()
    }

    /// Indices of the tokens between two places of the text.
    fn between(&self, from: usize, to: usize) -> std::ops::Range<usize> {
        let first = self
            .tokens
            .partition_point(|token| token.span.start() < from);
        let end = self.tokens.partition_point(|token| token.span.end() <= to);
        first..end.max(first)
    }

    /// Whether a preposition governs a name, so that it is no subject: *against the Swede Olsson*, *for designer Visser*.
    fn is_governed(&self, mention: &Mention) -> bool {
        let words = self.between(self.end_of_name_before(mention), mention.span.start());
        let words = words.rev().map(|token| self.lower[token].as_str());
        words
            .take(GOVERNED + 1)
            .take_while(|word| is_word(word))
            .any(|word| self.profile.speech.prepositions.contains(word))
    }

    /// Where the last name before `mention` in its sentence ends; 0 if there is none.
    fn end_of_name_before(&self, mention: &Mention) -> usize {
        let ends = self.mentions.iter().rev().map(|other| other.span.end());
        let mut before = ends.filter(|&end| end <= mention.span.start());
        before.next().unwrap_or(0)
    }

    /// Whether two mentions of different entities stand in one list: *in the US and the UK*.
    fn is_listed_with(&self, a: usize, b: usize) -> bool {
        let (first, second) = (&self.mentions[a.min(b)], &self.mentions[a.max(b)]);
        let n_between = self.between(first.span.end(), second.span.start()).len();
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

fn is_word(lower: &str) -> bool {
    lower.contains(char::is_alphabetic)
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

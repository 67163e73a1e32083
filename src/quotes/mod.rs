//! Finds quotations and their speakers.
//!
//! One set of rules serves all languages; the words are rows of `data/languages/CODE/`: `reporting_verbs.tsv`,
//! `attributions.tsv` (*according to*), `pronouns.tsv`, `clause_words.tsv` (*that*, prepositions), `roles.tsv`, and the
//! pairs of `quotation_marks` in `language.toml`.
//!
//! - `marks.rs` finds what stands between quotation marks, `dashes.rs` what a dash opens at the start of a line. Marks
//!   inside a quotation are part of it, and one that opens each paragraph anew is closed once.
//! - `clause.rs` finds who speaks: in the clause behind, then in the one before.
//! - `indirect.rs` finds what is told without marks: *X said that …*, *according to X …*.
//! - `resolve.rs` finds whom a pronoun means.
//!
//! The parts of a quotation that a clause interrupts (*“A,” said X, “b”*) are two quotations of one speaker. Marked
//! words that are no clause are quotations only beside a verb of saying: titles of works and ironic words are left
//! out.

mod clause;
mod dashes;
mod indirect;
mod key_words;
mod marks;
mod resolve;
mod text;

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{Confidence, KeyWords, Quote, SectionKind, Speaker, section_at};
use crate::language::LanguageProfile;
use crate::text::Span;
use clause::{Attribution, Candidate, Naming};
use marks::Marked;
use resolve::Resolver;
use text::Scene;
pub use text::Text;

/// A quotation below this certainty should be looked at by a person.
const SURE: u8 = 65;
/// Fewest words of a quotation without a verb of saying right beside it.
const MIN_WORDS: usize = 4;
/// Fewest words of a quotation without a speaker.
const MIN_WORDS_ALONE: usize = 6;
/// Most bytes between two quotations that one breath holds together.
const MAX_BETWEEN: usize = 4000;
/// Most tokens of the clause before or behind a quotation.
const MAX_CLAUSE: usize = 300;
/// How far a verb may be from a quotation of a few words.
const BESIDE: usize = 2;

/// Finds the quotations of a text outside its page furniture, in order; they do not overlap.
#[must_use]
pub fn find(text: Text<'_>, profile: &LanguageProfile) -> Vec<Quote> {
    let scene = Scene::new(text, profile);
    let mut marked = marks::find(&scene);
    marked.extend(dashes::find(&scene, &marked));
    marked.retain(|marked| {
        section_at(scene.sections, marked.outer.start()) != SectionKind::Boilerplate
    });
    marked.sort_by_key(|marked| marked.outer);
    let mut finder = Finder {
        resolver: Resolver::new(&scene),
        scene: &scene,
        quotes: Vec::new(),
        previous: None,
        covered: 0,
    };
    let mut next = 0;
    for sentence_idx in 0..scene.n_sentences() {
        let sentence = scene.sentence(sentence_idx);
        let span = scene.span(&sentence);
        let is_covered = finder.covered > span.start();
        let n_before = finder.quotes.len();
        while let Some(here) = marked
            .get(next)
            .filter(|next| next.outer.start() < span.end())
        {
            let start_of_next = marked
                .get(next + 1)
                .map_or(scene.text.len(), |next| next.outer.start());
            finder.direct(here, start_of_next);
            next += 1;
        }
        if !is_covered && finder.quotes.len() == n_before {
            finder.indirect(sentence);
        }
    }
    let mut quotes = finder.quotes;
    repeated(&scene, &mut quotes);
    quotes
}

/// Gives quotations whose speaker has no name the speaker of the same words elsewhere in the article, and with them
/// what goes on in the same breath.
fn repeated(scene: &Scene, quotes: &mut [Quote]) {
    let named = |quote: &Quote| {
        let mention_idx = quote.speaker?.mention_idx?;
        (quote.key_words.iter().count() >= MIN_WORDS)
            .then(|| (quote.key_words.clone(), mention_idx))
    };
    let known: BTreeMap<KeyWords, usize> = quotes.iter().rev().filter_map(named).collect();
    let mut meant: BTreeMap<Span, usize> = BTreeMap::new();
    for quote in quotes.iter_mut() {
        let Some(speaker) = quote.speaker.as_mut().filter(|it| it.mention_idx.is_none()) else {
            continue;
        };
        let of_same_words = meant.get(&speaker.span);
        let mention_idx = known.get(&quote.key_words).or(of_same_words).copied();
        if let Some(mention_idx) = mention_idx.filter(|&idx| scene.can_speak(&scene.mentions[idx]))
        {
            meant.entry(speaker.span).or_insert(mention_idx);
            speaker.mention_idx = Some(mention_idx);
            quote.review = quote.confidence.hundredths() < SURE;
        }
    }
}

/// A quotation that was found, and how.
struct Previous {
    outer: Span,
    speaker: Option<Speaker>,
    verb: Option<Span>,
    confidence: u8,
    /// Whether the clause behind it told the speaker.
    is_by_clause_behind: bool,
}

/// How an attribution was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Behind,
    Before { has_colon: bool },
    Interrupted,
    Continued,
}

/// The speaker of a quotation.
struct Said {
    way: Way,
    speaker: Option<Speaker>,
    verb: Option<Span>,
    distance: usize,
    confidence: u8,
    /// Whether what names the speaker is itself to be looked at.
    is_open: bool,
}

struct Finder<'s, 'a> {
    scene: &'s Scene<'a>,
    resolver: Resolver,
    quotes: Vec<Quote>,
    previous: Option<Previous>,
    /// The end of the last quotation with its marks.
    covered: usize,
}

impl Finder<'_, '_> {
    fn direct(&mut self, marked: &Marked, start_of_next: usize) {
        let scene = self.scene;
        let inside = scene.tokens_in(marked.inner);
        let n_words = inside.clone().filter(|&at| !scene.is_mark(at)).count();
        let said = self.said(marked, start_of_next);
        if n_words == 0 || !is_quotation(scene, marked, &inside, n_words, said.as_ref()) {
            return;
        }
        let alone = if n_words < 2 * MIN_WORDS { 40 } else { 50 };
        let short = if n_words < MIN_WORDS { 20 } else { 0 };
        let confidence = said
            .as_ref()
            .map_or(alone, |said| said.confidence.saturating_sub(short));
        let is_open = said.as_ref().is_none_or(|said| said.is_open);
        let (speaker, verb) = said
            .as_ref()
            .map_or((None, None), |said| (said.speaker, said.verb));
        if let Some(Speaker {
            mention_idx: Some(mention_idx),
            ..
        }) = speaker
        {
            self.resolver.spoke(mention_idx, inside.start);
        }
        self.quotes.push(Quote {
            span: marked.inner,
            is_direct: true,
            speaker,
            verb,
            key_words: key_words::of(scene, inside),
            confidence: Confidence::new(confidence),
            review: is_open || confidence < SURE,
        });
        self.covered = marked.outer.end();
        self.previous = Some(Previous {
            outer: marked.outer,
            speaker,
            verb,
            confidence,
            is_by_clause_behind: said.is_some_and(|said| said.way == Way::Behind),
        });
    }

    /// Who says what is marked, if the text tells.
    fn said(&self, marked: &Marked, start_of_next: usize) -> Option<Said> {
        let scene = self.scene;
        let before = before(scene, marked.outer.start(), self.covered);
        let behind = behind(scene, marked.outer.end(), start_of_next);
        let tells = |found: &Attribution| {
            found.speaker.naming != Naming::Nothing || scene.profile.speech.drops_subjects
        };
        if let Some(found) = said_behind(scene, marked, &behind).filter(tells) {
            return Some(self.resolved(&found, Way::Behind));
        }
        if let Some(previous) = self.interrupted(marked) {
            return Some(previous);
        }
        if let Some((found, has_colon)) =
            said_before(scene, &before).filter(|(found, _)| tells(found))
        {
            return Some(self.resolved(&found, Way::Before { has_colon }));
        }
        if let Some(found) = source_behind(scene, &behind) {
            return Some(self.resolved(&found, Way::Behind));
        }
        self.continued(marked, &behind)
    }

    /// The speaker of the quotation before, where only its clause stands between: *“A,” said X, “b”*.
    fn interrupted(&self, marked: &Marked) -> Option<Said> {
        let previous = self.previous.as_ref()?;
        let between = self
            .scene
            .text
            .get(previous.outer.end()..marked.outer.start())?;
        if between.len() > MAX_BETWEEN || between.contains('\n') || previous.speaker.is_none() {
            return None;
        }
        let n_ends = between.trim_end().matches(['.', '!', '?']).count();
        if !previous.is_by_clause_behind {
            let tokens = self
                .scene
                .tokens_in(Span::new(previous.outer.end(), marked.outer.start()));
            let goes_on = n_ends == 0 && clause::first_verb(self.scene, &tokens).is_none();
            return goes_on.then(|| self.like_previous(previous));
        }
        // A sentence of its own between them may speak of somebody else.
        let is_only_clause = n_ends == 0 || between.trim_end().ends_with('.') && between.len() < 80;
        is_only_clause.then(|| self.like_previous(previous))
    }

    fn like_previous(&self, previous: &Previous) -> Said {
        let speaker = previous.speaker;
        Said {
            way: Way::Interrupted,
            speaker,
            verb: previous.verb,
            distance: 0,
            confidence: previous.confidence.saturating_sub(3),
            is_open: speaker.is_none_or(|speaker| speaker.mention_idx.is_none()),
        }
    }

    /// The speaker of the line before, where the quotation is a whole line.
    fn continued(&self, marked: &Marked, behind: &Range<usize>) -> Option<Said> {
        let scene = self.scene;
        let previous = self.previous.as_ref()?;
        let first = scene.token_from(marked.outer.start());
        let is_whole_line = scene.starts_line(first) && behind.is_empty();
        let between = scene.text.get(previous.outer.end()..marked.outer.start())?;
        if between.len() > MAX_BETWEEN {
            return None;
        }
        let n_lines = between
            .split('\n')
            .filter(|line| !line.trim().is_empty())
            .count();
        let is_next = is_whole_line && n_lines <= 1 && !between.trim_start().starts_with('\n');
        let speaker = previous.speaker?;
        is_next.then(|| Said {
            way: Way::Continued,
            speaker: Some(speaker),
            verb: None,
            distance: 0,
            confidence: previous.confidence.saturating_sub(15).min(70),
            is_open: speaker.mention_idx.is_none(),
        })
    }

    /// The attribution with the entity that is meant, and how sure that is.
    fn resolved(&self, found: &Attribution, way: Way) -> Said {
        let scene = self.scene;
        let verb = found.verb.as_ref().map(|tokens| scene.span(tokens));
        let (speaker, naming) = self.speaker(&found.speaker);
        let sure = match way {
            Way::Behind => 93_u8.saturating_sub(u8::try_from(found.distance).unwrap_or(30).min(30)),
            Way::Before { has_colon: true } if verb.is_some() => 92,
            Way::Before { has_colon: true } => 64,
            Way::Before { has_colon: false } => {
                86_u8.saturating_sub(u8::try_from(2 * found.distance).unwrap_or(30).min(30))
            }
            Way::Interrupted | Way::Continued => 70,
        };
        Said {
            way,
            is_open: speaker.is_none_or(|speaker| speaker.mention_idx.is_none()),
            speaker,
            verb,
            distance: found.distance,
            confidence: (u16::from(sure) * u16::from(naming) / 100)
                .try_into()
                .unwrap_or(100),
        }
    }

    /// The speaker that a candidate names, and how sure that is in hundredths.
    fn speaker(&self, candidate: &Candidate) -> (Option<Speaker>, u8) {
        let scene = self.scene;
        let at = candidate.tokens.start;
        let words = || scene.span(&candidate.tokens);
        match candidate.naming {
            Naming::Mention(mention_idx) => {
                let mention = &scene.mentions[mention_idx];
                let speaker = Speaker {
                    span: mention.span,
                    mention_idx: Some(mention_idx),
                };
                (Some(speaker), 80 + mention.confidence.hundredths() / 5)
            }
            Naming::Role => (
                Some(Speaker {
                    span: words(),
                    mention_idx: None,
                }),
                90,
            ),
            Naming::Words => (
                Some(Speaker {
                    span: words(),
                    mention_idx: None,
                }),
                75,
            ),
            Naming::Pronoun(kind) => {
                let meant = self.resolver.meant(scene, Some(kind), at, self.covered);
                let speaker = Speaker {
                    span: words(),
                    mention_idx: meant.map(|(mention_idx, _)| mention_idx),
                };
                (Some(speaker), meant.map_or(70, |(_, sure)| sure))
            }
            Naming::Nothing => {
                let meant = self.resolver.meant(scene, None, at, self.covered);
                let speaker = meant.map(|(mention_idx, _)| Speaker {
                    span: Span::new(scene.tokens[at].span.start(), scene.tokens[at].span.start()),
                    mention_idx: Some(mention_idx),
                });
                (
                    speaker,
                    meant.map_or(60, |(_, sure)| sure.saturating_sub(10)),
                )
            }
        }
    }

    /// What the sentence tells without marks.
    fn indirect(&mut self, sentence: Range<usize>) {
        let scene = self.scene;
        let Some(told) = indirect::find(scene, &sentence) else {
            return;
        };
        let (speaker, naming) = self.speaker(&told.source.speaker);
        let Some(
            speaker @ Speaker {
                mention_idx: Some(mention_idx),
                ..
            },
        ) = speaker
        else {
            return;
        };
        let confidence = u8::try_from(u16::from(told.sure) * u16::from(naming) / 100).unwrap_or(0);
        if confidence < indirect::LEAST {
            return;
        }
        self.resolver.spoke(mention_idx, told.words.start);
        self.previous = Some(Previous {
            outer: scene.span(&sentence),
            speaker: Some(speaker),
            verb: None,
            confidence: confidence.min(75),
            is_by_clause_behind: false,
        });
        self.quotes.push(Quote {
            span: scene.span(&told.words),
            is_direct: false,
            speaker: Some(speaker),
            verb: told.source.verb.as_ref().map(|tokens| scene.span(tokens)),
            key_words: key_words::of(scene, told.words),
            confidence: Confidence::new(confidence),
            review: confidence < SURE,
        });
    }
}

/// The clause before a quotation, back to the end of a sentence or of another quotation; of a quotation that opens a
/// line, the line before if that ends in a colon.
fn before(scene: &Scene, start: usize, limit: usize) -> Range<usize> {
    let end = scene.token_from(start);
    let mut first = end;
    let is_bullet =
        |at: usize| scene.is_mark(at) && !scene.ends_sentence(at) && scene.surface(at) != ":";
    let mut crossed = false;
    let mut only_bullets = true;
    while let Some(before) = first.checked_sub(1).filter(|_| end - first < MAX_CLAUSE) {
        let opens_line = scene.starts_line(first);
        only_bullets &= first == end || is_bullet(first);
        let may_cross = only_bullets && !crossed && scene.surface(before) == ":";
        if scene.tokens[before].span.start() < limit
            || scene.ends_sentence(before)
            || opens_line && !may_cross
        {
            break;
        }
        crossed |= opens_line;
        first = before;
    }
    first..end
}

/// The clause behind a quotation, to the end of the sentence, the line, or the start of another quotation.
fn behind(scene: &Scene, end: usize, limit: usize) -> Range<usize> {
    let first = scene.token_from(end);
    let mut last = first;
    while last < scene.tokens.len().min(first + MAX_CLAUSE)
        && scene.tokens[last].span.start() < limit
        && !scene.ends_sentence(last)
        && !scene.starts_line(last)
    {
        last += 1;
    }
    first..last
}

/// The speaker in the clause behind: *“…,” said X*; *“…”, X said*; *“…”, according to X*.
fn said_behind(scene: &Scene, marked: &Marked, behind: &Range<usize>) -> Option<Attribution> {
    const MAX_BEFORE_VERB: usize = 4;
    const MAX_SUBJECT: usize = 16;
    let is_lead = |at: &usize| matches!(scene.surface(*at), "," | "-" | "–" | "—" | "،");
    let n_lead = behind.clone().take_while(is_lead).count();
    let clause = behind.start + n_lead..behind.end;
    if clause.is_empty() {
        return None;
    }
    if let Some(source) = clause::named_source(scene, &clause) {
        return Some(source);
    }
    let last_sign = marked.inner.of(scene.text).chars().next_back();
    let ends_openly = matches!(last_sign, Some('?' | '!' | '…'));
    let is_set_off = marked.has_comma || n_lead > 0 || ends_openly;
    let n_words = scene.tokens_in(marked.inner).len();
    // A noun may look like a verb right behind a marked name.
    if scene.is_verb_behind(clause.start) && (is_set_off || n_words >= MIN_WORDS) {
        let verb = clause.start;
        return Some(by_verb(scene, &clause, verb, verb));
    }
    // *“…” zo zei X*
    let next = clause.start + 1;
    if next < clause.end && scene.is_verb(next) && n_words >= MIN_WORDS {
        let subject = clause::subject(scene, &clause, next);
        if let Some(speaker) = subject.filter(|subject| subject.tokens.start == next + 1) {
            return Some(Attribution {
                speaker,
                verb: Some(next..next + 1),
                distance: 1,
            });
        }
    }
    if !is_set_off {
        return None;
    }
    let end = clause_end(scene, &clause);
    let verb = clause::first_verb(scene, &(clause.start..end))?;
    let distance = verb - clause.start;
    let subject = clause::subject(scene, &(clause.start..end), verb);
    let opens = |subject: &Candidate| {
        subject.tokens.start <= clause.start + 1 || subject.tokens.start > verb
    };
    if distance <= MAX_BEFORE_VERB && subject.as_ref().is_none_or(opens) {
        return Some(by_verb(scene, &(clause.start..end), verb, clause.start));
    }
    let subject = subject?;
    let is_first = opens(&subject) && subject.tokens.end <= verb;
    (is_first && distance <= MAX_SUBJECT).then_some(Attribution {
        speaker: subject,
        verb: Some(verb..verb + 1),
        distance: distance / 2,
    })
}

/// The end of the part of a clause before *that*.
fn clause_end(scene: &Scene, clause: &Range<usize>) -> usize {
    clause
        .clone()
        .find(|&at| scene.is_that(at))
        .unwrap_or(clause.end)
}

/// The speaker beside a verb that stands right by a quotation.
fn by_verb(scene: &Scene, clause: &Range<usize>, verb: usize, from: usize) -> Attribution {
    let speaker = clause::subject(scene, clause, verb)
        .or_else(|| {
            let tokens = clause::unknown(scene, clause, verb)?;
            Some(Candidate {
                naming: Naming::Words,
                tokens,
            })
        })
        .unwrap_or(Candidate {
            naming: Naming::Nothing,
            tokens: verb..verb,
        });
    Attribution {
        speaker,
        verb: Some(verb..verb + 1),
        distance: verb - from,
    }
}

/// *…, according to X* further behind a quotation, or *X:n mukaan*.
fn source_behind(scene: &Scene, behind: &Range<usize>) -> Option<Attribution> {
    behind
        .clone()
        .skip(1)
        .filter(|&at| scene.surface(at - 1) == ",")
        .find_map(|at| clause::named_source(scene, &(at..behind.end)))
        .or_else(|| clause::source_before(scene, behind))
}

/// The speaker in the clause before, and whether a colon leads to the quotation.
fn said_before(scene: &Scene, before: &Range<usize>) -> Option<(Attribution, bool)> {
    const MAX_DISTANCE: usize = 14;
    let is_tail = |at: &usize| scene.is_mark(*at);
    let n_tail = before.clone().rev().take_while(is_tail).count();
    let clause = before.start..before.end - n_tail;
    let has_colon = (clause.end..before.end).any(|at| scene.surface(at) == ":");
    if let Some(verb) = clause::last_verb(scene, &clause) {
        let distance = clause.end - verb - 1;
        let speaker = clause::subject(scene, &clause, verb);
        let is_near = distance <= BESIDE || has_colon;
        let speaker = speaker.or_else(|| {
            let tokens = is_near.then(|| clause::unknown(scene, &clause, verb))??;
            Some(Candidate {
                naming: Naming::Words,
                tokens,
            })
        });
        let nothing = || {
            is_near.then_some(Candidate {
                naming: Naming::Nothing,
                tokens: verb..verb,
            })
        };
        let has_that = (verb + 1..clause.end.min(verb + 5)).any(|at| scene.is_that(at));
        if let Some(speaker) = speaker.or_else(nothing)
            && (distance <= MAX_DISTANCE || has_colon || has_that)
        {
            // What stands between verb and quotation is the speaker or what is marked goes on from.
            let distance = if speaker.tokens.start > verb {
                clause.end.saturating_sub(speaker.tokens.end)
            } else {
                distance
            };
            let distance = if has_that {
                distance.min(MAX_DISTANCE / 2)
            } else {
                distance
            };
            let found = Attribution {
                speaker,
                verb: Some(verb..verb + 1),
                distance,
            };
            return Some((found, has_colon));
        }
    }
    let sources = clause
        .clone()
        .filter(|&at| at == clause.start || scene.surface(at - 1) == "," || at == clause.start + 1);
    let mut sources = sources.filter_map(|at| clause::named_source(scene, &(at..clause.end)));
    let source = sources
        .next()
        .or_else(|| clause::source_before(scene, &clause));
    if let Some(source) = source {
        let distance = clause.end.saturating_sub(source.speaker.tokens.end);
        let distance = distance.min(MAX_DISTANCE);
        return Some((Attribution { distance, ..source }, has_colon));
    }
    let speaker = has_colon.then(|| introduced(scene, &clause))??;
    let found = Attribution {
        speaker,
        verb: None,
        distance: 0,
    };
    Some((found, true))
}

/// The person, or else the body, that a clause before a colon speaks of first.
fn introduced(scene: &Scene, clause: &Range<usize>) -> Option<Candidate> {
    let named = clause.clone().filter_map(|at| {
        let mention_idx = scene.mention_at(at)?;
        let is_first = at == clause.start || scene.mention_at(at - 1) != Some(mention_idx);
        let mention = &scene.mentions[mention_idx];
        (is_first && scene.can_speak(mention)).then_some((mention_idx, at))
    });
    let candidate = |(mention_idx, at): (usize, usize)| Candidate {
        naming: Naming::Mention(mention_idx),
        tokens: at..at + 1,
    };
    use crate::document::EntityType::{Organization, Person};
    let of_type = |entity_type| {
        named
            .clone()
            .find(|&(idx, _)| scene.mentions[idx].entity_type == entity_type)
    };
    of_type(Person)
        .or_else(|| of_type(Organization))
        .map(candidate)
}

/// Whether marked words are what somebody said, rather than a title, an ironic word or a name.
fn is_quotation(
    scene: &Scene,
    marked: &Marked,
    inside: &Range<usize>,
    n_words: usize,
    said: Option<&Said>,
) -> bool {
    let text = marked.inner.of(scene.text);
    let is_clause_like = marked.has_comma || text.ends_with(['.', '!', '?', '…']);
    let Some(said) = said else {
        return n_words >= MIN_WORDS_ALONE && !is_title(scene, inside);
    };
    let is_beside = match said.way {
        Way::Behind => said.distance <= BESIDE,
        Way::Before { has_colon } => has_colon || said.distance <= BESIDE,
        Way::Interrupted => true,
        Way::Continued => is_clause_like,
    };
    let has_verb = said.verb.is_some();
    if n_words < MIN_WORDS {
        let is_set_off = marked.has_comma || text.ends_with(['!', '?', '…']);
        let is_close = match said.way {
            Way::Before { has_colon: false } => {
                said.distance == 0 && text.starts_with(char::is_lowercase)
            }
            Way::Before { has_colon: true } | Way::Interrupted => true,
            Way::Behind => is_set_off || n_words > 1,
            Way::Continued => is_set_off,
        };
        return is_beside && is_close && has_verb && said.speaker.is_some();
    }
    is_beside && has_verb || is_clause_like || !is_title(scene, inside)
}

/// Whether the words look like the title of a work: all but the small ones have capitals, or there is no small one.
fn is_title(scene: &Scene, inside: &Range<usize>) -> bool {
    let words: Vec<usize> = inside.clone().filter(|&at| scene.is_word(at)).collect();
    let is_small = |at: usize| scene.profile.function_words.contains(scene.lower(at));
    let is_plain = |at: usize| !scene.is_capitalized(at);
    let n_plain = words
        .iter()
        .filter(|&&at| is_plain(at) && !is_small(at))
        .count();
    let n_small = words.iter().filter(|&&at| is_small(at)).count();
    let has_capitals = words.iter().skip(1).any(|&at| scene.is_capitalized(at));
    n_small == 0 || n_plain == 0 && has_capitals && !scene.profile.nouns_capitalized
}

#[cfg(test)]
mod tests;

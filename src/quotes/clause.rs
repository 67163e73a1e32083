//! Who speaks in a clause: the words beside a verb of saying or behind *according to*.

use std::ops::Range;

use crate::document::EntityType;
use crate::language::speech::PronounKind;

use super::text::Scene;

/// Most tokens between a noun and the preposition that governs it.
const MAX_GOVERNED: usize = 4;
/// Most words of an unknown speaker.
const MAX_PHRASE: usize = 6;

/// What names somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Naming {
    /// The name with this index.
    Mention(usize),
    /// A role: *the minister*.
    Role,
    /// A pronoun.
    Pronoun(PronounKind),
    /// Words beside a verb of saying that are nothing known.
    Words,
    /// Nothing: the verb alone, where a language may leave its subject out.
    Nothing,
}

/// Words that may name the speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    pub naming: Naming,
    /// Its tokens; empty for [`Naming::Nothing`].
    pub tokens: Range<usize>,
}

/// Who says something in a clause, and by which words it is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribution {
    pub speaker: Candidate,
    /// The verb, or the words that name a source; none where a colon does.
    pub verb: Option<Range<usize>>,
    /// Tokens from the mark of the quotation to the verb, or to the speaker where there is no verb.
    pub distance: usize,
}

/// The names, roles and pronouns of a clause in order; what stands together is one.
pub(super) fn candidates(scene: &Scene, clause: &Range<usize>) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut at = clause.start;
    while at < clause.end {
        let Some(candidate) = candidate(scene, at, clause) else {
            at += 1;
            continue;
        };
        at = candidate.tokens.end;
        match found.last_mut() {
            Some(before) if belongs(scene, before, &candidate) => {
                before.tokens.end = candidate.tokens.end;
                before.naming = head(scene, before.naming, candidate.naming);
            }
            _ => found.push(candidate),
        }
    }
    found
}

fn candidate(scene: &Scene, at: usize, clause: &Range<usize>) -> Option<Candidate> {
    if let Some(mention_idx) = scene.mention_at(at) {
        let n_tokens = (at..clause.end)
            .take_while(|&at| scene.mention_at(at) == Some(mention_idx))
            .count();
        let end = at + n_tokens;
        let mention = &scene.mentions[mention_idx];
        if scene.is_role(end - 1) && mention.span.end() < scene.tokens[end - 1].span.end() {
            return Some(Candidate {
                naming: Naming::Role,
                tokens: at..end,
            });
        }
        let is_owner = is_genitive(scene, mention_idx, end - 1) && scene.is_word(end);
        return (scene.can_speak(mention) && !is_owner).then_some(Candidate {
            naming: Naming::Mention(mention_idx),
            tokens: at..end,
        });
    }
    if let Some(kind) = scene.pronoun(at) {
        return Some(Candidate {
            naming: Naming::Pronoun(kind),
            tokens: at..at + 1,
        });
    }
    (scene.is_role(at) && !scene.is_verb(at)).then(|| Candidate {
        naming: Naming::Role,
        tokens: start_of_phrase(scene, at, clause.start)..at + 1,
    })
}

/// Whether the name has an ending that makes it the owner of what follows.
fn is_genitive(scene: &Scene, mention_idx: usize, last: usize) -> bool {
    let mention = &scene.mentions[mention_idx];
    let token = scene.tokens[last].span;
    let behind = scene
        .text
        .get(mention.span.end()..token.end())
        .unwrap_or_default();
    let is_apart = || matches!(scene.lower(last + 1), "'s" | "’s" | "'" | "’");
    behind.to_lowercase().ends_with('s') || behind.ends_with(['\'', '’']) || is_apart()
}

/// The start of the noun phrase that ends in the token `at`: articles, names that own, words before a role.
fn start_of_phrase(scene: &Scene, at: usize, from: usize) -> usize {
    let mut start = at;
    while start > from && at - start < MAX_GOVERNED {
        let before = start - 1;
        let ends = !scene.is_word(before)
            || scene.is_preposition(before)
            || scene.is_that(before)
            || scene.is_verb(before)
            || scene.pronoun(before).is_some();
        if ends {
            break;
        }
        start = before;
        if scene.is_article(before) {
            break;
        }
    }
    // Conjunctions and adverbs before the article are no part of it.
    (start..at)
        .rev()
        .find(|&word| scene.is_article(word))
        .unwrap_or_else(|| {
            (start..at)
                .find(|&word| {
                    scene.mention_at(word).is_some()
                        || !scene.profile.function_words.contains(scene.lower(word))
                })
                .unwrap_or(at)
        })
}

/// Whether two neighbours name one speaker: a role beside a name, a body before a person.
fn belongs(scene: &Scene, before: &Candidate, behind: &Candidate) -> bool {
    let is_beside = before.tokens.end >= behind.tokens.start;
    let is_apposition = || {
        before.tokens.end + 1 >= behind.tokens.start
            && scene.surface(before.tokens.end) == ","
            && before.naming == Naming::Role
            && is_person(scene, behind.naming)
    };
    let is_pronoun = |naming| matches!(naming, Naming::Pronoun(_));
    (is_beside || is_apposition()) && !is_pronoun(before.naming) && !is_pronoun(behind.naming)
}

fn is_person(scene: &Scene, naming: Naming) -> bool {
    matches!(naming, Naming::Mention(idx) if scene.mentions[idx].entity_type == EntityType::Person)
}

/// Which of two neighbours is meant: the person, then the role, then the later name.
fn head(scene: &Scene, before: Naming, behind: Naming) -> Naming {
    if is_person(scene, before) && behind == Naming::Role {
        return before;
    }
    if is_person(scene, behind) {
        return behind;
    }
    match (before, behind) {
        (Naming::Role, Naming::Mention(_)) => behind,
        (_, Naming::Role) => behind,
        _ if is_person(scene, before) => before,
        _ => behind,
    }
}

/// How a candidate hangs on a preposition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Governed {
    No,
    /// Another word stands between them, which may be the one that is governed.
    Perhaps,
    Yes,
}

/// Whether the candidate hangs on a preposition.
pub(super) fn is_governed(scene: &Scene, candidate: &Candidate, from: usize) -> bool {
    governed(scene, candidate, from) != Governed::No
}

fn governed(scene: &Scene, candidate: &Candidate, from: usize) -> Governed {
    let mut only_articles = true;
    let start = candidate.tokens.start;
    for before in (from..start).rev().take(MAX_GOVERNED) {
        if scene.is_preposition(before) {
            return if only_articles {
                Governed::Yes
            } else {
                Governed::Perhaps
            };
        }
        let goes_on = scene.is_word(before)
            && !scene.is_verb(before)
            && !scene.is_that(before)
            && scene.pronoun(before).is_none();
        if !goes_on {
            return Governed::No;
        }
        only_articles &= scene.is_article(before);
    }
    Governed::No
}

/// The last verb of saying of a clause.
pub(super) fn last_verb(scene: &Scene, clause: &Range<usize>) -> Option<usize> {
    clause.clone().rev().find(|&at| scene.is_verb(at))
}

/// The first verb of saying of a clause.
pub(super) fn first_verb(scene: &Scene, clause: &Range<usize>) -> Option<usize> {
    clause.clone().find(|&at| scene.is_verb(at))
}

/// The subject of the verb at `verb`.
pub(super) fn subject(scene: &Scene, clause: &Range<usize>, verb: usize) -> Option<Candidate> {
    let all = candidates(scene, clause);
    // Of several verbs that *and* joins, the first has the subject.
    if verb > clause.start && scene.is_conjunction(verb - 1) {
        let comma = (clause.start..verb)
            .rev()
            .find(|&at| scene.surface(at) == ",")
            .unwrap_or(clause.start);
        let may_be = |candidate: &&Candidate| {
            candidate.tokens.end < verb && governed(scene, candidate, clause.start) == Governed::No
        };
        let behind_comma = |candidate: &&Candidate| candidate.tokens.start >= comma;
        let mut free = all.iter().filter(may_be);
        return free
            .clone()
            .find(behind_comma)
            .or_else(|| free.next())
            .cloned();
    }
    let scored = all.into_iter().filter_map(|candidate| {
        let score = score(scene, clause, verb, &candidate)?;
        Some((score, candidate))
    });
    // Of equals the first is taken.
    let mut best: Option<(i32, Candidate)> = None;
    for (score, candidate) in scored {
        if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
            best = Some((score, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How well a candidate fits as the subject of the verb.
fn score(scene: &Scene, clause: &Range<usize>, verb: usize, candidate: &Candidate) -> Option<i32> {
    let Range { start, end } = candidate.tokens;
    let (between, is_before) = if end <= verb {
        (end..verb, true)
    } else if start > verb {
        (verb + 1..start, false)
    } else if start == verb && matches!(candidate.naming, Naming::Pronoun(_)) {
        (verb..verb, false)
    } else {
        return None;
    };
    let from = if is_before { clause.start } else { verb + 1 };
    let governed = governed(scene, candidate, from);
    let is_person = is_person(scene, candidate.naming);
    let is_place = matches!(candidate.naming, Naming::Mention(idx)
        if scene.mentions[idx].entity_type == EntityType::Location);
    let is_pronoun = matches!(candidate.naming, Naming::Pronoun(_));
    match governed {
        Governed::Yes => return None,
        Governed::Perhaps if !is_person => return None,
        Governed::Perhaps | Governed::No => {}
    }
    let distance = i32::try_from(between.len()).unwrap_or(i32::MAX / 8);
    let is_beside = between
        .clone()
        .all(|at| scene.is_article(at) || is_before && is_auxiliary(scene, at, between.len()));
    if is_pronoun && distance > 2 {
        return None;
    }
    let crosses = between
        .clone()
        .any(|at| scene.is_mark(at) || scene.is_that(at));
    let n_commas = between.filter(|&at| scene.surface(at) == ",").count();
    let opens_clause = start <= clause.start + 3;
    // Between one comma and the verb stands an apposition or another clause, between two of them a parenthesis.
    let is_outside = is_before && n_commas > 0 && !(opens_clause || n_commas == 2 && is_person);
    if !is_before && (crosses || has_unknown_subject(scene, clause, verb))
        || is_place && !is_beside
        || is_outside
    {
        return None;
    }
    Some(
        if is_beside { 40 } else { 0 }
            + if governed == Governed::No { 30 } else { 0 }
            + if is_person {
                20
            } else if is_place {
                0
            } else {
                10
            }
            + if is_before { 5 } else { 0 }
            - 2 * distance,
    )
}

/// Whether words that name nobody known stand before the verb as its subject: *a source told X*.
fn has_unknown_subject(scene: &Scene, clause: &Range<usize>, verb: usize) -> bool {
    let from = (clause.start..verb)
        .rev()
        .find(|&at| scene.is_mark(at))
        .map_or(clause.start, |at| at + 1);
    let goes_on = from + 1 < verb && scene.is_word(from + 1) && !scene.is_verb(from + 1);
    scene.is_article(from) && goes_on
}

/// Whether a word between subject and verb is an auxiliary or adverb: *has also said*.
fn is_auxiliary(scene: &Scene, at: usize, n_between: usize) -> bool {
    n_between <= 3
        && scene.is_word(at)
        && !scene.is_preposition(at)
        && !scene.is_that(at)
        && scene.profile.function_words.contains(scene.lower(at))
}

/// The words beside a verb that name somebody unknown: behind it, or before it from the start of the clause.
pub(super) fn unknown(scene: &Scene, clause: &Range<usize>, verb: usize) -> Option<Range<usize>> {
    let may_be_part = |at: usize| {
        scene.is_word(at)
            && !scene.is_preposition(at)
            && !scene.is_that(at)
            && !scene.is_verb(at)
            && scene.pronoun(at).is_none()
    };
    let behind = || {
        let end = (verb + 1..clause.end)
            .find(|&at| !may_be_part(at))
            .unwrap_or(clause.end);
        verb + 1..end
    };
    let before = || {
        let start = (clause.start..verb)
            .rev()
            .find(|&at| !may_be_part(at))
            .map_or(clause.start, |at| at + 1);
        start..verb
    };
    let is_small = |at: usize| scene.profile.function_words.contains(scene.lower(at));
    let has_articles = !scene.profile.articles.is_empty();
    let says_something = |words: &Range<usize>| {
        let is_noun = |at: usize| scene.is_capitalized(at);
        let may_be_noun =
            !has_articles || scene.is_article(words.start) || words.clone().any(is_noun);
        may_be_noun
            && words.len() <= MAX_PHRASE
            && words
                .clone()
                .any(|at| !scene.is_article(at) && !is_small(at))
    };
    let without_small = |words: Range<usize>| {
        let start = words
            .clone()
            .find(|&at| scene.is_article(at) || !is_small(at))
            .unwrap_or(words.end);
        start..words.end
    };
    [before(), behind()]
        .into_iter()
        .map(without_small)
        .find(says_something)
}

/// The words that name a source, with the source, at the start of `clause`: *according to X*.
pub(super) fn named_source(scene: &Scene, clause: &Range<usize>) -> Option<Attribution> {
    let n_words = scene.phrase(&scene.profile.speech.before_source, clause.start);
    let behind = clause.start + n_words;
    if n_words == 0 || behind >= clause.end {
        return None;
    }
    let mut all = candidates(scene, &(behind..clause.end)).into_iter();
    let speaker = all.next().filter(|candidate| {
        let between = behind..candidate.tokens.start.max(behind);
        between.len() <= 3
            && between
                .clone()
                .all(|at| scene.is_word(at) && !scene.is_preposition(at) && !scene.is_that(at))
    })?;
    Some(Attribution {
        speaker,
        verb: Some(clause.start..behind),
        distance: 0,
    })
}

/// The source before words like *mukaan* in `clause`, with those words; the first.
pub(super) fn source_before(scene: &Scene, clause: &Range<usize>) -> Option<Attribution> {
    let phrases = &scene.profile.speech.after_source;
    clause.clone().skip(1).find_map(|at| {
        let n_words = scene.phrase(phrases, at);
        if n_words == 0 {
            return None;
        }
        let before = clause.start.max(at.saturating_sub(8))..at;
        let speaker = candidates(scene, &before)
            .into_iter()
            .next_back()
            .filter(|candidate| candidate.tokens.end + 1 >= at)?;
        Some(Attribution {
            speaker,
            verb: Some(at..at + n_words),
            distance: at - clause.start,
        })
    })
}

//! What is told without marks, where that is safe: *X said that …*, *according to X …*.

use std::ops::Range;

use super::clause::{self, Attribution, Naming};
use super::text::Scene;

/// Told words below this certainty are left out.
pub(super) const LEAST: u8 = 40;
/// Fewest words that tell something.
const MIN_WORDS: usize = 4;

/// What somebody is told to have said.
pub(super) struct Told {
    /// The tokens of what is told, without the full stop.
    pub words: Range<usize>,
    pub source: Attribution,
    /// How sure, in hundredths, if the speaker is.
    pub sure: u8,
}

/// What a sentence tells.
pub(super) fn find(scene: &Scene, sentence: &Range<usize>) -> Option<Told> {
    let end = sentence
        .clone()
        .rev()
        .find(|&at| !scene.is_mark(at))
        .map_or(sentence.start, |last| last + 1);
    let sentence = sentence.start..end;
    let told = by_verb(scene, &sentence)
        .or_else(|| by_source_first(scene, &sentence))
        .or_else(|| by_source_last(scene, &sentence))?;
    let start = told.words.clone().find(|&at| !scene.is_mark(at))?;
    let told = Told {
        words: start..told.words.end,
        ..told
    };
    let is_named = matches!(
        told.source.speaker.naming,
        Naming::Mention(_) | Naming::Pronoun(_)
    );
    let n_words = told.words.clone().filter(|&at| !scene.is_mark(at)).count();
    (is_named && n_words >= MIN_WORDS).then_some(told)
}

/// *X said that …*
fn by_verb(scene: &Scene, sentence: &Range<usize>) -> Option<Told> {
    const MAX_BETWEEN: usize = 6;
    let that = sentence.clone().skip(1).find(|&at| scene.is_that(at))?;
    let clause = sentence.start..that;
    let verb = clause::last_verb(scene, &clause)?;
    let between = verb + 1..that;
    let n_commas = between.clone().filter(|&at| scene.is_mark(at)).count();
    let ends_in_comma = n_commas == 1 && scene.is_mark(that - 1);
    if between.len() > MAX_BETWEEN || n_commas > 0 && !ends_in_comma {
        return None;
    }
    let speaker = clause::subject(scene, &clause, verb)?;
    Some(Told {
        words: that + 1..sentence.end,
        source: Attribution {
            speaker,
            verb: Some(verb..verb + 1),
            distance: between.len(),
        },
        sure: if between.len() <= 2 { 80 } else { 70 },
    })
}

/// *According to X, …*
fn by_source_first(scene: &Scene, sentence: &Range<usize>) -> Option<Told> {
    let source = clause::named_source(scene, sentence).or_else(|| {
        clause::source_before(scene, sentence)
            .filter(|source| source.speaker.tokens.start <= sentence.start + 2)
    })?;
    let verb_end = source.verb.as_ref().map_or(0, |verb| verb.end);
    let mut start = source.speaker.tokens.end.max(verb_end);
    if scene.surface(start) == "," {
        start = behind_apposition(scene, start + 1..sentence.end);
    }
    (start < sentence.end).then_some(Told {
        words: start..sentence.end,
        source,
        sure: 66,
    })
}

/// The start of the sentence behind an apposition of the source: *Laut X, Direktor von Y, …*
fn behind_apposition(scene: &Scene, rest: Range<usize>) -> usize {
    const MAX_APPOSITION: usize = 25;
    let first = rest.start;
    let is_apposition = scene.is_article(first) && scene.mention_at(first + 1).is_none()
        || scene.is_role(first)
        || scene.profile.type_words.contains_key(scene.lower(first));
    if !is_apposition {
        return first;
    }
    let commas: Vec<usize> = rest
        .clone()
        .take(MAX_APPOSITION)
        .filter(|&at| scene.surface(at) == ",")
        .collect();
    // One apposition may explain another: *director of X, a firm that …, …*
    let explains = |comma: usize| scene.is_article(comma + 1) || scene.is_preposition(comma + 1);
    let last = commas
        .iter()
        .zip(commas.iter().skip(1))
        .find(|&(&comma, _)| !explains(comma))
        .map(|(&comma, _)| comma)
        .or(commas.first().copied().filter(|_| commas.len() == 1))
        .or(commas.get(1).copied());
    match last {
        Some(comma) if comma + 1 < rest.end => comma + 1,
        _ => first,
    }
}

/// *…, according to X.*
fn by_source_last(scene: &Scene, sentence: &Range<usize>) -> Option<Told> {
    const MAX_SOURCE: usize = 14;
    let from = sentence.start.max(sentence.end.saturating_sub(MAX_SOURCE));
    let comma = (from + 1..sentence.end).find(|&at| {
        scene.surface(at) == "," && clause::named_source(scene, &(at + 1..sentence.end)).is_some()
    })?;
    let source = clause::named_source(scene, &(comma + 1..sentence.end))?;
    Some(Told {
        words: sentence.start..comma,
        source,
        sure: 68,
    })
}

//! Whom a pronoun means, or a verb without a subject.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::document::{EntityRef, EntityType};
use crate::language::speech::PronounKind;

use super::clause::{self, Naming};
use super::text::Scene;

/// Most sentences back to the last speaker.
const MAX_SENTENCES: usize = 3;
/// Most sentences back to the last speaker if they name nobody else.
const MAX_SENTENCES_ALONE: usize = 8;

/// Who spoke so far.
#[derive(Debug)]
pub(super) struct Resolver {
    /// The mention that named the speaker and a token of what was said, in order of the text.
    spoken: Vec<(usize, usize)>,
    /// For each mention of a man or a woman, as far as titles and pronouns show, the pronoun.
    known: Vec<Option<PronounKind>>,
}

impl Resolver {
    /// One that knows who is a man and who a woman, where the text shows.
    pub fn new(scene: &Scene) -> Self {
        Self {
            spoken: Vec::new(),
            known: known(scene),
        }
    }

    /// Whether a pronoun of this kind can mean the mention.
    fn fits(&self, scene: &Scene, mention_idx: usize, kind: Option<PronounKind>) -> bool {
        let is_person = scene.mentions[mention_idx].entity_type == EntityType::Person;
        match kind {
            Some(PronounKind::He | PronounKind::She) => {
                is_person && self.known[mention_idx].is_none_or(|known| Some(known) == kind)
            }
            Some(PronounKind::They) => !is_person,
            Some(PronounKind::Any) => is_person,
            None | Some(PronounKind::Man | PronounKind::Woman) => true,
        }
    }

    /// The last person before `at`, in its sentence or the two before, that the text shows to go with the pronoun.
    fn of_kind(
        &self,
        scene: &Scene,
        kind: Option<PronounKind>,
        at: usize,
        here: usize,
    ) -> Option<usize> {
        let from = scene.sentence(here.saturating_sub(2)).start;
        let is_known = |&mention_idx: &usize| kind.is_some() && self.known[mention_idx] == kind;
        (from..at)
            .rev()
            .filter_map(|token| scene.mention_at(token))
            .find(is_known)
    }

    /// Notes that `mention_idx` said something that starts with token `at`.
    pub fn spoke(&mut self, mention_idx: usize, at: usize) {
        self.spoken.push((mention_idx, at));
    }

    /// The mention that a pronoun at token `at` means, and how sure that is in hundredths. `covered` is where the last
    /// quotation ends, in which names are not looked for.
    pub fn meant(
        &self,
        scene: &Scene,
        kind: Option<PronounKind>,
        at: usize,
        covered: usize,
    ) -> Option<(usize, u8)> {
        let here = scene.sentence_of(at);
        let last = self.spoken.last().filter(|&&(mention_idx, said_at)| {
            scene.sentence_of(said_at) + MAX_SENTENCES >= here
                || scene.sentence_of(said_at) + MAX_SENTENCES_ALONE >= here
                    && nobody_else(scene, mention_idx, said_at..at)
        });
        let last = last.map(|&(mention_idx, _)| mention_idx);
        let last = last.filter(|&idx| self.fits(scene, idx, kind));
        let named = self.named(scene, at, here, covered);
        let named = named.filter(|&idx| self.fits(scene, idx, kind));
        if let Some(known) = self.of_kind(scene, kind, at, here)
            && !last.is_some_and(|last| self.known[last] == kind)
        {
            return Some((known, 80));
        }
        match (named, last) {
            (Some(named), Some(last)) if is_same(scene, named, last) => Some((last, 90)),
            (None, Some(last)) => Some((last, 82)),
            (Some(named), None) => Some((named, 78)),
            (Some(named), Some(last)) => {
                let is_later =
                    scene.mentions[named].span.start() > scene.mentions[last].span.start();
                Some((if is_later { named } else { last }, 68))
            }
            (None, None) => None,
        }
    }

    /// The person that the sentence of `at` speaks of first, or else the one before it.
    fn named(&self, scene: &Scene, at: usize, here: usize, covered: usize) -> Option<usize> {
        let mut sentences = (here.saturating_sub(1)..=here).rev();
        let first = sentences.find_map(|idx| {
            let sentence = scene.sentence(idx);
            let first_token = if idx == here {
                sentence.start.max(scene.token_from(covered))
            } else {
                sentence.start
            };
            let clause = first_token..sentence.end.min(at).max(first_token);
            let speaker = clause::last_verb(scene, &clause)
                .and_then(|verb| clause::subject(scene, &clause, verb))
                .filter(|subject| matches!(subject.naming, Naming::Mention(_)));
            speaker.or_else(|| {
                clause::candidates(scene, &clause)
                    .into_iter()
                    .find(|candidate| !clause::is_governed(scene, candidate, clause.start))
            })
        })?;
        match first.naming {
            Naming::Mention(idx) if scene.mentions[idx].entity_type == EntityType::Person => {
                Some(idx)
            }
            _ => None,
        }
    }
}

/// Whether the tokens name no person but this one.
fn nobody_else(scene: &Scene, mention_idx: usize, mut tokens: Range<usize>) -> bool {
    tokens.all(|at| {
        scene.mention_at(at).is_none_or(|other| {
            scene.mentions[other].entity_type != EntityType::Person
                || is_same(scene, other, mention_idx)
        })
    })
}

/// For each mention the pronoun that goes with what it names: by a title before one of its mentions, or else by the
/// pronouns of sentences that name nobody else.
fn known(scene: &Scene) -> Vec<Option<PronounKind>> {
    const TITLE: i32 = 100;
    let n_mentions = scene.mentions.len();
    let is_person = |idx: usize| scene.mentions[idx].entity_type == EntityType::Person;
    let mut firsts: BTreeMap<EntityRef, usize> = BTreeMap::new();
    let group: Vec<usize> = (0..n_mentions)
        .map(|idx| {
            *firsts
                .entry(scene.mentions[idx].entity.clone())
                .or_insert(idx)
        })
        .collect();
    // Above zero for a woman, below for a man.
    let mut votes = vec![0_i32; n_mentions];
    let vote = |kind| if kind == PronounKind::She { 1 } else { -1 };
    for sentence_idx in 0..scene.n_sentences() {
        let mut only: Option<usize> = None;
        let mut is_only = true;
        let mut pronouns = 0;
        for at in scene.sentence(sentence_idx) {
            if let Some(idx) = scene.mention_at(at).filter(|&idx| is_person(idx)) {
                if let Some(kind) = at.checked_sub(1).and_then(|before| scene.title(before)) {
                    votes[group[idx]] += TITLE * vote(kind);
                }
                is_only &= only.is_none_or(|other| group[other] == group[idx]);
                only = Some(idx);
            } else if let Some(kind @ (PronounKind::He | PronounKind::She)) = scene.pronoun(at)
                && only.is_some()
            {
                pronouns += vote(kind);
            }
        }
        if let Some(idx) = only.filter(|_| is_only) {
            votes[group[idx]] += pronouns.signum();
        }
    }
    (0..n_mentions)
        .map(|idx| match votes[group[idx]] {
            _ if !is_person(idx) => None,
            2.. => Some(PronounKind::She),
            ..=-2 => Some(PronounKind::He),
            _ => None,
        })
        .collect()
}

/// Whether two mentions name the same.
pub(super) fn is_same(scene: &Scene, a: usize, b: usize) -> bool {
    let (a, b) = (&scene.mentions[a], &scene.mentions[b]);
    match (&a.entity, &b.entity) {
        (EntityRef::Listed(a), EntityRef::Listed(b)) => a == b,
        (EntityRef::Unlisted(a), EntityRef::Unlisted(b)) => a == b,
        _ => false,
    }
}

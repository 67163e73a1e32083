//! Reads number words: in a row (*one hundred and three*), joined by hyphens (*twenty-five*) or without
//! (*einundzwanzigtausend*).

use rust_decimal::Decimal;

use super::compose::{Morph, compose};
use super::scan::Scan;
use crate::language::number_words::{NumberRole, NumberWords};

/// A number in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spelled {
    /// What it says.
    pub value: Decimal,
    /// The only word is an article, or the word for one that is also a pronoun.
    pub weak: Option<NumberRole>,
    /// The last word is an ordinal.
    pub is_ordinal: bool,
}

const MAX_MORPHS: usize = 40;

/// Reads the longest cardinal in words at `at`.
pub fn cardinal(scan: &Scan, at: usize) -> Option<(Spelled, usize)> {
    longest(scan, at, false)
}

/// Reads the longest ordinal in words at `at`.
pub fn ordinal(scan: &Scan, at: usize) -> Option<(Spelled, usize)> {
    longest(scan, at, true)
}

fn longest(scan: &Scan, at: usize, wants_ordinal: bool) -> Option<(Spelled, usize)> {
    let morphs = morphs(scan, at);
    let first = morphs.first()?;
    if first.role == NumberRole::And {
        return None;
    }
    let (value, n_morphs) = compose(&morphs, wants_ordinal)?;
    let last = morphs[n_morphs - 1];
    let ends_inside_word = morphs.get(n_morphs).is_some_and(|next| next.is_joined);
    let is_weak = n_morphs == 1 && matches!(first.role, NumberRole::One | NumberRole::Article);
    let spelled = Spelled {
        value,
        weak: is_weak.then_some(first.role),
        is_ordinal: last.role == NumberRole::Ordinal,
    };
    (!ends_inside_word).then_some((spelled, last.end - at))
}

/// The morphs of the number words from `at` on, as far as they follow each other.
fn morphs(scan: &Scan, at: usize) -> Vec<Morph> {
    let mut morphs = Vec::new();
    let mut position = at;
    while position < scan.len() && morphs.len() < MAX_MORPHS {
        let hyphen = !morphs.is_empty()
            && scan
                .surface(position)
                .chars()
                .all(crate::tokenize::is_hyphen)
            && scan.touches_previous(position)
            && scan.touches_previous(position + 1);
        position += usize::from(hyphen);
        if !scan.is_letters(position) {
            break;
        }
        let before = morphs.len();
        push_word(scan, position, &mut morphs);
        if morphs.len() == before {
            break;
        }
        position = morphs[morphs.len() - 1].end;
    }
    morphs
}

fn push_word(scan: &Scan, at: usize, morphs: &mut Vec<Morph>) {
    use NumberRole as R;
    let builds = |role: R| {
        matches!(
            role,
            R::Digit
                | R::One
                | R::Article
                | R::Teen
                | R::Tens
                | R::Hundred
                | R::Scale
                | R::And
                | R::Ordinal
        )
    };
    let single = scan.phrase(&scan.words.numbers, at, |(role, value)| {
        builds(*role).then_some((*role, *value))
    });
    if let Some(((role, value), used)) = single {
        morphs.push(Morph {
            role,
            value,
            end: at + used,
            is_joined: false,
        });
        return;
    }
    let lower = scan.lower(at);
    let pieces = segment(&lower, scan.words).or_else(|| joined_ordinal(&lower, scan.words));
    for (idx, (role, value)) in pieces.unwrap_or_default().into_iter().enumerate() {
        morphs.push(Morph {
            role,
            value,
            end: at + 1,
            is_joined: idx > 0,
        });
    }
}

/// Whether `word` begins like a number.
pub fn may_be_joined(word: &str, words: &NumberWords) -> bool {
    let mut start = word.chars();
    start
        .next()
        .zip(start.next())
        .is_some_and(|(first, second)| words.morph_starts.contains(&[first, second]))
}

/// The morphs that `word` is joined of; at least two.
pub fn segment(word: &str, words: &NumberWords) -> Option<Vec<(NumberRole, Decimal)>> {
    if !may_be_joined(word, words) || word.len() > 120 {
        return None;
    }
    let mut failed = vec![false; word.len() + 1];
    let mut pieces = Vec::new();
    (segment_from(word, 0, words, &mut failed, &mut pieces) && pieces.len() > 1).then_some(pieces)
}

const LONGEST_MORPH: usize = 16;

fn segment_from(
    word: &str,
    at: usize,
    words: &NumberWords,
    failed: &mut [bool],
    pieces: &mut Vec<(NumberRole, Decimal)>,
) -> bool {
    if at == word.len() {
        return pieces
            .last()
            .is_some_and(|(role, _)| *role != NumberRole::And);
    }
    if failed[at] {
        return false;
    }
    for end in (at + 1..=word.len().min(at + LONGEST_MORPH)).rev() {
        let Some(&morph) = word.get(at..end).and_then(|piece| words.morphs.get(piece)) else {
            continue;
        };
        pieces.push(morph);
        if segment_from(word, end, words, failed, pieces) {
            return true;
        }
        pieces.pop();
    }
    failed[at] = true;
    false
}

/// The morphs of a joined word with an ordinal ending; the last one becomes the ordinal.
fn joined_ordinal(word: &str, words: &NumberWords) -> Option<Vec<(NumberRole, Decimal)>> {
    for ending in words
        .ordinal_endings
        .iter()
        .filter(|ending| ending.len() > 1)
    {
        let Some(base) = word.strip_suffix(ending.as_str()) else {
            continue;
        };
        let single = words
            .morphs
            .get(base)
            .filter(|(role, _)| !matches!(role, NumberRole::Digit | NumberRole::And));
        let mut pieces = single
            .map(|piece| vec![*piece])
            .or_else(|| segment(base, words))
            .unwrap_or_default();
        let is_single = pieces.len() == 1
            && matches!(
                pieces[0].0,
                NumberRole::Article | NumberRole::One | NumberRole::Half
            );
        if pieces.is_empty() || is_single {
            continue;
        }
        pieces.push((NumberRole::Ordinal, Decimal::ZERO));
        return Some(pieces);
    }
    joined_with_ordinal(word, words)
}

/// The morphs of a joined word that ends with an ordinal of its own: *honderdderde*.
fn joined_with_ordinal(word: &str, words: &NumberWords) -> Option<Vec<(NumberRole, Decimal)>> {
    if word.len() < 8 || !may_be_joined(word, words) {
        return None;
    }
    word.char_indices().skip(3).find_map(|(border, _)| {
        let (base, tail) = word.split_at(border);
        let (values, _) = words.numbers.get(std::iter::once((tail, tail)))?;
        let ordinal = values
            .iter()
            .find(|(role, _)| *role == NumberRole::Ordinal)?;
        let single = words.morphs.get(base).map(|piece| vec![*piece]);
        let mut pieces = single.or_else(|| segment(base, words))?;
        pieces.push(*ordinal);
        Some(pieces)
    })
}

/// The value of one word that is a number, joined or not: *sechs* of *sechsjährige*.
pub fn value_of(word: &str, words: &NumberWords) -> Option<Decimal> {
    let is_number =
        |role: NumberRole| !matches!(role, NumberRole::And | NumberRole::Half | NumberRole::Scale);
    if let Some((_, value)) = words.morphs.get(word).filter(|(role, _)| is_number(*role)) {
        return Some(*value);
    }
    let pieces = segment(word, words)?;
    let morphs: Vec<Morph> = pieces
        .iter()
        .enumerate()
        .map(|(idx, (role, value))| Morph {
            role: *role,
            value: *value,
            end: 1,
            is_joined: idx > 0,
        })
        .collect();
    compose(&morphs, false)
        .filter(|(_, n_morphs)| *n_morphs == morphs.len())
        .map(|(value, _)| value)
}

//! Reads number words: in a row (*one hundred and three*), joined by hyphens (*twenty-five*) or without
//! (*einundzwanzigtausend*).

use rust_decimal::Decimal;

use super::compose::{Morph, compose};
use super::scan::Scan;
use crate::language::number_words::{NumberRole, NumberWords, UnitRole};
use crate::text::tails;

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
    spelled(scan, at)[0]
}

/// Reads the longest ordinal in words at `at`.
pub fn ordinal(scan: &Scan, at: usize) -> Option<(Spelled, usize)> {
    spelled(scan, at)[1]
}

/// The longest cardinal and the longest ordinal.
fn spelled(scan: &Scan, at: usize) -> [Option<(Spelled, usize)>; 2] {
    let Some(known) = scan.known(at) else {
        return [None; 2];
    };
    *known.spelled.get_or_init(|| {
        let morphs = morphs(scan, at);
        [false, true].map(|wants_ordinal| longest(scan, at, &morphs, wants_ordinal))
    })
}

fn longest(
    scan: &Scan,
    at: usize,
    morphs: &[Morph],
    wants_ordinal: bool,
) -> Option<(Spelled, usize)> {
    let first = morphs.first()?;
    if matches!(first.role, NumberRole::And | NumberRole::AndUnits) {
        return None;
    }
    let (value, n_morphs) = compose(morphs, wants_ordinal, !scan.words.has_articles)?;
    let last = morphs[n_morphs - 1];
    let ends_inside_word = morphs.get(n_morphs).is_some_and(|next| next.is_joined);
    let is_weak = n_morphs == 1 && matches!(first.role, NumberRole::One | NumberRole::Article);
    // A number word with a capital inside a sentence is a name: *Mila*.
    let is_capitalized = n_morphs == 1 && scan.is_capitalized(at) && at > 0 && {
        let mut rest = scan.surface(at).chars().skip(1);
        rest.any(char::is_lowercase)
    };
    let follows_word = at > 0 && scan.is_letters(at - 1);
    if is_capitalized && follows_word && !scan.profile.nouns_capitalized && !wants_ordinal {
        return None;
    }
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
                | R::Hundreds
                | R::Scale
                | R::And
                | R::AndUnits
                | R::Ordinal
        )
    };
    // A word may join both tens and units, and the parts of a number.
    let joins_units = morphs.last().is_some_and(|before| before.role == R::Tens);
    let other_and = if joins_units { R::And } else { R::AndUnits };
    // *Quarante-cinq cents* are hundredths of a currency.
    let is_minor = || scan.unit(at, UnitRole::Minor).is_some() && ends_in_tens(morphs);
    let builds = |role: R| builds(role) && !(role == R::Hundred && is_minor());
    let single = scan.phrase(&scan.words.numbers, at, |(role, value)| {
        (builds(*role) && *role != other_and).then_some((*role, *value))
    });
    // Inside a number a word that is article and number is the number: *yirmi bir*.
    let single = single.map(|((role, value), used)| match role {
        R::Article if !morphs.is_empty() && scan.number(at, R::One).is_some() => {
            ((R::One, value), used)
        }
        _ => ((role, value), used),
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
    let pieces = segment(&lower, scan.words)
        .or_else(|| joined_ordinal(&lower, scan.words))
        .or_else(|| ranked_superlative(&lower, scan.words).filter(|_| morphs.is_empty()))
        .or_else(|| behind_prefix(&lower, scan.words).filter(|_| !morphs.is_empty()));
    for (idx, (role, value)) in pieces.unwrap_or_default().into_iter().enumerate() {
        morphs.push(Morph {
            role,
            value,
            end: at + 1,
            is_joined: idx > 0,
        });
    }
}

/// Whether tens stand behind the last hundred or scale.
fn ends_in_tens(morphs: &[Morph]) -> bool {
    use NumberRole as R;
    let mut last = morphs.iter().rev();
    let mut last = last
        .by_ref()
        .take_while(|morph| !matches!(morph.role, R::Hundred | R::Hundreds | R::Scale));
    last.any(|morph| morph.role == R::Tens || morph.value == Decimal::TEN)
}

/// The number word behind a word for *and* that is written in one with it.
fn behind_prefix(word: &str, words: &NumberWords) -> Option<Vec<(NumberRole, Decimal)>> {
    let mut prefixes = words.prefixes.iter();
    let rest = prefixes.find_map(|prefix| word.strip_prefix(prefix.as_str()))?;
    let morph = words.morphs.get(rest)?;
    Some(vec![(NumberRole::And, Decimal::ZERO), *morph])
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
    if !words.is_joined {
        return None;
    }
    pieces(word, words)
}

/// As [`segment`], in any language.
fn pieces(word: &str, words: &NumberWords) -> Option<Vec<(NumberRole, Decimal)>> {
    if !may_be_joined(word, words) || word.len() > 120 {
        return None;
    }
    let mut failed = vec![false; word.len() + 1];
    let mut pieces = Vec::new();
    (segment_from(word, 0, words, &mut failed, &mut pieces) && pieces.len() > 1).then_some(pieces)
}

/// The longest piece of a joined number word, in bytes.
const LONGEST_MORPH: usize = 40;

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
    if !words.is_joined {
        return None;
    }
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

/// *Drittgrößte*: an ordinal, without its ending or with it, joined with a superlative.
fn ranked_superlative(word: &str, words: &NumberWords) -> Option<Vec<(NumberRole, Decimal)>> {
    let mut endings = words.superlatives.iter();
    let base = endings.find_map(|ending| word.strip_suffix(ending.as_str()))?;
    let whole = format!("{base}e");
    [base, whole.as_str()].into_iter().find_map(|base| {
        let (rows, _) = words.numbers.get(std::iter::once((base, base)))?;
        let is_ordinal = |(role, _): &&(NumberRole, Decimal)| *role == NumberRole::Ordinal;
        rows.iter().find(is_ordinal).map(|row| vec![*row])
    })
}

/// The morphs of a joined word that ends with an ordinal of its own: *honderdderde*.
fn joined_with_ordinal(word: &str, words: &NumberWords) -> Option<Vec<(NumberRole, Decimal)>> {
    if word.len() < 8 || !may_be_joined(word, words) {
        return None;
    }
    tails(word, 1).find_map(|tail| {
        let base = &word[..word.len() - tail.len()];
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
    // With an ending of age words are joined in other languages too: *czterdziestodwuletni*.
    let pieces = pieces(word, words)?;
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
    compose(&morphs, false, !words.has_articles)
        .filter(|(_, n_morphs)| *n_morphs == morphs.len())
        .map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn an_ordinal_may_be_joined_with_a_superlative() {
        check("de", "Das ist die [drittgrößte](ordinal 3) Stadt.");
        check("da", "Det er den [tredjestørste](ordinal 3) by.");
        check("nl", "Dat is de [op één na grootste](ordinal 2) stad.");
        check("sv", "Det är den [näst största](ordinal 2) staden.");
    }
}

//! Reads number words: in a row (*one hundred and three*), joined by hyphens (*twenty-five*) or without
//! (*einundzwanzigtausend*).

use rust_decimal::Decimal;

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

#[derive(Debug, Clone, Copy)]
struct Morph {
    role: NumberRole,
    value: Decimal,
    /// The part behind its own.
    end: usize,
    /// Whether it is written in one word with the morph before it.
    is_joined: bool,
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
            && scan.surface(position).chars().all(crate::tokenize::is_hyphen)
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
        matches!(role, R::Digit | R::One | R::Article | R::Teen | R::Tens | R::Hundred | R::Scale | R::And | R::Ordinal)
    };
    let single = scan.phrase(&scan.words.numbers, at, |(role, value)| builds(*role).then_some((*role, *value)));
    if let Some(((role, value), used)) = single {
        morphs.push(Morph { role, value, end: at + used, is_joined: false });
        return;
    }
    let lower = scan.lower(at);
    let pieces = segment(&lower, scan.words).or_else(|| joined_ordinal(&lower, scan.words));
    for (idx, (role, value)) in pieces.unwrap_or_default().into_iter().enumerate() {
        morphs.push(Morph { role, value, end: at + 1, is_joined: idx > 0 });
    }
}

/// The morphs that `word` is joined of; at least two.
pub fn segment(word: &str, words: &NumberWords) -> Option<Vec<(NumberRole, Decimal)>> {
    let mut start = word.chars();
    let starts_well = words.morph_starts.contains(&[start.next()?, start.next()?]);
    if !starts_well || word.len() > 120 {
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
        return pieces.last().is_some_and(|(role, _)| *role != NumberRole::And);
    }
    if failed[at] {
        return false;
    }
    for end in (at + 1..=word.len().min(at + LONGEST_MORPH)).rev() {
        let Some(&morph) = word.get(at..end).and_then(|piece| words.morphs.get(piece)) else { continue };
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
    for ending in words.ordinal_endings.iter().filter(|ending| ending.len() > 1) {
        let Some(base) = word.strip_suffix(ending.as_str()) else { continue };
        let single = words.morphs.get(base).filter(|(role, _)| !matches!(role, NumberRole::Digit | NumberRole::And));
        let mut pieces = single.map(|piece| vec![*piece]).or_else(|| segment(base, words)).unwrap_or_default();
        let is_single = pieces.len() == 1 && matches!(pieces[0].0, NumberRole::Article | NumberRole::One | NumberRole::Half);
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
    let mut start = word.chars();
    if word.len() < 8 || !words.morph_starts.contains(&[start.next()?, start.next()?]) {
        return None;
    }
    word.char_indices().skip(3).find_map(|(border, _)| {
        let (base, tail) = word.split_at(border);
        let (values, _) = words.numbers.get(std::iter::once((tail, tail)))?;
        let ordinal = values.iter().find(|(role, _)| *role == NumberRole::Ordinal)?;
        let single = words.morphs.get(base).map(|piece| vec![*piece]);
        let mut pieces = single.or_else(|| segment(base, words))?;
        pieces.push(*ordinal);
        Some(pieces)
    })
}

/// The value of the longest run of `morphs` that is a number, and how many morphs it has.
fn compose(morphs: &[Morph], wants_ordinal: bool) -> Option<(Decimal, usize)> {
    let mut sum = Sum::default();
    let mut best = None;
    for (idx, morph) in morphs.iter().enumerate() {
        if !sum.add(morphs, idx) {
            break;
        }
        let is_ordinal = morph.role == NumberRole::Ordinal;
        if morph.role != NumberRole::And && is_ordinal == wants_ordinal {
            best = Some((sum.total()?, idx + 1));
        }
        if is_ordinal {
            break;
        }
    }
    best
}

#[derive(Debug, Default)]
struct Sum {
    scaled: Decimal,
    group: Decimal,
    last_scale: Option<Decimal>,
    half: bool,
}

impl Sum {
    fn total(&self) -> Option<Decimal> {
        self.scaled.checked_add(self.group)
    }

    /// Takes in morph `idx`; `false` if it cannot follow what was taken in before it.
    fn add(&mut self, morphs: &[Morph], idx: usize) -> bool {
        use NumberRole as R;
        let morph = morphs[idx];
        let previous = idx.checked_sub(1).map(|before| morphs[before].role);
        let is_after = |roles: &[R]| previous.is_none_or(|role| roles.contains(&role));
        let hundred = Decimal::ONE_HUNDRED;
        let ten = Decimal::TEN;
        if self.half && morph.role != R::Scale && morph.role != R::Ordinal {
            return false;
        }
        match morph.role {
            R::Digit | R::One | R::Article => {
                let fits = is_after(&[R::And, R::Hundred, R::Scale, R::Tens]) && (self.group % ten).is_zero();
                let is_article = morph.role == R::Article && previous.is_some() && !morph.is_joined && previous != Some(R::And);
                self.group += morph.value;
                fits && !is_article
            }
            R::Teen => {
                let fits = is_after(&[R::And, R::Hundred, R::Scale]) && (self.group % hundred).is_zero();
                self.group += morph.value;
                fits
            }
            R::Tens => {
                let units = self.group % hundred;
                let follows_units = previous == Some(R::And) && morph.is_joined && units < ten;
                let fits = follows_units || is_after(&[R::And, R::Hundred, R::Scale]) && units.is_zero();
                self.group += morph.value;
                fits
            }
            R::Hundred => self.multiply_hundred(previous),
            R::Scale => self.multiply(morph.value, previous),
            R::Half => {
                let fits = morph.is_joined || previous == Some(R::And);
                self.half = true;
                self.group += morph.value;
                fits
            }
            R::And => may_join(morphs, idx),
            R::Ordinal => self.finish(morph, previous),
            _ => false,
        }
    }

    fn multiply_hundred(&mut self, previous: Option<NumberRole>) -> bool {
        if self.group.is_zero() && previous != Some(NumberRole::Digit) {
            self.group = Decimal::ONE_HUNDRED;
            return true;
        }
        let fits = self.group < Decimal::ONE_HUNDRED && previous != Some(NumberRole::And);
        self.group *= Decimal::ONE_HUNDRED;
        fits
    }

    fn multiply(&mut self, scale: Decimal, previous: Option<NumberRole>) -> bool {
        let needs_factor = scale >= Decimal::from(1_000_000) && self.group.is_zero();
        let fits = self.last_scale.is_none_or(|last| scale < last) && !needs_factor && previous != Some(NumberRole::And);
        let factor = if self.group.is_zero() { Decimal::ONE } else { self.group };
        let Some(scaled) = factor.checked_mul(scale).and_then(|value| self.scaled.checked_add(value)) else {
            return false;
        };
        self.scaled = scaled;
        self.group = Decimal::ZERO;
        self.half = false;
        self.last_scale = Some(scale);
        fits
    }

    /// An ordinal at the end: an ending (zero), units (*-third*) or a scale (*-hundredth*).
    fn finish(&mut self, morph: Morph, previous: Option<NumberRole>) -> bool {
        use NumberRole as R;
        if morph.value.is_zero() {
            return morph.is_joined;
        }
        let Some(previous) = previous else {
            self.group = morph.value;
            return true;
        };
        if morph.value >= Decimal::ONE_HUNDRED {
            let factor = if self.group.is_zero() { Decimal::ONE } else { self.group };
            let Some(group) = factor.checked_mul(morph.value) else { return false };
            self.group = group;
            return matches!(previous, R::Digit | R::One | R::Article | R::Teen | R::Tens | R::Hundred);
        }
        self.group += morph.value;
        match previous {
            R::Tens => morph.value < Decimal::TEN,
            R::Hundred | R::Scale | R::And => true,
            _ => false,
        }
    }
}

/// Whether the *and* at `idx` joins: inside a word always, else only behind hundreds and thousands, and not where a
/// number as large begins (*one hundred and two hundred*).
fn may_join(morphs: &[Morph], idx: usize) -> bool {
    use NumberRole as R;
    let Some(next) = morphs.get(idx + 1) else { return false };
    if next.is_joined {
        return idx > 0;
    }
    let Some(previous) = idx.checked_sub(1).map(|before| morphs[before]) else { return false };
    let coming = morphs[idx + 1..].iter().take(4).find(|morph| matches!(morph.role, R::Hundred | R::Scale));
    match previous.role {
        R::Hundred => coming.is_none_or(|morph| morph.role != R::Hundred) && next.role != R::Article,
        R::Scale => coming.is_none_or(|morph| morph.value < previous.value) && next.role != R::Article,
        _ => false,
    }
}

/// The value of one word that is a number, joined or not: *sechs* of *sechsjährige*.
pub fn value_of(word: &str, words: &NumberWords) -> Option<Decimal> {
    let is_number = |role: NumberRole| !matches!(role, NumberRole::And | NumberRole::Half | NumberRole::Scale);
    if let Some((_, value)) = words.morphs.get(word).filter(|(role, _)| is_number(*role)) {
        return Some(*value);
    }
    let pieces = segment(word, words)?;
    let morphs: Vec<Morph> = pieces
        .iter()
        .enumerate()
        .map(|(idx, (role, value))| Morph { role: *role, value: *value, end: 1, is_joined: idx > 0 })
        .collect();
    compose(&morphs, false).filter(|(_, n_morphs)| *n_morphs == morphs.len()).map(|(value, _)| value)
}

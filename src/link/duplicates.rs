//! Articles that repeat another one in the same language: wire copies, second editions, excerpts.
//!
//! An article is known by its shingles, the runs of [`WORDS_OF_SHINGLE`] words. A fixed share of all shingles, chosen
//! by their hash, finds the articles to compare; those are then compared by all of them.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::vectors::is_told;
use crate::document::{Article, TokenKind};
use crate::fold::fold;
use crate::language::Language;

const WORDS_OF_SHINGLE: usize = 4;
/// An article with fewer shingles repeats nothing: it is a headline or a line of news.
const FEWEST_SHINGLES: usize = 16;
/// One shingle in so many finds articles to compare.
const SAMPLED: u64 = 4;
/// So many earlier articles are looked at for a shingle: the first, and the latest.
const FIRST: usize = 4;
const LATEST: usize = 12;
/// So many articles that share most shingles are compared.
const MAX_COMPARED: usize = 8;
/// An article of which this share stands in an earlier one repeats it.
const REPEATED: f64 = 0.7;
/// An article of the same day of which this share stands in another one is cut from it.
const EXCERPT: f64 = 0.85;

/// For each article the one that it repeats, if any; that one repeats none.
///
/// The original is the earliest, and of one day the first in order of id. What was cut from a longer article of the
/// same or an unknown day is not its original.
pub fn originals(articles: &[Article]) -> Vec<Option<usize>> {
    let shingles: Vec<_> = articles.par_iter().map(shingles).collect();
    let mut originals = vec![None; articles.len()];
    let mut seen: FxHashMap<(Language, u64), Vec<usize>> = FxHashMap::default();
    let mut n_shared: FxHashMap<usize, usize> = FxHashMap::default();
    for idx in in_order(articles) {
        let own = &shingles[idx];
        if own.len() < FEWEST_SHINGLES {
            continue;
        }
        let language = articles[idx].annotations.language.language;
        for &shingle in own.iter().filter(|&shingle| shingle % SAMPLED == 0) {
            let earlier = seen.entry((language, shingle)).or_default();
            let n_latest = earlier.len().saturating_sub(FIRST).min(LATEST);
            let latest = &earlier[earlier.len() - n_latest..];
            for &other in earlier.iter().take(FIRST).chain(latest) {
                *n_shared.entry(other).or_default() += 1;
            }
            earlier.push(idx);
        }
        let mut others: Vec<_> = n_shared.drain().collect();
        others.sort_unstable_by_key(|&(other, n)| (Reverse(n), other));
        others.truncate(MAX_COMPARED);
        for (other, _) in others {
            let root = originals[other].unwrap_or(other);
            let other = &shingles[other];
            let n = super::n_common(own, other);
            let is_same_day = articles[idx].document.metadata.published
                == articles[root].document.metadata.published;
            if is_share(n, own.len(), REPEATED) {
                originals[idx] = Some(root);
                break;
            }
            let is_longer = own.len() > shingles[root].len();
            if is_same_day && is_longer && is_share(n, other.len(), EXCERPT) {
                take_over(&mut originals, idx, root);
            }
        }
    }
    originals
}

/// Makes `idx` the original of `root` and of all that repeat that.
fn take_over(originals: &mut [Option<usize>], idx: usize, root: usize) {
    if originals[idx].is_some() || root == idx {
        return;
    }
    originals[root] = Some(idx);
    for original in originals.iter_mut().filter(|it| **it == Some(root)) {
        *original = Some(idx);
    }
}

/// The articles in order of their day of publication, then of id; those without a date last.
fn in_order(articles: &[Article]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|&idx| {
        let published = articles[idx].document.metadata.published;
        let days = published.map(|date| (date.first_day(), date.last_day()));
        (days.is_none(), days, idx)
    });
    order
}

/// Hashes of the runs of words that an article tells, sorted, each once.
fn shingles(article: &Article) -> Vec<u64> {
    let text = &article.document.text;
    let tokens = article.annotations.tokens.iter().filter(|token| {
        matches!(token.kind, TokenKind::Word | TokenKind::Number)
            && is_told(article, token.span.start())
    });
    let words: Vec<u64> = tokens
        .map(|token| hash(fold(token.span.of(text)).as_bytes()))
        .collect();
    let bytes = |words: &[u64]| {
        words
            .iter()
            .flat_map(|word| word.to_le_bytes())
            .collect::<Vec<_>>()
    };
    let runs = words.windows(WORDS_OF_SHINGLE);
    let mut shingles: Vec<u64> = runs.map(|run| hash(&bytes(run))).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// FNV-1a with a last mixing of the bits: the same everywhere.
fn hash(bytes: &[u8]) -> u64 {
    let hash = bytes.iter().fold(0xcbf2_9ce4_8422_2325u64, |hash, &b| {
        (hash ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    hash ^ (hash >> 32)
}

fn is_share(n: usize, of: usize, share: f64) -> bool {
    super::as_f64(n) >= share * super::as_f64(of)
}

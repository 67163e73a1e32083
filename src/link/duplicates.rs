//! Articles that repeat another one in the same language: wire copies, second editions, excerpts.
//!
//! An article is known by its shingles, the runs of [`WORDS_OF_SHINGLE`] words. A fixed share of all shingles, chosen
//! by their hash, finds the articles to compare; those are then compared by all of them.

use std::cmp::Reverse;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::document::Article;
use crate::language::Language;
use crate::lists::Lists;

const WORDS_OF_SHINGLE: usize = 4;
/// An article with fewer shingles repeats nothing: it is a headline or a line of news.
const FEWEST_SHINGLES: usize = 16;
/// One shingle in so many finds articles to compare.
const SAMPLED: u32 = 4;
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
/// same or an unknown day is not its original. `words` are those of the articles.
pub fn originals(articles: &[Article], words: Lists<u32>) -> Vec<Option<usize>> {
    let shingles = Lists::of_each(articles.len(), |idx| shingles(&words[idx]));
    drop(words);
    let repeated = repeated(&shingles);
    let mut originals = vec![None; articles.len()];
    let mut seen: FxHashMap<(Language, u32), Earlier> = FxHashMap::default();
    let mut n_shared: FxHashMap<usize, usize> = FxHashMap::default();
    for idx in in_order(articles) {
        let own = &shingles[idx];
        if own.len() < FEWEST_SHINGLES {
            continue;
        }
        let language = articles[idx].annotations.language.language;
        for shingle in sampled(own).filter(|shingle| repeated.contains(shingle)) {
            let earlier = seen.entry((language, shingle)).or_default();
            for &other in &earlier.0 {
                *n_shared.entry(other as usize).or_default() += 1;
            }
            earlier.add(idx);
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

/// The articles that have a shingle, in the order in which they came: the first and the latest of them.
#[derive(Default)]
struct Earlier(Vec<u32>);

impl Earlier {
    fn add(&mut self, idx: usize) {
        if self.0.len() == FIRST + LATEST {
            self.0.remove(FIRST);
        }
        self.0.push(super::index(idx));
    }
}

fn sampled(shingles: &[u32]) -> impl Iterator<Item = u32> {
    let shingles = shingles.iter().copied();
    shingles.filter(|shingle| shingle % SAMPLED == 0)
}

/// The sampled shingles that more than one article has; most others are of one alone.
fn repeated(shingles: &Lists<u32>) -> FxHashSet<u32> {
    let mut all: Vec<u32> = shingles.iter().flat_map(sampled).collect();
    all.par_sort_unstable();
    let pairs = all.windows(2).filter(|pair| pair[0] == pair[1]);
    pairs.map(|pair| pair[0]).collect()
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
fn shingles(words: &[u32]) -> Vec<u32> {
    let mut shingles: Vec<u32> = words.windows(WORDS_OF_SHINGLE).map(hash).collect();
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// FNV-1a of 64 bits over words, of which the upper half is kept after a last mixing: the same everywhere.
fn hash(words: &[u32]) -> u32 {
    let hash = words.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, &word| {
        (hash ^ u64::from(word)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 32)).wrapping_mul(0xd6e8_feb8_6659_fd93);
    u32::try_from(mixed >> 32).expect("32 bits are left")
}

fn is_share(n: usize, of: usize, share: f64) -> bool {
    super::as_f64(n) >= share * super::as_f64(of)
}

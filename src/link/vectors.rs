//! What an article tells, as a list of weighted keys: the entities, figures and words by which articles on one event
//! are known in any language.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::{as_f64, cluster_of_mentions};
use crate::document::{
    Amount, Article, Cluster, Cognate, EntityType, NumberMention, NumberValue, SectionKind, Text,
    section_at,
};
use crate::language::Language;
use crate::lists::Lists;

/// A key with its weight.
pub type Entry = (u32, f32);

/// The weighted keys of an article, or the sum of those of several, in order of key.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Vector<'a>(Cow<'a, [Entry]>);

impl<'a> Vector<'a> {
    /// The vector with these `entries`, which are in order of key.
    pub fn of(entries: &'a [Entry]) -> Self {
        Self(Cow::Borrowed(entries))
    }

    /// The sum over the keys of both of the products of their weights.
    pub fn dot(&self, other: &Self) -> f64 {
        let (few, many) = if self.0.len() <= other.0.len() {
            (&self.0, &other.0)
        } else {
            (&other.0, &self.0)
        };
        let mut rest = &**many;
        let mut sum = 0.0;
        for (key, weight) in &**few {
            rest = from_key(rest, *key);
            match rest.first() {
                Some((other, same)) if other == key => sum += product(*weight, *same),
                Some(_) => {}
                None => break,
            }
        }
        sum
    }

    /// Both together.
    pub fn add(&self, other: &Vector) -> Vector<'static> {
        let mut sum = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(&&(key, weight)), Some(&&(other, same))) = (a.peek(), b.peek()) {
            sum.push(match key.cmp(&other) {
                std::cmp::Ordering::Less => (key, weight),
                std::cmp::Ordering::Equal => (key, weight + same),
                std::cmp::Ordering::Greater => (other, same),
            });
            if key <= other {
                a.next();
            }
            if other <= key {
                b.next();
            }
        }
        sum.extend(a);
        sum.extend(b);
        Vector(Cow::Owned(sum))
    }
}

/// The product of two weights, with the digits that its factors lack.
pub fn product(a: f32, b: f32) -> f64 {
    f64::from(a) * f64::from(b)
}

/// The `entries`, which are in order of key, from `key` on. The nearer that is, the sooner it is found.
fn from_key(entries: &[Entry], key: u32) -> &[Entry] {
    let is_before = |entry: &Entry| entry.0 < key;
    let mut end = 1;
    while entries.get(end - 1).is_some_and(is_before) {
        end *= 2;
    }
    let (start, end) = (end / 2, end.min(entries.len()));
    &entries[start + entries[start..end].partition_point(is_before)..]
}

/// How much each kind of key says; together 1, which is how like an article is to itself at most.
const SHARES: [f64; 3] = [0.5, 0.15, 0.35];
/// What is added to the length of a list of each kind, so that one shared name does not make two short texts alike.
const RIDGES: [f64; 3] = [8.0, 4.0, 16.0];
/// As many articles as these are thought beside those of the corpus, so that in a small one what all share still
/// counts.
const BACKGROUND: f64 = 100.0;
/// The same for the words of one language.
const BACKGROUND_OF_LANGUAGE: f64 = 20.0;
/// What a word says that only one language of several has.
const OWN_WORD: f64 = 0.4;
/// What is said by a key that no other article has: nothing for a story, but a little against any other.
const ALONE: f64 = 0.5;
/// Which of the kinds words are; entities and numbers come before.
const WORDS: usize = 2;

/// How often each article has each key of a kind, in order of key; the lists of an article, one for each kind, stand
/// together.
type Counts = Lists<(u32, u32)>;

/// The keys of a kind that an article has.
fn of_kind(counts: &Counts, article_idx: usize, kind: usize) -> &[(u32, u32)] {
    &counts[article_idx * SHARES.len() + kind]
}

/// The counts of keys each of which is given as often as it is there, in any order, with what it counts there.
fn counted(keys: impl Iterator<Item = (u32, u32)>) -> Vec<(u32, u32)> {
    let mut keys: Vec<_> = keys.collect();
    keys.sort_unstable_by_key(|(key, _)| *key);
    keys.dedup_by(|(key, count), (before, sum)| {
        let is_same = key == before;
        *sum += if is_same { *count } else { 0 };
        is_same
    });
    keys
}

/// The entries of the vector of each article, whose words these `cognates` are. The keys below the number of `clusters`
/// are the indices of these.
pub fn vectors(
    articles: &[Article],
    cognates: Lists<(Cognate, u32)>,
    clusters: &[Cluster],
) -> Lists<Entry> {
    let cluster_of = cluster_of_mentions(articles, clusters);
    let mut keys = Keys::from(clusters.len());
    let mut counts = Counts::with_capacity(
        articles.len() * SHARES.len(),
        n_keys_at_most(articles) + cognates.items().len(),
    );
    for (article_idx, article) in articles.iter().enumerate() {
        // In the order of the kinds.
        let entities = entity_counts(article, &cluster_of[article_idx]).into_iter();
        counts.push(entities.map(|(idx, count)| (Keys::of_cluster(idx), count)));
        let numbers = number_keys(article).into_iter();
        counts.push(counted(numbers.map(|key| (keys.of_number(key), 1))));
        let words = cognates[article_idx].iter();
        counts.push(counted(
            words.map(|&(cognate, n)| (keys.of_cognate(cognate), n)),
        ));
    }
    drop((cluster_of, cognates));
    let rarity = Rarity::of(articles, &counts, keys.len());
    let factors: Vec<_> = clusters.iter().map(entity_factor).collect();
    Lists::of_each(articles.len(), |article_idx| {
        let mut entries = Vec::new();
        for (kind, (share, ridge)) in SHARES.into_iter().zip(RIDGES).enumerate() {
            let weight = |&(key, count): &(u32, u32)| {
                let factor = factors.get(key as usize).copied().unwrap_or(1.0);
                (key, factor * rarity.of_key(key) * of_count(count))
            };
            let counts = of_kind(&counts, article_idx, kind);
            let weights: Vec<_> = counts.iter().map(weight).collect();
            let squares: f64 = weights.iter().map(|(_, weight)| weight * weight).sum();
            let scale = libm::sqrt(share / (squares + ridge * ridge));
            #[expect(clippy::cast_possible_truncation, reason = "half the memory")]
            entries.extend(
                weights
                    .iter()
                    .map(|(key, weight)| (*key, (weight * scale) as f32)),
            );
        }
        entries.sort_by_key(|(key, _)| *key);
        entries
    })
}

/// How many keys, but words, the articles have if no two are the same.
fn n_keys_at_most(articles: &[Article]) -> usize {
    let annotations = articles.iter().map(|article| &article.annotations);
    annotations
        .map(|it| it.mentions.len() + it.numbers.len())
        .sum()
}

/// Whether what stands at byte `offset` belongs to what the article tells.
pub fn is_told(article: &Article, offset: usize) -> bool {
    section_at(&article.annotations.sections, offset).is_told()
}

fn is_title(article: &Article, offset: usize) -> bool {
    section_at(&article.annotations.sections, offset) == SectionKind::Title
}

/// Places say less than those who act: there is always something happening in France.
fn entity_factor(cluster: &Cluster) -> f64 {
    match cluster.entity_type {
        EntityType::Location if cluster.subtype == "country" => 0.5,
        EntityType::Location | EntityType::Group => 0.7,
        EntityType::Person | EntityType::Organization | EntityType::Product | EntityType::Event => {
            1.0
        }
    }
}

/// How often an article names each cluster, by index, where it tells something; in a title it counts twice.
pub fn entity_counts(article: &Article, cluster_of: &[usize]) -> BTreeMap<usize, u32> {
    let mut counts = BTreeMap::new();
    for (mention, &cluster_idx) in article.annotations.mentions.iter().zip(cluster_of) {
        let start = mention.span.start();
        if is_told(article, start) {
            let count = if is_title(article, start) { 2 } else { 1 };
            *counts.entry(cluster_idx).or_default() += count;
        }
    }
    counts
}

/// What a cluster that `n_naming` of `n_articles` name says of an article where it counts so much.
pub fn entity_weight(cluster: &Cluster, n_naming: usize, n_articles: usize, count: u32) -> f64 {
    entity_factor(cluster) * rarity(as_f64(n_naming), n_articles) * of_count(count)
}

/// Numbers for keys.
struct Keys {
    numbers: FxHashMap<String, u32>,
    cognates: FxHashMap<Cognate, u32>,
    next: u32,
}

impl Keys {
    fn from(first: usize) -> Self {
        Self {
            numbers: FxHashMap::default(),
            cognates: FxHashMap::default(),
            next: Self::of_cluster(first),
        }
    }

    fn of_cluster(idx: usize) -> u32 {
        u32::try_from(idx).unwrap_or(u32::MAX)
    }

    fn len(&self) -> usize {
        self.next as usize
    }

    fn of_number(&mut self, key: String) -> u32 {
        *self
            .numbers
            .entry(key)
            .or_insert_with(|| next(&mut self.next))
    }

    fn of_cognate(&mut self, cognate: Cognate) -> u32 {
        *self
            .cognates
            .entry(cognate)
            .or_insert_with(|| next(&mut self.next))
    }
}

fn next(next: &mut u32) -> u32 {
    let id = *next;
    *next = id.saturating_add(1);
    id
}

/// From here on a count is telling without the thing that is counted.
const TELLING: i64 = 10;

/// The keys of the numbers of an article that can tell which event it is about.
fn number_keys(article: &Article) -> Vec<String> {
    let numbers = article.annotations.numbers.iter();
    let told = numbers.filter(|number| is_told(article, number.span.start()));
    told.filter_map(number_key).collect()
}

fn number_key(number: &NumberMention) -> Option<String> {
    let amount = |amount: &Amount| match amount {
        Amount::Point(value) => Some(value.normalize().to_string()),
        Amount::Range { .. } => None,
    };
    match &number.value {
        NumberValue::Cardinal(Amount::Point(value)) => {
            (*value >= Decimal::from(TELLING)).then(|| format!("n {}", value.normalize()))
        }
        NumberValue::Percent { amount: value, .. } => Some(format!("% {}", amount(value)?)),
        NumberValue::Money {
            amount: value,
            currency,
        } => Some(format!(
            "{} {}",
            currency.as_deref().unwrap_or("money"),
            amount(value)?
        )),
        NumberValue::Quantity {
            amount: value,
            unit,
            base,
        } => {
            let (unit, value) = base
                .as_ref()
                .map_or((unit, value), |in_base| (&in_base.0, &in_base.1));
            Some(format!("{unit} {}", amount(value)?))
        }
        NumberValue::Age { amount: value, .. } => Some(format!("age {}", amount(value)?)),
        NumberValue::Temperature {
            amount: value,
            unit,
        } => Some(format!("{unit} {}", amount(value)?)),
        NumberValue::Date(date) => {
            let (from, to) = (date.from?, date.to?);
            Some(format!("d {from} {to}"))
        }
        NumberValue::Time {
            value: Text::Point(time),
            ..
        } => Some(format!("t {time}")),
        NumberValue::Cardinal(Amount::Range { .. })
        | NumberValue::Multiple(_)
        | NumberValue::Ordinal(_)
        | NumberValue::Set { .. }
        | NumberValue::Time { .. }
        | NumberValue::Duration { .. } => None,
    }
}

/// What it says that a key is there so often.
fn of_count(count: u32) -> f64 {
    1.0 + libm::log(f64::from(count))
}

/// How rare a key is that `n` of `n_articles` have.
fn rarity(n: f64, n_articles: usize) -> f64 {
    let alone = if n < 2.0 { ALONE } else { 1.0 };
    alone * libm::log(1.0 + (BACKGROUND + as_f64(n_articles)) / n.max(1.0))
}

/// How rare each key is.
struct Rarity(Vec<f64>);

impl Rarity {
    fn of(articles: &[Article], counts: &Counts, n_keys: usize) -> Self {
        let mut n_having = vec![0u32; n_keys];
        for (key, _) in counts.items() {
            n_having[*key as usize] += 1;
        }
        let of_count = |&n: &u32| rarity(f64::from(n), articles.len());
        let mut rarity: Vec<f64> = n_having.iter().map(of_count).collect();
        let shares = (0u32..).zip(shares_of_words(articles, counts, n_keys));
        for (key, (share, n_languages)) in shares.filter(|(_, (share, _))| *share > 0.0) {
            let alone = if n_having[key as usize] < 2 {
                ALONE
            } else {
                1.0
            };
            let own = if n_languages < 2 { OWN_WORD } else { 1.0 };
            rarity[key as usize] = alone * own * libm::log(1.0 / share);
        }
        Self(rarity)
    }

    fn of_key(&self, key: u32) -> f64 {
        self.0[key as usize]
    }
}

/// For each key the largest share of the articles of a language that have it as a word, 0 for what is no word, and in how
/// many languages it is found; the second is 2 or more where all articles are in one language.
fn shares_of_words(articles: &[Article], counts: &Counts, n_keys: usize) -> Vec<(f64, usize)> {
    let mut by_language: BTreeMap<Language, Vec<usize>> = BTreeMap::new();
    for (article_idx, article) in articles.iter().enumerate() {
        let language = article.annotations.language.language;
        by_language.entry(language).or_default().push(article_idx);
    }
    let n_more = usize::from(by_language.len() < 2);
    let mut shares = vec![(0.0, n_more); n_keys];
    for indices in by_language.values() {
        let mut n_having = vec![0usize; n_keys];
        for &article_idx in indices {
            for &(key, _) in of_kind(counts, article_idx, WORDS) {
                n_having[key as usize] += 1;
            }
        }
        let n_articles = BACKGROUND_OF_LANGUAGE + as_f64(indices.len());
        for ((share, n_languages), &n) in shares.iter_mut().zip(&n_having) {
            *share = f64::max(*share, as_f64(n) / n_articles);
            *n_languages += usize::from(n > 0);
        }
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_add_and_multiply() {
        let (a, b) = (
            Vector::of(&[(1, 1.0), (3, 2.0)]),
            Vector::of(&[(2, 1.0), (3, 0.5), (7, 4.0)]),
        );
        assert_eq!(a.dot(&b), 1.0);
        assert_eq!(b.dot(&a), 1.0);
        let sum = Vector::of(&[(1, 1.0), (2, 1.0), (3, 2.5), (7, 4.0)]);
        assert_eq!(a.add(&b), sum);
    }
}

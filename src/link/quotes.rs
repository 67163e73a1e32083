//! The same quotation over articles and languages: one speaker, the same names, numbers and cognate words, the same
//! place among the quotations of the story.
//!
//! Only articles that share rare entities are compared, each with the few that share most with it. Two quotations are
//! joined when enough speaks for it, and a group grows only by quotations that fit every member.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rust_decimal::Decimal;
use rustc_hash::FxHashMap;

use super::{as_f64, n_common};
use crate::document::{
    Amount, Article, Cluster, Confidence, Coreference, EntityType, Member, NumberValue,
    PartialDate, Place, Quote,
};
use crate::fold::slug;

/// Of the entities of an article, this many of the rarest lead to related articles.
const MAX_ENTITIES: usize = 16;
/// An entity that more articles name leads to none.
const MAX_ARTICLES: usize = 200;
/// Most related articles that an article is compared with.
const MAX_RELATED: usize = 48;
/// Articles speak of the same events when they name at least this many entities in common.
const MIN_SHARED_ENTITIES: usize = 2;
/// Most days between articles with the same quotation.
const MAX_DAYS: i64 = 14;
/// Two quotations are joined from here on, in hundredths.
const JOINED: i32 = 55;
/// Two quotations show where articles tell the same from here on.
const ANCHOR: i32 = 70;
/// Places in articles that are less apart than this share of them are one.
const CLOSE: f64 = 0.04;
/// Two quotations may be in one group from here on.
const COMPATIBLE: i32 = 24;

/// The quotations that at least two articles have, in order of their ids; members in order of their places.
pub(super) fn quotes(articles: &[Article], clusters: &[Cluster]) -> Vec<Coreference> {
    let words = Words::of(articles);
    let known = Known::new(articles, clusters, &words);
    let scored = known
        .related_articles()
        .into_par_iter()
        .flat_map_iter(|(a, b)| known.compare(a, b));
    let scored = Scored::of(scored.collect());
    let groups = cliques(&scored);
    let mut groups: Vec<_> = groups
        .into_iter()
        .filter_map(|members| group(articles, &members, &scored))
        .collect();
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    groups
}

/// What speaks for two quotations being one.
#[derive(Debug, Clone, Copy)]
struct Likeness {
    /// In hundredths; below zero what cannot be.
    score: i32,
    /// Whether words, names or figures inside speak for it.
    is_by_words: bool,
    speakers: Speakers,
    has_same_figures: bool,
    has_same_names: bool,
    n_words_alike: usize,
    has_same_place: bool,
    /// Whether they stand between quotations that are the same.
    is_between_same: bool,
    is_in_parallel: bool,
}

impl Likeness {
    /// That two quotations cannot be one.
    const NONE: Self = Self {
        score: -1,
        is_by_words: false,
        speakers: Speakers::Unknown,
        has_same_figures: false,
        has_same_names: false,
        n_words_alike: 0,
        has_same_place: false,
        is_between_same: false,
        is_in_parallel: false,
    };

    /// What speaks for it, in words.
    fn why(&self) -> String {
        let speakers = match self.speakers {
            Speakers::Same => "same speaker",
            Speakers::OneKnown => "one tells no speaker",
            Speakers::Unknown => "no speaker told",
        };
        let words = match self.n_words_alike {
            0 => None,
            1 => Some("1 word alike".to_owned()),
            n => Some(format!("{n} words alike")),
        };
        let reasons = [
            Some(speakers),
            self.has_same_figures.then_some("same figures"),
            self.has_same_names.then_some("same names"),
            words.as_deref(),
            self.has_same_place.then_some("same place in the story"),
            self.is_between_same
                .then_some("between the same quotations"),
            self.is_in_parallel
                .then_some("in articles that run parallel"),
        ];
        reasons.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

/// A quotation in the form in which it is compared.
struct Features<'a> {
    place: Place,
    quote: &'a Quote,
    /// Cluster of the speaker.
    speaker: Option<usize>,
    /// The last part of the name of a person who speaks, in plain letters.
    surname: Option<String>,
    /// Whether the name has no other part, as where the article names nobody in full.
    is_short: bool,
    /// Clusters that are named inside, each with the number of quotations of the article that name it.
    named: BTreeMap<usize, usize>,
    /// Figures inside.
    figures: BTreeSet<String>,
    words: Vec<&'a Word<'a>>,
    n_chars: usize,
    /// Where in the article it stands, 0 to 1.
    position: f64,
}

struct Word<'a> {
    letters: &'a str,
    n_letters: usize,
    /// The first four bytes, or fewer and zeros.
    start: [u8; 4],
    /// The pairs of neighbouring sounds, sorted.
    pairs: Vec<[char; 2]>,
    /// A bit for each of these, of which several may share one.
    pair_bits: u128,
    consonants: String,
    /// A bit for each consonant, of which several may share one.
    consonant_bits: u32,
}

impl<'a> Word<'a> {
    fn of(letters: &'a str) -> Self {
        let pairs = pairs(letters);
        let bit = |[a, b]: &[char; 2]| (u32::from(*a) * 31 + u32::from(*b)) % u128::BITS;
        let consonants = consonants(letters);
        let mut start = [0; 4];
        for (byte, letter) in start.iter_mut().zip(letters.bytes()) {
            *byte = letter;
        }
        Self {
            letters,
            n_letters: letters.len(),
            start,
            consonant_bits: consonants
                .chars()
                .fold(0, |bits, c| bits | 1 << (u32::from(c) % u32::BITS)),
            pair_bits: pairs
                .iter()
                .fold(0, |bits, pair| bits | 1_u128 << bit(pair)),
            pairs,
            consonants,
        }
    }

    /// How many of the pairs have no bit of their own.
    fn n_without_bit(&self) -> usize {
        self.pairs
            .len()
            .saturating_sub(self.pair_bits.count_ones() as usize)
    }

    /// So many pairs both words have at most.
    fn most_common_pairs(&self, other: &Self) -> usize {
        let n_bits = (self.pair_bits & other.pair_bits).count_ones() as usize;
        n_bits + self.n_without_bit().min(other.n_without_bit())
    }
}

/// The words of all quotations, each once.
struct Words<'a>(FxHashMap<&'a str, Word<'a>>);

impl<'a> Words<'a> {
    fn of(articles: &'a [Article]) -> Self {
        let quotes = articles
            .iter()
            .flat_map(|article| &article.annotations.quotes);
        let mut words = FxHashMap::default();
        for letters in quotes.flat_map(|quote| quote.key_words.iter()) {
            words.entry(letters).or_insert_with(|| Word::of(letters));
        }
        Self(words)
    }

    /// The words of a quotation.
    fn of_quote(&self, quote: &Quote) -> Vec<&Word<'a>> {
        let words = quote.key_words.iter();
        words.map(|letters| &self.0[letters]).collect()
    }
}

struct Known<'a> {
    articles: &'a [Article],
    /// For each article with quotations the clusters that it names, in order.
    named: Vec<Vec<usize>>,
    /// For each cluster the articles with quotations that name it, in order.
    naming: Vec<Vec<usize>>,
    /// For each cluster how many articles name it, with quotations or not.
    n_naming: Vec<usize>,
    quotes: Vec<Vec<Features<'a>>>,
}

impl<'a> Known<'a> {
    fn new(articles: &'a [Article], clusters: &[Cluster], words: &'a Words<'a>) -> Self {
        let cluster_of = super::cluster_of_mentions(articles, clusters);
        let features = |(article_idx, article): (usize, &'a Article)| {
            let quotes = article.annotations.quotes.iter().enumerate();
            quotes
                .map(|(item_idx, quote)| {
                    let place = Place {
                        article_idx,
                        item_idx,
                    };
                    let words = words.of_quote(quote);
                    let cluster_of = &cluster_of[article_idx];
                    features(article, quote, place, words, cluster_of, clusters)
                })
                .collect::<Vec<_>>()
        };
        let features = |article| count_names(features(article));
        let quotes: Vec<_> = articles.par_iter().enumerate().map(features).collect();
        drop(cluster_of);
        let mut named = super::entities_of_articles(articles.len(), clusters);
        let mut naming = vec![Vec::new(); clusters.len()];
        let mut n_naming = vec![0; clusters.len()];
        for (article_idx, of_article) in named.iter_mut().enumerate() {
            let has_quotes = !quotes[article_idx].is_empty();
            for &cluster_idx in of_article.iter() {
                n_naming[cluster_idx] += 1;
                if has_quotes {
                    naming[cluster_idx].push(article_idx);
                }
            }
            if !has_quotes {
                *of_article = Vec::new();
            }
        }
        Self {
            articles,
            named,
            naming,
            n_naming,
            quotes,
        }
    }

    /// Pairs of articles that may tell of the same events and both have quotations, in order.
    fn related_articles(&self) -> Vec<(usize, usize)> {
        let n_articles = self.articles.len();
        let related = (0..n_articles).into_par_iter().map_init(
            || vec![(0, 0); n_articles],
            |shared, article_idx| self.related(article_idx, shared),
        );
        let mut pairs: Vec<_> = related.flatten_iter().collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        pairs
    }

    /// The pairs of an article with those that it shares most with, both in order. What it shares with each is reckoned
    /// in `shared`, which is all zero before and after.
    fn related(&self, article_idx: usize, shared: &mut [(usize, usize)]) -> Vec<(usize, usize)> {
        if self.quotes[article_idx].is_empty() {
            return Vec::new();
        }
        let mut rare: Vec<(usize, usize)> = self.named[article_idx]
            .iter()
            .map(|&cluster| (self.n_naming[cluster], cluster))
            .filter(|&(n_articles, _)| n_articles > 1 && n_articles <= MAX_ARTICLES)
            .collect();
        rare.sort_unstable();
        rare.truncate(MAX_ENTITIES);
        // Rarer entities count more; in whole numbers, so that the order of sums does not matter.
        let mut others = Vec::new();
        for (n_articles, cluster) in rare {
            for &other in &self.naming[cluster] {
                if other != article_idx {
                    let (weight, n_shared) = &mut shared[other];
                    if *n_shared == 0 {
                        others.push(other);
                    }
                    *weight += 1000 / n_articles;
                    *n_shared += 1;
                }
            }
        }
        let mut related: Vec<_> = others
            .into_iter()
            .map(|other| (std::mem::take(&mut shared[other]), other))
            .filter(|&((_, n_shared), other)| {
                n_shared >= MIN_SHARED_ENTITIES && self.may_be_of_one_time(article_idx, other)
            })
            .map(|((weight, _), other)| (std::cmp::Reverse(weight), other))
            .collect();
        related.sort_unstable();
        related.truncate(MAX_RELATED);
        let in_order = |(_, other): (_, usize)| (article_idx.min(other), article_idx.max(other));
        related.into_iter().map(in_order).collect()
    }

    fn may_be_of_one_time(&self, a: usize, b: usize) -> bool {
        let day = |idx: usize| match self.articles[idx].document.metadata.published {
            Some(PartialDate::Day(day)) => Some(day),
            _ => None,
        };
        match (day(a), day(b)) {
            (Some(a), Some(b)) => {
                let between = (a - b).get_days();
                i64::from(between).abs() <= MAX_DAYS
            }
            _ => true,
        }
    }

    /// The pairs of quotations of two articles that may be one.
    fn compare(&self, a: usize, b: usize) -> Vec<((Place, Place), Likeness)> {
        let mut scored = Vec::new();
        let (of_a, of_b) = (&self.quotes[a], &self.quotes[b]);
        let alone: Vec<Vec<Likeness>> = of_a
            .iter()
            .map(|a| of_b.iter().map(|b| likeness(a, b)).collect())
            .collect();
        let run_parallel = run_parallel(of_a, of_b, &alone);
        let at = |i: Option<usize>, j: Option<usize>| -> bool {
            i.zip(j)
                .and_then(|(i, j)| alone.get(i)?.get(j))
                .is_some_and(|likeness| likeness.score >= JOINED)
        };
        for (i, a) in of_a.iter().enumerate() {
            for (j, b) in of_b.iter().enumerate() {
                let mut likeness = alone[i][j];
                let beside_before = at(i.checked_sub(1), j.checked_sub(1));
                let beside_behind = at(Some(i + 1), Some(j + 1));
                let n_beside = usize::from(beside_before) + usize::from(beside_behind);
                if likeness.score > 0 && n_beside > 0 {
                    likeness.score += if n_beside == 2 { 18 } else { 10 };
                    likeness.is_between_same = true;
                }
                let apart = (a.position - b.position).abs();
                let is_opposite =
                    run_parallel && apart < CLOSE && nearest(a, of_b) == j && nearest(b, of_a) == i;
                if likeness.score > 0 && is_opposite {
                    likeness.score += 16;
                    likeness.is_in_parallel = true;
                }
                let are_direct = a.quote.is_direct && b.quote.is_direct;
                if !(likeness.is_by_words || is_opposite && are_direct) {
                    likeness.score = likeness.score.min(JOINED - 1);
                }
                if likeness.score >= COMPATIBLE {
                    scored.push(((a.place, b.place), likeness));
                }
            }
        }
        scored
    }
}

/// Whether enough quotations are alike at the same places of two articles that one must be a telling of the other.
fn run_parallel(a: &[Features], b: &[Features], alone: &[Vec<Likeness>]) -> bool {
    const MIN_ANCHORS: usize = 2;
    let mut n_close = 0;
    let mut n_anchors = 0;
    for (a, row) in a.iter().zip(alone) {
        for (b, likeness) in b.iter().zip(row) {
            if likeness.is_by_words && likeness.score >= ANCHOR {
                n_anchors += 1;
                n_close += usize::from((a.position - b.position).abs() < CLOSE);
            }
        }
    }
    n_close >= MIN_ANCHORS && 4 * n_close >= 3 * n_anchors
}

/// The index of the quotation that stands nearest to where `one` does in its article.
fn nearest(one: &Features, others: &[Features]) -> usize {
    let apart = |other: &Features| (other.position - one.position).abs();
    let nearest = others
        .iter()
        .enumerate()
        .min_by(|(_, a), (_, b)| apart(a).total_cmp(&apart(b)));
    nearest.map_or(usize::MAX, |(idx, _)| idx)
}

fn features<'a>(
    article: &'a Article,
    quote: &'a Quote,
    place: Place,
    words: Vec<&'a Word<'a>>,
    cluster_of: &[usize],
    clusters: &[Cluster],
) -> Features<'a> {
    let (mentions, numbers) = (&article.annotations.mentions, &article.annotations.numbers);
    let speaker = quote.speaker.and_then(|speaker| speaker.mention_idx);
    let named = quote
        .span
        .beginning_inside(mentions, |mention| mention.span)
        .filter(|&idx| quote.span.contains(mentions[idx].span))
        .map(|idx| cluster_of[idx])
        .filter(|&cluster| clusters[cluster].entity_type != EntityType::Product)
        .map(|cluster| (cluster, 1))
        .collect();
    let inside = quote.span.beginning_inside(numbers, |number| number.span);
    let figures = numbers[inside]
        .iter()
        .filter(|number| quote.span.contains(number.span))
        .filter_map(|number| figure(&number.value))
        .collect();
    let n_chars = quote.span.of(&article.document.text).chars().count();
    let speaker = speaker.map(|mention_idx| cluster_of[mention_idx]);
    let name = speaker
        .map(|cluster| &clusters[cluster])
        .filter(|cluster| cluster.entity_type == EntityType::Person)
        .map(|cluster| slug(&cluster.name));
    let surname = name.as_ref().and_then(|name| name.rsplit('-').next());
    Features {
        place,
        quote,
        speaker,
        surname: surname.map(str::to_owned),
        is_short: name.as_ref().is_some_and(|name| !name.contains('-')),
        named,
        figures,
        words,
        n_chars,
        position: as_f64(quote.span.start()) / as_f64(article.document.text.len().max(1)),
    }
}

/// Notes for each name how many of the quotations, which are those of an article, have it.
fn count_names(mut quotes: Vec<Features>) -> Vec<Features> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for &cluster in quotes.iter().flat_map(|quote| quote.named.keys()) {
        *counts.entry(cluster).or_default() += 1;
    }
    for quote in &mut quotes {
        for (cluster, count) in &mut quote.named {
            *count = counts[cluster];
        }
    }
    quotes
}

/// What a number says, if that is more than a small count.
fn figure(value: &NumberValue) -> Option<String> {
    let point = |amount: &Amount| match amount {
        Amount::Point(value) => Some(*value),
        Amount::Range { .. } => None,
    };
    let telling = |value: &Decimal| *value > Decimal::from(2);
    match value {
        NumberValue::Cardinal(amount)
        | NumberValue::Percent { amount, .. }
        | NumberValue::Money { amount, .. }
        | NumberValue::Quantity { amount, .. }
        | NumberValue::Age { amount, .. }
        | NumberValue::Temperature { amount, .. } => point(amount)
            .filter(telling)
            .map(|value| value.normalize().to_string()),
        NumberValue::Date(date) => date.from.map(|day| day.to_string()),
        NumberValue::Multiple(_)
        | NumberValue::Set { .. }
        | NumberValue::Time { .. }
        | NumberValue::Duration { .. }
        | NumberValue::Ordinal(_) => None,
    }
}

/// The consonants of a word as sounds that related languages keep: *group*, *groep*, *Gruppe* are all `grp`.
fn consonants(letters: &str) -> String {
    let mut key = String::new();
    for c in letters.chars() {
        if matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'j') {
            continue;
        }
        let sound = sound(c);
        if !key.ends_with(sound) {
            key.push(sound);
        }
    }
    key
}

/// One letter for those that stand for each other in words that languages share.
fn sound(c: char) -> char {
    match c {
        'c' | 'q' => 'k',
        'z' | 'x' => 's',
        'd' => 't',
        'w' | 'f' => 'v',
        c => c,
    }
}

/// How alike two quotations are without their neighbours.
fn likeness(a: &Features, b: &Features) -> Likeness {
    let mut likeness = Likeness::NONE;
    likeness.speakers = match (a.speaker, b.speaker) {
        (Some(a), Some(b)) if a == b => Speakers::Same,
        (Some(_), Some(_))
            if a.surname.is_some() && a.surname == b.surname && a.is_short != b.is_short =>
        {
            Speakers::Same
        }
        (Some(_), Some(_)) => return likeness,
        (None, None) => Speakers::Unknown,
        _ => Speakers::OneKnown,
    };
    let (short, long) = (a.n_chars.min(b.n_chars), a.n_chars.max(b.n_chars));
    let is_told = !a.quote.is_direct || !b.quote.is_direct;
    let max_ratio = if is_told { 4 } else { 3 };
    if short == 0 || long > max_ratio * short + 10 {
        return likeness;
    }
    let differ =
        |a: &BTreeSet<_>, b: &BTreeSet<_>| a.is_disjoint(b) && !a.is_empty() && !b.is_empty();
    if differ(&a.figures, &b.figures) {
        return likeness;
    }
    let is_same_speaker = likeness.speakers == Speakers::Same;
    let mut score = if is_same_speaker { 22.0 } else { 0.0 };
    let n_figures = a.figures.intersection(&b.figures).count();
    if n_figures > 0 {
        score += 18.0 + 6.0 * as_f64(n_figures.min(3) - 1);
        likeness.has_same_figures = true;
    }
    let names = names(a, b);
    if names > 0.0 {
        score += names;
        likeness.has_same_names = true;
    } else if !a.named.is_empty() && !b.named.is_empty() {
        score -= 12.0;
    }
    let (share, n_alike) = cognates(&a.words, &b.words);
    score += 90.0 * share * (as_f64(n_alike) / 3.0).min(1.0);
    likeness.n_words_alike = n_alike;
    let apart = (a.position - b.position).abs();
    if apart < 0.06 {
        score += 14.0 * (1.0 - apart / 0.06);
        likeness.has_same_place = true;
    }
    let ratio = as_f64(long) / as_f64(short);
    score += if ratio < 1.35 {
        8.0
    } else {
        8.0 - 6.0 * (ratio - 1.35)
    };
    let is_strong = n_alike + n_figures > 0 || names > 0.0;
    if is_same_speaker || is_strong || !is_told {
        likeness.score = to_i32(score);
        likeness.is_by_words = is_strong;
    }
    likeness
}

/// What the names that two quotations share say. A name that most quotations of an article have says little.
fn names(a: &Features, b: &Features) -> f64 {
    const ALL: f64 = 24.0;
    let shared = a.named.iter().filter_map(|(cluster, n_in_a)| {
        let n_in_b = b.named.get(cluster)?;
        Some(2.0 / as_f64(n_in_a + n_in_b))
    });
    let shared: f64 = shared.sum();
    let n_all = a
        .named
        .keys()
        .chain(b.named.keys())
        .collect::<BTreeSet<_>>()
        .len();
    ALL * shared / as_f64(n_all.max(1))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Speakers {
    Same,
    OneKnown,
    Unknown,
}

/// Rounds a score, which is small.
fn to_i32(score: f64) -> i32 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "scores are below a thousand"
    )]
    let rounded = score.round() as i32;
    rounded
}

/// The share of letters of the quotation with fewer of them that stand in words that are alike, and how many such words
/// there are.
fn cognates(a: &[&Word], b: &[&Word]) -> (f64, usize) {
    let n_letters = |words: &[&Word]| words.iter().map(|word| word.letters.len()).sum::<usize>();
    let (few, many) = if n_letters(a) <= n_letters(b) {
        (a, b)
    } else {
        (b, a)
    };
    let mut taken = vec![false; many.len()];
    let (mut alike, mut n_alike) = (0, 0);
    for word in few {
        let found = (0..many.len()).find(|&idx| !taken[idx] && are_alike(word, many[idx]));
        if let Some(idx) = found {
            taken[idx] = true;
            alike += word.letters.len();
            n_alike += 1;
        }
    }
    let all = n_letters(few);
    if all == 0 {
        return (0.0, 0);
    }
    // Short quotations are alike by chance.
    let share = as_f64(alike) / as_f64(all.max(12));
    (share, n_alike)
}

/// Whether two words look like forms of one, in one language or in two.
fn are_alike(a: &Word, b: &Word) -> bool {
    if a.start == b.start && a.letters == b.letters {
        return true;
    }
    let (short, long) = (a.n_letters.min(b.n_letters), a.n_letters.max(b.n_letters));
    if short < 4 || long > 2 * short {
        return false;
    }
    if a.start == b.start {
        let bytes = a.letters.bytes().zip(b.letters.bytes());
        let same_start = bytes.take_while(|(a, b)| a == b).count();
        if same_start >= 5 || same_start + 2 >= short {
            return true;
        }
    }
    let is_telling = a.consonants.len() >= 3 && a.consonant_bits == b.consonant_bits;
    if is_telling && a.consonants == b.consonants {
        return true;
    }
    let share = if short >= 8 { 52 } else { 60 };
    let least = share * (short + long - 2);
    short >= 6
        && 200 * a.most_common_pairs(b) >= least
        && 200 * n_common(&a.pairs, &b.pairs) >= least
}

/// The pairs of neighbouring sounds of a word, sorted.
fn pairs(letters: &str) -> Vec<[char; 2]> {
    let sounds: Vec<char> = letters.chars().map(sound).collect();
    let mut pairs: Vec<_> = sounds.windows(2).map(|pair| [pair[0], pair[1]]).collect();
    pairs.sort_unstable();
    pairs
}

/// How alike quotations are, the earlier one first, in order; of pairs that are not here, nothing speaks for them.
struct Scored(Vec<((Place, Place), Likeness)>);

impl Scored {
    fn of(mut scored: Vec<((Place, Place), Likeness)>) -> Self {
        scored.par_sort_unstable_by_key(|(pair, _)| *pair);
        Self(scored)
    }

    fn get(&self, a: Place, b: Place) -> Option<&Likeness> {
        let pair = (a.min(b), a.max(b));
        let place = self.0.binary_search_by_key(&pair, |(pair, _)| *pair);
        place.ok().map(|place| &self.0[place].1)
    }
}

/// Groups of quotations each of which fits each other, from the most alike on; one of an article at most.
fn cliques(scored: &Scored) -> Vec<BTreeSet<Place>> {
    let mut pairs: Vec<_> = scored
        .0
        .iter()
        .filter(|(_, likeness)| likeness.score >= JOINED)
        .map(|&((a, b), likeness)| (std::cmp::Reverse(likeness.score), a, b))
        .collect();
    pairs.sort_unstable();
    let fit = |a: Place, b: Place| scored.get(a, b).is_some();
    let mut group_of: BTreeMap<Place, usize> = BTreeMap::new();
    let mut groups: Vec<BTreeSet<Place>> = Vec::new();
    for (_, a, b) in pairs {
        let mut of = |place: Place, groups: &mut Vec<BTreeSet<Place>>| {
            *group_of.entry(place).or_insert_with(|| {
                groups.push(BTreeSet::from([place]));
                groups.len() - 1
            })
        };
        let (of_a, of_b) = (of(a, &mut groups), of(b, &mut groups));
        let may_join = of_a != of_b
            && groups[of_a]
                .iter()
                .all(|&a| groups[of_b].iter().all(|&b| fit(a, b)));
        if may_join {
            let moved = std::mem::take(&mut groups[of_b]);
            for &place in &moved {
                group_of.insert(place, of_a);
            }
            groups[of_a].extend(moved);
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

fn group(articles: &[Article], members: &BTreeSet<Place>, scored: &Scored) -> Option<Coreference> {
    let quote = |place: Place| &articles[place.article_idx].annotations.quotes[place.item_idx];
    let text = |place: Place| articles[place.article_idx].document.text.as_str();
    let best = |place: Place| {
        let others = members.iter().filter(|&&other| other != place);
        let likeness = others.filter_map(|&other| scored.get(place, other));
        likeness.max_by_key(|likeness| likeness.score)
    };
    let member = |place: Place| {
        let best = best(place)?;
        Some(Member {
            place,
            score: Confidence::new(u8::try_from(best.score.clamp(0, 98)).unwrap_or(0)),
            why: best.why().into(),
        })
    };
    let first = *members.first()?;
    let mut hasher = blake3::Hasher::new();
    hasher.update(articles[first.article_idx].id.as_bytes());
    hasher.update(quote(first).span.start().to_string().as_bytes());
    let label = members.iter().max_by_key(|&&place| {
        let quote = quote(place);
        (quote.is_direct, quote.confidence, std::cmp::Reverse(place))
    })?;
    Some(Coreference {
        id: format!("quo:{}", &hasher.finalize().to_hex()[..12]),
        label: quote(*label).span.of(text(*label)).to_owned(),
        members: members.iter().filter_map(|&place| member(place)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_related_languages_are_alike() {
        let alike = [
            ("group", "gruppe"),
            ("group", "groep"),
            ("gecoordineerd", "koordinierte"),
            ("optimistic", "optimistisch"),
        ];
        for (a, b) in alike {
            assert!(are_alike(&Word::of(a), &Word::of(b)), "{a} {b}");
        }
        for (a, b) in [("bridge", "brother"), ("land", "hand")] {
            assert!(!are_alike(&Word::of(a), &Word::of(b)), "{a} {b}");
        }
    }

    #[test]
    fn a_group_grows_only_by_what_fits_every_member() {
        let place = |article_idx| Place {
            article_idx,
            item_idx: 0,
        };
        let likeness = |score| Likeness {
            score,
            is_by_words: true,
            ..Likeness::NONE
        };
        let scored = Scored::of(vec![
            ((place(0), place(1)), likeness(90)),
            ((place(1), place(2)), likeness(80)),
            ((place(2), place(3)), likeness(70)),
        ]);
        let groups = cliques(&scored);
        let expected = [
            BTreeSet::from([place(0), place(1)]),
            BTreeSet::from([place(2), place(3)]),
        ];
        assert_eq!(groups, expected);
    }
}

//! Joins over articles and languages: names of one entity (`entities`), names in doubt that other articles bear out (`borne_out`), articles that repeat another (`duplicates`) or
//! are on one event (`stories`, by `vectors`), spellings of a name in a story (`spellings`, by `sounds`), numbers that
//! say the same (`figures`), quotations of the same words (`quotes`), and within a story the days that its articles name
//! (`days`) and figures that they agree or differ in (`comparisons`). What a person decided holds against them
//! (`decided`); `telling` says what a story is about.

mod borne_out;
mod comparisons;
mod days;
mod decided;
mod duplicates;
mod entities;
mod figures;
mod quotes;
mod sounds;
mod spellings;
mod stories;
mod telling;
mod vectors;
mod wording;

use std::collections::BTreeSet;

pub use decided::mentions as decide_mentions;
pub use entities::identity;
pub use wording::wording;

use crate::document::{Article, Cluster, Corpus, Member, Place, Wordings};
use crate::ids;
use crate::lists::Lists;
use crate::resources::decisions::{Decidable, Decisions};
use crate::resources::gazetteer::Gazetteer;

/// Joins what the `articles`, which are in order of their ids, speak of together.
#[must_use]
pub fn link(articles: Vec<Article>, gazetteer: &Gazetteer) -> Corpus {
    link_decided(articles, gazetteer, &Decisions::default()).0
}

/// Joins what the `articles`, which are in order of their ids, speak of together, as far as nothing else was decided.
#[must_use]
pub fn link_decided(
    mut articles: Vec<Article>,
    gazetteer: &Gazetteer,
    decisions: &Decisions,
) -> (Corpus, Decidable) {
    let mut wordings = Wordings::default();
    for article in &mut articles {
        wordings.take(&mut article.annotations);
    }
    link_worded(articles, wordings, gazetteer, decisions)
}

/// The same for articles whose `wordings` stand by themselves.
#[must_use]
pub fn link_worded(
    mut articles: Vec<Article>,
    wordings: Wordings,
    gazetteer: &Gazetteer,
    decisions: &Decisions,
) -> (Corpus, Decidable) {
    let mut known = BTreeSet::new();
    let (clusters, originals) = rayon::join(
        || entities::clusters(&articles, gazetteer),
        || duplicates::originals(&articles, wordings.words),
    );
    let vectors = vectors::vectors(&articles, wordings.cognates, &clusters);
    let groups = stories::groups(&articles, &vectors);
    let labels = telling::labels(&articles, &groups, &vectors, &originals);
    drop(vectors);
    let borne_out = borne_out::accept(&mut articles, &clusters, &groups, gazetteer, decisions);
    let mut clusters = clusters;
    if borne_out.n_accepted > 0 {
        // The names that are new are in no cluster yet.
        drop(clusters);
        clusters = entities::clusters(&articles, gazetteer);
    }
    let clusters = spellings::joined(&mut articles, clusters, &groups);
    let clusters = decided::clusters(&mut articles, clusters, gazetteer, decisions, &mut known);
    let stories = telling::stories(&articles, &clusters, groups, labels, &originals);
    let (quotes, (figures, days, comparisons)) = rayon::join(
        || quotes::quotes(&articles, &clusters),
        || {
            (
                figures::figures(&articles, &clusters),
                days::days(&articles, &stories),
                comparisons::comparisons(&articles, &clusters, &stories, &originals),
            )
        },
    );
    let number_id = |place: Place| {
        let article = &articles[place.article_idx];
        ids::of_span(
            'n',
            &article.id,
            article.annotations.numbers[place.item_idx].span,
        )
    };
    let quote_id = |place: Place| {
        let article = &articles[place.article_idx];
        ids::of_span(
            'q',
            &article.id,
            article.annotations.quotes[place.item_idx].span,
        )
    };
    let figures = decided::groups(figures, number_id, decisions, &mut known);
    let quotes = decided::groups(quotes, quote_id, decisions, &mut known);
    let days = decided::groups(days, number_id, decisions, &mut known);
    let corpus = Corpus {
        articles,
        clusters,
        figures,
        quotes,
        originals,
        stories,
        days,
        comparisons,
    };
    let followed = borne_out.denials;
    (corpus, Decidable { known, followed })
}

/// For each article the clusters that it names, in order.
fn entities_of_articles(n_articles: usize, clusters: &[Cluster]) -> Vec<Vec<usize>> {
    let mut named = vec![Vec::new(); n_articles];
    for (cluster_idx, cluster) in clusters.iter().enumerate() {
        for member in &cluster.members {
            let of_article = &mut named[member.place.article_idx];
            if of_article.last() != Some(&cluster_idx) {
                of_article.push(cluster_idx);
            }
        }
    }
    named
}

/// For each mention of each article the cluster that it is a member of.
fn cluster_of_mentions(articles: &[Article], clusters: &[Cluster]) -> Lists<usize> {
    let n_mentions = articles.iter().map(|it| it.annotations.mentions.len());
    let unknown = n_mentions.map(|n_mentions| std::iter::repeat_n(usize::MAX, n_mentions));
    let mut cluster_of: Lists<usize> = unknown.collect();
    for (cluster_idx, cluster) in clusters.iter().enumerate() {
        for Member { place, .. } in &cluster.members {
            cluster_of[place.article_idx][place.item_idx] = cluster_idx;
        }
    }
    cluster_of
}

/// How many elements two sorted lists share, each as often as both have it.
fn n_common<T: Ord>(a: &[T], b: &[T]) -> usize {
    let (mut i, mut j, mut n_common) = (0, 0, 0);
    while let (Some(of_a), Some(of_b)) = (a.get(i), b.get(j)) {
        let order = of_a.cmp(of_b);
        n_common += usize::from(order.is_eq());
        i += usize::from(order.is_le());
        j += usize::from(order.is_ge());
    }
    n_common
}

/// The index of an article, or of a cluster of what articles name, in half the memory.
fn index(idx: usize) -> u32 {
    u32::try_from(idx).expect("articles have 32-bit numbers")
}

/// A count as a number with decimals.
fn as_f64(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests;

//! Joins over articles and languages: names of one entity (`entities`), numbers that say the same (`figures`),
//! quotations of the same words (`quotes`), articles that repeat another (`duplicates`) or are on one event
//! (`stories`, by `vectors`), and within a story the days that its articles name (`days`) and figures that they agree
//! or differ in (`comparisons`). What a person decided holds against them (`decided`).

mod comparisons;
mod days;
mod decided;
mod duplicates;
mod entities;
mod figures;
mod quotes;
mod stories;
mod telling;
mod vectors;

use std::collections::BTreeSet;

pub use decided::mentions as decide_mentions;
pub use entities::identity;

use crate::document::{Article, Corpus};
use crate::resources::decisions::Decisions;
use crate::resources::gazetteer::Gazetteer;

/// Joins what the `articles`, which are in order of their ids, speak of together.
#[must_use]
pub fn link(articles: Vec<Article>, gazetteer: &Gazetteer) -> Corpus {
    link_decided(articles, gazetteer, &Decisions::default()).0
}

/// Joins what the `articles`, which are in order of their ids, speak of together, as far as nothing else was decided.
/// Gives the ids that decisions can be about, too.
#[must_use]
pub fn link_decided(
    mut articles: Vec<Article>,
    gazetteer: &Gazetteer,
    decisions: &Decisions,
) -> (Corpus, BTreeSet<String>) {
    let mut known = BTreeSet::new();
    let clusters = entities::clusters(&articles, gazetteer);
    let clusters = decided::clusters(&mut articles, clusters, gazetteer, decisions, &mut known);
    let figures = figures::figures(&articles, &clusters);
    let figures = decided::groups(&articles, figures, decisions, &mut known);
    let quotes = quotes::quotes(&articles, &clusters);
    let quotes = decided::groups(&articles, quotes, decisions, &mut known);
    let originals = duplicates::originals(&articles);
    let vectors = vectors::vectors(&articles, &clusters);
    let stories = telling::stories(&articles, &clusters, &vectors, &originals);
    let days = days::days(&articles, &stories);
    let days = decided::groups(&articles, days, decisions, &mut known);
    let comparisons = comparisons::comparisons(&articles, &clusters, &stories, &originals);
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
    (corpus, known)
}

#[cfg(test)]
mod tests;

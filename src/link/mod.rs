//! Joins over articles and languages: names of one entity (`entities`), numbers that say the same (`figures`), quotations of
//! the same words (`quotes`). What a person decided holds against them (`decided`).

mod decided;
mod entities;
mod figures;
mod quotes;

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

/// Joins what the `articles`, which are in order of their ids, speak of together, as far as nothing else was decided. Gives
/// the ids that decisions can be about, too.
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
    let corpus = Corpus {
        articles,
        clusters,
        figures,
        quotes,
    };
    (corpus, known)
}

//! Joins over articles and languages: names of one entity (`entities`), numbers that say the same (`figures`).

mod entities;
mod figures;

pub use entities::identity;

use crate::document::{Article, Corpus};
use crate::resources::gazetteer::Gazetteer;

/// Joins what the `articles`, which are in order of their ids, speak of together.
#[must_use]
pub fn link(articles: Vec<Article>, gazetteer: &Gazetteer) -> Corpus {
    let clusters = entities::clusters(&articles, gazetteer);
    let figures = figures::figures(&articles, &clusters);
    Corpus {
        articles,
        clusters,
        figures,
    }
}

//! What a story is called and what it is about.

use std::collections::BTreeMap;

use rayon::prelude::*;

use super::vectors::{self, Entry, Vector};
use super::{cluster_of_mentions, entities_of_articles};
use crate::document::{Article, Cluster, EntityType, SectionKind, Story};
use crate::lists::Lists;

/// So many entities stand for a story.
const MAIN_ENTITIES: usize = 5;
/// Hexadecimal digits of an id.
const DIGITS: usize = 12;
/// Most code points of a label that is a sentence.
const LONGEST_LABEL: usize = 120;

/// What each of the `groups` of articles is called.
pub fn labels(
    articles: &[Article],
    groups: &[Vec<usize>],
    vectors: &Lists<Entry>,
    originals: &[Option<usize>],
) -> Vec<String> {
    let label = |members: &Vec<usize>| {
        let own = own(members, originals).map(|idx| Vector::of(&vectors[idx]));
        let sum = own.fold(Vector::default(), |sum, own| sum.add(&own));
        label(articles, vectors, members, &sum)
    };
    groups.par_iter().map(label).collect()
}

/// The stories that the `groups` of articles with these `labels` are, in order of their ids.
pub fn stories(
    articles: &[Article],
    clusters: &[Cluster],
    groups: Vec<Vec<usize>>,
    labels: Vec<String>,
    originals: &[Option<usize>],
) -> Vec<Story> {
    let entities = Entities::of(articles, clusters);
    let story = |(members, label): (Vec<usize>, String)| Story {
        id: id(articles, &members),
        label,
        main_entities: entities.main(&own(&members, originals).collect::<Vec<_>>()),
        articles: members,
    };
    let mut stories: Vec<_> = groups.into_iter().zip(labels).map(story).collect();
    stories.sort_by(|a, b| a.id.cmp(&b.id));
    stories
}

/// The articles of a group that repeat no other.
fn own<'m>(
    members: &'m [usize],
    originals: &'m [Option<usize>],
) -> impl Iterator<Item = usize> + 'm {
    let is_own = move |&idx: &usize| originals[idx].is_none() || members.len() == 1;
    members.iter().copied().filter(is_own)
}

/// The id made from the first article: the earliest, and of one day the first in order of id.
///
/// What comes later or elsewhere leaves it as it is.
fn id(articles: &[Article], members: &[usize]) -> String {
    let first = members.iter().min_by_key(|&&idx| {
        let published = articles[idx].document.metadata.published;
        (
            published.is_none(),
            published.map(|date| (date.first_day(), date.last_day())),
            idx,
        )
    });
    let first = first.map_or("", |&idx| articles[idx].id.as_str());
    format!("st-{}", &blake3::hash(first.as_bytes()).to_hex()[..DIGITS])
}

/// The headline of the article that is most like all of them; where none has a headline, the first sentence of it.
fn label(articles: &[Article], vectors: &Lists<Entry>, members: &[usize], sum: &Vector) -> String {
    let likeness = |&idx: &usize| (Vector::of(&vectors[idx]).dot(sum), idx);
    let mut order: Vec<_> = members.iter().map(likeness).collect();
    order.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut titles = order.iter().filter_map(|&(_, idx)| title(&articles[idx]));
    let first = || {
        let (_, first) = order.first()?;
        first_sentence(&articles[*first])
    };
    titles.next().or_else(first).unwrap_or_default()
}

fn title(article: &Article) -> Option<String> {
    let told = article.document.metadata.title.clone();
    let found = || {
        let sections = &article.annotations.sections;
        let title = sections
            .iter()
            .find(|section| section.kind == SectionKind::Title)?;
        Some(title.span.of(&article.document.text).trim().to_owned())
    };
    told.or_else(found).filter(|title| !title.is_empty())
}

fn first_sentence(article: &Article) -> Option<String> {
    let told = |offset| super::vectors::is_told(article, offset);
    let sentences = &article.annotations.sentences;
    let first = sentences
        .iter()
        .find(|sentence| told(sentence.span.start()))?;
    let text = first.span.of(&article.document.text);
    if text.chars().count() <= LONGEST_LABEL {
        return Some(text.to_owned());
    }
    let cut: String = text.chars().take(LONGEST_LABEL).collect();
    let cut = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(words, _)| words);
    Some(format!("{}…", cut.trim_end_matches([',', ';', ':', ' '])))
}

/// What the articles name.
struct Entities<'a> {
    articles: &'a [Article],
    clusters: &'a [Cluster],
    /// For each mention of each article its cluster.
    cluster_of: Lists<usize>,
    /// How many articles name each cluster.
    n_naming: Vec<usize>,
}

impl<'a> Entities<'a> {
    fn of(articles: &'a [Article], clusters: &'a [Cluster]) -> Self {
        let mut n_naming = vec![0; clusters.len()];
        for cluster_idx in entities_of_articles(articles.len(), clusters)
            .into_iter()
            .flatten()
        {
            n_naming[cluster_idx] += 1;
        }
        Self {
            articles,
            clusters,
            cluster_of: cluster_of_mentions(articles, clusters),
            n_naming,
        }
    }

    /// The clusters that weigh most in the articles of a story; of several articles, those that at least two of them
    /// name.
    fn main(&self, members: &[usize]) -> Vec<usize> {
        let mut weights: BTreeMap<usize, (usize, f64)> = BTreeMap::new();
        for &idx in members {
            for (entity, count) in
                vectors::entity_counts(&self.articles[idx], &self.cluster_of[idx])
            {
                let (cluster, n_naming) = (&self.clusters[entity], self.n_naming[entity]);
                let weight = vectors::entity_weight(cluster, n_naming, self.articles.len(), count);
                let (n, sum) = weights.entry(entity).or_default();
                *n += 1;
                *sum += weight;
            }
        }
        let is_main = |&(idx, (n, _)): &(usize, (usize, f64))| {
            self.clusters[idx].entity_type != EntityType::Group && n >= members.len().min(2)
        };
        let mut entities: Vec<_> = weights.into_iter().filter(is_main).collect();
        entities.sort_by(|a, b| b.1.1.total_cmp(&a.1.1).then(a.0.cmp(&b.0)));
        entities.truncate(MAIN_ENTITIES);
        entities.into_iter().map(|(idx, _)| idx).collect()
    }
}

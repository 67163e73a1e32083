//! What a story is called and what it is about.

use super::stories;
use super::vectors::Vector;
use crate::document::{Article, Cluster, EntityType, SectionKind, Story};

/// So many entities stand for a story.
const MAIN_ENTITIES: usize = 5;
/// Hexadecimal digits of an id.
const DIGITS: usize = 12;
/// Most code points of a label that is a sentence.
const LONGEST_LABEL: usize = 120;

/// The stories in order of their ids.
pub fn stories(
    articles: &[Article],
    clusters: &[Cluster],
    vectors: &[Vector],
    originals: &[Option<usize>],
) -> Vec<Story> {
    let story = |members: Vec<usize>| {
        let sum = members.iter().fold(Vector::default(), |sum, &idx| {
            if originals[idx].is_some() && members.len() > 1 {
                sum
            } else {
                sum.add(&vectors[idx])
            }
        });
        Story {
            id: id(articles, &members),
            label: label(articles, vectors, &members, &sum),
            main_entities: main_entities(clusters, &members, &sum),
            articles: members,
        }
    };
    let groups = stories::groups(articles, vectors);
    let mut stories: Vec<_> = groups.into_iter().map(story).collect();
    stories.sort_by(|a, b| a.id.cmp(&b.id));
    stories
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
fn label(articles: &[Article], vectors: &[Vector], members: &[usize], sum: &Vector) -> String {
    let mut order: Vec<_> = members.to_vec();
    order.sort_by(|&a, &b| {
        let likeness = |idx: usize| vectors[idx].dot(sum);
        likeness(b).total_cmp(&likeness(a)).then(a.cmp(&b))
    });
    let mut titles = order.iter().filter_map(|&idx| title(&articles[idx]));
    let first = || {
        order
            .first()
            .and_then(|&idx| first_sentence(&articles[idx]))
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

/// The clusters that weigh most in the story; of a story of several articles, those that at least two of them name.
fn main_entities(clusters: &[Cluster], members: &[usize], sum: &Vector) -> Vec<usize> {
    let entries = sum.entries().iter();
    let mut entities: Vec<_> = entries
        .map(|&(key, weight)| (key as usize, weight))
        .take_while(|(key, _)| *key < clusters.len())
        .filter(|(key, _)| clusters[*key].entity_type != EntityType::Group)
        .collect();
    entities.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let is_shared = |key: &usize| n_naming(&clusters[*key], members, 2) >= members.len().min(2);
    let main = entities.into_iter().map(|(key, _)| key).filter(is_shared);
    main.take(MAIN_ENTITIES).collect()
}

/// How many of the articles name the cluster, counted up to `enough`.
fn n_naming(cluster: &Cluster, articles: &[usize], enough: usize) -> usize {
    let names = |article_idx: usize| {
        let members = &cluster.members;
        let at = members.partition_point(|member| member.place.article_idx < article_idx);
        let next = members.get(at).map(|member| member.place.article_idx);
        next == Some(article_idx)
    };
    articles
        .iter()
        .filter(|&&idx| names(idx))
        .take(enough)
        .count()
}

//! Names that are in doubt in their article and that other articles bear out: what these surely name by the same letters
//! is meant here too.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use super::{cluster_of_mentions, identity, index};
use crate::document::{
    Article, Cluster, Confidence, EntityRef, EntityType, Evidence, Mention, Relation,
    group_of_articles,
};
use crate::fold::slug;
use crate::ids;
use crate::lists::Lists;
use crate::resources::decisions::{Decisions, RowIdx};
use crate::resources::gazetteer::Gazetteer;

/// So many other articles of the story must have the name.
const MIN_OF_STORY: usize = 2;
/// So sure a name that the story bears out must be by itself.
const LEAST_IN_STORY: Confidence = Confidence::new(20);
/// So many other articles of the corpus must have the name.
const MIN_OF_CORPUS: usize = 3;
/// So sure a name that the corpus bears out must be by itself.
const LEAST_IN_CORPUS: Confidence = Confidence::new(30);
/// How sure a name is that others bear out: about so many of a hundred are right in texts whose names are marked.
const BORNE_OUT: Confidence = Confidence::new(75);

/// How a name is written, whatever its marks: the letters of its slug, and whether all are capitals (*US*, *us*).
type Key = (String, bool);

/// What came of the names in doubt.
pub(super) struct BorneOut {
    /// How many are names now.
    pub n_accepted: usize,
    /// The decisions by which others are none.
    pub denials: BTreeSet<RowIdx>,
}

/// Makes those names mentions that are in doubt in one of the `articles` and that others bear out: those of the same
/// story of `stories`, or, of a name that no list has, those of the whole corpus. Afterwards no name is in doubt, and the
/// new mentions are in none of the `clusters`.
pub(super) fn accept(
    articles: &mut [Article],
    clusters: &[Cluster],
    stories: &[Vec<usize>],
    gazetteer: &Gazetteer,
    decisions: &Decisions,
) -> BorneOut {
    let found = borne_out(articles, clusters, stories);
    let mut borne_out = BorneOut {
        n_accepted: 0,
        denials: BTreeSet::new(),
    };
    for (article, mut mentions) in articles.iter_mut().zip(found) {
        mentions.retain(|mention| {
            let (entity, _) = identity(mention, gazetteer);
            let id = ids::of_span('m', &article.id, mention.span);
            let surface = mention.span.of(&article.document.text);
            let denial = decisions.denial(Some(&id), &entity, surface);
            borne_out.denials.extend(denial);
            denial.is_none()
        });
        borne_out.n_accepted += mentions.len();
        article.annotations.doubtful = Vec::new();
        article.annotations.add_mentions(mentions);
    }
    borne_out
}

/// For each article the names in doubt that others bear out, in order.
fn borne_out(
    articles: &[Article],
    clusters: &[Cluster],
    stories: &[Vec<usize>],
) -> Vec<Vec<Mention>> {
    let mut asked_keys: FxHashMap<Key, u32> = FxHashMap::default();
    let mut keys_in_doubt: Lists<u32> = Lists::default();
    for article in articles {
        let doubtful = article.annotations.doubtful.iter();
        keys_in_doubt.push(doubtful.map(|mention| {
            let next = index(asked_keys.len());
            let surface = mention.span.of(&article.document.text);
            *asked_keys.entry(key(surface)).or_insert(next)
        }));
    }
    if asked_keys.is_empty() {
        return vec![Vec::new(); articles.len()];
    }
    let story_of = group_of_articles(articles.len(), stories.iter().map(Vec::as_slice));
    let story_of = |article_idx: usize| story_of[article_idx].map(index);
    let mut in_stories: FxHashMap<_, Tally<'_>> = FxHashMap::default();
    for (article_idx, keys) in keys_in_doubt.iter().enumerate() {
        let story = story_of(article_idx);
        in_stories.extend(keys.iter().map(|&key| ((story, key), Tally::default())));
    }
    let mut in_corpus: FxHashMap<u32, Tally<'_>> = FxHashMap::default();
    let cluster_of = cluster_of_mentions(articles, clusters);
    let mut asked_by_surface: FxHashMap<&str, Option<u32>> = FxHashMap::default();
    for (article_idx, article) in articles.iter().enumerate() {
        let mentions = article.annotations.mentions.iter();
        for (mention, &cluster_idx) in mentions.zip(&cluster_of[article_idx]) {
            if !is_name(mention) {
                continue;
            }
            let surface = mention.span.of(&article.document.text);
            let asked = asked_by_surface.entry(surface);
            if let Some(key) = *asked.or_insert_with(|| asked_keys.get(&key(surface)).copied()) {
                let in_story = in_stories.get_mut(&(story_of(article_idx), key));
                let in_corpus = in_corpus.entry(key).or_default();
                for tally in in_story.into_iter().chain([in_corpus]) {
                    tally.add(article_idx, cluster_idx, mention);
                }
            }
        }
    }
    drop((asked_keys, asked_by_surface, cluster_of));
    let of_article = |(article_idx, keys): (usize, &[u32])| {
        let doubtful = &articles[article_idx].annotations.doubtful;
        let accepted = doubtful.iter().zip(keys).filter_map(|(mention, &key)| {
            let in_story = in_stories.get(&(story_of(article_idx), key));
            let in_story = in_story.filter(|tally| {
                mention.confidence >= LEAST_IN_STORY && tally.n_others(article_idx) >= MIN_OF_STORY
            });
            let in_corpus = || {
                let is_listed = matches!(mention.entity, EntityRef::Listed(_));
                let in_corpus = in_corpus.get(&key).filter(|_| !is_listed);
                in_corpus.filter(|tally| {
                    mention.confidence >= LEAST_IN_CORPUS
                        && tally.n_others(article_idx) >= MIN_OF_CORPUS
                })
            };
            let tally = in_story.or_else(in_corpus)?;
            Some(tally.meant_by(mention))
        });
        accepted.collect()
    };
    keys_in_doubt.iter().enumerate().map(of_article).collect()
}

/// Whether the mention names its entity as a name in doubt may, and not as an adjective or a part of a word.
fn is_name(mention: &Mention) -> bool {
    mention.entity_type != EntityType::Group
        && !matches!(mention.relation, Relation::Demonym | Relation::CompoundPart)
}

fn key(surface: &str) -> Key {
    let is_capital = |c: char| !c.is_lowercase();
    let has_capital = surface.chars().any(char::is_uppercase);
    (
        slug(surface),
        has_capital && surface.chars().all(is_capital),
    )
}

/// What articles surely name by the same letters.
#[derive(Default)]
struct Tally<'a> {
    /// The articles, in order.
    articles: Vec<u32>,
    /// The clusters in order, each with how often they name it, and the first mention. Mostly it is one.
    clusters: Vec<(u32, u32, &'a Mention)>,
    n_mentions: u32,
}

impl<'a> Tally<'a> {
    /// Counts a mention; articles come in order.
    fn add(&mut self, article_idx: usize, cluster_idx: usize, mention: &'a Mention) {
        let (article_idx, cluster_idx) = (index(article_idx), index(cluster_idx));
        if self.articles.last() != Some(&article_idx) {
            self.articles.push(article_idx);
        }
        self.n_mentions += 1;
        match self
            .clusters
            .binary_search_by_key(&cluster_idx, |known| known.0)
        {
            Ok(at) => self.clusters[at].1 += 1,
            Err(at) => {
                self.clusters.reserve_exact(1);
                self.clusters.insert(at, (cluster_idx, 1, mention));
            }
        }
    }

    /// How many articles but this one.
    fn n_others(&self, article_idx: usize) -> usize {
        let is_among = self.articles.binary_search(&index(article_idx)).is_ok();
        self.articles.len() - usize::from(is_among)
    }

    /// `doubtful` as a mention of what is meant most often; if others are meant nearly as often, a person should look.
    fn meant_by(&self, doubtful: &Mention) -> Mention {
        let clusters = self.clusters.iter().copied();
        // Of several the last: all that counts is that it is always the same.
        let most = clusters.max_by_key(|(_, n_mentions, _)| *n_mentions);
        let (_, n_mentions, meant) = most.unwrap_or((0, 0, doubtful));
        Mention {
            span: doubtful.span,
            evidence: Evidence::Corpus,
            confidence: BORNE_OUT,
            review: n_mentions * 3 < self.n_mentions * 2,
            ..meant.clone()
        }
    }
}

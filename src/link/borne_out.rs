//! Names that are in doubt in their article and that other articles bear out: what these surely name by the same letters
//! is meant here too.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::identity;
use crate::document::{Article, Confidence, EntityRef, EntityType, Evidence, Mention, Relation};
use crate::fold::slug;
use crate::ids;
use crate::resources::decisions::{Decisions, RowIdx};
use crate::resources::gazetteer::Gazetteer;
use crate::text::Span;

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

/// Makes those names mentions that are in doubt in one of the `articles` and that others bear out: those of the same
/// story of `stories`, or, of a name that no list has, those of the whole corpus. Afterwards no name is in doubt. Gives
/// the decisions by which such a name is none.
pub(super) fn accept(
    articles: &mut [Article],
    stories: &[Vec<usize>],
    gazetteer: &Gazetteer,
    decisions: &Decisions,
) -> BTreeSet<RowIdx> {
    let found = borne_out(articles, stories, gazetteer);
    let mut denied = BTreeSet::new();
    for (article, mut mentions) in articles.iter_mut().zip(found) {
        mentions.retain(|mention| {
            let (entity, _) = identity(mention, gazetteer);
            let id = ids::of_span('m', &article.id, mention.span);
            let surface = mention.span.of(&article.document.text);
            let denial = decisions.denial(Some(&id), &entity, surface);
            denied.extend(denial);
            denial.is_none()
        });
        article.annotations.doubtful = Vec::new();
        article.annotations.add_mentions(mentions);
    }
    denied
}

/// For each article the names in doubt that others bear out, in order.
fn borne_out(
    articles: &[Article],
    stories: &[Vec<usize>],
    gazetteer: &Gazetteer,
) -> Vec<Vec<Mention>> {
    let key =
        |article_idx: usize, span: Span| key_of(span.of(&articles[article_idx].document.text));
    let in_doubt: Vec<Vec<Key>> = articles
        .par_iter()
        .enumerate()
        .map(|(idx, article)| {
            let doubtful = &article.annotations.doubtful;
            doubtful.iter().map(|one| key(idx, one.span)).collect()
        })
        .collect();
    let asked: FxHashSet<&Key> = in_doubt.iter().flatten().collect();
    let (mut of_stories, mut of_corpus) = (Tallies::default(), Tallies::default());
    let mut story_of = vec![0; articles.len()];
    for (story_idx, story) in stories.iter().enumerate() {
        for &article_idx in story {
            story_of[article_idx] = story_idx;
        }
    }
    for (article_idx, article) in articles.iter().enumerate() {
        for mention in article
            .annotations
            .mentions
            .iter()
            .filter(|one| is_name(one))
        {
            let key = key(article_idx, mention.span);
            if let Some(key) = asked.get(&key) {
                let (entity, _) = identity(mention, gazetteer);
                let story = of_stories.entry((story_of[article_idx], *key)).or_default();
                story.add(article_idx, &entity, mention);
                let corpus = of_corpus.entry((0, *key)).or_default();
                corpus.add(article_idx, &entity, mention);
            }
        }
    }
    let of_article = |(article_idx, keys): (usize, &Vec<Key>)| {
        let doubtful = &articles[article_idx].annotations.doubtful;
        let accepted = doubtful.iter().zip(keys).filter_map(|(mention, key)| {
            let of_story = of_stories.get(&(story_of[article_idx], key));
            let of_story = of_story.filter(|tally| {
                mention.confidence >= LEAST_IN_STORY && tally.n_others(article_idx) >= MIN_OF_STORY
            });
            let of_corpus = || {
                let is_listed = matches!(mention.entity, EntityRef::Listed(_));
                let of_corpus = of_corpus.get(&(0, key)).filter(|_| !is_listed);
                of_corpus.filter(|tally| {
                    mention.confidence >= LEAST_IN_CORPUS
                        && tally.n_others(article_idx) >= MIN_OF_CORPUS
                })
            };
            let tally = of_story.or_else(of_corpus)?;
            Some(tally.meant_by(mention))
        });
        accepted.collect()
    };
    in_doubt.iter().enumerate().map(of_article).collect()
}

/// Whether the mention names its entity as a name in doubt may, and not as an adjective or a part of a word.
fn is_name(mention: &Mention) -> bool {
    mention.entity_type != EntityType::Group
        && !matches!(mention.relation, Relation::Demonym | Relation::CompoundPart)
}

fn key_of(surface: &str) -> Key {
    let is_capital = |c: char| !c.is_lowercase();
    let has_capital = surface.chars().any(char::is_uppercase);
    (
        slug(surface),
        has_capital && surface.chars().all(is_capital),
    )
}

/// What is surely named by each key, in a story or, under 0, in the corpus.
type Tallies<'a> = FxHashMap<(usize, &'a Key), Tally<'a>>;

/// What articles surely name by the same letters.
#[derive(Default)]
struct Tally<'a> {
    /// The articles, in order.
    articles: Vec<usize>,
    /// For each entity how often they name it, and the first mention.
    entities: BTreeMap<String, (usize, &'a Mention)>,
    n_mentions: usize,
}

impl<'a> Tally<'a> {
    /// Counts a mention of `entity`; articles come in order.
    fn add(&mut self, article_idx: usize, entity: &str, mention: &'a Mention) {
        if self.articles.last() != Some(&article_idx) {
            self.articles.push(article_idx);
        }
        self.n_mentions += 1;
        match self.entities.get_mut(entity) {
            Some((n_mentions, _)) => *n_mentions += 1,
            None => {
                self.entities.insert(entity.to_owned(), (1, mention));
            }
        }
    }

    /// How many articles but this one.
    fn n_others(&self, article_idx: usize) -> usize {
        let is_among = self.articles.binary_search(&article_idx).is_ok();
        self.articles.len() - usize::from(is_among)
    }

    /// `doubtful` as a mention of what is meant most often; if others are meant nearly as often, a person should look.
    fn meant_by(&self, doubtful: &Mention) -> Mention {
        let entities = self.entities.values().copied();
        // Of several the last: all that counts is that it is always the same.
        let most = entities.max_by_key(|(n_mentions, _)| *n_mentions);
        let (n_mentions, meant) = most.unwrap_or((0, doubtful));
        Mention {
            span: doubtful.span,
            evidence: Evidence::Corpus,
            confidence: BORNE_OUT,
            review: n_mentions * 3 < self.n_mentions * 2,
            ..meant.clone()
        }
    }
}

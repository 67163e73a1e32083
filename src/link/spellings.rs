//! Clusters of one entity that no list has, or that a list has under other spellings: joined where the articles of one
//! story spell a name differently, in whatever script, or take it for another kind of thing.
//!
//! Two clusters may be one if no article has both, and their names sound alike part for part or are the same letters.
//! They are joined from the most alike downwards, and only if every name of the one may be every name of the other, so
//! that no chain of likenesses joins two strangers. A surname that stands alone joins the one person of its story with
//! that surname.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::sounds::{ENDING, likeness, sounds};
use super::{as_f64, entities_of_articles};
use crate::document::{Article, Cluster, EntityRef, EntityType, Member, Relation};
use crate::fold::slug;
use crate::language::Language;

/// Parts of names must be so alike, one by one.
const PART_ALIKE: f64 = 0.65;
/// Names must be so alike on average over their parts.
const NAME_ALIKE: f64 = 0.8;
/// Short names of one word, and names in articles of the same language, must be so alike.
const CLOSELY_ALIKE: f64 = 0.88;
/// A name of one word has so many sounds at least.
const SHORTEST_WORD: usize = 4;
/// From so many sounds on a word is long enough to be known as a name of several is.
const LONG_WORD: usize = 6;
/// Of so many spellings of a cluster each is compared.
const MAX_SPELLINGS: usize = 6;

/// A cluster as its names sound.
struct Sounding {
    is_listed: bool,
    /// The parts of each spelling.
    spellings: Vec<Vec<String>>,
    /// The articles that have it, in order.
    articles: Vec<usize>,
    /// The languages of these.
    languages: BTreeSet<Language>,
}

/// Joins those of `clusters`, which are in order of their ids, that name one entity in the articles of one of the
/// `stories`. The names take the type of their cluster. The result is in order of ids.
pub(super) fn joined(
    articles: &mut [Article],
    clusters: Vec<Cluster>,
    stories: &[Vec<usize>],
) -> Vec<Cluster> {
    let soundings: Vec<_> = clusters
        .par_iter()
        .map(|cluster| Sounding::of(cluster, articles))
        .collect();
    let of_stories = clusters_of_stories(articles.len(), &clusters, stories);
    let pairs = pairs(&clusters, &soundings, &of_stories);
    let mut groups = Groups::new(&clusters, &soundings);
    for (_, a, b) in pairs {
        groups.join(a, b);
    }
    let lone = lone_surnames(&clusters, &soundings, &of_stories, &groups);
    for (surname, person) in lone {
        groups.add(surname, person);
    }
    let members = groups.members();
    merged(articles, clusters, members)
}

/// The clusters, groups of people aside, that the articles of each story name, where it has several articles.
fn clusters_of_stories(
    n_articles: usize,
    clusters: &[Cluster],
    stories: &[Vec<usize>],
) -> Vec<Vec<usize>> {
    let named = entities_of_articles(n_articles, clusters);
    let of_story = |story: &Vec<usize>| {
        let mut of_story: Vec<usize> = story.iter().flat_map(|&idx| &named[idx]).copied().collect();
        of_story.sort_unstable();
        of_story.dedup();
        of_story.retain(|&idx| clusters[idx].entity_type != EntityType::Group);
        of_story
    };
    let stories = stories.par_iter().filter(|story| story.len() > 1);
    stories.map(of_story).collect()
}

impl Sounding {
    fn of(cluster: &Cluster, articles: &[Article]) -> Self {
        let mut spellings: Vec<Vec<String>> = Vec::new();
        let mut of_articles: Vec<usize> = Vec::new();
        let mut languages = BTreeSet::new();
        let mut seen: FxHashSet<&str> = FxHashSet::default();
        for Member { place, .. } in &cluster.members {
            let article = &articles[place.article_idx];
            if of_articles.last() != Some(&place.article_idx) {
                of_articles.push(place.article_idx);
                languages.insert(article.annotations.language.language);
            }
            let mention = &article.annotations.mentions[place.item_idx];
            let surface = mention.span.of(&article.document.text);
            let name = match (&mention.entity, mention.relation) {
                (EntityRef::Unlisted(name), _) => name.as_ref(),
                (EntityRef::Listed(_), Relation::Name | Relation::Alias | Relation::Inflected) => {
                    surface
                }
                (EntityRef::Listed(_), _) => continue,
            };
            if spellings.len() == MAX_SPELLINGS || !seen.insert(name) {
                continue;
            }
            let parts = parts(name);
            if !parts.is_empty() && !spellings.contains(&parts) {
                spellings.push(parts);
            }
        }
        Self {
            is_listed: cluster.listed.is_some(),
            spellings,
            articles: of_articles,
            languages,
        }
    }

    /// How alike this and another cluster are by the names of theirs that are least alike, of a listed one by the name
    /// that is most alike; `None` if they are not.
    fn likeness(&self, other: &Self) -> Option<f64> {
        let is_shared = !self.languages.is_disjoint(&other.languages);
        let (few, many) = if other.is_listed {
            (self, other)
        } else {
            (other, self)
        };
        let of_name = |name: &Vec<String>| {
            let alike = many
                .spellings
                .iter()
                .map(|other| names_alike(name, other, is_shared));
            if many.is_listed {
                alike.flatten().max_by(f64::total_cmp)
            } else {
                alike.min_by(least).flatten()
            }
        };
        few.spellings.iter().map(of_name).min_by(least).flatten()
    }
}

/// What is not alike comes first.
fn least(a: &Option<f64>, b: &Option<f64>) -> std::cmp::Ordering {
    let number = |alike: &Option<f64>| alike.unwrap_or(-1.0);
    number(a).total_cmp(&number(b))
}

/// The parts of a name as they sound.
fn parts(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’');
    let parts = words.map(sounds);
    parts.filter(|part| !part.is_empty()).collect()
}

/// How alike two names are, part for part; `None` if they are not. `is_close` asks for more.
fn names_alike(a: &[String], b: &[String], is_close: bool) -> Option<f64> {
    if a.len() != b.len() {
        return None;
    }
    let n_sounds = if a.len() == 1 {
        a[0].len().min(b[0].len())
    } else {
        usize::MAX
    };
    if n_sounds < SHORTEST_WORD && a != b {
        return None;
    }
    let is_close = is_close || n_sounds < LONG_WORD;
    let mut sum = 0.0;
    for (a, b) in a.iter().zip(b) {
        let alike = likeness(a, b);
        if alike < PART_ALIKE {
            return None;
        }
        sum += alike;
    }
    let alike = sum / as_f64(a.len());
    let least = if is_close { CLOSELY_ALIKE } else { NAME_ALIKE };
    (alike >= least).then_some(alike)
}

/// Pairs of clusters of one story that may be one, the most alike first; one of each pair is not listed.
fn pairs(
    clusters: &[Cluster],
    soundings: &[Sounding],
    of_stories: &[Vec<usize>],
) -> Vec<(f64, usize, usize)> {
    let of_story = |of_story: &Vec<usize>| {
        let alike = |a: usize, b: usize| {
            let may_be_one = may_be_one(clusters, soundings, a, b);
            let alike = may_be_one.then(|| soundings[a].likeness(&soundings[b]))?;
            Some((alike?, a, b))
        };
        let mut pairs = Vec::new();
        for indices in by_rough_key(soundings, of_story) {
            for (nth, &a) in indices.iter().enumerate() {
                let behind = indices[nth + 1..].iter();
                pairs.extend(behind.filter_map(|&b| alike(a, b)));
            }
        }
        pairs
    };
    let mut pairs: Vec<_> = of_stories.par_iter().flat_map_iter(of_story).collect();
    pairs.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
    // Two may share several keys, and stories.
    pairs.dedup_by_key(|(_, a, b)| (*a, *b));
    pairs
}

/// The clusters of a story in lists of those with a rough key in common.
fn by_rough_key(
    soundings: &[Sounding],
    of_story: &[usize],
) -> impl Iterator<Item = Vec<usize>> + use<> {
    let mut by_key: FxHashMap<String, Vec<usize>> = FxHashMap::default();
    for &idx in of_story {
        let keys = soundings[idx].spellings.iter();
        let keys: BTreeSet<_> = keys.map(|name| rough_key(name)).collect();
        for key in keys {
            by_key.entry(key).or_default().push(idx);
        }
    }
    by_key.into_values()
}

/// What names that are alike have in common at least: how many parts, and the kind of the first sound of the last one.
fn rough_key(name: &[String]) -> String {
    let first = name
        .last()
        .and_then(|part| part.bytes().next())
        .unwrap_or(b' ');
    let kind = match first {
        b'a' | b'e' | b'i' | b'o' | b'u' | b'v' | b'h' => 'a',
        b'b' | b'p' | b'f' => 'b',
        b'd' | b't' => 'd',
        b'k' | b'g' | b'x' => 'k',
        b'm' | b'n' => 'm',
        _ => char::from(first),
    };
    format!("{}{kind}", name.len())
}

/// Whether clusters of these types, in these articles, may be one if their names are alike.
fn may_be_one(clusters: &[Cluster], soundings: &[Sounding], a: usize, b: usize) -> bool {
    let (of_a, of_b) = (&clusters[a], &clusters[b]);
    if of_a.listed.is_some() && of_b.listed.is_some() {
        return false;
    }
    let bare = |cluster: &Cluster| cluster.id.split_once(':').map(|(_, name)| name.to_owned());
    let is_same_name = || bare(of_a) == bare(of_b) || slug(&of_a.name) == slug(&of_b.name);
    let is_unlisted = of_a.listed.is_none() && of_b.listed.is_none();
    (of_a.entity_type == of_b.entity_type || is_unlisted && is_same_name())
        && (are_apart(&soundings[a].articles, &soundings[b].articles)
            || differ_by_endings(&soundings[a], &soundings[b]))
}

/// Whether all names of two clusters without a list are one word each that differ in their last letters alone.
fn differ_by_endings(a: &Sounding, b: &Sounding) -> bool {
    let differ = |a: &String, b: &String| {
        let n_same = a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
        n_same >= SHORTEST_WORD && n_same + ENDING >= a.len().max(b.len())
    };
    let are_words =
        |(a, b): (&Vec<String>, &Vec<String>)| a.len() == 1 && b.len() == 1 && differ(&a[0], &b[0]);
    let mut pairs = a
        .spellings
        .iter()
        .flat_map(|a| b.spellings.iter().map(move |b| (a, b)));
    !a.is_listed && !b.is_listed && pairs.all(are_words)
}

/// Whether two sorted lists share nothing.
fn are_apart(a: &[usize], b: &[usize]) -> bool {
    let (few, many) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    few.iter().all(|idx| many.binary_search(idx).is_err())
}

/// Clusters in groups of those that are one.
struct Groups<'c> {
    clusters: &'c [Cluster],
    soundings: &'c [Sounding],
    /// For each cluster the number of its group.
    group_of: Vec<usize>,
    /// The clusters of each group.
    members: Vec<Vec<usize>>,
}

impl<'c> Groups<'c> {
    fn new(clusters: &'c [Cluster], soundings: &'c [Sounding]) -> Self {
        Self {
            clusters,
            soundings,
            group_of: (0..clusters.len()).collect(),
            members: (0..clusters.len()).map(|idx| vec![idx]).collect(),
        }
    }

    /// Makes the groups of `a` and `b` one if each of one may be each of the other.
    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.group_of[a], self.group_of[b]);
        if a == b {
            return;
        }
        let of_b = &self.members[b];
        let fits = |&a: &usize| {
            of_b.iter().all(|&b| {
                may_be_one(self.clusters, self.soundings, a, b)
                    && self.soundings[a].likeness(&self.soundings[b]).is_some()
            })
        };
        if self.members[a].iter().all(fits) {
            self.unite(a, b);
        }
    }

    /// Adds a cluster that is alone to the group of another one, if no article has both.
    fn add(&mut self, lone: usize, to: usize) {
        let (a, b) = (self.group_of[to], self.group_of[lone]);
        let is_free = |&other: &usize| {
            are_apart(
                &self.soundings[lone].articles,
                &self.soundings[other].articles,
            )
        };
        if a != b && self.members[b].len() == 1 && self.members[a].iter().all(is_free) {
            self.unite(a, b);
        }
    }

    fn unite(&mut self, a: usize, b: usize) {
        let of_b = std::mem::take(&mut self.members[b]);
        for &idx in &of_b {
            self.group_of[idx] = a;
        }
        self.members[a].extend(of_b);
    }

    /// The groups of several clusters.
    fn members(self) -> Vec<Vec<usize>> {
        let groups = self.members.into_iter();
        groups.filter(|members| members.len() > 1).collect()
    }
}

/// Persons known by a surname alone, each with the one person of its story that has that surname.
fn lone_surnames(
    clusters: &[Cluster],
    soundings: &[Sounding],
    of_stories: &[Vec<usize>],
    groups: &Groups,
) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    for of_story in of_stories {
        let is_person = |idx: &usize| clusters[*idx].entity_type == EntityType::Person;
        let of_story: Vec<usize> = of_story.iter().copied().filter(is_person).collect();
        let is_lone = |idx: usize| {
            let spellings = &soundings[idx].spellings;
            clusters[idx].listed.is_none()
                && !spellings.is_empty()
                && spellings.iter().all(|name| name.len() == 1)
        };
        for &lone in of_story.iter().filter(|&&idx| is_lone(idx)) {
            let mut persons: Vec<usize> = Vec::new();
            for &other in of_story.iter().filter(|&&idx| !is_lone(idx)) {
                if has_surname(&soundings[other], &soundings[lone]) {
                    let is_known = persons
                        .iter()
                        .any(|&one| groups.group_of[one] == groups.group_of[other]);
                    if !is_known {
                        persons.push(other);
                    }
                }
            }
            if let [person] = persons[..] {
                found.push((lone, person));
            }
        }
    }
    found
}

/// Whether all names of `lone`, of one part each, sound like the last part of a name of `person`.
fn has_surname(person: &Sounding, lone: &Sounding) -> bool {
    lone.spellings.iter().all(|name| {
        name[0].len() >= SHORTEST_WORD
            && person.spellings.iter().any(|full| {
                full.len() > 1
                    && full
                        .last()
                        .is_some_and(|last| likeness(last, &name[0]) >= CLOSELY_ALIKE)
            })
    })
}

/// The clusters with those of each group made one, in order of ids.
fn merged(
    articles: &mut [Article],
    mut clusters: Vec<Cluster>,
    groups: Vec<Vec<usize>>,
) -> Vec<Cluster> {
    for group in groups {
        let head = head(articles, &clusters, &group);
        let (name, subtype) = (clusters[head].name.clone(), clusters[head].subtype.clone());
        let entity_type = clusters[head].entity_type;
        let why: Arc<str> = format!("spelling of `{name}` in articles of one story").into();
        let mut members = Vec::new();
        for idx in group {
            let is_other = idx != head;
            for mut member in std::mem::take(&mut clusters[idx].members) {
                let place = member.place;
                let article = &mut articles[place.article_idx];
                let mention = &mut article.annotations.mentions[place.item_idx];
                if is_other {
                    member.why = why.clone();
                }
                if mention.entity_type != entity_type && mention.entity_type != EntityType::Group {
                    mention.entity_type = entity_type;
                    mention.subtype = subtype.as_str().into();
                }
                members.push(member);
            }
        }
        members.sort_by_key(|member| member.place);
        clusters[head].members = members;
        if clusters[head].listed.is_none() {
            clusters[head].name = super::entities::most_frequent_name(&clusters[head], articles);
        }
    }
    clusters.retain(|cluster| !cluster.members.is_empty());
    clusters
}

/// The cluster that stands for a group: the listed one; else, of those of the type that the mentions together speak
/// most for, the one of the earliest article, names of one word last.
fn head(articles: &[Article], clusters: &[Cluster], group: &[usize]) -> usize {
    if let Some(&listed) = group.iter().find(|&&idx| clusters[idx].listed.is_some()) {
        return listed;
    }
    let mut votes: BTreeMap<EntityType, u64> = BTreeMap::new();
    for &idx in group {
        let sum: u64 = clusters[idx]
            .members
            .iter()
            .map(|member| u64::from(member.score.hundredths()))
            .sum();
        *votes.entry(clusters[idx].entity_type).or_default() += sum;
    }
    let most = votes.values().copied().max().unwrap_or_default();
    let elected = votes
        .into_iter()
        .find(|(_, sum)| *sum == most)
        .map(|(entity_type, _)| entity_type);
    let first = |idx: usize| {
        let indices = clusters[idx]
            .members
            .iter()
            .map(|member| member.place.article_idx);
        let days = indices.map(|article_idx| {
            let published = articles[article_idx].document.metadata.published;
            (
                published.is_none(),
                published.map(|date| date.first_day()),
                article_idx,
            )
        });
        days.min()
    };
    let is_lone = |idx: usize| !clusters[idx].id.contains('-');
    let of_type = group
        .iter()
        .filter(|&&idx| Some(clusters[idx].entity_type) == elected);
    let head = of_type.min_by_key(|&&idx| (is_lone(idx), first(idx), idx));
    head.copied().unwrap_or(group[0])
}

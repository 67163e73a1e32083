//! Stories: articles on one event, in any language.
//!
//! Articles are compared by the weighted keys of [`vectors`], each only with those near it in date that share a key,
//! and joined from the most alike downwards while the articles of both sides are alike on average. One article that
//! is like two stories so joins one of them and does not make them one.

use rayon::prelude::*;

use super::vectors::{Entry, Vector, product};
use super::{as_f64, index};
use crate::document::{Article, PartialDate};
use crate::lists::Lists;

/// So much alike are articles of one story on average.
const ALIKE: f64 = 0.24;
/// So many articles on either side are looked at for a key, in order of date.
const WINDOW: usize = 24;
/// So many of those most alike are kept for each article.
const MAX_NEIGHBOURS: usize = 24;
/// Rounds of joining; each begins with what the one before left apart.
const ROUNDS: usize = 8;
/// An event is told within so many days.
const DAYS_OF_EVENT: f64 = 3.0;
/// After so many days more, articles must be twice as alike.
const DAYS_TO_HALF: f64 = 7.0;

/// The articles of each story, as indices in order; every article is in one.
pub fn groups(articles: &[Article], vectors: &Lists<Entry>) -> Vec<Vec<usize>> {
    let days: Vec<_> = articles
        .iter()
        .map(|article| article.document.metadata.published.map(middle))
        .collect();
    let pairs = pairs(vectors, &days);
    let mut forest = Forest::new(vectors, &days);
    for round in 0..ROUNDS {
        let mut has_joined = false;
        for (step, pair) in (1 + round * pairs.len()..).zip(&pairs) {
            let (a, b) = (forest.root(pair.a as usize), forest.root(pair.b as usize));
            // What was too little alike in the round before, and is as it was then, still is.
            let changed_at = forest.changed_at(a).max(forest.changed_at(b));
            let is_known = round > 0 && changed_at <= step - pairs.len();
            if a == b || is_known {
                continue;
            }
            if forest.likeness(a, b) >= ALIKE {
                forest.join(a, b, step);
                has_joined = true;
            }
        }
        if !has_joined {
            break;
        }
    }
    forest.groups()
}

/// The day in the middle of a date, counted from a fixed one.
fn middle(date: PartialDate) -> f64 {
    let day = |day: jiff::civil::Date| {
        let since = day - jiff::civil::date(1970, 1, 1);
        f64::from(since.get_days())
    };
    f64::midpoint(day(date.first_day()), day(date.last_day()))
}

/// By how much articles that were published on these days must be more alike.
fn date_factor(a: Option<f64>, b: Option<f64>) -> f64 {
    let (Some(a), Some(b)) = (a, b) else {
        return 1.0;
    };
    let days = ((a - b).abs() - DAYS_OF_EVENT).max(0.0);
    1.0 / (1.0 + days / DAYS_TO_HALF)
}

/// Two articles that may be of one story.
struct Pair {
    a: u32,
    b: u32,
    likeness: f64,
}

/// The pairs that are alike, the most alike first.
fn pairs(vectors: &Lists<Entry>, days: &[Option<f64>]) -> Vec<Pair> {
    let mut order: Vec<usize> = (0..vectors.len()).collect();
    let day = |idx: usize| days[idx].unwrap_or(f64::INFINITY);
    order.sort_by(|&a, &b| day(a).total_cmp(&day(b)).then(a.cmp(&b)));
    let postings = Postings::of(vectors, &order);
    let search = || Search::new(&postings, order.len());
    let near = |search: &mut Search<'_>, (rank, &a): (usize, &usize)| {
        let of_a = &vectors[a];
        let near = search.near(rank, of_a);
        search.lay_out(of_a);
        let pair = |other| {
            let b: usize = order[other];
            let likeness = search.dot(&vectors[b]) * date_factor(days[a], days[b]);
            let (a, b) = (index(a.min(b)), index(a.max(b)));
            (likeness >= ALIKE).then_some(Pair { a, b, likeness })
        };
        let pairs: Vec<_> = near.into_iter().filter_map(pair).collect();
        search.clear(of_a);
        pairs
    };
    let near = order.par_iter().enumerate().map_init(search, near);
    let mut pairs: Vec<_> = near.flatten_iter().collect();
    pairs.par_sort_unstable_by(|x, y| {
        let by_place = || (x.a, x.b).cmp(&(y.a, y.b));
        y.likeness.total_cmp(&x.likeness).then_with(by_place)
    });
    pairs
}

/// Looks for the articles that are like one, with room that is used again for the next.
struct Search<'p> {
    postings: &'p Postings,
    /// For each key the posting behind that which was looked at last, by which the next one is found if that is near.
    next: Vec<u32>,
    /// How alike each article is, by its rank, if it was met; else none, before and after each search.
    scores: Vec<Option<f64>>,
    /// What each key weighs in the vector that is laid out; all zero before and after.
    weights: Vec<f32>,
}

impl<'p> Search<'p> {
    fn new(postings: &'p Postings, n_articles: usize) -> Self {
        Self {
            postings,
            next: vec![0; postings.ends.len()],
            scores: vec![None; n_articles],
            weights: vec![0.0; postings.ends.len()],
        }
    }

    /// The ranks of the articles behind that of this `rank` that are most alike by the keys they share.
    fn near(&mut self, rank: usize, vector: &[Entry]) -> Vec<usize> {
        let mut met = Vec::new();
        for &(key, weight) in vector {
            // The other side of the window is found from there.
            let next = &mut self.next[key as usize];
            for (other, same) in self.postings.behind(key, rank, next).take(WINDOW) {
                let score = &mut self.scores[other];
                if score.is_none() {
                    met.push(other);
                }
                *score.get_or_insert_default() += product(weight, same);
            }
        }
        let score = |other: usize| (other, self.scores[other].take().unwrap_or_default());
        let mut found: Vec<(usize, f64)> = met.into_iter().map(score).collect();
        if found.len() > MAX_NEIGHBOURS {
            let by_score =
                |a: &(usize, f64), b: &(usize, f64)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
            found.select_nth_unstable_by(MAX_NEIGHBOURS, by_score);
            found.truncate(MAX_NEIGHBOURS);
        }
        found.into_iter().map(|(other, _)| other).collect()
    }

    /// Lays a vector out by key, for products with others.
    fn lay_out(&mut self, vector: &[Entry]) {
        for &(key, weight) in vector {
            self.weights[key as usize] = weight;
        }
    }

    /// Takes the vector away that was laid out.
    fn clear(&mut self, vector: &[Entry]) {
        for &(key, _) in vector {
            self.weights[key as usize] = 0.0;
        }
    }

    /// The product with the vector that is laid out: [`Vector::dot`].
    fn dot(&self, vector: &[Entry]) -> f64 {
        let products = vector.iter();
        products
            .map(|&(key, weight)| product(weight, self.weights[key as usize]))
            .sum()
    }
}

/// For each key the articles that have it, in order.
struct Postings {
    /// Where those of each key end; they begin where those of the key before end.
    ends: Vec<usize>,
    /// The articles, by their place in the order.
    ranks: Vec<u32>,
    /// What the key weighs there.
    weights: Vec<f32>,
}

impl Postings {
    /// The postings of all keys of the articles, which are ranked by their place in `order`.
    fn of(vectors: &Lists<Entry>, order: &[usize]) -> Self {
        let keys = vectors.items().iter().map(|(key, _)| *key as usize);
        let mut ends = vec![0; keys.max().map_or(0, |last| last + 1)];
        for (key, _) in vectors.items() {
            ends[*key as usize] += 1;
        }
        let mut n_before = 0;
        for end in &mut ends {
            n_before += std::mem::replace(end, n_before);
        }
        let (mut ranks, mut weights) = (vec![0; n_before], vec![0.0; n_before]);
        for (rank, &idx) in order.iter().enumerate() {
            for &(key, weight) in &vectors[idx] {
                let end = &mut ends[key as usize];
                (ranks[*end], weights[*end]) = (index(rank), weight);
                *end += 1;
            }
        }
        Self {
            ends,
            ranks,
            weights,
        }
    }

    /// The articles behind the one of this rank among those that have `key`, as it does, by their rank, with its weight
    /// there. `next` is where its own posting stands if that of the one before was looked at last, and moves on.
    fn behind(&self, key: u32, rank: usize, next: &mut u32) -> impl Iterator<Item = (usize, f32)> {
        let key = key as usize;
        let start = key.checked_sub(1).map_or(0, |before| self.ends[before]);
        let all = start..self.ends[key];
        let (guess, own) = (start.max(*next as usize), index(rank));
        let is_own = all.contains(&guess) && self.ranks[guess] == own;
        let behind = match is_own {
            true => guess + 1,
            false => start + self.ranks[all.clone()].partition_point(|&other| other <= own),
        };
        *next = index(behind);
        let behind = behind..all.end;
        let ranks = self.ranks[behind.clone()].iter().map(|&rank| rank as usize);
        ranks.zip(self.weights[behind].iter().copied())
    }
}

/// The stories in the making.
struct Forest<'v> {
    parents: Vec<usize>,
    stories: Vec<Making<'v>>,
}

/// A story in the making.
struct Making<'v> {
    members: Vec<usize>,
    /// Of one article its own vector.
    sum: Vector<'v>,
    /// Sum of the days of those that have a date, and their number.
    days: (f64, usize),
    /// The step that joined others to it last.
    changed_at: usize,
}

impl Making<'_> {
    fn day(&self) -> Option<f64> {
        let (sum, n) = self.days;
        (n > 0).then(|| sum / as_f64(n))
    }
}

impl<'v> Forest<'v> {
    fn new(vectors: &'v Lists<Entry>, days: &[Option<f64>]) -> Self {
        let story = |(idx, day): (usize, &Option<f64>)| Making {
            members: vec![idx],
            sum: Vector::of(&vectors[idx]),
            days: day.map_or((0.0, 0), |day| (day, 1)),
            changed_at: 0,
        };
        Self {
            parents: (0..vectors.len()).collect(),
            stories: days.iter().enumerate().map(story).collect(),
        }
    }

    fn root(&mut self, mut idx: usize) -> usize {
        while self.parents[idx] != idx {
            self.parents[idx] = self.parents[self.parents[idx]];
            idx = self.parents[idx];
        }
        idx
    }

    /// How alike the articles of two stories are on average.
    fn likeness(&self, a: usize, b: usize) -> f64 {
        let (a, b) = (&self.stories[a], &self.stories[b]);
        let n_pairs = as_f64(a.members.len()) * as_f64(b.members.len());
        a.sum.dot(&b.sum) / n_pairs * date_factor(a.day(), b.day())
    }

    /// The step in which the story became what it is.
    fn changed_at(&self, story: usize) -> usize {
        self.stories[story].changed_at
    }

    fn join(&mut self, a: usize, b: usize, step: usize) {
        let (a, b) = if self.stories[a].members.len() >= self.stories[b].members.len() {
            (a, b)
        } else {
            (b, a)
        };
        self.parents[b] = a;
        let joined = std::mem::replace(
            &mut self.stories[b],
            Making {
                members: Vec::new(),
                sum: Vector::default(),
                days: (0.0, 0),
                changed_at: step,
            },
        );
        let story = &mut self.stories[a];
        story.changed_at = step;
        story.members.extend(joined.members);
        story.sum = story.sum.add(&joined.sum);
        story.days.0 += joined.days.0;
        story.days.1 += joined.days.1;
    }

    fn groups(self) -> Vec<Vec<usize>> {
        let members = self.stories.into_iter().map(|story| story.members);
        let mut groups: Vec<_> = members.filter(|members| !members.is_empty()).collect();
        for members in &mut groups {
            members.sort_unstable();
        }
        groups.sort();
        groups
    }
}

//! Figures side by side: what several articles of a story say of the same thing, equal or not.
//!
//! Readings of a story that count the same in the same unit are joined, the surest first: equal values, then values
//! of which one is a rounding of the other, then different values where time, entity or the lack of any other reading
//! tells that the same is meant. Readings of different places, times, days or entities stay apart, and so do
//! different values that one article gives.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::figures::{may_be_same, narrowest};
use super::vectors::is_told;
use crate::document::{
    Agreement, Amount, Article, Cluster, Comparison, NumberMention, NumberValue, Op, PartialDate,
    Place, Scope, Story, Text,
};
use crate::lists::Lists;

/// Of more readings than these only equal values are joined.
const MAX_READINGS: usize = 150;
/// Times of day that are apart by no more minutes mean the same moment.
const SAME_MOMENT: i32 = 45;
/// Different values of the same thing are no further apart than this.
const FURTHEST: f64 = 2.0;
/// So far around it a rough value may lie from the true one.
const ROUGH: f64 = 0.125;
/// So far around it a value in round figures may lie from the true one.
const ROUNDED: f64 = 0.025;
/// Units are nearly the same if as many of them are no further apart, in thousandths: a short, a long and a metric ton.
const NEARLY_SAME: i64 = 115;
/// A vague count may be so many times what it usually says at most: *thousands* where there were 30,000.
const UNDERSTATED: f64 = 10.0;

/// The figures of all stories, in order of their ids.
pub fn comparisons(
    articles: &[Article],
    clusters: &[Cluster],
    stories: &[Story],
    originals: &[Option<usize>],
) -> Vec<Comparison> {
    let cluster_of = super::cluster_of_mentions(articles, clusters);
    let mut comparisons = Vec::new();
    for (story_idx, story) in stories.iter().enumerate() {
        if story.articles.len() < 2 {
            continue;
        }
        for (unit, readings) in readings(articles, story, originals, &cluster_of) {
            for group in joined(&readings) {
                let group: Vec<_> = group.iter().map(|&idx| &readings[idx]).collect();
                if n_sources(&group) > 1 {
                    comparisons.push(comparison(articles, story_idx, story, &unit, &group));
                }
            }
        }
    }
    comparisons.sort_by(|a, b| a.id.cmp(&b.id));
    comparisons
}

/// What readings must have in common to be compared: kind and unit.
type Unit = (&'static str, String);

/// The day, and what it bounds.
type Day = (Date, Option<Op>);

/// Unit, value in letters, and from where to where it usually lies.
type Said = (Unit, String, Option<(f64, f64)>);

/// What one article says.
struct Reading<'a> {
    place: Place,
    number: &'a NumberMention,
    scope: &'a Scope,
    /// The value in letters, equal if the same is said.
    said: String,
    /// What it usually says, in figures; not for durations.
    usual: Option<(f64, f64)>,
    about: Option<usize>,
    spot: Option<usize>,
    /// Minutes since midnight and zone.
    times: Vec<(i32, &'a str)>,
    day: Option<Day>,
    published: Option<PartialDate>,
    is_source: bool,
}

fn readings<'a>(
    articles: &'a [Article],
    story: &Story,
    originals: &[Option<usize>],
    cluster_of: &Lists<usize>,
) -> BTreeMap<Unit, Vec<Reading<'a>>> {
    let mut readings: BTreeMap<Unit, Vec<Reading>> = BTreeMap::new();
    for &article_idx in &story.articles {
        let article = &articles[article_idx];
        let annotations = &article.annotations;
        let numbers = annotations.numbers.iter().zip(&annotations.scopes);
        for (item_idx, (number, scope)) in numbers.enumerate() {
            let Some((unit, said, usual)) = value(number, scope) else {
                continue;
            };
            if !is_told(article, number.span.start()) {
                continue;
            }
            let cluster = |mention: Option<usize>| mention.map(|at| cluster_of[article_idx][at]);
            readings.entry(unit).or_default().push(Reading {
                place: Place {
                    article_idx,
                    item_idx,
                },
                number,
                scope,
                said,
                usual,
                about: cluster(scope.about),
                spot: cluster(scope.place),
                times: scope
                    .times
                    .iter()
                    .filter_map(|&at| time(&annotations.numbers[at]))
                    .collect(),
                day: scope.date.and_then(|at| day(&annotations.numbers[at])),
                published: article.document.metadata.published,
                is_source: originals[article_idx].is_none(),
            });
        }
    }
    readings
}

/// Unit, value in letters, and value in figures of a number that can be a figure.
fn value(number: &NumberMention, scope: &Scope) -> Option<Said> {
    let percent;
    let (kind, unit, amount) = match &number.value {
        NumberValue::Cardinal(amount) => ("cardinal", "", amount),
        NumberValue::Multiple(amount) => ("multiple", "", amount),
        NumberValue::Percent { amount, unit } => {
            percent = unit.in_base(*amount);
            ("percent", percent.0.code(), &percent.1)
        }
        NumberValue::Money { amount, currency } => {
            ("money", currency.as_deref().unwrap_or_default(), amount)
        }
        NumberValue::Quantity { amount, unit, base } => match base {
            Some(in_base) => ("quantity", in_base.0.as_str(), &in_base.1),
            None => ("quantity", unit.as_str(), amount),
        },
        NumberValue::Temperature { amount, unit } => ("temperature", unit.as_str(), amount),
        NumberValue::Duration {
            value: Text::Point(value),
        } if number.op != Op::Vague && (value.len() > 3 || number.op != Op::Eq) => {
            let unit = ("duration", String::new());
            return is_long(value).then(|| (unit, value.clone(), None));
        }
        NumberValue::Duration { .. }
        | NumberValue::Age { .. }
        | NumberValue::Ordinal(_)
        | NumberValue::Date(_)
        | NumberValue::Set { .. }
        | NumberValue::Time { .. } => return None,
    };
    if !scope.is_telling {
        return None;
    }
    let per = if number.per.is_empty() {
        String::new()
    } else {
        format!("/{}", number.per)
    };
    let (said, usual) = match *amount {
        Amount::Point(value) => (value.normalize().to_string(), usual(value, number.op)?),
        Amount::Range { low, high } => (
            format!("{} {}", low.normalize(), high.normalize()),
            (low.to_f64()?, high.to_f64()?),
        ),
    };
    Some(((kind, format!("{unit}{per}")), said, Some(usual)))
}

/// Whether a duration says more than *an hour* or *a year*.
fn is_long(value: &str) -> bool {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    digits != "1"
}

/// From where to where a value may lie that is told like this.
fn usual(value: Decimal, op: Op) -> Option<(f64, f64)> {
    let exact = value.to_f64()?;
    let unit = last_unit(value);
    let rough = unit.min(ROUGH * exact.abs());
    let rounded = (unit / 2.0).min(ROUNDED * exact.abs());
    Some(match op {
        Op::Eq | Op::Between | Op::Vague => (exact - rounded, exact + rounded),
        Op::Approx => (exact - rough, exact + rough),
        Op::Gt | Op::Ge => (exact, exact + rough),
        Op::Lt | Op::Le => (exact - rough, exact),
    })
}

/// What the last figure that is not nought counts: 1000 of 37,000.
fn last_unit(value: Decimal) -> f64 {
    let mut value = value.normalize();
    let mut unit = 1.0;
    for _ in 0..value.scale() {
        unit /= 10.0;
    }
    while !value.is_zero() && value.is_integer() && (value % Decimal::TEN).is_zero() {
        value /= Decimal::TEN;
        unit *= 10.0;
    }
    unit
}

/// Minutes since midnight, and zone, of a point in time.
fn time(number: &NumberMention) -> Option<(i32, &str)> {
    if number.op.is_open() {
        return None;
    }
    let (time, zone) = match &number.value {
        NumberValue::Time {
            value: Text::Point(time),
            zone,
        } => (time.as_str(), zone),
        NumberValue::Date(date) => match &date.value {
            Text::Point(value) => (value.split_once('T')?.1, &date.zone),
            Text::Range(..) => return None,
        },
        _ => return None,
    };
    let (hours, rest) = time.split_once(':')?;
    let minutes: i32 = rest.get(..2)?.parse().ok()?;
    let hours: i32 = hours.parse().ok()?;
    Some((60 * hours + minutes, zone.as_deref().unwrap_or_default()))
}

/// The day that a date names, and on which side of it the stretch lies that it bounds: what was told *since Monday* is
/// apart from what was told of Monday.
fn day(number: &NumberMention) -> Option<Day> {
    let NumberValue::Date(date) = &number.value else {
        return None;
    };
    let day = date.from.filter(|from| date.to == Some(*from))?;
    Some((day, Some(number.op).filter(|op| op.is_open())))
}

impl Reading<'_> {
    fn is_vague(&self) -> bool {
        self.number.op == Op::Vague
    }

    /// Whether both tell as many of units that are nearly the same, as where a *ton* of one country was taken for that of
    /// another.
    fn is_as_many(&self, other: &Self) -> bool {
        let n_units = |reading: &Self| match reading.number.value {
            NumberValue::Quantity {
                amount: Amount::Point(amount),
                ..
            } => Some(amount),
            _ => None,
        };
        let n_own = n_units(self);
        n_own.is_some() && n_own == n_units(other) && thousandths_apart(self, other) <= NEARLY_SAME
    }

    /// Whether both can be true of one thing.
    fn agrees(&self, other: &Self) -> bool {
        if self.said == other.said || self.is_as_many(other) {
            return true;
        }
        match (self.usual, other.usual) {
            (Some((low, high)), Some((other_low, other_high))) => {
                low <= other_high && other_low <= high
            }
            _ => false,
        }
    }

    /// Whether both can be true of one thing if vague counts understate.
    fn agrees_loosely(&self, other: &Self) -> bool {
        let widened = |reading: &Self| {
            let (low, high) = reading.usual?;
            let times = if reading.is_vague() { UNDERSTATED } else { 1.0 };
            Some((low, high * times))
        };
        let Some(((low, high), (other_low, other_high))) = widened(self).zip(widened(other)) else {
            return self.agrees(other);
        };
        self.agrees(other) || low <= other_high && other_low <= high
    }

    /// Whether the value lies in what a vague count without a time usually says.
    fn is_within(&self, vague: &Self) -> bool {
        vague.is_vague() && vague.times.is_empty() && self.agrees(vague)
    }

    fn is_of_same_moment(&self, other: &Self) -> Option<bool> {
        let mut same = None;
        for (minutes, zone) in &self.times {
            for (others, other_zone) in &other.times {
                let is_comparable = zone == other_zone || zone.is_empty() || other_zone.is_empty();
                if is_comparable {
                    let is_near = (minutes - others).abs() <= SAME_MOMENT;
                    same = Some(is_near || same.unwrap_or(false));
                }
            }
        }
        same
    }

    /// Whether something tells that the two are not of the same thing.
    fn is_apart(&self, other: &Self) -> bool {
        let differ = |a: Option<usize>, b: Option<usize>| a.is_some() && b.is_some() && a != b;
        let about = differ(self.about, other.about)
            && (self.about == self.spot) == (other.about == other.spot);
        !may_be_same(&self.scope.family, &other.scope.family)
            || about
            || differ(self.spot, other.spot)
            || matches!((self.day, other.day), (Some(a), Some(b)) if a != b)
            || self.is_of_same_moment(other) == Some(false)
    }
}

/// The readings of each figure, as indices in order.
fn joined(readings: &[Reading]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..readings.len()).map(|idx| vec![idx]).collect();
    let mut group_of: Vec<usize> = (0..readings.len()).collect();
    let pairs = if readings.len() > MAX_READINGS {
        equal_pairs(readings)
    } else {
        pairs(readings)
    };
    for (_, a, b) in pairs {
        let (a, b) = (group_of[a].min(group_of[b]), group_of[a].max(group_of[b]));
        if a != b && may_join(readings, &groups[a], &groups[b]) {
            let moved = std::mem::take(&mut groups[b]);
            for &idx in &moved {
                group_of[idx] = a;
            }
            groups[a].extend(moved);
            groups[a].sort_unstable();
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// How sure it is that two readings are of the same thing; the surest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Tie {
    Equal,
    EqualSaidOfNothing,
    Rounded,
    Different,
}

fn equal_pairs(readings: &[Reading]) -> Vec<(Tie, usize, usize)> {
    let mut first: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut pairs = Vec::new();
    for (idx, reading) in readings.iter().enumerate() {
        let key = (reading.said.as_str(), &*reading.scope.family);
        match first.get(&key) {
            Some(&other) => pairs.extend(tie(readings, other, idx).map(|tie| (tie, other, idx))),
            None => {
                first.insert(key, idx);
            }
        }
    }
    for (&(said, family), &of_part) in &first {
        let whole = family.split_once('/').map(|(whole, _)| (said, whole));
        if let Some(&of_whole) = whole.and_then(|whole| first.get(&whole)) {
            pairs.extend(tie(readings, of_whole, of_part).map(|tie| (tie, of_whole, of_part)));
        }
    }
    pairs
}

fn pairs(readings: &[Reading]) -> Vec<(Tie, usize, usize)> {
    let mut pairs = Vec::new();
    for b in 0..readings.len() {
        for a in 0..b {
            pairs.extend(tie(readings, a, b).map(|tie| (tie, a, b)));
        }
    }
    pairs.sort_by_key(|&(tie, a, b)| (tie, distance(&readings[a], &readings[b]), a, b));
    pairs
}

/// How far two values are from each other; those of one moment count as nearer.
fn distance(a: &Reading, b: &Reading) -> (bool, i64) {
    let is_of_other_moment = a.is_of_same_moment(b) != Some(true);
    (is_of_other_moment, thousandths_apart(a, b))
}

/// How far two values are from each other, in thousandths of the greater.
fn thousandths_apart(a: &Reading, b: &Reading) -> i64 {
    let middle = |reading: &Reading| {
        reading
            .usual
            .map_or(0.0, |(low, high)| f64::midpoint(low, high))
    };
    let (a_value, b_value) = (middle(a).abs(), middle(b).abs());
    let largest = a_value.max(b_value);
    let apart = if largest > 0.0 {
        (a_value - b_value).abs() / largest
    } else {
        0.0
    };
    (apart * 1000.0).round().to_i64().unwrap_or(i64::MAX)
}

/// What ties two readings, if anything does.
fn tie(readings: &[Reading], a_idx: usize, b_idx: usize) -> Option<Tie> {
    let (a, b) = (&readings[a_idx], &readings[b_idx]);
    if a.is_apart(b) {
        return None;
    }
    let is_count = matches!(a.number.value, NumberValue::Cardinal(_));
    let is_same_thing = !a.scope.family.is_empty() && a.scope.family == b.scope.family;
    let is_same_subject = a.about.is_some() && a.about == b.about;
    if a.said == b.said {
        if !is_count || is_same_thing {
            return Some(Tie::Equal);
        }
        let is_exact = !a.is_vague() && !b.is_vague();
        return (is_exact || is_same_subject).then_some(Tie::EqualSaidOfNothing);
    }
    if a.is_as_many(b) {
        return Some(Tie::Rounded);
    }
    if a.agrees(b) {
        let is_near = !a.is_vague() && !b.is_vague() && distance(a, b).1 <= 30;
        let is_measure = !is_count && is_near && a.number.op != b.number.op;
        return (is_same_thing || is_measure).then_some(Tie::Rounded);
    }
    let is_near = a.usual.zip(b.usual).is_some_and(|(a, b)| {
        let (few, many) = (a.1.min(b.1), a.1.max(b.1));
        few > 0.0 && many <= FURTHEST * few
    });
    let is_only = || {
        let day = a.day.filter(|_| a.day == b.day);
        is_only_of_article(readings, a_idx, day) && is_only_of_article(readings, b_idx, day)
    };
    let is_identified =
        || a.is_of_same_moment(b) == Some(true) || is_same_subject && is_only() || is_only();
    // The one sum, or the one share, that both articles give of something: nothing is counted that could have a family.
    let is_measure = !is_count && a.scope.family.is_empty() && b.scope.family.is_empty();
    let is_same_measure = || is_measure && is_same_subject && is_only();
    let is_meant = is_same_thing || is_same_measure();
    let can_differ = is_near && is_meant && !a.is_vague() && !b.is_vague();
    (can_differ && a.place.article_idx != b.place.article_idx && is_identified())
        .then_some(Tie::Different)
}

/// Whether its article says nothing else of what is counted, on the day `day` if there is one.
fn is_only_of_article(readings: &[Reading], idx: usize, day: Option<Day>) -> bool {
    let own = &readings[idx];
    readings.iter().all(|other| {
        other.place.article_idx != own.place.article_idx
            || other.scope.family != own.scope.family
            || other.said == own.said
            || other.is_vague()
            || matches!((day, other.day), (Some(day), Some(others)) if day != others)
    })
}

/// Whether no two readings of the groups are apart or are different values of one article.
///
/// A vague count of another article may stand beside several values of one, if it covers them (*tens of thousands* in
/// all) and no third article gives a value, which would then have to choose.
fn may_join(readings: &[Reading], a: &[usize], b: &[usize]) -> bool {
    let all = || a.iter().chain(b).map(|&idx| &readings[idx]);
    let covers = |x: &Reading, y: &Reading| {
        let is_own = |other: &Reading| other.place.article_idx == x.place.article_idx;
        all().all(|other| other.is_vague() || is_own(other))
            && all().any(|vague| !is_own(vague) && x.is_within(vague) && y.is_within(vague))
    };
    a.iter().all(|&x| {
        b.iter().all(|&y| {
            let (x, y) = (&readings[x], &readings[y]);
            let is_of_one_article = x.place.article_idx == y.place.article_idx;
            !x.is_apart(y) && (!is_of_one_article || x.agrees(y) || covers(x, y))
        })
    })
}

/// How many articles that repeat no other give the figure.
fn n_sources(group: &[&Reading]) -> usize {
    let sources = group.iter().filter(|reading| reading.is_source);
    let articles: BTreeSet<_> = sources.map(|reading| reading.place.article_idx).collect();
    articles.len()
}

fn comparison(
    articles: &[Article],
    story_idx: usize,
    story: &Story,
    unit: &Unit,
    group: &[&Reading],
) -> Comparison {
    let (kind, unit) = unit;
    let family = narrowest(group.iter().map(|reading| &*reading.scope.family));
    let is_of_family = |reading: &&&Reading| &*reading.scope.family == family;
    let of_family = group.iter().filter(is_of_family);
    let what_key = most_frequent(of_family.map(|reading| &*reading.number.what_key));
    let first = group.iter().min_by_key(|reading| {
        let days = reading
            .published
            .map(|date| (date.first_day(), date.last_day()));
        (days.is_none(), days, reading.place)
    });
    let mut hasher = blake3::Hasher::new();
    for part in [story.id.as_str(), kind, unit.as_str()] {
        hasher.update(part.as_bytes()).update(b"\0");
    }
    if let Some(first) = first {
        let article = &articles[first.place.article_idx];
        let place = format!("{}\0{}", article.id, first.number.span.start());
        hasher.update(place.as_bytes());
    }
    let abouts: Vec<_> = group.iter().filter_map(|reading| reading.about).collect();
    Comparison {
        id: format!("fg-{}", &hasher.finalize().to_hex()[..12]),
        story_idx,
        what_key: what_key.to_owned(),
        unit: unit.clone(),
        // One reading of many does not say what all are about.
        about: most_frequent_index(&abouts, group.len().div_ceil(2)),
        period: period(group),
        agreement: agreement(group),
        readings: group.iter().map(|reading| reading.place).collect(),
    }
}

/// The word that most have, the empty one aside; of several the first in byte order.
fn most_frequent<'a>(words: impl Iterator<Item = &'a str>) -> &'a str {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words.filter(|word| !word.is_empty()) {
        *counts.entry(word).or_default() += 1;
    }
    let most = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    most.map_or("", |(word, _)| word)
}

/// The index that most have, if at least `least` do; of several the first.
fn most_frequent_index(indices: &[usize], least: usize) -> Option<usize> {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for &idx in indices {
        *counts.entry(idx).or_default() += 1;
    }
    let most = counts.iter().max_by(|a, b| a.1.cmp(b.1).then(b.0.cmp(a.0)));
    most.filter(|(_, n)| **n >= least).map(|(idx, _)| *idx)
}

/// Day and time that at least two readings give; of different times the first that one of them gives.
fn period(group: &[&Reading]) -> String {
    let named = |reading: &&Reading| reading.day.filter(|(_, bounds)| bounds.is_none());
    let days: Vec<_> = group.iter().filter_map(named).collect();
    let times = group.iter().filter_map(|reading| reading.times.first());
    let times: Vec<_> = times.map(|(minutes, _)| *minutes).collect();
    let day = days.first().filter(|_| days.len() > 1);
    let time = times.first().filter(|_| times.len() > 1);
    let day = day.map_or(String::new(), |(day, _)| day.to_string());
    let time = time.map_or(String::new(), |minutes| {
        format!("T{:02}:{:02}", minutes / 60, minutes % 60)
    });
    day + &time
}

/// How the readings of articles that repeat no other agree.
fn agreement(group: &[&Reading]) -> Agreement {
    let sources: Vec<_> = group.iter().filter(|reading| reading.is_source).collect();
    let all = |holds: &dyn Fn(&Reading, &Reading) -> bool| {
        sources.iter().enumerate().all(|(n, a)| {
            sources[..n]
                .iter()
                .all(|b| a.place.article_idx == b.place.article_idx || holds(a, b))
        })
    };
    if all(&|a, b| a.said == b.said) {
        return Agreement::Same;
    }
    if all(&|a, b| a.agrees_loosely(b)) {
        return Agreement::Rounding;
    }
    let is_later = all(&|a, b| {
        a.agrees_loosely(b)
            || matches!((a.published, b.published), (Some(a), Some(b))
                if a.last_day() < b.first_day() || b.last_day() < a.first_day())
    });
    if is_later {
        Agreement::Update
    } else {
        Agreement::Differs
    }
}

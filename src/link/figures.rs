//! Numbers of several articles that say the same: equal value and unit, the same thing counted, readings that agree.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::document::{
    Amount, Article, Cluster, Confidence, Coreference, Member, NumberMention, NumberValue, Op,
    Place, Text,
};

/// A value that more articles give than this is no figure of one story.
const MAX_ARTICLES: usize = 64;
/// Articles speak of the same events when they name at least this many entities in common.
const MIN_SHARED_ENTITIES: usize = 2;
/// From here on a count is telling enough without the thing that is counted.
const TELLING: i64 = 1000;

/// The figures that at least two articles give, in order of their ids; members in order of their places.
pub(super) fn figures(articles: &[Article], clusters: &[Cluster]) -> Vec<Coreference> {
    let named = super::entities_of_articles(articles.len(), clusters);
    let mut figures = Vec::new();
    for (key, places) in by_value(articles) {
        for group in split_by_what(articles, &places) {
            for (nth, members) in related(&group, &named).into_iter().enumerate() {
                figures.push(figure(articles, &key, &members, nth));
            }
        }
    }
    figures.sort_by(|a, b| a.id.cmp(&b.id));
    figures
}

/// What numbers must have in common: kind, unit, value.
type Key = (&'static str, String, String);

fn by_value(articles: &[Article]) -> BTreeMap<Key, Vec<Place>> {
    let mut by_value: BTreeMap<Key, Vec<Place>> = BTreeMap::new();
    for (article_idx, article) in articles.iter().enumerate() {
        for (item_idx, number) in article.annotations.numbers.iter().enumerate() {
            if let Some(key) = key(number) {
                by_value.entry(key).or_default().push(Place {
                    article_idx,
                    item_idx,
                });
            }
        }
    }
    by_value
}

/// The key of a number that can be a figure; dates, times and ordinals are none.
fn key(number: &NumberMention) -> Option<Key> {
    let amount = |amount: &Amount| match amount {
        Amount::Point(value) => value.normalize().to_string(),
        Amount::Range { low, high } => format!("{}/{}", low.normalize(), high.normalize()),
    };
    let (kind, unit, value) = match &number.value {
        NumberValue::Cardinal(value) => ("cardinal", String::new(), amount(value)),
        NumberValue::Multiple(value) => ("multiple", String::new(), amount(value)),
        NumberValue::Percent {
            amount: value,
            unit,
        } => {
            let (unit, value) = unit.in_base(*value);
            ("percent", unit.code().to_owned(), amount(&value))
        }
        NumberValue::Money {
            amount: value,
            currency,
        } => ("money", currency.clone().unwrap_or_default(), amount(value)),
        NumberValue::Quantity {
            amount: value,
            unit,
            ..
        } => ("quantity", unit.clone(), amount(value)),
        NumberValue::Temperature {
            amount: value,
            unit,
        } => ("temperature", unit.clone(), amount(value)),
        NumberValue::Duration {
            value: Text::Point(value),
        } if number.op != Op::Vague => ("duration", String::new(), value.clone()),
        NumberValue::Duration { .. }
        | NumberValue::Age { .. }
        | NumberValue::Ordinal(_)
        | NumberValue::Date(_)
        | NumberValue::Set { .. }
        | NumberValue::Time { .. } => return None,
    };
    Some((kind, unit, value))
}

/// The places by what they count; those that say less join the only thing that is said, if without any word of it the
/// value is telling.
fn split_by_what(articles: &[Article], places: &[Place]) -> Vec<Vec<Place>> {
    let mut by_what: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    for &place in places {
        let family = family(articles, place);
        by_what.entry(family).or_default().push(place);
    }
    let unsaid = by_what.remove("").unwrap_or_default();
    // *384 people* are the *384 dead* where nothing else befell 384 people.
    let wholes: Vec<_> = by_what.keys().copied().collect();
    for whole in wholes {
        let mut parts = by_what.keys().filter(|part| is_part(part, whole));
        if let (Some(&only), None) = (parts.next(), parts.next()) {
            let of_whole = by_what.remove(whole).unwrap_or_default();
            let of_part = by_what.entry(only).or_default();
            of_part.extend(of_whole);
            of_part.sort_unstable();
        }
    }
    let unsaid: Vec<_> = unsaid
        .into_iter()
        .filter(|&place| is_telling(number(articles, place)))
        .collect();
    let mut groups: Vec<_> = by_what.into_values().collect();
    match groups.as_mut_slice() {
        [only] => {
            only.extend(unsaid);
            only.sort_unstable();
        }
        _ => groups.push(unsaid),
    }
    groups
}

/// Whether one family counts some of what the other counts: *people/dead* and *people*.
fn is_part(part: &str, whole: &str) -> bool {
    let rest = part.strip_prefix(whole);
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Whether what is counted in one family can be what is counted in the other; an empty one does not say.
pub(super) fn may_be_same(a: &str, b: &str) -> bool {
    a.is_empty() || b.is_empty() || a == b || is_part(a, b) || is_part(b, a)
}

/// Of families of which each is the other or a part of it the one that says most: of *people* and *people/dead* the second.
pub(super) fn narrowest<'a>(families: impl Iterator<Item = &'a str>) -> &'a str {
    let longest = families.max_by_key(|family| family.len());
    longest.unwrap_or_default()
}

/// What is counted, under one key for all words that count the same.
fn family(articles: &[Article], place: Place) -> &str {
    let scopes = &articles[place.article_idx].annotations.scopes;
    scopes
        .get(place.item_idx)
        .map_or("", |scope| &*scope.family)
}

fn number(articles: &[Article], place: Place) -> &NumberMention {
    &articles[place.article_idx].annotations.numbers[place.item_idx]
}

/// Whether the value says enough without the thing that is counted.
fn is_telling(number: &NumberMention) -> bool {
    match &number.value {
        NumberValue::Cardinal(Amount::Point(value)) => {
            *value >= Decimal::from(TELLING) || !value.is_integer()
        }
        NumberValue::Cardinal(Amount::Range { .. }) => false,
        NumberValue::Duration { value } => {
            !matches!(value, Text::Point(value) if value.contains('1') && value.len() <= 4)
        }
        _ => true,
    }
}

/// Splits a group into those of articles that speak of the same events, and leaves out what only one article gives.
fn related(group: &[Place], named: &[Vec<usize>]) -> Vec<Vec<Place>> {
    let articles: BTreeSet<usize> = group.iter().map(|place| place.article_idx).collect();
    if articles.len() < 2 || articles.len() > MAX_ARTICLES {
        return Vec::new();
    }
    let mut components: Vec<BTreeSet<usize>> = Vec::new();
    for &article_idx in &articles {
        let (mut joined, others): (Vec<_>, Vec<_>) =
            components.into_iter().partition(|component| {
                component.iter().any(|&other| {
                    super::n_common(&named[article_idx], &named[other]) >= MIN_SHARED_ENTITIES
                })
            });
        joined.push(BTreeSet::from([article_idx]));
        components = others;
        components.push(joined.into_iter().flatten().collect());
    }
    components.retain(|component| component.len() > 1);
    components.sort();
    let members = |component: BTreeSet<usize>| {
        group
            .iter()
            .copied()
            .filter(|place| component.contains(&place.article_idx))
            .collect()
    };
    components.into_iter().map(members).collect()
}

fn figure(articles: &[Article], key: &Key, places: &[Place], nth: usize) -> Coreference {
    let whole = narrowest(places.iter().map(|&place| family(articles, place)));
    let what = whole.rsplit('/').next().unwrap_or_default();
    let (kind, unit, value) = key;
    let mut hasher = blake3::Hasher::new();
    for part in [*kind, unit.as_str(), value.as_str(), what] {
        hasher.update(part.as_bytes()).update(b"\0");
    }
    if nth > 0 {
        hasher.update(articles[places[0].article_idx].id.as_bytes());
    }
    let value_to_show = value.replace('/', " to ");
    let label = [value_to_show.as_str(), unit.as_str(), what]
        .iter()
        .filter(|part| !part.is_empty())
        .copied()
        .collect::<Vec<_>>();
    let members = places
        .iter()
        .map(|&place| member(articles, place, whole, what))
        .collect();
    Coreference {
        id: format!("fig:{}", &hasher.finalize().to_hex()[..12]),
        label: label.join(" "),
        members,
    }
}

/// A reading of a figure that counts `what`, of the family `whole`.
fn member(articles: &[Article], place: Place, whole: &str, what: &str) -> Member {
    let number = number(articles, place);
    let (score, why) = match family(articles, place) {
        _ if what.is_empty() => (75, "same value and unit".to_owned()),
        "" => (
            65,
            format!("same value; what is counted is not said here, elsewhere `{what}`"),
        ),
        same if same == whole => (90, format!("same value, same thing counted (`{what}`)")),
        less => (80, format!("same value; here `{less}`, elsewhere `{what}`")),
    };
    let hedged = !matches!(number.op, Op::Eq | Op::Vague);
    Member {
        place,
        score: Confidence::new(score - if hedged { 2 } else { 0 }),
        why: why.into(),
    }
}

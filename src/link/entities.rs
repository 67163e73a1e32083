//! One cluster for each entity: by the gazetteer's id where it is listed, by type and folded name where it is not.

use std::collections::BTreeMap;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::document::{Article, Cluster, EntityRef, EntityType, Member, Mention, Place, Relation};
use crate::fold::slug;
use crate::resources::gazetteer::{Gazetteer, key_tokens};

/// The clusters of all mentions, in order of their ids; members in order of their places.
pub(super) fn clusters(articles: &[Article], gazetteer: &Gazetteer) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    let mut by_id: FxHashMap<String, usize> = FxHashMap::default();
    // Where a mention belongs, and why, is asked once for all that are alike; the reason is held once.
    let mut seen: FxHashMap<_, (usize, Arc<str>)> = FxHashMap::default();
    for (article_idx, article) in articles.iter().enumerate() {
        for (item_idx, mention) in article.annotations.mentions.iter().enumerate() {
            let likeness = (&mention.entity, mention.entity_type, mention.relation);
            let (cluster_idx, why) = seen.entry(likeness).or_insert_with(|| {
                let (id, listed) = identity(mention, gazetteer);
                let cluster_idx = *by_id.entry(id).or_insert_with_key(|id| {
                    clusters.push(new_cluster(id, listed, mention, gazetteer));
                    clusters.len() - 1
                });
                (cluster_idx, reason(mention).into())
            });
            let place = Place {
                article_idx,
                item_idx,
            };
            clusters[*cluster_idx].members.push(Member {
                place,
                score: mention.confidence,
                why: Arc::clone(why),
            });
        }
    }
    clusters.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    for cluster in &mut clusters {
        cluster.members.shrink_to_fit();
    }
    for cluster in clusters
        .iter_mut()
        .filter(|cluster| cluster.listed.is_none())
    {
        cluster.name = most_frequent_name(cluster, articles);
    }
    clusters
}

/// The id of what a mention names, and its index if it is listed.
///
/// Spellings of one person's name share an id, in every script: each part counts as the key that the list of name parts
/// has for all its spellings.
pub fn identity(mention: &Mention, gazetteer: &Gazetteer) -> (String, Option<u32>) {
    let name = match &mention.entity {
        EntityRef::Listed(idx) => return (gazetteer.entity(*idx).id.to_owned(), Some(*idx)),
        EntityRef::Unlisted(name) => name,
    };
    let with_prefix = |slug: String| format!("{}:{slug}", mention.entity_type.id_prefix());
    let id = with_prefix(slug(name));
    if let Some(listed) = gazetteer.entity_idx(&id) {
        return (id, Some(listed));
    }
    if mention.entity_type != EntityType::Person {
        return (id, None);
    }
    let parts = key_tokens(name);
    let keys: Vec<_> = parts.iter().map(|part| gazetteer.canonical(part)).collect();
    let id = with_prefix(slug(&keys.join(" ")));
    let listed = gazetteer.entity_idx(&id);
    (id, listed)
}

pub(super) fn new_cluster(
    id: &str,
    listed: Option<u32>,
    mention: &Mention,
    gazetteer: &Gazetteer,
) -> Cluster {
    let entity = listed.map(|idx| gazetteer.entity(idx));
    Cluster {
        id: id.to_owned(),
        name: entity.map_or_else(String::new, |entity| entity.name.to_owned()),
        entity_type: entity.map_or(mention.entity_type, |entity| entity.entity_type),
        subtype: entity.map_or_else(
            || mention.subtype.clone().into(),
            |entity| entity.subtype.to_owned(),
        ),
        listed,
        members: Vec::new(),
    }
}

fn reason(mention: &Mention) -> String {
    let by = match mention.relation {
        Relation::Name => "name",
        Relation::Alias => "alias",
        Relation::Surname => "surname after the full name",
        Relation::GivenName => "given name after the full name",
        Relation::Abbreviation => "abbreviation",
        Relation::Demonym => match mention.entity_type {
            EntityType::Group => "demonym",
            _ => "adjective",
        },
        Relation::Inflected => "inflected name",
        Relation::CompoundPart => "name in a compound",
    };
    match &mention.entity {
        EntityRef::Listed(_) => format!("same gazetteer entry, by {by}"),
        EntityRef::Unlisted(name) => format!("same name `{name}`, by {by}"),
    }
}

/// The spelling of an unlisted name that most mentions have; of several the first in byte order.
pub(super) fn most_frequent_name(cluster: &Cluster, articles: &[Article]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for Member { place, .. } in &cluster.members {
        let mention = &articles[place.article_idx].annotations.mentions[place.item_idx];
        if let EntityRef::Unlisted(name) = &mention.entity {
            *counts.entry(name).or_default() += 1;
        }
    }
    let most = counts.values().copied().max().unwrap_or_default();
    let name = counts.into_iter().find(|&(_, count)| count == most);
    name.map_or_else(String::new, |(name, _)| name.to_owned())
}

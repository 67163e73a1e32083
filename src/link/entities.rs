//! One cluster for each entity: by the gazetteer's id where it is listed, by type and folded name where it is not.

use std::collections::BTreeMap;

use crate::document::{Article, Cluster, EntityRef, EntityType, Member, Mention, Place, Relation};
use crate::fold::slug;
use crate::resources::gazetteer::{Gazetteer, key_tokens};

/// Among the reasons of so many members before it that of a member is looked for.
const REASONS: usize = 4;

/// The clusters of all mentions, in order of their ids; members in order of their places.
pub(super) fn clusters(articles: &[Article], gazetteer: &Gazetteer) -> Vec<Cluster> {
    let mut clusters: BTreeMap<String, Cluster> = BTreeMap::new();
    for (article_idx, article) in articles.iter().enumerate() {
        for (item_idx, mention) in article.annotations.mentions.iter().enumerate() {
            let (id, listed) = identity(mention, gazetteer);
            let cluster = clusters
                .entry(id)
                .or_insert_with_key(|id| new_cluster(id, listed, mention, gazetteer));
            let place = Place {
                article_idx,
                item_idx,
            };
            let why = reason(mention);
            // Most members of a cluster are here for the same reason, which is held once.
            let same = cluster.members.iter().rev().take(REASONS);
            let same = same.map(|member| &member.why).find(|same| ***same == *why);
            let why = same.cloned().unwrap_or_else(|| why.into());
            cluster.members.push(Member {
                place,
                score: mention.confidence,
                why,
            });
        }
    }
    let mut clusters: Vec<_> = clusters.into_values().collect();
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

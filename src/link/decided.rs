//! What a person decided of names and groups, done last: it holds whatever the stages before made of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::entities::{most_frequent_name, new_cluster};
use super::identity;
use crate::document::{
    Article, Cluster, Confidence, Coreference, Document, EntityRef, EntityType, Evidence, Member,
    Mention, Place, Relation, Sentence, Token, article_id,
};
use crate::fold::slug;
use crate::ids;
use crate::resources::decisions::{AllowedName, Decisions, RowIdx};
use crate::resources::gazetteer::{Gazetteer, Prefix, key_token};
use crate::text::Span;

/// How sure what a person says is.
const SURE: Confidence = Confidence::new(100);
/// What `why` begins with where a decision joined a member.
const WHY: &str = "decision";

/// Takes the names that are denied out of the `mentions` of an article, which are in order, and puts those that are
/// allowed in. Gives the rows that were followed.
pub fn mentions(
    document: &Document,
    tokens: &[Token],
    sentences: &[Sentence],
    mentions: &mut Vec<Mention>,
    gazetteer: &Gazetteer,
    decisions: &Decisions,
) -> BTreeSet<RowIdx> {
    let mut followed = BTreeSet::new();
    if !decisions.have_names() {
        return followed;
    }
    let text = &document.text;
    let article = article_id(&document.path);
    mentions.retain_mut(|mention| {
        let id = ids::of_span('m', &article, mention.span);
        let (entity, _) = identity(mention, gazetteer);
        if let Some(row) = decisions.allowance(Some(&id), &entity) {
            followed.insert(row);
            (mention.confidence, mention.review) = (SURE, false);
        }
        let denial = decisions.denial(Some(&id), &entity, mention.span.of(text));
        followed.extend(denial);
        denial.is_none()
    });
    let allowed = allowed_names(text, tokens, sentences, decisions);
    let holds = |long: Span, short: Span| long.contains(short) && long != short;
    for (span, name) in allowed {
        followed.insert(name.row);
        if mentions.iter().any(|other| holds(other.span, span)) {
            continue;
        }
        mentions.retain(|other| !other.span.overlaps(span));
        let after = mentions.partition_point(|other| other.span < span);
        mentions.insert(after, allowed_mention(span, name, text, gazetteer));
    }
    followed
}

/// The places of allowed names, the longest from each token on, in order and without overlap.
fn allowed_names<'d>(
    text: &str,
    tokens: &[Token],
    sentences: &[Sentence],
    decisions: &'d Decisions,
) -> Vec<(Span, &'d AllowedName)> {
    let mut found = Vec::new();
    for sentence in sentences {
        let mut idx = sentence.tokens.start;
        while idx < sentence.tokens.end {
            let rest = &tokens[idx..sentence.tokens.end];
            let name = allowed_name(text, rest, decisions);
            idx += name.map_or(1, |(n_tokens, ..)| n_tokens);
            found.extend(name.map(|(_, span, name)| (span, name)));
        }
    }
    found
}

/// The longest allowed name at the start of `tokens`: how many tokens it has, where it stands, and what it is.
fn allowed_name<'d>(
    text: &str,
    tokens: &[Token],
    decisions: &'d Decisions,
) -> Option<(usize, Span, &'d AllowedName)> {
    let mut longest = None;
    let mut start = Prefix::default();
    for (idx, token) in tokens.iter().enumerate() {
        let surface = token.span.of(text);
        let Some(key) = key_token(surface, token.kind) else {
            continue;
        };
        let before_possessive = key.strip_suffix("'s").map(|owner| {
            let n_bytes: usize = surface.chars().rev().take(2).map(char::len_utf8).sum();
            (start.then(owner), token.span.end() - n_bytes)
        });
        let whole = (start.then(&key), token.span.end());
        for (key, end) in [Some(whole), before_possessive].into_iter().flatten() {
            let span = Span::new(tokens[0].span.start(), end);
            let name = decisions.allowed_name(key).0;
            let name = name.filter(|name| has_capitals_of(span.of(text), &name.surface));
            longest = name.map(|name| (idx + 1, span, name)).or(longest);
        }
        if !decisions.allowed_name(whole.0).1 {
            break;
        }
        start = whole.0;
    }
    longest
}

/// Whether what is written begins with a capital if the name does.
fn has_capitals_of(written: &str, name: &str) -> bool {
    let begins_large = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
    begins_large(written) || !begins_large(name)
}

fn allowed_mention(span: Span, name: &AllowedName, text: &str, gazetteer: &Gazetteer) -> Mention {
    let surface = one_line(span.of(text));
    let listed = gazetteer.entity_idx(&name.entity);
    let entity = listed.map(|idx| gazetteer.entity(idx));
    let is_name = entity.is_none_or(|entity| entity.name == surface);
    Mention {
        span,
        entity_type: name.entity_type,
        subtype: entity.map_or_else(Box::default, |entity| entity.subtype.into()),
        entity: listed.map_or(EntityRef::Unlisted(surface.into()), EntityRef::Listed),
        relation: if is_name {
            Relation::Name
        } else {
            Relation::Alias
        },
        evidence: Evidence::Decision,
        confidence: SURE,
        review: false,
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The clusters as they were decided, in order of their ids, of `clusters`, however these were made. The ids that
/// decisions can be about are added to `known`.
pub(super) fn clusters(
    articles: &mut [Article],
    clusters: Vec<Cluster>,
    gazetteer: &Gazetteer,
    decisions: &Decisions,
    known: &mut BTreeSet<String>,
) -> Vec<Cluster> {
    if decisions.is_empty() {
        return clusters;
    }
    let mut heads = BTreeMap::new();
    let mut moves = Vec::new();
    // The ids that members of each cluster have by themselves.
    let mut own_ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for mut cluster in clusters {
        let parting = Parting::of(&cluster, articles, gazetteer, decisions);
        known.extend(parting.ids.iter().cloned());
        let canonical = parting.canonical(decisions).to_owned();
        let ids = own_ids.entry(canonical).or_default();
        ids.extend(parting.kept(decisions).cloned());
        let members = std::mem::take(&mut cluster.members);
        for member in members {
            let article = &articles[member.place.article_idx];
            let mention = &article.annotations.mentions[member.place.item_idx];
            let decided = decided(&parting, article, mention, gazetteer, decisions, known);
            moves.push((member, decided));
        }
        heads.insert(cluster.id.clone(), cluster);
    }
    let mut joined: BTreeMap<String, Cluster> = BTreeMap::new();
    for (mut member, decided) in moves {
        let place = member.place;
        let mention = &mut articles[place.article_idx].annotations.mentions[place.item_idx];
        let listed = gazetteer.entity_idx(&decided.id);
        if let Some(why) = decided.why {
            (member.why, member.score) = (why.into(), SURE);
            mention.evidence = Evidence::Decision;
            let surface = one_line(mention.span.of(&articles[place.article_idx].document.text));
            let mention = &mut articles[place.article_idx].annotations.mentions[place.item_idx];
            mention.entity = match (listed, &mention.entity) {
                (Some(idx), _) => EntityRef::Listed(idx),
                (None, EntityRef::Unlisted(name)) => EntityRef::Unlisted(name.clone()),
                (None, EntityRef::Listed(_)) => EntityRef::Unlisted(surface.into()),
            };
        }
        let mention = &articles[place.article_idx].annotations.mentions[place.item_idx];
        let head = || match heads.get(&decided.id) {
            Some(cluster) => cluster.clone(),
            None => new_cluster(&decided.id, listed, mention, gazetteer),
        };
        let cluster = joined.entry(decided.id.clone()).or_insert_with(head);
        cluster.members.push(member);
    }
    let mut clusters: Vec<_> = joined.into_values().collect();
    for cluster in &mut clusters {
        cluster.members.sort_by_key(|member| member.place);
        let ids = own_ids.get(&cluster.id).cloned().unwrap_or_default();
        describe(cluster, &ids, articles, decisions);
    }
    clusters
}

/// Where a mention belongs, and why, if that is not where it was.
struct Decided {
    id: String,
    why: Option<String>,
}

fn decided(
    parting: &Parting,
    article: &Article,
    mention: &Mention,
    gazetteer: &Gazetteer,
    decisions: &Decisions,
    known: &mut BTreeSet<String>,
) -> Decided {
    let mut id = parting.cluster.clone();
    let mut why = None;
    if let Some(own) = parting.own_id(mention, gazetteer, decisions) {
        why = Some(format!("{WHY}: `{own}` and `{id}` are different"));
        id = own;
    }
    if mention.evidence == Evidence::Decision
        && let Some(entity) = decisions.allowed_entity(mention.span.of(&article.document.text))
    {
        id = entity.to_owned();
        why = Some(format!("{WHY}: a name of `{id}`"));
    }
    if decisions.have_members() {
        let member = ids::of_span('m', &article.id, mention.span);
        if let Some(entity) = decisions.group_of_member(&member) {
            id = entity.to_owned();
            why = Some(format!("{WHY}: is `{id}`"));
        }
        if decisions.is_no_member(&member, &id) {
            why = Some(format!("{WHY}: is not `{id}`"));
            id = id_of_single(&member, mention, article, gazetteer, decisions);
        }
        known.insert(member);
    }
    known.insert(id.clone());
    let canonical = if id == parting.cluster {
        parting.canonical(decisions)
    } else {
        decisions.canonical(&id)
    };
    if canonical != id {
        why = Some(format!("{WHY}: `{id}` and `{canonical}` are the same"));
        id = canonical.to_owned();
    }
    Decided { id, why }
}

/// The id of what a mention names that is not what it was taken for: by its type and name, with the digits of its own
/// id where that would be something else that is known.
fn id_of_single(
    member: &str,
    mention: &Mention,
    article: &Article,
    gazetteer: &Gazetteer,
    decisions: &Decisions,
) -> String {
    let surface = mention.span.of(&article.document.text);
    let id = format!("{}:{}", mention.entity_type.id_prefix(), slug(surface));
    let is_taken = gazetteer.entity_idx(&id).is_some() || decisions.is_no_member(member, &id);
    if is_taken {
        let digits = member.split_once('-').map_or(member, |(_, digits)| digits);
        return format!("{id}-{digits}");
    }
    id
}

/// The ids by themselves of the members of one cluster, which may have been joined although they are decided to be
/// different.
struct Parting {
    cluster: String,
    /// Those that decisions are about.
    ids: BTreeSet<String>,
}

impl Parting {
    fn of(
        cluster: &Cluster,
        articles: &[Article],
        gazetteer: &Gazetteer,
        decisions: &Decisions,
    ) -> Self {
        let members = cluster.members.iter();
        let mentions = members.map(|Member { place, .. }| {
            &articles[place.article_idx].annotations.mentions[place.item_idx]
        });
        let ids = mentions.flat_map(|mention| own_ids(mention, gazetteer));
        let ids = ids.filter(|id| decisions.are_about(id));
        Self {
            cluster: cluster.id.clone(),
            ids: ids.chain([cluster.id.clone()]).collect(),
        }
    }

    /// The ids that are not decided to be different from that of the cluster.
    fn kept<'d>(&'d self, decisions: &'d Decisions) -> impl Iterator<Item = &'d String> {
        let ids = self.ids.iter();
        ids.filter(|id| !decisions.are_different(id, &self.cluster))
    }

    /// The id that stands for the cluster by what was decided of its id, or of those that its members have by
    /// themselves.
    fn canonical<'d>(&'d self, decisions: &'d Decisions) -> &'d str {
        let own = decisions.canonical(&self.cluster);
        let mut others = self.kept(decisions).map(|id| (id, decisions.canonical(id)));
        let other = others.find(|(id, canonical)| id != canonical);
        match other {
            Some((_, other)) if own == self.cluster => other,
            _ => own,
        }
    }

    /// The id that the mention has by itself, if it is not that of the cluster and different from another one here.
    fn own_id(
        &self,
        mention: &Mention,
        gazetteer: &Gazetteer,
        decisions: &Decisions,
    ) -> Option<String> {
        let is_parted = |own: &String| {
            let mut others = self.ids.iter();
            others.any(|other| decisions.are_different(own, other))
        };
        let mut own = own_ids(mention, gazetteer).into_iter();
        own.find(|own| *own != self.cluster && self.ids.contains(own) && is_parted(own))
    }
}

/// The ids that a mention may have by itself: as it is written, and as spellings of a name are joined.
fn own_ids(mention: &Mention, gazetteer: &Gazetteer) -> Vec<String> {
    let (id, _) = identity(mention, gazetteer);
    match &mention.entity {
        EntityRef::Listed(_) => vec![id],
        EntityRef::Unlisted(name) => {
            let written = format!("{}:{}", mention.entity_type.id_prefix(), slug(name));
            vec![written, id]
        }
    }
}

/// Gives a cluster the name and type that were decided, and its mentions, where a decision put them here, the type of
/// it.
///
/// What was decided of its id counts first, then what was decided of the ids that its members have by themselves.
fn describe(
    cluster: &mut Cluster,
    own_ids: &BTreeSet<String>,
    articles: &mut [Article],
    decisions: &Decisions,
) {
    if cluster.listed.is_none() {
        let name = most_frequent_name(cluster, articles);
        if !name.is_empty() {
            cluster.name = name;
        }
    }
    let ids = || std::iter::once(&cluster.id).chain(own_ids);
    let name = ids().find_map(|id| decisions.name_of(id));
    let decided = ids().find_map(|id| decisions.type_of(id));
    if let Some(name) = name {
        name.clone_into(&mut cluster.name);
    }
    if let Some(entity_type) = decided.filter(|decided| *decided != cluster.entity_type) {
        cluster.entity_type = entity_type;
        cluster.subtype.clear();
    }
    for Member { place, .. } in &cluster.members {
        let mention = &mut articles[place.article_idx].annotations.mentions[place.item_idx];
        let is_demonym = mention.relation == Relation::Demonym
            || mention.entity_type == EntityType::Group && decided.is_none();
        let is_other = mention.entity_type != cluster.entity_type;
        let is_decided = decided.is_some() || mention.evidence == Evidence::Decision;
        if is_other && is_decided && !is_demonym {
            mention.entity_type = cluster.entity_type;
            mention.subtype = cluster.subtype.as_str().into();
            mention.evidence = Evidence::Decision;
        }
    }
}

/// The groups as they were decided, in order of their ids; `member_id` tells the id of the member at a place. The ids that
/// decisions can be about are added to `known`.
pub(super) fn groups(
    groups: Vec<Coreference>,
    member_id: impl Fn(Place) -> String,
    decisions: &Decisions,
    known: &mut BTreeSet<String>,
) -> Vec<Coreference> {
    if decisions.is_empty() {
        return groups;
    }
    let mut joined: BTreeMap<String, Coreference> = BTreeMap::new();
    for mut group in groups {
        let id = std::mem::take(&mut group.id);
        known.insert(id.clone());
        if decisions.have_members() {
            group.members.retain(|member| {
                let own = member_id(member.place);
                let stays = !decisions.is_no_member(&own, &id);
                known.insert(own);
                stays
            });
        }
        let canonical = decisions.canonical(&id).to_owned();
        if canonical != id {
            let why: Arc<str> = format!("{WHY}: `{id}` and `{canonical}` are the same").into();
            for member in &mut group.members {
                (member.why, member.score) = (why.clone(), SURE);
            }
        }
        canonical.clone_into(&mut group.id);
        match joined.get_mut(&canonical) {
            Some(first) => first.members.append(&mut group.members),
            None => {
                joined.insert(canonical, group);
            }
        }
    }
    let mut groups: Vec<_> = joined.into_values().collect();
    for group in &mut groups {
        group.members.sort_by_key(|member| member.place);
        group.members.dedup_by_key(|member| member.place);
        if let Some(name) = decisions.name_of(&group.id) {
            name.clone_into(&mut group.label);
        }
    }
    groups.retain(|group| !group.members.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Annotations, DetectedLanguage, Metadata, Wording};
    use crate::language::Language;
    use crate::resources::decisions::Decidable;
    use crate::resources::user_lists::ListFile;

    const TEXT: &str = "Anna Kern met Anna Korn and Anna Kurn.";
    const NAMES: [&str; 3] = ["Anna Kern", "Anna Korn", "Anna Kurn"];

    fn article() -> Article {
        let mention = |name: &str| {
            let start = TEXT.find(name).expect("the name is in the text");
            Mention {
                span: Span::new(start, start + name.len()),
                entity_type: EntityType::Person,
                subtype: Box::default(),
                entity: EntityRef::Unlisted(name.into()),
                relation: Relation::Name,
                evidence: Evidence::Pattern,
                confidence: Confidence::new(80),
                review: false,
            }
        };
        Article {
            id: "a-x".to_owned(),
            document: Document {
                path: "x.txt".to_owned(),
                text: TEXT.to_owned(),
                metadata: Metadata::default(),
                front_matter: Span::new(0, 0),
            },
            annotations: Annotations {
                language: DetectedLanguage {
                    language: Language::UNDETERMINED,
                    confidence: 0.0,
                },
                passages: Vec::new(),
                sections: Vec::new(),
                sentences: Vec::new(),
                tokens: Vec::new(),
                wording: Wording::default(),
                n_words: 0,
                mentions: NAMES.map(mention).into(),
                doubtful: Vec::new(),
                numbers: Vec::new(),
                quotes: Vec::new(),
                scopes: Vec::new(),
            },
        }
    }

    /// The clusters of what a linker took for one person, under these decisions: ids with the numbers of their members.
    fn check(cluster: &str, rows: &str, expected: &[(&str, &[usize])]) {
        let entities = "entity_id\ttype\tsubtype\tname\tprior\twikidata_id\tgeonames_id\tiso_code\tlocated_in\tsource\n";
        let names = "entity_id\tlanguage\tkind\tname\tguard\n";
        let gazetteer = Gazetteer::of_tables(entities, names).expect("headers alone");
        let file = ListFile {
            path: "decisions.csv".to_owned(),
            text: format!("action,subject,object\n{rows}"),
            hash: String::new(),
        };
        let (decisions, problems) = Decisions::of(&file, &gazetteer, &|_| true);
        assert_eq!(problems, []);
        let member = |item_idx| Member {
            place: Place {
                article_idx: 0,
                item_idx,
            },
            score: Confidence::new(70),
            why: "they look alike".into(),
        };
        let joined = Cluster {
            id: cluster.to_owned(),
            name: "Anna".to_owned(),
            entity_type: EntityType::Person,
            subtype: String::new(),
            listed: None,
            members: [0, 1, 2].map(member).into(),
        };
        let mut articles = [article()];
        let mut known = BTreeSet::new();
        let found = clusters(
            &mut articles,
            vec![joined],
            &gazetteer,
            &decisions,
            &mut known,
        );
        let ids = |cluster: &Cluster| {
            let members = cluster.members.iter().map(|member| member.place.item_idx);
            (cluster.id.clone(), members.collect::<Vec<_>>())
        };
        let expected: Vec<_> = expected
            .iter()
            .map(|(id, members)| ((*id).to_owned(), members.to_vec()))
            .collect();
        assert_eq!(
            found.iter().map(ids).collect::<Vec<_>>(),
            expected,
            "{rows}"
        );
        let decidable = Decidable {
            known,
            ..Decidable::default()
        };
        assert_eq!(decisions.dead(&decidable, &gazetteer), []);
    }

    #[test]
    fn what_the_linker_joined_is_parted() {
        let parted: &[(&str, &[usize])] = &[("per:anna-kern", &[0, 2]), ("per:anna-korn", &[1])];
        check(
            "per:anna-kern",
            "different,per:anna-kern,per:anna-korn\n",
            parted,
        );
        check(
            "per:anna-kern",
            "different,per:anna-korn,per:anna-kern\n",
            parted,
        );
        check(
            "per:anna",
            "different,per:anna-korn,per:anna-kern\n",
            &[
                ("per:anna", &[2]),
                ("per:anna-kern", &[0]),
                ("per:anna-korn", &[1]),
            ],
        );
    }

    #[test]
    fn what_is_parted_may_be_joined_anew() {
        check(
            "per:anna-kern",
            "different,per:anna-kern,per:anna-korn\nsame,per:anna-kurn,per:anna-korn\n",
            &[("per:anna-kern", &[0]), ("per:anna-korn", &[1, 2])],
        );
    }
}

//! `mentions.csv`.

use super::cell::Id;
use super::schema::table;
use super::shared::{ArticleCells, ContextCells, PositionCells};
use super::{Found, ids};
use crate::document::{Article, Cluster, Confidence, EntityType, Evidence, Mention, Relation};
use crate::text::CharOffsets;

table! {
    /// A row a name in a text.
    MentionRow<'c> in "mentions";
    key: [mention_id];
    references: [article_id -> articles, entity_id -> entities];
    /// Id of the mention, made from article and place; other articles do not change it.
    #[example = "m-7c2k9x0fq4mt"]
    mention_id: Id<'c>,
    /// The article.
    article: ArticleCells<'c>,
    /// What is named: one id for one thing in all articles and languages.
    #[example = "iso:UA"]
    entity_id: Id<'c>,
    /// The name to show of what is named.
    #[example = "Ukraine"]
    entity_name: &'c str,
    /// What the surface names; of a demonym `group`, although the entity is a place. Groups are nationalities,
    /// religions, and adherents of parties.
    #[example = "location"]
    r#type: EntityType,
    /// What it is, more finely; an open list.
    #[example = "country"]
    subtype: &'c str,
    /// The name as written.
    #[example = "Oekraïne"]
    surface: &'c str,
    /// Its place.
    position: PositionCells,
    /// How this surface names the entity.
    #[example = "name"]
    relation: Relation,
    /// What made it a mention: a built-in list, a list of yours, the shape of the words, another mention in the
    /// article, other articles, or a decision of yours.
    #[example = "gazetteer"]
    evidence: Evidence,
    /// How sure that place and type are right: of the names of persons, organisations and places that say 0.8, about
    /// eight in ten are.
    #[unit = "0 to 1"]
    #[example = "0.95"]
    confidence: Confidence,
    /// Whether a person should look.
    #[example = "false"]
    review: bool,
    /// Its context.
    context: ContextCells<'c>,
}

/// The rows in order of article and place.
pub fn rows<'c>(found: &'c Found<'c>) -> impl Iterator<Item = MentionRow<'c>> {
    let clusters = found.cluster_of_mentions();
    found
        .corpus
        .articles
        .iter()
        .zip(clusters)
        .flat_map(|(article, clusters)| {
            let offsets = CharOffsets::new(&article.document.text);
            let mentions = article.annotations.mentions.iter().zip(clusters);
            mentions.map(move |(mention, cluster)| row(article, mention, cluster, &offsets))
        })
}

/// Id of a mention.
#[must_use]
pub fn id(article: &Article, mention: &Mention) -> String {
    ids::of_span('m', &article.id, mention.span)
}

fn row<'c>(
    article: &'c Article,
    mention: &'c Mention,
    cluster: &'c Cluster,
    offsets: &CharOffsets<'_>,
) -> MentionRow<'c> {
    let text = &article.document.text;
    MentionRow {
        mention_id: id(article, mention).into(),
        article: ArticleCells::at(article, mention.span),
        entity_id: cluster.id.as_str().into(),
        entity_name: &cluster.name,
        r#type: mention.entity_type,
        subtype: &mention.subtype,
        surface: mention.span.of(text),
        position: PositionCells::of(&article.annotations, offsets, mention.span),
        relation: mention.relation,
        evidence: mention.evidence,
        confidence: mention.confidence,
        review: mention.review,
        context: ContextCells::of(text, mention.span),
    }
}

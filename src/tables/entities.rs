//! `entities.csv`: *Ukraine* beside *Oekraïne* beside *Украина*.

use std::collections::{BTreeMap, BTreeSet};

use super::Found;
use super::cell::{Cell, Id, Record};
use super::schema::{Column, ColumnType, Field, FieldDoc, table};
use crate::document::{Article, Cluster, EntityType, Mention, PartialDate, Relation};
use crate::language::Language;
use crate::resources::gazetteer::Entity;

table! {
    /// A row an entity of the corpus.
    EntityRow<'c> in "entities";
    key: [entity_id];
    references: [];
    /// Id of the entity; the same in every corpus for what the built-in lists have.
    #[example = "iso:UA"]
    entity_id: Id<'c>,
    /// The name to show.
    #[example = "Ukraine"]
    name: &'c str,
    /// What it is. Groups are nationalities, religions, and adherents of parties.
    #[example = "location"]
    r#type: EntityType,
    /// What it is, more finely; an open list.
    #[example = "country"]
    subtype: &'c str,
    /// Its item in Wikidata.
    #[example = "Q212"]
    wikidata_id: Id<'c>,
    /// Its place in GeoNames.
    #[example = "690791"]
    geonames_id: Id<'c>,
    /// Its code, of a country or a part of one.
    #[unit = "ISO 3166"]
    #[example = "UA"]
    iso_code: Id<'c>,
    /// Languages of the articles that name it; `und` is none.
    #[unit = "languages"]
    #[example = "3"]
    languages: usize,
    /// Articles that name it.
    #[unit = "articles"]
    #[example = "5"]
    articles: usize,
    /// Outlets known to have published these articles.
    #[unit = "outlets"]
    #[example = "2"]
    outlets: usize,
    /// Its rows in mentions.csv.
    #[unit = "mentions"]
    #[example = "17"]
    mentions: usize,
    /// When the first of these articles was published.
    #[unit = "ISO 8601"]
    #[example = "2025-03-10"]
    first_date: Option<PartialDate>,
    /// When the last of these articles was published.
    #[unit = "ISO 8601"]
    #[example = "2025-03-12"]
    last_date: Option<PartialDate>,
    /// The surface that names it most often in articles of this language. Inflected forms, demonyms and parts of
    /// compounds stand here only if there is nothing else.
    #[example = "Oekraïne"]
    name_code: NamePerLanguage<'c>,
}

/// A name for each language of the corpus, empty where it has none.
#[derive(Debug)]
pub struct NamePerLanguage<'c>(pub Vec<&'c str>);

impl Field for NamePerLanguage<'_> {
    fn columns(doc: FieldDoc, languages: &[Language]) -> Vec<Column> {
        let stem = doc.name.trim_end_matches("code");
        let column = |language: &Language| Column {
            name: format!("{stem}{language}"),
            column_type: ColumnType::Text,
            unit: doc.unit,
            meaning: doc.meaning.clone(),
            example: doc.example,
        };
        languages.iter().map(column).collect()
    }

    fn write_cells(&self, record: &mut Record) {
        self.0.iter().for_each(|name| name.write(record));
    }
}

/// The rows in order of id.
pub fn rows<'c>(found: &'c Found<'c>) -> impl Iterator<Item = EntityRow<'c>> {
    let languages = found.languages();
    found
        .corpus
        .clusters
        .iter()
        .map(move |cluster| row(found, cluster, &languages))
}

fn row<'c>(found: &'c Found<'c>, cluster: &'c Cluster, languages: &[Language]) -> EntityRow<'c> {
    let listed = cluster.listed.map(|idx| found.gazetteer.entity(idx));
    let id_of = |id: fn(Entity<'c>) -> &'c str| Id::from(listed.map_or("", id));
    let articles = articles(found, cluster);
    let outlets = articles
        .iter()
        .filter_map(|article| article.document.metadata.outlet.as_deref());
    let dates = articles
        .iter()
        .filter_map(|article| article.document.metadata.published);
    EntityRow {
        entity_id: cluster.id.as_str().into(),
        name: &cluster.name,
        r#type: cluster.entity_type,
        subtype: &cluster.subtype,
        wikidata_id: id_of(|entity| entity.wikidata_id),
        geonames_id: id_of(|entity| entity.geonames_id),
        iso_code: id_of(|entity| entity.iso_code),
        languages: super::n_languages(articles.iter().copied()),
        articles: articles.len(),
        outlets: outlets.collect::<BTreeSet<_>>().len(),
        mentions: cluster.members.len(),
        first_date: dates
            .clone()
            .min_by_key(|date| (date.first_day(), date.last_day())),
        last_date: dates.max_by_key(|date| (date.last_day(), date.first_day())),
        name_code: names(found, cluster, languages),
    }
}

/// The articles that name the cluster, each once.
fn articles<'c>(found: &Found<'c>, cluster: &Cluster) -> Vec<&'c Article> {
    let indices: BTreeSet<_> = cluster
        .members
        .iter()
        .map(|member| member.place.article_idx)
        .collect();
    indices
        .into_iter()
        .map(|idx| &found.corpus.articles[idx])
        .collect()
}

/// The most frequent of the best surfaces in each language; of equally frequent ones the first in byte order.
fn names<'c>(found: &Found<'c>, cluster: &Cluster, languages: &[Language]) -> NamePerLanguage<'c> {
    let mut counts: BTreeMap<(Language, &str), (Rank, usize)> = BTreeMap::new();
    for member in &cluster.members {
        let (article, mention) = found.mention(member.place);
        let key = (
            article.annotations.language_at(mention.span.start()),
            mention.span.of(&article.document.text),
        );
        let (rank, count) = counts.entry(key).or_insert((Rank::Rest, 0));
        *rank = rank_of(mention).min(*rank);
        *count += 1;
    }
    let best = |language: &Language| {
        let own = counts.iter().filter(|((of, _), _)| of == language);
        let best = own.min_by_key(|((_, surface), (rank, count))| {
            (*rank, std::cmp::Reverse(*count), *surface)
        });
        best.map_or("", |((_, surface), _)| surface)
    };
    NamePerLanguage(languages.iter().map(best).collect())
}

/// How well a surface shows what the entity is called.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Name,
    Inflected,
    Rest,
}

fn rank_of(mention: &Mention) -> Rank {
    match mention.relation {
        Relation::Name
        | Relation::Alias
        | Relation::Surname
        | Relation::GivenName
        | Relation::Abbreviation => Rank::Name,
        Relation::Inflected => Rank::Inflected,
        Relation::Demonym | Relation::CompoundPart => Rank::Rest,
    }
}

//! `coreferences.csv`: where articles speak of the same thing.

use std::collections::BTreeSet;

use super::cell::{Id, Value, words};
use super::schema::table;
use super::shared::{ArticleCells, ContextCells};
use super::{Found, mentions, numbers, quotes};
use crate::document::{Article, Confidence, Corpus, Member, Place};

table! {
    /// A row a member of a group that at least two articles share.
    CoreferenceRow<'c> in "coreferences";
    key: [coref_id, member_id];
    references: [article_id -> articles];
    /// Id of the group; the same in every corpus for an entity that the built-in lists have.
    #[example = "co:iso:UA"]
    coref_id: Id<'c>,
    /// What the group shares: an entity they name, a figure or a quotation they give, a day they name.
    #[example = "entity"]
    kind: CoreferenceKind,
    /// What the group shares, to read.
    #[example = "Ukraine"]
    label: &'c str,
    /// Languages of the articles of the group; `und` is none.
    #[unit = "languages"]
    #[example = "3"]
    languages: usize,
    /// Articles of the group.
    #[unit = "articles"]
    #[example = "5"]
    articles: usize,
    /// Whether the group has articles in more than one language.
    #[example = "true"]
    cross_language: bool,
    /// The member, as in mentions.csv if the group shares an entity, as in numbers.csv if it shares a figure or day,
    /// as in quotes.csv if it shares a quotation.
    #[example = "m-7c2k9x0fq4mt"]
    member_id: Id<'c>,
    /// The article.
    article: ArticleCells<'c>,
    /// The member as written.
    #[example = "Oekraïne"]
    surface: &'c str,
    /// Of a figure or day its value, as in numbers.csv; empty for entities, ranges and quotations.
    #[example = "8000"]
    value: Option<Value<'c>>,
    /// How sure that the member belongs to the group.
    #[unit = "0 to 1"]
    #[example = "0.95"]
    score: Confidence,
    /// What joined the member to the group, in words.
    #[example = "same gazetteer entry"]
    why: &'c str,
    /// Its context.
    context: ContextCells<'c>,
}

/// What the members of a group share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CoreferenceKind {
    /// They name the same entity.
    Entity,
    /// They give the same figure.
    Figure,
    /// They tell of the same words.
    Quote,
    /// They name the same day.
    Date,
}

words! { CoreferenceKind { Entity = "entity", Figure = "figure", Quote = "quote", Date = "date" } }

/// A group that at least two articles share.
#[derive(Debug, Clone)]
pub struct Group<'c> {
    /// Its id in the table.
    pub id: String,
    /// What its members share.
    pub kind: CoreferenceKind,
    /// What its members share, to read.
    pub label: &'c str,
    /// How many languages its articles are in.
    pub n_languages: usize,
    /// How many articles it has.
    pub n_articles: usize,
    /// Its members in order.
    pub members: &'c [Member],
}

impl<'c> Group<'c> {
    /// The rows of its members in order of article and place, each with its place.
    pub fn rows(self, found: &'c Found<'c>) -> impl Iterator<Item = (Place, CoreferenceRow<'c>)> {
        let mut members: Vec<_> = self.members.iter().collect();
        members.sort_by_key(|member| member.place);
        members
            .into_iter()
            .map(move |member| (member.place, row(found, &self, member)))
    }

    /// Whether it has articles in more than one language.
    #[must_use]
    pub fn crosses_languages(&self) -> bool {
        self.n_languages > 1
    }
}

/// The groups that at least two articles share, in order of id.
#[must_use]
pub fn groups(corpus: &Corpus) -> Vec<Group<'_>> {
    let entities = corpus.clusters.iter().map(|cluster| {
        let id = format!("co:{}", cluster.id);
        group(
            corpus,
            id,
            CoreferenceKind::Entity,
            &cluster.name,
            &cluster.members,
        )
    });
    let shared = [
        (CoreferenceKind::Figure, &corpus.figures),
        (CoreferenceKind::Quote, &corpus.quotes),
        (CoreferenceKind::Date, &corpus.days),
    ];
    let shared = shared.into_iter().flat_map(|(kind, all)| {
        all.iter()
            .map(move |one| group(corpus, one.id.clone(), kind, &one.label, &one.members))
    });
    let mut groups: Vec<_> = entities
        .chain(shared)
        .filter(|group| group.n_articles > 1)
        .collect();
    groups.sort_by(|a, b| a.id.cmp(&b.id));
    groups
}

fn group<'c>(
    corpus: &Corpus,
    id: String,
    kind: CoreferenceKind,
    label: &'c str,
    members: &'c [Member],
) -> Group<'c> {
    let articles: BTreeSet<_> = members
        .iter()
        .map(|member| member.place.article_idx)
        .collect();
    let n_languages = super::n_languages(articles.iter().map(|&idx| &corpus.articles[idx]));
    Group {
        id,
        kind,
        label,
        n_languages,
        n_articles: articles.len(),
        members,
    }
}

/// The rows in order of group, article and place.
pub fn rows<'c>(found: &'c Found<'c>) -> impl Iterator<Item = CoreferenceRow<'c>> {
    let groups = groups(found.corpus).into_iter();
    groups.flat_map(move |group| group.rows(found).map(|(_, row)| row))
}

fn row<'c>(found: &'c Found<'c>, group: &Group<'c>, member: &'c Member) -> CoreferenceRow<'c> {
    let Resolved {
        article,
        id,
        span,
        value,
    } = resolve(found, group.kind, member.place);
    CoreferenceRow {
        coref_id: group.id.clone().into(),
        kind: group.kind,
        label: group.label,
        languages: group.n_languages,
        articles: group.n_articles,
        cross_language: group.crosses_languages(),
        member_id: id.into(),
        article: ArticleCells::at(article, span),
        surface: span.of(&article.document.text),
        value,
        score: member.score,
        why: &member.why,
        context: ContextCells::of(&article.document.text, span),
    }
}

/// What stands at the place of a member.
struct Resolved<'c> {
    article: &'c Article,
    id: String,
    span: crate::text::Span,
    value: Option<Value<'c>>,
}

fn resolve<'c>(found: &Found<'c>, kind: CoreferenceKind, place: Place) -> Resolved<'c> {
    match kind {
        CoreferenceKind::Entity => {
            let (article, mention) = found.mention(place);
            Resolved {
                article,
                id: mentions::id(article, mention),
                span: mention.span,
                value: None,
            }
        }
        CoreferenceKind::Figure | CoreferenceKind::Date => {
            let (article, number) = found.number(place);
            let value = numbers::point(number);
            Resolved {
                article,
                id: numbers::id(article, number),
                span: number.span,
                value,
            }
        }
        CoreferenceKind::Quote => {
            let (article, quote) = found.quote(place);
            Resolved {
                article,
                id: quotes::id(article, quote),
                span: quote.span,
                value: None,
            }
        }
    }
}

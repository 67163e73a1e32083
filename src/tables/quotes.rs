//! `quotes.csv`.

use super::cell::Id;
use super::schema::table;
use super::shared::{ArticleCells, PositionCells};
use super::{Found, ids};
use crate::document::{Article, Cluster, Confidence, Quote};
use crate::text::CharOffsets;

table! {
    /// A row a quotation.
    QuoteRow<'c> in "quotes";
    key: [quote_id];
    references: [article_id -> articles, speaker_entity_id -> entities];
    /// Id of the quotation, made from article and place; other articles do not change it.
    #[example = "q-4h1v8m2s7bk0"]
    quote_id: Id<'c>,
    /// The article.
    article: ArticleCells<'c>,
    /// Who says it; empty if the text names a role alone, or nobody.
    #[example = "per:elon-musk"]
    speaker_entity_id: Option<Id<'c>>,
    /// The name to show of who says it.
    #[example = "Elon Musk"]
    speaker_name: &'c str,
    /// The words for who says it beside the quotation: a name, a role, a pronoun. Empty where another sentence tells.
    #[example = "he"]
    speaker_surface: &'c str,
    /// The word of saying, or the words that name a source; empty where a colon tells, or another sentence.
    #[example = "zei"]
    verb: &'c str,
    /// Whether the words are given between marks as they were said; `false` for *X said that …* and *according to X …*.
    #[example = "true"]
    direct: bool,
    /// What is said, without the marks around it. A quotation that a clause interrupts is two rows.
    #[example = "We get attacked every day"]
    quote: &'c str,
    /// Its place, without the marks around it.
    position: PositionCells,
    /// How sure that place and speaker are right.
    #[unit = "0 to 1"]
    #[example = "0.92"]
    confidence: Confidence,
    /// Whether a person should look.
    #[example = "false"]
    review: bool,
}

/// The rows in order of article and place.
pub fn rows<'c>(found: &'c Found<'c>) -> impl Iterator<Item = QuoteRow<'c>> {
    let clusters = found.cluster_of_mentions();
    let articles = found.corpus.articles.iter().zip(clusters);
    articles.flat_map(|(article, clusters)| {
        let offsets = CharOffsets::new(&article.document.text);
        let quotes = article.annotations.quotes.iter();
        quotes.map(move |quote| row(article, quote, &clusters, &offsets))
    })
}

/// Id of a quotation.
#[must_use]
pub fn id(article: &Article, quote: &Quote) -> String {
    ids::of_span('q', &article.id, quote.span)
}

fn row<'c>(
    article: &'c Article,
    quote: &'c Quote,
    clusters: &[&'c Cluster],
    offsets: &CharOffsets<'_>,
) -> QuoteRow<'c> {
    let text = &article.document.text;
    let speaker = quote
        .speaker
        .and_then(|speaker| speaker.mention_idx)
        .map(|mention_idx| clusters[mention_idx]);
    QuoteRow {
        quote_id: id(article, quote).into(),
        article: ArticleCells::at(article, quote.span),
        speaker_entity_id: speaker.map(|cluster| cluster.id.as_str().into()),
        speaker_name: speaker.map_or("", |cluster| &cluster.name),
        speaker_surface: quote.speaker.map_or("", |speaker| speaker.span.of(text)),
        verb: quote.verb.map_or("", |verb| verb.of(text)),
        direct: quote.is_direct,
        quote: quote.span.of(text),
        position: PositionCells::of(&article.annotations, offsets, quote.span),
        confidence: quote.confidence,
        review: quote.review,
    }
}

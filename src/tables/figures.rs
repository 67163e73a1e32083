//! `figures.csv`: what several articles say of the same thing, side by side.

use super::cell::{Id, Value};
use super::schema::table;
use super::shared::ArticleCells;
use super::{Found, numbers};
use crate::document::{Agreement, Comparison, Op, Place};

table! {
    /// A row a reading of a figure that several articles of a story give.
    FigureRow<'c> in "figures";
    key: [figure_id, number_id];
    references: [story_id -> stories, about_entity_id -> entities, number_id -> numbers, article_id -> articles];
    /// Id of the figure, made from the story and the first reading; articles that come later do not change it.
    #[example = "fg-3ad0c81f57be"]
    figure_id: Id<'c>,
    /// The story, as in stories.csv.
    #[example = "st-5f0c1d9e22ab"]
    story_id: Id<'c>,
    /// Key for what is counted that is the same in every language: the one that most readings have; empty if not known.
    #[example = "reports"]
    what_key: &'c str,
    /// The words that are counted, as this article writes them.
    #[example = "meldingen"]
    what: &'c str,
    /// Unit or currency of all readings, with what a rate is per; empty for counts.
    #[unit = "UCUM, ISO 4217"]
    #[example = "USD"]
    unit: &'c str,
    /// The entity the figure is about, where most readings that tell agree; as in entities.csv.
    #[example = "iso:GB"]
    about_entity_id: Option<Id<'c>>,
    /// The name of that entity.
    #[example = "United Kingdom"]
    about_entity_name: &'c str,
    /// Day, time of day (`T14:00`) or both that the figure is of, where it is known.
    #[unit = "ISO 8601"]
    #[example = "2025-03-10T14:00"]
    period: &'c str,
    /// How the readings of articles that repeat no other agree: `same`; `rounding` (all can be true); `update` (later
    /// articles give another value); `differs`.
    #[example = "rounding"]
    agreement: Agreement,
    /// The reading, as in numbers.csv.
    #[example = "n-0d5w8t3hzc61"]
    number_id: Id<'c>,
    /// The article.
    article: ArticleCells<'c>,
    /// How the value is meant, as in numbers.csv.
    #[example = "gt"]
    op: Op,
    /// The value, as in numbers.csv.
    #[example = "8000"]
    value: Option<Value<'c>>,
    /// Lower end of a range or of what a vague count usually says, included.
    #[example = "2000"]
    low: Option<Value<'c>>,
    /// Upper end of a range or of what a vague count usually says, included.
    #[example = "9999"]
    high: Option<Value<'c>>,
    /// The number as written.
    #[example = "8.000"]
    surface: &'c str,
    /// The sentence it stands in.
    #[example = "Outage reports exceeded 8,000."]
    sentence: &'c str,
}

/// The rows in order of figure, article and place.
pub fn rows<'c>(found: &'c Found<'c>) -> impl Iterator<Item = FigureRow<'c>> {
    placed_rows(found).map(|(_, row)| row)
}

/// The rows, each with the place of its number.
pub fn placed_rows<'c>(found: &'c Found<'c>) -> impl Iterator<Item = (Place, FigureRow<'c>)> {
    found.corpus.comparisons.iter().flat_map(move |figure| {
        let readings = figure.readings.iter();
        readings.map(move |&place| (place, row(found, figure, place)))
    })
}

fn row<'c>(found: &'c Found<'c>, figure: &'c Comparison, place: Place) -> FigureRow<'c> {
    let (article, number) = found.number(place);
    let text = &article.document.text;
    let about = figure.about.map(|idx| &found.corpus.clusters[idx]);
    let sentences = &article.annotations.sentences;
    let after = sentences.partition_point(|sentence| sentence.span.start() <= number.span.start());
    let sentence = after
        .checked_sub(1)
        .map_or("", |at| sentences[at].span.of(text));
    let [value, low, high] = numbers::values(number);
    FigureRow {
        figure_id: figure.id.as_str().into(),
        story_id: found.corpus.stories[figure.story_idx].id.as_str().into(),
        what_key: &figure.what_key,
        what: number.what.map_or("", |span| span.of(text)),
        unit: &figure.unit,
        about_entity_id: about.map(|cluster| cluster.id.as_str().into()),
        about_entity_name: about.map_or("", |cluster| &cluster.name),
        period: &figure.period,
        agreement: figure.agreement,
        number_id: numbers::id(article, number).into(),
        article: ArticleCells::at(article, number.span),
        op: number.op,
        value,
        low,
        high,
        surface: number.span.of(text),
        sentence,
    }
}

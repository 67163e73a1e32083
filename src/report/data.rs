//! The data of the page: the rows of the tables, as lists without the names of their columns.
//!
//! Articles, entities, stories, figures, groups and quotations are told by their index in the list of their kind; a
//! place is an article with `start` and `end` in code points, as in the tables.

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Serialize, Serializer};

use crate::document::{
    Agreement, Article, Confidence, Corpus, EntityType, Evidence, Grain, Op, PartialDate, Relation,
    SectionKind,
};
use crate::error::{Severity, Stage};
use crate::language::Language;
use crate::tables::cell::{Cell, Id, Record, Value};
use crate::tables::coreferences::CoreferenceKind;
use crate::tables::numbers::NumberKind;
use crate::tables::{
    CsvStyle, Found, articles, coreferences, entities, figures, mentions, numbers, problems,
    quotes, stories,
};
use crate::text::CharOffsets;

/// Bytes of text after which a new block of articles begins.
const BLOCK_SIZE: usize = 500_000;

/// Makes structs that become lists of their fields, and the names of these fields for the page.
macro_rules! records {
    ($($(#[doc = $about:literal])+ $record:ident $(<$life:lifetime>)? as $name:literal { $($field:ident: $type:ty,)+ })+) => {
        $(
            $(#[doc = $about])+
            #[derive(Debug)]
            struct $record $(<$life>)? { $($field: $type,)+ }

            impl $(<$life>)? Serialize for $record $(<$life>)? {
                fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                    ($(&self.$field,)+).serialize(serializer)
                }
            }
        )+

        /// The fields of each record in order.
        const COLUMNS: &[(&str, &[&str])] = &[$(($name, &[$(stringify!($field)),+])),+];
    };
}

records! {
    /// A row of `articles.csv`; `block` is the block that its text is in.
    ArticleRecord<'c> as "article" {
        id: Shown<Id<'c>>,
        path: &'c str,
        title: &'c str,
        outlet: &'c str,
        byline: &'c str,
        date: Shown<Option<PartialDate>>,
        url: &'c str,
        language: Language,
        words: usize,
        mentions: usize,
        numbers: usize,
        story: Option<usize>,
        copy_of: Option<usize>,
        block: usize,
    }
    /// A row of `entities.csv`; `places` are the articles that name it, each with how often.
    EntityRecord<'c> as "entity" {
        id: Shown<Id<'c>>,
        name: &'c str,
        kind: Shown<EntityType>,
        subtype: &'c str,
        wikidata: Shown<Id<'c>>,
        languages: usize,
        articles: usize,
        outlets: usize,
        mentions: usize,
        first: Shown<Option<PartialDate>>,
        last: Shown<Option<PartialDate>>,
        names: Vec<&'c str>,
        places: Vec<(usize, usize)>,
    }
    /// A row of `stories.csv`.
    StoryRecord<'c> as "story" {
        id: Shown<Id<'c>>,
        label: &'c str,
        first: Shown<Option<PartialDate>>,
        last: Shown<Option<PartialDate>>,
        articles: usize,
        languages: usize,
        outlets: usize,
        entities: String,
    }
    /// A row of `figures.csv`.
    ReadingRecord<'c> as "reading" {
        article: usize,
        start: u32,
        end: u32,
        what: &'c str,
        op: Shown<Op>,
        value: Shown<Option<Value<'c>>>,
        low: Shown<Option<Value<'c>>>,
        high: Shown<Option<Value<'c>>>,
        surface: &'c str,
        sentence: &'c str,
    }
    /// What the rows of `figures.csv` for one figure have in common.
    FigureRecord<'c> as "figure" {
        id: Shown<Id<'c>>,
        story: usize,
        what_key: &'c str,
        unit: &'c str,
        about: Option<usize>,
        period: &'c str,
        agreement: Shown<Agreement>,
        readings: Vec<ReadingRecord<'c>>,
    }
    /// A row of `coreferences.csv` for a figure or day.
    MemberRecord<'c> as "member" {
        article: usize,
        start: u32,
        end: u32,
        surface: &'c str,
        value: Shown<Option<Value<'c>>>,
        score: Shown<Confidence>,
        why: &'c str,
        left: &'c str,
        right: &'c str,
    }
    /// What the rows of `coreferences.csv` for one figure or day have in common.
    GroupRecord<'c> as "group" {
        id: Shown<Id<'c>>,
        kind: Shown<CoreferenceKind>,
        label: &'c str,
        languages: usize,
        articles: usize,
        members: Vec<MemberRecord<'c>>,
    }
    /// A row of `coreferences.csv` for a quotation.
    QuoteMemberRecord<'c> as "quoteMember" {
        quote: usize,
        score: Shown<Confidence>,
        why: &'c str,
    }
    /// What the rows of `coreferences.csv` for one quotation have in common.
    QuoteGroupRecord<'c> as "quoteGroup" {
        id: Shown<Id<'c>>,
        label: &'c str,
        languages: usize,
        articles: usize,
        members: Vec<QuoteMemberRecord<'c>>,
    }
    /// A row of `quotes.csv`.
    QuoteRecord<'c> as "quote" {
        article: usize,
        start: u32,
        end: u32,
        speaker: Option<usize>,
        name: &'c str,
        surface: &'c str,
        direct: bool,
        text: &'c str,
        confidence: Shown<Confidence>,
        review: bool,
        group: Option<usize>,
    }
    /// A row of `numbers.csv` that is a date with a known place in the calendar.
    DateRecord<'c> as "date" {
        article: usize,
        start: u32,
        end: u32,
        value: Shown<Option<Value<'c>>>,
        from: Shown<Option<Date>>,
        to: Shown<Option<Date>>,
        grain: Shown<Option<Grain>>,
        surface: &'c str,
    }
    /// A row that a person should look at; `kind` is that of a number, the type of a name, or `quote`.
    ReviewRecord<'c> as "review" {
        table: &'c str,
        article: usize,
        start: u32,
        end: u32,
        surface: &'c str,
        kind: String,
        reading: String,
        confidence: Shown<Confidence>,
    }
    /// A row of `problems.csv`.
    ProblemRecord<'c> as "problem" {
        path: &'c str,
        stage: Shown<Stage>,
        severity: Shown<Severity>,
        problem: &'c str,
        detail: &'c str,
    }
    /// A part of an article.
    SectionRecord as "section" {
        kind: Shown<SectionKind>,
        start: u32,
        end: u32,
    }
    /// A row of `mentions.csv`, with what joined it to its entity if other articles name that too.
    MentionRecord<'c> as "mention" {
        start: u32,
        end: u32,
        entity: usize,
        kind: Shown<EntityType>,
        relation: Shown<Relation>,
        evidence: Shown<Evidence>,
        confidence: Shown<Confidence>,
        review: bool,
        why: &'c str,
    }
    /// A row of `numbers.csv`, with the figure and the group that it belongs to.
    NumberRecord<'c> as "number" {
        start: u32,
        end: u32,
        kind: Shown<NumberKind>,
        op: Shown<Op>,
        value: Shown<Option<Value<'c>>>,
        low: Shown<Option<Value<'c>>>,
        high: Shown<Option<Value<'c>>>,
        unit: &'c str,
        what: &'c str,
        about: Option<usize>,
        confidence: Shown<Confidence>,
        review: bool,
        figure: Option<usize>,
        group: Option<usize>,
    }
}

/// What the page is made of.
#[derive(Debug)]
pub struct Data<'c> {
    /// What the views need at once.
    pub main: Main<'c>,
    /// The texts of the articles, in order, in blocks.
    pub blocks: Vec<Block<'c>>,
}

/// What the views need at once.
#[derive(Debug, Serialize)]
pub struct Main<'c> {
    columns: BTreeMap<&'static str, &'static [&'static str]>,
    languages: Vec<Language>,
    articles: Vec<ArticleRecord<'c>>,
    entities: Vec<EntityRecord<'c>>,
    stories: Vec<StoryRecord<'c>>,
    figures: Vec<FigureRecord<'c>>,
    groups: Vec<GroupRecord<'c>>,
    quote_groups: Vec<QuoteGroupRecord<'c>>,
    quotes: Vec<QuoteRecord<'c>>,
    dates: Vec<DateRecord<'c>>,
    reviews: Vec<ReviewRecord<'c>>,
    problems: Vec<ProblemRecord<'c>>,
}

/// The texts of some articles.
#[derive(Debug, Serialize)]
pub struct Block<'c> {
    /// Index of the first article.
    first: usize,
    articles: Vec<TextRecord<'c>>,
}

/// The text of an article and what is marked in it.
#[derive(Debug, Default, Serialize)]
struct TextRecord<'c> {
    text: &'c str,
    sections: Vec<SectionRecord>,
    mentions: Vec<MentionRecord<'c>>,
    numbers: Vec<NumberRecord<'c>>,
    /// Indices of its quotations.
    quotes: Vec<usize>,
}

/// Places of the rows that other tables refer to, by their ids.
#[derive(Debug, Default)]
struct Places<'c> {
    articles: FxHashMap<&'c str, usize>,
    entities: FxHashMap<&'c str, usize>,
    stories: FxHashMap<&'c str, usize>,
}

impl<'c> Places<'c> {
    fn of(corpus: &'c Corpus) -> Self {
        fn index<'c>(ids: impl Iterator<Item = &'c String>) -> FxHashMap<&'c str, usize> {
            ids.map(String::as_str).zip(0..).collect()
        }
        Self {
            articles: index(corpus.articles.iter().map(|article| &article.id)),
            entities: index(corpus.clusters.iter().map(|cluster| &cluster.id)),
            stories: index(corpus.stories.iter().map(|story| &story.id)),
        }
    }

    fn article(&self, id: &Id<'_>) -> usize {
        self.articles[id.0.as_ref()]
    }

    fn entity(&self, id: &Id<'_>) -> usize {
        self.entities[id.0.as_ref()]
    }

    fn story(&self, id: &Id<'_>) -> usize {
        self.stories[id.0.as_ref()]
    }
}

impl<'c> Data<'c> {
    /// The data of what was found.
    ///
    /// # Panics
    ///
    /// If a row refers to one that is not there, which the tables rule out.
    #[must_use]
    pub fn of(found: &'c Found<'c>) -> Self {
        let places = &Places::of(found.corpus);
        let mut main = Main::of(found, places);
        let mut texts: Vec<_> = found.corpus.articles.iter().map(text).collect();
        add_mentions(found, &mut main, &mut texts, places);
        add_numbers(found, &mut main, &mut texts, places);
        add_quotes(found, &mut main, &mut texts, places);
        add_figures(found, &mut main, &mut texts, places);
        add_groups(found, &mut main, &mut texts);
        let blocks = blocks(texts, &mut main.articles);
        Self { main, blocks }
    }
}

impl<'c> Main<'c> {
    /// What does not refer to places in texts.
    fn of(found: &'c Found<'c>, places: &Places<'_>) -> Self {
        let article = |row| article(row, places);
        Self {
            columns: COLUMNS.iter().copied().collect(),
            languages: found.languages(),
            articles: articles::rows(found).map(article).collect(),
            entities: entities::rows(found).map(entity).collect(),
            stories: stories::rows(found).map(story).collect(),
            figures: Vec::new(),
            groups: Vec::new(),
            quote_groups: Vec::new(),
            quotes: Vec::new(),
            dates: Vec::new(),
            reviews: Vec::new(),
            problems: problems::rows(found).map(problem).collect(),
        }
    }
}

fn article<'c>(row: articles::ArticleRow<'c>, places: &Places<'_>) -> ArticleRecord<'c> {
    ArticleRecord {
        id: Shown(row.article_id),
        path: row.path,
        title: row.title,
        outlet: row.outlet,
        byline: row.byline,
        date: Shown(row.published_at),
        url: row.url,
        language: row.language,
        words: row.words,
        mentions: row.mentions,
        numbers: row.numbers,
        story: row.story_id.map(|id| places.story(&id)),
        copy_of: row.duplicate_of.map(|id| places.article(&id)),
        block: 0,
    }
}

fn entity(row: entities::EntityRow<'_>) -> EntityRecord<'_> {
    EntityRecord {
        id: Shown(row.entity_id),
        name: row.name,
        kind: Shown(row.r#type),
        subtype: row.subtype,
        wikidata: Shown(row.wikidata_id),
        languages: row.languages,
        articles: row.articles,
        outlets: row.outlets,
        mentions: row.mentions,
        first: Shown(row.first_date),
        last: Shown(row.last_date),
        names: row.name_code.0,
        places: Vec::new(),
    }
}

fn story(row: stories::StoryRow<'_>) -> StoryRecord<'_> {
    StoryRecord {
        id: Shown(row.story_id),
        label: row.label,
        first: Shown(row.first_date),
        last: Shown(row.last_date),
        articles: row.articles,
        languages: row.languages,
        outlets: row.outlets,
        entities: row.main_entities,
    }
}

fn problem(row: problems::ProblemRow<'_>) -> ProblemRecord<'_> {
    ProblemRecord {
        path: row.path,
        stage: Shown(row.stage),
        severity: Shown(row.severity),
        problem: row.problem,
        detail: row.detail,
    }
}

/// The text of an article with its sections; what stands before the article, as lines of metadata, is none of them.
fn text(article: &Article) -> TextRecord<'_> {
    let text = &article.document.text;
    let offsets = CharOffsets::new(text);
    let head = article.document.front_matter.end();
    let sections = article.annotations.sections.iter();
    let sections = sections.filter(|section| section.span.end() > head);
    TextRecord {
        text,
        sections: sections
            .map(|section| SectionRecord {
                kind: Shown(section.kind),
                start: offsets.at(section.span.start().max(head)),
                end: offsets.at(section.span.end()),
            })
            .collect(),
        ..TextRecord::default()
    }
}

fn add_mentions<'c>(
    found: &'c Found<'c>,
    main: &mut Main<'c>,
    texts: &mut [TextRecord<'c>],
    places: &Places<'_>,
) {
    for row in mentions::rows(found) {
        let article = places.article(&row.article.article_id);
        let entity = places.entity(&row.entity_id);
        let (start, end) = (row.position.start_char, row.position.end_char);
        match main.entities[entity].places.last_mut() {
            Some((last, n)) if *last == article => *n += 1,
            _ => main.entities[entity].places.push((article, 1)),
        }
        if row.review {
            main.reviews.push(ReviewRecord {
                table: "mentions",
                article,
                start,
                end,
                surface: row.surface,
                kind: word(&row.r#type),
                reading: row.entity_name.to_owned(),
                confidence: Shown(row.confidence),
            });
        }
        texts[article].mentions.push(MentionRecord {
            start,
            end,
            entity,
            kind: Shown(row.r#type),
            relation: Shown(row.relation),
            evidence: Shown(row.evidence),
            confidence: Shown(row.confidence),
            review: row.review,
            why: "",
        });
    }
}

fn add_numbers<'c>(
    found: &'c Found<'c>,
    main: &mut Main<'c>,
    texts: &mut [TextRecord<'c>],
    places: &Places<'_>,
) {
    for row in numbers::rows(found) {
        let article = places.article(&row.article.article_id);
        let (start, end) = (row.position.start_char, row.position.end_char);
        // What is open to one side is no day that is told.
        let has_days = row.date_from.is_some() && row.date_to.is_some();
        if row.kind == NumberKind::Date && has_days {
            main.dates.push(DateRecord {
                article,
                start,
                end,
                value: Shown(row.value.clone()),
                from: Shown(row.date_from),
                to: Shown(row.date_to),
                grain: Shown(row.grain),
                surface: row.surface,
            });
        }
        let number = NumberRecord {
            start,
            end,
            kind: Shown(row.kind),
            op: Shown(row.op),
            value: Shown(row.value),
            low: Shown(row.low),
            high: Shown(row.high),
            unit: if row.currency.is_empty() {
                row.unit
            } else {
                row.currency
            },
            what: row.what,
            about: row.about_entity_id.map(|id| places.entity(&id)),
            confidence: Shown(row.confidence),
            review: row.review,
            figure: None,
            group: None,
        };
        if row.review {
            main.reviews.push(ReviewRecord {
                table: "numbers",
                article,
                start,
                end,
                surface: row.surface,
                kind: word(&row.kind),
                reading: [&number.value, &number.low, &number.high]
                    .into_iter()
                    .filter_map(|Shown(end)| end.as_ref().map(word))
                    .collect::<Vec<_>>()
                    .join(" – "),
                confidence: Shown(row.confidence),
            });
        }
        texts[article].numbers.push(number);
    }
}

fn add_quotes<'c>(
    found: &'c Found<'c>,
    main: &mut Main<'c>,
    texts: &mut [TextRecord<'c>],
    places: &Places<'_>,
) {
    for row in quotes::rows(found) {
        let article = places.article(&row.article.article_id);
        let (start, end) = (row.position.start_char, row.position.end_char);
        if row.review {
            main.reviews.push(ReviewRecord {
                table: "quotes",
                article,
                start,
                end,
                surface: row.quote,
                kind: "quote".to_owned(),
                reading: row.speaker_name.to_owned(),
                confidence: Shown(row.confidence),
            });
        }
        main.quotes.push(QuoteRecord {
            article,
            start,
            end,
            speaker: row.speaker_entity_id.map(|id| places.entity(&id)),
            name: row.speaker_name,
            surface: row.speaker_surface,
            direct: row.direct,
            text: row.quote,
            confidence: Shown(row.confidence),
            review: row.review,
            group: None,
        });
        texts[article].quotes.push(main.quotes.len() - 1);
    }
}

fn add_figures<'c>(
    found: &'c Found<'c>,
    main: &mut Main<'c>,
    texts: &mut [TextRecord<'c>],
    places: &Places<'_>,
) {
    for (place, row) in figures::placed_rows(found) {
        let number = &mut texts[place.article_idx].numbers[place.item_idx];
        let is_other = |figure: &FigureRecord<'_>| figure.id.0 != row.figure_id;
        if main.figures.last().is_none_or(is_other) {
            main.figures.push(FigureRecord {
                id: Shown(row.figure_id),
                story: places.story(&row.story_id),
                what_key: row.what_key,
                unit: row.unit,
                about: row.about_entity_id.map(|id| places.entity(&id)),
                period: row.period,
                agreement: Shown(row.agreement),
                readings: Vec::new(),
            });
        }
        let idx = main.figures.len() - 1;
        number.figure = Some(idx);
        main.figures[idx].readings.push(ReadingRecord {
            article: place.article_idx,
            start: number.start,
            end: number.end,
            what: row.what,
            op: Shown(row.op),
            value: Shown(row.value),
            low: Shown(row.low),
            high: Shown(row.high),
            surface: row.surface,
            sentence: row.sentence,
        });
    }
}

fn add_groups<'c>(found: &'c Found<'c>, main: &mut Main<'c>, texts: &mut [TextRecord<'c>]) {
    for group in coreferences::groups(found.corpus) {
        let rows = group.clone().rows(found);
        match group.kind {
            CoreferenceKind::Entity => {
                for member in group.members {
                    let text = &mut texts[member.place.article_idx];
                    text.mentions[member.place.item_idx].why = &member.why;
                }
            }
            CoreferenceKind::Figure | CoreferenceKind::Date => {
                let members = rows.map(|(place, row)| {
                    let number = &mut texts[place.article_idx].numbers[place.item_idx];
                    number.group = Some(main.groups.len());
                    MemberRecord {
                        article: place.article_idx,
                        start: number.start,
                        end: number.end,
                        surface: row.surface,
                        value: Shown(row.value),
                        score: Shown(row.score),
                        why: row.why,
                        left: row.context.left,
                        right: row.context.right,
                    }
                });
                let members = members.collect();
                main.groups.push(GroupRecord {
                    id: Shown(group.id.into()),
                    kind: Shown(group.kind),
                    label: group.label,
                    languages: group.n_languages,
                    articles: group.n_articles,
                    members,
                });
            }
            CoreferenceKind::Quote => {
                let members = rows.map(|(place, row)| {
                    let quote = texts[place.article_idx].quotes[place.item_idx];
                    main.quotes[quote].group = Some(main.quote_groups.len());
                    QuoteMemberRecord {
                        quote,
                        score: Shown(row.score),
                        why: row.why,
                    }
                });
                let members = members.collect();
                main.quote_groups.push(QuoteGroupRecord {
                    id: Shown(group.id.into()),
                    label: group.label,
                    languages: group.n_languages,
                    articles: group.n_articles,
                    members,
                });
            }
        }
    }
}

/// The texts in blocks; each article is told its block.
fn blocks<'c>(texts: Vec<TextRecord<'c>>, articles: &mut [ArticleRecord<'c>]) -> Vec<Block<'c>> {
    let mut blocks: Vec<Block<'c>> = Vec::new();
    let mut size = BLOCK_SIZE;
    for (idx, (text, article)) in texts.into_iter().zip(articles).enumerate() {
        if size >= BLOCK_SIZE {
            blocks.push(Block {
                first: idx,
                articles: Vec::new(),
            });
            size = 0;
        }
        size += text.text.len();
        article.block = blocks.len() - 1;
        if let Some(block) = blocks.last_mut() {
            block.articles.push(text);
        }
    }
    blocks
}

/// A cell, which the page has as the tables have it, with comma between cells; not for words from outside, which tables
/// may guard.
#[derive(Debug)]
struct Shown<C>(C);

impl<C: Cell> Serialize for Shown<C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        with_word(&self.0, |word| serializer.serialize_str(word))
    }
}

fn word(cell: &impl Cell) -> String {
    with_word(cell, str::to_owned)
}

fn with_word<T>(cell: &impl Cell, take: impl FnOnce(&str) -> T) -> T {
    thread_local! {
        // One for millions of cells.
        static RECORD: RefCell<Record> = RefCell::new(Record::new(CsvStyle::default()));
    }
    RECORD.with_borrow_mut(|record| {
        record.clear();
        cell.write(record);
        take(record.cells().get(0).unwrap_or_default())
    })
}

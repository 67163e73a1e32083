//! The data of the page: the rows of the tables, as lists without the names of their columns.
//!
//! Articles, entities, stories, figures, groups and quotations are told by their index in the list of their kind; a
//! place is an article with `start` and `end` in code points, as in the tables.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use crate::document::Article;
use crate::language::Language;
use crate::tables::cell::{Cell, Record};
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
        id: String,
        path: &'c str,
        title: &'c str,
        outlet: &'c str,
        byline: &'c str,
        date: String,
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
        id: String,
        name: &'c str,
        kind: String,
        subtype: &'c str,
        wikidata: String,
        languages: usize,
        articles: usize,
        outlets: usize,
        mentions: usize,
        first: String,
        last: String,
        names: Vec<&'c str>,
        places: Vec<(usize, usize)>,
    }
    /// A row of `stories.csv`.
    StoryRecord<'c> as "story" {
        id: String,
        label: &'c str,
        first: String,
        last: String,
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
        op: String,
        value: String,
        low: String,
        high: String,
        surface: &'c str,
        sentence: &'c str,
    }
    /// What the rows of `figures.csv` for one figure have in common.
    FigureRecord<'c> as "figure" {
        id: String,
        story: usize,
        what_key: &'c str,
        unit: &'c str,
        about: Option<usize>,
        period: &'c str,
        agreement: String,
        readings: Vec<ReadingRecord<'c>>,
    }
    /// A row of `coreferences.csv` for a figure or day.
    MemberRecord<'c> as "member" {
        article: usize,
        start: u32,
        end: u32,
        surface: &'c str,
        value: String,
        score: String,
        why: &'c str,
        left: &'c str,
        right: &'c str,
    }
    /// What the rows of `coreferences.csv` for one figure or day have in common.
    GroupRecord<'c> as "group" {
        id: String,
        kind: String,
        label: &'c str,
        languages: usize,
        articles: usize,
        members: Vec<MemberRecord<'c>>,
    }
    /// A row of `coreferences.csv` for a quotation.
    QuoteMemberRecord<'c> as "quoteMember" {
        quote: usize,
        score: String,
        why: &'c str,
    }
    /// What the rows of `coreferences.csv` for one quotation have in common.
    QuoteGroupRecord<'c> as "quoteGroup" {
        id: String,
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
        confidence: String,
        review: bool,
        group: Option<usize>,
    }
    /// A row of `numbers.csv` that is a date with a known place in the calendar.
    DateRecord<'c> as "date" {
        article: usize,
        start: u32,
        end: u32,
        value: String,
        from: String,
        to: String,
        grain: String,
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
        confidence: String,
    }
    /// A row of `problems.csv`.
    ProblemRecord<'c> as "problem" {
        path: &'c str,
        stage: String,
        severity: String,
        problem: &'c str,
        detail: &'c str,
    }
    /// A part of an article.
    SectionRecord as "section" {
        kind: String,
        start: u32,
        end: u32,
    }
    /// A row of `mentions.csv`, with what joined it to its entity if other articles name that too.
    MentionRecord<'c> as "mention" {
        start: u32,
        end: u32,
        entity: usize,
        kind: String,
        relation: String,
        evidence: String,
        confidence: String,
        review: bool,
        why: &'c str,
    }
    /// A row of `numbers.csv`, with the figure and the group that it belongs to.
    NumberRecord<'c> as "number" {
        start: u32,
        end: u32,
        kind: String,
        op: String,
        value: String,
        low: String,
        high: String,
        unit: &'c str,
        what: &'c str,
        about: Option<usize>,
        confidence: String,
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

/// Where a row of a table stands.
#[derive(Debug, Clone, Copy)]
struct At {
    article: usize,
    start: u32,
    end: u32,
    /// Index among the items of its kind, in its article or, of a quotation, over all articles.
    item: usize,
}

/// Places of the rows that other tables refer to, by their ids.
#[derive(Debug, Default)]
struct Places {
    articles: BTreeMap<String, usize>,
    entities: BTreeMap<String, usize>,
    stories: BTreeMap<String, usize>,
    /// Mentions, numbers and quotations; the first letter of their ids tells them apart.
    members: BTreeMap<String, At>,
}

impl<'c> Data<'c> {
    /// The data of what was found.
    ///
    /// # Panics
    ///
    /// If a row refers to one that is not there, which the tables rule out.
    #[must_use]
    pub fn of(found: &'c Found<'c>) -> Self {
        let mut places = Places::default();
        let mut main = Main::of(found, &mut places);
        let mut texts: Vec<_> = found.corpus.articles.iter().map(text).collect();
        add_mentions(found, &mut main, &mut texts, &mut places);
        add_numbers(found, &mut main, &mut texts, &mut places);
        add_quotes(found, &mut main, &mut texts, &mut places);
        add_figures(found, &mut main, &mut texts, &places);
        add_groups(found, &mut main, &mut texts, &places);
        let blocks = blocks(texts, &mut main.articles);
        Self { main, blocks }
    }
}

impl<'c> Main<'c> {
    /// What does not refer to places in texts.
    fn of(found: &'c Found<'c>, places: &mut Places) -> Self {
        let stories: Vec<_> = stories::rows(found).map(story).collect();
        places.stories = index(stories.iter().map(|story| &story.id));
        let rows: Vec<_> = articles::rows(found).collect();
        places.articles = index(rows.iter().map(|row| row.article_id.0.as_ref()));
        let articles = rows.iter().map(|row| article(row, places)).collect();
        let entities: Vec<_> = entities::rows(found).map(entity).collect();
        places.entities = index(entities.iter().map(|entity| &entity.id));
        Self {
            columns: COLUMNS.iter().copied().collect(),
            languages: found.languages(),
            articles,
            entities,
            stories,
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

fn index(ids: impl Iterator<Item = impl ToString>) -> BTreeMap<String, usize> {
    ids.enumerate()
        .map(|(idx, id)| (id.to_string(), idx))
        .collect()
}

fn article<'c>(row: &articles::ArticleRow<'c>, places: &Places) -> ArticleRecord<'c> {
    let story = row.story_id.as_ref();
    let original = row.duplicate_of.as_ref();
    ArticleRecord {
        id: word(&row.article_id),
        path: row.path,
        title: row.title,
        outlet: row.outlet,
        byline: row.byline,
        date: word(&row.published_at),
        url: row.url,
        language: row.language,
        words: row.words,
        mentions: row.mentions,
        numbers: row.numbers,
        story: story.map(|id| places.stories[id.0.as_ref()]),
        copy_of: original.map(|id| places.articles[id.0.as_ref()]),
        block: 0,
    }
}

fn entity(row: entities::EntityRow<'_>) -> EntityRecord<'_> {
    EntityRecord {
        id: word(&row.entity_id),
        name: row.name,
        kind: word(&row.r#type),
        subtype: row.subtype,
        wikidata: word(&row.wikidata_id),
        languages: row.languages,
        articles: row.articles,
        outlets: row.outlets,
        mentions: row.mentions,
        first: word(&row.first_date),
        last: word(&row.last_date),
        names: row.name_code.0,
        places: Vec::new(),
    }
}

fn story(row: stories::StoryRow<'_>) -> StoryRecord<'_> {
    StoryRecord {
        id: word(&row.story_id),
        label: row.label,
        first: word(&row.first_date),
        last: word(&row.last_date),
        articles: row.articles,
        languages: row.languages,
        outlets: row.outlets,
        entities: row.main_entities,
    }
}

fn problem(row: problems::ProblemRow<'_>) -> ProblemRecord<'_> {
    ProblemRecord {
        path: row.path,
        stage: word(&row.stage),
        severity: word(&row.severity),
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
                kind: word(&section.kind),
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
    places: &mut Places,
) {
    for row in mentions::rows(found) {
        let article = places.articles[row.article.article_id.0.as_ref()];
        let entity = places.entities[row.entity_id.0.as_ref()];
        let (start, end) = (row.position.start_char, row.position.end_char);
        let item = texts[article].mentions.len();
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
                confidence: word(&row.confidence),
            });
        }
        texts[article].mentions.push(MentionRecord {
            start,
            end,
            entity,
            kind: word(&row.r#type),
            relation: word(&row.relation),
            evidence: word(&row.evidence),
            confidence: word(&row.confidence),
            review: row.review,
            why: "",
        });
        let at = At {
            article,
            start,
            end,
            item,
        };
        places.members.insert(word(&row.mention_id), at);
    }
}

fn add_numbers<'c>(
    found: &'c Found<'c>,
    main: &mut Main<'c>,
    texts: &mut [TextRecord<'c>],
    places: &mut Places,
) {
    for row in numbers::rows(found) {
        let article = places.articles[row.article.article_id.0.as_ref()];
        let about = row.about_entity_id.as_ref();
        let (start, end) = (row.position.start_char, row.position.end_char);
        let item = texts[article].numbers.len();
        if row.kind == NumberKind::Date && row.date_from.is_some() {
            main.dates.push(DateRecord {
                article,
                start,
                end,
                value: word(&row.value),
                from: word(&row.date_from),
                to: word(&row.date_to),
                grain: word(&row.grain),
                surface: row.surface,
            });
        }
        let number = NumberRecord {
            start,
            end,
            kind: word(&row.kind),
            op: word(&row.op),
            value: word(&row.value),
            low: word(&row.low),
            high: word(&row.high),
            unit: if row.currency.is_empty() {
                row.unit
            } else {
                row.currency
            },
            what: row.what,
            about: about.map(|id| places.entities[id.0.as_ref()]),
            confidence: word(&row.confidence),
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
                kind: number.kind.clone(),
                reading: [&number.value, &number.low, &number.high]
                    .map(String::as_str)
                    .into_iter()
                    .filter(|end| !end.is_empty())
                    .collect::<Vec<_>>()
                    .join(" – "),
                confidence: number.confidence.clone(),
            });
        }
        texts[article].numbers.push(number);
        let at = At {
            article,
            start,
            end,
            item,
        };
        places.members.insert(word(&row.number_id), at);
    }
}

fn add_quotes<'c>(
    found: &'c Found<'c>,
    main: &mut Main<'c>,
    texts: &mut [TextRecord<'c>],
    places: &mut Places,
) {
    for row in quotes::rows(found) {
        let article = places.articles[row.article.article_id.0.as_ref()];
        let speaker = row.speaker_entity_id.as_ref();
        let (start, end) = (row.position.start_char, row.position.end_char);
        let item = main.quotes.len();
        if row.review {
            main.reviews.push(ReviewRecord {
                table: "quotes",
                article,
                start,
                end,
                surface: row.quote,
                kind: "quote".to_owned(),
                reading: row.speaker_name.to_owned(),
                confidence: word(&row.confidence),
            });
        }
        main.quotes.push(QuoteRecord {
            article,
            start,
            end,
            speaker: speaker.map(|id| places.entities[id.0.as_ref()]),
            name: row.speaker_name,
            surface: row.speaker_surface,
            direct: row.direct,
            text: row.quote,
            confidence: word(&row.confidence),
            review: row.review,
            group: None,
        });
        texts[article].quotes.push(item);
        let at = At {
            article,
            start,
            end,
            item,
        };
        places.members.insert(word(&row.quote_id), at);
    }
}

fn add_figures<'c>(
    found: &'c Found<'c>,
    main: &mut Main<'c>,
    texts: &mut [TextRecord<'c>],
    places: &Places,
) {
    for row in figures::rows(found) {
        let at = places.members[row.number_id.0.as_ref()];
        let about = row.about_entity_id.as_ref();
        let id = word(&row.figure_id);
        if main.figures.last().is_none_or(|figure| figure.id != id) {
            main.figures.push(FigureRecord {
                id,
                story: places.stories[row.story_id.0.as_ref()],
                what_key: row.what_key,
                unit: row.unit,
                about: about.map(|id| places.entities[id.0.as_ref()]),
                period: row.period,
                agreement: word(&row.agreement),
                readings: Vec::new(),
            });
        }
        let idx = main.figures.len() - 1;
        texts[at.article].numbers[at.item].figure = Some(idx);
        main.figures[idx].readings.push(ReadingRecord {
            article: at.article,
            start: at.start,
            end: at.end,
            what: row.what,
            op: word(&row.op),
            value: word(&row.value),
            low: word(&row.low),
            high: word(&row.high),
            surface: row.surface,
            sentence: row.sentence,
        });
    }
}

fn add_groups<'c>(
    found: &'c Found<'c>,
    main: &mut Main<'c>,
    texts: &mut [TextRecord<'c>],
    places: &Places,
) {
    for row in coreferences::rows(found) {
        let at = places.members[row.member_id.0.as_ref()];
        match row.kind {
            CoreferenceKind::Entity => texts[at.article].mentions[at.item].why = row.why,
            CoreferenceKind::Figure | CoreferenceKind::Date => {
                let idx = add_member(&row, at, &mut main.groups);
                texts[at.article].numbers[at.item].group = Some(idx);
            }
            CoreferenceKind::Quote => {
                let idx = add_quote_member(&row, at, &mut main.quote_groups);
                main.quotes[at.item].group = Some(idx);
            }
        }
    }
}

/// Adds a figure or day to its group, whose index is given; the rows of a group follow each other.
fn add_member<'c>(
    row: &coreferences::CoreferenceRow<'c>,
    at: At,
    groups: &mut Vec<GroupRecord<'c>>,
) -> usize {
    let id = word(&row.coref_id);
    if groups.last().is_none_or(|group| group.id != id) {
        groups.push(GroupRecord {
            id,
            kind: word(&row.kind),
            label: row.label,
            languages: row.languages,
            articles: row.articles,
            members: Vec::new(),
        });
    }
    let idx = groups.len() - 1;
    groups[idx].members.push(MemberRecord {
        article: at.article,
        start: at.start,
        end: at.end,
        surface: row.surface,
        value: word(&row.value),
        score: word(&row.score),
        why: row.why,
        left: row.context.left,
        right: row.context.right,
    });
    idx
}

/// Adds a quotation to its group, whose index is given.
fn add_quote_member<'c>(
    row: &coreferences::CoreferenceRow<'c>,
    at: At,
    groups: &mut Vec<QuoteGroupRecord<'c>>,
) -> usize {
    let id = word(&row.coref_id);
    if groups.last().is_none_or(|group| group.id != id) {
        groups.push(QuoteGroupRecord {
            id,
            label: row.label,
            languages: row.languages,
            articles: row.articles,
            members: Vec::new(),
        });
    }
    let idx = groups.len() - 1;
    groups[idx].members.push(QuoteMemberRecord {
        quote: at.item,
        score: word(&row.score),
        why: row.why,
    });
    idx
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

/// The cell as the tables have it, with comma between cells; not for words from outside, which tables may guard.
fn word(cell: &impl Cell) -> String {
    let mut record = Record::new(CsvStyle::default());
    cell.write(&mut record);
    record.cells().get(0).unwrap_or_default().to_owned()
}

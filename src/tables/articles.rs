//! `articles.csv`.

use std::collections::BTreeSet;

use super::cell::Id;
use super::schema::table;
use super::{Found, ids};
use crate::document::{Article, Confidence, PartialDate, PublishedSource, SectionKind};
use crate::language::Language;

table! {
    /// A row an article.
    ArticleRow<'c> in "articles";
    key: [article_id];
    references: [story_id -> stories, duplicate_of -> articles];
    /// Id of the article, made from its path; other articles do not change it.
    #[example = "a-de-0031-json-4f8e21c7"]
    article_id: Id<'c>,
    /// File below the corpus folder; of a file of many articles, with `#` and the id of the article.
    #[example = "de/0031.txt"]
    path: &'c str,
    /// Headline: what the file tells as title, else the headline found in the text.
    #[example = "X hit by outages"]
    title: &'c str,
    /// Who published the article.
    #[example = "The Guardian"]
    outlet: &'c str,
    /// Who wrote it: what the file tells as author, else the byline found in the text.
    #[example = "Nick Robins-Early"]
    byline: &'c str,
    /// When the article was published.
    #[unit = "ISO 8601"]
    #[example = "2025-03-10"]
    published_at: Option<PartialDate>,
    /// Where the date was told: in the lines before the text, in a field beside it (of an export, feed, message or agency file),
    /// or in a page: in its data for search engines, in OpenGraph, in another meta or in an element with a time.
    #[example = "front_matter"]
    published_source: Option<PublishedSource>,
    /// Where the article was published.
    #[example = "https://example.org/x-outage"]
    url: &'c str,
    /// Language of the article; `und` where it could not be told.
    #[unit = "ISO 639-1"]
    #[example = "nl"]
    language: Language,
    /// How sure the language is; 1 where the file or the user told it.
    #[unit = "0 to 1"]
    #[example = "0.98"]
    language_confidence: Confidence,
    /// Other languages of paragraphs and quotations in the article, in order of code, with spaces between.
    #[unit = "ISO 639-1"]
    #[example = "de fr"]
    other_languages: String,
    /// Words in headline, body and captions; numbers in digits, bylines and boilerplate do not count.
    #[unit = "words"]
    #[example = "412"]
    words: usize,
    /// Sentences, headlines and other lines that stand alone, in all sections.
    #[unit = "sentences"]
    #[example = "23"]
    sentences: usize,
    /// Rows of the article in mentions.csv.
    #[unit = "mentions"]
    #[example = "38"]
    mentions: usize,
    /// Rows of the article in numbers.csv.
    #[unit = "numbers"]
    #[example = "12"]
    numbers: usize,
    /// Rows of the article in quotes.csv.
    #[unit = "quotations"]
    #[example = "3"]
    quotes: usize,
    /// The story the article belongs to, as in stories.csv.
    #[example = "st-5f0c1d9e22ab"]
    story_id: Option<Id<'c>>,
    /// The article that this one repeats, in most of its words; a repetition is no source of its own.
    #[example = "a-de-0007-json-1b2c3d4e"]
    duplicate_of: Option<Id<'c>>,
    /// First 16 hexadecimal digits of the BLAKE3 hash of the text.
    #[example = "9f86d081884c7d65"]
    text_hash: Id<'c>,
}

/// The rows in order of article.
pub fn rows<'c>(found: &'c Found<'c>) -> impl Iterator<Item = ArticleRow<'c>> {
    let corpus = found.corpus;
    let story_of = corpus.story_of_articles();
    let articles = corpus.articles.iter().enumerate();
    articles.map(move |(idx, article)| {
        let story = story_of.get(idx).copied().flatten();
        let original = corpus.originals.get(idx).copied().flatten();
        ArticleRow {
            story_id: story.map(|idx| corpus.stories[idx].id.as_str().into()),
            duplicate_of: original.map(|idx| corpus.articles[idx].id.as_str().into()),
            ..row(article)
        }
    })
}

fn row(article: &Article) -> ArticleRow<'_> {
    let (document, annotations) = (&article.document, &article.annotations);
    let metadata = &document.metadata;
    let title = metadata
        .title
        .as_deref()
        .or_else(|| first_section(article, SectionKind::Title));
    let byline = metadata
        .author
        .as_deref()
        .or_else(|| first_section(article, SectionKind::Byline));
    ArticleRow {
        article_id: article.id.as_str().into(),
        path: &document.path,
        title: title.unwrap_or_default(),
        outlet: metadata.outlet.as_deref().unwrap_or_default(),
        byline: byline.unwrap_or_default(),
        published_at: metadata.published,
        published_source: metadata.published_source,
        url: metadata.url.as_deref().unwrap_or_default(),
        language: annotations.language.language,
        language_confidence: hundredths(annotations.language.confidence),
        other_languages: other_languages(article),
        words: annotations.n_words,
        sentences: annotations.sentences.len(),
        mentions: annotations.mentions.len(),
        numbers: annotations.numbers.len(),
        quotes: annotations.quotes.len(),
        story_id: None,
        duplicate_of: None,
        text_hash: ids::text_hash(&document.text).into(),
    }
}

/// The languages of passages other than that of the article.
fn other_languages(article: &Article) -> String {
    let home = article.annotations.language.language;
    let passages = article.annotations.passages.iter();
    let others: BTreeSet<_> = passages
        .map(|passage| passage.language)
        .filter(|&language| language != home)
        .collect();
    let codes: Vec<_> = others.iter().map(Language::code).collect();
    codes.join(" ")
}

/// The text of the first section of `kind`.
fn first_section(article: &Article, kind: SectionKind) -> Option<&str> {
    let section = article
        .annotations
        .sections
        .iter()
        .find(|section| section.kind == kind)?;
    Some(section.span.of(&article.document.text).trim())
}

/// A share of 0 to 1 in whole hundredths.
fn hundredths(share: f64) -> Confidence {
    // `as` saturates: what is below 0 or no number gives 0, and `Confidence` caps at 100.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates"
    )]
    Confidence::new((share * 100.0).round() as u8)
}

//! Columns that stand side by side in several tables.

use super::cell::Id;
use super::context;
use super::schema::columns;
use crate::document::{Annotations, Article, PartialDate, SectionKind, section_at};
use crate::language::Language;
use crate::text::{CharOffsets, Span};

columns! {
    /// The article a row is about; spreadsheets have no joins.
    ArticleCells<'c>;
    /// The article, as in articles.csv.
    #[example = "a-de-0031-json-4f8e21c7"]
    article_id: Id<'c>,
    /// Who published the article.
    #[example = "The Guardian"]
    outlet: &'c str,
    /// When the article was published.
    #[unit = "ISO 8601"]
    #[example = "2025-03-10"]
    published_at: Option<PartialDate>,
    /// Language of the article, or of the passage that the row is about; `und` where it could not be told.
    #[unit = "ISO 639-1"]
    #[example = "nl"]
    language: Language,
}

impl<'c> ArticleCells<'c> {
    /// The cells of `article`.
    #[must_use]
    pub fn of(article: &'c Article) -> Self {
        let metadata = &article.document.metadata;
        Self {
            article_id: article.id.as_str().into(),
            outlet: metadata.outlet.as_deref().unwrap_or_default(),
            published_at: metadata.published,
            language: article.annotations.language.language,
        }
    }

    /// The cells of what stands at `span` in `article`: its language is that of its passage.
    #[must_use]
    pub fn at(article: &'c Article, span: Span) -> Self {
        Self {
            language: article.annotations.language_at(span.start()),
            ..Self::of(article)
        }
    }
}

columns! {
    /// Where in the article something stands.
    PositionCells;
    /// Where it starts in the text of the article, counted from 0.
    #[unit = "code points"]
    #[example = "1024"]
    start_char: u32,
    /// Where it ends: the place after its last character.
    #[unit = "code points"]
    #[example = "1031"]
    end_char: u32,
    /// The sentence it starts in, counted from 1 through the whole article.
    #[example = "7"]
    sentence_no: usize,
    /// The part of the article it stands in; boilerplate is page furniture and teasers of other articles.
    #[example = "body"]
    section: SectionKind,
}

impl PositionCells {
    /// The cells of `span` in an article.
    #[must_use]
    pub fn of(annotations: &Annotations, offsets: &CharOffsets<'_>, span: Span) -> Self {
        Self {
            start_char: offsets.at(span.start()),
            end_char: offsets.at(span.end()),
            sentence_no: context::sentence_no(annotations, span.start()),
            section: section_at(&annotations.sections, span.start()),
        }
    }
}

columns! {
    /// The surface between what stands before and behind it.
    ContextCells<'c>;
    /// Up to 60 characters before the surface, from the start of a word.
    #[example = "the outage hit thousands of users, said"]
    left: &'c str,
    /// The surface again, to read between `left` and `right`.
    #[example = "Elon Musk"]
    r#match: &'c str,
    /// Up to 60 characters after the surface, to the end of a word.
    #[example = "on Monday."]
    right: &'c str,
}

impl<'c> ContextCells<'c> {
    /// The cells of `span` in `text`.
    #[must_use]
    pub fn of(text: &'c str, span: Span) -> Self {
        Self {
            left: context::left(text, span),
            r#match: span.of(text),
            right: context::right(text, span),
        }
    }
}

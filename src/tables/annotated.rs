//! An article with what was found in it as one JSON object on a line: the rows of the tables without a corpus.
//!
//! The members are the columns of the tables. Ids that are made from the path of an article are left out, since there is
//! none, and what is said of the whole article is not repeated in its rows.

use std::io::{self, Write};

use serde_json::Value;

use super::cell::Record;
use super::formats::jsonl;
use super::schema::{ColumnType, Row, Schema, table};
use super::shared::ArticleCells;
use super::{CsvStyle, Found, Sink, articles, fill, mentions, numbers, problems, quotes};
use crate::document::{Article, SectionKind};
use crate::error::Problem;
use crate::text::CharOffsets;

/// Columns of articles.csv that are about a corpus, or count what is given whole.
const LEFT_OUT: &[&str] = &[
    "article_id",
    "path",
    "other_languages",
    "mentions",
    "numbers",
    "quotes",
    "story_id",
    "duplicate_of",
];

table! {
    /// A run of lines of one kind.
    SectionRow in "sections";
    key: [];
    references: [];
    /// What the lines are.
    section: SectionKind,
    /// Where they start in the text, counted from 0.
    start_char: u32,
    /// Where they end.
    end_char: u32,
}

/// The members of the objects; the same for all articles.
#[derive(Debug)]
pub struct Lines {
    articles: Members,
    sections: Members,
    mentions: Members,
    numbers: Members,
    quotes: Members,
    problems: Members,
}

impl Default for Lines {
    fn default() -> Self {
        Self {
            articles: Members::of(&articles::ArticleRow::schema(&[]), LEFT_OUT),
            sections: Members::of(&SectionRow::schema(&[]), &[]),
            mentions: Members::of_rows(&mentions::MentionRow::schema(&[])),
            numbers: Members::of_rows(&numbers::NumberRow::schema(&[])),
            quotes: Members::of_rows(&quotes::QuoteRow::schema(&[])),
            problems: Members::of(&problems::ProblemRow::schema(&[]), &["path"]),
        }
    }
}

impl Lines {
    /// The members of an object (`articles`) and of those in its lists, in order, with what each holds.
    pub fn columns(
        &self,
    ) -> impl Iterator<Item = (&'static str, impl Iterator<Item = (&str, ColumnType)>)> {
        let tables = [
            ("articles", &self.articles),
            ("sections", &self.sections),
            ("mentions", &self.mentions),
            ("numbers", &self.numbers),
            ("quotes", &self.quotes),
            ("problems", &self.problems),
        ];
        tables
            .into_iter()
            .map(|(table, members)| (table, members.columns()))
    }

    /// Writes the first article of the corpus of `found`, which came on the line `line` with this `id`, with its rows.
    ///
    /// # Errors
    ///
    /// `out` does not take it.
    pub fn write(
        &self,
        out: &mut dyn Write,
        id: &Value,
        line: usize,
        found: &Found<'_>,
    ) -> io::Result<()> {
        let Some(article) = found.corpus.articles.first() else {
            return Ok(());
        };
        begin(out, id, line)?;
        let record = &mut Record::new(CsvStyle::default());
        for row in articles::rows(found).take(1) {
            row.write(record);
            self.articles.write(out, record, true)?;
        }
        let mut list =
            |name: &str,
             members,
             rows: &mut dyn FnMut(&mut Record, &mut dyn Sink) -> io::Result<()>| {
                write!(out, ",\"{name}\":[")?;
                let mut objects = Objects {
                    out,
                    members,
                    is_first: true,
                };
                rows(record, &mut objects)?;
                out.write_all(b"]")
            };
        list("sections", &self.sections, &mut |record, sink| {
            fill(sink, record, sections(article))
        })?;
        list("mentions", &self.mentions, &mut |record, sink| {
            fill(sink, record, mentions::rows(found))
        })?;
        list("numbers", &self.numbers, &mut |record, sink| {
            fill(sink, record, numbers::rows(found))
        })?;
        list("quotes", &self.quotes, &mut |record, sink| {
            fill(sink, record, quotes::rows(found))
        })?;
        list("problems", &self.problems, &mut |record, sink| {
            fill(sink, record, problems::rows(found))
        })?;
        out.write_all(b"}\n")
    }
}

/// Writes why the line `line` gives no article.
///
/// # Errors
///
/// `out` does not take it.
pub fn write_error(
    out: &mut dyn Write,
    id: &Value,
    line: usize,
    problem: &Problem,
) -> io::Result<()> {
    begin(out, id, line)?;
    let error = match problem.detail.as_str() {
        "" => problem.problem.clone(),
        detail => format!("{} ({detail})", problem.problem),
    };
    out.write_all(b",\"error\":")?;
    serde_json::to_writer(&mut *out, &error)?;
    out.write_all(b"}\n")
}

fn begin(out: &mut dyn Write, id: &Value, line: usize) -> io::Result<()> {
    write!(out, "{{\"id\":{id},\"line\":{line}")
}

fn sections(article: &Article) -> impl Iterator<Item = SectionRow> {
    let offsets = CharOffsets::new(&article.document.text);
    let sections = article.annotations.sections.iter();
    sections.map(move |section| SectionRow {
        section: section.kind,
        start_char: offsets.at(section.span.start()),
        end_char: offsets.at(section.span.end()),
    })
}

/// The columns of a table as members of objects: those that are written.
#[derive(Debug)]
struct Members(Vec<Option<Member>>);

#[derive(Debug)]
struct Member {
    name: String,
    /// As JSON has it.
    quoted: String,
    column_type: ColumnType,
}

impl Members {
    fn of(schema: &Schema, left_out: &[&str]) -> Self {
        let columns = schema.columns.iter();
        let member = columns.map(|column| {
            (!left_out.contains(&column.name.as_str())).then(|| Member {
                name: column.name.clone(),
                quoted: Value::from(column.name.as_str()).to_string(),
                column_type: column.column_type,
            })
        });
        Self(member.collect())
    }

    /// The columns of a table of rows in a text.
    fn of_rows(schema: &Schema) -> Self {
        let shared = ArticleCells::schema(&[]).columns;
        let shared = shared.iter().map(|column| column.name.as_str());
        let left_out: Vec<_> = schema.key.iter().copied().chain(shared).collect();
        Self::of(schema, &left_out)
    }

    fn columns(&self) -> impl Iterator<Item = (&str, ColumnType)> {
        let members = self.0.iter().flatten();
        members.map(|member| (member.name.as_str(), member.column_type))
    }

    /// Writes the members; with a comma before the first one if the object has others already.
    fn write(&self, out: &mut dyn Write, record: &Record, has_others: bool) -> io::Result<()> {
        let mut needs_comma = has_others;
        for (member, datum) in self.0.iter().zip(record.data()) {
            let Some(member) = member else { continue };
            if std::mem::replace(&mut needs_comma, true) {
                out.write_all(b",")?;
            }
            write!(out, "{}:", member.quoted)?;
            jsonl::write_value(out, datum)?;
        }
        Ok(())
    }
}

/// A list of objects in the making.
struct Objects<'o> {
    out: &'o mut dyn Write,
    members: &'o Members,
    is_first: bool,
}

impl Sink for Objects<'_> {
    fn row(&mut self, record: &Record) -> io::Result<()> {
        let is_first = std::mem::replace(&mut self.is_first, false);
        self.out.write_all(if is_first { b"{" } else { b",{" })?;
        self.members.write(self.out, record, false)?;
        self.out.write_all(b"}")
    }
}

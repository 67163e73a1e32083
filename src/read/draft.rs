//! An article on its way to being a document, for the formats that say in strings what they know of it.

use rustc_hash::FxHashMap;

use super::{Problem, dates, on_one_line, warning};
use crate::document::{Document, Metadata, PublishedSource};
use crate::language::Language;
use crate::text::Span;

/// Longer values of a field are no title, name or address, but text that came there by accident.
const MAX_VALUE_CHARS: usize = 1000;

/// What a file says of an article, as it says it.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub text: String,
    pub title: Option<String>,
    /// The date with where it was read.
    pub published: Option<(String, PublishedSource)>,
    pub language: Option<String>,
    pub outlet: Option<String>,
    pub author: Option<String>,
    pub url: Option<String>,
}

impl Draft {
    /// The document at `path`; values that cannot be read are warned of under `place`.
    pub(super) fn document(
        self,
        path: String,
        place: &str,
        problems: &mut Vec<Problem>,
    ) -> Document {
        let mut warn = |problem: &str, value: &str| {
            let value: String = value.chars().take(80).collect();
            problems.push(warning(place, problem, value));
        };
        let told = self.published.filter(|(value, _)| !value.trim().is_empty());
        let published = told.as_ref().and_then(|(value, _)| dates::parse(value));
        if let (Some((value, _)), None) = (&told, published) {
            warn("unreadable date", value);
        }
        let language = value(self.language).and_then(|value| {
            let language = Language::parse(&value);
            if language.is_none() {
                warn("unreadable language", &value);
            }
            language
        });
        let metadata = Metadata {
            title: value(self.title),
            published,
            published_source: told
                .filter(|_| published.is_some())
                .map(|(_, source)| source),
            language,
            outlet: value(self.outlet),
            author: value(self.author),
            url: value(self.url),
        };
        let mut text = self.text;
        text.shrink_to_fit();
        Document {
            path,
            text,
            metadata,
            front_matter: Span::new(0, 0),
        }
    }
}

/// A value on one line; `None` if there is nothing in it, or more than a value has.
fn value(value: Option<String>) -> Option<String> {
    line(value).filter(|value| value.chars().count() <= MAX_VALUE_CHARS)
}

/// A text on one line, its runs of white space as one space each; a no-break space is none. `None` if nothing is in it.
pub(super) fn line(text: Option<String>) -> Option<String> {
    let is_space = |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}');
    let text = text?;
    let words: Vec<_> = text
        .split(is_space)
        .filter(|word| !word.is_empty())
        .collect();
    let text = words.join(" ");
    (!text.trim().is_empty()).then_some(text)
}

/// The text of an article whose title and paragraphs are known: each apart from the next by an empty line, so that the
/// title is known as such again.
pub(super) fn text_of(title: Option<&str>, paragraphs: &[String]) -> String {
    let title = title.map(str::trim).filter(|title| !title.is_empty());
    let first = paragraphs.first().map(|first| first.trim());
    let is_there = title.is_some() && title == first;
    let title = title.filter(|_| !is_there);
    let mut text = String::new();
    for part in title
        .into_iter()
        .chain(paragraphs.iter().map(String::as_str))
    {
        if part.trim().is_empty() {
            continue;
        }
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        text.push_str(part);
    }
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

/// The paths that the articles of one file have so far.
#[derive(Debug, Default)]
pub(super) struct Paths {
    /// How often each was asked for.
    counts: FxHashMap<String, usize>,
}

impl Paths {
    /// `path` on one line, or `path~2`, `path~3` … if it is taken, with a warning.
    pub(super) fn unused(&mut self, path: &str, problems: &mut Vec<Problem>) -> String {
        let path = on_one_line(path);
        self.unused_at(&path, &path, problems)
    }

    /// The same for a path that is on one line, with the warning at `place`.
    ///
    /// It takes no longer however many articles ask for the same.
    pub(super) fn unused_at(
        &mut self,
        path: &str,
        place: &str,
        problems: &mut Vec<Problem>,
    ) -> String {
        let count = self.counts.get(path).copied().unwrap_or(0) + 1;
        self.counts.insert(path.to_owned(), count);
        if count == 1 {
            return path.to_owned();
        }
        let mut number = count;
        let unused = loop {
            let unused = format!("{path}~{number}");
            if !self.counts.contains_key(&unused) {
                break unused;
            }
            number += 1;
        };
        self.counts.insert(path.to_owned(), number);
        self.counts.insert(unused.clone(), 1);
        problems.push(warning(
            place,
            "id used before",
            format!("read as `{unused}`"),
        ));
        unused
    }
}

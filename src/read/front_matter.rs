//! The lines at the head of a text that say what it is: between `---`, or bare.

use super::{Problem, warning};
use crate::document::{Metadata, PartialDate, PublishedSource};
use crate::language::Language;
use crate::text::Span;

/// A rule at the head of a text that is closed only after more lines than this opens no front matter.
const MAX_LINES: usize = 100;
const MAX_TITLE_CHARS: usize = 300;
const MAX_NAME_CHARS: usize = 80;

/// What stands at the head of a text.
#[derive(Debug)]
pub(super) struct FrontMatter {
    /// From the start of the text to where the article begins.
    pub span: Span,
    pub metadata: Metadata,
    pub problems: Vec<Problem>,
}

/// Reads the front matter of the file at `path`; what is not plainly front matter is left to the article.
pub(super) fn read(path: &str, text: &str) -> FrontMatter {
    let mut reader = Reader {
        path,
        head: FrontMatter {
            span: Span::new(0, 0),
            metadata: Metadata::default(),
            problems: Vec::new(),
        },
    };
    let end = match fenced_lines(text) {
        Some((lines, end)) => {
            lines.into_iter().for_each(|line| reader.take_fenced(line));
            end
        }
        None => reader.take_bare_lines(text),
    };
    reader.head.span = Span::new(0, end);
    reader.head
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Key {
    Title,
    Date,
    Language,
    Outlet,
    Author,
    Url,
}

fn key(word: &str) -> Option<Key> {
    match word.trim().to_lowercase().as_str() {
        "title" => Some(Key::Title),
        "date" | "published" => Some(Key::Date),
        "language" | "lang" => Some(Key::Language),
        "outlet" | "source" => Some(Key::Outlet),
        "author" | "byline" => Some(Key::Author),
        "url" => Some(Key::Url),
        _ => None,
    }
}

/// The lines between two rules of `---`, each of which looks like YAML, and the offset behind the second rule.
fn fenced_lines(text: &str) -> Option<(Vec<&str>, usize)> {
    let mut offset = text.len() - text.trim_start().len();
    let mut lines = text[offset..].split_inclusive('\n');
    let first = lines.next().filter(|line| line.trim_end() == "---")?;
    offset += first.len();
    let mut inside = Vec::new();
    for line in lines.take(MAX_LINES) {
        offset += line.len();
        match line.trim_end() {
            "---" | "..." => return (!inside.is_empty()).then_some((inside, offset)),
            line if looks_like_yaml(line) => inside.push(line),
            _ => return None,
        }
    }
    None
}

fn looks_like_yaml(line: &str) -> bool {
    let is_continuation = line.starts_with([' ', '\t', '-', '#']);
    let is_pair = || {
        let key = line.split_once(':').map(|(key, _)| key);
        key.is_some_and(|key| !key.is_empty() && !key.contains(' '))
    };
    line.is_empty() || is_continuation || is_pair()
}

struct Reader<'t> {
    path: &'t str,
    head: FrontMatter,
}

impl Reader<'_> {
    fn take_fenced(&mut self, line: &str) {
        if let Some((word, value)) = line.split_once(':')
            && let Some(key) = key(word)
        {
            self.take(key, unquoted(value));
        }
    }

    /// Takes lines from the head as long as they are front matter; gives the offset behind the last.
    ///
    /// A line without a colon, of a key whose value may be anything, counts only beside a line that is beyond doubt.
    fn take_bare_lines(&mut self, text: &str) -> usize {
        let mut end = 0;
        let mut offset = 0;
        let mut undecided = Vec::new();
        for line in text.split_inclusive('\n') {
            match bare_line(line) {
                BareLine::Pair(key, value) => {
                    undecided
                        .drain(..)
                        .for_each(|(key, value)| self.take(key, value));
                    self.take(key, value);
                    end = offset + line.len();
                }
                BareLine::PerhapsPair(key, value) if end > 0 => {
                    self.take(key, value);
                    end = offset + line.len();
                }
                BareLine::PerhapsPair(key, value) => undecided.push((key, value)),
                BareLine::DateThenText(date, length) => {
                    undecided
                        .drain(..)
                        .for_each(|(key, value)| self.take(key, value));
                    self.take(Key::Date, date);
                    return offset + length;
                }
                BareLine::Blank => {}
                BareLine::Text => break,
            }
            offset += line.len();
        }
        end
    }

    fn take(&mut self, key: Key, value: &str) {
        if value.is_empty() {
            return;
        }
        let metadata = &mut self.head.metadata;
        match key {
            Key::Title => metadata.title = Some(value.to_owned()),
            Key::Outlet => metadata.outlet = Some(value.to_owned()),
            Key::Author => metadata.author = Some(value.to_owned()),
            Key::Url => metadata.url = Some(value.to_owned()),
            Key::Date => match PartialDate::parse(value) {
                Some(date) => {
                    metadata.published = Some(date);
                    metadata.published_source = Some(PublishedSource::FrontMatter);
                }
                None => self.warn("unreadable date", value),
            },
            Key::Language => match Language::parse(value) {
                Some(language) => metadata.language = Some(language),
                None => self.warn("unreadable language", value),
            },
        }
    }

    fn warn(&mut self, problem: &str, value: &str) {
        self.head.problems.push(warning(self.path, problem, value));
    }
}

#[derive(Debug)]
enum BareLine<'t> {
    /// Front matter.
    Pair(Key, &'t str),
    /// Front matter if a neighbour is.
    PerhapsPair(Key, &'t str),
    /// A date, and behind so many bytes the article.
    DateThenText(&'t str, usize),
    Blank,
    Text,
}

fn bare_line(line: &str) -> BareLine<'_> {
    if line.trim().is_empty() {
        return BareLine::Blank;
    }
    colon_pair(line)
        .or_else(|| word_pair(line))
        .unwrap_or(BareLine::Text)
}

fn colon_pair(line: &str) -> Option<BareLine<'_>> {
    let (word, line_value) = line.split_once(':')?;
    let (key, value) = (key(word)?, unquoted(line_value));
    if key == Key::Date
        && let Some(found) = date_then_text(line, line_value)
    {
        return Some(found);
    }
    let is_of_kind = match key {
        Key::Title => is_name(value, MAX_TITLE_CHARS),
        Key::Outlet | Key::Author => is_name(value, MAX_NAME_CHARS) && !value.ends_with('.'),
        Key::Date => is_name(value, MAX_NAME_CHARS) && value.contains(|c: char| c.is_ascii_digit()),
        Key::Language => is_name(value, MAX_NAME_CHARS) && !value.contains(' '),
        Key::Url => is_url(value),
    };
    is_of_kind.then_some(BareLine::Pair(key, value))
}

fn word_pair(line: &str) -> Option<BareLine<'_>> {
    let (word, line_value) = line.trim_start().split_once([' ', '\t'])?;
    let (key, value) = (key(word)?, unquoted(line_value));
    let is_lower_case = word.chars().all(char::is_lowercase);
    match key {
        Key::Date => date_then_text(line, line_value)
            .or_else(|| PartialDate::parse(value).map(|_| BareLine::Pair(key, value))),
        Key::Url => is_url(value).then_some(BareLine::Pair(key, value)),
        Key::Language => is_language_code(value).then_some(BareLine::Pair(key, value)),
        Key::Title | Key::Outlet | Key::Author => (is_lower_case && is_name(value, MAX_NAME_CHARS))
            .then_some(BareLine::PerhapsPair(key, value)),
    }
}

/// A date of at least a month at the start of `value`, the end of `line`, with its time, when more text follows.
fn date_then_text<'t>(line: &'t str, value: &'t str) -> Option<BareLine<'t>> {
    let value = value.trim();
    let date = value.split_whitespace().next()?;
    let is_precise = matches!(
        PartialDate::parse(date)?,
        PartialDate::Month(..) | PartialDate::Day(_)
    );
    let behind = value[date.len()..].trim_start();
    let first = behind.split_whitespace().next()?;
    let is_time = first.contains(':') && first.starts_with(|c: char| c.is_ascii_digit());
    let rest = if is_time {
        behind[first.len()..].trim_start()
    } else {
        behind
    };
    if rest.is_empty() {
        return None;
    }
    let text_start = line.trim_end().len() - rest.len();
    is_precise.then_some(BareLine::DateThenText(date, text_start))
}

fn is_name(value: &str, max_chars: usize) -> bool {
    !value.is_empty() && value.chars().count() <= max_chars
}

fn is_url(value: &str) -> bool {
    let has_scheme = ["http://", "https://", "www."]
        .iter()
        .any(|start| value.starts_with(start));
    has_scheme && !value.contains(char::is_whitespace)
}

fn is_language_code(value: &str) -> bool {
    let code = value.split(['-', '_']).next().unwrap_or("");
    matches!(code.len(), 2 | 3) && Language::parse(value).is_some() && !value.contains(' ')
}

/// `value` without white space and one pair of quotation marks or brackets around it.
fn unquoted(value: &str) -> &str {
    let value = value.trim();
    [('"', '"'), ('\'', '\''), ('[', ']')]
        .iter()
        .find_map(|&(open, close)| value.strip_prefix(open)?.strip_suffix(close))
        .unwrap_or(value)
        .trim()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks what is front matter, and which metadata it gave.
    fn check(front_matter: &str, article: &str, expected: Metadata) {
        let text = format!("{front_matter}{article}");
        let head = read("a.txt", &text);
        assert_eq!(head.span.of(&text), front_matter);
        assert_eq!(head.metadata, expected);
        assert_eq!(head.problems, []);
    }

    fn dated(date: &str) -> Metadata {
        Metadata {
            published: PartialDate::parse(date),
            published_source: Some(PublishedSource::FrontMatter),
            ..Metadata::default()
        }
    }

    #[test]
    fn fenced_lines_are_read() {
        check(
            "---\r\ntitle: \"Storm: schade in Delft\"\r\ndate: 2025-03-10\r\ntags:\r\n  - weer\r\nlang: nl\r\n---\r\n",
            "\r\nHet waaide hard.",
            Metadata {
                title: Some("Storm: schade in Delft".to_owned()),
                language: Language::parse("nl"),
                ..dated("2025-03-10")
            },
        );
    }

    #[test]
    fn rule_before_prose_is_no_fence() {
        check(
            "",
            "---\nHet waaide hard.\n---\nEn lang.",
            Metadata::default(),
        );
        check("", "---\n---\nEn lang.", Metadata::default());
    }

    #[test]
    fn bare_lines_with_a_colon_are_read() {
        check(
            "Title: Sturm über Bremen\nAuthor: 'Anna Schulz'\nSOURCE: Weser-Zeitung\nurl: https://example.org/a\n",
            "\nEs stürmte.",
            Metadata {
                title: Some("Sturm über Bremen".to_owned()),
                author: Some("Anna Schulz".to_owned()),
                outlet: Some("Weser-Zeitung".to_owned()),
                url: Some("https://example.org/a".to_owned()),
                ..Metadata::default()
            },
        );
    }

    #[test]
    fn bare_lines_without_a_colon_need_a_value_of_their_kind() {
        check(
            "title Storm hits coast\ndate 2024-01-02\nlanguage en\n",
            "It blew.",
            Metadata {
                title: Some("Storm hits coast".to_owned()),
                language: Language::parse("en"),
                ..dated("2024-01-02")
            },
        );
        check(
            "",
            "Title fight ends in a draw\n\nIt was close.",
            Metadata::default(),
        );
        check(
            "",
            "title fight ends in a draw\n\nIt was close.",
            Metadata::default(),
        );
        check(
            "",
            "Date with destiny for the team\n\nIt was close.",
            Metadata::default(),
        );
        check(
            "",
            "Source close to the minister says no\n\nText.",
            Metadata::default(),
        );
    }

    #[test]
    fn date_may_stand_before_the_text_on_its_line() {
        check(
            " date 2024-07 ",
            "Dinsdag viel het net uit.",
            dated("2024-07"),
        );
        check(
            "Date: 2024-07-02 ",
            "Tuesday was dark.",
            dated("2024-07-02"),
        );
        check(
            "date 2024-07-02 09:30 ",
            "Tuesday was dark.\nVery.",
            dated("2024-07-02"),
        );
        check("", "Date 2024 was a good year.", Metadata::default());
    }

    #[test]
    fn unreadable_values_are_warned_of() {
        let head = read(
            "a.txt",
            "---\ndate: last week\nlanguage: Klingon\n---\nText",
        );
        assert_eq!(head.metadata, Metadata::default());
        assert_eq!(
            head.problems,
            [
                warning("a.txt", "unreadable date", "last week"),
                warning("a.txt", "unreadable language", "Klingon"),
            ]
        );
    }

    #[test]
    fn a_sentence_with_a_colon_is_no_front_matter() {
        check(
            "",
            "Source: the minister had not yet been told of the plan.\n",
            Metadata::default(),
        );
        check("", "Musk: it is over\n", Metadata::default());
    }
}

//! JSON Lines: one article a line, with its text and particulars in fields.

use serde_json::{Map, Value};

use super::draft::Paths;
use super::{Format, Problem, Reader, Reading, on_one_line, skipped, warning};
use crate::document::{Document, Metadata, PartialDate, PublishedSource};
use crate::language::Language;
use crate::text::Span;

/// Files with one JSON object a line.
pub(super) const FORMAT: Format = Format {
    extensions: &["jsonl", "ndjson"],
    reader: Reader::Articles(read),
};

fn read(path: &str, bytes: &[u8]) -> Reading {
    let (text, mut reading) = match Reading::begun(path, bytes) {
        Ok(begun) => begun,
        Err(reading) => return reading,
    };
    let mut paths = Paths::default();
    for (line_idx, line) in text.lines().enumerate() {
        let line_path = format!("{path}:{}", line_idx + 1);
        if line.trim().is_empty() {
            continue;
        }
        match article(line) {
            Ok(fields) => {
                let mut record = Record {
                    line_path,
                    fields,
                    problems: &mut reading.problems,
                };
                let id = record.id().unwrap_or_else(|| (line_idx + 1).to_string());
                let wanted = format!("{path}#{id}");
                let document_path = paths.unused_at(&wanted, &record.line_path, record.problems);
                reading.documents.push(record.document(document_path));
            }
            Err((problem, detail)) => reading.problems.push(skipped(&line_path, problem, detail)),
        }
    }
    reading
}

/// A line that came by itself, and not in a file.
#[derive(Debug)]
pub struct Line {
    /// The string or number that it has as `id`; else null.
    pub id: Value,
    /// The article, or the problem that spoils it; and what is doubtful about it.
    pub reading: Reading,
}

/// Reads the line with this number, without what ends it; the document has that number as its path.
#[must_use]
pub fn line(number: usize, bytes: &[u8]) -> Line {
    let path = number.to_string();
    let broken = |id, problem: &str, detail: String| Line {
        id,
        reading: Reading::of_problem(skipped(&path, problem, detail)),
    };
    let Ok(text) = std::str::from_utf8(bytes) else {
        return broken(
            Value::Null,
            "not UTF-8",
            "lines of JSON are UTF-8".to_owned(),
        );
    };
    let fields = match object(text.trim_start_matches('\u{feff}')) {
        Ok(fields) => fields,
        Err((problem, detail)) => return broken(Value::Null, problem, detail),
    };
    let id = fields.get("id").cloned().unwrap_or_default();
    let id = if id.is_string() || id.is_number() {
        id
    } else {
        Value::Null
    };
    if let Err((problem, detail)) = check_text(&fields) {
        return broken(id, problem, detail);
    }
    let mut reading = Reading::default();
    let record = Record {
        line_path: path.clone(),
        fields,
        problems: &mut reading.problems,
    };
    let document = record.document(path);
    reading.documents.push(document);
    Line { id, reading }
}

/// The fields of a line that has a text.
fn article(line: &str) -> Result<Map<String, Value>, (&'static str, String)> {
    let fields = object(line)?;
    check_text(&fields).map(|()| fields)
}

/// The fields of a line.
fn object(line: &str) -> Result<Map<String, Value>, (&'static str, String)> {
    let value: Value =
        serde_json::from_str(line).map_err(|error| ("broken line", reason(&error)))?;
    match value {
        Value::Object(fields) => Ok(fields),
        _ => Err(("broken line", "not a JSON object".to_owned())),
    }
}

/// That there is a text.
fn check_text(fields: &Map<String, Value>) -> Result<(), (&'static str, String)> {
    match fields.get("text") {
        None => Err(("no `text`", String::new())),
        Some(Value::String(text)) if text.trim().is_empty() => Err(("empty `text`", String::new())),
        Some(Value::String(_)) => Ok(()),
        Some(other) => Err(("`text` is not a string", format!("it is {}", kind(other)))),
    }
}

/// The parser's reason without its line, which is always the first.
fn reason(error: &serde_json::Error) -> String {
    error
        .to_string()
        .replace(" at line 1 column ", " at column ")
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// A line on its way to being a document.
struct Record<'p> {
    line_path: String,
    fields: Map<String, Value>,
    problems: &'p mut Vec<Problem>,
}

impl Record<'_> {
    fn document(mut self, path: String) -> Document {
        let published = self.parsed("date", "unreadable date", PartialDate::parse);
        let metadata = Metadata {
            title: self.string("title"),
            published,
            published_source: published.map(|_| PublishedSource::Field),
            language: self.parsed("language", "unreadable language", Language::parse),
            outlet: self.string("outlet"),
            author: self.string("author"),
            url: self.string("url"),
        };
        let Some(Value::String(text)) = self.fields.remove("text") else {
            unreachable!("only lines with a text become records");
        };
        Document {
            path,
            text,
            metadata,
            front_matter: Span::new(0, 0),
        }
    }

    /// The id in a form that stays on one line; numbers count as ids.
    fn id(&mut self) -> Option<String> {
        if let Some(Value::Number(number)) = self.fields.get("id") {
            return Some(number.to_string());
        }
        let id = self.string("id")?;
        Some(on_one_line(&id))
    }

    fn parsed<T>(&mut self, field: &str, problem: &str, parse: fn(&str) -> Option<T>) -> Option<T> {
        // A year may well stand there as a number.
        let value = match self.fields.get(field) {
            Some(Value::Number(number)) => number.to_string(),
            _ => self.string(field)?,
        };
        let parsed = parse(&value);
        if parsed.is_none() {
            self.warn(problem, value);
        }
        parsed
    }

    /// The trimmed string of `field`, if it has any characters.
    fn string(&mut self, field: &str) -> Option<String> {
        match self.fields.get(field)? {
            Value::Null => None,
            Value::String(value) => Some(value.trim().to_owned()).filter(|value| !value.is_empty()),
            other => {
                let detail = format!("`{field}` is {}", kind(other));
                self.warn("field ignored", detail);
                None
            }
        }
    }

    fn warn(&mut self, problem: &str, detail: impl Into<String>) {
        self.problems
            .push(warning(&self.line_path, problem, detail));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(content: &str, expected_paths: &[&str], expected_problems: &[&str]) {
        let reading = read("a.jsonl", content.as_bytes());
        let paths: Vec<_> = reading.documents.iter().map(|d| d.path.as_str()).collect();
        let problems: Vec<_> = reading.problems.iter().map(ToString::to_string).collect();
        assert_eq!(paths, expected_paths);
        assert_eq!(problems, expected_problems);
    }

    #[test]
    fn fields_become_metadata() {
        let line = r#"{"id": 7, "text": "Één zin.\r\n", "title": " Kop ", "date": "2025-03-10T09:30:00Z",
            "language": "nl-NL", "outlet": "De Post", "author": null, "url": "https://example.org", "other": [1]}"#;
        let reading = read("map/a.jsonl", line.replace('\n', " ").as_bytes());
        let document = Document {
            path: "map/a.jsonl#7".to_owned(),
            text: "Één zin.\r\n".to_owned(),
            metadata: Metadata {
                title: Some("Kop".to_owned()),
                published: PartialDate::parse("2025-03-10"),
                published_source: Some(PublishedSource::Field),
                language: Language::parse("nl"),
                outlet: Some("De Post".to_owned()),
                author: None,
                url: Some("https://example.org".to_owned()),
            },
            front_matter: Span::new(0, 0),
        };
        assert_eq!(
            reading,
            Reading {
                documents: vec![document],
                problems: vec![]
            }
        );
    }

    #[test]
    fn a_bad_line_leaves_the_others() {
        check(
            "{\"text\": \"Eins.\"}\r\n\r\n{\"text\": \"Zwei.\"\n{\"title\": \"x\"}\n{\"text\": 3}\n{\"text\": \" \"}\n[]\n{\"text\": \"Drei.\"}",
            &["a.jsonl#1", "a.jsonl#8"],
            &[
                "a.jsonl:3: skipped: broken line (EOF while parsing an object at column 16)",
                "a.jsonl:4: skipped: no `text`",
                "a.jsonl:5: skipped: `text` is not a string (it is a number)",
                "a.jsonl:6: skipped: empty `text`",
                "a.jsonl:7: skipped: broken line (not a JSON object)",
            ],
        );
    }

    #[test]
    fn ids_are_made_different() {
        check(
            "{\"id\": \"x\", \"text\": \"a\"}\n{\"id\": \"x\", \"text\": \"b\"}\n{\"id\": \"x\", \"text\": \"c\"}",
            &["a.jsonl#x", "a.jsonl#x~2", "a.jsonl#x~3"],
            &[
                "a.jsonl:2: id used before (read as `a.jsonl#x~2`)",
                "a.jsonl:3: id used before (read as `a.jsonl#x~3`)",
            ],
        );
    }

    #[test]
    fn odd_fields_are_ignored_with_a_warning() {
        check(
            "{\"id\": [1], \"text\": \"a\", \"title\": 5, \"date\": \"gisteren\", \"language\": \"Dutch\"}",
            &["a.jsonl#1"],
            &[
                "a.jsonl:1: field ignored (`id` is an array)",
                "a.jsonl:1: unreadable date (gisteren)",
                "a.jsonl:1: field ignored (`title` is a number)",
                "a.jsonl:1: unreadable language (Dutch)",
            ],
        );
    }
}

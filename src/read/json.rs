//! JSON: a list of articles, an object that holds such a list, or one article.

use serde_json::{Map, Value};

use super::draft::Paths;
use super::export::{Columns, no_text};
use super::{Format, Reader, Reading, skipped};

/// Files with one value of JSON.
pub(super) const FORMAT: Format = Format {
    extensions: &["json"],
    reader: Reader::Articles(read),
};

/// A list of articles stands in so many objects at most (`{"response": {"results": […]}}`).
const MAX_DEPTH: usize = 3;

fn read(path: &str, bytes: &[u8]) -> Reading {
    let (text, mut reading) = match Reading::begun(path, bytes) {
        Ok(begun) => begun,
        Err(reading) => return reading,
    };
    let value: Value = match serde_json::from_str(&text) {
        Ok(value) => value,
        Err(error) => {
            reading
                .problems
                .push(skipped(path, "broken JSON", error.to_string()));
            return reading;
        }
    };
    let (articles, is_list) = match value {
        Value::Object(object) if is_article(&object) => (vec![Value::Object(object)], false),
        value => (list(value, 0).unwrap_or_default(), true),
    };
    if articles.is_empty() {
        let detail = "neither a list of objects nor an object with a field `text`";
        reading.problems.push(skipped(path, "no article", detail));
    }
    let mut paths = Paths::default();
    for (idx, article) in articles.into_iter().enumerate() {
        let number = (idx + 1).to_string();
        let place = if is_list {
            format!("{path}#{number}")
        } else {
            path.to_owned()
        };
        let Value::Object(object) = article else {
            reading
                .problems
                .push(skipped(&place, "no article", "not an object"));
            continue;
        };
        let cells = cells(object);
        let names = || cells.iter().map(|(name, _)| name.as_str());
        let columns = Columns::of(names());
        if !columns.has_text() {
            let detail = no_text("fields", names());
            reading
                .problems
                .push(skipped(&place, "no field with the text", detail));
            continue;
        }
        let (draft, id) = columns.article(cells.iter().map(|(_, value)| value.as_str()));
        if draft.text.trim().is_empty() {
            reading.problems.push(skipped(
                &place,
                "no text",
                "the field with the text is empty",
            ));
            continue;
        }
        let document_path = match id {
            Some(id) if is_list => format!("{path}#{id}"),
            _ => place.clone(),
        };
        let document_path = paths.unused(&document_path, &mut reading.problems);
        let document = draft.document(document_path, &place, &mut reading.problems);
        reading.documents.push(document);
    }
    reading
}

fn is_article(object: &Map<String, Value>) -> bool {
    let names = object.iter().filter(|(_, value)| value.is_string());
    Columns::of(names.map(|(name, _)| name.as_str())).has_text()
}

/// The list of objects in `value`, or in the values of its fields: the first with articles, else the first of objects.
fn list(value: Value, depth: usize) -> Option<Vec<Value>> {
    match value {
        Value::Array(values) if values.iter().any(Value::is_object) => Some(values),
        Value::Object(fields) if depth < MAX_DEPTH => {
            let lists = fields
                .into_iter()
                .filter_map(|(_, value)| list(value, depth + 1));
            let mut lists: Vec<_> = lists.collect();
            let has_articles = |values: &Vec<Value>| {
                values
                    .iter()
                    .any(|value| value.as_object().is_some_and(is_article))
            };
            let idx = lists.iter().position(has_articles).unwrap_or(0);
            (idx < lists.len()).then(|| lists.swap_remove(idx))
        }
        _ => None,
    }
}

/// The fields of an object that have a value on paper, and those of the objects in it as `outer.inner`; several values
/// of one field stand beside each other with commas.
fn cells(object: Map<String, Value>) -> Vec<(String, String)> {
    let mut cells = Vec::new();
    for (name, value) in object {
        match value {
            Value::Object(inner) => {
                for (inner_name, value) in inner {
                    if let Some(value) = scalar(&value) {
                        cells.push((format!("{name}.{inner_name}"), value));
                    }
                }
            }
            Value::Array(values) => {
                let values: Vec<_> = values.iter().filter_map(name_of).collect();
                cells.push((name, values.join(", ")));
            }
            value => cells.push((name, scalar(&value).unwrap_or_default())),
        }
    }
    cells
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A value of a list: itself, or its name.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::Object(object) => scalar(object.get("name")?),
        value => scalar(value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str, expected: &[(&str, &str)], problems: &[&str]) {
        let reading = read("a.json", json.as_bytes());
        let documents = reading.documents.iter();
        let found: Vec<_> = documents
            .map(|d| (d.path.as_str(), d.text.as_str()))
            .collect();
        assert_eq!(found, expected);
        let found: Vec<_> = reading
            .problems
            .iter()
            .map(|p| (&*p.path, &*p.problem))
            .map(|(a, b)| format!("{a}: {b}"))
            .collect();
        assert_eq!(found, problems);
    }

    #[test]
    fn articles_are_found_alone_in_a_list_and_in_a_list_in_an_object() {
        check(r#"{"text": "A.", "id": 3}"#, &[("a.json", "A.")], &[]);
        check(
            r#"[{"body": "A."}, {"body": "B.", "id": "x"}]"#,
            &[("a.json#1", "A."), ("a.json#x", "B.")],
            &[],
        );
        check(
            r#"{"status": "ok", "tags": [{"name": "x"}], "response": {"results": [{"content": "A."}]}}"#,
            &[("a.json#1", "A.")],
            &[],
        );
    }

    #[test]
    fn what_is_no_article_is_told() {
        check("[1, 2]", &[], &["a.json: no article"]);
        check("{\"text\": ", &[], &["a.json: broken JSON"]);
        check(
            r#"[{"x": "A."}, {"text": " "}, 5]"#,
            &[],
            &[
                "a.json#1: no field with the text",
                "a.json#2: no text",
                "a.json#3: no article",
            ],
        );
    }

    #[test]
    fn fields_of_objects_in_the_article_are_known_by_both_names() {
        let json = r#"[{"content": "A.", "source": {"id": null, "name": "De Post"}, "authors": ["X", {"name": "Y"}], "publishedAt": "2025-03-10T01:00:00Z"}]"#;
        let reading = read("a.json", json.as_bytes());
        let metadata = &reading.documents[0].metadata;
        assert_eq!(metadata.outlet.as_deref(), Some("De Post"));
        assert_eq!(metadata.author.as_deref(), Some("X, Y"));
        assert_eq!(
            metadata.published.map(|date| date.to_string()).as_deref(),
            Some("2025-03-10")
        );
    }
}

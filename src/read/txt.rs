//! Plain text and Markdown: one article a file, perhaps with its particulars at the head.

use super::{Format, Reader, Reading, decode::decode, front_matter, skipped};
use crate::document::Document;

/// Files with one article as text.
pub(super) const FORMAT: Format = Format {
    extensions: &["txt", "md"],
    reader: Reader::Articles(read),
};

fn read(path: &str, bytes: &[u8]) -> Reading {
    let decoded = match decode(path, bytes) {
        Ok(decoded) => decoded,
        Err(problem) => return Reading::of_problem(problem),
    };
    let text = decoded.text;
    let mut problems = decoded.problems;
    let head = front_matter::read(path, &text);
    problems.extend(head.problems);
    if text[head.span.end()..].trim().is_empty() {
        problems.push(skipped(path, "empty file", "only front matter"));
        return Reading {
            documents: Vec::new(),
            problems,
        };
    }
    let document = Document {
        path: path.to_owned(),
        text,
        metadata: head.metadata,
        front_matter: head.span,
    };
    Reading {
        documents: vec![document],
        problems,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Metadata;
    use crate::text::Span;

    #[test]
    fn the_text_is_that_of_the_file() {
        let text = "# Kop\r\n\r\nTekst – met streep.\r\n";
        let reading = read("a.md", text.as_bytes());
        let document = Document {
            path: "a.md".to_owned(),
            text: text.to_owned(),
            metadata: Metadata::default(),
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
    fn front_matter_alone_is_no_article() {
        let reading = read("a.txt", b"---\ntitle: Kop\n---\n\n");
        assert_eq!(reading.documents, []);
        assert_eq!(
            reading.problems,
            [skipped("a.txt", "empty file", "only front matter")]
        );
    }
}

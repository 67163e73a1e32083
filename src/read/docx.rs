//! Documents of Word and other office programs (`.docx`). ECMA-376.

use std::io::Cursor;

use super::archive::at_most;
use super::draft::{Draft, line, text_of};
use super::xml::{Element, Xml};
use super::{Format, Problem, Reader, Reading, skipped};

/// Files with one document.
pub(super) const FORMAT: Format = Format {
    extensions: &["docx"],
    reader: Reader::Articles(read),
};

/// A part of a document unpacks to so many bytes at most.
const MAX_PART_BYTES: u64 = 64 << 20;
const TEXT: &str = "word/document.xml";
const PROPERTIES: &str = "docProps/core.xml";
/// What was deleted while changes were tracked, what fields are made of, and what stands twice for older programs.
const NEVER_TEXT: &[&str] = &[
    "w:del",
    "w:instrText",
    "w:delText",
    "mc:Fallback",
    "w:moveFrom",
];

fn read(path: &str, bytes: &[u8]) -> Reading {
    match article(path, bytes) {
        Ok(draft) => Reading::of_draft(path, draft),
        Err(problem) => Reading::of_problem(problem),
    }
}

/// The article: its paragraphs, and title and author as the document has them. When a document was made is not when the article
/// was published, and is left out.
fn article(path: &str, bytes: &[u8]) -> Result<Draft, Problem> {
    if bytes.is_empty() {
        return Err(skipped(path, "empty file", ""));
    }
    // An encrypted document is in the container of the older Office.
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        let detail =
            "protected by a password, or of an older Word; save it as .docx without a password";
        return Err(skipped(path, "encrypted", detail));
    }
    let broken = |detail: String| skipped(path, "broken document", detail);
    let text = part(bytes, TEXT).map_err(broken)?;
    let xml = Xml::parse(&text).map_err(broken)?;
    let root = xml
        .root()
        .ok_or_else(|| broken("it has no text".to_owned()))?;
    let mut titled = None;
    let paragraphs = paragraphs(root, &mut titled);
    if paragraphs.is_empty() {
        return Err(skipped(path, "no text", "the document has no paragraph"));
    }
    let properties = part(bytes, PROPERTIES)
        .ok()
        .and_then(|text| Xml::parse(&text).ok());
    let property = |name: &str| properties.as_ref()?.root()?.first(name)?.line();
    let title = titled.or_else(|| property("title"));
    Ok(Draft {
        text: text_of(title.as_deref(), &paragraphs),
        title,
        author: property("creator"),
        ..Draft::default()
    })
}

fn part(bytes: &[u8], name: &str) -> Result<String, String> {
    let mut archive =
        zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
    let part = archive
        .by_name(name)
        .map_err(|error| format!("`{name}`: {error}"))?;
    let text = at_most(MAX_PART_BYTES, part).map_err(|error| format!("`{name}`: {error}"))?;
    let text =
        text.ok_or_else(|| format!("`{name}` unpacks to more than {MAX_PART_BYTES} bytes"))?;
    String::from_utf8(text).map_err(|_| format!("`{name}` is not in UTF-8"))
}

/// The paragraphs of a document; rows of tables are paragraphs with tabs. `title` becomes the paragraph that is styled so.
fn paragraphs(root: Element<'_>, title: &mut Option<String>) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut text = String::new();
    let mut left_out = 0;
    // Where the paragraph and the row of a table end that are open, and whether the paragraph is styled as a title.
    let (mut paragraph_end, mut row_end, mut is_title) = (0, 0, false);
    for node in root.inside() {
        let place = node.place();
        let in_row = place < row_end;
        let is_behind = if in_row || row_end > 0 {
            place >= row_end
        } else {
            paragraph_end > 0 && place >= paragraph_end
        };
        if is_behind {
            finish(&mut text, &mut paragraphs, is_title, title);
            (paragraph_end, row_end, is_title) = (0, 0, false);
        }
        if place < left_out {
            continue;
        }
        match node.name() {
            name if NEVER_TEXT.contains(&name) => left_out = node.end(),
            "w:tr" if !in_row => {
                finish(&mut text, &mut paragraphs, is_title, title);
                (row_end, is_title) = (node.end(), false);
            }
            "w:tc" if in_row && !text.is_empty() => text.push('\t'),
            "w:p" if in_row && (text.is_empty() || text.ends_with(['\t', ' '])) => {}
            "w:p" if in_row => text.push(' '),
            "w:p" => {
                finish(&mut text, &mut paragraphs, is_title, title);
                (paragraph_end, is_title) = (node.end(), false);
            }
            "w:pStyle" => {
                let style = node.attribute("val").unwrap_or_default();
                is_title = style.eq_ignore_ascii_case("title");
            }
            "w:t" => text.push_str(&node.text()),
            "w:tab" if !in_row && !text.is_empty() => text.push('\t'),
            "w:br" | "w:cr" => text.push('\n'),
            "w:noBreakHyphen" => text.push('\u{2011}'),
            _ => {}
        }
    }
    finish(&mut text, &mut paragraphs, is_title, title);
    paragraphs
}

fn finish(
    text: &mut String,
    paragraphs: &mut Vec<String>,
    is_title: bool,
    title: &mut Option<String>,
) {
    let whole = std::mem::take(text);
    let whole = whole.trim();
    if whole.is_empty() {
        return;
    }
    if is_title && title.is_none() {
        *title = line(Some(whole.to_owned()));
    }
    paragraphs.push(whole.to_owned());
}

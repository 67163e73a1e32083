//! Saved web pages: the article, and what the page says of it.

mod main_text;
mod page;
mod tree;

use encoding_rs::Encoding;

use super::decode::decode_told;
use super::draft::text_of;
use super::{Format, Problem, Reader, Reading, skipped};
use tree::Tree;

/// Files with one page.
pub(super) const FORMAT: Format = Format {
    extensions: &["html", "htm", "xhtml"],
    reader: Reader::Articles(read),
};

/// A page names its encoding in its first bytes.
const HEAD_BYTES: usize = 4096;
/// Pages have a few megabytes at most; what is larger is a dump of many.
const MAX_BYTES: usize = 64 << 20;

fn read(path: &str, bytes: &[u8]) -> Reading {
    read_page(path, bytes, None, None)
}

/// Reads a page whose encoding and address may have been told by what it came in.
pub(super) fn read_page(
    path: &str,
    bytes: &[u8],
    encoding: Option<&'static Encoding>,
    url: Option<&str>,
) -> Reading {
    let encoding = encoding.or_else(|| encoding_in_head(bytes));
    let decoded = match decode_told(path, bytes, encoding) {
        Ok(decoded) => decoded,
        Err(problem) => return Reading::of_problem(problem),
    };
    let mut problems = decoded.problems;
    match article(path, &decoded.text) {
        Ok(mut draft) => {
            draft.url = draft.url.or_else(|| url.map(str::to_owned));
            let document = draft.document(path.to_owned(), path, &mut problems);
            Reading {
                documents: vec![document],
                problems,
            }
        }
        Err(problem) => {
            problems.push(problem);
            Reading {
                documents: Vec::new(),
                problems,
            }
        }
    }
}

/// The article of a page.
fn article(path: &str, html: &str) -> Result<super::draft::Draft, Problem> {
    if html.len() > MAX_BYTES {
        let detail = format!("a page of {} bytes; the limit is {MAX_BYTES}", html.len());
        return Err(skipped(path, "too large", detail));
    }
    let Some(tree) = Tree::parse(html) else {
        let detail =
            "its elements are nested deeper than in any page; save it again from a browser";
        return Err(skipped(path, "broken page", detail));
    };
    let data = page::page_data(&tree);
    let titles: Vec<_> = data.titles.iter().map(String::as_str).collect();
    let paragraphs = main_text::paragraphs(&tree, &titles, data.body.as_deref());
    if paragraphs.is_empty() {
        let detail = "nothing in the page reads like an article; perhaps its text is loaded by a \
            script: save it from a browser, or paste the text into a .txt file";
        return Err(skipped(path, "no article in the page", detail));
    }
    let title = main_text::title(&tree, &titles);
    let mut draft = data.draft;
    draft.text = text_of(title.as_deref(), &paragraphs);
    draft.title = title;
    Ok(draft)
}

/// The paragraphs of a piece of HTML, such as the text of an item of a feed; all of it, without choosing.
pub(super) fn fragment(html: &str) -> Vec<String> {
    shallow_fragment(html).unwrap_or_default()
}

/// The same; `None` if its elements are nested deeper than in any page.
pub(super) fn shallow_fragment(html: &str) -> Option<Vec<String>> {
    main_text::fragment(html)
}

/// A value on one line, with its entities resolved and without its marks.
pub(super) fn on_one_line(value: &str) -> String {
    main_text::on_one_line(value)
}

/// Whether a text has marks of HTML that end a line or an element.
pub(super) fn is_html(text: &str) -> bool {
    let marks = [
        "</p>", "<br", "</div>", "</P>", "<BR", "<p>", "<P>", "</a>", "</li>",
    ];
    marks.iter().any(|mark| text.contains(mark))
}

/// The encoding that the page names in `<meta>` or in its XML declaration.
pub(super) fn encoding_in_head(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD_BYTES)];
    let head = String::from_utf8_lossy(head).to_lowercase();
    let label = |mark: &str| {
        let (_, behind) = head.split_once(mark)?;
        let behind = behind.trim_start().strip_prefix('=')?.trim_start();
        let behind = behind.trim_start_matches(['"', '\'']);
        let end = behind.find(['"', '\'', ' ', '>', ';', '/', '?']);
        Some(behind[..end.unwrap_or(behind.len())].to_owned())
    };
    let in_declaration = || head.starts_with("<?xml").then(|| label("encoding"))?;
    let label = label("charset").or_else(in_declaration)?;
    Encoding::for_label(label.as_bytes())
}

//! The text of PDF files that have one; scanned pages have none.

mod drawing;
mod streams;

use pdf_extract::{Document, PlainTextOutput};
use rustc_hash::FxHashSet;

use super::draft::{Draft, text_of};
use super::{Format, Problem, Reader, Reading, skipped};

/// Files with one document.
pub(super) const FORMAT: Format = Format {
    extensions: &["pdf"],
    reader: Reader::Articles(read),
};

/// Pages of articles have a few megabytes; what is larger is a book, or pictures.
const MAX_BYTES: usize = 64 << 20;
const STACK_BYTES: usize = 64 << 20;
/// Fewer letters are no text layer, but a stamp or a page number.
const MIN_LETTERS: usize = 20;

fn read(path: &str, bytes: &[u8]) -> Reading {
    match text(path, bytes) {
        Ok(text) => {
            let draft = Draft {
                text: text_of(None, &paragraphs(&text)),
                ..Draft::default()
            };
            Reading::of_draft(path, draft)
        }
        Err(problem) => Reading::of_problem(problem),
    }
}

fn text(path: &str, bytes: &[u8]) -> Result<String, Problem> {
    if bytes.is_empty() {
        return Err(skipped(path, "empty file", ""));
    }
    if bytes.len() > MAX_BYTES {
        let detail = format!("{} bytes; the limit for PDF is {MAX_BYTES}", bytes.len());
        return Err(skipped(path, "too large", detail));
    }
    if streams::check(bytes).is_err() {
        let detail = format!("more than {} bytes in its streams", streams::MAX_UNPACKED);
        return Err(skipped(path, "unpacks too large", detail));
    }
    let extracted = extracted(bytes);
    let text = match extracted {
        Ok(Ok(text)) => text,
        Ok(Err(error)) => {
            let is_encrypted = error.to_lowercase().contains("encrypt")
                || error.to_lowercase().contains("decrypt")
                || error.to_lowercase().contains("password");
            return Err(if is_encrypted {
                skipped(path, "encrypted", "save it without a password first")
            } else {
                skipped(path, "broken PDF", error)
            });
        }
        Err(Panicked) => {
            let detail = "it is not made as a PDF should be";
            return Err(skipped(path, "broken PDF", detail));
        }
    };
    if text.chars().filter(|c| c.is_alphabetic()).count() < MIN_LETTERS {
        let detail = "pictures of pages without their text; recognise the text first (OCR)";
        return Err(skipped(path, "no text in the PDF", detail));
    }
    Ok(text)
}

/// The crate panicked, as it does on files that are not as it expects.
struct Panicked;

/// The text of a file, extracted by a thread of its own: what stands inside each other costs stack, and a panic ends there.
fn extracted(bytes: &[u8]) -> Result<Result<String, String>, Panicked> {
    quiet::install();
    let extract = || quiet::during(|| extract(bytes));
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK_BYTES);
        match thread.spawn_scoped(scope, extract) {
            Ok(thread) => thread.join().map_err(|_| Panicked),
            Err(error) => Ok(Err(error.to_string())),
        }
    })
}

fn extract(bytes: &[u8]) -> Result<String, String> {
    let mut document = Document::load_mem(bytes).map_err(|error| error.to_string())?;
    if document.is_encrypted() {
        document.decrypt("").map_err(|error| error.to_string())?;
    }
    if drawing::check(&document).is_err() {
        return Err("what is drawn on its pages has no end".to_owned());
    }
    let mut text = String::new();
    let mut output = PlainTextOutput::new(&mut text);
    pdf_extract::output_doc(&document, &mut output).map_err(|error| error.to_string())?;
    Ok(text)
}

/// The paragraphs of a text in lines: empty lines stand between them. A word that a hyphen parts at the end of a line is
/// joined where the text has it whole elsewhere, or where the hyphen is a soft one.
fn paragraphs(text: &str) -> Vec<String> {
    let words: FxHashSet<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .map(str::to_lowercase)
        .collect();
    let mut paragraphs = Vec::new();
    let mut paragraph = String::new();
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            paragraphs.extend(Some(std::mem::take(&mut paragraph)).filter(|text| !text.is_empty()));
            continue;
        }
        join(&mut paragraph, line, &words);
    }
    paragraphs.extend(Some(paragraph).filter(|text| !text.is_empty()));
    paragraphs
}

fn join(paragraph: &mut String, line: &str, words: &FxHashSet<String>) {
    if paragraph.is_empty() {
        paragraph.push_str(line);
        return;
    }
    if let Some(stem) = paragraph.strip_suffix('\u{ad}') {
        let length = stem.len();
        paragraph.truncate(length);
    } else if let Some(stem) = paragraph.strip_suffix(['-', '\u{2010}']) {
        let first = stem
            .rsplit(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let second = line
            .split(|c: char| !c.is_alphanumeric())
            .next()
            .unwrap_or_default();
        let goes_on = !first.is_empty() && second.starts_with(char::is_lowercase);
        let whole = format!("{first}{second}").to_lowercase();
        if goes_on && words.contains(&whole) {
            let length = stem.len();
            paragraph.truncate(length);
        } else if !goes_on {
            paragraph.push(' ');
        }
    } else {
        paragraph.push(' ');
    }
    paragraph.push_str(line);
}

/// Keeps panics that are caught from being written to the terminal.
mod quiet {
    use std::cell::Cell;
    use std::sync::Once;

    thread_local! {
        static IS_QUIET: Cell<bool> = const { Cell::new(false) };
    }

    /// Puts a hook before the one that is there, once.
    pub(super) fn install() {
        static INSTALLED: Once = Once::new();
        INSTALLED.call_once(|| {
            let before = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                if !IS_QUIET.get() {
                    before(info);
                }
            }));
        });
    }

    /// Does `work`, which lets no panic out, in silence.
    pub(super) fn during<T>(work: impl FnOnce() -> T) -> T {
        IS_QUIET.set(true);
        let result = work();
        IS_QUIET.set(false);
        result
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_become_paragraphs() {
        let text = "The har-\nbour is closed.\nThe harbour master said so-\ncalled experts\n\nwere wrong.\n";
        assert_eq!(
            paragraphs(text),
            [
                "The harbour is closed. The harbour master said so-called experts",
                "were wrong."
            ]
        );
    }
}

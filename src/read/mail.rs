//! Messages as mail programs save them (`.eml`), and pages as browsers save them in one file (`.mhtml`).

use mail_parser::{Address, Message, MessageParser, MimeHeaders, PartType};

use super::draft::{Draft, text_of};
use super::{Format, Reader, Reading, html, skipped};
use crate::document::PublishedSource;

/// Files with one message.
pub(super) const MESSAGE: Format = Format {
    extensions: &["eml"],
    reader: Reader::Articles(read_message),
};
/// Files with one page and its pictures.
pub(super) const PAGE: Format = Format {
    extensions: &["mhtml", "mht"],
    reader: Reader::Articles(read_page),
};

/// Messages and parts of several parts stand inside each other; a file that names more of them is made to do harm.
const MAX_NESTED: usize = 100;

/// The message in `bytes`; `None` if there is none, or one that costs more stack than a thread has.
fn parsed(bytes: &[u8]) -> Option<Message<'_>> {
    let nests = |line: &[u8]| {
        let is_kind = |kind: &[u8]| {
            let mut windows = line.windows(kind.len());
            windows.any(|window| window.eq_ignore_ascii_case(kind))
        };
        is_kind(b"message/") || is_kind(b"multipart/")
    };
    let lines = bytes.split(|&byte| byte == b'\n' || byte == b'\r');
    let n_nested = lines
        .filter(|line| nests(line))
        .take(MAX_NESTED + 1)
        .count();
    (n_nested <= MAX_NESTED).then(|| MessageParser::default().parse(bytes))?
}

fn read_message(path: &str, bytes: &[u8]) -> Reading {
    if bytes.is_empty() {
        return Reading::of_problem(skipped(path, "empty file", ""));
    }
    let is_message = |message: &Message<'_>| {
        message.subject().is_some() || message.from().is_some() || message.date().is_some()
    };
    let Some(message) = parsed(bytes).filter(is_message) else {
        let detail = "no line at its head that a message has";
        return Reading::of_problem(skipped(path, "broken message", detail));
    };
    let title = message.subject().map(str::to_owned);
    let paragraphs = body(&message);
    if paragraphs.iter().all(|text| text.trim().is_empty()) {
        let detail = "neither text nor a page in the message";
        return Reading::of_problem(skipped(path, "no text", detail));
    }
    let sender = message.from().and_then(sender);
    // What goes to many is sent by who publishes it.
    let is_newsletter = ["List-Unsubscribe", "List-Id"]
        .iter()
        .any(|name| message.header(*name).is_some());
    let (outlet, author) = if is_newsletter {
        (sender, None)
    } else {
        (None, sender)
    };
    let date = message.date().filter(|date| date.is_valid());
    let draft = Draft {
        text: text_of(title.as_deref(), &paragraphs),
        title,
        published: date.map(|date| {
            let day = format!("{:04}-{:02}-{:02}", date.year, date.month, date.day);
            (day, PublishedSource::Field)
        }),
        outlet,
        author,
        ..Draft::default()
    };
    Reading::of_draft(path, draft)
}

/// The text of a message as it stands, or the paragraphs of its page.
fn body(message: &Message<'_>) -> Vec<String> {
    for part in message.text_bodies() {
        if let PartType::Text(text) = &part.body
            && !text.trim().is_empty()
        {
            return vec![text.trim().replace("\r\n", "\n")];
        }
    }
    for part in message.html_bodies() {
        if let PartType::Html(page) = &part.body {
            let paragraphs = html::fragment(page);
            if !paragraphs.is_empty() {
                return paragraphs;
            }
        }
    }
    Vec::new()
}

fn sender(address: &Address<'_>) -> Option<String> {
    let first = address.first()?;
    first.name().map(str::to_owned)
}

fn read_page(path: &str, bytes: &[u8]) -> Reading {
    let Some(message) = parsed(bytes) else {
        return Reading::of_problem(skipped(path, "broken page", "it is no saved page"));
    };
    let page = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(page) => Some((page, part.content_location())),
        _ => None,
    });
    let Some((page, location)) = page else {
        let detail = "no page among its parts";
        return Reading::of_problem(skipped(path, "broken page", detail));
    };
    let url = location.filter(|url| url.starts_with("http"));
    html::read_page(path, page.as_bytes(), None, url)
}

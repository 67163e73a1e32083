//! XML that articles come in: NITF and NewsML-G2 of agencies, RSS and Atom feeds.

use super::decode::decode_told;
use super::draft::{Draft, Paths, text_of};
use super::xml::{Element, Xml};
use super::{Format, Reader, Reading, html, on_one_line, skipped, warning};
use crate::document::PublishedSource;

/// Files in XML.
pub(super) const FORMAT: Format = Format {
    extensions: &["xml", "nitf", "newsml", "rss", "atom"],
    reader: Reader::Articles(read),
};

/// The text of an item of a feed is the article from so many characters on, not a line that leads to it.
const MIN_ITEM_CHARS: usize = 200;
/// Elements that begin a new paragraph.
const PARAGRAPHS: &[&str] = &[
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hl2",
    "li",
    "tr",
    "dd",
    "dt",
    "blockquote",
    "pre",
    "br",
    "div",
    "block",
    "bq",
];
/// Elements that hold no text of the article.
const NEVER_TEXT: &[&str] = &[
    "media",
    "media-caption",
    "media-producer",
    "figcaption",
    "script",
    "style",
    "object",
    "aside",
    "note",
    "head",
];

fn read(path: &str, bytes: &[u8]) -> Reading {
    let decoded = match decode_told(path, bytes, html::encoding_in_head(bytes)) {
        Ok(decoded) => decoded,
        Err(problem) => return Reading::of_problem(problem),
    };
    let broken = |detail: String| Reading::of_problem(skipped(path, "broken XML", detail));
    let xml = match Xml::parse(&decoded.text) {
        Ok(xml) => xml,
        Err(detail) => return broken(detail),
    };
    let Some(root) = xml.root() else {
        return broken("no element in it".to_owned());
    };
    let mut reading = Reading {
        documents: Vec::new(),
        problems: decoded.problems,
    };
    let (articles, is_feed) = match root.local_name() {
        "rss" | "RDF" => {
            let items = root.all("item").map(|item| rss_item(item, root));
            (items.collect(), true)
        }
        "feed" => (
            root.all("entry")
                .map(|entry| atom_entry(entry, root))
                .collect(),
            true,
        ),
        "newsItem" => (vec![news_item(root)], false),
        "newsMessage" => (root.all("newsItem").map(news_item).collect(), false),
        "nitf" => (vec![nitf(root)], false),
        _ => (root.all("nitf").map(nitf).collect::<Vec<_>>(), false),
    };
    if articles.is_empty() {
        let detail = format!(
            "no article in `{}`; of XML files NITF, NewsML-G2, RSS and Atom can be read",
            root.name()
        );
        reading.problems.push(skipped(path, "no article", detail));
        return reading;
    }
    let is_alone = articles.len() == 1 && !is_feed;
    let mut n_short = 0;
    let mut paths = Paths::default();
    for (idx, article) in articles.into_iter().enumerate() {
        let number = (idx + 1).to_string();
        let id = article.id.unwrap_or(number);
        let place = if is_alone {
            path.to_owned()
        } else {
            format!("{path}#{}", on_one_line(&id))
        };
        if article.draft.text.trim().is_empty() {
            if is_feed {
                n_short += 1;
            } else {
                reading
                    .problems
                    .push(skipped(&place, "no text", "the article has no paragraph"));
            }
            continue;
        }
        let document_path = paths.unused(&place, &mut reading.problems);
        let document = article
            .draft
            .document(document_path, &place, &mut reading.problems);
        reading.documents.push(document);
    }
    if n_short > 0 {
        let detail = format!(
            "{n_short} with only a line or two that lead to the article; save the articles themselves"
        );
        let make = if reading.documents.is_empty() {
            skipped
        } else {
            warning
        };
        reading
            .problems
            .push(make(path, "items without text", detail));
    }
    reading
}

/// An article with what it is called in its file.
struct Found {
    id: Option<String>,
    draft: Draft,
}

/// An item of RSS 2.0 or 1.0. <https://www.rssboard.org/rss-specification>
fn rss_item(item: Element<'_>, feed: Element<'_>) -> Found {
    let of_channel = |name: &str| feed.first("channel")?.child(name)?.line();
    let line = |name: &str| item.child(name).and_then(Element::line);
    let encoded = item.child("content:encoded").map(Element::text);
    let description = || item.child("description").map(Element::text);
    let published = line("pubDate").or_else(|| line("dc:date"));
    let title = line("title").map(|title| html::on_one_line(&title));
    let paragraphs = item_paragraphs(encoded).or_else(|| item_paragraphs(description()));
    let author = line("dc:creator").or_else(|| line("author"));
    Found {
        id: line("guid").or_else(|| line("link")),
        draft: Draft {
            text: paragraphs.map_or(String::new(), |paragraphs| {
                text_of(title.as_deref(), &paragraphs)
            }),
            title,
            published: published.map(|date| (date, PublishedSource::Field)),
            language: line("dc:language").or_else(|| of_channel("language")),
            outlet: line("source")
                .or_else(|| line("dc:publisher"))
                .or_else(|| of_channel("title")),
            author,
            url: line("link"),
        },
    }
}

/// The paragraphs of the text of an item, which is HTML; `None` if they are no article.
fn item_paragraphs(text: Option<String>) -> Option<Vec<String>> {
    let paragraphs = paragraphs_of(&text?);
    let n_chars: usize = paragraphs.iter().map(|text| text.chars().count()).sum();
    (n_chars >= MIN_ITEM_CHARS).then_some(paragraphs)
}

/// The paragraphs of a text that may be HTML.
pub(super) fn paragraphs_of(text: &str) -> Vec<String> {
    if html::is_html(text) || text.contains('&') {
        return html::fragment(text);
    }
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// An entry of Atom. RFC 4287.
fn atom_entry(entry: Element<'_>, feed: Element<'_>) -> Found {
    let line = |name: &str| entry.child(name).and_then(Element::line);
    let text = |name: &str| entry.child(name).map(atom_text);
    let title = text("title").map(|title| html::on_one_line(&title));
    let paragraphs = item_paragraphs(text("content")).or_else(|| item_paragraphs(text("summary")));
    let link = entry.children().find(|child| {
        let relation = child.attribute("rel");
        child.name() == "link" && matches!(relation, None | Some("alternate"))
    });
    let author = entry.child("author").or_else(|| feed.child("author"));
    let outlet = entry.child("source").unwrap_or(feed).child("title");
    Found {
        id: line("id"),
        draft: Draft {
            text: paragraphs.map_or(String::new(), |paragraphs| {
                text_of(title.as_deref(), &paragraphs)
            }),
            title,
            published: line("published")
                .or_else(|| line("updated"))
                .map(|date| (date, PublishedSource::Field)),
            language: entry
                .attribute("lang")
                .or_else(|| feed.attribute("lang"))
                .map(str::to_owned),
            outlet: outlet.and_then(Element::line),
            author: author.and_then(|author| author.child("name")?.line()),
            url: link
                .and_then(|link| link.attribute("href"))
                .map(str::to_owned),
        },
    }
}

/// A text of Atom: plain, HTML as text, or elements of XHTML.
fn atom_text(element: Element<'_>) -> String {
    match element.attribute("type") {
        Some("xhtml") => paragraphs(element).join("\n"),
        _ => element.text(),
    }
}

/// An article in the News Industry Text Format. <https://iptc.org/std/NITF/>
fn nitf(nitf: Element<'_>) -> Found {
    let first = |name: &str| nitf.first(name).and_then(Element::line);
    let attribute =
        |name: &str, attribute: &str| nitf.first(name)?.attribute(attribute).map(str::to_owned);
    let title = first("hl1")
        .or_else(|| first("hedline"))
        .or_else(|| first("title"));
    let author = nitf.first("byline").and_then(|byline| {
        let person = byline.first("person").and_then(Element::line);
        person.or_else(|| byline.line())
    });
    let content = nitf.first("body.content").or_else(|| nitf.first("body"));
    let mut text = Vec::new();
    text.extend(first("hl2"));
    text.extend(content.map_or(Vec::new(), paragraphs));
    let published = attribute("date.issue", "norm")
        .or_else(|| attribute("date.release", "norm"))
        .or_else(|| attribute("pubdata", "date.publication"));
    Found {
        id: attribute("doc-id", "id-string"),
        draft: Draft {
            text: if text.is_empty() {
                String::new()
            } else {
                text_of(title.as_deref(), &text)
            },
            title,
            published: published.map(|date| (date, PublishedSource::Field)),
            language: nitf.attribute("lang").map(str::to_owned),
            outlet: attribute("pubdata", "name").or_else(|| attribute("doc.copyright", "holder")),
            author,
            url: attribute("pubdata", "ex-ref"),
        },
    }
}

/// A text in NewsML-G2, written inside it as NITF, XHTML or plain. <https://iptc.org/std/NewsML-G2/>
fn news_item(item: Element<'_>) -> Found {
    let meta = item.child("contentMeta");
    let in_meta = |name: &str| meta?.all(name).find_map(Element::line);
    let name_of = |element: Element<'_>| {
        let name = element.first("name").and_then(Element::line);
        name.or_else(|| element.attribute("literal").map(str::to_owned))
    };
    let inline = item.first("inlineXML");
    let mut found = match inline.and_then(|inline| inline.first("nitf")) {
        Some(element) => nitf(element),
        None => Found {
            id: None,
            draft: Draft::default(),
        },
    };
    let title = in_meta("headline").or(found.draft.title);
    if found.draft.text.is_empty() {
        let texts = match (inline, item.first("inlineData")) {
            (Some(inline), _) => paragraphs(inline.first("body").unwrap_or(inline)),
            (None, Some(data)) => paragraphs_of(&data.text()),
            (None, None) => Vec::new(),
        };
        if !texts.is_empty() {
            found.draft.text = text_of(title.as_deref(), &texts);
        }
    }
    let created = in_meta("contentCreated");
    let published = ["versionCreated", "firstCreated"]
        .iter()
        .find_map(|name| item.first(name)?.line())
        .or(created);
    let language = meta.and_then(|meta| meta.first("language")?.attribute("tag"));
    let author = in_meta("by").or_else(|| meta?.first("creator").and_then(name_of));
    found.draft = Draft {
        text: found.draft.text,
        title,
        published: found
            .draft
            .published
            .or(published.map(|date| (date, PublishedSource::Field))),
        language: language
            .or(item.attribute("lang"))
            .map(str::to_owned)
            .or(found.draft.language),
        outlet: item
            .first("provider")
            .and_then(name_of)
            .or(found.draft.outlet),
        author: author.or(found.draft.author),
        url: found.draft.url,
    };
    found.id = item.attribute("guid").map(str::to_owned).or(found.id);
    found
}

/// The paragraphs in an element.
fn paragraphs(element: Element<'_>) -> Vec<String> {
    let mut paragraphs = Vec::new();
    let mut text = String::new();
    let mut left_out = 0;
    // Where the elements end that begin a paragraph.
    let mut ends: Vec<usize> = Vec::new();
    let mut finish = |text: &mut String| {
        paragraphs.extend(super::draft::line(Some(std::mem::take(text))));
    };
    for node in element.inside() {
        while ends.last().is_some_and(|&end| end <= node.place()) {
            ends.pop();
            finish(&mut text);
        }
        if node.place() < left_out {
            continue;
        }
        if node.name().is_empty() {
            text.push_str(node.own_text());
        } else if NEVER_TEXT.contains(&node.local_name()) {
            left_out = node.end();
        } else if PARAGRAPHS.contains(&node.local_name()) {
            finish(&mut text);
            ends.push(node.end());
        } else if ["td", "th"].contains(&node.local_name()) {
            text.push(' ');
        }
    }
    finish(&mut text);
    paragraphs
}

//! Electronic books (`.epub`): a zip of pages, read in the order of the book as one article. EPUB 3.3, sections 3 (package
//! document) and 4 (container).
//!
//! Paths in a book name what is in it and nothing else: they are looked up in the archive, never on the disk.

use std::collections::BTreeSet;
use std::io::Cursor;

use percent_encoding::percent_decode_str;
use rustc_hash::FxHashMap;
use zip::ZipArchive;

use super::archive::at_most;
use super::draft::{Draft, text_of};
use super::xml::{Element, Xml};
use super::{Format, Problem, Reader, Reading, decode, html, on_one_line, skipped, warning};
use crate::document::PublishedSource;

/// Files with one book.
pub(super) const FORMAT: Format = Format {
    extensions: &["epub"],
    reader: Reader::Articles(read),
};

/// All that is read of a book unpacks to so many bytes at most.
const MAX_BYTES: u64 = 64 << 20;
const CONTAINER: &str = "META-INF/container.xml";
const ENCRYPTION: &str = "META-INF/encryption.xml";
/// What chapters are written in, and what a book of other things (pictures, drawings) has not.
const PAGES: &[&str] = &["application/xhtml+xml", "text/html"];

fn read(path: &str, bytes: &[u8]) -> Reading {
    if bytes.is_empty() {
        return Reading::of_problem(skipped(path, "empty file", ""));
    }
    let broken = |detail: String| Reading::of_problem(skipped(path, "broken book", detail));
    let mut book = match Book::open(bytes) {
        Ok(book) => book,
        Err(detail) => return broken(detail),
    };
    let package = match book.package() {
        Ok(package) => package,
        Err(detail) => return broken(detail),
    };
    let encrypted = book.encrypted();
    if package.pages.iter().any(|page| encrypted.contains(page)) {
        let detail = "it is protected against copying; ask for a copy without protection";
        return Reading::of_problem(skipped(path, "encrypted", detail));
    }
    let (mut paragraphs, mut unread) = (Vec::new(), package.unread);
    for page in &package.pages {
        match book.chapter(page) {
            Ok(chapter) => paragraphs.extend(chapter),
            Err(detail) => unread.push(detail),
        }
    }
    let problem = unreadable_chapters(path, &unread);
    if paragraphs.is_empty() {
        let none = || skipped(path, "no text", "the book has no paragraph");
        let told = problem.map(|problem| skipped(path, "no text", problem.detail));
        return Reading::of_problem(told.unwrap_or_else(none));
    }
    let mut draft = package.draft;
    draft.text = text_of(draft.title.as_deref(), &paragraphs);
    let mut reading = Reading::of_draft(path, draft);
    reading.problems.extend(problem);
    reading
}

fn unreadable_chapters(path: &str, unread: &[String]) -> Option<Problem> {
    let first = unread.first()?;
    let detail = match unread.len() {
        1 => first.clone(),
        n => format!("{n} chapters; the first: {first}"),
    };
    Some(warning(path, "unreadable chapter", detail))
}

/// The archive of a book, and how much more may be read of it.
struct Book<'b> {
    archive: ZipArchive<Cursor<&'b [u8]>>,
    left: u64,
}

/// What the package document says.
struct Package {
    /// Title, author, date and language.
    draft: Draft,
    /// The pages in the order of the book, each once.
    pages: Vec<String>,
    /// What of the order cannot be followed.
    unread: Vec<String>,
}

impl<'b> Book<'b> {
    fn open(bytes: &'b [u8]) -> Result<Self, String> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| error.to_string())?;
        Ok(Self {
            archive,
            left: MAX_BYTES,
        })
    }

    fn part(&mut self, name: &str) -> Result<Vec<u8>, String> {
        let told = |error: &dyn std::fmt::Display| format!("`{}`: {error}", shown(name));
        let part = self.archive.by_name(name).map_err(|error| told(&error))?;
        let bytes = at_most(self.left, part).map_err(|error| told(&error))?;
        let n_bytes = bytes.as_ref().and_then(|all| u64::try_from(all.len()).ok());
        self.left -= n_bytes.unwrap_or(self.left);
        bytes.ok_or_else(|| told(&format!("the book unpacks to more than {MAX_BYTES} bytes")))
    }

    fn xml(&mut self, name: &str) -> Result<Xml, String> {
        let bytes = self.part(name)?;
        let decoded = decode::decode(name, &bytes);
        let text = decoded.map_err(|problem| format!("`{name}`: {}", problem.problem))?;
        Xml::parse(&text.text).map_err(|error| format!("`{}`: {error}", shown(name)))
    }

    /// What the first package of the book says: one with another would be the same book made otherwise.
    fn package(&mut self) -> Result<Package, String> {
        let container = self.xml(CONTAINER)?;
        let root_file = container.root().and_then(|root| root.first("rootfile"));
        let path = root_file
            .and_then(|file| file.attribute("full-path"))
            .and_then(|path| inside("", path))
            .ok_or_else(|| format!("`{CONTAINER}` names no file of the book"))?;
        let package = self.xml(&path)?;
        let root = package
            .root()
            .ok_or_else(|| format!("`{}` is empty", shown(&path)))?;
        let (pages, unread) = pages(root, folder(&path));
        Ok(Package {
            draft: draft(root),
            pages,
            unread,
        })
    }

    /// What is encrypted in the book.
    fn encrypted(&mut self) -> BTreeSet<String> {
        let Ok(xml) = self.xml(ENCRYPTION) else {
            return BTreeSet::new();
        };
        let references = xml.root().into_iter();
        let references = references.flat_map(|root| root.all("CipherReference"));
        let paths = references.filter_map(|reference| inside("", reference.attribute("URI")?));
        paths.collect()
    }

    /// The paragraphs of a page; its head has titles that no reader of the book sees.
    fn chapter(&mut self, name: &str) -> Result<Vec<String>, String> {
        let bytes = self.part(name)?;
        if bytes.trim_ascii().is_empty() {
            return Ok(Vec::new());
        }
        let encoding = html::encoding_in_head(&bytes);
        let text = decode::decode_told(name, &bytes, encoding)
            .map_err(|problem| format!("`{}`: {}", shown(name), problem.problem))?
            .text;
        html::shallow_fragment(body(&text))
            .ok_or_else(|| format!("`{}` is nested too deeply", shown(name)))
    }
}

/// A page from its body on.
fn body(page: &str) -> &str {
    let is_body = |(place, _): &(usize, &str)| {
        let tag = page.as_bytes().get(place + 1..place + 5);
        tag.is_some_and(|tag| tag.eq_ignore_ascii_case(b"body"))
    };
    let start = page.match_indices('<').find(is_body);
    start.map_or(page, |(place, _)| &page[place..])
}

/// The pages that the spine lists, by their paths in the archive, without the table of contents; and what it lists that the book does not have.
fn pages(package: Element<'_>, folder: &str) -> (Vec<String>, Vec<String>) {
    let manifest = package.first("manifest");
    let items = manifest.into_iter().flat_map(|list| list.all("item"));
    let items: FxHashMap<_, _> = items
        .filter_map(|item| Some((item.attribute("id")?, item)))
        .collect();
    let spine = package.first("spine");
    let listed = spine.into_iter().flat_map(|list| list.all("itemref"));
    let (mut pages, mut unread) = (Vec::new(), Vec::new());
    let (mut seen, mut paths) = (BTreeSet::new(), BTreeSet::new());
    for id in listed.filter_map(|reference| reference.attribute("idref")) {
        if !seen.insert(id) {
            continue;
        }
        let Some(item) = items.get(id) else {
            unread.push(format!("`{}` is not listed", shown(id)));
            continue;
        };
        let properties = item.attribute("properties").unwrap_or_default();
        let is_contents = properties.split_whitespace().any(|word| word == "nav");
        let kind = item.attribute("media-type").unwrap_or(PAGES[0]);
        if is_contents || !PAGES.contains(&kind) {
            continue;
        }
        let href = item.attribute("href").unwrap_or_default();
        match inside(folder, href) {
            Some(path) if !paths.insert(path.clone()) => {}
            Some(path) => pages.push(path),
            None => unread.push(format!("`{}` leads out of the book", shown(href))),
        }
    }
    (pages, unread)
}

/// What the book says of itself.
fn draft(package: Element<'_>) -> Draft {
    let metadata = package.first("metadata");
    let all = |name: &'static str| metadata.into_iter().flat_map(move |data| data.all(name));
    let first = |name| all(name).find_map(Element::line);
    let authors: Vec<_> = all("creator").filter_map(Element::line).collect();
    // Books before EPUB 3 say of each date what it is of.
    let is_of = |date: &Element<'_>, event| date.attribute("event").is_some_and(|it| it == event);
    let published = all("date").find(|date| is_of(date, "publication"));
    let published =
        published.or_else(|| all("date").find(|date| date.attribute("event").is_none()));
    Draft {
        title: first("title"),
        author: (!authors.is_empty()).then(|| authors.join(", ")),
        published: published
            .and_then(Element::line)
            .map(|date| (date, PublishedSource::Field)),
        language: first("language"),
        ..Draft::default()
    }
}

/// The folder of a path in the archive, with its `/`.
fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |place| &path[..=place])
}

/// The path in the archive that `href` means in `folder`; `None` if it leads out of the book, or nowhere.
fn inside(folder: &str, href: &str) -> Option<String> {
    let href = href.split(['#', '?']).next().unwrap_or_default().trim();
    let href = percent_decode_str(href).decode_utf8().ok()?;
    let is_elsewhere = href.is_empty() || href.starts_with('/') || href.contains([':', '\\', '\0']);
    if is_elsewhere {
        return None;
    }
    let mut parts = Vec::new();
    for part in folder.split('/').chain(href.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()?),
            part => parts.push(part),
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// A name from the book as it can stand in a problem.
fn shown(name: &str) -> String {
    let name: String = name.chars().take(200).collect();
    on_one_line(&name)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::error::Severity;

    const CONTAINER_XML: &str =
        "<container><rootfiles><rootfile full-path='OEBPS/book.opf'/></rootfiles></container>";

    fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in parts {
            zip.start_file(*name, SimpleFileOptions::default())
                .expect("there is memory");
            zip.write_all(content.as_bytes()).expect("there is memory");
        }
        zip.finish().expect("there is memory").into_inner()
    }

    /// A book with these items (id and href) in its manifest, this spine, and these pages.
    fn book(items: &[(&str, &str)], spine: &[&str], pages: &[(&str, &str)]) -> Vec<u8> {
        let item = |(id, href): &(&str, &str)| {
            format!("<item id='{id}' href='{href}' media-type='application/xhtml+xml'/>")
        };
        let items: String = items.iter().map(item).collect();
        let spine: String = spine
            .iter()
            .map(|id| format!("<itemref idref='{id}'/>"))
            .collect();
        let package = format!(
            "<package><metadata/><manifest>{items}</manifest><spine>{spine}</spine></package>"
        );
        let mut parts = vec![
            (CONTAINER, CONTAINER_XML),
            ("OEBPS/book.opf", package.as_str()),
        ];
        parts.extend(pages);
        zipped(&parts)
    }

    /// The text of a book, and problem and detail of what is wrong with it.
    fn check(bytes: &[u8], text: Option<&str>, problem: Option<(Severity, &str, &str)>) {
        let reading = read("a.epub", bytes);
        let found = reading.documents.first();
        assert_eq!(found.map(|document| document.text.as_str()), text);
        let told = reading.problems.first();
        let told = told.map(|it| (it.severity, it.problem.as_str(), it.detail.as_str()));
        assert_eq!(told, problem);
        assert!(reading.documents.len() <= 1 && reading.problems.len() <= 1);
    }

    const A: (&str, &str) = (
        "OEBPS/a.xhtml",
        "<?xml version='1.0'?><html><head><title/></head><body><h1>One</h1><p>First.</p></body></html>",
    );
    const B: (&str, &str) = (
        "OEBPS/text/b c.xhtml",
        "<html><body><p>Second.</p></body></html>",
    );

    #[test]
    fn pages_are_read_in_the_order_of_the_spine() {
        let items = [("a", "a.xhtml"), ("b", "./text/b%20c.xhtml#start")];
        let bytes = book(&items, &["b", "a"], &[A, B]);
        check(&bytes, Some("Second.\n\nOne\n\nFirst.\n"), None);
    }

    #[test]
    fn a_page_that_comes_again_is_read_once() {
        let items = [("a", "a.xhtml"), ("again", "text/../a.xhtml")];
        let bytes = book(&items, &["a", "a", "again", "a"], &[A]);
        check(&bytes, Some("One\n\nFirst.\n"), None);
    }

    #[test]
    fn what_leads_out_or_is_missing_is_told_once() {
        let items = [
            ("a", "a.xhtml"),
            ("out", "../../etc/passwd"),
            ("x", "x.xhtml"),
        ];
        let bytes = book(&items, &["out", "a", "x", "none"], &[A]);
        let told = "3 chapters; the first: `../../etc/passwd` leads out of the book";
        let problem = (Severity::Warning, "unreadable chapter", told);
        check(&bytes, Some("One\n\nFirst.\n"), Some(problem));
        let bytes = book(&items, &["out"], &[A]);
        let told = "`../../etc/passwd` leads out of the book";
        check(&bytes, None, Some((Severity::Skipped, "no text", told)));
    }

    #[test]
    fn what_is_no_book_is_broken() {
        let broken = |bytes: &[u8], told: &str| {
            check(bytes, None, Some((Severity::Skipped, "broken book", told)));
        };
        broken(
            &zipped(&[A]),
            "`META-INF/container.xml`: specified file not found in archive",
        );
        broken(
            &zipped(&[(CONTAINER, CONTAINER_XML), A]),
            "`OEBPS/book.opf`: specified file not found in archive",
        );
        let out = CONTAINER_XML.replace("OEBPS/", "../");
        broken(
            &zipped(&[(CONTAINER, &out), A]),
            "`META-INF/container.xml` names no file of the book",
        );
        check(b"", None, Some((Severity::Skipped, "empty file", "")));
        let cut = &book(&[], &[], &[])[..100];
        assert_eq!(read("a.epub", cut).problems[0].problem, "broken book");
        let empty = (Severity::Skipped, "no text", "the book has no paragraph");
        check(&book(&[], &[], &[]), None, Some(empty));
    }

    #[test]
    fn a_protected_book_is_told() {
        let protection = "<encryption><CipherReference URI='OEBPS/a.xhtml'/></encryption>";
        let parts = [(ENCRYPTION, protection), ("OEBPS/a.xhtml", "\u{1}\u{2}")];
        let bytes = book(&[("a", "a.xhtml")], &["a"], &parts);
        let told = "it is protected against copying; ask for a copy without protection";
        check(&bytes, None, Some((Severity::Skipped, "encrypted", told)));
        // Of many a book that is not, the fonts are.
        let fonts = "<encryption><CipherReference URI='OEBPS/a.otf'/></encryption>";
        let bytes = book(&[("a", "a.xhtml")], &["a"], &[(ENCRYPTION, fonts), A]);
        check(&bytes, Some("One\n\nFirst.\n"), None);
    }

    #[test]
    fn a_book_unpacks_to_so_much_and_no_more() {
        let half = " ".repeat(40 << 20);
        let pages = [("OEBPS/a.xhtml", half.as_str()), ("OEBPS/b.xhtml", &half)];
        let items = [("a", "a.xhtml"), ("b", "b.xhtml")];
        let bytes = book(&items, &["a", "b"], &pages);
        let told = "`OEBPS/b.xhtml`: the book unpacks to more than 67108864 bytes";
        check(&bytes, None, Some((Severity::Skipped, "no text", told)));
    }
}

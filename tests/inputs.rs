//! Real articles in: pages and other files of `tests/inputs/`, read to the text and metadata that are written beside them.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use parallax::read::{FORMATS, Format, Reading};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/inputs")
        .join(name)
}

/// The files of a folder whose names end so, in order of name.
fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be read").path());
    let mut paths: Vec<_> = paths
        .filter(|path| path.to_string_lossy().ends_with(ending))
        .collect();
    paths.sort();
    paths
}

fn format(extension: &str) -> &'static Format {
    FORMATS
        .iter()
        .find(|format| format.extensions.contains(&extension))
        .expect("it is a format")
}

fn read(extension: &str, path: &str, bytes: &[u8]) -> Reading {
    format(extension).read(path, bytes)
}

/// Words and figures of a text, with how often each is there.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        if !word.is_empty() {
            *words.entry(word.to_owned()).or_default() += 1;
        }
    }
    words
}

/// Harmonic mean of the shares of words that are right of those found and of those wanted.
fn f1(found: &str, wanted: &str) -> f64 {
    let (found, wanted) = (words(found), words(wanted));
    let n_right: usize = found
        .iter()
        .map(|(word, n)| *n.min(wanted.get(word).unwrap_or(&0)))
        .sum();
    let n_all: usize = found.values().chain(wanted.values()).sum();
    if n_all == 0 {
        0.0
    } else {
        2.0 * n_right as f64 / n_all as f64
    }
}

/// What `dom_smoothie`, a port of Mozilla's Readability, makes of a page: title and text.
fn readability(html: &str) -> String {
    let Ok(mut reader) = dom_smoothie::Readability::new(html, None, None) else {
        return String::new();
    };
    let Ok(article) = reader.parse() else {
        return String::new();
    };
    format!("{}\n\n{}", article.title, article.text_content)
}

/// The words of each page that are right, beside those of `dom_smoothie`: `scores.tsv` has both, so that a change shows.
/// Pages up to 22 were written before the program could read pages, the others after it read those.
#[test]
fn main_text_of_pages_is_found() {
    const FLOOR: f64 = 0.90;
    let mut scores = "page\tf1\tf1_of_dom_smoothie\n".to_owned();
    let (mut sum, mut other_sum) = (0.0, 0.0);
    let pages = files(&folder("pages"), ".html");
    assert!(pages.len() >= 20);
    for page in &pages {
        let bytes = fs::read(page).expect("it is there");
        let truth = fs::read_to_string(page.with_extension("txt")).expect("it is there");
        let reading = read("html", "page.html", &bytes);
        let text = reading
            .documents
            .first()
            .map_or("", |document| document.text.as_str());
        let html = encoding_rs::Encoding::for_label(charset(&bytes).as_bytes()).map_or_else(
            || String::from_utf8_lossy(&bytes),
            |encoding| encoding.decode(&bytes).0,
        );
        let (own, other) = (f1(text, &truth), f1(&readability(&html), &truth));
        let name = page.file_stem().unwrap_or_default().to_string_lossy();
        scores.push_str(&format!("{name}\t{own:.3}\t{other:.3}\n"));
        sum += own;
        other_sum += other;
    }
    let n = pages.len() as f64;
    scores.push_str(&format!("mean\t{:.3}\t{:.3}\n", sum / n, other_sum / n));
    check_expected("scores.tsv", &scores);
    assert!(sum / n >= FLOOR, "mean F1 {:.3}", sum / n);
}

fn charset(page: &[u8]) -> String {
    let text = String::from_utf8_lossy(page).to_lowercase();
    let behind = text.split_once("charset=").map_or("", |(_, behind)| behind);
    behind
        .trim_start_matches('"')
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect()
}

/// What the files of `tests/inputs/samples/` give, each as the pipeline reads it; `UPDATE_EXPECT=1` writes it anew.
#[test]
fn samples_give_what_is_written_beside_them() {
    let samples = folder("samples");
    let (files, problems) = parallax::read::files(&samples).expect("there are files");
    assert_eq!(problems, []);
    assert!(files.len() >= 20);
    let expected = folder("expected");
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut differing = Vec::new();
    for file in &files {
        let found = shown(&parallax::read::documents(file));
        let expected = expected.join(format!("{}.txt", file.path));
        if update {
            fs::write(&expected, &found).expect("the project is writable");
        }
        let wanted = fs::read_to_string(&expected).unwrap_or_default();
        if found != wanted {
            differing.push(format!("{}: found\n{found}\nwanted\n{wanted}", file.path));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// All that a file gave.
fn shown(reading: &Reading) -> String {
    let mut shown = String::new();
    for document in &reading.documents {
        let metadata = &document.metadata;
        let published = metadata.published.map(|date| date.to_string());
        let source = metadata
            .published_source
            .map(|source| format!("{source:?}"));
        let language = metadata.language.map(|language| language.to_string());
        shown.push_str(&format!("path: {}\n", document.path));
        let fields = [
            ("title", metadata.title.clone()),
            ("published", published),
            ("published source", source),
            ("language", language),
            ("outlet", metadata.outlet.clone()),
            ("author", metadata.author.clone()),
            ("url", metadata.url.clone()),
        ];
        for (name, value) in fields {
            if let Some(value) = value {
                shown.push_str(&format!("{name}: {value}\n"));
            }
        }
        shown.push_str(&format!(
            "---\n{}\n---\n",
            document.text.trim_end_matches('\n')
        ));
    }
    for problem in &reading.problems {
        shown.push_str(&format!("{problem}\n"));
    }
    shown
}

/// Metadata of every page, on a line each.
#[test]
fn metadata_of_pages_is_found() {
    let mut found = String::new();
    for page in files(&folder("pages"), ".html") {
        let reading = read("html", "page.html", &fs::read(&page).expect("it is there"));
        let name = page.file_stem().unwrap_or_default().to_string_lossy();
        let shown = shown(&reading);
        let (head, _) = shown.split_once("---").unwrap_or((&shown, ""));
        let lines = head.lines().filter(|line| !line.starts_with("path: "));
        found.push_str(&format!("{name}\n"));
        lines.for_each(|line| found.push_str(&format!("  {line}\n")));
    }
    check_expected("pages.txt", &found);
}

/// That `found` is what the file of `tests/inputs/expected/` has; `UPDATE_EXPECT=1` writes it.
fn check_expected(name: &str, found: &str) {
    let path = folder("expected").join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(&path, found).expect("the project is writable");
    }
    let wanted = fs::read_to_string(&path).unwrap_or_default();
    assert!(found == wanted, "{name}: found\n{found}\nwanted\n{wanted}");
}

/// Cut samples and random bytes give a problem or a document, never a panic.
#[test]
fn cut_samples_give_a_document_or_a_problem() {
    for sample in files(&folder("samples"), "") {
        let bytes = fs::read(&sample).expect("it is there");
        let name = sample
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let extension = name.rsplit('.').next().unwrap_or_default();
        let n_cuts = 40;
        for cut in 0..n_cuts {
            let mut cut_off = bytes[..bytes.len() * cut / n_cuts].to_vec();
            check_total(extension, &cut_off);
            // The same with one byte changed in the middle.
            let middle = cut_off.len() / 2;
            if let Some(byte) = cut_off.get_mut(middle) {
                *byte ^= 0x15;
            }
            check_total(extension, &cut_off);
        }
    }
}

fn check_total(extension: &str, bytes: &[u8]) {
    let reading = read(extension, "a", bytes);
    assert!(
        !reading.documents.is_empty() || !reading.problems.is_empty(),
        "nothing said of .{extension} with {} bytes",
        bytes.len()
    );
}

proptest::proptest! {
    #![proptest_config(proptest::test_runner::Config::with_cases(64))]

    #[test]
    fn any_bytes_give_a_document_or_a_problem(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..300)) {
        for format in FORMATS {
            for signature in [&b""[..], b"%PDF-1.4\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", b"WARC/1.0\r\n", b"From: a\r\n"] {
                let bytes = [signature, &bytes].concat();
                check_total(format.extensions[0], &bytes);
            }
        }
    }

    #[test]
    fn any_soup_of_tags_gives_a_document_or_a_problem(
        soup in "(<p>|</p>|<div class=\"a\">|<table>|<tr>|<td>|</div>|<h1>|<a href=x>|</a>|<b>|<li>|<br>|<!--|<script>|</script>|<template>|&amp;|&#x|[a-zé ]{0,60}\\.|<item>|<rss>|<description>|<w:p>|<title>){0,60}"
    ) {
        for extension in ["html", "xml", "mhtml", "txt", "json"] {
            check_total(extension, soup.as_bytes());
        }
    }
}

/// An id with control characters in it reaches neither paths nor problems as it is.
#[test]
fn places_of_articles_in_feeds_are_on_one_line() {
    let text =
        "<p>The port was closed on Monday after the storm, the mayor said, and no ship left.</p>"
            .repeat(6);
    let feed = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"no such language\"><entry><title>Port</title>\
         <id>tag:a\u{0}b\u{85}c</id><content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{text}</div>\
         </content></entry></feed>"
    );
    let reading = read("xml", "a.xml", feed.as_bytes());
    let paths = reading.documents.iter().map(|document| &document.path);
    let places = reading.problems.iter().map(|problem| &problem.path);
    let all: Vec<_> = paths.chain(places).collect();
    assert_eq!(all, ["a.xml#tag:a b c", "a.xml#tag:a b c"]);
}

/// What stays open without end, and texts that double themselves, end soon and as a problem.
#[test]
fn inputs_made_to_do_harm_end_soon() {
    let deep = "<div>".repeat(1_000_000);
    assert_eq!(
        read("html", "a.html", deep.as_bytes()).problems[0].problem,
        "broken page"
    );
    let deep = "<a>".repeat(1_000_000);
    assert_eq!(
        read("xml", "a.xml", deep.as_bytes()).problems[0].problem,
        "broken XML"
    );
    let deep = "[".repeat(1_000_000);
    assert_eq!(
        read("json", "a.json", deep.as_bytes()).problems[0].problem,
        "broken JSON"
    );
    let deep = format!("%PDF-1.4\n1 0 obj\n{}", "[".repeat(200_000));
    check_total("pdf", deep.as_bytes());
    let deep = format!("%PDF-1.4\n1 0 obj\n{}", "<</A ".repeat(200_000));
    check_total("pdf", deep.as_bytes());
    let deep = "Content-Type: message/rfc822\n\n".repeat(100_000);
    check_total("eml", deep.as_bytes());
    let deep: String = (0..20_000)
        .map(|n| format!("Content-Type: multipart/mixed; boundary=\"b{n}\"\n\n--b{n}\n"))
        .collect();
    check_total("mhtml", deep.as_bytes());
    let links = format!(
        "<h1>Title</h1>{}",
        "<h2><a href=/x>Heading</a></h2><p>Word word.".repeat(20_000)
    );
    check_total("html", links.as_bytes());
    let inline = format!("<p>{}", "<b>word</b> <i>word</i> ".repeat(50_000));
    assert_eq!(read("html", "a.html", inline.as_bytes()).documents.len(), 1);
    let row = format!(
        "<table><tr><td>{}",
        "A sentence in a cell.<br><br>".repeat(30_000)
    );
    assert_eq!(read("html", "a.html", row.as_bytes()).documents.len(), 1);
    let wide = format!("{}text\nx\n", "text,".repeat(50_000));
    assert!(!read("csv", "a.csv", wide.as_bytes()).documents.is_empty());
    let same = format!("id,text\n{}", "1,a\n".repeat(50_000));
    assert_eq!(
        read("csv", "a.csv", same.as_bytes()).documents.len(),
        50_000
    );
}

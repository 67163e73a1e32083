//! Writes the page for looking rather than reading: `report.html`, one file that needs no network and no program but a
//! browser.
//!
//! `data` makes JSON of the same rows that the tables are written from. The page itself is written by hand, under
//! `assets/`: a shell of HTML, a style sheet, and scripts that show the data. Nothing of an article is ever markup or
//! script: what comes from articles stands in blocks of JSON in which `<`, `>` and `&` are escaped, the scripts make
//! nodes of text from it, and a content security policy lets nothing else run and nothing be loaded.
//!
//! What the views need at once is one block; the texts of the articles, with what is marked in them, are blocks of
//! about a million bytes that are parsed when an article of them is looked at. Where the texts are more than
//! `INLINE_LIMIT` bytes the blocks are files of the folder `report` beside the page, loaded when they are needed.

mod changed;
mod data;

use std::fs;
use std::io::{self, Read};
use std::path::Path;

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

use crate::error::Error;
use crate::tables::{CsvStyle, Found, files};

/// Name of the page in the output folder.
pub const FILE: &str = "report.html";
/// Folder of the blocks of text that the page has no room for.
const FOLDER: &str = "report";
/// Most bytes of blocks of text that stand in the page itself.
const INLINE_LIMIT: usize = 30_000_000;
/// How a page of ours begins; no other file is ever removed.
const FIRST_LINE: &str = "<!doctype html><!-- parallax report -->";

const SHELL: &str = include_str!("assets/page.html");
const STYLE: &str = include_str!("assets/page.css");
/// The scripts in order; together they are one function.
const SCRIPTS: [&str; 12] = [
    include_str!("assets/data.js"),
    include_str!("assets/dom.js"),
    include_str!("assets/parts.js"),
    include_str!("assets/overview.js"),
    include_str!("assets/articles.js"),
    include_str!("assets/entities.js"),
    include_str!("assets/heat.js"),
    include_str!("assets/timeline.js"),
    include_str!("assets/figures.js"),
    include_str!("assets/quotes.js"),
    include_str!("assets/check.js"),
    include_str!("assets/main.js"),
];

/// A page with the files beside it.
#[derive(Debug)]
struct Page {
    html: String,
    /// Contents of `report/texts-0.js`, `report/texts-1.js` …; empty if the page holds all.
    beside: Vec<String>,
}

/// Writes the page into `folder`, where the tables of the same build already are.
///
/// What changed since the build before is read from `changes.csv` there; all else is made from `found`.
///
/// # Errors
///
/// The file that could not be written or removed.
pub fn write(folder: &Path, found: &Found<'_>, style: CsvStyle) -> Result<(), Error> {
    write_with_room(folder, found, style, INLINE_LIMIT)
}

/// The same, with the texts in the page itself only if they have at most `inline_limit` bytes.
///
/// # Errors
///
/// The file that could not be written or removed.
pub fn write_with_room(
    folder: &Path,
    found: &Found<'_>,
    style: CsvStyle,
    inline_limit: usize,
) -> Result<(), Error> {
    let changes = changed::read(folder, style);
    let page = page(found, &changes, inline_limit);
    let beside = folder.join(FOLDER);
    if !page.beside.is_empty() {
        files::make_folder(&beside)?;
    }
    for (idx, script) in page.beside.iter().enumerate() {
        put(&beside, &block_name(idx), script)?;
    }
    put(folder, FILE, &page.html)?;
    remove_blocks(&beside, page.beside.len())
}

/// Removes the page of an earlier build, which would tell of other tables than those beside it.
///
/// # Errors
///
/// The file that could not be removed.
pub fn remove(folder: &Path) -> Result<(), Error> {
    let path = folder.join(FILE);
    if is_ours(&path) {
        fs::remove_file(&path).map_err(|source| Error::Write { path, source })?;
        remove_blocks(&folder.join(FOLDER), 0)?;
    }
    Ok(())
}

fn is_ours(page: &Path) -> bool {
    let mut start = [0; FIRST_LINE.len()];
    let read = fs::File::open(page).and_then(|mut page| page.read_exact(&mut start));
    read.is_ok() && start == FIRST_LINE.as_bytes()
}

fn put(folder: &Path, name: &str, content: &str) -> Result<(), Error> {
    files::write(folder, name, |out| out.write_all(content.as_bytes()))
}

fn block_name(idx: usize) -> String {
    format!("texts-{idx}.js")
}

/// Removes the blocks of an earlier build from number `n_kept` on, and the folder if nothing else is in it.
fn remove_blocks(folder: &Path, n_kept: usize) -> Result<(), Error> {
    for idx in n_kept.. {
        let path = folder.join(block_name(idx));
        match fs::remove_file(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound => break,
            Err(source) => return Err(Error::Write { path, source }),
        }
    }
    // Fails where somebody put something there, which stays.
    let _ = fs::remove_dir(folder);
    Ok(())
}

/// The page, with its texts in it if they have at most `inline_limit` bytes.
fn page(found: &Found<'_>, changes: &changed::Changes, inline_limit: usize) -> Page {
    let data = data::Data::of(found);
    let mut blocks: Vec<_> = data.blocks.iter().map(json).collect();
    let is_inline = blocks.iter().map(String::len).sum::<usize>() <= inline_limit;
    let mut islands = island("data", &json(&data.main)) + &island("changes", &json(changes));
    let mut beside = Vec::new();
    if is_inline {
        let all = blocks.iter().enumerate();
        islands.extend(all.map(|(idx, block)| island(&format!("texts-{idx}"), block)));
    } else {
        let all = blocks.drain(..).enumerate();
        beside = all
            .map(|(idx, block)| format!("parallaxTexts({idx},{block});\n"))
            .collect();
    }
    let script = format!(
        "(function () {{\n\"use strict\";\n{}}})();\n",
        SCRIPTS.concat()
    );
    let html = SHELL
        .replacen("{{first line}}", FIRST_LINE, 1)
        .replacen("{{policy}}", &policy(STYLE, &script, is_inline), 1)
        .replacen("{{style}}", STYLE, 1)
        .replacen("{{script}}", &script, 1)
        // Last, so that nothing is looked for in what comes from articles.
        .replacen("{{data}}", &islands, 1);
    Page { html, beside }
}

/// What the browser is to let the page do: run this script, follow this style sheet, load nothing; with files of text
/// beside the page, scripts of its own folder too. Content Security Policy Level 3, W3C.
fn policy(style: &str, script: &str, is_inline: bool) -> String {
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    let (style, script) = (hash(style), hash(script));
    let (beside, trusted) = match is_inline {
        true => ("", "'none'"),
        false => (" 'self'", "parallax"),
    };
    format!(
        "default-src 'none'; script-src 'sha256-{script}'{beside}; style-src 'sha256-{style}'; img-src data:; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types {trusted}"
    )
}

/// A block of data, in a line of its own.
fn island(id: &str, json: &str) -> String {
    format!("<script type=\"application/json\" id=\"{id}\">{json}</script>\n")
}

/// `value` as JSON that is also a script and the content of a `script` element: without `<`, `>`, `&` and the line ends
/// that scripts know and JSON does not.
pub fn json(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_string(value).expect("strings, numbers and lists are JSON");
    let mut safe = String::with_capacity(json.len() + json.len() / 64);
    for c in json.chars() {
        match c {
            // All of these stand in strings only.
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' => {
                safe.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_json_can_end_its_element_or_line() {
        let hostile = "</script><!-- & \u{2028}\u{2029} \" \\ \u{0} Україна";
        let json = json(&[hostile]);
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\0', '\n']));
        let back: Vec<String> = serde_json::from_str(&json).expect("it is JSON");
        assert_eq!(back, [hostile]);
    }

    #[test]
    fn scripts_and_style_can_stand_in_the_page() {
        for asset in SCRIPTS.iter().chain([&STYLE]) {
            assert!(!asset.contains("</") && !asset.contains("<!--"), "{asset}");
            assert!(!asset.contains("{{"), "{asset}");
        }
    }

    #[test]
    fn scripts_make_no_markup() {
        let ways = [
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "new Function",
            "fetch(",
            "XMLHttpRequest",
            "import(",
        ];
        for way in ways {
            assert!(!SCRIPTS.concat().contains(way), "{way}");
        }
    }

    #[test]
    fn only_pages_of_ours_are_removed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join(FILE);
        fs::write(&path, "<!doctype html><p>mine").expect("the folder is writable");
        remove(folder.path()).expect("there is nothing to remove");
        assert!(path.is_file());
        fs::write(&path, format!("{FIRST_LINE}\n<p>")).expect("the folder is writable");
        remove(folder.path()).expect("the folder is writable");
        assert!(!path.exists());
    }
}

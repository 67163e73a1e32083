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
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use rayon::prelude::*;
use serde::Serialize;
use serde_json::ser::Formatter;
use sha2::{Digest, Sha256};

use crate::error::{Error, Problem, Severity, Stage};
use crate::tables::{CsvStyle, Found, files};
use data::{Block, Data};

/// Name of the page in the output folder.
pub const FILE: &str = "report.html";
/// Folder of the blocks of text that the page has no room for.
const FOLDER: &str = "report";
/// Most bytes of blocks of text that stand in the page itself.
const INLINE_LIMIT: usize = 30_000_000;
/// So many blocks of text are made at the same time.
const AT_ONCE: usize = 16;
/// Of so many articles a page opens in about four seconds, and is 50 MB.
const MAX_ARTICLES: usize = 100_000;
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

/// Why there is no page of so many articles; `None` if there is one.
#[must_use]
pub fn too_large(n_articles: usize) -> Option<Problem> {
    (n_articles > MAX_ARTICLES).then(|| Problem {
        path: FILE.to_owned(),
        stage: Stage::Tables,
        severity: Severity::Warning,
        problem: "too many articles for the page".to_owned(),
        detail: format!(
            "{n_articles}, and a browser can show {MAX_ARTICLES}; the tables have them all"
        ),
    })
}

/// The page in the making: all but what changed since the build before, which is known when the tables stand.
pub struct Page {
    /// What the views need at once, as JSON.
    main: String,
    texts: Texts,
    /// The folder of the texts that stand beside the page.
    beside: PathBuf,
}

impl Page {
    /// Makes the page of what was `found`, and writes the texts that it has no room for into `folder`.
    ///
    /// # Errors
    ///
    /// The file that could not be written.
    pub fn prepare(folder: &Path, found: &Found<'_>) -> Result<Self, Error> {
        Self::prepare_with_room(folder, found, INLINE_LIMIT)
    }

    /// The same, with the texts in the page itself only if they have at most `inline_limit` bytes.
    ///
    /// # Errors
    ///
    /// The file that could not be written.
    pub fn prepare_with_room(
        folder: &Path,
        found: &Found<'_>,
        inline_limit: usize,
    ) -> Result<Self, Error> {
        let Data { main, blocks } = Data::of(found);
        let beside = folder.join(FOLDER);
        let texts = || Texts::of(blocks, inline_limit, &beside);
        let (main, texts) = rayon::join(|| json(&main), texts);
        Ok(Self {
            main,
            texts: texts?,
            beside,
        })
    }

    /// Writes the page into `folder`, where the tables of the same build already are: what changed since the build before
    /// is read from `changes.csv`.
    ///
    /// # Errors
    ///
    /// The file that could not be written or removed.
    pub fn write(self, folder: &Path, style: CsvStyle) -> Result<(), Error> {
        let changes = changed::read(folder, style);
        files::write(folder, FILE, |out| {
            let (head, tail) = shell(self.texts.n_beside == 0);
            out.write_all(head.as_bytes())?;
            island(out, "data", |out| out.write_all(self.main.as_bytes()))?;
            island(out, "changes", |out| write_json(out, &changes))?;
            for (idx, block) in self.texts.inline.iter().enumerate() {
                island(out, &format!("texts-{idx}"), |out| {
                    out.write_all(block.as_bytes())
                })?;
            }
            out.write_all(tail.as_bytes())
        })?;
        remove_blocks(&self.beside, self.texts.n_beside)
    }
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

/// The blocks of text, as JSON.
struct Texts {
    /// Those that stand in the page; none if some stand beside it.
    inline: Vec<String>,
    /// How many stand beside it, as `texts-0.js`, `texts-1.js` …
    n_beside: usize,
}

impl Texts {
    /// Takes the blocks for the page if they have at most `inline_limit` bytes, and writes them into the folder `beside` if
    /// not, some at a time, so that they are not all held.
    fn of(blocks: Vec<Block<'_>>, inline_limit: usize, beside: &Path) -> Result<Self, Error> {
        let mut texts = Self {
            inline: Vec::new(),
            n_beside: 0,
        };
        let mut n_bytes = 0;
        for some in blocks.chunks(AT_ONCE) {
            let some: Vec<_> = some.par_iter().map(json).collect();
            n_bytes += some.iter().map(String::len).sum::<usize>();
            texts.inline.extend(some);
            if n_bytes > inline_limit {
                files::make_folder(beside)?;
                for block in std::mem::take(&mut texts.inline) {
                    texts.write(&block, beside)?;
                }
            }
        }
        Ok(texts)
    }

    fn write(&mut self, block: &str, beside: &Path) -> Result<(), Error> {
        let idx = self.n_beside;
        self.n_beside += 1;
        files::write(beside, &block_name(idx), |out| {
            write!(out, "parallaxTexts({idx},")?;
            out.write_all(block.as_bytes())?;
            out.write_all(b");\n")
        })
    }
}

/// What stands in the page before the data and behind them.
fn shell(is_inline: bool) -> (String, String) {
    let (head, tail) = SHELL
        .split_once("{{data}}")
        .expect("it has a place for them");
    let script = format!(
        "(function () {{\n\"use strict\";\n{}}})();\n",
        SCRIPTS.concat()
    );
    let fill = |shell: &str| {
        shell
            .replacen("{{first line}}", FIRST_LINE, 1)
            .replacen("{{policy}}", &policy(STYLE, &script, is_inline), 1)
            .replacen("{{style}}", STYLE, 1)
            .replacen("{{script}}", &script, 1)
    };
    (fill(head), fill(tail))
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

/// Writes a block of data, in a line of its own.
fn island(
    out: &mut dyn Write,
    id: &str,
    json: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    write!(out, "<script type=\"application/json\" id=\"{id}\">")?;
    json(out)?;
    out.write_all(b"</script>\n")
}

/// `value` as JSON that is also a script and the content of a `script` element: without `<`, `>`, `&` and the line ends
/// that scripts know and JSON does not.
///
/// # Panics
///
/// If it is no JSON; strings, numbers and lists are.
pub fn json(value: &impl Serialize) -> String {
    let mut json = Vec::new();
    write_json(&mut json, value).expect("memory takes all");
    String::from_utf8(json).expect("JSON is text")
}

fn write_json(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(out, Harmless);
    Ok(value.serialize(&mut serializer)?)
}

/// Writes characters of strings that could end an element or a line as escapes.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        out: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some(at) = rest.find(['<', '>', '&', '\u{2028}', '\u{2029}']) {
            let (before, behind) = rest.split_at(at);
            let mut chars = behind.chars();
            out.write_all(before.as_bytes())?;
            for c in chars.by_ref().take(1) {
                write!(out, "\\u{:04x}", u32::from(c))?;
            }
            rest = chars.as_str();
        }
        out.write_all(rest.as_bytes())
    }
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
    fn a_browser_is_not_asked_for_too_much() {
        assert_eq!(too_large(MAX_ARTICLES), None);
        let problem = too_large(MAX_ARTICLES + 1).expect("it is one too many");
        assert!(problem.detail.starts_with("100001, and"), "{problem}");
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

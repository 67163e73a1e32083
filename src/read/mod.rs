//! Input: [`files`] walks the corpus folder, [`documents`] reads one of its files.
//!
//! Nothing is lost on the way: a file or line that gives no document gives a [`Problem`] that says why.

mod archive;
mod dates;
mod decisions;
mod decode;
mod docx;
mod draft;
mod epub;
mod export;
mod front_matter;
mod html;
mod json;
mod jsonl;
mod lists;
mod mail;
mod news_xml;
mod pdf;
mod table;
mod txt;
mod warc;
mod xml;

pub use archive::Unpacking;
pub use decisions::decisions;
pub use jsonl::{Line, line};
pub use lists::lists;

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::document::Document;
use crate::error::{Error, Problem, Severity, Stage};
use crate::resources::article_words::PAGE_FOLDERS;
use draft::Draft;

/// Spans count bytes in 32 bits, and a decoded text may be three times as long as its file.
const MAX_BYTES: u64 = 1 << 30;

/// A kind of file that articles come in.
#[derive(Debug)]
pub struct Format {
    /// What the names of its files end in, lower case, without the full stop.
    pub extensions: &'static [&'static str],
    /// What reads them.
    pub reader: Reader,
}

/// What reads a kind of file, from its path below the corpus folder and its content.
#[derive(Debug)]
pub enum Reader {
    /// Articles are in it.
    Articles(fn(&str, &[u8]) -> Reading),
    /// Files are in it.
    Files(fn(&str, &[u8], &mut Unpacking)),
}

/// Every kind of file that can be read. A new one is a file of this folder and a line here.
pub const FORMATS: &[Format] = &[
    txt::FORMAT,
    jsonl::FORMAT,
    html::FORMAT,
    mail::PAGE,
    table::FORMAT,
    json::FORMAT,
    news_xml::FORMAT,
    mail::MESSAGE,
    docx::FORMAT,
    epub::FORMAT,
    pdf::FORMAT,
    warc::FORMAT,
    archive::ZIP,
    archive::GZIP,
    archive::ZSTD,
];

impl Format {
    /// What a file of this kind gives, with the files in it.
    #[must_use]
    pub fn read(&self, path: &str, bytes: &[u8]) -> Reading {
        match self.reader {
            Reader::Articles(read) => read(path, bytes),
            Reader::Files(unpack) => {
                let mut unpacking = Unpacking::new();
                unpack(path, bytes, &mut unpacking);
                unpacking.finish(path)
            }
        }
    }
}

/// What a file gave.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// Its articles, in order.
    pub documents: Vec<Document>,
    /// What was wrong with it, in order.
    pub problems: Vec<Problem>,
}

/// A file below the corpus folder in one of the [`FORMATS`].
#[derive(Debug, Clone)]
pub struct CorpusFile {
    /// Path below the corpus folder with `/` between parts.
    pub path: String,
    /// Where it can be opened.
    pub location: PathBuf,
    /// What it is.
    pub format: &'static Format,
}

/// The files below the folder `corpus`, sorted by path, and a problem for each that cannot be read.
///
/// Hidden files and folders (with a full stop before their name), what office programs leave beside open documents, and the
/// folders with the parts of saved pages are passed over in silence. Symbolic links below the
/// folder are not followed, so that no article comes twice or from elsewhere.
///
/// # Errors
///
/// If `corpus` is not there, not a folder, or has no file in one of the [`FORMATS`].
pub fn files(corpus: &Path) -> Result<(Vec<CorpusFile>, Vec<Problem>), Error> {
    if !corpus.exists() {
        return Err(Error::NoCorpus(corpus.to_owned()));
    }
    if !corpus.is_dir() {
        return Err(Error::CorpusNotAFolder(corpus.to_owned()));
    }
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let entries = WalkDir::new(corpus).into_iter().filter_entry(is_visible);
    for entry in entries {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => match corpus_file(corpus, &entry) {
                Ok(file) => files.push(file),
                Err(problem) => problems.push(problem),
            },
            Err(error) => problems.push(walk_problem(corpus, &error)),
        }
    }
    if files.is_empty() {
        return Err(Error::EmptyCorpus(corpus.to_owned()));
    }
    files.sort_by(|a, b| (&a.path, &a.location).cmp(&(&b.path, &b.location)));
    problems.sort();
    Ok((files, problems))
}

/// Reads one file. Each file gives a document or a problem, or both.
#[must_use]
pub fn documents(file: &CorpusFile) -> Reading {
    let unreadable = |error: &std::io::Error| Reading::of_problem(unreadable(&file.path, error));
    match std::fs::metadata(&file.location) {
        Ok(metadata) if metadata.len() >= MAX_BYTES => {
            let detail = format!("{} bytes; the limit is {MAX_BYTES}", metadata.len());
            return Reading::of_problem(skipped(&file.path, "too large", detail));
        }
        Ok(_) => {}
        Err(error) => return unreadable(&error),
    }
    match std::fs::read(&file.location) {
        Ok(bytes) => format_by_content(file.format, &file.path, &bytes).read(&file.path, &bytes),
        Err(error) => unreadable(&error),
    }
}

/// Gives each document a path of its own: of those whose paths are written alike (file names that are no UTF-8, an archive
/// with `a/b.txt` and `a//b.txt`) the second becomes `path~2`, the third `path~3`, each with a warning in `problems`.
pub fn tell_apart(documents: &mut [Document], problems: &mut Vec<Problem>) {
    let mut paths = draft::Paths::default();
    for document in documents {
        let path = paths.unused_at(&document.path, &document.path, problems);
        document.path = path;
    }
}

impl Reading {
    fn of_problem(problem: Problem) -> Self {
        Self {
            documents: Vec::new(),
            problems: vec![problem],
        }
    }

    /// A file that holds one article.
    fn of_draft(path: &str, draft: Draft) -> Self {
        let mut problems = Vec::new();
        let document = draft.document(path.to_owned(), path, &mut problems);
        Self {
            documents: vec![document],
            problems,
        }
    }

    /// The text of a file of articles, with the reading that what is found in it is added to; the whole reading where
    /// there is no text.
    fn begun(path: &str, bytes: &[u8]) -> Result<(String, Self), Self> {
        let decoded = decode::decode(path, bytes).map_err(Self::of_problem)?;
        let reading = Self {
            documents: Vec::new(),
            problems: decoded.problems,
        };
        Ok((decoded.text, reading))
    }
}

fn is_visible(entry: &DirEntry) -> bool {
    let is_root = entry.depth() == 0;
    let name = entry.file_name().to_string_lossy();
    is_root
        || !(is_hidden(&name) || entry.file_type().is_dir() && belongs_to_page(entry.path(), &name))
}

/// Whether a folder holds the pictures, scripts and frames of a page that a browser saved beside it (`Storm.html` and
/// `Storm_files`).
fn belongs_to_page(folder: &Path, name: &str) -> bool {
    let stems = PAGE_FOLDERS
        .iter()
        .filter_map(|ending| name.strip_suffix(ending));
    let mut pages =
        stems.flat_map(|stem| ["html", "htm"].map(|extension| format!("{stem}.{extension}")));
    pages.any(|page| folder.with_file_name(page).is_file())
}

/// Whether a file or folder is not meant to be seen: its name begins with a full stop, or as the files do that office
/// programs leave beside an open document (`~$report.docx`).
fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.starts_with("~$")
}

fn corpus_file(corpus: &Path, entry: &DirEntry) -> Result<CorpusFile, Problem> {
    let path = path_below(corpus, entry.path());
    if entry.file_type().is_symlink() {
        let detail = "links are not followed; put the file itself into the corpus";
        return Err(skipped(&path, "symbolic link", detail));
    }
    if !entry.file_type().is_file() {
        return Err(skipped(&path, "not a regular file", ""));
    }
    let format = format_of(entry.path()).ok_or_else(|| unknown_kind(&path))?;
    Ok(CorpusFile {
        path,
        location: entry.path().to_owned(),
        format,
    })
}

fn unknown_kind(path: &str) -> Problem {
    let detail = format!("can be read: {}", known_extensions());
    skipped(path, "unknown kind of file", detail)
}

/// The format that the first bytes of a file give away, where its name misleads: a page saved as `.txt`, a `.html` that
/// is a PDF; else that of its name.
fn format_by_content(named: &'static Format, path: &str, bytes: &[u8]) -> &'static Format {
    let is_named = |extension: &str| named.extensions.contains(&extension);
    let extension = content_extension(bytes, is_named);
    extension
        .and_then(|extension| format_of(Path::new(&format!("{path}.{extension}"))))
        .unwrap_or(named)
}

/// The extension that fits a content whose name has another; `is_named` tells of an extension whether the name's kind
/// has it.
fn content_extension(bytes: &[u8], is_named: impl Fn(&str) -> bool) -> Option<&'static str> {
    let is_zipped = is_named("zip") || is_named("docx") || is_named("epub");
    let signatures: [(&[u8], &str, bool); 4] = [
        (b"%PDF-", "pdf", is_named("pdf")),
        (b"PK\x03\x04", "zip", is_zipped),
        (b"\x1f\x8b\x08", "gz", is_named("gz")),
        (b"\x28\xb5\x2f\xfd", "zst", is_named("zst")),
    ];
    for (signature, extension, is_right) in signatures {
        if bytes.starts_with(signature) {
            return (!is_right).then_some(extension);
        }
    }
    const HEAD_BYTES: usize = 200;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_BYTES)]).to_lowercase();
    let head = head.trim_start_matches('\u{feff}').trim_start();
    let is_page = head.starts_with("<!doctype html") || head.starts_with("<html");
    let is_saved_by_browser =
        head.starts_with("from: <saved by") || head.starts_with("mime-version:");
    let may_be_page = is_named("txt") || is_named("xml") || is_named("mhtml");
    if is_page && may_be_page {
        Some("html")
    } else if is_saved_by_browser && is_named("html") {
        Some("mhtml")
    } else {
        None
    }
}

fn format_of(path: &Path) -> Option<&'static Format> {
    let extension = path.extension().and_then(OsStr::to_str)?.to_lowercase();
    FORMATS
        .iter()
        .find(|format| format.extensions.contains(&extension.as_str()))
}

fn known_extensions() -> String {
    let extensions = FORMATS.iter().flat_map(|format| format.extensions);
    let dotted: Vec<_> = extensions
        .map(|extension| format!(".{extension}"))
        .collect();
    dotted.join(", ")
}

fn walk_problem(corpus: &Path, error: &walkdir::Error) -> Problem {
    let path = error
        .path()
        .map_or(String::new(), |path| path_below(corpus, path));
    let detail = error
        .io_error()
        .map_or_else(|| error.to_string(), ToString::to_string);
    skipped(&path, "unreadable", detail)
}

/// The path below the corpus folder with `/` between parts, on one line; what is not UTF-8 in it becomes U+FFFD.
fn path_below(corpus: &Path, path: &Path) -> String {
    let below = path.strip_prefix(corpus).unwrap_or(path);
    let parts: Vec<_> = below.iter().map(OsStr::to_string_lossy).collect();
    on_one_line(&parts.join("/"))
}

/// `name` with a space for each control character, which a terminal would follow.
fn on_one_line(name: &str) -> String {
    name.replace(char::is_control, " ")
}

fn unreadable(path: &str, error: &std::io::Error) -> Problem {
    skipped(path, "unreadable", error.to_string())
}

fn skipped(path: &str, problem: &str, detail: impl Into<String>) -> Problem {
    Problem {
        path: path.to_owned(),
        stage: Stage::Read,
        severity: Severity::Skipped,
        problem: problem.to_owned(),
        detail: detail.into(),
    }
}

fn warning(path: &str, problem: &str, detail: impl Into<String>) -> Problem {
    Problem {
        severity: Severity::Warning,
        ..skipped(path, problem, detail)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use proptest::prelude::*;

    use super::*;

    /// The paths and problems of a corpus folder with these files.
    fn check(paths: &[&str], expected_files: &[&str], expected_problems: &[&str]) {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        for path in paths {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("lies below the folder")).expect("can be made");
            fs::write(path, "Text.").expect("can be written");
        }
        let (files, problems) = files(folder.path()).expect("there are files");
        let files: Vec<_> = files.iter().map(|file| file.path.as_str()).collect();
        let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(files, expected_files);
        assert_eq!(problems, expected_problems);
    }

    #[test]
    fn files_come_sorted_by_path() {
        check(
            &["nl/b.txt", "a.MD", "nl/a.jsonl", "Z.ndjson"],
            &["Z.ndjson", "a.MD", "nl/a.jsonl", "nl/b.txt"],
            &[],
        );
    }

    #[test]
    fn hidden_files_and_folders_are_passed_over() {
        check(
            &[
                ".git/a.txt",
                ".gitkeep",
                "~$a.docx",
                ".~lock.a.docx#",
                "a.txt",
            ],
            &["a.txt"],
            &[],
        );
    }

    #[test]
    fn parts_of_saved_pages_are_passed_over() {
        check(
            &[
                "a.html",
                "a_files/frame.html",
                "a_files/style.css",
                "b_files/c.txt",
                "d-Dateien/d.js",
                "d.htm",
            ],
            &["a.html", "b_files/c.txt", "d.htm"],
            &[],
        );
    }

    #[test]
    fn other_kinds_of_file_are_reported() {
        let known = format!("can be read: {}", known_extensions());
        check(
            &["a.txt", "scan.png", "notes"],
            &["a.txt"],
            &[
                &format!("notes: skipped: unknown kind of file ({known})"),
                &format!("scan.png: skipped: unknown kind of file ({known})"),
            ],
        );
    }

    #[test]
    fn a_corpus_that_cannot_be_read_is_an_error() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        assert!(matches!(
            files(&folder.path().join("none")),
            Err(Error::NoCorpus(_))
        ));
        assert!(matches!(files(folder.path()), Err(Error::EmptyCorpus(_))));
        let file = folder.path().join("a.txt");
        fs::write(&file, "Text.").expect("can be written");
        assert!(matches!(files(&file), Err(Error::CorpusNotAFolder(_))));
    }

    #[cfg(unix)]
    #[test]
    fn links_are_reported_and_not_followed() {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        fs::write(folder.path().join("a.txt"), "Text.").expect("can be written");
        std::os::unix::fs::symlink(folder.path(), folder.path().join("loop"))
            .expect("can be linked");
        let (files, problems) = files(folder.path()).expect("there is a file");
        assert_eq!(files.len(), 1);
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].problem, "symbolic link");
    }

    #[test]
    fn a_file_that_went_away_is_a_problem() {
        let file = CorpusFile {
            path: "gone.txt".to_owned(),
            location: PathBuf::from("gone.txt"),
            format: &FORMATS[0],
        };
        let reading = documents(&file);
        assert_eq!(reading.documents, []);
        assert_eq!(reading.problems[0].problem, "unreadable");
    }

    proptest! {
        #[test]
        fn any_bytes_give_a_document_or_a_problem(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            for format in FORMATS {
                let reading = format.read("a", &bytes);
                prop_assert!(!reading.documents.is_empty() || !reading.problems.is_empty());
            }
        }

        #[test]
        fn any_text_gives_spans_on_character_borders(text in "(---\n|date |title: |2025-03|\u{feff}|[a-z\n é{}\":,]){0,30}") {
            for format in FORMATS {
                for document in format.read("a", text.as_bytes()).documents {
                    prop_assert_eq!(document.front_matter.start(), 0);
                    prop_assert!(document.text.is_char_boundary(document.front_matter.end()));
                }
            }
        }
    }
}

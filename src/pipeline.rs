//! The order of stages: `annotate` for one document, [`build`] for the corpus. The only parallel code.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::document::{Annotations, Article, Corpus, DetectedLanguage, Document, Metadata};
use crate::error::{Error, Problem, Severity, Stage};
use crate::language::Language;
use crate::resources::{self, Resources};
use crate::tables::run::{Counts, Run};
use crate::tables::{self, CsvStyle, Found, Written};
use crate::text::Span;

/// What a build is told.
#[derive(Debug, Clone)]
pub struct BuildOptions<'p> {
    /// Folder of the articles.
    pub corpus: &'p Path,
    /// Folder of the tables.
    pub output: &'p Path,
    /// Number of threads; `None` for one a core.
    pub jobs: Option<usize>,
    /// Code of the language of every article that does not say its own; `None` to detect it.
    pub language: Option<&'p str>,
    /// How numbers and cells are written.
    pub csv: CsvStyle,
}

/// What a build did.
#[derive(Debug)]
pub struct Built {
    /// What was found; the tables show the same.
    pub corpus: Corpus,
    /// What it comes to, in figures.
    pub counts: Counts,
    /// What could not be used, in order of path.
    pub problems: Vec<Problem>,
    /// The tables that are in the output folder now.
    pub written: Vec<Written>,
    /// How long it took.
    pub elapsed: Duration,
}

/// Reads the corpus and writes its tables. `progress` is told how many articles are done, and of how many.
///
/// # Errors
///
/// There is nothing to read, no place to write, or an option that cannot be followed.
pub fn build(
    options: &BuildOptions<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Built, Error> {
    let (start, started_at) = (Instant::now(), jiff::Timestamp::now());
    let files = temporary_files(options.corpus)?;
    check_not_nested(options.corpus, options.output)?;
    let resources = Resources::load()?;
    let language = options
        .language
        .map(|code| resources.language(code))
        .transpose()?;
    tables::prepare(options.output)?;
    let (corpus, problems) = temporary_read(options.corpus, &files, language, progress);

    let found = Found {
        corpus: &corpus,
        problems: &problems,
        gazetteer: &resources.gazetteer,
    };
    let written = tables::write(options.output, &found, options.csv)?;
    let counts = Counts::of(&corpus, &problems, &resources);
    let lists = resources::list_hashes();
    let elapsed = start.elapsed();
    let run = Run {
        options,
        counts: &counts,
        written: &written,
        lists: &lists,
        started_at,
        elapsed,
    };
    tables::run::write(options.output, &run)?;
    Ok(Built {
        corpus,
        counts,
        problems,
        written,
        elapsed,
    })
}

/// That the tables would not lie among the articles, or the articles among the tables.
fn check_not_nested(corpus: &Path, output: &Path) -> Result<(), Error> {
    let (real_corpus, real_output) = (real_path(corpus), real_path(output));
    if real_output.starts_with(&real_corpus) || real_corpus.starts_with(&real_output) {
        let (output, corpus) = (output.to_owned(), corpus.to_owned());
        return Err(Error::Nested { output, corpus });
    }
    Ok(())
}

/// `path` from the root, without symbolic links as far as it is there.
fn real_path(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (ancestor.canonicalize(), path.strip_prefix(ancestor)) {
            return real.join(rest);
        }
    }
    path
}

/// TEMPORARY, to be replaced by `read::files`: the `.txt` files of the folder.
fn temporary_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    if !folder.exists() {
        return Err(Error::NoCorpus(folder.to_owned()));
    }
    if !folder.is_dir() {
        return Err(Error::CorpusNotAFolder(folder.to_owned()));
    }
    let entries = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter();
    let paths = entries.flatten().map(walkdir::DirEntry::into_path);
    let files: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    if files.is_empty() {
        return Err(Error::EmptyCorpus(folder.to_owned()));
    }
    Ok(files)
}

/// TEMPORARY, to be replaced by the stages: reads the files without finding anything in them.
fn temporary_read(
    folder: &Path,
    files: &[PathBuf],
    language: Option<Language>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> (Corpus, Vec<Problem>) {
    let mut corpus = Corpus {
        articles: Vec::new(),
        clusters: Vec::new(),
        figures: Vec::new(),
    };
    let mut problems = Vec::new();
    for (idx, file) in files.iter().enumerate() {
        progress(idx + 1, files.len());
        let path = file
            .strip_prefix(folder)
            .unwrap_or(file)
            .display()
            .to_string();
        let text = std::fs::read_to_string(file).unwrap_or_default();
        if text.trim().is_empty() {
            problems.push(Problem {
                path,
                stage: Stage::Read,
                severity: Severity::Skipped,
                problem: "empty file".to_owned(),
                detail: String::new(),
            });
            continue;
        }
        let id = format!("a-{}", crate::fold::slug(&path));
        let metadata = Metadata::default();
        let document = Document {
            path,
            text,
            metadata,
            front_matter: Span::new(0, 0),
        };
        let language = language.unwrap_or(Language::UNDETERMINED);
        let annotations = Annotations {
            language: DetectedLanguage {
                language,
                confidence: 1.0,
            },
            sections: Vec::new(),
            sentences: Vec::new(),
            tokens: Vec::new(),
            mentions: Vec::new(),
            numbers: Vec::new(),
        };
        corpus.articles.push(Article {
            id,
            document,
            annotations,
        });
    }
    (corpus, problems)
}

//! The order of stages: [`annotate`] for one document, [`build`] for the corpus. The only parallel code.

use std::path::Path;
use std::time::Duration;

use crate::document::{Annotations, Corpus, Document};
use crate::error::{Error, Problem};
use crate::language::Language;
use crate::resources::Resources;

/// What a build is told.
#[derive(Debug, Clone)]
pub struct BuildOptions<'p> {
    /// Folder of the articles.
    pub corpus: &'p Path,
    /// Folder of the tables.
    pub output: &'p Path,
    /// Number of threads; `None` for one a core.
    pub jobs: Option<usize>,
    /// The language of every article that does not say its own; `None` to detect it.
    pub language: Option<Language>,
    /// How numbers and cells are written.
    pub csv: crate::tables::CsvStyle,
}

/// What a build did.
#[derive(Debug)]
pub struct Built {
    /// What was found; the tables show the same.
    pub corpus: Corpus,
    /// What could not be used, in order of path.
    pub problems: Vec<Problem>,
    /// Names of the tables and files that are in the output folder now.
    pub files: Vec<String>,
    /// How long it took.
    pub elapsed: Duration,
}

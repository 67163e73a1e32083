//! What can go wrong: [`Error`] stops a run, [`Problem`] spoils one article or a part of it.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

/// Why a run could not be carried out.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The corpus folder is not there.
    #[error(
        "no corpus folder at `{0}`: put articles (.txt, .html, .docx, .pdf, .csv, .jsonl and others) there, or name a folder with --corpus; to start with a sample: `parallax init news`, `cd news`, `parallax build`"
    )]
    NoCorpus(PathBuf),
    /// The corpus path is a file or something else that cannot be walked.
    #[error("`{0}` is not a folder: --corpus takes the folder that holds the articles")]
    CorpusNotAFolder(PathBuf),
    /// The corpus folder has no file to read.
    #[error(
        "no articles in `{0}`: put files there that end in .txt, .md, .html, .docx, .pdf, .csv, .json, .jsonl, .xml, .eml or .zip"
    )]
    EmptyCorpus(PathBuf),
    /// A folder or file of the output could not be written.
    #[error(
        "cannot write `{path}`: choose another folder with --output, or close the program that has the file open"
    )]
    Write {
        /// What was to be written.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// A folder to start from cannot be made.
    #[error("cannot make `{path}`: choose another folder, as in `parallax init news`")]
    Init {
        /// What was to be made.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// The articles that come one a line cannot be read on.
    #[error("cannot read the articles on standard input")]
    Input(#[source] std::io::Error),
    /// What is found in them cannot be written.
    #[error("cannot write to standard output: is there room for the file that it goes to?")]
    Output(#[source] std::io::Error),
    /// A folder cannot be watched.
    #[error("cannot watch `{path}`: leave --watch out, and build again when articles arrive")]
    Watch {
        /// The folder.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// A file of annotated texts cannot be read.
    #[error("cannot read `{path}`")]
    Read {
        /// The file.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// The folder of the user's own lists cannot be read.
    #[error(
        "cannot read the folder `{path}`: --gazetteers takes the folder that holds your lists (.csv)"
    )]
    Gazetteers {
        /// The folder.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// The file of decisions cannot be read.
    #[error("cannot read `{path}`: --decisions takes the file that holds your decisions (.csv)")]
    Decisions {
        /// The file.
        path: PathBuf,
        /// Why it could not.
        source: std::io::Error,
    },
    /// The file of options cannot be followed.
    #[error("{path}:{line}: {problem}", path = path.display())]
    Options {
        /// The file.
        path: PathBuf,
        /// Line, counted from 1.
        line: usize,
        /// What is wrong.
        problem: String,
    },
    /// The tables would be written among the user's own lists.
    #[error("`{0}` holds your lists: tables would be read as lists; choose another --output")]
    AmongLists(PathBuf),
    /// The output folder lies inside the corpus or the other way round.
    #[error(
        "`{output}` and `{corpus}` lie inside each other: tables would be read as articles; choose another --output"
    )]
    Nested {
        /// The output folder.
        output: PathBuf,
        /// The corpus folder.
        corpus: PathBuf,
    },
    /// A language was asked for that the program has no data for.
    #[error("unknown language `{code}`: parallax has data for {known}")]
    UnknownLanguage {
        /// What was asked for.
        code: String,
        /// The codes that can be asked for.
        known: String,
    },
    /// A file of the program's own data breaks its rules.
    #[error("{file}:{line}: column `{column}`: expected {expected}, found `{found}`")]
    Data {
        /// Path below the project's folder.
        file: String,
        /// Line, the header being 1.
        line: u64,
        /// Name of the column, or of the key in a TOML file.
        column: String,
        /// What the rules ask for.
        expected: String,
        /// What stands there.
        found: String,
    },
    /// The pool of threads could not be started.
    #[error("cannot start {jobs} threads: give a smaller --jobs")]
    Threads {
        /// How many were asked for.
        jobs: usize,
        /// Why they could not be started.
        source: rayon::ThreadPoolBuildError,
    },
}

/// Something about the input that a person should know; a row of `problems.csv`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Problem {
    /// Where: path below the corpus folder, or of a list with its folder (`gazetteers/clubs.csv:3`), with the line
    /// where there is one (`export.jsonl:17`).
    pub path: String,
    /// The stage that met it.
    pub stage: Stage,
    /// Whether the article or row was skipped.
    pub severity: Severity,
    /// What is wrong, in a few words that are the same for all problems of the kind.
    pub problem: String,
    /// The particulars.
    pub detail: String,
}

/// The stage of the pipeline that met a [`Problem`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Finding and decoding files.
    Read,
    /// Telling the language.
    Detect,
    /// Reading the user's own lists.
    Gazetteer,
    /// Following what a person decided.
    Decision,
    /// Writing the tables.
    Tables,
}

/// What a [`Problem`] cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The article is not in the tables, or the row of a list not used.
    Skipped,
    /// The article is in the tables; something about it is doubtful.
    Warning,
}

impl std::fmt::Display for Problem {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let what = match self.severity {
            Severity::Skipped => "skipped: ",
            Severity::Warning => "",
        };
        write!(f, "{}: {what}{}", self.path, self.problem)?;
        if !self.detail.is_empty() {
            write!(f, " ({})", self.detail)?;
        }
        Ok(())
    }
}

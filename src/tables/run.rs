//! `run.json`: how the tables were made. The only file with times of day.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::formats::Format;
use super::{CsvStyle, Separator, Written, coreferences, files};
use crate::document::Corpus;
use crate::error::{Error, Problem, Severity, Stage};
use crate::language::Language;
use crate::pipeline::BuildOptions;
use crate::resources::Resources;
use crate::resources::user_lists::ListFile;

/// What a corpus holds, in figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Articles in the tables.
    pub articles: usize,
    /// Articles in each language, most first, then in order of code.
    pub languages: Vec<LanguageCount>,
    /// Names in the texts.
    pub mentions: usize,
    /// Things that are named.
    pub entities: usize,
    /// Numbers in the texts.
    pub numbers: usize,
    /// Entities that at least two articles name.
    pub shared_entities: usize,
    /// Figures that at least two articles give.
    pub shared_figures: usize,
    /// How many of both are in more than one language.
    pub across_languages: usize,
    /// Names that a person should look at.
    pub mentions_to_review: usize,
    /// Numbers that a person should look at.
    pub numbers_to_review: usize,
    /// Articles and files that are not in the tables.
    pub skipped: usize,
    /// Rows and files of the user's own lists and decisions that were not used.
    pub skipped_rows: usize,
    /// Other problems.
    pub warnings: usize,
}

/// The articles in one language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageCount {
    /// Which language.
    pub code: Language,
    /// Its name in English, to read.
    pub name: String,
    /// How many articles.
    pub articles: usize,
}

impl Counts {
    /// Counts what was found.
    #[must_use]
    pub fn of(corpus: &Corpus, problems: &[Problem], resources: &Resources) -> Self {
        use coreferences::CoreferenceKind::{Entity, Figure};
        let groups = coreferences::groups(corpus);
        let n_groups = |kind| groups.iter().filter(|group| group.kind == kind).count();
        let annotations = || corpus.articles.iter().map(|article| &article.annotations);
        let mentions = || annotations().flat_map(|found| &found.mentions);
        let numbers = || annotations().flat_map(|found| &found.numbers);
        let n_skipped = |of_lists: bool| {
            let skipped = problems
                .iter()
                .filter(|problem| problem.severity == Severity::Skipped);
            skipped
                .filter(|problem| {
                    let is_of_lists = matches!(problem.stage, Stage::Gazetteer | Stage::Decision);
                    is_of_lists == of_lists
                })
                .count()
        };
        let (skipped, skipped_rows) = (n_skipped(false), n_skipped(true));
        Self {
            articles: corpus.articles.len(),
            languages: articles_by_language(corpus, resources),
            mentions: mentions().count(),
            entities: corpus.clusters.len(),
            numbers: numbers().count(),
            shared_entities: n_groups(Entity),
            shared_figures: n_groups(Figure),
            across_languages: groups
                .iter()
                .filter(|group| group.crosses_languages())
                .count(),
            mentions_to_review: mentions().filter(|mention| mention.review).count(),
            numbers_to_review: numbers().filter(|number| number.review).count(),
            skipped,
            skipped_rows,
            warnings: problems.len() - skipped - skipped_rows,
        }
    }
}

fn articles_by_language(corpus: &Corpus, resources: &Resources) -> Vec<LanguageCount> {
    let mut counts: BTreeMap<Language, usize> = BTreeMap::new();
    for article in &corpus.articles {
        *counts
            .entry(article.annotations.language.language)
            .or_default() += 1;
    }
    let mut counts: Vec<_> = counts
        .into_iter()
        .map(|(code, articles)| LanguageCount {
            code,
            name: name_of(code, resources),
            articles,
        })
        .collect();
    counts.sort_by_key(|count| std::cmp::Reverse(count.articles));
    counts
}

/// The name of a language, its code if there is no data for it.
fn name_of(language: Language, resources: &Resources) -> String {
    if language == Language::UNDETERMINED {
        return "in an undetermined language".to_owned();
    }
    let name = resources.name_of(language);
    name.unwrap_or_else(|| language.to_string())
}

/// How a build went.
#[derive(Debug)]
pub struct Run<'r> {
    /// What it was told.
    pub options: &'r BuildOptions<'r>,
    /// What it found.
    pub counts: &'r Counts,
    /// What it wrote.
    pub written: &'r [Written],
    /// Name and hash of each list of names that it knew.
    pub lists: &'r [(String, String)],
    /// Name and hash of each list of the user.
    pub user_lists: &'r [ListFile],
    /// When it started.
    pub started_at: jiff::Timestamp,
    /// How long it took.
    pub elapsed: Duration,
    /// How much of that each part of the work took, in order.
    pub parts: &'r [(&'static str, Duration)],
}

/// Name of the file.
pub const FILE: &str = "run.json";

/// Writes `run.json` into `folder`.
///
/// # Errors
///
/// The file could not be written.
pub fn write(folder: &Path, run: &Run<'_>) -> Result<(), Error> {
    let json = json(run);
    files::write(folder, FILE, |out| writeln!(out, "{json:#}"))
}

fn json(run: &Run<'_>) -> serde_json::Value {
    let rows: BTreeMap<_, _> = run
        .written
        .iter()
        .map(|table| (&table.file, table.n_rows))
        .collect();
    let guarded: BTreeMap<_, _> = run
        .written
        .iter()
        .map(|table| (&table.file, table.n_guarded))
        .collect();
    let lists: BTreeMap<_, _> = run.lists.iter().map(|(name, hash)| (name, hash)).collect();
    let user_lists: BTreeMap<_, _> = run
        .user_lists
        .iter()
        .map(|list| (&list.path, &list.hash))
        .collect();
    let seconds = |time: Duration| time.as_millis() as f64 / 1000.0;
    let parts = run
        .parts
        .iter()
        .map(|(part, time)| ((*part).to_owned(), seconds(*time).into()));
    let parts: serde_json::Map<_, _> = parts.collect();
    serde_json::json!({
        "program": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "options": options(run.options),
        "counts": run.counts,
        "rows": rows,
        "guarded_cells": guarded,
        "lists": lists,
        "user_lists": user_lists,
        "started_at": run.started_at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string(),
        "seconds": seconds(run.elapsed),
        "seconds_of": parts,
    })
}

/// What a build was told.
pub fn options(options: &BuildOptions<'_>) -> serde_json::Value {
    let CsvStyle {
        separator,
        byte_order_mark,
    } = options.csv;
    serde_json::json!({
        "corpus": options.corpus,
        "output": options.output,
        "jobs": options.jobs,
        "gazetteers": options.gazetteers,
        "decisions": options.decisions,
        "language": options.language,
        "strictness": options.strictness.hundredths(),
        "csv": match separator {
            Separator::Comma => "comma",
            Separator::Semicolon => "semicolon",
        },
        "byte_order_mark": byte_order_mark,
        "report": options.report,
        "formats": options.formats.iter().map(Format::name).collect::<Vec<_>>(),
    })
}

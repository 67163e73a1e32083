//! Fits `data/entity_weights.tsv` and `data/entity_calibration.tsv` to annotated texts, and measures weights on others.
//!
//! The texts are JSON Lines with `lang`, `text` and `entities` (`start`, `end`, `type`: characters, and PER, ORG, LOC
//! or MISC); `ignore` has spans that the annotation leaves open, `types` the types that it has at all. Or they are
//! plain text, a file `CODE.txt` for each language: articles apart by an empty line, names in them as `[PER Jane Doe]`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Deserialize;

use crate::document::{Confidence, Document, EntityType, Metadata};
use crate::entities;
use crate::entities::learn::{self, Example, Fitting, Gold};
use crate::error::Error;
use crate::language::Language;
use crate::resources::Resources;
use crate::resources::weights::{Label, Weights};
use crate::text::Span;
use crate::words::Words;

/// An annotated text.
#[derive(Debug)]
struct Annotated {
    corpus: String,
    language: String,
    document: Document,
    gold: Vec<Gold>,
    /// Which labels are annotated.
    labels: Vec<Label>,
}

#[derive(Debug, Deserialize)]
struct Row {
    lang: String,
    text: String,
    entities: Vec<EntityRow>,
    #[serde(default)]
    ignore: Vec<(usize, usize)>,
    types: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
struct EntityRow {
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    entity_type: String,
    #[serde(default)]
    optional: bool,
}

/// The texts of the file at `path`, each of whose rows is one.
fn read(path: &Path) -> Result<Vec<Annotated>, Error> {
    let content = std::fs::read_to_string(path).map_err(|source| Error::Read {
        path: path.to_owned(),
        source,
    })?;
    if path.extension().is_some_and(|extension| extension == "txt") {
        return marked(path, &content);
    }
    let corpus = path.file_name().unwrap_or_default().to_string_lossy();
    let corpus = corpus.split('.').next().unwrap_or_default().to_owned();
    let rows = content.lines().zip(1..).map(|(line, number)| {
        let row: Row = serde_json::from_str(line).map_err(|error| Error::Data {
            file: path.display().to_string(),
            line: number,
            column: String::new(),
            expected: "an annotated text".to_owned(),
            found: error.to_string(),
        })?;
        Ok(annotated(&corpus, row))
    });
    rows.collect()
}

/// The articles of the text `content` with names in brackets.
fn marked(path: &Path, content: &str) -> Result<Vec<Annotated>, Error> {
    let language = path.file_stem().unwrap_or_default().to_string_lossy();
    let language = language.split('_').next().unwrap_or_default();
    let mut line = 1;
    let mut articles = Vec::new();
    for article in content.split("\n\n") {
        let (text, gold) = unmarked(article).ok_or_else(|| Error::Data {
            file: path.display().to_string(),
            line,
            column: String::new(),
            expected: "names as `[PER Jane Doe]`".to_owned(),
            found: article.trim().to_owned(),
        })?;
        line += article.matches('\n').count() as u64 + 2;
        articles.push(Annotated {
            corpus: "own".to_owned(),
            language: language.to_owned(),
            document: document(text),
            gold,
            labels: Label::ALL.to_vec(),
        });
    }
    Ok(articles)
}

/// The text without its marks, and the names that they mark; `None` if a mark is not closed or has no label.
fn unmarked(article: &str) -> Option<(String, Vec<Gold>)> {
    let (mut text, mut gold) = (String::with_capacity(article.len()), Vec::new());
    let mut parts = article.split('[');
    text.push_str(parts.next()?);
    for part in parts {
        let (name, rest) = part.split_once(']')?;
        let (code, surface) = name.split_once(' ')?;
        let start = text.len();
        text.push_str(surface);
        gold.push(Gold {
            span: Span::new(start, text.len()),
            label: Some(label(code)?),
        });
        text.push_str(rest);
    }
    Some((text, gold))
}

fn label(code: &str) -> Option<Label> {
    match code {
        "PER" => Some(Label::Person),
        "ORG" => Some(Label::Organization),
        "LOC" => Some(Label::Location),
        "MISC" => Some(Label::Other),
        _ => None,
    }
}

fn document(text: String) -> Document {
    Document {
        path: String::new(),
        text,
        metadata: Metadata::default(),
        front_matter: Span::new(0, 0),
    }
}

fn annotated(corpus: &str, row: Row) -> Annotated {
    let offsets: Vec<usize> = row
        .text
        .char_indices()
        .map(|(offset, _)| offset)
        .chain([row.text.len()])
        .collect();
    let span = |start: usize, end: usize| Span::new(offsets[start], offsets[end]);
    let names = row.entities.iter().map(|entity| Gold {
        span: span(entity.start, entity.end),
        label: label(&entity.entity_type).filter(|_| !entity.optional),
    });
    let open = row.ignore.iter().map(|&(start, end)| Gold {
        span: span(start, end),
        label: None,
    });
    let gold = names.chain(open).collect();
    let labels = match row.types {
        Some(types) => types.iter().filter_map(|name| label(name)).collect(),
        None => Label::ALL.to_vec(),
    };
    Annotated {
        corpus: corpus.to_owned(),
        language: row.lang,
        gold,
        labels,
        document: document(row.text),
    }
}

impl Annotated {
    fn error(&self, what: &str, span: Span, label: Label, sure: Option<Confidence>) -> String {
        const AROUND: usize = 50;
        let text = &self.document.text;
        let before: Vec<_> = text[..span.start()].chars().rev().take(AROUND).collect();
        let before: String = before.into_iter().rev().collect();
        let after: String = text[span.end()..].chars().take(AROUND).collect();
        let sure = sure.map_or(0, Confidence::hundredths);
        let context = format!("{before}[{}]{after}", span.of(text)).replace(['\n', '\t'], " | ");
        let (corpus, language) = (&self.corpus, &self.language);
        let surface = span.of(text).replace(['\n', '\t'], " ");
        format!("{corpus}\t{language}\t{what}\t{label:?}\t{sure}\t{surface}\t{context}\n")
    }
}

fn examples(
    texts: &[&Annotated],
    resources: &Resources,
    weights: Option<&Weights>,
) -> Vec<Example> {
    let of_text = |annotated: &&Annotated| {
        let told = Language::parse(&annotated.language);
        let words = Words::of(&annotated.document, told, resources);
        let text = words.text();
        learn::examples(
            text,
            words.main().profile,
            &resources.gazetteer,
            &annotated.gold,
            weights,
        )
    };
    let found: Vec<_> = texts.par_iter().map(of_text).collect();
    found.into_iter().flatten().collect()
}

/// The weights fitted to the texts of `files`.
///
/// # Errors
///
/// A file that cannot be read.
pub fn fit(files: &[PathBuf], fitting: Fitting, resources: &Resources) -> Result<Weights, Error> {
    let texts = read_all(files)?;
    let all: Vec<_> = texts.iter().collect();
    Ok(fit_to(&all, fitting, resources))
}

fn read_all(files: &[PathBuf]) -> Result<Vec<Annotated>, Error> {
    let texts: Result<Vec<_>, _> = files.iter().map(|path| read(path)).collect();
    Ok(texts?.into_iter().flatten().collect())
}

/// Each article is seen twice: as by itself, and with the memory that weights fitted to the first have of it.
fn fit_to(texts: &[&Annotated], fitting: Fitting, resources: &Resources) -> Weights {
    let mut all = examples(texts, resources, None);
    let alone = learn::fit(&all, fitting);
    all.extend(examples(texts, resources, Some(&alone)));
    learn::fit(&all, fitting)
}

/// How often names of a probability are right: each corpus of `files` under weights fitted to the others, so that it
/// holds for texts of another kind than those that were learned from.
///
/// # Errors
///
/// A file that cannot be read.
///
/// # Panics
///
/// Never: probabilities are numbers.
pub fn calibrate(
    files: &[PathBuf],
    fitting: Fitting,
    resources: &Resources,
) -> Result<Vec<(f64, f64)>, Error> {
    let texts = read_all(files)?;
    let corpora: BTreeSet<_> = texts.iter().map(|text| text.corpus.as_str()).collect();
    let mut found = Vec::new();
    for corpus in corpora {
        let (own, others): (Vec<_>, Vec<_>) = texts.iter().partition(|text| text.corpus == corpus);
        let weights = fit_to(&others, fitting, resources);
        let examples = examples(&own, resources, Some(&weights));
        found.extend(learn::likelihoods(&examples, &weights));
    }
    found.sort_by(|a, b| a.partial_cmp(b).expect("probabilities are numbers"));
    Ok(ascending(&found))
}

/// Mean probability and share of right ones of ranges of `found`, as many as rise from one to the next (pool adjacent
/// violators; Zadrozny and Elkan 2002); `found` is in ascending order.
fn ascending(found: &[(f64, bool)]) -> Vec<(f64, f64)> {
    const N_RANGES: usize = 40;
    let mut ranges: Vec<(f64, f64, f64)> = Vec::new();
    for range in found.chunks(found.len().div_ceil(N_RANGES).max(1)) {
        let sum: f64 = range.iter().map(|(likelihood, _)| likelihood).sum();
        let right = range.iter().filter(|(_, is_right)| *is_right).count();
        // Counts of names.
        ranges.push((sum, right as f64, range.len() as f64));
        while let [.., (low_sum, low_right, low_n), (sum, right, n)] = ranges[..]
            && low_right / low_n >= right / n
        {
            ranges.truncate(ranges.len() - 2);
            ranges.push((low_sum + sum, low_right + right, low_n + n));
        }
    }
    let points = ranges.iter().map(|(sum, right, n)| (sum / n, right / n));
    points.collect()
}

/// How many names were there, were found, and were found rightly.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    /// Names of the annotation.
    pub gold: usize,
    /// Names that were found.
    pub found: usize,
    /// Those of both.
    pub right: usize,
}

impl Score {
    /// Twice the right ones over all of both.
    #[must_use]
    pub fn f1(&self) -> f64 {
        2.0 * self.right as f64 / (self.gold + self.found).max(1) as f64
    }

    /// The share of right ones in those found.
    #[must_use]
    pub fn precision(&self) -> f64 {
        self.right as f64 / self.found.max(1) as f64
    }
}

/// What came of measuring: scores by corpus and language and by corpus and label, and for each name found how sure it
/// was and whether it was right.
#[derive(Debug, Default)]
pub struct Measured {
    /// By corpus, and language or label.
    pub scores: BTreeMap<(String, String), Score>,
    /// By corpus.
    pub sure: Vec<(String, Confidence, bool)>,
    /// Names that were found wrongly or missed: a line for each, with tabs between corpus, language, what is wrong,
    /// label, how sure, surface and the text around it.
    pub errors: Vec<String>,
}

/// Measures the names found in the texts of `files`: span and label must be right; other names than persons,
/// organisations and places are left aside.
///
/// # Errors
///
/// A file that cannot be read.
pub fn measure(
    files: &[PathBuf],
    strictness: Confidence,
    resources: &Resources,
) -> Result<Measured, Error> {
    let mut measured = Measured::default();
    for path in files {
        let texts = read(path)?;
        let found: Vec<_> = texts
            .par_iter()
            .map(|text| names(text, strictness, resources))
            .collect();
        for (text, found) in texts.iter().zip(found) {
            measured.add(text, &found);
        }
    }
    Ok(measured)
}

fn names(
    text: &Annotated,
    strictness: Confidence,
    resources: &Resources,
) -> Vec<(Span, Label, Confidence)> {
    let words = Words::of(&text.document, None, resources);
    let mentions = entities::find(
        words.text(),
        words.main().profile,
        &resources.gazetteer,
        &resources.weights,
        strictness,
    )
    .mentions;
    let named = mentions.iter().filter(|mention| {
        matches!(
            mention.entity_type,
            EntityType::Person | EntityType::Organization | EntityType::Location
        )
    });
    named
        .map(|mention| {
            (
                mention.span,
                Label::of(mention.entity_type),
                mention.confidence,
            )
        })
        .collect()
}

impl Measured {
    fn add(&mut self, text: &Annotated, found: &[(Span, Label, Confidence)]) {
        let is_scored = |label: Label| label != Label::Other && text.labels.contains(&label);
        let gold: Vec<_> = text
            .gold
            .iter()
            .filter_map(|gold| {
                gold.label
                    .filter(|label| is_scored(*label))
                    .map(|label| (gold.span, label))
            })
            .collect();
        let open = text
            .gold
            .iter()
            .filter(|gold| gold.label.is_none_or(|label| !is_scored(label)));
        let open: Vec<_> = open.map(|gold| gold.span).collect();
        let keys = |label: Label| {
            [text.language.clone(), format!("{label:?}")].map(|part| (text.corpus.clone(), part))
        };
        for &(span, label) in &gold {
            if !found
                .iter()
                .any(|&(other, is, _)| (other, is) == (span, label))
            {
                self.errors.push(text.error("missed", span, label, None));
            }
            for key in keys(label) {
                self.scores.entry(key).or_default().gold += 1;
            }
        }
        for &(span, label, confidence) in found.iter().filter(|(_, label, _)| is_scored(*label)) {
            let is_right = gold.contains(&(span, label));
            let is_open = open.iter().any(|open| open.overlaps(span))
                && !gold.iter().any(|(gold, _)| gold.overlaps(span));
            if is_open {
                continue;
            }
            self.sure.push((text.corpus.clone(), confidence, is_right));
            if !is_right {
                self.errors
                    .push(text.error("wrong", span, label, Some(confidence)));
            }
            for key in keys(label) {
                let score = self.scores.entry(key).or_default();
                score.found += 1;
                score.right += usize::from(is_right);
            }
        }
    }
}

impl std::fmt::Display for Measured {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for ((corpus, part), score) in &self.scores {
            let (f1, precision) = (score.f1(), score.precision());
            let gold = score.gold;
            writeln!(
                f,
                "{corpus:10} {part:13} F {f1:.3} P {precision:.3} n {gold}"
            )?;
        }
        writeln!(f, "\nsaid    found  right  share")?;
        let (mut n_all, mut error) = (0, 0.0);
        for low in (0..100).step_by(10) {
            let bin = self.sure.iter().filter(|(_, sure, _)| {
                (low..low + 10).contains(&usize::from(sure.hundredths().min(99)))
            });
            let bin: Vec<_> = bin.collect();
            let right = bin.iter().filter(|(.., is_right)| *is_right).count();
            let said = bin
                .iter()
                .map(|(_, sure, _)| f64::from(sure.hundredths()) / 100.0);
            let said: f64 = said.sum();
            let share = right as f64 / bin.len().max(1) as f64;
            writeln!(f, "0.{} {:9} {right:6}  {share:.3}", low / 10, bin.len())?;
            n_all += bin.len();
            error += (said - right as f64).abs();
        }
        writeln!(
            f,
            "expected calibration error {:.3}",
            error / n_all.max(1) as f64
        )
    }
}

/// The weights as the text of their data file.
#[must_use]
pub fn table(weights: &Weights) -> String {
    let row = |(feature, [person, organization, location, other]): (String, [f32; 4])| {
        format!("{feature}\t{person}\t{organization}\t{location}\t{other}\n")
    };
    let rows: String = weights.rows().into_iter().map(row).collect();
    format!("feature\tperson\torganization\tlocation\tother\n{rows}")
}

/// The calibration of the weights as the text of its data file.
#[must_use]
pub fn calibration_table(weights: &Weights) -> String {
    let row = |(probability, right): &(f64, f64)| format!("{probability:.4}\t{right:.4}\n");
    let rows: String = weights.calibration().iter().map(row).collect();
    format!("probability\tright\n{rows}")
}

/// Writes `content` to the file at `path`.
///
/// # Errors
///
/// The file cannot be written.
pub fn write(path: &Path, content: &str) -> Result<(), Error> {
    std::fs::write(path, content).map_err(|source| Error::Write {
        path: path.to_owned(),
        source,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_become_names() {
        let (text, gold) =
            unmarked("In [LOC The Hague] saw [PER Doe]'s dog.").expect("it is marked");
        assert_eq!(text, "In The Hague saw Doe's dog.");
        let found: Vec<_> = gold
            .iter()
            .map(|gold| (gold.span.of(&text), gold.label))
            .collect();
        let expected = [
            ("The Hague", Some(Label::Location)),
            ("Doe", Some(Label::Person)),
        ];
        assert_eq!(found, expected);
        assert_eq!(unmarked("In [LOC The Hague"), None);
        assert_eq!(unmarked("In [The Hague]"), None);
    }

    #[test]
    fn the_own_texts_are_marked_well() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("scripts/training/texts");
        let files = std::fs::read_dir(folder).expect("the folder is there");
        let mut n_names = 0;
        for file in files {
            let path = file.expect("it can be read").path();
            let texts = read(&path).unwrap_or_else(|error| panic!("{error}"));
            for text in texts {
                let language = Language::parse(&text.language);
                assert!(language.is_some(), "{}", path.display());
                n_names += text.gold.len();
                for gold in &text.gold {
                    let name = gold.span.of(&text.document.text);
                    assert_eq!(name.trim(), name, "{}", path.display());
                    assert!(!name.is_empty() && !name.contains('\n'), "{name}");
                }
            }
        }
        assert!(n_names > 15_000, "{n_names}");
    }

    #[test]
    fn shares_rise_with_probabilities() {
        let found: Vec<_> = (0..400)
            .map(|idx| (f64::from(idx) / 400.0, idx % 7 == 0 || idx > 300))
            .collect();
        let points = ascending(&found);
        assert!(points.len() > 2);
        assert!(points.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1));
    }
}

//! Why a name is found in an article, or not, to read; [`article`] tells what was made of a whole article or a place
//! in it.

pub mod article;

use crate::document::Document;
use crate::entities::explain::{Explained, explain};
use crate::resources::Resources;
use crate::resources::weights::Label;
use crate::words::Words;

/// So many pieces of evidence are told of each place.
const MAX_EVIDENCE: usize = 12;
/// How many characters of the text around a name are shown.
const CONTEXT: usize = 40;

/// What speaks for and against each span of `document` that has `name` in it, whatever its capitals.
#[must_use]
pub fn report(name: &str, document: &Document, resources: &Resources) -> String {
    let words = Words::of(document, None, resources);
    let gazetteer = &resources.gazetteer;
    let found = explain(
        words.text(),
        words.main().profile,
        gazetteer,
        &resources.weights,
    );
    let asked = name.to_lowercase();
    let is_asked = |one: &&Explained| {
        let surface = one.span.of(&document.text).to_lowercase();
        surface.contains(&asked)
    };
    let places = found.iter().filter(is_asked);
    places.map(|one| place(one, document)).collect()
}

fn place(one: &Explained, document: &Document) -> String {
    let text = &document.text;
    let before: Vec<_> = text[..one.span.start()]
        .chars()
        .rev()
        .take(CONTEXT)
        .collect();
    let before: String = before.into_iter().rev().collect();
    let after: String = text[one.span.end()..].chars().take(CONTEXT).collect();
    let label = match one.label {
        Label::Person => "person",
        Label::Organization => "organization",
        Label::Location => "location",
        Label::Other => "another name",
    };
    let context = format!("{before}[{}]{after}", one.span.of(text));
    let context: Vec<_> = context.split_whitespace().collect();
    let confidence = f64::from(one.confidence.hundredths()) / 100.0;
    let path = &document.path;
    let mut report = format!("{path}: {}\n  {label} {confidence:.2}\n", context.join(" "));
    for (feature, weight) in one.evidence.iter().take(MAX_EVIDENCE) {
        report.push_str(&format!("  {weight:+.2}  {feature}\n"));
    }
    if let Some(rest @ 1..) = one.evidence.len().checked_sub(MAX_EVIDENCE) {
        let sum: f32 = one
            .evidence
            .iter()
            .skip(MAX_EVIDENCE)
            .map(|(_, weight)| weight)
            .sum();
        report.push_str(&format!("  {sum:+.2}  {rest} more\n"));
    }
    report.push('\n');
    report
}

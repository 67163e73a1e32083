//! Compares what is found in the prose of `tests/cases/CODE/KIND.txt` with the marks `[surface](label)` in it.
//!
//! A line is a text of its own; lines that begin with `#` are notes. `UPDATE_EXPECT=1` rewrites the marks to what is
//! found; read the difference before committing it.

use std::path::{Path, PathBuf};

use parallax::document::{Mention, NumberMention, PartialDate, Sentence, Token};
use parallax::language::{Language, LanguageProfile};
use parallax::marked::{mark, unmark};
use parallax::resources::Resources;
use parallax::stem::{Stemmer, WordForms, word_forms};
use parallax::text::Span;
use parallax::{entities, link, numbers, scope, tokenize};

/// The day on which the texts of the cases were published, a Wednesday.
const PUBLISHED: &str = "2025-03-12";

/// What earlier stages find in a text.
struct Input<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    forms: WordForms,
    profile: &'a LanguageProfile,
    resources: &'a Resources,
}

/// A kind of cases: the name of its files, and how a text is marked.
type Kind = (&'static str, fn(&Input) -> Vec<(Span, String)>);

const KINDS: &[Kind] = &[
    ("about", mark_about),
    ("entities", mark_entities),
    ("numbers", mark_numbers),
];

/// A name is labelled with the id of what it names and with how it names it.
fn mark_entities(input: &Input) -> Vec<(Span, String)> {
    let label = |mention: &Mention| {
        let (id, _) = link::identity(mention, &input.resources.gazetteer);
        let relation = serde_json::to_value(mention.relation).expect("a relation is a word");
        (
            mention.span,
            format!("{id} {}", relation.as_str().expect("a relation is a word")),
        )
    };
    names(input).iter().map(label).collect()
}

fn mark_numbers(input: &Input) -> Vec<(Span, String)> {
    let label = |mention: &NumberMention| (mention.span, numbers::label::label(mention));
    figures(input).iter().map(label).collect()
}

/// A number is labelled with the id of what it is about; one that is about nothing has no mark.
fn mark_about(input: &Input) -> Vec<(Span, String)> {
    let (names, figures) = (names(input), figures(input));
    let scopes = scope::scopes(
        input.text,
        &input.sentences,
        &input.tokens,
        &names,
        &figures,
        input.profile,
        &input.resources.figure_words,
    );
    let id = |about: usize| link::identity(&names[about], &input.resources.gazetteer).0;
    let figures = figures.iter().zip(scopes);
    figures
        .filter_map(|(figure, scope)| Some((figure.span, id(scope.about?).to_string())))
        .collect()
}

fn names(input: &Input) -> Vec<Mention> {
    let text = entities::Text {
        text: input.text,
        sections: &[],
        sentences: &input.sentences,
        tokens: &input.tokens,
        forms: &input.forms,
    };
    let Resources {
        gazetteer, weights, ..
    } = input.resources;
    entities::find(
        text,
        input.profile,
        gazetteer,
        weights,
        entities::STRICTNESS,
    )
    .mentions
}

fn figures(input: &Input) -> Vec<NumberMention> {
    numbers::find(
        input.text,
        &input.sentences,
        &input.tokens,
        &input.forms,
        input.profile,
        PartialDate::parse(PUBLISHED),
    )
}

#[test]
fn what_is_marked_is_found_and_nothing_else() {
    let resources = Resources::load().expect("the project's own data");
    let mut differences = Vec::new();
    for profile in resources.profiles() {
        for kind in KINDS {
            let path = file(profile.language, kind.0);
            let Ok(content) = std::fs::read_to_string(&path) else {
                continue;
            };
            let found: Vec<String> = content
                .lines()
                .map(|line| found(line, profile, &resources, kind))
                .collect();
            if std::env::var_os("UPDATE_EXPECT").is_some() {
                std::fs::write(&path, found.join("\n") + "\n").expect("the cases can be written");
            }
            let pairs = content.lines().zip(&found).enumerate();
            differences.extend(
                pairs
                    .filter(|(_, (expected, found))| expected != found)
                    .map(|(line, (expected, found))| {
                        format!(
                            "{}:{}\n  expected {expected}\n  found    {found}",
                            path.display(),
                            line + 1
                        )
                    }),
            );
        }
    }
    assert!(
        differences.is_empty(),
        "{} lines differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

/// The classes of what is written like a number and is none, in the order of `tests/cases/not_numbers.tsv`.
const NOT_NUMBERS: &[(&str, &str)] = &[
    (
        "article",
        "the indefinite article, where it is the word for one",
    ),
    ("code", "addresses, sizes, resolutions, posts"),
    ("event_by_date", "an event that is called by its date"),
    (
        "house_number",
        "the number of a house beside the name of its street",
    ),
    (
        "label",
        "the number of a page, room, flight, article of a law",
    ),
    ("list_number", "the number of an item of a list"),
    (
        "month_that_is_a_verb",
        "the name of a month that is another word",
    ),
    (
        "name_with_digits",
        "vehicles, roads, illnesses, groups of states, products",
    ),
    (
        "one_as_pronoun",
        "*one* that stands for somebody or something",
    ),
    ("phone_number", "telephone numbers"),
    ("ruler", "the number in the name of a king"),
    ("score", "results of games"),
    (
        "second_that_is_no_place",
        "*second* that is a moment, a verb or a preposition",
    ),
    ("version", "versions of programs"),
];

/// Rows are `class, language, text`; what is marked in the text as in the other cases is a number all the same.
#[test]
fn what_is_no_number_is_not_found() {
    let resources = Resources::load().expect("the project's own data");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/not_numbers.tsv");
    let content = std::fs::read_to_string(path).expect("the table is there");
    let mut differences = Vec::new();
    let mut classes = Vec::new();
    for (row_idx, row) in content.lines().skip(1).enumerate() {
        let [class, code, text] = row.split('\t').collect::<Vec<_>>()[..] else {
            panic!("row {row_idx} has three cells");
        };
        classes.push(class);
        let language = Language::parse(code).expect("a code");
        let found = found(
            text,
            resources.profile(language),
            &resources,
            &("numbers", mark_numbers),
        );
        if found != text {
            differences.push(format!(
                "{class} {code}\n  expected {text}\n  found    {found}"
            ));
        }
    }
    classes.dedup();
    let known: Vec<&str> = NOT_NUMBERS.iter().map(|(class, _)| *class).collect();
    assert_eq!(classes, known, "the table is sorted and has every class");
    assert!(
        differences.is_empty(),
        "{} rows differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

fn file(language: Language, kind: &str) -> PathBuf {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    cases.join(language.code()).join(kind).with_extension("txt")
}

/// The line with marks around what is found in it.
fn found(line: &str, profile: &LanguageProfile, resources: &Resources, kind: &Kind) -> String {
    if line.starts_with('#') {
        return line.to_owned();
    }
    let (text, _) = unmark(line);
    let stemmer = Stemmer::named(&profile.stemmer).expect("a profile names a stemmer");
    let tokens = tokenize::tokens(&text, profile);
    let sentences = tokenize::sentences(&text, &tokens, profile);
    let forms = word_forms(&text, &tokens, &stemmer);
    let input = Input {
        text: &text,
        tokens,
        sentences,
        forms,
        profile,
        resources,
    };
    mark(&text, &(kind.1)(&input))
}

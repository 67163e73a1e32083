//! Bytes of real text a second in each stage, in three languages. Each bench asserts how much it found in one copy of
//! the articles, exactly where the rules alone decide, at least so many where the lists do.

mod common;

use std::path::Path;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use parallax::document::{Article, Section, Sentence, Token, article_id};
use parallax::entities::STRICTNESS;
use parallax::language::{Language, LanguageProfile};
use parallax::read::{self, FORMATS};
use parallax::resources::gazetteer::key_tokens;
use parallax::stem::{Stemmer, WordForms, word_forms};
use parallax::tables::formats::Formats;
use parallax::tables::{self, CsvStyle, Found};
use parallax::{detect, entities, link, numbers, pipeline, sections, stem, tokenize};
use tokenizers::pipeline::{PreTokenizer, PreTokenizerScratch};
use tokenizers::pre_tokenizers::whitespace::Whitespace;

use common::{RESOURCES, articles, document};

fn main() {
    divan::main();
}

/// A language and the indices of its articles.
#[derive(Clone, Copy)]
struct Sample {
    /// Code of the language.
    code: &'static str,
    articles: &'static [usize],
    n_copies: usize,
}

impl std::fmt::Display for Sample {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code)
    }
}

/// About 200 KB in each language.
const SAMPLES: [Sample; 3] = [
    Sample {
        code: "nl",
        articles: &[0],
        n_copies: 75,
    },
    Sample {
        code: "de",
        articles: &[1, 4],
        n_copies: 30,
    },
    Sample {
        code: "en",
        articles: &[2, 3],
        n_copies: 30,
    },
];

impl Sample {
    /// The articles, repeated.
    fn text(self) -> String {
        let all = articles();
        let once: String = self
            .articles
            .iter()
            .map(|&idx| format!("{}\n\n", all[idx]))
            .collect();
        once.repeat(self.n_copies)
    }

    /// The articles, once.
    fn once(self) -> Self {
        Self {
            n_copies: 1,
            ..self
        }
    }

    /// How many copies of an article of the language there are.
    fn n_copies(self) -> usize {
        self.n_copies
    }

    /// What the data say about the language.
    fn profile(self) -> &'static LanguageProfile {
        RESOURCES.profile(Language::parse(self.code).expect("a code"))
    }
}

/// A text with what the stages before names find in it.
struct Prepared {
    text: String,
    sections: Vec<Section>,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    forms: WordForms,
    profile: &'static LanguageProfile,
}

/// The stemmer of a language.
fn stemmer(profile: &LanguageProfile) -> Stemmer {
    Stemmer::named(&profile.stemmer).expect("checked when the profile was loaded")
}

/// Runs the stages before names.
fn prepare(sample: Sample) -> Prepared {
    let (profile, text) = (sample.profile(), sample.text());
    let document = document("a.txt", text);
    let sections = sections::sections(&document, &RESOURCES.furniture);
    let text = document.text;
    let tokens = tokenize::tokens(&text, profile);
    let sentences = tokenize::sentences(&text, &tokens, profile);
    let forms = word_forms(&text, &tokens, &stemmer(profile));
    Prepared {
        text,
        sections,
        tokens,
        sentences,
        forms,
        profile,
    }
}

/// The spans alone that tokens are made of, to compare tokenization with.
#[divan::bench(args = SAMPLES)]
fn bare_spans(bencher: Bencher, sample: Sample) {
    let text = sample.text();
    let at_least = n_tokens(sample) * sample.n_copies() / 2;
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let mut spans = Vec::with_capacity(text.len() / 5);
        Whitespace
            .pre_tokenize(
                black_box(&text),
                &mut PreTokenizerScratch::default(),
                &mut spans,
            )
            .expect("the pre-tokenizer takes any text");
        assert!(spans.len() > at_least);
        spans
    });
}

#[divan::bench]
fn read(bencher: Bencher) {
    let (files, problems) = read::files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"))
        .expect("corpus/ is there");
    assert!(problems.is_empty());
    let bytes: usize = articles().iter().map(String::len).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let documents: Vec<_> = files
            .iter()
            .flat_map(|file| read::documents(file).documents)
            .collect();
        assert_eq!(documents.len(), 5);
        documents
    });
}

#[divan::bench]
fn read_json_lines(bencher: Bencher) {
    let line = |text: String| serde_json::json!({ "text": text }).to_string() + "\n";
    let lines: String = articles()
        .into_iter()
        .map(line)
        .collect::<String>()
        .repeat(20);
    let format = FORMATS
        .iter()
        .find(|format| format.extensions.contains(&"jsonl"))
        .expect("it is a format");
    bencher.counter(BytesCount::of_str(&lines)).bench_local(|| {
        let reading = format.read("a.jsonl", black_box(lines.as_bytes()));
        assert_eq!((reading.documents.len(), reading.problems.len()), (100, 0));
        reading
    });
}

#[divan::bench]
fn sections(bencher: Bencher) {
    let documents: Vec<_> = articles()
        .into_iter()
        .map(|text| document("a.txt", text))
        .collect();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let found = documents
            .iter()
            .map(|document| sections::sections(black_box(document), &RESOURCES.furniture));
        let n_sections: usize = found.map(|sections| sections.len()).sum();
        assert_eq!(n_sections, N_SECTIONS);
    });
}

#[divan::bench]
fn detect(bencher: Bencher) {
    let documents: Vec<_> = articles()
        .into_iter()
        .map(|text| document("a.txt", text))
        .collect();
    let parts: Vec<Vec<Section>> = documents
        .iter()
        .map(|document| sections::sections(document, &RESOURCES.furniture))
        .collect();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let codes: Vec<_> = documents
            .iter()
            .zip(&parts)
            .map(|(document, parts)| {
                detect::detect(
                    &document.text,
                    parts,
                    None,
                    &RESOURCES.codes,
                    RESOURCES.ngrams(),
                )
                .language
                .to_string()
            })
            .collect();
        assert_eq!(codes, ["nl", "de", "en", "en", "de"]);
    });
}

#[divan::bench(args = SAMPLES)]
fn tokenize(bencher: Bencher, sample: Sample) {
    let (text, profile) = (sample.text(), sample.profile());
    let expected = n_tokens(sample) * sample.n_copies();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        let tokens = tokenize::tokens(black_box(&text), profile);
        assert_eq!(tokens.len(), expected);
        tokens
    });
}

#[divan::bench(args = SAMPLES)]
fn sentences(bencher: Bencher, sample: Sample) {
    let prepared = prepare(sample);
    let expected = n_sentences(sample) * sample.n_copies();
    bencher
        .counter(BytesCount::of_str(&prepared.text))
        .bench_local(|| {
            let sentences = tokenize::sentences(
                black_box(&prepared.text),
                &prepared.tokens,
                prepared.profile,
            );
            assert_eq!(sentences.len(), expected);
            sentences
        });
}

#[divan::bench(args = SAMPLES)]
fn stem(bencher: Bencher, sample: Sample) {
    let prepared = prepare(sample);
    let stemmer = stemmer(prepared.profile);
    let last = prepared.tokens.len() - 1;
    let expected = prepared.forms.stem(last).to_owned();
    bencher
        .counter(BytesCount::of_str(&prepared.text))
        .bench_local(|| {
            let forms = stem::word_forms(black_box(&prepared.text), &prepared.tokens, &stemmer);
            assert_eq!(forms.stem(last), expected);
            forms
        });
}

/// Every article by itself: names are sought through the whole of an article, so that a long one is another task.
#[divan::bench(args = SAMPLES)]
fn entities(bencher: Bencher, sample: Sample) {
    let prepared = prepare(sample.once());
    let at_least = n_mentions(sample);
    bencher
        .counter(BytesCount::of_str(&prepared.text))
        .bench_local(|| {
            let text = entities::Text {
                text: black_box(&prepared.text),
                sections: &prepared.sections,
                sentences: &prepared.sentences,
                tokens: &prepared.tokens,
                forms: &prepared.forms,
            };
            let (gazetteer, weights) = (&RESOURCES.gazetteer, &RESOURCES.weights);
            let names = entities::find(text, prepared.profile, gazetteer, weights, STRICTNESS);
            let n_found = names.mentions.len();
            assert!(n_found >= at_least, "{n_found}");
            names
        });
}

#[divan::bench(args = SAMPLES)]
fn numbers(bencher: Bencher, sample: Sample) {
    let prepared = prepare(sample.once());
    let expected = n_numbers(sample);
    bencher
        .counter(BytesCount::of_str(&prepared.text))
        .bench_local(|| {
            let numbers = numbers::find(
                black_box(&prepared.text),
                &prepared.sentences,
                &prepared.tokens,
                &prepared.forms,
                prepared.profile,
                None,
            );
            assert_eq!(numbers.len(), expected);
            numbers
        });
}

/// The folded tokens by which names are compared, which loading makes of every name.
#[divan::bench]
fn keys_of_names(bencher: Bencher) {
    let names: Vec<_> = RESOURCES
        .gazetteer
        .names()
        .take(10_000)
        .map(|name| name.surface)
        .collect();
    let bytes: usize = names.iter().map(|name| name.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let n_keys: usize = names
            .iter()
            .map(|name| key_tokens(black_box(name)).len())
            .sum();
        assert!(n_keys > names.len());
    });
}

fn annotated() -> (usize, Vec<Article>) {
    let texts = articles();
    let bytes = texts.iter().map(String::len).sum::<usize>() * 20;
    let copies = (0..20).flat_map(|copy| {
        texts
            .iter()
            .enumerate()
            .map(move |(idx, text)| (format!("{copy:02}/{idx}.txt"), text))
    });
    let article = |(path, text): (String, &String)| {
        let document = document(&path, text.clone());
        let annotations = pipeline::annotate(&document, None, STRICTNESS, &RESOURCES);
        Article {
            id: article_id(&path),
            document,
            annotations,
        }
    };
    let mut articles: Vec<_> = copies.map(article).collect();
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    (bytes, articles)
}

#[divan::bench]
fn link(bencher: Bencher) {
    let (bytes, articles) = annotated();
    let bencher = bencher
        .counter(BytesCount::new(bytes))
        .with_inputs(|| articles.clone());
    bencher.bench_local_values(|articles| {
        let n_mentions: usize = articles
            .iter()
            .map(|article| article.annotations.mentions.len())
            .sum();
        let corpus = link::link(articles, &RESOURCES.gazetteer);
        let n_members: usize = corpus
            .clusters
            .iter()
            .map(|cluster| cluster.members.len())
            .sum();
        assert_eq!(n_members, n_mentions);
        corpus
    });
}

#[divan::bench]
fn tables(bencher: Bencher) {
    let (bytes, articles) = annotated();
    let corpus = link::link(articles, &RESOURCES.gazetteer);
    let found = Found {
        corpus: &corpus,
        problems: &[],
        gazetteer: &RESOURCES.gazetteer,
    };
    let bencher = bencher
        .counter(BytesCount::new(bytes))
        .with_inputs(|| tempfile::tempdir().expect("a temporary folder"));
    bencher.bench_local_values(|folder| {
        let output = tables::write(
            folder.path(),
            &found,
            CsvStyle::default(),
            Formats::default(),
        )
        .expect("the folder is writable");
        assert_eq!(output.written[0].n_rows, 100);
        folder
    });
}

/// How many sections the five articles have.
const N_SECTIONS: usize = 12;

/// How many tokens one copy of the articles has.
fn n_tokens(sample: Sample) -> usize {
    match sample.code {
        "nl" => 444,
        "de" => 1190,
        _ => 1252,
    }
}

/// How many sentences one copy of the articles has.
fn n_sentences(sample: Sample) -> usize {
    match sample.code {
        "nl" => 22,
        "de" => 56,
        _ => 56,
    }
}

/// How many names one copy of the articles has at least.
fn n_mentions(sample: Sample) -> usize {
    match sample.code {
        "nl" => 26,
        "de" => 78,
        _ => 85,
    }
}

/// How many numbers one copy of the articles has.
fn n_numbers(sample: Sample) -> usize {
    match sample.code {
        "nl" => 14,
        "de" => 28,
        _ => 22,
    }
}

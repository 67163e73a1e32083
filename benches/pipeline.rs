//! The whole: start-up, one article, a folder of articles.

mod common;

use std::fs;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use parallax::cache::CacheUse;
use parallax::entities::STRICTNESS;
use parallax::pipeline::{self, BuildOptions};
use parallax::resources::Resources;
use parallax::tables::CsvStyle;
use parallax::tables::formats::Formats;
use tempfile::TempDir;

use common::{RESOURCES, articles, document};

const N_ARTICLES: usize = 200;

fn main() {
    divan::main();
}

/// Start-up: everything that the program knows.
#[divan::bench]
fn load(bencher: Bencher) {
    bencher.bench_local(|| {
        let resources = Resources::load().expect("the project's own data");
        assert!(resources.gazetteer.n_entities() > 20_000);
        resources
    });
}

/// One article after the other on one thread.
#[divan::bench]
fn annotate(bencher: Bencher) {
    let documents: Vec<_> = articles()
        .into_iter()
        .map(|text| document("a.txt", text))
        .collect();
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench_local(|| {
        let annotations = documents
            .iter()
            .map(|document| pipeline::annotate(document, None, STRICTNESS, &RESOURCES));
        let n_mentions: usize = annotations
            .map(|annotations| annotations.mentions.len())
            .sum();
        assert!(n_mentions >= 190, "{n_mentions}");
    });
}

/// A folder of [`N_ARTICLES`] articles: those of `corpus/`, each copy with a sentence of its own.
fn folder() -> (TempDir, usize) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let corpus = folder.path().join("corpus");
    fs::create_dir(&corpus).expect("the folder is empty");
    let mut bytes = 0;
    for (idx, text) in articles().iter().cycle().take(N_ARTICLES).enumerate() {
        let text = format!(
            "{text}\nArticle {idx} was sent to Ward{idx} Jansen of the Bank of Town{idx}.\n"
        );
        fs::write(corpus.join(format!("{idx:04}.txt")), &text).expect("the folder is writable");
        bytes += text.len();
    }
    (folder, bytes)
}

fn build_with(bencher: Bencher, jobs: Option<usize>) {
    let (folder, bytes) = folder();
    let corpus = folder.path().join("corpus");
    let bencher = bencher
        .counter(BytesCount::new(bytes))
        .counter(ItemsCount::new(N_ARTICLES));
    bencher
        .with_inputs(|| tempfile::tempdir().expect("a temporary folder"))
        .bench_local_values(|output| {
            let options = BuildOptions {
                corpus: &corpus,
                output: &output.path().join("output"),
                jobs,
                gazetteers: None,
                decisions: None,
                language: None,
                strictness: STRICTNESS,
                csv: CsvStyle::default(),
                cache: CacheUse::Unused,
                report: false,
                formats: Formats::default(),
            };
            let built = pipeline::build(&options, &()).expect("the folder is writable");
            assert_eq!(
                (built.counts.articles, built.problems.len()),
                (N_ARTICLES, 0)
            );
            output
        });
}

/// A clean run with a thread for each core, start-up included.
#[divan::bench(sample_count = 20)]
fn build(bencher: Bencher) {
    build_with(bencher, None);
}

/// A clean run with one thread, start-up included.
#[divan::bench(sample_count = 20)]
fn build_on_one_thread(bencher: Bencher) {
    build_with(bencher, Some(1));
}

//! Finding names: our index beside other ways to do it, on the same text with the same names, at the size of the built-in
//! lists and with a million names; and how long each takes to be ready.
//!
//! All get the text as folded tokens, and find every sequence of tokens that is a name; overlapping ones too. Those that
//! look for letters look in the tokens joined by spaces and drop what does not begin and end with a token.

mod common;

use std::collections::HashSet;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use daachorse::DoubleArrayAhoCorasick;
use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use parallax::resources::Resources;
use parallax::resources::gazetteer::{Gazetteer, MAX_NAME_TOKENS, key_tokens};
use parallax::resources::user_lists::ListFile;
use yada::DoubleArray;
use yada::builder::DoubleArrayBuilder;

use common::{RESOURCES, articles};

fn main() {
    divan::main();
}

const N_COPIES: usize = 20;
const MILLION: usize = 1_000_000;

/// The articles, and what they are for those that look for letters.
struct Text {
    keys: Vec<String>,
    /// The keys with spaces between.
    joined: String,
    /// Where each key begins in `joined`.
    starts: Vec<usize>,
}

static TEXT: LazyLock<Text> = LazyLock::new(|| {
    let keys = key_tokens(&articles().join("\n").repeat(N_COPIES));
    let mut starts = Vec::new();
    let mut joined = String::new();
    for key in &keys {
        starts.push(joined.len());
        joined.push_str(key);
        joined.push(' ');
    }
    Text {
        keys,
        joined,
        starts,
    }
});

/// The built-in names, folded, each once, in order.
static BUILT_IN: LazyLock<Vec<String>> = LazyLock::new(|| folded(&RESOURCES.gazetteer));

fn folded(gazetteer: &Gazetteer) -> Vec<String> {
    let names = gazetteer.names();
    let mut folded: Vec<_> = names
        .map(|name| key_tokens(name.surface).join(" "))
        .collect();
    folded.sort();
    folded.dedup();
    folded
}

/// A list of a million names of two or three parts that names of persons have.
static LIST: LazyLock<ListFile> = LazyLock::new(|| {
    let parts: Vec<_> = BUILT_IN
        .iter()
        .filter(|name| !name.contains([' ', '"', ',']) && name.chars().all(char::is_alphabetic))
        .collect();
    let mut state = 1_u64;
    let mut part = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        parts[(state >> 33) as usize % parts.len()].as_str()
    };
    let mut known = HashSet::new();
    let mut text = "entity_id,type,subtype,language,name,kind\n".to_owned();
    while known.len() < MILLION {
        let mut name = format!("{} {}", part(), part());
        if known.len() % 3 == 0 {
            name = format!("{name} {}", part());
        }
        if known.insert(name.clone()) {
            text.push_str(&format!(
                "per:own-{},person,,,{name},preferred\n",
                known.len()
            ));
        }
    }
    ListFile {
        path: "gazetteers/million.csv".to_owned(),
        text,
        hash: String::new(),
    }
});

fn with_million() -> Resources {
    let mut resources = Resources::load().expect("the project's own data");
    let problems = resources.add_lists(std::slice::from_ref(&*LIST));
    assert!(problems.is_empty());
    resources
}

static WITH_MILLION: LazyLock<Resources> = LazyLock::new(with_million);

static MILLION_AND_BUILT_IN: LazyLock<Vec<String>> =
    LazyLock::new(|| folded(&WITH_MILLION.gazetteer));

/// How many names are found in the text, as told by the simplest way.
static EXPECTED: LazyLock<[usize; 2]> =
    LazyLock::new(|| [&*BUILT_IN, &*MILLION_AND_BUILT_IN].map(|names| naive_count(&set(names))));

/// With which names.
#[derive(Debug, Clone, Copy)]
enum Size {
    BuiltIn,
    Million,
}

const SIZES: [Size; 2] = [Size::BuiltIn, Size::Million];

impl Size {
    fn names(self) -> &'static [String] {
        match self {
            Self::BuiltIn => &BUILT_IN,
            Self::Million => &MILLION_AND_BUILT_IN,
        }
    }
}

/// Times `count` on the text.
fn search(bencher: Bencher, size: Size, count: impl Fn(&Text) -> usize) {
    let expected = EXPECTED[size as usize];
    let text = black_box(&*TEXT);
    bencher
        .counter(BytesCount::new(text.joined.len()))
        .bench_local(|| assert_eq!(count(text), expected));
}

/// Ours.
#[divan::bench(args = SIZES, sample_count = 20)]
fn index(bencher: Bencher, size: Size) {
    let gazetteer = match size {
        Size::BuiltIn => &RESOURCES.gazetteer,
        Size::Million => &WITH_MILLION.gazetteer,
    };
    search(bencher, size, |text| {
        let from = |first: usize| {
            let sequences = gazetteer.names_at_start(&text.keys[first..]);
            sequences
                .take(MAX_NAME_TOKENS)
                .filter(|(_, names)| names.clone().next().is_some())
                .count()
        };
        (0..text.keys.len()).map(from).sum()
    });
}

fn set(names: &[String]) -> HashSet<&str> {
    names.iter().map(String::as_str).collect()
}

fn naive_count(names: &HashSet<&str>) -> usize {
    let mut n_found = 0;
    let mut span = String::new();
    for first in 0..TEXT.keys.len() {
        span.clear();
        for key in TEXT.keys[first..].iter().take(MAX_NAME_TOKENS) {
            if !span.is_empty() {
                span.push(' ');
            }
            span.push_str(key);
            n_found += usize::from(names.contains(span.as_str()));
        }
    }
    n_found
}

/// Every span of tokens looked up in a set.
#[divan::bench(args = SIZES, sample_count = 5)]
fn every_span(bencher: Bencher, size: Size) {
    let names = set(size.names());
    search(bencher, size, |_| naive_count(&names));
}

/// Whether a match has spaces around it.
fn has_edges(text: &str, start: usize, end: usize) -> bool {
    (start == 0 || text.as_bytes()[start - 1] == b' ') && text.as_bytes()[end] == b' '
}

/// Crate `daachorse`.
#[divan::bench(args = SIZES, sample_count = 20)]
fn daachorse(bencher: Bencher, size: Size) {
    let automaton = DoubleArrayAhoCorasick::<u32>::new(size.names()).expect("different names");
    search(bencher, size, |text| {
        let matches = automaton.find_overlapping_iter(&text.joined);
        matches
            .filter(|found| has_edges(&text.joined, found.start(), found.end()))
            .count()
    });
}

/// Crate `aho-corasick`. With a million names it takes gigabytes to be built, and is left out.
#[divan::bench(sample_count = 20)]
fn aho_corasick(bencher: Bencher) {
    let automaton = AhoCorasick::builder()
        .kind(Some(AhoCorasickKind::ContiguousNFA))
        .build(&*BUILT_IN)
        .expect("few enough names");
    search(bencher, Size::BuiltIn, |text| {
        let matches = automaton.find_overlapping_iter(&text.joined);
        matches
            .filter(|found| has_edges(&text.joined, found.start(), found.end()))
            .count()
    });
}

/// The bytes of a double array of crate `yada`.
fn double_array(names: &[String]) -> Vec<u8> {
    let pairs: Vec<_> = (0..).zip(names).map(|(idx, name)| (name, idx)).collect();
    DoubleArrayBuilder::build(&pairs).expect("sorted names")
}

/// Crate `yada`, from every token on.
#[divan::bench(args = SIZES, sample_count = 20)]
fn yada(bencher: Bencher, size: Size) {
    let trie = DoubleArray::new(double_array(size.names()));
    search(bencher, size, |text| {
        let from = |&start: &usize| {
            let matches = trie.common_prefix_search(&text.joined.as_bytes()[start..]);
            matches
                .filter(|&(_, len)| text.joined.as_bytes()[start + len] == b' ')
                .count()
        };
        text.starts.iter().map(from).sum()
    });
}

/// All that the program knows, ready.
#[divan::bench]
fn start() -> Resources {
    Resources::load().expect("the project's own data")
}

/// The same with the profile of a language, which is read when a text in it is met.
#[divan::bench(args = ["de", "en", "ru"])]
fn start_with_profile(code: &str) -> Resources {
    let resources = Resources::load().expect("the project's own data");
    let language = resources.language(code).expect("there is data for it");
    assert_eq!(resources.profile(language).language, language);
    resources
}

/// The same with a million names of the user, read from CSV.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn start_with_million(bencher: Bencher) {
    LazyLock::force(&LIST);
    bencher.bench_local(with_million);
}

/// An automaton of the built-in names, or of a million, from names that are folded already.
#[divan::bench(args = SIZES, sample_count = 1, sample_size = 1)]
fn start_daachorse(bencher: Bencher, size: Size) {
    let names = size.names();
    bencher.bench_local(|| DoubleArrayAhoCorasick::<u32>::new(names).expect("different names"));
}

/// A trie of the built-in names, or of a million, from names that are folded already.
#[divan::bench(args = SIZES, sample_count = 1, sample_size = 1)]
fn start_yada(bencher: Bencher, size: Size) {
    let names = size.names();
    bencher.bench_local(|| double_array(names));
}

//! Whole folders to complete tables, byte for byte; `UPDATE_EXPECT=1` writes what is expected anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use parallax::cache::CacheUse;
use parallax::entities::STRICTNESS;
use parallax::pipeline::{self, BuildOptions};
use parallax::tables::CsvStyle;
use parallax::tables::formats::Formats;
use tempfile::TempDir;
use walkdir::WalkDir;

const ADDED: (&str, &str) = (
    "added.txt",
    "Kyiv, 12 March 2025\n\nElon Musk met Mark Kelly in Ukraine on Tuesday, the European Commission said.\n",
);

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn build(corpus: &Path, output: &Path, jobs: Option<usize>) {
    let options = BuildOptions {
        corpus,
        output,
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
    pipeline::build(&options, &()).expect("there is something to read and a place to write");
}

/// The content of every table of the folder by its name; `run.json` tells the time and is none, `changes.csv` and the page
/// tell what was there before.
fn tables(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries =
        fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let paths = entries.map(|entry| entry.expect("the folder can be read").path());
    let named = paths.map(|path| {
        (
            path.file_name()
                .map_or(String::new(), |name| name.to_string_lossy().into_owned()),
            path,
        )
    });
    const OTHERS: [&str; 3] = ["run.json", "changes.csv", "report.html"];
    let tables = named.filter(|(name, _)| !OTHERS.contains(&name.as_str()));
    tables
        .map(|(name, path)| (name, fs::read(path).expect("the file can be read")))
        .collect()
}

/// When each table of the folder was last written.
fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let time = |name: &String| fs::metadata(folder.join(name)).and_then(|file| file.modified());
    tables(folder)
        .into_keys()
        .map(|name| (name.clone(), time(&name).expect("times are kept")))
        .collect()
}

/// That both have the same tables, naming the first line that differs.
fn assert_same(
    found: &BTreeMap<String, Vec<u8>>,
    expected: &BTreeMap<String, Vec<u8>>,
    what: &str,
) {
    let names = |tables: &BTreeMap<String, Vec<u8>>| tables.keys().cloned().collect::<Vec<_>>();
    assert_eq!(
        names(found),
        names(expected),
        "{what}: which tables there are"
    );
    for (name, content) in expected {
        let found = String::from_utf8_lossy(&found[name]);
        let expected = String::from_utf8_lossy(content);
        let differing = found
            .lines()
            .zip(expected.lines())
            .position(|(found, expected)| found != expected);
        if let Some(idx) = differing {
            let line = |text: &str| text.lines().nth(idx).unwrap_or_default().to_owned();
            panic!(
                "{what}: {name}:{}: expected\n  {}\nfound\n  {}",
                idx + 1,
                line(&expected),
                line(&found)
            );
        }
        assert!(
            found == expected,
            "{what}: {name}: of {} lines, {}",
            expected.lines().count(),
            found.lines().count()
        );
    }
}

fn update(found: &Path, expected: &Path) {
    fs::create_dir_all(expected).expect("the project is writable");
    for name in tables(expected).keys() {
        fs::remove_file(expected.join(name)).expect("the project is writable");
    }
    for (name, content) in tables(found) {
        fs::write(expected.join(name), content).expect("the project is writable");
    }
}

/// A copy of the folder that may be changed.
fn copy(corpus: &Path) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for entry in WalkDir::new(corpus).min_depth(1) {
        let entry = entry.expect("the corpus can be walked");
        let to = folder
            .path()
            .join(entry.path().strip_prefix(corpus).expect("below the corpus"));
        if entry.file_type().is_dir() {
            fs::create_dir(to).expect("the folder is writable");
        } else {
            fs::copy(entry.path(), to).expect("the folder is writable");
        }
    }
    folder
}

/// The first `.txt` and the last `.txt` of a folder.
fn two_articles(corpus: &Path) -> (PathBuf, PathBuf) {
    let entries = fs::read_dir(corpus)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be read").path());
    let mut articles: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    articles.sort();
    let last = articles.pop().expect("the corpus has two articles");
    (articles.swap_remove(0), last)
}

/// That the folder gives the expected tables, however often and with however many threads it is read, and that after
/// changes the tables are those of a clean run.
fn check(corpus: &Path, expected: &Path) {
    let output = tempfile::tempdir().expect("a temporary folder");
    build(corpus, &output.path().join("output"), Some(1));
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        update(&output.path().join("output"), expected);
    }
    let first = tables(&output.path().join("output"));
    assert_same(&first, &tables(expected), "the tables");

    let written = times(&output.path().join("output"));
    build(corpus, &output.path().join("output"), Some(2));
    assert_same(
        &tables(&output.path().join("output")),
        &first,
        "a second run with two threads",
    );
    assert_eq!(
        times(&output.path().join("output")),
        written,
        "a second run writes no table"
    );

    let corpus = copy(corpus);
    let (changed, removed) = two_articles(corpus.path());
    let text = fs::read(&changed).expect("the article is there");
    fs::write(
        &changed,
        [text.as_slice(), b"\n\nAngela Merkel was in Paris.\n"].concat(),
    )
    .expect("the folder is writable");
    fs::remove_file(removed).expect("the folder is writable");
    fs::write(corpus.path().join(ADDED.0), ADDED.1).expect("the folder is writable");
    build(corpus.path(), &output.path().join("output"), None);
    let clean = tempfile::tempdir().expect("a temporary folder");
    build(corpus.path(), &clean.path().join("output"), None);
    assert_same(
        &tables(&output.path().join("output")),
        &tables(&clean.path().join("output")),
        "after changes",
    );
    assert_ne!(
        tables(&clean.path().join("output")),
        first,
        "the changes show"
    );
}

#[test]
fn seeds() {
    check(&project().join("corpus"), &project().join("output"));
}

#[test]
fn summit() {
    let folder = project().join("tests/golden/summit");
    check(&folder.join("corpus"), &folder.join("expected"));
}

#[test]
fn one_thing_has_one_id_in_all_languages_of_the_summit() {
    const NAMED_IN_ALL: &[&str] = &[
        "gn:2761369",
        "gn:524901",
        "gn:703448",
        "gn:745044",
        "iso:DE",
        "iso:FR",
        "iso:MD",
        "iso:PL",
        "iso:RU",
        "iso:TR",
        "iso:UA",
        "loc:black-sea",
        "loc:bosporus",
        "loc:danube",
        "org:european-commission",
        "org:gazprom",
        "org:international-atomic-energy-agency",
        "org:nato",
        "org:red-cross",
        "org:united-nations",
        "per:antonio-guterres",
        "per:rafael-grossi",
        "per:recep-tayyip-erdogan",
        "per:ursula-von-der-leyen",
        "per:vladimir-putin",
        "per:volodymyr-zelenskyy",
    ];
    let folder = project().join("tests/golden/summit");
    let output = tempfile::tempdir().expect("a temporary folder");
    build(&folder.join("corpus"), &output.path().join("output"), None);
    let articles = fs::read_dir(folder.join("corpus")).expect("the folder is there");
    let n_languages = articles.count().to_string();
    let entities = tables(&output.path().join("output")).remove("entities.csv");
    let entities = entities.expect("a build writes it");
    let mut reader = csv::Reader::from_reader(entities.as_slice());
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|cell| cell.ends_with(name));
    let (id, languages) = (0, column("languages").expect("a column"));
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row")).collect();
    let in_all = rows.iter().filter(|row| row[languages] == n_languages);
    let in_all: Vec<_> = in_all.map(|row| row[id].to_owned()).collect();
    for id in NAMED_IN_ALL {
        assert!(in_all.iter().any(|found| found == id), "{id}: {in_all:?}");
    }
}

#[test]
fn spoiled() {
    let folder = project().join("tests/golden/spoiled");
    check(&folder.join("corpus"), &folder.join("expected"));
}

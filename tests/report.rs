//! The page: what is in it, and what it does in a browser, if Chromium is there.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use parallax::cache::CacheUse;
use parallax::document::Corpus;
use parallax::entities::STRICTNESS;
use parallax::pipeline::{self, BuildOptions, Built};
use parallax::report::{self, Page};
use parallax::resources::Resources;
use parallax::tables::formats::Formats;
use parallax::tables::{CsvStyle, Found};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

#[cfg(unix)]
mod browser;
#[cfg(unix)]
mod in_browser;

/// Articles that try to be more than text.
const HOSTILE: &str = concat!(
    r#"{"id":"</script><script>window.pwned=1</script>","title":"</script><script>window.pwned=1</script>","outlet":"<img src=x onerror=window.pwned=1>","author":"\" onmouseover=\"window.pwned=1","url":"javascript:window.pwned=1","date":"2025-03-10","language":"en","text":"</script><script>window.pwned=1</script> said Elon Musk in Ukraine on Monday.\n<img src=x onerror=window.pwned=1> \"We </script> saw <b>it</b> & 4,200 euros\", said Petra Lindqvist.\u2028 The end <!-- "}"#,
    "\n",
    r#"{"id":"data","title":"<svg onload=window.pwned=1>","url":"data:text/html,<script>window.pwned=1</script>","date":"2025-03-11","language":"en","text":"&lt;b&gt; Elon Musk met Petra Lindqvist in Ukraine. \"We </script> saw <b>it</b> & 4,200 euros\", said Petra Lindqvist."}"#,
    "\n",
    r#"{"id":"web","title":"A visit","url":"https://example.org/?a=1&b=\"><script>window.pwned=1</script>","language":"en","text":"Elon Musk flew to Ukraine."}"#,
    "\n",
    r#"{"id":"ar","title":"زيارة إلى أوكرانيا","language":"ar","text":"زار إيلون ماسك أوكرانيا يوم الاثنين.\nوقال إن 4200 شخص حضروا."}"#,
    "\n",
);

fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder with the page of a corpus.
struct Output {
    folder: TempDir,
    built: Built,
}

impl Output {
    fn of(corpus: &Path) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let options = BuildOptions {
            corpus,
            output: &folder.path().join("output"),
            jobs: None,
            gazetteers: None,
            decisions: None,
            language: None,
            strictness: STRICTNESS,
            csv: CsvStyle::default(),
            formats: Formats::default(),
            cache: CacheUse::Unused,
            report: true,
        };
        let built = pipeline::build(&options, &()).expect("there is something to read");
        Self { folder, built }
    }

    /// The same story in ten languages.
    fn summit() -> Self {
        Self::of(&project().join("tests/golden/summit/corpus"))
    }

    fn hostile() -> Self {
        let corpus = tempfile::tempdir().expect("a temporary folder");
        fs::write(corpus.path().join("a.jsonl"), HOSTILE).expect("the folder is writable");
        Self::of(corpus.path())
    }

    /// What was found.
    fn corpus(&self) -> &Corpus {
        self.built
            .corpus
            .as_ref()
            .expect("a build that is fresh finds all anew")
    }

    fn output(&self) -> PathBuf {
        self.folder.path().join("output")
    }

    fn path(&self) -> PathBuf {
        self.output().join(report::FILE)
    }

    fn page(&self) -> String {
        fs::read_to_string(self.path()).expect("it was written")
    }

    /// Writes the page again, with room for so many bytes of text in it.
    fn write_with_room(&self, room: usize) {
        let resources = Resources::load().expect("the data are sound");
        let found = Found {
            corpus: self.corpus(),
            problems: &self.built.problems,
            gazetteer: &resources.gazetteer,
        };
        Page::prepare_with_room(&self.output(), &found, room)
            .and_then(|page| page.write(&self.output(), CsvStyle::default()))
            .expect("the folder is writable");
    }

    /// The rows of a table, each by the names of its columns.
    fn rows(&self, table: &str) -> Vec<BTreeMap<String, String>> {
        let content =
            fs::read_to_string(self.output().join(format!("{table}.csv"))).expect("it was written");
        let content = content.trim_start_matches('\u{feff}');
        let mut reader = csv::Reader::from_reader(content.as_bytes());
        let rows = reader.deserialize().map(|row| row.expect("it is a table"));
        rows.collect()
    }
}

/// The blocks of data of a page by their ids.
fn islands(page: &str) -> BTreeMap<String, Value> {
    let lines = page.lines();
    let blocks =
        lines.filter_map(|line| line.strip_prefix("<script type=\"application/json\" id=\""));
    let parsed = blocks.map(|block| {
        let (id, rest) = block.split_once("\">").expect("an id ends");
        let json = rest.strip_suffix("</script>").expect("a block ends");
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
        let value = serde_json::from_str(json).expect("it is JSON");
        (id.to_owned(), value)
    });
    parsed.collect()
}

/// The page without its data.
fn shell(page: &str) -> String {
    let lines = page.lines();
    let shell = lines.filter(|line| !line.starts_with("<script type=\"application/json\""));
    shell.map(|line| format!("{line}\n")).collect()
}

fn list<'v>(value: &'v Value, name: &str) -> &'v Vec<Value> {
    value[name].as_array().expect("it is a list")
}

#[test]
fn what_articles_say_is_only_ever_data() {
    let output = Output::hostile();
    let page = output.page();
    let islands = islands(&page);
    assert_eq!(
        islands.keys().collect::<Vec<_>>(),
        ["changes", "data", "texts-0"]
    );
    let count = |what: &str| page.matches(what).count();
    assert_eq!((count("<script"), count("</script")), (4, 4));
    assert!(!shell(&page).contains("pwned"));
    let texts = list(&islands["texts-0"], "articles");
    let texts: Vec<_> = texts.iter().map(|article| &article["text"]).collect();
    let documents = output.corpus().articles.iter();
    let expected: Vec<_> = documents.map(|article| &article.document.text).collect();
    assert_eq!(texts, expected);
}

#[test]
fn every_row_of_the_tables_is_in_the_page() {
    let output = Output::summit();
    let islands = islands(&output.page());
    let data = &islands["data"];
    let n_rows = |table: &str| output.rows(table).len();
    for table in ["articles", "entities", "stories", "quotes", "problems"] {
        assert_eq!(list(data, table).len(), n_rows(table), "{table}");
        assert!(table == "problems" || n_rows(table) > 0, "{table}");
    }
    let column = |record: &str, name: &str| {
        let columns = list(&data["columns"], record).iter();
        let mut columns = columns.map(|column| column.as_str().unwrap_or_default());
        columns
            .position(|column| column == name)
            .expect("the record has the field")
    };
    let inner = |rows: &[Value], at: usize| -> usize {
        let lists = rows
            .iter()
            .map(|row| row[at].as_array().map_or(0, Vec::len));
        lists.sum()
    };
    let n_readings = inner(list(data, "figures"), column("figure", "readings"));
    assert_eq!(n_readings, n_rows("figures"));
    let articles = list(&islands["texts-0"], "articles");
    let n_in_texts = |name: &str| {
        articles
            .iter()
            .map(|article| list(article, name).len())
            .sum::<usize>()
    };
    for table in ["mentions", "numbers", "quotes"] {
        assert_eq!(n_in_texts(table), n_rows(table), "{table}");
    }
    let why = column("mention", "why");
    let mentions = articles
        .iter()
        .flat_map(|article| list(article, "mentions"));
    let n_joined = mentions.filter(|mention| mention[why] != "").count();
    let n_members = inner(list(data, "groups"), column("group", "members"))
        + inner(list(data, "quote_groups"), column("quoteGroup", "members"));
    assert_eq!(n_joined + n_members, n_rows("coreferences"));
    let is_doubtful = |row: &BTreeMap<String, String>| row["review"] == "true";
    let tables = ["mentions", "numbers", "quotes"].map(|table| output.rows(table));
    let n_doubtful = tables
        .iter()
        .flatten()
        .filter(|row| is_doubtful(row))
        .count();
    assert_eq!(list(data, "reviews").len(), n_doubtful);
}

#[test]
fn places_are_those_of_the_tables() {
    let output = Output::summit();
    let islands = islands(&output.page());
    let articles = list(&islands["texts-0"], "articles");
    let mentions = articles.iter().flat_map(|article| {
        let text: Vec<char> = article["text"]
            .as_str()
            .unwrap_or_default()
            .chars()
            .collect();
        let at = |value: &Value| usize::try_from(value.as_u64().expect("a count")).expect("small");
        let mentions = list(article, "mentions").iter();
        let surfaces =
            mentions.map(move |mention| text[at(&mention[0])..at(&mention[1])].iter().collect());
        surfaces.collect::<Vec<String>>()
    });
    let rows = output.rows("mentions");
    let expected: Vec<_> = rows.iter().map(|row| row["surface"].clone()).collect();
    assert_eq!(mentions.collect::<Vec<_>>(), expected);
}

#[test]
fn the_page_lets_only_its_own_script_and_style_work() {
    let page = Output::hostile().page();
    let between = |from: &str, to: &str| {
        let start = page.find(from).expect("the page has it") + from.len();
        let length = page[start..].find(to).expect("it ends");
        page[start..start + length].to_owned()
    };
    let policy = between("http-equiv=\"Content-Security-Policy\" content=\"", "\"");
    let hash = |text: &str| BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()));
    let (script, style) = (
        between("<script>", "</script>"),
        between("<style>", "</style>"),
    );
    assert_eq!(
        policy,
        format!(
            "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; \
             form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            hash(&script),
            hash(&style)
        )
    );
    // The browser must know the rules before anything that they are about.
    assert!(page.find("Content-Security-Policy") < page.find("<style>"));
}

#[test]
fn the_page_names_no_address_that_a_browser_would_load() {
    let shell = shell(&Output::summit().page());
    for way in [
        "src=", "@import", "url(", "srcset", "<iframe", "<object", "<embed", "<base",
    ] {
        assert!(!shell.contains(way), "{way}");
    }
    let links = shell.match_indices("<link ").count();
    assert_eq!(
        (
            links,
            shell.matches("<link rel=\"icon\" href=\"data:,\">").count()
        ),
        (1, 1)
    );
    let known = [
        "http://www.w3.org/2000/svg",
        "https://www.wikidata.org/wiki/",
    ];
    let addresses = shell.match_indices("http").map(|(at, _)| &shell[at..]);
    let addresses =
        addresses.filter(|rest| rest.starts_with("http://") || rest.starts_with("https://"));
    for rest in addresses {
        let line: String = rest.chars().take(60).collect();
        assert!(known.iter().any(|known| rest.starts_with(known)), "{line}");
    }
}

#[test]
fn texts_that_have_no_room_in_the_page_are_beside_it() {
    let output = Output::hostile();
    let whole = output.page();
    output.write_with_room(0);
    let blocks = output.output().join("report");
    assert_eq!(
        islands(&output.page()).keys().collect::<Vec<_>>(),
        ["changes", "data"]
    );
    let block = fs::read_to_string(blocks.join("texts-0.js")).expect("it was written");
    let json = block
        .strip_prefix("parallaxTexts(0,")
        .and_then(|rest| rest.strip_suffix(");\n"));
    let beside: Value = serde_json::from_str(json.expect("a call")).expect("it is JSON");
    assert_eq!(beside, islands(&whole)["texts-0"]);
    assert!(!block.contains(['<', '&', '\u{2028}']));
    output.write_with_room(usize::MAX);
    assert_eq!(output.page(), whole);
    assert!(!blocks.exists());
}

#[test]
fn what_others_put_beside_the_texts_stays() {
    let output = Output::hostile();
    output.write_with_room(0);
    let own = output.output().join("report/notes.txt");
    fs::write(&own, "mine").expect("the folder is writable");
    output.write_with_room(usize::MAX);
    let entries = fs::read_dir(output.output().join("report")).expect("it is there");
    assert_eq!((entries.count(), own.is_file()), (1, true));
}

#[test]
fn without_the_page_an_old_one_is_removed() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("corpus")).expect("the folder is empty");
    fs::write(folder.path().join("corpus/a.jsonl"), HOSTILE).expect("the folder is writable");
    let build = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("parallax").expect("the program is built");
        command
            .current_dir(folder.path())
            .arg("build")
            .args(arguments);
        let output = command.output().expect("the program starts");
        String::from_utf8(output.stdout).expect("messages are UTF-8")
    };
    let page = Path::new("output").join(report::FILE);
    let told = build(&[]);
    assert!(
        told.contains(&format!("Open {} first", page.display())),
        "{told}"
    );
    assert!(folder.path().join(&page).is_file());
    let told = build(&["--no-report"]);
    assert!(told.contains(".csv first; "), "{told}");
    assert!(!folder.path().join(&page).exists());
}

#[test]
fn what_changed_is_in_a_line_of_its_own() {
    let corpus = tempfile::tempdir().expect("a temporary folder");
    let article = |text: &str| {
        fs::write(corpus.path().join("a.txt"), text).expect("the folder is writable");
    };
    article("Elon Musk flew to Ukraine.\n");
    let first = Output::of(corpus.path());
    article("Elon Musk flew to Ukraine on Monday, and Mark Kelly to Poland.\n");
    let options = BuildOptions {
        corpus: corpus.path(),
        output: &first.output(),
        jobs: Some(1),
        gazetteers: None,
        decisions: None,
        language: None,
        strictness: STRICTNESS,
        csv: CsvStyle::default(),
        formats: Formats::default(),
        cache: CacheUse::Unused,
        report: true,
    };
    pipeline::build(&options, &()).expect("there is something to read");
    let (changed, fresh) = (first.page(), Output::of(corpus.path()).page());
    let rows = list(&islands(&changed)["changes"], "rows").clone();
    assert_eq!(rows.len(), first.rows("changes").len());
    assert!(!rows.is_empty());
    let without = |page: &str| {
        let lines = page.lines().filter(|line| !line.contains("id=\"changes\""));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(without(&changed), without(&fresh));
}

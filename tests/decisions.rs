//! What decisions of a person do to the tables, and what `changes.csv` tells of it.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const ONE: (&str, &str) = (
    "one.txt",
    "Harbour talks in Ukraine\n\nMarta Quillon of Netherport opened the talks in Ukraine on Monday. Quillon thanked the Harbour \
     Watch. The talks cost 4,200 euros, said Petra Lindqvist. The quay cost 7,300 dollars.\n",
);
const TWO: (&str, &str) = (
    "two.txt",
    "Quarrel over the port\n\nMarta Kolbert left the talks in Ukraine on Tuesday. The Harbour Watch said that Petra \
     Lindqvist had stayed. The talks cost 4,200 euros. The quay cost 7,300 dollars.\n",
);
const THREE: (&str, &str) = (
    "three.txt",
    "A visit\n\nPetra Lindqvist met Elon Musk in Ukraine, where she lives. Later she wrote to Peter Lindqvist.\n",
);

/// A folder with these articles and decisions.
fn folder(articles: &[(&str, &str)], decisions: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("corpus")).expect("the folder is empty");
    for (name, text) in articles {
        put(folder.path(), &format!("corpus/{name}"), text);
    }
    decide(folder.path(), decisions);
    folder
}

fn put(folder: &Path, name: &str, content: &str) {
    fs::write(folder.join(name), content).expect("the folder is writable");
}

/// Replaces the decisions by these rows.
fn decide(folder: &Path, rows: &str) {
    put(
        folder,
        "decisions.csv",
        &format!("action,subject,object,note\n{rows}"),
    );
}

/// Runs the program and gives its exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("parallax").expect("the program is built");
    let output = command.current_dir(folder).args(arguments).output();
    let output = output.expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("messages are UTF-8");
    let code = output.status.code().expect("the program ends by itself");
    (code, text(output.stdout), text(output.stderr))
}

/// Builds without anything to tell.
fn build(folder: &Path) {
    let (code, _, stderr) = run(folder, &["build", "--quiet", "--language", "en"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
}

/// The columns of a table, a row each, with ` | ` between cells.
fn table(folder: &Path, name: &str, columns: &[&str]) -> Vec<String> {
    let path = folder.join("output").join(name);
    let content = fs::read_to_string(path).expect("it was written");
    let content = content.trim_start_matches('\u{feff}');
    let mut reader = csv::Reader::from_reader(content.as_bytes());
    let header = reader.headers().expect("there is a header").clone();
    let place = |column: &&str| header.iter().position(|cell| cell == *column);
    let places: Vec<_> = columns
        .iter()
        .map(|column| place(column).expect("a column"))
        .collect();
    let rows = reader.records().map(|row| row.expect("the rows are sound"));
    rows.map(|row| {
        places
            .iter()
            .map(|&place| &row[place])
            .collect::<Vec<_>>()
            .join(" | ")
    })
    .collect()
}

/// Article, surface, entity and evidence of the mentions whose rows contain `part`.
fn mentions(folder: &Path, part: &str) -> Vec<String> {
    let columns = ["article_id", "surface", "entity_id", "type", "evidence"];
    let mut rows = table(folder, "mentions.csv", &columns);
    rows.retain(|row| row.contains(part));
    let short = |row: String| {
        let (article, rest) = row.split_once(" | ").expect("there are cells");
        format!("{} | {rest}", article.split('-').nth(1).unwrap_or_default())
    };
    rows.into_iter().map(short).collect()
}

/// The id of the only mention of an article with this surface.
fn mention_id(folder: &Path, article: &str, surface: &str) -> String {
    let rows = table(
        folder,
        "mentions.csv",
        &["mention_id", "article_id", "surface"],
    );
    let is_it = |row: &&String| {
        row.contains(&format!(" | a-{article}-")) && row.ends_with(&format!(" | {surface}"))
    };
    let row = rows.iter().find(is_it).expect("there is such a mention");
    row.split(" | ").next().expect("there are cells").to_owned()
}

/// That the build tells just this, as warnings.
fn check_told(folder: &Path, code: i32, expected: &[&str]) {
    let (found, _, stderr) = run(folder, &["build", "--quiet", "--language", "en"]);
    let lines: Vec<_> = stderr.lines().collect();
    assert_eq!((found, lines.as_slice()), (code, expected));
}

#[test]
fn same_joins_entities_and_says_why() {
    let folder = folder(&[ONE, TWO], "");
    build(folder.path());
    assert_eq!(mentions(folder.path(), "per:marta-quillon").len(), 2);
    decide(folder.path(), "same,per:marta-kolbert,per:marta-quillon,\n");
    build(folder.path());
    assert_eq!(
        mentions(folder.path(), "uillon"),
        [
            "one | Marta Quillon | per:marta-kolbert | person | decision",
            "one | Quillon | per:marta-kolbert | person | decision",
        ]
    );
    let rows = table(
        folder.path(),
        "coreferences.csv",
        &["coref_id", "surface", "why"],
    );
    let why = "co:per:marta-kolbert | Marta Quillon | decision: `per:marta-quillon` and `per:marta-kolbert` are the same";
    assert!(rows.iter().any(|row| row == why), "{rows:?}");
}

#[test]
fn same_prefers_the_id_of_a_list_and_its_name() {
    let rows = "same,per:marta-quillon,per:marta-kolbert,\nsame,per:elon-musk,per:marta-quillon,\n";
    let folder = folder(&[ONE, TWO, THREE], rows);
    build(folder.path());
    let entities = table(
        folder.path(),
        "entities.csv",
        &["entity_id", "name", "articles"],
    );
    assert!(
        entities.contains(&"per:elon-musk | Elon Musk | 3".to_owned()),
        "{entities:?}"
    );
    assert!(
        !entities.iter().any(|row| row.contains("illon")),
        "{entities:?}"
    );
}

#[test]
fn same_and_different_hold_for_figures_and_their_members() {
    let folder = folder(&[ONE, TWO], "");
    let figures = || {
        let columns = ["coref_id", "label", "member_id", "why"];
        let mut rows = table(folder.path(), "coreferences.csv", &columns);
        rows.retain(|row| row.starts_with("fig:"));
        rows
    };
    build(folder.path());
    let before = figures();
    assert_eq!(before.len(), 4, "{before:?}");
    let cell = |row: &str, idx: usize| row.split(" | ").nth(idx).unwrap_or_default().to_owned();
    let (first, second) = (cell(&before[0], 0), cell(&before[2], 0));
    decide(
        folder.path(),
        &format!("same,{second},{first},\nrename,{second},cost,\n"),
    );
    build(folder.path());
    let joined = figures();
    assert_eq!(joined.len(), 4);
    assert!(
        joined
            .iter()
            .all(|row| row.starts_with(&format!("{first} | cost | "))),
        "{joined:?}"
    );
    let why = format!("decision: `{second}` and `{first}` are the same");
    assert_eq!(
        joined.iter().filter(|row| row.ends_with(&why)).count(),
        2,
        "{joined:?}"
    );
    decide(
        folder.path(),
        &format!("different,{},{first},\n", cell(&before[0], 2)),
    );
    build(folder.path());
    assert_eq!(figures(), before[2..], "one member is no group");
}

#[test]
fn different_takes_a_mention_out_of_its_entity() {
    let folder = folder(&[ONE, TWO, THREE], "");
    build(folder.path());
    assert_eq!(mentions(folder.path(), "per:petra-lindqvist").len(), 3);
    let id = mention_id(folder.path(), "two", "Petra Lindqvist");
    decide(
        folder.path(),
        &format!("different,per:petra-lindqvist,{id},another one\n"),
    );
    build(folder.path());
    let digits = id.trim_start_matches("m-");
    let rows = mentions(folder.path(), "per:petra-lindqvist");
    assert_eq!(rows.len(), 3);
    let moved = format!("two | Petra Lindqvist | per:petra-lindqvist-{digits} | person | decision");
    assert!(rows.contains(&moved), "{rows:?}");
}

#[test]
fn same_moves_a_mention_to_an_entity() {
    let folder = folder(&[ONE, TWO], "");
    build(folder.path());
    let id = mention_id(folder.path(), "two", "Marta Kolbert");
    decide(folder.path(), &format!("same,{id},per:elon-musk,\n"));
    build(folder.path());
    assert_eq!(
        mentions(folder.path(), "Kolbert"),
        ["two | Marta Kolbert | per:elon-musk | person | decision"]
    );
}

#[test]
fn rename_and_type_hold_in_all_articles() {
    let rows = "rename,per:marta-quillon,Márta Quillón,\ntype,per:marta-quillon,organization,\n";
    let folder = folder(&[ONE, TWO], rows);
    build(folder.path());
    let entities = table(
        folder.path(),
        "entities.csv",
        &["entity_id", "name", "type"],
    );
    let expected = "per:marta-quillon | Márta Quillón | organization".to_owned();
    assert!(entities.contains(&expected), "{entities:?}");
    assert_eq!(
        mentions(folder.path(), "uillon"),
        [
            "one | Marta Quillon | per:marta-quillon | organization | decision",
            "one | Quillon | per:marta-quillon | organization | decision",
        ]
    );
}

#[test]
fn deny_takes_entities_mentions_and_surfaces_out() {
    let folder = folder(&[ONE, TWO], "");
    build(folder.path());
    let id = mention_id(folder.path(), "two", "Ukraine");
    decide(
        folder.path(),
        &format!("deny,per:marta-quillon,,\ndeny,{id},,\ndeny,marta kolbert,,\n"),
    );
    build(folder.path());
    assert_eq!(mentions(folder.path(), "illon"), Vec::<String>::new());
    let ukraine = mentions(folder.path(), "| Ukraine |");
    assert!(
        !ukraine.is_empty() && ukraine.iter().all(|row| row.starts_with("one")),
        "{ukraine:?}"
    );
    decide(folder.path(), "deny,Ukraine,gn:2891122,of something else\n");
    check_told(
        folder.path(),
        0,
        &[
            "warning: decisions.csv:2: `deny` no longer applies (`Ukraine` as `gn:2891122`: not in the corpus)",
        ],
    );
    decide(folder.path(), "deny,Ukraine,iso:UA,\n");
    build(folder.path());
    assert_eq!(mentions(folder.path(), "| Ukraine |"), Vec::<String>::new());
}

#[test]
fn allow_makes_a_surface_a_name_whatever_speaks_against_it() {
    let folder = folder(
        &[ONE, TWO],
        "allow,talks,evt:the-talks,\nallow,Harbour Watch,org:watch,\n",
    );
    fs::create_dir(folder.path().join("gazetteers")).expect("there is none");
    let list = "entity_id,type,subtype,language,name,kind\n,,,,Harbour Watch,deny\n";
    put(folder.path(), "gazetteers/own.csv", list);
    build(folder.path());
    assert_eq!(
        mentions(folder.path(), "Watch"),
        [
            "one | Harbour Watch | org:watch | organization | decision",
            "two | Harbour Watch | org:watch | organization | decision",
        ]
    );
    let talks = mentions(folder.path(), "evt:the-talks");
    assert_eq!(talks.len(), 5, "{talks:?}");
    assert!(
        talks
            .iter()
            .all(|row| row.ends_with("| talks | evt:the-talks | event | decision"))
    );
    let entities = table(
        folder.path(),
        "entities.csv",
        &["entity_id", "name", "type", "articles"],
    );
    let expected = "evt:the-talks | talks | event | 2".to_owned();
    assert!(entities.contains(&expected), "{entities:?}");
}

#[test]
fn language_holds_before_anything_is_recognised() {
    let folder = folder(&[ONE, TWO], "");
    build(folder.path());
    let ids = table(folder.path(), "articles.csv", &["article_id", "path"]);
    let id = ids[1].split(" | ").next().expect("there are cells");
    decide(
        folder.path(),
        &format!("language,one.txt,nl,\nlanguage,{id},de,\n"),
    );
    build(folder.path());
    let languages = table(folder.path(), "articles.csv", &["path", "language"]);
    assert_eq!(languages, ["one.txt | nl", "two.txt | de"]);
}

#[test]
fn contradictions_and_wrong_rows_are_told_and_the_rest_holds() {
    let rows = "same,per:marta-quillon,per:marta-kolbert,\ndifferent,per:marta-kolbert,per:marta-quillon,\n\
                merge,per:a,per:b,\nrename,per:marta-kolbert,Marta K.,\n";
    let folder = folder(&[ONE, TWO], rows);
    check_told(
        folder.path(),
        1,
        &[
            "warning: decisions.csv:3: skipped: contradicts another decision (`different per:marta-kolbert \
             per:marta-quillon` against rows above: they are the same; the first holds)",
            "warning: decisions.csv:4: skipped: column `action`: not an action (`merge`; one of same, different, rename, \
             type, deny, allow, language)",
        ],
    );
    let problems = table(
        folder.path(),
        "problems.csv",
        &["path", "stage", "severity"],
    );
    assert_eq!(
        problems,
        [
            "decisions.csv:3 | decision | skipped",
            "decisions.csv:4 | decision | skipped"
        ]
    );
    let entities = table(
        folder.path(),
        "entities.csv",
        &["entity_id", "name", "articles"],
    );
    assert!(
        entities.contains(&"per:marta-kolbert | Marta K. | 2".to_owned()),
        "{entities:?}"
    );
}

#[test]
fn decisions_that_no_longer_apply_are_told() {
    let rows = "same,per:marta-kolbert,per:gone,\nrename,per:lost,Lost,\nallow,Nowhere Club,org:club,\n\
                language,gone.txt,nl,\ndeny,m-000000000000,,\nsame,per:elon-musk,per:marta-kolbert,\n";
    let folder = folder(&[ONE, TWO], rows);
    let dead = |line: u32, action: &str, ids: &str| {
        format!(
            "warning: decisions.csv:{line}: `{action}` no longer applies ({ids}: not in the corpus)"
        )
    };
    let expected = [
        dead(2, "same", "`per:gone`"),
        dead(3, "rename", "`per:lost`"),
        dead(4, "allow", "`Nowhere Club`"),
        dead(5, "language", "`gone.txt`"),
        dead(6, "deny", "`m-000000000000`"),
    ];
    check_told(folder.path(), 0, &expected.each_ref().map(String::as_str));
}

#[test]
fn a_file_that_is_told_must_be_there_and_may_lie_anywhere() {
    let folder = folder(&[ONE], "");
    fs::remove_file(folder.path().join("decisions.csv")).expect("it is there");
    build(folder.path());
    let (code, _, stderr) = run(folder.path(), &["build", "--decisions", "mine.csv"]);
    let message = "error: cannot read `mine.csv`: --decisions takes the file that holds your decisions (.csv) (";
    assert!(code == 2 && stderr.starts_with(message), "{stderr}");
    let rows = "action;subject;object\r\nrename;per:marta-quillon;Márta\r\n";
    let utf_16: Vec<u8> = rows.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for mark in [&b"\xff\xfe"[..], b""] {
        let content = [mark, &utf_16].concat();
        fs::write(folder.path().join("mine.csv"), &content).expect("the folder is writable");
        let arguments = [
            "build",
            "--quiet",
            "--language",
            "en",
            "--decisions",
            "mine.csv",
        ];
        let (code, _, stderr) = run(folder.path(), &arguments);
        assert_eq!((code, stderr.as_str()), (0, ""));
        let entities = table(folder.path(), "entities.csv", &["entity_id", "name"]);
        assert!(
            entities.contains(&"per:marta-quillon | Márta".to_owned()),
            "{entities:?}"
        );
        let kept = fs::read(folder.path().join("mine.csv")).expect("it is there");
        assert_eq!(kept, content, "what a person wrote is left alone");
    }
}

#[test]
fn decisions_survive_reruns_and_other_articles() {
    let folder = folder(&[ONE, TWO], "");
    build(folder.path());
    let id = mention_id(folder.path(), "one", "Petra Lindqvist");
    let rows = format!(
        "same,per:marta-quillon,per:marta-kolbert,\ndifferent,{id},per:petra-lindqvist,\nallow,talks,evt:talks,\n"
    );
    decide(folder.path(), &rows);
    build(folder.path());
    let of_two = || {
        let columns = ["mention_id", "article_id", "entity_id", "evidence"];
        let mut rows = table(folder.path(), "mentions.csv", &columns);
        rows.retain(|row| row.contains("a-one-") || row.contains("a-two-"));
        rows
    };
    let first = of_two();
    build(folder.path());
    assert_eq!(of_two(), first);
    put(folder.path(), "corpus/three.txt", THREE.1);
    build(folder.path());
    assert_eq!(of_two(), first, "an article more");
    fs::remove_file(folder.path().join("corpus/three.txt")).expect("it is there");
    build(folder.path());
    assert_eq!(of_two(), first, "an article less");
    fs::remove_file(folder.path().join("corpus/two.txt")).expect("it is there");
    run(folder.path(), &["build", "--quiet", "--language", "en"]);
    let one: Vec<_> = first
        .iter()
        .filter(|row| row.contains("a-one-"))
        .cloned()
        .collect();
    assert_eq!(of_two(), one, "an article less that was decided about");
    let kept = fs::read_to_string(folder.path().join("decisions.csv")).expect("it is there");
    assert!(kept.ends_with(&rows), "what a person wrote is left alone");
}

#[test]
fn changes_tell_what_came_went_and_changed() {
    let folder = folder(&[ONE, TWO], "");
    let columns = ["table", "id", "change", "column", "before", "after"];
    let changes = || table(folder.path(), "changes.csv", &columns);
    build(folder.path());
    assert_eq!(changes(), Vec::<String>::new(), "the first build");
    build(folder.path());
    assert_eq!(changes(), Vec::<String>::new(), "the same again");

    put(folder.path(), "corpus/three.txt", THREE.1);
    build(folder.path());
    let added = changes();
    let of = |rows: &[String], table: &str, change: &str| {
        let is_of = |row: &&String| {
            row.starts_with(&format!("{table} | ")) && row.contains(&format!(" | {change} | "))
        };
        rows.iter().filter(is_of).count()
    };
    assert_eq!(of(&added, "articles", "added"), 1);
    assert!(of(&added, "mentions", "added") > 3, "{added:?}");
    assert_eq!(of(&added, "mentions", "changed"), 0, "{added:?}");
    let count = "entities | per:petra-lindqvist | changed | articles | 2 | 3";
    assert!(added.contains(&count.to_owned()), "{added:?}");

    fs::remove_file(folder.path().join("corpus/three.txt")).expect("it is there");
    build(folder.path());
    let removed = changes();
    assert_eq!(
        of(&removed, "mentions", "removed"),
        of(&added, "mentions", "added")
    );
    assert_eq!(of(&removed, "articles", "removed"), 1);

    decide(folder.path(), "rename,per:petra-lindqvist,P. Lindqvist,\n");
    build(folder.path());
    let row = "entities | per:petra-lindqvist | changed | name | Petra Lindqvist | P. Lindqvist";
    assert!(changes().contains(&row.to_owned()), "{:?}", changes());
    assert!(
        !changes()
            .iter()
            .any(|row| row.starts_with("columns") || row.contains("run.json"))
    );

    put(folder.path(), "output/entities.csv", "what,ever\n\"1");
    build(folder.path());
    assert_eq!(
        changes(),
        Vec::<String>::new(),
        "a spoiled table is no error"
    );
}

#[test]
fn an_article_is_explained_as_decided() {
    let rows = "same,per:marta-quillon,per:marta-kolbert,\nlanguage,one.txt,en,\n";
    let folder = folder(&[ONE, TWO], rows);
    let (code, whole, stderr) = run(folder.path(), &["explain", "corpus/one.txt"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    for part in [
        "one.txt (a-one-txt-",
        "\n  language en (English), decided by you, confidence 1.00\n",
        "\nsentence 1, characters 0-24, section title\n  Harbour talks in Ukraine\n  name    Ukraine, characters 17-24\n",
        "\n          location country: iso:UA (Ukraine)\n",
        "\n  number  4,200 euros, characters ",
        "currency EUR, op eq, value 4200",
        " because: same value and unit",
    ] {
        assert!(whole.contains(part), "{part}: {whole}");
    }
    assert!(
        whole.lines().all(|line| line.chars().count() <= 96),
        "{whole}"
    );
    let (code, place, _) = run(folder.path(), &["explain", "one.txt:26-39"]);
    assert_eq!(code, 0);
    assert_eq!(place.matches("\nsentence ").count(), 1, "{place}");
    let joined = place.split_whitespace().collect::<Vec<_>>().join(" ");
    for part in [
        "name Marta Quillon, characters 26-39 person: per:marta-kolbert (Marta ",
        "evidence decision, relation name, confidence",
        "because: decision: `per:marta-quillon` and `per:marta-kolbert` are the same (score 1.00)",
        "no name Quillon, characters 32-39 at best ",
    ] {
        assert!(joined.contains(part), "{part}: {joined}");
    }
    let none = run(folder.path(), &["explain", "one.txt:9999"]);
    assert_eq!(
        none,
        (
            1,
            "No such place in the article: `one.txt:9999`\n".to_owned(),
            String::new()
        )
    );
    let (code, name, _) = run(folder.path(), &["explain", "Ukraine"]);
    assert!(
        code == 0 && name.starts_with("one.txt: Harbour talks in [Ukraine]"),
        "{name}"
    );
}

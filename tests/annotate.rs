//! `parallax annotate`: lines of articles in, lines of what is in them out.

use std::fs;
use std::path::Path;
use std::process::{Command as Program, Stdio};

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

/// A folder in which nothing is.
fn empty() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// What the program answers to `input`: exit code, lines, and standard error.
fn run(folder: &Path, arguments: &[&str], input: &[u8]) -> (i32, Vec<Value>, String) {
    let output = Command::cargo_bin("parallax")
        .expect("the program is built")
        .current_dir(folder)
        .arg("annotate")
        .args(arguments)
        .write_stdin(input)
        .output()
        .expect("the program starts");
    let stdout = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let lines = stdout.lines();
    let lines = lines.map(|line| serde_json::from_str(line).expect("each line is JSON"));
    let code = output.status.code().expect("the program ends by itself");
    let stderr = String::from_utf8(output.stderr).expect("messages are UTF-8");
    (code, lines.collect(), stderr)
}

/// The members with these names.
fn members(value: &Value, names: &[&str]) -> Value {
    names.iter().map(|&name| value[name].clone()).collect()
}

const ARTICLE: &str = r#"{"id": "a7", "date": "2025-03-10", "outlet": "The Post", "text": "Étienne said on Monday: “Angela Merkel paid $44bn.”\nMore than 22,000 users were in Ukraine.\n"}"#;

#[test]
fn a_line_has_the_columns_of_the_tables() {
    let folder = empty();
    let (code, lines, stderr) = run(folder.path(), &["--language", "en"], ARTICLE.as_bytes());
    assert_eq!((code, lines.len(), stderr.as_str()), (0, 1, ""));
    let found = &lines[0];
    let of_article = [
        "id",
        "line",
        "outlet",
        "published_at",
        "language",
        "problems",
    ];
    assert_eq!(
        members(found, &of_article),
        json!(["a7", 1, "The Post", "2025-03-10", "en", []])
    );
    let article: Value = serde_json::from_str(ARTICLE).expect("it is JSON");
    let text: Vec<char> = article["text"]
        .as_str()
        .expect("it is text")
        .chars()
        .collect();
    for row in ["mentions", "numbers"]
        .iter()
        .flat_map(|table| found[table].as_array().expect("it is a list"))
    {
        let place = |name: &str| row[name].as_u64().expect("it is a place") as usize;
        let surface: String = text[place("start_char")..place("end_char")]
            .iter()
            .collect();
        assert_eq!(row["surface"], surface);
    }
    let mentions = found["mentions"].as_array().expect("it is a list");
    let ukraine = mentions.iter().find(|row| row["surface"] == "Ukraine");
    let columns = ["entity_id", "entity_name", "type", "relation", "evidence"];
    assert_eq!(
        members(ukraine.expect("it is found"), &columns),
        json!(["iso:UA", "Ukraine", "location", "name", "gazetteer"])
    );
    let numbers = found["numbers"].as_array().expect("it is a list");
    let columns = ["kind", "op", "value", "currency", "what_key", "surface"];
    let numbers: Vec<_> = numbers.iter().map(|row| members(row, &columns)).collect();
    for expected in [
        json!(["money", "eq", 44_000_000_000_u64, "USD", null, "$44bn"]),
        json!(["cardinal", "gt", 22000, null, "users", "22,000"]),
        json!(["date", "eq", "2025-03-10", null, null, "Monday"]),
    ] {
        assert!(numbers.contains(&expected), "{expected} in {numbers:?}");
    }
    let quote = &found["quotes"][0];
    assert_eq!(
        members(quote, &["quote", "direct"]),
        json!(["Angela Merkel paid $44bn.", true])
    );
    for left_out in ["article_id", "mention_id", "outlet", "published_at"] {
        assert!(mentions[0].get(left_out).is_none(), "{left_out}");
    }
}

/// The rows are those of a build, but for what comes of the other articles.
#[test]
fn a_build_finds_the_same() {
    let folder = empty();
    fs::create_dir(folder.path().join("corpus")).expect("the folder is empty");
    fs::write(folder.path().join("corpus/a.jsonl"), ARTICLE).expect("the folder is writable");
    let mut build = Command::cargo_bin("parallax").expect("the program is built");
    build.current_dir(folder.path());
    build.args(["build", "--quiet", "--no-report", "--formats", "jsonl"]);
    build.assert().success();
    let (_, lines, _) = run(folder.path(), &[], ARTICLE.as_bytes());
    for table in ["mentions", "numbers", "quotes"] {
        let path = folder.path().join(format!("output/{table}.jsonl"));
        let content = fs::read_to_string(path).expect("it was written");
        let built: Vec<Value> = content
            .lines()
            .map(|line| serde_json::from_str(line).expect("it is JSON"))
            .collect();
        let found = lines[0][table].as_array().expect("it is a list");
        assert_eq!(found.len(), built.len(), "{table}");
        for (found, built) in found.iter().zip(&built) {
            for (name, value) in found.as_object().expect("it is a row") {
                assert_eq!(value, &built[name], "{table}.{name}");
            }
        }
    }
}

#[test]
fn broken_lines_are_told_in_their_place() {
    let folder = empty();
    let input = b"\xef\xbb\xbf{\"id\": 1, \"text\": \"Eins.\"}\r\n\n{\"id\": \"b\", \"text\": \n\
        {\"id\": \"c\", \"title\": \"x\"}\n\xff\n[]\n{\"id\": [1], \"text\": \"Drei.\", \"date\": \"gisteren\"}";
    let (code, lines, stderr) = run(folder.path(), &[], input);
    assert_eq!(code, 1);
    assert_eq!(
        stderr,
        "warning: 4 lines gave no article: see `error` in the output\n"
    );
    let told: Vec<_> = lines
        .iter()
        .map(|line| members(line, &["id", "line", "error"]))
        .collect();
    assert_eq!(
        told,
        [
            json!([1, 1, null]),
            json!([
                null,
                3,
                "broken line (EOF while parsing a value at column 20)"
            ]),
            json!(["c", 4, "no `text`"]),
            json!([null, 5, "not UTF-8 (lines of JSON are UTF-8)"]),
            json!([null, 6, "broken line (not a JSON object)"]),
            json!([null, 7, null]),
        ]
    );
    let problems = lines[5]["problems"].as_array().expect("it is a list");
    let problems: Vec<_> = problems.iter().map(|row| &row["problem"]).collect();
    assert!(
        problems.contains(&&json!("unreadable date")),
        "{problems:?}"
    );
    assert_eq!(run(folder.path(), &[], b"\n"), (0, vec![], String::new()));
}

/// More lines than a batch has; the same bytes for any number of threads, and no line depends on those before it.
#[test]
fn lines_keep_their_order() {
    let folder = empty();
    let line = |n: usize| {
        let text = format!("Some {n} users met in Kiel. A man named Quillon{n} came.");
        json!({ "id": n, "text": text }).to_string() + "\n"
    };
    let input: String = (0..600).map(line).collect();
    let english = ["--language", "en", "--jobs"];
    let one = run(
        folder.path(),
        &[&english[..], &["1"]].concat(),
        input.as_bytes(),
    );
    let more = run(
        folder.path(),
        &[&english[..], &["3"]].concat(),
        input.as_bytes(),
    );
    assert!(one == more);
    let ids: Vec<_> = one.1.iter().map(|line| line["id"].as_u64()).collect();
    assert_eq!(ids, (0..600).map(Some).collect::<Vec<_>>());
    let (_, mut alone, _) = run(folder.path(), &["--language", "en"], line(599).as_bytes());
    alone[0]["line"] = json!(600);
    assert_eq!(alone[0], one.1[599]);
}

/// A program that sends a line and waits for the answer gets it.
#[test]
fn each_line_is_answered_when_it_comes() {
    use std::io::{BufRead, BufReader, Write};
    let folder = empty();
    let mut child = Program::new(assert_cmd::cargo::cargo_bin("parallax"))
        .current_dir(folder.path())
        .arg("annotate")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the program starts");
    let mut input = child.stdin.take().expect("it is a pipe");
    let mut output = BufReader::new(child.stdout.take().expect("it is a pipe")).lines();
    for id in 1..=3 {
        writeln!(input, r#"{{"id": {id}, "text": "Kiel."}}"#).expect("it is read");
        let line = output.next().expect("it is answered").expect("it is text");
        assert!(
            line.starts_with(&format!("{{\"id\":{id},\"line\":{id},")),
            "{line}"
        );
    }
    drop(input);
    assert!(output.next().is_none());
    assert!(child.wait().expect("the program ends").success());
}

#[test]
fn own_names_and_options_are_followed() {
    let folder = empty();
    fs::create_dir(folder.path().join("lists")).expect("the folder is empty");
    let rows =
        "entity_id,type,subtype,language,name,kind\norg:qq,organization,,,Qwvv Zzyt,preferred\n";
    fs::write(folder.path().join("lists/own.csv"), rows).expect("the folder is writable");
    let line = br#"{"text": "The people of Qwvv Zzyt met."}"#;
    let (_, lines, _) = run(folder.path(), &["--gazetteers", "lists"], line);
    assert_eq!(lines[0]["mentions"][0]["entity_id"], "org:qq");
    assert_eq!(lines[0]["mentions"][0]["evidence"], "user_gazetteer");
    let (_, lines, _) = run(folder.path(), &["--language", "nl"], line);
    assert_eq!(lines[0]["language"], "nl");
    let (code, lines, stderr) = run(folder.path(), &["--language", "xx"], line);
    assert_eq!((code, lines.len()), (2, 0));
    assert!(
        stderr.starts_with("error: unknown language `xx`: "),
        "{stderr}"
    );
    fs::write(folder.path().join("parallax.toml"), "language = \"de\"\n").expect("is writable");
    assert_eq!(run(folder.path(), &[], line).1[0]["language"], "de");
}

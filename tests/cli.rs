//! Messages and exit codes of the command line.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

/// A folder with a corpus of these files.
fn corpus(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("corpus")).expect("the folder is empty");
    for (name, content) in files {
        fs::write(folder.path().join("corpus").join(name), content)
            .expect("the folder is writable");
    }
    folder
}

const ARTICLE: (&str, &str) = (
    "one.txt",
    "The network of the city was down on Monday, said the police.\n",
);

fn parallax(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::cargo_bin("parallax").expect("the program is built");
    command.current_dir(folder).args(arguments);
    command
}

/// Runs the program and gives its exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = parallax(folder, arguments)
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("messages are UTF-8");
    let code = output.status.code().expect("the program ends by itself");
    (code, text(output.stdout), text(output.stderr))
}

/// That a run cannot be carried out, and says why in this line.
fn check_error(folder: &TempDir, arguments: &[&str], message: &str) {
    let (code, stdout, stderr) = run(folder.path(), arguments);
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert_eq!(stderr, format!("error: {message}\n"));
}

#[test]
fn a_build_tells_what_it_did_and_what_to_open() {
    let folder = corpus(&[ARTICLE]);
    let (code, stdout, stderr) = run(folder.path(), &["build", "--language", "en"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(stdout.starts_with("1 article: 1 English\n"), "{stdout}");
    assert!(stdout.contains("11 tables written in "), "{stdout}");
    assert!(stdout.contains(&format!(
        "{} explains",
        Path::new("output").join("columns.csv").display()
    )));
    for file in [
        "articles.csv",
        "mentions.csv",
        "columns.csv",
        "datapackage.json",
        "run.json",
    ] {
        assert!(folder.path().join("output").join(file).is_file(), "{file}");
    }
}

#[test]
fn quiet_says_nothing_when_all_is_well() {
    let folder = corpus(&[ARTICLE]);
    assert_eq!(
        run(folder.path(), &["build", "--quiet"]),
        (0, String::new(), String::new())
    );
}

#[test]
fn a_skipped_article_is_a_warning_and_exit_code_1() {
    let folder = corpus(&[ARTICLE, ("two.txt", "")]);
    let (code, stdout, stderr) = run(folder.path(), &["build"]);
    assert_eq!(code, 1);
    assert!(
        stderr.starts_with("warning: two.txt: skipped: "),
        "{stderr}"
    );
    assert_eq!(stderr.lines().count(), 1);
    assert!(stdout.contains("Skipped: 1 article, see "), "{stdout}");
    let problems =
        fs::read_to_string(folder.path().join("output/problems.csv")).expect("it was written");
    assert!(problems.contains("\ntwo.txt,read,skipped,"), "{problems}");
}

#[test]
fn many_warnings_are_cut_short() {
    let names: Vec<_> = (10..35).map(|n| format!("{n}.txt")).collect();
    let files: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    let folder = corpus(&files);
    let (code, _, stderr) = run(folder.path(), &["build", "--quiet"]);
    assert_eq!(code, 1);
    assert_eq!(stderr.lines().count(), 21);
    let path = Path::new("output").join("problems.csv");
    assert_eq!(
        stderr.lines().last().expect("there are lines"),
        format!("warning: and 5 more, see {}", path.display())
    );
}

#[test]
fn a_second_build_changes_no_table() {
    let folder = corpus(&[ARTICLE]);
    let content =
        |file: &str| fs::read(folder.path().join("output").join(file)).expect("it was written");
    let tables = || ["articles.csv", "columns.csv", "datapackage.json"].map(content);
    run(folder.path(), &["build"]);
    let first = tables();
    assert_eq!(run(folder.path(), &["build"]).0, 0);
    assert_eq!(tables(), first);
}

#[test]
fn csv_and_bom_are_as_asked() {
    let folder = corpus(&[ARTICLE]);
    let articles =
        || fs::read_to_string(folder.path().join("output/articles.csv")).expect("it was written");
    run(folder.path(), &["build"]);
    assert!(articles().starts_with("\u{feff}article_id,path,"));
    run(folder.path(), &["build", "--csv", "semicolon", "--no-bom"]);
    assert!(articles().starts_with("article_id;path;"));
}

#[test]
fn no_corpus_says_where_to_put_articles() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let message = "no corpus folder at `corpus`: put articles (.txt, .html, .docx, .pdf, .csv, .jsonl and others) there, or name a folder with --corpus; to start with a sample: `parallax init news`, `cd news`, `parallax build`";
    check_error(&folder, &["build"], message);
    assert!(!folder.path().join("output").exists());
}

#[test]
fn an_empty_corpus_says_what_is_read() {
    let folder = corpus(&[]);
    check_error(
        &folder,
        &["build"],
        "no articles in `corpus`: put files there that end in .txt, .md, .html, .docx, .pdf, .csv, .json, .jsonl, .xml, .eml or .zip",
    );
}

#[test]
fn a_file_is_no_corpus() {
    let folder = corpus(&[ARTICLE]);
    let file = Path::new("corpus").join("one.txt");
    let file = file.to_str().expect("a name of letters");
    let message =
        format!("`{file}` is not a folder: --corpus takes the folder that holds the articles");
    check_error(&folder, &["build", "--corpus", file], &message);
}

#[test]
fn output_that_cannot_be_written_says_so_before_reading() {
    let folder = corpus(&[ARTICLE]);
    fs::write(folder.path().join("taken"), "").expect("the folder is writable");
    let (code, stdout, stderr) = run(folder.path(), &["build", "--output", "taken"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    let message = "error: cannot write `taken`: choose another folder with --output, or close the program \
                   that has the file open (";
    assert!(stderr.starts_with(message), "{stderr}");
    assert_eq!(stderr.lines().count(), 1);
}

#[test]
fn output_and_corpus_do_not_lie_in_each_other() {
    let folder = corpus(&[ARTICLE]);
    let message = "`corpus/tables` and `corpus` lie inside each other: tables would be read as articles; \
                   choose another --output";
    check_error(&folder, &["build", "--output", "corpus/tables"], message);
}

#[test]
fn an_unknown_language_is_answered_with_the_known_ones() {
    let folder = corpus(&[ARTICLE]);
    for code in ["xx", "english", "und"] {
        let (exit, _, stderr) = run(folder.path(), &["build", "--language", code]);
        assert_eq!(exit, 2);
        let message = format!(
            "error: unknown language `{code}`: parallax has data for ar, cs, da, de, el, en, es, fi, fr, hu, it, \
             nb, nl, pl, pt, ro, ru, sv, tr, uk"
        );
        assert!(stderr.starts_with(&message), "{stderr}");
        assert_eq!(stderr.lines().count(), 1);
    }
}

#[test]
fn wrong_options_end_with_2_and_a_hint() {
    let folder = corpus(&[ARTICLE]);
    let cases = [
        (
            &["build", "--jobs", "0"][..],
            "give 1 or more, or leave --jobs out to use every processor core",
        ),
        (
            &["build", "--jobs", "many"],
            "give a whole number, such as 4",
        ),
        (
            &["build", "--csv", "tabs"],
            "[possible values: comma, semicolon]",
        ),
        (
            &["build", "--corpsu", "x"],
            "a similar argument exists: '--corpus'",
        ),
        (&["biuld"], "a similar subcommand exists: 'build'"),
        (&[], "Usage: parallax"),
    ];
    for (arguments, hint) in cases {
        let (code, stdout, stderr) = run(folder.path(), arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
        assert!(stderr.contains(hint), "{stderr}");
    }
}

#[test]
fn a_name_is_looked_up_in_all_lists() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::create_dir(folder.path().join("gazetteers")).expect("the folder is empty");
    let rows = "entity_id,type,subtype,language,name,kind\n\
                org:kiel-band,organization,band,,KIËL,preferred\norg:kiel-band,,,en,The Kiels,alias\n\
                ,,,en,Kiel,deny\nno-type,,,,Kiel,\n";
    fs::write(folder.path().join("gazetteers/own.csv"), rows).expect("the folder is writable");
    let (code, stdout, stderr) = run(folder.path(), &["lookup", "kiel"]);
    let expected = "\
id        org:kiel-band
name      KIËL
type      organization
subtype   band
prior     255
source    user_gazetteer
found as  all  KIËL  preferred  unguarded  your list
denied    by your lists
names     all  KIËL       preferred
          en   The Kiels  alias

id        gn:2891122
name      Kiel
type      location
subtype   city
";
    assert!(code == 0 && stdout.starts_with(expected), "{stdout}");
    assert!(
        stderr.starts_with("warning: gazetteers/own.csv:5: skipped: column `type`: "),
        "{stderr}"
    );
}

#[test]
fn a_name_on_no_list_is_told() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let message = "No list has the name `Zzyt Qwvv`\n".to_owned();
    assert_eq!(
        run(folder.path(), &["lookup", "Zzyt Qwvv"]),
        (1, message, String::new())
    );
    let (code, _, stderr) = run(folder.path(), &["lookup", "Kiel", "--gazetteers", "none"]);
    assert_eq!(code, 2);
    assert!(
        stderr.starts_with("error: cannot read the folder `none`: "),
        "{stderr}"
    );
}

#[test]
fn help_and_version_are_on_standard_output() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (code, stdout, _) = run(folder.path(), &["build", "--help"]);
    assert_eq!(code, 0);
    for option in [
        "--corpus",
        "--gazetteers",
        "--output",
        "--jobs",
        "--language",
        "--csv",
        "--no-bom",
        "--quiet",
        "Examples:",
    ] {
        assert!(stdout.contains(option), "{option}");
    }
    let version = format!("parallax {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        run(folder.path(), &["--version"]),
        (0, version, String::new())
    );
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_fault() {
    use std::process::{Command, Stdio};
    let folder = corpus(&[ARTICLE]);
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("parallax"))
        .current_dir(folder.path())
        .arg("build")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

#[test]
fn formats_are_written_beside_csv() {
    let folder = corpus(&[ARTICLE]);
    let arguments = ["build", "--quiet", "--formats", "jsonl,xlsx,text"];
    let (code, _, stderr) = run(folder.path(), &arguments);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let output = folder.path().join("output");
    for file in ["articles.csv", "articles.jsonl", "parallax.xlsx"] {
        assert!(output.join(file).is_file(), "{file}");
    }
    let texts = fs::read_dir(output.join("text")).expect("the folder is there");
    let texts: Vec<_> = texts
        .map(|text| text.expect("it can be read").path())
        .collect();
    assert_eq!(texts.len(), 1);
    assert_eq!(
        fs::read_to_string(&texts[0]).expect("it is text"),
        ARTICLE.1
    );
    let (code, _, _) = run(folder.path(), &["build", "--quiet"]);
    assert_eq!(code, 0);
    assert!(!output.join("parallax.xlsx").exists() && !output.join("text").exists());
}

#[test]
fn an_unknown_format_is_told_with_those_that_there_are() {
    let folder = corpus(&[ARTICLE]);
    let (code, _, stderr) = run(folder.path(), &["build", "--formats", "csv,doc"]);
    assert_eq!(code, 2);
    assert!(
        stderr.contains("`doc` is no format: give some of csv, xlsx, jsonl, parquet, sqlite, text"),
        "{stderr}"
    );
}

#[test]
fn options_beside_the_corpus_hold_unless_the_command_line_says_otherwise() {
    let folder = corpus(&[ARTICLE]);
    let options = "formats = [\"csv\", \"jsonl\"]\noutput = \"tables\"\nquiet = true\n";
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("parallax.toml"), options).expect("the folder is writable");
    let corpus = folder.path().join("corpus");
    let corpus = corpus.to_str().expect("the path is UTF-8");
    let (code, stdout, stderr) = run(elsewhere.path(), &["build", "--corpus", corpus]);
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, "", ""));
    assert!(folder.path().join("tables/mentions.jsonl").is_file());
    assert!(!elsewhere.path().join("tables").exists());

    let (code, stdout, _) = run(
        folder.path(),
        &["build", "--formats", "csv", "--output", "mine"],
    );
    assert_eq!((code, stdout.as_str()), (0, ""));
    assert!(folder.path().join("mine/mentions.csv").is_file());
    assert!(!folder.path().join("mine/mentions.jsonl").exists());
}

#[test]
fn an_option_of_the_file_that_cannot_be_followed_stops_the_run() {
    let folder = corpus(&[ARTICLE]);
    fs::write(
        folder.path().join("parallax.toml"),
        "# options\nlanguage = 5\njobs = \"many\"\n",
    )
    .expect("the folder is writable");
    check_error(
        &folder,
        &["build"],
        "parallax.toml:3: invalid value 'many' for '--jobs <N>': give a whole number, such as 4",
    );
    assert!(!folder.path().join("output").exists());
}

/// All files below `folder` with their bytes, in order of path, without what a build makes.
fn contents(folder: &Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("it can be read").path();
            let name = path.file_name().expect("it has a name").to_string_lossy();
            if name == "output" || name.starts_with('.') {
                continue;
            }
            match path.is_dir() {
                true => folders.push(path),
                false => files.push((path.clone(), fs::read(&path).expect("it can be read"))),
            }
        }
    }
    files.sort();
    files
}

#[test]
fn a_folder_to_start_from_can_be_built_and_is_left_alone_the_second_time() {
    let home = tempfile::tempdir().expect("a temporary folder");
    let (code, stdout, stderr) = run(home.path(), &["init", "news"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(stdout.matches("made  ").count(), 8, "{stdout}");
    assert!(
        stdout.ends_with("Now: cd news, then parallax build\n"),
        "{stdout}"
    );
    let folder = home.path().join("news");
    let (code, stdout, stderr) = run(&folder, &["build"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert!(
        stdout.starts_with("5 articles: 2 German, 2 English, 1 Dutch\n"),
        "{stdout}"
    );
    fs::write(folder.join("decisions.csv"), "mine\n").expect("the folder is writable");
    fs::remove_file(folder.join("corpus/000_d3bb87c82be297b7.txt")).expect("it is there");
    let before = contents(&folder);
    let (code, stdout, stderr) = run(&folder, &["init", "."]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(stdout.matches("left as it was ").count(), 4, "{stdout}");
    assert!(!stdout.contains("made  "), "{stdout}");
    assert!(stdout.ends_with("\nNow: parallax build\n"), "{stdout}");
    assert!(contents(&folder) == before);
    let (code, _, stderr) = run(&folder, &["init", "decisions.csv"]);
    assert_eq!(code, 2);
    assert!(
        stderr.starts_with("error: cannot make `decisions.csv"),
        "{stderr}"
    );
}

#[test]
fn shells_complete_the_commands() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (code, stdout, stderr) = run(folder.path(), &["completions", shell]);
        assert_eq!((code, stderr.as_str()), (0, ""));
        for word in ["annotate", "strictness", "formats"] {
            assert!(stdout.contains(word), "{shell}: {word}");
        }
    }
    let (code, _, stderr) = run(folder.path(), &["completions", "sh"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("[possible values: bash, "), "{stderr}");
}

#[test]
fn there_is_no_colour() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let cases = [
        &["--help"][..],
        &["build", "--help"],
        &["build"],
        &["biuld"],
        &["annotate", "--jobs", "0"],
    ];
    for (arguments, name) in cases
        .iter()
        .flat_map(|case| [(case, "NO_COLOR"), (case, "CLICOLOR_FORCE")])
    {
        let mut command = parallax(folder.path(), arguments);
        let output = command.env(name, "1").output().expect("the program starts");
        let told = [output.stdout, output.stderr].concat();
        assert!(!told.contains(&0x1b), "{arguments:?}");
    }
}

/// What people do wrong first, each with the words that say what to do.
#[test]
fn the_commonest_mistakes_are_told_with_what_mends_them() {
    let own = "entity_id,type,subtype,language,title,kind\n";
    let row = "merge,per:a,per:b\nrename,,x\nrename,per:a,\n";
    /// Files of the folder, arguments, exit code, and what is told.
    type Mistake<'m> = (&'m [(&'m str, &'m str)], &'m [&'m str], i32, &'m str);
    let cases: &[Mistake] = &[
        (
            &[],
            &["build"],
            2,
            "to start with a sample: `parallax init news`",
        ),
        (
            &[ARTICLE],
            &["build", "--corpus", "corpus/one.txt"],
            2,
            "takes the folder that holds the articles",
        ),
        (
            &[("a.xyz", "x")],
            &["build"],
            2,
            "put files there that end in .txt, ",
        ),
        (
            &[ARTICLE],
            &["build", "--output", "corpus/out"],
            2,
            "choose another --output",
        ),
        (
            &[ARTICLE],
            &["build", "--csv", "tab"],
            2,
            "[possible values: comma, semicolon]",
        ),
        (
            &[ARTICLE],
            &["build", "--strictness", "200"],
            2,
            "200 is not in 0..=100",
        ),
        (
            &[ARTICLE],
            &["build", "--language", "dutch"],
            2,
            "parallax has data for ar, ",
        ),
        (
            &[ARTICLE],
            &["build", "--formats", "excel"],
            2,
            "give some of csv, xlsx, ",
        ),
        (
            &[ARTICLE, ("../decisions.csv", row)],
            &["build"],
            1,
            "decisions.csv:1: skipped: column `action`: missing in the header (the header has: merge, per:a, per:b)",
        ),
        (
            &[
                ARTICLE,
                ("../decisions.csv", &format!("action,subject,object\n{row}")),
            ],
            &["build"],
            1,
            "(`merge`; one of same, different, ",
        ),
        (
            &[
                ARTICLE,
                ("../decisions.csv", &format!("action,subject,object\n{row}")),
            ],
            &["build"],
            1,
            "decisions.csv:3: skipped: column `subject`: empty (write the id or the name that the row is about)",
        ),
        (
            &[ARTICLE, ("../gazetteers/own.csv", own)],
            &["build"],
            1,
            "column `name`: missing in the header (the header has: entity_id, type, subtype, language, title, kind)",
        ),
        (
            &[ARTICLE, ("../taken", "")],
            &["build", "--output", "taken"],
            2,
            "choose another folder with --output",
        ),
        (
            &[ARTICLE, ("b.xyz", "x")],
            &["build"],
            1,
            "unknown kind of file (can be read: .txt, ",
        ),
        (
            &[ARTICLE],
            &["annotate", "corpus/one.txt"],
            2,
            "parallax annotate",
        ),
    ];
    for (files, arguments, expected, hint) in cases {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(folder.path().join("gazetteers")).expect("the folder is empty");
        for (name, content) in *files {
            fs::create_dir_all(folder.path().join("corpus")).expect("the folder is writable");
            let path = folder.path().join("corpus").join(name);
            fs::write(path, content).expect("the folder is writable");
        }
        let (code, _, stderr) = run(folder.path(), arguments);
        assert_eq!(code, *expected, "{arguments:?}: {stderr}");
        assert!(stderr.contains(hint), "{arguments:?}: {stderr}");
    }
}

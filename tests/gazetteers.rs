//! The user's own lists: what their rows do, and what is said of rows that cannot be used.

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const HEADER: &str = "entity_id,type,subtype,language,name,kind\n";

/// A folder with these lists and one English article.
fn folder(lists: &[(&str, &str)], article: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for name in ["corpus", "gazetteers"] {
        fs::create_dir(folder.path().join(name)).expect("the folder is empty");
    }
    fs::write(folder.path().join("corpus/one.txt"), article).expect("the folder is writable");
    for (name, content) in lists {
        fs::write(folder.path().join("gazetteers").join(name), content)
            .expect("the folder is writable");
    }
    folder
}

/// Runs the program and gives its exit code, standard output and standard error.
fn run(folder: &Path, arguments: &[&str]) -> (i32, String, String) {
    let mut command = Command::cargo_bin("parallax").expect("the program is built");
    let output = command
        .current_dir(folder)
        .args(arguments)
        .output()
        .expect("the program starts");
    let text = |bytes| String::from_utf8(bytes).expect("messages are UTF-8");
    let code = output.status.code().expect("the program ends by itself");
    (code, text(output.stdout), text(output.stderr))
}

/// Some columns of the mentions, a line each.
fn mentions(folder: &Path) -> Vec<String> {
    let path = folder.join("output/mentions.csv");
    let mut reader = csv::Reader::from_path(path).expect("it was written");
    let header = reader.headers().expect("there is a header").clone();
    let columns = [
        "surface",
        "entity_id",
        "entity_name",
        "evidence",
        "confidence",
    ];
    let places = columns.map(|column| {
        let place = header.iter().position(|cell| cell == column);
        place.expect("the column is there")
    });
    let rows = reader.records().map(|row| row.expect("the rows are sound"));
    // How sure built-in names are comes of weights that are fitted anew now and then.
    let is_own = |cells: &[String; 5]| cells[3] == "user_gazetteer";
    rows.map(|row| places.map(|place| row[place].to_owned()))
        .map(|cells| cells[..if is_own(&cells) { 5 } else { 4 }].join(" | "))
        .collect()
}

/// What an English article names when there is a list of these rows.
fn check(rows: &str, article: &str, expected: &[&str]) {
    let folder = folder(&[("own.csv", &format!("{HEADER}{rows}"))], article);
    let (code, _, stderr) = run(folder.path(), &["build", "--quiet", "--language", "en"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(mentions(folder.path()), expected);
}

/// What is said of the lists; the article is read all the same.
fn check_problems(lists: &[(&str, &str)], expected: &[&str]) {
    let folder = folder(lists, "They met in Ukraine on Monday.\n");
    let (code, _, stderr) = run(folder.path(), &["build", "--quiet", "--language", "en"]);
    let lines: Vec<_> = stderr.lines().collect();
    assert_eq!((code, lines.as_slice()), (1, expected));
    assert!(mentions(folder.path()).contains(&"Ukraine | iso:UA | Ukraine | gazetteer".to_owned()));
    let problems =
        fs::read_to_string(folder.path().join("output/problems.csv")).expect("it was written");
    assert_eq!(
        problems.matches(",gazetteer,skipped,").count(),
        expected.len()
    );
}

#[test]
fn a_new_entity_is_named_by_its_first_preferred_name() {
    check(
        "org:quay,,,en,QF,abbreviation\norg:quay,organization,ngo,,Quayside Forum,preferred\n",
        "We saw that the Quayside Forum and the QF met.\n",
        &[
            "Quayside Forum | org:quay | Quayside Forum | user_gazetteer | 0.98",
            "QF | org:quay | Quayside Forum | user_gazetteer | 0.98",
        ],
    );
}

#[test]
fn an_entity_without_an_id_gets_one_of_type_and_name() {
    check(
        ",organization,,,Harbour Watch,\n",
        "We saw Harbour Watch.\n",
        &["Harbour Watch | org:harbour-watch | Harbour Watch | user_gazetteer | 0.98"],
    );
}

#[test]
fn a_name_is_added_to_a_built_in_entity() {
    check(
        "iso:UA,,,,Borderland,alias\n",
        "We saw Borderland and Ukraine.\n",
        &[
            "Borderland | iso:UA | Ukraine | user_gazetteer | 0.98",
            "Ukraine | iso:UA | Ukraine | gazetteer",
        ],
    );
}

#[test]
fn an_own_name_beats_the_built_in_ones_and_needs_no_evidence() {
    check(
        "org:ukraine-band,organization,band,,Ukraine,preferred\norg:over,organization,,,Over,\n",
        "Ukraine played. Over played.\n",
        &[
            "Ukraine | org:ukraine-band | Ukraine | user_gazetteer | 0.98",
            "Over | org:over | Over | user_gazetteer | 0.98",
        ],
    );
}

#[test]
fn a_name_of_another_language_is_not_found() {
    check(
        "org:watch,organization,,nl,Havenwacht Noord,\norg:watch,,,en,Harbour Watch,preferred\n",
        "We saw Harbour Watch, not havenwacht noord.\n",
        &["Harbour Watch | org:watch | Harbour Watch | user_gazetteer | 0.98"],
    );
}

#[test]
fn a_denied_name_is_no_mention_of_its_entity() {
    let article = "We saw Ukraine and Kyiv, said Mark Kelly. Kelly met Elon Musk.\n";
    check(
        "iso:UA,,,,Ukraine,deny\n,,,en,Kyiv,deny\n,,,,Kelly,deny\n,,,nl,Elon Musk,deny\n",
        article,
        &[
            "Mark Kelly | per:mark-kelly | Mark Kelly | gazetteer",
            "Elon Musk | per:elon-musk | Elon Musk | gazetteer",
        ],
    );
    check(
        ",,,,Mark Kelly,deny\niso:UA,,,,Kyiv,deny\n,,,,Elon Musk,deny\n",
        "We saw Ukraine and Kyiv, said Mark Kelly.\n",
        &[
            "Ukraine | iso:UA | Ukraine | gazetteer",
            "Kyiv | gn:703448 | Kyiv | gazetteer",
        ],
    );
}

#[test]
fn separators_byte_order_mark_and_order_of_columns_are_free() {
    let rows = [
        (
            "semicolon.csv",
            "\u{feff}name;kind;type;entity_id;language;subtype\r\n\"Harbour; Watch\";;organization;;;\r\n",
        ),
        (
            "tab.csv",
            "Entity_ID\ttype\tsubtype\tlanguage\tname\tkind\tnote\n\torganization\t\t\tQuayside, Forum\tpreferred\tours\n",
        ),
        ("passed_over.txt", "nothing of the kind"),
    ];
    let folder = folder(&rows, "We saw Harbour; Watch and Quayside, Forum.\n");
    let (code, _, stderr) = run(folder.path(), &["build", "--quiet", "--language", "en"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        mentions(folder.path()),
        [
            "Harbour; Watch | org:harbour-watch | Harbour; Watch | user_gazetteer | 0.98",
            "Quayside, Forum | org:quayside-forum | Quayside, Forum | user_gazetteer | 0.98",
        ]
    );
}

#[test]
fn a_row_that_cannot_be_used_is_named_with_its_line_and_column() {
    let rows = "\r\norg:a,organisation,,,A Forum,\r\norg:a,organization,,,A Forum,nickname\r\n\
                org:a,organization,,xx,A Forum,\r\n\r\norg:a,organization,,,,\r\norg:b,,,,B Forum,\r\n\
                ,,,,C Forum,\r\niso:UA,person,,,D Forum,\r\norg:e,organization,,,E Forum,\r\n\
                org:e,person,,,E Forum,\r\norg:f,,,,F Forum,deny\r\norg:g,organization\r\n";
    let list = format!("{}{rows}", HEADER.trim_end());
    let types = "person, organization, location, product, event, group";
    check_problems(
        &[("own.csv", &list)],
        &[
            "warning: gazetteers/own.csv:11: skipped: column `type`: not the type of the entity (`person`; `org:e` is of \
             type organization)",
            "warning: gazetteers/own.csv:12: skipped: column `entity_id`: no such entity (`org:f`)",
            "warning: gazetteers/own.csv:13: skipped: another number of cells than the header (2 instead of 6)",
            &format!(
                "warning: gazetteers/own.csv:2: skipped: column `type`: not a type (`organisation`; one of {types})"
            ),
            "warning: gazetteers/own.csv:3: skipped: column `kind`: not a kind (`nickname`; one of preferred, alias, \
             demonym, abbreviation, former, hidden, deny)",
            "warning: gazetteers/own.csv:4: skipped: column `language`: not a language (`xx`; a code such as `nl`, or \
             nothing for every language)",
            "warning: gazetteers/own.csv:6: skipped: column `name`: empty",
            &format!(
                "warning: gazetteers/own.csv:7: skipped: column `type`: a new entity needs a type (`org:b` is not in the \
                 built-in lists; one of {types})"
            ),
            &format!(
                "warning: gazetteers/own.csv:8: skipped: column `type`: a new entity needs a type (`C Forum` has no \
                 `entity_id`; one of {types})"
            ),
            "warning: gazetteers/own.csv:9: skipped: column `type`: not the type of the entity (`person`; `iso:UA` is of \
             type location)",
        ],
    );
}

#[test]
fn a_header_without_a_column_and_an_empty_file_are_told() {
    check_problems(
        &[
            ("a.csv", "entity_id,type,subtype,langage,name,kind\n"),
            ("b.csv", ""),
        ],
        &[
            "warning: gazetteers/a.csv:1: skipped: column `language`: missing in the header (the header has: entity_id, \
             type, subtype, langage, name, kind)",
            "warning: gazetteers/b.csv: skipped: empty file",
        ],
    );
}

#[test]
fn run_json_has_the_hash_of_each_list() {
    let content = format!("{HEADER},organization,,,Harbour Watch,\n");
    let folder = folder(&[("own.csv", &content)], "Nothing.\n");
    run(folder.path(), &["build", "--quiet"]);
    let json = fs::read_to_string(folder.path().join("output/run.json")).expect("it was written");
    let hash = blake3::hash(content.as_bytes()).to_hex();
    assert!(
        json.contains(&format!("\"gazetteers/own.csv\": \"{hash}\"")),
        "{json}"
    );
}

#[test]
fn a_folder_that_is_asked_for_must_be_there_and_hold_no_tables() {
    let folder = folder(&[], "Nothing.\n");
    let (code, _, stderr) = run(folder.path(), &["build", "--gazetteers", "lists"]);
    let message = "error: cannot read the folder `lists`: --gazetteers takes the folder that holds your lists (.csv) (";
    assert!(code == 2 && stderr.starts_with(message), "{stderr}");
    let arguments = [
        "build",
        "--gazetteers",
        "gazetteers",
        "--output",
        "gazetteers",
    ];
    let message = "error: `gazetteers` holds your lists: tables would be read as lists; choose another --output\n";
    assert_eq!(
        run(folder.path(), &arguments),
        (2, String::new(), message.to_owned())
    );
}

#[test]
fn threads_and_order_of_rows_change_no_table() {
    let rows: String = (0..300)
        .map(|n| {
            format!("org:n{n},organization,,,Forum {n},preferred\norg:n{n},,,,Forum N{n},alias\n")
        })
        .collect();
    let article = "We saw Forum 7, Forum N7, Forum 299.\n";
    let folder = folder(&[("own.csv", &format!("{HEADER}{rows}"))], article);
    let table = |jobs| {
        run(folder.path(), &["build", "--quiet", "--jobs", jobs]);
        fs::read(folder.path().join("output/mentions.csv")).expect("it was written")
    };
    assert_eq!(table("1"), table("2"));
    assert_eq!(mentions(folder.path()).len(), 3);
}

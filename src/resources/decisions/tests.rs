//! What is said of rows that cannot be followed.

use super::*;

const HEADER: &str = "action,subject,object,note\n";

fn decisions(content: &str) -> (Decisions, Vec<String>) {
    let entities = "entity_id\ttype\tsubtype\tname\tprior\twikidata_id\tgeonames_id\tiso_code\tlocated_in\tsource\n\
        iso:UA\tlocation\tcountry\tUkraine\t200\tQ212\t690791\tUA\tUA\thand\n\
        org:x\torganization\tplatform\tX\t200\t\t\t\t\thand\n";
    let names = "entity_id\tlanguage\tkind\tname\tguard\n";
    let gazetteer = Gazetteer::of_tables(entities, names).expect("the rows follow the rules");
    let file = ListFile {
        path: "decisions.csv".to_owned(),
        text: content.to_owned(),
        hash: String::new(),
    };
    let is_language = |language: Language| language.code() == "nl" || language.code() == "de";
    let (decisions, problems) = Decisions::of(&file, &gazetteer, &is_language);
    (
        decisions,
        problems.iter().map(ToString::to_string).collect(),
    )
}

fn check(rows: &str, expected: &[&str]) {
    let (_, problems) = decisions(&format!("{HEADER}{rows}"));
    assert_eq!(problems, expected);
}

#[test]
fn a_listed_id_stands_for_its_group_then_the_smallest() {
    let rows = "same,per:b,per:c,\nsame,per:c,per:a,\nsame,org:a,org:x,\nsame,co:org:a,iso:UA,\n";
    let (decisions, problems) = decisions(&format!("{HEADER}{rows}"));
    assert!(problems.is_empty(), "{problems:?}");
    for (id, canonical) in [
        ("per:c", "per:a"),
        ("per:b", "per:a"),
        ("org:a", "iso:UA"),
        ("org:x", "iso:UA"),
        ("org:other", "org:other"),
    ] {
        assert_eq!(decisions.canonical(id), canonical, "{id}");
    }
}

#[test]
fn contradictions_are_told_and_the_first_holds() {
    check(
        "same,per:a,per:b,\nsame,per:b,per:c,\ndifferent,per:c,per:a,\n",
        &[
            "decisions.csv:4: skipped: contradicts another decision (`different per:c per:a` against rows above: they are \
           the same; the first holds)",
        ],
    );
    check(
        "different,per:a,per:c,\nsame,per:a,per:b,\nsame,per:c,per:b,\n",
        &[
            "decisions.csv:4: skipped: contradicts another decision (`same per:c per:b` against line 2: they are \
           different; the first holds)",
        ],
    );
    for (first, second) in [
        ("rename,per:a,Anna,", "rename,per:a,Anne,"),
        ("type,per:a,person,", "type,per:a,organization,"),
        ("language,de/a.txt,de,", "language,de\\a.txt,nl,"),
        ("deny,Quay,org:x,", "allow,Quay,org:x,"),
        ("deny,org:x,,", "allow,Quay,org:x,"),
        ("allow,Quay,org:x,", "allow,Quay,org:y,"),
        ("allow,m-7c2k9x0fq4mt,,", "deny,m-7c2k9x0fq4mt,,"),
        (
            "same,m-7c2k9x0fq4mt,org:x,",
            "different,org:x,m-7c2k9x0fq4mt,",
        ),
        ("same,m-7c2k9x0fq4mt,org:x,", "same,m-7c2k9x0fq4mt,org:y,"),
    ] {
        let (_, problems) = decisions(&format!("{HEADER}{first}\n{second}\n"));
        let begin = "decisions.csv:3: skipped: contradicts another decision (";
        let is_told = |problem: &String| problem.starts_with(begin) && problem.contains("line 2");
        assert!(
            problems.len() == 1 && is_told(&problems[0]),
            "{first} {second} {problems:?}"
        );
        let (_, problems) = decisions(&format!("{HEADER}{first}\n{first}\n"));
        assert!(
            problems.is_empty(),
            "twice is no contradiction: {problems:?}"
        );
    }
}

#[test]
fn rows_that_say_nothing_are_told() {
    let ids = "ids look like `per:alp-toker`";
    check(
        "merge,per:a,per:b,\nsame,,per:b,\nsame,per:a,,\nsame,Anna,per:a,\nsame,per:a,co:per:a,\n\
         same,m-7c2k9x0fq4mt,m-8c2k9x0fq4mt,\ntype,per:a,human,\nlanguage,a.txt,xx,\nrename,Anna,Anne,\n\
         allow,Quay,,\nallow,Quay,gn:1,\nallow,Quay,Forum,\ndeny,org:x,org:y,\ndeny,...,,\n",
        &[
            &format!("decisions.csv:10: skipped: column `subject`: not an id (`Anna`; {ids})"),
            "decisions.csv:11: skipped: column `object`: empty (the action needs one; the README says what)",
            "decisions.csv:12: skipped: column `object`: no such entity (`gn:1`)",
            &format!("decisions.csv:13: skipped: column `object`: not an id (`Forum`; {ids})"),
            "decisions.csv:14: skipped: column `object`: not empty (an id is denied or allowed by itself; `different` and \
             `same` take two)",
            "decisions.csv:2: skipped: column `action`: not an action (`merge`; one of same, different, rename, type, \
             deny, allow, language)",
            "decisions.csv:3: skipped: column `subject`: empty (write the id or the name that the row is about)",
            "decisions.csv:4: skipped: column `object`: empty (the action needs one; the README says what)",
            &format!("decisions.csv:5: skipped: column `subject`: not an id (`Anna`; {ids})"),
            "decisions.csv:6: skipped: the same id twice (`per:a`)",
            "decisions.csv:7: skipped: two members (one of the two must be the id of an entity or another group)",
            "decisions.csv:8: skipped: column `object`: not a type (`human`; one of person, organization, location, \
             product, event, group)",
            "decisions.csv:9: skipped: column `object`: not a language (`xx`; a code such as `nl`)",
        ],
    );
}

#[test]
fn what_spreadsheets_do_to_a_file_is_no_fault() {
    for content in [
        "\u{feff}action;subject;object;note\r\nsame;per:a;per:b;\"a;\r\nb\"\r\n;;;\r\n\r\n rename ;per:b; Anna ;;;\r\n",
        "sep=;\r\naction;subject;object;note\r\nsame;per:a;per:b\r\nRename;per:b;Anna\r\n",
        ",,,,\n\n,Note,Object,Subject,ACTION,,\n,,per:b,per:a,same,,\n,,Anna,per:a,rename,,\n",
        "action\tsubject\tobject\nsame\tper:a\tper:b\nrename\tper:b\tAnna",
    ] {
        let (decisions, problems) = decisions(content);
        assert!(problems.is_empty(), "{content}: {problems:?}");
        assert_eq!(decisions.canonical("per:b"), "per:a", "{content}");
        assert_eq!(decisions.name_of("per:a"), Some("Anna"), "{content}");
    }
}

#[test]
fn a_header_without_a_column_spoils_the_file() {
    let (decisions, problems) = decisions("action;entity;object\nsame;per:a;per:b\n");
    assert!(decisions.is_empty());
    let message = "decisions.csv:1: skipped: column `subject`: missing in the header (the header has: action, entity, object)";
    assert_eq!(problems, [message]);
}

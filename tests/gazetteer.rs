//! The index of the gazetteer finds just the names that a search of every place for every name finds.

use std::collections::BTreeSet;

use parallax::resources::gazetteer::{Gazetteer, key_tokens};
use proptest::prelude::*;

/// Tokens that begin alike, fold alike or are cut in their own way.
const TOKENS: &[&str] = &[
    "San", "san", "Sān", "Santa", "Sa", "José", "Jose", "St.", "St", "U.S.", "de", "d’Or", "Ab-Cd",
    "Łódź", "Київ", "2030", "&",
];

/// A name or piece of text of one to four tokens.
fn name() -> impl Strategy<Value = String> {
    let tokens = proptest::collection::vec(proptest::sample::select(TOKENS), 1..5);
    tokens.prop_map(|tokens| tokens.join(" "))
}

/// Lists with an entity for each of `names`.
fn gazetteer(names: &[String]) -> Gazetteer {
    let mut entities =
        "entity_id\ttype\tsubtype\tname\tprior\twikidata_id\tgeonames_id\tiso_code\tlocated_in\t\
                        source\n"
            .to_owned();
    let mut rows = "entity_id\tlanguage\tkind\tname\tguard\n".to_owned();
    for (idx, name) in names.iter().enumerate() {
        entities.push_str(&format!(
            "org:n{idx}\torganization\t\t{name}\t0\t\t\t\t\thand\n"
        ));
        rows.push_str(&format!("org:n{idx}\tmul\talias\t{name}\t\n"));
    }
    Gazetteer::of_tables(&entities, &rows).expect("the rows follow the rules")
}

/// First token, token after the last, and index of the entity of each name in a text.
type Places = BTreeSet<(usize, usize, u32)>;

fn by_index(gazetteer: &Gazetteer, keys: &[String]) -> Places {
    let from = |first: usize| {
        let found = gazetteer.names_at_start(&keys[first..]);
        found.flat_map(move |(n_tokens, names)| {
            names.map(move |name| (first, first + n_tokens, name.entity))
        })
    };
    (0..keys.len()).flat_map(from).collect()
}

fn by_trying_all(names: &[String], keys: &[String]) -> Places {
    let mut places = Places::new();
    for (idx, name) in (0..).zip(names) {
        let name = key_tokens(name);
        for first in 0..keys.len() {
            if keys[first..].starts_with(&name) {
                places.insert((first, first + name.len(), idx));
            }
        }
    }
    places
}

proptest! {
    #[test]
    fn index_finds_what_trying_all_names_finds(
        names in proptest::collection::vec(name(), 1..40),
        text in proptest::collection::vec(name(), 1..20),
    ) {
        let keys = key_tokens(&text.join(" "));
        prop_assert_eq!(by_index(&gazetteer(&names), &keys), by_trying_all(&names, &keys));
    }

    #[test]
    fn names_of_an_entity_are_all_its_names(names in proptest::collection::vec(name(), 1..40)) {
        let gazetteer = gazetteer(&names);
        for (idx, name) in (0..).zip(&names) {
            let surfaces: Vec<_> = gazetteer.names_of(idx).map(|name| name.surface).collect();
            prop_assert_eq!(surfaces, vec![name.as_str()]);
            prop_assert_eq!(gazetteer.entity_idx(gazetteer.entity(idx).id), Some(idx));
        }
    }
}

fn check_guard(guard: &str, guarded: &[&str], free: &[&str]) {
    let entities = "entity_id\ttype\tsubtype\tname\tprior\twikidata_id\tgeonames_id\tiso_code\tlocated_in\tsource\n\
                    org:x\torganization\t\tX\t0\t\t\t\t\thand\n";
    let names = format!("entity_id\tlanguage\tkind\tname\tguard\norg:x\tmul\talias\tX\t{guard}\n");
    let gazetteer = Gazetteer::of_tables(entities, &names).expect("the rows follow the rules");
    let name = gazetteer.names().next().expect("there is one");
    let is_guarded = |code: &&str| {
        name.is_guarded_in(parallax::language::Language::parse(code).expect("a code"))
    };
    assert!(
        guarded.iter().all(is_guarded) && !free.iter().any(is_guarded),
        "{guard}"
    );
}

#[test]
fn a_guard_holds_in_its_languages() {
    check_guard("", &[], &["de", "und"]);
    check_guard("context", &["de", "und"], &[]);
    check_guard("de,nl", &["de", "nl"], &["en", "und"]);
}

#[test]
fn a_row_that_breaks_the_rules_is_named_with_its_line() {
    let names = "entity_id\tlanguage\tkind\tname\tguard\norg:x\tmul\talias\tX\t\n";
    let entities = "entity_id\ttype\tsubtype\tname\tprior\twikidata_id\tgeonames_id\tiso_code\tlocated_in\tsource\n\
         org:x\torganisation\t\tX\t0\t\t\t\t\thand\n";
    let error = Gazetteer::of_tables(entities, names).expect_err("there is no such type");
    assert_eq!(
        error.to_string(),
        "entities.tsv:2: column `type`: expected a type, found `organisation`"
    );
    let error = Gazetteer::of_tables(entities.lines().next().expect("a header"), names);
    assert_eq!(
        error.expect_err("there is no such entity").to_string(),
        "names.tsv:2: column `entity_id`: expected the id of an entity, found `org:x`"
    );
}

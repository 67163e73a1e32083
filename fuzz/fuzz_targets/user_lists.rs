#![no_main]
//! Lists of names that a person wrote.

use std::sync::{LazyLock, Mutex};

use parallax::entities::STRICTNESS;
use parallax::pipeline;
use parallax::resources::Resources;
use parallax::resources::user_lists::ListFile;
use parallax_fuzz::{checks, document, in_time};

static OWN: LazyLock<Mutex<Resources>> =
    LazyLock::new(|| Mutex::new(Resources::load().expect("the project's own data")));

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let list = ListFile {
        path: "gazetteers/own.csv".to_owned(),
        text: text.into_owned(),
        hash: String::new(),
    };
    let mut own = OWN.lock().expect("a panic ends the run");
    // Without those of the last run, which lists of their own would go on from.
    own.add_lists(&[]);
    let problems = in_time(bytes.len(), || own.add_lists(std::slice::from_ref(&list)));
    assert!(
        problems
            .iter()
            .all(|problem| problem.path.starts_with("gazetteers/own.csv"))
    );
    // The names in it are found as any are: in the list itself.
    let document = document(&list.text);
    let found = pipeline::annotate(&document, None, STRICTNESS, &own);
    checks::annotations(&document.text, &found);
});

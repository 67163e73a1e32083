#![no_main]
//! Numbers, in texts of the words that numbers are made of, in the language that the first byte chooses; or, where the
//! second byte is odd, in a text as it is.

use parallax::document::PartialDate;
use parallax::stem::{Stemmer, word_forms};
use parallax::{numbers, tokenize};
use parallax_fuzz::{checks, in_time, profile, words};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((profile, [how, bytes @ ..])) = profile(bytes) else {
        return;
    };
    let text = match how % 2 {
        0 => words::text(profile, bytes),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    };
    let anchors = [
        None,
        Some("2024-02-29"),
        Some("2025-12"),
        Some("1999"),
        Some("9999-12-31"),
        Some("0001-01-01"),
    ];
    let anchor = anchors[usize::from(how / 2) % anchors.len()].and_then(PartialDate::parse);
    let tokens = tokenize::tokens(&text, profile);
    let sentences = tokenize::sentences(&text, &tokens, profile);
    let stemmer = Stemmer::named(&profile.stemmer).expect("checked when the profile was loaded");
    let forms = word_forms(&text, &tokens, &stemmer);
    let found = in_time(text.len(), || {
        numbers::find(&text, &sentences, &tokens, &forms, profile, anchor)
    });
    checks::numbers(&text, &found, &sentences);
});

#![no_main]
//! Tokens and sentences, by the rules of the language that the first byte chooses.

use parallax::tokenize;
use parallax_fuzz::{checks, document, in_time, profile};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((profile, bytes)) = profile(bytes) else {
        return;
    };
    let text = String::from_utf8_lossy(bytes);
    let (tokens, sentences) = in_time(text.len(), || {
        let tokens = tokenize::tokens(&text, profile);
        let sentences = tokenize::sentences(&text, &tokens, profile);
        (tokens, sentences)
    });
    checks::tokens(&text, &tokens, &sentences);
    checks::sections_cover(&document(&text));
});

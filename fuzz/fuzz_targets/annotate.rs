#![no_main]
//! All that is found in an article, quotations among it, in the language that the first byte chooses.

use parallax::entities::STRICTNESS;
use parallax::pipeline;
use parallax_fuzz::{RESOURCES, checks, document, in_time, profile};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Some((profile, bytes)) = profile(bytes) else {
        return;
    };
    let document = document(&String::from_utf8_lossy(bytes));
    let found = in_time(bytes.len(), || {
        pipeline::annotate(&document, Some(profile.language), STRICTNESS, &RESOURCES)
    });
    checks::annotations(&document.text, &found);
});

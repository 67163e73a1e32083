#![no_main]
//! Files in `.html`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("html", bytes));

#![no_main]
//! Files in `.warc`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("warc", bytes));

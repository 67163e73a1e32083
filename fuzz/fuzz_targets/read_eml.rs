#![no_main]
//! Files in `.eml`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("eml", bytes));

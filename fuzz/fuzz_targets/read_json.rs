#![no_main]
//! Files in `.json`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("json", bytes));

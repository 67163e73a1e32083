#![no_main]
//! Files in `.pdf`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("pdf", bytes));

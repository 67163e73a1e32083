#![no_main]
//! Files in `.jsonl`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("jsonl", bytes));

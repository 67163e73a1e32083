#![no_main]
//! Files in `.csv`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("csv", bytes));

#![no_main]
//! Files in `.txt`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("txt", bytes));

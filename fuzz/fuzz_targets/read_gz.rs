#![no_main]
//! Files in `.gz`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("gz", bytes));

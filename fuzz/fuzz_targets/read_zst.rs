#![no_main]
//! Files in `.zst`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("zst", bytes));

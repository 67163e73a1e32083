#![no_main]
//! Files in `.epub`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("epub", bytes));

#![no_main]
//! Files in `.xml`.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| parallax_fuzz::read("xml", bytes));

#![no_main]
//! Archives: the bytes are the file itself, or, behind a zero, names and contents of what is in a whole one, parted by
//! zeros.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    match bytes {
        [0, parts @ ..] => parallax_fuzz::read("zip", &packed(parts)),
        _ => parallax_fuzz::read("zip", bytes),
    }
});

fn packed(parts: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut parts = parts.split(|&byte| byte == 0);
    while let (Some(name), Some(content)) = (parts.next(), parts.next()) {
        let name = String::from_utf8_lossy(name);
        // A name that is there twice, or too long, is not taken.
        if zip.start_file(name, SimpleFileOptions::default()).is_ok() {
            zip.write_all(content).expect("there is memory");
        }
    }
    zip.finish().expect("there is memory").into_inner()
}

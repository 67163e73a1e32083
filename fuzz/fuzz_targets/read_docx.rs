#![no_main]
//! Documents: the bytes are the file itself, or, behind a zero, the text part of a whole one.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    match bytes {
        [0, part @ ..] => parallax_fuzz::read("docx", &packed(part)),
        _ => parallax_fuzz::read("docx", bytes),
    }
});

fn packed(part: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    zip.start_file("word/document.xml", options)
        .expect("there is memory");
    zip.write_all(part).expect("there is memory");
    zip.finish().expect("there is memory").into_inner()
}

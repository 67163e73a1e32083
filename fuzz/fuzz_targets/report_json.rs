#![no_main]
//! The blocks of data of the page: nothing in them ends their element, and they read back as they were.

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let parts: Vec<&str> = text.split('\0').collect();
    let json = parallax::report::json(&parts);
    let is_safe = !json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']);
    assert!(is_safe && !json.contains(|c: char| c < ' '), "{json}");
    let back: Vec<String> = serde_json::from_str(&json).expect("it is JSON");
    assert_eq!(back, parts);
});

//! Texts of the words that the rules of a language know.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use parallax::language::LanguageProfile;

/// Lists of words that numbers are made of; the first column of each.
const LISTS: [&str; 6] = [
    "numbers.tsv",
    "calendar.tsv",
    "times.tsv",
    "units.tsv",
    "modifiers.tsv",
    "counted.tsv",
];

/// What stands between words, and digits.
const PIECES: [&str; 48] = [
    " ",
    ".",
    ",",
    "-",
    "–",
    ":",
    "/",
    "'",
    "’",
    "%",
    "‰",
    "°",
    "+",
    "−",
    "(",
    ")",
    "\n",
    "\u{a0}",
    "\u{202f}",
    "0",
    "1",
    "2",
    "3",
    "4",
    "5",
    "6",
    "7",
    "8",
    "9",
    "00",
    "000",
    "31",
    "29.2.",
    "2024",
    "1999",
    "12:30",
    "1.000.000",
    "1,000",
    "½",
    "²",
    "٣",
    "€",
    "$",
    "XIV",
    "e",
    "a",
    "st",
    "’90",
];

/// The words of each language, by its code, sorted.
static WORDS: LazyLock<BTreeMap<String, Vec<String>>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../data/languages");
    let mut words = BTreeMap::new();
    for folder in fs::read_dir(root)
        .expect("the project's own data")
        .flatten()
    {
        let code = folder.file_name().to_string_lossy().into_owned();
        let mut of_language: Vec<String> = Vec::new();
        for list in LISTS {
            let rows = fs::read_to_string(folder.path().join(list)).unwrap_or_default();
            let surfaces = rows
                .lines()
                .skip(1)
                .filter_map(|row| row.split('\t').next());
            of_language.extend(surfaces.map(str::to_owned));
        }
        of_language.sort();
        of_language.dedup();
        words.insert(code, of_language);
    }
    words
});

/// A text of words of the language: a byte below 48 is a mark or digit, one below 64 a character of any kind (from the two
/// bytes behind it), any other with the byte behind it a word, and a space.
pub fn text(profile: &LanguageProfile, bytes: &[u8]) -> String {
    let nothing = Vec::new();
    let words = WORDS.get(profile.language.code()).unwrap_or(&nothing);
    let mut text = String::new();
    let mut bytes = bytes.iter().copied();
    while let Some(byte) = bytes.next() {
        let mut next = || u32::from(bytes.next().unwrap_or(0));
        match usize::from(byte) {
            piece @ 0..48 => text.push_str(PIECES[piece]),
            48..64 => text.extend(char::from_u32(next() << 8 | next())),
            // An odd byte joins the word to what comes.
            first => {
                let idx = (first - 64) * 256 + next() as usize;
                if let Some(word) = words.get(idx % words.len().max(1)) {
                    text.push_str(word);
                    text.push_str(if first % 2 == 0 { " " } else { "" });
                }
            }
        }
    }
    text
}

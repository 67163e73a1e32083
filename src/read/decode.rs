//! Turns bytes into text.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::{Problem, skipped, warning};

/// More control characters than this in a hundred are not text. Random bytes have ten.
const MAX_CONTROLS_PERCENT: usize = 2;

/// A text and what a person should know of how it was decoded.
#[derive(Debug)]
pub(super) struct Decoded {
    /// Without byte order mark, otherwise exactly what the bytes say.
    pub text: String,
    /// Warnings.
    pub problems: Vec<Problem>,
}

/// Decodes the content of the file at `path`: by its byte order mark, else as UTF-8, else in the encoding that its
/// bytes look like.
///
/// # Errors
///
/// A problem if there is no text: nothing, only white space, or bytes that are not text.
pub(super) fn decode(path: &str, bytes: &[u8]) -> Result<Decoded, Problem> {
    decode_told(path, bytes, None)
}

/// As [`decode`], but what is no UTF-8 is in the encoding `told`, if there is one: many a file says that it is in another
/// encoding than UTF-8 when it was made into UTF-8 later, hardly one the other way round.
pub(super) fn decode_told(
    path: &str,
    bytes: &[u8],
    told: Option<&'static Encoding>,
) -> Result<Decoded, Problem> {
    if bytes.is_empty() {
        return Err(skipped(path, "empty file", ""));
    }
    let (encoding, source) = match (encoding_of(bytes), told) {
        // ISO-2022-JP and its like look like ASCII.
        ((_, Source::Utf8), Some(told)) if !told.is_ascii_compatible() && bytes.is_ascii() => {
            (told, Source::Told)
        }
        ((_, Source::Guess), Some(told)) if told != UTF_8 => (told, Source::Told),
        (found, _) => found,
    };
    let (text, replaced) = decode_in(encoding, bytes);
    if is_binary(&text) {
        return Err(skipped(
            path,
            "not text",
            "the bytes are those of a binary file",
        ));
    }
    if text.trim().is_empty() {
        return Err(skipped(path, "empty file", "only white space"));
    }
    let mut problems = Vec::new();
    if source == Source::Guess {
        problems.push(warning(path, "encoding guessed", encoding.name()));
    }
    if replaced {
        let detail = format!("bytes that are not {} became U+FFFD", encoding.name());
        problems.push(warning(path, "characters replaced", detail));
    }
    Ok(Decoded { text, problems })
}

#[derive(Debug, PartialEq, Eq)]
enum Source {
    Mark,
    Utf8,
    Told,
    Guess,
}

fn encoding_of(bytes: &[u8]) -> (&'static Encoding, Source) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        (encoding, Source::Mark)
    } else if is_mostly_utf8(bytes) {
        (UTF_8, Source::Utf8)
    } else {
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        (detector.guess(None, Utf8Detection::Deny), Source::Guess)
    }
}

/// Whether the bytes are UTF-8, perhaps with a few errors: a character of several bytes is hardly ever valid by chance.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let mut errors = 0;
    let mut long_characters = 0;
    for chunk in bytes.utf8_chunks() {
        errors += usize::from(!chunk.invalid().is_empty());
        long_characters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    errors == 0 || long_characters > errors
}

fn decode_in(encoding: &'static Encoding, bytes: &[u8]) -> (String, bool) {
    let (text, replaced) = encoding.decode_with_bom_removal(bytes);
    (text.into_owned(), replaced)
}

fn is_binary(text: &str) -> bool {
    let controls = text.chars().filter(|&c| is_foreign_to_text(c)).count();
    controls * 100 > text.chars().count() * MAX_CONTROLS_PERCENT
}

fn is_foreign_to_text(c: char) -> bool {
    let is_layout = matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
    (c.is_control() && !is_layout) || c == char::REPLACEMENT_CHARACTER
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], expected: Result<&str, &str>, warnings: &[&str]) {
        let result = decode("a.txt", bytes);
        let text = result.as_ref().map(|decoded| decoded.text.as_str());
        assert_eq!(text.map_err(|problem| problem.problem.as_str()), expected);
        let problems = result.map_or(Vec::new(), |decoded| decoded.problems);
        let problems: Vec<_> = problems.iter().map(|p| p.problem.as_str()).collect();
        assert_eq!(problems, warnings);
    }

    #[test]
    fn utf_8_stays_as_it_is() {
        check("Één\r\nregel ".as_bytes(), Ok("Één\r\nregel "), &[]);
    }

    #[test]
    fn byte_order_mark_tells_the_encoding_and_is_left_out() {
        check(b"\xef\xbb\xbfabc", Ok("abc"), &[]);
        check(b"\xff\xfea\0b\0\xe9\0", Ok("abé"), &[]);
        check(b"\xfe\xff\0a\0b", Ok("ab"), &[]);
    }

    #[test]
    fn other_encodings_are_guessed() {
        let text = "Der Präsident äußerte sich über die höchste Förderung für Österreich";
        let (bytes, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        check(&bytes, Ok(text), &["encoding guessed"]);
        let text = "Президент сказал, что переговоры продолжатся в понедельник";
        let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(text);
        check(&bytes, Ok(text), &["encoding guessed"]);
    }

    #[test]
    fn a_cut_character_does_not_change_the_encoding_of_the_rest() {
        let text =
            "Präsident für Österreich, größer als alles davor gewesen ist und noch länger \u{e4}";
        let bytes = &text.as_bytes()[..text.len() - 1];
        let expected = format!("{}\u{fffd}", &text[..text.len() - 2]);
        check(bytes, Ok(&expected), &["characters replaced"]);
    }

    #[test]
    fn what_has_no_text_is_a_problem() {
        check(b"", Err("empty file"), &[]);
        check(b" \r\n\t", Err("empty file"), &[]);
        check(b"\xef\xbb\xbf", Err("empty file"), &[]);
        check(
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0",
            Err("not text"),
            &[],
        );
        let random: Vec<u8> = (0..500u32)
            .map(|i| (i * i * 7 + i * 31 + (i >> 3)) as u8)
            .collect();
        check(&random, Err("not text"), &[]);
    }

    #[test]
    fn one_stray_control_character_does_not_spoil_a_text() {
        let text = format!("{}\0", "Een gewone zin. ".repeat(10));
        check(text.as_bytes(), Ok(&text), &[]);
    }
}

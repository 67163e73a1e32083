//! Cuts tokens further, where digits and letters meet and at hyphens, for the number grammar.

use crate::document::{Token, TokenKind};
use crate::text::{Span, is_alphabetic};

/// A piece of a token: `44` and `bn` of `44bn`, `34` `-` `year` `-` `old` of `34-year-old`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Where.
    pub span: Span,
    /// Index of the token that it is a piece of.
    pub token: usize,
    /// Whether it is the whole token.
    pub is_whole: bool,
    /// What it is made of.
    pub kind: PartKind,
}

/// What a [`Part`] is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// Letters, with the apostrophes, full stops and `&` of a word: `don’t`, `U.S.`, `Mrd.`; an elided word is a
    /// part: `d’`.
    Letters,
    /// Digits, with the single separators between them: `8.000`, `14:30`, `1’000`, `٣٫٥`.
    Digits,
    /// Anything else.
    Mark,
    /// A web or mail address; never cut.
    Address,
}

/// The parts of `tokens`, which are those of `text` from index `first` on, in order.
#[must_use]
pub fn parts(text: &str, tokens: &[Token], first: usize) -> Vec<Part> {
    let mut parts = Vec::with_capacity(tokens.len() + tokens.len() / 8);
    for (position, token) in tokens.iter().enumerate() {
        cut(text, *token, first + position, &mut parts);
    }
    parts
}

/// The parts of a phrase of a list as the number grammar compares them: joined by spaces, each without final full
/// stops.
#[must_use]
pub fn phrase_key(phrase: &str) -> String {
    let is_plain = |c| super::cut::is_plain_letter(c) && !super::is_apostrophe(c);
    if phrase
        .split(' ')
        .all(|word| !word.is_empty() && word.chars().all(is_plain))
    {
        return phrase.to_owned();
    }
    let tokens = super::tokens_of_name(phrase);
    let mut key = String::with_capacity(phrase.len());
    let is_mark = |surface: &str| surface.chars().all(super::is_apostrophe);
    let mut before: Option<Part> = None;
    for part in parts(phrase, &tokens, 0) {
        let surface = part.span.of(phrase);
        if surface == "." && !key.is_empty() {
            continue;
        }
        // In a text the apostrophe of `d'` and `'s` belongs to the word.
        let joins = before.is_some_and(|before| {
            let touches = before.span.end() == part.span.start();
            touches && (is_mark(surface) || is_mark(before.span.of(phrase)))
        });
        before = Some(part);
        if !key.is_empty() && !joins {
            key.push(' ');
        }
        push_normalized(&mut key, surface);
    }
    key
}

/// Adds `surface` without final full stops and with plain apostrophes.
pub fn push_normalized(key: &mut String, surface: &str) {
    let trimmed = surface.trim_end_matches('.');
    let kept = if trimmed.is_empty() { surface } else { trimmed };
    if kept.contains(super::is_apostrophe) {
        key.push_str(&kept.replace(super::is_apostrophe, "'"));
    } else {
        key.push_str(kept);
    }
}

fn cut(text: &str, token: Token, token_idx: usize, parts: &mut Vec<Part>) {
    let whole = |kind| Part {
        span: token.span,
        token: token_idx,
        is_whole: true,
        kind,
    };
    match token.kind {
        TokenKind::Address => parts.push(whole(PartKind::Address)),
        TokenKind::Punctuation | TokenKind::Symbol => parts.push(whole(PartKind::Mark)),
        TokenKind::Word | TokenKind::Number => {
            let surface = token.span.of(text);
            let mut start = 0;
            while start < surface.len() {
                let (kind, len) = first_run(&surface[start..]);
                let span = Span::new(token.span.start() + start, token.span.start() + start + len);
                parts.push(Part {
                    span,
                    token: token_idx,
                    is_whole: span == token.span,
                    kind,
                });
                start += len;
            }
        }
    }
}

/// The ASCII digit for a decimal digit of any script that news is written in.
#[must_use]
pub fn digit(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_digit().then_some(c);
    }
    if u32::from(c) < ZEROS[0] {
        return None;
    }
    let zero = ZEROS
        .into_iter()
        .find(|zero| (*zero..=zero + 9).contains(&u32::from(c)))?;
    char::from_digit(u32::from(c) - zero, 10)
}

/// The zeros of the decimal digits (general category Nd of Unicode): Arabic-Indic, extended Arabic-Indic, Devanagari,
/// Bengali, Gurmukhi, Gujarati, Oriya, Tamil, Telugu, Kannada, Malayalam, Thai, fullwidth.
const ZEROS: [u32; 13] = [
    0x660, 0x6f0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xe50, 0xff10,
];

/// Kind and length in bytes of the run at the start of `rest`, which is not empty.
fn first_run(rest: &str) -> (PartKind, usize) {
    let first = rest.chars().next().expect("callers give what is not empty");
    if digit(first).is_some() {
        (PartKind::Digits, digits_len(rest))
    } else if is_letter(first) {
        let len = rest.find(|c| !is_letter(c)).unwrap_or(rest.len());
        (PartKind::Letters, elided_len(&rest[..len]).unwrap_or(len))
    } else {
        (PartKind::Mark, first.len_utf8())
    }
}

/// Length in bytes of the elided word at the start of `word`: `d'` of `d'euros`, nothing of `don't`.
fn elided_len(word: &str) -> Option<usize> {
    let (at, apostrophe) = word
        .char_indices()
        .skip(1)
        .find(|(_, c)| super::is_apostrophe(*c))?;
    let end = at + apostrophe.len_utf8();
    let follows = word[end..]
        .chars()
        .take_while(|c| is_alphabetic(*c))
        .count();
    (follows >= 2).then_some(end)
}

fn is_letter(c: char) -> bool {
    is_alphabetic(c)
        || super::is_apostrophe(c)
        || matches!(c, '.' | '&' | '_' | '\u{ad}')
        || !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

fn digits_len(rest: &str) -> usize {
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((offset, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|(_, next)| digit(*next).is_some());
        let separates = matches!(c, '.' | ',' | ':' | '٫' | '٬') || super::is_apostrophe(c);
        if digit(c).is_some() || separates && next_is_digit {
            end = offset + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let tokens = crate::tokenize::tokens_of_name(text);
        let found: Vec<_> = parts(text, &tokens, 0)
            .iter()
            .map(|part| part.span.of(text))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn digits_and_letters_are_parted() {
        check(
            "44bn 34-year-old 6-jährige",
            &[
                "44", "bn", "34", "-", "year", "-", "old", "6", "-", "jährige",
            ],
        );
        check(
            "CHF1’000.50 14:30 5.45am",
            &["CHF", "1’000.50", "14:30", "5.45", "am"],
        );
    }

    #[test]
    fn words_stay_whole() {
        check("don’t AT&T U.S", &["don’t", "AT&T", "U.S"]);
    }

    #[test]
    fn keys_of_phrases_have_no_final_stops() {
        assert_eq!(phrase_key("Mrd."), "Mrd");
        assert_eq!(phrase_key("year-old"), "year - old");
        assert_eq!(phrase_key("km/h"), "km / h");
        assert_eq!(phrase_key("’s avonds"), "'s avonds");
        assert_eq!(phrase_key(" deux  cents "), "deux cents");
    }
}

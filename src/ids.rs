//! Ids that are made from content, so that one article more renumbers nothing.

use crate::text::Span;

/// Digits of base 32 without letters that are taken for digits (Crockford's alphabet), in lower case.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// 60 bits: among ten million ids, two are equal with a chance of one in twenty thousand.
const LENGTH: usize = 12;

/// Id of what stands at `span` of an article: `prefix`, `-`, and twelve digits.
#[must_use]
pub fn of_span(prefix: char, article_id: &str, span: Span) -> String {
    let key = format!("{article_id}\n{}\n{}", span.start(), span.end());
    let hash = blake3::hash(key.as_bytes());
    let digits = hash.as_bytes()[..LENGTH]
        .iter()
        .map(|b| char::from(DIGITS[usize::from(b % 32)]));
    [prefix, '-'].into_iter().chain(digits).collect()
}

/// The first sixteen hexadecimal digits of the hash of `text`.
#[must_use]
pub fn text_hash(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_depend_on_article_and_span() {
        let id = of_span('m', "a-x", Span::new(3, 8));
        assert_eq!(id, of_span('m', "a-x", Span::new(3, 8)));
        assert_ne!(id, of_span('m', "a-y", Span::new(3, 8)));
        assert_ne!(id, of_span('m', "a-x", Span::new(3, 9)));
        assert_eq!(id.len(), 14);
        assert!(id.starts_with("m-"));
    }
}

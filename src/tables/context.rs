//! What stands around a span: its sentence, and the keyword in context.

use crate::document::Annotations;
use crate::text::Span;

/// Most code points of context on either side.
const WIDTH: usize = 60;
/// Most code points of a cut word that are left out at the outer end. A longer run without spaces is an address, or a
/// script that has none between words, and is cut where the width ends.
const LONGEST_CUT_WORD: usize = 20;

/// The text before `span`, up to 60 code points, from the start of a word.
#[must_use]
pub fn left(text: &str, span: Span) -> &str {
    let before = &text[..span.start()];
    let start = before
        .char_indices()
        .rev()
        .nth(WIDTH - 1)
        .map_or(0, |(idx, _)| idx);
    let (beyond, window) = before.split_at(start);
    let cuts_word = !beyond.is_empty() && !beyond.ends_with(char::is_whitespace);
    let border = first_space(window.char_indices()).filter(|_| cuts_word);
    window[border.unwrap_or(0)..].trim()
}

/// The text after `span`, up to 60 code points, to the end of a word.
#[must_use]
pub fn right(text: &str, span: Span) -> &str {
    let after = &text[span.end()..];
    let end = after
        .char_indices()
        .nth(WIDTH)
        .map_or(after.len(), |(idx, _)| idx);
    let (window, beyond) = after.split_at(end);
    let cuts_word = !beyond.is_empty() && !beyond.starts_with(char::is_whitespace);
    let border = first_space(window.char_indices().rev()).filter(|_| cuts_word);
    window[..border.unwrap_or(end)].trim()
}

/// Place of the first white space that `chars` come to, if it is near.
fn first_space(chars: impl Iterator<Item = (usize, char)>) -> Option<usize> {
    let mut near = chars.take(LONGEST_CUT_WORD + 1);
    near.find(|(_, c)| c.is_whitespace()).map(|(idx, _)| idx)
}

/// The number of the sentence that the byte `offset` lies in, counted from 1 through the whole article.
#[must_use]
pub fn sentence_no(annotations: &Annotations, offset: usize) -> usize {
    annotations
        .sentences
        .partition_point(|sentence| sentence.span.start() <= offset)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, keyword: &str, expected: (&str, &str)) {
        let start = text.find(keyword).expect("the keyword is in the text");
        let span = Span::new(start, start + keyword.len());
        assert_eq!((left(text, span), right(text, span)), expected);
    }

    #[test]
    fn short_context_is_whole() {
        check("The KEY, there.\n", "KEY", ("The", ", there."));
        check("KEY", "KEY", ("", ""));
    }

    #[test]
    fn long_context_is_cut_at_word_borders() {
        let words = "zéro words of five chars ".repeat(6);
        let text = format!("{words}KEY {words}");
        let left = "chars zéro words of five chars zéro words of five chars";
        let right = "zéro words of five chars zéro words of five chars zéro";
        check(&text, "KEY", (left, right));
    }

    #[test]
    fn a_word_that_just_fits_stays() {
        let text = format!("x {}KEY{} x", "abcd ".repeat(12), " abcd".repeat(12));
        let expected = ["abcd"; 12].join(" ");
        check(&text, "KEY", (&expected, &expected));
    }

    #[test]
    fn text_without_spaces_is_cut_at_the_width() {
        let text = format!("{}KEY{}", "漢".repeat(80), "字".repeat(80));
        check(&text, "KEY", (&"漢".repeat(60), &"字".repeat(60)));
    }
}

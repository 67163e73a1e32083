//! Lines of a text and what their shape alone says.

use crate::language::furniture::{Furniture, bare, words};
use crate::text::Span;

/// No evidence is sought in the words of longer lines: they are paragraphs.
const MAX_CHARS_FOR_WORDS: usize = 600;

/// A line that is not blank.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// Where the line begins, with the white space before its first character.
    pub start: usize,
    /// Its text without white space around it.
    pub text: &'t str,
    /// Lines of one block have no blank line between them; counted from 0.
    pub block: usize,
    /// Length of `text` in characters.
    pub n_chars: usize,
    /// The words of `text` as furniture is compared; empty for a paragraph.
    pub words: Vec<String>,
}

/// The lines of `text` from byte `start` on that are not blank.
pub(super) fn lines(text: &str, start: usize) -> Vec<Line<'_>> {
    let breaks_at_cr = !text.contains('\n');
    let is_break = |c: char| c == '\n' || c == '\u{2028}' || (c == '\r' && breaks_at_cr);
    let mut lines: Vec<Line<'_>> = Vec::new();
    let mut offset = start;
    let mut block = 0;
    for raw in text[start..].split_inclusive(is_break) {
        let trimmed = raw.trim();
        if trimmed.is_empty() {
            block = lines.last().map_or(0, |line| line.block + 1);
        } else {
            lines.push(Line::new(offset, trimmed, block));
        }
        offset += raw.len();
    }
    lines
}

impl<'t> Line<'t> {
    fn new(start: usize, text: &'t str, block: usize) -> Self {
        let n_chars = text.chars().count();
        let words = if n_chars > MAX_CHARS_FOR_WORDS {
            Vec::new()
        } else {
            words(text)
        };
        Self {
            start,
            text,
            block,
            n_chars,
            words,
        }
    }

    /// Whether it ends as a sentence does: with a full stop and the like, perhaps inside quotation marks or brackets.
    pub fn ends_sentence(&self) -> bool {
        let end = self.text.trim_end_matches(is_closing);
        end.ends_with(['.', '!', '?', '。', '！', '？', '।', '؟', '։', '።'])
            && !is_cut(end)
            && !ends_in_initials(end)
    }

    /// Whether it breaks off within a sentence, with the ellipsis right behind a word.
    pub fn is_cut_off(&self) -> bool {
        is_cut(self.text) && self.text.split_whitespace().count() >= 4
    }

    /// Whether it is a paragraph or at least a whole sentence of some length.
    pub fn is_prose(&self) -> bool {
        const PARAGRAPH_CHARS: usize = 200;
        let is_sentence = self.ends_sentence() && (self.n_chars >= 60 || self.n_words() >= 8);
        self.n_chars > PARAGRAPH_CHARS || is_sentence
    }

    /// Number of words; of a paragraph, a high one.
    pub fn n_words(&self) -> usize {
        if self.words.is_empty() && self.n_chars > MAX_CHARS_FOR_WORDS {
            usize::MAX
        } else {
            self.words.len()
        }
    }

    /// Whether a date is stuck to the word behind it, or a weekday to the word before it, as when the parts of a list
    /// of articles lost the space between them.
    pub fn is_glued(&self, furniture: &Furniture) -> bool {
        let has_digit = self.text.contains(|c: char| c.is_ascii_digit());
        has_digit
            && self.text.split_whitespace().any(|token| {
                year_before_capital(token) || calendar_word_behind_letter(token, furniture)
            })
    }
}

/// Whether the text breaks off with an ellipsis right behind a letter or digit.
fn is_cut(text: &str) -> bool {
    let stem = text.trim_end_matches(['.', '…']);
    let mark = &text[stem.len()..];
    let is_ellipsis = mark.ends_with('…') || mark.len() >= 3;
    is_ellipsis && !stem.is_empty() && !stem.ends_with(char::is_whitespace)
}

/// `U.S.` at the end of a headline is no end of a sentence.
fn ends_in_initials(text: &str) -> bool {
    let last = text.split_whitespace().next_back().unwrap_or("");
    let inside = last.trim_end_matches('.');
    inside.len() < last.len()
        && inside.contains('.')
        && inside.split('.').all(|part| part.chars().count() == 1)
}

fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '“' | '»' | '«' | '‹' | '›' | ')' | ']' | '*' | '_'
    )
}

fn year_before_capital(token: &str) -> bool {
    let digits_end = |at: usize| {
        token[..at]
            .bytes()
            .rev()
            .take_while(u8::is_ascii_digit)
            .count()
    };
    token.char_indices().any(|(at, c)| {
        let behind = &token[at + c.len_utf8()..];
        let is_word = c.is_uppercase() && behind.starts_with(char::is_lowercase);
        is_word && digits_end(at) == 4 && token[at - 4..].starts_with(['1', '2'])
    })
}

fn calendar_word_behind_letter(token: &str, furniture: &Furniture) -> bool {
    let mut previous_is_lowercase = false;
    for (at, c) in token.char_indices() {
        let is_joint = previous_is_lowercase && c.is_uppercase();
        if is_joint && furniture.is_calendar_word(&bare(&token[at..])) {
            return true;
        }
        previous_is_lowercase = c.is_lowercase();
    }
    false
}

/// The words of a text between white space, with the span of each.
pub(super) fn raw_tokens(text: &str) -> Vec<Span> {
    let mut offset = 0;
    let mut tokens = Vec::new();
    for piece in text.split_inclusive(char::is_whitespace) {
        let token = piece.trim_end();
        if !token.is_empty() {
            tokens.push(Span::new(offset, offset + token.len()));
        }
        offset += piece.len();
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Line<'_> {
        Line::new(0, text, 0)
    }

    #[test]
    fn blank_lines_part_blocks() {
        let text = "a\r\n b \r\n\r\n\r\nc";
        let found: Vec<_> = lines(text, 0)
            .iter()
            .map(|l| (l.start, l.text, l.block))
            .collect();
        assert_eq!(found, [(0, "a", 0), (3, "b", 0), (12, "c", 1)]);
        assert_eq!(lines("a\rb", 0).len(), 2);
    }

    #[test]
    fn sentence_ends_are_told_from_breaks_and_initials() {
        assert!(line("Er ging heim.”").ends_sentence());
        assert!(line("Komt het goed?").ends_sentence());
        assert!(!line("Senate approves new bill in the U.S.").ends_sentence());
        assert!(!line("Der Minister hat am Abend...").ends_sentence());
        assert!(line("Der Minister hat am Abend...").is_cut_off());
        assert!(!line("“Misschien is het beter zo ...”").is_cut_off());
        assert!(!line("Nou ...").is_cut_off());
    }

    #[test]
    fn dates_stuck_to_words_are_seen() {
        let mut furniture = Furniture::default();
        furniture.add_calendar_word("dienstag");
        assert!(line("Von Anna Kern04.02.2025Der Rat hat").is_glued(&furniture));
        assert!(line("Anna KernDienstag, 4. Februar").is_glued(&furniture));
        assert!(
            !line("Am Dienstag, 4.2.2025, tagte der Rat im YouTube-Studio").is_glued(&furniture)
        );
    }
}

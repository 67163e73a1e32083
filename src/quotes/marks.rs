//! Text between quotation marks.

use crate::document::{TokenKind, section_at};
use crate::text::Span;

use super::text::Scene;

/// Most bytes of a quotation.
const MAX_LENGTH: usize = 4000;
/// Most lines that a quotation goes on over.
const MAX_LINES: usize = 12;
/// Most bytes between marks that are also apostrophes.
const MAX_LENGTH_OF_SINGLE: usize = 600;

/// Text between two marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Marked {
    /// From the opening mark to the closing one.
    pub outer: Span,
    /// What is between them, without white space and a comma at its end.
    pub inner: Span,
    /// Whether what is between them ended in a comma.
    pub has_comma: bool,
}

/// The texts between marks, in order; what is marked inside another is part of it.
pub(super) fn find(scene: &Scene) -> Vec<Marked> {
    let marks = marks(scene);
    let mut found = Vec::new();
    let mut at = 0;
    while at < marks.len() {
        match closing(scene, &marks, at) {
            Some(close) => {
                found.extend(marked(scene.text, marks[at], marks[close]));
                at = close + 1;
            }
            None => at += 1,
        }
    }
    found
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    sign: char,
    start: usize,
    can_open: bool,
    can_close: bool,
}

impl Mark {
    fn end(self) -> usize {
        self.start + self.sign.len_utf8()
    }
}

/// Every quotation mark that is no apostrophe.
fn marks(scene: &Scene) -> Vec<Mark> {
    let pairs = &scene.profile.speech.quotation_marks;
    let opens = |sign| pairs.iter().any(|pair| pair.0 == sign);
    let closes = |sign| pairs.iter().any(|pair| pair.1 == sign);
    // Most characters are told to be no marks by the last bits of their code.
    let bit = |c: char| 1_u64 << (u32::from(c) % u64::BITS);
    let bits = pairs
        .iter()
        .fold(0, |bits, pair| bits | bit(pair.0) | bit(pair.1));
    let is_mark = |c: char| bits & bit(c) != 0 && (opens(c) || closes(c));
    let mut marks = Vec::new();
    let mut before = None;
    let mut chars = scene.text.char_indices().peekable();
    while let Some((start, sign)) = chars.next() {
        let after = chars.peek().map(|&(_, c)| c);
        if is_mark(sign) && !is_in_word(scene, start) {
            let is_spaced = matches!(sign, '«' | '»' | '‹' | '›');
            let begins = before.is_none_or(|c: char| {
                c.is_whitespace() || is_mark(c) || "([{—–-/:,;¡¿".contains(c)
            });
            let goes_on = after.is_some_and(|c| {
                !c.is_whitespace() || is_spaced && matches!(c, '\u{a0}' | '\u{202f}' | ' ')
            });
            let has_text = before.is_some_and(|c| !c.is_whitespace() || is_spaced && c != '\n');
            let ends = after.is_none_or(|c| !c.is_alphanumeric());
            marks.push(Mark {
                sign,
                start,
                can_open: opens(sign) && begins && goes_on,
                can_close: closes(sign) && has_text && ends,
            });
        }
        before = Some(sign);
    }
    marks
}

/// Whether the character at `start` is part of a word: *don't*, *’s*.
fn is_in_word(scene: &Scene, start: usize) -> bool {
    let after = scene
        .tokens
        .partition_point(|token| token.span.end() <= start);
    scene.tokens.get(after).is_some_and(|token| {
        token.span.start() <= start
            && matches!(
                token.kind,
                TokenKind::Word | TokenKind::Number | TokenKind::Address
            )
    })
}

/// The mark that closes what the mark at `open` opens.
fn closing(scene: &Scene, marks: &[Mark], open: usize) -> Option<usize> {
    let opening = marks[open];
    if !opening.can_open {
        return None;
    }
    let pairs = &scene.profile.speech.quotation_marks;
    let closes = |sign| pairs.contains(&(opening.sign, sign));
    let is_single = matches!(opening.sign, '\'' | '’' | '‘' | '‚');
    let mut depth = 0_usize;
    let mut lines = Lines::from(opening.end());
    for (idx, mark) in marks.iter().enumerate().skip(open + 1) {
        let length = mark.start - opening.start;
        if length > MAX_LENGTH || is_single && length > MAX_LENGTH_OF_SINGLE {
            return None;
        }
        let reopens = mark.sign == opening.sign && mark.can_open;
        let stands_first = || {
            let is_blank = |c: char| c.is_whitespace() && c != '\n';
            let before = scene.text[..mark.start].trim_end_matches(is_blank);
            before.is_empty() || before.ends_with('\n')
        };
        if reopens && stands_first() {
            lines = Lines::from(mark.end());
            continue;
        }
        lines.go_on(scene.text, mark.start);
        if is_single && lines.n_breaks > 0 || !lines.may_be_quotation() {
            return None;
        }
        if closes(mark.sign) && mark.can_close {
            if depth == 0 {
                let is_one_section = section_at(scene.sections, opening.start)
                    == section_at(scene.sections, mark.start);
                return is_one_section.then_some(idx);
            }
            depth -= 1;
        } else if reopens {
            if closes(mark.sign) || is_single || depth > 0 {
                return None;
            }
            depth += 1;
        }
    }
    None
}

/// The lines from some place to another one further on, each looked at once however many marks are in them.
struct Lines {
    end: usize,
    n_breaks: usize,
    /// Whether a line behind a break, and not the last, is blank.
    has_blank: bool,
    /// Whether the last line is blank so far.
    is_blank: bool,
}

impl Lines {
    fn from(start: usize) -> Self {
        Self {
            end: start,
            n_breaks: 0,
            has_blank: false,
            is_blank: true,
        }
    }

    fn go_on(&mut self, text: &str, end: usize) {
        for c in text[self.end..end].chars() {
            if c == '\n' {
                self.has_blank |= self.n_breaks > 0 && self.is_blank;
                self.n_breaks += 1;
                self.is_blank = true;
            } else {
                self.is_blank &= c.is_whitespace();
            }
        }
        self.end = end;
    }

    /// Whether a quotation may hold these lines: no blank one, and not too many.
    fn may_be_quotation(&self) -> bool {
        let is_last_blank = self.n_breaks > 0 && self.is_blank;
        self.n_breaks <= MAX_LINES && !self.has_blank && !is_last_blank
    }
}

fn marked(text: &str, open: Mark, close: Mark) -> Option<Marked> {
    let between = &text[open.end()..close.start];
    let start = open.end() + (between.len() - between.trim_start().len());
    let trimmed = between.trim();
    let bare = trimmed.trim_end_matches([',', '،']).trim_end();
    (!bare.is_empty()).then(|| Marked {
        outer: Span::new(open.start, close.end()),
        inner: Span::new(start, start + bare.len()),
        has_comma: bare.len() < trimmed.len(),
    })
}

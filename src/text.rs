//! Positions in a text: byte ranges inside the program, code points in the tables.

use std::ops::Range;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

/// A half-open range of bytes in one text, on character borders, `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    start: u32,
    end: u32,
}

impl Span {
    /// The range `start..end`.
    ///
    /// # Panics
    ///
    /// If `start > end`, or if `end` is beyond 4 GiB; the readers refuse such texts.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "span ends before it starts");
        Self {
            start: u32::try_from(start).expect("readers refuse texts of 4 GiB"),
            end: u32::try_from(end).expect("readers refuse texts of 4 GiB"),
        }
    }

    /// First byte.
    #[must_use]
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    #[must_use]
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end() - self.start()
    }

    /// Whether it holds no byte.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range for slicing.
    #[must_use]
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The surface form: the characters of `text` in this range.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies inside (or is equal).
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The indices of those of `items`, which are in order of their spans, that begin inside.
    pub fn beginning_inside<T>(self, items: &[T], span_of: impl Fn(&T) -> Span) -> Range<usize> {
        let before = |offset: u32| items.partition_point(|item| span_of(item).start < offset);
        before(self.start)..before(self.end)
    }

    /// Whether they share a byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// From the start of `self` to the end of `other`, which must not end before `self` starts.
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span::new(self.start(), other.end())
    }
}

/// Converts byte offsets of one text into offsets in Unicode code points.
///
/// Remembers the count at every 64th byte, so that a look-up reads at most 64 bytes whatever the order of questions.
#[derive(Debug)]
pub struct CharOffsets<'t> {
    text: &'t str,
    before: Vec<u32>,
}

const STRIDE: usize = 64;

impl<'t> CharOffsets<'t> {
    /// Counts the code points of `text` once.
    #[must_use]
    pub fn new(text: &'t str) -> Self {
        let mut count = 0;
        let before = text
            .as_bytes()
            .chunks(STRIDE)
            .map(|chunk| {
                let here = count;
                count += leading_bytes(chunk);
                here
            })
            .collect();
        Self { text, before }
    }

    /// Number of code points before byte `offset`, which is on a character border.
    #[must_use]
    pub fn at(&self, offset: usize) -> u32 {
        let block = offset / STRIDE;
        let Some(before) = self.before.get(block) else {
            // Only the end of a text whose length is a multiple of the stride has no block of its own.
            return self.before.last().map_or(0, |last| {
                last + leading_bytes(&self.text.as_bytes()[(block - 1) * STRIDE..])
            });
        };
        before + leading_bytes(&self.text.as_bytes()[block * STRIDE..offset])
    }
}

/// `word` in lower case; the capital i with a dot of Turkish becomes the plain one, without a dot of its own.
#[must_use]
pub fn lower_case(word: &str) -> String {
    let lower = word.to_lowercase();
    match word.contains('İ') {
        true => lower.replace("i\u{307}", "i"),
        false => lower,
    }
}

/// No word that joined words are seen to end in is as long, in bytes.
const LONGEST_TAIL: usize = 80;

/// The ends of `word` that a joined word could end in, longest first: of at least `min` bytes, with three letters or more
/// before them. Of words that are none, such as 200,000 letters without a space, only the last few are told.
pub fn tails(word: &str, min: usize) -> impl Iterator<Item = &str> {
    let fourth = word.char_indices().nth(3).map_or(word.len(), |(at, _)| at);
    let mut last = word.len().saturating_sub(LONGEST_TAIL);
    while !word.is_char_boundary(last) {
        last += 1;
    }
    let word = &word[fourth.max(last)..];
    word.char_indices()
        .map(|(at, _)| &word[at..])
        .take_while(move |tail| tail.len() >= min)
}

/// Whether `c` is a letter, as [`char::is_alphabetic`] says, which takes a hundred times as long beyond ASCII.
#[must_use]
pub fn is_alphabetic(c: char) -> bool {
    static LETTERS: LazyLock<Class> = LazyLock::new(|| Class::of(char::is_alphabetic));
    match c.is_ascii() {
        true => c.is_ascii_alphabetic(),
        false => LETTERS.has(c),
    }
}

/// Whether `c` is a letter or stands for a number, as [`char::is_alphanumeric`] says.
#[must_use]
pub fn is_alphanumeric(c: char) -> bool {
    static SIGNS: LazyLock<Class> = LazyLock::new(|| Class::of(char::is_alphanumeric));
    match c.is_ascii() {
        true => c.is_ascii_alphanumeric(),
        false => SIGNS.has(c),
    }
}

/// A class of characters, with a bit for each of those below U+2000, where the letters of Europe and the Near East are.
struct Class {
    words: [u64; Self::N_WORDS],
    /// Asked for those that the bits do not reach.
    is_member: fn(char) -> bool,
}

impl Class {
    const N_WORDS: usize = 0x2000 / 64;

    fn of(is_member: fn(char) -> bool) -> Self {
        let is_set = |code: u32| char::from_u32(code).is_some_and(is_member);
        let mut words = [0; Self::N_WORDS];
        for (word, first) in words.iter_mut().zip((0..).step_by(64)) {
            *word = (0..64).fold(0, |bits, bit| bits | u64::from(is_set(first + bit)) << bit);
        }
        Self { words, is_member }
    }

    fn has(&self, c: char) -> bool {
        let code = c as usize;
        match self.words.get(code / 64) {
            Some(word) => word >> (code % 64) & 1 == 1,
            None => (self.is_member)(c),
        }
    }
}

fn leading_bytes(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count();
    u32::try_from(count).expect("readers refuse texts of 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_of_characters_are_those_of_unicode() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn tails_leave_a_beginning() {
        assert_eq!(tails("öffnung", 3).collect::<Vec<_>>(), ["nung", "ung"]);
        assert_eq!(tails("öff", 1).count(), 0);
        assert_eq!(tails("", 1).count(), 0);
        let longest = "ä".repeat(1_000);
        assert_eq!(tails(&longest, 1).map(str::len).max(), Some(80));
        let odd = longest + "s";
        assert_eq!(tails(&odd, 1).map(str::len).max(), Some(79));
    }

    #[test]
    fn spans_that_begin_inside_are_found() {
        let spans = [(0, 2), (2, 9), (4, 5), (6, 7)].map(|(start, end)| Span::new(start, end));
        let inside = |start, end| Span::new(start, end).beginning_inside(&spans, |span| *span);
        assert_eq!(inside(2, 6), 1..3);
        assert_eq!(inside(7, 9), 4..4);
        assert_eq!(inside(0, 0), 0..0);
    }

    #[test]
    fn offsets_count_code_points() {
        let text = "a€😀".repeat(40);
        let offsets = CharOffsets::new(&text);
        for (chars, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(offsets.at(byte) as usize, chars);
        }
        assert_eq!(offsets.at(text.len()), 120);
        assert_eq!(CharOffsets::new("").at(0), 0);
    }
}

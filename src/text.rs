//! Positions in a text: byte ranges inside the program, code points in the tables.

use std::ops::Range;

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

fn leading_bytes(bytes: &[u8]) -> u32 {
    let count = bytes.iter().filter(|&&b| b & 0xC0 != 0x80).count();
    u32::try_from(count).expect("readers refuse texts of 4 GiB")
}

#[cfg(test)]
mod tests {
    use super::*;

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

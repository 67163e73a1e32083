//! What an article tells, word for word, in the form in which it is compared with others: hashes of its words in order,
//! by which articles that repeat it are known, and what its words share with those of other languages, by which articles
//! on the same event are.

use rustc_hash::FxHashMap;

use super::sounds::sounds;
use crate::document::{Cognate, Section, SectionKind, Token, TokenKind, Wording, section_at};
use crate::fold::fold;

const SHORTEST_COGNATE: usize = 5;
const LONGEST_COGNATE: usize = 6;

/// The wording of a `text` with these `sections` and `tokens`.
pub fn wording(text: &str, sections: &[Section], tokens: &[Token]) -> Wording {
    let mut words = Vec::new();
    let mut long_words: FxHashMap<&str, u32> = FxHashMap::default();
    for token in tokens {
        let section = section_at(sections, token.span.start());
        let is_word = token.kind == TokenKind::Word;
        if !section.is_told() || !is_word && token.kind != TokenKind::Number {
            continue;
        }
        let surface = token.span.of(text);
        words.push(hash(&fold(surface)));
        if is_word && surface.len() >= SHORTEST_COGNATE {
            let is_title = section == SectionKind::Title;
            *long_words.entry(surface).or_default() += if is_title { 2 } else { 1 };
        }
    }
    let cognates = long_words.into_iter();
    let cognates = cognates.filter_map(|(surface, n)| Some((cognate(surface)?, n)));
    let mut cognates: Vec<_> = cognates.collect();
    cognates.sort_unstable();
    cognates.dedup_by(|(cognate, n), (before, sum)| {
        let is_same = cognate == before;
        *sum += if is_same { *n } else { 0 };
        is_same
    });
    Wording {
        words: words.into(),
        cognates: cognates.into(),
    }
}

/// `None` for short words, which are alike by chance.
fn cognate(word: &str) -> Option<Cognate> {
    let letters = sounds(word).replace('j', "i");
    let letters = &letters.as_bytes()[..letters.len().min(LONGEST_COGNATE)];
    let digit = |letter: &u8| u32::from(letter - b'a') + 1;
    let number = letters
        .iter()
        .fold(0, |number, letter| number * 27 + digit(letter));
    (letters.len() >= SHORTEST_COGNATE).then_some(Cognate(number))
}

/// FNV-1a of 32 bits, the same everywhere.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811c_9dc5, |hash, byte| {
        (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    #[test]
    fn cognates_share_a_key_in_every_script() {
        let same = |a, b| {
            assert!(cognate(a).is_some(), "{a}");
            assert_eq!(cognate(a), cognate(b), "{a}");
        };
        same("cyberattack", "кибератака");
        same("Telephone", "telefoon");
        same("Demokratie", "democracy");
        same("Schumacher", "Шумахер");
        assert_ne!(cognate("Schumacher"), cognate("Schuhmann"));
        assert_eq!(cognate("with"), None);
    }

    #[test]
    fn words_of_titles_count_twice_and_those_of_bylines_do_not() {
        let text = "Harbour closed\nMaria Lindqvist\nThe harbour is closed";
        let token = |word: &str, from: usize| {
            let start = from + text[from..].find(word).expect("it is there");
            let span = Span::new(start, start + word.len());
            let kind = TokenKind::Word;
            Token { span, kind }
        };
        let tokens = [
            token("Harbour", 0),
            token("closed", 0),
            token("Lindqvist", 0),
            token("harbour", 20),
            token("closed", 20),
        ];
        let section = |start, end, kind| {
            let span = Span::new(start, end);
            Section { span, kind }
        };
        let sections = [
            section(0, 15, SectionKind::Title),
            section(15, 31, SectionKind::Byline),
            section(31, text.len(), SectionKind::Body),
        ];
        let found = wording(text, &sections, &tokens);
        assert_eq!(found.words.len(), 4);
        assert_eq!(found.words[..2], found.words[2..]);
        let counts: Vec<u32> = found.cognates.iter().map(|(_, n)| *n).collect();
        assert_eq!(counts, [3, 3]);
    }
}

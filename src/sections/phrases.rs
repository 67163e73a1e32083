//! Evidence of page furniture in a single line.

use super::lines::Line;
use crate::language::furniture::{Furniture, FurnitureKind, bare};

/// How sure it is that a line is page furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// It says nothing of the kind.
    None,
    /// A word that is a heading in one place and a button in another: counts beside better evidence, before any text
    /// and behind all of it.
    Weak,
    /// Words that a link to another article begins with, and a headline may: counts behind the first text.
    Link,
    /// A sentence of the page to its reader, and perhaps one of the article: counts before or behind all text.
    Notice,
    /// Page furniture, complete in itself.
    Strong,
    /// Page furniture that more of its kind stands under: a heading of links, a comment form.
    Heading,
}

/// What a line alone shows.
pub(super) fn evidence(line: &Line<'_>, furniture: &Furniture) -> Evidence {
    let is_mark = !line.text.contains(char::is_alphanumeric);
    if is_mark || is_link(line.text) || is_tag_list(line.text) || is_copyright(line, furniture) {
        return Evidence::Strong;
    }
    let cover = Cover::of(&line.words, furniture);
    if cover.is_complete(line) {
        return cover.evidence();
    }
    if cover.is_mostly_notices(line) {
        return Evidence::Strong;
    }
    let Some((n_words, kinds)) = furniture.phrase(&line.words) else {
        return Evidence::None;
    };
    match link(line, n_words, kinds) {
        Evidence::None => notice(line, n_words, kinds, &cover),
        link => link,
    }
}

/// Whether the line is a web address, or one link of Markdown and nothing else.
fn is_link(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '*', '+', '•', '>', ' ']);
    let is_address = |text: &str| {
        let has_scheme = ["http://", "https://", "www."]
            .iter()
            .any(|start| text.starts_with(start));
        has_scheme && !text.contains(char::is_whitespace)
    };
    let is_markdown = text.starts_with('[')
        && text.ends_with(')')
        && text.matches("](").count() == 1
        && text.matches('(').count() == 1;
    is_address(text) || is_markdown
}

/// Whether the line is at least two hash tags and nothing else.
fn is_tag_list(text: &str) -> bool {
    let mut tokens = text.split_whitespace();
    let is_tag =
        |token: &str| token.len() > 1 && token.starts_with('#') && !token[1..].starts_with('#');
    tokens.all(is_tag) && text.split_whitespace().nth(1).is_some()
}

/// Whether the line names the owner of the page: a mark of copyright at its start and digits, or a word and a year.
fn is_copyright(line: &Line<'_>, furniture: &Furniture) -> bool {
    const MAX_CHARS: usize = 300;
    let has_mark =
        line.text.starts_with('©') || line.text.starts_with("(c)") || line.text.starts_with("(C)");
    let has_word = || {
        let phrase = furniture.phrase(&line.words);
        phrase.is_some_and(|(_, kinds)| kinds.contains(&FurnitureKind::Copyright))
    };
    let has_digit = line.text.contains(|c: char| c.is_ascii_digit());
    let has_year = || line.words.iter().take(8).any(|word| is_year(word));
    line.n_chars <= MAX_CHARS && ((has_mark && has_digit) || (has_word() && has_year()))
}

/// `2024`, `2019-2024`.
fn is_year(word: &str) -> bool {
    let n_digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let behind = word[n_digits..].chars().next();
    n_digits == 4 && word.starts_with(['1', '2']) && matches!(behind, None | Some('-' | '–' | '/'))
}

/// Whether the line, which begins with a phrase of `n_words`, is a link to another article: by a mark behind the phrase
/// (`Read also: …`), or by a phrase of several words without an end of a sentence.
fn link(line: &Line<'_>, n_words: usize, kinds: &[FurnitureKind]) -> Evidence {
    use FurnitureKind::{Advertisement, ReadMore, Related, Subscribe};
    const MAX_CHARS: usize = 250;
    let has_kind = |wanted: &[FurnitureKind]| kinds.iter().any(|kind| wanted.contains(kind));
    let is_marked =
        mark_behind(line.text, n_words) && has_kind(&[ReadMore, Related, Subscribe, Advertisement]);
    let is_open = !line.ends_sentence() && !line.is_cut_off();
    if line.n_chars > MAX_CHARS {
        Evidence::None
    } else if is_marked && n_words >= 2 {
        Evidence::Strong
    } else if is_open && (is_marked || (n_words >= 2 && has_kind(&[ReadMore]))) {
        Evidence::Link
    } else {
        Evidence::None
    }
}

/// Whether a colon, arrow or the like stands behind the first `n_words` words of `text`.
fn mark_behind(text: &str, n_words: usize) -> bool {
    let tokens: Vec<_> = text.split_whitespace().collect();
    let mut left = n_words;
    for (token_idx, token) in tokens.iter().enumerate() {
        left -= usize::from(!bare(token).is_empty());
        if left == 0 {
            let next = tokens.get(token_idx + 1);
            return token.ends_with([':', '»', '>', '→'])
                || next
                    .is_some_and(|next| matches!(*next, ":" | "»" | ">" | "→" | "|" | "–" | "-"));
        }
    }
    false
}

/// Whether the line, which begins with a phrase of `n_words`, speaks to the reader: the longer the phrase, the surer.
fn notice(line: &Line<'_>, n_words: usize, kinds: &[FurnitureKind], cover: &Cover) -> Evidence {
    use FurnitureKind::{Advertisement, Comment, Consent, Copyright, ReadMore, Subscribe};
    const MAX_CHARS: usize = 400;
    const UNMISTAKABLE_WORDS: usize = 5;
    let is_notice = |kind: &FurnitureKind| {
        matches!(
            kind,
            Advertisement | Comment | Consent | Copyright | ReadMore | Subscribe
        )
    };
    let is_covered = cover.n_notices >= 2 || cover.n_covered * 10 >= line.words.len() * 4;
    if line.n_chars > MAX_CHARS
        || n_words < 3
        || line.text.ends_with('?')
        || !kinds.iter().any(is_notice)
    {
        Evidence::None
    } else if n_words >= UNMISTAKABLE_WORDS {
        Evidence::Strong
    } else if is_covered || kinds.contains(&Consent) {
        Evidence::Notice
    } else {
        Evidence::None
    }
}

/// How much of a line phrases of furniture cover, each as long as possible, from left to right.
#[derive(Debug, Default)]
struct Cover {
    n_phrases: usize,
    n_covered: usize,
    longest: usize,
    /// Phrases of several words that are addressed to the reader: subscriptions, consent, comments, rights.
    n_notices: usize,
    has_advertisement: bool,
    has_heading: bool,
}

impl Cover {
    fn of(words: &[String], furniture: &Furniture) -> Self {
        use FurnitureKind::{
            Advertisement, Byline, Comment, Consent, Copyright, Credit, Related, Subscribe,
        };
        let mut cover = Self::default();
        let mut word_idx = 0;
        while word_idx < words.len() {
            let Some((n_words, kinds)) = furniture.phrase(&words[word_idx..]) else {
                word_idx += 1;
                continue;
            };
            word_idx += n_words;
            let has_kind =
                |wanted: &[FurnitureKind]| kinds.iter().any(|kind| wanted.contains(kind));
            if kinds.iter().all(|kind| matches!(kind, Credit | Byline)) {
                continue;
            }
            cover.n_phrases += 1;
            cover.n_covered += n_words;
            cover.longest = cover.longest.max(n_words);
            let is_notice = n_words >= 2 && has_kind(&[Comment, Consent, Copyright, Subscribe]);
            cover.n_notices += usize::from(is_notice);
            cover.has_advertisement |= has_kind(&[Advertisement]);
            cover.has_heading |= has_kind(&[Related, Comment, Subscribe]);
        }
        cover
    }

    /// Whether every word is covered, numbers of comments and the like aside.
    fn is_complete(&self, line: &Line<'_>) -> bool {
        let numbers = line
            .words
            .iter()
            .filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
        self.n_phrases > 0 && self.n_covered + numbers.count() >= line.words.len()
    }

    /// What a complete cover shows.
    fn evidence(&self) -> Evidence {
        let is_plain = self.longest >= 2 || self.n_phrases >= 3;
        match (is_plain, self.has_heading) {
            (true, true) => Evidence::Heading,
            (true, false) => Evidence::Strong,
            (false, _) if self.has_advertisement => Evidence::Strong,
            (false, _) => Evidence::Weak,
        }
    }

    fn is_mostly_notices(&self, line: &Line<'_>) -> bool {
        self.n_phrases >= 2 && self.n_notices >= 1 && self.n_covered * 10 >= line.words.len() * 6
    }
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::super::tests::furniture;
    use super::*;

    fn check(expected: Evidence, texts: &[&str]) {
        for text in texts {
            let lines = lines(text, 0);
            assert_eq!(evidence(&lines[0], &furniture()), expected, "{text}");
        }
    }

    #[test]
    fn phrases_and_marks_alone_are_furniture() {
        check(
            Evidence::Strong,
            &[
                "* * *",
                "ADVERTISEMENT",
                "Anzeige",
                "- [Elders](https://example.org/x)",
                "#storm #delft",
            ],
        );
        check(
            Evidence::Heading,
            &[
                "Leave a comment",
                "Mehr zum Thema",
                "12 reacties plaats een reactie",
            ],
        );
        check(Evidence::Weak, &["Sport", "Politiek"]);
    }

    #[test]
    fn links_and_notices_are_furniture() {
        check(
            Evidence::Strong,
            &[
                "Lees ook: Storm richt schade aan in Delft",
                "Lesen Sie auch » Sturm über Bremen",
                "We use cookies. Accept all, privacy policy",
                "© 2024 De Post. Alle rechten voorbehouden.",
                "Copyright 2019-2024 Weser-Zeitung GmbH",
            ],
        );
    }

    #[test]
    fn what_may_be_an_article_needs_its_place() {
        check(
            Evidence::Link,
            &["Meer lezen over de storm", "Lees: Storm over Delft"],
        );
        check(
            Evidence::Notice,
            &["We use cookies to improve your visit and for nothing else."],
        );
    }

    #[test]
    fn sentences_with_such_words_are_not() {
        check(
            Evidence::None,
            &[
                "Het bedrijf zei dat het cookies alleen na toestemming plaatst.",
                "Lees ook de kleine letters, zegt de bond.",
                "Lees: wie zwijgt, stemt toe.",
                "Die Anzeige wurde am Montag erstattet.",
                "The sport has lost its way, and politics did not help.",
                "In 2024 the copyright of the song ran out.",
                "BERLIN (dpa) - Der Bundestag hat am Montag",
            ],
        );
    }
}

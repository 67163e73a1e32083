//! Evidence of page furniture in a single line.

use super::lines::Line;
use crate::language::furniture::{Furniture, FurnitureKind, bare};

/// How sure it is that a line is page furniture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Evidence {
    /// It says nothing of the kind.
    None,
    /// A word that is a heading in one place and a button in another: counts beside better evidence only.
    Weak,
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
    if is_labelled_link(line, furniture) || begins_as_notice(line, furniture) || cover.is_notice(line) {
        return Evidence::Strong;
    }
    if cover.is_thin_notice(line) {
        return Evidence::Weak;
    }
    Evidence::None
}

/// Whether the line is a web address, or one link of Markdown and nothing else.
fn is_link(text: &str) -> bool {
    let text = text.trim_start_matches(['-', '*', '+', '•', '>', ' ']);
    let is_address = |text: &str| {
        let has_scheme = ["http://", "https://", "www."].iter().any(|start| text.starts_with(start));
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
    let is_tag = |token: &str| token.len() > 1 && token.starts_with('#') && !token[1..].starts_with('#');
    text.split_whitespace().count() >= 2 && tokens.all(is_tag)
}

/// Whether the line names the owner of the page: a mark or word of copyright at its start, and a year.
fn is_copyright(line: &Line<'_>, furniture: &Furniture) -> bool {
    const MAX_CHARS: usize = 300;
    let begins = line.text.starts_with('©') || line.text.to_lowercase().starts_with("(c)") || {
        let phrase = furniture.phrase(&line.words);
        phrase.is_some_and(|(_, kinds)| kinds.contains(&FurnitureKind::Copyright))
    };
    begins && line.n_chars <= MAX_CHARS && line.words.iter().take(8).any(|word| is_year(word))
}

/// `2024`, `2019-2024`.
fn is_year(word: &str) -> bool {
    let n_digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let behind = word[n_digits..].chars().next();
    n_digits == 4 && word.starts_with(['1', '2']) && matches!(behind, None | Some('-' | '–' | '/'))
}

/// Whether the line begins with a phrase of a link and a mark behind it (`Read also: …`), or with such a phrase of
/// several words and no end of a sentence.
fn is_labelled_link(line: &Line<'_>, furniture: &Furniture) -> bool {
    use FurnitureKind::{Advertisement, ReadMore, Related, Subscribe};
    const MAX_CHARS: usize = 250;
    let Some((n_words, kinds)) = furniture.phrase(&line.words) else {
        return false;
    };
    if line.n_chars > MAX_CHARS {
        return false;
    }
    let has_kind = |wanted: &[FurnitureKind]| kinds.iter().any(|kind| wanted.contains(kind));
    let has_mark = mark_behind(line.text, n_words);
    (has_mark && has_kind(&[ReadMore, Related, Subscribe, Advertisement]))
        || (n_words >= 2 && has_kind(&[ReadMore]) && !line.ends_sentence() && !line.is_cut_off())
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
                || next.is_some_and(|next| matches!(*next, ":" | "»" | ">" | "→" | "|" | "–" | "-"));
        }
    }
    false
}

/// Whether the line begins with a phrase of several words that only notices to the reader begin with.
fn begins_as_notice(line: &Line<'_>, furniture: &Furniture) -> bool {
    use FurnitureKind::{Advertisement, Comment, Consent, Copyright, ReadMore, Subscribe};
    const MAX_CHARS: usize = 400;
    let Some((n_words, kinds)) = furniture.phrase(&line.words) else {
        return false;
    };
    let is_question = line.text.ends_with('?');
    line.n_chars <= MAX_CHARS
        && kinds.iter().any(|kind| match kind {
            Advertisement | Consent | Copyright | ReadMore | Subscribe => n_words >= 3,
            Comment => n_words >= 4 && !is_question,
            _ => false,
        })
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
        use FurnitureKind::{Advertisement, Byline, Comment, Consent, Copyright, Credit, Related, Subscribe};
        let mut cover = Self::default();
        let mut word_idx = 0;
        while word_idx < words.len() {
            let Some((n_words, kinds)) = furniture.phrase(&words[word_idx..]) else {
                word_idx += 1;
                continue;
            };
            word_idx += n_words;
            let has_kind = |wanted: &[FurnitureKind]| kinds.iter().any(|kind| wanted.contains(kind));
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
        let numbers = line.words.iter().filter(|word| word.bytes().all(|b| b.is_ascii_digit()));
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

    fn is_notice(&self, line: &Line<'_>) -> bool {
        self.n_phrases >= 2 && self.n_notices >= 1 && self.n_covered * 10 >= line.words.len() * 6
    }

    fn is_thin_notice(&self, line: &Line<'_>) -> bool {
        self.n_notices >= 2 && self.n_covered * 10 >= line.words.len() * 3
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
            &["* * *", "ADVERTISEMENT", "Anzeige", "- [Elders](https://example.org/x)", "#storm #delft"],
        );
        check(Evidence::Heading, &["Leave a comment", "Mehr zum Thema", "12 reacties plaats een reactie"]);
        check(Evidence::Weak, &["Sport", "Politiek"]);
    }

    #[test]
    fn links_and_notices_are_furniture() {
        check(
            Evidence::Strong,
            &[
                "Lees ook: Storm richt schade aan in Delft",
                "Lesen Sie auch » Sturm über Bremen",
                "Meer lezen Storm over Delft",
                "We use cookies to improve your visit. By going on you agree to our terms.",
                "© 2024 De Post. Alle rechten voorbehouden.",
                "Copyright 2019-2024 Weser-Zeitung GmbH",
            ],
        );
    }

    #[test]
    fn sentences_with_such_words_are_not() {
        check(
            Evidence::None,
            &[
                "Het bedrijf zei dat het cookies alleen na toestemming plaatst.",
                "Lees ook de kleine letters, zegt de bond.",
                "Die Anzeige wurde am Montag erstattet.",
                "The sport has lost its way, and politics did not help.",
                "In 2024 the copyright of the song ran out.",
                "BERLIN (dpa) - Der Bundestag hat am Montag",
            ],
        );
    }
}

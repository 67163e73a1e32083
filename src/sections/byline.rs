//! Evidence that a line says who wrote the article, and when.

use super::lines::Line;
use crate::language::furniture::{Furniture, FurnitureKind, bare};
use crate::text::is_alphanumeric;

/// What a line at the head or foot says about the making of the article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Making {
    /// A word like *by* and names behind it.
    ByNames,
    /// A name and a date, with a mark between them.
    NameAndDate,
    /// A date, perhaps with a word like *updated*.
    Date,
    /// Two to four words like those of a person's name.
    Name,
    /// Agencies between strokes or in brackets: `(dpa/afp)`.
    Agencies,
}

/// What the line shows; `None` for anything that reads like text.
pub(super) fn making(line: &Line<'_>, furniture: &Furniture) -> Option<Making> {
    const MAX_WORDS: usize = 18;
    if line.n_words() > MAX_WORDS || line.words.is_empty() {
        return None;
    }
    let tokens: Vec<Token<'_>> = tokens(line.text, furniture);
    let by_words = by_words(line, furniture);
    if by_words > 0 && names_follow(&tokens, by_words, furniture) {
        return Some(Making::ByNames);
    }
    if has_date(&tokens) && is_particulars(&tokens) {
        let has_name = tokens.iter().any(|token| token.kind == Kind::Capitalized);
        return match has_name {
            false => Some(Making::Date),
            true => parts_are_marked(line.text).then_some(Making::NameAndDate),
        };
    }
    if is_person_shaped(&tokens) {
        return Some(Making::Name);
    }
    is_agency_list(line.text).then_some(Making::Agencies)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Begins with a capital letter, has no digit.
    Capitalized,
    /// A word of names: *van, de, von*.
    Particle,
    /// Month or weekday.
    Calendar,
    /// A date in digits: `10.03.2025`.
    FullDate,
    /// Anything else with a digit.
    Digits,
    /// Part of a phrase of furniture: *updated*, *published on*.
    Phrase,
    /// Marks alone.
    Mark,
    /// A lower-case word of up to three letters.
    Small,
    /// Any other word.
    Word,
}

#[derive(Debug)]
struct Token<'t> {
    text: &'t str,
    kind: Kind,
}

fn tokens<'t>(text: &'t str, furniture: &Furniture) -> Vec<Token<'t>> {
    let mut tokens: Vec<_> = text
        .split_whitespace()
        .map(|text| Token {
            text,
            kind: kind(text, furniture),
        })
        .collect();
    mark_particles(&mut tokens, furniture);
    mark_phrases(&mut tokens, furniture);
    tokens
}

fn kind(token: &str, furniture: &Furniture) -> Kind {
    let inner = token.trim_matches(|c: char| !is_alphanumeric(c));
    let word = bare(inner);
    if inner.is_empty() {
        Kind::Mark
    } else if furniture.is_calendar_word(&word) {
        Kind::Calendar
    } else if is_full_date(inner) {
        Kind::FullDate
    } else if inner.contains(|c: char| c.is_ascii_digit()) {
        Kind::Digits
    } else if inner.starts_with(char::is_uppercase) {
        Kind::Capitalized
    } else if inner.chars().count() <= 3 {
        Kind::Small
    } else {
        Kind::Word
    }
}

/// `10.03.2025`, `2025-03-10`, `3/10/25`.
fn is_full_date(word: &str) -> bool {
    let date = word.split(['T', ',']).next().unwrap_or("");
    let parts: Vec<_> = date.split(['.', '-', '/']).collect();
    let is_number =
        |part: &&str| (1..=4).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(is_number)
}

/// A run of lower-case words that is a particle as a whole.
fn mark_particles(tokens: &mut [Token<'_>], furniture: &Furniture) {
    let is_lower = |token: &Token<'_>| matches!(token.kind, Kind::Small | Kind::Word);
    for run in tokens
        .chunk_by_mut(|a, b| is_lower(a) && is_lower(b))
        .filter(|run| is_lower(&run[0]))
    {
        let words: Vec<String> = run.iter().map(|token| token.text.to_lowercase()).collect();
        if furniture.is_particle(&words.join(" ")) {
            run.iter_mut().for_each(|token| token.kind = Kind::Particle);
        }
    }
}

/// Words like *published on* count as a phrase whatever they look like, unless they stand for an author.
fn mark_phrases(tokens: &mut [Token<'_>], furniture: &Furniture) {
    let words: Vec<String> = tokens.iter().map(|token| bare(token.text)).collect();
    let mut token_idx = 0;
    while token_idx < words.len() {
        let phrase = furniture.phrase(&words[token_idx..]);
        let n_words = phrase
            .filter(|(_, kinds)| kinds.contains(&FurnitureKind::Navigation))
            .map(|(n, _)| n);
        for token in &mut tokens[token_idx..token_idx + n_words.unwrap_or(0)] {
            token.kind = Kind::Phrase;
        }
        token_idx += n_words.unwrap_or(1);
    }
}

/// Number of words of the phrase before an author that the line begins with, 0 if it does not.
fn by_words(line: &Line<'_>, furniture: &Furniture) -> usize {
    furniture
        .phrase(&line.words)
        .filter(|(_, kinds)| kinds.contains(&FurnitureKind::Byline))
        .map_or(0, |(n_words, _)| n_words)
}

/// Whether names and particulars stand behind the first `by_words` words, and nothing that reads like a sentence.
///
/// Words like *von* and *van* are also parts of names: behind them the names must have two parts each, so that
/// "Von der Leyen in Kyiv" is a headline.
fn names_follow(tokens: &[Token<'_>], by_words: usize, furniture: &Furniture) -> bool {
    let is_ambiguous = by_words == 1 && furniture.is_particle(&bare(tokens[0].text));
    let n_skipped = by_words
        + tokens
            .iter()
            .take(by_words)
            .filter(|token| token.kind == Kind::Mark)
            .count();
    let behind = tokens.get(n_skipped..).unwrap_or(&[]);
    let n_small = behind
        .iter()
        .filter(|token| token.kind == Kind::Small)
        .count();
    let n_names = |tokens: &[Token<'_>]| {
        tokens
            .iter()
            .filter(|token| token.kind == Kind::Capitalized)
            .count()
    };
    let n_needed = if is_ambiguous { 2 } else { 1 };
    let starts_with_name = behind
        .first()
        .is_some_and(|first| matches!(first.kind, Kind::Capitalized | Kind::Particle));
    let has_sentence_end = behind
        .last()
        .is_some_and(|last| last.text.ends_with(['.', '!', '?']));
    starts_with_name
        && n_small <= 2
        && !has_sentence_end
        && behind
            .split(|token| token.kind == Kind::Small)
            .all(|names| n_names(names) >= n_needed)
        && behind.iter().all(|token| token.kind != Kind::Word)
}

fn has_date(tokens: &[Token<'_>]) -> bool {
    let has = |kind| tokens.iter().any(|token| token.kind == kind);
    has(Kind::FullDate) || (has(Kind::Calendar) && has(Kind::Digits))
}

/// Whether there is nothing but names, dates, marks and at most three small words (*um, at, uur*).
fn is_particulars(tokens: &[Token<'_>]) -> bool {
    let n_small = tokens
        .iter()
        .filter(|token| token.kind == Kind::Small)
        .count();
    let ends_sentence = tokens.last().is_some_and(|last| {
        last.text.ends_with(['!', '?']) || (last.text.ends_with('.') && last.kind == Kind::Word)
    });
    n_small <= 3 && !ends_sentence && tokens.iter().all(|token| token.kind != Kind::Word)
}

/// Whether a comma, stroke, dash or the like parts the line.
fn parts_are_marked(text: &str) -> bool {
    let has_mark_alone = text
        .split_whitespace()
        .any(|token| !token.contains(char::is_alphanumeric));
    has_mark_alone || text.contains([',', '|', '·', '•', '(', ':'])
}

fn is_person_shaped(tokens: &[Token<'_>]) -> bool {
    let is_word = |word: &str| {
        let mut chars = word.chars();
        let has_lower = word.chars().any(char::is_lowercase);
        chars.next().is_some_and(char::is_uppercase)
            && (has_lower || (word.chars().count() == 2 && word.ends_with('.')))
            && word
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'))
    };
    let n_names = tokens
        .iter()
        .filter(|token| token.kind == Kind::Capitalized)
        .count();
    let begins_and_ends_with_name = [tokens.first(), tokens.last()].iter().all(|token| {
        token.is_some_and(|token| token.kind == Kind::Capitalized && !token.text.ends_with(':'))
    });
    (2..=4).contains(&n_names)
        && begins_and_ends_with_name
        && tokens.iter().all(|token| match token.kind {
            Kind::Capitalized => is_word(token.text),
            Kind::Particle => true,
            _ => false,
        })
        && !tokens.last().is_some_and(|last| last.text.ends_with('.'))
}

/// `dpa/AFP`, `(Reuters)`, `(ANP / Redactie)`: up to four words, in brackets or with strokes between them.
fn is_agency_list(text: &str) -> bool {
    const MAX_CHARS: usize = 40;
    let inner = text
        .strip_prefix(['(', '['])
        .and_then(|text| text.strip_suffix([')', ']']));
    let has_strokes = text.contains('/') && !text.contains("//");
    let words: Vec<_> = inner
        .unwrap_or(text)
        .split([' ', '/', ','])
        .filter(|word| !word.is_empty())
        .collect();
    let is_word = |word: &&str| word.chars().all(|c| c.is_alphabetic() || c == '-');
    text.chars().count() <= MAX_CHARS
        && (inner.is_some() || has_strokes)
        && (1..=4).contains(&words.len())
        && words.iter().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::super::tests::furniture;
    use super::*;

    fn check(expected: Option<Making>, texts: &[&str]) {
        for text in texts {
            let lines = lines(text, 0);
            assert_eq!(making(&lines[0], &furniture()), expected, "{text}");
        }
    }

    #[test]
    fn by_words_with_names_are_bylines() {
        check(
            Some(Making::ByNames),
            &[
                "By Jane Miller",
                "By Jane Miller and Tom Berg, Chief Correspondent",
                "Von Anna Kern und Max Huber, Bremen",
                "Door: Jan de Vries",
                "Door Jan van de Berg",
                "Von Anna Kern | 10.03.2024, 14:30 Uhr",
            ],
        );
    }

    #[test]
    fn names_and_dates_are_told() {
        check(
            Some(Making::Name),
            &["Jan de Vries", "Anna-Lena Kern", "Jane R. Miller"],
        );
        check(
            Some(Making::NameAndDate),
            &[
                "Jane Miller, 10 March 2024",
                "De Post - 3 mei 2024",
                "Weser-Zeitung | 10.03.2024",
            ],
        );
        check(
            Some(Making::Date),
            &[
                "10 March 2024",
                "Updated: 10.03.2024 14:30",
                "3 mei 2024 om 14:30",
            ],
        );
        check(Some(Making::Agencies), &["(dpa/afp)", "ANP/Reuters"]);
    }

    #[test]
    fn text_is_none_of_these() {
        check(
            None,
            &[
                "By 2030 the bridge will be gone",
                "Von Bremen nach Hamburg fahren wieder Züge",
                "Storm hits coast",
                "Von der Leyen in Kyiv",
                "Storm hits coast on 10 March 2024",
                "Wie geht es weiter?",
                "Van de burgemeester hoorde niemand iets.",
                "STORM WARNING",
            ],
        );
    }
}

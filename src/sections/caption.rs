//! Evidence that a line stands at a picture.

use super::lines::{Line, raw_tokens};
use crate::language::furniture::{Furniture, FurnitureKind, bare};

/// Longer lines are paragraphs, whatever they end with.
const MAX_CHARS: usize = 400;
/// A line that begins with a credit word but does not end with a maker is a caption only if it is not longer.
const MAX_LABELLED_CHARS: usize = 200;

/// Whether the line names the maker of a picture, alone or behind words about what it shows.
pub(super) fn has_credit(line: &Line<'_>, furniture: &Furniture) -> bool {
    line.n_chars <= MAX_CHARS
        && (has_credit_word(line, furniture)
            || has_maker_at_end(line.text, furniture)
            || has_rights_mark(line.text, furniture))
}

/// A credit word (`Photo:`, `(Foto von …)`) where a sentence or bracket begins, with a maker behind it.
fn has_credit_word(line: &Line<'_>, furniture: &Furniture) -> bool {
    if !line.words.iter().any(|word| furniture.begins_credit(word)) {
        return false;
    }
    let tokens: Vec<&str> = raw_tokens(line.text)
        .iter()
        .map(|span| span.of(line.text))
        .collect();
    let words: Vec<String> = tokens.iter().map(|token| bare(token)).collect();
    for start in 0..tokens.len() {
        let Some((n_words, kinds)) = furniture.phrase(&words[start..]) else {
            continue;
        };
        let stands_first = start == 0 || begins_part(tokens[start - 1], tokens[start]);
        if !kinds.contains(&FurnitureKind::Credit) || !stands_first {
            continue;
        }
        let maker = &tokens[start + n_words..];
        let has_colon = tokens[start + n_words - 1].ends_with(':') || maker.first() == Some(&":");
        let has_mark = maker
            .first()
            .is_some_and(|token| token.starts_with(['©', '|', '–', '-']));
        let is_label = has_colon || has_mark || n_words >= 2;
        let is_agency =
            has_colon && maker.len() <= 4 && maker.iter().any(|token| token.contains('/'));
        let has_comma = n_words >= 2 && tokens[start + n_words - 1].ends_with(',');
        let is_labelled_text = start == 0
            && (has_colon || has_comma)
            && line.n_chars <= MAX_LABELLED_CHARS
            && !line.ends_sentence();
        if is_labelled_text || is_agency || (is_label && is_maker(maker, furniture)) {
            return true;
        }
    }
    false
}

/// Whether `token` begins a sentence, bracket or part behind a stroke.
fn begins_part(before: &str, token: &str) -> bool {
    let ends_part = before.ends_with([
        '.', '!', '?', ':', ';', ',', ')', ']', '”', '"', '’', '|', '–', '/', '»', '…',
    ]);
    ends_part || matches!(before, "-" | "·" | "•" | "©") || token.starts_with(['(', '[', '|', '©'])
}

/// Whether the tokens are the names of people and agencies: one to twelve, no word of a sentence among them.
fn is_maker(tokens: &[&str], furniture: &Furniture) -> bool {
    let mut n_small = 0;
    let are_names = tokens.iter().all(|token| {
        let word = token.trim_matches(|c: char| !c.is_alphanumeric());
        let is_name = word.is_empty()
            || word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
            || word.contains(['/', '.'])
            || furniture.is_particle(&word.to_lowercase());
        n_small += usize::from(!is_name && word.chars().count() <= 3);
        is_name || word.chars().count() <= 3
    });
    let has_name = tokens
        .iter()
        .any(|token| token.contains(char::is_alphabetic));
    has_name && are_names && n_small <= 2 && tokens.len() <= 12
}

/// Names with strokes between them behind the last sentence: `… at the harbour. Jane Miller/City News/Agency`.
fn has_maker_at_end(text: &str, furniture: &Furniture) -> bool {
    if !text.contains('/') {
        return false;
    }
    let text = text.trim_end_matches([')', ']', '.']);
    let start = [". ", "? ", "! ", ".” ", ".\" ", ".’ ", "(", "["]
        .iter()
        .filter_map(|mark| text.rfind(mark).map(|at| at + mark.len()))
        .max();
    let maker: Vec<&str> = text[start.unwrap_or(0)..].split_whitespace().collect();
    let parts = maker.join(" ");
    let parts: Vec<&str> = parts.split('/').map(str::trim).collect();
    let is_part =
        |part: &&str| part.starts_with(char::is_alphabetic) && part.split(' ').count() <= 4;
    let n_needed = if start.is_some() { 2 } else { 3 };
    let is_list =
        parts.len() >= n_needed && parts.iter().all(is_part) && is_maker(&maker, furniture);
    let begins_with_capital = maker
        .first()
        .is_some_and(|token| token.starts_with(char::is_uppercase));
    is_list && (begins_with_capital || parts.len() > 2)
}

/// `© Jane Miller` at the end of a line, without a year.
fn has_rights_mark(text: &str, furniture: &Furniture) -> bool {
    let maker: Vec<&str> = text
        .rsplit_once('©')
        .map_or("", |(_, maker)| maker)
        .split_whitespace()
        .collect();
    let has_digits = maker
        .iter()
        .any(|token| token.contains(|c: char| c.is_ascii_digit()));
    !has_digits && maker.len() <= 6 && is_maker(&maker, furniture)
}

#[cfg(test)]
mod tests {
    use super::super::lines::lines;
    use super::super::tests::furniture;
    use super::*;

    fn check(expected: bool, texts: &[&str]) {
        for text in texts {
            let lines = lines(text, 0);
            assert_eq!(has_credit(&lines[0], &furniture()), expected, "{text}");
        }
    }

    #[test]
    fn credits_behind_a_description() {
        check(
            true,
            &[
                "The harbour after the storm. Photograph: Jane Miller/City News/Agency",
                "Die Brücke nach dem Sturm (Foto: Max Huber)",
                "De brug na de storm. Beeld ANP / Jan de Vries",
                "The harbour after the storm. Jane Miller/City News",
                "Der Hafen am Morgen © Anna Kern",
                "Foto: de brug na de storm van zondag",
            ],
        );
    }

    #[test]
    fn credits_alone() {
        check(
            true,
            &[
                "Foto: Jan de Vries",
                "Photo by Jane Miller",
                "Bild: picture alliance/dpa",
                "© Anna Kern",
                "Jane Miller/City News/Agency",
            ],
        );
    }

    #[test]
    fn text_about_pictures_is_none() {
        check(
            false,
            &[
                "He took a photo of the bridge.",
                "San Francisco/London – Tausende waren ohne Strom",
                "Das Bild der Stadt hat sich verändert und/oder verbessert.",
                "Foto van de week was een brug, zei hij.",
                "Der Ausfall von A/B",
                "Kwart voor/na tien",
            ],
        );
    }
}

//! Forms of names that are equal when the names differ only in case, marks and kinds of apostrophe or hyphen.

use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// `name` in lower case without diacritics; `ß` is `ss`, `ø` `o`, `ł` `l`, `æ` `ae`, a final `ς` `σ`; apostrophes are
/// `'`, hyphens `-`.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    if name.is_ascii() {
        folded.extend(name.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        return folded;
    }
    for c in name.chars() {
        if is_plain(c) {
            folded.push(c);
        } else {
            // Marks are left out, so that their order, all that is left of normalization, does not matter.
            decompose_canonical(c, |part| push_part(&mut folded, part));
        }
    }
    folded
}

/// Whether the character is its own folded form: the lower-case letters of which most texts are made.
pub fn is_plain(c: char) -> bool {
    matches!(c, 'a'..='z' | 'а'..='и' | 'к'..='я' | 'α'..='ρ' | 'σ'..='ω' | 'ا'..='غ' | 'ف'..='ي')
}

/// Adds a character that is left when marks are taken apart from letters.
fn push_part(folded: &mut String, part: char) {
    if is_combining_mark(part) {
        return;
    }
    for c in part.to_lowercase() {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'đ' => folded.push('d'),
            'ł' => folded.push('l'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            '’' | 'ʼ' | '‘' | '`' | '´' => folded.push('\''),
            '\u{2010}' | '\u{2011}' => folded.push('-'),
            '\u{ad}' | '\u{307}' => {}
            c => folded.push(c),
        }
    }
}

/// `name` in lower-case ASCII letters and digits with hyphens between its words, for ids; `x` if nothing is left.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in any_ascii::any_ascii(name).chars() {
        match c.to_ascii_lowercase() {
            c if c.is_ascii_alphanumeric() => slug.push(c),
            '\'' => {}
            _ if slug.is_empty() || slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    let kept = slug.trim_end_matches('-').len();
    slug.truncate(kept);
    if slug.is_empty() {
        "x".to_owned()
    } else {
        slug
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_and_case_are_folded() {
        assert_eq!(
            fold("Słodkowski’s ÅNGSTRÖM Weiß"),
            "slodkowski's angstrom weiss"
        );
        assert_eq!(fold("Łódź"), "lodz");
    }

    #[test]
    fn plain_letters_are_their_own_folded_form() {
        for c in ('\0'..char::MAX).filter(|&c| is_plain(c)) {
            let mut folded = String::new();
            decompose_canonical(c, |part| push_part(&mut folded, part));
            assert_eq!(folded, c.to_string());
        }
    }

    #[test]
    fn slugs_are_ascii_words() {
        assert_eq!(slug("Nick Robins-Early"), "nick-robins-early");
        assert_eq!(slug("O’Brien & Зеленский"), "obrien-zelenskiy");
        assert_eq!(slug("!"), "x");
    }
}

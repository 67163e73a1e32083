//! Forms of names that are equal when the names differ only in case, marks and kinds of apostrophe or hyphen.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// `name` in lower case without diacritics; `ß` is `ss`, `ø` `o`, `ł` `l`, `æ` `ae`, a final `ς` `σ`; apostrophes are `'`, hyphens `-`.
#[must_use]
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    if name.is_ascii() {
        folded.extend(name.bytes().map(|b| char::from(b.to_ascii_lowercase())));
        return folded;
    }
    for c in name
        .nfd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
    {
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
    folded
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
    fn slugs_are_ascii_words() {
        assert_eq!(slug("Nick Robins-Early"), "nick-robins-early");
        assert_eq!(slug("O’Brien & Зеленский"), "obrien-zelenskiy");
        assert_eq!(slug("!"), "x");
    }
}

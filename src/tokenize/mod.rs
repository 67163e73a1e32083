//! Cuts a text into tokens and groups the tokens into sentences.
//!
//! The crate `tokenizers` finds the runs of word characters and of everything else, in any script and at the speed of
//! its vector code; [`tokens`] joins and splits these runs into the tokens that later stages want. Sentence boundaries
//! are those of UAX #29 (crate `icu_segmenter`), without the ones after abbreviations, initials and ordinals.

mod cut;
mod parts;
mod sentences;

pub use cut::{is_apostrophe, is_hyphen, tokens_of_name};
pub use parts::{Part, PartKind, digit, parts, phrase_key, push_normalized};
pub use sentences::{is_hard_wrapped, sentences};

use crate::document::Token;
use crate::language::LanguageProfile;
use cut::{Joins, cut};

/// Cuts `text` into tokens, in order; white space is in none of them.
///
/// Joined are: what stands between a letter and a letter with only an apostrophe, hyphen or `&` between
/// (`Musk's`, `IP-Adressen`, `AT&T`), digits with their separators (`8.000`, `14:30`, `17.12.2025`), single letters
/// with full stops (`U.S.`), abbreviations of the language with their full stop (`Dr.`), web and mail addresses, and
/// the Dutch clitics (`’s`). Hyphens between digits stay apart: they are ranges, scores and dates.
#[must_use]
pub fn tokens(text: &str, profile: &LanguageProfile) -> Vec<Token> {
    let joins = Joins {
        is_abbreviation: &|word| profile.abbreviations.contains_key(&word.to_lowercase()),
        is_elision: &|word| profile.elisions.contains(word),
    };
    cut(text, &joins)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resources::Resources;

    fn check(code: &str, text: &str, expected: &[&str]) {
        let resources = Resources::load().expect("the project's own data");
        let language = crate::language::Language::parse(code).expect("a code");
        let tokens = tokens(text, resources.profile(language));
        let surfaces: Vec<_> = tokens.iter().map(|token| token.span.of(text)).collect();
        assert_eq!(surfaces, expected);
    }

    #[test]
    fn digits_keep_their_separators() {
        check(
            "de",
            "8.000 bis 1,5 um 14:30 am 17.12.2025, 24-26",
            &[
                "8.000",
                "bis",
                "1,5",
                "um",
                "14:30",
                "am",
                "17.12.2025",
                ",",
                "24",
                "-",
                "26",
            ],
        );
    }

    #[test]
    fn apostrophes_and_hyphens_join_words() {
        check(
            "en",
            "Musk's AT&T, US-Senator F-16 (€1.5m) don’t",
            &[
                "Musk's",
                "AT&T",
                ",",
                "US-Senator",
                "F-16",
                "(",
                "€",
                "1.5m",
                ")",
                "don’t",
            ],
        );
        check(
            "nl",
            "’s ochtends in ’s-Hertogenbosch en 'mooi'",
            &[
                "’s",
                "ochtends",
                "in",
                "’s-Hertogenbosch",
                "en",
                "'",
                "mooi",
                "'",
            ],
        );
    }

    #[test]
    fn full_stops_of_abbreviations_stay_with_them() {
        check(
            "en",
            "Dr. No left the U.S. at 5 a.m. today.",
            &[
                "Dr.", "No", "left", "the", "U.S.", "at", "5", "a.m.", "today", ".",
            ],
        );
    }

    #[test]
    fn addresses_are_one_token() {
        check(
            "en",
            "See https://a.bc/d?e=1, bbc.co.uk, a.b@c.com or @me.",
            &[
                "See",
                "https://a.bc/d?e=1",
                ",",
                "bbc.co.uk",
                ",",
                "a.b@c.com",
                "or",
                "@me",
                ".",
            ],
        );
    }

    #[test]
    fn symbols_stand_alone_but_repeated_marks_do_not() {
        check(
            "de",
            "Ende... („so!“) 👉",
            &["Ende", "...", "(", "„", "so", "!", "“", ")", "👉"],
        );
    }
}

//! What a quotation speaks of, in a form that can be compared over languages.

use std::ops::Range;

use any_ascii::any_ascii;

use super::text::Scene;
use crate::document::KeyWords;
use crate::fold::fold;

/// Fewest letters of a word that says something.
const MIN_LETTERS: usize = 3;

/// The words of `tokens` without small ones, in plain lower-case letters, and keys of what is counted.
pub(super) fn of(scene: &Scene, tokens: Range<usize>) -> KeyWords {
    let mut words = Vec::new();
    for at in tokens {
        let lower = scene.lower(at);
        let is_small = is_small(scene, at);
        if !scene.is_word(at) || is_small {
            continue;
        }
        if let Some(key) = scene.counted(at) {
            words.push(key.to_owned());
        }
        let plain: String = any_ascii(&fold(lower))
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .map(|c| c.to_ascii_lowercase())
            .collect();
        if plain.len() >= MIN_LETTERS {
            words.push(plain);
        }
    }
    KeyWords::new(words)
}

fn is_small(scene: &Scene, at: usize) -> bool {
    scene.is_article(at)
        || scene.is_preposition(at)
        || scene.is_that(at)
        || scene.pronoun(at).is_some()
        || scene.lower(at).chars().count() <= MIN_LETTERS
            && scene.profile.function_words.contains(scene.lower(at))
}

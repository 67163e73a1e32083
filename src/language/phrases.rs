//! [`Phrases`]: sequences of words that a text is searched for.

use rustc_hash::FxHashSet;

/// Sequences of words, lower case, joined by single spaces.
#[derive(Debug, Default)]
pub struct Phrases {
    whole: FxHashSet<String>,
    first_words: FxHashSet<String>,
}

impl Phrases {
    /// Whether `phrase` is one of them.
    #[must_use]
    pub fn contains(&self, phrase: &str) -> bool {
        self.whole.contains(phrase)
    }

    /// Whether one of them begins with the word `word`, or is it.
    #[must_use]
    pub fn begin_with(&self, word: &str) -> bool {
        self.first_words.contains(word)
    }
}

impl FromIterator<String> for Phrases {
    fn from_iter<I: IntoIterator<Item = String>>(phrases: I) -> Self {
        let whole: FxHashSet<_> = phrases.into_iter().collect();
        let first_word = |phrase: &String| phrase.split(' ').next().map(str::to_owned);
        Self {
            first_words: whole.iter().filter_map(first_word).collect(),
            whole,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_known_by_their_first_word() {
        let phrases: Phrases = ["von", "van der"].map(str::to_owned).into_iter().collect();
        assert!(phrases.contains("van der") && phrases.contains("von"));
        assert!(phrases.begin_with("van") && phrases.begin_with("von"));
        assert!(!phrases.contains("van") && !phrases.begin_with("der"));
    }
}

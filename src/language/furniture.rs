//! [`Furniture`], what the parts of a page around an article are made of.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::text::is_alphanumeric;

/// What a phrase of page furniture belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FurnitureKind {
    /// Comments and their form.
    Comment,
    /// Buttons that pass the article on.
    Share,
    /// Subscriptions, newsletters, accounts.
    Subscribe,
    /// Other articles and topics.
    Related,
    /// Cookies and privacy.
    Consent,
    /// Rights and their owners.
    Copyright,
    /// Menus and buttons.
    Navigation,
    /// Advertising.
    Advertisement,
    /// A pointer to one other article, or to the rest or origin of this one.
    ReadMore,
    /// Words before the maker of a picture.
    Credit,
    /// Words before an author.
    Byline,
}

/// Phrases of page furniture, names of months and weekdays and particles of names, of all languages together: a
/// page often has furniture in another language than its article, and sections are told before the language is.
#[derive(Debug, Default)]
pub struct Furniture {
    phrases: FxHashMap<String, Vec<FurnitureKind>>,
    /// What begins with each first word of a phrase.
    firsts: FxHashMap<String, Begun>,
    calendar: FxHashSet<String>,
    particles: FxHashSet<String>,
}

/// The phrases that begin with one word.
#[derive(Debug, Default)]
struct Begun {
    /// The most words of one.
    longest: usize,
    has_credit: bool,
}

impl Furniture {
    /// Adds a phrase; one that consists of marks alone is passed over.
    pub fn add_phrase(&mut self, phrase: &str, kind: FurnitureKind) {
        let words = words(phrase);
        let is_bare_letter = words.len() == 1 && words[0].len() == 1;
        if words.is_empty() || is_bare_letter {
            return;
        }
        let begun = self.firsts.entry(words[0].clone()).or_default();
        begun.longest = begun.longest.max(words.len());
        begun.has_credit |= kind == FurnitureKind::Credit;
        let kinds = self.phrases.entry(words.join(" ")).or_default();
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }

    /// Adds the name of a month or weekday.
    pub fn add_calendar_word(&mut self, word: &str) {
        self.calendar.extend(words(word));
    }

    /// Adds a particle of names like *van der*.
    pub fn add_particle(&mut self, particle: &str) {
        self.particles.insert(particle.to_lowercase());
    }

    /// The longest phrase that `words` begin with: its number of words and what it belongs to.
    #[must_use]
    pub fn phrase<S: AsRef<str>>(&self, words: &[S]) -> Option<(usize, &[FurnitureKind])> {
        let begun = self.firsts.get(words.first()?.as_ref())?;
        let mut key = String::new();
        let mut found = None;
        for (word_idx, word) in words.iter().take(begun.longest).enumerate() {
            if word_idx > 0 {
                key.push(' ');
            }
            key.push_str(word.as_ref());
            if let Some(kinds) = self.phrases.get(&key) {
                found = Some((word_idx + 1, kinds.as_slice()));
            }
        }
        found
    }

    /// Whether a phrase before the maker of a picture begins with the word, which is in the form of [`words`].
    #[must_use]
    pub fn begins_credit(&self, word: &str) -> bool {
        self.firsts.get(word).is_some_and(|begun| begun.has_credit)
    }

    /// Whether the word, in the form of [`words`], names a month or weekday.
    #[must_use]
    pub fn is_calendar_word(&self, word: &str) -> bool {
        self.calendar.contains(word)
    }

    /// Whether the lower-case words, with single spaces, are a particle.
    #[must_use]
    pub fn is_particle(&self, word: &str) -> bool {
        self.particles.contains(word)
    }
}

/// The words of `text` as phrases are compared: lower case, between white space, without the marks around them.
#[must_use]
pub fn words(text: &str) -> Vec<String> {
    text.split_whitespace()
        .map(bare)
        .filter(|word| !word.is_empty())
        .collect()
}

/// The word of `token` in lower case without the marks around it; empty if it is nothing but marks.
#[must_use]
pub fn bare(token: &str) -> String {
    let word = token.trim_matches(|c: char| !is_alphanumeric(c));
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let lower = word.to_lowercase();
    match lower.contains('’') {
        true => lower.replace('’', "'"),
        false => lower,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_phrase_wins_whatever_its_marks_and_capitals() {
        let mut furniture = Furniture::default();
        furniture.add_phrase("read", FurnitureKind::ReadMore);
        furniture.add_phrase("read more:", FurnitureKind::ReadMore);
        furniture.add_phrase("©", FurnitureKind::Copyright);
        let found = furniture.phrase(&words("» READ  More… about"));
        assert_eq!(found, Some((2, [FurnitureKind::ReadMore].as_slice())));
        assert_eq!(furniture.phrase(&words("© more")), None);
    }

    #[test]
    fn first_words_tell_where_a_credit_may_begin() {
        let mut furniture = Furniture::default();
        furniture.add_phrase("Foto von", FurnitureKind::Credit);
        furniture.add_phrase("Foto des Tages", FurnitureKind::Related);
        furniture.add_phrase("von", FurnitureKind::Byline);
        assert!(furniture.begins_credit("foto"));
        assert!(!furniture.begins_credit("von"));
    }
}

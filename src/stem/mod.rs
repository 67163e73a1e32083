//! Cuts the endings off words, by the algorithm that the language's profile names.

use std::borrow::Cow;
use std::cell::RefCell;

use rustc_hash::FxHashMap;

use crate::document::{Token, TokenKind};
use crate::text::lower_case;

/// In bytes. No word is as long, and some algorithms take time with the square of its length.
const LONGEST_WORD: usize = 512;

/// A stemming algorithm.
pub struct Stemmer {
    name: String,
    algorithm: Algorithm,
}

enum Algorithm {
    None,
    RustStemmers(rust_stemmers::Stemmer),
    Frostem(frostem::Stemmer),
}

impl Stemmer {
    /// The stemmer called `LIBRARY:ALGORITHM` in a `language.toml`, or `none`, which leaves words as they are.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let algorithm = match name.split_once(':') {
            None if name == "none" => Algorithm::None,
            Some(("rust-stemmers", algorithm)) => Algorithm::RustStemmers(
                rust_stemmers::Stemmer::create(rust_stemmers_algorithm(algorithm)?),
            ),
            Some(("frostem", algorithm)) => {
                Algorithm::Frostem(frostem::Stemmer::try_from_name(algorithm).ok()?)
            }
            _ => return None,
        };
        Some(Self {
            name: name.to_owned(),
            algorithm,
        })
    }

    /// The stem of `word`, which is in lower case; what is too long for a word is its own stem.
    #[must_use]
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        match &self.algorithm {
            _ if word.len() > LONGEST_WORD => word.into(),
            Algorithm::None => word.into(),
            Algorithm::RustStemmers(stemmer) => stemmer.stem(word),
            Algorithm::Frostem(stemmer) => stemmer.stem(word),
        }
    }
}

/// The lower-case form and the stem of each token of a text, by token index.
///
/// They are kept once for each distinct word: what is written alike and of one kind.
#[derive(Debug, Default)]
pub struct WordForms {
    letters: String,
    words: Vec<Forms>,
    /// For each token, the index of its word.
    of_token: Vec<u32>,
}

/// Where the forms of a word begin and end: the stem follows the lower-case form.
#[derive(Debug, Clone, Copy)]
struct Forms {
    start: u32,
    lower_end: u32,
    end: u32,
}

impl WordForms {
    /// The token in lower case.
    #[must_use]
    pub fn lower(&self, token_idx: usize) -> &str {
        let forms = self.words[self.word(token_idx)];
        &self.letters[forms.start as usize..forms.lower_end as usize]
    }

    /// The stem of a word in lower case, cut at a possessive apostrophe; what is no word is its own stem.
    #[must_use]
    pub fn stem(&self, token_idx: usize) -> &str {
        let forms = self.words[self.word(token_idx)];
        &self.letters[forms.lower_end as usize..forms.end as usize]
    }

    /// The number of the distinct word that the token is, from 0 in the order in which they first stand in the text.
    #[must_use]
    pub fn word(&self, token_idx: usize) -> usize {
        self.of_token[token_idx] as usize
    }

    /// How many distinct words there are.
    #[must_use]
    pub fn n_words(&self) -> usize {
        self.words.len()
    }

    /// Adds the forms of a word in lower case, of which `push_stem` adds the stem.
    fn push(&mut self, lower: &str, push_stem: impl FnOnce(&mut String)) {
        let start = length(&self.letters);
        self.letters.push_str(lower);
        let lower_end = length(&self.letters);
        push_stem(&mut self.letters);
        self.words.push(Forms {
            start,
            lower_end,
            end: length(&self.letters),
        });
    }
}

/// Lower-cases and stems `tokens`, the tokens of `text`.
#[must_use]
pub fn word_forms(text: &str, tokens: &[Token], stemmer: &Stemmer) -> WordForms {
    Stems::with(stemmer, |mut stems| forms(text, tokens, &mut stems))
}

fn forms(text: &str, tokens: &[Token], stems: &mut Stems<'_>) -> WordForms {
    let mut forms = WordForms {
        letters: String::with_capacity(text.len()),
        words: Vec::with_capacity(tokens.len() / 2),
        of_token: Vec::with_capacity(tokens.len()),
    };
    let mut known = FxHashMap::default();
    known.reserve(tokens.len() / 2);
    for token in tokens {
        let surface = token.span.of(text);
        let word = *known.entry((surface, token.kind)).or_insert_with(|| {
            let lower = lower_case(surface);
            match token.kind {
                TokenKind::Word => {
                    let word = lower
                        .split(['\'', '’'])
                        .next()
                        .filter(|word| !word.is_empty());
                    let word = word.unwrap_or(&lower);
                    forms.push(&lower, |letters| stems.push(letters, word));
                }
                TokenKind::Number
                | TokenKind::Punctuation
                | TokenKind::Symbol
                | TokenKind::Address => forms.push(&lower, |letters| letters.push_str(&lower)),
            }
            u32::try_from(forms.words.len() - 1).expect("readers refuse texts of 1 GiB")
        });
        forms.of_token.push(word);
    }
    forms
}

/// The stems of one algorithm, those of the words that this thread had before remembered: texts repeat their words, and
/// to stem one takes as long as many look-ups.
struct Stems<'s> {
    stemmer: &'s Stemmer,
    known: &'s mut Known,
}

/// The stem of each word.
type Known = FxHashMap<Box<str>, Box<str>>;

/// So many words of one algorithm are remembered.
const MAX_KNOWN: usize = 1 << 13;

thread_local! {
    /// By the name of the algorithm.
    static KNOWN: RefCell<FxHashMap<String, Known>> = RefCell::default();
}

impl Stems<'_> {
    /// What `work` makes with the stems of `stemmer`.
    fn with<T>(stemmer: &Stemmer, work: impl FnOnce(Stems<'_>) -> T) -> T {
        let mut known = KNOWN.take();
        let made = work(Stems {
            stemmer,
            known: known.entry(stemmer.name.clone()).or_default(),
        });
        KNOWN.set(known);
        made
    }

    /// Adds the stem of `word`, which is in lower case, to `letters`.
    fn push(&mut self, letters: &mut String, word: &str) {
        if let Some(stem) = self.known.get(word) {
            letters.push_str(stem);
            return;
        }
        let stem = self.stemmer.stem(word);
        letters.push_str(&stem);
        if self.known.len() >= MAX_KNOWN {
            self.known.clear();
        }
        self.known.insert(word.into(), (*stem).into());
    }
}

fn length(letters: &str) -> u32 {
    u32::try_from(letters.len()).expect("readers refuse texts of 1 GiB")
}

fn rust_stemmers_algorithm(name: &str) -> Option<rust_stemmers::Algorithm> {
    use rust_stemmers::Algorithm as A;
    Some(match name {
        "arabic" => A::Arabic,
        "danish" => A::Danish,
        "english" => A::English,
        "finnish" => A::Finnish,
        "french" => A::French,
        "german" => A::German,
        "greek" => A::Greek,
        "hungarian" => A::Hungarian,
        "italian" => A::Italian,
        "norwegian" => A::Norwegian,
        "portuguese" => A::Portuguese,
        "romanian" => A::Romanian,
        "russian" => A::Russian,
        "spanish" => A::Spanish,
        "swedish" => A::Swedish,
        "tamil" => A::Tamil,
        "turkish" => A::Turkish,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tokenize::tokens_of_name;

    #[test]
    fn forms_are_those_of_each_token_however_often_its_word_stands() {
        let text = "Boats, boats and Anna's Boats";
        let tokens = tokens_of_name(text);
        let stemmer = Stemmer::named("rust-stemmers:english").expect("it is known");
        // The second time the stems are remembered.
        for _ in 0..2 {
            let forms = word_forms(text, &tokens, &stemmer);
            let found =
                (0..tokens.len()).map(|idx| (forms.word(idx), forms.lower(idx), forms.stem(idx)));
            let expected = [
                (0, "boats", "boat"),
                (1, ",", ","),
                (2, "boats", "boat"),
                (3, "and", "and"),
                (4, "anna's", "anna"),
                (0, "boats", "boat"),
            ];
            assert_eq!(found.collect::<Vec<_>>(), expected);
            assert_eq!(forms.n_words(), 5);
        }
    }
}

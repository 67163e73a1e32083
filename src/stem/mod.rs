//! Cuts the endings off words, by the algorithm that the language's profile names.

use std::borrow::Cow;

use crate::document::{Token, TokenKind};

/// A stemming algorithm.
pub struct Stemmer(Algorithm);

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
        Some(Self(algorithm))
    }

    /// The stem of `word`, which is in lower case.
    #[must_use]
    pub fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        match &self.0 {
            Algorithm::None => word.into(),
            Algorithm::RustStemmers(stemmer) => stemmer.stem(word),
            Algorithm::Frostem(stemmer) => stemmer.stem(word),
        }
    }
}

/// The lower-case form and the stem of each token of a text, by token index.
#[derive(Debug, Default)]
pub struct WordForms {
    letters: String,
    ends: Vec<(u32, u32)>,
}

impl WordForms {
    /// The token in lower case.
    #[must_use]
    pub fn lower(&self, token_idx: usize) -> &str {
        &self.letters[self.start(token_idx)..self.ends[token_idx].0 as usize]
    }

    /// The stem of a word in lower case, cut at a possessive apostrophe; what is no word is its own stem.
    #[must_use]
    pub fn stem(&self, token_idx: usize) -> &str {
        let (lower_end, stem_end) = self.ends[token_idx];
        &self.letters[lower_end as usize..stem_end as usize]
    }

    fn start(&self, token_idx: usize) -> usize {
        token_idx
            .checked_sub(1)
            .map_or(0, |before| self.ends[before].1 as usize)
    }
}

/// Lower-cases and stems `tokens`, the tokens of `text`.
#[must_use]
pub fn word_forms(text: &str, tokens: &[Token], stemmer: &Stemmer) -> WordForms {
    let mut forms = WordForms {
        letters: String::with_capacity(text.len() * 2),
        ends: Vec::with_capacity(tokens.len()),
    };
    for token in tokens {
        let lower = token.span.of(text).to_lowercase();
        forms.letters.push_str(&lower);
        let lower_end = length(&forms.letters);
        match token.kind {
            TokenKind::Word => {
                let word = lower
                    .split(['\'', '’'])
                    .next()
                    .filter(|word| !word.is_empty());
                forms
                    .letters
                    .push_str(&stemmer.stem(word.unwrap_or(&lower)));
            }
            TokenKind::Number | TokenKind::Punctuation | TokenKind::Symbol | TokenKind::Address => {
                forms.letters.push_str(&lower);
            }
        }
        forms.ends.push((lower_end, length(&forms.letters)));
    }
    forms
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

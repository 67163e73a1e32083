//! [`Letters`]: whether an unknown word looks like an ordinary word of the language, a part of a person's name or a place.

use rustc_hash::FxHashMap;
use serde::Deserialize;

/// The longest beginning and ending that are looked at, in characters.
const LONGEST: (usize, usize) = (4, 6);
/// Longer words count as so long.
const MAX_LETTERS: usize = 20;
/// The weights are whole numbers of this part of a natural logarithm.
const SCALE: f32 = 16.0;

/// How ordinary words and names of one language begin and end: a multinomial logistic regression over n-grams.
#[derive(Debug, Default)]
pub struct Letters {
    prefixes: FxHashMap<Box<str>, Weights>,
    suffixes: FxHashMap<Box<str>, Weights>,
    /// By the number of characters.
    lengths: [Weights; MAX_LETTERS + 1],
}

/// A row of `letters.tsv`.
#[derive(Debug, Clone, Deserialize)]
pub struct LettersRow {
    /// A beginning `ab-`, an ending `-ow`, or a number of characters.
    pub ngram: String,
    /// How much it speaks for an ordinary word, in sixteenths of a natural logarithm.
    pub word: i8,
    /// For a part of a person's name.
    pub person: i8,
    /// For the name of a place.
    pub place: i8,
}

/// What a word looks like: three probabilities whose sum is 1, as if one of each kind were as frequent in texts as of
/// the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordShape {
    /// An ordinary word of the language.
    pub word: f32,
    /// A part of a person's name.
    pub person: f32,
    /// The name of a place.
    pub place: f32,
}

#[derive(Debug, Default, Clone, Copy)]
struct Weights([i8; 3]);

impl Letters {
    /// Rows whose n-gram is neither a beginning, an ending nor a number are left out.
    #[must_use]
    pub fn new(rows: &[LettersRow]) -> Self {
        let mut letters = Self::default();
        for row in rows {
            let weights = Weights([row.word, row.person, row.place]);
            if let Some(ending) = row.ngram.strip_prefix('-') {
                letters.suffixes.insert(ending.into(), weights);
            } else if let Some(beginning) = row.ngram.strip_suffix('-') {
                letters.prefixes.insert(beginning.into(), weights);
            } else if let Ok(length) = row.ngram.parse::<usize>()
                && let Some(place) = letters.lengths.get_mut(length)
            {
                *place = weights;
            }
        }
        letters
    }

    /// What `lower`, a word in lower case with its marks, looks like; the three are equal if the language has no data.
    ///
    /// It is meant for words that no list knows, and for one word at a time: of *Grün-Weiß*, ask for the parts.
    #[must_use]
    pub fn shape(&self, lower: &str) -> WordShape {
        let (longest_prefix, longest_suffix) = LONGEST;
        // The whole word is neither a beginning nor an ending of itself.
        let borders = || lower.char_indices().map(|(at, _)| at);
        let starts = borders().filter(|&at| at > 0).take(longest_prefix);
        let ends = borders().rev().filter(|&at| at > 0).take(longest_suffix);
        let length = borders().count().min(MAX_LETTERS);

        let prefixes = starts.filter_map(|at| self.prefixes.get(&lower[..at]));
        let suffixes = ends.filter_map(|at| self.suffixes.get(&lower[at..]));
        let mut sums = [0_i32; 3];
        for Weights(weights) in prefixes.chain(suffixes).chain([&self.lengths[length]]) {
            for (sum, &weight) in sums.iter_mut().zip(weights) {
                *sum += i32::from(weight);
            }
        }
        softmax(sums)
    }
}

/// The probabilities that the sums of weights stand for.
fn softmax(sums: [i32; 3]) -> WordShape {
    let largest = sums[0].max(sums[1]).max(sums[2]);
    let [word, person, place] = sums.map(|sum| (small(sum - largest) / SCALE).exp());
    let total = word + person + place;
    WordShape {
        word: word / total,
        person: person / total,
        place: place / total,
    }
}

/// `sum` as a fraction; what is beyond 16 bits is as good as nothing.
fn small(sum: i32) -> f32 {
    i16::try_from(sum).map_or(f32::from(i16::MIN), f32::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(ngram: &str, [word, person, place]: [i8; 3]) -> LettersRow {
        LettersRow {
            ngram: ngram.to_owned(),
            word,
            person,
            place,
        }
    }

    /// That `word` looks like the three kinds by so many percent.
    fn check(rows: &[LettersRow], word: &str, expected: [i32; 3]) {
        let shape = Letters::new(rows).shape(word);
        let percent = [shape.word, shape.person, shape.place].map(|p| (p * 100.0).round());
        assert_eq!(percent, expected.map(small), "{word}");
    }

    #[test]
    fn without_data_all_are_equal() {
        check(&[], "zug", [33, 33, 33]);
        check(&[], "", [33, 33, 33]);
    }

    #[test]
    fn beginnings_endings_and_length_add_up() {
        let rows = [
            row("-ow", [0, 16, 0]),
            row("-akumow", [0, 16, 0]),
            row("ab-", [0, 16, 0]),
            row("8", [0, 0, 0]),
        ];
        check(&rows, "abakumow", [5, 91, 5]);
        check(&rows, "abend", [21, 58, 21]);
        check(&[row("3", [32, 0, 0])], "zug", [79, 11, 11]);
        check(&[row("3", [32, 0, 0])], "züge", [33, 33, 33]);
    }

    #[test]
    fn a_whole_word_is_no_ending_of_itself() {
        check(&[row("-ung", [127, 0, 0])], "ung", [33, 33, 33]);
        check(&[row("ung-", [127, 0, 0])], "ung", [33, 33, 33]);
        check(&[row("-ung", [127, 0, 0])], "übung", [100, 0, 0]);
    }

    #[test]
    fn letters_of_several_bytes_are_one() {
        check(&[row("-ław", [0, 32, 0])], "wrocław", [11, 79, 11]);
        check(&[row("7", [0, 0, 32])], "wrocław", [11, 11, 79]);
    }

    #[test]
    fn sums_beyond_every_measure_are_certain() {
        let rows: Vec<_> = (1..=4)
            .map(|length| row(&format!("{}-", "a".repeat(length)), [-127, 127, -127]))
            .collect();
        check(&rows, &"a".repeat(50), [0, 100, 0]);
    }
}

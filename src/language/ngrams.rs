//! [`Ngrams`]: in which language a short text is, by the runs of letters in its words and its most common words.

use rustc_hash::FxHashMap;

use super::Language;
use crate::text::is_alphabetic;

/// The longest runs of letters that are looked at.
const LONGEST: usize = 4;
/// No script has more languages than fit into a row.
const WIDTH: usize = 32;
/// No letter of the scripts with a table is beyond.
const N_LETTERS: usize = 0x2000;
/// What is behind so many letters of a word says nothing more.
const MAX_WORD: usize = 64;
/// Costs are quarters of a natural logarithm.
const STEPS: f64 = 4.0;
/// How much a word that is among the most common of a language speaks for it.
const COMMON_WORD: i32 = 10;
/// Words with a capital that are no common words, most of them names, count for so many tenths.
const CAPITALIZED_TENTHS: i32 = 3;
/// Runs of letters that overlap say partly the same: of what they say together so much is believed.
const BELIEVED: f64 = 0.35;
/// A text is in one script if so many of so many letters are of it: names of things are often in Latin letters elsewhere.
const ONE_SCRIPT: (usize, usize) = (3, 4);

/// How likely letters follow each other in each language.
#[derive(Debug)]
pub struct Ngrams {
    /// For each character the place of its script among `scripts`, counted from 1, in the upper byte, and its number in that
    /// script, from 1, in the lower one; 0 for what is no letter of these.
    letters: Vec<u16>,
    scripts: Vec<Script>,
}

/// What is known of the languages of one script.
#[derive(Debug, Default)]
struct Script {
    /// In order of the costs in a row.
    languages: Vec<Language>,
    /// By the numbers of the letters of a run, a byte each: its row.
    rows: FxHashMap<u32, usize>,
    costs: Vec<[u8; WIDTH]>,
    /// By the hash of a common word: a bit for each language that it is common in.
    words: FxHashMap<u64, u32>,
}

/// A table of [`Ngrams`] that is not as it should be: the line, and what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NgramFault {
    /// Counted from 1.
    pub line: u64,
    /// What should stand there.
    pub expected: &'static str,
}

/// What a text says about its language.
#[derive(Debug, Clone)]
pub struct Tally {
    scripts: Vec<Counted>,
    /// Letters of scripts without a table.
    n_other: usize,
}

/// What the letters of one script say.
#[derive(Debug, Clone, Default)]
struct Counted {
    /// All letters.
    n_letters: usize,
    /// Letters of words that are no names, by their look.
    n_plain_letters: usize,
    /// Words that are no names, by their look.
    n_plain_words: usize,
    plain: [i32; WIDTH],
    /// Common words with a capital: at the start of a sentence or in a name.
    common: [i32; WIDTH],
    capitalized: [i32; WIDTH],
}

/// How much a text speaks for a language.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// Which one.
    pub language: Language,
    /// The logarithm of the probability of the text in it; to be compared with that of another language.
    pub score: f64,
}

/// What the words of a text that are no names, by their look, say about its language.
#[derive(Debug, Clone)]
pub struct Plain {
    /// How many letters they have.
    pub n_letters: usize,
    /// How many they are.
    pub n_words: usize,
    /// The languages of their script.
    pub languages: Vec<Likeness>,
}

impl Ngrams {
    /// Knows nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            letters: vec![0; N_LETTERS],
            scripts: Vec::new(),
        }
    }

    /// Adds the table of a script: a header of `ngram`, a tab and the codes of its languages, then for each run of letters
    /// the run, a tab and a digit for each language.
    ///
    /// # Errors
    ///
    /// A line that is not so.
    pub fn add_script(&mut self, table: &str) -> Result<(), NgramFault> {
        let mut lines = (1..).zip(table.lines());
        let codes = lines
            .next()
            .and_then(|(_, header)| header.strip_prefix("ngram\t"));
        let languages: Option<Vec<_>> =
            codes.and_then(|codes| codes.split(' ').map(Language::parse).collect());
        let languages = languages.filter(|languages| languages.len() <= WIDTH);
        let mut script = Script {
            languages: languages.ok_or(NgramFault {
                line: 1,
                expected: "`ngram` and the codes of at most 32 languages",
            })?,
            ..Script::default()
        };
        let number = u16::try_from(self.scripts.len() + 1).unwrap_or(u16::MAX) << 8;
        let mut letters = 1..=0xff;
        for (line, cells) in lines.clone() {
            let (run, _) = cells.split_once('\t').unwrap_or((cells, ""));
            let mut chars = run.chars();
            if let (Some(letter), None) = (chars.next(), chars.next()) {
                let place = self.letters.get_mut(letter as usize);
                let place = place.filter(|place| **place == 0);
                let (place, letter) = place.zip(letters.next()).ok_or(NgramFault {
                    line,
                    expected: "one of at most 255 letters, none of another script",
                })?;
                *place = number | letter;
            }
        }
        for (line, cells) in lines {
            let fault = |expected| NgramFault { line, expected };
            let (run, digits) = cells.split_once('\t').unwrap_or((cells, ""));
            let key = self.key(run, number);
            let key = key.ok_or_else(|| fault("at most four letters, each with a row"))?;
            let row = row(digits, script.languages.len());
            let row = row.ok_or_else(|| fault("a digit for each language"))?;
            script.rows.insert(key, script.costs.len());
            script.costs.push(row);
        }
        self.scripts.push(script);
        for letter in ('\0'..).take(N_LETTERS) {
            let small = letter.to_lowercase().next().unwrap_or(letter);
            if let Some(&known) = self.letters.get(small as usize)
                && self.letters[letter as usize] == 0
            {
                self.letters[letter as usize] = known;
            }
        }
        Ok(())
    }

    /// Adds `words`, in lower case, as common ones of `language`; what has other letters than those of its script is left
    /// out.
    pub fn add_common_words<'w>(
        &mut self,
        language: Language,
        words: impl IntoIterator<Item = &'w str>,
    ) {
        for (number, script) in self.scripts.iter_mut().enumerate() {
            let Some(at) = script.languages.iter().position(|&known| known == language) else {
                continue;
            };
            for word in words {
                let hash = word.chars().try_fold(0, |hash, c| {
                    let letter = letter(&self.letters, c);
                    (usize::from(letter >> 8) == number + 1).then(|| hashed(hash, letter))
                });
                if let Some(hash) = hash {
                    *script.words.entry(hash).or_default() |= 1 << at;
                }
            }
            return;
        }
    }

    /// What `text` says about its language. Takes time in proportion to its length, whatever is in it.
    #[must_use]
    pub fn tally(&self, text: &str) -> Tally {
        self.tally_start(text, usize::MAX)
    }

    /// What the start of `text` says, up to the word by which so many letters of words that are no names, by their look, are
    /// read.
    #[must_use]
    pub fn tally_start(&self, text: &str, n_plain_letters: usize) -> Tally {
        let mut tally = Tally {
            scripts: vec![Counted::default(); self.scripts.len()],
            n_other: 0,
        };
        let mut word = Word::default();
        for c in text.chars() {
            let letter = letter(&self.letters, c);
            let number = usize::from(letter >> 8);
            let is_over = number != word.number && word.number > 0 && !is_mark(c);
            if is_over && self.end(&mut word, &mut tally) >= n_plain_letters {
                return tally;
            }
            if number == 0 {
                tally.n_other += usize::from(is_alphabetic(c) && !is_mark(c));
                continue;
            }
            if word.n_letters == 0 {
                word.number = number;
                word.has_capital = c.is_uppercase();
            }
            word.add(letter, &self.scripts[number - 1]);
        }
        if word.number > 0 {
            self.end(&mut word, &mut tally);
        }
        tally
    }

    /// Adds a word to what its script says, and begins another. Gives the letters of that script in words that are no names.
    fn end(&self, word: &mut Word, tally: &mut Tally) -> usize {
        let (Some(script), Some(counted)) = (
            self.scripts.get(word.number - 1),
            tally.scripts.get_mut(word.number - 1),
        ) else {
            return 0;
        };
        let common = script.words.get(&word.hash).copied().unwrap_or_default();
        for (at, cost) in word.costs.iter_mut().enumerate() {
            *cost -= COMMON_WORD * i32::from(common >> at & 1 == 1);
        }
        counted.n_letters += word.n_letters;
        let costs = match (word.has_capital, common) {
            (true, 0) => &mut counted.capitalized,
            (true, _) => &mut counted.common,
            (false, _) => {
                counted.n_plain_letters += word.n_letters;
                counted.n_plain_words += 1;
                &mut counted.plain
            }
        };
        for (sum, cost) in costs.iter_mut().zip(&word.costs) {
            *sum = sum.saturating_add(*cost);
        }
        *word = Word::default();
        counted.n_plain_letters
    }

    /// The language that `text` is most likely in among those that `is_candidate` allows, with the probability of it; `None`
    /// where most letters are of a script without a table.
    #[must_use]
    pub fn detect(
        &self,
        text: &str,
        is_candidate: impl Fn(Language) -> bool,
    ) -> Option<(Language, f64)> {
        let tally = self.tally(text);
        let (script, counted) = self.main_script(&tally)?;
        if counted.n_letters <= tally.n_other {
            return None;
        }
        let likeness = |at: usize| {
            let whole = counted.plain[at].saturating_add(counted.common[at]);
            let tenths = counted.capitalized[at].saturating_mul(CAPITALIZED_TENTHS);
            let tenths = whole.saturating_mul(10).saturating_add(tenths);
            -f64::from(tenths) / (10.0 * STEPS)
        };
        let languages = script.languages.iter().enumerate();
        let likely: Vec<_> = languages
            .filter(|(_, language)| is_candidate(**language))
            .map(|(at, &language)| Likeness {
                language,
                score: likeness(at),
            })
            .collect();
        let best = *likely.iter().max_by(|a, b| by_score(a, b))?;
        let shares = likely
            .iter()
            .map(|other| (BELIEVED * (other.score - best.score)).exp());
        Some((best.language, 1.0 / shares.sum::<f64>()))
    }

    /// What the words of `text` that are no names say, if nearly all of its letters are of one script.
    #[must_use]
    pub fn plain(&self, tally: &Tally) -> Option<Plain> {
        let (script, counted) = self.main_script(tally)?;
        let scripts = tally.scripts.iter();
        let n_letters = tally.n_other + scripts.map(|counted| counted.n_letters).sum::<usize>();
        if counted.n_letters * ONE_SCRIPT.1 < n_letters * ONE_SCRIPT.0 {
            return None;
        }
        let languages = script.languages.iter().zip(&counted.plain);
        Some(Plain {
            n_letters: counted.n_plain_letters,
            n_words: counted.n_plain_words,
            languages: languages
                .map(|(&language, &cost)| Likeness {
                    language,
                    score: -f64::from(cost) / STEPS,
                })
                .collect(),
        })
    }

    /// Whether `language` is one that can be told.
    #[must_use]
    pub fn knows(&self, language: Language) -> bool {
        let mut scripts = self.scripts.iter();
        scripts.any(|script| script.languages.contains(&language))
    }

    /// The script of most letters, of equally frequent ones the last.
    fn main_script<'t>(&self, tally: &'t Tally) -> Option<(&Script, &'t Counted)> {
        let scripts = self.scripts.iter().zip(&tally.scripts);
        scripts
            .max_by_key(|(_, counted)| counted.n_letters)
            .filter(|(_, counted)| counted.n_letters > 0)
    }

    /// The key of a run of letters of script `number`.
    fn key(&self, run: &str, number: u16) -> Option<u32> {
        let mut letters = run.chars().map(|c| letter(&self.letters, c));
        let key = letters.try_fold((0, 0), |(key, length), letter| {
            let is_sound = letter >> 8 == number >> 8 && length < LONGEST;
            is_sound.then_some((key << 8 | u32::from(letter & 0xff), length + 1))
        });
        key.filter(|&(_, length)| length > 0).map(|(key, _)| key)
    }
}

impl Default for Ngrams {
    fn default() -> Self {
        Self::new()
    }
}

impl Tally {
    /// Adds what another text says.
    pub fn add(&mut self, other: &Self) {
        self.n_other += other.n_other;
        for (counted, more) in self.scripts.iter_mut().zip(&other.scripts) {
            counted.n_letters += more.n_letters;
            counted.n_plain_letters += more.n_plain_letters;
            counted.n_plain_words += more.n_plain_words;
            let costs = [
                (&mut counted.plain, &more.plain),
                (&mut counted.common, &more.common),
                (&mut counted.capitalized, &more.capitalized),
            ];
            for (sums, costs) in costs {
                for (sum, cost) in sums.iter_mut().zip(costs) {
                    *sum = sum.saturating_add(*cost);
                }
            }
        }
    }
}

impl Plain {
    /// How much the text speaks for `language`; `None` if that has another script.
    #[must_use]
    pub fn score(&self, language: Language) -> Option<f64> {
        let mut languages = self.languages.iter();
        let known = languages.find(|known| known.language == language)?;
        Some(known.score)
    }

    /// The likeliest language that `is_candidate` allows; of equally likely ones the last in order of code.
    #[must_use]
    pub fn best(&self, is_candidate: impl Fn(Language) -> bool) -> Option<Likeness> {
        let languages = self.languages.iter();
        let languages = languages.filter(|known| is_candidate(known.language));
        languages.max_by(|a, b| by_score(a, b)).copied()
    }
}

/// A word that is being read.
#[derive(Debug, Default)]
struct Word {
    /// The number of its script; 0 if there is no word.
    number: usize,
    n_letters: usize,
    has_capital: bool,
    /// The last letters, as the key of a run.
    last: u32,
    hash: u64,
    costs: [i32; WIDTH],
}

impl Word {
    fn add(&mut self, letter: u16, script: &Script) {
        self.n_letters += 1;
        self.last = self.last << 8 | u32::from(letter & 0xff);
        self.hash = hashed(self.hash, letter);
        if self.n_letters > MAX_WORD {
            return;
        }
        let longest = self.n_letters.min(LONGEST);
        let row = (1..=longest).rev().find_map(|length| {
            let run = self.last & u32::MAX >> (8 * (LONGEST - length));
            script.rows.get(&run)
        });
        if let Some(row) = row.and_then(|&row| script.costs.get(row)) {
            for (sum, &cost) in self.costs.iter_mut().zip(row) {
                *sum += i32::from(cost);
            }
        }
    }
}

fn letter(letters: &[u16], c: char) -> u16 {
    letters.get(c as usize).copied().unwrap_or_default()
}

/// The hash of a word that goes on with `letter`; FNV-1a.
fn hashed(hash: u64, letter: u16) -> u64 {
    (hash ^ u64::from(letter)).wrapping_mul(0x0100_0000_01b3)
}

/// Accents that stand behind their letter, and the vowel signs of Arabic.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{655}' | '\u{670}' | '\u{640}' | '\u{ad}')
}

/// The costs that `digits` stand for: `0` to `9`, `A` to `Z` and `a` to `z` are 0 to 61.
fn row(digits: &str, n_languages: usize) -> Option<[u8; WIDTH]> {
    if digits.len() != n_languages {
        return None;
    }
    let mut row = [0; WIDTH];
    for (cost, digit) in row.iter_mut().zip(digits.bytes()) {
        *cost = match digit {
            b'0'..=b'9' => digit - b'0',
            b'A'..=b'Z' => digit - b'A' + 10,
            b'a'..=b'z' => digit - b'a' + 36,
            _ => return None,
        };
    }
    Some(row)
}

fn by_score(a: &Likeness, b: &Likeness) -> std::cmp::Ordering {
    a.score.total_cmp(&b.score)
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "ngram\tde nl\na\t55\nb\t55\nc\t55\nab\t19\nabc\t91\n";

    fn language(code: &str) -> Language {
        Language::parse(code).expect("a code")
    }

    fn ngrams() -> Ngrams {
        let mut ngrams = Ngrams::new();
        ngrams.add_script(TABLE).expect("it is sound");
        ngrams
    }

    /// The scores of `text` in the two languages, in quarters.
    fn check(ngrams: &Ngrams, text: &str, expected: [f64; 2]) {
        let plain = ngrams.plain(&ngrams.tally(text)).expect("it has letters");
        let scores: Vec<_> = plain.languages.iter().map(|it| it.score * STEPS).collect();
        assert_eq!(scores, expected, "{text}");
    }

    #[test]
    fn the_longest_run_that_ends_in_a_letter_counts() {
        let ngrams = ngrams();
        check(&ngrams, "a", [-5.0, -5.0]);
        check(&ngrams, "ab", [-6.0, -14.0]);
        check(&ngrams, "abc", [-15.0, -15.0]);
        check(&ngrams, "bc", [-10.0, -10.0]);
        check(&ngrams, "a b", [-10.0, -10.0]);
    }

    #[test]
    fn words_with_a_capital_are_not_plain() {
        let ngrams = ngrams();
        check(&ngrams, "Ab a", [-5.0, -5.0]);
        let plain = ngrams.plain(&ngrams.tally("Ab a")).expect("it has letters");
        assert_eq!((plain.n_words, plain.n_letters), (1, 1));
    }

    #[test]
    fn common_words_speak_for_their_language() {
        let mut ngrams = ngrams();
        ngrams.add_common_words(language("nl"), ["ab", "über"]);
        check(&ngrams, "ab", [-6.0, -4.0]);
        let told = ngrams.detect("Ab ab", |_| true).expect("it has letters");
        assert_eq!(told.0, language("nl"));
        let told = ngrams.detect("Ab ab", |code| code == language("de"));
        assert_eq!(told, Some((language("de"), 1.0)));
    }

    #[test]
    fn accents_and_breaks_inside_a_word_are_passed_over() {
        let ngrams = ngrams();
        check(&ngrams, "ab\u{301}c", [-15.0, -15.0]);
        check(&ngrams, "a\u{ad}b", [-6.0, -14.0]);
    }

    #[test]
    fn other_scripts_are_not_told() {
        let ngrams = ngrams();
        assert_eq!(ngrams.detect("東京 a", |_| true), None);
        assert_eq!(ngrams.detect("12:30", |_| true), None);
        assert!(ngrams.plain(&ngrams.tally("東京 a")).is_none());
    }

    #[test]
    fn a_start_ends_with_a_word() {
        let ngrams = ngrams();
        let plain = ngrams.plain(&ngrams.tally_start("ab abc ab", 3));
        assert_eq!(plain.expect("it has letters").n_letters, 5);
    }

    #[test]
    fn a_fault_has_its_line() {
        let line = |table: &str| Ngrams::new().add_script(table).expect_err("a fault").line;
        assert_eq!(line("runs\tde nl\n"), 1);
        assert_eq!(line("ngram\tde nl\na\t5\n"), 2);
        assert_eq!(line("ngram\tde nl\na\t5!\n"), 2);
        assert_eq!(line("ngram\tde nl\na\t55\nab\t55\n"), 3);
        assert_eq!(line("ngram\tde\na\t5\naaaaa\t5\n"), 3);
    }
}

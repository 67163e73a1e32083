//! How words sound, by which names and cognates are known again in other languages and scripts.

/// The letters of `word` in Latin, with letters that stand for the same sound written as one and none twice in a row.
pub fn sounds(word: &str) -> String {
    let latin = any_ascii::any_ascii(word).to_ascii_lowercase();
    let letters: Vec<char> = latin.chars().filter(char::is_ascii_alphabetic).collect();
    let mut sounds = String::with_capacity(letters.len());
    let mut at = 0;
    while at < letters.len() {
        let next = letters.get(at + 1).copied();
        let (sound, used) = match (letters[at], next) {
            ('p', Some('h')) => ('f', 2),
            ('t', Some('h')) => ('t', 2),
            ('s', Some('c')) if letters.get(at + 2) == Some(&'h') => ('s', 3),
            ('s', Some('h')) => ('s', 2),
            ('d', Some('z')) if letters.get(at + 2) == Some(&'h') => ('j', 3),
            ('d', Some('j')) | ('z', Some('h')) => ('j', 2),
            ('w', Some('h')) => ('v', 2),
            ('c', Some('h' | 'k' | 'z')) | ('k', Some('h')) => ('k', 2),
            ('c' | 'q', _) => ('k', 1),
            ('w', _) => ('v', 1),
            ('z', _) => ('s', 1),
            ('y', _) => ('i', 1),
            (letter, _) => (letter, 1),
        };
        if !sounds.ends_with(sound) {
            sounds.push(sound);
        }
        at += used;
    }
    sounds
}

/// How alike two words sound, 0 to 1, where both are given as [`sounds`] writes them: what must be changed to turn one
/// into the other, for each letter of the longer one. Vowels, and consonants that are made in the same place, change
/// for little, and so do the last letters of the longer one, which may be an ending.
pub fn likeness(a: &str, b: &str) -> f64 {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let (short, long) = (short.as_bytes(), long.as_bytes());
    if long.is_empty() {
        return 0.0;
    }
    let mut costs: Vec<f64> = Vec::with_capacity(short.len() + 1);
    costs.push(0.0);
    for letter in short {
        costs.push(costs[costs.len() - 1] + left_out(*letter));
    }
    for (at, &letter) in long.iter().enumerate() {
        let may_be_ending = long.len() - at <= ENDING && short.len() >= SHORTEST_STEM;
        let added = if may_be_ending {
            left_out(letter).min(OF_ENDING)
        } else {
            left_out(letter)
        };
        let mut diagonal = costs[0];
        costs[0] += added;
        for (idx, &other) in short.iter().enumerate() {
            let changed = diagonal + change(letter, other);
            diagonal = costs[idx + 1];
            let skipped = (diagonal + added).min(costs[idx] + left_out(other));
            costs[idx + 1] = changed.min(skipped);
        }
    }
    let cost = costs[short.len()];
    (1.0 - cost / super::as_f64(long.len())).max(0.0)
}

/// So many letters at the end of a word may be an ending.
pub const ENDING: usize = 2;
/// A word has so many letters before an ending at least.
const SHORTEST_STEM: usize = 3;
/// What a letter of an ending costs.
const OF_ENDING: f64 = 0.25;

/// What it costs to leave a letter out.
fn left_out(letter: u8) -> f64 {
    match letter {
        b'a' | b'e' | b'i' | b'o' | b'u' => 0.4,
        b'h' => 0.3,
        _ => 1.2,
    }
}

/// What it costs to write one letter for another.
fn change(a: u8, b: u8) -> f64 {
    /// Consonants made in one place of the mouth.
    const KINDS: [&[u8]; 6] = [b"bpfv", b"dtj", b"kghx", b"mn", b"sxj", b"ij"];
    let is_vowel = |letter: u8| b"aeiou".contains(&letter);
    let are_kin = || {
        KINDS
            .iter()
            .any(|kind| kind.contains(&a) && kind.contains(&b))
    };
    match (a, b) {
        _ if a == b => 0.0,
        (b'u', b'v') | (b'v', b'u') => 0.3,
        _ if is_vowel(a) && is_vowel(b) => 0.3,
        _ if are_kin() => 0.4,
        _ => 1.6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_sound_alike() {
        let check = |a: &str, b: &str| likeness(&sounds(a), &sounds(b));
        for (a, b) in [
            ("Rowland", "Роуланд"),
            ("Baker", "Бейкера"),
            ("Connor", "Conor"),
            ("Philips", "Filips"),
            ("Jensen", "Йенсеном"),
            ("Jeffrey", "Джеффри"),
            ("Jacqueline", "Жаклин"),
        ] {
            assert!(check(a, b) >= 0.75, "{a} {b} {}", check(a, b));
        }
        for (a, b) in [
            ("Baker", "Bauer"),
            ("Jensen", "Hansen"),
            ("Miller", "Muster"),
            ("Kern", "Kurz"),
        ] {
            assert!(check(a, b) < 0.75, "{a} {b} {}", check(a, b));
        }
        assert_eq!(check("Anna", "Anna"), 1.0);
        assert_eq!(check("Anna", "!"), check("!", "Anna"));
    }
}

//! Joins and splits the runs of characters into tokens.

use tokenizers::pipeline::{PreTokenizer, PreTokenizerScratch};
use tokenizers::pre_tokenizers::whitespace::Whitespace;

use crate::document::{Token, TokenKind};
use crate::text::{Span, is_alphabetic, is_alphanumeric};

/// Cuts a name of a list, whose language does not matter, into tokens as `tokenize::tokens` would, without
/// abbreviations.
#[must_use]
pub fn tokens_of_name(name: &str) -> Vec<Token> {
    if name.chars().all(|c| c == ' ' || is_plain_letter(c)) {
        return plain_words(name);
    }
    let joins = Joins {
        is_abbreviation: &|_| false,
        is_elision: &|_| false,
    };
    cut(name, &joins)
}

/// Whether the character is a letter that no rule below looks at.
pub(super) fn is_plain_letter(c: char) -> bool {
    /// *ᛮ*: no letter before it is a number too.
    const FIRST_NUMERAL: char = '\u{16ee}';
    is_alphabetic(c) && (c < FIRST_NUMERAL || !c.is_numeric())
}

/// The tokens of a text that is made of letters and spaces alone, as most names are.
fn plain_words(text: &str) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(2);
    let mut start = 0;
    for word in text.split(' ') {
        let end = start + word.len();
        if !word.is_empty() {
            tokens.push(Token {
                span: Span::new(start, end),
                kind: TokenKind::Word,
            });
        }
        start = end + 1;
    }
    tokens
}

/// What a language says about which pieces are one token.
pub(super) struct Joins<'a> {
    /// Whether a word with its full stop is an abbreviation.
    pub is_abbreviation: &'a dyn Fn(&str) -> bool,
    /// Whether a word in lower case with its apostrophe (`'`) stands apart from what follows.
    pub is_elision: &'a dyn Fn(&str) -> bool,
}

/// Cuts `text` into tokens, with what a language `joins`.
pub(super) fn cut(text: &str, joins: &Joins<'_>) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let pieces = pieces(text);
    let mut index = 0;
    while index < pieces.len() {
        let (span, used) = address(text, &pieces[index..])
            .or_else(|| elision(text, &pieces[index..], joins))
            .or_else(|| word(text, &pieces[index..], joins.is_abbreviation))
            .unwrap_or((pieces[index], 1));
        tokens.push(Token {
            span,
            kind: kind(span.of(text)),
        });
        index += used;
        while pieces
            .get(index)
            .is_some_and(|piece| piece.start() < span.end())
        {
            index += 1;
        }
    }
    tokens
}

/// Runs of word characters, and single other characters or runs of the same one.
fn pieces(text: &str) -> Vec<Span> {
    let mut runs = Vec::with_capacity(text.len() / 5);
    Whitespace
        .pre_tokenize(text, &mut PreTokenizerScratch::default(), &mut runs)
        .expect("the pre-tokenizer takes any text");
    let mut pieces = Vec::with_capacity(runs.len());
    for run in runs {
        let run = Span::new(run.start as usize, run.end as usize);
        if run.of(text).starts_with(is_word_char) {
            split_glued(text, run, &mut pieces);
        } else {
            split_symbols(text, run, &mut pieces);
        }
    }
    pieces
}

/// A year or larger number that a word is glued to, as pages lose the space between date and headline: `2025Seit`.
fn split_glued(text: &str, run: Span, pieces: &mut Vec<Span>) {
    let surface = run.of(text);
    let n_digits = surface.bytes().take_while(u8::is_ascii_digit).count();
    let mut rest = surface[n_digits..].chars();
    let is_glued = n_digits >= 4
        && rest.next().is_some_and(char::is_uppercase)
        && rest.next().is_some_and(is_alphabetic);
    let border = run.start() + n_digits;
    if is_glued {
        pieces.push(Span::new(run.start(), border));
        pieces.push(Span::new(border, run.end()));
    } else {
        pieces.push(run);
    }
}

fn split_symbols(text: &str, run: Span, pieces: &mut Vec<Span>) {
    let mut previous = None;
    for (offset, symbol) in run.of(text).char_indices() {
        let start = run.start() + offset;
        let end = start + symbol.len_utf8();
        let extends = previous == Some(symbol) || is_extender(symbol);
        match pieces.last_mut() {
            Some(last) if extends && previous.is_some() => *last = Span::new(last.start(), end),
            _ => pieces.push(Span::new(start, end)),
        }
        previous = Some(symbol);
    }
}

/// Variation selectors, emoji modifiers and the like: part of the symbol before them.
fn is_extender(symbol: char) -> bool {
    matches!(symbol, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{200d}' | '\u{20e3}')
}

fn is_word_char(c: char) -> bool {
    is_alphanumeric(c) || c == '_' || tokenizers::pre_tokenizers::whitespace::is_word_char(c)
}

/// The marks that are typed as an apostrophe.
#[must_use]
pub fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ' | '‘' | '`' | '´')
}

/// The marks that join the parts of a compound word; U+00AD is the soft hyphen.
#[must_use]
pub fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ad}')
}

fn kind(surface: &str) -> TokenKind {
    let mut chars = surface.chars();
    let first = chars.next().expect("tokens are not empty");
    if is_address(surface) {
        TokenKind::Address
    } else if first.is_numeric() {
        TokenKind::Number
    } else if is_word_char(first) || is_apostrophe(first) && chars.next().is_some_and(is_word_char)
    {
        TokenKind::Word
    } else if is_punctuation(first) {
        TokenKind::Punctuation
    } else {
        TokenKind::Symbol
    }
}

fn is_punctuation(c: char) -> bool {
    if c.is_ascii() {
        return matches!(
            c,
            '!' | '"'
                | '\''
                | '('
                | ')'
                | ','
                | '-'
                | '.'
                | '/'
                | ':'
                | ';'
                | '?'
                | '['
                | ']'
                | '{'
                | '}'
        );
    }
    matches!(c, '¡' | '¿' | '«' | '»' | '´' | '·' | '،' | '؛' | '؟' | '۔' | '।' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}')
}

fn is_address(surface: &str) -> bool {
    let has = |mark: u8| surface.as_bytes().contains(&mark);
    has(b'@') || has(b':') && surface.contains("://") || surface.starts_with("www.")
}

/// Most bytes before the `@` of a mail address. RFC 5321, 4.5.3.1.1.
const MAX_LOCAL_PART: usize = 64;

/// A web address up to the next white space or closing mark, a mail address, or a name after `@`.
fn address(text: &str, pieces: &[Span]) -> Option<(Span, usize)> {
    let first = pieces[0];
    let rest = &text[first.start()..];
    let is_web = rest.starts_with(['h', 'H', 'w', 'W'])
        && ["http://", "https://", "www."]
            .iter()
            .any(|start| starts_with_ignore_case(rest, start));
    if is_web {
        let end = rest.find(ends_address).unwrap_or(rest.len());
        let end = rest[..end]
            .trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’'])
            .len();
        return Some((Span::new(first.start(), first.start() + end), 1));
    }
    let at = if first.of(text) == "@" {
        0
    } else {
        let mut parts = 1;
        while touching(pieces, parts + 1)
            && matches!(pieces[parts].of(text), "." | "-" | "+")
            && pieces[parts].end() - first.start() <= MAX_LOCAL_PART
        {
            parts += 2;
        }
        let found = touching(pieces, parts) && pieces[parts].of(text) == "@";
        if found { parts } else { return None }
    };
    let mut last = at + 1;
    if !touching(pieces, last) || !starts_with_word(text, pieces[last]) {
        return None;
    }
    while touching(pieces, last + 2)
        && matches!(pieces[last + 1].of(text), "." | "-")
        && starts_with_word(text, pieces[last + 2])
    {
        last += 2;
    }
    Some((first.to(pieces[last]), last + 1))
}

fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn ends_address(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '<' | '>' | '"' | '“' | '”' | '„' | '«' | '»' | '(' | ')' | '[' | ']'
        )
}

/// Whether piece `index` exists and all pieces up to it stand without a gap.
fn touching(pieces: &[Span], index: usize) -> bool {
    index > 0
        && pieces
            .get(index)
            .is_some_and(|piece| piece.start() == pieces[index - 1].end())
}

fn starts_with_word(text: &str, piece: Span) -> bool {
    piece.of(text).starts_with(is_word_char)
}

/// A word or number that begins at the first piece, with the pieces that join it.
fn word(
    text: &str,
    pieces: &[Span],
    is_abbreviation: &dyn Fn(&str) -> bool,
) -> Option<(Span, usize)> {
    let mut used =
        clitic(text, pieces).or_else(|| starts_with_word(text, pieces[0]).then_some(1))?;
    while let Some(separator) = joined(text, pieces, used) {
        used = separator + 1;
    }
    let end = stop_of_abbreviation(text, &pieces[..used], pieces, is_abbreviation);
    Some((pieces[0].to(pieces[end - 1]), end))
}

/// *l'*, *dell'*: two pieces, when a word of two letters or more follows without a gap.
fn elision(text: &str, pieces: &[Span], joins: &Joins<'_>) -> Option<(Span, usize)> {
    let mut mark = pieces.get(1)?.of(text).chars();
    let is_mark = mark.next().is_some_and(is_apostrophe) && mark.next().is_none();
    let goes_on = is_mark && touching(pieces, 1) && touching(pieces, 2);
    if !goes_on || !pieces[2].of(text).chars().nth(1).is_some_and(is_alphabetic) {
        return None;
    }
    let word = format!("{}'", pieces[0].of(text).to_lowercase());
    (joins.is_elision)(&word).then(|| (pieces[0].to(pieces[1]), 2))
}

/// `’s` `’t` `’n` `’k` `’m`: two pieces, when a gap stands before them.
fn clitic(text: &str, pieces: &[Span]) -> Option<usize> {
    let first = pieces[0];
    let is_apostrophe = first.of(text).chars().next().is_some_and(is_apostrophe);
    let is_after_gap = || !text[..first.start()].ends_with(is_word_char);
    let is_clitic = is_apostrophe
        && is_after_gap()
        && touching(pieces, 1)
        && matches!(pieces[1].of(text), "s" | "t" | "n" | "k" | "m");
    is_clitic.then_some(2)
}

/// If the pieces `used` and `used + 1` are a joiner and what it joins, the index after which the word goes on.
fn joined(text: &str, pieces: &[Span], used: usize) -> Option<usize> {
    let touches = touching(pieces, used) && touching(pieces, used + 1);
    if !touches || !starts_with_word(text, pieces[used + 1]) {
        return None;
    }
    let mut separator = pieces[used].of(text).chars();
    let (Some(mark), None) = (separator.next(), separator.next()) else {
        return None;
    };
    let before = text[..pieces[used].start()].chars().next_back()?;
    let right = pieces[used + 1].of(text);
    let after = right.chars().next()?;
    let digits = before.is_numeric() && after.is_numeric();
    let joins = match mark {
        '.' => digits || is_dotted(text, pieces, used),
        ',' | ':' => digits,
        '&' => is_alphabetic(before) && is_alphabetic(after),
        mark if is_apostrophe(mark) => mark != '‘' && mark != '`',
        mark if is_hyphen(mark) => !digits,
        _ => false,
    };
    joins.then_some(used + 1)
}

/// Whether the full stop at `used` joins single letters (`U.S`) or the parts of a web address (`bbc.co.uk`).
fn is_dotted(text: &str, pieces: &[Span], used: usize) -> bool {
    let left = pieces[used - 1].of(text);
    let right = pieces[used + 1].of(text);
    let single_letters = is_single_letter(left) && is_single_letter(right);
    let is_domain = left.len() > 1
        && (2..=6).contains(&right.len())
        && right.bytes().all(|b| b.is_ascii_lowercase())
        && left.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    single_letters || is_domain
}

fn is_single_letter(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(is_alphabetic) && chars.next().is_none()
}

/// How many pieces the word has with the full stop that belongs to it: of `U.S.` and of the language's abbreviations.
fn stop_of_abbreviation(
    text: &str,
    word: &[Span],
    pieces: &[Span],
    is_abbreviation: &dyn Fn(&str) -> bool,
) -> usize {
    let used = word.len();
    if !touching(pieces, used) || pieces[used].of(text) != "." {
        return used;
    }
    let dotted_letters = used > 1
        && word
            .iter()
            .step_by(2)
            .all(|piece| is_single_letter(piece.of(text)))
        && word
            .iter()
            .skip(1)
            .step_by(2)
            .all(|piece| piece.of(text) == ".");
    let surface = word[0].to(pieces[used]).of(text);
    if dotted_letters || is_abbreviation(surface) {
        used + 1
    } else {
        used
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_letters_and_spaces_are_cut_as_any_text() {
        let joins = Joins {
            is_abbreviation: &|_| false,
            is_elision: &|_| false,
        };
        for name in [
            "New York",
            " a  Ελλάδα ",
            "Москва",
            "القاهرة",
            "東京 都",
            "한국",
            "",
        ] {
            assert_eq!(tokens_of_name(name), cut(name, &joins));
        }
    }
}

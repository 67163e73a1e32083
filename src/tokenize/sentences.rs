//! Sentence boundaries.

use icu_segmenter::SentenceSegmenter;
use icu_segmenter::options::SentenceBreakInvariantOptions;

use crate::document::{Sentence, Token, TokenKind};
use crate::language::{AbbreviationKind, LanguageProfile};

/// No sentence of prose is so long, in tokens. What later stages do may take a time that grows with the square of it.
const MAX_TOKENS: usize = 1000;

/// Groups `tokens` into sentences; every token is in one of them.
///
/// A line break ends a sentence, unless the text is wrapped at a fixed width. What goes on for more than a thousand tokens
/// is cut after each thousand.
#[must_use]
pub fn sentences(text: &str, tokens: &[Token], profile: &LanguageProfile) -> Vec<Sentence> {
    let wrapped = is_hard_wrapped(text);
    let mut sentences = Vec::new();
    let mut first = 0;
    for boundary in
        SentenceSegmenter::new(SentenceBreakInvariantOptions::default()).segment_str(text)
    {
        let next = first + tokens[first..].partition_point(|token| token.span.start() < boundary);
        if next > first
            && (next == tokens.len() || ends_sentence(text, tokens, next, wrapped, profile))
        {
            while first < next {
                let end = next.min(first + MAX_TOKENS);
                sentences.push(Sentence {
                    span: tokens[first].span.to(tokens[end - 1].span),
                    tokens: first..end,
                });
                first = end;
            }
        }
    }
    sentences
}

/// Whether a sentence ends before token `next`, where UAX #29 sees a boundary.
fn ends_sentence(
    text: &str,
    tokens: &[Token],
    next: usize,
    wrapped: bool,
    profile: &LanguageProfile,
) -> bool {
    let (last, following) = (tokens[next - 1], tokens[next]);
    let gap = &text[last.span.end()..following.span.start()];
    let line_breaks = gap.matches('\n').count();
    if line_breaks > 0 && !(wrapped && line_breaks == 1) {
        return true;
    }
    if last.span.end() > following.span.start() {
        return false;
    }
    let surface = last.span.of(text);
    let closes = matches!(last.kind, TokenKind::Punctuation) || surface.ends_with('.');
    if !closes || starts_lower_case(following.span.of(text)) {
        return false;
    }
    if surface != "." {
        return abbreviation_ends(text, surface, following, profile);
    }
    let Some(word) = next
        .checked_sub(2)
        .map(|idx| tokens[idx])
        .filter(|word| word.span.end() == last.span.start())
    else {
        return true;
    };
    !is_initial(word.span.of(text)) && !is_ordinal(text, word, following, profile)
}

fn starts_lower_case(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_lowercase) && !chars.next().is_some_and(char::is_uppercase)
}

/// Whether a sentence ends after `surface`, which may be an abbreviation with its full stop.
fn abbreviation_ends(
    text: &str,
    surface: &str,
    following: Token,
    profile: &LanguageProfile,
) -> bool {
    match profile.abbreviations.get(&surface.to_lowercase()) {
        None if is_dotted_letters(surface) => begins_sentence(following.span.of(text), profile),
        None => true,
        Some(AbbreviationKind::Title) => false,
        Some(AbbreviationKind::General) => false,
        Some(AbbreviationKind::Final) => {
            following.kind != TokenKind::Number && begins_sentence(following.span.of(text), profile)
        }
    }
}

fn is_dotted_letters(surface: &str) -> bool {
    surface.ends_with('.')
        && surface.len() > 2
        && surface.matches('.').count() * 2 >= surface.chars().count()
}

/// Whether a capitalised word after a doubtful full stop is one that only begins sentences.
fn begins_sentence(word: &str, profile: &LanguageProfile) -> bool {
    profile.function_words.contains(&word.to_lowercase())
        || !word.starts_with(char::is_alphanumeric)
}

/// `J` in *J. Robert Oppenheimer*.
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next().is_none()
}

/// `3` in *3. Mai* or *1. FC Köln*, `XIV` in *Leo XIV. Rom*: short numbers that a full stop makes ordinals.
fn is_ordinal(text: &str, word: Token, following: Token, profile: &LanguageProfile) -> bool {
    let surface = word.span.of(text);
    let is_short_number = surface.len() <= 2 && surface.bytes().all(|b| b.is_ascii_digit());
    let has_ordinals = || {
        let endings = &profile.number_words.ordinal_endings;
        endings.iter().any(|ending| ending == ".")
    };
    // `19. 12. 2024`
    if is_short_number && following.kind == TokenKind::Number && has_ordinals() {
        let number = following.span.of(text).trim_end_matches('.');
        return matches!(number.len(), 1 | 2 | 4) && number.bytes().all(|b| b.is_ascii_digit());
    }
    let following = following.span.of(text).to_lowercase();
    let names_date = profile
        .calendar
        .contains_key(following.trim_end_matches('.'));
    is_short_number
        && (names_date || profile.nouns_capitalized && !profile.function_words.contains(&following))
}

/// Whether line breaks stand inside sentences: most lines are of similar length and go on in the next one.
#[must_use]
pub fn is_hard_wrapped(text: &str) -> bool {
    let mut pairs = 0;
    let mut continued = 0;
    let mut lines = text.lines().map(str::trim).peekable();
    while let Some(line) = lines.next() {
        let Some(next) = lines
            .peek()
            .filter(|next| !next.is_empty() && !line.is_empty())
        else {
            continue;
        };
        let is_full = (40..=100).contains(&line.chars().count());
        pairs += 1;
        if is_full
            && !line.ends_with(['.', '!', '?', ':', '”', '"', '“', '…'])
            && starts_lower_case(next)
        {
            continued += 1;
        }
    }
    pairs >= 4 && continued * 2 >= pairs
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::resources::Resources;

    fn check(code: &str, expected: &[&str]) {
        let resources = Resources::load().expect("the project's own data");
        let profile = resources.profile(Language::parse(code).expect("a code"));
        let text = expected.join(" ");
        let tokens = crate::tokenize::tokens(&text, profile);
        let sentences = super::sentences(&text, &tokens, profile);
        let found: Vec<_> = sentences
            .iter()
            .map(|sentence| sentence.span.of(&text))
            .collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_and_ordinals_do_not_end_sentences() {
        check(
            "de",
            &[
                "Am 3. Mai kam Dr. Weber.",
                "Er blieb bis zum 19. Dezember.",
                "Dann ging er.",
            ],
        );
        check(
            "en",
            &[
                "U.S. Senator J. Smith left.",
                "He lives in the U.S.",
                "The end.",
            ],
        );
        check(
            "nl",
            &[
                "Dat zegt prof. De Vries.",
                "Hij kwam o.a. Jan tegen.",
                "Klaar.",
            ],
        );
    }

    #[test]
    fn a_question_inside_a_quotation_does_not_end_the_sentence() {
        check("en", &["“Why now?” he asked.", "Nobody knew."]);
    }

    #[test]
    fn what_goes_on_for_ever_is_cut() {
        let resources = Resources::load().expect("the project's own data");
        let profile = resources.profile(Language::parse("en").expect("a code"));
        let text = "word ".repeat(2 * super::MAX_TOKENS + 1);
        let tokens = crate::tokenize::tokens(&text, profile);
        let sentences = super::sentences(&text, &tokens, profile);
        let lengths: Vec<_> = sentences.iter().map(|it| it.tokens.len()).collect();
        assert_eq!(lengths, [super::MAX_TOKENS, super::MAX_TOKENS, 1]);
    }

    #[test]
    fn line_breaks_end_sentences_unless_the_text_is_wrapped() {
        let resources = Resources::load().expect("the project's own data");
        let profile = resources.profile(Language::parse("en").expect("a code"));
        let count = |text: &str| {
            super::sentences(text, &crate::tokenize::tokens(text, profile), profile).len()
        };
        assert_eq!(count("A headline\nThe first sentence."), 2);
        let line = "this line is as long as lines in a mail that is wrapped\n";
        assert_eq!(count(&format!("{}it ends.", line.repeat(6))), 1);
    }
}

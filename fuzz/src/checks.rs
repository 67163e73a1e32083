//! What must hold.

use std::collections::BTreeSet;

use jiff::civil::Date;
use parallax::document::{
    Amount, Annotations, DateValue, Document, NumberMention, NumberValue, Op, PartialDate,
    Sentence, Text, Token,
};
use parallax::numbers::label::label;
use parallax::read::Reading;
use parallax::sections::sections;
use parallax::text::Span;

use crate::RESOURCES;

/// A file gave something, each article has a place of its own, a text, and fields as their types promise.
pub fn reading(path: &str, mut reading: Reading) {
    parallax::read::tell_apart(&mut reading.documents, &mut reading.problems);
    assert!(
        !reading.documents.is_empty() || !reading.problems.is_empty(),
        "a file gives an article or a reason why not"
    );
    let mut paths = BTreeSet::new();
    for document in &reading.documents {
        assert!(document.path.starts_with(path), "{}", document.path);
        assert!(
            !document.path.split('/').any(|part| part == ".."),
            "{}",
            document.path
        );
        assert!(
            paths.insert(&document.path),
            "{} comes twice",
            document.path
        );
        self::document(document);
    }
    for problem in &reading.problems {
        assert!(problem.path.starts_with(path), "{problem}");
        assert!(!problem.problem.is_empty(), "{problem}");
        assert!(!problem.path.contains(['\n', '\r', '\0']), "{problem:?}");
    }
}

fn document(document: &Document) {
    let Document {
        text,
        metadata,
        front_matter,
        ..
    } = document;
    assert!(!text.trim().is_empty(), "an article has a text");
    assert!(text.get(front_matter.range()).is_some(), "{front_matter:?}");
    assert_eq!(front_matter.start(), 0);
    if let Some(date) = metadata.published {
        assert!(date.first_day() <= date.last_day());
        assert_eq!(PartialDate::parse(&date.to_string()), Some(date));
        assert!(metadata.published_source.is_some());
    }
    let fields = [
        &metadata.title,
        &metadata.outlet,
        &metadata.author,
        &metadata.url,
    ];
    for field in fields.into_iter().flatten() {
        assert!(!field.trim().is_empty(), "an empty field is no field");
    }
    sections_cover(document);
}

/// Sections follow each other from the first byte to the last.
pub fn sections_cover(document: &Document) {
    let mut end = 0;
    for section in sections(document, &RESOURCES.furniture) {
        assert!(section.span.start() == end && !section.span.is_empty());
        assert!(document.text.get(section.span.range()).is_some());
        end = section.span.end();
    }
    assert_eq!(end, document.text.len());
}

/// Tokens are sorted, not empty, and with the white space between them the text; sentences share them out.
pub fn tokens(text: &str, tokens: &[Token], sentences: &[Sentence]) {
    let mut end = 0;
    for token in tokens {
        assert!(!token.span.is_empty());
        let gap = text
            .get(end..token.span.start())
            .expect("in order, on borders");
        assert!(gap.chars().all(char::is_whitespace), "lost: {gap:?}");
        let surface = text.get(token.span.range()).expect("on borders");
        assert_eq!(surface.trim(), surface);
        end = token.span.end();
    }
    assert!(
        text[end..].chars().all(char::is_whitespace),
        "lost: {:?}",
        &text[end..]
    );
    let mut next = 0;
    for Sentence {
        span,
        tokens: range,
    } in sentences
    {
        assert!(range.start == next && range.start < range.end);
        assert_eq!(
            *span,
            tokens[range.start].span.to(tokens[range.end - 1].span)
        );
        next = range.end;
    }
    assert_eq!(next, tokens.len());
}

/// All that was found stands in the text, in order; what points somewhere points at something.
pub fn annotations(text: &str, found: &Annotations) {
    tokens(text, &found.tokens, &found.sentences);
    let spans: Vec<_> = found.mentions.iter().map(|mention| mention.span).collect();
    in_sentences(text, &spans, &found.sentences);
    numbers(text, &found.numbers, &found.sentences);
    let mut end = 0;
    for quote in &found.quotes {
        assert!(
            end <= quote.span.start() && !quote.span.is_empty(),
            "quotations overlap"
        );
        let parts = [
            Some(quote.span),
            quote.verb,
            quote.speaker.map(|speaker| speaker.span),
        ];
        for span in parts.into_iter().flatten() {
            assert!(text.get(span.range()).is_some(), "{span:?}");
        }
        let mention_idx = quote.speaker.and_then(|speaker| speaker.mention_idx);
        assert!(mention_idx.is_none_or(|idx| idx < found.mentions.len()));
        assert!(
            quote.key_words.iter().is_sorted_by(|a, b| a < b),
            "{:?}",
            quote.key_words
        );
        assert!(quote.confidence.hundredths() <= 100);
        end = quote.span.end();
    }
    assert!(
        found
            .mentions
            .iter()
            .all(|mention| mention.confidence.hundredths() <= 100)
    );
    assert!((0.0..=1.0).contains(&found.language.confidence));
    assert_eq!(found.scopes.len(), found.numbers.len());
    for scope in &found.scopes {
        let mentions = scope.about.iter().chain(&scope.place);
        assert!(mentions.clone().all(|&idx| idx < found.mentions.len()));
        let numbers = scope.times.iter().chain(&scope.date);
        assert!(numbers.clone().all(|&idx| idx < found.numbers.len()));
    }
}

/// Numbers stand in the text, in order, each in one sentence; their values are such as the tables promise.
pub fn numbers(text: &str, numbers: &[NumberMention], sentences: &[Sentence]) {
    let spans: Vec<_> = numbers.iter().map(|number| number.span).collect();
    in_sentences(text, &spans, sentences);
    for number in numbers {
        let surface = number.span.of(text);
        for span in [number.modifier, number.what].into_iter().flatten() {
            assert!(text.get(span.range()).is_some(), "{span:?} of {surface:?}");
        }
        assert!(!label(number).is_empty());
        assert!(number.confidence.hundredths() <= 100);
        value(number, surface);
    }
}

fn in_sentences(text: &str, spans: &[Span], sentences: &[Sentence]) {
    let mut end = 0;
    for span in spans {
        assert!(
            end <= span.start() && !span.is_empty(),
            "{span:?} after {end}"
        );
        let surface = text.get(span.range());
        assert!(surface.is_some(), "{span:?}");
        let sentence = sentences.partition_point(|sentence| sentence.span.end() < span.end());
        let is_in = sentences
            .get(sentence)
            .is_some_and(|it| it.span.contains(*span));
        assert!(is_in, "{surface:?} in one sentence");
        end = span.end();
    }
}

fn value(number: &NumberMention, surface: &str) {
    use NumberValue as V;
    match &number.value {
        V::Cardinal(it) | V::Ordinal(it) | V::Multiple(it) => amount(it, number.op, surface),
        V::Percent { amount: it, .. } => amount(it, number.op, surface),
        V::Money {
            amount: it,
            currency,
        } => {
            amount(it, number.op, surface);
            let is_code =
                |code: &str| code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase());
            assert!(
                currency.as_deref().is_none_or(is_code),
                "{currency:?} of {surface:?}"
            );
        }
        V::Quantity {
            amount: it,
            unit,
            base,
        } => {
            amount(it, number.op, surface);
            assert!(!unit.is_empty());
            if let Some(base) = base {
                let (unit, it) = base.as_ref();
                amount(it, number.op, surface);
                assert!(!unit.is_empty());
            }
        }
        V::Age { amount: it, unit } | V::Temperature { amount: it, unit } => {
            amount(it, number.op, surface);
            assert!(!unit.is_empty());
        }
        V::Date(it) => date(it, surface),
        V::Time { value, .. } => ends(value, surface, &|time| {
            let time = time.trim_end_matches('~');
            time.parse::<jiff::civil::Time>().is_ok() || time == "24:00" || is_masked(time)
        }),
        V::Duration { value } => ends(value, surface, &is_duration),
        V::Set { value, .. } => assert!(
            is_duration(value) || value.starts_with("XXXX-"),
            "{value} of {surface:?}"
        ),
    }
}

/// A figure written out and read back is the same figure; ends of a range are in order.
fn amount(amount: &Amount, op: Op, surface: &str) {
    let written = |figure: &dyn std::fmt::Display| figure.to_string();
    let reads_back = |figure: &str| {
        let digits = figure.strip_prefix('-').unwrap_or(figure);
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        is_digits(whole) && is_digits(fraction)
    };
    match amount {
        Amount::Point(figure) => assert!(reads_back(&written(figure)), "{figure} of {surface:?}"),
        Amount::Range { low, high } => {
            assert!(reads_back(&written(low)) && reads_back(&written(high)));
            assert!(low <= high, "{low} to {high} of {surface:?}");
            let has_ends = matches!(op, Op::Between | Op::Vague);
            assert!(has_ends, "{op:?} of {surface:?}");
        }
    }
}

fn date(date: &DateValue, surface: &str) {
    if let (Some(from), Some(to)) = (date.from, date.to) {
        assert!(from <= to, "{from} to {to} of {surface:?}");
    }
    ends(&date.value, surface, &is_date);
}

fn ends(text: &Text, surface: &str, is_value: &dyn Fn(&str) -> bool) {
    let ends = match text {
        Text::Point(value) => [value, value],
        Text::Range(range) => [&range.0, &range.1],
    };
    for end in ends {
        assert!(is_value(end), "`{end}` of {surface:?}");
    }
}

/// Whether a value is of letters, digits and marks of ISO 8601, and, where it has no unknown digits and is a whole date, a
/// day that there is.
fn is_date(value: &str) -> bool {
    let is_made_of_its_marks = !value.is_empty()
        && value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b"-:+.,/~%?".contains(&b));
    let day = value.split('T').next().unwrap_or_default();
    let is_whole = day.len() == 10 && day.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    is_made_of_its_marks && (!is_whole || day.parse::<Date>().is_ok())
}

fn is_masked(time: &str) -> bool {
    time.contains('X') || time.chars().all(|c| c.is_ascii_uppercase())
}

fn is_duration(value: &str) -> bool {
    let Some(parts) = value.strip_prefix('P') else {
        return false;
    };
    let is_told = parts.contains(|c: char| c.is_ascii_digit() || c == 'X' || c == 'Y');
    is_told || value.parse::<jiff::Span>().is_ok() || !parts.is_empty()
}

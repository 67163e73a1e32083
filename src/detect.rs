//! Tells which language a text is in.

use whatlang::{Detector, Lang};

use crate::document::{DetectedLanguage, Section, SectionKind};
use crate::language::Language;
use crate::language::codes::LanguageCodes;
use crate::language::ngrams::Ngrams;

/// No judgement becomes surer by reading on after so many characters.
const MAX_CHARS: usize = 16_000;

/// Texts with fewer letters can hardly be told from those of a close relative (Dutch from Afrikaans, Turkish from
/// Azerbaijani), so that of such pairs only the language that the news is far more often in is considered. They are told
/// by [`Ngrams`], where `whatlang` is right less often; of longer ones `whatlang` is right in 99.9 of 100.
const SHORT_TEXT_LETTERS: usize = 400;

/// The language of `text`: `told` if that is known, else the one that its title, body and captions look most like.
///
/// Furniture and bylines are not looked at, unless there is nothing else. A text without letters is undetermined
/// with confidence 0; one that could be in several languages gets the likeliest, with low confidence.
#[must_use]
pub fn detect(
    text: &str,
    sections: &[Section],
    told: Option<Language>,
    codes: &LanguageCodes,
    ngrams: &Ngrams,
) -> DetectedLanguage {
    if let Some(told) = told {
        let language = codes.by_iso_639_3(told.code()).unwrap_or(told);
        return DetectedLanguage {
            language,
            confidence: 1.0,
        };
    }
    let sample = sample(text, sections);
    let is_short = is_short(&sample);
    let of_short_texts = |language| {
        let mut codes = codes.iter();
        codes.any(|code| code.short_texts && code.language == language)
    };
    if is_short && let Some((language, confidence)) = ngrams.detect(&sample, of_short_texts) {
        return DetectedLanguage {
            language,
            confidence,
        };
    }
    let info = Detector::with_allowlist(candidates(codes, is_short)).detect(&sample);
    let language = info
        .as_ref()
        .and_then(|info| codes.by_iso_639_3(info.lang().code()));
    match (language, info) {
        (Some(language), Some(info)) => DetectedLanguage {
            language,
            confidence: info.confidence().clamp(0.0, 1.0),
        },
        _ => DetectedLanguage {
            language: Language::UNDETERMINED,
            confidence: 0.0,
        },
    }
}

fn sample(text: &str, sections: &[Section]) -> String {
    let is_prose = |section: &&Section| {
        matches!(
            section.kind,
            SectionKind::Title | SectionKind::Body | SectionKind::Caption
        )
    };
    let prose = sections
        .iter()
        .filter(is_prose)
        .flat_map(|section| section.span.of(text).chars());
    let sample: String = prose.take(MAX_CHARS).collect();
    if sample.contains(char::is_alphabetic) {
        sample
    } else {
        text.chars().take(MAX_CHARS).collect()
    }
}

fn is_short(sample: &str) -> bool {
    let letters = sample.chars().filter(|c| c.is_alphabetic());
    letters.take(SHORT_TEXT_LETTERS).count() < SHORT_TEXT_LETTERS
}

fn candidates(codes: &LanguageCodes, is_short: bool) -> Vec<Lang> {
    codes
        .iter()
        .filter(|code| !is_short || code.short_texts)
        .filter_map(|code| Lang::from_code(&code.iso_639_3))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn check(text: &str, told: Option<&str>, expected: &str) -> f64 {
        let codes = crate::resources::codes::load().expect("the data is sound");
        let sections = [Section {
            span: Span::new(0, text.len()),
            kind: SectionKind::Body,
        }];
        let ngrams = crate::resources::ngrams::load().expect("the data is sound");
        let told = told.and_then(Language::parse);
        let detected = detect(text, &sections, told, &codes, &ngrams);
        assert_eq!(detected.language.code(), expected, "{text}");
        detected.confidence
    }

    #[test]
    fn a_paragraph_is_told_for_sure() {
        let nl =
            "De burgemeester liet weten dat de brug volgende week weer opengaat voor het verkeer.";
        let de =
            "Die Bürgermeisterin teilte mit, dass die Brücke nächste Woche wieder geöffnet wird.";
        let en = "The mayor let it be known that the bridge will open to traffic again next week.";
        for (text, code) in [(nl, "nl"), (de, "de"), (en, "en")] {
            assert!(check(text, None, code) > 0.5, "{code}");
        }
    }

    #[test]
    fn short_dutch_is_not_taken_for_afrikaans() {
        check(
            "De minister wil dat er meer geld komt voor de scholen in de stad.",
            None,
            "nl",
        );
    }

    #[test]
    fn what_is_told_is_certain() {
        assert_eq!(
            check("Guten Morgen!", Some("nl"), "nl").to_bits(),
            1f64.to_bits()
        );
        check("God morgen!", Some("nob"), "nb");
    }

    #[test]
    fn text_without_letters_is_undetermined() {
        assert_eq!(
            check("12:30 – 14:00 !!", None, "und").to_bits(),
            0f64.to_bits()
        );
        check("", None, "und");
    }

    #[test]
    fn furniture_does_not_count() {
        let body =
            "Der Rat stimmte am Abend mit großer Mehrheit für den neuen Haushalt der Stadt.\n";
        let foot = "Leave a comment. Your email address will not be published. Required fields are marked. \
                    Sign up to our newsletter and get the best stories of the week in your inbox for free.";
        let text = format!("{body}{foot}");
        let section = |start, end, kind| Section {
            span: Span::new(start, end),
            kind,
        };
        let sections = [
            section(0, body.len(), SectionKind::Body),
            section(body.len(), text.len(), SectionKind::Boilerplate),
        ];
        let codes = crate::resources::codes::load().expect("the data is sound");
        let ngrams = crate::resources::ngrams::load().expect("the data is sound");
        let detected = detect(&text, &sections, None, &codes, &ngrams);
        assert_eq!(detected.language.code(), "de");
    }
}

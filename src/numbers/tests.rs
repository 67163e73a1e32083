use proptest::prelude::*;

use crate::document::{NumberMention, PartialDate};
use crate::language::Language;
use crate::resources::Resources;
use crate::text::Span;

use super::label::label;
use crate::marked::{mark, unmark};

fn find(resources: &Resources, code: &str, text: &str) -> Vec<NumberMention> {
    let profile = resources.profile(Language::parse(code).expect("a code"));
    let stemmer = crate::stem::Stemmer::named(&profile.stemmer).expect("a stemmer");
    let tokens = crate::tokenize::tokens(text, profile);
    let forms = crate::stem::word_forms(text, &tokens, &stemmer);
    let sentences = crate::tokenize::sentences(text, &tokens, profile);
    super::find(
        text,
        &sentences,
        &tokens,
        &forms,
        profile,
        PartialDate::parse("2025-03-12"),
    )
}

/// `marked` is prose with `[surface](label)` for each number that is to be found.
fn check(code: &str, marked: &str) {
    let resources = Resources::load().expect("the project's own data");
    let (text, _) = unmark(marked);
    let mentions = find(&resources, code, &text);
    let labels: Vec<(Span, String)> = mentions
        .iter()
        .map(|mention| (mention.span, label(mention)))
        .collect();
    assert_eq!(mark(&text, &labels), marked);
}

#[test]
fn scale_words_multiply_the_figure() {
    check("de", "Umsatz: [1,2 Mrd. Euro](money 1200000000 EUR).");
    check("en", "It paid [$44bn](money 44000000000 USD) for it.");
    check(
        "nl",
        "Er wonen [2,5 miljoen](cardinal 2500000 people) mensen.",
    );
}

#[test]
fn words_before_and_behind_give_the_op() {
    check(
        "nl",
        "Meer dan [22.000](cardinal gt 22000 users) gebruikers.",
    );
    check("nl", "Ruim [8.000](cardinal gt 8000 reports) meldingen.");
    check("de", "Knapp [100](cardinal lt 100 people) Menschen kamen.");
    check("de", "Über [8.000](cardinal gt 8000 reports) Meldungen.");
    check(
        "en",
        "At least [20](cardinal ge 20 people) people came, [50](cardinal ge 50) or more left.",
    );
}

#[test]
fn joined_words_are_numbers() {
    check(
        "nl",
        "Er zijn [honderddrieënzestig](cardinal 163 dead) doden en [eenentwintig](cardinal 21 injured) gewonden.",
    );
    check(
        "de",
        "[Einundzwanzigtausend](cardinal 21000 people) Menschen, [anderthalb](cardinal 1.5) Brote.",
    );
    check(
        "en",
        "[One hundred and three](cardinal 103 people) people and [half a million](cardinal 500000) birds.",
    );
}

#[test]
fn ranges_have_both_ends() {
    check(
        "en",
        "Between [3 and 5](cardinal between 3 5 soldiers) soldiers, [24-26](cardinal between 24 26 tanks) tanks.",
    );
    check("de", "[56–60 %](percent between 56 60) sagten Ja.");
    check(
        "nl",
        "Tussen [3 en 5 miljoen euro](money between 3000000 5000000 EUR).",
    );
    check(
        "de",
        "Von [2010 bis 2018](date between 2010 2018) war er dort.",
    );
}

#[test]
fn plural_scales_are_vague() {
    check(
        "nl",
        "Volgens de waakhond meldden [duizenden](cardinal vague 2000 9999 users) gebruikers problemen.",
    );
    check(
        "de",
        "[Zehntausende](cardinal vague 20000 99999 protesters) Demonstranten.",
    );
    check(
        "en",
        "[Tens of thousands](cardinal vague 20000 99999 people) of people, [dozens](cardinal vague 24 99).",
    );
}

#[test]
fn names_codes_and_scores_are_no_numbers() {
    check(
        "en",
        "The F-16, the G20, COVID-19, a Boeing 737 and Windows 11 won 2-1; version 1.2.3, call 555-123-4567.",
    );
    check("de", "Der eine sagt, ein Mann sei im Haus gewesen.");
    check("nl", "Een man zag een vrouw; een van hen belde 0612345678.");
}

#[test]
fn clock_times_have_zones() {
    check(
        "nl",
        "Rond [6:00 uur ’s ochtends](time approx 06:00 ET) (ET) en om [half zes](time 05:30).",
    );
    check(
        "de",
        "Um [12 Uhr](time 12:00) und um [viertel vor acht](time 07:45), gegen [6 Uhr Eastern](time 06:00 ET).",
    );
    check(
        "en",
        "At [5.45am](time 05:45) and [14:00 GMT](time 14:00 GMT).",
    );
}

#[test]
fn dates_are_placed_against_the_anchor() {
    check(
        "nl",
        "Dat was [maandagochtend](date 2025-03-10TMO), [gisteren](date 2025-03-11), [vorige week](date 2025-W10).",
    );
    check(
        "de",
        "Am [9. November 1989](date 1989-11-09), [vor drei Tagen](date 2025-03-09), seit [2019](date 2019).",
    );
    check(
        "en",
        "On [March 10](date 2025-03-10), [last Friday](date 2025-03-07), in the [1990s](date 199X), [Q1 2025](date 2025-Q1).",
    );
}

#[test]
fn ages_lengths_and_measures_have_units() {
    check(
        "en",
        "A [34-year-old](age 34 a) man, aged [34](age 34 a), ran [5 miles](quantity 5 [mi_i]) in [six hours](duration PT6H).",
    );
    check(
        "de",
        "Die [34-Jährige](age 34 a), [20 Grad](temperature 20 Cel), [drei Tage](duration P3D), [80 km/h](quantity 80 km/h).",
    );
    check(
        "nl",
        "Een [6-jarige](age 6 a), [34 jaar oud](age 34 a), [15 hectare](quantity 15 har).",
    );
}

#[test]
fn numbers_say_what_they_count_and_where_they_moved() {
    let resources = Resources::load().expect("the project's own data");
    let text = "Het aantal meldingen steeg tot 37.000 per dag.";
    let mentions = find(&resources, "nl", text);
    assert_eq!(mentions.len(), 1);
    assert_eq!(mentions[0].what_key, "reports");
    assert_eq!(
        mentions[0].what.map(|span| span.of(text)),
        Some("meldingen")
    );
    assert_eq!(mentions[0].direction, Some(crate::document::Direction::Up));
    assert_eq!(mentions[0].per, "d");
}

#[test]
fn quantities_have_exact_bases() {
    let resources = Resources::load().expect("the project's own data");
    let mentions = find(&resources, "en", "It is 3 miles long.");
    let crate::document::NumberValue::Quantity { base, .. } = &mentions[0].value else {
        panic!("a quantity")
    };
    let expected = crate::document::Amount::Point("4828.032".parse().expect("a decimal"));
    assert_eq!(base.as_ref(), Some(&("m".to_owned(), expected)));
}

const PIECES: &[&str] = &[
    "1",
    "22.000",
    "3,5",
    "0",
    "31",
    "12",
    "2025",
    "14:30",
    "1.2.3",
    "half",
    "drie",
    "einund",
    "zwanzig",
    "hundred",
    "and",
    "million",
    "between",
    "tussen",
    "-",
    "–",
    "/",
    "%",
    "$",
    "€",
    ".",
    ",",
    "(",
    ")",
    "’",
    "'",
    "s",
    "uhr",
    "uur",
    "am",
    "pm",
    "kwart",
    "over",
    "vor",
    "last",
    "week",
    "monday",
    "maandag",
    "März",
    "May",
    "th",
    "of",
    "the",
    "ago",
    "one",
    "in",
    "duizenden",
    "tens",
    "km",
    "m²",
    "°C",
    "jährige",
    "years",
    "old",
    "per",
    "dag",
    "\n",
    "½",
    "٣",
    "ß",
    "İ",
    "\u{a0}",
    "+",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn any_text_is_read_without_overlap(
        parts in prop::collection::vec((prop::sample::select(PIECES), prop::bool::ANY), 0..40),
        noise in "\\PC{0,12}",
    ) {
        thread_local!(static RESOURCES: Resources = Resources::load().expect("the project's own data"));
        let mut text = noise;
        for (part, has_gap) in parts {
            text.push_str(part);
            if has_gap {
                text.push(' ');
            }
        }
        RESOURCES.with(|resources| {
            for code in ["de", "en", "nl", "und"] {
                let mentions = find(resources, code, &text);
                for pair in mentions.windows(2) {
                    assert!(pair[0].span.end() <= pair[1].span.start());
                }
                for mention in &mentions {
                    assert!(!mention.span.is_empty() && mention.span.end() <= text.len());
                    assert!(text.is_char_boundary(mention.span.start()) && text.is_char_boundary(mention.span.end()));
                }
            }
        });
    }
}

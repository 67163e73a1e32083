use proptest::prelude::*;

use crate::document::{Document, Metadata, NumberMention, PartialDate};
use crate::entities::STRICTNESS;
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
pub fn check(code: &str, marked: &str) {
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
fn years_of_somebody_are_an_age() {
    check(
        "fr",
        "Un plombier de [41 ans](age 41 a) et une peine de [10 ans](duration P10Y) de prison.",
    );
    check(
        "fr",
        "Selon Morel, [27 ans](age 27 a), la mer monte; elle a passé [un an](duration P1Y) à Lyon.",
    );
    check("en", "Children as young as [11](age 11 a) swim.");
    check("fr", "À [52 ans](age 52 a), elle court encore.");
    check(
        "es",
        "Detuvieron a una jugadora de balonmano de [22 años](age 22 a).",
    );
    check("es", "Es madre de [tres](cardinal 3 children) niños.");
    check(
        "it",
        "I ragazzi tra gli [11 e i 14 anni](age between 11 14 a) nuotano.",
    );
    check("pt", "A testemunha, com [37 anos](age 37 a), saiu.");
    check("ro", "Un elev de [15 ani](age 15 a) a câștigat.");
    check("ru", "Ему было [13 лет](age 13 a), это случилось давно.");
    check(
        "sv",
        "Boken är ny, och Lena var [13 år](age 13 a) när hon skrev den.",
    );
    check("da", "En mand på [38](age 38 a) blev fundet.");
    check("pl", "Nowak ([33 lata](age 33 a)) biegnie.");
    check("pl", "To [czterdziestodwuletni](age 42 a) malarz.");
    check("fi", "Virta, [20](age 20 a), juoksi maaliin.");
}

#[test]
fn a_length_of_time_is_no_age() {
    check("da", "Lena var [et år](duration P1Y) i Peru.");
    check("cs", "Trvalo to desetiletí.");
    check("es", "El contrato de [10 años](duration P10Y) termina.");
}

#[test]
fn results_with_gaps_are_no_numbers() {
    check("en", "Norwich 3 - 1 Rovers: a good day.");
    check("sv", "Hon vann med 3 & 2 i finalen.");
    check("pl", "Wisła 31 - 17 Orły: koniec.");
}

#[test]
fn titles_of_programmes_are_no_lengths_of_time() {
    check("ru", "Он смотрел «90 минут» дома.");
    check("cs", "Viděl jsem pořad „30 minut“ doma.");
    check("fr", "Il regarde « 90 Minutes » le soir.");
}

#[test]
fn up_to_is_no_movement() {
    let resources = Resources::load().expect("the project's own data");
    let found = find(&resources, "sv", "Priset är upp till 120 kronor.");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].direction, None);
    let found = find(&resources, "en", "They lost 4 games.");
    assert_eq!(found[0].direction, None);
}

#[test]
fn limits_on_both_sides_are_one_range() {
    check(
        "en",
        "It has more than [20 but fewer than 35](cardinal between 20 35 rooms) rooms.",
    );
    check(
        "nl",
        "Er zijn meer dan [100 maar minder dan 300](cardinal between 100 300) soorten.",
    );
}

#[test]
fn degrees_may_be_points_or_the_strength_of_an_earthquake() {
    check("el", "Η ομάδα πήρε [τρεις](cardinal 3 points) βαθμούς.");
    check(
        "el",
        "Η θερμοκρασία έφτασε τους [38 βαθμούς](temperature 38 Cel).",
    );
    check(
        "pl",
        "Trzęsienie ziemi miało siłę [6,3](cardinal 6.3) stopnia.",
    );
    check(
        "pl",
        "Temperatura wyniosła [6,3 stopnia](temperature 6.3 Cel).",
    );
}

#[test]
fn signs_of_units_may_be_verbs() {
    check(
        "it",
        "Nel [2016](date 2016) ha comprato [7 ha](quantity 7 har) di bosco.",
    );
    check("hu", "A szám [2706](cardinal 2706) volt.");
    check("ru", "Город основан в [1870](date 1870) г., не раньше.");
}

#[test]
fn another_is_not_the_second() {
    check(
        "da",
        "Der kom en anden mand. Den [anden](ordinal 2) dag kom han.",
    );
    check("sv", "De vill ha ett [andra](ordinal 2) möte.");
    check(
        "sv",
        "Folk lever på andra sätt. För [andra](ordinal 2) gången vann hon.",
    );
    check("nb", "Ett av de beste årene, for [andre](ordinal 2) gang.");
}

#[test]
fn adjectives_of_measures_belong_to_their_number() {
    check(
        "ru",
        "[25-тысячная](cardinal 25000) толпа и [300-килограммовый](quantity 300 kg) кабан.",
    );
    check(
        "pl",
        "[40-tysięczny](cardinal 40000) tłum i [250-kilogramowa](quantity 250 kg) świnia.",
    );
    check("uk", "[12-кілометрова](quantity 12 km) траса.");
    check(
        "cs",
        "[45 mil](quantity 45 [mi_i]) odtud stojí dům za [3 mil. Kč](money 3000000 CZK).",
    );
}

#[test]
fn a_share_may_have_its_noun_inside() {
    check(
        "fr",
        "[Un enfant sur six](cardinal 0.166666666666667) nage.",
    );
    check("fr", "Un livre sur [six](cardinal 6 women) femmes.");
    check(
        "tr",
        "Her [altı kişiden biri](cardinal 0.166666666666667) yüzüyor.",
    );
    check(
        "sv",
        "[Ett av fem](cardinal 0.2 children) barn simmar, en gris på [300 kilo](quantity 300 kg) också.",
    );
    check("ru", "Это один из [девяти](cardinal 9 leaders) лидеров.");
}

#[test]
fn groups_are_told_in_other_styles() {
    check("ar", "أكثر من [30،000](cardinal gt 30000 people) شخص.");
    check("da", "En bøde på [2,000 kr.](money 2000 DKK) og ikke mere.");
    check("ro", "[16,700](cardinal 16700 people) de persoane.");
}

#[test]
fn endings_of_digits_make_no_places() {
    check(
        "hu",
        "Legalább [384](cardinal ge 384)-en jöttek, [19](cardinal 19)-et láttam.",
    );
    check("da", "Pennsylvanias [17.](ordinal 17) distrikt.");
    check("ru", "Он забил в [12](cardinal 12 games)-ти матчах.");
}

#[test]
fn endings_behind_an_apostrophe_belong_to_the_unit() {
    check(
        "tr",
        "Kulüp [100 milyon Euro'ya](money 100000000 EUR) satıldı.",
    );
}

#[test]
fn half_of_a_game_is_no_number() {
    check("es", "Marcó en la [primera](ordinal 1) mitad.");
    check("it", "Una meta bella. Le elezioni di metà mandato.");
}

#[test]
fn half_of_a_unit_is_half_of_it() {
    check(
        "en",
        "It rose by [half a percent](percent 0.5 up) and [half a percentage point](percent 0.5 points).",
    );
    check("en", "They walked [half a mile](quantity 0.5 [mi_i]).");
    check(
        "en",
        "A cut of [a quarter of a percentage point](percent 0.25 points down), [a quarter-point](percent 0.25 points down) cut.",
    );
    check(
        "nl",
        "De huur steeg met [een half procent](percent 0.5 up).",
    );
    check("de", "Er trank [einen halben Liter](quantity 0.5 L).");
    check("de", "Plus [Viertelprozentpunkt](percent 0.25 points up).");
    check("fr", "Elle boit [un demi-litre](quantity 0.5 L).");
    check("it", "Pesa [mezzo chilo](quantity 0.5 kg).");
    check("ru", "Рост на [полпроцента](percent 0.5 up).");
    check("en", "It cost [half a euro](money 0.5 EUR).");
}

#[test]
fn half_of_something_is_a_share_and_the_eastern_half_is_none() {
    check("nl", "[De helft](cardinal 0.5 people) van de mensen.");
    check("de", "[Die Hälfte](cardinal 0.5 people) der Menschen.");
    check(
        "en",
        "About [half](cardinal approx 0.5 people) of the people.",
    );
    check(
        "en",
        "The eastern half of the country and the [first](ordinal 1) half of it.",
    );
    check("en", "He scored in each half.");
}

#[test]
fn degrees_below_zero_are_negative() {
    check("en", "It was [20 degrees below zero](temperature -20 deg).");
    check("de", "Es waren [20 Grad unter null](temperature -20 Cel).");
    check("nl", "Het was [5 graden onder nul](temperature -5 Cel).");
    check("fi", "Oli [20 astetta pakkasta](temperature -20 Cel).");
    check("ru", "Было [10 градусов мороза](temperature -10 Cel).");
    check(
        "es",
        "Hubo [20 bajo cero](temperature -20 Cel), [menos 10 grados](temperature -10 Cel).",
    );
}

#[test]
fn degrees_are_of_an_angle_or_of_warmth() {
    check("nl", "Een hoek van [45 graden](quantity 45 deg).");
    check("nl", "Hier wordt het [25 graden](temperature 25 Cel).");
    check(
        "en",
        "The temperature was [40 degrees](temperature 40 deg).",
    );
    check("en", "Turn it by [90 degrees](quantity 90 deg).");
    check("es", "La temperatura llegó a [45°](temperature 45 Cel).");
    check("es", "Boiling a [100° Celsius](temperature 100 Cel).");
}

#[test]
fn pounds_are_a_weight_beside_a_word_for_it() {
    check("en", "The dog weighs [25 pounds](quantity 25 [lb_av]).");
    check("en", "She paid [25 pounds](money 25 GBP).");
    check(
        "en",
        "It weighs [2 kilos](quantity 2 kg) and costs [25 Lebanese pounds](money 25 LBP).",
    );
}

#[test]
fn code_before_the_sign_names_the_currency() {
    check(
        "en",
        "It costs [CAD$15](money 15 CAD) or [AUD$ 20](money 20 AUD).",
    );
    check("sv", "Omsättningen var [30 MSEK](money 30000000 SEK).");
    check(
        "sv",
        "Den kostade [20 Mkr](money 20000000 SEK) och [50 tkr](money 50000 SEK).",
    );
    check(
        "en",
        "Sales were [75 USD million](money 75000000 USD) or [MEUR 20](money 20000000 EUR).",
    );
    check("fr", "Cela coûte [20 $ CA](money 20 CAD).");
    check("en", "About [42 Lebanese pounds](money approx 42 LBP).");
}

#[test]
fn hundredths_go_with_the_currency_before_them() {
    check(
        "fr",
        "Cela coûte [treize euros et quarante-cinq cents](money 13.45 EUR).",
    );
    check("fr", "Il a [deux cents](cardinal 200 books) livres.");
    check("ro", "Costă [2 dolari și 23 de cenți](money 2.23 USD).");
    check("ru", "Цена [2 доллара и 42 цента](money 2.42 USD).");
    check("es", "Vale [25 euros con 50 céntimos](money 25.5 EUR).");
}

#[test]
fn article_before_a_currency_is_one_of_it() {
    check("nl", "Het kost [een euro](money 1 EUR) per stuk.");
    check("es", "Vale [un dólar](money 1 USD) y nada más.");
    check("en", "They live on [a dollar](money 1 USD) a day.");
    check("en", "It was a euro crisis and a dollar bill.");
    check(
        "en",
        "It cost [50 cents](money 0.5) a pound, for [half a pound](quantity 0.5 [lb_av]).",
    );
}

#[test]
fn article_inside_a_joined_word_is_one() {
    check(
        "de",
        "[Zwei Millionen einhundertfünfzigtausend](cardinal 2150000 people) Menschen.",
    );
    check("de", "[Zwei Millionen](cardinal 2000000) und ein Haus.");
}

#[test]
fn heights_are_read_whole() {
    check(
        "en",
        "He is [5 ft 2 in](quantity 5.166666666666667 [ft_i]) tall.",
    );
    check(
        "en",
        "The [6-foot-3](quantity 6.25 [ft_i]) player is [5'6\"](quantity 5.5 [ft_i]).",
    );
    check(
        "fr",
        "Il mesure [1m80](quantity 1.8 m) et [1 m 85](quantity 1.85 m).",
    );
    check("en", "The code is 24703m212, or MAUD.");
    check(
        "en",
        "It is [2 yards 1 foot 6 inches](quantity 2.5 [yd_i]).",
    );
}

#[test]
fn digits_are_grouped_as_in_india() {
    check("en", "They paid [Rs 12,34,567](money 1234567 INR).");
    check("en", "A figure of [1,23,45,678.50](cardinal 12345678.5).");
}

#[test]
fn point_before_digits_is_decimal_where_the_language_has_it() {
    check("en", "Rates rose [.5 percent](percent 0.5 up).");
    check("en", "He left. [50](cardinal 50 people) people stayed.");
}

#[test]
fn about_so_many_or_more_is_at_least_so_many() {
    check("en", "About [500](cardinal ge 500) or more people.");
    check(
        "nl",
        "Het is minder dan of gelijk aan [30](cardinal le 30).",
    );
}

#[test]
fn both_counts_two_of_what_is_known() {
    check("en", "[Both](cardinal 2 men) men left.");
    check("nl", "[Beide](cardinal 2 countries) landen tekenden.");
    check("en", "Both left and both agreed.");
    check("fi", "Ne molemmat ilmoittivat asiasta.");
}

#[test]
fn places_make_a_range() {
    check(
        "en",
        "Those between the [third and the fifth](ordinal between 3 5) floor.",
    );
}

#[test]
fn years_behind_a_person_are_an_age() {
    check(
        "nl",
        "Hij is [29 jaar](age 29 a). Hij is [29 jaar](duration P29Y) getrouwd.",
    );
    check("sv", "Hon är bara [25 år](age 25 a).");
    check("ru", "Ему [29 лет](age 29 a).");
    check("ru", "Ему грозит [5 лет](duration P5Y).");
    check(
        "de",
        "Er ist [40 Jahre](duration P40Y) im Amt, sie ist [40 Jahre](age 40 a).",
    );
    check(
        "el",
        "Είναι [29 ετών](age 29 a). Είναι [5 χρόνια](duration P5Y).",
    );
    check(
        "pl",
        "Syn miał [13 lat](age 13 a), ma [5 lat](duration P5Y) doświadczenia.",
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
        "[One hundred and three](cardinal 103 people) people and [half a million](cardinal 500000 birds) birds.",
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
        "Um [12 Uhr](time 12:00) und um [viertel vor acht](time 07:45), gegen [6 Uhr Eastern](time approx 06:00 ET).",
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
        "Am [9. November 1989](date 1989-11-09), [vor drei Tagen](date 2025-03-09), seit [2019](date ge 2019).",
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
    assert_eq!(&*mentions[0].what_key, "reports");
    assert_eq!(
        mentions[0].what.map(|span| span.of(text)),
        Some("meldingen")
    );
    assert_eq!(mentions[0].direction, Some(crate::document::Direction::Up));
    assert_eq!(&*mentions[0].per, "d");
}

#[test]
fn parts_of_names_are_no_numbers() {
    let resources = Resources::load().expect("the project's own data");
    let text =
        "De Tweede Kamer stemde voor de tweede keer tegen. De Tweede Wereldoorlog begon in 1939.";
    let document = Document {
        path: "a.txt".to_owned(),
        text: text.to_owned(),
        metadata: Metadata::default(),
        front_matter: Span::new(0, 0),
    };
    let language = Language::parse("nl");
    let annotations = crate::pipeline::annotate(&document, language, STRICTNESS, &resources);
    let numbers = annotations.numbers.iter();
    let surfaces: Vec<_> = numbers.map(|number| number.span.of(text)).collect();
    assert_eq!(surfaces, ["tweede", "1939"]);
}

#[test]
fn quantities_have_exact_bases() {
    let resources = Resources::load().expect("the project's own data");
    let mentions = find(&resources, "en", "It is 3 miles long.");
    let crate::document::NumberValue::Quantity { base, .. } = &mentions[0].value else {
        panic!("a quantity")
    };
    let expected = crate::document::Amount::Point("4828.032".parse().expect("a decimal"));
    assert_eq!(base.as_ref(), Some(&Box::new(("m".to_owned(), expected))));
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

#[test]
fn places_in_a_row_stand_behind_names() {
    check(
        "en",
        "It was Lena's [second](ordinal 2) book; she finished [second](ordinal 2).",
    );
    check(
        "en",
        "He stood in the old Ohio [12th](ordinal 12) district.",
    );
    check("hu", "Anna Berg [14.](ordinal 14) percben talált be.");
}

#[test]
fn other_words_for_two_are_no_places() {
    check("fi", "Toinen ongelma on raha.");
    check("cs", "Na druhou stranu je to dobré.");
    check("de", "Sie müssen darauf achten.");
}

#[test]
fn a_form_of_one_minute_is_the_nth() {
    check("ru", "Гол забили на [34](ordinal 34) минуте.");
    check("pl", "Gol padł w [34](ordinal 34) minucie.");
}

#[test]
fn a_place_in_a_row_has_no_limit() {
    check("it", "Resta chiuso fino alla [prima](ordinal 1) pioggia.");
}

#[test]
fn a_room_is_no_place_in_a_row() {
    check("pt", "Ela entrou no quarto. O quarto do hotel era frio.");
    check(
        "pt",
        "Ficou em [quarto](ordinal 4) lugar no [quarto](ordinal 4) dia.",
    );
}

#[test]
fn titles_of_office_are_no_places() {
    check("fr", "Le Premier ministre parle.");
    check("es", "La primera ministra habla.");
    check("pt", "A primeira-ministra fala.");
}

#[test]
fn words_for_up_to_are_also_prepositions() {
    check(
        "pl",
        "Dostarczają towar do [czterech](cardinal 4 stores) sklepów.",
    );
    check("pl", "Grozi mu do [5 lat](duration le P5Y) więzienia.");
    check(
        "de",
        "Eine Umfrage unter [20.000](cardinal 20000 students) Schülern.",
    );
}

#[test]
fn the_longer_of_two_limits_does_not_hide_the_shorter() {
    check("es", "Puede durar hasta [un año](duration le P1Y).");
}

#[test]
fn a_sign_of_seconds_may_be_with() {
    check("cs", "Vyhráli 2-2 s Bernem.");
}

#[test]
fn a_value_with_decimals_is_no_label() {
    check("pl", "Jest na poziomie [5,6](cardinal 5.6 points) punktów.");
}

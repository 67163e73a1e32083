//! Passages in another language than their article: which are found, and that names and figures in them are read by the
//! rules of their own language.

use std::sync::LazyLock;

use parallax::document::{Annotations, Document, EntityRef, Metadata};
use parallax::entities::STRICTNESS;
use parallax::language::Language;
use parallax::pipeline;
use parallax::resources::Resources;
use parallax::text::Span;

static RESOURCES: LazyLock<Resources> =
    LazyLock::new(|| Resources::load().expect("the project's own data"));

const NL: &str = "De burgemeester zei dat de gemeente dit jaar 1.234 woningen laat bouwen, en dat er op 12 maart \
                  een avond voor de bewoners is.";
const DE: &str = "Die Bürgermeisterin sagte, dass die Stadt in diesem Jahr 1.234 Wohnungen bauen lässt und dass am 12. März \
                  ein Abend für die Bewohner stattfindet.";
const EN: &str = "The mayor said that the town will have 1,234 homes built this year, and that there will be an evening \
                  for the people who live there on 12 March.";
const FR: &str = "La maire a dit que la ville fera construire 1 234 logements cette année et qu'une soirée pour les habitants \
                  aura lieu le 12 mars.";
const DA: &str = "Borgmesteren sagde, at kommunen i år lader 1.234 boliger opføre, og at der bliver en aften for beboerne \
                  den 12. marts.";
const NB: &str = "Ordføreren sa at kommunen i år får bygget 1234 boliger, og at det blir en kveld for dem som bor der, den 12. \
                  mars.";
const PL: &str = "Burmistrz powiedziała, że miasto wybuduje w tym roku 1234 mieszkania i że 12 marca odbędzie się wieczór dla \
                  mieszkańców.";
const RU: &str = "Мэр сказала, что город построит в этом году 1234 квартиры и что 12 марта для жителей пройдёт вечер.";
const UK: &str = "Мерка сказала, що місто збудує цього року 1234 квартири і що 12 березня для мешканців відбудеться вечір.";
const EL: &str = "Η δήμαρχος είπε ότι η πόλη θα χτίσει φέτος 1.234 κατοικίες και ότι στις 12 Μαρτίου θα γίνει μια βραδιά για τους \
                  κατοίκους.";
const AR: &str =
    "قالت رئيسة البلدية إن المدينة ستبني هذا العام 1234 مسكنا وإن أمسية للسكان ستقام في 12 مارس.";

fn annotate(text: &str, told: Option<&str>) -> Annotations {
    let document = Document {
        path: "one.txt".to_owned(),
        text: text.to_owned(),
        metadata: Metadata {
            language: told.and_then(Language::parse),
            ..Metadata::default()
        },
        front_matter: Span::new(0, 0),
    };
    pipeline::annotate(&document, None, STRICTNESS, &RESOURCES)
}

/// An article in the language of `own`, long enough to be told.
fn article(own: &str, passage: &str) -> String {
    format!("{own}\n\n{own}\n\n{passage}\n\n{own}\n")
}

/// The language of the article, then each passage with its language.
fn passages(text: &str) -> (String, Vec<(String, String)>) {
    let found = annotate(text, None);
    let passage = |passage: &parallax::document::Passage| {
        let code = passage.language.code().to_owned();
        (code, passage.span.of(text).to_owned())
    };
    let code = found.language.language.code().to_owned();
    (code, found.passages.iter().map(passage).collect())
}

/// Values of the numbers in `text` from byte `from` on, as they are debugged.
fn numbers(text: &str, from: usize) -> Vec<String> {
    let found = annotate(text, None);
    let behind = found
        .numbers
        .iter()
        .filter(|number| number.span.start() >= from);
    behind.map(|number| format!("{:?}", number.value)).collect()
}

#[test]
fn a_paragraph_in_another_language_is_found() {
    let all = [
        ("nl", NL),
        ("de", DE),
        ("en", EN),
        ("fr", FR),
        ("da", DA),
        ("nb", NB),
        ("pl", PL),
        ("ru", RU),
        ("uk", UK),
        ("el", EL),
        ("ar", AR),
    ];
    for (own_code, own) in all {
        for (code, other) in all.into_iter().filter(|&(code, _)| code != own_code) {
            let (article, found) = passages(&article(own, other));
            assert_eq!(article, own_code);
            assert_eq!(
                found,
                [(code.to_owned(), other.to_owned())],
                "in {own_code}"
            );
        }
        assert_eq!(passages(&article(own, own)), (own_code.to_owned(), vec![]));
    }
}

#[test]
fn figures_are_read_by_the_rules_of_their_passage() {
    let text = article(EN, NL);
    let from = text.find(NL).expect("it is there");
    let found = numbers(&text[..from + NL.len()], from).join("\n");
    assert!(found.contains("Cardinal(Point(1234))"), "{found}");
    assert!(found.contains("XXXX-03-12"), "{found}");

    let text = article(NL, EN);
    let from = text.find(EN).expect("it is there");
    let found = numbers(&text[..from + EN.len()], from).join("\n");
    assert!(found.contains("Cardinal(Point(1234))"), "{found}");
    assert!(found.contains("XXXX-03-12"), "{found}");
}

#[test]
fn a_quotation_inside_a_sentence_is_in_its_own_language() {
    let quotation =
        "de gemeente heeft dit jaar al 2.345 woningen laten bouwen en dat zijn er veel te weinig";
    let text = format!(
        "{EN}\n\n{EN}\n\n“{quotation},” said Angela Merkel on Monday, who counted 1,500 more.\n"
    );
    let (language, found) = passages(&text);
    assert_eq!(language, "en");
    let [(code, surface)] = found.as_slice() else {
        panic!("{found:?}")
    };
    assert_eq!(
        (code.as_str(), surface.trim_end_matches(',')),
        ("nl", quotation)
    );
    let from = text.find('“').expect("it is there");
    let found = numbers(&text, from).join("\n");
    assert!(found.contains("Cardinal(Point(2345))"), "{found}");
    assert!(found.contains("Cardinal(Point(1500))"), "{found}");

    let found = annotate(&text, None);
    let quote = found.quotes.iter().find(|quote| quote.span.start() > from);
    let quote = quote.expect("the quotation is found");
    assert_eq!(quote.span.of(&text), quotation);
    assert_eq!(found.language_at(quote.span.start()).code(), "nl");
    let speaker = quote.speaker.expect("the sentence around it tells");
    assert_eq!(speaker.span.of(&text), "Angela Merkel");
}

#[test]
fn names_in_a_passage_are_those_of_its_language() {
    let de = "Der Sprecher sagte, dass die Vereinigten Staaten und das Vereinigte Königreich dem Vertrag nun doch zustimmen wollen.";
    let text = article(EN, de);
    let found = annotate(&text, None);
    let named: Vec<_> = found
        .mentions
        .iter()
        .filter(|mention| found.language_at(mention.span.start()).code() == "de")
        .filter(|mention| matches!(mention.entity, EntityRef::Listed(_)))
        .map(|mention| mention.span.of(&text))
        .collect();
    assert_eq!(named, ["Vereinigten Staaten", "Vereinigte Königreich"]);
}

#[test]
fn what_is_too_short_stays_with_the_article() {
    for short in [
        "Dat is niet waar.",
        "“Wir schaffen das,” she said.",
        "Ja, natuurlijk!",
    ] {
        assert_eq!(
            passages(&article(EN, short)),
            ("en".to_owned(), vec![]),
            "{short}"
        );
    }
    assert_eq!(
        passages(&article(NL, "Make it so.")),
        ("nl".to_owned(), vec![])
    );
}

#[test]
fn names_and_loanwords_make_no_passage() {
    let names = "Line-up: Ter Stegen, Van Dijk, De Ligt, Rüdiger, Kimmich, De Jong, Gündogan, Müller, Depay, Havertz, Van de Beek.";
    let loans = "Das Team hat im Meeting das Feedback der User zum Update der App diskutiert und ein neues Feature gelauncht.";
    let places = "Zu sehen waren Bilder aus Les Baux-de-Provence, La Rochelle, Saint-Jean-de-Luz und Le Mont-Saint-Michel.";
    assert_eq!(passages(&article(EN, names)), ("en".to_owned(), vec![]));
    assert_eq!(passages(&article(DE, loans)), ("de".to_owned(), vec![]));
    assert_eq!(passages(&article(DE, places)), ("de".to_owned(), vec![]));
}

#[test]
fn words_in_other_letters_make_no_passage() {
    let mixed =
        "The word гласность stood on the wall, and below it перестройка in smaller letters.";
    assert_eq!(passages(&article(EN, mixed)), ("en".to_owned(), vec![]));
    let latin = "В отчёте названы Google Cloud, Microsoft Azure и Amazon Web Services, а также компания Oracle.";
    assert_eq!(passages(&article(RU, latin)), ("ru".to_owned(), vec![]));
}

#[test]
fn a_told_language_holds_for_the_most_of_an_article() {
    let text = format!("{NL}\n\n{NL}\n");
    let found = annotate(&text, Some("en"));
    assert_eq!(
        (found.language.language.code(), found.passages.len()),
        ("en", 0)
    );
    let found = annotate(&article(EN, NL), Some("en"));
    assert_eq!(found.passages.len(), 1);
}

#[test]
fn tokens_and_sentences_stay_in_order() {
    let quoted = format!("“{DE}” said the mayor, and “{FR}”.");
    let text = format!(
        "{EN}\n\n{NL}\n\n{quoted}\n\n{EN}\n\nHij zei: “{EN}” Dat was alles wat hij er die avond nog over kwijt wilde.\n"
    );
    let found = annotate(&text, None);
    let languages: Vec<_> = found
        .passages
        .iter()
        .map(|it| it.language.code().to_owned())
        .collect();
    assert_eq!(languages[..3], ["nl", "de", "fr"]);
    let ordered = found
        .tokens
        .windows(2)
        .all(|pair| pair[0].span.end() <= pair[1].span.start());
    assert!(ordered);
    let mut next = 0;
    for sentence in &found.sentences {
        assert_eq!(sentence.tokens.start, next);
        let of_token = |token: &parallax::document::Token| found.language_at(token.span.start());
        let tokens = &found.tokens[sentence.tokens.clone()];
        assert!(
            tokens
                .iter()
                .all(|token| of_token(token) == of_token(&tokens[0]))
        );
        next = sentence.tokens.end;
    }
    assert_eq!(next, found.tokens.len());
    for mention in &found.mentions {
        assert!(
            found
                .sentences
                .iter()
                .any(|sentence| sentence.span.contains(mention.span))
        );
    }
}

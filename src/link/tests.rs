//! Small corpora of invented news: which articles are one story, which a copy, and which figures stand side by side.

use std::sync::LazyLock;

use super::*;
use crate::document::{
    Agreement, Confidence, Document, EntityType, Evidence, Mention, Metadata, PartialDate,
    article_id,
};
use crate::entities::STRICTNESS;
use crate::pipeline;
use crate::resources::Resources;
use crate::resources::user_lists::ListFile;
use crate::text::Span;

static RESOURCES: LazyLock<Resources> =
    LazyLock::new(|| Resources::load().expect("the project's own data"));

const FIRE_EN: &str = "A fire destroyed the factory of Siemens in Rotterdam on Tuesday. Mayor Jolanda Okkers said 214 employees \
    were brought to safety. The fire brigade of Rotterdam fought the flames with 37 vehicles until the evening.";
const FIRE_NL: &str = "Een brand heeft dinsdag de fabriek van Siemens in Rotterdam verwoest. Burgemeester Jolanda Okkers zei dat 214 \
    medewerkers in veiligheid zijn gebracht. De brandweer van Rotterdam bestreed de vlammen met 37 voertuigen.";
const FIRE_DE: &str = "Ein Brand hat am Dienstag die Fabrik von Siemens in Rotterdam zerstört. Bürgermeisterin Jolanda Okkers sagte, 214 \
    Beschäftigte seien in Sicherheit gebracht worden. Die Feuerwehr von Rotterdam bekämpfte die Flammen mit 37 Fahrzeugen.";
const FIRE_RU: &str = "Во вторник пожар уничтожил завод Siemens в Роттердаме. Мэр Йоланда Оккерс сообщила, что 214 сотрудников \
    находятся в безопасности. Пожарные Роттердама боролись с огнём, им помогали 37 машин. По словам Йоланды Оккерс, погибших нет.";
const VOTE_EN: &str = "The parliament of Norway voted on Tuesday for a tax on salmon. Minister Tove Brekkan spoke of a fair share for \
    everyone. Fishermen in Bergen want to go to court against the tax of 25 percent.";
const VOTE_DE: &str = "Das Parlament von Norwegen hat am Dienstag für eine Steuer auf Lachs gestimmt. Ministerin Tove Brekkan sprach von \
    einem gerechten Anteil. Fischer in Bergen wollen gegen die Steuer von 25 Prozent klagen.";

fn article(path: &str, text: &str, date: &str) -> Article {
    let document = Document {
        path: path.to_owned(),
        text: text.to_owned(),
        metadata: Metadata {
            published: PartialDate::parse(date),
            ..Metadata::default()
        },
        front_matter: Span::new(0, 0),
    };
    Article {
        id: article_id(path),
        annotations: pipeline::annotate(&document, None, STRICTNESS, &RESOURCES),
        document,
    }
}

/// Links articles of path, text and date.
fn linked(articles: &[(&str, &str, &str)]) -> Corpus {
    let articles = articles.iter();
    let articles = articles.map(|(path, text, date)| article(path, text, date));
    link(in_order(articles), &RESOURCES.gazetteer)
}

fn in_order(articles: impl Iterator<Item = Article>) -> Vec<Article> {
    let mut articles: Vec<_> = articles.collect();
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    articles
}

/// The paths of each story, in order.
fn stories_of(corpus: &Corpus) -> Vec<String> {
    let path = |&idx: &usize| corpus.articles[idx].document.path.as_str();
    let stories = corpus.stories.iter();
    let mut stories: Vec<_> = stories
        .map(|story| {
            story
                .articles
                .iter()
                .map(path)
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    stories.sort();
    stories
}

/// How each figure agrees and its surfaces, in order.
fn figures_of(corpus: &Corpus) -> Vec<(Agreement, String)> {
    let surface = |place: &crate::document::Place| {
        let article = &corpus.articles[place.article_idx];
        let number = &article.annotations.numbers[place.item_idx];
        number.span.of(&article.document.text)
    };
    let mut figures: Vec<_> = corpus
        .comparisons
        .iter()
        .map(|figure| {
            let surfaces: Vec<_> = figure.readings.iter().map(surface).collect();
            (figure.agreement, surfaces.join(" | "))
        })
        .collect();
    figures.sort();
    figures
}

#[test]
fn articles_on_one_event_are_a_story_in_any_language() {
    let corpus = linked(&[
        ("fire.en", FIRE_EN, "2025-03-11"),
        ("fire.nl", FIRE_NL, "2025-03-11"),
        ("vote.de", VOTE_DE, "2025-03-12"),
        ("vote.en", VOTE_EN, "2025-03-12"),
    ]);
    assert_eq!(stories_of(&corpus), ["fire.en fire.nl", "vote.de vote.en"]);
    assert_eq!(corpus.originals, [None; 4]);
}

/// The persons on no list with the languages of the articles that name them.
fn unlisted_persons(corpus: &Corpus) -> Vec<String> {
    let is_unlisted =
        |cluster: &&Cluster| cluster.listed.is_none() && cluster.entity_type == EntityType::Person;
    let person = |cluster: &Cluster| {
        let language = |member: &Member| {
            let article = &corpus.articles[member.place.article_idx];
            article.annotations.language.language.code().to_owned()
        };
        let languages: BTreeSet<_> = cluster.members.iter().map(language).collect();
        format!("{} {}", cluster.id, Vec::from_iter(languages).join(" "))
    };
    corpus
        .clusters
        .iter()
        .filter(is_unlisted)
        .map(person)
        .collect()
}

#[test]
fn spellings_of_a_name_in_a_story_are_one_person() {
    let corpus = linked(&[
        ("fire.en", FIRE_EN, "2025-03-11"),
        ("fire.nl", FIRE_NL, "2025-03-11"),
        ("fire.ru", FIRE_RU, "2025-03-11"),
    ]);
    assert_eq!(stories_of(&corpus), ["fire.en fire.nl fire.ru"]);
    assert_eq!(unlisted_persons(&corpus), ["per:jolanda-okkers en nl ru"]);
}

#[test]
fn names_alike_in_one_article_are_two_persons() {
    let both = format!("{FIRE_EN} Her deputy Jolande Ockers did not say anything.");
    let corpus = linked(&[
        ("fire.en", both.as_str(), "2025-03-11"),
        ("fire.nl", FIRE_NL, "2025-03-11"),
    ]);
    assert_eq!(
        unlisted_persons(&corpus),
        ["per:jolanda-okkers en nl", "per:yolande-ockers en"]
    );
}

#[test]
fn spellings_in_other_stories_stay_apart() {
    let later = FIRE_RU.replace("214", "300").replace("37", "12");
    let corpus = linked(&[
        ("fire.en", FIRE_EN, "2025-03-11"),
        ("fire.ru", later.as_str(), "2027-01-11"),
    ]);
    assert_eq!(
        unlisted_persons(&corpus).len(),
        2,
        "{:?}",
        unlisted_persons(&corpus)
    );
}

const FIRES: [(&str, &str); 3] = [
    ("fire.en", FIRE_EN),
    ("fire.de", FIRE_DE),
    ("fire.nl", FIRE_NL),
];

/// The articles of one story, with the mayor in doubt in the Dutch one.
fn with_doubt(paths: &[(&str, &str)], confidence: u8) -> Vec<Article> {
    let articles = paths.iter();
    let mut articles = in_order(articles.map(|(path, text)| article(path, text, "2025-03-11")));
    for Article {
        document,
        annotations,
        ..
    } in &mut articles
    {
        assert_eq!(annotations.doubtful, [], "{}", document.text);
        if document.path != "fire.nl" {
            continue;
        }
        let is_mayor = |one: &Mention| one.span.of(&document.text) == "Jolanda Okkers";
        let idx = annotations.mentions.iter().position(is_mayor);
        let mut mayor = annotations.mentions.remove(idx.expect("she is found"));
        mayor.confidence = Confidence::new(confidence);
        mayor.entity_type = EntityType::Location;
        annotations.doubtful.push(mayor);
        for quote in &mut annotations.quotes {
            let speaker = quote.speaker.as_mut().expect("the mayor speaks");
            speaker.mention_idx = None;
        }
        annotations.scopes.clear();
    }
    articles
}

/// The names that other articles bear out, with their entities.
fn borne_out(corpus: &Corpus) -> Vec<(String, String)> {
    let cluster_of = cluster_of_mentions(&corpus.articles, &corpus.clusters);
    let mut found = Vec::new();
    for (article, clusters) in corpus.articles.iter().zip(cluster_of.iter()) {
        for (mention, cluster) in article.annotations.mentions.iter().zip(clusters) {
            if mention.evidence == Evidence::Corpus {
                let surface = mention.span.of(&article.document.text);
                found.push((surface.to_owned(), corpus.clusters[*cluster].id.clone()));
            }
        }
    }
    found
}

#[test]
fn a_name_in_doubt_is_borne_out_by_two_other_articles() {
    let mayor = ("Jolanda Okkers".to_owned(), "per:jolanda-okkers".to_owned());
    let corpus = link(with_doubt(&FIRES, 40), &RESOURCES.gazetteer);
    assert_eq!(borne_out(&corpus), [mayor]);
    let dutch = corpus
        .articles
        .iter()
        .find(|article| article.document.path == "fire.nl");
    let annotations = &dutch.expect("is there").annotations;
    let speaker = annotations.quotes[0]
        .speaker
        .expect("what she says has a speaker");
    let speaker = &annotations.mentions[speaker.mention_idx.expect("who is named")];
    assert_eq!(speaker.evidence, Evidence::Corpus);
    let spans = annotations.mentions.iter().map(|mention| mention.span);
    assert!(spans.is_sorted());

    let too_little = link(with_doubt(&FIRES, 19), &RESOURCES.gazetteer);
    assert_eq!(borne_out(&too_little), []);
    let alone = link(with_doubt(&FIRES[1..], 40), &RESOURCES.gazetteer);
    assert_eq!(borne_out(&alone), []);
}

#[test]
fn a_name_that_is_denied_is_not_borne_out() {
    let articles = with_doubt(&FIRES, 40);
    let dutch = articles.iter().find(|one| one.document.path == "fire.nl");
    let dutch = dutch.expect("is there");
    let id = ids::of_span('m', &dutch.id, dutch.annotations.doubtful[0].span);
    let rows = ListFile {
        path: "decisions.csv".to_owned(),
        text: format!("action,subject,object\ndeny,{id},\n"),
        hash: String::new(),
    };
    let (decisions, problems) = Decisions::of(&rows, &RESOURCES.gazetteer, &|_| true);
    assert_eq!(problems, []);
    let (corpus, decidable) = link_decided(articles, &RESOURCES.gazetteer, &decisions);
    assert_eq!(borne_out(&corpus), []);
    assert_eq!(decisions.dead(&decidable, &RESOURCES.gazetteer), []);
}

#[test]
fn articles_far_apart_in_time_are_not_one_story() {
    let corpus = linked(&[
        ("a.en", FIRE_EN, "2025-03-11"),
        ("b.nl", FIRE_NL, "2026-09-01"),
    ]);
    assert_eq!(stories_of(&corpus), ["a.en", "b.nl"]);
}

#[test]
fn other_articles_leave_the_id_of_a_story_as_it_is() {
    let fire = [
        ("fire.en", FIRE_EN, "2025-03-11"),
        ("fire.nl", FIRE_NL, "2025-03-12"),
    ];
    let vote = [("a-vote.en", VOTE_EN, "2025-03-10")];
    let id = |corpus: &Corpus| {
        let story = corpus.stories.iter();
        let mut ids = story.filter(|story| story.articles.len() == 2);
        ids.next().map(|story| story.id.clone())
    };
    let (alone, together) = (linked(&fire), linked(&[&vote[..], &fire].concat()));
    assert!(id(&alone).is_some());
    assert_eq!(id(&alone), id(&together));
}

#[test]
fn the_earliest_of_equal_texts_is_the_original() {
    let more = format!("{FIRE_EN} This newspaper will report further.");
    let corpus = linked(&[
        ("a.en", &more, "2025-03-12"),
        ("b.en", FIRE_EN, "2025-03-11"),
        ("c.nl", FIRE_NL, "2025-03-11"),
        ("d.en", VOTE_EN, "2025-03-11"),
    ]);
    assert_eq!(corpus.originals, [Some(1), None, None, None]);
}

#[test]
fn an_excerpt_is_no_original_of_the_whole() {
    let whole = format!("{FIRE_EN} {VOTE_EN}");
    let corpus = linked(&[("a.en", FIRE_EN, ""), ("b.en", &whole, "")]);
    assert_eq!(corpus.originals, [Some(1), None]);
}

#[test]
fn a_copy_does_not_make_a_figure() {
    let corpus = linked(&[
        ("a.en", FIRE_EN, "2025-03-11"),
        ("b.en", FIRE_EN, "2025-03-11"),
    ]);
    assert_eq!(stories_of(&corpus), ["a.en b.en"]);
    assert!(corpus.comparisons.is_empty());
}

#[test]
fn equal_values_are_the_same_figure() {
    let corpus = linked(&[
        ("fire.en", FIRE_EN, "2025-03-11"),
        ("fire.nl", FIRE_NL, "2025-03-11"),
    ]);
    let expected = [
        (Agreement::Same, "214 | 214".to_owned()),
        (Agreement::Same, "37 | 37".to_owned()),
    ];
    assert_eq!(figures_of(&corpus), expected);
}

/// Checks how two articles on the fire agree that end with these sentences.
fn check(english: &str, dutch: &str, expected: &[(Agreement, &str)]) {
    let (english, dutch) = (format!("{FIRE_EN} {english}"), format!("{FIRE_NL} {dutch}"));
    let corpus = linked(&[("en", &english, "2025-03-11"), ("nl", &dutch, "2025-03-12")]);
    let found = figures_of(&corpus).into_iter();
    let found: Vec<_> = found
        .filter(|(_, surfaces)| !surfaces.starts_with("214") && !surfaces.starts_with("37 "))
        .collect();
    let expected = expected.iter();
    let expected: Vec<_> = expected
        .map(|(agreement, surfaces)| (*agreement, (*surfaces).to_owned()))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn what_befell_people_is_what_is_compared() {
    check(
        "The smoke injured 19 people, and 45 people were arrested.",
        "Er raakten 22 mensen gewond, en 45 mensen werden aangehouden.",
        &[(Agreement::Same, "45 | 45"), (Agreement::Update, "19 | 22")],
    );
    check(
        "Some 19 people were injured.",
        "Er werden 22 mensen gered.",
        &[],
    );
    // *People* may be any of them.
    check(
        "The city has heard from 61 people.",
        "Daarbij kwamen 61 mensen om het leven.",
        &[(Agreement::Same, "61 | 61")],
    );
}

#[test]
fn a_round_figure_agrees_with_an_exact_one() {
    check(
        "About 8,000 residents had no power.",
        "Er zaten 8200 bewoners zonder stroom.",
        &[(Agreement::Rounding, "8,000 | 8200")],
    );
    check(
        "Tens of thousands of residents had no power.",
        "Er zaten 37.000 bewoners zonder stroom.",
        &[(Agreement::Rounding, "Tens of thousands | 37.000")],
    );
}

#[test]
fn as_many_units_that_are_nearly_the_same_agree() {
    check(
        "The 7,000-ton Siemens ship sank.",
        "Het schip van 7000 ton van Siemens zonk.",
        &[(Agreement::Rounding, "7,000-ton | 7000 ton")],
    );
}

#[test]
fn a_later_value_is_an_update() {
    check(
        "At least 12 people were injured.",
        "Er raakten 17 mensen gewond.",
        &[(Agreement::Update, "12 | 17")],
    );
}

#[test]
fn a_day_tells_which_of_two_values_is_meant() {
    let english = "On Monday 31 people were injured. On Tuesday 38 people were injured.";
    check(
        english,
        "Dinsdag raakten 40 mensen gewond.",
        &[(Agreement::Update, "38 | 40")],
    );
    check(english, "Er raakten 40 mensen gewond.", &[]);
}

#[test]
fn the_one_sum_of_something_may_differ() {
    check(
        "Siemens had to pay $500 million.",
        "Siemens moest 600 miljoen dollar betalen.",
        &[(Agreement::Update, "$500 million | 600 miljoen dollar")],
    );
    // Which of the two is meant cannot be told.
    check(
        "Siemens had to pay $500 million. Siemens offered $550 million.",
        "Siemens moest 600 miljoen dollar betalen.",
        &[],
    );
    check(
        "Siemens had to pay $500 million.",
        "Philips moest 600 miljoen dollar betalen.",
        &[],
    );
}

#[test]
fn values_of_different_places_are_not_compared() {
    check(
        "In France 3,000 customers complained.",
        "In Duitsland klaagden 4000 klanten.",
        &[],
    );
}

#[test]
fn values_of_different_times_are_not_compared() {
    check(
        "At 9:30 am there were 3,000 reports.",
        "Om 15:00 uur waren er 4000 meldingen.",
        &[],
    );
}

#[test]
fn small_counts_of_common_things_are_no_figures() {
    check("Two cars burnt out.", "Er brandden twee auto's uit.", &[]);
}

#[test]
fn one_day_is_one_day_however_it_is_told() {
    let dutch = FIRE_NL.replace("dinsdag", "op 11 maart 2025");
    let corpus = linked(&[
        ("fire.en", FIRE_EN, "2025-03-12"),
        ("fire.nl", &dutch, "2025-03-13"),
    ]);
    let labels: Vec<_> = corpus
        .days
        .iter()
        .map(|day| (day.label.as_str(), day.members.len()))
        .collect();
    assert_eq!(labels, [("2025-03-11", 2)]);
}

#[test]
fn a_day_that_bounds_a_stretch_is_not_that_day_told() {
    let dutch = FIRE_NL.replace("dinsdag", "sinds 11 maart 2025");
    let corpus = linked(&[
        ("fire.en", FIRE_EN, "2025-03-12"),
        ("fire.nl", &dutch, "2025-03-13"),
    ]);
    assert_eq!(corpus.days, []);
}

/// Checks the surface of the entity that the first measure of a text is about.
fn check_about(code: &str, text: &str, expected: &str) {
    let document = article("a", text, "2025-03-11").document;
    let language = crate::language::Language::parse(code);
    let annotations = pipeline::annotate(&document, language, STRICTNESS, &RESOURCES);
    let mut scopes = annotations.scopes.iter().zip(&annotations.numbers);
    let first = scopes.find(|(_, number)| !number.what_key.is_empty());
    let about = first.and_then(|(scope, _)| scope.about);
    let surface = about.map_or("", |at| annotations.mentions[at].span.of(text));
    assert_eq!(surface, expected, "{text}");
}

#[test]
fn a_figure_is_about_the_one_entity_of_its_clause() {
    check_about("en", "In Germany there were 8,000 complaints.", "Germany");
    check_about(
        "nl",
        "Volgens Siemens raakten in Rotterdam 300 mensen gewond.",
        "Rotterdam",
    );
    check_about("de", "Laut Siemens gab es 8.000 Beschwerden.", "");
    check_about(
        "en",
        "Thousands of users in France and in Spain complained.",
        "",
    );
    check_about("en", "There were 300 injured, and Spain sent help.", "");
}

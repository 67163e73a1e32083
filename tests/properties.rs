//! What is true of any text.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use parallax::cache::CacheUse;
use parallax::document::{
    Annotations, Article, Confidence, Corpus, Document, Metadata, Section, Sentence, Token,
    article_id,
};
use parallax::entities;
use parallax::entities::STRICTNESS;
use parallax::language::{Language, LanguageProfile};
use parallax::link;
use parallax::pipeline::{self, BuildOptions};
use parallax::read;
use parallax::resources::Resources;
use parallax::resources::decisions::Decisions;
use parallax::resources::gazetteer::{Name, NameKind, key_tokens};
use parallax::resources::user_lists::ListFile;
use parallax::sections::sections;
use parallax::stem::{Stemmer, word_forms};
use parallax::tables::CsvStyle;
use parallax::tables::formats::Formats;
use parallax::text::Span;
use parallax::tokenize;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use proptest::test_runner::TestCaseResult;
use serde_json::json;

static RESOURCES: LazyLock<Resources> =
    LazyLock::new(|| Resources::load().expect("the project's own data"));

/// Pieces of articles in several languages and of their pages.
const WORDS: &[&str] = &[
    "Elon Musk",
    "Musk’s",
    "X",
    "Twitter",
    "de VS",
    "U.S.",
    "USA",
    "Oekraïne",
    "ukrainischen",
    "Den Haag",
    "the",
    "Dr.",
    "Mr.",
    "woordvoerder",
    "sagte",
    "said",
    "Ministerie van",
    "GmbH",
    "'s ochtends",
    "’s-Hertogenbosch",
    "van der",
    "AT&T",
    "IP-Adressen",
    "Social-Media-Plattform X",
    "Reuters",
    "San Francisco/London –",
    "https://x.com/a?b=1",
    "a.b@c.com",
    "@handle",
    "(Foto:",
    "Lees ook:",
    "© 2025",
    "Von Anna Schmidt",
    "date 2025-03",
    "---",
    "# Kop",
    "8.000 Meldungen",
    "$44 billion",
    "12,5 %",
    "24-26",
    "14:30 uur",
    "17.12.2025",
    "2025Seit",
    "Київ",
    "北京",
    "العربية",
    "Ελλάδα",
    "हिन्दी",
    "ﬁ",
    "e\u{301}",
    "İstanbul",
    "ẞ",
    "👉🏽",
    "❗\u{fe0f}",
    "\u{200d}",
    "\u{ad}",
    "\u{feff}",
];

/// What stands between pieces.
const GAPS: &[&str] = &[
    "", " ", " ", " ", "\n", "\n\n", "\r\n", "\t", "\u{a0}", ". ", ", ", ": ", " – ", "-", "’",
    "'", ".", "\"",
];

/// A text of real words, digits and any characters.
fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => select(WORDS).prop_map(str::to_owned),
        1 => "[0-9]{1,4}([.,:/–-][0-9]{1,3}){0,2}",
        1 => "\\PC{0,6}",
        1 => any::<String>().prop_map(|text| text.chars().take(5).collect()),
        1 => "[A-ZÄÖÉ][a-zäöüéß]{1,7}",
    ];
    let pieces = proptest::collection::vec((piece, select(GAPS)), 0..40);
    pieces.prop_map(|pieces| {
        pieces
            .iter()
            .flat_map(|(piece, gap)| [piece.as_str(), gap])
            .collect()
    })
}

fn document(path: &str, text: &str) -> Document {
    let (text, metadata) = (text.to_owned(), Metadata::default());
    Document {
        path: path.to_owned(),
        text,
        metadata,
        front_matter: Span::new(0, 0),
    }
}

fn check_tokens(text: &str, profile: &LanguageProfile) -> TestCaseResult {
    let tokens = tokenize::tokens(text, profile);
    let mut end = 0;
    for token in &tokens {
        let (start, next) = (token.span.start(), token.span.end());
        prop_assert!(
            end <= start && start < next,
            "sorted, not empty, without overlap: {token:?} after {end}"
        );
        prop_assert!(
            text.is_char_boundary(start) && text.is_char_boundary(next),
            "{token:?}"
        );
        let surface = token.span.of(text);
        prop_assert_eq!(surface.trim(), surface);
        let gap = &text[end..start];
        prop_assert!(
            gap.chars().all(is_blank),
            "nothing is lost between tokens: `{}`",
            gap.escape_debug()
        );
        end = next;
    }
    let gap = &text[end..];
    prop_assert!(
        gap.chars().all(is_blank),
        "nothing is lost after the last token: `{}`",
        gap.escape_debug()
    );
    check_sentences(text, &tokens, profile)
}

fn is_blank(c: char) -> bool {
    c.is_whitespace()
}

fn check_sentences(text: &str, tokens: &[Token], profile: &LanguageProfile) -> TestCaseResult {
    let mut next = 0;
    for Sentence {
        span,
        tokens: range,
    } in tokenize::sentences(text, tokens, profile)
    {
        prop_assert!(
            range.start == next && range.start < range.end,
            "{range:?} after {next}"
        );
        prop_assert_eq!(
            span,
            tokens[range.start].span.to(tokens[range.end - 1].span)
        );
        next = range.end;
    }
    prop_assert_eq!(next, tokens.len());
    Ok(())
}

fn check_sections(text: &str) -> TestCaseResult {
    let mut end = 0;
    for Section { span, .. } in sections(&document("a.txt", text), &RESOURCES.furniture) {
        prop_assert!(
            span.start() == end && !span.is_empty(),
            "{span:?} after {end}"
        );
        prop_assert!(text.is_char_boundary(span.end()), "{span:?}");
        end = span.end();
    }
    prop_assert_eq!(end, text.len());
    Ok(())
}

/// That `spans` lie in the text and each in one sentence, in order and without overlap.
fn check_spans(text: &str, spans: &[Span], sentences: &[Sentence]) -> TestCaseResult {
    let mut end = 0;
    for span in spans {
        prop_assert!(
            end <= span.start() && !span.is_empty(),
            "{span:?} after {end}"
        );
        prop_assert!(text.get(span.range()).is_some(), "{span:?}");
        prop_assert!(
            sentences
                .iter()
                .any(|sentence| sentence.span.contains(*span)),
            "{span:?} in one sentence"
        );
        end = span.end();
    }
    Ok(())
}

fn check_annotations(text: &str, annotations: &Annotations) -> TestCaseResult {
    let Annotations {
        mentions,
        numbers,
        quotes,
        sentences,
        ..
    } = annotations;
    let mut end = 0;
    for quote in quotes {
        prop_assert!(end <= quote.span.start(), "quotations do not overlap");
        prop_assert!(text.get(quote.span.range()).is_some(), "{quote:?}");
        end = quote.span.end();
    }
    check_spans(
        text,
        &mentions
            .iter()
            .map(|mention| mention.span)
            .collect::<Vec<_>>(),
        sentences,
    )?;
    check_spans(
        text,
        &numbers.iter().map(|number| number.span).collect::<Vec<_>>(),
        sentences,
    )
}

fn check_clusters(articles: Vec<Article>) -> TestCaseResult {
    check_corpus(&link::link(articles, &RESOURCES.gazetteer))
}

fn check_corpus(corpus: &Corpus) -> TestCaseResult {
    let mut n_seen: Vec<Vec<usize>> = corpus
        .articles
        .iter()
        .map(|article| vec![0; article.annotations.mentions.len()])
        .collect();
    for member in corpus.clusters.iter().flat_map(|cluster| &cluster.members) {
        n_seen[member.place.article_idx][member.place.item_idx] += 1;
    }
    prop_assert!(
        n_seen.iter().flatten().all(|&n| n == 1),
        "each mention is in one cluster: {n_seen:?}"
    );
    prop_assert!(corpus.clusters.is_sorted_by(|a, b| a.id < b.id));
    prop_assert!(
        corpus
            .clusters
            .iter()
            .all(|cluster| cluster.members.is_sorted_by_key(|member| member.place))
    );
    Ok(())
}

/// The tables that a corpus of these files gives, by name, without `run.json`, which tells the time.
fn tables(files: &[(&str, String)], jobs: usize) -> BTreeMap<String, String> {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (corpus, output) = (folder.path().join("corpus"), folder.path().join("output"));
    fs::create_dir(&corpus).expect("the folder is empty");
    for (name, content) in files {
        fs::write(corpus.join(name), content).expect("the folder is writable");
    }
    let options = BuildOptions {
        corpus: &corpus,
        output: &output,
        jobs: Some(jobs),
        gazetteers: None,
        decisions: None,
        language: None,
        strictness: STRICTNESS,
        csv: CsvStyle::default(),
        cache: CacheUse::Unused,
        report: true,
        formats: Formats::default(),
    };
    pipeline::build(&options, &()).expect("there are articles");
    read_tables(&output)
}

fn read_tables(folder: &Path) -> BTreeMap<String, String> {
    let entries = fs::read_dir(folder)
        .expect("it was made")
        .map(|entry| entry.expect("it can be read"));
    let name = |entry: &fs::DirEntry| entry.file_name().into_string().expect("names are ASCII");
    let content =
        |entry: &fs::DirEntry| fs::read_to_string(entry.path()).expect("tables are UTF-8");
    entries
        .map(|entry| (name(&entry), content(&entry)))
        .filter(|(name, _)| name != "run.json")
        .collect()
}

/// A JSON Lines file with an article for each text, in the order of `order`.
fn json_lines(texts: &[String], order: impl Iterator<Item = usize>) -> String {
    order
        .map(|idx| json!({ "id": format!("n{idx}"), "text": texts[idx] }).to_string() + "\n")
        .collect()
}

/// Words that are no names, in no language, and no part of one.
const FILLERS: &[&str] = &[
    "zzyt",
    "qwvv mmpf",
    "vvrk xxol zzyt",
    "kkrt, wwmb",
    "ppzz (qqrl)",
];

/// The names that are found wherever they are written just so, in a text in `language`.
///
/// Left out is what the rules of `entities::listed` leave to evidence: small towns in one word, function words, words of the
/// calendar, acronyms of what is no name, names that are guarded in the language in particular, names that begin with a mark, and, where nouns have capitals, an article with one noun.
fn certain_names(profile: &LanguageProfile) -> Vec<Name<'static>> {
    let is_guarded_here =
        |name: &Name| name.language == Some(profile.language) && name.is_guarded_everywhere();
    let names = RESOURCES.gazetteer.names();
    let guarded_here: BTreeSet<_> = names
        .filter(is_guarded_here)
        .map(|name| (name.entity, key_tokens(name.surface)))
        .collect();
    let is_certain = |name: &Name| {
        let keys = key_tokens(name.surface);
        let is_calendar_word = profile.calendar.contains_key(&name.surface.to_lowercase());
        let begins_as_word = name.surface.starts_with(char::is_alphanumeric);
        if is_calendar_word
            || !begins_as_word
            || guarded_here.contains(&(name.entity, keys.clone()))
        {
            return false;
        }
        let entity = RESOURCES.gazetteer.entity(name.entity);
        let is_own = name
            .language
            .is_none_or(|language| language == profile.language);
        let is_small =
            entity.subtype == "city" && entity.prior < 110 && name.kind != NameKind::Demonym;
        let is_doubtful = keys.len() == 1 && is_small;
        let is_function_word = profile
            .function_words
            .contains(&name.surface.to_lowercase());
        let is_article_and_noun =
            profile.nouns_capitalized && keys.len() == 2 && profile.articles.contains(&keys[0]);
        let ends = |c: char| matches!(c, ':' | '-' | '\'' | '’');
        let bare = name.surface.split(ends).next().unwrap_or_default();
        let is_common_acronym = name.language.is_none() && profile.common_acronyms.contains(bare);
        is_own
            && !is_common_acronym
            && !name.is_guarded_in(profile.language)
            && !is_doubtful
            && !is_function_word
            && !is_article_and_noun
    };
    RESOURCES.gazetteer.names().filter(is_certain).collect()
}

static CERTAIN_NAMES: LazyLock<Vec<(&LanguageProfile, Vec<Name<'static>>)>> = LazyLock::new(|| {
    let profiles = RESOURCES
        .profiles()
        .into_iter()
        .filter(|profile| profile.language != Language::UNDETERMINED);
    profiles
        .map(|profile| (profile, certain_names(profile)))
        .collect()
});

/// That every one of `names` that stands in the text, found by searching for each, is part of a mention.
///
/// A name with a full stop that ends a sentence (*Der III. Weg*) is passed over; it would be right to find it.
fn check_against_search(text: &str, profile: &LanguageProfile, names: &[Name]) -> TestCaseResult {
    let tokens = tokenize::tokens(text, profile);
    let sentences = tokenize::sentences(text, &tokens, profile);
    let stemmer = Stemmer::named(&profile.stemmer).expect("checked when the profile was loaded");
    let forms = word_forms(text, &tokens, &stemmer);
    let cut = entities::Text {
        text,
        sections: &[],
        sentences: &sentences,
        tokens: &tokens,
        forms: &forms,
    };
    // However little speaks for a name: what the weights make of it is another matter.
    let strictness = Confidence::new(0);
    let Resources {
        gazetteer, weights, ..
    } = &*RESOURCES;
    let mentions = entities::find(cut, profile, gazetteer, weights, strictness).mentions;
    let starts_token = |start: usize| {
        tokens
            .binary_search_by_key(&start, |token| token.span.start())
            .is_ok()
    };
    let ends_token = |end: usize| {
        tokens
            .binary_search_by_key(&end, |token| token.span.end())
            .is_ok()
    };
    for name in names {
        for (start, surface) in text.match_indices(name.surface) {
            let span = Span::new(start, start + surface.len());
            let is_name = starts_token(span.start())
                && ends_token(span.end())
                && sentences
                    .iter()
                    .any(|sentence| sentence.span.contains(span));
            let is_found = !is_name || mentions.iter().any(|mention| mention.span.overlaps(span));
            prop_assert!(
                is_found,
                "`{surface}` in `{text}`, {}: {mentions:?}",
                profile.language
            );
        }
    }
    Ok(())
}

/// What people, and spreadsheets, may write into cells of decisions.
const CELLS: &[&str] = &[
    "per:elon-musk",
    "co:org:x",
    "org:twitter",
    "iso:US",
    "gn:703448",
    "per:anna-schmidt",
    "loc:den-haag",
    "fig:000000000000",
    "m-7c2k9x0fq4mt",
    "n-7c2k9x0fq4mt",
    "Elon Musk",
    "elon musk",
    "X",
    "Київ",
    "the",
    "'s ochtends",
    "person",
    "organization",
    "0.txt",
    "nl",
    "",
    "'=1+1",
    "\"",
    "é\u{301}\u{feff}",
];

/// Rows of decisions, with cells that make sense, none, or too many.
fn decision_rows() -> impl Strategy<Value = String> {
    const ACTIONS: &[&str] = &[
        "same",
        "different",
        "rename",
        "type",
        "deny",
        "allow",
        "language",
        "Same ",
        "merge",
        "",
    ];
    let cell = prop_oneof![6 => select(CELLS).prop_map(str::to_owned), 1 => "\\PC{0,6}"];
    let end = select(&["\n", "\r\n", ",,\n", "\n\n", ""][..]);
    let row = (select(ACTIONS), mark(), cell.clone(), mark(), cell, end);
    let row = row.prop_map(|(action, a, subject, b, object, end)| {
        [action, a, &subject, b, &object, end].concat()
    });
    proptest::collection::vec(row, 0..24).prop_map(|rows| rows.concat())
}

fn mark() -> impl Strategy<Value = &'static str> {
    select(&[",", ",", ",", ",", ";", "\t", ""][..])
}

/// That decisions like these, whatever they say, leave names and clusters in order.
fn check_decisions(content: &str, texts: &[String]) -> TestCaseResult {
    let file = ListFile {
        path: "decisions.csv".to_owned(),
        text: content.to_owned(),
        hash: String::new(),
    };
    let gazetteer = &RESOURCES.gazetteer;
    let (decisions, _) = Decisions::of(&file, gazetteer, &|_| true);
    let mut articles = Vec::new();
    let mut followed = BTreeSet::new();
    for (idx, text) in texts.iter().enumerate() {
        let document = document(&format!("{idx}.txt"), text);
        let mut annotations = pipeline::annotate(&document, None, STRICTNESS, &RESOURCES);
        let Annotations {
            tokens,
            sentences,
            mentions,
            ..
        } = &mut annotations;
        let rows = link::decide_mentions(
            &document, tokens, sentences, mentions, gazetteer, &decisions,
        );
        followed.extend(rows);
        check_annotations(text, &annotations)?;
        let id = article_id(&document.path);
        articles.push(Article {
            id,
            document,
            annotations,
        });
    }
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    let (corpus, mut decidable) = link::link_decided(articles, gazetteer, &decisions);
    check_corpus(&corpus)?;
    for cluster in &corpus.clusters {
        prop_assert_eq!(decisions.canonical(&cluster.id), &cluster.id);
    }
    decidable.followed.extend(followed);
    let _ = decisions.dead(&decidable, gazetteer);
    Ok(())
}

/// So many cases; failures are not kept in a file: what is found becomes a case of its own beside the code.
fn config(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(config(64))]

    #[test]
    fn tokens_and_sentences_lose_nothing(text in text()) {
        for profile in RESOURCES.profiles() {
            check_tokens(&text, profile)?;
        }
    }

    #[test]
    fn sections_cover_the_text(text in text()) {
        check_sections(&text)?;
    }

    #[test]
    fn mentions_lie_each_in_one_sentence(text in text()) {
        for profile in RESOURCES.profiles() {
            let annotations = pipeline::annotate(&document("a.txt", &text), Some(profile.language), STRICTNESS, &RESOURCES);
            check_annotations(&text, &annotations)?;
        }
    }

    #[test]
    fn clusters_partition_the_mentions(texts in proptest::collection::vec(text(), 1..6)) {
        let article = |(idx, text): (usize, &String)| {
            let document = document(&format!("{idx}.txt"), text);
            Article { id: article_id(&document.path), annotations: pipeline::annotate(&document, None, STRICTNESS, &RESOURCES), document }
        };
        let mut articles: Vec<_> = texts.iter().enumerate().map(article).collect();
        articles.sort_by(|a, b| a.id.cmp(&b.id));
        check_clusters(articles)?;
    }

    #[test]
    fn hostile_decisions_leave_names_and_clusters_in_order(
        rows in decision_rows(),
        texts in proptest::collection::vec(text(), 1..4),
    ) {
        check_decisions(&format!("action,subject,object\n{rows}"), &texts)?;
    }

    #[test]
    fn any_bytes_are_a_file_of_decisions(bytes in proptest::collection::vec(any::<u8>(), 0..300), header in any::<bool>()) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("decisions.csv");
        let header: &[u8] = if header { b"action,subject,object\n" } else { b"" };
        fs::write(&path, [header, &bytes].concat()).expect("the folder is writable");
        let (file, problems) = read::decisions(&path).expect("the file is there");
        prop_assert!(file.is_some() || bytes.trim_ascii().is_empty() || !problems.is_empty());
        if let Some(file) = file {
            check_decisions(&file.text, &[])?;
        }
    }

    #[test]
    fn names_of_the_lists_are_found_as_by_searching_for_each(
        picks in proptest::collection::vec((any::<Index>(), select(FILLERS)), 1..12),
    ) {
        for (profile, names) in CERTAIN_NAMES.iter() {
            let text = text_with(picks.iter().map(|(pick, filler)| (pick.get(names).surface, *filler)));
            check_against_search(&text, profile, names)?;
        }
    }
}

proptest! {
    #![proptest_config(config(6))]

    #[test]
    fn neither_order_nor_threads_change_the_tables(texts in proptest::collection::vec(text(), 2..8)) {
        let texts: Vec<_> = texts.into_iter().map(|text| format!("x {text}")).collect();
        let forward = json_lines(&texts, 0..texts.len());
        let backward = json_lines(&texts, (0..texts.len()).rev());
        let single = tables(&[("a.jsonl", forward)], 1);
        prop_assert_eq!(&tables(&[("a.jsonl", backward)], 4), &single);
    }
}

/// A text in which each of `surfaces` stands between words that are no names.
fn text_with<'a>(surfaces: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let pieces = surfaces.map(|(surface, filler)| format!(" {surface} {filler}"));
    format!("Zzyt{}.", pieces.collect::<String>())
}

#[test]
fn every_name_of_the_lists_is_found() {
    for (profile, names) in CERTAIN_NAMES.iter() {
        for names in names.chunks(40) {
            let text = text_with(
                names
                    .iter()
                    .map(|name| name.surface)
                    .zip(FILLERS.iter().copied().cycle()),
            );
            check_against_search(&text, profile, names)
                .expect("what is found is what a search finds");
        }
    }
}

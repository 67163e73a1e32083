//! Linking 1,000 articles against 10,000: the time per article must stay much the same.

mod common;

use divan::Bencher;
use divan::counter::ItemsCount;
use parallax::document::{
    Annotations, Article, Document, Mention, Metadata, NumberMention, PartialDate, Section,
    SectionKind, Sentence, Token, Wording, article_id,
};
use parallax::entities::STRICTNESS;
use parallax::link;
use parallax::pipeline;
use parallax::text::Span;

use common::{RESOURCES, articles, document};

/// Paragraphs with names and figures of their own, so many for each story.
const PARAGRAPHS: usize = 6;
/// Articles of a story.
const ARTICLES: usize = 5;

fn main() {
    divan::main();
}

/// The articles of `corpus/` cut into paragraphs and annotated.
fn common_paragraphs() -> Vec<Article> {
    let texts = articles();
    let paragraphs = texts.iter().flat_map(|text| text.split("\n\n"));
    let long = paragraphs.filter(|text| text.len() > 200);
    long.map(|text| annotated(text.trim().to_owned())).collect()
}

/// A paragraph that only the articles of one story have.
fn own_paragraph(story: usize, nth: usize) -> Article {
    let (name, town) = (letters(story * PARAGRAPHS + nth), letters(story * 7 + 3));
    let (count, share) = (100 + story * 13 + nth, story % 90 + 5);
    annotated(format!(
        "Jan {name}, head of the {town} Bank, told reporters in Port {town} that {count} employees of the firm will lose their jobs. \
         Some {share} per cent of the plants close, he said on Monday."
    ))
}

/// An invented name for a number.
fn letters(mut number: usize) -> String {
    const SYLLABLES: [&str; 16] = [
        "ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo", "har",
        "len",
    ];
    let mut name = String::new();
    for _ in 0..4 {
        name.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
    }
    name[..1].to_uppercase() + &name[1..]
}

fn annotated(text: String) -> Article {
    let document = document("part.txt", text);
    Article {
        id: article_id("part.txt"),
        annotations: pipeline::annotate(&document, None, STRICTNESS, &RESOURCES),
        document,
    }
}

/// The first `n` articles: a story for every five, each article of three paragraphs of its story and one of all.
fn recombined(n: usize) -> Vec<Article> {
    let common = common_paragraphs();
    let mut made = Vec::with_capacity(n);
    for story in 0..n.div_ceil(ARTICLES) {
        let own: Vec<_> = (0..PARAGRAPHS)
            .map(|nth| own_paragraph(story, nth))
            .collect();
        for nth in 0..ARTICLES {
            let parts = [0, 1, 2].map(|step| &own[(nth + step) % PARAGRAPHS]);
            let shared = &common[(story * 3 + nth) % common.len()];
            let path = format!("{story:05}-{nth}.txt");
            let day = jiff::civil::date(2025, 1, 1)
                .checked_add(jiff::Span::new().days(i64::try_from(story % 300).unwrap_or(0)))
                .expect("a day of the year");
            made.push(joined(path, &[parts[0], parts[1], parts[2], shared], day));
        }
    }
    made.truncate(n);
    made.sort_by(|a, b| a.id.cmp(&b.id));
    made
}

/// One article of these parts, with all that was found in them moved to its place.
fn joined(path: String, parts: &[&Article], day: jiff::civil::Date) -> Article {
    let mut text = String::new();
    let mut found = Annotations {
        language: parts[0].annotations.language,
        passages: Vec::new(),
        sections: Vec::new(),
        sentences: Vec::new(),
        tokens: Vec::new(),
        wording: Wording::default(),
        n_words: 0,
        mentions: Vec::new(),
        doubtful: Vec::new(),
        numbers: Vec::new(),
        quotes: Vec::new(),
        scopes: Vec::new(),
    };
    for part in parts {
        let at = text.len();
        text.push_str(&part.document.text);
        text.push('\n');
        let moved = |span: Span| Span::new(span.start() + at, span.end() + at);
        let annotations = &part.annotations;
        let n_tokens = found.tokens.len();
        found.sections.push(Section {
            span: Span::new(at, text.len()),
            kind: SectionKind::Body,
        });
        found
            .sentences
            .extend(annotations.sentences.iter().map(|sentence| Sentence {
                span: moved(sentence.span),
                tokens: sentence.tokens.start + n_tokens..sentence.tokens.end + n_tokens,
            }));
        found
            .tokens
            .extend(annotations.tokens.iter().map(|token| Token {
                span: moved(token.span),
                ..*token
            }));
        found
            .mentions
            .extend(annotations.mentions.iter().map(|mention| Mention {
                span: moved(mention.span),
                ..mention.clone()
            }));
        // What a number is about is left out: it points at other mentions and numbers.
        found.scopes.extend(
            annotations
                .scopes
                .iter()
                .map(|scope| parallax::document::Scope {
                    family: scope.family.clone(),
                    is_telling: scope.is_telling,
                    ..Default::default()
                }),
        );
        found
            .numbers
            .extend(annotations.numbers.iter().map(|number| NumberMention {
                span: moved(number.span),
                what: number.what.map(moved),
                modifier: number.modifier.map(moved),
                ..number.clone()
            }));
    }
    found.wording = link::wording(&text, &found.sections, &std::mem::take(&mut found.tokens));
    Article {
        id: article_id(&path),
        document: Document {
            path,
            text,
            metadata: Metadata {
                published: Some(PartialDate::Day(day)),
                ..Metadata::default()
            },
            front_matter: Span::new(0, 0),
        },
        annotations: found,
    }
}

/// Linking articles of `n / 5` stories.
#[divan::bench(args = [1_000, 10_000], sample_count = 3, sample_size = 1)]
fn link_articles(bencher: Bencher, n: usize) {
    let articles = recombined(n);
    bencher
        .counter(ItemsCount::new(n))
        .with_inputs(|| articles.clone())
        .bench_local_values(|articles| {
            let corpus = link::link(articles, &RESOURCES.gazetteer);
            let n_stories = corpus.stories.len();
            assert!((n / 6..n / 4).contains(&n_stories), "{n_stories}");
            corpus
        });
}

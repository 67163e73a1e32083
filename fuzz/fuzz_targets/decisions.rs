#![no_main]
//! What a person decided.

use parallax::document::{Article, article_id};
use parallax::entities::STRICTNESS;
use parallax::resources::decisions::Decisions;
use parallax::resources::user_lists::ListFile;
use parallax::{link, pipeline};
use parallax_fuzz::{RESOURCES, document, in_time};

const TEXT: &str = "Elon Musk said on Monday that X was down in London. “It was an attack,” Musk said. 40,000 users were cut off.";

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let file = ListFile {
        path: "decisions.csv".to_owned(),
        text,
        hash: String::new(),
    };
    let gazetteer = &RESOURCES.gazetteer;
    let (decisions, problems) = in_time(bytes.len(), || Decisions::of(&file, gazetteer, &|_| true));
    assert!(
        problems
            .iter()
            .all(|problem| problem.path.starts_with("decisions.csv"))
    );
    let document = document(TEXT);
    let mut annotations = pipeline::annotate(&document, None, STRICTNESS, &RESOURCES);
    let mut mentions = std::mem::take(&mut annotations.mentions);
    let followed = link::decide_mentions(
        &document,
        &annotations.tokens,
        &annotations.sentences,
        &mut mentions,
        gazetteer,
        &decisions,
    );
    let is_in_order = mentions.is_sorted_by(|a, b| a.span.end() <= b.span.start());
    assert!(
        is_in_order
            && mentions
                .iter()
                .all(|mention| TEXT.get(mention.span.range()).is_some())
    );
    let n_mentions = mentions.len();
    annotations.mentions = mentions;
    // What the later stages made of mentions that may be gone now.
    annotations.quotes.clear();
    annotations
        .scopes
        .iter_mut()
        .for_each(|scope| *scope = Default::default());
    let article = Article {
        id: article_id(&document.path),
        document,
        annotations,
    };
    let (corpus, mut decidable) = link::link_decided(vec![article], gazetteer, &decisions);
    let n_members: usize = corpus
        .clusters
        .iter()
        .map(|cluster| cluster.members.len())
        .sum();
    assert_eq!(n_members, n_mentions, "each mention is in one cluster");
    for cluster in &corpus.clusters {
        assert_eq!(decisions.canonical(&cluster.id), cluster.id);
    }
    decidable.followed.extend(followed);
    let _ = decisions.dead(&decidable, gazetteer);
});

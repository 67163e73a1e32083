//! `stories.csv`.

use std::collections::BTreeSet;

use super::Found;
use super::cell::Id;
use super::schema::table;
use crate::document::{PartialDate, Story};

table! {
    /// A row a story: articles on one event, in any language.
    StoryRow<'c> in "stories";
    key: [story_id];
    references: [];
    /// Id of the story, made from its first article; articles that come later do not change it.
    #[example = "st-5f0c1d9e22ab"]
    story_id: Id<'c>,
    /// The headline of the article that is most like the others; without headlines its first sentence.
    #[example = "X hit by outages"]
    label: &'c str,
    /// When the first of its articles was published.
    #[unit = "ISO 8601"]
    #[example = "2025-03-10"]
    first_date: Option<PartialDate>,
    /// When the last of its articles was published.
    #[unit = "ISO 8601"]
    #[example = "2025-03-12"]
    last_date: Option<PartialDate>,
    /// Its articles, those that repeat another included.
    #[unit = "articles"]
    #[example = "5"]
    articles: usize,
    /// Languages of its articles; `und` is none.
    #[unit = "languages"]
    #[example = "3"]
    languages: usize,
    /// Outlets known to have published its articles; one that only repeats another is none.
    #[unit = "outlets"]
    #[example = "4"]
    outlets: usize,
    /// Up to five entities that tell it from other stories, the most telling first.
    #[example = "Elon Musk; X; Downdetector"]
    main_entities: String,
}

/// The rows in order of id.
pub fn rows<'c>(found: &'c Found<'c>) -> impl Iterator<Item = StoryRow<'c>> {
    let stories = found.corpus.stories.iter();
    stories.map(move |story| row(found, story))
}

fn row<'c>(found: &'c Found<'c>, story: &'c Story) -> StoryRow<'c> {
    let corpus = found.corpus;
    let articles = || story.articles.iter().map(|&idx| &corpus.articles[idx]);
    let dates = || articles().filter_map(|article| article.document.metadata.published);
    let is_own = |idx: &&usize| corpus.originals.get(**idx).is_none_or(Option::is_none);
    let sources = story.articles.iter().filter(is_own);
    let outlets: BTreeSet<_> = sources
        .filter_map(|&idx| corpus.articles[idx].document.metadata.outlet.as_deref())
        .collect();
    let main = story.main_entities.iter();
    let main: Vec<_> = main
        .map(|&idx| corpus.clusters[idx].name.as_str())
        .collect();
    StoryRow {
        story_id: story.id.as_str().into(),
        label: &story.label,
        first_date: dates().min_by_key(|date| (date.first_day(), date.last_day())),
        last_date: dates().max_by_key(|date| (date.last_day(), date.first_day())),
        articles: story.articles.len(),
        languages: super::n_languages(articles()),
        outlets: outlets.len(),
        main_entities: main.join("; "),
    }
}

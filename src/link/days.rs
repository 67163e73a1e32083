//! Days that several articles of a story name: *Monday*, *maandag* and *10 March*.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::vectors::is_told;
use crate::document::{
    Article, Confidence, Coreference, DateValue, Member, NumberMention, NumberValue, Place, Story,
};

/// A day that the article writes out.
const WRITTEN_OUT: u8 = 95;
/// A day counted from the date of publication.
const COUNTED: u8 = 85;

/// The days that at least two articles of a story name, in order of their ids; members in order of their places.
pub fn days(articles: &[Article], stories: &[Story]) -> Vec<Coreference> {
    let mut days: Vec<_> = stories
        .iter()
        .filter(|story| story.articles.len() > 1)
        .flat_map(|story| days_of(articles, story))
        .collect();
    days.sort_by(|a, b| a.id.cmp(&b.id));
    days
}

fn days_of(articles: &[Article], story: &Story) -> Vec<Coreference> {
    let mut by_day: BTreeMap<Date, Vec<Member>> = BTreeMap::new();
    for &article_idx in &story.articles {
        let article = &articles[article_idx];
        for (item_idx, number) in article.annotations.numbers.iter().enumerate() {
            let place = Place {
                article_idx,
                item_idx,
            };
            if let Some((day, date)) = day(article, number) {
                let text = &article.document.text;
                by_day.entry(day).or_default().push(Member {
                    place,
                    score: Confidence::new(if date.anchor.is_some() {
                        COUNTED
                    } else {
                        WRITTEN_OUT
                    }),
                    why: match date.anchor {
                        Some(anchor) => {
                            format!("`{}` counted from {anchor}", number.span.of(text)).into()
                        }
                        None => "same day, written out".into(),
                    },
                });
            }
        }
    }
    let is_shared = |members: &Vec<Member>| {
        let articles: BTreeSet<_> = members
            .iter()
            .map(|member| member.place.article_idx)
            .collect();
        articles.len() > 1
    };
    by_day
        .into_iter()
        .filter(|(_, members)| is_shared(members))
        .map(|(day, members)| Coreference {
            id: format!("day:{day}:{}", story.id),
            label: day.to_string(),
            members,
        })
        .collect()
}

/// The day that a number of the article's own text names.
fn day<'a>(article: &Article, number: &'a NumberMention) -> Option<(Date, &'a DateValue)> {
    let NumberValue::Date(date) = &number.value else {
        return None;
    };
    let day = date.from.filter(|from| date.to == Some(*from))?;
    if number.op.is_open() {
        // *Until Friday* names the day, but tells of those before it.
        return None;
    }
    is_told(article, number.span.start()).then_some((day, date))
}

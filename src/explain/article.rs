//! What every stage made of an article, or of one place in it, and why: to read.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::document::{Annotations, Article, Corpus, Document, Member, Place, article_id};
use crate::entities::explain::{Explained, explain};
use crate::resources::Resources;
use crate::tables::cell::Record;
use crate::tables::schema::Row;
use crate::tables::{CsvStyle, Found, mentions, numbers};
use crate::text::{CharOffsets, Span};
use crate::words::Words;

/// How many characters a line has at most, unless a word is longer.
const WIDTH: usize = 96;
/// So many pieces of evidence are told of each name.
const MAX_EVIDENCE: usize = 6;
/// So many other surfaces are told of each group.
const MAX_OTHERS: usize = 12;
/// Where what belongs to a name or number stands.
const INDENT: usize = 10;

/// Columns that the line above, or the head of the page, tells already.
const TOLD: [&str; 20] = [
    "article_id",
    "outlet",
    "published_at",
    "language",
    "surface",
    "start_char",
    "end_char",
    "sentence_no",
    "section",
    "left",
    "match",
    "right",
    "entity_id",
    "entity_name",
    "type",
    "subtype",
    "relation",
    "evidence",
    "kind",
    "review",
];

/// An article and the characters of it that someone asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Id of the article.
    pub article_id: String,
    /// Which characters, counted from 0 as in the tables; all if none are told.
    pub chars: Option<Range<usize>>,
}

/// Reads the path or id of an article, perhaps with a place in it: `de/0031.txt`, `de/0031.txt:154`,
/// `de/0031.txt:154-163`. `None` if `asked` is no article of `documents`.
#[must_use]
pub fn question(asked: &str, documents: &[Document]) -> Option<Question> {
    let article_of = |name: &str| {
        let name = name.replace('\\', "/");
        let is_it =
            |document: &&Document| document.path == name || article_id(&document.path) == name;
        let document = documents.iter().find(is_it)?;
        Some(article_id(&document.path))
    };
    if let Some(article_id) = article_of(asked) {
        let chars = None;
        return Some(Question { article_id, chars });
    }
    let (name, place) = asked.rsplit_once(':')?;
    let article_id = article_of(name)?;
    let chars = Some(chars(place)?);
    Some(Question { article_id, chars })
}

fn chars(place: &str) -> Option<Range<usize>> {
    let (start, end) = match place.split_once('-') {
        Some((start, end)) => (start.parse().ok()?, end.parse().ok()?),
        None => {
            let start: usize = place.parse().ok()?;
            (start, start.saturating_add(1))
        }
    };
    (start < end).then_some(start..end)
}

/// What was made of the place that `question` asks about in `corpus`; `None` if there is no such place.
#[must_use]
pub fn report(question: &Question, corpus: &Corpus, resources: &Resources) -> Option<String> {
    let id = &question.article_id;
    let article_idx = corpus
        .articles
        .iter()
        .position(|article| article.id == *id)?;
    let article = &corpus.articles[article_idx];
    let span = match &question.chars {
        Some(chars) => span_of_chars(&article.document.text, chars)?,
        None => Span::new(0, article.document.text.len()),
    };
    let words = Words::of(&article.document, None, resources);
    let text = words.text();
    let weighed = explain(
        text,
        words.main().profile,
        &resources.gazetteer,
        &resources.weights,
    );
    let found = Found {
        corpus,
        problems: &[],
        gazetteer: &resources.gazetteer,
    };
    let telling = Telling {
        found,
        article_idx,
        article,
        offsets: CharOffsets::new(&article.document.text),
        weighed,
        is_place: question.chars.is_some(),
        mentions: cells(mentions::rows(&found).filter(|row| row.article.article_id.0 == *id)),
        numbers: cells(numbers::rows(&found).filter(|row| row.article.article_id.0 == *id)),
    };
    let mut page = Page::default();
    telling.head(&mut page, resources);
    telling.sentences(&mut page, span);
    Some(page.text)
}

/// The bytes of these characters, as far as the text has them; `None` if it has none of them.
fn span_of_chars(text: &str, chars: &Range<usize>) -> Option<Span> {
    let (start, _) = text.char_indices().nth(chars.start)?;
    let mut rest = text[start..].char_indices();
    let end = rest.nth(chars.end - chars.start);
    let end = end.map_or(text.len(), |(end, _)| start + end);
    Some(Span::new(start, end))
}

/// The cells of rows by their columns.
type Cells = Vec<BTreeMap<String, String>>;

fn cells<R: Row>(rows: impl Iterator<Item = R>) -> Cells {
    let columns = R::schema(&[]).columns;
    let style = CsvStyle::default();
    let cells = |row: R| {
        let mut record = Record::new(style);
        row.write(&mut record);
        let names = columns.iter().map(|column| column.name.clone());
        names
            .zip(record.cells().iter().map(str::to_owned))
            .collect()
    };
    rows.map(cells).collect()
}

/// What is told of one article.
struct Telling<'c> {
    found: Found<'c>,
    article_idx: usize,
    article: &'c Article,
    offsets: CharOffsets<'c>,
    /// What may be a name, in order.
    weighed: Vec<Explained>,
    /// Whether one place is asked about.
    is_place: bool,
    mentions: Cells,
    numbers: Cells,
}

impl Telling<'_> {
    fn head(&self, page: &mut Page, resources: &Resources) {
        let Article {
            document,
            annotations,
            ..
        } = self.article;
        page.line(0, "", &format!("{} ({})", document.path, self.article.id));
        let language = annotations.language;
        let source = if resources.decisions.language_of(&document.path).is_some() {
            "decided by you"
        } else if document.metadata.language.is_some() {
            "told by the file"
        } else {
            "detected by its letters and words"
        };
        let profile = resources.profile(language.language);
        let has_data = profile.language == language.language;
        let name = if has_data {
            profile.name.as_str()
        } else {
            "no data"
        };
        let (code, share) = (language.language, language.confidence);
        page.line(
            2,
            "language",
            &format!("{code} ({name}), {source}, confidence {share:.2}"),
        );
        let metadata = &document.metadata;
        let published = metadata.published.map(|date| date.to_string());
        let told = [
            ("title", metadata.title.clone()),
            ("outlet", metadata.outlet.clone()),
            ("byline", metadata.author.clone()),
            ("published", published),
        ];
        for (label, cell) in told {
            if let Some(cell) = cell {
                page.line(2, label, &cell);
            }
        }
        let Annotations {
            sentences,
            mentions,
            numbers,
            ..
        } = annotations;
        let counts = format!(
            "{} characters, {} sentences, {} names, {} numbers",
            self.offsets.at(document.text.len()),
            sentences.len(),
            mentions.len(),
            numbers.len()
        );
        page.line(2, "text", &counts);
    }

    fn sentences(&self, page: &mut Page, asked: Span) {
        let text = &self.article.document.text;
        let annotations = &self.article.annotations;
        for (idx, sentence) in annotations.sentences.iter().enumerate() {
            if !sentence.span.overlaps(asked) {
                continue;
            }
            let section = crate::document::section_at(&annotations.sections, sentence.span.start());
            let head = format!(
                "sentence {}, characters {}, section {}",
                idx + 1,
                self.place(sentence.span),
                word(&section)
            );
            page.line(0, "", "");
            page.line(0, "", &head);
            page.line(2, "", sentence.span.of(text));
            self.items(page, sentence.span, asked);
        }
    }

    /// What stands in a sentence, of one place only what stands there, in order.
    fn items(&self, page: &mut Page, sentence: Span, asked: Span) {
        let is_asked = |span: Span| sentence.contains(span) && span.overlaps(asked);
        let Annotations {
            mentions, numbers, ..
        } = &self.article.annotations;
        let names = mentions.iter().enumerate();
        let names = names.map(|(idx, mention)| (mention.span, true, idx));
        let figures = numbers.iter().enumerate();
        let figures = figures.map(|(idx, number)| (number.span, false, idx));
        let mut items: Vec<_> = names
            .chain(figures)
            .filter(|item| is_asked(item.0))
            .collect();
        items.sort_unstable();
        for &(span, is_name, idx) in &items {
            match is_name {
                true => self.name(page, span, idx),
                false => self.number(page, span, idx),
            }
        }
        if !self.is_place {
            return;
        }
        let is_found = |span: Span| items.iter().any(|item| item.1 && item.0 == span);
        for one in &self.weighed {
            if is_asked(one.span) && !is_found(one.span) {
                let what = format!(
                    "{}, characters {}",
                    self.surface(one.span),
                    self.place(one.span)
                );
                page.line(2, "no name", &what);
                let best = format!("at best {}, confidence {}", label(one), confidence(one));
                page.line(INDENT, "", &best);
                page.line(INDENT, "", &evidence(one));
            }
        }
    }

    fn name(&self, page: &mut Page, span: Span, idx: usize) {
        let cells = &self.mentions[idx];
        let what = format!("{}, characters {}", self.surface(span), self.place(span));
        page.line(2, "name", &what);
        let [entity, name, kind, finer] =
            ["entity_id", "entity_name", "type", "subtype"].map(|column| cells[column].as_str());
        let kind = [kind, finer].join(" ");
        page.line(
            INDENT,
            "",
            &format!("{}: {entity} ({name})", kind.trim_end()),
        );
        let (relation, by) = (&cells["relation"], &cells["evidence"]);
        let review = review(cells);
        let share = &cells["confidence"];
        page.line(
            INDENT,
            "",
            &format!("evidence {by}, relation {relation}, confidence {share}{review}"),
        );
        let of_span = |one: &&Explained| one.span == span;
        match self.weighed.iter().find(of_span) {
            Some(one) => {
                let best = format!("weighed as {}: {}", label(one), evidence(one));
                page.line(INDENT, "", &best);
            }
            None => page.line(
                INDENT,
                "",
                "not weighed: found by a rule, a list or a decision",
            ),
        }
        let clusters = &self.found.corpus.clusters;
        let groups = clusters
            .iter()
            .map(|cluster| (cluster.id.as_str(), &cluster.members));
        let span_of = |place| {
            let (article, mention) = self.found.mention(place);
            (article, mention.span)
        };
        self.group(page, "entity", groups, idx, &span_of);
    }

    fn number(&self, page: &mut Page, span: Span, idx: usize) {
        let cells = &self.numbers[idx];
        let what = format!("{}, characters {}", self.surface(span), self.place(span));
        page.line(2, "number", &what);
        let told = cells.iter().filter(|(column, cell)| {
            !cell.is_empty() && !TOLD.contains(&column.as_str()) && *column != "number_id"
        });
        let told: Vec<_> = told
            .map(|(column, cell)| format!("{column} {cell}"))
            .collect();
        let line = format!("{}: {}{}", cells["kind"], told.join(", "), review(cells));
        page.line(INDENT, "", &line);
        let figures = &self.found.corpus.figures;
        let groups = figures
            .iter()
            .map(|figure| (figure.id.as_str(), &figure.members));
        let span_of = |place| {
            let (article, number) = self.found.number(place);
            (article, number.span)
        };
        self.group(page, "figure", groups, idx, &span_of);
    }

    /// The group of the item at `idx`, why it is there, and what else is.
    fn group<'g, 'c>(
        &self,
        page: &mut Page,
        kind: &str,
        groups: impl Iterator<Item = (&'g str, &'g Vec<Member>)>,
        idx: usize,
        span_of: &dyn Fn(Place) -> (&'c Article, Span),
    ) {
        let place = Place {
            article_idx: self.article_idx,
            item_idx: idx,
        };
        for (id, members) in groups {
            let Some(own) = members.iter().find(|member| member.place == place) else {
                continue;
            };
            let articles: BTreeSet<_> = members
                .iter()
                .map(|member| member.place.article_idx)
                .collect();
            let others = members.iter().filter(|member| member.place != place);
            let surfaces: BTreeSet<_> = others
                .map(|member| {
                    let (article, span) = span_of(member.place);
                    let language = article.annotations.language.language;
                    format!("{} ({language})", one_line(span.of(&article.document.text)))
                })
                .collect();
            let (n_members, n_articles) = (members.len(), articles.len());
            page.line(
                INDENT,
                "",
                &format!(
                    "in {kind} {id} because: {} (score {})",
                    own.why,
                    share(own.score)
                ),
            );
            if n_members > 1 {
                let more = surfaces.len().saturating_sub(MAX_OTHERS);
                let told: Vec<_> = surfaces.into_iter().take(MAX_OTHERS).collect();
                let more = if more > 0 {
                    format!(" and {more} more")
                } else {
                    String::new()
                };
                let told = told.join(", ");
                let articles = if n_articles == 1 {
                    "article"
                } else {
                    "articles"
                };
                let line =
                    format!("{n_members} members in {n_articles} {articles}; also: {told}{more}");
                page.line(INDENT, "", &line);
            }
        }
    }

    fn surface(&self, span: Span) -> String {
        one_line(span.of(&self.article.document.text))
    }

    /// The characters of `span`, as they can be asked about.
    fn place(&self, span: Span) -> String {
        format!(
            "{}-{}",
            self.offsets.at(span.start()),
            self.offsets.at(span.end())
        )
    }
}

fn review(cells: &BTreeMap<String, String>) -> &'static str {
    match cells["review"].as_str() {
        "true" => "; please check",
        _ => "",
    }
}

fn label(one: &Explained) -> String {
    format!("{:?}", one.label).to_lowercase()
}

fn confidence(one: &Explained) -> String {
    share(one.confidence)
}

fn share(confidence: crate::document::Confidence) -> String {
    format!("{:.2}", f64::from(confidence.hundredths()) / 100.0)
}

/// The most telling evidence.
fn evidence(one: &Explained) -> String {
    let told = one.evidence.iter().take(MAX_EVIDENCE);
    let told: Vec<_> = told
        .map(|(feature, weight)| format!("{weight:+.2} {feature}"))
        .collect();
    let rest: f32 = one
        .evidence
        .iter()
        .skip(MAX_EVIDENCE)
        .map(|(_, weight)| weight)
        .sum();
    let more = one.evidence.len().saturating_sub(MAX_EVIDENCE);
    let more = if more > 0 {
        format!("; {rest:+.2} {more} more")
    } else {
        String::new()
    };
    format!("{}{more}", told.join("; "))
}

/// The word of a variant in the tables.
fn word(variant: &impl serde::Serialize) -> String {
    let value = serde_json::to_value(variant).unwrap_or_default();
    value.as_str().unwrap_or_default().to_owned()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Lines that are not too long.
#[derive(Default)]
struct Page {
    text: String,
}

impl Page {
    /// Adds `text` from column `indent` on, behind `label` if there is one, and wraps it there.
    fn line(&mut self, indent: usize, label: &str, text: &str) {
        let margin = match label {
            "" => indent,
            _ => INDENT.max(indent + label.chars().count() + 1),
        };
        let mut line = format!("{:indent$}{label}", "");
        let mut width = line.chars().count();
        let mut is_empty = true;
        for word in text.split_whitespace() {
            let n_chars = word.chars().count();
            if !is_empty && width + 1 + n_chars > WIDTH {
                self.text.push_str(line.trim_end());
                self.text.push('\n');
                (line, width, is_empty) = (String::new(), 0, true);
            }
            let gap = if is_empty {
                margin - width.min(margin)
            } else {
                1
            };
            line.push_str(&" ".repeat(gap));
            line.push_str(word);
            width += gap + n_chars;
            is_empty = false;
        }
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Metadata;

    fn check(asked: &str, expected: Option<Option<Range<usize>>>) {
        let document = |path: &str| Document {
            path: path.to_owned(),
            text: "Äther".to_owned(),
            metadata: Metadata::default(),
            front_matter: Span::new(0, 0),
        };
        let documents = [document("de/a.txt"), document("b.jsonl#n:1")];
        let found = question(asked, &documents).map(|question| question.chars);
        assert_eq!(found, expected, "{asked}");
    }

    #[test]
    fn articles_are_asked_for_by_path_or_id_and_place() {
        check("de/a.txt", Some(None));
        check("de\\a.txt:3", Some(Some(3..4)));
        check("de/a.txt:3-12", Some(Some(3..12)));
        check(
            &format!("{}:3-12", article_id("de/a.txt")),
            Some(Some(3..12)),
        );
        check("b.jsonl#n:1", Some(None));
        check("b.jsonl#n:1:5", Some(Some(5..6)));
        for none in [
            "a.txt",
            "de/a.txt:",
            "de/a.txt:x",
            "de/a.txt:4-4",
            "de/a.txt:-1",
            "Kiel",
        ] {
            check(none, None);
        }
    }

    #[test]
    fn characters_are_code_points() {
        assert_eq!(span_of_chars("Äther", &(1..3)), Some(Span::new(2, 4)));
        assert_eq!(span_of_chars("Äther", &(4..90)), Some(Span::new(5, 6)));
        assert_eq!(span_of_chars("Äther", &(5..6)), None);
    }

    #[test]
    fn lines_are_wrapped_under_their_text() {
        let mut page = Page::default();
        page.line(2, "name", &"word ".repeat(40));
        let lines: Vec<_> = page.text.lines().collect();
        assert!(lines[0].starts_with("  name    word word"));
        assert!(lines[1].starts_with("          word"));
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH));
    }
}

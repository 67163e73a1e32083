//! What a page says of its article: in JSON-LD, in `<meta>`, in the attributes of its elements.

use serde_json::{Map, Value};

use super::main_text;
use super::tree::{Data, Tree};
use crate::document::PublishedSource;
use crate::read::draft::Draft;
use crate::resources::article_words::{Field, METAS};

/// Objects of JSON-LD stand inside each other no deeper than this.
const MAX_DEPTH: usize = 6;
/// Marks between a headline and the name of the outlet in `<title>`.
const TITLE_MARKS: &[&str] = &[
    " | ", " – ", " — ", " - ", " • ", " :: ", " « ", " » ", " · ",
];

/// What a page says of its article, and the text that its data have.
#[derive(Debug, Default)]
pub(super) struct PageData {
    pub draft: Draft,
    /// The article as JSON-LD has it.
    pub body: Option<String>,
    /// What the page says its headline is, the surest first.
    pub titles: Vec<String>,
}

/// Collects what the page says.
pub(super) fn page_data(tree: &Tree) -> PageData {
    let article = articles_of_json_ld(tree).into_iter().next();
    let metas = metas(tree);
    let meta = |field| {
        let found = metas.iter().find(|meta| meta.field == field);
        found.map(|meta| (meta.content.clone(), meta.is_open_graph))
    };
    let named = |name| {
        article
            .as_ref()
            .and_then(|article| text(article.get(name)?))
    };
    let element_title = tree
        .elements("title")
        .next()
        .map(|idx| without_outlet(&tree.text(idx)));
    let titles: Vec<_> = [
        named("headline"),
        meta(Field::Title).map(|(title, _)| title),
        named("name"),
        element_title,
    ]
    .into_iter()
    .flatten()
    .map(|title| main_text::on_one_line(&title))
    .filter(|title| !title.is_empty())
    .collect();
    let published = named("datePublished")
        .or_else(|| named("dateCreated"))
        .map(|date| (date, PublishedSource::JsonLd))
        .or_else(|| {
            let (date, is_open_graph) = meta(Field::Published)?;
            let source = if is_open_graph {
                PublishedSource::OpenGraph
            } else {
                PublishedSource::Meta
            };
            Some((date, source))
        })
        .or_else(|| date_of_element(tree).map(|date| (date, PublishedSource::TimeElement)));
    let named_in = |name| {
        article
            .as_ref()
            .and_then(|article| names(article.get(name)?))
    };
    let author = named_in("author")
        .or_else(|| named_in("creator"))
        .or_else(|| meta(Field::Author).map(|(author, _)| author))
        .or_else(|| author_of_element(tree))
        .filter(|author| !is_address(author));
    let outlet = named_in("publisher")
        .or_else(|| meta(Field::Outlet).map(|(outlet, _)| outlet))
        .or_else(|| named_in("isPartOf"))
        .filter(|outlet| !is_address(outlet));
    let draft = Draft {
        text: String::new(),
        title: None,
        published,
        language: language(tree, named("inLanguage"), meta(Field::Language)),
        outlet: outlet.map(|outlet| main_text::on_one_line(&outlet)),
        author: author.map(|author| main_text::on_one_line(&author)),
        url: address(tree, article.as_ref(), meta(Field::Url)),
    };
    PageData {
        draft,
        body: named("articleBody"),
        titles,
    }
}

/// The objects of JSON-LD that are articles, in order, wherever they stand.
fn articles_of_json_ld(tree: &Tree) -> Vec<Map<String, Value>> {
    let mut articles = Vec::new();
    for script in tree.elements("script") {
        let kind = tree.attribute(script, "type").unwrap_or_default();
        if kind.trim().eq_ignore_ascii_case("application/ld+json")
            && let Some(value) = lenient_json(&raw_text(tree, script))
        {
            collect_articles(value, 0, &mut articles);
        }
    }
    articles
}

/// The text of an element as it stands.
fn raw_text(tree: &Tree, element: usize) -> String {
    let nodes = element..tree.node(element).end;
    let texts = nodes.filter_map(|idx| match &tree.node(idx).data {
        Data::Text(text) => Some(&**text),
        Data::Element(..) => None,
    });
    texts.collect()
}

/// JSON as pages have it: perhaps inside a comment, with line breaks in its strings or a semicolon behind it.
fn lenient_json(text: &str) -> Option<Value> {
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])? + 1;
    let json = text.get(start..end)?;
    serde_json::from_str(json)
        .or_else(|_| serde_json::from_str(&json.replace(|c: char| c.is_control(), " ")))
        .ok()
}

fn collect_articles(value: Value, depth: usize, articles: &mut Vec<Map<String, Value>>) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(values) => {
            for value in values {
                collect_articles(value, depth + 1, articles);
            }
        }
        Value::Object(mut object) if is_article(&object) => {
            object.retain(|_, value| !value.is_null());
            articles.push(object);
        }
        Value::Object(object) => {
            for (name, value) in object {
                if [
                    "@graph",
                    "mainEntity",
                    "mainEntityOfPage",
                    "item",
                    "hasPart",
                ]
                .contains(&name.as_str())
                {
                    collect_articles(value, depth + 1, articles);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Whether the type of an object of JSON-LD is `Article` or one below it at schema.org.
fn is_article(object: &Map<String, Value>) -> bool {
    let is_kind = |kind: &Value| {
        let kind = kind.as_str().unwrap_or_default();
        let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or_default();
        kind.ends_with("Article")
            || kind.ends_with("Posting") && kind != "JobPosting"
            || kind == "Report"
    };
    let has_content = ["headline", "articleBody", "datePublished"]
        .iter()
        .any(|name| object.contains_key(*name));
    let is_kind = match object.get("@type") {
        Some(Value::Array(kinds)) => kinds.iter().any(is_kind),
        Some(kind) => is_kind(kind),
        None => false,
    };
    is_kind && has_content
}

/// A value that is a text, or the first of several that is.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Array(values) => values.iter().find_map(text),
        Value::Object(object) => text(object.get("@value")?),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

/// The name or names of one or several persons or organisations.
fn names(value: &Value) -> Option<String> {
    let name = |value: &Value| match value {
        Value::String(name) => Some(name.trim().to_owned()),
        Value::Object(object) => text(object.get("name")?).map(|name| name.trim().to_owned()),
        _ => None,
    };
    let found: Vec<_> = match value {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        value => name(value).into_iter().collect(),
    };
    let found: Vec<_> = found
        .into_iter()
        .filter(|name| !name.is_empty() && !is_address(name))
        .collect();
    (!found.is_empty()).then(|| found.join(", "))
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://") || text.starts_with('@')
}

/// A `<meta>`, or an element with an `itemprop`, whose name is known.
struct Meta {
    field: Field,
    is_open_graph: bool,
    rank: u8,
    content: String,
}

/// The known metas, those of lower rank first.
fn metas(tree: &Tree) -> Vec<Meta> {
    let mut metas: Vec<Meta> = tree
        .elements("meta")
        .filter_map(|idx| meta(tree, idx))
        .collect();
    metas.sort_by_key(|meta| meta.rank);
    metas
}

fn meta(tree: &Tree, idx: usize) -> Option<Meta> {
    let keys = ["property", "name", "itemprop", "http-equiv"];
    let key = keys.iter().find_map(|key| tree.attribute(idx, key))?;
    let key = key.trim().to_lowercase();
    let &(field, is_open_graph, rank) = METAS.get(key.as_str())?;
    let content = tree.attribute(idx, "content")?.trim().to_owned();
    let is_told = !content.is_empty() && (field == Field::Url || !is_address(&content));
    is_told.then_some(Meta {
        field,
        is_open_graph,
        rank,
        content,
    })
}

/// The date of the first element that says by its attributes that it is the date of publication, else of the first
/// `<time>`.
fn date_of_element(tree: &Tree) -> Option<String> {
    let value = |idx: usize| {
        let values = ["datetime", "content", "title"];
        values
            .iter()
            .find_map(|name| tree.attribute(idx, name))
            .filter(|value| crate::read::dates::parse(value).is_some())
            .map(str::to_owned)
    };
    let says_so = |idx: &usize| {
        let is_named = |attribute: &str, names: &[&str]| {
            let value = tree.attribute(*idx, attribute).unwrap_or_default();
            value.split_whitespace().any(|name| names.contains(&name))
        };
        is_named("itemprop", &["datePublished"])
            || is_named("class", &["published", "dt-published"])
            || tree.attribute(*idx, "pubdate").is_some()
    };
    let told = (0..tree.len()).filter(says_so).find_map(value);
    told.or_else(|| tree.elements("time").find_map(value))
}

fn author_of_element(tree: &Tree) -> Option<String> {
    let says_so = |idx: &usize| {
        let is_named = |attribute: &str| {
            let value = tree.attribute(*idx, attribute).unwrap_or_default();
            value.split_whitespace().any(|name| name == "author")
        };
        is_named("rel") || is_named("itemprop")
    };
    let names = (0..tree.len()).filter(says_so).map(|idx| tree.text(idx));
    const MAX_NAME_CHARS: usize = 80;
    names
        .into_iter()
        .find(|name| !name.is_empty() && name.chars().count() <= MAX_NAME_CHARS)
}

/// The language that all who tell it agree on. Templates often tell a language that the article is not in; then the
/// text itself is better asked.
fn language(tree: &Tree, in_data: Option<String>, meta: Option<(String, bool)>) -> Option<String> {
    let of_page = tree.elements("html").find_map(|idx| {
        let names = ["lang", "xml:lang"];
        names.iter().find_map(|name| tree.attribute(idx, name))
    });
    let told = [
        of_page.map(str::to_owned),
        in_data,
        meta.map(|(language, _)| language),
    ];
    let mut languages: Vec<_> = told
        .into_iter()
        .flatten()
        .filter_map(|language| crate::language::Language::parse(language.trim()))
        .collect();
    languages.dedup();
    match languages.as_slice() {
        [language] => Some(language.to_string()),
        _ => None,
    }
}

fn address(
    tree: &Tree,
    article: Option<&Map<String, Value>>,
    meta: Option<(String, bool)>,
) -> Option<String> {
    let canonical = tree.elements("link").find_map(|idx| {
        let relation = tree.attribute(idx, "rel")?;
        let is_canonical = relation
            .split_whitespace()
            .any(|name| name.eq_ignore_ascii_case("canonical"));
        is_canonical.then(|| tree.attribute(idx, "href"))?
    });
    let in_data = || {
        let article = article?;
        let url = article.get("url").and_then(text);
        url.or_else(|| match article.get("mainEntityOfPage")? {
            Value::Object(page) => text(page.get("@id")?),
            other => text(other),
        })
    };
    let is_whole = |url: &String| url.starts_with("http://") || url.starts_with("https://");
    canonical
        .map(|url| url.trim().to_owned())
        .filter(is_whole)
        .or_else(|| meta.map(|(url, _)| url).filter(is_whole))
        .or_else(|| in_data().filter(is_whole))
}

/// A title of a page without the name of the outlet behind it: what stands behind the last mark, if it is the shorter part.
fn without_outlet(title: &str) -> String {
    let marks = TITLE_MARKS.iter();
    let last = marks
        .filter_map(|mark| Some((title.rfind(mark)?, *mark)))
        .max();
    match last {
        Some((place, mark)) if title.len() - place - mark.len() < place => {
            title[..place].to_owned()
        }
        _ => title.to_owned(),
    }
}

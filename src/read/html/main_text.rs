//! The text of the article on a page, without what stands around it.
//!
//! What is furniture for sure is left out first: elements that are never text, elements whose class or id says so
//! (`data/page_parts.tsv`), boxes whose heading is a link to elsewhere, and what is mostly links. Of the rest, the element
//! that holds most of the running text counts, as in Readability, and what stands between the headline and it.
//! Where the page has the article a second time in its data (JSON-LD), the paragraphs that are in both count.

use rustc_hash::FxHashSet;

use super::tree::{Data, Tree, is_space};
use crate::resources::article_words::PAGE_PARTS;

/// Elements that hold no text of the article, whatever is in them.
const NEVER_TEXT: &[&str] = &[
    "script",
    "style",
    "noscript",
    "template",
    "iframe",
    "svg",
    "math",
    "object",
    "nav",
    "footer",
    "aside",
    "dialog",
    "select",
    "button",
    "textarea",
    "figcaption",
    "audio",
    "video",
    "canvas",
    "head",
    "title",
    "map",
];
/// Elements that begin a new line.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "tfoot",
    "thead",
    "tr",
    "ul",
];
const HEADINGS: &[&str] = &["h1", "h2", "h3", "h4", "h5", "h6"];
/// Words of classes joined by hyphens are looked up up to so many at a time.
const MAX_PART_WORDS: usize = 3;
/// A block with so many characters is running text, if it ends like a sentence or is twice as long.
const PROSE_CHARS: usize = 50;
/// A longer paragraph counts no more than one of so many characters.
const MAX_WEIGHT: usize = 800;
/// From this share of its characters in links on, a block is a list of links.
const MAX_LINK_SHARE: f64 = 0.5;
/// The second text of a page in its data is the whole article from so many characters on, if it is not cut off.
const WHOLE_CHARS: usize = 300;
/// A cell of a table of facts has no more text than this.
const MAX_CELL_BYTES: usize = 300;
/// Share of a block's words, three at a time, that must be in the second text.
const MIN_SHARED: f64 = 0.7;

/// A line of text of a page.
#[derive(Debug)]
struct Block {
    text: String,
    n_chars: usize,
    n_link_chars: usize,
    n_bold_chars: usize,
    /// The element it stands in.
    element: usize,
    /// Index of the first node of its text.
    start: usize,
    is_heading: bool,
    is_item: bool,
    is_left_out: bool,
}

impl Block {
    fn is_links(&self) -> bool {
        self.n_link_chars as f64 > MAX_LINK_SHARE * self.n_chars as f64
    }

    fn ends_sentence(&self) -> bool {
        let text = self
            .text
            .trim_end_matches(|c: char| matches!(c, '"' | '\'' | ')' | ']') || is_closing(c));
        text.ends_with(['.', '!', '?', '…', '。', '؟', '।', ':', ';', '۔'])
    }

    fn is_prose(&self) -> bool {
        let is_long = self.n_chars >= 2 * PROSE_CHARS
            || (self.n_chars >= PROSE_CHARS && self.ends_sentence());
        is_long && !self.is_heading && !self.is_left_out && !self.is_links()
    }

    /// A heading that is a sentence: the lines between headline and text on some sites.
    fn is_standfirst(&self) -> bool {
        let is_heading = self.is_heading && !self.is_left_out && !self.is_links();
        is_heading && self.n_chars >= PROSE_CHARS && self.ends_sentence()
    }

    /// A line in bold type that stands for a heading.
    fn is_bold(&self) -> bool {
        self.n_bold_chars == self.n_chars && self.n_chars < 2 * PROSE_CHARS
    }
}

fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '“' | '»' | '«' | '›' | '‹' | '」')
}

/// The paragraphs of the article of a page, in order, without its headline.
///
/// `titles` are what the page says its headline is, and `second` is the article as the page's data have it.
pub(super) fn paragraphs(tree: &Tree, titles: &[&str], second: Option<&str>) -> Vec<String> {
    let page = Page::new(tree, titles);
    let second = second.map(plain).filter(|text| !text.is_empty());
    let blocks = second
        .as_ref()
        .and_then(|second| page.shared(second))
        .unwrap_or_else(|| page.selected());
    let found: Vec<_> = blocks.iter().map(|block| block.text.clone()).collect();
    let n_chars: usize = blocks.iter().map(|block| block.n_chars).sum();
    match second {
        // The page is filled in by a script, or shows only the beginning.
        Some(second) if second.chars().count() > 2 * n_chars => lines(&second),
        _ => found,
    }
}

/// The headline: the heading of the page that says what its data say, else what the data say, else the first heading of
/// the first rank.
pub(super) fn title(tree: &Tree, titles: &[&str]) -> Option<String> {
    let heading = headline(tree, titles).map(|(_, text)| text);
    let is_told = |text: &String| titles.iter().any(|title| is_same_title(title, text));
    let told = titles.first().map(|title| (*title).to_owned());
    heading.clone().filter(is_told).or(told).or(heading)
}

/// A value of the page's data on one line, with its entities resolved.
pub(super) fn on_one_line(value: &str) -> String {
    let value = if value.contains(['&', '<']) {
        Tree::parse(value).map_or(String::new(), |tree| tree.text(0))
    } else {
        value.to_owned()
    };
    let words: Vec<_> = value.split_whitespace().collect();
    words.join(" ")
}

/// The heading that is the headline: one that says what `titles` say, else the first of the first rank.
pub(super) fn headline(tree: &Tree, titles: &[&str]) -> Option<(usize, String)> {
    let mut first = None;
    for idx in 0..tree.len() {
        if !HEADINGS.contains(&tree.name(idx)) {
            continue;
        }
        let text = tree.text(idx);
        if text.is_empty() {
            continue;
        }
        if titles.iter().any(|title| is_same_title(title, &text)) {
            return Some((idx, text));
        }
        if tree.name(idx) == "h1" && first.is_none() {
            first = Some((idx, text));
        }
    }
    first
}

/// Whether two titles have most of their words in common, or one goes on where the other ends.
fn is_same_title(one: &str, other: &str) -> bool {
    let words = |text: &str| -> FxHashSet<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let n_shared = one.iter().filter(|word| other.contains(*word)).count();
    let least = one.len().min(other.len());
    least > 0 && n_shared * 4 >= least * 3 && n_shared * 2 >= one.len().max(other.len())
}

/// A text of the page's data without the marks it may have.
fn plain(text: &str) -> String {
    let has_marks = text.contains("</") || text.contains("<br") || text.contains('&');
    if !has_marks {
        return text.trim().to_owned();
    }
    Tree::parse(text).map_or(String::new(), |tree| {
        let blocks = blocks(&tree, &vec![false; tree.len()]);
        let texts: Vec<_> = blocks.into_iter().map(|block| block.text).collect();
        texts.join("\n")
    })
}

fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim);
    lines
        .filter(|line| !line.is_empty())
        .map(str::to_owned)
        .collect()
}

/// All blocks of a page or of a part of one, as paragraphs.
pub(super) fn all_paragraphs(tree: &Tree) -> Vec<String> {
    let left_out: Vec<_> = (0..tree.len())
        .scan(0, |end, idx| {
            if NEVER_TEXT.contains(&tree.name(idx)) {
                *end = tree.node(idx).end.max(*end);
            }
            Some(idx < *end)
        })
        .collect();
    let blocks = blocks(tree, &left_out);
    let kept = blocks.into_iter().filter(|block| !block.is_left_out);
    kept.map(|block| block.text).collect()
}

/// A page on its way to its article.
struct Page<'t> {
    tree: &'t Tree,
    headline: Option<(usize, String)>,
    blocks: Vec<Block>,
}

impl<'t> Page<'t> {
    fn new(tree: &'t Tree, titles: &[&str]) -> Self {
        let headline = headline(tree, titles);
        let left_out = left_out(tree, headline.as_ref().map(|(idx, _)| *idx));
        Self {
            tree,
            headline,
            blocks: blocks(tree, &left_out),
        }
    }

    /// The blocks that the second text has too; `None` if it is not the whole article, or not that of this page.
    fn shared(&self, second: &str) -> Option<Vec<&Block>> {
        let is_cut_off = second.ends_with(['…', ',']) || second.ends_with("...");
        if is_cut_off || second.chars().count() < WHOLE_CHARS {
            return None;
        }
        let known: FxHashSet<u64> = shingles(second).collect();
        let mut n_found = 0;
        let mut shared = Vec::new();
        for block in &self.blocks {
            let (mut n_all, mut n_known) = (0, 0);
            for shingle in shingles(&block.text) {
                n_all += 1;
                n_known += usize::from(known.contains(&shingle));
            }
            let is_shared = n_all > 0 && n_known as f64 >= MIN_SHARED * f64::from(n_all);
            if is_shared && !self.is_headline(block) {
                n_found += n_known;
                shared.push(block);
            }
        }
        (n_found as f64 >= 0.6 * known.len() as f64).then_some(shared)
    }

    fn is_headline(&self, block: &Block) -> bool {
        let headline = self.headline.as_ref();
        headline.is_some_and(|(_, title)| *title == block.text)
    }

    /// The blocks of the element that holds the article.
    fn selected(&self) -> Vec<&Block> {
        let Some(container) = self.container() else {
            return self.whatever_is_text();
        };
        let node = self.tree.node(container);
        let headline = self.headline.as_ref().map(|(idx, _)| *idx);
        let within = |block: &Block| (container..node.end).contains(&block.start);
        let beside = |block: &Block| {
            let is_between =
                headline.is_some_and(|idx| idx < block.start) && block.start < container;
            let goes_on = block.start >= node.end
                && self.tree.name(block.element) == "p"
                && block.element != 0
                && self.tree.node(block.element).parent == node.parent;
            (is_between && block.is_standfirst()) || ((is_between || goes_on) && block.is_prose())
        };
        let blocks = self.blocks.iter();
        let chosen: Vec<_> = blocks
            .filter(|block| within(block) || beside(block))
            .filter(|block| headline.is_none_or(|idx| block.start > idx))
            .collect();
        let chosen = self.cleaned(chosen);
        if chosen.is_empty() {
            return self.whatever_is_text();
        }
        chosen
    }

    /// The blocks of a page that has no running text.
    fn whatever_is_text(&self) -> Vec<&Block> {
        let headline = self.headline.as_ref().map_or(0, |(idx, _)| *idx);
        let is_text =
            |block: &&Block| !block.is_left_out && !block.is_links() && block.start > headline;
        self.blocks
            .iter()
            .filter(is_text)
            .filter(|block| block.ends_sentence())
            .collect()
    }

    /// The element whose paragraphs weigh most, each counting whole for the element around it and less for those
    /// around that.
    fn container(&self) -> Option<usize> {
        let mut weights = vec![0.0; self.tree.len()];
        let mut n_prose = vec![0usize; self.tree.len()];
        let mut prose: Vec<_> = self
            .blocks
            .iter()
            .filter(|block| block.is_prose())
            .collect();
        if let Some(named) = self.named_body(&prose) {
            return Some(named);
        }
        if let Some((headline, _)) = self.headline {
            let has_text_after = prose.iter().any(|block| block.start > headline);
            prose.retain(|block| !has_text_after || block.start > headline);
        }
        for block in &prose {
            for element in self.around(block.element) {
                n_prose[element] += 1;
            }
        }
        for block in &prose {
            let weight = block.n_chars.min(MAX_WEIGHT) as f64;
            let mut share = 1.0;
            // A line of its own (`br`) stands right in the element, a paragraph in one around it.
            let is_paragraph =
                ["p", "li", "blockquote", "pre"].contains(&self.tree.name(block.element));
            let mut inside = if is_paragraph { 1 } else { 0 };
            for element in self.around(block.element) {
                let is_wrapper = n_prose[element] <= inside;
                if is_wrapper {
                    continue;
                }
                inside = n_prose[element];
                weights[element] += weight * share;
                share *= 0.5;
            }
        }
        let best = (0..self.tree.len()).max_by(|&a, &b| {
            let order = weights[a].total_cmp(&weights[b]);
            // Of equals the inner one, which comes later.
            order.then(a.cmp(&b))
        })?;
        if weights[best] <= 0.0 {
            return prose.first().map(|block| block.element);
        }
        Some(self.with_siblings(best, &n_prose))
    }

    /// The element that says of itself that it is the body of the article.
    fn named_body(&self, prose: &[&Block]) -> Option<usize> {
        let says_so = |idx: usize| {
            let names = self.tree.attribute(idx, "itemprop")?;
            names
                .split_whitespace()
                .any(|name| name == "articleBody")
                .then_some(idx)
        };
        let bodies = (1..self.tree.len()).filter_map(says_so);
        let n_chars = |idx: usize| -> usize {
            let inside = idx..self.tree.node(idx).end;
            let inside = prose.iter().filter(|block| inside.contains(&block.start));
            inside.map(|block| block.n_chars).sum()
        };
        let bodies: Vec<_> = bodies.collect();
        let &[body] = bodies.as_slice() else {
            return None;
        };
        (n_chars(body) >= 2 * PROSE_CHARS).then_some(body)
    }

    /// The elements around `element`, itself first, without the page.
    fn around(&self, element: usize) -> impl Iterator<Item = usize> {
        std::iter::successors(Some(element).filter(|&idx| idx > 0), |&idx| {
            Some(self.tree.node(idx).parent).filter(|&parent| parent > 0)
        })
    }

    /// The element that holds `element` and others of its make with running text, as the entries of a live blog are.
    fn with_siblings(&self, mut element: usize, n_prose: &[usize]) -> usize {
        let headline = self.headline.as_ref().map(|(idx, _)| *idx);
        let holds_headline = |element: usize| {
            headline.is_some_and(|idx| (element..self.tree.node(element).end).contains(&idx))
        };
        const LEVELS: usize = 4;
        let mut levels = 0;
        let mut outer = element;
        while levels < LEVELS && !holds_headline(outer) {
            let parent = self.tree.node(outer).parent;
            if parent == 0 || ["body", "html"].contains(&self.tree.name(parent)) {
                break;
            }
            let make = self.make(outer);
            let n_alike = self
                .children(parent)
                .filter(|&child| n_prose[child] > 0 && self.make(child) == make)
                .count();
            if n_alike > 1 && !make.1.is_empty() {
                // Once: what holds entries may itself stand beside others of its make, such as columns.
                element = parent;
                break;
            }
            outer = parent;
            levels += 1;
        }
        element
    }

    fn children(&self, parent: usize) -> impl Iterator<Item = usize> {
        let end = self.tree.node(parent).end;
        let first = Some(parent + 1).filter(|&idx| idx < end);
        std::iter::successors(first, move |&idx| {
            Some(self.tree.node(idx).end).filter(|&next| next < end)
        })
    }

    fn make(&self, element: usize) -> (&str, &str) {
        let class = self.tree.attribute(element, "class").unwrap_or_default();
        (self.tree.name(element), class)
    }

    /// Without lists of links, labels, and headings with nothing under them.
    fn cleaned<'b>(&self, blocks: Vec<&'b Block>) -> Vec<&'b Block> {
        let mut kept: Vec<&Block> = Vec::new();
        let prose = |block: &&Block| block.is_prose() || (block.is_item && block.ends_sentence());
        let first = blocks.iter().position(prose).unwrap_or(0);
        let last = blocks.iter().rposition(prose).unwrap_or(blocks.len());
        for (idx, block) in blocks.iter().enumerate() {
            let is_inside = idx > first && idx < last;
            let may_be_short = block.is_heading
                || block.is_item
                || block.ends_sentence()
                || (is_inside && block.is_bold());
            let is_label = !may_be_short && block.n_chars < PROSE_CHARS;
            // Items may end the article: a list after the last sentence.
            let is_outside = (idx < first && block.is_item && block.n_chars < PROSE_CHARS)
                || (idx > last && !block.is_item && !block.ends_sentence());
            let is_furniture = block.is_left_out
                || block.is_links()
                || is_label
                || is_outside
                || self.is_headline(block);
            if !is_furniture {
                kept.push(block);
            }
        }
        without_empty_headings(kept)
    }
}

/// Headings count only above text; of two that follow each other both may.
fn without_empty_headings(mut blocks: Vec<&Block>) -> Vec<&Block> {
    while blocks
        .last()
        .is_some_and(|block| block.is_heading || block.is_bold() && !block.is_item)
    {
        blocks.pop();
    }
    blocks
}

/// Hashes of each run of three words of a text; of a shorter text its words.
fn shingles(text: &str) -> impl Iterator<Item = u64> {
    use std::hash::{Hash, Hasher};
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let length = words.len().clamp(1, 3);
    let hashes: Vec<_> = words
        .windows(length)
        .map(|window| {
            let mut hasher = rustc_hash::FxHasher::default();
            window.hash(&mut hasher);
            hasher.finish()
        })
        .collect();
    hashes.into_iter()
}

/// For each node whether it is furniture for sure. What holds the headline is not.
fn left_out(tree: &Tree, headline: Option<usize>) -> Vec<bool> {
    let mut end = 0;
    let mut left_out: Vec<bool> = Vec::with_capacity(tree.len());
    for idx in 0..tree.len() {
        let holds_headline =
            headline.is_some_and(|headline| (idx..tree.node(idx).end).contains(&headline));
        if idx >= end && !holds_headline && is_furniture(tree, idx) {
            end = tree.node(idx).end;
        }
        left_out.push(idx < end);
    }
    for idx in 0..tree.len() {
        if HEADINGS.contains(&tree.name(idx)) && Some(idx) != headline && is_link(tree, idx) {
            let card = card(tree, idx, headline);
            left_out[card..tree.node(card).end].fill(true);
        }
    }
    left_out
}

fn is_furniture(tree: &Tree, idx: usize) -> bool {
    let name = tree.name(idx);
    if name.is_empty() || ["html", "body"].contains(&name) {
        return false;
    }
    let role = tree.attribute(idx, "role").unwrap_or_default();
    NEVER_TEXT.contains(&name)
        || name.starts_with("amp-")
        || tree.attribute(idx, "hidden").is_some()
        || [
            "navigation",
            "banner",
            "complementary",
            "contentinfo",
            "dialog",
            "alertdialog",
            "search",
        ]
        .contains(&role)
        || ["class", "id"].iter().any(|attribute| {
            let names = tree.attribute(idx, attribute).unwrap_or_default();
            names.split(is_space).any(names_furniture)
        })
}

/// Whether a class or id has a word of furniture: `article__related`, `RelatedBox_x7`, `id-comments`.
fn names_furniture(name: &str) -> bool {
    let words = words_of_name(name);
    (1..=MAX_PART_WORDS).any(|length| {
        let mut runs = words.windows(length);
        runs.any(|run| PAGE_PARTS.contains(run.join("-").as_str()))
    })
}

/// The words of a class or id in lower case: parted by marks, and where a capital follows a small letter.
fn words_of_name(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut was_lower = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && was_lower) {
            words.push(String::new());
        }
        if let (true, Some(word)) = (c.is_alphanumeric(), words.last_mut()) {
            word.extend(c.to_lowercase());
        }
        was_lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Whether the whole of a heading leads to another page.
fn is_link(tree: &Tree, heading: usize) -> bool {
    let leads_away = |idx: usize| {
        let target = tree.attribute(idx, "href");
        tree.name(idx) == "a" && target.is_some_and(|target| !target.starts_with('#'))
    };
    let inside = heading + 1..tree.node(heading).end;
    let link = inside.clone().find(|&idx| leads_away(idx));
    let around = || {
        let parent = tree.node(heading).parent;
        leads_away(parent).then_some(parent)
    };
    link.or_else(around)
        .is_some_and(|link| tree.text(link).len() >= tree.text(heading).len())
}

/// The box of a heading that is a link: what holds it and no other heading.
fn card(tree: &Tree, heading: usize, headline: Option<usize>) -> usize {
    const LEVELS: usize = 4;
    let mut card = heading;
    for _ in 0..LEVELS {
        let parent = tree.node(card).parent;
        let inside = parent..tree.node(parent).end;
        let is_page = parent == 0 || ["body", "html", "main"].contains(&tree.name(parent));
        let is_article = headline.is_some_and(|headline| inside.contains(&headline));
        let holds_others = inside
            .clone()
            .any(|idx| idx != heading && HEADINGS.contains(&tree.name(idx)));
        // A box is short: a heading, a line about it, perhaps a date.
        const MAX_CARD_CHARS: usize = 600;
        if is_page || is_article || holds_others || tree.is_longer(parent, MAX_CARD_CHARS) {
            break;
        }
        card = parent;
    }
    card
}

/// The text of a page in lines, as a browser breaks them, with where each stands.
fn blocks(tree: &Tree, left_out: &[bool]) -> Vec<Block> {
    let mut lines = Lines {
        tree,
        blocks: Vec::new(),
        text: String::new(),
        start: 0,
        n_link_chars: 0,
        n_bold_chars: 0,
        element: 0,
    };
    // The elements that are open, with whether each begins and ends a line.
    let mut open: Vec<usize> = Vec::new();
    for idx in 0..tree.len() {
        while open
            .last()
            .is_some_and(|&element| tree.node(element).end <= idx)
        {
            let element = open.pop().unwrap_or_default();
            lines.leave(element, left_out);
        }
        match &tree.node(idx).data {
            Data::Element(..) => {
                lines.enter(idx, left_out);
                open.push(idx);
            }
            Data::Text(text) => lines.take(idx, text, &open, left_out),
        }
    }
    lines.finish(left_out);
    lines.blocks
}

struct Lines<'t> {
    tree: &'t Tree,
    blocks: Vec<Block>,
    text: String,
    start: usize,
    n_link_chars: usize,
    n_bold_chars: usize,
    element: usize,
}

impl Lines<'_> {
    fn enter(&mut self, element: usize, left_out: &[bool]) {
        let name = self.tree.name(element);
        if is_block(self.tree, element) {
            self.finish(left_out);
        } else if name == "br" {
            // One ends a line, two end a paragraph.
            if self.text.ends_with('\n') {
                self.finish(left_out);
            } else if !self.text.is_empty() {
                self.trim();
                self.text.push('\n');
            }
        } else if ["td", "th"].contains(&name) && !self.text.is_empty() {
            self.trim();
            self.text.push('\t');
        }
    }

    fn leave(&mut self, element: usize, left_out: &[bool]) {
        if is_block(self.tree, element) {
            self.finish(left_out);
        }
    }

    fn take(&mut self, idx: usize, text: &str, open: &[usize], left_out: &[bool]) {
        let names = |element: &&usize| self.tree.name(**element);
        let is_raw = open.iter().any(|element| {
            ["script", "style", "noscript", "template", "head", "iframe"].contains(&names(&element))
        });
        if is_raw {
            return;
        }
        // What is left out stands apart, so that a line does not begin with it.
        let begins_otherwise = !self.text.is_empty() && left_out[self.start] != left_out[idx];
        if begins_otherwise && !text.trim_matches(is_space).is_empty() {
            self.finish(left_out);
        }
        let is_in = |wanted: &[&str]| open.iter().any(|element| wanted.contains(&names(&element)));
        // Headings of entries lead to themselves.
        let leads_here = |element: &usize| {
            self.tree.name(*element) == "a"
                && self
                    .tree
                    .attribute(*element, "href")
                    .is_some_and(|target| target.starts_with('#'))
        };
        let is_own_link = is_in(HEADINGS) && open.iter().any(leads_here);
        let is_link = is_in(&["a"]) && !is_own_link;
        let is_bold = is_in(&["b", "strong"]);
        let is_kept = is_in(&["pre"]);
        let mut n_chars = 0;
        for c in text.chars() {
            let c = if is_space(c) && !is_kept { ' ' } else { c };
            let is_second =
                is_space(c) && !is_kept && (self.text.is_empty() || self.text.ends_with(is_space));
            if !is_second {
                if self.text.is_empty() {
                    self.start = idx;
                    let block = open.iter().rfind(|element| is_block(self.tree, **element));
                    self.element = block.copied().unwrap_or_default();
                }
                self.text.push(c);
                n_chars += 1;
            }
        }
        self.n_link_chars += if is_link { n_chars } else { 0 };
        self.n_bold_chars += if is_bold { n_chars } else { 0 };
    }

    fn trim(&mut self) {
        let length = self.text.trim_end_matches(' ').len();
        self.text.truncate(length);
    }

    fn finish(&mut self, left_out: &[bool]) {
        let text = std::mem::take(&mut self.text);
        let text = text.trim_end_matches(is_space);
        let names_above: Vec<_> = std::iter::successors(Some(self.element), |&idx| {
            Some(self.tree.node(idx).parent).filter(|&parent| parent > 0)
        })
        .take(3)
        .map(|idx| self.tree.name(idx))
        .collect();
        let is_in = |wanted: &[&str]| names_above.iter().any(|name| wanted.contains(name));
        if text.chars().any(char::is_alphanumeric) {
            let n_chars = text.chars().count();
            self.blocks.push(Block {
                n_chars,
                n_link_chars: self.n_link_chars.min(n_chars),
                n_bold_chars: self.n_bold_chars.min(n_chars),
                element: self.element,
                start: self.start,
                is_heading: is_in(HEADINGS),
                is_item: is_in(&["li", "tr", "dd", "dt"])
                    && !is_layout(self.tree, self.element)
                    && !holds_blocks(self.tree, self.element),
                is_left_out: left_out[self.start],
                text: text.to_owned(),
            });
        }
        self.n_link_chars = 0;
        self.n_bold_chars = 0;
    }
}

/// Whether an element begins and ends a line: also a cell of a table that holds a part of the page.
fn is_block(tree: &Tree, element: usize) -> bool {
    let name = tree.name(element);
    BLOCKS.contains(&name)
        || (["td", "th"].contains(&name) && tree.is_longer(element, MAX_CELL_BYTES))
}

/// Whether an item of a list holds paragraphs, as the entries of some live blogs do.
fn holds_blocks(tree: &Tree, element: usize) -> bool {
    const NODES: usize = 50;
    let end = tree.node(element).end.min(element + NODES);
    (element + 1..end).any(|idx| ["p", "div", "h2", "h3", "h4"].contains(&tree.name(idx)))
}

/// Whether a row of a table holds parts of the page rather than words and figures.
fn is_layout(tree: &Tree, element: usize) -> bool {
    const MAX_ROW_CHARS: usize = 400;
    tree.name(element) == "tr" && tree.is_longer(element, MAX_ROW_CHARS)
}

/// A piece of HTML that is no page, such as a cell of an export, as paragraphs.
pub(super) fn fragment(html: &str) -> Option<Vec<String>> {
    let tree = Tree::parse(html)?;
    Some(all_paragraphs(&tree))
}

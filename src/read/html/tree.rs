//! The elements and texts of a page in the order in which they stand.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use html5ever::interface::{ElemName, ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::{StrTendril, TendrilSink};
use html5ever::{Attribute, LocalName, Namespace, ParseOpts, QualName, parse_document};

/// Elements that stay open inside each other cost time for each that comes later.
const MAX_OPEN: i64 = 1000;
/// Elements of form (bold, font) that stay open are repeated in every paragraph after them.
const MAX_OPEN_FORMATTING: i64 = 50;
/// What html5ever repeats in later paragraphs while it is open; `a` and `nobr` close themselves.
const FORMATTING: &[&str] = &[
    "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements that have no end, or whose end need not be written.
const UNCLOSED: &[&str] = &[
    "area", "base", "body", "br", "col", "colgroup", "dd", "dt", "embed", "head", "hr", "html",
    "image", "img", "input", "li", "link", "meta", "option", "optgroup", "p", "param", "rp", "rt",
    "source", "tbody", "td", "tfoot", "th", "thead", "tr", "track", "wbr",
];

/// A page, as a browser understands it: its elements and texts in order, each with where it ends.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// An element or a text.
#[derive(Debug)]
pub(super) struct Node {
    /// What it is.
    pub data: Data,
    /// Index of the element it stands in; that of the page itself is 0.
    pub parent: usize,
    /// Index behind the last node that stands in it.
    pub end: usize,
}

/// What a node is.
#[derive(Debug)]
pub(super) enum Data {
    /// An element with its attributes.
    Element(LocalName, Vec<(LocalName, StrTendril)>),
    /// Text with its entities resolved.
    Text(StrTendril),
}

impl Tree {
    /// Reads a page; `None` if so many of its elements stay open that it is none.
    pub(super) fn parse(html: &str) -> Option<Self> {
        if !is_shallow(html) {
            return None;
        }
        let arena = parse_document(Arena::new(), ParseOpts::default()).one(html);
        Some(Self { nodes: flat(arena) })
    }

    /// Number of nodes; the page itself is node 0.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node at `idx`.
    pub(super) fn node(&self, idx: usize) -> &Node {
        &self.nodes[idx]
    }

    /// Name of an element in lower case; empty for a text.
    pub(super) fn name(&self, idx: usize) -> &str {
        match &self.nodes[idx].data {
            Data::Element(name, _) => name,
            Data::Text(_) => "",
        }
    }

    /// Value of an attribute.
    pub(super) fn attribute(&self, idx: usize, name: &str) -> Option<&str> {
        let Data::Element(_, attributes) = &self.nodes[idx].data else {
            return None;
        };
        let found = attributes.iter().find(|(key, _)| &**key == name);
        found.map(|(_, value)| &**value)
    }

    /// Indices of the elements with this name, in order.
    pub(super) fn elements(&self, name: &str) -> impl Iterator<Item = usize> {
        (0..self.len()).filter(move |&idx| self.name(idx) == name)
    }

    /// Whether the text in a node has more than so many bytes.
    pub(super) fn is_longer(&self, idx: usize, n_bytes: usize) -> bool {
        let mut left = n_bytes;
        for node in &self.nodes[idx..self.nodes[idx].end] {
            if let Data::Text(part) = &node.data {
                match left.checked_sub(part.len()) {
                    Some(rest) => left = rest,
                    None => return true,
                }
            }
        }
        false
    }

    /// All text in a node, with runs of white space as one space.
    pub(super) fn text(&self, idx: usize) -> String {
        let mut text = String::new();
        for node in &self.nodes[idx..self.nodes[idx].end] {
            if let Data::Text(part) = &node.data {
                text.push_str(part);
            }
        }
        collapsed(&text)
    }
}

/// White space of HTML: a no-break space is none.
pub(super) fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// `text` with its runs of white space as one space each, none at its ends.
pub(super) fn collapsed(text: &str) -> String {
    let words: Vec<_> = text
        .split(is_space)
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ")
}

/// Whether few elements stay open at once, as far as tags tell.
fn is_shallow(html: &str) -> bool {
    let (mut open, mut open_formatting) = (0i64, 0i64);
    for tag in html.split('<').skip(1) {
        let (step, tag) = match tag.strip_prefix('/') {
            Some(tag) => (-1, tag),
            None => (1, tag),
        };
        let length = tag.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let name = tag[..length].to_ascii_lowercase();
        if name.is_empty() || UNCLOSED.contains(&name.as_str()) {
            continue;
        }
        open = (open + step).max(0);
        if FORMATTING.contains(&name.as_str()) {
            open_formatting = (open_formatting + step).max(0);
        }
        if open > MAX_OPEN || open_formatting > MAX_OPEN_FORMATTING {
            return false;
        }
    }
    true
}

/// What html5ever builds.
struct Arena {
    nodes: RefCell<Vec<Built>>,
}

struct Built {
    data: Option<Data>,
    parent: Option<usize>,
    children: Vec<usize>,
}

#[derive(Clone)]
struct Handle {
    idx: usize,
    name: Rc<QualName>,
}

impl Arena {
    fn new() -> Self {
        let page = Built {
            data: None,
            parent: None,
            children: Vec::new(),
        };
        Self {
            nodes: RefCell::new(vec![page]),
        }
    }

    fn add(&self, data: Option<Data>) -> usize {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Built {
            data,
            parent: None,
            children: Vec::new(),
        });
        nodes.len() - 1
    }

    fn handle(&self, data: Option<Data>, name: QualName) -> Handle {
        Handle {
            idx: self.add(data),
            name: Rc::new(name),
        }
    }

    /// Puts a node or text among the children of `parent` at `place`.
    fn insert(&self, parent: usize, place: usize, child: NodeOrText<Handle>) {
        let child_idx = match child {
            NodeOrText::AppendNode(handle) => {
                self.detach(handle.idx);
                handle.idx
            }
            NodeOrText::AppendText(text) => {
                if self.extend_text(parent, place, &text) {
                    return;
                }
                self.add(Some(Data::Text(text)))
            }
        };
        let mut nodes = self.nodes.borrow_mut();
        nodes[child_idx].parent = Some(parent);
        let place = place.min(nodes[parent].children.len());
        nodes[parent].children.insert(place, child_idx);
    }

    /// Adds to the text that stands before `place`, if one does.
    fn extend_text(&self, parent: usize, place: usize, text: &StrTendril) -> bool {
        let mut nodes = self.nodes.borrow_mut();
        let before = place
            .checked_sub(1)
            .and_then(|before| nodes[parent].children.get(before).copied());
        match before.map(|before| &mut nodes[before].data) {
            Some(Some(Data::Text(before))) => {
                before.push_tendril(text);
                true
            }
            _ => false,
        }
    }

    fn n_children(&self, parent: usize) -> usize {
        self.nodes.borrow()[parent].children.len()
    }

    fn detach(&self, idx: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[idx].parent.take() {
            let siblings = &mut nodes[parent].children;
            // What is moved mostly came last.
            if let Some(place) = siblings.iter().rposition(|&sibling| sibling == idx) {
                siblings.remove(place);
            }
        }
    }

    fn page_name() -> QualName {
        QualName::new(None, Namespace::default(), LocalName::default())
    }
}

impl TreeSink for Arena {
    type Handle = Handle;
    type Output = Vec<Built>;
    type ElemName<'a> = NameOf<'a>;

    fn finish(self) -> Vec<Built> {
        self.nodes.into_inner()
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle {
            idx: 0,
            name: Rc::new(Self::page_name()),
        }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> NameOf<'a> {
        NameOf(&target.name)
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        _: ElementFlags,
    ) -> Handle {
        let attributes = attributes
            .into_iter()
            .map(|attribute| (attribute.name.local, attribute.value))
            .collect();
        let data = Data::Element(name.local.clone(), attributes);
        self.handle(Some(data), name)
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.handle(None, Self::page_name())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.handle(None, Self::page_name())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.idx, self.n_children(parent.idx), child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Handle,
        before: &Handle,
        child: NodeOrText<Handle>,
    ) {
        let has_parent = self.nodes.borrow()[element.idx].parent.is_some();
        if has_parent {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.idx == y.idx
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(handle) = &child {
            self.detach(handle.idx);
        }
        let place = {
            let nodes = self.nodes.borrow();
            nodes[sibling.idx].parent.map(|parent| {
                let siblings = &nodes[parent].children;
                let place = siblings.iter().rposition(|&idx| idx == sibling.idx);
                (parent, place.unwrap_or(siblings.len()))
            })
        };
        if let Some((parent, place)) = place {
            self.insert(parent, place, child);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        if let Some(Data::Element(_, present)) = &mut self.nodes.borrow_mut()[target.idx].data {
            for attribute in attributes {
                if !present.iter().any(|(key, _)| *key == attribute.name.local) {
                    present.push((attribute.name.local, attribute.value));
                }
            }
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.idx);
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.idx].children);
        for &child in &children {
            nodes[child].parent = Some(new_parent.idx);
        }
        nodes[new_parent.idx].children.extend(children);
    }
}

/// Name of an element, as html5ever asks for it.
#[derive(Debug)]
struct NameOf<'a>(&'a QualName);

impl ElemName for NameOf<'_> {
    fn ns(&self) -> &Namespace {
        &self.0.ns
    }

    fn local_name(&self) -> &LocalName {
        &self.0.local
    }
}

/// The nodes of the arena that hang together, in order of the page.
fn flat(mut arena: Vec<Built>) -> Vec<Node> {
    let page = Data::Element(LocalName::default(), Vec::new());
    let mut nodes = vec![Node {
        data: page,
        parent: 0,
        end: 1,
    }];
    let mut open = vec![(0, std::mem::take(&mut arena[0].children).into_iter())];
    while let Some((parent, children)) = open.last_mut() {
        let parent = *parent;
        let Some(child) = children.next() else {
            nodes[parent].end = nodes.len();
            open.pop();
            continue;
        };
        let below = std::mem::take(&mut arena[child].children);
        if let Some(data) = arena[child].data.take() {
            let idx = nodes.len();
            nodes.push(Node {
                data,
                parent,
                end: idx + 1,
            });
            open.push((idx, below.into_iter()));
        }
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nodes_come_in_order_and_end_behind_what_stands_in_them() {
        let tree = Tree::parse("<p>a&nbsp;<b>b</b>\n c<p>d").expect("it is a page");
        let paragraphs: Vec<_> = tree.elements("p").collect();
        assert_eq!(tree.text(paragraphs[0]), "a\u{a0}b c");
        assert_eq!(tree.text(paragraphs[1]), "d");
        assert_eq!(tree.node(paragraphs[0]).end, paragraphs[1]);
    }

    #[test]
    fn text_in_a_table_but_in_no_cell_stands_before_it() {
        let tree = Tree::parse("<table><tr>x<td>y</table>").expect("it is a page");
        assert_eq!(tree.text(0), "xy");
    }

    #[test]
    fn what_stays_open_without_end_is_no_page() {
        assert!(Tree::parse(&"<div>".repeat(5000)).is_none());
        assert!(Tree::parse(&"<font size=1>".repeat(100)).is_none());
        assert!(Tree::parse(&"<p>a<br>".repeat(5000)).is_some());
    }
}

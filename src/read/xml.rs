//! XML as a list of its elements and texts in order, for the readers of feeds, agency files and Word documents.
//!
//! Nothing outside the file is read, and no entity that the file declares is resolved: a reference to one stays as it
//! is written. So a file cannot grow by its entities.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Elements stand inside each other no deeper than this.
const MAX_DEPTH: usize = 500;

/// The elements and texts of an XML file in order.
#[derive(Debug)]
pub(super) struct Xml {
    nodes: Vec<Node>,
}

/// An element, or a text in one.
#[derive(Debug)]
struct Node {
    /// With the prefix, as written; empty for a text.
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    /// Index behind the last node that stands in it.
    end: usize,
}

/// An element of an XML file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'x> {
    xml: &'x Xml,
    idx: usize,
}

impl Xml {
    /// Reads a file; what is wrong with it as a sentence otherwise.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().allow_dangling_amp = true;
        let mut nodes = Vec::new();
        let mut open: Vec<usize> = Vec::new();
        loop {
            let event = reader.read_event();
            let event =
                event.map_err(|error| format!("{error} at byte {}", reader.error_position()))?;
            match event {
                Event::Start(tag) => {
                    if open.len() >= MAX_DEPTH {
                        return Err(format!("more than {MAX_DEPTH} elements inside each other"));
                    }
                    open.push(nodes.len());
                    nodes.push(element(&tag));
                }
                Event::Empty(tag) => {
                    nodes.push(element(&tag));
                    let end = nodes.len();
                    nodes[end - 1].end = end;
                }
                Event::End(_) => {
                    if let Some(idx) = open.pop() {
                        nodes[idx].end = nodes.len();
                    }
                }
                Event::Text(text) => push_text(&mut nodes, &text.xml10_content()),
                Event::CData(text) => push_text(&mut nodes, &text.xml10_content()),
                Event::GeneralRef(reference) => push_text(&mut nodes, &resolved(&reference)),
                Event::Eof if open.is_empty() => break,
                Event::Eof => return Err("it ends before its elements do".to_owned()),
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        Ok(Self { nodes })
    }

    /// The outermost element.
    pub(super) fn root(&self) -> Option<Element<'_>> {
        let idx = self.nodes.iter().position(|node| !node.name.is_empty())?;
        Some(Element { xml: self, idx })
    }
}

fn element(tag: &BytesStart<'_>) -> Node {
    let mut attributes = Vec::new();
    for attribute in tag.attributes().with_checks(false).flatten() {
        let value: &str = attribute.value.as_ref();
        attributes.push((attribute.key.as_ref().to_owned(), unescaped(value)));
    }
    Node {
        name: tag.name().as_ref().to_owned(),
        attributes,
        text: String::new(),
        end: 0,
    }
}

/// A value with its references resolved; as it is if one cannot be.
fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or(value.to_owned(), |value| value.into_owned())
}

fn push_text(nodes: &mut Vec<Node>, text: &str) {
    if text.is_empty() {
        return;
    }
    let end = nodes.len() + 1;
    nodes.push(Node {
        name: String::new(),
        attributes: Vec::new(),
        text: text.to_owned(),
        end,
    });
}

/// The character of a reference by number or to one of the five names of XML; another stays as it is written.
fn resolved(reference: &BytesRef<'_>) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name = reference.xml10_content();
    let known = quick_xml::escape::resolve_predefined_entity(&name);
    known.map_or(format!("&{name};"), str::to_owned)
}

impl<'x> Element<'x> {
    fn node(self) -> &'x Node {
        &self.xml.nodes[self.idx]
    }

    /// Its name with the prefix, as written.
    pub(super) fn name(self) -> &'x str {
        &self.node().name
    }

    /// Its name without the prefix.
    pub(super) fn local_name(self) -> &'x str {
        let name = self.name();
        name.rsplit_once(':').map_or(name, |(_, name)| name)
    }

    /// Value of an attribute, whatever its prefix.
    pub(super) fn attribute(self, name: &str) -> Option<&'x str> {
        let attributes = self.node().attributes.iter();
        let mut found = attributes.filter(|(key, _)| {
            let key = key.rsplit_once(':').map_or(key.as_str(), |(_, key)| key);
            key == name
        });
        found.next().map(|(_, value)| value.as_str())
    }

    /// The elements and texts in it, at any depth, in order; a text has no name.
    pub(super) fn inside(self) -> impl Iterator<Item = Element<'x>> {
        (self.idx + 1..self.node().end).map(move |idx| Element { xml: self.xml, idx })
    }

    /// The elements in it with this name (without prefix), at any depth, in order.
    pub(super) fn all(self, name: &str) -> impl Iterator<Item = Element<'x>> {
        self.inside()
            .filter(move |element| !element.name().is_empty() && element.local_name() == name)
    }

    /// The first of [`Element::all`].
    pub(super) fn first(self, name: &str) -> Option<Element<'x>> {
        self.all(name).next()
    }

    /// The elements right in it.
    pub(super) fn children(self) -> impl Iterator<Item = Element<'x>> {
        let end = self.node().end;
        let start = Some(self.idx + 1).filter(|&idx| idx < end);
        let all = std::iter::successors(start, move |&idx| {
            Some(self.xml.nodes[idx].end).filter(|&next| next < end)
        });
        all.map(move |idx| Element { xml: self.xml, idx })
            .filter(|element| !element.name().is_empty())
    }

    /// The first child with this name (with prefix).
    pub(super) fn child(self, name: &str) -> Option<Element<'x>> {
        self.children().find(|element| element.name() == name)
    }

    /// All text in it as it stands.
    pub(super) fn text(self) -> String {
        let nodes = &self.xml.nodes[self.idx..self.node().end];
        nodes.iter().map(|node| node.text.as_str()).collect()
    }

    /// All text in it on one line; `None` if there is none.
    pub(super) fn line(self) -> Option<String> {
        super::draft::line(Some(self.text()))
    }

    /// Index behind its last node, to tell what stands in it.
    pub(super) fn end(self) -> usize {
        self.node().end
    }

    /// Place of the element or text in the file.
    pub(super) fn place(self) -> usize {
        self.idx
    }

    /// The text itself, if it is one.
    pub(super) fn own_text(self) -> &'x str {
        &self.node().text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entities_of_the_file_are_not_resolved() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"xxxxxxxxxx\"><!ENTITY y \"&x;&x;&x;&x;\"><!ENTITY f SYSTEM \
            \"file:///etc/passwd\">]><a>&y; &f; &amp; &#65;</a>";
        let xml = Xml::parse(bomb).expect("it is well formed");
        let root = xml.root().expect("it has an element");
        assert_eq!(root.text(), "&y; &f; & A");
    }

    #[test]
    fn elements_are_found_by_name_with_or_without_prefix() {
        let xml =
            Xml::parse("<r><n:p a='1 &lt; 2'>x<q/>y</n:p><p>z</p></r>").expect("it is well formed");
        let root = xml.root().expect("it has an element");
        let texts: Vec<_> = root.all("p").map(Element::text).collect();
        assert_eq!(texts, ["xy", "z"]);
        assert_eq!(
            root.child("n:p").and_then(|p| p.attribute("a")),
            Some("1 < 2")
        );
    }

    #[test]
    fn what_is_cut_off_or_too_deep_is_an_error() {
        assert!(Xml::parse("<a><b>text</b>").is_err());
        assert!(Xml::parse(&"<a>".repeat(1000)).is_err());
    }
}

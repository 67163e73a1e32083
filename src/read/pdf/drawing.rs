//! What drawing the pages of a PDF comes to. The crate that extracts the text follows parents and forms for as long as
//! there are more, so pages that are their own parents, and forms that draw themselves, are found here first.

use std::borrow::Cow;

use pdf_extract::content::Content;
use pdf_extract::{Dictionary, Document, Object, Stream};

/// Pages stand in groups of groups; more than these around each other lead nowhere.
const MAX_PARENTS: usize = 256;
/// Forms are drawn within forms; a page of a newspaper has three or four in each other.
const MAX_DEPTH: usize = 32;
/// So many bytes of pages and forms are drawn, each form as often as it is; about so long it takes to look for them is
/// counted beside.
const MAX_BYTES: usize = 1 << 30;
const BYTES_OF_FORM: usize = 1 << 12;

/// Drawing would never end, or as good as never.
pub(super) struct Endless;

/// Follows what is drawn on all pages.
///
/// # Errors
///
/// [`Endless`] if too much is within itself, or there is too much in all.
pub(super) fn check(document: &Document) -> Result<(), Endless> {
    let mut drawing = Drawing {
        document,
        bytes_left: MAX_BYTES,
    };
    for page in document.get_pages().into_values() {
        let Ok(dictionary) = document.get_dictionary(page) else {
            continue;
        };
        let resources = resources(document, dictionary)?;
        let content = document.get_page_content(page).unwrap_or_default();
        drawing.draw(&content, resources, 0)?;
    }
    Ok(())
}

/// The resources of a page or of the nearest group around it that has some.
fn resources<'d>(
    document: &'d Document,
    page: &'d Dictionary,
) -> Result<Option<&'d Dictionary>, Endless> {
    let parent_of = |inner: &&'d Dictionary| {
        let parent = inner.get(b"Parent").and_then(Object::as_reference);
        document.get_dictionary(parent.ok()?).ok()
    };
    let around = std::iter::successors(Some(page), parent_of);
    if around.clone().nth(MAX_PARENTS).is_some() {
        return Err(Endless);
    }
    let mut found = around.filter_map(|inner| of_key(document, inner, b"Resources"));
    Ok(found.find_map(|object| object.as_dict().ok()))
}

/// What stands in the dictionary under this key, wherever it is.
fn of_key<'d>(document: &'d Document, within: &'d Dictionary, key: &[u8]) -> Option<&'d Object> {
    let (_, object) = document.dereference(within.get(key).ok()?).ok()?;
    Some(object)
}

struct Drawing<'d> {
    document: &'d Document,
    bytes_left: usize,
}

impl<'d> Drawing<'d> {
    /// Follows the forms that a page or form draws with these resources, which a form that has none of its own takes over.
    fn draw(
        &mut self,
        content: &[u8],
        resources: Option<&'d Dictionary>,
        depth: usize,
    ) -> Result<(), Endless> {
        let bytes_left = self.bytes_left.checked_sub(BYTES_OF_FORM + content.len());
        self.bytes_left = bytes_left.filter(|_| depth <= MAX_DEPTH).ok_or(Endless)?;
        if !content.windows(2).any(|operator| operator == b"Do") {
            return Ok(());
        }
        // What cannot be decoded here ends the extraction there.
        let operations = Content::decode(content).map_or(Vec::new(), |content| content.operations);
        for operation in operations.iter().filter(|it| it.operator == "Do") {
            let name = operation.operands.first().and_then(|it| it.as_name().ok());
            if let Some(form) = name.and_then(|name| self.form(resources?, name)) {
                let own = of_key(self.document, &form.dict, b"Resources");
                let own = own.and_then(|object| object.as_dict().ok());
                self.draw(&content_of(form), own.or(resources), depth + 1)?;
            }
        }
        Ok(())
    }

    fn form(&self, resources: &'d Dictionary, name: &[u8]) -> Option<&'d Stream> {
        let forms = of_key(self.document, resources, b"XObject")?;
        let form = of_key(self.document, forms.as_dict().ok()?, name)?;
        form.as_stream().ok()
    }
}

fn content_of(form: &Stream) -> Cow<'_, [u8]> {
    let unpacked = form.decompressed_content();
    unpacked.map_or(Cow::Borrowed(form.content.as_slice()), Cow::Owned)
}

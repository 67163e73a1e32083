//! The mark-up of the test cases: prose with `[surface](label)` for what is to be found in it.

use crate::text::Span;

/// Takes the marks out of `marked`: the text, and the marked spans with their labels.
#[must_use]
pub fn unmark(marked: &str) -> (String, Vec<(Span, String)>) {
    let mut text = String::with_capacity(marked.len());
    let mut marks = Vec::new();
    let mut rest = marked;
    while let Some((before, surface, label, behind)) = next_mark(rest) {
        text.push_str(before);
        let start = text.len();
        text.push_str(surface);
        marks.push((Span::new(start, text.len()), label.to_owned()));
        rest = behind;
    }
    text.push_str(rest);
    (text, marks)
}

/// Text before the first mark, its surface, its label (which may hold brackets of a UCUM unit) and the text behind it.
fn next_mark(rest: &str) -> Option<(&str, &str, &str, &str)> {
    let middle = rest.find("](")?;
    let open = rest[..middle].rfind('[')?;
    let close = middle + rest[middle..].find(')')?;
    Some((
        &rest[..open],
        &rest[open + 1..middle],
        &rest[middle + 2..close],
        &rest[close + 1..],
    ))
}

/// Puts marks around spans of `text`, which are in order and do not overlap.
#[must_use]
pub fn mark(text: &str, marks: &[(Span, String)]) -> String {
    let mut marked = String::with_capacity(text.len() * 2);
    let mut end = 0;
    for (span, label) in marks {
        marked.push_str(&text[end..span.start()]);
        marked.push_str(&format!("[{}]({label})", span.of(text)));
        end = span.end();
    }
    marked.push_str(&text[end..]);
    marked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_taken_out_and_put_back() {
        let marked = "A [5 mile](quantity 5 [mi_i]) run [today](date).";
        let (text, marks) = unmark(marked);
        assert_eq!(text, "A 5 mile run today.");
        assert_eq!(marks[0], (Span::new(2, 8), "quantity 5 [mi_i]".to_owned()));
        assert_eq!(mark(&text, &marks), marked);
    }
}

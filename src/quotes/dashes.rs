//! Speech that a dash opens at the start of a line: *— Text, — said X.*

use super::marks::Marked;
use super::text::Scene;
use crate::text::Span;

/// Fewest words of such a line, without those that say who speaks.
const MIN_WORDS: usize = 3;

/// Lines that begin with a dash and go on with a verb of saying behind a comma or another dash; other lines that begin
/// so are lists.
pub(super) fn find(scene: &Scene, marked: &[Marked]) -> Vec<Marked> {
    let is_dash = |at: usize| matches!(scene.surface(at), "—" | "–" | "-" | "―");
    let mut found = Vec::new();
    for first in 0..scene.tokens.len() {
        if !scene.starts_line(first) || !is_dash(first) {
            continue;
        }
        let line_end = (first + 1..scene.tokens.len())
            .find(|&at| scene.starts_line(at))
            .unwrap_or(scene.tokens.len());
        let leads = (first + 1 + MIN_WORDS..line_end.saturating_sub(1)).find(|&at| {
            let is_lead = is_dash(at) || matches!(scene.surface(at), ",");
            is_lead && scene.is_verb(at + 1) && !scene.is_capitalized(at + 1)
        });
        let Some(lead) = leads else {
            continue;
        };
        // *Text, — said*: the comma belongs to the lead.
        let has_comma_before = matches!(scene.surface(lead - 1), ",");
        let last = if has_comma_before { lead - 2 } else { lead - 1 };
        if last <= first {
            continue;
        }
        let inner = scene.tokens[first + 1].span.to(scene.tokens[last].span);
        let outer = Span::new(
            scene.tokens[first].span.start(),
            scene.tokens[lead - 1].span.end(),
        );
        let overlaps = marked.iter().any(|marked| marked.outer.overlaps(outer));
        if !overlaps {
            found.push(Marked {
                outer,
                inner,
                has_comma: true,
            });
        }
    }
    found
}

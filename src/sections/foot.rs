//! Where the article ends and the page goes on.

use super::lines::Line;
use super::phrases::Evidence;
use crate::language::furniture::Furniture;

/// Lines without evidence that may stand under a heading of furniture.
const MAX_LINES_UNDER_HEADING: usize = 20;
const MAX_LINK_CHARS: usize = 160;
/// So many lines that break off, one after the other at the very end, are teasers without other evidence.
const ENOUGH_TEASERS: usize = 3;

/// Index of the first line of the foot: from there on all is furniture. `lines.len()` if the article goes to the end.
///
/// Going up from the last line, furniture and teasers of other articles belong to the foot, and short lines do if a
/// heading of furniture stands over them. The first line that reads like text ends the search.
pub(super) fn foot_start(
    lines: &[Line<'_>],
    evidence: &[Evidence],
    furniture: &Furniture,
) -> usize {
    let mut start = lines.len();
    let mut n_glued = 0;
    let mut n_teasers = 0;
    for (line_idx, line) in lines.iter().enumerate().rev() {
        let n_undecided = start - line_idx - 1;
        let is_teaser = line.is_cut_off() && !begins_quotation(line.text);
        let is_glued = line.is_glued(furniture) && !line.ends_sentence();
        if evidence[line_idx] == Evidence::Heading {
            start = line_idx;
        } else if evidence[line_idx] != Evidence::None || is_glued {
            n_glued += usize::from(is_glued);
            n_teasers += usize::from(is_teaser);
            if n_undecided == 0 || is_glued {
                start = line_idx;
            }
        } else if is_teaser {
            n_teasers += 1;
            if n_glued > 0 || n_teasers >= ENOUGH_TEASERS {
                start = line_idx;
            }
        } else if !is_link_shaped(line) || n_undecided >= MAX_LINES_UNDER_HEADING {
            break;
        }
    }
    start
}

/// Whether the line could be a headline or button: short, not a sentence, no quotation, no symbol before it.
fn is_link_shaped(line: &Line<'_>) -> bool {
    let begins_as_text = line
        .text
        .starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '•' | '*' | '+' | '>'));
    line.n_chars <= MAX_LINK_CHARS && begins_as_text && !line.ends_sentence()
}

fn begins_quotation(text: &str) -> bool {
    text.starts_with(['"', '\'', '“', '„', '‘', '‚', '«', '»'])
}

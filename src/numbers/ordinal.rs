//! Places in a row: *3rd*, *third*, *3e*, *derde*, *3.*, *dritte*, *einundzwanzigste*.

use rust_decimal::Decimal;

use super::reading::Reading;
use super::scan::Scan;
use super::words;
use crate::document::{Amount, NumberValue};
use crate::language::number_words::{NumberRole, UnitRole};
use crate::tokenize::PartKind;

/// Reads an ordinal in digits or words.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let in_digits = digits(scan, at).map(|(value, used)| (value, used, 92));
    let in_digits = in_digits.or_else(|| Some((before_unit(scan, at)?, 1, 75)));
    let (value, used, confidence) = match in_digits {
        Some(found) => found,
        None => {
            let (spelled, used) = words::ordinal(scan, at)?;
            // *secondo* is also *according to*.
            let needs_article = used == 1 && scan.is_guarded(at);
            let has_article = at > 0 && scan.number(at - 1, NumberRole::Determiner).is_some();
            // *Lena's second book*, *she finished second*, *zodat zij vierde werd.*
            let is_ranked = |at: usize| scan.number(at, NumberRole::Ranked).is_some();
            let is_behind = || at > 0 && (scan.is_possessive(at - 1) || is_ranked(at - 1));
            let is_placed = is_behind() || is_ranked(at + 1) && !scan.is_letters(at + 2);
            let is_other = used == 1 && is_other(scan, at, has_article);
            if needs_article && !has_article && !is_placed
                || is_other
                || used == 1 && is_no_place(scan, at, spelled.value)
            {
                return None;
            }
            let (value, used) = with_lower(scan, at, spelled.value, used);
            (value, used, 85)
        }
    };
    let value = NumberValue::Ordinal(Amount::Point(value));
    Some((Reading::new(value, confidence), used))
}

/// *cincuenta y dos milésimo tricentésimo séptimo*: a place of thousands with the smaller one behind it.
fn with_lower(scan: &Scan, at: usize, value: Decimal, used: usize) -> (Decimal, usize) {
    let thousand = Decimal::from(1000);
    let is_round = value >= thousand && (value % thousand).is_zero();
    let lower = is_round.then(|| words::ordinal(scan, at + used)).flatten();
    let lower = lower.filter(|_| scan.unit(at + used, UnitRole::Duration).is_none());
    match lower {
        Some((lower, more)) if lower.value < thousand => (value + lower.value, used + more),
        _ => (value, used),
    }
}

/// Whether the word for *second* is *another* or *others*: *en anden dag*, *andra familjer*, and not *den anden dag*,
/// *andra gången*, *Lenas andra bok*.
fn is_other(scan: &Scan, at: usize, has_article: bool) -> bool {
    let Some((kind, _)) = scan.number(at, NumberRole::Other) else {
        return false;
    };
    let with_of = kind == Decimal::TWO;
    // *En anden dag* is another one, *ett andra möte* the second.
    if at > 0 && scan.number(at - 1, NumberRole::Article).is_some() {
        return kind.is_zero();
    }
    let is_ranked = || scan.number(at + 1, NumberRole::Ranked).is_some();
    // *De andra passagerarna* are the others.
    let is_plural = || {
        let before = scan.number(at - 1, NumberRole::Determiner);
        before.is_some_and(|(kind, _)| kind == Decimal::TWO)
    };
    if has_article && is_plural() {
        return !is_ranked();
    }
    // *O quarto do jogador*, the room.
    if has_article {
        let is_of = with_of && scan.number(at + 1, NumberRole::Of).is_some();
        return is_of || !scan.is_letters(at + 1);
    }
    // *Acabou em quarto.*
    let ends = with_of && !scan.is_letters(at + 1);
    let is_owned = at > 0 && scan.is_genitive_name(at - 1);
    !ends && !is_ranked() && !is_owned
}

/// Whether the word for *second* is a verb, a preposition or a moment: *second the motion*, *segundo a polícia*, *wait a
/// second*.
fn is_no_place(scan: &Scan, at: usize, value: Decimal) -> bool {
    let next = at + 1;
    let is_article = |at: usize| super::context::is_article(scan, at);
    let is_behind_article = at > 0 && is_article(at - 1);
    let is_verb = is_article(next) && !is_behind_article && scan.is_letters(next);
    let is_moment = at > 0
        && scan.number(at - 1, NumberRole::Article).is_some()
        && !scan.is_letters(next)
        && super::hyphen(scan, next) == 0;
    let is_moment_too = scan.unit(at, UnitRole::Duration).is_some();
    value == Decimal::TWO && is_moment_too && (is_verb || is_moment)
}

/// *На 34 минуте*: plain digits before a unit of time in a form that only a place in a row goes with.
pub fn before_unit(scan: &Scan, at: usize) -> Option<Decimal> {
    let surface = scan.surface(at);
    let is_plain = scan.is_digits(at) && surface.bytes().all(|byte| byte.is_ascii_digit());
    scan.unit(at + 1, UnitRole::Nth)
        .filter(|_| is_plain && surface.len() <= 3 && !scan.touches_previous(at + 1))?;
    surface.parse().ok().filter(|value| *value > Decimal::ONE)
}

/// Digits with an ending, or with a full stop where the language writes ordinals so.
pub fn digits(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let surface = scan.surface(at);
    // `100000th`: of many digits the ending is written in letters.
    let longest = if scan.is_letters(at + 1) { 7 } else { 4 };
    let is_short = scan.kind(at) == Some(PartKind::Digits)
        && surface.len() <= longest
        && surface.bytes().all(|b| b.is_ascii_digit());
    if !is_short || surface.starts_with("00") || surface == "0" || !scan.touches_previous(at + 1) {
        return None;
    }
    let value: Decimal = surface.parse().ok()?;
    if scan.is(at + 1, ".") {
        // *1.º de enero*
        let is_raised = matches!(scan.surface(at + 2), "º" | "ª")
            && scan.touches_previous(at + 2)
            && scan.number(at + 2, NumberRole::OrdinalEnding).is_some();
        if is_raised {
            return Some((value, 3));
        }
        let follows_word = scan.is_letters(at + 2) && !scan.touches_previous(at + 2);
        let ends = scan.number(at + 1, NumberRole::OrdinalEnding).is_some();
        return (ends && follows_word && surface.len() <= 3).then_some((value, 2));
    }
    let glued = scan.number(at + 1, NumberRole::OrdinalEnding);
    let hyphen = super::hyphen(scan, at + 1);
    // *5-lea*, *5-е*
    let behind_hyphen = || {
        let (value, used) = scan.number(at + 2, NumberRole::OrdinalEnding)?;
        Some((value, used + 1))
    };
    let ending = glued.or_else(|| (hyphen == 1).then(behind_hyphen).flatten());
    let (_, used) = ending?;
    let is_last = !scan.touches_previous(at + 1 + used) || !scan.is_letters(at + 1 + used);
    // *2° posto* is the second place, *2 °C* a temperature.
    let is_raised = scan.is(at + 1, "°")
        && scan.is_letters(at + 2)
        && !scan.touches_previous(at + 2)
        && scan.surface(at + 2).chars().count() > 1;
    let is_ending = scan.is_letters(at + 1) || hyphen == 1 || scan.is(at + 1, ":");
    (is_last && (is_ending || is_raised)).then_some((value, 1 + used))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn several_others_are_no_second_ones() {
        check("sv", "De andra passagerarna gick.");
        check("nb", "Alle andre medlemmer gikk.");
        check("da", "De andre passagerer gik.");
        check("sv", "Hon vann den [andra](ordinal 2) matchen.");
    }

    #[test]
    fn a_place_in_a_table_may_be_one_word() {
        check("da", "Hun fik [tredjepladsen](ordinal 3).");
        check("nb", "Hun tok [fjerdeplass](ordinal 4).");
        check("sv", "Hon tog [fjärdeplatsen](ordinal 4).");
    }

    #[test]
    fn many_digits_may_have_an_ending_in_letters() {
        check("fr", "Le [100000e](ordinal 100000) visiteur.");
    }
}

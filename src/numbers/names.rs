//! Tells numbers from names, codes, scores and phone numbers that are written with digits.

use rust_decimal::Decimal;

use super::reading::Reading;
use super::scan::Scan;
use super::words;
use crate::document::{Amount, NumberValue};
use crate::language::number_words::{NumberRole, TimeRole, UnitRole};

/// Number of parts to skip where no number can begin: a name that ends with digits (`F-16`, `G20`), a number with more
/// marks than a number has (`1-2-3`, `192.168.0.1/24`).
pub fn name(scan: &Scan, at: usize) -> Option<usize> {
    let no_number = scan.number(at, NumberRole::NoNumber);
    if let Some((_, used)) = no_number.filter(|(_, used)| !ends_in_count(scan, at, *used)) {
        return Some(used);
    }
    if let Some(used) = phone_number(scan, at) {
        return Some(used);
    }
    if !scan.is_digits(at) {
        return None;
    }
    if let Some(used) = house_number(scan, at) {
        return Some(used);
    }
    let is_joined = || is_behind_unit(scan, at) || super::age::prefixed_limit(scan, at).is_some();
    if scan.is_name_tail(at) && !is_joined() {
        return Some(rest_of_name(scan, at));
    }
    chain(scan, at)
}

/// Groups of digits that are a telephone number together: behind `+` or a nought, behind a word for it, or four groups
/// that are no single number.
fn phone_number(scan: &Scan, at: usize) -> Option<usize> {
    const MOST_GROUPS: usize = 8;
    const NEAR: usize = 4;
    let is_international = scan.is(at, "+") && scan.touches_previous(at + 1);
    let bracket = usize::from(scan.is(at, "("));
    let start = at + usize::from(is_international).max(bracket);
    let first = scan.surface(start);
    let is_plain = |at: usize| scan.surface(at).bytes().all(|byte| byte.is_ascii_digit());
    if !scan.is_digits(start) || !is_plain(start) || first.len() > 7 {
        return None;
    }
    let (mut end, mut n_groups, mut n_digits) = (start + 1, 1, first.len());
    while n_groups < MOST_GROUPS {
        let mut next = end;
        while next < end + 2 && matches!(scan.surface(next), "-" | "/" | "(" | ")" | "‑" | "–")
        {
            next += 1;
        }
        if !scan.is_digits(next) || !is_plain(next) {
            break;
        }
        n_groups += 1;
        n_digits += scan.surface(next).len();
        end = next + 1;
    }
    let is_national = first.starts_with('0') && first.len() > 1;
    let is_said = || {
        let mut before = at.saturating_sub(NEAR)..at;
        before.any(|at| is_phone_word(scan, at)) || is_called(scan, at, end)
    };
    let are_groups = || {
        let lengths = (start..end).filter(|&part| scan.is_digits(part));
        let mut lengths = lengths.map(|part| scan.surface(part).len());
        n_groups >= 4 && lengths.all(|length| (2..=4).contains(&length))
    };
    // `05/12/1989`
    let is_date = || {
        let date = super::numeric_date::read(scan, start, None);
        date.is_some_and(|(.., used)| start + used == end)
    };
    if n_groups == 3 && !is_international && is_date() {
        return None;
    }
    let stands = match n_groups {
        1 => n_digits >= 7 && is_international,
        _ => is_international || is_national || are_groups() || is_said(),
    };
    // *Ring 116 123*
    let fewest = if n_groups > 1 && is_said() { 5 } else { 7 };
    (stands && (fewest..=15).contains(&n_digits)).then_some(end - at)
}

/// Whether a word stands at `at` behind which a number is that of a telephone.
fn is_phone_word(scan: &Scan, at: usize) -> bool {
    let word = scan.number(at, NumberRole::Phone);
    word.is_some_and(|(kind, _)| kind.is_zero())
}

/// *Unter 116 123 anrufen*: behind a preposition of telephone numbers, with a word for a telephone on either side.
fn is_called(scan: &Scan, at: usize, end: usize) -> bool {
    const NEAR: usize = 8;
    let kind = |at: usize| scan.number(at, NumberRole::Phone).map(|(kind, _)| kind);
    let is_preposition = at > 0 && kind(at - 1) == Some(Decimal::ONE);
    let near = at.saturating_sub(NEAR)..(end + NEAR).min(scan.len());
    let mut kinds = near.filter_map(kind);
    let counts = super::context::has_unit(scan, end) || super::context::counts_known(scan, end);
    is_preposition && !counts && kinds.any(|kind| kind != Decimal::ONE)
}

/// Whether the last of the `used` parts at `at` is a number word before its unit: *för sex månader*,
/// where *för sex* is none.
fn ends_in_count(scan: &Scan, at: usize, used: usize) -> bool {
    let end = at + used;
    let last = words::cardinal(scan, end - 1);
    let is_number = used > 1 && last.is_some_and(|(word, used)| used == 1 && word.weak.is_none());
    is_number && super::context::has_unit(scan, end)
}

/// A number beside the name of a street: *Hauptstraße 12*, *via Roma, 12*, *10 Downing Street*, *12, rue de la Paix*.
fn house_number(scan: &Scan, at: usize) -> Option<usize> {
    const LONGEST_NAME: usize = 4;
    if scan.words.street_endings.is_empty() || scan.surface(at).len() > 4 {
        return None;
    }
    let end = behind_house(scan, at)?;
    let is_street = |at: usize| scan.number(at, NumberRole::Street).map(|(_, used)| used);
    // Behind the name, with a comma or not.
    let last = at.checked_sub(1 + usize::from(at > 0 && scan.is(at - 1, ",")));
    let is_name_word = |at: usize| {
        let function_words = &scan.profile.function_words;
        let is_particle = function_words.contains(scan.lower(at).as_ref());
        scan.is_letters(at) && (scan.is_capitalized(at) || is_particle)
    };
    let is_behind = last.is_some_and(|last| {
        let has_comma = last + 1 < at;
        let first = last.saturating_sub(LONGEST_NAME);
        let behind_word = || {
            let mut words = (first..=last).rev();
            let word = words.find(|&word| is_street(word).is_some() || !is_name_word(word));
            let word = word.filter(|&word| is_street(word).is_some() && word < last);
            word.is_some() && scan.is_capitalized(last)
        };
        // *Fő utca 12.*
        let behind_name = || {
            let is_named = last > 0 && scan.is_letters(last - 1) && scan.is_capitalized(last - 1);
            is_named && is_street(last).is_some() && !has_comma
        };
        ends_as_street(scan, last) && !has_comma || behind_word() || behind_name()
    });
    let has_unit = || super::context::has_unit(scan, end);
    let is_free = || !has_unit() && !super::context::counts_known(scan, end);
    if is_behind && (is_free() || is_street(end).is_some()) {
        return Some(end - at);
    }
    // Before it.
    let comma = usize::from(scan.is(end, ","));
    let mut word = end + comma;
    // *100 square miles*, *12 road deaths*
    let is_named = || {
        let goes_on = scan.is_capitalized(word + 1)
            || scan.number(word + 1, NumberRole::Of).is_some()
            || scan.number(word + 1, NumberRole::Determiner).is_some();
        goes_on && !has_unit()
    };
    if is_street(word).is_some() && scan.is_letters(word + 1) && is_named() {
        let is_plain = scan.surface(at).bytes().all(|byte| byte.is_ascii_digit());
        return is_plain.then_some(end - at);
    }
    while comma == 0 && word < end + LONGEST_NAME && scan.is_letters(word) {
        if !scan.is_capitalized(word) {
            break;
        }
        if word > end && is_street(word).is_some() {
            return Some(end - at);
        }
        word += 1;
    }
    None
}

/// The part behind a house number and the letter or word that goes with it: `12`, `3a`, `221B`, `3 bis`.
fn behind_house(scan: &Scan, at: usize) -> Option<usize> {
    let is_plain = scan.surface(at).bytes().all(|byte| byte.is_ascii_digit());
    let glued = scan.touches_previous(at + 1) && scan.is_letters(at + 1);
    let letter = glued && scan.surface(at + 1).chars().count() == 1;
    let is_bis = matches!(scan.surface(at + 1), "bis" | "ter");
    (is_plain && (!glued || letter)).then(|| at + 1 + usize::from(letter || is_bis))
}

/// Whether the word at `at` is a street by its end: *Schillerstraße*.
fn ends_as_street(scan: &Scan, at: usize) -> bool {
    let lower = scan.lower(at);
    let ends = |ending: &String| {
        lower
            .strip_suffix(ending.as_str())
            .is_some_and(|name| name.chars().count() > 2)
    };
    scan.is_capitalized(at) && scan.words.street_endings.iter().any(ends)
}

/// A currency or unit glued before the number: `CHF50`.
fn is_behind_unit(scan: &Scan, at: usize) -> bool {
    let units = [UnitRole::Currency, UnitRole::AgeBefore];
    units
        .into_iter()
        .any(|role| scan.unit(at - 1, role).is_some())
        && !scan.touches_previous(at - 1)
}

/// The parts from `at` on that touch each other.
fn rest_of_name(scan: &Scan, at: usize) -> usize {
    let mut end = at + 1;
    while scan.touches_previous(end)
        && (scan.is_letters(end) || scan.is_digits(end) || scan.is(end, "-"))
    {
        end += 1;
    }
    end - at
}

/// Four or more numbers joined by marks, or three that are no date: a phone number, code or list of results.
fn chain(scan: &Scan, at: usize) -> Option<usize> {
    let mut end = at + 1;
    let mut n_numbers = 1;
    while matches!(scan.surface(end), "-" | "/" | "." | ":" | "‑" | "–")
        && scan.touches_previous(end)
        && scan.touches_previous(end + 1)
        && scan.is_digits(end + 1)
    {
        end += 2;
        n_numbers += 1;
    }
    let is_date = n_numbers == 3 && super::calendar::read(scan, at, None).is_some()
        || super::numeric_date::span(scan, at, None).is_some();
    (n_numbers >= 3 && !is_date).then_some(end - at)
}

/// Whether a plain number at `at` is a number, and not the label of a thing, a score, or the number of a list item.
pub fn allows(scan: &Scan, at: usize, used: usize, reading: &Reading) -> bool {
    let end = at + used;
    match &reading.value {
        NumberValue::Cardinal(amount) => {
            !is_label(scan, at, end)
                && !is_one_of(scan, at, end, amount)
                && !is_programme(scan, at, end)
                && !is_score(scan, at, end, amount)
                && !is_list_number(scan, at, end)
                && !is_code(scan, at, end)
        }
        NumberValue::Ordinal(_) => !is_list_number(scan, at, end) && !is_regnal(scan, at, end),
        NumberValue::Quantity { .. } => !is_label(scan, at, end) || reading.confidence > 90,
        NumberValue::Date(_) => !is_title(scan, at, end),
        NumberValue::Duration { .. } => !is_programme(scan, at, end),
        NumberValue::Multiple(_)
        | NumberValue::Percent { .. }
        | NumberValue::Set { .. }
        | NumberValue::Money { .. }
        | NumberValue::Age { .. }
        | NumberValue::Temperature { .. }
        | NumberValue::Time { .. } => true,
    }
}

/// *Ett av de mest skuffende*: one that is somebody or something.
fn is_one_of(scan: &Scan, at: usize, end: usize, amount: &Amount) -> bool {
    let is_one = *amount == Amount::Point(Decimal::ONE);
    is_one
        && end == at + 1
        && scan.is_letters(at)
        && scan.is_letters(end)
        && scan.number(end, NumberRole::Of).is_some()
}

/// *Boeing 737*, *page 3*, *Tesla 3*: a short number behind a word that is numbered, or behind a name.
fn is_label(scan: &Scan, at: usize, end: usize) -> bool {
    // *Type 1 or 2*
    let is_either = || scan.time(at + 1, TimeRole::Either).is_some();
    if at > 0 && scan.is_digits(at) && is_either() {
        return scan.number_ends_before(at, NumberRole::Label);
    }
    if !scan.is_digits(at) || end != at + 1 || at == 0 {
        return false;
    }
    // *Poziom 3* is a label, *na poziomie 5,6* a value.
    if scan.surface(at).contains(',') {
        return false;
    }
    if scan.number_ends_before(at, NumberRole::Label) || scan.is(at - 1, "#") {
        return true;
    }
    let is_short = scan.surface(at).len() <= 3;

    is_short
        && !scan.profile.nouns_capitalized
        && at > 1
        && scan.is_letters(at - 1)
        && scan.is_capitalized(at - 1)
        && !scan
            .profile
            .function_words
            .contains(scan.lower(at - 1).as_ref())
        && (!scan.is_letters(at + 1)
            || (scan.is_capitalized(at + 1) || !super::context::counts_known(scan, at + 1))
                && scan
                    .profile
                    .function_words
                    .contains(scan.lower(at + 1).as_ref()))
}

/// `2-1`, and small ranges that count nothing: results of games.
fn is_score(scan: &Scan, at: usize, end: usize, amount: &Amount) -> bool {
    let touches =
        |at: usize| matches!(scan.surface(at), "-" | "–" | ":" | "/") && scan.touches_previous(at);
    let glued_before =
        at > 1 && touches(at - 1) && scan.touches_previous(at) && scan.is_digits(at - 2);
    let glued_behind = touches(end) && scan.touches_previous(end + 1) && scan.is_digits(end + 1);
    let is_apart = is_result(scan, at, end)
        || at > 1 && scan.is_digits(at - 2) && is_result(scan, at - 2, at - 1);
    let is_small_range = match amount {
        Amount::Range { low, high } => {
            let has_dash = (at..end).any(|part| matches!(scan.surface(part), "-" | "–"));
            has_dash
                && *high < 20.into()
                && *low < 20.into()
                && !super::context::counts_known(scan, end)
        }
        Amount::Point(_) => false,
    };
    scan.is_digits(at) && (glued_before || glued_behind || is_apart || is_small_range)
}

/// *Ayr 38 - 17 Melrose*, *2 & 1*: the results of two sides with gaps at the mark between.
fn is_result(scan: &Scan, at: usize, end: usize) -> bool {
    let is_short = |at: usize| {
        let surface = scan.surface(at);
        surface.len() <= 3
            && surface.bytes().all(|byte| byte.is_ascii_digit())
            && scan.is_digits(at)
    };
    let (mark, second) = (end, end + 1);
    let is_apart = !scan.touches_previous(mark) && !scan.touches_previous(second);
    let is_side = |at: usize| scan.is_letters(at) && scan.is_capitalized(at);
    let is_free = !super::context::has_unit(scan, second + 1)
        && !super::context::counts_known(scan, second + 1);
    let is_between_sides = at > 0 && is_side(at - 1) && (is_side(second + 1) || is_side(second));
    let fits = match scan.surface(mark) {
        "-" | "–" | ":" => is_between_sides && (is_short(second) || is_side(second)),
        "&" => is_short(second) && is_free,
        _ => false,
    };
    end == at + 1 && is_short(at) && is_apart && fits
}

/// A number that begins a line and is followed by a full stop or bracket.
fn is_list_number(scan: &Scan, at: usize, end: usize) -> bool {
    let is_first = at == 0 && scan.is_digits(0);
    // Cut off as a sentence of its own: `1.` at the start of a line.
    let is_alone = scan.len() == 2 && scan.is(1, ".") && scan.surface(0).len() <= 2;
    is_first && is_alone && scan.begins_line(0)
        || is_first
            && (end - at == 2 && scan.is(1, ".")
                || end == 1
                    && matches!(scan.surface(1), "." | ")")
                    && scan.touches_previous(1)
                    && scan.len() > 2)
}

/// *the Sunday Times*: a day's name between an article and another name.
fn is_title(scan: &Scan, at: usize, end: usize) -> bool {
    let is_weekday = end == at + 1 && super::calendar::weekday(scan, at).is_some();
    let between =
        at > 0 && scan.number(at - 1, NumberRole::Determiner).is_some() && scan.is_capitalized(end);
    // *A vasárnapi Des Moines Register*: the day has no capital.
    is_weekday && between && scan.is_capitalized(at) && !scan.profile.nouns_capitalized
}

/// *„60 minut“*, *60 Minutes*: digits and a unit of time alone in quotation marks, or with a capital that the language
/// does not ask for, are the title of a programme.
fn is_programme(scan: &Scan, at: usize, end: usize) -> bool {
    const OPEN: &[&str] = &["\"", "“", "„", "«", "»", "'", "‘", "”", "”"];
    let is_count = scan.is_digits(at) && end <= at + 2;
    let is_quoted = at > 0
        && end == at + 2
        && OPEN.contains(&scan.surface(at - 1))
        && OPEN.contains(&scan.surface(end))
        && scan.unit(at + 1, UnitRole::Duration).is_some();
    let unit = at + 1;
    let is_written = !scan.profile.nouns_capitalized
        && end <= at + 2
        && scan.is_capitalized(unit)
        && scan.surface(unit).chars().skip(1).any(char::is_lowercase)
        && scan.unit(unit, UnitRole::Duration).is_some();
    is_count && (is_quoted || is_written && at > 0)
}

/// Digits glued to letters or signs that are no unit: `4x4`, `3D`, `#5`, `1080p`.
fn is_code(scan: &Scan, at: usize, end: usize) -> bool {
    let sign_before = at > 0
        && scan.touches_previous(at)
        && matches!(
            scan.surface(at - 1),
            "#" | "_" | "@" | "/" | "*" | "§" | "&"
        );
    let sign_before = sign_before
        || scan.is(at.wrapping_sub(1), "=")
            && scan.touches_previous(at)
            && at > 1
            && scan.is_letters(at - 2);
    let sign_behind =
        scan.touches_previous(end) && matches!(scan.surface(end), "&" | "_" | "@" | "*");
    let has_ending = super::case_ending(scan, end) > 0;
    let letters_behind = scan.is_digits(end - 1)
        && scan.touches_previous(end)
        && scan.is_letters(end)
        && !has_ending;
    let word_behind = scan.is_digits(end - 1)
        && !has_ending
        && super::hyphen(scan, end) == 1
        && scan.surface(end + 1).chars().count() < 3;
    sign_before || sign_behind || letters_behind || word_behind
}

/// *Christian 10.*: left to names. *Anna Berg 14. percben* and *the Ohio 12th district* are places in a row.
fn is_regnal(scan: &Scan, at: usize, end: usize) -> bool {
    let is_counting =
        || super::context::has_unit(scan, end) || super::context::counts_known(scan, end);
    at > 1
        && scan.is_digits(at)
        && scan.is(at + 1, ".")
        && scan.is_capitalized(at - 1)
        && !scan.profile.nouns_capitalized
        && scan.is_letters(at - 1)
        && !scan.is_genitive_name(at - 1)
        && !is_counting()
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn a_preposition_of_telephone_numbers_needs_a_word_near() {
        check("de", "Rufen Sie kostenlos unter 116 123 an.");
        check(
            "de",
            "Wir rufen unter [100 000](cardinal lt 100000 people) Menschen an.",
        );
    }

    #[test]
    fn a_measure_is_no_house() {
        check(
            "en",
            "It burned [100 square miles](quantity 100 [smi_us]) of forest.",
        );
        check("en", "There were [12](cardinal 12 deaths) road deaths.");
        check("fr", "Il habite 12 rue de la Paix.");
    }
}

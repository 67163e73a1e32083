//! How old: *aged 34*, *34-year-old*, *34-jährige*, *34 Jahre alt*, *sechsjährige*.

use rust_decimal::Decimal;

use super::amount::{self, Count, Form};
use super::calendar;
use super::context;
use super::duration::{self, Length};
use super::reading::Reading;
use super::scan::Scan;
use super::stretch;
use super::words;
use crate::document::{Amount, NumberValue, Op};
use crate::language::number_words::{ModifierRole, NumberRole, TimeRole, UnitRole};

/// Reads an age.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    behind_prefix(scan, at)
        .or_else(|| or_older(scan, at))
        .or_else(|| joined(scan, at))
        .or_else(|| with_unit(scan, at))
        .or_else(|| behind_word(scan, at))
        .or_else(|| behind_name(scan, at))
        .or_else(|| behind_first_word(scan, at))
        .or_else(|| in_brackets(scan, at))
        .or_else(|| decade_of_life(scan, at))
        .or_else(|| part_of_life(scan, at))
        .or_else(|| limit(scan, at))
        .or_else(|| between_limits(scan, at))
        .or_else(|| beside_person(scan, at))
        .or_else(|| alone(scan, at))
}

/// *Over-60s*, *Über-60-Jährige*, *an under-21 side*: a limit joined by a hyphen.
fn behind_prefix(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let op = prefixed_limit(scan, at)?;
    let count = two_digits(scan, at)?;
    let is_plural = scan.is(at + 1, "s") && scan.touches_previous(at + 1);
    let aged = at + 1 + super::hyphen(scan, at + 1);
    let used = match scan.unit(aged, UnitRole::Aged) {
        Some((_, more)) => aged + more - at,
        None => 1 + usize::from(is_plural),
    };
    let reading = age(&count, "a", 90);
    (!context::has_unit(scan, at + used)).then_some((Reading { op, ..reading }, used))
}

/// *65-plussers*.
fn or_older(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let count = two_digits(scan, at)?;
    let end = at + 1 + super::hyphen(scan, at + 1);
    let (unit, used) = scan.unit(end, UnitRole::AgedOrMore)?;
    let reading = Reading {
        op: Op::Ge,
        ..age(&count, unit, 90)
    };
    Some((reading, end + used - at))
}

/// The op of a word for a limit that a hyphen joins to the number at `at`: *over-60s*.
pub fn prefixed_limit(scan: &Scan, at: usize) -> Option<Op> {
    let word = at.checked_sub(2)?;
    scan.unit(word, UnitRole::AgeLimit)
        .filter(|_| scan.is(at - 1, "-") && scan.touches_previous(at))?;
    let before = |role| match role {
        ModifierRole::Before(op) => Some(op),
        _ => None,
    };
    scan.modifier(word, before).map(|(op, _)| op)
}

/// *Anna Berg (34)*: a number of two digits alone in brackets behind two names, where the language writes ages so.
fn in_brackets(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let first_name = at.checked_sub(3)?;
    let is_enclosed = scan.unit(at - 1, UnitRole::AgeBracket).is_some()
        && scan.is(at + 1, ")")
        && !scan.surface(at).starts_with('0');
    let is_named = is_written_as_name(scan, first_name) && is_written_as_name(scan, first_name + 1);
    if !is_enclosed || !is_named && !is_person(scan, first_name + 1) {
        return None;
    }
    Some((age(&two_digits(scan, at)?, "a", 65), 1))
}

/// *In his 40s*, *in her early thirties*, *en mand i 40'erne*.
fn decade_of_life(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (who, start) = scan.unit_before(at, UnitRole::AgeDecade)?;
    let is_somebody = || {
        // *Hun var i 40'erne*
        let is_told = is_behind_subject(scan, start, "") || is_behind_be(scan, start).is_some();
        is_behind_person(scan, start) || is_told
    };
    if who == "somebody" && !is_somebody() {
        return None;
    }
    let part = scan.time(at, TimeRole::Part).map_or(0, |(_, used)| used);
    // *In her mid-40s*
    let hyphen = usize::from(part > 0 && scan.is(at + part, "-"));
    let decade = at + part + hyphen;
    let (date, used) = stretch::called_decade(scan, decade)?;
    let first = Decimal::from(date.from?.year() % 100);
    Some((ten_years(first, 85)?, decade + used - at))
}

/// *Mitte 40*, *begin veertig*.
fn part_of_life(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (_, start) = scan.unit_before(at, UnitRole::AgePart)?;
    let (count, used) = amount::single(scan, at, false)?;
    let end = at + used;
    let is_plain = matches!(count.form, Form::Digits | Form::Words);
    if !is_plain || is_counting(scan, end) || is_noun(scan, end) && !is_behind_person(scan, start) {
        return None;
    }
    Some((ten_years(count.value()?, 75)?, used))
}

/// The ages that begin with twenty, thirty … ninety.
fn ten_years(first: Decimal, confidence: u8) -> Option<Reading> {
    let is_round = (first % Decimal::TEN).is_zero() && first >= 20.into() && first <= 90.into();
    let value = NumberValue::Age {
        amount: Amount::Range {
            low: first,
            high: first + Decimal::from(9),
        },
        unit: "a".to_owned(),
    };
    is_round.then_some(Reading {
        value,
        op: Op::Between,
        confidence,
    })
}

/// *Children under 12*, *Menschen über 60*: the limit of ages of somebody, without a unit.
fn limit(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    const YOUNGEST: i64 = 3;
    let (count, used) = amount::single(scan, at, false)?;
    let end = at + used;
    let is_plain = matches!(count.form, Form::Digits | Form::Words);
    let is_old = count.value() >= Some(YOUNGEST.into()) && is_plausible(&count);
    let goes_on = is_counting(scan, end) || is_noun(scan, end);
    (is_plain && is_old && !goes_on && is_limit(scan, at)).then(|| (age(&count, "a", 70), used))
}

/// *Leute zwischen 18 und 29*: an opened range of ages of somebody, without a unit.
fn between_limits(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    const YOUNGEST: i64 = 3;
    let (count, used) = amount::read(scan, at)?;
    let (start, _) = amount::opener(scan, at, ModifierRole::Open)?;
    let is_plain = matches!(count.form, Form::Digits | Form::Words);
    let is_old = matches!(count.amount, Amount::Range { low, .. } if low >= YOUNGEST.into());
    let end = at + used;
    let fits = is_plain && is_old && is_plausible(&count) && !is_counting(scan, end);
    (fits && is_behind_person(scan, start)).then(|| (age(&count, "a", 70), used))
}

/// *She was just 18 when*, *als Lena 18 war*: two digits alone behind somebody and a form of *be*, or between the two.
fn alone(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let count = two_digits(scan, at)?;
    let end = at + 1;
    let is_before_be = || {
        let is_be = scan.unit(end, UnitRole::AgeBe).is_some();
        is_be && at > 0 && (is_pronoun_of(scan, at - 1, end) || is_named(scan, at - 1))
    };
    let is_of_somebody = |subject: usize| {
        let told = told_by_who(scan, subject);
        is_somebody(scan, subject) || told.is_some_and(|at| is_somebody(scan, at))
    };
    let is_told = || {
        let is_behind =
            is_behind_subject(scan, at, "") || is_behind_be(scan, at).is_some_and(is_of_somebody);
        is_behind && ends_clause(scan, end)
    };
    (is_told() || is_before_be()).then(|| (age(&count, "a", 70), 1))
}

/// Whether the word at `at` and the form of *be* at `verb` would say together whose age it is: *sie … war*.
fn is_pronoun_of(scan: &Scan, at: usize, verb: usize) -> bool {
    let words = [scan.lower(at), scan.lower(verb)];
    let words = words.iter().map(|word| (word.as_ref(), word.as_ref()));
    let rows = scan.words.units.get(words);
    rows.is_some_and(|(rows, _)| rows.iter().any(|(role, _)| *role == UnitRole::AgeSubject))
}

/// Whether the number before `at` is all that is said: a mark, or a word that opens another part, follows.
fn ends_clause(scan: &Scan, at: usize) -> bool {
    if !scan.is_letters(at) {
        const MARKS: &[&str] = &[",", ".", ";", ")", "!", "?", "\"", "”", "“", "»"];
        let is_mark = MARKS.contains(&scan.surface(at)) && scan.touches_previous(at);
        return at == scan.len() || is_mark && !scan.is_digits(at + 1);
    }
    let is = |role| scan.number(at, role).is_some();
    let goes_on = is(NumberRole::Of) || is(NumberRole::OutOf) || is_counting(scan, at);
    // *20 zu 15*, *18 in the ranking*
    let is_joined = scan.is_digits(at + 1) || context::is_preposition(scan, at);
    // *18 on Friday*, but *18 May*
    let is_date = || calendar::month(scan, at).is_some();
    context::is_closed(scan, at) && !goes_on && !is_joined || says_when(scan, at) && !is_date()
}

/// Whether a day or month stands at `at`, or behind a preposition there: *on Friday*, *perjantaina*.
fn says_when(scan: &Scan, at: usize) -> bool {
    let day = at + usize::from(context::is_preposition(scan, at));
    calendar::weekday(scan, day).is_some() || calendar::month(scan, day).is_some()
}

/// Whether a word for a limit stands before `at`, and somebody before that.
fn is_limit(scan: &Scan, at: usize) -> bool {
    let limit = scan.unit_before(at, UnitRole::AgeLimit);
    limit.is_some_and(|(_, start)| is_behind_person(scan, start))
}

/// Whether the part before `at` is a word for somebody.
fn is_behind_person(scan: &Scan, at: usize) -> bool {
    at > 0 && is_person(scan, at - 1)
}

/// Whether what stands at `at` may be what is counted.
fn is_noun(scan: &Scan, at: usize) -> bool {
    scan.is_letters(at)
        && !context::is_closed(scan, at)
        && (!scan.profile.nouns_capitalized || scan.is_capitalized(at))
}

/// Whether what stands at `at` makes a measure or a count of the number before it.
fn is_counting(scan: &Scan, at: usize) -> bool {
    context::has_unit(scan, at)
        || context::counts_known(scan, at)
        || scan.is_digits(at)
        || calendar::month(scan, at).is_some()
}

/// A number of two digits that nothing goes on with.
fn two_digits(scan: &Scan, at: usize) -> Option<Count> {
    let is_pair = scan.is_digits(at) && scan.surface(at).len() == 2;
    let (count, used) = amount::single(scan, at, false).filter(|_| is_pair)?;
    (used == 1 && count.form == Form::Digits).then_some(count)
}

/// A count with *-jährige* or *years old* behind it.
fn with_unit(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (count, used) = amount::read(scan, at)?;
    let end = at + used + super::hyphen(scan, at + used);
    if let Some((code, more)) = scan.unit(end, UnitRole::Aged) {
        let may_last = scan.unit(end, UnitRole::Lasting).is_some();
        let reading = length_of_thing(scan, end + more, &count, (code, may_last));
        let reading = reading.unwrap_or_else(|| age(&count, code, 95));
        return Some((reading, end + more - at));
    }
    let end = end + super::of_units(scan, end, &count);
    let (code, more) = scan.unit(end, UnitRole::Duration)?;
    if let Some((_, old)) = scan.unit(end + more, UnitRole::Old) {
        return Some((age(&count, code, 95), end + more + old - at));
    }
    let behind = end + more;
    // *45 anni dopo*
    let offsets = [
        TimeRole::OffsetAfter,
        TimeRole::AgoAfter,
        TimeRole::AheadAfter,
    ];
    let is_distance = offsets
        .into_iter()
        .any(|role| scan.time(behind, role).is_some());
    let is_age = code == "a"
        && is_plausible(&count)
        && !is_distance
        && count.op != Op::Vague
        && (is_had(scan, (at, end), &count) && !goes_on_with_of(scan, behind)
            || is_said(scan, at, end, behind)
            || is_apposition(scan, at, behind)
            || is_enclosed(scan, at, behind)
            || is_opening(scan, at, behind)
            || is_told(scan, at, end, behind)
            || is_limited(scan, at, &count) && !goes_on_with_of(scan, behind)
            || is_of_group(scan, at, &count) && !goes_on_with_of(scan, behind)
            || is_of_person(scan, at, &count) && !goes_on_with_of(scan, behind));
    is_age.then(|| (age(&count, code, 80), behind - at))
}

/// Whether somebody can be so old.
fn is_plausible(count: &Count) -> bool {
    let high = match count.amount {
        Amount::Point(value) => value,
        Amount::Range { high, .. } => high,
    };
    high <= 130.into()
}

/// *13 years of prison*, but *a player of 20 years of Leeds*.
fn goes_on_with_of(scan: &Scan, at: usize) -> bool {
    let of = scan
        .number(at, NumberRole::Of)
        .filter(|_| scan.is_letters(at));
    let is_name = |next: usize| scan.is_capitalized(next) && !scan.profile.nouns_capitalized;
    of.is_some_and(|(_, used)| !is_name(at + used))
}

/// `(33 lata)`, *, 23 ans.*: years that stand alone in brackets, or between a comma and a mark, behind a name or a word
/// for somebody.
fn is_enclosed(scan: &Scan, at: usize, end: usize) -> bool {
    let Some(last) = at.checked_sub(2) else {
        return false;
    };
    let is_closed = match scan.surface(at - 1) {
        "(" => scan.is(end, ")"),
        "," => {
            matches!(scan.surface(end), "," | "." | ")" | ";" | ":")
                || end == scan.len()
                || is_home(scan, end)
        }
        _ => false,
    };
    is_closed && scan.is_digits(at) && (is_name_word(scan, last) || is_person(scan, last))
}

/// *Berg, 29 år fra Bergen*: a place is named.
fn is_home(scan: &Scan, at: usize) -> bool {
    let prepositions = &scan.profile.place_prepositions;
    prepositions.contains(scan.lower(at).as_ref()) && is_written_as_name(scan, at + 1)
}

/// *Lena var 13 år när*, *brodern, som då var 11 år,*: behind a form of *be* whose subject is a name or somebody.
fn is_told(scan: &Scan, at: usize, unit: usize, end: usize) -> bool {
    let is_ago = scan.time(end, TimeRole::AgoAfter).is_some();
    // *Lena var et år i Irak*
    let places = &scan.profile.place_prepositions;
    let is_abroad = places.contains(scan.lower(end).as_ref()) && !scan.is_digits(at);
    let goes_on = !context::is_closed(scan, end) || scan.is_digits(end) || is_abroad;
    is_behind_be(scan, at).is_some() && !is_ago && !goes_on && scan.is_letters(unit)
}

/// The subject of a form of *be* that ends before `at`, with a word between or not, if it is a name or somebody, or a word
/// that may stand for one.
fn is_behind_be(scan: &Scan, at: usize) -> Option<usize> {
    let is_be = |at: usize| scan.unit(at, UnitRole::AgeBe).is_some();
    let verb = (1..=2.min(at))
        .map(|n_parts| at - n_parts)
        .find(|&verb| is_be(verb))?;
    let is_next = verb + 1 == at || context::is_closed(scan, at - 1) && scan.is_letters(at - 1);
    let subject = verb.checked_sub(1).filter(|_| is_next)?;
    (is_somebody(scan, subject) || relative(scan, subject).is_some()).then_some(subject)
}

/// Whether the word at `at` is a name or a word for somebody.
fn is_somebody(scan: &Scan, at: usize) -> bool {
    is_named(scan, at) || is_person(scan, at)
}

/// Where the word for *who* is, at `at` or before the word there.
fn relative(scan: &Scan, at: usize) -> Option<usize> {
    let mut words = (at.saturating_sub(1)..=at).rev();
    words.find(|&at| scan.unit(at, UnitRole::AgeWho).is_some())
}

/// The word before that for *who*, with a comma between or not: *en man, som*.
fn told_by_who(scan: &Scan, at: usize) -> Option<usize> {
    let last = relative(scan, at)?.checked_sub(1)?;
    last.checked_sub(usize::from(scan.is(last, ",")))
}

/// Whether the word at `at` is written as a name, where nouns have capitals, too, behind another.
fn is_named(scan: &Scan, at: usize) -> bool {
    is_name_word(scan, at)
        && at > 0
        && (!scan.profile.nouns_capitalized || is_name_word(scan, at - 1))
}

/// *Kinder unter 14 Jahren*, *personnes de plus de 60 ans*: a limit behind a word for somebody; a low one from below only with
/// the word for *of* between, as *people over ten years* may tell how long.
fn is_limited(scan: &Scan, at: usize, count: &Count) -> bool {
    const OLD: i64 = 40;
    let found = scan.modifier_before(at, |role| match role {
        ModifierRole::Before(op) | ModifierRole::BeforeMeasure(op) => Some(op),
        _ => None,
    });
    let Some((op, start)) = found else {
        return false;
    };
    // The words may hold the one for *of*.
    let holds_of = start + 1 < at && scan.number(start, NumberRole::Of).is_some();
    let start = start + usize::from(holds_of);
    let is_of = start > 0 && scan.number(start - 1, NumberRole::Of).is_some();
    let is_old = count.value() >= Some(OLD.into());
    match op {
        Op::Lt | Op::Le if !is_of => is_behind_person(scan, start),
        Op::Gt | Op::Ge if is_old && !is_of => is_behind_person(scan, start),
        Op::Lt | Op::Le | Op::Gt | Op::Ge => is_of && is_behind_person(scan, start - 1),
        Op::Eq | Op::Approx | Op::Between | Op::Vague => false,
    }
}

/// *Les 15-24 ans*: a range of grown ages behind an article.
fn is_of_group(scan: &Scan, at: usize, count: &Count) -> bool {
    let is_grown = matches!(count.amount, Amount::Range { low, .. } if low >= 12.into());
    let has_dash = scan.is_digits(at) && matches!(scan.surface(at + 1), "-" | "–");
    let article = at
        .checked_sub(1)
        .and_then(|at| scan.number(at, NumberRole::Determiner));
    is_grown && has_dash && article.is_some()
}

/// *À 48 ans, il …*: between the first word of a sentence and a comma.
fn is_opening(scan: &Scan, at: usize, end: usize) -> bool {
    at == 1 && scan.is_digits(at) && scan.unit(0, UnitRole::AgeAt).is_some() && scan.is(end, ",")
}

/// Whether the word is written as a name is, and is no day or month, and no preposition stands before it: *in Paris*.
fn is_name_word(scan: &Scan, at: usize) -> bool {
    let prepositions = &scan.profile.place_prepositions;
    let is_place = at > 0 && prepositions.contains(scan.lower(at - 1).as_ref());
    is_written_as_name(scan, at) && !is_calendar(scan, at) && !is_place
}

/// Whether a word of an open class has a capital and small letters.
fn is_written_as_name(scan: &Scan, at: usize) -> bool {
    let has_small = scan.surface(at).chars().skip(1).any(char::is_lowercase);
    let is_word = scan.is_letters(at) && !context::is_closed(scan, at);
    is_word && scan.is_capitalized(at) && has_small
}

/// Whether the word is a month or a weekday.
fn is_calendar(scan: &Scan, at: usize) -> bool {
    let month = calendar::month(scan, at);
    month.or_else(|| calendar::weekday(scan, at)).is_some()
}

/// Whether the word at `at` is a role or a counted word for people: *mécanicien*, *joueurs*.
fn is_person(scan: &Scan, at: usize) -> bool {
    // *As* and *MD* are titles, too.
    if scan.surface(at).chars().count() < 3 {
        return false;
    }
    let role = || crate::fold::fold(&scan.lower(at));
    scan.is_letters(at)
        && (context::counts_people(scan, at)
            || scan.unit(at, UnitRole::Somebody).is_some()
            || scan.profile.roles.contains_key(&role()))
}

/// *un homme de 32 ans*, *jeunes de 11 à 18 ans*, *ragazzi tra gli 11 e i 18 anni*, *mand på 32 år*: behind a word for
/// somebody, or a name, with the word for *of*, or what opens a range, between.
fn is_of_person(scan: &Scan, at: usize, count: &Count) -> bool {
    let is_range = matches!(count.amount, Amount::Range { .. });
    let open = |role| amount::opener(scan, at, role).map(|(start, _)| start);
    let opened = is_range
        .then(|| open(ModifierRole::Open).or_else(|| open(ModifierRole::From)))
        .flatten();
    let start = opened.unwrap_or(at);
    let is_role = |role| start > 0 && scan.unit(start - 1, role).is_some();
    let is_of = || start > 0 && scan.number(start - 1, NumberRole::Of).is_some();
    let of = usize::from(is_role(UnitRole::AgeOf) || is_of());
    let comma = usize::from(is_range && start > of && scan.is(start - of - 1, ","));
    let Some(last) = (start - of).checked_sub(1 + comma) else {
        return false;
    };
    let is_somebody = || scan.unit(last, UnitRole::Somebody).is_some();
    if is_role(UnitRole::AgeOfSomebody) && !is_somebody() {
        return false;
    }
    // *Young people who are 18*: an adjective may stand between.
    let is_behind_adjective = || {
        last > 0
            && scan.is_letters(last)
            && !context::is_closed(scan, last)
            && is_person(scan, last - 1)
    };
    // *избирательницы 18–29 лет*
    let is_grown_range = matches!(count.amount, Amount::Range { low, .. } if low >= 10.into());
    let is_marked = opened.is_some() || of > 0 || is_grown_range && is_person(scan, last);
    let is_old = opened.is_some()
        || matches!(count.form, Form::Digits | Form::Words)
        || count.op == Op::Approx;
    // *un jugador de baloncesto de 20 años*, *Lena Berg de 20 anos*, *l'Écossais de 42 ans*
    let is_behind_noun = || {
        let is_open = |at: usize| scan.is_letters(at) && !context::is_closed(scan, at);
        last > 1
            && is_open(last)
            && !is_open(last - 1)
            && scan.is_letters(last - 1)
            && is_person(scan, last - 2)
    };
    let is_behind_name = || {
        let is_behind_article = || {
            let is_elided = scan
                .surface(last - 1)
                .ends_with(crate::tokenize::is_apostrophe);
            is_elided || scan.number(last - 1, NumberRole::Determiner).is_some()
        };
        let is_grown = count.value() >= Some(15.into());
        last > 0
            && is_name_word(scan, last)
            && is_grown
            && (is_name_word(scan, last - 1) || is_behind_article())
    };
    is_marked
        && is_old
        && (is_person(scan, last) || is_behind_adjective() || is_behind_noun() || is_behind_name())
}

/// *mand på 32*, *Skotten på 42*: a number of two digits behind a word for somebody and *of*, where the language tells
/// ages so.
fn beside_person(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let last = at.checked_sub(2)?;
    scan.unit(at - 1, UnitRole::AgeOf)?;
    let is_free = !context::has_unit(scan, at + 1)
        && (context::is_closed(scan, at + 1) || !context::counts_known(scan, at + 1));
    if !is_free || !is_person(scan, last) {
        return None;
    }
    Some((age(&two_digits(scan, at)?, "a", 70), 1))
}

/// *, di 45 anni,*: between commas behind the word for *of*.
fn is_apposition(scan: &Scan, at: usize, end: usize) -> bool {
    let is_of = at > 1 && scan.number(at - 1, NumberRole::Of).is_some();
    let and = || {
        scan.number(end, NumberRole::And)
            .or_else(|| scan.number(end, NumberRole::AndUnits))
    };
    let ends = matches!(scan.surface(end), "," | "." | ")") || and().is_some();
    is_of && scan.is(at - 2, ",") && ends
}

/// Whether a verb of having, which goes with the unit at `unit`, stands before the length of time at `at`, with one word
/// between at most: *tiene solo 29 años*.
fn is_had(scan: &Scan, (at, unit): (usize, usize), count: &Count) -> bool {
    (1..=3.min(at)).any(|n_parts| {
        let Some((forms, used)) = scan.unit(at - n_parts, UnitRole::AgeVerb) else {
            return false;
        };
        // *V 29 letech*, but not *v posledních 29 letech*
        if !is_form(forms, &scan.lower(unit)) || !forms.is_empty() && used < n_parts {
            return false;
        }
        let is_modifier = || {
            let found = scan.modifier(at - 1, |role| match role {
                ModifierRole::Before(_) => Some(()),
                _ => None,
            });
            found.is_some()
        };
        // *A passé un an* tells no age.
        let has_word_between = used + 1 == n_parts && count.form != Form::Article;
        used == n_parts || has_word_between && (context::is_closed(scan, at - 1) || is_modifier())
    })
}

/// *Hij is (pas) 29 jaar.*: behind somebody, and nothing goes on with it; the unit is at `unit..end`.
fn is_said(scan: &Scan, at: usize, unit: usize, end: usize) -> bool {
    // *Er ist 29 Jahre im Amt*
    let has_more = context::is_preposition(scan, end) || !context::is_closed(scan, end);
    let goes_on = has_more && !says_when(scan, end) || scan.is_digits(end);
    let is_ago = scan.time(end, TimeRole::AgoAfter).is_some();
    is_behind_subject(scan, at, &scan.lower(unit)) && !is_ago && !goes_on
}

/// *Hij is (pas)* before `at`: a pronoun with its form of *be*, which goes with the unit, and a closed-class word between at
/// most.
fn is_behind_subject(scan: &Scan, at: usize, unit: &str) -> bool {
    (1..=4.min(at)).any(|n_parts| {
        let Some((forms, used)) = scan.unit(at - n_parts, UnitRole::AgeSubject) else {
            return false;
        };
        let is_next = used == n_parts;
        // *Er ist seit 18 Jahren dort*
        let is_free = context::is_closed(scan, at - 1) && !context::is_preposition(scan, at - 1);
        let has_word_between = used + 1 == n_parts && is_free;
        is_form(forms, unit) && (is_next || has_word_between)
    })
}

/// Whether `unit` is one of `forms`, or any may be.
fn is_form(forms: &str, unit: &str) -> bool {
    forms.is_empty() || forms.split(' ').any(|form| form == unit)
}

/// *aged 34*, *age 7*: the number alone is the span.
fn behind_word(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let ends_before = |n_parts: &usize, rest: usize| {
        scan.unit(at - n_parts, UnitRole::AgeBefore)
            .is_some_and(|(_, used)| used + rest == *n_parts)
    };
    let last = 4.min(at);
    let next = (1..=last).find(|n_parts| ends_before(n_parts, 0));
    let next = next.or_else(|| behind_limits(scan, at));
    // *W wieku zaledwie 11 lat*: a word between.
    let behind = || (2..=last).find(|n_parts| scan.is_letters(at - 1) && ends_before(n_parts, 1));
    let before = next.or_else(behind)?;
    // *Mother of two* children.
    let needs_unit = scan.number(at - 1, NumberRole::Of).is_some() && is_person(scan, at - before);
    let (count, used) = amount::read(scan, at)?;
    let is_number = !matches!(count.form, Form::Article | Form::Vague | Form::Fraction);
    let used = used + super::of_units(scan, at + used, &count);
    let duration = scan.unit(at + used, UnitRole::Duration);
    let code = duration.map_or("a", |(code, _)| code);
    let more = duration.map_or(0, |(_, more)| more);
    let is_age = duration.is_some()
        || next.is_some() && !needs_unit && !context::counts_known(scan, at + used);
    (is_plausible(&count) && is_number && is_age).then(|| (age(&count, code, 90), used + more))
}

/// *Aged over 60*, *im Alter zwischen 18 und 29*: how many parts before `at` the word for an age begins, where words that say
/// how the number is meant, or open a range, stand between.
fn behind_limits(scan: &Scan, at: usize) -> Option<usize> {
    let opened = amount::opener(scan, at, ModifierRole::Open);
    let opened = opened.or_else(|| amount::opener(scan, at, ModifierRole::From));
    let limits = |role| matches!(role, ModifierRole::Before(_)).then_some(());
    let limited = || scan.modifier_before(at, limits).map(|((), start)| start);
    let start = opened.map(|(start, _)| start).or_else(limited)?;
    let (_, word) = scan.unit_before(start, UnitRole::AgeBefore)?;
    Some(at - word)
}

/// *Sarah Palin, 29, of Wasilla*, *Track Palin, 26 jaar,*: a number of two digits between commas behind a name.
fn behind_name(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let first_name = at.checked_sub(3)?;
    let unit = scan
        .unit(at + 1, UnitRole::Duration)
        .filter(|(code, _)| *code == "a")
        .map_or(0, |(_, used)| used);
    let end = at + 1 + unit;
    let is_between = scan.is(at - 1, ",") && scan.is(end, ",");
    let is_name =
        scan.is_capitalized(at - 2) && scan.is_letters(at - 2) && scan.is_letters(first_name);
    // *Polisen griper man, 32, misstänkt för mord*
    let is_name = is_name || is_person(scan, at - 2) && unit == 0;
    // *Anna Berg, 34, wurde*: where nouns have capitals, too, the sentence goes on with a word.
    let may_be_noun = scan.profile.nouns_capitalized
        && unit == 0
        && !is_person(scan, at - 2)
        && !are_names(scan, first_name, end);
    if may_be_noun || !is_between || !is_name || is_calendar(scan, at - 2) {
        return None;
    }
    Some((age(&two_digits(scan, at)?, "a", 75), 1 + unit))
}

/// Whether the two words at `first` are written as names, are no nouns that the lists know, and a word follows the comma
/// at `comma`.
fn are_names(scan: &Scan, first: usize, comma: usize) -> bool {
    let is_name = |at: usize| {
        is_name_word(scan, at)
            && !context::counts_known(scan, at)
            && !context::has_unit(scan, at)
            && scan.number(at, NumberRole::Label).is_none()
    };
    let has_article = first > 0 && scan.number(first - 1, NumberRole::Determiner).is_some();
    is_name(first) && is_name(first + 1) && !has_article && scan.is_letters(comma + 1)
}

/// *Berg, 20, ammuttiin*: a number of two digits between commas behind a name that opens the sentence.
fn behind_first_word(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let is_between = at == 2 && scan.is(1, ",") && scan.is(3, ",") && scan.is_letters(4);
    let is_name = is_name_word(scan, 0) && !scan.profile.nouns_capitalized;
    if !is_between || !is_name || scan.is_digits(5) {
        return None;
    }
    Some((age(&two_digits(scan, at)?, "a", 65), 1))
}

/// *sechsjährige*: a number word with the ending of an age.
fn joined(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    if !scan.is_letters(at) {
        return None;
    }
    // Czech *desetiletí* is a decade.
    if scan.unit(at, UnitRole::Duration).is_some() {
        return None;
    }
    let lower = scan.lower(at);
    scan.words.age_endings.iter().find_map(|(ending, code)| {
        let word = lower
            .strip_suffix(ending.as_str())
            .filter(|word| !word.is_empty())?;
        let value = words::value_of(word, scan.words)?;
        let mut lasting = scan.words.lasting_endings.iter();
        let may_last = lasting.any(|(other, _)| other == ending);
        let count = Count::point(value, Form::Words, 90);
        let reading = length_of_thing(scan, at + 1, &count, (code, may_last));
        Some((reading.unwrap_or_else(|| age(&count, code, 95)), 1))
    })
}

/// *dreijährige Haftstrafe*, *пятилетний контракт*: behind the adjective stands what lasts so long and has no age, with a
/// word between or not.
///
/// An adjective that `may_last` tells a length unless somebody stands behind it.
fn length_of_thing(
    scan: &Scan,
    at: usize,
    count: &Count,
    (unit, may_last): (&str, bool),
) -> Option<Reading> {
    let lasts = |at: usize| {
        let lower = scan.lower(at);
        let mut nouns = scan.words.lasting_nouns.iter();
        let is_name = scan.is_capitalized(at) && !scan.profile.nouns_capitalized;
        scan.is_letters(at) && !is_name && nouns.any(|noun| noun.is(&lower))
    };
    let is_noun = lasts(at) || !is_person(scan, at) && (may_last || lasts(at + 1));
    let value = duration::iso(&Length {
        count: *count,
        unit,
    })?;
    is_noun.then(|| Reading::counted(NumberValue::Duration { value }, count, 85))
}

fn age(count: &Count, code: &str, confidence: u8) -> Reading {
    let value = NumberValue::Age {
        amount: count.amount,
        unit: code.to_owned(),
    };
    Reading::counted(value, count, confidence)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn what_lasts_has_no_age() {
        check(
            "de",
            "Eine [dreijährige](duration P3Y) Haftstrafe für die [dreißigjährige](age 30 a) Frau.",
        );
        check(
            "de",
            "Nach [15-monatiger](duration P15M) Tätigkeit ging er.",
        );
        check("ru", "Он подписал [пятилетний](duration P5Y) контракт.");
        check("nl", "Hij tekende een [driejarig](duration P3Y) contract.");
        check("pl", "Podpisał [trzyletni](duration P3Y) kontrakt.");
        check("sv", "Hon skrev på ett [treårigt](duration P3Y) avtal.");
    }

    #[test]
    fn a_number_behind_two_names_is_an_age_where_nouns_have_capitals_too() {
        check("de", "Anna Müller, [34](age 34 a), wurde befragt.");
        check(
            "de",
            "Zimmer Rot, Blau, [34](cardinal 34), [35](cardinal 35).",
        );
    }

    #[test]
    fn a_word_may_stand_between_the_word_for_age_and_the_years() {
        check("pl", "Zmarł w wieku zaledwie [11 lat](age 11 a).");
        check("de", "Er starb im Alter von nur [11 Jahren](age 11 a).");
    }

    #[test]
    fn years_later_are_no_age() {
        check(
            "it",
            "Mi ha detto [45 anni](duration P45Y) dopo che era vero.",
        );
    }

    #[test]
    fn a_limit_behind_somebody_is_one_of_age() {
        check("de", "Kinder unter [14 Jahren](age lt 14 a) dürfen mit.");
        check(
            "fr",
            "Les personnes de plus de [60 ans](age gt 60 a) paient moins.",
        );
        check(
            "nl",
            "Kinderen jonger dan [11 jaar](age lt 11 a) mogen mee.",
        );
        check("pl", "Dzieci młodsze niż [11 lat](age lt 11 a) wchodzą.");
        check("en", "It cured people over [ten years](duration gt P10Y).");
        check(
            "en",
            "Children under [14](age lt 14 a) and women over [50](age gt 50 a).",
        );
        check(
            "en",
            "They saw children under [14](cardinal lt 14 trees) trees.",
        );
    }

    #[test]
    fn a_place_may_follow_the_age() {
        check("nb", "Anna Berg, [29 år](age 29 a) fra Bergen, ble funnet.");
    }

    #[test]
    fn a_number_alone_behind_somebody_and_be_is_an_age() {
        check("de", "Sie war gerade [18](age 18 a), als sie auszog.");
        check("de", "Als ich [18](age 18 a) war, zog ich aus.");
        check("de", "Lena Berg ist [34](age 34 a) und arbeitet dort.");
        check("en", "She was just [18](age 18 a) when she left.");
        check("nl", "Toen ze [18](age 18 a) was, vertrok ze.");
        check("sv", "Hon var bara [18](age 18 a) när hon flyttade.");
        check("fi", "Hän oli vain [18](age 18 a), kun lähti.");
        check("de", "Er ist [20](cardinal 20) zu [15](cardinal 15) vorn.");
        check(
            "en",
            "He is [21](cardinal 21) of [30](cardinal 30) from afar.",
        );
        check("de", "Er ist seit [18 Jahren](duration P18Y) dort.");
    }

    #[test]
    fn a_range_behind_somebody_is_one_of_ages() {
        check(
            "de",
            "Leute zwischen [18 und 29](age between 18 29 a) wählen selten.",
        );
        check(
            "de",
            "Spieler zwischen [18 und 29](cardinal between 18 29 goals) Toren fehlen.",
        );
    }

    #[test]
    fn somebody_may_be_in_a_decade_of_life() {
        check("da", "Hun var i [40'erne](age between 40 49 a).");
        check("da", "Krigen var i [40'erne](date 194X).");
    }

    #[test]
    fn a_word_for_dying_tells_the_age_behind_it() {
        check("fr", "Il est mort à [85 ans](age 85 a) chez lui.");
        check("it", "È morta a [85 anni](age 85 a) a casa.");
    }

    #[test]
    fn a_limit_may_be_joined_to_the_age() {
        check("en", "The over-[60s](age gt 60 a) are safe.");
        check("en", "He plays for an under-[21](age lt 21 a) side.");
        check("de", "Die Über-[60-Jährigen](age gt 60 a) sind sicher.");
    }

    #[test]
    fn limits_may_stand_between_the_word_for_an_age_and_the_number() {
        check("en", "Women aged over [60](age gt 60 a) may go.");
        check(
            "en",
            "Men between the ages of [18 and 29](age between 18 29 a) can go.",
        );
        check(
            "de",
            "Im Alter zwischen [18 und 29](age between 18 29 a) geht das.",
        );
    }

    #[test]
    fn groups_are_called_by_their_ages() {
        check("fr", "Les [15-24 ans](age between 15 24 a) lisent peu.");
        check("fr", "Les moins de [18 ans](age lt 18 a) lisent peu.");
    }

    #[test]
    fn a_form_of_the_unit_may_tell_an_age() {
        check("cs", "Odešel v [18 letech](age 18 a) do Brna.");
        check("cs", "Vrátil se po [18 letech](duration P18Y).");
        check(
            "cs",
            "Změnilo se to v posledních [18 letech](duration P18Y).",
        );
    }

    #[test]
    fn those_of_an_age_or_older_are_one_word() {
        check("nl", "Voor [65-plussers](age ge 65 a) is het gratis.");
        check("sv", "Många [65-plussare](age ge 65 a) kom.");
    }
}

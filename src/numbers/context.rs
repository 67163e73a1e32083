//! What stands around a number: words that say how it is meant, what it counts, per what, and which way it moved.

use rust_decimal::Decimal;

use super::bound;
use super::multiple;
use super::outcome::{self, Outcome};
use super::scan::Scan;
use crate::document::{Amount, Direction, NumberMention, NumberValue, Op};
use crate::language::number_words::{CountedKind, ModifierRole, NumberRole, TimeRole, UnitRole};
use crate::text::{Span, tails};

/// Where a number stands in its sentence: the parts `from..to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// First part.
    pub from: usize,
    /// The part behind the last.
    pub to: usize,
}

/// Adds to `mention` what stands around its place; how many parts behind it belong to that (*a year*).
pub fn add(scan: &Scan, place: Place, mention: &mut NumberMention) -> usize {
    let mut from = place.from;
    let modifier = modifier(scan, place, mention);
    let bound_end = modifier.map_or(place.from, |(_, _, end)| end);
    if let Some(past) = bound::in_the_past(scan, place, bound_end, &mention.value) {
        mention.value = past;
    }
    if let Some((op, start, end)) = modifier {
        if mention.op == Op::Eq {
            mention.op = op;
        }
        // *More than halved* is less than half.
        let is_less = matches!(mention.value, NumberValue::Multiple(Amount::Point(value)) if value < Decimal::ONE);
        if is_less {
            mention.op = mirrored(mention.op);
        }
        mention.modifier = Some(scan.span(start, end));
        from = from.min(start);
    }
    match mention.value {
        NumberValue::Date(_) | NumberValue::Set { .. } | NumberValue::Time { .. } => 0,
        _ => add_measure(scan, place, from, mention),
    }
}

/// The op of what becomes less.
fn mirrored(op: Op) -> Op {
    match op {
        Op::Gt => Op::Lt,
        Op::Ge => Op::Le,
        Op::Lt => Op::Gt,
        Op::Le => Op::Ge,
        Op::Eq | Op::Approx | Op::Between | Op::Vague => op,
    }
}

/// `phrase` is where the words that say how the number is meant begin.
fn add_measure(scan: &Scan, place: Place, phrase: usize, mention: &mut NumberMention) -> usize {
    // *Three times a week*
    let times = n_parts_counted_as(scan, place.to, "times").unwrap_or(0);
    let per = scan.unit(place.to, UnitRole::Per).map(|per| (0, per));
    let per = per.or_else(|| Some((times, scan.unit(place.to + times, UnitRole::Per)?)));
    // *$10-an-hour*
    let hyphen = super::hyphen(scan, place.to);
    let per = per.or_else(|| Some((hyphen, scan.unit(place.to + hyphen, UnitRole::Per)?)));
    mention.per = per.map_or("".into(), |(_, (code, _))| code.into());
    let n_per = per.map_or(0, |(before, (_, used))| before + used);
    if matches!(mention.value, NumberValue::Ordinal(_)) {
        return n_per;
    }
    let modified = phrase;
    let change = change(scan, place, phrase, mention);
    mention.direction = change.map(|(direction, _)| direction);
    let phrase = change.map_or(phrase, |(_, from)| from);
    let takes_what = matches!(
        mention.value,
        NumberValue::Cardinal(_) | NumberValue::Multiple(_) | NumberValue::Percent { .. }
    );
    if !takes_what {
        return n_per;
    }
    let is_count = matches!(mention.value, NumberValue::Cardinal(_));
    if is_count && place.to == place.from + 1 && multiple::times(scan, place.from).is_some() {
        mention.what_key = "times".into();
        return n_per;
    }
    let compared = multiple::compared(scan, place.to).unwrap_or(0);
    let is_multiple = matches!(mention.value, NumberValue::Multiple(_));
    if is_multiple && compared == 0 {
        let own = || Some(movement_at(scan, place.from)?.direction);
        mention.direction = mention.direction.or_else(own);
        return n_per;
    }
    let behind = counted_behind(scan, place.to + if is_multiple { compared } else { 0 });
    let moves = mention.direction.is_some();
    let before = || {
        let subject = || counted_subject(scan, phrase).filter(|_| moves);
        let counted = counted_before(scan, phrase, moves).or_else(subject);
        counted.filter(|_| is_count)
    };
    let counted = match behind {
        Some((span, key)) if !key.is_empty() => Some((span, key)),
        Some(unknown) => before().or(Some(unknown)),
        None => before(),
    };
    if let Some((span, key)) = counted {
        // *Lost 4 games*.
        if kind_of(scan, &key) == Some(CountedKind::Play) {
            mention.direction = None;
        }
        // *20 people or more*
        let may_be_limited = matches!(mention.op, Op::Eq | Op::Approx);
        let end = scan.behind(span);
        let behind = || modifier_behind_counted(scan, end).filter(|_| end > place.to);
        if let Some((op, start, end)) = may_be_limited.then(behind).flatten() {
            mention.op = op;
            mention.modifier = Some(scan.span(start, end));
        }
        mention.what = Some(span);
        mention.what_key = key.into();
    }
    if is_count {
        add_outcome(scan, place, modified, mention);
    }
    n_per
}

/// The key of people of whom nothing else is known.
const PEOPLE: &str = "people";

/// Adds what befell the people that are counted, or those whom a bare number counts.
fn add_outcome(scan: &Scan, place: Place, phrase: usize, mention: &mut NumberMention) {
    let to = place.to + super::case_ending(scan, place.to);
    let of_bare = || {
        let may_be = may_be_people(scan, place, phrase, &mention.value);
        may_be.then(|| outcome::of(scan, phrase, to)).flatten()
    };
    let found = match (mention.what, &*mention.what_key) {
        (Some(what), key @ (PEOPLE | "")) => {
            let end = scan.behind(what);
            // *384 zijn gestorven*: what stands there is no noun.
            let is_all = |found: &Outcome| to <= found.from && found.from < end && end <= found.to;
            let is_told = || of_bare().filter(|found| key.is_empty() && is_all(found));
            let found = outcome::of(scan, phrase, end).or_else(is_told);
            // A noun that is not known is of people if it happens to nobody else: *38 villagers died*.
            let is_of_people = |key: &str| kind_of(scan, key) == Some(CountedKind::Somebody);
            found.filter(|found| key == PEOPLE || is_of_people(found.key))
        }
        (None, _) => of_bare().filter(|found| found.from >= to || is_closed(scan, to)),
        _ => return,
    };
    if let Some(found) = found {
        mention.what = mention.what.or(Some(scan.span(found.from, found.to)));
        mention.what_key = found.key.into();
    }
}

/// Whether a bare number can count people, and is no part of a name and no year: *Apollo 13*, *in 673*.
fn may_be_people(scan: &Scan, place: Place, phrase: usize, value: &NumberValue) -> bool {
    let is_whole = match value {
        NumberValue::Cardinal(Amount::Point(value)) => value.is_integer(),
        NumberValue::Cardinal(Amount::Range { .. }) => true,
        _ => false,
    };
    let is_name = |before: usize| {
        scan.is_letters(before) && scan.is_capitalized(before) && !is_closed(scan, before)
    };
    let is_governed = |before: usize| {
        is_preposition(scan, before) && scan.profile.object_preposition != scan.lower(before)
    };
    let before = phrase.checked_sub(1);
    let is_of_name = phrase == place.from && before.is_some_and(is_name);
    is_whole && !is_of_name && !before.is_some_and(is_governed)
}

/// Whether words stand before the number that set it against another of the same things: *compared with* 2,706.
pub fn stands_against(scan: &Scan, place: Place) -> bool {
    let modifier = modifier_before(scan, place.from, true);
    let from = modifier.map_or(place.from, |(_, start, _)| start);
    let against = |role| matches!(role, ModifierRole::Against).then_some(());
    scan.modifier_before(from, against).is_some() && is_closed(scan, place.to)
}

/// The parts before or behind that say how a number is meant, and its op.
fn modifier(scan: &Scan, place: Place, mention: &NumberMention) -> Option<(Op, usize, usize)> {
    if matches!(mention.value, NumberValue::Set { .. }) {
        return None;
    }
    if mention.op == Op::Between {
        let open = |role| super::amount::opener(scan, place.from, role);
        let (start, end) = open(ModifierRole::Open).or_else(|| open(ModifierRole::From))?;
        return Some((Op::Between, start, end));
    }
    let is_calendar = matches!(
        mention.value,
        NumberValue::Date(_) | NumberValue::Time { .. }
    );
    if is_calendar && let Some(found) = bound::read(scan, place, mention) {
        return Some(found);
    }
    let is_below = |limit| matches!(&mention.value, NumberValue::Cardinal(Amount::Point(value)) if *value < limit);
    let is_share = matches!(&mention.value, NumberValue::Cardinal(Amount::Point(value)) if !value.is_integer());
    let (is_few, is_small) = (
        is_below(Decimal::TEN) && !is_share,
        is_below(Decimal::ONE_HUNDRED),
    );
    // *Rose up to 5 %* says where it went, not that it may be less.
    let fits = |(op, start, end): &(Op, usize, usize)| {
        // *Under the first*, *do drugiego*: prepositions that say where or when.
        let is_ordinal = matches!(mention.value, NumberValue::Ordinal(_));
        let is_short = *end == *start + 1;
        let is_length = matches!(mention.value, NumberValue::Duration { .. });
        let says_how_long = || {
            let during = scan.modifier(*start, |role| (role == ModifierRole::During).then_some(()));
            is_length && during.is_some_and(|((), used)| start + used == *end)
        };
        // *Um die dritte Kurve*, but *etwa die dritte*
        let is_around = || *op == Op::Approx && !is_short && is_article(scan, *end - 1);
        let is_limit = || *op == Op::Le || matches!(op, Op::Lt | Op::Gt) && is_short;
        let is_place = is_ordinal && (is_limit() || is_around());
        // *Sie sprachen über 5 Themen*, *they argued over 3 points*
        let is_subject = || {
            let may_be = is_few && !is_closed(scan, place.to);
            may_be && *op == Op::Gt && is_short && is_preposition(scan, *start)
        };
        let is_goal = || is_place || is_subject() || *op == Op::Le && moves_before(scan, *start);
        (!is_calendar || *op == Op::Approx) && !is_goal() && !says_how_long()
    };
    let article = place
        .from
        .checked_sub(1)
        .filter(|&at| scan.number(at, NumberRole::Determiner).is_some());
    let ends_at = |end: usize| modifier_before(scan, end, !is_small);
    let before = ends_at(place.from).or_else(|| ends_at(article?));
    let ending = super::case_ending(scan, place.to);
    // The ending may be a part of the phrase: *100'den büyük*.
    let behind = || {
        let found = modifier_behind(scan, place.to);
        let found = found.or_else(|| modifier_behind(scan, place.to + ending));
        found.filter(|_| !is_calendar)
    };
    match before.filter(fits) {
        // *About 500 or more*
        Some(about) if about.0 == Op::Approx => behind().or(Some(about)),
        Some(before) => Some(before),
        None => behind(),
    }
}

fn modifier_before(scan: &Scan, end: usize, is_measure: bool) -> Option<(Op, usize, usize)> {
    let (op, start) = scan.modifier_before(end, |role| match role {
        ModifierRole::Before(op) => Some(Some(op)),
        ModifierRole::BeforeMeasure(op) => Some(Some(op)).filter(|_| is_measure),
        ModifierRole::Among => Some(None),
        _ => None,
    })?;
    Some((op?, start, end))
}

fn modifier_behind(scan: &Scan, at: usize) -> Option<(Op, usize, usize)> {
    let (op, used) = scan.modifier(at, |role| match role {
        ModifierRole::After(op) => Some(op),
        _ => None,
    })?;
    // *20 dead and over 30 injured*: of the next number.
    let is_of_next = |from: usize| {
        let before = |role| matches!(role, ModifierRole::Before(_)).then_some(());
        let next = scan.modifier(from, before);
        next.is_some_and(|((), used)| super::amount::single(scan, from + used, false).is_some())
    };
    if (at..at + used).any(is_of_next) {
        return None;
    }
    let is_sign = scan.is(at, "+");
    (!is_sign || scan.touches_previous(at)).then_some((op, at, at + used))
}

/// The phrase behind what is counted that says how its number is meant: 20 people *or more*, *at least*. *And more* or
/// *bigger* there may belong to what follows, and so does *or more* before what else is counted.
fn modifier_behind_counted(scan: &Scan, at: usize) -> Option<(Op, usize, usize)> {
    let found @ (op, _, end) = modifier_behind(scan, at)?;
    let is_or = || scan.time(at, TimeRole::Either).is_some();
    let stands_anywhere = || modifier_before(scan, end, true) == Some((op, at, end));
    let is_phrase = end > at + 1 && (is_or() || stands_anywhere());
    (is_phrase && !counts_known(scan, end)).then_some(found)
}

/// What makes a measure of the number before it.
const UNITS: [UnitRole; 9] = [
    UnitRole::Percent,
    UnitRole::Points,
    UnitRole::BasisPoints,
    UnitRole::Currency,
    UnitRole::Minor,
    UnitRole::Unit,
    UnitRole::Temperature,
    UnitRole::Duration,
    UnitRole::Aged,
];

/// Whether the sign of a unit at `at` is a verb of the language: behind what may be a year, or with its clause behind
/// it: *nel 2017 ha ricevuto*, *2706 volt*.
pub fn is_unit_verb(scan: &Scan, at: usize) -> bool {
    let is_verb =
        at > 0 && scan.unit(at, UnitRole::UnitVerb).is_some() && !scan.touches_previous(at);
    let is_year = || has_four_digits(scan, at - 1);
    let goes_on = || {
        let is_of = scan.number(at + 1, NumberRole::Of).is_some();
        let is_open = || scan.is_letters(at + 1) && !is_of && !is_closed(scan, at + 1);
        match scan.unit(at, UnitRole::UnitVerb) {
            Some((endings, _)) if !endings.is_empty() => has_participle(scan, at + 1, endings),
            _ => is_open(),
        }
    };
    // *В 1870 г.*
    let is_year_sign = at > 0 && scan.time(at, TimeRole::YearAfter).is_some();
    is_verb && (is_year() || goes_on()) || is_year_sign && is_year()
}

/// Whether an article, or a word with one of the `endings` of participles, stands at `at`, or such a word behind an adverb:
/// *ha già segnato*.
fn has_participle(scan: &Scan, at: usize, endings: &str) -> bool {
    let ends = |at: usize| {
        let lower = scan.lower(at);
        scan.is_letters(at) && endings.split(' ').any(|ending| lower.ends_with(ending))
    };
    let is_adverb = || is_closed(scan, at) && scan.is_letters(at) && !is_preposition(scan, at);
    is_article(scan, at) || ends(at) || is_adverb() && ends(at + 1)
}

/// Whether the part at `at` may be a year.
fn has_four_digits(scan: &Scan, at: usize) -> bool {
    let number = scan.surface(at);
    number.len() == 4 && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a unit stands at `at`.
pub fn has_unit(scan: &Scan, at: usize) -> bool {
    !is_unit_verb(scan, at) && UNITS.iter().any(|role| scan.unit(at, *role).is_some())
}

/// Whether a word that tells the sense `sense` of a unit stands near the part `at` of its sentence.
pub fn is_meant(scan: &Scan, at: usize, sense: &str) -> bool {
    const NEAR: usize = 14;
    let near = at.saturating_sub(NEAR)..(at + NEAR).min(scan.len());
    let tells = |at: usize| {
        let found = scan.phrase(&scan.words.units, at, |(role, code)| {
            (*role == UnitRole::Sense && code == sense).then_some(())
        });
        found.is_some()
    };
    near.into_iter().any(tells)
}

/// Whether a known counted word or a scale stands at `at`, so that the number before it counts.
pub fn counts(scan: &Scan, at: usize) -> bool {
    counts_known(scan, at) || scan.number(at, NumberRole::Scale).is_some()
}

/// What kind of things a key counts, if that matters.
fn kind_of(scan: &Scan, key: &str) -> Option<CountedKind> {
    scan.words.counted_kinds.get(key).copied()
}

/// Whether a known counted word for people stands at `at`.
pub fn counts_people(scan: &Scan, at: usize) -> bool {
    known_key(scan, at).is_some_and(|(key, _)| kind_of(scan, key) == Some(CountedKind::People))
}

/// Whether a known counted word stands at `at` or behind one adjective; behind what may be a year it must be a plural then:
/// *nach dem 2019 eröffneten Bahnhof*.
pub fn counts_known(scan: &Scan, at: usize) -> bool {
    let is_year = |before: usize| {
        let is_recent = ["19", "20"]
            .iter()
            .any(|century| scan.surface(before).starts_with(century));
        is_recent && has_four_digits(scan, before)
    };
    if at.checked_sub(1).is_some_and(is_year) {
        return counts_two(scan, at);
    }
    known_key(scan, at).is_some()
        || scan.is_letters(at) && !is_closed(scan, at) && known_key(scan, at + 1).is_some()
}

/// Whether a known counted word stands at `at`, or its plural behind one adjective.
pub fn counts_two(scan: &Scan, at: usize) -> bool {
    let is_adjective = scan.is_letters(at) && !is_closed(scan, at);
    let behind = || known_key(scan, at + 1).filter(|(_, used)| is_plural(scan, at + used));
    known_key(scan, at).is_some() || is_adjective && behind().is_some()
}

/// The key of the counted word or phrase at `at`, and its number of parts.
fn known_key<'a>(scan: &Scan<'a>, at: usize) -> Option<(&'a str, usize)> {
    if !scan.is_letters(at) {
        return None;
    }
    let listed = scan.phrase(&scan.words.counted, at, |key| Some(key.as_str()));
    listed.or_else(|| compound_key(scan, at))
}

/// The number of parts of the counted word or phrase at `at`, if its key is `key`.
pub fn n_parts_counted_as(scan: &Scan, at: usize, key: &str) -> Option<usize> {
    let (_, used) = known_key(scan, at).filter(|(known, _)| *known == key)?;
    Some(used)
}

const SHORTEST_HEAD: usize = 5;

/// The key of the longest listed word that a joined word ends with: *Bundeswehrsoldaten*.
fn compound_key<'a>(scan: &Scan<'a>, at: usize) -> Option<(&'a str, usize)> {
    let is_noun = !scan.profile.nouns_capitalized || scan.is_capitalized(at);
    let lower = scan.lower(at);
    if !scan.profile.joins_nouns || !is_noun {
        return None;
    }
    tails(&lower, SHORTEST_HEAD).find_map(|head| {
        let keys = scan.words.counted.of_tail(head)?;
        keys.first().map(|key| (key.as_str(), 1))
    })
}

/// A closed-class word, mark or number: no part of a counted phrase.
pub fn is_closed(scan: &Scan, at: usize) -> bool {
    let is_function_word = || {
        let words = &scan.profile.function_words;
        words.contains(scan.lower(at).as_ref()) && !is_acronym(scan, at)
    };
    !scan.is_letters(at) || is_function_word()
}

/// Whether a word is in capitals and the next is not: 300 *US* users.
fn is_acronym(scan: &Scan, at: usize) -> bool {
    let has_lower = |at: usize| scan.surface(at).contains(char::is_lowercase);
    let surface = scan.surface(at);
    surface.len() > 1 && surface.chars().all(char::is_uppercase) && has_lower(at + 1)
}

/// Whether a preposition stands at `at`, of place or before who spoke.
pub fn is_preposition(scan: &Scan, at: usize) -> bool {
    let (profile, lower) = (scan.profile, scan.lower(at));
    profile.speech.prepositions.contains(lower.as_ref())
        || profile.place_prepositions.contains(lower.as_ref())
}

/// Whether an article, or what stands in its place, is at `at`.
pub fn is_article(scan: &Scan, at: usize) -> bool {
    let roles = [NumberRole::Determiner, NumberRole::Article];
    roles
        .into_iter()
        .any(|role| scan.number(at, role).is_some())
}

const LONGEST_PHRASE: usize = 4;

/// The counted phrase right behind a number: adjectives and the head noun.
fn counted_behind(scan: &Scan, at: usize) -> Option<(Span, String)> {
    // *%10'u*: ten of a hundred of what was told before.
    if scan.profile.apostrophe_before_endings && super::case_ending(scan, at) > 0 {
        return None;
    }
    let at = at + super::case_ending(scan, at);
    let of = scan.n_parts_of_number(at, NumberRole::Of);
    let mut start = at + of;
    start += scan.n_parts_of_number(start, NumberRole::Determiner);
    start += super::hyphen(scan, start);
    let mut end = start;
    let mut known = None;
    let mut n_words = 0;
    while end < scan.len() {
        n_words += usize::from(!scan.touches_previous(end));
        if n_words > LONGEST_PHRASE {
            break;
        }
        if let Some((key, used)) = known_key(scan, end) {
            if known.is_some() && !is_plural(scan, end) {
                break;
            }
            known = Some((key, end + used));
            end += used;
            if is_plural(scan, end - 1) {
                break;
            }
            continue;
        }
        let is_hyphen =
            scan.is(end, "-") && scan.touches_previous(end) && scan.touches_previous(end + 1);
        if is_closed(scan, end) && !is_hyphen || known.is_some() {
            break;
        }
        end += 1;
    }
    if let Some((key, end)) = known {
        return Some((scan.span(start, end), key.to_owned()));
    }
    let head = (start..end).rev().find(|&at| is_plural(scan, at))?;
    Some((scan.span(start, head + 1), String::new()))
}

/// Whether a word looks like the plural of a noun.
pub fn is_plural(scan: &Scan, at: usize) -> bool {
    let lower = scan.lower(at);
    let is_noun = !scan.profile.nouns_capitalized || scan.is_capitalized(at);
    is_noun
        && scan
            .words
            .plural_endings
            .iter()
            .any(|ending| lower.ends_with(ending.as_str()) && lower.len() > ending.len() + 2)
}

const CLAUSE: usize = 15;

/// So many parts stand at most between *number of* and a number that it moved to.
const SENTENCE: usize = 24;

/// The noun of *number of* in the clause before the number: *the number of users*, *a halottak száma*, *the death toll*.
fn counted_before(scan: &Scan, from: usize, moves: bool) -> Option<(Span, String)> {
    let far = if moves { SENTENCE } else { CLAUSE };
    for at in (from.saturating_sub(far)..from).rev() {
        if matches!(scan.surface(at), ";" | ":" | "." | "–")
            || scan.is_digits(at) && !scan.surface(at).contains(':')
        {
            return None;
        }
        let number_of = |role| match role {
            ModifierRole::NumberOf => Some(false),
            ModifierRole::NumberOfAfter => Some(true),
            _ => None,
        };
        let Some((is_behind, used)) = scan.modifier(at, number_of) else {
            continue;
        };
        let in_one = known_key(scan, at).filter(|(_, same)| *same == used);
        if let Some((key, used)) = in_one {
            return Some((scan.span(at, at + used), key.to_owned()));
        }
        if is_behind {
            let near = at.saturating_sub(LONGEST_PHRASE)..at;
            return near.into_iter().find_map(|start| {
                let (key, used) = known_key(scan, start)?;
                (start + used == at).then(|| (scan.span(start, at), key.to_owned()))
            });
        }
        return counted_behind(scan, at + used)
            .filter(|(span, _)| span.end() <= scan.span(from, from + 1).start());
    }
    None
}

/// The first known counted word of the clause before a number that something moved to: *reports of users exceeded
/// 8,000*.
fn counted_subject(scan: &Scan, from: usize) -> Option<(Span, String)> {
    let ends_clause =
        |at: usize| matches!(scan.surface(at), ";" | ":" | "." | "," | "(" | ")" | "–");
    let first = from.saturating_sub(CLAUSE);
    let start = (first..from)
        .rev()
        .find(|&at| ends_clause(at))
        .map_or(first, |at| at + 1);
    (start..from).find_map(|at| {
        let (key, used) = known_key(scan, at).filter(|(_, used)| is_plural(scan, at + used - 1))?;
        Some((scan.span(at, at + used), key.to_owned()))
    })
}

/// A word of movement and where it stands.
struct Movement {
    direction: Direction,
    /// Whether it says so of measures alone.
    is_of_measures: bool,
    /// The part behind it.
    to: usize,
}

/// The verb or noun of movement at `at`: *rise*.
fn movement_at(scan: &Scan, at: usize) -> Option<Movement> {
    let ((direction, is_of_measures), used) = scan.modifier(at, |role| match role {
        ModifierRole::Moves(direction) => Some((direction, false)),
        ModifierRole::MovesMeasure(direction) => Some((direction, true)),
        _ => None,
    })?;
    // *Up to 5*, *a follow-up*
    let (_, longest) = scan.modifier(at, Some)?;
    let is_tail = at > 1 && scan.is(at - 1, "-") && scan.touches_previous(at);
    (longest == used && !is_tail).then_some(Movement {
        direction,
        is_of_measures,
        to: at + used,
    })
}

const NEAR: usize = 9;

/// The nearest word of movement before `at`, in its clause.
fn movement_before(scan: &Scan, at: usize) -> Option<Movement> {
    let ends_clause = |at: usize| {
        matches!(scan.surface(at), ";" | ":" | "." | "," | "(" | "–") || scan.is_digits(at)
    };
    (at.saturating_sub(NEAR)..at)
        .rev()
        .take_while(|&at| !ends_clause(at))
        .find_map(|at| movement_at(scan, at))
}

/// The direction that a word of movement gives to the number, whose phrase begins at `phrase`, and where what is told of
/// the change begins: *by 5,000* to 37,000.
///
/// A share may stand anywhere behind it in its clause, but what people count, weigh and pay stands in so many sentences
/// with such a word that it must be bound to it: beside it, or by a word that says how far or where to.
fn change(
    scan: &Scan,
    place: Place,
    phrase: usize,
    mention: &NumberMention,
) -> Option<(Direction, usize)> {
    let Bonds {
        is_count,
        is_free,
        is_sum,
        may_be_beside,
        may_have_adjective,
    } = Bonds::of(scan, place, &mention.value)?;
    // *From 5 to 7*, *von 5 auf 7*
    let is_left = || {
        let is_linked = super::amount::link(scan, place.from, place.to).is_some();
        is_linked || scan.modifier(place.to, moves_by).is_some()
    };
    if super::amount::opener(scan, place.from, ModifierRole::From).is_some() && is_left() {
        return None;
    }
    let measured = moved_by_before(scan, phrase, may_have_adjective);
    let former = measured.and_then(|measured| former_before(scan, measured));
    let start = former.unwrap_or(phrase);
    // *Up to* says nothing of a movement, *exceeded* does.
    let own_from = if mention.op == Op::Le {
        phrase
    } else {
        place.from
    };
    let may_move = |movement: &Movement| !(movement.is_of_measures && is_count);
    let is_bound = |movement: &Movement| {
        let is_beside = || may_be_beside && movement.to >= before_articles(scan, phrase);
        let is_measured = |measured: usize| {
            let gap = former.unwrap_or(measured).checked_sub(movement.to);
            gap.is_some_and(|gap| gap <= BOUND)
        };
        is_free || is_beside() || measured.is_some_and(is_measured)
    };
    let before = movement_before(scan, former.unwrap_or(own_from))
        .filter(may_move)
        .filter(is_bound)
        .filter(|movement| !has_number(scan, movement.to, start));
    // *Up 5 %*, *um 5 gestiegen*, *5-re nőtt*, but not *three rising stars*.
    let behind = || {
        let ending = super::case_ending(scan, place.to);
        let is_bound = is_free || is_sum || may_be_beside && (measured.is_some() || ending > 0);
        movement_at(scan, place.to + ending).filter(|movement| is_bound && may_move(movement))
    };
    let movement = before.or_else(behind)?;
    Some((movement.direction, start))
}

/// So many parts stand at most between a word of movement and the word that binds a number to it.
const BOUND: usize = 4;

/// How a number may be bound to a word of movement other than by a word that says how far or where to.
#[derive(Default)]
struct Bonds {
    is_count: bool,
    /// Anyhow in its clause.
    is_free: bool,
    /// A sum or a temperature, behind which a word of movement stands for nothing else.
    is_sum: bool,
    may_be_beside: bool,
    /// *To a record* 3,000
    may_have_adjective: bool,
}

impl Bonds {
    /// Those of a value; none where it is nothing that rises or falls.
    fn of(scan: &Scan, place: Place, value: &NumberValue) -> Option<Self> {
        let beside = Self {
            may_be_beside: true,
            ..Self::default()
        };
        Some(match value {
            // *Five* seldom says how far something rose.
            NumberValue::Cardinal(Amount::Point(low) | Amount::Range { low, .. }) => Self {
                is_count: true,
                may_be_beside: *low >= Decimal::TEN,
                may_have_adjective: *low >= Decimal::ONE_HUNDRED,
                ..Self::default()
            },
            NumberValue::Percent { .. } => Self {
                is_free: scan.number(place.to, NumberRole::Of).is_none(),
                ..beside
            },
            NumberValue::Money { .. } => Self {
                is_sum: true,
                may_have_adjective: true,
                ..beside
            },
            NumberValue::Temperature { .. } => Self {
                is_sum: true,
                ..beside
            },
            NumberValue::Multiple(_) => beside,
            NumberValue::Quantity { .. } => Self::default(),
            NumberValue::Age { .. }
            | NumberValue::Ordinal(_)
            | NumberValue::Date(_)
            | NumberValue::Set { .. }
            | NumberValue::Time { .. }
            | NumberValue::Duration { .. } => return None,
        })
    }
}

fn moves_by(role: ModifierRole) -> Option<()> {
    (role == ModifierRole::MovedBy).then_some(())
}

/// Where a word begins that says how far or where to something moved, before the phrase at `phrase` or an adjective of
/// it: *by* 5 %, *to a record* 3,000.
fn moved_by_before(scan: &Scan, phrase: usize, may_have_adjective: bool) -> Option<usize> {
    let before = |at: usize| {
        let article = usize::from(at > 0 && scan.number(at - 1, NumberRole::Article).is_some());
        let found = scan.modifier_before(at - article, moves_by);
        found.map(|((), from)| from)
    };
    before(phrase).or_else(|| {
        let adjective = phrase.checked_sub(1).filter(|_| may_have_adjective)?;
        before(adjective).filter(|_| !is_closed(scan, adjective))
    })
}

/// Where the articles before `at` begin.
fn before_articles(scan: &Scan, at: usize) -> usize {
    let n_articles = (0..at).rev().take_while(|&at| is_article(scan, at)).count();
    at - n_articles
}

/// Where the phrase with the number before `at` begins that tells of the same change: *from 5* to 7, *by 2* to 7.
fn former_before(scan: &Scan, at: usize) -> Option<usize> {
    const LONGEST: usize = 6;
    const UNIT: usize = 2;
    let opens = |role| matches!(role, ModifierRole::From | ModifierRole::MovedBy).then_some(());
    let ends_before = |from: usize| {
        let ((), used) = scan.modifier(from, opens)?;
        let (_, count) = super::amount::read(scan, from + used)?;
        let unit = at.checked_sub(from + used + count)?;
        (unit <= UNIT).then_some(from)
    };
    (at.saturating_sub(LONGEST)..at).rev().find_map(ends_before)
}

/// Whether another number stands in the parts `from..to`.
pub fn has_number(scan: &Scan, from: usize, to: usize) -> bool {
    (from..to).any(|at| !is_article(scan, at) && super::amount::read(scan, at).is_some())
}

/// Whether a verb or noun of movement stands at `at`: *rise*.
pub fn moves_at(scan: &Scan, at: usize) -> bool {
    movement_at(scan, at).is_some()
}

/// Whether a word that says how far something moved stands right before `at`, and a verb of movement before it.
pub fn moved_by(scan: &Scan, at: usize) -> bool {
    moved_by_before(scan, at, false).is_some_and(|before| moves_before(scan, before))
}

/// Whether *from* stands before the number at `at`, and a verb of movement before it: fell *from 5* to 3 is a change and no
/// range.
pub fn moves_from(scan: &Scan, at: usize) -> bool {
    super::amount::opener(scan, at, ModifierRole::From).is_some() && moves_before(scan, at)
}

/// Whether a verb of movement stands shortly before `at`.
pub fn moves_before(scan: &Scan, at: usize) -> bool {
    movement_before(scan, at).is_some()
}

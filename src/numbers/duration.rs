//! Lengths of time: *six hours*, *drei Tage*, *anderthalf uur*, *3 years and 2 months*.

use rust_decimal::Decimal;

use super::amount::{self, Count, Form};
use super::fraction;
use super::reading::Reading;
use super::scan::Scan;
use super::words;
use crate::document::{Amount, NumberValue, Op, Text};
use crate::language::number_words::{ModifierRole, NumberRole, TimeRole, UnitRole};

/// A length of time in one unit.
#[derive(Debug, Clone, Copy)]
pub struct Length<'a> {
    /// How many.
    pub count: Count,
    /// UCUM code, or a multiple of one: `10.a`.
    pub unit: &'a str,
}

/// Reads a length of time; *years and months*, *hours and minutes* as one.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let found = whole(scan, at)
        .or_else(|| unknown(scan, at))
        .or_else(|| long(scan, at))
        .or_else(|| lasting(scan, at))
        .or_else(|| one(scan, at));
    if let Some(found) = found {
        return Some(found);
    }
    let (length, mut used) = length(scan, at)?;
    if let Some(value) = of_unknown_number(&length) {
        let value = NumberValue::Duration { value };
        return Some((Reading::counted(value, &length.count, 75), used));
    }
    if let Some((reading, more)) = one_or_more(scan, &length, at + used) {
        return Some((reading, used + more));
    }
    let mut text = iso(&length)?;
    if let (Some(half), Some(value)) = (fraction::and_half(scan, at + used), length.count.value()) {
        let count = Count {
            amount: Amount::Point(value.checked_add(Decimal::new(5, 1))?),
            ..length.count
        };
        text = iso(&Length {
            count,
            unit: length.unit,
        })?;
        used += half;
    }
    let mut last = length;
    // *Con 15 años, 4 meses y 10 días*: of an age the years are told.
    let is_age = scan.is(at + used, ",") && super::age::read(scan, at).is_some();
    let next = |last: &Length, at: usize| {
        let listed = || listed(scan, last, at).filter(|_| !is_age);
        second(scan, last, at).or_else(listed)
    };
    while let (Text::Point(first), Some((next, more))) = (&text, next(&last, at + used)) {
        text = Text::Point(joined(first, &next)?);
        used += more;
        last = next;
    }
    let mut reading = Reading::counted(NumberValue::Duration { value: text }, &length.count, 95);
    if length.count.form == Form::Article {
        reading.confidence = 75;
    }
    Some((reading, used))
}

/// *A day or two*, *ein Jahr oder zwei*: behind one of a unit, which is `first`, the next number; *een jaar of tien*, ten
/// of them or so.
fn one_or_more(scan: &Scan, first: &Length, at: usize) -> Option<(Reading, usize)> {
    let is_one = matches!(first.count.form, Form::Article | Form::One)
        && first.count.value() == Some(Decimal::ONE);
    let (_, either) = scan.time(at, TimeRole::Either).filter(|_| is_one)?;
    let (count, used) = amount::single(scan, at + either, false)?;
    let end = at + either + used;
    let high = count.value().filter(Decimal::is_integer)?;
    let is_plain = matches!(count.form, Form::Digits | Form::Words) && count.op == Op::Eq;
    let counts = super::context::has_unit(scan, end) || super::context::counts(scan, end);
    let fits = is_plain && !counts && high >= Decimal::TWO && high <= Decimal::ONE_HUNDRED;
    let is_next = high == Decimal::TWO;
    let amount = match is_next {
        true => Amount::Range {
            low: Decimal::ONE,
            high,
        },
        false => Amount::Point(high),
    };
    let count = Count {
        amount,
        ..first.count
    };
    let unit = first.unit;
    let value = NumberValue::Duration {
        value: iso(&Length { count, unit })?,
    };
    let op = if is_next { Op::Between } else { Op::Approx };
    let reading = Reading {
        op,
        ..Reading::new(value, 75)
    };
    fits.then_some((reading, either + used))
}

/// *Et par dage*, *kilka tygodni*: `PXD`, `PXW`, as *several* has it; *tens of years*, which are decades: `PX0Y`.
fn of_unknown_number(length: &Length) -> Option<Text> {
    let Amount::Range { low, high } = length.count.amount else {
        return None;
    };
    let digits = match length.count.form {
        Form::Few if high < Decimal::TEN => "X",
        Form::Vague if length.unit == "a" && low == 20.into() && high < 100.into() => "X0",
        _ => return None,
    };
    unknown_number(length.unit, digits)
}

/// A number of units whose digits are not known.
fn unknown_number(unit: &str, digits: &str) -> Option<Text> {
    let count = Count::point(Decimal::ONE, Form::Words, 80);
    let Text::Point(one) = iso(&Length { count, unit })? else {
        return None;
    };
    Some(Text::Point(one.replacen('1', digits, 1)))
}

/// *Более часа*, *ponad rok*: one of a unit, where the language has no articles, behind a word that goes before numbers.
fn one(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    if !may_be_one(scan, at) {
        return None;
    }
    let (unit, used) = scan.unit(at, UnitRole::Single)?;
    let end = at + used;
    let is_clock = [TimeRole::Meridiem, TimeRole::DayPart, TimeRole::Clock]
        .into_iter()
        .any(|role| scan.time(end, role).is_some());
    let is_numbered = scan.is_digits(end)
        || words::ordinal(scan, end).is_some()
        || words::cardinal(scan, end).is_some();
    if is_clock || is_numbered {
        return None;
    }
    let count = Count::point(Decimal::ONE, Form::Words, 75);
    let value = iso(&Length { count, unit })?;
    Some((Reading::new(NumberValue::Duration { value }, 70), used))
}

/// Whether a unit of time at `at`, in a form that is no plural, may be one of it.
pub fn may_be_one(scan: &Scan, at: usize) -> bool {
    let limits = |role| match role {
        ModifierRole::Before(op) => Some(()).filter(|()| op != Op::Le && op != Op::Eq),
        _ => None,
    };
    // *Přes den*: during the day.
    let is_place = |start: usize| {
        let prepositions = &scan.profile.place_prepositions;
        start + 1 == at && prepositions.contains(scan.lower(start).as_ref())
    };
    let found = || scan.modifier_before(at, limits);
    !scan.words.has_articles
        && at > 0
        && scan.is_letters(at - 1)
        && found().is_some_and(|((), start)| !is_place(start))
        && scan.unit(at, UnitRole::Single).is_some()
}

/// *all week*, *den ganzen Tag*.
fn whole(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (_, used) = scan.time(at, TimeRole::Whole)?;
    let (unit, more) = scan.unit(at + used, UnitRole::Duration)?;
    if is_of_stretch(scan, at + used, more) {
        return None;
    }
    let count = Count::point(Decimal::ONE, Form::Words, 80);
    let value = iso(&Length { count, unit })?;
    let reading = Reading::new(NumberValue::Duration { value }, 75);
    Some((reading, used + more))
}

/// Whether the unit of time of `n_parts` at `at` begins the longer name of a stretch: *bir hafta sonu* is a weekend.
fn is_of_stretch(scan: &Scan, at: usize, n_parts: usize) -> bool {
    let stretch = scan.time(at, TimeRole::Stretch);
    stretch.is_some_and(|(_, used)| used > n_parts)
}

/// The number of parts of *recent*, *derniers*, or of *last* and *next* before a plural.
fn recent(scan: &Scan, at: usize) -> Option<usize> {
    let plural = scan.time(at, TimeRole::Recent).map(|(_, used)| used);
    plural.or_else(|| {
        let last = || Some((-1, scan.time(at, TimeRole::Last)?.1));
        let relative = scan.time_value(at, TimeRole::Relative);
        let (relative, used) = relative.or_else(last)?;
        let (unit, _) = scan.unit(at + used, UnitRole::Duration)?;
        // Of these the singular is in the list of stretches.
        let has_stretch = matches!(unit, "d" | "wk" | "mo" | "a");
        let is_singular = scan.time(at + used, TimeRole::Stretch).is_some();
        (relative != 0 && has_stretch && !is_singular).then_some(used)
    })
}

/// *dreitägig*, *14-tägig*, *tweedaagse*: an adjective of a length of time.
fn lasting(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let joined = || {
        if !scan.is_letters(at) {
            return None;
        }
        let lower = scan.lower(at);
        scan.words
            .lasting_endings
            .iter()
            .find_map(|(ending, unit)| {
                let word = lower.strip_suffix(ending.as_str())?;
                let value = words::value_of(word, scan.words)?;
                Some((Count::point(value, Form::Words, 90), unit.as_str(), 1))
            })
    };
    let apart = || {
        let (count, used) = amount::read(scan, at).filter(|_| scan.is_digits(at))?;
        let end = at + used + super::hyphen(scan, at + used);
        let (unit, more) = scan.unit(end, UnitRole::Lasting)?;
        Some((count, unit, end + more - at))
    };
    let (count, unit, used) = joined().or_else(apart)?;
    let value = iso(&Length { count, unit })?;
    Some((
        Reading::counted(NumberValue::Duration { value }, &count, 90),
        used,
    ))
}

/// *Wochenlang*, *(for) years*: `PXW`, `PXY`.
fn long(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (value, used) = scan.time(at, TimeRole::Long)?;
    let is_plain = scan
        .unit(at, UnitRole::Duration)
        .is_some_and(|(_, unit)| unit == used);
    let stands =
        !is_plain || !scan.words.has_long_before || scan.time_ends_before(at, TimeRole::LongBefore);
    // *Δίωρη*, of two hours, tells the length, *wochenlang* does not.
    let op = if value.contains('X') {
        Op::Vague
    } else {
        Op::Eq
    };
    let value = Text::Point(value.to_owned());
    let reading = Reading::new(NumberValue::Duration { value }, 75);
    stands.then_some((Reading { op, ..reading }, used))
}

/// *several weeks*, *recent years*: `PXW`, `PXY`.
fn unknown(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    if super::vague::few(scan, at).is_some() {
        return None;
    }
    let some = scan.number(at, NumberRole::Some).map(|(_, used)| used);
    let used = some.or_else(|| recent(scan, at))?;
    let (unit, more) = scan.unit(at + used, UnitRole::Duration)?;
    let value = unknown_number(unit, "X")?;
    let mut reading = Reading::new(NumberValue::Duration { value }, 75);
    reading.op = Op::Vague;
    Some((reading, used + more))
}

/// Reads a count and a unit of time.
pub fn length<'a>(scan: &Scan<'a>, at: usize) -> Option<(Length<'a>, usize)> {
    let dual = scan.unit(at, UnitRole::Dual);
    let dual = dual.and_then(|(what, used)| Some((what.strip_prefix("duration ")?, used)));
    if let Some((unit, used)) = dual {
        let count = Count::point(Decimal::TWO, Form::Words, 85);
        return Some((Length { count, unit }, used));
    }
    if let Some(found) = told_quarters(scan, at) {
        return Some(found);
    }
    let half = || fraction::half_of_unit(scan, at);
    let (count, used) = amount::read(scan, at).or_else(half)?;
    let end = at + used + super::hyphen(scan, at + used);
    let end = end + super::of_units(scan, end, &count);
    let end = end + between(scan, end, &count);
    let (unit, more) = scan.unit(end, UnitRole::Duration)?;
    // *1984 yılında*
    let is_year =
        scan.time(end, TimeRole::YearAfter).is_some() && super::calendar::year(scan, at).is_some();
    if is_year {
        return None;
    }
    // *На 34 минуте*: a place in a row.
    if super::ordinal::before_unit(scan, at).is_some() {
        return None;
    }
    // *2 s Bernem*: Czech *with*.
    if super::context::is_unit_verb(scan, end) {
        return None;
    }
    if is_of_stretch(scan, end, more) {
        return None;
    }
    // *2 706 år 2011*: the word belongs to the year behind it.
    let is_of_next = unit == "a"
        && scan.time(end, TimeRole::YearBefore).is_some()
        && super::calendar::year(scan, end + more).is_some();
    if is_of_next {
        return None;
    }
    let is_ordinal = count.form == Form::Article && scan.number(end, NumberRole::Ordinal).is_some();
    let is_symbol = scan.surface(end).chars().count() == 1;
    let goes_on = scan.touches_previous(end + more) && scan.is_letters(end + more);
    // *18-7 s 2,53*: Czech *with*.
    let is_preposition =
        is_symbol && scan.unit(end, UnitRole::UnitVerb).is_some() && scan.is_digits(end + more);
    let goes_on = goes_on || is_preposition;
    let fits = !goes_on && (!is_symbol || end > 0 && scan.is_digits(end - 1));
    (fits && !is_ordinal).then_some((Length { count, unit }, end + more - at))
}

/// *The past two quarters* are of a year, *two quarters* alone may be a half.
fn told_quarters<'a>(scan: &Scan<'a>, at: usize) -> Option<(Length<'a>, usize)> {
    let is_told = [TimeRole::Relative, TimeRole::Recent, TimeRole::Last]
        .into_iter()
        .any(|role| scan.time_ends_before(at, role));
    if !is_told || scan.is_digits(at) {
        return None;
    }
    let (number, used) = scan.number(at, NumberRole::Digit)?;
    let (unit, more) = scan.unit(at + used, UnitRole::Duration)?;
    let count = Count::point(number, Form::Words, 90);
    (unit == "3.mo").then_some((Length { count, unit }, used + more))
}

/// The number of parts between a count and its unit of time: *two more days*, *dix derniers mois*, *17 lange Jahre*.
fn between(scan: &Scan, at: usize, count: &Count) -> usize {
    let has_unit = |at: usize| scan.unit(at, UnitRole::Duration).is_some();
    // *2019 első félévében*: what may be a year counts nothing behind another word.
    let is_plain = matches!(count.form, Form::Digits | Form::Words)
        && super::calendar::year(scan, at.saturating_sub(1)).is_none();
    if !is_plain || !scan.is_letters(at) || has_unit(at) || scan.touches_previous(at) {
        return 0;
    }
    if let Some((_, word)) = scan
        .time(at, TimeRole::Full)
        .filter(|(_, word)| has_unit(at + word))
    {
        return word;
    }
    if let Some(word) = recent(scan, at).filter(|word| has_unit(at + word)) {
        // *In 2019 last years*
        let is_small = count.value() < Some(1000.into());
        return if is_small { word } else { 0 };
    }
    let word = scan.n_parts_of_number(at, NumberRole::Determiner);
    if word > 0 {
        // *3 la semaine* is three a week.
        let is_singular = scan.time(at + word, TimeRole::Stretch).is_some();
        let fits = has_unit(at + word) && !is_singular;
        return if fits { word } else { 0 };
    }
    // Where nouns have a capital a word without one is an adjective.
    let is_adjective = scan.profile.nouns_capitalized
        && !scan.is_capitalized(at)
        && !scan
            .profile
            .function_words
            .contains(scan.lower(at).as_ref())
        && scan.number(at, NumberRole::Ordinal).is_none();
    usize::from(is_adjective && has_unit(at + 1) && scan.is_capitalized(at + 1))
}

/// *and two months* behind *three years*; a smaller unit may also follow without a word.
pub fn second<'a>(scan: &Scan<'a>, first: &Length, at: usize) -> Option<(Length<'a>, usize)> {
    let and = fraction::n_parts_joining(scan, at);
    let (second, used) = smaller(scan, first, at + and)?;
    // *Two days half an hour* and *three days one hour away* are two things.
    let is_counted = matches!(second.count.form, Form::Digits | Form::Words);
    if and == 0 && !is_counted {
        return None;
    }
    Some((second, and + used))
}

/// *, three months* behind *two years*, of which no more is said: not *three years, two months of them in prison*.
fn listed<'a>(scan: &Scan<'a>, first: &Length, at: usize) -> Option<(Length<'a>, usize)> {
    let has_comma = scan.is(at, ",");
    let (second, used) = has_comma.then(|| smaller(scan, first, at + 1))??;
    let end = at + 1 + used;
    let is_counted = |length: &Length| matches!(length.count.form, Form::Digits | Form::Words);
    let is_told = [
        TimeRole::AgoAfter,
        TimeRole::AheadAfter,
        TimeRole::Offset,
        TimeRole::OffsetAfter,
    ]
    .into_iter()
    .any(|role| scan.time(end, role).is_some());
    let has_more = scan.number(end, NumberRole::Of).is_some()
        || scan.unit(end, UnitRole::Per).is_some()
        || scan.unit(end, UnitRole::Old).is_some();
    let fits = is_counted(first) && is_counted(&second) && !has_more && !is_told;
    // *A year and a half, half an hour* are two.
    let is_near = rank(second.unit)? - rank(first.unit)? <= 2;
    (fits && is_near).then_some((second, 1 + used))
}

/// A length of time at `at` in a smaller unit than `first`.
pub fn smaller<'a>(scan: &Scan<'a>, first: &Length, at: usize) -> Option<(Length<'a>, usize)> {
    let (second, used) = length(scan, at)?;
    let is_smaller = rank(second.unit)? > rank(first.unit)?;
    (is_smaller && second.count.op == Op::Eq && first.count.op == Op::Eq).then_some((second, used))
}

fn joined(first: &str, second: &Length) -> Option<String> {
    let Text::Point(second) = iso(second)? else {
        return None;
    };
    let (first_date, first_time) = halves(first);
    let (second_date, second_time) = halves(&second);
    let time = format!("{first_time}{second_time}");
    let mark = if time.is_empty() { "" } else { "T" };
    Some(format!("P{first_date}{second_date}{mark}{time}"))
}

fn halves(text: &str) -> (&str, &str) {
    text.trim_start_matches('P')
        .split_once('T')
        .unwrap_or((text.trim_start_matches('P'), ""))
}

fn rank(unit: &str) -> Option<usize> {
    // *A quarter of an hour* is `15.min`.
    let unit = if unit == "15.min" { "min" } else { unit };
    ["a", "mo", "wk", "d", "h", "min", "s"]
        .iter()
        .position(|known| *known == unit)
}

/// ISO 8601 of a length, `None` for units it has no letter for.
pub fn iso(length: &Length) -> Option<Text> {
    // `15.min` are so many of the unit behind the point.
    let (factor, unit) = match length.unit.split_once('.') {
        Some((factor, unit)) => (factor.parse().ok()?, unit),
        None => (Decimal::ONE, length.unit),
    };
    let (letter, is_time) = match unit {
        "a" => ('Y', false),
        "mo" => ('M', false),
        "wk" => ('W', false),
        "d" => ('D', false),
        "h" => ('H', true),
        "min" => ('M', true),
        "s" => ('S', true),
        _ => return None,
    };
    let mark = if is_time { "T" } else { "" };
    let text = |value: Decimal| format!("P{mark}{value}{letter}");
    Some(match amount::times(length.count.amount, factor)? {
        Amount::Point(value) => Text::Point(text(value)),
        Amount::Range { low, high } => Text::range(text(low), text(high)),
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn an_adjective_between_leaves_the_length_as_it_is() {
        check("en", "It took [three long years](duration P3Y).");
        check("de", "Er wartete [drei volle Tage](duration P3D).");
        check("nl", "Hij wachtte [drie lange jaren](duration P3Y).");
        check("fr", "Il attendit [trois longues années](duration P3Y).");
    }

    #[test]
    fn all_weekend_is_no_week() {
        check(
            "tr",
            "[Tüm hafta](duration P1W) bekledi. Tüm hafta sonu bekledi.",
        );
    }

    #[test]
    fn a_small_unknown_number_of_units_has_no_digits() {
        check("da", "Det varede [et par dage](duration vague PXD).");
        check("pl", "Trwało to [kilka tygodni](duration vague PXW).");
        check("nl", "Ze woont er [tientallen jaren](duration vague PX0Y).");
    }

    #[test]
    fn one_of_a_unit_needs_no_word_where_there_are_no_articles() {
        check("ru", "Он ждал более [часа](duration gt PT1H).");
        check("pl", "Czekał ponad [rok](duration gt P1Y).");
        check("fi", "Hän odotti lähes [viikon](duration lt P1W).");
        check("ru", "Поезд пришёл около часа ночи.");
        check("ru", "Нужно больше часов работы.");
    }

    #[test]
    fn half_a_unit_may_be_one_word() {
        check("ru", "Он ждал [полчаса](duration PT0.5H).");
        check("it", "Ha aspettato [mezz’ora](duration PT0.5H).");
        check("nl", "Hij wachtte [een halfuur](duration PT0.5H).");
        check("sv", "Han väntade [en halvtimme](duration PT0.5H).");
    }

    #[test]
    fn adjectives_of_lengths_are_joined_of_number_and_unit() {
        check("pl", "To była [dwugodzinna](duration PT2H) debata.");
        check("ru", "Прошёл [двухчасовой](duration PT2H) митинг.");
        check("cs", "Začala [třídenní](duration P3D) stávka.");
        check("uk", "Почався [триденний](duration P3D) страйк.");
    }

    #[test]
    fn recent_units_are_of_an_unknown_number() {
        check("hu", "[Az elmúlt hónapokban](duration vague PXM) esett.");
        check("fi", "[Viime kuukausina](duration vague PXM) satoi.");
        check("tr", "[Son yıllarda](duration vague PXY) arttı.");
    }

    #[test]
    fn one_of_a_unit_or_two_is_a_range() {
        check(
            "de",
            "Es dauert [ein Jahr oder zwei](duration between P1Y P2Y).",
        );
        check(
            "en",
            "It took [a day or two](duration between P1D P2D) of work.",
        );
        check("es", "Tarda [un día o dos](duration between P1D P2D).");
        check(
            "fr",
            "Cela dure [un jour ou deux](duration between P1D P2D).",
        );
        check(
            "nl",
            "Het duurt [een dag of twee](duration between P1D P2D).",
        );
        check(
            "sv",
            "Det tar [en dag eller två](duration between P1D P2D).",
        );
        check(
            "nl",
            "Hij woont er [een jaar of tien](duration approx P10Y).",
        );
        check(
            "en",
            "It takes [a day](duration P1D) or [two weeks](duration P2W).",
        );
    }

    #[test]
    fn lengths_behind_commas_are_one() {
        check(
            "en",
            "It took [two years, three months and five days](duration P2Y3M5D).",
        );
        check(
            "de",
            "Es dauerte [2 Stunden, 30 Minuten und 5 Sekunden](duration PT2H30M5S).",
        );
        check(
            "es",
            "Con [15 años](age 15 a), [4 meses y 10 días](duration P4M10D), ganó la nadadora.",
        );
        check(
            "en",
            "He got [three years](duration P3Y), [two months](duration P2M) of them in prison.",
        );
    }

    #[test]
    fn quarters_of_an_hour_may_be_one_word() {
        check(
            "hu",
            "Várt [egy negyedórát](duration PT15M), majd [háromnegyed órát](duration PT0.75H).",
        );
        check("tr", "[Çeyrek saat](duration PT15M) bekledi.");
        check("el", "Περίμενε [ένα δεκάλεπτο](duration PT10M).");
    }

    #[test]
    fn a_length_may_be_one_word() {
        check("el", "Ήταν μια [δίωρη](duration PT2H) πτήση.");
        check("el", "Έμεινε για ένα [τριήμερο](duration P3D).");
    }
}

//! Dates by the calendar: *17 December 2025*, *March 10*, *19.12.2025*, *Montagnachmittag*, *im März*, *since 2019*.

use jiff::civil::Date;

use super::bare_day;
use super::holiday;
use super::numeric_date;
use super::ordinal;
use super::reading::Reading;
use super::resolve::{self, Side};
use super::scan::Scan;
use super::words;
use crate::document::{DateValue, Grain, NumberValue, PartialDate, Text};
use crate::language::number_words::{ModifierRole, NumberRole, Table, TimeRole, UnitRole};
use crate::language::{CalendarWord, DateOrder};

/// Reads a date that names a day, month or weekday.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let readings = [
        numeric_date::read(scan, at, anchor),
        numeric_date::span(scan, at, anchor),
        bare_day::read(scan, at, anchor),
        bare_day::both(scan, at, anchor),
        holiday::read(scan, at, anchor),
        with_weekday(scan, at, anchor),
        named(scan, at, anchor),
        adjective(scan, at, anchor),
    ];
    let (date, confidence, used) = readings
        .into_iter()
        .flatten()
        .max_by_key(|(_, _, used)| *used)?;
    Some((
        Reading {
            op: op(&date),
            value: NumberValue::Date(date),
            confidence,
        },
        used,
    ))
}

fn op(date: &DateValue) -> crate::document::Op {
    match date.value {
        Text::Point(_) => crate::document::Op::Eq,
        Text::Range(..) => crate::document::Op::Between,
    }
}

/// A date, its certainty in hundredths, and the number of its parts.
pub type Found = Option<(DateValue, u8, usize)>;

/// A month's name at `at`, and whether the word needs evidence beside it.
pub fn month(scan: &Scan, at: usize) -> Option<(i8, usize, bool)> {
    match word(scan, at)? {
        (CalendarWord::Month(month), used, is_guarded) => Some((month, used, is_guarded)),
        (CalendarWord::Weekday(_), ..) => None,
    }
}

/// A weekday's name at `at`, and whether the word needs evidence beside it.
pub fn weekday(scan: &Scan, at: usize) -> Option<(i8, usize, bool)> {
    match word(scan, at)? {
        (CalendarWord::Weekday(weekday), used, is_guarded) => Some((weekday, used, is_guarded)),
        (CalendarWord::Month(_), ..) => None,
    }
}

fn word(scan: &Scan, at: usize) -> Option<(CalendarWord, usize, bool)> {
    if !scan.is_letters(at) || !scan.begins(at, Table::Calendar) {
        return None;
    }
    let lower = scan.lower(at);
    // *segunda-feira*
    let is_hyphenated = super::hyphen(scan, at + 1) == 1;
    let joined = is_hyphenated.then(|| format!("{lower}-{}", scan.lower(at + 2)));
    if let Some(word) = joined.and_then(|joined| scan.profile.calendar.get(joined.as_str())) {
        return Some((*word, 3, false));
    }
    // *п’ятниця*, *Ağustos’ta*: cut behind the apostrophe.
    if lower.ends_with(crate::tokenize::is_apostrophe) && scan.touches_previous(at + 1) {
        let start = lower.trim_end_matches(crate::tokenize::is_apostrophe);
        let whole = format!("{start}'{}", scan.lower(at + 1));
        let named = scan.profile.calendar.get(whole.as_str());
        // *May'in* is of somebody, *Mayıs'ın* of the month.
        let is_short = start.chars().count() <= 3;
        let with_ending = || {
            let takes_endings = scan.profile.apostrophe_before_endings && scan.is_letters(at + 1);
            takes_endings.then(|| scan.profile.calendar.get(start))?
        };
        let named = named.map(|word| (*word, 2, false));
        return named.or_else(|| Some((*with_ending()?, 2, is_short)));
    }
    // *كانون الثاني*, *آذار/مارس*
    let is_pair = scan.is(at + 1, "/") && scan.touches_previous(at + 1);
    let (mark, second) = if is_pair {
        ("/", at + 2)
    } else {
        (" ", at + 1)
    };
    if scan.profile.has_calendar_phrases && scan.is_letters(second) {
        let phrase = format!("{lower}{mark}{}", scan.lower(second));
        if let Some(word) = scan.profile.calendar.get(phrase.as_str()) {
            return Some((*word, second + 1 - at, false));
        }
    }
    let word = *scan.profile.calendar.get(lower.trim_end_matches('.'))?;
    let is_short = lower.chars().count() <= 5;
    let stop =
        is_short && scan.is(at + 1, ".") && scan.touches_previous(at + 1) && at + 2 < scan.len();
    let is_guarded = scan.is_guarded(at);
    Some((word, 1 + usize::from(stop), is_guarded))
}

/// A day's number, 1 to 31: `17`, `3rd`, `3.`, *eenentwintig*, *first*.
pub fn day(scan: &Scan, at: usize) -> Option<(i8, usize)> {
    let (value, used) = match ordinal::digits(scan, at) {
        Some((value, used)) => (value, used),
        // `28.Oktober`
        None if is_glued_to_month(scan, at) => (scan.surface(at).parse().ok()?, 2),
        None if scan.is_digits(at) => (
            scan.surface(at)
                .trim_start_matches('0')
                .parse()
                .ok()
                .filter(|_| scan.surface(at).len() <= 2)?,
            1,
        ),
        None => {
            let spelled = words::ordinal(scan, at).or_else(|| words::cardinal(scan, at));
            spelled
                .filter(|(word, _)| word.weak.is_none())
                .map(|(word, used)| (word.value, used))?
        }
    };
    let day = i8::try_from(value).ok().filter(|_| value.is_integer())?;
    (1..=31).contains(&day).then_some((day, used))
}

/// Whether digits with a full stop touch the name of a month.
fn is_glued_to_month(scan: &Scan, at: usize) -> bool {
    scan.is_digits(at)
        && scan.surface(at).len() <= 2
        && scan.is(at + 1, ".")
        && scan.touches_previous(at + 1)
        && scan.touches_previous(at + 2)
        && month(scan, at + 2).is_some()
}

/// A year of four digits, without separators and not glued to what follows.
pub fn year(scan: &Scan, at: usize) -> Option<(i16, usize)> {
    let surface = scan.surface(at);
    let is_plain =
        surface.len() == 4 && scan.is_digits(at) && surface.bytes().all(|b| b.is_ascii_digit());
    let year: i16 = is_plain.then(|| surface.parse().ok())??;
    // *2019's*
    let is_possessive =
        super::is_possessive_mark(scan, at + 1) && !scan.profile.apostrophe_before_endings;
    let is_glued = scan.touches_previous(at + 1)
        && scan.is_letters(at + 1)
        && !is_possessive
        && super::case_ending(scan, at + 1) == 0;
    ((1000..2200).contains(&year) && !is_glued).then_some((year, 1))
}

/// `'98`: the last two digits of a year behind an apostrophe; up to 30 of this century.
pub fn short_year(scan: &Scan, at: usize) -> Option<(i16, usize)> {
    let mark = scan.surface(at);
    let is_mark = !mark.is_empty() && mark.chars().all(crate::tokenize::is_apostrophe);
    let digits = scan.surface(at + 1);
    let is_pair = digits.len() == 2 && scan.is_digits(at + 1) && scan.touches_previous(at + 1);
    let stands = is_mark
        && is_pair
        && !scan.touches_previous(at)
        && !(scan.touches_previous(at + 2) && scan.is_letters(at + 2));
    let year: i16 = digits.parse().ok().filter(|_| stands)?;
    Some((if year <= 30 { 2000 + year } else { 1900 + year }, 2))
}

/// A year behind a day, month or other stretch.
#[derive(Debug, Clone, Copy)]
pub struct YearBehind {
    /// Which year.
    pub number: i16,
    /// The number of its parts, with what joins it to the stretch.
    pub used: usize,
    /// The anchor, if the year is told from it.
    pub anchor: Option<PartialDate>,
}

impl YearBehind {
    /// `date`, which lies in the year.
    pub fn of(self, date: DateValue) -> DateValue {
        DateValue {
            anchor: self.anchor,
            ..date
        }
    }
}

/// A year behind a day, month or other stretch: *2025*, *of 2025*, *nineteen eighty-four*, *last year*.
pub fn year_behind(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<YearBehind> {
    let comma = usize::from(scan.is(at, ","));
    let of = scan.n_parts_of_number(at, NumberRole::Of);
    let start = at + comma + of;
    let said = year(scan, start).or_else(|| short_year(scan, start));
    let said = said.or_else(|| {
        year_in_words(scan, start).filter(|(_, used)| !super::context::counts(scan, start + used))
    });
    if let Some((number, used)) = said {
        return Some(YearBehind {
            number,
            used: comma + of + used,
            anchor: None,
        });
    }
    // *on 26 June in 2019*
    let inside = scan.time(at, TimeRole::Inside).map_or(0, |(_, used)| used);
    if inside > 0
        && let Some((number, used)) = year(scan, at + inside)
    {
        let end = at + inside + used;
        let function_words = &scan.profile.function_words;
        let counts = scan.is_letters(end) && !function_words.contains(scan.lower(end).as_ref());
        return (!counts).then_some(YearBehind {
            number,
            used: inside + used,
            anchor: None,
        });
    }
    // *Mars i fjol*: the word for *in* is a part of the year.
    let joints = [0, super::within::joint(scan, at)];
    joints.into_iter().find_map(|joint| {
        let (number, used) = super::relative::year(scan, at + joint, anchor)?;
        Some(YearBehind {
            number,
            used: joint + used,
            anchor,
        })
    })
}

/// A year in words: *nineteen eighty-four*, *neunzehnhundertneunundachtzig*, *dos mil veinte*.
pub fn year_in_words(scan: &Scan, at: usize) -> Option<(i16, usize)> {
    let (number, used) = hundreds_and_rest(scan, at).or_else(|| {
        let (spelled, used) = words::cardinal(scan, at).filter(|(word, _)| word.weak.is_none())?;
        let is_whole = spelled.value.is_integer() && scan.is_letters(at);
        Some((i16::try_from(spelled.value).ok()?, used)).filter(|_| is_whole)
    })?;
    (1100..2100).contains(&number).then_some((number, used))
}

/// *nineteen eighty-four*, *twenty fifteen*: the hundreds and the rest as two numbers.
fn hundreds_and_rest(scan: &Scan, at: usize) -> Option<(i16, usize)> {
    let teen = scan.number(at, NumberRole::Teen);
    let (hundreds, used) = teen.or_else(|| scan.number(at, NumberRole::Tens))?;
    let (rest, more) = words::cardinal(scan, at + used)?;
    let (hundreds, rest) = (
        i16::try_from(hundreds).ok()?,
        i16::try_from(rest.value)
            .ok()
            .filter(|_| rest.value.is_integer())?,
    );
    let fits = (11..=20).contains(&hundreds) && (10..100).contains(&rest);
    fits.then_some((hundreds * 100 + rest, used + more))
}

/// Weekday with a date behind it, or alone, with a part of the day or not.
pub fn with_weekday(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (number, used, is_guarded) = weekday(scan, at)?;
    let comma = usize::from(scan.is(at + used, ","));
    let article = scan.n_parts_of_number(at + used + comma, NumberRole::Determiner);
    let next = at + used + comma + article;
    let date = numeric_date::read(scan, next, anchor)
        .or_else(|| numeric_date::day_and_month(scan, next, anchor, true))
        .or_else(|| named(scan, next, anchor));
    if let Some((date, confidence, more)) = date.filter(|(date, ..)| date.grain == Grain::Day) {
        return Some((date, confidence, used + comma + article + more));
    }
    let (part, more) = part_behind(scan, at, used).map_or((None, 0), |(part, n)| (Some(part), n));
    // *Na quinta-feira (12)*
    let bracket = at + used;
    let in_brackets = scan.is(bracket, "(")
        && scan.is(bracket + 2, ")")
        && scan.is_digits(bracket + 1)
        && scan.surface(bracket + 1).len() <= 2;
    if in_brackets
        && anchor.is_some()
        && let Some((date, 1)) = day_of_month(scan, bracket + 1, number, anchor)
    {
        return Some((date, 90, used + 3));
    }
    let day_behind = day_of_month(scan, next, number, anchor)
        .filter(|_| more == 0 && (article > 0 || comma == 0 && scan.is_digits(next)));
    if let Some((date, used_behind)) = day_behind {
        return Some((date, 80, used + comma + article + used_behind));
    }
    let coming = scan.speaks_of_coming(at, at + used).then_some(Side::Coming);
    let mut date = weekday_date(number, part, coming, anchor);
    if scan.time_ends_before(at, TimeRole::Every) || is_numbered(scan, at) {
        date = weekday_date(number, part, None, None);
    }
    // *την Τρίτη*: the day has a capital, the ordinal has none.
    let is_name = scan.is_capitalized(at)
        && at > 0
        && scan.is_letters(at - 1)
        && !scan.profile.nouns_capitalized
        && scan.surface(at).chars().count() >= 5;
    let is_sure = !is_guarded || more > 0 || is_name;
    let is_day = is_sure || is_weekday_alone(scan, at, at + used);
    let is_in_compound = hangs_on_word(scan, at, at + used);
    let confidence = if is_sure { 90 } else { 75 };
    (is_day && !is_in_compound).then_some((date, confidence, used + more))
}

/// The part of the day behind the weekday of the `used` parts at `at`, or at the end of its word: *perjantai-iltana*,
/// *perjantaiaamuna*.
fn part_behind<'a>(scan: &Scan<'a>, at: usize, used: usize) -> Option<(&'a str, usize)> {
    let hyphen = super::hyphen(scan, at + used);
    let behind = scan.time(at + used + hyphen, TimeRole::DayPart);
    let behind = behind.map(|(part, more)| (part, hyphen + more));
    behind.or_else(|| {
        let lower = scan.lower(at);
        let mut parts = scan.words.day_parts.iter();
        let (_, part) = parts.find(|(ending, _)| {
            let day = lower.strip_suffix(ending.as_str());
            day.is_some_and(|day| scan.profile.calendar.contains_key(day))
        })?;
        Some((part.as_str(), 0))
    })
}

/// *piątkowe wybory*, *červnový summit*: a weekday or month as an adjective, and not in a name.
fn adjective(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (value, used) = scan.time(at, TimeRole::Adjective)?;
    let opens_name = scan.is_capitalized(at) && (at > 0 || scan.is_capitalized(at + used));
    if opens_name || hangs_on_word(scan, at, at + used) {
        return None;
    }
    let (grain, number) = value.split_once(' ')?;
    let number = number.parse().ok()?;
    if grain == "month" {
        return Some((month_date(number, None, anchor), 80, used));
    }
    let part = scan.time(at + used, TimeRole::DayPart);
    let more = part.map_or(0, |(_, used)| used);
    let side = scan.speaks_of_coming(at, at + used).then_some(Side::Coming);
    let date = weekday_date(number, part.map(|(part, _)| part), side, anchor);
    Some((date, 80, used + more))
}

/// Whether a weekday that is also an ordinal stands behind a word that goes before days, and before nothing that it
/// could number: *na sexta*, but not *na sexta rodada*.
fn is_weekday_alone(scan: &Scan, at: usize, end: usize) -> bool {
    let short = scan.time(at, TimeRole::ShortDay);
    let is_placed = scan.time_ends_before(at, TimeRole::Inside)
        || scan.time_ends_before(at, TimeRole::Relative)
        || super::bound::is_behind(scan, at);
    // *Na segunda parte*: the word behind must be one that goes with a day.
    let roles = [
        TimeRole::Inside,
        TimeRole::DateBefore,
        TimeRole::Coming,
        TimeRole::DayPart,
    ];
    let fits = short.is_some_and(|(kind, _)| kind == "any")
        || !scan.is_letters(end)
        || and(scan, end) > 0
        || roles.iter().any(|role| scan.time(end, *role).is_some());
    let is_of = scan.number(end, NumberRole::Of).is_some();
    short.is_some() && is_placed && fits && !is_of && super::hyphen(scan, end) == 0
}

/// Whether a hyphen joins the word at `at..end` to one that is no part of a date: *Winter-Biathlon*, *MIP-Montag*.
pub fn hangs_on_word(scan: &Scan, at: usize, end: usize) -> bool {
    let is_date_word = |at: usize| {
        word(scan, at).is_some()
            || scan.time(at, TimeRole::Season).is_some()
            || scan.time(at, TimeRole::DayPart).is_some()
            || !scan.is_letters(at)
    };
    let behind = super::hyphen(scan, end) == 1 && !is_date_word(end + 1);
    let before = at > 1
        && scan.touches_previous(at)
        && scan.surface(at - 1).chars().all(crate::tokenize::is_hyphen)
        && scan.touches_previous(at - 1)
        && scan.is_letters(at - 2)
        && !is_date_word(at - 2);
    behind || before
}

/// Whether a place in a row stands before the weekday at `at`: *the second Sunday*, of what is not said.
fn is_numbered(scan: &Scan, at: usize) -> bool {
    // *He finished second Sunday*
    let is_placed = |at: usize| {
        scan.number_ends_before(at, NumberRole::Determiner)
            || scan.time_ends_before(at, TimeRole::Inside)
            || scan.time_ends_before(at, TimeRole::DateBefore)
    };
    let in_words = |start: usize| {
        words::ordinal(scan, start).is_some_and(|(_, used)| used == 1) && is_placed(start)
    };
    let in_digits = |n_parts: usize| {
        let found = at.checked_sub(n_parts).map(|at| ordinal::digits(scan, at));
        let found = found.flatten().filter(|(_, used)| *used == n_parts);
        found.is_some_and(|(value, _)| value < 6.into() && is_placed(at - n_parts))
    };
    at.checked_sub(1).is_some_and(in_words) || in_digits(1) || in_digits(2)
}

/// *the 31st* behind a weekday, without month: the nearest month in which that day is that weekday.
fn day_of_month(
    scan: &Scan,
    at: usize,
    weekday: i8,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    let (day, used) = day(scan, at)?;
    let end = at + used;
    let counts = scan.is_letters(end)
        && (scan.time(end, TimeRole::Stretch).is_some()
            || !scan
                .profile
                .function_words
                .contains(scan.lower(end).as_ref())
            || super::context::counts_known(scan, end)
            || scan.number(end, NumberRole::Of).is_some());
    let goes_on = counts
        || scan.is_digits(end)
        || scan.touches_previous(end) && {
            matches!(scan.surface(end), "-" | "–" | "/" | ":" | "%" | "°")
        };
    if goes_on {
        return None;
    }
    let wanted = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    let anchor_day = resolve::day(anchor);
    let found = anchor_day.and_then(|anchor| {
        // The months around the anchor, the nearest first.
        [0, -1, 1, -2, 2].into_iter().find_map(|months: i64| {
            use jiff::ToSpan;
            let month = anchor.first_of_month().checked_add(months.months()).ok()?;
            let date = Date::new(month.year(), month.month(), day).ok()?;
            (date.weekday() == wanted).then_some(date)
        })
    });
    if anchor_day.is_some() && found.is_none() {
        return None;
    }
    let value = found.map_or_else(|| format!("XXXX-XX-{day:02}"), |date| date.to_string());
    let days = found.map(|date| (date, date));
    Some((resolve::stretch(value, Grain::Day, days, anchor), used))
}

/// The date of a weekday with what was said of it.
pub fn weekday_date(
    number: i8,
    part: Option<&str>,
    side: Option<Side>,
    anchor: Option<PartialDate>,
) -> DateValue {
    let resolved = resolve::day(anchor).and_then(|anchor| resolve::weekday(anchor, number, side));
    let mut value = match resolved {
        Some(date) => date.to_string(),
        None => format!("XXXX-WXX-{number}"),
    };
    let grain = if part.is_some() {
        Grain::DayPart
    } else {
        Grain::Day
    };
    if let Some(part) = part {
        value = format!("{value}T{part}");
    }
    resolve::stretch(value, grain, resolved.map(|date| (date, date)), anchor)
}

/// A date with a month's name.
pub fn named(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let readings = [
        listed_day(scan, at, anchor),
        day_first(scan, at, anchor),
        month_first(scan, at, anchor),
        year_first(scan, at, anchor),
    ];
    readings
        .into_iter()
        .flatten()
        .max_by_key(|(_, _, used)| *used)
}

/// *3.* of *3., 4. und 5. Mai*: a day of a list whose month stands behind the last one.
fn listed_day(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    const MOST: usize = 10;
    let (first, used) = numbered_day(scan, at)?;
    let mut last = first;
    let mut end = at + used;
    for _ in 0..MOST {
        let comma = usize::from(scan.is(end, ","));
        let also = scan.time(end + comma, TimeRole::AndDay);
        let and = and(scan, end + comma).max(also.map_or(0, |(_, used)| used));
        if comma + and == 0 {
            return None;
        }
        let before = end + comma + and;
        let before = before
            + scan
                .time(before, TimeRole::DateBefore)
                .map_or(0, |(_, used)| used);
        let next = before + scan.n_parts_of_number(before, NumberRole::Determiner);
        let (day, more) = numbered_day(scan, next).filter(|(day, _)| *day > last)?;
        if let Some((date, ..)) = day_first(scan, next, anchor) {
            let from = date.from.filter(|_| date.grain == Grain::Day)?;
            let year = Some(from.year());
            let mut date = days(year, from.month(), first, None, anchor)?;
            date.anchor = anchor;
            return Some((date, 85, used));
        }
        (last, end) = (day, next + more);
    }
    None
}

/// The number of parts of a word for *and*.
pub fn and(scan: &Scan, at: usize) -> usize {
    let link = scan.modifier(at, |role| (role == ModifierRole::LinkOpen).then_some(()));
    [NumberRole::And, NumberRole::AndUnits]
        .into_iter()
        .map(|role| scan.n_parts_of_number(at, role))
        .fold(link.map_or(0, |((), used)| used), usize::max)
}

/// A day's number in digits, with its full stop or ending.
fn numbered_day(scan: &Scan, at: usize) -> Option<(i8, usize)> {
    let surface = scan.surface(at);
    let is_short = scan.is_digits(at) && surface.len() <= 2 && !scan.is_name_tail(at);
    let (day, used) = match ordinal::digits(scan, at) {
        Some(_) => day(scan, at)?,
        None => {
            let stop = scan.is(at + 1, ".") && scan.touches_previous(at + 1);
            (surface.parse().ok()?, 1 + usize::from(stop))
        }
    };
    (is_short && (1..=31).contains(&day)).then_some((day, used))
}

/// *17 December 2025*, *3. bis 5. Mai*, *the 4th of July*.
fn day_first(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (first, used) = day(scan, at)?;
    let mut end = at + used;
    let mut last = None;
    if let Some(link) = super::amount::link(scan, at, end) {
        let article = scan.n_parts_of_number(end + link, NumberRole::Determiner);
        if let Some((second, used)) = day(scan, end + link + article) {
            last = Some(second);
            end += link + article + used;
        }
    }
    end += scan.n_parts_of_number(end, NumberRole::Of);
    end += usize::from(scan.is(end, "-") || scan.is(end, "/"));
    let (month, used, _) = month(scan, end)?;
    end += used;
    end += usize::from((scan.is(end, "-") || scan.is(end, "/")) && year(scan, end + 1).is_some());
    let year = year_behind(scan, end, anchor);
    end += year.map_or(0, |year| year.used);
    days_of(year, month, first, last, anchor).map(|date| (date, 97, end - at))
}

/// As [`days`], with a year that stands behind.
fn days_of(
    year: Option<YearBehind>,
    month: i8,
    first: i8,
    last: Option<i8>,
    anchor: Option<PartialDate>,
) -> Option<DateValue> {
    let date = days(year.map(|year| year.number), month, first, last, anchor)?;
    Some(year.map_or(date.clone(), |year| year.of(date)))
}

/// *1989. november 9-én*, *2021 márciusában*.
fn year_first(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (year, used) = year(scan, at)?;
    let stop = usize::from(scan.is(at + used, ".") && scan.touches_previous(at + used));
    // *2018'in nisan ayında*, but not *2014'ten mayısa kadar*
    let ending = super::case_ending(scan, at + used);
    let is_from = ending > 0 && {
        let letters = scan.lower(at + used + ending - 1);
        let letters = letters.trim_start_matches(crate::tokenize::is_apostrophe);
        let endings = &scan.words.range_endings[0];
        endings.iter().any(|known| known.ends_with(letters))
    };
    if is_from {
        return None;
    }
    let start = at + used + stop + ending;
    let (month, more, _) = month(scan, start).filter(|(_, _, is_guarded)| !is_guarded)?;
    let end = start + more;
    let day = day(scan, end)
        .filter(|(_, used)| *used > 1 || !super::context::counts_known(scan, end + used));
    if let Some((day, used)) = day {
        return days(Some(year), month, day, None, anchor).map(|date| (date, 95, end + used - at));
    }
    let value = format!("{year:04}-{month:02}");
    let date = resolve::stretch(value, Grain::Month, resolve::month(year, month), None);
    Some((date, 90, end - at))
}

/// *December 17, 2025*, *May 3-5*, *March 2025*, *March*.
fn month_first(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (month, used, is_guarded) = month(scan, at)?;
    let end = at + used;
    // *Jan vierde zijn verjaardag*, *we may second the motion*
    let may_be_neither = is_guarded && scan.is_guarded(end);
    if !may_be_neither && let Some((date, more)) = day_behind(scan, end, month, anchor) {
        return Some((date, 97, used + more));
    }
    let hyphen = usize::from(scan.is(end, "-") && year(scan, end + 1).is_some());
    if let Some(year) = year_behind(scan, end + hyphen, anchor) {
        let value = format!("{:04}-{month:02}", year.number);
        let days = resolve::month(year.number, month);
        let date = year.of(resolve::stretch(value, Grain::Month, days, None));
        return Some((date, 97, used + hyphen + year.used));
    }
    let has_case = scan
        .surface(at)
        .chars()
        .any(|c| c.is_uppercase() || c.is_lowercase());
    let is_behind = scan.time_ends_before(at, TimeRole::YearBefore)
        // *Im Mai*
        || scan.profile.nouns_capitalized && scan.time_ends_before(at, TimeRole::Inside);
    let is_capital = scan.is_capitalized(at) || !has_case;
    let is_announced = is_capital && is_behind && super::hyphen(scan, end) == 0;
    // *Nisan sonunda*
    let has_part = scan.time(end, TimeRole::PartAfter).is_some();
    let is_evident = is_announced || is_behind_month_noun(scan, at) || has_part;
    // *Des Moines*, *Jan Berg*
    let is_name = is_guarded
        && !scan.profile.nouns_capitalized
        && scan.is_capitalized(at)
        && scan.is_letters(end)
        && scan.is_capitalized(end);
    let stands = !is_guarded || is_evident && !is_name;
    stands.then(|| (month_date(month, None, anchor), 85, used))
}

/// Whether the word for a month stands before `at`: *luna mai*.
pub fn is_behind_month_noun(scan: &Scan, at: usize) -> bool {
    let noun = at
        .checked_sub(1)
        .and_then(|at| scan.time(at, TimeRole::Stretch));
    noun == Some(("month", 1))
}

/// The day behind a month's name, with a year or without.
fn day_behind(
    scan: &Scan,
    at: usize,
    month: i8,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    // *October, 1st*
    let has_comma = scan.is(at, ",") && ordinal::digits(scan, at + 1).is_some();
    let the = match has_comma {
        true => 1,
        false => scan.n_parts_of_number(at, NumberRole::Determiner),
    };
    let (first, used) = day(scan, at + the)?;
    let mut end = at + the + used;
    // *Mayıs ayının ilk haftası*, *ekimin birinci salısı*: the place of what is named behind it.
    let is_of_noun = || {
        weekday(scan, end).is_some()
            || scan.time(end, TimeRole::Stretch).is_some()
            || scan.unit(end, UnitRole::Duration).is_some()
    };
    if !scan.is_digits(at + the) && words::ordinal(scan, at + the).is_some() && is_of_noun() {
        return None;
    }
    let mut last = None;
    if let Some((second, more)) = super::amount::link(scan, at, end)
        .and_then(|link| Some((link, day(scan, end + link)?)))
        .map(|(link, (second, used))| (second, link + used))
    {
        last = Some(second);
        end += more;
    }
    if scan.unit(end, UnitRole::Percent).is_some()
        || scan.touches_previous(end) && scan.is_letters(end)
    {
        return None;
    }
    let year = year_behind(scan, end, anchor);
    end += year.map_or(0, |year| year.used);
    let is_day = matches!(scan.profile.date_order, DateOrder::Mdy | DateOrder::Ymd)
        || !scan.is_digits(at + the)
        || year.is_some();
    let date = days_of(year, month, first, last, anchor)?;
    is_day.then_some((date, end - at))
}

/// A month without year.
pub fn month_date(month: i8, relative: Option<i32>, anchor: Option<PartialDate>) -> DateValue {
    let anchor_day = resolve::day(anchor);
    let year = anchor_day.and_then(|anchor| resolve::nearest_year(anchor, month, None, relative));
    let value = match year {
        Some(year) => format!("{year:04}-{month:02}"),
        None => format!("XXXX-{month:02}"),
    };
    resolve::stretch(
        value,
        Grain::Month,
        year.and_then(|year| resolve::month(year, month)),
        anchor,
    )
}

/// One day or a run of days of a month, with the year where it is known.
pub fn days(
    year: Option<i16>,
    month: i8,
    first: i8,
    last: Option<i8>,
    anchor: Option<PartialDate>,
) -> Option<DateValue> {
    // 2000 is a leap year, so that 29 February without a year is a date.
    Date::new(year.unwrap_or(2000), month, first).ok()?;
    let known = match (year, resolve::day(anchor)) {
        (Some(year), _) => Some(year),
        (None, Some(anchor)) => resolve::nearest_year(anchor, month, Some(first), None),
        (None, None) => None,
    };
    let text = |day: i8| match known {
        Some(year) => format!("{year:04}-{month:02}-{day:02}"),
        None => format!("XXXX-{month:02}-{day:02}"),
    };
    let day = |day: i8| known.and_then(|year| Date::new(year, month, day).ok());
    let anchor = anchor.filter(|_| year.is_none());
    let Some(last) = last else {
        return Some(resolve::stretch(
            text(first),
            Grain::Day,
            day(first).map(|date| (date, date)),
            anchor,
        ));
    };
    Date::new(year.unwrap_or(2000), month, last)
        .ok()
        .filter(|_| first < last)?;
    let mut date = resolve::stretch(text(first), Grain::Day, day(first).zip(day(last)), anchor);
    date.value = Text::range(text(first), text(last));
    Some(date)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn adjectives_of_months_and_weekdays_are_dates() {
        for (code, marked) in [
            ("pl", "To [piątkowe](date 2025-03-07) wybory."),
            ("pl", "Padało w [sobotnie popołudnie](date 2025-03-08TAF)."),
            ("pl", "Rewolucja [październikowa](date 2024-10)."),
            ("cs", "Po [červnovém](date 2025-06) summitu pršelo."),
            ("cs", "V [březnu loňského roku](date 2024-03) pršelo."),
            ("ru", "На [пятничной](date 2025-03-07) встрече было шумно."),
            ("ru", "На улице Октябрьская площадь было шумно."),
            (
                "uk",
                "На [суботній](date 2025-03-08) зустрічі було гамірно.",
            ),
            ("fi", "Se näkyi [maaliskuisessa](date 2025-03) kokouksessa."),
            ("hu", "A [tavalyi](date 2024) döntő jobb volt."),
            ("de", "Beim [diesjährigen](date 2025) Fest regnete es."),
        ] {
            check(code, marked);
        }
    }

    #[test]
    fn a_weekday_in_short_is_no_ordinal() {
        check("pt", "O jogo foi na [sexta](date 2025-03-07), em casa.");
        check("pt", "Ela venceu na [quarta](ordinal 4) rodada.");
        check("el", "Έφυγε την [Τρίτη](date 2025-03-11) από εδώ.");
        check("el", "Είναι στην [τρίτη](ordinal 3), με ένα γκολ.");
    }

    #[test]
    fn a_month_behind_a_word_for_in_needs_no_more() {
        check("de", "Sie hat im [Mai](date 2025-05) mit ihm gesprochen.");
    }

    #[test]
    fn what_a_hyphen_makes_another_word_is_no_day() {
        check("de", "Der Blau-Montag und der Winter-Biathlon sind Feste.");
        check(
            "de",
            "Offen [Montag-Freitag](date between 2025-03-10 2025-03-14).",
        );
    }

    #[test]
    fn days_of_a_list_are_of_the_month_behind_the_last() {
        check(
            "de",
            "Am [16.](date 2025-05-16), [17.](date 2025-05-17) sowie am [23. Mai](date 2025-05-23).",
        );
        check(
            "pl",
            "Gramy [3](date 2025-05-03) oraz [5 maja](date 2025-05-05).",
        );
    }

    #[test]
    fn a_day_and_a_month_take_the_time_behind_them() {
        check("en", "We meet on [12 May at 5 pm](date 2025-05-12T17:00).");
    }

    #[test]
    fn a_possessive_ending_is_no_part_of_the_date() {
        check(
            "en",
            "[Monday](date 2025-03-10)'s vote and [last week](date 2025-W10)’s storm.",
        );
        check("en", "It was [2019](date 2019)'s best film.");
        check("en", "[Valentine's Day](date XXXX-02-14) was cold.");
        check("tr", "[Pazartesi'nin](date 2025-03-10) oyunu.");
    }

    #[test]
    fn an_apostrophe_stands_for_the_century() {
        check("en", "The summer of [May '68](date 1968-05) was hot.");
        check("nl", "Het was [mei '68](date 1968-05) in Parijs.");
    }

    #[test]
    fn a_short_weekday_with_its_day_is_a_date() {
        check("en", "It is on [Tues the 4th](date 2025-03-04).");
        check("nl", "Dat was op [vrijdag de veertiende](date 2025-03-14).");
    }

    #[test]
    fn a_capital_with_a_dot_hides_no_word() {
        check("tr", "[İki Ağustos'ta](date 2025-08-02) döndü.");
    }

    #[test]
    fn a_part_of_the_day_may_hang_on_the_weekday() {
        check("fi", "Hän tuli [perjantaiaamuna](date 2025-03-07TMO).");
        check("fi", "Hän tuli [lauantai-iltana](date 2025-03-08TEV).");
    }

    #[test]
    fn a_weekday_that_is_another_word_needs_its_preposition() {
        check("ru", "Он создаёт новую среду для жизни.");
        check("ru", "Он приехал в [среду](date 2025-03-12) домой.");
    }

    #[test]
    fn a_month_in_short_before_a_name_is_a_name() {
        check("nb", "Han bor i Des Moines.");
        check("ro", "L-a învins pe Ian Popescu.");
    }

    #[test]
    fn a_month_that_is_another_word_may_have_its_part_behind_it() {
        check("tr", "[Nisan sonunda](date 2025-04) geldi.");
        check("tr", "Lena May'in partisi kaybetti.");
    }
}

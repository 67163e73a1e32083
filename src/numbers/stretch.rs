//! Years, decades, seasons, quarters and centuries: *since 2019*, *the 1990s*, *Herbst 1998*, *Q1 2025*, *21.
//! Jahrhundert*.

use std::ops::Range;

use super::bound;
use super::calendar::{self, YearBehind};
use super::context;
use super::ordinal;
use super::reading::Reading;
use super::relative;
use super::resolve;
use super::scan::Scan;
use super::words;
use jiff::civil::{Date, ISOWeekDate, Weekday};

use crate::document::{DateValue, Grain, NumberValue, Op, PartialDate, Text};
use crate::language::number_words::{NumberRole, TimeRole, UnitRole};

/// Reads a stretch of a quarter of a year or longer.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let readings = [
        said_year(scan, at),
        decade(scan, at),
        named_decade(scan, at),
        decade_in_words(scan, at),
        decade_of_century(scan, at, anchor),
        century(scan, at),
        year_quarter(scan, at),
        part_behind_year(scan, at),
        week(scan, at, anchor),
        numbered(scan, at, anchor),
        season(scan, at, anchor),
        years(scan, at),
        iso_month(scan, at),
        plain_year(scan, at),
    ];
    let (date, confidence, used) = readings
        .into_iter()
        .flatten()
        .max_by_key(|(_, _, used)| *used)?;
    let op = if matches!(date.value, Text::Range(..)) {
        Op::Between
    } else {
        Op::Eq
    };
    Some((
        Reading {
            value: NumberValue::Date(date),
            op,
            confidence,
        },
        used,
    ))
}

type Found = Option<(DateValue, u8, usize)>;

/// A whole year.
pub fn year_date(year: i16) -> DateValue {
    resolve::stretch(format!("{year:04}"), Grain::Year, resolve::year(year), None)
}

/// A year alone: behind a word that goes before years, in brackets, or, with less certainty, without what would count.
fn plain_year(scan: &Scan, at: usize) -> Found {
    let (year, used) = calendar::year(scan, at)?;
    let is_said = scan.time(at + used, TimeRole::YearAfter).is_some();
    let counts = is_counting(scan, at + used)
        // *Seit 1996 Mitglied*
        && (context::has_unit(scan, at + used) || !bound::is_since(scan, at));
    if scan.is_name_tail(at) || !is_said && counts || scan.time(at + used, TimeRole::Era).is_some()
    {
        return None;
    }
    let in_brackets =
        at > 0 && scan.is(at - 1, "(") && matches!(scan.surface(at + used), ")" | "," | "-" | "–");
    let behind_word = is_said || scan.time_ends_before(at, TimeRole::YearBefore);
    let is_recent = (1900..2100).contains(&year);
    let noun_follows = scan.profile.nouns_capitalized && scan.is_capitalized(at + used);
    let is_usual =
        (1950..2050).contains(&year) && !scan.is_digits(at + used) && !is_glued(scan, at, used);
    let confidence = match () {
        () if (behind_word || in_brackets) && is_recent => 92,
        () if (behind_word || in_brackets) && year >= 1500 && !noun_follows => 80,
        () if is_usual => 65,
        () if (1800..1950).contains(&year) && stands_free(scan, at, used) => 60,
        () => return None,
    };
    Some((year_date(year), confidence, used))
}

/// Whether no word stands behind a number that it may count, and no name before it.
fn stands_free(scan: &Scan, at: usize, used: usize) -> bool {
    let end = at + used;
    let function_words = &scan.profile.function_words;
    let counts = scan.is_letters(end) && !function_words.contains(scan.lower(end).as_ref());
    let is_name = |at: usize| {
        let surface = scan.surface(at);
        let is_all_capitals =
            surface.chars().count() > 1 && !surface.chars().any(char::is_lowercase);
        scan.is_letters(at)
            && scan.is_capitalized(at)
            && (!scan.profile.nouns_capitalized || is_all_capitals)
    };
    let is_behind_name = at > 1 && is_name(at - 1);
    let is_behind_label = scan.number_ends_before(at, NumberRole::Label);
    let touches = scan.touches_previous(at) || scan.touches_previous(end) && scan.is_letters(end);
    !counts
        && !is_behind_name
        && !is_behind_label
        && !touches
        && !scan.is_digits(end)
        && !is_glued(scan, at, used)
}

/// *the year 2008*, *im Jahr neunzehnhundertachtzig*; in words also behind a word that goes before years alone.
fn said_year(scan: &Scan, at: usize) -> Found {
    let is_behind_years = scan.time(at, TimeRole::YearAfter).is_some()
        && scan.time(at, TimeRole::YearBefore).is_none();
    let noun = scan
        .time(at, TimeRole::Stretch)
        .filter(|(stretch, _)| *stretch == "year" && !is_behind_years)
        .map_or(0, |(_, used)| used);
    let start = at + noun;
    if noun > 0
        && let Some((year, used)) = calendar::year(scan, start)
    {
        let is_era = scan.time(start + used, TimeRole::Era).is_some();
        return (!is_era).then_some((year_date(year), 92, noun + used));
    }
    let (year, used) = calendar::year_in_words(scan, start)?;
    let end = start + used;
    let function_words = &scan.profile.function_words;
    let goes_on = scan.is_letters(end) && !function_words.contains(scan.lower(end).as_ref());
    let is_behind_word = scan.time_ends_before(at, TimeRole::YearBefore);
    let is_usual = is_behind_word && (1900..2100).contains(&year) && year % 100 != 0;
    let stands = (noun > 0 || is_usual) && !goes_on && !is_counting(scan, end);
    stands.then_some((year_date(year), 75, noun + used))
}

/// Whether a mark touches the number, so that it may be part of a score, date or code.
fn is_glued(scan: &Scan, at: usize, used: usize) -> bool {
    let marks = |at: usize| matches!(scan.surface(at), "-" | "/" | "+" | "#");
    scan.touches_previous(at) && marks(at.wrapping_sub(1))
        || scan.touches_previous(at + used) && marks(at + used)
}

/// Whether what stands at `at` makes the number before it a count or measure.
fn is_counting(scan: &Scan, at: usize) -> bool {
    context::has_unit(scan, at) || context::counts(scan, at)
}

/// `2019-2023`, `2014/15`, *2019 to 2023*.
fn years(scan: &Scan, at: usize) -> Found {
    let (first, used) = calendar::year(scan, at)?;
    let mark = scan.surface(at + used);
    let link = super::amount::link(scan, at, at + used).or((mark == "/").then_some(1))?;
    let next = at + used + link;
    let surface = scan.surface(next);
    let second: i16 = match surface.len() {
        4 => calendar::year(scan, next)?.0,
        2 if matches!(mark, "-" | "/" | "–") && scan.touches_previous(next) => {
            first / 100 * 100 + surface.parse::<i16>().ok()?
        }
        _ => return None,
    };
    let ending = super::case_ending(scan, next + 1);
    let goes_on = ending == 0
        && scan.touches_previous(next + 1)
        && (scan.is(next + 1, mark) || scan.is_letters(next + 1));
    let are_years =
        first < second && (1900..2100).contains(&first) && (1900..2100).contains(&second);
    // *2010 o 2015* are two years.
    let are_two = scan.time(at + used, TimeRole::Either).is_some();
    // *1950–53 років*
    let is_of_years = scan
        .unit(next + 1, UnitRole::Duration)
        .is_some_and(|(unit, _)| unit == "a");
    let counts = is_counting(scan, next + 1) && !is_of_years
        || goes_on
        || are_two
        || is_month(first, second, surface, mark);
    let mut date = year_date(first);
    date.to = resolve::year(second).map(|(_, last)| last);
    date.value = Text::range(format!("{first:04}"), format!("{second:04}"));
    (are_years && !counts).then_some((date, 85, used + link + 1))
}

/// `2025-03` is a month of ISO 8601, not a span of years.
fn is_month(first: i16, second: i16, surface: &str, mark: &str) -> bool {
    surface.len() == 2 && mark == "-" && second - first != 1 && second % 100 <= 12
}

/// `2025-03`.
fn iso_month(scan: &Scan, at: usize) -> Found {
    let (year, used) = calendar::year(scan, at)?;
    let digits = scan.surface(at + used + 1);
    let is_joined = scan.is(at + used, "-")
        && scan.touches_previous(at + used)
        && scan.touches_previous(at + used + 1);
    let goes_on = scan.touches_previous(at + used + 2)
        && (scan.is_letters(at + used + 2) || scan.is(at + used + 2, "-"));
    let month: i8 = digits.parse().ok().filter(|_| digits.len() == 2)?;
    let date = resolve::stretch(
        format!("{year:04}-{month:02}"),
        Grain::Month,
        resolve::month(year, month),
        None,
    );
    (is_joined && !goes_on && date.from.is_some()).then_some((date, 80, used + 2))
}

/// Ten years that are called by their first one: *40s*, *thirties*.
pub fn called_decade(scan: &Scan, at: usize) -> Option<(DateValue, usize)> {
    let found = decade(scan, at).or_else(|| decade_in_words(scan, at));
    let (date, _, used) = found.filter(|(date, ..)| date.grain == Grain::Decade)?;
    Some((date, used))
}

/// *1990s*, *90er Jahre*.
fn decade(scan: &Scan, at: usize) -> Found {
    let surface = scan.surface(at);
    let is_round = scan.is_digits(at) && surface.ends_with('0') && matches!(surface.len(), 2 | 4);
    let apostrophe = usize::from(
        scan.touches_previous(at + 1)
            && scan
                .surface(at + 1)
                .chars()
                .all(crate::tokenize::is_apostrophe),
    );
    let glued = scan.time(at + 1, TimeRole::DecadeEnding);
    let apostrophe = match glued {
        Some(_) => 0,
        None => apostrophe.max(super::hyphen(scan, at + 1)),
    };
    let (kind, used) = scan
        .time(at + 1 + apostrophe, TimeRole::DecadeEnding)
        .filter(|_| is_round && scan.touches_previous(at + 1))?;
    let date = decade_or_century(surface.parse().ok()?, kind == "century")?;
    let stretch = scan
        .time(at + 1 + apostrophe + used, TimeRole::Stretch)
        .filter(|(stretch, _)| *stretch == "year");
    // *80. let* are years, *80. výročí* is a place in a row.
    if stretch.is_none() && scan.is(at + 1, ".") {
        return None;
    }
    Some((
        date,
        90,
        1 + apostrophe + used + stretch.map_or(0, |(_, used)| used),
    ))
}

/// The decade that begins with a year, or with the last two digits of one.
pub fn decade_date(number: i16) -> Option<DateValue> {
    let first = match number {
        0..20 => 2000 + number,
        20..100 => 1900 + number,
        1000..2200 => number,
        _ => return None,
    };
    let days = (resolve::year(first)?.0, resolve::year(first + 9)?.1);
    let value = format!("{}X", first / 10);
    Some(resolve::stretch(value, Grain::Decade, Some(days), None))
}

/// *les années 1990*, *gli anni '90*, *los años ochenta*.
fn named_decade(scan: &Scan, at: usize) -> Found {
    let (_, used) = scan.time(at, TimeRole::DecadeBefore)?;
    let is_apostrophe = |at: usize| {
        let surface = scan.surface(at);
        !surface.is_empty() && surface.chars().all(crate::tokenize::is_apostrophe)
    };
    let start = at + used + usize::from(is_apostrophe(at + used));
    // *Let 1950–53*
    if let Some((date, confidence, more)) = years(scan, start) {
        return Some((date, confidence, start + more - at));
    }
    let surface = scan.surface(start);
    let (number, more): (i16, usize) = if scan.is_digits(start) {
        let is_round = surface.ends_with('0') && matches!(surface.len(), 2 | 4);
        (surface.parse().ok().filter(|_| is_round)?, 1)
    } else {
        let spelled = words::cardinal(scan, start).or_else(|| words::ordinal(scan, start));
        // *Anni Ottanta*
        let joined = || Some((words::value_of(&scan.lower(start), scan.words)?, 1));
        let spelled = spelled.map(|(spelled, more)| (spelled.value, more));
        let (value, more) = spelled.or_else(joined)?;
        let number = i16::try_from(value).ok()?;
        let is_round = (20..100).contains(&number) && number % 10 == 0;
        is_round.then_some((number, more))?
    };
    let counts = scan.number(start + more, NumberRole::Scale).is_some();
    let date = decade_date(number).filter(|_| !counts)?;
    Some((date, 88, start + more - at))
}

/// *the nineties*, *die neunziger Jahre*.
fn decade_in_words(scan: &Scan, at: usize) -> Found {
    if let Some((first, used)) = scan.time(at, TimeRole::Decade) {
        let date = decade_date(first.parse().ok()?)?;
        let noun = scan
            .unit(at + used, UnitRole::Duration)
            .filter(|(unit, _)| *unit == "a")
            .map_or(0, |(_, used)| used);
        return Some((date, 85, used + noun));
    }
    // *nittiotalet*, *artonhundratalet*
    let lower = scan.lower(at);
    let mut endings = scan.words.decade_endings.iter();
    let (number, has_centuries) = endings.find_map(|(ending, has_centuries)| {
        let number = words::value_of(lower.strip_suffix(ending.as_str())?, scan.words)?;
        Some((i16::try_from(number).ok()?, *has_centuries))
    })?;
    let is_round = number % 10 == 0 && (number >= 20);
    let date = decade_or_century(number, has_centuries).filter(|_| is_round)?;
    Some((date, 88, 1))
}

/// *die sechziger Jahre des 19. Jahrhunderts*, *lata trzydzieste ubiegłego wieku*: a decade with the century that it is of.
fn decade_of_century(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let decades = [
        decade(scan, at),
        named_decade(scan, at),
        decade_in_words(scan, at),
    ];
    let longest = decades.into_iter().flatten().max_by_key(|(.., used)| *used);
    let (decade, confidence, used) = longest.filter(|(date, ..)| date.grain == Grain::Decade)?;
    // *Latach 80. ubiegłego wieku*
    let is_place = scan.is(at + used, ".") && scan.touches_previous(at + used);
    let goes_on = scan.is_letters(at + used + 1) && !scan.is_capitalized(at + used + 1);
    let end = at + used + usize::from(is_place && goes_on && scan.is_digits(at + used - 1));
    let next = end + super::within::joint(scan, end);
    let said = century(scan, next).or_else(|| numbered(scan, next, anchor));
    let said = said.filter(|(date, ..)| date.grain == Grain::Century);
    let told = || {
        let (relative, used) = relative::stretch_of(scan, next, "century")?;
        Some((
            relative::stretch_date("century", relative, anchor)?,
            80,
            used,
        ))
    };
    let (century, _, more) = said.or_else(told)?;
    let date = in_century(&decade, &century).unwrap_or(decade);
    Some((date, confidence, next + more - at))
}

/// The decade of a known century that is called as `decade` is.
fn in_century(decade: &DateValue, century: &DateValue) -> Option<DateValue> {
    let (Text::Point(decade), Text::Point(century)) = (&decade.value, &century.value) else {
        return None;
    };
    let first = format!("{}{}0", century.get(..2)?, decade.get(2..3)?);
    decade_date(first.parse().ok()?)
}

/// The decade that a number names, or the century where hundreds name one.
fn decade_or_century(number: i16, has_centuries: bool) -> Option<DateValue> {
    if has_centuries && number >= 1000 && number % 100 == 0 {
        return century_date(i8::try_from(number / 100 + 1).ok()?);
    }
    decade_date(number)
}

/// Whether `surface` may be a number in Roman digits.
pub fn is_roman(surface: &str) -> bool {
    !surface.is_empty() && surface.len() <= 7 && roman(surface).is_some()
}

/// The value of `XIV`, `XIVe`: capitals up to 39, with a short ending in lower case.
fn roman(surface: &str) -> Option<i8> {
    let digits = surface.trim_end_matches(|c: char| c.is_lowercase());
    let value = |c: char| match c {
        'I' => Some(1),
        'V' => Some(5),
        'X' => Some(10),
        _ => None,
    };
    let values: Vec<i8> = digits.chars().map(value).collect::<Option<_>>()?;
    let is_short = values.len() <= 7 && surface.len() - digits.len() <= 3;
    if values.is_empty() || !is_short {
        return None;
    }
    let signed = values.iter().enumerate().map(|(idx, value)| {
        let is_less = values.get(idx + 1).is_some_and(|next| next > value);
        if is_less { -value } else { *value }
    });
    Some(signed.sum()).filter(|value| *value > 0)
}

/// *XIXe siècle*, *siglo XXI*, *vek 19.*
fn century(scan: &Scan, at: usize) -> Found {
    let is_word = scan.surface(at).chars().count() > 1;
    if let Some((_, used)) = scan.time(at, TimeRole::Century).filter(|_| is_word) {
        let article = scan.n_parts_of_number(at + used, NumberRole::Determiner);
        let start = at + used + article;
        if let Some(number) = roman(scan.surface(start)) {
            // *al XIX-lea*
            let ending = super::hyphen(scan, start + 1);
            let ending = scan
                .number(start + 1 + ending, NumberRole::OrdinalEnding)
                .filter(|_| ending == 1)
                .map_or(0, |(_, used)| ending + used);
            return century_date(number).map(|date| (date, 90, start + 1 + ending - at));
        }
        let (number, more) = place(scan, start).or_else(|| in_words(scan, start))?;
        return century_date(number).map(|date| (date, 85, start + more - at));
    }
    let number = roman(scan.surface(at))?;
    let stop = usize::from(scan.is(at + 1, ".") && scan.touches_previous(at + 1));
    // `XIX<sup>e</sup>` and `XIX º`: the ending apart.
    let ending = scan
        .number(at + 1 + stop, NumberRole::OrdinalEnding)
        .filter(|_| stop == 0)
        .map_or(0, |(_, used)| used);
    let word = at + 1 + stop + ending;
    let used = century_noun(scan, word)?;
    century_date(number).map(|date| (date, 92, word + used - at))
}

/// The number of parts of the word for a century at `at`; of a single letter with its full stop: *XX w.*, but not *okręg
/// 12. w Kielcach*.
fn century_noun(scan: &Scan, at: usize) -> Option<usize> {
    let (_, used) = scan.time(at, TimeRole::Century)?;
    let is_letter = scan.surface(at).chars().count() == 1;
    let has_stop = scan.is(at + 1, ".") && scan.touches_previous(at + 1);
    (!is_letter || has_stop).then_some(used)
}

/// The century with a number: the 20th begins with 1901.
pub fn century_date(number: i8) -> Option<DateValue> {
    let first = i16::from(number).checked_sub(1)?.checked_mul(100)?;
    let days = (resolve::year(first + 1)?.0, resolve::year(first + 100)?.1);
    let value = format!("{:02}XX", first / 100);
    let date = resolve::stretch(value, Grain::Century, Some(days), None);
    (first > 0 && first < 3000).then_some(date)
}

/// *2019 Q1*, *2019-q1*, *2019Q1*, *2019-H2*.
fn year_quarter(scan: &Scan, at: usize) -> Found {
    let digits = scan.surface(at);
    let year: i16 = digits.parse().ok().filter(|_| digits.len() == 4)?;
    let hyphen = usize::from(scan.is(at + 1, "-"));
    let start = at + 1 + hyphen;
    let ShortPart { part, number, .. } = letter_first(scan, start)?;
    let is_usual = (1900..2100).contains(&year) && !scan.is_name_tail(at);
    is_usual.then_some((part.of_year(year, number), 92, start + 2 - at))
}

/// *week 31*, *KW 31*.
fn week(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (_, used) = scan
        .time(at, TimeRole::Stretch)
        .filter(|(stretch, _)| *stretch == "week")?;
    let surface = scan.surface(at + used);
    let number: i8 = surface.parse().ok().filter(|_| scan.is_digits(at + used))?;
    let year = year_near(scan, at + used + 1, anchor);
    let known = year.map(|year| year.number);
    let known = known.or_else(|| resolve::day(anchor).map(|day| day.iso_week_date().year()));
    let monday = known
        .and_then(|year| ISOWeekDate::new(year, number, Weekday::Monday).ok())
        .map(ISOWeekDate::date);
    let text = known.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    let days = monday.and_then(|monday| resolve::week(monday, 0));
    let date = resolve::stretch(format!("{text}-W{number:02}"), Grain::Week, days, anchor);
    let date = year.map_or(date.clone(), |year| year.of(date));
    let fits = (1..=53).contains(&number) && (days.is_some() || known.is_none());
    fits.then_some((date, 78, used + 1 + year.map_or(0, |year| year.used)))
}

/// *first quarter of 2025*, *21st century*, *Q1 2025*.
fn numbered(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    if let Some((part, used)) = year_part(scan, at) {
        // *الربع الأول*, *trimestrul I*
        let (number, more) = place_behind(scan, at + used)?;
        let (date, year) = part_of_year(scan, part, number, at..at + used + more, anchor)?;
        return Some((date, 88, used + more + year));
    }
    if let Some(found) = short(scan, at, anchor) {
        return Some(found);
    }
    let (number, used) = place(scan, at)?;
    if let Some(more) = century_noun(scan, at + used) {
        return century_date(number).map(|date| (date, 92, used + more));
    }
    let (part, more) = year_part(scan, at + used)?;
    let end = at + used + more;
    // *The first half* may be that of a game.
    let may_be_other = part == YearPart::Half && scan.is_guarded(at + used);
    let has_year = || {
        year_near(scan, end, anchor).is_some()
            || of_the_year(scan, end).is_some()
            || is_of_year(scan, at)
    };
    if may_be_other && !has_year() {
        return None;
    }
    let (date, year) = part_of_year(scan, part, number, at..end, anchor)?;
    Some((date, 90, used + more + year))
}

/// A part of a year that is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum YearPart {
    Quarter,
    Half,
}

impl YearPart {
    /// The letter that stands before its number.
    fn letter(self) -> char {
        match self {
            Self::Quarter => 'Q',
            Self::Half => 'H',
        }
    }

    fn grain(self) -> Grain {
        match self {
            Self::Quarter => Grain::Quarter,
            Self::Half => Grain::HalfYear,
        }
    }

    fn days(self, year: i16, number: i8) -> Option<(Date, Date)> {
        match self {
            Self::Quarter => resolve::quarter(year, number),
            Self::Half => {
                let (first, _) = resolve::quarter(year, 2 * number - 1)?;
                Some((first, resolve::quarter(year, 2 * number)?.1))
            }
        }
    }

    /// That with this `number` of the `year`.
    fn of_year(self, year: i16, number: i8) -> DateValue {
        let value = format!("{year:04}-{}{number}", self.letter());
        resolve::stretch(value, self.grain(), self.days(year, number), None)
    }

    /// How many a year has.
    fn limit(self) -> i8 {
        match self {
            Self::Quarter => 4,
            Self::Half => 2,
        }
    }
}

/// The word for a half or quarter of a year at `at`.
fn year_part(scan: &Scan, at: usize) -> Option<(YearPart, usize)> {
    let half = scan.time(at, TimeRole::HalfYear);
    let half = half.map(|(_, used)| (YearPart::Half, used));
    half.or_else(|| {
        let (_, used) = scan.time(at, TimeRole::Quarter)?;
        Some((YearPart::Quarter, used))
    })
}

/// A half or quarter, the parts of which are given, of the year that stands behind it, if one does, and the number of the
/// year's parts.
fn part_of_year(
    scan: &Scan,
    part: YearPart,
    number: i8,
    Range { start, end: at }: Range<usize>,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    if !(1..=part.limit()).contains(&number) {
        return None;
    }
    let year = year_near(scan, at, anchor);
    let current = || of_the_year(scan, at).or_else(|| is_of_year(scan, start).then_some(0));
    let current = year.is_none().then(current).flatten();
    if let Some(used) = current {
        return part_of_current(part, number, anchor).map(|date| (date, used));
    }
    let known = year.map(|year| year.number);
    let text = known.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    let days = known.and_then(|year| part.days(year, number));
    let value = format!("{text}-{}{number}", part.letter());
    let date = resolve::stretch(value, part.grain(), days, anchor);
    let used = year.map_or(0, |year| year.used);
    Some((year.map_or(date.clone(), |year| year.of(date)), used))
}

/// The number of parts of *of the year* at `at`.
fn of_the_year(scan: &Scan, at: usize) -> Option<usize> {
    let joint = super::within::joint(scan, at);
    let (_, used) = scan
        .time(at + joint, TimeRole::Stretch)
        .filter(|(stretch, _)| *stretch == "year")?;
    let end = at + joint + used;
    // *Of the year 2000*, *of the year before*
    let goes_on = calendar::year(scan, end).is_some()
        || scan.time(end, TimeRole::RelativeAfter).is_some()
        || scan.time(end, TimeRole::Offset).is_some()
        || scan.time(at + joint, TimeRole::Told).is_some();
    (!goes_on).then_some(joint + used)
}

/// Whether *the year's* stands before `at`: *årets första kvartal*.
fn is_of_year(scan: &Scan, at: usize) -> bool {
    let is_other = at > 1 && scan.time_ends_before(at - 1, TimeRole::Relative);
    scan.time_ends_before(at, TimeRole::YearGenitive) && !is_other
}

/// A half or quarter of the year of the anchor; of one that has not begun the year is not known, for it may be the last.
fn part_of_current(part: YearPart, number: i8, anchor: Option<PartialDate>) -> Option<DateValue> {
    let today = resolve::day(anchor);
    let year = today.map(|today| today.year());
    let days = year.and_then(|year| part.days(year, number));
    let days = days.filter(|(from, _)| Some(*from) <= today);
    let text = match (year, days) {
        (Some(year), Some(_)) => format!("{year:04}"),
        _ => "XXXX".to_owned(),
    };
    let value = format!("{text}-{}{number}", part.letter());
    Some(resolve::stretch(value, part.grain(), days, anchor))
}

/// A place in a row behind what it counts: an ordinal, a digit, Roman digits.
fn place_behind(scan: &Scan, at: usize) -> Option<(i8, usize)> {
    let surface = scan.surface(at);
    let digit = || surface.parse().ok().filter(|_| surface.len() == 1);
    let plain = || digit().or_else(|| roman(surface)).map(|number| (number, 1));
    place(scan, at).or_else(plain)
}

/// A small number in words.
fn in_words(scan: &Scan, at: usize) -> Option<(i8, usize)> {
    let (spelled, used) = words::cardinal(scan, at)?;
    let number = i8::try_from(spelled.value).ok()?;
    (spelled.value.is_integer() && number > 0).then_some((number, used))
}

/// A half or quarter of a year as a letter and a digit.
#[derive(Debug, Clone, Copy)]
struct ShortPart {
    part: YearPart,
    number: i8,
    /// Whether it needs no year beside it.
    stands_alone: bool,
}

/// *Q1*, *Q1 2025*, *1Q25*, *T3 2025*, *H1/25*.
fn short(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let found = letter_first(scan, at).or_else(|| digit_first(scan, at))?;
    let ShortPart {
        part,
        number,
        stands_alone,
    } = found;
    let end = at + 2;
    if let Some((year, used)) = short_year_beside(scan, end) {
        return Some((part.of_year(year, number), 90, end + used - at));
    }
    let has_year = || year_near(scan, end, anchor).is_some();
    if !stands_alone && !has_year() {
        return None;
    }
    let (date, year) = part_of_year(scan, part, number, at..end, anchor)?;
    Some((date, 90, 2 + year))
}

/// The year of *1Q25*, *1Q2025*, *Q1/25*, *Q1-2025*, and the number of its parts.
fn short_year_beside(scan: &Scan, at: usize) -> Option<(i16, usize)> {
    let has_mark = matches!(scan.surface(at), "/" | "-") && scan.touches_previous(at);
    let start = at + usize::from(has_mark);
    let digits = scan.surface(start);
    let goes_on = scan.touches_previous(start + 1)
        && (scan.is_letters(start + 1) || matches!(scan.surface(start + 1), "-" | "/"));
    let number: i16 = digits.parse().ok()?;
    let year = match digits.len() {
        2 if !scan.is(at, "-") => 2000 + number,
        4 => number,
        _ => return None,
    };
    let stands = scan.touches_previous(start) && (1990..2060).contains(&year) && !goes_on;
    stands.then_some((year, start + 1 - at))
}

/// *Q1*, in small letters only beside a year.
fn letter_first(scan: &Scan, at: usize) -> Option<ShortPart> {
    let found = short_part(scan, at, at + 1)?;
    // `H1N1`
    let goes_on = scan.touches_previous(at + 2) && scan.is_letters(at + 2);
    let is_capital = scan.is_capitalized(at);
    (!goes_on).then_some(ShortPart {
        stands_alone: found.stands_alone && is_capital,
        ..found
    })
}

/// *1Q*, only beside a year.
fn digit_first(scan: &Scan, at: usize) -> Option<ShortPart> {
    let found = short_part(scan, at + 1, at)?;
    let stands = !scan.is_name_tail(at) && scan.is_capitalized(at + 1);
    stands.then_some(ShortPart {
        stands_alone: false,
        ..found
    })
}

/// The half or quarter that a letter and a digit tell, one of which touches the other.
fn short_part(scan: &Scan, letter: usize, digit: usize) -> Option<ShortPart> {
    let digits = scan.surface(digit);
    let is_joined = scan.touches_previous(letter.max(digit)) && digits.len() == 1;
    let number: i8 = digits.parse().ok().filter(|_| is_joined)?;
    let capital = scan.surface(letter).to_uppercase();
    let is_letter = scan.is_letters(letter) && capital.chars().count() == 1;
    let words = std::iter::once((capital.as_str(), capital.as_str()));
    let (rows, _) = scan.words.times.get(words).filter(|_| is_letter)?;
    let (part, kind) = rows.iter().find_map(|(role, kind)| match role {
        TimeRole::QuarterBefore => Some((YearPart::Quarter, kind)),
        TimeRole::HalfYearBefore => Some((YearPart::Half, kind)),
        _ => None,
    })?;
    // *1H30* may be a time.
    if part == YearPart::Half && digit < letter && kind != "behind" {
        return None;
    }
    (1..=part.limit()).contains(&number).then_some(ShortPart {
        part,
        number,
        stands_alone: part == YearPart::Quarter && kind != "year",
    })
}

/// Whether a half or quarter of a year may begin with a small letter at `at`: *q1 2025*.
pub fn may_be_short(scan: &Scan, at: usize) -> bool {
    scan.is_digits(at + 1) && letter_first(scan, at).is_some()
}

/// A place in a row as a small number.
fn place(scan: &Scan, at: usize) -> Option<(i8, usize)> {
    let (value, used) = ordinal::digits(scan, at)
        .or_else(|| words::ordinal(scan, at).map(|(word, used)| (word.value, used)))?;
    Some((
        i8::try_from(value).ok().filter(|_| value.is_integer())?,
        used,
    ))
}

/// A year right behind, with *of*, a comma or a word that goes before years before it or not.
pub fn year_near(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<YearBehind> {
    let behind_word = || {
        let (_, before) = scan.time(at, TimeRole::YearBefore)?;
        let year = calendar::year_behind(scan, at + before, None)?;
        Some(YearBehind {
            used: before + year.used,
            ..year
        })
    };
    // *Des Jahres 2019*
    let behind_noun = || {
        let joint = super::within::joint(scan, at);
        let (_, noun) = scan
            .time(at + joint, TimeRole::Stretch)
            .filter(|(stretch, _)| *stretch == "year")?;
        let (number, used) = calendar::year(scan, at + joint + noun)?;
        Some(YearBehind {
            number,
            used: joint + noun + used,
            anchor: None,
        })
    };
    calendar::year_behind(scan, at, anchor)
        .or_else(behind_word)
        .or_else(behind_noun)
}

/// *2019 első félévében*, *vuoden 2019 ensimmäisellä puoliskolla*, *2019'un ilk yarısında*: a half or quarter behind its
/// year.
fn part_behind_year(scan: &Scan, at: usize) -> Found {
    let noun = |at: usize| {
        let stretch = scan.time(at, TimeRole::Stretch);
        stretch.map_or(
            0,
            |(stretch, used)| if stretch == "year" { used } else { 0 },
        )
    };
    let start = at + noun(at);
    let (year, used) = calendar::year(scan, start)?;
    let mut end = start + used;
    end += usize::from(scan.is(end, ".") && scan.touches_previous(end));
    end += super::case_ending(scan, end);
    end += noun(end);
    let (number, used) = place(scan, end)?;
    let (part, more) = year_part(scan, end + used)?;
    let date = part.of_year(year, number);
    let is_known = date.from.is_some();
    is_known.then_some((date, 88, end + used + more - at))
}

/// *Herbst 1998*, *summer of 2024*; without a year only behind a word that goes before times.
fn season(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (season, used) = scan.time(at, TimeRole::Season)?;
    let year = year_near(scan, at + used, anchor);
    let is_guarded = scan.is_guarded(at);
    let text = year.map_or("XXXX".to_owned(), |year| format!("{:04}", year.number));
    let is_behind_word =
        scan.time_ends_before(at, TimeRole::YearBefore) || relative::is_inside(scan, at);
    let is_in_compound = calendar::hangs_on_word(scan, at, at + used);
    let is_evident = year.is_some() || !is_guarded && is_behind_word && !is_in_compound;
    let date = resolve::stretch(format!("{text}-{season}"), Grain::Season, None, anchor);
    is_evident.then_some((
        date,
        if year.is_some() { 90 } else { 70 },
        used + year.map_or(0, |year| year.used),
    ))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn parts_of_a_year_may_be_a_letter_and_a_digit() {
        for (code, marked) in [
            ("de", "Der Gewinn stieg im [Q1/25](date 2025-Q1) leicht."),
            (
                "en",
                "Profits rose in [1Q24](date 2024-Q1) and fell in [2024 q2](date 2024-Q2).",
            ),
            (
                "en",
                "Sales in [H1-2024](date 2024-H1) and [2024Q3](date 2024-Q3), in [q4 2024](date 2024-Q4).",
            ),
            (
                "es",
                "Las ventas del [3T24](date 2024-Q3) y del [1S 2024](date 2024-H1).",
            ),
            (
                "fr",
                "Au [T3 2024](date 2024-Q3), un T3 coûtait plus cher qu’au [S1 2024](date 2024-H1).",
            ),
            ("pt", "O lucro do [4T24](date 2024-Q4) subiu."),
            ("tr", "Kâr [2Ç24](date 2024-Q2) döneminde arttı."),
        ] {
            check(code, marked);
        }
        check("en", "The H1N1 virus, a Q7 car and the 4Q team.");
    }

    #[test]
    fn a_round_place_is_no_decade() {
        check("pl", "Obchody [50.](ordinal 50) rocznicy trwały krótko.");
        check("cs", "Bylo to v [80. letech](date 198X).");
    }

    #[test]
    fn the_letter_for_centuries_has_its_stop() {
        check("pl", "Reprezentuje okręg [12.](ordinal 12) w Pensylwanii.");
        check("pl", "Kościół z [XIX w.](date 18XX) spłonął.");
    }

    #[test]
    fn years_with_their_noun_are_a_range() {
        check("uk", "Війна [1950–53](date between 1950 1953) років.");
        check("cs", "Válka [let 1950–53](date between 1950 1953).");
    }

    #[test]
    fn halves_of_a_year_need_the_year() {
        for (code, marked) in [
            (
                "de",
                "In der [ersten Hälfte 2019](date 2019-H1) regnete es.",
            ),
            ("es", "En la [primera mitad de 2019](date 2019-H1) llovió."),
            (
                "fr",
                "Dans la [première moitié de 2019](date 2019-H1), il a plu.",
            ),
            (
                "it",
                "Nella [prima metà del 2019](date 2019-H1) ha piovuto.",
            ),
            (
                "pl",
                "W [pierwszej połowie 2019](date 2019-H1) roku padało.",
            ),
            (
                "ru",
                "В [первой половине 2019](date 2019-H1) года шёл дождь.",
            ),
            (
                "sv",
                "Under [första halvan av 2019](date 2019-H1) regnade det.",
            ),
            (
                "de",
                "Im [ersten Halbjahr des Jahres 2019](date 2019-H1) war es so.",
            ),
            (
                "fi",
                "[Vuoden 2019 ensimmäisellä puoliskolla](date 2019-H1) satoi.",
            ),
            ("hu", "[2019 első félévében](date 2019-H1) esett."),
            ("tr", "[2019'un ilk yarısında](date 2019-H1) yağdı."),
            (
                "fr",
                "Ils ont perdu la [première](ordinal 1) moitié du match.",
            ),
        ] {
            check(code, marked);
        }
    }

    #[test]
    fn a_decade_is_of_the_century_behind_it() {
        check(
            "de",
            "Es war in den [sechziger Jahren des 19. Jahrhunderts](date 186X).",
        );
        check("es", "Fue en los [años 30 del siglo XX](date 193X).");
        check("it", "Successe negli [anni Ottanta](date 198X).");
    }

    #[test]
    fn a_year_may_have_its_case() {
        check("sv", "Laget vann [2018](date 2018) års turnering.");
        check("tr", "[2018'in nisan ayında](date 2018-04) geldi.");
        check("tr", "[1994](date ge 1994) yılından beri açık.");
        check("fi", "Se on ollut auki [vuodesta 1994](date ge 1994).");
    }

    #[test]
    fn the_stop_of_a_decade_does_not_end_it() {
        check("pl", "Było to w [latach 80. ubiegłego wieku](date 198X).");
    }
}

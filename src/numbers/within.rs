//! Parts of a stretch of the calendar: *early 2020*, *end of the month*, *the first week of May*, *the last Friday in
//! March*, *Tuesday of next week*; and stretches told from another day of the text: *the next day*.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};
use rust_decimal::prelude::ToPrimitive;

use super::bound;
use super::calendar;
use super::ordinal;
use super::reading::Reading;
use super::relative;
use super::resolve;
use super::scan::Scan;
use super::stretch;
use super::words;
use crate::document::{DateValue, Grain, NumberValue, Op, PartialDate, Text};
use crate::language::number_words::{ModifierRole, NumberRole, TimeRole, UnitRole};

/// Reads a part of a stretch that begins with the word for the part.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let readings = [
        part(scan, at, anchor),
        part_of(scan, at, anchor),
        part_after_word(scan, at, anchor),
        placed(scan, at, anchor),
        told(scan, at),
        part_of_day(scan, at, anchor),
        day_of_told_month(scan, at, anchor),
    ];
    let (date, confidence, used) = readings
        .into_iter()
        .flatten()
        .max_by_key(|(_, _, used)| *used)?;
    let op = match date.value {
        Text::Range(..) => Op::Between,
        Text::Point(_) => Op::Eq,
    };
    let value = NumberValue::Date(date);
    Some((
        Reading {
            value,
            op,
            confidence,
        },
        used,
    ))
}

/// Reads on behind a date whose parts are `at..at + used`: what stands there may say in which stretch it lies, or what
/// part of it is meant. Gives the date and the number of all its parts.
pub fn goes_on(
    scan: &Scan,
    at: usize,
    date: &DateValue,
    used: usize,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    match date.grain {
        Grain::Day => {
            if let Some((_, more)) = scan.time(at + used, TimeRole::NightBehind) {
                return Some((night_of_morning(date.clone(), "NI")?, used + more));
            }
            weekday_of_week(scan, at, used, anchor).or_else(|| weekday_behind(scan, at, date, used))
        }
        Grain::Week if date.anchor.is_some() => week_with_weekday(scan, at, date, used),
        _ if is_long(date) => {
            behind_stretch(scan, at + used, date, anchor).map(|(date, more)| (date, used + more))
        }
        _ => None,
    }
}

/// What of a stretch that ends before `at` is named behind it, and the number of its parts.
fn behind_stretch(
    scan: &Scan,
    at: usize,
    stretch: &DateValue,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    let is_told = |grain: Grain| stretch.anchor.is_some() && stretch.grain == grain;
    let of_year = is_told(Grain::Year).then(|| in_told_year(scan, at, stretch));
    if !scan.words.puts_stretch_first {
        return of_year.flatten();
    }
    let of_month = || day_of_month_before(scan, at, stretch).filter(|_| is_told(Grain::Month));
    of_year
        .flatten()
        .or_else(|| placed_in(scan, at, stretch, anchor))
        .or_else(of_month)
}

/// A part of the stretch that ends before `at`, or a unit in it, and the number of its parts.
fn placed_in(
    scan: &Scan,
    at: usize,
    date: &DateValue,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    let direct = part_after(scan, at, date, anchor).or_else(|| placed_behind(scan, at, date));
    // *2016'nın son haftası*
    let behind_ending = || {
        let ending = super::case_ending(scan, at);
        let (date, more) = placed_behind(scan, at + ending, date)?;
        (ending > 0).then_some((date, ending + more))
    };
    direct.or_else(behind_ending)
}

/// A month, or a day of one, behind the year that was told: *nächstes Jahr im März*, *volgend jaar op 3 mei*.
fn in_told_year(scan: &Scan, at: usize, year: &DateValue) -> Option<(DateValue, usize)> {
    let joint = joint(scan, at);
    let before = scan
        .time(at + joint, TimeRole::DateBefore)
        .filter(|_| joint == 0)
        .map_or(0, |(_, used)| used);
    let start = at + joint + before;
    let (reading, used) = calendar::read(scan, start, None)?;
    let NumberValue::Date(date) = reading.value else {
        return None;
    };
    let Text::Point(value) = &date.value else {
        return None;
    };
    let is_part = matches!(date.grain, Grain::Month | Grain::Day) && reading.op == Op::Eq;
    let rest = value.strip_prefix("XXXX-").filter(|_| is_part)?;
    let value = format!("{:04}-{rest}", year.from?.year());
    let date = PartialDate::parse(&value)?;
    let days = Some((date.first_day(), date.last_day()));
    let grain = match date {
        PartialDate::Day(_) => Grain::Day,
        _ => Grain::Month,
    };
    let date = resolve::stretch(value, grain, days, year.anchor);
    Some((date, start + used - at))
}

/// The day of a month that was told before it: *bu ayın 21'i*, *a jövő hónap 5-én*.
fn day_of_month_before(scan: &Scan, at: usize, month: &DateValue) -> Option<(DateValue, usize)> {
    let (day, used) = calendar::day(scan, at).filter(|_| scan.is_digits(at))?;
    let ending = super::case_ending(scan, at + used);
    let is_day = ending > 0 || used > 1;
    let first = month.from?;
    let date = calendar::days(Some(first.year()), first.month(), day, None, None)?;
    let date = DateValue {
        anchor: month.anchor,
        ..date
    };
    is_day.then_some((date, used))
}

type Found = Option<(DateValue, u8, usize)>;

/// The number of parts at `at` that join a day or part to the stretch behind it: *of the*, *in*, *des*.
pub fn joint(scan: &Scan, at: usize) -> usize {
    const MOST: usize = 3;
    let mut end = at;
    for _ in 0..MOST {
        // *dieser*, *cette*: also articles, but they say which stretch.
        if scan.time(end, TimeRole::Relative).is_some() {
            break;
        }
        let word = scan.time(end, TimeRole::Inside).map(|(_, used)| used);
        let used = word.unwrap_or_else(|| {
            let of = scan.n_parts_of_number(end, NumberRole::Of);
            of.max(scan.n_parts_of_number(end, NumberRole::Determiner))
        });
        if used == 0 {
            break;
        }
        end += used;
    }
    end - at
}

/// *early 2020*, *Ende Mai*, *à la mi-mars*, *later this week*, *the rest of the year*.
fn part(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (part, used) = scan.time(at, TimeRole::Part)?;
    // *fin de semana*
    let is_other = scan
        .time(at, TimeRole::Stretch)
        .is_some_and(|(_, longer)| longer > used);
    if is_other {
        return None;
    }
    let end = at + used;
    let is_hyphened =
        scan.is(end, "-") && scan.touches_previous(end) && scan.touches_previous(end + 1);
    // *Senare i år*: the small word may be of the stretch itself.
    let direct = if is_hyphened {
        None
    } else {
        long(scan, end, anchor).map(|found| (end, found))
    };
    let joined = end + if is_hyphened { 1 } else { joint(scan, end) };
    let start = direct.as_ref().map_or(joined, |(start, _)| *start);
    let (date, more) = direct
        .map(|(_, found)| found)
        .or_else(|| long(scan, start, anchor))
        .or_else(|| guarded_month(scan, start, anchor))
        .or_else(|| hyphened_year(scan, start).filter(|_| is_hyphened))
        .or_else(|| current(scan, start, anchor))?;
    // *Later this week*, but not *later 2020*.
    let is_told = date.anchor.is_some() || relative_part(part).is_none();
    let date = narrowed(date, part, anchor);
    is_told.then_some((date, 80, start + more - at))
}

/// A month whose name is also another word, which the part before it tells: *fin mars*.
fn guarded_month(
    scan: &Scan,
    at: usize,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    let (month, used, _) = calendar::month(scan, at)?;
    let function_words = &scan.profile.function_words;
    // *He came early may be*
    let is_other = !scan.is_capitalized(at) && function_words.contains(scan.lower(at).as_ref());
    let stands = !is_other || calendar::is_behind_month_noun(scan, at);
    stands.then(|| (calendar::month_date(month, None, anchor), used))
}

/// The year of *mid-2020*.
fn hyphened_year(scan: &Scan, at: usize) -> Option<(DateValue, usize)> {
    let (year, used) = calendar::year(scan, at)?;
    Some((stretch::year_date(year), used))
}

/// *Jahresende*, *fin d'année*: a part of the current stretch in one word.
fn part_of(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (value, used) = scan.time(at, TimeRole::PartOf)?;
    let (part, stretch) = value.split_once(' ')?;
    // *Jahresende 2020*
    if stretch == "year"
        && let Some((year, more)) = calendar::year(scan, at + used)
    {
        let date = narrowed(stretch::year_date(year), part, anchor);
        return Some((date, 85, used + more));
    }
    let date = relative::stretch_date(stretch, 0, anchor)?;
    Some((narrowed(date, part, anchor), 75, used))
}

/// *vuoden alussa*: the current stretch with its part behind it.
fn part_after_word(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    if !scan.words.puts_stretch_first {
        return None;
    }
    let (whole, used) = current(scan, at, anchor)?;
    // *Yılın dördüncü çeyreği*: of one that has not begun the year is not known.
    let quarter = || {
        let today = resolve::day(anchor);
        placed_behind(scan, at + used, &whole).filter(|(date, _)| date.from <= today)
    };
    let (date, more) = part_after(scan, at + used, &whole, anchor).or_else(quarter)?;
    Some((date, 75, used + more))
}

/// The part behind a stretch: *toukokuun alussa*.
fn part_after(
    scan: &Scan,
    at: usize,
    date: &DateValue,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    let direct = scan.time(at, TimeRole::PartAfter);
    // *2020 yılı sonunda*
    let behind_noun = || {
        let (_, noun) = scan.time(at, TimeRole::YearAfter)?;
        let (part, used) = scan.time(at + noun, TimeRole::PartAfter)?;
        Some((part, noun + used))
    };
    let (part, used) = direct.or_else(behind_noun)?;
    Some((narrowed(date.clone(), part, anchor), used))
}

/// A stretch of a week or longer at `at`, and its number of parts.
fn long(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(DateValue, usize)> {
    let readings = [
        calendar::read(scan, at, anchor),
        relative::read(scan, at, anchor),
        stretch::read(scan, at, anchor),
    ];
    let longest = readings.into_iter().flatten().max_by_key(|(_, used)| *used);
    let (reading, used) = longest.filter(|(reading, _)| reading.op == Op::Eq)?;
    match reading.value {
        NumberValue::Date(date) if is_long(&date) => Some((date, used)),
        _ => None,
    }
}

fn is_long(date: &DateValue) -> bool {
    matches!(
        date.grain,
        Grain::Week
            | Grain::Month
            | Grain::Quarter
            | Grain::HalfYear
            | Grain::Season
            | Grain::Year
            | Grain::Decade
            | Grain::Century
    )
}

/// The week, month, quarter or year of the anchor, called by its noun alone: *the year* of *the end of the year*.
fn current(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(DateValue, usize)> {
    let (stretch, used) = scan.time(at, TimeRole::Stretch)?;
    let is_named = matches!(stretch, "week" | "month" | "quarter" | "year");
    let date = relative::stretch_date(stretch, 0, anchor)?;
    // *The end of the year 2000 problem* names another one.
    let goes_on = calendar::year(scan, at + used).is_some();
    (is_named && !goes_on).then_some((date, used))
}

/// A part that is told from the anchor: whether it lies behind it.
fn relative_part(part: &str) -> Option<bool> {
    match part {
        "later" => Some(true),
        "earlier" => Some(false),
        _ => None,
    }
}

/// The date with its first and last day drawn in to a third of it, or to what is behind or before the anchor.
fn narrowed(date: DateValue, part: &str, anchor: Option<PartialDate>) -> DateValue {
    let days = date.from.zip(date.to).and_then(|(from, to)| {
        let inside = |day: &Date| *day >= from && *day <= to;
        let today = resolve::day(anchor).filter(inside);
        match part {
            "start" => third(from, to, 0),
            "mid" => third(from, to, 1),
            "end" => third(from, to, 2),
            "earlier" => today.map(|today| (from, today)),
            _ => today.map(|today| (today, to)),
        }
    });
    let (from, to) = days.map_or((date.from, date.to), |(from, to)| (Some(from), Some(to)));
    DateValue { from, to, ..date }
}

/// First and last day of a third, 0 to 2, of a stretch: of whole months where it can be, of days else.
fn third(from: Date, to: Date, idx: i64) -> Option<(Date, Date)> {
    let months = i64::from(to.year() - from.year()) * 12 + i64::from(to.month() - from.month()) + 1;
    let days = i64::from(from.until(to).ok()?.get_days()) + 1;
    let border = |idx: i64| match months % 3 {
        0 => from.checked_add((months / 3 * idx).months()).ok(),
        _ => from.checked_add((days * idx / 3).days()).ok(),
    };
    let last = if idx == 2 {
        to
    } else {
        border(idx + 1)?.yesterday().ok()?
    };
    Some((border(idx)?, last))
}

/// What is counted in a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Weekday(i8),
    Day,
    Week,
    Weekend,
    Month,
    Quarter,
}

/// *the first week of May*, *the last Friday in March 2024*, *the first ten days of June*.
fn placed(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (nth, count, unit, used) = nth_unit(scan, at)?;
    let end = at + used;
    let start = end + joint(scan, end);
    let (stretch, more) = long(scan, start, anchor)?;
    let date = nth_of(&stretch, nth, count, unit)?;
    Some((date, 85, start + more - at))
}

/// The same with the stretch before it: *május első hete*.
fn placed_behind(scan: &Scan, at: usize, stretch: &DateValue) -> Option<(DateValue, usize)> {
    let (nth, count, unit, used) = nth_unit(scan, at)?;
    Some((nth_of(stretch, nth, count, unit)?, used))
}

/// *first week*, *last Friday*, *last four months*: which one (-1 is the last), how many, of what, and the number of
/// parts.
fn nth_unit(scan: &Scan, at: usize) -> Option<(i64, i64, Unit, usize)> {
    let last = scan.time(at, TimeRole::Last).map(|(_, used)| (-1, used));
    let (nth, used) = last.or_else(|| place(scan, at))?;
    let end = at + used;
    if let Some((unit, more)) = unit(scan, end) {
        return Some((nth, 1, unit, used + more));
    }
    let is_edge = nth.abs() == 1;
    let (count, more) = small(scan, end).filter(|(count, _)| is_edge && *count > 1)?;
    let (unit, unit_used) = unit(scan, end + more)?;
    Some((nth, count, unit, used + more + unit_used))
}

/// A place in a row up to that of the last day of a month.
fn place(scan: &Scan, at: usize) -> Option<(i64, usize)> {
    let (value, used) = ordinal::digits(scan, at)
        .or_else(|| words::ordinal(scan, at).map(|(word, used)| (word.value, used)))?;
    let nth = value.to_i64().filter(|_| value.is_integer())?;
    (1..=31).contains(&nth).then_some((nth, used))
}

/// A small whole number in digits or words.
fn small(scan: &Scan, at: usize) -> Option<(i64, usize)> {
    let surface = scan.surface(at);
    if scan.is_digits(at) {
        return surface
            .parse()
            .ok()
            .filter(|_| surface.len() <= 2)
            .map(|count| (count, 1));
    }
    let (spelled, used) = words::cardinal(scan, at)?;
    let count = spelled
        .value
        .to_i64()
        .filter(|_| spelled.value.is_integer())?;
    (1..100).contains(&count).then_some((count, used))
}

fn unit(scan: &Scan, at: usize) -> Option<(Unit, usize)> {
    if let Some((number, used, _)) = calendar::weekday(scan, at) {
        return Some((Unit::Weekday(number), used));
    }
    let stretch = scan.time(at, TimeRole::Stretch).and_then(|(name, used)| {
        let unit = match name {
            "day" => Unit::Day,
            "week" => Unit::Week,
            "weekend" => Unit::Weekend,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            _ => return None,
        };
        Some((unit, used))
    });
    stretch.or_else(|| {
        let (code, used) = scan.unit(at, UnitRole::Duration)?;
        let unit = match code {
            "d" => Unit::Day,
            "wk" => Unit::Week,
            "mo" => Unit::Month,
            "3.mo" => Unit::Quarter,
            _ => return None,
        };
        Some((unit, used))
    })
}

/// The `nth` of the units in a stretch, or a run of `count` that begins or ends it; `None` where it has not so many.
fn nth_of(stretch: &DateValue, nth: i64, count: i64, unit: Unit) -> Option<DateValue> {
    let Some((from, to)) = stretch.from.zip(stretch.to) else {
        return unknown(stretch, nth, count, unit);
    };
    let (first, last) = if nth < 0 {
        let last = place_of(from, to, nth, unit)?;
        (moved(last, 1 - count, unit)?, last)
    } else {
        let first = place_of(from, to, nth, unit)?;
        (first, moved(first, count - 1, unit)?)
    };
    let (value, grain, days) = named(first, unit)?;
    let mut date = resolve::stretch(value.clone(), grain, Some(days), None);
    if count > 1 {
        let (last_value, _, last_days) = named(last, unit)?;
        date.value = Text::range(value, last_value);
        date.to = Some(last_days.1);
    }
    date.anchor = stretch.anchor;
    let fits = date.from >= Some(from.checked_sub(6.days()).ok()?)
        && date.to <= Some(to.checked_add(6.days()).ok()?);
    fits.then_some(date)
}

/// A day that lies in the `nth` unit of the days `from` to `to`; weeks are of the stretch that has their Thursday (ISO
/// 8601), weekends of that of their Saturday.
fn place_of(from: Date, to: Date, nth: i64, unit: Unit) -> Option<Date> {
    let nearest = |number: i8| {
        let weekday = Weekday::from_monday_one_offset(number).ok()?;
        if nth < 0 {
            return to.tomorrow().ok()?.nth_weekday(-1, weekday).ok();
        }
        let first = from.yesterday().ok()?.nth_weekday(1, weekday).ok()?;
        first.checked_add((nth - 1).weeks()).ok()
    };
    let step = |days: jiff::Span| {
        if nth < 0 {
            Some(to)
        } else {
            from.checked_add(days).ok()
        }
    };
    let day = match unit {
        Unit::Weekday(number) => nearest(number),
        Unit::Week => nearest(4),
        Unit::Weekend => nearest(6),
        Unit::Day => step((nth - 1).days()),
        Unit::Month => step((nth - 1).months()),
        Unit::Quarter => step((3 * (nth - 1)).months()),
    }?;
    (day >= from && day <= to).then_some(day)
}

fn moved(day: Date, count: i64, unit: Unit) -> Option<Date> {
    let span = match unit {
        Unit::Day => count.days(),
        Unit::Weekday(_) | Unit::Week | Unit::Weekend => count.weeks(),
        Unit::Month => count.months(),
        Unit::Quarter => (3 * count).months(),
    };
    day.checked_add(span).ok()
}

/// The unit that `day` lies in: its text, grain, first and last day.
fn named(day: Date, unit: Unit) -> Option<(String, Grain, (Date, Date))> {
    let (monday, sunday) = resolve::week(day, 0)?;
    Some(match unit {
        Unit::Weekday(_) | Unit::Day => (day.to_string(), Grain::Day, (day, day)),
        Unit::Week => (resolve::week_text(monday), Grain::Week, (monday, sunday)),
        Unit::Weekend => {
            let value = format!("{}-WE", resolve::week_text(monday));
            (value, Grain::Weekend, (sunday.yesterday().ok()?, sunday))
        }
        Unit::Month => {
            let value = format!("{:04}-{:02}", day.year(), day.month());
            (
                value,
                Grain::Month,
                resolve::month(day.year(), day.month())?,
            )
        }
        Unit::Quarter => {
            let quarter = (day.month() + 2) / 3;
            let value = format!("{:04}-Q{quarter}", day.year());
            (
                value,
                Grain::Quarter,
                resolve::quarter(day.year(), quarter)?,
            )
        }
    })
}

/// A unit of a stretch whose year is not known.
fn unknown(stretch: &DateValue, nth: i64, count: i64, unit: Unit) -> Option<DateValue> {
    let Text::Point(value) = &stretch.value else {
        return None;
    };
    let is_month = stretch.grain == Grain::Month && count == 1;
    let (value, grain) = match unit {
        // *lokakuun 1. päivä*
        Unit::Day if (1..=31).contains(&nth) => (format!("{value}-{nth:02}"), Grain::Day),
        Unit::Weekday(_) | Unit::Day => (format!("{value}-XX"), Grain::Day),
        Unit::Week => ("XXXX-WXX".to_owned(), Grain::Week),
        Unit::Weekend => ("XXXX-WXX-WE".to_owned(), Grain::Weekend),
        Unit::Month | Unit::Quarter => return None,
    };
    is_month.then(|| resolve::stretch(value, grain, None, None))
}

/// *on the evening of 5 May*, *la noche del lunes*, *вечером 12 мая*; and *in der Nacht zum Sonntag*, *de nacht van
/// zaterdag op zondag*, which begins on the day before the one that is named last.
fn part_of_day(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    const MOST_BETWEEN: usize = 3;
    let (part, used) = scan.time(at, TimeRole::DayPart)?;
    // *Dans la nuit*: the noun without what goes before it; *no más tarde del viernes*.
    let is_shorter = |n_parts: usize| {
        let rest = scan.time(at + n_parts, TimeRole::DayPart);
        rest.is_some_and(|(_, more)| n_parts + more == used)
    };
    if bound::covers(scan, at) {
        return None;
    }
    let is_shortened = (1..used).any(is_shorter);
    let is_night = part == "NI";
    let mut end = at + used;
    for _ in 0..MOST_BETWEEN {
        let more = before_day(scan, end);
        let to = scan.time(end, TimeRole::NightTo).map(|(_, used)| used);
        if let Some(to) = to.filter(|_| is_night)
            && let Some(found) = night_before(scan, at, end + to, part, anchor)
        {
            return Some(found).filter(|_| !is_shortened);
        }
        if let Some((day, confidence, used)) = named_day(scan, end, anchor) {
            let close = end + used;
            let night = || night_from(scan, at, (close, &day), part, anchor);
            let found = is_night.then(night).flatten();
            let found =
                found.or_else(|| Some((with_part(&day, None, part)?, confidence, close - at)));
            return found.filter(|_| !is_shortened);
        }
        // *In der Nacht vom 12. auf den 13. Mai*
        if is_night && scan.is_digits(end) {
            let (_, used) = calendar::day(scan, end)?;
            let (_, to) = scan.time(end + used, TimeRole::NightTo)?;
            return night_before(scan, at, end + used + to, part, anchor);
        }
        if more == 0 {
            return None;
        }
        end += more;
    }
    None
}

/// The number of parts of what may stand between a part of the day and the day.
fn before_day(scan: &Scan, at: usize) -> usize {
    let words = [TimeRole::Inside, TimeRole::DateBefore].map(|role| scan.time(at, role));
    let words = words.into_iter().flatten().map(|(_, used)| used);
    let opens = scan.modifier(at, |role| {
        matches!(role, ModifierRole::Open | ModifierRole::From).then_some(())
    });
    let of = scan.n_parts_of_number(at, NumberRole::Of);
    let article = scan.n_parts_of_number(at, NumberRole::Determiner);
    words
        .chain(opens.map(|((), used)| used))
        .chain([of, article])
        .max()
        .unwrap_or(0)
}

/// A day of the calendar at `at`, its certainty and number of parts; no day that is told by its number alone.
fn named_day(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let is_lone = scan.is_digits(at) && calendar::month(scan, at + 1).is_none();
    let found = calendar::with_weekday(scan, at, anchor).or_else(|| {
        let (reading, used) =
            calendar::read(scan, at, anchor).filter(|(_, used)| !is_lone || *used > 2)?;
        match reading.value {
            NumberValue::Date(date) if reading.op == Op::Eq => {
                Some((date, reading.confidence, used))
            }
            _ => None,
        }
    });
    found.filter(|(date, ..)| date.grain == Grain::Day)
}

/// The night that ends in the morning of the day at `at`.
fn night_before(
    scan: &Scan,
    from: usize,
    at: usize,
    part: &str,
    anchor: Option<PartialDate>,
) -> Found {
    let article = scan.n_parts_of_number(at, NumberRole::Determiner);
    let (day, confidence, used) = named_day(scan, at + article, anchor)?;
    let date = night_of_morning(day, part)?;
    Some((date, confidence.min(85), at + article + used - from))
}

/// The night between a day, which ends before `close`, and the next one, if that is named behind it.
fn night_from(
    scan: &Scan,
    from: usize,
    (close, first): (usize, &DateValue),
    part: &str,
    anchor: Option<PartialDate>,
) -> Found {
    let to = scan.time(close, TimeRole::NightTo).map(|(_, used)| used);
    let link = scan.modifier(close, |role| {
        matches!(role, ModifierRole::Link | ModifierRole::LinkOpen).then_some(())
    });
    let to = to.or(link.map(|((), used)| used))?;
    let (date, confidence, used) = night_before(scan, from, close + to, part, anchor)?;
    // Two days of the week follow each other, whatever the weeks are that they were placed in.
    let follows = match first.from.zip(date.from) {
        Some((first, night)) => first.weekday() == night.weekday(),
        None => first.from.is_none() && date.from.is_none(),
    };
    follows.then_some((date, confidence, used))
}

/// The night that ends in the morning of a day.
fn night_of_morning(day: DateValue, part: &str) -> Option<DateValue> {
    match day.from {
        Some(known) => with_part(&day, Some(known.yesterday().ok()?), part),
        None => with_part(&before_weekday(day)?, None, part),
    }
}

/// The weekday before one whose week is not known.
fn before_weekday(day: DateValue) -> Option<DateValue> {
    let Text::Point(value) = &day.value else {
        return None;
    };
    let number: u8 = value.strip_prefix("XXXX-WXX-")?.parse().ok()?;
    let before = if number == 1 { 7 } else { number - 1 };
    Some(DateValue {
        value: Text::Point(format!("XXXX-WXX-{before}")),
        ..day
    })
}

/// A part of a day, or of the night that begins on the day `before`.
fn with_part(day: &DateValue, before: Option<Date>, part: &str) -> Option<DateValue> {
    let Text::Point(named) = &day.value else {
        return None;
    };
    let value = before.map_or_else(|| named.clone(), |day| day.to_string());
    Some(DateValue {
        value: Text::Point(format!("{value}T{part}")),
        from: before.or(day.from),
        grain: Grain::DayPart,
        ..day.clone()
    })
}

/// *the next day*, *am Tag darauf*, *la semaine suivante*: told from a day of the text, which may be any.
fn told(scan: &Scan, at: usize) -> Found {
    let (stretch, used) = scan.time(at, TimeRole::Told)?;
    let date = match stretch {
        "day" => resolve::stretch("XXXX-XX-XX".to_owned(), Grain::Day, None, None),
        _ => relative::stretch_date(stretch, 0, None)?,
    };
    Some((date, 60, used))
}

/// *Tuesday of next week*, *Freitag in zwei Wochen*, *Monday two weeks from now*.
fn weekday_of_week(
    scan: &Scan,
    at: usize,
    used: usize,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    let (number, _, _) = calendar::weekday(scan, at).filter(|(_, n_parts, _)| *n_parts == used)?;
    let end = at + used;
    let joint = joint(scan, end);
    let weeks = relative::stretch_of(scan, end + joint, "week").map(|(n, more)| (n, joint + more));
    let (weeks, more) = weeks.or_else(|| relative::weeks_ahead(scan, end))?;
    let monday = resolve::day(anchor).and_then(|day| Some(resolve::week(day, weeks)?.0));
    let day = monday.and_then(|monday| monday.checked_add(i64::from(number - 1).days()).ok());
    let value = day.map_or_else(|| format!("XXXX-WXX-{number}"), |day| day.to_string());
    let date = resolve::stretch(value, Grain::Day, day.map(|day| (day, day)), anchor);
    Some((date, used + more))
}

/// *next week on Tuesday*, *vorige week maandag*.
fn week_with_weekday(
    scan: &Scan,
    at: usize,
    week: &DateValue,
    used: usize,
) -> Option<(DateValue, usize)> {
    let end = at + used;
    let joint = joint(scan, end);
    let (number, more, is_guarded) = calendar::weekday(scan, end + joint)?;
    let day = week.from?.checked_add(i64::from(number - 1).days()).ok()?;
    let behind = end + joint + more;
    // *gelecek hafta Salı sabah*
    let part = scan.time(behind, TimeRole::DayPart);
    let (value, grain) = match part {
        Some((part, _)) => (format!("{day}T{part}"), Grain::DayPart),
        None => (day.to_string(), Grain::Day),
    };
    let date = resolve::stretch(value, grain, Some((day, day)), week.anchor);
    let is_name = !is_guarded || scan.is_capitalized(end + joint);
    is_name.then_some((date, behind + part.map_or(0, |(_, used)| used) - at))
}

/// *9 May, Tuesday*, *9 Mayıs Salı*: a weekday behind the day of the month that it is.
fn weekday_behind(
    scan: &Scan,
    at: usize,
    date: &DateValue,
    used: usize,
) -> Option<(DateValue, usize)> {
    let has_month = scan.is_digits(at) || calendar::month(scan, at).is_some();
    let end = at + used;
    let comma = usize::from(scan.is(end, ","));
    let (number, more, is_guarded) = calendar::weekday(scan, end + comma)?;
    let day = date.from.filter(|_| has_month)?;
    let is_it = day.weekday().to_monday_one_offset() == number;
    let is_name = !is_guarded || scan.is_capitalized(end + comma);
    (is_it && is_name).then(|| (date.clone(), used + comma + more))
}

/// *The 20th of next month*, *am 20. des nächsten Monats*, *el 21 de este mes*.
fn day_of_told_month(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (day, used) = calendar::day(scan, at)?;
    let end = at + used;
    let joint = joint(scan, end);
    let (months, more) = relative::stretch_of(scan, end + joint, "month")?;
    let month = resolve::day(anchor)?.first_of_month();
    let month = month.checked_add(i64::from(months).months()).ok()?;
    let date = calendar::days(Some(month.year()), month.month(), day, None, anchor)?;
    let date = DateValue { anchor, ..date };
    Some((date, 85, end + joint + more - at))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::super::tests::check;
    use super::*;

    #[test]
    fn a_part_of_a_day_is_read_with_the_day_it_is_of() {
        for (code, marked) in [
            (
                "en",
                "It burned on the [evening of 5 May](date 2025-05-05TEV).",
            ),
            (
                "de",
                "Am [Abend des 5. Mai](date 2025-05-05TEV) brannte es.",
            ),
            (
                "fr",
                "Au [soir du 5 mai](date 2025-05-05TEV), tout brûlait.",
            ),
            (
                "es",
                "En la [noche del lunes](date 2025-03-10TNI) hubo fuego.",
            ),
            ("ru", "Пожар начался [вечером 5 мая](date 2025-05-05TEV)."),
        ] {
            check(code, marked);
        }
        check("de", "Am Abend brannte es.");
    }

    #[test]
    fn a_night_that_is_named_by_its_morning_begins_on_the_day_before() {
        for (code, marked) in [
            ("cs", "Hořelo v [noci na neděli](date 2025-03-08TNI)."),
            ("da", "Det brændte [natten til søndag](date 2025-03-08TNI)."),
            (
                "de",
                "Es brannte in der [Nacht zum Sonntag](date 2025-03-08TNI).",
            ),
            (
                "de",
                "In der [Nacht vom 4. auf den 5. Mai](date 2025-05-04TNI) fror es.",
            ),
            (
                "es",
                "Ocurrió en la [noche del sábado al domingo](date 2025-03-08TNI).",
            ),
            (
                "fr",
                "Dans la [nuit de samedi à dimanche](date 2025-03-08TNI), il a neigé.",
            ),
            (
                "it",
                "Nella [notte tra sabato e domenica](date 2025-03-08TNI) ha nevicato.",
            ),
            (
                "fi",
                "Satoi lunta [sunnuntain vastaisena yönä](date 2025-03-08TNI).",
            ),
            (
                "hu",
                "Havazott [vasárnapra virradó éjjel](date 2025-03-08TNI).",
            ),
            ("nb", "Det brant [natt til søndag](date 2025-03-08TNI)."),
            (
                "nl",
                "In de [nacht van zaterdag op zondag](date 2025-03-08TNI) vroor het.",
            ),
            (
                "pl",
                "Paliło się w [nocy z soboty na niedzielę](date 2025-03-08TNI).",
            ),
            (
                "pt",
                "Nevou na [noite de sábado para domingo](date 2025-03-08TNI).",
            ),
            (
                "ro",
                "A nins în [noaptea de sâmbătă spre duminică](date 2025-03-08TNI).",
            ),
            (
                "ru",
                "Снег выпал в [ночь на воскресенье](date 2025-03-08TNI).",
            ),
            (
                "sv",
                "Det brann [natten till söndagen](date 2025-03-08TNI).",
            ),
            ("uk", "Сніг випав у [ніч на неділю](date 2025-03-08TNI)."),
        ] {
            check(code, marked);
        }
    }

    #[test]
    fn thirds_are_of_whole_months_or_of_days() {
        let (from, to) = (date(2020, 1, 1), date(2020, 12, 31));
        assert_eq!(third(from, to, 0), Some((from, date(2020, 4, 30))));
        assert_eq!(third(from, to, 2), Some((date(2020, 9, 1), to)));
        let (from, to) = (date(2024, 2, 1), date(2024, 2, 29));
        assert_eq!(
            third(from, to, 1),
            Some((date(2024, 2, 10), date(2024, 2, 19)))
        );
    }

    #[test]
    fn weeks_are_of_the_month_that_has_their_thursday() {
        let days = resolve::month(2025, 5);
        let may = resolve::stretch("2025-05".to_owned(), Grain::Month, days, None);
        let value = |nth, unit| nth_of(&may, nth, 1, unit).map(|date| date.value);
        let text = |value: &str| Some(Text::Point(value.to_owned()));
        assert_eq!(value(1, Unit::Week), text("2025-W18"));
        assert_eq!(value(-1, Unit::Week), text("2025-W22"));
        assert_eq!(value(-1, Unit::Weekday(5)), text("2025-05-30"));
        assert_eq!(value(5, Unit::Weekday(1)), None);
        assert_eq!(value(1, Unit::Weekend), text("2025-W18-WE"));
    }

    #[test]
    fn a_part_of_the_year_draws_in_its_days() {
        let anchor = Some(PartialDate::Day(date(2025, 3, 12)));
        let year = || stretch::year_date(2025);
        let later = narrowed(year(), "later", anchor);
        assert_eq!(later.from, Some(date(2025, 3, 12)));
        assert_eq!(later.to, Some(date(2025, 12, 31)));
        // A part that does not touch the anchor stays whole.
        let other = narrowed(stretch::year_date(2020), "rest", anchor);
        assert_eq!(other.from, Some(date(2020, 1, 1)));
    }

    #[test]
    fn half_of_the_year_has_its_place_before_it() {
        check(
            "de",
            "Das war in der [ersten Hälfte des Jahres](date 2025-H1).",
        );
        check(
            "en",
            "It fell in the [first half of the year](date 2025-H1).",
        );
        check(
            "nl",
            "Dat was in de [eerste helft van het jaar](date 2025-H1).",
        );
        check("sv", "Det var under [första halvan av året](date 2025-H1).");
    }

    #[test]
    fn the_place_of_a_week_is_no_day_of_its_month() {
        check(
            "tr",
            "[Mayıs ayının ilk haftası](date 2025-W18) yağmurluydu.",
        );
    }

    #[test]
    fn the_plural_of_what_is_last_is_no_single_one() {
        check("de", "[Die letzten Jahre](duration vague PXY) waren hart.");
        check("de", "Die letzten [drei Jahre](duration P3Y) waren hart.");
    }
}

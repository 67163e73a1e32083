//! Dates told from the day of publication: *gisteren*, *last week*, *vor drei Tagen*, *next Friday*, *two years ago*.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::bound;
use super::calendar;
use super::duration;
use super::fraction;
use super::holiday;
use super::reading::Reading;
use super::resolve::{self, Side};
use super::scan::Scan;
use super::stretch;
use super::words;
use crate::document::{DateValue, Grain, NumberValue, PartialDate, Text};
use crate::language::number_words::{NumberRole, TimeRole};

/// Reads a relative date.
pub fn read(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(Reading, usize)> {
    let readings = [
        relative_day(scan, at, anchor),
        named(scan, at, anchor),
        named_behind(scan, at, anchor),
        dated(scan, at, anchor),
        dated_behind(scan, at, anchor),
        counted(scan, at, anchor),
        joined(scan, at, anchor),
        weekend(scan, at, anchor),
        season_of_year(scan, at, anchor),
        relative_stretch(scan, at, anchor),
    ];
    let (date, confidence, used) = readings
        .into_iter()
        .flatten()
        .max_by_key(|(_, _, used)| *used)?;
    Some((Reading::new(NumberValue::Date(date), confidence), used))
}

type Found = Option<(DateValue, u8, usize)>;

/// *yesterday*, *vanavond*, *gestern Abend*.
fn relative_day(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (value, used) = scan
        .time(at, TimeRole::RelativeDay)
        .or_else(|| opening_day(scan, at))?;
    // *La mañana* is the morning, *mañana* tomorrow.
    let is_part = scan.time(at, TimeRole::DayPart).is_some();
    if is_part && at > 0 && scan.number(at - 1, NumberRole::Determiner).is_some() {
        return None;
    }
    // *İlk yarının* is of the first half, *yarının* of tomorrow.
    if at > 0 && words::ordinal(scan, at - 1).is_some() {
        return None;
    }
    let (days, part) = value
        .split_once('T')
        .map_or((value, None), |(days, part)| (days, Some(part)));
    let behind = scan
        .time(at + used, TimeRole::DayPart)
        .filter(|_| part.is_none());
    let part = part.or(behind.map(|(part, _)| part));
    let date = day_from(days.parse().ok()?, part, anchor);
    Some((date, 92, used + behind.map_or(0, |(_, used)| used)))
}

/// *Morgen* at the start of a sentence, where it has a capital as the noun for a part of the day has.
fn opening_day<'a>(scan: &Scan<'a>, at: usize) -> Option<(&'a str, usize)> {
    let is_noun = scan.profile.nouns_capitalized && scan.time(at, TimeRole::DayPart).is_some();
    let ends = !scan.is_letters(at + 1) && !scan.is_digits(at + 1);
    if at > 0 || !is_noun || ends {
        return None;
    }
    let lower = scan.lower(at);
    let (rows, _) = scan
        .words
        .times
        .get(std::iter::once((lower.as_ref(), lower.as_ref())))?;
    let (_, value) = rows
        .iter()
        .find(|(role, _)| *role == TimeRole::RelativeDay)?;
    Some((value, 1))
}

/// *vorig jaar zomer*, *loni v létě*, *tavaly nyáron*: a season behind the year that it is of.
fn season_of_year(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (relative, used) = stretch_of(scan, at, "year")?;
    let end = at + used;
    let joint = super::within::joint(scan, end);
    let (season, more) = scan.time(end + joint, TimeRole::Season)?;
    let date = season_in(season, relative, anchor);
    Some((date, 85, used + joint + more))
}

/// A season of the year that lies so many behind that of the anchor.
fn season_in(season: &str, relative: i32, anchor: Option<PartialDate>) -> DateValue {
    let year = anchor.map(|anchor| i32::from(anchor.first_day().year()) + relative);
    let year = year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    resolve::stretch(format!("{year}-{season}"), Grain::Season, None, anchor)
}

/// *heuer*, *i fjol*, *i somras*.
fn relative_stretch(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (value, used) = scan.time(at, TimeRole::RelativeStretch)?;
    let (stretch, relative) = value.split_once(' ')?;
    let relative: i32 = relative.parse().ok()?;
    if let Some(date) = stretch_date(stretch, relative, anchor) {
        return Some((date, 90, used));
    }
    // *I vår*, this spring, is also *in our*.
    let last = at + used - 1;
    let is_attribute = used > 1
        && scan.is_guarded(last)
        && (scan.is_digits(last + 1) || is_open_word(scan, last + 1));
    Some((season_in(stretch, relative, anchor), 85, used)).filter(|_| !is_attribute)
}

fn day_from(days: i64, part: Option<&str>, anchor: Option<PartialDate>) -> DateValue {
    let moved = resolve::day(anchor).and_then(|anchor| resolve::moved(anchor, &[(days, "d")]));
    let value = moved
        .as_ref()
        .map_or("XXXX-XX-XX".to_owned(), |(value, ..)| value.clone());
    let days = moved.map(|(_, _, days)| days);
    match part {
        Some(part) => resolve::stretch(format!("{value}T{part}"), Grain::DayPart, days, anchor),
        None => resolve::stretch(value, Grain::Day, days, anchor),
    }
}

/// *maandagochtend*, *Montagnachmittag*, *gisteravond*: a day and a part of it in one word.
fn joined(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    if !scan.is_letters(at) {
        return None;
    }
    let lower = scan.lower(at);
    scan.words.day_parts.iter().find_map(|(ending, part)| {
        let day = lower
            .strip_suffix(ending.as_str())
            .filter(|day| day.len() >= 6)?;
        if let Some(crate::language::CalendarWord::Weekday(number)) = scan.profile.calendar.get(day)
        {
            return Some((
                calendar::weekday_date(*number, Some(part), None, anchor),
                92,
                1,
            ));
        }
        let (rows, _) = scan.words.times.get(std::iter::once((day, day)))?;
        let (_, days) = rows
            .iter()
            .find(|(role, _)| *role == TimeRole::RelativeDay)?;
        Some((day_from(days.parse().ok()?, Some(part), anchor), 92, 1))
    })
}

/// Whether the word at `at` may be a day and a part of it in one word.
pub fn may_be_joined(scan: &Scan, lower: &str) -> bool {
    lower.len() >= 9
        && scan
            .words
            .day_parts
            .iter()
            .any(|(ending, _)| lower.ends_with(ending.as_str()))
}

/// What *last*, *this* and *next* go with.
#[derive(Debug, Clone, Copy)]
enum Name<'a> {
    Weekday(i8),
    Month(i8),
    Season(&'a str),
    Stretch(&'a str),
    /// A feast, by its rule.
    Holiday(&'a str),
}

/// The weekday, month, season, feast or stretch at `at`, its number of parts, and whether the word may be another.
fn name<'a>(scan: &Scan<'a>, at: usize) -> Option<(Name<'a>, usize, bool)> {
    if let Some((number, used, is_guarded)) = calendar::weekday(scan, at) {
        return Some((Name::Weekday(number), used, is_guarded));
    }
    if let Some((month, used, is_guarded)) = calendar::month(scan, at) {
        return Some((Name::Month(month), used, is_guarded));
    }
    if let Some((season, used)) = scan.time(at, TimeRole::Season) {
        return Some((Name::Season(season), used, false));
    }
    if let Some((rule, used)) = scan.time(at, TimeRole::Holiday) {
        return Some((Name::Holiday(rule), used, false));
    }
    let (stretch, used) = scan.time(at, TimeRole::Stretch)?;
    Some((Name::Stretch(stretch), used, false))
}

/// The date of a name that lies so many before or behind the current one, and its certainty.
fn name_date(name: Name, relative: i32, anchor: Option<PartialDate>) -> Option<(DateValue, u8)> {
    Some(match name {
        // *The Friday after next* lies in another week than the next one.
        Name::Weekday(_) | Name::Month(_) | Name::Holiday(_) if relative.abs() > 1 => return None,
        Name::Weekday(number) => {
            let side = Some(Side::of(relative));
            (calendar::weekday_date(number, None, side, anchor), 92)
        }
        Name::Month(month) => (calendar::month_date(month, Some(relative), anchor), 90),
        Name::Season(season) => (season_date(season, relative, anchor), 80),
        Name::Stretch(stretch) => (stretch_date(stretch, relative, anchor)?, 92),
        Name::Holiday(rule) => (holiday::told(rule, relative, anchor)?, 85),
    })
}

/// *last week*, *kommenden Montag*, *deze zomer*.
fn named(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (relative, used) = scan.time_value(at, TimeRole::Relative)?;
    // *последние недели*: more than one.
    if scan.time(at, TimeRole::Recent).is_some() {
        return None;
    }
    let next = at + used;
    let (name, more, is_guarded) = name(scan, next)?;
    if let Name::Weekday(number) = name
        && let Some((part, longer)) = scan.time(next + more, TimeRole::DayPart)
    {
        let side = Some(Side::of(relative));
        let date = calendar::weekday_date(number, Some(part), side, anchor);
        return Some((date, 92, used + more + longer));
    }
    // *this Friday, 15 June*
    if matches!(name, Name::Weekday(_)) {
        let whole = calendar::with_weekday(scan, next, anchor);
        if let Some((date, confidence, longer)) = whole.filter(|(_, _, longer)| *longer > more) {
            return Some((date, confidence, used + longer));
        }
    }
    let is_other = matches!(name, Name::Month(_)) && is_guarded && !scan.is_capitalized(next);
    let anchor = anchor.filter(|_| !is_from_text(scan, at, name));
    let (date, confidence) = name_date(name, relative, anchor).filter(|_| !is_other)?;
    Some((date, confidence, used + more))
}

/// *la semaine dernière*, *lunedì scorso*.
fn named_behind(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (name, used, _) = name(scan, at)?;
    let (relative, more) = scan.time_value(at + used, TimeRole::RelativeAfter)?;
    let end = at + used + more;
    // *The year before last year's vote*
    if relative.abs() > 1 && self::name(scan, end).is_some() {
        return None;
    }
    let anchor = anchor.filter(|_| !is_from_text(scan, at + used, name));
    let (date, confidence) = name_date(name, relative, anchor)?;
    Some((date, confidence, used + more))
}

/// *el próximo 12 de mayo*, *lo scorso 3 marzo*: a day of a month with the word that says on which side it lies.
fn dated(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (relative, used) = scan.time_value(at, TimeRole::Relative)?;
    if !scan.is_digits(at + used) || relative.abs() != 1 {
        return None;
    }
    let (date, more) = day_without_year(scan, at + used, anchor)?;
    Some((on_side(&date, relative, anchor)?, 92, used + more))
}

/// *le 12 mai prochain*, *il 3 marzo scorso*.
fn dated_behind(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    if !scan.is_digits(at) {
        return None;
    }
    let (date, used) = day_without_year(scan, at, anchor)?;
    let (relative, more) = scan
        .time_value(at + used, TimeRole::RelativeAfter)
        .filter(|(relative, _)| relative.abs() == 1)?;
    Some((on_side(&date, relative, anchor)?, 92, used + more))
}

/// A day of a month that is named without a year, and the number of its parts.
fn day_without_year(
    scan: &Scan,
    at: usize,
    anchor: Option<PartialDate>,
) -> Option<(DateValue, usize)> {
    let (date, _, used) = calendar::named(scan, at, anchor)?;
    let is_point = matches!(date.value, Text::Point(_));
    let is_day = date.grain == Grain::Day && is_point && date.anchor.is_some();
    is_day.then_some((date, used))
}

/// The day of a month in the year in which it lies behind the anchor (1) or before it (-1).
fn on_side(date: &DateValue, relative: i32, anchor: Option<PartialDate>) -> Option<DateValue> {
    let (day, today) = (date.from?, resolve::day(anchor)?);
    let year = resolve::nearest_year(today, day.month(), Some(day.day()), Some(relative))?;
    let date = calendar::days(Some(year), day.month(), day.day(), None, None)?;
    Some(DateValue { anchor, ..date })
}

/// Whether the word at `at` tells the century beside it from another one of the text.
fn is_from_text(scan: &Scan, at: usize, name: Name) -> bool {
    matches!(name, Name::Stretch("century")) && scan.time(at, TimeRole::FromText).is_some()
}

/// *last year*, *i fjol*: how many of the stretch called `wanted` lie between it and the current one.
pub fn stretch_of(scan: &Scan, at: usize, wanted: &str) -> Option<(i32, usize)> {
    let is_wanted = |name: Name| matches!(name, Name::Stretch(stretch) if stretch == wanted);
    let relative = scan.time_value(at, TimeRole::Relative);
    let named = relative.and_then(|(relative, used)| {
        let (_, more, _) = name(scan, at + used).filter(|(name, ..)| is_wanted(*name))?;
        Some((relative, used + more))
    });
    if named.is_some() {
        return named;
    }
    if let Some((value, used)) = scan.time(at, TimeRole::RelativeStretch) {
        let (stretch, relative) = value.split_once(' ')?;
        return Some((relative.parse().ok().filter(|_| stretch == wanted)?, used));
    }
    if relative.is_some() {
        return None;
    }
    let (_, used) = scan
        .time(at, TimeRole::Stretch)
        .filter(|(name, _)| *name == wanted)?;
    let (relative, more) = scan.time_value(at + used, TimeRole::RelativeAfter)?;
    Some((relative, used + more))
}

/// A year told from that of the anchor.
pub fn year(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Option<(i16, usize)> {
    let (relative, used) = stretch_of(scan, at, "year")?;
    let year = i32::from(anchor?.first_day().year()) + relative;
    Some((i16::try_from(year).ok()?, used))
}

/// A season that was said to be the last, the current or the next one; the year of a winter is not told by that.
fn season_date(season: &str, relative: i32, anchor: Option<PartialDate>) -> DateValue {
    let last_month = match season {
        "SP" => Some(5),
        "SU" => Some(8),
        "FA" => Some(11),
        _ => None,
    };
    let year = resolve::day(anchor)
        .zip(last_month)
        .map(|(day, last_month)| {
            let is_over = day.month() > last_month;
            let moved = match relative {
                0 => 0,
                1.. if is_over => relative,
                1.. => relative - 1,
                _ if is_over => relative + 1,
                _ => relative,
            };
            i32::from(day.year()) + moved
        });
    let text = year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    resolve::stretch(format!("{text}-{season}"), Grain::Season, None, anchor)
}

/// The stretch called `stretch` that lies `relative` before or behind that of the anchor.
pub fn stretch_date(
    stretch: &str,
    relative: i32,
    anchor: Option<PartialDate>,
) -> Option<DateValue> {
    let day = resolve::day(anchor);
    let of = |value: Option<String>, unknown: &str, grain: Grain, days| {
        resolve::stretch(value.unwrap_or(unknown.to_owned()), grain, days, anchor)
    };
    Some(match stretch {
        "week" => {
            let days = day.and_then(|day| resolve::week(day, relative));
            of(
                days.map(|(monday, _)| resolve::week_text(monday)),
                "XXXX-WXX",
                Grain::Week,
                days,
            )
        }
        "weekend" => {
            let days = day.and_then(|day| resolve::week(day, relative));
            let saturday = days.and_then(|(_, sunday)| sunday.yesterday().ok());
            let days = saturday.zip(days.map(|(_, sunday)| sunday));
            of(
                days.map(|(day, _)| format!("{}-WE", resolve::week_text(day))),
                "XXXX-WXX-WE",
                Grain::Weekend,
                days,
            )
        }
        "month" => month_from(relative, anchor),
        "quarter" => quarter_from(relative, anchor),
        "year" => year_from(relative, anchor),
        "decade" => decade_from(relative, anchor)
            .unwrap_or_else(|| resolve::stretch("XXXX".to_owned(), Grain::Decade, None, None)),
        "century" => century_from(relative, anchor)
            .unwrap_or_else(|| resolve::stretch("XXXX".to_owned(), Grain::Century, None, None)),
        _ => return None,
    })
}

fn month_from(relative: i32, anchor: Option<PartialDate>) -> DateValue {
    let first = match anchor {
        Some(PartialDate::Day(_) | PartialDate::Month(..)) => anchor.map(PartialDate::first_day),
        Some(PartialDate::Year(_)) | None => None,
    };
    let moved = first.and_then(|first| resolve::moved(first, &[(relative.into(), "mo")]));
    let value = moved
        .as_ref()
        .map_or("XXXX-XX".to_owned(), |(value, ..)| value.clone());
    resolve::stretch(value, Grain::Month, moved.map(|(_, _, days)| days), anchor)
}

fn quarter_from(relative: i32, anchor: Option<PartialDate>) -> DateValue {
    let days = resolve::day(anchor).and_then(|day| {
        let index = i32::from(day.year()) * 4 + i32::from(day.month() - 1) / 3 + relative;
        let (year, quarter) = (
            i16::try_from(index.div_euclid(4)).ok()?,
            i8::try_from(index.rem_euclid(4) + 1).ok()?,
        );
        Some((
            format!("{year:04}-Q{quarter}"),
            resolve::quarter(year, quarter)?,
        ))
    });
    let (value, days) = days.map_or(("XXXX-QX".to_owned(), None), |(value, days)| {
        (value, Some(days))
    });
    resolve::stretch(value, Grain::Quarter, days, anchor)
}

fn year_from(relative: i32, anchor: Option<PartialDate>) -> DateValue {
    let year = anchor.map(|anchor| i32::from(anchor.first_day().year()) + relative);
    let year = year.and_then(|year| i16::try_from(year).ok());
    let value = year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
    resolve::stretch(value, Grain::Year, year.and_then(resolve::year), anchor)
}

/// The current decade or the next one; *the last decade* may be the last ten years.
fn decade_from(relative: i32, anchor: Option<PartialDate>) -> Option<DateValue> {
    let year = i32::from(anchor?.first_day().year());
    let first = i16::try_from(year / 10 * 10 + relative * 10).ok()?;
    let date = stretch::decade_date(first).filter(|_| relative >= 0)?;
    Some(DateValue { anchor, ..date })
}

fn century_from(relative: i32, anchor: Option<PartialDate>) -> Option<DateValue> {
    let year = i32::from(anchor?.first_day().year());
    let date = stretch::century_date(i8::try_from((year - 1) / 100 + 1 + relative).ok()?)?;
    Some(DateValue { anchor, ..date })
}

/// *am Wochenende*, *in het weekend*: the nearest one, or the coming one.
fn weekend(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let (_, used) = scan
        .time(at, TimeRole::Stretch)
        .filter(|(stretch, _)| *stretch == "weekend")?;
    let is_over = resolve::day(anchor).is_some_and(|day| {
        // From Thursday on it is the one of the same week.
        day.weekday().to_monday_one_offset() < 4 && !scan.speaks_of_coming(at, at + used)
    });
    let date = stretch_date("weekend", if is_over { -1 } else { 0 }, anchor)?;
    // *Tras un fin de semana sensacional*
    let is_any = scan.number_ends_before(at, NumberRole::Article)
        || scan.number_ends_before(at, NumberRole::One);
    let is_placed = is_inside(scan, at) || bound::is_behind(scan, at) && !is_any;
    is_placed.then_some((date, 65, used))
}

/// Whether a word of an open class stands at `at`, or one that goes with nouns.
pub fn is_open_word(scan: &Scan, at: usize) -> bool {
    let function_words = &scan.profile.function_words;
    let is_own = scan.number(at, NumberRole::Determiner).is_some();
    scan.is_letters(at) && (is_own || !function_words.contains(scan.lower(at).as_ref()))
}

/// Whether a word for *in* or *on* stands before `at`, with an article between or not.
pub fn is_inside(scan: &Scan, at: usize) -> bool {
    let article = at
        .checked_sub(1)
        .filter(|&at| scan.number(at, NumberRole::Determiner).is_some());
    let ends = |at: usize| scan.time_ends_before(at, TimeRole::Inside);
    ends(at) || article.is_some_and(ends)
}

/// How far a day lies from the anchor.
struct Shift<'a> {
    /// How many of which unit, the largest first: *two years, one month and three days ago*. There is one at least.
    steps: Vec<(i64, &'a str)>,
    /// Whether it is counted from another day, of which the text has told: *two years later*.
    is_told: bool,
    used: usize,
}

/// On which side of which day a date lies.
#[derive(Debug, Clone, Copy)]
struct Direction {
    sign: i64,
    is_told: bool,
    used: usize,
}

/// The word at `at` that says on which side a length of time goes: *ago*, *from now*, *later*.
fn direction(scan: &Scan, at: usize, back: TimeRole, ahead: TimeRole) -> Option<Direction> {
    let found = |role, sign| {
        let (value, used) = scan.time(at, role)?;
        let is_told = value == "told";
        Some(Direction {
            sign,
            is_told,
            used,
        })
    };
    found(back, -1).or_else(|| found(ahead, 1))
}

/// Whether the length of time that ends before `at` is the distance to what is named there: *tres meses después de la
/// cumbre*, *через три месяца после саммита*.
fn is_distance(scan: &Scan, at: usize, is_told: bool, is_ahead: bool) -> bool {
    let is_named = || {
        let is_of = scan.number(at, NumberRole::Of).is_some();
        // *Tre mesi dopo che era partita*
        let that = &scan.profile.speech.that;
        let is_clause = that.contains(scan.lower(at).as_ref());
        scan.is_letters(at) && (is_clause || is_of || super::context::is_article(scan, at))
    };
    let is_from_now = scan.time(at, TimeRole::AheadAfter).is_some();
    // *Er zog vor drei Jahren nach Bonn* is none.
    let is_offset = is_ahead && !is_from_now && scan.time(at, TimeRole::Offset).is_some();
    is_told && is_named() || is_offset
}

/// Whether the word before `at` has the ending of what is counted from: *oylamadan üç ay sonra*.
fn is_behind_start(scan: &Scan, at: usize) -> bool {
    const SHORTEST: usize = 6;
    let Some(last) = at.checked_sub(1).filter(|&last| scan.is_letters(last)) else {
        return false;
    };
    let lower = scan.lower(last);
    let is_long = lower.chars().count() >= SHORTEST && !super::context::is_closed(scan, last);
    let mut endings = scan.words.range_endings[0].iter();
    is_long && endings.any(|ending| lower.ends_with(ending.as_str()))
}

/// *three days ago*, *vor drei Tagen*, *over twee weken*.
fn counted(scan: &Scan, at: usize, anchor: Option<PartialDate>) -> Found {
    let Shift {
        steps,
        is_told,
        used,
    } = shift(scan, at)?;
    let (count, first) = *steps.first()?;
    let (_, last) = *steps.last()?;
    let is_moved = matches!(first, "d" | "wk" | "mo" | "a" | "10.a" | "100.a" | "2.wk");
    let day = resolve::day(anchor).filter(|_| !is_told);
    let moved = day.and_then(|day| resolve::moved(day, &steps));
    let unknown = match last {
        "d" | "wk" | "2.wk" => ("XXXX-XX-XX", Grain::Day),
        "mo" => ("XXXX-XX", Grain::Month),
        _ => ("XXXX", Grain::Year),
    };
    let date = match moved {
        Some((value, grain, days)) => resolve::stretch(value, grain, Some(days), anchor),
        None => resolve::stretch(unknown.0.to_owned(), unknown.1, None, None),
    };
    let confidence = match count {
        _ if is_told => 60,
        ..0 => 90,
        _ => 75,
    };
    is_moved.then_some((date, confidence, used))
}

/// *in two weeks*, *two weeks from now*: whole weeks from the current one.
pub fn weeks_ahead(scan: &Scan, at: usize) -> Option<(i32, usize)> {
    let shift = shift(scan, at)?;
    let weeks = match shift.steps[..] {
        _ if shift.is_told => return None,
        [(count, "wk")] => count,
        [(count, "2.wk")] => count.checked_mul(2)?,
        _ => return None,
    };
    let weeks = i32::try_from(weeks)
        .ok()
        .filter(|weeks| (1..100).contains(weeks))?;
    Some((weeks, shift.used))
}

/// A length of time with a word that says to which side of the anchor it goes.
fn shift<'a>(scan: &Scan<'a>, at: usize) -> Option<Shift<'a>> {
    let before = direction(scan, at, TimeRole::AgoBefore, TimeRole::AheadBefore);
    let start = at + before.map_or(0, |before| before.used);
    let (length, used) = duration::length(scan, start)?;
    // *Il y a un an et demi*
    let half = fraction::and_half(scan, start + used);
    let used = used + half.unwrap_or(0);
    let (rest, more) = smaller_units(scan, &length, start + used);
    let end = start + used + more;
    let (side, end) = match before {
        Some(side) => (side, end),
        None => {
            let side = direction(scan, end, TimeRole::AgoAfter, TimeRole::AheadAfter)?;
            (side, end + side.used)
        }
    };
    let is_ahead = before.is_some_and(|before| before.sign > 0);
    if before.is_none() && is_behind_start(scan, at) {
        return None;
    }
    if is_distance(scan, end, side.is_told, is_ahead) {
        return None;
    }
    let sign = side.sign;
    let count = length.count.value()?;
    let half = half.map_or(Decimal::ZERO, |_| Decimal::new(5, 1));
    let (whole, unit) = in_whole_units(count.checked_add(half)?, length.unit)?;
    let first = (whole.checked_mul(sign)?, unit);
    let rest = rest.into_iter().map(|(count, unit)| (count * sign, unit));
    Some(Shift {
        steps: std::iter::once(first).chain(rest).collect(),
        is_told: side.is_told,
        used: end - at,
    })
}

/// So many of a unit as a whole number; halves of a year in months: *vor anderthalb Jahren*.
fn in_whole_units(count: Decimal, unit: &str) -> Option<(i64, &str)> {
    const MONTHS: i64 = 12;
    if count.is_integer() {
        return Some((count.to_i64()?, unit));
    }
    let months = count.checked_mul(MONTHS.into())?;
    let is_year = unit == "a" && (count * Decimal::TWO).is_integer();
    Some((months.to_i64().filter(|_| is_year)?, "mo"))
}

/// The lengths of time behind `first`, each smaller than the one before it, and the number of their parts.
fn smaller_units<'a>(
    scan: &Scan<'a>,
    first: &duration::Length<'a>,
    at: usize,
) -> (Vec<(i64, &'a str)>, usize) {
    let mut rest = Vec::new();
    let (mut last, mut end) = (*first, at);
    loop {
        let comma = usize::from(scan.is(end, ","));
        let next = match comma {
            0 => duration::second(scan, &last, end),
            _ => duration::smaller(scan, &last, end + comma),
        };
        let Some((next, used)) = next else {
            break;
        };
        let count = next.count.value().filter(|count| count.is_integer());
        let Some(count) = count.and_then(|count| count.to_i64()) else {
            break;
        };
        // Hours and minutes say nothing of a day.
        if !matches!(next.unit, "mo" | "wk" | "d") || count > 1000 {
            break;
        }
        rest.push((count, next.unit));
        (last, end) = (next, end + comma + used);
    }
    (rest, end - at)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn a_day_of_a_month_lies_on_the_side_that_is_said() {
        check("es", "Se vota el [próximo 6 de enero](date 2026-01-06).");
        check("es", "Se votó el [pasado 3 de noviembre](date 2024-11-03).");
        check(
            "fr",
            "Le vote aura lieu le [6 janvier prochain](date 2026-01-06).",
        );
        check("it", "Si è votato lo [scorso 3 novembre](date 2024-11-03).");
        check(
            "nl",
            "Er wordt gestemd op [6 januari aanstaande](date 2026-01-06).",
        );
        check("es", "Se vota el [6 de enero](date 2025-01-06).");
    }

    #[test]
    fn a_capital_at_the_start_does_not_hide_tomorrow() {
        check("de", "[Morgen](date 2025-03-13) beginnt der Umbau.");
        check("de", "Der Morgen war kalt. Guten Morgen!");
    }

    #[test]
    fn the_weekend_may_be_a_bound_but_not_any_weekend() {
        check(
            "de",
            "Nach dem [Wochenende](date gt 2025-W10-WE) war es kalt.",
        );
        check("fr", "Ils sont fatigués après un week-end agité.");
    }

    #[test]
    fn what_is_told_from_another_day_has_no_place() {
        check("en", "[Two years later](date XXXX) he died.");
        check("de", "[Drei Monate zuvor](date XXXX-XX) gewann er.");
        check("en", "He died [two years ago](date 2023) after a fall.");
        check(
            "de",
            "Er zog [vor drei Jahren](date 2022) nach einem Streit fort.",
        );
        check(
            "nl",
            "Het ging [drie jaar geleden](date 2022) voor weinig weg.",
        );
    }

    #[test]
    fn a_distance_to_something_is_a_length() {
        check("es", "Fue [tres meses](duration P3M) después de la cumbre.");
        check(
            "ru",
            "Это было через [три месяца](duration P3M) после саммита.",
        );
    }

    #[test]
    fn a_season_goes_with_the_year_before_it() {
        check("nl", "Hij kwam [vorig jaar zomer](date 2024-SU) aan.");
        check("cs", "Přijel [letos na podzim](date 2025-FA).");
        check("hu", "[Tavaly nyáron](date 2024-SU) érkezett.");
        check("nb", "Han kom i [mars i fjor](date 2024-03).");
    }

    #[test]
    fn our_is_no_spring() {
        check(
            "sv",
            "Det var i vår strävan. De kommer [i vår](date 2025-SP).",
        );
    }

    #[test]
    fn a_case_of_this_month_is_no_monday() {
        check("ro", "La [începutul acestei luni](date 2025-03) a plecat.");
    }

    #[test]
    fn a_length_before_what_it_is_measured_from_is_no_date() {
        check(
            "el",
            "Έφυγε [τρεις μήνες](duration P3M) μετά την ψηφοφορία.",
        );
        check("it", "[Tre mesi](duration P3M) dopo che era partita.");
        check("tr", "Oylamadan [üç ay](duration P3M) sonra gitti.");
        check("tr", "[Üç ay sonra](date 2025-06) gitti.");
    }

    #[test]
    fn halves_of_a_year_are_months() {
        for (code, marked) in [
            ("de", "Er zog [vor anderthalb Jahren](date 2023-09) fort."),
            ("en", "He left [half a year ago](date 2024-09)."),
            ("es", "Se fue [hace un año y medio](date 2023-09)."),
            ("fr", "Il partit [il y a un an et demi](date 2023-09)."),
            ("nl", "Hij vertrok een [half jaar geleden](date 2024-09)."),
        ] {
            check(code, marked);
        }
    }

    #[test]
    fn six_is_a_number_before_its_unit() {
        check("sv", "Han kom för [sex månader sedan](date 2024-09).");
    }
}

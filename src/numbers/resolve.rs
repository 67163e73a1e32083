//! Places stretches of the calendar against the day an article was published.

use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};

use crate::document::{DateValue, Grain, PartialDate, Text};

/// A date value whose first and last day are known.
pub fn stretch(
    value: String,
    grain: Grain,
    days: Option<(Date, Date)>,
    anchor: Option<PartialDate>,
) -> DateValue {
    let (from, to) = days.unzip();
    let anchor = anchor.filter(|_| from.is_some());
    DateValue {
        value: Text::Point(value),
        from,
        to,
        grain,
        anchor,
        zone: None,
    }
}

/// The anchor, if it is a day.
pub fn day(anchor: Option<PartialDate>) -> Option<Date> {
    match anchor {
        Some(PartialDate::Day(day)) => Some(day),
        Some(PartialDate::Month(..) | PartialDate::Year(_)) | None => None,
    }
}

/// First and last day of a year.
pub fn year(year: i16) -> Option<(Date, Date)> {
    Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?))
}

/// First and last day of a month.
pub fn month(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// First and last day of quarter 1 to 4.
pub fn quarter(year: i16, quarter: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, quarter.checked_mul(3)?.checked_sub(2)?, 1).ok()?;
    Some((first, first.checked_add(2.months()).ok()?.last_of_month()))
}

/// Monday to Sunday of the week that holds `day`, moved by `weeks`.
pub fn week(day: Date, weeks: i32) -> Option<(Date, Date)> {
    let moved = day.checked_add(i64::from(weeks).weeks()).ok()?;
    let since_monday = i64::from(moved.weekday().to_monday_zero_offset());
    let monday = moved.checked_sub(since_monday.days()).ok()?;
    Some((monday, monday.checked_add(6.days()).ok()?))
}

/// `2025-W10` of a day.
pub fn week_text(day: Date) -> String {
    let week = day.iso_week_date();
    format!("{:04}-W{:02}", week.year(), week.week())
}

/// On which side of the anchor a day lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// *last*: strictly before.
    Before,
    /// *this*: in the same week.
    Within,
    /// *next*: strictly after.
    After,
    /// The sentence speaks of what is coming: on the anchor or after it.
    Coming,
}

impl Side {
    /// The side that *last* (-1), *this* (0) and *next* (1) say.
    pub fn of(relative: i32) -> Self {
        match relative {
            1.. => Self::After,
            0 => Self::Within,
            _ => Self::Before,
        }
    }
}

/// The weekday 1 to 7 that is meant; when nothing is said, the last one up to the anchor.
pub fn weekday(anchor: Date, number: i8, side: Option<Side>) -> Option<Date> {
    let wanted = Weekday::from_monday_one_offset(number).ok()?;
    match side {
        Some(Side::Within) => {
            let (monday, _) = week(anchor, 0)?;
            monday.checked_add(i64::from(number - 1).days()).ok()
        }
        None | Some(Side::Coming) if anchor.weekday() == wanted => Some(anchor),
        Some(Side::After | Side::Coming) => anchor.nth_weekday(1, wanted).ok(),
        Some(Side::Before) | None => anchor.nth_weekday(-1, wanted).ok(),
    }
}

/// The year in which a month or day without year lies nearest to the anchor, or on the side that was said.
pub fn nearest_year(
    anchor: Date,
    month: i8,
    day: Option<i8>,
    relative: Option<i32>,
) -> Option<i16> {
    let year = anchor.year();
    let candidates = [year.checked_sub(1)?, year, year.checked_add(1)?];
    let starts = |year: i16| Date::new(year, month, day.unwrap_or(15)).ok();
    let distance = |date: Date| anchor.until(date).map_or(i32::MAX, |span| span.get_days());
    let fits = |year: &i16| {
        starts(*year).is_some_and(|date| match relative {
            Some(1..) => date > anchor,
            Some(0) | None => true,
            Some(_) => date < anchor,
        })
    };
    candidates
        .into_iter()
        .filter(fits)
        .min_by_key(|year| starts(*year).map(|date| distance(date).abs()))
}

/// A date moved by each of `steps`, so many of a unit of time (UCUM code, or a multiple of one), with the grain that the
/// last one leaves.
pub fn moved(anchor: Date, steps: &[(i64, &str)]) -> Option<(String, Grain, (Date, Date))> {
    let mut date = anchor;
    for (count, unit) in steps {
        date = date.checked_add(span(*count, unit)?).ok()?;
    }
    let (_, unit) = steps.last()?;
    match *unit {
        "d" | "wk" | "2.wk" => Some((date.to_string(), Grain::Day, (date, date))),
        "mo" => {
            let value = format!("{:04}-{:02}", date.year(), date.month());
            Some((value, Grain::Month, month(date.year(), date.month())?))
        }
        _ => {
            let value = format!("{:04}", date.year());
            Some((value, Grain::Year, year(date.year())?)).filter(|_| date.year() > 0)
        }
    }
}

/// So many of a unit of time that a date can be moved by.
fn span(count: i64, unit: &str) -> Option<Span> {
    const LIMIT: u64 = 20_000;
    if count.unsigned_abs() > LIMIT {
        return None;
    }
    let span = Span::new();
    match unit {
        "d" => span.try_days(count).ok(),
        "wk" => span.try_weeks(count).ok(),
        "2.wk" => span.try_weeks(2 * count).ok(),
        "mo" => span.try_months(count).ok(),
        "a" => span.try_years(count).ok(),
        "10.a" => span.try_years(10 * count).ok(),
        "100.a" => span.try_years(100 * count).ok(),
        _ => None,
    }
}

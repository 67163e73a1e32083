//! Dates as files of any make write them.

use crate::document::PartialDate;

/// Months as RFC 5322 writes them.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];
/// Seconds since 1970 of dates in news archives have nine or ten digits (1973 to 2286), milliseconds three more.
const SECOND_DIGITS: std::ops::RangeInclusive<usize> = 9..=10;

/// The day, month or year that `text` gives, by its own clock; a time after it is cut off.
///
/// ISO 8601 with and without hyphens, also with slashes or full stops (`2025/03/10`); RFC 5322 as in mail and feeds (`Mon, 10
/// Mar 2025 09:30:00 +0100`); day, month, year (`10.03.2025`, `10/3/2025`, `10-03-2025`) where the order leaves no doubt: not
/// `3/10/2025`, which may be of March or October; seconds or milliseconds since 1970, in UTC.
pub(super) fn parse(text: &str) -> Option<PartialDate> {
    let text = text.trim();
    PartialDate::parse(text)
        .or_else(|| compact(text))
        .or_else(|| of_mail(text))
        .or_else(|| in_figures(text))
        .or_else(|| since_1970(text))
}

fn day(year: &str, month: u8, day: &str) -> Option<PartialDate> {
    let (year, month) = (year.parse().ok()?, i8::try_from(month).ok()?);
    let date = jiff::civil::Date::new(year, month, day.parse().ok()?).ok()?;
    Some(PartialDate::Day(date))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// `20250310`, perhaps with a time: `20250310T093000Z`.
fn compact(text: &str) -> Option<PartialDate> {
    let (date, rest) = text.split_at_checked(8)?;
    let is_date = is_digits(date) && (rest.is_empty() || rest.starts_with(['T', ' ']));
    if !is_date {
        return None;
    }
    day(&date[..4], date[4..6].parse().ok()?, &date[6..])
}

/// `Mon, 10 Mar 2025 09:30:00 +0100`; the name of the day may be absent.
fn of_mail(text: &str) -> Option<PartialDate> {
    let date = text.split_once(',').map_or(text, |(_, date)| date);
    let mut words = date.split_whitespace();
    let (of_month, month, year) = (words.next()?, words.next()?, words.next()?);
    let month = month.get(..3)?.to_ascii_lowercase();
    let month = MONTHS.iter().position(|name| *name == month)?;
    if year.len() != 4 || !is_digits(year) {
        return None;
    }
    day(year, u8::try_from(month).ok()? + 1, of_month)
}

fn in_figures(text: &str) -> Option<PartialDate> {
    let date = text.split([' ', 'T', ',']).next()?;
    let separator = date.chars().find(|c| matches!(c, '.' | '/' | '-'))?;
    let parts: Vec<_> = date.trim_end_matches('.').split(separator).collect();
    let &[first, second, third] = parts.as_slice() else {
        return None;
    };
    if !parts.iter().all(|part| is_digits(part)) {
        return None;
    }
    if first.len() == 4 {
        return day(first, second.parse().ok()?, third);
    }
    if third.len() != 4 {
        return None;
    }
    let (one, two): (u8, u8) = (first.parse().ok()?, second.parse().ok()?);
    // With full stops or hyphens the day comes first everywhere; with slashes the United States put the month first.
    match separator {
        '/' if two > 12 => day(third, one, second),
        '/' if one <= 12 && one != two => None,
        _ => day(third, two, first),
    }
}

fn since_1970(text: &str) -> Option<PartialDate> {
    let whole = text.split('.').next()?;
    if !is_digits(whole) {
        return None;
    }
    let seconds: i64 = match whole.len() {
        n if SECOND_DIGITS.contains(&n) => whole.parse().ok()?,
        12 | 13 => whole.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    let timestamp = jiff::Timestamp::from_second(seconds).ok()?;
    let date = jiff::tz::Offset::UTC.to_datetime(timestamp).date();
    Some(PartialDate::Day(date))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = parse(text).map_or(String::new(), |date| date.to_string());
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn dates_of_many_makes() {
        check("2025-03-10T23:30:00-05:00", "2025-03-10");
        check("2025-03", "2025-03");
        check("20250310T093000Z", "2025-03-10");
        check("Mon, 10 Mar 2025 09:30:00 +0100", "2025-03-10");
        check("1 September 2025", "2025-09-01");
        check("10.3.2025 14:02", "2025-03-10");
        check("25/03/2025", "2025-03-25");
        check("03/25/2025", "2025-03-25");
        check("5/5/2025", "2025-05-05");
        check("2025/03/10", "2025-03-10");
        check("1741597200", "2025-03-10");
        check("1741597200000", "2025-03-10");
    }

    #[test]
    fn what_leaves_a_doubt_is_no_date() {
        for text in [
            "03/04/2025",
            "32.01.2025",
            "2025-13-01",
            "gisteren",
            "",
            "é1.2.2025",
            "12345",
            "10 Mar 25",
        ] {
            check(text, "");
        }
    }
}

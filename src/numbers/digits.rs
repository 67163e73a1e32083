//! Reads numbers in digits by the separators of the language.

use rust_decimal::Decimal;

use super::scan::Scan;
use crate::language::LanguageProfile;
use crate::language::number_words::NumberRole;

/// A number in digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// What it says.
    pub value: Decimal,
    /// Whether the separators fit the language, or the number is unusual in another way.
    pub is_regular: bool,
}

/// Reads the digits at `at`, and groups of three behind it that only a space of the language separates.
///
/// `None` for what is no number: times, dates, versions, phone numbers with a leading zero.
pub fn read(scan: &Scan, at: usize) -> Option<(Numeral, usize)> {
    if !scan.is_digits(at) {
        return None;
    }
    if let Some(found) = with_commas_apart(scan, at) {
        return Some(found);
    }
    let mut used = 1;
    while continues_group(scan, at, at + used) {
        used += 1;
    }
    if used == 1 {
        let plain = numeral(scan.surface(at), scan.profile)?;
        if let Some(people) = of_people(scan, at) {
            return Some((people, 1));
        }
        return Some(
            with_exponent(scan, plain, at + 1)
                .map_or((plain, 1), |(raised, more)| (raised, 1 + more)),
        );
    }
    let joined: String = (at..at + used).map(|idx| scan.surface(idx)).collect();
    Some((numeral(&joined, scan.profile)?, used))
}

/// *16,700 de persoane*: three digits behind the decimal mark are a group where people are counted.
fn of_people(scan: &Scan, at: usize) -> Option<Numeral> {
    let surface = scan.surface(at);
    let (whole, decimals) = surface.split_once(scan.profile.decimal_separator)?;
    let are_digits = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    let is_group = decimals.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    let of = scan.n_parts_of_number(at + 1, NumberRole::Of);
    if !is_group
        || !are_digits(whole)
        || !are_digits(decimals)
        || !super::context::counts_people(scan, at + 1 + of)
    {
        return None;
    }
    let value = Decimal::from_str_exact(&format!("{whole}{decimals}")).ok()?;
    let is_regular = false;
    Some(Numeral { value, is_regular })
}

/// `30،000`: groups of three behind Arabic commas, which are parts of their own.
fn with_commas_apart(scan: &Scan, at: usize) -> Option<(Numeral, usize)> {
    let is_plain = |at: usize| scan.surface(at).bytes().all(|byte| byte.is_ascii_digit());
    let is_group = |at: usize| {
        scan.is(at, "،")
            && scan.touches_previous(at)
            && scan.touches_previous(at + 1)
            && scan.is_digits(at + 1)
            && scan.surface(at + 1).len() == 3
            && is_plain(at + 1)
    };
    let mut end = at + 1;
    while end < at + 8 && is_group(end) {
        end += 2;
    }
    let first = scan.surface(at);
    if end == at + 1 || !is_plain(at) || first.len() > 3 || first.starts_with('0') {
        return None;
    }
    let joined: String = (at..end)
        .step_by(2)
        .map(|part| scan.surface(part))
        .collect();
    let value = Decimal::from_str_exact(&joined).ok()?;
    let is_regular = true;
    Some((Numeral { value, is_regular }, end - at))
}

/// *.5* where the decimal mark is a full stop: digits behind one that stands free.
pub fn below_one(scan: &Scan, at: usize) -> Option<(Numeral, usize)> {
    let mark = scan.profile.decimal_separator;
    let digits = scan.surface(at + 1);
    let is_decimal = mark == '.'
        && scan.is(at, ".")
        && !scan.touches_previous(at)
        && scan.touches_previous(at + 1)
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_decimal || !scan.is_digits(at + 1) || digits.len() > 9 {
        return None;
    }
    let value = Decimal::from_str_exact(&format!("0.{digits}")).ok()?;
    let value = value.normalize();
    let is_regular = true;
    Some((Numeral { value, is_regular }, 2))
}

/// The number before `at` with the exponent there: `1e10`, `2.5^-1`, `1.3x10^6`.
fn with_exponent(scan: &Scan, base: Numeral, at: usize) -> Option<(Numeral, usize)> {
    let touches = |from: usize, to: usize| (from..to).all(|idx| scan.touches_previous(idx));
    let power = |factor: Decimal, at: usize| {
        let sign = match scan.surface(at) {
            "-" | "−" => -1,
            _ => 1,
        };
        let has_sign = matches!(scan.surface(at), "-" | "−" | "+");
        let digits = at + usize::from(has_sign);
        let exponent: i32 = scan.surface(digits).parse().ok()?;
        let n_parts = digits + 1 - at;
        let value = raised(factor, sign * exponent)?;
        (scan.is_digits(digits) && touches(at, digits + 1)).then_some((value, n_parts))
    };
    let (value, used) = match scan.surface(at) {
        "^" if touches(at, at + 1) => {
            let (value, used) = power(base.value, at + 1)?;
            (value, 1 + used)
        }
        "e" | "E" if touches(at, at + 1) => {
            let (factor, used) = power(Decimal::TEN, at + 1)?;
            (base.value.checked_mul(factor)?, 1 + used)
        }
        "x" | "×" | "·" | "*" if scan.is(at + 1, "10") && scan.is(at + 2, "^") => {
            let (factor, used) = power(Decimal::TEN, at + 3)?;
            (base.value.checked_mul(factor)?, 3 + used)
        }
        _ => return None,
    };
    let value = value.round_sf(15)?.normalize();
    Some((Numeral { value, ..base }, used))
}

/// `base` times itself, or one divided by that; `None` if the result has too many digits.
fn raised(base: Decimal, exponent: i32) -> Option<Decimal> {
    let n_times = exponent.unsigned_abs();
    if n_times > 100 {
        return None;
    }
    let mut product = Decimal::ONE;
    for _ in 0..n_times {
        product = product.checked_mul(base)?;
    }
    if exponent < 0 {
        Decimal::ONE.checked_div(product)
    } else {
        Some(product)
    }
}

/// Whether part `next` is a group of three digits of the number that begins at `first`.
fn continues_group(scan: &Scan, first: usize, next: usize) -> bool {
    let is_plain = |at: usize| scan.surface(at).bytes().all(|b| b.is_ascii_digit());
    let mut gap = scan.gap_before(next).chars();
    let (Some(separator), None) = (gap.next(), gap.next()) else {
        return false;
    };
    let starts = scan.surface(first);
    let (whole, decimals) = scan.surface(next).split_at_checked(3).unwrap_or_default();
    is_plain(next - 1)
        && starts.len() <= 3
        && !starts.starts_with('0')
        && scan.is_digits(next)
        && whole.bytes().all(|b| b.is_ascii_digit())
        && !whole.is_empty()
        && (decimals.is_empty() || decimals.starts_with(scan.profile.decimal_separator))
        && (separator == ' ' || scan.profile.group_separators.contains(&separator))
        && separator.is_whitespace()
        && !(scan.touches_previous(next + 1) && scan.is_digits(next + 1))
}

/// Reads `surface`, digits with single separators between them.
pub fn numeral(surface: &str, profile: &LanguageProfile) -> Option<Numeral> {
    let marks: Vec<char> = surface.chars().filter(|c| !c.is_ascii_digit()).collect();
    let digits: String = surface.chars().filter(char::is_ascii_digit).collect();
    let regular = |decimals: usize, is_regular: bool| {
        let value = Decimal::from_str_exact(&with_point(&digits, decimals))
            .ok()?
            .normalize();
        Some(Numeral { value, is_regular })
    };
    let Some(&last) = marks.last() else {
        let leads_zero = digits.len() > 1 && digits.starts_with('0');
        return (!leads_zero).then(|| regular(0, true))?;
    };
    let after_last = surface.len() - surface.rfind(last)? - last.len_utf8();
    let before = &surface[..surface.rfind(last)?];
    if marks.contains(&':') {
        return None;
    }
    let is_uniform = marks.iter().all(|&mark| mark == last);
    if !is_uniform {
        let group = marks[0];
        let is_valid = marks[..marks.len() - 1].iter().all(|&mark| mark == group)
            && (is_grouped(before, group) || is_grouped_by_two(before, group));
        return is_valid.then(|| regular(after_last, last == profile.decimal_separator))?;
    }
    let groups = is_grouped(surface, last) || is_grouped_by_two(surface, last);
    let is_apostrophe = crate::tokenize::is_apostrophe(last);
    match marks.len() {
        _ if is_apostrophe => groups.then(|| regular(0, true))?,
        1 if groups && last != profile.decimal_separator => {
            regular(0, profile.group_separators.contains(&last))
        }
        // `2,000` where the comma is the decimal mark: nobody writes three noughts behind it.
        1 if groups && digits.ends_with("000") => regular(0, false),
        1 if before.len() > 1 && before.starts_with('0') => None,
        1 => regular(after_last, last == profile.decimal_separator),
        _ => groups.then(|| regular(0, last != profile.decimal_separator))?,
    }
}

/// Whether `surface` is one to three digits, then groups of three behind each `separator`.
fn is_grouped(surface: &str, separator: char) -> bool {
    let mut groups = surface.split(separator);
    let first = groups.next().unwrap_or_default();
    let rest_fits = groups.all(|group| group.len() == 3);
    (1..=3).contains(&first.len()) && !first.starts_with('0') && rest_fits
}

/// Whether `surface` is grouped as in India, by two but for the last three: `12,34,567`.
fn is_grouped_by_two(surface: &str, separator: char) -> bool {
    let mut groups = surface.rsplit(separator);
    let ends_in_three = groups.next().is_some_and(|group| group.len() == 3);
    let rest: Vec<&str> = groups.collect();
    let Some((first, middle)) = rest.split_last() else {
        return false;
    };
    let are_two = middle.iter().all(|group| group.len() == 2);
    let leads = (1..=2).contains(&first.len()) && !first.starts_with('0');
    separator == ',' && ends_in_three && are_two && leads && !middle.is_empty()
}

fn with_point(digits: &str, decimals: usize) -> String {
    let (whole, fraction) = digits.split_at(digits.len() - decimals);
    if fraction.is_empty() {
        whole.to_owned()
    } else {
        format!("{whole}.{fraction}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::resources::Resources;

    fn check(code: &str, surface: &str, expected: Option<&str>) {
        let resources = Resources::load().expect("the project's own data");
        let profile = resources.profile(Language::parse(code).expect("a code"));
        let found = numeral(surface, profile).map(|numeral| numeral.value.to_string());
        assert_eq!(found.as_deref(), expected, "{surface}");
    }

    #[test]
    fn separators_are_those_of_the_language() {
        check("de", "1.234", Some("1234"));
        check("en", "1.234", Some("1.234"));
        check("en", "1,234", Some("1234"));
        check("nl", "1,234", Some("1.234"));
        check("nl", "1.234.567,89", Some("1234567.89"));
        check("da", "2,000", Some("2000"));
        check("da", "375,000", Some("375000"));
        check("da", "0,000", Some("0"));
        check("en", "1,234,567.89", Some("1234567.89"));
        check("de", "1’234’567", Some("1234567"));
    }

    #[test]
    fn unambiguous_separators_of_another_language_are_understood() {
        check("de", "3.5", Some("3.5"));
        check("en", "3,5", Some("3.5"));
        check("de", "1,234.56", Some("1234.56"));
        check("de", "0.123", Some("0.123"));
    }

    #[test]
    fn times_versions_and_phone_numbers_are_no_numbers() {
        check("en", "14:30", None);
        check("en", "1.2.3", None);
        check("de", "17.12.2025", None);
        check("nl", "0612345678", None);
        check("en", "99999999999999999999999999999999999", None);
    }
}

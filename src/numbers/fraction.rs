//! Reads parts of a whole: *two thirds*, `3/4`, `½`, *one in five*, *and a half*, *point five*.

use rust_decimal::Decimal;

use super::amount::{Count, Form};
use super::digits;
use super::scan::Scan;
use super::words;
use crate::language::number_words::{NumberRole, TimeRole, UnitRole};

/// `5 and a half`, *two and three quarters*.
pub fn with_fraction(scan: &Scan, value: Decimal, end: usize) -> (Decimal, usize) {
    if let Some(used) = and_half(scan, end) {
        return (value + Decimal::new(5, 1) * last_scale(value), end + used);
    }
    let share = || and_share(scan, end).or_else(|| and_slash(scan, end));
    match share().filter(|_| value.is_integer()) {
        Some((share, used)) => (with_share(value, share), end + used),
        None => (value, end),
    }
}

/// The number of words at `at` that join a smaller measure to the one before it: *and*, *con*; 0 if there is none.
pub fn n_parts_joining(scan: &Scan, at: usize) -> usize {
    let measure = scan.number(at, NumberRole::AndMeasure);
    let measure = measure.map(|(_, used)| used);
    measure.or_else(|| and(scan, at)).unwrap_or(0)
}

/// *Half a*, *een halve*, *mezzo* before a unit.
pub fn half_of_unit(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let article = scan.n_parts_of_number(at, NumberRole::Article);
    let (half, used) = scan.number(at + article, NumberRole::Half)?;
    let end = at + article + used;
    let behind = scan.n_parts_of_number(end, NumberRole::Article);
    let count = Count::point(half, Form::Words, 90);
    Some((count, end + behind - at))
}

/// The number of words at `at` that join a fraction to what stands before it.
fn and(scan: &Scan, at: usize) -> Option<usize> {
    let and = scan.number(at, NumberRole::And);
    let and = and.or_else(|| scan.number(at, NumberRole::AndUnits));
    and.map(|(_, used)| used)
}

/// *and a quarter* at `at`: less than one.
fn and_share(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let and = and(scan, at)?;
    let (upper, used) = words::cardinal(scan, at + and)?;
    let (lower, more) = denominator(scan, at + and + used, upper.value)?;
    let share = ratio(upper.value, lower).filter(|share| *share < Decimal::ONE)?;
    Some((share, and + used + more))
}

/// *y 2/3* at `at`: less than one, in digits.
fn and_slash(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let and = and(scan, at)?;
    let (share, used) = slash_fraction(scan, at + and, Decimal::ZERO, 0)?;
    Some((share, and + used))
}

/// *Six million and two thirds*: the cardinal in words of the `used` parts at `at`, whose last words are the upper number
/// of a fraction. As of *and a half*, the share is of the scale.
pub fn whole_and_share(
    scan: &Scan,
    at: usize,
    used: usize,
    sum: Decimal,
) -> Option<(Decimal, usize)> {
    let end = at + used;
    (at + 1..end).find_map(|joint| {
        let start = joint + and(scan, joint)?;
        let (upper, _) =
            words::cardinal(scan, start).filter(|(_, n_parts)| start + n_parts == end)?;
        let (lower, more) = denominator(scan, end, upper.value)?;
        let whole = sum.checked_sub(upper.value)?;
        let share = ratio(upper.value, lower).filter(|share| *share < Decimal::ONE)?;
        let value = whole.checked_add(share.checked_mul(last_scale(whole))?)?;
        let value = value.round_sf(15).unwrap_or(value).normalize();
        let is_round = (whole % Decimal::ONE_HUNDRED).is_zero();
        (is_round && whole > Decimal::ZERO).then_some((value, used + more))
    })
}

/// A share in one word: *la moitié*.
pub fn share_word(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let article = scan.n_parts_of_number(at, NumberRole::Article);
    let (value, used) = scan
        .number(at + article, NumberRole::Share)
        .or_else(|| share_before_of(scan, at + article))?;
    let end = at + article + used;
    if is_middle(scan, at, end) {
        return None;
    }
    if let Some((scale, more)) = scan.number(end, NumberRole::Scale) {
        let value = value.checked_mul(scale)?.normalize();
        return Some((Count::point(value, Form::Words, 85), end + more - at));
    }
    Some((Count::point(value, Form::Fraction, 80), article + used))
}

/// Whether the share at `at..end` is a part of a game or the middle of a stretch of time: *la primera mitad*, *do
/// poloviny září*.
fn is_middle(scan: &Scan, at: usize, end: usize) -> bool {
    let is_nth = at > 0 && words::ordinal(scan, at - 1).is_some();
    let of = scan.n_parts_of_number(end, NumberRole::Of);
    let next = end + of;
    let is_calendar = super::calendar::month(scan, next).is_some()
        || scan.time(next, TimeRole::Stretch).is_some()
            && super::calendar::month(scan, next + 1).is_some();
    let is_century = super::stretch::is_roman(scan.surface(next))
        && scan.time(next + 1, TimeRole::Century).is_some();
    is_nth || is_calendar || is_century
}

/// *Half* of *half of them*, *half the men*, and not of *the eastern half of*, *the first half of*.
fn share_before_of(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let (value, used) = scan.number(at, NumberRole::ShareOf)?;
    let is = |at: usize, role: NumberRole| scan.number(at, role).is_some();
    let is_article = |at: usize| is(at, NumberRole::Determiner) || is(at, NumberRole::Article);
    let next = at + used;
    let is_open = |at: usize| scan.is_letters(at) && !super::context::is_closed(scan, at);
    let is_side = at > 1 && is_open(at - 1) && is_article(at - 2);
    let is_place = at > 0 && words::ordinal(scan, at - 1).is_some();
    let is_part = is(next, NumberRole::Of) || is(next, NumberRole::Determiner);
    (is_part && !is_side && !is_place && !scan.touches_previous(next)).then_some((value, used))
}

/// The largest scale that divides `value`: of what *and a half* is a half.
fn last_scale(value: Decimal) -> Decimal {
    let scales = [1_000_000_000_000_i64, 1_000_000_000, 1_000_000, 1000];
    let divides = |scale: &Decimal| value >= *scale && (value % scale).is_zero();
    scales
        .into_iter()
        .map(Decimal::from)
        .find(divides)
        .unwrap_or(Decimal::ONE)
}

/// *and a half* at `at`.
pub fn and_half(scan: &Scan, at: usize) -> Option<usize> {
    if scan.is_prefixed_half(at) {
        return Some(1);
    }
    let and = and(scan, at)?;
    let article = scan.n_parts_of_number(at + and, NumberRole::Article);
    let (_, half) = scan.number(at + and + article, NumberRole::Half)?;
    Some(and + article + half)
}

/// `3/4`, `1 4/5`: small fractions that are no date or score.
pub fn slash_fraction(
    scan: &Scan,
    at: usize,
    value: Decimal,
    used: usize,
) -> Option<(Decimal, usize)> {
    let digit = |at: usize| {
        let surface = scan.surface(at);
        (scan.is_digits(at) && surface.len() <= 2).then(|| surface.parse::<u8>().ok())?
    };
    let fraction = |at: usize| {
        let (upper, lower) = (digit(at)?, digit(at + 2)?);
        let touch =
            scan.is(at + 1, "/") && scan.touches_previous(at + 1) && scan.touches_previous(at + 2);
        let goes_on =
            scan.touches_previous(at + 3) && (scan.is(at + 3, "/") || scan.is_digits(at + 3));
        let is_small = (2..=10).contains(&lower) && upper < lower && upper > 0;
        (touch && is_small && !goes_on)
            .then(|| ratio(Decimal::from(upper), Decimal::from(lower)))?
    };
    if let Some(fraction) = fraction(at) {
        return Some((fraction, 3));
    }
    let whole_first = value.is_integer() && !scan.touches_previous(at + used);
    whole_first
        .then(|| fraction(at + used))
        .flatten()
        .map(|fraction| (with_share(value, fraction), used + 3))
}

/// A whole and a share, to 15 significant digits as [`ratio`].
fn with_share(whole: Decimal, share: Decimal) -> Decimal {
    let sum = whole + share;
    sum.round_sf(15).unwrap_or(sum).normalize()
}

/// `upper / lower` to 15 significant digits.
pub fn ratio(upper: Decimal, lower: Decimal) -> Option<Decimal> {
    let ratio = upper.checked_div(lower)?;
    let rounded = ratio.round_sf(15)?;
    Some(rounded.normalize())
}

pub fn glyph(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    glyph_value(scan, at).map(|(value, used)| (Count::point(value, Form::Fraction, 85), used))
}

/// `½` and its like.
pub fn glyph_value(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let surface = scan.surface(at);
    let (_, upper, lower) = GLYPHS.iter().find(|(glyph, ..)| *glyph == surface)?;
    Some((ratio(Decimal::from(*upper), Decimal::from(*lower))?, 1))
}

/// Whether `surface` is a sign for a fraction.
pub fn is_glyph(surface: &str) -> bool {
    GLYPHS.iter().any(|(glyph, ..)| *glyph == surface)
}

/// The vulgar fractions of Unicode that texts use, with their upper and lower numbers.
const GLYPHS: &[(&str, u8, u8)] = &[
    ("½", 1, 2),
    ("⅓", 1, 3),
    ("⅔", 2, 3),
    ("¼", 1, 4),
    ("¾", 3, 4),
    ("⅕", 1, 5),
    ("⅙", 1, 6),
    ("⅛", 1, 8),
    ("⅜", 3, 8),
    ("⅝", 5, 8),
    ("⅞", 7, 8),
];

/// *one in five*, *jeder Dritte*.
pub fn one_in(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    if let Some((_, used)) = scan.number(at, NumberRole::Every) {
        let (spelled, more) = words::ordinal(scan, at + used)?;
        let fits = spelled.value > Decimal::TWO && spelled.value <= Decimal::TEN;
        let value = ratio(Decimal::ONE, spelled.value)?;
        return fits.then_some((Count::point(value, Form::Fraction, 70), used + more));
    }
    let (first, used) = words::cardinal(scan, at)?;
    if let Some(found) = one_behind(scan, at, first.value, used) {
        return Some(found);
    }
    share(scan, at, first.value, used).or_else(|| one_of_noun(scan, at, first.value, used))
}

/// *(her) beş kişiden biri*, *her on kişiden üçü*: the one, or so many, stand behind those that they are of.
pub fn one_behind(scan: &Scan, at: usize, number: Decimal, used: usize) -> Option<(Count, usize)> {
    let noun = at + used;
    let (first, more) = part_behind(scan, noun + 1)?;
    // *Beş kişiden ikisi* are two of the five.
    let is_every = scan.number_ends_before(at, NumberRole::Every);
    let is_share = first == Decimal::ONE || is_every;
    let fits = is_share && number > Decimal::TWO && first < number;
    let stands = fits && super::context::counts_known(scan, noun);
    let value = ratio(first, number)?;
    stands.then_some((Count::point(value, Form::Fraction, 70), used + 1 + more))
}

/// How many of those before `at` are meant: *biri*, *üçü*, *3'ü*.
fn part_behind(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    if let Some((number, used)) = scan.number(at, NumberRole::OneOf) {
        return Some((number.max(Decimal::ONE), used));
    }
    let ending = super::case_ending(scan, at + 1);
    let stands = scan.is_digits(at) && ending > 0 && scan.profile.apostrophe_before_endings;
    let number = scan.surface(at).parse().ok().filter(|_| stands)?;
    Some((number, 1 + ending))
}

/// *un enfant sur cinq*: with what is counted behind the first number.
fn one_of_noun(scan: &Scan, at: usize, first: Decimal, used: usize) -> Option<(Count, usize)> {
    let noun = at + used;
    // *En gris på 300 kilo*
    let joins = |role| scan.unit(noun + 1, role).is_some();
    let is_of = scan.number(noun + 1, NumberRole::Of).is_some() || joins(UnitRole::AgeOf);
    if first > Decimal::TEN || is_of || !super::context::counts_known(scan, noun) {
        return None;
    }
    let (count, more) = share(scan, at, first, used + 1)?;
    // *Un livre sur cinq femmes* tells of five women.
    let end = at + more;
    let is_last = !super::context::counts_known(scan, end) && !super::context::has_unit(scan, end);
    (is_last && !scan.is_digits(end)).then_some((count, more))
}

/// The rest of *one in five* behind its first number: a share, where the second number is larger and both are small.
pub fn share(scan: &Scan, at: usize, first: Decimal, used: usize) -> Option<(Count, usize)> {
    let (_, out_of) = scan.number(at + used, NumberRole::OutOf)?;
    let article = scan.n_parts_of_number(at + used + out_of, NumberRole::Determiner);
    let has_article = article > 0 || out_of > 1;
    let out_of = out_of + article;
    let next = at + used + out_of;
    let (second, more) = match digits::read(scan, next) {
        Some((numeral, more)) => (numeral.value, more),
        None => words::cardinal(scan, next)
            .filter(|(word, _)| word.weak.is_none())
            .map(|(word, more)| (word.value, more))?,
    };
    let of = scan.number(at + used, NumberRole::Of);
    let is_of = of.is_some_and(|(_, used)| used + article == out_of);
    // *Ett av fem barn* is a share; *ett av de fem barnen* and *один из девяти* are one of them.
    let is_of = is_of || !scan.words.has_articles && !has_article;
    let is_round_number = (second % Decimal::from(5)).is_zero();
    let is_one_of_them = is_of && first == Decimal::ONE && (has_article || !is_round_number);
    let is_ratio = first < second
        && !is_one_of_them
        && first >= Decimal::ONE
        && second.is_integer()
        && first.is_integer();
    // *One in 20*, not *one in 2019* or *two in 24 hours*.
    let is_round = |step: u32, limit: u32| {
        second <= Decimal::from(limit) && (second % Decimal::from(step)).is_zero()
    };
    let is_usual = second <= Decimal::from(20)
        || is_round(5, 100)
        || is_round(100, 1000)
        || is_round(10_000, 1_000_000);
    // *One in 125 children*, not *number one in 27 countries*
    let end = next + more;
    let is_told = || end == scan.len() || super::context::counts_known(scan, end);
    let is_numbered = scan.number_ends_before(at, NumberRole::Label);
    let is_usual =
        is_usual || first == Decimal::ONE && second <= Decimal::ONE_THOUSAND && !is_of && is_told();
    let is_ratio = is_ratio && !is_numbered;
    // *3 på 16. hul*
    let is_place = super::ordinal::digits(scan, next).is_some();
    let has_unit = is_place
        || scan.unit(next + more, UnitRole::Duration).is_some()
        || scan.unit(next + more, UnitRole::Percent).is_some();
    (is_ratio && is_usual && !has_unit).then(|| {
        Some((
            Count::point(ratio(first, second)?, Form::Fraction, 70),
            used + out_of + more,
        ))
    })?
}

/// The lower number of a fraction behind its upper one, with a hyphen between or not.
pub fn denominator(scan: &Scan, at: usize, upper: Decimal) -> Option<(Decimal, usize)> {
    let hyphen =
        usize::from(scan.is(at, "-") && scan.touches_previous(at) && scan.touches_previous(at + 1));
    let (lower, used) = scan.number(at + hyphen, NumberRole::Denominator)?;
    // *Un cuarto gol* is the fourth.
    let end = at + hyphen + used;
    let is_ordinal = words::ordinal(scan, at + hyphen).is_some();
    let function_words = &scan.profile.function_words;
    let goes_on = scan.is_letters(end)
        && scan.number(end, NumberRole::Of).is_none()
        && (!function_words.contains(scan.lower(end).as_ref())
            || super::context::n_parts_counted_as(scan, end, "times").is_some());
    if is_ordinal && goes_on && upper == Decimal::ONE {
        return None;
    }
    // *Eight quarters* are two years.
    let may_be_more = lower > Decimal::from(4);
    let fits = upper < lower || may_be_more;
    (fits && upper > Decimal::ZERO).then_some((lower, hyphen + used))
}

/// *point five* behind a number in words.
pub fn decimals(scan: &Scan, at: usize, whole: Decimal) -> Option<(Decimal, usize)> {
    let (_, point) = scan.number(at, NumberRole::Point)?;
    let mut digits = String::new();
    let mut end = at + point;
    while digits.len() < 10 {
        let Some((digit, used)) = scan
            .number(end, NumberRole::Digit)
            .or_else(|| scan.number(end, NumberRole::One))
        else {
            break;
        };
        digits.push_str(&digit.to_string());
        end += used;
    }
    if digits.is_empty() {
        // *coma veinticinco*
        let (spelled, used) = words::cardinal(scan, end)?;
        let value = spelled.value;
        let fits = value.is_integer() && value > Decimal::ZERO && value < Decimal::ONE_HUNDRED;
        digits = fits.then(|| value.normalize().to_string())?;
        end += used;
    }
    let decimals = Decimal::from_str_exact(&format!("0.{digits}"))
        .ok()
        .filter(|_| !digits.is_empty())?;
    Some((whole + decimals, end - at))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn a_fraction_behind_whole_millions_is_of_them() {
        check(
            "en",
            "They counted [six million and two thirds](cardinal 6666666.66666667).",
        );
        check(
            "en",
            "It took [220 and 2/3](cardinal 220.666666666667 shots) rounds.",
        );
    }

    #[test]
    fn a_share_may_be_told_from_its_whole() {
        check("hu", "[Ötből egy](cardinal 0.2 children) gyermek alszik.");
        check(
            "nl",
            "[Eén op de vijf](cardinal 0.2 children) kinderen slaapt.",
        );
    }

    #[test]
    fn one_of_any_number_is_a_share_of_what_is_counted() {
        check(
            "en",
            "[One in 125](cardinal 0.008 children) children is ill.",
        );
        check(
            "en",
            "It was number one in [27](cardinal 27 countries) countries.",
        );
    }

    #[test]
    fn so_many_of_every_so_many_are_a_share() {
        check("tr", "Her [on kişiden üçü](cardinal 0.3) yüzüyor.");
        check("tr", "Her [10 kişiden 3'ü](cardinal 0.3) yüzüyor.");
        check(
            "en",
            "It hurts [three in every ten](cardinal 0.3 people) people.",
        );
    }
}

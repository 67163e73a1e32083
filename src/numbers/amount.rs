//! Reads how many: a number in digits or words with its sign, scale and fraction, a range of two, or a vague count.

use rust_decimal::Decimal;

use super::digits;
use super::fraction;
use super::scan::Scan;
use super::vague;
use super::words;
use crate::document::{Amount, Op};
use crate::language::number_words::{ModifierRole, NumberRole, TimeRole, UnitRole};

/// How many, and how sure that is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// How many.
    pub amount: Amount,
    /// `between` or `vague` for a range, `eq` for one figure.
    pub op: Op,
    /// What it is written with.
    pub form: Form,
    /// What its digits were multiplied by: a million in *3 million*.
    pub scale: Decimal,
    /// Certainty in hundredths.
    pub confidence: u8,
}

/// What a [`Count`] is written with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Digits alone.
    Digits,
    /// Digits with a scale: `44bn`.
    Scaled,
    /// Words.
    Words,
    /// An article: counts only before what makes it a number.
    Article,
    /// *one*, which is also a pronoun.
    One,
    /// A fraction: *two thirds*, `3/4`.
    Fraction,
    /// A vague count: *thousands*.
    Vague,
    /// A small unknown number: counts only before what makes it a number.
    Few,
}

impl Count {
    /// One figure.
    pub fn point(value: Decimal, form: Form, confidence: u8) -> Self {
        Self {
            amount: Amount::Point(value),
            op: Op::Eq,
            form,
            scale: Decimal::ONE,
            confidence,
        }
    }

    /// The figure, if it is one.
    pub fn value(&self) -> Option<Decimal> {
        match self.amount {
            Amount::Point(value) => Some(value),
            Amount::Range { .. } => None,
        }
    }
}

/// Applies `factor` to both ends.
pub fn times(amount: Amount, factor: Decimal) -> Option<Amount> {
    let times = |value: Decimal| value.checked_mul(factor).map(|value| value.normalize());
    Some(match amount {
        Amount::Point(value) => Amount::Point(times(value)?),
        Amount::Range { low, high } => Amount::Range {
            low: times(low)?,
            high: times(high)?,
        },
    })
}

/// Reads the longest count at `at`: a range of two figures, else a single one.
pub fn read(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    remembered(scan, at, false)
}

/// As [`read`] in a sum of money, where a letter may stand for a scale (`$3m`).
pub fn read_money(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    remembered(scan, at, true)
}

fn remembered(scan: &Scan, at: usize, is_money: bool) -> Option<(Count, usize)> {
    let known = &scan.known(at)?.counts[usize::from(is_money)];
    *known.get_or_init(|| {
        let (first, used) = single(scan, at, is_money)?;
        Some(range_from(scan, at, first, used).unwrap_or((first, used)))
    })
}

/// As [`read`] where a unit follows: *half a* counts too.
pub fn read_before_unit(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    half_before_unit(scan, at).or_else(|| read(scan, at))
}

/// As [`read_money`] where a unit follows.
pub fn read_money_before_unit(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    half_before_unit(scan, at).or_else(|| read_money(scan, at))
}

/// *Half a* where a unit follows: *half a percent*, *een halve liter*.
fn half_before_unit(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let (count, used) = fraction::half_of_unit(scan, at)?;
    let end = at + used + super::hyphen(scan, at + used);
    let end = end + super::of_units(scan, end, &count);
    super::context::has_unit(scan, end).then_some((count, used))
}

/// Reads one figure or vague count at `at`.
pub fn single(scan: &Scan, at: usize, is_money: bool) -> Option<(Count, usize)> {
    if at >= scan.len() {
        return None;
    }
    let sign = sign(scan, at);
    let start = at + usize::from(sign.is_some()).max(sign.map_or(0, |(_, used)| used));
    let (count, used) = unsigned(scan, start, is_money)?;
    match sign {
        Some((factor, sign_used)) => {
            let amount = times(count.amount, factor)?;
            let form = match count.form {
                Form::One => Form::Words,
                form => form,
            };
            let count = Count {
                amount,
                form,
                ..count
            };
            Some((count, used + sign_used))
        }
        None => Some((count, used)),
    }
}

/// A sign before digits that touches them and nothing before it, or a word for it.
fn sign(scan: &Scan, at: usize) -> Option<(Decimal, usize)> {
    let factor = match scan.surface(at) {
        "-" | "−" | "–" => -Decimal::ONE,
        "+" => Decimal::ONE,
        _ => {
            let (_, used) = scan.number(at, NumberRole::Minus)?;
            return (!ends_modifier(scan, at + used, used)).then_some((-Decimal::ONE, used));
        }
    };
    let stands_free = !scan.touches_previous(at) || scan.is(at.wrapping_sub(1), "(");
    let fits = scan.is_digits(at + 1) && scan.touches_previous(at + 1) && stands_free;
    fits.then_some((factor, 1))
}

/// Whether a longer phrase that says how a number is meant ends before `end` than the last `n_parts`: *au moins*.
fn ends_modifier(scan: &Scan, end: usize, n_parts: usize) -> bool {
    (n_parts + 1..=4.min(end)).any(|longer| {
        let found = scan.modifier(end - longer, |role| match role {
            ModifierRole::Before(_) => Some(()),
            _ => None,
        });
        found.is_some_and(|((), used)| used == longer)
    })
}

fn unsigned(scan: &Scan, at: usize, is_money: bool) -> Option<(Count, usize)> {
    if let Some((numeral, used)) = digits::read(scan, at).or_else(|| digits::below_one(scan, at)) {
        return in_digits(scan, at, numeral, used, is_money);
    }
    // Of two that are as long the last one: a plural that is also used in counting is vague.
    let readings = [
        in_words(scan, at),
        vague::about(scan, at),
        vague::read(scan, at),
        vague::few(scan, at),
        half_scale(scan, at),
        fraction::share_word(scan, at),
        fraction::glyph(scan, at),
        fraction::one_in(scan, at),
    ];
    readings.into_iter().flatten().max_by_key(|(_, used)| *used)
}

fn in_digits(
    scan: &Scan,
    at: usize,
    numeral: digits::Numeral,
    used: usize,
    is_money: bool,
) -> Option<(Count, usize)> {
    let confidence = if numeral.is_regular { 90 } else { 65 };
    let mut value = numeral.value;
    if let Some((fraction, more)) = fraction::slash_fraction(scan, at, value, used) {
        return Some((Count::point(fraction, Form::Fraction, 70), more));
    }
    if let Some((fraction, more)) = fraction::glyph_value(scan, at + used) {
        return Some((
            Count::point(value + fraction, Form::Fraction, 85),
            used + more,
        ));
    }
    let share = fraction::share(scan, at, value, used);
    if let Some(reading) = share.or_else(|| fraction::one_behind(scan, at, value, used)) {
        return Some(reading);
    }
    let mut end = at + used;
    let mut factor = Decimal::ONE;
    while let Some((scale, more)) = scale(scan, end, is_money && end == at + used) {
        value = value.checked_mul(scale)?;
        factor = factor.checked_mul(scale)?;
        end += more;
    }
    if end > at + used {
        if let Some((rest, more)) = rest_behind_scale(scan, end, factor) {
            value = value.checked_add(rest)?;
            end += more;
        }
        // *3 milioni e mezzo*
        if let Some(half) = fraction::and_half(scan, end) {
            value = value.checked_add(factor.checked_mul(Decimal::new(5, 1))?)?;
            end += half;
        }
        let count = Count::point(value.normalize(), Form::Scaled, 95);
        return Some((
            Count {
                scale: factor,
                ..count
            },
            end - at,
        ));
    }
    let (value, end) = fraction::with_fraction(scan, value, end);
    Some((Count::point(value, Form::Digits, confidence), end - at))
}

/// *4 thousand 3 hundred and 21*: digits behind a scale that are less than it, with a scale of their own or not.
fn rest_behind_scale(scan: &Scan, at: usize, factor: Decimal) -> Option<(Decimal, usize)> {
    let and = scan.n_parts_of_number(at, NumberRole::And);
    let (numeral, used) = digits::read(scan, at + and)?;
    let mut rest = numeral.value;
    let mut end = at + and + used;
    let scaled = scale(scan, end, false);
    if let Some((scale, more)) = scaled {
        rest = rest.checked_mul(scale)?;
        end += more;
        if let Some((last, more)) = rest_behind_scale(scan, end, scale) {
            rest = rest.checked_add(last)?;
            end += more;
        }
    }
    // *3 bin 500 lira*: three digits behind a thousand are the rest of it.
    let is_rest = factor == Decimal::ONE_THOUSAND && used == 1 && scan.surface(end - 1).len() == 3;
    let is_one_number = and > 0 || scaled.is_some() || is_rest;
    let fits = numeral.value.is_integer() && rest < factor && rest > Decimal::ZERO;
    (is_one_number && fits).then_some((rest, end - at))
}

/// A scale at `at`: a word, or short for one right behind digits.
fn scale(scan: &Scan, at: usize, is_money: bool) -> Option<(Decimal, usize)> {
    let word = || {
        let roles = [NumberRole::Scale, NumberRole::Hundred, NumberRole::Vague];
        let mut scales = roles.into_iter().filter_map(|role| scan.number(at, role));
        let is_minor = || scan.unit(at, UnitRole::Minor).is_some();
        scales.next().filter(|_| scan.is_letters(at) && !is_minor())
    };
    let short = || {
        let (value, used) = scan.number(at, NumberRole::ShortScale)?;
        let is_letter = scan.surface(at).chars().count() == 1;
        // *45 mil* are miles, *45 mil. Kč* are millions.
        let is_unit = used == 1
            && scan.is_letters(at)
            && scan.surface(at).chars().count() > 2
            && scan.unit(at, UnitRole::Unit).is_some()
            && scan.unit(at + 1, UnitRole::Currency).is_none();
        (!is_unit).then_some(())?;
        (!is_letter || scan.touches_previous(at)).then_some((value, used))
    };
    let money = || {
        is_money
            .then(|| scan.number(at, NumberRole::MoneyScale))
            .flatten()
    };
    word().or_else(short).or_else(money)
}

/// *half a million*, *eine halbe Million*, *anderthalb Milliarden*, *anderhalf*.
fn half_scale(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let article = scan.n_parts_of_number(at, NumberRole::Article);
    let whole = scan.number(at, NumberRole::Whole).map(|found| (0, found));
    let behind = || Some((article, scan.number(at + article, NumberRole::Whole)?));
    if let Some((article, (value, used))) = whole.or_else(behind) {
        let next = at + article + used;
        let scale = scale(scan, next, false);
        // *Полтора десятка*
        let scale = scale.or_else(|| scan.number(next, NumberRole::About));
        let value = scale.map_or(Some(value), |(scale, _)| value.checked_mul(scale))?;
        let scale_used = scale.map_or(0, |(_, used)| used);
        return Some((
            Count::point(value.normalize(), Form::Words, 90),
            article + used + scale_used,
        ));
    }
    let (half, used) = scan.number(at + article, NumberRole::Half)?;
    let mut end = at + article + used;
    end += scan.n_parts_of_number(end, NumberRole::Article);
    let (scale, scale_used) = scale(scan, end, false)?;
    Some((
        Count::point((half * scale).normalize(), Form::Words, 90),
        end + scale_used - at,
    ))
}

fn in_words(scan: &Scan, at: usize) -> Option<(Count, usize)> {
    let (spelled, used) = words::cardinal(scan, at)?;
    // Alone the plural of a scale is vague, also where its form is that of counting.
    let is_vague = scan
        .number(at, NumberRole::Scale)
        .is_some_and(|(_, n_parts)| n_parts == used)
        && scan.number(at, NumberRole::Vague).is_some();
    if is_vague {
        return None;
    }
    if let Some((value, used)) = fraction::whole_and_share(scan, at, used, spelled.value) {
        return Some((Count::point(value, Form::Fraction, 80), used));
    }
    if let Some((lower, more)) = fraction::denominator(scan, at + used, spelled.value) {
        let value = fraction::ratio(spelled.value, lower)?;
        let end = at + used + more;
        let (value, end) = of_scale(scan, value, end).unwrap_or((value, end));
        return Some((Count::point(value, Form::Fraction, 75), end - at));
    }
    if let Some((value, more)) = fraction::decimals(scan, at + used, spelled.value) {
        let end = at + used + more;
        let scale = scale(scan, end, false);
        let value = scale.map_or(Some(value), |(scale, _)| value.checked_mul(scale))?;
        let end = end + scale.map_or(0, |(_, used)| used);
        return Some((Count::point(value.normalize(), Form::Words, 85), end - at));
    }
    // *Three dozens*, *dos cientos*: the plural of a scale behind a number counts it.
    let scale_words = scan.number(at + used, NumberRole::Vague);
    // *Два десятка*, *три сотни*
    let scale_words = scale_words.or_else(|| scan.number(at + used, NumberRole::About));
    let is_small = spelled.value > Decimal::ONE && spelled.value < Decimal::ONE_HUNDRED;
    if let Some((factor, more)) = scale_words.filter(|_| is_small && spelled.weak.is_none()) {
        let value = spelled.value.checked_mul(factor)?.normalize();
        return Some((Count::point(value, Form::Words, 85), used + more));
    }
    let (value, mut end) = fraction::with_fraction(scan, spelled.value, at + used);
    let mut value = value.normalize();
    if end > at + used
        && let Some((factor, more)) = scale(scan, end, false)
    {
        // *One billion and a half million*: the half alone is of the smaller scale.
        value = if spelled.value >= factor {
            let half = factor.checked_mul(Decimal::new(5, 1))?;
            spelled.value.checked_add(half)?.normalize()
        } else {
            value.checked_mul(factor)?.normalize()
        };
        end += more;
    }
    let form = match spelled.weak {
        _ if end > at + used => Form::Words,
        Some(NumberRole::Article) => Form::Article,
        Some(_) => Form::One,
        None => Form::Words,
    };
    Some((Count::point(value, form, 90), end - at))
}

/// *of a million* behind a fraction.
fn of_scale(scan: &Scan, fraction: Decimal, at: usize) -> Option<(Decimal, usize)> {
    let (_, of) = scan.number(at, NumberRole::Of)?;
    let article = scan.n_parts_of_number(at + of, NumberRole::Article);
    let (scale, used) = scan.number(at + of + article, NumberRole::Scale)?;
    let value = fraction.checked_mul(scale)?.round_dp(9).normalize();
    Some((value, at + of + article + used))
}

/// What rose by a number to one so many times as large at least is told with two numbers, and no range.
const FAR: i64 = 4;

/// The range that begins with `first`, whose parts are `at..at + used`.
fn range_from(scan: &Scan, at: usize, first: Count, used: usize) -> Option<(Count, usize)> {
    // *Een of twee*
    if first.form == Form::Article {
        return one_or_other(scan, at, &first, used);
    }
    let low = first.value().filter(|_| first.form != Form::Fraction)?;
    // `18-` *to 29-year-olds*
    let is_left_open = scan.is(at + used, "-")
        && scan.touches_previous(at + used)
        && !scan.touches_previous(at + used + 1)
        && scan.is_letters(at + used + 1);
    let used = used + usize::from(is_left_open);
    // *11,2 la sută*
    if scan.unit(at + used, UnitRole::Percent).is_some() {
        return None;
    }
    if let Some(found) = one_or_other(scan, at, &first, used) {
        return Some(found);
    }
    let opened = link(scan, at, at + used);
    let link = opened.or_else(|| link_of_closed(scan, at + used))?;
    let next = at + used + link;
    let next = next + scan.n_parts_of_number(next, NumberRole::Determiner);
    let (second, more) = unsigned(scan, next, false)?;
    let high = second.value().filter(|_| second.form != Form::Article)?;
    let low = scaled_like(low, &first, &second);
    let mut end = next + more;
    if opened.is_none() {
        end += super::case_ending(scan, end);
        closer(scan, end)?;
    }
    let is_above = |times: i64| {
        let limit = low.checked_mul(Decimal::from(times));
        limit.is_none_or(|limit| high > limit)
    };
    let is_word = scan.is_letters(at + used);
    let is_dashed_code = !is_word && is_above(20);
    // *Rose by 5,000 to 37,000*
    let is_change = || is_word && is_above(FAR) && super::context::moved_by(scan, at);
    let is_numeral = !(scan.touches_previous(end) && scan.is(end, "-") && scan.is_digits(end + 1));
    (low < high && is_numeral && !is_dashed_code && !is_change()).then_some((
        Count {
            amount: Amount::Range { low, high },
            op: Op::Between,
            form: second.form,
            scale: second.scale,
            confidence: first.confidence.min(second.confidence),
        },
        end - at,
    ))
}

/// *Two or three*, *10 oder 20*: small numbers that follow each other, or round ones.
fn one_or_other(scan: &Scan, at: usize, first: &Count, used: usize) -> Option<(Count, usize)> {
    let (_, either) = scan.time(at + used, TimeRole::Either)?;
    let next = at + used + either;
    let (second, more) = unsigned(scan, next, false)?;
    let (low, high) = (first.value()?, second.value()?);
    let is_plain = |count: &Count| matches!(count.form, Form::Digits | Form::Words | Form::One);
    let is_round = |value: Decimal| (value % Decimal::from(5)).is_zero();
    let follows = low + Decimal::ONE == high || is_round(low) && is_round(high);
    let are_alike = scan.is_digits(at) == scan.is_digits(next);
    let is_first = is_plain(first) || first.form == Form::Article;
    let fits = is_first && is_plain(&second) && are_alike && follows;
    let are_small = low >= Decimal::ONE && low < high && high <= Decimal::ONE_HUNDRED;
    (fits && are_small).then_some((
        Count {
            amount: Amount::Range { low, high },
            op: Op::Between,
            confidence: first.confidence.min(second.confidence),
            ..second
        },
        used + either + more,
    ))
}

/// In *3 to 5 million* the scale of the second end is meant for both.
pub fn scaled_like(low: Decimal, first: &Count, second: &Count) -> Decimal {
    let is_bare = first.form == Form::Digits && low < Decimal::from(1000);
    let scaled = low.checked_mul(second.scale).filter(|_| is_bare);
    scaled.unwrap_or(low).normalize()
}

/// The words or the dash at `at` that join the ends of a range whose first end begins at `first`; their number.
pub fn link(scan: &Scan, first: usize, at: usize) -> Option<usize> {
    let plain = scan.modifier(at, |role| (role == ModifierRole::Link).then_some(()));
    if let Some(((), used)) = plain {
        return is_range_dash(scan, at).then_some(used);
    }
    let ((), used) = scan.modifier(at, |role| (role == ModifierRole::LinkOpen).then_some(()))?;
    opener(scan, first, ModifierRole::Open).map(|_| used)
}

/// The words at `at` that join the ends of a range which a word behind them closes; their number.
fn link_of_closed(scan: &Scan, at: usize) -> Option<usize> {
    let ((), used) = scan.modifier(at, |role| (role == ModifierRole::LinkOpen).then_some(()))?;
    let rest = at + used..(at + used + 4).min(scan.len());
    rest.into_iter()
        .any(|at| closer(scan, at).is_some())
        .then_some(used)
}

/// The number of words at `at` that close a range.
fn closer(scan: &Scan, at: usize) -> Option<usize> {
    let found = scan.modifier(at, |role| (role == ModifierRole::Close).then_some(()));
    found.map(|((), used)| used)
}

/// Where the opener of a range is that begins at `first`: right before it, or before an article.
pub fn opener(scan: &Scan, first: usize, role: ModifierRole) -> Option<(usize, usize)> {
    let opens = |end: usize| {
        let ((), start) = scan.modifier_before(end, |found| (found == role).then_some(()))?;
        Some((start, end))
    };
    let article = first
        .checked_sub(1)
        .filter(|&at| scan.number(at, NumberRole::Determiner).is_some());
    opens(first).or_else(|| opens(article?))
}

/// Whether a word that opens a range stands before `first`.
pub fn is_opened(scan: &Scan, first: usize) -> bool {
    let roles = [ModifierRole::Open, ModifierRole::From];
    roles
        .into_iter()
        .any(|role| opener(scan, first, role).is_some())
}

/// A dash joins a range when it touches both ends or neither.
fn is_range_dash(scan: &Scan, at: usize) -> bool {
    scan.is_letters(at) || scan.touches_previous(at) == scan.touches_previous(at + 1)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn one_small_number_or_the_next_is_a_range() {
        for (code, marked) in [
            (
                "cs",
                "Trvá to [dva nebo tři dny](duration between P2D P3D).",
            ),
            (
                "de",
                "Es dauert [zwei oder drei Tage](duration between P2D P3D).",
            ),
            ("el", "Κρατά [δύο ή τρεις μέρες](duration between P2D P3D)."),
            (
                "en",
                "It takes [two or three days](duration between P2D P3D).",
            ),
            (
                "fr",
                "Cela dure [deux ou trois jours](duration between P2D P3D).",
            ),
            (
                "nl",
                "Het duurt [twee of drie dagen](duration between P2D P3D).",
            ),
            (
                "pl",
                "To trwa [dwa lub trzy dni](duration between P2D P3D).",
            ),
            (
                "ru",
                "Это длится [два или три дня](duration between P2D P3D).",
            ),
            (
                "sv",
                "Det tar [två eller tre dagar](duration between P2D P3D).",
            ),
        ] {
            check(code, marked);
        }
        check(
            "en",
            "[10 or 20](cardinal between 10 20 people) people came, [3](cardinal 3) or [9](cardinal 9 women) women.",
        );
        check("en", "It is on page 1 or 2.");
        check(
            "nl",
            "Het duurt [een of twee weken](duration between P1W P2W).",
        );
        check(
            "de",
            "Es dauert [ein oder zwei Wochen](duration between P1W P2W).",
        );
        check(
            "fr",
            "Il a [un ou deux](cardinal between 1 2 children) enfants.",
        );
    }

    #[test]
    fn dozens_and_tens_may_be_counted() {
        check(
            "ru",
            "Там было [два десятка](cardinal 20 people) человек и [три сотни](cardinal 300 birds) птиц.",
        );
        check(
            "ru",
            "Там было [полтора десятка](cardinal 15 people) человек.",
        );
        check("fi", "Söin [puoli tusinaa](cardinal 6) kakkua.");
        check("cs", "Koupil [půl tuctu](cardinal 6) housek.");
        check("hu", "Vett [fél tucat](cardinal 6 eggs) tojást.");
        check(
            "nl",
            "Er kwam [een tiental](cardinal approx 10 people) mensen.",
        );
    }

    #[test]
    fn three_digits_behind_a_thousand_are_the_rest_of_it() {
        check("tr", "Fiyatı [3 bin 500 lira](money 3500 TRY) oldu.");
        check("pl", "Zapłacił [3 tysiące 500 złotych](money 3500 PLN).");
        check(
            "tr",
            "Oraya [2 milyon 300 bin 500](cardinal 2300500 people) kişi geldi.",
        );
    }
}

//! Words that make a date or time the open bound of a stretch: *since 2019*, *until Friday*, *after 5 p.m.*, *before 12
//! May*, *2019 or later*, *vom 1. Mai an*. They are rows of `modifiers.tsv` with a role of [`ModifierRole`] that begins
//! with `bound`.

use jiff::Span;

use super::amount;
use super::calendar;
use super::context::Place;
use super::range;
use super::scan::Scan;
use crate::document::{Grain, NumberMention, NumberValue, Op};
use crate::language::number_words::{ModifierRole, NumberRole, TimeRole, UnitRole};

/// The op that the words around a date or time at `place` give it, and where these are.
pub fn read(scan: &Scan, place: Place, mention: &NumberMention) -> Option<(Op, usize, usize)> {
    // *Po styczniowym wyroku*: after the ruling of that month.
    let is_adjective = scan.time(place.from, TimeRole::Adjective).is_some();
    let is_genitive = is_adjective || is_possessive(scan, place);
    // *2019 or later* says more than what stands before it.
    let is_date = matches!(mention.value, NumberValue::Date(_));
    let behind = behind(scan, place, is_date).or_else(|| closed(scan, place));
    let found = behind
        .or_else(|| before(scan, place, mention))
        .or_else(|| own_word(scan, place))
        .filter(|_| !is_genitive)?;
    let (op, start, end) = found;
    // *Viime vuodesta saakka*: the same word bounds both ways, and the ending of the date tells which.
    let is_from = op == Op::Le && start >= place.to && has_from_ending(scan, place);
    Some((if is_from { Op::Ge } else { op }, start, end))
}

/// *Vuodesta 1994*: the noun before the year bounds it by its form.
fn own_word(scan: &Scan, place: Place) -> Option<(Op, usize, usize)> {
    let (op, used) = scan.modifier(place.from, |role| match role {
        ModifierRole::BoundBefore(op) => Some(op),
        _ => None,
    })?;
    let end = place.from + used;
    let is_noun = scan.time(place.from, TimeRole::Stretch).is_some();
    (is_noun && end < place.to).then_some((op, place.from, end))
}

/// Whether a word of the date has an ending of the first end of a range.
fn has_from_ending(scan: &Scan, place: Place) -> bool {
    let endings = &scan.words.range_endings[0];
    (place.from..place.to).any(|at| {
        let lower = scan.lower(at);
        scan.is_letters(at)
            && endings
                .iter()
                .any(|ending| lower.ends_with(ending.as_str()))
    })
}

/// The words behind the date that bound it.
fn behind(scan: &Scan, place: Place, is_date: bool) -> Option<(Op, usize, usize)> {
    let at = place.to;
    let bound = |at: usize| {
        let (op, used) = scan.modifier(at, |role| match role {
            ModifierRole::BoundAfter(op) => Some(op),
            _ => None,
        })?;
        Some((op, at, at + used))
    };
    let ending = super::case_ending(scan, at);
    // *2019 yılından beri*
    let noun = scan
        .time(at + ending, TimeRole::YearAfter)
        .map_or(0, |(_, used)| used);
    let found = bound(at)
        .or_else(|| bound(at + ending).filter(|_| ending > 0))
        .or_else(|| bound(at + ending + noun).filter(|_| noun > 0));
    // *Három nappal karácsony előtt*
    let is_distance = is_date && is_length_before(scan, place.from);
    let found = found.filter(|(op, ..)| !(matches!(op, Op::Gt | Op::Lt) && is_distance));
    found.or_else(|| by_ending(scan, place))
}

/// *Péntekig*, *május 5-től*: the last word, or what hangs on the digits there, has an ending that says *until* or
/// *from*.
fn by_ending(scan: &Scan, place: Place) -> Option<(Op, usize, usize)> {
    let endings = &scan.words.bound_endings;
    let hanging = super::case_ending(scan, place.to);
    let last = place.to + hanging - 1;
    let lower = scan.lower(last);
    let (_, op) = endings.iter().find(|(ending, _)| match hanging {
        0 => scan.is_letters(last) && lower.ends_with(ending.as_str()),
        _ => lower == ending.as_str(),
    })?;
    Some((*op, last, last + 1))
}

/// *From Monday on*, *vom 1. Mai an*: a word behind the date that goes with one before it.
fn closed(scan: &Scan, place: Place) -> Option<(Op, usize, usize)> {
    amount::opener(scan, place.from, ModifierRole::From)?;
    let (op, used) = scan.modifier(place.to, |role| match role {
        ModifierRole::BoundClose(op) => Some(op),
        _ => None,
    })?;
    // *Von Montag an der Spitze*
    let goes_on = scan.number(place.to + used, NumberRole::Determiner);
    let stands = goes_on.is_none() && !scan.is_digits(place.to + used);
    stands.then_some((op, place.to, place.to + used))
}

/// The longest words before the date that bound it, with an article or *the year* between or not.
fn before(scan: &Scan, place: Place, mention: &NumberMention) -> Option<(Op, usize, usize)> {
    const MOST_BETWEEN: usize = 3;
    let mut end = place.from;
    let mut has_article = false;
    for _ in 0..=MOST_BETWEEN {
        if let Some(found) = ends_at(scan, end, &mention.value) {
            let stands = !has_article || !is_attribute(scan, place, mention);
            return Some(found).filter(|found| stands && !is_distance(scan, found));
        }
        let before = end.checked_sub(1)?;
        let is_article = scan.number(before, NumberRole::Determiner).is_some();
        let is_between = is_article
            || scan.number(before, NumberRole::Of).is_some()
            || scan.time(before, TimeRole::ClockBefore).is_some()
            || scan.time(before, TimeRole::Stretch).is_some();
        if !is_between {
            return None;
        }
        let is_of_date = scan.time(before, TimeRole::DateBefore).is_some()
            && !is_bare_year(scan, place, mention);
        has_article |= is_article && !is_of_date;
        end = before;
    }
    None
}

/// The longest words that end before `end` and bound what stands there. Of a word with two meanings a time of day takes
/// the rough one: *tegen vijf uur*, but *tegen 2030*.
fn ends_at(scan: &Scan, end: usize, value: &NumberValue) -> Option<(Op, usize, usize)> {
    const LONGEST: usize = 6;
    let is_time = matches!(value, NumberValue::Time { .. });
    let bound = |at: usize, rough: bool| {
        scan.modifier(at, |role| match role {
            ModifierRole::BoundBefore(op) => Some(op).filter(|op| (*op == Op::Approx) == rough),
            _ => None,
        })
    };
    (1..=LONGEST.min(end)).rev().find_map(|n_parts| {
        let start = end - n_parts;
        // *Πάνω από*: more than
        let longer = start.checked_sub(1).and_then(|at| {
            scan.modifier(at, |role| {
                matches!(role, ModifierRole::Before(_)).then_some(())
            })
        });
        if longer.is_some_and(|((), used)| used == n_parts + 1) {
            return None;
        }
        let found = [is_time, !is_time].map(|rough| bound(start, rough));
        let mut found = found.into_iter().flatten();
        let (op, _) = found.find(|(_, used)| *used == n_parts)?;
        Some((op, start, end))
    })
}

/// Whether words that bound a date begin at `at`.
pub fn begins(scan: &Scan, at: usize) -> bool {
    scan.modifier(at, open_bound).is_some()
}

fn open_bound(role: ModifierRole) -> Option<()> {
    matches!(role, ModifierRole::BoundBefore(op) if op.is_open()).then_some(())
}

/// Whether words end before `at` that go before the beginning of a time, and before no number: *seit*, *since*.
pub fn is_since(scan: &Scan, at: usize) -> bool {
    let since = |role| (role == ModifierRole::Since).then_some(());
    scan.modifier_before(at, since).is_some()
}

/// *Since February*, said in October: a day or month without year that was placed behind the anchor, in the year before,
/// where the bounding words that end before `end` say that it is over.
pub fn in_the_past(
    scan: &Scan,
    place: Place,
    end: usize,
    value: &NumberValue,
) -> Option<NumberValue> {
    let NumberValue::Date(date) = value else {
        return None;
    };
    let is_named = (place.from..place.to).any(|at| calendar::month(scan, at).is_some());
    let is_ahead = is_named && date.from > Some(date.anchor?.last_day());
    let is_placed = matches!(date.grain, Grain::Day | Grain::Month) && is_ahead;
    if !is_placed || !is_since(scan, end) {
        return None;
    }
    range::shifted(date, Span::new().years(-1)).map(NumberValue::Date)
}

/// Whether words that bound a date begin before `at` and go on there: *no más tarde* of *no más tarde del viernes*.
pub fn covers(scan: &Scan, at: usize) -> bool {
    const LONGEST: usize = 3;
    (1..=LONGEST.min(at)).any(|n_parts| {
        let found = scan.modifier(at - n_parts, |role| {
            matches!(role, ModifierRole::BoundBefore(_)).then_some(())
        });
        found.is_some_and(|((), used)| used > n_parts)
    })
}

/// Whether words that bound a date end before `at`, with an article between or not.
pub fn is_behind(scan: &Scan, at: usize) -> bool {
    let ends = |end: usize| scan.modifier_before(end, open_bound).is_some();
    let article = at
        .checked_sub(1)
        .filter(|&at| scan.number(at, NumberRole::Determiner).is_some());
    ends(at) || article.is_some_and(ends)
}

/// *Three years after 2010*, *hours before Monday*: a point that is told by how far it lies from the date.
fn is_distance(scan: &Scan, (op, start, _): &(Op, usize, usize)) -> bool {
    let is_far = matches!(op, Op::Gt | Op::Lt | Op::Le);
    is_far && is_length_before(scan, *start)
}

/// Whether a unit of time ends before `at`.
fn is_length_before(scan: &Scan, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|at| {
        scan.unit(at, UnitRole::Duration).is_some() || scan.time(at, TimeRole::Stretch).is_some()
    })
}

/// Whether the date tells which the noun behind it is: *after the May 12 attack*, *nach dem 2019 eröffneten Bahnhof*.
fn is_attribute(scan: &Scan, place: Place, mention: &NumberMention) -> bool {
    let NumberValue::Date(date) = &mention.value else {
        return false;
    };
    let lower = scan.lower(place.to);
    let is_word = scan.is_letters(place.to)
        && !scan.profile.function_words.contains(lower.as_ref())
        && scan.time(place.to, TimeRole::YearAfter).is_none();
    is_word && !matches!(date.grain, Grain::Decade | Grain::Century)
}

fn is_bare_year(scan: &Scan, place: Place, mention: &NumberMention) -> bool {
    let is_year = matches!(&mention.value, NumberValue::Date(date) if date.grain == Grain::Year);
    is_year && place.to == place.from + 1 && scan.is_digits(place.from)
}

/// *After Monday's vote*, *efter mandagens valg*: the day is that of what stands behind it.
fn is_possessive(scan: &Scan, place: Place) -> bool {
    let last = place.to - 1;
    let has_mark = scan.touches_previous(place.to) && super::is_possessive_mark(scan, place.to);
    let lower = scan.lower(last);
    let is_named = |word: &str| scan.profile.calendar.contains_key(word);
    let has_ending = lower.strip_suffix('s').is_some_and(is_named);
    let has_noun = scan.is_letters(place.to) || scan.is_digits(place.to);
    // *Sedan i måndags*
    let is_adverb = scan.time_ends_before(place.from, TimeRole::Inside);
    has_mark || has_ending && has_noun && !is_adverb && scan.is_letters(last)
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn words_before_a_date_make_it_a_bound_in_every_language() {
        for (code, marked) in [
            ("ar", "المصنع مغلق منذ [عام 2019](date ge 2019)."),
            ("cs", "Most je zavřený od [pondělí](date ge 2025-03-10)."),
            ("da", "Broen har været lukket siden [2019](date ge 2019)."),
            (
                "de",
                "Die Brücke ist bis [Ende Mai](date le 2025-05) gesperrt.",
            ),
            ("el", "Η γέφυρα είναι κλειστή από το [2019](date ge 2019)."),
            ("en", "The bridge has been shut since [2019](date ge 2019)."),
            (
                "es",
                "El puente cerró antes del [5 de mayo](date lt 2025-05-05).",
            ),
            ("fi", "Silta valmistuu ennen [joulukuuta](date lt 2024-12)."),
            (
                "fr",
                "Le pont est fermé depuis [lundi](date ge 2025-03-10).",
            ),
            ("hu", "A híd legkésőbb [pénteken](date le 2025-03-07) kész."),
            ("it", "Il ponte è chiuso dal [2019](date ge 2019)."),
            ("nb", "Broen skal være ferdig innen [2030](date le 2030)."),
            ("nl", "De brug is dicht sinds [2019](date ge 2019)."),
            ("pl", "Most jest zamknięty od [2019](date ge 2019) roku."),
            ("pt", "A ponte está fechada desde [2019](date ge 2019)."),
            ("ro", "Podul este închis până [vineri](date le 2025-03-07)."),
            ("ru", "Мост закрыт с [понедельника](date ge 2025-03-10)."),
            ("sv", "Bron har varit stängd sedan [2019](date ge 2019)."),
            ("tr", "Köprü en geç [cuma günü](date le 2025-03-07) açılır."),
            ("uk", "Міст закрито до [жовтня](date le 2024-10)."),
        ] {
            check(code, marked);
        }
    }

    #[test]
    fn words_and_endings_behind_a_date_make_it_a_bound() {
        check("en", "Models of [2012](date ge 2012) or later.");
        check(
            "de",
            "Das gilt für Wagen von [2012](date ge 2012) oder später.",
        );
        check(
            "fi",
            "Silta on ollut kiinni [maanantaista](date ge 2025-03-10) lähtien.",
        );
        check("fi", "Silta on kiinni [vuoteen 2030](date le 2030) asti.");
        check("tr", "Köprü [2019](date ge 2019)'dan beri kapalı.");
        check("tr", "Köprü [cumaya](date le 2025-03-07) kadar kapalı.");
        check("hu", "A híd [2019](date ge 2019) óta zárva van.");
        check("hu", "A híd [péntekig](date le 2025-03-07) zárva van.");
    }

    #[test]
    fn one_word_bounds_both_ways_where_the_date_tells_which() {
        check(
            "fi",
            "Hän on asunut täällä [viime vuodesta](date ge 2024) saakka.",
        );
        check("fi", "Hän asui täällä [vuoteen 2010](date le 2010) saakka.");
    }

    #[test]
    fn a_word_before_and_one_behind_go_together() {
        check(
            "de",
            "Vom [1. Mai](date ge 2025-05-01) an gilt der neue Tarif.",
        );
        check(
            "de",
            "Seit der Wahl am [1. Mai](date 2025-05-01) an der Spitze.",
        );
        check(
            "en",
            "From [Monday](date ge 2025-03-10) on, shops close early.",
        );
    }

    #[test]
    fn times_of_day_are_bounds_too() {
        check(
            "en",
            "The shop shuts after [5 p.m.](time gt 17:00), as always.",
        );
        check("de", "Ab [14 Uhr](time ge 14:00) ist die Straße frei.");
        check("nl", "De winkel is tot [18 uur](time le 18:00) open.");
        check("nl", "Tegen [vijf uur](time approx 05:00) was het stil.");
        check("nl", "Tegen [2030](date le 2030) is de haven schoon.");
    }

    #[test]
    fn a_range_stays_one() {
        check(
            "de",
            "Offen von [Montag bis Freitag](date between 2025-03-10 2025-03-14).",
        );
        check("en", "It ran from [2019 to 2021](date between 2019 2021).");
        check(
            "it",
            "Dal [12 al 15 maggio](date between 2025-05-12 2025-05-15) è chiuso.",
        );
    }

    #[test]
    fn the_date_of_a_noun_is_no_bound() {
        check(
            "en",
            "After the [May 12](date 2025-05-12) attack nobody came.",
        );
        check(
            "de",
            "Nach dem [2019](date 2019) eröffneten Bahnhof kam der Park.",
        );
        check(
            "en",
            "They resigned after [Monday](date 2025-03-10)'s vote.",
        );
        check(
            "en",
            "They have not won since [April](date 2024-04)'s triumph.",
        );
        check(
            "nb",
            "Det var [første](ordinal 1) kamp siden [februars](date 2025-02) tap.",
        );
        check(
            "sv",
            "Bron är stängd sedan i [måndags](date ge 2025-03-10), tyvärr.",
        );
    }

    #[test]
    fn a_point_told_by_its_distance_is_no_bound() {
        check(
            "en",
            "[Three years](duration P3Y) after [2010](date 2010) it fell.",
        );
        check(
            "de",
            "[Drei Jahre](duration P3Y) nach [2010](date 2010) fiel es.",
        );
    }

    #[test]
    fn longer_words_that_count_are_no_bounds() {
        check("el", "Πάνω από [τρεις μήνες](duration gt P3M) πέρασαν.");
    }

    #[test]
    fn what_lasts_since_a_month_began_in_the_past() {
        check("en", "They have not won since [August](date ge 2024-08).");
        check(
            "de",
            "Das Museum ist seit dem [5. Juni](date ge 2024-06-05) zu.",
        );
        check(
            "de",
            "Das Museum ist ab dem [5. Juni](date ge 2025-06-05) zu.",
        );
        check("tr", "Müze [ağustostan](date ge 2024-08) beri kapalı.");
        check(
            "nl",
            "Ze is er sinds [morgen](date ge 2025-03-13), zei hij verward.",
        );
    }

    #[test]
    fn a_year_behind_since_counts_nothing() {
        check(
            "de",
            "Er ist seit [1996](date ge 1996) Mitglied des Vereins.",
        );
        check("de", "Das gibt es seit [2000 Jahren](duration P2000Y).");
    }
}

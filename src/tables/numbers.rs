//! `numbers.csv`.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::cell::{Id, Value, words};
use super::schema::table;
use super::shared::{ArticleCells, ContextCells, PositionCells};
use super::{Found, ids};
use crate::document::{
    Amount, Article, Confidence, DateValue, Direction, Grain, NumberMention, NumberValue, Op,
    PartialDate, PercentUnit, Text,
};
use crate::text::CharOffsets;

table! {
    /// A row a number.
    NumberRow<'c> in "numbers";
    key: [number_id];
    references: [article_id -> articles, about_entity_id -> entities];
    /// Id of the number, made from article and place; other articles do not change it.
    #[example = "n-0d5w8t3hzc61"]
    number_id: Id<'c>,
    /// The article.
    article: ArticleCells<'c>,
    /// What kind of number it is.
    #[example = "money"]
    kind: NumberKind,
    /// How the value is meant: just so, about, more than (`gt`), at least (`ge`), less than (`lt`), at most (`le`); of a
    /// date or time after it, from it on, before it, until it;
    /// `between` and `vague` (thousands of) have `low` and `high` and no `value`.
    #[example = "gt"]
    op: Op,
    /// The figure; of a date, time or duration ISO 8601, with X for unknown digits; of a set the same with X for what
    /// changes, or how long it takes to come back; of a multiple how many times as many.
    #[example = "44000000000"]
    value: Option<Value<'c>>,
    /// Lower end of a range or of what a vague count usually says, included.
    #[example = "2000"]
    low: Option<Value<'c>>,
    /// Upper end of a range or of what a vague count usually says, included.
    #[example = "9999"]
    high: Option<Value<'c>>,
    /// Unit of `value`, `low` and `high`; `%` for percent, `pp` for percentage points, `bp` for basis points.
    #[unit = "UCUM"]
    #[example = "km"]
    unit: &'c str,
    /// Base unit of the same dimension, where the conversion is exact.
    #[unit = "UCUM"]
    #[example = "m"]
    unit_base: &'c str,
    /// `value` in `unit_base`.
    #[example = "5000"]
    value_base: Option<Decimal>,
    /// Currency of a sum of money, where it is known.
    #[unit = "ISO 4217"]
    #[example = "USD"]
    currency: &'c str,
    /// What a rate is per; empty if it is no rate.
    #[example = "day"]
    per: &'c str,
    /// Which way the figure moved, if a word of movement is bound to it: *rose 5 %, fell to 3*.
    #[example = "up"]
    direction: Option<Direction>,
    /// The words that are counted, as written; of a bare number of people the words for what befell them (*29 were
    /// injured*).
    #[example = "gebruikers"]
    what: &'c str,
    /// Key for what is counted that is the same in every language; of people what befell them, if that is said (`dead`,
    /// `injured`, `arrested`); empty if not known.
    #[example = "users"]
    what_key: &'c str,
    /// The entity the figure is about, as in entities.csv: what is named in what is counted or right beside it, else the
    /// only subject or place of the clause; of an age the person.
    #[example = "iso:GB"]
    about_entity_id: Option<Id<'c>>,
    /// The name of that entity.
    #[example = "United Kingdom"]
    about_entity_name: &'c str,
    /// First day of a date, where it is known; empty where it is open to that side (`op` is `le` or `lt`).
    #[unit = "ISO 8601"]
    #[example = "2025-03-01"]
    date_from: Option<Date>,
    /// Last day of a date, where it is known; empty where it is open to that side (`op` is `ge` or `gt`).
    #[unit = "ISO 8601"]
    #[example = "2025-03-31"]
    date_to: Option<Date>,
    /// How long the stretch of the calendar is that a date names.
    #[example = "month"]
    grain: Option<Grain>,
    /// A time of day, again as in `value`.
    #[unit = "ISO 8601"]
    #[example = "14:30"]
    time: &'c str,
    /// Zone of a time of day, as far as it was said.
    #[example = "GMT"]
    timezone: &'c str,
    /// The date of publication that a relative date was counted from.
    #[unit = "ISO 8601"]
    #[example = "2025-03-10"]
    anchor: Option<PartialDate>,
    /// The words that gave `op`, as written.
    #[example = "meer dan"]
    modifier: &'c str,
    /// The number as written with its unit or scale; of a range, both ends.
    #[example = "$44bn"]
    surface: &'c str,
    /// Its place.
    position: PositionCells,
    /// How sure that place, kind and value are right.
    #[unit = "0 to 1"]
    #[example = "0.90"]
    confidence: Confidence,
    /// Whether a person should look.
    #[example = "false"]
    review: bool,
    /// Its context.
    context: ContextCells<'c>,
    /// What tells it from others of its kind: a cardinal that is a multiple, a date, time or duration that comes back.
    #[example = "multiple"]
    sense: Option<Sense>,
}

/// The kind of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NumberKind {
    /// A count.
    Cardinal,
    /// A place in a row.
    Ordinal,
    /// Hundredths, percentage points or basis points.
    Percent,
    /// A sum of money.
    Money,
    /// A measure.
    Quantity,
    /// A stretch of the calendar.
    Date,
    /// A time of day.
    Time,
    /// A length of time.
    Duration,
    /// How old.
    Age,
    /// Degrees.
    Temperature,
}

/// What tells a number from others of its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// How many times as many: 2 of *doubled*.
    Multiple,
    /// What comes back: *every Monday*, *daily*.
    Set,
}

words! {
    NumberKind {
        Cardinal = "cardinal",
        Ordinal = "ordinal",
        Percent = "percent",
        Money = "money",
        Quantity = "quantity",
        Date = "date",
        Time = "time",
        Duration = "duration",
        Age = "age",
        Temperature = "temperature",
    }
    Sense { Multiple = "multiple", Set = "set" }
}

/// The rows in order of article and place.
pub fn rows<'c>(found: &'c Found<'c>) -> impl Iterator<Item = NumberRow<'c>> {
    let cluster_of = found.cluster_of_mentions();
    let articles = found.corpus.articles.iter().zip(cluster_of);
    articles.flat_map(|(article, cluster_of)| {
        let offsets = CharOffsets::new(&article.document.text);
        article
            .annotations
            .numbers
            .iter()
            .enumerate()
            .map(move |(idx, number)| {
                let scope = article.annotations.scopes.get(idx);
                let about = scope.and_then(|scope| cluster_of.get(scope.about?));
                NumberRow {
                    about_entity_id: about.map(|cluster| cluster.id.as_str().into()),
                    about_entity_name: about.map_or("", |cluster| &cluster.name),
                    ..row(article, number, &offsets)
                }
            })
    })
}

/// Id of a number.
#[must_use]
pub fn id(article: &Article, number: &NumberMention) -> String {
    ids::of_span('n', &article.id, number.span)
}

/// Value and both ends of a number, as its row has them.
#[must_use]
pub fn values(number: &NumberMention) -> [Option<Value<'_>>; 3] {
    let said = said(&number.value, number.op);
    [said.value, said.low, said.high]
}

/// The value of a number that is a point; `None` for ranges and vague counts.
#[must_use]
pub fn point(number: &NumberMention) -> Option<Value<'_>> {
    said(&number.value, number.op).value
}

fn row<'c>(
    article: &'c Article,
    number: &'c NumberMention,
    offsets: &CharOffsets<'_>,
) -> NumberRow<'c> {
    let text = &article.document.text;
    let said = said(&number.value, number.op);
    NumberRow {
        number_id: id(article, number).into(),
        article: ArticleCells::at(article, number.span),
        kind: said.kind,
        op: number.op,
        value: said.value,
        low: said.low,
        high: said.high,
        unit: said.unit,
        unit_base: said.unit_base,
        value_base: said.value_base,
        currency: said.currency,
        per: &number.per,
        direction: number.direction,
        what: number.what.map_or("", |span| span.of(text)),
        what_key: &number.what_key,
        about_entity_id: None,
        about_entity_name: "",
        date_from: said.date_from,
        date_to: said.date_to,
        grain: said.grain,
        time: said.time,
        timezone: said.timezone,
        anchor: said.anchor,
        modifier: number.modifier.map_or("", |span| span.of(text)),
        surface: number.span.of(text),
        position: PositionCells::of(&article.annotations, offsets, number.span),
        confidence: number.confidence,
        review: number.review,
        context: ContextCells::of(text, number.span),
        sense: said.sense,
    }
}

/// The cells that come from the value of a number.
#[derive(Debug)]
struct Said<'c> {
    kind: NumberKind,
    value: Option<Value<'c>>,
    low: Option<Value<'c>>,
    high: Option<Value<'c>>,
    unit: &'c str,
    unit_base: &'c str,
    value_base: Option<Decimal>,
    currency: &'c str,
    date_from: Option<Date>,
    date_to: Option<Date>,
    grain: Option<Grain>,
    time: &'c str,
    timezone: &'c str,
    anchor: Option<PartialDate>,
    sense: Option<Sense>,
}

impl Said<'_> {
    /// The cells of a number of this kind, empty.
    fn of(kind: NumberKind) -> Self {
        Self {
            kind,
            value: None,
            low: None,
            high: None,
            unit: "",
            unit_base: "",
            value_base: None,
            currency: "",
            date_from: None,
            date_to: None,
            grain: None,
            time: "",
            timezone: "",
            anchor: None,
            sense: None,
        }
    }
}

/// The one place that knows which cells each kind of value fills.
fn said(value: &NumberValue, op: Op) -> Said<'_> {
    match value {
        NumberValue::Cardinal(amount) => amount_cells(NumberKind::Cardinal, amount, ""),
        NumberValue::Ordinal(amount) => amount_cells(NumberKind::Ordinal, amount, ""),
        NumberValue::Multiple(amount) => Said {
            sense: Some(Sense::Multiple),
            ..amount_cells(NumberKind::Cardinal, amount, "")
        },
        NumberValue::Percent { amount, unit } => {
            let (base, in_base) = unit.in_base(*amount);
            let is_basis = *unit == PercentUnit::BasisPoints;
            Said {
                unit_base: if is_basis { base.code() } else { "" },
                value_base: point_of(&in_base).filter(|_| is_basis),
                ..amount_cells(NumberKind::Percent, amount, unit.code())
            }
        }
        NumberValue::Money { amount, currency } => Said {
            currency: currency.as_deref().unwrap_or_default(),
            ..amount_cells(NumberKind::Money, amount, "")
        },
        NumberValue::Quantity { amount, unit, base } => Said {
            unit_base: base.as_ref().map_or("", |base| &base.0),
            value_base: base.as_ref().and_then(|base| point_of(&base.1)),
            ..amount_cells(NumberKind::Quantity, amount, unit)
        },
        NumberValue::Age { amount, unit } => amount_cells(NumberKind::Age, amount, unit),
        NumberValue::Temperature { amount, unit } => {
            amount_cells(NumberKind::Temperature, amount, unit)
        }
        NumberValue::Date(date) => Said {
            date_from: days_told(date, op).0,
            date_to: days_told(date, op).1,
            grain: Some(date.grain),
            anchor: date.anchor,
            time: time_of(date),
            timezone: date.zone.as_deref().unwrap_or_default(),
            ..text_cells(NumberKind::Date, &date.value)
        },
        NumberValue::Time { value, zone } => Said {
            time: match value {
                Text::Point(time) => time,
                Text::Range(..) => "",
            },
            timezone: zone.as_deref().unwrap_or_default(),
            ..text_cells(NumberKind::Time, value)
        },
        NumberValue::Duration { value } => text_cells(NumberKind::Duration, value),
        NumberValue::Set { value, grain, zone } => Said {
            value: Some(Value::Iso(value)),
            grain: *grain,
            time: match grain {
                Some(Grain::Minute) => value.split_once('T').map_or("", |(_, time)| time),
                _ => "",
            },
            timezone: zone.as_deref().unwrap_or_default(),
            sense: Some(Sense::Set),
            ..Said::of(kind_of_set(value))
        },
    }
}

/// The first and the last day that a date tells of: those of its value, or, where that is the bound of a stretch, those
/// on its side of it. A bound itself belongs to `ge` and `le`, and to `gt` and `lt` where it is shorter than a day.
fn days_told(date: &DateValue, op: Op) -> (Option<Date>, Option<Date>) {
    let is_part = matches!(date.grain, Grain::DayPart | Grain::Minute);
    let behind = || match is_part {
        true => date.from,
        false => date.to?.tomorrow().ok(),
    };
    let before = || match is_part {
        true => date.to,
        false => date.from?.yesterday().ok(),
    };
    match op {
        Op::Ge => (date.from, None),
        Op::Gt => (behind(), None),
        Op::Le => (None, date.to),
        Op::Lt => (None, before()),
        Op::Eq | Op::Approx | Op::Between | Op::Vague => (date.from, date.to),
    }
}

/// What comes back: a length of time after which it does, a time of each day, or days.
fn kind_of_set(value: &str) -> NumberKind {
    match value.as_bytes().first() {
        Some(b'P') => NumberKind::Duration,
        Some(b'T') => NumberKind::Time,
        _ => NumberKind::Date,
    }
}

/// The time of a date that is told to the minute.
fn time_of(date: &DateValue) -> &str {
    match &date.value {
        Text::Point(value) if date.grain == Grain::Minute => {
            value.split_once('T').map_or("", |(_, time)| time)
        }
        _ => "",
    }
}

fn amount_cells<'c>(kind: NumberKind, amount: &Amount, unit: &'c str) -> Said<'c> {
    let value = point_of(amount).map(Value::Decimal);
    let (low, high) = match *amount {
        Amount::Point(_) => (None, None),
        Amount::Range { low, high } => (Some(Value::Decimal(low)), Some(Value::Decimal(high))),
    };
    Said {
        value,
        low,
        high,
        unit,
        ..Said::of(kind)
    }
}

fn point_of(amount: &Amount) -> Option<Decimal> {
    match *amount {
        Amount::Point(value) => Some(value),
        Amount::Range { .. } => None,
    }
}

fn text_cells(kind: NumberKind, text: &Text) -> Said<'_> {
    let (value, low, high) = match text {
        Text::Point(value) => (Some(Value::Iso(value)), None, None),
        Text::Range(ends) => (None, Some(Value::Iso(&ends.0)), Some(Value::Iso(&ends.1))),
    };
    Said {
        value,
        low,
        high,
        ..Said::of(kind)
    }
}

#[cfg(test)]
mod tests {
    use super::super::cell::{Cell, Record};
    use super::super::{CsvStyle, Separator};
    use super::*;
    use crate::document::DateValue;

    /// Compares the cells kind, value, low, high, unit, currency, from, to, grain, time, zone.
    fn check(value: &NumberValue, expected: &str) {
        let mut record = Record::new(CsvStyle {
            separator: Separator::Comma,
            byte_order_mark: false,
        });
        let said = said(value, Op::Eq);
        said.kind.write(&mut record);
        [said.value, said.low, said.high]
            .iter()
            .for_each(|cell| cell.write(&mut record));
        [said.unit, said.currency]
            .iter()
            .for_each(|cell| cell.write(&mut record));
        [said.date_from, said.date_to]
            .iter()
            .for_each(|cell| cell.write(&mut record));
        said.grain.write(&mut record);
        [said.time, said.timezone]
            .iter()
            .for_each(|cell| cell.write(&mut record));
        assert_eq!(
            record.cells().iter().collect::<Vec<_>>().join(","),
            expected
        );
    }

    fn amount(low: i64, high: i64) -> Amount {
        let (low, high) = (Decimal::new(low, 1), Decimal::new(high, 1));
        if low == high {
            Amount::Point(low)
        } else {
            Amount::Range { low, high }
        }
    }

    #[test]
    fn a_point_has_a_value_and_a_range_has_ends() {
        check(
            &NumberValue::Cardinal(amount(80_000, 80_000)),
            "cardinal,8000,,,,,,,,,",
        );
        check(&NumberValue::Ordinal(amount(30, 30)), "ordinal,3,,,,,,,,,");
        let percent = |unit| NumberValue::Percent {
            amount: amount(560, 605),
            unit,
        };
        check(
            &percent(PercentUnit::Hundredths),
            "percent,,56,60.5,%,,,,,,",
        );
        check(&percent(PercentUnit::Points), "percent,,56,60.5,pp,,,,,,");
        check(
            &percent(PercentUnit::BasisPoints),
            "percent,,56,60.5,bp,,,,,,",
        );
        check(
            &NumberValue::Multiple(amount(20, 20)),
            "cardinal,2,,,,,,,,,",
        );
    }

    #[test]
    fn basis_points_are_hundredths_of_points() {
        let value = NumberValue::Percent {
            amount: amount(250, 250),
            unit: PercentUnit::BasisPoints,
        };
        let said = said(&value, Op::Eq);
        assert_eq!(
            (said.unit, said.unit_base, said.value_base),
            ("bp", "pp", Some(Decimal::new(25, 2)))
        );
    }

    #[test]
    fn what_comes_back_has_a_grain_and_no_days() {
        let set = |value: &str, grain| NumberValue::Set {
            value: value.to_owned(),
            grain,
            zone: None,
        };
        check(&set("P2W", Some(Grain::Week)), "duration,P2W,,,,,,,week,,");
        check(
            &set("XXXX-WXX-1T09:00", Some(Grain::Minute)),
            "date,XXXX-WXX-1T09:00,,,,,,,minute,09:00,",
        );
    }

    #[test]
    fn money_has_a_currency_and_measures_have_a_unit() {
        let currency = Some("USD".to_owned());
        check(
            &NumberValue::Money {
                amount: amount(15, 15),
                currency,
            },
            "money,1.5,,,,USD,,,,,",
        );
        let unit = "Cel".to_owned();
        check(
            &NumberValue::Temperature {
                amount: amount(-50, -50),
                unit,
            },
            "temperature,-5,,,Cel,,,,,,",
        );
    }

    #[test]
    fn dates_have_first_and_last_day() {
        let date = DateValue {
            value: Text::Point("2025-03".to_owned()),
            from: Some(jiff::civil::date(2025, 3, 1)),
            to: Some(jiff::civil::date(2025, 3, 31)),
            grain: Grain::Month,
            zone: None,
            anchor: None,
        };
        check(
            &NumberValue::Date(date),
            "date,2025-03,,,,,2025-03-01,2025-03-31,month,,",
        );
    }

    #[test]
    fn a_bound_leaves_the_days_of_the_open_side_empty() {
        let day = |day| jiff::civil::date(2025, 3, day);
        let friday = |grain| DateValue {
            value: Text::Point("2025-03-14".to_owned()),
            from: Some(day(14)),
            to: Some(day(14)),
            grain,
            zone: None,
            anchor: None,
        };
        let told = |op| days_told(&friday(Grain::Day), op);
        assert_eq!(told(Op::Eq), (Some(day(14)), Some(day(14))));
        assert_eq!(told(Op::Ge), (Some(day(14)), None));
        assert_eq!(told(Op::Gt), (Some(day(15)), None));
        assert_eq!(told(Op::Le), (None, Some(day(14))));
        assert_eq!(told(Op::Lt), (None, Some(day(13))));
        // Before five on Friday is Friday still.
        let before_five = days_told(&friday(Grain::Minute), Op::Lt);
        assert_eq!(before_five, (None, Some(day(14))));
    }

    #[test]
    fn only_a_point_in_time_fills_the_time() {
        let time = |value| NumberValue::Time {
            value,
            zone: Some("GMT".to_owned()),
        };
        check(
            &time(Text::Point("14:30".to_owned())),
            "time,14:30,,,,,,,,14:30,GMT",
        );
        let range = Text::range("14:30".to_owned(), "16:00".to_owned());
        check(&time(range), "time,,14:30,16:00,,,,,,,GMT");
        check(
            &NumberValue::Duration {
                value: Text::Point("PT6H".to_owned()),
            },
            "duration,PT6H,,,,,,,,,",
        );
    }
}

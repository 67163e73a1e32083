//! What a number says, in a few words: the labels of the test cases.

use crate::document::{Amount, Direction, NumberMention, NumberValue, Op, PercentUnit, Text};

/// What a number says, as in `cardinal gt 8000 reports up`: kind, op unless it is `eq`, value or both ends, unit,
/// currency or zone, the key of what is counted, and which way it moved.
#[must_use]
pub fn label(mention: &NumberMention) -> String {
    use NumberValue as V;
    let (kind, figures, unit) = match &mention.value {
        V::Cardinal(amount) => ("cardinal", amount_words(amount), None),
        V::Ordinal(amount) => ("ordinal", amount_words(amount), None),
        V::Multiple(amount) => ("multiple", amount_words(amount), None),
        V::Percent { amount, unit } => {
            let unit = match unit {
                PercentUnit::Hundredths => None,
                PercentUnit::Points => Some("points"),
                PercentUnit::BasisPoints => Some("basis points"),
            };
            ("percent", amount_words(amount), unit)
        }
        V::Money { amount, currency } => ("money", amount_words(amount), currency.as_deref()),
        V::Quantity { amount, unit, .. } => ("quantity", amount_words(amount), Some(unit.as_str())),
        V::Age { amount, unit } => ("age", amount_words(amount), Some(unit.as_str())),
        V::Temperature { amount, unit } => {
            ("temperature", amount_words(amount), Some(unit.as_str()))
        }
        V::Date(date) => ("date", text_words(&date.value), None),
        V::Time { value, zone } => ("time", text_words(value), zone.as_deref()),
        V::Duration { value } => ("duration", text_words(value), None),
        V::Set { value, .. } => ("set", value.clone(), None),
    };
    let what = Some(&*mention.what_key).filter(|key| !key.is_empty() && kind == "cardinal");
    let words = [
        Some(kind),
        op_word(mention.op),
        Some(figures.as_str()),
        unit,
        what,
        mention.direction.map(direction_word),
    ];
    words.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::Level => "level",
        Direction::Up => "up",
        Direction::Down => "down",
    }
}

fn op_word(op: Op) -> Option<&'static str> {
    match op {
        Op::Eq => None,
        Op::Approx => Some("approx"),
        Op::Gt => Some("gt"),
        Op::Ge => Some("ge"),
        Op::Lt => Some("lt"),
        Op::Le => Some("le"),
        Op::Between => Some("between"),
        Op::Vague => Some("vague"),
    }
}

fn amount_words(amount: &Amount) -> String {
    match amount {
        Amount::Point(value) => value.to_string(),
        Amount::Range { low, high } => format!("{low} {high}"),
    }
}

fn text_words(text: &Text) -> String {
    match text {
        Text::Point(value) => value.clone(),
        Text::Range(ends) => format!("{} {}", ends.0, ends.1),
    }
}

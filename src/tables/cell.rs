//! Cells: how a value of each type is written, so that spreadsheets and programs read the same.

use std::borrow::Cow;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::schema::ColumnType;
use super::{CsvStyle, Separator};
use crate::document::{
    Agreement, Confidence, Direction, EntityType, Evidence, Grain, Op, PartialDate,
    PublishedSource, Relation, SectionKind,
};
use crate::error::{Severity, Stage};
use crate::language::Language;

/// One record in the making: its cells as CSV has them, and what they hold for the other formats.
#[derive(Debug)]
pub struct Record {
    style: CsvStyle,
    cells: csv::StringRecord,
    contents: Vec<Content>,
    /// The texts that differ from their cells, one after the other.
    raw: String,
    guarded: usize,
}

/// What a cell holds, as it is kept.
#[derive(Debug)]
enum Content {
    /// Text as it is in the cell.
    Text,
    /// Text that the cell has on one line, or guarded; it ends here in `Record::raw`.
    RawText(usize),
    Word,
    Integer(u64),
    Decimal(Decimal),
    Boolean(bool),
    Day(Date),
}

/// What a cell holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Datum<'r> {
    /// Nothing: unknown or not applicable.
    Empty,
    /// Text from outside, with its line breaks.
    Text(&'r str),
    /// An id, one of the words of a column, or ISO 8601.
    Word(&'r str),
    /// A whole number.
    Integer(u64),
    /// An exact figure.
    Decimal(Decimal),
    /// True or false.
    Boolean(bool),
    /// A day.
    Day(Date),
}

impl<'r> Datum<'r> {
    /// It as text, as between commas but with its line breaks and without a guard; `None` if there is nothing.
    #[must_use]
    pub fn text(self) -> Option<Cow<'r, str>> {
        Some(match self {
            Self::Empty => return None,
            Self::Text(text) | Self::Word(text) => Cow::Borrowed(text),
            Self::Integer(number) => Cow::Owned(number.to_string()),
            Self::Decimal(number) => Cow::Owned(number.to_string()),
            Self::Boolean(is) => Cow::Borrowed(word_of(is)),
            Self::Day(day) => Cow::Owned(day.to_string()),
        })
    }
}

fn word_of(is: bool) -> &'static str {
    if is { "true" } else { "false" }
}

impl Record {
    /// A record without cells.
    #[must_use]
    pub fn new(style: CsvStyle) -> Self {
        Self {
            style,
            cells: csv::StringRecord::new(),
            contents: Vec::new(),
            raw: String::new(),
            guarded: 0,
        }
    }

    /// The cells so far.
    #[must_use]
    pub fn cells(&self) -> &csv::StringRecord {
        &self.cells
    }

    /// What the cells so far hold.
    pub fn data(&self) -> impl Iterator<Item = Datum<'_>> {
        let mut start = 0;
        let of_cells = self.contents.iter().zip(&self.cells);
        of_cells.map(move |(content, cell)| match *content {
            Content::Text | Content::Word if cell.is_empty() => Datum::Empty,
            Content::Text => Datum::Text(cell),
            Content::RawText(end) => {
                Datum::Text(&self.raw[std::mem::replace(&mut start, end)..end])
            }
            Content::Word => Datum::Word(cell),
            Content::Integer(number) => Datum::Integer(number),
            Content::Decimal(number) => Datum::Decimal(number),
            Content::Boolean(is) => Datum::Boolean(is),
            Content::Day(day) => Datum::Day(day),
        })
    }

    /// How many text cells got a leading `'` since the record was made.
    #[must_use]
    pub fn guarded(&self) -> usize {
        self.guarded
    }

    /// Takes the cells out, for the next row.
    pub fn clear(&mut self) {
        self.cells.clear();
        self.contents.clear();
        self.raw.clear();
    }

    fn push(&mut self, cell: &str, content: Content) {
        self.cells.push_field(cell);
        self.contents.push(content);
    }

    /// A cell that is written as it is, apart from line breaks.
    pub fn plain(&mut self, cell: &str) {
        self.push(&one_line(cell), Content::Word);
    }

    /// A cell of text from outside, which a spreadsheet must not take for a formula.
    pub fn text(&mut self, cell: &str) {
        let line = one_line(cell);
        let is_guarded = needs_guard(cell);
        let content = if is_guarded || matches!(line, Cow::Owned(_)) {
            self.raw.push_str(cell);
            Content::RawText(self.raw.len())
        } else {
            Content::Text
        };
        if is_guarded {
            self.guarded += 1;
            self.push(&format!("'{line}"), content);
        } else {
            self.push(&line, content);
        }
    }

    /// A cell of a whole number.
    pub fn integer(&mut self, number: u64) {
        self.push(&number.to_string(), Content::Integer(number));
    }

    /// A cell of digits with a decimal point, which the semicolon style writes as a comma.
    pub fn decimal(&mut self, number: Decimal) {
        let digits = number.to_string();
        let content = Content::Decimal(number);
        match self.style.separator {
            Separator::Comma => self.push(&digits, content),
            Separator::Semicolon => self.push(&digits.replace('.', ","), content),
        }
    }

    /// A cell of `true` or `false`.
    pub fn boolean(&mut self, is: bool) {
        self.push(word_of(is), Content::Boolean(is));
    }

    /// A cell of a day.
    pub fn day(&mut self, day: Date) {
        self.push(&day.to_string(), Content::Day(day));
    }
}

/// `cell` with each run of control characters, line breaks among them, as one space.
pub(super) fn one_line(cell: &str) -> Cow<'_, str> {
    // The first bytes of all breaks; few other characters have them.
    let may_break = |byte: u8| byte.is_ascii_control() || matches!(byte, 0xc2 | 0xe2);
    if !cell.bytes().any(may_break) || !cell.contains(is_break) {
        return Cow::Borrowed(cell);
    }
    let mut line = String::with_capacity(cell.len());
    let mut in_run = false;
    for c in cell.chars() {
        if !is_break(c) {
            line.push(c);
        } else if !in_run {
            line.push(' ');
        }
        in_run = is_break(c);
    }
    Cow::Owned(line)
}

fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// Whether a spreadsheet could run the cell as a formula. A plain number, as `-5` or `+3,5`, it only reads.
fn needs_guard(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && !is_plain_number(cell)
}

fn is_plain_number(cell: &str) -> bool {
    let unsigned = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let (whole, fraction) = unsigned.split_once(['.', ',']).unwrap_or((unsigned, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    is_digits(whole) && is_digits(fraction)
}

/// A value that is written as one cell.
pub trait Cell {
    /// What its column holds.
    const TYPE: ColumnType;

    /// Adds the cell.
    fn write(&self, record: &mut Record);
}

/// Text from outside.
impl Cell for &str {
    const TYPE: ColumnType = ColumnType::Text;

    fn write(&self, record: &mut Record) {
        record.text(self);
    }
}

/// Text from outside.
impl Cell for String {
    const TYPE: ColumnType = ColumnType::Text;

    fn write(&self, record: &mut Record) {
        record.text(self);
    }
}

/// An id, which starts with a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Id<'c>(pub Cow<'c, str>);

impl<'c> From<&'c str> for Id<'c> {
    fn from(id: &'c str) -> Self {
        Self(Cow::Borrowed(id))
    }
}

impl From<String> for Id<'_> {
    fn from(id: String) -> Self {
        Self(Cow::Owned(id))
    }
}

impl Cell for Id<'_> {
    const TYPE: ColumnType = ColumnType::Id;

    fn write(&self, record: &mut Record) {
        record.plain(&self.0);
    }
}

impl Cell for Language {
    const TYPE: ColumnType = ColumnType::Text;

    fn write(&self, record: &mut Record) {
        record.plain(self.code());
    }
}

impl Cell for usize {
    const TYPE: ColumnType = ColumnType::Integer;

    fn write(&self, record: &mut Record) {
        record.integer(*self as u64);
    }
}

impl Cell for u32 {
    const TYPE: ColumnType = ColumnType::Integer;

    fn write(&self, record: &mut Record) {
        record.integer(u64::from(*self));
    }
}

impl Cell for bool {
    const TYPE: ColumnType = ColumnType::Boolean;

    fn write(&self, record: &mut Record) {
        record.boolean(*self);
    }
}

/// Without trailing zeros, exponent, or sign of zero.
impl Cell for Decimal {
    const TYPE: ColumnType = ColumnType::Decimal;

    fn write(&self, record: &mut Record) {
        record.decimal(self.normalize());
    }
}

impl Cell for Confidence {
    const TYPE: ColumnType = ColumnType::Share;

    fn write(&self, record: &mut Record) {
        record.decimal(Decimal::new(self.hundredths().into(), 2));
    }
}

impl Cell for Date {
    const TYPE: ColumnType = ColumnType::Date;

    fn write(&self, record: &mut Record) {
        record.day(*self);
    }
}

impl Cell for PartialDate {
    const TYPE: ColumnType = ColumnType::PartialDate;

    fn write(&self, record: &mut Record) {
        match self {
            Self::Day(day) => record.day(*day),
            Self::Year(_) | Self::Month(..) => record.plain(&self.to_string()),
        }
    }
}

/// The value of a number: a figure, or a date, time or duration in letters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'c> {
    /// An exact figure.
    Decimal(Decimal),
    /// ISO 8601, with `X` for unknown digits.
    Iso(&'c str),
}

impl Cell for Value<'_> {
    const TYPE: ColumnType = ColumnType::DecimalOrIso;

    fn write(&self, record: &mut Record) {
        match self {
            Self::Decimal(value) => value.write(record),
            Self::Iso(value) => record.plain(value),
        }
    }
}

/// Empty where it is not known or does not apply.
impl<C: Cell> Cell for Option<C> {
    const TYPE: ColumnType = C::TYPE;

    fn write(&self, record: &mut Record) {
        match self {
            Some(cell) => cell.write(record),
            None => record.plain(""),
        }
    }
}

/// Makes enums cells. Each variant stands here with the word for it in the tables; a variant without a word does not
/// compile, and the words are the allowed values of the column.
macro_rules! words {
    ($($choice:ty { $($variant:ident = $word:literal),+ $(,)? })+) => {$(
        impl $crate::tables::cell::Cell for $choice {
            const TYPE: $crate::tables::schema::ColumnType =
                $crate::tables::schema::ColumnType::Enum(&[$($word),+]);

            fn write(&self, record: &mut $crate::tables::cell::Record) {
                record.plain(match self { $(Self::$variant => $word),+ });
            }
        }
    )+};
}
pub(super) use words;

words! {
    PublishedSource {
        FrontMatter = "front_matter", Field = "field", JsonLd = "json_ld", OpenGraph = "open_graph", Meta = "meta",
        TimeElement = "time_element",
    }
    SectionKind {
        Title = "title",
        Byline = "byline",
        Body = "body",
        Caption = "caption",
        Boilerplate = "boilerplate",
    }
    EntityType {
        Person = "person",
        Organization = "organization",
        Location = "location",
        Product = "product",
        Event = "event",
        Group = "group",
    }
    Relation {
        Name = "name",
        Alias = "alias",
        Surname = "surname",
        GivenName = "given_name",
        Abbreviation = "abbreviation",
        Demonym = "demonym",
        Inflected = "inflected",
        CompoundPart = "compound_part",
    }
    Evidence {
        Gazetteer = "gazetteer",
        UserGazetteer = "user_gazetteer",
        Pattern = "pattern",
        Article = "article",
        Corpus = "corpus",
        Decision = "decision",
    }
    Op {
        Eq = "eq",
        Approx = "approx",
        Gt = "gt",
        Ge = "ge",
        Lt = "lt",
        Le = "le",
        Between = "between",
        Vague = "vague",
    }
    Direction { Level = "level", Up = "up", Down = "down" }
    Grain {
        Decade = "decade",
        Year = "year",
        Quarter = "quarter",
        Season = "season",
        Month = "month",
        Week = "week",
        Weekend = "weekend",
        Day = "day",
        DayPart = "day_part",
        Century = "century",
        Minute = "minute",
        HalfYear = "half_year",
    }
    Stage {
        Read = "read",
        Detect = "detect",
        Gazetteer = "gazetteer",
        Decision = "decision",
        Tables = "tables",
    }
    Agreement { Same = "same", Rounding = "rounding", Update = "update", Differs = "differs" }
    Severity { Skipped = "skipped", Warning = "warning" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(separator: Separator, cell: &impl Cell, expected: &str, guarded: usize) {
        let mut record = Record::new(CsvStyle {
            separator,
            byte_order_mark: false,
        });
        cell.write(&mut record);
        assert_eq!(record.cells().iter().collect::<Vec<_>>(), [expected]);
        assert_eq!(record.guarded(), guarded, "{expected}");
    }

    #[test]
    fn formulas_are_guarded_and_counted() {
        for cell in [
            "=1+1",
            "+31 20 123",
            "-App",
            "@x",
            "-",
            "-1-2",
            "+1.",
            "--5",
        ] {
            check(Separator::Comma, &cell, &format!("'{cell}"), 1);
        }
        check(Separator::Comma, &"\tx", "' x", 1);
        check(Separator::Comma, &"\r\nx".to_owned(), "' x", 1);
    }

    #[test]
    fn plain_numbers_and_ordinary_text_are_not_guarded() {
        for cell in ["-5", "+3.25", "-5,3", "x=1", "'quoted'", "", " =1"] {
            check(Separator::Comma, &cell, cell, 0);
        }
    }

    #[test]
    fn ids_and_figures_are_never_guarded() {
        check(Separator::Comma, &Id::from("-x"), "-x", 0);
        check(Separator::Comma, &Decimal::new(-50, 1), "-5", 0);
    }

    #[test]
    fn a_run_of_line_breaks_is_one_space() {
        check(
            Separator::Comma,
            &"a\r\n\r\nb\u{2028}c\u{2029}d\u{85}e\0f",
            "a b c d e f",
            0,
        );
    }

    #[test]
    fn decimals_are_plain() {
        check(
            Separator::Comma,
            &Decimal::new(1_200_000_000_000_000_000, 8),
            "12000000000",
            0,
        );
        check(Separator::Comma, &Decimal::new(-1500, 3), "-1.5", 0);
        check(Separator::Comma, &Decimal::new(0, 7), "0", 0);
        check(Separator::Comma, &Confidence::new(100), "1.00", 0);
        check(Separator::Comma, &Confidence::new(5), "0.05", 0);
    }

    #[test]
    fn semicolon_style_writes_decimal_commas() {
        check(Separator::Semicolon, &Decimal::new(-1500, 3), "-1,5", 0);
        check(Separator::Semicolon, &Confidence::new(90), "0,90", 0);
        check(
            Separator::Semicolon,
            &Value::Decimal(Decimal::new(15, 1)),
            "1,5",
            0,
        );
        check(Separator::Semicolon, &Value::Iso("PT1.5H"), "PT1.5H", 0);
        check(Separator::Semicolon, &"version 1.5", "version 1.5", 0);
    }

    #[test]
    fn unknown_is_an_empty_cell() {
        check(Separator::Comma, &None::<Confidence>, "", 0);
        check(Separator::Comma, &Some(true), "true", 0);
    }
}

//! The types that cross stage borders: what is read, what is found in one text, and what is known of the whole corpus.

mod entity_type;
mod quote;
mod story;
mod token;
mod wording;

use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

pub use entity_type::EntityType;
pub use quote::{KeyWords, Quote, Speaker};
pub use story::{Agreement, Comparison, Scope, Story};
pub use token::{Token, TokenKind};
pub use wording::{Cognate, Wording, Wordings};

use crate::fold::slug;
use crate::language::Language;
use crate::text::Span;

/// One article as it was read. Nothing alters it later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// Path below the corpus folder with `/` between parts, and `#ID` for an article inside a file of many.
    pub path: String,
    /// The decoded text without byte order mark; all spans point into it.
    pub text: String,
    /// What the file says about the article.
    pub metadata: Metadata,
    /// The part of `text` that holds the metadata, always at its start; empty if there is none.
    pub front_matter: Span,
}

/// What a file says about its article. `None` means that it does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// Headline.
    pub title: Option<String>,
    /// The day, month or year it was published, as ISO 8601 (`2025-03-10`, `2025-03`, `2025`).
    pub published: Option<PartialDate>,
    /// Where the file says when; `None` exactly if `published` is.
    pub published_source: Option<PublishedSource>,
    /// Language as told, not detected.
    pub language: Option<Language>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
}

/// Where the date of publication was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishedSource {
    /// In lines at the head of the text.
    FrontMatter,
    /// In a field beside the text: of an export, a feed, a message, an agency's file.
    Field,
    /// In the data that a page has for search engines (schema.org in JSON-LD).
    JsonLd,
    /// In `article:published_time` or another OpenGraph property of a page.
    OpenGraph,
    /// In another `<meta>` of a page.
    Meta,
    /// In a `<time>` or another element of a page.
    TimeElement,
}

/// A day, month or year of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum PartialDate {
    /// A whole year.
    Year(i16),
    /// A month of a year; months count from 1.
    Month(i16, i8),
    /// A day.
    Day(jiff::civil::Date),
}

impl PartialDate {
    /// Reads `2025`, `2025-03`, `2025-03-10`, and the last followed by a time (`2025-03-10T09:30:00Z`), which is cut
    /// off.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (date, rest) = text.split_at_checked(10).unwrap_or((text, ""));
        let is_day = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
        if is_day && let Ok(day) = date.parse() {
            return Some(Self::Day(day));
        }
        let (year, month) = text.split_once('-').unwrap_or((text, ""));
        let is_year = year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit());
        let year: i16 = is_year.then(|| year.parse().ok())??;
        match month {
            "" if !text.contains('-') => Some(Self::Year(year)),
            _ if month.len() == 2 => {
                let month: i8 = month.parse().ok()?;
                (1..=12)
                    .contains(&month)
                    .then_some(Self::Month(year, month))
            }
            _ => None,
        }
    }

    /// First day of the day, month or year.
    ///
    /// # Panics
    ///
    /// Never for a value that [`PartialDate::parse`] gave.
    #[must_use]
    pub fn first_day(self) -> jiff::civil::Date {
        match self {
            Self::Year(year) => jiff::civil::date(year, 1, 1),
            Self::Month(year, month) => jiff::civil::date(year, month, 1),
            Self::Day(day) => day,
        }
    }

    /// Last day of the day, month or year.
    #[must_use]
    pub fn last_day(self) -> jiff::civil::Date {
        match self {
            Self::Year(year) => jiff::civil::date(year, 12, 31),
            Self::Month(..) => self.first_day().last_of_month(),
            Self::Day(day) => day,
        }
    }
}

impl std::fmt::Display for PartialDate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}

/// What a part of an article is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// The headline.
    Title,
    /// Who wrote it.
    Byline,
    /// The article itself.
    Body,
    /// Text at a picture, with the credit of its maker.
    Caption,
    /// Page furniture, teasers of other articles, metadata.
    Boilerplate,
}

impl SectionKind {
    /// Whether it is what the article tells.
    #[must_use]
    pub fn is_told(self) -> bool {
        match self {
            Self::Title | Self::Body | Self::Caption => true,
            Self::Byline | Self::Boilerplate => false,
        }
    }
}

/// A run of lines of one kind. The sections of a text are sorted, do not overlap and cover it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Where.
    pub span: Span,
    /// What for.
    pub kind: SectionKind,
}

/// The language of an article.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct DetectedLanguage {
    /// The language, `und` where it cannot be told.
    pub language: Language,
    /// 0 to 1; 1 where the file or the user told it.
    pub confidence: f64,
}

/// A part of a text in another language than the article: a paragraph, what is left of one around a quotation in a third
/// language, or a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// Where; of a quotation, between its marks.
    pub span: Span,
    /// Its language.
    pub language: Language,
    /// The language of the paragraph that it stands in; of a quotation another than its own.
    pub paragraph: Language,
}

/// A sentence, headline or other line that stands alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Where, from its first token to its last.
    pub span: Span,
    /// Its tokens, as indices into the tokens of the text; never empty.
    pub tokens: Range<usize>,
}

/// How a surface names its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// By its preferred or full name.
    Name,
    /// By another name, a former one or another spelling.
    Alias,
    /// By the last part of a person's name.
    Surname,
    /// By the first part of a person's name.
    GivenName,
    /// By initials or a short form.
    Abbreviation,
    /// By the adjective or inhabitant of a place, or the adherent of a party.
    Demonym,
    /// By a form with an inflectional ending.
    Inflected,
    /// As part of a compound word.
    CompoundPart,
}

/// What made a surface a mention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// A name of the built-in lists.
    Gazetteer,
    /// A name of the user's own lists.
    UserGazetteer,
    /// The shape of the words: given name and surname, headed name, legal form.
    Pattern,
    /// Another mention in the same article.
    Article,
    /// Mentions in other articles.
    Corpus,
    /// What a person decided.
    Decision,
}

/// The thing a mention names.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum EntityRef {
    /// Index of an entity of the gazetteer.
    Listed(u32),
    /// The full name, as the article writes it, of an entity that the gazetteer does not have.
    Unlisted(Box<str>),
}

/// A share of certainty in hundredths, 0 to 100.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Confidence(u8);

impl Confidence {
    /// `hundredths` of certainty; more than 100 counts as 100.
    #[must_use]
    pub const fn new(hundredths: u8) -> Self {
        Self(if hundredths > 100 { 100 } else { hundredths })
    }

    /// In hundredths, 0 to 100.
    #[must_use]
    pub fn hundredths(self) -> u8 {
        self.0
    }
}

/// A name in one text. Lies within one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where the name stands, without an article or title before it.
    pub span: Span,
    /// What the surface names: for a demonym `Group`, although the entity is a country.
    pub entity_type: EntityType,
    /// Finer than the type, lower snake case; empty if not known.
    pub subtype: Box<str>,
    /// What is named.
    pub entity: EntityRef,
    /// How the surface names it.
    pub relation: Relation,
    /// What made it a mention.
    pub evidence: Evidence,
    /// How sure that span, type and entity are right.
    pub confidence: Confidence,
    /// Whether a person should look.
    pub review: bool,
}

/// How a number is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Op {
    /// Just so.
    Eq,
    /// About.
    Approx,
    /// More than.
    Gt,
    /// At least.
    Ge,
    /// Less than.
    Lt,
    /// At most.
    Le,
    /// From `low` to `high`.
    Between,
    /// A vague count: *thousands*; `low` and `high` are its usual limits.
    Vague,
}

impl Op {
    /// Whether the value is the bound of what is meant, which is open to one side.
    #[must_use]
    pub fn is_open(self) -> bool {
        match self {
            Self::Gt | Self::Ge | Self::Lt | Self::Le => true,
            Self::Eq | Self::Approx | Self::Between | Self::Vague => false,
        }
    }
}

/// A figure, a range of figures, or the limits of a vague one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Amount {
    /// One figure.
    Point(Decimal),
    /// Both ends of a range or of a vague count.
    Range {
        /// Lower end, included.
        low: Decimal,
        /// Upper end, included.
        high: Decimal,
    },
}

/// Which way a figure moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Is at, does not move.
    Level,
    /// Rose.
    Up,
    /// Fell.
    Down,
}

/// What a number says, with just the fields its kind has.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum NumberValue {
    /// A count.
    Cardinal(Amount),
    /// A place in a row.
    Ordinal(Amount),
    /// How many times as many: 2 of *doubled*, 0.5 of *halved*.
    Multiple(Amount),
    /// Hundredths, percentage points or basis points.
    Percent {
        /// How many.
        amount: Amount,
        /// Of which of the three.
        unit: PercentUnit,
    },
    /// A sum of money.
    Money {
        /// How much.
        amount: Amount,
        /// ISO 4217 code, where it is known.
        currency: Option<String>,
    },
    /// A measure with its UCUM unit.
    Quantity {
        /// How much.
        amount: Amount,
        /// UCUM code of the unit as written (`km`, `[mi_i]`).
        unit: String,
        /// The base unit of its dimension and the amount in it, where the conversion is exact.
        base: Option<Box<(String, Amount)>>,
    },
    /// How old.
    Age {
        /// How much.
        amount: Amount,
        /// UCUM code: `a`, `mo`, `wk`, `d`.
        unit: String,
    },
    /// Degrees.
    Temperature {
        /// How much.
        amount: Amount,
        /// UCUM code: `Cel`, `[degF]`, `K`.
        unit: String,
    },
    /// A day, month, year or other stretch of the calendar.
    Date(DateValue),
    /// A time of day.
    Time {
        /// ISO 8601 without zone: `14:30`; of a range both ends.
        value: Text,
        /// IANA name, abbreviation or offset as far as it was said: `GMT`, `ET`, `+01:00`.
        zone: Option<String>,
    },
    /// A length of time.
    Duration {
        /// ISO 8601: `PT6H`, `P3D`; of a range both ends.
        value: Text,
    },
    /// What comes back: *every Monday*, *daily*. Its value is that of a SET in TimeML: a day or time with X for what
    /// changes (`XXXX-WXX-1`, `XXXX-XX-XXT09:00`), or how long it takes to come back (`P1D`, `P2W`); both, with a slash
    /// between, where a day is meant but not each one (`XXXX-WXX-1/P2W`). It has no days of its own.
    Set {
        /// What comes back, or after how long.
        value: String,
        /// How long the stretch is that comes back; `None` for hours and shorter ones.
        grain: Option<Grain>,
        /// The time zone of a time of day, as [`NumberValue::Time`] has it.
        zone: Option<String>,
    },
}

/// What a [`NumberValue::Percent`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum PercentUnit {
    /// Hundredths of a whole.
    Hundredths,
    /// Percentage points.
    Points,
    /// Hundredths of a percentage point.
    BasisPoints,
}

impl PercentUnit {
    /// The code of the unit in the tables: `%`, `pp`, `bp`.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Hundredths => "%",
            Self::Points => "pp",
            Self::BasisPoints => "bp",
        }
    }

    /// The unit that it is compared in, and `amount` in it: basis points are hundredths of percentage points.
    #[must_use]
    pub fn in_base(self, amount: Amount) -> (Self, Amount) {
        let hundredth = Decimal::new(1, 2);
        let small = |value: Decimal| value.checked_mul(hundredth).unwrap_or(value).normalize();
        match (self, amount) {
            (Self::BasisPoints, Amount::Point(value)) => {
                (Self::Points, Amount::Point(small(value)))
            }
            (Self::BasisPoints, Amount::Range { low, high }) => {
                let (low, high) = (small(low), small(high));
                (Self::Points, Amount::Range { low, high })
            }
            (unit, amount) => (unit, amount),
        }
    }
}

/// A value in letters, or both ends of a range of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Text {
    /// One value.
    Point(String),
    /// From the first to the second, both included.
    Range(Box<(String, String)>),
}

impl Text {
    /// From `first` to `last`.
    #[must_use]
    pub fn range(first: String, last: String) -> Self {
        Self::Range(Box::new((first, last)))
    }
}

/// A stretch of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DateValue {
    /// ISO 8601, with `X` for unknown digits as EDTF has it: `2025-03`, `XXXX-12-17`; weekdays `XXXX-WXX-1`.
    pub value: Text,
    /// First day, where it is known.
    pub from: Option<jiff::civil::Date>,
    /// Last day, where it is known.
    pub to: Option<jiff::civil::Date>,
    /// How long the stretch is.
    pub grain: Grain,
    /// The publication date that a relative date was counted from.
    pub anchor: Option<PartialDate>,
    /// The time zone of a time on a day, as [`NumberValue::Time`] has it.
    pub zone: Option<String>,
}

/// How long a stretch of the calendar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Ten years.
    Decade,
    /// A year.
    Year,
    /// Three months.
    Quarter,
    /// A season.
    Season,
    /// A month.
    Month,
    /// Seven days.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// A day.
    Day,
    /// Morning, noon, afternoon, evening or night of a day.
    DayPart,
    /// A time on a day.
    Minute,
    /// Six months.
    HalfYear,
    /// A hundred years.
    Century,
}

/// A number in one text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NumberMention {
    /// The number with its unit or scale (`22.000`, `$44bn`, `14:30 uur`); of a range, both ends.
    pub span: Span,
    /// What it says.
    pub value: NumberValue,
    /// How it is meant.
    pub op: Op,
    /// The words that gave `op`.
    pub modifier: Option<Span>,
    /// The words that are counted.
    pub what: Option<Span>,
    /// A key for what is counted that is the same in every language; empty if not known.
    pub what_key: Box<str>,
    /// What a rate is per: `day`, `year`, `h`, `person`; empty if it is no rate.
    pub per: Box<str>,
    /// Which way the figure moved, if the sentence tells.
    pub direction: Option<Direction>,
    /// How sure that span, kind and value are right.
    pub confidence: Confidence,
    /// Whether a person should look.
    pub review: bool,
}

/// All that is found in one text.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Annotations {
    /// The language of the article.
    pub language: DetectedLanguage,
    /// The passages in other languages in order; they do not overlap.
    pub passages: Vec<Passage>,
    /// What each part of the text is for.
    pub sections: Vec<Section>,
    /// The sentences of all sections in order.
    pub sentences: Vec<Sentence>,
    /// The tokens in order; none in articles that are to be linked, which are many.
    pub tokens: Vec<Token>,
    /// What is left of them there, until [`Wordings`] has that of all articles.
    pub wording: Wording,
    /// How many of them are words of the headline, the body and the captions.
    pub n_words: usize,
    /// The names in order of their start; they do not overlap.
    pub mentions: Vec<Mention>,
    /// What may be a name, between the mentions, in order of their start; they do not overlap.
    pub doubtful: Vec<Mention>,
    /// The numbers in order of their start; they do not overlap.
    pub numbers: Vec<NumberMention>,
    /// The quotations in order of their start; they do not overlap.
    pub quotes: Vec<Quote>,
    /// What each of the numbers is about; none where nothing is known of any.
    pub scopes: Vec<Scope>,
}

impl Annotations {
    /// Gives memory back that the lists have set aside to grow, and do no more.
    pub(crate) fn shrink(&mut self) {
        exact(&mut self.passages);
        exact(&mut self.sections);
        exact(&mut self.sentences);
        exact(&mut self.tokens);
        exact(&mut self.mentions);
        exact(&mut self.doubtful);
        exact(&mut self.numbers);
        exact(&mut self.quotes);
        exact(&mut self.scopes);
    }

    /// Adds mentions, which are in order and overlap no others, to those that there are. What points to mentions points
    /// to the same afterwards, and speakers who were no more than words are the mentions of these words.
    pub fn add_mentions(&mut self, added: Vec<Mention>) {
        if added.is_empty() {
            return;
        }
        let n_before = |span: Span| added.partition_point(|one| one.span < span);
        let mentions = self.mentions.iter().enumerate();
        let moved: Vec<_> = mentions
            .map(|(idx, mention)| idx + n_before(mention.span))
            .collect();
        let speakers = self.quotes.iter_mut().filter_map(|it| it.speaker.as_mut());
        let scopes = self.scopes.iter_mut();
        let of_scopes = scopes.flat_map(|scope| [&mut scope.about, &mut scope.place]);
        let speakers = speakers.map(|speaker| &mut speaker.mention_idx);
        for idx in speakers.chain(of_scopes).filter_map(Option::as_mut) {
            *idx = moved[*idx];
        }
        self.mentions.reserve_exact(added.len());
        self.mentions.extend(added);
        self.mentions.sort_by_key(|mention| mention.span);
        for speaker in self.quotes.iter_mut().filter_map(|it| it.speaker.as_mut()) {
            let same = || {
                let mentions = &self.mentions;
                mentions.binary_search_by_key(&speaker.span, |mention| mention.span)
            };
            speaker.mention_idx = speaker.mention_idx.or_else(|| same().ok());
        }
    }

    /// The language of what stands at byte `offset`.
    #[must_use]
    pub fn language_at(&self, offset: usize) -> Language {
        language_at(&self.passages, self.language.language, offset)
    }
}

/// Moves the list to where it has no room to grow. To shrink it where it is may leave it as much room as before.
fn exact<T>(list: &mut Vec<T>) {
    if list.capacity() > list.len() {
        let mut moved = Vec::with_capacity(list.len());
        moved.append(list);
        *list = moved;
    }
}

/// A document with what was found in it.
#[derive(Debug, Clone)]
pub struct Article {
    /// Id in the tables: `a-` with the path in plain letters and a hash of it.
    pub id: String,
    /// What was read.
    pub document: Document,
    /// What was found.
    pub annotations: Annotations,
}

/// Everything the tables are written from.
#[derive(Debug)]
pub struct Corpus {
    /// The articles in order of their ids.
    pub articles: Vec<Article>,
    /// The entities that the articles name, in order of their ids. Every mention is a member of just one.
    pub clusters: Vec<Cluster>,
    /// The figures that at least two articles give, in order of their ids.
    pub figures: Vec<Coreference>,
    /// The quotations that at least two articles have, in order of their ids.
    pub quotes: Vec<Coreference>,
    /// For each article the index of the one that it repeats, if any; that one repeats none.
    pub originals: Vec<Option<usize>>,
    /// The stories in order of their ids. Every article belongs to just one.
    pub stories: Vec<Story>,
    /// Days that several articles of a story name, in order of their ids.
    pub days: Vec<Coreference>,
    /// Figures of several articles of a story side by side, in order of their ids.
    pub comparisons: Vec<Comparison>,
}

impl Corpus {
    /// For each article the index of its story.
    #[must_use]
    pub fn story_of_articles(&self) -> Vec<Option<usize>> {
        let stories = self.stories.iter().map(|story| story.articles.as_slice());
        group_of_articles(self.articles.len(), stories)
    }
}

/// For each of `n_articles` the index of the group that has it among its indices.
#[must_use]
pub fn group_of_articles<'g>(
    n_articles: usize,
    groups: impl IntoIterator<Item = &'g [usize]>,
) -> Vec<Option<usize>> {
    let mut group_of = vec![None; n_articles];
    for (group_idx, group) in groups.into_iter().enumerate() {
        for &article_idx in group {
            group_of[article_idx] = Some(group_idx);
        }
    }
    group_of
}

/// The id of the article at `path`: `a-`, the path in plain letters, and hexadecimal digits of its hash.
///
/// Paths that differ only in what plain letters lose still get different ids; of long paths only the first letters are
/// kept, with more digits.
#[must_use]
pub fn article_id(path: &str) -> String {
    const MAX_LETTERS: usize = 48;
    let mut letters = slug(path);
    let n_digits = if letters.len() > MAX_LETTERS { 16 } else { 8 };
    letters.truncate(MAX_LETTERS);
    let hash = blake3::hash(path.as_bytes()).to_hex();
    format!("a-{}-{}", letters.trim_end_matches('-'), &hash[..n_digits])
}

/// A mention, number or quotation of the corpus, by its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Index of the article in [`Corpus::articles`].
    pub article_idx: usize,
    /// Index in the mentions, the numbers or the quotations of the article.
    pub item_idx: usize,
}

/// The mentions, across articles and languages, of one entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cluster {
    /// The id of the listed entity, or type and name of an unlisted one: `iso:UA`, `per:alp-toker`.
    pub id: String,
    /// The name to show.
    pub name: String,
    /// What it is.
    pub entity_type: EntityType,
    /// What it is, more finely; empty if not known.
    pub subtype: String,
    /// Index of the entity in the gazetteer, if it is listed.
    pub listed: Option<u32>,
    /// The mentions in order, each with the reason why it is here.
    pub members: Vec<Member>,
}

/// One member of a group, and what joined it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Which mention or number.
    pub place: Place,
    /// How sure that it belongs here.
    pub score: Confidence,
    /// What joined it, in words: `same gazetteer entry`, `same name`, `same value and what is counted`.
    pub why: Arc<str>,
}

/// Places in several articles that speak of the same: a figure, a day, a quotation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coreference {
    /// The kind in a few letters (`fig:`, `quo:`) with a hash of what the members have in common, or of the first.
    pub id: String,
    /// What they speak of, to show: `8000 reports`, `44000000000 USD`, the words of a quotation.
    pub label: String,
    /// The places in order.
    pub members: Vec<Member>,
}

/// The kind of the section that byte `offset` lies in; body where no section says otherwise.
#[must_use]
pub fn section_at(sections: &[Section], offset: usize) -> SectionKind {
    let after = sections.partition_point(|section| section.span.end() <= offset);
    sections
        .get(after)
        .map_or(SectionKind::Body, |section| section.kind)
}

/// The language at byte `offset` of a text in `language` with these passages.
#[must_use]
pub fn language_at(passages: &[Passage], language: Language, offset: usize) -> Language {
    let after = passages.partition_point(|passage| passage.span.end() <= offset);
    passages
        .get(after)
        .filter(|passage| passage.span.start() <= offset)
        .map_or(language, |passage| passage.language)
}

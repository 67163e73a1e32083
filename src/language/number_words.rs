//! What the data files of a language say about numbers.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::document::{Direction, Op};
use crate::fold::is_plain;
use crate::tokenize::{is_apostrophe, phrase_key, push_normalized};

/// Words of the number grammar of one language, with the symbols that all languages share.
#[derive(Debug, Default)]
pub struct NumberWords {
    /// `numbers.tsv`: what builds a number.
    pub numbers: Phrases<(NumberRole, Decimal)>,
    /// The rows of `numbers.tsv` for small unknown numbers, with their least and greatest value.
    pub few: Phrases<(Decimal, Decimal)>,
    /// `units.tsv` and `currencies.tsv` of the language and of all languages: what follows or precedes a number.
    pub units: Phrases<(UnitRole, String)>,
    /// `modifiers.tsv`: what says how a number is meant.
    pub modifiers: Phrases<ModifierRole>,
    /// `counted.tsv`: key of what is counted, by its forms.
    pub counted: Phrases<String>,
    /// `outcomes.tsv`: key of what befell people, by the words that say so; `None` for words that say it did not happen.
    pub outcomes: Phrases<Option<String>>,
    /// `times.tsv`: words of clock and calendar.
    pub times: Phrases<(TimeRole, String)>,
    /// Words for parts of the day, that may end a joined word, with their values.
    pub day_parts: Vec<(String, String)>,
    /// Endings that make a decade of a number word, and whether they make a century of hundreds.
    pub decade_endings: Vec<(String, bool)>,
    /// The endings of the first and of the second of two days that are the ends of a range.
    pub range_endings: [Vec<String>; 2],
    /// What kind of things the keys of `counted` count, where that matters.
    pub counted_kinds: BTreeMap<String, CountedKind>,
    /// Endings that make a date or time an open bound, with its op.
    pub bound_endings: Vec<(String, Op)>,
    /// Base unit and factor of UCUM codes.
    pub bases: FxHashMap<String, (String, Decimal)>,
    /// The first parts of the units that stand before numbers: currencies, duals.
    pub starts: FxHashSet<String>,
    /// For each first part of a phrase of any table the lengths of the longest phrases that begin with it.
    pub firsts: FxHashMap<String, Firsts>,
    /// The pieces that joined number words are made of.
    pub morphs: FxHashMap<String, (NumberRole, Decimal)>,
    /// The first two characters of all `morphs`, for ruling out other words fast.
    pub morph_starts: FxHashSet<[char; 2]>,
    /// Endings that make an ordinal of a joined number word or of digits, longest first.
    pub ordinal_endings: Vec<String>,
    /// Superlatives that may be joined to an ordinal: *-größte*.
    pub superlatives: Vec<String>,
    /// Endings of plural nouns.
    pub plural_endings: Vec<String>,
    /// Words that are written in one with the number word behind them and join it: Arabic *and*.
    pub prefixes: Vec<String>,
    /// Whether lengths are told in feet and inches: *5'11"*.
    pub has_feet: bool,
    /// Whether the word for degrees does not tell the scale: *20 degrees*.
    pub has_open_degrees: bool,
    /// Whether the word for hundredths stands before the number: *yüzde 20*.
    pub has_percent_first: bool,
    /// Whether two numbers with a full stop between are a day of a month: `12.6.`
    pub has_day_mark: bool,
    /// Whether number words are written in one: *honderddrieënzestig*.
    pub is_joined: bool,
    /// Whether the part of a stretch of time stands behind it: *toukokuun alussa*.
    pub puts_stretch_first: bool,
    /// Whether plurals of units of time need a word before them to be lengths of time: *for* years.
    pub has_long_before: bool,
    /// Whether the language has an indefinite article, so that a million without one is no number.
    pub has_articles: bool,
    /// Endings that make an age of a joined number word (`-jährige`), with the unit of the age, longest first.
    pub age_endings: Vec<(String, String)>,
    /// Endings of the names of streets, longest first.
    pub street_endings: Vec<String>,
    /// Endings that make a multiple of a number word (`-fach`), longest first.
    pub multiple_endings: Vec<String>,
    /// Endings that make how many times of a number word (`-mal`), longest first.
    pub times_endings: Vec<String>,
    /// Nouns of what lasts and has no age.
    pub lasting_nouns: Vec<LastingNoun>,
    /// Endings that make a length of time of a joined number word (`-tägig`), with its unit, longest first.
    pub lasting_endings: Vec<(String, String)>,
}

/// A row of `Lasts`: a word, or with a hyphen its beginning or its end.
#[derive(Debug)]
pub enum LastingNoun {
    /// *contract*
    Word(String),
    /// *kontrakt-*, with an ending of two letters at most: not *programista*
    Beginning(String),
    /// *-strafe*
    End(String),
}

impl LastingNoun {
    /// The noun of a row.
    #[must_use]
    pub fn of(surface: &str) -> Self {
        let beginning = || Some(Self::Beginning(surface.strip_suffix('-')?.to_owned()));
        let end = || Some(Self::End(surface.strip_prefix('-')?.to_owned()));
        let whole = || Self::Word(surface.to_owned());
        beginning().or_else(end).unwrap_or_else(whole)
    }

    /// Whether a word in lower case is it.
    #[must_use]
    pub fn is(&self, lower: &str) -> bool {
        const LONGEST_ENDING: usize = 2;
        match self {
            Self::Word(word) => lower == word,
            Self::Beginning(start) => {
                let ending = lower.strip_prefix(start.as_str());
                ending.is_some_and(|ending| ending.chars().count() <= LONGEST_ENDING)
            }
            Self::End(end) => lower.ends_with(end.as_str()),
        }
    }
}

/// The tables whose phrases are looked up at every part of a text, as indices of [`Firsts`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[repr(usize)]
pub enum Table {
    /// `numbers.tsv`.
    #[default]
    Numbers,
    /// The small unknown numbers of `numbers.tsv`.
    Few,
    /// `units.tsv`.
    Units,
    /// `modifiers.tsv`.
    Modifiers,
    /// `counted.tsv`.
    Counted,
    /// `outcomes.tsv`.
    Outcomes,
    /// `times.tsv`.
    Times,
    /// `calendar.tsv`.
    Calendar,
}

/// Number of [`Table`]s.
pub const N_TABLES: usize = 8;

/// How many parts the longest phrase of each [`Table`] has that begins with a part; 0 if none does.
pub type Firsts = [u8; N_TABLES];

impl NumberWords {
    /// Notes where phrases can begin, when all are known; `calendar` are the names of months and weekdays.
    pub fn index<'c>(&mut self, calendar: impl Iterator<Item = &'c String>) {
        let mut firsts = FxHashMap::default();
        self.numbers.index(Table::Numbers, &mut firsts);
        self.few.index(Table::Few, &mut firsts);
        self.units.index(Table::Units, &mut firsts);
        self.modifiers.index(Table::Modifiers, &mut firsts);
        self.counted.index(Table::Counted, &mut firsts);
        self.outcomes.index(Table::Outcomes, &mut firsts);
        self.times.index(Table::Times, &mut firsts);
        for name in calendar {
            let first = name.split([' ', '/', '-']).next().unwrap_or_default();
            // A text is cut behind an apostrophe, which may stand in a name or before its ending.
            let cut = first.find('\'').map(|at| first[..=at].to_owned());
            let cut = cut.unwrap_or_else(|| format!("{first}'"));
            for first in [first.to_owned(), cut] {
                let lengths: &mut Firsts = firsts.entry(first).or_default();
                lengths[Table::Calendar as usize] = 1;
            }
        }
        self.firsts = firsts;
    }

    /// What begins with `part`, which is in lower case or as written.
    #[must_use]
    pub fn firsts_of(&self, part: &str) -> Firsts {
        let trimmed = part.trim_end_matches('.');
        let key = if trimmed.is_empty() { part } else { trimmed };
        let found = if key.is_ascii() || !key.contains(is_apostrophe) {
            self.firsts.get(key)
        } else {
            let mut normal = String::new();
            push_normalized(&mut normal, key);
            self.firsts.get(&normal)
        };
        found.copied().unwrap_or_default()
    }
}

/// What a row of `numbers.tsv` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NumberRole {
    /// 0 to 9.
    Digit,
    /// 1, written like the article or the pronoun: counts only before a unit, scale or known counted word.
    One,
    /// The indefinite article: 1 before a scale, unit or fraction.
    Article,
    /// 10 to 19, and every number below 100 that takes no units behind it.
    Teen,
    /// 20, 30 … 90.
    Tens,
    /// 100; takes the number of hundreds before it.
    Hundred,
    /// 200, 300 … 900 in one word.
    Hundreds,
    /// 12, 1000, a million …: multiplies what stands before it.
    Scale,
    /// A scale that is short for it: `k`, `bn`; follows digits only.
    ShortScale,
    /// A scale that follows digits only in sums of money: `m`.
    MoneyScale,
    /// Joins the parts of a number: behind hundreds and scales, and inside joined words.
    And,
    /// Joins two measures, and no parts of a number: 5 рублей *и* 20 копеек, 5 euros *con* 50.
    AndMeasure,
    /// Joins tens and units that are written apart: *treinta y cinco*.
    AndUnits,
    /// The same, written in one with the word behind it.
    AndPrefix,
    /// A half, before a scale or after *and*.
    Half,
    /// A number with a fraction in one word: *anderthalb*; may multiply a scale.
    Whole,
    /// A share in one word: *la moitié*.
    Share,
    /// The same of a word that counts only before *of* or a determiner: *half* of, *half* the.
    ShareOf,
    /// Two of what is counted behind it: *both*, *beide*. Counts only before a known counted word.
    Both,
    /// The lower number of a fraction: *thirds*.
    Denominator,
    /// A place in a row.
    Ordinal,
    /// A word for *second* that is also *other*: *anden*, *andra*; 1 where it is the second behind an indefinite article; 2 for
    /// an ordinal that is also a thing: *quarto*, a room.
    Other,
    /// A noun of which there is a first and a second, that tells `Other` to be a place in a row: *halvlek*, *gången*; or a
    /// verb that tells the word for *second* before which it stands to be one: she *finished* second.
    Ranked,
    /// Behind a number with what it counts, of which it is one, or so many as the value says: her beş kişiden *biri*, her on
    /// kişiden *üçü*.
    OneOf,
    /// An ending that makes digits or a joined number word an ordinal.
    OrdinalEnding,
    /// A superlative that may be written in one with an ordinal: dritt*größte*.
    Superlative,
    /// An ending of case that hangs on digits by a mark: *5-nek*, *10:ssä*.
    CaseEnding,
    /// An unknown number of scales: *thousands*.
    Vague,
    /// Makes the scale behind it vague: *several* hundred.
    Some,
    /// A small unknown number, with its least and greatest value: *kilkanaście*, 11 to 19. Counts only before a unit
    /// or known counted word.
    Few,
    /// A round number that is said roughly: *une dizaine*.
    About,
    /// The decimal mark in words.
    Point,
    /// Negates.
    Minus,
    /// Negates degrees alone, the word being another too: *menos* 10 grados.
    MinusDegrees,
    /// Stands between a number and what it is a share or count of.
    Of,
    /// *one in five*.
    OutOf,
    /// *every* third.
    Every,
    /// A definite article or other word that may stand between modifier and number, or *of* and noun; 2 for one of several,
    /// where the word for *second* behind it says *other*: *de* andra passagerarna.
    Determiner,
    /// Ending of a plural noun, for telling the head of a counted phrase.
    Plural,
    /// A capitalised word that names something by the number behind it: *Boeing*, *Windows*, *page*.
    Label,
    /// A phrase that holds a number word, or digits, and is no number: *9/11*, *eines Tages*.
    NoNumber,
    /// A number word that is also a word of another kind: *sei* (you are), *neuf* (new). Counts only where what stands beside
    /// it says so; 1 where any word may follow the number and none of this class the other: *sex*.
    OtherWord,
    /// A word for a street, of which the number beside its name is a house: *Street*, *rue*, *ulica*.
    Street,
    /// The same as the end of a joined word: *-straße*, *-gatan*.
    StreetEnding,
    /// A word before a telephone number: *call*, *tel.*; 1 for a preposition that goes before one where such a word stands near:
    /// *unter* 116 123; 2 for a word that only goes with such a preposition: *erreichbar*.
    Phone,
    /// How many times as many, in one word: *doubled*, *halved*, *das Doppelte*.
    Multiple,
    /// An ending that makes a multiple of the number before it: *-fach*, *-voudig*.
    MultipleEnding,
    /// How many times, in one word: *twice*, *tweemaal*; a multiple where `Compared` follows.
    Times,
    /// An ending that makes how many times of the number before it: *-mal*, *-szor*.
    TimesEnding,
    /// A multiple that counts only where `Compared` follows: *double the number*.
    Double,
    /// Makes a multiple of the number of times before it: *as many*, *so viele*, *plus*; 1 where only behind `Double`:
    /// *le double* de la.
    Compared,
    /// Makes a multiple of the number behind it (1), or of one divided by it (-1): *a factor of*, *divisé par*.
    Factor,
}

/// What kind of things are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CountedKind {
    /// Somebody, who has an age.
    People,
    /// What is won and lost.
    Play,
    /// What befalls nobody but people.
    Somebody,
}

/// What a row of `units.tsv` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitRole {
    /// Hundredths.
    Percent,
    /// Percentage points.
    Points,
    /// Hundredths of percentage points.
    BasisPoints,
    /// A currency; the code is ISO 4217, or empty where the word names several, with a factor before it where the word
    /// counts more than one: `1000000.SEK` for *Mkr*.
    Currency,
    /// A hundredth of a currency.
    Minor,
    /// A unit of measure; the code is UCUM.
    Unit,
    /// The same of a word that is also another: counts only behind a larger unit, 5 ft 2 *in*.
    SmallerUnit,
    /// A sign of a unit that is also a verb: *ha*, *volt*; the code is the endings of the participles that it goes with, if it
    /// goes with one.
    UnitVerb,
    /// A word for a unit that is also an adjective: 5 *złotych* medali.
    UnitAdjective,
    /// Degrees of temperature; the code is UCUM, `deg` where the word does not tell the scale: *degrees*. Where the word
    /// also is an angle, `Sense` decides.
    Temperature,
    /// Behind degrees or a number: so many below zero; the code is that of a number without degrees.
    BelowZero,
    /// A word that tells which unit is meant in its sentence where a word names two: `angle`, `warmth`, `weight`, `magnitude`.
    Sense,
    /// A length of time; the code is UCUM.
    Duration,
    /// A unit of time in a form before which a number is a place in a row: на 34 *минуте*.
    Nth,
    /// A unit of time in a form that is no plural; one of it where the language has no articles: более *часа*.
    Single,
    /// Follows a length of time and makes it an age: *old*.
    Old,
    /// Follows a number and makes it an age in the unit of the code: *-jährige*.
    Aged,
    /// Follows a number with a hyphen: those of that age or older, 65-*plussers*.
    AgedOrMore,
    /// Follows a number and makes it an adjective of a length of time, in the unit of the code: *-tägig*.
    Lasting,
    /// A noun of what lasts, or with a hyphen its beginning or its end, before which `Aged` tells a length of time:
    /// dreijährige *Haftstrafe*, пятилетний *контракт*.
    Lasts,
    /// Precedes a number and makes it an age: *aged*.
    AgeBefore,
    /// Precedes a decade and makes it that of somebody's life: *in his* 40s; of a word with the code `somebody` only
    /// behind somebody: en mand *i* 40'erne.
    AgeDecade,
    /// Stands between somebody and a number that is the limit of their ages: children *under* 12.
    AgeLimit,
    /// Precedes twenty, thirty … and makes it a decade of somebody's life: *Mitte* 40, *begin* veertig.
    AgePart,
    /// A form of *be* behind which a number of years is the age of its subject: Lena *var* 13 år.
    AgeBe,
    /// A relative pronoun that may be somebody: *som* var 11 år.
    AgeWho,
    /// A word for somebody that is no role before a name: *électricien*, *escocés*.
    Somebody,
    /// Opens a sentence with the age of somebody: *À 48 ans, il*.
    AgeAt,
    /// Stands between somebody and a number that is an age: *en mand på 32*.
    AgeOf,
    /// The word for *of* where only a word for somebody makes a length behind it an age: a man *of* 32 years, but a partner
    /// of 15 years.
    AgeOfSomebody,
    /// A bracket in which a number behind a name is an age: *Anna Berg (34)*.
    AgeBracket,
    /// Two of a unit in one word; the code is a role with its code, or `counted` with a key: `duration a`.
    Dual,
    /// A part of a unit in one word or phrase; the code is how much, a role and its code: `0.5 unit L`.
    PartUnit,
    /// Precedes a number of years and makes it an age: *tiene* 29 años; the code is as of `AgeSubject`: *v* 29 letech.
    AgeVerb,
    /// Precedes a number of years that nothing follows and makes it an age: *hij is* 29 jaar; the code is the forms of
    /// the unit that do, if others do not: *είναι* 29 ετών.
    AgeSubject,
    /// What a rate is per; the code is the key.
    Per,
}

/// What a row of `modifiers.tsv` does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModifierRole {
    /// Before a number, gives the op.
    Before(Op),
    /// Ends in a word of `Before` that here says of whom: eine *Umfrage unter* 1.000 Deutschen.
    Among,
    /// A word of `Before` that before a length of time says how long something took: *under* tre år.
    During,
    /// The same as `Before` before measures and large counts, the word being another before small ones: *do* 5 lat, but *do* czterech
    /// sklepów.
    BeforeMeasure(Op),
    /// After a number, gives the op.
    After(Op),
    /// Before a date or time, makes it an open bound and gives its op: *since*, *until*.
    BoundBefore(Op),
    /// The same behind it: *or later*, *lähtien*.
    BoundAfter(Op),
    /// The same behind a date that `From` stands before: from Monday *on*.
    BoundClose(Op),
    /// A word of `BoundBefore` or `BoundAfter` that goes with what lies behind us, and counts nothing: *since*, *seit*.
    Since,
    /// The same as the ending of its last word, or of what hangs on its digits: *péntekig*, *2030-ig*.
    BoundEnding(Op),
    /// Opens a range whose ends are joined by `LinkOpen`.
    Open,
    /// Opens a range whose ends are joined by `Link`.
    From,
    /// Joins the ends of a range.
    Link,
    /// Joins the ends of a range that is opened before them or closed behind them.
    LinkOpen,
    /// Closes a range whose ends are joined by `LinkOpen`: *5 és 10 között*.
    Close,
    /// A verb or noun of movement.
    Moves(Direction),
    /// The same of measures alone, being about other things with counts: *lost* 3 %, but *lost* three games.
    MovesMeasure(Direction),
    /// Says how far or where to something moved: rose *by* 5 %, fell *to* 3,000.
    MovedBy,
    /// Sets the number behind it against one before it that counts the same: *compared with* 2,706 in 2011.
    Against,
    /// Says that the next noun is counted: *number of*; a word that is itself in `counted.tsv` says both: *death toll*.
    NumberOf,
    /// The same of the noun before it: a halottak *száma*.
    NumberOfAfter,
}

/// What a row of `times.tsv` does; what its value is stands behind each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeRole {
    /// *yesterday*: days from the anchor.
    RelativeDay,
    /// *last*, *this*, *next*: -1, 0, 1.
    Relative,
    /// A stretch or season with what is said of it: *heuer* `year 0`, *i fjol* `year -1`, *i somras* `SU 0`.
    RelativeStretch,
    /// The same behind its stretch: *la semaine dernière*.
    RelativeAfter,
    /// A stretch of the calendar that `Relative` or a number goes with: `day week month year weekend quarter decade
    /// century`.
    Stretch,
    /// *three days ago*, after the length of time; `told` where it is counted from another day of the text: *earlier*.
    AgoAfter,
    /// *vor drei Tagen*, before it.
    AgoBefore,
    /// *in three days*.
    AheadBefore,
    /// *three days from now*; `told` as of `AgoAfter`: *later*.
    AheadAfter,
    /// A part of the day: `MO MI AF EV NI`.
    DayPart,
    /// A season: `SP SU FA WI`.
    Season,
    /// A word before a four-digit number that makes it a year.
    YearBefore,
    /// A word behind a four-digit number that makes it a year: *году*.
    YearAfter,
    /// A word before a day's number or numeric date.
    DateBefore,
    /// A word that makes the day of a month of the number behind it: *el día* 21.
    DayBefore,
    /// A feast: `MM-DD`; `E+N` and `O+N` days from Easter Sunday of the Western and the Eastern churches; `MM#N#D`
    /// the Nth weekday D, 1 to 7, of a month; with `W` before it the weekend of the week that has the feast.
    Holiday,
    /// *every* Monday.
    Every,
    /// The same before a number of stretches only: *alle* zwei Wochen, *om de* twee weken.
    EveryCount,
    /// The same before an ordinal only, the word being another too: *var* tredje vecka.
    EveryNth,
    /// The same of each second: *every other*, *varannan*.
    EveryOther,
    /// What comes back, in one word, with its value: *daily* `P1D`, *montags* `XXXX-WXX-1`.
    Set,
    /// *All*, before a stretch of the calendar, which makes it a length of time: *all week*.
    Whole,
    /// A word for what is coming: *will*.
    Coming,
    /// A month or weekday that is also another word or a short form: needs evidence beside it.
    Guarded,
    /// A mark between two numbers that makes a day of a month of them, where the language writes no other numbers so:
    /// `12.6.`
    DayMark,
    /// A month or weekday as an adjective, which counts in lower case: *czerwcowy* `month 6`, *páteční* `weekday 5`.
    Adjective,
    /// After the hour: *Uhr*.
    Clock,
    /// Before the hour, and makes it a time: *a las*, *kl.*
    ClockBefore,
    /// Minutes that are said behind the hour: *y media* 30, *moins le quart* -15.
    HourAdd,
    /// Joins the hour and the minutes behind it, that are added (1) or taken away (-1): *y*, *moins*.
    HourAnd,
    /// Hours to add to a time of 1 to 12: *am* 0, *pm* 12.
    Meridiem,
    /// A word before a time: *at*.
    At,
    /// A number of the clock in a form of its own: *ósmej* 8, *sekizde* 8.
    ClockNumber,
    /// The same, which says itself that it is a time: *nyolckor* 8.
    HourAt,
    /// Behind the hour and the minutes after it (1) or before it (-1): *dokuzu on geçe*, *dokuza on kala*.
    MinutesAfter,
    /// *half* an hour before the hour named (-30) or after it (30).
    HalfHour,
    /// A quarter of an hour.
    QuarterHour,
    /// Minutes after the hour that follows.
    Past,
    /// Minutes before the hour that follows.
    To,
    /// A time in one word: `12:00`.
    Named,
    /// A time zone: its name or abbreviation.
    Zone,
    /// Ending of a decade: *1990s*, *90er*; `century` where hundreds with it are one: *1800-talet*.
    DecadeEnding,
    /// Word before the number of a decade: *années 1990*.
    DecadeBefore,
    /// A decade in one word, with its first year: *nineties*.
    Decade,
    /// Word after or before the number of a century.
    Century,
    /// Word for a quarter of a year, after an ordinal.
    Quarter,
    /// Short for a quarter, glued to its number: *Q1*, *1Q25*; `year` of a letter that counts only beside a year: *T3 2025*.
    QuarterBefore,
    /// Word for half a year, after an ordinal.
    HalfYear,
    /// Short for half a year, glued to its number: *H1*; counts only beside a year. `behind` of a letter that
    /// also stands behind its number, where it is none of an hour: *1S25*.
    HalfYearBefore,
    /// Before Christ: the number is no year.
    Era,
    /// A part of the stretch of the calendar behind it: `start mid end rest`, and `earlier later` of one told from the
    /// anchor: *early* 2020, *end of* May, *later* this week.
    Part,
    /// The same, behind its stretch: *május elején*.
    PartAfter,
    /// A part of the current stretch in one word, the part and the stretch: *Jahresende* `end year`.
    PartOf,
    /// *last* of the weekdays, days, weeks … of a stretch that is named behind it: *the last Friday of* March.
    Last,
    /// Stands between a day or week and the stretch it lies in: *the first week in* May, *on* of *next week on* Friday.
    Inside,
    /// Between a length of time and a day, which it is counted forward from (1) or back from (-1): *after*, *before*.
    Offset,
    /// The same, behind the day: *karácsony után*.
    OffsetAfter,
    /// *recent*, *last few*, and the plural of *last* and *next*: makes the unit of time behind it an unknown number of
    /// them.
    Recent,
    /// An unknown number of a unit of time in one word, with its value: *wochenlang* `PXW`; a plain plural (*years*) only
    /// behind `LongBefore`.
    Long,
    /// One of `Relative` and `RelativeAfter` that tells a century from another one of the text: *the previous century*.
    FromText,
    /// *the year's*, before a half or quarter of it: *årets första kvartal*.
    YearGenitive,
    /// Joins two days or times of which one is meant, where it also joins the ends of a range: *5 o 6*.
    Either,
    /// Ending of the first of two days that are the ends of a range: *hétfőtől péntekig*.
    FromEnding,
    /// Ending of the second.
    TillEnding,
    /// A word before a plural of a unit of time, which makes a length of time of it: *for* years.
    LongBefore,
    /// Joins the days of a list besides *and*: *sowie*, *ainsi que*.
    AndDay,
    /// Between *night* and the day whose morning ends it: in der Nacht *zum* Sonntag, de nacht van zaterdag *op* zondag.
    NightTo,
    /// A weekday in short that is also an ordinal: na *sexta*; `any` where what stands behind it does not matter: в *среду*.
    ShortDay,
    /// *Night* behind the day whose morning ends it: sunnuntain *vastaisena yönä*.
    NightBehind,
    /// Stands between a number and its unit of time and leaves the length as it is: three *long* years.
    Full,
    /// A stretch told from another day of the text, which is not known: *the next day* `day`, *the following week*
    /// `week`.
    Told,
    /// The day of publication as the end of a range: between *now* and 2030, from 1950 to *the present day*;
    /// `noun` of a word that is also another, which counts behind an article and before no word: from 1950 to the *present*.
    Now,
}

/// Phrases of one or more parts, each with one or more meanings.
///
/// A phrase in lower case of three letters or more is found in any case, another only as it is written.
#[derive(Debug)]
pub struct Phrases<T> {
    table: Table,
    entry_of: FxHashMap<String, u32>,
    entries: Vec<Entry<T>>,
}

#[derive(Debug)]
struct Entry<T> {
    values: Vec<T>,
    has_stop: bool,
    /// Whether it is of no list as it is written: see [`Phrases::add_unmarked`].
    is_unmarked: bool,
}

impl<T> Default for Phrases<T> {
    fn default() -> Self {
        Self {
            table: Table::default(),
            entry_of: FxHashMap::default(),
            entries: Vec::new(),
        }
    }
}

/// Whether a number, date or time can begin with a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Start {
    /// It can.
    Always,
    /// Where a digit or another word of the grammar follows.
    WithNext,
    /// It cannot.
    Never,
}

impl NumberRole {
    /// Whether a number can begin with a word of this role.
    #[must_use]
    pub fn start(self) -> Start {
        use NumberRole as R;
        match self {
            R::Digit | R::One | R::Teen | R::Tens | R::Hundred | R::Hundreds => Start::Always,
            R::Scale | R::Half | R::Whole | R::Ordinal => Start::Always,
            R::Vague | R::Few | R::About | R::Share | R::ShareOf | R::Both => Start::Always,
            R::Multiple | R::Times => Start::Always,
            R::Double => Start::WithNext,
            R::Article | R::Some | R::Minus | R::MinusDegrees | R::Every => Start::WithNext,
            R::ShortScale
            | R::MoneyScale
            | R::And
            | R::AndMeasure
            | R::AndUnits
            | R::AndPrefix
            | R::Denominator
            | R::OrdinalEnding
            | R::Superlative
            | R::CaseEnding
            | R::Point => Start::Never,
            R::MultipleEnding | R::TimesEnding | R::Compared | R::Factor => Start::Never,
            R::Of
            | R::OutOf
            | R::Other
            | R::Ranked
            | R::OneOf
            | R::Determiner
            | R::Plural
            | R::Label => Start::Never,
            R::NoNumber | R::OtherWord | R::Street | R::StreetEnding | R::Phone => Start::Never,
        }
    }
}

impl TimeRole {
    /// Whether a date or time can begin with a word of this role.
    #[must_use]
    pub fn start(self) -> Start {
        use TimeRole as T;
        match self {
            T::RelativeDay | T::RelativeStretch | T::Season | T::Named | T::QuarterHour => {
                Start::Always
            }
            T::Holiday | T::DecadeBefore | T::Decade | T::Whole => Start::Always,
            T::PartOf | T::Told | T::Set | T::Long | T::Adjective => Start::Always,
            T::ClockNumber | T::HourAt => Start::Always,
            T::MinutesAfter
            | T::YearGenitive
            | T::FromText
            | T::Either
            | T::FromEnding
            | T::TillEnding => Start::Never,
            T::Every | T::EveryCount | T::EveryNth | T::EveryOther => Start::WithNext,
            T::Part | T::Last | T::Recent => Start::WithNext,
            T::PartAfter | T::Inside | T::Offset | T::OffsetAfter => Start::Never,
            T::Relative
            | T::AgoBefore
            | T::AheadBefore
            | T::HalfHour
            | T::QuarterBefore
            | T::HalfYearBefore => Start::WithNext,
            T::Stretch | T::Century | T::Meridiem => Start::WithNext,
            T::DayPart => Start::Always,
            T::AgoAfter | T::AheadAfter | T::RelativeAfter => Start::Never,
            T::AndDay | T::NightTo | T::NightBehind | T::Full | T::ShortDay => Start::Never,
            T::Coming | T::LongBefore | T::Now => Start::Never,
            T::YearBefore | T::YearAfter | T::DateBefore | T::DayBefore => Start::Never,
            T::Guarded | T::DayMark | T::Clock | T::ClockBefore | T::HourAdd | T::HourAnd => {
                Start::Never
            }
            T::At | T::Past | T::To | T::Zone => Start::Never,
            T::DecadeEnding | T::Quarter | T::HalfYear | T::Era => Start::Never,
        }
    }
}

/// Fewer letters are too few to tell a word without its marks.
const SHORTEST_UNMARKED: usize = 4;

/// `phrase` without the marks on its letters.
#[must_use]
pub fn unmarked(phrase: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    use unicode_normalization::char::{decompose_canonical, is_combining_mark};
    let mut letters = String::with_capacity(phrase.len());
    for c in phrase.chars() {
        if is_whole(c) {
            letters.push(c);
        } else {
            decompose_canonical(c, |part| {
                if !is_combining_mark(part) {
                    letters.push(part);
                }
            });
        }
    }
    if letters.chars().all(is_whole) {
        return letters;
    }
    letters.nfc().collect()
}

/// Whether the character is a letter without a mark, or none at all.
fn is_whole(c: char) -> bool {
    c.is_ascii() || is_plain(c)
}

impl<T> Phrases<T> {
    /// Adds a meaning of `surface`.
    pub fn insert(&mut self, surface: &str, value: T) {
        let entry = self.entry(phrase_key(surface));
        entry.values.push(value);
        entry.has_stop |= surface.ends_with('.');
    }

    /// The entry of a phrase, new or known.
    fn entry(&mut self, key: String) -> &mut Entry<T> {
        let entries = &mut self.entries;
        let idx = *self.entry_of.entry(key).or_insert_with(|| {
            entries.push(Entry {
                values: Vec::new(),
                has_stop: false,
                is_unmarked: false,
            });
            u32::try_from(entries.len() - 1).expect("lists are shorter")
        });
        &mut self.entries[idx as usize]
    }

    /// Notes the first parts of its phrases as those of `table`.
    fn index(&mut self, table: Table, firsts: &mut FxHashMap<String, Firsts>) {
        self.table = table;
        // The greatest length does not hang on the order of the table.
        self.entry_of.keys().for_each(|key| {
            let n_parts = u8::try_from(key.split(' ').count()).unwrap_or(u8::MAX);
            let first = key.split(' ').next().unwrap_or_default();
            let longest = match firsts.get_mut(first) {
                Some(longest) => longest,
                None => firsts.entry(first.to_owned()).or_default(),
            };
            let longest = &mut longest[table as usize];
            *longest = n_parts.max(*longest);
        });
    }

    /// Which table it is.
    #[must_use]
    pub fn table(&self) -> Table {
        self.table
    }

    /// The meanings of an entry that [`Phrases::find`] found.
    #[must_use]
    pub fn values(&self, entry: u32) -> &[T] {
        &self.entries[entry as usize].values
    }

    /// Lets each phrase be found without the marks on its letters too, as people type them, where that is no other
    /// phrase: *dieciseis*. Words of less than four letters are found as they are written alone.
    pub fn add_unmarked(&mut self)
    where
        T: Clone,
    {
        let marked = self.entry_of.iter().filter(|(key, _)| {
            let n_letters = key.chars().filter(|c| c.is_alphabetic()).count();
            !key.chars().all(is_whole) && n_letters >= SHORTEST_UNMARKED
        });
        let marked = marked.filter_map(|(key, entry)| {
            let plain = unmarked(key);
            let is_new = plain != *key && !self.entry_of.contains_key(&plain);
            is_new.then(|| (plain, key.clone(), *entry))
        });
        let mut marked: Vec<_> = marked.collect();
        // What is added does not hang on the order of the table.
        marked.sort();
        for (plain, _, marked) in marked {
            let Entry {
                values, has_stop, ..
            } = &self.entries[marked as usize];
            let (values, has_stop) = (values.clone(), *has_stop);
            let entry = self.entry(plain);
            entry.values.extend(values);
            entry.has_stop |= has_stop;
            entry.is_unmarked = true;
        }
    }

    /// The meanings of the phrase of `parts`, given as written and in lower case, and whether it is written with a
    /// final full stop.
    pub fn get<'p>(
        &self,
        parts: impl Iterator<Item = (&'p str, &'p str)> + Clone,
    ) -> Option<(&[T], bool)> {
        let (entry, has_stop) = self.find(parts)?;
        Some((self.values(entry), has_stop))
    }

    /// The meanings of the end of a joined word, which is written as the lists have it: *republikaania* ends with no
    /// *ääniä*.
    pub fn of_tail(&self, tail: &str) -> Option<&[T]> {
        let (entry, _) = self.find(std::iter::once((tail, tail)))?;
        let entry = &self.entries[entry as usize];
        (!entry.is_unmarked).then_some(&entry.values)
    }

    /// As [`Phrases::get`], with the entry instead of its meanings.
    pub fn find<'p>(
        &self,
        mut parts: impl Iterator<Item = (&'p str, &'p str)> + Clone,
    ) -> Option<(u32, bool)> {
        let all = parts.clone();
        let (first, second) = (parts.next()?, parts.next());
        if second.is_none() && is_normal(first.0) {
            return self.written(first.0, first.1);
        }
        let key = PhraseKey::of(all);
        self.written(&key.exact, &key.lower)
    }

    /// As [`Phrases::find`], of the first `n_parts` of `key`, which has so many.
    #[must_use]
    pub fn find_first(&self, key: &PhraseKey, n_parts: usize) -> Option<(u32, bool)> {
        let (end, lower_end) = *key.ends.get(n_parts.checked_sub(1)?)?;
        self.written(&key.exact[..end], &key.lower[..lower_end])
    }

    fn written(&self, exact: &str, lower: &str) -> Option<(u32, bool)> {
        let exactly = self.entry_of.get(exact);
        let entry = exactly.or_else(|| {
            let may_differ = lower.len() > 2 && lower != exact;
            may_differ.then(|| self.entry_of.get(lower)).flatten()
        })?;
        Some((*entry, self.entries[*entry as usize].has_stop))
    }
}

/// Parts of a text as the keys of phrases are written.
#[derive(Debug, Default)]
pub struct PhraseKey {
    exact: String,
    lower: String,
    /// The ends of each part in both.
    ends: Vec<(usize, usize)>,
}

impl PhraseKey {
    /// The key of `parts`, given as written and in lower case.
    pub fn of<'p>(parts: impl Iterator<Item = (&'p str, &'p str)>) -> Self {
        let mut key = Self::default();
        for (part, lower) in parts {
            push_part(&mut key.exact, part);
            push_part(&mut key.lower, lower);
            key.ends.push((key.exact.len(), key.lower.len()));
        }
        key
    }
}

/// Whether `part` is written in keys of phrases as it is.
fn is_normal(part: &str) -> bool {
    let has_apostrophe = || match part.is_ascii() {
        true => part.contains('\''),
        false => part.contains(is_apostrophe),
    };
    !part.ends_with('.') && !has_apostrophe()
}

fn push_part(key: &mut String, part: &str) {
    if !key.is_empty() {
        key.push(' ');
    }
    push_normalized(key, part);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unmarked_letters_are_those_of_the_decomposed_word() {
        use unicode_normalization::UnicodeNormalization;
        use unicode_normalization::char::is_combining_mark;
        for word in [
            "dieciséis",
            "Çarşamba",
            "Ångström İki",
            "чотирнадцятий",
            "εκατόν δέκα",
            "ثلاثمئة وأربعة",
            "o\u{323}\u{307}\u{301}",
            "한국 がつ",
            "½ ﬁ Ǆ",
        ] {
            let letters = word.nfd().filter(|c| !is_combining_mark(*c));
            assert_eq!(unmarked(word), letters.nfc().collect::<String>());
        }
    }

    #[test]
    fn phrases_are_found_by_their_beginnings() {
        let mut phrases = Phrases::default();
        for phrase in ["New Year's Day", "new"] {
            phrases.insert(phrase, ());
        }
        let parts = [("New", "new"), ("Year’s", "year’s"), ("Day", "day")];
        let key = PhraseKey::of(parts.into_iter());
        for n_parts in 1..=3 {
            let found = phrases.find(parts.into_iter().take(n_parts));
            assert_eq!(phrases.find_first(&key, n_parts), found);
        }
        let n_parts = (0..5).filter(|&n_parts| phrases.find_first(&key, n_parts).is_some());
        assert_eq!(n_parts.collect::<Vec<_>>(), [1, 3]);
    }
}

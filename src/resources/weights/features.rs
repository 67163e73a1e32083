//! The features that names are weighed by: what they are called in `data/entity_weights.tsv`, and their numbers.
//!
//! No feature is a word. A word counts for what the lists and the data files of its language say about it, so that what
//! is learned from texts in one language holds in all.

use super::Label;

/// Defines an enum whose variants have a number and a name.
macro_rules! named {
    ($(#[$about:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($(#[$doc])* $variant,)* }

        impl $name {
            /// All, in order of number.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// What the file of weights calls each, in order of number.
            const NAMES: &'static [&'static str] = &[$($text),*];

            /// What the file of weights calls it.
            #[must_use]
            pub fn name(self) -> &'static str {
                Self::NAMES[self as usize]
            }
        }
    };
}

named! {
    /// Something that is so about a token.
    Attribute {
        /// `word`
        Lower = "lower case",
        /// `Word`
        Capitalized = "capitalized",
        /// `WORD`, five letters or fewer.
        Acronym = "acronym",
        /// `WORD`, longer.
        Upper = "upper case",
        /// `iPhone`, `McKinsey`
        Mixed = "mixed case",
        /// A letter and a full stop.
        Initial = "initial",
        /// `II`, `XIV`
        Numeral = "roman numeral",
        /// A figure.
        Number = "number",
        /// A capital here says nothing.
        Opens = "opens",
        /// Has a hyphen.
        Hyphen = "hyphen",
        /// Has a digit beside letters.
        Digit = "digit",
        /// Has letters that words of the language do not have.
        ForeignLetters = "foreign letters",
        /// Has a full stop.
        Dotted = "dotted",
        /// Ends in an apostrophe and an ending.
        Possessive = "possessive",
        /// At most three letters.
        Short = "short",
        /// Ten letters or more.
        Long = "long",
        /// A function word of the language.
        Function = "function word",
        /// A definite or indefinite article.
        Article = "article",
        /// A preposition that stands before places.
        PlacePreposition = "place preposition",
        /// A small word inside names of persons.
        PersonParticle = "person particle",
        /// A small word inside names of organisations.
        OrganizationParticle = "organization particle",
        /// A conjunction inside names of organisations.
        Conjunction = "conjunction",
        /// A month or weekday.
        Calendar = "calendar",
        /// A unit, a currency, or a word of dates and times.
        Measure = "word of measures or times",
        /// A title, which stands before a person.
        Title = "title",
        /// An office or occupation.
        Role = "role",
        /// A verb of saying.
        Saying = "saying",
        /// Says that a person stands beside it.
        PersonType = "person type word",
        /// Says that an organisation stands beside it.
        OrganizationType = "organization type word",
        /// Says that a place stands beside it.
        LocationType = "location type word",
        /// Says that something else stands beside it.
        OtherType = "other type word",
        /// Heads a name of an organisation, before the rest.
        HeadBefore = "head before organization",
        /// Heads a name of an organisation, after the rest.
        HeadAfter = "head after organization",
        /// Is a company's legal form.
        LegalForm = "legal form",
        /// Heads a name of a place.
        LocationHead = "head of location",
        /// Is a part of names, and an ordinary word too.
        CommonWord = "ordinary word",
        /// The adjective or inhabitant of a place, or the adherent of a party.
        Demonym = "demonym",
        /// A given name, seldom.
        GivenRare = "rare given name",
        /// A given name.
        Given = "given name",
        /// A given name, often.
        GivenFrequent = "frequent given name",
        /// A surname, seldom.
        SurnameRare = "rare surname",
        /// A surname.
        Surname = "surname",
        /// A surname, often.
        SurnameFrequent = "frequent surname",
        /// More often the first than the last part of a name.
        RatherGiven = "rather given name",
        /// No part of names of persons.
        UnknownPart = "no name part",
        /// A place of the lists.
        Place = "place",
        /// A place of the lists, if something speaks for it.
        DoubtfulPlace = "doubtful place",
        /// A country or a city of a million people.
        LargePlace = "large place",
        /// An organisation of the lists.
        ListedOrganization = "listed organization",
        /// A person of the lists.
        ListedPerson = "listed person",
        /// Something else of the lists.
        ListedOther = "other listed name",
        /// Its letters are those of ordinary words of the language.
        LikeWord = "letters of a word",
        /// Its letters may be those of an ordinary word.
        MaybeWord = "letters perhaps of a word",
        /// Its letters are those of names of persons.
        LikePerson = "letters of a person",
        /// Its letters are those of names of places.
        LikePlace = "letters of a place",
        /// In no list at all, although it has a capital.
        Unlisted = "unlisted capital",
        /// The article has it in lower case too.
        LowerElsewhere = "in lower case elsewhere",
        /// The article has it elsewhere with a capital that tells.
        CapitalElsewhere = "capital elsewhere",
        /// No word of the sentence.
        Edge = "edge of the sentence",
        /// `,` or `;`
        Comma = "comma",
        /// A quotation mark.
        Quotation = "quotation mark",
        /// A bracket that opens.
        BracketOpens = "bracket opens",
        /// A bracket that closes.
        BracketCloses = "bracket closes",
        /// Another mark.
        Mark = "other mark",
    }
}

named! {
    /// Where a token stands from which an attribute speaks about a span.
    Position {
        /// It is the whole span.
        Only = "only",
        /// The first of several.
        First = "first",
        /// Neither first nor last.
        Inner = "inner",
        /// The last of several.
        Last = "last",
        /// Right before the span.
        Before = "before",
        /// Before that.
        SecondBefore = "second before",
        /// Right after the span.
        After = "after",
        /// After that.
        SecondAfter = "second after",
    }
}

named! {
    /// Something that is so about a span of tokens.
    SpanFeature {
        /// Always.
        Any = "any",
        /// It is one token.
        One = "one token",
        /// It is two tokens.
        Two = "two tokens",
        /// It is three tokens.
        Three = "three tokens",
        /// It is four tokens.
        Four = "four tokens",
        /// It is five tokens or more.
        Five = "five tokens or more",
        /// A name of a person that needs no evidence.
        Person = "list: person",
        /// A name of an organisation that needs no evidence.
        Organization = "list: organization",
        /// A name of a place that needs no evidence.
        Location = "list: location",
        /// A name of something else that needs no evidence.
        Other = "list: other",
        /// The same, of several words.
        LongPerson = "list: person of several words",
        /// The same, of several words.
        LongOrganization = "list: organization of several words",
        /// The same, of several words.
        LongLocation = "list: location of several words",
        /// The same, of several words.
        LongOther = "list: other of several words",
        /// A name of a person that needs evidence.
        GuardedPerson = "list: guarded person",
        /// A name of an organisation that needs evidence.
        GuardedOrganization = "list: guarded organization",
        /// A name of a place that needs evidence.
        GuardedLocation = "list: guarded location",
        /// A name of something else that needs evidence.
        GuardedOther = "list: guarded other",
        /// The words beside it bear the name of a person out.
        EvidentPerson = "list: evident person",
        /// The words beside it bear the name of an organisation out.
        EvidentOrganization = "list: evident organization",
        /// The words beside it bear the name of a place out.
        EvidentLocation = "list: evident location",
        /// The words beside it bear the name of something else out.
        EvidentOther = "list: evident other",
        /// The article has the person by a name that needs no evidence.
        PersonElsewhere = "list: person elsewhere",
        /// The article has the organisation by a name that needs no evidence.
        OrganizationElsewhere = "list: organization elsewhere",
        /// The article has the place by a name that needs no evidence.
        LocationElsewhere = "list: location elsewhere",
        /// The name is one of another language.
        Foreign = "list: of another language",
        /// The adjective or inhabitant of a place.
        Demonym = "list: demonym",
        /// It has an ending that the list does not have.
        Inflected = "list: inflected",
        /// By initials.
        Abbreviation = "list: abbreviation",
        /// By a former or doubtful name.
        Hidden = "list: hidden",
        /// A small place.
        Small = "list: small place",
        /// A large place.
        Large = "list: large place",
        /// It lies in a longer name of the lists.
        InsidePerson = "inside listed person",
        /// It lies in a longer name of the lists.
        InsideOrganization = "inside listed organization",
        /// It lies in a longer name of the lists.
        InsideLocation = "inside listed location",
        /// It lies in a longer name of the lists.
        InsideOther = "inside other listed name",
        /// A name of the lists lies in it.
        HoldsPerson = "holds listed person",
        /// A name of the lists lies in it.
        HoldsOrganization = "holds listed organization",
        /// A name of the lists lies in it.
        HoldsLocation = "holds listed location",
        /// A name of the lists lies in it.
        HoldsOther = "holds other listed name",
        /// A given name and a known surname.
        FullName = "shape: given name and surname",
        /// A given name and an unknown surname.
        GivenName = "shape: given name and unknown word",
        /// Initials and a surname.
        InitialName = "shape: initials and surname",
        /// A title and what follows.
        TitledName = "shape: after title",
        /// A role and a surname.
        RoleName = "shape: after role",
        /// An unknown word and a surname.
        CapitalsName = "shape: unknown word and surname",
        /// A surname beside a verb of saying.
        SpeakingName = "shape: surname beside verb of saying",
        /// A surname or given name alone.
        LoneName = "shape: lone name",
        /// Headed by a word that makes an organisation, before the rest.
        HeadedOrganization = "shape: head and organization",
        /// Headed by a word that makes an organisation, after the rest.
        OrganizationHead = "shape: organization and head",
        /// Headed by a word that makes a place.
        HeadedLocation = "shape: headed location",
        /// Headed by a word that makes something else.
        HeadedOther = "shape: headed other",
        /// After a word that says that it is an organisation.
        TypedOrganization = "shape: after organization type word",
        /// After a word that says that it is a place.
        TypedLocation = "shape: after location type word",
        /// After a word that says that it is something else.
        TypedOther = "shape: after other type word",
        /// Before its initials in brackets.
        Spelled = "shape: before its initials",
        /// The agency in a photo credit.
        Credited = "shape: credited agency",
        /// A part of a place.
        Area = "shape: part of a place",
        /// It lies in a longer name of a person.
        InsideName = "inside name of person",
        /// It lies in a longer name of an organisation.
        InsideHeaded = "inside headed name",
        /// A name of a person lies in it.
        HoldsName = "holds name of person",
        /// A name of an organisation lies in it.
        HoldsHeaded = "holds headed name",
        /// A name of the lists lies across its border.
        Crossing = "across the border of a listed name",
        /// Names of the lists, side by side, make it up.
        Composed = "made of listed names",
        /// Its ends meet another capital before it.
        CapitalBefore = "capital before",
        /// Its ends meet another capital after it.
        CapitalAfter = "capital after",
        /// Between quotation marks.
        Quoted = "quoted",
        /// Between brackets.
        Bracketed = "bracketed",
        /// In a headline.
        Headline = "in headline",
        /// In a byline.
        Byline = "in byline",
        /// At a picture.
        Caption = "in caption",
        /// In page furniture.
        Boilerplate = "in page furniture",
        /// It is the whole sentence.
        WholeSentence = "whole sentence",
        /// A longer name of a person in the article ends in it.
        SurnameElsewhere = "article: surname",
        /// A longer name of a person in the article begins with it.
        GivenElsewhere = "article: given name",
        /// The article has it as a person elsewhere.
        PersonRepeats = "article: person",
        /// The article has it as an organisation elsewhere.
        OrganizationRepeats = "article: organization",
        /// The article has it as a place elsewhere.
        LocationRepeats = "article: location",
        /// The article has it as something else elsewhere.
        OtherRepeats = "article: other",
        /// The article has it elsewhere, as no name.
        NothingRepeats = "article: no name",
        /// The article has a longer name with it.
        InsideElsewhere = "article: part of longer name",
        /// A person is named close before it.
        PersonBefore = "close after: person",
        /// An organisation is named close before it.
        OrganizationBefore = "close after: organization",
        /// A place is named close before it.
        LocationBefore = "close after: location",
        /// Something else is named close before it.
        OtherBefore = "close after: other",
        /// A person is named close after it.
        PersonAfter = "close before: person",
        /// An organisation is named close after it.
        OrganizationAfter = "close before: organization",
        /// A place is named close after it.
        LocationAfter = "close before: location",
        /// Something else is named close after it.
        OtherAfter = "close before: other",
    }
}

named! {
    /// What a token is, in one word: the first that holds.
    Part {
        /// A letter with a full stop.
        Initial = "initial",
        /// Small words.
        Small = "small word",
        /// Figures and marks.
        Figure = "figure",
        /// Heads a name of an organisation.
        Head = "head",
        /// Titles and roles.
        Role = "role",
        /// A demonym.
        Demonym = "demonym",
        /// An acronym.
        Acronym = "acronym",
        /// A place that needs no evidence.
        Place = "place",
        /// Another name of the lists.
        Listed = "listed",
        /// More often a given name.
        Given = "given",
        /// More often a surname.
        Surname = "surname",
        /// A name part that is an ordinary word.
        NameWord = "name and word",
        /// A doubtful place.
        DoubtfulPlace = "doubtful place",
        /// Another word with a capital.
        Capital = "capital",
        /// Any other word.
        Word = "word",
    }
}

named! {
    /// What a capital says.
    Capital {
        /// It tells a name.
        Tells = "telling",
        /// It opens a sentence.
        Opens = "opening",
        /// It may be that of a noun.
        Noun = "noun",
    }
}

named! {
    /// What a neighbour of a span is, in one word: the first that holds.
    Neighbour {
        /// No word of the sentence.
        Edge = "edge",
        /// A title.
        Title = "title",
        /// A role.
        Role = "role",
        /// Says that an organisation stands beside it.
        OrganizationType = "organization type word",
        /// Says that a place stands beside it.
        LocationType = "location type word",
        /// Says that something else stands beside it.
        OtherType = "other type word",
        /// A verb of saying.
        Saying = "saying",
        /// A preposition that stands before places.
        PlacePreposition = "place preposition",
        /// An article.
        Article = "article",
        /// Another function word.
        Function = "function word",
        /// A comma.
        Comma = "comma",
        /// A quotation mark.
        Quotation = "quotation mark",
        /// A bracket.
        Bracket = "bracket",
        /// A figure.
        Number = "number",
        /// Another mark.
        Mark = "mark",
        /// A demonym.
        Demonym = "demonym",
        /// A word with a capital.
        Capital = "capital",
        /// Any other word.
        Word = "word",
    }
}

named! {
    /// What a span is, in one word: the first that holds.
    SpanKind {
        /// In the lists as a place.
        Place = "listed place",
        /// In the lists as a place that needs evidence.
        DoubtfulPlace = "doubtful place",
        /// In the lists as an organisation.
        Organization = "listed organization",
        /// In the lists as a person.
        Person = "listed person",
        /// In the lists as something else.
        Other = "other listed name",
        /// Headed, initialled or typed.
        Headed = "headed",
        /// Shaped as the name of a person.
        Name = "name of person",
        /// One word, known as a part of names.
        NamePart = "name part",
        /// One acronym.
        Acronym = "acronym",
        /// One other word.
        Word = "word",
        /// Several words.
        Words = "words",
    }
}

named! {
    /// What features tell of; for measuring what each carries.
    Group {
        /// The lists of names.
        Lists = "lists",
        /// The rules for the shape of names.
        Shapes = "shapes",
        /// The parts of names of persons.
        NameParts = "name parts",
        /// How words are written.
        Writing = "writing",
        /// What the data files of languages say of the words of the name.
        Words = "words",
        /// What stands beside the name, and where it stands.
        Surroundings = "surroundings",
        /// What the letters of unknown words look like.
        Letters = "letters",
        /// The rest of the article.
        Article = "article",
    }
}

impl SpanFeature {
    /// The same as this feature, which says it of persons, but for `label`: `LongPerson` becomes `LongLocation`.
    ///
    /// The features that say one thing of each class follow each other in order of label.
    #[must_use]
    pub fn for_label(self, label: Label) -> Self {
        Self::ALL[self as usize + label as usize]
    }

    fn group(self) -> Group {
        match self {
            Self::Any | Self::One | Self::Two | Self::Three | Self::Four | Self::Five => {
                Group::Writing
            }
            feature if feature < Self::FullName => Group::Lists,
            feature if feature < Self::Composed => Group::Shapes,
            Self::Composed => Group::Lists,
            feature if feature < Self::SurnameElsewhere => Group::Surroundings,
            _ => Group::Article,
        }
    }
}

/// The number of a feature, below [`N_FEATURES`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(u32);

const N_ATTRIBUTES: usize = Attribute::ALL.len();
const N_PARTS: usize = Part::ALL.len();
const N_CAPITALS: usize = Capital::ALL.len();
const N_NEIGHBOURS: usize = Neighbour::ALL.len();
const N_KINDS: usize = SpanKind::ALL.len();

const NOUNS: usize = Position::ALL.len() * N_ATTRIBUTES;
const SPANS: usize = NOUNS * 2;
const SINGLES: usize = SPANS + SpanFeature::ALL.len();
const PAIRS: usize = SINGLES + N_PARTS * N_CAPITALS;
const BEFORES: usize = PAIRS + N_PARTS * N_PARTS * 2;
const AFTERS: usize = BEFORES + N_KINDS * N_NEIGHBOURS;
const FIRSTS: usize = AFTERS + N_KINDS * N_NEIGHBOURS;
const LASTS: usize = FIRSTS + N_PARTS * N_NEIGHBOURS;
const KINDS: usize = LASTS + N_PARTS * N_NEIGHBOURS;

/// How many features there are.
pub const N_FEATURES: usize = KINDS + N_KINDS * N_CAPITALS;

impl Feature {
    /// A token at `position` has the attribute.
    #[must_use]
    pub const fn attribute(position: Position, attribute: Attribute) -> Self {
        Self((position as usize * N_ATTRIBUTES + attribute as usize) as u32)
    }

    /// The same in a language whose nouns have capitals.
    #[must_use]
    pub const fn noun_attribute(position: Position, attribute: Attribute) -> Self {
        Self((NOUNS + position as usize * N_ATTRIBUTES + attribute as usize) as u32)
    }

    /// The span is so.
    #[must_use]
    pub const fn span(feature: SpanFeature) -> Self {
        Self((SPANS + feature as usize) as u32)
    }

    /// The span is one token of this kind.
    #[must_use]
    pub const fn single(part: Part, capital: Capital) -> Self {
        Self((SINGLES + part as usize * N_CAPITALS + capital as usize) as u32)
    }

    /// The span begins and ends in tokens of these kinds, with others between them or not.
    #[must_use]
    pub const fn ends(first: Part, last: Part, is_long: bool) -> Self {
        Self((PAIRS + (first as usize * N_PARTS + last as usize) * 2 + is_long as usize) as u32)
    }

    /// The span is of this kind and stands after this.
    #[must_use]
    pub const fn after(before: Neighbour, kind: SpanKind) -> Self {
        Self((BEFORES + before as usize * N_KINDS + kind as usize) as u32)
    }

    /// The span is of this kind and stands before this.
    #[must_use]
    pub const fn before(kind: SpanKind, after: Neighbour) -> Self {
        Self((AFTERS + after as usize * N_KINDS + kind as usize) as u32)
    }

    /// The span begins in such a token and stands after this.
    #[must_use]
    pub const fn first_after(before: Neighbour, first: Part) -> Self {
        Self((FIRSTS + before as usize * N_PARTS + first as usize) as u32)
    }

    /// The span ends in such a token and stands before this.
    #[must_use]
    pub const fn last_before(last: Part, after: Neighbour) -> Self {
        Self((LASTS + after as usize * N_PARTS + last as usize) as u32)
    }

    /// The span is of this kind and its capital says this.
    #[must_use]
    pub const fn kind(kind: SpanKind, capital: Capital) -> Self {
        Self((KINDS + kind as usize * N_CAPITALS + capital as usize) as u32)
    }

    /// All features in order of number.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..N_FEATURES as u32).map(Self)
    }

    /// Its number.
    #[must_use]
    pub const fn idx(self) -> usize {
        self.0 as usize
    }

    /// What it tells of.
    #[must_use]
    pub fn group(self) -> Group {
        let attribute = |idx: usize| {
            if idx / N_ATTRIBUTES >= Position::Before as usize {
                return Group::Surroundings;
            }
            match Attribute::ALL[idx % N_ATTRIBUTES] {
                Attribute::Demonym
                | Attribute::Place
                | Attribute::DoubtfulPlace
                | Attribute::LargePlace
                | Attribute::ListedOrganization
                | Attribute::ListedPerson
                | Attribute::ListedOther
                | Attribute::Unlisted => Group::Lists,
                Attribute::CommonWord
                | Attribute::GivenRare
                | Attribute::Given
                | Attribute::GivenFrequent
                | Attribute::SurnameRare
                | Attribute::Surname
                | Attribute::SurnameFrequent
                | Attribute::RatherGiven
                | Attribute::UnknownPart => Group::NameParts,
                Attribute::LikeWord
                | Attribute::MaybeWord
                | Attribute::LikePerson
                | Attribute::LikePlace => Group::Letters,
                Attribute::LowerElsewhere | Attribute::CapitalElsewhere => Group::Article,
                attribute if attribute >= Attribute::Function => Group::Words,
                _ => Group::Writing,
            }
        };
        match self.idx() {
            KINDS.. => Group::Writing,
            BEFORES.. => Group::Surroundings,
            SINGLES.. => Group::NameParts,
            idx @ SPANS.. => SpanFeature::ALL[idx - SPANS].group(),
            idx @ NOUNS.. => attribute(idx - NOUNS),
            idx => attribute(idx),
        }
    }

    /// What the file of weights calls it.
    #[must_use]
    pub fn name(self) -> String {
        let idx = self.idx();
        let attribute = |idx: usize| {
            let (position, attribute) = (idx / N_ATTRIBUTES, idx % N_ATTRIBUTES);
            let (position, attribute) = (Position::NAMES[position], Attribute::NAMES[attribute]);
            format!("{position}: {attribute}")
        };
        let context = |joint: &str, idx: usize| {
            let (neighbour, kind) = pair(Neighbour::NAMES, SpanKind::NAMES, idx);
            format!("context: {kind} {joint} {neighbour}")
        };
        let end = |joint: &str, idx: usize| {
            let (neighbour, part) = pair(Neighbour::NAMES, Part::NAMES, idx);
            format!("ends: {part} {joint} {neighbour}")
        };
        let with_capital = |about: &str, all: &[&str], idx: usize| {
            let (one, capital) = pair(all, Capital::NAMES, idx);
            format!("{about}: {one} with {capital}")
        };
        match idx {
            KINDS.. => with_capital("capital", SpanKind::NAMES, idx - KINDS),
            LASTS.. => end("before", idx - LASTS),
            FIRSTS.. => end("after", idx - FIRSTS),
            AFTERS.. => context("before", idx - AFTERS),
            BEFORES.. => context("after", idx - BEFORES),
            PAIRS.. => {
                let idx = idx - PAIRS;
                let (first, last) = pair(Part::NAMES, Part::NAMES, idx / 2);
                let between = if idx % 2 == 1 { " .. " } else { " + " };
                format!("parts: {first}{between}{last}")
            }
            SINGLES.. => with_capital("parts", Part::NAMES, idx - SINGLES),
            SPANS.. => format!("span: {}", SpanFeature::NAMES[idx - SPANS]),
            NOUNS.. => format!("nouns with capitals, {}", attribute(idx - NOUNS)),
            _ => attribute(idx),
        }
    }
}

/// Number `idx` of all pairs of one of `slow` and one of `fast`, which changes from each pair to the next.
fn pair<'n>(slow: &[&'n str], fast: &[&'n str], idx: usize) -> (&'n str, &'n str) {
    (slow[idx / fast.len()], fast[idx % fast.len()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn features_have_names_of_their_own() {
        let mut names: Vec<_> = Feature::all().map(Feature::name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), N_FEATURES);
    }

    #[test]
    fn features_of_classes_stand_in_order_of_label() {
        for (of_person, of_other) in [
            (SpanFeature::Person, SpanFeature::Other),
            (SpanFeature::LongPerson, SpanFeature::LongOther),
            (SpanFeature::GuardedPerson, SpanFeature::GuardedOther),
            (SpanFeature::EvidentPerson, SpanFeature::EvidentOther),
            (SpanFeature::InsidePerson, SpanFeature::InsideOther),
            (SpanFeature::HoldsPerson, SpanFeature::HoldsOther),
            (SpanFeature::PersonRepeats, SpanFeature::OtherRepeats),
            (SpanFeature::PersonBefore, SpanFeature::OtherBefore),
            (SpanFeature::PersonAfter, SpanFeature::OtherAfter),
        ] {
            assert_eq!(of_person.for_label(Label::Other), of_other);
        }
        let elsewhere = SpanFeature::PersonElsewhere.for_label(Label::Location);
        assert_eq!(elsewhere, SpanFeature::LocationElsewhere);
    }
}

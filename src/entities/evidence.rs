//! What speaks for a span of tokens being a name: the features that `data/entity_weights.tsv` has weights for.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::found::Found;
use super::guard;
use super::listed::{Form, LARGE_PLACE, Listed, Reading, SMALL_PLACE, type_of};
use super::person_words::{is_initial, is_large_city};
use super::words::{Case, Words, is_quotation_mark};
use super::{Pattern, Proposal};
use crate::document::{EntityType, SectionKind, TokenKind};
use crate::language::{HeadPosition, RoleKind};
use crate::resources::gazetteer::NameKind;
use crate::resources::weights::{
    Attribute, Capital, Feature, Label, N_LABELS, Neighbour, Part, Position, SpanFeature, SpanKind,
};
use crate::text::is_alphabetic;
use crate::tokenize::is_hyphen;

/// Up to this many letters a word in capitals is an acronym.
const MAX_ACRONYM: usize = 5;
/// Up to this many letters a word is short.
const MAX_SHORT: usize = 3;
/// From this many letters on a word is long.
const MIN_LONG: usize = 10;
/// From these counts in the list of name parts on, a word is a name part, and a frequent one.
const NAME_PART: [u16; 2] = [5, 50];

/// From these probabilities on the letters of a word tell what it is, and that it may be an ordinary word.
const LIKE: f32 = 0.75;
const MAYBE: f32 = 0.5;

/// A set of numbers below 128.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Set(u128);

impl Set {
    fn add(&mut self, number: usize) {
        self.0 |= 1 << number;
    }

    fn remove(&mut self, number: usize) {
        self.0 &= !(1 << number);
    }

    fn has(self, number: usize) -> bool {
        self.0 & (1 << number) != 0
    }

    /// In ascending order.
    fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let number = (rest != 0).then(|| rest.trailing_zeros() as usize)?;
            rest &= rest - 1;
            Some(number)
        })
    }
}

/// The attributes of a token.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Attributes(Set);

impl Attributes {
    fn add(&mut self, attribute: Attribute) {
        self.0.add(attribute as usize);
    }

    fn remove(&mut self, attribute: Attribute) {
        self.0.remove(attribute as usize);
    }

    fn has(self, attribute: Attribute) -> bool {
        self.0.has(attribute as usize)
    }

    /// The same without what its capital says, if it is a noun like any other.
    fn beside_a_name(self, nouns_capitalized: bool) -> Self {
        if !nouns_capitalized || !self.has(Attribute::Unlisted) {
            return self;
        }
        let mut known = self;
        for attribute in [
            Attribute::Capitalized,
            Attribute::UnknownPart,
            Attribute::Unlisted,
            Attribute::LikeWord,
            Attribute::MaybeWord,
            Attribute::LikePerson,
            Attribute::LikePlace,
        ] {
            known.remove(attribute);
        }
        known.add(Attribute::Lower);
        known
    }

    fn iter(self) -> impl Iterator<Item = Attribute> {
        self.0.iter().map(|number| Attribute::ALL[number])
    }
}

/// Takes features of a span, each once.
struct SpanFeatures<'f> {
    known: Set,
    features: &'f mut Vec<Feature>,
}

impl SpanFeatures<'_> {
    fn add(&mut self, feature: SpanFeature) {
        if !self.known.has(feature as usize) {
            self.known.add(feature as usize);
            self.features.push(Feature::span(feature));
        }
    }
}

/// What is known of every token of a text, and of the names that the lists and the shape rules find in it.
pub(super) struct Evidence<'a, 'w> {
    words: &'a Words<'w>,
    found: &'a Found,
    attributes: Vec<Attributes>,
    /// What the tokens say as neighbours.
    beside: Vec<Attributes>,
    parts: Vec<Part>,
    neighbours: Vec<Neighbour>,
}

impl<'a, 'w> Evidence<'a, 'w> {
    /// What bears on the `proposals` of the article.
    pub(super) fn new(words: &'a Words<'w>, found: &'a Found, proposals: &[Proposal]) -> Self {
        let attributes = attributes(words, &near(words, proposals));
        let nouns_capitalized = words.profile.nouns_capitalized;
        let beside = attributes
            .iter()
            .map(|known| known.beside_a_name(nouns_capitalized));
        let beside: Vec<_> = beside.collect();
        Self {
            words,
            found,
            parts: attributes.iter().map(|known| part(*known)).collect(),
            neighbours: beside.iter().map(|known| neighbour(*known)).collect(),
            attributes,
            beside,
        }
    }

    /// What a capital at token `idx` says.
    fn capital(&self, idx: usize) -> Capital {
        if self.words.profile.nouns_capitalized {
            Capital::Noun
        } else if self.attributes[idx].has(Attribute::Opens) {
            Capital::Opens
        } else {
            Capital::Tells
        }
    }

    /// Adds the features of the proposal, which lies in `sentence`.
    pub(super) fn add_features(
        &self,
        proposal: &Proposal,
        sentence: &Range<usize>,
        features: &mut Vec<Feature>,
    ) {
        let tokens = &proposal.tokens;
        let may_be_noun = self.words.profile.nouns_capitalized && !self.is_borne_out(proposal);
        self.add_tokens(tokens, may_be_noun, features);
        self.add_surroundings(tokens, may_be_noun, sentence, features);
        let mut so = SpanFeatures {
            known: Set::default(),
            features,
        };
        so.add(SpanFeature::Any);
        so.add(match tokens.len() {
            1 => SpanFeature::One,
            2 => SpanFeature::Two,
            3 => SpanFeature::Three,
            4 => SpanFeature::Four,
            _ => SpanFeature::Five,
        });
        self.add_lists(proposal, &mut so);
        self.add_shapes(proposal, &mut so);
        self.add_place(tokens, sentence, &mut so);
        let kind = self.kind(proposal);
        let (before, after) = self.neighbours(tokens, sentence);
        let (first, last) = (self.parts[tokens.start], self.parts[tokens.end - 1]);
        features.extend([
            Feature::kind(kind, self.capital(tokens.start)),
            Feature::after(before, kind),
            Feature::before(kind, after),
            Feature::first_after(before, first),
            Feature::last_before(last, after),
        ]);
    }

    /// Whether the lists have the span as a name that needs no evidence, or that the article has elsewhere.
    fn is_borne_out(&self, proposal: &Proposal) -> bool {
        let mut readings = self.found.readings(proposal);
        readings.any(|reading| !reading.guarded || self.found.evident.contains(&reading.entity))
    }

    fn add_tokens(&self, tokens: &Range<usize>, may_be_noun: bool, features: &mut Vec<Feature>) {
        let (first, last) = (tokens.start, tokens.end - 1);
        let mut add = |idx: usize, position: Position| {
            for attribute in self.attributes[idx].iter() {
                features.push(Feature::attribute(position, attribute));
                if may_be_noun {
                    features.push(Feature::noun_attribute(position, attribute));
                }
            }
        };
        if first == last {
            add(first, Position::Only);
            let part = Feature::single(self.parts[first], self.capital(first));
            features.push(part);
            return;
        }
        add(first, Position::First);
        add(last, Position::Last);
        for idx in first + 1..last {
            add(idx, Position::Inner);
        }
        let is_long = tokens.len() > 2;
        features.push(Feature::ends(self.parts[first], self.parts[last], is_long));
    }

    fn add_surroundings(
        &self,
        tokens: &Range<usize>,
        may_be_noun: bool,
        sentence: &Range<usize>,
        features: &mut Vec<Feature>,
    ) {
        let mut edge = Attributes::default();
        edge.add(Attribute::Edge);
        let at = |known: &[Attributes], idx: Option<usize>| {
            idx.filter(|idx| sentence.contains(idx))
                .map_or(edge, |idx| known[idx])
        };
        let around = [
            (tokens.start.checked_sub(1), Position::Before),
            (tokens.start.checked_sub(2), Position::SecondBefore),
            (Some(tokens.end), Position::After),
            (Some(tokens.end + 1), Position::SecondAfter),
        ];
        for (idx, position) in around {
            for attribute in at(&self.beside, idx).iter() {
                features.push(Feature::attribute(position, attribute));
            }
            if may_be_noun {
                let attributes = at(&self.attributes, idx).iter();
                features.extend(attributes.map(|one| Feature::noun_attribute(position, one)));
            }
        }
    }

    fn neighbours(&self, tokens: &Range<usize>, sentence: &Range<usize>) -> (Neighbour, Neighbour) {
        let at = |idx: Option<usize>| {
            idx.filter(|idx| sentence.contains(idx))
                .map_or(Neighbour::Edge, |idx| self.neighbours[idx])
        };
        (at(tokens.start.checked_sub(1)), at(Some(tokens.end)))
    }

    /// What the lists know of the span.
    fn add_lists(&self, proposal: &Proposal, so: &mut SpanFeatures) {
        for place in self.found.listed_as(proposal) {
            if place.form == Form::Inflected {
                so.add(SpanFeature::Inflected);
            }
            for &reading in &place.readings {
                self.add_reading(place, reading, so);
            }
        }
        let mut parts = Vec::new();
        let across = self.found.listed_across(&proposal.tokens);
        for place in across.filter(|place| place.tokens != proposal.tokens) {
            let certain = place.readings.iter().filter(|reading| !reading.guarded);
            for reading in certain {
                let label = Label::of(type_of(self.words, *reading));
                if holds(&place.tokens, &proposal.tokens) {
                    so.add(SpanFeature::InsidePerson.for_label(label));
                } else if holds(&proposal.tokens, &place.tokens) {
                    so.add(SpanFeature::HoldsPerson.for_label(label));
                    parts.push(&place.tokens);
                } else {
                    so.add(SpanFeature::Crossing);
                }
            }
        }
        if is_covered(&proposal.tokens, &parts) {
            so.add(SpanFeature::Composed);
        }
    }

    fn add_reading(&self, place: &Listed, reading: Reading, so: &mut SpanFeatures) {
        let entity_type = type_of(self.words, reading);
        let label = Label::of(entity_type);
        if !reading.guarded {
            so.add(SpanFeature::Person.for_label(label));
            if place.tokens.len() > 1 {
                so.add(SpanFeature::LongPerson.for_label(label));
            }
        } else if guard::local_evidence(self.words, place, reading).is_some() {
            so.add(SpanFeature::EvidentPerson.for_label(label));
        } else {
            so.add(SpanFeature::GuardedPerson.for_label(label));
        }
        let is_elsewhere = reading.guarded && self.found.evident.contains(&reading.entity);
        if is_elsewhere && label != Label::Other {
            so.add(SpanFeature::PersonElsewhere.for_label(label));
        }
        if !reading.own_language {
            so.add(SpanFeature::Foreign);
        }
        match reading.kind {
            NameKind::Demonym => so.add(SpanFeature::Demonym),
            NameKind::Abbreviation => so.add(SpanFeature::Abbreviation),
            NameKind::Hidden | NameKind::Former => so.add(SpanFeature::Hidden),
            NameKind::Preferred | NameKind::Alias => {}
        }
        let prior = || self.words.gazetteer.prior(reading.entity);
        if entity_type == EntityType::Location && prior() >= LARGE_PLACE {
            so.add(SpanFeature::Large);
        } else if entity_type == EntityType::Location && prior() < SMALL_PLACE {
            so.add(SpanFeature::Small);
        }
    }

    /// What the shape rules say of the span.
    fn add_shapes(&self, proposal: &Proposal, so: &mut SpanFeatures) {
        for pattern in self.found.patterns_across(&proposal.tokens) {
            if pattern.tokens == proposal.tokens {
                so.add(pattern.rule);
                continue;
            }
            let (is_inside, is_holding) = match pattern.entity_type {
                EntityType::Person => (SpanFeature::InsideName, SpanFeature::HoldsName),
                EntityType::Organization => (SpanFeature::InsideHeaded, SpanFeature::HoldsHeaded),
                EntityType::Location
                | EntityType::Event
                | EntityType::Product
                | EntityType::Group => continue,
            };
            if holds(&pattern.tokens, &proposal.tokens) {
                so.add(is_inside);
            } else if holds(&proposal.tokens, &pattern.tokens) {
                so.add(is_holding);
            }
        }
    }

    /// Where the span stands.
    fn add_place(&self, tokens: &Range<usize>, sentence: &Range<usize>, so: &mut SpanFeatures) {
        let words = self.words;
        let (first, last) = (tokens.start, tokens.end - 1);
        let before = words.before(first);
        let after = words.after(tokens.end);
        let is_capital = |idx: usize| {
            words.has_capital(idx) && !words.opens(idx) && !words.profile.nouns_capitalized
        };
        if before.is_some_and(|idx| {
            is_capital(idx) && words.adjoins_next(idx) && !words.name_closes(idx)
        }) {
            so.add(SpanFeature::CapitalBefore);
        }
        if after.is_some_and(|idx| {
            is_capital(idx) && words.adjoins_next(idx - 1) && !words.name_closes(last)
        }) {
            so.add(SpanFeature::CapitalAfter);
        }
        if let (Some(before), Some(after)) = (before, after) {
            let (before, after) = (words.surface(before), words.surface(after));
            if is_quotation_mark(before) && is_quotation_mark(after) {
                so.add(SpanFeature::Quoted);
            } else if before == "(" && after == ")" {
                so.add(SpanFeature::Bracketed);
            }
        }
        match words.section(first) {
            SectionKind::Title => so.add(SpanFeature::Headline),
            SectionKind::Byline => so.add(SpanFeature::Byline),
            SectionKind::Caption => so.add(SpanFeature::Caption),
            SectionKind::Boilerplate => so.add(SpanFeature::Boilerplate),
            SectionKind::Body => {}
        }
        if tokens == sentence {
            so.add(SpanFeature::WholeSentence);
        }
    }

    fn kind(&self, proposal: &Proposal) -> SpanKind {
        let readings = self.found.readings(proposal);
        let mut readings = readings.filter(|reading| reading.kind != NameKind::Demonym);
        let certain = readings.clone().filter(|reading| !reading.guarded);
        let mut is_certain = [false; N_LABELS];
        for reading in certain {
            is_certain[Label::of(type_of(self.words, *reading)) as usize] = true;
        }
        let is = |label: Label| is_certain[label as usize];
        let is_shaped = |test: fn(&Pattern) -> bool| self.found.shaped_as(proposal).any(test);
        if is(Label::Location) {
            SpanKind::Place
        } else if is(Label::Organization) {
            SpanKind::Organization
        } else if is(Label::Person) {
            SpanKind::Person
        } else if is(Label::Other) {
            SpanKind::Other
        } else if is_shaped(|pattern| pattern.entity_type != EntityType::Person) {
            SpanKind::Headed
        } else if is_shaped(|_| true) {
            SpanKind::Name
        } else if readings.any(|reading| type_of(self.words, *reading) == EntityType::Location) {
            SpanKind::DoubtfulPlace
        } else if proposal.tokens.len() > 1 {
            SpanKind::Words
        } else {
            match self.parts[proposal.tokens.start] {
                Part::Given | Part::Surname | Part::NameWord => SpanKind::NamePart,
                Part::Acronym => SpanKind::Acronym,
                _ => SpanKind::Word,
            }
        }
    }
}

/// Whether `inner` lies in `outer` and is shorter.
fn holds(outer: &Range<usize>, inner: &Range<usize>) -> bool {
    outer.start <= inner.start && inner.end <= outer.end && outer != inner
}

/// Whether shorter ranges, side by side, make up `tokens`; `parts` are in order of start.
fn is_covered(tokens: &Range<usize>, parts: &[&Range<usize>]) -> bool {
    if parts.len() < 2 {
        return false;
    }
    let mut ends = vec![tokens.start];
    for part in parts {
        if ends.contains(&part.start) {
            ends.push(part.end);
        }
    }
    ends.contains(&tokens.end)
}

/// Which tokens are in or near one of the `proposals`.
fn near(words: &Words, proposals: &[Proposal]) -> Vec<bool> {
    /// As far as [`Position::SecondBefore`] and [`Position::SecondAfter`].
    const FAR: usize = 2;
    let mut is_near = vec![false; words.tokens.len()];
    for proposal in proposals {
        let first = proposal.tokens.start.saturating_sub(FAR);
        let end = words.tokens.len().min(proposal.tokens.end + FAR);
        is_near[first..end].fill(true);
    }
    is_near
}

/// What is so about each token for which `is_near` holds; nothing about the others, for which nobody asks.
fn attributes(words: &Words, is_near: &[bool]) -> Vec<Attributes> {
    let mut of_words: Vec<Option<Attributes>> = vec![None; words.n_distinct()];
    let elsewhere = Elsewhere::of(words);
    let at = |(idx, is_near): (usize, &bool)| {
        if !is_near {
            return Attributes::default();
        }
        let of_word = &mut of_words[words.number(idx)];
        let of_word = of_word.get_or_insert_with(|| attributes_of_word(words, idx, &elsewhere));
        at_place(words, idx, *of_word)
    };
    is_near.iter().enumerate().map(at).collect()
}

/// How the article writes words, by the words in lower case.
struct Elsewhere<'w> {
    /// Those that stand in lower case.
    lower: FxHashSet<&'w str>,
    /// Those that stand with a capital that tells.
    telling: FxHashSet<&'w str>,
}

impl<'w> Elsewhere<'w> {
    fn of(words: &Words<'w>) -> Self {
        let mut elsewhere = Self {
            lower: FxHashSet::default(),
            telling: FxHashSet::default(),
        };
        let mut is_known = vec![false; words.n_distinct()];
        for idx in 0..words.tokens.len() {
            let all = if words.is_word(idx) && words.case(idx) == Case::Lower {
                &mut elsewhere.lower
            } else if words.has_capital(idx) && !words.opens(idx) {
                &mut elsewhere.telling
            } else {
                continue;
            };
            if !std::mem::replace(&mut is_known[words.number(idx)], true) {
                all.insert(words.lower(idx));
            }
        }
        elsewhere
    }
}

/// What is so about the word that token `idx` is, wherever it stands; that it has a capital that tells elsewhere too.
fn attributes_of_word(words: &Words, idx: usize, elsewhere: &Elsewhere) -> Attributes {
    let mut known = Attributes::default();
    match words.tokens[idx].kind {
        TokenKind::Word => {}
        TokenKind::Number => {
            known.add(Attribute::Number);
            return known;
        }
        TokenKind::Punctuation | TokenKind::Symbol => {
            known.add(mark(words.surface(idx)));
            return known;
        }
        TokenKind::Address => {
            known.add(Attribute::Mixed);
            known.add(Attribute::Dotted);
            return known;
        }
    }
    add_writing(words, idx, &mut known);
    add_class(words, idx, &mut known);
    let is_name_like = words.case(idx) != Case::Lower;
    if is_name_like {
        if is_measure(words, idx) {
            known.add(Attribute::Measure);
        }
        add_name_parts(words, idx, &mut known);
        add_names(words, idx, &mut known);
        if known.has(Attribute::UnknownPart) && !words.is_listed_acronym(idx) {
            add_letters(words, idx, &mut known);
        }
        let word = words.lower(idx);
        if elsewhere.lower.contains(word) {
            known.add(Attribute::LowerElsewhere);
        }
        if elsewhere.telling.contains(word) {
            known.add(Attribute::CapitalElsewhere);
        }
    }
    known
}

/// What is so about token `idx` at its place, of a word that is `known`.
fn at_place(words: &Words, idx: usize, mut known: Attributes) -> Attributes {
    if !words.is_word(idx) {
        return known;
    }
    if words.opens(idx) {
        known.add(Attribute::Opens);
    } else {
        known.remove(Attribute::CapitalElsewhere);
    }
    if known.has(Attribute::Capitalized) && is_initial(words, idx) {
        known.remove(Attribute::Capitalized);
        known.add(Attribute::Initial);
    }
    known
}

fn mark(mark: &str) -> Attribute {
    match mark {
        "," | ";" => Attribute::Comma,
        "(" | "[" => Attribute::BracketOpens,
        ")" | "]" => Attribute::BracketCloses,
        mark if is_quotation_mark(mark) => Attribute::Quotation,
        _ => Attribute::Mark,
    }
}

/// How the word is written.
fn add_writing(words: &Words, idx: usize, known: &mut Attributes) {
    let surface = words.surface(idx);
    let n_letters = surface.chars().filter(|c| is_alphabetic(*c)).count();
    known.add(match words.case(idx) {
        _ if is_numeral(surface) => Attribute::Numeral,
        Case::Lower | Case::Caseless => Attribute::Lower,
        Case::Capitalized => Attribute::Capitalized,
        Case::Upper if n_letters <= MAX_ACRONYM => Attribute::Acronym,
        Case::Upper => Attribute::Upper,
        Case::Mixed => Attribute::Mixed,
    });
    let tests = [
        (Attribute::Hyphen, surface.contains(is_hyphen)),
        (
            Attribute::Digit,
            surface.bytes().any(|b| b.is_ascii_digit()),
        ),
        (Attribute::ForeignLetters, words.has_foreign_letters(idx)),
        (Attribute::Dotted, surface.contains('.')),
        (Attribute::Possessive, words.name_closes(idx)),
        (Attribute::Short, n_letters <= MAX_SHORT),
        (Attribute::Long, n_letters >= MIN_LONG),
    ];
    for (attribute, _) in tests.into_iter().filter(|(_, holds)| *holds) {
        known.add(attribute);
    }
}

/// `II`, `XIV`, and `I.` with its full stop; a single `I` or `V` is more often something else.
fn is_numeral(surface: &str) -> bool {
    let digits = surface.trim_end_matches('.');
    let is_long = digits.len() > 1 || digits.len() < surface.len();
    is_long && !digits.is_empty() && digits.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// What the data files of the language say about the word.
fn add_class(words: &Words, idx: usize, known: &mut Attributes) {
    let profile = words.profile;
    let lower = words.lower(idx);
    let tests = [
        (Attribute::Function, words.is_function_word(idx)),
        (Attribute::Article, words.is_article(idx)),
        (
            Attribute::PlacePreposition,
            profile.place_prepositions.contains(lower),
        ),
        (
            Attribute::PersonParticle,
            profile.person_particles.contains(lower),
        ),
        (
            Attribute::OrganizationParticle,
            profile.organization_particles.contains(lower),
        ),
        (
            Attribute::Conjunction,
            profile.name_conjunctions.contains(lower),
        ),
        (Attribute::Calendar, words.is_calendar_word(idx)),
        (Attribute::Saying, profile.reporting_verbs.contains(lower)),
    ];
    for (attribute, _) in tests.into_iter().filter(|(_, holds)| *holds) {
        known.add(attribute);
    }
    match words.role(idx) {
        Some(RoleKind::Title) => known.add(Attribute::Title),
        Some(RoleKind::Role) => known.add(Attribute::Role),
        None => {}
    }
    if let Some(class) = words.type_word(idx) {
        known.add(match class.entity_type {
            EntityType::Person => Attribute::PersonType,
            EntityType::Organization => Attribute::OrganizationType,
            EntityType::Location => Attribute::LocationType,
            EntityType::Event | EntityType::Product | EntityType::Group => Attribute::OtherType,
        });
    }
    for (position, attribute) in [
        (HeadPosition::First, Attribute::HeadBefore),
        (HeadPosition::Last, Attribute::HeadAfter),
    ] {
        let Some(class) = words.head(idx, position) else {
            continue;
        };
        known.add(match class.entity_type {
            EntityType::Organization if class.subtype == "company" => Attribute::LegalForm,
            EntityType::Organization => attribute,
            EntityType::Location => Attribute::LocationHead,
            EntityType::Person | EntityType::Event | EntityType::Product | EntityType::Group => {
                Attribute::OtherType
            }
        });
    }
}

fn is_measure(words: &Words, idx: usize) -> bool {
    let grammar = &words.profile.number_words;
    let word = || std::iter::once((words.surface(idx), words.lower(idx)));
    grammar.units.get(word()).is_some() || grammar.times.get(word()).is_some()
}

/// What the list of name parts says about the word.
fn add_name_parts(words: &Words, idx: usize, known: &mut Attributes) {
    let [common, frequent] = NAME_PART;
    let token = words.name_token(idx);
    match token.given {
        0 => {}
        n if n < common => known.add(Attribute::GivenRare),
        n if n < frequent => known.add(Attribute::Given),
        _ => known.add(Attribute::GivenFrequent),
    }
    match token.surname {
        0 => {}
        n if n < common => known.add(Attribute::SurnameRare),
        n if n < frequent => known.add(Attribute::Surname),
        _ => known.add(Attribute::SurnameFrequent),
    }
    if token.given > token.surname {
        known.add(Attribute::RatherGiven);
    }
    if token.given == 0 && token.surname == 0 {
        known.add(Attribute::UnknownPart);
    }
    if words.is_common_word(idx) {
        known.add(Attribute::CommonWord);
    }
}

/// What the letters of a word on no list look like.
fn add_letters(words: &Words, idx: usize, known: &mut Attributes) {
    // Of a compound the last part says what it is.
    let last_part = words.lower(idx).rsplit(is_hyphen).next();
    let shape = words.profile.letters.shape(last_part.unwrap_or_default());
    if shape.word > LIKE {
        known.add(Attribute::LikeWord);
    } else if shape.word > MAYBE {
        known.add(Attribute::MaybeWord);
    } else if shape.person > LIKE {
        known.add(Attribute::LikePerson);
    } else if shape.place > LIKE {
        known.add(Attribute::LikePlace);
    }
}

/// What the lists of names say about the word alone.
fn add_names(words: &Words, idx: usize, known: &mut Attributes) {
    let mut is_listed = false;
    for name in words.names_at(idx) {
        is_listed = true;
        if name.kind == NameKind::Demonym {
            known.add(Attribute::Demonym);
            continue;
        }
        let is_guarded = name.is_guarded_in(words.profile.language);
        let entity_type = words.gazetteer.entity_type(name.entity);
        known.add(match (entity_type, is_guarded) {
            (EntityType::Location, false) => Attribute::Place,
            (EntityType::Location, true) => Attribute::DoubtfulPlace,
            (EntityType::Organization, _) => Attribute::ListedOrganization,
            (EntityType::Person, _) => Attribute::ListedPerson,
            (EntityType::Event | EntityType::Product | EntityType::Group, _) => {
                Attribute::ListedOther
            }
        });
    }
    let is_place = known.has(Attribute::Place) || known.has(Attribute::DoubtfulPlace);
    if is_place && is_large_city(words, idx) {
        known.add(Attribute::LargePlace);
    }
    if !is_listed && known.has(Attribute::UnknownPart) {
        known.add(Attribute::Unlisted);
    }
}

fn part(known: Attributes) -> Part {
    let has = |attribute: Attribute| known.has(attribute);
    let any = |attributes: &[Attribute]| attributes.iter().any(|one| known.has(*one));
    if has(Attribute::Initial) {
        Part::Initial
    } else if has(Attribute::Number) || any(&MARKS) {
        Part::Figure
    } else if has(Attribute::Function) {
        Part::Small
    } else if any(&[
        Attribute::HeadBefore,
        Attribute::HeadAfter,
        Attribute::LegalForm,
    ]) {
        Part::Head
    } else if any(&[Attribute::Title, Attribute::Role]) {
        Part::Role
    } else if has(Attribute::Demonym) {
        Part::Demonym
    } else if has(Attribute::Acronym) {
        Part::Acronym
    } else if has(Attribute::Place) && !any(&[Attribute::GivenFrequent]) {
        Part::Place
    } else if any(&[Attribute::ListedOrganization, Attribute::ListedOther])
        && has(Attribute::UnknownPart)
    {
        Part::Listed
    } else if has(Attribute::CommonWord) {
        Part::NameWord
    } else if has(Attribute::RatherGiven) {
        Part::Given
    } else if any(&[
        Attribute::SurnameRare,
        Attribute::Surname,
        Attribute::SurnameFrequent,
    ]) {
        Part::Surname
    } else if has(Attribute::DoubtfulPlace) {
        Part::DoubtfulPlace
    } else if has(Attribute::Lower) {
        Part::Word
    } else {
        Part::Capital
    }
}

const MARKS: [Attribute; 5] = [
    Attribute::Comma,
    Attribute::Quotation,
    Attribute::BracketOpens,
    Attribute::BracketCloses,
    Attribute::Mark,
];

fn neighbour(known: Attributes) -> Neighbour {
    let order = [
        (Attribute::Title, Neighbour::Title),
        (Attribute::Role, Neighbour::Role),
        (Attribute::PlacePreposition, Neighbour::PlacePreposition),
        (Attribute::Article, Neighbour::Article),
        (Attribute::Function, Neighbour::Function),
        (Attribute::OrganizationType, Neighbour::OrganizationType),
        (Attribute::LocationType, Neighbour::LocationType),
        (Attribute::OtherType, Neighbour::OtherType),
        (Attribute::Saying, Neighbour::Saying),
        (Attribute::Comma, Neighbour::Comma),
        (Attribute::Quotation, Neighbour::Quotation),
        (Attribute::BracketOpens, Neighbour::Bracket),
        (Attribute::BracketCloses, Neighbour::Bracket),
        (Attribute::Number, Neighbour::Number),
        (Attribute::Mark, Neighbour::Mark),
        (Attribute::Demonym, Neighbour::Demonym),
        (Attribute::Lower, Neighbour::Word),
    ];
    let found = order.iter().find(|(attribute, _)| known.has(*attribute));
    found.map_or(Neighbour::Capital, |(_, neighbour)| *neighbour)
}

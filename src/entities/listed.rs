//! Names of the gazetteer in a text: whole words, inflected words, parts of compounds.

use std::cell::OnceCell;
use std::ops::Range;

use super::words::{Case, Words, case};
use crate::document::{EntityType, TokenKind};
use crate::fold::fold;
use crate::language::Language;
use crate::language::inflection::EndingKind;
use crate::resources::gazetteer::{MAX_NAME_TOKENS, Name, NameKind, Names, Prefix};
use crate::text::Span;
use crate::tokenize::{is_apostrophe, is_hyphen, tokens_of_name};

/// A shorter word in lower case is not taken for a form of a name.
const MIN_LOWER_BASE: usize = 5;
/// So many beginnings of names are followed at once, which differ in what the words before are taken to be forms of.
const MAX_BEGUN: usize = 16;
/// So many places before are looked at for the same one; more stand together only in words of hundreds of parts.
const MAX_NEAR: usize = 256;
/// Length in bytes up to which the first parts of a word with hyphens are looked up together; no name of one word is as
/// long, and words of thousands of parts take no longer for each of them.
const LONGEST_BEGINNING: usize = 120;

/// A place in a text where names of the gazetteer stand, with all that they may name.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    /// The tokens that it stands in.
    pub tokens: Range<usize>,
    /// Where the name itself stands.
    pub span: Span,
    /// How the surface differs from the name of the list.
    pub form: Form,
    /// What it may name; never empty.
    pub readings: Vec<Reading>,
}

impl Listed {
    /// A place that nothing is known of yet.
    fn at(tokens: Range<usize>, span: Span, form: Form) -> Self {
        Self {
            tokens,
            span,
            form,
            readings: Vec::new(),
        }
    }

    /// The place with those of its readings for which `is_kept` holds; `None` if there are none.
    pub(super) fn with(&self, mut is_kept: impl FnMut(Reading) -> bool) -> Option<Self> {
        let readings = self.readings.iter().copied();
        let readings: Vec<_> = readings.filter(|reading| is_kept(*reading)).collect();
        if readings.is_empty() {
            return None;
        }
        let place = Self::at(self.tokens.clone(), self.span, self.form);
        Some(Self { readings, ..place })
    }

    /// Adds a reading, of one entity the better.
    fn add(&mut self, reading: Reading) {
        let mut known = self.readings.iter_mut();
        match known.find(|other| other.entity == reading.entity) {
            Some(other) if is_better(reading, *other) => *other = reading,
            Some(_) => {}
            None => self.readings.push(reading),
        }
    }
}

/// How a surface differs from the name of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// At most in case and marks.
    Whole,
    /// By an ending.
    Inflected,
    /// It is a part of the word.
    CompoundPart,
}

/// One entity that a surface may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Reading {
    /// Index in the gazetteer.
    pub entity: u32,
    /// How the name names it.
    pub kind: NameKind,
    /// Whether the name needs evidence around it.
    pub guarded: bool,
    /// Whether the name is one of the language of the text, or of all.
    pub own_language: bool,
    /// Whether the name is one of the language of the text in particular.
    pub exact_language: bool,
    /// Whether the user's own lists have the name.
    pub is_own: bool,
}

impl Reading {
    /// Whether the language of the text has the name for the entity itself, and not for what belongs to it.
    pub(super) fn is_own_name(self) -> bool {
        self.own_language && self.kind != NameKind::Demonym
    }

    /// Whether that is so and the name needs no evidence.
    pub(super) fn is_certain(self) -> bool {
        !self.guarded && self.is_own_name()
    }
}

/// Below this prior (a town of some 100,000 people) a place is named too seldom to be taken on its name alone.
pub(super) const SMALL_PLACE: u8 = 110;
/// From this prior (a city of a million people, a country) a place is named so often that an ending is believed
/// anywhere, and that it is meant after a preposition, whoever has its name too.
pub(super) const LARGE_PLACE: u8 = 150;
/// From this count on in the list of name parts, a word is a common surname.
const COMMON_SURNAME: u16 = 25;
/// Up to this many letters a mark that the listed name lacks makes another word: *Über* and *Uber*.
const MAX_STRICT_LETTERS: usize = 5;

/// Every place where names of the gazetteer stand, in order of start; they may overlap.
pub(super) fn find(words: &Words) -> Vec<Listed> {
    let mut found = Vec::new();
    for sentence in words.sentences {
        for first in sentence.tokens.clone() {
            match words.tokens[first].kind {
                TokenKind::Word | TokenKind::Number | TokenKind::Address => {
                    from(words, first, sentence.tokens.end, &mut found);
                }
                TokenKind::Punctuation | TokenKind::Symbol => {}
            }
        }
    }
    found
}

/// The names that begin at token `first`, and the names that are parts of it.
fn from(words: &Words, first: usize, end: usize, found: &mut Vec<Listed>) {
    let n_before = found.len();
    let mut begun = begin(words, first, found);
    for last in first + 1..end.min(first + MAX_NAME_TOKENS) {
        if begun.is_empty() {
            break;
        }
        if !words.key(last).is_empty() {
            begun = go_on(words, first..last + 1, begun, found);
        }
    }
    let whole_word_found = found[n_before..]
        .iter()
        .any(|listed| listed.form == Form::Whole);
    if !whole_word_found {
        parts(words, first, found);
    }
}

/// The beginning of a name, and how what stands there differs from it.
type Begun = (Prefix, Form);

/// Adds the names that are token `first`; the longer names that begin with it.
fn begin(words: &Words, first: usize, found: &mut Vec<Listed>) -> Vec<Begun> {
    let (tokens, span) = (first..first + 1, words.tokens[first].span);
    let start = (Prefix::default(), Form::Whole);
    if words.key(first).is_empty() {
        return vec![start];
    }
    push_endings(words, &tokens, start, found);
    let mut begun = Vec::new();
    for start in words.starts(first) {
        let form = match start.base {
            None => Form::Whole,
            Some(_) => Form::Inflected,
        };
        let place = Listed::at(tokens.clone(), span, form);
        push_names(words, place, start.prefix, start.names.clone(), found);
        if start.continues && begun.len() < MAX_BEGUN {
            begun.push((start.prefix, form));
        }
    }
    begun
}

/// Adds the names that end with the last of `tokens`, after one of the beginnings `begun`; the longer names that go on.
fn go_on(
    words: &Words,
    tokens: Range<usize>,
    begun: Vec<Begun>,
    found: &mut Vec<Listed>,
) -> Vec<Begun> {
    let last = tokens.end - 1;
    let span = words.tokens[tokens.start].span.to(words.tokens[last].span);
    let mut longer = Vec::new();
    for (prefix, form) in begun {
        push_endings(words, &tokens, (prefix, form), found);
        let bases = words.bases(last).iter();
        let inflected = bases.map(|base| (base.key.as_str(), Form::Inflected));
        for (key, form) in [(words.key(last), form)].into_iter().chain(inflected) {
            let prefix = prefix.then(key);
            let Some((names, continues)) = words.gazetteer.look_up(prefix) else {
                continue;
            };
            let place = Listed::at(tokens.clone(), span, form);
            push_names(words, place, prefix, names, found);
            if continues && longer.len() < MAX_BEGUN {
                longer.push((prefix, form));
            }
        }
    }
    longer
}

/// Adds the names that end with a part of the last of `tokens`, after the beginning of a name.
fn push_endings(
    words: &Words,
    tokens: &Range<usize>,
    (prefix, form): Begun,
    found: &mut Vec<Listed>,
) {
    for ending in endings(words, tokens.end - 1) {
        let span = words.tokens[tokens.start].span.to(ending.span);
        let form = if form == Form::Whole {
            ending.form
        } else {
            form
        };
        let place = Listed::at(tokens.clone(), span, form);
        push(words, place, prefix.then(&ending.key), found);
    }
}

/// A shorter form of a token under which the list may have it.
struct Ending {
    key: String,
    span: Span,
    form: Form,
}

fn endings(words: &Words, idx: usize) -> Vec<Ending> {
    let token = words.tokens[idx];
    let surface = words.surface(idx);
    let mut endings = Vec::new();
    let may_end = matches!(token.kind, TokenKind::Word | TokenKind::Address);
    if !may_end || !words.has_marks(idx) {
        return endings;
    }
    let part = |end: usize| Span::new(token.span.start(), token.span.start() + end);
    if let Some(end) = words.possessive_start(surface) {
        endings.push(Ending {
            key: fold(&surface[..end]),
            span: part(end),
            form: Form::Whole,
        });
    }
    if let Some(end) = surface.find(is_hyphen).filter(|&end| end > 0) {
        endings.push(Ending {
            key: fold(&surface[..end]),
            span: part(end),
            form: Form::CompoundPart,
        });
    }
    endings
}

/// Names that are the later parts of a word with hyphens, or its first parts together: `Anti-EU-Partei`.
fn parts(words: &Words, idx: usize, found: &mut Vec<Listed>) {
    let token = words.tokens[idx];
    let surface = words.surface(idx);
    if !words.has_marks(idx) || !surface.contains(is_hyphen) {
        return;
    }
    let mut start = 0;
    for part in surface.split(is_hyphen) {
        let span = Span::new(
            token.span.start() + start,
            token.span.start() + start + part.len(),
        );
        let kept = words.possessive_start(part).unwrap_or(part.len());
        let span = Span::new(span.start(), span.start() + kept);
        if start > 0 && !part.is_empty() {
            let key = Prefix::default().then(&fold(&part[..kept]));
            let place = Listed::at(idx..idx + 1, span, Form::CompoundPart);
            push(words, place, key, found);
        }
        let next = start + part.len();
        start = next + surface[next..].chars().next().map_or(0, char::len_utf8);
    }
    let borders = surface
        .char_indices()
        .take_while(|&(end, _)| end <= LONGEST_BEGINNING)
        .filter(|&(_, c)| is_hyphen(c))
        .map(|(end, _)| end);
    for end in borders.skip(1) {
        let span = Span::new(token.span.start(), token.span.start() + end);
        let key = Prefix::default().then(&fold(&surface[..end]));
        let place = Listed::at(idx..idx + 1, span, Form::CompoundPart);
        push(words, place, key, found);
    }
}

/// Adds `place` if names of the gazetteer are the sequence of tokens `key`.
fn push(words: &Words, place: Listed, key: Prefix, found: &mut Vec<Listed>) {
    if let Some((names, _)) = words.gazetteer.look_up(key) {
        push_names(words, place, key, names, found);
    }
}

/// Adds `place` if it may be meant by one of `names`, which are the sequence of tokens `key`.
fn push_names(
    words: &Words,
    mut place: Listed,
    key: Prefix,
    names: Names,
    found: &mut Vec<Listed>,
) {
    let surface = place.span.of(words.text);
    let is_own_only = is_function_word(words, &place);
    let language = words.profile.language;
    let denied = |name: &Name| words.gazetteer.denies(key, Some(name.entity), language);
    let ends_with_stop = surface.ends_with('.');
    let mut has_stop = false;
    let pieces = OnceCell::new();
    let names = if is_own_only { names.own() } else { names };
    for name in names.filter(|name| !denied(name)) {
        let is_usable = is_usable(words, name, &place);
        let matters = is_usable || ends_with_stop && name.surface.ends_with('.');
        let pieces = || pieces.get_or_init(|| pieces_of(surface));
        let is_written_so =
            || surface == name.surface || is_written_as(words, &place, pieces(), name);
        if matters && is_written_so() {
            if is_usable {
                add_reading(words, &mut place, name);
            }
            has_stop |= name.surface.ends_with('.');
        }
    }
    if ends_with_stop && !has_stop {
        place.span = Span::new(place.span.start(), place.span.end() - 1);
    }
    if place.readings.iter().any(|reading| reading.is_own) {
        place.readings.retain(|reading| reading.is_own);
    }
    let is_believed = |reading: &Reading| reading.own_language && !reading.guarded;
    if place.readings.iter().any(is_believed) {
        place.readings.retain(|reading| reading.own_language);
    }
    if !place.readings.is_empty() {
        add(without_article(words, place), found);
    }
}

/// Adds `place`; what one form of a word may name stands together, whichever base it comes from.
fn add(place: Listed, found: &mut Vec<Listed>) {
    let is_same = |other: &&mut Listed| {
        (&other.tokens, other.span, other.form) == (&place.tokens, place.span, place.form)
    };
    // Places are found in order of start, but for those that lost an article, which begin a token later.
    let is_near = |other: &&mut Listed| other.tokens.start + 1 >= place.tokens.start;
    let mut near = found.iter_mut().rev().take_while(is_near).take(MAX_NEAR);
    let Some(same) = near.find(is_same) else {
        found.push(place);
        return;
    };
    for reading in place.readings {
        same.add(reading);
    }
}

fn add_reading(words: &Words, place: &mut Listed, name: Name) {
    if is_doubtful_form(words, place, name) {
        return;
    }
    let language = words.profile.language;
    let reading = Reading {
        entity: name.entity,
        kind: name.kind,
        guarded: !name.is_own
            && (name.is_guarded_in(language)
                || is_article_and_noun(words, place)
                || is_small_place(words, place, name)
                || is_opening_form(words, place, name)),
        own_language: is_of_language(words, name),
        exact_language: name.language == Some(language),
        is_own: name.is_own,
    };
    place.add(reading);
}

/// Whether the name is one of the language of the text, or of all.
fn is_of_language(words: &Words, name: Name) -> bool {
    let language = words.profile.language;
    name.language.is_none_or(|other| other == language)
}

/// Whether a single function word stands there with no more than the capital that its place gives it: *Über*.
fn is_function_word(words: &Words, place: &Listed) -> bool {
    let first = place.tokens.start;
    let capital_tells = !words.opens(first) && !words.profile.nouns_capitalized;
    place.tokens.len() == 1
        && place.form != Form::CompoundPart
        && (words.is_function_word(first) || words.is_calendar_word(first))
        && (!capital_tells || words.is_calendar_word(first))
        && matches!(words.case(first), Case::Capitalized | Case::Lower)
}

/// Whether, where nouns have capitals, an article and one noun begin a sentence: *Die Zeit*, *Die Partei*.
fn is_article_and_noun(words: &Words, place: &Listed) -> bool {
    let first = place.tokens.start;
    words.profile.nouns_capitalized
        && place.tokens.len() == 2
        && words.is_article(first)
        && words.opens(first)
}

/// Whether a single word names a place that is not large and is a surname too, or, where nouns have capitals, may be a
/// noun.
fn is_small_place(words: &Words, place: &Listed, name: Name) -> bool {
    let is_surname = || words.name_token(place.tokens.start).surname >= COMMON_SURNAME;
    let is_city = || words.gazetteer.subtype(name.entity) == "city";
    place.tokens.len() == 1
        && name.kind != NameKind::Demonym
        && words.gazetteer.prior(name.entity) < SMALL_PLACE
        && (words.profile.nouns_capitalized || is_surname())
        && is_city()
}

/// Whether an inflected word opens a sentence, where a capital says nothing, and would be a town by its ending alone.
fn is_opening_form(words: &Words, place: &Listed, name: Name) -> bool {
    place.form == Form::Inflected
        && place.tokens.len() == 1
        && words.opens(place.tokens.start)
        && words.gazetteer.entity_type(name.entity) == EntityType::Location
        && words.gazetteer.prior(name.entity) < LARGE_PLACE
        && name.kind != NameKind::Demonym
}

/// The place without an article in lower case before the name: *Verge* of *the Verge*.
fn without_article(words: &Words, mut place: Listed) -> Listed {
    let first = place.tokens.start;
    if place.tokens.len() > 1 && words.is_article(first) && words.case(first) == Case::Lower {
        place.tokens.start += 1;
        place.span = words.tokens[first + 1].span.to(place.span);
    }
    place
}

fn is_better(reading: Reading, other: Reading) -> bool {
    let rank = |reading: Reading| {
        (
            reading.is_own,
            reading.own_language,
            reading.exact_language,
            !reading.guarded,
            reading.kind != NameKind::Demonym,
            reading.kind == NameKind::Preferred,
        )
    };
    rank(reading) > rank(other)
}

/// Whether the name is taken in this text for the language that it is of.
fn is_usable(words: &Words, name: Name, place: &Listed) -> bool {
    is_of_language(words, name) || is_usable_abroad(words, name, place)
}

/// Whether a name of another language is taken in this text: where nouns have capitals, only names of several words.
/// The user's names are taken only where the language is not known.
fn is_usable_abroad(words: &Words, name: Name, place: &Listed) -> bool {
    let n_tokens = place.tokens.len();
    let is_undetermined = words.profile.language == Language::UNDETERMINED;
    if name.is_own {
        return is_undetermined;
    }
    let is_distinct =
        n_tokens > 1 || !words.profile.nouns_capitalized && name.surface.chars().count() >= 4;
    let is_word = n_tokens == 1 && case(name.surface) == Case::Lower;
    !name.is_guarded_everywhere()
        && name.kind != NameKind::Demonym
        && place.form != Form::Inflected
        && !is_word
        && (is_undetermined || is_distinct)
}

/// Whether an ending says too little: a short word in lower case, or, where names have no cases, the plural of a place.
fn is_doubtful_form(words: &Words, place: &Listed, name: Name) -> bool {
    if place.form != Form::Inflected || place.tokens.len() > 1 {
        return false;
    }
    let idx = place.tokens.start;
    let is_short =
        || words.case(idx) == Case::Lower && name.surface.chars().count() < MIN_LOWER_BASE;
    let is_plural = || {
        let key = fold(name.surface);
        let mut bases = words.bases(idx).iter();
        let base = bases.find(|base| base.key == key);
        base.is_some_and(|base| base.kind == EndingKind::Plural)
    };
    let is_place = || words.gazetteer.entity_type(name.entity) == EntityType::Location;
    let may_be_plural = !words.profile.inflection.declines() && name.kind != NameKind::Demonym;
    is_short() || may_be_plural && is_place() && is_plural()
}

/// Whether the surface has capitals where the name has them.
///
/// Initials (`US`, `NOS`) must be in capitals; a name in lower case (`moslims`) may have a capital where a sentence
/// begins; a text in capitals (`USA TODAY`) may stand for any name of four letters or more.
fn is_written_as(words: &Words, place: &Listed, of_text: &[&str], name: Name) -> bool {
    let is_lower = of_text
        .first()
        .is_some_and(|first| case(first) == Case::Lower);
    if is_lower && name.surface.starts_with(char::is_uppercase) {
        return false;
    }
    let of_name = pieces_of(name.surface);
    let opens = words.opens(place.tokens.start);
    let mut pairs = of_text.iter().zip(&of_name).enumerate();
    of_text.len() == of_name.len()
        && pairs.all(|(position, (written, listed))| {
            let is_first = position == 0;
            is_cased_as(written, listed, is_first, is_first && opens, place.form)
        })
}

/// The tokens of a name of the list, or of what stands in the text, as written and without full stops.
fn pieces_of(name: &str) -> Vec<&str> {
    let tokens = tokens_of_name(name);
    let pieces = tokens.iter().map(|token| token.span.of(name));
    pieces.filter(|&piece| piece != ".").collect()
}

fn is_cased_as(written: &str, listed: &str, is_first: bool, opens: bool, form: Form) -> bool {
    if written.chars().count() <= MAX_STRICT_LETTERS && has_own_marks(written, listed) {
        return false;
    }
    let starts_upper = |word: &str| {
        word.chars()
            .find(|c| c.is_alphabetic())
            .is_none_or(char::is_uppercase)
    };
    let n_letters = listed.chars().filter(|c| c.is_alphabetic()).count();
    match (case(listed), case(written)) {
        (Case::Upper, Case::Upper) => true,
        (Case::Upper, Case::Mixed) => form == Form::Inflected || n_letters > 5,
        (Case::Upper, Case::Capitalized) => n_letters > 5,
        (Case::Upper, _) => false,
        (Case::Capitalized, Case::Upper) => n_letters >= 4,
        (Case::Capitalized, Case::Mixed) => !written.chars().nth(1).is_some_and(char::is_uppercase),
        (Case::Caseless, Case::Caseless) => true,
        (Case::Capitalized | Case::Caseless, _) => starts_upper(written),
        (Case::Lower, Case::Lower | Case::Caseless) => true,
        (Case::Lower, Case::Capitalized) => opens || !is_first || n_letters <= 3,
        (Case::Lower, _) => opens,
        (Case::Mixed, Case::Lower) => !starts_upper(listed) && n_letters >= 5,
        (Case::Mixed, _) => true,
    }
}

/// Whether `written` has letters with marks where `listed` has none at all.
fn has_own_marks(written: &str, listed: &str) -> bool {
    listed.is_ascii()
        && !written
            .replace(is_apostrophe, "")
            .replace(is_hyphen, "")
            .is_ascii()
}

/// Whether a listed name of an organisation, of several words, begins at token `first`.
pub(super) fn begins_organization(words: &Words, first: usize) -> bool {
    let keys = (first..words.sentence(first).tokens.end).map(|idx| words.key(idx));
    let is_organization =
        |name: Name| words.gazetteer.entity_type(name.entity) == EntityType::Organization;
    words
        .gazetteer
        .names_at_start(keys)
        .any(|(n_tokens, mut names)| n_tokens > 1 && names.any(is_organization))
}

/// Whether entity and surface fit in type: a demonym is a group, everything else what the entity is.
pub(super) fn type_of(words: &Words, reading: Reading) -> EntityType {
    match reading.kind {
        NameKind::Demonym => EntityType::Group,
        NameKind::Preferred
        | NameKind::Alias
        | NameKind::Abbreviation
        | NameKind::Former
        | NameKind::Hidden => words.gazetteer.entity_type(reading.entity),
    }
}

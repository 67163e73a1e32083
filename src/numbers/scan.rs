//! A sentence as the recognisers see it: its parts, and look-ups of phrases in the language's lists.

use std::borrow::Cow;
use std::cell::OnceCell;

use rust_decimal::Decimal;

use super::amount::Count;
use super::words::Spelled;
use crate::language::LanguageProfile;
use crate::language::number_words::{
    Firsts, ModifierRole, N_TABLES, NumberRole, NumberWords, PhraseKey, Phrases, Table, TimeRole,
    UnitRole,
};
use crate::stem::WordForms;
use crate::text::{Span, lower_case};
use crate::tokenize::{Part, PartKind, digit};

/// One sentence. Positions count its parts from 0; any position may be asked for.
pub struct Scan<'a> {
    text: &'a str,
    parts: &'a [Part],
    /// The parts that have digits other than those of ASCII, by position, as they would be written with them.
    written: &'a [(usize, String)],
    forms: &'a WordForms,
    /// What the files say about the language.
    pub profile: &'a LanguageProfile,
    /// The words of the grammar.
    pub words: &'a NumberWords,
    /// What phrases may begin at each part.
    firsts: Vec<Firsts>,
    /// The phrases of each table at each part, the longest first: found when they are asked for.
    matches: Vec<OnceCell<Box<[Match]>>>,
    /// What was read at each part, for the recognisers that ask for the same.
    known: Vec<OnceCell<Box<Known>>>,
}

/// A phrase of a table.
#[derive(Debug, Clone, Copy)]
struct Match {
    /// Its number of parts, with its full stop.
    used: usize,
    entry: u32,
}

/// What was read at one part.
#[derive(Debug, Clone, Default)]
pub struct Known {
    /// The count there, and as a sum of money.
    pub counts: [OnceCell<Option<(Count, usize)>>; 2],
    /// The cardinal and the ordinal in words.
    pub spelled: OnceCell<[Option<(Spelled, usize)>; 2]>,
}

/// The parts of `text` that have digits other than those of ASCII, by position, with those.
pub fn in_ascii(text: &str, parts: &[Part], profile: &LanguageProfile) -> Vec<(usize, String)> {
    let is_other = |part: &Part| part.kind == PartKind::Digits && !part.span.of(text).is_ascii();
    let others = parts.iter().enumerate().filter(|(_, part)| is_other(part));
    let written = |c: char| match c {
        '٫' => profile.decimal_separator,
        '٬' if profile.decimal_separator == ',' => '.',
        '٬' => ',',
        c => digit(c).unwrap_or(c),
    };
    others
        .map(|(idx, part)| (idx, part.span.of(text).chars().map(written).collect()))
        .collect()
}

impl<'a> Scan<'a> {
    /// The sentence of `text` that is cut into `parts`, of which [`in_ascii`] makes `written`.
    pub fn new(
        text: &'a str,
        parts: &'a [Part],
        written: &'a [(usize, String)],
        forms: &'a WordForms,
        profile: &'a LanguageProfile,
    ) -> Self {
        let mut scan = Self {
            text,
            parts,
            written,
            forms,
            profile,
            words: &profile.number_words,
            firsts: Vec::new(),
            matches: vec![OnceCell::new(); parts.len() * N_TABLES],
            known: vec![OnceCell::new(); parts.len()],
        };
        scan.firsts = (0..parts.len()).map(|at| scan.firsts_at(at)).collect();
        scan
    }

    /// What was read at the part; `None` beyond the sentence.
    pub fn known(&self, at: usize) -> Option<&Known> {
        let known = self.known.get(at)?;
        Some(known.get_or_init(Box::default))
    }

    /// What phrases may begin with the part, as written or in lower case.
    fn firsts_at(&self, at: usize) -> Firsts {
        let (lower, surface) = (self.lower(at), self.surface(at));
        let mut firsts = self.words.firsts_of(&lower);
        if surface != lower {
            let written = self.words.firsts_of(surface);
            for (longest, written) in firsts.iter_mut().zip(written) {
                *longest = written.max(*longest);
            }
        }
        firsts
    }

    /// Whether a phrase of `table` may begin at the part.
    pub fn begins(&self, at: usize, table: Table) -> bool {
        self.firsts
            .get(at)
            .is_some_and(|firsts| firsts[table as usize] > 0)
    }

    /// Number of parts.
    pub fn len(&self) -> usize {
        self.parts.len()
    }

    /// The part as written, digits as those of ASCII; empty beyond the sentence.
    pub fn surface(&self, at: usize) -> &'a str {
        if let Ok(idx) = self.written.binary_search_by_key(&at, |(part, _)| *part) {
            return &self.written[idx].1;
        }
        self.parts
            .get(at)
            .map_or("", |part| part.span.of(self.text))
    }

    /// The part in lower case.
    pub fn lower(&self, at: usize) -> Cow<'a, str> {
        match self.parts.get(at) {
            None => Cow::Borrowed(""),
            Some(part) if part.is_whole => Cow::Borrowed(self.forms.lower(part.token)),
            Some(part) => Cow::Owned(lower_case(part.span.of(self.text))),
        }
    }

    /// What the part is made of; `None` beyond the sentence.
    pub fn kind(&self, at: usize) -> Option<PartKind> {
        self.parts.get(at).map(|part| part.kind)
    }

    /// Whether the part is made of digits.
    pub fn is_digits(&self, at: usize) -> bool {
        self.kind(at) == Some(PartKind::Digits)
    }

    /// Whether the part is a word.
    pub fn is_letters(&self, at: usize) -> bool {
        self.kind(at) == Some(PartKind::Letters)
    }

    /// Whether no gap stands between the part and the one before it.
    pub fn touches_previous(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.parts.get(before));
        matches!((before, self.parts.get(at)), (Some(before), Some(part)) if before.span.end() == part.span.start())
    }

    /// The characters between the part and the one before it.
    pub fn gap_before(&self, at: usize) -> &'a str {
        match (
            at.checked_sub(1).and_then(|before| self.parts.get(before)),
            self.parts.get(at),
        ) {
            (Some(before), Some(part)) => &self.text[before.span.end()..part.span.start()],
            _ => "",
        }
    }

    /// The part behind the last one that `span` has.
    pub fn behind(&self, span: Span) -> usize {
        let ends_inside = |part: &Part| part.span.end() < span.end();
        self.parts.partition_point(ends_inside) + 1
    }

    /// The span of the parts `from..to`, which are not empty and in the sentence.
    pub fn span(&self, from: usize, to: usize) -> Span {
        self.parts[from].span.to(self.parts[to - 1].span)
    }

    /// As [`Scan::span`], without the full stop of the sentence.
    pub fn span_without_stop(&self, from: usize, to: usize) -> Span {
        let span = self.span(from, to);
        let is_last = to == self.len() && self.is_letters(to - 1);
        // The stop of *a.m.* is of the word too.
        let word = self.surface(to - 1).trim_end_matches('.');
        let is_abbreviation = word.contains('.');
        let stops = span.of(self.text).bytes().rev().take_while(|b| *b == b'.');
        let n_stops = match is_last {
            true if is_abbreviation => stops.count().saturating_sub(1),
            true => stops.count(),
            false => 0,
        };
        Span::new(span.start(), span.end() - n_stops)
    }

    /// Whether the part is the first of its line.
    pub fn begins_line(&self, at: usize) -> bool {
        let before = &self.text[..self.span(at, at + 1).start()];
        let before = before.trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with('\n')
    }

    /// Whether the part is the sign `mark`.
    pub fn is(&self, at: usize, mark: &str) -> bool {
        self.surface(at) == mark
    }

    /// Whether the part begins with a capital.
    pub fn is_capitalized(&self, at: usize) -> bool {
        self.surface(at)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
    }

    /// Whether the part is a name in the genitive: *Pennsylvanias*.
    pub fn is_genitive_name(&self, at: usize) -> bool {
        use crate::language::inflection::EndingKind;
        let key = crate::fold::fold(self.surface(at));
        let is_genitive = || {
            let bases = self.profile.inflection.bases(&key);
            bases.iter().any(|base| base.kind == EndingKind::Genitive)
        };
        self.is_letters(at) && self.is_capitalized(at) && is_genitive()
    }

    /// Whether the part is a name with *'s*, or that ending itself: *Lena's*.
    pub fn is_possessive(&self, at: usize) -> bool {
        let base = self.surface(at).strip_suffix('s');
        base.is_some_and(|base| base.ends_with(crate::tokenize::is_apostrophe))
    }

    /// Whether a word with an ordinary hyphen before or after it continues the part: `G` before `20`, `-` before `19`.
    pub fn is_name_tail(&self, at: usize) -> bool {
        if !self.touches_previous(at) {
            return false;
        }
        let before = at - 1;
        // Arabic *and* is written together with what is behind it.
        if self
            .words
            .prefixes
            .iter()
            .any(|prefix| prefix == self.surface(before))
        {
            return false;
        }
        // `dall'11`
        if self
            .surface(before)
            .ends_with(crate::tokenize::is_apostrophe)
        {
            return false;
        }
        let is_hyphen = self.surface(before).chars().all(crate::tokenize::is_hyphen);
        self.is_letters(before)
            || is_hyphen && self.touches_previous(before) && self.is_letters(before - 1)
    }

    /// The longest phrase of `phrases` at `at` that has a meaning `pick` accepts, and its number of parts.
    pub fn phrase<'p, T, R>(
        &self,
        phrases: &'p Phrases<T>,
        at: usize,
        pick: impl Fn(&'p T) -> Option<R>,
    ) -> Option<(R, usize)> {
        let mut matches = self.matches(phrases, at).iter();
        matches.find_map(|found| {
            let mut values = phrases.values(found.entry).iter();
            Some((values.find_map(&pick)?, found.used))
        })
    }

    /// The phrases of `phrases` at `at` with their meanings and numbers of parts, the longest first.
    pub fn all<'p, T>(
        &self,
        phrases: &'p Phrases<T>,
        at: usize,
    ) -> impl Iterator<Item = (&'p [T], usize)> {
        let matches = self.matches(phrases, at).iter();
        matches.map(|found| (phrases.values(found.entry), found.used))
    }

    fn matches<T>(&self, phrases: &Phrases<T>, at: usize) -> &[Match] {
        let table = phrases.table() as usize;
        match self.firsts.get(at) {
            Some(firsts) if firsts[table] > 0 => {
                let found = || self.find_matches(phrases, at, firsts[table].into());
                self.matches[at * N_TABLES + table].get_or_init(found)
            }
            _ => &[],
        }
    }

    fn find_matches<T>(&self, phrases: &Phrases<T>, at: usize, longest: usize) -> Box<[Match]> {
        let found = |n_parts: usize, (entry, has_stop): (u32, bool)| Match {
            used: n_parts + usize::from(has_stop && self.stop_follows(at + n_parts)),
            entry,
        };
        let lower = self.lower(at);
        let longest = longest.min(self.len() - at);
        let is_opening = self.is_opening_capital(at);
        if longest == 1 && !is_opening {
            let row = phrases.find(std::iter::once((self.surface(at), lower.as_ref())));
            return row.map(|row| found(1, row)).into_iter().collect();
        }
        let lowers: Vec<_> = (at..at + longest).map(|idx| self.lower(idx)).collect();
        let rest = |offset: usize| (self.surface(at + offset), lowers[offset].as_ref());
        let written = PhraseKey::of((0..longest).map(rest));
        let opening = is_opening.then(|| {
            let first = std::iter::once((lower.as_ref(), lower.as_ref()));
            PhraseKey::of(first.chain((1..longest).map(rest)))
        });
        let row = |n_parts: usize| {
            let opening = || phrases.find_first(opening.as_ref()?, n_parts);
            phrases.find_first(&written, n_parts).or_else(opening)
        };
        let rows = (1..=longest).rev();
        let rows = rows.filter_map(|n_parts| Some(found(n_parts, row(n_parts)?)));
        rows.collect()
    }

    /// Whether the part is a short word that has its capital from standing at the start of a sentence: *In*.
    fn is_opening_capital(&self, at: usize) -> bool {
        let surface = self.surface(at);
        let starts = at == 0 || self.kind(at - 1) == Some(PartKind::Mark);
        starts
            && surface.len() <= 2
            && self.is_capitalized(at)
            && !surface.chars().skip(1).any(char::is_uppercase)
    }

    /// Whether a full stop touches the part before `at` and is not the end of the sentence.
    fn stop_follows(&self, at: usize) -> bool {
        self.is(at, ".") && self.touches_previous(at) && at + 1 < self.len()
    }

    /// A row of `numbers.tsv` with `role`.
    pub fn number(&self, at: usize, role: NumberRole) -> Option<(Decimal, usize)> {
        self.phrase(&self.words.numbers, at, |(found, value)| {
            (*found == role).then_some(*value)
        })
    }

    /// Whether the word at `at` is a half with the word for *and* in one: *ونصف*.
    pub fn is_prefixed_half(&self, at: usize) -> bool {
        if self.words.prefixes.is_empty() {
            return false;
        }
        let lower = self.lower(at);
        let mut prefixes = self.words.prefixes.iter();
        let rest = prefixes.find_map(|prefix| lower.strip_prefix(prefix.as_str()));
        let rows = rest.and_then(|rest| self.words.numbers.get(std::iter::once((rest, rest))));
        rows.is_some_and(|(rows, _)| rows.iter().any(|(role, _)| *role == NumberRole::Half))
    }

    /// The number of parts of a row of `numbers.tsv` with `role`; 0 if there is none.
    pub fn n_parts_of_number(&self, at: usize, role: NumberRole) -> usize {
        self.number(at, role).map_or(0, |(_, used)| used)
    }

    /// A row of `units.tsv` with `role`; its code.
    pub fn unit(&self, at: usize, role: UnitRole) -> Option<(&'a str, usize)> {
        let found = self.phrase_of(&self.words.units, at, role);
        found.or_else(|| self.unit_with_ending(at, role))
    }

    /// A unit with a capital and an ending behind an apostrophe, where the language writes so: *Euro'ya*.
    fn unit_with_ending(&self, at: usize, role: UnitRole) -> Option<(&'a str, usize)> {
        if !self.profile.apostrophe_before_endings || !self.is_letters(at) {
            return None;
        }
        let lower = self.lower(at);
        let (stem, ending) = lower.split_once(crate::tokenize::is_apostrophe)?;
        let (rows, _) = self.words.units.get(std::iter::once((stem, stem)))?;
        let (_, code) = rows.iter().find(|(found, _)| *found == role)?;
        let is_apart =
            ending.is_empty() && self.touches_previous(at + 1) && self.is_letters(at + 1);
        Some((code.as_str(), 1 + usize::from(is_apart)))
    }

    /// A row of `times.tsv` with `role`; its value.
    pub fn time(&self, at: usize, role: TimeRole) -> Option<(&'a str, usize)> {
        self.phrase_of(&self.words.times, at, role)
    }

    /// A row of `times.tsv` with `role` and a whole number as its value.
    pub fn time_value(&self, at: usize, role: TimeRole) -> Option<(i32, usize)> {
        let (value, used) = self.time(at, role)?;
        Some((value.parse().ok()?, used))
    }

    /// A row of `modifiers.tsv` that `pick` accepts.
    pub fn modifier<R>(
        &self,
        at: usize,
        pick: impl Fn(ModifierRole) -> Option<R>,
    ) -> Option<(R, usize)> {
        self.phrase(&self.words.modifiers, at, |role| pick(*role))
    }

    /// The longest row of `modifiers.tsv` that `pick` accepts and that ends right before `at`, and where it begins.
    pub fn modifier_before<R>(
        &self,
        at: usize,
        pick: impl Fn(ModifierRole) -> Option<R>,
    ) -> Option<(R, usize)> {
        const LONGEST: usize = 6;
        (at.saturating_sub(LONGEST)..at).find_map(|start| {
            // *Hasta* of *hasta un año*, where *hasta un* is a row, too.
            let mut rows = self.all(&self.words.modifiers, start);
            let (roles, _) = rows.find(|(_, used)| start + used == at)?;
            let found = roles.iter().find_map(|role| pick(*role))?;
            Some((found, start))
        })
    }

    /// The longest row of `units.tsv` with `role` that ends right before `at`: its code, and where it begins.
    pub fn unit_before(&self, at: usize, role: UnitRole) -> Option<(&'a str, usize)> {
        const LONGEST: usize = 5;
        (at.saturating_sub(LONGEST)..at).find_map(|start| {
            let (code, used) = self.unit(start, role)?;
            (start + used == at).then_some((code, start))
        })
    }

    /// Whether a row of `times.tsv` with `role` ends right before `at`.
    pub fn time_ends_before(&self, at: usize, role: TimeRole) -> bool {
        (1..=3.min(at)).any(|n_parts| {
            self.time(at - n_parts, role)
                .is_some_and(|(_, used)| used == n_parts)
        })
    }

    /// Whether a word for what is coming goes with the day at `from..to`: *will meet on Monday*, *am Montag wird*.
    pub fn speaks_of_coming(&self, from: usize, to: usize) -> bool {
        const NEAR_BEFORE: usize = 8;
        const NEAR_BEHIND: usize = 2;
        let is_coming = |at: usize| self.time(at, TimeRole::Coming).is_some();
        let divides = |at: usize| {
            let says = || {
                let verbs = &self.profile.reporting_verbs;
                verbs.contains(self.lower(at).as_ref())
            };
            self.kind(at) == Some(PartKind::Mark) || says()
        };
        let before = (from.saturating_sub(NEAR_BEFORE)..from).rev();
        let mut before = before.take_while(|&at| !divides(at));
        let mut behind = (to..to + NEAR_BEHIND).take_while(|&at| !divides(at));
        before.any(is_coming) || behind.any(is_coming)
    }

    /// Whether a row of `numbers.tsv` with `role` ends right before `at`.
    pub fn number_ends_before(&self, at: usize, role: NumberRole) -> bool {
        (1..=2.min(at)).any(|n_parts| {
            self.number(at - n_parts, role)
                .is_some_and(|(_, used)| used == n_parts)
        })
    }

    /// Whether the month, weekday or season at `at` is also another word, whatever its case.
    pub fn is_guarded(&self, at: usize) -> bool {
        let lower = self.lower(at);
        let lower = lower.trim_end_matches('.');
        let rows = self.words.times.get(std::iter::once((lower, lower)));
        rows.is_some_and(|(rows, _)| rows.iter().any(|(role, _)| *role == TimeRole::Guarded))
    }

    fn phrase_of<R: Copy + PartialEq>(
        &self,
        phrases: &'a Phrases<(R, String)>,
        at: usize,
        role: R,
    ) -> Option<(&'a str, usize)> {
        self.phrase(phrases, at, |(found, value)| {
            (*found == role).then_some(value.as_str())
        })
    }
}

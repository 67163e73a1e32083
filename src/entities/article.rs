//! Short forms, in the rest of the article, of what it names in full: surnames, given names, initials, repeated names.

use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::listed::LARGE_PLACE;
use super::organizations::bracketed_initials;
use super::words::Words;
use super::{Named, guard};
use crate::document::{Confidence, EntityRef, EntityType, Evidence, Mention, Relation};
use crate::fold::fold;
use crate::resources::gazetteer::key_tokens;
use crate::text::Span;

/// `named` with the short forms, in order of start.
pub(super) fn with_short_forms(words: &Words, mut named: Vec<Named>) -> Vec<Mention> {
    let people = People::of(words, &named);
    for name in &mut named {
        people.claim(words, name);
    }
    let initials = initials(words, &named);
    named.retain(|name| {
        let replaced = |found: &Named| found.mention.span == name.mention.span;
        name.mention.evidence == Evidence::UserGazetteer || !initials.iter().any(replaced)
    });
    named.extend(initials.iter().cloned());
    let repeated = repeats(words, &named);
    for name in &mut named {
        repeated.claim(words, name);
    }
    let mut covered = vec![false; words.tokens.len()];
    for name in &named {
        covered[name.tokens.clone()].fill(true);
    }
    let mut idx = 0;
    while idx < words.tokens.len() {
        let found = (!covered[idx])
            .then(|| {
                repeated
                    .at(words, idx, |idx| !covered[idx])
                    .or_else(|| people.at(words, idx))
            })
            .flatten();
        idx = found.as_ref().map_or(idx + 1, |found| found.tokens.end);
        named.extend(found);
    }
    named.sort_by_key(|name| name.mention.span);
    named.dedup_by(|later, earlier| later.mention.span.overlaps(earlier.mention.span));
    named.into_iter().map(|name| name.mention).collect()
}

/// The persons that the article names in full, by the parts of their names.
struct People {
    surnames: FxHashMap<String, Vec<Person>>,
    given_names: FxHashMap<String, Vec<Person>>,
}

#[derive(Clone)]
struct Person {
    /// Where the article first names it in full.
    first: usize,
    entity: EntityRef,
    subtype: Box<str>,
    /// The particles before the surname, folded.
    particles: Vec<String>,
}

impl People {
    fn of(words: &Words, named: &[Named]) -> Self {
        let mut people = Self {
            surnames: FxHashMap::default(),
            given_names: FxHashMap::default(),
        };
        for name in named
            .iter()
            .filter(|name| name.mention.entity_type == EntityType::Person)
        {
            let full = match &name.mention.entity {
                EntityRef::Unlisted(full) => full.as_ref(),
                EntityRef::Listed(_) => name.mention.span.of(words.text),
            };
            let parts = key_tokens(full);
            let (Some(given), Some(surname)) = (parts.first(), parts.last()) else {
                continue;
            };
            if is_surname_alone(words, &parts) || surname.chars().count() < 2 {
                continue;
            }
            let person = Person {
                first: name.tokens.start,
                entity: name.mention.entity.clone(),
                subtype: name.mention.subtype.clone(),
                particles: particles(words, &parts),
            };
            for (map, part) in [
                (&mut people.surnames, surname),
                (&mut people.given_names, given),
            ] {
                let namesakes = map.entry(part.clone()).or_default();
                if !namesakes.iter().any(|other| other.entity == person.entity) {
                    namesakes.push(person.clone());
                }
            }
        }
        people
    }

    /// Gives a place or company to the person of that surname in the article, and a surname or given name that the
    /// shape alone showed to the person of that name.
    fn claim(&self, words: &Words, name: &mut Named) {
        let idx = name.tokens.end - 1;
        let is_other = match name.mention.entity_type {
            EntityType::Location => {
                let is_large = match name.mention.entity {
                    EntityRef::Listed(entity) => words.gazetteer.prior(entity) >= LARGE_PLACE,
                    EntityRef::Unlisted(_) => false,
                };
                let before = words.before(idx);
                !(is_large
                    && before.is_some_and(|before| guard::is_place_preposition(words, before)))
            }
            EntityType::Organization | EntityType::Product => {
                name.mention.relation != Relation::Abbreviation
            }
            EntityType::Person | EntityType::Event | EntityType::Group => false,
        };
        let is_own = name.mention.evidence == Evidence::UserGazetteer;
        let is_shape = name.mention.entity_type == EntityType::Person
            && name.mention.evidence == Evidence::Pattern;
        let is_part = name.mention.relation == Relation::CompoundPart;
        if is_own || is_part || !(is_other || is_shape) {
            return;
        }
        let keys = name.tokens.clone().map(|idx| words.key(idx).to_owned());
        if !is_surname_alone(words, &keys.collect::<Vec<_>>()) {
            return;
        }
        let is_meant = |found: &Named| found.mention.relation == Relation::Surname || is_shape;
        if let Some(found) = self.at(words, idx).filter(is_meant) {
            *name = found;
        }
    }

    /// The person whose surname or given name stands at token `idx`.
    fn at(&self, words: &Words, idx: usize) -> Option<Named> {
        if !words.has_capital(idx) || words.is_function_word(idx) && words.opens(idx) {
            return None;
        }
        let (key, span, inflected) = self.known_form(words, idx)?;
        let surname = self
            .surnames
            .get(&key)
            .map(|people| (people, Relation::Surname, 90));
        let given = || {
            let alone = !words
                .after(idx + 1)
                .is_some_and(|next| words.has_capital(next) && words.adjoins_next(idx))
                || words.profile.nouns_capitalized;
            self.given_names
                .get(&key)
                .filter(|_| alone)
                .map(|people| (people, Relation::GivenName, 75))
        };
        let (people, relation, confidence) = surname.or_else(given)?;
        let before = people
            .iter()
            .filter(|person| person.first < idx)
            .max_by_key(|person| person.first);
        let person = before.or(people.first())?;
        let is_ambiguous = people.len() > 1;
        let first = if relation == Relation::Surname {
            with_particles(words, idx, &person.particles)
        } else {
            idx
        };
        let span = words.tokens[first].span.to(span);
        let mention = Mention {
            span,
            entity_type: EntityType::Person,
            subtype: person.subtype.clone(),
            entity: person.entity.clone(),
            relation: if inflected && relation == Relation::GivenName {
                Relation::Inflected
            } else {
                relation
            },
            evidence: Evidence::Article,
            confidence: Confidence::new(if is_ambiguous { 60 } else { confidence }),
            review: is_ambiguous,
        };
        Some(Named {
            tokens: first..idx + 1,
            mention,
            abbreviates: None,
        })
    }

    /// The token, or the token without an ending, if it is a part of a known person's name.
    fn known_form(&self, words: &Words, idx: usize) -> Option<(String, Span, bool)> {
        let token = words.tokens[idx].span;
        let surface = words.surface(idx);
        let is_part =
            |key: &str| self.surnames.contains_key(key) || self.given_names.contains_key(key);
        let key = words.bare_key(idx);
        if is_part(&key) {
            let kept = words.possessive_start(surface).unwrap_or(surface.len());
            let span = Span::new(token.start(), token.start() + kept);
            return Some((key.into_owned(), span, false));
        }
        let base = words.bases(idx).iter().find(|base| is_part(&base.key))?;
        Some((base.key.clone(), token, true))
    }
}

/// Whether the `parts` of a name are one word, or one word after particles: *De Vries*.
fn is_surname_alone(words: &Words, parts: &[String]) -> bool {
    let before = parts.split_last().map_or(&[][..], |(_, before)| before);
    before.is_empty() || words.profile.person_particles.contains(&before.join(" "))
}

/// The particles right before the last of the `parts` of a name.
fn particles(words: &Words, parts: &[String]) -> Vec<String> {
    let before_last = &parts[1..parts.len() - 1];
    let is_particle = |n: usize| {
        words
            .profile
            .person_particles
            .contains(&before_last[before_last.len() - n..].join(" "))
    };
    let n_particles = (1..=before_last.len())
        .rev()
        .find(|&n| is_particle(n))
        .unwrap_or(0);
    before_last[before_last.len() - n_particles..].to_vec()
}

/// The first of the `particles` that stand right before the surname at `idx`, or the surname itself.
fn with_particles(words: &Words, idx: usize, particles: &[String]) -> usize {
    let first = idx.checked_sub(particles.len()).filter(|&first| {
        words.sentence(idx).tokens.contains(&first)
            && (first..idx)
                .zip(particles)
                .all(|(at, part)| words.key(at) == part)
    });
    first.unwrap_or(idx)
}

/// Initials in brackets after a name, and the names that they stand for.
fn initials(words: &Words, named: &[Named]) -> Vec<Named> {
    let declared = named.iter().filter_map(|name| {
        let bracket = name.tokens.end;
        let end = words.sentence(name.tokens.start).tokens.end;
        let initials = bracketed_initials(words, bracket, end)?;
        let full = name.mention.span.of(words.text);
        let is_thing = name.tokens.len() > 1 && name.mention.entity_type != EntityType::Person;
        (is_thing && spells(initials, full) || name.abbreviates.is_some()).then(|| {
            let mention = Mention {
                span: words.tokens[bracket + 1].span,
                relation: Relation::Abbreviation,
                evidence: Evidence::Article,
                confidence: Confidence::new(90),
                review: false,
                ..name.mention.clone()
            };
            Named {
                tokens: bracket + 1..bracket + 2,
                mention,
                abbreviates: None,
            }
        })
    });
    declared.collect()
}

/// Whether the letters of `initials` come in this order in `full`, the first of them first; in joined words they are
/// not the first letters of words only (*Waterveiligheid*: WV).
fn spells(initials: &str, full: &str) -> bool {
    let mut letters = full
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase);
    let mut initials = initials.chars().flat_map(char::to_lowercase);
    let begins = initials
        .next()
        .is_some_and(|initial| letters.next() == Some(initial));
    begins && initials.all(|initial| letters.any(|letter| letter == initial))
}

/// Names without a list, and declared initials, that may return elsewhere in the article.
struct Repeats {
    by_first_key: FxHashMap<String, Vec<(Vec<String>, Named)>>,
}

fn repeats(words: &Words, named: &[Named]) -> Repeats {
    let mut by_first_key: FxHashMap<String, Vec<(Vec<String>, Named)>> = FxHashMap::default();
    let mut seen = FxHashSet::default();
    let is_declared = |name: &&Named| name.mention.evidence == Evidence::Article;
    let declared = named.iter().filter(is_declared);
    let others = named.iter().filter(|name| !is_declared(name));
    for name in declared.chain(others) {
        let keys = key_tokens(name.mention.span.of(words.text));
        let is_full = keys.len() > 1 || name.mention.entity_type != EntityType::Person;
        let returns = matches!(name.mention.entity, EntityRef::Unlisted(_)) && is_full
            || name.mention.evidence == Evidence::Article;
        let is_short = keys.len() == 1 && keys[0].chars().count() < 2;
        if returns && !keys.is_empty() && !is_short && seen.insert(keys.clone()) {
            by_first_key
                .entry(keys[0].clone())
                .or_default()
                .push((keys, name.clone()));
        }
    }
    Repeats { by_first_key }
}

impl Repeats {
    /// Gives initials that the shape alone showed to what the article says that they stand for.
    fn claim(&self, words: &Words, name: &mut Named) {
        if name.mention.evidence != Evidence::Pattern {
            return;
        }
        let found = self.at(words, name.tokens.start, |_| true);
        let is_initials = |found: &Named| {
            found.tokens == name.tokens && found.mention.relation == Relation::Abbreviation
        };
        if let Some(found) = found.filter(is_initials) {
            *name = found;
        }
    }

    /// The longest name that returns at token `idx`, in tokens that are all free.
    fn at(&self, words: &Words, idx: usize, is_free: impl Fn(usize) -> bool) -> Option<Named> {
        if self.by_first_key.is_empty() {
            return None;
        }
        let bare = || {
            let has_own = words.has_marks(idx);
            has_own.then(|| self.by_first_key.get(&*words.bare_key(idx)))?
        };
        let known = self.by_first_key.get(words.key(idx)).or_else(bare)?;
        let fits = |keys: &[String]| {
            let tokens = idx..idx + keys.len();
            let same = |(at, key): (usize, &String)| {
                is_free(at)
                    && (words.key(at) == key || fold(words.span(at, at + 1).of(words.text)) == *key)
            };
            tokens.end <= words.tokens.len()
                && tokens.clone().zip(keys).all(same)
                && words.sentence(idx).tokens.contains(&(tokens.end - 1))
        };
        let (keys, name) = known
            .iter()
            .filter(|(keys, _)| fits(keys))
            .max_by_key(|(keys, _)| keys.len())?;
        let tokens: Range<usize> = idx..idx + keys.len();
        let span = words.span(tokens.start, tokens.end);
        let written_alike = span.of(words.text) == name.mention.span.of(words.text);
        written_alike.then(|| Named {
            tokens,
            mention: Mention {
                span,
                evidence: Evidence::Article,
                confidence: name.mention.confidence.min(Confidence::new(85)),
                ..name.mention.clone()
            },
            abbreviates: None,
        })
    }
}

//! What a person has decided: the rows of `decisions.csv`, checked, and weighed against each other.
//!
//! Of two rows that contradict each other the first holds. What a row does is for the stages: languages before
//! anything is recognised, names when all of an article are found, groups when all are linked.

mod groups;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use super::gazetteer::{Gazetteer, Prefix, prefixes};
use super::user_lists::ListFile;
use crate::document::{EntityType, article_id};
use crate::error::{Problem, Severity};
use crate::language::Language;
use groups::{Conflict, Groups};
use rows::{Action, Choice, Fault, Row, Thing};

/// The number of a row, to tell which rows did something.
pub type RowIdx = usize;

/// What of a corpus decisions can be about, and which of them were followed.
#[derive(Debug, Default)]
pub struct Decidable {
    /// The ids of what it has.
    pub known: BTreeSet<String>,
    /// The rows that were followed.
    pub followed: BTreeSet<RowIdx>,
}

/// The decisions of a person.
#[derive(Debug, Default)]
pub struct Decisions {
    /// Name of the file.
    path: String,
    rows: Vec<Row>,
    /// Those that contradict one before.
    rejected: BTreeSet<RowIdx>,
    groups: Groups,
    /// Of each id that is the same as another the one that stands for them.
    canonical: BTreeMap<String, String>,
    /// Of members the group that each belongs to.
    pins: BTreeMap<String, (RowIdx, String)>,
    /// Of members the groups that each does not belong to.
    unpins: BTreeMap<String, Vec<(RowIdx, String)>>,
    names: BTreeMap<String, (RowIdx, String)>,
    types: BTreeMap<String, (RowIdx, EntityType)>,
    languages: BTreeMap<String, (RowIdx, Language)>,
    denied: BTreeMap<String, RowIdx>,
    allowed: BTreeMap<String, RowIdx>,
    denied_surfaces: BTreeMap<Prefix, Vec<(RowIdx, Option<String>)>>,
    allowed_surfaces: BTreeMap<Prefix, AllowedName>,
    /// What names that are allowed begin with.
    allowed_starts: BTreeSet<Prefix>,
}

/// A name that a person gives an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllowedName {
    /// The row that says so.
    pub row: RowIdx,
    /// The name as written.
    pub surface: String,
    /// The id of the entity.
    pub entity: String,
    /// What the entity is, if no list has it.
    pub entity_type: EntityType,
}

impl Decisions {
    /// Reads `file`, and gives a problem for each row that is not followed.
    ///
    /// `is_language` tells which codes there are.
    #[must_use]
    pub fn of(
        file: &ListFile,
        gazetteer: &Gazetteer,
        is_language: &dyn Fn(Language) -> bool,
    ) -> (Self, Vec<Problem>) {
        let (rows, mut problems) = rows::read(file, gazetteer, is_language);
        let mut decisions = Self {
            path: file.path.clone(),
            rows,
            ..Self::default()
        };
        let mut conflicts = decisions.join(gazetteer);
        conflicts.extend(decisions.take_others(gazetteer));
        for (idx, said) in conflicts {
            problems.push(decisions.contradiction(&decisions.rows[idx], &said));
            decisions.rejected.insert(idx);
        }
        problems.sort();
        (decisions, problems)
    }

    /// Whether nothing is decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Makes the groups of what is the same and what is different; gives the rows that contradict others, and how.
    fn join(&mut self, gazetteer: &Gazetteer) -> Vec<(RowIdx, String)> {
        let mut conflicts = Vec::new();
        for (idx, row) in self.rows.iter().enumerate() {
            let (Thing::Group(a), Some(Thing::Group(b))) = (&row.subject, &row.object) else {
                continue;
            };
            let done = match row.action {
                Action::Same => self.groups.join(a, b),
                Action::Different => self.groups.part(a, b, row.line),
                _ => Ok(()),
            };
            if let Err(conflict) = done {
                let said = match conflict {
                    Conflict::Different(line) => format!("line {line}: they are different"),
                    Conflict::Same => "rows above: they are the same".to_owned(),
                };
                conflicts.push((idx, said));
            }
        }
        // The smallest id of a list stands for its group, else the smallest.
        let order = |id: &str| (gazetteer.entity_idx(id).is_none(), id.to_owned());
        self.canonical = self.groups.firsts(order);
        conflicts
    }

    /// Takes in what the rows say of names, types, languages and members; gives the rows that contradict others, and
    /// how.
    fn take_others(&mut self, gazetteer: &Gazetteer) -> Vec<(RowIdx, String)> {
        let mut conflicts = Vec::new();
        for idx in 0..self.rows.len() {
            let row = self.rows[idx].clone();
            let taken = match (&row.action, &row.choice) {
                (Action::Rename, Choice::Name(name)) => {
                    let id = self.canonical(row.subject.text()).to_owned();
                    put(&mut self.names, id, idx, name.clone())
                }
                (Action::Type, Choice::Type(entity_type)) => {
                    let id = self.canonical(row.subject.text()).to_owned();
                    put(&mut self.types, id, idx, *entity_type)
                }
                (Action::Language, Choice::Language(language)) => {
                    self.take_language(row.subject.text(), idx, *language)
                }
                (Action::Same | Action::Different, _) => self.take_member(&row, idx),
                (Action::Deny, _) => self.take_denial(&row, idx),
                (Action::Allow, _) => self.take_allowance(&row, idx, gazetteer),
                (Action::Rename | Action::Type | Action::Language, _) => Ok(()),
            };
            if let Err(other) = taken {
                let line = self.rows[other].line;
                conflicts.push((idx, format!("line {line}")));
            }
        }
        conflicts
    }

    /// The language of an article, by its path and by its id; a path may have been written with `\`.
    fn take_language(
        &mut self,
        article: &str,
        idx: RowIdx,
        language: Language,
    ) -> Result<(), RowIdx> {
        let path = article.replace('\\', "/");
        let path = path.trim_start_matches("./").to_owned();
        put(&mut self.languages, article_id(&path), idx, language)?;
        put(&mut self.languages, path, idx, language)
    }

    /// That a member belongs to a group, or does not.
    fn take_member(&mut self, row: &Row, idx: RowIdx) -> Result<(), RowIdx> {
        let (member, group) = match (&row.subject, &row.object) {
            (Thing::Item(member), Some(Thing::Group(group)))
            | (Thing::Group(group), Some(Thing::Item(member))) => (member, group),
            _ => return Ok(()),
        };
        let group = self.canonical(group).to_owned();
        match row.action {
            Action::Same => self.pin(member, idx, group),
            _ => self.unpin(member, idx, group),
        }
    }

    fn pin(&mut self, member: &str, idx: RowIdx, group: String) -> Result<(), RowIdx> {
        let parted = self.unpins.get(member).into_iter().flatten();
        let mut parted = parted.filter(|(_, other)| *other == group);
        if let Some((other, _)) = parted.next() {
            return Err(*other);
        }
        if let Some(&other) = self.denied.get(member) {
            return Err(other);
        }
        put(&mut self.pins, member.to_owned(), idx, group)
    }

    fn unpin(&mut self, member: &str, idx: RowIdx, group: String) -> Result<(), RowIdx> {
        match self.pins.get(member) {
            Some((other, pinned)) if *pinned == group => Err(*other),
            _ => {
                let groups = self.unpins.entry(member.to_owned()).or_default();
                groups.push((idx, group));
                Ok(())
            }
        }
    }

    fn take_denial(&mut self, row: &Row, idx: RowIdx) -> Result<(), RowIdx> {
        let object = row.object.as_ref();
        let object = object.map(|object| self.canonical(object.text()).to_owned());
        match (&row.subject, object) {
            (Thing::Item(member), Some(group)) => self.unpin(member, idx, group),
            (Thing::Item(id), None) => {
                let pinned = self.pins.get(id).map(|(other, _)| other);
                self.deny_id(id.clone(), idx, pinned.copied())
            }
            (Thing::Group(id), _) => {
                let id = self.canonical(id).to_owned();
                let mut allowed = self.allowed_surfaces.values();
                let named = allowed.find(|name| name.entity == id);
                self.deny_id(id, idx, named.map(|name| name.row))
            }
            (Thing::Surface(surface), entity) => {
                let key = key_of(surface);
                let allowed = self.allowed_surfaces.get(&key);
                let allowed = allowed.filter(|name| Some(&name.entity) == entity.as_ref());
                if let Some(name) = allowed {
                    return Err(name.row);
                }
                let denials = self.denied_surfaces.entry(key).or_default();
                denials.push((idx, entity));
                Ok(())
            }
        }
    }

    /// Denies the mention or entity `id`, unless a row says otherwise.
    fn deny_id(&mut self, id: String, idx: RowIdx, other: Option<RowIdx>) -> Result<(), RowIdx> {
        if let Some(other) = other.or_else(|| self.allowed.get(&id).copied()) {
            return Err(other);
        }
        self.denied.entry(id).or_insert(idx);
        Ok(())
    }

    fn take_allowance(
        &mut self,
        row: &Row,
        idx: RowIdx,
        gazetteer: &Gazetteer,
    ) -> Result<(), RowIdx> {
        let object = row.object.as_ref();
        let object = object.map(|object| self.canonical(object.text()).to_owned());
        match (&row.subject, object) {
            (Thing::Item(member), Some(group)) => self.pin(member, idx, group),
            (Thing::Surface(surface), Some(entity)) => {
                self.allow_surface(surface, idx, entity, gazetteer)
            }
            (subject, _) => {
                let id = self.canonical(subject.text()).to_owned();
                if let Some(&other) = self.denied.get(&id) {
                    return Err(other);
                }
                self.allowed.entry(id).or_insert(idx);
                Ok(())
            }
        }
    }

    fn allow_surface(
        &mut self,
        surface: &str,
        row: RowIdx,
        entity: String,
        gazetteer: &Gazetteer,
    ) -> Result<(), RowIdx> {
        let starts = prefixes(surface);
        let key = starts.last().copied().unwrap_or_default();
        let denials = self.denied_surfaces.get(&key).into_iter().flatten();
        let mut denials = denials.filter(|(_, denied)| denied.as_ref() == Some(&entity));
        let denied = denials.next().map(|(other, _)| *other);
        if let Some(other) = denied.or_else(|| self.denied.get(&entity).copied()) {
            return Err(other);
        }
        let known = gazetteer.entity_idx(&entity);
        let known = known.map(|idx| gazetteer.entity(idx).entity_type);
        let entity_type = known
            .or_else(|| rows::type_of_id(&entity))
            .unwrap_or(EntityType::Organization);
        match self.allowed_surfaces.get(&key) {
            Some(name) if name.entity != entity => return Err(name.row),
            Some(_) => return Ok(()),
            None => {}
        }
        let surface = surface.to_owned();
        self.allowed_surfaces.insert(
            key,
            AllowedName {
                row,
                surface,
                entity,
                entity_type,
            },
        );
        self.allowed_starts.extend(starts);
        Ok(())
    }

    fn contradiction(&self, row: &Row, said: &str) -> Problem {
        let object = match (&row.object, &row.choice) {
            (_, Choice::Name(name)) => name.as_str(),
            (Some(object), _) => object.text(),
            (None, _) => "",
        };
        let what = [row.action.name(), row.subject.text(), object].join(" ");
        let detail = format_args!("`{}` against {said}; the first holds", what.trim_end());
        Fault::new("contradicts another decision", detail).at(
            &self.path,
            row.line,
            Severity::Skipped,
        )
    }

    /// The id that stands for `id`: itself, unless it is the same as another.
    #[must_use]
    pub fn canonical<'a>(&'a self, id: &'a str) -> &'a str {
        self.canonical.get(id).map_or(id, String::as_str)
    }

    /// Whether `a` and `b` are two things.
    #[must_use]
    pub fn are_different(&self, a: &str, b: &str) -> bool {
        self.groups.are_parted(a, b)
    }

    /// Whether `id` is said to be the same as another, or different from it.
    #[must_use]
    pub fn are_about(&self, id: &str) -> bool {
        self.canonical.contains_key(id)
    }

    /// Whether any group is said to be different from another.
    #[must_use]
    pub fn part_groups(&self) -> bool {
        let is_parting = |row: &Row| row.action == Action::Different;
        self.rows.iter().any(is_parting)
    }

    /// The group that the member `id` belongs to.
    #[must_use]
    pub fn group_of_member(&self, id: &str) -> Option<&str> {
        self.pins.get(id).map(|(_, group)| group.as_str())
    }

    /// Whether the member `id` does not belong to the group `group`.
    #[must_use]
    pub fn is_no_member(&self, id: &str, group: &str) -> bool {
        let mut groups = self.unpins.get(id).into_iter().flatten();
        groups.any(|(_, other)| other == self.canonical(group))
    }

    /// Whether any row is about a single member.
    #[must_use]
    pub fn have_members(&self) -> bool {
        let is_item = |thing: &Thing| matches!(thing, Thing::Item(_));
        let things = |row: &Row| is_item(&row.subject) || row.object.as_ref().is_some_and(is_item);
        self.rows.iter().any(things)
    }

    /// Whether any row is about what is a name.
    #[must_use]
    pub fn have_names(&self) -> bool {
        let is_about_names = |row: &Row| matches!(row.action, Action::Deny | Action::Allow);
        self.rows.iter().any(is_about_names)
    }

    /// Whether what is found in an article by itself may depend on any row.
    #[must_use]
    pub fn alter_articles(&self) -> bool {
        self.have_names() || self.rows.iter().any(|row| row.action == Action::Language)
    }

    /// The name of the group that the canonical `id` stands for.
    #[must_use]
    pub fn name_of(&self, id: &str) -> Option<&str> {
        self.names.get(id).map(|(_, name)| name.as_str())
    }

    /// The type of the entity that the canonical `id` stands for.
    #[must_use]
    pub fn type_of(&self, id: &str) -> Option<EntityType> {
        self.types.get(id).map(|(_, entity_type)| *entity_type)
    }

    /// The language of the article at `path`, with the row that says so.
    #[must_use]
    pub fn language_of(&self, path: &str) -> Option<(RowIdx, Language)> {
        if self.languages.is_empty() {
            return None;
        }
        let by_path = self.languages.get(path);
        let by_id = || self.languages.get(&article_id(path));
        by_path.or_else(by_id).copied()
    }

    /// The row by which a mention is none: by its id, by the entity, or by what is written.
    #[must_use]
    pub fn denial(&self, mention: Option<&str>, entity: &str, surface: &str) -> Option<RowIdx> {
        let entity = self.canonical(entity);
        let by_surface = || {
            let denials = self.denied_surfaces.get(&key_of(surface))?;
            let mut denials = denials.iter();
            let found =
                denials.find(|(_, denied)| denied.as_deref().is_none_or(|denied| denied == entity));
            found.map(|(row, _)| *row)
        };
        let by_id = |id| self.denied.get(id).copied();
        mention
            .and_then(by_id)
            .or_else(|| by_id(entity))
            .or_else(by_surface)
    }

    /// The row by which a mention is one, by its id or by the entity.
    #[must_use]
    pub fn allowance(&self, mention: Option<&str>, entity: &str) -> Option<RowIdx> {
        let by_id = |id| self.allowed.get(id).copied();
        mention
            .and_then(by_id)
            .or_else(|| by_id(self.canonical(entity)))
    }

    /// The allowed name that is the sequence of folded tokens `key`, and whether one begins with it.
    #[must_use]
    pub fn allowed_name(&self, key: Prefix) -> (Option<&AllowedName>, bool) {
        let name = self.allowed_surfaces.get(&key);
        (name, self.allowed_starts.contains(&key))
    }

    /// The entity that the name `surface` was given.
    #[must_use]
    pub fn allowed_entity(&self, surface: &str) -> Option<&str> {
        let name = self.allowed_surfaces.get(&key_of(surface))?;
        Some(&name.entity)
    }

    /// A problem for each row that does nothing any more.
    #[must_use]
    pub fn dead(
        &self,
        Decidable { known, followed }: &Decidable,
        gazetteer: &Gazetteer,
    ) -> Vec<Problem> {
        let canonical: BTreeSet<_> = known.iter().map(|id| self.canonical(id)).collect();
        let is_listed = |id: &str| gazetteer.entity_idx(id).is_some();
        let missing = |idx: RowIdx, row: &Row| {
            let subject = row.subject.text();
            let object = row.object.as_ref().map(Thing::text);
            match row.action {
                Action::Same | Action::Different => {
                    let ids = [Some(subject), object].into_iter().flatten();
                    let is_alone = !ids.clone().any(|id| known.contains(id));
                    let is_missing =
                        |id: &&str| !known.contains(*id) && (is_alone || !is_listed(id));
                    let missing: Vec<_> = ids.filter(is_missing).map(quoted).collect();
                    (!missing.is_empty()).then(|| missing.join(", "))
                }
                Action::Rename | Action::Type => {
                    let is_there = canonical.contains(self.canonical(subject));
                    (!is_there).then(|| quoted(subject))
                }
                Action::Deny | Action::Allow | Action::Language => {
                    let is_there = followed.contains(&idx) || known.contains(subject);
                    let object = object.filter(|_| row.action == Action::Deny);
                    let object =
                        object.map_or_else(String::new, |id| format!(" as {}", quoted(id)));
                    (!is_there).then(|| quoted(subject) + &object)
                }
            }
        };
        let rows = self.rows.iter().enumerate();
        let held = rows.filter(|(idx, _)| !self.rejected.contains(idx));
        let dead = held.filter_map(|(idx, row)| {
            let detail = format!("{}: not in the corpus", missing(idx, row)?);
            let problem = format_args!("`{}` no longer applies", row.action.name());
            Some(Fault::new(problem, detail).at(&self.path, row.line, Severity::Warning))
        });
        dead.collect()
    }
}

fn quoted(id: &str) -> String {
    format!("`{id}`")
}

/// Puts what row `idx` says of `id`, unless another row says something else of it.
fn put<V: PartialEq>(
    map: &mut BTreeMap<String, (RowIdx, V)>,
    id: String,
    idx: RowIdx,
    value: V,
) -> Result<(), RowIdx> {
    match map.get(&id) {
        Some((other, before)) if *before != value => Err(*other),
        Some(_) => Ok(()),
        None => {
            map.insert(id, (idx, value));
            Ok(())
        }
    }
}

/// What surfaces that are one name have in common.
fn key_of(surface: &str) -> Prefix {
    prefixes(surface).last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests;

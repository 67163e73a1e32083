//! Names that the user brings: the rows of `gazetteers/*.csv`, checked and compiled beside the built-in lists.

use std::borrow::Cow;
use std::fmt;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::gazetteer::compile::{Compiler, EntityRow, NameRow};
use super::gazetteer::{Denial, Gazetteer, MAX_NAME_TOKENS, NameKind, Prefix, prefixes};
use crate::document::EntityType;
use crate::error::{Problem, Severity, Stage};
use crate::fold::slug;
use crate::language::Language;

/// A list of the user, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListFile {
    /// Name of the folder and of the file: `gazetteers/clubs.csv`.
    pub path: String,
    /// The text without byte order mark.
    pub text: String,
    /// BLAKE3 hash of the bytes.
    pub hash: String,
}

/// The columns of a list; they may stand in any order.
const COLUMNS: [&str; 6] = ["entity_id", "type", "subtype", "language", "name", "kind"];

/// How likely an entity that the user lists is meant: the user would not list it otherwise.
const PRIOR: u8 = 255;

/// The source of an entity that the user lists.
const SOURCE: &str = "user_gazetteer";

/// Adds the names of `lists` to `gazetteer`, and gives a problem for each row that could not be used.
///
/// An entity that the built-in lists do not have gets the first type that a row of it says; rows that say another are
/// not used. `is_language` tells which codes there are.
pub fn add(
    lists: &[ListFile],
    gazetteer: &mut Gazetteer,
    is_language: &(dyn Fn(Language) -> bool + Sync),
) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut records = Vec::new();
    for list in lists {
        match read(list) {
            Ok(rows) => records.extend(rows),
            Err(fault) => problems.push(problem(list, 1, fault)),
        }
    }
    let rows: Vec<_> = records
        .par_iter()
        .map(|record| record.row(is_language))
        .collect();
    let mut entities = Entities::of(gazetteer, &rows);
    let faults: Vec<_> = rows
        .iter()
        .enumerate()
        .map(|(idx, row)| match row {
            Ok(row) => entities.take(row, entities.targets[idx]).err(),
            Err(fault) => Some(fault.clone()),
        })
        .collect();
    for (record, fault) in records.iter().zip(&faults) {
        if let Some(fault) = fault {
            problems.push(problem(record.list, record.line, fault.clone()));
        }
    }
    let sound = rows.iter().zip(&entities.targets).zip(&faults);
    let sound = sound.filter(|(_, fault)| fault.is_none());
    let sound = sound.filter_map(|((row, target), _)| Some((row.as_ref().ok()?, *target)));
    let (compiler, denials) = entities.own.compile(gazetteer, sound);
    gazetteer.add_own(compiler, denials);
    problems
}

/// Why a row is not used.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Fault {
    column: &'static str,
    problem: &'static str,
    detail: String,
}

impl Fault {
    fn new(column: &'static str, problem: &'static str, detail: impl fmt::Display) -> Self {
        Self {
            column,
            problem,
            detail: detail.to_string(),
        }
    }
}

fn problem(list: &ListFile, line: u64, fault: Fault) -> Problem {
    let problem = if fault.column.is_empty() {
        fault.problem.to_owned()
    } else {
        format!("column `{}`: {}", fault.column, fault.problem)
    };
    Problem {
        path: format!("{}:{line}", list.path),
        stage: Stage::Gazetteer,
        severity: Severity::Skipped,
        problem,
        detail: fault.detail,
    }
}

/// A row as it stands in its file.
struct Record<'l> {
    list: &'l ListFile,
    line: u64,
    /// How many cells the header has.
    n_columns: usize,
    /// The place of each of [`COLUMNS`].
    places: [usize; COLUMNS.len()],
    cells: csv::StringRecord,
}

/// The rows of a list, without those that have nothing in any cell.
fn read(list: &ListFile) -> Result<Vec<Record<'_>>, Fault> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&list.text))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(list.text.as_bytes());
    let header = reader.headers().cloned().unwrap_or_default();
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let mut cells = header.iter();
        *place = cells
            .position(|cell| cell.eq_ignore_ascii_case(column))
            .ok_or_else(|| {
                let found = header.iter().collect::<Vec<_>>().join(", ");
                Fault::new(
                    column,
                    "missing in the header",
                    format_args!("the header has: {found}"),
                )
            })?;
    }
    let mut records = Vec::new();
    let mut cells = csv::StringRecord::new();
    let mut lines = Lines::new(&list.text);
    while reader.read_record(&mut cells).unwrap_or(false) {
        if cells.iter().any(|cell| !cell.is_empty()) {
            records.push(Record {
                list,
                line: lines.at(cells.position().map_or(0, csv::Position::byte)),
                n_columns: header.len(),
                places,
                cells: cells.clone(),
            });
        }
    }
    Ok(records)
}

/// Numbers of lines. The reader's own are those of where it stopped reading, before the ends of lines.
pub(super) struct Lines<'t> {
    text: &'t [u8],
    offset: usize,
    line: u64,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self {
            text: text.as_bytes(),
            offset: 0,
            line: 1,
        }
    }

    /// The line of the first character from `offset` on that is no end of a line; the offsets must rise.
    pub(super) fn at(&mut self, offset: u64) -> u64 {
        let offset = usize::try_from(offset).expect("in memory");
        let is_end = |byte: &u8| matches!(byte, b'\r' | b'\n');
        let n_ends = self.text[offset..].iter().take_while(|byte| is_end(byte));
        let start = offset + n_ends.count();
        let passed = &self.text[self.offset..start];
        self.line += passed.iter().filter(|&&byte| byte == b'\n').count() as u64;
        self.offset = start;
        self.line
    }
}

/// The mark between cells: of those that lists use, the one that the header has most.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |mark: &u8| header.bytes().filter(|byte| byte == mark).count();
    let marks = [b'\t', b';', b','].into_iter();
    marks.max_by_key(count).expect("there are three")
}

/// A row whose cells are sound by themselves.
struct Row<'r> {
    id: Cow<'r, str>,
    entity_type: Option<EntityType>,
    subtype: &'r str,
    language: Option<Language>,
    name: &'r str,
    kind: Kind,
    prefixes: Vec<Prefix>,
}

/// What a row does with its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Name(NameKind),
    Deny,
}

impl Record<'_> {
    fn row(&self, is_language: &(dyn Fn(Language) -> bool + Sync)) -> Result<Row<'_>, Fault> {
        let [id, entity_type, subtype, language, name, kind] = self
            .places
            .map(|place| self.cells.get(place).unwrap_or_default());
        if self.cells.len() != self.n_columns {
            let detail = format_args!("{} instead of {}", self.cells.len(), self.n_columns);
            return Err(Fault::new(
                "",
                "another number of cells than the header",
                detail,
            ));
        }
        let kind = parse_kind(kind)?;
        let entity_type = parse_type(entity_type)?;
        let language = parse_language(language, is_language)?;
        let prefixes = prefixes(name);
        match prefixes.len() {
            0 => return Err(Fault::new("name", "empty", "")),
            n_tokens if n_tokens > MAX_NAME_TOKENS => {
                let detail =
                    format_args!("{n_tokens} words and marks; the most is {MAX_NAME_TOKENS}");
                return Err(Fault::new("name", "too long", detail));
            }
            _ => {}
        }
        if let Some(long) = [id, subtype, name]
            .iter()
            .find(|cell| cell.len() > usize::from(u16::MAX))
        {
            return Err(Fault::new(
                "",
                "too long",
                format_args!("{} bytes", long.len()),
            ));
        }
        let id = match (id, entity_type) {
            ("", Some(entity_type)) if kind != Kind::Deny => {
                Cow::Owned(format!("{}:{}", entity_type.id_prefix(), slug(name)))
            }
            ("", None) if kind != Kind::Deny => {
                return Err(needs_type(format_args!("`{name}` has no `entity_id`")));
            }
            _ => Cow::Borrowed(id),
        };
        Ok(Row {
            id,
            entity_type,
            subtype,
            language,
            name,
            kind,
            prefixes,
        })
    }
}

fn needs_type(why: fmt::Arguments<'_>) -> Fault {
    let detail = format_args!("{why}; one of {}", types());
    Fault::new("type", "a new entity needs a type", detail)
}

fn types() -> String {
    EntityType::ALL.map(EntityType::name).join(", ")
}

fn parse_type(cell: &str) -> Result<Option<EntityType>, Fault> {
    if cell.is_empty() {
        return Ok(None);
    }
    let named = EntityType::named(&cell.to_ascii_lowercase());
    named.map(Some).ok_or_else(|| {
        Fault::new(
            "type",
            "not a type",
            format_args!("`{cell}`; one of {}", types()),
        )
    })
}

fn parse_kind(cell: &str) -> Result<Kind, Fault> {
    match cell.to_ascii_lowercase().as_str() {
        "" => Ok(Kind::Name(NameKind::Alias)),
        "deny" => Ok(Kind::Deny),
        lower => NameKind::named(lower).map(Kind::Name).ok_or_else(|| {
            let kinds = NameKind::ALL.map(NameKind::name).join(", ");
            Fault::new(
                "kind",
                "not a kind",
                format_args!("`{cell}`; one of {kinds}, deny"),
            )
        }),
    }
}

fn parse_language(
    cell: &str,
    is_language: &(dyn Fn(Language) -> bool + Sync),
) -> Result<Option<Language>, Fault> {
    if cell.is_empty() || cell == "mul" {
        return Ok(None);
    }
    let known = Language::parse(cell).filter(|&language| is_language(language));
    known.map(Some).ok_or_else(|| {
        let detail = format_args!("`{cell}`; a code such as `nl`, or nothing for every language");
        Fault::new("language", "not a language", detail)
    })
}

/// Which entity a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    /// Index in the built-in lists.
    BuiltIn(u32),
    /// Index in [`Own::entities`].
    Own(usize),
    /// Every entity, or one that no row with a name has.
    None,
}

/// The entities of the rows.
struct Entities<'g, 'r> {
    gazetteer: &'g Gazetteer,
    /// Of each row.
    targets: Vec<Target>,
    own: Own<'r>,
}

/// The entities that the built-in lists do not have, in the order they are first met.
#[derive(Default)]
struct Own<'r> {
    entities: Vec<OwnEntity<'r>>,
}

struct OwnEntity<'r> {
    id: &'r str,
    /// The first that a row says.
    entity_type: Option<EntityType>,
    /// The first that a row says.
    subtype: &'r str,
    /// The first preferred one, or the first.
    name: &'r str,
    has_preferred: bool,
}

impl<'g, 'r> Entities<'g, 'r> {
    /// The targets of the rows, and the new entities with their types.
    fn of(gazetteer: &'g Gazetteer, rows: &'r [Result<Row<'r>, Fault>]) -> Self {
        let mut own = Own::default();
        let mut known: FxHashMap<&str, usize> = FxHashMap::default();
        let mut targets = vec![Target::None; rows.len()];
        for (row, target) in rows.iter().zip(&mut targets) {
            let Ok(row) = row else { continue };
            *target = match gazetteer.entity_idx(&row.id) {
                Some(idx) => Target::BuiltIn(idx),
                None if row.kind == Kind::Deny => continue,
                None => {
                    let idx = *known
                        .entry(row.id.as_ref())
                        .or_insert_with(|| own.push(row));
                    let entity_type = &mut own.entities[idx].entity_type;
                    *entity_type = entity_type.or(row.entity_type);
                    Target::Own(idx)
                }
            };
        }
        for (row, target) in rows.iter().zip(&mut targets) {
            if let Ok(row) = row
                && row.kind == Kind::Deny
                && let Some(&idx) = known.get(row.id.as_ref())
            {
                *target = Target::Own(idx);
            }
        }
        Self {
            gazetteer,
            targets,
            own,
        }
    }

    /// Checks a row against its entity, and adds to the entity what the row says of it.
    fn take(&mut self, row: &'r Row<'r>, target: Target) -> Result<(), Fault> {
        let known = match target {
            Target::None if row.id.is_empty() => return Ok(()),
            Target::None => {
                let detail = format_args!("`{}`", row.id);
                return Err(Fault::new("entity_id", "no such entity", detail));
            }
            Target::BuiltIn(idx) => Some(self.gazetteer.entity(idx).entity_type),
            Target::Own(idx) => self.own.entities[idx].entity_type,
        };
        let known = known
            .ok_or_else(|| needs_type(format_args!("`{}` is not in the built-in lists", row.id)))?;
        if let Some(other) = row.entity_type.filter(|&other| other != known) {
            let detail = format_args!(
                "`{}`; `{}` is of type {}",
                other.name(),
                row.id,
                known.name()
            );
            return Err(Fault::new("type", "not the type of the entity", detail));
        }
        if let (Target::Own(idx), Kind::Name(kind)) = (target, row.kind) {
            self.own.entities[idx].take(row, kind);
        }
        Ok(())
    }
}

impl<'r> OwnEntity<'r> {
    fn take(&mut self, row: &'r Row<'r>, kind: NameKind) {
        let is_preferred = kind == NameKind::Preferred && !self.has_preferred;
        if self.name.is_empty() || is_preferred {
            self.name = row.name;
        }
        self.has_preferred |= is_preferred;
        if self.subtype.is_empty() {
            self.subtype = row.subtype;
        }
    }
}

impl<'r> Own<'r> {
    fn push(&mut self, row: &'r Row<'r>) -> usize {
        self.entities.push(OwnEntity {
            id: &row.id,
            entity_type: None,
            subtype: "",
            name: "",
            has_preferred: false,
        });
        self.entities.len() - 1
    }

    /// The names of the sound rows, and what they deny.
    fn compile<'s>(
        &self,
        gazetteer: &Gazetteer,
        rows: impl Iterator<Item = (&'s Row<'s>, Target)>,
    ) -> (Compiler, Vec<(Prefix, Denial)>) {
        let n_built_in = gazetteer.n_entities();
        let mut compiler = Compiler::default();
        // An entity without a type has no sound row, but keeps the others' numbers in order.
        for entity in &self.entities {
            compiler.add_entity(&EntityRow {
                id: entity.id,
                entity_type: entity.entity_type.unwrap_or(EntityType::Organization),
                subtype: entity.subtype,
                name: entity.name,
                prior: PRIOR,
                other: ["", "", "", "", SOURCE],
            });
        }
        let mut denials = Vec::new();
        for (row, target) in rows {
            let entity = match target {
                Target::BuiltIn(idx) => Some(idx),
                Target::Own(idx) => {
                    Some(u32::try_from(n_built_in + idx).expect("fewer than 2^32 entities"))
                }
                Target::None => None,
            };
            match (row.kind, entity) {
                (Kind::Name(kind), Some(entity)) => {
                    let name = NameRow {
                        entity,
                        language: row.language,
                        kind,
                        surface: row.name,
                        guard: "",
                    };
                    compiler.add_name(&name, &row.prefixes);
                }
                (Kind::Deny, _) | (Kind::Name(_), None) => {
                    let language = row.language;
                    let whole = row.prefixes.last().copied().unwrap_or_default();
                    denials.push((whole, Denial { entity, language }));
                }
            }
        }
        (compiler, denials)
    }
}

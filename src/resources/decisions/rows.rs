//! The rows of `decisions.csv`, each checked by itself.

use std::fmt;

use crate::document::EntityType;
use crate::error::{Problem, Severity, Stage};
use crate::language::Language;
use crate::resources::gazetteer::{Gazetteer, MAX_NAME_TOKENS, key_tokens};
use crate::resources::user_lists::{Lines, ListFile};

/// The columns of the file; they may stand in any order, and `note` and others may be there or not.
const COLUMNS: [&str; 3] = ["action", "subject", "object"];
/// What the marks between cells may be.
const MARKS: [char; 3] = ['\t', ';', ','];

/// What to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Same,
    Different,
    Rename,
    Type,
    Deny,
    Allow,
    Language,
}

impl Action {
    const ALL: [Self; 7] = [
        Self::Same,
        Self::Different,
        Self::Rename,
        Self::Type,
        Self::Deny,
        Self::Allow,
        Self::Language,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Different => "different",
            Self::Rename => "rename",
            Self::Type => "type",
            Self::Deny => "deny",
            Self::Allow => "allow",
            Self::Language => "language",
        }
    }
}

/// What a cell speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Thing {
    /// An entity or another group, by its id.
    Group(String),
    /// A mention, number or quotation, by its id.
    Item(String),
    /// A name as written.
    Surface(String),
}

impl Thing {
    /// What `cell` speaks of. Members of `coreferences.csv` are entities under another name (`co:iso:UA`).
    fn of(cell: &str, gazetteer: &Gazetteer) -> Self {
        let cell = cell.strip_prefix("co:").unwrap_or(cell);
        if is_item_id(cell) {
            Self::Item(cell.to_owned())
        } else if is_group_id(cell) || gazetteer.entity_idx(cell).is_some() {
            Self::Group(cell.to_owned())
        } else {
            Self::Surface(cell.to_owned())
        }
    }

    pub(super) fn text(&self) -> &str {
        match self {
            Self::Group(text) | Self::Item(text) | Self::Surface(text) => text,
        }
    }
}

/// Whether the text looks like the id of what stands in one place of a text: `m-7c2k9x0fq4mt`.
fn is_item_id(text: &str) -> bool {
    let (prefix, digits) = text.split_once('-').unwrap_or_default();
    let is_digit = |b: u8| b.is_ascii_digit() || b.is_ascii_lowercase();
    prefix.len() == 1 && digits.len() == 12 && digits.bytes().all(is_digit)
}

/// Whether the text looks like the id of a group: `per:alp-toker`, `fig:0d5w8t3hzc61`.
fn is_group_id(text: &str) -> bool {
    let (prefix, rest) = text.split_once(':').unwrap_or_default();
    let is_prefix = prefix.bytes().all(|b| b.is_ascii_lowercase());
    is_prefix && prefix.len() >= 2 && !rest.is_empty() && !text.contains(char::is_whitespace)
}

/// A row that says something which can be done.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// The line it begins in.
    pub line: u64,
    pub action: Action,
    pub subject: Thing,
    /// Empty where the action needs none.
    pub object: Option<Thing>,
    pub choice: Choice,
}

/// What `object` says where it is no id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Choice {
    None,
    Name(String),
    Type(EntityType),
    Language(Language),
}

/// Why a row is not followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    problem: String,
    detail: String,
}

impl Fault {
    pub(super) fn new(problem: impl fmt::Display, detail: impl fmt::Display) -> Self {
        Self {
            problem: problem.to_string(),
            detail: detail.to_string(),
        }
    }

    pub(super) fn at(self, path: &str, line: u64, severity: Severity) -> Problem {
        Problem {
            path: format!("{path}:{line}"),
            stage: Stage::Decision,
            severity,
            problem: self.problem,
            detail: self.detail,
        }
    }
}

/// The sound rows of the file in order, and a problem for each other row that has something in it.
pub(super) fn read(
    file: &ListFile,
    gazetteer: &Gazetteer,
    is_language: &dyn Fn(Language) -> bool,
) -> (Vec<Row>, Vec<Problem>) {
    let mut problems = Vec::new();
    let mut rows = Vec::new();
    let mut places = None;
    for (line, cells) in records(&file.text) {
        let Some(places) = &places else {
            match columns(&cells) {
                Ok(found) => places = Some(found),
                Err(fault) => {
                    problems.push(fault.at(&file.path, line, Severity::Skipped));
                    break;
                }
            }
            continue;
        };
        let cell = |place: &usize| cells.get(*place).map_or("", |cell| tidy(cell));
        let [action, subject, object] = places.each_ref().map(cell);
        if [action, subject, object].iter().all(|cell| cell.is_empty()) {
            continue;
        }
        match row(line, [action, subject, object], gazetteer, is_language) {
            Ok(row) => rows.push(row),
            Err(fault) => problems.push(fault.at(&file.path, line, Severity::Skipped)),
        }
    }
    (rows, problems)
}

/// The records that have something in a cell, with the lines they begin in.
fn records(text: &str) -> Vec<(u64, csv::StringRecord)> {
    let (mark, start) = separator(text);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(u8::try_from(mark).expect("an ASCII character"))
        .has_headers(false)
        .flexible(true)
        .from_reader(&text.as_bytes()[start..]);
    let mut lines = Lines::new(text);
    let mut records = Vec::new();
    let mut cells = csv::StringRecord::new();
    while reader.read_record(&mut cells).unwrap_or(false) {
        if cells.iter().any(|cell| !tidy(cell).is_empty()) {
            let offset = cells.position().map_or(0, csv::Position::byte) + start as u64;
            records.push((lines.at(offset), cells.clone()));
        }
    }
    records
}

/// The mark between cells, and where the table begins: behind a line `sep=;`, which some spreadsheets write.
fn separator(text: &str) -> (char, usize) {
    let first = text.lines().next().unwrap_or_default();
    let told = first.trim_matches(['\u{feff}', '"']).strip_prefix("sep=");
    let told = told.and_then(|mark| mark.chars().next());
    if let Some(mark) = told.filter(|mark| MARKS.contains(mark)) {
        let end = text.find('\n').map_or(text.len(), |end| end + 1);
        return (mark, end);
    }
    let has_letters = |line: &&str| line.contains(char::is_alphabetic);
    let header = text.lines().find(has_letters).unwrap_or_default();
    let marks = MARKS.into_iter();
    let mark = marks.max_by_key(|mark| header.matches(*mark).count());
    (mark.expect("there are three"), 0)
}

/// The places of [`COLUMNS`] in the header.
fn columns(header: &csv::StringRecord) -> Result<[usize; COLUMNS.len()], Fault> {
    let mut places = [0; COLUMNS.len()];
    for (place, column) in places.iter_mut().zip(COLUMNS) {
        let mut cells = header.iter();
        *place = cells
            .position(|cell| tidy(cell).eq_ignore_ascii_case(column))
            .ok_or_else(|| {
                let found = header.iter().map(tidy).filter(|cell| !cell.is_empty());
                let found = found.collect::<Vec<_>>().join(", ");
                Fault::new(
                    format_args!("column `{column}`: missing in the header"),
                    format_args!("the header has: {found}"),
                )
            })?;
    }
    Ok(places)
}

/// The cell without what a spreadsheet puts around it: blanks, and the mark that keeps text from being a formula.
fn tidy(cell: &str) -> &str {
    let cell = cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\0'));
    let bare = cell.strip_prefix('\'');
    bare.filter(|bare| bare.starts_with(['=', '+', '-', '@']))
        .unwrap_or(cell)
}

fn row(
    line: u64,
    [action, subject, object]: [&str; 3],
    gazetteer: &Gazetteer,
    is_language: &dyn Fn(Language) -> bool,
) -> Result<Row, Fault> {
    let action = parse_action(action)?;
    if subject.is_empty() {
        return Err(Fault::new(
            "column `subject`: empty",
            "write the id or the name that the row is about",
        ));
    }
    let mut row = Row {
        line,
        action,
        subject: Thing::of(subject, gazetteer),
        object: (!object.is_empty()).then(|| Thing::of(object, gazetteer)),
        choice: Choice::None,
    };
    match action {
        Action::Same | Action::Different => check_pair(&row)?,
        Action::Rename => row.choice = Choice::Name(one_line(needed(object)?)),
        Action::Type => row.choice = Choice::Type(parse_type(needed(object)?)?),
        Action::Language => {
            row.choice = Choice::Language(parse_language(needed(object)?, is_language)?);
        }
        Action::Deny | Action::Allow => check_name(&row, gazetteer)?,
    }
    if matches!(action, Action::Rename | Action::Type) {
        let Thing::Group(_) = row.subject else {
            return Err(not_a_group("subject", subject));
        };
    }
    Ok(row)
}

fn parse_action(cell: &str) -> Result<Action, Fault> {
    let mut actions = Action::ALL.into_iter();
    let found = actions.find(|action| action.name().eq_ignore_ascii_case(cell));
    found.ok_or_else(|| {
        let names = Action::ALL.map(Action::name).join(", ");
        let detail = format_args!("`{cell}`; one of {names}");
        Fault::new("column `action`: not an action", detail)
    })
}

fn needed(object: &str) -> Result<&str, Fault> {
    let is_there = (!object.is_empty()).then_some(object);
    is_there.ok_or_else(empty_object)
}

fn empty_object() -> Fault {
    Fault::new(
        "column `object`: empty",
        "the action needs one; the README says what",
    )
}

fn parse_type(cell: &str) -> Result<EntityType, Fault> {
    EntityType::named(&cell.to_ascii_lowercase()).ok_or_else(|| {
        let types = EntityType::ALL.map(EntityType::name).join(", ");
        let detail = format_args!("`{cell}`; one of {types}");
        Fault::new("column `object`: not a type", detail)
    })
}

fn parse_language(cell: &str, is_language: &dyn Fn(Language) -> bool) -> Result<Language, Fault> {
    let known = Language::parse(cell).filter(|&language| is_language(language));
    known.ok_or_else(|| {
        let detail = format_args!("`{cell}`; a code such as `nl`");
        Fault::new("column `object`: not a language", detail)
    })
}

/// That two ids are there that can be one thing or two.
fn check_pair(row: &Row) -> Result<(), Fault> {
    let object = row.object.as_ref();
    let object = object.ok_or_else(empty_object)?;
    match (&row.subject, object) {
        (Thing::Surface(text), _) => Err(not_a_group("subject", text)),
        (_, Thing::Surface(text)) => Err(not_a_group("object", text)),
        (Thing::Item(_), Thing::Item(_)) => Err(Fault::new(
            "two members",
            "one of the two must be the id of an entity or another group",
        )),
        (subject, object) if subject == object => {
            let detail = format_args!("`{}`", subject.text());
            Err(Fault::new("the same id twice", detail))
        }
        _ => Ok(()),
    }
}

fn not_a_group(column: &str, text: &str) -> Fault {
    let detail = format_args!("`{text}`; ids look like `per:alp-toker`");
    Fault::new(format_args!("column `{column}`: not an id"), detail)
}

/// That it is clear what is, or is not, a name of what.
fn check_name(row: &Row, gazetteer: &Gazetteer) -> Result<(), Fault> {
    if let Thing::Surface(text) = &row.subject {
        match key_tokens(text).len() {
            0 => return Err(Fault::new("column `subject`: no name", "")),
            n if n > MAX_NAME_TOKENS => {
                let detail = format_args!("{n} words and marks; the most is {MAX_NAME_TOKENS}");
                return Err(Fault::new("column `subject`: too long", detail));
            }
            _ => {}
        }
    }
    match (row.action, &row.subject, &row.object) {
        (Action::Allow, Thing::Surface(_), None) => Err(empty_object()),
        (Action::Allow, Thing::Surface(_), Some(Thing::Group(id)))
            if gazetteer.entity_idx(id).is_none() && type_of_id(id).is_none() =>
        {
            Err(Fault::new(
                "column `object`: no such entity",
                format_args!("`{id}`"),
            ))
        }
        (_, Thing::Group(_), Some(_)) => Err(Fault::new(
            "column `object`: not empty",
            "an id is denied or allowed by itself; `different` and `same` take two",
        )),
        (_, _, None | Some(Thing::Group(_))) => Ok(()),
        (_, _, Some(other)) => Err(not_a_group("object", other.text())),
    }
}

/// The type that the id of an unlisted entity begins with.
pub(super) fn type_of_id(id: &str) -> Option<EntityType> {
    let (prefix, _) = id.split_once(':')?;
    let mut types = EntityType::ALL.into_iter();
    types.find(|entity_type| entity_type.id_prefix() == prefix)
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

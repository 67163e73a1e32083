//! Makes compiled lists: the build script those of `data/`, the program those of its user.

use std::collections::BTreeMap;
use std::fmt;

use rustc_hash::FxHashMap;

use super::keys::{Prefix, prefixes};
use super::layout::{
    FILTER_WORDS_IN_THOUSAND, HEAD, Hashed, LAST, MARK, N_SECTIONS, NO_NAMES, Section, filter_bits,
    ideal_slot,
};
use super::name_kind::NameKind;
use crate::document::EntityType;
use crate::fold::fold;
use crate::language::Language;

/// Slots of a table of hashes for each hundred keys.
const SLOTS_IN_HUNDRED: usize = 160;

/// A table of `data/`: its path, for messages, and its text.
#[derive(Debug, Clone, Copy)]
pub struct TableFile<'f> {
    /// Path below the project's folder.
    pub path: &'f str,
    /// What it says.
    pub content: &'f str,
}

/// The two tables of a class, or of a language's own names.
#[derive(Debug, Clone, Copy)]
pub struct ListFiles<'f> {
    /// `entities.tsv`.
    pub entities: TableFile<'f>,
    /// `names.tsv`.
    pub names: TableFile<'f>,
    /// The language of all names, where `names` has no column for it.
    pub language: Option<Language>,
}

/// A row that breaks the rules of its table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowError {
    /// Path below the project's folder.
    pub file: String,
    /// Line, the header being 1.
    pub line: u64,
    /// Name of the column.
    pub column: String,
    /// What the rules ask for.
    pub expected: String,
    /// What stands there.
    pub found: String,
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            expected,
            found,
        } = self;
        write!(
            f,
            "{file}:{line}: column `{column}`: expected {expected}, found `{found}`"
        )
    }
}

/// Compiled lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The records.
    pub bytes: Vec<u8>,
    /// What they point into.
    pub text: String,
}

/// An entity to compile.
#[derive(Debug, Clone, Copy)]
pub struct EntityRow<'r> {
    /// Its id.
    pub id: &'r str,
    /// What it is.
    pub entity_type: EntityType,
    /// What it is, more finely.
    pub subtype: &'r str,
    /// The name to show.
    pub name: &'r str,
    /// How likely it is meant.
    pub prior: u8,
    /// Wikidata id, GeoNames id, ISO code, country, source.
    pub other: [&'r str; 5],
}

/// A name to compile.
#[derive(Debug, Clone, Copy)]
pub struct NameRow<'r> {
    /// Index of its entity.
    pub entity: u32,
    /// `None` for every language.
    pub language: Option<Language>,
    /// How it names the entity.
    pub kind: NameKind,
    /// As written.
    pub surface: &'r str,
    /// Empty, `context`, or codes of languages between commas.
    pub guard: &'r str,
}

/// Compiles the lists of `data/`. The same tables give the same bytes.
///
/// # Errors
///
/// A row that breaks the rules.
pub fn compile_tables(
    lists: &[ListFiles<'_>],
    word_guards: TableFile<'_>,
    name_tokens: TableFile<'_>,
) -> Result<Image, RowError> {
    let mut compiler = Compiler::default();
    let mut ids = FxHashMap::default();
    for list in lists {
        add_entities(&mut compiler, &mut ids, list.entities)?;
    }
    let word_guards = rows(word_guards, ["name", "languages"])?;
    let word_guards: FxHashMap<_, _> = word_guards
        .into_iter()
        .map(|(_, [name, languages])| (name, languages))
        .collect();
    for list in lists {
        add_names(&mut compiler, &ids, &word_guards, list)?;
    }
    add_name_tokens(&mut compiler, name_tokens)?;
    Ok(compiler.finish(|entries| entries.sort_unstable()))
}

fn add_entities<'f>(
    compiler: &mut Compiler,
    ids: &mut FxHashMap<&'f str, u32>,
    file: TableFile<'f>,
) -> Result<(), RowError> {
    const COLUMNS: [&str; 10] = [
        "entity_id",
        "type",
        "subtype",
        "name",
        "prior",
        "wikidata_id",
        "geonames_id",
        "iso_code",
        "located_in",
        "source",
    ];
    for (line, row) in rows(file, COLUMNS)? {
        let [id, entity_type, subtype, name, prior, other @ ..] = row;
        let expected = |column, expected| row_error(file, line, column, expected);
        let row = EntityRow {
            id,
            entity_type: EntityType::named(entity_type)
                .ok_or_else(|| expected("type", "a type")(entity_type))?,
            subtype,
            name,
            prior: prior
                .parse()
                .map_err(|_| expected("prior", "0 to 255")(prior))?,
            other,
        };
        // Of two rows with one id, which `tests/data.rs` tells of, the first counts.
        if !ids.contains_key(id) {
            ids.insert(id, compiler.add_entity(&row));
        }
    }
    Ok(())
}

fn add_names(
    compiler: &mut Compiler,
    ids: &FxHashMap<&str, u32>,
    word_guards: &FxHashMap<&str, &str>,
    list: &ListFiles<'_>,
) -> Result<(), RowError> {
    const COLUMNS: [&str; 5] = ["entity_id", "kind", "name", "guard", "language"];
    let rows = if list.language.is_some() {
        let without_language = rows(list.names, [COLUMNS[0], COLUMNS[1], COLUMNS[2], COLUMNS[3]])?;
        let with_language = |row: (u64, [_; 4])| {
            let (line, [id, kind, name, guard]) = row;
            (line, [id, kind, name, guard, "mul"])
        };
        without_language.into_iter().map(with_language).collect()
    } else {
        rows(list.names, COLUMNS)?
    };
    for (line, [id, kind, surface, guard, language]) in rows {
        let expected = |column, expected| row_error(list.names, line, column, expected);
        let language = match language {
            "mul" => list.language,
            code => Some(
                Language::parse(code)
                    .ok_or_else(|| expected("language", "a code or `mul`")(code))?,
            ),
        };
        let row = NameRow {
            entity: *ids
                .get(id)
                .ok_or_else(|| expected("entity_id", "the id of an entity")(id))?,
            language,
            kind: NameKind::named(kind).ok_or_else(|| expected("kind", "a kind")(kind))?,
            surface,
            guard: match word_guards.get(surface) {
                Some(languages) if guard.is_empty() => languages,
                _ => guard,
            },
        };
        let prefixes = prefixes(surface);
        if prefixes.is_empty() {
            return Err(expected("name", "a name")(surface));
        }
        compiler.add_name(&row, &prefixes);
    }
    Ok(())
}

/// Spellings that fold alike are one part, with the larger of their counts and the first languages and canonical form.
fn add_name_tokens(compiler: &mut Compiler, file: TableFile<'_>) -> Result<(), RowError> {
    let columns = ["token", "given", "surname", "word_in", "canonical"];
    for (line, row) in rows(file, columns)? {
        let [token, given, surname, word_in, canonical] = row;
        let count = |column, cell: &str| {
            let error = |_| row_error(file, line, column, "a count")(cell);
            cell.parse::<u16>().map_err(error)
        };
        let counts = [count("given", given)?, count("surname", surname)?];
        compiler.add_name_token(&fold(token), counts, word_in, &fold(canonical));
    }
    Ok(())
}

fn row_error(
    file: TableFile<'_>,
    line: u64,
    column: &str,
    expected: &str,
) -> impl Fn(&str) -> RowError {
    let error = RowError {
        file: file.path.to_owned(),
        line,
        column: column.to_owned(),
        expected: expected.to_owned(),
        found: String::new(),
    };
    move |found| RowError {
        found: found.to_owned(),
        ..error.clone()
    }
}

/// The cells of `columns` in each line after the header, with the number of the line.
fn rows<'f, const N: usize>(
    file: TableFile<'f>,
    columns: [&str; N],
) -> Result<Vec<(u64, [&'f str; N])>, RowError> {
    let mut lines = file.content.lines();
    let header: Vec<_> = lines.next().unwrap_or_default().split('\t').collect();
    let mut places = [0; N];
    for (place, column) in places.iter_mut().zip(columns) {
        let found = header.iter().position(|cell| *cell == column);
        *place = found.ok_or_else(|| row_error(file, 1, column, "a column")(&header.join(" ")))?;
    }
    let mut rows = Vec::new();
    let mut cells = Vec::with_capacity(header.len());
    for (line_idx, line) in lines.enumerate() {
        cells.clear();
        cells.extend(line.split('\t'));
        let line_number = line_idx as u64 + 2;
        if cells.len() != header.len() {
            let expected = format!("{} cells", header.len());
            return Err(row_error(file, line_number, "", &expected)(line));
        }
        rows.push((line_number, places.map(|place| cells[place])));
    }
    Ok(rows)
}

/// Where a text lies in the string of an image.
#[derive(Debug, Clone, Copy, Default)]
struct Text {
    start: u32,
    len: u16,
}

/// Texts, each once.
#[derive(Debug, Default)]
struct Pool {
    text: String,
    known: FxHashMap<String, Text>,
}

impl Pool {
    fn add(&mut self, text: &str) -> Text {
        if let Some(known) = self.known.get(text) {
            return *known;
        }
        let added = self.add_new(text);
        self.known.insert(text.to_owned(), added);
        added
    }

    /// Adds a text that is seldom there already.
    fn add_new(&mut self, text: &str) -> Text {
        let added = Text {
            start: u32::try_from(self.text.len()).expect("lists hold less than 4 GiB"),
            len: u16::try_from(text.len()).expect("a cell holds less than 64 KiB"),
        };
        self.text.push_str(text);
        added
    }
}

/// What is known of one sequence of tokens: a name of the index, or that names go on.
type Entry = (Prefix, u32);

/// Instead of the index of a name: longer names begin with the sequence.
const CONTINUES: u32 = u32::MAX;

/// Collects rows and lays them out.
#[derive(Debug, Default)]
pub struct Compiler {
    pool: Pool,
    n_entities: u32,
    entities: Vec<u8>,
    ids: Vec<(u64, u32)>,
    /// Entity and the rest of the record of each name.
    names: Vec<(u32, [u8; 16])>,
    entries: Vec<Entry>,
    parts: BTreeMap<String, ([u16; 2], String, String)>,
}

impl Compiler {
    /// Adds an entity and gives its index.
    pub fn add_entity(&mut self, row: &EntityRow<'_>) -> u32 {
        let idx = self.n_entities;
        self.n_entities += 1;
        self.ids.push((Prefix::default().then(row.id).0, idx));
        let id = self.pool.add_new(row.id);
        let subtype = self.pool.add(row.subtype);
        let name = self.pool.add_new(row.name);
        for text in [id, subtype, name] {
            push_text(&mut self.entities, text);
        }
        for text in row.other {
            let text = self.pool.add(text);
            push_text(&mut self.entities, text);
        }
        self.entities.push(row.entity_type as u8);
        self.entities.push(row.prior);
        idx
    }

    /// Adds a name whose tokens are `prefixes`, the shortest first.
    pub fn add_name(&mut self, row: &NameRow<'_>, prefixes: &[Prefix]) {
        let idx = u32::try_from(self.names.len()).expect("fewer than 2^31 names");
        assert!(idx < NO_NAMES, "fewer than 2^31 names");
        let mut record = Vec::with_capacity(16);
        let surface = self.pool.add_new(row.surface);
        push_text(&mut record, surface);
        let guard = self.pool.add(row.guard);
        push_text(&mut record, guard);
        record.extend(row.language.map_or([0; 3], Language::letters));
        record.push(row.kind as u8);
        let record = record.try_into().expect("two texts and four bytes");
        self.names.push((row.entity, record));
        if let Some((whole, shorter)) = prefixes.split_last() {
            self.entries
                .extend(shorter.iter().map(|&prefix| (prefix, CONTINUES)));
            self.entries.push((*whole, idx));
        }
    }

    /// Adds what is known of a part of persons' names.
    fn add_name_token(&mut self, folded: &str, counts: [u16; 2], word_in: &str, canonical: &str) {
        let known = self.parts.entry(folded.to_owned()).or_default();
        for (known, count) in known.0.iter_mut().zip(counts) {
            *known = count.max(*known);
        }
        for (known, cell) in [(&mut known.1, word_in), (&mut known.2, canonical)] {
            if known.is_empty() {
                cell.clone_into(known);
            }
        }
    }

    /// Lays everything out. `sort` puts pairs in rising order; it is the caller's so that it may be parallel.
    #[must_use]
    pub fn finish(mut self, sort: impl FnOnce(&mut Vec<Entry>)) -> Image {
        let mut sections: [Vec<u8>; N_SECTIONS] = Default::default();
        self.names_in_order_of_entity();
        sort(&mut self.entries);
        let nodes = nodes(&self.entries, &mut sections[Section::Postings as usize]);
        for (entity, rest) in &self.names {
            let names = &mut sections[Section::Names as usize];
            names.extend(entity.to_le_bytes());
            names.extend(rest);
        }
        let mut parts = Vec::with_capacity(self.parts.len());
        for (token, (counts, word_in, canonical)) in std::mem::take(&mut self.parts) {
            let idx = u32::try_from(parts.len()).expect("fewer than 2^32 parts");
            parts.push((Prefix::default().then(&token).0, idx));
            let record = &mut sections[Section::Parts as usize];
            record.extend(counts.into_iter().flat_map(u16::to_le_bytes));
            for text in [&word_in, &canonical] {
                let text = self.pool.add(text);
                push_text(record, text);
            }
        }
        parts.sort_unstable();
        self.ids.sort_unstable();
        sections[Section::Entities as usize] = self.entities;
        sections[Section::Filter as usize] = filter(&nodes);
        for (table, keys) in [
            (Hashed::Prefixes, nodes),
            (Hashed::Ids, self.ids),
            (Hashed::Parts, parts),
        ] {
            let (n_ideal, keys, values) = hash_table(&keys);
            let of = table.sections();
            sections[Section::Sizes as usize].extend(n_ideal.to_le_bytes());
            sections[of.0 as usize] = keys;
            sections[of.1 as usize] = values;
        }
        Image {
            bytes: joined(&sections),
            text: self.pool.text,
        }
    }

    /// Sorts the names, so that those of an entity stand together in the order they came, and renumbers them.
    fn names_in_order_of_entity(&mut self) {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_by_key(|&idx| self.names[idx].0);
        let mut new_idx = vec![0; order.len()];
        for (new, &old) in (0u32..).zip(&order) {
            new_idx[old] = new;
        }
        for (_, idx) in self.entries.iter_mut().filter(|entry| entry.1 != CONTINUES) {
            *idx = new_idx[*idx as usize];
        }
        self.names = order.into_iter().map(|idx| self.names[idx]).collect();
    }
}

fn push_text(record: &mut Vec<u8>, text: Text) {
    record.extend(text.start.to_le_bytes());
    record.extend(text.len.to_le_bytes());
}

/// The hash of each sequence of tokens with the value that the index has for it; fills the postings.
fn nodes(entries: &[Entry], postings: &mut Vec<u8>) -> Vec<(u64, u32)> {
    let of_one_sequence = entries.chunk_by(|a, b| a.0 == b.0);
    let mut nodes = Vec::with_capacity(entries.len());
    for chunk in of_one_sequence {
        let n_names = chunk.partition_point(|&(_, idx)| idx != CONTINUES);
        let start = match n_names {
            0 => NO_NAMES,
            _ => u32::try_from(postings.len() / 4).expect("fewer than 2^31 names"),
        };
        for (position, (_, idx)) in chunk[..n_names].iter().enumerate() {
            let last = if position + 1 == n_names { LAST } else { 0 };
            postings.extend((idx | last).to_le_bytes());
        }
        let continues = n_names < chunk.len();
        nodes.push((chunk[0].0.0, start << 1 | u32::from(continues)));
    }
    nodes
}

/// The filter of the hashes of `nodes`.
fn filter(nodes: &[(u64, u32)]) -> Vec<u8> {
    let n_words = (nodes.len() * FILTER_WORDS_IN_THOUSAND / 1000).max(1);
    let n_ideal = u32::try_from(n_words).expect("fewer than 2^32 words");
    let mut words = vec![0; n_words];
    for &(hash, _) in nodes {
        words[ideal_slot(hash, n_ideal)] |= filter_bits(hash);
    }
    words.into_iter().flat_map(u64::to_le_bytes).collect()
}

/// Number of ideal slots, keys and values of the table of `sorted` hashes with their values.
fn hash_table(sorted: &[(u64, u32)]) -> (u32, Vec<u8>, Vec<u8>) {
    let n_ideal = (sorted.len() * SLOTS_IN_HUNDRED / 100).max(1);
    let n_ideal = u32::try_from(n_ideal).expect("fewer than 2^32 slots");
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    let mut n_filled = 0;
    for &(hash, value) in sorted {
        n_filled = n_filled.max(ideal_slot(hash, n_ideal));
        keys.resize(n_filled * 8, 0);
        values.resize(n_filled * 4, 0);
        keys.extend(hash.to_le_bytes());
        values.extend(value.to_le_bytes());
        n_filled += 1;
    }
    // A search may begin at any ideal slot and ends at an empty one.
    let n_slots = n_filled.max(n_ideal as usize) + 1;
    keys.resize(n_slots * 8, 0);
    values.resize(n_slots * 4, 0);
    (n_ideal, keys, values)
}

/// The head and the sections.
fn joined(sections: &[Vec<u8>; N_SECTIONS]) -> Vec<u8> {
    let n_bytes = HEAD + sections.iter().map(Vec::len).sum::<usize>();
    let mut bytes = Vec::with_capacity(n_bytes);
    bytes.extend(MARK);
    let mut start = HEAD;
    for section in sections {
        for border in [start, start + section.len()] {
            let border = u32::try_from(border).expect("lists hold less than 4 GiB");
            bytes.extend(border.to_le_bytes());
        }
        start += section.len();
    }
    for section in sections {
        bytes.extend(section);
    }
    bytes
}

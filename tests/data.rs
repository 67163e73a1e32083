//! The rules of `data/README.md`, over every file of `data/`. A failure names file, line and rule.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use parallax::language::Language;
use parallax::resources::gazetteer::MAX_NAME_TOKENS;
use parallax::resources::language::LANGUAGES;
use parallax::tokenize::tokens_of_name;
use unicode_normalization::is_nfc;
use walkdir::WalkDir;

/// Abbreviations that people use every day for something else than what a list may call so.
const EVERYDAY: &[&str] = &[
    "AC", "AD", "ADHD", "AG", "AI", "AIDS", "AM", "API", "AR", "ATM", "BMI", "CD", "CEO", "CFO",
    "CO2", "CV", "DC", "DIY", "DJ", "DNA", "DVD", "ECG", "EEG", "ER", "ETA", "ETF", "EV", "FAQ",
    "FM", "GDP", "GLP", "GPS", "GPU", "HIV", "HQ", "HR", "IC", "ID", "IP", "IPO", "IQ", "IT", "IV",
    "IVF", "KG", "KI", "LED", "LNG", "LPG", "MBA", "MC", "MRI", "MS", "NGO", "NV", "OK", "OM",
    "OP", "PC", "PDF", "PFAS", "PIN", "PK", "PM", "PR", "PS", "PTSD", "QR", "RAM", "RNA", "RSI",
    "SMS", "SOS", "SUV", "TV", "UFO", "URL", "USB", "UV", "VI", "VIII", "VIP", "VPN", "VR", "WC",
    "WIFI", "XL", "XXL",
];

/// Words that name nothing without the word before them.
const BARE_KINDS: &[&str] = &[
    "Eiland",
    "Eilanden",
    "Inseln",
    "Islands",
    "Republic",
    "Republiek",
    "Republik",
    "Staaten",
];

const ENTITY_TYPES: &[&str] = &[
    "person",
    "organization",
    "location",
    "product",
    "event",
    "group",
];

/// A file of `data/`, read.
struct Table {
    /// Path below `data/`.
    path: String,
    columns: Vec<String>,
    /// The cells of each line after the header.
    rows: Vec<Vec<String>>,
}

impl Table {
    fn read(path: &str) -> Self {
        let text = read(path);
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect::<Vec<_>>();
        let mut lines = text.strip_suffix('\n').unwrap_or(&text).split('\n');
        let columns = lines.next().map(cells).unwrap_or_default();
        let rows = lines.map(cells).collect();
        Self {
            path: path.to_owned(),
            columns,
            rows,
        }
    }

    /// Each row with the number of its line.
    fn lines(&self) -> impl Iterator<Item = (usize, &[String])> {
        self.rows
            .iter()
            .enumerate()
            .map(|(idx, row)| (idx + 2, row.as_slice()))
    }

    /// Every cell of the column with the number of its line.
    fn column(&self, name: &str) -> impl Iterator<Item = (usize, &str)> {
        let idx = self.columns.iter().position(|column| column == name);
        self.lines()
            .filter_map(move |(line, row)| Some((line, row.get(idx?)?.as_str())))
    }
}

/// The rows that break a rule.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn expect(&mut self, holds: bool, path: &str, line: usize, rule: impl FnOnce() -> String) {
        if !holds {
            self.0.push(format!("data/{path}:{line}: {}", rule()));
        }
    }

    /// Fails if there are any.
    fn check(self) {
        const MAX_SHOWN: usize = 100;
        let shown: Vec<_> = self.0.iter().take(MAX_SHOWN).map(String::as_str).collect();
        assert!(
            self.0.is_empty(),
            "{} faults:\n{}",
            self.0.len(),
            shown.join("\n")
        );
    }
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn read(path: &str) -> String {
    fs::read_to_string(folder().join(path)).unwrap_or_else(|error| panic!("data/{path}: {error}"))
}

/// The path of every file below `data/`, in order.
static FILES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let entries = WalkDir::new(folder())
        .sort_by_file_name()
        .into_iter()
        .map(|entry| entry.expect("data/ can be walked"));
    let files = entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let path = entry.path().strip_prefix(folder()).expect("below data/");
            path.iter()
                .map(|part| part.to_str().expect("names are UTF-8"))
                .collect::<Vec<_>>()
                .join("/")
        });
    files.collect()
});

/// Every table below `data/`, in order of path.
static TABLES: LazyLock<Vec<Table>> = LazyLock::new(|| {
    FILES
        .iter()
        .filter(|path| path.ends_with(".tsv"))
        .map(|path| Table::read(path))
        .collect()
});

/// The tables whose path begins and ends so.
fn tables(start: &str, end: &str) -> impl Iterator<Item = &'static Table> {
    TABLES
        .iter()
        .filter(move |table| table.path.starts_with(start) && table.path.ends_with(end))
}

/// The header of the table at `path`; the files of the number grammar have theirs checked where they are read.
fn header(path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next()?;
    Some(match name {
        "SOURCES.tsv" => "file source version licence date script rows note",
        "entities.tsv" => {
            "entity_id type subtype name prior wikidata_id geonames_id iso_code located_in source"
        }
        "names.tsv" if path.starts_with("languages/") => "entity_id kind name guard",
        "names.tsv" => "entity_id language kind name guard",
        "name_tokens.tsv" => "token given surname word_in canonical",
        "word_guards.tsv" => "name languages",
        "article_columns.tsv" => "name field rank",
        "page_folders.tsv" => "ending",
        "page_metas.tsv" => "name field kind rank",
        "page_parts.tsv" => "word",
        "arabic.tsv" => "ngram ar fa ur",
        "cyrillic.tsv" => "ngram be bg mk ru sr uk",
        "greek.tsv" => "ngram el",
        "latin.tsv" => {
            "ngram af az ca cs cy da de en es et eu fi fr hr hu id is it lt lv nb nl pl pt ro sk sl sq sv tr vi"
        }
        "codes.tsv" => "iso_639_3 iso_639_1 name short_texts",
        "abbreviations.tsv" | "boilerplate.tsv" | "clause_words.tsv" | "pronouns.tsv"
        | "roles.tsv" => "surface kind",
        "calendar.tsv" => "surface kind value",
        "function_words.tsv" | "place_prepositions.tsv" | "reporting_verbs.tsv" => "surface",
        "figure_keys.tsv" => "key family least",
        "common_acronyms.tsv" => "surface languages",
        "counted_kinds.tsv" => "key kind",
        "entity_calibration.tsv" => "probability right",
        "entity_weights.tsv" => "feature person organization location other",
        "legal_forms.tsv" => "surface kind",
        "letters.tsv" => "ngram word person place",
        "name_endings.tsv" => "ending base kind",
        "organization_heads.tsv" => "surface position type subtype",
        "attributions.tsv" | "particles.tsv" => "surface position",
        "place_modifiers.tsv" => "surface position key",
        "type_words.tsv" => "surface type subtype",
        _ => return None,
    })
}

#[test]
fn tables_have_their_header() {
    const NUMBER_GRAMMAR: &[&str] = &[
        "numbers.tsv",
        "units.tsv",
        "modifiers.tsv",
        "counted.tsv",
        "outcomes.tsv",
        "times.tsv",
        "currencies.tsv",
    ];
    let mut faults = Faults::default();
    for table in TABLES.iter() {
        let name = table.path.rsplit('/').next().unwrap_or_default();
        match header(&table.path) {
            Some(header) => {
                faults.expect(table.columns.join(" ") == header, &table.path, 1, || {
                    format!("the header is `{}`", header.replace(' ', "\t"))
                })
            }
            None => faults.expect(NUMBER_GRAMMAR.contains(&name), &table.path, 1, || {
                "a table with this name is not known: give it a header in tests/data.rs".to_owned()
            }),
        }
    }
    faults.check();
}

#[test]
fn tables_are_in_nfc_and_sorted_without_duplicates() {
    let mut faults = Faults::default();
    for Table { path, .. } in TABLES.iter() {
        let text = read(path);
        let lines: Vec<_> = text.split_terminator('\n').collect();
        faults.expect(text.ends_with('\n'), path, lines.len(), || {
            "the last line ends with a line break".to_owned()
        });
        for (idx, line) in lines.iter().enumerate() {
            faults.expect(is_nfc(line), path, idx + 1, || {
                format!("text is in NFC: `{line}`")
            });
        }
        for (idx, pair) in lines.windows(2).enumerate().skip(1) {
            let (before, after) = (pair[0], pair[1]);
            faults.expect(before < after, path, idx + 2, || {
                format!("rows are sorted by bytes, none twice: `{after}` after `{before}`")
            });
        }
    }
    faults.check();
}

#[test]
fn rows_have_a_cell_for_each_column() {
    let mut faults = Faults::default();
    for table in TABLES.iter() {
        for (line, row) in table.lines() {
            faults.expect(row.len() == table.columns.len(), &table.path, line, || {
                format!(
                    "{} cells, of which there are {}",
                    table.columns.len(),
                    row.len()
                )
            });
            let may_be_empty = table.columns[0] == "ending";
            faults.expect(
                !row[0].is_empty() || may_be_empty,
                &table.path,
                line,
                || "the first cell is not empty".to_owned(),
            );
            for cell in row {
                let is_plain = !cell.starts_with('"')
                    && !cell.contains(['\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}']);
                faults.expect(is_plain, &table.path, line, || {
                    format!("a cell has no quotation mark at its start and no line break: `{cell}`")
                });
                let is_trimmed = cell.trim() == cell;
                faults.expect(is_trimmed, &table.path, line, || {
                    format!("no white space around a cell: `{cell}`")
                });
            }
        }
    }
    faults.check();
}

/// Whether `id` has the shape that ids of entities of this class have.
fn is_entity_id(class: &str, id: &str) -> bool {
    let Some((kind, rest)) = id.split_once(':') else {
        return false;
    };
    let is_slug = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
    };
    match (class, kind) {
        ("countries", "iso") => is_country(rest),
        ("regions", "iso") => is_subdivision(rest),
        ("regions", "gn1") => rest
            .split_once('.')
            .is_some_and(|(country, code)| is_country(country) && is_upper(code, 1..=8)),
        ("cities" | "towns", "gn") => is_digits(rest),
        ("countries" | "regions" | "landmarks" | "geography" | "history", "loc")
        | ("institutions" | "companies" | "media" | "platforms" | "parties" | "sports", "org")
        | ("products" | "indices", "prd")
        | ("events" | "sports", "evt")
        | ("persons", "per")
        | ("groups", "grp") => rest.split('-').all(is_slug),
        (code, "loc" | "org" | "prd" | "evt" | "per" | "grp") if languages().contains(code) => {
            rest.split('-').all(is_slug)
        }
        _ => false,
    }
}

/// The tables of entities: of the classes and of the languages.
fn entity_tables() -> impl Iterator<Item = &'static Table> {
    tables("gazetteer/", "/entities.tsv").chain(tables("languages/", "/entities.tsv"))
}

/// Every row of the tables of names of the classes and of the languages, as those of a class are: table, line, cells.
fn name_rows() -> impl Iterator<Item = (&'static Table, usize, Vec<&'static str>)> {
    let of_classes = tables("gazetteer/", "/names.tsv").flat_map(|table| {
        let rows = table.lines();
        rows.map(move |(line, row)| (table, line, row.iter().map(String::as_str).collect()))
    });
    let of_languages = tables("languages/", "/names.tsv").flat_map(|table| {
        table.lines().map(move |(line, row)| {
            let mut cells: Vec<_> = row.iter().map(String::as_str).collect();
            cells.insert(1, class(table));
            (table, line, cells)
        })
    });
    of_classes.chain(of_languages)
}

/// The type that the first letters of an id say.
fn type_of_id(id: &str) -> &'static str {
    match id.split(':').next() {
        Some("per") => "person",
        Some("org") => "organization",
        Some("prd") => "product",
        Some("evt") => "event",
        Some("grp") => "group",
        _ => "location",
    }
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Capital letters and digits, as many as `length` says.
fn is_upper(text: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&text.len())
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

fn is_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase())
}

fn is_subdivision(code: &str) -> bool {
    code.split_once('-')
        .is_some_and(|(country, part)| is_country(country) && is_upper(part, 1..=3))
}

fn is_snake_case(text: &str) -> bool {
    let is_letter = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_';
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(is_letter)
}

fn class(table: &Table) -> &str {
    table.path.split('/').nth(1).expect("gazetteer/CLASS/FILE")
}

#[test]
fn entities_have_sound_cells() {
    let mut faults = Faults::default();
    let sources: BTreeSet<_> = Table::read("SOURCES.tsv")
        .column("source")
        .map(|(_, source)| source.to_owned())
        .collect();
    for table in entity_tables() {
        for (line, row) in table.lines() {
            let [
                id,
                entity_type,
                subtype,
                name,
                prior,
                wikidata_id,
                geonames_id,
                iso_code,
                located_in,
                source,
            ] = row
            else {
                continue;
            };
            let mut expect = |holds, rule: &str| {
                faults.expect(holds, &table.path, line, || {
                    format!("{rule}: `{}`", row.join("\t"))
                })
            };
            expect(
                is_entity_id(class(table), id),
                "an id is of the shape of its class",
            );
            expect(entity_type == type_of_id(id), "the type is that of the id");
            expect(is_snake_case(subtype), "a subtype is lower snake case");
            expect(!name.is_empty(), "an entity has a name to show");
            expect(
                is_digits(prior) && prior.parse::<u8>().is_ok(),
                "a prior is 0 to 255",
            );
            let is_wikidata = wikidata_id.strip_prefix('Q').is_some_and(is_digits);
            expect(
                wikidata_id.is_empty() || is_wikidata,
                "a Wikidata id is Q and digits",
            );
            expect(
                geonames_id.is_empty() || is_digits(geonames_id),
                "a GeoNames id is digits",
            );
            let is_iso = is_country(iso_code) || is_subdivision(iso_code);
            expect(
                iso_code.is_empty() || is_iso,
                "an ISO code is of ISO 3166-1 or 3166-2",
            );
            expect(
                located_in.is_empty() || is_country(located_in),
                "a country is a code of ISO 3166-1",
            );
            expect(
                sources.contains(source),
                "the source is a key of SOURCES.tsv",
            );
        }
    }
    faults.check();
}

#[test]
fn entity_ids_are_unique_over_all_classes() {
    let mut faults = Faults::default();
    let mut known = BTreeMap::new();
    for table in entity_tables() {
        for (line, id) in table.column("entity_id") {
            let before = known.insert(id, &table.path);
            faults.expect(before.is_none(), &table.path, line, || {
                format!("`{id}` is in {before:?} too")
            });
        }
    }
    faults.check();
}

#[test]
fn names_have_sound_cells() {
    const KINDS: &[&str] = &[
        "preferred",
        "alias",
        "demonym",
        "abbreviation",
        "former",
        "hidden",
    ];
    let mut faults = Faults::default();
    let languages = languages();
    let ids: BTreeMap<_, _> = entity_tables()
        .flat_map(|table| table.column("entity_id").map(move |(_, id)| (id, table)))
        .collect();
    {
        for (table, line, row) in name_rows() {
            let &[id, language, kind, name, guard] = row.as_slice() else {
                continue;
            };
            let mut expect = |holds, rule: &str| {
                faults.expect(holds, &table.path, line, || {
                    format!("{rule}: `{}`", row.join("\t"))
                })
            };
            let is_known = ids.get(id).is_some_and(|entities| {
                table.path.starts_with("languages/") || class(entities) == class(table)
            });
            expect(
                is_known,
                "a name is of an entity of its class, or of any in the files of languages",
            );
            expect(
                language == "mul" || languages.contains(language),
                "a language is `mul` or a folder of languages/",
            );
            expect(
                KINDS.contains(&kind),
                "a kind is one of those in the README",
            );
            expect(
                matches!(guard, "" | "context"),
                "a guard is `context` or empty",
            );
            expect(!name.is_empty(), "a name is not empty");
            expect(
                !name.contains(['(', ')', '[', ']', '{', '}']),
                "a name has no brackets",
            );
            expect(
                tokens_of_name(name).len() <= MAX_NAME_TOKENS,
                "a name has no more tokens than the matcher reads",
            );

            let is_guarded = guard == "context";
            expect(
                is_guarded || !BARE_KINDS.contains(&name),
                "a kind of thing alone is no name",
            );
            expect(
                is_guarded || !EVERYDAY.contains(&name),
                "an everyday abbreviation needs guard `context`",
            );
        }
    }
    faults.check();
}

#[test]
fn every_entity_has_a_name_and_at_most_one_preferred_in_a_language() {
    let mut faults = Faults::default();
    let mut named = BTreeSet::new();
    let mut preferred = BTreeMap::new();
    for (table, line, row) in name_rows() {
        let &[id, language, kind, name, _] = row.as_slice() else {
            continue;
        };
        named.insert(id);
        if kind == "preferred" {
            let before = preferred.insert((id, language), name);
            faults.expect(before.is_none(), &table.path, line, || {
                let other = before.unwrap_or_default();
                format!("one preferred name: `{id}` has `{name}` and `{other}` in `{language}`")
            });
        }
    }
    for entities in entity_tables() {
        for (line, id) in entities.column("entity_id") {
            faults.expect(named.contains(id), &entities.path, line, || {
                format!("every entity has a name: `{id}`")
            });
        }
    }
    faults.check();
}

#[test]
fn name_tokens_count_something() {
    let mut faults = Faults::default();
    let languages = languages();
    let table = Table::read("gazetteer/name_tokens.tsv");
    for (line, row) in table.lines() {
        let [token, given, surname, word_in, _] = row else {
            continue;
        };
        let counts = [given, surname].map(|count| count.parse::<u16>().ok());
        let is_counted = matches!(counts, [Some(given), Some(surname)] if given > 0 || surname > 0);
        faults.expect(is_counted, &table.path, line, || {
            format!("two counts, not both 0: `{token}`")
        });
        let is_sound = are_codes(word_in, &languages);
        faults.expect(is_sound, &table.path, line, || {
            format!("sorted codes of languages: `{word_in}`")
        });
    }
    faults.check();
}

#[test]
fn common_acronyms_have_capitals_and_known_languages() {
    let mut faults = Faults::default();
    let known = languages();
    let table = Table::read("common_acronyms.tsv");
    for (line, row) in table.lines() {
        let [surface, languages] = row else {
            continue;
        };
        let capitals = surface.chars().filter(|c| c.is_uppercase());
        faults.expect(capitals.count() > 0, &table.path, line, || {
            format!("a capital: `{surface}`")
        });
        let is_sound = are_codes(languages, &known);
        faults.expect(is_sound, &table.path, line, || {
            format!("sorted codes of languages: `{languages}`")
        });
    }
    faults.check();
}

/// Whether a cell has codes of languages with commas between them, sorted, or none.
fn are_codes(cell: &str, languages: &BTreeSet<String>) -> bool {
    let codes: Vec<_> = cell.split(',').filter(|code| !code.is_empty()).collect();
    let is_known = |code: &&str| *code != "und" && languages.contains(*code);
    codes.is_sorted() && codes.iter().all(is_known)
}

/// The codes of the folders of `languages/`.
fn languages() -> BTreeSet<String> {
    let parts = FILES
        .iter()
        .filter_map(|path| path.strip_prefix("languages/")?.split_once('/'));
    parts.map(|(code, _)| code.to_owned()).collect()
}

#[test]
fn every_language_has_the_same_files() {
    let mut files: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (code, name) in FILES
        .iter()
        .filter_map(|path| path.strip_prefix("languages/")?.split_once('/'))
    {
        files.entry(code.to_owned()).or_default().push(name);
    }
    let undetermined = files["und"].clone();
    for (code, names) in files {
        assert!(
            Language::parse(&code).is_some_and(|language| language.code() == code),
            "data/languages/{code}: no code"
        );
        assert_eq!(
            names, undetermined,
            "data/languages/{code} and data/languages/und"
        );
    }
    let compiled_in: BTreeSet<_> = LANGUAGES
        .iter()
        .map(|files| files.code.to_owned())
        .collect();
    assert_eq!(
        compiled_in,
        languages(),
        "the folders of data/languages and the list in src/resources/language.rs"
    );
}

#[test]
fn language_toml_has_its_keys() {
    const KEYS: &[&str] = &[
        "articles",
        "date_order",
        "decimal_separator",
        "group_separators",
        "iso_639_3",
        "marked_letters",
        "name",
        "native_name",
        "nouns_capitalized",
        "quotation_marks",
        "script",
        "stemmer",
    ];
    const OPTIONAL_KEYS: &[&str] = &[
        "apostrophe_before_endings",
        "drops_subjects",
        "elisions",
        "joins_nouns",
        "joins_numbers",
        "object_preposition",
        "percent_first",
        "verbs_last",
    ];
    for code in languages() {
        let path = format!("languages/{code}/language.toml");
        let table: toml::Table = read(&path)
            .parse()
            .unwrap_or_else(|error| panic!("data/{path}: {error}"));
        let mut keys: Vec<_> = table.keys().map(String::as_str).collect();
        keys.retain(|key| !OPTIONAL_KEYS.contains(key));
        keys.sort_unstable();
        assert_eq!(keys, KEYS, "data/{path}");
        let decimal_separator = table["decimal_separator"].as_str();
        let groups = table["group_separators"]
            .as_array()
            .expect("a list of characters");
        assert!(
            !groups.iter().any(|mark| mark.as_str() == decimal_separator),
            "data/{path}: one mark, two meanings"
        );
    }
}

/// That the column of the language files called `file` has these values alone.
fn check_values(file: &str, column: &str, allowed: &[&str]) {
    let mut faults = Faults::default();
    for table in tables("languages/", &format!("/{file}")) {
        for (line, value) in table.column(column) {
            faults.expect(allowed.contains(&value), &table.path, line, || {
                format!("{column} is one of {allowed:?}: `{value}`")
            });
        }
    }
    faults.check();
}

#[test]
fn closed_columns_have_known_values() {
    check_values("abbreviations.tsv", "kind", &["title", "general", "final"]);
    check_values("attributions.tsv", "position", &["before", "after"]);
    check_values(
        "clause_words.tsv",
        "kind",
        &["that", "preposition", "subordinator"],
    );
    check_values(
        "outcomes.tsv",
        "key",
        &[
            "dead",
            "injured",
            "missing",
            "arrested",
            "evacuated",
            "displaced",
            "rescued",
            "infected",
            "hospitalized",
            "kidnapped",
            "homeless",
            "unreal",
        ],
    );
    check_values(
        "pronouns.tsv",
        "kind",
        &["he", "she", "they", "any", "man", "woman"],
    );
    check_values("roles.tsv", "kind", &["title", "role"]);
    check_values(
        "name_endings.tsv",
        "kind",
        &["genitive", "plural", "case", "possessive", "prefix"],
    );
    check_values(
        "particles.tsv",
        "position",
        &["person", "organization", "conjunction"],
    );
    check_values(
        "organization_heads.tsv",
        "position",
        &["first", "last", "suffix"],
    );
    check_values("place_modifiers.tsv", "position", &["before", "prefix"]);
    check_values("organization_heads.tsv", "type", ENTITY_TYPES);
    check_values("type_words.tsv", "type", ENTITY_TYPES);
    check_values(
        "boilerplate.tsv",
        "kind",
        &[
            "comment",
            "share",
            "subscribe",
            "related",
            "consent",
            "copyright",
            "navigation",
            "advertisement",
            "read_more",
            "credit",
            "byline",
        ],
    );
    check_values("calendar.tsv", "kind", &["month", "weekday"]);
}

#[test]
fn keys_of_counted_things_are_counted_somewhere() {
    let files = ["/counted.tsv", "/outcomes.tsv"];
    let counted: BTreeSet<_> = files
        .into_iter()
        .flat_map(|file| tables("languages/", file))
        .flat_map(|table| table.column("key"))
        .map(|(_, key)| key)
        .collect();
    let mut faults = Faults::default();
    for file in ["counted_kinds.tsv", "figure_keys.tsv"] {
        for table in tables(file, file) {
            for (line, key) in table.column("key") {
                faults.expect(counted.contains(key), &table.path, line, || {
                    format!("`{key}` is a key of no `counted.tsv` and no `outcomes.tsv`")
                });
            }
        }
    }
    faults.check();
}

#[test]
fn language_tables_have_sound_cells() {
    let mut faults = Faults::default();
    for file in [
        "function_words.tsv",
        "reporting_verbs.tsv",
        "type_words.tsv",
        "boilerplate.tsv",
        "outcomes.tsv",
    ] {
        for table in tables("languages/", &format!("/{file}")) {
            for (line, surface) in table.column("surface") {
                faults.expect(surface.to_lowercase() == surface, &table.path, line, || {
                    format!("lower case: `{surface}`")
                });
            }
        }
    }
    for table in tables("languages/", "/abbreviations.tsv") {
        for (line, surface) in table.column("surface") {
            faults.expect(surface.ends_with('.'), &table.path, line, || {
                format!("ends with a full stop: `{surface}`")
            });
        }
    }
    for file in ["organization_heads.tsv", "type_words.tsv"] {
        for table in tables("languages/", &format!("/{file}")) {
            for (line, subtype) in table.column("subtype") {
                faults.expect(is_snake_case(subtype), &table.path, line, || {
                    format!("lower snake case: `{subtype}`")
                });
            }
        }
    }
    for table in tables("languages/", "/organization_heads.tsv") {
        for (line, row) in table.lines() {
            let [surface, position, ..] = row else {
                continue;
            };
            faults.expect(
                surface.starts_with('-') == (position == "suffix"),
                &table.path,
                line,
                || format!("a suffix, and nothing else, begins with a hyphen: `{surface}`"),
            );
        }
    }
    faults.check();
}

#[test]
fn letters_are_short_and_their_weights_small() {
    const MAX_ROWS: usize = 4_000;
    const MAX_BYTES: usize = 60_000;
    let mut faults = Faults::default();
    for table in tables("languages/", "/letters.tsv") {
        let path = &table.path;
        for (line, row) in table.lines() {
            let [ngram, weights @ ..] = row else {
                continue;
            };
            let is_length = matches!(ngram.parse::<u8>(), Ok(3..=20));
            let is_part = |part: &str, longest: usize| {
                (1..=longest).contains(&part.chars().count()) && !part.contains(is_no_letter)
            };
            let is_beginning = ngram.strip_suffix('-').is_some_and(|part| is_part(part, 4));
            let is_ending = ngram.strip_prefix('-').is_some_and(|part| is_part(part, 6));
            faults.expect(is_length || is_beginning || is_ending, path, line, || {
                format!("a beginning of 1 to 4 letters, an ending of 1 to 6, or 3 to 20: `{ngram}`")
            });
            faults.expect(ngram.to_lowercase() == *ngram, path, line, || {
                format!("lower case: `{ngram}`")
            });
            let weights: Vec<_> = weights.iter().map(|cell| cell.parse::<i8>()).collect();
            let is_small = weights
                .iter()
                .all(|weight| matches!(weight, Ok(-127..=127)));
            let says_something = weights.iter().any(|weight| *weight != Ok(0));
            faults.expect(is_small && says_something, path, line, || {
                format!(
                    "whole weights of -127 to 127, not all 0: `{}`",
                    row.join("\t")
                )
            });
        }
        faults.expect(table.rows.len() <= MAX_ROWS, path, 1, || {
            format!("at most {MAX_ROWS} rows")
        });
        faults.expect(read(path).len() <= MAX_BYTES, path, 1, || {
            format!("at most {MAX_BYTES} bytes")
        });
        let has_data = !path.contains("/und/");
        faults.expect(table.rows.is_empty() != has_data, path, 1, || {
            "only the undetermined language has no rows".to_owned()
        });
    }
    faults.check();
}

/// Neither a letter nor the dot that the small letter of the Turkish İ keeps.
/// The codes of the languages of a table of `ngrams/`.
fn ngram_languages(table: &Table) -> Vec<&str> {
    let codes = table.columns.get(1).map(String::as_str);
    codes.unwrap_or_default().split(' ').collect()
}

#[test]
fn ngrams_are_short_and_have_a_digit_for_each_language() {
    let mut faults = Faults::default();
    for table in tables("ngrams/", ".tsv") {
        let n_languages = ngram_languages(table).len();
        let rows = table.lines();
        for (line, row) in rows {
            let [run, digits] = row else { continue };
            let is_run = run.chars().all(char::is_alphabetic) && run.chars().count() <= 4;
            faults.expect(
                is_run && *run == run.to_lowercase(),
                &table.path,
                line,
                || format!("one to four small letters: `{run}`"),
            );
            let is_sound = digits.len() == n_languages
                && digits.bytes().all(|digit| digit.is_ascii_alphanumeric());
            faults.expect(is_sound, &table.path, line, || {
                format!("a digit for each language: `{digits}`")
            });
        }
    }
    faults.check();
}

#[test]
fn every_language_is_in_one_table_of_ngrams() {
    let known: Vec<_> = tables("ngrams/", ".tsv")
        .flat_map(ngram_languages)
        .collect();
    for language in languages().iter().filter(|code| *code != "und") {
        let n_tables = known.iter().filter(|code| *code == language).count();
        assert_eq!(n_tables, 1, "{language}");
    }
}

fn is_no_letter(c: char) -> bool {
    !c.is_alphabetic() && c != '\u{307}'
}

#[test]
fn calendars_name_every_month_and_weekday() {
    let mut faults = Faults::default();
    for table in tables("languages/", "/calendar.tsv") {
        let mut named = BTreeSet::new();
        for (line, row) in table.lines() {
            let [surface, kind, value] = row else {
                continue;
            };
            let largest = if kind == "month" { 12 } else { 7 };
            let value = value.parse().unwrap_or(0);
            faults.expect((1..=largest).contains(&value), &table.path, line, || {
                format!("a {kind} is 1 to {largest}: `{surface}`")
            });
            named.insert((kind.as_str(), value));
        }
        faults.expect(
            named.is_empty() || named.len() == 12 + 7,
            &table.path,
            1,
            || "every month and weekday has a name".to_owned(),
        );
    }
    faults.check();
}

#[test]
fn every_file_has_its_sources() {
    let mut faults = Faults::default();
    let sources = Table::read("SOURCES.tsv");
    let known: BTreeSet<_> = sources.column("file").map(|(_, file)| file).collect();
    for (line, row) in sources.lines() {
        let path = &sources.path;
        let [file, _, _, licence, _, script, rows, _] = row else {
            continue;
        };
        faults.expect(FILES.contains(file), path, line, || {
            format!("the file is there: `{file}`")
        });
        faults.expect(!licence.is_empty(), path, line, || {
            format!("a licence: `{file}`")
        });
        let has_script =
            script.is_empty() || Path::new(env!("CARGO_MANIFEST_DIR")).join(script).is_file();
        faults.expect(has_script, path, line, || {
            format!("the script is there: `{script}`")
        });
        faults.expect(is_digits(rows), path, line, || {
            format!("a number of rows: `{rows}`")
        });
    }
    for file in FILES
        .iter()
        .filter(|&file| file != "README.md" && file != "SOURCES.tsv")
    {
        faults.expect(known.contains(file.as_str()), "SOURCES.tsv", 1, || {
            format!("a row for each file: `{file}`")
        });
    }
    faults.check();
}

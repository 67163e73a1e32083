//! Compiles the lists of `data/` into the form that the program reads in place.
#![expect(dead_code, reason = "the program uses the rest of the shared files")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use compile::{Image, ListFiles, TableFile, compile_tables};

// The program's own code folds the names and cuts them into tokens, so that lists and texts meet.
#[path = "src/language/code.rs"]
mod code;
#[path = "src/tokenize/cut.rs"]
mod cut;
#[path = "src/document/entity_type.rs"]
mod entity_type;
#[path = "src/fold.rs"]
mod fold;
#[path = "src/text.rs"]
mod text;
#[path = "src/document/token.rs"]
mod token;

#[path = "src/resources/gazetteer/compile.rs"]
mod compile;
#[path = "src/resources/gazetteer/keys.rs"]
mod keys;
#[path = "src/resources/gazetteer/layout.rs"]
mod layout;
#[path = "src/resources/gazetteer/name_kind.rs"]
mod name_kind;

/// The places where these modules find each other.
mod document {
    pub use crate::entity_type::EntityType;
    pub use crate::token::{Token, TokenKind};
}
mod language {
    pub use crate::code::Language;
}
mod tokenize {
    pub use crate::cut::tokens_of_name;
}

/// A list, read: its path below the project's folder and its text.
struct Table {
    path: String,
    content: String,
}

impl Table {
    fn read(path: &str) -> io::Result<Self> {
        let content = fs::read_to_string(path)
            .map_err(|error| io::Error::new(error.kind(), format!("{path}: {error}")))?;
        Ok(Self {
            path: path.to_owned(),
            content,
        })
    }

    fn file(&self) -> TableFile<'_> {
        TableFile {
            path: &self.path,
            content: &self.content,
        }
    }
}

fn main() -> ExitCode {
    println!("cargo::rerun-if-changed=data");
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error={error}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn std::error::Error>> {
    let mut lists = Vec::new();
    for folder in folders("data/gazetteer")? {
        lists.push((pair(&folder)?, None));
    }
    for folder in folders("data/languages")? {
        let code = folder.rsplit('/').next().and_then(code::Language::parse);
        // Whether a language has all its files is for the tests to tell.
        if Path::new(&folder).join("names.tsv").exists() {
            lists.push((pair(&folder)?, code));
        }
    }
    let word_guards = Table::read("data/gazetteer/word_guards.tsv")?;
    let name_tokens = Table::read("data/gazetteer/name_tokens.tsv")?;
    let files: Vec<_> = lists
        .iter()
        .map(|([entities, names], language)| ListFiles {
            entities: entities.file(),
            names: names.file(),
            language: *language,
        })
        .collect();
    let image = compile_tables(&files, word_guards.file(), name_tokens.file())
        .map_err(|error| error.to_string())?;
    let mut tables: Vec<_> = lists.iter().flat_map(|(pair, _)| pair).collect();
    tables.extend([&word_guards, &name_tokens]);
    Ok(write(&image, &hashes(&mut tables))?)
}

/// The folders in a folder, in order of name.
fn folders(folder: &str) -> io::Result<Vec<String>> {
    let mut folders = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(format!("{folder}/{}", entry.file_name().to_string_lossy()));
        }
    }
    folders.sort();
    Ok(folders)
}

/// The lists of entities and names in a folder.
fn pair(folder: &str) -> io::Result<[Table; 2]> {
    Ok([
        Table::read(&format!("{folder}/entities.tsv"))?,
        Table::read(&format!("{folder}/names.tsv"))?,
    ])
}

/// A line for each list: path below `data/`, tab, hash.
fn hashes(tables: &mut [&Table]) -> String {
    tables.sort_by(|a, b| a.path.cmp(&b.path));
    let line = |table: &&Table| {
        let path = table.path.trim_start_matches("data/");
        let path = path.trim_start_matches("gazetteer/");
        format!("{path}\t{}\n", blake3::hash(table.content.as_bytes()))
    };
    tables.iter().map(line).collect()
}

fn write(image: &Image, hashes: &str) -> io::Result<()> {
    let folder = PathBuf::from(env::var_os("OUT_DIR").expect("set for build scripts"));
    fs::write(folder.join("gazetteer.bin"), &image.bytes)?;
    fs::write(folder.join("gazetteer.txt"), &image.text)?;
    fs::write(folder.join("list_hashes.tsv"), hashes)
}

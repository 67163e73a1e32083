//! Files of the output folder: written beside their place and renamed, left alone when unchanged.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Read, Write};
use std::path::Path;

use serde_json::Value;
use tempfile::NamedTempFile;

use super::package;
use super::schema::Schema;
use crate::error::Error;

/// So many bytes are written or read at once.
pub const BUFFER: usize = 1 << 16;

/// Makes the output folder with those above it, and tries whether it takes a file: one without a name where the system
/// has such, so that a build that is killed here leaves nothing.
pub fn make_folder(folder: &Path) -> Result<(), Error> {
    fs::create_dir_all(folder)
        .and_then(|()| tempfile::tempfile_in(folder))
        .map(drop)
        .map_err(|source| Error::Write {
            path: folder.to_owned(),
            source,
        })
}

/// Writes `folder/name` with what `content` writes, and gives what `content` gives.
pub fn write<T>(
    folder: &Path,
    name: &str,
    content: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> Result<T, Error> {
    let (given, _) = write_compared(folder, name, content, |_, _| ())?;
    Ok(given)
}

/// The same, and what `compare` makes of the file that was there and the new one, which takes its place afterwards;
/// `None` if there was none or both are the same.
pub fn write_compared<T, C>(
    folder: &Path,
    name: &str,
    content: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    compare: impl FnOnce(&Path, &Path) -> C,
) -> Result<(T, Option<C>), Error> {
    let path = folder.join(name);
    replace(folder, &path, name, content, compare).map_err(|source| Error::Write { path, source })
}

fn replace<T, C>(
    folder: &Path,
    path: &Path,
    name: &str,
    content: impl FnOnce(&mut dyn Write) -> io::Result<T>,
    compare: impl FnOnce(&Path, &Path) -> C,
) -> io::Result<(T, Option<C>)> {
    let mut out = BufWriter::with_capacity(BUFFER, temporary_file(folder, name)?);
    let given = content(&mut out)?;
    let file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
    if is_same(file.path(), path)? {
        return Ok((given, None));
    }
    let compared = path.exists().then(|| compare(path, file.path()));
    file.persist(path).map_err(|error| error.error)?;
    Ok((given, compared))
}

/// A file that vanishes unless it is renamed.
fn temporary_file(folder: &Path, name: &str) -> io::Result<NamedTempFile> {
    let prefix = format!(".{name}.");
    let mut builder = tempfile::Builder::new();
    builder.prefix(&prefix).suffix(".tmp");
    // Without this the tables could be read by their owner alone; the process's umask still applies.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.tempfile_in(folder)
}

/// Whether both are files with the same bytes; a file that is not there is like no other.
fn is_same(new: &Path, old: &Path) -> io::Result<bool> {
    let old = match File::open(old) {
        Ok(old) => old,
        // What cannot be read is replaced, or fails to be with a better error.
        Err(_) => return Ok(false),
    };
    let new = File::open(new)?;
    if old.metadata()?.len() != new.metadata()?.len() {
        return Ok(false);
    }
    let [mut old, mut new] = [old, new].map(|file| BufReader::with_capacity(BUFFER, file));
    loop {
        let n_same = {
            let (old, new) = (old.fill_buf()?, new.fill_buf()?);
            let len = old.len().min(new.len());
            if old[..len] != new[..len] {
                return Ok(false);
            }
            len
        };
        if n_same == 0 {
            return Ok(true);
        }
        old.consume(n_same);
        new.consume(n_same);
    }
}

/// The hash of all files below `folder`, with their names, but for hidden ones and the one called `left_out`.
pub fn hash(folder: &Path, left_out: &str) -> io::Result<[u8; 32]> {
    let is_wanted = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !name.starts_with('.') && name != left_out
    };
    let mut hasher = blake3::Hasher::new();
    let entries = walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter();
    for entry in entries.filter_entry(is_wanted) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let mut of_file = blake3::Hasher::new();
            of_file.update_reader(File::open(entry.path())?)?;
            let path = entry.path().strip_prefix(folder).unwrap_or(entry.path());
            hasher.update(path.to_string_lossy().as_bytes());
            hasher.update(of_file.finalize().as_bytes());
        }
    }
    Ok(hasher.finalize().into())
}

/// Removes the tables that an earlier run listed and that `schemas` has no more.
///
/// A file is removed only if its first line is still the header that the earlier run listed: what a person has put in
/// its place stays.
pub fn remove_stale(folder: &Path, schemas: &[Schema]) -> Result<(), Error> {
    for (name, header) in listed(folder) {
        let path = folder.join(&name);
        let is_current = schemas.iter().any(|schema| schema.file() == name);
        if !is_current && first_line(&path).is_ok_and(|line| line == header) {
            fs::remove_file(&path).map_err(|source| Error::Write { path, source })?;
        }
    }
    Ok(())
}

/// What an earlier run says of the folder; null if it left nothing that can be read.
pub fn package(folder: &Path) -> Value {
    let content = fs::read(folder.join(package::FILE)).unwrap_or_default();
    let package: Value = serde_json::from_slice(&content).unwrap_or_default();
    match package["name"] == package::NAME {
        true => package,
        false => Value::Null,
    }
}

/// File names and header lines of the tables that an earlier run listed; none if it left no list that can be read.
fn listed(folder: &Path) -> Vec<(String, String)> {
    let package = package(folder);
    let resources = package["resources"]
        .as_array()
        .map_or(&[][..], Vec::as_slice);
    resources.iter().filter_map(listed_table).collect()
}

fn listed_table(resource: &Value) -> Option<(String, String)> {
    let name = resource["path"].as_str()?;
    let is_own = name.strip_suffix(".csv").is_some_and(|stem| {
        !stem.is_empty() && stem.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
    });
    let fields = resource["schema"]["fields"].as_array()?;
    let columns: Option<Vec<_>> = fields.iter().map(|field| field["name"].as_str()).collect();
    let header = columns?.join(resource["dialect"]["delimiter"].as_str()?);
    is_own.then(|| (name.to_owned(), header))
}

/// The first line of a file without byte order mark and line end.
fn first_line(path: &Path) -> io::Result<String> {
    let mut line = String::new();
    BufReader::new(File::open(path)?.take(1 << 16)).read_line(&mut line)?;
    Ok(line.trim_start_matches('\u{feff}').trim_end().to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::CsvStyle;
    use super::super::schema::ColumnType;
    use super::*;

    fn schema(table: &'static str) -> Schema {
        let column = |name: &str| super::super::schema::Column {
            name: name.to_owned(),
            column_type: ColumnType::Text,
            unit: "",
            meaning: String::new(),
            example: "",
        };
        let columns = vec![column("a"), column("b")];
        Schema {
            table,
            meaning: String::new(),
            key: vec![],
            references: vec![],
            columns,
        }
    }

    fn put(folder: &Path, name: &str, content: &str) {
        write(folder, name, |out| out.write_all(content.as_bytes()))
            .expect("the folder is writable");
    }

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        put(folder.path(), "a.csv", "old");
        let result = write(folder.path(), "a.csv", |out| {
            out.write_all(b"half")?;
            Err::<(), _>(io::Error::other("the disk is full"))
        });
        assert!(matches!(result, Err(Error::Write { .. })));
        assert_eq!(
            fs::read_to_string(folder.path().join("a.csv")).expect("is there"),
            "old"
        );
        assert_eq!(fs::read_dir(folder.path()).expect("is there").count(), 1);
    }

    #[test]
    fn an_unchanged_file_is_left_alone() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let path = folder.path().join("a.csv");
        put(folder.path(), "a.csv", &"long ".repeat(10_000));
        let earlier = std::time::SystemTime::UNIX_EPOCH;
        let file = File::options().append(true).open(&path).expect("is there");
        file.set_modified(earlier).expect("the owner may");
        let modified = || {
            fs::metadata(&path)
                .and_then(|data| data.modified())
                .expect("is there")
        };
        put(folder.path(), "a.csv", &"long ".repeat(10_000));
        assert_eq!(modified(), earlier);
        put(folder.path(), "a.csv", &"lung ".repeat(10_000));
        assert_ne!(modified(), earlier);
    }

    #[test]
    fn only_unaltered_tables_of_an_earlier_run_are_removed() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let old = ["gone", "edited", "kept"].map(schema);
        put(
            folder.path(),
            package::FILE,
            &package::json(&old, CsvStyle::default(), &[]),
        );
        put(folder.path(), "gone.csv", "\u{feff}a,b\n1,2\n");
        put(folder.path(), "edited.csv", "my,notes\n");
        put(folder.path(), "kept.csv", "a,b\n");
        put(folder.path(), "foreign.csv", "a,b\n");
        remove_stale(folder.path(), &[schema("kept")]).expect("the folder is writable");
        let is_there = |name: &str| folder.path().join(name).exists();
        assert!(!is_there("gone.csv"));
        assert!(is_there("edited.csv") && is_there("kept.csv") && is_there("foreign.csv"));
    }

    #[test]
    fn a_list_of_another_program_removes_nothing() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let list = package::json(&[schema("gone")], CsvStyle::default(), &[]);
        put(
            folder.path(),
            package::FILE,
            &list.replace("parallax", "another"),
        );
        put(folder.path(), "gone.csv", "a,b\n");
        remove_stale(folder.path(), &[]).expect("the folder is writable");
        assert!(folder.path().join("gone.csv").exists());
    }

    #[test]
    fn listed_names_do_not_leave_the_folder() {
        let mut list: Value =
            serde_json::from_str(&package::json(&[schema("x")], CsvStyle::default(), &[]))
                .expect("is JSON");
        for path in ["../x.csv", "/x.csv", "sub/x.csv", ".csv", "x.txt"] {
            list["resources"][0]["path"] = path.into();
            assert_eq!(listed_table(&list["resources"][0]), None, "{path}");
        }
    }
}

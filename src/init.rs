//! A folder to start from: sample articles, the files that people write beside them, and all options explained.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::Path;

use crate::error::Error;

/// The folder of the articles.
const CORPUS: &str = "corpus";

/// The project's own sample: five articles in three languages on one event.
const ARTICLES: [(&str, &str); 5] = [
    (
        "corpus/000_d3bb87c82be297b7.txt",
        include_str!("../corpus/000_d3bb87c82be297b7.txt"),
    ),
    (
        "corpus/001_27217c02993b3858.txt",
        include_str!("../corpus/001_27217c02993b3858.txt"),
    ),
    (
        "corpus/002_37e72213af7e1a81.txt",
        include_str!("../corpus/002_37e72213af7e1a81.txt"),
    ),
    (
        "corpus/003_80fefa1a40ef8727.txt",
        include_str!("../corpus/003_80fefa1a40ef8727.txt"),
    ),
    (
        "corpus/004_a1fa70fad7525603.txt",
        include_str!("../corpus/004_a1fa70fad7525603.txt"),
    ),
];

/// `parallax.toml` with every option of a build, each as a comment with what it does.
pub const OPTIONS: &str = include_str!("init/parallax.toml");

/// The files that people write.
const FILES: [(&str, &str); 3] = [
    ("gazetteers/names.csv", include_str!("init/names.csv")),
    ("decisions.csv", include_str!("init/decisions.csv")),
    ("parallax.toml", OPTIONS),
];

/// What [`make`] did. Paths are below the folder, with `/` between parts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// What was written, in order.
    pub written: Vec<&'static str>,
    /// What was there before and is as it was; `corpus` stands for all that is in it.
    pub left: Vec<&'static str>,
}

/// Makes the folder, and in it what is not there yet. A folder `corpus` with anything in it gets no sample articles.
///
/// # Errors
///
/// The folder or file that cannot be made.
pub fn make(folder: &Path) -> Result<Made, Error> {
    let mut made = Made::default();
    if is_filled(&folder.join(CORPUS)) {
        made.left.push(CORPUS);
    } else {
        write(folder, &ARTICLES, &mut made)?;
    }
    write(folder, &FILES, &mut made)?;
    Ok(made)
}

/// Whether there is something at `path` other than an empty folder.
fn is_filled(path: &Path) -> bool {
    match fs::read_dir(path) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => path.exists(),
    }
}

fn write(folder: &Path, files: &[(&'static str, &str)], made: &mut Made) -> Result<(), Error> {
    for (name, content) in files {
        let path = folder.join(name);
        match write_new(&path, content) {
            Ok(()) => made.written.push(name),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => made.left.push(name),
            Err(source) => return Err(Error::Init { path, source }),
        }
    }
    Ok(())
}

/// Writes a file that is not there yet, with the folders above it.
fn write_new(path: &Path, content: &str) -> io::Result<()> {
    // That a file has the name of a folder is another fault than that the file itself is there.
    let above = path.parent().map_or(Ok(()), fs::create_dir_all);
    above.map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
        _ => error,
    })?;
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(content.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(folder: &Path, written: &[&str], left: &[&str]) {
        let made = make(folder).expect("the folder is writable");
        assert_eq!(
            (made.written.as_slice(), made.left.as_slice()),
            (written, left)
        );
    }

    #[test]
    fn what_is_there_is_left_as_it_is() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let folder = home.path().join("a/b");
        fs::create_dir_all(folder.join("gazetteers")).expect("is writable");
        fs::create_dir_all(folder.join("corpus")).expect("is writable");
        fs::write(folder.join("decisions.csv"), "mine").expect("is writable");
        let articles = ARTICLES.map(|(name, _)| name);
        let others = ["gazetteers/names.csv", "parallax.toml"];
        check(
            &folder,
            &[&articles[..], &others].concat(),
            &["decisions.csv"],
        );
        let decisions = fs::read_to_string(folder.join("decisions.csv"));
        assert_eq!(decisions.expect("is there"), "mine");
        let files = ["gazetteers/names.csv", "decisions.csv", "parallax.toml"];
        check(&folder, &[], &[&["corpus"][..], &files].concat());
    }

    #[test]
    fn articles_of_ones_own_get_no_sample_beside_them() {
        let home = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir(home.path().join("corpus")).expect("is writable");
        fs::write(home.path().join("corpus/mine.txt"), "Mine.").expect("is writable");
        let files = FILES.map(|(name, _)| name);
        check(home.path(), &files, &["corpus"]);
    }

    #[test]
    fn a_file_in_the_place_of_a_folder_is_told() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let taken = home.path().join("taken");
        fs::write(&taken, "").expect("is writable");
        let error = make(&taken).expect_err("a file is no folder").to_string();
        assert!(error.contains("choose another folder"), "{error}");
    }
}

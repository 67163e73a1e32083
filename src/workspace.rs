//! The folder `.output.parallax` beside the output folder `output`: the lock that lets one build write at a time, the cache, and the new
//! output in the making, which takes the place of the old one at once.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::error::Error;

/// What stands before and behind the name of the output folder in that of its workspace.
const NAME: [&str; 2] = [".", ".parallax"];
const LOCK: &str = "lock";
/// How the folders of outputs in the making are called.
const MAKING: &str = "new-";
/// How the old output is called for the moment in which there is none.
const OLD: &str = "old";

/// The folder, held by one build.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    _lock: File,
}

impl Workspace {
    /// The workspace of builds into `output`; what a build that was killed left there is removed. While another build
    /// holds it, this one waits; `waiting` is called before. `None` if there is no place for it: the folder above
    /// `output` cannot be written.
    #[must_use]
    pub fn open(output: &Path, waiting: impl FnOnce()) -> Option<Self> {
        let output = std::path::absolute(output).ok()?;
        let [before, behind] = NAME;
        let name = output.file_name()?.to_string_lossy();
        let folder = output.with_file_name(format!("{before}{name}{behind}"));
        fs::create_dir_all(&folder).ok()?;
        let lock = File::create(folder.join(LOCK)).ok()?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                waiting();
                lock.lock().ok()?;
            }
            Err(TryLockError::Error(_)) => return None,
        }
        let workspace = Self {
            folder,
            _lock: lock,
        };
        workspace.repair(&output);
        Some(workspace)
    }

    /// Where the cache is.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A new output in the making, that begins with the files of `output`: to alter one, another one must be put in its
    /// place. `None` where that cannot be done, as where `output` is of another file system.
    #[must_use]
    pub fn making(&self, output: &Path) -> Option<Making> {
        // What a link to the folder leads to is replaced, not the link.
        let output = fs::canonicalize(output).ok()?;
        let new = tempfile::Builder::new()
            .prefix(MAKING)
            .tempdir_in(&self.folder)
            .ok()?;
        for entry in fs::read_dir(&output).ok()? {
            let entry = entry.ok()?;
            link(&entry.path(), &new.path().join(entry.file_name())).ok()?;
        }
        fs::set_permissions(new.path(), fs::metadata(&output).ok()?.permissions()).ok()?;
        Some(Making { new, output })
    }

    /// Puts an old output back whose place a build was about to fill when it was killed, and removes what else such a
    /// build left.
    fn repair(&self, output: &Path) {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            // What cannot be done now is tried again the next time.
            if name == OLD && !output.exists() {
                let _ = fs::rename(entry.path(), output);
            } else if name.starts_with(MAKING) || name == OLD {
                let _ = fs::remove_dir_all(entry.path());
            }
        }
    }
}

/// A new output in the making.
#[derive(Debug)]
pub struct Making {
    new: TempDir,
    output: PathBuf,
}

impl Making {
    /// Where it is made.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.new.path()
    }

    /// Puts it in the place of the old output.
    ///
    /// # Errors
    ///
    /// The old output cannot be moved, as where a program holds one of its files; then all is as it was.
    pub fn publish(self) -> Result<(), Error> {
        let (new, output) = (self.new.path(), &self.output);
        let replaced = exchange(new, output).or_else(|_| replace(new, output));
        // The old output is where the new one was, and goes with it.
        replaced.map_err(|source| Error::Write {
            path: output.clone(),
            source,
        })
    }
}

/// Makes `new` the folder `output` and the other way round, in one step.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(new: &Path, output: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    Ok(renameat_with(CWD, new, CWD, output, RenameFlags::EXCHANGE)?)
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_: &Path, _: &Path) -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

/// Makes `new` the folder `output` in two steps, where [`exchange`] cannot: between them there is none, and
/// [`Workspace::open`] puts the old one back.
fn replace(new: &Path, output: &Path) -> io::Result<()> {
    let old = new.with_file_name(OLD);
    fs::rename(output, &old)?;
    if let Err(error) = fs::rename(new, output) {
        fs::rename(&old, output)?;
        return Err(error);
    }
    // What cannot be removed now is removed by the next build.
    let _ = fs::remove_dir_all(old);
    Ok(())
}

/// Makes `place` the same file as `path`, or a copy where that cannot be; of a folder, with all that is in it.
fn link(path: &Path, place: &Path) -> io::Result<()> {
    if fs::symlink_metadata(path)?.is_dir() {
        fs::create_dir(place)?;
        for entry in fs::read_dir(path)? {
            let entry = entry?;
            link(&entry.path(), &place.join(entry.file_name()))?;
        }
        return Ok(());
    }
    fs::hard_link(path, place).or_else(|_| fs::copy(path, place).map(drop))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(folder: &Path, files: &[(&str, &str)]) {
        for (name, content) in files {
            let path = folder.join(name);
            fs::create_dir_all(path.parent().expect("below the folder")).expect("is writable");
            fs::write(path, content).expect("is writable");
        }
    }

    fn read(path: &Path) -> String {
        fs::read_to_string(path).unwrap_or_default()
    }

    #[test]
    fn what_is_not_of_the_program_stays() {
        for replace in [exchange, replace] {
            let home = tempfile::tempdir().expect("a temporary folder");
            let output = home.path().join("output");
            put(
                &output,
                &[
                    ("a.csv", "old"),
                    ("gone.csv", "x"),
                    ("my/notes.txt", "mine"),
                ],
            );
            let workspace = Workspace::open(&output, || panic!("nobody else is here"));
            let workspace = workspace.expect("is writable");
            let making = workspace.making(&output).expect("is writable");
            fs::remove_file(making.folder().join("a.csv")).expect("is there");
            fs::remove_file(making.folder().join("gone.csv")).expect("is there");
            put(making.folder(), &[("a.csv", "new")]);
            assert_eq!(read(&output.join("a.csv")), "old");
            replace(making.folder(), &output).expect("is writable");
            drop(making);
            assert_eq!(read(&output.join("a.csv")), "new");
            assert_eq!(read(&output.join("my/notes.txt")), "mine");
            assert!(!output.join("gone.csv").exists());
            let left = fs::read_dir(workspace.folder()).expect("is there").count();
            assert_eq!(left, 1, "the lock alone");
        }
    }

    #[test]
    fn what_a_killed_build_left_is_repaired() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let (left, old) = (
            home.path().join(".output.parallax/new-abc"),
            home.path().join(".output.parallax/old"),
        );
        let output = home.path().join("output");
        put(&left, &[("a.csv", "half")]);
        put(&old, &[("a.csv", "whole")]);
        Workspace::open(&output, || {}).expect("is writable");
        assert!(!left.exists());
        assert_eq!(read(&output.join("a.csv")), "whole");
    }
}

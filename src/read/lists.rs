//! The user's own lists: [`lists`] finds and decodes them; what their rows say is for [`crate::resources::user_lists`].

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::decode::decode;
use super::unreadable;
use crate::error::{Error, Problem, Stage};
use crate::resources::user_lists::ListFile;

/// What the names of lists end in, without the full stop.
const EXTENSION: &str = "csv";

/// The lists in `folder`, in order of name, and what was wrong with files.
///
/// Hidden files, folders in the folder, and files that are no `.csv` are passed over.
///
/// # Errors
///
/// The folder cannot be read.
pub fn lists(folder: &Path) -> Result<(Vec<ListFile>, Vec<Problem>), Error> {
    let unreadable_folder = |source| Error::Gazetteers {
        path: folder.to_owned(),
        source,
    };
    let mut names = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable_folder)? {
        let name = entry.map_err(unreadable_folder)?.file_name();
        let path = Path::new(&name);
        let is_list = path
            .extension()
            .and_then(OsStr::to_str)
            .is_some_and(|extension| extension.eq_ignore_ascii_case(EXTENSION));
        if is_list && !name.as_encoded_bytes().starts_with(b".") && folder.join(path).is_file() {
            names.push(name);
        }
    }
    names.sort();
    let folder_name = folder.file_name().unwrap_or(OsStr::new("gazetteers"));
    let (mut lists, mut problems) = (Vec::new(), Vec::new());
    for name in names {
        let path = format!(
            "{}/{}",
            folder_name.to_string_lossy(),
            name.to_string_lossy()
        );
        match list(&path, &folder.join(&name)) {
            Ok((list, warnings)) => {
                lists.push(list);
                problems.extend(warnings);
            }
            Err(problem) => problems.push(problem),
        }
    }
    for problem in &mut problems {
        problem.stage = Stage::Gazetteer;
    }
    Ok((lists, problems))
}

fn list(path: &str, location: &Path) -> Result<(ListFile, Vec<Problem>), Problem> {
    let bytes = fs::read(location).map_err(|error| unreadable(path, &error))?;
    let decoded = decode(path, &bytes)?;
    let list = ListFile {
        path: path.to_owned(),
        text: decoded.text,
        hash: blake3::hash(&bytes).to_hex().to_string(),
    };
    Ok((list, decoded.problems))
}

//! The file of decisions, decoded; what its rows say is for [`crate::resources::decisions`].

use std::ffi::OsStr;
use std::fs;
use std::path::Path;

use super::decode::decode;
use crate::error::{Error, Problem, Stage};
use crate::resources::user_lists::ListFile;

/// The file of decisions at `path`, and what was wrong with it; an empty file decides nothing.
///
/// # Errors
///
/// The file cannot be read.
pub fn decisions(path: &Path) -> Result<(Option<ListFile>, Vec<Problem>), Error> {
    let bytes = fs::read(path).map_err(|source| Error::Decisions {
        path: path.to_owned(),
        source,
    })?;
    let name = path.file_name().unwrap_or(OsStr::new("decisions.csv"));
    let name = name.to_string_lossy();
    let (file, mut problems) = match decode(&name, &with_mark(&bytes)) {
        Ok(decoded) => {
            let file = ListFile {
                path: name.into_owned(),
                text: decoded.text,
                hash: blake3::hash(&bytes).to_hex().to_string(),
            };
            (Some(file), decoded.problems)
        }
        Err(_) if bytes.is_ascii() && bytes.trim_ascii().is_empty() => (None, Vec::new()),
        Err(problem) => (None, vec![problem]),
    };
    for problem in &mut problems {
        problem.stage = Stage::Decision;
    }
    Ok((file, problems))
}

/// The bytes with the byte order mark of UTF-16 before them where they are that without a mark: a header of ASCII
/// letters has a zero in every second byte.
fn with_mark(bytes: &[u8]) -> Vec<u8> {
    let mark: &[u8] = match bytes {
        [first, 0, third, 0, ..] if *first != 0 && *third != 0 => b"\xff\xfe",
        [0, second, 0, fourth, ..] if *second != 0 && *fourth != 0 => b"\xfe\xff",
        _ => b"",
    };
    [mark, bytes].concat()
}

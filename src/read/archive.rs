//! Files in files: `.zip`, `.gz`, `.zst`. What is in them is read as if it lay in a folder of that name.
//!
//! An archive may be made to do harm, so that what comes out of one is limited in size, number and depth; each limit
//! that is reached is a problem.

use std::io::{self, Cursor, Read};

use super::{
    Format, Problem, Reader, Reading, format_by_content, format_of, is_hidden, on_one_line,
    skipped, unknown_kind,
};

/// Archives named `.zip`.
pub(super) const ZIP: Format = Format {
    extensions: &["zip"],
    reader: Reader::Files(unzip),
};
/// One file, packed by gzip.
pub(super) const GZIP: Format = Format {
    extensions: &["gz"],
    reader: Reader::Files(gunzip),
};
/// One file, packed by Zstandard.
pub(super) const ZSTD: Format = Format {
    extensions: &["zst"],
    reader: Reader::Files(unzstd),
};

/// So many bytes come out of one archive with all that is in it.
const MAX_UNPACKED: u64 = 1 << 30;
/// One file may become so many times larger, once it is larger than [`FREE_BYTES`].
const MAX_RATIO: u64 = 200;
const FREE_BYTES: u64 = 10 << 20;
/// An archive may stand in an archive, and no deeper.
const MAX_DEPTH: usize = 2;
const MAX_ENTRIES: usize = 100_000;

/// What came out of an archive so far, and how much more may.
#[derive(Debug)]
pub struct Unpacking {
    depth: usize,
    left: u64,
    n_entries: usize,
    n_read: usize,
    reading: Reading,
}

impl Unpacking {
    pub(super) fn new() -> Self {
        Self {
            depth: 0,
            left: MAX_UNPACKED,
            n_entries: 0,
            n_read: 0,
            reading: Reading::default(),
        }
    }

    /// What came out, with a problem if it was nothing.
    pub(super) fn finish(mut self, path: &str) -> Reading {
        if self.reading.documents.is_empty() && self.reading.problems.is_empty() {
            self.problem(path, "empty archive", "no file in it that can be seen");
        }
        self.reading
    }

    /// Reads a file that came out.
    pub(super) fn read(&mut self, path: &str, bytes: &[u8]) {
        self.n_read += 1;
        let Some(format) = format_of(path.as_ref()) else {
            self.reading.problems.push(unknown_kind(path));
            return;
        };
        match format_by_content(format, path, bytes).reader {
            Reader::Articles(read) => self.add(read(path, bytes)),
            Reader::Files(_) if self.depth + 1 >= MAX_DEPTH => {
                let detail = "an archive in an archive in an archive; unpack it yourself";
                self.problem(path, "nested too deeply", detail);
            }
            Reader::Files(unpack) => {
                self.depth += 1;
                unpack(path, bytes, self);
                self.depth -= 1;
            }
        }
    }

    /// Takes what a file gave.
    pub(super) fn add(&mut self, reading: Reading) {
        self.reading.documents.extend(reading.documents);
        self.reading.problems.extend(reading.problems);
    }

    pub(super) fn problem(&mut self, path: &str, problem: &str, detail: impl Into<String>) {
        self.reading.problems.push(skipped(path, problem, detail));
    }

    /// Counts a file in the archive; whether there may be one more.
    pub(super) fn count(&mut self, path: &str) -> bool {
        self.n_entries += 1;
        let may_go_on = self.n_entries <= MAX_ENTRIES;
        if self.n_entries == MAX_ENTRIES + 1 {
            let detail = format!("more than {MAX_ENTRIES} files; the others were not read");
            self.problem(path, "too many files", detail);
        }
        may_go_on
    }

    /// Unpacks one file of `n_packed` bytes.
    fn unpacked(
        &mut self,
        path: &str,
        n_packed: u64,
        packed: impl Read,
    ) -> Result<Vec<u8>, Problem> {
        let by_ratio = FREE_BYTES.max(n_packed.saturating_mul(MAX_RATIO));
        let limit = by_ratio.min(self.left);
        let mut bytes = Vec::new();
        let result = packed.take(limit + 1).read_to_end(&mut bytes);
        let n_bytes = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if n_bytes > limit {
            self.left = self.left.saturating_sub(limit);
            let detail = if limit == by_ratio {
                format!(
                    "more than {MAX_RATIO} times its packed size: an archive made to do harm, or one to unpack yourself"
                )
            } else {
                format!("more than {MAX_UNPACKED} bytes in one archive; unpack it yourself")
            };
            return Err(skipped(path, "unpacks too large", detail));
        }
        self.left -= n_bytes;
        match result {
            Ok(_) => Ok(bytes),
            Err(error) => Err(skipped(path, "broken archive", error.to_string())),
        }
    }
}

/// All that `packed` unpacks to; `None` if that is more than `limit` bytes.
pub fn at_most(limit: u64, packed: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let n_bytes = packed.take(limit + 1).read_to_end(&mut bytes)?;
    let fits = u64::try_from(n_bytes).is_ok_and(|n_bytes| n_bytes <= limit);
    Ok(fits.then_some(bytes))
}

fn unzip(path: &str, bytes: &[u8], unpacking: &mut Unpacking) {
    let mut archive = match zip::ZipArchive::new(Cursor::new(bytes)) {
        Ok(archive) => archive,
        Err(error) => return unpacking.problem(path, "broken archive", error.to_string()),
    };
    for idx in 0..archive.len() {
        if !unpacking.count(path) {
            return;
        }
        let entry = match archive.by_index(idx) {
            Ok(entry) => entry,
            Err(zip::result::ZipError::UnsupportedArchive(reason)) => {
                unpacking.problem(path, "cannot be unpacked", reason);
                continue;
            }
            Err(error) => {
                unpacking.problem(path, "broken archive", error.to_string());
                continue;
            }
        };
        let name = entry.name().map_or(String::new(), |name| name.into_owned());
        let Some(inner) = safe_path(&name) else {
            unpacking.problem(path, "path leads out of the archive", on_one_line(&name));
            continue;
        };
        let is_seen = !inner
            .split('/')
            .any(|part| is_hidden(part) || part == "__MACOSX");
        if entry.is_dir() || !is_seen {
            continue;
        }
        let inner = format!("{path}/{inner}");
        if format_of(inner.as_ref()).is_none() {
            unpacking.reading.problems.push(unknown_kind(&inner));
            continue;
        }
        if entry.encrypted() {
            unpacking.problem(&inner, "encrypted", "unpack it with its password first");
            continue;
        }
        let n_packed = entry.compressed_size();
        match unpacking.unpacked(&inner, n_packed, entry) {
            Ok(bytes) => unpacking.read(&inner, &bytes),
            Err(problem) => unpacking.reading.problems.push(problem),
        }
    }
}

/// The path of an entry with `/` between its parts; `None` if it leads anywhere but below the archive.
fn safe_path(name: &str) -> Option<String> {
    let name = name.replace('\\', "/");
    let is_absolute = name.starts_with('/') || name.chars().nth(1) == Some(':');
    let parts: Vec<_> = name
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    let leads_out = is_absolute || parts.contains(&"..");
    let is_plain = !name.contains(char::is_control);
    (!leads_out && is_plain).then(|| parts.join("/"))
}

fn gunzip(path: &str, bytes: &[u8], unpacking: &mut Unpacking) {
    one_file(
        path,
        bytes,
        flate2::read::MultiGzDecoder::new(bytes),
        unpacking,
    );
}

fn unzstd(path: &str, bytes: &[u8], unpacking: &mut Unpacking) {
    match ruzstd::decoding::StreamingDecoder::new(bytes) {
        Ok(decoder) => one_file(path, bytes, decoder, unpacking),
        Err(error) => unpacking.problem(path, "broken archive", error.to_string()),
    }
}

fn one_file(path: &str, bytes: &[u8], decoder: impl Read, unpacking: &mut Unpacking) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let inner = format!("{path}/{stem}");
    let n_packed = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    match unpacking.unpacked(&inner, n_packed, decoder) {
        Ok(bytes) => unpacking.read(&inner, &bytes),
        Err(problem) => unpacking.reading.problems.push(problem),
    }
}

//! What must hold of whatever the program makes of any bytes: the checks that the fuzz targets share.
//!
//! `scripts/fuzz` builds and runs them, `docs/ROBUSTNESS.md` has what came out.

pub mod checks;
pub mod words;

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use parallax::document::{Document, Metadata};
use parallax::language::LanguageProfile;
use parallax::read::FORMATS;
use parallax::resources::Resources;
use parallax::text::Span;

/// What the program knows, loaded once.
pub static RESOURCES: LazyLock<Resources> =
    LazyLock::new(|| Resources::load().expect("the project's own data"));

/// All profiles, read once.
pub static PROFILES: LazyLock<Vec<&'static LanguageProfile>> =
    LazyLock::new(|| RESOURCES.profiles());

/// Runs `work`, which must be done in a time that grows with the input and no faster.
pub fn in_time<T>(n_bytes: usize, work: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = work();
    let limit = Duration::from_secs(5) + Duration::from_millis(1) * n_bytes as u32 / 4;
    let elapsed = start.elapsed();
    assert!(elapsed < limit, "{n_bytes} bytes took {elapsed:?}");
    result
}

/// Reads `bytes` as a file with this extension and checks what it gave.
pub fn read(extension: &str, bytes: &[u8]) {
    let format = FORMATS
        .iter()
        .find(|format| format.extensions.contains(&extension))
        .expect("it is a format");
    let path = format!("dir/a.{extension}");
    let reading = in_time(bytes.len(), || format.read(&path, bytes));
    let again = format.read(&path, bytes);
    assert_eq!(reading, again, "the same bytes give the same");
    checks::reading(&path, reading);
}

/// A document that holds just this text.
pub fn document(text: &str) -> Document {
    Document {
        path: "a.txt".to_owned(),
        text: text.to_owned(),
        metadata: Metadata::default(),
        front_matter: Span::new(0, 0),
    }
}

/// A profile that the first byte chooses, and the other bytes.
pub fn profile(bytes: &[u8]) -> Option<(&'static LanguageProfile, &[u8])> {
    let (first, rest) = bytes.split_first()?;
    Some((PROFILES[usize::from(*first) % PROFILES.len()], rest))
}

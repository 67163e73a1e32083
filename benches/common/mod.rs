//! Text to measure with: the five articles of `corpus/`, in three languages.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use parallax::document::{Document, Metadata};
use parallax::resources::Resources;
use parallax::text::Span;

/// The data, loaded once.
pub static RESOURCES: LazyLock<Resources> =
    LazyLock::new(|| Resources::load().expect("the project's own data"));

/// The folder of the articles.
fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")
}

/// The text of each article in order of its file's name.
pub fn articles() -> Vec<String> {
    let entries = fs::read_dir(corpus())
        .expect("corpus/ is there")
        .map(|entry| entry.expect("it can be read").path());
    let mut paths: Vec<_> = entries.collect();
    paths.sort();
    paths
        .iter()
        .map(|path| fs::read_to_string(path).expect("the articles are UTF-8"))
        .collect()
}

/// A document of this text.
#[allow(dead_code, reason = "not every file of benchmarks needs one")]
pub fn document(path: &str, text: String) -> Document {
    Document {
        path: path.to_owned(),
        text,
        metadata: Metadata::default(),
        front_matter: Span::new(0, 0),
    }
}

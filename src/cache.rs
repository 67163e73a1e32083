//! What earlier builds found, so that only what is new or changed is looked through again.
//!
//! The annotations of an article are kept under a key made of all that they depend on: the program with its data, the
//! user's lists and decisions, the options of the stages before linking, and the article itself. What one build was made
//! from, and what it wrote, is kept for each output folder, so that a build of the same does nothing at all. A cache
//! that cannot be read is an empty one: nothing depends on it but time.

use std::collections::HashSet;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use redb::{Database, ReadOnlyTable, ReadableDatabase, ReadableTableMetadata, TableDefinition};
use serde::{Deserialize, Serialize};

use crate::document::{Annotations, Document};
use crate::error::Problem;
use crate::resources::decisions::RowIdx;
use crate::tables::Written;
use crate::tables::run::Counts;

/// A BLAKE3 hash.
pub type Key = [u8; 32];

const FILE: &str = "cache.redb";
const ARTICLES: TableDefinition<&Key, &[u8]> = TableDefinition::new("articles");
const BUILDS: TableDefinition<&str, &[u8]> = TableDefinition::new("builds");
/// What is kept of articles that are in the corpus no more is thrown away when it is more than this share of the rest.
const GARBAGE: u64 = 2;
/// Articles that wait to be written at most.
const WAITING: usize = 256;
/// Bytes of memory for what was read of the file and written to it; the system keeps the rest as it has room.
const MEMORY: usize = 64 << 20;
/// After so many articles what is written is made sure of, so that a build that is killed need not begin anew.
const SAFE_AFTER: usize = 5_000;

/// What a build does with the cache.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CacheUse {
    /// It looks through what is new or changed, and keeps what it finds.
    Known,
    /// It throws away what is known, looks all through anew, and keeps what it finds.
    Anew,
    /// It looks all through and keeps nothing, as where the program whose hash is a part of the keys is another one.
    Unused,
}

/// What is known of one article.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Known {
    /// What is found in it.
    pub annotations: Annotations,
    /// The decisions that were followed in it.
    pub followed: Vec<RowIdx>,
}

/// What a build was made from, and what it wrote.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Finished {
    /// Hash of all that it was made from.
    pub inputs: Key,
    /// Hash of all that it wrote, `run.json` aside.
    pub outputs: Key,
    /// What it comes to.
    pub counts: Counts,
    /// What could not be used.
    pub problems: Vec<Problem>,
    /// The tables.
    pub written: Vec<Written>,
}

/// The cache of a folder.
#[derive(Debug)]
pub struct Cache(Database);

impl Cache {
    /// Opens the cache in `folder`, or makes an empty one where there is none that can be read; `None` if that cannot be
    /// done.
    #[must_use]
    pub fn open(folder: &Path) -> Option<Self> {
        let path = folder.join(FILE);
        let open = || {
            let mut builder = Database::builder();
            let database = builder.set_cache_size(MEMORY).create(&path).ok()?;
            let writing = database.begin_write().ok()?;
            writing.open_table(ARTICLES).ok()?;
            writing.open_table(BUILDS).ok()?;
            writing.commit().ok()?;
            Some(Self(database))
        };
        open().or_else(|| {
            fs::remove_file(&path).ok()?;
            open()
        })
    }

    /// An empty cache in `folder`, whatever was there; `None` if that cannot be done.
    #[must_use]
    pub fn anew(folder: &Path) -> Option<Self> {
        match fs::remove_file(folder.join(FILE)) {
            Err(error) if error.kind() != ErrorKind::NotFound => None,
            _ => Self::open(folder),
        }
    }

    /// What is known of articles.
    #[must_use]
    pub fn articles(&self) -> Option<Articles> {
        let reading = self.0.begin_read().ok()?;
        reading.open_table(ARTICLES).ok().map(Articles)
    }

    /// The last build into the folder `output`.
    #[must_use]
    pub fn finished(&self, output: &Path) -> Option<Finished> {
        let reading = self.0.begin_read().ok()?;
        let table = reading.open_table(BUILDS).ok()?;
        let kept = table.get(&*output.to_string_lossy()).ok()??;
        bitcode::deserialize(kept.value()).ok()
    }

    /// Notes the last build into the folder `output`.
    pub fn finish(&self, output: &Path, build: &Finished) {
        // A cache that cannot be written is no reason to fail.
        let _ = (|| {
            let kept = bitcode::serialize(build).ok()?;
            let writing = self.0.begin_write().ok()?;
            let mut table = writing.open_table(BUILDS).ok()?;
            table
                .insert(&*output.to_string_lossy(), kept.as_slice())
                .ok()?;
            drop(table);
            writing.commit().ok()
        })();
    }

    /// Keeps what [`Keeper`]s give, until the last of them is gone. Where that fails nothing more is kept.
    pub fn keep(&self, given: &Receiver<(Key, Vec<u8>)>) {
        while self.keep_some(given) == Some(SAFE_AFTER) {}
        // Those who give must not wait for ever.
        given.iter().for_each(drop);
    }

    /// Keeps up to [`SAFE_AFTER`] articles; how many.
    fn keep_some(&self, given: &Receiver<(Key, Vec<u8>)>) -> Option<usize> {
        let (first, kept) = given.recv().ok()?;
        let writing = self.0.begin_write().ok()?;
        let mut table = writing.open_table(ARTICLES).ok()?;
        table.insert(&first, kept.as_slice()).ok()?;
        let mut n_kept = 1;
        for (key, kept) in given.iter().take(SAFE_AFTER - 1) {
            table.insert(&key, kept.as_slice()).ok()?;
            n_kept += 1;
        }
        drop(table);
        writing.commit().ok()?;
        Some(n_kept)
    }

    /// Throws away what is kept of other articles than those of the keys `used`, if that is much.
    pub fn sweep(&self, used: &HashSet<Key>) {
        let _ = (|| {
            let n_used = u64::try_from(used.len()).ok()?;
            let n_kept = self.articles()?.0.len().ok()?;
            if n_kept <= n_used.saturating_mul(GARBAGE) {
                return None;
            }
            let writing = self.0.begin_write().ok()?;
            let mut table = writing.open_table(ARTICLES).ok()?;
            table.retain(|key, _| used.contains(key)).ok()?;
            drop(table);
            writing.commit().ok()
        })();
    }
}

/// What is known of articles, as it was when asked for.
pub struct Articles(ReadOnlyTable<&'static Key, &'static [u8]>);

impl Articles {
    /// What is known of the article with this key.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Known> {
        let kept = self.0.get(key).ok()??;
        bitcode::deserialize(kept.value()).ok()
    }

    /// Whether anything is known of the article with this key.
    #[must_use]
    pub fn has(&self, key: &Key) -> bool {
        matches!(self.0.get(key), Ok(Some(_)))
    }
}

/// Gives what is known of articles to be kept.
#[derive(Debug, Clone)]
pub struct Keeper(SyncSender<(Key, Vec<u8>)>);

impl Keeper {
    /// A keeper, and where what it gives comes out.
    #[must_use]
    pub fn new() -> (Self, Receiver<(Key, Vec<u8>)>) {
        let (sender, receiver) = sync_channel(WAITING);
        (Self(sender), receiver)
    }

    /// Gives what is known of the article with this key.
    pub fn keep(&self, key: Key, known: &Known) {
        if let Ok(kept) = bitcode::serialize(known) {
            // Nobody takes it any more: then it is not kept.
            let _ = self.0.send((key, kept));
        }
    }
}

/// The key of an article; `shared` is the hash of all else that its annotations depend on.
#[must_use]
pub fn key(shared: &Key, document: &Document) -> Key {
    let mut hasher = blake3::Hasher::new_keyed(shared);
    let metadata = &document.metadata;
    let published = metadata.published.map(|date| date.to_string());
    let language = metadata.language.map(|language| language.code().to_owned());
    let parts = [
        Some(&document.path),
        Some(&document.text),
        metadata.title.as_ref(),
        published.as_ref(),
        language.as_ref(),
        metadata.outlet.as_ref(),
        metadata.author.as_ref(),
        metadata.url.as_ref(),
    ];
    for part in parts {
        add(&mut hasher, part.map_or(b"", |part| part.as_bytes()));
    }
    hasher.update(&document.front_matter.end().to_le_bytes());
    hasher.finalize().into()
}

/// Adds a part to what is hashed so that no other parts give the same.
pub fn add(hasher: &mut blake3::Hasher, part: &[u8]) {
    hasher.update(&part.len().to_le_bytes()).update(part);
}

//! Waits for what a person does to the files that a build reads.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use notify::{RecommendedWatcher, RecursiveMode, Watcher};

use crate::error::Error;

/// So long nothing must happen before what happened is told: files come in many steps.
const QUIET: Duration = Duration::from_millis(300);
/// After so long it is told although it goes on.
const LONGEST: Duration = Duration::from_secs(5);

/// Watches files and folders.
pub struct Watched {
    paths: Vec<PathBuf>,
    events: Receiver<notify::Result<notify::Event>>,
    _watcher: RecommendedWatcher,
}

impl Watched {
    /// Watches each of `paths`, a folder with all that is in it, whether it is there or not; the folder around it must
    /// be.
    ///
    /// # Errors
    ///
    /// The system cannot watch them.
    pub fn of(paths: &[&Path]) -> Result<Self, Error> {
        let (sender, events) = channel();
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |source: notify::Error| Error::Watch {
                path,
                source: std::io::Error::other(source),
            }
        };
        let mut watcher =
            notify::recommended_watcher(sender).map_err(failed(Path::new("the files")))?;
        let mut watched = Vec::new();
        for path in paths {
            let path = std::path::absolute(path).unwrap_or_else(|_| (*path).to_owned());
            if path.is_dir() {
                watcher
                    .watch(&path, RecursiveMode::Recursive)
                    .map_err(failed(&path))?;
            }
            // By the folder around it a file is seen to come, to go, and to be replaced by another one.
            if let Some(around) = path.parent() {
                watcher
                    .watch(around, RecursiveMode::NonRecursive)
                    .map_err(failed(around))?;
            }
            watched.push(path);
        }
        Ok(Self {
            paths: watched,
            events,
            _watcher: watcher,
        })
    }

    /// Waits until one of them is changed and nothing happens for a moment. `false` if nothing can happen any more.
    #[must_use]
    pub fn wait(&self) -> bool {
        while let Ok(event) = self.events.recv() {
            if !self.is_change(&event) {
                continue;
            }
            let began = Instant::now();
            while began.elapsed() < LONGEST && self.events.recv_timeout(QUIET).is_ok() {}
            return true;
        }
        false
    }

    /// Whether the event may have changed what is watched; what goes wrong with watching may have hidden a change.
    fn is_change(&self, event: &notify::Result<notify::Event>) -> bool {
        let Ok(event) = event else { return true };
        let is_watched = |path: &PathBuf| self.paths.iter().any(|own| path.starts_with(own));
        !event.kind.is_access() && event.paths.iter().any(is_watched)
    }
}

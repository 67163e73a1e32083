//! The order of stages: [`annotate`] for one document, [`build`] for the corpus. What works on several threads does so in
//! the order of articles: reading and finding here, comparing in [`link`], and writing in [`tables`].

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::cache::{self, Cache, CacheUse, Finished, Keeper, Key, Known};
use crate::document::{
    Annotations, Article, Confidence, Corpus, Document, Section, Token, TokenKind, Wordings,
    article_id, section_at,
};
use crate::entities::Names;
use crate::error::{Error, Problem, Severity, Stage};
use crate::language::Language;
use crate::read::{self, CorpusFile};
use crate::report::{self, Page};
use crate::resources::decisions::{Decisions, RowIdx};
use crate::resources::user_lists::ListFile;
use crate::resources::{self, Resources};
use crate::tables::formats::Formats;
use crate::tables::run::{Counts, Run};
use crate::tables::{self, CsvStyle, Found, Written};
use crate::words::Words;
use crate::workspace::{Making, Workspace};
use crate::{entities, link, numbers, quotes, scope};

/// What a build is told.
#[derive(Debug, Clone)]
pub struct BuildOptions<'p> {
    /// Folder of the articles.
    pub corpus: &'p Path,
    /// Folder of the user's own lists, if there is one.
    pub gazetteers: Option<&'p Path>,
    /// File of the user's decisions, if there is one.
    pub decisions: Option<&'p Path>,
    /// Folder of the tables.
    pub output: &'p Path,
    /// Number of threads; `None` for one a core.
    pub jobs: Option<usize>,
    /// Code of the language of every article that does not say its own; `None` to detect it.
    pub language: Option<&'p str>,
    /// How sure a name must be to be written.
    pub strictness: Confidence,
    /// How numbers and cells are written.
    pub csv: CsvStyle,
    /// What is done with what is known from builds before.
    pub cache: CacheUse,
    /// Whether to write the page beside the tables.
    pub report: bool,
    /// In what files the tables are written.
    pub formats: Formats,
}

/// What a build did.
#[derive(Debug)]
pub struct Built {
    /// What was found; the tables show the same. `None` where nothing has changed, and so nothing was looked for.
    pub corpus: Option<Corpus>,
    /// What it comes to, in figures.
    pub counts: Counts,
    /// What could not be used, in order of path.
    pub problems: Vec<Problem>,
    /// The tables that are in the output folder now.
    pub written: Vec<Written>,
    /// How many articles were looked through; what is known of the others was kept.
    pub looked_through: usize,
    /// How long it took.
    pub elapsed: Duration,
}

impl Built {
    /// Whether all was as the build before left it, so that nothing was written.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.corpus.is_none()
    }
}

impl Finished {
    /// Whether a build from `inputs` would change nothing: it was made from the same, what it wrote is still there, and
    /// `changes.csv` tells of nothing.
    fn stands(&self, inputs: &Key, options: &BuildOptions<'_>) -> bool {
        let tells_changes = |table: &Written| table.file == "changes.csv" && table.n_rows > 0;
        self.inputs == *inputs
            && !self.written.iter().any(tells_changes)
            && tables::hash(options.output) == Some(self.outputs)
    }
}

/// What happens while a build runs.
pub trait Watcher: Sync {
    /// So many articles are done, of so many.
    fn progress(&self, done: usize, all: usize);
    /// Another build writes into the same folder; this one waits for it.
    fn waiting(&self);
}

/// Nobody watches.
impl Watcher for () {
    fn progress(&self, _: usize, _: usize) {}
    fn waiting(&self) {}
}

/// What a build is made from, before any article is read.
struct Inputs {
    files: Vec<CorpusFile>,
    lists: Vec<ListFile>,
    decisions: Option<ListFile>,
    problems: Vec<Problem>,
}

impl Inputs {
    fn of(options: &BuildOptions<'_>) -> Result<Self, Error> {
        let (files, mut problems) = read::files(options.corpus)?;
        check_not_nested(options.corpus, options.output)?;
        check_not_among_lists(options.gazetteers, options.output)?;
        let (lists, unusable) = options
            .gazetteers
            .map_or(Ok(Default::default()), read::lists)?;
        problems.extend(unusable);
        let (decisions, unusable) = options
            .decisions
            .map_or(Ok(Default::default()), read::decisions)?;
        problems.extend(unusable);
        Ok(Self {
            files,
            lists,
            decisions,
            problems,
        })
    }

    /// The user's own files, with the decisions last.
    fn of_user(&self) -> impl Iterator<Item = &ListFile> {
        self.lists.iter().chain(&self.decisions)
    }

    /// Adds the user's own files to what is known; a problem for each row that cannot be used.
    fn add_to(&self, resources: &mut Resources) -> Vec<Problem> {
        let mut problems = Vec::new();
        if !self.lists.is_empty() {
            problems.extend(resources.add_lists(&self.lists));
        }
        if let Some(decisions) = &self.decisions {
            problems.extend(resources.add_decisions(decisions));
        }
        problems
    }

    /// The hash of all that the output depends on; `None` if a file cannot be read.
    fn hash(&self, program: &Key, options: &BuildOptions<'_>) -> Option<Key> {
        let mut hasher = blake3::Hasher::new_keyed(program);
        let mut told = tables::run::options(options);
        told["jobs"] = serde_json::Value::Null;
        cache::add(&mut hasher, told.to_string().as_bytes());
        for list in self.of_user() {
            cache::add(&mut hasher, list.path.as_bytes());
            cache::add(&mut hasher, list.hash.as_bytes());
        }
        for problem in &self.problems {
            cache::add(&mut hasher, problem.to_string().as_bytes());
        }
        let hash = |file: &CorpusFile| hash_of_file(&file.location);
        let hashes: Option<Vec<_>> = self.files.par_iter().map(hash).collect();
        for (file, hash) in self.files.iter().zip(hashes?) {
            cache::add(&mut hasher, file.path.as_bytes());
            hasher.update(&hash);
        }
        Some(hasher.finalize().into())
    }

    /// The hash of what the annotations of an article depend on beside the article.
    fn hash_of_shared(
        &self,
        program: &Key,
        options: &BuildOptions<'_>,
        decisions: &Decisions,
    ) -> Key {
        let mut hasher = blake3::Hasher::new_keyed(program);
        hasher.update(&[options.strictness.hundredths()]);
        cache::add(&mut hasher, options.language.unwrap_or_default().as_bytes());
        let lists = self.lists.iter();
        let decided = self.decisions.iter().filter(|_| decisions.alter_articles());
        for list in lists.chain(decided) {
            cache::add(&mut hasher, list.path.as_bytes());
            cache::add(&mut hasher, list.hash.as_bytes());
        }
        hasher.finalize().into()
    }
}

/// Reads the corpus and writes its tables.
///
/// # Errors
///
/// There is nothing to read, no place to write, or an option that cannot be followed.
pub fn build(options: &BuildOptions<'_>, watcher: &dyn Watcher) -> Result<Built, Error> {
    let (start, started_at) = (Instant::now(), jiff::Timestamp::now());
    let inputs = Inputs::of(options)?;
    let mut resources = Resources::load()?;
    let language = options
        .language
        .map(|code| resources.language(code))
        .transpose()?;
    tables::prepare(options.output)?;
    let workspace = Workspace::open(options.output, || watcher.waiting());
    let cache = workspace.as_ref().and_then(|workspace| {
        let folder = workspace.folder();
        match options.cache {
            CacheUse::Known => Cache::open(folder),
            CacheUse::Anew => Cache::anew(folder),
            CacheUse::Unused => None,
        }
    });
    with_threads(options.jobs, || {
        let program = hash_of_program();
        let hash = program.and_then(|program| inputs.hash(&program, options));
        let before = cache
            .as_ref()
            .and_then(|cache| cache.finished(options.output));
        if let (Some(hash), Some(before)) = (hash, before)
            && before.stands(&hash, options)
        {
            return Ok(Built {
                corpus: None,
                counts: before.counts,
                problems: before.problems,
                written: before.written,
                looked_through: 0,
                elapsed: start.elapsed(),
            });
        }
        let mut problems = inputs.problems.clone();
        problems.extend(inputs.add_to(&mut resources));
        let mut parts = Parts::since(start);
        let (documents, spoiled) = documents(&inputs.files);
        parts.end("read");
        problems.extend(spoiled);
        let shared =
            program.map(|program| inputs.hash_of_shared(&program, options, &resources.decisions));
        let finder = Finder {
            told: language,
            strictness: options.strictness,
            resources: &resources,
            watcher,
            cache: cache.as_ref().zip(shared),
        };
        let found = finder.articles(documents);
        parts.end("find");
        problems.extend(
            found
                .articles
                .iter()
                .filter_map(|article| language_problem(article, &resources)),
        );
        let decided = &resources.decisions;
        let (corpus, mut decidable) = link::link_worded(
            found.articles,
            found.wordings,
            &resources.gazetteer,
            decided,
        );
        decidable.followed.extend(found.followed);
        problems.extend(decided.dead(&decidable, &resources.gazetteer));
        let no_page = report::too_large(corpus.articles.len()).filter(|_| options.report);
        let has_page = options.report && no_page.is_none();
        problems.extend(no_page);
        problems.sort();
        parts.end("link");
        let making = workspace
            .as_ref()
            .and_then(|workspace| workspace.making(options.output));
        let folder = making.as_ref().map_or(options.output, Making::folder);
        let tables = Found {
            corpus: &corpus,
            problems: &problems,
            gazetteer: &resources.gazetteer,
        };
        // The page knows what the tables know, but for what changed; both are made at the same time.
        let (output, page) = rayon::join(
            || tables::write(folder, &tables, options.csv, options.formats),
            || has_page.then(|| Page::prepare(folder, &tables)).transpose(),
        );
        let output = output?;
        let written = output.written;
        match page? {
            Some(page) => page.write(folder, options.csv)?,
            None => report::remove(folder)?,
        }
        problems.extend(output.problems);
        problems.sort();
        let counts = Counts::of(&corpus, &problems, &resources);
        parts.end("write");
        let lists = resources::list_hashes();
        let user_lists: Vec<_> = inputs.of_user().cloned().collect();
        let elapsed = start.elapsed();
        let run = Run {
            options,
            counts: &counts,
            written: &written,
            lists: &lists,
            user_lists: &user_lists,
            started_at,
            elapsed,
            parts: &parts.times,
        };
        tables::run::write(folder, &run)?;
        making.map_or(Ok(()), Making::publish)?;
        if let (Some(cache), Some(inputs)) = (&cache, hash)
            && let Some(outputs) = tables::hash(options.output)
        {
            let finished = Finished {
                inputs,
                outputs,
                counts: counts.clone(),
                problems: problems.clone(),
                written: written.clone(),
            };
            cache.finish(options.output, &finished);
        }
        Ok(Built {
            corpus: Some(corpus),
            counts,
            problems,
            written,
            looked_through: found.looked_through,
            elapsed: start.elapsed(),
        })
    })?
}

/// How long the parts of a build take.
struct Parts {
    last: Instant,
    times: Vec<(&'static str, Duration)>,
}

impl Parts {
    fn since(start: Instant) -> Self {
        Self {
            last: start,
            times: Vec::new(),
        }
    }

    fn end(&mut self, part: &'static str) {
        let now = Instant::now();
        self.times.push((part, now - self.last));
        self.last = now;
    }
}

/// What a build would do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// How many articles there are.
    pub articles: usize,
    /// How many of them are not known, and would be looked through.
    pub to_look_through: usize,
    /// Whether all is as the build before left it.
    pub is_unchanged: bool,
}

/// Tells what a build would do, and writes nothing.
///
/// # Errors
///
/// The build could not be carried out.
pub fn check(options: &BuildOptions<'_>) -> Result<Outlook, Error> {
    let inputs = Inputs::of(options)?;
    let mut resources = Resources::load()?;
    inputs.add_to(&mut resources);
    let workspace = Workspace::open(options.output, || {});
    let cache = workspace.and_then(|workspace| Cache::open(workspace.folder()));
    let program = hash_of_program();
    let (documents, _) = documents(&inputs.files);
    let known = cache.as_ref().and_then(Cache::articles).zip(program);
    let n_known = known.map_or(0, |(known, program)| {
        let shared = inputs.hash_of_shared(&program, options, &resources.decisions);
        let keys = documents
            .iter()
            .map(|document| cache::key(&shared, document));
        keys.filter(|key| known.has(key)).count()
    });
    let hash = program.and_then(|program| inputs.hash(&program, options));
    let before = cache.and_then(|cache| cache.finished(options.output));
    Ok(Outlook {
        articles: documents.len(),
        to_look_through: documents.len() - n_known,
        is_unchanged: before
            .zip(hash)
            .is_some_and(|(before, hash)| before.stands(&hash, options)),
    })
}

/// The hash of this program with its data; `None` if it cannot be read.
fn hash_of_program() -> Option<Key> {
    hash_of_file(&std::env::current_exe().ok()?)
}

fn hash_of_file(path: &Path) -> Option<Key> {
    let mut hasher = blake3::Hasher::new();
    hasher.update_reader(std::fs::File::open(path).ok()?).ok()?;
    Some(hasher.finalize().into())
}

/// What the `documents` name and what links them, as a build with these resources finds it.
#[must_use]
pub fn corpus(documents: Vec<Document>, strictness: Confidence, resources: &Resources) -> Corpus {
    let finder = Finder {
        told: None,
        strictness,
        resources,
        watcher: &(),
        cache: None,
    };
    let articles = finder.articles(documents).articles;
    link::link_decided(articles, &resources.gazetteer, &resources.decisions).0
}

/// All that can be found in one document. `told` is its language, if the document does not say and the user does.
#[must_use]
pub fn annotate(
    document: &Document,
    told: Option<Language>,
    strictness: Confidence,
    resources: &Resources,
) -> Annotations {
    annotate_decided(document, told, strictness, resources).0
}

/// All that can be found in one document, and the decisions that were followed there.
fn annotate_decided(
    document: &Document,
    told: Option<Language>,
    strictness: Confidence,
    resources: &Resources,
) -> (Annotations, BTreeSet<RowIdx>) {
    let words = Words::of(document, told, resources);
    let names = words.cuts.iter().map(|cut| {
        entities::find(
            cut.names_text(&words.sections),
            cut.profile,
            &resources.gazetteer,
            &resources.weights,
            strictness,
        )
    });
    let Names {
        mut mentions,
        doubtful,
    } = names.collect();
    let mut followed = BTreeSet::new();
    for cut in &words.cuts {
        followed.extend(link::decide_mentions(
            document,
            &cut.tokens,
            &cut.sentences,
            &mut mentions,
            &resources.gazetteer,
            &resources.decisions,
        ));
    }
    let decided = resources.decisions.language_of(&document.path);
    followed.extend(decided.map(|(row, _)| row));
    let numbers = words.cuts.iter().flat_map(|cut| {
        numbers::find(
            &cut.text,
            &cut.sentences,
            &cut.tokens,
            &cut.forms,
            cut.profile,
            document.metadata.published,
        )
    });
    let mut numbers: Vec<_> = numbers.collect();
    numbers.sort_by_key(|number| number.span);
    numbers::leave_out_parts_of_names(&mut numbers, &mentions);
    let paragraphs = words.paragraphs(&document.text).zip(&words.cuts);
    let quotes = paragraphs.flat_map(|(paragraphs, cut)| {
        let cut = paragraphs.as_ref().unwrap_or(cut);
        let text = quotes::Text {
            text: &cut.text,
            sections: &words.sections,
            sentences: &cut.sentences,
            tokens: &cut.tokens,
            forms: &cut.forms,
            mentions: &mentions,
        };
        quotes::find(text, cut.profile)
    });
    let mut quotes: Vec<_> = quotes.collect();
    quotes.sort_by_key(|quote| quote.span);
    quotes.dedup_by(|later, earlier| later.span.overlaps(earlier.span));
    let scopes = words.cuts.iter().map(|cut| {
        scope::scopes(
            &cut.text,
            &cut.sentences,
            &cut.tokens,
            &mentions,
            &numbers,
            cut.profile,
            &resources.figure_words,
        )
    });
    let scopes = words.by_language(&numbers, scopes.collect());
    let language = words.language;
    let (sections, passages, tokens, sentences) = words.merged();
    let mut annotations = Annotations {
        language,
        passages,
        n_words: n_words(&sections, &tokens),
        wording: link::wording(&document.text, &sections, &tokens),
        sections,
        sentences,
        tokens,
        mentions,
        doubtful,
        numbers,
        quotes,
        scopes,
    };
    annotations.shrink();
    (annotations, followed)
}

/// The number of words in headline, body and captions.
fn n_words(sections: &[Section], tokens: &[Token]) -> usize {
    let words = tokens.iter().filter(|token| token.kind == TokenKind::Word);
    words
        .filter(|token| section_at(sections, token.span.start()).is_told())
        .count()
}

/// Runs `work` in a pool of `jobs` threads, or in the usual one.
pub(crate) fn with_threads<T: Send>(
    jobs: Option<usize>,
    work: impl FnOnce() -> T + Send,
) -> Result<T, Error> {
    let Some(jobs) = jobs else { return Ok(work()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    let pool = pool.map_err(|source| Error::Threads { jobs, source })?;
    Ok(pool.install(work))
}

/// The documents of all files, in order of path, and what was wrong with the files.
fn documents(files: &[CorpusFile]) -> (Vec<Document>, Vec<Problem>) {
    let readings: Vec<_> = files.par_iter().map(read::documents).collect();
    let (mut documents, mut problems) = (Vec::new(), Vec::new());
    for reading in readings {
        documents.extend(reading.documents);
        problems.extend(reading.problems);
    }
    read::tell_apart(&mut documents, &mut problems);
    (documents, problems)
}

/// Looks documents through.
struct Finder<'f> {
    told: Option<Language>,
    strictness: Confidence,
    resources: &'f Resources,
    watcher: &'f dyn Watcher,
    /// With the hash of what annotations depend on beside the article.
    cache: Option<(&'f Cache, Key)>,
}

/// So many articles are looked through before what they tell is put together, where it takes least memory.
const AT_ONCE: usize = 1024;

/// What is found in documents.
struct FoundArticles {
    /// In order of their ids.
    articles: Vec<Article>,
    /// What they tell, word for word.
    wordings: Wordings,
    /// The decisions that were followed in them.
    followed: BTreeSet<RowIdx>,
    /// How many were looked through, and not known.
    looked_through: usize,
}

impl Finder<'_> {
    fn articles(&self, mut documents: Vec<Document>) -> FoundArticles {
        documents.sort_by_cached_key(|document| article_id(&document.path));
        let known = self
            .cache
            .and_then(|(cache, shared)| Some((cache.articles()?, shared)));
        let (keeper, given) = Keeper::new();
        let (n_all, n_done, n_new) = (documents.len(), AtomicUsize::new(0), AtomicUsize::new(0));
        let (mut articles, mut wordings) = (Vec::with_capacity(n_all), Wordings::default());
        let mut kept = Vec::new();
        std::thread::scope(|scope| {
            if let Some((cache, _)) = self.cache {
                scope.spawn(move || cache.keep(&given));
            }
            // Gone at the end of the scope, by which the other thread knows that all is given.
            let keeper = keeper;
            let article = |document: Document| {
                let key = known
                    .as_ref()
                    .map(|(_, shared)| cache::key(shared, &document));
                let kept = known
                    .as_ref()
                    .zip(key)
                    .and_then(|((known, _), key)| known.get(&key));
                let found = kept.unwrap_or_else(|| {
                    n_new.fetch_add(1, Ordering::Relaxed);
                    let (mut annotations, followed) =
                        annotate_decided(&document, self.told, self.strictness, self.resources);
                    annotations.tokens = Vec::new();
                    let found = Known {
                        annotations,
                        followed: followed.into_iter().collect(),
                    };
                    if let Some(key) = key {
                        keeper.keep(key, &found);
                    }
                    found
                });
                self.watcher
                    .progress(n_done.fetch_add(1, Ordering::Relaxed) + 1, n_all);
                let article = Article {
                    id: article_id(&document.path),
                    document,
                    annotations: found.annotations,
                };
                (article, (found.followed, key))
            };
            let mut documents = documents.into_iter();
            while !documents.as_slice().is_empty() {
                let some: Vec<_> = documents.by_ref().take(AT_ONCE).collect();
                let found: Vec<_> = some.into_par_iter().map(article).collect();
                for (mut article, of_article) in found {
                    wordings.take(&mut article.annotations);
                    articles.push(article);
                    kept.push(of_article);
                }
            }
        });
        if let Some((cache, _)) = self.cache {
            cache.sweep(&kept.iter().filter_map(|(_, key)| *key).collect());
        }
        FoundArticles {
            articles,
            wordings,
            followed: kept
                .into_iter()
                .flat_map(|(followed, _)| followed)
                .collect(),
            looked_through: n_new.into_inner(),
        }
    }
}

/// What a person should know about the language of an article.
pub(crate) fn language_problem(article: &Article, resources: &Resources) -> Option<Problem> {
    let language = article.annotations.language.language;
    let (problem, detail) = if language == Language::UNDETERMINED {
        (
            "language unknown",
            "names that are the same in every language, and digits, were looked for".to_owned(),
        )
    } else if !resources.has_profile(language) {
        (
            "no data for the language",
            format!("`{language}`: names of the lists, and digits, were looked for"),
        )
    } else {
        return None;
    };
    Some(Problem {
        path: article.document.path.clone(),
        stage: Stage::Detect,
        severity: Severity::Warning,
        problem: problem.to_owned(),
        detail,
    })
}

/// That the tables would not lie among the articles, or the articles among the tables.
fn check_not_nested(corpus: &Path, output: &Path) -> Result<(), Error> {
    let (real_corpus, real_output) = (real_path(corpus), real_path(output));
    if real_output.starts_with(&real_corpus) || real_corpus.starts_with(&real_output) {
        let (output, corpus) = (output.to_owned(), corpus.to_owned());
        return Err(Error::Nested { output, corpus });
    }
    Ok(())
}

/// That the tables would not lie among the user's lists.
fn check_not_among_lists(gazetteers: Option<&Path>, output: &Path) -> Result<(), Error> {
    let is_same = |lists: &&Path| real_path(lists) == real_path(output);
    match gazetteers.filter(is_same) {
        Some(_) => Err(Error::AmongLists(output.to_owned())),
        None => Ok(()),
    }
}

/// `path` from the root, without symbolic links as far as it is there.
fn real_path(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in path.ancestors() {
        if let (Ok(real), Ok(rest)) = (ancestor.canonicalize(), path.strip_prefix(ancestor)) {
            return real.join(rest);
        }
    }
    path
}

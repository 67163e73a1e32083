//! The order of stages: [`annotate`] for one document, [`build`] for the corpus. The only parallel code.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use rayon::prelude::*;

use crate::document::{
    Annotations, Article, Confidence, Corpus, DetectedLanguage, Document, Section, Sentence, Token,
    article_id,
};
use crate::error::{Error, Problem, Severity, Stage};
use crate::language::{Language, LanguageProfile};
use crate::read::{self, CorpusFile};
use crate::resources::decisions::RowIdx;
use crate::resources::{self, Resources};
use crate::stem::{self, Stemmer, WordForms};
use crate::tables::run::{Counts, Run};
use crate::tables::{self, CsvStyle, Found, Written};
use crate::{detect, entities, link, numbers, quotes, scope, sections, tokenize};

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
}

/// What a build did.
#[derive(Debug)]
pub struct Built {
    /// What was found; the tables show the same.
    pub corpus: Corpus,
    /// What it comes to, in figures.
    pub counts: Counts,
    /// What could not be used, in order of path.
    pub problems: Vec<Problem>,
    /// The tables that are in the output folder now.
    pub written: Vec<Written>,
    /// How long it took.
    pub elapsed: Duration,
}

/// Reads the corpus and writes its tables. `progress` is told how many articles are done, and of how many.
///
/// # Errors
///
/// There is nothing to read, no place to write, or an option that cannot be followed.
pub fn build(
    options: &BuildOptions<'_>,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> Result<Built, Error> {
    let (start, started_at) = (Instant::now(), jiff::Timestamp::now());
    let (files, mut problems) = read::files(options.corpus)?;
    check_not_nested(options.corpus, options.output)?;
    check_not_among_lists(options.gazetteers, options.output)?;
    let (mut lists, unusable) = options
        .gazetteers
        .map_or(Ok(Default::default()), read::lists)?;
    problems.extend(unusable);
    let (decisions, unusable) = options
        .decisions
        .map_or(Ok(Default::default()), read::decisions)?;
    problems.extend(unusable);
    let mut resources = Resources::load()?;
    let language = options
        .language
        .map(|code| resources.language(code))
        .transpose()?;
    tables::prepare(options.output)?;
    let (articles, followed) = with_threads(options.jobs, || {
        if !lists.is_empty() {
            problems.extend(resources.add_lists(&lists));
        }
        if let Some(decisions) = &decisions {
            problems.extend(resources.add_decisions(decisions));
        }
        let (documents, spoiled) = documents(&files);
        problems.extend(spoiled);
        articles(
            documents,
            language,
            options.strictness,
            &resources,
            progress,
        )
    })?;
    problems.extend(
        articles
            .iter()
            .filter_map(|article| language_problem(article, &resources)),
    );
    let decided = &resources.decisions;
    let (corpus, known) = link::link_decided(articles, &resources.gazetteer, decided);
    problems.extend(decided.dead(&known, &followed, &resources.gazetteer));
    problems.sort();
    lists.extend(decisions);
    let found = Found {
        corpus: &corpus,
        problems: &problems,
        gazetteer: &resources.gazetteer,
    };
    let written = tables::write(options.output, &found, options.csv)?;
    let counts = Counts::of(&corpus, &problems, &resources);
    let built_in_lists = resources::list_hashes();
    let elapsed = start.elapsed();
    let run = Run {
        options,
        counts: &counts,
        written: &written,
        lists: &built_in_lists,
        user_lists: &lists,
        started_at,
        elapsed,
    };
    tables::run::write(options.output, &run)?;
    Ok(Built {
        corpus,
        counts,
        problems,
        written,
        elapsed,
    })
}

/// What the `documents` name and what links them, as a build with these resources finds it.
#[must_use]
pub fn corpus(documents: Vec<Document>, strictness: Confidence, resources: &Resources) -> Corpus {
    let (articles, _) = articles(documents, None, strictness, resources, &|_, _| {});
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
    let mut mentions = entities::find(
        words.text(document),
        words.profile,
        &resources.gazetteer,
        &resources.weights,
        strictness,
    );
    let mut followed = link::decide_mentions(
        document,
        &words.tokens,
        &words.sentences,
        &mut mentions,
        &resources.gazetteer,
        &resources.decisions,
    );
    let decided = resources.decisions.language_of(&document.path);
    followed.extend(decided.map(|(row, _)| row));
    let numbers = numbers::find(
        &document.text,
        &words.sentences,
        &words.tokens,
        &words.forms,
        words.profile,
        document.metadata.published,
    );
    let text = quotes::Text {
        text: &document.text,
        sections: &words.sections,
        sentences: &words.sentences,
        tokens: &words.tokens,
        forms: &words.forms,
        mentions: &mentions,
    };
    let quotes = quotes::find(text, words.profile);
    let scopes = scope::scopes(
        &document.text,
        &words.sentences,
        &words.tokens,
        &mentions,
        &numbers,
        words.profile,
        &resources.figure_words,
    );
    let annotations = Annotations {
        language: words.language,
        mentions,
        numbers,
        quotes,
        scopes,
        sections: words.sections,
        sentences: words.sentences,
        tokens: words.tokens,
    };
    (annotations, followed)
}

/// A document cut into words: what the stages that recognise something start from.
pub struct Words<'r> {
    language: DetectedLanguage,
    /// What is known of its language.
    pub profile: &'r LanguageProfile,
    sections: Vec<Section>,
    tokens: Vec<Token>,
    sentences: Vec<Sentence>,
    forms: WordForms,
}

impl<'r> Words<'r> {
    /// Detects the language of the document, unless it or the user says it, and cuts it into words.
    #[must_use]
    pub fn of(document: &Document, told: Option<Language>, resources: &'r Resources) -> Self {
        let text = document.text.as_str();
        let sections = sections::sections(document, &resources.furniture);
        let decided = resources.decisions.language_of(&document.path);
        let decided = decided.map(|(_, language)| language);
        let told = decided.or(document.metadata.language).or(told);
        let language = detect::detect(text, &sections, told, &resources.codes);
        let profile = resources.profile(language.language);
        let tokens = tokenize::tokens(text, profile);
        let sentences = tokenize::sentences(text, &tokens, profile);
        let stemmer =
            Stemmer::named(&profile.stemmer).expect("checked when the profile was loaded");
        let forms = stem::word_forms(text, &tokens, &stemmer);
        Self {
            language,
            profile,
            sections,
            tokens,
            sentences,
            forms,
        }
    }

    /// The text of `document`, from which these words are, as the names are looked for in it.
    #[must_use]
    pub fn text<'a>(&'a self, document: &'a Document) -> entities::Text<'a> {
        entities::Text {
            text: &document.text,
            sections: &self.sections,
            sentences: &self.sentences,
            tokens: &self.tokens,
            forms: &self.forms,
        }
    }
}

/// Runs `work` in a pool of `jobs` threads, or in the usual one.
fn with_threads<T: Send>(jobs: Option<usize>, work: impl FnOnce() -> T + Send) -> Result<T, Error> {
    let Some(jobs) = jobs else { return Ok(work()) };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(jobs).build();
    let pool = pool.map_err(|source| Error::Threads { jobs, source })?;
    Ok(pool.install(work))
}

/// The documents of all files, in order of path, and what was wrong with the files.
fn documents(files: &[CorpusFile]) -> (Vec<Document>, Vec<Problem>) {
    let readings: Vec<_> = files.par_iter().map(read::documents).collect();
    let (documents, problems): (Vec<_>, Vec<_>) = readings
        .into_iter()
        .map(|reading| (reading.documents, reading.problems))
        .unzip();
    (documents.concat(), problems.concat())
}

/// The annotated documents in order of their ids, and the decisions that were followed in them.
fn articles(
    documents: Vec<Document>,
    told: Option<Language>,
    strictness: Confidence,
    resources: &Resources,
    progress: &(dyn Fn(usize, usize) + Sync),
) -> (Vec<Article>, BTreeSet<RowIdx>) {
    let (n_all, n_done) = (documents.len(), AtomicUsize::new(0));
    let article = |document: Document| {
        let (annotations, followed) = annotate_decided(&document, told, strictness, resources);
        progress(n_done.fetch_add(1, Ordering::Relaxed) + 1, n_all);
        let article = Article {
            id: article_id(&document.path),
            document,
            annotations,
        };
        (article, followed)
    };
    let (mut articles, followed): (Vec<_>, Vec<_>) = documents.into_par_iter().map(article).unzip();
    articles.sort_by(|a, b| a.id.cmp(&b.id));
    (articles, followed.into_iter().flatten().collect())
}

/// What a person should know about the language of an article.
fn language_problem(article: &Article, resources: &Resources) -> Option<Problem> {
    let language = article.annotations.language.language;
    let (problem, detail) = if language == Language::UNDETERMINED {
        (
            "language unknown",
            "names that are the same in every language, and digits, were looked for".to_owned(),
        )
    } else if resources.profile(language).language != language {
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

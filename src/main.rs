//! The command line: arguments in, library call, summary and exit code out.

mod commands;
mod options_file;

use std::io::{IsTerminal, Write};
use std::mem;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use parallax::cache::CacheUse;
use parallax::document::Confidence;
use parallax::entities::STRICTNESS;
use parallax::entities::learn::Fitting;
use parallax::error::{Error, Problem};
use parallax::pipeline::{self, BuildOptions, Built, Outlook, Watcher};
use parallax::resources::Resources;
use parallax::resources::weights::{CALIBRATION_PATH, Group, WEIGHTS_PATH};
use parallax::tables::formats::{Format, Formats};
use parallax::tables::run::{Counts, LanguageCount};
use parallax::tables::{CsvStyle, Separator};
use parallax::watch::Watched;
use parallax::{explain, lookup, read, report, training};

/// All articles were read.
const DONE: u8 = 0;
/// The tables are there, but articles or rows of lists were skipped.
const SKIPPED: u8 = 1;
/// The lists do not have the name.
const NOT_FOUND: u8 = 1;
/// The run could not be carried out; clap ends with the same code when an option is wrong.
const FAILED: u8 = 2;

/// Where the user's own lists usually are.
const GAZETTEERS: &str = "gazetteers";
/// What the file of decisions is usually called.
const DECISIONS: &str = "decisions.csv";

/// How many problems are told one by one.
const MOST_WARNINGS: usize = 20;

/// Finds who, what and which figures news articles name, links them across languages, and writes tables.
#[derive(Debug, Parser)]
#[command(version, color = clap::ColorChoice::Never, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

const EXAMPLES: &str = "\
Examples:
  parallax init news                        a folder with five sample articles, to start from
  parallax build                            read corpus/, write output/
  parallax build --watch                    and again whenever an article arrives
  parallax build --formats csv,xlsx         a workbook beside the tables
  parallax build --csv semicolon            for an Excel that expects semicolons and decimal commas
  parallax build --corpus news --output tables --language nl

Options that stand in parallax.toml beside the corpus (formats = \"csv,xlsx\") need not be given.

Exit codes: 0 all read, 1 some articles or rows of lists skipped, 2 could not run";

#[derive(Debug, Subcommand)]
enum Command {
    /// Reads the articles of a folder and writes its tables.
    #[command(after_help = EXAMPLES)]
    Build(BuildArguments),
    /// Tells what the lists know of a name.
    #[command(after_help = LOOKUP_EXAMPLES)]
    Lookup(LookupArguments),
    /// Tells what was made of an article, or of a place in it, and why; or what speaks for and against a name in all
    /// articles
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain(ExplainArguments),
    /// Makes a folder to start from: sample articles, files for your own names and decisions, options explained
    #[command(after_help = commands::INIT_EXAMPLES)]
    Init(commands::InitArguments),
    /// Finds what is in articles that come as JSON, one a line, and writes a line of JSON for each
    #[command(after_help = commands::ANNOTATE_EXAMPLES)]
    Annotate(commands::AnnotateArguments),
    /// Writes the script by which a shell completes commands and options
    #[command(after_help = commands::COMPLETIONS_EXAMPLES)]
    Completions(commands::CompletionsArguments),
    /// Fits the weights of evidence to annotated texts, or measures them
    #[command(hide = true)]
    Train(TrainArguments),
}

const LOOKUP_EXAMPLES: &str = "\
Examples:
  parallax lookup Georgia
  parallax lookup \"New York\"

Exit codes: 0 found, 1 not found, 2 could not run";

#[derive(Debug, clap::Args)]
struct LookupArguments {
    /// The name; capitals and marks do not matter
    name: String,
    /// Folder with your own lists of names (.csv) [default: gazetteers, if it is there]
    #[arg(long, value_name = "FOLDER")]
    gazetteers: Option<PathBuf>,
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  parallax explain Merkel
  parallax explain \"Bank of America\" --corpus news
  parallax explain de/0031.txt              the article with this path, or id, as in articles.csv
  parallax explain de/0031.txt:154-163      what stands at these characters of it

Exit codes: 0 found, 1 not found, 2 could not run";

/// What is read.
#[derive(Debug, clap::Args)]
struct InputFiles {
    /// Folder with the articles: .txt, .md, .html, .docx, .pdf, .csv, .json, .jsonl, .xml, .eml, .zip; folders in it are read too
    #[arg(long, value_name = "FOLDER", default_value = "corpus")]
    corpus: PathBuf,
    /// Folder with your own lists of names (.csv) [default: gazetteers, if it is there]
    #[arg(long, value_name = "FOLDER")]
    gazetteers: Option<PathBuf>,
    /// File with your decisions (.csv) [default: decisions.csv beside the corpus, if it is there]
    #[arg(long, value_name = "FILE")]
    decisions: Option<PathBuf>,
}

#[derive(Debug, clap::Args)]
struct ExplainArguments {
    /// The name or a part of it, as the articles write it, whatever its capitals; or path or id of an article, with
    /// :START or :START-END for a place in it
    #[arg(value_name = "NAME or ARTICLE[:CHARS]")]
    name: String,
    #[command(flatten)]
    files: InputFiles,
}

#[derive(Debug, clap::Args)]
struct TrainArguments {
    /// Annotated texts to fit weights to; without any, the built-in weights are measured
    #[arg(long, value_name = "FILE", num_args = 1..)]
    on: Vec<PathBuf>,
    /// Annotated texts to measure the weights on
    #[arg(long, value_name = "FILE", num_args = 1..)]
    test: Vec<PathBuf>,
    /// Write the weights, and how sure they are, to data/
    #[arg(long)]
    write: bool,
    /// Group of evidence that has no weight: lists, shapes, ...
    #[arg(long, value_name = "GROUP", value_parser = group)]
    without: Option<Group>,
    /// Fit how sure a name of a probability is, too
    #[arg(long)]
    calibrate: bool,
    /// File to write the wrong and missed names to
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// How sure, in hundredths, a name must be to be found
    #[arg(long, value_name = "0-100", default_value_t = STRICTNESS.hundredths())]
    strictness: u8,
    /// How often all examples are seen
    #[arg(long, default_value_t = Fitting::default().n_rounds)]
    rounds: usize,
    /// How much more it costs to leave a weight that is expected to be large
    #[arg(long, default_value_t = Fitting::default().belief)]
    belief: f64,
    /// How much large weights cost
    #[arg(long, default_value_t = Fitting::default().decay)]
    decay: f64,
}

#[derive(Debug, clap::Args)]
struct BuildArguments {
    #[command(flatten)]
    files: InputFiles,
    /// Folder for the tables; made if it is not there
    #[arg(long, value_name = "FOLDER", default_value = "output")]
    output: PathBuf,
    /// How many articles to read at the same time [default: one for each processor core]
    #[arg(long, value_name = "N", value_parser = jobs)]
    jobs: Option<usize>,
    /// Language of the articles that do not say their own, instead of detecting it, such as nl
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
    /// How sure, in hundredths, a name must be to be written: less finds more names, more writes fewer wrong ones
    #[arg(long, value_name = "0-100", default_value_t = STRICTNESS.hundredths(), value_parser = clap::value_parser!(u8).range(..=100))]
    strictness: u8,
    /// What stands between cells; semicolon also writes decimal commas
    #[arg(long, value_name = "SEPARATOR", default_value = "comma")]
    csv: CsvArgument,
    /// Formats of the tables, with commas between them: csv (always there), xlsx, jsonl, parquet, sqlite, text
    #[arg(long, value_name = "LIST", default_value = "csv")]
    formats: Formats,
    /// Leave out the byte order mark, by which Excel knows UTF-8
    #[arg(long)]
    no_bom: bool,
    /// Look all articles through anew, and forget what is known from builds before
    #[arg(long)]
    fresh: bool,
    /// Tell what would be looked through, and write nothing
    #[arg(long, conflicts_with_all = ["fresh", "watch"])]
    check: bool,
    /// Go on, and build again whenever an article, a list or the decisions change
    #[arg(long)]
    watch: bool,
    /// Leave out the page, report.html
    #[arg(long)]
    no_report: bool,
    /// No progress bar and no summary; warnings and errors are still told
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum CsvArgument {
    /// Cells between commas, 1.5
    Comma,
    /// Cells between semicolons, 1,5
    Semicolon,
}

/// Reads the value of `--without`.
fn group(text: &str) -> Result<Group, String> {
    let names: Vec<_> = Group::ALL.iter().map(|group| group.name()).collect();
    let mut groups = Group::ALL.iter().copied();
    let found = groups.find(|group| group.name() == text);
    found.ok_or_else(|| format!("groups are {}", names.join(", ")))
}

/// Reads the value of `--jobs`.
fn jobs(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(0) => Err("give 1 or more, or leave --jobs out to use every processor core".to_owned()),
        Ok(jobs) => Ok(jobs),
        Err(_) => Err("give a whole number, such as 4".to_owned()),
    }
}

/// Finding and linking take memory in many small pieces: with this a whole build takes a fifth less of the processor's time.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(end_at_fault));
    let code = match options_file::arguments().map(|arguments| arguments.command) {
        Ok(Command::Build(arguments)) => build(&arguments),
        Ok(Command::Lookup(arguments)) => lookup(&arguments).unwrap_or_else(|error| fail(&error)),
        Ok(Command::Explain(arguments)) => explain(&arguments).unwrap_or_else(|error| fail(&error)),
        Ok(Command::Init(arguments)) => {
            commands::init(&arguments).unwrap_or_else(|error| fail(&error))
        }
        Ok(Command::Annotate(arguments)) => {
            commands::annotate(&arguments).unwrap_or_else(|error| fail(&error))
        }
        Ok(Command::Completions(arguments)) => commands::completions(&arguments),
        Ok(Command::Train(arguments)) => train(&arguments).unwrap_or_else(|error| fail(&error)),
        Err(error) => fail(&error),
    };
    ExitCode::from(code)
}

fn build(arguments: &BuildArguments) -> u8 {
    let gazetteers = gazetteers(arguments.files.gazetteers.as_deref());
    let decisions = decisions(
        arguments.files.decisions.as_deref(),
        &arguments.files.corpus,
    );
    let options = BuildOptions {
        corpus: &arguments.files.corpus,
        gazetteers,
        decisions: decisions.as_deref(),
        output: &arguments.output,
        jobs: arguments.jobs,
        language: arguments.language.as_deref(),
        strictness: Confidence::new(arguments.strictness),
        csv: CsvStyle {
            separator: match arguments.csv {
                CsvArgument::Comma => Separator::Comma,
                CsvArgument::Semicolon => Separator::Semicolon,
            },
            byte_order_mark: !arguments.no_bom,
        },
        cache: if arguments.fresh {
            CacheUse::Anew
        } else {
            CacheUse::Known
        },
        report: !arguments.no_report,
        formats: arguments.formats,
    };
    if arguments.check {
        let outlook = pipeline::check(&options);
        return outlook.map_or_else(|error| fail(&error), |outlook| tell_outlook(&outlook));
    }
    if arguments.watch {
        return watch(&options).unwrap_or_else(|error| fail(&error));
    }
    let terminal = Terminal(progress_bar(arguments.quiet));
    let result = pipeline::build(&options, &terminal);
    terminal.0.finish_and_clear();
    match result {
        Ok(built) => tell(&built, arguments),
        Err(error) => fail(&error),
    }
}

/// Builds, and builds again whenever something changes, with a line for each build.
fn watch(options: &BuildOptions<'_>) -> Result<u8, Error> {
    let lists = options.gazetteers.unwrap_or(Path::new(GAZETTEERS));
    let usual = options.corpus.with_file_name(DECISIONS);
    let watched = Watched::of(&[options.corpus, lists, options.decisions.unwrap_or(&usual)])?;
    let mut cache = options.cache;
    loop {
        // Lists and decisions that came since are read, too.
        let found = decisions(options.decisions, options.corpus);
        let options = BuildOptions {
            gazetteers: gazetteers(options.gazetteers),
            decisions: found.as_deref(),
            cache: mem::replace(&mut cache, CacheUse::Known),
            ..*options
        };
        match pipeline::build(&options, &()) {
            Ok(built) => {
                let told = warnings(&built.problems, options.output);
                say(&mut std::io::stderr(), &told);
                say(&mut std::io::stdout(), &line(&built));
            }
            Err(error) => drop(fail(&error)),
        }
        if !watched.wait() {
            return Ok(DONE);
        }
    }
}

/// A build in a line.
fn line(built: &Built) -> String {
    let articles = n_of(built.counts.articles, "article", "articles");
    let seconds = built.elapsed.as_secs_f64();
    if built.is_unchanged() {
        return format!("{articles}: nothing has changed\n");
    }
    format!(
        "{articles}, {} new or changed: tables written in {seconds:.1} s\n",
        built.looked_through
    )
}

fn tell_outlook(outlook: &Outlook) -> u8 {
    let articles = n_of(outlook.articles, "article", "articles");
    let told = if outlook.is_unchanged {
        format!("{articles}: nothing has changed, a build would write nothing\n")
    } else {
        format!(
            "{articles}, {} new or changed: a build would look through these and write the tables anew\n",
            outlook.to_look_through
        )
    };
    say(&mut std::io::stdout(), &told);
    DONE
}

fn lookup(arguments: &LookupArguments) -> Result<u8, Error> {
    let resources = resources_with_lists(arguments.gazetteers.as_deref())?;
    let Some(report) = lookup::report(&arguments.name, &resources.gazetteer) else {
        let name = &arguments.name;
        say(
            &mut std::io::stdout(),
            &format!("No list has the name `{name}`\n"),
        );
        return Ok(NOT_FOUND);
    };
    say(&mut std::io::stdout(), &report);
    Ok(DONE)
}

fn explain(arguments: &ExplainArguments) -> Result<u8, Error> {
    let mut resources = resources_with_lists(arguments.files.gazetteers.as_deref())?;
    let decisions = decisions(
        arguments.files.decisions.as_deref(),
        &arguments.files.corpus,
    );
    let mut problems = Vec::new();
    if let Some(path) = decisions {
        let (file, unusable) = read::decisions(&path)?;
        problems.extend(unusable);
        problems.extend(file.iter().flat_map(|file| resources.add_decisions(file)));
    }
    let (files, unusable) = read::files(&arguments.files.corpus)?;
    problems.extend(unusable);
    let mut documents = Vec::new();
    for reading in files.iter().map(read::documents) {
        problems.extend(reading.problems);
        documents.extend(reading.documents);
    }
    warn(&problems);
    let asked = in_corpus(&arguments.name, &arguments.files.corpus);
    let (report, is_found) = match explain::article::question(asked, &documents) {
        Some(question) => {
            let corpus = pipeline::corpus(documents, STRICTNESS, &resources);
            let report = explain::article::report(&question, &corpus, &resources);
            let none = || format!("No such place in the article: `{asked}`\n");
            (report.clone().unwrap_or_else(none), report.is_some())
        }
        None => {
            let name = &arguments.name;
            let reports = documents.iter();
            let reports = reports.map(|document| explain::report(name, document, &resources));
            let report: String = reports.collect();
            let none = format!("No article has `{name}` where a name may be\n");
            let is_found = !report.is_empty();
            (if is_found { report } else { none }, is_found)
        }
    };
    say(&mut std::io::stdout(), &report);
    Ok(if is_found { DONE } else { NOT_FOUND })
}

/// What was asked for, as it is called below the corpus folder: shells complete paths from where one is.
fn in_corpus<'a>(asked: &'a str, corpus: &Path) -> &'a str {
    let corpus = corpus
        .to_str()
        .map(|corpus| corpus.trim_end_matches(['/', '\\']));
    let below = corpus.and_then(|corpus| asked.strip_prefix(corpus));
    let below = below.and_then(|below| below.strip_prefix(['/', '\\']));
    below.unwrap_or(asked)
}

/// The built-in data with the user's lists, whose problems are told.
fn resources_with_lists(asked: Option<&Path>) -> Result<Resources, Error> {
    let mut resources = Resources::load()?;
    if let Some(folder) = gazetteers(asked) {
        let (lists, mut problems) = read::lists(folder)?;
        problems.extend(resources.add_lists(&lists));
        warn(&problems);
    }
    Ok(resources)
}

fn warn(problems: &[Problem]) {
    let warnings: String = problems
        .iter()
        .map(|problem| format!("warning: {problem}\n"))
        .collect();
    say(&mut std::io::stderr(), &warnings);
}

fn train(arguments: &TrainArguments) -> Result<u8, Error> {
    let mut resources = Resources::load()?;
    if !arguments.on.is_empty() {
        let fitting = Fitting {
            n_rounds: arguments.rounds,
            decay: arguments.decay,
            belief: arguments.belief,
            without: arguments.without,
            ..Fitting::default()
        };
        let weights = training::fit(&arguments.on, fitting, &resources)?;
        let calibration = match arguments.calibrate {
            true => training::calibrate(&arguments.on, fitting, &resources)?,
            false => resources.weights.calibration().to_vec(),
        };
        resources.weights = weights.calibrated_by(calibration);
    }
    if arguments.write {
        let weights = &resources.weights;
        training::write(WEIGHTS_PATH.as_ref(), &training::table(weights))?;
        let calibration = training::calibration_table(weights);
        training::write(CALIBRATION_PATH.as_ref(), &calibration)?;
    }
    let strictness = Confidence::new(arguments.strictness);
    let measured = training::measure(&arguments.test, strictness, &resources)?;
    if let Some(path) = &arguments.errors {
        training::write(path, &measured.errors.concat())?;
    }
    say(&mut std::io::stdout(), &measured.to_string());
    Ok(DONE)
}

/// The folder of the user's lists: the one that was asked for, or the usual one if it is there.
fn gazetteers(asked: Option<&Path>) -> Option<&Path> {
    asked.or_else(|| Some(Path::new(GAZETTEERS)).filter(|usual| usual.is_dir()))
}

/// The file of decisions: the one that was asked for, or the usual one beside the corpus if it is there.
fn decisions(asked: Option<&Path>, corpus: &Path) -> Option<PathBuf> {
    let usual = || corpus.parent().map(|parent| parent.join(DECISIONS));
    let usual = || usual().filter(|usual| usual.is_file());
    asked.map(Path::to_owned).or_else(usual)
}

/// Ends a run that met a fault of the program as any other that could not be carried out.
fn end_at_fault(fault: &std::panic::PanicHookInfo<'_>) {
    let fault = fault.to_string().replace('\n', " ");
    say(
        &mut std::io::stderr(),
        &format!("error: parallax has a fault, please report it: {fault}\n"),
    );
    std::process::exit(FAILED.into())
}

/// Tells on standard error how far a build is.
struct Terminal(ProgressBar);

impl Watcher for Terminal {
    fn progress(&self, done: usize, all: usize) {
        self.0.set_length(all as u64);
        self.0.set_position(done as u64);
    }

    fn waiting(&self) {
        let told = "another build writes into this folder: waiting for it\n";
        say(&mut std::io::stderr(), told);
    }
}

/// A bar on standard error, hidden if that is no terminal.
fn progress_bar(quiet: bool) -> ProgressBar {
    if quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{bar:40} {pos} of {len} articles, {eta} left");
    ProgressBar::new(0).with_style(style.expect("the template is right"))
}

/// Tells why the run could not be carried out.
fn fail(error: &Error) -> u8 {
    let cause = std::error::Error::source(error).map(|cause| format!(" ({cause})"));
    say(
        &mut std::io::stderr(),
        &format!("error: {error}{}\n", cause.unwrap_or_default()),
    );
    FAILED
}

/// Tells what was done.
fn tell(built: &Built, arguments: &BuildArguments) -> u8 {
    say(
        &mut std::io::stderr(),
        &warnings(&built.problems, &arguments.output),
    );
    if !arguments.quiet {
        say(&mut std::io::stdout(), &summary(built, arguments));
    }
    if built.counts.skipped + built.counts.skipped_rows > 0 {
        SKIPPED
    } else {
        DONE
    }
}

/// Writes what a person may have stopped listening to: a closed pipe is no reason to fail.
fn say(stream: &mut dyn Write, text: &str) {
    let is_command = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    let text = text.replace(is_command, " ");
    let _ = stream
        .write_all(text.as_bytes())
        .and_then(|()| stream.flush());
}

fn warnings(problems: &[Problem], output: &Path) -> String {
    let told = problems.iter().take(MOST_WARNINGS);
    let mut lines: String = told
        .map(|problem| format!("warning: {problem}\n"))
        .collect();
    if let Some(more @ 1..) = problems.len().checked_sub(MOST_WARNINGS) {
        let path = output.join("problems.csv");
        lines.push_str(&format!(
            "warning: and {more} more, see {}\n",
            path.display()
        ));
    }
    lines
}

fn summary(built: &Built, arguments: &BuildArguments) -> String {
    let (counts, output) = (&built.counts, arguments.output.as_path());
    let has_page = !arguments.no_report && report::too_large(counts.articles).is_none();
    let open_first = if has_page {
        report::FILE
    } else if arguments.formats.has(Format::Xlsx) {
        "parallax.xlsx"
    } else if shared(counts) > 0 {
        "coreferences.csv"
    } else {
        "mentions.csv"
    };
    let mut lines = vec![articles(counts), found(counts)];
    lines.extend(links(counts));
    lines.extend(review(counts));
    lines.extend(skipped(counts, output));
    if built.is_unchanged() {
        let folder = output.display();
        lines.push(format!("\nNothing has changed: {folder} is as it was.\n"));
        return lines.join("\n");
    }
    lines.push(format!(
        "\n{} written in {:.1} s. Open {} first; {} explains every column.\n",
        n_of(built.written.len(), "table", "tables"),
        built.elapsed.as_secs_f64(),
        output.join(open_first).display(),
        output.join("columns.csv").display(),
    ));
    lines.join("\n")
}

fn articles(counts: &Counts) -> String {
    let language = |count: &LanguageCount| format!("{} {}", count.articles, count.name);
    let languages: Vec<_> = counts.languages.iter().map(language).collect();
    match counts.articles {
        0 => "No article could be read".to_owned(),
        n => format!(
            "{}: {}",
            n_of(n, "article", "articles"),
            languages.join(", ")
        ),
    }
}

fn found(counts: &Counts) -> String {
    format!(
        "{} of {}, and {}",
        n_of(counts.mentions, "name", "names"),
        n_of(counts.entities, "entity", "entities"),
        n_of(counts.numbers, "number", "numbers"),
    )
}

fn links(counts: &Counts) -> Option<String> {
    (shared(counts) > 0).then(|| {
        format!(
            "Links: {} and {} in at least two articles, {} across languages",
            n_of(counts.shared_entities, "entity", "entities"),
            n_of(counts.shared_figures, "figure", "figures"),
            counts.across_languages,
        )
    })
}

/// How many groups at least two articles share.
fn shared(counts: &Counts) -> usize {
    counts.shared_entities + counts.shared_figures
}

fn review(counts: &Counts) -> Option<String> {
    let mut parts = Vec::new();
    if counts.mentions_to_review > 0 {
        let names = n_of(counts.mentions_to_review, "name", "names");
        parts.push(format!("{names} in mentions.csv"));
    }
    if counts.numbers_to_review > 0 {
        let numbers = n_of(counts.numbers_to_review, "number", "numbers");
        parts.push(format!("{numbers} in numbers.csv"));
    }
    let parts = parts.join(" and ");
    (!parts.is_empty()).then(|| format!("Please check: {parts}, where column review is true"))
}

fn skipped(counts: &Counts, output: &Path) -> Option<String> {
    let mut parts = Vec::new();
    if counts.skipped > 0 {
        parts.push(n_of(counts.skipped, "article", "articles"));
    }
    if counts.skipped_rows > 0 {
        parts.push(n_of(
            counts.skipped_rows,
            "row of your lists",
            "rows of your lists",
        ));
    }
    let path = output.join("problems.csv");
    (!parts.is_empty()).then(|| format!("Skipped: {}, see {}", parts.join(" and "), path.display()))
}

/// `n` with the noun in its number.
fn n_of(n: usize, one: &str, more: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { more })
}

//! The compiled part of the module for Python: lines of JSON in, lines of JSON out. What people call, with its
//! documentation, is in `python/parallax/__init__.py`.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use parallax::cache::CacheUse;
use parallax::document::Confidence;
use parallax::entities::STRICTNESS;
use parallax::error::{self, Problem};
use parallax::pipeline::{self, BuildOptions};
use parallax::read;
use parallax::resources::Resources;
use parallax::stream::{self, Options};
use parallax::tables::CsvStyle;
use parallax::tables::annotated::Lines;
use parallax::tables::formats::Formats;
use parallax::tables::run;
use parallax::tables::schema::ColumnType;
use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyValueError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use serde_json::json;

create_exception!(
    parallax,
    Error,
    PyException,
    "Why something could not be done, in the words of the command line."
);

/// What `parallax` in Python is made from.
#[pymodule]
#[pyo3(name = "_parallax")]
fn contents(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add("Error", module.py().get_type::<Error>())?;
    module.add_function(wrap_pyfunction!(annotate, module)?)?;
    module.add_function(wrap_pyfunction!(columns, module)?)?;
    module.add_function(wrap_pyfunction!(build, module)?)
}

/// The answers of `parallax annotate` to `lines`, and what of the user's own lists could not be used.
#[pyfunction]
#[pyo3(signature = (lines, language, strictness, gazetteers, jobs))]
fn annotate<'py>(
    py: Python<'py>,
    lines: &[u8],
    language: Option<&str>,
    strictness: Option<i64>,
    gazetteers: Option<PathBuf>,
    jobs: Option<i64>,
) -> PyResult<(Bound<'py, PyBytes>, Vec<String>)> {
    let (strictness, jobs) = (confidence(strictness)?, threads(jobs)?);
    let (mut answers, mut told) = (Vec::new(), Vec::new());
    let done = py.detach(|| {
        let own;
        let resources = match gazetteers {
            None => built_in()?,
            Some(folder) => {
                let (resources, problems) = with_lists(&folder)?;
                told = problems.iter().map(Problem::to_string).collect();
                own = resources;
                &own
            }
        };
        let options = Options {
            language: language.map(|code| resources.language(code)).transpose()?,
            strictness,
            jobs,
        };
        stream::annotate(lines, &mut answers, options, resources)
    });
    done.map_err(|error| raised(&error))?;
    Ok((PyBytes::new(py, &answers), told))
}

/// The built-in data, loaded when it is first asked for: people call `annotate` text by text.
fn built_in() -> Result<&'static Resources, error::Error> {
    static BUILT_IN: OnceLock<Resources> = OnceLock::new();
    if let Some(resources) = BUILT_IN.get() {
        return Ok(resources);
    }
    let resources = Resources::load()?;
    Ok(BUILT_IN.get_or_init(|| resources))
}

/// The built-in data with the user's lists, and what of these could not be used.
fn with_lists(folder: &Path) -> Result<(Resources, Vec<Problem>), error::Error> {
    let mut resources = Resources::load()?;
    let (lists, mut problems) = read::lists(folder)?;
    problems.extend(resources.add_lists(&lists));
    Ok((resources, problems))
}

/// The columns of what `annotate` finds, as JSON: a list of tables, each a name and a list of column and type.
#[pyfunction]
fn columns() -> String {
    let tables: Vec<_> = Lines::default()
        .columns()
        .map(|(table, columns)| {
            let column = |(name, column_type)| json!([name, arrow_type(column_type)]);
            json!([table, columns.map(column).collect::<Vec<_>>()])
        })
        .collect();
    json!(tables).to_string()
}

/// What a column of Arrow is made of; the types are those of `--formats parquet`.
fn arrow_type(column_type: ColumnType) -> &'static str {
    match column_type {
        ColumnType::Integer => "integer",
        ColumnType::Share => "share",
        ColumnType::Date => "day",
        ColumnType::Boolean => "boolean",
        ColumnType::Text
        | ColumnType::Id
        | ColumnType::Decimal
        | ColumnType::DecimalOrIso
        | ColumnType::PartialDate
        | ColumnType::Enum(_) => "text",
    }
}

/// Makes the tables of a corpus; what `run.json` tells, with the problems, as JSON.
#[pyfunction]
#[pyo3(signature = (corpus, output, gazetteers, decisions, language, strictness, formats, report, jobs))]
#[expect(
    clippy::too_many_arguments,
    reason = "each is an option of the command line"
)]
fn build(
    py: Python<'_>,
    corpus: PathBuf,
    output: PathBuf,
    gazetteers: Option<PathBuf>,
    decisions: Option<PathBuf>,
    language: Option<&str>,
    strictness: Option<i64>,
    formats: &str,
    report: bool,
    jobs: Option<i64>,
) -> PyResult<String> {
    let options = BuildOptions {
        corpus: &corpus,
        gazetteers: gazetteers.as_deref(),
        decisions: decisions.as_deref(),
        output: &output,
        jobs: threads(jobs)?,
        language,
        strictness: confidence(strictness)?,
        csv: CsvStyle::default(),
        // What is known from builds before is kept under the hash of the program, and the program here is Python.
        cache: CacheUse::Unused,
        report,
        formats: formats.parse::<Formats>().map_err(PyValueError::new_err)?,
    };
    let built = py.detach(|| {
        let built = pipeline::build(&options, &())?;
        let path = output.join(run::FILE);
        let told = std::fs::read_to_string(&path);
        told.map(|told| (built, told))
            .map_err(|source| error::Error::Read { path, source })
    });
    let (built, told) = built.map_err(|error| raised(&error))?;
    Ok(json!([told, built.problems]).to_string())
}

fn confidence(strictness: Option<i64>) -> PyResult<Confidence> {
    let Some(strictness) = strictness else {
        return Ok(STRICTNESS);
    };
    match u8::try_from(strictness) {
        Ok(hundredths @ 0..=100) => Ok(Confidence::new(hundredths)),
        _ => Err(PyValueError::new_err(format!(
            "strictness: {strictness} is not in 0..=100"
        ))),
    }
}

fn threads(jobs: Option<i64>) -> PyResult<Option<usize>> {
    let Some(jobs) = jobs else { return Ok(None) };
    match usize::try_from(jobs) {
        Ok(jobs @ 1..) => Ok(Some(jobs)),
        _ => Err(PyValueError::new_err(
            "jobs: give 1 or more, or leave it out to use every processor core",
        )),
    }
}

/// An error of the library as one of Python, in the sentence that the command line prints.
fn raised(error: &error::Error) -> PyErr {
    let cause = std::error::Error::source(error).map(|cause| format!(" ({cause})"));
    Error::new_err(format!("{error}{}", cause.unwrap_or_default()))
}

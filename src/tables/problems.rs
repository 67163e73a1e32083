//! `problems.csv`.

use super::Found;
use super::schema::table;
use crate::error::{Problem, Severity, Stage};

table! {
    /// A row a file or passage that could not be used.
    ProblemRow<'c> in "problems";
    key: [];
    references: [];
    /// File below the corpus folder, or list with its folder; with the line where there is one.
    #[example = "export.jsonl:17"]
    path: &'c str,
    /// What the program was doing.
    #[example = "read"]
    stage: Stage,
    /// Whether the article is missing from the tables or the row of a list not used, or there with something doubtful
    /// about it.
    #[example = "skipped"]
    severity: Severity,
    /// What is wrong, in the same words for all problems of the kind.
    #[example = "field `text` is missing"]
    problem: &'c str,
    /// The particulars.
    #[example = "the line has: title, date"]
    detail: &'c str,
}

/// The rows in order of path.
pub fn rows<'c>(found: &'c Found<'c>) -> impl Iterator<Item = ProblemRow<'c>> {
    let mut problems: Vec<_> = found.problems.iter().collect();
    problems.sort();
    problems.into_iter().map(row)
}

fn row(problem: &Problem) -> ProblemRow<'_> {
    ProblemRow {
        path: &problem.path,
        stage: problem.stage,
        severity: problem.severity,
        problem: &problem.problem,
        detail: &problem.detail,
    }
}

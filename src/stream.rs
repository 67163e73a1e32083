//! Articles that come one a line, as JSON, and go with what was found in them: [`annotate`] keeps nothing of a line but
//! the answer to it, and holds one batch of lines at a time.

use std::io::{self, BufRead, BufReader, Read, Write};

use rayon::prelude::*;

use crate::document::{Article, Confidence, article_id};
use crate::error::{Error, Problem, Severity, Stage};
use crate::language::Language;
use crate::resources::Resources;
use crate::tables::Found;
use crate::tables::annotated::{self, Lines};
use crate::{link, pipeline, read};

/// How many bytes are read at once.
const BUFFER_BYTES: usize = 1 << 20;
/// A batch with more lines than this, or more bytes, is full.
const BATCH_LINES: usize = 256;
const BATCH_BYTES: usize = 16 << 20;
/// A longer line is no article.
const MAX_LINE_BYTES: usize = 64 << 20;

/// How articles are looked through.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Language of the articles that do not say their own; `None` to detect it.
    pub language: Option<Language>,
    /// How sure a name must be to be written.
    pub strictness: Confidence,
    /// Number of threads; `None` for one a core.
    pub jobs: Option<usize>,
}

/// What was done.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Done {
    /// How many articles were looked through.
    pub articles: usize,
    /// How many lines gave an error in the place of an article.
    pub errors: usize,
}

/// Reads an article from each line of `input` that is not blank, and writes a line to `output` for it, in the same
/// order: what was found, or `error`. What was found in a line does not depend on other lines.
///
/// A batch is whatever is there, up to `BATCH_LINES`: who sends one line and waits is answered.
///
/// # Errors
///
/// `input` cannot be read or `output` written, or the threads cannot be started.
pub fn annotate(
    input: impl Read + Send,
    output: &mut (dyn Write + Send),
    options: Options,
    resources: &Resources,
) -> Result<Done, Error> {
    let mut input = Input {
        reader: BufReader::with_capacity(BUFFER_BYTES, input),
        n_lines: 0,
    };
    let lines = Lines::default();
    let mut done = Done::default();
    pipeline::with_threads(options.jobs, || {
        loop {
            let batch = input.batch().map_err(Error::Input)?;
            if batch.is_empty() {
                return Ok(done);
            }
            let answers: Vec<_> = batch
                .into_par_iter()
                .map(|line| answer(line, options, resources, &lines))
                .collect();
            for answer in answers {
                match answer.is_error {
                    true => done.errors += 1,
                    false => done.articles += 1,
                }
                output.write_all(&answer.line).map_err(Error::Output)?;
            }
            output.flush().map_err(Error::Output)?;
        }
    })?
}

/// A line of the input.
struct Line {
    /// Counted from 1, blank lines too.
    number: usize,
    /// Without what ends it; cut where it is too long.
    bytes: Vec<u8>,
    is_too_long: bool,
}

/// The lines that are still to come.
struct Input<R> {
    reader: BufReader<R>,
    n_lines: usize,
}

impl<R: Read> Input<R> {
    /// The next lines that are not blank: at least one, unless there is none any more.
    fn batch(&mut self) -> io::Result<Vec<Line>> {
        let (mut batch, mut n_bytes) = (Vec::new(), 0);
        while let Some(line) = self.line()? {
            if !line.bytes.trim_ascii().is_empty() {
                n_bytes += line.bytes.len();
                batch.push(line);
            }
            // To read on could be to wait for who waits for an answer.
            let would_wait = self.reader.buffer().is_empty() && !batch.is_empty();
            if batch.len() >= BATCH_LINES || n_bytes >= BATCH_BYTES || would_wait {
                break;
            }
        }
        Ok(batch)
    }

    /// The next line; `None` if there is none any more.
    fn line(&mut self) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        let limit = MAX_LINE_BYTES as u64 + 1;
        let n_read = self
            .reader
            .by_ref()
            .take(limit)
            .read_until(b'\n', &mut bytes)?;
        if n_read == 0 {
            return Ok(None);
        }
        let is_whole = bytes.last() == Some(&b'\n');
        let is_too_long = !is_whole && bytes.len() > MAX_LINE_BYTES;
        if is_too_long {
            bytes.truncate(1);
            bytes.shrink_to_fit();
            self.reader.skip_until(b'\n')?;
        }
        while bytes
            .last()
            .is_some_and(|byte| matches!(byte, b'\n' | b'\r'))
        {
            bytes.pop();
        }
        self.n_lines += 1;
        Ok(Some(Line {
            number: self.n_lines,
            bytes,
            is_too_long,
        }))
    }
}

/// What is written for a line.
struct Answer {
    line: Vec<u8>,
    is_error: bool,
}

fn answer(line: Line, options: Options, resources: &Resources, lines: &Lines) -> Answer {
    let read = if line.is_too_long {
        too_long(&line)
    } else {
        read::line(line.number, &line.bytes)
    };
    let mut problems = read.reading.problems;
    let (mut out, id) = (Vec::new(), &read.id);
    let Some(document) = read.reading.documents.into_iter().next() else {
        let problem = problems.first().expect("no document without a problem");
        annotated::write_error(&mut out, id, line.number, problem)
            .expect("memory takes what is written");
        return Answer {
            line: out,
            is_error: true,
        };
    };
    let annotations =
        pipeline::annotate(&document, options.language, options.strictness, resources);
    let article = Article {
        id: article_id(&document.path),
        document,
        annotations,
    };
    problems.extend(pipeline::language_problem(&article, resources));
    let found = Found {
        corpus: &link::link(vec![article], &resources.gazetteer),
        problems: &problems,
        gazetteer: &resources.gazetteer,
    };
    lines
        .write(&mut out, id, line.number, &found)
        .expect("memory takes what is written");
    Answer {
        line: out,
        is_error: false,
    }
}

fn too_long(line: &Line) -> read::Line {
    let problem = Problem {
        path: line.number.to_string(),
        stage: Stage::Read,
        severity: Severity::Skipped,
        problem: "too large".to_owned(),
        detail: format!("the limit is {MAX_LINE_BYTES} bytes a line"),
    };
    read::Line {
        id: serde_json::Value::Null,
        reading: read::Reading {
            documents: Vec::new(),
            problems: vec![problem],
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its parts one at each read, as a pipe does.
    struct Parts(Vec<&'static [u8]>);

    impl Read for Parts {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            if self.0.is_empty() {
                return Ok(0);
            }
            let part = self.0.remove(0);
            buffer[..part.len()].copy_from_slice(part);
            Ok(part.len())
        }
    }

    fn check(parts: &[&'static [u8]], expected: &[&[(usize, &str)]]) {
        let mut input = Input {
            reader: BufReader::with_capacity(BUFFER_BYTES, Parts(parts.to_vec())),
            n_lines: 0,
        };
        for batch in expected.iter().chain([&&[][..]]) {
            let found = input.batch().expect("nothing fails");
            let found: Vec<_> = found
                .iter()
                .map(|line| {
                    (
                        line.number,
                        std::str::from_utf8(&line.bytes).expect("ASCII"),
                    )
                })
                .collect();
            assert_eq!(found, *batch);
        }
    }

    #[test]
    fn a_batch_is_what_is_there() {
        check(
            &[b"a\r\n\nb\n", b"c\nd", b"d\n", b" \n", b"e"],
            &[&[(1, "a"), (3, "b")], &[(4, "c"), (5, "dd")], &[(7, "e")]],
        );
        check(&[], &[]);
        check(&[b"\n\n"], &[]);
    }
}

//! The lines that one of two files has and the other has not, without either being held.

use std::collections::VecDeque;
use std::fs::File;
use std::hash::Hasher;
use std::io::{self, BufRead, BufReader, Seek};
use std::path::Path;

use rustc_hash::{FxHashMap, FxHasher};

use super::files::BUFFER;

/// So many lines are looked ahead at most for one that both files have.
const FARTHEST: usize = 2048;

/// Two tables, each its header and the lines that it has more often than the other, in order; `None` if their headers are
/// different, or a row has several lines.
///
/// Lines are told apart by a hash of 64 bits: of a million lines two are alike by chance once in ten million times.
pub fn own_lines(a: &Path, b: &Path) -> io::Result<Option<(Vec<u8>, Vec<u8>)>> {
    let (mut of_a, mut of_b) = (Lines::of(a)?, Lines::of(b)?);
    let (mut passed_a, mut passed_b) = (Vec::new(), Vec::new());
    // Most lines are found side by side, and need no look into the whole.
    loop {
        of_a.look_ahead(1)?;
        of_b.look_ahead(1)?;
        match (of_a.ahead.front(), of_b.ahead.front()) {
            (Some(a), Some(b)) if a.hash == b.hash => {
                of_a.ahead.pop_front();
                of_b.ahead.pop_front();
            }
            (None, None) => break,
            _ => {
                let (n_a, n_b) = before_a_like(&mut of_a, &mut of_b)?;
                passed_a.extend(of_a.ahead.drain(..n_a));
                passed_b.extend(of_b.ahead.drain(..n_b));
            }
        }
    }
    if of_a.header != of_b.header || !(of_a.has_whole_rows && of_b.has_whole_rows) {
        return Ok(None);
    }
    let mut counts: FxHashMap<u64, usize> = FxHashMap::default();
    for line in &passed_a {
        *counts.entry(line.hash).or_default() += 1;
    }
    let mut takes_one = |line: &Line| {
        let count = counts.get_mut(&line.hash).filter(|n| **n > 0);
        count.map(|n| *n -= 1).is_some()
    };
    passed_b.retain(|line| !takes_one(line));
    // What is left of the counts is what `b` has not.
    passed_a.retain(takes_one);
    Ok(Some((of_a.texts(&passed_a)?, of_b.texts(&passed_b)?)))
}

/// How many lines of each file stand before one that both have, which are as few as possible; where none is near, how
/// many are near.
fn before_a_like(a: &mut Lines, b: &mut Lines) -> io::Result<(usize, usize)> {
    let mut reach = 2;
    loop {
        a.look_ahead(reach)?;
        b.look_ahead(reach)?;
        let (n_a, n_b) = (a.ahead.len().min(reach), b.ahead.len().min(reach));
        let mut places = FxHashMap::default();
        for (place, line) in a.ahead.range(..n_a).enumerate() {
            places.entry(line.hash).or_insert(place);
        }
        let likes = b.ahead.range(..n_b).enumerate();
        let likes = likes.filter_map(|(in_b, line)| Some((*places.get(&line.hash)?, in_b)));
        if let Some(places) = likes.min_by_key(|(in_a, in_b)| in_a + in_b) {
            return Ok(places);
        }
        let is_all = n_a < reach && n_b < reach;
        if is_all || reach >= FARTHEST {
            return Ok((n_a, n_b));
        }
        reach *= 4;
    }
}

/// A line of a file.
struct Line {
    /// Byte at which it begins.
    start: u64,
    hash: u64,
}

/// A file that is read line by line.
struct Lines {
    file: BufReader<File>,
    /// Byte that is read next.
    at: u64,
    line: Vec<u8>,
    /// The first line; empty if the file is.
    header: Vec<u8>,
    /// The lines that were read and not yet passed.
    ahead: VecDeque<Line>,
    /// Whether each line so far was a whole row of a table, quotation marks closed.
    has_whole_rows: bool,
}

impl Lines {
    fn of(path: &Path) -> io::Result<Self> {
        let mut lines = Self {
            file: BufReader::with_capacity(BUFFER, File::open(path)?),
            at: 0,
            line: Vec::new(),
            header: Vec::new(),
            ahead: VecDeque::new(),
            has_whole_rows: true,
        };
        lines.read()?;
        lines.header = lines.line.clone();
        Ok(lines)
    }

    /// Reads the next line; `None` at the end.
    fn read(&mut self) -> io::Result<Option<Line>> {
        self.line.clear();
        let start = self.at;
        let len = self.file.read_until(b'\n', &mut self.line)?;
        self.at += u64::try_from(len).map_err(io::Error::other)?;
        let n_marks = self.line.iter().filter(|&&byte| byte == b'"').count();
        self.has_whole_rows &= n_marks % 2 == 0;
        let mut hasher = FxHasher::default();
        hasher.write(&self.line);
        let hash = hasher.finish();
        Ok((len > 0).then_some(Line { start, hash }))
    }

    /// Reads on until `n` lines are ahead, or all that there are.
    fn look_ahead(&mut self, n: usize) -> io::Result<()> {
        while self.ahead.len() < n {
            match self.read()? {
                Some(line) => self.ahead.push_back(line),
                None => break,
            }
        }
        Ok(())
    }

    /// The header and these lines, which are in order, as they stand in the file.
    fn texts(mut self, lines: &[Line]) -> io::Result<Vec<u8>> {
        self.file.rewind()?;
        self.at = 0;
        let mut texts = self.header;
        for line in lines {
            let ahead = i64::try_from(line.start - self.at).map_err(io::Error::other)?;
            self.file.seek_relative(ahead)?;
            let len = self.file.read_until(b'\n', &mut texts)?;
            self.at = line.start + u64::try_from(len).map_err(io::Error::other)?;
        }
        Ok(texts)
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn check(a: &str, b: &str, expected: Option<(&str, &str)>) {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let [of_a, of_b] = ["a", "b"].map(|name| folder.path().join(name));
        fs::write(&of_a, a).expect("the folder is writable");
        fs::write(&of_b, b).expect("the folder is writable");
        let own = own_lines(&of_a, &of_b).expect("both can be read");
        let own = own.map(|(a, b)| [a, b].map(|own| String::from_utf8(own).expect("is text")));
        let expected = expected.map(|(a, b)| [a, b].map(str::to_owned));
        assert_eq!(own, expected, "{a:?} {b:?}");
    }

    #[test]
    fn what_both_have_is_left_out_wherever_it_stands() {
        check("h\n1\n2\n3\n", "h\n1\n3\n4\n", Some(("h\n2\n", "h\n4\n")));
        check("h\n1\n2\n3\n", "h\n3\n2\n1\n", Some(("h\n", "h\n")));
        check("h\n1\n1\n", "h\n1\n", Some(("h\n1\n", "h\n")));
        check("h\n", "h\n1\n2", Some(("h\n", "h\n1\n2")));
        check("", "", Some(("", "")));
    }

    #[test]
    fn what_moved_far_is_left_out() {
        let lines = |numbers: &mut dyn Iterator<Item = usize>| {
            let lines = numbers.map(|number| format!("{number}\n"));
            ["h\n".to_owned()]
                .into_iter()
                .chain(lines)
                .collect::<String>()
        };
        let n = 3 * FARTHEST;
        let in_order = lines(&mut (0..n));
        let turned = lines(&mut (0..n).rev());
        check(&in_order, &turned, Some(("h\n", "h\n")));
        let more = lines(&mut (n..2 * n).chain(0..n));
        check(&in_order, &more, Some(("h\n", &lines(&mut (n..2 * n)))));
        let others = lines(&mut (n..2 * n));
        check(&in_order, &others, Some((&in_order, &others)));
    }

    #[test]
    fn other_columns_and_rows_of_several_lines_are_told() {
        check("h\n1\n", "g\n1\n", None);
        check("h\n\"1\n2\"\n", "h\n1\n", None);
        check("", "h\n", None);
    }
}

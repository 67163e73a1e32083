//! Finds the passages of an article that are in another language than the article.
//!
//! A passage is a paragraph (a headline and a caption too) or what stands between quotation marks in one. Only words that
//! are no names by their look are weighed, so that foreign names and loanwords make no passage foreign, and only what is
//! long enough and sure is told: what is in doubt stays with the article.

use crate::document::{Passage, Section, SectionKind};
use crate::language::Language;
use crate::language::ngrams::{Ngrams, Plain, Tally};
use crate::text::Span;
use crate::tokenize::is_hard_wrapped;

/// Fewest letters, and fewest words, of what can be told.
const LEAST_LETTERS: usize = 16;
const LEAST_WORDS: usize = 4;
/// So many letters are looked at first.
const START: usize = 30;
/// By so much, in natural logarithms, a passage must speak more for its language than for that of the article: together,
/// and by letter.
const LEAST_LEAD: f64 = 10.0;
const LEAST_LEAD_BY_LETTER: f64 = 0.25;
/// And more than for any third language.
const LEAST_LEAD_OVER_THIRD: f64 = 4.0;

/// The passages of `text` in another language than `article`, in order; they do not overlap.
///
/// Furniture and bylines are not looked at, and no passage is found to be in a language that `is_candidate` does not
/// allow. There are none where `article` is a language that `ngrams` does not know. A line is a paragraph, unless the text is
/// wrapped at a fixed width.
#[must_use]
pub fn passages(
    text: &str,
    sections: &[Section],
    article: Language,
    ngrams: &Ngrams,
    is_candidate: &dyn Fn(Language) -> bool,
) -> Vec<Passage> {
    let judge = Judge {
        text,
        ngrams,
        is_candidate,
    };
    let mut found = Vec::new();
    if !ngrams.knows(article) {
        return found;
    }
    let is_wrapped = is_hard_wrapped(text);
    for section in sections {
        let is_prose = matches!(
            section.kind,
            SectionKind::Title | SectionKind::Body | SectionKind::Caption
        );
        if is_prose {
            for paragraph in paragraphs(text, section.span, is_wrapped) {
                judge.paragraph(paragraph, article, &mut found);
            }
        }
    }
    found
}

/// The paragraphs in `span`, in order, without white space around them.
fn paragraphs(text: &str, span: Span, is_wrapped: bool) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut start = span.start();
    let mut goes_on = false;
    for line in span.of(text).split_inclusive('\n') {
        let inner = line.trim();
        let before = line.len() - line.trim_start().len();
        let here = Span::new(start + before, start + before + inner.len());
        start += line.len();
        if inner.is_empty() {
            goes_on = false;
            continue;
        }
        match found.last_mut() {
            Some(last) if goes_on && is_wrapped => *last = last.to(here),
            _ => found.push(here),
        }
        goes_on = true;
    }
    found
}

/// Looks paragraphs through.
struct Judge<'a> {
    text: &'a str,
    ngrams: &'a Ngrams,
    is_candidate: &'a dyn Fn(Language) -> bool,
}

impl Judge<'_> {
    fn paragraph(&self, paragraph: Span, article: Language, found: &mut Vec<Passage>) {
        let quoted = quoted(self.text, paragraph);
        if quoted.is_empty() && self.start_in(paragraph, article).is_some() {
            return;
        }
        let frame = self.frame(paragraph, &quoted);
        let said = quoted.iter().map(|&span| self.quotation(span, article));
        let mut said: Vec<Tally> = said.collect();
        let mut whole = frame.clone();
        for tally in &said {
            whole.add(tally);
        }
        let foreign = self
            .foreign(&whole, article)
            .filter(|&language| quoted.is_empty() || self.leans(&frame, language, article));
        let home = foreign.unwrap_or(article);
        let mut from = paragraph.start();
        let mut add = |from: usize, to: usize, language: Language| {
            if from < to && (language, home) != (article, article) {
                found.push(Passage {
                    span: Span::new(from, to),
                    language,
                    paragraph: home,
                });
            }
        };
        if home != article {
            said = quoted
                .iter()
                .map(|&span| self.quotation(span, home))
                .collect();
        }
        for (span, tally) in quoted.into_iter().zip(&said) {
            if let Some(language) = self.foreign(tally, home) {
                add(from, span.start(), home);
                add(span.start(), span.end(), language);
                from = span.end();
            }
        }
        add(from, paragraph.end(), home);
    }

    /// What a quotation says; of one that starts in the language around it, only the start.
    fn quotation(&self, span: Span, home: Language) -> Tally {
        let start = self.start_in(span, home);
        start.unwrap_or_else(|| self.ngrams.tally(span.of(self.text)))
    }

    /// The start of a text, if it says that it is in `home`: then the rest need not be looked at.
    fn start_in(&self, span: Span, home: Language) -> Option<Tally> {
        let tally = self.ngrams.tally_start(span.of(self.text), START);
        let plain = self.ngrams.plain(&tally)?;
        let best = plain.best(|_| true)?;
        (plain.n_letters >= START && best.language == home).then_some(tally)
    }

    /// What stands outside quotation marks.
    fn frame(&self, paragraph: Span, quoted: &[Span]) -> Tally {
        let mut from = paragraph.start();
        let mut frame = self.ngrams.tally("");
        for span in quoted {
            frame.add(&self.ngrams.tally(&self.text[from..span.start()]));
            from = span.end();
        }
        frame.add(&self.ngrams.tally(&self.text[from..paragraph.end()]));
        frame
    }

    /// Whether what stands around quotations is rather in `language` than in `article`, as far as it says anything.
    fn leans(&self, frame: &Tally, language: Language, article: Language) -> bool {
        let Some(plain) = self.ngrams.plain(frame) else {
            return true;
        };
        match (plain.score(language), plain.score(article)) {
            (Some(own), Some(other)) => own >= other,
            (own, _) => own.is_some(),
        }
    }

    /// The language, not `home`, that a text is surely in.
    fn foreign(&self, tally: &Tally, home: Language) -> Option<Language> {
        let plain = self.ngrams.plain(tally)?;
        if plain.n_letters < LEAST_LETTERS || plain.n_words < LEAST_WORDS {
            return None;
        }
        let best = plain.best(|_| true)?;
        if best.language == home || !(self.is_candidate)(best.language) {
            return None;
        }
        let third = plain.best(|language| language != home && language != best.language);
        let is_clear = third.is_none_or(|third| best.score - third.score >= LEAST_LEAD_OVER_THIRD);
        (is_clear && leads(&plain, best.score, home)).then_some(best.language)
    }
}

/// Whether `score` is so much better than that of `home` that there is no doubt; another script leaves none.
fn leads(plain: &Plain, score: f64, home: Language) -> bool {
    let Some(of_home) = plain.score(home) else {
        return true;
    };
    let letters = u32::try_from(plain.n_letters).map_or(f64::MAX, f64::from);
    let lead = score - of_home;
    lead >= LEAST_LEAD && lead >= LEAST_LEAD_BY_LETTER * letters
}

/// What stands between double quotation marks in a paragraph, whatever the language, in order, but for a few letters; what is
/// not closed goes on to the end.
fn quoted(text: &str, paragraph: Span) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(char, usize)> = None;
    for (at, c) in paragraph.of(text).char_indices() {
        let at = paragraph.start() + at;
        match open {
            Some((mark, start)) if closes(mark, c) => {
                found.extend(long_enough(start, at));
                open = None;
            }
            None if matches!(c, '“' | '„' | '«' | '»' | '"' | '”') => {
                open = Some((c, at + c.len_utf8()));
            }
            _ => {}
        }
    }
    if let Some((_, start)) = open {
        found.extend(long_enough(start, paragraph.end()));
    }
    found
}

/// What stands between two marks, if so much can be told.
fn long_enough(start: usize, end: usize) -> Option<Span> {
    (end - start >= LEAST_LETTERS).then(|| Span::new(start, end))
}

/// Whether `mark` closes what `opening` opened.
fn closes(opening: char, mark: char) -> bool {
    match opening {
        '„' => matches!(mark, '“' | '”' | '"'),
        '“' => matches!(mark, '”' | '"'),
        '«' => mark == '»',
        '»' => matches!(mark, '«' | '»'),
        _ => mark == opening,
    }
}

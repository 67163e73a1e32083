//! Tells the title, byline, captions and page furniture of an article from its body.
//!
//! The unit is the line. Evidence is of classes that hold for any site: phrases of page furniture in any language,
//! the shape of names and dates, credits of pictures, and where a line stands. What no evidence speaks against is body.

mod byline;
mod caption;
mod foot;
mod lines;
mod phrases;

use crate::document::{Document, Section, SectionKind};
use crate::language::furniture::Furniture;
use crate::text::Span;
use byline::Making;
use lines::Line;
use phrases::Evidence;

/// Title and byline stand within so many lines from the start.
const HEAD_LINES: usize = 10;
const MAX_TITLE_CHARS: usize = 150;
const MAX_MARKDOWN_TITLE_CHARS: usize = 300;

/// The parts of the document's text: sorted, without overlap, covering it. Blank lines belong to the part before them.
#[must_use]
pub fn sections(document: &Document, furniture: &Furniture) -> Vec<Section> {
    let lines = lines::lines(&document.text, document.front_matter.end());
    let kinds = Article::new(document, &lines, furniture).kinds();
    joined(document, &lines, &kinds)
}

/// The headline of the document: as its metadata say, else the text of its title section.
#[must_use]
pub fn title(document: &Document, sections: &[Section]) -> Option<String> {
    let in_text = || {
        let section = sections
            .iter()
            .find(|section| section.kind == SectionKind::Title)?;
        Some(plain(section.span.of(&document.text)).to_owned())
    };
    document.metadata.title.clone().or_else(in_text)
}

/// A headline without the marks of Markdown around it.
fn plain(title: &str) -> &str {
    title
        .trim()
        .trim_start_matches('#')
        .trim_matches('*')
        .trim()
}

/// An article whose lines are being told apart.
struct Article<'a> {
    document: &'a Document,
    lines: &'a [Line<'a>],
    furniture: &'a Furniture,
    evidence: Vec<Evidence>,
    makings: Vec<Option<Making>>,
    /// What each line is; `None` as long as nothing speaks against body.
    kinds: Vec<Option<SectionKind>>,
}

impl<'a> Article<'a> {
    fn new(document: &'a Document, lines: &'a [Line<'a>], furniture: &'a Furniture) -> Self {
        Self {
            document,
            lines,
            furniture,
            evidence: lines
                .iter()
                .map(|line| phrases::evidence(line, furniture))
                .collect(),
            makings: lines
                .iter()
                .map(|line| byline::making(line, furniture))
                .collect(),
            kinds: vec![None; lines.len()],
        }
    }

    fn kinds(mut self) -> Vec<SectionKind> {
        self.mark_furniture();
        let foot = foot::foot_start(self.lines, &self.evidence, self.furniture);
        self.kinds[foot..].fill(Some(SectionKind::Boilerplate));
        self.mark_title(foot);
        self.mark_head(foot);
        self.mark_captions(foot);
        self.mark_tail(foot);
        self.keep_a_body();
        self.kinds
            .iter()
            .map(|kind| kind.unwrap_or(SectionKind::Body))
            .collect()
    }

    /// Marks the lines that are furniture wherever they stand, and less certain ones by their place.
    fn mark_furniture(&mut self) {
        let is_text = |line_idx: &usize| {
            self.evidence[*line_idx] == Evidence::None && self.lines[*line_idx].is_prose()
        };
        let first_text = (0..self.lines.len()).find(is_text).unwrap_or(0);
        let last_text = (0..self.lines.len())
            .rfind(is_text)
            .unwrap_or(self.lines.len());
        let mut line_idx = 0;
        for run in self
            .evidence
            .chunk_by(|a, b| (*a == Evidence::None) == (*b == Evidence::None))
        {
            let is_sure = run.len() >= 3
                || run
                    .iter()
                    .any(|evidence| matches!(evidence, Evidence::Strong | Evidence::Heading));
            for evidence in run {
                let is_furniture = match evidence {
                    Evidence::None => false,
                    Evidence::Strong | Evidence::Heading => true,
                    Evidence::Weak | Evidence::Notice => {
                        is_sure || line_idx < first_text || line_idx > last_text
                    }
                    Evidence::Link => is_sure || line_idx > first_text,
                };
                if is_furniture {
                    self.kinds[line_idx] = Some(SectionKind::Boilerplate);
                }
                line_idx += 1;
            }
        }
    }

    fn mark_title(&mut self, foot: usize) {
        let in_metadata = self.title_of_metadata(foot);
        if let Some(title_idx) = in_metadata.or_else(|| self.first_headline(foot)) {
            self.kinds[title_idx] = Some(SectionKind::Title);
        }
    }

    fn title_of_metadata(&self, foot: usize) -> Option<usize> {
        let title = folded(self.document.metadata.title.as_deref()?);
        let head = &self.lines[..foot.min(3 * HEAD_LINES)];
        head.iter()
            .position(|line| folded(plain(line.text)) == title)
    }

    /// Indices of the first lines that are not furniture.
    fn head(&self, foot: usize) -> impl Iterator<Item = usize> {
        let is_furniture =
            |line_idx: &usize| self.kinds[*line_idx] == Some(SectionKind::Boilerplate);
        (0..foot)
            .filter(move |line_idx| !is_furniture(line_idx))
            .take(HEAD_LINES)
    }

    /// The first line that is not a byline, if it looks like a headline; a single word above another headline is the
    /// name of the paper or of one of its sections.
    fn first_headline(&self, foot: usize) -> Option<usize> {
        let mut candidates = self
            .head(foot)
            .filter(|&line_idx| !self.is_making_before_headline(line_idx, foot));
        let first = candidates.next()?;
        let next = candidates.next().filter(|&next| {
            let is_under_name = self.lines[first].n_words() == 1 && self.lines[next].n_words() >= 4;
            is_under_name && self.is_headline(next, foot)
        });
        next.or_else(|| self.is_headline(first, foot).then_some(first))
    }

    /// Whether the line is a byline or date; a bare name is one only if a headline follows, else it may be the
    /// headline.
    fn is_making_before_headline(&self, line_idx: usize, foot: usize) -> bool {
        let line = &self.lines[line_idx];
        match self.makings[line_idx] {
            Some(Making::Name) => {
                let is_author = self.document.metadata.author.as_deref() == Some(line.text);
                let has_other_title = self.document.metadata.title.is_some();
                is_author
                    || has_other_title
                    || (line_idx + 1 < foot && self.is_headline(line_idx + 1, foot))
            }
            Some(Making::Agencies) | None => false,
            Some(Making::ByNames | Making::NameAndDate | Making::Date) => true,
        }
    }

    /// Whether the line is short, not a sentence, and stands alone before longer text.
    fn is_headline(&self, line_idx: usize, foot: usize) -> bool {
        let line = &self.lines[line_idx];
        let is_markdown = line.text.starts_with("# ") && line.n_chars <= MAX_MARKDOWN_TITLE_CHARS;
        let after = &self.lines[line_idx + 1..foot];
        let next_is_told = line_idx + 1 < foot
            && (self.kinds[line_idx + 1].is_some() || self.makings[line_idx + 1].is_some());
        let stands_alone = after.first().is_some_and(|next| {
            let is_longer = next.n_chars >= 2 * line.n_chars || next.is_prose();
            next.block != line.block || is_longer || next_is_told
        });
        let has_text_after = after
            .iter()
            .any(|next| next.is_prose() || next.n_chars > 2 * line.n_chars);
        let is_short = line.n_chars <= MAX_TITLE_CHARS;
        let is_question = line.text.ends_with(['?', '!']);
        let ends_openly = line.text.ends_with(['…', ',', ';', ':']) || line.is_cut_off();
        let begins_as_text = line
            .text
            .starts_with(|c: char| c.is_alphanumeric() || is_opening(c));
        is_markdown
            || (is_short
                && (is_question || !line.ends_sentence())
                && !ends_openly
                && begins_as_text
                && stands_alone
                && has_text_after
                && !caption::has_credit(line, self.furniture))
    }

    /// Marks bylines and dates before the text begins; a name alone counts only before the first paragraph.
    fn mark_head(&mut self, foot: usize) {
        let mut n_prose = 0;
        for line_idx in self.head(foot).collect::<Vec<_>>() {
            if self.kinds[line_idx].is_some() {
                continue;
            }
            n_prose += usize::from(self.lines[line_idx].is_prose());
            if n_prose > 1 {
                break;
            }
            self.kinds[line_idx] = match self.makings[line_idx] {
                Some(Making::ByNames | Making::NameAndDate) => Some(SectionKind::Byline),
                Some(Making::Name | Making::Agencies) if n_prose == 0 => Some(SectionKind::Byline),
                Some(Making::Date) => Some(SectionKind::Boilerplate),
                _ => None,
            };
        }
    }

    /// Marks credits of pictures, and what stands above them in a small block.
    fn mark_captions(&mut self, foot: usize) {
        for line_idx in 0..foot {
            let is_free = matches!(self.kinds[line_idx], None | Some(SectionKind::Byline));
            let by_names = self.makings[line_idx] == Some(Making::ByNames);
            if is_free && !by_names && caption::has_credit(&self.lines[line_idx], self.furniture) {
                self.kinds[line_idx] = Some(SectionKind::Caption);
                self.mark_description(line_idx);
            }
        }
    }

    /// Marks the lines between the start of a small block and its credit. Where the text has no blank lines, the
    /// sentence above a credit may be body.
    fn mark_description(&mut self, credit_idx: usize) {
        const MAX_BLOCK_LINES: usize = 4;
        const MAX_DESCRIPTION_CHARS: usize = 250;
        let block = self.lines[credit_idx].block;
        let n_lines = self.lines.iter().filter(|line| line.block == block).count();
        let is_small = n_lines <= MAX_BLOCK_LINES;
        let has_blocks = n_lines < self.lines.len();
        for line_idx in (0..credit_idx).rev() {
            let line = &self.lines[line_idx];
            let belongs = line.block == block
                && line.n_chars <= MAX_DESCRIPTION_CHARS
                && self.kinds[line_idx].is_none();
            let is_description = is_small && (has_blocks || !line.is_prose());
            if !belongs || !is_description {
                break;
            }
            self.kinds[line_idx] = Some(SectionKind::Caption);
        }
    }

    /// Marks the author at the end of the text: bylines, agencies, and a line about an author named at the head.
    fn mark_tail(&mut self, foot: usize) {
        const TAIL_LINES: usize = 3;
        let authors = self.authors();
        for line_idx in (foot.saturating_sub(TAIL_LINES)..foot).rev() {
            let line = &self.lines[line_idx];
            let has_text_above = self.lines[..line_idx].iter().any(Line::is_prose);
            let about_author = authors
                .iter()
                .any(|author| line.text.starts_with(author.as_str()));
            let is_making = self.makings[line_idx].is_some();
            match self.kinds[line_idx] {
                None if !has_text_above => break,
                None if self.makings[line_idx] == Some(Making::Date) => {
                    self.kinds[line_idx] = Some(SectionKind::Boilerplate);
                }
                None if is_making || about_author => {
                    self.kinds[line_idx] = Some(SectionKind::Byline)
                }
                None | Some(SectionKind::Body | SectionKind::Title) => break,
                Some(SectionKind::Byline | SectionKind::Caption | SectionKind::Boilerplate) => {}
            }
        }
    }

    /// Names of authors, from the metadata and from names that stand alone at the head.
    fn authors(&self) -> Vec<String> {
        let told = self.document.metadata.author.clone();
        let named = self.head(self.lines.len()).filter(|&line_idx| {
            self.makings[line_idx] == Some(Making::Name)
                && self.kinds[line_idx] == Some(SectionKind::Byline)
        });
        let named = named.map(|line_idx| self.lines[line_idx].text.to_owned());
        told.into_iter()
            .chain(named)
            .filter(|name| name.contains(' '))
            .collect()
    }

    /// A text that would be left without body has been misread: only what is furniture beyond doubt stays out of it.
    fn keep_a_body(&mut self) {
        if self.kinds.iter().any(Option::is_none) {
            return;
        }
        for line_idx in 0..self.lines.len() {
            if !matches!(
                self.evidence[line_idx],
                Evidence::Strong | Evidence::Heading
            ) {
                self.kinds[line_idx] = None;
            }
        }
    }
}

fn is_opening(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '“'
            | '„'
            | '‘'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '('
            | '['
            | '#'
            | '*'
            | '¿'
            | '¡'
    )
}

/// `title` as titles are compared: lower case, single spaces, plain quotation marks.
fn folded(title: &str) -> String {
    let plain_marks: String = title
        .chars()
        .map(|c| match c {
            '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '‚' | '\'' => '"',
            '–' | '—' => '-',
            other => other,
        })
        .collect();
    let words: Vec<_> = plain_marks.split_whitespace().collect();
    words.join(" ").to_lowercase()
}

/// Joins neighbouring lines of one kind; front matter is a part of its own kind at the start.
fn joined(document: &Document, lines: &[Line<'_>], kinds: &[SectionKind]) -> Vec<Section> {
    let front_matter = (!document.front_matter.is_empty()).then_some((0, SectionKind::Boilerplate));
    let starts = lines
        .iter()
        .map(|line| line.start)
        .zip(kinds.iter().copied());
    let mut parts: Vec<(usize, SectionKind)> = front_matter.into_iter().chain(starts).collect();
    parts.dedup_by_key(|(_, kind)| *kind);
    match parts.first_mut() {
        Some((start, _)) => *start = 0,
        None => parts.push((0, SectionKind::Boilerplate)),
    }
    let ends = parts
        .iter()
        .skip(1)
        .map(|(start, _)| *start)
        .chain([document.text.len()]);
    let spans = parts
        .iter()
        .zip(ends)
        .map(|(&(start, kind), end)| (Span::new(start, end), kind));
    spans
        .filter(|(span, _)| !span.is_empty())
        .map(|(span, kind)| Section { span, kind })
        .collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Metadata;
    use crate::language::furniture::FurnitureKind;

    /// A small set of phrases in three languages, so that the tests do not change with the data.
    pub(super) fn furniture() -> Furniture {
        use FurnitureKind::{
            Advertisement, Byline, Comment, Consent, Copyright, Credit, Navigation, ReadMore,
            Related, Share, Subscribe,
        };
        let phrases: &[(FurnitureKind, &[&str])] = &[
            (Advertisement, &["advertisement", "advertentie", "anzeige"]),
            (
                Byline,
                &["by", "door", "von", "about the author", "über den autor"],
            ),
            (
                Comment,
                &[
                    "leave a comment",
                    "plaats een reactie",
                    "reacties",
                    "kommentar schreiben",
                    "your email address will not be published",
                ],
            ),
            (
                Consent,
                &[
                    "we use cookies",
                    "wij gebruiken cookies",
                    "accept all",
                    "alle cookies accepteren",
                    "privacy policy",
                ],
            ),
            (
                Copyright,
                &[
                    "copyright",
                    "all rights reserved",
                    "alle rechten voorbehouden",
                ],
            ),
            (
                Credit,
                &[
                    "photo",
                    "photo by",
                    "photograph",
                    "foto",
                    "foto von",
                    "foto van",
                    "beeld",
                    "bild",
                ],
            ),
            (
                Navigation,
                &[
                    "home",
                    "sport",
                    "politiek",
                    "updated",
                    "published on",
                    "menu",
                    "weather",
                ],
            ),
            (
                ReadMore,
                &[
                    "read more",
                    "lees ook",
                    "lees",
                    "meer lezen",
                    "lesen sie auch",
                ],
            ),
            (
                Related,
                &[
                    "related articles",
                    "mehr zum thema",
                    "gerelateerde artikelen",
                    "tags",
                ],
            ),
            (
                Share,
                &["share", "tweet", "teilen", "facebook", "whatsapp", "delen"],
            ),
            (
                Subscribe,
                &["sign up for our newsletter", "newsletter abonnieren"],
            ),
        ];
        let mut furniture = Furniture::default();
        for (kind, phrases) in phrases {
            phrases
                .iter()
                .for_each(|phrase| furniture.add_phrase(phrase, *kind));
        }
        ["march", "märz", "maart", "mei", "montag", "monday"]
            .iter()
            .for_each(|word| furniture.add_calendar_word(word));
        ["van de", "de", "von"]
            .iter()
            .for_each(|word| furniture.add_particle(word));
        furniture
    }

    fn document(text: &str) -> Document {
        Document {
            path: "a.txt".to_owned(),
            text: text.to_owned(),
            metadata: Metadata::default(),
            front_matter: Span::new(0, 0),
        }
    }

    /// Checks an article whose lines begin with the letter of their kind: `title|`, `byline|`, `caption|`, `body|`,
    /// `boilerplate|`, by the first two letters.
    fn check(marked: &str) {
        let mut text = String::new();
        let mut expected = Vec::new();
        for line in marked.lines().map(str::trim) {
            let (kind, line) = line.split_once('|').unwrap_or(("", ""));
            if !kind.is_empty() {
                expected.push((kind.to_owned(), line.to_owned()));
            }
            text.push_str(line);
            text.push('\n');
        }
        let document = document(&text);
        let sections = sections(&document, &furniture());
        let mut found = Vec::new();
        for section in &sections {
            for line in section
                .span
                .of(&text)
                .lines()
                .filter(|line| !line.trim().is_empty())
            {
                found.push((short(section.kind).to_owned(), line.to_owned()));
            }
        }
        assert_eq!(found, expected);
    }

    fn short(kind: SectionKind) -> &'static str {
        match kind {
            SectionKind::Title => "T",
            SectionKind::Byline => "A",
            SectionKind::Body => "B",
            SectionKind::Caption => "C",
            SectionKind::Boilerplate => "X",
        }
    }

    const NL: &str =
        "De gemeente sluit de oude brug over het kanaal vanaf maandag voor al het verkeer.";
    const DE: &str =
        "Die Stadt sperrt die alte Brücke über den Kanal ab Montag für den gesamten Verkehr.";
    const EN: &str =
        "The city will close the old bridge over the canal to all traffic from Monday on.";

    #[test]
    fn head_of_a_dutch_page() {
        check(&format!(
            "X|Home > Sport > Politiek
             X|Delen Facebook WhatsApp

             T|Oude brug gaat maandag dicht
             A|Door Jan van de Berg
             X|3 mei 2024 14:30

             C|De brug over het kanaal, vorige week.
             C|Foto: Anna de Wit / Stadspers

             B|{NL}

             B|Wat betekent dit?

             X|Lees ook: Waarom bruggen oud worden

             B|{NL}
             B|Volgens haar is het nog niet gedaan...
             X|ADVERTENTIE
             B|{NL}"
        ));
    }

    #[test]
    fn foot_of_a_german_page() {
        check(&format!(
            "T|Alte Brücke wird gesperrt

             B|BERLIN (dpa) - {DE}
             B|👉 „Das ist ein schwerer Schritt“
             B|🔹 Wie kommt man nun zur Schule?
             B|{DE}
             A|(dpa/afp)
             X|Mehr zum Thema
             X|Neue Schule im Süden eröffnet
             X|Tunnel unter dem Fluss geplant
             X|Newsletter abonnieren
             X|Kommentar schreiben
             X|© 2024 Kanalbote"
        ));
    }

    #[test]
    fn teasers_of_other_articles_at_the_foot() {
        check(&format!(
            "B|{DE}
             B|{DE}
             X|Der Rat der Stadt hat am Abend nach langer Debatte den neuen...
             X|VonAnna KernMontag, 04.03.2024Im Süden der Stadt wird eine neue Schule...
             X|VonAnna KernMontag, 04.03.2024Der Tunnel unter dem Fluss soll nun doch...
             X|VonAnna KernMontag, 04.03.2024"
        ));
    }

    #[test]
    fn an_english_page_with_banner_and_author_box() {
        check(&format!(
            "X|We use cookies to make this site work. Accept all
             A|Jane Miller

             T|Old bridge to close, city says

             B|Council blames years of neglect

             B|{EN}

             B|{EN}

             A|Jane Miller covers city politics and has written two books on bridges.

             X|Leave a comment
             X|Your email address will not be published
             X|*"
        ));
    }

    #[test]
    fn cut_off_last_line_of_a_paywalled_article_is_body() {
        check(&format!(
            "T|Old bridge to close\n\nB|{EN}\n\nB|The mayor said on Sunday that she would ..."
        ));
        check(&format!(
            "B|{NL}\nB|Volgens de wethouder was het nog maar de vraag of..."
        ));
    }

    #[test]
    fn paper_and_its_sections_above_the_title() {
        check(&format!(
            "B|Kanalbote
             X|Home
             X|Sport

             T|Bridge closes after storm: what we know

             X|Published on 10 March 2024
             A|By Jane Miller

             B|{EN}"
        ));
    }

    #[test]
    fn sentences_that_begin_like_notices_are_body() {
        check(&format!(
            "T|Lees verder dan de kop, zegt de bond

             B|{NL}

             B|Wij gebruiken cookies bij de koffie, zegt de bakker aan de brug over het kanaal.

             B|{NL}"
        ));
    }

    #[test]
    fn subheadings_and_lists_are_body() {
        check(&format!(
            "B|{EN}

             B|Sport

             B|{EN}

             B|Jane Miller

             B|{EN}

             B|- bread
             B|- butter"
        ));
    }

    #[test]
    fn a_single_line_is_body() {
        check("B|By Jane Miller");
        check("B|Bridge to close");
        check(&format!("B|{EN}"));
    }

    #[test]
    fn title_is_that_of_the_metadata_or_of_the_text() {
        let text = format!("# Old **bridge** closes\n\n{EN}\n");
        let mut document = document(&text);
        let found = sections(&document, &furniture());
        assert_eq!(
            title(&document, &found).as_deref(),
            Some("Old **bridge** closes")
        );
        document.metadata.title = Some("A bridge".to_owned());
        assert_eq!(title(&document, &found).as_deref(), Some("A bridge"));
    }

    #[test]
    fn title_of_the_metadata_is_found_in_the_text() {
        let text = format!("Storing\nHet is «oud», zegt de stad.\n{NL}\n");
        let mut document = document(&text);
        document.metadata.title = Some("Het is ‘oud’, zegt de Stad.".to_owned());
        let found = sections(&document, &furniture());
        let title = found
            .iter()
            .find(|section| section.kind == SectionKind::Title);
        assert_eq!(
            title.map(|section| section.span.of(&text)),
            Some("Het is «oud», zegt de stad.\n")
        );
    }

    #[test]
    fn front_matter_is_furniture() {
        let text = format!("date 2024-03 {EN}");
        let mut document = document(&text);
        document.front_matter = Span::new(0, 13);
        let section = |start, end, kind| Section {
            span: Span::new(start, end),
            kind,
        };
        assert_eq!(
            sections(&document, &furniture()),
            [
                section(0, 13, SectionKind::Boilerplate),
                section(13, text.len(), SectionKind::Body)
            ]
        );
    }

    proptest! {
        #[test]
        fn sections_cover_any_text(
            text in "(\n|\r\n|\u{2028}| |\\*|By Jane Miller|Foto: |/|©|2024Der |\\.\\.\\.|Share|Lees ook: |[a-zA-Zé€. ]{0,30}|\\PC{0,6}){0,40}",
            front_matter in 0usize..40,
        ) {
            let mut document = document(&text);
            if text.is_char_boundary(front_matter.min(text.len())) {
                document.front_matter = Span::new(0, front_matter.min(text.len()));
            }
            let sections = sections(&document, &furniture());
            let mut end = 0;
            for section in &sections {
                prop_assert_eq!(section.span.start(), end);
                prop_assert!(!section.span.is_empty());
                prop_assert!(text.is_char_boundary(section.span.end()));
                end = section.span.end();
            }
            prop_assert_eq!(end, text.len());
        }
    }
}

//! [`Words`]: a document cut into words, each passage by the rules of its language.
//!
//! Where an article has passages in another language ([`passages`]), there is a [`Cut`] for each language: its tokens are
//! those of a text in which everything in other languages is blank, so that places stay where they are and the stages need
//! not know of passages. Quotations are looked for in paragraphs ([`Words::paragraphs`]): a foreign quotation is a part of
//! the sentence that says who speaks.

use std::borrow::Cow;

use crate::document::{
    DetectedLanguage, Document, NumberMention, Passage, Section, Sentence, Token, language_at,
};
use crate::language::{Language, LanguageProfile};
use crate::resources::Resources;
use crate::stem::{self, Stemmer, WordForms};
use crate::{detect, entities, passages, sections, tokenize};

/// A document cut into words: what the stages that recognise something start from.
pub struct Words<'d> {
    /// The language of the article.
    pub language: DetectedLanguage,
    /// What each part of the text is for.
    pub sections: Vec<Section>,
    /// The passages in other languages, in order.
    pub passages: Vec<Passage>,
    /// What is in the language of the article, then what is in each other language, in order of code.
    pub cuts: Vec<Cut<'d>>,
}

/// What of a text is in one language, cut into words.
pub struct Cut<'d> {
    /// The text, blank where it is in other languages.
    pub text: Cow<'d, str>,
    /// What is known of the language.
    pub profile: &'d LanguageProfile,
    /// The tokens in order.
    pub tokens: Vec<Token>,
    /// The sentences in order.
    pub sentences: Vec<Sentence>,
    /// The forms of the tokens.
    pub forms: WordForms,
}

impl<'d> Words<'d> {
    /// Detects the language of the document, unless it or the user says it, and cuts it into words.
    #[must_use]
    pub fn of(document: &'d Document, told: Option<Language>, resources: &'d Resources) -> Self {
        let text = document.text.as_str();
        let sections = sections::sections(document, &resources.furniture);
        let decided = resources.decisions.language_of(&document.path);
        let decided = decided.map(|(_, language)| language);
        let told = decided.or(document.metadata.language).or(told);
        let (codes, ngrams) = (&resources.codes, resources.ngrams());
        let language = detect::detect(text, &sections, told, codes, ngrams);
        let home = language.language;
        let passages = passages::passages(text, &sections, home, ngrams, &|language| {
            resources.has_profile(language)
        });
        let is_contradicted = told.is_some() && are_most(&passages, text);
        let passages = if is_contradicted {
            Vec::new()
        } else {
            passages
        };
        let mut others: Vec<_> = passages.iter().map(|passage| passage.language).collect();
        others.sort_unstable();
        others.dedup();
        others.retain(|&other| other != home);
        let languages = [home].into_iter().chain(others);
        let cuts = languages
            .map(|language| {
                let own = |passage: &Passage| passage.language;
                let text = blanked(text, &passages, home, language, own);
                Cut::of(text, resources.profile(language))
            })
            .collect();
        Self {
            language,
            sections,
            passages,
            cuts,
        }
    }

    /// What is in the language of the article.
    #[must_use]
    pub fn main(&self) -> &Cut<'d> {
        &self.cuts[0]
    }

    /// The text and the words in the language of the article, as names are looked for in them.
    #[must_use]
    pub fn text(&self) -> entities::Text<'_> {
        self.main().names_text(&self.sections)
    }

    /// The paragraphs of `text`, the text of the document, that are in the language of each cut, with the quotations in other
    /// languages there; `None` where that is the cut itself.
    pub fn paragraphs(&self, text: &'d str) -> impl Iterator<Item = Option<Cut<'d>>> {
        let home = self.language.language;
        let has_quotations = self
            .passages
            .iter()
            .any(|passage| passage.paragraph != passage.language);
        self.cuts
            .iter()
            .zip(self.languages())
            .map(move |(cut, own)| {
                let paragraphs = |passage: &Passage| passage.paragraph;
                let text = || blanked(text, &self.passages, home, own, paragraphs);
                has_quotations.then(|| Cut::of(text(), cut.profile))
            })
    }

    /// The language of each cut.
    fn languages(&self) -> impl Iterator<Item = Language> {
        let others = self.cuts.iter().skip(1).map(|cut| cut.profile.language);
        [self.language.language].into_iter().chain(others)
    }

    /// Of what `of_cuts` has of each of `numbers`, a list for each cut, that of the cut which the number is in.
    #[must_use]
    pub fn by_language<T: Clone>(&self, numbers: &[NumberMention], of_cuts: Vec<Vec<T>>) -> Vec<T> {
        let home = self.language.language;
        let of_number = |(idx, number): (usize, &NumberMention)| {
            let language = language_at(&self.passages, home, number.span.start());
            let cut_idx = self.languages().position(|own| own == language)?;
            of_cuts.get(cut_idx)?.get(idx).cloned()
        };
        match of_cuts.as_slice() {
            [_] => of_cuts.concat(),
            _ => numbers.iter().enumerate().filter_map(of_number).collect(),
        }
    }

    /// The tokens and the sentences of the whole text; a sentence ends where another language begins.
    #[must_use]
    pub fn merged(mut self) -> (Vec<Section>, Vec<Passage>, Vec<Token>, Vec<Sentence>) {
        if self.cuts.len() == 1
            && let Some(cut) = self.cuts.pop()
        {
            return (self.sections, self.passages, cut.tokens, cut.sentences);
        }
        let mut owned: Vec<(Token, (usize, usize))> = Vec::new();
        for (cut_idx, cut) in self.cuts.iter().enumerate() {
            for (sentence_idx, sentence) in cut.sentences.iter().enumerate() {
                let tokens = &cut.tokens[sentence.tokens.clone()];
                owned.extend(tokens.iter().map(|&token| (token, (cut_idx, sentence_idx))));
            }
        }
        owned.sort_by_key(|(token, _)| token.span);
        let mut sentences = Vec::new();
        let mut first = 0;
        for run in owned.chunk_by(|(_, a), (_, b)| a == b) {
            let end = first + run.len();
            sentences.push(Sentence {
                span: run[0].0.span.to(run[run.len() - 1].0.span),
                tokens: first..end,
            });
            first = end;
        }
        let tokens = owned.into_iter().map(|(token, _)| token).collect();
        (self.sections, self.passages, tokens, sentences)
    }
}

impl<'d> Cut<'d> {
    fn of(text: Cow<'d, str>, profile: &'d LanguageProfile) -> Self {
        let tokens = tokenize::tokens(&text, profile);
        let sentences = tokenize::sentences(&text, &tokens, profile);
        let stemmer =
            Stemmer::named(&profile.stemmer).expect("checked when the profile was loaded");
        let forms = stem::word_forms(&text, &tokens, &stemmer);
        Self {
            text,
            profile,
            tokens,
            sentences,
            forms,
        }
    }

    /// The text with its words, as names are looked for in it.
    #[must_use]
    pub fn names_text<'a>(&'a self, sections: &'a [Section]) -> entities::Text<'a> {
        entities::Text {
            text: &self.text,
            sections,
            sentences: &self.sentences,
            tokens: &self.tokens,
            forms: &self.forms,
        }
    }
}

/// Whether more letters of `text` are in `passages` than outside.
fn are_most(passages: &[Passage], text: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphabetic()).count();
    let n_foreign: usize = passages
        .iter()
        .map(|passage| letters(passage.span.of(text)))
        .sum();
    n_foreign > 0 && n_foreign * 2 > letters(text)
}

/// `text` with spaces for all that is not in `language`, of as many bytes; line breaks stay. `language_of` tells that of a
/// passage, `home` is that of everything else.
fn blanked<'d>(
    text: &'d str,
    passages: &[Passage],
    home: Language,
    language: Language,
    language_of: impl Fn(&Passage) -> Language,
) -> Cow<'d, str> {
    if passages.is_empty() {
        return text.into();
    }
    let mut blanked = String::with_capacity(text.len());
    let mut add = |piece: &str, is_own: bool| {
        if is_own {
            blanked.push_str(piece);
        } else {
            let blank = |byte| if byte == b'\n' { '\n' } else { ' ' };
            blanked.extend(piece.bytes().map(blank));
        }
    };
    let mut from = 0;
    for passage in passages {
        add(&text[from..passage.span.start()], language == home);
        add(passage.span.of(text), language_of(passage) == language);
        from = passage.span.end();
    }
    add(&text[from..], language == home);
    blanked.into()
}

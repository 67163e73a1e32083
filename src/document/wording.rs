//! [`Wording`], what an article tells, word for word.

use serde::{Deserialize, Serialize};

use super::Annotations;
use crate::lists::Lists;

/// The words of headline, body and captions, in the form in which articles are compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    /// Hashes of the folded words and numbers, in order; the same everywhere.
    pub words: Box<[u32]>,
    /// What words share with the same words in other languages, each with how often it is there: in titles twice. In
    /// order.
    pub cognates: Box<[(Cognate, u32)]>,
}

/// The wording of articles, in their order.
#[derive(Debug, Default)]
pub struct Wordings {
    /// The words of each, as [`Wording::words`].
    pub words: Lists<u32>,
    /// What they share with other languages, as [`Wording::cognates`].
    pub cognates: Lists<(Cognate, u32)>,
}

impl Wordings {
    /// Takes what the next article tells out of what was found in it.
    pub fn take(&mut self, found: &mut Annotations) {
        let wording = std::mem::take(&mut found.wording);
        self.words.push(wording.words);
        self.cognates.push(wording.cognates);
    }
}

/// The first five or six letters of a word as they sound, in Latin, with letters that stand for the same sound written
/// as one: the number that they are as digits 1 to 26 of base 27.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Cognate(pub u32);

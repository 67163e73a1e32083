//! [`Language`], a code.

use serde::{Deserialize, Serialize};

/// An ISO 639-1 code, or `und` where the language is not known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 3]);

impl Language {
    /// The language that could not be told.
    pub const UNDETERMINED: Self = Self(*b"und");

    /// Reads a code of two or three lower-case letters, or the first part of a tag like `en-GB`.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        let code = code.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        let is_code = matches!(code.len(), 2 | 3) && code.bytes().all(|b| b.is_ascii_lowercase());
        is_code.then(|| {
            let mut bytes = [0; 3];
            bytes[..code.len()].copy_from_slice(code.as_bytes());
            Self(bytes)
        })
    }

    /// The bytes of the code, 0 after a code of two letters.
    pub(crate) const fn letters(self) -> [u8; 3] {
        self.0
    }

    /// The code that [`Language::letters`] gave; `None` for no letters at all.
    pub(crate) fn of_letters(letters: [u8; 3]) -> Option<Self> {
        (letters[0] != 0).then_some(Self(letters))
    }

    /// The code in letters.
    #[must_use]
    pub fn code(&self) -> &str {
        let letters = self.0.iter().take_while(|&&b| b != 0).count();
        std::str::from_utf8(&self.0[..letters]).expect("made of ASCII letters")
    }
}

impl std::fmt::Debug for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl std::fmt::Display for Language {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Language {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::parse(&code).ok_or_else(|| serde::de::Error::custom("no code of a language"))
    }
}

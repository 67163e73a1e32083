//! [`Token`], the unit of text.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum TokenKind {
    /// Begins with a letter: `Musk's`, `IP-Adressen`, `U.S.`, `café`.
    Word,
    /// Begins with a digit: `8.000`, `14:30`, `44bn`, `6-jährige`.
    Number,
    /// One mark of punctuation, or a run of the same mark: `,` `...` `“`.
    Punctuation,
    /// One symbol: `$` `€` `%` `👉`.
    Symbol,
    /// A web or mail address.
    Address,
}

/// A piece of text that later stages never cut without saying so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
}

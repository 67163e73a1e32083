//! What names are compared by: their tokens, folded, and the hash of a sequence of these.

use crate::document::TokenKind;
use crate::fold::fold;
use crate::tokenize::tokens_of_name;

/// A sequence of folded tokens, as a hash of 64 bits, by which alone the letters of names are compared: of a hundred
/// thousand names, a given other word is taken for one with a chance of about one in 10^14.
///
/// The hash is the same on every machine, because the compiled lists hold it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Prefix(pub(super) u64);

/// Odd numbers without pattern: the fractional digits of pi.
const FACTORS: [u64; 2] = [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7345];

impl Prefix {
    /// The sequence with `folded` behind it. What stands after an apostrophe is a token of its own: in some languages
    /// *d'Ivoire* is one token, in others two.
    #[must_use]
    pub fn then(self, folded: &str) -> Self {
        folded.split_inclusive('\'').fold(self, Self::then_part)
    }

    fn then_part(self, folded: &str) -> Self {
        let mut state = mix(self.0 ^ folded.len() as u64, FACTORS[0]);
        for chunk in folded.as_bytes().chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            state = mix(state ^ u64::from_le_bytes(word), FACTORS[1]);
        }
        // The tables of hashes have 0 in their empty slots.
        Self(state.max(1))
    }
}

/// Both halves of the product, folded: every bit of the arguments reaches every bit of the result.
fn mix(a: u64, b: u64) -> u64 {
    let product = u128::from(a ^ FACTORS[0].rotate_left(17)) * u128::from(b);
    (product >> 64) as u64 ^ product as u64
}

/// The folded tokens of a name that are compared with those of a text: full stops do not count.
#[must_use]
pub fn key_tokens(name: &str) -> Vec<String> {
    tokens_of_name(name)
        .iter()
        .filter_map(|token| key_token(token.span.of(name), token.kind))
        .collect()
}

/// The folded form of one token as names are compared by it; `None` for a full stop.
#[must_use]
pub fn key_token(surface: &str, kind: TokenKind) -> Option<String> {
    let mut folded = fold(surface);
    if kind == TokenKind::Word && folded.len() > 1 {
        folded.truncate(folded.trim_end_matches('.').len());
    }
    (folded != ".").then_some(folded)
}

/// The sequences of folded tokens that a name begins with, the shortest first.
#[must_use]
pub fn prefixes(name: &str) -> Vec<Prefix> {
    let lengthened = |prefix: &mut Prefix, part: &str| {
        *prefix = prefix.then_part(part);
        Some(*prefix)
    };
    let keys = key_tokens(name);
    keys.iter()
        .flat_map(|key| key.split_inclusive('\''))
        .scan(Prefix::default(), lengthened)
        .collect()
}

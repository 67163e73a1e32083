//! What a recogniser answers.

use super::amount::Count;
use crate::document::{NumberValue, Op};

/// A number as one recogniser reads it.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// What it says.
    pub value: NumberValue,
    /// `between`, `vague` or `eq`; words before and after may change the last.
    pub op: Op,
    /// Certainty in hundredths.
    pub confidence: u8,
}

impl Reading {
    /// A value that stands for itself.
    pub fn new(value: NumberValue, confidence: u8) -> Self {
        Self {
            value,
            op: Op::Eq,
            confidence,
        }
    }

    /// A value made of `count`, whose unit makes it at least as certain as `confidence`.
    pub fn counted(value: NumberValue, count: &Count, confidence: u8) -> Self {
        let confidence = if count.confidence < 80 {
            count.confidence + 10
        } else {
            confidence
        };
        Self {
            value,
            op: count.op,
            confidence,
        }
    }
}

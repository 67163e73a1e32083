//! parallax reads news articles in several languages and writes, as tables, who and what each of them names, which
//! figures it gives, and where articles speak of the same thing.

pub mod document;
pub mod error;
pub mod fold;
pub mod language;
pub mod marked;
pub mod numbers;
pub mod resources;
pub mod stem;
pub mod text;
pub mod tokenize;

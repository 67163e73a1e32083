//! parallax reads news articles in several languages and writes, as tables, who and what each of them names, which
//! figures it gives, and where articles speak of the same thing.

pub mod detect;
pub mod document;
pub mod entities;
pub mod error;
pub mod explain;
pub mod fold;
pub mod language;
pub mod link;
pub mod lookup;
pub mod marked;
pub mod numbers;
pub mod pipeline;
pub mod read;
pub mod resources;
pub mod sections;
pub mod stem;
pub mod tables;
pub mod text;
pub mod tokenize;
pub mod training;

//! parallax reads news articles in several languages and writes, as tables, who and what each of them names, which
//! figures it gives, and where articles speak of the same thing.
//!
//! [`pipeline`] has the order of the stages. [`read`] makes a [`document::Document`] of each
//! article. What is found in one article depends on that article alone: its [`sections`], its language ([`detect`]) and
//! passages in others ([`passages`]), tokens and sentences ([`tokenize`], all together [`words`]), the forms of its words ([`stem`]), the names in it ([`entities`]) and the
//! figures ([`numbers`]); together they are its [`document::Annotations`]. [`link`] then tells, over all articles, what
//! names the same, [`tables`] writes what was found, and [`report`] a page that shows it. A build writes into a
//! [`workspace`] beside the output, where the [`cache`] of earlier builds is.
//!
//! What the stages know stands in `data/`: [`resources`] loads the lists and the weights, [`language`] says what there
//! is to know of one language. [`text`] counts characters, [`fold`] makes the forms that names are compared by,
//! [`error`] has what stops a run or spoils an article. Beside the build, [`lookup`] tells what the lists know of a
//! name, [`explain`] why an article has a name or not, [`training`] fits the weights to annotated texts, and [`marked`]
//! reads tests' texts in which the expected is marked. [`init`] makes a folder to start from, and [`stream`] finds what
//! is in articles that come one a line, without a corpus.

pub mod cache;
pub mod detect;
pub mod document;
pub mod entities;
pub mod error;
pub mod explain;
pub mod fold;
pub mod ids;
pub mod init;
pub mod language;
pub mod link;
pub mod lists;
pub mod lookup;
pub mod marked;
pub mod numbers;
pub mod passages;
pub mod pipeline;
pub mod quotes;
pub mod read;
pub mod report;
pub mod resources;
pub mod scope;
pub mod sections;
pub mod stem;
pub mod stream;
pub mod tables;
pub mod text;
pub mod tokenize;
pub mod training;
pub mod watch;
pub mod words;
pub mod workspace;

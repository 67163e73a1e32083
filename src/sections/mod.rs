//! Tells the parts of an article from each other.

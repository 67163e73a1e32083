//! Names that the user's lists deny, where another rule than the lists finds them: by their shape, or as short forms.

use super::words::Words;
use crate::document::{EntityRef, Mention};
use crate::fold::slug;
use crate::resources::gazetteer::{Prefix, prefixes};
use crate::text::Span;

/// Whether the surface is no name at all.
pub(super) fn is_nothing(words: &Words, span: Span) -> bool {
    words.gazetteer.has_denials() && is_denied_as(words, span.of(words.text), None)
}

/// Whether the user says that the surface does not name some entity: then it names no unlisted one either.
pub(super) fn is_known(words: &Words, span: Span) -> bool {
    let language = words.profile.language;
    let denied = |prefix: &Prefix| words.gazetteer.denies_some(*prefix, language);
    words.gazetteer.has_denials() && prefixes(span.of(words.text)).last().is_some_and(denied)
}

/// Whether the surface, or the name that it stands for, does not name what the mention takes it for.
pub(super) fn is_denied(words: &Words, mention: &Mention) -> bool {
    if !words.gazetteer.has_denials() {
        return false;
    }
    let surface = mention.span.of(words.text);
    match &mention.entity {
        EntityRef::Listed(idx) => is_denied_as(words, surface, Some(*idx)),
        EntityRef::Unlisted(name) => {
            let id = format!("{}:{}", mention.entity_type.id_prefix(), slug(name));
            let idx = words.gazetteer.entity_idx(&id);
            is_denied_as(words, surface, idx) || is_denied_as(words, name, idx)
        }
    }
}

fn is_denied_as(words: &Words, surface: &str, entity: Option<u32>) -> bool {
    let base = &surface[..words.possessive_start(surface).unwrap_or(surface.len())];
    let denied = |prefix: Option<&Prefix>| {
        prefix.is_some_and(|prefix| {
            words
                .gazetteer
                .denies(*prefix, entity, words.profile.language)
        })
    };
    denied(prefixes(surface).last()) || denied(prefixes(base).last())
}

//! Texts with what is quoted in them. Names are given by hand.

use super::*;
use crate::document::{EntityRef, EntityType, Evidence, Mention, Relation, Section};
use crate::language::Language;
use crate::resources::Resources;
use crate::stem::{Stemmer, word_forms};
use crate::tokenize;

/// Checks the quotations of `text` in which `persons` are named: `[speaker: quotation]`, the speaker `?` if none is
/// known, what is told without marks with `~` before it.
fn check(code: &str, persons: &[&str], text: &str, expected: &[&str]) {
    let resources = Resources::load().expect("the project's own data");
    let profile = resources.profile(Language::parse(code).expect("a code"));
    let tokens = tokenize::tokens(text, profile);
    let sentences = tokenize::sentences(text, &tokens, profile);
    let stemmer = Stemmer::named("none").expect("a stemmer");
    let forms = word_forms(text, &tokens, &stemmer);
    let mut mentions: Vec<Mention> = Vec::new();
    for person in persons {
        for (start, _) in text.match_indices(person) {
            mentions.push(mention(Span::new(start, start + person.len()), person));
        }
    }
    mentions.sort_by_key(|mention| mention.span);
    let sections = [Section {
        span: Span::new(0, text.len()),
        kind: SectionKind::Body,
    }];
    let quotes = find(
        Text {
            text,
            sections: &sections,
            sentences: &sentences,
            tokens: &tokens,
            forms: &forms,
            mentions: &mentions,
        },
        profile,
    );
    let shown = |quote: &Quote| {
        let speaker = quote.speaker.map_or("?", |speaker| {
            let span = speaker.mention_idx.map(|idx| mentions[idx].span);
            span.unwrap_or(speaker.span).of(text)
        });
        let sign = if quote.is_direct { "" } else { "~" };
        format!("{speaker}: {sign}{}", quote.span.of(text))
    };
    let found: Vec<_> = quotes.iter().map(shown).collect();
    assert_eq!(found, expected);
}

fn mention(span: Span, name: &str) -> Mention {
    Mention {
        span,
        entity_type: EntityType::Person,
        subtype: Box::default(),
        entity: EntityRef::Unlisted(name.into()),
        relation: Relation::Name,
        evidence: Evidence::Pattern,
        confidence: Confidence::new(95),
        review: false,
    }
}

#[test]
fn the_clause_behind_names_the_speaker() {
    check(
        "en",
        &["Ann Lee"],
        "“We will open the new bridge in May,” said Ann Lee.",
        &["Ann Lee: We will open the new bridge in May"],
    );
    check(
        "de",
        &["Anna Lehmann"],
        "„Wir öffnen die neue Brücke im Mai“, sagte Anna Lehmann am Montag.",
        &["Anna Lehmann: Wir öffnen die neue Brücke im Mai"],
    );
    check(
        "nl",
        &["Anna Smit"],
        "‘We openen de nieuwe brug in mei’, aldus Anna Smit.",
        &["Anna Smit: We openen de nieuwe brug in mei"],
    );
    check(
        "fr",
        &["Anne Petit"],
        "« Nous ouvrirons le nouveau pont en mai », a déclaré Anne Petit.",
        &["Anne Petit: Nous ouvrirons le nouveau pont en mai"],
    );
}

#[test]
fn the_clause_before_names_the_speaker() {
    check(
        "en",
        &["Ann Lee", "Bob Ray"],
        "Ann Lee told Bob Ray: \"The bridge will be open in May.\"",
        &["Ann Lee: The bridge will be open in May."],
    );
    check(
        "ru",
        &["Анна Лебедева"],
        "Анна Лебедева сказала: «Мы откроем новый мост в мае».",
        &["Анна Лебедева: Мы откроем новый мост в мае"],
    );
}

#[test]
fn a_colon_leads_over_a_line() {
    check(
        "de",
        &["Anna Lehmann"],
        "Anna Lehmann machte in einem Beitrag den Regen verantwortlich:\n👉 „Das Wasser stand zu hoch für die Arbeiter.“",
        &["Anna Lehmann: Das Wasser stand zu hoch für die Arbeiter."],
    );
}

#[test]
fn an_interrupted_quotation_has_one_speaker() {
    check(
        "nl",
        &["Anna Smit"],
        "“De brug is klaar,” zei Anna Smit, “en we openen haar in mei.”",
        &[
            "Anna Smit: De brug is klaar",
            "Anna Smit: en we openen haar in mei.",
        ],
    );
}

#[test]
fn a_pronoun_is_the_last_speaker() {
    check(
        "en",
        &["Ann Lee"],
        "“The bridge is ready,” said Ann Lee. “We open it in May,” she added.",
        &["Ann Lee: The bridge is ready", "Ann Lee: We open it in May"],
    );
}

#[test]
fn a_pronoun_for_women_is_no_man() {
    check(
        "en",
        &["Ann Lee", "Bob Ray"],
        "Mrs Ann Lee met Bob Ray. Bob Ray left. “The bridge is ready for all of us,” she said.",
        &["Ann Lee: The bridge is ready for all of us"],
    );
}

#[test]
fn marked_words_that_nobody_says_are_left_out() {
    check(
        "en",
        &["Ann Lee"],
        "Ann Lee saw “Titanic” and the so-called “bridge of fools” yesterday. It's the owners' 'new' one.",
        &[],
    );
}

#[test]
fn apostrophes_are_no_marks() {
    check(
        "nl",
        &["Anna Smit"],
        "'s Avonds zei Anna Smit: 'De foto's van Anna's brug zijn klaar.'",
        &["Anna Smit: De foto's van Anna's brug zijn klaar."],
    );
}

#[test]
fn a_mark_may_open_each_paragraph() {
    check(
        "en",
        &["Ann Lee"],
        "Ann Lee said: “The bridge is ready.\n\n“We open it in May.”",
        &["Ann Lee: The bridge is ready.\n\n“We open it in May."],
    );
}

#[test]
fn dashes_open_speech_where_a_verb_follows() {
    check(
        "ru",
        &["Анна Лебедева"],
        "— Мы откроем новый мост в мае, — сказала Анна Лебедева.\n— новый мост в мае\n",
        &["Анна Лебедева: Мы откроем новый мост в мае"],
    );
}

#[test]
fn roles_are_speakers_without_a_name() {
    check(
        "en",
        &[],
        "“We will open the new bridge in May,” said the minister.",
        &["the minister: We will open the new bridge in May"],
    );
}

#[test]
fn what_is_told_needs_a_named_speaker() {
    check(
        "en",
        &["Ann Lee"],
        "Ann Lee said that the bridge would open in May. It was reported that the bridge was too small.",
        &["Ann Lee: ~the bridge would open in May"],
    );
    check(
        "de",
        &["Anna Lehmann"],
        "Laut Anna Lehmann, der Leiterin der Werft, öffnet die neue Brücke im Mai.",
        &["Anna Lehmann: ~öffnet die neue Brücke im Mai"],
    );
    check(
        "nl",
        &["Anna Smit"],
        "De brug gaat in mei open, volgens Anna Smit.",
        &["Anna Smit: ~De brug gaat in mei open"],
    );
}

#[test]
fn one_of_several_verbs_has_the_first_subject() {
    check(
        "nl",
        &["Anna Smit", "Bob Raaf"],
        "Anna Smit prees in een brief Bob Raaf en zei dat de brug in mei opengaat.",
        &["Anna Smit: ~de brug in mei opengaat"],
    );
}

//! [`NameKind`], how a name names its entity.

/// How a name names its entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NameKind {
    /// The usual one.
    Preferred,
    /// Another one.
    Alias,
    /// Adjective or inhabitant of a place, adherent of a party.
    Demonym,
    /// Initials or a short form.
    Abbreviation,
    /// No longer official.
    Former,
    /// A misspelling, never shown.
    Hidden,
}

impl NameKind {
    /// Every kind, in the order of their numbers in compiled lists.
    pub const ALL: [Self; 6] = [
        Self::Preferred,
        Self::Alias,
        Self::Demonym,
        Self::Abbreviation,
        Self::Former,
        Self::Hidden,
    ];

    /// The kind that tables call `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// What tables call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Alias => "alias",
            Self::Demonym => "demonym",
            Self::Abbreviation => "abbreviation",
            Self::Former => "former",
            Self::Hidden => "hidden",
        }
    }
}

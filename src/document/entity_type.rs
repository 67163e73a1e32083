//! [`EntityType`], what a name names.

use serde::{Deserialize, Serialize};

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntityType {
    /// A human being.
    Person,
    /// A company, government, party, club, outlet, platform.
    Organization,
    /// A country, city, river, building.
    Location,
    /// A thing that is made: device, software, weapon, work.
    Product,
    /// A war, treaty, tournament, prize.
    Event,
    /// Nationalities, religions, adherents of parties.
    Group,
}

impl EntityType {
    /// The three letters that begin the ids of unlisted entities of this type.
    #[must_use]
    pub fn id_prefix(self) -> &'static str {
        match self {
            Self::Person => "per",
            Self::Organization => "org",
            Self::Location => "loc",
            Self::Product => "prd",
            Self::Event => "evt",
            Self::Group => "grp",
        }
    }
}

impl EntityType {
    /// Every type, in the order of their numbers in compiled lists.
    pub const ALL: [Self; 6] = [
        Self::Person,
        Self::Organization,
        Self::Location,
        Self::Product,
        Self::Event,
        Self::Group,
    ];

    /// The type that tables call `name`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|entity_type| entity_type.name() == name)
    }

    /// What tables call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organization => "organization",
            Self::Location => "location",
            Self::Product => "product",
            Self::Event => "event",
            Self::Group => "group",
        }
    }
}

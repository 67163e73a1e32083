//! [`Weights`]: how much each feature speaks for a person, an organisation, a place, or something else.

mod features;

pub use features::{
    Attribute, Capital, Feature, Group, N_FEATURES, Neighbour, Part, Position, SpanFeature,
    SpanKind,
};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use super::tsv;
use crate::document::{Confidence, EntityType};
use crate::error::Error;

/// The file of the weights, below the root of the project.
pub const WEIGHTS_PATH: &str = "data/entity_weights.tsv";
/// The file that says how often spans of a probability were names, below the root of the project.
pub const CALIBRATION_PATH: &str = "data/entity_calibration.tsv";

/// What a span of a text may be, as far as the weights tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Label {
    /// A person.
    Person,
    /// An organisation.
    Organization,
    /// A place.
    Location,
    /// Another name: an event, a product, a title of a work, a people.
    Other,
}

/// How many classes there are.
pub const N_LABELS: usize = 4;

impl Label {
    /// All, in order of number.
    pub const ALL: [Self; N_LABELS] = [
        Self::Person,
        Self::Organization,
        Self::Location,
        Self::Other,
    ];

    /// The class of an entity's type.
    #[must_use]
    pub fn of(entity_type: EntityType) -> Self {
        match entity_type {
            EntityType::Person => Self::Person,
            EntityType::Organization => Self::Organization,
            EntityType::Location => Self::Location,
            EntityType::Event | EntityType::Product | EntityType::Group => Self::Other,
        }
    }
}

/// The weight of one feature for each class.
pub type LabelWeights = [f32; N_LABELS];

/// The weights of all features, and what the probabilities that come of them are worth.
#[derive(Debug, Clone)]
pub struct Weights {
    by_feature: Vec<LabelWeights>,
    /// Probability and share of right names, in ascending order of both.
    calibration: Vec<(f64, f64)>,
}

/// A row of `entity_weights.tsv`.
#[derive(Debug, Deserialize, Serialize)]
struct WeightRow {
    feature: String,
    person: f32,
    organization: f32,
    location: f32,
    other: f32,
}

/// A row of `entity_calibration.tsv`.
#[derive(Debug, Deserialize, Serialize)]
struct CalibrationRow {
    probability: f64,
    right: f64,
}

impl Weights {
    /// Reads the files that are compiled into the program.
    ///
    /// # Errors
    ///
    /// A row that breaks the rules.
    pub(super) fn load() -> Result<Self, Error> {
        Self::parse(
            include_str!("../../../data/entity_weights.tsv"),
            include_str!("../../../data/entity_calibration.tsv"),
        )
    }

    /// Reads the texts of both files.
    ///
    /// # Errors
    ///
    /// A row that breaks the rules, or that names a feature which is none.
    pub fn parse(weights: &str, calibration: &str) -> Result<Self, Error> {
        let numbers: FxHashMap<String, usize> = Feature::all()
            .map(|feature| (feature.name(), feature.idx()))
            .collect();
        let mut by_feature = vec![[0.0; N_LABELS]; N_FEATURES];
        let rows: Vec<WeightRow> = tsv::rows(WEIGHTS_PATH, weights)?;
        for (line, row) in (2..).zip(rows) {
            let idx = numbers.get(&row.feature).ok_or_else(|| Error::Data {
                file: WEIGHTS_PATH.to_owned(),
                line,
                column: "feature".to_owned(),
                expected: "a feature".to_owned(),
                found: row.feature.clone(),
            })?;
            by_feature[*idx] = [row.person, row.organization, row.location, row.other];
        }
        let rows: Vec<CalibrationRow> = tsv::rows(CALIBRATION_PATH, calibration)?;
        let calibration = rows.iter().map(|row| (row.probability, row.right));
        Ok(Self {
            by_feature,
            calibration: calibration.collect(),
        })
    }

    /// These weights, with names of a probability as often right as `calibration` says: probability and share, in
    /// ascending order of both.
    #[must_use]
    pub fn calibrated_by(mut self, calibration: Vec<(f64, f64)>) -> Self {
        self.calibration = calibration;
        self
    }

    /// Probability and share of right names, in ascending order of both.
    #[must_use]
    pub fn calibration(&self) -> &[(f64, f64)] {
        &self.calibration
    }

    /// These weights, in order of feature, with probabilities taken as they are.
    ///
    /// # Panics
    ///
    /// If there are not as many as features.
    #[must_use]
    pub fn uncalibrated(by_feature: Vec<LabelWeights>) -> Self {
        assert_eq!(by_feature.len(), N_FEATURES, "a weight for each feature");
        Self {
            by_feature,
            calibration: Vec::new(),
        }
    }

    /// What the feature speaks for each class.
    #[must_use]
    pub fn of(&self, feature: Feature) -> LabelWeights {
        self.by_feature[feature.idx()]
    }

    /// How sure a name of this probability is.
    #[must_use]
    pub fn confidence(&self, probability: f64) -> Confidence {
        let share = self.share_right(probability).clamp(0.0, 0.99);
        // The clamp makes this a number from 0 to 99.
        Confidence::new((share * 100.0).round() as u8)
    }

    /// The share of right names at `probability`, on the line between the two nearest points that were measured.
    fn share_right(&self, probability: f64) -> f64 {
        let after = self
            .calibration
            .partition_point(|(measured, _)| *measured < probability);
        let point = |idx: usize| self.calibration.get(idx).copied();
        match (after.checked_sub(1).and_then(point), point(after)) {
            (Some((low, low_share)), Some((high, high_share))) => {
                low_share + (high_share - low_share) * (probability - low) / (high - low)
            }
            (None, Some((_, share))) | (Some((_, share)), None) => share,
            (None, None) => probability,
        }
    }

    /// The rows of the file of weights: features whose weights are not all zero, in order of name.
    #[must_use]
    pub fn rows(&self) -> Vec<(String, LabelWeights)> {
        let row = |feature: Feature| (feature.name(), self.of(feature));
        let mut rows: Vec<_> = Feature::all().map(row).collect();
        rows.retain(|(_, weights)| weights.iter().any(|weight| *weight != 0.0));
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_files_are_sound() {
        let weights = Weights::load().expect("the project's own data");
        assert!(weights.rows().len() > 1_000);
        let calibration = weights.calibration();
        assert!(calibration.is_sorted_by(|a, b| a.0 < b.0 && a.1 < b.1));
        assert!(calibration.iter().all(|(probability, share)| {
            (0.0..=1.0).contains(probability) && (0.0..=1.0).contains(share)
        }));
    }

    #[test]
    fn confidence_lies_between_what_was_measured() {
        let measured = vec![(0.2, 0.1), (0.6, 0.5)];
        let weights = Weights::uncalibrated(vec![[0.0; N_LABELS]; N_FEATURES]);
        let weights = weights.calibrated_by(measured);
        assert_eq!(weights.confidence(0.0).hundredths(), 10);
        assert_eq!(weights.confidence(0.4).hundredths(), 30);
        assert_eq!(weights.confidence(1.0).hundredths(), 50);
    }

    #[test]
    fn an_unknown_feature_is_told_with_its_line() {
        let weights = "feature\tperson\torganization\tlocation\tother\nmoon\t1\t0\t0\t0\n";
        let error = Weights::parse(weights, "probability\tright\n").expect_err("no such feature");
        assert!(error.to_string().contains("moon"), "{error}");
    }
}

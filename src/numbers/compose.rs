//! Adds up what the pieces of a number in words say.

use rust_decimal::Decimal;

use crate::language::number_words::NumberRole;

/// A piece of a number in words.
#[derive(Debug, Clone, Copy)]
pub struct Morph {
    /// What it does.
    pub role: NumberRole,
    /// What it says.
    pub value: Decimal,
    /// The part behind its own.
    pub end: usize,
    /// Whether it is written in one word with the morph before it.
    pub is_joined: bool,
}

/// The value of the longest run of `morphs` that is a number, and how many morphs it has; with `bare_scales` a
/// million may stand without a number before it.
pub fn compose(
    morphs: &[Morph],
    wants_ordinal: bool,
    bare_scales: bool,
) -> Option<(Decimal, usize)> {
    let mut sum = Sum {
        bare_scales,
        ..Sum::default()
    };
    let mut best = None;
    for (idx, morph) in morphs.iter().enumerate() {
        if !sum.add(morphs, idx) {
            break;
        }
        let is_ordinal = morph.role == NumberRole::Ordinal;
        let joins = matches!(morph.role, NumberRole::And | NumberRole::AndUnits);
        if !joins && is_ordinal == wants_ordinal {
            best = Some((sum.total()?, idx + 1));
        }
        if is_ordinal && !ordinal_goes_on(morphs, idx) {
            break;
        }
    }
    best
}

/// Whether another ordinal goes on with the one at `idx`: *vigésimo primero*.
fn ordinal_goes_on(morphs: &[Morph], idx: usize) -> bool {
    let value = morphs[idx].value;
    let limits = [1000, 100, 10].map(Decimal::from);
    let mut limits = limits.into_iter();
    let Some(limit) = limits.find(|limit| (value % limit).is_zero()) else {
        return false;
    };
    let next = morphs.get(idx + 1);
    value > Decimal::TEN
        && next.is_some_and(|next| {
            next.role == NumberRole::Ordinal && next.value > Decimal::ZERO && next.value < limit
        })
}

#[derive(Debug, Default)]
struct Sum {
    /// Whether a million may stand without a number before it.
    bare_scales: bool,
    scaled: Decimal,
    group: Decimal,
    last_scale: Option<Decimal>,
    half: bool,
}

impl Sum {
    fn total(&self) -> Option<Decimal> {
        self.scaled.checked_add(self.group)
    }

    /// Takes in morph `idx`; `false` if it cannot follow what was taken in before it.
    fn add(&mut self, morphs: &[Morph], idx: usize) -> bool {
        use NumberRole as R;
        let morph = morphs[idx];
        let previous = idx.checked_sub(1).map(|before| morphs[before].role);
        let is_after = |roles: &[R]| previous.is_none_or(|role| roles.contains(&role));
        let hundred = Decimal::ONE_HUNDRED;
        let ten = Decimal::TEN;
        if self.half && morph.role != R::Scale && morph.role != R::Ordinal {
            return false;
        }
        match morph.role {
            R::Digit | R::One | R::Article => {
                let before = [
                    R::And,
                    R::AndUnits,
                    R::Hundred,
                    R::Hundreds,
                    R::Scale,
                    R::Tens,
                ];
                let fits = is_after(&before) && (self.group % ten).is_zero();
                // *Zwei Millionen eintausend*
                let begins_word = morphs.get(idx + 1).is_some_and(|next| next.is_joined);
                let is_article = morph.role == R::Article
                    && !morph.is_joined
                    && !begins_word
                    && !matches!(previous, None | Some(R::And | R::AndUnits));
                self.group += morph.value;
                fits && !is_article
            }
            R::Teen => {
                let fits = is_after(&[R::And, R::Hundred, R::Hundreds, R::Scale])
                    && (self.group % hundred).is_zero();
                self.group += morph.value;
                fits
            }
            R::Tens => {
                let units = self.group % hundred;
                let follows_units = previous == Some(R::And) && morph.is_joined && units < ten;
                let fits = follows_units
                    || is_after(&[R::And, R::Hundred, R::Hundreds, R::Scale]) && units.is_zero();
                self.group += morph.value;
                fits
            }
            R::Hundreds => {
                let fits = is_after(&[R::And, R::Scale]) && self.group.is_zero();
                self.group += morph.value;
                fits
            }
            R::Hundred => self.multiply_hundred(previous),
            R::Scale => self.multiply(morph.value, previous),
            R::Half => {
                let fits = morph.is_joined || previous == Some(R::And);
                self.half = true;
                self.group += morph.value;
                fits
            }
            R::And => may_join(morphs, idx),
            R::AndUnits => {
                let next = morphs.get(idx + 1).map(|next| next.role);
                previous == Some(R::Tens) && matches!(next, Some(R::Digit | R::One | R::Article))
            }
            R::Ordinal => self.finish(morph, previous),
            _ => false,
        }
    }

    fn multiply_hundred(&mut self, previous: Option<NumberRole>) -> bool {
        if self.group.is_zero() && previous != Some(NumberRole::Digit) {
            self.group = Decimal::ONE_HUNDRED;
            return true;
        }
        let fits = self.group < Decimal::ONE_HUNDRED && previous != Some(NumberRole::And);
        self.group *= Decimal::ONE_HUNDRED;
        fits
    }

    fn multiply(&mut self, scale: Decimal, previous: Option<NumberRole>) -> bool {
        let is_large = scale >= Decimal::from(1_000_000);
        // *Mil quinientos millones*: of all that is less than the scale, not of what was added last.
        if is_large && self.last_scale.is_some_and(|last| last < scale) {
            let less = self.scaled % scale;
            let scaled = less
                .checked_add(self.group)
                .and_then(|factor| factor.checked_mul(scale))
                .and_then(|value| value.checked_add(self.scaled - less));
            let Some(scaled) = scaled else {
                return false;
            };
            (self.scaled, self.group) = (scaled, Decimal::ZERO);
            self.last_scale = Some(scale);
            return previous != Some(NumberRole::And);
        }
        let needs_factor = is_large && self.group.is_zero() && !self.bare_scales;
        let fits = self.last_scale.is_none_or(|last| scale < last)
            && !needs_factor
            && previous != Some(NumberRole::And);
        let factor = if self.group.is_zero() {
            Decimal::ONE
        } else {
            self.group
        };
        let Some(scaled) = factor
            .checked_mul(scale)
            .and_then(|value| self.scaled.checked_add(value))
        else {
            return false;
        };
        self.scaled = scaled;
        self.group = Decimal::ZERO;
        self.half = false;
        self.last_scale = Some(scale);
        fits
    }

    /// An ordinal at the end: an ending (zero), units (*-third*) or a scale (*-hundredth*).
    fn finish(&mut self, morph: Morph, previous: Option<NumberRole>) -> bool {
        use NumberRole as R;
        if morph.value.is_zero() {
            return morph.is_joined;
        }
        let Some(previous) = previous else {
            self.group = morph.value;
            return true;
        };
        if morph.value >= Decimal::ONE_HUNDRED {
            let factor = if self.group.is_zero() {
                Decimal::ONE
            } else {
                self.group
            };
            let Some(group) = factor.checked_mul(morph.value) else {
                return false;
            };
            self.group = group;
            return matches!(
                previous,
                R::Digit | R::One | R::Article | R::Teen | R::Tens | R::Hundred | R::Hundreds
            );
        }
        self.group += morph.value;
        match previous {
            R::Tens => morph.value < Decimal::TEN,
            R::Hundred | R::Hundreds | R::Scale | R::And => true,
            // *vigésimo primero*
            R::Ordinal => true,
            _ => false,
        }
    }
}

/// Whether the *and* at `idx` joins: inside a word always, else only behind hundreds and thousands, and not where a
/// number as large begins (*one hundred and two hundred*).
fn may_join(morphs: &[Morph], idx: usize) -> bool {
    use NumberRole as R;
    let Some(next) = morphs.get(idx + 1) else {
        return false;
    };
    if next.is_joined {
        return idx > 0;
    }
    let Some(previous) = idx.checked_sub(1).map(|before| morphs[before]) else {
        return false;
    };
    let coming = morphs[idx + 1..]
        .iter()
        .take(4)
        .find(|morph| matches!(morph.role, R::Hundred | R::Scale));
    match previous.role {
        R::Hundred | R::Hundreds => {
            coming.is_none_or(|morph| morph.role != R::Hundred) && next.role != R::Article
        }
        R::Scale => {
            coming.is_none_or(|morph| morph.value < previous.value) && next.role != R::Article
        }
        _ => false,
    }
}

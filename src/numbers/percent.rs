//! Hundredths and percentage points: *56 %*, *vijf procent*, *3 percentage points*.

use super::amount;
use super::reading::Reading;
use super::scan::Scan;
use crate::document::NumberValue;
use crate::language::number_words::UnitRole;

/// Reads a count with a word or sign for hundredths; a range may have it behind both ends.
pub fn read(scan: &Scan, at: usize) -> Option<(Reading, usize)> {
    let (count, used) = amount::read(scan, at)?;
    let end = at + used + super::hyphen(scan, at + used);
    let points = scan
        .unit(end, UnitRole::Points)
        .map(|(_, used)| (true, used));
    let (points, more) = points.or_else(|| {
        scan.unit(end, UnitRole::Percent)
            .map(|(_, used)| (false, used))
    })?;
    let value = NumberValue::Percent {
        amount: count.amount,
        points,
    };
    Some((Reading::counted(value, &count, 95), end + more - at))
}

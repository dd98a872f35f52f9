//! C013: the best choice stands at the same place in the file, oftener than chance would have it.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::lint::giveaways::{decisions, tell};

/// How authors speak of the places. Scenes with more choices are rare.
const PLACES: [&str; 5] = ["first", "second", "third", "fourth", "fifth"];

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let decisions = decisions(desk);
    let longest = decisions.iter().map(|decision| decision.open.len()).max().unwrap_or(0);
    let tried = u32::try_from(longest.min(PLACES.len())).unwrap_or(u32::MAX).max(1);
    let found = PLACES.iter().enumerate().filter_map(|(at, place)| {
        let tell = tell(&decisions, tried, |decision| decision.open.get(at).copied())?;
        let fix = "change the order of choices in some scenes";
        tell.told(desk, "C013", &format!("the best choice is the {place} in the file"), fix)
    });
    found.collect()
}

//! C009: a case too short to grip or too long to finish, counted in decisions and endings.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::lint::paths::{Roads, Way};
use crate::source::Span;

/// Below three decisions nothing can build up; over fourteen, most players are past the twenty minutes they had.
const DECISIONS: std::ops::RangeInclusive<u64> = 3..=14;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let start = Span::new(0, 1);
    if !desk.walk.complete {
        let message = format!("the case has more than {} states and was not walked whole", desk.walk.states);
        found.push(desk.warning("C009", start, message).help("fewer flags and conditions make it smaller"));
    }
    let (shortest, longest) = extremes(desk);
    let equal = shortest.as_ref().map(|way| way.weight) == longest.as_ref().map(|way| way.weight);
    let ways = if equal {
        vec![("every path", shortest)]
    } else {
        vec![("the shortest path", shortest), ("the longest path", longest)]
    };
    for (which, way) in ways {
        if let Some(way) = way.filter(|way| !DECISIONS.contains(&way.weight)) {
            let count = if way.weight == 1 { "1 decision".into() } else { format!("{} decisions", way.weight) };
            let message = format!("{which} has {count}: {}", brief(&way, desk));
            let help = format!(
                "a path has at least {} and at most {}; 6 to 10 make a case of 10 to 20 minutes",
                DECISIONS.start(),
                DECISIONS.end()
            );
            found.push(desk.warning("C009", start, message).help(help));
        }
    }
    if desk.walk.complete && desk.walk.endings.len() < 2 {
        found.push(
            desk.warning("C009", start, "the case has a single ending").help("let what was done show in how it ends"),
        );
    }
    found
}

/// The ways with the fewest and the most decisions, over all variants. A lone choice is a way on, not a decision.
fn extremes(desk: &Desk<'_>) -> (Option<Way>, Option<Way>) {
    let several =
        |at: usize, _: usize| u64::from(desk.case.scenes.get(at).is_some_and(|scene| scene.choices.len() > 1));
    let roads: Vec<Roads<'_>> =
        (0..desk.case.variants.len()).map(|variant| Roads::of(desk.case, &desk.walk, variant)).collect();
    let shortest = roads.iter().filter_map(|roads| roads.lightest(|_| 0, several));
    let longest = roads.iter().filter_map(|roads| roads.heaviest(|_| 0, several));
    (
        shortest.reduce(|least, way| if way.weight < least.weight { way } else { least }),
        longest.reduce(|most, way| if way.weight > most.weight { way } else { most }),
    )
}

/// The choices of a way, the middle of a very long one left out.
fn brief(way: &Way, desk: &Desk<'_>) -> String {
    const SHOWN: usize = 20;
    let Some(more) = way.choices.len().checked_sub(SHOWN).filter(|more| *more > 0) else {
        return way.words(desk.case);
    };
    let first = Way { weight: 0, choices: way.choices.iter().take(SHOWN).copied().collect() };
    format!("{} and {more} more", first.words(desk.case))
}

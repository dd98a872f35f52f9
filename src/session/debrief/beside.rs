//! The player's way beside the best way: aligned at the scenes that both came through, and told in a sentence.

use super::{Band, BestRun, BestStep, Debrief, DecisionReview};
use crate::reference::RulePlace;
use serde::Serialize;

/// What a run broke and missed, each rule once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Lapses {
    /// Rules that something done or said broke.
    pub broken: Vec<RulePlace>,
    /// Duties that were missed, or met in part only.
    pub missed: Vec<RulePlace>,
}

impl Lapses {
    /// Was nothing broken and nothing missed?
    pub fn is_empty(&self) -> bool {
        self.broken.is_empty() && self.missed.is_empty()
    }

    /// Everything, what was broken first.
    pub fn all(&self) -> impl Iterator<Item = &RulePlace> {
        self.broken.iter().chain(&self.missed)
    }

    /// "broke one rule and missed two duties"; "breaks" and "misses" of what is there to be had.
    fn words(&self, broke: &str, missed: &str) -> String {
        let broken =
            (!self.broken.is_empty()).then(|| format!("{broke} {}", counted(self.broken.len(), "rule", "rules")));
        let missed =
            (!self.missed.is_empty()).then(|| format!("{missed} {}", counted(self.missed.len(), "duty", "duties")));
        broken.into_iter().chain(missed).collect::<Vec<_>>().join(" and ")
    }
}

/// A stretch of two ways laid side by side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside<'a> {
    /// A scene that both came through.
    Together(&'a DecisionReview, &'a BestStep),
    /// Scenes that only one of them came through.
    Apart(Vec<&'a DecisionReview>, Vec<&'a BestStep>),
}

impl Beside<'_> {
    /// Was the same done on both ways?
    pub fn is_same(&self) -> bool {
        match self {
            Self::Together(own, best) => own.chose == best.choice,
            Self::Apart(..) => false,
        }
    }

    /// Was another choice made in a scene of both ways, and nothing lost by it?
    pub fn is_as_sound(&self) -> bool {
        match self {
            Self::Together(own, best) => own.chose != best.choice && own.band == Band::Sound,
            Self::Apart(..) => false,
        }
    }
}

impl Debrief {
    /// The player's way beside the best way, from start to end; nothing where the best way is not known.
    pub fn side_by_side(&self) -> Vec<Beside<'_>> {
        self.best_run.as_ref().map(|best| aligned(&self.decisions, &best.steps)).unwrap_or_default()
    }

    /// How the player's way compares with the best way, in a few plain sentences; none where that is not known or nothing
    /// was decided.
    pub fn compared(&self) -> Option<String> {
        let best = self.best_run.as_ref()?;
        let same = self.side_by_side().iter().all(Beside::is_same);
        match (self.decisions.is_empty(), same) {
            (true, _) => None,
            (false, true) if best.lapses.is_empty() => Some("This was the best way through: it breaks nothing.".into()),
            (false, true) => {
                let even = best.lapses.words("breaks", "misses");
                Some(format!("This was the best way through, though even that {even}."))
            }
            (false, false) => Some(format!("{} {}", self.endings(best), fairness(best))),
        }
    }

    fn endings(&self, best: &BestRun) -> String {
        match (&self.ending, &best.ending) {
            (Some(own), Some(best)) if own == best => "Both ways end at the same door.".into(),
            (Some(own), Some(best)) => {
                format!("Yours ends with \u{201c}{own}\u{201d}, the best way with \u{201c}{best}\u{201d}.")
            }
            (None, Some(best)) => format!("The best way ends with \u{201c}{best}\u{201d}."),
            (_, None) => "Each way ends on its own.".into(),
        }
    }
}

/// What each of the two ways cost.
fn fairness(best: &BestRun) -> String {
    let own = best.own_lapses.words("broke", "missed");
    match (best.lapses.is_empty(), best.own_lapses.is_empty()) {
        (true, true) if best.own >= best.value => "Yours is another way, and as good: neither breaks anything.".into(),
        (true, true) => "Neither breaks anything; the best way keeps a little more of what mattered.".into(),
        (true, false) => format!("The best way breaks nothing; yours {own}."),
        (false, _) if best.own >= best.value => {
            format!("Yours is as good as it gets: every way through {} or more.", best.lapses.words("breaks", "misses"))
        }
        (false, true) => "The best way keeps more of what mattered.".into(),
        (false, false) => format!("Even the best way {}; yours {own}.", best.lapses.words("breaks", "misses")),
    }
}

/// Lays two ways side by side so that as many scenes as can be stand together.
fn aligned<'a>(own: &'a [DecisionReview], best: &'a [BestStep]) -> Vec<Beside<'a>> {
    let shared = shared(own, best);
    let mut found = Vec::new();
    let (mut own_left, mut best_left) = (own, best);
    let (mut alone, mut elsewhere): (Vec<&DecisionReview>, Vec<&BestStep>) = (Vec::new(), Vec::new());
    while !own_left.is_empty() || !best_left.is_empty() {
        let at = (own.len() - own_left.len(), best.len() - best_left.len());
        match (own_left, best_left) {
            ([mine, own_rest @ ..], [theirs, best_rest @ ..]) if mine.at == theirs.scene => {
                part(&mut found, &mut alone, &mut elsewhere);
                found.push(Beside::Together(mine, theirs));
                (own_left, best_left) = (own_rest, best_rest);
            }
            ([mine, rest @ ..], theirs)
                if theirs.is_empty() || after(&shared, at.0 + 1, at.1) >= after(&shared, at.0, at.1 + 1) =>
            {
                alone.push(mine);
                own_left = rest;
            }
            (_, [theirs, rest @ ..]) => {
                elsewhere.push(theirs);
                best_left = rest;
            }
            (_, []) => break,
        }
    }
    part(&mut found, &mut alone, &mut elsewhere);
    found
}

/// Ends a stretch on which the two ways were apart.
fn part<'a>(found: &mut Vec<Beside<'a>>, own: &mut Vec<&'a DecisionReview>, best: &mut Vec<&'a BestStep>) {
    if !own.is_empty() || !best.is_empty() {
        found.push(Beside::Apart(std::mem::take(own), std::mem::take(best)));
    }
}

/// How many scenes can still stand together from a place in each of the two ways on.
fn shared(own: &[DecisionReview], best: &[BestStep]) -> Vec<Vec<usize>> {
    let mut table = vec![vec![0; best.len() + 1]; own.len() + 1];
    for (row, mine) in own.iter().enumerate().rev() {
        for (column, theirs) in best.iter().enumerate().rev() {
            let both = after(&table, row + 1, column + 1) + usize::from(mine.at == theirs.scene);
            let most = both.max(after(&table, row + 1, column)).max(after(&table, row, column + 1));
            if let Some(cell) = table.get_mut(row).and_then(|row| row.get_mut(column)) {
                *cell = most;
            }
        }
    }
    table
}

fn after(shared: &[Vec<usize>], row: usize, column: usize) -> usize {
    shared.get(row).and_then(|row| row.get(column)).copied().unwrap_or(0)
}

/// "one rule", "three duties".
fn counted(number: usize, one: &str, many: &str) -> String {
    const WORDS: [&str; 11] = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    let number_word = WORDS.get(number).map_or_else(|| number.to_string(), |word| (*word).to_owned());
    format!("{number_word} {}", if number == 1 { one } else { many })
}

//! What a search met anywhere: how each choice was judged, which rules spoke, what came to be known.

use crate::ethics::{ActJudgment, Badge, DutyChange, DutyState, Holding, RuleRef, Rulebook};
use crate::session::Turn;
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};

/// The badges a choice was judged by, over all states in which it is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Badges(u8);

impl Badges {
    fn note(&mut self, badge: Badge) {
        self.0 |= 1 << badge as u8;
    }

    /// Each badge, from the best.
    pub fn iter(self) -> impl Iterator<Item = Badge> {
        let mut all: Vec<Badge> = Badge::ALL.iter().map(|(_, badge)| *badge).collect();
        all.sort_unstable();
        all.into_iter().filter(move |badge| self.0 & (1 << *badge as u8) != 0)
    }

    /// The gravest of them.
    pub fn worst(self) -> Badge {
        self.iter().last().unwrap_or_default()
    }
}

/// How a choice was judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdicts {
    /// By the law.
    pub law: Badges,
    /// By the code.
    pub ethics: Badges,
}

/// What a search met anywhere.
#[derive(Debug, Clone, Default)]
pub struct Met {
    /// How each choice was judged: scene and choice.
    pub choices: BTreeMap<(usize, usize), Verdicts>,
    /// The settled rules that each choice broke, or whose duties were missed by it.
    pub breaks: BTreeMap<(usize, usize), BTreeSet<RuleRef>>,
    /// The rules that were kept, or whose duties were met.
    pub kept: FxHashSet<RuleRef>,
    /// The rules that were broken, or whose duties were missed.
    pub broken: FxHashSet<RuleRef>,
    /// The story facts that came to be known.
    pub known: Vec<bool>,
}

impl Met {
    pub(super) fn note(&mut self, book: &Rulebook, scene: usize, choice: usize, turn: &Turn) {
        let judged = self.choices.entry((scene, choice)).or_default();
        let worst = |badge: fn(&ActJudgment) -> Badge| turn.judgments.iter().map(badge).max().unwrap_or_default();
        judged.law.note(worst(|judgment| judgment.law));
        judged.ethics.note(worst(|judgment| judgment.ethics));
        self.note_broken(book, (scene, choice), turn);
        for finding in turn.judgments.iter().flat_map(|judgment| &judgment.findings) {
            let rules = if finding.holding == Holding::Kept { &mut self.kept } else { &mut self.broken };
            rules.insert(finding.rule);
        }
        for change in turn.changes.iter().chain(&turn.on_entering) {
            match change.state {
                DutyState::Discharged => drop(self.kept.insert(change.rule)),
                DutyState::Missed | DutyState::Partial | DutyState::Late => drop(self.broken.insert(change.rule)),
                DutyState::Open | DutyState::Lapsed => (),
            }
        }
        self.known.resize(turn.after.known.len(), false);
        for (known, now) in self.known.iter_mut().zip(&turn.after.known) {
            *known |= *now;
        }
    }
    fn note_broken(&mut self, book: &Rulebook, choice: (usize, usize), turn: &Turn) {
        let findings = turn.judgments.iter().flat_map(ActJudgment::broken).map(|finding| finding.rule);
        let missed = |change: &&DutyChange| matches!(change.state, DutyState::Missed | DutyState::Partial);
        let missed = turn.changes.iter().chain(&turn.on_entering).filter(missed).map(|change| change.rule);
        let settled = |rule: &RuleRef| book.rule(*rule).is_some_and(|rule| rule.certainty.is_settled());
        let mut broken = findings.chain(missed).filter(settled).peekable();
        if broken.peek().is_some() {
            self.breaks.entry(choice).or_default().extend(broken);
        }
    }
}

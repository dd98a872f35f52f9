//! Checks that go beyond loading: a case that reads but traps, repeats itself or cites what is not there. One file for
//! each code, one table; help, `explain` and the docs come from the table.

mod act_text;
mod allow;
mod case_tests;
pub mod codes;
mod giveaways;
mod knowledge;
mod packs;
mod paths;
mod prose;
mod reading_time;
mod rules;
mod searches;
mod ways;
mod written;
mod written_activity;

pub use case_tests::{TestOutcome, run_tests};
pub use packs::{lint_packs, lint_packs_of_age};

use crate::diagnostic::{Allowed, Diagnostic};
use crate::ethics::Packs;
use crate::explore::answers::Answers;
use crate::explore::{Walk, walk};
use crate::scenario::{Case, Choice};
use crate::source::{Source, Span};
use jiff::civil::Date;
use searches::{MOST_STATES, Searched, Searches};
use std::cell::OnceCell;
use std::sync::Arc;
use written::Written;

/// After so many months law, codes and the cases built on them are looked through again, unless somebody wants it sooner.
pub const USUAL_AGE: u16 = 24;

/// What lint found in a text.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    /// What an author should look at.
    pub found: Vec<Diagnostic>,
    /// What its author means to stand, each with the reason.
    pub allowed: Vec<Allowed>,
}

/// How deep lint looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Depth {
    /// At what can be told at once, so often as somebody writes: no search.
    Quick,
    /// At everything, with the exact search of the case under each of its laws.
    Whole,
}

/// What a lint rule looks at.
#[derive(Debug)]
pub struct Desk<'a> {
    /// The case.
    pub case: &'a Case,
    /// All rules.
    pub packs: &'a Packs,
    /// What can be reached in it.
    pub walk: Walk,
    /// The case as it is written: the places of scenes, choices and prose.
    written: Written,
    /// Everything that can happen in it, once a rule has asked.
    searches: OnceCell<Searches>,
    /// What the answers of each scene's activity come to, once a rule has asked.
    answers: OnceCell<Vec<Option<Answers>>>,
    /// The day from which the age of sources is counted.
    today: Date,
    /// After so many months they are old.
    months: u16,
}

impl<'a> Desk<'a> {
    fn of(case: &'a Case, packs: &'a Packs, today: Date, months: u16) -> Self {
        let (walk, written) = (walk(case, packs), Written::of(&case.source));
        Self { case, packs, walk, written, searches: OnceCell::new(), answers: OnceCell::new(), today, months }
    }

    fn searches(&self) -> &Searches {
        self.searches.get_or_init(|| Searches::of(self.case, self.packs, MOST_STATES))
    }

    /// What the answers of a scene's activity come to, if it has one.
    fn answers(&self, scene: usize) -> Option<&Answers> {
        let all = || self.case.scenes.iter().map(|scene| Answers::of(self.case, scene)).collect();
        self.answers.get_or_init(all).get(scene)?.as_ref()
    }

    /// The exact searches, one for each law of the case; none where nothing exact can be said.
    fn exact(&self) -> &[Searched] {
        self.searches().exact()
    }

    /// A choice, by its scene and its number there.
    fn choice(&self, (scene, choice): (usize, usize)) -> Option<&Choice> {
        self.case.scenes.get(scene)?.choices.get(choice)
    }

    /// A choice as `scene/choice`.
    fn name_of(&self, at: (usize, usize)) -> String {
        let scene = self.case.scenes.get(at.0);
        scene.zip(self.choice(at)).map(|(scene, choice)| format!("{}/{}", scene.id, choice.id)).unwrap_or_default()
    }

    /// The place of a choice's label, of a way through an activity that of the activity; of the whole file where it is not
    /// to be found.
    fn label_of(&self, (scene, choice): (usize, usize)) -> Span {
        let Some(written) = self.written.scenes.get(scene) else { return Span::new(0, 1) };
        let label = written.choices.get(choice).map(|choice| choice.label);
        label.or_else(|| Some(written.activity.as_ref()?.id_span)).unwrap_or(Span::new(0, 1))
    }

    /// The place of a scene's activity.
    fn activity_of(&self, scene: usize) -> Span {
        let written = self.written.scenes.get(scene).and_then(|scene| scene.activity.as_ref());
        written.map_or(Span::new(0, 1), |activity| activity.id_span)
    }

    /// The place of an answer; of its activity where it comes by itself.
    fn answer_of(&self, scene: usize, id: &str) -> Span {
        let written = self.written.scenes.get(scene).and_then(|scene| scene.activity.as_ref());
        written.and_then(|activity| activity.answer(id)).unwrap_or_else(|| self.activity_of(scene))
    }

    /// An error at a place of the case.
    fn error(&self, code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(code, &self.case.source, span, message)
    }

    /// A warning at a place of the case.
    fn warning(&self, code: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(code, &self.case.source, span, message)
    }
}

/// One check.
pub struct LintRule {
    /// Its stable code.
    pub code: &'static str,
    /// How deep it has to look.
    pub needs: Depth,
    /// What it finds.
    pub check: fn(&Desk<'_>) -> Vec<Diagnostic>,
}

/// What a case can be faulted for at once, after it was read; `today` is what the age of its sources is counted from.
pub fn lint_case(case: &Case, packs: &Packs, today: Date) -> Findings {
    lint_case_of_age(case, packs, today, USUAL_AGE, Depth::Quick)
}

/// Everything a case can be faulted for, with what only the exact search can know: as slow as the case is wide.
pub fn lint_case_whole(case: &Case, packs: &Packs, today: Date) -> Findings {
    lint_case_of_age(case, packs, today, USUAL_AGE, Depth::Whole)
}

/// What a case can be faulted for, where sources count as old after so many months.
pub fn lint_case_of_age(case: &Case, packs: &Packs, today: Date, months: u16, depth: Depth) -> Findings {
    let desk = Desk::of(case, packs, today, months);
    let asked = rules::RULES.iter().filter(|rule| rule.needs <= depth);
    let found = asked.flat_map(|rule| (rule.check)(&desk)).collect();
    let places = |at: &str| desk.written.place(at).into_iter().collect();
    // Only of what was looked for can be said that an exception covers nothing.
    let looked_for = |code: &str| {
        let searched = rules::RULES.iter().any(|rule| rule.code == code && rule.needs == Depth::Whole);
        !searched || (depth == Depth::Whole && !desk.exact().is_empty())
    };
    allow::sort(&case.source, &case.allow, 'C', places, looked_for, found)
}

/// What can be said of a case that does not load, beside the errors of reading it: all problems are named at once.
pub fn lint_unread(source: &Arc<Source>, packs: &Packs) -> Vec<Diagnostic> {
    rules::unknown_rules(source, &Written::of(source), packs)
}

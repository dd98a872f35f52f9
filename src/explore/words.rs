//! How many words one reads on the way, counted passage by passage, so that nothing is put together to be counted.

use crate::ethics::Rulebook;
use crate::scenario::{Case, Prose};
use crate::session::State;

/// The words of a case's prose.
pub(super) struct Words<'a> {
    case: &'a Case,
    scenes: Vec<(Counted, Vec<(Counted, Counted)>)>,
}

/// The words of each passage.
type Counted = Vec<u16>;

impl<'a> Words<'a> {
    pub(super) fn of(case: &'a Case) -> Self {
        let of_choice = |choice: &crate::scenario::Choice| {
            (choice.say.as_ref().map(counted).unwrap_or_default(), counted(&choice.then))
        };
        let of_scene =
            |scene: &crate::scenario::Scene| (counted(&scene.text), scene.choices.iter().map(of_choice).collect());
        Self { case, scenes: case.scenes.iter().map(of_scene).collect() }
    }

    /// What one reads on entering a scene.
    pub(super) fn of_scene(&self, state: &State, book: &Rulebook) -> u16 {
        let text = self.case.scenes.get(state.scene).map(|scene| &scene.text);
        let counted = self.scenes.get(state.scene).map(|(text, _)| text);
        text.zip(counted).map_or(0, |(text, counted)| shown(text, counted, state, book))
    }

    /// What one says, and what one reads of what comes of it.
    pub(super) fn of_choice(&self, before: &State, after: &State, choice: usize, book: &Rulebook) -> u16 {
        let Some(chosen) = self.case.scenes.get(before.scene).and_then(|scene| scene.choices.get(choice)) else {
            return 0;
        };
        let Some((say, then)) = self.scenes.get(before.scene).and_then(|(_, choices)| choices.get(choice)) else {
            return 0;
        };
        let said = chosen.say.as_ref().map_or(0, |text| shown(text, say, before, book));
        said.saturating_add(shown(&chosen.then, then, after, book))
    }
}

fn counted(prose: &Prose) -> Counted {
    let count = |text: &str| u16::try_from(text.split_whitespace().count()).unwrap_or(u16::MAX);
    prose.all().map(count).collect()
}

fn shown(prose: &Prose, counted: &[u16], state: &State, book: &Rulebook) -> u16 {
    let story = state.story(book);
    let told = prose.0.iter().zip(counted).filter(|(passage, _)| passage.when.iter().all(|when| story.holds(when)));
    told.fold(0, |sum, (_, words)| sum.saturating_add(*words))
}

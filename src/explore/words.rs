//! How many words one reads on the way, counted passage by passage, so that nothing is put together to be counted.

use crate::ethics::Rulebook;
use crate::scenario::{Case, Choice, Prose, Scene};
use crate::session::State;

/// The words of a case's prose.
pub(super) struct Words<'a> {
    case: &'a Case,
    scenes: Vec<(Counted, Vec<OfChoice>)>,
}

/// The words of each passage.
type Counted = Vec<u16>;

struct OfChoice {
    label: u16,
    say: Counted,
    then: Counted,
}

impl<'a> Words<'a> {
    pub(super) fn of(case: &'a Case) -> Self {
        let of_choice = |choice: &Choice| OfChoice {
            label: count(&choice.label),
            say: choice.say.as_ref().map(counted).unwrap_or_default(),
            then: counted(&choice.then),
        };
        let of_scene = |scene: &Scene| (counted(&scene.text), scene.choices.iter().map(of_choice).collect());
        Self { case, scenes: case.scenes.iter().map(of_scene).collect() }
    }

    /// What one reads before choosing: the scene, and every open choice with its exact words.
    pub(super) fn before(&self, state: &State, open: &[usize], book: &Rulebook) -> u16 {
        let Some((scene, (text, choices))) = self.case.scenes.get(state.scene).zip(self.scenes.get(state.scene)) else {
            return 0;
        };
        let of_choice = |at: &usize| {
            let (choice, words) = scene.choices.get(*at).zip(choices.get(*at))?;
            let said = choice.say.as_ref().map_or(0, |say| shown(say, &words.say, state, book));
            Some(said.saturating_add(words.label))
        };
        open.iter().filter_map(of_choice).fold(shown(&scene.text, text, state, book), u16::saturating_add)
    }

    /// What one reads of what comes of a choice.
    pub(super) fn after(&self, scene: usize, choice: usize, after: &State, book: &Rulebook) -> u16 {
        let chosen = self.case.scenes.get(scene).and_then(|scene| scene.choices.get(choice));
        let words = self.scenes.get(scene).and_then(|(_, choices)| choices.get(choice));
        chosen.zip(words).map_or(0, |(chosen, words)| shown(&chosen.then, &words.then, after, book))
    }
}

fn count(text: &str) -> u16 {
    u16::try_from(text.split_whitespace().count()).unwrap_or(u16::MAX)
}

fn counted(prose: &Prose) -> Counted {
    prose.all().map(count).collect()
}

fn shown(prose: &Prose, counted: &[u16], state: &State, book: &Rulebook) -> u16 {
    let story = state.story(book);
    let told = prose.0.iter().zip(counted).filter(|(passage, _)| passage.when.iter().all(|when| story.holds(when)));
    told.fold(0, |sum, (_, words)| sum.saturating_add(*words))
}

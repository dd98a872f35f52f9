//! What one choice does to a state: acts are judged and noted, the clock moves, duties change, the next scene is entered.

use super::command::Event;
use super::state::State;
use crate::activity::Way;
use crate::ethics::{ActJudgment, DutyChange, RuleRef, Rulebook};
use crate::scenario::{Case, Choice, fill_names};

/// A choice played out, without a word said: what a search asks for millions of times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turn {
    /// The state after it.
    pub after: State,
    /// A judgment for each act.
    pub judgments: Vec<ActJudgment>,
    /// What changed among the duties by the choice itself.
    pub changes: Vec<DutyChange>,
    /// What changed among them on entering the next scene, or as the case closed.
    pub on_entering: Vec<DutyChange>,
    /// Was something done by hand that does what it is for?
    pub served: bool,
}

/// A choice played out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The state after it.
    pub after: State,
    /// A judgment for each act.
    pub judgments: Vec<ActJudgment>,
    /// What changed among the duties by the choice itself.
    pub changes: Vec<DutyChange>,
    /// What changed among them on entering the next scene, or as the case closed.
    pub on_entering: Vec<DutyChange>,
    /// Was something done by hand that does what it is for?
    pub served: bool,
    /// What was done, where it was done by hand, and what its author says of it.
    by_hand: Option<(String, Option<String>)>,
    /// The exact words of the choice.
    pub said: String,
    /// What happened then.
    pub happened: String,
}

/// A choice whose acts are done, before the next scene.
struct Acted {
    after: State,
    judgments: Vec<ActJudgment>,
    called: Vec<RuleRef>,
}

impl Acted {
    fn of(case: &Case, book: &Rulebook, state: &State, choice: usize, chosen: &Choice) -> Self {
        let mut after = state.clone();
        let (judgments, called) = judge_acts(case, book, &mut after, chosen);
        after.chosen.push((state.scene, choice));
        apply(&mut after, chosen);
        set_by_condition(book, &mut after, chosen);
        Self { after, judgments, called }
    }

    /// Settles the duties and enters the next scene.
    fn go_on(self, case: &Case, book: &Rulebook, chosen: &Choice) -> Turn {
        let Self { mut after, judgments, called } = self;
        let changes = after.ledger.update(book, &after.situation, &chosen.acts, &called);
        let next = next_scene(book, &after, chosen).unwrap_or(after.scene);
        // Where nothing changed since the last look at the duties, another look finds nothing.
        let changed = after.enter(case, next);
        let mut on_entering = if changed { after.ledger.update(book, &after.situation, &[], &[]) } else { Vec::new() };
        if case.scenes.get(next).is_some_and(|scene| scene.ending.is_some()) {
            on_entering.extend(after.close(book));
        }
        Turn { after, judgments, changes, on_entering, served: chosen.serves }
    }
}

impl Turn {
    /// Plays a choice of the state's scene; a choice that is not there changes nothing.
    pub fn take(case: &Case, book: &Rulebook, state: &State, choice: usize) -> Self {
        match choice_of(case, state, choice) {
            Some(chosen) => Acted::of(case, book, state, choice, chosen).go_on(case, book, chosen),
            None => Self::nothing(state),
        }
    }

    fn nothing(state: &State) -> Self {
        Self {
            after: state.clone(),
            judgments: Vec::new(),
            changes: Vec::new(),
            on_entering: Vec::new(),
            served: false,
        }
    }
}

impl Step {
    /// Plays a choice of the state's scene.
    pub fn take(case: &Case, book: &Rulebook, state: &State, choice: usize) -> Self {
        let Some(chosen) = choice_of(case, state, choice) else {
            return Self::of(Turn::nothing(state), String::new(), String::new());
        };
        let said = chosen.say.as_ref().map(|say| say.shown(&state.story(book), &state.situation.parties));
        let acted = Acted::of(case, book, state, choice, chosen);
        let happened = chosen.then.shown(&acted.after.story(book), &acted.after.situation.parties);
        Self::of(acted.go_on(case, book, chosen), said.unwrap_or_default(), happened)
    }

    fn of(turn: Turn, said: String, happened: String) -> Self {
        let Turn { after, judgments, changes, on_entering, served } = turn;
        Self { after, judgments, changes, on_entering, served, by_hand: None, said, happened }
    }

    /// Tells it as it was done by hand: several ways come to the same, and it was one of them.
    pub(in crate::session) fn in_the_words_of(&mut self, case: &Case, scene: usize, way: Option<&Way>) {
        let played = case.scenes.get(scene).and_then(|scene| scene.activity.as_deref());
        if let Some((played, way)) = played.zip(way) {
            let fill = |words: &str| fill_names(words, &self.after.situation.parties);
            self.by_hand = Some((fill(&played.activity.sentence(way)), played.note_of(way)));
            self.said = fill(&played.activity.spoken(way));
        }
    }

    /// What was done, in a few words.
    pub fn label<'a>(&'a self, choice: &'a Choice) -> &'a str {
        self.by_hand.as_ref().map_or(&choice.label, |(label, _)| label)
    }

    /// What its author says of it.
    pub fn note<'a>(&'a self, choice: &'a Choice) -> Option<&'a str> {
        self.by_hand.as_ref().map_or(choice.note.as_deref(), |(_, note)| note.as_deref())
    }

    /// What a front end shows of it.
    pub fn events(&self, case: &Case, book: &Rulebook, before: &State, choice: usize) -> Vec<Event> {
        let Some(chosen) = choice_of(case, before, choice) else { return Vec::new() };
        let Some(scene) = case.scenes.get(before.scene) else { return Vec::new() };
        let mut events = vec![Event::Chose {
            scene: scene.id.clone(),
            choice: chosen.id.clone(),
            label: self.label(chosen).to_owned(),
            said: self.said.clone(),
        }];
        if !self.happened.is_empty() {
            events.push(Event::Happened { text: self.happened.clone() });
        }
        let minutes = self.after.situation.minute.saturating_sub(before.situation.minute);
        if minutes > 0 {
            events.push(Event::TimePassed { minutes });
        }
        let newly = |(at, known): (usize, &bool)| *known && !before.known.get(at).copied().unwrap_or(false);
        for (at, _) in self.after.known.iter().enumerate().filter(|entry| newly((entry.0, entry.1))) {
            if let Some(fact) = case.facts.get(at) {
                events.push(Event::Learned { fact: fact.id.clone(), text: fact.text.clone() });
            }
        }
        events.extend(self.duty_events(book));
        if let Some(next) = case.scenes.get(self.after.scene) {
            events.push(Event::Entered { scene: next.id.clone() });
            events.extend(next.ending.iter().map(|ending| Event::Ended { ending: ending.id.clone() }));
        }
        events
    }

    /// What changed among the duties, under the names of their rules.
    fn duty_events<'a>(&'a self, book: &'a Rulebook) -> impl Iterator<Item = Event> + 'a {
        let named =
            |change: &DutyChange| Some(Event::Duty { rule: book.rule(change.rule)?.id.clone(), state: change.state });
        self.changes.iter().chain(&self.on_entering).filter_map(named)
    }
}

/// The choices open in a state, in the order of the file; after them the ways through the scene's activity.
pub fn legal_choices(case: &Case, book: &Rulebook, state: &State) -> Vec<usize> {
    let choices = case.scenes.get(state.scene).map(|scene| scene.choices.as_slice()).unwrap_or_default();
    let (story, frame) = (state.story(book), state.frame(case));
    let open = |choice: &Choice| choice.frames.has(frame) && choice.when.as_ref().is_none_or(|when| story.holds(when));
    choices.iter().enumerate().filter(|(_, choice)| open(choice)).map(|(at, _)| at).collect()
}

fn choice_of<'a>(case: &'a Case, state: &State, choice: usize) -> Option<&'a Choice> {
    case.scenes.get(state.scene)?.choices.get(choice)
}

/// Judges the acts one after the other: what was done first counts for what comes next.
fn judge_acts(case: &Case, book: &Rulebook, after: &mut State, choice: &Choice) -> (Vec<ActJudgment>, Vec<RuleRef>) {
    let around = choice.around.clone().unwrap_or_else(|| after.surroundings(case));
    let mut judgments = Vec::new();
    let mut called = Vec::new();
    for act in &choice.acts {
        let verdict = book.judge(act, &after.situation, &around, after.ledger.duties());
        after.situation.note_act(&book.vocabulary, act);
        after.situation.file_authorization(&book.vocabulary, act);
        after.situation.note_overheard(&verdict.judgment.overheard_by, act);
        called.extend(verdict.calls_up);
        judgments.push(verdict.judgment);
    }
    (judgments, called)
}

fn apply(after: &mut State, choice: &Choice) {
    choice.set.iter().for_each(|(fact, value)| after.situation.facts.set(*fact, *value));
    raise(after, &choice.flags);
    after.learn(&choice.reveals);
    after.settle(&choice.settles);
    after.situation.minute = after.situation.minute.saturating_add(choice.minutes);
}

fn raise(after: &mut State, flags: &[usize]) {
    for flag in flags {
        if let Some(up) = after.flags.get_mut(*flag) {
            *up = true;
        }
    }
}

/// Changes that depend on what was raised just now; all conditions see the same story.
fn set_by_condition(book: &Rulebook, after: &mut State, choice: &Choice) {
    if choice.sets.is_empty() {
        return;
    }
    let story = after.story(book);
    let holding = choice.sets.iter().filter(|change| change.when.as_ref().is_none_or(|when| story.holds(when)));
    let holding: Vec<_> = holding.collect();
    for change in holding {
        change.facts.iter().for_each(|(fact, value)| after.situation.facts.set(*fact, *value));
        raise(after, &change.flags);
    }
}

fn next_scene(book: &Rulebook, after: &State, choice: &Choice) -> Option<usize> {
    let story = after.story(book);
    let way = choice.goto.iter().find(|(when, _)| when.as_ref().is_none_or(|when| story.holds(when)));
    way.map(|(_, scene)| *scene)
}

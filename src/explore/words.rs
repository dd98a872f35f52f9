//! How many words one reads on the way, counted passage by passage, so that nothing is put together to be counted.

use crate::activity::{Activity, Kind};
use crate::ethics::Rulebook;
use crate::scenario::{Case, Choice, Prose, Scene};
use crate::session::State;

/// The words of a case's prose.
pub(super) struct Words<'a> {
    case: &'a Case,
    scenes: Vec<OfScene>,
}

struct OfScene {
    text: Counted,
    choices: Vec<OfChoice>,
    /// Those of its activity, read once however many ways lead through it.
    activity: u16,
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
        let of_scene = |scene: &Scene| OfScene {
            text: counted(&scene.text),
            choices: scene.choices.iter().map(of_choice).collect(),
            activity: scene.activity.as_deref().map_or(0, |played| of_activity(&played.activity)),
        };
        Self { case, scenes: case.scenes.iter().map(of_scene).collect() }
    }

    /// What one reads before choosing: the scene, every open choice with its exact words, and what lies on the desk.
    pub(super) fn before(&self, state: &State, open: &[usize], book: &Rulebook) -> u16 {
        let Some((scene, words)) = self.case.scenes.get(state.scene).zip(self.scenes.get(state.scene)) else {
            return 0;
        };
        let of_choice = |at: &usize| {
            let (choice, words) = scene.choices.get(*at).zip(words.choices.get(*at))?;
            let said = choice.say.as_ref().map_or(0, |say| shown(say, &words.say, state, book));
            Some(said.saturating_add(words.label))
        };
        let desk = if open.iter().any(|at| scene.is_way(*at)) { words.activity } else { 0 };
        let text = shown(&scene.text, &words.text, state, book).saturating_add(desk);
        let written = open.iter().filter(|at| !scene.is_way(**at));
        written.filter_map(of_choice).fold(text, u16::saturating_add)
    }

    /// What one reads of what comes of a choice.
    pub(super) fn after(&self, scene: usize, choice: usize, after: &State, book: &Rulebook) -> u16 {
        let chosen = self.case.scenes.get(scene).and_then(|scene| scene.choices.get(choice));
        let words = self.scenes.get(scene).and_then(|words| words.choices.get(choice));
        chosen.zip(words).map_or(0, |(chosen, words)| shown(&chosen.then, &words.then, after, book))
    }
}

/// Everything that is to be read on a desk, each text once. What a line of a paper says in other runs is not counted.
pub fn texts_of(activity: &Activity) -> Vec<&str> {
    let items = activity.sets.iter().flat_map(|set| &set.items);
    let of_items = items.flat_map(|item| [item.label.as_str(), item.detail.as_str(), item.say.as_str()]);
    let asked = activity.sets.iter().map(|set| set.ask.as_str());
    let own = std::iter::once(activity.title.as_str()).chain(activity.tutorial.iter().map(String::as_str));
    let mut texts: Vec<&str> = own.chain(asked).collect();
    // On a sheet each answer shows the words it is about; they stand in the sheet, and are read there.
    match &activity.kind {
        Kind::Redaction(redaction) => {
            texts.extend(redaction.sheet.iter().filter_map(|run| match run {
                crate::activity::redaction::Run::Plain(words) => Some(words.as_str()),
                crate::activity::redaction::Run::Mark(_) => None,
            }));
            return texts;
        }
        Kind::Mail(mail) => {
            let letters = mail.inbox.iter().flat_map(|letter| [&letter.from, &letter.subject, &letter.text]);
            texts.extend(letters.chain(&mail.addresses).map(String::as_str));
        }
        Kind::Paper(paper) => {
            let lines = paper.sheets.iter().flat_map(|sheet| &sheet.lines);
            texts.extend(paper.sheets.iter().map(|sheet| sheet.title.as_str()));
            texts.extend(lines.filter_map(|line| Some(line.readings.first()?.text.as_str())));
        }
        Kind::Phone(phone) => {
            texts.extend([phone.shows.as_str(), phone.claims.as_str()]);
            texts.extend(phone.on_file.iter().map(|(_, line)| line.as_str()));
        }
        Kind::Chart(chart) => {
            // Statements stand in the questions; of the answers to each only the place is new.
            texts.push(&chart.task);
            texts.extend(chart.whose.iter().map(String::as_str));
            let places = ["note", "apart", "neither"];
            let laid = |id: &str| places.iter().any(|place| id.ends_with(&format!(".{place}")));
            let plain = activity.sets.iter().flat_map(|set| &set.items).filter(|item| !laid(&item.id));
            texts.extend(plain.flat_map(|item| [item.label.as_str(), item.detail.as_str(), item.say.as_str()]));
            return texts;
        }
        Kind::Earshot(_) => (),
    }
    texts.extend(of_items);
    texts
}

fn of_activity(activity: &Activity) -> u16 {
    texts_of(activity).into_iter().map(count).fold(0, u16::saturating_add)
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

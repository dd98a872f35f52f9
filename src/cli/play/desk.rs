//! A desk in the terminal: what lies there is read out, answers are picked by number or name, and nothing leaves it before
//! it was read back and asked for once more. It computes nothing: what is picked is a way, and the run says what comes of it.

mod letters;
mod numbers;
mod record;
mod shown;
mod talk;

use crate::cli::Out;
use confidant::activity::{Kind, Takes, Way};
use confidant::ethics::Party;
use confidant::ids::ChoiceId;
use confidant::scenario::fill_names;
use confidant::session::{Answer, Question, Session, ShownChoice, Table};
use numbers::{Manner, Numbered, Numbers};
use std::sync::Arc;

/// What is picked at a desk, until it is committed.
pub(super) struct Draft {
    table: Table,
    way: Way,
    /// What was picked before each change.
    before: Vec<Way>,
    numbers: Numbers,
    /// The ordinary choices of the scene, by name.
    options: Vec<ChoiceId>,
    waiting: Waiting,
    parties: Arc<Vec<Party>>,
    /// How many commands the run had when one sat down: after another one this is over.
    begun: usize,
}

/// What the next line may answer.
#[derive(Default)]
enum Waiting {
    #[default]
    Nothing,
    /// The step of the tutorial that comes next.
    Tutorial(usize),
    /// Answers that fit the letters typed into the address line.
    Completing(Vec<usize>),
    /// It was read back; only a yes is missing.
    Committing,
}

/// What came of a line.
pub(super) enum Heard {
    /// It was for the desk.
    Taken,
    /// The desk is left so.
    Left(ChoiceId),
    /// An ordinary choice of the scene, counted from 0.
    Choice(usize),
    /// Not a word of the desk.
    Other,
}

impl Draft {
    /// Sits down at the desk of the scene, if it has one, with the ordinary choices that stand beside it.
    pub(super) fn of(session: &Session, options: &[ShownChoice]) -> Option<Self> {
        let table = Table::of(session)?;
        let numbers = Numbers::of(&table, options.len());
        let options = options.iter().map(|option| option.id.clone()).collect();
        let way = table.untouched();
        let parties = session.state().situation.parties.clone();
        let begun = session.commands().len();
        Some(Self { table, way, before: Vec::new(), numbers, options, waiting: Waiting::Nothing, parties, begun })
    }

    /// Is it still the desk at which one sat down?
    pub(super) fn is_at(&self, session: &Session) -> bool {
        self.begun == session.commands().len()
    }

    /// Which of the six it is.
    pub(super) fn kind(&self) -> &Kind {
        &self.table.activity().kind
    }

    /// What stands before the next line.
    pub(super) fn prompt(&self) -> &'static str {
        match self.waiting {
            Waiting::Nothing => "> ",
            Waiting::Tutorial(_) => "Enter or skip> ",
            Waiting::Completing(_) => "to> ",
            Waiting::Committing => "y or Enter> ",
        }
    }

    /// The number of the first ordinary choice, less one.
    pub(super) fn numbered(&self) -> usize {
        self.numbers.answers()
    }

    /// Offers the first minute, to somebody who has not met such a desk before.
    pub(super) fn offer_tutorial(&mut self, out: &mut Out) {
        let steps = self.table.activity().tutorial.len();
        if steps > 0 {
            out.line(&format!(
                "\nNew at such a desk? Enter tells how it works, in {steps} steps. `skip`, or just begin."
            ));
            self.waiting = Waiting::Tutorial(0);
        }
    }

    /// Takes a line.
    pub(super) fn hear(&mut self, typed: &str, out: &mut Out) -> Heard {
        match std::mem::take(&mut self.waiting) {
            Waiting::Nothing => (),
            Waiting::Tutorial(step) if typed.is_empty() => {
                self.teach(step, out);
                return Heard::Taken;
            }
            Waiting::Completing(found) if self.completes(typed, &found, out) => return Heard::Taken,
            Waiting::Committing if ["y", "yes"].contains(&typed.to_lowercase().as_str()) => {
                return Heard::Left(self.table.named(&self.way));
            }
            Waiting::Committing if ["", "n", "no"].contains(&typed.to_lowercase().as_str()) => {
                out.line("Nothing was done. The desk is as you left it.");
                return Heard::Taken;
            }
            Waiting::Tutorial(_) | Waiting::Completing(_) | Waiting::Committing => (),
        }
        if typed.is_empty() {
            return Heard::Taken;
        }
        self.command(typed, out)
    }

    /// Drops what the last line asked, because the next one was for somebody else.
    pub(super) fn forget_question(&mut self) {
        self.waiting = Waiting::Nothing;
    }

    fn command(&mut self, typed: &str, out: &mut Out) -> Heard {
        let (verb, rest) = typed.split_once(' ').map_or((typed, ""), |(verb, rest)| (verb, rest.trim()));
        match (verb.to_lowercase().as_str(), rest) {
            ("show", "") => self.show(out),
            ("undo", "") => self.undo(out),
            ("reset", "") => self.reset(out),
            ("skip", "") => out.line("Good. `tutorial` tells it any time."),
            ("tutorial", "") => self.teach_all(out),
            ("to", typed) if self.addresses().is_some() => self.complete(typed, out),
            ("remove", typed) if self.addresses().is_some() => self.remove(typed, out),
            ("read", number) => self.read(number, out),
            ("find", typed) if self.entries().is_some() => self.find(typed, out),
            ("open", number) if self.entries().is_some() => return self.open(number, out),
            (verb, numbers) if self.is_turning(verb) && !numbers.is_empty() => self.turn_all(verb, numbers, out),
            _ if self.is_commit(typed) => self.ask_once_more(out),
            _ if typed.contains('(') => return self.whole(typed, out),
            _ => return self.pick(typed, out),
        }
        Heard::Taken
    }

    /// A whole way in words is done at once: nobody types one by mistake.
    fn whole(&self, typed: &str, out: &mut Out) -> Heard {
        let way = Way::read(self.table.activity(), typed, self.table.frame());
        match way.and_then(|way| self.table.ready(&way).map(|()| self.table.named(&way))) {
            Ok(named) => Heard::Left(named),
            Err(why) => {
                out.line(&format!("Not done: {}", self.fill(&why)));
                Heard::Taken
            }
        }
    }

    fn is_commit(&self, typed: &str) -> bool {
        let typed = typed.to_lowercase();
        let verb = self.verb();
        !self.table.activity().is_taken_one_by_one() && (typed == "done" || typed == verb || first_word(&verb) == typed)
    }

    /// What one types to be done with it.
    fn verb(&self) -> String {
        self.kind().commit().to_lowercase()
    }

    fn ask_once_more(&mut self, out: &mut Out) {
        if let Err(missing) = self.table.ready(&self.way) {
            out.line(&format!("Not yet: {}", self.fill(&missing)));
            return;
        }
        out.item("It is: ", &self.sentence());
        let spoken = self.fill(&self.table.activity().spoken(&self.way));
        if !spoken.is_empty() {
            out.item("In words: ", &spoken);
        }
        out.line(&format!(
            "{}? In the story this cannot be taken back. y does it; Enter leaves it on the desk.",
            self.kind().commit()
        ));
        self.waiting = Waiting::Committing;
    }

    /// Numbers, or the name of an answer.
    fn pick(&mut self, typed: &str, out: &mut Out) -> Heard {
        let words: Vec<&str> = typed.split([' ', ',']).filter(|word| !word.is_empty()).collect();
        let numbers: Option<Vec<usize>> = words.iter().map(|word| word.parse().ok()).collect();
        let Some(numbers) = numbers else { return self.pick_named(typed, out) };
        let meant: Option<Vec<Numbered>> = numbers.into_iter().map(|number| self.numbers.get(number)).collect();
        match meant.as_deref() {
            None => return Heard::Other,
            Some([Numbered::Choice(choice)]) => return Heard::Choice(*choice),
            Some(meant) if meant.iter().any(|one| matches!(one, Numbered::Choice(_))) => {
                out.line("A choice of the scene is made by its number alone.");
            }
            Some(meant) => meant.iter().for_each(|one| match one {
                Numbered::Answer { set, item } => self.toggle(*set, *item, out),
                Numbered::Question(set) => self.turn_on(*set, out),
                Numbered::Choice(_) => (),
            }),
        }
        Heard::Taken
    }

    /// By its short name, or by words with which a part of its label begins, if they fit no other.
    fn pick_named(&mut self, typed: &str, out: &mut Out) -> Heard {
        let typed = typed.to_lowercase();
        let answers = || self.table.questions.iter().flat_map(|of| of.answers.iter().map(move |answer| (of, answer)));
        let by_id = answers().find(|(_, answer)| answer.id.to_lowercase() == typed);
        let choice = self.options.iter().position(|id| id.as_str() == typed);
        if let Some(choice) = choice.filter(|_| by_id.is_none()) {
            return Heard::Choice(choice);
        }
        let begins = |answer: &Answer| format!(" {}", answer.label.to_lowercase()).contains(&format!(" {typed}"));
        let listed = |of: &Question| numbers::manner(&self.table, of) == Manner::Listed;
        let mut by_label = answers().filter(|(of, answer)| listed(of) && begins(answer));
        let only = by_label.next().filter(|_| by_label.next().is_none());
        let Some((set, item, takes)) = by_id.or(only).map(|(of, answer)| (of.set, answer.item, of.takes)) else {
            return Heard::Other;
        };
        if takes == Takes::Each {
            return self.open_entry(set, item, out);
        }
        self.toggle(set, item, out);
        Heard::Taken
    }

    fn toggle(&mut self, set: usize, item: usize, out: &mut Out) {
        let before = self.way.clone();
        let taken_back = self.way.has(set, item);
        let changed = self.way.toggle(self.table.activity(), set, item);
        let label = self.answer(set, item).map(|answer| answer.label.clone()).unwrap_or_default();
        if changed {
            self.before.push(before);
            let told = if taken_back { "Taken back" } else { "Picked" };
            out.item(&format!("{told}: "), &label);
            self.look_round(set, out);
        } else if taken_back {
            out.item("Picked already: ", &label);
        } else {
            out.line("That is as many as it takes. Take one back first.");
        }
    }

    fn undo(&mut self, out: &mut Out) {
        let Some(before) = self.before.pop() else {
            out.line("Nothing was changed at this desk. (`u` takes back the last choice of the story.)");
            return;
        };
        self.way = before;
        out.item("Undone. It is: ", &self.sentence());
    }

    fn reset(&mut self, out: &mut Out) {
        let fresh = self.table.untouched();
        if fresh != self.way {
            self.before.push(std::mem::replace(&mut self.way, fresh));
        }
        out.line("The desk is as it was. `undo` brings back what you had.");
    }

    fn teach(&mut self, step: usize, out: &mut Out) {
        let steps = &self.table.activity().tutorial;
        let Some(words) = steps.get(step) else { return };
        out.item(&format!("{} of {}. ", step + 1, steps.len()), &self.fill(words));
        if step + 1 < steps.len() {
            self.waiting = Waiting::Tutorial(step + 1);
        } else {
            out.line("That is all. `help` lists the words, `tutorial` tells this again.");
        }
    }

    fn teach_all(&self, out: &mut Out) {
        let steps = self.table.activity().tutorial.iter().enumerate();
        steps.for_each(|(at, step)| out.item(&format!("{}. ", at + 1), &self.fill(step)));
        if self.table.activity().tutorial.is_empty() {
            self.help(out);
        }
    }

    /// A verb by which a numbered question is turned: `strike 2`.
    fn is_turning(&self, verb: &str) -> bool {
        self.turned().any(|of| turning(of, verb).is_some())
    }

    fn turn_all(&mut self, verb: &str, numbers: &str, out: &mut Out) {
        for word in numbers.split([' ', ',']).filter(|word| !word.is_empty()) {
            let numbered = word.parse().ok().and_then(|number| self.numbers.get(number));
            let Some(Numbered::Question(set)) = numbered else {
                out.line(&format!("There is no number `{word}` to {verb}."));
                continue;
            };
            match self.question(set).and_then(|of| turning(of, verb)) {
                Some(item) => self.turn(set, item, out),
                None => out.line(&format!("For number {word} there is no `{verb}`.")),
            }
        }
    }

    /// The next answer to a question that is turned.
    fn turn_on(&mut self, set: usize, out: &mut Out) {
        let Some(of) = self.question(set) else { return };
        let now = of.answers.iter().position(|answer| self.way.has(set, answer.item));
        let next = now.map_or(0, |at| (at + 1) % of.answers.len().max(1));
        if let Some(item) = of.answers.get(next).map(|answer| answer.item) {
            self.turn(set, item, out);
        }
    }

    fn turn(&mut self, set: usize, item: usize, out: &mut Out) {
        let before = self.way.clone();
        if self.way.toggle(self.table.activity(), set, item) {
            self.before.push(before);
        }
        if let Some(of) = self.question(set) {
            out.item("", &self.turned_line(of));
        }
    }

    fn turned(&self) -> impl Iterator<Item = &Question> {
        self.table.questions.iter().filter(|of| numbers::manner(&self.table, of) == Manner::Turned)
    }

    fn question(&self, set: usize) -> Option<&Question> {
        self.table.questions.iter().find(|of| of.set == set)
    }

    fn answer(&self, set: usize, item: usize) -> Option<&Answer> {
        self.question(set)?.answers.iter().find(|answer| answer.item == item)
    }

    fn sentence(&self) -> String {
        self.fill(&self.table.sentence(&self.way))
    }

    fn fill(&self, words: &str) -> String {
        fill_names(words, &self.parties)
    }
}

/// The answer that a verb stands for: `strike` for `name.strike`.
fn turning(of: &Question, verb: &str) -> Option<usize> {
    let named = |answer: &&Answer| answer.id.rsplit_once('.').is_some_and(|(_, end)| end == verb);
    of.answers.iter().find(named).map(|answer| answer.item)
}

fn first_word(words: &str) -> &str {
    words.split(' ').next().unwrap_or(words)
}

//! After the talk: what could be made out where, laid over the plan; who made out what, and why, in words; and what it would
//! have been in another voice or with other doors, marked as such.

use super::field::laid;
use super::ground::Ground;
use super::sketch::{Part, Sketch, Token};
use super::{doors, frame, letters, name, symbols, talkers};
use crate::activity::earshot::Heard;
use crate::activity::{Account, Activity, Ear, Earshot, Frame, Kind, Names, WHO_HEARD, WHY_HEARD, Way, bit};
use crate::ethics::{PartyIndex, TermSet};
use crate::scenario::fill_names;
use crate::session::{Decision, Session};
use crate::ui::Desk;
use crate::ui::desk::common::{self, Row};
use crate::ui::desk::grid::grid;
use crate::ui::run::quiet;
use crate::ui::theme::{self, BadgeKind, space};
use crate::ui::widgets::{bullet, capital, fold, prose, small, subheading};
use egui::{Id, Ui};

/// What is thought through after a talk.
#[derive(Debug, Clone, Default)]
struct Thought {
    /// Do the other voices and doors lie open?
    open: bool,
    /// What it would have been.
    way: Option<Way>,
    /// Whose why is read.
    whose: Vec<PartyIndex>,
}

/// What came of a decision made by hand. A talk is shown on its plan; everything else in words alone.
pub(in crate::ui) fn after(ui: &mut Ui, desk: &Desk<'_>, number: usize, accounts: &[Account]) {
    let talk = desk.session.and_then(|session| Talk::of(session, number));
    match talk.filter(|_| !accounts.is_empty()) {
        Some(talk) => ui.push_id(("after the talk", number), |ui| talk.show(ui, accounts)).inner,
        None => common::accounts(ui, accounts),
    }
}

/// A talk that was had.
struct Talk<'a> {
    session: &'a Session,
    decision: &'a Decision,
    activity: &'a Activity,
    earshot: &'a Earshot,
    way: &'a Way,
    frame: Frame,
    /// By which its picture is known.
    key: String,
}

impl<'a> Talk<'a> {
    fn of(session: &'a Session, number: usize) -> Option<Self> {
        let decision = session.decisions().get(number)?;
        let (case, way) = (session.case(), decision.way.as_ref()?);
        let activity = &case.scenes.get(decision.scene)?.activity.as_deref()?.activity;
        let Kind::Earshot(earshot) = &activity.kind else { return None };
        let frame = decision.before.frame(case);
        let key = format!("{} {} {number}", case.id, decision.scene);
        Some(Self { session, decision, activity, earshot, way, frame, key })
    }

    fn show(&self, ui: &mut Ui, accounts: &[Account]) {
        let id = Id::new(("thought after a talk", &self.key, &self.way.0));
        let mut thought: Thought = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        let imagined = thought.way.clone().filter(|way| thought.open && way != self.way);
        let way = imagined.as_ref().unwrap_or(self.way);
        subheading(ui, "What could be made out where");
        self.plan(ui, way, imagined.is_some());
        self.what_if(ui, way, &mut thought);
        match &imagined {
            None => self.words(ui, way, accounts, &mut thought),
            Some(way) => self.imagined(ui, way, &mut thought),
        }
        ui.data_mut(|data| data.insert_temp(id, thought));
    }

    fn plan(&self, ui: &mut Ui, way: &Way, what_if: bool) {
        if what_if {
            theme::badge(ui, "What if", BadgeKind::Accent);
        }
        let storey = &self.earshot.storey;
        let spoken = self.earshot.from(way).and_then(|spot| storey.spots.get(spot));
        let ears = self.earshot.ears(way, self.frame);
        let arrangement = self.earshot.arrangement(way);
        let about = format!("Who made out what stands below. {}", doors(storey, arrangement));
        let (_, ground) = frame(ui, storey, &about);
        let others = ears.iter().filter(|ear| !self.earshot.with.contains(&ear.who)).filter_map(|ear| self.token(ear));
        let talkers = spoken.map(|spot| talkers(Some(self.session), self.earshot, spot.at)).unwrap_or_default();
        let field = self.field(ui, way, &ground);
        let sketch = Sketch {
            storey,
            arrangement,
            marks: Vec::new(),
            people: others.chain(talkers).collect(),
            field: field.as_ref(),
            what_if,
        };
        sketch.paint(ui, &ground);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = 18.0;
            for heard in Heard::ALL.into_iter().rev() {
                symbols::legend(ui, heard);
            }
        });
    }

    fn field(&self, ui: &Ui, way: &Way, ground: &Ground) -> Option<super::field::Laid> {
        laid(ui, self.key.clone(), self.earshot, way, ground)
    }

    fn token(&self, ear: &Ear) -> Option<Token> {
        let at = self.earshot.storey.spots.get(ear.spot)?.at;
        let letters = letters(Some(self.session), ear.who);
        Some(Token { at, letters, part: Part::Other(Some(ear.heard)) })
    }

    /// Another voice, other doors: seen at once, and never done.
    fn what_if(&self, ui: &mut Ui, way: &Way, thought: &mut Thought) {
        let near = way.one(self.earshot.asks.place).and_then(|place| self.earshot.places.get(place));
        let near = near.map_or(0, |(_, near)| *near);
        let now = if near == 0 { "Another voice" } else { "Another voice, another door" };
        ui.add_space(space::TIGHT);
        if fold(ui, "What if?", now, thought.open).clicked() {
            thought.open = !thought.open;
        }
        if !thought.open {
            return;
        }
        let mut asked = None;
        for set in [Some(self.earshot.asks.voice), self.earshot.asks.doors].into_iter().flatten() {
            let Some(of) = self.activity.sets.get(set) else { continue };
            let is_door = self.earshot.asks.doors == Some(set);
            let items = of.items.iter().enumerate().filter(|(at, _)| !is_door || near & bit(*at) != 0);
            let items: Vec<_> = items.filter(|(_, item)| item.frames.has(self.frame)).collect();
            if items.is_empty() {
                continue;
            }
            ui.push_id(set, |ui| {
                common::ask(ui, &of.ask);
                grid(ui, 150.0, &items, |ui, _, (at, item)| {
                    let label = capital(&self.filled(&item.label));
                    let name = format!("What if: {label}");
                    let (picked, radio) = (way.has(set, *at), !is_door);
                    let row = Row { label: &label, detail: "", words: "", picked, radio, name: &name };
                    if common::row(ui, &row).clicked() {
                        asked = Some((set, *at));
                    }
                });
            });
        }
        if way != self.way && quiet(ui, "As it was said").clicked() {
            thought.way = None;
        } else if let Some((set, item)) = asked {
            let mut other = way.clone();
            other.toggle(self.activity, set, item);
            thought.way = Some(other);
        }
    }

    /// What it would have been, in the words of what it was.
    fn imagined(&self, ui: &mut Ui, way: &Way, thought: &mut Thought) {
        match self.activity.outcome(way, self.frame) {
            Err(why) => prose(ui, &self.filled(&why)),
            Ok(outcome) => {
                let accounts = self.named(|names| self.activity.accounts(way, self.frame, &outcome, names));
                small(ui, "What if: nothing of this happened.");
                self.words(ui, way, &accounts, thought);
            }
        }
    }

    /// Who made out what, each with the reason; and everything else that is told of it.
    fn words(&self, ui: &mut Ui, way: &Way, accounts: &[Account], thought: &mut Thought) {
        let (who, rest): (Vec<&Account>, Vec<&Account>) =
            accounts.iter().partition(|account| account.heading == WHO_HEARD);
        for account in who {
            ui.add_space(space::TIGHT);
            subheading(ui, &account.heading);
            let ears = self.earshot.ears(way, self.frame).into_iter();
            let mut ears = ears.filter(|ear| !self.earshot.with.contains(&ear.who));
            for line in &account.lines {
                let line = self.filled(line);
                match ears.next().filter(|ear| ear.heard > Heard::Nothing) {
                    Some(ear) => self.listener(ui, way, &ear, &line, thought),
                    None => bullet(ui, &line),
                }
            }
        }
        for account in rest.into_iter().filter(|account| account.heading != WHY_HEARD) {
            let lines = account.lines.iter().map(|line| self.filled(line)).collect();
            common::accounts(ui, &[Account { heading: account.heading.clone(), lines }]);
        }
    }

    fn listener(&self, ui: &mut Ui, way: &Way, ear: &Ear, line: &str, thought: &mut Thought) {
        let open = thought.whose.contains(&ear.who);
        let asked = format!("Why did {} hear that?", name(Some(self.session), ear.who));
        if fold(ui, &asked, line, open).clicked() {
            match thought.whose.iter().position(|who| *who == ear.who) {
                Some(at) => drop(thought.whose.remove(at)),
                None => thought.whose.push(ear.who),
            }
        }
        if open {
            let why = self.named(|names| self.earshot.why(self.activity, way, self.frame, ear, names));
            prose(ui, &self.filled(&why));
        }
    }

    fn filled(&self, words: &str) -> String {
        fill_names(words, &self.decision.before.situation.parties)
    }

    fn named<R>(&self, ask: impl FnOnce(&Names<'_>) -> R) -> R {
        let kinds = &self.session.book().vocabulary.kinds;
        let kinds = |set: TermSet| set.iter().map(|kind| kinds.name(kind)).collect::<Vec<_>>().join(", ");
        let person = |who: PartyIndex| self.decision.before.situation.name(who).to_owned();
        ask(&Names { person: &person, kinds: &kinds })
    }
}

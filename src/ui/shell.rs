//! The game without its window: which screen is open, what is being played, and the one place where anything changes.
//! What must be written down or opened leaves as an [`Effect`] for the rim.

mod ahead;
mod books;
mod reload;

pub use ahead::LookAhead;

use super::{
    author, briefing, case_file, consequence, debrief, library, log, may_i, play, rule_card, rulebook, settings, theme,
    title,
};
use crate::ethics::Standpoint;
use crate::ids::{CaseId, RuleId};
use crate::learner::{Look, Progress, Settings};
use crate::library::Library;
use crate::session::{Command, Confidence, Debrief, Mode, PlayView, Record, Session, Setup, markdown};
use egui::{Key, Ui};
use jiff::civil::Date;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The screen that is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Screen {
    /// The first screen.
    Title,
    /// The cases.
    Library,
    /// Before a case.
    Briefing(CaseId),
    /// In a scene, with its choices.
    Play,
    /// After a choice: what was said, what happened, and in study mode why it matters.
    Consequence,
    /// After the case.
    Debrief,
    /// The rules as a book: rules, places side by side, myths.
    Rulebook,
    /// A question of one's own to the rules.
    MayI,
}

/// What a question to the rules begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum About {
    /// The questions people ask most.
    Anything,
    /// A rule: a question that it answers, where it binds.
    Rule(RuleId),
    /// What was done at a decision of the run.
    Decision(usize),
}

/// What lies over the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Overlay {
    /// Text size, theme, place, profession.
    Settings,
    /// A rule, whole.
    Rule(RuleId),
    /// What the counselor knows.
    CaseFile,
    /// Everything said so far.
    Log,
    /// Is what was done by hand to be done so?
    Commit,
    /// Leave the case?
    Leave,
}

/// What a screen asks for. The only way in which anything changes.
#[derive(Debug, Clone, PartialEq)]
pub enum Ask {
    /// Another screen.
    Go(Screen),
    /// Something over the screen.
    Open(Overlay),
    /// The overlay away.
    Close,
    /// Back from the rulebook or a question to where one came from.
    Back,
    /// The rulebook, open at a rule.
    LookUp(RuleId),
    /// A question to the rules.
    MayI(About),
    /// Start a run.
    Start(Setup),
    /// Go on with a kept run.
    Resume(CaseId),
    /// Make a choice.
    Choose(crate::ids::ChoiceId, Option<Confidence>),
    /// On from the consequence, to the next scene or the debrief.
    Continue,
    /// Back to before a decision.
    Rewind(usize),
    /// Leave the case; the run is kept.
    Leave,
    /// Other settings.
    Change(Settings),
    /// Keep the debrief as a document.
    SaveDebrief,
    /// Put a text on the clipboard.
    Copy(String),
    /// Away with a notice.
    Dismiss(usize),
    /// Close the game.
    Quit,
}

/// What the rim must do.
#[derive(Debug, Clone)]
pub enum Effect {
    /// Keep a run: in progress or finished.
    KeepRun(Box<Session>),
    /// Keep the settings.
    KeepSettings(Settings),
    /// Keep the progress.
    KeepProgress(Progress),
    /// Keep a debrief; say where with [`Shell::notify`].
    KeepDebrief(Box<Session>, String),
    /// Find out what can still come of the run, beside the game, and hand it to [`Shell::foresee`].
    LookAhead(LookAhead),
    /// Close the window.
    Quit,
}

/// What every screen may look at.
#[derive(Debug, Clone, Copy)]
pub struct Desk<'a> {
    /// The rules and cases.
    pub library: &'a Library,
    /// How the learner likes to work.
    pub settings: &'a Settings,
    /// What was played.
    pub progress: &'a Progress,
    /// Runs that can be gone on with.
    pub saved: &'a BTreeMap<CaseId, Record>,
    /// The run, on screens that have one.
    pub session: Option<&'a Session>,
    /// The scene as shown, on screens that have a run.
    pub view: Option<&'a PlayView>,
    /// The debrief so far, or of the whole run.
    pub debrief: Option<&'a Debrief>,
    /// Is the best way through still being worked out?
    pub looking: bool,
    /// Does a screen reader listen?
    pub listening: bool,
    /// Where one came from to a book of reference.
    pub from: Option<&'a Screen>,
    /// Is an author at work? Then ids are shown.
    pub(super) author: Option<&'a author::Author>,
    /// Today, by the clock.
    pub today: Date,
}

impl Desk<'_> {
    /// As whom, where and when one stands: as in the run that is open, or else as in the settings, today.
    pub fn standpoint(&self) -> Standpoint {
        self.session.map_or_else(
            || Standpoint {
                profession: self.settings.profession.clone(),
                jurisdiction: self.settings.jurisdiction.clone(),
                as_of: self.today,
                policies: Vec::new(),
            },
            |session| session.setup().standpoint(),
        )
    }

    /// May the rules be asked? Not while an exam runs, for which it would be the answer key.
    pub fn may_ask(&self) -> bool {
        !self.session.is_some_and(in_exam)
    }
}

fn in_exam(session: &Session) -> bool {
    session.setup().mode == Mode::Exam && !session.is_over()
}

/// A screen to go back to, and where the keyboard was on it.
#[derive(Debug)]
struct Bookmark {
    screen: Screen,
    focus: Option<egui::Id>,
}

/// The game without its window.
#[derive(Debug)]
pub struct Shell {
    library: Arc<Library>,
    settings: Settings,
    progress: Progress,
    saved: BTreeMap<CaseId, Record>,
    screen: Screen,
    overlay: Option<Overlay>,
    session: Option<Session>,
    view: Option<PlayView>,
    debrief: Option<Debrief>,
    /// What is being found out about the run.
    ahead: Option<LookAhead>,
    listening: bool,
    notices: Vec<String>,
    effects: Vec<Effect>,
    memory: Memory,
    /// The way to the book of reference that is open, the start first.
    way: Vec<Bookmark>,
    author: Option<author::Author>,
    now: i64,
}

/// What a screen remembers of itself between two frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    focus: Option<egui::Id>,
    author: author::Memory,
    pub(super) library: library::Memory,
    pub(super) briefing: briefing::Memory,
    pub(super) play: play::Memory,
    tutorials: super::desk::Tutorials,
    pub(super) debrief: debrief::Memory,
    pub(super) rulebook: rulebook::Memory,
    pub(super) may_i: may_i::Memory,
}

impl Shell {
    /// A shell at the title screen.
    pub fn new(library: Arc<Library>, settings: Settings, progress: Progress, saved: BTreeMap<CaseId, Record>) -> Self {
        Self {
            library,
            settings,
            progress,
            saved,
            screen: Screen::Title,
            overlay: None,
            session: None,
            view: None,
            debrief: None,
            ahead: None,
            listening: false,
            notices: Vec::new(),
            effects: Vec::new(),
            memory: Memory::default(),
            way: Vec::new(),
            author: None,
            now: 0,
        }
    }

    /// Says something that the player should know: a file that could not be read, where a debrief went.
    pub fn notify(&mut self, notice: impl Into<String>) {
        self.notices.push(notice.into());
    }

    /// The screen that is open.
    pub fn screen(&self) -> &Screen {
        &self.screen
    }

    /// What lies over it.
    pub fn overlay(&self) -> Option<&Overlay> {
        self.overlay.as_ref()
    }

    /// The run, if there is one.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// The settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Sets the look; must come before the frame's first `Ui` is made, as text styles are looked up by name.
    pub fn prepare(&self, context: &egui::Context) {
        theme::apply(context, theme_of(self.settings.look), f32::from(self.settings.text_percent) / 100.0);
    }

    /// The window's title, which screen readers say first.
    pub fn title(&self) -> String {
        let case = |id: &CaseId| self.library.case(id.as_str()).map_or("", |case| &case.title);
        let played = self.session.as_ref().map_or("", |session| &session.case().title);
        match &self.screen {
            Screen::Title => "Confidant".into(),
            Screen::Library => "Cases - Confidant".into(),
            Screen::Briefing(id) => format!("Briefing: {} - Confidant", case(id)),
            Screen::Play | Screen::Consequence => format!("{played} - Confidant"),
            Screen::Debrief => format!("Debrief: {played} - Confidant"),
            Screen::Rulebook => "Rulebook - Confidant".into(),
            Screen::MayI => "May I? - Confidant".into(),
        }
    }

    /// Draws a frame and does what was asked in it. `now` is the clock, in seconds since 1970, and seeds new runs.
    pub fn show(&mut self, ui: &mut Ui, now: i64) -> Vec<Effect> {
        self.now = now;
        theme::apply_in(ui, theme_of(self.settings.look), f32::from(self.settings.text_percent) / 100.0);
        self.give_focus_back(ui);
        let mut asks: Vec<Ask> = self.keys(ui).into_iter().collect();
        // Not `self.desk()`: the memory is borrowed beside it.
        let desk = Desk {
            library: &self.library,
            settings: &self.settings,
            progress: &self.progress,
            saved: &self.saved,
            session: self.session.as_ref(),
            view: self.view.as_ref(),
            debrief: self.debrief.as_ref(),
            looking: self.ahead.is_some(),
            listening: self.listening,
            from: self.way.last().map(|mark| &mark.screen),
            author: self.author.as_ref(),
            today: day_of(now),
        };
        let seed = u64::try_from(now).unwrap_or(1) % 1_000_000;
        let free = self.overlay.is_none();
        asks.extend(super::widgets::notices(ui, &self.notices));
        let mut on_screen = |ui: &mut Ui| match &self.screen {
            Screen::Title => title::show(ui, &desk),
            Screen::Library => library::show(ui, &desk, &mut self.memory.library),
            Screen::Briefing(case) => briefing::show(ui, &desk, case, seed, &mut self.memory.briefing),
            Screen::Play => play::show(ui, &desk, &mut self.memory.play, &mut self.memory.tutorials),
            Screen::Consequence => consequence::show(ui, &desk),
            Screen::Debrief => debrief::show(ui, &desk, &mut self.memory.debrief),
            Screen::Rulebook => rulebook::show(ui, &desk, &mut self.memory.rulebook),
            Screen::MayI => may_i::show(ui, &desk, &mut self.memory.may_i),
        };
        let shown = ui.add_enabled_ui(free, |ui| match desk.author {
            None => on_screen(ui),
            Some(author) => {
                let panel = |ui: &mut Ui| author::show(ui, &desk, author, &self.screen, &mut self.memory.author);
                let (above, below) = super::widgets::with_foot(ui, "author", on_screen, panel);
                above.or(below)
            }
        });
        asks.extend(shown.inner);
        asks.extend(match &self.overlay {
            None => None,
            Some(Overlay::Settings) => settings::show(ui, &desk),
            Some(Overlay::Rule(rule)) => rule_card::show(ui, &desk, rule),
            Some(Overlay::CaseFile) => case_file::show(ui, &desk),
            Some(Overlay::Log) => log::show(ui, &desk),
            Some(Overlay::Commit) => play::commit(ui, &desk, &mut self.memory.play),
            Some(Overlay::Leave) => play::leave(ui, &desk),
        });
        for ask in asks {
            self.fulfil(ui, ask);
        }
        std::mem::take(&mut self.effects)
    }

    fn desk(&self) -> Desk<'_> {
        Desk {
            library: &self.library,
            settings: &self.settings,
            progress: &self.progress,
            saved: &self.saved,
            session: self.session.as_ref(),
            view: self.view.as_ref(),
            debrief: self.debrief.as_ref(),
            looking: self.ahead.is_some(),
            listening: self.listening,
            from: self.way.last().map(|mark| &mark.screen),
            author: self.author.as_ref(),
            today: day_of(self.now),
        }
    }

    /// Keys that mean the same on every screen.
    fn keys(&self, ui: &Ui) -> Option<Ask> {
        let pressed = |key| ui.input(|input| input.key_pressed(key));
        if pressed(Key::F2) && self.screen == Screen::MayI {
            return self.memory.may_i.text().map(Ask::Copy);
        }
        if pressed(Key::F2) {
            return self.view.as_ref().map(|view| Ask::Copy(view.text.clone()));
        }
        // A list that is open takes the key for itself.
        if !pressed(Key::Escape) || egui::Popup::is_any_open(ui.ctx()) {
            return None;
        }
        Some(match (&self.overlay, &self.screen) {
            (Some(_), _) => Ask::Close,
            (None, Screen::Play) if self.memory.play.wants_escape() => return None,
            (None, Screen::Play | Screen::Consequence) => Ask::Open(Overlay::Leave),
            (None, Screen::Debrief) if self.memory.debrief.map.is_large() => return None,
            (None, Screen::Briefing(_) | Screen::Debrief) => Ask::Go(Screen::Library),
            (None, Screen::Library) => Ask::Go(Screen::Title),
            (None, Screen::Rulebook) => Ask::Back,
            (None, Screen::MayI) => self.memory.may_i.back(),
            (None, Screen::Title) => return None,
        })
    }

    /// Starts a run at once, as the briefing does.
    pub fn begin(&mut self, setup: Setup) {
        self.start(setup, &[]);
    }

    /// The one door: whatever changes, changes here.
    pub fn fulfil(&mut self, ui: &Ui, ask: Ask) {
        match ask {
            Ask::Go(screen @ (Screen::Rulebook | Screen::MayI)) => self.consult(ui, screen),
            Ask::Go(screen) => self.go(screen),
            Ask::Back => self.back(),
            Ask::LookUp(rule) => self.look_up(ui, &rule),
            Ask::MayI(about) => self.may_i(ui, &about),
            Ask::Open(overlay) => self.open(ui, overlay),
            Ask::Close => self.overlay = None,
            Ask::Start(setup) => self.start(setup, &[]),
            Ask::Resume(case) => self.resume(&case),
            Ask::Choose(choice, confidence) => self.choose(choice, confidence),
            Ask::Continue => self.advance(),
            Ask::Rewind(to) => self.rewind(to),
            Ask::Leave => self.leave(),
            Ask::Change(settings) => {
                self.effects.push(Effect::KeepSettings(settings.clone()));
                self.settings = settings;
            }
            Ask::SaveDebrief => self.save_debrief(),
            Ask::Copy(text) => ui.ctx().copy_text(text),
            Ask::Dismiss(at) => drop((at < self.notices.len()).then(|| self.notices.remove(at))),
            Ask::Quit => self.effects.push(Effect::Quit),
        }
    }

    fn open(&mut self, ui: &Ui, overlay: Overlay) {
        if self.overlay.is_none() {
            self.memory.focus = ui.memory(egui::Memory::focused);
        }
        self.overlay = Some(overlay);
    }

    /// The keyboard goes back to where it was before the overlay, as soon as the overlay lets go of it.
    fn give_focus_back(&mut self, ui: &Ui) {
        let Some(focus) = self.memory.focus.filter(|_| self.overlay.is_none()) else { return };
        if ui.memory(|memory| memory.allows_interaction(ui.layer_id())) {
            ui.memory_mut(|memory| memory.request_focus(focus));
            self.memory.focus = None;
        } else {
            ui.ctx().request_repaint();
        }
    }

    fn go(&mut self, screen: Screen) {
        self.overlay = None;
        self.way.clear();
        self.memory.focus = None;
        self.memory.debrief = debrief::Memory::default();
        self.screen = screen;
    }

    fn start(&mut self, setup: Setup, commands: &[Command]) {
        let Some(case) = self.library.case(setup.case.as_str()).cloned() else {
            return self.notify(format!("The case {} is not at hand.", setup.case));
        };
        let book = self.library.rulebook(setup.standpoint());
        let (session, refused) = Session::replay(case, book, setup, commands);
        if refused.is_some() {
            self.notify("The case has changed since this run was kept; this is as far as it could be followed.");
        }
        self.session = Some(session);
        self.memory.tutorials = super::desk::Tutorials::default();
        self.look_ahead();
        self.refresh();
        self.go(Screen::Play);
    }

    fn resume(&mut self, case: &CaseId) {
        let Some(record) = self.saved.get(case).cloned() else { return };
        if let Some(damage) = &record.damage {
            self.notify(format!("The kept run was damaged in line {}; it was recovered up to there.", damage.line));
        }
        self.start(record.setup, &record.commands);
    }

    fn choose(&mut self, choice: crate::ids::ChoiceId, confidence: Option<Confidence>) {
        let command = Command::Choose { choice, confidence, at: Some(self.now) };
        if self.submit(command) {
            self.go(Screen::Consequence);
        }
    }

    fn rewind(&mut self, to: usize) {
        if self.submit(Command::Rewind { to }) {
            self.go(Screen::Play);
        }
    }

    /// Submits a command and keeps the run; a refusal is told.
    fn submit(&mut self, command: Command) -> bool {
        let Some(session) = &mut self.session else { return false };
        if let Err(refusal) = session.submit(command) {
            self.notify(refusal.to_string());
            return false;
        }
        self.keep();
        self.refresh();
        true
    }

    fn keep(&mut self) {
        let Some(session) = &self.session else { return };
        let id = session.case().id.clone();
        if self.author.is_some() {
            // What an author tries out is none of the learner's runs.
            self.saved.insert(id, Record::of(session));
            return;
        }
        if session.is_over() {
            self.saved.remove(&id);
            self.progress.note(session);
            self.effects.push(Effect::KeepProgress(self.progress.clone()));
        } else {
            self.saved.insert(id, Record::of(session));
        }
        self.effects.push(Effect::KeepRun(Box::new(session.clone())));
    }

    /// The view and debrief are made anew after each change, not in each frame.
    fn refresh(&mut self) {
        self.author.iter_mut().for_each(author::Author::run_went_on);
        self.memory.play = play::Memory::default();
        self.memory.debrief.run_changed();
        self.view = self.session.as_ref().and_then(PlayView::of);
        self.tell();
    }

    /// Tells the run again, as it is known now.
    fn tell(&mut self) {
        // In exam mode nothing is explained before the end.
        let explained =
            self.session.as_ref().filter(|session| session.is_over() || session.setup().mode == Mode::Study);
        self.debrief = explained.map(|session| Debrief::of(session, &self.library.packs));
    }

    fn advance(&mut self) {
        let over = self.session.as_ref().is_some_and(Session::is_over);
        self.go(if over { Screen::Debrief } else { Screen::Play });
    }

    fn leave(&mut self) {
        self.session = None;
        self.view = None;
        self.debrief = None;
        self.ahead = None;
        self.go(Screen::Library);
    }

    fn save_debrief(&mut self) {
        let Some((session, debrief)) = self.session.as_ref().zip(self.debrief.as_ref()) else { return };
        self.effects.push(Effect::KeepDebrief(Box::new(session.clone()), markdown(debrief)));
    }
}

/// The day of a reading of the clock.
fn day_of(now: i64) -> Date {
    let epoch = jiff::civil::date(1970, 1, 1);
    let days = now.div_euclid(24 * 60 * 60);
    epoch.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default())
}

fn theme_of(look: Look) -> theme::ThemeChoice {
    match look {
        Look::Light => theme::ThemeChoice::Light,
        Look::Dark => theme::ThemeChoice::Dark,
        Look::HighContrast => theme::ThemeChoice::HighContrast,
    }
}

//! `confidant play`: a case in plain lines and numbered choices, the full equal of the window over ssh or with a screen
//! reader. Input that ends early saves and leaves.

mod ahead;
mod desk;
mod premises;
mod told;

pub(super) use told::finding;

use super::{Out, PlayArguments, at_hand};
use crate::rim::{self, store};
use ahead::Ahead;
use confidant::ethics::Holding;
use confidant::ids::ChoiceId;
use confidant::library::Library;
use confidant::scenario::{Case, fill_names};
use confidant::session::{Band, Command, Confidence, Debrief, Mode, PlayView, Record, Session, Setup, markdown};
use desk::{Draft, Heard};
use std::collections::BTreeSet;
use std::io::BufRead as _;
use std::path::PathBuf;
use std::sync::Arc;

pub(super) fn run(arguments: &PlayArguments, out: &mut Out) -> u8 {
    let Some(mut library) = at_hand::library(out) else { return 2 };
    if !library.problems.is_empty() {
        out.problems(&library.problems);
    }
    let case = match find_case(arguments, &library, out) {
        Ok(Some(case)) => case,
        Ok(None) => return 0,
        Err(code) => return code,
    };
    let (settings, damaged) = store::settings();
    damaged.iter().for_each(|message| out.error(message));
    let asks_confidence = settings.ask_confidence;
    let setup = match premises::setup(arguments, &library, &case, settings) {
        Ok(setup) => setup,
        Err(message) => {
            out.error(&message);
            return 2;
        }
    };
    if arguments.window {
        // A case of a file is at hand for this once.
        library.cases.retain(|known| known.id != case.id);
        library.cases.push(case);
        return super::in_window(library, setup, out);
    }
    let called = arguments.case.clone().unwrap_or_else(|| case.id.to_string());
    let session = start(arguments, &case, setup, out);
    let mut player = Player {
        library,
        session,
        called,
        ahead: Ahead::default(),
        kept: None,
        desk: None,
        taught: BTreeSet::new(),
        asks_confidence,
        out,
    };
    player.play();
    0
}

/// The case asked for; without one the player picks from the list.
fn find_case(arguments: &PlayArguments, library: &Library, out: &mut Out) -> Result<Option<Arc<Case>>, u8> {
    match &arguments.case {
        Some(name) => at_hand::case(name, library, out).map(Some).ok_or(2),
        None => Ok(pick_case(library, out)),
    }
}

fn pick_case(library: &Library, out: &mut Out) -> Option<Arc<Case>> {
    out.line("Confidant. Choose a case:");
    for (number, case) in library.cases.iter().enumerate() {
        out.item(
            &format!("  {}. ", number + 1),
            &format!("{} ({} minutes). {}", case.title, case.minutes, case.summary),
        );
    }
    loop {
        out.prompt("Number, or q to leave: ");
        let line = read_line()?;
        if line == "q" {
            return None;
        }
        let chosen = line.parse::<usize>().ok().and_then(|number| library.cases.get(number.checked_sub(1)?));
        match chosen {
            Some(case) => return Some(case.clone()),
            None => out.line(&format!("Type a number from 1 to {}.", library.cases.len())),
        }
    }
}

/// The kinds of desks at which something was done already.
fn met_before(session: &Session) -> BTreeSet<&'static str> {
    let by_hand = session.decisions().iter().filter(|decision| decision.way.is_some());
    let activity = |scene: usize| Some(&session.case().scenes.get(scene)?.activity.as_deref()?.activity);
    by_hand.filter_map(|decision| activity(decision.scene)).map(|activity| activity.kind.word()).collect()
}

/// Was the last decision an opening of something in this very scene?
fn was_opened(session: &Session) -> bool {
    let scene = session.state().scene;
    let activity = session.case().scenes.get(scene).and_then(|scene| scene.activity.as_deref());
    let is_record = activity.is_some_and(|played| played.activity.is_taken_one_by_one());
    is_record && session.decisions().last().is_some_and(|last| last.scene == scene && last.way.is_some())
}

fn read_line() -> Option<String> {
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line).ok()?;
    (read > 0).then(|| line.trim().to_owned())
}

/// A kept run of the case goes on, unless something else was asked for.
fn start(arguments: &PlayArguments, case: &Arc<Case>, setup: Setup, out: &mut Out) -> Started {
    let asked = arguments.fresh
        || arguments.seed.is_some()
        || arguments.mode.is_some()
        || arguments.variant.is_some()
        || arguments.from.is_some()
        || arguments.deal.is_some()
        || !arguments.set.is_empty()
        || arguments.jurisdiction.is_some()
        || arguments.profession.is_some()
        || !arguments.policy.is_empty()
        || arguments.as_of.is_some();
    if asked {
        return Started::Fresh(case.clone(), setup);
    }
    match store::saved_run(&case.id) {
        Ok(Some(record)) => Started::Resumed(case.clone(), record),
        Ok(None) => Started::Fresh(case.clone(), setup),
        Err(message) => {
            out.error(&message);
            Started::Fresh(case.clone(), setup)
        }
    }
}

/// How a run begins.
enum Started {
    Fresh(Arc<Case>, Setup),
    Resumed(Arc<Case>, Record),
}

struct Player<'a> {
    library: Library,
    session: Started,
    /// What the player would type to come back.
    called: String,
    /// What can still come of the run, as soon as it is found out.
    ahead: Ahead,
    /// The file that the run was kept in last.
    kept: Option<PathBuf>,
    /// What is picked at the desk of the scene, until it is committed.
    desk: Option<Draft>,
    /// The kinds of desks met in this run.
    taught: BTreeSet<&'static str>,
    /// Does the player want to be asked how sure they are?
    asks_confidence: bool,
    out: &'a mut Out,
}

impl Player<'_> {
    fn play(&mut self) {
        let Some(mut session) = self.open() else { return };
        self.ahead = Ahead::of(&session);
        self.taught = met_before(&session);
        loop {
            if session.is_over() {
                self.ahead.wait(&mut session, self.out);
                self.finish(&session);
                return;
            }
            self.arrive(&session);
            if !self.decide(&mut session) {
                self.leave(&session);
                return;
            }
        }
    }

    fn open(&mut self) -> Option<Session> {
        match &self.session {
            Started::Fresh(case, setup) => {
                let (case, setup) = (case.clone(), setup.clone());
                let book = self.library.rulebook(setup.standpoint());
                let session = Session::start(case, book, setup);
                self.brief(&session).then_some(session)
            }
            Started::Resumed(case, record) => {
                let book = self.library.rulebook(record.setup.standpoint());
                let (session, refused) = Session::replay(case.clone(), book, record.setup.clone(), &record.commands);
                self.out.line(&format!(
                    "Going on with {} after {} decisions. (Start over with --fresh.)",
                    session.case().title,
                    session.decisions().len()
                ));
                if refused.is_some() || record.damage.is_some() {
                    self.out.line("The case or the save has changed since; this is as far as it could be followed.");
                }
                Some(session)
            }
        }
    }

    /// Who one is, and what is ahead; false if the player leaves.
    fn brief(&mut self, session: &Session) -> bool {
        let case = session.case().clone();
        let setup = session.setup();
        self.out.line(&format!("\n{}\n", case.title));
        self.out.prose(&case.summary);
        self.out.item("Content note: ", &case.content_note);
        self.out.line("");
        let parties = &session.state().situation.parties;
        self.out.prose(&fill_names(&case.role, parties));
        self.out.prose(&fill_names(&case.setting, parties));
        let version = case.variant_named(setup.variant.as_str()).and_then(|at| case.variants.get(at));
        if let Some(brief) = version.and_then(|version| version.brief.as_deref()) {
            self.out.prose(&fill_names(brief, parties));
        }
        self.out.line(&format!(
            "You practice as {} in {}, under the law of {}. Mode: {}. Seed: {}.",
            setup.profession,
            setup.jurisdiction,
            setup.as_of,
            setup.mode.words(),
            setup.seed
        ));
        session.book().notes.iter().for_each(|note| self.out.line(note));
        self.out
            .line("At each choice: type its number. f: case file. l: log. u: take back. q: save and leave. ?: help.");
        self.out.prompt("Press Enter to begin, or q to leave: ");
        match read_line() {
            None => {
                self.out.line("");
                false
            }
            Some(line) => line != "q",
        }
    }

    fn show(&mut self, session: &Session) {
        let Some(view) = PlayView::of(session) else { return };
        let heading = view.heading.as_ref().map(|heading| format!("{heading} · ")).unwrap_or_default();
        self.out.line(&format!("\n--- {heading}{} · {}", view.place, view.clock));
        let names = |people: &[confidant::session::PersonNote]| {
            people.iter().map(|person| person.name.clone()).collect::<Vec<_>>().join(", ")
        };
        if !view.present.is_empty() {
            self.out.line(&format!("With you: {}", names(&view.present)));
        }
        if !view.earshot.is_empty() {
            self.out.line(&format!("Near by: {}", names(&view.earshot)));
        }
        self.out.line("");
        self.out.prose(&view.text);
        self.show_options(&view);
    }

    /// The desk, if there is one, and the choices beside it, numbered on from its answers.
    fn show_options(&mut self, view: &PlayView) {
        if let Some(desk) = &self.desk {
            desk.show(self.out);
            if !view.options.is_empty() {
                self.out.line("\nOr instead:");
            }
        }
        let before = self.desk.as_ref().map_or(0, Draft::numbered);
        for (number, option) in view.options.iter().enumerate() {
            self.out.item(&format!("{}. ", before + number + 1), &option.label);
            if !option.say.is_empty() {
                self.out.item("   ", &option.say.replace('\n', " "));
            }
        }
    }

    /// Comes to a scene, and sits down at its desk. What is picked there stays until something is done in the story.
    fn arrive(&mut self, session: &Session) {
        let Some(view) = PlayView::of(session) else { return };
        let stays = self.desk.as_ref().is_some_and(|desk| desk.is_at(session));
        if !stays {
            self.desk = Draft::of(session, &view.options);
        }
        if was_opened(session) {
            // Still the same scene: only what changed is read out again.
            self.show_options(&view);
        } else {
            self.show(session);
        }
        let Some(desk) = self.desk.as_mut().filter(|_| !stays) else { return };
        if self.taught.insert(desk.kind().word()) {
            desk.offer_tutorial(self.out);
        }
    }

    /// Reads until a choice was made; false if the player leaves.
    fn decide(&mut self, session: &mut Session) -> bool {
        loop {
            self.out.prompt(self.desk.as_ref().map_or("> ", Draft::prompt));
            let Some(line) = read_line() else {
                self.out.line("");
                return false;
            };
            if ["q", "?", "help", "f", "l", "s", "u"].contains(&line.as_str()) {
                self.desk.iter_mut().for_each(Draft::forget_question);
            }
            match line.as_str() {
                "q" => return false,
                "?" | "help" => self.help(),
                "f" => self.case_file(session),
                "l" => self.log(session),
                "s" => self.show(session),
                "u" => return self.take_back(session),
                other => {
                    if self.hear(session, other) {
                        return true;
                    }
                }
            }
        }
    }

    fn help(&mut self) {
        self.out.line("A number makes a choice. f: case file. l: log. u: take back the last choice. s: this scene again. q: save and leave.");
        if let Some(desk) = &self.desk {
            desk.help(self.out);
        }
    }

    /// A line that is for the desk, or a choice; says whether a decision was made.
    fn hear(&mut self, session: &mut Session, typed: &str) -> bool {
        let heard = self.desk.as_mut().map_or(Heard::Other, |desk| desk.hear(typed, self.out));
        let options = || PlayView::of(session).map(|view| view.options).unwrap_or_default();
        let chosen = match heard {
            Heard::Taken => return false,
            Heard::Left(way) => Some(way),
            Heard::Choice(at) => options().get(at).map(|option| option.id.clone()),
            Heard::Other if self.desk.is_none() && typed.is_empty() => return false,
            Heard::Other => {
                let named = |id: &ChoiceId| id.as_str() == typed;
                let number = typed.parse::<usize>().ok().filter(|_| self.desk.is_none());
                let by_number =
                    number.and_then(|number| options().get(number.checked_sub(1)?).map(|one| one.id.clone()));
                by_number.or_else(|| options().into_iter().map(|option| option.id).find(named))
            }
        };
        let Some(choice) = chosen else {
            let last = self.desk.as_ref().map_or(0, Draft::numbered) + options().len();
            self.out.line(&match (self.desk.is_some(), last) {
                (true, 0) => "That is no word of this desk. ? helps.".to_owned(),
                (true, _) => format!("Type a number from 1 to {last} or a word of this desk; ? helps."),
                (false, _) => format!("Type a number from 1 to {last}, or ? for help."),
            });
            return false;
        };
        self.choose(session, choice)
    }

    fn choose(&mut self, session: &mut Session, choice: ChoiceId) -> bool {
        let confidence = if self.asks_confidence { self.ask_confidence() } else { None };
        let command = Command::Choose { choice, confidence, at: Some(rim::now()) };
        if let Err(refusal) = session.submit(command) {
            self.out.line(&refusal.to_string());
            return false;
        }
        self.keep(session);
        self.tell_last(session);
        self.ahead.take_in(session);
        if session.setup().mode == Mode::Study {
            self.explain_last(session);
        }
        true
    }

    fn ask_confidence(&mut self) -> Option<Confidence> {
        loop {
            self.out.prompt("How sure are you? 1 guessing, 2 leaning, 3 sure; Enter leaves it open: ");
            match read_line()?.as_str() {
                "" => return None,
                "1" | "guessing" => return Some(Confidence::Guessing),
                "2" | "leaning" => return Some(Confidence::Leaning),
                "3" | "sure" => return Some(Confidence::Sure),
                _ => self.out.line("Type 1, 2 or 3, or nothing."),
            }
        }
    }

    /// What came of the last decision: what was read, what happened, and what is so on the desk now.
    fn tell_last(&mut self, session: &Session) {
        if let Some(desk) = &self.desk {
            desk.tell_opened(session, self.out);
        }
        let Some(last) = PlayView::of(session).and_then(|view| view.last) else { return };
        if !last.happened.is_empty() {
            self.out.line("");
            self.out.prose(&last.happened);
        }
        told::accounts("", &last.accounts, self.out);
    }

    /// Study mode: what the last decision came to, briefly; the whole is in the debrief.
    fn explain_last(&mut self, session: &Session) {
        let debrief = Debrief::of(session, &self.library.packs);
        let Some(last) = debrief.decisions.last().filter(|last| !last.findings.is_empty() || last.band > Band::Sound)
        else {
            return;
        };
        self.out.line(&format!("[{}] law: {}, ethics: {}", last.band.words(), last.law.words(), last.ethics.words()));
        for broken in last.findings.iter().filter(|finding| finding.holding == Holding::Broken) {
            finding(broken, self.out);
        }
        if let Some(note) = &last.note {
            self.out.item("  ", note);
        }
    }

    fn take_back(&mut self, session: &mut Session) -> bool {
        let Some(last) = session.decisions().len().checked_sub(1) else {
            self.out.line("There is nothing to take back.");
            return true;
        };
        match session.submit(Command::Rewind { to: last }) {
            Ok(_) => {
                self.out.line("Taken back. Your first attempt is kept in the record.");
                self.keep(session);
            }
            Err(refusal) => self.out.line(&refusal.to_string()),
        }
        true
    }

    fn case_file(&mut self, session: &Session) {
        let Some(PlayView { file, clock, .. }) = PlayView::of(session) else { return };
        self.out.line(&format!("Case file, {clock}"));
        let mut list = |title: &str, lines: Vec<String>| {
            if !lines.is_empty() {
                self.out.line(&format!("{title}:"));
                lines.iter().for_each(|line| self.out.item("  - ", line));
            }
        };
        list("What you know", file.facts);
        list(
            "People",
            file.people
                .iter()
                .map(|person| {
                    let age = person.age.map(|age| format!(", {age}")).unwrap_or_default();
                    format!("{} ({}{age}). {}", person.name, person.roles, person.about.join(" "))
                })
                .collect(),
        );
        list(
            "Releases on file",
            file.releases.iter().map(|release| format!("{}. {}", release.title, release.lines.join(". "))).collect(),
        );
        list("On file", file.agreements);
        list("Still open", file.open_questions);
        list(
            "Duties",
            file.duties
                .iter()
                .map(|duty| format!("{}: {} ({}), due {}", duty.state.words(), duty.heading, duty.cite, duty.due))
                .collect(),
        );
    }

    fn log(&mut self, session: &Session) {
        let Some(view) = PlayView::of(session) else { return };
        for (head, text) in &view.log {
            if !head.is_empty() {
                self.out.line(&format!("* {head}"));
            }
            if !text.is_empty() {
                self.out.prose(text);
            }
        }
    }

    fn keep(&mut self, session: &Session) {
        match store::keep_run(session) {
            Ok(path) => self.kept = Some(path),
            Err(error) => self.out.error(&format!("The run could not be saved: {}", rim::files::plain(&error))),
        }
    }

    fn leave(&mut self, session: &Session) {
        if session.commands().is_empty() {
            return;
        }
        self.keep(session);
        self.out.line(&format!("Saved. Go on with: confidant play {}", self.called));
        self.out.item("", &session.case().support.clone());
    }

    fn finish(&mut self, session: &Session) {
        let (mut progress, damaged) = store::progress();
        damaged.iter().for_each(|message| self.out.error(message));
        progress.note(session);
        if let Err(error) = store::keep_progress(&progress) {
            self.out.error(&format!("Progress could not be saved: {}", rim::files::plain(&error)));
        }
        let debrief = Debrief::of(session, &self.library.packs);
        told::debrief(&debrief, self.out);
        match store::keep_debrief(session, &markdown(&debrief)) {
            Ok(path) => self.out.line(&format!("Debrief saved as {}", path.display())),
            Err(error) => self.out.error(&format!("The debrief could not be saved: {}", rim::files::plain(&error))),
        }
        self.point_to_map();
    }

    /// The case was brought to an end, so that its map tells nothing too early.
    fn point_to_map(&mut self) {
        let Some(record) = self.kept.as_ref().map(|path| path.display().to_string()) else { return };
        let record = if record.contains(' ') { format!("\"{record}\"") } else { record };
        let called = if self.called.contains(' ') { format!("\"{}\"", self.called) } else { self.called.clone() };
        self.out.line(&format!(
            "The map of the case with your way on it: confidant graph {called} --record {record} --format outline\n\
             The same as a picture: leave out `--format outline` and add `-o map.svg`."
        ));
    }
}

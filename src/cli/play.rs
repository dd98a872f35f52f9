//! `confidant play`: a case in plain lines and numbered choices, the full equal of the window over ssh or with a screen
//! reader. Input that ends early saves and leaves.

mod ahead;
mod told;

pub(super) use told::finding;

use super::{ModeArgument, Out, PlayArguments, at_hand};
use crate::rim::{self, store};
use ahead::Ahead;
use confidant::ethics::Holding;
use confidant::ids::nearest;
use confidant::learner::Settings;
use confidant::library::Library;
use confidant::scenario::{Case, fill_names};
use confidant::session::{Band, Command, Debrief, Mode, PlayView, Record, Session, Setup, markdown};
use std::io::BufRead as _;
use std::path::PathBuf;
use std::sync::Arc;

pub(super) fn run(arguments: &PlayArguments, out: &mut Out) -> u8 {
    let Some(library) = at_hand::library(out) else { return 2 };
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
    let setup = match setup(arguments, &library, &case, settings) {
        Ok(setup) => setup,
        Err(message) => {
            out.error(&message);
            return 2;
        }
    };
    let called = arguments.case.clone().unwrap_or_else(|| case.id.to_string());
    let session = start(arguments, &case, setup, out);
    let mut player = Player { library, session, called, ahead: Ahead::default(), kept: None, out };
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

fn read_line() -> Option<String> {
    let mut line = String::new();
    let read = std::io::stdin().lock().read_line(&mut line).ok()?;
    (read > 0).then(|| line.trim().to_owned())
}

fn setup(arguments: &PlayArguments, library: &Library, case: &Case, settings: Settings) -> Result<Setup, String> {
    let seed = arguments.seed.unwrap_or_else(rim::seed);
    let usual = Setup::of(case, seed);
    let variant = match arguments.variant.as_deref() {
        None => usual.variant.clone(),
        Some("surprise") => Setup::surprise(case, seed),
        Some(id) if case.variant_named(id).is_some() => id.into(),
        Some(id) => {
            let known: Vec<&str> = case.variants.iter().map(|variant| variant.id.as_str()).collect();
            let near = nearest(id, known.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
            let all = near.unwrap_or_else(|| format!("; it has {}", known.join(", ")));
            return Err(format!("the case has no variant `{id}`{all}"));
        }
    };
    if let Some(problem) = arguments.policy.iter().find_map(|id| super::places::unknown_policy(&library.packs, id)) {
        return Err(problem);
    }
    let from = match arguments.from.as_deref() {
        Some(id) if case.scene_named(id).is_none() => {
            let near = nearest(id, case.scenes.iter().map(|scene| scene.id.as_str()));
            return Err(near.map_or(format!("the case has no scene `{id}`"), |near| {
                format!("the case has no scene `{id}`; did you mean `{near}`?")
            }));
        }
        from => from.map(Into::into),
    };
    Ok(Setup {
        jurisdiction: arguments
            .jurisdiction
            .as_deref()
            .map_or(settings.jurisdiction, |place| super::places::named(&library.packs, place)),
        profession: arguments.profession.as_deref().map_or(settings.profession, Into::into),
        policies: arguments.policy.iter().map(|id| id.as_str().into()).collect(),
        as_of: arguments.as_of.unwrap_or(usual.as_of),
        mode: match arguments.mode {
            Some(ModeArgument::Exam) => Mode::Exam,
            Some(ModeArgument::Study) | None => Mode::Study,
        },
        variant,
        from,
        set: facts(&arguments.set, case, library)?,
        ..usual
    })
}

fn facts(given: &[String], case: &Case, library: &Library) -> Result<Vec<(String, String)>, String> {
    given
        .iter()
        .map(|pair| {
            let (id, word) = pair.split_once('=').ok_or_else(|| format!("`{pair}` is not FACT=VALUE"))?;
            let words = &library.packs.vocabulary;
            let entry = words.fact(id).and_then(|fact| words.fact_entry(fact));
            let entry = entry.ok_or_else(|| {
                if case.flags.iter().any(|flag| flag.as_str() == id) {
                    return format!("`{id}` is a flag of the case; `--set` takes facts only");
                }
                let near = nearest(id, words.facts().map(|(_, entry)| entry.id.as_str()));
                near.map_or(format!("there is no fact `{id}`; `confidant vocabulary` lists them"), |near| {
                    format!("there is no fact `{id}`; did you mean `{near}`?")
                })
            })?;
            match entry.kind.value(word) {
                Some(_) => Ok((id.to_owned(), word.to_owned())),
                None => Err(format!("`{id}` is one of {}", entry.kind.words().join(", "))),
            }
        })
        .collect()
}

/// A kept run of the case goes on, unless something else was asked for.
fn start(arguments: &PlayArguments, case: &Arc<Case>, setup: Setup, out: &mut Out) -> Started {
    let asked = arguments.fresh
        || arguments.seed.is_some()
        || arguments.mode.is_some()
        || arguments.variant.is_some()
        || arguments.from.is_some()
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
    out: &'a mut Out,
}

impl Player<'_> {
    fn play(&mut self) {
        let Some(mut session) = self.open() else { return };
        self.ahead = Ahead::of(&session);
        loop {
            if session.is_over() {
                self.ahead.wait(&mut session, self.out);
                self.finish(&session);
                return;
            }
            self.show(&session);
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
        for (number, option) in view.options.iter().enumerate() {
            self.out.item(&format!("{}. ", number + 1), &option.label);
            if !option.say.is_empty() {
                self.out.item("   ", &option.say.replace('\n', " "));
            }
        }
    }

    /// Reads until a choice was made; false if the player leaves.
    fn decide(&mut self, session: &mut Session) -> bool {
        loop {
            self.out.prompt("> ");
            let Some(line) = read_line() else {
                self.out.line("");
                return false;
            };
            match line.as_str() {
                "q" => return false,
                "" => (),
                "?" => self.out.line("A number makes a choice. f: case file. l: log. u: take back the last choice. s: this scene again. q: save and leave."),
                "f" => self.case_file(session),
                "l" => self.log(session),
                "s" => self.show(session),
                "u" => return self.take_back(session),
                other => {
                    if self.choose(session, other) {
                        return true;
                    }
                }
            }
        }
    }

    fn choose(&mut self, session: &mut Session, typed: &str) -> bool {
        let Some(view) = PlayView::of(session) else { return false };
        let option = typed.parse::<usize>().ok().and_then(|number| view.options.get(number.checked_sub(1)?));
        let Some(option) = option else {
            self.out.line(&format!("Type a number from 1 to {}, or ? for help.", view.options.len()));
            return false;
        };
        let command = Command::Choose { choice: option.id.clone(), confidence: None, at: Some(rim::now()) };
        if let Err(refusal) = session.submit(command) {
            self.out.line(&refusal.to_string());
            return false;
        }
        self.keep(session);
        let happened = session.decisions().last().map(|decision| decision.step.happened.clone()).unwrap_or_default();
        if !happened.is_empty() {
            self.out.line("");
            self.out.prose(&happened);
        }
        self.ahead.take_in(session);
        if session.setup().mode == Mode::Study {
            self.explain_last(session);
        }
        true
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

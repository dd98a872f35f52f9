//! The small case of one desk: what a test lays on the desk is all there is to do, and two scenes are all there is.

use super::sight::session;
use super::{Game, Start, library_of, start, still};
use confidant::learner::{Look, Settings};
use confidant::session::{Mode, Setup};
use confidant::ui::Ask;
use egui::vec2;

const ID: &str = "desk-try";

/// What such a case has of its own, as it stands in the file.
pub(crate) struct Desk {
    pub(crate) cast: &'static str,
    /// The floors that one can hear through, if any.
    pub(crate) floors: &'static str,
    /// Who is there, and what is told.
    pub(crate) scene: &'static str,
}

impl Desk {
    fn case(&self, activity: &str) -> String {
        let Self { cast, floors, scene } = self;
        format!(
            r#"(
id: "{ID}", version: "1.0.0", title: "A desk", summary: "A short one.", minutes: 5,
content_note: "Nothing graphic.", jurisdictions: ["US-CA"], professions: ["counselor"],
date: "2026-10-13", time: "17:00", role: "You are a counselor.", setting: "A clinic.",
cast: [
{cast}
],
places: [(id: "office", name: "Your office", setting: private_office, art: office)],
floors: [{floors}],
flags: ["astray"],
variants: [(id: "base", title: "Base")],
start: "desk",
scenes: [
(id: "desk", place: "office", title: "At five", {scene},
choices: [(id: "leave", label: "Leave it for tomorrow", note: "It can wait.", goto: "end")],
activity: {activity}),
(id: "end", place: "office", text: "Home.", ending: (id: "fine", title: "Fine", tone: Steady)),
],
)"#
        )
    }

    /// A run that has come to the desk.
    pub(crate) fn at(&self, activity: &str) -> Game {
        self.at_in(activity, Mode::Study, still(), 1280.0, 720.0)
    }

    pub(crate) fn at_in(&self, activity: &str, mode: Mode, settings: Settings, width: f32, height: f32) -> Game {
        let library = library_of(ID, &self.case(activity));
        let setup = Setup { mode, ..Setup::of(library.case(ID).expect("it was laid"), 7) };
        let mut game = Start { library, settings, size: vec2(width, height), ..start() }.at(&[Ask::Start(setup)]);
        game.run();
        game
    }

    /// Each of these desks in every window at every size of text, with the width of the window and a name for all that.
    pub(crate) fn in_every_window(&self, activities: &[&str], mut look: impl FnMut(&mut Game, f32, &str)) {
        let sizes =
            [(800.0, 600.0, 100), (800.0, 600.0, 200), (800.0, 600.0, 250), (1280.0, 720.0, 200), (1920.0, 1080.0, 80)];
        for activity in activities {
            for (width, height, text_percent) in sizes {
                let settings = Settings { text_percent, look: Look::HighContrast, ..still() };
                let mut game = self.at_in(activity, Mode::Study, settings, width, height);
                let desk = activity.split(',').next().unwrap_or("");
                look(&mut game, width, &format!("{desk} at {width}x{height}, {text_percent} %"));
            }
        }
    }
}

/// What was done by hand last, in the words of the record.
pub(crate) fn chosen(game: &Game) -> String {
    let decision = session(game).decisions().last().expect("a decision");
    let scene = session(game).case().scenes.get(decision.scene).expect("a scene");
    let activity = &scene.activity.as_ref().expect("a desk").activity;
    decision.way.as_ref().expect("it was done by hand").words(activity)
}

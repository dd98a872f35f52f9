//! A table to test the screens on: a shell without a window, what a test asks of it, and what it wants of the rim.
#![allow(dead_code, reason = "each test takes from the table what it needs")]

use confidant::ids::CaseId;
use confidant::learner::{Progress, Settings};
use confidant::library::Library;
use confidant::scenario::Case;
use confidant::session::Record;
use confidant::ui::{Ask, Effect, Shell};
use egui::vec2;
use egui_kittest::Harness;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// A shell, what a test asks of it past the screens, and what it wants of the rim.
pub(crate) struct Table {
    pub(crate) shell: Shell,
    pub(crate) asks: Vec<Ask>,
    pub(crate) effects: Vec<Effect>,
}

pub(crate) type Game = Harness<'static, Table>;

pub(crate) fn library() -> Arc<Library> {
    static LIBRARY: OnceLock<Arc<Library>> = OnceLock::new();
    LIBRARY.get_or_init(|| Arc::new(Library::shipped().expect("the shipped library can be read"))).clone()
}

pub(crate) fn some_case() -> Arc<Case> {
    library().cases.first().expect("a case is shipped").clone()
}

pub(crate) fn still() -> Settings {
    Settings { reduced_motion: true, ..Settings::default() }
}

pub(crate) struct Start {
    pub(crate) library: Arc<Library>,
    pub(crate) settings: Settings,
    pub(crate) progress: Progress,
    pub(crate) saved: BTreeMap<CaseId, Record>,
    pub(crate) size: egui::Vec2,
    /// The clock, which also seeds runs.
    pub(crate) now: i64,
}

pub(crate) fn start() -> Start {
    Start {
        library: library(),
        settings: still(),
        progress: Progress::default(),
        saved: BTreeMap::new(),
        size: vec2(1280.0, 720.0),
        now: 7,
    }
}

impl Start {
    pub(crate) fn at(self, asks: &[Ask]) -> Game {
        let shell = Shell::new(self.library, self.settings, self.progress, self.saved);
        let table = Table { shell, asks: asks.to_vec(), effects: Vec::new() };
        let now = self.now;
        let frame = move |ui: &mut egui::Ui, table: &mut Table| {
            for ask in std::mem::take(&mut table.asks) {
                table.shell.fulfil(ui, ask);
            }
            table.effects.extend(table.shell.show(ui, now));
        };
        let mut game = Harness::builder().with_size(self.size).with_max_steps(60).build_ui_state(frame, table);
        game.run();
        game
    }
}

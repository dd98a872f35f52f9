//! A table to test the screens on: a shell without a window, what a test asks of it, and what it wants of the rim.
//! Beside it lie the hands that work it, the eyes that read it, what has to fit, and the small case of one desk.
#![allow(dead_code, reason = "each test takes from the table what it needs")]
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]

pub(crate) mod desk;
pub(crate) mod fit;
pub(crate) mod hand;
pub(crate) mod sight;

use confidant::ids::CaseId;
use confidant::learner::{Progress, Settings};
use confidant::library::{Bench, Files, Library, shipped_rules};
use confidant::scenario::Case;
use confidant::session::Record;
use confidant::source::Source;
use confidant::ui::{Ask, Effect, Shell};
use egui::vec2;
use egui_kittest::Harness;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

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

/// The shipped rules and this one case, read once.
pub(crate) fn library_of(id: &str, case: &str) -> Arc<Library> {
    static READ: Mutex<BTreeMap<String, Arc<Library>>> = Mutex::new(BTreeMap::new());
    let mut read = READ.lock().expect("nobody fails while reading");
    read.entry(case.to_owned()).or_insert_with(|| lay(id, case)).clone()
}

fn lay(id: &str, case: &str) -> Arc<Library> {
    let mut bench = Bench::over(shipped_rules(), Files::new()).expect("the shipped rules load");
    let file = format!("cases/{id}.case.ron");
    bench.lay(&Files::from([(file.clone(), Source::new(file, case))]), Vec::new());
    let library = bench.library();
    assert!(library.case(id).is_some(), "{:#?}", bench.problems());
    Arc::new(library)
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

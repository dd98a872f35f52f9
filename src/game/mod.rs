//! The window: Bevy opens it, feeds egui, and carries out what the shell asks of the outside. No ethical or narrative
//! fact is computed here.

mod access;
mod author;
mod effects;
mod frame;
mod heard;
mod lookout;
mod photo;

use crate::rim::folder::Folder;
use crate::rim::{self, store};
use bevy::prelude::*;
use bevy::window::WindowResolution;
use bevy::winit::WinitSettings;
use bevy_egui::EguiPlugin;
use confidant::ids::CaseId;
use confidant::learner::Progress;
use confidant::library::Library;
use confidant::session::{Record, Setup};
use confidant::ui::{Check, Shell};
use std::collections::BTreeMap;
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::sync::{Arc, Mutex};

/// Opens the game and plays until the window closes.
///
/// # Errors
/// Why no window can be opened here, in words.
pub(crate) fn run() -> Result<(), String> {
    if !has_display() {
        return Err("there is no display".into());
    }
    let shell = shell()?;
    in_window(move || Ok(app(shell))).map_err(told)
}

fn told(stop: Stop) -> String {
    match stop {
        Stop::Unready(why) | Stop::Unopened(why) => why,
        Stop::Broken(why) => format!("the window stopped unexpectedly: {why}; your run was kept"),
    }
}

/// Opens the game in the first scene of a case.
///
/// # Errors
/// Why no window can be opened here, in words.
pub(crate) fn run_case(library: Library, setup: Setup) -> Result<(), String> {
    if !has_display() {
        return Err("there is no display".into());
    }
    let mut shell = shell_of(library);
    shell.begin(setup);
    in_window(move || Ok(app(shell))).map_err(told)
}

/// Opens the game for an author at work in a folder.
///
/// # Errors
/// In a sentence: why not.
pub(crate) fn run_for_author(path: &Path) -> Result<(), String> {
    let folder = Folder::open(path)?;
    let windowless = |why: &str| {
        let instead = format!("`confidant lint {}` checks it without one", path.display());
        format!("Author mode needs a window, and none can be opened here ({why}); {instead}.")
    };
    if !has_display() {
        return Err(windowless("there is no display"));
    }
    let (settings, bad_settings) = store::settings();
    let reading = folder.reading(Check::Running);
    let shell = Shell::new(reading.library.clone(), settings, Progress::default(), BTreeMap::new());
    let mut shell = shell.for_author(path.display().to_string(), &folder.own(), &reading);
    bad_settings.into_iter().for_each(|notice| shell.notify(notice));
    let begin = move || {
        let mut app = app(shell);
        author::watch(&mut app, folder).map(|()| app)
    };
    in_window(begin).map_err(|stop| match stop {
        Stop::Unready(why) => why,
        Stop::Unopened(why) => windowless(&why),
        Stop::Broken(why) => format!("The window stopped unexpectedly: {why}."),
    })
}

/// Why the game is over before it was left.
enum Stop {
    /// What it needs is not there.
    Unready(String),
    /// No window was ever seen.
    Unopened(String),
    /// The window was there.
    Broken(String),
}

/// Runs an app until its window closes.
fn in_window(begin: impl FnOnce() -> Result<App, String>) -> Result<(), Stop> {
    let message = Arc::new(Mutex::new(String::new()));
    let usual = panic::take_hook();
    let heard = message.clone();
    // Without a driver or an X library Bevy panics; a player is owed a sentence and the terminal instead.
    panic::set_hook(Box::new(move |panic| {
        if let Ok(mut heard) = heard.lock()
            && heard.is_empty()
        {
            panic.payload_as_str().unwrap_or("an unknown reason").clone_into(&mut heard);
        }
    }));
    let ran = panic::catch_unwind(AssertUnwindSafe(|| begin().map(|mut app| app.run())));
    panic::set_hook(usual);
    let heard = message.lock().map(|heard| heard.clone()).unwrap_or_default();
    match ran {
        Ok(Ok(AppExit::Success)) => Ok(()),
        Ok(Err(why)) => Err(Stop::Unready(why)),
        _ if frame::was_drawn() => Err(Stop::Broken(heard)),
        Ok(Ok(AppExit::Error(_))) | Err(_) => Err(Stop::Unopened(reason(&heard))),
    }
}

#[cfg(target_os = "linux")]
fn has_display() -> bool {
    ["WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()))
}

#[cfg(not(target_os = "linux"))]
fn has_display() -> bool {
    true
}

fn reason(panic: &str) -> String {
    match panic {
        text if text.contains("GPU") => "no graphics driver was found".into(),
        text if text.contains("event loop") || text.contains("Library") || text.contains("lib") => {
            "the display cannot be reached".into()
        }
        text => text.lines().next().unwrap_or("the window could not be opened").to_owned(),
    }
}

/// The shell with everything that is kept of this player.
fn shell() -> Result<Shell, String> {
    let library = rim::library()
        .map_err(|problems| confidant::diagnostic::render(&problems, confidant::diagnostic::Format::Human))?;
    Ok(shell_of(library))
}

fn shell_of(library: Library) -> Shell {
    let (settings, bad_settings) = store::settings();
    let (progress, bad_progress) = store::progress();
    let mut notices: Vec<String> = bad_settings.into_iter().chain(bad_progress).collect();
    let mut saved: BTreeMap<CaseId, Record> = BTreeMap::new();
    for case in &library.cases {
        match store::saved_run(&case.id) {
            Ok(record) => saved.extend(record.map(|record| (case.id.clone(), record))),
            Err(notice) => notices.push(notice),
        }
    }
    let mut shell = Shell::new(Arc::new(library), settings, progress, saved);
    notices.into_iter().for_each(|notice| shell.notify(notice));
    shell
}

fn app(shell: Shell) -> App {
    let window = Window {
        title: "Confidant".into(),
        name: Some("confidant".into()),
        resolution: WindowResolution::new(1280, 720),
        resize_constraints: WindowResizeConstraints { min_width: 640.0, min_height: 480.0, ..default() },
        ..default()
    };
    let mut app = App::new();
    let quiet =
        bevy::log::LogPlugin { filter: "error,wgpu_hal=off".into(), level: bevy::log::Level::ERROR, ..default() };
    app.add_plugins(DefaultPlugins.set(WindowPlugin { primary_window: Some(window), ..default() }).set(quiet))
        .add_plugins(EguiPlugin::default())
        .insert_resource(WinitSettings::desktop_app())
        .insert_resource(frame::Game(shell))
        .add_plugins((frame::plugin, access::plugin, heard::plugin, lookout::plugin, photo::plugin));
    app
}

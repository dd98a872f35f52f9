//! Three mends to the bridge between Bevy and egui: a screen reader's actions come back, they wake the loop, and an idle
//! window sleeps.

use super::frame::Game;
use bevy::a11y::{AccessibilityRequested, ActionRequest};
use bevy::prelude::*;
use bevy::winit::{UpdateMode, WinitSettings};
use bevy_egui::{EguiInput, EguiInputSet, EguiPreUpdateSet, PrimaryEguiContext, egui, input::EguiInputEvent};
use std::time::Duration;

/// How long the loop sleeps while a screen reader is listening: its presses do not wake it.
const SCREEN_READER_PACE: Duration = Duration::from_millis(100);

pub(super) fn plugin(app: &mut App) {
    app.add_systems(PreUpdate, hear_screen_reader.in_set(EguiInputSet::ReadBevyMessages))
        .add_systems(PreUpdate, let_it_sleep.after(EguiPreUpdateSet::ProcessInput).before(EguiPreUpdateSet::BeginPass))
        .add_systems(Update, (keep_pace, tell_who_listens));
}

/// The bridge publishes the tree but drops "press", "focus" and "set value".
fn hear_screen_reader(
    mut requests: MessageReader<ActionRequest>,
    context: Option<Single<Entity, With<PrimaryEguiContext>>>,
    mut events: MessageWriter<EguiInputEvent>,
) {
    let Some(context) = context else { return };
    for request in requests.read() {
        let event = egui::Event::AccessKitActionRequest(request.0.clone());
        events.write(EguiInputEvent { context: *context, event });
    }
}

/// The bridge reports the modifier keys in every frame, and egui repaints at any report: it would never idle.
fn let_it_sleep(mut inputs: Query<&mut EguiInput>, mut last: Local<Option<egui::Modifiers>>) {
    for mut input in &mut inputs {
        input.events.retain(|event| match event {
            egui::Event::ModifiersChanged(modifiers) if *last == Some(*modifiers) => false,
            egui::Event::ModifiersChanged(modifiers) => {
                *last = Some(*modifiers);
                true
            }
            _ => true,
        });
    }
}

/// Pipelines are made ready in the background while the first frames pass; a loop that slept by then would leave the
/// window black until somebody moved the mouse.
const WARMING_UP: Duration = Duration::from_secs(5);
const WARMING_FRAMES: u32 = 60;

/// A screen reader's request does not wake a sleeping loop, so while one is there the loop looks round by itself.
fn keep_pace(
    time: Res<Time<Real>>,
    requested: Option<Res<AccessibilityRequested>>,
    mut settings: ResMut<WinitSettings>,
    mut frames: Local<u32>,
) {
    *frames = frames.saturating_add(1);
    let warming_up = time.elapsed() < WARMING_UP || *frames < WARMING_FRAMES;
    let listening = requested.is_some_and(|requested| requested.get());
    let at_rest = WinitSettings::desktop_app();
    let (focused, unfocused) = match (warming_up, listening) {
        (true, _) => (UpdateMode::Continuous, UpdateMode::Continuous),
        (false, true) => (UpdateMode::reactive(SCREEN_READER_PACE), UpdateMode::reactive(SCREEN_READER_PACE)),
        (false, false) => (at_rest.focused_mode, at_rest.unfocused_mode),
    };
    if settings.focused_mode != focused || settings.unfocused_mode != unfocused {
        (settings.focused_mode, settings.unfocused_mode) = (focused, unfocused);
    }
}

/// Whoever listens is told in words first what others see as a picture.
fn tell_who_listens(requested: Option<Res<AccessibilityRequested>>, mut game: ResMut<Game>) {
    game.0.listens(requested.is_some_and(|requested| requested.get()));
}

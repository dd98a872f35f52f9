//! One frame: the shell draws into the window, and what it asks of the outside is carried out.

use super::effects;
use super::lookout::Lookout;
use crate::rim;
use bevy::prelude::*;
use bevy::window::PrimaryWindow;
use bevy::winit::EventLoopProxyWrapper;
use bevy_egui::{EguiContexts, EguiPrimaryContextPass, egui};
use confidant::ui::{Shell, theme};
use std::sync::atomic::{AtomicBool, Ordering};

/// The game.
#[derive(Resource)]
pub(super) struct Game(pub(super) Shell);

static DRAWN: AtomicBool = AtomicBool::new(false);

/// Did the window ever show something?
pub(super) fn was_drawn() -> bool {
    DRAWN.load(Ordering::Relaxed)
}

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Startup, spawn_camera).add_systems(EguiPrimaryContextPass, draw);
}

fn spawn_camera(mut commands: Commands) {
    // The screens smooth their own edges; four samples of each pixel would be most of a frame without a graphics card.
    commands.spawn((Camera2d, Msaa::Off));
}

fn draw(
    mut contexts: EguiContexts,
    mut game: ResMut<Game>,
    mut exit: MessageWriter<AppExit>,
    mut window: Single<&mut Window, With<PrimaryWindow>>,
    mut clear: ResMut<ClearColor>,
    lookout: Res<Lookout>,
    wake: Option<Res<EventLoopProxyWrapper>>,
) -> Result {
    let context = contexts.ctx_mut()?.clone();
    let shell = &mut game.0;
    // Named text styles must be there before the first `Ui` is made.
    shell.prepare(&context);
    let palette = theme::current(&context);
    let [red, green, blue, _] = palette.background.to_array();
    clear.0 = Color::srgb_u8(red, green, blue);
    let whole = egui::UiBuilder::new().layer_id(egui::LayerId::background()).max_rect(context.viewport_rect());
    let mut ui = egui::Ui::new(context.clone(), "window".into(), whole);
    let framed = egui::CentralPanel::default()
        .frame(egui::Frame::new().fill(palette.background))
        .show(&mut ui, |ui| shell.show(ui, rim::now()));
    for effect in framed.inner {
        effects::carry_out(effect, shell, &mut exit, (&lookout, wake.as_deref()));
    }
    let title = shell.title();
    if window.title != title {
        window.title = title;
    }
    DRAWN.store(true, Ordering::Relaxed);
    Ok(())
}

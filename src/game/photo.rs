//! F12 takes a picture of the window and keeps it with the player's things.

use super::frame::Game;
use crate::rim::store;
use bevy::prelude::*;
use bevy::render::view::screenshot::{Screenshot, save_to_disk};

pub(super) fn plugin(app: &mut App) {
    app.add_systems(Update, take.run_if(bevy::input::common_conditions::input_just_pressed(KeyCode::F12)));
}

fn take(mut commands: Commands, mut game: ResMut<Game>) {
    match store::picture_path() {
        Ok(path) => drop(commands.spawn(Screenshot::primary_window()).observe(save_to_disk(path))),
        Err(error) => game.0.notify(format!("The picture could not be kept: {error}")),
    }
}

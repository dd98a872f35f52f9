//! The hands of a test: keys, clicks and wishes, each followed by the frames it takes until the screen is still again.

use super::Game;
use super::sight::{focus, written};
use confidant::ui::Ask;
use egui::accesskit::Role;
use egui::{Event, Key, Modifiers};
use egui_kittest::kittest::Queryable as _;

pub(crate) fn ask(game: &mut Game, ask: Ask) {
    game.state_mut().asks.push(ask);
    game.run();
}

pub(crate) fn press(game: &mut Game, key: Key) {
    game.key_press(key);
    game.run();
}

pub(crate) fn hold(game: &mut Game, modifiers: Modifiers, key: Key) {
    game.key_press_modifiers(modifiers, key);
    game.run();
}

/// Types letter by letter into what has the focus.
pub(crate) fn type_in(game: &mut Game, text: &str) {
    for letter in text.chars() {
        game.event(Event::Text(letter.to_string()));
        game.run();
    }
}

/// Scrolls to what is called so, and clicks it.
#[track_caller]
pub(crate) fn click(game: &mut Game, role: Role, label: &str) {
    game.get_by_role_and_label(role, label).scroll_to_me();
    game.run();
    game.get_by_role_and_label(role, label).click();
    game.run();
}

/// Opens the list called `label` and clicks `option` in it.
#[track_caller]
pub(crate) fn choose(game: &mut Game, label: &str, option: &str) {
    click(game, Role::ComboBox, label);
    click(game, Role::Button, option);
}

#[track_caller]
fn tab_until(game: &mut Game, name: &str, is_there: impl Fn(Role, &str) -> bool) {
    for _ in 0..150 {
        if focus(game).is_some_and(|(role, label)| is_there(role, &label)) {
            return;
        }
        press(game, Key::Tab);
    }
    panic!("Tab never came to {name}; the screen says {:?}", written(game));
}

/// Goes on with Tab until what has the focus is called so.
#[track_caller]
pub(crate) fn tab_to(game: &mut Game, name: &str) {
    tab_until(game, name, |role, label| label == name && role != Role::Label);
}

/// Goes on with Tab until the name of what has the focus begins so.
#[track_caller]
pub(crate) fn tab_on_to(game: &mut Game, start: &str) {
    tab_until(game, start, |_, label| label.starts_with(start));
}

/// Goes to what is called so and takes it, with keys.
#[track_caller]
pub(crate) fn pick(game: &mut Game, name: &str) {
    tab_to(game, name);
    press(game, Key::Space);
}

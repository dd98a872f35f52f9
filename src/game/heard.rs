//! F11 writes down what a screen reader is told: role, name, place and focus of everything on the screen, in the order in
//! which it is read. Whoever cannot hear it can check it, and a script can press things by what is written on them.

use super::frame::Game;
use crate::rim::store;
use bevy::input::common_conditions::input_just_pressed;
use bevy::prelude::*;
use bevy_egui::egui::accesskit::{Action, Node, NodeId, Toggled, TreeUpdate};
use bevy_egui::{EguiOutput, EguiPostUpdateSet};
use std::collections::BTreeMap;
use std::fmt::Write as _;

pub(super) fn plugin(app: &mut App) {
    let asked = input_just_pressed(KeyCode::F11);
    app.add_systems(PostUpdate, write.after(EguiPostUpdateSet::PostProcessOutput).run_if(asked));
}

fn write(outputs: Query<&EguiOutput>, mut game: ResMut<Game>) {
    let tree = outputs.iter().find_map(|output| output.platform_output.accesskit_update.as_ref());
    let Some(tree) = tree else {
        game.0.notify("What a screen reader is told is not at hand.");
        return;
    };
    if let Err(error) = store::keep_screen(&in_reading_order(tree)) {
        game.0.notify(format!("What a screen reader is told could not be kept: {error}"));
    }
}

/// A line for each thing: its place in pixels, its role, whether it has the focus or can have it, its state, its name.
fn in_reading_order(tree: &TreeUpdate) -> String {
    let nodes: BTreeMap<NodeId, &Node> = tree.nodes.iter().map(|(id, node)| (*id, node)).collect();
    let mut text = String::new();
    let mut waiting: Vec<NodeId> = tree.tree.iter().map(|tree| tree.root).collect();
    while let Some(id) = waiting.pop() {
        let Some(node) = nodes.get(&id) else { continue };
        waiting.extend(node.children().iter().rev());
        tell(&mut text, node, id == tree.focus);
    }
    text
}

fn tell(text: &mut String, node: &Node, has_focus: bool) {
    let said: Vec<&str> = [node.label(), node.value()].into_iter().flatten().collect();
    if said.is_empty() {
        return;
    }
    let place = node.bounds().unwrap_or_default();
    let focus = match (has_focus, node.supports_action(Action::Focus)) {
        (true, _) => "focus",
        (false, true) => "can",
        (false, false) => "-",
    };
    let state = match node.toggled() {
        Some(Toggled::True) => "on",
        Some(_) => "off",
        None if node.is_disabled() => "disabled",
        None => "-",
    };
    let name = said.join(" | ").replace(['\n', '\t'], " ");
    let (x, y) = (place.x0.midpoint(place.x1), place.y0.midpoint(place.y1));
    let _ = writeln!(text, "{x:.0}\t{y:.0}\t{:?}\t{focus}\t{state}\t{name}", node.role());
}

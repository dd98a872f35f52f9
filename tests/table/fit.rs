//! What has to fit: nothing reaches out of the window sideways, no two controls lie on each other, each has a name.

use super::Game;
use egui::accesskit::Role;
use egui_kittest::kittest::NodeT as _;

/// What lies over the page on every screen of a run: what has scrolled below it lies where it does.
const BARS: [&str; 8] = ["Undo", "Redo", "Start over", "Case file", "Log", "Rulebook", "Settings…", "Leave…"];

/// Nothing of these roles may reach out of the window to the left or right: there is no way to scroll there.
#[track_caller]
pub(crate) fn assert_within(game: &Game, roles: &[Role], width: f32, screen: &str) {
    for node in game.root().children_recursive() {
        let inner = node.accesskit_node();
        let Some(bounds) = inner.raw_bounds().filter(|_| roles.contains(&inner.role())) else { continue };
        assert!(
            bounds.x0 >= -0.5 && bounds.x1 <= f64::from(width) + 0.5,
            "on {screen} this reaches from {} to {}: {:?} {:?}",
            bounds.x0,
            bounds.x1,
            inner.label(),
            inner.value()
        );
    }
}

/// No two controls may lie on each other; those in the bars, these among them, are not compared.
#[track_caller]
pub(crate) fn assert_apart(game: &Game, in_bars: &[&str], screen: &str) {
    const CONTROLS: [Role; 4] = [Role::Button, Role::TextInput, Role::RadioButton, Role::CheckBox];
    let nodes = game.root().children_recursive().filter(|node| CONTROLS.contains(&node.accesskit_node().role()));
    let named = nodes.map(|node| (node.rect().shrink(1.5), node.accesskit_node().label().unwrap_or_default()));
    let on_the_page = |name: &str| !BARS.contains(&name) && !in_bars.contains(&name);
    let controls: Vec<_> = named.filter(|(_, name)| on_the_page(name)).collect();
    for (at, (one, name)) in controls.iter().enumerate() {
        for (other, beside) in controls.iter().skip(at + 1) {
            assert!(!one.intersect(*other).is_positive(), "on {screen} {name:?} and {beside:?} lie on each other");
        }
    }
}

/// Everything of these roles has a name.
#[track_caller]
pub(crate) fn assert_named(game: &Game, roles: &[Role], screen: &str) {
    for node in game.root().children_recursive() {
        let inner = node.accesskit_node();
        let named = inner.label().is_some_and(|label| !label.is_empty());
        assert!(named || !roles.contains(&inner.role()), "on {screen} a {:?} has no name", inner.role());
    }
}

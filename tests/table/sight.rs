//! The eyes of a test: what is written and told on the screens, what has the focus, and where the run stands.

use super::Game;
use confidant::session::{PlayView, Session};
use confidant::ui::{Screen, Shell};
use egui::accesskit::{Role, Toggled};
use egui_kittest::Node;
use egui_kittest::kittest::{NodeT as _, Queryable as _, by};

pub(crate) fn shell(game: &Game) -> &Shell {
    &game.state().shell
}

pub(crate) fn screen(game: &Game) -> &Screen {
    shell(game).screen()
}

pub(crate) fn session(game: &Game) -> &Session {
    shell(game).session().expect("a run is open")
}

pub(crate) fn view(game: &Game) -> PlayView {
    PlayView::of(session(game)).expect("the run has a scene")
}

/// What is written on the screen, in reading order.
pub(crate) fn written(game: &Game) -> Vec<String> {
    let nodes = game.root().children_recursive();
    nodes.flat_map(|node| [node.accesskit_node().label(), node.accesskit_node().value()]).flatten().collect()
}

/// What is written on the screen or told to a screen reader beside it, in reading order.
pub(crate) fn told(game: &Game) -> Vec<String> {
    let words = |node: Node<'_>| {
        let node = node.accesskit_node();
        [node.label(), node.value(), node.data().description().map(str::to_owned)]
    };
    game.root().children_recursive().flat_map(words).flatten().collect()
}

pub(crate) fn is_written(game: &Game, text: &str) -> bool {
    written(game).iter().any(|words| words.contains(text))
}

pub(crate) fn is_told(game: &Game, text: &str) -> bool {
    told(game).iter().any(|words| words.contains(text))
}

#[track_caller]
pub(crate) fn says(game: &Game, words: &str) {
    assert!(is_written(game, words), "no {words:?} in {:#?}", written(game));
}

#[track_caller]
pub(crate) fn says_nothing_of(game: &Game, words: &str) {
    assert!(!is_written(game, words), "{words:?} in {:#?}", written(game));
}

/// What a node is called, or what it reads where it has no name of its own.
pub(crate) fn name(node: &Node<'_>) -> String {
    node.accesskit_node().label().or_else(|| node.accesskit_node().value()).unwrap_or_default()
}

/// What has the focus: its role and what it is called.
pub(crate) fn focus(game: &Game) -> Option<(Role, String)> {
    let node = game.root().children_recursive().find(Node::is_focused)?;
    Some((node.accesskit_node().role(), node.accesskit_node().label()?))
}

/// What that which has the focus is called.
pub(crate) fn focused(game: &Game) -> Option<String> {
    focus(game).map(|(_, label)| label)
}

/// The same, or what it reads where it has no name; empty where nothing has the focus.
pub(crate) fn focused_words(game: &Game) -> String {
    game.root().children_recursive().find(Node::is_focused).map(|node| name(&node)).unwrap_or_default()
}

/// Whether the box, button or card called so is on.
pub(crate) fn is_on(game: &Game, name: &str) -> bool {
    let toggled = by().label(name).predicate(|node| node.toggled().is_some());
    game.query_all(toggled).any(|node| node.accesskit_node().toggled() == Some(Toggled::True))
}

//! The map in words, for screen readers and the terminal: every scene with what can be chosen and where it leads.

use super::{Bundle, Map, MapChoice, MapRoute, MapScene, tone_word};
use std::fmt::Write as _;

/// The map as an outline.
pub fn outline(map: &Map) -> String {
    let mut text = format!("{}: the map of the case\n{}\n", line(&map.title), line(&map.summary()));
    if let Some(run) = map.run_summary() {
        let _ = writeln!(text, "{}", line(&run));
    }
    for (at, scene) in map.scenes.iter().enumerate() {
        let _ = writeln!(text, "\n{}. {}", at + 1, heading(map, at, scene));
        scene.bundles.iter().for_each(|bundle| add_bundle(&mut text, map, bundle));
    }
    text
}

/// A text on one line.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn heading(map: &Map, at: usize, scene: &MapScene) -> String {
    let mut heading = format!("{} ({})", line(&scene.title), line(&scene.place));
    if let Some((title, tone)) = &scene.ending {
        let title = if *title == scene.title { String::new() } else { format!(" \u{201c}{}\u{201d}", line(title)) };
        let _ = write!(heading, ". Ending{title}, {}", tone_word(*tone));
    }
    if at == map.start {
        heading.push_str(". The case starts here");
    }
    if !scene.linked {
        heading.push_str(". No way leads here");
    }
    if scene.passed {
        heading.push_str(". On the run's path");
    }
    heading
}

fn add_bundle(text: &mut String, map: &Map, bundle: &Bundle) {
    bundle.choices.iter().for_each(|choice| add_choice(text, choice));
    for route in &bundle.routes {
        let _ = writeln!(text, "     {}", route_words(map, route));
    }
}

fn add_choice(text: &mut String, choice: &MapChoice) {
    let open = choice.open.as_ref().map(|open| format!(" (open if {})", line(open))).unwrap_or_default();
    let _ = writeln!(text, "   - {}{open}{}", line(&choice.label), taken(&choice.taken));
}

fn route_words(map: &Map, route: &MapRoute) -> String {
    let title = map.scenes.get(route.to).map(|scene| line(&scene.title)).unwrap_or_default();
    let way = format!("{}, {title}", route.to + 1);
    match route.when.clause() {
        None => format!("leads to {way}"),
        Some(clause) => format!("{}: leads to {way}", line(&clause)),
    }
}

fn taken(numbers: &[usize]) -> String {
    match numbers {
        [] => String::new(),
        [one] => format!(" [decision {one} of the run]"),
        many => format!(" [decisions {} of the run]", listed(many)),
    }
}

/// Numbers, with commas.
pub(super) fn listed(numbers: &[usize]) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

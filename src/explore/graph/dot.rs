//! The map for Graphviz: a table for each scene, and a way from each bundle of choices.

use super::card::{Face, wrapped};
use super::outline::listed;
use super::svg::escaped;
use super::{Map, MapChoice, MapRoute, MapScene, tone_word};
use crate::scenario::Tone;
use std::fmt::Write as _;

const PATH: &str = "#0b4f9e";
const PALE: &str = "#697180";

/// The map in the dot language.
pub fn dot(map: &Map) -> String {
    let mut text = String::from("digraph map {\n");
    let run = map.run_summary().map(|run| format!("\\n{}", quoted(&run))).unwrap_or_default();
    let _ = writeln!(
        text,
        "  label=\"{}\\n{}{run}\"; labelloc=t; fontsize=20;",
        quoted(&map.title),
        quoted(&map.summary())
    );
    text.push_str("  rankdir=LR; ranksep=1.2; nodesep=0.4; fontname=\"sans-serif\";\n");
    text.push_str("  node [fontname=\"sans-serif\", fontsize=12]; edge [fontname=\"sans-serif\", fontsize=10];\n");
    text.push_str("  start [shape=cds, label=\"Start\"];\n");
    for scene in &map.scenes {
        add_scene(&mut text, map, scene);
    }
    if let Some(start) = map.scenes.get(map.start) {
        let _ = writeln!(text, "  start -> s{}:head;", start.scene);
    }
    for scene in &map.scenes {
        add_ways(&mut text, map, scene);
    }
    text.push_str("}\n");
    text
}

/// The color of what the run took or left; none without a run.
fn color(map: &Map, taken: bool) -> Option<&'static str> {
    map.run.as_ref().map(|_| if taken { PATH } else { PALE })
}

fn add_scene(text: &mut String, map: &Map, scene: &MapScene) {
    let color =
        color(map, scene.passed).map(|color| format!(", color=\"{color}\", fontcolor=\"{color}\"")).unwrap_or_default();
    let width = if scene.passed { ", penwidth=3" } else { "" };
    let _ = match &scene.ending {
        Some((title, tone)) => {
            let ending = if *title == scene.title { String::new() } else { format!("{}\\n", quoted(title)) };
            let words =
                format!("Ending: {}\\n{ending}{}\\n{}", tone_word(*tone), quoted(&scene.title), quoted(&scene.place));
            writeln!(text, "  s{} [{}, label=\"{words}\"{color}{width}];", scene.scene, shape(*tone))
        }
        None => writeln!(text, "  s{} [shape=plain{color}, label=<{}>];", scene.scene, table(map, scene)),
    };
}

fn shape(tone: Tone) -> &'static str {
    match tone {
        Tone::Steady => "shape=box, style=rounded",
        Tone::Learning => "shape=hexagon",
        Tone::Heavy => "shape=box, peripheries=2",
    }
}

fn table(map: &Map, scene: &MapScene) -> String {
    let border = if scene.passed { 3 } else { 1 };
    let mut table = format!("<TABLE BORDER=\"{border}\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"5\">");
    let _ = write!(
        table,
        "<TR><TD PORT=\"head\" ALIGN=\"LEFT\" BALIGN=\"LEFT\"><B>{}</B><BR/>{}</TD></TR>",
        broken(&scene.title, Face::Title),
        broken(&scene.place, Face::Place)
    );
    for (at, bundle) in scene.bundles.iter().enumerate() {
        let rows: Vec<String> = bundle.choices.iter().map(|choice| choice_row(map, choice)).collect();
        let _ = write!(
            table,
            "<HR/><TR><TD PORT=\"b{at}\" ALIGN=\"LEFT\" BALIGN=\"LEFT\">{}</TD></TR>",
            rows.join("<BR/>")
        );
    }
    table.push_str("</TABLE>");
    table
}

fn choice_row(map: &Map, choice: &MapChoice) -> String {
    let open = choice.open.as_ref().map(|open| format!("<BR/><I>open if {}</I>", broken(open, Face::Clause)));
    let mark =
        if choice.taken.is_empty() { "\u{2022}".to_owned() } else { format!("<B>[{}]</B>", listed(&choice.taken)) };
    let row = format!("{mark} {}{}", broken(&choice.label, Face::Choice), open.unwrap_or_default());
    match color(map, !choice.taken.is_empty()) {
        Some(color) => format!("<FONT COLOR=\"{color}\">{row}</FONT>"),
        None => row,
    }
}

/// Words in lines; Graphviz refuses an empty text.
fn broken(text: &str, face: Face) -> String {
    let lines: Vec<String> = wrapped(text, face, 280.0).iter().map(|line| escaped(line)).collect();
    if lines.is_empty() { "\u{2013}".to_owned() } else { lines.join("<BR/>") }
}

fn add_ways(text: &mut String, map: &Map, scene: &MapScene) {
    for (at, bundle) in scene.bundles.iter().enumerate() {
        bundle.routes.iter().for_each(|route| add_way(text, map, &format!("s{}:b{at}:e", scene.scene), route));
    }
}

fn add_way(text: &mut String, map: &Map, from: &str, route: &MapRoute) {
    let Some(to) = map.scenes.get(route.to) else { return };
    let mut marks: Vec<String> = Vec::new();
    if let Some(clause) = route.when.clause() {
        let lines: Vec<String> = wrapped(&clause, Face::Clause, 200.0).iter().map(|line| quoted(line)).collect();
        marks.push(format!("label=\"{}\"", lines.join("\\n")));
    }
    if route.when.is_conditional() {
        marks.push("style=dashed".into());
    }
    if let Some(color) = color(map, !route.taken.is_empty()) {
        marks.push(format!("color=\"{color}\", fontcolor=\"{color}\""));
    }
    if !route.taken.is_empty() {
        marks.push(format!("penwidth=4, xlabel=\"{}\"", listed(&route.taken)));
    }
    let marks = if marks.is_empty() { String::new() } else { format!(" [{}]", marks.join(", ")) };
    let door = if to.ending.is_some() { "w" } else { "head:w" };
    let _ = writeln!(text, "  {from} -> s{}:{door}{marks};", to.scene);
}

/// A text within quotes of the dot language.
fn quoted(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => safe.push_str("\\\""),
            '\\' => safe.push_str("\\\\"),
            // Graphviz would read `&lt;` in a quoted label as `<`.
            '&' => safe.push_str("&amp;"),
            _ if letter.is_whitespace() => safe.push(' '),
            _ if letter.is_control() => safe.push('\u{fffd}'),
            _ => safe.push(letter),
        }
    }
    safe
}

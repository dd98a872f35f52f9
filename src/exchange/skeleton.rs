//! Drafts as the text of a case. What an author must still write stands after `FILL IN`.

use super::notes::Field;
use super::prose::{Told, When};
use super::scenes::{ChoiceDraft, SceneDraft, slug};
use std::fmt::Write as _;

/// A case to be written.
#[derive(Debug)]
pub(super) struct Skeleton {
    /// The file it was made from.
    pub(super) name: String,
    pub(super) title: Option<String>,
    /// `StoryData` in one line, for the way back.
    pub(super) data: Option<String>,
    /// Fields an export kept.
    pub(super) kept: Option<Vec<Field>>,
    pub(super) flags: Vec<String>,
    pub(super) start: String,
    pub(super) scenes: Vec<SceneDraft>,
}

/// The text of a skeleton.
pub(super) fn write_skeleton(skeleton: &Skeleton) -> String {
    let mut text = String::new();
    let file = skeleton.name.rsplit(['/', '\\']).next().unwrap_or("");
    let _ = writeln!(
        text,
        "// Made from {}. What is yours to write is marked FILL IN; `confidant lint` says what else is missing.",
        one_line(file)
    );
    let _ = writeln!(
        text,
        "// Lines that begin with `//::` keep what Twine knows of a passage; `confidant export --twee` reads them."
    );
    if let Some(data) = &skeleton.data {
        let _ = writeln!(text, "//:: StoryData {}", one_line(data));
    }
    text.push_str("(\n");
    match &skeleton.kept {
        Some(kept) => kept.iter().filter(|(name, _)| !["flags", "start", "scenes"].contains(&name.as_str())).for_each(
            |(name, value)| {
                let _ = writeln!(text, "    {name}: {value},");
            },
        ),
        None => text.push_str(&new_head(skeleton)),
    }
    let flags: Vec<String> = skeleton.flags.iter().map(|flag| quoted(flag)).collect();
    let _ = writeln!(text, "    flags: [{}],", flags.join(", "));
    let _ = writeln!(text, "    start: {},\n    scenes: [", quoted(&skeleton.start));
    skeleton.scenes.iter().for_each(|scene| write_scene(&mut text, scene));
    text.push_str("    ],\n)\n");
    text
}

fn new_head(skeleton: &Skeleton) -> String {
    let title = skeleton.title.clone().unwrap_or_else(|| "Untitled".into());
    let id: String = slug(&title, "imported").replace('_', "-");
    format!(
        r#"    id: {id}, version: "0.1.0", title: {title},
    summary: "FILL IN", // FILL IN: what it is about, without giving it away
    minutes: 15, // FILL IN: how long it takes
    authors: [], licence: "", // FILL IN: who wrote it, and under which terms it may be used
    sources: [], // FILL IN: (cite: "…", on: "2026-01-31")
    content_note: "FILL IN", // FILL IN: what a player should know before
    support: "", // FILL IN: where to turn afterward
    themes: [], // FILL IN: what it covers
    objectives: [], // FILL IN: (id: "O1", text: "…", standards: ["aca2014.B.1.c"])
    jurisdictions: ["US-VA"], professions: ["counselor"], // FILL IN: whose law, whose code
    date: "2026-01-05", time: "09:00", // FILL IN: the day and the hour it starts
    role: "FILL IN", // FILL IN: who one is
    setting: "FILL IN", // FILL IN: the briefing
    cast: [
        // FILL IN: (id: "maya", name: "Maya Ortiz", role: [client], age: 30, pronouns: "she/her"),
    ],
    places: [
        (id: "somewhere", name: "Your office", setting: private_office, art: office), // FILL IN: the places
    ],
    facts: [], // FILL IN: what one may come to know
    situation: {{}}, // FILL IN: facts as they stand at the start
    variants: [
        (id: "base", title: "As written"), // FILL IN: versions in which decisive facts differ
    ],
    guide: (summary: "FILL IN", questions: []), // FILL IN: for the instructor
    reflect: "FILL IN", // FILL IN: a question to sit with
    reading: [], // FILL IN: what to read next
    tests: [], // FILL IN: named paths and what they must come to
"#,
        id = quoted(&id),
        title = quoted(&title),
    )
}

fn write_scene(text: &mut String, scene: &SceneDraft) {
    for comment in &scene.comments {
        for line in comment.lines() {
            let _ = writeln!(text, "        // {}", one_line(line));
        }
    }
    if scene.kept.is_none() {
        text.push_str(
            "        // FILL IN: where it happens (`place`), who is there (`present`), who can hear (`earshot`)\n",
        );
    }
    if let Some(header) = &scene.header {
        let _ = writeln!(text, "        //:: {}", one_line(header));
    }
    let _ = write!(text, "        (id: {},", quoted(&scene.id));
    match &scene.kept {
        Some(kept) => kept.iter().for_each(|(name, value)| {
            let _ = write!(text, " {name}: {value},");
        }),
        None => text.push_str(" place: \"somewhere\", present: [],"),
    }
    text.push_str("\n            text: ");
    if scene.text.is_empty() {
        text.push_str("\"FILL IN\", // FILL IN: the passage has no words\n");
    } else {
        text.push_str(&prose(&scene.text, "                "));
        text.push_str(",\n");
    }
    // A scene with an activity goes on by it.
    let goes_on = |name: &str| matches!(name, "ending" | "activity");
    let is_whole =
        |kept: &Option<Vec<Field>>| kept.as_ref().is_some_and(|kept| kept.iter().any(|(name, _)| goes_on(name)));
    if scene.choices.is_empty() && !is_whole(&scene.kept) {
        let title = quoted(&scene.id.replace('_', " "));
        let _ = writeln!(
            text,
            "            ending: (id: {}, title: {title}, tone: Steady), // FILL IN: title and tone",
            quoted(&scene.id)
        );
    }
    if !scene.choices.is_empty() {
        text.push_str("            choices: [\n");
        scene.choices.iter().for_each(|choice| write_choice(text, choice));
        text.push_str("            ],\n");
    }
    text.push_str("        ),\n");
}

fn write_choice(text: &mut String, choice: &ChoiceDraft) {
    for lost in &choice.when.lost {
        let _ = writeln!(text, "                // FILL IN: `when`; Twine asked: {}", one_line(lost));
    }
    if choice.kept.is_none() {
        text.push_str("                // FILL IN: what it does (`acts`), what then happens (`then`), why it matters (`note`), `minutes`\n");
    }
    let _ = write!(text, "                (id: {}, label: {},", quoted(&choice.id), quoted(&choice.label));
    if let Some(line) = choice.when.line() {
        let _ = write!(text, " when: {},", quoted(&line));
    }
    for (name, told) in [("say", &choice.say), ("then", &choice.then)] {
        if !told.is_empty() {
            let _ = write!(text, "\n                    {name}: {},", prose(told, "                        "));
        }
    }
    for (name, value) in choice.kept.iter().flatten() {
        let _ = write!(text, "\n                    {name}: {value},");
    }
    if !choice.flags.is_empty() {
        let flags: Vec<String> = choice.flags.iter().map(|flag| quoted(flag)).collect();
        let _ = write!(text, " flags: [{}],", flags.join(", "));
    }
    let _ = writeln!(text, " goto: {}),", goto(&choice.goto));
}

fn goto(ways: &[(When, String)]) -> String {
    let way = |(when, to): &(When, String)| match when.line() {
        Some(line) => format!("(when: {}, to: {})", quoted(&line), quoted(to)),
        None => quoted(to),
    };
    match ways {
        [one] => way(one),
        several => format!("[{}]", several.iter().map(way).collect::<Vec<_>>().join(", ")),
    }
}

fn prose(told: &[Told], indent: &str) -> String {
    if let [Told { when, text }] = told
        && when.line().is_none()
        && when.lost.is_empty()
    {
        return quoted(text);
    }
    let mut list = String::from("[\n");
    for one in told {
        for lost in &one.when.lost {
            let _ = writeln!(list, "{indent}// FILL IN: `when`; Twine asked: {}", one_line(lost));
        }
        let _ = match one.when.line() {
            Some(line) => writeln!(list, "{indent}(when: {}, text: {}),", quoted(&line), quoted(&one.text)),
            None => writeln!(list, "{indent}{},", quoted(&one.text)),
        };
    }
    let _ = write!(list, "{}]", indent.get(4..).unwrap_or(""));
    list
}

/// A comment ends with its line.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}

/// A text of RON: raw where that is easier to read.
pub(super) fn quoted(text: &str) -> String {
    if !text.contains(['"', '\\', '\n']) {
        return format!("\"{text}\"");
    }
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}")
}

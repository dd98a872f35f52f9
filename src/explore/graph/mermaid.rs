//! The map for Mermaid, which wikis and code hosts draw: a node for each scene, a link for each bundle of choices, and a
//! joint where a bundle leads several ways.

use super::outline::listed;
use super::{Bundle, Map, MapChoice, MapScene, tone_word};
use crate::scenario::Tone;
use std::fmt::Write as _;

/// The map as a Mermaid flowchart.
pub fn mermaid(map: &Map) -> String {
    let mut chart = Chart { map, text: String::new(), links: 0, taken: Vec::new(), pale: Vec::new() };
    chart.draw();
    chart.text
}

struct Chart<'a> {
    map: &'a Map,
    text: String,
    links: usize,
    /// The numbers of the links that the run took, and of those it left.
    taken: Vec<usize>,
    pale: Vec<usize>,
}

impl Chart<'_> {
    fn draw(&mut self) {
        self.text.push_str("flowchart LR\n");
        self.line(&format!("accTitle: {}: the map of the case", flat(&self.map.title)));
        let run = self.map.run_summary().map(|run| format!(". {run}")).unwrap_or_default();
        self.line(&format!("accDescr: {}{}", flat(&self.map.summary()), flat(&run)));
        self.line("start_sign([\"Start\"])");
        for scene in &self.map.scenes {
            self.scene(scene);
        }
        if let Some(start) = self.map.scenes.get(self.map.start) {
            self.link("start_sign", "-->", None, &format!("s{}", start.scene), true);
        }
        for scene in &self.map.scenes {
            for (at, bundle) in scene.bundles.iter().enumerate() {
                self.bundle(scene, at, bundle);
            }
        }
        self.styles();
    }

    fn line(&mut self, line: &str) {
        let _ = writeln!(self.text, "  {line}");
    }

    fn scene(&mut self, scene: &MapScene) {
        let (open, close) = shape(scene.ending.as_ref().map(|(_, tone)| *tone));
        let ending = match &scene.ending {
            Some((title, tone)) if *title != scene.title => {
                format!("Ending: {}<br/>{}<br/>", tone_word(*tone), safe(title))
            }
            Some((_, tone)) => format!("Ending: {}<br/>", tone_word(*tone)),
            None => String::new(),
        };
        let words = format!("{ending}<b>{}</b><br/>{}", safe(&scene.title), safe(&scene.place));
        let class = match (&self.map.run, scene.passed) {
            (None, _) => "",
            (Some(_), true) => ":::path",
            (Some(_), false) => ":::pale",
        };
        self.line(&format!("s{}{open}\"{words}\"{close}{class}", scene.scene));
    }

    fn bundle(&mut self, scene: &MapScene, at: usize, bundle: &Bundle) {
        let rows: Vec<String> = bundle.choices.iter().map(choice_row).collect();
        let (from, words) = (format!("s{}", scene.scene), rows.join("<br/>"));
        if let [only] = bundle.routes.as_slice() {
            let goal = self.goal(only.to);
            self.link(&from, "-->", Some(&words), &goal, !only.taken.is_empty());
            return;
        }
        let joint = format!("j{}_{at}", scene.scene);
        let taken = bundle.choices.iter().any(|choice| !choice.taken.is_empty());
        self.line(&format!("{joint}((\" \"))"));
        self.link(&from, "---", Some(&words), &joint, taken);
        for route in &bundle.routes {
            let arrow = if route.when.is_conditional() { "-.->" } else { "-->" };
            let clause = route.when.clause().map(|clause| safe(&clause));
            let goal = self.goal(route.to);
            self.link(&joint, arrow, clause.as_deref(), &goal, !route.taken.is_empty());
        }
    }

    /// The name of the node of a scene.
    fn goal(&self, to: usize) -> String {
        self.map.scenes.get(to).map(|scene| format!("s{}", scene.scene)).unwrap_or_default()
    }

    fn link(&mut self, from: &str, arrow: &str, words: Option<&str>, to: &str, taken: bool) {
        let words = words.map(|words| format!("|\"{words}\"|")).unwrap_or_default();
        self.line(&format!("{from} {arrow}{words} {to}"));
        if taken {
            self.taken.push(self.links);
        } else {
            self.pale.push(self.links);
        }
        self.links += 1;
    }

    fn styles(&mut self) {
        if self.map.run.is_none() {
            return;
        }
        self.line("classDef path stroke:#0b4f9e,stroke-width:3px");
        self.line("classDef pale fill:#fbfcfd,stroke:#ccd2da,color:#697180");
        for (links, style) in
            [(&self.taken, "stroke:#0b4f9e,stroke-width:4px"), (&self.pale, "stroke:#ccd2da,color:#697180")]
        {
            if !links.is_empty() {
                let numbers: Vec<String> = links.iter().map(ToString::to_string).collect();
                let _ = writeln!(self.text, "  linkStyle {} {style}", numbers.join(","));
            }
        }
    }
}

fn shape(tone: Option<Tone>) -> (&'static str, &'static str) {
    match tone {
        None => ("[", "]"),
        Some(Tone::Steady) => ("(", ")"),
        Some(Tone::Learning) => ("{{", "}}"),
        Some(Tone::Heavy) => ("[[", "]]"),
    }
}

fn choice_row(choice: &MapChoice) -> String {
    let mark = if choice.taken.is_empty() { "\u{2022}".to_owned() } else { format!("({})", listed(&choice.taken)) };
    let open = choice.open.as_ref().map(|open| format!("<br/><i>open if {}</i>", safe(open))).unwrap_or_default();
    format!("{mark} {}{open}", safe(&choice.label))
}

/// A text within quotes of Mermaid, whose own codes stand for what it would read as its grammar or as HTML.
fn safe(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => safe.push_str("#quot;"),
            '&' => safe.push_str("#amp;"),
            '<' => safe.push_str("#lt;"),
            '>' => safe.push_str("#gt;"),
            '#' => safe.push_str("#35;"),
            '`' => safe.push_str("#96;"),
            _ if letter.is_whitespace() => safe.push(' '),
            _ if letter.is_control() => safe.push('\u{fffd}'),
            _ => safe.push(letter),
        }
    }
    safe
}

/// A text on a line of its own, where no codes are read; a line's end and braces would end it.
fn flat(text: &str) -> String {
    let word = |word: &str| word.replace(['{', '}', ';', '#', '%', '<', '>', '&', '"'], " ");
    text.split_whitespace().map(word).collect::<Vec<_>>().join(" ")
}

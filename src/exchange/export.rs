//! A case as Twee 3 for SugarCube. What Twine can play is written as passages, links, settings and conditions; the rest
//! is kept in comments of HTML beside them, so that the way back finds it.

use super::Exchanged;
use super::notes::{Field, fields, items, record, texts};
use super::twee::{
    PassageOut, escape_note, escape_text, header, link, read_twee, to_twine, value, variable, write_twee,
};
use crate::diagnostic::Diagnostic;
use crate::ethics::Party;
use crate::reading::{Node, Value, brief, parse};
use crate::scenario::{Case, Scene, fill_names};
use crate::source::{Source, Span};
use serde_json::{Map, Value as Json};
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::Arc;

/// Writes a case as Twee 3.
///
/// # Errors
/// The problem of its text, should it not be readable any more.
pub fn export_twee(case: &Case) -> Result<Exchanged, Vec<Diagnostic>> {
    let root = parse(&case.source).map_err(|problem| vec![problem])?;
    let parties: Vec<Party> = case.cast.iter().map(|member| member.party.clone()).collect();
    let mut scenes = BTreeMap::new();
    let mut headers = BTreeMap::new();
    for node in list(&root, "scenes") {
        let (Some(id), above) = (text_of(node, "id"), above(&case.source, node)) else { continue };
        scenes.insert(id.clone(), above.name.clone().unwrap_or_else(|| id.clone()));
        headers.insert(id, above);
    }
    let mut writer = Writer {
        case,
        parties,
        facts: facts_set(&root),
        asked: asked(&root),
        columns: columns(case),
        scenes,
        headers,
        losses: Vec::new(),
        kept: Vec::new(),
    };
    writer.note_losses();
    let mut passages = writer.head(&root);
    for node in list(&root, "scenes") {
        passages.extend(writer.scene(node));
    }
    writer.note_comments(&root);
    Ok(Exchanged { text: write_twee(&passages), losses: writer.losses })
}

/// What stands right above a scene: the header Twine knew, and comments.
#[derive(Debug, Default)]
struct Above {
    header: Option<String>,
    name: Option<String>,
    comments: Vec<String>,
}

fn above(source: &Arc<Source>, node: &Node) -> Above {
    let before = source.text().get(..node.span.start).unwrap_or("");
    let mut above = Above::default();
    let lines = before.rsplit('\n').skip(1).map(str::trim).take_while(|line| line.starts_with("//"));
    for line in lines {
        match line.strip_prefix("//:: ") {
            Some(header) => {
                let (story, _) = read_twee(&Source::new("header", format!(":: {header}\n")));
                above.name = story.passages.first().map(|passage| passage.name.clone());
                above.header = Some(header.to_owned());
            }
            None if line.starts_with("// FILL IN") => (),
            None => above.comments.push(line.trim_start_matches('/').trim().to_owned()),
        }
    }
    above.comments.reverse();
    above
}

fn member<'a>(node: &'a Node, name: &str) -> Option<&'a Node> {
    fields(node).into_iter().find(|(field, _)| field == name).map(|(_, node)| node)
}

fn list<'a>(node: &'a Node, name: &str) -> &'a [Node] {
    member(node, name).map(items).unwrap_or_default()
}

fn text_of(node: &Node, name: &str) -> Option<String> {
    member(node, name).and_then(|node| texts(node).into_iter().next())
}

/// Facts the case sets somewhere: only of these can Twine know.
fn facts_set(root: &Node) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut add = |node: Option<&Node>| {
        let known = node.map(fields).unwrap_or_default();
        found.extend(known.into_iter().map(|(name, _)| name));
    };
    add(member(root, "situation"));
    list(root, "variants").iter().for_each(|variant| add(member(variant, "set")));
    for scene in list(root, "scenes") {
        add(member(scene, "set"));
        list(scene, "choices").iter().for_each(|choice| add(member(choice, "set")));
    }
    found
}

/// Every line of every `when`.
fn asked(root: &Node) -> String {
    let mut all = String::new();
    collect(root, &mut all);
    all
}

fn collect(node: &Node, all: &mut String) {
    match &node.value {
        Value::List(items) | Value::Tuple(_, items) => items.iter().for_each(|item| collect(item, all)),
        Value::Record(..) | Value::Map(_) => {
            for (name, inner) in fields(node) {
                match &inner.value {
                    Value::Text(line, _) if name == "when" => {
                        all.push_str(line);
                        all.push('\n');
                    }
                    _ => collect(inner, all),
                }
            }
        }
        _ => (),
    }
}

/// How many steps from the start each scene is, for Twine's map.
fn columns(case: &Case) -> BTreeMap<usize, usize> {
    let mut columns = BTreeMap::from([(case.start, 0)]);
    let mut queue = std::collections::VecDeque::from([case.start]);
    while let Some(at) = queue.pop_front() {
        let column = columns.get(&at).copied().unwrap_or(0) + 1;
        let choices = case.scenes.get(at).map(|scene| scene.choices.as_slice()).unwrap_or_default();
        for (_, to) in choices.iter().flat_map(|choice| &choice.goto) {
            if !columns.contains_key(to) {
                columns.insert(*to, column);
                queue.push_back(*to);
            }
        }
    }
    columns
}

struct Writer<'a> {
    case: &'a Case,
    parties: Vec<Party>,
    facts: BTreeSet<String>,
    asked: String,
    columns: BTreeMap<usize, usize>,
    scenes: BTreeMap<String, String>,
    headers: BTreeMap<String, Above>,
    losses: Vec<Diagnostic>,
    /// Stretches of the file that travel whole, comments in them included.
    kept: Vec<Span>,
}

impl Writer<'_> {
    fn warn(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        self.losses.push(Diagnostic::warning(code, &self.case.source, span, message).help(help));
    }

    fn note_losses(&mut self) {
        if self.case.variants.len() > 1 {
            let first = self.case.variants.first().map(|variant| variant.id.to_string()).unwrap_or_default();
            let message = format!(
                "Twine plays the variant `{first}` only; the other {} are kept for the way back",
                self.case.variants.len() - 1
            );
            self.warn("X013", Span::new(0, 1), message, "set `$variant` in `StoryInit` to play another");
        }
        let acts: usize =
            self.case.scenes.iter().flat_map(Scene::written).filter(|choice| !choice.acts.is_empty()).count();
        if acts > 0 {
            let message =
                format!("Twine judges nothing: the acts of {acts} choices are kept in comments for the way back");
            self.warn("X013", Span::new(0, 1), message, "play the case in Confidant to have it judged");
        }
        let desks = self.case.scenes.iter().filter(|scene| scene.activity.is_some()).count();
        if desks > 0 {
            let message =
                format!("Twine has nothing to do by hand: the activities of {desks} scenes are kept for the way back");
            self.warn("X013", Span::new(0, 1), message, "nothing leads on from them there: play the case in Confidant");
        }
    }

    /// The field as written, to be kept.
    fn slice(&mut self, name: &str, node: &Node) -> Field {
        self.kept.push(node.span);
        (name.to_owned(), self.case.source.words(node.span).to_owned())
    }

    fn fields_but(&mut self, node: &Node, without: &[&str]) -> Vec<Field> {
        let all = fields(node).into_iter().filter(|(name, _)| !without.contains(&name.as_str()));
        all.map(|(name, inner)| self.slice(&name, inner)).collect()
    }

    fn head(&mut self, root: &Node) -> Vec<PassageOut> {
        let data_line = self.case.source.text().lines().find_map(|line| line.trim().strip_prefix("//:: StoryData "));
        let mut data: Map<String, Json> =
            data_line.and_then(|line| serde_json::from_str(line).ok()).unwrap_or_default();
        let start = self.case.scenes.get(self.case.start).map(|scene| scene.id.to_string()).unwrap_or_default();
        let start = self.scenes.get(&start).cloned().unwrap_or(start);
        data.entry("ifid").or_insert_with(|| ifid(self.case.id.as_str()).into());
        data.entry("format").or_insert_with(|| "SugarCube".into());
        data.entry("format-version").or_insert_with(|| "2.37.3".into());
        data.insert("start".into(), start.into());
        let data = serde_json::to_string_pretty(&Json::Object(data)).unwrap_or_default();
        let kept = self.fields_but(root, &["scenes", "start"]);
        let note = format!("<!-- confidant case: {} -->", escape_note(&record(&kept)));
        let tag = |name: &str| vec![name.to_owned()];
        let mut passages = vec![
            PassageOut { header: "StoryTitle".into(), content: self.case.title.clone() },
            PassageOut { header: "StoryData".into(), content: data },
        ];
        let init = self.init(root);
        if !init.is_empty() {
            passages.push(PassageOut { header: "StoryInit".into(), content: init });
        }
        passages.push(PassageOut { header: header("Confidant case", &tag("confidant"), None), content: note });
        passages
    }

    fn init(&self, root: &Node) -> String {
        let mut lines: Vec<String> =
            self.case.flags.iter().map(|flag| format!("<<set ${} to false>>", variable(flag.as_str()))).collect();
        if self.asked.contains("variant") {
            let first = self.case.variants.first().map(|variant| variant.id.to_string()).unwrap_or_default();
            lines.push(format!("<<set $variant to \"{first}\">>"));
        }
        // What the first variant says of a fact goes before what the case says.
        let first = list(root, "variants").first().and_then(|variant| member(variant, "set"));
        let of_variant = first.map(fields).unwrap_or_default();
        let of_case = member(root, "situation").map(fields).unwrap_or_default();
        let of_case = of_case.into_iter().filter(|(name, _)| !of_variant.iter().any(|(other, _)| other == name));
        for (name, node) in of_case.chain(of_variant.iter().cloned()) {
            lines.extend(self.fact(&name, node).map(|set| format!("<<set {set}>>")));
        }
        lines.join("\n")
    }

    /// The setting of a fact that some condition asks for.
    fn fact(&self, name: &str, node: &Node) -> Option<String> {
        let asked = self.asked.contains(name);
        let word = self.case.source.words(node.span).trim_matches('"');
        asked.then(|| format!("$fact_{} to {}", variable(name), value(word)))
    }

    fn sets_of(&self, node: &Node) -> Vec<String> {
        let facts = member(node, "set").map(fields).unwrap_or_default();
        let mut sets: Vec<String> = facts.into_iter().filter_map(|(name, node)| self.fact(&name, node)).collect();
        let known = member(node, "reveals").map(texts).unwrap_or_default();
        let known = known.into_iter().filter(|fact| self.asked.contains(&format!("knows({fact})")));
        sets.extend(known.map(|fact| format!("$knows_{} to true", variable(&fact))));
        sets
    }

    fn scene(&mut self, node: &Node) -> Vec<PassageOut> {
        let Some(id) = text_of(node, "id") else { return Vec::new() };
        let above = self.headers.remove(&id).unwrap_or_default();
        let kept = self.fields_but(node, &["text", "choices"]);
        let mut content: Vec<String> =
            above.comments.iter().map(|line| format!("/* {} */", line.replace("*/", "* /"))).collect();
        content.push(format!("<!-- confidant scene: {} -->", escape_note(&record(&kept))));
        content.extend(self.sets_of(node).into_iter().map(|set| format!("<<set {set}>>")));
        if let Some(text) = member(node, "text") {
            content.push(self.prose(text));
        }
        let mut after = Vec::new();
        let name = self.scenes.get(&id).cloned().unwrap_or_else(|| id.clone());
        for choice in list(node, "choices") {
            content.push(self.choice(choice, &id, &name, &mut after));
        }
        let header = above.header.unwrap_or_else(|| self.new_header(&id, node));
        let mut passages = vec![PassageOut { header, content: content.join("\n\n") }];
        passages.extend(after);
        passages
    }

    fn new_header(&self, id: &str, node: &Node) -> String {
        let at = self.case.scene_named(id).unwrap_or(0);
        let column = self.columns.get(&at).copied().unwrap_or(0);
        let row = self.columns.iter().filter(|(other, in_column)| **in_column == column && **other < at).count();
        let metadata = format!("{{\"position\":\"{},{}\",\"size\":\"100,100\"}}", 100 + column * 150, 100 + row * 150);
        let mut tags: Vec<String> = text_of(node, "place").into_iter().map(|place| format!("place-{place}")).collect();
        tags.extend(member(node, "ending").map(|_| "ending".to_owned()));
        header(id, &tags, Some(&metadata))
    }

    fn choice(&mut self, node: &Node, scene: &str, passage: &str, after: &mut Vec<PassageOut>) -> String {
        let id = text_of(node, "id").unwrap_or_default();
        let label = text_of(node, "label").unwrap_or_default();
        let kept = self.fields_but(node, &["label", "say", "then", "goto", "flags", "when"]);
        let note = format!("<!-- confidant choice: {} -->", escape_note(&record(&kept)));
        let mut sets: Vec<String> =
            list(node, "flags").iter().flat_map(texts).map(|flag| format!("${} to true", variable(&flag))).collect();
        sets.extend(self.sets_of(node));
        for name in [id.clone(), format!("{scene}/{id}")] {
            if self.asked.contains(&format!("chose({name})")) {
                sets.push(format!("$chose_{} to true", variable(&name)));
            }
        }
        let target = if let Some(target) = direct(node, &label) {
            self.scenes.get(&target).cloned().unwrap_or(target)
        } else {
            let name = format!("{passage}/{id}");
            after.push(self.follow(node, &name));
            name
        };
        let link = link(&label, &target, &sets);
        let whole = format!("{note}\n{link}");
        match member(node, "when") {
            Some(when) => self.under(when, &whole, "if") + "<</if>>",
            None => whole,
        }
    }

    /// The passage that tells what follows a choice.
    fn follow(&mut self, node: &Node, name: &str) -> PassageOut {
        let mut content = Vec::new();
        for part in ["say", "then"] {
            if let Some(prose) = member(node, part) {
                content.push(format!("<!-- confidant {part} -->\n{}", self.prose(prose)));
            }
        }
        content.push(format!("<!-- confidant goto -->\n{}", self.ways(list(node, "goto"))));
        let header = header(name, &[super::scenes::CHOICE_TAG.to_owned()], None);
        PassageOut { header, content: content.join("\n\n") }
    }

    fn ways(&mut self, ways: &[Node]) -> String {
        let mut written = String::new();
        for (at, way) in ways.iter().enumerate() {
            let (when, to) = match &way.value {
                Value::Text(to, _) => (None, to.clone()),
                _ => (member(way, "when"), text_of(way, "to").unwrap_or_default()),
            };
            let to = self.scenes.get(&to).cloned().unwrap_or(to);
            let link = link("Continue", &to, &[]);
            let step = match when {
                Some(when) => self.under(when, &link, if at == 0 { "if" } else { "elseif" }),
                None if at == 0 => return link,
                None => format!("<<else>>{link}"),
            };
            written.push_str(&step);
        }
        written + "<</if>>"
    }

    /// The opening of a condition and what stands under it; what Twine cannot ask holds always.
    fn under(&mut self, when: &Node, what: &str, word: &str) -> String {
        let line = texts(when).into_iter().next().unwrap_or_default();
        let asked = to_twine(&line, &self.scenes, Some(&self.facts)).unwrap_or_else(|why| {
            let message = format!("the condition `{}` holds always in Twine: {why}", brief(&line));
            self.warn(
                "X012",
                when.span,
                message,
                "it is kept for the way back; in Twine, look at what stands under it",
            );
            "true".into()
        });
        format!("<!-- when: {} --><<{word} {asked}>>{what}", escape_note(&line))
    }

    fn prose(&mut self, node: &Node) -> String {
        match &node.value {
            Value::Text(text, _) => self.words(text),
            Value::List(items) => {
                let parts: Vec<String> = items.iter().map(|item| self.prose(item)).collect();
                parts.join("\n\n")
            }
            _ => {
                let text = member(node, "text").map(|text| self.prose(text)).unwrap_or_default();
                match member(node, "when") {
                    Some(when) => self.under(when, &text, "if") + "<</if>>",
                    None => text,
                }
            }
        }
    }

    /// Words with the names of the cast spelt out, each in a mark by which the way back finds it.
    fn words(&self, text: &str) -> String {
        let mut written = String::new();
        let mut rest = text.trim();
        while let Some((before, after)) = rest.split_once('{') {
            let key = after.split_once('}').map_or("", |(key, _)| key);
            let braced = format!("{{{key}}}");
            let shown = fill_names(&braced, &self.parties);
            if key.is_empty() || shown == braced {
                written.push_str(&escape_text(before));
                written.push_str("&#123;");
                rest = after;
                continue;
            }
            written.push_str(&escape_text(before));
            written.extend(["<span data-name=\"", key, "\">", &escape_text(&shown), "</span>"]);
            rest = after.get(key.len() + 1..).unwrap_or("");
        }
        written.push_str(&escape_text(rest));
        written
    }

    /// Comments of the file that stand in nothing that is kept.
    fn note_comments(&mut self, root: &Node) {
        let source = self.case.source.clone();
        let mut texts = self.kept.clone();
        strings(root, &mut texts);
        let mut at = 0;
        let mut lost = Vec::new();
        for line in source.text().split_inclusive('\n') {
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            if !line.trim_start().starts_with("//") {
                continue;
            }
            let inside = texts.iter().any(|span| span.start <= start && start < span.end);
            let ours = line.trim().starts_with("//::")
                || line.trim().starts_with("// FILL IN")
                || line.trim().starts_with("// Made from")
                || line.trim().starts_with("// Lines that begin with `//::`");
            if !inside && !ours {
                lost.push(Span::new(start, start + line.trim().len()));
            }
        }
        let above_scenes: Vec<usize> = list(root, "scenes").iter().map(|node| node.span.start).collect();
        for span in lost {
            let next = above_scenes.iter().find(|start| **start > span.start).copied().unwrap_or(0);
            let between = source.text().get(span.end..next).unwrap_or("x");
            if between.lines().all(|line| line.trim().is_empty() || line.trim().starts_with("//")) {
                continue;
            }
            self.warn("X013", span, "this comment is not carried".into(), "put it right above a scene");
        }
    }
}

fn strings(node: &Node, all: &mut Vec<Span>) {
    match &node.value {
        Value::Text(..) => all.push(node.span),
        Value::List(items) | Value::Tuple(_, items) => items.iter().for_each(|item| strings(item, all)),
        Value::Record(..) | Value::Map(_) => fields(node).into_iter().for_each(|(_, inner)| strings(inner, all)),
        _ => (),
    }
}

/// Where a choice leads of which there is nothing to tell.
fn direct(node: &Node, label: &str) -> Option<String> {
    let said = member(node, "say").map(texts).unwrap_or_default();
    let in_label = member(node, "say").is_none()
        || said.first().is_some_and(|said| {
            said.len() < label.len()
                && label.strip_prefix(['"', '\u{201c}']).is_some_and(|rest| rest.starts_with(said.as_str()))
        });
    let plain = member(node, "then").is_none() && in_label;
    match (plain, list(node, "goto")) {
        (true, [Node { value: Value::Text(target, _), .. }]) => Some(target.clone()),
        _ => None,
    }
}

/// The name by which Twine tells stories apart: always the same for one case.
fn ifid(id: &str) -> String {
    let digest = Sha256::digest(format!("confidant case {id}").as_bytes());
    let mut hex = String::new();
    for byte in digest.iter().take(16) {
        let _ = write!(hex, "{byte:02X}");
    }
    let part = |from: usize, to: usize| hex.get(from..to).unwrap_or("").to_owned();
    format!("{}-{}-4{}-A{}-{}", part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32))
}

//! A Twee file as the skeleton of a case: a text that loads, with everything an author must still write marked.

use super::Exchanged;
use super::notes::{Field, fields_of};
use super::scenes::{CHOICE_TAG, MAX_SCENES, Maker, Parsed, SceneDraft, fresh, is_shadow, slug};
use super::skeleton::{Skeleton, write_skeleton};
use super::twee::{Assignment, Known, Piece, TweePassage, TweeStory, header, pieces, read_twee, variable};
use crate::diagnostic::Diagnostic;
use crate::reading::{Node, brief};
use crate::source::{Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Passages that tools and SugarCube read for themselves.
const SPECIAL: &[&str] = &[
    "PassageDone",
    "PassageFooter",
    "PassageHeader",
    "PassageReady",
    "StoryAuthor",
    "StoryBanner",
    "StoryCaption",
    "StoryDisplayTitle",
    "StoryIncludes",
    "StoryInterface",
    "StoryMenu",
    "StorySettings",
    "StoryShare",
    "StorySubtitle",
    "Twine.private",
];
const SPECIAL_TAGS: &[&str] =
    &["script", "stylesheet", "widget", "init", "Twine.private", "Twine.image", "Twine.audio", "Twine.video"];

/// Makes a skeleton of a Twee file.
///
/// # Errors
/// What is wrong with a file in which there is no story.
pub fn import_twee(source: &Arc<Source>) -> Result<Exchanged, Vec<Diagnostic>> {
    let (story, mut losses) = read_twee(source);
    let case = story.passages.iter().find(|passage| passage.tags.iter().any(|tag| tag == "confidant"));
    let kept = case.and_then(|passage| case_fields(&story, passage));
    let told = told_passages(&story, &mut losses);
    if told.is_empty() {
        let message = "there is no passage to make a scene of";
        losses.push(
            Diagnostic::error("X010", source, Span::default(), message).help("a passage begins with a line `:: Name`"),
        );
        return Err(losses);
    }
    let harlowe = note_format(&story, &mut losses);
    let parsed: Vec<Parsed<'_>> = told
        .iter()
        .map(|passage| {
            let pieces = pieces(source, passage.content, harlowe, &mut losses);
            Parsed { passage, pieces }
        })
        .collect();
    let (after, scenes): (Vec<&Parsed<'_>>, Vec<&Parsed<'_>>) =
        parsed.iter().partition(|one| one.passage.tags.iter().any(|tag| tag == CHOICE_TAG));
    let scenes = not_too_many(source, scenes, &mut losses);
    let init: Vec<Piece> = story
        .passages
        .iter()
        .filter(|passage| passage.name == "StoryInit" && kept.is_none())
        .flat_map(|passage| pieces(source, passage.content, harlowe, &mut losses))
        .collect();
    let skeleton = draft(&story, kept, &parsed, &scenes, &after, &init, &mut losses);
    if !skeleton.scenes.iter().any(|scene| scene.choices.is_empty()) {
        let message = "no passage ends the story: every one has links";
        let help = "a scene without choices is an ending; take the links out of one";
        let span = scenes.first().map(|one| one.passage.span).unwrap_or_default();
        losses.push(Diagnostic::warning("X010", source, span, message).help(help));
    }
    Ok(Exchanged { text: write_skeleton(&skeleton), losses })
}

/// The fields of the case itself, from the passage an export keeps them in.
fn case_fields(story: &TweeStory, passage: &TweePassage) -> Option<Vec<Field>> {
    let pieces = pieces(&story.source, passage.content, false, &mut Vec::new());
    pieces.into_iter().find_map(|piece| match piece {
        Piece::Note(kind, body) if kind == "case" => fields_of(&body),
        _ => None,
    })
}

/// The passages that tell the story; the others are told as lost.
fn told_passages<'a>(story: &'a TweeStory, losses: &mut Vec<Diagnostic>) -> Vec<&'a TweePassage> {
    let mut told = Vec::new();
    for passage in &story.passages {
        let special_tag = passage.tags.iter().find(|tag| SPECIAL_TAGS.contains(&tag.as_str()));
        if ["StoryTitle", "StoryData", "StoryInit"].contains(&passage.name.as_str())
            || passage.tags.iter().any(|tag| tag == "confidant")
        {
            continue;
        }
        if special_tag.is_none() && !SPECIAL.contains(&passage.name.as_str()) {
            told.push(passage);
            continue;
        }
        let what = special_tag
            .map_or_else(|| "it is read by SugarCube itself".into(), |tag| format!("it has the tag `{tag}`"));
        let message = format!("the passage `{}` is not carried: {what}", brief(&passage.name));
        let help = "a case has no programs, styles or menus of its own";
        losses.push(Diagnostic::warning("X003", &story.source, passage.span, message).help(help));
    }
    told
}

/// Is it written for Harlowe? Any other format than SugarCube is told.
fn note_format(story: &TweeStory, losses: &mut Vec<Diagnostic>) -> bool {
    let Some(format) = story.datum("format").filter(|format| *format != "SugarCube") else { return false };
    let at = story.passages.iter().find(|passage| passage.name == "StoryData").map(|passage| passage.span);
    let message = format!("the story is written for {}; links are read, its macros are not", brief(format));
    let help = "links, words and tags are carried; look at each passage that asks or sets something";
    losses.push(Diagnostic::warning("X011", &story.source, at.unwrap_or_default(), message).help(help));
    format == "Harlowe"
}

fn not_too_many<'a>(
    source: &Arc<Source>,
    mut scenes: Vec<&'a Parsed<'a>>,
    losses: &mut Vec<Diagnostic>,
) -> Vec<&'a Parsed<'a>> {
    if let Some(first) = scenes.get(MAX_SCENES) {
        let message = format!(
            "there are {} passages; a case holds {MAX_SCENES}, and those from here on are left out",
            scenes.len()
        );
        losses.push(Diagnostic::warning("X009", source, first.passage.span, message).help("import the story in parts"));
        scenes.truncate(MAX_SCENES);
    }
    scenes
}

fn draft(
    story: &TweeStory,
    kept: Option<Vec<Field>>,
    parsed: &[Parsed<'_>],
    scenes: &[&Parsed<'_>],
    after: &[&Parsed<'_>],
    init: &[Piece],
    losses: &mut Vec<Diagnostic>,
) -> Skeleton {
    let mut taken = BTreeSet::new();
    let given: Vec<String> = scenes.iter().map(|one| fresh(scene_id(one), &mut taken)).collect();
    let mut ids = BTreeMap::new();
    for (one, id) in scenes.iter().zip(&given) {
        ids.entry(one.passage.name.clone()).or_insert_with(|| id.clone());
    }
    let passages: BTreeMap<String, String> = ids.iter().map(|(name, id)| (id.clone(), name.clone())).collect();
    let mut flags = kept.as_ref().map(|kept| listed(kept, "flags")).unwrap_or_default();
    let variants = kept.as_ref().map(|kept| ids_of(kept, "variants")).unwrap_or_default();
    let everything: Vec<&Piece> = parsed.iter().flat_map(|one| &one.pieces).chain(init).collect();
    let (known_flags, raised) = variables(&everything, &mut flags, kept.is_some());
    let known = Known { flags: known_flags, scenes: ids.clone(), variants };
    let after = after.iter().map(|one| (one.passage.name.as_str(), *one)).collect();
    let mut maker = Maker {
        story,
        known: &known,
        ids: &ids,
        passages: &passages,
        after: &after,
        raised: &raised,
        ours: kept.is_some(),
        missing: BTreeMap::new(),
        taken,
        losses: std::mem::take(losses),
    };
    let mut drafts: Vec<SceneDraft> = scenes
        .iter()
        .zip(&given)
        .map(|(one, id)| {
            let passage = one.passage;
            let line = header(&passage.name, &passage.tags, passage.metadata.as_deref());
            maker.scene(id, one, Some(line))
        })
        .collect();
    let start = start(story, &ids, scenes, &given, &mut maker.losses);
    let at_start = maker.flags(&init_sets(init));
    carry_entries(&mut drafts, &start, at_start, story, scenes, &mut maker.losses);
    let missing = std::mem::take(&mut maker.missing);
    *losses = std::mem::take(&mut maker.losses);
    let there: BTreeSet<String> = drafts.iter().map(|draft| draft.id.clone()).collect();
    let stubs = missing.into_values().filter(|id| !there.contains(id));
    drafts.extend(stubs.map(|id| SceneDraft { id, ..SceneDraft::default() }));
    let data = (!story.data.is_null()).then(|| story.data.to_string());
    let title = story.title.clone();
    Skeleton { name: story.source.name().to_owned(), title, data, kept, flags, start, scenes: drafts }
}

/// The id an export kept, or the name put into letters an id can have.
fn scene_id(one: &Parsed<'_>) -> String {
    let kept = one.pieces.iter().find_map(|piece| match piece {
        Piece::Note(kind, body) if kind == "scene" => fields_of(body),
        _ => None,
    });
    let id = kept.map(|kept| listed(&kept, "id")).and_then(|ids| ids.into_iter().next());
    id.unwrap_or_else(|| slug(&one.passage.name, "scene"))
}

fn with_node<T>(kept: &[Field], name: &str, read: impl FnOnce(&Node) -> T) -> Option<T> {
    let (_, text) = kept.iter().find(|(field, _)| field == name)?;
    crate::reading::parse(&Source::new("note", text.as_str())).ok().map(|node| read(&node))
}

fn listed(kept: &[Field], name: &str) -> Vec<String> {
    with_node(kept, name, super::notes::texts).unwrap_or_default()
}

fn ids_of(kept: &[Field], name: &str) -> BTreeSet<String> {
    let ids = |node: &Node| {
        let record = |node: &Node| {
            let fields = super::notes::fields(node);
            fields.iter().find(|(name, _)| name == "id").and_then(|(_, id)| super::notes::texts(id).into_iter().next())
        };
        super::notes::items(node).iter().filter_map(record).collect()
    };
    with_node(kept, name, ids).unwrap_or_default()
}

/// Which variables are flags, and which flags are raised somewhere.
fn variables(pieces: &[&Piece], flags: &mut Vec<String>, ours: bool) -> (BTreeMap<String, String>, BTreeSet<String>) {
    let mut seen = Variables::default();
    pieces.iter().for_each(|piece| seen.look(piece));
    let mut known: BTreeMap<String, String> = flags.iter().map(|flag| (variable(flag), flag.clone())).collect();
    for name in seen.order {
        if seen.other.contains(&name) || known.contains_key(&name) || (ours && is_shadow(&name)) {
            continue;
        }
        flags.push(name.clone());
        known.insert(name.clone(), name);
    }
    let raised = seen.raised.iter().filter_map(|name| known.get(name).cloned()).collect();
    (known, raised)
}

#[derive(Default)]
struct Variables {
    order: Vec<String>,
    seen: BTreeSet<String>,
    other: BTreeSet<String>,
    raised: BTreeSet<String>,
}

impl Variables {
    fn note(&mut self, name: &str) {
        if self.seen.insert(name.to_owned()) {
            self.order.push(name.to_owned());
        }
    }

    fn look(&mut self, piece: &Piece) {
        match piece {
            Piece::Set(sets) => self.sets(sets),
            Piece::Link(link) => self.sets(&link.sets),
            Piece::If(branches) => {
                for branch in branches {
                    self.asked(branch.condition.as_deref().unwrap_or(""));
                    branch.body.iter().for_each(|piece| self.look(piece));
                }
            }
            Piece::Text(_) | Piece::Comment(_) | Piece::Note(..) => (),
        }
    }

    fn sets(&mut self, sets: &[Assignment]) {
        for set in sets {
            self.note(&set.name);
            match set.truth {
                Some(true) => drop(self.raised.insert(set.name.clone())),
                Some(false) => (),
                None => drop(self.other.insert(set.name.clone())),
            }
        }
    }

    fn asked(&mut self, line: &str) {
        for part in line.split('$').skip(1) {
            let end = part.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(part.len());
            let (name, rest) = part.split_at_checked(end).unwrap_or((part, ""));
            if name.is_empty() {
                continue;
            }
            // A variable with parts, such as `$player.name`, is no flag.
            if rest.starts_with(['.', '[']) {
                self.other.insert(name.to_owned());
            }
            self.note(name);
        }
    }
}

fn init_sets(init: &[Piece]) -> Vec<Assignment> {
    let sets = init.iter().filter_map(|piece| match piece {
        Piece::Set(sets) => Some(sets.iter().filter(|set| set.truth != Some(false)).cloned()),
        _ => None,
    });
    sets.flatten().collect()
}

fn start(
    story: &TweeStory,
    ids: &BTreeMap<String, String>,
    scenes: &[&Parsed<'_>],
    given: &[String],
    losses: &mut Vec<Diagnostic>,
) -> String {
    let named = story.datum("start").unwrap_or("Start");
    if let Some(id) = ids.get(named) {
        return id.clone();
    }
    let span = scenes.first().map(|one| one.passage.span).unwrap_or_default();
    let message = format!("there is no passage `{}` to start in; this one is taken", brief(named));
    let help = "name the first passage in `start` of `StoryData`, or look at `start` in the case";
    losses.push(Diagnostic::warning("X006", &story.source, span, message).help(help));
    given.first().cloned().unwrap_or_default()
}

/// Only choices raise flags, so what a passage sets is raised by every choice that leads to it; what is set at the very
/// start, by every choice that leaves the first scene.
fn carry_entries(
    drafts: &mut [SceneDraft],
    start: &str,
    at_start: Vec<String>,
    story: &TweeStory,
    scenes: &[&Parsed<'_>],
    losses: &mut Vec<Diagnostic>,
) {
    let mut entries: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut leaving = at_start;
    for draft in drafts.iter().filter(|draft| !draft.entry.is_empty()) {
        entries.insert(draft.id.clone(), draft.entry.clone());
        if draft.id == start {
            leaving.extend(draft.entry.clone());
        }
    }
    if !leaving.is_empty() {
        let span =
            scenes.iter().zip(drafts.iter()).find(|(_, draft)| draft.id == start).map(|(one, _)| one.passage.span);
        let message =
            format!("what is set at the start is raised when the first scene is left: {}", leaving.join(", "));
        let help = "conditions of the first scene itself do not see it; ask the other way round, or use a variant";
        losses.push(Diagnostic::warning("X005", &story.source, span.unwrap_or_default(), message).help(help));
    }
    for draft in drafts {
        let leaves = draft.id == start;
        for choice in &mut draft.choices {
            let more = match choice.goto.as_slice() {
                [(_, to)] => entries.get(to).cloned().unwrap_or_default(),
                several => shared(several.iter().map(|(_, to)| entries.get(to))),
            };
            for flag in more.into_iter().chain(if leaves { leaving.clone() } else { Vec::new() }) {
                if !choice.flags.contains(&flag) {
                    choice.flags.push(flag);
                }
            }
        }
    }
}

/// Flags that every way on raises.
fn shared<'a>(mut ways: impl Iterator<Item = Option<&'a Vec<String>>>) -> Vec<String> {
    let first = ways.next().flatten().cloned().unwrap_or_default();
    ways.fold(first, |flags, way| flags.into_iter().filter(|flag| way.is_some_and(|way| way.contains(flag))).collect())
}

//! Passages as drafts of scenes: ids, ways on as choices, flags where they are raised.

use super::notes::{Field, fields_of};
use super::prose::{Content, Desk, Told, Way, When};
use super::twee::{Known, Piece, TweePassage, TweeStory};
use crate::diagnostic::Diagnostic;
use crate::reading::brief;
use std::collections::{BTreeMap, BTreeSet};

/// A scene to be written.
#[derive(Debug, Default)]
pub(super) struct SceneDraft {
    pub(super) id: String,
    /// The header of the passage, for the way back.
    pub(super) header: Option<String>,
    pub(super) comments: Vec<String>,
    /// Fields an export kept; none if the passage was written in Twine.
    pub(super) kept: Option<Vec<Field>>,
    pub(super) text: Vec<Told>,
    pub(super) choices: Vec<ChoiceDraft>,
    /// Flags that are up once it was entered.
    pub(super) entry: Vec<String>,
}

/// A choice to be written.
#[derive(Debug, Default)]
pub(super) struct ChoiceDraft {
    pub(super) id: String,
    pub(super) label: String,
    pub(super) kept: Option<Vec<Field>>,
    pub(super) say: Vec<Told>,
    pub(super) then: Vec<Told>,
    pub(super) when: When,
    pub(super) flags: Vec<String>,
    pub(super) goto: Vec<(When, String)>,
}

/// The tag of a passage that tells what follows a choice.
pub(super) const CHOICE_TAG: &str = "confidant-choice";
/// More than this many a case does not hold.
pub(super) const MAX_SCENES: usize = 2_000;
const MAX_CHOICES: usize = 100;

/// The pieces of each passage that takes part.
pub(super) struct Parsed<'a> {
    pub(super) passage: &'a TweePassage,
    pub(super) pieces: Vec<Piece>,
}

/// Makes scenes of passages.
pub(super) struct Maker<'a> {
    pub(super) story: &'a TweeStory,
    pub(super) known: &'a Known,
    /// Scenes by the name of their passage.
    pub(super) ids: &'a BTreeMap<String, String>,
    /// Passages by the id of their scene.
    pub(super) passages: &'a BTreeMap<String, String>,
    /// What follows choices, by the name of the passage.
    pub(super) after: &'a BTreeMap<&'a str, &'a Parsed<'a>>,
    /// Flags that are raised somewhere.
    pub(super) raised: &'a BTreeSet<String>,
    /// Does an export stand behind the file?
    pub(super) ours: bool,
    /// Passages that are linked and not there, with the ids given to them.
    pub(super) missing: BTreeMap<String, String>,
    /// Ids that are given.
    pub(super) taken: BTreeSet<String>,
    pub(super) losses: Vec<Diagnostic>,
}

impl Maker<'_> {
    /// The scene of a passage.
    pub(super) fn scene(&mut self, id: &str, parsed: &Parsed<'_>, header: Option<String>) -> SceneDraft {
        let content = self.read(&parsed.pieces);
        let mut kept = content.note.as_deref().and_then(|note| self.kept(note, parsed));
        kept.iter_mut().for_each(|kept| kept.retain(|(name, _)| !["id", "text", "choices"].contains(&name.as_str())));
        let entry = self.flags(&content.sets);
        let mut taken = BTreeSet::new();
        let mut choices = Vec::new();
        for way in content.ways {
            if choices.len() == MAX_CHOICES {
                let message = format!("a scene has at most {MAX_CHOICES} choices; the links from here on are left out");
                let help = "split the passage";
                self.losses.push(Diagnostic::warning("X009", &self.story.source, way.link.span, message).help(help));
                break;
            }
            choices.push(self.choice(way, parsed, &mut taken));
        }
        SceneDraft { id: id.to_owned(), header, comments: content.comments, kept, text: content.told, choices, entry }
    }

    fn read(&mut self, pieces: &[Piece]) -> Content {
        let (source, known, passages) = (&self.story.source, self.known, self.passages);
        Desk { source, known, passages, losses: &mut self.losses }.content(pieces)
    }

    fn kept(&mut self, note: &str, parsed: &Parsed<'_>) -> Option<Vec<Field>> {
        let fields = fields_of(note);
        if fields.is_none() {
            let message =
                format!("what the export kept in `{}` is damaged and is left out", brief(&parsed.passage.name));
            let help = "export the case again, or fill in the fields by hand";
            self.losses.push(Diagnostic::warning("X008", &self.story.source, parsed.passage.span, message).help(help));
        }
        fields
    }

    fn choice(&mut self, way: Way, parsed: &Parsed<'_>, taken: &mut BTreeSet<String>) -> ChoiceDraft {
        let mut kept = way.note.as_deref().and_then(|note| self.kept(note, parsed));
        let known_id = kept.as_mut().and_then(|kept| {
            let at = kept.iter().position(|(name, _)| name == "id")?;
            Some(kept.remove(at).1.trim_matches('"').to_owned())
        });
        // These are told by the passage itself.
        let told = ["id", "label", "say", "then", "goto", "flags", "when"];
        kept.iter_mut().for_each(|kept| kept.retain(|(name, _)| !told.contains(&name.as_str())));
        let id = fresh(known_id.unwrap_or_else(|| slug(&way.link.label, "go")), taken);
        let mut draft = ChoiceDraft {
            id,
            label: way.link.label.clone(),
            kept,
            when: way.when,
            flags: self.flags(&way.link.sets),
            ..ChoiceDraft::default()
        };
        if let Some(after) = self.after.get(way.link.target.as_str()).copied() {
            self.follow(after, &mut draft);
        } else {
            draft.say =
                quoted_words(&way.link.label).map(|text| Told { when: When::default(), text }).into_iter().collect();
            let target = self.target(&way.link.target, way.link.span);
            draft.goto = vec![(When::default(), target)];
        }
        draft
    }

    /// What is said, what then happens and where it leads, from the passage of a choice.
    fn follow(&mut self, after: &Parsed<'_>, draft: &mut ChoiceDraft) {
        let mut parts: BTreeMap<String, Vec<Piece>> = BTreeMap::new();
        let mut part = "then".to_owned();
        for piece in &after.pieces {
            match piece {
                Piece::Note(kind, _) => part.clone_from(kind),
                other => parts.entry(part.clone()).or_default().push(other.clone()),
            }
        }
        let mut read = |name: &str| {
            let pieces = parts.remove(name).unwrap_or_default();
            self.read(&pieces)
        };
        let (say, then) = (read("say"), read("then"));
        draft.say = say.told;
        draft.then = then.told;
        let onward = parts.remove("goto").unwrap_or_default();
        let (source, known, passages) = (&self.story.source, self.known, self.passages);
        let ways = Desk { source, known, passages, losses: &mut self.losses }.first_that_holds(&onward);
        for way in ways.into_iter().chain(then.ways).chain(say.ways) {
            let flags = self.flags(&way.link.sets);
            draft.flags.extend(flags);
            let target = self.target(&way.link.target, way.link.span);
            draft.goto.push((way.when, target));
        }
        settle(&mut draft.goto);
        if draft.goto.is_empty() {
            let target = self.target(&after.passage.name, after.passage.span);
            draft.goto.push((When::default(), target));
        }
    }

    fn target(&mut self, name: &str, span: crate::source::Span) -> String {
        if let Some(id) = self.ids.get(name) {
            return id.clone();
        }
        let known = self.missing.get(name).cloned();
        // To look for a likely name takes time that nobody reads the answer of after the first hundreds.
        let near = (known.is_none() && self.missing.len() < 100)
            .then(|| crate::ids::nearest(name, self.ids.keys().map(String::as_str)))
            .flatten();
        let message = format!("the link leads to `{}`, and there is no such passage", brief(name));
        let help = match near {
            Some(near) => format!("did you mean `{near}`? an empty scene is put in its place"),
            None => "an empty scene is put in its place; write it, or lead the choice elsewhere".into(),
        };
        self.losses.push(Diagnostic::warning("X006", &self.story.source, span, message).help(help));
        known.unwrap_or_else(|| {
            let full = self.taken.len() >= MAX_SCENES;
            let id = if full {
                self.taken.first().cloned().unwrap_or_default()
            } else {
                fresh(slug(name, "missing"), &mut self.taken)
            };
            self.missing.insert(name.to_owned(), id.clone());
            id
        })
    }

    /// The flags that are raised; what cannot be kept is told.
    pub(super) fn flags(&mut self, sets: &[super::twee::Assignment]) -> Vec<String> {
        let mut flags: Vec<String> = Vec::new();
        for set in sets {
            let shadow = self.ours && is_shadow(&set.name);
            let (message, help) = match (self.known.flags.get(&set.name), set.truth) {
                _ if shadow => continue,
                (Some(flag), Some(true)) => {
                    if !flags.contains(flag) {
                        flags.push(flag.clone());
                    }
                    continue;
                }
                (Some(flag), Some(false)) if !self.raised.contains(flag) => continue,
                (Some(_), Some(false)) => {
                    ("a flag stays up once it is raised", "ask for another flag that is raised here")
                }
                _ => ("a case keeps flags only, no numbers and texts", "make a flag of what matters about it"),
            };
            let message = format!("`${}` is not set here: {message}", brief(&set.name));
            self.losses.push(Diagnostic::warning("X005", &self.story.source, set.span, message).help(help));
        }
        flags
    }
}

/// Variables by which an export lets Twine ask what the game itself knows.
pub(super) fn is_shadow(name: &str) -> bool {
    name == "variant" || ["knows_", "chose_", "fact_"].iter().any(|start| name.starts_with(start))
}

/// The last way on has no condition, as the reader of cases asks.
fn settle(goto: &mut Vec<(When, String)>) {
    if let Some((_, target)) = goto.last().filter(|(when, _)| !when.lines.is_empty()).cloned() {
        goto.push((When::default(), target));
    }
}

/// Words in quotation marks with which a link begins.
fn quoted_words(label: &str) -> Option<String> {
    let label = label.trim();
    let (open, close) =
        [('"', '"'), ('\u{201c}', '\u{201d}')].into_iter().find(|(open, _)| label.starts_with(*open))?;
    let (words, _) = label.strip_prefix(open)?.split_once(close)?;
    (!words.trim().is_empty()).then(|| words.trim().to_owned())
}

/// A name as an id.
pub(super) fn slug(name: &str, otherwise: &str) -> String {
    let mut id = String::new();
    for letter in name.chars() {
        match letter {
            letter if letter.is_ascii_alphanumeric() => id.push(letter.to_ascii_lowercase()),
            '\'' | '\u{2019}' => (),
            _ if id.ends_with('_') || id.is_empty() => (),
            _ => id.push('_'),
        }
        if id.len() >= 40 {
            break;
        }
    }
    let id = id.trim_end_matches('_').to_owned();
    match id.as_str() {
        "" => otherwise.to_owned(),
        "and" | "or" | "not" | "is" | "then" => format!("{id}_"),
        _ => id,
    }
}

/// An id that is not taken yet.
pub(super) fn fresh(wanted: String, taken: &mut BTreeSet<String>) -> String {
    let mut id = wanted.clone();
    let mut number = 2_usize;
    while !taken.insert(id.clone()) {
        id = format!("{wanted}_{number}");
        number += 1;
    }
    id
}

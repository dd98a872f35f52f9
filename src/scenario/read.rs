//! Reads a case out of its text in two walks: the first collects the names, the second reads everything and checks
//! every reference against them. All problems are reported at once; nothing half-loads.

use super::case::{Case, CaseTest, Choice, Ending, Scene, StoryFact, Tone, Variant};
use super::condition::{CaseAtom, Names};
use super::look::Mood;
use super::names::collect_names;
use super::parts::{player, read_guide, read_member, read_objective, read_place, read_review, read_source};
use super::text::{Passage, Prose};
use crate::activity::{Frame, Frames, Storey};
use crate::diagnostic::Diagnostic;
use crate::ethics::{
    Badge, Condition, Fact, Party, PartyIndex, People, TermSet, Vocabulary, read_condition, read_facts,
};
use crate::ids::{CaseId, JurisdictionId, ProfessionId, SceneId};
use crate::reading::{Allow, Fields, Node, Reader, Value, brief, parse};
use crate::source::{Source, Span};
use std::sync::Arc;

/// Each deal of chance is searched apart.
pub(super) const MOST_DEALS: i64 = 4;

impl Case {
    /// Reads a case.
    ///
    /// # Errors
    /// Every problem of the text.
    pub fn load(source: &Arc<Source>, vocabulary: &Vocabulary) -> Result<Self, Vec<Diagnostic>> {
        let node = parse(source).map_err(|problem| vec![problem])?;
        let reader = Reader::new(source);
        let case = Self::read(&reader, &node, vocabulary);
        let problems = reader.into_problems();
        match case {
            Some(case) if problems.is_empty() => Ok(case),
            _ => Err(problems),
        }
    }

    /// Reads a case out of a text that is parsed already; what is wrong, the reader notes.
    pub fn read(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> Option<Self> {
        read_case(reader, node, vocabulary)
    }
}

/// A way on: the scene, and when it is taken.
pub(super) type WayOn = (Option<Condition<CaseAtom>>, usize);

/// What every part of a case is checked against.
pub(super) struct Desk<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    names: &'a Names,
    pub(super) people: People<'a>,
    /// In how many ways chance can deal what is left to it.
    pub(super) deals: usize,
    /// The floors by their ids; without what is heard there where something is wrong with the drawing.
    pub(super) storeys: Vec<(String, Option<Arc<Storey>>)>,
    /// The kinds of each story fact, in the order of the file.
    fact_kinds: Vec<TermSet>,
}

fn read_case(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> Option<Case> {
    let names = collect_names(reader, node)?;
    let mut fields = reader.record(node, "a case")?;
    let id = fields.required("id", read_case_id);
    let version = fields.required("version", Reader::prose);
    let title = fields.required("title", Reader::prose);
    let summary = fields.required("summary", Reader::prose);
    let minutes = fields.required("minutes", |reader, node| reader.number(node, 1, 240));
    let language = fields.optional("language", Reader::text).unwrap_or_else(|| "en".into());
    let authors = fields.list("authors", Reader::prose);
    let reviewers = fields.list("reviewers", read_review);
    let licence = fields.optional("licence", Reader::text).unwrap_or_default();
    let sources = fields.list("sources", read_source);
    let reviewed_on = fields.optional("reviewed_on", Reader::date);
    let content_note = fields.required("content_note", Reader::prose);
    let support = fields.optional("support", Reader::text).unwrap_or_default();
    let themes = fields.list("themes", Reader::prose);
    let objectives = fields.list("objectives", read_objective);
    let jurisdictions: Vec<JurisdictionId> = fields.list("jurisdictions", Reader::id);
    let professions: Vec<ProfessionId> = fields.list("professions", Reader::id);
    let date = fields.required("date", Reader::date);
    let start_minute = fields.required("time", read_time);
    let role = fields.required("role", Reader::prose);
    let setting = fields.required("setting", Reader::prose);
    let mut cast = vec![player(vocabulary)];
    cast.extend(fields.list("cast", |reader, node| read_member(reader, node, vocabulary)));
    let parties: Vec<Party> = cast.iter().map(|member| member.party.clone()).collect();
    let people = People { vocabulary, parties: &parties };
    let places = fields.list("places", |reader, node| read_place(reader, node, vocabulary));
    // Where the number is no number, no deal that is named is blamed for it.
    let deals = fields.node("deals").map_or(1, |node| reader.number(node, 1, MOST_DEALS).unwrap_or(MOST_DEALS));
    let deals = usize::try_from(deals).unwrap_or(1);
    let mut desk = Desk { vocabulary, names: &names, people, deals, storeys: Vec::new(), fact_kinds: Vec::new() };
    let facts = fields.list("facts", |reader, node| desk.read_story_fact(reader, node));
    desk.storeys = desk.read_storeys(&mut fields);
    desk.fact_kinds = facts.iter().map(|fact| fact.kinds).collect();
    let flags = fields.list("flags", Reader::id);
    let situation = fields.node("situation").map(|node| read_facts(reader, node, vocabulary)).unwrap_or_default();
    let unsettled = fields.list("unsettled", |reader, node| vocabulary.read_fact_id(reader, node));
    let releases = fields.list("releases", |reader, node| people.read_release(reader, node));
    let process = fields.optional("process", |reader, node| people.read_process(reader, node));
    let variants = fields.list("variants", |reader, node| desk.read_variant(reader, node));
    let start = fields.required("start", |reader, node| desk.scene(reader, node));
    let scenes = fields.list("scenes", |reader, node| desk.read_scene(reader, node));
    let guide = fields.optional("guide", read_guide).unwrap_or_default();
    let reflect = fields.optional("reflect", Reader::prose).unwrap_or_default();
    let reading = fields.list("reading", Reader::prose);
    let tests = fields.list("tests", |reader, node| desk.read_test(reader, node));
    let allow = fields.list("allow", Allow::read);
    fields.finish();
    needs_some(reader, node, "variants", variants.is_empty());
    desk.check_runs(reader, node);
    needs_some(reader, node, "jurisdictions", jurisdictions.is_empty());
    needs_some(reader, node, "professions", professions.is_empty());
    needs_some(reader, node, "scenes", scenes.is_empty());
    // Indices were given by the names; with a scene unread they would point elsewhere.
    let whole = scenes.len() == names.scenes.len() && variants.len() == names.variants.len();
    let whole = whole && places.len() == names.places.len();
    let minutes = u32::try_from(minutes?).ok()?;
    whole.then_some(())?;
    Some(Case {
        id: id?,
        version: version?,
        title: title?,
        summary: summary?,
        minutes,
        deals,
        language,
        authors,
        reviewers,
        licence,
        sources,
        reviewed_on,
        content_note: content_note?,
        support,
        themes,
        objectives,
        jurisdictions,
        professions,
        date: date?,
        start_minute: start_minute?,
        role: role?,
        setting: setting?,
        cast,
        places,
        facts,
        flags,
        situation,
        unsettled,
        releases,
        process,
        variants,
        start: start?,
        scenes,
        guide,
        reflect,
        reading,
        tests,
        allow,
        source: reader.source().clone(),
    })
}

fn read_case_id(reader: &Reader, node: &Node) -> Option<CaseId> {
    let id = reader.text_of(node, "id of a case")?;
    let fine =
        (1..=64).contains(&id.len()) && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if !fine {
        // The id names save files, so it must be no path.
        let message = format!("`{}` is no id of a case: use small letters, digits and `-`", brief(&id));
        reader.note("S004", node.span, message);
    }
    fine.then(|| CaseId::from(id))
}

fn needs_some(reader: &Reader, node: &Node, what: &str, missing: bool) {
    if missing {
        let head = Span::new(node.span.start, node.span.start + 1);
        reader.note("S002", head, format!("a case needs at least one entry in `{what}`"));
    }
}

pub(super) fn spanned_id<I: From<String>>(reader: &Reader, node: &Node) -> Option<(I, Span)> {
    reader.id(node).map(|id| (id, node.span))
}

fn read_time(reader: &Reader, node: &Node) -> Option<u32> {
    let text = reader.text_of(node, "time of day")?;
    let minutes = text.split_once(':').and_then(|(hour, minute)| {
        let (hour, minute) = (hour.parse::<u32>().ok()?, minute.parse::<u32>().ok()?);
        (hour < 24 && minute < 60 && !text.contains('+')).then_some(hour * 60 + minute)
    });
    if minutes.is_none() {
        reader.note_with_help(
            "S004",
            node.span,
            format!("`{}` is no time of day", brief(&text)),
            "write it as \"09:10\"",
        );
    }
    minutes
}

impl Desk<'_> {
    /// Every run that can differ from the start: each variant with each deal.
    pub(super) fn frames(&self) -> Vec<Frame> {
        let variants = self.names.variants.len().max(1);
        let of = |variant| (0..self.deals).map(move |deal| Frame { variant, deal, deals: self.deals });
        (0..variants).flat_map(of).collect()
    }

    /// A run is known by a bit; one without a bit would have no choice open.
    fn check_runs(&self, reader: &Reader, node: &Node) {
        let runs = self.frames().len();
        if runs > Frames::MOST {
            let head = Span::new(node.span.start, node.span.start + 1);
            let told = format!("the variants with their deals are {runs} runs; at most {} are read", Frames::MOST);
            reader.note_with_help("S007", head, told, "take out a variant or a deal");
        }
    }

    /// So many choices of a scene its author wrote; the ways through its activity come after them.
    pub(super) fn authored(&self, scene: usize) -> usize {
        self.names.scenes.get(scene).map_or(0, |(_, choices)| choices.len())
    }

    /// The kinds of information that a story fact is.
    pub(super) fn kinds_of_fact(&self, fact: usize) -> TermSet {
        self.fact_kinds.get(fact).copied().unwrap_or_default()
    }

    pub(super) fn variant(&self, reader: &Reader, node: &Node) -> Option<usize> {
        find(reader, node, "variant of this case", self.names.variants.iter().map(String::as_str))
    }

    pub(super) fn scene(&self, reader: &Reader, node: &Node) -> Option<usize> {
        find(reader, node, "scene of this case", self.names.scenes.iter().map(|(id, _)| id.as_str()))
    }

    pub(super) fn condition(&self, reader: &Reader, node: &Node) -> Option<Condition<CaseAtom>> {
        read_condition(reader, node, |phrase| self.names.atom(phrase, self.vocabulary))
    }

    pub(super) fn facts(&self, reader: &Reader, node: &Node) -> Vec<(Fact, i16)> {
        reader.map(node, |reader, key, span, value| {
            if self.vocabulary.fact(key).is_none() && self.names.flags.iter().any(|flag| flag == key) {
                let told = format!("`{}` is a flag of this case, and no fact", brief(key));
                reader.note_with_help("S005", span, told, format!("write `flags: [\"{}\"]` beside it", brief(key)));
                return None;
            }
            self.vocabulary.read_fact_value(reader, key, span, value)
        })
    }

    fn read_story_fact(&self, reader: &Reader, node: &Node) -> Option<StoryFact> {
        let mut fields = reader.record(node, "a story fact")?;
        let id = fields.required("id", Reader::id);
        let about = fields.required("about", |reader, node| self.people.read(reader, node));
        let kinds = fields.optional("kinds", |reader, node| Some(self.vocabulary.kinds.read_set(reader, node)));
        let text = fields.required("text", Reader::prose);
        fields.finish();
        Some(StoryFact { id: id?, about: about?, kinds: kinds.unwrap_or_default(), text: text? })
    }

    fn read_variant(&self, reader: &Reader, node: &Node) -> Option<Variant> {
        let mut fields = reader.record(node, "a variant")?;
        let id = fields.required("id", Reader::id);
        let title = fields.required("title", Reader::prose);
        let brief = fields.optional("brief", Reader::text);
        let set = fields.node("set").map(|node| self.facts(reader, node)).unwrap_or_default();
        let fact = |reader: &Reader, node: &Node| self.vocabulary.read_fact_id(reader, node);
        let unsettled = fields.optional("unsettled", |reader, node| Some(reader.list(node, fact)));
        let ages = fields.node("ages").map(|node| self.ages(reader, node)).unwrap_or_default();
        let release = |reader: &Reader, node: &Node| self.people.read_release(reader, node);
        let releases = fields.optional("releases", |reader, node| Some(reader.list(node, release)));
        let process = fields.optional("process", |reader, node| self.people.read_process(reader, node));
        fields.finish();
        Some(Variant { id: id?, title: title?, brief, set, unsettled, ages, releases, process })
    }

    fn ages(&self, reader: &Reader, node: &Node) -> Vec<(PartyIndex, u8)> {
        reader.map(node, |reader, key, span, value| {
            let who = self.people.find(reader, key, span);
            let age = reader.number(value, 0, 120)?;
            Some((who?, u8::try_from(age).ok()?))
        })
    }

    /// Prose as one text, or as a list of texts and `(when: "…", text: …)`.
    pub(super) fn prose(&self, reader: &Reader, node: &Node) -> Prose {
        let mut passages = Vec::new();
        self.add_prose(reader, node, &[], &mut passages);
        Prose(passages)
    }

    fn add_prose(&self, reader: &Reader, node: &Node, when: &[Condition<CaseAtom>], passages: &mut Vec<Passage>) {
        match &node.value {
            Value::List(items) => items.iter().for_each(|item| self.add_prose(reader, item, when, passages)),
            Value::Record(..) => {
                let Some(mut fields) = reader.record(node, "a passage") else { return };
                let condition = fields.required("when", |reader, node| self.condition(reader, node));
                let text = fields.node("text");
                fields.finish();
                let all: Vec<_> = when.iter().cloned().chain(condition).collect();
                match text {
                    Some(text) => self.add_prose(reader, text, &all, passages),
                    None => reader.note(
                        "S002",
                        Span::new(node.span.start, node.span.start + 1),
                        "a passage needs the field `text`",
                    ),
                }
            }
            _ => {
                let text = reader.prose(node);
                passages.extend(text.map(|text| Passage { when: when.to_vec(), text }));
            }
        }
    }

    pub(super) fn read_prose(&self, fields: &mut Fields<'_>, reader: &Reader, name: &'static str) -> Option<Prose> {
        fields.node(name).map(|node| self.prose(reader, node))
    }

    fn read_scene(&self, reader: &Reader, node: &Node) -> Option<Scene> {
        let mut fields = reader.record(node, "a scene")?;
        let id = fields.required("id", Reader::id);
        let title = fields.optional("title", Reader::prose);
        let place = fields.required("place", |reader, node| {
            find(reader, node, "place of this case", self.names.places.iter().map(String::as_str))
        });
        let present = fields.list("present", |reader, node| self.people.read(reader, node));
        let earshot = fields.list("earshot", |reader, node| self.people.read(reader, node));
        let text = self.read_prose(&mut fields, reader, "text");
        let reveals = fields.list("reveals", |reader, node| self.story_fact(reader, node));
        let set = fields.node("set").map(|node| self.facts(reader, node)).unwrap_or_default();
        let settles = fields.list("settles", |reader, node| self.vocabulary.read_fact_id(reader, node));
        let minutes = fields.optional("minutes", read_minutes).unwrap_or(0);
        let moods = fields.node("moods").map(|node| self.moods(reader, node)).unwrap_or_default();
        let mut choices = fields.list("choices", |reader, node| self.read_choice(reader, node));
        let authored = choices.len();
        let number =
            id.as_ref().and_then(|id: &SceneId| self.names.scenes.iter().position(|(known, _)| known == id.as_str()));
        let activity = fields.optional("activity", |reader, node| {
            let (activity, offers) = self.read_activity(reader, node, number?)?;
            choices.extend(offers);
            Some(Arc::new(activity))
        });
        let ending = fields.optional("ending", read_ending);
        fields.finish();
        let span = Span::new(node.span.start, node.span.start + 1);
        let text = text.unwrap_or_default();
        if text.0.is_empty() {
            reader.note("S002", span, "a scene needs the field `text`");
        }
        let (id, place) = (id?, place?);
        Some(Scene {
            id,
            title,
            place,
            present,
            earshot,
            text,
            reveals,
            set,
            settles,
            minutes,
            moods,
            choices,
            authored,
            activity,
            ending,
            span,
        })
    }

    fn moods(&self, reader: &Reader, node: &Node) -> Vec<(PartyIndex, Mood)> {
        reader.map(node, |reader, key, span, value| {
            let who = self.people.find(reader, key, span);
            let mood = reader.one_of(value, "mood", Mood::ALL)?;
            Some((who?, mood))
        })
    }

    pub(super) fn story_fact(&self, reader: &Reader, node: &Node) -> Option<usize> {
        find(reader, node, "story fact of this case", self.names.facts.iter().map(String::as_str))
    }

    pub(super) fn flag(&self, reader: &Reader, node: &Node) -> Option<usize> {
        find(reader, node, "flag of this case", self.names.flags.iter().map(String::as_str))
    }

    fn read_choice(&self, reader: &Reader, node: &Node) -> Option<Choice> {
        let mut fields = reader.record(node, "a choice")?;
        let id = fields.required("id", Reader::id);
        let label = fields.required("label", Reader::prose);
        let say = self.read_prose(&mut fields, reader, "say");
        let then = self.read_prose(&mut fields, reader, "then").unwrap_or_default();
        let note = fields.optional("note", Reader::prose);
        let when = fields.optional("when", |reader, node| self.condition(reader, node));
        let acts = fields.list("acts", |reader, node| self.people.read_act(reader, node));
        let set = fields.node("set").map(|node| self.facts(reader, node)).unwrap_or_default();
        let flags = fields.list("flags", |reader, node| self.flag(reader, node));
        let reveals = fields.list("reveals", |reader, node| self.story_fact(reader, node));
        let settles = fields.list("settles", |reader, node| self.vocabulary.read_fact_id(reader, node));
        let minutes = fields.optional("minutes", read_minutes).unwrap_or(0);
        let span = Span::new(node.span.start, node.span.start + 1);
        let goto = self.ways_on(reader, &mut fields, span, true);
        fields.finish();
        let (id, label, goto) = (id?, label?, goto?);
        let (around, frames) = (None, Frames::ALL);
        Some(Choice {
            id,
            label,
            say,
            then,
            note,
            when,
            acts,
            around,
            frames,
            set,
            sets: Vec::new(),
            serves: false,
            flags,
            reveals,
            settles,
            minutes,
            goto,
            span,
        })
    }

    /// Where something leads: the first way that holds, and in the end one that always does.
    pub(super) fn ways_on(
        &self,
        reader: &Reader,
        fields: &mut Fields<'_>,
        span: Span,
        is_needed: bool,
    ) -> Option<Vec<WayOn>> {
        let before = reader.problem_count();
        let read = |reader: &Reader, node: &Node| Some(reader.list(node, |reader, node| self.read_goto(reader, node)));
        let goto = if is_needed { fields.required("goto", read) } else { fields.optional("goto", read) };
        // Where a way on could not be read, the last one that was need not be the last.
        let whole = reader.problem_count() == before;
        let goto = goto?;
        if whole && goto.last().is_some_and(|(when, _)| when.is_some()) {
            reader.note_with_help(
                "S009",
                span,
                "the last `goto` has a condition, so the choice may lead nowhere",
                "end the list with a plain scene id",
            );
        }
        Some(goto)
    }

    fn read_goto(&self, reader: &Reader, node: &Node) -> Option<(Option<Condition<CaseAtom>>, usize)> {
        if !matches!(node.value, Value::Record(..)) {
            return self.scene(reader, node).map(|scene| (None, scene));
        }
        let mut fields = reader.record(node, "a way on")?;
        let when = fields.required("when", |reader, node| self.condition(reader, node));
        let to = fields.required("to", |reader, node| self.scene(reader, node));
        fields.finish();
        Some((Some(when?), to?))
    }

    fn read_test(&self, reader: &Reader, node: &Node) -> Option<CaseTest> {
        let mut fields = reader.record(node, "a test")?;
        let name = fields.required("name", Reader::prose);
        let variant = fields.optional("variant", |reader, node| self.variant(reader, node));
        let deal = fields.optional("deal", |reader, node| self.deal(reader, node)).unwrap_or(1);
        let jurisdiction = fields.optional("jurisdiction", Reader::id);
        let as_of = fields.optional("as_of", Reader::date);
        let path = fields.list("path", spanned_id);
        let ends = fields.optional("ends", spanned_id);
        let breaks = fields.list("breaks", spanned_id);
        let keeps = fields.list("keeps", spanned_id);
        let never_breaks = fields.list("never_breaks", spanned_id);
        let law = fields.optional("law", read_badge);
        let ethics = fields.optional("ethics", read_badge);
        fields.finish();
        let span = Span::new(node.span.start, node.span.start + 1);
        Some(CaseTest {
            name: name?,
            variant,
            deal: usize::try_from(deal - 1).unwrap_or(0),
            jurisdiction,
            as_of,
            path,
            ends,
            breaks,
            keeps,
            never_breaks,
            law,
            ethics,
            span,
        })
    }
}

pub(super) fn find<'a>(
    reader: &Reader,
    node: &Node,
    what: &str,
    known: impl Iterator<Item = &'a str>,
) -> Option<usize> {
    let id = reader.text_of(node, what)?;
    let known: Vec<&str> = known.collect();
    let found = known.iter().position(|known| *known == id);
    if found.is_none() {
        reader.unknown(node.span, what, &id, known);
    }
    found
}

pub(super) fn read_minutes(reader: &Reader, node: &Node) -> Option<u32> {
    // A year is more than any story takes.
    reader.number(node, 0, 525_600).and_then(|minutes| u32::try_from(minutes).ok())
}

fn read_badge(reader: &Reader, node: &Node) -> Option<(Badge, Span)> {
    reader.one_of(node, "badge", Badge::ALL).map(|badge| (badge, node.span))
}

fn read_ending(reader: &Reader, node: &Node) -> Option<Ending> {
    let mut fields = reader.record(node, "an ending")?;
    let id = fields.required("id", Reader::id);
    let title = fields.required("title", Reader::prose);
    let tone = fields.required("tone", |reader, node| reader.one_of(node, "tone", Tone::ALL));
    fields.finish();
    Some(Ending { id: id?, title: title?, tone: tone? })
}

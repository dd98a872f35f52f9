//! Reads the activity of a scene, and turns every way to leave it into a choice of that scene.

mod earshot;
mod floors;
mod items;
mod kinds;
mod offers;
mod sheet;
mod whole;

use super::case::{Choice, SetWhen};
use super::condition::CaseAtom;
use super::read::{Desk, WayOn};
use super::text::Prose;
use crate::activity::{Activity, Offer, Way};
use crate::ethics::Condition;
use crate::reading::{Node, Reader};
use crate::source::Span;
use items::Counter;

/// The activity of a scene, as its author wrote it.
#[derive(Debug, Clone)]
pub struct SceneActivity {
    /// What is to be done.
    pub activity: Activity,
    /// Conditions under which answers are there.
    pub gates: Vec<Condition<CaseAtom>>,
    /// What happens then.
    pub then: Prose,
    /// Why it matters, for the debrief.
    pub note: Option<String>,
    /// When it is open.
    pub when: Option<Condition<CaseAtom>>,
    /// Where it leads; to its own scene again where nothing is written.
    pub goto: Vec<WayOn>,
    /// Facts that any way changes, each under its condition, after the way has raised its flags.
    pub set: Vec<SetWhen>,
    /// Story minutes each way takes beside those of its answers.
    pub minutes: u32,
    /// Every way through it that differs: the choices of its scene after those its author wrote, in the same order.
    pub offers: Vec<Offer>,
    /// Where it stands in the file.
    pub span: Span,
}

impl SceneActivity {
    /// What the author says of a way: of the answers picked, and of the activity.
    pub fn note_of(&self, way: &Way) -> Option<String> {
        let of_items = self.activity.items(way).map(|item| item.note.as_str()).filter(|note| !note.is_empty());
        let all: Vec<&str> = of_items.chain(self.note.as_deref()).collect();
        (!all.is_empty()).then(|| all.join(" "))
    }
}

impl Desk<'_> {
    /// Reads an activity; `scene` is the number of the scene in which it stands.
    pub(super) fn read_activity(
        &self,
        reader: &Reader,
        node: &Node,
        scene: usize,
    ) -> Option<(SceneActivity, Vec<Choice>)> {
        let (name, span, mut fields) = reader.named(node, "an activity")?;
        if !kinds::KINDS.contains(&name.as_str()) {
            // Which fields it may have, nobody can say.
            reader.unknown(span, "activity", &name, kinds::KINDS.iter().copied());
            return None;
        }
        let counter = Counter::new(self);
        let id = fields.required("id", Reader::id::<String>);
        let title = fields.optional("title", Reader::prose).unwrap_or_default();
        let tutorial = fields.list("tutorial", Reader::prose);
        let at = fields.node("act").map(|node| node.span);
        let act = fields.optional("act", |reader, node| self.people.read_open_act(reader, node));
        let unsaid = fields.list("unsaid", |reader, node| self.people.read_act(reader, node));
        let short = fields.list("short", |reader, node| self.flag(reader, node));
        let whole = fields.list("whole", |reader, node| self.flag(reader, node));
        let then = self.read_prose(&mut fields, reader, "then").unwrap_or_default();
        let note = fields.optional("note", Reader::prose);
        let when = fields.optional("when", |reader, node| self.condition(reader, node));
        let set = fields.list("set", |reader, node| self.read_set_when(reader, node));
        let minutes = fields.optional("minutes", super::read::read_minutes).unwrap_or(0);
        let goto = self.ways_on(reader, &mut fields, span, false);
        let parts = kinds::read(&counter, reader, &name, &mut fields);
        let needs = fields.node("needs");
        let in_vain = fields.node("short").filter(|_| needs.is_none()).map(|node| node.span);
        fields.finish();
        if let Some(span) = in_vain {
            let told = "these flags never go up: nothing is needed here";
            reader.note_with_help("S002", span, told, "say in `needs` which answers it takes to be of any use");
        }
        let (kind, sets) = parts?;
        let mut activity =
            Activity { id: id?, title, tutorial, kind, sets, act, unsaid, needs: Vec::new(), short, whole };
        items::check_names(reader, &counter, &activity, span);
        activity.needs = needs.map(|node| items::needs(reader, node, &activity)).unwrap_or_default();
        whole::Check { reader, counter: &counter, activity: &activity, frames: &self.frames(), head: span, act: at }
            .all();
        let goto = goto.unwrap_or_else(|| vec![(None, scene)]);
        let gates = counter.into_gates();
        let mut played =
            SceneActivity { activity, gates, then, note, when, goto, set, minutes, offers: Vec::new(), span };
        played.offers = offers::all(self, reader, &played);
        let choices = offers::choices(self, &played, scene);
        Some((played, choices))
    }

    /// `(when: "flag(astray)", facts: {"breach.happened": true}, flags: ["slip"])`.
    fn read_set_when(&self, reader: &Reader, node: &Node) -> Option<SetWhen> {
        let mut fields = reader.record(node, "a change")?;
        let when = fields.optional("when", |reader, node| self.condition(reader, node));
        let facts = fields.node("facts").map(|node| self.facts(reader, node)).unwrap_or_default();
        let flags = fields.list("flags", |reader, node| self.flag(reader, node));
        fields.finish();
        Some(SetWhen { when, facts, flags })
    }
}

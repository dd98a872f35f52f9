//! What a desk as a whole must have: something to pick, and something that comes of it. What its author wrote and nothing
//! can ever come of is told, since it would be passed over in silence.

use super::items::Counter;
use crate::activity::{Activity, Frame, Item, Kind, Set, Takes};
use crate::ethics::Act;
use crate::reading::{Reader, brief};
use crate::source::Span;

/// A desk that was read, and where it stands.
pub(super) struct Check<'a> {
    pub(super) reader: &'a Reader,
    pub(super) counter: &'a Counter<'a>,
    pub(super) activity: &'a Activity,
    pub(super) frames: &'a [Frame],
    pub(super) head: Span,
    /// Where its act stands, if it was written.
    pub(super) act: Option<Span>,
}

impl Check<'_> {
    /// Tells everything that is wrong with it.
    pub(super) fn all(&self) {
        super::items::check_word(self.reader, &self.activity.id, self.head);
        if let Some(told) = self.lacks() {
            return self.reader.note("S002", self.head, told);
        }
        self.check_two_in_one();
        self.check_marked();
        self.check_usual();
        match (&self.activity.act, self.act) {
            (Some(act), at) => self.check_act(act, at.unwrap_or(self.head)),
            // It was written and could not be read; that is told already.
            (None, Some(_)) => (),
            (None, None) => self.check_without_act(),
        }
    }

    fn items(&self) -> impl Iterator<Item = &Item> {
        self.activity.sets.iter().flat_map(|set| &set.items)
    }

    fn has(&self, id: &str) -> bool {
        self.activity.sets.iter().any(|set| set.id == id)
    }

    /// What it needs so that there is anything to do.
    fn lacks(&self) -> Option<&'static str> {
        match &self.activity.kind {
            Kind::Mail(_) => (!self.has("to")).then_some("a mail needs at least one entry in `to`"),
            Kind::Redaction(redaction) => {
                redaction.marks.is_empty().then_some("a redaction needs at least one mark in its `sheet`")
            }
            Kind::Paper(_) => {
                let is_empty = !self.has("marks") && !self.has("to");
                is_empty.then_some("a paper desk needs lines with an `id`, to be marked, or an entry in `to`")
            }
            Kind::Phone(_) => {
                let is_empty = self.activity.sets.is_empty();
                is_empty.then_some("a call needs at least one entry in `check`, `words` or `close`")
            }
            Kind::Chart(chart) => {
                let is_empty = !self.has("open") && chart.statements.is_empty();
                is_empty.then_some("a chart needs at least one entry in `open` or in `statements`")
            }
            // Its reader asks for what it needs.
            Kind::Earshot(_) => None,
        }
    }

    /// What is opened is open at once, and leads back to the desk; a note is signed as a whole.
    fn check_two_in_one(&self) {
        if self.has("open") && self.activity.sets.len() > 1 {
            let told = "a record is opened and a note is written at two desks";
            let help = "leave `statements` and `send` to an activity of the next scene";
            self.reader.note_with_help("S004", self.head, told, help);
        }
    }

    fn check_marked(&self) {
        let Kind::Paper(paper) = &self.activity.kind else { return };
        if paper.marks.is_none() && !(paper.seen.is_empty() && paper.missed.is_empty()) {
            let told = "`seen` and `missed` never go up: no line can be marked";
            self.reader.note_with_help("S002", self.head, told, "give lines an `id`: what has one can be marked");
        }
    }

    /// What stands from the start stands where one answer is taken; an address completes first.
    fn check_usual(&self) {
        for set in &self.activity.sets {
            let completes = matches!(self.activity.kind, Kind::Mail(_)) && set.id == "to";
            let usual: Vec<&Item> = set.items.iter().filter(|item| item.usual).collect();
            match set.takes {
                Takes::One => self.check_shadowed(set, &usual),
                Takes::UpTo(_) | Takes::Each if completes => (),
                Takes::UpTo(_) | Takes::Each => {
                    for item in usual {
                        let told = format!(
                            "`{}` cannot stand from the start: of `{}` none need be picked",
                            brief(&item.id),
                            set.id
                        );
                        self.at(item, "S004", told, "take `usual` out; what is always done or told belongs into `act`");
                    }
                }
            }
        }
    }

    fn check_shadowed(&self, set: &Set, usual: &[&Item]) {
        for item in usual {
            let stands = |frame: &Frame| {
                set.usual(*frame).and_then(|at| set.items.get(at)).is_some_and(|first| first.id == item.id)
            };
            if !self.frames.iter().any(stands) {
                let told =
                    format!("`{}` never stands from the start: another one of `{}` does", brief(&item.id), set.id);
                self.at(item, "S004", told, "of several that are `usual`, the first that is there in a run stands");
            }
        }
    }

    fn at(&self, item: &Item, code: &'static str, told: String, help: &str) {
        let span = self.counter.place_of(&item.id).unwrap_or(self.head);
        self.reader.note_with_help(code, span, told, help);
    }

    /// Can it ever be done?
    fn check_act(&self, act: &Act, at: Span) {
        let has_people = !act.to.is_empty() || self.items().any(|item| !item.gives.to.is_empty());
        if act.verb.is_flow() && !has_people {
            let told = "nobody is ever told: neither this act nor any answer has `to`";
            self.reader.note_with_help("S002", at, told, "write `to` in the answers that say whom, or in the act");
        }
        let can_tell = matches!(&self.activity.kind, Kind::Redaction(redaction) if !redaction.knowing.is_empty());
        let has_words = !act.what.is_empty() || self.items().any(|item| !item.gives.what.is_empty());
        if !has_words && !can_tell {
            let told = "nothing is ever told: neither this act nor any answer has `what` or `facts`";
            self.reader.note_with_help(
                "S002",
                at,
                told,
                "write `what` in the answers that say something, or in the act",
            );
        }
    }

    /// What its answers tell must be told by some act, and something must come of it.
    fn check_without_act(&self) {
        if let Some(span) = self.counter.telling() {
            let told = format!("this is never told: `{}` has no `act`", brief(&self.activity.id));
            let help = "add `act: Disclose(about: \"…\", purpose: …)`; whom and what it tells comes from the answers";
            return self.reader.note_with_help("S002", span, told, help);
        }
        let does = |item: &Item| {
            let gives = &item.gives;
            let is_told = !(gives.flags.is_empty() && gives.reveals.is_empty());
            let is_done = !(gives.before.is_empty() && gives.after.is_empty());
            is_told || is_done || !gives.set.is_empty() || !gives.settles.is_empty()
        };
        let activity = self.activity;
        let raises = match &activity.kind {
            Kind::Paper(paper) => !(paper.seen.is_empty() && paper.missed.is_empty()),
            Kind::Earshot(talk) => talk.stays.iter().any(|stay| !stay.flags.is_empty()),
            Kind::Mail(_) | Kind::Redaction(_) | Kind::Phone(_) | Kind::Chart(_) => false,
        };
        let is_idle = activity.unsaid.is_empty() && activity.short.is_empty() && activity.whole.is_empty();
        if is_idle && !raises && !self.items().any(does) {
            let told = format!("nothing comes of `{}`, whatever is picked", brief(&activity.id));
            let help = "give it an `act` that tells something, or its answers `acts` or `flags`";
            self.reader.note_with_help("S002", self.head, told, help);
        }
    }
}

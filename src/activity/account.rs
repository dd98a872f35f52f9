//! What came of a desk, in words a learner can question: what went where, who could tell, which fault was seen. It says
//! what is so on the desk; what that is worth, the judge says.

use super::compose::Outcome;
use super::desk::{Activity, Frame, Kind};
use super::redaction::KEEP;
use super::way::Way;
use super::{Chart, Mail, Paper, Phone, Redaction};
use crate::ethics::{PartyIndex, TermSet};
use crate::reading::capital;
use serde::Serialize;

/// A heading with what stands under it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Account {
    /// The heading.
    pub heading: String,
    /// A line each.
    pub lines: Vec<String>,
}

impl Account {
    fn of(heading: &str, lines: Vec<String>) -> Option<Self> {
        (!lines.is_empty()).then(|| Self { heading: heading.to_owned(), lines })
    }
}

/// How people and kinds of information are called.
pub struct Names<'a> {
    /// Somebody's name.
    pub person: &'a dyn Fn(PartyIndex) -> String,
    /// Kinds of information, in words.
    pub kinds: &'a dyn Fn(TermSet) -> String,
}

impl Activity {
    /// What a way came to, in words.
    pub fn accounts(&self, way: &Way, frame: Frame, outcome: &Outcome, names: &Names<'_>) -> Vec<Account> {
        let own = match &self.kind {
            Kind::Mail(mail) => mail.accounts(self, way, outcome, names),
            Kind::Redaction(redaction) => redaction.accounts(self, way, frame, names),
            Kind::Paper(paper) => paper.accounts(self, way, frame, outcome, names),
            Kind::Phone(phone) => phone.accounts(outcome, names),
            Kind::Chart(chart) => chart.accounts(self, way),
            Kind::Earshot(earshot) => earshot.accounts(self, way, frame, names),
        };
        own.into_iter().chain(self.lacking(way)).collect()
    }

    /// What it needed to be of use, and did not have.
    fn lacking(&self, way: &Way) -> Option<Account> {
        let missing = self.missing(way).into_iter().filter_map(|at| self.needs.get(at));
        let label = |need: &super::desk::Need| {
            let set = self.sets.get(need.set)?;
            let items = set.items.iter().enumerate().filter(|(at, _)| need.any & super::way::bit(*at) != 0);
            let labels: Vec<&str> = items.map(|(_, item)| item.label.as_str()).collect();
            match labels.as_slice() {
                [] => None,
                [one] => Some((*one).to_owned()),
                several => Some(format!("one of these: {}", several.join("; "))),
            }
        };
        let lines = missing.filter_map(label).map(|label| format!("{}.", capital(&label)));
        Account::of("What it could not do without", lines.collect())
    }
}

/// Who was told what, a line for each act and person.
fn went(outcome: &Outcome, names: &Names<'_>) -> Vec<String> {
    let tellings = outcome.acts.iter().filter(|act| act.tells());
    let line = |act: &crate::ethics::Act| {
        let what = (names.kinds)(act.what);
        act.to.iter().map(|who| format!("{}: {what}.", capital(&(names.person)(*who)))).collect::<Vec<_>>()
    };
    tellings.flat_map(line).collect()
}

impl Mail {
    fn accounts(&self, activity: &Activity, way: &Way, outcome: &Outcome, names: &Names<'_>) -> Vec<Account> {
        let used = way.picked(self.to).filter_map(|at| {
            let label = &activity.sets.get(self.to)?.items.get(at)?.label;
            let people = &activity.sets.get(self.to)?.items.get(at)?.gives.to;
            let people: Vec<String> = people.iter().map(|who| (names.person)(*who)).collect();
            let address = self.addresses.get(at).filter(|address| !address.is_empty());
            let address = address.map(|address| format!(" <{address}>")).unwrap_or_default();
            // An address can lead nowhere: it bounces, or the name is only a label.
            let whose = if people.is_empty() { String::new() } else { format!(": that is {}", people.join(", ")) };
            Some(format!("{label}{address}{whose}."))
        });
        let reached = self.reached_by(way);
        let addressed = activity.items(way).flat_map(|item| &item.gives.to);
        let mut left_out: Vec<PartyIndex> =
            addressed.copied().filter(|who| reached.is_some_and(|reached| !reached.contains(who))).collect();
        left_out.sort_unstable();
        left_out.dedup();
        let is_held = activity.items(way).any(|item| item.gives.held);
        let waits = is_held.then(|| "Nothing yet. It lies in the outbox.".to_owned());
        left_out.retain(|_| !is_held);
        let left_out =
            left_out.into_iter().map(|who| format!("{}: this way does not reach them.", capital(&(names.person)(who))));
        [
            Account::of("Addresses used", used.collect()),
            Account::of("What went where", waits.into_iter().chain(went(outcome, names)).chain(left_out).collect()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Redaction {
    fn accounts(&self, activity: &Activity, way: &Way, frame: Frame, names: &Names<'_>) -> Vec<Account> {
        let item = |set: usize, item: usize| activity.sets.get(set)?.items.get(item);
        let left = self.left(way).filter_map(|mark| {
            let kept = item(mark.set, KEEP)?;
            let letter = mark.identifier.map(|letter| format!(" ({letter})")).unwrap_or_default();
            Some(format!("{}{letter}.", capital(&kept.detail)))
        });
        let left: Vec<String> = left.collect();
        let heading = match left.len() {
            0 => "Of the eighteen identifiers of Safe Harbor none is left".to_owned(),
            1 => "One identifier of the eighteen of Safe Harbor is left".to_owned(),
            many => format!("{many} identifiers of the eighteen of Safe Harbor are left"),
        };
        let tell = self.who_can_tell(way, frame).map(|knowing| {
            let from: Vec<&str> = knowing
                .from
                .iter()
                .filter_map(|mark| Some(item(self.marks.get(*mark)?.set, KEEP)?.detail.as_str()))
                .collect();
            format!(
                "{} can tell who it is, from {}. {}",
                capital(&(names.person)(knowing.who)),
                from.join(" and "),
                knowing.how
            )
        });
        let tell: Vec<String> = tell.collect();
        let nobody = tell.is_empty().then(|| "Nobody there can tell who it is, so far as you know them.".to_owned());
        let struck = self.marks.iter().filter(|mark| way.one(mark.set).is_some_and(|at| at != KEEP));
        let there = self.marks.iter().filter(|mark| way.mask(mark.set) != 0).count();
        let struck = format!("{} of {there} marks struck or said wider.", struck.count());
        [
            Some(Account { heading, lines: if left.is_empty() { vec![struck] } else { left } }),
            Account::of("Could somebody there work it out?", tell.into_iter().chain(nobody).collect()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Paper {
    fn accounts(
        &self,
        activity: &Activity,
        way: &Way,
        frame: Frame,
        outcome: &Outcome,
        names: &Names<'_>,
    ) -> Vec<Account> {
        let marked = |mark: Option<usize>| self.marks.zip(mark).is_some_and(|(set, mark)| way.has(set, mark));
        let line = |line: &super::Line| {
            let reading = line.reading(frame)?;
            match (reading.fault.is_empty(), marked(line.mark)) {
                (false, true) => Some(format!("{}: you marked it. {}", line.label, reading.fault)),
                (false, false) => Some(format!("{}: not marked. {}", line.label, reading.fault)),
                (true, true) => Some(format!("{}: you marked it, and there is nothing wrong with it.", line.label)),
                (true, false) => None,
            }
        };
        let lines = || self.sheets.iter().flat_map(|sheet| &sheet.lines);
        let checked: Vec<String> = if self.marks.is_some() { lines().filter_map(line).collect() } else { Vec::new() };
        let fine = (self.marks.is_some() && checked.is_empty())
            .then(|| "Nothing was wrong with it, and you marked nothing.".to_owned());
        let sent = if self.sends { went(outcome, names) } else { Vec::new() };
        let nothing =
            (self.sends && sent.is_empty()).then(|| format!("Nothing of the chart. {}", activity.sentence(way)));
        [
            Account::of("Line by line", checked.into_iter().chain(fine).collect()),
            Account::of("What went out", sent.into_iter().chain(nothing).collect()),
        ]
        .into_iter()
        .flatten()
        .collect()
    }
}

impl Phone {
    fn accounts(&self, outcome: &Outcome, names: &Names<'_>) -> Vec<Account> {
        let told = went(outcome, names);
        let nothing = told.is_empty().then(|| "Nothing about anybody.".to_owned());
        let claimed =
            (!self.claims.is_empty()).then(|| format!("They said they were {}.", self.claims.trim_end_matches('.')));
        Account::of("What the caller has now", told.into_iter().chain(nothing).chain(claimed).collect())
            .into_iter()
            .collect()
    }
}

impl Chart {
    fn accounts(&self, activity: &Activity, way: &Way) -> Vec<Account> {
        if activity.is_taken_one_by_one() {
            let set = activity.sets.iter().position(|set| set.id == "open");
            let opened = set.into_iter().flat_map(|set| way.picked(set).collect::<Vec<_>>());
            let line = |at: usize| {
                let item = activity.sets.get(set?)?.items.get(at)?;
                match self.logged.get(at).filter(|logged| !logged.is_empty()) {
                    Some(logged) => Some(format!("you \u{b7} {logged}")),
                    None => Some(format!("you \u{b7} {} \u{b7} {}", self.whose.get(at)?, item.label)),
                }
            };
            return Account::of("A line in the log", opened.filter_map(line).collect()).into_iter().collect();
        }
        let laid = activity.sets.iter().enumerate().filter(|(_, set)| set.id != "send");
        let place = |(at, set): (usize, &super::Set)| {
            let item = set.items.get(way.one(at)?)?;
            Some(format!("{}: {}.", set.lead, item.label))
        };
        Account::of("What stands where", laid.filter_map(place).collect()).into_iter().collect()
    }
}

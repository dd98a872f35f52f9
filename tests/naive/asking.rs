//! What a condition asks, answered for one telling (or, where nobody acts, for the situation alone) by looking it up.

use super::story::{Deed, Story, Who, everyone, line};
use super::{Words, have_in_common};
use confidant::ethics::{Act, Atom, Authority, Compare, Condition, ReleaseStatus, Surroundings, Whose};

/// One telling to one recipient about one person, seen in its situation.
#[expect(clippy::struct_excessive_bools, reason = "each is a question of its own that a condition can ask")]
pub(crate) struct Moment<'a> {
    pub(crate) story: &'a Story<'a>,
    pub(crate) done: &'a [Deed],
    pub(crate) recipient: Option<Who>,
    pub(crate) recipient_roles: Words,
    pub(crate) subject: Option<Who>,
    pub(crate) subject_roles: Words,
    pub(crate) told: Words,
    pub(crate) purpose: Option<String>,
    purposes: Words,
    channels: Words,
    settings: Words,
    pub(crate) release: ReleaseStatus,
    identified: bool,
    under: Option<Authority>,
    pub(crate) incidental: bool,
    pub(crate) overheard: bool,
    pub(crate) required_by_law: bool,
}

impl<'a> Moment<'a> {
    /// Nobody acts.
    pub(crate) fn quiet(story: &'a Story<'a>, done: &'a [Deed]) -> Self {
        Self {
            story,
            done,
            recipient: None,
            recipient_roles: Words::new(),
            subject: None,
            subject_roles: Words::new(),
            told: Words::new(),
            purpose: None,
            purposes: Words::new(),
            channels: Words::new(),
            settings: Words::new(),
            release: ReleaseStatus::None,
            identified: false,
            under: None,
            incidental: false,
            overheard: false,
            required_by_law: false,
        }
    }

    pub(crate) fn of(
        story: &'a Story<'a>,
        act: &Act,
        around: &Surroundings,
        recipient: Option<Who>,
        subject: Option<Who>,
    ) -> Self {
        Self::hearing(story, act, kinds_of(story, act), around, recipient, subject)
    }

    /// The same where only this of it reaches the one who hears it.
    pub(crate) fn hearing(
        story: &'a Story<'a>,
        act: &Act,
        told: Words,
        around: &Surroundings,
        recipient: Option<Who>,
        subject: Option<Who>,
    ) -> Self {
        let words = story.words;
        let purpose = act.purpose.map(|term| words.purposes.id(term).to_owned());
        let recipient_roles = roles_toward(story, recipient, subject);
        let subject_roles = roles_of(story, subject);
        let known = match (recipient, subject) {
            (Some(to), Some(about)) => story.learned(to, about),
            _ => Words::new(),
        };
        let close: Words = ["subject", "co_client", "family", "guardian"].map(String::from).into();
        let identified =
            gives_away(story, &told) || gives_away(story, &known) || have_in_common(&close, &recipient_roles);
        let release = match (recipient, subject) {
            (Some(to), Some(about)) => {
                let on_file = story.on_file(about, to, purpose.as_deref());
                match (on_file.is_empty(), story.is_released(about, to, purpose.as_deref())) {
                    (_, true) => ReleaseStatus::Valid,
                    (false, false) => ReleaseStatus::Defective,
                    (true, false) => ReleaseStatus::None,
                }
            }
            _ => ReleaseStatus::None,
        };
        Self {
            recipient,
            recipient_roles,
            subject,
            subject_roles,
            told,
            purpose,
            purposes: line(&words.purposes, act.purpose),
            channels: line(&words.channels, act.channel),
            settings: line(&words.settings, act.setting.or(around.setting)),
            release,
            identified,
            under: act.under,
            ..Self::quiet(story, &story.done)
        }
    }

    pub(crate) fn purposes(&self) -> &Words {
        &self.purposes
    }

    pub(crate) fn channels(&self) -> &Words {
        &self.channels
    }

    pub(crate) fn settings(&self) -> &Words {
        &self.settings
    }

    pub(crate) fn holds(&self, condition: &Condition<Atom>) -> bool {
        match condition {
            Condition::All(parts) => {
                for part in parts {
                    if !self.holds(part) {
                        return false;
                    }
                }
                true
            }
            Condition::Any(parts) => {
                for part in parts {
                    if self.holds(part) {
                        return true;
                    }
                }
                false
            }
            Condition::Not(part) => !self.holds(part),
            Condition::Atom(atom) => self.is_so(atom),
        }
    }

    /// The value of a fact; a legal paper about somebody else is none here.
    fn fact(&self, id: &str) -> Option<i16> {
        let about: Vec<Who> = match &self.story.situation.process {
            Some(paper) => everyone(&paper.about).into_iter().collect(),
            None => Vec::new(),
        };
        let of_another = !about.is_empty() && self.subject.is_some_and(|subject| !about.contains(&subject));
        if id == "process.kind" && of_another { Some(0) } else { self.story.fact(id) }
    }

    fn is_so(&self, atom: &Atom) -> bool {
        let words = self.story.words;
        match atom {
            Atom::Fact(fact, compare, value) => {
                let id = words.fact_entry(*fact).map(|entry| entry.id.as_str());
                id.and_then(|id| self.fact(id)).is_some_and(|stated| compared(stated, *compare, *value))
            }
            Atom::Done(verb, manner) => {
                self.done.iter().any(|deed| deed.is(*verb, *manner, words) && deed.concerns(self.recipient))
            }
            Atom::Doubt => !self.story.situation.unsettled.is_empty(),
            Atom::Age(whose, compare, years) => compared(self.age(*whose), *compare, i16::from(*years)),
            Atom::SubjectDeceased => self.person(self.subject).is_some_and(|person| person.deceased),
            Atom::Recipient(role, wanted) => self.recipient_roles.contains(words.roles.id(*role)) == *wanted,
            Atom::Subject(role, wanted) => self.subject_roles.contains(words.roles.id(*role)) == *wanted,
            Atom::Purpose(purpose, wanted) => self.purposes.contains(words.purposes.id(*purpose)) == *wanted,
            Atom::Channel(channel, wanted) => self.channels.contains(words.channels.id(*channel)) == *wanted,
            Atom::Setting(setting, wanted) => self.settings.contains(words.settings.id(*setting)) == *wanted,
            Atom::Shares(kinds) => words.kinds.ids(*kinds).into_iter().any(|kind| self.told.contains(kind)),
            Atom::Identified => self.identified,
            Atom::Incidental => self.incidental,
            Atom::Overheard => self.overheard,
            Atom::RequiredByLaw => self.required_by_law,
            Atom::Release(status, wanted) => (self.release == *status) == *wanted,
            Atom::EveryoneReleased => self.everyone_released(),
            Atom::Under(authority, wanted) => (self.under == Some(*authority)) == *wanted,
        }
    }

    fn person(&self, at: Option<Who>) -> Option<&super::story::Person> {
        at.and_then(|at| self.story.people.get(at))
    }

    /// An age that nobody stated is taken for more than any that can be asked for.
    fn age(&self, whose: Whose) -> i16 {
        let stated = match whose {
            Whose::Client => {
                self.story.clients().into_iter().filter_map(|at| self.person(Some(at)).and_then(|one| one.age)).min()
            }
            Whose::Subject => self.person(self.subject).and_then(|one| one.age),
            Whose::Recipient => self.person(self.recipient).and_then(|one| one.age),
        };
        stated.map_or(255, i16::from)
    }

    fn everyone_released(&self) -> bool {
        let Some(recipient) = self.recipient else { return false };
        let clients = self.story.clients();
        let signed = |one: &Who| *one == recipient || self.story.is_released(*one, recipient, self.purpose.as_deref());
        !clients.is_empty() && clients.iter().all(signed)
    }
}

/// The kinds that an act names.
pub(crate) fn kinds_of(story: &Story<'_>, act: &Act) -> Words {
    story.words.kinds.ids(act.what).into_iter().map(str::to_owned).collect()
}

fn compared(left: i16, compare: Compare, right: i16) -> bool {
    match compare {
        Compare::Is => left == right,
        Compare::IsNot => left != right,
        Compare::Below => left < right,
        Compare::AtMost => left <= right,
        Compare::Above => left > right,
        Compare::AtLeast => left >= right,
    }
}

/// Does something of this say who it is? Names and other marks, that somebody is a client, and records do.
fn gives_away(story: &Story<'_>, kinds: &Words) -> bool {
    let tree = &story.words.kinds;
    let marks: Words = ["identity", "presence", "record"].map(String::from).into();
    kinds.iter().any(|kind| have_in_common(&marks, &line(tree, tree.term(kind))))
}

fn roles_of(story: &Story<'_>, at: Option<Who>) -> Words {
    at.and_then(|at| story.people.get(at)).map(|person| person.roles.clone()).unwrap_or_default()
}

/// Oneself is `subject` and nothing else; one client toward another is `co_client` and no client.
fn roles_toward(story: &Story<'_>, recipient: Option<Who>, subject: Option<Who>) -> Words {
    let own = roles_of(story, recipient);
    if recipient.is_some() && recipient == subject {
        return Words::from(["subject".to_owned()]);
    }
    if !own.contains("client") || !roles_of(story, subject).contains("client") {
        return own;
    }
    let tree = &story.words.roles;
    let is_client = |role: &String| line(tree, tree.term(role)).contains("client");
    let mut others: Words = own.into_iter().filter(|role| !is_client(role)).collect();
    others.insert("co_client".to_owned());
    others
}

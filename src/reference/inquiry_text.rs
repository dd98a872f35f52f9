//! An inquiry written as the text that `confidant judge` reads, so that what was asked in the window can be kept, sent and
//! asked again. Reading it back gives the same answer.

use crate::ethics::{
    Act, Authority, Deed, Fact, FactKind, Flaw, Inquiry, Listener, MadeOut, PartyIndex, Process, Release, Situation,
    Standpoint, Term, TermSet, Tree, UNKNOWN, Verb, Vocabulary, YOU,
};

/// The elements and statements of a release as 45 CFR 164.508(c) and (b) ask for them: the word that files use for a
/// missing one, how [`Release::missing`] names it, and what it says.
pub const RELEASE_ELEMENTS: &[(&str, &str, &str)] = &[
    ("description", "description", "What is to be told, described so that one can tell it from the rest"),
    ("discloser", "discloser", "Who may tell it"),
    ("recipient", "recipient", "To whom it may be told"),
    ("purpose", "purpose", "What for, or “at the request of the individual”"),
    ("expiry", "expiry", "The date or event on which it ends"),
    ("signature", "signature", "The signature of the person or of whoever acts for them"),
    ("date", "date", "The day it was signed"),
    ("authority", "statement of the representative's authority", "By what right a representative signs"),
    ("revoke_statement", "revoke_statement", "That it can be taken back, and how"),
    ("conditions_statement", "conditions_statement", "Whether care may be made to depend on signing"),
    ("redisclosure_statement", "redisclosure_statement", "That whoever gets it may pass it on, no longer protected"),
];

/// The text of an inquiry from a standpoint.
pub fn inquiry_text(words: &Vocabulary, standpoint: &Standpoint, inquiry: &Inquiry) -> String {
    let writer = Writer { words, situation: &inquiry.situation };
    let mut lines = writer.head(standpoint);
    lines.extend(writer.parties());
    lines.extend(writer.facts());
    lines.extend(listed("releases", inquiry.situation.releases.iter().map(|release| writer.release(release))));
    lines.extend(inquiry.situation.process.as_ref().map(|process| format!("process: {}", writer.process(process))));
    lines.extend(listed("done", inquiry.situation.done.deeds().iter().filter_map(|deed| writer.deed(deed))));
    lines.extend(inquiry.around.setting.map(|setting| format!("setting: {}", words.settings.id(setting))));
    if !inquiry.around.listeners.is_empty() {
        let listeners: Vec<String> = inquiry.around.listeners.iter().map(|one| writer.listener(*one)).collect();
        lines.push(format!("listeners: [{}]", listeners.join(", ")));
    }
    lines.extend(listed("acts", inquiry.acts.iter().map(|act| writer.act(act))));
    if inquiry.wait > 0 {
        lines.push(format!("wait_minutes: {}", inquiry.wait));
    }
    if inquiry.closed {
        lines.push("closed: true".into());
    }
    format!("(\n    {},\n)\n", lines.join(",\n    "))
}

struct Writer<'a> {
    words: &'a Vocabulary,
    situation: &'a Situation,
}

impl Writer<'_> {
    fn head(&self, standpoint: &Standpoint) -> Vec<String> {
        let mut lines = vec![
            format!("jurisdiction: {}", quoted(standpoint.jurisdiction.as_str())),
            format!("profession: {}", quoted(standpoint.profession.as_str())),
            format!("as_of: \"{}\"", standpoint.as_of),
            format!("date: \"{}\"", self.situation.today()),
        ];
        if !standpoint.policies.is_empty() {
            let policies: Vec<String> = standpoint.policies.iter().map(|id| quoted(id.as_str())).collect();
            lines.push(format!("policies: [{}]", policies.join(", ")));
        }
        lines
    }

    fn parties(&self) -> Option<String> {
        let others = self.situation.parties.iter().filter(|party| party.id.as_str() != YOU);
        let written = others.map(|party| {
            let age = party.age.map(|age| format!(", age: {age}")).unwrap_or_default();
            let deceased = if party.deceased { ", deceased: true" } else { "" };
            let (id, name) = (quoted(party.id.as_str()), quoted(&party.name));
            format!("(id: {id}, name: {name}, role: {}{age}{deceased})", set(&self.words.roles, party.roles))
        });
        listed("parties", written)
    }

    fn facts(&self) -> Vec<String> {
        let value = |fact: Fact| self.situation.facts.get(fact);
        let stated = self.words.facts().filter(|(fact, entry)| {
            let unknown = entry.kind == FactKind::Years && value(*fact) == UNKNOWN;
            value(*fact) != entry.default && !unknown
        });
        let said: Vec<String> =
            stated.map(|(fact, entry)| format!("{}: {}", quoted(&entry.id), entry.kind.word(value(fact)))).collect();
        let open = self.situation.unsettled.iter().filter_map(|fact| self.words.fact_entry(*fact));
        let open: Vec<String> = open.map(|entry| quoted(&entry.id)).collect();
        let facts = (!said.is_empty()).then(|| format!("facts: {{{}}}", said.join(", ")));
        let unsettled = (!open.is_empty()).then(|| format!("unsettled: [{}]", open.join(", ")));
        facts.into_iter().chain(unsettled).collect()
    }

    fn person(&self, index: PartyIndex) -> String {
        self.situation.party(index).map(|party| quoted(party.id.as_str())).unwrap_or_default()
    }

    fn people(&self, people: &[PartyIndex]) -> String {
        let people: Vec<String> = people.iter().map(|index| self.person(*index)).collect();
        format!("[{}]", people.join(", "))
    }

    fn listener(&self, listener: Listener) -> String {
        let who = self.person(listener.who);
        match listener.makes_out {
            MadeOut::All => who,
            MadeOut::Kinds(kinds) => format!("(who: {who}, makes_out: {})", widest(&self.words.kinds, kinds)),
        }
    }

    fn release(&self, release: &Release) -> String {
        let kinds = &self.words.kinds;
        let mut parts = vec![
            format!("id: {}", quoted(&release.id)),
            format!("by: {}", self.person(release.by)),
            format!("to: {}", self.people(&release.to)),
            format!("what: {}", widest(kinds, release.what)),
        ];
        if !release.purpose.is_empty() {
            parts.push(format!("purpose: {}", widest(&self.words.purposes, release.purpose)));
        }
        parts.extend(release.signed_by.map(|hand| format!("signed_by: {}", self.person(hand))));
        let days = [("signed", release.signed), ("expires", release.expires), ("revoked", release.revoked)];
        parts.extend(days.iter().filter_map(|(name, day)| Some(format!("{name}: \"{}\"", (*day)?))));
        let missing = RELEASE_ELEMENTS.iter().filter(|(_, said, _)| release.missing.iter().any(|lack| lack == said));
        parts.extend(bare("missing", missing.map(|(word, ..)| *word)));
        let flaws = Flaw::ALL.iter().filter(|(_, flaw)| release.flaws.contains(flaw));
        parts.extend(bare("flaws", flaws.map(|(word, _)| *word)));
        format!("({})", parts.join(", "))
    }

    fn process(&self, process: &Process) -> String {
        let from = process.from.map(|from| format!("from: {}, ", self.person(from))).unwrap_or_default();
        let about = self.people(&process.about);
        format!("({from}about: {about}, covers: {})", widest(&self.words.kinds, process.covers))
    }

    fn act(&self, act: &Act) -> String {
        let name = |tree: &Tree, term: Term| tree.id(term).to_owned();
        let mut parts = Vec::new();
        if !act.to.is_empty() {
            parts.push(format!("to: {}", self.people(&act.to)));
        }
        if !act.concerning.is_empty() {
            parts.push(format!("for: {}", self.people(&act.concerning)));
        }
        // Left out it would be the only client.
        parts.push(format!("about: {}", self.people(&act.about)));
        if !act.what.is_empty() {
            parts.push(format!("what: {}", set(&self.words.kinds, act.what)));
        }
        parts.extend(act.purpose.map(|term| format!("purpose: {}", name(&self.words.purposes, term))));
        parts.extend(act.channel.map(|term| format!("by: {}", name(&self.words.channels, term))));
        parts.extend(act.setting.map(|term| format!("at: {}", name(&self.words.settings, term))));
        let claimed = Authority::ALL.iter().filter(|(_, known)| Some(*known) == act.under);
        parts.extend(claimed.map(|(word, _)| format!("under: {word}")));
        format!("{}({})", verb_word(act.verb), parts.join(", "))
    }

    /// A deed as the act it came from; none for a telling of which nobody knows any more what was told to whom.
    fn deed(&self, deed: &Deed) -> Option<String> {
        let act = as_act(self.words, self.situation, deed);
        let told = act.verb != Verb::Disclose || (!act.to.is_empty() && !act.what.is_empty());
        told.then(|| self.act(&act))
    }
}

/// What was done, as an act: toward somebody in those roles, by the narrowest way and purpose it names.
pub fn as_act(words: &Vocabulary, situation: &Situation, deed: &Deed) -> Act {
    let toward = situation.parties.iter().position(|party| !deed.toward.is_empty() && party.closure == deed.toward);
    let to: Vec<PartyIndex> = toward.and_then(|at| u8::try_from(at).ok()).map(PartyIndex).into_iter().collect();
    let client = |(at, party): (usize, &crate::ethics::Party)| {
        party.closure.has(words.landmarks.client).then(|| u8::try_from(at).ok().map(PartyIndex)).flatten()
    };
    let about: Vec<PartyIndex> = situation.parties.iter().enumerate().filter_map(client).take(1).collect();
    // Who had been told what is known of whoever learned it.
    let learned = to.first().zip(about.first()).map(|(who, about)| situation.learned_by(*who, *about));
    let what = if deed.verb == Verb::Disclose { learned.unwrap_or_default() } else { TermSet::EMPTY };
    Act {
        verb: deed.verb,
        to,
        about,
        what,
        purpose: narrowest(&words.purposes, deed.purpose),
        channel: narrowest(&words.channels, deed.by),
        setting: None,
        under: None,
        concerning: deed.concerning.clone(),
    }
}

/// A list over several lines; nothing where nothing is listed.
fn listed(name: &str, items: impl Iterator<Item = String>) -> Option<String> {
    let items: Vec<String> = items.map(|item| format!("        {item},\n")).collect();
    (!items.is_empty()).then(|| format!("{name}: [\n{}    ]", items.concat()))
}

fn narrowest(tree: &Tree, line: TermSet) -> Option<Term> {
    line.iter().find(|term| tree.above(*term) == line)
}

fn verb_word(verb: Verb) -> &'static str {
    Verb::ALL.iter().find(|(_, known)| *known == verb).map_or("", |(word, _)| word)
}

fn set(tree: &Tree, terms: TermSet) -> String {
    format!("[{}]", tree.ids(terms).join(", "))
}

/// A set that is read with everything below its terms.
fn widest(tree: &Tree, terms: TermSet) -> String {
    let ids: Vec<&str> = tree.widest(terms).map(|term| tree.id(term)).collect();
    format!("[{}]", ids.join(", "))
}

fn bare<'a>(name: &str, words: impl Iterator<Item = &'a str>) -> Option<String> {
    let words: Vec<&str> = words.collect();
    (!words.is_empty()).then(|| format!("{name}: [{}]", words.join(", ")))
}

fn quoted(text: &str) -> String {
    let spelt = |letter: char| match letter {
        '"' => "\\\"".to_owned(),
        '\\' => "\\\\".to_owned(),
        '\n' => "\\n".to_owned(),
        other => other.to_string(),
    };
    format!("\"{}\"", text.chars().map(spelt).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ethics::Rulebook;
    use crate::library::Library;
    use crate::reference::Answer;
    use crate::source::Source;
    use jiff::civil::date;

    fn library() -> Library {
        Library::shipped().expect("the shipped rules can be read")
    }

    fn california() -> Standpoint {
        let (profession, jurisdiction) = ("counselor".into(), "US-CA".into());
        Standpoint { profession, jurisdiction, as_of: date(2026, 11, 21), policies: Vec::new() }
    }

    #[track_caller]
    fn read_back(library: &Library, inquiry: &Inquiry) -> Inquiry {
        let words = &library.packs.vocabulary;
        let text = inquiry_text(words, &california(), inquiry);
        let read = Inquiry::load(&Source::new("copied", text.clone()), words, date(2000, 1, 1));
        read.unwrap_or_else(|problems| panic!("{problems:?}\n{text}"))
    }

    #[test]
    fn a_common_question_written_down_is_answered_the_same() {
        let library = library();
        let book = Rulebook::compile(&library.packs, california());
        for question in &library.questions {
            let read = read_back(&library, &question.inquiry);
            assert_eq!(Answer::to(&book, &read), Answer::to(&book, &question.inquiry), "{}", question.id);
        }
    }

    #[test]
    fn who_makes_out_a_part_is_written_down_with_that_part() {
        let library = library();
        let words = &library.packs.vocabulary;
        let mut inquiry = library.questions.first().expect("questions are shipped").inquiry.clone();
        let kinds = words.kinds.below(words.kinds.term("clinical").expect("a kind"));
        let who = PartyIndex(1);
        inquiry.around.listeners =
            vec![Listener::all(PartyIndex(0)), Listener::part(who, kinds), Listener::part(who, TermSet::EMPTY)];
        assert_eq!(read_back(&library, &inquiry).around, inquiry.around);
    }

    #[test]
    fn every_fault_of_a_release_and_every_belief_left_open_is_written_down() {
        let library = library();
        let mut inquiry =
            library.questions.iter().find(|question| question.id == "release-lawyer").expect("it").inquiry.clone();
        let missing = RELEASE_ELEMENTS.iter().map(|(_, name, _)| (*name).to_owned()).collect();
        let flaws = Flaw::ALL.iter().map(|(_, flaw)| *flaw).collect();
        let release = std::sync::Arc::make_mut(&mut inquiry.situation.releases).first_mut().expect("a release");
        *release = Release { missing, flaws, revoked: Some(date(2026, 10, 1)), ..release.clone() };
        let beliefs = library.packs.vocabulary.facts().filter(|(_, entry)| entry.belief).map(|(fact, _)| fact);
        inquiry.situation.unsettled = beliefs.collect();
        let read = read_back(&library, &inquiry);
        assert_eq!(read.situation.unsettled, inquiry.situation.unsettled);
        assert_eq!(read.situation.releases, inquiry.situation.releases);
    }
}

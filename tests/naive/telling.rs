//! A matter as text that people can read, to see what two judges disagree about.

use confidant::ethics::{
    Act, Listener, MadeOut, PartyIndex, Release, Situation, Standpoint, Surroundings, Term, TermSet, Tree, Vocabulary,
};

fn kinds(tree: &Tree, set: TermSet) -> String {
    tree.ids(set).join(" ")
}

fn word(tree: &Tree, term: Option<Term>) -> String {
    term.map_or_else(|| "-".into(), |term| tree.id(term).to_owned())
}

fn names(situation: &Situation, people: &[PartyIndex]) -> String {
    people.iter().map(|index| situation.name(*index)).collect::<Vec<_>>().join(" ")
}

fn listener_words(words: &Vocabulary, situation: &Situation, listener: &Listener) -> String {
    let name = situation.name(listener.who);
    match listener.makes_out {
        MadeOut::All => name.to_owned(),
        MadeOut::Kinds(made_out) => format!("{name} (only {})", kinds(&words.kinds, made_out)),
    }
}

/// An act in one line.
pub(crate) fn act_line(words: &Vocabulary, situation: &Situation, act: &Act) -> String {
    format!(
        "{:?} to [{}] about [{}] what [{}] purpose {} by {} at {} under {:?} for [{}]",
        act.verb,
        names(situation, &act.to),
        names(situation, &act.about),
        kinds(&words.kinds, act.what),
        word(&words.purposes, act.purpose),
        word(&words.channels, act.channel),
        word(&words.settings, act.setting),
        act.under,
        names(situation, &act.concerning),
    )
}

fn release_line(words: &Vocabulary, situation: &Situation, release: &Release) -> String {
    let Release { id, by, to, what, purpose, signed_by, signed, expires, revoked, missing, flaws } = release;
    let signer = signed_by.map(|index| situation.name(index).to_owned());
    format!(
        "{id}: by {} to [{}] what [{}] purpose [{}] signed by {signer:?} on {signed:?}, expires {expires:?}, revoked {revoked:?}, lacks {missing:?}, {flaws:?}",
        situation.name(*by),
        names(situation, to),
        kinds(&words.kinds, words.kinds.widest(*what).collect()),
        kinds(&words.purposes, words.purposes.widest(*purpose).collect()),
    )
}

/// Everything that decides, line by line.
pub(crate) fn spelled_out(
    words: &Vocabulary,
    standpoint: &Standpoint,
    situation: &Situation,
    around: &Surroundings,
) -> String {
    let mut text = String::new();
    let mut say = |line: String| text.extend(["  ", &line, "\n"]);
    let policies = standpoint.policies.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    say(format!(
        "{} in {} as of {}; policies [{policies}]",
        standpoint.profession, standpoint.jurisdiction, standpoint.as_of
    ));
    say(format!("begun on {}, minute {}", situation.date, situation.minute));
    for party in situation.parties.iter() {
        let age = party.age.map_or("unknown".into(), |age| age.to_string());
        let dead = if party.deceased { ", deceased" } else { "" };
        say(format!("{}: {}, age {age}{dead}", party.id, kinds(&words.roles, party.roles)));
    }
    for (fact, entry) in words.facts() {
        let value = situation.facts.get(fact);
        if value != entry.default {
            say(format!("{} is {}", entry.id, entry.kind.word(value)));
        }
    }
    for belief in &situation.unsettled {
        say(format!("open: {}", words.fact_entry(*belief).map_or("", |entry| &entry.id)));
    }
    for release in situation.releases.iter() {
        say(release_line(words, situation, release));
    }
    if let Some(process) = &situation.process {
        say(format!(
            "paper about [{}] covers [{}]",
            names(situation, &process.about),
            kinds(&words.kinds, process.covers)
        ));
    }
    for (who, about, what) in &situation.learned {
        say(format!("{} knows of {}: {}", situation.name(*who), situation.name(*about), kinds(&words.kinds, *what)));
    }
    for deed in situation.done.deeds() {
        say(format!(
            "done: {:?} toward [{}] by [{}] for [{}] concerning [{}]",
            deed.verb,
            kinds(&words.roles, deed.toward),
            kinds(&words.channels, deed.by),
            kinds(&words.purposes, deed.purpose),
            names(situation, &deed.concerning),
        ));
    }
    let near: Vec<String> = around.listeners.iter().map(|one| listener_words(words, situation, one)).collect();
    say(format!("at {}; within earshot: {}", word(&words.settings, around.setting), near.join(" ")));
    text
}

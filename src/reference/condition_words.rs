//! Conditions in plain words, for saying why a rule did not apply and what is still missing.

use crate::ethics::{Atom, Compare, Condition, FactKind, Manner, Rulebook, Tree, Vocabulary, Whose};

/// A condition as a clause.
pub(super) fn words(condition: &Condition<Atom>, book: &Rulebook) -> String {
    say(condition, &book.vocabulary, true)
}

/// The same, where there is no rulebook but its vocabulary.
pub(super) fn in_words(condition: &Condition<Atom>, words: &Vocabulary) -> String {
    say(condition, words, true)
}

/// The clause that the condition does not hold.
pub(super) fn denied(condition: &Condition<Atom>, book: &Rulebook) -> String {
    say(condition, &book.vocabulary, false)
}

fn say(condition: &Condition<Atom>, words: &Vocabulary, holds: bool) -> String {
    let join = |parts: &[Condition<Atom>], with: &str| {
        let said: Vec<String> = parts.iter().map(|part| grouped(part, words, holds)).collect();
        said.join(with)
    };
    match (condition, holds) {
        (Condition::All(parts), true) | (Condition::Any(parts), false) => join(parts, " and "),
        (Condition::Any(parts), true) | (Condition::All(parts), false) => join(parts, " or "),
        (Condition::Not(part), _) => say(part, words, !holds),
        (Condition::Atom(atom), _) => atom_words(atom, words, holds),
    }
}

/// Alternatives inside of something larger stand in brackets.
fn grouped(condition: &Condition<Atom>, words: &Vocabulary, holds: bool) -> String {
    let said = say(condition, words, holds);
    let many = matches!(condition, Condition::All(parts) | Condition::Any(parts) if parts.len() > 1);
    if many { format!("({said})") } else { said }
}

/// One question as a clause, or the clause that it is answered no.
pub(crate) fn atom_words(atom: &Atom, words: &Vocabulary, holds: bool) -> String {
    let is = |wanted: bool| if wanted == holds { "is" } else { "is not" };
    let term = |what: &str, tree: &Tree, at, wanted| format!("{what} {} {}", is(wanted), tree.name(at));
    let plain = |yes: &str, no: &str| if holds { yes.to_owned() } else { no.to_owned() };
    match atom {
        Atom::Fact(fact, compare, value) => fact_words(words, *fact, *compare, *value, holds),
        Atom::Done(verb, manner) => {
            let what = format!("{}{}", verb.words(), manner_words(*manner, words));
            if holds { format!("done: {what}") } else { format!("not done: {what}") }
        }
        Atom::Doubt => plain("some belief is open", "no belief is open"),
        Atom::Age(whose, compare, years) => {
            let who = match whose {
                Whose::Client => "the youngest client",
                Whose::Subject => "the person it is about",
                Whose::Recipient => "the recipient",
            };
            format!("{who} {} {} {years}", if holds { "is" } else { "is not" }, compare_words(*compare))
        }
        Atom::SubjectDeceased => plain("the person it is about has died", "the person it is about is alive"),
        Atom::Recipient(role, wanted) => term("the recipient", &words.roles, *role, *wanted),
        Atom::Subject(role, wanted) => term("the person it is about", &words.roles, *role, *wanted),
        Atom::Purpose(purpose, wanted) => term("the purpose", &words.purposes, *purpose, *wanted),
        Atom::Channel(channel, wanted) => term("the channel", &words.channels, *channel, *wanted),
        Atom::Setting(setting, wanted) => term("the place", &words.settings, *setting, *wanted),
        Atom::Shares(kinds) => {
            let told = words.kinds.widest(*kinds).map(|kind| words.kinds.name(kind)).collect::<Vec<_>>().join(" or ");
            if holds { format!("it tells {told}") } else { format!("it does not tell {told}") }
        }
        Atom::Identified => plain("the recipient would know who it is", "the recipient would not know who it is"),
        Atom::Incidental => plain("the recipient is only within earshot", "the recipient is told on purpose"),
        Atom::Overheard => plain("somebody can overhear it", "nobody can overhear it"),
        Atom::RequiredByLaw => plain("a duty of law asks for it", "no open duty of law asks for it"),
        Atom::Release(status, wanted) => {
            let status = match status {
                crate::ethics::ReleaseStatus::None => "missing",
                crate::ethics::ReleaseStatus::Defective => "defective",
                crate::ethics::ReleaseStatus::Valid => "valid",
            };
            format!("the release {} {status}", is(*wanted))
        }
        Atom::EveryoneReleased => plain("every client has signed a release", "not every client has signed a release"),
        Atom::Under(authority, wanted) => {
            let known = crate::ethics::Authority::ALL.iter().find(|(_, known)| known == authority);
            format!("the authority claimed {} {}", is(*wanted), known.map_or("", |(word, _)| word))
        }
    }
}

fn fact_words(words: &Vocabulary, fact: crate::ethics::Fact, compare: Compare, value: i16, holds: bool) -> String {
    let Some(entry) = words.fact_entry(fact) else { return String::new() };
    let wanted = entry.kind.word(value);
    match entry.kind {
        FactKind::Flag => {
            let so = (compare == Compare::Is) == (value != 0);
            if so == holds { entry.says.clone() } else { format!("it is not so that {}", entry.says) }
        }
        FactKind::Scale(_) | FactKind::OneOf(_) | FactKind::Years => {
            let not = if holds { "" } else { "not " };
            format!("{}: {not}{} {}", entry.says, compare_words(compare), crate::reading::plain_words(&wanted))
        }
    }
    .replace("  ", " ")
}

fn compare_words(compare: Compare) -> &'static str {
    match compare {
        Compare::Is => "",
        Compare::IsNot => "other than",
        Compare::Below => "below",
        Compare::AtMost => "at most",
        Compare::Above => "above",
        Compare::AtLeast => "at least",
    }
}

fn manner_words(manner: Manner, words: &Vocabulary) -> String {
    let toward = manner.toward.map(|role| format!(" (toward: {})", words.roles.name(role)));
    let by = manner.by.map(|channel| format!(" (by: {})", words.channels.name(channel)));
    let purpose = manner.purpose.map(|purpose| format!(" (for: {})", words.purposes.name(purpose)));
    [toward, by, purpose].into_iter().flatten().collect()
}

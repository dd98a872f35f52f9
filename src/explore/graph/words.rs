//! Conditions of a case in plain words, for whoever reads its map.

use crate::ethics::{Condition, Rulebook};
use crate::reading::plain_words;
use crate::reference::atom_words;
use crate::scenario::{Case, CaseAtom, Scene};

/// A scene's heading; where it has none, its ending's title, or its id in plain words.
pub(super) fn scene_title(scene: &Scene) -> String {
    let ending = || scene.ending.as_ref().map(|ending| ending.title.clone());
    scene.title.clone().or_else(ending).unwrap_or_else(|| plain_words(scene.id.as_str()))
}

/// The heading of a scene's activity; its id in plain words where it has none.
pub(super) fn activity_title(scene: &Scene) -> String {
    let Some(played) = scene.activity.as_deref() else { return String::new() };
    let title = played.activity.title.trim();
    if title.is_empty() { plain_words(&played.activity.id) } else { title.to_owned() }
}

/// A condition as a clause.
pub(super) fn in_words(condition: &Condition<CaseAtom>, case: &Case, book: &Rulebook) -> String {
    Words { case, book }.say(condition, true)
}

struct Words<'a> {
    case: &'a Case,
    book: &'a Rulebook,
}

impl Words<'_> {
    fn say(&self, condition: &Condition<CaseAtom>, holds: bool) -> String {
        match (condition, holds) {
            (Condition::All(parts), true) | (Condition::Any(parts), false) => self.join(parts, " and ", holds),
            (Condition::Any(parts), true) | (Condition::All(parts), false) => self.join(parts, " or ", holds),
            (Condition::Not(part), _) => self.say(part, !holds),
            (Condition::Atom(atom), _) => self.atom(atom, holds),
        }
    }

    /// Alternatives inside of something larger stand in brackets.
    fn join(&self, parts: &[Condition<CaseAtom>], with: &str, holds: bool) -> String {
        let grouped = |part: &Condition<CaseAtom>| {
            let said = self.say(part, holds);
            let many = matches!(part, Condition::All(parts) | Condition::Any(parts) if parts.len() > 1);
            if many { format!("({said})") } else { said }
        };
        parts.iter().map(grouped).collect::<Vec<_>>().join(with)
    }

    fn atom(&self, atom: &CaseAtom, holds: bool) -> String {
        let not = if holds { "" } else { " not" };
        match atom {
            CaseAtom::Situation(atom) => atom_words(atom, &self.book.vocabulary, holds),
            CaseAtom::Visited(at) => {
                let title = self.case.scenes.get(*at).map(scene_title).unwrap_or_default();
                format!("\u{201c}{title}\u{201d} was{not} visited")
            }
            CaseAtom::Chose(choices) => format!("{} was{not} chosen", self.labels(choices)),
            CaseAtom::Knows(at) => {
                let text = self.case.facts.get(*at).map_or("", |fact| fact.text.trim_end_matches('.'));
                format!("it is{not} known: {text}")
            }
            CaseAtom::Flag(at) => {
                let flag = self.case.flags.get(*at).map(|flag| plain_words(flag.as_str())).unwrap_or_default();
                format!("the flag \u{201c}{flag}\u{201d} is{not} up")
            }
            CaseAtom::Variant(at, wanted) => {
                let title = self.case.variants.get(*at).map_or("", |variant| &variant.title);
                let not = if *wanted == holds { "" } else { " not" };
                format!("the variant is{not} \u{201c}{title}\u{201d}")
            }
            CaseAtom::Deal(at, wanted) => {
                let not = if *wanted == holds { "" } else { " not" };
                format!("chance dealt{not} in way {}", at + 1)
            }
        }
    }

    fn labels(&self, choices: &[(usize, usize)]) -> String {
        let label = |(scene, choice): &(usize, usize)| {
            let label = self.case.scenes.get(*scene)?.choices.get(*choice).map(|choice| &choice.label)?;
            Some(format!("\u{201c}{label}\u{201d}"))
        };
        let mut labels: Vec<String> = choices.iter().filter_map(label).collect();
        labels.dedup();
        labels.join(" or ")
    }
}

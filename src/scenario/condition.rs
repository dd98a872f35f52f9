//! What conditions in a case can ask beyond the situation: what was visited, chosen, learned, and which variant it is.

use crate::ethics::condition::{Fault, Phrase, Word};
use crate::ethics::{Atom, Compare, Condition, Scope, View, Vocabulary, atom};
use crate::ids::nearest;

/// What a condition of a case can ask beside what every condition can.
pub const CASE_NAMES: &[&str] = &["visited", "chose", "knows", "flag", "variant", "deal"];

/// So many names are listed where a name is none of them.
const MAX_LISTED: usize = 24;

/// One question of a case.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CaseAtom {
    /// About the situation.
    Situation(Atom),
    /// Was this scene entered?
    Visited(usize),
    /// Was one of these choices made? Each is a scene and a choice of it.
    Chose(Vec<(usize, usize)>),
    /// Is this known?
    Knows(usize),
    /// Is this flag up?
    Flag(usize),
    /// Is it this variant?
    Variant(usize, bool),
    /// Did chance deal so?
    Deal(usize, bool),
}

/// What a story has come to, when conditions are asked.
#[derive(Debug, Clone, Copy)]
pub struct Story<'a> {
    /// The situation.
    pub view: View<'a>,
    /// How often each scene was entered.
    pub visited: &'a [bool],
    /// Choices made, each a scene and a choice of it.
    pub chosen: &'a [(usize, usize)],
    /// Story facts known.
    pub known: &'a [bool],
    /// Flags up.
    pub flags: &'a [bool],
    /// The variant.
    pub variant: usize,
    /// How chance dealt.
    pub deal: usize,
}

impl Story<'_> {
    /// Does a condition hold?
    pub fn holds(&self, condition: &Condition<CaseAtom>) -> bool {
        condition.holds(&|atom| self.is(atom))
    }

    /// Is this one thing so?
    pub fn is(&self, atom: &CaseAtom) -> bool {
        let up = |flags: &[bool], at: usize| flags.get(at).copied().unwrap_or(false);
        match atom {
            CaseAtom::Situation(atom) => self.view.holds(atom),
            CaseAtom::Visited(scene) => up(self.visited, *scene),
            CaseAtom::Chose(choices) => choices.iter().any(|choice| self.chosen.contains(choice)),
            CaseAtom::Knows(fact) => up(self.known, *fact),
            CaseAtom::Flag(flag) => up(self.flags, *flag),
            CaseAtom::Variant(variant, wanted) => (self.variant == *variant) == *wanted,
            CaseAtom::Deal(deal, wanted) => (self.deal == *deal) == *wanted,
        }
    }
}

/// The names a condition of one case can use.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) scenes: Vec<(String, Vec<String>)>,
    pub(super) facts: Vec<String>,
    pub(super) flags: Vec<String>,
    pub(super) variants: Vec<String>,
    pub(super) places: Vec<String>,
    pub(super) deals: usize,
}

impl Names {
    /// Turns a phrase of a case into an atom.
    pub(super) fn atom(&self, phrase: &Phrase, vocabulary: &Vocabulary) -> Result<CaseAtom, Fault> {
        match phrase.name.text.as_str() {
            "visited" => Ok(CaseAtom::Visited(index(argument(phrase)?, "scene", self.scene_ids())?)),
            "knows" => Ok(CaseAtom::Knows(index(argument(phrase)?, "story fact", ids(&self.facts))?)),
            "flag" => Ok(CaseAtom::Flag(index(argument(phrase)?, "flag", ids(&self.flags))?)),
            "chose" => self.chose(argument(phrase)?),
            "variant" => self.variant(phrase),
            "deal" => self.deal(phrase),
            _ => atom(phrase, vocabulary, Scope::Situation)
                .map(CaseAtom::Situation)
                .map_err(|fault| self.hint(phrase, fault)),
        }
    }

    /// A bare name that is a flag, fact or scene was meant to be asked as one.
    fn hint(&self, phrase: &Phrase, fault: Fault) -> Fault {
        let name = &phrase.name.text;
        let asked = [
            ("flag", self.flags.contains(name)),
            ("knows", self.facts.contains(name)),
            ("visited", self.scene_ids().any(|id| id == name)),
        ];
        match asked.iter().find(|(_, found)| *found) {
            Some((how, _)) => fault.help(format!("write `{how}({name})`")),
            None => fault,
        }
    }

    fn scene_ids(&self) -> impl Iterator<Item = &str> {
        self.scenes.iter().map(|(id, _)| id.as_str())
    }

    fn chose(&self, word: &Word) -> Result<CaseAtom, Fault> {
        let (scene, choice) = match word.text.split_once('/') {
            Some((scene, choice)) => (Some(scene), choice),
            None => (None, word.text.as_str()),
        };
        let in_scene = |id: &str| scene.is_none_or(|scene| scene == id);
        let of_scene = |(at, (id, choices)): (usize, &(String, Vec<String>))| {
            let found = choices.iter().position(|known| known == choice).filter(|_| in_scene(id));
            found.map(|choice| (at, choice))
        };
        let found: Vec<(usize, usize)> = self.scenes.iter().enumerate().filter_map(of_scene).collect();
        if found.is_empty() {
            let all = self
                .scenes
                .iter()
                .flat_map(|(scene, choices)| choices.iter().map(move |choice| format!("{scene}/{choice}")));
            let all: Vec<String> = all.collect();
            return Err(unknown(word, "choice", ids(&all)));
        }
        Ok(CaseAtom::Chose(found))
    }

    fn variant(&self, phrase: &Phrase) -> Result<CaseAtom, Fault> {
        let (word, wanted) = is_or_is_not(phrase, "`variant` needs the id of one", "variant is base")?;
        Ok(CaseAtom::Variant(index(word, "variant", ids(&self.variants))?, wanted))
    }

    /// Deals are counted from one, as an author writes them.
    fn deal(&self, phrase: &Phrase) -> Result<CaseAtom, Fault> {
        let (word, wanted) = is_or_is_not(phrase, "`deal` needs the number of one", "deal is 2")?;
        let found = word.text.parse::<usize>().ok().filter(|deal| (1..=self.deals).contains(deal));
        let unknown = || {
            let told = format!("`{}` is no deal of this case", word.text);
            Fault::new(word.span, told).help(format!("it has {}: write `deals: …` at the top for more", self.deals))
        };
        Ok(CaseAtom::Deal(found.ok_or_else(unknown)? - 1, wanted))
    }
}

/// What is compared with, in a comparison that knows no order.
fn is_or_is_not<'a>(phrase: &'a Phrase, missing: &str, example: &str) -> Result<(&'a Word, bool), Fault> {
    let Some((compare, word)) = &phrase.comparison else {
        return Err(Fault::new(phrase.name.span, missing).help(format!("for example `{example}`")));
    };
    match compare {
        Compare::Is => Ok((word, true)),
        Compare::IsNot => Ok((word, false)),
        Compare::Below | Compare::AtMost | Compare::Above | Compare::AtLeast => {
            let told = format!("{}s have no order", phrase.name.text);
            Err(Fault::new(word.span, told).help("compare with `is` or `is not`"))
        }
    }
}

fn ids(list: &[String]) -> impl Iterator<Item = &str> {
    list.iter().map(String::as_str)
}

fn argument(phrase: &Phrase) -> Result<&Word, Fault> {
    match phrase.arguments.as_deref() {
        Some([word]) if phrase.comparison.is_none() => Ok(word),
        _ => {
            let name = &phrase.name.text;
            Err(Fault::new(phrase.name.span, format!("`{name}` takes one name in brackets"))
                .help(format!("for example `{name}(…)`")))
        }
    }
}

fn index<'a>(word: &Word, what: &str, known: impl Iterator<Item = &'a str>) -> Result<usize, Fault> {
    let known: Vec<&str> = known.collect();
    let found = known.iter().position(|id| *id == word.text);
    found.ok_or_else(|| unknown(word, what, known.into_iter()))
}

fn unknown<'a>(word: &Word, what: &str, known: impl Iterator<Item = &'a str>) -> Fault {
    let known: Vec<&str> = known.collect();
    let fault = Fault::new(word.span, format!("`{}` is no {what} of this case", word.text));
    match nearest(&word.text, known.iter().copied()) {
        Some(near) => fault.help(format!("did you mean `{near}`?")),
        None if known.is_empty() => fault.help(format!("the case has no {what}")),
        None if known.len() <= MAX_LISTED => fault.help(format!("it is one of {}", known.join(", "))),
        None => fault,
    }
}

//! Everything that can be looked up, as leaves of one book: rules and articles, found by words, place and topic, each with
//! a word on whether it binds from where one stands.

use crate::ethics::{Article, Certainty, Layer, Pack, Packs, Reach, Rule, Standpoint, Term};
use crate::ids::{PackId, RuleId};
use jiff::civil::Date;

/// A rule or an article, by where it stands in [`Packs`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Leaf {
    /// A rule: the pack, and the rule in it.
    Rule(usize, usize),
    /// An article: the pack, and the article in it.
    Article(usize, usize),
}

/// What a leaf leads to.
#[derive(Debug, Clone, Copy)]
pub enum Entry<'a> {
    /// A clause that acts are judged by.
    Rule(&'a Pack, &'a Rule),
    /// A clause that only informs.
    Article(&'a Pack, &'a Article),
}

/// Which part of the book.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Part {
    /// All of it.
    #[default]
    All,
    /// The codes of ethics.
    Codes,
    /// Federal law.
    Federal,
    /// The law of places.
    Places,
    /// Agency policies.
    Policies,
    /// One pack.
    Pack(PackId),
}

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wanted {
    /// Words that must all stand somewhere in it.
    pub words: String,
    /// In which part.
    pub part: Part,
    /// About what.
    pub topic: Option<Term>,
    /// Only what nobody has checked against its text.
    pub only_unverified: bool,
    /// Only what binds from where one stands.
    pub only_binding: bool,
}

/// Whether a clause binds from a standpoint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It does.
    Binds,
    /// It is the law of another place.
    OtherPlace,
    /// It binds other professions.
    OtherProfession,
    /// It is not in force on that day.
    OtherDay,
    /// It is a policy that was not chosen.
    NotChosen,
}

impl Standing {
    /// Why it does not bind, as people read it; none where it does.
    pub fn words(self) -> Option<&'static str> {
        match self {
            Self::Binds => None,
            Self::OtherPlace => Some("Law of another place"),
            Self::OtherProfession => Some("Binds other professions"),
            Self::OtherDay => Some("Not in force that day"),
            Self::NotChosen => Some("Policy not in force here"),
        }
    }
}

impl<'a> Entry<'a> {
    /// Its pack.
    pub fn pack(self) -> &'a Pack {
        match self {
            Self::Rule(pack, _) | Self::Article(pack, _) => pack,
        }
    }

    /// Its id.
    pub fn id(self) -> &'a RuleId {
        match self {
            Self::Rule(_, rule) => &rule.id,
            Self::Article(_, article) => &article.id,
        }
    }

    /// As one cites it.
    pub fn cite(self) -> &'a str {
        match self {
            Self::Rule(_, rule) => &rule.cite,
            Self::Article(_, article) => &article.cite,
        }
    }

    /// Its heading.
    pub fn heading(self) -> &'a str {
        match self {
            Self::Rule(_, rule) => &rule.heading,
            Self::Article(_, article) => &article.heading,
        }
    }

    /// How sure it is.
    pub fn certainty(self) -> Certainty {
        match self {
            Self::Rule(_, rule) => rule.certainty,
            Self::Article(_, article) => article.certainty,
        }
    }

    /// What it says, in plain words.
    pub fn text_in_words(self) -> &'a str {
        match self {
            Self::Rule(_, rule) => &rule.why,
            Self::Article(_, article) => &article.text,
        }
    }

    /// Does it bind from this standpoint?
    pub fn standing(self, packs: &Packs, standpoint: &Standpoint) -> Standing {
        let other_place = matches!(&self.pack().reach, Reach::Jurisdiction(id) if *id != standpoint.jurisdiction);
        let not_chosen = self.pack().reach == Reach::Chosen && !standpoint.policies.contains(&self.pack().id);
        let other_code = matches!(&self.pack().reach, Reach::Professions(all) if !all.contains(&standpoint.profession));
        let binds = match self {
            Self::Rule(_, rule) => rule.binds(standpoint, &packs.vocabulary),
            Self::Article(..) => true,
        };
        match () {
            () if other_place => Standing::OtherPlace,
            () if not_chosen => Standing::NotChosen,
            () if other_code || !binds => Standing::OtherProfession,
            () if !self.in_force(standpoint.as_of) => Standing::OtherDay,
            () => Standing::Binds,
        }
    }

    fn in_force(self, day: Date) -> bool {
        match self {
            Self::Rule(_, rule) => rule.in_force(day),
            Self::Article(_, article) => article.in_force(day),
        }
    }

    fn topic(self) -> Option<Term> {
        match self {
            Self::Rule(_, rule) => rule.topic,
            Self::Article(_, article) => article.topic,
        }
    }

    fn text(self) -> String {
        let own = match self {
            Self::Rule(_, rule) => [rule.why.as_str(), &rule.fix],
            Self::Article(_, article) => [article.text.as_str(), ""],
        };
        let head = [self.id().as_str(), self.cite(), self.heading(), &self.pack().title];
        head.into_iter().chain(own).collect::<Vec<_>>().join(" ").to_lowercase()
    }
}

/// The entry of a leaf.
pub fn entry(packs: &Packs, leaf: Leaf) -> Option<Entry<'_>> {
    Some(match leaf {
        Leaf::Rule(pack, at) => {
            let pack = packs.packs.get(pack)?;
            Entry::Rule(pack, pack.rules.get(at)?)
        }
        Leaf::Article(pack, at) => {
            let pack = packs.packs.get(pack)?;
            Entry::Article(pack, pack.articles.get(at)?)
        }
    })
}

/// The leaf of an id: the wording in force on a day, or the first there is.
pub fn leaf_of(packs: &Packs, id: &str, day: Date) -> Option<Leaf> {
    let named = || {
        leaves(packs)
            .filter_map(|leaf| Some((leaf, entry(packs, leaf)?)))
            .filter(|(_, entry)| entry.id().as_str() == id)
    };
    let found = named().find(|(_, entry)| entry.in_force(day)).or_else(|| named().next());
    found.map(|(leaf, _)| leaf)
}

/// The leaves with what is looked for: what binds from a standpoint before the rest, each in the order of the book, which
/// is codes, federal law, places, policies.
pub fn find(packs: &Packs, wanted: &Wanted, standpoint: &Standpoint) -> Vec<Leaf> {
    let words: Vec<String> = wanted.words.split_whitespace().map(str::to_lowercase).collect();
    let fits = |entry: Entry<'_>| {
        let certain = !wanted.only_unverified || !entry.certainty().is_settled();
        let topical = wanted.topic.is_none() || entry.topic() == wanted.topic;
        let binding = !wanted.only_binding || entry.standing(packs, standpoint) == Standing::Binds;
        certain && topical && binding && is_in(entry.pack(), &wanted.part) && {
            let text = if words.is_empty() { String::new() } else { entry.text() };
            words.iter().all(|word| text.contains(word))
        }
    };
    let mut found: Vec<Leaf> = leaves(packs).filter(|leaf| entry(packs, *leaf).is_some_and(fits)).collect();
    let place = |entry: Entry<'_>| (entry.standing(packs, standpoint) != Standing::Binds, entry.pack().reach.rank());
    found.sort_by_cached_key(|leaf| entry(packs, *leaf).map(place));
    found
}

fn leaves(packs: &Packs) -> impl Iterator<Item = Leaf> {
    packs.packs.iter().enumerate().flat_map(|(at, pack)| {
        let rules = (0..pack.rules.len()).map(move |rule| Leaf::Rule(at, rule));
        rules.chain((0..pack.articles.len()).map(move |article| Leaf::Article(at, article)))
    })
}

fn is_in(pack: &Pack, part: &Part) -> bool {
    match part {
        Part::All => true,
        Part::Codes => matches!(pack.reach, Reach::Professions(_)) && pack.layer == Layer::Ethics,
        Part::Federal => pack.reach == Reach::Federal,
        Part::Places => matches!(pack.reach, Reach::Jurisdiction(_)),
        Part::Policies => pack.reach == Reach::Chosen,
        Part::Pack(id) => pack.id == *id,
    }
}

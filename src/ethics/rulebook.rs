//! The rules in force for one profession, one place, one day - compiled and indexed, so that judging looks only at
//! rules that could apply however many there are.

use super::act::Verb;
use super::atom::{Atom, View};
use super::condition::{Compare, Condition};
use super::pack::{Pack, Reach};
use super::rule::{Layer, Rule};
use super::situation::{FactSet, Situation};
use super::vocabulary::{Fact, FactKind, MAX_TERMS, TermSet, Vocabulary};
use crate::diagnostic::Diagnostic;
use crate::ids::{JurisdictionId, PackId, ProfessionId, RuleId, nearest};
use crate::source::Source;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// All packs that were loaded, in force or not.
#[derive(Debug, Clone)]
pub struct Packs {
    /// The words they are written in.
    pub vocabulary: Arc<Vocabulary>,
    /// The packs, ordered by id.
    pub packs: Vec<Arc<Pack>>,
}

impl Packs {
    /// Loads a vocabulary and packs. One bad file refuses all: nothing is ever half in force.
    ///
    /// # Errors
    /// Every problem of every file.
    pub fn load(vocabulary: &Arc<Source>, packs: &[Arc<Source>]) -> Result<Self, Vec<Diagnostic>> {
        let vocabulary = Arc::new(Vocabulary::load(vocabulary)?);
        let mut loaded = Vec::new();
        let mut problems = Vec::new();
        for source in packs {
            match Pack::load(source, &vocabulary) {
                Ok(pack) => loaded.push(Arc::new(pack)),
                Err(found) => problems.extend(found),
            }
        }
        loaded.sort_by(|a, b| a.id.cmp(&b.id));
        let packs = Self { vocabulary, packs: loaded };
        // With a pack missing, every id it defines would be reported as unknown: noise over the real problem.
        if problems.is_empty() {
            problems.extend(packs.unknown_overrides());
            problems.extend(packs.repeated_ids());
            problems.extend(packs.ids_across_layers());
        }
        if problems.is_empty() { Ok(packs) } else { Err(problems) }
    }

    /// The rule of an id, whichever pack holds it.
    pub fn rule(&self, id: &str) -> Option<(&Pack, &Rule)> {
        self.rules().find(|(_, rule)| rule.id.as_str() == id)
    }

    /// Every rule with its pack.
    pub fn rules(&self) -> impl Iterator<Item = (&Pack, &Rule)> {
        self.packs.iter().flat_map(|pack| pack.rules.iter().map(move |rule| (&**pack, &**rule)))
    }

    /// The jurisdictions that have a pack, with their titles.
    pub fn jurisdictions(&self) -> Vec<(JurisdictionId, &str)> {
        let of = |pack: &'_ Arc<Pack>| match &pack.reach {
            Reach::Jurisdiction(id) => Some(id.clone()),
            Reach::Federal | Reach::Professions(_) | Reach::Chosen => None,
        };
        self.packs.iter().filter_map(|pack| Some((of(pack)?, pack.title.as_str()))).collect()
    }

    /// The title of a place; its id where no law of it is on file.
    pub fn place_title(&self, place: &JurisdictionId) -> String {
        let known = self.jurisdictions();
        known.iter().find(|(id, _)| id == place).map_or_else(|| place.to_string(), |(_, title)| (*title).to_owned())
    }

    /// The professions that have a code.
    pub fn professions(&self) -> Vec<ProfessionId> {
        let mut all: Vec<ProfessionId> = self
            .packs
            .iter()
            .flat_map(|pack| match &pack.reach {
                Reach::Professions(professions) => professions.clone(),
                Reach::Federal | Reach::Jurisdiction(_) | Reach::Chosen => Vec::new(),
            })
            .collect();
        all.sort();
        all.dedup();
        all
    }

    fn unknown_overrides(&self) -> Vec<Diagnostic> {
        let known: BTreeSet<&str> = self.rules().map(|(_, rule)| rule.id.as_str()).collect();
        let unknown = |(pack, rule): (&Pack, &Rule)| {
            let strangers = rule.overrides.iter().filter(|id| !known.contains(id.as_str()));
            strangers
                .map(|id| {
                    let message = format!("`{}` overrides `{id}`, which is no rule", rule.id);
                    let found = Diagnostic::error("R006", &pack.source, rule.span, message);
                    match nearest(id.as_str(), known.iter().copied()) {
                        Some(near) => found.help(format!("did you mean `{near}`?")),
                        None => found,
                    }
                })
                .collect::<Vec<_>>()
        };
        self.rules().flat_map(unknown).collect()
    }

    /// Two rules of one id stand beside each other only if their dates do not meet.
    fn repeated_ids(&self) -> Vec<Diagnostic> {
        let mut seen: BTreeMap<(&PackId, &RuleId), Vec<&Rule>> = BTreeMap::new();
        let mut problems = Vec::new();
        for (pack, rule) in self.rules() {
            let earlier = seen.entry((&pack.id, &rule.id)).or_default();
            if earlier.iter().any(|other| other.shares_a_day(rule)) {
                let message = format!("the rule `{}` is there twice for the same days", rule.id);
                problems.push(
                    Diagnostic::error("R007", &pack.source, rule.span, message)
                        .help("give one of them another id, or dates that do not meet"),
                );
            }
            earlier.push(rule);
        }
        problems
    }
}

impl Packs {
    /// A pack may put its rule in the place of another's of the same layer; an agency puts none in the place of a law.
    fn ids_across_layers(&self) -> Vec<Diagnostic> {
        let mut first: BTreeMap<&RuleId, &Pack> = BTreeMap::new();
        let mut problems = Vec::new();
        let mut packs: Vec<&Arc<Pack>> = self.packs.iter().collect();
        packs.sort_by_key(|pack| pack.layer);
        for (pack, rule) in packs.iter().flat_map(|pack| pack.rules.iter().map(move |rule| (&***pack, rule))) {
            let known = *first.entry(&rule.id).or_insert(pack);
            if known.layer != pack.layer {
                let message =
                    format!("`{}` is the id of a rule of {}, which is {}", rule.id, known.title, known.layer.words());
                problems.push(
                    Diagnostic::error("R007", &pack.source, rule.span, message)
                        .help(format!("give it an id of its own, such as `{}.…`", pack.id)),
                );
            }
        }
        problems
    }
}

/// As whom, where and when one is judged.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standpoint {
    /// Whose code binds.
    pub profession: ProfessionId,
    /// Whose law binds.
    pub jurisdiction: JurisdictionId,
    /// On which day.
    pub as_of: Date,
    /// Agency policies in force.
    pub policies: Vec<PackId>,
}

/// A rule of a [`Rulebook`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleRef(u32);

impl RuleRef {
    fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// Which packs in force speak at all, as things stand.
#[derive(Debug, Clone)]
pub(super) struct Speaking(Vec<bool>);

impl Speaking {
    /// As if every pack spoke.
    pub(super) fn everyone(book: &Rulebook) -> Self {
        Self(vec![true; book.packs.len()])
    }

    pub(super) fn has(&self, pack: usize) -> bool {
        self.0.get(pack).copied().unwrap_or(false)
    }
}

/// A rule ready to be asked.
#[derive(Debug)]
pub(super) struct Clause {
    pub(super) pack: usize,
    pub(super) rule: Arc<Rule>,
    pub(super) overrides: Vec<RuleRef>,
    /// Everything that counts toward discharging it, gathered once: judging asks at every act.
    pub(super) discharge: Vec<Atom>,
    /// The beliefs it turns on.
    pub(super) beliefs: Vec<Fact>,
    /// Flags that must and must not hold for it to apply: most rules are set aside by a look at these.
    must: FactSet,
    must_not: FactSet,
}

impl Clause {
    /// Does it apply, as things stand?
    pub(super) fn applies(&self, view: &View<'_>) -> bool {
        view.situation.facts.agree(&self.must, &self.must_not) && self.rule.applies(view)
    }
}

/// The flags that a condition needs up, or down, whatever else it asks.
fn needed(rule: &Rule, vocabulary: &Vocabulary) -> (FactSet, FactSet) {
    let (mut must, mut must_not) = (FactSet::default(), FactSet::default());
    let mut note = |condition: &Condition<Atom>, holds: bool| {
        let (condition, holds) = match condition {
            Condition::Not(part) => (&**part, !holds),
            other => (other, holds),
        };
        let Condition::Atom(Atom::Fact(fact, compare, value)) = condition else { return };
        let is_flag = vocabulary.fact_entry(*fact).is_some_and(|entry| entry.kind == FactKind::Flag);
        let is_up = match compare {
            Compare::Is => (*value == 1) == holds,
            Compare::IsNot => (*value == 1) != holds,
            _ => return,
        };
        if is_flag {
            if is_up { must.put(*fact, true) } else { must_not.put(*fact, true) }
        }
    };
    rule.when.conjuncts().iter().for_each(|part| note(part, true));
    match &rule.unless {
        Some(Condition::Any(parts)) => parts.iter().for_each(|part| note(part, false)),
        Some(other) => note(other, false),
        None => (),
    }
    (must, must_not)
}

/// A pack in force.
#[derive(Debug, Clone)]
pub struct PackInForce {
    /// Its id.
    pub id: PackId,
    /// Its title.
    pub title: String,
    /// Its layer.
    pub layer: Layer,
    /// Its day.
    pub as_of: Date,
    /// What to check.
    pub notice: String,
    /// When it speaks at all.
    pub when: Option<Condition<Atom>>,
    /// Does it forbid what it does not permit?
    pub closed: bool,
}

/// The rules in force, indexed.
#[derive(Debug)]
pub struct Rulebook {
    /// The words.
    pub vocabulary: Arc<Vocabulary>,
    /// As whom, where and when.
    pub standpoint: Standpoint,
    /// The packs in force.
    pub packs: Vec<PackInForce>,
    /// What a player must know of this rulebook: that no law of the place is on file, say.
    pub notes: Vec<String>,
    pub(super) clauses: Vec<Clause>,
    standing: Vec<RuleRef>,
    index: Index,
}

/// A set of rules, a bit each, and a bit for each word of bits that is not empty: most words of most sets are.
#[derive(Debug, Clone, Default)]
struct RuleSet {
    words: Vec<u64>,
    filled: Vec<u64>,
}

impl RuleSet {
    fn add(&mut self, rule: RuleRef) {
        let at = rule.index() / 64;
        set_bit(&mut self.words, rule.index());
        set_bit(&mut self.filled, at);
    }

    fn word(&self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(0)
    }

    fn filled(&self, at: usize) -> u64 {
        self.filled.get(at).copied().unwrap_or(0)
    }
}

fn set_bit(words: &mut Vec<u64>, bit: usize) {
    let at = bit / 64;
    if words.len() <= at {
        words.resize(at + 1, 0);
    }
    if let Some(word) = words.get_mut(at) {
        *word |= 1 << (bit % 64);
    }
}

/// The places of the bits of one word, in order.
fn bits(at: usize, mut word: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lowest = (word != 0).then(|| word.trailing_zeros() as usize)?;
        word &= word - 1;
        Some(at * 64 + lowest)
    })
}

/// The rules by what they ask of an act: its verb, whom it tells, what for. Which could apply is a few bits to join.
#[derive(Debug)]
struct Index {
    by_verb: Vec<RuleSet>,
    by_recipient: Vec<RuleSet>,
    any_recipient: RuleSet,
    by_purpose: Vec<RuleSet>,
    any_purpose: RuleSet,
}

impl Default for Index {
    fn default() -> Self {
        Self {
            by_verb: vec![RuleSet::default(); Verb::ALL.len()],
            by_recipient: vec![RuleSet::default(); MAX_TERMS],
            any_recipient: RuleSet::default(),
            by_purpose: vec![RuleSet::default(); MAX_TERMS],
            any_purpose: RuleSet::default(),
        }
    }
}

impl Index {
    fn add(&mut self, rule: &Rule, reference: RuleRef) {
        for (_, verb) in Verb::ALL.iter().filter(|(_, verb)| verb.mask() & rule.acts != 0) {
            shelve(&mut self.by_verb, *verb as usize, reference);
        }
        if rule.to.is_empty() {
            self.any_recipient.add(reference);
        }
        rule.to.iter().for_each(|role| shelve(&mut self.by_recipient, role.position(), reference));
        if rule.purpose.is_empty() {
            self.any_purpose.add(reference);
        }
        rule.purpose.iter().for_each(|purpose| shelve(&mut self.by_purpose, purpose.position(), reference));
    }
}

fn shelve(shelves: &mut [RuleSet], at: usize, rule: RuleRef) {
    if let Some(shelf) = shelves.get_mut(at) {
        shelf.add(rule);
    }
}

/// A word of the union of some shelves and one more.
fn joined(shelves: &[RuleSet], terms: TermSet, more: &RuleSet, word: impl Fn(&RuleSet) -> u64) -> u64 {
    let of_term = |term: super::vocabulary::Term| shelves.get(term.position()).map_or(0, &word);
    terms.iter().map(of_term).fold(word(more), |all, some| all | some)
}

impl Rulebook {
    /// Compiles the rules in force. The order in which packs were loaded makes no difference.
    pub fn compile(packs: &Packs, standpoint: Standpoint) -> Self {
        let mut in_force: Vec<&Arc<Pack>> = packs.packs.iter().filter(|pack| pack.binds(&standpoint)).collect();
        in_force.sort_by_key(|pack| (pack.reach.rank(), pack.id.clone()));
        let mut book = Self {
            vocabulary: packs.vocabulary.clone(),
            notes: notes(&in_force, &standpoint),
            packs: in_force.iter().map(|pack| describe(pack)).collect(),
            clauses: collect(&in_force, &standpoint, &packs.vocabulary),
            standing: Vec::new(),
            index: Index::default(),
            standpoint,
        };
        book.link_overrides();
        book.shelve_rules();
        book
    }

    /// The rule of a reference.
    pub fn rule(&self, rule: RuleRef) -> Option<&Rule> {
        self.clauses.get(rule.index()).map(|clause| &*clause.rule)
    }

    /// The pack of a reference.
    pub fn pack_of(&self, rule: RuleRef) -> Option<&PackInForce> {
        self.packs.get(self.clauses.get(rule.index())?.pack)
    }

    /// The rule of an id, if it is in force.
    pub fn find(&self, id: &str) -> Option<RuleRef> {
        self.refs().find(|rule| self.rule(*rule).is_some_and(|rule| rule.id.as_str() == id))
    }

    /// Every rule in force.
    pub fn refs(&self) -> impl Iterator<Item = RuleRef> + use<> {
        (0..self.clauses.len()).filter_map(|at| u32::try_from(at).ok().map(RuleRef))
    }

    /// The duties that arise from the situation.
    pub fn standing(&self) -> &[RuleRef] {
        &self.standing
    }

    pub(super) fn clause(&self, rule: RuleRef) -> Option<&Clause> {
        self.clauses.get(rule.index())
    }

    /// Does the pack forbid what it does not permit?
    pub(super) fn has_basic_duty(&self, pack: usize) -> bool {
        self.packs.get(pack).is_some_and(|pack| pack.closed)
    }

    /// Which packs speak at all, as things stand.
    pub(super) fn speaking(&self, situation: &Situation) -> Speaking {
        let view = View::of(situation, &self.vocabulary);
        let speaks = |pack: &PackInForce| pack.when.as_ref().is_none_or(|when| when.holds(&|atom| view.holds(atom)));
        Speaking(self.packs.iter().map(speaks).collect())
    }

    /// The rules that could apply, in order, each once.
    pub(super) fn candidates(
        &self,
        verb: Verb,
        recipient: TermSet,
        purpose: TermSet,
    ) -> impl Iterator<Item = RuleRef> + '_ {
        let index = &self.index;
        let of_verb = index.by_verb.get(verb as usize);
        let meeting = move |word: fn(&RuleSet, usize) -> u64, at: usize| {
            of_verb.map_or(0, |set| word(set, at))
                & joined(&index.by_recipient, recipient, &index.any_recipient, |set| word(set, at))
                & joined(&index.by_purpose, purpose, &index.any_purpose, |set| word(set, at))
        };
        let words =
            (0..of_verb.map_or(0, |set| set.filled.len())).flat_map(move |at| bits(at, meeting(RuleSet::filled, at)));
        let rules = words.flat_map(move |at| bits(at, meeting(RuleSet::word, at)));
        rules.filter_map(|at| u32::try_from(at).ok().map(RuleRef))
    }

    fn link_overrides(&mut self) {
        let overriding = self.clauses.iter().flat_map(|clause| clause.rule.overrides.iter().cloned());
        let wanted: FxHashSet<RuleId> = overriding.collect();
        let mut by_id: FxHashMap<RuleId, Vec<RuleRef>> = FxHashMap::default();
        for (at, clause) in self.clauses.iter().enumerate() {
            if wanted.contains(&clause.rule.id) {
                let reference = u32::try_from(at).ok().map(RuleRef);
                by_id.entry(clause.rule.id.clone()).or_default().extend(reference);
            }
        }
        let layers: Vec<Option<Layer>> =
            self.clauses.iter().map(|clause| self.packs.get(clause.pack).map(|pack| pack.layer)).collect();
        let layer_of = |rule: &RuleRef| layers.get(rule.index()).copied().flatten();
        for (clause, layer) in self.clauses.iter_mut().zip(&layers) {
            // A code or a policy sets no law aside.
            let named = clause.rule.overrides.iter().filter_map(|id| by_id.get(id)).flatten();
            clause.overrides = named.filter(|rule| *layer <= layer_of(rule)).copied().collect();
        }
    }

    fn shelve_rules(&mut self) {
        for reference in self.refs() {
            let Some(rule) = self.clause(reference).map(|clause| clause.rule.clone()) else { continue };
            if rule.is_standing() {
                self.standing.push(reference);
                continue;
            }
            self.index.add(&rule, reference);
        }
    }
}

fn describe(pack: &Pack) -> PackInForce {
    let Pack { id, title, layer, as_of, notice, when, .. } = pack;
    let closed = pack.rules.iter().any(|rule| rule.is_default);
    let (id, title, notice, when) = (id.clone(), title.clone(), notice.clone(), when.clone());
    PackInForce { id, title, layer: *layer, as_of: *as_of, notice, when, closed }
}

/// The rules of the day that bind this profession; a later pack replaces a rule of the same id in an earlier one.
fn collect(in_force: &[&Arc<Pack>], standpoint: &Standpoint, vocabulary: &Vocabulary) -> Vec<Clause> {
    let bound = |rule: &&Arc<Rule>| rule.in_force(standpoint.as_of) && rule.binds(standpoint, vocabulary);
    let of_packs = in_force.iter().enumerate();
    let mut all: Vec<(usize, &Arc<Rule>)> =
        of_packs.flat_map(|(at, pack)| pack.rules.iter().filter(bound).map(move |rule| (at, rule))).collect();
    let last: FxHashMap<&RuleId, usize> = all.iter().map(|(pack, rule)| (&rule.id, *pack)).collect();
    all.retain(|(pack, rule)| last.get(&rule.id) == Some(pack));
    all.sort_by(|(a, one), (b, other)| (a, &one.id).cmp(&(b, &other.id)));
    all.into_iter().map(|(pack, rule)| clause_of(pack, rule, vocabulary)).collect()
}

fn clause_of(pack: usize, rule: &Arc<Rule>, vocabulary: &Vocabulary) -> Clause {
    let discharge = rule.discharged_by.iter().flat_map(super::rule::Discharge::atoms).cloned().collect();
    let (must, must_not) = needed(rule, vocabulary);
    let beliefs = rule.beliefs(vocabulary).collect();
    Clause { pack, rule: rule.clone(), overrides: Vec::new(), discharge, beliefs, must, must_not }
}

impl Rule {
    /// Does it bind this profession, in a pack that does?
    pub fn binds(&self, standpoint: &Standpoint, vocabulary: &Vocabulary) -> bool {
        let profession = || vocabulary.professions.term(standpoint.profession.as_str());
        self.binds.is_empty() || profession().is_some_and(|profession| self.binds.has(profession))
    }
}

fn notes(in_force: &[&Arc<Pack>], standpoint: &Standpoint) -> Vec<String> {
    let mut notes = Vec::new();
    if !in_force.iter().any(|pack| matches!(pack.reach, Reach::Jurisdiction(_))) {
        notes.push(format!(
            "No law of {} is on file: judged by the code of ethics and federal law alone. Check your board.",
            standpoint.jurisdiction
        ));
    }
    for pack in in_force {
        if let Some(only) = &pack.only {
            notes.push(format!("Of the law of {} only {only} is on file. For the rest check your board.", pack.title));
        }
    }
    if !in_force.iter().any(|pack| matches!(pack.reach, Reach::Professions(_))) {
        notes.push(format!(
            "No code of ethics for the profession {} is on file. Check your board.",
            standpoint.profession
        ));
    }
    notes
}

//! The exact search: every state of a case that can be reached, each with the best and the worst that can still come of
//! it. States from which everything that can follow is the same are one state, so all paths are covered without walking
//! each. Where a bound stopped it, or a story runs in a circle, it says so and claims nothing.

use super::walk::questions;
use crate::ethics::{Atom, Condition, Deadline, Done, DutyState, Fact, Manner, Rule, Rulebook, TermSet, UNKNOWN, Verb};
use crate::ids::ChoiceId;
use crate::scenario::{Case, CaseAtom};
use crate::session::{Setup, State, Turn, Value, legal_choices};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

/// More states than this are not searched unless somebody asks for it.
pub const MOST_STATES: usize = 2_000_000;

/// A state of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    fn index(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }
}

/// A choice that is open in a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// The choice of the scene.
    pub choice: u16,
    /// What it is worth by itself.
    pub value: Value,
    /// The story minutes it takes.
    pub minutes: u32,
    /// Where it leads.
    pub to: NodeId,
}

/// A state that can be reached.
#[derive(Debug, Clone, Default)]
pub struct Node {
    /// The scene.
    pub scene: usize,
    /// Is the story over there?
    pub ends: bool,
    /// The choices open in it; none at an ending.
    pub edges: Vec<Edge>,
    /// The best that can still come.
    pub best: Value,
    /// The worst that can still come.
    pub worst: Value,
}

/// Everything that can happen in one variant of a case under one law.
#[derive(Debug, Clone)]
pub struct Search {
    nodes: Vec<Node>,
    /// Was every state looked at, or did the bound stop it?
    pub complete: bool,
    /// How often the story can come back to where it was, with nothing changed. A circle is not walked.
    pub circles: usize,
}

impl Search {
    /// Searches a case as it is set up; no more than so many states.
    pub fn of(case: &Case, book: &Rulebook, setup: &Setup, most_states: usize) -> Self {
        let mut finder = Finder {
            case,
            book,
            sight: Sight::of(case, book),
            known: FxHashMap::default(),
            search: Self { nodes: Vec::new(), complete: true, circles: 0 },
            waiting: Vec::new(),
        };
        finder.find(State::at_start(case, book, setup));
        while let Some((node, state)) = finder.waiting.pop() {
            if finder.search.nodes.len() > most_states {
                finder.search.complete = false;
                break;
            }
            finder.expand(node, &state);
        }
        let mut search = finder.search;
        search.cut_circles();
        search.value();
        search
    }

    /// Can its values be relied on?
    pub fn is_exact(&self) -> bool {
        self.complete && self.circles == 0
    }

    /// How many states there are.
    pub fn states(&self) -> usize {
        self.nodes.len()
    }

    /// Every state with its number, the first one first.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        self.nodes.iter().enumerate().filter_map(|(at, node)| Some((NodeId(u32::try_from(at).ok()?), node)))
    }

    /// The state of a number.
    pub fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.index())
    }

    /// The best and the worst value of a whole run.
    pub fn range(&self) -> (Value, Value) {
        self.nodes.first().map_or_else(Default::default, |start| (start.best, start.worst))
    }

    /// What a choice of a state loses against the best that could still be reached there.
    pub fn loss(&self, node: &Node, edge: &Edge) -> Value {
        node.best - self.total(edge, |next| next.best)
    }

    /// The choices of the best run; of equally good ones the first of each scene.
    pub fn best_run(&self, case: &Case) -> Vec<ChoiceId> {
        // The last of equal maxima wins, so the choices are gone through from the last to the first.
        self.run(case, |node| node.edges.iter().rev().max_by_key(|edge| self.total(edge, |next| next.best)))
    }

    /// The choices of the worst run.
    pub fn worst_run(&self, case: &Case) -> Vec<ChoiceId> {
        self.run(case, |node| node.edges.iter().min_by_key(|edge| self.total(edge, |next| next.worst)))
    }

    fn total(&self, edge: &Edge, pick: impl Fn(&Node) -> Value) -> Value {
        edge.value + self.node(edge.to).map(pick).unwrap_or_default()
    }

    fn run<'a>(&'a self, case: &Case, choose: impl Fn(&'a Node) -> Option<&'a Edge>) -> Vec<ChoiceId> {
        let mut path = Vec::new();
        let mut here = self.nodes.first();
        while let Some((node, edge)) = here.and_then(|node| Some((node, choose(node)?))) {
            path.extend(choice_id(case, node, edge));
            here = self.node(edge.to);
        }
        path
    }

    /// The endings with how many states reach each, by scene.
    pub fn endings(&self) -> BTreeMap<usize, usize> {
        let mut found = BTreeMap::new();
        for node in self.nodes.iter().filter(|node| node.ends) {
            *found.entry(node.scene).or_default() += 1;
        }
        found
    }

    /// How long the shortest and the longest path to an ending are, in decisions and in story minutes.
    pub fn lengths(&self) -> Lengths {
        let mut of_nodes: Vec<Option<Lengths>> = vec![None; self.nodes.len()];
        for at in self.backward() {
            let Some(node) = self.nodes.get(at) else { continue };
            let after = node.edges.iter().filter_map(|edge| {
                let next = of_nodes.get(edge.to.index()).copied().flatten()?;
                Some(next.longer_by(edge.minutes))
            });
            let lengths = after.reduce(Lengths::joined).or(node.ends.then(Lengths::default));
            if let Some(slot) = of_nodes.get_mut(at) {
                *slot = lengths;
            }
        }
        of_nodes.first().copied().flatten().unwrap_or_default()
    }

    /// Works out the best and worst of every state, from the endings backward.
    fn value(&mut self) {
        for at in self.backward() {
            let Some(node) = self.nodes.get(at) else { continue };
            let best = node.edges.iter().map(|edge| self.total(edge, |next| next.best)).max();
            let worst = node.edges.iter().map(|edge| self.total(edge, |next| next.worst)).min();
            let (best, worst) = (best.unwrap_or_default(), worst.unwrap_or_default());
            if let Some(node) = self.nodes.get_mut(at) {
                (node.best, node.worst) = (best, worst);
            }
        }
    }

    /// Takes out every choice that leads back to a state on the way to itself.
    fn cut_circles(&mut self) {
        let mut back: Vec<(usize, usize)> = Vec::new();
        self.go_through(|from, edge| back.push((from, edge)), |_| ());
        self.circles = back.len();
        back.sort_unstable();
        for (node, edge) in back.into_iter().rev() {
            if let Some(node) = self.nodes.get_mut(node) {
                node.edges.remove(edge);
            }
        }
    }

    /// The states in an order in which what follows a state stands before it.
    fn backward(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.nodes.len());
        self.go_through(|_, _| (), |at| order.push(at));
        order
    }

    /// Goes down every way once, telling each choice that leads back up the way one came, and each state as it is left.
    fn go_through(&self, mut back: impl FnMut(usize, usize), mut left: impl FnMut(usize)) {
        let mut mark = vec![Mark::New; self.nodes.len()];
        let mut stack: Vec<(usize, usize)> = vec![(0, 0)];
        while let Some((at, next)) = stack.pop() {
            let Some(node) = self.nodes.get(at) else { continue };
            set(&mut mark, at, Mark::Open);
            let Some(edge) = node.edges.get(next) else {
                set(&mut mark, at, Mark::Done);
                left(at);
                continue;
            };
            stack.push((at, next + 1));
            match mark.get(edge.to.index()) {
                Some(Mark::New) => stack.push((edge.to.index(), 0)),
                Some(Mark::Open) => back(at, next),
                Some(Mark::Done) | None => (),
            }
        }
    }
}

fn choice_id(case: &Case, node: &Node, edge: &Edge) -> Option<ChoiceId> {
    let choice = case.scenes.get(node.scene)?.choices.get(usize::from(edge.choice))?;
    Some(choice.id.clone())
}

/// How far a walk backward has come with a state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    Open,
    Done,
}

fn set(marks: &mut [Mark], at: usize, mark: Mark) {
    if let Some(slot) = marks.get_mut(at) {
        *slot = mark;
    }
}

/// The shortest and the longest path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lengths {
    /// Decisions, fewest and most.
    pub decisions: (u32, u32),
    /// Story minutes, fewest and most.
    pub minutes: (u32, u32),
}

impl Lengths {
    fn longer_by(self, minutes: u32) -> Self {
        Self {
            decisions: (self.decisions.0 + 1, self.decisions.1 + 1),
            minutes: (self.minutes.0 + minutes, self.minutes.1 + minutes),
        }
    }

    fn joined(self, other: Self) -> Self {
        let join = |a: (u32, u32), b: (u32, u32)| (a.0.min(b.0), a.1.max(b.1));
        Self { decisions: join(self.decisions, other.decisions), minutes: join(self.minutes, other.minutes) }
    }
}

/// What of a state the future can depend on. The less it looks at, the more states are one; what it leaves out no rule and
/// no condition can ever ask.
struct Sight {
    questions: Vec<CaseAtom>,
    /// What rules and the case ask of the past.
    deeds: Vec<(Verb, Manner)>,
    /// The kinds by which one who was told knows who it is: of what was learned only this is asked.
    telling: TermSet,
    /// The most story minutes that can still pass, by scene.
    minutes_left: Vec<u32>,
    /// Does it matter what time it is, or only how long each duty still has?
    clock: bool,
}

impl Sight {
    fn of(case: &Case, book: &Rulebook) -> Self {
        let stirred = stirred(case);
        let possible = |rule: &&Rule| can_ever_apply(rule, book, &stirred);
        let rules = || book.refs().filter_map(|rule| book.rule(rule)).filter(possible);
        let clock = dated_papers(case) || rules().any(|rule| matches!(rule.by, Deadline::WorkingDays(_)));
        let asked = rules().flat_map(|rule| {
            let discharge = rule.discharged_by.iter().flat_map(crate::ethics::Discharge::atoms);
            let when = rule.when.atoms().into_iter().chain(rule.unless.iter().flat_map(Condition::atoms));
            when.chain(discharge).filter_map(deed_asked).collect::<Vec<_>>()
        });
        let mut deeds: Vec<(Verb, Manner)> = asked.collect();
        deeds.sort_unstable();
        deeds.dedup();
        let (marks, kinds) = (&book.vocabulary.landmarks, &book.vocabulary.kinds);
        let telling = kinds.below(marks.identity) | kinds.below(marks.presence) | kinds.below(marks.record);
        Self { questions: questions(case), deeds, telling, minutes_left: minutes_left(case), clock }
    }

    /// A print of everything that the future can depend on, wide enough that no two of millions fall together.
    fn print(&self, state: &State, book: &Rulebook) -> (u64, u64) {
        let mut hasher = Both(FxHasher::default(), DefaultHasher::new());
        let story = state.story(book);
        let situation = &state.situation;
        (state.scene, &situation.facts, &situation.unsettled, &situation.releases).hash(&mut hasher);
        self.hash_done(&situation.done, &mut hasher);
        let know = situation.learned.iter().filter(|(.., kinds)| kinds.meets(self.telling));
        let mut know: Vec<_> = know.map(|(who, about, _)| (who, about)).collect();
        know.sort_unstable();
        know.hash(&mut hasher);
        for question in &self.questions {
            story.is(question).hash(&mut hasher);
        }
        self.hash_duties(state, book, &mut hasher);
        if self.clock {
            situation.minute.hash(&mut hasher);
        }
        (hasher.0.finish(), hasher.1.finish())
    }

    fn hash_done(&self, done: &Done, hasher: &mut Both) {
        for (verb, manner) in &self.deeds {
            done.has(*verb, *manner, None).hash(hasher);
        }
        let for_somebody = done.deeds().iter().filter(|deed| !deed.concerning.is_empty());
        for_somebody.for_each(|deed| deed.hash(hasher));
    }

    /// Duties in whatever order they arose; of their times only what is left, and that only if it can run out.
    fn hash_duties(&self, state: &State, book: &Rulebook, hasher: &mut Both) {
        let now = state.situation.minute;
        let can_pass = self.minutes_left.get(state.scene).copied().unwrap_or(u32::MAX);
        let mut duties: Vec<_> = state.ledger.duties().iter().collect();
        duties.sort_by_key(|duty| (duty.rule, duty.state as u8));
        for duty in duties {
            let Some(rule) = book.rule(duty.rule) else { continue };
            let can_change = matches!(duty.state, DutyState::Open | DutyState::Missed | DutyState::Partial);
            match duty.state {
                // What was called up by an act and is over can be called up again as if it had never been.
                DutyState::Discharged | DutyState::Late if !rule.is_standing() => continue,
                DutyState::Discharged | DutyState::Late => (duty.rule, DutyState::Discharged).hash(hasher),
                other => (duty.rule, other).hash(hasher),
            }
            if can_change {
                let left = duty.due.map(|due| i64::from(due) - i64::from(now));
                let left = left.filter(|left| *left < i64::from(can_pass));
                let asked = rule.discharged_by.iter().flat_map(crate::ethics::Discharge::atoms).filter_map(deed_asked);
                (left, duty.met).hash(hasher);
                asked.for_each(|(verb, manner)| duty.done_since().has(verb, manner, None).hash(hasher));
            }
        }
    }
}

/// The facts that the case states or changes anywhere; all others stay as they are by default.
fn stirred(case: &Case) -> FxHashSet<Fact> {
    let variants = case.variants.iter().flat_map(|variant| &variant.set);
    let choices = case.scenes.iter().flat_map(|scene| scene.choices.iter().flat_map(|choice| &choice.set));
    let scenes = case.scenes.iter().flat_map(|scene| &scene.set);
    case.situation.iter().chain(variants).chain(choices).chain(scenes).map(|(fact, _)| *fact).collect()
}

/// Could the rule apply at all, given the facts that never change in this case?
fn can_ever_apply(rule: &Rule, book: &Rulebook, stirred: &FxHashSet<Fact>) -> bool {
    let vocabulary = &book.vocabulary;
    rule.when.conjuncts().iter().all(|part| match part {
        Condition::Atom(Atom::Fact(fact, compare, value)) if !stirred.contains(fact) => {
            // The kind of a legal paper is set by the paper itself.
            let default = vocabulary.fact_entry(*fact).map_or(0, |entry| entry.default);
            *fact == vocabulary.landmarks.process_kind || (default != UNKNOWN && compare.holds(default, *value))
        }
        _ => true,
    })
}

fn deed_asked(atom: &Atom) -> Option<(Verb, Manner)> {
    match atom {
        Atom::Done(verb, manner) => Some((*verb, *manner)),
        _ => None,
    }
}

/// The most story minutes that can still pass from each scene on; without end where the story can run in a circle.
fn minutes_left(case: &Case) -> Vec<u32> {
    let mut most: Vec<Option<u32>> = vec![None; case.scenes.len()];
    for scene in 0..case.scenes.len() {
        longest_from(case, scene, &mut most, &mut Vec::new());
    }
    most.into_iter().map(|minutes| minutes.unwrap_or(u32::MAX)).collect()
}

fn longest_from(case: &Case, scene: usize, most: &mut Vec<Option<u32>>, path: &mut Vec<usize>) -> u32 {
    if let Some(known) = most.get(scene).copied().flatten() {
        return known;
    }
    if path.contains(&scene) {
        return u32::MAX;
    }
    path.push(scene);
    let choices = case.scenes.get(scene).map(|scene| scene.choices.as_slice()).unwrap_or_default();
    let mut longest = 0;
    for choice in choices {
        for (_, to) in &choice.goto {
            let entering = case.scenes.get(*to).map_or(0, |scene| scene.minutes);
            let onward = longest_from(case, *to, most, path);
            longest = longest.max(choice.minutes.saturating_add(entering).saturating_add(onward));
        }
    }
    path.pop();
    if let Some(slot) = most.get_mut(scene) {
        *slot = Some(longest);
    }
    longest
}

/// Does a paper on file begin or end within the days that the story can take?
fn dated_papers(case: &Case) -> bool {
    let of_choices = case.scenes.iter().flat_map(|scene| &scene.choices).map(|choice| choice.minutes);
    let longest: u32 = of_choices.chain(case.scenes.iter().map(|scene| scene.minutes)).fold(0, u32::saturating_add);
    let days = i32::try_from(longest / (24 * 60) + 1).unwrap_or(i32::MAX);
    let last = case.date.saturating_add(jiff::Span::new().try_days(days).unwrap_or_default());
    let of_variants = case.variants.iter().filter_map(|variant| variant.releases.as_ref()).flatten();
    let releases = case.releases.iter().chain(of_variants);
    let days = releases.flat_map(|release| [release.signed, release.expires, release.revoked]).flatten();
    days.into_iter().any(|day| day > case.date && day <= last)
}

/// Two hashers of different make: what falls together in one does not in the other.
struct Both(FxHasher, DefaultHasher);

impl Hasher for Both {
    fn write(&mut self, bytes: &[u8]) {
        self.0.write(bytes);
        self.1.write(bytes);
    }

    fn finish(&self) -> u64 {
        self.1.finish()
    }
}

/// The search while it runs.
struct Finder<'a> {
    case: &'a Case,
    book: &'a Rulebook,
    sight: Sight,
    known: FxHashMap<(u64, u64), NodeId>,
    search: Search,
    waiting: Vec<(NodeId, State)>,
}

impl Finder<'_> {
    /// The node of a state; a state not seen before waits to be looked at.
    fn find(&mut self, state: State) -> NodeId {
        let print = self.sight.print(&state, self.book);
        if let Some(known) = self.known.get(&print) {
            return *known;
        }
        let id = NodeId(u32::try_from(self.search.nodes.len()).unwrap_or(u32::MAX));
        self.known.insert(print, id);
        self.search.nodes.push(Node { scene: state.scene, ..Node::default() });
        self.waiting.push((id, state));
        id
    }

    fn expand(&mut self, node: NodeId, state: &State) {
        if self.case.scenes.get(state.scene).is_some_and(|scene| scene.ending.is_some()) {
            if let Some(node) = self.search.nodes.get_mut(node.index()) {
                node.ends = true;
            }
            return;
        }
        let mut edges = Vec::new();
        for choice in legal_choices(self.case, self.book, state) {
            let turn = Turn::take(self.case, self.book, state, choice);
            let value = Value::of(self.book, &turn);
            let minutes = turn.after.situation.minute.saturating_sub(state.situation.minute);
            let to = self.find(turn.after);
            if let Ok(choice) = u16::try_from(choice) {
                edges.push(Edge { choice, value, minutes, to });
            }
        }
        if let Some(node) = self.search.nodes.get_mut(node.index()) {
            node.edges = edges;
        }
    }
}

//! The exact search: every state of a case that can be reached, each with the best and the worst that can still come of
//! it. States from which everything that can follow is the same are one state, so all paths are covered without walking
//! each. Where a bound stopped it, or a story runs in a circle, it says so and claims nothing.

use super::met::Met;
use super::sight::{Print, Sight};
use super::words::Words;
use crate::ethics::Rulebook;
use crate::scenario::Case;
use crate::session::{Setup, State, Turn, Value, legal_choices};
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// More states than this are not searched unless somebody asks for it.
pub const MOST_STATES: usize = 2_000_000;

/// A state of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(u32);

impl NodeId {
    pub(super) fn index(self) -> usize {
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
    /// The words one reads before and after it: the scene's, the open choices', what happens. Of states that are one,
    /// those of the state that came first.
    pub words: u16,
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

/// Everything that can happen in a case under one law, from each way it was set up.
#[derive(Debug)]
pub struct Search {
    nodes: Vec<Node>,
    starts: Vec<NodeId>,
    known: FxHashMap<Print, NodeId>,
    sight: Sight,
    /// What was met anywhere in it.
    pub met: Met,
    /// Was every state looked at, or did the bound stop it?
    pub complete: bool,
    /// How often the story can come back to where it was, with nothing changed. A circle is not walked.
    pub circles: usize,
    /// The choices by which it does: scene, choice, and the scene to which it comes back.
    pub turns: BTreeSet<(usize, usize, usize)>,
}

impl Search {
    /// Searches a case as it is set up, in each of these ways at once: what no rule can tell apart any more is one state,
    /// of whatever variant it is. No more than so many states.
    pub fn of(case: &Case, book: &Rulebook, setups: &[Setup], most_states: usize) -> Self {
        let starts: Vec<State> = setups.iter().map(|setup| State::at_start(case, book, setup)).collect();
        let search = Self {
            nodes: Vec::new(),
            starts: Vec::new(),
            known: FxHashMap::default(),
            sight: Sight::of(case, book, &starts),
            met: Met::default(),
            complete: true,
            circles: 0,
            turns: BTreeSet::new(),
        };
        let mut finder = Finder { case, book, search, words: Words::of(case), waiting: Vec::new() };
        for start in starts {
            let start = finder.find(start);
            finder.search.starts.push(start);
            finder.expand_all(most_states);
        }
        let mut search = finder.search;
        search.cut_circles();
        search.value();
        search
    }

    /// Where each way of setting up begins.
    pub fn starts(&self) -> &[NodeId] {
        &self.starts
    }

    /// The node of a state of a run; none if it was not reached.
    pub fn find(&self, state: &State, book: &Rulebook) -> Option<NodeId> {
        self.known.get(&self.sight.print(state, book)).copied()
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

    /// The best and the worst value of a whole run from a state.
    pub fn range(&self, from: NodeId) -> (Value, Value) {
        self.node(from).map_or_else(Default::default, |start| (start.best, start.worst))
    }

    /// The best and the worst that can come of a choice.
    pub fn ahead(&self, edge: &Edge) -> (Value, Value) {
        (self.total(edge, |next| next.best), self.total(edge, |next| next.worst))
    }

    pub(super) fn at(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// What a choice of a state loses against the best that could still be reached there.
    pub fn loss(&self, node: &Node, edge: &Edge) -> Value {
        node.best - self.total(edge, |next| next.best)
    }

    /// The choices of the best run from a state; of equally good ones the first of each scene.
    pub fn best_run(&self, from: NodeId) -> Vec<usize> {
        // The last of equal maxima wins, so the choices are gone through from the last to the first.
        self.run(from, |node| node.edges.iter().rev().max_by_key(|edge| self.total(edge, |next| next.best)))
    }

    /// The choices of the worst run from a state.
    pub fn worst_run(&self, from: NodeId) -> Vec<usize> {
        self.run(from, |node| node.edges.iter().min_by_key(|edge| self.total(edge, |next| next.worst)))
    }

    fn total(&self, edge: &Edge, pick: impl Fn(&Node) -> Value) -> Value {
        edge.value + self.node(edge.to).map(pick).unwrap_or_default()
    }

    /// By their numbers in their scenes: by which name a way through an activity goes depends on the run.
    fn run<'a>(&'a self, from: NodeId, choose: impl Fn(&'a Node) -> Option<&'a Edge>) -> Vec<usize> {
        let mut path = Vec::new();
        let mut here = self.node(from);
        while let Some(edge) = here.and_then(&choose) {
            path.push(usize::from(edge.choice));
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
    pub fn lengths(&self, from: NodeId) -> Lengths {
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
        of_nodes.get(from.index()).copied().flatten().unwrap_or_default()
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
            let Some(node) = self.nodes.get_mut(node) else { continue };
            let (scene, edge) = (node.scene, node.edges.remove(edge));
            let to = self.nodes.get(edge.to.index()).map(|to| to.scene);
            self.turns.extend(to.map(|to| (scene, usize::from(edge.choice), to)));
        }
    }

    /// The states in an order in which what follows a state stands before it.
    pub(super) fn backward(&self) -> Vec<usize> {
        let mut order = Vec::with_capacity(self.nodes.len());
        self.go_through(|_, _| (), |at| order.push(at));
        order
    }

    /// Goes down every way once, telling each choice that leads back up the way one came, and each state as it is left.
    fn go_through(&self, mut back: impl FnMut(usize, usize), mut left: impl FnMut(usize)) {
        let mut mark = vec![Mark::New; self.nodes.len()];
        let mut stack: Vec<(usize, usize)> = self.starts.iter().rev().map(|start| (start.index(), 0)).collect();
        while let Some((at, next)) = stack.pop() {
            let Some(node) = self.nodes.get(at) else { continue };
            if next == 0 && mark.get(at) != Some(&Mark::New) {
                continue;
            }
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

/// The search while it runs.
struct Finder<'a> {
    case: &'a Case,
    book: &'a Rulebook,
    search: Search,
    words: Words<'a>,
    waiting: Vec<(NodeId, State)>,
}

impl Finder<'_> {
    /// The node of a state; a state not seen before waits to be looked at.
    fn find(&mut self, state: State) -> NodeId {
        let print = self.search.sight.print(&state, self.book);
        if let Some(known) = self.search.known.get(&print) {
            return *known;
        }
        let id = NodeId(u32::try_from(self.search.nodes.len()).unwrap_or(u32::MAX));
        self.search.known.insert(print, id);
        self.search.nodes.push(Node { scene: state.scene, ..Node::default() });
        self.waiting.push((id, state));
        id
    }

    fn expand_all(&mut self, most_states: usize) {
        while let Some((node, state)) = self.waiting.pop() {
            if self.search.nodes.len() > most_states {
                self.search.complete = false;
                self.waiting.clear();
                return;
            }
            self.expand(node, &state);
        }
    }

    fn expand(&mut self, node: NodeId, state: &State) {
        if self.case.scenes.get(state.scene).is_some_and(|scene| scene.ending.is_some()) {
            if let Some(node) = self.search.nodes.get_mut(node.index()) {
                node.ends = true;
            }
            return;
        }
        let mut edges = Vec::new();
        let open = legal_choices(self.case, self.book, state);
        let before = self.words.before(state, &open, self.book);
        for choice in open {
            let turn = Turn::take(self.case, self.book, state, choice);
            self.search.met.note(self.book, state.scene, choice, &turn);
            let value = Value::of(self.book, &turn);
            let minutes = turn.after.situation.minute.saturating_sub(state.situation.minute);
            let after = self.words.after(state.scene, choice, &turn.after, self.book);
            let words = before.saturating_add(after);
            let to = self.find(turn.after);
            if let Ok(choice) = u16::try_from(choice) {
                edges.push(Edge { choice, value, minutes, words, to });
            }
        }
        if let Some(node) = self.search.nodes.get_mut(node.index()) {
            node.edges = edges;
        }
    }
}

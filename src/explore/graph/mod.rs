//! The map of a case: scenes, what can be chosen there, where it leads, and a run laid over it. Values in, text out, as
//! SVG, dot, Mermaid or words; nothing is judged here.

mod card;
mod dot;
mod layout;
mod mermaid;
mod outline;
mod reduce;
mod run;
mod svg;
mod words;

pub use dot::dot;
pub use mermaid::mermaid;
pub use outline::outline;
pub use svg::{Color, Colors, Plate, svg, svg_in};

use crate::ethics::{Condition, Rulebook};
use crate::scenario::{Case, CaseAtom, Scene, Tone};
use crate::session::{Setup, State};
use reduce::{Known, Route as CaseRoute};

/// A case whose scenes close one another in more rounds than this is shown with some that no run can reach.
const ROUNDS: usize = 8;

/// A case as a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// The case's title.
    pub title: String,
    /// The case's language.
    pub language: String,
    /// The title of the variant it is drawn for; every variant at once if none.
    pub variant: Option<String>,
    /// The scenes, in the order of the file.
    pub scenes: Vec<MapScene>,
    /// Where it starts, among the scenes of the map.
    pub start: usize,
    /// The run laid over it.
    pub run: Option<RunOver>,
}

/// A scene on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapScene {
    /// Which scene of the case.
    pub scene: usize,
    /// Its title; where it has none, its ending's, or its id in plain words.
    pub title: String,
    /// Where it happens.
    pub place: String,
    /// The ending's title and tone, if the case ends here.
    pub ending: Option<(String, Tone)>,
    /// What can be chosen: choices that lead the same way stand together.
    pub bundles: Vec<Bundle>,
    /// Does any way lead here from the start?
    pub linked: bool,
    /// Did the run pass through?
    pub passed: bool,
}

/// Choices of a scene that lead the same way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The choices.
    pub choices: Vec<MapChoice>,
    /// Where they lead: the first that holds; the last holds always.
    pub routes: Vec<MapRoute>,
}

/// A choice on the map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapChoice {
    /// Which choice of the scene; of ways through an activity the first.
    pub choice: usize,
    /// Ways through an activity that lead the same way and are open alike, the first among them; none of a choice.
    pub ways: Vec<usize>,
    /// Its label.
    pub label: String,
    /// When it is open, in words.
    pub open: Option<String>,
    /// The decisions of the run that took it, counted from 1.
    pub taken: Vec<usize>,
}

/// A way from a bundle to a scene.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MapRoute {
    /// The scene of the map it leads to.
    pub to: usize,
    /// When.
    pub when: When,
    /// The decisions of the run that went this way, counted from 1.
    pub taken: Vec<usize>,
}

/// When a route is taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum When {
    /// Whatever happened.
    Always,
    /// If this holds, in words.
    If(String),
    /// If nothing before it holds.
    Otherwise,
}

impl When {
    /// As a clause, where there is something to say.
    pub fn clause(&self) -> Option<String> {
        match self {
            Self::Always => None,
            Self::If(words) => Some(format!("if {words}")),
            Self::Otherwise => Some("otherwise".into()),
        }
    }

    /// Does it hang on what happened?
    pub fn is_conditional(&self) -> bool {
        matches!(self, Self::If(_))
    }
}

/// A run laid over a map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunOver {
    /// How many decisions it has.
    pub decisions: usize,
    /// The scene of the map where it began.
    pub first: usize,
    /// The ending it came to.
    pub ending: Option<String>,
}

/// How an ending feels, in a word.
pub fn tone_word(tone: Tone) -> &'static str {
    match tone {
        Tone::Steady => "steady",
        Tone::Learning => "learning",
        Tone::Heavy => "heavy",
    }
}

impl Map {
    /// The whole case, every variant at once.
    pub fn of(case: &Case, book: &Rulebook) -> Self {
        Draft { case, book, known: Known::nothing() }.map(case.start)
    }

    /// The case as it is under a setup: conditions that the setup settles are gone, and so is what they rule out.
    pub fn under(case: &Case, book: &Rulebook, setup: &Setup) -> Self {
        let start = State::at_start(case, book, setup);
        let mut draft = Draft { case, book, known: Known::at(case, book, &start) };
        let mut map = draft.map(start.scene);
        // What nothing leads to settles further conditions, which may close further scenes.
        for _ in 0..ROUNDS {
            let closed = map.scenes.iter().filter(|scene| !scene.linked).map(|scene| scene.scene).collect();
            if !draft.known.close(case, closed) {
                break;
            }
            map = draft.map(start.scene);
        }
        map.keep_linked();
        let variant = case.variants.get(start.variant);
        map.variant = variant.map(|variant| variant.title.clone());
        map
    }

    /// The map as one shows it to a player: what a way hangs on, in an author's words of flags and facts, is not told.
    pub fn for_players(mut self) -> Self {
        const PAST: &str = "what happened before allows it";
        for bundle in self.scenes.iter_mut().flat_map(|scene| &mut scene.bundles) {
            let open = bundle.choices.iter_mut().filter_map(|choice| choice.open.as_mut());
            open.for_each(|open| PAST.clone_into(open));
            for route in bundle.routes.iter_mut().filter(|route| route.when.is_conditional()) {
                route.when = When::If(PAST.into());
            }
        }
        self
    }

    /// How many choices it shows.
    pub fn choices(&self) -> usize {
        let bundles = self.scenes.iter().flat_map(|scene| &scene.bundles);
        bundles.map(|bundle| bundle.choices.len()).sum()
    }

    /// What it shows, in a line.
    pub fn summary(&self) -> String {
        let endings = self.scenes.iter().filter(|scene| scene.ending.is_some()).count();
        let scenes = counted(self.scenes.len() - endings, "scene");
        let variant = self
            .variant
            .as_ref()
            .map_or_else(|| "all variants".into(), |variant| format!("variant \u{201c}{variant}\u{201d}"));
        format!("{scenes}, {}, {}; {variant}", counted(self.choices(), "choice"), counted(endings, "ending"))
    }

    /// The run laid over it, in a line.
    pub fn run_summary(&self) -> Option<String> {
        let run = self.run.as_ref()?;
        let end = run
            .ending
            .as_ref()
            .map_or_else(|| "not finished".into(), |ending| format!("ending \u{201c}{ending}\u{201d}"));
        Some(format!("A run laid over it: {}, {end}", counted(run.decisions, "decision")))
    }

    /// Leaves out what no way leads to from the start.
    fn keep_linked(&mut self) {
        let mut kept = 0;
        let mut place = |scene: &MapScene| {
            kept += usize::from(scene.linked);
            scene.linked.then(|| kept - 1)
        };
        let places: Vec<Option<usize>> = self.scenes.iter().map(&mut place).collect();
        let moved = |at: usize| places.get(at).copied().flatten();
        self.scenes.retain(|scene| scene.linked);
        let routes = self.scenes.iter_mut().flat_map(|scene| &mut scene.bundles).flat_map(|bundle| &mut bundle.routes);
        routes.for_each(|route| route.to = moved(route.to).unwrap_or(0));
        self.start = moved(self.start).unwrap_or(0);
    }

    /// Marks what a way leads to from the start.
    fn mark_linked(&mut self) {
        let mut waiting = vec![self.start];
        while let Some(at) = waiting.pop() {
            let Some(scene) = self.scenes.get_mut(at).filter(|scene| !scene.linked) else { continue };
            scene.linked = true;
            waiting.extend(scene.bundles.iter().flat_map(|bundle| &bundle.routes).map(|route| route.to));
        }
    }
}

fn counted(number: usize, what: &str) -> String {
    if number == 1 { format!("1 {what}") } else { format!("{number} {what}s") }
}

/// A choice, or ways through an activity, before the words.
struct Row {
    choice: usize,
    ways: Vec<usize>,
    label: String,
    open: Option<Condition<CaseAtom>>,
    routes: Vec<CaseRoute>,
}

/// A map in the making.
struct Draft<'a> {
    case: &'a Case,
    book: &'a Rulebook,
    known: Known<'a>,
}

impl Draft<'_> {
    fn map(&self, start: usize) -> Map {
        let mut map = Map {
            title: self.case.title.clone(),
            language: self.case.language.clone(),
            variant: None,
            scenes: self.case.scenes.iter().enumerate().map(|(at, scene)| self.scene(at, scene)).collect(),
            start,
            run: None,
        };
        map.mark_linked();
        map
    }

    fn scene(&self, at: usize, scene: &Scene) -> MapScene {
        let place = self.case.places.get(scene.place).map(|place| place.name.clone()).unwrap_or_default();
        MapScene {
            scene: at,
            title: words::scene_title(scene),
            place,
            ending: scene.ending.as_ref().map(|ending| (ending.title.clone(), ending.tone)),
            bundles: self.bundles(scene),
            linked: false,
            passed: false,
        }
    }

    fn bundles(&self, scene: &Scene) -> Vec<Bundle> {
        let mut found: Vec<(Vec<CaseRoute>, Bundle)> = Vec::new();
        for row in self.rows(scene) {
            let Row { choice, ways, label, open, routes } = row;
            let open = open.map(|when| words::in_words(&when, self.case, self.book));
            let shown = MapChoice { choice, ways, label, open, taken: Vec::new() };
            if let Some((_, bundle)) = found.iter_mut().find(|(known, _)| *known == routes) {
                bundle.choices.push(shown);
            } else {
                let bundle = Bundle { choices: vec![shown], routes: self.routes(&routes) };
                found.push((routes, bundle));
            }
        }
        found.into_iter().map(|(_, bundle)| bundle).collect()
    }

    /// Every choice that can be open, and the ways through an activity together as far as they are open alike and lead the
    /// same way.
    fn rows(&self, scene: &Scene) -> Vec<Row> {
        let mut rows: Vec<Row> = Vec::new();
        for (at, choice) in scene.choices.iter().enumerate() {
            let is_way = scene.is_way(at);
            let open = if is_way { self.known.open_by_hand(at, scene, choice) } else { self.known.open(choice) };
            let Some(open) = open else { continue };
            let routes = self.known.routes(choice);
            let alike = |row: &&mut Row| !row.ways.is_empty() && row.open == open && row.routes == routes;
            if let Some(row) = rows.iter_mut().filter(|_| is_way).find(alike) {
                row.ways.push(at);
                continue;
            }
            let ways = if is_way { vec![at] } else { Vec::new() };
            rows.push(Row { choice: at, ways, label: choice.label.clone(), open, routes });
        }
        let title = words::activity_title(scene);
        for row in rows.iter_mut().filter(|row| !row.ways.is_empty()) {
            row.label = format!("{title}: {}", counted(row.ways.len(), "way"));
        }
        rows
    }

    fn routes(&self, routes: &[CaseRoute]) -> Vec<MapRoute> {
        let many = routes.len() > 1;
        let route = |(when, to): &CaseRoute| {
            let when = match when {
                Some(when) => When::If(words::in_words(when, self.case, self.book)),
                None if many => When::Otherwise,
                None => When::Always,
            };
            MapRoute { to: *to, when, taken: Vec::new() }
        };
        routes.iter().map(route).collect()
    }
}

//! Lays a run over a map: which scenes it passed, which choices it made, which way each led.

use super::{Map, MapChoice, MapScene, RunOver};
use crate::session::{Decision, Session};

impl Map {
    /// The map with a run laid over it. The map must be of the run's case and show every scene the run was in, as
    /// [`Map::of`] and [`Map::under`] the run's own setup do.
    pub fn with_run(mut self, session: &Session) -> Self {
        for (number, decision) in (1..).zip(session.decisions()) {
            self.mark(number, decision);
        }
        let here = self.index_of(session.state().scene);
        let first = self.index_of(session.start_state().scene).unwrap_or(self.start);
        if let Some(scene) = here.and_then(|here| self.scenes.get_mut(here)) {
            scene.passed = true;
        }
        let ending = session.ending().map(|ending| ending.title.clone());
        self.run = Some(RunOver { decisions: session.decisions().len(), first, ending });
        self
    }

    /// A scene of the case, on the map.
    fn index_of(&self, scene: usize) -> Option<usize> {
        self.scenes.iter().position(|shown| shown.scene == scene)
    }

    fn mark(&mut self, number: usize, decision: &Decision) {
        let to = self.index_of(decision.step.after.scene);
        let here = self.index_of(decision.scene);
        let Some(scene) = here.and_then(|here| self.scenes.get_mut(here)) else { return };
        scene.passed = true;
        mark_scene(scene, number, decision.choice, to);
    }
}

impl MapChoice {
    /// Is it this choice of the scene, or among its ways this one?
    fn shows(&self, choice: usize) -> bool {
        self.choice == choice || self.ways.contains(&choice)
    }
}

fn mark_scene(scene: &mut MapScene, number: usize, choice: usize, to: Option<usize>) {
    for bundle in &mut scene.bundles {
        let Some(taken) = bundle.choices.iter_mut().find(|shown| shown.shows(choice)) else { continue };
        taken.taken.push(number);
        if let Some(route) = bundle.routes.iter_mut().find(|route| Some(route.to) == to) {
            route.taken.push(number);
        }
    }
}

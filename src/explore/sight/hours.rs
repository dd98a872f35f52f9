//! After how many story minutes something can still come, from each scene on. A deadline matters only by what can come
//! before it and what after it: two hours left and three are one, where the next thing comes tomorrow.

use crate::scenario::{Case, Choice, Scene};
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// More moments than this are not told apart one by one, nor are those of a story that can run in a circle.
const MOST_MOMENTS: usize = 4_096;

const DAY: u32 = 24 * 60;

/// The minutes after which something can come, in order; none where every minute may count.
#[derive(Debug, Clone, Default)]
pub(super) struct Hours(Option<Arc<[u32]>>);

impl Hours {
    /// Those of every scene of a case.
    pub(super) fn of(case: &Case) -> Vec<Self> {
        let mut walk = Walk { case, known: vec![None; case.scenes.len()], path: BTreeSet::new() };
        (0..case.scenes.len()).for_each(|scene| drop(walk.from(scene)));
        walk.known.into_iter().map(|moments| Self(moments.flatten())).collect()
    }

    /// How many moments come while so many minutes are left; the minutes themselves where every one may count.
    pub(super) fn rank(&self, left: u32) -> usize {
        match &self.0 {
            Some(moments) => moments.partition_point(|moment| *moment <= left),
            None => usize::try_from(left).unwrap_or(usize::MAX),
        }
    }

    /// The day it is, and what can come before each midnight.
    pub(super) fn hash_clock(&self, minute: u32, hasher: &mut impl Hasher) {
        let Some(moments) = &self.0 else { return minute.hash(hasher) };
        (minute / DAY).hash(hasher);
        let last = moments.last().copied().unwrap_or(0);
        let mut midnight = DAY - minute % DAY;
        while midnight <= last {
            moments.partition_point(|moment| *moment < midnight).hash(hasher);
            midnight = midnight.saturating_add(DAY);
        }
    }
}

/// In order, each once; none where every minute may count.
type Moments = Option<Arc<[u32]>>;

struct Walk<'a> {
    case: &'a Case,
    known: Vec<Option<Moments>>,
    path: BTreeSet<usize>,
}

impl Walk<'_> {
    fn from(&mut self, scene: usize) -> Moments {
        if let Some(known) = self.known.get(scene).and_then(Option::as_ref) {
            return known.clone();
        }
        if !self.path.insert(scene) {
            return None;
        }
        let all = self.case.scenes.get(scene).and_then(|of| self.of_scene(scene, of));
        self.path.remove(&scene);
        let moments: Moments = all.map(Arc::from);
        if let Some(slot) = self.known.get_mut(scene) {
            *slot = Some(moments.clone());
        }
        moments
    }

    /// The moments of a scene: those of its ways on, each later by what going round in the scene itself can take.
    fn of_scene(&mut self, at: usize, scene: &Scene) -> Option<Vec<u32>> {
        let mut moments = BTreeSet::new();
        // Hundreds of ways through an activity take the same minutes to the same scene.
        for (minutes, to) in onward(at, scene) {
            self.add(&mut moments, minutes, to)?;
        }
        let delays = delays(at, scene)?;
        let mut all = delays.clone();
        for delay in &delays {
            all.extend(moments.iter().map(|moment| moment.saturating_add(*delay)));
            if all.len() > MOST_MOMENTS {
                return None;
            }
        }
        Some(all.into_iter().collect())
    }

    /// Adds the moments of a way on: when it is done, when the next scene is entered, and what comes there. Entering takes
    /// its minutes the first time only.
    fn add(&mut self, moments: &mut BTreeSet<u32>, minutes: u32, to: usize) -> Option<()> {
        let onward = self.from(to)?;
        let entering = self.case.scenes.get(to).map_or(0, |scene| scene.minutes);
        for start in BTreeSet::from([minutes, minutes.saturating_add(entering)]) {
            moments.insert(start);
            moments.extend(onward.iter().map(|moment| moment.saturating_add(start)));
        }
        (moments.len() <= MOST_MOMENTS).then_some(())
    }
}

/// The ways on to other scenes, with the minutes they take.
fn onward(at: usize, scene: &Scene) -> BTreeSet<(u32, usize)> {
    let of_choice = |choice: &Choice| {
        let minutes = choice.minutes;
        choice.goto.iter().map(move |(_, to)| (minutes, *to)).collect::<Vec<_>>()
    };
    scene.choices.iter().flat_map(of_choice).filter(|(_, to)| *to != at).collect()
}

/// By how much one can be later for staying in a scene, from not at all. To come back to it in no time takes nothing,
/// however often; what is opened once is opened once; any other way back can be gone again and again, and then nobody
/// knows.
fn delays(at: usize, scene: &Scene) -> Option<BTreeSet<u32>> {
    let once = scene.activity.as_deref().is_some_and(|played| played.activity.is_taken_one_by_one());
    let mut delays: BTreeSet<u32> = BTreeSet::from([0]);
    for (number, choice) in scene.choices.iter().enumerate().filter(|(_, choice)| choice.minutes > 0) {
        if choice.goto.iter().all(|(_, to)| *to != at) {
            continue;
        }
        if !once || !scene.is_way(number) {
            return None;
        }
        let later: Vec<u32> = delays.iter().map(|delay| delay.saturating_add(choice.minutes)).collect();
        delays.extend(later);
        if delays.len() > MOST_MOMENTS {
            return None;
        }
    }
    Some(delays)
}

//! After how many story minutes something can still come, from each scene on. A deadline matters only by what can come
//! before it and what after it: two hours left and three are one, where the next thing comes tomorrow.

use crate::scenario::{Case, Choice};
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
        let choices = self.case.scenes.get(scene).map(|scene| scene.choices.as_slice()).unwrap_or_default();
        let mut all = Some(Vec::new());
        for choice in choices {
            all = all.and_then(|all| self.with(all, choice));
        }
        self.path.remove(&scene);
        let moments: Moments = all.map(Arc::from);
        if let Some(slot) = self.known.get_mut(scene) {
            *slot = Some(moments.clone());
        }
        moments
    }

    /// With the moments of a choice: when it is done, when the next scene is entered, and what comes there. Entering takes
    /// its minutes the first time only.
    fn with(&mut self, mut moments: Vec<u32>, choice: &Choice) -> Option<Vec<u32>> {
        moments.push(choice.minutes);
        for (_, to) in &choice.goto {
            let onward = self.from(*to)?;
            let entering = self.case.scenes.get(*to).map_or(0, |scene| scene.minutes);
            for start in BTreeSet::from([choice.minutes, choice.minutes.saturating_add(entering)]) {
                moments.push(start);
                moments.extend(onward.iter().map(|moment| moment.saturating_add(start)));
            }
        }
        moments.sort_unstable();
        moments.dedup();
        (moments.len() <= MOST_MOMENTS).then_some(moments)
    }
}

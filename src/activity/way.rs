//! A way to leave a desk: which answers were picked. It is written in words, so that a record of a run, the test of a case
//! and a screen reader all say the same: `mail(lindholm, page, portal)`.

use super::desk::{Activity, Frame, Set, Takes};
use crate::ids::nearest;

/// The answers picked, a mask for each question.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Way(pub Vec<u32>);

impl Way {
    /// With nothing picked but what stands from the start.
    pub fn untouched(activity: &Activity, frame: Frame) -> Self {
        let usual = |set: &Set| set.usual(frame).filter(|_| set.takes == Takes::One).map_or(0, bit);
        Self(activity.sets.iter().map(usual).collect())
    }

    /// Is this answer picked?
    pub fn has(&self, set: usize, item: usize) -> bool {
        self.mask(set) & bit(item) != 0
    }

    /// The answers of a question, a bit each.
    pub fn mask(&self, set: usize) -> u32 {
        self.0.get(set).copied().unwrap_or(0)
    }

    /// The one answer of a question that takes one.
    pub fn one(&self, set: usize) -> Option<usize> {
        let mask = self.mask(set);
        (mask != 0).then(|| mask.trailing_zeros() as usize)
    }

    /// The answers of a question, in order.
    pub fn picked(&self, set: usize) -> impl Iterator<Item = usize> {
        let mask = self.mask(set);
        (0..32).filter(move |item| mask & bit(*item) != 0)
    }

    /// Picks an answer or takes it back, as a click on it does; says whether anything changed.
    pub fn toggle(&mut self, activity: &Activity, set: usize, item: usize) -> bool {
        let (Some(of), Some(mask)) = (activity.sets.get(set), self.0.get_mut(set)) else { return false };
        let before = *mask;
        match of.takes {
            Takes::One | Takes::Each => *mask = bit(item),
            Takes::UpTo(_) if *mask & bit(item) != 0 => *mask &= !bit(item),
            Takes::UpTo(most) if (mask.count_ones() as usize) < most => *mask |= bit(item),
            Takes::UpTo(_) => (),
        }
        *mask != before
    }

    /// In words: `mail(lindholm, page, portal)`. What stands from the start goes without saying.
    pub fn words(&self, activity: &Activity) -> String {
        let of_set = |(at, set): (usize, &Set)| -> Vec<String> {
            let said = self.picked(at).filter(|item| set.takes != Takes::One || !set.goes_without_saying(*item));
            said.filter_map(|item| Some(set.items.get(item)?.id.clone())).collect()
        };
        let said: Vec<String> = activity.sets.iter().enumerate().flat_map(of_set).collect();
        format!("{}({})", activity.id, said.join(", "))
    }

    /// Reads it from words, in any order; what stands from the start in this run need not be named.
    ///
    /// # Errors
    /// What is not known there, with the nearest that is.
    pub fn read(activity: &Activity, words: &str, frame: Frame) -> Result<Self, String> {
        let inner = words.trim().strip_prefix(activity.id.as_str()).map(str::trim_start);
        let inner = inner.and_then(|rest| rest.strip_prefix('(')?.strip_suffix(')'));
        let inner = inner.ok_or_else(|| format!("a way through `{}` is written `{0}(answer, answer)`", activity.id))?;
        let mut way = Self(vec![0; activity.sets.len()]);
        for word in inner.split(',').map(str::trim).filter(|word| !word.is_empty()) {
            let (set, item) = activity.find(word).ok_or_else(|| unknown(activity, word))?;
            if let Some(mask) = way.0.get_mut(set) {
                *mask |= bit(item);
            }
        }
        for (at, (mask, set)) in way.0.iter_mut().zip(&activity.sets).enumerate() {
            let most = match set.takes {
                Takes::One | Takes::Each => 1,
                Takes::UpTo(most) => most,
            };
            if mask.count_ones() as usize > most {
                return Err(format!("`{}` takes {most} of its answers at most", name_of(activity, at)));
            }
            if *mask == 0 && set.takes == Takes::One {
                *mask = set.usual(frame).map_or(0, bit);
            }
        }
        Ok(way)
    }
}

impl Activity {
    /// The place of an answer's name.
    pub fn find(&self, word: &str) -> Option<(usize, usize)> {
        self.sets.iter().enumerate().find_map(|(at, set)| {
            let item = set.items.iter().position(|item| item.id == word)?;
            Some((at, item))
        })
    }

    /// The name of every answer.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.sets.iter().flat_map(|set| set.items.iter().map(|item| item.id.as_str()))
    }
}

fn unknown(activity: &Activity, word: &str) -> String {
    let near = nearest(word, activity.names()).map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    format!("`{}` has no answer `{word}`{near}", activity.id)
}

fn name_of(activity: &Activity, set: usize) -> &str {
    activity.sets.get(set).map(|set| set.id.as_str()).unwrap_or_default()
}

/// The bit of an answer.
pub fn bit(item: usize) -> u32 {
    u32::try_from(item).ok().and_then(|item| 1_u32.checked_shl(item)).unwrap_or(0)
}

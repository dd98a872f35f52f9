//! Where the law makes a difference: choices that are judged otherwise in another place.

use super::Place;
use crate::ethics::Badge;
use crate::explore::met::Verdicts;
use crate::ids::JurisdictionId;
use crate::scenario::Case;
use serde::Serialize;
use std::collections::BTreeMap;

/// How each choice was judged in a place.
#[derive(Debug, Clone)]
pub struct Under {
    /// The place.
    pub place: JurisdictionId,
    /// Scene and choice, with every badge it met.
    pub judged: BTreeMap<(usize, usize), Verdicts>,
}

/// A choice that is judged otherwise in another place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flip {
    /// The choice; of ways through an activity that are judged alike the first.
    #[serde(flatten)]
    pub place: Place,
    /// For how many ways through an activity it stands; none where it is a choice.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ways: Option<usize>,
    /// By place, every badge of the law and of the code that it met, from the best.
    pub judged: Vec<JudgedAt>,
}

/// How a choice is judged in one place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JudgedAt {
    /// The place.
    pub jurisdiction: JurisdictionId,
    /// By the law.
    pub law: Vec<Badge>,
    /// By the code.
    pub ethics: Vec<Badge>,
}

/// Every choice whose badges are not the same in all these places.
pub fn flips(case: &Case, all: &[Under]) -> Vec<Flip> {
    let Some(first) = all.first() else { return Vec::new() };
    let differs = |choice: &(usize, usize)| {
        let here = all.iter().map(|under| under.judged.get(choice).copied().unwrap_or_default());
        here.clone().zip(here.skip(1)).any(|(one, other)| one != other)
    };
    let flip = |(scene, choice): &(usize, usize)| {
        let place = place_of(case, *scene, *choice)?;
        let judged = all.iter().map(|under| {
            let Verdicts { law, ethics } = under.judged.get(&(*scene, *choice)).copied().unwrap_or_default();
            JudgedAt { jurisdiction: under.place.clone(), law: law.iter().collect(), ethics: ethics.iter().collect() }
        });
        let is_way = case.scenes.get(*scene)?.is_way(*choice);
        Some(Flip { place, ways: is_way.then_some(1), judged: judged.collect() })
    };
    let mut flips: Vec<Flip> = Vec::new();
    for flip in first.judged.keys().filter(|choice| differs(choice)).filter_map(flip) {
        let alike = |known: &&mut Flip| {
            known.place.scene == flip.place.scene && known.ways.is_some() && known.judged == flip.judged
        };
        match flips.iter_mut().filter(|_| flip.ways.is_some()).find(alike) {
            Some(known) => known.ways = known.ways.map(|ways| ways + 1),
            None => flips.push(flip),
        }
    }
    flips
}

fn place_of(case: &Case, scene: usize, choice: usize) -> Option<Place> {
    let scene = case.scenes.get(scene)?;
    Some(Place { scene: scene.id.clone(), choice: scene.choices.get(choice)?.id.clone() })
}

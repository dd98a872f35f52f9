//! Every way to leave a desk becomes a choice of its scene, so that a run, the search, the score and the debrief need to
//! know nothing of desks.

use super::super::case::Choice;
use super::super::condition::CaseAtom;
use super::super::read::Desk;
use super::super::text::{Passage, Prose};
use super::SceneActivity;
use crate::activity::{MOST_WAYS, Offer, Way};
use crate::ethics::Condition;
use crate::ids::ChoiceId;
use crate::reading::Reader;

/// More ways that differ could not be searched in time, and nobody could survey them.
const MOST_OFFERS: usize = 1_024;

/// Every way that differs; none where there are too many.
pub(super) fn all(desk: &Desk<'_>, reader: &Reader, played: &SceneActivity) -> Vec<Offer> {
    let too_many = |count: usize, told: &str, most: usize| {
        let message =
            format!("`{}` can be left in {count} ways{told}; at most {most} are looked at", played.activity.id);
        reader.note_with_help("S007", played.span, message, "take out answers, or split it into two scenes");
        Vec::new()
    };
    match played.activity.offers(&desk.frames(), MOST_WAYS) {
        Err(count) => too_many(count, "", MOST_WAYS),
        Ok(offers) if offers.len() > MOST_OFFERS => too_many(offers.len(), " that differ", MOST_OFFERS),
        Ok(offers) => offers,
    }
}

pub(super) fn choices(desk: &Desk<'_>, played: &SceneActivity, scene: usize) -> Vec<Choice> {
    let first = desk.authored(scene);
    let numbered = played.offers.iter().enumerate();
    numbered.map(|(at, offer)| choice(played, offer, (scene, first + at))).collect()
}

fn choice(played: &SceneActivity, offer: &Offer, own: (usize, usize)) -> Choice {
    let (activity, outcome) = (&played.activity, &offer.outcome);
    let mut when: Vec<Condition<CaseAtom>> = played.when.iter().cloned().collect();
    when.extend(outcome.gates.iter().filter_map(|gate| played.gates.get(*gate)).cloned());
    if activity.is_taken_one_by_one() {
        // What was opened is open; to look again is no new opening.
        when.push(Condition::Not(Box::new(Condition::Atom(CaseAtom::Chose(vec![own])))));
    }
    Choice {
        id: ChoiceId::from(offer.way.words(activity)),
        label: activity.sentence(&offer.way),
        say: said(played, &offer.way),
        then: played.then.clone(),
        note: played.note_of(&offer.way),
        when: (!when.is_empty()).then_some(Condition::All(when)),
        acts: outcome.acts.clone(),
        around: outcome.around.clone(),
        frames: offer.frames,
        set: outcome.set.clone(),
        sets: played.set.clone(),
        serves: outcome.serves,
        flags: outcome.flags.clone(),
        reveals: outcome.reveals.clone(),
        settles: outcome.settles.clone(),
        minutes: outcome.minutes.saturating_add(played.minutes),
        goto: played.goto.clone(),
        span: played.span,
    }
}

fn said(played: &SceneActivity, way: &Way) -> Option<Prose> {
    let text = played.activity.spoken(way);
    (!text.is_empty()).then(|| Prose(vec![Passage { when: Vec::new(), text }]))
}

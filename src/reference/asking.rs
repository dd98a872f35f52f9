//! From a rule to a question: as whom and where one stands under it, and which of the common questions it is asked by.

use super::answer::Answer;
use super::questions::Question;
use super::shelf::Entry;
use crate::ethics::{Inquiry, Packs, Reach, Rulebook, Standpoint};
use crate::ids::{ProfessionId, RuleId};

/// The standpoint nearest to `from` at which an entry binds.
pub fn standpoint_under(packs: &Packs, entry: Entry<'_>, from: &Standpoint) -> Standpoint {
    let mut there = from.clone();
    match &entry.pack().reach {
        Reach::Jurisdiction(id) => there.jurisdiction = id.clone(),
        Reach::Professions(all) if !all.contains(&there.profession) => {
            there.profession = all.first().cloned().unwrap_or(there.profession);
        }
        Reach::Chosen if !there.policies.contains(&entry.pack().id) => there.policies.push(entry.pack().id.clone()),
        Reach::Federal | Reach::Professions(_) | Reach::Chosen => (),
    }
    if let Entry::Rule(_, rule) = entry {
        if !rule.binds(&there, &packs.vocabulary) {
            let known = packs.professions();
            let bound = rule.binds.iter().map(|term| ProfessionId::from(packs.vocabulary.professions.id(term)));
            there.profession = bound.into_iter().find(|id| known.contains(id)).unwrap_or(there.profession);
        }
        if !rule.in_force(there.as_of) {
            there.as_of = rule.valid_from.or(rule.valid_to).unwrap_or(there.as_of);
        }
    }
    there
}

/// The first of some questions to whose answer a rule speaks.
pub fn question_under<'a>(
    packs: &Packs,
    questions: &'a [Question],
    standpoint: &Standpoint,
    rule: &RuleId,
) -> Option<&'a Question> {
    let book = Rulebook::compile(packs, standpoint.clone());
    questions.iter().find(|question| speaks_to(&book, &question.inquiry, rule))
}

fn speaks_to(book: &Rulebook, inquiry: &Inquiry, rule: &RuleId) -> bool {
    let answer = Answer::brief(book, inquiry);
    let duty = answer.duties.iter().any(|duty| duty.place.rule == *rule && duty.state != "lapsed");
    duty || answer.acts.iter().flat_map(|act| &act.findings).any(|finding| finding.place.rule == *rule)
}

//! The answer to an inquiry: its acts judged one after the other, how the duties stand then, and where a belief is still
//! open, what follows either way. One value for the window, the terminal and `confidant judge --json`.

use super::remedy::{NearMiss, Remedy, near_misses, remedy};
use super::words::{FindingText, RulePlace, finding_texts, place};
use crate::ethics::{
    Act, ActEffect, ActJudgment, Badge, Certainty, Duty, DutyState, Fact, Inquiry, Layer, Ledger, Listener, Logic,
    MadeOut, RuleRef, Rulebook, Situation, Verdict, Vocabulary,
};
use crate::ids::{JurisdictionId, PackId, PartyId, ProfessionId};
use serde::Serialize;

/// What the rules say to an inquiry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// The version of this shape.
    pub version: u8,
    /// As whom, where and when it was judged.
    pub standpoint: Point,
    /// The gravest badge of the law over all acts and duties.
    pub law: Badge,
    /// The same of the code.
    pub ethics: Badge,
    /// The same of agency policy.
    pub policy: Badge,
    /// How sure the least sure of the rules is that speak.
    pub certainty: Option<Certainty>,
    /// Each act, judged.
    pub acts: Vec<ActAnswer>,
    /// Each duty, and how it stands.
    pub duties: Vec<DutyAnswer>,
    /// Open beliefs on which the answer turns.
    pub doubts: Vec<Doubt>,
    /// What would make the last act right, or as right as it can be; none if it is right, or nothing helps.
    pub remedy: Option<Remedy>,
    /// Permissions it would rest on if a little more were so.
    pub near: Vec<NearMiss>,
    /// What would be right, each thing once.
    pub advice: Vec<String>,
    /// What one must know of these rules.
    pub notes: Vec<String>,
}

/// As whom, where and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Whose law.
    pub jurisdiction: JurisdictionId,
    /// Whose code.
    pub profession: ProfessionId,
    /// Of which day.
    pub as_of: String,
    /// The packs in force.
    pub packs: Vec<PackId>,
}

/// One act, judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActAnswer {
    /// The act, as conditions write it.
    pub act: String,
    /// The act in words.
    pub words: String,
    /// What the rules make of it.
    pub effect: ActEffect,
    /// What the law says.
    pub law: Badge,
    /// What the code says.
    pub ethics: Badge,
    /// What the agency says.
    pub policy: Badge,
    /// How sure the least sure of the rules is that speak.
    pub certainty: Option<Certainty>,
    /// Each rule that speaks.
    pub findings: Vec<FindingText>,
    /// Who heard it and may not know.
    pub overheard_by: Vec<String>,
    /// Those of them who made out only part of it.
    pub overheard_in_part: Vec<PartHeard>,
    /// Who heard it and may not know, with what they made out where it was not all of it: for people.
    #[serde(skip)]
    pub within_earshot: Vec<String>,
    /// The widest content that would have been fine, as ids; none where nothing bounds it.
    pub widest_content: Option<Vec<String>>,
    /// The same in words.
    pub at_most: Option<String>,
    /// Open beliefs on which some rule about it turns.
    pub doubts: Vec<String>,
}

/// Somebody who made out part of what was said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartHeard {
    /// The id.
    pub who: PartyId,
    /// The name.
    pub name: String,
    /// Which of the kinds told, as ids.
    pub made_out: Vec<String>,
}

/// A listener for people, with what they made out where it was not all: "Vera (made out: progress)".
pub fn listener_words(words: &Vocabulary, situation: &Situation, listener: Listener) -> String {
    let name = situation.name(listener.who);
    match listener.makes_out {
        MadeOut::All => name.to_owned(),
        MadeOut::Kinds(kinds) => format!("{name} (made out: {})", words.kinds.names(kinds)),
    }
}

/// One duty, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DutyAnswer {
    /// The rule that sets it.
    pub place: RulePlace,
    /// `open`, `discharged`, `missed`, `partial` or `lapsed`.
    pub state: &'static str,
    /// The same for people.
    pub state_words: &'static str,
    /// Was it done after its time?
    pub late: bool,
    /// By when, in words.
    pub due: String,
    /// How it is met.
    pub logic: Option<Logic>,
    /// How many of its parts are met.
    pub met: usize,
    /// Of how many.
    pub of: usize,
    /// Why there is such a duty.
    pub why: String,
    /// What meets it.
    pub fix: String,
}

/// An open belief on which the answer turns, and what follows either way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Doubt {
    /// The fact.
    pub fact: String,
    /// As a clause: "the harm is imminent".
    pub says: String,
    /// What follows from each thing one may believe; beliefs with the same outcome stand together.
    pub ways: Vec<Way>,
}

/// What follows if one believes this.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Way {
    /// The values believed.
    pub values: Vec<String>,
    /// What the rules then make of the last act.
    pub effect: Option<ActEffect>,
    /// What the law then says.
    pub law: Badge,
    /// What the code then says.
    pub ethics: Badge,
    /// The duties that are then open.
    pub duties: Vec<RulePlace>,
}

impl Answer {
    /// Answers an inquiry, with what would make it right and what follows where a belief is open.
    pub fn to(book: &Rulebook, inquiry: &Inquiry) -> Self {
        let matter = Matter::of(book, inquiry);
        let doubts = doubts(book, inquiry, &matter);
        let wanting = matter.is_wanting();
        Self {
            remedy: wanting.then(|| remedy(book, inquiry)).flatten(),
            near: if wanting { near_misses(book, inquiry) } else { Vec::new() },
            ..matter.answer(book, inquiry, doubts)
        }
    }

    /// Answers an inquiry with the bare judgment.
    pub fn brief(book: &Rulebook, inquiry: &Inquiry) -> Self {
        Matter::of(book, inquiry).answer(book, inquiry, Vec::new())
    }
}

impl Matter {
    fn answer(&self, book: &Rulebook, inquiry: &Inquiry, doubts: Vec<Doubt>) -> Answer {
        let matter = self;
        let acts: Vec<ActAnswer> = matter.acts(book, inquiry).collect();
        let duties: Vec<DutyAnswer> =
            matter.ledger.duties().iter().filter_map(|duty| duty_answer(book, duty)).collect();
        let point = &book.standpoint;
        let certainty = acts.iter().filter_map(|act| act.certainty);
        Answer {
            version: 2,
            standpoint: Point {
                jurisdiction: point.jurisdiction.clone(),
                profession: point.profession.clone(),
                as_of: point.as_of.to_string(),
                packs: book.packs.iter().map(|pack| pack.id.clone()).collect(),
            },
            law: matter.badge(book, Layer::Law),
            ethics: matter.badge(book, Layer::Ethics),
            policy: matter.badge(book, Layer::Policy),
            certainty: certainty
                .chain(duties.iter().filter(|duty| duty.counts()).map(|duty| duty.place.certainty))
                .max(),
            remedy: None,
            near: Vec::new(),
            advice: advice(&acts, &duties, &doubts),
            acts,
            duties,
            doubts,
            notes: book.notes.clone(),
        }
    }
}

/// An inquiry played out.
struct Matter {
    judged: Vec<(Situation, ActJudgment)>,
    ledger: Ledger,
}

impl Matter {
    fn of(book: &Rulebook, inquiry: &Inquiry) -> Self {
        let mut judged = Vec::new();
        let ledger = play_out(book, inquiry, |act, situation, ledger| {
            let verdict = book.judge(act, situation, &inquiry.around, ledger.duties());
            judged.push((situation.clone(), verdict.judgment.clone()));
            verdict
        });
        Self { judged, ledger }
    }

    fn badge(&self, book: &Rulebook, layer: Layer) -> Badge {
        let done = self.judged.iter().map(|(_, judgment)| judgment.badge(layer)).max().unwrap_or_default();
        done.max(self.ledger.badge(book, layer))
    }

    fn acts<'a>(&'a self, book: &'a Rulebook, inquiry: &'a Inquiry) -> impl Iterator<Item = ActAnswer> + 'a {
        let words = &book.vocabulary;
        inquiry.acts.iter().zip(&self.judged).map(move |(act, (before, judgment))| ActAnswer {
            act: act.verb.snake().into(),
            words: act.verb.words().into(),
            effect: judgment.effect,
            law: judgment.law,
            ethics: judgment.ethics,
            policy: judgment.policy,
            certainty: judgment.certainty,
            findings: finding_texts(book, before, judgment),
            overheard_by: judgment.overheard_by.iter().map(|one| before.name(one.who).to_owned()).collect(),
            overheard_in_part: judgment.overheard_by.iter().filter_map(|one| part_heard(words, before, *one)).collect(),
            within_earshot: judgment.overheard_by.iter().map(|one| listener_words(words, before, *one)).collect(),
            widest_content: judgment.widest.map(|kinds| words.kinds.ids(kinds).into_iter().map(Into::into).collect()),
            at_most: judgment.widest.map(|kinds| words.kinds.names(kinds)),
            doubts: judgment.doubts.iter().filter_map(|fact| Some(words.fact_entry(*fact)?.id.clone())).collect(),
        })
    }

    /// Is something wrong with the last act?
    fn is_wanting(&self) -> bool {
        self.judged.last().is_some_and(|(_, judgment)| judgment.worst() > Badge::Ok || judgment.broken().count() > 0)
    }

    /// What an inquiry comes to, for telling whether a belief changes it.
    fn outcome(&self, book: &Rulebook) -> Way {
        let open = self.ledger.duties().iter().filter(|duty| duty.state != DutyState::Lapsed);
        Way {
            values: Vec::new(),
            effect: self.judged.last().map(|(_, judgment)| judgment.effect),
            law: self.badge(book, Layer::Law),
            ethics: self.badge(book, Layer::Ethics),
            duties: open.filter_map(|duty| place(book, duty.rule)).collect(),
        }
    }
}

impl DutyAnswer {
    /// Does it count for or against anybody by now?
    fn counts(&self) -> bool {
        !matches!(self.state, "open" | "lapsed")
    }
}

fn part_heard(words: &Vocabulary, situation: &Situation, listener: Listener) -> Option<PartHeard> {
    let (party, MadeOut::Kinds(kinds)) = (situation.party(listener.who)?, listener.makes_out) else { return None };
    let made_out = words.kinds.ids(kinds).into_iter().map(Into::into).collect();
    Some(PartHeard { who: party.id.clone(), name: party.name.clone(), made_out })
}

/// Plays an inquiry's acts one after the other; `judge` sees each as things stand before it.
pub(super) fn play_out(
    book: &Rulebook,
    inquiry: &Inquiry,
    mut judge: impl FnMut(&Act, &Situation, &Ledger) -> Verdict,
) -> Ledger {
    let mut situation = inquiry.situation.clone();
    let mut ledger = Ledger::default();
    ledger.update(book, &situation, &[], &[]);
    let mut called = Vec::new();
    for act in &inquiry.acts {
        let verdict = judge(act, &situation, &ledger);
        called.extend(verdict.calls_up);
        situation.note_act(&book.vocabulary, act);
        situation.file_authorization(&book.vocabulary, act);
        situation.note_overheard(&verdict.judgment.overheard_by, act);
    }
    ledger.update(book, &situation, &inquiry.acts, &called);
    situation.minute = situation.minute.saturating_add(inquiry.wait);
    ledger.update(book, &situation, &[], &[]);
    if inquiry.closed {
        ledger.close(book, &situation);
    }
    ledger
}

fn duty_answer(book: &Rulebook, duty: &Duty) -> Option<DutyAnswer> {
    let rule = book.rule(duty.rule)?;
    let state = match duty.state {
        DutyState::Discharged | DutyState::Late => "discharged",
        DutyState::Open => "open",
        DutyState::Missed => "missed",
        DutyState::Partial => "partial",
        DutyState::Lapsed => "lapsed",
    };
    Some(DutyAnswer {
        place: place(book, duty.rule)?,
        state,
        state_words: duty.state.words(),
        late: duty.state == DutyState::Late,
        due: rule.due_words(),
        logic: rule.logic(),
        met: duty.met,
        of: duty.parts,
        why: rule.why.clone(),
        fix: rule.fix.clone(),
    })
}

/// Each open belief, tried with every value it can have.
fn doubts(book: &Rulebook, inquiry: &Inquiry, matter: &Matter) -> Vec<Doubt> {
    let open = inquiry.situation.unsettled.iter();
    let turning = open.filter(|fact| matter.turns_on(book, **fact));
    turning.filter_map(|fact| doubt(book, inquiry, *fact)).collect()
}

impl Matter {
    /// Does a rule about one of the acts, or a standing duty, ask for this belief?
    fn turns_on(&self, book: &Rulebook, fact: Fact) -> bool {
        let asked = |rule: &RuleRef| {
            book.rule(*rule).is_some_and(|rule| rule.beliefs(&book.vocabulary).any(|belief| belief == fact))
        };
        self.judged.iter().any(|(_, judgment)| judgment.doubts.contains(&fact)) || book.standing().iter().any(asked)
    }
}

fn doubt(book: &Rulebook, inquiry: &Inquiry, fact: Fact) -> Option<Doubt> {
    let entry = book.vocabulary.fact_entry(fact)?;
    let mut ways: Vec<Way> = Vec::new();
    for value in entry.kind.values() {
        let mut settled = inquiry.clone();
        settled.situation.facts.set(fact, value);
        settled.situation.unsettled.retain(|open| *open != fact);
        let outcome = Matter::of(book, &settled).outcome(book);
        let word = entry.kind.word(value);
        let same = |way: &&mut Way| Way { values: Vec::new(), ..(**way).clone() } == outcome;
        match ways.iter_mut().find(same) {
            Some(way) => way.values.push(word),
            None => ways.push(Way { values: vec![word], ..outcome }),
        }
    }
    (ways.len() > 1).then(|| Doubt { fact: entry.id.clone(), says: entry.says.clone(), ways })
}

fn advice(acts: &[ActAnswer], duties: &[DutyAnswer], doubts: &[Doubt]) -> Vec<String> {
    let fixes = acts.iter().flat_map(|act| &act.findings).filter_map(|finding| finding.fix.clone());
    let undone = duties.iter().filter(|duty| matches!(duty.state, "missed" | "partial")).map(|duty| duty.fix.clone());
    let consult = doubts
        .iter()
        .map(|doubt| format!("Whether {} is still open, and the answer turns on it: to consult is sound.", doubt.says));
    let mut seen = std::collections::BTreeSet::new();
    fixes.chain(undone).chain(consult).filter(|line| seen.insert(line.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ethics::Standpoint;
    use crate::library::Library;
    use crate::reference::answer_text;
    use crate::source::Source;
    use jiff::civil::date;

    const HALL: &str = r#"(
        parties: [(id: "sam", role: [client]), (id: "dana", name: "Dana", role: [colleague]),
                  (id: "knitter", name: "Vera", role: [visitor]), (id: "bench", name: "Otto", role: [visitor])],
        setting: hallway, earshot: ["knitter", (who: "bench", makes_out: [identity, clinical, billing])],
        acts: [Consult(to: "dana", about: "sam", what: [names, progress, whereabouts])],
    )"#;

    fn answer(text: &str) -> Answer {
        let library = Library::shipped().expect("the shipped rules can be read");
        let point = Standpoint {
            profession: "counselor".into(),
            jurisdiction: "US-CA".into(),
            as_of: date(2026, 11, 21),
            policies: Vec::new(),
        };
        let book = Rulebook::compile(&library.packs, point);
        let inquiry = Inquiry::load(&Source::new("hall", text), &library.packs.vocabulary, date(2026, 11, 21));
        Answer::to(&book, &inquiry.expect("it can be read"))
    }

    #[test]
    fn who_overheard_a_part_is_told_with_that_part() {
        let answer = answer(HALL);
        let act = answer.acts.first().expect("one act");
        assert_eq!(act.overheard_by, ["Vera", "Otto"]);
        let part =
            PartHeard { who: "bench".into(), name: "Otto".into(), made_out: vec!["names".into(), "progress".into()] };
        assert_eq!(act.overheard_in_part, [part]);
        let said = "Vera, Otto (made out: name, progress and attendance)";
        assert_eq!(act.within_earshot.join(", "), said);
        assert!(answer_text("In the hall?", &answer).contains(&format!("  Within earshot: {said}")));
    }

    #[test]
    fn who_overheard_all_of_it_is_a_name_as_ever() {
        let answer = answer(&HALL.replace("billing]", "whereabouts]"));
        let said = serde_json::to_value(answer.acts.first().expect("one act")).expect("it can be written");
        let listed = |field: &str| said.get(field).map(ToString::to_string);
        assert_eq!(listed("overheard_by").as_deref(), Some(r#"["Vera","Otto"]"#));
        assert_eq!(listed("overheard_in_part").as_deref(), Some("[]"));
        assert_eq!(listed("within_earshot"), None);
    }
}

//! What would make it right: the act tried again with less told, the client informed, a release signed, in another place -
//! and the smallest change that helps most. Nothing here knows a rule; the judge is asked each time.

use super::condition_words;
use super::words::{RulePlace, place};
use crate::ethics::{
    Act, ActJudgment, Atom, Badge, Condition, Effect, Heard, Inquiry, Manner, PartyIndex, Release, RuleRef, Rulebook,
    TermSet, Verb,
};
use serde::Serialize;
use std::sync::Arc;

/// A change of an act that may be judged better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Change {
    TellLess,
    LeaveOutWho,
    SignRelease,
    AskFirst,
    InformFirst,
    VerifyFirst,
    AssessFirst,
    ConsultFirst,
    ExplainFirst,
    GoPrivate,
    SendSafely,
}

impl Change {
    const ALL: [Self; 11] = [
        Self::TellLess,
        Self::LeaveOutWho,
        Self::InformFirst,
        Self::GoPrivate,
        Self::SendSafely,
        Self::VerifyFirst,
        Self::AssessFirst,
        Self::ConsultFirst,
        Self::ExplainFirst,
        Self::AskFirst,
        Self::SignRelease,
    ];
}

/// What would make an act right, or as right as can be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// What to do differently, each a sentence.
    pub steps: Vec<String>,
    /// What the law then says.
    pub law: Badge,
    /// What the code then says.
    pub ethics: Badge,
    /// What the agency then says.
    pub policy: Badge,
}

/// A permission that is near: what would have to be so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NearMiss {
    /// The rule it would rest on.
    pub place: RulePlace,
    /// What is missing, each a clause.
    pub needs: Vec<String>,
}

/// No remedy asks for more than this at once.
const MOST_CHANGES: usize = 4;

/// The smallest change of the last act that makes it as right as it can be made.
pub(super) fn remedy(book: &Rulebook, inquiry: &Inquiry) -> Option<Remedy> {
    let act = inquiry.acts.last()?;
    let (changes, changed) = best_changes(book, inquiry)?;
    let judgment = judged(book, &changed);
    let told = changed.acts.last().map(|act| act.what).unwrap_or_default();
    let steps = changes.iter().map(|change| words(*change, book, inquiry, act, told)).collect();
    Some(Remedy { steps, law: judgment.law, ethics: judgment.ethics, policy: judgment.policy })
}

/// The inquiry as its remedy changes it; none where nothing helps.
pub fn made_right(book: &Rulebook, inquiry: &Inquiry) -> Option<Inquiry> {
    best_changes(book, inquiry).map(|(_, changed)| changed)
}

fn best_changes(book: &Rulebook, inquiry: &Inquiry) -> Option<(Vec<Change>, Inquiry)> {
    let act = inquiry.acts.last().filter(|act| act.tells())?;
    let now = rank(&judged(book, inquiry));
    let mut best: Option<(Rank, Vec<Change>, Inquiry)> = None;
    let mut tried: Vec<Vec<Change>> = vec![Vec::new()];
    for _ in 0..MOST_CHANGES {
        tried = tried.iter().flat_map(|changes| one_more(changes)).collect();
        for changes in &tried {
            let Some(changed) = with_changes(book, inquiry, act, changes) else { continue };
            let after = rank(&judged(book, &changed));
            if after < now && best.as_ref().is_none_or(|(known, ..)| after < *known) {
                best = Some((after, changes.clone(), changed));
            }
        }
        if best.as_ref().is_some_and(|(rank, ..)| rank.is_clean()) {
            break;
        }
    }
    best.map(|(_, changes, changed)| (changes, changed))
}

/// How good a judgment is: its gravest badge, then each layer's, then how much is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Rank(Badge, Badge, Badge, usize);

impl Rank {
    fn is_clean(self) -> bool {
        self.0 <= Badge::Ok && self.3 == 0
    }
}

fn rank(judgment: &ActJudgment) -> Rank {
    Rank(judgment.worst(), judgment.law, judgment.ethics, judgment.broken().count())
}

/// The last act of an inquiry, judged as things stand after those before it.
fn judged(book: &Rulebook, inquiry: &Inquiry) -> ActJudgment {
    let mut last = ActJudgment::default();
    super::answer::play_out(book, inquiry, |act, situation, ledger| {
        let verdict = book.judge(act, situation, &inquiry.around, ledger.duties());
        last = verdict.judgment.clone();
        verdict
    });
    last
}

/// Sets of changes in the order of [`Change::ALL`], so that each set is tried once.
fn one_more(changes: &[Change]) -> Vec<Vec<Change>> {
    let position = |change: &Change| Change::ALL.iter().position(|known| known == change);
    let after = changes.last().and_then(position).map_or(0, |at| at + 1);
    let more = Change::ALL.iter().skip(after);
    more.map(|change| changes.iter().copied().chain([*change]).collect()).collect()
}

/// The inquiry with some changes of its last act; none if a change changes nothing.
fn with_changes(book: &Rulebook, inquiry: &Inquiry, act: &Act, changes: &[Change]) -> Option<Inquiry> {
    let mut changed = inquiry.clone();
    for change in changes {
        apply(book, &mut changed, act, *change)?;
    }
    Some(changed)
}

fn apply(book: &Rulebook, inquiry: &mut Inquiry, original: &Act, change: Change) -> Option<()> {
    match change {
        Change::TellLess => tell_less(book, inquiry),
        Change::LeaveOutWho => leave_out_who(book, inquiry),
        Change::SignRelease => sign_release(book, inquiry, original),
        Change::AskFirst => do_first(book, inquiry, original, Verb::ObtainConsent),
        Change::InformFirst => do_first(book, inquiry, original, Verb::InformClient),
        Change::VerifyFirst => do_first(book, inquiry, original, Verb::VerifyIdentity),
        Change::AssessFirst => do_first(book, inquiry, original, Verb::AssessRisk),
        Change::ConsultFirst => do_first(book, inquiry, original, Verb::Consult),
        Change::ExplainFirst => do_first(book, inquiry, original, Verb::ExplainLimits),
        Change::GoPrivate => go_private(book, inquiry),
        Change::SendSafely => send_safely(book, inquiry),
    }
}

/// No more than the widest content that would be fine.
fn tell_less(book: &Rulebook, inquiry: &mut Inquiry) -> Option<()> {
    let widest = judged(book, inquiry).widest?;
    let act = inquiry.acts.last_mut()?;
    let less = act.what.and(widest);
    (less != act.what && !less.is_empty()).then(|| act.what = less)
}

/// Purposes for which nobody needs to know who it is.
const NAMELESS: &[&str] = &["consultation", "teaching", "research", "training"];

/// The problem without the person.
fn leave_out_who(book: &Rulebook, inquiry: &mut Inquiry) -> Option<()> {
    let (kinds, purposes) = (&book.vocabulary.kinds, &book.vocabulary.purposes);
    let marks = &book.vocabulary.landmarks;
    let act = inquiry.acts.last_mut()?;
    let nameless = act.purpose.is_some_and(|purpose| NAMELESS.contains(&purposes.id(purpose)));
    let less = act.what.without(kinds.below(marks.identity) | kinds.below(marks.presence));
    (nameless && less != act.what && !less.is_empty()).then(|| act.what = less)
}

fn sign_release(book: &Rulebook, inquiry: &mut Inquiry, act: &Act) -> Option<()> {
    let clients = act.about.iter().filter_map(|about| Some((*about, signer(book, inquiry, *about)?)));
    let purpose = act.purpose.map(|purpose| book.vocabulary.purposes.below(purpose)).unwrap_or_default();
    let signed = inquiry.situation.today();
    let releases: Vec<Release> = clients
        .map(|(by, hand)| Release {
            id: "signed for this".into(),
            by,
            to: act.to.clone(),
            what: book.vocabulary.kinds.below_all(act.what),
            purpose,
            signed_by: Some(hand),
            signed: Some(signed),
            expires: None,
            revoked: None,
            missing: Vec::new(),
            flaws: Vec::new(),
        })
        .collect();
    if releases.is_empty() {
        return None;
    }
    Arc::make_mut(&mut inquiry.situation.releases).extend(releases);
    Some(())
}

/// Whoever of the people there may sign for a person.
fn signer(book: &Rulebook, inquiry: &Inquiry, about: PartyIndex) -> Option<PartyIndex> {
    let everyone = (0..inquiry.situation.parties.len()).filter_map(|at| u8::try_from(at).ok().map(PartyIndex));
    std::iter::once(about).chain(everyone).find(|hand| inquiry.situation.may_sign(&book.vocabulary, about, *hand))
}

fn do_first(book: &Rulebook, inquiry: &mut Inquiry, act: &Act, verb: Verb) -> Option<()> {
    if inquiry.situation.done.has(verb, Manner::default(), act.to.first().copied()) {
        return None;
    }
    let concerning = if verb == Verb::Consult { Vec::new() } else { act.to.clone() };
    let first = Act {
        verb,
        to: Vec::new(),
        about: act.about.clone(),
        what: TermSet::EMPTY,
        purpose: None,
        channel: None,
        setting: None,
        under: None,
        concerning,
    };
    inquiry.situation.note_act(&book.vocabulary, &first);
    Some(())
}

fn go_private(book: &Rulebook, inquiry: &mut Inquiry) -> Option<()> {
    let settings = &book.vocabulary.settings;
    let office = settings.term("private_office")?;
    let here = inquiry.acts.last()?.setting.or(inquiry.around.setting);
    let private = settings.term("private")?;
    let is_private = here.is_some_and(|here| settings.above(here).has(private));
    if is_private && inquiry.around.listeners.is_empty() {
        return None;
    }
    inquiry.around.listeners.clear();
    inquiry.acts.last_mut()?.setting = Some(office);
    Some(())
}

fn send_safely(book: &Rulebook, inquiry: &mut Inquiry) -> Option<()> {
    let channels = &book.vocabulary.channels;
    let written = channels.term("written")?;
    let safe = channels.term("secure_message")?;
    let act = inquiry.acts.last_mut()?;
    let risky = act.channel.filter(|channel| *channel != safe && channels.above(*channel).has(written));
    risky.map(|_| act.channel = Some(safe))
}

fn words(change: Change, book: &Rulebook, inquiry: &Inquiry, act: &Act, told: TermSet) -> String {
    let name = |people: &[PartyIndex]| {
        let names: Vec<&str> = people.iter().map(|index| inquiry.situation.name(*index)).collect();
        names.join(" and ")
    };
    match change {
        Change::TellLess => format!("Tell no more than this: {}.", book.vocabulary.kinds.names(told)),
        Change::LeaveOutWho => {
            format!("Leave out who {} is: describe the problem and not the person.", name(&act.about))
        }
        Change::SignRelease => {
            format!("Get a written release, signed by whoever may sign for {}, first.", name(&act.about))
        }
        Change::AskFirst => format!("Ask {} for agreement first.", name(&act.about)),
        Change::InformFirst => {
            format!("Tell {} first what you will say and to whom, and hear how they want it said.", name(&act.about))
        }
        Change::VerifyFirst => "Make sure first who is asking.".into(),
        Change::AssessFirst => "Assess the danger first.".into(),
        Change::ConsultFirst => "Consult first.".into(),
        Change::ExplainFirst => "Explain the limits of confidentiality first.".into(),
        Change::GoPrivate => "Say it in a private place, where nobody else can hear.".into(),
        Change::SendSafely => "Send it by a secure message.".into(),
    }
}

/// Permissions that the last act would rest on if a little more were so, the nearest first.
pub(super) fn near_misses(book: &Rulebook, inquiry: &Inquiry) -> Vec<NearMiss> {
    let mut found: Vec<(RuleRef, Vec<Condition<Atom>>)> = Vec::new();
    let Some(last) = inquiry.acts.len().checked_sub(1) else { return Vec::new() };
    let mut at = 0;
    super::answer::play_out(book, inquiry, |act, situation, ledger| {
        if at == last {
            found = near(book, book.considered(act, situation, &inquiry.around, ledger.duties()));
        }
        at += 1;
        book.judge(act, situation, &inquiry.around, ledger.duties())
    });
    found.sort_by_key(|(rule, needs)| (needs.len(), is_wide(book, *rule)));
    let miss = |(rule, needs): &(RuleRef, Vec<Condition<Atom>>)| {
        let needs = needs.iter().map(|part| condition_words::words(part, book)).collect();
        Some(NearMiss { place: place(book, *rule)?, needs })
    };
    found.iter().filter_map(miss).take(MOST_NEAR).collect()
}

/// More would be a list nobody reads.
const MOST_NEAR: usize = 4;

/// A permission is near where no more than this is missing.
const MOST_MISSING: usize = 2;

/// A rule for anybody and any purpose seldom is what one has in mind.
fn is_wide(book: &Rulebook, rule: RuleRef) -> bool {
    book.rule(rule).is_none_or(|rule| rule.to.is_empty() && rule.purpose.is_empty())
}

/// Is it about how things stand? What the act itself is would be another question.
fn can_change(part: &Condition<Atom>) -> bool {
    let of_situation = |atom: &&Atom| {
        matches!(
            atom,
            Atom::Fact(..) | Atom::Done(..) | Atom::Release(..) | Atom::EveryoneReleased | Atom::RequiredByLaw
        )
    };
    part.atoms().iter().all(of_situation)
}

fn near(book: &Rulebook, considered: Vec<(RuleRef, Heard)>) -> Vec<(RuleRef, Vec<Condition<Atom>>)> {
    let missing = |(rule, heard): (RuleRef, Heard)| {
        let permits = book.rule(rule).is_some_and(|rule| matches!(rule.effect, Effect::Permit | Effect::Discretion));
        match heard {
            Heard::Fails(parts) if permits && parts.len() <= MOST_MISSING && parts.iter().all(can_change) => {
                Some((rule, parts))
            }
            _ => None,
        }
    };
    considered.into_iter().filter_map(missing).collect()
}

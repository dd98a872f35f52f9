//! Judges one act. Each pack that speaks is asked apart: a pack with a basic duty is a closed world, so what it does not
//! permit it forbids. Recipient, content, procedure and place are judged apart, so that the right call made in the wrong
//! hallway is credited and corrected.

use super::act::{Act, Verb};
use super::atom::{Atom, View};
use super::duty::Duty;
use super::judgment::{ActJudgment, Badge, Finding, Holding};
use super::rule::{Aspect, Certainty, Effect, Extent, Layer, Rule, Severity, Timing};
use super::rulebook::{Clause, RuleRef, Rulebook, Speaking};
use super::situation::{Deed, Listener, MadeOut, PartyIndex, ReleaseStatus, Situation, deed_toward};
use super::verdict::Verdict;
use super::vocabulary::{Term, TermSet};
use std::borrow::Cow;

/// Room for the rules that usually speak to an act.
const USUAL_MATCHES: usize = 32;

/// Where an act is done, and who is near.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Surroundings {
    /// The place, where the act itself names none.
    pub setting: Option<Term>,
    /// Everybody who can hear what is said there, and how much of it.
    pub listeners: Vec<Listener>,
}

impl Surroundings {
    /// Each listener once. Whoever is named twice makes out what both say: in two halves a name and the news would each
    /// look harmless.
    pub(super) fn everybody_near(&self) -> impl Iterator<Item = Listener> {
        let again = |at: usize, who| self.listeners.iter().take(at).any(|earlier| earlier.who == who);
        let first = self.listeners.iter().enumerate().filter(move |(at, listener)| !again(*at, listener.who));
        first.map(|(at, listener)| {
            let later = self.listeners.iter().skip(at).filter(|later| later.who == listener.who);
            let makes_out = later.fold(listener.makes_out, |sum, later| sum.or(later.makes_out));
            Listener { makes_out, ..*listener }
        })
    }
}

/// The act as somebody hears it who makes out only this of it; none where nothing is left to hear.
pub(super) fn as_heard(act: &Act, makes_out: MadeOut) -> Option<Cow<'_, Act>> {
    match makes_out.of(act.what) {
        TermSet::EMPTY => None,
        what if what == act.what => Some(Cow::Borrowed(act)),
        what => Some(Cow::Owned(Act { what, ..act.clone() })),
    }
}

impl Rulebook {
    /// Judges an act as the situation stands before it.
    pub fn judge(&self, act: &Act, situation: &Situation, around: &Surroundings, duties: &[Duty]) -> Verdict {
        let speaking = self.speaking(situation);
        let overheard_by = self.overhearers(act, situation, around, &speaking);
        let mut verdict = Verdict::default();
        let mut is_asked_for = false;
        for (recipient, subject) in flows(act) {
            // A duty to tell the police is no leave to tell somebody else in the same breath.
            let serves = self.duties_served(act, recipient, situation, duties);
            let mut view = self.flow_view(act, situation, around, recipient, subject);
            view.overheard = !overheard_by.is_empty();
            view.required_by_law = self.law_asks(&serves);
            let flow = self.judge_view(act, &view, &speaking, &serves);
            is_asked_for |= !serves.is_empty();
            verdict.take_in(flow);
        }
        verdict.judgment.overheard_by = overheard_by;
        verdict.judgment.certainty = self.certainty(&verdict.judgment);
        verdict.judgment.effect = self.effect(&verdict.judgment, is_asked_for);
        verdict
    }

    /// The act as each of its rules sees it: one view for each recipient and each person it is about.
    pub(super) fn views<'a>(
        &'a self,
        act: &Act,
        situation: &'a Situation,
        around: &Surroundings,
        duties: &[Duty],
    ) -> Vec<View<'a>> {
        let overheard = !self.overhearers(act, situation, around, &self.speaking(situation)).is_empty();
        let view = |(recipient, subject)| View {
            overheard,
            required_by_law: self.law_asks(&self.duties_served(act, recipient, situation, duties)),
            ..self.flow_view(act, situation, around, recipient, subject)
        };
        flows(act).into_iter().map(view).collect()
    }

    /// Open duties toward whose discharge it counts that this is done toward this person.
    fn duties_served(
        &self,
        act: &Act,
        recipient: Option<PartyIndex>,
        situation: &Situation,
        duties: &[Duty],
    ) -> Vec<RuleRef> {
        let open = duties.iter().filter(|duty| duty.state == super::duty::DutyState::Open);
        let deed = deed_toward(act, recipient, situation, &self.vocabulary);
        let tells = act.tells();
        let serves = |clause: &Clause| clause.discharge.iter().any(|atom| counts(&deed, atom, tells));
        open.map(|duty| duty.rule).filter(|rule| self.clause(*rule).is_some_and(serves)).collect()
    }

    fn law_asks(&self, serves: &[RuleRef]) -> bool {
        serves.iter().any(|rule| self.pack_of(*rule).is_some_and(|pack| pack.layer == Layer::Law))
    }

    /// Who can hear and would not be allowed to be told on purpose what they make out.
    fn overhearers(
        &self,
        act: &Act,
        situation: &Situation,
        around: &Surroundings,
        speaking: &Speaking,
    ) -> Vec<Listener> {
        // What is said at another place, nobody near this one hears.
        let elsewhere = act.setting.is_some() && act.setting != around.setting;
        if !act.tells() || !self.is_spoken(act) || elsewhere {
            return Vec::new();
        }
        let outsider = |listener: &Listener| !act.to.contains(&listener.who) && !act.about.contains(&listener.who);
        let may_know = |heard: &Act, listener: PartyIndex| {
            heard.about.iter().all(|subject| {
                let mut view = self.flow_view(heard, situation, around, Some(listener), Some(*subject));
                view.incidental = true;
                // A duty to tell one person excuses nobody's overhearing.
                let told = self.judge_view(heard, &view, speaking, &[]);
                told.judgment.worst() < Badge::Partial
            })
        };
        let overhears = |listener: Listener| {
            let heard = as_heard(act, listener.makes_out).filter(|heard| !may_know(heard, listener.who))?;
            Some(match heard {
                Cow::Borrowed(_) => Listener::all(listener.who),
                Cow::Owned(part) => Listener::part(listener.who, part.what),
            })
        };
        around.everybody_near().filter(outsider).filter_map(overhears).collect()
    }

    fn is_spoken(&self, act: &Act) -> bool {
        let spoken = self.vocabulary.landmarks.spoken;
        act.channel.is_none_or(|channel| self.vocabulary.channels.above(channel).has(spoken))
    }

    /// One flow of an act as its rules see it.
    pub(super) fn flow_view<'a>(
        &'a self,
        act: &Act,
        situation: &'a Situation,
        around: &Surroundings,
        recipient: Option<PartyIndex>,
        subject: Option<PartyIndex>,
    ) -> View<'a> {
        let vocabulary = &*self.vocabulary;
        let above =
            |tree: &super::vocabulary::Tree, term: Option<Term>| term.map(|term| tree.above(term)).unwrap_or_default();
        let release =
            recipient.zip(subject).and_then(|(to, about)| situation.release_for(vocabulary, about, to, act.purpose));
        let subject_party = subject.and_then(|index| situation.party(index));
        let recipient_roles = self.recipient_roles(situation, recipient, subject);
        View {
            recipient: recipient.and_then(|index| situation.party(index)),
            recipient_index: recipient,
            recipient_roles,
            subject: subject_party,
            subject_index: subject,
            subject_roles: subject_party.map(|party| party.closure).unwrap_or_default(),
            what: act.what,
            purpose_term: act.purpose,
            purpose: above(&vocabulary.purposes, act.purpose),
            channel: above(&vocabulary.channels, act.channel),
            setting: above(&vocabulary.settings, act.setting.or(around.setting)),
            release: release.map_or(ReleaseStatus::None, |(_, status)| status),
            identified: self.is_identified(act.what, situation, recipient_roles, recipient, subject),
            under: act.under,
            ..View::of(situation, vocabulary)
        }
    }

    /// The recipient's roles as seen from the person it is about: oneself is never a mere "client".
    fn recipient_roles(
        &self,
        situation: &Situation,
        recipient: Option<PartyIndex>,
        subject: Option<PartyIndex>,
    ) -> TermSet {
        let marks = &self.vocabulary.landmarks;
        let Some(party) = recipient.and_then(|index| situation.party(index)) else { return TermSet::EMPTY };
        if recipient == subject {
            return TermSet::of(marks.subject);
        }
        let both_clients = party.closure.has(marks.client)
            && subject.and_then(|index| situation.party(index)).is_some_and(|other| other.closure.has(marks.client));
        if both_clients {
            return party.closure.without(self.vocabulary.roles.below(marks.client)) | TermSet::of(marks.co_client);
        }
        party.closure
    }

    fn is_identified(
        &self,
        what: TermSet,
        situation: &Situation,
        roles: TermSet,
        recipient: Option<PartyIndex>,
        subject: Option<PartyIndex>,
    ) -> bool {
        let marks = &self.vocabulary.landmarks;
        let kinds = &self.vocabulary.kinds;
        let telling = kinds.below(marks.identity) | kinds.below(marks.presence) | kinds.below(marks.record);
        let knows = [marks.subject, marks.co_client, marks.family, marks.guardian].iter().any(|role| roles.has(*role));
        let learned = recipient.zip(subject).map(|(who, about)| situation.learned_by(who, about)).unwrap_or_default();
        what.meets(telling) || knows || learned.meets(telling)
    }

    fn judge_view(&self, act: &Act, view: &View<'_>, speaking: &Speaking, serves: &[RuleRef]) -> Verdict {
        let fitting = || {
            let candidates = self.candidates(act.verb, view.recipient_roles, view.purpose);
            candidates.filter(|rule| self.fits(*rule, act.verb, view, speaking))
        };
        let doubts = if view.situation.unsettled.is_empty() { Vec::new() } else { self.doubts(fitting(), view) };
        let applying = fitting().filter(|rule| self.clause(*rule).is_some_and(|clause| clause.applies(view)));
        let mut matched = Vec::with_capacity(USUAL_MATCHES);
        matched.extend(applying);
        let matched = self.without_overridden(matched, serves);
        let clauses = matched.iter().filter_map(|rule| Some((*rule, self.clause(*rule)?)));
        let spoken = clauses.map(|(rule, clause)| (clause.pack, rule, &*clause.rule)).collect();
        let weighing = Weighing { book: self, act, view, spoken, serves };
        let mut judgment = ActJudgment { doubts, widest: weighing.widest(), ..ActJudgment::default() };
        judgment.law = weighing.layer(Layer::Law, &mut judgment.findings);
        judgment.ethics = weighing.layer(Layer::Ethics, &mut judgment.findings);
        judgment.policy = weighing.layer(Layer::Policy, &mut judgment.findings);
        let after = |rule: &RuleRef| self.rule(*rule).is_some_and(|rule| rule.timing == Some(Timing::After));
        let calls_up = matched.into_iter().filter(after).collect();
        Verdict { judgment, calls_up }
    }

    /// Does the act have the shape the rule is about?
    pub(super) fn fits(&self, rule: RuleRef, verb: Verb, view: &View<'_>, speaking: &Speaking) -> bool {
        let Some(Clause { rule, pack, .. }) = self.clause(rule) else { return false };
        let meets = |asked: TermSet, given: TermSet| asked.is_empty() || asked.meets(given);
        // Whom it tells and what for was asked of the index.
        let shape = speaking.has(*pack) && meets(rule.about, view.subject_roles);
        // An act that is a flow by its verb but tells nothing is no disclosure.
        let tells = rule.acts & Verb::Disclose.bit() == 0 || !view.what.is_empty() || verb == Verb::Disclose;
        shape && tells && meets(rule.channel, view.channel) && meets(rule.setting, view.setting)
    }

    fn without_overridden(&self, mut matched: Vec<RuleRef>, serves: &[RuleRef]) -> Vec<RuleRef> {
        let speakers = matched.iter().chain(serves).filter_map(|other| self.clause(*other));
        let overridden: Vec<RuleRef> = speakers.flat_map(|clause| &clause.overrides).copied().collect();
        if !overridden.is_empty() {
            matched.retain(|rule| !overridden.contains(rule));
        }
        matched
    }

    /// Open beliefs that some rule of this shape turns on.
    fn doubts(&self, fitting: impl Iterator<Item = RuleRef>, view: &View<'_>) -> Vec<super::vocabulary::Fact> {
        let clauses = fitting.filter_map(|rule| self.clause(rule));
        let asked: Vec<super::vocabulary::Fact> = clauses.flat_map(|clause| &clause.beliefs).copied().collect();
        view.situation.unsettled.iter().copied().filter(|fact| asked.contains(fact)).collect()
    }
}

/// Would this deed count toward what a duty asks for? A duty that names nobody to be told is no leave to tell
/// just anybody.
fn counts(deed: &Deed, atom: &Atom, tells: bool) -> bool {
    match atom {
        Atom::Done(_, manner) if tells && manner.toward.is_none() => false,
        Atom::Done(verb, manner) => deed.counts_as(*verb, *manner),
        _ => false,
    }
}

/// Each recipient and each person it is about make one flow; an act without a recipient is looked at once.
pub(super) fn flows(act: &Act) -> Vec<(Option<PartyIndex>, Option<PartyIndex>)> {
    let each = |people: &[PartyIndex]| match people {
        [] => vec![None],
        people => people.iter().copied().map(Some).collect(),
    };
    let subjects = each(&act.about);
    each(&act.to).into_iter().flat_map(|to| subjects.iter().map(move |about| (to, *about))).collect()
}

/// Everything that speaks to one flow, ready to be weighed.
struct Weighing<'a> {
    book: &'a Rulebook,
    act: &'a Act,
    view: &'a View<'a>,
    /// The rules that speak, by pack, as they stand in the rulebook.
    spoken: Vec<Spoken<'a>>,
    serves: &'a [RuleRef],
}

/// A rule that speaks, with its pack.
type Spoken<'a> = (usize, RuleRef, &'a Rule);

/// Which rules are heard.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Hearing {
    /// All.
    Everything,
    /// What speaks against the act must be settled; what speaks for it need not.
    SettledAgainst,
    /// What speaks for the act must not be contested.
    UncontestedFor,
}

impl Weighing<'_> {
    /// The badge of a layer: the strictest of its packs, and "contested" where that hangs on an unsettled rule.
    fn layer(&self, layer: Layer, findings: &mut Vec<Finding>) -> Badge {
        let heard = self.strictest(layer, Hearing::Everything, Some(findings));
        let hangs_on_unsettled = match heard {
            Badge::Partial | Badge::Violation => self.has(|rule| !rule.certainty.is_settled()),
            Badge::Ok => self.has(|rule| rule.certainty == Certainty::Contested),
            Badge::NotCovered | Badge::Contested => false,
        };
        if !hangs_on_unsettled {
            return heard;
        }
        match heard {
            Badge::Partial | Badge::Violation => match self.strictest(layer, Hearing::SettledAgainst, None) {
                Badge::NotCovered | Badge::Ok | Badge::Contested => Badge::Contested,
                settled @ (Badge::Partial | Badge::Violation) => settled,
            },
            Badge::Ok => match self.strictest(layer, Hearing::UncontestedFor, None) {
                Badge::Partial | Badge::Violation => Badge::Contested,
                Badge::NotCovered | Badge::Ok | Badge::Contested => Badge::Ok,
            },
            Badge::NotCovered | Badge::Contested => heard,
        }
    }

    /// Would leaving out what is unsettled change who is heard at all? Mostly not, and then one hearing is enough.
    fn has(&self, wanted: impl Fn(&Rule) -> bool) -> bool {
        self.spoken
            .iter()
            .map(|(.., rule)| *rule)
            .chain(self.serves.iter().filter_map(|rule| self.book.rule(*rule)))
            .any(wanted)
    }

    fn strictest(&self, layer: Layer, hearing: Hearing, mut findings: Option<&mut Vec<Finding>>) -> Badge {
        let packs = self.book.packs.iter().enumerate().filter(|(_, pack)| pack.layer == layer);
        let mut worst = Badge::NotCovered;
        for (pack, _) in packs {
            worst = worst.max(self.pack(pack, layer, hearing, findings.as_deref_mut()));
        }
        worst
    }

    fn pack(&self, pack: usize, layer: Layer, hearing: Hearing, findings: Option<&mut Vec<Finding>>) -> Badge {
        let mut sheet = Sheet { badge: Badge::NotCovered, findings };
        let everything = self.of_pack(pack);
        if everything.is_empty() && self.serves.is_empty() {
            return sheet.badge;
        }
        let some: Vec<Spoken<'_>>;
        let spoken = match hearing {
            Hearing::Everything => everything,
            Hearing::SettledAgainst | Hearing::UncontestedFor => {
                some = everything.iter().filter(|(.., rule)| is_heard(rule, hearing)).copied().collect();
                &some
            }
        };
        self.weigh_recipient(pack, layer, spoken, hearing, &mut sheet);
        self.weigh_content(pack, spoken, hearing, &mut sheet);
        self.weigh_manner(spoken, &mut sheet);
        sheet.badge
    }

    fn of_pack(&self, pack: usize) -> &[Spoken<'_>] {
        let start = self.spoken.partition_point(|(of, ..)| *of < pack);
        let end = self.spoken.partition_point(|(of, ..)| *of <= pack);
        self.spoken.get(start..end).unwrap_or_default()
    }

    fn duties_of(&self, pack: usize, hearing: Hearing) -> impl Iterator<Item = (RuleRef, &Rule)> {
        let of_pack =
            self.serves.iter().filter(move |rule| self.book.clause(**rule).is_some_and(|clause| clause.pack == pack));
        let known = of_pack.filter_map(|rule| Some((*rule, self.book.rule(*rule)?)));
        known.filter(move |(_, rule)| hearing != Hearing::UncontestedFor || rule.certainty != Certainty::Contested)
    }

    fn weigh_recipient(
        &self,
        pack: usize,
        layer: Layer,
        spoken: &[Spoken<'_>],
        hearing: Hearing,
        sheet: &mut Sheet<'_>,
    ) {
        let of = |wanted: fn(&Rule) -> bool| {
            spoken.iter().filter(move |(.., rule)| wanted(rule)).map(|(_, reference, _)| *reference)
        };
        let forbids = of(|rule| rule.effect == Effect::Forbid && rule.aspect == Aspect::Recipient && !rule.is_default);
        let permits = of(|rule| matches!(rule.effect, Effect::Permit | Effect::Discretion));
        let duties = self.duties_of(pack, hearing).map(|(rule, _)| rule);
        // What the law asks for, a code or policy cannot make a breach; its duties around the act stay open.
        let excused = self.view.required_by_law && layer != Layer::Law;
        let mut forbids = forbids.peekable();
        let mut for_it = duties.chain(permits).peekable();
        // A duty to tell is no leave to tell the wrong person: what the pack forbids outright stays forbidden.
        if forbids.peek().is_some() && !excused {
            let broken = forbids.map(|rule| self.broken(rule, Aspect::Recipient, TermSet::EMPTY));
            sheet.note(Badge::Violation, broken);
        } else if for_it.peek().is_some() {
            // That a duty was met is counted by the ledger, once; here it is what the act rests on.
            sheet.note(Badge::Ok, for_it.map(|rule| self.kept(rule, false)));
        } else if let Some(default) = of(|rule| rule.is_default).next() {
            let badge = if excused { Badge::Ok } else { Badge::Violation };
            let broken = (!excused).then(|| self.broken(default, Aspect::Recipient, TermSet::EMPTY));
            sheet.note(badge, broken);
        }
    }

    /// More than the permits together cover, and whatever a rule on content forbids.
    fn weigh_content(&self, pack: usize, spoken: &[Spoken<'_>], hearing: Hearing, sheet: &mut Sheet<'_>) {
        let limits = spoken.iter().filter(|(.., rule)| rule.effect == Effect::Forbid && rule.aspect == Aspect::Content);
        let mut faulted = TermSet::EMPTY;
        for (_, reference, rule) in limits {
            let excess = self.beyond(rule.at_most);
            if !excess.is_empty() || self.act.what.is_empty() {
                faulted = faulted | excess;
                sheet.note(manner_badge(rule), [self.broken(*reference, Aspect::Content, excess)]);
            }
        }
        let Some((widest, basis)) = self.bound(pack, spoken, hearing).filter(|_| sheet.badge != Badge::Violation)
        else {
            return;
        };
        let excess = self.act.what.without(widest).without(faulted);
        // Where the basic duty of the pack does not reach the act, nothing beyond a permit is against it either.
        let unguarded = || self.book.has_basic_duty(pack) && !spoken.iter().any(|(.., rule)| rule.is_default);
        if !excess.is_empty() && !unguarded() {
            sheet.note(Badge::Partial, [self.broken(basis, Aspect::Content, excess)]);
        }
    }

    /// The widest content of the rules this rests on, with the widest of those rules; none where nothing bounds it.
    fn bound(&self, pack: usize, spoken: &[Spoken<'_>], hearing: Hearing) -> Option<(TermSet, RuleRef)> {
        let permits = spoken.iter().filter(|(.., rule)| matches!(rule.effect, Effect::Permit | Effect::Discretion));
        let permits = permits.map(|(_, reference, rule)| (*reference, *rule));
        let mut all = TermSet::EMPTY;
        let mut widest: Option<(u32, RuleRef)> = None;
        for (reference, rule) in permits.chain(self.duties_of(pack, hearing)) {
            let kinds = self.extent(rule.at_most)?;
            let covered = kinds.and(self.act.what).len();
            all = all | kinds;
            if widest.is_none_or(|(most, _)| covered >= most) {
                widest = Some((covered, reference));
            }
        }
        widest.map(|(_, basis)| (all, basis))
    }

    /// The kinds an extent covers; none where it covers anything.
    fn extent(&self, extent: Extent) -> Option<TermSet> {
        let vocabulary = &self.book.vocabulary;
        let situation = self.view.situation;
        match extent {
            Extent::Any => None,
            Extent::Kinds(kinds) => Some(kinds),
            Extent::Process => Some(situation.process.as_ref().map(|process| process.covers).unwrap_or_default()),
            Extent::Release => {
                let (to, about) = self.view.recipient_index.zip(self.view.subject_index)?;
                Some(situation.released(vocabulary, about, to, self.act.purpose))
            }
        }
    }

    fn beyond(&self, extent: Extent) -> TermSet {
        self.extent(extent).map_or(self.act.what, |kinds| self.act.what.without(kinds))
    }

    /// What had to be done first, and where and how it was done.
    fn weigh_manner(&self, spoken: &[Spoken<'_>], sheet: &mut Sheet<'_>) {
        for (_, reference, rule) in spoken {
            if rule.effect == Effect::Require && rule.timing == Some(Timing::Before) {
                let met = rule.discharged_by.as_ref().is_some_and(|discharge| discharge.holds(self.view));
                match met {
                    true => sheet.note(Badge::Ok, [self.kept(*reference, true)]),
                    false => {
                        sheet.note(manner_badge(rule), [self.broken(*reference, Aspect::Procedure, TermSet::EMPTY)]);
                    }
                }
            }
            if rule.effect == Effect::Forbid
                && matches!(rule.aspect, Aspect::Setting | Aspect::Procedure)
                && !rule.is_default
            {
                sheet.note(manner_badge(rule), [self.broken(*reference, rule.aspect, TermSet::EMPTY)]);
            }
        }
    }

    /// The widest content that every pack with a bound allows.
    fn widest(&self) -> Option<TermSet> {
        let bounds = (0..self.book.packs.len()).filter_map(|pack| {
            let spoken = self.of_pack(pack);
            let silent = spoken.is_empty() && self.serves.is_empty();
            if silent { None } else { self.bound(pack, spoken, Hearing::Everything).map(|(kinds, _)| kinds) }
        });
        bounds.reduce(TermSet::and)
    }

    fn kept(&self, rule: RuleRef, is_duty: bool) -> Finding {
        let aspect = self.book.rule(rule).map_or(Aspect::Recipient, |rule| rule.aspect);
        self.finding(rule, Holding::Kept, aspect, TermSet::EMPTY, is_duty)
    }

    fn broken(&self, rule: RuleRef, aspect: Aspect, excess: TermSet) -> Finding {
        self.finding(rule, Holding::Broken, aspect, excess, false)
    }

    fn finding(&self, rule: RuleRef, holding: Holding, aspect: Aspect, excess: TermSet, is_duty: bool) -> Finding {
        let defects = if holding == Holding::Broken { self.defects() } else { Vec::new() };
        let View { recipient_index: recipient, subject_index: subject, .. } = *self.view;
        Finding { rule, holding, aspect, excess, recipient, subject, is_duty, defects }
    }

    /// What is wrong with the release on file, if one is there and does not hold.
    fn defects(&self) -> Vec<super::situation::Defect> {
        let situation = self.view.situation;
        let Some((to, about)) = self.view.recipient_index.zip(self.view.subject_index) else { return Vec::new() };
        let release = situation.release_for(&self.book.vocabulary, about, to, self.act.purpose);
        release.map(|(release, _)| situation.defects(&self.book.vocabulary, release)).unwrap_or_default()
    }
}

fn is_heard(rule: &Rule, hearing: Hearing) -> bool {
    let against = matches!(rule.effect, Effect::Forbid | Effect::Require);
    match hearing {
        Hearing::Everything => true,
        Hearing::SettledAgainst => !against || rule.certainty.is_settled(),
        Hearing::UncontestedFor => against || rule.certainty != Certainty::Contested,
    }
}

/// The wrong manner is a partial breach, unless the rule calls it grave.
fn manner_badge(rule: &Rule) -> Badge {
    if rule.severity == Severity::Grave { Badge::Violation } else { Badge::Partial }
}

/// What one pack says; its findings are written down where somebody wants them.
struct Sheet<'a> {
    badge: Badge,
    findings: Option<&'a mut Vec<Finding>>,
}

impl Sheet<'_> {
    fn note(&mut self, badge: Badge, findings: impl IntoIterator<Item = Finding>) {
        self.badge = self.badge.max(badge);
        if let Some(all) = &mut self.findings {
            all.extend(findings);
        }
    }
}

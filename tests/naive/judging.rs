//! How a judgment comes about, step by step as docs/rules.md tells it. Every rule is asked anew for every telling.

use super::asking::{Moment, kinds_of};
use super::books::{Book, Bound, Clause, Volume, spelled};
use super::story::{Story, Who, who};
use super::{Answer, Ledger, Words, asks_for, finding_line, overheard_line};
use confidant::ethics::{
    Act, ActEffect, Aspect, Atom, Badge, Certainty, Condition, Discharge, Effect, Layer, MadeOut, Severity, Situation,
    Surroundings, Timing, Verb,
};

const LAYERS: [Layer; 3] = [Layer::Law, Layer::Ethics, Layer::Policy];

/// What one rule found.
#[derive(Debug, Clone)]
struct Found {
    rule: String,
    broken: bool,
    aspect: Aspect,
    too_much: Words,
    recipient: Option<Who>,
    subject: Option<Who>,
    is_duty: bool,
    defects: Words,
}

/// What the rules say of one telling.
#[derive(Default)]
struct Flow {
    badges: [Badge; 3],
    found: Vec<Found>,
    called_up: Words,
    widest: Option<Words>,
    doubts: Words,
}

/// Which rules are listened to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Listening {
    ToAll,
    NotToUnsettledBlame,
    NotToContestedLeave,
}

/// Everything that is the same for every telling of an act.
struct Case<'a> {
    book: &'a Book<'a>,
    act: &'a Act,
    story: &'a Story<'a>,
    around: &'a Surroundings,
}

impl Book<'_> {
    /// Judges one act as the situation stands before it.
    pub(crate) fn judge(&self, act: &Act, situation: &Situation, around: &Surroundings, ledger: &Ledger) -> Answer {
        let story = Story::tell(self.words, situation);
        let case = Case { book: self, act, story: &story, around };
        let overheard_by = case.overheard_by();
        let mut flows = Vec::new();
        let mut asked_for = false;
        for (at, recipient) in each(&act.to).into_iter().enumerate() {
            let open = ledger.open().into_iter().filter_map(|id| self.find(id));
            let served: Vec<&Clause> = open.filter(|duty| case.serves(duty, at)).collect();
            asked_for |= !served.is_empty();
            for subject in each(&act.about) {
                let mut moment = Moment::of(&story, act, around, recipient, subject);
                moment.overheard = !overheard_by.is_empty();
                moment.required_by_law = served.iter().any(|duty| duty.layer == Layer::Law);
                flows.push(case.judge(&moment, &served));
            }
        }
        case.sum_up(flows, asked_for, overheard_by)
    }
}

fn each(people: &[confidant::ethics::PartyIndex]) -> Vec<Option<Who>> {
    if people.is_empty() { vec![None] } else { people.iter().map(|index| Some(who(*index))).collect() }
}

fn is_settled(clause: &Clause) -> bool {
    match clause.rule.certainty {
        Certainty::Verified | Certainty::Secondary => true,
        Certainty::Unverified | Certainty::Contested => false,
    }
}

/// A rule sets aside what it lists, but a code sets no law aside, and a policy neither.
fn sets_aside(clause: &Clause, other: &Clause) -> bool {
    let height = |layer: Layer| match layer {
        Layer::Law => 2,
        Layer::Ethics => 1,
        Layer::Policy => 0,
    };
    clause.overrides.contains(&other.id) && height(clause.layer) >= height(other.layer)
}

fn allows(clause: &Clause) -> bool {
    matches!(clause.rule.effect, Effect::Permit | Effect::Discretion)
}

fn atoms_of(condition: &Condition<Atom>) -> Vec<&Atom> {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(atoms_of).collect(),
        Condition::Not(part) => atoms_of(part),
        Condition::Atom(atom) => vec![atom],
    }
}

impl Case<'_> {
    /// Does it count toward this duty that the act is done toward its first, second … person? It does if that deed is one
    /// that the duty names. A telling counts only where the duty names who is to be told.
    fn serves(&self, duty: &Clause, at: usize) -> bool {
        let deeds = self.story.deeds(self.act);
        let steps = duty.rule.discharged_by.iter().flat_map(Discharge::steps);
        steps.flat_map(atoms_of).any(|atom| match atom {
            Atom::Done(_, manner) if self.tells() && manner.toward.is_none() => false,
            Atom::Done(verb, manner) => deeds.get(at).is_some_and(|deed| deed.is(*verb, *manner, self.story.words)),
            _ => false,
        })
    }

    fn tells(&self) -> bool {
        self.act.verb.is_flow() && !self.act.what.is_empty()
    }

    /// Who can hear something of it and would not be in order, or only unsettled, as the recipient of that; with what it
    /// is.
    fn overheard_by(&self) -> Vec<(Who, Words)> {
        let spoken = super::story::line(&self.story.words.channels, self.act.channel);
        if !self.tells() || (self.act.channel.is_some() && !spoken.contains("spoken")) {
            return Vec::new();
        }
        if self.act.setting.is_some() && self.act.setting != self.around.setting {
            return Vec::new();
        }
        let mut listeners: Vec<Who> = Vec::new();
        for near in &self.around.listeners {
            let is_meant = self.act.to.contains(&near.who) || self.act.about.contains(&near.who);
            if !is_meant && !listeners.contains(&who(near.who)) {
                listeners.push(who(near.who));
            }
        }
        let heard = listeners.into_iter().map(|listener| (listener, self.made_out_by(listener)));
        heard.filter(|(listener, told)| !told.is_empty() && self.may_not_know(*listener, told)).collect()
    }

    /// What of the kinds told reaches somebody, wherever they are named among those who can hear.
    fn made_out_by(&self, listener: Who) -> Words {
        let told = kinds_of(self.story, self.act);
        let mut reached = Words::new();
        for near in self.around.listeners.iter().filter(|near| who(near.who) == listener) {
            match near.makes_out {
                MadeOut::All => reached.extend(told.clone()),
                MadeOut::Kinds(kinds) => {
                    reached.extend(self.story.words.kinds.ids(kinds).into_iter().map(str::to_owned));
                }
            }
        }
        told.intersection(&reached).cloned().collect()
    }

    fn may_not_know(&self, listener: Who, told: &Words) -> bool {
        self.act.about.iter().any(|subject| {
            let about = Some(who(*subject));
            let mut moment = Moment::hearing(self.story, self.act, told.clone(), self.around, Some(listener), about);
            moment.incidental = true;
            let flow = self.judge(&moment, &[]);
            flow.badges.iter().any(|badge| matches!(badge, Badge::Partial | Badge::Violation))
        })
    }

    fn judge(&self, moment: &Moment<'_>, served: &[&Clause]) -> Flow {
        let quiet = Moment::quiet(self.story, &self.story.done);
        let silent: Words = self
            .book
            .packs
            .iter()
            .filter(|volume| volume.pack.when.as_ref().is_some_and(|when| !quiet.holds(when)))
            .map(|volume| volume.pack.id.to_string())
            .collect();
        let asked = self.book.rules.iter().copied().filter(|clause| !silent.contains(&clause.pack));
        let about_this: Vec<&Clause> = asked.filter(|clause| self.is_about_this(clause, moment)).collect();
        let mut flow = Flow { doubts: self.doubts(&about_this), ..Flow::default() };
        let applying: Vec<&Clause> = about_this.into_iter().filter(|clause| applies(clause, moment)).collect();
        let set_aside = |clause: &Clause| applying.iter().chain(served).any(|other| sets_aside(other, clause));
        let speaking: Vec<&Clause> = applying.iter().copied().filter(|clause| !set_aside(clause)).collect();
        for clause in &speaking {
            if clause.rule.timing == Some(Timing::After) {
                flow.called_up.insert(clause.id.clone());
            }
        }
        let hearing = Hearing { case: self, moment, speaking: &speaking, served };
        for (badge, layer) in flow.badges.iter_mut().zip(LAYERS) {
            *badge = hearing.layer(layer, &mut flow.found);
        }
        flow.widest = hearing.widest();
        flow
    }

    /// Has the act the shape that the rule names?
    fn is_about_this(&self, clause: &Clause, moment: &Moment<'_>) -> bool {
        let verb = self.act.verb;
        let done = clause.verbs.iter().any(|asked| *asked == verb || verb.parents().contains(asked));
        // What tells nothing is no disclosure, unless it is called one.
        let told = !clause.verbs.contains(&Verb::Disclose) || verb == Verb::Disclose || !moment.told.is_empty();
        done && told
            && asks_for(&clause.to, &moment.recipient_roles)
            && asks_for(&clause.about, &moment.subject_roles)
            && asks_for(&clause.purpose, moment.purposes())
            && asks_for(&clause.channel, moment.channels())
            && asks_for(&clause.setting, moment.settings())
    }

    /// The open beliefs that a rule about this asks for, whether it applies or not.
    fn doubts(&self, about_this: &[&Clause]) -> Words {
        let words = self.story.words;
        let mut doubts = Words::new();
        for fact in &self.story.situation.unsettled {
            let Some(entry) = words.fact_entry(*fact).filter(|entry| entry.belief) else { continue };
            let asks = |condition: &Condition<Atom>| {
                atoms_of(condition).into_iter().any(|atom| matches!(atom, Atom::Fact(asked, ..) if asked == fact))
            };
            if about_this.iter().any(|clause| asks(&clause.rule.when) || clause.rule.unless.as_ref().is_some_and(asks))
            {
                doubts.insert(entry.id.clone());
            }
        }
        doubts
    }

    /// All tellings of an act together.
    fn sum_up(&self, flows: Vec<Flow>, asked_for: bool, overheard_by: Vec<(Who, Words)>) -> Answer {
        let mut all = Flow::default();
        for flow in flows {
            for (badge, other) in all.badges.iter_mut().zip(flow.badges) {
                *badge = (*badge).max(other);
            }
            all.called_up.extend(flow.called_up);
            all.doubts.extend(flow.doubts);
            all.widest = narrower(all.widest, flow.widest);
            for found in flow.found {
                let same = |known: &&mut Found| {
                    (&known.rule, known.broken, known.recipient) == (&found.rule, found.broken, found.recipient)
                };
                match all.found.iter_mut().find(same) {
                    Some(known) => known.too_much.extend(found.too_much),
                    None => all.found.push(found),
                }
            }
        }
        let name = |at: Who| self.story.people.get(at).map(|person| person.id.clone()).unwrap_or_default();
        let named = |at: Option<Who>| at.map(name).unwrap_or_default();
        let everything = kinds_of(self.story, self.act);
        let overheard = |(at, told): (Who, Words)| {
            let part: Vec<String> = if told == everything { Vec::new() } else { told.into_iter().collect() };
            overheard_line(&name(at), &part)
        };
        let rule = |found: &Found| self.book.find(&found.rule);
        let kept: Vec<&Clause> = all.found.iter().filter(|found| !found.broken).filter_map(rule).collect();
        let [law, ethics, policy] = all.badges;
        let effect = effect(law.max(ethics).max(policy), &kept, asked_for);
        let line = |found: &Found| {
            finding_line(&[
                (if found.broken { "breaks" } else { "keeps" }, found.rule.clone()),
                ("in", format!("{:?}", found.aspect)),
                ("to", named(found.recipient)),
                ("about", named(found.subject)),
                ("too much", found.too_much.iter().cloned().collect::<Vec<_>>().join(" ")),
                ("a duty", if found.is_duty { "yes".into() } else { String::new() }),
                ("release", found.defects.iter().cloned().collect::<Vec<_>>().join(" ")),
            ])
        };
        Answer {
            law,
            ethics,
            policy,
            effect,
            certainty: how_sure([law, ethics, policy], &all.found, &rule),
            findings: all.found.iter().map(line).collect(),
            called_up: all.called_up,
            overheard_by: overheard_by.into_iter().map(overheard).collect(),
            widest: all.widest,
            doubts: all.doubts,
        }
    }
}

fn applies(clause: &Clause, moment: &Moment<'_>) -> bool {
    moment.holds(&clause.rule.when) && !clause.rule.unless.as_ref().is_some_and(|unless| moment.holds(unless))
}

/// What both allow, where no bound allows anything.
fn narrower(one: Option<Words>, other: Option<Words>) -> Option<Words> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.intersection(&other).cloned().collect()),
        (Some(bound), None) | (None, Some(bound)) => Some(bound),
        (None, None) => None,
    }
}

/// Each layer is as sure as the surest rule that bears it out, a contested one as the least sure; all of it as the least
/// sure layer.
fn how_sure<'b>(
    badges: [Badge; 3],
    found: &[Found],
    rule: &impl Fn(&Found) -> Option<&'b Clause>,
) -> Option<Certainty> {
    let mut least = None;
    for (badge, layer) in badges.into_iter().zip([Layer::Law, Layer::Ethics, Layer::Policy]) {
        let mut sure = Vec::new();
        for one in found {
            let Some(clause) = rule(one).filter(|clause| clause.layer == layer) else { continue };
            let bears = match badge {
                Badge::NotCovered => false,
                Badge::Ok => !one.broken,
                Badge::Partial | Badge::Violation => one.broken,
                Badge::Contested => true,
            };
            sure.extend(bears.then_some(clause.rule.certainty));
        }
        let of_layer = if badge == Badge::Contested { sure.into_iter().max() } else { sure.into_iter().min() };
        least = least.max(of_layer);
    }
    least
}

fn effect(gravest: Badge, kept: &[&Clause], asked_for: bool) -> ActEffect {
    let rests_on = |effect: Effect| kept.iter().any(|clause| clause.rule.effect == effect);
    match gravest {
        Badge::Violation => ActEffect::Forbidden,
        _ if asked_for => ActEffect::Required,
        Badge::Contested => ActEffect::Discretion,
        Badge::NotCovered => ActEffect::Neutral,
        Badge::Ok | Badge::Partial if !rests_on(Effect::Permit) && rests_on(Effect::Discretion) => {
            ActEffect::Discretion
        }
        Badge::Ok | Badge::Partial => ActEffect::Permitted,
    }
}

/// One telling, the rules that speak to it and the duties it serves.
struct Hearing<'a> {
    case: &'a Case<'a>,
    moment: &'a Moment<'a>,
    speaking: &'a [&'a Clause],
    served: &'a [&'a Clause],
}

impl Hearing<'_> {
    fn layer(&self, layer: Layer, found: &mut Vec<Found>) -> Badge {
        let (badge, all) = self.strictest(layer, Listening::ToAll);
        found.extend(all);
        match badge {
            Badge::Partial | Badge::Violation => match self.strictest(layer, Listening::NotToUnsettledBlame).0 {
                still @ (Badge::Partial | Badge::Violation) => still,
                Badge::NotCovered | Badge::Ok | Badge::Contested => Badge::Contested,
            },
            Badge::Ok => match self.strictest(layer, Listening::NotToContestedLeave).0 {
                Badge::Partial | Badge::Violation => Badge::Contested,
                Badge::NotCovered | Badge::Ok | Badge::Contested => Badge::Ok,
            },
            Badge::NotCovered | Badge::Contested => badge,
        }
    }

    /// The gravest badge of the packs of a layer, and all that they found.
    fn strictest(&self, layer: Layer, listening: Listening) -> (Badge, Vec<Found>) {
        let mut gravest = Badge::NotCovered;
        let mut found = Vec::new();
        for volume in &self.case.book.packs {
            if volume.pack.layer == layer {
                let (badge, mut said) = self.pack(volume, listening);
                gravest = gravest.max(badge);
                found.append(&mut said);
            }
        }
        (gravest, found)
    }

    fn heard(&self, pack: &str, listening: Listening) -> (Vec<&Clause>, Vec<&Clause>) {
        let is_heard = |clause: &Clause, speaks_for: bool| match listening {
            Listening::ToAll => true,
            Listening::NotToUnsettledBlame => speaks_for || is_settled(clause),
            Listening::NotToContestedLeave => !speaks_for || clause.rule.certainty != Certainty::Contested,
        };
        let of_pack = |clause: &&&Clause| clause.pack == pack;
        let speaking = self.speaking.iter().filter(of_pack).copied().filter(|clause| is_heard(clause, allows(clause)));
        let served = self.served.iter().filter(of_pack).copied().filter(|clause| is_heard(clause, true));
        (speaking.collect(), served.collect())
    }

    fn pack(&self, volume: &Volume, listening: Listening) -> (Badge, Vec<Found>) {
        let (speaking, served) = self.heard(volume.pack.id.as_str(), listening);
        let mut sheet = Sheet { badge: Badge::NotCovered, found: Vec::new() };
        self.weigh_recipient(&speaking, &served, volume.pack.layer, &mut sheet);
        self.weigh_content(&speaking, &served, volume.has_basic_duty, &mut sheet);
        self.weigh_manner(&speaking, &mut sheet);
        (sheet.badge, sheet.found)
    }

    fn weigh_recipient(&self, speaking: &[&Clause], served: &[&Clause], layer: Layer, sheet: &mut Sheet) {
        let outright = |clause: &&&Clause| {
            clause.rule.effect == Effect::Forbid && clause.rule.aspect == Aspect::Recipient && !clause.rule.is_default
        };
        let forbidding: Vec<&Clause> = speaking.iter().filter(outright).copied().collect();
        let leave: Vec<&Clause> =
            served.iter().copied().chain(speaking.iter().copied().filter(|clause| allows(clause))).collect();
        let basic_duty = speaking.iter().copied().find(|clause| clause.rule.is_default);
        // What the law asks for, a code or a policy cannot make a breach.
        let excused = self.moment.required_by_law && layer != Layer::Law;
        if !forbidding.is_empty() && !excused {
            for clause in forbidding {
                sheet.note(Badge::Violation, self.found(clause, true, Aspect::Recipient));
            }
        } else if !leave.is_empty() {
            for clause in leave {
                sheet.note(Badge::Ok, self.found(clause, false, clause.rule.aspect));
            }
        } else if let Some(duty) = basic_duty {
            if excused {
                sheet.badge = sheet.badge.max(Badge::Ok);
            } else {
                sheet.note(Badge::Violation, self.found(duty, true, Aspect::Recipient));
            }
        }
    }

    fn weigh_content(&self, speaking: &[&Clause], served: &[&Clause], closed: bool, sheet: &mut Sheet) {
        let told = &self.moment.told;
        let mut faulted = Words::new();
        for clause in speaking
            .iter()
            .filter(|clause| clause.rule.effect == Effect::Forbid && clause.rule.aspect == Aspect::Content)
        {
            let beyond: Words = match self.bound(clause) {
                None => told.clone(),
                Some(covered) => told.difference(&covered).cloned().collect(),
            };
            if told.is_empty() || !beyond.is_empty() {
                faulted.extend(beyond.iter().cloned());
                sheet.note(
                    manner_badge(clause),
                    Found { too_much: beyond, ..self.found(clause, true, Aspect::Content) },
                );
            }
        }
        let Some((covered, basis)) = self.together(speaking, served) else { return };
        let beyond: Words =
            told.iter().filter(|kind| !covered.contains(*kind) && !faulted.contains(*kind)).cloned().collect();
        let out_of_reach = closed && !speaking.iter().any(|clause| clause.rule.is_default);
        if sheet.badge != Badge::Violation && !beyond.is_empty() && !out_of_reach {
            sheet.note(Badge::Partial, Found { too_much: beyond, ..self.found(basis, true, Aspect::Content) });
        }
    }

    fn weigh_manner(&self, speaking: &[&Clause], sheet: &mut Sheet) {
        for clause in speaking {
            let rule = &clause.rule;
            if rule.effect == Effect::Require && rule.timing == Some(Timing::Before) {
                let met = rule
                    .discharged_by
                    .as_ref()
                    .is_some_and(|way| way.steps().iter().all(|step| self.moment.holds(step)));
                if met {
                    sheet.note(Badge::Ok, Found { is_duty: true, ..self.found(clause, false, rule.aspect) });
                } else {
                    sheet.note(manner_badge(clause), self.found(clause, true, Aspect::Procedure));
                }
            }
            let of_manner = matches!(rule.aspect, Aspect::Setting | Aspect::Procedure);
            if rule.effect == Effect::Forbid && of_manner && !rule.is_default {
                sheet.note(manner_badge(clause), self.found(clause, true, rule.aspect));
            }
        }
    }

    /// What this rule covers; nothing where it covers anything.
    fn bound(&self, clause: &Clause) -> Option<Words> {
        let (story, moment) = (self.moment.story, self.moment);
        match &clause.at_most {
            Bound::Anything => None,
            Bound::Kinds(kinds) => Some(kinds.clone()),
            Bound::Process => {
                let paper = story.situation.process.as_ref();
                Some(paper.map(|paper| spelled(&story.words.kinds, paper.covers)).unwrap_or_default())
            }
            Bound::Release => {
                let (Some(to), Some(about)) = (moment.recipient, moment.subject) else { return None };
                let mut covered = Words::new();
                for paper in story.on_file(about, to, moment.purpose.as_deref()) {
                    if paper.defects.is_empty() {
                        covered.extend(paper.what.iter().cloned());
                        covered.extend(["identity", "names", "presence"].map(String::from));
                    }
                }
                Some(covered)
            }
        }
    }

    /// What the rules that an act rests on cover together, and which of them covers most of what is told: the last of
    /// equals. Nothing where one of them covers anything, or where it rests on none.
    fn together<'b>(&self, speaking: &[&'b Clause], served: &[&'b Clause]) -> Option<(Words, &'b Clause)> {
        let mut all = Words::new();
        let mut best: Option<(usize, &Clause)> = None;
        for clause in speaking.iter().copied().filter(|clause| allows(clause)).chain(served.iter().copied()) {
            let covered = self.bound(clause)?;
            let of_told = covered.intersection(&self.moment.told).count();
            all.extend(covered);
            best = match best {
                Some((most, known)) if of_told < most => Some((most, known)),
                _ => Some((of_told, clause)),
            };
        }
        best.map(|(_, clause)| (all, clause))
    }

    fn widest(&self) -> Option<Words> {
        let mut widest = None;
        for volume in &self.case.book.packs {
            let (speaking, served) = self.heard(volume.pack.id.as_str(), Listening::ToAll);
            widest = narrower(widest, self.together(&speaking, &served).map(|(covered, _)| covered));
        }
        widest
    }

    fn found(&self, clause: &Clause, broken: bool, aspect: Aspect) -> Found {
        let (story, moment) = (self.moment.story, self.moment);
        let mut defects = Words::new();
        if let (true, Some(to), Some(about)) = (broken, moment.recipient, moment.subject)
            && moment.release == confidant::ethics::ReleaseStatus::Defective
            && let Some(last) = story.on_file(about, to, moment.purpose.as_deref()).last()
        {
            defects = last.defects.iter().map(|defect| format!("{defect:?}")).collect();
        }
        Found {
            rule: clause.id.clone(),
            broken,
            aspect,
            too_much: Words::new(),
            recipient: moment.recipient,
            subject: moment.subject,
            is_duty: false,
            defects,
        }
    }
}

fn manner_badge(clause: &Clause) -> Badge {
    if clause.rule.severity == Severity::Grave { Badge::Violation } else { Badge::Partial }
}

/// What one pack comes to.
struct Sheet {
    badge: Badge,
    found: Vec<Found>,
}

impl Sheet {
    fn note(&mut self, badge: Badge, found: Found) {
        self.badge = self.badge.max(badge);
        self.found.push(found);
    }
}

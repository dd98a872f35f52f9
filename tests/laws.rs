//! Laws that hold whatever the situation, the act and the place: told over the shipped rules and thousands of generated
//! stories. "Better" compares badges, where not being covered counts as being in order.
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test may fail")]

use confidant::ethics::{
    Act, ActJudgment, Authority, Badge, Compare, Condition, Deed, Done, Effect, Facts, Holding, Layer, Ledger,
    Listener, MadeOut, Packs, Party, PartyIndex, Process, Reach, Release, Rulebook, Situation, Standpoint,
    Surroundings, Term, TermSet, Tree, Verb, Vocabulary,
};
use confidant::ethics::{Atom, FactKind};
use confidant::ids::PartyId;
use confidant::library::{load_packs, shipped_rules};
use jiff::civil::{Date, date};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use proptest::test_runner::RngSeed;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock};

/// Every place as a counselor, every profession in Ohio, and a place whose law is not on file; as "US-OH/psychologist".
fn standpoints() -> &'static [&'static str] {
    static ALL: OnceLock<Vec<&'static str>> = OnceLock::new();
    ALL.get_or_init(|| {
        let places = packs().jurisdictions().into_iter().map(|(place, _)| format!("{place}/counselor"));
        let professions = packs().professions().into_iter().map(|profession| format!("US-OH/{profession}"));
        let all = places.chain(professions).chain(["US-ZZ/counselor".to_owned()]);
        all.map(|standpoint| &*standpoint.leak()).collect()
    })
}

const DAYS: &[Date] = &[date(2024, 3, 1), date(2025, 6, 19), date(2025, 6, 20), date(2026, 10, 5)];

/// What stories are often about, so that the rules on it are met more often than chance would have it.
const THEMES: &[&[(&str, &str)]] = &[
    &[
        ("threat.made", "true"),
        ("threat.serious", "true"),
        ("threat.victim", "identified"),
        ("threat.against", "person"),
    ],
    &[("threat.imminent", "true"), ("threat.intent", "true"), ("threat.ability", "true")],
    &[("suicide.risk", "imminent")],
    &[("abuse.suspected", "true"), ("abuse.of", "child"), ("abuse.child_before_reporter", "true")],
    &[("abuse.suspected", "true"), ("abuse.of", "elder")],
    &[("minor.consented_alone", "true"), ("minor.mature", "true")],
    &[("process.kind", "attorney_subpoena")],
    &[("process.kind", "court_order")],
    &[("infection.confirmed", "true"), ("infection.life_threatening", "true"), ("infection.partner_at_risk", "true")],
    &[("client.agrees", "true")],
    &[("breach.happened", "true")],
    &[("agreement.secrets", "no_secrets")],
    &[("hipaa.covered", "false")],
    &[("program", "school")],
];

fn packs() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| load_packs(&shipped_rules()).expect("the shipped rules can be read"))
}

fn words() -> &'static Vocabulary {
    &packs().vocabulary
}

fn standpoint(place: &str, day: Date) -> Standpoint {
    let (place, profession) = place.split_once('/').unwrap();
    Standpoint { profession: profession.into(), jurisdiction: place.into(), as_of: day, policies: Vec::new() }
}

fn book(place: &'static str, day: Date) -> Arc<Rulebook> {
    type Books = BTreeMap<(&'static str, Date), Arc<Rulebook>>;
    static BOOKS: OnceLock<Mutex<Books>> = OnceLock::new();
    let mut books = BOOKS.get_or_init(Mutex::default).lock().unwrap();
    books.entry((place, day)).or_insert_with(|| Arc::new(Rulebook::compile(packs(), standpoint(place, day)))).clone()
}

/// The people of every story: one client or two, one of each role, and some who are two things at once.
const BOTH: &[(&str, &[&str])] = &[
    ("custodial_parent", &["parent", "guardian"]),
    ("threatened_spouse", &["spouse", "threatened_person"]),
    ("feared_parent", &["parent", "suspected_abuser"]),
    ("treating_colleague", &["colleague", "team_member"]),
];

fn people() -> &'static [String] {
    static PEOPLE: OnceLock<Vec<String>> = OnceLock::new();
    PEOPLE.get_or_init(|| {
        let plain = words().roles.iter().filter(|(_, role)| !role.computed).map(|(_, role)| role.id.clone());
        let plain = plain.filter(|id| id != "counselor");
        ["alex", "kim"]
            .map(String::from)
            .into_iter()
            .chain(plain)
            .chain(BOTH.iter().map(|(id, _)| (*id).into()))
            .collect()
    })
}

fn ids(tree: &'static Tree) -> &'static [String] {
    static IDS: OnceLock<Mutex<BTreeMap<&str, &'static [String]>>> = OnceLock::new();
    let mut all = IDS.get_or_init(Mutex::default).lock().unwrap();
    all.entry(tree.what).or_insert_with(|| tree.all_ids().map(String::from).collect::<Vec<_>>().leak())
}

/// A story as words, so that a failure can be read.
#[derive(Debug, Clone)]
struct Story {
    place: &'static str,
    day: Date,
    age: Option<u8>,
    deceased: bool,
    couple: bool,
    themes: Vec<&'static [(&'static str, &'static str)]>,
    facts: Vec<(String, u8)>,
    unsettled: bool,
    releases: Vec<Paper>,
    ordered: Option<Vec<String>>,
    done: Vec<(Verb, String)>,
    knows: Vec<String>,
    place_of_talk: Option<String>,
    listeners: Vec<Ear>,
    telling: Telling,
}

/// Somebody near, who makes out everything or only this: some of what is told, each as its lot falls, and these kinds.
#[derive(Debug, Clone)]
struct Ear {
    who: String,
    part: Option<Part>,
}

#[derive(Debug, Clone)]
struct Part {
    lots: Vec<bool>,
    kinds: Vec<String>,
}

#[derive(Debug, Clone)]
struct Paper {
    to_all: bool,
    covers_all: bool,
    what: Vec<String>,
    purpose: Vec<String>,
    sound: bool,
}

#[derive(Debug, Clone)]
struct Telling {
    verb: Verb,
    to: Vec<String>,
    what: Vec<String>,
    purpose: String,
    channel: String,
    under: Option<Authority>,
}

/// A story ready to be judged.
struct Told {
    book: Arc<Rulebook>,
    situation: Situation,
    around: Surroundings,
    act: Act,
}

impl Told {
    fn judge(&self) -> ActJudgment {
        self.judge_by(&self.book)
    }

    fn judge_by(&self, book: &Rulebook) -> ActJudgment {
        let mut ledger = Ledger::default();
        ledger.update(book, &self.situation, &[], &[]);
        book.judge(&self.act, &self.situation, &self.around, ledger.duties()).judgment
    }
}

fn term(tree: &Tree, id: &str) -> Term {
    tree.term(id).expect("ids come from the vocabulary")
}

fn terms(tree: &Tree, ids: &[String]) -> TermSet {
    ids.iter().map(|id| term(tree, id)).collect()
}

fn index(id: &str) -> PartyIndex {
    let at = people().iter().position(|known| known == id).expect("everybody is known");
    PartyIndex(u8::try_from(at).unwrap())
}

fn indices(ids: &[String]) -> Vec<PartyIndex> {
    let mut all: Vec<PartyIndex> = ids.iter().map(|id| index(id)).collect();
    all.sort_unstable();
    all.dedup();
    all
}

impl Story {
    fn party(&self, id: &str) -> Party {
        let words = words();
        let both = BOTH.iter().find(|(known, _)| *known == id).map(|(_, roles)| roles.to_vec());
        let named: Vec<&str> = match id {
            "alex" => vec!["client"],
            "kim" if self.couple => vec!["client"],
            "kim" => vec!["friend"],
            _ => both.unwrap_or_else(|| vec![id]),
        };
        let roles: TermSet = named.iter().map(|role| term(&words.roles, role)).collect();
        let closure = words.roles.above_all(roles);
        let (age, deceased) = if id == "alex" { (self.age, self.deceased) } else { (None, false) };
        Party { id: PartyId::from(id), name: id.into(), roles, closure, age, deceased }
    }

    fn facts(&self) -> Facts {
        let words = words();
        let mut facts = Facts::of(words);
        for (id, value) in self.themes.iter().copied().flatten() {
            let fact = words.fact(id).expect("themes name facts");
            facts.set(fact, words.fact_entry(fact).and_then(|entry| entry.kind.value(value)).expect("themes fit"));
        }
        for (id, draw) in &self.facts {
            let fact = words.fact(id).expect("ids come from the vocabulary");
            let values: Vec<i16> =
                words.fact_entry(fact).map(|entry| entry.kind.values().collect()).unwrap_or_default();
            facts.set(fact, *values.get(usize::from(*draw) % values.len()).unwrap());
        }
        facts
    }

    fn release(&self, at: usize, paper: &Paper) -> Release {
        let words = words();
        let to = if paper.to_all { &self.telling.to } else { &self.knows };
        let told = if paper.covers_all { terms(&words.kinds, &self.telling.what) } else { TermSet::EMPTY };
        Release {
            id: format!("release {at}"),
            by: index("alex"),
            to: indices(to),
            what: words.kinds.below_all(told | terms(&words.kinds, &paper.what)),
            purpose: words.purposes.below_all(terms(&words.purposes, &paper.purpose)),
            signed_by: paper.sound.then(|| index("alex")),
            signed: Some(self.day),
            expires: None,
            revoked: None,
            missing: Vec::new(),
            flaws: Vec::new(),
        }
    }

    fn tell(&self) -> Told {
        let words = words();
        let parties = Arc::new(people().iter().map(|id| self.party(id)).collect());
        let process = self.ordered.as_ref().map(|covers| Process {
            from: None,
            about: Vec::new(),
            covers: words.kinds.below_all(terms(&words.kinds, covers)),
        });
        let unsettled =
            words.facts().filter(|(_, entry)| self.unsettled && entry.belief).map(|(fact, _)| fact).collect();
        let mut situation = Situation {
            parties,
            facts: self.facts(),
            unsettled,
            releases: Arc::new(self.releases.iter().enumerate().map(|(at, paper)| self.release(at, paper)).collect()),
            process,
            date: self.day,
            minute: 0,
            done: Done::default(),
            learned: Vec::new(),
        };
        for (verb, to) in &self.done {
            let toward = situation.party(index(to)).map(|party| party.closure).unwrap_or_default();
            let (by, purpose) = (TermSet::EMPTY, TermSet::EMPTY);
            situation.done.note(Deed { verb: *verb, toward, by, purpose, concerning: Vec::new() });
        }
        situation.note_learned(&indices(&self.knows), &[index("alex")], TermSet::of(words.landmarks.identity));
        let act = Act {
            verb: self.telling.verb,
            to: indices(&self.telling.to),
            about: vec![index("alex")],
            what: terms(&words.kinds, &self.telling.what),
            purpose: Some(term(&words.purposes, &self.telling.purpose)),
            channel: Some(term(&words.channels, &self.telling.channel)),
            setting: None,
            under: self.telling.under,
            concerning: Vec::new(),
        };
        let setting = self.place_of_talk.as_ref().map(|id| term(&words.settings, id));
        let listeners = self.listeners.iter().map(|ear| ear.listens_to(&act)).collect();
        let around = Surroundings { setting, listeners };
        Told { book: book(self.place, self.day), situation, around, act }
    }
}

impl Ear {
    fn listens_to(&self, act: &Act) -> Listener {
        let who = index(&self.who);
        self.part.as_ref().map_or(Listener::all(who), |part| Listener::part(who, part.of(act)))
    }
}

impl Part {
    fn of(&self, act: &Act) -> TermSet {
        let lots = self.lots.iter().chain(std::iter::repeat(&false));
        let caught: TermSet = act.what.iter().zip(lots).filter(|(_, falls)| **falls).map(|(kind, _)| kind).collect();
        caught | terms(&words().kinds, &self.kinds)
    }
}

fn parts() -> impl Strategy<Value = Part> {
    (vec(any::<bool>(), 4), kinds(0..2)).prop_map(|(lots, kinds)| Part { lots, kinds })
}

fn ears(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<Ear>> {
    let ear = (select(people()), proptest::option::of(parts()));
    vec(ear.prop_map(|(who, part)| Ear { who, part }), count)
}

fn kinds(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    vec(select(ids(&words().kinds)), count)
}

fn persons(count: std::ops::Range<usize>) -> impl Strategy<Value = Vec<String>> {
    vec(select(people()), count)
}

fn papers() -> impl Strategy<Value = Vec<Paper>> {
    let purposes = prop_oneof![Just(Vec::new()), vec(select(ids(&words().purposes)), 1..3)];
    let paper = (prop::bool::weighted(0.8), any::<bool>(), kinds(1..5), purposes, prop::bool::weighted(0.8));
    let written = |(to_all, covers_all, what, purpose, sound)| Paper { to_all, covers_all, what, purpose, sound };
    vec(paper.prop_map(written), 0..4)
}

fn verbs() -> Vec<Verb> {
    Verb::ALL.iter().map(|(_, verb)| *verb).collect()
}

fn tellings() -> impl Strategy<Value = Telling> {
    let words = words();
    let flows: Vec<Verb> = verbs().into_iter().filter(|verb| verb.is_flow()).collect();
    let claims: Vec<Authority> = Authority::ALL.iter().map(|(_, authority)| *authority).collect();
    let under = proptest::option::weighted(0.4, select(claims));
    (select(flows), persons(1..3), kinds(1..5), select(ids(&words.purposes)), select(ids(&words.channels)), under)
        .prop_map(|(verb, to, what, purpose, channel, under)| Telling { verb, to, what, purpose, channel, under })
}

fn stories() -> impl Strategy<Value = Story> {
    let words = words();
    let facts: Vec<String> = words.facts().map(|(_, entry)| entry.id.clone()).collect();
    let ages = select(&[None, Some(9), Some(13), Some(16), Some(34)]);
    let who = (select(standpoints()), select(DAYS), ages, prop::bool::weighted(0.1), prop::bool::weighted(0.3));
    let known = (
        vec(select(THEMES), 0..4),
        vec((select(facts), any::<u8>()), 0..8),
        prop::bool::weighted(0.2),
        papers(),
        proptest::option::weighted(0.4, kinds(1..4)),
    );
    let before = (vec((select(verbs()), select(people())), 0..4), persons(0..2));
    let here = (proptest::option::of(select(ids(&words.settings))), ears(0..3), tellings());
    (who, known, before, here).prop_map(|(who, known, before, here)| {
        let (place, day, age, deceased, couple) = who;
        let (themes, facts, unsettled, releases, ordered) = known;
        let (done, knows) = before;
        let (place_of_talk, listeners, telling) = here;
        Story {
            place,
            day,
            age,
            deceased,
            couple,
            themes,
            facts,
            unsettled,
            releases,
            ordered,
            done,
            knows,
            place_of_talk,
            listeners,
            telling,
        }
    })
}

/// How bad a badge is: nothing to say and nothing to fault weigh the same.
fn weight(badge: Badge) -> u8 {
    match badge {
        Badge::NotCovered | Badge::Ok => 0,
        Badge::Contested => 1,
        Badge::Partial => 2,
        Badge::Violation => 3,
    }
}

fn is_no_better(now: &ActJudgment, before: &ActJudgment) -> bool {
    [Layer::Law, Layer::Ethics, Layer::Policy]
        .into_iter()
        .all(|layer| weight(now.badge(layer)) >= weight(before.badge(layer)))
}

fn spelled(book: &Rulebook, judgment: &ActJudgment) -> String {
    let rule = |finding: &confidant::ethics::Finding| book.rule(finding.rule).expect("findings name rules").id.clone();
    let mut lines: Vec<String> = judgment
        .findings
        .iter()
        .map(|finding| {
            let kinds = words().kinds.ids(finding.excess).join(" ");
            format!("{:?} {} {:?} {kinds}", finding.holding, rule(finding), finding.recipient)
        })
        .collect();
    lines.sort();
    let badges = format!("law {:?}, ethics {:?}, policy {:?}", judgment.law, judgment.ethics, judgment.policy);
    format!("{badges}, {:?}, {:?}\n{}", judgment.effect, judgment.overheard_by, lines.join("\n"))
}

fn no_better(now: &Told, before: &Told) -> Result<(), TestCaseError> {
    let (worse, better) = (now.judge(), before.judge());
    let told = || format!("before: {}\nnow: {}", spelled(&before.book, &better), spelled(&now.book, &worse));
    prop_assert!(is_no_better(&worse, &better), "{}", told());
    Ok(())
}

fn many() -> ProptestConfig {
    let seed = std::env::var("CONFIDANT_LAW_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or(20);
    let cases = std::env::var("CONFIDANT_LAW_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(400);
    ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(seed), ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(many())]

    #[test]
    fn telling_more_never_improves(story in stories(), more in kinds(1..4)) {
        let before = story.tell();
        let mut now = story.tell();
        now.act.what = now.act.what | terms(&words().kinds, &more);
        no_better(&now, &before)?;
    }

    #[test]
    fn taking_the_identifiers_out_never_worsens(story in stories()) {
        let marks = &words().landmarks;
        let kinds = &words().kinds;
        let telling = kinds.below(marks.identity) | kinds.below(marks.presence) | kinds.below(marks.record);
        let before = story.tell();
        let mut bare = story.tell();
        bare.act.what = bare.act.what.without(telling);
        bare.situation.learned.clear();
        // An act that would tell nothing then is no telling at all.
        if !bare.act.what.is_empty() {
            no_better(&before, &bare)?;
        }
    }

    #[test]
    fn revoking_a_release_never_permits_more(story in stories(), which in any::<prop::sample::Index>()) {
        let before = story.tell();
        let mut now = story.tell();
        let at = which.index(now.situation.releases.len().max(1));
        Arc::make_mut(&mut now.situation.releases).iter_mut().skip(at).take(1).for_each(|release| release.revoked = Some(story.day));
        no_better(&now, &before)?;
    }

    #[test]
    fn a_release_that_runs_out_never_permits_more(story in stories(), which in any::<prop::sample::Index>()) {
        let before = story.tell();
        let mut now = story.tell();
        let at = which.index(now.situation.releases.len().max(1));
        Arc::make_mut(&mut now.situation.releases).iter_mut().skip(at).take(1).for_each(|release| release.expires = Some(story.day));
        no_better(&now, &before)?;
    }

    #[test]
    fn a_release_that_does_not_hold_is_worth_no_more_than_none(story in stories()) {
        let mut void = story.tell();
        Arc::make_mut(&mut void.situation.releases).iter_mut().for_each(|release| release.signed_by = None);
        let mut none = story.tell();
        Arc::make_mut(&mut none.situation.releases).clear();
        no_better(&void, &none)?;
    }

    #[test]
    fn the_order_of_the_releases_never_matters(story in stories()) {
        let one = story.tell();
        let mut other = story.tell();
        Arc::make_mut(&mut other.situation.releases).reverse();
        prop_assert_eq!(spelled(&one.book, &one.judge()), spelled(&other.book, &other.judge()));
    }

    #[test]
    fn one_more_listener_never_improves(story in stories(), more in ears(1..2)) {
        let before = story.tell();
        let mut now = story.tell();
        now.around.listeners.push(more[0].listens_to(&now.act));
        no_better(&now, &before)?;
    }

    #[test]
    fn a_listener_who_makes_out_more_never_improves(story in stories(), who in select(people()), some in parts(), more in parts()) {
        let of = |makes_out: &dyn Fn(&Act) -> MadeOut| {
            let mut told = story.tell();
            told.around.listeners = vec![Listener { who: index(&who), makes_out: makes_out(&told.act) }];
            told
        };
        let least = of(&|act| MadeOut::Kinds(some.of(act)));
        let middle = of(&|act| MadeOut::Kinds(some.of(act) | more.of(act)));
        let most = of(&|_| MadeOut::All);
        no_better(&middle, &least)?;
        no_better(&most, &middle)?;
        let heard = |told: &Told| told.judge().overheard_by.first().map(|one| one.makes_out.of(told.act.what));
        let (least, middle, most) = (heard(&least), heard(&middle), heard(&most));
        let within = |less: Option<TermSet>, more: Option<TermSet>| less.is_none_or(|less| more.is_some_and(|more| less.without(more).is_empty()));
        prop_assert!(within(least, middle) && within(middle, most), "{least:?} {middle:?} {most:?}");
    }

    #[test]
    fn a_listener_more_takes_nothing_from_the_others(story in stories(), more in ears(1..2), first in any::<bool>()) {
        let before = story.tell();
        let mut now = story.tell();
        let more = more[0].listens_to(&now.act);
        now.around.listeners.insert(if first { 0 } else { now.around.listeners.len() }, more);
        let others = |told: &Told| told.judge().overheard_by.into_iter().filter(|one| one.who != more.who).collect::<Vec<_>>();
        prop_assert_eq!(others(&before), others(&now));
        let same = |told: &Told| told.judge().overheard_by.into_iter().find(|one| one.who == more.who);
        if let Some(earlier) = same(&before) {
            let heard = |one: Listener| one.makes_out.of(now.act.what);
            let later = same(&now).map(heard).unwrap_or_default();
            prop_assert!(heard(earlier).without(later).is_empty(), "{earlier:?} was heard and {later:?} is");
        }
    }

    #[test]
    fn who_makes_out_nothing_changes_nothing(story in stories(), who in select(people()), beside in kinds(0..3)) {
        let before = story.tell();
        let mut now = story.tell();
        let nothing_told = terms(&words().kinds, &beside).without(now.act.what);
        now.around.listeners.push(Listener::part(index(&who), nothing_told));
        prop_assert_eq!(before.judge(), now.judge());
    }

    #[test]
    fn two_halves_heard_by_one_person_are_one_whole(story in stories(), who in select(people()), some in parts(), more in parts()) {
        let (mut halves, mut whole) = (story.tell(), story.tell());
        let (one, other) = (some.of(&halves.act), more.of(&halves.act));
        halves.around.listeners.extend([Listener::part(index(&who), one), Listener::part(index(&who), other)]);
        whole.around.listeners.push(Listener::part(index(&who), one | other));
        prop_assert_eq!(halves.judge(), whole.judge());
    }

    #[test]
    fn whoever_makes_out_every_kind_told_makes_out_all(story in stories(), who in select(people())) {
        let (mut kinds, mut all) = (story.tell(), story.tell());
        kinds.around.listeners.push(Listener::part(index(&who), kinds.act.what));
        all.around.listeners.push(Listener::all(index(&who)));
        prop_assert_eq!(kinds.judge(), all.judge());
    }

    #[test]
    fn an_unknown_place_is_judged_by_code_and_federal_law(story in stories()) {
        let (_, profession) = story.place.split_once('/').unwrap();
        let nowhere = Story { place: &*format!("US-ZZ/{profession}").leak(), ..story.clone() }.tell();
        let without_states = Packs { packs: packs().packs.iter().filter(|pack| !matches!(pack.reach, Reach::Jurisdiction(_))).cloned().collect(), ..packs().clone() };
        let plain = Rulebook::compile(&without_states, standpoint(story.place, story.day));
        prop_assert_eq!(spelled(&nowhere.book, &nowhere.judge()), spelled(&plain, &nowhere.judge_by(&plain)));
        prop_assert!(nowhere.book.notes.iter().any(|note| note.contains("Check your board")));
    }

    #[test]
    fn every_fault_has_a_broken_rule_with_a_citation(story in stories()) {
        let told = story.tell();
        let judgment = told.judge();
        for layer in [Layer::Law, Layer::Ethics, Layer::Policy] {
            let broken = judgment.broken().filter(|finding| told.book.pack_of(finding.rule).is_some_and(|pack| pack.layer == layer));
            let cited = broken.filter_map(|finding| told.book.rule(finding.rule)).filter(|rule| !rule.cite.is_empty()).count();
            if weight(judgment.badge(layer)) >= 2 {
                prop_assert!(cited > 0, "{layer:?}: {}", spelled(&told.book, &judgment));
            }
        }
    }

    #[test]
    fn whatever_is_in_order_rests_on_a_kept_rule(story in stories()) {
        let told = story.tell();
        let judgment = told.judge();
        for layer in [Layer::Law, Layer::Ethics, Layer::Policy] {
            let of = |layer| judgment.kept().any(|finding| told.book.pack_of(finding.rule).is_some_and(|pack| pack.layer == layer));
            // What the law asks for is in order in the code too, on the law's word.
            let rests = of(layer) || (layer != Layer::Law && of(Layer::Law));
            prop_assert!(judgment.badge(layer) != Badge::Ok || rests, "{layer:?}: {}", spelled(&told.book, &judgment));
        }
    }

    #[test]
    fn a_rule_outside_its_dates_never_fires(story in stories()) {
        let told = story.tell();
        let mut ledger = Ledger::default();
        ledger.update(&told.book, &told.situation, &[], &[]);
        let found = told.judge().findings.into_iter().map(|finding| finding.rule);
        for rule in found.chain(ledger.duties().iter().map(|duty| duty.rule)) {
            prop_assert!(told.book.rule(rule).is_some_and(|rule| rule.in_force(story.day)));
        }
    }

    #[test]
    fn the_same_question_has_the_same_answer(story in stories()) {
        let (once, again) = (story.tell(), story.tell());
        prop_assert_eq!(once.judge(), again.judge());
    }
}

fn fewer() -> ProptestConfig {
    ProptestConfig { cases: many().cases / 5, ..many() }
}

proptest! {
    #![proptest_config(fewer())]

    #[test]
    fn the_order_in_which_rules_are_loaded_never_matters(story in stories(), keys in vec(any::<u32>(), 40)) {
        let told = story.tell();
        let mut shuffled = packs().clone();
        shuffle(&mut shuffled.packs, &keys);
        for pack in &mut shuffled.packs {
            shuffle(&mut Arc::make_mut(pack).rules, &keys);
        }
        let other = Rulebook::compile(&shuffled, standpoint(story.place, story.day));
        prop_assert_eq!(spelled(&told.book, &told.judge()), spelled(&other, &told.judge_by(&other)));
    }

    #[test]
    fn a_permit_that_asks_for_more_permits_no_more(story in stories(), which in any::<prop::sample::Index>()) {
        let told = story.tell();
        let before = told.judge();
        let leaned_on: Vec<_> = before.kept().map(|finding| finding.rule).collect();
        let permits: Vec<_> = told.book.refs().filter(|rule| told.book.rule(*rule).is_some_and(|rule| rule.effect == Effect::Permit)).collect();
        let pool = if leaned_on.is_empty() { permits } else { leaned_on };
        let id = told.book.rule(pool[which.index(pool.len())]).unwrap().id.clone();
        let mut harder = packs().clone();
        let never = words().facts().find(|(fact, entry)| entry.kind == FactKind::Flag && told.situation.facts.get(*fact) == 0).unwrap().0;
        for pack in &mut harder.packs {
            for rule in Arc::make_mut(pack).rules.iter_mut().filter(|rule| rule.id == id && rule.effect == Effect::Permit) {
                let rule = Arc::make_mut(rule);
                rule.when = Condition::All(vec![rule.when.clone(), Condition::Atom(Atom::Fact(never, Compare::Is, 1))]);
            }
        }
        let other = Rulebook::compile(&harder, standpoint(story.place, story.day));
        let after = told.judge_by(&other);
        for layer in [Layer::Law, Layer::Ethics, Layer::Policy] {
            let turned = before.badge(layer) == Badge::Violation && after.badge(layer) != Badge::Violation;
            prop_assert!(!turned, "{id}: {}\nnow: {}", spelled(&told.book, &before), spelled(&other, &after));
        }
    }
}

fn shuffle<T>(items: &mut Vec<T>, keys: &[u32]) {
    let turns = keys.iter().cycle().zip(0u32..).map(|(key, turn)| key.rotate_left(turn % 31));
    let mut keyed: Vec<(u32, T)> = turns.zip(items.drain(..)).collect();
    keyed.sort_by_key(|(key, _)| *key);
    items.extend(keyed.into_iter().map(|(_, item)| item));
}

#[test]
fn the_stories_meet_every_kind_of_answer() {
    use proptest::strategy::ValueTree as _;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut met = BTreeMap::<(Badge, Badge), usize>::new();
    let (mut kept, mut heard_in_part) = (0, 0);
    // In law one story in some thousands is contested.
    for _ in 0..12_000 {
        let judgment = stories().new_tree(&mut runner).unwrap().current().tell().judge();
        heard_in_part += judgment.overheard_by.iter().filter(|one| one.makes_out != MadeOut::All).count();
        *met.entry((judgment.law, judgment.ethics)).or_default() += 1;
        kept += judgment.findings.iter().filter(|finding| finding.holding == Holding::Kept).count();
    }
    for badge in [Badge::Ok, Badge::Contested, Badge::Partial, Badge::Violation] {
        assert!(met.keys().any(|(law, _)| *law == badge), "no story came out as {badge:?} in law: {met:?}");
    }
    assert!(kept > 0);
    assert!(heard_in_part > 100, "only {heard_in_part} overheard a part");
}

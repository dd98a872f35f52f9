//! Two judges, one book: over the shipped rules and thousands of made-up matters, the judge of the product and a plain one
//! written from the prose of docs/rules.md give the same answer in every part, and keep the same ledger of duties.
#![expect(clippy::expect_used, reason = "a test may fail")]

mod naive;

use confidant::ethics::{
    Act, Badge, DutyChange, Finding, Holding, Layer, Ledger, Listener, MadeOut, Packs, RuleRef, Rulebook, Standpoint,
    Verdict,
};
use confidant::ids::{JurisdictionId, PackId, ProfessionId};
use confidant::library::{load_packs, shipped_rules};
use confidant::source::Source;
use jiff::civil::Date;
use naive::{
    Answer, Book, Books, Tale, act_line, chosen, duty_line, finding_line, overheard_line, some_day, spelled_out,
};
use rand::rngs::ChaCha8Rng;
use rand::{RngExt as _, SeedableRng as _};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// The threads that share the work.
const HANDS: u64 = 2;

fn packs() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| {
        let mut rules = shipped_rules();
        rules.insert("odd.ron".into(), Source::new("odd.ron", include_str!("naive/odd.ron")));
        load_packs(&rules).expect("the shipped rules and the odd ones can be read")
    })
}

fn books() -> &'static Books {
    static BOOKS: OnceLock<Books> = OnceLock::new();
    BOOKS.get_or_init(|| Books::copy(packs()))
}

/// What was met on the way, so that agreement about nothing is noticed.
#[derive(Default)]
struct Met {
    acts: usize,
    answers: BTreeMap<String, usize>,
    rules: BTreeSet<String>,
}

impl Met {
    fn note(&mut self, what: String) {
        *self.answers.entry(what).or_default() += 1;
    }

    fn join(&mut self, other: Self) {
        self.acts += other.acts;
        other.answers.into_iter().for_each(|(what, count)| *self.answers.entry(what).or_default() += count);
        self.rules.extend(other.rules);
    }
}

fn some_standpoint(chance: &mut ChaCha8Rng) -> Standpoint {
    let professions: Vec<&str> = packs().vocabulary.professions.all_ids().collect();
    let places: Vec<JurisdictionId> = packs().jurisdictions().into_iter().map(|(place, _)| place).collect();
    let places: Vec<&str> = places.iter().map(JurisdictionId::as_str).collect();
    let on_file = if chance.random_bool(0.05) { None } else { chosen(chance, &places) };
    let place = JurisdictionId::from(on_file.unwrap_or("US-GU"));
    let profession =
        if chance.random_bool(0.4) { "counselor" } else { chosen(chance, &professions).unwrap_or("counselor") };
    let mut policies: Vec<PackId> = ["example-agency", "odd"].map(PackId::from).into();
    policies.retain(|_| chance.random_bool(0.3));
    // A day on which some rule begins or ends, or the day before or after, shows what chance would seldom meet.
    let turns = packs().rules().flat_map(|(_, rule)| [rule.valid_from, rule.valid_to]).flatten();
    let turns: Vec<Date> = turns.flat_map(|day| [day.yesterday(), Ok(day), day.tomorrow()]).flatten().collect();
    let turn = chosen(chance, &turns).filter(|_| chance.random_bool(0.3));
    let as_of = turn.unwrap_or_else(|| some_day(chance));
    Standpoint { profession: ProfessionId::from(profession), jurisdiction: place, as_of, policies }
}

/// The answer of the judge of the product, in words.
fn answer(book: &Rulebook, tale: &Tale<'_>, verdict: &Verdict) -> Answer {
    let words = &book.vocabulary;
    let judgment = &verdict.judgment;
    let name = |index: Option<confidant::ethics::PartyIndex>| {
        index.map(|index| tale.situation.name(index).to_owned()).unwrap_or_default()
    };
    let line = |finding: &Finding| {
        let defects: BTreeSet<String> = finding.defects.iter().map(|defect| format!("{defect:?}")).collect();
        let too_much: BTreeSet<&str> = words.kinds.ids(finding.excess).into_iter().collect();
        finding_line(&[
            (if finding.holding == Holding::Broken { "breaks" } else { "keeps" }, id_of(book, finding.rule)),
            ("in", format!("{:?}", finding.aspect)),
            ("to", name(finding.recipient)),
            ("about", name(finding.subject)),
            ("too much", too_much.into_iter().collect::<Vec<_>>().join(" ")),
            ("a duty", if finding.is_duty { "yes".into() } else { String::new() }),
            ("release", defects.into_iter().collect::<Vec<_>>().join(" ")),
        ])
    };
    let overheard = |listener: &Listener| {
        let mut part: Vec<String> = match listener.makes_out {
            MadeOut::All => Vec::new(),
            MadeOut::Kinds(kinds) => words.kinds.ids(kinds).into_iter().map(String::from).collect(),
        };
        part.sort();
        overheard_line(&name(Some(listener.who)), &part)
    };
    Answer {
        law: judgment.law,
        ethics: judgment.ethics,
        policy: judgment.policy,
        effect: judgment.effect,
        certainty: judgment.certainty,
        findings: judgment.findings.iter().map(line).collect(),
        called_up: verdict.calls_up.iter().map(|rule| id_of(book, *rule)).collect(),
        overheard_by: judgment.overheard_by.iter().map(overheard).collect(),
        widest: judgment.widest.map(|kinds| words.kinds.ids(kinds).into_iter().map(String::from).collect()),
        doubts: judgment.doubts.iter().filter_map(|fact| Some(words.fact_entry(*fact)?.id.clone())).collect(),
    }
}

fn id_of(book: &Rulebook, rule: RuleRef) -> String {
    book.rule(rule).map(|rule| rule.id.to_string()).unwrap_or_default()
}

/// Every part in which two answers differ; what only one of them says of a rule stands for itself.
fn differences(one: &Answer, other: &Answer) -> String {
    let mut lines = Vec::new();
    let mut differ = |part: &str, one: String, other: String| {
        if one != other {
            lines.push(format!("{part}: the judge says {one}, the naive one {other}"));
        }
    };
    differ("law", format!("{:?}", one.law), format!("{:?}", other.law));
    differ("ethics", format!("{:?}", one.ethics), format!("{:?}", other.ethics));
    differ("policy", format!("{:?}", one.policy), format!("{:?}", other.policy));
    differ("effect", format!("{:?}", one.effect), format!("{:?}", other.effect));
    differ("certainty", format!("{:?}", one.certainty), format!("{:?}", other.certainty));
    differ("called up", format!("{:?}", one.called_up), format!("{:?}", other.called_up));
    differ("overheard by", format!("{:?}", one.overheard_by), format!("{:?}", other.overheard_by));
    differ("widest", format!("{:?}", one.widest), format!("{:?}", other.widest));
    differ("doubts", format!("{:?}", one.doubts), format!("{:?}", other.doubts));
    lines.extend(one.findings.difference(&other.findings).map(|line| format!("only the judge: {line}")));
    lines.extend(other.findings.difference(&one.findings).map(|line| format!("only the naive one: {line}")));
    lines.join("\n")
}

/// A matter that both judges follow, act by act.
struct Trial<'a> {
    tale: Tale<'a>,
    ledger: Ledger,
    second: &'a Book<'a>,
    naive: naive::Ledger,
    met: &'a mut Met,
}

impl Trial<'_> {
    fn complain(&self, what: &str, acts: &[Act], differences: &str) -> String {
        let Tale { book, situation, around, .. } = &self.tale;
        let words = &book.vocabulary;
        let acts: Vec<String> = acts.iter().map(|act| format!("  act: {}", act_line(words, situation, act))).collect();
        let duties = self.naive.lines().join("\n  ");
        format!(
            "{what}\n{differences}\nin this situation:\n{}  duties: {duties}\n{}",
            spelled_out(words, &book.standpoint, situation, around),
            acts.join("\n")
        )
    }

    fn judge(&mut self, act: &Act) -> Result<Verdict, String> {
        let Tale { book, situation, around, .. } = &self.tale;
        let verdict = book.judge(act, situation, around, self.ledger.duties());
        let one = answer(book, &self.tale, &verdict);
        let other = self.second.judge(act, situation, around, &self.naive);
        if one != other {
            return Err(self.complain(
                "the two judges disagree",
                std::slice::from_ref(act),
                &differences(&one, &other),
            ));
        }
        self.met.acts += 1;
        self.met.note(format!("law {:?}", one.law));
        self.met.note(format!("ethics {:?}", one.ethics));
        self.met.note(format!("policy {:?}", one.policy));
        self.met.note(format!("{:?}", one.effect));
        for listener in &verdict.judgment.overheard_by {
            let part = listener.makes_out != MadeOut::All;
            self.met.note(if part { "overheard in part" } else { "overheard" }.to_owned());
        }
        let found =
            verdict.judgment.findings.iter().map(|finding| finding.rule).chain(verdict.calls_up.iter().copied());
        self.met.rules.extend(found.map(|rule| id_of(book, rule)));
        Ok(verdict)
    }

    fn do_acts(&mut self, acts: &[Act]) -> Result<Vec<RuleRef>, String> {
        let mut called = Vec::new();
        for act in acts {
            let verdict = self.judge(act)?;
            let words = &self.tale.book.vocabulary;
            self.tale.situation.note_act(words, act);
            self.tale.situation.file_authorization(words, act);
            self.tale.situation.note_overheard(&verdict.judgment.overheard_by, act);
            called.extend(verdict.calls_up);
        }
        Ok(called)
    }

    fn update(&mut self, acts: &[Act], called: &[RuleRef]) -> Result<(), String> {
        let Tale { book, situation, .. } = &self.tale;
        let before = self.naive.lines().join("\n  ");
        let changes = self.ledger.update(book, situation, acts, called);
        let called: Vec<String> = called.iter().map(|rule| id_of(book, *rule)).collect();
        let other = self.naive.update(self.second, situation, acts, &called);
        let what = format!("the two ledgers disagree; called up: {called:?}; duties before:\n  {before}\n");
        self.compare(&what, acts, &changes, other)
    }

    fn close(&mut self) -> Result<(), String> {
        let Tale { book, situation, .. } = &self.tale;
        let changes = self.ledger.close(book, situation);
        let other = self.naive.close(self.second, situation);
        self.compare("the two ledgers disagree when the matter closes", &[], &changes, other)
    }

    fn compare(
        &mut self,
        what: &str,
        acts: &[Act],
        changes: &[DutyChange],
        mut other: Vec<String>,
    ) -> Result<(), String> {
        let book = self.tale.book;
        let mut one: Vec<String> =
            changes.iter().map(|change| format!("{} {:?}", id_of(book, change.rule), change.state)).collect();
        one.sort();
        other.sort();
        let line = |duty: &confidant::ethics::Duty| {
            duty_line(&id_of(book, duty.rule), duty.opened, duty.due, duty.state, duty.met, duty.parts)
        };
        let kept: Vec<String> = self.ledger.duties().iter().map(line).collect();
        let badges = |of: &dyn Fn(Layer) -> Badge| [Layer::Law, Layer::Ethics, Layer::Policy].map(of);
        let first = badges(&|layer| self.ledger.badge(book, layer));
        let second = badges(&|layer| self.naive.badge(self.second, layer));
        if one == other && kept == self.naive.lines() && first == second {
            self.ledger.duties().iter().for_each(|duty| self.met.note(format!("duty {:?}", duty.state)));
            self.met.rules.extend(self.naive.rules());
            return Ok(());
        }
        let told = format!(
            "the judge: {one:?} {first:?}\n  {}\nthe naive one: {other:?} {second:?}\n  {}",
            kept.join("\n  "),
            self.naive.lines().join("\n  ")
        );
        Err(self.complain(what, acts, &told))
    }

    fn let_time_pass(&mut self) {
        const WAITS: &[u32] = &[0, 0, 10, 60, 120, 121, 24 * 60, 3 * 24 * 60, 10 * 24 * 60, 61 * 24 * 60];
        let minutes = chosen(&mut self.tale.chance, WAITS).unwrap_or(0);
        self.tale.situation.minute += minutes;
        for _ in 0..self.tale.chance.random_range(0..3u8) {
            self.tale.turn_some_fact();
        }
        if self.tale.chance.random_bool(0.4) {
            self.tale.turn_what_a_duty_asks(self.ledger.duties());
        }
    }

    fn run(&mut self) -> Result<(), String> {
        self.update(&[], &[])?;
        let steps = self.tale.chance.random_range(1..=3u8);
        for step in 0..steps {
            let mut acts = if step == 0 { vec![self.tale.act.clone()] } else { Vec::new() };
            if step > 0 || self.tale.chance.random_bool(0.2) {
                acts.push(self.tale.next_act(self.ledger.duties()));
            }
            let called = self.do_acts(&acts)?;
            if self.tale.chance.random_bool(0.3) {
                self.let_time_pass();
            }
            self.update(&acts, &called)?;
            if self.tale.chance.random_bool(0.5) {
                self.let_time_pass();
                self.update(&[], &[])?;
            }
        }
        if self.tale.chance.random_bool(0.3) {
            self.let_time_pass();
        }
        if self.tale.chance.random_bool(0.5) { self.close() } else { Ok(()) }
    }
}

fn try_case(seed: u64, met: &mut Met) -> Result<(), String> {
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let standpoint = some_standpoint(&mut chance);
    let second = books().open(&standpoint);
    let book = Rulebook::compile(packs(), standpoint);
    let tale = Tale::begin(&book, chance);
    let mut trial = Trial { tale, ledger: Ledger::default(), second: &second, naive: naive::Ledger::default(), met };
    trial.run().map_err(|told| format!("{told}\nagain with: CONFIDANT_LAW_SEED={seed} CONFIDANT_LAW_CASES=1"))
}

fn number(name: &str, usual: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

#[test]
fn two_judges_of_one_book_agree() {
    let (seed, cases) = (number("CONFIDANT_LAW_SEED", 20), number("CONFIDANT_LAW_CASES", 5_000));
    let share = |hand: u64| {
        let mut met = Met::default();
        let cases = (0..cases).filter(|case| case % HANDS == hand);
        let outcome = cases.map(|case| try_case(seed.wrapping_add(case), &mut met)).find(Result::is_err);
        outcome.unwrap_or(Ok(())).map(|()| met)
    };
    let met = std::thread::scope(|scope| {
        let hands: Vec<_> = (0..HANDS).map(|hand| scope.spawn(move || share(hand))).collect();
        let mut all = Met::default();
        for hand in hands {
            match hand.join().expect("no judge falls over") {
                Ok(met) => all.join(met),
                Err(told) => panic!("{told}"),
            }
        }
        all
    });
    let in_book: BTreeSet<&str> = packs().rules().map(|(_, rule)| rule.id.as_str()).collect();
    println!(
        "{cases} matters, {} acts; {} of {} rules spoke; {:?}",
        met.acts,
        met.rules.len(),
        in_book.len(),
        met.answers
    );
    if cases >= 2_000 {
        for answer in ANSWERS {
            assert!(met.answers.contains_key(*answer), "nothing came out as `{answer}`: {:?}", met.answers);
        }
        assert!(met.rules.len() * 2 > in_book.len(), "only {} of {} rules spoke", met.rules.len(), in_book.len());
    }
}

/// Agreement is worth something where every kind of answer was met.
const ANSWERS: &[&str] = &[
    "law NotCovered",
    "law Ok",
    "law Contested",
    "law Partial",
    "law Violation",
    "ethics NotCovered",
    "ethics Ok",
    "ethics Partial",
    "ethics Violation",
    "policy Ok",
    "policy Partial",
    "Neutral",
    "Required",
    "Permitted",
    "Discretion",
    "Forbidden",
    "overheard",
    "overheard in part",
    "duty Open",
    "duty Discharged",
    "duty Late",
    "duty Missed",
    "duty Partial",
    "duty Lapsed",
];

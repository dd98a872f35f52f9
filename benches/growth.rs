//! How the exact search and lint grow with the case, and what memory they take: `cargo bench --no-default-features --bench
//! growth`. The cases are made here, each ten times as wide as the one before.
#![expect(clippy::unwrap_used, reason = "a benchmark may fail")]

use confidant::ethics::Rulebook;
use confidant::explore::Search;
use confidant::library::{load_packs, shipped_rules};
use confidant::lint::{lint_case, lint_case_whole};
use confidant::scenario::Case;
use confidant::session::Setup;
use confidant::source::Source;
use divan::{AllocProfiler, Bencher};
use std::fmt::Write as _;

#[global_allocator]
static MEMORY: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// The bound of the largest search.
const MOST_STATES: usize = 20_000_000;

const HEAD: &str = r#"(id: "wide", version: "1.0.0", title: "Wide", summary: "Made.", minutes: 10, authors: ["Nobody"], content_note: "None.",
    support: "None.", jurisdictions: ["US-VA"], professions: ["counselor"], date: "2026-10-05", time: "09:10", role: "You.", setting: "Here.",
    cast: [(id: "sam", name: "Sam", role: [client], age: 30), (id: "col", name: "Col", role: [colleague])],
    places: [(id: "office", name: "Office", setting: private_office, art: office)],
    variants: [(id: "base", title: "Base")], start: "s0","#;

/// A case with so many factors of ten: of each pair of scenes one raises one of two flags, the other one of five, and the
/// last scene asks for all of them, so that no two ways there are one.
fn wide(tens: usize) -> String {
    let mut text = HEAD.to_owned();
    let widths: Vec<usize> = [2, 5].repeat(tens);
    let flags =
        widths.iter().enumerate().flat_map(|(at, width)| (1..*width).map(move |flag| format!("\"f{at}_{flag}\"")));
    let flags: Vec<String> = flags.collect();
    let _ = write!(text, "flags: [{}], scenes: [", flags.join(", "));
    for (at, width) in widths.iter().enumerate() {
        let to = if at + 1 == widths.len() { "last".to_owned() } else { format!("s{}", at + 1) };
        let _ = write!(text, "(id: \"s{at}\", place: \"office\", present: [\"sam\"], text: \"Scene.\", choices: [");
        for choice in 0..*width {
            let raises = if choice == 0 { String::new() } else { format!("flags: [\"f{at}_{choice}\"],") };
            let act = ["LetPass", "Consult(to: \"col\", what: [risk])", "AssessRisk", "SafetyPlan", "Document"];
            let act = act.get(choice).unwrap();
            let _ = write!(
                text,
                "(id: \"c{choice}\", label: \"Go\", then: \"Gone.\", acts: [{act}], {raises} goto: \"{to}\"),"
            );
        }
        text.push_str("]),");
    }
    let asked: Vec<String> = flags.iter().map(|flag| format!("flag({})", flag.trim_matches('"'))).collect();
    let _ = write!(
        text,
        "(id: \"last\", place: \"office\", text: \"Last.\", choices: [(id: \"any\", label: \"On\", then: \"On.\", goto: \"end\"),
          (id: \"all\", label: \"All\", then: \"All.\", when: \"{}\", goto: \"end\")]),
         (id: \"end\", place: \"office\", text: \"Over.\", ending: (id: \"end\", title: \"Over\", tone: Steady))])",
        asked.join(" or ")
    );
    text
}

/// A thousand, ten thousand, a hundred thousand, a million ways that no condition can tell to be one.
#[divan::bench(args = [3, 4, 5, 6], sample_count = 1, sample_size = 1)]
fn search_a_generated_case(bencher: Bencher<'_, '_>, tens: usize) {
    let packs = load_packs(&shipped_rules()).unwrap();
    let case = Case::load(&Source::new("wide", wide(tens).as_str()), &packs.vocabulary).unwrap();
    let setup = Setup::of(&case, 0);
    let book = Rulebook::compile(&packs, setup.standpoint());
    bencher.bench_local(|| {
        let search = Search::of(&case, &book, std::slice::from_ref(&setup), MOST_STATES);
        assert!(
            search.is_exact() && search.states() >= 10_usize.pow(u32::try_from(tens).unwrap()),
            "{}",
            search.states()
        );
        search.states()
    });
}

/// A case of thirty scenes in a row.
fn thirty_scenes(number: usize) -> String {
    let mut text = HEAD.replace("\"wide\"", &format!("\"made-{number}\""));
    text.push_str("flags: [\"a\", \"b\"], scenes: [");
    for at in 0..30 {
        let (to, further) = (format!("s{}", at + 1), format!("s{}", (at + 2).min(30)));
        let _ = write!(
            text,
            "(id: \"s{at}\", place: \"office\", present: [\"sam\"], text: \"A scene of some words, as cases have them.\", choices: [
              (id: \"one\", label: \"Stay with it\", note: \"Why.\", then: \"You stay.\", acts: [Document], goto: \"{to}\"),
              (id: \"two\", label: \"Ask a colleague\", note: \"Why.\", then: \"He listens.\", acts: [Consult(to: \"col\", what: [risk])], flags: [\"a\"], goto: \"{to}\"),
              (id: \"three\", label: \"Go on\", note: \"Why.\", then: \"You go on.\", acts: [LetPass], when: \"not flag(a)\", goto: \"{further}\")]),"
        );
    }
    text.push_str(
        "(id: \"s30\", place: \"office\", text: \"Over.\", ending: (id: \"end\", title: \"Over\", tone: Steady))])",
    );
    text
}

/// Loading, resolving and linting cases of thirty scenes, without the checks that search.
#[divan::bench(args = [10, 100, 1_000], sample_count = 1, sample_size = 1)]
fn load_and_lint_generated_cases(bencher: Bencher<'_, '_>, cases: usize) {
    let packs = load_packs(&shipped_rules()).unwrap();
    let texts: Vec<String> = (0..cases).map(thirty_scenes).collect();
    let today = "2026-11-22".parse().unwrap();
    bencher.bench_local(|| {
        let lint = |text: &String| {
            let case = Case::load(&Source::new("made", text.as_str()), &packs.vocabulary).unwrap();
            lint_case(&case, &packs, today).found.len()
        };
        texts.iter().map(lint).sum::<usize>()
    });
}

/// The people and the consent of the cases with a desk.
const OFFICE: &str = r#"facts: [(id: "nights", about: "sam", kinds: [symptoms], text: "Awake at three.")],
    cast: [(id: "sam", name: "Sam", role: [client], age: 30), (id: "col", name: "Col", role: [treating_provider]),
      (id: "dee", name: "Dee", role: [misdirected_recipient]), (id: "fay", name: "Fay", role: [friend]), (id: "eve", name: "Eve", role: [employer])],
    releases: [(id: "roi", by: "sam", to: ["col"], what: [identity, symptoms, progress_note], purpose: [treatment], signed_by: "sam", signed: "2026-09-08", expires: "2027-09-08")],"#;

fn office(scenes: &str) -> String {
    let (head, rest) = HEAD.split_once("cast: ").unwrap();
    let (_, rest) = rest.split_once("places: ").unwrap();
    format!("{head}{OFFICE}\n    places: {}flags: [\"astray\"], scenes: [{scenes}])", rest.replace("s0", "desk"))
}

/// A mail desk that can be left in three hundred ways that differ, and a day after it.
fn mail() -> String {
    office(
        r#"(id: "desk", place: "office", text: "The page is ready.", activity: Mail(id: "send", title: "A message",
          act: Disclose(about: "sam", purpose: treatment), unsaid: [LetPass], most_to: 2, most_attached: 2,
          to: [(id: "col", label: "Col", address: "col@a.example", to: ["col"]), (id: "dee", label: "Dee", address: "dee@a.example", to: ["dee"], flags: ["astray"]),
            (id: "fay", label: "Fay", address: "fay@a.example", to: ["fay"]), (id: "eve", label: "Eve", address: "eve@a.example", to: ["eve"]),
            (id: "both", label: "Both", address: "both@a.example", to: ["col", "fay"])],
          attach: [(id: "page", label: "The page", what: [identity, symptoms, progress_note]), (id: "chart", label: "The chart", what: [identity, whole_chart]),
            (id: "bill", label: "The bill", what: [identity, billing]), (id: "plan", label: "The plan", what: [identity, treatment_plan])],
          ways: [(id: "portal", label: "the portal", by: secure_message), (id: "plain", label: "e-mail", by: plain_email)],
          then: "Sent.", goto: [(when: "flag(astray)", to: "late"), "next"])),
        (id: "late", place: "office", text: "It is off.", choices: [(id: "note", label: "Note it", then: "Noted.", acts: [Document], goto: "next"),
          (id: "wait", label: "Wait", then: "You wait.", minutes: 1500, goto: "next")]),
        (id: "next", place: "office", text: "Next.", choices: [(id: "note", label: "Note it", then: "Noted.", acts: [Document], goto: "end"),
          (id: "wait", label: "Wait", then: "You wait.", minutes: 1500, goto: "end")]),
        (id: "end", place: "office", text: "Over.", ending: (id: "end", title: "Over", tone: Steady))"#,
    )
}

/// A record of eight entries, opened one by one while duties run since a message went astray: some minutes ago, or more.
fn record() -> String {
    let entry = |at: usize| {
        let whose = if at.is_multiple_of(2) { "sam" } else { "fay" };
        format!(
            r#"(id: "e{at}", label: "Entry", whose: "{whose}", detail: "Words.", flags: ["f{at}"], acts: [Access(about: "{whose}")]),"#
        )
    };
    let entries: String = (0..8).map(entry).collect();
    let flags = (0..8).map(|at| format!("\"f{at}\",")).collect::<Vec<_>>().concat();
    let sent = |at: usize| {
        format!(
            r#"(id: "c{at}", label: "Go", then: "Sent.", minutes: {}, goto: "desk", acts: [Disclose(to: "dee", about: "sam", what: [identity, symptoms], purpose: treatment, by: plain_email)]),"#,
            7 * at
        )
    };
    let sent: String = (0..12).map(sent).collect();
    let text = office(&format!(
        r#"(id: "first", place: "office", text: "It goes astray.", choices: [{sent}]),
        (id: "desk", place: "office", text: "The record.", choices: [(id: "leave", label: "Close it", then: "Closed.", goto: "late")],
          activity: Chart(id: "look", title: "The record", task: "Review", open: [{entries}])),
        (id: "late", place: "office", text: "It is off.", choices: [(id: "note", label: "Note it", then: "Noted.", acts: [Document, NotifyBreach(to: "sam", about: "sam")], goto: "end"),
          (id: "wait", label: "Wait", then: "You wait.", minutes: 1500, goto: "end")]),
        (id: "end", place: "office", text: "Over.", ending: (id: "end", title: "Over", tone: Steady))"#
    ));
    text.replace("start: \"desk\"", "start: \"first\"").replace("flags: [\"astray\"]", &format!("flags: [{flags}]"))
}

/// Searching a case with a desk: three hundred ways to send a message, and a record opened entry by entry.
#[divan::bench(args = ["mail", "record"], sample_count = 5, sample_size = 1)]
fn search_a_case_with_a_desk(bencher: Bencher<'_, '_>, which: &str) {
    let packs = load_packs(&shipped_rules()).unwrap();
    let text = if which == "mail" { mail() } else { record() };
    let case = Case::load(&Source::new("desk", text.as_str()), &packs.vocabulary).unwrap();
    let setup = Setup::of(&case, 0);
    let book = Rulebook::compile(&packs, setup.standpoint());
    bencher.bench_local(|| {
        let search = Search::of(&case, &book, std::slice::from_ref(&setup), MOST_STATES);
        assert!(search.is_exact(), "{which}");
        (case.scenes.first().unwrap().choices.len(), search.states())
    });
}

/// Loading and linting a case with a desk, the exact search and what rests on it included.
#[divan::bench(args = ["mail", "record"], sample_count = 3, sample_size = 1)]
fn lint_a_case_with_a_desk(bencher: Bencher<'_, '_>, which: &str) {
    let packs = load_packs(&shipped_rules()).unwrap();
    let text = if which == "mail" { mail() } else { record() };
    let today = "2026-11-22".parse().unwrap();
    bencher.bench_local(|| {
        let case = Case::load(&Source::new("desk", text.as_str()), &packs.vocabulary).unwrap();
        lint_case_whole(&case, &packs, today).found.len()
    });
}

//! `confidant judge`: a situation and acts in, a judgment out.

use super::Out;
use crate::rim;
use confidant::diagnostic::Diagnostic;
use confidant::ethics::{Badge, Inquiry, Packs, Rulebook, Standpoint};
use confidant::reference::{ActAnswer, Answer, Doubt, Trace};
use confidant::source::{Source, Span};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(super) const HELP: &str = r#"The input, in RON (or the same in JSON):

  (
    jurisdiction: "US-VA", profession: "counselor", as_of: "2026-10-05",
    parties: [(id: "sam", role: [client], age: 40), (id: "police", role: [law_enforcement]),
              (id: "visitor", role: [visitor])],
    facts: {"threat.serious": true, "threat.victim": identified},
    unsettled: ["threat.imminent"],
    releases: [(id: "roi", by: "sam", to: ["police"], what: [risk], signed_by: "sam", signed: "2026-09-01")],
    process: (kind: court_order, about: ["sam"], covers: [progress_note]),
    setting: private_office, listeners: [(who: "visitor", makes_out: [identity])],
    done: [AssessRisk()],
    acts: [Warn(to: "police", about: "sam", what: [identity, threat], by: phone)],
    policies: ["example-agency"], wait_minutes: 0, closed: false,
  )

Everything may be left out; without acts only the duties of the situation are shown. The counselor is always there as "you". `confidant vocabulary` lists the words.
The acts are judged one after the other; `wait_minutes` then lets the clock run, so that duties fall due; `closed: true`
closes the matter, so that what was left undone is missed."#;

/// What the command line says for files that do not, and how the answer is wanted.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// Whose law, if the file names none
    #[arg(long, default_value = "US-CA")]
    jurisdiction: String,
    /// Whose code, if the file names none
    #[arg(long, default_value = "counselor")]
    profession: String,
    /// The law of which day, if the file names none
    #[arg(long)]
    as_of: Option<jiff::civil::Date>,
    /// A rule pack laid over those at hand
    #[arg(long, value_name = "FILE")]
    pack: Vec<PathBuf>,
    /// An agency policy in force, by its id
    #[arg(long, value_name = "ID")]
    policy: Vec<String>,
    /// List each rule considered, and why it did or did not apply
    #[arg(long)]
    trace: bool,
    /// For machines
    #[arg(long)]
    json: bool,
}

pub(super) fn run(file: &Path, options: &Options, out: &mut Out) -> u8 {
    let asked = match ask(file, options) {
        Ok(asked) => asked,
        Err(problems) => {
            out.problems(&problems);
            return 2;
        }
    };
    let (packs, book, inquiry) = asked;
    let answer = Answer::to(&book, &inquiry);
    let trace = options.trace.then(|| Trace::of(&packs, &book, &inquiry));
    if options.json {
        let mut value = serde_json::to_value(&answer).unwrap_or_default();
        if let (Some(trace), Some(fields)) = (&trace, value.as_object_mut()) {
            fields.insert("trace".into(), serde_json::to_value(trace).unwrap_or_default());
        }
        out.json(&value);
    } else {
        print(&answer, out);
        trace.iter().for_each(|trace| print_trace(trace, out));
        out.line("\nTraining content, not legal advice. Check your state board, your agency policy and a lawyer.");
    }
    0
}

fn ask(file: &Path, options: &Options) -> Result<(Packs, Rulebook, Inquiry), Vec<Diagnostic>> {
    let packs = rim::files::packs_with(&options.pack)?;
    let source = read(file).map_err(|problem| vec![*problem])?;
    let inquiry = Inquiry::load(&source, &packs.vocabulary, rim::today()).map_err(|problems| {
        let is_case = source.text().contains("scenes:") && problems.iter().any(|problem| problem.code == "S003");
        if is_case { vec![no_situation(&source)] } else { problems }
    })?;
    let mut policies = inquiry.policies.clone();
    policies.extend(options.policy.iter().map(|id| id.as_str().into()));
    if let Some(problem) = policies.iter().find_map(|id| super::places::unknown_policy(&packs, id.as_str())) {
        return Err(vec![Diagnostic::error("S005", &source, Span::default(), problem)]);
    }
    let standpoint = Standpoint {
        jurisdiction: inquiry
            .jurisdiction
            .clone()
            .unwrap_or_else(|| super::places::named(&packs, &options.jurisdiction)),
        profession: inquiry.profession.clone().unwrap_or_else(|| options.profession.as_str().into()),
        as_of: inquiry.as_of.or(options.as_of).unwrap_or(inquiry.situation.date),
        policies,
    };
    let book = Rulebook::compile(&packs, standpoint);
    Ok((packs, book, inquiry))
}

/// Said once in place of a list of every field that a situation does not have.
fn no_situation(source: &Arc<Source>) -> Diagnostic {
    let told = "this is a case, and `judge` reads a situation with acts";
    let help = "`confidant play FILE` plays a case and `confidant lint FILE` checks it; `confidant judge --help` shows \
                what a situation looks like";
    Diagnostic::error("S003", source, Span::new(0, 1), told).help(help)
}

fn read(file: &Path) -> Result<Arc<Source>, Box<Diagnostic>> {
    const NAME: &str = "standard input";
    if file != Path::new("-") {
        return rim::files::read(file);
    }
    let mut bytes = Vec::new();
    let limit = u64::try_from(confidant::reading::MAX_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    std::io::stdin().take(limit).read_to_end(&mut bytes).map_err(|error| {
        let message = format!("cannot be read: {}", rim::files::plain(&error));
        Box::new(Diagnostic::error("S001", &Source::new(NAME, ""), Span::default(), message))
    })?;
    rim::files::text_of(NAME, bytes)
}

fn print(answer: &Answer, out: &mut Out) {
    let point = &answer.standpoint;
    out.line(&format!("{} in {}, law of {}", point.profession, point.jurisdiction, point.as_of));
    answer.notes.iter().for_each(|note| out.line(note));
    answer.acts.iter().for_each(|act| print_act(act, out));
    for duty in &answer.duties {
        let place = &duty.place;
        let how = duty.logic.map(|logic| format!(", {}", logic.words())).unwrap_or_default();
        let parts = if duty.of > 1 { format!(", {} of {} parts met", duty.met, duty.of) } else { String::new() };
        out.item(
            "  Duty, ",
            &format!(
                "{}: {} [{}, {}], due {}{how}{parts}",
                duty.state_words,
                place.heading,
                place.cite,
                place.certainty.words(),
                duty.due
            ),
        );
    }
    print_remedy(answer, out);
    answer.doubts.iter().for_each(|doubt| print_doubt(doubt, out));
}

/// What would make the last act right, and what it would rest on.
fn print_remedy(answer: &Answer, out: &mut Out) {
    if let Some(remedy) = &answer.remedy {
        let (law, ethics) = (remedy.law.words(), remedy.ethics.words());
        out.line(&format!("\nTo make it right (then: law {law}, ethics {ethics}):"));
        remedy.steps.iter().for_each(|step| out.item("  ", step));
    }
    if !answer.near.is_empty() {
        out.line("\nIt would rest on:");
        for near in &answer.near {
            out.item("  ", &format!("{} ({}), if {}", near.place.heading, near.place.cite, near.needs.join(" and ")));
        }
    }
}

fn print_act(act: &ActAnswer, out: &mut Out) {
    let sure = act.certainty.map(|certainty| format!(", {}", certainty.words())).unwrap_or_default();
    let (law, ethics, effect) = (act.law.words(), act.ethics.words(), act.effect.words());
    let policy = match act.policy {
        Badge::NotCovered => String::new(),
        policy => format!(", policy {}", policy.words()),
    };
    out.line(&format!("\n{}: law {law}, ethics {ethics}{policy}{sure} ({effect})", act.words));
    for finding in &act.findings {
        super::play::finding(finding, out);
    }
    if !act.within_earshot.is_empty() {
        out.item("  Within earshot: ", &act.within_earshot.join(", "));
    }
    if let Some(widest) = &act.at_most {
        out.item("  At most: ", widest);
    }
}

/// What follows either way, and that asking somebody is sound.
fn print_doubt(doubt: &Doubt, out: &mut Out) {
    out.line(&format!("\nStill open: whether {}", doubt.says));
    for way in &doubt.ways {
        let duties: Vec<&str> = way.duties.iter().map(|place| place.heading.as_str()).collect();
        let duties = if duties.is_empty() { "no duty".into() } else { format!("duties: {}", duties.join("; ")) };
        let effect = way.effect.map(|effect| format!("{}; ", effect.words())).unwrap_or_default();
        let values = match way.values.as_slice() {
            [first, .., last] if way.values.len() > 3 => format!("{first} to {last}"),
            values => values.join(" or "),
        };
        let (law, ethics) = (way.law.words(), way.ethics.words());
        out.item("  ", &format!("if {values}: {effect}law {law}, ethics {ethics}; {duties}"));
    }
    out.line("  The answer turns on it: to consult is sound.");
}

fn print_trace(trace: &Trace, out: &mut Out) {
    out.line(&format!("\nRules considered: {}", trace.rules.len()));
    for line in &trace.rules {
        out.item(&format!("  {}: ", line.rule), &line.outcome.words());
    }
}

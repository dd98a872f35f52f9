//! `confidant simulate`: many players of three kinds play a case; what they met, what nobody met, and how the scores spread.

use super::print::grouped;
use super::{Out, at_hand};
use confidant::ethics::{Holding, Packs, Rulebook};
use confidant::explore::{ByHand, Kind, MOST_DECISIONS, Plan, Simulation, Simulator, Spread, Tally};
use confidant::ids::{RuleId, VariantId};
use confidant::scenario::Case;
use confidant::session::Setup;
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The case: its id, or a file
    case: String,
    /// How many players of each kind
    #[arg(long, value_name = "N", default_value_t = 1000, value_parser = clap::value_parser!(u64).range(1..=100_000_000))]
    players: u64,
    /// The seed of everything left to chance
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// What kind of players
    #[arg(long, value_enum, default_value = "all")]
    kind: KindArgument,
    /// Whose law, as in US-VA; without it the case's first
    #[arg(long)]
    jurisdiction: Option<String>,
    /// Whose code; without it the case's first
    #[arg(long)]
    profession: Option<String>,
    /// Which variant; `all` deals them to the players in turn
    #[arg(long, default_value = "all")]
    variant: String,
    /// For machines
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum KindArgument {
    /// They take what the rules think best
    Careful,
    /// They tell most people most
    Careless,
    /// They take anything
    Random,
    /// So many of each
    All,
}

impl KindArgument {
    fn kinds(self) -> Vec<Kind> {
        match self {
            Self::Careful => vec![Kind::Careful],
            Self::Careless => vec![Kind::Careless],
            Self::Random => vec![Kind::Random],
            Self::All => Kind::ALL.to_vec(),
        }
    }
}

/// Players between two moves of the bar.
const LOT: u64 = 500;

/// Fewer players are done before anybody wonders.
const LONG_RUN: u64 = 5_000;

pub(super) fn run(options: &Options, out: &mut Out) -> u8 {
    let Some(library) = at_hand::library(out) else { return 2 };
    let Some(case) = at_hand::case(&options.case, &library, out) else { return 2 };
    let plan = match plan(options, &case, &library.packs) {
        Ok(plan) => plan,
        Err(message) => {
            out.error(&message);
            return 2;
        }
    };
    let book = library.rulebook(plan.setup.standpoint());
    let simulation = play(&case, &book, &plan, options.players);
    let (total, packs) = (simulation.total(), &*library.packs);
    let report = Report { case: &case, packs, plan: &plan, players: options.players, total, simulation };
    if options.json {
        out.json(&report.json());
    } else {
        report.print(out);
    }
    u8::from(report.total.stuck + report.total.stopped > 0)
}

fn plan(options: &Options, case: &Case, packs: &Packs) -> Result<Plan, String> {
    let mut setup = Setup::of(case, options.seed);
    if let Some(id) = &options.jurisdiction {
        let known = packs.jurisdictions();
        if !known.iter().any(|(place, _)| place.as_str() == id) {
            return Err(at_hand::unknown(
                &format!("no law of `{id}` is on file"),
                id,
                known.iter().map(|(id, _)| id.as_str()),
            ));
        }
        setup.jurisdiction = id.as_str().into();
    }
    if let Some(id) = &options.profession {
        setup.profession = at_hand::profession(id, packs)?;
    }
    let mut plan = Plan { kinds: options.kind.kinds(), ..Plan::of(case, setup) };
    if options.variant != "all" {
        let id = options.variant.as_str();
        if case.variant_named(id).is_none() {
            let known = case.variants.iter().map(|variant| variant.id.as_str());
            return Err(at_hand::unknown(&format!("the case has no variant `{id}`"), id, known));
        }
        plan.variants = vec![VariantId::from(id)];
    }
    Ok(plan)
}

/// Plays lot after lot, with a bar on long runs; it draws on standard error, and only on a terminal.
fn play(case: &Case, book: &Rulebook, plan: &Plan, players: u64) -> Simulation {
    let mut simulator = Simulator::new(case, book, plan.clone());
    let mut simulation = Simulation::default();
    let bar = (players >= LONG_RUN).then(|| bar_of(players));
    let mut next = 0;
    while next < players {
        let end = players.min(next + LOT);
        simulation.add(&simulator.play(next..end));
        next = end;
        bar.iter().for_each(|bar| bar.set_position(next));
    }
    bar.iter().for_each(ProgressBar::finish_and_clear);
    simulation
}

fn bar_of(players: u64) -> ProgressBar {
    let bar = ProgressBar::new(players);
    let style = ProgressStyle::with_template("{bar:40} {human_pos} of {human_len} players of each kind, {eta} left");
    style.into_iter().for_each(|style| bar.set_style(style));
    bar
}

struct Report<'a> {
    case: &'a Case,
    packs: &'a Packs,
    plan: &'a Plan,
    players: u64,
    simulation: Simulation,
    total: Tally,
}

impl Report<'_> {
    fn print(&self, out: &mut Out) {
        let setup = &self.plan.setup;
        let deals = if self.case.deals > 1 { format!(", {} deals", self.case.deals) } else { String::new() };
        let variants = match self.plan.variants.as_slice() {
            [only] => format!("variant {only}{deals}"),
            all => format!("{} variants{deals} in turn", all.len()),
        };
        out.line(&format!("{}: {} plays, {variants}", self.case.title, grouped(self.total.plays)));
        out.line(&format!(
            "{} in {}, law of {}, seed {}",
            setup.profession, setup.jurisdiction, setup.as_of, setup.seed
        ));
        self.print_spreads(out);
        self.print_endings(out);
        self.print_activities(out);
        self.print_rules(out);
        self.print_never(out);
        self.print_unended(out);
    }

    fn print_spreads(&self, out: &mut Out) {
        out.line("");
        out.line("Score: what was kept less what was broken.");
        out.line("              least  quarter   median  quarter     most   something grave in");
        for (kind, tally) in &self.simulation.kinds {
            let row: Vec<String> =
                tally.score.five().into_iter().flatten().map(|number| format!("{number:8}")).collect();
            out.line(&format!("  {:9} {}   {}", kind.words(), row.join(" "), percent(tally.grave, tally.plays)));
        }
        let spread = |spread: &Spread| match spread.five() {
            Some([least, _, median, _, most]) => format!("{least} to {most}, median {median}"),
            None => "none ended".into(),
        };
        out.line(&format!("Decisions: {}.", spread(&self.total.decisions)));
        out.line(&format!("Story minutes: {}.", spread(&self.total.minutes)));
    }

    fn print_endings(&self, out: &mut Out) {
        out.line("");
        out.line("Endings");
        for (at, scene) in self.case.scenes.iter().enumerate() {
            let Some(ending) = &scene.ending else { continue };
            let share = |(kind, tally): (&Kind, &Tally)| {
                let plays = tally.endings.get(&at).map_or(0, Spread::count);
                format!("{} {}", kind.words(), percent(plays, tally.plays))
            };
            let shares: Vec<String> = self.simulation.kinds.iter().map(share).collect();
            let score = self.total.endings.get(&at).and_then(Spread::five);
            let score = score.map_or(String::new(), |[least, _, median, _, most]| {
                format!("; score {least} to {most}, median {median}")
            });
            out.item("  ", &format!("{} ({}): {}{score}", ending.title, ending.id, shares.join(", ")));
        }
    }

    /// With which answers activities were left, of all plays that left them.
    fn print_activities(&self, out: &mut Out) {
        for of in self.total.by_hand(self.case) {
            let Some(played) = self.case.scenes.get(of.scene).and_then(|scene| scene.activity.as_deref()) else {
                continue;
            };
            out.line("");
            let title = &played.activity.title;
            let title = if title.is_empty() { &of.activity } else { title };
            out.line(&format!("{title} ({}): left {} times, with these answers", of.activity, grouped(of.times)));
            for (answer, times) in &of.answers {
                out.line(&format!("  {:>5}  {answer}", percent(*times, of.times)));
            }
        }
    }

    /// The rules most often broken and the duties most often missed, of those that count against anybody.
    fn print_rules(&self, out: &mut Out) {
        const SHOWN: usize = 6;
        let counts =
            |rule: &RuleId| self.packs.rule(rule.as_str()).is_some_and(|(_, rule)| rule.certainty.is_settled());
        let broken =
            self.total.findings.iter().filter(|((rule, holding), _)| *holding == Holding::Broken && counts(rule));
        let broken = most(broken.map(|((rule, _), count)| (rule.as_str(), *count)), SHOWN);
        let missed = self.total.duties.iter().filter(|((rule, state), _)| *state == "missed" && counts(rule));
        let missed = most(missed.map(|((rule, _), count)| (rule.as_str(), *count)), SHOWN);
        for (title, rows) in [("Most often broken", broken), ("Duties most often missed", missed)] {
            if !rows.is_empty() {
                out.line("");
                out.line(title);
                rows.iter().for_each(|(rule, count)| out.line(&format!("{:>9}  {rule}", grouped(*count))));
            }
        }
    }

    fn print_never(&self, out: &mut Out) {
        let never = self.never();
        out.line("");
        if never.values().all(Vec::is_empty) {
            out.line("Every scene, choice, ending and standard of an objective was met.");
            return;
        }
        out.line("Never met");
        for (what, ids) in never.iter().filter(|(_, ids)| !ids.is_empty()) {
            out.item(&format!("  {what}: "), &ids.join(", "));
        }
    }

    fn print_unended(&self, out: &mut Out) {
        let Tally { stopped, stuck, .. } = self.total;
        if stopped > 0 {
            let (plays, bound) = (grouped(stopped), MOST_DECISIONS);
            out.line(&format!(
                "{plays} plays had not ended after {bound} decisions and were stopped; no score counts them."
            ));
        }
        if stuck > 0 {
            out.line(&format!(
                "{} plays came to a scene where no choice was open; no score counts them.",
                grouped(stuck)
            ));
        }
    }

    /// What nobody met, by what it is.
    fn never(&self) -> BTreeMap<&'static str, Vec<String>> {
        let scene_of = |at: &usize| self.case.scenes.get(*at);
        let never = self.total.scenes_never_met();
        let (scenes, choices) = (never.iter().filter_map(scene_of), self.total.choices_never_made(self.case));
        let choices = choices.iter().filter_map(|(scene, choice)| name_of(self.case, *scene, *choice)).collect();
        let by_hand = self.total.by_hand(self.case);
        let answers = by_hand.iter().flat_map(|of| named(self.case, of)).filter(|(_, times)| *times == 0);
        let endings = never.iter().filter_map(scene_of).filter_map(|scene| scene.ending.as_ref());
        let standards = self.total.standards_never_met(self.case);
        BTreeMap::from([
            ("scenes", scenes.map(|scene| scene.id.to_string()).collect()),
            ("choices", choices),
            ("answers", answers.map(|(name, _)| name).collect()),
            ("endings", endings.map(|ending| ending.id.to_string()).collect()),
            ("standards", standards.iter().map(ToString::to_string).collect()),
        ])
    }

    fn json(&self) -> Value {
        let setup = &self.plan.setup;
        let variants: Vec<&str> = self.plan.variants.iter().map(VariantId::as_str).collect();
        let kinds = self.simulation.kinds.iter().map(|(kind, tally)| (kind.words().to_owned(), self.tally_json(tally)));
        let kinds: serde_json::Map<String, Value> = kinds.collect();
        json!({
            "version": 1,
            "case": { "id": self.case.id.as_str(), "version": self.case.version },
            "jurisdiction": setup.jurisdiction.as_str(), "profession": setup.profession.as_str(),
            "as_of": setup.as_of.to_string(), "variants": variants,
            "seed": setup.seed, "players_of_each_kind": self.players, "most_decisions": MOST_DECISIONS,
            "kinds": kinds, "total": self.tally_json(&self.total), "never_met": self.never(),
        })
    }

    fn tally_json(&self, tally: &Tally) -> Value {
        let scenes =
            self.case.scenes.iter().zip(&tally.scenes).map(|(scene, count)| (scene.id.to_string(), json!(count)));
        let scenes: serde_json::Map<String, Value> = scenes.collect();
        let mut choices = serde_json::Map::new();
        for (scene, counts) in tally.choices.iter().enumerate() {
            let written = self.case.scenes.get(scene).map_or(0, |scene| scene.authored);
            let written = counts.iter().enumerate().take(written);
            let named = written.map(|(at, count)| (name_of(self.case, scene, at), json!(count)));
            choices.extend(named.filter_map(|(name, count)| Some((name?, count))));
        }
        let mut activities = serde_json::Map::new();
        for of in tally.by_hand(self.case) {
            let Some(scene) = self.case.scenes.get(of.scene) else { continue };
            let answers: serde_json::Map<String, Value> =
                of.answers.iter().map(|(answer, times)| (answer.clone(), json!(times))).collect();
            let told = json!({ "times": of.times, "answers": answers });
            activities.insert(format!("{}/{}", scene.id, of.activity), told);
        }
        let ending = |(at, scene): (usize, &confidant::scenario::Scene)| {
            let ending = scene.ending.as_ref()?;
            let score = tally.endings.get(&at);
            Some(json!({ "id": ending.id.as_str(), "scene": scene.id.as_str(), "title": ending.title,
                "plays": score.map_or(0, Spread::count), "score": score.map(five_json) }))
        };
        let endings: Vec<Value> = self.case.scenes.iter().enumerate().filter_map(ending).collect();
        let mut findings: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
        for ((rule, holding), count) in &tally.findings {
            let word = match holding {
                Holding::Kept => "kept",
                Holding::Broken => "broken",
            };
            findings.entry(rule.as_str()).or_default().insert(word, *count);
        }
        let mut duties: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
        for ((rule, state), count) in &tally.duties {
            duties.entry(rule.as_str()).or_default().insert(state, *count);
        }
        let mut told = json!({
            "plays": tally.plays, "ended": tally.score.count(), "stopped": tally.stopped, "stuck": tally.stuck,
            "with_something_grave": tally.grave, "decisions_made": tally.all_decisions(),
            "score": five_json(&tally.score), "decisions": five_json(&tally.decisions), "minutes": five_json(&tally.minutes),
            "scenes": scenes, "choices": choices, "endings": endings, "findings": findings, "duties": duties,
        });
        // Only where there is one: what read this before finds what it knows.
        if let Some(told) = told.as_object_mut().filter(|_| !activities.is_empty()) {
            told.insert("activities".into(), activities.into());
        }
        told
    }
}

/// `scene/activity(answer)` with how often.
fn named(case: &Case, of: &ByHand) -> Vec<(String, u64)> {
    let Some(scene) = case.scenes.get(of.scene) else { return Vec::new() };
    let name = |(answer, times): &(String, u64)| (format!("{}/{}({answer})", scene.id, of.activity), *times);
    of.answers.iter().map(name).collect()
}

/// `scene/choice`.
fn name_of(case: &Case, scene: usize, choice: usize) -> Option<String> {
    let scene = case.scenes.get(scene)?;
    Some(format!("{}/{}", scene.id, scene.choices.get(choice)?.id))
}

fn five_json(spread: &Spread) -> Value {
    spread.five().map_or(Value::Null, |[min, lower, median, upper, max]| {
        json!({ "min": min, "q1": lower, "median": median, "q3": upper, "max": max })
    })
}

fn most<'a>(rows: impl Iterator<Item = (&'a str, u64)>, shown: usize) -> Vec<(&'a str, u64)> {
    let mut rows: Vec<_> = rows.collect();
    rows.sort_by_key(|(rule, count)| (std::cmp::Reverse(*count), *rule));
    rows.truncate(shown);
    rows
}

/// In hundredths; what happened at all is never shown as nothing.
fn percent(part: u64, of: u64) -> String {
    let hundredths = u128::from(part) * 100 / u128::from(of.max(1));
    if part > 0 && hundredths == 0 { "<1%".into() } else { format!("{hundredths}%") }
}

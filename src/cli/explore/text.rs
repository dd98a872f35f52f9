//! The report for people: short lines, one thing each, numbers explained where they first stand.

use crate::cli::Out;
use crate::cli::print::grouped;
use confidant::ethics::{Badge, Packs};
use confidant::explore::report::{
    Dealt, Flip, OfActivity, OfAnswer, OfChoice, OfDecision, OfEnding, OfVariant, Place, Report, Spread,
    reading_minutes,
};
use confidant::scenario::Case;
use confidant::session::{Setup, Value};

pub(super) fn print(case: &Case, packs: &Packs, setup: &Setup, reports: &[Report], flips: &[Flip], out: &mut Out) {
    let Some(first) = reports.first() else { return };
    let place = packs.place_title(&first.jurisdiction);
    out.line(&format!(
        "{} ({}), as a {} in {place}, under the law of {}",
        case.title, case.id, setup.profession, setup.as_of
    ));
    out.line(&size(first));
    out.line("");
    variants(first, out);
    endings(case, first, out);
    costs(case, first, out);
    lists(first, out);
    turns(first, out);
    other_places(packs, reports, flips, out);
}

fn size(report: &Report) -> String {
    let counts =
        format!("{} states, {} open choices", grouped(whole(report.states)), grouped(whole(report.open_choices)));
    match (report.complete, report.circles) {
        (false, _) => format!("{counts}; stopped there, so that no value below is exact. `--states` searches more."),
        (true, 0) => format!("{counts}; searched whole."),
        (true, circles) => format!(
            "{counts}; the story can come back to where it was in {circles} ways, which are not followed, so that no value below is exact."
        ),
    }
}

fn variants(report: &Report, out: &mut Out) {
    out.line("Variants");
    for variant in &report.variants {
        let OfVariant { variant: id, deal, title, best, worst, decisions, words, story_minutes, .. } = variant;
        let id = Dealt { variant: id.clone(), deal: *deal };
        out.line(&format!("  {id}  {title}"));
        out.item("    best   ", &format!("{}: {}", worth(*best), road(&variant.best_run)));
        out.item("    worst  ", &format!("{}: {}", worth(*worst), road(&variant.worst_run)));
        out.item(
            "    length ",
            &format!(
                "decisions {}; words {}, some {} minutes to read and decide; story time {}",
                spread(decisions, |count| count.to_string()),
                spread(words, |count| grouped(u64::from(count))),
                range(reading_minutes(words.least, decisions.least), reading_minutes(words.most, decisions.most)),
                spread(story_minutes, duration),
            ),
        );
    }
    out.line("");
}

fn endings(case: &Case, report: &Report, out: &mut Out) {
    out.line("Endings, with their share of all runs were every choice a coin");
    for OfEnding { ending, title, share, variants, run, .. } in &report.endings {
        let everywhere = Dealt::are_all(case, variants);
        let only = if everywhere { String::new() } else { format!("; only in {}", dealt(variants)) };
        out.item("  ", &format!("{:>5.1} %  {ending}  {title}{only}", 100.0 * share));
        out.item("           shortest: ", &road(run));
    }
    out.line("");
}

fn costs(case: &Case, report: &Report, out: &mut Out) {
    out.line("What each choice can cost, against the best still to be had");
    out.item(
        "  ",
        "grave: grave breaches that it commits or makes unavoidable; broken: the weight of what else is broken or missed; \
         kept: the weight of good left undone. The middle of all states, then the most.",
    );
    for decision in &report.decisions {
        let note = if decision.matters { "" } else { "   never matters" };
        out.line(&format!("  {} ({}){note}", decision.scene, counted(decision.states, "state")));
        let width = decision.choices.iter().map(|choice| choice.choice.as_str().chars().count()).max().unwrap_or(0);
        for choice in &decision.choices {
            out.item(&format!("    {:width$}  ", choice.choice.as_str()), &cost(choice));
        }
        decision.activity.iter().for_each(|activity| ways(activity, out));
    }
    let lone = case.scenes.iter().filter(|scene| scene.choices.len() == 1).count();
    if lone > 0 {
        out.line(&format!("  and {} with a single way on", counted(lone, "scene")));
    }
    out.line("");
}

/// An activity: its ways in figures, the best and the worst by name, and what each answer does to it.
fn ways(activity: &OfActivity, out: &mut Out) {
    let OfActivity { activity: id, title, ways, always_best, never_best, best, worst, answers } = activity;
    let title = if title.is_empty() { id } else { title };
    out.item(
        "    ",
        &format!("{title} ({id}): {}; {always_best} always best, {never_best} never best", counted(*ways, "way")),
    );
    for way in best {
        out.item("      best   ", &format!("{}: {}", way.choice, cost(way)));
    }
    if let Some(way) = worst {
        out.item("      worst  ", &format!("{}: {}", way.choice, cost(way)));
    }
    let width = answers.iter().map(|answer| answer.answer.chars().count()).max().unwrap_or(0);
    for answer in answers {
        out.item(&format!("      {:width$}  ", answer.answer), &effect(answer));
    }
}

fn effect(answer: &OfAnswer) -> String {
    let OfAnswer { ways, in_best, best, costs, .. } = answer;
    let share = match (*ways, *in_best) {
        (0, _) => return "in no way that is open".into(),
        (_, 0) => "in no best way".into(),
        (_, some) if some == *best => "in every best way".into(),
        (_, some) => format!("in {some} of {best} best ways"),
    };
    let least = lost(*costs);
    if least.is_empty() { share } else { format!("{share}; costs at least {least}") }
}

fn cost(choice: &OfChoice) -> String {
    let states = match choice {
        _ if choice.is_always_best() => "always best".to_owned(),
        _ if choice.is_never_best() => "never best".to_owned(),
        OfChoice { best_in, open, .. } => format!("best in {best_in} of {open}"),
    };
    let loss = match (choice.middle(), choice.most()) {
        (_, most) if most == Value::default() => String::new(),
        (middle, most) if middle == most => format!("; costs {}", lost(most)),
        (middle, most) if middle == Value::default() => format!("; costs at most {}", lost(most)),
        (middle, most) => format!("; costs {}; at most {}", lost(middle), lost(most)),
    };
    let rules: Vec<&str> = choice.breaks.iter().map(confidant::ids::RuleId::as_str).collect();
    let breaks = if rules.is_empty() { String::new() } else { format!("; breaks {}", rules.join(", ")) };
    format!("{states}{loss}{breaks}")
}

fn lists(report: &Report, out: &mut Out) {
    let decisions = |wanted: fn(&OfDecision) -> bool| {
        report.decisions.iter().filter(move |decision| wanted(decision)).map(|decision| decision.scene.to_string())
    };
    let unexercised = &report.unexercised;
    let mut lists: Vec<(&str, Vec<String>)> = vec![
        ("Decisions that never matter", decisions(|decision| !decision.matters).collect()),
        ("Scenes no path comes to", unexercised.scenes.iter().map(ToString::to_string).collect()),
        ("Choices never open", unexercised.choices.iter().map(place).collect()),
        ("Story facts nobody comes to know", unexercised.facts.iter().map(ToString::to_string).collect()),
        ("Declared standards no path keeps or breaks", unexercised.standards.iter().map(ToString::to_string).collect()),
    ];
    // Most cases have no activity, and then there is nothing to say of one.
    if !unexercised.answers.is_empty() {
        lists.insert(3, ("Answers in no way that is open", unexercised.answers.iter().map(place).collect()));
    }
    for (title, list) in lists {
        let words = if list.is_empty() { "none".to_owned() } else { list.join(", ") };
        out.item(&format!("{title}: "), &words);
    }
    out.line("");
}

fn turns(report: &Report, out: &mut Out) {
    if report.variants.len() < 2 {
        return;
    }
    let chance = report.variants.iter().any(|variant| variant.deal.is_some());
    out.line(if chance {
        "Where the variant or the deal makes a difference"
    } else {
        "Where the variant makes a difference"
    });
    if report.turns.is_empty() {
        out.line("  nowhere: what is right in one is wrong in none");
    }
    for turn in &report.turns {
        let told = format!("right in {}; wrong in {}", dealt(&turn.best_in), dealt(&turn.never_in));
        out.item(&format!("  {}{}  ", place(&turn.place), and_more(turn.ways)), &told);
    }
    out.line("");
}

fn other_places(packs: &Packs, reports: &[Report], flips: &[Flip], out: &mut Out) {
    let [_, others @ ..] = reports else { return };
    if others.is_empty() {
        return;
    }
    let titles: Vec<String> = reports.iter().map(|report| packs.place_title(&report.jurisdiction)).collect();
    out.item("Where the law makes a difference: ", &titles.join(", "));
    for report in others.iter().filter(|report| !report.is_exact()) {
        out.item("  ", &format!("{}: {}", packs.place_title(&report.jurisdiction), size(report)));
    }
    if flips.is_empty() {
        out.line("  nowhere: every choice is judged alike in all of them");
    }
    for flip in flips {
        out.line(&format!("  {}{}", place(&flip.place), and_more(flip.ways)));
        for (judged, title) in flip.judged.iter().zip(&titles) {
            out.item("    ", &format!("{title}: law {}; code {}", badges(&judged.law), badges(&judged.ethics)));
        }
    }
}

/// Of ways that are alike one is named.
fn and_more(ways: Option<usize>) -> String {
    match ways {
        None | Some(0 | 1) => String::new(),
        Some(2) => " and 1 way more".into(),
        Some(ways) => format!(" and {} ways more", grouped(whole(ways - 1))),
    }
}

/// "base, deal 2 and young"
fn dealt(runs: &[Dealt]) -> String {
    let between = if runs.iter().any(|run| run.deal.is_some()) { " and " } else { ", " };
    runs.iter().map(ToString::to_string).collect::<Vec<_>>().join(between)
}

fn badges(met: &[Badge]) -> String {
    if met.is_empty() {
        return "never open".into();
    }
    met.iter().map(|badge| badge.words()).collect::<Vec<_>>().join(" or ")
}

fn worth(value: Value) -> String {
    match value {
        Value { grave: 0, broken: 0, kept } => format!("breaks nothing, keeps {kept}"),
        Value { grave: 0, broken, kept } => format!("breaks {}, keeps {kept}", -broken),
        Value { grave, broken, kept } => format!("{}, breaks {}, keeps {kept}", counted_grave(-grave), -broken),
    }
}

fn counted_grave(count: i32) -> String {
    if count == 1 { "1 grave breach".into() } else { format!("{count} grave breaches") }
}

fn lost(value: Value) -> String {
    let parts = [("grave", value.grave), ("broken", value.broken), ("kept", value.kept)];
    // What a repair earns beside a breach is no loss and no comfort.
    let told: Vec<String> =
        parts.into_iter().filter(|(_, count)| *count > 0).map(|(name, count)| format!("{name} {count}")).collect();
    told.join(", ")
}

fn road(run: &[Place]) -> String {
    if run.is_empty() { "(no choice)".into() } else { run.iter().map(place).collect::<Vec<_>>().join(", ") }
}

fn place(place: &Place) -> String {
    format!("{}/{}", place.scene, place.choice)
}

fn spread(spread: &Spread, words: impl Fn(u32) -> String) -> String {
    let Spread { least, middle, most } = *spread;
    match middle {
        _ if least == most => words(least),
        Some(middle) => format!("{} to {}, mostly about {}", words(least), words(most), words(middle)),
        None => format!("{} to {}", words(least), words(most)),
    }
}

fn range(least: u32, most: u32) -> String {
    if least == most { most.to_string() } else { format!("{least} to {most}") }
}

fn duration(minutes: u32) -> String {
    match minutes {
        0..=89 => format!("{minutes} min"),
        90..=2_879 => format!("{} h", (minutes + 30) / 60),
        _ => format!("{} days", (minutes + 720) / 1_440),
    }
}

fn counted(count: usize, unit: &str) -> String {
    if count == 1 { format!("1 {unit}") } else { format!("{} {unit}s", grouped(whole(count))) }
}

fn whole(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}

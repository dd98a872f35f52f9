//! The debrief as a document one can keep: Markdown, with every citation and its certainty.

use super::debrief::{Beside, BestStep, Debrief, DecisionReview, DutyReview};
use crate::ethics::Holding;
use crate::reference::FindingText;
use std::fmt::Write as _;

/// The debrief as Markdown.
pub fn markdown(debrief: &Debrief) -> String {
    let mut text = format!("# {}\n\n{}\n\n{}\n", debrief.title, debrief.standpoint, debrief.summary);
    for note in &debrief.notes {
        let _ = writeln!(text, "\n> {note}");
    }
    if let Some(ending) = &debrief.ending {
        let _ = writeln!(text, "\n## {ending}\n\n{}", debrief.ending_text);
    }
    turning_points(&mut text, debrief);
    text.push_str("\n## Every decision\n");
    debrief.decisions.iter().for_each(|decision| add_decision(&mut text, decision));
    side_by_side(&mut text, debrief);
    add_duties(&mut text, &debrief.duties);
    add_lists(&mut text, debrief);
    text.push_str(
        "\n---\nTraining content, not legal advice. Check your state board, your agency policy and a lawyer.\n",
    );
    text
}

fn turning_points(text: &mut String, debrief: &Debrief) {
    if debrief.turning_points.is_empty() {
        return;
    }
    text.push_str("\n## Turning points\n\n");
    let points = debrief.turning_points.iter().filter_map(|at| debrief.decisions.get(*at));
    for point in points {
        let _ = writeln!(text, "- Decision {}, {}: {}", point.number + 1, point.label, point.band.words());
        if let Some((label, _)) = &point.better {
            let _ = writeln!(text, "  - Better here: {label}");
        }
        for missed in &point.sealed {
            let _ = writeln!(text, "  - Out of reach from here on: {} ({})", missed.fix, missed.place.cite);
        }
    }
}

/// The player's way beside the best way, as a list.
fn side_by_side(text: &mut String, debrief: &Debrief) {
    let Some(compared) = debrief.compared() else { return };
    let _ = writeln!(text, "\n## Your way beside the best way\n\n{compared}");
    let lines = beside_lines(debrief);
    if !lines.is_empty() {
        let _ = writeln!(text, "\n- {}", lines.join("\n- "));
    }
}

/// The player's way beside the best way, a line for each scene; none where they are the same.
pub fn beside_lines(debrief: &Debrief) -> Vec<String> {
    let stretches = debrief.side_by_side();
    if stretches.iter().all(Beside::is_same) {
        return Vec::new();
    }
    stretches.iter().flat_map(stretch_lines).collect()
}

fn stretch_lines(stretch: &Beside<'_>) -> Vec<String> {
    let numbered = |own: &DecisionReview| format!("{}. {}", own.number + 1, own.label);
    match stretch {
        Beside::Together(own, _) if stretch.is_same() => vec![format!("Same, {}: {}", own.heading, numbered(own))],
        Beside::Together(own, best) if stretch.is_as_sound() => {
            let best = format!("{}{}", best.label, why(best));
            vec![format!("As sound, {}. You: {}. The best way: {best}", own.heading, numbered(own))]
        }
        Beside::Together(own, best) => {
            let own_words = format!("{} ({})", numbered(own), own.band.words().to_lowercase());
            vec![format!("Differs, {}. You: {own_words}. The best way: {}{}", own.heading, best.label, why(best))]
        }
        Beside::Apart(own, best) => {
            let own = own.iter().map(|own| {
                format!("Only you, {}: {} ({})", own.heading, numbered(own), own.band.words().to_lowercase())
            });
            let best =
                best.iter().map(|best| format!("Only the best way, {}: {}{}", best.heading, best.label, why(best)));
            own.chain(best).collect()
        }
    }
}

fn why(best: &BestStep) -> String {
    best.note.as_ref().map(|note| format!(". {note}")).unwrap_or_default()
}

fn add_decision(text: &mut String, decision: &DecisionReview) {
    let _ = writeln!(
        text,
        "\n### {}. {} - {}\n\n{}\n",
        decision.number + 1,
        decision.heading,
        decision.band.words(),
        decision.clock
    );
    let _ = writeln!(text, "You chose: **{}**", decision.label);
    for words in [&decision.said, &decision.happened].into_iter().filter(|words| !words.is_empty()) {
        let _ = writeln!(text, "\n{words}");
    }
    for account in &decision.accounts {
        let _ = writeln!(text, "\n{}:\n\n- {}", account.heading, account.lines.join("\n- "));
    }
    let sure = decision.certainty.map(|certainty| format!(" · {}", certainty.words())).unwrap_or_default();
    let _ = writeln!(text, "\nLaw: {} · Ethics: {}{sure}\n", decision.law.words(), decision.ethics.words());
    if !decision.overheard_by.is_empty() {
        let _ = writeln!(text, "Within earshot: {}\n", decision.overheard_by.join(", "));
    }
    decision.findings.iter().for_each(|finding| add_finding(text, finding));
    for line in &decision.duties {
        let _ = writeln!(text, "- {line}");
    }
    if let Some(note) = &decision.note {
        let _ = writeln!(text, "\n{note}");
    }
    if let Some((label, note)) = &decision.better {
        let _ = writeln!(text, "\nA better way was open: **{label}**. {note}");
    }
    for other in &decision.elsewhere {
        let _ = writeln!(
            text,
            "\nIn {}: law {}, ethics {} ({})",
            other.title,
            other.law.words(),
            other.ethics.words(),
            other.cites.join("; ")
        );
    }
}

fn add_finding(text: &mut String, finding: &FindingText) {
    let mark = match finding.holding {
        Holding::Kept => "Kept",
        Holding::Broken => "Broken",
    };
    let place = &finding.place;
    let _ = write!(text, "- {mark}: {} [{}, {}]", finding.text, place.cite, place.certainty.words());
    for extra in finding.detail.iter().chain(&finding.fix) {
        let _ = write!(text, " {extra}");
    }
    text.push('\n');
}

fn add_duties(text: &mut String, duties: &[DutyReview]) {
    if duties.is_empty() {
        return;
    }
    text.push_str("\n## Duties\n\n");
    for duty in duties {
        let fix = duty.fix.as_deref().unwrap_or("");
        let _ = writeln!(
            text,
            "- {}: {} ({}), due {}. {} {fix}",
            duty.state.words(),
            duty.place.heading,
            duty.place.cite,
            duty.due,
            duty.text
        );
    }
}

fn add_lists(text: &mut String, debrief: &Debrief) {
    if !debrief.skills.is_empty() {
        text.push_str("\n## Skills this run called for\n\n");
        for (skill, percent) in &debrief.skills {
            let _ = writeln!(text, "- {skill}: {}", grasp(*percent));
        }
    }
    if !debrief.known.is_empty() {
        text.push_str("\n## Who now knows what\n\n");
        for known in &debrief.known {
            let _ = writeln!(text, "- {}, about {}: {}", known.who, known.about, known.what);
        }
    }
    for (head, body) in [("To sit with", &debrief.reflect), ("Where to turn", &debrief.support)] {
        if !body.is_empty() {
            let _ = writeln!(text, "\n## {head}\n\n{body}");
        }
    }
    if !debrief.reading.is_empty() {
        let _ = writeln!(text, "\n## To read\n\n- {}", debrief.reading.join("\n- "));
    }
}

/// From here on, in hundredths, nothing worth a word was missing.
pub const STEADY: i32 = 90;

/// How far somebody has come with a skill or a rule, given in hundredths: nobody is shown a number.
pub fn grasp(percent: i32) -> &'static str {
    match percent {
        STEADY.. => "steady",
        65..STEADY => "mostly there",
        35..=64 => "coming along",
        _ => "to practice",
    }
}

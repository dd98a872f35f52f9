//! What the terminal says after a case: everything the debrief holds, in plain lines.

use crate::cli::Out;
use confidant::activity::Account;
use confidant::ethics::Holding;
use confidant::reference::FindingText;
use confidant::session::{Debrief, DecisionReview, beside_lines, grasp};

/// One finding as a line or two.
pub(in crate::cli) fn finding(finding: &FindingText, out: &mut Out) {
    let mark = match finding.holding {
        Holding::Kept => "  kept: ",
        Holding::Broken => "  broken: ",
    };
    let place = &finding.place;
    let detail = finding.detail.as_ref().map(|detail| format!(" {detail}.")).unwrap_or_default();
    let fix = finding.fix.as_ref().map(|fix| format!(" {fix}")).unwrap_or_default();
    out.item(mark, &format!("{} [{}, {}]{detail}{fix}", finding.text, place.cite, place.certainty.words()));
}

/// What came of a desk: headings with what stands under them.
pub(super) fn accounts(indent: &str, accounts: &[Account], out: &mut Out) {
    for account in accounts {
        out.line(&format!("{indent}{}:", account.heading));
        account.lines.iter().for_each(|line| out.item(&format!("{indent}  - "), line));
    }
}

pub(super) fn debrief(debrief: &Debrief, out: &mut Out) {
    out.line(&format!("\n=== {} ===\n", debrief.ending.as_deref().unwrap_or("The end")));
    out.prose(&debrief.ending_text);
    out.line(&format!("DEBRIEF. {}", debrief.standpoint));
    debrief.notes.iter().for_each(|note| out.line(note));
    out.line(&debrief.summary);
    let points: Vec<&DecisionReview> =
        debrief.turning_points.iter().filter_map(|at| debrief.decisions.get(*at)).collect();
    if !points.is_empty() {
        out.line("\nTurning points:");
        points.iter().for_each(|point| {
            out.item("  - ", &format!("Decision {}, \"{}\": {}", point.number + 1, point.label, point.band.words()));
            if let Some((label, _)) = &point.better {
                out.item("    ", &format!("Better here: {label}"));
            }
            for missed in &point.sealed {
                out.item("    ", &format!("Out of reach from here on: {} ({})", missed.fix, missed.place.cite));
            }
        });
    }
    for decision in &debrief.decisions {
        decision_lines(decision, out);
    }
    side_by_side(debrief, out);
    if !debrief.duties.is_empty() {
        out.line("\nDuties:");
    }
    for duty in &debrief.duties {
        let fix = duty.fix.as_deref().unwrap_or("");
        out.item(
            "  - ",
            &format!(
                "{}: {} [{}, {}]. {} {fix}",
                duty.state.words(),
                duty.place.heading,
                duty.place.cite,
                duty.place.certainty.words(),
                duty.text
            ),
        );
    }
    if !debrief.skills.is_empty() {
        out.line("\nSkills this run called for:");
        debrief.skills.iter().for_each(|(skill, percent)| out.line(&format!("  {skill}: {}", grasp(*percent))));
    }
    if !debrief.known.is_empty() {
        out.line("\nWho now knows what:");
        debrief
            .known
            .iter()
            .for_each(|known| out.item("  - ", &format!("{}, about {}: {}", known.who, known.about, known.what)));
    }
    for (head, text) in [("To sit with", &debrief.reflect), ("Where to turn", &debrief.support)] {
        if !text.is_empty() {
            out.line(&format!("\n{head}:"));
            out.prose(text);
        }
    }
    if !debrief.reading.is_empty() {
        out.line(&format!("To read: {}", debrief.reading.join("; ")));
    }
    out.line("\nTraining content, not legal advice. Check your state board, your agency policy and a lawyer.");
}

/// The player's way beside the best way, as a list.
fn side_by_side(debrief: &Debrief, out: &mut Out) {
    let Some(compared) = debrief.compared() else { return };
    out.line("\nYour way beside the best way:");
    out.prose(&compared);
    beside_lines(debrief).iter().for_each(|line| out.item("  - ", line));
}

fn decision_lines(decision: &DecisionReview, out: &mut Out) {
    out.line(&format!(
        "\n{}. {} · {} · {}",
        decision.number + 1,
        decision.heading,
        decision.clock,
        decision.band.words()
    ));
    out.item("  You: ", &decision.label);
    accounts("  ", &decision.accounts, out);
    let sure = decision.certainty.map(|certainty| format!(" · {}", certainty.words())).unwrap_or_default();
    out.line(&format!("  Law: {} · Ethics: {}{sure}", decision.law.words(), decision.ethics.words()));
    if !decision.overheard_by.is_empty() {
        out.item("  Within earshot: ", &decision.overheard_by.join(", "));
    }
    decision.findings.iter().for_each(|found| finding(found, out));
    decision.duties.iter().for_each(|line| out.item("  ", line));
    if !decision.doubts.is_empty() {
        out.item("  ", &format!("It hung on what was still open: whether {}.", decision.doubts.join("; whether ")));
    }
    if let Some(note) = &decision.note {
        out.item("  ", note);
    }
    if let Some((label, note)) = &decision.better {
        out.item("  A better way was open: ", &format!("{label}. {note}"));
    }
    for other in &decision.elsewhere {
        let cites = if other.cites.is_empty() { String::new() } else { format!(" ({})", other.cites.join("; ")) };
        out.item(
            "  ",
            &format!("In {}: law {}, ethics {}{cites}", other.title, other.law.words(), other.ethics.words()),
        );
    }
}

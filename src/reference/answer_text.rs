//! An answer as plain text, to be put into a letter, a log or a mail: everything the window shows, in its order.

use super::answer::{ActAnswer, Answer, Doubt, DutyAnswer, Way};
use super::words::FindingText;
use crate::ethics::{Badge, Holding};

/// The answer to a question, as text.
pub fn answer_text(question: &str, answer: &Answer) -> String {
    let mut lines = vec![question.to_owned(), standpoint(answer), verdict(answer)];
    lines.extend(answer.notes.iter().cloned());
    answer.acts.iter().for_each(|act| lines.extend(act_lines(act)));
    lines.extend(answer.duties.iter().map(duty_line));
    answer.doubts.iter().for_each(|doubt| lines.extend(doubt_lines(doubt)));
    if let Some(remedy) = &answer.remedy {
        lines.push(format!("To make it right (then law {}, ethics {}):", remedy.law.words(), remedy.ethics.words()));
        lines.extend(remedy.steps.iter().map(|step| format!("  - {step}")));
    }
    for near in &answer.near {
        lines.push(format!(
            "It would rest on {} ({}) if {}.",
            near.place.heading,
            near.place.cite,
            near.needs.join(" and ")
        ));
    }
    lines.push("Training content, not legal advice.".into());
    lines.join("\n")
}

fn standpoint(answer: &Answer) -> String {
    let point = &answer.standpoint;
    format!(
        "As {} in {}, law of {}",
        crate::reading::plain_words(point.profession.as_str()),
        point.jurisdiction,
        point.as_of
    )
}

fn verdict(answer: &Answer) -> String {
    let policy =
        if answer.policy == Badge::NotCovered { String::new() } else { format!(", policy {}", answer.policy.words()) };
    let sure = answer.certainty.map(|certainty| format!(" ({})", certainty.words())).unwrap_or_default();
    format!("Law {}, ethics {}{policy}{sure}", answer.law.words(), answer.ethics.words())
}

fn act_lines(act: &ActAnswer) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", act.words, act.effect.words())];
    lines.extend(act.findings.iter().map(finding_line));
    if !act.within_earshot.is_empty() {
        lines.push(format!("  Within earshot: {}", act.within_earshot.join(", ")));
    }
    lines.extend(act.at_most.iter().map(|widest| format!("  At most: {widest}")));
    lines
}

fn finding_line(finding: &FindingText) -> String {
    let held = match finding.holding {
        Holding::Kept => "Kept",
        Holding::Broken => "Not kept",
    };
    let detail = finding.detail.as_ref().map(|detail| format!(" {detail}.")).unwrap_or_default();
    let fix = finding.fix.as_ref().map(|fix| format!(" Instead: {fix}")).unwrap_or_default();
    format!("  - {held} [{}, {}]: {}{detail}{fix}", finding.place.cite, finding.place.certainty.words(), finding.text)
}

fn duty_line(duty: &DutyAnswer) -> String {
    let how = duty.logic.map(|logic| format!(", by {}", logic.words())).unwrap_or_default();
    format!("Duty, {}: {} [{}], due {}{how}", duty.state_words, duty.place.heading, duty.place.cite, duty.due)
}

fn doubt_lines(doubt: &Doubt) -> Vec<String> {
    let ways = doubt.ways.iter().map(|way| format!("  - if {}: {}", values_words(&way.values), way.words()));
    let head = std::iter::once(format!("Still open: whether {}. To consult is sound.", doubt.says));
    head.chain(ways).collect()
}

/// The values one may believe: "no", "9 to 17", "plan or imminent".
pub fn values_words(values: &[String]) -> String {
    let plain = |value: &String| match value.as_str() {
        "true" => "so".to_owned(),
        "false" => "not so".to_owned(),
        word => crate::reading::plain_words(word),
    };
    match values {
        [first, .., last] if values.len() > 3 => format!("{} to {}", plain(first), plain(last)),
        few => few.iter().map(plain).collect::<Vec<_>>().join(" or "),
    }
}

impl Way {
    /// What follows, in one line.
    pub fn words(&self) -> String {
        let effect = self.effect.map(|effect| format!("{}; ", effect.words())).unwrap_or_default();
        let duties: Vec<&str> = self.duties.iter().map(|place| place.heading.as_str()).collect();
        let duties = if duties.is_empty() { "no duty".into() } else { format!("duties: {}", duties.join("; ")) };
        format!("{effect}law {}, ethics {}; {duties}", self.law.words(), self.ethics.words())
    }
}

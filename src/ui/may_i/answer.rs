//! What the rules say: the verdict with its reasons, what would make it right, what follows where a belief is open, and
//! how it is elsewhere and was in other years. Drawn from one value; nothing is judged here.

use super::{Asked, Memory, Shown, gaps, layer_badges, standpoint_line};
use crate::ethics::{ActEffect, Holding, Standpoint};
use crate::ids::JurisdictionId;
use crate::reference::{
    ActAnswer, Answer, ChangedOn, Doubt, DutyAnswer, FindingText, NearMiss, Remedy, SameAnswer, made_right,
    values_words,
};
use crate::ui::consequence::{citation, finding_ui, labelled};
use crate::ui::rulebook::leaf::rule_link;
use crate::ui::rulebook::outcome_words;
use crate::ui::theme::{self, BadgeKind, Band, space};
use crate::ui::widgets::{badges, bullet, capital, date, facts, fold, heading, layer_badge, prose, small, subheading};
use crate::ui::{Ask, Desk, Overlay, run};
use egui::{Label, Ui};
use jiff::civil::Date;

/// What the answer asks of the question.
enum Change {
    DoSo,
    Place(JurisdictionId),
    Day(Date),
}

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    ui.spacing_mut().item_spacing.y = space::SMALL;
    heading(ui, "What the rules say");
    let Memory { asked: Some(asked), shown, trace, .. } = memory else { return None };
    let Some(shown) = shown else {
        still_to_say(ui, asked);
        return None;
    };
    standpoint_line(ui, desk, &shown.standpoint);
    let (followed, change) = answer_ui(ui, shown, trace);
    if let Some(change) = change {
        apply(change, asked, shown);
    }
    followed
}

fn apply(change: Change, asked: &mut Asked, shown: &Shown) {
    match change {
        Change::Place(place) => asked.standpoint.jurisdiction = place,
        Change::Day(day) => asked.standpoint.as_of = day,
        Change::DoSo => {
            if let Some(better) = made_right(&shown.book, &asked.inquiry) {
                asked.inquiry = better;
            }
        }
    }
}

fn still_to_say(ui: &mut Ui, asked: &Asked) {
    prose(ui, "The rules can answer once you have said:");
    for gap in gaps(&asked.inquiry) {
        bullet(ui, gap);
    }
}

fn answer_ui(ui: &mut Ui, shown: &Shown, trace: &mut bool) -> (Option<Ask>, Option<Change>) {
    let answer = &shown.answer;
    verdict(ui, answer);
    answer.notes.iter().for_each(|note| note_ui(ui, note));
    answer.doubts.iter().for_each(|doubt| doubt_ui(ui, doubt));
    let (mut asked, mut change) = acts(ui, answer);
    asked = near(ui, &answer.near).or(asked);
    asked = duties(ui, &answer.duties).or(asked);
    change = elsewhere(ui, &shown.everywhere, &shown.standpoint).or(change);
    change = years(ui, &shown.years, &shown.standpoint).or(change);
    asked = why(ui, shown, trace).or(asked);
    ui.add_space(space::MEDIUM);
    small(ui, "Training content, not legal advice. Check your board's text before you rely on a rule.");
    ui.add_space(space::MEDIUM);
    (asked, change)
}

fn verdict(ui: &mut Ui, answer: &Answer) {
    let palette = theme::current(ui.ctx());
    theme::card(ui, &palette, |ui| {
        ui.set_width(ui.available_width());
        heading(ui, &headline(answer));
        ui.horizontal_wrapped(|ui| layer_badges(ui, answer));
    });
}

/// What the rules make of the last act; where nothing is done it is the duties that speak.
fn headline(answer: &Answer) -> String {
    let effect = answer.acts.last().map(|act| act.effect).unwrap_or_default();
    let duty = |state: &str| answer.duties.iter().any(|duty| duty.state == state);
    let words = match effect {
        ActEffect::Neutral if duty("missed") => "a duty is missed",
        ActEffect::Neutral if duty("partial") => "a duty is met only in part",
        ActEffect::Neutral if duty("open") => "a duty is open",
        effect => effect.words(),
    };
    capital(words)
}

fn note_ui(ui: &mut Ui, note: &str) {
    ui.add_space(space::TIGHT);
    theme::badge(ui, "To know", BadgeKind::Band(Band::Defensible));
    ui.add(Label::new(note).wrap());
}

/// Each act with its reasons; what would make the last one right stands between what is wrong with it and what is not.
fn acts(ui: &mut Ui, answer: &Answer) -> (Option<Ask>, Option<Change>) {
    let (mut asked, mut change) = (None, None);
    for (at, act) in answer.acts.iter().enumerate() {
        ui.add_space(space::SMALL);
        if answer.acts.len() > 1 {
            subheading(ui, &format!("{}. {}: {}", at + 1, capital(&act.words), act.effect.words()));
            badges(ui, act.law, act.ethics, act.certainty);
        } else if !act.findings.is_empty() || answer.duties.is_empty() {
            subheading(ui, "Why");
        }
        let (broken, kept): (Vec<_>, Vec<_>) =
            act.findings.iter().partition(|finding| finding.holding == Holding::Broken);
        asked = findings(ui, &broken).or(asked);
        if at + 1 == answer.acts.len() {
            change = answer.remedy.as_ref().and_then(|remedy| remedy_ui(ui, remedy));
        }
        asked = findings(ui, &kept).or(asked);
        if act.findings.is_empty() && answer.duties.is_empty() {
            theme::muted(ui, "No rule on file speaks to this.");
        }
        limits(ui, act);
    }
    (asked, change)
}

fn findings(ui: &mut Ui, findings: &[&FindingText]) -> Option<Ask> {
    let mut asked = None;
    for finding in findings {
        asked = finding_ui(ui, finding).or(asked);
    }
    asked
}

/// How far one could have gone, and who heard.
fn limits(ui: &mut Ui, act: &ActAnswer) {
    if let Some(widest) = &act.at_most {
        ui.add_space(space::TIGHT);
        labelled(ui, "At most", &if widest.is_empty() { "nothing of it".to_owned() } else { widest.clone() });
    }
    if !act.within_earshot.is_empty() {
        facts(ui, "Within earshot, and not meant to hear", &act.within_earshot);
    }
}

fn duties(ui: &mut Ui, duties: &[DutyAnswer]) -> Option<Ask> {
    const GRAVEST_FIRST: [&str; 4] = ["missed", "partial", "open", "discharged"];
    let of = |state: &'static str| duties.iter().filter(move |duty| duty.state == state);
    let standing: Vec<&DutyAnswer> = GRAVEST_FIRST.into_iter().flat_map(of).collect();
    if standing.is_empty() {
        return None;
    }
    ui.add_space(space::MEDIUM);
    subheading(ui, "Duties");
    let mut asked = None;
    for duty in standing {
        asked = duty_ui(ui, duty).or(asked);
    }
    asked
}

fn duty_ui(ui: &mut Ui, duty: &DutyAnswer) -> Option<Ask> {
    let kind = match duty.state {
        "discharged" if duty.late => BadgeKind::Band(Band::Defensible),
        "discharged" => BadgeKind::Band(Band::Sound),
        "partial" => BadgeKind::Band(Band::Risky),
        "missed" => BadgeKind::Band(Band::Breach),
        _ => BadgeKind::Plain,
    };
    let clicked = ui.horizontal_wrapped(|ui| {
        theme::badge(ui, &capital(duty.state_words), kind);
        let clicked = citation(ui, &duty.place.cite).clicked();
        small(ui, &duty.place.heading);
        clicked
    });
    let clicked = clicked.inner;
    let how = duty.logic.map(|logic| format!(" · met by {}", logic.words())).unwrap_or_default();
    let parts = if duty.of > 1 { format!(" · {} of {} parts met", duty.met, duty.of) } else { String::new() };
    small(ui, &format!("Due {}{how}{parts} · {}", duty.due, duty.place.certainty.words()));
    ui.add(Label::new(&duty.why).wrap());
    if matches!(duty.state, "open" | "missed" | "partial") {
        labelled(ui, "To meet it", &duty.fix);
    }
    ui.add_space(space::SMALL);
    clicked.then(|| Ask::Open(Overlay::Rule(duty.place.rule.clone())))
}

fn doubt_ui(ui: &mut Ui, doubt: &Doubt) {
    let palette = theme::current(ui.ctx());
    ui.add_space(space::SMALL);
    theme::card(ui, &palette, |ui| {
        ui.set_width(ui.available_width());
        subheading(ui, &format!("Still open: whether {}", doubt.says));
        for way in &doubt.ways {
            labelled(ui, &format!("If {}:", values_words(&way.values)), &way.words());
        }
        small(ui, "The answer turns on it. To consult somebody is sound, and counts in full.");
    });
}

fn remedy_ui(ui: &mut Ui, remedy: &Remedy) -> Option<Change> {
    let palette = theme::current(ui.ctx());
    ui.add_space(space::SMALL);
    theme::card(ui, &palette, |ui| {
        ui.set_width(ui.available_width());
        subheading(ui, "To make it right");
        remedy.steps.iter().for_each(|step| bullet(ui, step));
        small(ui, "It would then be:");
        ui.horizontal_wrapped(|ui| {
            layer_badge(ui, "Law", remedy.law);
            layer_badge(ui, "Ethics", remedy.ethics);
        });
        theme::primary_button(ui, "Do so").clicked().then_some(Change::DoSo)
    })
}

fn near(ui: &mut Ui, near: &[NearMiss]) -> Option<Ask> {
    let mut asked = None;
    for (at, miss) in near.iter().enumerate() {
        if at == 0 {
            ui.add_space(space::SMALL);
            subheading(ui, "It would rest on");
        }
        if rule_link(ui, &miss.place.cite, &miss.place.heading) {
            asked = Some(Ask::Open(Overlay::Rule(miss.place.rule.clone())));
        }
        bullet(ui, &format!("if {}", miss.needs.join(" and ")));
    }
    asked
}

fn elsewhere(ui: &mut Ui, groups: &[SameAnswer], here: &Standpoint) -> Option<Change> {
    ui.add_space(space::MEDIUM);
    heading(ui, "Elsewhere");
    let is_here = |group: &SameAnswer| group.places.iter().any(|(id, _)| *id == here.jurisdiction);
    if groups.len() < 2 && groups.iter().any(is_here) {
        theme::muted(ui, "Every place on file says the same.");
        return None;
    }
    let mut change = None;
    for group in groups.iter().filter(|group| is_here(group)) {
        let others = group.places.len() - 1;
        let words = match others {
            0 => "No other place on file answers as here.".to_owned(),
            1 => "One other place answers as here.".to_owned(),
            _ => format!("{others} other places answer as here."),
        };
        small(ui, &words);
        change = places(ui, group, here);
    }
    for group in groups.iter().filter(|group| !is_here(group)) {
        ui.add_space(space::TIGHT);
        subheading(ui, &format!("Otherwise: {}", outcome_words(&group.outcome)));
        change = places(ui, group, here).or(change);
    }
    change
}

/// The places of a group, each a button that asks there.
fn places(ui: &mut Ui, group: &SameAnswer, here: &Standpoint) -> Option<Change> {
    let mut change = None;
    let mut others: Vec<_> = group.places.iter().filter(|(id, _)| *id != here.jurisdiction).collect();
    others.sort_by(|(_, one), (_, other)| one.cmp(other));
    ui.horizontal_wrapped(|ui| {
        for (id, title) in others {
            run::room_for(ui, title);
            if crate::ui::widgets::linked(ui, title, &format!("Ask in {title}")).clicked() {
                change = Some(Change::Place(id.clone()));
            }
        }
    });
    change
}

fn years(ui: &mut Ui, years: &[ChangedOn], now: &Standpoint) -> Option<Change> {
    ui.add_space(space::MEDIUM);
    heading(ui, "In other years");
    if years.len() < 2 {
        theme::muted(ui, "As far back as the rules on file know, the answer was the same.");
        return None;
    }
    let day = |changed: &ChangedOn| changed.from.as_ref().and_then(|from| from.parse::<Date>().ok());
    let mut change = None;
    for (at, changed) in years.iter().enumerate() {
        let next = years.get(at + 1).and_then(day);
        let (from, asks) = match (day(changed), next) {
            (Some(from), _) => (format!("From {}", date(from)), Some(from)),
            (None, Some(next)) => (format!("Before {}", date(next)), next.yesterday().ok()),
            (None, None) => ("At all times".to_owned(), None),
        };
        let holds = day(changed).is_none_or(|from| from <= now.as_of) && next.is_none_or(|next| now.as_of < next);
        labelled(ui, &format!("{from}:"), &outcome_words(&changed.outcome));
        match asks {
            _ if holds => small(ui, "This is the day you ask about."),
            Some(day) if run::quiet(ui, &format!("Ask as of {}", date(day))).clicked() => {
                change = Some(Change::Day(day));
            }
            _ => (),
        }
    }
    change
}

/// Each rule that was considered, folded away until it is wanted.
fn why(ui: &mut Ui, shown: &Shown, open: &mut bool) -> Option<Ask> {
    ui.add_space(space::MEDIUM);
    let count = format!("{} rules were considered", shown.trace.rules.len());
    if fold(ui, "Why each rule did or did not speak", &count, *open).clicked() {
        *open = !*open;
    }
    if !*open {
        return None;
    }
    let mut asked = None;
    for line in &shown.trace.rules {
        let act = line.act.filter(|_| shown.answer.acts.len() > 1).map(|at| format!("act {}: ", at + 1));
        if rule_link(ui, &line.cite, "") {
            asked = Some(Ask::Open(Overlay::Rule(line.rule.clone())));
        }
        small(ui, &format!("{}{}", act.unwrap_or_default(), line.outcome.words()));
    }
    asked
}

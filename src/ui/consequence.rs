//! After a choice: what was said, what came of it, and in study mode, calmly, what to notice.

use super::desk;
use super::run::{self, Picture};
use super::theme::{self, BadgeKind, space};
use super::widgets::{
    badges, bullet, column, column_width, facts, heading, just_opened, layer_badge, prose, scale, scrolling, small,
    with_foot,
};
use super::{Ask, Desk, Overlay};
use crate::ethics::{Badge, Holding};
use crate::reference::FindingText;
use crate::session::{Band, DecisionReview, Moment};
use egui::{Label, Response, RichText, Ui, WidgetInfo, WidgetType};

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>) -> Option<Ask> {
    // Widgets of two screens must not share an id, or the focus would stay on whatever stands in the old one's place.
    ui.push_id("consequence", |ui| consequence(ui, desk)).inner
}

fn consequence(ui: &mut Ui, desk: &Desk<'_>) -> Option<Ask> {
    let view = desk.view?;
    let moment = view.last.as_ref()?;
    ui.spacing_mut().item_spacing.y = 0.0;
    let keys = run::keys(ui);
    let cramped = run::is_cramped(ui);
    let opened = if cramped { None } else { run::bar(ui, desk, Picture::then(moment)) };
    let foot = |ui: &mut Ui| run::foot(ui, |ui| foot(ui, desk, view.decisions));
    let (read, on) = with_foot(ui, "consequence", |ui| body(ui, desk, moment, cramped, view.decisions), foot);
    keys.or(opened).or(read).or(on)
}

fn body(ui: &mut Ui, desk: &Desk<'_>, moment: &Moment, cramped: bool, decisions: usize) -> Option<Ask> {
    let picture = Picture::then(moment);
    let height = run::stage_height(ui, 0.3).filter(|_| !cramped);
    if height.is_some() {
        run::stage(ui, desk, picture, height);
    }
    // In an exam nothing is explained before the debrief, also not after the last decision.
    let review = desk.debrief.filter(|_| run::is_study(desk)).and_then(|debrief| debrief.decisions.last());
    scrolling(ui, &format!("consequence {decisions}"), |ui| {
        let opened = if cramped { run::bar(ui, desk, picture) } else { None };
        ui.spacing_mut().item_spacing.y = space::SMALL;
        ui.add_space(space::MEDIUM);
        let asked = if let Some(review) = review {
            let told = |ui: &mut Ui| {
                what_happened(ui, moment);
                desk::after(ui, desk, review.number, &moment.accounts);
            };
            run::spread(ui, told, |ui| what_to_notice(ui, review))
        } else {
            let width = column_width(ui).min(ui.available_width() - 32.0);
            column(ui, width, |ui| what_happened(ui, moment));
            None
        };
        ui.add_space(space::LARGE);
        opened.or(asked)
    })
}

fn what_happened(ui: &mut Ui, moment: &Moment) {
    small(ui, &moment.heading);
    // What was done by hand takes more words than a choice from a list.
    if moment.label.chars().count() > LONG {
        prose(ui, &moment.label);
    } else {
        heading(ui, &moment.label);
    }
    ui.add_space(space::TIGHT);
    if !moment.said.is_empty() {
        run::quoted(ui, &moment.said);
        ui.add_space(space::SMALL);
    }
    prose(ui, &moment.happened);
}

/// A label of more letters is no heading any more.
const LONG: usize = 70;

fn foot(ui: &mut Ui, desk: &Desk<'_>, decisions: usize) -> Option<Ask> {
    let on = theme::primary_button(ui, "Continue");
    if just_opened(ui, "consequence") {
        on.request_focus();
    }
    let back = run::is_study(desk) && decisions > 0 && run::quiet(ui, "Take back this choice").clicked();
    let hint = ui.available_size_before_wrap().x > 160.0 * scale(ui);
    if hint {
        small(ui, "Enter continues");
    }
    if back { Some(Ask::Rewind(decisions - 1)) } else { on.clicked().then_some(Ask::Continue) }
}

fn what_to_notice(ui: &mut Ui, review: &DecisionReview) -> Option<Ask> {
    ui.horizontal_wrapped(|ui| {
        heading(ui, "What to notice");
        theme::band_badge(ui, band(review.band));
    });
    verdict(ui, review)
}

/// Everything that explains a decision, the supervisor's voice first.
pub(super) fn verdict(ui: &mut Ui, review: &DecisionReview) -> Option<Ask> {
    if let Some(note) = &review.note {
        prose(ui, note);
        ui.add_space(space::TIGHT);
    }
    all_badges(ui, review);
    let mut asked = None;
    for finding in &review.findings {
        asked = asked.or(finding_ui(ui, finding));
    }
    if review.findings.is_empty() {
        theme::muted(ui, "No rule speaks to this. It is a matter of craft.");
    }
    titled(ui, "Duties", &review.duties);
    titled(ui, "Within earshot, and not meant to hear", &review.overheard_by);
    let doubts: Vec<String> = review.doubts.iter().map(|doubt| format!("Whether {doubt}")).collect();
    titled(ui, "It hung on what you believed", &doubts);
    asked
}

fn titled(ui: &mut Ui, title: &str, lines: &[String]) {
    if !lines.is_empty() {
        ui.add_space(space::TIGHT);
        facts(ui, title, lines);
    }
}

fn all_badges(ui: &mut Ui, review: &DecisionReview) {
    badges(ui, review.law, review.ethics, review.certainty);
    if review.policy != Badge::NotCovered {
        layer_badge(ui, "Policy", review.policy);
    }
}

/// A rule kept or broken: in a word, in a sentence, and where it stands.
pub(super) fn finding_ui(ui: &mut Ui, finding: &FindingText) -> Option<Ask> {
    let broken = finding.holding == Holding::Broken;
    ui.add_space(space::SMALL);
    let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, space::TIGHT / 2.0);
    let asked = ui.horizontal_wrapped(|ui| {
        match (broken, finding.place.certainty.is_settled()) {
            (true, true) => theme::badge(ui, "Not kept", BadgeKind::Band(theme::Band::Breach)),
            (true, false) => theme::badge(ui, "Unsettled", BadgeKind::Band(theme::Band::Defensible)),
            (false, _) => theme::badge(ui, "Kept", BadgeKind::Band(theme::Band::Sound)),
        };
        let asked = citation(ui, &finding.place.cite).clicked();
        small(ui, &format!("{} · {}", finding.place.layer.words(), finding.place.certainty.words()));
        asked.then(|| Ask::Open(Overlay::Rule(finding.place.rule.clone())))
    });
    ui.add(Label::new(&finding.text).wrap());
    if let Some(detail) = &finding.detail {
        bullet(ui, detail);
    }
    if let Some(fix) = &finding.fix {
        labelled(ui, "Instead", fix);
    }
    ui.spacing_mut().item_spacing.y = spacing;
    asked.inner
}

/// A word that stands out, and a sentence after it.
pub(super) fn labelled(ui: &mut Ui, label: &str, text: &str) {
    let palette = theme::current(ui.ctx());
    let mut job = egui::text::LayoutJob::default();
    let font = |style: egui::TextStyle| style.resolve(ui.style());
    job.append(label, 0.0, egui::TextFormat::simple(font(theme::strong()), palette.text));
    job.append(&format!("  {text}"), 0.0, egui::TextFormat::simple(font(egui::TextStyle::Body), palette.text));
    ui.add(Label::new(job).wrap());
}

/// A citation that opens its rule.
pub(super) fn citation(ui: &mut Ui, cite: &str) -> Response {
    let response = ui.link(RichText::new(cite));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Link, enabled, cite));
    theme::focus_ring(ui, &response);
    response
}

/// The band as the theme knows it.
pub(super) fn band(band: Band) -> theme::Band {
    match band {
        Band::Sound => theme::Band::Sound,
        Band::Defensible => theme::Band::Defensible,
        Band::Risky => theme::Band::Risky,
        Band::Breach => theme::Band::Breach,
        Band::SeriousBreach => theme::Band::Serious,
    }
}

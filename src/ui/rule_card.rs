//! One rule, whole: what it says, how sure that is, and where to read it.

use super::theme::{self, space};
use super::{Ask, Desk, widgets};
use crate::ethics::{Effect, Layer, Pack, Rule, Severity};
use crate::ids::RuleId;
use egui::{Hyperlink, Label, RichText, Ui};
use jiff::civil::Date;

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, rule: &RuleId) -> Option<Ask> {
    let found = find(desk, rule);
    let title = found.map_or("A rule", |(_, rule)| rule.heading.as_str());
    let ((), close) = widgets::overlay(ui, title, |ui| match found {
        Some((pack, rule)) => rule_ui(ui, pack, rule),
        None => not_found(ui, rule),
    });
    close.then_some(Ask::Close)
}

/// The rule as it stood on the day of the run, if there is one; an older wording has the same id.
fn find<'a>(desk: &Desk<'a>, id: &RuleId) -> Option<(&'a Pack, &'a Rule)> {
    let packs = &desk.library.packs;
    let day = desk.session.map(|session| session.setup().as_of);
    let then = day.and_then(|day| packs.rules().find(|(_, rule)| rule.id == *id && rule.in_force(day)));
    then.or_else(|| packs.rule(id.as_str()))
}

fn not_found(ui: &mut Ui, rule: &RuleId) {
    ui.add(Label::new(format!("No rule with the id {rule} is on file.")).wrap());
    theme::muted(ui, "The rules may have changed since this run was kept.");
}

fn rule_ui(ui: &mut Ui, pack: &Pack, rule: &Rule) {
    ui.add(Label::new(RichText::new(&rule.cite).text_style(theme::strong())).wrap());
    ui.horizontal_wrapped(|ui| {
        widgets::tag(ui, layer_words(pack.layer));
        widgets::certainty_badge(ui, rule.certainty);
    });
    widgets::certainty_note(ui, rule.certainty);
    ui.add_space(space::SMALL);
    widgets::prose(ui, &rule.why);
    ui.add_space(space::SMALL);
    widgets::subheading(ui, "What to do");
    ui.add(Label::new(&rule.fix).wrap());
    ui.add_space(space::SMALL);
    widgets::facts(ui, "The clause", &clause_facts(pack, rule));
    source(ui, rule);
    ui.add_space(space::SMALL);
    widgets::small(ui, &format!("{} {}", pack.about, pack.notice));
    widgets::small(ui, "Training content, not legal advice.");
}

fn layer_words(layer: Layer) -> &'static str {
    match layer {
        Layer::Law => "Law",
        Layer::Ethics => "Code of ethics",
        Layer::Policy => "Agency policy",
    }
}

fn clause_facts(pack: &Pack, rule: &Rule) -> Vec<String> {
    let mut facts = vec![effect_words(rule), severity_words(rule.severity).to_owned()];
    facts.extend(dates(rule.valid_from, rule.valid_to));
    facts.push(format!("From: {}, as of {}", pack.title, widgets::date(pack.as_of)));
    facts
}

fn effect_words(rule: &Rule) -> String {
    match rule.effect {
        Effect::Permit => "Effect: it allows this, and asks for nothing".into(),
        Effect::Forbid => "Effect: it forbids this".into(),
        Effect::Require => format!("Effect: it sets a duty, due {}", rule.by.words()),
        Effect::Discretion => "Effect: it leaves this to your judgment, if the steps around it are kept".into(),
    }
}

fn severity_words(severity: Severity) -> &'static str {
    match severity {
        Severity::Minor => "Severity: minor, a matter of good form",
        Severity::Moderate => "Severity: moderate, to break it matters",
        Severity::Serious => "Severity: serious, to break it is a breach",
        Severity::Grave => "Severity: grave, and nothing else makes good for breaking it",
    }
}

fn dates(from: Option<Date>, to: Option<Date>) -> Option<String> {
    match (from, to) {
        (None, None) => None,
        (Some(from), None) => Some(format!("In force since {}", widgets::date(from))),
        (None, Some(to)) => Some(format!("In force until {}", widgets::date(to))),
        (Some(from), Some(to)) => Some(format!("In force from {} to {}", widgets::date(from), widgets::date(to))),
    }
}

fn source(ui: &mut Ui, rule: &Rule) {
    let Some(source) = &rule.source else { return };
    ui.add_space(space::SMALL);
    if source.starts_with("https://") || source.starts_with("http://") {
        widgets::subheading(ui, "Source");
        ui.add(Hyperlink::new(source).open_in_new_tab(true));
    } else {
        widgets::small(ui, &format!("Source: {source}"));
    }
}

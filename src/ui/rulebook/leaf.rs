//! One rule or article, whole: what it says, how sure that is, whom it binds, how a duty is met, and where to read it. The
//! rulebook and the card of a rule draw the same.

use crate::ethics::{Certainty, Deadline, Effect, Layer, Pack, Rule, Severity, Vocabulary};
use crate::ids::RuleId;
use crate::reference::{Entry, RuleText, Standing};
use crate::ui::Desk;
use crate::ui::consequence::citation;
use crate::ui::theme::{self, space};
use crate::ui::widgets;
use egui::{Hyperlink, Label, RichText, Ui};
use jiff::civil::Date;

/// Draws an entry without its heading; says which other rule it was followed to.
pub(in crate::ui) fn entry_ui(ui: &mut Ui, desk: &Desk<'_>, entry: Entry<'_>) -> Option<RuleId> {
    head(ui, desk, entry);
    let followed = match entry {
        Entry::Rule(pack, rule) => rule_ui(ui, desk, pack, rule),
        Entry::Article(pack, article) => {
            widgets::prose(ui, &article.text);
            ui.add_space(space::SMALL);
            widgets::small(ui, "For information: no act is judged by it.");
            widgets::facts(ui, "The clause", &dates(article.valid_from, article.valid_to, pack));
            source(ui, article.source.as_deref());
            None
        }
    };
    ui.add_space(space::SMALL);
    widgets::small(ui, &format!("{} {}", entry.pack().about, entry.pack().notice));
    widgets::small(ui, "Training content, not legal advice.");
    followed
}

fn head(ui: &mut Ui, desk: &Desk<'_>, entry: Entry<'_>) {
    ui.add(Label::new(RichText::new(entry.cite()).text_style(theme::strong())).wrap());
    ui.horizontal_wrapped(|ui| {
        widgets::tag(ui, layer_words(entry.pack().layer));
        widgets::certainty_badge(ui, entry.certainty());
        let standing = entry.standing(&desk.library.packs, &desk.standpoint());
        if let Some(words) = standing.words().filter(|_| standing != Standing::Binds) {
            widgets::tag(ui, words);
        }
    });
    widgets::certainty_note(ui, entry.certainty());
    ui.add_space(space::SMALL);
}

fn rule_ui(ui: &mut Ui, desk: &Desk<'_>, pack: &Pack, rule: &Rule) -> Option<RuleId> {
    let words = &desk.library.packs.vocabulary;
    widgets::prose(ui, &rule.why);
    ui.add_space(space::SMALL);
    widgets::subheading(ui, "What to do");
    ui.add(Label::new(&rule.fix).wrap());
    ui.add_space(space::SMALL);
    let text = RuleText::of(words, rule);
    widgets::facts(ui, "The clause", &clause_facts(pack, rule, words, &text));
    conditions(ui, &text);
    let followed = overrides(ui, desk, rule);
    source(ui, rule.source.as_deref());
    followed
}

fn conditions(ui: &mut Ui, text: &RuleText) {
    ui.add_space(space::SMALL);
    widgets::facts(ui, "What it is about", &text.about);
    widgets::facts(ui, "When it holds", &text.when);
    widgets::facts(ui, "When it does not", text.unless.as_slice());
    widgets::facts(ui, "At most this may be told", text.at_most.as_slice());
    widgets::facts(ui, "What meets the duty", &text.met_by);
}

fn overrides(ui: &mut Ui, desk: &Desk<'_>, rule: &Rule) -> Option<RuleId> {
    let packs = &desk.library.packs;
    let above = packs.rules().filter(|(_, other)| other.overrides.contains(&rule.id)).map(|(_, other)| other);
    let below = rule.overrides.iter().filter_map(|id| packs.rule(id.as_str())).map(|(_, other)| other);
    let gives_way = rules(ui, "It gives way to", above);
    let goes_before = rules(ui, "It goes before", below);
    gives_way.or(goes_before)
}

fn rules<'a>(ui: &mut Ui, title: &str, rules: impl Iterator<Item = &'a Rule>) -> Option<RuleId> {
    let mut followed = None;
    for (at, rule) in rules.enumerate() {
        if at == 0 {
            ui.add_space(space::SMALL);
            widgets::subheading(ui, title);
        }
        if rule_link(ui, &rule.cite, &rule.heading) {
            followed = Some(rule.id.clone());
        }
    }
    followed
}

/// A citation that opens its rule, with the rule's heading.
pub(in crate::ui) fn rule_link(ui: &mut Ui, cite: &str, heading: &str) -> bool {
    let spacing = std::mem::take(&mut ui.spacing_mut().item_spacing.y);
    let clicked = ui
        .horizontal_wrapped(|ui| {
            let clicked = citation(ui, cite).clicked();
            widgets::small(ui, heading);
            clicked
        })
        .inner;
    ui.spacing_mut().item_spacing.y = spacing;
    clicked
}

pub(in crate::ui) fn layer_words(layer: Layer) -> &'static str {
    match layer {
        Layer::Law => "Law",
        Layer::Ethics => "Code of ethics",
        Layer::Policy => "Agency policy",
    }
}

fn clause_facts(pack: &Pack, rule: &Rule, words: &Vocabulary, text: &RuleText) -> Vec<String> {
    let mut facts = vec![effect_words(rule)];
    facts.extend(rule.logic().map(|logic| format!("Met by: {}", logic.words())));
    facts.push(severity_words(rule.severity).to_owned());
    facts.extend(text.binds.as_ref().map(|names| format!("Binds: {names}")));
    facts.extend(text.capacity.as_ref().map(|names| format!("Binds only: {names}")));
    facts.extend(rule.topic.map(|topic| format!("Topic: {}", words.topics.name(topic))));
    facts.extend(dates(rule.valid_from, rule.valid_to, pack));
    facts
}

fn effect_words(rule: &Rule) -> String {
    match rule.effect {
        Effect::Permit => "Effect: it allows this, and asks for nothing".into(),
        Effect::Forbid => "Effect: it forbids this".into(),
        Effect::Require if rule.by == Deadline::End => "Effect: it sets a duty, due before the matter closes".into(),
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

fn dates(from: Option<Date>, to: Option<Date>, pack: &Pack) -> Vec<String> {
    let in_force = match (from, to) {
        (None, None) => None,
        (Some(from), None) => Some(format!("In force since {}", widgets::date(from))),
        (None, Some(to)) => Some(format!("In force until {}", widgets::date(to))),
        (Some(from), Some(to)) => Some(format!("In force from {} to {}", widgets::date(from), widgets::date(to))),
    };
    in_force.into_iter().chain([format!("From: {}, as of {}", pack.title, widgets::date(pack.as_of))]).collect()
}

fn source(ui: &mut Ui, source: Option<&str>) {
    let Some(source) = source else { return };
    ui.add_space(space::SMALL);
    if source.starts_with("https://") || source.starts_with("http://") {
        widgets::subheading(ui, "Source");
        ui.add(Hyperlink::new(source).open_in_new_tab(true));
    } else {
        widgets::small(ui, &format!("Source: {source}"));
    }
}

/// The sign of a certainty, as on its badge.
pub(in crate::ui) fn certainty_words(certainty: Certainty) -> String {
    let sign = match certainty {
        Certainty::Verified => "●",
        Certainty::Secondary => "§",
        Certainty::Unverified => "○",
        Certainty::Contested => "⚠",
    };
    format!("{sign} {}", certainty.words())
}

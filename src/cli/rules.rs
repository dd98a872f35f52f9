//! `confidant rules`, `vocabulary`, `jurisdictions`, `explain`: what there is.

use super::Out;
use crate::rim;
use confidant::ethics::{FactKind, Pack, Packs, Rule, Term, Tree};
use confidant::library::load_packs;
use confidant::lint::codes;
use serde_json::json;

fn packs(out: &mut Out) -> Option<Packs> {
    let (rules, unread) = rim::files::rules();
    match load_packs(&rules) {
        Ok(packs) => {
            if !unread.is_empty() {
                out.problems(&unread);
            }
            Some(packs)
        }
        Err(problems) => {
            out.problems(&problems);
            None
        }
    }
}

pub(super) fn rules(id: Option<&str>, as_json: bool, out: &mut Out) -> u8 {
    let Some(packs) = packs(out) else { return 2 };
    let wanted = |rule: &Rule| id.is_none_or(|id| rule.id.as_str().starts_with(id));
    let found: Vec<(&Pack, &Rule)> = packs.rules().filter(|(_, rule)| wanted(rule)).collect();
    if found.is_empty() {
        let id = id.unwrap_or("");
        let near = confidant::ids::nearest(id, packs.rules().map(|(_, rule)| rule.id.as_str()));
        out.error(&near.map_or(format!("no rule `{id}`"), |near| format!("no rule `{id}`; did you mean `{near}`?")));
        return 2;
    }
    if as_json {
        let rows: Vec<_> = found.iter().map(|(pack, rule)| row(pack, rule)).collect();
        out.json(&json!({ "version": 1, "rules": rows }));
    } else if let ([(pack, rule)], Some(_)) = (found.as_slice(), id) {
        card(pack, rule, out);
    } else {
        found.iter().for_each(|(_, rule)| out.line(&format!("{}  {}  {}", rule.id, rule.cite, rule.heading)));
    }
    0
}

fn row(pack: &Pack, rule: &Rule) -> serde_json::Value {
    json!({
        "id": rule.id, "pack": pack.id, "cite": rule.cite, "heading": rule.heading, "layer": pack.layer,
        "certainty": rule.certainty, "effect": rule.effect, "severity": rule.severity, "competency": rule.competency,
        "valid_from": rule.valid_from.map(|day| day.to_string()), "valid_to": rule.valid_to.map(|day| day.to_string()),
        "as_of": pack.as_of.to_string(), "why": rule.why, "fix": rule.fix, "source": rule.source,
    })
}

fn card(pack: &Pack, rule: &Rule, out: &mut Out) {
    out.line(&format!("{}: {}", rule.cite, rule.heading));
    out.line("");
    out.prose(&rule.why);
    out.prose(&rule.fix);
    out.line(&format!(
        "It {}. Layer: {}. Severity: {}.",
        rule.effect.words(),
        pack.layer.words(),
        rule.severity.words()
    ));
    out.line(&format!("Certainty: {}. {} as of {}.", rule.certainty.words(), pack.title, pack.as_of));
    for (word, day) in [("In force from", rule.valid_from), ("Until", rule.valid_to)] {
        if let Some(day) = day {
            out.line(&format!("{word} {day}."));
        }
    }
    if let Some(source) = &rule.source {
        out.line(&format!("Source: {source}"));
    }
    out.line(&format!("Id: {}. Training content, not legal advice. {}", rule.id, pack.notice));
}

pub(super) fn explain(code: &str, as_json: bool, out: &mut Out) -> u8 {
    match codes::explain(code) {
        Some(found) if as_json => {
            out.json(&json!({ "version": 1, "code": found.code, "title": found.title, "text": found.text }));
        }
        Some(found) => {
            out.line(&format!("{}: {}", found.code, found.title));
            out.line("");
            out.prose(found.text);
        }
        None if code.contains('.') => return rules(Some(code), as_json, out),
        None => {
            let near = confidant::ids::nearest(code, codes::CODES.iter().map(|code| code.code));
            out.error(
                &near.map_or(format!("no code `{code}`"), |near| format!("no code `{code}`; did you mean `{near}`?")),
            );
            return 2;
        }
    }
    0
}

pub(super) fn vocabulary(as_json: bool, out: &mut Out) -> u8 {
    let Some(packs) = packs(out) else { return 2 };
    let words = &packs.vocabulary;
    let trees = [
        ("roles", &words.roles),
        ("kinds", &words.kinds),
        ("purposes", &words.purposes),
        ("channels", &words.channels),
        ("settings", &words.settings),
    ];
    if as_json {
        let of = |tree: &Tree| {
            tree.iter().map(|(_, term)| json!({ "id": term.id, "name": term.name, "parent": term.parent.map(|parent| tree.id(parent)) })).collect::<Vec<_>>()
        };
        let trees: serde_json::Map<_, _> =
            trees.into_iter().map(|(name, tree)| (name.to_owned(), json!(of(tree)))).collect();
        let facts: Vec<_> = words.facts().map(|(_, fact)| json!({ "id": fact.id, "values": fact.kind.words(), "belief": fact.belief, "says": fact.says })).collect();
        out.json(&json!({ "version": 1, "trees": trees, "facts": facts }));
        return 0;
    }
    for (name, tree) in trees {
        out.line(&format!("{name}:"));
        tree.iter().for_each(|(term, entry)| {
            out.line(&format!(
                "  {}{}  {}",
                "  ".repeat(depth(tree, term)),
                entry.id,
                entry.note.as_deref().unwrap_or(&entry.name)
            ));
        });
    }
    out.line("facts:");
    for (_, fact) in words.facts() {
        let belief = if fact.belief { " (a belief)" } else { "" };
        let values =
            if fact.kind == FactKind::Flag { String::new() } else { format!(" [{}]", fact.kind.words().join(", ")) };
        out.line(&format!("  {}{values}  {}{belief}", fact.id, fact.says));
    }
    0
}

fn depth(tree: &Tree, term: Term) -> usize {
    tree.above(term).iter().count().saturating_sub(1)
}

pub(super) fn jurisdictions(as_json: bool, out: &mut Out) -> u8 {
    let Some(packs) = packs(out) else { return 2 };
    let found = packs.jurisdictions();
    if as_json {
        let rows: Vec<_> = found.iter().map(|(id, title)| json!({ "id": id, "title": title })).collect();
        out.json(&json!({ "version": 1, "jurisdictions": rows }));
    } else {
        found.iter().for_each(|(id, title)| out.line(&format!("{id}  {title}")));
    }
    0
}

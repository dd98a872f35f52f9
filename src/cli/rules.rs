//! `confidant rules`, `vocabulary`, `myths`, `explain`: what there is.

use super::Out;
use crate::rim;
use confidant::ethics::{Article, FactKind, Pack, Packs, Rule, Term, Tree, Vocabulary};
use confidant::library::{Files, MYTHS, load_packs};
use confidant::lint::codes;
use confidant::reference::{Myth, RuleText, load_myths};
use serde_json::json;
use std::collections::BTreeSet;

pub(super) fn packs(out: &mut Out) -> Option<Packs> {
    files_and_packs(out).map(|(_, packs)| packs)
}

/// The rule files at hand with the packs in them; what is wrong is told.
pub(super) fn files_and_packs(out: &mut Out) -> Option<(Files, Packs)> {
    let (rules, unread) = rim::files::rules();
    match load_packs(&rules) {
        Ok(packs) => {
            if !unread.is_empty() {
                out.problems(&unread);
            }
            Some((rules, packs))
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
    let mut found: Vec<(&Pack, &Rule)> = packs.rules().filter(|(_, rule)| wanted(rule)).collect();
    let mut articles: Vec<(&Pack, &Article)> = articles(&packs).collect();
    articles.retain(|(_, article)| id.is_none_or(|id| article.id.as_str().starts_with(id)));
    // What is no beginning of an id may be words to look for.
    if let Some(words) = id.filter(|_| found.is_empty() && articles.is_empty()) {
        found = packs.rules().filter(|(pack, rule)| speaks_of(pack, rule, words)).collect();
        articles = self::articles(&packs).filter(|(pack, article)| informs_of(pack, article, words)).collect();
    }
    if found.is_empty() && articles.is_empty() {
        let id = id.unwrap_or("");
        let near = confidant::ids::nearest(id, packs.rules().map(|(_, rule)| rule.id.as_str()));
        out.error(&near.map_or(format!("no rule `{id}`"), |near| format!("no rule `{id}`; did you mean `{near}`?")));
        return 2;
    }
    if as_json {
        let rows: Vec<_> = found.iter().map(|(pack, rule)| row(pack, rule)).collect();
        let informing: Vec<_> = articles.iter().map(|(pack, article)| article_row(pack, article)).collect();
        out.json(&json!({ "version": 1, "rules": rows, "articles": informing }));
    } else if let Some(id) = id.and_then(|asked| the_one(asked, &found, &articles)) {
        // A clause that changed has a card for each of its versions.
        let of_id = found.iter().filter(|(_, rule)| rule.id.as_str() == id);
        of_id.for_each(|(pack, rule)| card(&packs.vocabulary, pack, rule, out));
        let of_id = articles.iter().filter(|(_, article)| article.id.as_str() == id);
        of_id.for_each(|(pack, article)| article_card(pack, article, out));
    } else {
        found.iter().for_each(|(_, rule)| out.line(&format!("{}  {}  {}", rule.id, rule.cite, rule.heading)));
        let informs = |(_, article): &(&Pack, &Article)| {
            out.line(&format!("{}  {}  {} (information)", article.id, article.cite, article.heading));
        };
        articles.iter().for_each(informs);
    }
    0
}

/// The id that is asked for: the very one, or the only one there is.
fn the_one<'a>(asked: &str, rules: &[(&Pack, &'a Rule)], articles: &[(&Pack, &'a Article)]) -> Option<&'a str> {
    let of_rules = rules.iter().map(|(_, rule)| rule.id.as_str());
    let ids: BTreeSet<&str> = of_rules.chain(articles.iter().map(|(_, article)| article.id.as_str())).collect();
    ids.get(asked).copied().or_else(|| ids.first().copied().filter(|_| ids.len() == 1))
}

fn articles(packs: &Packs) -> impl Iterator<Item = (&Pack, &Article)> {
    packs.packs.iter().flat_map(|pack| pack.articles.iter().map(move |article| (&**pack, article)))
}

/// Does each word stand somewhere in the rule's own words, or in its pack's title?
fn speaks_of(pack: &Pack, rule: &Rule, words: &str) -> bool {
    has_words([pack.title.as_str(), &rule.cite, &rule.heading, &rule.why, &rule.fix].join(" "), words)
}

fn informs_of(pack: &Pack, article: &Article, words: &str) -> bool {
    has_words([pack.title.as_str(), &article.cite, &article.heading, &article.text].join(" "), words)
}

fn has_words(text: String, words: &str) -> bool {
    let text = text.to_lowercase();
    words.split_whitespace().all(|word| text.contains(&word.to_lowercase()))
}

fn article_row(pack: &Pack, article: &Article) -> serde_json::Value {
    json!({
        "id": article.id, "pack": pack.id, "cite": article.cite, "heading": article.heading, "layer": pack.layer,
        "certainty": article.certainty, "text": article.text, "source": article.source,
        "valid_from": article.valid_from.map(|day| day.to_string()),
        "valid_to": article.valid_to.map(|day| day.to_string()), "as_of": pack.as_of.to_string(),
    })
}

fn article_card(pack: &Pack, article: &Article, out: &mut Out) {
    out.line(&format!("{}: {}", article.cite, article.heading));
    out.line("");
    out.prose(&article.text);
    out.line(&format!(
        "For information. Certainty: {}. {} as of {}.",
        article.certainty.words(),
        pack.title,
        pack.as_of
    ));
    days(article.valid_from, article.valid_to, out);
    if let Some(source) = &article.source {
        out.line(&format!("Source: {source}"));
    }
    out.line(&format!("Id: {}. Training content, not legal advice. {}", article.id, pack.notice));
}

fn days(from: Option<jiff::civil::Date>, to: Option<jiff::civil::Date>, out: &mut Out) {
    for (word, day) in [("In force from", from), ("Until", to)] {
        if let Some(day) = day {
            out.line(&format!("{word} {day}."));
        }
    }
}

fn row(pack: &Pack, rule: &Rule) -> serde_json::Value {
    json!({
        "id": rule.id, "pack": pack.id, "cite": rule.cite, "heading": rule.heading, "layer": pack.layer,
        "certainty": rule.certainty, "effect": rule.effect, "severity": rule.severity, "competency": rule.competency,
        "valid_from": rule.valid_from.map(|day| day.to_string()), "valid_to": rule.valid_to.map(|day| day.to_string()),
        "as_of": pack.as_of.to_string(), "why": rule.why, "fix": rule.fix, "source": rule.source,
    })
}

/// Whom a rule binds, where it is not everybody its pack does.
fn binds(words: &Vocabulary, rule: &Rule) -> Option<String> {
    let names = words.professions.names(rule.binds);
    let professions = (!names.is_empty()).then(|| format!("only a {}", names.replace(", ", " or a ")));
    let capacity: Vec<&str> = rule.capacity.iter().map(|capacity| capacity.words()).collect();
    let capacity = (!capacity.is_empty()).then(|| capacity.join(" and "));
    professions.into_iter().chain(capacity).reduce(|one, other| format!("{one}, as {other}"))
}

fn card(words: &Vocabulary, pack: &Pack, rule: &Rule, out: &mut Out) {
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
    days(rule.valid_from, rule.valid_to, out);
    if let Some(binds) = binds(words, rule) {
        out.line(&format!("It binds {binds}."));
    }
    if let Some(logic) = rule.logic() {
        out.line(&format!("Due {}; met by {}:", rule.due_words(), logic.words()));
        RuleText::of(words, rule).met_by.iter().for_each(|part| out.item("  - ", part));
    }
    if let Some(source) = &rule.source {
        out.line(&format!("Source: {source}"));
    }
    out.line(&format!("Id: {}. Training content, not legal advice. {}", rule.id, pack.notice));
}

pub(super) fn explain(code: &str, as_json: bool, out: &mut Out) -> u8 {
    match codes::explain(code) {
        Some(found) if as_json => {
            out.json(&json!({
                "version": 1, "code": found.code, "level": found.level, "title": found.title, "what": found.what,
                "why": found.why, "example": found.example, "fix": found.fix,
            }));
        }
        Some(found) => {
            out.line(&format!("{}: {} ({})", found.code, found.title, found.level.word()));
            code_parts(found, out);
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

/// The four parts of a code under small headings; the example keeps its lines, since carets stand under words.
fn code_parts(code: &codes::Code, out: &mut Out) {
    for (heading, words) in [("What", code.what), ("Why", code.why)] {
        out.line(&format!("\n{heading}"));
        out.item("  ", words);
    }
    out.line("\nExample");
    code.example.lines().for_each(|line| out.line(&format!("  {line}")));
    out.line("\nFix");
    out.item("  ", code.fix);
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
        ("professions", &words.professions),
        ("topics", &words.topics),
    ];
    if as_json {
        let of = |tree: &Tree| {
            tree.iter().map(|(_, term)| json!({ "id": term.id, "name": term.name, "safe_harbor": term.safe_harbor, "parent": term.parent.map(|parent| tree.id(parent)) })).collect::<Vec<_>>()
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

pub(super) fn myths(id: Option<&str>, as_json: bool, out: &mut Out) -> u8 {
    let Some((files, packs)) = files_and_packs(out) else { return 2 };
    let empty = confidant::source::Source::new(MYTHS, "(myths: [])");
    let myths = match load_myths(files.get(MYTHS).unwrap_or(&empty), &packs) {
        Ok(myths) => myths,
        Err(problems) => {
            out.problems(&problems);
            return 2;
        }
    };
    let found: Vec<&Myth> = myths.iter().filter(|myth| id.is_none_or(|id| myth.id.eq_ignore_ascii_case(id))).collect();
    if found.is_empty() {
        out.error(&format!("no myth `{}`; `confidant myths` lists them", id.unwrap_or("")));
        return 2;
    }
    if as_json {
        out.json(&json!({ "version": 1, "myths": found }));
        return 0;
    }
    for myth in &found {
        out.line(&format!("{}  \"{}\"", myth.id, myth.claim));
        if id.is_some() || found.len() == 1 {
            out.line("");
        }
        out.item("     ", &format!("{}. {}", myth.verdict.words(), myth.why));
        out.item("     ", &format!("{} ({}).", myth.cite, myth.certainty.words()));
        if id.is_some() && !myth.rules.is_empty() {
            let rules: Vec<&str> = myth.rules.iter().map(confidant::ids::RuleId::as_str).collect();
            out.item("     ", &format!("Rules: {}", rules.join(", ")));
        }
    }
    0
}

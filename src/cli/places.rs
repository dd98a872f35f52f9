//! `confidant jurisdictions`: the places with a pack, one of them, or two side by side.

use super::Out;
use super::rules::files_and_packs;
use crate::rim;
use confidant::ethics::{Pack, Packs, Reach, Rule, Standpoint};
use confidant::ids::{JurisdictionId, nearest};
use confidant::library::{Files, QUESTIONS};
use confidant::reference::{Comparison, Question, RuleLine, compare, load_questions};
use serde_json::json;
use std::sync::Arc;

/// What is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// A place, or two to be compared
    #[arg(num_args = 0..=2)]
    places: Vec<String>,
    /// As whom
    #[arg(long, default_value = "counselor")]
    profession: String,
    /// On which day
    #[arg(long)]
    as_of: Option<jiff::civil::Date>,
    /// For machines
    #[arg(long)]
    json: bool,
}

pub(super) fn run(options: &Options, out: &mut Out) -> u8 {
    let Some((files, packs)) = files_and_packs(out) else { return 2 };
    let mut places: Vec<JurisdictionId> = Vec::new();
    for asked in &options.places {
        let Some(place) = find(&packs, asked, out) else { return 2 };
        places.push(place);
    }
    match places.as_slice() {
        [] => list(&packs, options.json, out),
        [only] => one(&packs, only, options, out),
        [first, second, ..] => return two(&files, &packs, options, [first, second], out),
    }
    0
}

/// The place of a name; the nearest is suggested where there is none.
fn find(packs: &Packs, asked: &str, out: &mut Out) -> Option<JurisdictionId> {
    let known = packs.jurisdictions();
    if let Some((id, _)) = known.iter().find(|(id, title)| names(id, title, asked)) {
        return Some(id.clone());
    }
    let near = nearest(asked, known.iter().flat_map(|(id, title)| [id.as_str(), *title]));
    let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
    out.error(&format!("no law of `{asked}` is on file: it would be judged by code and federal law alone{near}"));
    None
}

/// The place that a person names, in whichever of its forms; what names none is a place whose law is not on file.
pub(super) fn named(packs: &Packs, asked: &str) -> JurisdictionId {
    let known = packs.jurisdictions();
    known.iter().find(|(id, title)| names(id, title, asked)).map_or_else(|| asked.into(), |(id, _)| id.clone())
}

/// What is wrong with the id of an agency policy, if no pack that can be chosen has it.
pub(super) fn unknown_policy(packs: &Packs, id: &str) -> Option<String> {
    let chosen = || packs.packs.iter().filter(|pack| pack.reach == Reach::Chosen).map(|pack| pack.id.as_str());
    if chosen().any(|known| known == id) {
        return None;
    }
    let near = nearest(id, chosen()).map(|near| format!("; did you mean `{near}`?"));
    let all: Vec<&str> = chosen().collect();
    Some(format!("no agency policy `{id}`{}", near.unwrap_or_else(|| format!("; there is {}", all.join(", ")))))
}

/// `US-VA`, `va` and `Virginia` all name it.
fn names(id: &JurisdictionId, title: &str, asked: &str) -> bool {
    let short = id.as_str().trim_start_matches("US-");
    [id.as_str(), short, title].iter().any(|name| name.eq_ignore_ascii_case(asked))
}

fn pack_of<'a>(packs: &'a Packs, place: &JurisdictionId) -> Option<&'a Pack> {
    packs.packs.iter().map(|pack| &**pack).find(|pack| pack.reach == Reach::Jurisdiction(place.clone()))
}

fn list(packs: &Packs, as_json: bool, out: &mut Out) {
    let row = |(id, title): (JurisdictionId, &str)| {
        let pack = pack_of(packs, &id);
        let only = pack.and_then(|pack| pack.only.clone());
        (id, title.to_owned(), only, pack.map_or(0, |pack| pack.rules.len()))
    };
    let rows: Vec<_> = packs.jurisdictions().into_iter().map(row).collect();
    if as_json {
        let rows: Vec<_> = rows
            .iter()
            .map(|(id, title, only, rules)| json!({ "id": id, "title": title, "only": only, "rules": rules }))
            .collect();
        out.json(&json!({ "version": 1, "jurisdictions": rows }));
        return;
    }
    for (id, title, only, _) in rows {
        let only = only.map(|only| format!(" (only {only})")).unwrap_or_default();
        out.line(&format!("{id}  {title}{only}"));
    }
    out.line("Any other place is judged by code and federal law alone; check your board.");
}

fn one(packs: &Packs, place: &JurisdictionId, options: &Options, out: &mut Out) {
    let Some(pack) = pack_of(packs, place) else { return };
    let standpoint = standpoint(options, place);
    let binding = |rule: &&Arc<Rule>| rule.in_force(standpoint.as_of) && rule.binds(&standpoint, &packs.vocabulary);
    if options.json {
        let rules: Vec<RuleLine> = pack.rules.iter().filter(binding).map(|rule| RuleLine::of(rule)).collect();
        let articles: Vec<RuleLine> = pack.articles.iter().map(RuleLine::of_article).collect();
        out.json(&json!({
            "version": 1, "id": place, "title": pack.title, "about": pack.about, "only": pack.only,
            "as_of": pack.as_of.to_string(), "notice": pack.notice, "rules": rules, "articles": articles,
        }));
        return;
    }
    out.line(&format!("{} for a {}, law of {}", pack.title, standpoint.profession, standpoint.as_of));
    out.line(&format!("Checked as of {}.", pack.as_of));
    out.prose(&pack.about);
    if let Some(only) = &pack.only {
        out.line(&format!("Only {only} is on file here. For the rest check your board."));
    }
    for (topic, entry) in packs.vocabulary.topics.iter() {
        let rules: Vec<RuleLine> = pack
            .rules
            .iter()
            .filter(|rule| rule.topic == Some(topic))
            .filter(binding)
            .map(|rule| RuleLine::of(rule))
            .collect();
        let articles = pack.articles.iter().filter(|article| article.topic == Some(topic)).map(RuleLine::of_article);
        let lines: Vec<RuleLine> = rules.into_iter().chain(articles).collect();
        if !lines.is_empty() {
            out.line(&format!("\n{}", entry.name));
            lines.iter().for_each(|line| out.item("  ", &rule_words(line)));
        }
    }
    out.line(&format!("\nTraining content, not legal advice. {}", pack.notice));
}

fn rule_words(line: &RuleLine) -> String {
    let effect = line.effect.map_or("informs", confidant::ethics::Effect::words);
    format!("{} {effect}: {} [{}, {}]", line.rule, line.heading, line.cite, line.certainty.words())
}

fn standpoint(options: &Options, place: &JurisdictionId) -> Standpoint {
    Standpoint {
        jurisdiction: place.clone(),
        profession: options.profession.as_str().into(),
        as_of: options.as_of.unwrap_or_else(rim::today),
        policies: Vec::new(),
    }
}

fn two(files: &Files, packs: &Packs, options: &Options, places: [&JurisdictionId; 2], out: &mut Out) -> u8 {
    let standpoint = standpoint(options, places[0]);
    let questions = match questions(files, packs) {
        Ok(questions) => questions,
        Err(problems) => {
            out.problems(&problems);
            return 2;
        }
    };
    let comparison = compare(packs, &questions, &standpoint, places);
    if options.json {
        out.json(&json!({ "version": 1, "comparison": comparison }));
    } else {
        print(&comparison, &standpoint, out);
    }
    0
}

fn questions(files: &Files, packs: &Packs) -> Result<Vec<Question>, Vec<confidant::diagnostic::Diagnostic>> {
    files.get(QUESTIONS).map_or(Ok(Vec::new()), |source| load_questions(source, &packs.vocabulary))
}

fn print(comparison: &Comparison, standpoint: &Standpoint, out: &mut Out) {
    let [(_, first), (_, second)] = &comparison.places;
    out.line(&format!("{first} and {second}, for a {}, law of {}", standpoint.profession, standpoint.as_of));
    comparison.notes.iter().for_each(|note| out.prose(note));
    out.line("\nWhere they answer otherwise");
    let (flips, same): (Vec<_>, Vec<_>) = comparison.questions.iter().partition(|row| row.flips());
    for row in &flips {
        out.item("  ", &row.title);
        for ((_, title), outcome) in comparison.places.iter().zip(&row.outcomes) {
            out.item(&format!("    {title}: "), &outcome.words());
            outcome.duties.iter().for_each(|duty| out.item("      duty: ", duty));
        }
    }
    if flips.is_empty() {
        out.line("  No common question is answered otherwise.");
    }
    out.line("\nWhere they answer alike");
    for row in &same {
        let words = row.outcomes.first().map(confidant::reference::Outcome::words).unwrap_or_default();
        out.item("  ", &format!("{} {words}", row.title));
    }
    for topic in &comparison.topics {
        out.line(&format!("\n{}", topic.topic));
        for ((_, title), rules) in comparison.places.iter().zip(&topic.rules) {
            if rules.is_empty() {
                out.line(&format!("  {title}: nothing on file"));
            }
            rules.iter().for_each(|line| out.item(&format!("  {title}: "), &rule_words(line)));
        }
    }
    out.line("\nTraining content, not legal advice. Check your state board, your agency policy and a lawyer.");
}

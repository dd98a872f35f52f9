//! `confidant list`: the cases at hand.

use super::Out;
use crate::rim;
use serde_json::json;

pub(super) fn run(as_json: bool, out: &mut Out) -> u8 {
    let library = match rim::library() {
        Ok(library) => library,
        Err(problems) => {
            out.problems(&problems);
            return 2;
        }
    };
    if as_json {
        let cases: Vec<_> = library.cases.iter().map(|case| row(case)).collect();
        out.json(&json!({ "version": 1, "cases": cases }));
    } else {
        for case in &library.cases {
            out.line(&format!("{}  {} ({} minutes)", case.id, case.title, case.minutes));
            out.item("    ", &case.summary);
            let variants: Vec<&str> = case.variants.iter().map(|variant| variant.id.as_str()).collect();
            let places: Vec<&str> = case.jurisdictions.iter().map(confidant::ids::JurisdictionId::as_str).collect();
            out.item("    ", &format!("Variants: {}. Jurisdictions: {}.", variants.join(", "), places.join(", ")));
            out.item("    ", &format!("Content note: {}", case.content_note));
        }
    }
    if !library.problems.is_empty() {
        out.problems(&library.problems);
        return 1;
    }
    0
}

fn row(case: &confidant::scenario::Case) -> serde_json::Value {
    json!({
        "id": case.id, "version": case.version, "title": case.title, "summary": case.summary, "minutes": case.minutes,
        "content_note": case.content_note, "themes": case.themes, "jurisdictions": case.jurisdictions,
        "professions": case.professions,
        "variants": case.variants.iter().map(|variant| json!({ "id": variant.id, "title": variant.title })).collect::<Vec<_>>(),
    })
}

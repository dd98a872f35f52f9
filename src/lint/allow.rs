//! Exceptions: what an author allows is taken out of the findings and stays visible, and an exception that does not hold
//! is a finding itself (C026).

use super::Findings;
use super::codes::{CODES, explain};
use crate::diagnostic::{Allowed, Diagnostic};
use crate::ids::nearest;
use crate::reading::Allow;
use crate::source::{Source, Span};
use std::sync::Arc;

/// Parts the findings of a file into those that stand and those that are allowed. `letter` begins the codes that lint can
/// find in such a file; `places` knows where an `at` of it stands: a rule that changed stands there more than once. An entry
/// that covers nothing is stale, if its code was looked for.
pub(super) fn sort(
    source: &Arc<Source>,
    allows: &[Allow],
    letter: char,
    places: impl Fn(&str) -> Vec<Span>,
    looked_for: impl Fn(&str) -> bool,
    found: Vec<Diagnostic>,
) -> Findings {
    let mut findings = Findings { found, allowed: Vec::new() };
    let mut faults = Vec::new();
    for allow in allows {
        let warn = |span, message: String, help: String| Diagnostic::warning("C026", source, span, message).help(help);
        match fault(allow, letter, &places) {
            Some((span, message, help)) => faults.push(warn(span, message, help)),
            None if take(allow, &places, &mut findings) || !looked_for(&allow.code.0) => (),
            None => {
                let message = format!("the allow of {} covers nothing{}", allow.code.0, here(allow));
                faults.push(warn(allow.span, message, "take it out".into()));
            }
        }
    }
    findings.found.extend(faults);
    findings
}

fn here(allow: &Allow) -> String {
    allow.at.as_ref().map(|(at, _)| format!(" at `{at}`")).unwrap_or_default()
}

/// What is wrong with the entry itself. One with a fault covers nothing: the finding stays until the reason is given.
fn fault(allow: &Allow, letter: char, places: impl Fn(&str) -> Vec<Span>) -> Option<(Span, String, String)> {
    let (code, span) = &allow.code;
    if explain(code).is_none_or(|known| known.code != code) {
        let near = nearest(code, CODES.iter().map(|known| known.code));
        let help =
            near.map_or("`confidant explain CODE` knows them".to_owned(), |near| format!("did you mean `{near}`?"));
        return Some((*span, format!("`{code}` is no code"), help));
    }
    if let Some(reason) = never_allowed(code, letter) {
        return Some((*span, format!("{code} cannot be allowed"), reason.to_owned()));
    }
    if allow.why.trim().is_empty() {
        let help = "add `why`: what a reader should know who meets the exception".to_owned();
        return Some((allow.span, format!("the allow of {code} gives no reason"), help));
    }
    let (at, span) = allow.at.as_ref()?;
    let help = if letter == 'C' {
        "write `scene`, `scene/choice`, or leave `at` out"
    } else {
        "write the id of a rule of this pack"
    };
    places(at).is_empty().then(|| (*span, format!("`{at}` is no place of this file"), help.to_owned()))
}

/// Why a code cannot be allowed in such a file, if it cannot.
fn never_allowed(code: &str, letter: char) -> Option<&'static str> {
    match code {
        _ if code.starts_with('S') => Some("a file with such an error cannot be read at all"),
        "C000" => Some("two cases of one id write over each other's saves"),
        "C026" => Some("mend the other entry"),
        // Up to R009 a pack is refused when it is read.
        _ if code.starts_with('R') && code < "R010" => Some("a pack with such an error cannot be read at all"),
        _ if !code.starts_with(letter) => Some("lint does not look for it in such a file"),
        _ => None,
    }
}

/// Takes out what the entry covers; whether it covered anything.
fn take(allow: &Allow, places: impl Fn(&str) -> Vec<Span>, findings: &mut Findings) -> bool {
    let within = allow.at.as_ref().map(|(at, _)| places(at));
    let covers = |found: &Diagnostic| {
        let is_in = |place: &Span| (place.start..place.end).contains(&found.span.start);
        found.code == allow.code.0 && within.as_ref().is_none_or(|places| places.iter().any(is_in))
    };
    let (covered, rest): (Vec<_>, Vec<_>) = std::mem::take(&mut findings.found).into_iter().partition(covers);
    findings.found = rest;
    let any = !covered.is_empty();
    let at = allow.at.as_ref().map(|(at, _)| at.clone());
    let allowed = |problem| Allowed { problem, at: at.clone(), why: allow.why.trim().to_owned() };
    findings.allowed.extend(covered.into_iter().map(allowed));
    any
}

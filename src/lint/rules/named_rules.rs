//! C004: an objective or a test names a rule that does not exist.

use crate::diagnostic::Diagnostic;
use crate::ids::{RuleId, nearest};
use crate::lint::Desk;
use crate::source::Span;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let of_objectives = desk.case.objectives.iter().flat_map(|objective| &objective.standards);
    let sections = of_objectives.filter(|(id, _)| !is_section(desk, id));
    let of_tests =
        desk.case.tests.iter().flat_map(|test| test.breaks.iter().chain(&test.keeps).chain(&test.never_breaks));
    sections.chain(of_tests).filter_map(|(id, span)| unknown(desk, id, *span)).collect()
}

/// An objective may name a section whose clauses are rules of their own: `aca2014.B.2.a`.
fn is_section(desk: &Desk<'_>, id: &RuleId) -> bool {
    desk.packs
        .rules()
        .any(|(_, rule)| rule.id.as_str().strip_prefix(id.as_str()).is_some_and(|rest| rest.starts_with('.')))
}

fn unknown(desk: &Desk<'_>, id: &RuleId, span: Span) -> Option<Diagnostic> {
    if desk.packs.rule(id.as_str()).is_some() {
        return None;
    }
    let found = desk.error("C004", span, format!("`{id}` is no rule"));
    Some(match nearest(id.as_str(), desk.packs.rules().map(|(_, rule)| rule.id.as_str())) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("`confidant rules` lists them"),
    })
}

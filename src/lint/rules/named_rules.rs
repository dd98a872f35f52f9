//! C004: an objective or a test names a rule that does not exist.

use crate::diagnostic::Diagnostic;
use crate::ethics::Packs;
use crate::ids::nearest;
use crate::lint::Desk;
use crate::lint::written::Written;
use crate::source::{Source, Span};
use std::sync::Arc;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    unknown_rules(&desk.case.source, &desk.written, desk.packs)
}

/// The same for a case that may not load: ids are taken from the text.
pub(in crate::lint) fn unknown_rules(source: &Arc<Source>, written: &Written, packs: &Packs) -> Vec<Diagnostic> {
    let sections = written.texts(&["objectives", "standards"]).into_iter().filter(|(id, _)| !is_section(packs, id));
    let of_tests = ["breaks", "keeps", "never_breaks"].into_iter().flat_map(|field| written.texts(&["tests", field]));
    sections.chain(of_tests).filter_map(|(id, span)| unknown(source, packs, id, span)).collect()
}

/// An objective may name a section whose clauses are rules of their own: `aca2014.B.2.a`.
fn is_section(packs: &Packs, id: &str) -> bool {
    packs.rules().any(|(_, rule)| rule.id.as_str().strip_prefix(id).is_some_and(|rest| rest.starts_with('.')))
}

fn unknown(source: &Arc<Source>, packs: &Packs, id: &str, span: Span) -> Option<Diagnostic> {
    if packs.rule(id).is_some() {
        return None;
    }
    let found = Diagnostic::error("C004", source, span, format!("`{}` is no rule", crate::reading::brief(id)));
    Some(match nearest(id, packs.rules().map(|(_, rule)| rule.id.as_str())) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("`confidant rules` lists them"),
    })
}

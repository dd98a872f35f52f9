//! C004: an objective or a test names a rule that does not exist.

use crate::diagnostic::Diagnostic;
use crate::ethics::Packs;
use crate::ids::nearest;
use crate::lint::Desk;
use crate::lint::written::Written;
use crate::source::{Source, Span};
use std::collections::BTreeSet;
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

/// So many rules of one citation are listed.
const MOST_CITED: usize = 8;

/// `ACA B.4.a` as it is cited, whatever the spaces and capitals; a citation may name several clauses.
fn is_cited(cite: &str, written: &str) -> bool {
    let plain = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    let written = plain(written);
    !written.is_empty() && cite.split(';').any(|clause| plain(clause) == written)
}

/// An objective may name a section whose clauses are rules of their own: `aca2014.B.2.a`.
fn is_section(packs: &Packs, id: &str) -> bool {
    packs.rules().any(|(_, rule)| rule.id.as_str().strip_prefix(id).is_some_and(|rest| rest.starts_with('.')))
}

/// What is wrong with a name that should be a rule's id; a rule is often known by its citation.
pub(in crate::lint) fn unknown(source: &Arc<Source>, packs: &Packs, id: &str, span: Span) -> Option<Diagnostic> {
    if packs.rule(id).is_some() {
        return None;
    }
    let found = Diagnostic::error("C004", source, span, format!("`{}` is no rule", crate::reading::brief(id)));
    let cited: BTreeSet<&str> =
        packs.rules().filter(|(_, rule)| is_cited(&rule.cite, id)).map(|(_, rule)| rule.id.as_str()).collect();
    if !cited.is_empty() {
        let ids = cited.iter().take(MOST_CITED).map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
        let more = if cited.len() > MOST_CITED { " and more; `confidant rules` lists them" } else { "" };
        return Some(found.help(format!("that is a citation; the rules of it are {ids}{more}")));
    }
    Some(match nearest(id, packs.rules().map(|(_, rule)| rule.id.as_str())) {
        Some(near) => found.help(format!("did you mean `{near}`?")),
        None => found.help("`confidant rules` lists them"),
    })
}

//! `allow` as cases and packs write it: a finding of lint that its author means to stand, with the reason. Whether the
//! entry holds, lint says; here it is only read.

use super::fields::Reader;
use super::tree::Node;
use crate::source::Span;

/// One entry of `allow`.
#[derive(Debug, Clone)]
pub struct Allow {
    /// The code of the finding, and where it is written.
    pub code: (String, Span),
    /// Where the finding is allowed: a scene, a choice as `scene/choice`, or a rule; the whole file if none.
    pub at: Option<(String, Span)>,
    /// Why it is meant to stand.
    pub why: String,
    /// Where the entry begins.
    pub span: Span,
}

impl Allow {
    /// Reads an entry. One without a reason is read as well: lint names it, and the file can still be played.
    pub fn read(reader: &Reader, node: &Node) -> Option<Self> {
        let placed = |reader: &Reader, node: &Node| reader.text(node).map(|text| (text, node.span));
        let mut fields = reader.record(node, "an allow")?;
        let code = fields.required("code", placed);
        let at = fields.optional("at", placed);
        let why = fields.optional("why", Reader::text).unwrap_or_default();
        fields.finish();
        Some(Self { code: code?, at, why, span: Span::new(node.span.start, node.span.start + 1) })
    }
}

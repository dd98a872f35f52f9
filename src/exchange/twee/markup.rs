//! The markup of a passage as a tree: words, links, conditions, settings, comments. What our cases have nothing for is
//! told with its place; its words are kept where it has any.

use super::piece::{Assignment, Branch, Link, Piece};
use super::signs::{argument, floor, floor_up, link_arguments, macro_end, split_link};
use super::text::{decode, entity};
use crate::diagnostic::Diagnostic;
use crate::reading::brief;
use crate::source::{Source, Span};
use std::collections::BTreeSet;
use std::sync::Arc;

const DEEPEST: usize = 16;
/// No link or macro of a person is longer.
const WINDOW: usize = 3_000;
const STYLES: &[&str] = &["''", "//", "__", "==", "~~", "^^", "@@"];
const CLOSERS: &[&str] =
    &["/if", "/link", "/button", "/silently", "/silent", "endif", "endlink", "endbutton", "endsilently"];

/// The pieces of a stretch of a text.
pub(in crate::exchange) fn pieces(
    source: &Arc<Source>,
    span: Span,
    harlowe: bool,
    found: &mut Vec<Diagnostic>,
) -> Vec<Piece> {
    let mut parser = Parser {
        source,
        at: span.start,
        end: span.end,
        depth: 0,
        flat: 0,
        harlowe,
        absent: BTreeSet::new(),
        styles: Vec::new(),
        kept: None,
        found,
    };
    let mut all = Vec::new();
    loop {
        let (more, closer) = parser.body(&mut |_| false);
        all.extend(more);
        let Some((name, span)) = closer else { return all };
        parser.warn("X008", span, format!("`<<{name}>>` closes nothing"), "take it out, or open what it closes");
    }
}

struct Parser<'a> {
    source: &'a Arc<Source>,
    at: usize,
    end: usize,
    depth: usize,
    /// How many conditions are open that were nested too deep to be kept.
    flat: usize,
    harlowe: bool,
    /// Signs that do not come any more, so that no search for them is made twice.
    absent: BTreeSet<&'static str>,
    styles: Vec<&'static str>,
    kept: Option<String>,
    found: &'a mut Vec<Diagnostic>,
}

/// A macro: its name, what stands after the name, and its place.
struct Macro {
    name: String,
    rest: String,
    span: Span,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.source.text().get(self.at..self.end).unwrap_or("")
    }

    fn warn(&mut self, code: &'static str, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.found.push(Diagnostic::warning(code, self.source, span, message).help(help));
    }

    /// What stands before a sign, if the sign comes.
    fn before(&mut self, sign: &'static str, window: usize) -> Option<&'a str> {
        if self.absent.contains(sign) {
            return None;
        }
        let rest = self.rest();
        let near = rest.get(..floor(rest, window)).unwrap_or(rest);
        let found = near.find(sign);
        if found.is_none() && near.len() == rest.len() {
            self.absent.insert(sign);
        }
        near.get(..found?)
    }

    /// Everything up to a closing macro for which `wanted` asks, or that closes something of ours.
    fn body(&mut self, wanted: &mut dyn FnMut(&str) -> bool) -> (Vec<Piece>, Option<(String, Span)>) {
        let mut all = Vec::new();
        let mut text = String::new();
        while let Some(letter) = self.rest().chars().next() {
            let start = self.at;
            if let Some(found) = self.macro_here() {
                let closes = CLOSERS.contains(&found.name.as_str());
                if closes && self.flat > 0 && found.name.ends_with("if") {
                    self.flat -= 1;
                } else if closes || wanted(&found.name) {
                    flush(&mut text, &mut all);
                    self.at = if closes { self.at } else { start };
                    return (all, Some((found.name, found.span)));
                } else {
                    flush(&mut text, &mut all);
                    all.extend(self.do_macro(&found));
                }
            } else if self.comment_here() {
                flush(&mut text, &mut all);
                all.extend(self.comment());
            } else if self.rest().starts_with("[[") {
                if let Some(link) = self.link() {
                    if self.inline(link.span) {
                        text.push_str(&link.label);
                    }
                    flush(&mut text, &mut all);
                    all.push(Piece::Link(link));
                } else if self.at == start {
                    text.push_str("[[");
                    self.at += 2;
                }
            } else if !self.verbatim(&mut text) && !self.marked(letter, &mut text) {
                text.push(letter);
                self.at += letter.len_utf8();
            }
        }
        flush(&mut text, &mut all);
        (all, None)
    }

    fn macro_here(&mut self) -> Option<Macro> {
        let rest = self.rest().strip_prefix("<<")?;
        let name_end =
            rest.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '=' | '/'))).unwrap_or(rest.len());
        let start = self.at;
        let near = rest.get(..floor(rest, WINDOW)).unwrap_or(rest);
        let Some(close) = (!self.absent.contains(">>")).then(|| macro_end(near)).flatten() else {
            if near.len() == rest.len() {
                self.absent.insert(">>");
            }
            let message = "this `<<` is never closed and is taken as words";
            self.warn("X008", Span::new(start, start + 2), message, "end the macro with `>>`");
            return None;
        };
        let name = rest.get(..name_end.min(close)).unwrap_or("").to_owned();
        let rest = rest.get(name.len()..close).unwrap_or("").trim().to_owned();
        self.at = start + 2 + close + 2;
        Some(Macro { name, rest, span: Span::new(start, self.at) })
    }

    fn do_macro(&mut self, found: &Macro) -> Vec<Piece> {
        match found.name.as_str() {
            "if" => self.do_if(found),
            "else" | "elseif" => {
                if self.flat == 0 {
                    let message = format!("`<<{}>>` belongs to no `<<if>>`", found.name);
                    self.warn("X008", found.span, message, "open it with `<<if …>>`");
                }
                Vec::new()
            }
            "set" => vec![Piece::Set(self.assignments(&found.rest, found.span))],
            "link" | "button" => self.do_link(found),
            "goto" => match argument(&found.rest) {
                Some((target, _)) => {
                    vec![Piece::Link(Link { label: "Continue".into(), target, sets: Vec::new(), span: found.span })]
                }
                None => self.unknown(found),
            },
            "silently" | "silent" => {
                let inside = self.container(found, &["/silently", "/silent", "endsilently"]);
                inside.into_iter().filter(|piece| !matches!(piece, Piece::Text(_))).collect()
            }
            "script" => {
                let body = self.before("<</script>>", usize::MAX).map(str::len);
                self.at += body.unwrap_or(0);
                self.unknown(found)
            }
            "nobr" | "/nobr" => Vec::new(),
            "=" | "-" | "print" => {
                let message = format!("`{}` prints a value, which a case cannot", brief(self.source.words(found.span)));
                self.warn("X005", found.span, message, "write the words it would show");
                Vec::new()
            }
            closing if closing.starts_with('/') => Vec::new(),
            _ => self.unknown(found),
        }
    }

    fn unknown(&mut self, found: &Macro) -> Vec<Piece> {
        let message = format!("the macro `<<{}>>` is not carried", brief(&found.name));
        self.warn("X001", found.span, message, "write what it does as words, choices or flags of the case");
        Vec::new()
    }

    fn container(&mut self, found: &Macro, closers: &[&str]) -> Vec<Piece> {
        self.depth += 1;
        let (inside, closer) = self.body(&mut |_| false);
        self.depth -= 1;
        self.closed(found, closer, closers);
        inside
    }

    fn closed(&mut self, found: &Macro, closer: Option<(String, Span)>, closers: &[&str]) {
        match closer {
            Some((name, _)) if closers.contains(&name.as_str()) => (),
            Some((name, span)) => {
                let (line, column) = self.source.line_column(found.span.start);
                let message =
                    format!("`<<{name}>>` does not close the `<<{}>>` of line {line}, column {column}", found.name);
                self.warn("X008", span, message, format!("write `<<{}>>` first", closers.first().unwrap_or(&"")));
            }
            None => {
                let message = format!("this `<<{}>>` is never closed; it is taken to end with the passage", found.name);
                self.warn("X008", found.span, message, format!("add `<<{}>>`", closers.first().unwrap_or(&"")));
            }
        }
    }

    fn do_if(&mut self, found: &Macro) -> Vec<Piece> {
        if self.depth >= DEEPEST {
            self.flat += 1;
            let message =
                format!("conditions are nested more than {DEEPEST} deep; what stands in this one is always shown");
            self.warn("X009", found.span, message, "join conditions with `and`");
            return Vec::new();
        }
        self.depth += 1;
        let mut branches = Vec::new();
        let mut condition = Some(found.rest.clone());
        let mut span = found.span;
        loop {
            let kept = self.kept.take();
            let (body, closer) = self.body(&mut |name| matches!(name, "else" | "elseif"));
            branches.push(Branch { condition: condition.take(), kept, span, body });
            let next = closer.as_ref().filter(|(name, _)| name.starts_with("else")).and_then(|_| self.macro_here());
            let Some(next) = next else {
                self.closed(found, closer, &["/if", "endif"]);
                break;
            };
            span = next.span;
            // `<<else if …>>` is the older way to write it.
            let asked = if next.name == "else" { next.rest.strip_prefix("if ") } else { Some(next.rest.as_str()) };
            condition = asked.map(|asked| asked.trim().to_owned());
        }
        self.depth -= 1;
        vec![Piece::If(branches)]
    }

    fn do_link(&mut self, found: &Macro) -> Vec<Piece> {
        if self.depth >= DEEPEST {
            return self.unknown(found);
        }
        let link = link_arguments(&found.rest);
        let inside = self.container(found, &["/link", "/button", "endlink", "endbutton"]);
        let mut sets = Vec::new();
        let mut target = link.as_ref().and_then(|(_, target)| target.clone());
        for piece in inside {
            match piece {
                Piece::Set(more) => sets.extend(more),
                Piece::Link(inner) => target = target.or(Some(inner.target)),
                Piece::Text(text) if text.trim().is_empty() => (),
                Piece::Comment(_) | Piece::Note(..) => (),
                Piece::Text(_) | Piece::If(_) => {
                    let message = "what a link shows or asks when it is followed is not carried";
                    self.warn("X001", found.span, message, "write it in `then` of the choice");
                }
            }
        }
        if let (Some((label, _)), Some(target)) = (link, target) {
            return vec![Piece::Link(Link { label, target, sets, span: found.span })];
        }
        let message = "this link leads to no passage that is named, so it is no choice";
        self.warn("X006", found.span, message, "name the passage: `<<link \"words\" \"Passage\">>`");
        Vec::new()
    }

    fn assignments(&mut self, line: &str, span: Span) -> Vec<Assignment> {
        let mut all = Vec::new();
        for part in line.split([',', ';']).map(str::trim).filter(|part| !part.is_empty()) {
            let name = part
                .strip_prefix('$')
                .map(|rest| rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("").to_owned());
            let Some(name) = name.filter(|name| !name.is_empty()) else {
                let message = format!("`{}` is not carried", brief(part));
                self.warn("X005", span, message, "a case keeps flags: `$name to true`");
                continue;
            };
            let value = part.get(1 + name.len()..).unwrap_or("").trim_start();
            let value = value.strip_prefix("to ").or_else(|| value.strip_prefix('=')).map(str::trim);
            let truth = match value {
                Some("true" | "1") => Some(true),
                Some("false" | "0") => Some(false),
                _ => None,
            };
            all.push(Assignment { name, truth, span });
        }
        all
    }

    fn comment_here(&self) -> bool {
        ["<!--", "/*", "/%"].iter().any(|open| self.rest().starts_with(open))
    }

    /// A comment, carried or kept; none if it is only the line of the condition that follows.
    fn comment(&mut self) -> Option<Piece> {
        let (open, close): (&str, &'static str) = match self.rest() {
            rest if rest.starts_with("<!--") => ("<!--", "-->"),
            rest if rest.starts_with("/*") => ("/*", "*/"),
            _ => ("/%", "%/"),
        };
        let back = self.at;
        self.at += open.len();
        let Some(inside) = self.before(close, usize::MAX) else {
            self.at = back;
            let span = Span::new(back, back + open.len());
            self.warn(
                "X008",
                span,
                format!("this comment is never closed; `{open}` is left out"),
                format!("end it with `{close}`"),
            );
            self.at += open.len();
            return None;
        };
        self.at += inside.len() + close.len();
        let inside = inside.trim();
        if let Some(line) = inside.strip_prefix("when:") {
            self.kept = Some(decode(line.trim()));
            return None;
        }
        let note = inside.strip_prefix("confidant ").map(|note| note.split_once(':').unwrap_or((note, "")));
        Some(match note {
            Some((kind, body)) => Piece::Note(kind.trim().to_owned(), decode(body.trim())),
            None => Piece::Comment(decode(inside)),
        })
    }

    fn link(&mut self) -> Option<Link> {
        let start = self.at;
        self.at += 2;
        let inside = self.before("]]", WINDOW);
        self.at = start;
        let Some(inside) = inside.filter(|inside| !inside.contains('\n')) else {
            self.warn(
                "X008",
                Span::new(start, start + 2),
                "this `[[` is never closed and is taken as words",
                "end the link with `]]`",
            );
            return None;
        };
        self.at = start + inside.len() + 4;
        let span = Span::new(start, self.at);
        let (place, setter) = inside.split_once("][").unwrap_or((inside, ""));
        let (label, target) = split_link(place);
        let sets = self.assignments(setter, span);
        if target.starts_with('$') || target.contains("://") || target.is_empty() {
            let message = format!("`{}` leads out of the story or is worked out while playing", brief(&target));
            self.warn("X006", span, message, "a choice leads to a scene: name a passage");
            return None;
        }
        Some(Link { label, target, sets, span })
    }

    /// Does a link stand among words of its line, so that its own words belong to them?
    fn inline(&self, span: Span) -> bool {
        let text = self.source.text();
        let before = text.get(..span.start).unwrap_or("");
        let before = before.get(floor_up(before, before.len().saturating_sub(500))..).unwrap_or("");
        let before = before.rsplit(['\n', '>', ']']).next().unwrap_or("");
        let after = text.get(span.end..self.end).unwrap_or("");
        let after = after.get(..floor(after, 500)).unwrap_or("").split(['\n', '<', '[']).next().unwrap_or("");
        before.chars().chain(after.chars()).any(char::is_alphanumeric)
    }

    /// Words that are not markup: `{{{…}}}`, `"""…"""`, an entity, a joined line.
    fn verbatim(&mut self, text: &mut String) -> bool {
        for (open, close) in [("{{{", "}}}"), ("\"\"\"", "\"\"\""), ("<nowiki>", "</nowiki>")] {
            if self.rest().starts_with(open) {
                self.at += open.len();
                if let Some(inside) = self.before(close, usize::MAX) {
                    text.push_str(inside);
                    self.at += inside.len() + close.len();
                    return true;
                }
                self.at -= open.len();
            }
        }
        if let Some((letter, length)) = entity(self.rest()) {
            text.push(letter);
            self.at += length;
            return true;
        }
        let joined = ["\\\r\n", "\\\n"].iter().find(|sign| self.rest().starts_with(**sign)).map(|sign| sign.len());
        self.at += joined.unwrap_or(0);
        if self.rest().starts_with("\r\n") && joined.is_none() {
            text.push('\n');
            self.at += 2;
            return true;
        }
        joined.is_some()
    }

    /// Styles, headings, pictures, tags and values: their words stay, they themselves do not.
    fn marked(&mut self, letter: char, text: &mut String) -> bool {
        let start = self.at;
        match letter {
            '<' => return self.tag(text),
            '[' if self.rest().starts_with("[img") || self.rest().starts_with("[<img") => {
                let Some(inside) = self.before("]]", WINDOW) else { return false };
                self.at += inside.len() + 2;
                self.warn(
                    "X002",
                    Span::new(start, self.at),
                    "this picture is not carried",
                    "the place of a scene names its picture: `art`",
                );
                return true;
            }
            '$' => {
                let tail = self.rest().get(1..).unwrap_or("");
                let name = tail.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or("");
                if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
                    let message = format!("the value of `${}` is not shown; the words stay as they are", brief(name));
                    self.warn(
                        "X005",
                        Span::new(start, start + 1 + name.len()),
                        message,
                        "write the words it would show",
                    );
                }
                return false;
            }
            '(' if self.harlowe => {
                let tail = self.rest().get(1..).unwrap_or("");
                let name = tail.split(|c: char| !(c.is_alphanumeric() || c == '-')).next().unwrap_or("");
                if !name.is_empty() && tail.get(name.len()..).is_some_and(|tail| tail.starts_with(':')) {
                    let message = format!("the Harlowe macro `({}:` is not carried and stays as words", brief(name));
                    self.warn(
                        "X011",
                        Span::new(start, start + 2 + name.len()),
                        message,
                        "write what it does as choices and flags of the case",
                    );
                }
                return false;
            }
            '!' | '-' if text.is_empty() || text.ends_with('\n') => return self.line_mark(letter),
            _ => (),
        }
        self.style(text)
    }

    fn line_mark(&mut self, letter: char) -> bool {
        let start = self.at;
        let count = self.rest().chars().take_while(|c| *c == letter).count();
        let fits = if letter == '!' { (1..=6).contains(&count) } else { count >= 4 };
        if fits {
            self.at += count;
            let what = if letter == '!' { "a heading" } else { "a rule" };
            self.warn(
                "X002",
                Span::new(start, self.at),
                format!("{what} is not carried; its words are"),
                "a scene has one `title`",
            );
        }
        fits
    }

    fn style(&mut self, text: &str) -> bool {
        let Some(style) = STYLES.iter().find(|style| self.rest().starts_with(**style)).copied() else { return false };
        if style == "//" && text.ends_with(':') {
            return false;
        }
        let start = self.at;
        self.at += 2;
        if let Some(open) = self.styles.iter().position(|open| *open == style) {
            self.styles.remove(open);
            return true;
        }
        let follows = self.rest().starts_with(|c: char| !c.is_whitespace());
        if !follows || self.before(style, WINDOW).is_none_or(|inside| inside.is_empty() || inside.contains("\n\n")) {
            self.at = start;
            return false;
        }
        self.styles.push(style);
        if style == "@@" {
            self.skip_style_rule();
        }
        self.warn(
            "X002",
            Span::new(start, start + 2),
            format!("the style `{style}` is not carried; its words are"),
            "prose of a case is plain",
        );
        true
    }

    /// `.class;`, `#id;` or `color:red;` after `@@`.
    fn skip_style_rule(&mut self) {
        let Some(end) = self.rest().find([';', '\n', ' ']) else { return };
        let rule = self.rest().get(..end).unwrap_or("");
        if self.rest().get(end..).is_some_and(|rest| rest.starts_with(';')) && rule.contains(['.', '#', ':']) {
            self.at += end + 1;
        }
    }

    /// A tag of HTML. A name of the cast that an export spelt out becomes its `{id}` again.
    fn tag(&mut self, text: &mut String) -> bool {
        let start = self.at;
        let named =
            self.rest().get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/'));
        let Some(inside) = (if named { self.before(">", WINDOW) } else { None }) else { return false };
        self.at += inside.len() + 1;
        let name = inside.get(1..).unwrap_or("").split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or("");
        if let Some((key, _)) = inside.strip_prefix("<span data-name=\"").and_then(|rest| rest.split_once('"'))
            && let Some(shown) = self.before("</span>", WINDOW)
        {
            self.at += shown.len() + "</span>".len();
            text.extend(["{", &decode(key), "}"]);
            return true;
        }
        match name.to_ascii_lowercase().as_str() {
            "br" => text.push('\n'),
            "" => (),
            "script" | "style" => {
                let close = if name.eq_ignore_ascii_case("script") { "</script>" } else { "</style>" };
                self.at += self.before(close, usize::MAX).map_or(0, str::len);
                self.warn(
                    "X002",
                    Span::new(start, start + inside.len() + 1),
                    format!("`<{name}>` is not carried"),
                    "a case has no program and no styles of its own",
                );
            }
            _ => {
                let span = Span::new(start, start + inside.len() + 1);
                self.warn(
                    "X002",
                    span,
                    format!("the tag `<{}>` is not carried; its words are", brief(name)),
                    "prose of a case is plain",
                );
            }
        }
        true
    }
}

fn flush(text: &mut String, all: &mut Vec<Piece>) {
    if !text.is_empty() {
        all.push(Piece::Text(std::mem::take(text)));
    }
}

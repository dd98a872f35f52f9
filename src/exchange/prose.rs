//! The pieces of a passage as prose under conditions and as ways on. A condition within a sentence becomes one sentence
//! for each answer.

use super::twee::{Assignment, Branch, Known, Link, Piece, to_case, to_twine};
use crate::diagnostic::Diagnostic;
use crate::reading::brief;
use crate::source::{Source, Span};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Under which conditions something is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct When {
    /// All of these lines hold.
    pub(super) lines: Vec<String>,
    /// What was asked besides, and could not be carried.
    pub(super) lost: Vec<String>,
}

impl When {
    /// One line for all.
    pub(super) fn line(&self) -> Option<String> {
        match self.lines.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            many => {
                let held = |line: &String| if line.contains(" or ") { format!("({line})") } else { line.clone() };
                Some(many.iter().map(held).collect::<Vec<_>>().join(" and "))
            }
        }
    }

    fn and(&self, other: &Self) -> Self {
        let join = |a: &[String], b: &[String]| a.iter().chain(b).cloned().collect();
        Self { lines: join(&self.lines, &other.lines), lost: join(&self.lost, &other.lost) }
    }

    fn not(&self) -> Self {
        let line = self.line().map(|line| match line.contains(' ') {
            true => format!("not ({line})"),
            false => format!("not {line}"),
        });
        let lost = self.lost.iter().map(|lost| format!("not ({lost})")).collect();
        Self { lines: line.into_iter().collect(), lost }
    }
}

/// A stretch of prose.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) when: When,
    pub(super) text: String,
}

/// A way on.
#[derive(Debug, Clone)]
pub(super) struct Way {
    pub(super) when: When,
    pub(super) link: Link,
    /// What an export kept of the choice.
    pub(super) note: Option<String>,
}

/// Everything of a passage.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) told: Vec<Told>,
    pub(super) ways: Vec<Way>,
    pub(super) sets: Vec<Assignment>,
    pub(super) comments: Vec<String>,
    /// What an export kept of the scene.
    pub(super) note: Option<String>,
}

/// What reading a passage needs.
pub(super) struct Desk<'a> {
    pub(super) source: &'a Arc<Source>,
    pub(super) known: &'a Known,
    /// Passages of scenes.
    pub(super) passages: &'a BTreeMap<String, String>,
    pub(super) losses: &'a mut Vec<Diagnostic>,
}

enum Part {
    Words(String),
    /// Each answer with its prose; one of them always holds.
    Asked(Vec<(When, Vec<Told>)>, Span),
}

/// No sentence is told in more versions than this.
const MOST_VERSIONS: usize = 12;

impl Desk<'_> {
    /// Reads the pieces of a passage.
    pub(super) fn content(&mut self, pieces: &[Piece]) -> Content {
        let mut content = Content::default();
        for one in self.told(pieces, &When::default(), &mut content) {
            match content.told.last_mut().filter(|last| last.when == one.when) {
                Some(last) => last.text = format!("{}\n\n{}", last.text, one.text),
                None => content.told.push(one),
            }
        }
        content
    }

    /// Ways on of which the first that holds is taken.
    pub(super) fn first_that_holds(&mut self, pieces: &[Piece]) -> Vec<Way> {
        let mut ways = Vec::new();
        for piece in pieces {
            match piece {
                Piece::If(branches) => {
                    for branch in branches {
                        let own =
                            branch.condition.as_deref().map(|line| self.condition(line, branch)).unwrap_or_default();
                        let inner = self.content(&branch.body).ways;
                        ways.extend(inner.into_iter().map(|way| Way { when: own.and(&way.when), ..way }));
                    }
                }
                Piece::Link(link) => ways.push(Way { when: When::default(), link: link.clone(), note: None }),
                _ => (),
            }
        }
        ways
    }

    fn told(&mut self, pieces: &[Piece], when: &When, content: &mut Content) -> Vec<Told> {
        let mut told = Vec::new();
        let mut paragraph: Vec<Part> = Vec::new();
        let mut note = None;
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    let text = blank_lines(text);
                    let mut blocks = text.split("\n\n");
                    let first = blocks.next().unwrap_or("");
                    paragraph.push(Part::Words(first.to_owned()));
                    for block in blocks {
                        self.close(&mut paragraph, &mut told);
                        paragraph.push(Part::Words(block.to_owned()));
                    }
                }
                Piece::If(branches) => {
                    let part = self.asked(branches, when, content);
                    paragraph.push(part);
                }
                Piece::Link(link) => {
                    content.ways.push(Way { when: when.clone(), link: link.clone(), note: note.take() });
                }
                Piece::Set(sets) if when.lines.is_empty() && when.lost.is_empty() => content.sets.extend(sets.clone()),
                Piece::Set(sets) => sets.iter().for_each(|set| self.lost_set(set)),
                Piece::Comment(text) => content.comments.push(text.clone()),
                Piece::Note(kind, body) if kind == "choice" => note = Some(body.clone()),
                Piece::Note(kind, body) if kind == "scene" => content.note = Some(body.clone()),
                Piece::Note(..) => (),
            }
        }
        self.close(&mut paragraph, &mut told);
        told
    }

    fn lost_set(&mut self, set: &Assignment) {
        let message = format!("`${}` is set under a condition, which is not carried", brief(&set.name));
        let help = "raise the flag in a choice of its own that has the condition in `when`";
        self.losses.push(Diagnostic::warning("X005", self.source, set.span, message).help(help));
    }

    fn asked(&mut self, branches: &[Branch], when: &When, content: &mut Content) -> Part {
        let mut before = When::default();
        let mut answers = Vec::new();
        let mut complete = false;
        let span = branches.first().map(|branch| branch.span).unwrap_or_default();
        for branch in branches {
            let own = branch.condition.as_deref().map(|line| self.condition(line, branch));
            complete |= own.is_none();
            let here = before.and(&own.clone().unwrap_or_default());
            let told = self.told(&branch.body, &when.and(&here), content);
            answers.push((here, told));
            if let Some(own) = own {
                before = before.and(&own.not());
            }
        }
        if !complete {
            answers.push((before, Vec::new()));
        }
        Part::Asked(answers, span)
    }

    /// What a branch asks: the line an export kept, if nobody changed what it stands for.
    fn condition(&mut self, line: &str, branch: &Branch) -> When {
        if let Some(kept) = &branch.kept {
            let unchanged = line == "true" || to_twine(kept, self.passages, None).is_ok_and(|twine| twine == line);
            if unchanged {
                return When { lines: vec![kept.clone()], lost: Vec::new() };
            }
            let message = "this condition was changed since the export; the line kept beside it is left out";
            let help = "look at the condition in the case";
            self.losses.push(Diagnostic::warning("X014", self.source, branch.span, message).help(help));
        }
        match to_case(line, self.known) {
            Ok(line) => When { lines: vec![line], lost: Vec::new() },
            Err(why) => {
                let message = format!("the condition `{}` is not carried: {why}", brief(line));
                let help = "what stands under it is always there; write `when` with flags, `visited(…)` or facts";
                self.losses.push(Diagnostic::warning("X004", self.source, branch.span, message).help(help));
                When { lines: Vec::new(), lost: vec![line.to_owned()] }
            }
        }
    }

    /// Ends a paragraph: plain words, whole answers, or a sentence in versions.
    fn close(&mut self, paragraph: &mut Vec<Part>, told: &mut Vec<Told>) {
        let parts = joined(std::mem::take(paragraph));
        let wordless = parts.iter().all(|part| match part {
            Part::Words(words) => words.trim().is_empty(),
            Part::Asked(..) => true,
        });
        let asked = parts.iter().any(|part| match part {
            Part::Words(_) => false,
            Part::Asked(answers, ..) => answers.iter().any(|(_, told)| !told.is_empty()),
        });
        if asked && !wordless {
            match versions(&parts) {
                Some(versions) => return told.extend(versions),
                // Where a condition was lost that has been told already.
                None if parts.iter().any(is_lost) => (),
                None => self.broken(&parts),
            }
        }
        for part in parts {
            match part {
                Part::Words(words) => tell(told, When::default(), &words),
                Part::Asked(answers, ..) => answers.into_iter().for_each(|(when, inner)| {
                    told.extend(inner.into_iter().map(|one| Told { when: when.and(&one.when), text: one.text }));
                }),
            }
        }
    }

    fn broken(&mut self, parts: &[Part]) {
        let span = parts.iter().find_map(|part| match part {
            Part::Asked(_, span) => Some(*span),
            Part::Words(_) => None,
        });
        let message =
            "a condition within a sentence is too tangled to be told in versions; the sentence is broken apart";
        let help = "write each version of the sentence with its own `when`";
        self.losses.push(Diagnostic::warning("X004", self.source, span.unwrap_or_default(), message).help(help));
    }
}

/// Words around a link are one stretch of words.
fn joined(parts: Vec<Part>) -> Vec<Part> {
    let mut all: Vec<Part> = Vec::new();
    for part in parts {
        match (all.last_mut(), part) {
            (Some(Part::Words(before)), Part::Words(words)) => before.push_str(&words),
            (_, part) => all.push(part),
        }
    }
    all
}

fn is_lost(part: &Part) -> bool {
    match part {
        Part::Words(_) => false,
        Part::Asked(answers, _) => answers.iter().any(|(when, _)| !when.lost.is_empty()),
    }
}

/// Every version of a sentence.
fn versions(parts: &[Part]) -> Option<Vec<Told>> {
    let mut all = vec![(When::default(), String::new())];
    for part in parts {
        match part {
            Part::Words(words) => all.iter_mut().for_each(|(_, text)| text.push_str(words)),
            Part::Asked(answers, ..) => {
                let mut next = Vec::new();
                for (when, text) in &all {
                    for (answer, told) in answers {
                        let words = match told.as_slice() {
                            [] => "",
                            [one] if one.when == When::default() => one.text.as_str(),
                            _ => return None,
                        };
                        if !answer.lost.is_empty() {
                            return None;
                        }
                        next.push((when.and(answer), format!("{text}{words}")));
                    }
                }
                all = next;
            }
        }
        if all.len() > MOST_VERSIONS {
            return None;
        }
    }
    let mut told = Vec::new();
    all.into_iter().for_each(|(when, text)| tell(&mut told, when, &text));
    Some(told)
}

fn tell(told: &mut Vec<Told>, when: When, text: &str) {
    let text = text.trim();
    // What stands between links, such as the mark of a list, is no prose.
    if text.chars().any(|letter| !letter.is_whitespace() && !matches!(letter, '*' | '#' | '|')) {
        told.push(Told { when, text: text.to_owned() });
    }
}

/// Blank lines hold nothing, whatever spaces they hold.
fn blank_lines(text: &str) -> String {
    let blank = |line: &str| line.trim().is_empty();
    let lines: Vec<&str> = text.split('\n').map(|line| if blank(line) { "" } else { line }).collect();
    let first_blank = text.split('\n').next().is_some_and(|line| !line.is_empty() && line.trim().is_empty());
    let last_blank =
        text.contains('\n') && text.rsplit('\n').next().is_some_and(|line| !line.is_empty() && line.trim().is_empty());
    let mut joined = lines.join("\n");
    if first_blank {
        joined.insert(0, ' ');
    }
    if last_blank {
        joined.push(' ');
    }
    joined
}

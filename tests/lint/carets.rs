//! Caret tests: a small text without a fault, a part of it put wrong, and under the wrong words a comment that says what is
//! told of them, with line, column and width.

use confidant::diagnostic::{Diagnostic, Format, render};
use confidant::source::Source;
use std::sync::Arc;

/// A place and what is said of it: line, column, width, code, words of the message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mark {
    line: usize,
    column: usize,
    width: usize,
    pub(crate) code: String,
    message: String,
}

/// What stands before a mark that speaks of no words.
const WHOLE: &str = "// the whole file: ";

/// Parts a text into its lines and the marks between them: `// ^^^^ S005: message` speaks of the line above,
/// `// the whole file: C005: message` of none. The first line is numbered `first`.
fn parted(text: &str, first: usize) -> (String, Vec<Mark>) {
    let (mut lines, mut marks) = (Vec::new(), Vec::new());
    for line in text.lines() {
        let told = |words: &str| {
            let (code, message) = words.trim().split_once(": ").expect("a code and a message");
            (code.to_owned(), message.to_owned())
        };
        if let Some(words) = line.strip_prefix(WHOLE) {
            let (code, message) = told(words);
            marks.push(Mark { line: 1, column: 1, width: 1, code, message });
        } else if let Some(carets) = line.find('^').filter(|_| line.starts_with("//")) {
            let (_, rest) = line.split_at(carets);
            let width = rest.chars().take_while(|c| *c == '^').count();
            let (code, message) = told(rest.trim_start_matches('^'));
            marks.push(Mark { line: first + lines.len() - 1, column: carets + 1, width, code, message });
        } else {
            lines.push(line);
        }
    }
    marks.sort();
    (lines.join("\n"), marks)
}

fn found_marks(problems: &[Diagnostic]) -> Vec<Mark> {
    let mark = |found: &Diagnostic| {
        let (line, column) = found.source.line_column(found.span.start);
        let words = found.source.words(found.span);
        let width = words.lines().next().unwrap_or("").chars().count().max(1);
        Mark { line, column, width, code: found.code.to_owned(), message: found.message.clone() }
    };
    let mut marks: Vec<Mark> = problems.iter().map(mark).collect();
    marks.sort();
    marks
}

fn same(told: &[Mark], wanted: &[Mark]) -> bool {
    let place = |mark: &Mark| (mark.line, mark.column, mark.width, mark.code.clone());
    told.len() == wanted.len()
        && told
            .iter()
            .zip(wanted)
            .all(|(told, wanted)| place(told) == place(wanted) && told.message.contains(&wanted.message))
}

/// A base with a part of it put wrong, and the marks of that part.
#[track_caller]
fn broken(base: &str, right: &str, wrong: &str) -> (Arc<Source>, Vec<Mark>) {
    assert_eq!(base.matches(right).count(), 1, "`{right}` stands once in the base");
    let (before, _) = base.split_once(right).expect("it stands there");
    // On lines of its own, so that carets can stand under it.
    let (wrong, marks) = parted(wrong, before.matches('\n').count() + 2);
    (Source::new("wrong", base.replace(right, &format!("\n{wrong}\n"))), marks)
}

/// Right says nothing; wrong says this and nothing else.
#[track_caller]
pub(crate) fn check(base: &str, (right, wrong): (&str, &str), problems: impl Fn(&Arc<Source>) -> Vec<Diagnostic>) {
    let neighbour = problems(&Source::new("fine", base));
    assert!(neighbour.is_empty(), "{}", render(&neighbour, Format::Human));
    let (source, wanted) = broken(base, right, wrong);
    let problems = problems(&source);
    let told = found_marks(&problems);
    assert!(same(&told, &wanted), "wanted {wanted:#?}\nand found\n{}", render(&problems, Format::Human));
}

/// Right says nothing of this code; wrong says this of it, whatever else it says. What was found of the code is given back.
#[track_caller]
#[allow(dead_code, reason = "one of the tests that share this file needs no more than `check`")]
pub(crate) fn check_code(
    base: &str,
    (right, wrong): (&str, &str),
    code: &str,
    problems: impl Fn(&Arc<Source>) -> Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let of_code =
        |found: Vec<Diagnostic>| -> Vec<Diagnostic> { found.into_iter().filter(|found| found.code == code).collect() };
    let neighbour = of_code(problems(&Source::new("fine", base)));
    assert!(neighbour.is_empty(), "{}", render(&neighbour, Format::Human));
    let (source, wanted) = broken(base, right, wrong);
    let wanted: Vec<Mark> = wanted.into_iter().filter(|mark| mark.code == code).collect();
    assert!(!wanted.is_empty(), "the example of {code} marks nothing");
    let all = problems(&source);
    let problems = of_code(all.clone());
    let told = found_marks(&problems);
    assert!(same(&told, &wanted), "wanted {wanted:#?}\nand found\n{}", render(&all, Format::Human));
    problems
}

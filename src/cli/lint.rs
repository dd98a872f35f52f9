//! `confidant lint` and `confidant test`: what is wrong with cases and packs, and whether cases keep their promises.

use super::Out;
use crate::rim::files;
use confidant::diagnostic::{Diagnostic, Format, Level, render, render_with_allowed};
use confidant::ethics::{Pack, Packs};
use confidant::library::{Files, MYTHS, QUESTIONS, VOCABULARY, is_pack, load_packs};
use confidant::lint::{Depth, Findings, lint_case_of_age, lint_packs_of_age, lint_unread, run_tests};
use confidant::reference::{RuleTests, is_rule_tests, load_myths, load_questions};
use confidant::scenario::Case;
use confidant::source::{Source, Span};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What was asked to be looked at.
struct Work {
    packs: Packs,
    rules: Files,
    cases: Vec<Arc<Source>>,
    rule_tests: Vec<Arc<Source>>,
    problems: Vec<Diagnostic>,
    packs_asked: bool,
}

/// Gathers texts: cases by their ending, every other `.ron` as a pack laid over the rules at hand.
fn gather(paths: &[PathBuf]) -> Result<Work, Vec<Diagnostic>> {
    let (mut rules, mut problems) = files::rules();
    let (mut cases, mut rule_tests) = (Vec::new(), Vec::new());
    let mut packs_asked = paths.is_empty();
    if paths.is_empty() {
        let (at_hand, unread) = files::cases();
        problems.extend(unread);
        cases.extend(at_hand.into_values());
        let (at_hand, unread) = files::rule_tests();
        problems.extend(unread);
        rule_tests.extend(at_hand.into_values());
    }
    for path in paths.iter().flat_map(|path| expand(path)) {
        match files::read(&path) {
            Err(problem) => problems.push(*problem),
            Ok(source) if path.to_string_lossy().ends_with(".case.ron") || looks_like_case(&source) => {
                cases.push(source);
            }
            Ok(source) if is_rule_tests(&path.to_string_lossy()) => rule_tests.push(source),
            Ok(source) => {
                packs_asked = true;
                rules.insert(pack_name(&path), source);
            }
        }
    }
    match load_packs(&rules) {
        Ok(packs) => Ok(Work { packs, rules, cases, rule_tests, problems, packs_asked }),
        Err(found) => {
            problems.extend(found);
            Err(with_cases(&rules, &cases, problems))
        }
    }
}

/// With a pack broken, cases can still be read against the vocabulary: all problems at once.
fn with_cases(rules: &Files, cases: &[Arc<Source>], mut problems: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let vocabulary = rules.get(VOCABULARY).and_then(|source| confidant::ethics::Vocabulary::load(source).ok());
    if let Some(vocabulary) = vocabulary {
        problems.extend(cases.iter().filter_map(|source| Case::load(source, &vocabulary).err()).flatten());
        let known: Vec<_> = problems.iter().map(|problem| problem.source.name().to_owned()).collect();
        let unread =
            rules.iter().filter(|(name, source)| is_pack(name) && !known.iter().any(|known| known == source.name()));
        problems.extend(unread.filter_map(|(_, source)| Pack::load(source, &vocabulary).err()).flatten());
    }
    problems
}

fn expand(path: &Path) -> Vec<PathBuf> {
    if path.is_dir() { files::files_in(path, ".ron") } else { vec![path.to_path_buf()] }
}

fn pack_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn looks_like_case(source: &Source) -> bool {
    source.text().contains("scenes:")
}

pub(super) fn lint(paths: &[PathBuf], format: Format, months: u16, depth: Depth, out: &mut Out) -> u8 {
    let (findings, count) = match gather(paths) {
        Err(found) => (Findings { found, ..Findings::default() }, 0),
        Ok(work) => {
            let count = work.cases.len();
            (look_at(work, months, depth), count)
        }
    };
    report(&findings, format, count, out)
}

/// Everything that is wrong with what was asked to be looked at, and what is allowed of it.
fn look_at(work: Work, months: u16, depth: Depth) -> Findings {
    let today = crate::rim::today();
    let mut findings = Findings { found: work.problems, ..Findings::default() };
    let mut add = |more: Findings| {
        findings.found.extend(more.found);
        findings.allowed.extend(more.allowed);
    };
    let told = |found: Vec<Diagnostic>| Findings { found, ..Findings::default() };
    if work.packs_asked {
        add(told(reference_problems(&work.rules, &work.packs)));
        add(lint_packs_of_age(&work.packs, today, months));
    }
    let mut cases = Vec::new();
    for source in &work.cases {
        match Case::load(source, &work.packs.vocabulary) {
            Ok(case) => cases.push(case),
            Err(found) => add(told([found, lint_unread(source, &work.packs)].concat())),
        }
    }
    let unread = work.rule_tests.iter().filter_map(|source| RuleTests::load(source, &work.packs).err());
    add(told(unread.flatten().collect()));
    cases.iter().for_each(|case| add(lint_case_of_age(case, &work.packs, today, months, depth)));
    add(told(repeated_ids(&cases)));
    findings
}

/// What is wrong with the myths and the common questions, which name rules and words of the packs.
fn reference_problems(rules: &Files, packs: &Packs) -> Vec<Diagnostic> {
    let myths = rules.get(MYTHS).and_then(|source| load_myths(source, packs).err());
    let questions = rules.get(QUESTIONS).and_then(|source| load_questions(source, &packs.vocabulary).err());
    myths.into_iter().chain(questions).flatten().collect()
}

/// Saves are kept by case id, so two cases of one id would write over each other.
fn repeated_ids(cases: &[Case]) -> Vec<Diagnostic> {
    let mut seen = BTreeMap::new();
    let repeated = |case: &Case| {
        let first = seen.insert(case.id.clone(), case.source.name().to_owned())?;
        let message = format!("`{first}` has the id `{}` already", case.id);
        let found = Diagnostic::error("C000", &case.source, Span::new(0, 1), message);
        Some(found.help("give this one an id of its own"))
    };
    cases.iter().filter_map(repeated).collect()
}

fn report(findings: &Findings, format: Format, count: usize, out: &mut Out) -> u8 {
    let problems = &findings.found;
    if format == Format::Json || !problems.is_empty() || !findings.allowed.is_empty() {
        out.line(&render_with_allowed(problems, &findings.allowed, format));
    }
    let errors = problems.iter().filter(|problem| problem.level == Level::Error).count();
    if format == Format::Human {
        let cases = counted(count, "case");
        let warnings = counted(problems.len() - errors, "warning");
        out.line(&format!("{}, {warnings}; {cases} read", counted(errors, "error")));
    }
    u8::from(!problems.is_empty())
}

pub(super) fn test(paths: &[PathBuf], out: &mut Out) -> u8 {
    let work = match gather(paths) {
        Ok(work) => work,
        Err(problems) => {
            out.problems(&problems);
            return 2;
        }
    };
    let mut tally = Tally { problems: work.problems, ..Tally::default() };
    for source in &work.cases {
        match Case::load(source, &work.packs.vocabulary).map(Arc::new) {
            Err(found) => tally.problems.extend(found),
            Ok(case) => run_tests(&case, &work.packs)
                .into_iter()
                .for_each(|outcome| tally.note(case.id.as_str(), &outcome.name, outcome.problems, out)),
        }
    }
    for source in &work.rule_tests {
        match RuleTests::load(source, &work.packs) {
            Err(found) => tally.problems.extend(found),
            Ok(tests) => tests.run(&work.packs).into_iter().for_each(|outcome| {
                tally.note(source.name(), &outcome.name, outcome.problem.into_iter().collect(), out);
            }),
        }
    }
    if !tally.problems.is_empty() {
        out.line(&render(&tally.problems, Format::Human));
    }
    out.line(&format!("{} passed, {} failed", tally.passed, tally.failed));
    u8::from(!tally.problems.is_empty())
}

/// How the tests went so far.
#[derive(Default)]
struct Tally {
    passed: u32,
    failed: u32,
    problems: Vec<Diagnostic>,
}

impl Tally {
    fn note(&mut self, of: &str, name: &str, problems: Vec<Diagnostic>, out: &mut Out) {
        let word = if problems.is_empty() { "ok" } else { "FAILED" };
        out.line(&format!("{of}: {name} ... {word}"));
        self.passed += u32::from(problems.is_empty());
        self.failed += u32::from(!problems.is_empty());
        self.problems.extend(problems);
    }
}

/// "1 error", "2 errors".
fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

//! An author's folder laid over the rules and cases at hand. What can be read is taken at once; where a file cannot be
//! read, its last version that could stays, and every problem of the folder is told.

use super::{Files, Library};
use crate::diagnostic::Diagnostic;
use crate::ids::CaseId;
use crate::lint::{lint_case, lint_packs, lint_unread};
use crate::reference::{RuleTests, is_rule_tests};
use crate::scenario::Case;
use crate::source::{Source, Span};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A case file of the folder.
#[derive(Debug)]
struct Own {
    newest: Arc<Source>,
    /// The last version that could be read.
    good: Option<Arc<Case>>,
    /// What is wrong with the newest version.
    faults: Vec<Diagnostic>,
    /// What can be bettered in it; not looked for yet if none.
    findings: Option<Vec<Diagnostic>>,
}

/// An author's folder over the library.
#[derive(Debug)]
pub struct Bench {
    rules: Files,
    cases: Files,
    /// The rules with those of the folder over them, and the cases at hand.
    base: Library,
    own_rules: Files,
    rule_faults: Vec<Diagnostic>,
    rule_findings: Option<Vec<Diagnostic>>,
    own: BTreeMap<String, Own>,
    /// Files of the folder that could not even be opened, tests of rules, and cases of one id.
    others: Vec<Diagnostic>,
}

impl Bench {
    /// Nothing laid over what is at hand yet.
    ///
    /// # Errors
    /// The problems of the rules at hand.
    pub fn over(rules: Files, cases: Files) -> Result<Self, Vec<Diagnostic>> {
        let base = Library::load(&rules, &cases)?;
        let (own_rules, own) = (Files::new(), BTreeMap::new());
        let (rule_faults, others) = (Vec::new(), Vec::new());
        Ok(Self { rules, cases, base, own_rules, rule_faults, rule_findings: Some(Vec::new()), own, others })
    }

    /// Takes the files of the folder as they are now, by path. `unread` are those that cannot be read as text: they are
    /// there, so what was good of them stays.
    pub fn lay(&mut self, files: &Files, unread: Vec<Diagnostic>) {
        let of_kind = |kind: Kind| {
            let chosen = files.iter().filter(move |(path, source)| Kind::of(path, source) == kind);
            chosen.map(|(path, source)| (path.clone(), source.clone())).collect::<Files>()
        };
        let renewed = self.lay_rules(of_kind(Kind::Rules));
        self.lay_cases(&of_kind(Kind::Case), &unread, renewed);
        let tests = of_kind(Kind::RuleTests);
        let tests = tests.values().filter_map(|source| RuleTests::load(source, &self.base.packs).err()).flatten();
        self.others = unread.into_iter().chain(tests).chain(self.repeated_ids()).collect();
    }

    /// Says whether the rules are other ones now.
    fn lay_rules(&mut self, own: Files) -> bool {
        if same_texts(&self.own_rules, &own) {
            return false;
        }
        let named = own.iter().map(|(path, source)| (file_name(path).to_owned(), source.clone()));
        let all: Files = self.rules.clone().into_iter().chain(named).collect();
        self.own_rules = own;
        match Library::load(&all, &self.cases) {
            Ok(base) => {
                self.base = base;
                self.rule_faults.clear();
                self.rule_findings = None;
                true
            }
            Err(faults) => {
                self.rule_faults = faults;
                self.rule_findings = Some(Vec::new());
                false
            }
        }
    }

    fn lay_cases(&mut self, newest: &Files, unread: &[Diagnostic], rules_renewed: bool) {
        let mut before = std::mem::take(&mut self.own);
        for fault in unread {
            if let Some(own) = before.remove(fault.source.name()) {
                // Without a newest version: when it can be read again, it is new.
                let own = Own { newest: fault.source.clone(), faults: Vec::new(), ..own };
                self.own.insert(fault.source.name().to_owned(), own);
            }
        }
        for (path, source) in newest {
            let kept = before.remove(path);
            let same = kept.as_ref().is_some_and(|own| own.newest.text() == source.text());
            let own = match kept {
                Some(own) if same && !rules_renewed => own,
                kept => self.read_case(source, kept.and_then(|own| own.good)),
            };
            self.own.insert(path.clone(), own);
        }
    }

    fn read_case(&self, source: &Arc<Source>, good: Option<Arc<Case>>) -> Own {
        let vocabulary = &self.base.packs.vocabulary;
        match Case::load(source, vocabulary) {
            Ok(case) => Own { newest: source.clone(), good: Some(Arc::new(case)), faults: Vec::new(), findings: None },
            Err(mut faults) => {
                faults.extend(lint_unread(source, &self.base.packs));
                // A case holds words of the vocabulary as numbers, and the vocabulary may be another one by now.
                let good = good.and_then(|case| Case::load(&case.source, vocabulary).ok()).map(Arc::new);
                Own { newest: source.clone(), good, faults, findings: Some(Vec::new()) }
            }
        }
    }

    /// The cases of the folder, each id once.
    fn own_cases(&self) -> Vec<&Arc<Case>> {
        let mut seen = BTreeSet::new();
        self.own.values().filter_map(|own| own.good.as_ref()).filter(|case| seen.insert(case.id.as_str())).collect()
    }

    fn repeated_ids(&self) -> Vec<Diagnostic> {
        let mut seen: BTreeMap<&str, &str> = BTreeMap::new();
        let mut found = Vec::new();
        for case in self.own.values().filter_map(|own| own.good.as_ref()) {
            if let Some(first) = seen.get(case.id.as_str()) {
                let message = format!("`{first}` has the id `{}` already", case.id);
                let repeated = Diagnostic::error("C000", &case.source, Span::new(0, 1), message);
                found.push(repeated.help("give this one an id of its own"));
            } else {
                seen.insert(case.id.as_str(), case.source.name());
            }
        }
        found
    }

    /// Rules and cases: those of the folder first, then those at hand that have no newer version there.
    pub fn library(&self) -> Library {
        let mut library = self.base.clone();
        let own: Vec<Arc<Case>> = self.own_cases().into_iter().cloned().collect();
        let is_own = |id: &str| own.iter().any(|case| case.id.as_str() == id);
        library.cases.retain(|case| !is_own(case.id.as_str()));
        library.cases.splice(0..0, own);
        let in_folder: BTreeSet<&str> = self.own.keys().map(|path| file_name(path)).collect();
        // What is wrong with the folder's files stands in `problems`, as they are now.
        library.problems.retain(|problem| {
            !in_folder.contains(file_name(problem.source.name())) && !self.is_own_rule(&problem.source)
        });
        library
    }

    /// The ids of the folder's cases.
    pub fn own_ids(&self) -> Vec<CaseId> {
        self.own_cases().into_iter().map(|case| case.id.clone()).collect()
    }

    /// What is wrong in the folder, as far as it was looked for: errors first, then by file and place.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let cases = self.own.values().flat_map(|own| own.faults.iter().chain(own.findings.iter().flatten()));
        let reference = self.base.problems.iter().filter(|problem| self.is_own_rule(&problem.source));
        let rules = self.rule_faults.iter().chain(reference).chain(self.rule_findings.iter().flatten());
        let mut all: Vec<Diagnostic> = cases.chain(rules).chain(&self.others).cloned().collect();
        all.sort_by_key(|problem| (problem.level, problem.source.name().to_owned(), problem.span, problem.code));
        all.dedup_by(|a, b| {
            (a.code, a.span, &a.message) == (b.code, b.span, &b.message) && a.source.name() == b.source.name()
        });
        all
    }

    /// Looks at the next file that can be bettered and was not looked at since it changed; false if there is none.
    /// Searching a case takes its time, so one call looks at one file.
    pub fn check_next(&mut self, today: Date) -> bool {
        if self.rule_findings.is_none() {
            let found = if self.own_rules.is_empty() { Vec::new() } else { lint_packs(&self.base.packs, today).found };
            self.rule_findings = Some(found.into_iter().filter(|found| self.is_own_rule(&found.source)).collect());
            return true;
        }
        let packs = self.base.packs.clone();
        let Some(own) = self.own.values_mut().find(|own| own.findings.is_none()) else { return false };
        own.findings = Some(own.good.as_ref().map(|case| lint_case(case, &packs, today).found).unwrap_or_default());
        true
    }

    fn is_own_rule(&self, source: &Source) -> bool {
        self.own_rules.contains_key(source.name())
    }
}

/// What a file of the folder is, by its name; a case that is not called one is known by its scenes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Case,
    RuleTests,
    Rules,
}

impl Kind {
    fn of(path: &str, source: &Source) -> Self {
        if path.ends_with(".case.ron") || source.text().contains("scenes:") {
            Self::Case
        } else if is_rule_tests(path) {
            Self::RuleTests
        } else {
            Self::Rules
        }
    }
}

/// The last part of a path, whichever way its parts are divided.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

fn same_texts(before: &Files, now: &Files) -> bool {
    before.len() == now.len()
        && before.iter().zip(now).all(|((a, one), (b, other))| a == b && one.text() == other.text())
}

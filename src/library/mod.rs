//! The rules and cases at hand: those embedded in the program, with files of the same name put in their place.

mod bench;
mod starter;

pub use bench::Bench;
pub use starter::{BadName, starter_case, title_of};

use crate::diagnostic::Diagnostic;
use crate::ethics::{Packs, Rulebook, Standpoint};
use crate::reference::{Myth, Question, load_myths, load_questions};
use crate::scenario::Case;
use crate::source::Source;
use include_dir::{Dir, include_dir};
use std::collections::BTreeMap;
use std::sync::Arc;

static RULES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/rules");
static CASES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// The file name of the vocabulary among the rules.
pub const VOCABULARY: &str = "vocabulary.ron";

/// The file name of the myths among the rules.
pub const MYTHS: &str = "myths.ron";

/// The file name of the common questions among the rules.
pub const QUESTIONS: &str = "questions.ron";

/// Texts by file name.
pub type Files = BTreeMap<String, Arc<Source>>;

/// The rule files embedded in the program.
pub fn shipped_rules() -> Files {
    embedded(&RULES, ".ron")
}

/// The case files embedded in the program.
pub fn shipped_cases() -> Files {
    embedded(&CASES, ".case.ron")
}

/// The files of a folder and the folders in it, by file name: a file on disk of the same name takes the place of one.
fn embedded(folder: &Dir<'_>, ending: &str) -> Files {
    let mut found: Files = folder.dirs().flat_map(|inner| embedded(inner, ending)).collect();
    let named = folder.files().filter_map(|file| Some((file.path(), file.contents_utf8()?)));
    let wanted = named.filter_map(|(path, text)| Some((path.file_name()?.to_str()?, path.to_str()?, text)));
    let wanted = wanted.filter(|(name, ..)| name.ends_with(ending));
    found.extend(wanted.map(|(name, path, text)| (name.to_owned(), Source::new(format!("shipped:{path}"), text))));
    found
}

/// The rules and cases at hand.
#[derive(Debug, Clone)]
pub struct Library {
    /// All rules.
    pub packs: Arc<Packs>,
    /// What people believe, and what is so.
    pub myths: Vec<Myth>,
    /// The questions people ask most.
    pub questions: Vec<Question>,
    /// The cases that could be read, by title.
    pub cases: Vec<Arc<Case>>,
    /// What is wrong with those that could not.
    pub problems: Vec<Diagnostic>,
}

impl Library {
    /// Loads rules and cases.
    ///
    /// # Errors
    /// Where the rules cannot be read nothing can be judged, so nothing is loaded. A case that cannot be read is left
    /// out and told in [`Library::problems`].
    pub fn load(rules: &Files, cases: &Files) -> Result<Self, Vec<Diagnostic>> {
        let packs = Arc::new(load_packs(rules)?);
        let mut problems = Vec::new();
        let myths = load_file(rules, MYTHS, &mut problems, |source| load_myths(source, &packs));
        let questions = load_file(rules, QUESTIONS, &mut problems, |source| load_questions(source, &packs.vocabulary));
        let mut library = Self { packs, myths, questions, cases: Vec::new(), problems };
        for source in cases.values() {
            match Case::load(source, &library.packs.vocabulary) {
                Ok(case) => library.cases.push(Arc::new(case)),
                Err(found) => library.problems.extend(found),
            }
        }
        library.cases.sort_by(|a, b| a.title.cmp(&b.title));
        library.leave_out_repeats();
        Ok(library)
    }

    /// What is embedded in the program.
    ///
    /// # Errors
    /// Never in a tested build; the problems if it is.
    pub fn shipped() -> Result<Self, Vec<Diagnostic>> {
        Self::load(&shipped_rules(), &shipped_cases())
    }

    /// The case of an id.
    pub fn case(&self, id: &str) -> Option<&Arc<Case>> {
        self.cases.iter().find(|case| case.id.as_str() == id)
    }

    /// The rules in force from a standpoint.
    pub fn rulebook(&self, standpoint: Standpoint) -> Arc<Rulebook> {
        Arc::new(Rulebook::compile(&self.packs, standpoint))
    }

    /// Saves are kept by case id, so two cases of one id would write over each other.
    fn leave_out_repeats(&mut self) {
        let mut seen = std::collections::BTreeSet::new();
        let mut problems = Vec::new();
        self.cases.retain(|case| {
            let first = seen.insert(case.id.clone());
            if !first {
                let message = format!("another case has the id `{}` already", case.id);
                problems.push(
                    Diagnostic::error("C000", &case.source, crate::source::Span::new(0, 1), message)
                        .help("give this one an id of its own"),
                );
            }
            first
        });
        self.problems.extend(problems);
    }
}

/// Reads one file of the rules that may be missing; what is wrong with it is told, and it is left out.
fn load_file<T>(
    rules: &Files,
    name: &str,
    problems: &mut Vec<Diagnostic>,
    load: impl FnOnce(&Arc<Source>) -> Result<Vec<T>, Vec<Diagnostic>>,
) -> Vec<T> {
    match rules.get(name).map(load) {
        None => Vec::new(),
        Some(Ok(found)) => found,
        Some(Err(found)) => {
            problems.extend(found);
            Vec::new()
        }
    }
}

/// Loads the vocabulary and every pack of a set of files.
///
/// # Errors
/// Every problem of every file.
pub fn load_packs(rules: &Files) -> Result<Packs, Vec<Diagnostic>> {
    let empty = Source::new(VOCABULARY, "");
    let vocabulary = rules.get(VOCABULARY).unwrap_or(&empty);
    let packs: Vec<Arc<Source>> =
        rules.iter().filter(|(name, _)| is_pack(name)).map(|(_, source)| source.clone()).collect();
    Packs::load(vocabulary, &packs)
}

/// Does a rule file of this name hold a pack?
pub fn is_pack(name: &str) -> bool {
    ![VOCABULARY, MYTHS, QUESTIONS].contains(&name)
}

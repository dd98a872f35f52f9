//! A first case for a new author: small, commented, clean to lint, playable to its end. Only its id and title are open.

use crate::source::Source;
use std::sync::Arc;
use thiserror::Error;

const TEMPLATE: &str = include_str!("../../assets/templates/starter.case.ron");

/// So long may an id be: it names files.
const LONGEST_ID: usize = 64;

/// A longer title fits no card.
const LONGEST_TITLE: usize = 120;

/// Why a case cannot be called so.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum BadName {
    /// The id has other characters than it may.
    #[error("`{id}` is no id of a case: use small letters, digits and `-`, as in `by-the-elevator`")]
    Id {
        /// The beginning of what was asked.
        id: String,
    },
    /// The id is too long.
    #[error("the id has {length} characters; {LONGEST_ID} is the most, as it names files")]
    LongId {
        /// How long it is.
        length: usize,
    },
    /// The title has nothing in it.
    #[error("the title is empty")]
    EmptyTitle,
    /// The title has line ends or other characters that are no writing.
    #[error("the title has a line end or another character that cannot be shown")]
    Title,
    /// The title is too long.
    #[error("the title has {length} characters; {LONGEST_TITLE} is the most that a card has room for")]
    LongTitle {
        /// How long it is.
        length: usize,
    },
}

/// The text of a new case.
///
/// # Errors
/// Why it cannot have this id or title.
pub fn starter_case(id: &str, title: &str) -> Result<Arc<Source>, BadName> {
    check_id(id)?;
    let title = title.trim();
    check_title(title)?;
    // The id first: it can hold neither placeholder.
    let text = TEMPLATE.replace("CASE_ID", id).replace("CASE_TITLE", &escaped(title));
    Ok(Source::new(format!("{id}.case.ron"), text))
}

/// A title for who gives none: `by-the-elevator` becomes "By the elevator".
pub fn title_of(id: &str) -> String {
    let words: Vec<&str> = id.split('-').filter(|word| !word.is_empty()).collect();
    let words = words.join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(|| id.to_owned(), |first| first.to_uppercase().chain(letters).collect())
}

fn check_id(id: &str) -> Result<(), BadName> {
    let length = id.chars().count();
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(fits) {
        return Err(BadName::Id { id: id.chars().take(40).collect() });
    }
    if length > LONGEST_ID { Err(BadName::LongId { length }) } else { Ok(()) }
}

fn check_title(title: &str) -> Result<(), BadName> {
    let length = title.chars().count();
    match title {
        "" => Err(BadName::EmptyTitle),
        _ if title.contains(char::is_control) => Err(BadName::Title),
        _ if length > LONGEST_TITLE => Err(BadName::LongTitle { length }),
        _ => Ok(()),
    }
}

fn escaped(title: &str) -> String {
    title.replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::lint::{lint_case, run_tests};
    use crate::scenario::Case;

    #[track_caller]
    fn is_whole(id: &str, title: &str) {
        let packs = Library::shipped().expect("it ships").packs;
        let source = starter_case(id, title).expect("a fine name");
        let case = Arc::new(Case::load(&source, &packs.vocabulary).expect("it reads"));
        assert_eq!((case.id.as_str(), case.title.as_str()), (id, title.trim()));
        let found = lint_case(&case, &packs, jiff::civil::date(2026, 11, 22)).found;
        let problems: Vec<_> = found.iter().map(|found| (found.code, &found.message)).collect();
        assert!(problems.is_empty(), "{problems:#?}");
        let outcomes = run_tests(&case, &packs);
        assert!(outcomes.len() >= 5);
        for outcome in outcomes {
            let why: Vec<_> = outcome.problems.iter().map(|problem| (&problem.message, &problem.help)).collect();
            assert!(why.is_empty(), "{}: {why:#?}", outcome.name);
        }
    }

    #[test]
    fn a_new_case_is_clean_and_passes_its_tests_whatever_it_is_called() {
        is_whole("by-the-elevator", &title_of("by-the-elevator"));
        is_whole("7", r#"She said "no" \ and then 'yes'"#);
        is_whole("---", "  Über die Brücke – 橋の上で {tomas} CASE_ID CASE_TITLE  ");
        is_whole(&"a".repeat(LONGEST_ID), &"ü".repeat(LONGEST_TITLE));
    }

    #[test]
    fn a_bad_name_is_refused_with_a_reason() {
        let refused = |id: &str, title: &str| starter_case(id, title).expect_err("refused").to_string();
        for id in ["", "Hallway", "by the lift", "../lift", "lift.case", "brücke", "a\"b"] {
            assert!(refused(id, "A title").contains("is no id of a case"), "{id}");
        }
        assert!(refused(&"a".repeat(65), "A title").contains("65 characters"));
        assert!(refused("a", " ").contains("empty"));
        assert!(refused("a", "two\nlines").contains("line end"));
        assert!(refused("a", &"t".repeat(121)).contains("121 characters"));
    }

    #[test]
    fn an_id_makes_a_title() {
        assert_eq!(title_of("by-the-elevator"), "By the elevator");
        assert_eq!(title_of("---"), "---");
    }
}

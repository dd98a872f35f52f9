//! The lint rules, one file each.

mod absent;
mod alike;
mod careful;
mod dates;
mod dead_end;
mod empty_choices;
mod explained;
mod idle_answer;
mod jump_back;
mod law_without_place;
mod long_sentence;
mod longest;
mod minutes;
mod named_rules;
mod never_matters;
mod no_sound_run;
mod placeholder;
mod places_of_law;
mod politest;
mod promised;
mod reading_level;
mod same_place;
mod same_way;
mod size;
mod unexercised;
mod unknown_telling;
mod unreachable;
mod unsearched;
mod unsolvable;
mod unused;

pub(super) use named_rules::{unknown as unknown_rule, unknown_rules};
pub(super) use promised::unknown_ending;

use super::{Depth, Desk, LintRule};
use crate::diagnostic::Diagnostic;

/// Every rule, in the order of codes.
pub(super) const RULES: &[LintRule] = &[
    text("C001", unreachable::check),
    text("C002", dead_end::check),
    text("C003", empty_choices::check),
    text("C004", named_rules::check),
    text("C005", explained::check),
    search("C005", explained::costly),
    text("C006", places_of_law::check),
    text("C007", placeholder::check),
    search("C008", no_sound_run::check),
    text("C009", size::check),
    search("C009", unsearched::check),
    search("C010", unexercised::check),
    search("C011", alike::check),
    search("C012", longest::check),
    search("C013", same_place::check),
    search("C014", politest::check),
    search("C015", careful::check),
    search("C016", never_matters::check),
    text("C017", unused::check),
    text("C018", absent::check),
    text("C019", unknown_telling::check),
    text("C020", minutes::check),
    text("C021", reading_level::check),
    text("C022", long_sentence::check),
    text("C023", law_without_place::check),
    text("C024", jump_back::check),
    text("C025", dates::check),
    search("C027", unsolvable::check),
    text("C028", idle_answer::check),
    search("C029", same_way::check),
    text("T001", promised::check),
];

/// A rule that looks at the text and at what can be reached.
const fn text(code: &'static str, check: fn(&Desk<'_>) -> Vec<Diagnostic>) -> LintRule {
    LintRule { code, needs: Depth::Quick, check }
}

/// A rule that asks the exact search.
const fn search(code: &'static str, check: fn(&Desk<'_>) -> Vec<Diagnostic>) -> LintRule {
    LintRule { code, needs: Depth::Whole, check }
}

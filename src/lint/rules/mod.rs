//! The lint rules, one file each.

mod absent;
mod dates;
mod dead_end;
mod empty_choices;
mod explained;
mod jump_back;
mod law_without_place;
mod long_sentence;
mod minutes;
mod named_rules;
mod no_sound_run;
mod placeholder;
mod places_of_law;
mod reading_level;
mod size;
mod unknown_telling;
mod unreachable;
mod unused;

pub(super) use named_rules::unknown_rules;

use super::LintRule;

/// Every rule, in the order of codes.
pub(super) const RULES: &[LintRule] = &[
    LintRule { code: "C001", check: unreachable::check },
    LintRule { code: "C002", check: dead_end::check },
    LintRule { code: "C003", check: empty_choices::check },
    LintRule { code: "C004", check: named_rules::check },
    LintRule { code: "C005", check: explained::check },
    LintRule { code: "C006", check: places_of_law::check },
    LintRule { code: "C007", check: placeholder::check },
    LintRule { code: "C008", check: no_sound_run::check },
    LintRule { code: "C009", check: size::check },
    LintRule { code: "C017", check: unused::check },
    LintRule { code: "C018", check: absent::check },
    LintRule { code: "C019", check: unknown_telling::check },
    LintRule { code: "C020", check: minutes::check },
    LintRule { code: "C021", check: reading_level::check },
    LintRule { code: "C022", check: long_sentence::check },
    LintRule { code: "C023", check: law_without_place::check },
    LintRule { code: "C024", check: jump_back::check },
    LintRule { code: "C025", check: dates::check },
];

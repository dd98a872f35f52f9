//! The lint rules, one file each.

mod dead_end;
mod empty_choices;
mod explained;
mod named_rules;
mod no_sound_run;
mod placeholder;
mod places_of_law;
mod size;
mod unreachable;

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
];

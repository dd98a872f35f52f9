//! Codes of tests that do not come true.

use super::Code;
use crate::diagnostic::Level::Error;

pub(super) const CODES: &[Code] = &[
    Code {
        code: "T001",
        level: Error,
        title: "a test of the case fails",
        what: "The path written in the case does not come to what the test says: another ending, other findings, or a choice that is not open. `lint` plays no tests; it tells of a choice or an ending that the case does not have at all.",
        why: "A test is what you promised the learner. Either the story or the rules have moved away from it.",
        example: r#"tests: [(name: "the plain road", path: ["wait", "sit", "keep"], ends: "late")],
//                                                                    ^^^^^^ T001: the path ends in `kept`, not in `late`"#,
        fix: "Play the path with `confidant play` and see where it parts from what you meant; then mend the story or the test.",
    },
    Code {
        code: "T002",
        level: Error,
        title: "a test of the rules fails",
        what: "The rules do not say to the situation what the test expects. The line below says what they say instead.",
        why: "Rule tests are written from the law, not from the rules. Where they part, one of the two is wrong.",
        example: r#"  (name: "a friend hears the diagnosis", acts: [Disclose(to: "pat", about: "sam", what: [identity, diagnosis], purpose: social)], law: Ok),
//^ T002: law is Violation, not Ok"#,
        fix: "`confidant judge --trace` shows why each rule did or did not speak. Mend the rule, or the test if you misread the law.",
    },
];

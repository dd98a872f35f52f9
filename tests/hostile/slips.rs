//! Slips of an author's pen, each told by the words that want mending, with what to do about them.

use super::{CASE, case, problems_of_case};
use confidant::diagnostic::{Format, render};
use confidant::source::Source;

/// A part put wrong is told at its carets, and with this help.
#[track_caller]
fn helped(right: &str, wrong: &str, help: &str) {
    case(right, wrong);
    let written: Vec<&str> = wrong.lines().filter(|line| !line.starts_with("//")).collect();
    let problems = problems_of_case(&Source::new("wrong", CASE.replace(right, &written.join("\n"))));
    let told = problems.iter().any(|found| found.help.as_deref().is_some_and(|told| told.contains(help)));
    assert!(told, "wanted help: {help}\nand found\n{}", render(&problems, Format::Human));
}

#[test]
fn a_bracket_that_is_still_open_is_told_where_it_should_be_closed() {
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: "Say nothing",
  note: "It can wait.", goto: "desk",
//                                  ^ S001: the `(` of line 28, column 1 is still open here"#,
        "a `)` is missing before this",
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),
(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),"#,
        r#"(id: "wait", label: "Say nothing",
  note: "It can wait.", goto: "desk"
  (id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),
//^ S001: the `(` of line 28, column 1 is still open here"#,
        "a `)` is missing before this",
    );
    helped(
        r#"present: ["dana"], text: "{dana} asks"#,
        r#"present: ["dana", text: "{dana} asks
//              ^ S001: the `[` of line 27, column 10 is still open here"#,
        "a `]` is missing before this",
    );
    helped(
        r#"present: ["dana"], text: "{dana} asks"#,
        r#"present: ["dana" text: "{dana} asks
//               ^ S001: the `[` of line 27, column 10 is still open here"#,
        "a `]` is missing before this",
    );
    helped(
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),"#,
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: "private"], minutes: 2),
//                                                                                          ^ S001: this `]` closes nothing that was opened"#,
        "take it out, or put `[` after `flags:`",
    );
    helped(
        r#"reveals: ["panic"], text: "The desk.""#,
        r#"reveals: "panic"], text: "The desk."
//              ^ S001: this `]` closes nothing that was opened"#,
        "take it out, or put `[` after `reveals:`",
    );
    helped(
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),"#,
        r#"{id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),
//                                                                                            ^ S001: `)` does not close the `{` of line 29, column 1"#,
        "or that `{` should be a `(`",
    );
}

#[test]
fn what_takes_one_bracket_is_told_so_where_another_stands() {
    helped(
        r#"ages: {"maya": 17}"#,
        r#"ages: ("maya": 17)
//    ^ S001: `(` opens no pairs"#,
        "pairs stand in `{ }`",
    );
    helped(
        r#"ages: {"maya": 17}"#,
        r#"ages: ["maya": 17]
//    ^ S001: `[` opens no pairs"#,
        "pairs stand in `{ }`",
    );
    helped(
        r#"text: "The desk.", choices: ["#,
        r#"text: "The desk.", choices: {
//                          ^ S001: `{` opens pairs, and these are no pairs"#,
        "a list stands in `[ ]`",
    );
    helped(
        r#"text: ["It is late.", (when: "flag(private)", text: "The nod is still in the room.")]"#,
        r#"text: [when: "flag(private)", text: "The nod."]
//     ^^^^ S001: the field `when` stands in no record"#,
        "put `(` before its fields",
    );
    helped(
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),"#,
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", acts: [Withhold to "dana"], goto: "desk", flags: ["private"]),
//                                                                            ^ S001: the fields of `Withhold` have no brackets"#,
        "write `Withhold(name: value, …)`",
    );
}

#[test]
fn a_text_without_its_end_is_told_where_it_should_end() {
    helped(
        r#"text: "The chair.", choices: ["#,
        r#"text: r#"The "old" chair.",
//                       ^ S001: the text of line 35, column 7 does not end here: it takes in `choices:`
choices: ["#,
        r##"end it with `"#`"##,
    );
    helped(
        r#"text: "The chair.", choices: ["#,
        r#"text: r#"The "old" chair.", choices: [
//                       ^ S001: the text of line 35, column 7 does not end here: it takes in `choices:`"#,
        r##"end it with `"#`"##,
    );
    helped(
        r#"text: "The chair.", choices: ["#,
        r#"text: r#"The old chair.
//               ^^^^^^ S001: the text of line 35, column 7 has no end: it takes in `choices:`
choices: ["#,
        r##"put the closing `"#` after `chair.`"##,
    );
    helped(
        r#"text: "The chair.", choices: ["#,
        r#"text: r#"The old chair.”#,
//               ^^^^^^^^ S001: the text of line 35, column 7 has no end: it takes in `choices:`
choices: ["#,
        r##"put the closing `"#`"##,
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: "Say nothing,
//                       ^^^^^^^ S001: the text of line 28, column 21 has no end: it takes in `note:` and runs on to line 29
  note: "It can wait.", goto: "desk"),"#,
        r#"put the closing `"` after `nothing`"#,
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: "Say nothing, note: "It can wait.", goto: "desk"),
//                       ^^^^^^^ S001: the text of line 28, column 21 has no end: it takes in `note:`"#,
        r#"put the closing `"` after `nothing`"#,
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: "Say nothing”,
//                              ^ S001: this curly `”` does not end the text of line 28, column 21: it takes in `note:`
  note: "It can wait.", goto: "desk"),"#,
        r#"end it with a straight `"`"#,
    );
    helped(
        r#"ages: {"maya": 17}"#,
        r#"ages: {"maya: 17}, brief: "x"
//            ^^ S001: has no end: it takes in `brief:`"#,
        r#"put the closing `"` after `17`"#,
    );
}

#[test]
fn a_text_without_its_beginning_or_with_a_mark_too_many_is_told() {
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: Say nothing", note: "It can wait.", goto: "desk"),
//                  ^^^ S001: `Say` begins a text without its opening `"`"#,
        r#"put `"` before `Say`"#,
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: Say nothing, note: "It can wait.", goto: "desk"),
//                  ^^^ S001: `Say` begins a text without its opening `"`"#,
        r#"put `"` before `Say`"#,
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: "Say "no" to her", note: "It can wait.", goto: "desk"),
//                       ^ S001: this `"` closes the text of line 28, column 21"#,
        r#"inside of a text write `\"`"#,
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: ""No," you say", note: "It can wait.", goto: "desk"),
//                   ^ S001: this `"` closes the text of line 28, column 21"#,
        r#"begin the text with `r#"`"#,
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: “Say nothing”, note: "It can wait.", goto: "desk"),
//                  ^ S001: `“` is a curly quotation mark"#,
        r#"put straight `"` around a text"#,
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: 'Say nothing', note: "It can wait.", goto: "desk"),
//                  ^ S001: a text stands in `"`, not in `'`"#,
        r#"put `"` around it"#,
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: desk),
//                                                             ^^^^ S004: expected a text in quotes, found a bare word"#,
        r#"write it as "desk""#,
    );
    helped(
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),"#,
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", when: flag(private), goto: "desk", flags: ["private"]),
//                                                                  ^^^^^^^^^^^^^ S004: expected a text in quotes, found a name with brackets"#,
        r#"write it as "flag(private)""#,
    );
    helped(
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),"#,
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", when: flag(private) and visited(door), goto: "desk", flags: ["private"]),
//                                                                  ^^^^^^^^^^^^^ S001: this condition has no quotation marks"#,
        r#"put `"` before and after the whole of it"#,
    );
}

#[test]
fn the_signs_of_other_languages_are_told_what_is_written_here() {
    helped(
        r#"start: "door","#,
        r#"start: "door",
  # the story begins
//^ S001: `#` begins nothing here"#,
        "a comment begins with `//`",
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: "Say nothing"; note: "It can wait.", goto: "desk"),
//                               ^ S001: `;` separates nothing here"#,
        "write `,` in place of it",
    );
    helped(
        "minutes: 2,",
        "minutes = 2,
//      ^ S001: expected `:` and a value here",
        "write `:` in place of `=`",
    );
    helped(
        "minutes: 2,",
        "minutes: 90%,
//         ^ S001: expected `,` or `)` here",
        "take this out",
    );
    helped(
        r#"start: "door","#,
        r#"start: "door",
  ; so it begins
//^ S001: `;` separates nothing here"#,
        "a comment begins with `//`",
    );
    helped(
        r#"(id: "wait", label: "Say nothing", note: "It can wait.", goto: "desk"),"#,
        r#"(id: "wait", label: """Say nothing""", note: "It can wait.", goto: "desk"),
//                   ^ S001: closes the text of line 28, column 21"#,
        "inside of a text",
    );
    helped(
        "role: [colleague], look",
        "role: colleague, client, look
//                     ^ S001: expected `:` and a value here",
        "if `role:` has several values, they stand in `[ ]`",
    );
    helped(
        "minutes: 2,",
        "minutes 2,
//      ^ S001: expected `:` and a value here",
        "a `:` is missing before this",
    );
    helped(
        "minutes: 2,",
        "minutes: 2 hours,
//         ^ S001: `hours` follows a value that is whole",
        "take `hours` out",
    );
    helped(
        r#"date: "2026-10-05","#,
        "date: 2026-10-05,
//    ^^^^^^^^^^ S001: a date stands in quotes",
        r#"write it as "2026-10-05""#,
    );
    helped(
        r#"time: "09:10","#,
        "time: 09:10,
//    ^^^^^ S001: a time of day stands in quotes",
        r#"write it as "09:10""#,
    );
    helped(
        r#"date: "2026-10-05","#,
        r#"date: "2026-02-30",
//    ^^^^^^^^^^^^ S004: `2026-02-30` is no date"#,
        "there is no February 30 in 2026",
    );
    helped(
        r#"date: "2026-10-05","#,
        r#"date: "2026-13-01",
//    ^^^^^^^^^^^^ S004: `2026-13-01` is no date"#,
        "there is no month 13",
    );
    helped(
        r#"(id: "fret","#,
        r#"(id: "fret", when: "variant = base",
//                          ^ S008: `=` is no part of a condition"#,
        "write `is` or `==`",
    );
    helped(
        r#"(id: "fret","#,
        r#"(id: "fret", when: "flag(private) && visited(door)",
//                                ^^ S008: `&&` is no part of a condition"#,
        "write `and`",
    );
    helped(
        r#"(id: "fret","#,
        r#"(id: "fret", when: "!flag(private)",
//                  ^ S008: `!` is no part of a condition"#,
        "write `not`",
    );
    helped(
        r#"(id: "fret","#,
        r#"(id: "fret", when: "flag(private) AND visited(door)",
//                                ^^^ S008: `AND` cannot follow here"#,
        "are written small",
    );
}

#[test]
fn a_name_that_is_none_is_told_with_what_it_could_be() {
    helped(
        r#"tests: [(name: "the plain road", path: ["wait", "sit", "keep"]"#,
        r#"tests: [(name: "the plain road", path: ["wait", "siit", "keep"]
//                                              ^^^^^^ T001: `siit` is no choice of this case
//                                              ^^^^^^ T001: the scene `desk` has no choice `siit`"#,
        "did you mean `sit`?",
    );
    helped(
        r#"ends: "kept")],"#,
        r#"ends: "ketp")],
//    ^^^^^^ T001: `ketp` is no ending of this case
//    ^^^^^^ T001: `ketp` is no ending of this case"#,
        "did you mean `kept`?",
    );
    helped(
        r#"ends: "kept")],"#,
        r#"ends: "kept", never_breaks: ["aca2014.B.1.x"])],
//                           ^^^^^^^^^^^^^^^ C004: `aca2014.B.1.x` is no rule
//                           ^^^^^^^^^^^^^^^ C004: `aca2014.B.1.x` is no rule"#,
        "did you mean",
    );
    helped(
        r#"standards: ["aca2014.B.1.c"]"#,
        r#"standards: ["ACA B.4.a"]
//          ^^^^^^^^^^^ C004: `ACA B.4.a` is no rule"#,
        "that is a citation; the rules of it are `aca2014.B.4.a`, `aca2014.B.4.a.promise`",
    );
    helped(
        r#"jurisdictions: ["US-CA"],"#,
        r#"jurisdictions: ["Virginia"],
//              ^^^^^^^^^^ C006: there is no pack for the jurisdiction `Virginia`"#,
        "did you mean `US-VA`?",
    );
    helped(
        r#"professions: ["counselor"],"#,
        r#"professions: ["LPC"],
//            ^^^^^ C006: there is no pack for the profession `LPC`"#,
        "did you mean `counselor`?",
    );
    helped(
        "setting: private_office, art: office",
        "setting: privat_ofice, art: office
//       ^^^^^^^^^^^^ S005: `privat_ofice` is no setting",
        "did you mean `private_office`?",
    );
    helped(
        "role: [colleague]",
        "role: [3]
//     ^ S004: expected a word, found a number",
        "`confidant vocabulary` lists them",
    );
    helped(
        "kinds: [symptoms]",
        "kinds: [grief]
//      ^^^^^ S005: `grief` is no kind of information",
        "`confidant vocabulary` lists them",
    );
    helped(
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),"#,
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", set: {"private": true}, goto: "desk", flags: ["private"]),
//                                                                  ^^^^^^^^^ S005: `private` is a flag of this case, and no fact"#,
        r#"write `flags: ["private"]`"#,
    );
    helped(
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),"#,
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", acts: [Disclose(to: "dana", about: "maya", what: [symptoms], purpose: gossip)], goto: "desk", flags: ["private"]),
//                                                                                                                                  ^^^^^^ S005: `gossip` is no purpose"#,
        "`confidant vocabulary` lists them",
    );
    helped(
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),"#,
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", acts: [Disclose(to: "dana", about: "maya", what: [symptoms], purpose: social, by: facebook)], goto: "desk", flags: ["private"]),
//                                                                                                                                              ^^^^^^^^ S005: `facebook` is no channel"#,
        "it is one of spoken, voice",
    );
    helped(
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", goto: "desk", flags: ["private"]),"#,
        r#"(id: "nod", label: "Nod and go", note: "A nod says nothing.", acts: [Decline(to: "dana")], goto: "desk", flags: ["private"]),
//                                                                   ^^^^^^^ S005: `Decline` is no act"#,
        "docs/case-format.md lists the acts",
    );
    helped(
        r#"(id: "fret","#,
        r#"(id: "fret", when: "visited(xyz)",
//                          ^^^ S008: `xyz` is no scene of this case"#,
        "it is one of door, desk, chair, kept, late",
    );
    helped(
        r#"text: "The desk.""#,
        r#"text: "The desk of {myaa}."
//                 ^^^^^^ C007: `{myaa}` in the scene `desk` names nobody"#,
        "did you mean `{maya}`?",
    );
}

#[test]
fn of_two_of_one_name_the_second_is_told_with_the_place_of_the_first() {
    helped(
        r#"(id: "stand","#,
        r#"(id: "sit",
//   ^^^^^ S006: the scene `desk` has two choices `sit`"#,
        "the first is in line 31, column 6",
    );
    helped(
        r#"(id: "dana", name: "Dana Ruiz","#,
        r#"(id: "dana", name: "Dana Ruiz", role: [client]),
(id: "dana", name: "Dana Ruiz",
//   ^^^^^^ S006: the person `dana` is there twice"#,
        "the first is in line 16, column 6",
    );
    helped(
        "cast: [",
        r#"cast: [(id: "you", name: "You", role: [client]),
//          ^^^^^ S006: the player is always there as `you`"#,
        "take this person out",
    );
    helped(
        "minutes: 2,",
        "minutes: 2, minutes: 16,
//          ^^^^^^^ S006: `minutes` is given twice",
        "the first is in line 3, column 1",
    );
}

#[test]
fn two_scenes_of_one_name_are_told_once_and_no_way_on_is_blamed_for_it() {
    let text = CASE.replace("(id: \"late\",", "(id: \"kept\",");
    let ways = "goto: [(when: \"flag(private)\", to: \"kept\"), \"late\"]),";
    let problems = problems_of_case(&Source::new("wrong", text.replace("goto: \"late\"),", ways)));
    let told: Vec<&str> = problems.iter().map(|found| found.message.as_str()).collect();
    assert_eq!(told, ["the scene `kept` is there twice", "`late` is no scene of this case"]);
    let helps: Vec<&str> = problems.iter().filter_map(|found| found.help.as_deref()).collect();
    assert_eq!(helps, ["the first is in line 38, column 6", "it is one of door, desk, chair, kept"]);
}

#[test]
fn what_only_looks_like_a_slip_is_read_as_it_stands() {
    for prose in [
        r##"r#"She writes:
note: [illegible]
maya: "I am fine."
and then: "no"."#"##,
        r##"r#"He asks, "why?"
(when: nobody knows)"#"##,
        "\"One list, note: two\"",
        "\"It says\nlabel: none\"",
        "\"# is no comment; = is no sign, and “this” is ‘fine’\"",
    ] {
        let text = CASE.replace("\"The desk.\"", prose);
        let problems: Vec<_> = problems_of_case(&Source::new("right", text))
            .into_iter()
            .filter(|found| found.code.starts_with('S'))
            .collect();
        assert!(problems.is_empty(), "{}", render(&problems, Format::Human));
    }
}

#[test]
fn a_file_of_a_word_processor_is_told_as_such() {
    let problems = problems_of_case(&Source::new("wrong", format!("{{\\rtf1\\ansi\n{CASE}}}")));
    let [problem] = problems.as_slice() else { panic!("{}", render(&problems, Format::Human)) };
    assert_eq!(problem.source.words(problem.span), "{\\rtf");
    assert!(problem.message.contains("an RTF file"), "{}", problem.message);
    assert!(problem.help.as_deref().is_some_and(|help| help.contains("Make Plain Text")));
}

//! Cases from Twine and back: each construct of Twee 3, every loss with its place, round trips, and files nobody meant well.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::disallowed_methods,
    reason = "a test may fail, and may write a file of its own"
)]

use confidant::exchange::{Exchanged, export_twee, import_twee};
use confidant::library::Library;
use confidant::scenario::{Case, Choice, Prose};
use confidant::session::{Command, Session, Setup};
use confidant::source::Source;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

static LIBRARY: LazyLock<Library> = LazyLock::new(|| Library::shipped().unwrap());

fn import(text: &str) -> Exchanged {
    import_twee(&Source::new("story.twee", text)).unwrap_or_else(|problems| panic!("{problems:#?}"))
}

fn load(text: &str) -> Case {
    Case::load(&Source::new("story.case.ron", text), &LIBRARY.packs.vocabulary)
        .unwrap_or_else(|problems| panic!("{text}\n{problems:#?}"))
}

/// Imports a story whose losses do not matter here.
fn case_of(text: &str) -> Case {
    load(&import(text).text)
}

/// The losses as `line:column code words`.
fn losses(text: &str) -> Vec<String> {
    let told = |loss: &confidant::diagnostic::Diagnostic| {
        let (line, column) = loss.source.line_column(loss.span.start);
        format!("{line}:{column} {} {}", loss.code, loss.source.words(loss.span))
    };
    import(text).losses.iter().map(told).collect()
}

fn choice<'a>(case: &'a Case, scene: &str, label: &str) -> &'a Choice {
    let scene = &case.scenes[case.scene_named(scene).unwrap()];
    scene.choices.iter().find(|choice| choice.label == label).unwrap_or_else(|| panic!("{:#?}", scene.choices))
}

fn target<'a>(case: &'a Case, choice: &Choice) -> &'a str {
    case.scenes[choice.goto.last().unwrap().1].id.as_str()
}

fn session(case: Case) -> Session {
    let case = Arc::new(case);
    let setup = Setup::of(&case, 1);
    let book = LIBRARY.rulebook(setup.standpoint());
    Session::start(case, book, setup)
}

/// Always the first choice that leads somewhere new.
fn walk_to_an_ending(case: Case) -> String {
    let mut session = session(case);
    for _ in 0..200 {
        if let Some(ending) = session.ending() {
            return ending.id.to_string();
        }
        let shown = session.shown_choices();
        let scene = &session.case().scenes[session.state().scene];
        let id = scene.choices[*shown.first().unwrap()].id.clone();
        session.submit(Command::choose(id)).unwrap();
    }
    panic!("no ending")
}

fn shown(case: Case) -> String {
    let session = session(case);
    let scene = &session.case().scenes[session.state().scene];
    let parties: Vec<_> = session.case().cast.iter().map(|member| member.party.clone()).collect();
    scene.text.shown(&session.state().story(session.book()), &parties)
}

const TWO: &str = ":: Start\nHello.\n\n[[On|End]]\n\n:: End\nGoodbye.\n";

#[test]
fn passages_become_scenes_and_one_without_links_an_ending() {
    let case = case_of(TWO);
    assert_eq!(case.scenes.len(), 2);
    assert_eq!(case.scenes[case.start].id.as_str(), "start");
    assert_eq!(walk_to_an_ending(case), "end");
    assert!(losses(TWO).is_empty(), "{:?}", losses(TWO));
}

#[test]
fn story_title_and_start_are_read() {
    let case = case_of(
        ":: StoryTitle\nThe Long Hall\n\n:: StoryData\n{\"ifid\": \"A\", \"format\": \"SugarCube\", \"start\": \"Door\"}\n\n:: Start\nNo. [[Door]]\n\n:: Door\nYes.\n",
    );
    assert_eq!(case.title, "The Long Hall");
    assert_eq!(case.id.as_str(), "the-long-hall");
    assert_eq!(case.scenes[case.start].id.as_str(), "door");
}

#[test]
fn every_way_to_write_a_link_is_read() {
    let case = case_of(
        ":: Start\n[[Target]]\n[[bar|Target]]\n[[right->Target]]\n[[Target<-left]]\n<<link \"macro\" \"Target\">><</link>>\n<<link [[inner|Target]]>><</link>>\n<<button \"push\">><<goto \"Target\">><</button>>\n\n:: Target\nThere.\n",
    );
    for label in ["Target", "bar", "right", "left", "macro", "inner", "push"] {
        assert_eq!(target(&case, choice(&case, "start", label)), "target", "{label}");
    }
}

#[test]
fn a_goto_is_the_only_way_on() {
    let case = case_of(":: Start\n<<goto \"Room\">>\n\n:: Room\nA room.\n");
    assert_eq!(target(&case, choice(&case, "start", "Continue")), "room");
}

#[test]
fn a_name_keeps_its_escaped_signs_and_metadata_is_not_part_of_it() {
    let text = import(
        ":: Start\n[[Hall [[east]]\n[[x|A \\[room\\]]]\n\n:: A \\[room\\] [dark cold] {\"position\":\"1,2\"}\nIn.\n",
    );
    assert!(text.text.contains("//:: A \\[room\\] [dark cold] {\"position\":\"1,2\"}"), "{}", text.text);
}

#[test]
fn words_in_quotation_marks_at_the_head_of_a_link_are_said() {
    let case = case_of(":: Start\n[[\"I cannot say,\" you answer|End]]\n\n:: End\nSo.\n");
    let choice = choice(&case, "start", "\"I cannot say,\" you answer");
    assert_eq!(choice.say.as_ref().unwrap().all().collect::<Vec<_>>(), ["I cannot say,"]);
}

#[test]
fn variables_that_are_true_or_false_become_flags() {
    let case = case_of(
        ":: StoryInit\n<<set $told to false>>\n\n:: Start\n[[Tell|End][$told to true]]\n[[Write|End][$wrote to 1, $told = true]]\n<<link \"Sing\" \"End\">><<set $sang to true>><</link>>\n\n:: End\n<<if $told and not $sang>>They know.<</if>>\nEnd.\n",
    );
    let raised = |label: &str| -> Vec<&str> {
        choice(&case, "start", label).flags.iter().map(|flag| case.flags[*flag].as_str()).collect()
    };
    assert_eq!(raised("Tell"), ["told"]);
    assert_eq!(raised("Write"), ["wrote", "told"]);
    assert_eq!(raised("Sing"), ["sang"]);
}

#[test]
fn what_a_passage_sets_is_raised_by_the_choices_that_lead_to_it() {
    let case = case_of(
        ":: Start\n[[In|Room]]\n[[Out|End]]\n\n:: Room\n<<set $seen to true>>A room. [[Out|End]]\n\n:: End\n<<if $seen>>You saw it.<<else>>You did not.<</if>>\n",
    );
    assert_eq!(choice(&case, "start", "In").flags.len(), 1);
    assert_eq!(choice(&case, "start", "Out").flags.len(), 0);
}

#[test]
fn if_elseif_else_show_exactly_one_text() {
    let story = ":: Start\n<<if $a>>\nAlpha.\n<<elseif $b || visited(\"End\")>>\nBeta.\n<<else>>\nGamma.\n<</if>>\n[[x|End][$a to true; $b to true]]\n\n:: End\nDone.\n";
    assert!(losses(story).is_empty(), "{:?}", losses(story));
    assert_eq!(shown(case_of(story)), "Gamma.");
}

#[test]
fn a_condition_within_a_sentence_keeps_the_sentence_whole() {
    let story = ":: Start\nShe is <<if $a>>glad<<else>>tired<</if>> today.\n\n[[x|End][$a to true]]\n\n:: End\nDone.\n";
    assert_eq!(shown(case_of(story)), "She is tired today.");
    assert!(losses(story).is_empty(), "{:?}", losses(story));
}

#[test]
fn a_link_under_a_condition_is_a_choice_that_opens_with_it() {
    let case = case_of(":: Start\n<<if $a>>[[Secret|End]]<</if>>\n[[On|Start][$a to true]]\n\n:: End\nDone.\n");
    let mut session = session(case);
    assert_eq!(session.shown_choices().len(), 1);
    session.submit(Command::choose("on")).unwrap();
    assert_eq!(session.shown_choices().len(), 2);
}

#[test]
fn a_link_within_a_sentence_leaves_its_words_there() {
    let story = ":: Start\nYou could [[follow him|End]] or [[stay|End]] here.\n\n:: End\nDone.\n";
    assert_eq!(shown(case_of(story)), "You could follow him or stay here.");
}

#[test]
fn styles_leave_their_words() {
    let story = ":: Start\n@@color:red;Cold@@ and @@.big;tall@@, ''very'' //much//; see http://example.org//x.\n";
    assert_eq!(shown(case_of(story)), "Cold and tall, very much; see http://example.org//x.");
    assert_eq!(losses(story).len(), 4, "{:?}", losses(story));
}

#[test]
fn facts_that_a_variant_sets_are_asked_in_twine_as_well() {
    let twee = export_twee(LIBRARY.case("minor").unwrap()).unwrap();
    assert!(twee.text.contains("<<if $fact_minor_danger>>"), "{}", twee.text);
    assert!(twee.losses.iter().all(|loss| loss.code != "X012"), "{:#?}", twee.losses);
}

#[test]
fn comments_of_every_kind_go_above_the_scene() {
    let text = import(":: Start\n/* one */ Hello. <!-- two --> /% three %/\n").text;
    for comment in ["// one", "// two", "// three"] {
        assert!(text.contains(comment), "{text}");
    }
    assert!(!load(&text).scenes[0].text.all().any(|words| words.contains("two")));
}

#[test]
fn whatever_an_author_must_still_write_is_marked() {
    let text = import(TWO).text;
    for field in ["summary", "content_note", "role:", "setting:", "places", "cast", "tone", "acts"] {
        let marked = text.lines().any(|line| line.contains(field) && line.contains("FILL IN"));
        assert!(marked || text.contains("cast: [\n        // FILL IN"), "{field}\n{text}");
    }
}

#[test]
fn every_loss_is_named_with_its_place() {
    let story = ":: Start\n<<audio \"rain\" play>>It ''rains''.\n<<if $gold gt 3>>Rich.<</if>>\n<<set $gold to 5>>You have $gold.\n[img[a.png]]\n[[Shop]] [[site|https://example.org]]\n\n:: Look [stylesheet]\nbody {}\n\n:: End\n<b>Over</b>.\n";
    let mut found = losses(story);
    found.sort();
    let wanted = [
        "12:1 X002 <b>",
        "2:1 X001 <<audio \"rain\" play>>",
        "2:25 X002 ''",
        "3:1 X004 <<if $gold gt 3>>",
        "4:1 X005 <<set $gold to 5>>",
        "4:28 X005 $gold",
        "5:1 X002 [img[a.png]]",
        "6:1 X006 [[Shop]]",
        "6:10 X006 [[site|https://example.org]]",
        "8:4 X003 Look",
    ];
    assert_eq!(found, wanted);
    let text = import(story).text;
    assert!(text.contains("Twine asked: $gold gt 3"), "{text}");
    assert_eq!(walk_to_an_ending(load(&text)), "shop");
}

#[test]
fn every_loss_says_what_to_do_and_has_an_explanation() {
    let story = ":: Start\n<<foo>> //x// <<if $n gt 2>>y<</if>> <<set $n to 4>> [[Nowhere]] <<if\n\n:: Start\n{bad\n";
    let losses = import(story).losses;
    assert!(losses.len() >= 6, "{losses:#?}");
    for loss in losses {
        assert!(loss.help.is_some(), "{loss:?}");
        assert!(confidant::lint::codes::explain(loss.code).is_some(), "{}", loss.code);
    }
}

#[test]
fn a_flag_that_would_go_down_is_a_loss() {
    let story = ":: Start\n[[a|End][$x to true]]\n[[b|End][$x to false]]\n\n:: End\nDone.\n";
    assert_eq!(losses(story), ["3:1 X005 [[b|End][$x to false]]"]);
}

#[test]
fn another_story_format_is_told_and_its_links_are_read() {
    let story = ":: StoryData\n{\"ifid\":\"A\",\"format\":\"Harlowe\"}\n\n:: Start\n(set: $x to 1)[[On->End]]\n\n:: End\nDone.\n";
    let found = losses(story);
    assert!(
        found.contains(&"1:4 X011 StoryData".to_owned()) && found.contains(&"5:1 X011 (set:".to_owned()),
        "{found:?}"
    );
    assert_eq!(walk_to_an_ending(case_of(story)), "end");
}

/// Prose as pairs of what is asked and what is told, neighbors that ask the same joined.
fn told(prose: &Prose) -> Vec<(Vec<String>, String)> {
    let mut all: Vec<(Vec<String>, String)> = Vec::new();
    for passage in &prose.0 {
        let when = passage
            .when
            .iter()
            .flat_map(confidant::ethics::Condition::conjuncts)
            .map(|when| format!("{when:?}"))
            .collect();
        let text = passage.text.trim().to_owned();
        match all.last_mut().filter(|(last, _)| *last == when) {
            Some((_, last)) => *last = format!("{last}\n\n{text}"),
            None => all.push((when, text)),
        }
    }
    all
}

#[test]
fn a_shipped_case_comes_back_from_twine_as_it_was() {
    for case in &LIBRARY.cases {
        let twee = export_twee(case).unwrap().text;
        let back = import(&twee);
        assert!(back.losses.is_empty(), "{}: {:#?}", case.id, back.losses);
        same(case, &load(&back.text));
    }
}

fn same(case: &Case, back: &Case) {
    assert_eq!((&case.id, &case.title, &case.flags), (&back.id, &back.title, &back.flags));
    assert_eq!(case.scenes[case.start].id, back.scenes[back.start].id);
    assert_eq!(format!("{:?}{:?}", case.cast, case.situation), format!("{:?}{:?}", back.cast, back.situation));
    assert_eq!(format!("{:?}", case.variants), format!("{:?}", back.variants));
    assert_eq!((case.tests.len(), case.scenes.len()), (back.tests.len(), back.scenes.len()));
    for (scene, again) in case.scenes.iter().zip(&back.scenes) {
        let at = format!("{}/{}", case.id, scene.id);
        assert_eq!(scene.id, again.id);
        assert_eq!(told(&scene.text), told(&again.text), "{at}");
        let kept = |scene: &confidant::scenario::Scene| {
            format!(
                "{:?}",
                (
                    &scene.title,
                    scene.place,
                    &scene.present,
                    &scene.earshot,
                    &scene.reveals,
                    &scene.set,
                    scene.minutes,
                    &scene.moods,
                    &scene.ending,
                    scene.choices.len()
                )
            )
        };
        assert_eq!(kept(scene), kept(again), "{at}");
        for (choice, again) in scene.choices.iter().zip(&again.choices) {
            let at = format!("{at}/{}", choice.id);
            assert_eq!(choice.say.as_ref().map(told), again.say.as_ref().map(told), "{at}");
            assert_eq!(told(&choice.then), told(&again.then), "{at}");
            let kept = |choice: &Choice| {
                format!(
                    "{:?}",
                    (
                        &choice.id,
                        &choice.label,
                        &choice.note,
                        &choice.when,
                        &choice.acts,
                        &choice.set,
                        &choice.flags,
                        &choice.reveals,
                        &choice.settles,
                        choice.minutes,
                        &choice.goto
                    )
                )
            };
            assert_eq!(kept(choice), kept(again), "{at}");
        }
    }
}

#[test]
fn a_case_can_be_followed_in_twine_without_what_the_export_keeps() {
    let twee = |id: &str| export_twee(LIBRARY.case(id).unwrap()).unwrap().text;
    assert!(twee("minor").contains("[[Go over the limits again|sleeve/limits]]"));
    assert!(twee("minor").contains("[[Give her your word|sleeve/word][$promised to true]]"));
    let by_variant = "<<if $variant is \"quiet\">>[[Continue|hall_empty]]<<else>>[[Continue|hall]]<</if>>";
    assert!(twee("overheard").contains(by_variant));
}

#[test]
fn what_is_done_by_hand_is_kept_for_the_way_back_and_named_as_a_loss() {
    let out = export_twee(LIBRARY.case("overheard").unwrap()).unwrap();
    assert!(out.losses.iter().any(|loss| loss.message.contains("the activities of 6 scenes")), "{:?}", out.losses);
    let back = load(&import(&out.text).text);
    assert_eq!(back.scenes.iter().filter(|scene| scene.activity.is_some()).count(), 6);
}

#[test]
fn what_twine_cannot_ask_is_a_loss_of_the_export() {
    let case = LIBRARY.cases.iter().map(|case| export_twee(case).unwrap().losses);
    let losses: Vec<_> = case.flatten().collect();
    for loss in &losses {
        assert!(confidant::lint::codes::explain(loss.code).is_some() && loss.help.is_some(), "{loss:?}");
    }
    assert!(losses.iter().any(|loss| loss.code == "X013"));
}

#[test]
fn a_condition_changed_in_twine_is_taken_from_twine() {
    let twee = export_twee(LIBRARY.case("overheard").unwrap()).unwrap().text;
    let edited = twee.replacen("<<if $variant is \"quiet\">>", "<<if $slip>>", 1);
    let back = import(&edited);
    assert_eq!(back.losses.iter().map(|loss| loss.code).collect::<Vec<_>>(), ["X014"]);
    load(&back.text);
}

const RICH: &str = ":: StoryTitle\nRich\n\n:: StoryData\n{\n\t\"ifid\": \"A1B2\",\n\t\"format\": \"SugarCube\",\n\t\"tag-colors\": {\n\t\t\"dark\": \"blue\"\n\t},\n\t\"zoom\": 0.25\n}\n\n:: Start [bright] {\"position\":\"860,401\",\"size\":\"200,100\"}\nOne \u{2014} caf\u{e9}. It is 5$ & <<if $a>>late<<else>>early<</if>>.\n\n[[Go [on]|Second room][$a to true]]\n<<link \"Say it\" \"Last\">><<set $b to true>><</link>>\n\n:: Second room [dark cold]\n/* the cold one */\nTwo. <<if $a and not visited(\"Last\")>>\n[[Last]]\n<</if>>\n[[Back|Start]]\n\n:: Last\nThree: \"so it goes\" \\ and // no more.\n";

#[test]
fn a_story_from_twine_keeps_passages_tags_and_links_on_the_way_back() {
    let first = import(RICH);
    let twee = export_twee(&load(&first.text)).unwrap().text;
    let read = |text: &str| {
        let (story, _) = confidant::exchange::twee::read_twee(&Source::new("x", text));
        let told = story
            .passages
            .iter()
            .filter(|passage| !passage.name.starts_with("Story") && passage.name != "Confidant case");
        (
            story.datum("ifid").map(str::to_owned),
            told.map(|one| (one.name.clone(), one.tags.clone(), one.metadata.clone())).collect::<Vec<_>>(),
        )
    };
    assert_eq!(read(RICH), read(&twee), "{twee}");
    let again = import(&twee);
    let links = |text: &str| {
        let case = load(text);
        let of = |scene: &confidant::scenario::Scene| -> Vec<_> {
            scene
                .choices
                .iter()
                .map(|choice| {
                    (
                        choice.label.clone(),
                        target(&case, choice).to_owned(),
                        format!("{:?}{:?}", choice.when, choice.flags),
                    )
                })
                .collect()
        };
        case.scenes.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(links(&first.text), links(&again.text), "{twee}");
    let texts = |text: &str| load(text).scenes.iter().map(|scene| told(&scene.text)).collect::<Vec<_>>();
    assert_eq!(texts(&first.text), texts(&again.text), "{twee}");
}

/// Files no tool would write: read as far as they go, told, and never a panic.
mod hostile {
    use super::*;

    #[test]
    fn a_story_cut_off_anywhere_is_read_or_refused() {
        for (at, _) in RICH.char_indices() {
            if let Ok(made) = import_twee(&Source::new("cut.twee", &RICH[..at])) {
                load(&made.text);
            }
        }
    }

    #[test]
    fn signs_without_their_other_half_are_told_and_taken_as_words() {
        for (open, line) in [
            ("[[Never closed", 2),
            ("<<if $x>>y", 2),
            ("<<set $x to", 2),
            ("<!-- gone", 2),
            ("<</if>>", 2),
            ("<<else>>", 2),
        ] {
            let story = format!(":: Start\n{open}\n");
            let found = import(&story);
            let told = found
                .losses
                .iter()
                .any(|loss| loss.code == "X008" && loss.source.line_column(loss.span.start).0 == line);
            assert!(told, "{open}: {:?}", found.losses);
            load(&found.text);
        }
    }

    #[test]
    fn headers_that_are_broken_are_told() {
        for header in [":: A [tag", ":: A {\"x\":", "::", ":: A [t] rest", ":: A {\"position\"}"] {
            let found = import(&format!("{header}\nWords.\n"));
            assert!(found.losses.iter().any(|loss| loss.code == "X008"), "{header}");
            load(&found.text);
        }
    }

    #[test]
    fn a_passage_that_is_there_twice_is_told_at_its_second_place() {
        let story = ":: Start\n[[A]]\n\n:: A\nOne.\n\n:: A\nTwo.\n";
        assert_eq!(losses(story), ["7:4 X007 A"]);
        assert_eq!(case_of(story).scenes.len(), 3);
    }

    #[test]
    fn a_link_to_nowhere_leads_to_an_empty_scene_and_the_likely_name_is_given() {
        let story = ":: Start\n[[Kichten]]\n[[Hall|Kitchen]]\n\n:: Kitchen\nHot.\n";
        let found = import(story);
        assert!(found.losses[0].help.as_ref().unwrap().contains("`Kitchen`"), "{:?}", found.losses);
        assert_eq!(load(&found.text).scenes.len(), 3);
    }

    #[test]
    fn what_an_export_keeps_may_be_edited_into_nonsense() {
        let twee = export_twee(LIBRARY.case("overheard").unwrap()).unwrap().text;
        for (from, to) in [
            ("confidant scene: (", "confidant scene: (text: \"x\", choices: [], "),
            ("confidant choice: (", "confidant choice: (goto: \"x\", flags: [\"x\"], "),
            ("confidant case: (", "confidant case: (scenes: [], start: \"x\", "),
        ] {
            load(&import(&twee.replace(from, to)).text);
        }
        let torn = import(&twee.replace("confidant scene: (", "confidant scene: ((("));
        assert!(torn.losses.iter().any(|loss| loss.code == "X008"));
    }

    #[test]
    fn ten_thousand_passages_are_cut_to_what_a_case_holds() {
        let mut story = String::new();
        for at in 0..10_000 {
            let _ = write!(story, ":: P{at}\nHere.\n[[On|P{}]]\n\n", at + 1);
        }
        let found = import(&story.replacen(":: P0\n", ":: Start\n", 1));
        assert!(found.losses.iter().any(|loss| loss.code == "X009"));
        assert_eq!(load(&found.text).scenes.len(), 2_000);
    }

    #[test]
    fn conditions_nested_a_thousand_deep_do_not_fell_it() {
        for (open, close) in
            [("<<if $a>>", "<</if>>"), ("<<link \"x\" \"Start\">>", "<</link>>"), ("<<if (", ">>x<</if>>")]
        {
            let story = format!(
                ":: Start\n{}deep{}\n\n[[x|End][$a to true]]\n\n:: End\n.\n",
                open.repeat(1_000),
                close.repeat(1_000)
            );
            load(&import(&story).text);
        }
    }

    #[test]
    fn a_long_row_of_open_signs_takes_no_long_time() {
        for sign in ["[[", "<<", "<!--", "/*", "{{{", "''", "//", "<a", "&", "$x", "[img[", "\"\"\""] {
            let found = import(&format!(":: Start\n{}\n", sign.repeat(20_000)));
            load(&found.text);
        }
    }

    #[test]
    fn line_ends_and_marks_of_other_systems_make_no_difference() {
        let windows = format!("\u{feff}{}", RICH.replace('\n', "\r\n"));
        assert_eq!(import(&windows).text, import(RICH).text);
    }

    #[test]
    fn a_file_without_a_story_is_refused_with_the_reason() {
        for text in ["", "no header at all", ":: StoryTitle\nx\n", ":: Code [script]\nx\n"] {
            let problems = import_twee(&Source::new("x.twee", text)).unwrap_err();
            assert!(problems.iter().any(|problem| problem.code == "X010"), "{text}");
        }
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_by_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bad.twee");
    std::fs::write(&path, b":: Start\nx \xff\n").unwrap();
    let run = std::process::Command::new(env!("CARGO_BIN_EXE_confidant")).arg("import").arg(&path).output().unwrap();
    assert_eq!(run.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&run.stderr).contains("not UTF-8"));
}

//! Cases from Twine and back: each construct of Twee 3, every loss with its place, round trips, and files nobody meant well.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

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
    let text = import(":: Start\n[[Hall [[east]]\n[[x|A \\[room\\]]]\n\n:: A \\[room\\] [dark cold] {\"position\":\"1,2\"}\nIn.\n");
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
    assert_eq!(
        losses(story),
        [
            "2:1 X001 <<audio \"rain\" play>>",
            "2:26 X002 ''",
            "4:28 X005 $gold",
            "5:1 X002 [img[a.png]]",
            "6:10 X006 [[site|https://example.org]]",
            "12:1 X002 <b>",
            "3:1 X004 <<if $gold gt 3>>",
            "4:1 X005 <<set $gold to 5>>",
            "6:1 X006 [[Shop]]",
            "8:4 X003 Look",
        ]
        .map(String::from)
        .to_vec()
        .tap_sort(losses(story))
    );
}

/// Order is no promise of the list: `render` sorts by place.
trait TapSort {
    fn tap_sort(self, found: Vec<String>) -> Vec<String>;
}

impl TapSort for Vec<String> {
    fn tap_sort(mut self, found: Vec<String>) -> Vec<String> {
        let mut sorted = found.clone();
        sorted.sort();
        self.sort();
        if sorted == self { found } else { self }
    }
}

//! Desks in the terminal, by the real program: everything a desk offers in the window can be read, picked, taken back and
//! committed in plain lines, and what came of it is judged as a run and as `confidant judge` judge it.
#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "desk/room.rs"]
mod room;
mod terminal;

use confidant::ethics::{Holding, Inquiry, Surroundings};
use confidant::reference::{Answer, inquiry_text};
use confidant::session::{Command, Decision, Mode, Record, Session, Setup};
use confidant::source::Source;
use room::{ALL, CHART, EARSHOT, MAIL, PAPER, PHONE, Place, REDACTION, places};
use terminal::{Home, Said};

/// Plays a case by what is typed after the briefing.
fn play(home: &Home, text: &str, more: &[&str], typed: &[&str]) -> Said {
    let file = home.put("desk.case.ron", text);
    let arguments: Vec<&str> = ["play", &file].iter().chain(more).copied().collect();
    home.run(&arguments, &format!("\n{}\n", typed.join("\n"))).code(0)
}

fn study(text: &str, typed: &[&str]) -> Said {
    play(&Home::new(), text, &["--seed", "2"], typed)
}

/// The number that a line of what was shown begins with.
#[track_caller]
fn number(said: &Said, label: &str) -> String {
    let line = said.out.lines().find(|line| line.contains(label) && line.trim_start().starts_with(char::is_numeric));
    let line = line.unwrap_or_else(|| panic!("no `{label}` in {said:#?}"));
    line.trim_start().split('.').next().expect("a number").to_owned()
}

#[test]
fn a_few_letters_complete_to_whoever_comes_first_and_enter_takes_them() {
    let said = study(MAIL, &["skip", "to lin", "", "today", "3", "4", "q"]);
    let first = said.out.find("1. Anna Lindahl <a.lindahl@post.example>").expect("she comes first");
    assert!(first < said.out.find("2. Dr. Anna Lindholm <a.lindholm@vn.example>").expect("then he"));
    said.says("To: Anna Lindahl <a.lindahl@post.example>").says("Picked: Today's page");
    let more =
        ["skip", "to", "to x", "to lin", "7", "show", "to lin!", "reset", "to LINDH", "", "show", "remove lindh"];
    let said = study(MAIL, &more).says("the first letters").says("`x` completes to nothing.");
    let said = said.says("The line is as it was.").says("To: nobody yet").says("To: Anna Lindahl <a.lindahl@");
    let _ = said.says("To: Dr. Anna Lindholm <a.lindholm@vn.example>").says("Taken back: Dr. Anna Lindholm");
    study(MAIL, &["skip", "to lin", "2"]).says("To: Dr. Anna Lindholm").says_not("To: Anna Lindahl");
}

#[test]
fn what_came_in_can_be_read() {
    study(MAIL, &["skip", "read 1", "read 9"]).says("How is she sleeping?").says("a number from 1 to 1");
}

#[test]
fn changes_are_taken_back_until_it_is_committed_and_then_no_more() {
    let said = study(MAIL, &["skip", "undo", "to lindh", "", "today", "undo", "undo", "show", "reset", "undo"]);
    let said = said.says("Nothing was changed at this desk.").says("Undone. It is: To: Dr. Anna Lindholm");
    let _ = said.says("Undone. It is: Nothing.").says("The desk is as it was.");
    let sent = ["skip", "to lindh", "", "today", "the portal", "send", "y"];
    let said = study(MAIL, &sent).says("Send? In the story this cannot be taken back.").says("Sent.");
    assert!(said.out.contains("=== Fine ==="), "{}", said.out);
    // Anything but a yes leaves everything where it was.
    let said = study(MAIL, &["skip", "to lindh", "", "today", "the portal", "send", "", "done", "n", "show"]);
    let said = said.says("Nothing was done. The desk is as you left it.").says_not("=== ");
    let _ = said.says("It stands so: To: Dr. Anna Lindholm · Attached: Today's page · By: the portal");
}

#[test]
fn what_is_missing_is_said_and_nothing_is_done() {
    let typed = ["skip", "send", "send(lindholm, page)", "send(lindhol, page, portal)", "blah", "99"];
    let said = study(MAIL, &typed).says("Not yet: ").says("Not done: By which way?").says("did you mean `lindholm`?");
    let _ = said.says("Type a number from 1 to ").says_not("=== ");
}

#[test]
fn a_tutorial_is_offered_once_and_can_be_skipped() {
    let said = study(MAIL, &["", "", "", "show"]).says("New at such a desk?").says("1 of 3. Read what came in.");
    let _ = said.says("3 of 3. Look at the address.").says("That is all.");
    // Whoever just begins is not held up, and after a choice taken back it is not offered again.
    let said = study(REDACTION, &["strike 1", "present", "y"]).says("“Tamsin Rook”: struck").says_not("1 of 3.");
    assert_eq!(said.out.matches("New at such a desk?").count(), 1);
    study(MAIL, &["skip", "tutorial"]).says("2. Type a few letters.").says_not("1 of 3.");
    study(PHONE, &["show"]).says_not("New at such a desk?");
}

#[test]
fn the_choices_of_the_scene_stand_beside_the_desk_under_numbers_of_their_own() {
    let shown = study(MAIL, &["skip"]).says("Or instead:");
    let leave = number(&shown, "Leave it for tomorrow");
    assert_ne!(leave, "1");
    study(MAIL, &["skip", &leave]).says("You go home.").says("=== Fine ===");
    study(MAIL, &["skip", "leave"]).says("You go home.");
}

#[test]
fn marks_are_kept_widened_and_struck_by_number_and_the_sheet_is_read_as_it_would_be_heard() {
    let said = study(REDACTION, &["skip", "widen 1 2", "strike 5", "3", "3", "keep 2", "show", "widen 5", "strike 9"]);
    let said = said.says("[1: a client], [2: the only farrier in Alder]").says("[3: struck]").says("[5: struck]");
    let _ = said.says("For number 5 there is no `widen`.").says("There is no number `9` to strike.");
    study(REDACTION, &["skip", "name.strike", "show"]).says("[1: struck]");
    let said = study(REDACTION, &["skip", "strike 1 5", "present it so", "y"]);
    let _ = said.says("Could somebody there work it out?").says("She bought that mare.");
}

#[test]
fn papers_are_read_line_by_line_and_marked_by_number() {
    let said = study(PAPER, &["show"]).says("Sheet: Request of Mr. Moss").says("About: Ines Calder");
    let covers = number(&said, "Covers: everything there is");
    let said = study(PAPER, &[&covers, "show", "done", "y", "show"]).says("Covers: everything there is (marked)");
    let said = said.says("Covers: you marked it. It is too broad.").says("Who gets an answer?");
    let (moss, bills) = (number(&said, "Mr. Moss"), number(&said, "The bills"));
    let said = study(PAPER, &["done", "y", &moss, &bills, "hand", "y"]);
    let _ = said.says("Mr. Moss: identity, billing data.").says("=== Fine ===");
}

#[test]
fn a_call_is_answered_with_the_file_in_view() {
    let said = study(PHONE, &["show"]).says("The display shows: Private number");
    let said = said.says("The caller says they are: Noor Haddad's sister").says("Agreed: nobody is told anything.");
    let neither = number(&said, "Neither yes nor no");
    let said = study(PHONE, &[&neither, "answer so", "y"]).says("In words: I cannot say who comes here.");
    let _ = said.says("Nothing about anybody.").says("=== Fine ===");
}

#[test]
fn a_record_is_searched_and_every_opening_is_for_good_and_stays_readable() {
    let said = study(CHART, &["find tol", "open 2", "show", "open 2", "find tol"]);
    let said = said.says("Every opening is for good").says("2. Tolland, Augusta: Note, 11:40 PM").says("A long night.");
    let said = said.says("A line in the log:").says("(opened)").says("Open. `open 2` reads it again:");
    assert_eq!(said.out.matches("A long night.").count(), 2, "opened, and read again: {}", said.out);
    assert_eq!(said.out.matches("It stands before you.").count(), 1, "it was opened once: {}", said.out);
    study(CHART, &["find zz", "find", "open x"]).says("Nothing begins so.").says("a number that `find` has shown");
    let said = study(CHART, &["find iba", "open 1", "on", "note 1", "neither 2", "sign", "y"]);
    let said = said.says("Walks, and the drum on Tuesdays.").says("Sleeps six hours").says("What stands where:");
    let _ = said.says("=== Fine ===");
}

#[test]
fn a_talk_is_placed_in_words_and_nobody_says_beforehand_who_would_hear_it() {
    let said = study(EARSHOT, &["show"]).says("The clinic: your office, the hallway").says("Pick a place and a time");
    let (now, here) = (number(&said, "Now"), number(&said, "Here, by the copier"));
    let attacks = number(&said, "The attacks");
    let said = study(EARSHOT, &[&now, &here, "show", &attacks, "say"]).says("In the hallway then: A man in a raincoat");
    let said = said.says("shut the office door, open now, out of reach from there").says_not("Who made out what");
    let _ = said.says("In words: She had two attacks.");
    study(EARSHOT, &["talk(now, here, panic)"]).says("Who made out what:").says("The man looks up.");
    study(EARSHOT, &["now", "in your office", "shut the office", "low", "attacks", "say", "y"]).says("She nods.");
}

#[test]
fn how_sure_somebody_is_is_asked_where_they_want_it_at_desks_too() {
    let home = Home::new();
    home.put("home/settings.ron", "(ask_confidence: true)");
    let said = play(&home, MAIL, &["--seed", "2"], &["skip", "send(lindahl, page, plain)", "5", "3"]);
    let _ = said.says("How sure are you?").says("Type 1, 2 or 3").says("Oh.");
    let record = home.files("home/records").remove(0);
    assert!(home.text(&record.display().to_string()).contains("confidence:Some(Sure)"));
}

#[test]
fn a_way_is_taken_back_in_study_mode_and_not_in_an_exam() {
    let typed = ["send.nothing", "look(covers)", "u", "look(signed)", "u"];
    let said = play(&Home::new(), PAPER, &["--seed", "2"], &typed);
    assert_eq!(said.out.matches("Taken back. Your first attempt is kept").count(), 2);
    let said = play(&Home::new(), PAPER, &["--seed", "2", "--mode", "exam"], &typed[..3]);
    let _ = said.says("nothing can be taken back").says_not("Line by line:").says_not("[Breach]");
}

#[test]
fn what_is_picked_stays_where_something_could_not_be_done() {
    let exam = ["--seed", "2", "--mode", "exam"];
    let said = play(&Home::new(), PAPER, &exam, &["look(covers)", "fax", "bills", "u", "show"]);
    let _ = said.says("nothing can be taken back").says("Packet: The bills");
}

#[test]
fn a_run_with_ways_goes_on_where_it_was_left_and_its_record_holds() {
    let home = Home::new();
    let file = home.put("desk.case.ron", PAPER);
    home.run(&["play", &file, "--seed", "2"], "\nlook(covers)\n").code(0).says("Saved.");
    home.run(&["play", &file], "packet(moss, bills)\n").code(0).says("after 1 decisions").says("=== Fine ===");
    let debrief = home.files("home/debriefs").remove(0).display().to_string();
    let debrief = home.text(&debrief);
    assert!(debrief.contains("What went out:\n\n- Mr. Moss: identity, billing data."), "{debrief}");
}

/// What a decision came to: for each act its badges, its effect, and the rules broken and kept.
type Verdict = (serde_json::Value, Vec<String>, Vec<String>);

fn of_session(place: &Place, decision: &Decision) -> Vec<Verdict> {
    let judgments = decision.step.judgments.iter();
    let verdict = judgments.map(|judgment| {
        let badges = serde_json::json!([judgment.effect, judgment.law, judgment.ethics, judgment.policy]);
        let rules = |holding: Holding| {
            let findings = judgment.findings.iter().filter(|finding| finding.holding == holding);
            let mut ids: Vec<String> =
                findings.filter_map(|one| Some(place.book.rule(one.rule)?.id.to_string())).collect();
            ids.sort();
            ids.dedup();
            ids
        };
        (badges, rules(Holding::Broken), rules(Holding::Kept))
    });
    verdict.collect()
}

/// The same, from the answer of `confidant judge --json`.
fn of_answer(answer: &serde_json::Value) -> Vec<Verdict> {
    let acts = answer["acts"].as_array().expect("acts");
    let verdict = acts.iter().map(|act| {
        let badges = serde_json::json!([act["effect"], act["law"], act["ethics"], act["policy"]]);
        let rules = |holding: &str| {
            let findings = act["findings"].as_array().expect("findings").iter();
            let of = findings.filter(|finding| finding["holding"] == holding);
            let mut ids: Vec<String> =
                of.map(|finding| finding["place"]["rule"].as_str().expect("a rule").to_owned()).collect();
            ids.sort();
            ids.dedup();
            ids
        };
        (badges, rules("broken"), rules("kept"))
    });
    verdict.collect()
}

/// The situation before a decision with its acts, written down as `confidant judge` reads it.
fn written(place: &Place, decision: &Decision) -> String {
    let choice = &place.case.scenes[decision.scene].choices[decision.choice];
    let around: Surroundings = choice.around.clone().unwrap_or_else(|| decision.before.surroundings(&place.case));
    let standpoint = place.setup().standpoint();
    let inquiry = Inquiry {
        jurisdiction: Some(standpoint.jurisdiction.clone()),
        profession: Some(standpoint.profession.clone()),
        as_of: Some(standpoint.as_of),
        policies: Vec::new(),
        situation: decision.before.situation.clone(),
        around,
        acts: choice.acts.clone(),
        wait: 0,
        closed: false,
    };
    inquiry_text(&place.book.vocabulary, &standpoint, &inquiry)
}

#[track_caller]
fn done(place: &Place, way: &str) -> Session {
    let mut session = place.session();
    session.submit(Command::choose(way)).unwrap_or_else(|refusal| panic!("{way}: {refusal}"));
    session
}

#[test]
fn every_way_is_judged_in_a_run_as_it_is_when_somebody_asks_about_it() {
    for place in places(&ALL) {
        for (_, choice, _) in place.offers() {
            let session = done(&place, choice.id.as_str());
            let decision = &session.decisions()[0];
            let text = written(&place, decision);
            let source = Source::new("asked", text.clone());
            let read = Inquiry::load(&source, &place.book.vocabulary, place.case.date);
            let read = read.unwrap_or_else(|problems| panic!("{}\n{text}", problems[0].message));
            let answer = serde_json::to_value(Answer::brief(&place.book, &read)).expect("it is written");
            assert_eq!(of_answer(&answer), of_session(&place, decision), "{}\n{text}", choice.id);
        }
    }
}

#[test]
fn the_terminal_plays_a_way_to_the_verdict_that_a_run_and_judge_come_to() {
    let home = Home::new();
    let file = |text: &str| home.put("desk.case.ron", text);
    for text in ALL {
        let last_deal = |place: &Place| place.deal + 1 == place.case.deals.max(1);
        for place in places(&[text]).into_iter().filter(last_deal) {
            let way = place.offers().last().expect("a way").1.id.to_string();
            let session = done(&place, &way);
            let seed = (1..99).find(|seed| Setup::of(&place.case, *seed).deal(&place.case) == place.deal);
            let (seed, from) = (seed.expect("a seed deals so").to_string(), place.scene().id.to_string());
            let typed = format!("\n{way}\nq\n");
            home.run(&["play", &file(text), "--seed", &seed, "--from", &from], &typed).code(0);
            let kept = [home.files("home/saves"), home.files("home/records")].concat().remove(0);
            let record = Record::parse(&home.text(&kept.display().to_string())).expect("a record");
            std::fs::remove_file(&kept).expect("it is gone");
            assert_eq!(record.setup.deal(&place.case), place.deal);
            let (again, refused) =
                Session::replay(place.case.clone(), place.book.clone(), record.setup, &record.commands);
            assert_eq!(refused, None, "{way}");
            let (decision, played) = (&session.decisions()[0], &again.decisions()[0]);
            assert_eq!(of_session(&place, played), of_session(&place, decision), "{way}");
            let asked = home.put("asked.ron", written(&place, decision));
            let answer = home.run(&["judge", &asked, "--json"], "").code(0);
            let answer: serde_json::Value = serde_json::from_str(&answer.out).expect("an answer");
            assert_eq!(of_answer(&answer), of_session(&place, decision), "{way}");
        }
    }
}

#[test]
fn an_exam_keeps_what_came_of_it_and_the_verdict_for_the_debrief() {
    let exam = ["--seed", "2", "--mode", Mode::Exam.words()];
    let said = play(&Home::new(), MAIL, &exam, &["skip", "send(lindahl, page, plain)"]);
    let (before, after) = said.out.split_once("DEBRIEF").expect("a debrief");
    assert!(!before.contains("What went where:") && !before.contains("broken: "), "{before}");
    assert!(after.contains("What went where:") && after.contains("broken: "), "{after}");
}

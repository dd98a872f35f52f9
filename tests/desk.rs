//! Desks as rules: what is picked by hand comes to the choice it names, people are told what the addresses used and the
//! marks left tell them, and the best way of a desk can be reached by hand and is scored as the best.
#![expect(clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail")]

#[path = "desk/room.rs"]
mod room;

use confidant::activity::{Kind, Takes, Way, bit};
use confidant::ethics::{Act, ActJudgment, Badge, PartyIndex, TermSet};
use confidant::explore::{Foresight, MOST_STATES, Search};
use confidant::ids::ChoiceId;
use confidant::session::{Band, Command, Mode, PlayView, Record, Refusal, Session, Setup, State, Table, Value};
use proptest::prelude::*;
use room::{ALL, MAIL, Place, REDACTION, backwards, book, case, places};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

#[track_caller]
fn submit(session: &mut Session, choice: impl Into<ChoiceId>) {
    let choice = choice.into();
    if let Err(refusal) = session.submit(Command::choose(choice.clone())) {
        panic!("{choice}: {refusal}");
    }
}

#[test]
fn every_offer_submitted_by_its_name_comes_to_the_choice_it_names() {
    for place in places(&ALL) {
        assert!(place.offers().count() > 1);
        for (at, choice, offer) in place.offers() {
            let mut session = place.session();
            let name = place.scene().name_in(at, place.frame()).expect("it is there");
            submit(&mut session, name.clone());
            let made = session.decisions().last().expect("it was made");
            assert_eq!((made.scene, made.choice), (place.at, at), "{name}");
            assert_eq!(made.way.as_ref(), Some(offer.way_in(place.frame())));
            assert_eq!(made.step.judgments.len(), choice.acts.len());
        }
    }
}

#[test]
fn in_which_order_answers_are_named_makes_no_difference() {
    for place in places(&ALL) {
        for (_, choice, _) in place.offers() {
            let asked = |id: &ChoiceId| place.scene().asked(id, place.frame());
            assert_eq!(asked(&backwards(&choice.id)), asked(&choice.id), "{}", choice.id);
        }
        let (_, choice, _) = place.offers().last().expect("a way");
        let (mut one, mut other) = (place.session(), place.session());
        submit(&mut one, choice.id.clone());
        submit(&mut other, backwards(&choice.id));
        assert_eq!(one.state(), other.state());
    }
}

#[test]
fn a_way_that_is_not_understood_or_not_ready_is_refused_in_words_and_changes_nothing() {
    let refused = |text: &str, deal: usize, way: &str, says: &str| {
        let place = places(&[text]).into_iter().find(|place| place.deal == deal).expect("a desk");
        let mut session = place.session();
        let before = session.state().clone();
        let refusal = session.submit(Command::choose(way)).expect_err(way);
        assert!(matches!(&refusal, Refusal::NotDone { .. } | Refusal::NotOpen { .. }), "{way}: {refusal:?}");
        assert!(refusal.to_string().contains(says), "{way}: {refusal}");
        assert_eq!(session.state(), &before);
        assert!(session.decisions().is_empty() && session.commands().is_empty());
    };
    refused(MAIL, 0, "send(lindhol, page, portal)", "did you mean `lindholm`?");
    refused(MAIL, 0, "send(lindholm, page)", "By which way? Nothing is chosen yet.");
    refused(MAIL, 0, "send(page, portal)", "The address line is empty.");
    refused(MAIL, 0, "send(lindholm, lindahl, all, portal)", "takes 2 of its answers at most");
    refused(MAIL, 0, "send(lindholm, portal, plain)", "takes 1 of its answers at most");
    refused(MAIL, 0, "send(lindholm, chart, portal)", "that is not there");
    refused(MAIL, 1, "send(all, page, portal)", "that is not there");
    refused(MAIL, 0, "sent(lindholm)", "is written `send(answer, answer)`");
    refused(MAIL, 0, "send(lindholm, page, portal", "is written `send(answer, answer)`");
    refused(REDACTION, 0, "sheet(name.strik)", "did you mean `name.strike`?");
    refused(REDACTION, 0, "sheet(name.strike, name.keep)", "takes 1 of its answers at most");
    refused(room::PHONE, 0, "answer(neither, here, well)", "takes 2 of its answers at most");
    refused(room::CHART, 0, "open(plan-page, night)", "takes 1 of its answers at most");
    refused(room::CHART, 0, "open()", "Open one thing at a time.");
    refused(room::EARSHOT, 0, "talk(now, here, door, panic)", "the office door is out of reach");
    refused(room::EARSHOT, 0, "talk(room, panic)", "When? Nothing is chosen yet.");
}

#[test]
fn what_was_opened_is_open_and_is_not_opened_again() {
    let place = places(&[room::CHART]).remove(0);
    let mut session = place.session();
    submit(&mut session, "open(night)");
    assert!(matches!(session.submit(Command::choose("open(night)")), Err(Refusal::NotOpen { .. })));
    assert_eq!(session.decisions().len(), 1);
    let table = Table::of(&session).expect("the desk is still there");
    let done: Vec<bool> = table.questions[0].answers.iter().map(|answer| answer.is_done).collect();
    assert_eq!(done, [false, true]);
    submit(&mut session, "open(plan-page)");
}

/// Everybody told something by these acts, with what.
fn told<'a>(acts: impl IntoIterator<Item = &'a Act>) -> BTreeMap<PartyIndex, TermSet> {
    let mut told: BTreeMap<PartyIndex, TermSet> = BTreeMap::new();
    for act in acts.into_iter().filter(|act| act.tells()) {
        for who in &act.to {
            let known = told.entry(*who).or_default();
            *known = *known | act.what;
        }
    }
    told
}

#[test]
fn the_address_used_is_the_one_judged() {
    let mut unreached = 0;
    for place in places(&[MAIL]) {
        let Kind::Mail(mail) = &place.activity().kind else { panic!("a desk of another kind") };
        for (_, choice, offer) in place.offers() {
            let items = &place.activity().sets[mail.to].items;
            let behind = offer.way.picked(mail.to).flat_map(|at| items[at].gives.to.clone());
            let behind: BTreeSet<PartyIndex> = behind.collect();
            let reached = mail.reached_by(&offer.way);
            let meant = |who: &&PartyIndex| reached.is_none_or(|reached| reached.contains(who));
            let expected: BTreeSet<PartyIndex> = behind.iter().filter(meant).copied().collect();
            unreached += behind.len() - expected.len();
            let told: BTreeSet<PartyIndex> = told(&choice.acts).into_keys().collect();
            let says_something = offer.way.mask(mail.to + 1) != 0 || offer.way.mask(mail.to + 2) != 0;
            assert_eq!(told, if says_something { expected } else { BTreeSet::new() }, "{}", choice.id);
        }
    }
    assert!(unreached > 0, "nobody was ever out of reach");
}

/// How bad a badge is, where not being covered counts as being in order.
fn badness(badge: Badge) -> Badge {
    if badge == Badge::NotCovered { Badge::Ok } else { badge }
}

/// What the acts of a way come to at the start of a run: who is told what, and the worst of law and code.
fn judged(place: &Place, way: &Way) -> (BTreeMap<PartyIndex, TermSet>, Badge, Badge) {
    let session = place.session();
    let acts = place.activity().outcome(way, place.frame()).expect("every mark stands somehow").acts;
    let State { situation, .. } = session.state();
    let around = session.state().surroundings(&place.case);
    let tellings: Vec<&Act> = acts.iter().filter(|act| act.tells()).collect();
    let judgments: Vec<ActJudgment> =
        tellings.iter().map(|act| place.book.judge(act, situation, &around, &[]).judgment).collect();
    let worst = |badge: fn(&ActJudgment) -> Badge| judgments.iter().map(badge).map(badness).max();
    let (law, ethics) = (worst(|judgment| judgment.law), worst(|judgment| judgment.ethics));
    (told(tellings), law.unwrap_or(Badge::Ok), ethics.unwrap_or(Badge::Ok))
}

/// A sheet with each mark as given: kept, widened where it can be, or struck.
fn sheet(place: &Place, marks: &[usize]) -> Way {
    let sets = place.activity().sets.iter().zip(marks);
    Way(sets.map(|(set, mark)| bit((*mark).min(set.items.len() - 1))).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn striking_one_more_mark_tells_nobody_more_and_is_judged_no_worse(
        marks in proptest::collection::vec(0..3_usize, 5), one in 0..5_usize, further in 1..3_usize,
    ) {
        let place = redaction_desk();
        let mut struck = marks.clone();
        struck[one] = (struck[one] + further).min(2);
        let (before, after) = (sheet(place, &marks), sheet(place, &struck));
        let ((told, law, ethics), (less, law_after, ethics_after)) = (judged(place, &before), judged(place, &after));
        for (who, what) in &less {
            let had = told.get(who).copied().unwrap_or_default();
            prop_assert!(what.without(had).is_empty(), "{marks:?} {struck:?}");
        }
        // Also where the consultation has become useless, and is judged as a mere disclosure.
        prop_assert!(law_after <= law && ethics_after <= ethics, "{marks:?} {struck:?}");
    }
}

fn redaction_desk() -> &'static Place {
    static DESK: std::sync::OnceLock<Place> = std::sync::OnceLock::new();
    DESK.get_or_init(|| places(&[REDACTION]).remove(0))
}

#[test]
fn somebody_who_can_put_it_together_is_told_who_it_is() {
    let place = redaction_desk();
    let words = &place.book.vocabulary;
    let bea = place.session().state().situation.parties.iter().position(|party| party.id.as_str() == "bea");
    let bea = PartyIndex(u8::try_from(bea.expect("she is there")).expect("few"));
    let knows = |way: &str| {
        let told = told(&place.activity().outcome(&place.way(way), place.frame()).expect("ready").acts);
        told[&bea].has(words.landmarks.identity)
    };
    assert!(knows("sheet(name.strike, number.strike)"));
    assert!(!knows("sheet(name.strike, number.strike, mare.widen)"));
    assert!(!knows("sheet(name.strike, number.strike, trade.strike)"));
}

/// Reaches a way by clicks on a fresh desk, one answer after the other.
#[track_caller]
fn by_hand(session: &Session, id: &ChoiceId) -> Way {
    let table = Table::of(session).expect("a desk");
    let wanted = Way::read(table.activity(), id.as_str(), table.frame()).expect("a way");
    let mut way = table.untouched();
    for question in &table.questions {
        let differs = |item: &usize| way.has(question.set, *item) != wanted.has(question.set, *item);
        let mut changes: Vec<usize> = question.answers.iter().map(|answer| answer.item).filter(differs).collect();
        if question.takes == Takes::One {
            changes.retain(|item| wanted.has(question.set, *item));
        }
        for item in changes {
            assert!(way.toggle(table.activity(), question.set, item), "{id}");
        }
    }
    assert_eq!(way, wanted, "{id}");
    table.ready(&way).expect("it can be committed");
    way
}

/// A run that begins at a desk, scored by everything that can still come.
fn ahead(place: &Place) -> Session {
    let found = Foresight::of(&place.case, &place.book, &place.setup()).expect("the case can be searched whole");
    let mut session = place.session();
    session.look_ahead(Arc::new(found));
    session
}

#[test]
fn the_best_way_found_by_search_is_reached_by_hand_and_loses_nothing() {
    for place in places(&ALL) {
        let mut probe = ahead(&place);
        submit(&mut probe, place.offers().next().expect("a way").1.id.clone());
        let options = &probe.decisions()[0].options;
        let ways = || options.iter().filter(|(at, _)| place.scene().is_way(*at));
        let best = ways().max_by_key(|(at, worth)| (worth.total(), Reverse(*at))).expect("a way");
        assert!(ways().any(|(_, worth)| worth.total() < best.1.total()) || place.activity().act.is_none());
        let best = place.scene().name_in(best.0, place.frame()).expect("it is there");
        let mut session = ahead(&place);
        let way = by_hand(&session, &best);
        let command = Table::of(&session).expect("a desk").command(&way, None, None);
        session.submit(command).expect("it is open");
        let made = &session.decisions()[0];
        assert_eq!((made.loss(), made.band()), (Value::default(), Band::Sound), "{} {best}", place.case.id);
    }
}

#[test]
fn the_best_run_is_played_by_hand_to_its_end_without_a_loss() {
    for text in ALL {
        let case = case(text);
        let book = book(&case);
        for deal in 0..case.deals.max(1) {
            let setup = Setup { deal: Some(deal), ..Setup::of(&case, 3) };
            let ahead = Foresight::of(&case, &book, &setup).expect("the case can be searched whole");
            let mut session = Session::start(case.clone(), book.clone(), setup);
            session.look_ahead(Arc::new(ahead));
            for step in session.best_from(session.state()).expect("somebody looked ahead") {
                let state = session.state();
                let scene = &case.scenes[state.scene];
                let name = scene.name_in(step, state.frame(&case)).expect("it is there");
                let mut command = Command::choose(name.clone());
                if scene.is_way(step) {
                    let way = by_hand(&session, &name);
                    command = Table::of(&session).expect("a desk").command(&way, None, None);
                }
                session.submit(command).expect("it is open");
                let made = session.decisions().last().expect("it was made");
                assert_eq!((made.loss(), made.band()), (Value::default(), Band::Sound), "{} {name}", case.id);
            }
            assert!(session.is_over());
        }
    }
}

#[test]
fn however_chance_deals_there_is_a_run_without_a_breach() {
    for text in ALL {
        let case = case(text);
        let book = book(&case);
        for deal in 0..case.deals.max(1) {
            let setup = Setup { deal: Some(deal), ..Setup::of(&case, 3) };
            let search = Search::of(&case, &book, &[setup], MOST_STATES);
            let (best, worst) = search.range(search.starts()[0]);
            assert!(search.is_exact() && best.grave == 0 && best.broken == 0, "{} {deal}: {best:?}", case.id);
            assert!(worst < best, "nothing is at stake in {}", case.id);
        }
    }
}

#[test]
fn two_seeds_can_differ_in_what_lies_on_the_desk_and_in_its_order() {
    let case = case(MAIL);
    let book = book(&case);
    let shown = |seed: u64| {
        let session = Session::start(case.clone(), book.clone(), Setup::of(&case, seed));
        let table = PlayView::of(&session).and_then(|view| view.table).expect("a desk");
        let ids = table.questions.iter().map(|of| of.answers.iter().map(|answer| answer.id.clone()).collect());
        (session.state().deal, ids.collect::<Vec<Vec<String>>>())
    };
    let all: Vec<_> = (1..20).map(shown).collect();
    assert_eq!(shown(4), shown(4));
    let deals: BTreeSet<usize> = all.iter().map(|(deal, _)| *deal).collect();
    assert_eq!(deals, [0, 1].into());
    let orders: BTreeSet<&Vec<Vec<String>>> = all.iter().filter(|(deal, _)| *deal == 0).map(|(_, ids)| ids).collect();
    assert!(orders.len() > 1, "{orders:?}");
    let of_deal = |wanted: usize| all.iter().find(|(deal, _)| *deal == wanted).map(|(_, ids)| ids.concat().len());
    assert_ne!(of_deal(0).into_iter().chain(of_deal(1)).sum::<usize>(), 0);
    assert!(all.iter().any(|(_, ids)| ids.concat().contains(&"chart".to_owned())));
    assert!(all.iter().any(|(_, ids)| !ids.concat().contains(&"chart".to_owned())));
}

#[test]
fn a_record_with_ways_is_played_again_and_its_digest_holds() {
    for place in places(&ALL) {
        let setup = Setup { deal: Some(place.deal), ..Setup::of(&place.case, 9) };
        let mut session = Session::start(place.case.clone(), place.book.clone(), setup.clone());
        let test = &place.case.tests[0];
        test.path.iter().for_each(|(choice, _)| submit(&mut session, choice.clone()));
        assert!(session.is_over());
        let record = Record::of(&session);
        let read = Record::parse(&record.to_text()).expect("it is a record");
        assert_eq!(read, record);
        let (again, refused) =
            Session::replay(place.case.clone(), place.book.clone(), read.setup.clone(), &read.commands);
        assert_eq!(refused, None);
        assert_eq!(Record::of(&again).claim, read.claim);
        assert!(read.claim.is_some());
        // Another way comes to another digest.
        let other = Command::choose(backwards(&test.path[0].0));
        let (same, _) = Session::replay(
            place.case.clone(),
            place.book.clone(),
            read.setup,
            &[&[other], &read.commands[1..]].concat(),
        );
        assert_eq!(Record::of(&same).claim, record.claim, "the same way in other words");
    }
}

#[test]
fn a_way_is_taken_back_in_study_mode_only() {
    for (mode, is_taken_back) in [(Mode::Study, true), (Mode::Exam, false)] {
        let place = places(&[MAIL]).remove(0);
        let mut session = Session::start(place.case.clone(), place.book.clone(), Setup { mode, ..place.setup() });
        let before = session.state().clone();
        submit(&mut session, "send(lindahl, page, plain)");
        let back = session.submit(Command::Rewind { to: 0 });
        assert_eq!(back.is_ok(), is_taken_back, "{back:?}");
        assert_eq!(*session.state() == before, is_taken_back);
        assert_eq!(session.first_attempt().is_some(), is_taken_back);
        assert_eq!(Table::of(&session).is_some(), is_taken_back, "the desk is there again, or the run has gone on");
    }
}

#[test]
fn what_came_of_a_way_is_accounted_for_as_it_was_done_and_not_as_it_was_meant() {
    let place = places(&[MAIL]).remove(0);
    let told = |way: &str| {
        let mut session = place.session();
        submit(&mut session, way);
        let last = PlayView::of(&session).and_then(|view| view.last).expect("something was done");
        last.accounts.iter().flat_map(|account| account.lines.clone()).collect::<Vec<_>>().join("\n")
    };
    let astray = told("send(lindahl, page, plain)");
    assert!(astray.contains("a.lindahl@post.example") && astray.contains("Anna Lindahl:"), "{astray}");
    let kept = told("send(lindahl, page, portal)");
    assert!(kept.contains("this way does not reach them"), "{kept}");
}

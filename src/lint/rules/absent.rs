//! C018: something is done face to face with a person who is not there. Speaks only where nothing in the choice says how or
//! where they meet: no way, no place, no scene that it leads to.

use crate::diagnostic::Diagnostic;
use crate::ethics::{Act, PartyIndex, Verb};
use crate::lint::Desk;
use crate::lint::act_text::{ActAt, ActText};
use crate::scenario::{Choice, Scene};
use std::collections::BTreeSet;

/// Places at which one talks to people who are elsewhere.
const AT_A_DISTANCE: &[&str] = &["private_call", "online"];

/// The way of a telling that names none.
const IN_PERSON: &str = "voice";

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let text = ActText::of(desk.case);
    let mut found: Vec<Diagnostic> = Vec::new();
    let mut by_hand = BTreeSet::new();
    for (at, scene, choice, act) in acts(desk) {
        let absent = act.to.iter().filter(|who| !is_there(scene, **who) && is_met(desk, scene, choice, act, **who));
        // What is so of one way through an activity is so of many.
        let absent = absent.filter(|who| !scene.is_way(at.1) || by_hand.insert((at.0, **who)));
        found.extend(absent.filter_map(|who| problem(desk, &text, at, act, *who)));
    }
    found
}

fn acts<'a>(desk: &'a Desk<'_>) -> impl Iterator<Item = (ActAt, &'a Scene, &'a Choice, &'a Act)> {
    desk.case.scenes.iter().enumerate().flat_map(|(at, scene)| {
        scene.choices.iter().enumerate().flat_map(move |(choice_at, choice)| {
            choice.acts.iter().enumerate().map(move |(act_at, act)| ((at, choice_at, act_at), scene, choice, act))
        })
    })
}

/// The player is everywhere.
fn is_there(scene: &Scene, who: PartyIndex) -> bool {
    who.0 == 0 || scene.present.contains(&who) || scene.earshot.contains(&who)
}

/// Must the two be face to face, as the choice is written?
fn is_met(desk: &Desk<'_>, scene: &Scene, choice: &Choice, act: &Act, who: PartyIndex) -> bool {
    let addressed = match company(act.verb) {
        Company::Needed => true,
        Company::OfWhomItIsAbout => act.about.contains(&who),
        Company::Free => false,
    };
    let in_person = match act.channel {
        Some(_) => is_in_person(desk, act),
        None => !is_at_a_distance(desk, scene) && !is_reached_otherwise(desk, choice, who),
    };
    addressed && in_person && act.setting.is_none() && !leads_to(desk, choice, who)
}

fn is_in_person(desk: &Desk<'_>, act: &Act) -> bool {
    act.channel.is_some_and(|channel| desk.packs.vocabulary.channels.id(channel) == IN_PERSON)
}

fn is_at_a_distance(desk: &Desk<'_>, scene: &Scene) -> bool {
    let setting = desk.case.places.get(scene.place).map(|place| desk.packs.vocabulary.settings.id(place.setting));
    setting.is_some_and(|setting| AT_A_DISTANCE.contains(&setting))
}

/// Does the same choice reach the person by telephone, letter or the like? Then what is done beside it goes the same way.
fn is_reached_otherwise(desk: &Desk<'_>, choice: &Choice, who: PartyIndex) -> bool {
    choice.acts.iter().any(|act| act.to.contains(&who) && act.channel.is_some() && !is_in_person(desk, act))
}

/// One goes to them, or they come in.
fn leads_to(desk: &Desk<'_>, choice: &Choice, who: PartyIndex) -> bool {
    choice.goto.iter().filter_map(|(_, scene)| desk.case.scenes.get(*scene)).any(|scene| is_there(scene, who))
}

fn problem(desk: &Desk<'_>, text: &ActText<'_>, at: ActAt, act: &Act, who: PartyIndex) -> Option<Diagnostic> {
    let (scene, id) = (desk.case.scenes.get(at.0)?, &desk.case.member(who)?.party.id);
    let contradiction = match act.channel {
        Some(_) => "this is said to them in person",
        None => "the act does not say how they are reached",
    };
    let message = format!("`{id}` is not in the scene `{}`, and {contradiction}", scene.id);
    let help =
        format!("put `{id}` in `present`, or say by which way or where it is done: `by: phone`, `at: private_office`");
    Some(desk.warning("C018", text.named(at, "to", id.as_str()), message).help(help))
}

/// Whose company an act needs that names no way.
enum Company {
    /// That of the person it is done toward.
    Needed,
    /// The same, if it is about them; else `to` is who is to be told one day.
    OfWhomItIsAbout,
    /// Nobody's: it can be done by not answering, on paper, or through others.
    Free,
}

fn company(verb: Verb) -> Company {
    match verb {
        Verb::Disclose
        | Verb::Warn
        | Verb::Report
        | Verb::Consult
        | Verb::Supervise
        | Verb::GiveAccess
        | Verb::NotifyBreach
        | Verb::Escalate
        | Verb::ExplainLimits
        | Verb::ClarifyRoles
        | Verb::AssessRisk
        | Verb::SafetyPlan
        | Verb::TreatmentPlan
        | Verb::Contain
        | Verb::Train
        | Verb::Promise
        | Verb::RaiseConcern
        | Verb::SeekAssent
        | Verb::AskPrivate => Company::Needed,
        Verb::ObtainConsent | Verb::ObtainAuthorization | Verb::InformClient | Verb::EncourageDisclosure => {
            Company::OfWhomItIsAbout
        }
        Verb::VerifyIdentity
        | Verb::Protect
        | Verb::Hospitalize
        | Verb::Withhold
        | Verb::AssertPrivilege
        | Verb::Document
        | Verb::Secure
        | Verb::AssessBreach
        | Verb::ChangeSystem
        | Verb::Amend
        | Verb::Access
        | Verb::Search
        | Verb::Defer
        | Verb::Destroy
        | Verb::Record
        | Verb::Connect
        | Verb::Solicit
        | Verb::DenyAccess
        | Verb::NameCustodian
        | Verb::Refer
        | Verb::LocateClient
        | Verb::SignAgreement
        | Verb::GiveNotice
        | Verb::HonorRequest
        | Verb::SeekProtection
        | Verb::LetPass => Company::Free,
    }
}

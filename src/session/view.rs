//! What a player sees between two choices, in words: the scene, the choices and the case file. Front ends draw it as it
//! is, so the window and the terminal cannot differ in substance.

use super::{Mode, Session, State, Table, accounts};
use crate::activity::Account;
use crate::ethics::{DutyState, FactKind, PartyIndex, Release, Situation};
use crate::ids::{ChoiceId, SceneId};
use crate::scenario::look::{Look, Mood};
use jiff::civil::{DateTime, Time};

/// A choice as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownChoice {
    /// Its id, for the command.
    pub id: ChoiceId,
    /// A few words.
    pub label: String,
    /// The exact words said or done, if any.
    pub say: String,
}

/// A person as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonNote {
    /// Their name.
    pub name: String,
    /// Their roles, in words.
    pub roles: String,
    /// Years, where known.
    pub age: Option<u8>,
    /// "she/her".
    pub pronouns: Option<String>,
    /// What is good about them, and what they want.
    pub about: Vec<String>,
    /// How they look.
    pub look: Look,
    /// How they feel in this scene.
    pub mood: Mood,
}

/// A release as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseNote {
    /// Whose information, to whom.
    pub title: String,
    /// What, what for, signed and until when.
    pub lines: Vec<String>,
}

/// A duty as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DutyNote {
    /// What the clause is about.
    pub heading: String,
    /// Where it stands.
    pub cite: String,
    /// By when, in words.
    pub due: String,
    /// How it stands.
    pub state: DutyState,
}

/// What the counselor knows: the object one opens.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CaseFile {
    /// What became known, newest last.
    pub facts: Vec<String>,
    /// The people met so far.
    pub people: Vec<PersonNote>,
    /// What was signed.
    pub releases: Vec<ReleaseNote>,
    /// What was agreed and what is so, as far as it is out of the ordinary.
    pub agreements: Vec<String>,
    /// Questions that are still open.
    pub open_questions: Vec<String>,
    /// Duties that one would know of.
    pub duties: Vec<DutyNote>,
}

/// The decision made last, with its place and people, so that these stay in sight while one reads what came of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moment {
    /// The scene's heading.
    pub heading: String,
    /// The place's name.
    pub place: String,
    /// The place's picture.
    pub art: String,
    /// The story clock then.
    pub clock: String,
    /// The minute of the day, for the light.
    pub minute_of_day: u32,
    /// Who took part.
    pub present: Vec<PersonNote>,
    /// Who was within earshot.
    pub earshot: Vec<PersonNote>,
    /// The choice.
    pub label: String,
    /// The exact words.
    pub said: String,
    /// What happened.
    pub happened: String,
    /// What came of it, where it was done by hand; in an exam not yet.
    pub accounts: Vec<Account>,
}

/// The scene as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlayView {
    /// The case's title.
    pub case_title: String,
    /// The scene's id, so that a front end knows when it changed.
    pub scene: SceneId,
    /// The scene's heading.
    pub heading: Option<String>,
    /// The place's name.
    pub place: String,
    /// The place's picture.
    pub art: String,
    /// "Monday, October 5, 9:10 AM".
    pub clock: String,
    /// The minute of the day, for the light.
    pub minute_of_day: u32,
    /// Who takes part.
    pub present: Vec<PersonNote>,
    /// Who is within earshot.
    pub earshot: Vec<PersonNote>,
    /// What is told.
    pub text: String,
    /// What one can do, in the order shown.
    pub options: Vec<ShownChoice>,
    /// What one can do by hand.
    pub table: Option<Table>,
    /// The ending's title, once the case is over.
    pub ending: Option<String>,
    /// How many decisions were made.
    pub decisions: usize,
    /// The case file.
    pub file: CaseFile,
    /// Everything said so far: heading, words, what happened.
    pub log: Vec<(String, String)>,
    /// The decision made last.
    pub last: Option<Moment>,
}

impl PlayView {
    /// The view of a session as it stands.
    pub fn of(session: &Session) -> Option<Self> {
        let state = session.state();
        let case = session.case();
        let scene = case.scenes.get(state.scene)?;
        let place = case.places.get(scene.place)?;
        let story = state.story(session.book());
        let people = |indices: &[PartyIndex]| people(session, state, state.scene, indices);
        let minute = case.start_minute.saturating_add(state.situation.minute);
        Some(Self {
            case_title: case.title.clone(),
            scene: scene.id.clone(),
            heading: scene.title.clone(),
            place: place.name.clone(),
            art: place.art.clone(),
            clock: clock(session, state.situation.minute),
            minute_of_day: minute % (24 * 60),
            present: people(&scene.present),
            earshot: people(&scene.earshot),
            text: scene.text.shown(&story, &state.situation.parties),
            options: options(session),
            table: Table::of(session),
            ending: scene.ending.as_ref().map(|ending| ending.title.clone()),
            decisions: session.decisions().len(),
            file: file(session),
            log: log(session),
            last: moment(session),
        })
    }
}

/// The story clock in words.
pub(super) fn clock(session: &Session, minute: u32) -> String {
    let case = session.case();
    let start = DateTime::from_parts(case.date, Time::midnight());
    let minutes = i64::from(case.start_minute) + i64::from(minute);
    let span = jiff::Span::new().try_minutes(minutes).unwrap_or_default();
    let now = start.saturating_add(span);
    now.strftime("%A, %B %-d, %-I:%M %p").to_string()
}

fn options(session: &Session) -> Vec<ShownChoice> {
    let state = session.state();
    let story = state.story(session.book());
    let Some(scene) = session.case().scenes.get(state.scene) else { return Vec::new() };
    let shown = session.shown_choices().into_iter().filter_map(|at| scene.choices.get(at));
    shown
        .map(|choice| ShownChoice {
            id: choice.id.clone(),
            label: choice.label.clone(),
            say: choice.say.as_ref().map(|say| say.shown(&story, &state.situation.parties)).unwrap_or_default(),
        })
        .collect()
}

fn moment(session: &Session) -> Option<Moment> {
    let case = session.case();
    let decision = session.decisions().last()?;
    let before = &decision.before;
    let scene = case.scenes.get(decision.scene)?;
    let place = case.places.get(scene.place)?;
    let choice = scene.choices.get(decision.choice)?;
    Some(Moment {
        heading: heading(session, decision.scene),
        place: place.name.clone(),
        art: place.art.clone(),
        clock: clock(session, before.situation.minute),
        minute_of_day: case.start_minute.saturating_add(before.situation.minute) % (24 * 60),
        present: people(session, before, decision.scene, &scene.present),
        earshot: people(session, before, decision.scene, &scene.earshot),
        label: decision.step.label(choice).to_owned(),
        said: decision.step.said.clone(),
        happened: decision.step.happened.clone(),
        // In an exam what it came to waits for the debrief, as verdicts do.
        accounts: if session.setup().mode == Mode::Exam { Vec::new() } else { accounts(session, decision) },
    })
}

fn people(session: &Session, state: &State, scene: usize, indices: &[PartyIndex]) -> Vec<PersonNote> {
    indices.iter().filter_map(|index| person(session, state, scene, *index)).collect()
}

fn person(session: &Session, state: &State, scene: usize, index: PartyIndex) -> Option<PersonNote> {
    let member = session.case().member(index)?;
    let party = state.situation.party(index)?;
    let roles = &session.book().vocabulary.roles;
    let scene = session.case().scenes.get(scene)?;
    let mood = scene.moods.iter().find(|(who, _)| *who == index).map(|(_, mood)| *mood);
    Some(PersonNote {
        name: party.name.clone(),
        roles: roles.names(party.roles),
        age: party.age,
        pronouns: member.pronouns.clone(),
        about: member.good.iter().cloned().chain(member.want.iter().map(|want| format!("Wants: {want}"))).collect(),
        look: member.look,
        mood: mood.unwrap_or(Mood::Calm),
    })
}

fn file(session: &Session) -> CaseFile {
    let state = session.state();
    let case = session.case();
    let known = case.facts.iter().zip(&state.known).filter(|(_, known)| **known);
    let parties = &state.situation.parties;
    CaseFile {
        facts: known.map(|(fact, _)| crate::scenario::fill_names(&fact.text, parties)).collect(),
        people: people(session, state, state.scene, &met(session)),
        releases: on_file(&state.situation).map(|release| release_note(session, release)).collect(),
        agreements: agreements(session),
        open_questions: open_questions(session),
        duties: duties(session),
    }
}

/// Releases signed by today.
fn on_file(situation: &Situation) -> impl Iterator<Item = &Release> {
    let today = situation.today();
    situation.releases.iter().filter(move |release| release.signed.is_none_or(|day| day <= today))
}

/// Everybody in a scene that was entered, clients first.
fn met(session: &Session) -> Vec<PartyIndex> {
    let state = session.state();
    let entered = session.case().scenes.iter().zip(&state.visited).filter(|(_, visited)| **visited);
    let in_scenes = entered.flat_map(|(scene, _)| scene.present.iter().chain(&scene.earshot)).copied();
    let client = session.book().vocabulary.landmarks.client;
    let is_client = |index: &PartyIndex| state.situation.party(*index).is_some_and(|party| party.closure.has(client));
    let everyone = (0..state.situation.parties.len()).filter_map(|at| u8::try_from(at).ok().map(PartyIndex));
    let mut people: Vec<PartyIndex> = everyone.filter(is_client).collect();
    for index in in_scenes {
        if !people.contains(&index) {
            people.push(index);
        }
    }
    people
}

fn release_note(session: &Session, release: &Release) -> ReleaseNote {
    let situation = &session.state().situation;
    let vocabulary = &session.book().vocabulary;
    let names: Vec<&str> = release.to.iter().map(|index| situation.name(*index)).collect();
    let title = format!("{}'s information to {}", situation.name(release.by), names.join(" and "));
    // Only the widest kinds are named: "record", not each paper in it.
    let narrower = |kind: &crate::ethics::Term| {
        vocabulary.kinds.entry(*kind).and_then(|entry| entry.parent).is_some_and(|parent| release.what.has(parent))
    };
    let kinds: Vec<&str> =
        release.what.iter().filter(|kind| !narrower(kind)).map(|kind| vocabulary.kinds.name(kind)).collect();
    let mut lines = vec![format!("Covers: {}", kinds.join(", "))];
    let purposes: Vec<&str> = release.purpose.iter().map(|purpose| vocabulary.purposes.name(purpose)).collect();
    lines.push(if purposes.is_empty() {
        "Purpose: at the client's request".into()
    } else {
        format!("Purpose: {}", purposes.join(", "))
    });
    lines.push(match (release.signed_by, release.signed) {
        (Some(signer), Some(day)) => format!("Signed by {} on {day}", situation.name(signer)),
        (Some(signer), None) => format!("Signed by {}", situation.name(signer)),
        (None, _) => "Signature line: empty".into(),
    });
    lines.extend(release.expires.map(|day| format!("Expires: {day}")));
    lines.extend(release.revoked.filter(|day| *day <= situation.today()).map(|day| format!("Withdrawn on {day}")));
    ReleaseNote { title, lines }
}

/// Facts that differ from what one would assume, except beliefs: what is a matter of judgment is for the player to judge.
fn agreements(session: &Session) -> Vec<String> {
    let vocabulary = &session.book().vocabulary;
    let facts = &session.state().situation.facts;
    let plain = vocabulary.facts().filter(|(fact, entry)| !entry.belief && facts.get(*fact) != entry.default);
    let documented = plain.filter(|(_, entry)| is_on_file(&entry.id));
    documented
        .map(|(fact, entry)| match entry.kind {
            FactKind::Flag => sentence(&entry.says),
            FactKind::Scale(_) | FactKind::OneOf(_) | FactKind::Years => {
                format!(
                    "{}: {}",
                    sentence(&entry.says).trim_end_matches('.'),
                    crate::reading::plain_words(&entry.kind.word(facts.get(fact)))
                )
            }
        })
        .collect()
}

/// What a chart would hold: agreements, consent, custody, paper received.
fn is_on_file(id: &str) -> bool {
    [
        "agreement.",
        "minor.consented",
        "minor.licensed",
        "parent.agreed",
        "parent.custody",
        "process.",
        "client.",
        "access.requested",
        "access.harm",
        "capacity.supervisee",
        "program",
    ]
    .iter()
    .any(|head| id.starts_with(head))
}

fn open_questions(session: &Session) -> Vec<String> {
    let vocabulary = &session.book().vocabulary;
    let entries = session.state().situation.unsettled.iter().filter_map(|fact| vocabulary.fact_entry(*fact));
    entries
        .map(|entry| match entry.kind {
            FactKind::Flag => format!("Is it so that {}?", entry.says),
            FactKind::Scale(_) | FactKind::OneOf(_) | FactKind::Years => format!("How great is the {}?", entry.says),
        })
        .collect()
}

fn sentence(clause: &str) -> String {
    let mut letters = clause.chars();
    let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// Duties whose time is running. They would be an answer key if they named what to do, so only the clause is named.
fn duties(session: &Session) -> Vec<DutyNote> {
    let book = session.book();
    let shown = session.state().ledger.duties().iter().filter(|duty| duty.state != DutyState::Lapsed);
    shown
        .filter_map(|duty| {
            let rule = book.rule(duty.rule)?;
            let due = duty.due.map_or_else(|| "before the case closes".into(), |due| clock(session, due));
            Some(DutyNote { heading: rule.heading.clone(), cite: rule.cite.clone(), due, state: duty.state })
        })
        .collect()
}

fn log(session: &Session) -> Vec<(String, String)> {
    let mut log = Vec::new();
    for decision in session.decisions() {
        let Some(scene) = session.case().scenes.get(decision.scene) else { continue };
        let Some(choice) = scene.choices.get(decision.choice) else { continue };
        let before = &decision.before;
        log.push((
            heading(session, decision.scene),
            scene.text.shown(&before.story(session.book()), &before.situation.parties),
        ));
        log.push((format!("You: {}", decision.step.label(choice)), decision.step.said.clone()));
        log.push((String::new(), decision.step.happened.clone()));
    }
    log.retain(|(head, text)| !(head.is_empty() && text.is_empty()));
    log
}

fn heading(session: &Session, scene: usize) -> String {
    let Some(scene) = session.case().scenes.get(scene) else { return String::new() };
    let place = session.case().places.get(scene.place).map(|place| place.name.clone()).unwrap_or_default();
    scene.title.clone().unwrap_or(place)
}

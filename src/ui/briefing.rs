//! One case before it is played: who one is, whom one meets, and under whose rules.

use super::stage::{Art, StagePerson, stage_ui};
use super::theme::{self, space};
use super::{Ask, Desk, Overlay, Screen, standpoint, widgets};
use crate::ethics::{Pack, Reach};
use crate::ids::{CaseId, JurisdictionId, PackId, ProfessionId, VariantId};
use crate::learner::Settings;
use crate::scenario::look::Mood;
use crate::scenario::{Case, CastMember};
use crate::session::{Mode, Setup};
use egui::{Label, Response, RichText, Ui};
use std::sync::Arc;

/// What the screen remembers: how the case is to be played.
#[derive(Debug, Default)]
pub(super) struct Memory {
    plan: Option<Plan>,
}

#[derive(Debug)]
struct Plan {
    case: CaseId,
    /// The learner's usual place and profession when the plan was made.
    usual: (JurisdictionId, ProfessionId),
    jurisdiction: JurisdictionId,
    profession: ProfessionId,
    policies: Vec<PackId>,
    /// None is a surprise.
    variant: Option<VariantId>,
    mode: Mode,
}

impl Plan {
    /// As one practices: the place and profession of the settings, whatever the case was written for.
    fn new(case: &Case, usual: (JurisdictionId, ProfessionId)) -> Self {
        Self {
            case: case.id.clone(),
            jurisdiction: usual.0.clone(),
            profession: usual.1.clone(),
            policies: Vec::new(),
            usual,
            variant: None,
            mode: Mode::default(),
        }
    }

    fn is_for(&self, case: &Case, settings: &Settings) -> bool {
        self.case == case.id && self.usual == usual(settings)
    }

    /// The variant, where the case has it: an author may have taken it out in the meantime.
    fn variant_of(&self, case: &Case) -> Option<VariantId> {
        self.variant.clone().filter(|id| case.variant_named(id.as_str()).is_some())
    }

    fn setup(&self, case: &Case, seed: u64) -> Setup {
        Setup {
            jurisdiction: self.jurisdiction.clone(),
            profession: self.profession.clone(),
            policies: self.policies.clone(),
            variant: self.variant_of(case).unwrap_or_else(|| Setup::surprise(case, seed)),
            mode: self.mode,
            ..Setup::of(case, seed)
        }
    }
}

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, case: &CaseId, seed: u64, memory: &mut Memory) -> Option<Ask> {
    let Some(case) = desk.library.case(case.as_str()) else { return gone(ui, case) };
    let kept = memory.plan.take().filter(|plan| plan.is_for(case, desk.settings));
    let mut plan = kept.unwrap_or_else(|| Plan::new(case, usual(desk.settings)));
    let above = |ui: &mut Ui| body(ui, desk, case, &mut plan);
    let (above, below) = widgets::with_foot(ui, "briefing", above, |ui| foot(ui, desk, case));
    let asked = match below {
        Some(Press::Begin) => Some(Ask::Start(plan.setup(case, seed))),
        Some(Press::Ask(ask)) => Some(ask),
        None => above,
    };
    memory.plan = Some(plan);
    asked
}

fn usual(settings: &Settings) -> (JurisdictionId, ProfessionId) {
    (settings.jurisdiction.clone(), settings.profession.clone())
}

fn gone(ui: &mut Ui, case: &CaseId) -> Option<Ask> {
    widgets::page(ui, "no briefing", space::COLUMN, |ui| {
        widgets::heading(ui, "This case is not at hand");
        theme::muted(ui, &format!("No case with the id {case} could be read."));
        let back = theme::primary_button(ui, "Choose another case");
        back.clicked().then_some(Ask::Go(Screen::Library))
    })
}

/// The case, and beside it how it is played; below it where there is no room beside.
fn body(ui: &mut Ui, desk: &Desk<'_>, case: &Case, plan: &mut Plan) -> Option<Ask> {
    let (wide, width) = measures(ui);
    widgets::page(ui, "briefing", width, |ui| {
        let asked = head(ui);
        if !wide {
            story_ui(ui, desk, case);
            ui.add_space(space::LARGE);
            plan_ui(ui, desk, case, plan);
            return asked;
        }
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            upright(ui, space::COLUMN * widgets::scale(ui), |ui| story_ui(ui, desk, case));
            ui.add_space(2.0 * space::LARGE * widgets::scale(ui));
            upright(ui, ui.available_width(), |ui| plan_ui(ui, desk, case, plan));
        });
        asked
    })
}

/// Is there room beside the story, and how wide is the page?
fn measures(ui: &Ui) -> (bool, f32) {
    let both = space::COLUMN + 340.0 + 2.0 * space::LARGE;
    let wide = ui.available_width() >= (both + 2.0 * space::LARGE) * widgets::scale(ui);
    (wide, if wide { both } else { space::COLUMN })
}

fn upright(ui: &mut Ui, width: f32, add: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.reset_style();
        ui.set_width(width);
        add(ui);
    });
}

fn head(ui: &mut Ui) -> Option<Ask> {
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        if widgets::named_button(ui, "Back", "the cases").clicked() {
            asked = Some(Ask::Go(Screen::Library));
        }
        if theme::quiet_button(ui, "Settings…").clicked() {
            asked = Some(Ask::Open(Overlay::Settings));
        }
        widgets::small(ui, "Esc goes back");
    });
    ui.add_space(space::SMALL);
    asked
}

fn story_ui(ui: &mut Ui, desk: &Desk<'_>, case: &Case) {
    ui.add(Label::new(RichText::new(&case.title).text_style(theme::title())).wrap());
    widgets::small(ui, &particulars(case));
    ui.add_space(space::SMALL);
    picture(ui, desk, case);
    if !case.content_note.is_empty() {
        ui.add_space(space::SMALL);
        widgets::subheading(ui, "Content note");
        ui.add(Label::new(&case.content_note).wrap());
        widgets::small(ui, "You can stop at any time; the run is kept.");
    }
    ui.add_space(space::MEDIUM);
    widgets::heading(ui, "Who you are");
    widgets::prose(ui, &case.role);
    ui.add_space(space::MEDIUM);
    widgets::heading(ui, "What you know");
    widgets::prose(ui, &case.setting);
    ui.add_space(space::MEDIUM);
    people(ui, desk, case);
}

fn particulars(case: &Case) -> String {
    let sources = match case.sources.len() {
        1 => "1 source".to_owned(),
        sources => format!("{sources} sources"),
    };
    let checked = case.reviewed_on.map(|day| format!("checked on {}", widgets::date(day)));
    let reviewers: Vec<String> =
        case.reviewers.iter().map(|review| format!("{} ({})", review.name, review.on)).collect();
    let reviewed = if reviewers.is_empty() {
        "not yet reviewed by a practitioner".to_owned()
    } else {
        format!("reviewed by {}", reviewers.join(", "))
    };
    let parts = [Some(format!("{} minutes", case.minutes)), Some(sources), checked, Some(reviewed)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Where the case begins, with the clients: they are whom it is about.
fn picture(ui: &mut Ui, desk: &Desk<'_>, case: &Case) {
    let scene = case.scenes.get(case.start);
    let place = scene.and_then(|scene| case.places.get(scene.place));
    let Some(art) = place.and_then(|place| Art::from_word(&place.art)) else { return };
    let client = desk.library.packs.vocabulary.landmarks.client;
    let clients = case.cast.iter().skip(1).filter(|member| member.party.roles.has(client));
    let people: Vec<StagePerson<'_>> = clients
        .take(3)
        .map(|member| StagePerson {
            name: &member.party.name,
            look: member.look,
            mood: Mood::Calm,
            speaking: false,
            background: false,
        })
        .collect();
    stage_ui(ui, art, &people, case.start_minute, desk.settings.reduced_motion, 240.0);
}

/// Those of whom there is something to say; who merely passes by is met in passing.
fn people(ui: &mut Ui, desk: &Desk<'_>, case: &Case) {
    let known = case.cast.iter().skip(1).filter(|member| member.good.is_some() || member.want.is_some());
    let known: Vec<&CastMember> = known.collect();
    if known.is_empty() {
        return;
    }
    widgets::heading(ui, "The people");
    for member in known {
        ui.add_space(space::TIGHT);
        let roles = desk.library.packs.vocabulary.roles.names(member.party.roles);
        widgets::subheading(ui, &member.party.name);
        let age = member.party.age.map(|age| age.to_string());
        let about: Vec<String> = [Some(roles), age, member.pronouns.clone()].into_iter().flatten().collect();
        widgets::small(ui, &about.join(" · "));
        let good = member.good.as_deref().map(sentence);
        let want = member.want.as_deref().map(|want| sentence(&wants(want)));
        let words: Vec<String> = good.into_iter().chain(want).collect();
        ui.add(Label::new(words.join(" ")).wrap());
    }
}

/// "To be asked" becomes "wants to be asked".
fn wants(want: &str) -> String {
    let rest = want.strip_prefix("To ").or_else(|| want.strip_prefix("to "));
    rest.map_or_else(|| format!("wants: {want}"), |rest| format!("wants to {rest}"))
}

/// Authors write these lines with and without a capital and a full stop.
fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let mut sentence: String =
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default();
    if !sentence.ends_with(['.', '!', '?', '”', '"', '…']) {
        sentence.push('.');
    }
    sentence
}

fn plan_ui(ui: &mut Ui, desk: &Desk<'_>, case: &Case, plan: &mut Plan) {
    widgets::heading(ui, "How you play");
    mode(ui, plan);
    ui.add_space(space::MEDIUM);
    place(ui, desk, case, plan);
    ui.add_space(space::MEDIUM);
    profession(ui, desk, case, plan);
    version(ui, case, plan);
}

fn mode(ui: &mut Ui, plan: &mut Plan) {
    let study = "Each choice is explained after the scene, and you can go back.";
    let exam = "No way back, and all is explained in the debrief.";
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (mode, label, says) in [(Mode::Study, "Study", study), (Mode::Exam, "Exam", exam)] {
            ui.radio_value(&mut plan.mode, mode, label);
            widgets::hint(ui, says);
            ui.add_space(space::TIGHT);
        }
    });
}

fn place(ui: &mut Ui, desk: &Desk<'_>, case: &Case, plan: &mut Plan) {
    standpoint::place(ui, desk, "Whose law", &mut plan.jurisdiction);
    widgets::small(ui, &format!("As it stands on {}, the day of the case.", widgets::date(case.date)));
    let packs = &desk.library.packs.packs;
    let pack = packs.iter().find(|pack| pack.reach == Reach::Jurisdiction(plan.jurisdiction.clone()));
    widgets::small(ui, &on_file(pack));
    if !case.jurisdictions.contains(&plan.jurisdiction) {
        let played: Vec<String> = case.jurisdictions.iter().map(|id| standpoint::place_name(desk, id)).collect();
        widgets::small(ui, &format!("The authors played this case through in {}.", listed(&played)));
    }
}

/// "California, Texas and Virginia".
fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// How much of the law of a place there is to be judged by.
fn on_file(pack: Option<&Arc<Pack>>) -> String {
    let Some(pack) = pack else {
        return "No law of the place is on file: judged by the code of ethics and federal law alone. Check your board."
            .into();
    };
    let only = pack.only.as_ref().map(|only| format!(" Only {only} is on file here.")).unwrap_or_default();
    format!("Rules of {} written as of {}.{only} {}", pack.title, widgets::date(pack.as_of), pack.notice)
}

fn profession(ui: &mut Ui, desk: &Desk<'_>, case: &Case, plan: &mut Plan) {
    standpoint::profession(ui, desk, &mut plan.profession);
    if !case.professions.contains(&plan.profession) {
        let written: Vec<String> = case.professions.iter().map(|id| standpoint::profession_name(desk, id)).collect();
        widgets::small(
            ui,
            &format!("The story calls you a {}; your code is the one chosen here.", written.join(" or ")),
        );
    }
    standpoint::policies(ui, desk, &mut plan.policies);
    ui.add_space(space::MEDIUM);
}

fn version(ui: &mut Ui, case: &Case, plan: &mut Plan) {
    if case.variants.len() < 2 {
        return;
    }
    let named = case.variants.iter().map(|variant| variant.title.clone());
    let titles: Vec<String> = std::iter::once("Surprise me".into()).chain(named).collect();
    let chosen = plan.variant.as_ref().and_then(|id| case.variant_named(id.as_str()));
    if let Some(picked) = widgets::choice_box(ui, "Version", chosen.map_or(0, |at| at + 1), &titles) {
        plan.variant = picked.checked_sub(1).and_then(|at| case.variants.get(at)).map(|variant| variant.id.clone());
    }
    widgets::small(
        ui,
        "Decisive facts differ from version to version. Instructors name one; otherwise let it be a surprise.",
    );
}

/// What was pressed at the foot.
enum Press {
    Begin,
    Ask(Ask),
}

fn foot(ui: &mut Ui, desk: &Desk<'_>, case: &Case) -> Option<Press> {
    let (_, width) = measures(ui);
    widgets::page_foot(ui, width, |ui| {
        ui.horizontal_wrapped(|ui| match desk.saved.contains_key(&case.id) {
            true => begin_or_go_on(ui, case),
            false => begin(ui, case),
        })
        .inner
    })
}

fn begin(ui: &mut Ui, case: &Case) -> Option<Press> {
    let begin = theme::primary_button(ui, "Begin");
    focus_first(ui, case, &begin);
    begin.clicked().then_some(Press::Begin)
}

fn begin_or_go_on(ui: &mut Ui, case: &Case) -> Option<Press> {
    let resume = theme::primary_button(ui, "Go on");
    focus_first(ui, case, &resume);
    let begin = theme::quiet_button(ui, "Begin");
    widgets::small(ui, "A new run takes the place of the kept one with its first decision.");
    if resume.clicked() {
        return Some(Press::Ask(Ask::Resume(case.id.clone())));
    }
    begin.clicked().then_some(Press::Begin)
}

fn focus_first(ui: &Ui, case: &Case, button: &Response) {
    if widgets::just_opened(ui, &format!("briefing of {}", case.id)) {
        button.request_focus();
    }
}

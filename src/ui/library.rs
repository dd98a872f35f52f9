//! The cases as cards, with a way to find one among many and a word on how far one got in each.

use super::stage::{Art, stage_ui};
use super::theme::{self, BadgeKind, Band, space};
use super::{Ask, Desk, Overlay, Screen, widgets};
use crate::diagnostic::Diagnostic;
use crate::ids::CaseId;
use crate::learner::CaseProgress;
use crate::scenario::Case;
use egui::{Label, RichText, TextStyle, Ui, vec2};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What the screen remembers: what is looked for.
#[derive(Debug, Default)]
pub(super) struct Memory {
    search: String,
    theme: Option<String>,
    /// How high the cards of each row want to be, so that neighbors end on one line.
    rows: Vec<f32>,
}

/// A case's themes that a card has room for; the briefing lists them all.
const THEMES_ON_A_CARD: usize = 4;

/// As many problems as one reads before reaching for the command line.
const PROBLEMS_SHOWN: usize = 6;

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    let wide = ui.available_width() >= 1_000.0 * widgets::scale(ui);
    let width = if wide { 1_160.0 } else { space::COLUMN + 80.0 };
    widgets::page(ui, "library", width, |ui| {
        let asked = head(ui);
        problems(ui, &desk.library.problems);
        finder(ui, desk, memory);
        ui.add_space(space::MEDIUM);
        let found: Vec<&Arc<Case>> = desk.library.cases.iter().filter(|case| is_wanted(case, memory)).collect();
        let opened =
            if found.is_empty() { nothing_found(ui, desk, memory) } else { cards(ui, desk, memory, &found, wide) };
        ui.add_space(space::MEDIUM);
        widgets::small(ui, "Training content, not legal advice. All names and events are invented.");
        opened.or(asked)
    })
}

fn head(ui: &mut Ui) -> Option<Ask> {
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        if widgets::named_button(ui, "Back", "the first screen").clicked() {
            asked = Some(Ask::Go(Screen::Title));
        }
        for (label, screen) in [("Rulebook", Screen::Rulebook), ("May I?", Screen::MayI)] {
            if super::run::quiet(ui, label).clicked() {
                asked = Some(Ask::Go(screen));
            }
        }
        if super::run::quiet(ui, "Settings…").clicked() {
            asked = Some(Ask::Open(Overlay::Settings));
        }
        widgets::small(ui, "Esc goes back");
    });
    ui.add_space(space::SMALL);
    ui.label(RichText::new("Choose a case").text_style(theme::title()));
    asked
}

fn problems(ui: &mut Ui, problems: &[Diagnostic]) {
    let Some(first) = problems.first() else { return };
    let files: BTreeSet<&str> = problems.iter().map(|problem| problem.source.name()).collect();
    let (count, noun) = (files.len(), if files.len() == 1 { "case file" } else { "case files" });
    theme::badge(ui, &format!("{count} {noun} could not be read"), BadgeKind::Band(Band::Risky));
    for problem in problems.iter().take(PROBLEMS_SHOWN) {
        let (line, _) = problem.source.line_column(problem.span.start);
        widgets::bullet(ui, &format!("{}:{line}: {}", problem.source.name(), quoted(&problem.message)));
    }
    if problems.len() > PROBLEMS_SHOWN {
        let more = problems.len() - PROBLEMS_SHOWN;
        widgets::small(ui, &format!("And {more} more: confidant lint {} lists them.", first.source.name()));
    }
    ui.add_space(space::SMALL);
}

/// Names in quotation marks: the backticks of the command line are hard to see in these letters.
fn quoted(message: &str) -> String {
    let mut parts = message.split('`');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for (at, part) in parts.enumerate() {
        text.push(if at % 2 == 0 { '“' } else { '”' });
        text.push_str(part);
    }
    text
}

fn finder(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) {
    ui.add_space(space::SMALL);
    // Beside each other where there is room for both.
    if ui.available_width() >= 700.0 * widgets::scale(ui) {
        ui.horizontal_top(|ui| {
            search(ui, memory);
            // As high as the field beside it.
            ui.spacing_mut().button_padding.y = 7.0;
            theme_filter(ui, desk, memory);
        });
    } else {
        search(ui, memory);
        theme_filter(ui, desk, memory);
    }
}

fn search(ui: &mut Ui, memory: &mut Memory) {
    let width = (340.0 * widgets::scale(ui)).min(ui.available_width());
    ui.scope(|ui| {
        ui.spacing_mut().text_edit_width = width;
        theme::field(ui, &mut memory.search, "Search the cases")
    });
}

fn theme_filter(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) {
    let themes = all_themes(desk);
    let named = themes.iter().map(|theme| brief(theme).to_owned());
    let options: Vec<String> = std::iter::once("All themes".into()).chain(named).collect();
    let chosen = memory.theme.as_ref().and_then(|theme| themes.iter().position(|known| known == theme));
    if let Some(picked) = widgets::pick(ui, "Theme", chosen.map_or(0, |at| at + 1), &options) {
        memory.theme = picked.checked_sub(1).and_then(|at| themes.get(at)).cloned();
    }
}

fn all_themes(desk: &Desk<'_>) -> Vec<String> {
    let themes: BTreeSet<&String> = desk.library.cases.iter().flat_map(|case| &case.themes).collect();
    themes.into_iter().cloned().collect()
}

/// A theme without what stands in brackets after it.
fn brief(theme: &str) -> &str {
    theme.split_once(" (").map_or(theme, |(before, _)| before)
}

fn is_wanted(case: &Case, memory: &Memory) -> bool {
    let themed = memory.theme.as_ref().is_none_or(|theme| case.themes.contains(theme));
    let text = format!("{} {} {}", case.title, case.summary, case.themes.join(" ")).to_lowercase();
    themed && memory.search.to_lowercase().split_whitespace().all(|word| text.contains(word))
}

fn nothing_found(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    ui.add_space(space::LARGE);
    if desk.library.cases.is_empty() {
        widgets::heading(ui, "No case is at hand");
        theme::muted(ui, "None of the case files could be read. What is wrong with them stands above.");
        return None;
    }
    widgets::heading(ui, "No case fits");
    theme::muted(ui, "No title, summary or theme has all of these words. Fewer words find more.");
    ui.add_space(space::SMALL);
    if theme::quiet_button(ui, "Show all cases").clicked() {
        *memory = Memory::default();
    }
    None
}

/// Row by row, so that the order of reading is the order of drawing.
fn cards(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory, cases: &[&Arc<Case>], wide: bool) -> Option<Ask> {
    let across: u8 = if wide && cases.len() > 1 { 2 } else { 1 };
    let mut asked = None;
    ui.spacing_mut().item_spacing = vec2(space::MEDIUM, space::MEDIUM);
    memory.rows.resize(cases.len(), 0.0);
    let pictures = pictures(&desk.library.cases);
    for (row, height) in cases.chunks(usize::from(across)).zip(&mut memory.rows) {
        let width = (ui.available_width() - f32::from(across - 1) * space::MEDIUM) / f32::from(across);
        let mut highest: f32 = 0.0;
        ui.horizontal_top(|ui| {
            for case in row {
                let (clicked, natural) = ui
                    .push_id(&case.id, |ui| card(ui, desk, case, pictures.get(&case.id).copied(), width, *height))
                    .inner;
                highest = highest.max(natural);
                asked = clicked.or(asked.take());
            }
        });
        if (highest - *height).abs() > 0.5 {
            *height = highest;
            ui.ctx().request_discard("a row of cards has another height");
        }
    }
    asked
}

/// A card, at least as high as its neighbor; says how high it would be alone.
fn card(ui: &mut Ui, desk: &Desk<'_>, case: &Case, art: Option<Art>, width: f32, height: f32) -> (Option<Ask>, f32) {
    let palette = theme::current(ui.ctx());
    let inner = width - 2.0 * 17.0;
    theme::card(ui, &palette, |ui| {
        ui.set_width(inner);
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = space::SMALL;
            let top = ui.cursor().top();
            if let Some(art) = art {
                stage_ui(ui, art, &[], case.start_minute, desk.settings.reduced_motion, 110.0);
            }
            card_words(ui, desk, case);
            let words = ui.min_rect().bottom() - top;
            let buttons: f32 = ui.data(|data| data.get_temp(ui.id())).unwrap_or(50.0);
            ui.add_space((height - words - buttons).max(space::TIGHT));
            let before = ui.min_rect().bottom();
            let asked = card_buttons(ui, desk, case);
            let buttons = ui.min_rect().bottom() - before;
            ui.data_mut(|data| data.insert_temp(ui.id(), buttons));
            (asked, words + space::TIGHT + buttons)
        })
        .inner
    })
}

/// The picture of each case: where it begins, or the first of its places that no case before it shows, so that cards can
/// be told apart at a glance.
fn pictures(cases: &[Arc<Case>]) -> BTreeMap<&CaseId, Art> {
    let mut shown = Vec::new();
    let mut pictures = BTreeMap::new();
    for case in cases {
        let start = case.scenes.get(case.start).and_then(|scene| case.places.get(scene.place));
        let arts: Vec<Art> =
            start.into_iter().chain(&case.places).filter_map(|place| Art::from_word(&place.art)).collect();
        let fresh = arts.iter().find(|art| !shown.contains(*art)).or(arts.first());
        if let Some(art) = fresh {
            shown.push(*art);
            pictures.insert(&case.id, *art);
        }
    }
    pictures
}

fn card_words(ui: &mut Ui, desk: &Desk<'_>, case: &Case) {
    widgets::heading(ui, &case.title);
    let progress = desk.progress.cases.get(&case.id);
    let state = progress_words(case, progress, desk.saved.contains_key(&case.id));
    widgets::small(ui, &format!("{} minutes · {state}", case.minutes));
    ui.add(Label::new(&case.summary).wrap());
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal_wrapped(|ui| themes(ui, &case.themes));
    });
    if !case.content_note.is_empty() {
        let note = format!("Content note: {}", case.content_note);
        ui.add(Label::new(RichText::new(note).text_style(TextStyle::Small)).wrap());
    }
}

fn themes(ui: &mut Ui, themes: &[String]) {
    for theme in themes.iter().take(THEMES_ON_A_CARD) {
        widgets::tag(ui, brief(theme));
    }
    let more = themes.len().saturating_sub(THEMES_ON_A_CARD);
    if more > 0 {
        widgets::tag(ui, &format!("and {more} more"));
    }
}

fn progress_words(case: &Case, progress: Option<&CaseProgress>, kept: bool) -> String {
    let Some(progress) = progress.filter(|progress| progress.finished > 0) else {
        return if kept { "in progress".into() } else { "never played".into() };
    };
    let times = match progress.finished {
        1 => "finished once".to_owned(),
        2 => "finished twice".to_owned(),
        times => format!("finished {times} times"),
    };
    let endings: BTreeSet<&str> =
        case.scenes.iter().filter_map(|scene| scene.ending.as_ref()).map(|ending| ending.id.as_str()).collect();
    let seen = progress.endings.iter().filter(|seen| endings.contains(seen.as_str())).count();
    let mut parts = vec![times, format!("{seen} of {} endings seen", endings.len())];
    parts.extend(progress.best.as_deref().map(|best| format!("best run: {}", best.to_lowercase())));
    if kept {
        parts.insert(0, "in progress".into());
    }
    parts.join(" · ")
}

fn card_buttons(ui: &mut Ui, desk: &Desk<'_>, case: &Case) -> Option<Ask> {
    let mut asked = None;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = space::SMALL;
        if widgets::named_button(ui, "Open", &case.title).clicked() {
            asked = Some(Ask::Go(Screen::Briefing(case.id.clone())));
        }
        if desk.saved.contains_key(&case.id) && widgets::named_button(ui, "Go on", &case.title).clicked() {
            asked = Some(Ask::Resume(case.id.clone()));
        }
    });
    asked
}

//! The rules of the book: what is looked for, what was found, and one of it whole.

use super::leaf::entry_ui;
use super::list::{self, Rows};
use crate::ethics::{Reach, Standpoint, Term};
use crate::reference::{Leaf, Part, Wanted, entry, find};
use crate::ui::theme::{self, space};
use crate::ui::widgets::{heading, pick_in, scale, scrolling, scrolling_beside, small, tick};
use crate::ui::{Ask, Desk, rule_card, run, standpoint};
use egui::{Align, Layout, Rect, Ui, UiBuilder, pos2};

/// What is looked for, what was found, and what is open.
#[derive(Debug, Default)]
pub(super) struct Memory {
    wanted: Wanted,
    found: Option<(Wanted, Standpoint, Vec<Leaf>)>,
    rows: Rows,
    open: Option<Leaf>,
    /// The keyboard goes to the rule, as it was opened by a key.
    enter: bool,
}

impl Memory {
    /// Opens the book at a leaf.
    pub(super) fn open(&mut self, leaf: Option<Leaf>) {
        self.open = leaf;
        self.enter = true;
        self.rows.reveal();
    }

    /// Which page of a small window is shown, so that each has a scroll of its own.
    pub(super) fn page(&self) -> String {
        self.open.map(|leaf| format!("{leaf:?}")).unwrap_or_default()
    }

    fn look(&mut self, desk: &Desk<'_>) -> Vec<Leaf> {
        let here = desk.standpoint();
        match &self.found {
            Some((wanted, from, found)) if *wanted == self.wanted && *from == here => found.clone(),
            _ => {
                let found = find(&desk.library.packs, &self.wanted, &here);
                self.found = Some((self.wanted.clone(), here, found.clone()));
                self.rows.forget();
                found
            }
        }
    }
}

/// The list and the rule beside each other, each with a scroll of its own.
pub(super) fn beside(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    let edge = f32::from(run::edge(ui));
    let whole = ui.available_rect_before_wrap();
    let line = whole.left() + edge + (0.38 * whole.width()).min(460.0 * scale(ui));
    let left = Rect::from_min_max(pos2(whole.left() + edge, whole.top()), pos2(line, whole.bottom()));
    let right = Rect::from_min_max(pos2(line + edge, whole.top()), whole.max);
    let down = Layout::top_down(Align::Min);
    let mut shelf = ui.new_child(UiBuilder::new().id_salt("shelf").max_rect(left).layout(down));
    filters(&mut shelf, desk, memory);
    let found = memory.look(desk);
    count(&mut shelf, desk, &found);
    scrolling_beside(&mut shelf, "found", |ui| results(ui, desk, memory, &found));
    let mut page = ui.new_child(UiBuilder::new().id_salt("page").max_rect(right).layout(down));
    let id = memory.page();
    let asked = scrolling(&mut page, &id, |ui| {
        ui.set_width((space::COLUMN * scale(ui)).min(ui.available_width() - edge));
        match memory.open {
            Some(leaf) => leaf_ui(ui, desk, memory, leaf),
            None => nothing_open(ui),
        }
    });
    ui.advance_cursor_after_rect(whole);
    asked
}

/// One below the other in a small window: the list, or the rule with a way back to the list.
pub(super) fn below(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) -> Option<Ask> {
    if let Some(leaf) = memory.open {
        let back = run::quiet(ui, "Back to the list");
        if std::mem::take(&mut memory.enter) {
            back.request_focus();
        }
        if back.clicked() {
            memory.open = None;
            memory.rows.reveal();
            return None;
        }
        ui.add_space(space::SMALL);
        return leaf_ui(ui, desk, memory, leaf);
    }
    filters(ui, desk, memory);
    let found = memory.look(desk);
    count(ui, desk, &found);
    results(ui, desk, memory, &found);
    None
}

/// How wide a list of parts or topics is at 100 % text: two of them fit side by side over the list of rules.
const PICK: f32 = 190.0;

fn filters(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory) {
    ui.spacing_mut().item_spacing.y = 6.0;
    let wanted = &mut memory.wanted;
    ui.scope(|ui| {
        ui.spacing_mut().text_edit_width = (520.0 * scale(ui)).min(ui.available_width() - 8.0);
        theme::field(ui, &mut wanted.words, "Search the rules")
    });
    let narrow = ui.available_width() < 2.0 * PICK * scale(ui) + 60.0;
    let layout = if narrow { Layout::top_down(Align::Min) } else { Layout::left_to_right(Align::Min) };
    let least = egui::vec2(ui.available_width(), 0.0);
    ui.allocate_ui_with_layout(least, layout, |ui| {
        part(ui, desk, wanted);
        topic(ui, desk, wanted);
    });
    ui.allocate_ui_with_layout(least, layout, |ui| {
        tick(ui, &mut wanted.only_binding, "Only what binds here");
        tick(ui, &mut wanted.only_unverified, "Only not verified");
    });
}

fn part(ui: &mut Ui, desk: &Desk<'_>, wanted: &mut Wanted) {
    let mut parts = vec![
        (Part::All, "All codes and laws".to_owned()),
        (Part::Codes, "Codes of ethics".to_owned()),
        (Part::Federal, "Federal law".to_owned()),
        (Part::Places, "Law of places".to_owned()),
        (Part::Policies, "Agency policies".to_owned()),
    ];
    let mut packs: Vec<_> = desk.library.packs.packs.iter().collect();
    packs.sort_by_key(|pack| (matches!(pack.reach, Reach::Jurisdiction(_)), pack.title.as_str()));
    parts.extend(packs.into_iter().map(|pack| (Part::Pack(pack.id.clone()), pack.title.clone())));
    let titles: Vec<String> = parts.iter().map(|(_, title)| title.clone()).collect();
    let at = parts.iter().position(|(part, _)| *part == wanted.part).unwrap_or(0);
    if let Some((part, _)) = pick_in(ui, "Where from", at, &titles, PICK).and_then(|at| parts.into_iter().nth(at)) {
        wanted.part = part;
    }
}

fn topic(ui: &mut Ui, desk: &Desk<'_>, wanted: &mut Wanted) {
    let topics: Vec<(Term, &str)> =
        desk.library.packs.vocabulary.topics.iter().map(|(term, entry)| (term, entry.name.as_str())).collect();
    let names = topics.iter().map(|(_, name)| (*name).to_owned());
    let options: Vec<String> = std::iter::once("All topics".to_owned()).chain(names).collect();
    let at = topics.iter().position(|(term, _)| Some(*term) == wanted.topic).map_or(0, |at| at + 1);
    if let Some(picked) = pick_in(ui, "Topic", at, &options, PICK) {
        wanted.topic = picked.checked_sub(1).and_then(|at| topics.get(at)).map(|(term, _)| *term);
    }
}

fn count(ui: &mut Ui, desk: &Desk<'_>, found: &[Leaf]) {
    let seen_from = standpoint::words(desk, &desk.standpoint());
    let count = match found.len() {
        1 => "1 rule or article".to_owned(),
        count => format!("{count} rules and articles"),
    };
    small(ui, &format!("{count}. What binds here comes first, the rest is marked. {seen_from}"));
    ui.add_space(space::TIGHT);
}

fn results(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory, found: &[Leaf]) {
    if found.is_empty() {
        heading(ui, "Nothing fits");
        theme::muted(ui, "No rule or article here has all of these words. Fewer words find more.");
        if theme::quiet_button(ui, "Show all rules").clicked() {
            memory.wanted = Wanted::default();
        }
        return;
    }
    if let Some((leaf, by_key)) = list::show(ui, desk, found, memory.open, &mut memory.rows) {
        memory.open = Some(leaf);
        memory.enter = by_key;
    }
}

fn nothing_open(ui: &mut Ui) -> Option<Ask> {
    heading(ui, "Choose a rule");
    theme::muted(ui, "What it says, how sure that is, whom it binds and what meets it will stand here.");
    None
}

fn leaf_ui(ui: &mut Ui, desk: &Desk<'_>, memory: &mut Memory, leaf: Leaf) -> Option<Ask> {
    let entry = entry(&desk.library.packs, leaf)?;
    ui.spacing_mut().item_spacing.y = space::SMALL;
    heading(ui, entry.heading());
    let asked = ui
        .horizontal_wrapped(|ui| {
            let asked = rule_card::ask_button(ui, desk, entry);
            let copy = run::quiet(ui, "Copy the citation");
            if std::mem::take(&mut memory.enter) {
                copy.request_focus();
            }
            asked.or(copy.clicked().then(|| Ask::Copy(format!("{}: {}", entry.cite(), entry.heading()))))
        })
        .inner;
    let followed = entry_ui(ui, desk, entry).map(Ask::LookUp);
    ui.add_space(space::LARGE);
    asked.or(followed)
}

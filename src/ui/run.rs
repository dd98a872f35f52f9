//! What the screens of a run share: the bar above, the picture, two columns where there is room, and what was said.

use super::stage::{Art, StagePerson, stage_ui};
use super::theme::{self, space};
use super::widgets::{scale, small};
use super::{Ask, Desk, Overlay, Screen};
use crate::scenario::look::Mood;
use crate::session::{Mode, Moment, PersonNote, PlayView};
use egui::{
    Button, Frame, Id, Key, Label, Margin, Rect, Response, RichText, Stroke, TextStyle, Ui, UiBuilder, WidgetInfo,
    WidgetType, pos2, vec2,
};

/// A place and who is in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Picture<'a> {
    place: &'a str,
    clock: &'a str,
    art: &'a str,
    minute_of_day: u32,
    present: &'a [PersonNote],
    earshot: &'a [PersonNote],
}

impl<'a> Picture<'a> {
    /// The scene as it is now.
    pub(super) fn now(view: &'a PlayView) -> Self {
        let PlayView { place, clock, art, minute_of_day, present, earshot, .. } = view;
        Self { place, clock, art, minute_of_day: *minute_of_day, present, earshot }
    }

    /// The scene in which the last decision was made.
    pub(super) fn then(moment: &'a Moment) -> Self {
        let Moment { place, clock, art, minute_of_day, present, earshot, .. } = moment;
        Self { place, clock, art, minute_of_day: *minute_of_day, present, earshot }
    }
}

/// Is this a run in which things are explained on the way and can be taken back?
pub(super) fn is_study(desk: &Desk<'_>) -> bool {
    desk.session.is_some_and(|session| session.setup().mode == Mode::Study)
}

/// The distance between words and the edge of the window.
pub(super) fn edge(ui: &Ui) -> i8 {
    if ui.available_width() < 900.0 { 16 } else { 28 }
}

/// Keys that open what lies over a scene. They do nothing while something lies there already.
pub(super) fn keys(ui: &Ui) -> Option<Ask> {
    let pressed = |key| ui.input(|input| input.modifiers.is_none() && input.key_pressed(key));
    let opens = [
        (Key::F, Ask::Open(Overlay::CaseFile)),
        (Key::L, Ask::Open(Overlay::Log)),
        (Key::R, Ask::Go(Screen::Rulebook)),
    ];
    // In a field these keys are letters.
    let free = ui.is_enabled() && !ui.ctx().text_edit_focused();
    let open = opens.into_iter().find(|(key, _)| free && pressed(*key));
    open.map(|(_, ask)| ask)
}

/// The bar above a scene: which case, where and when, and what can be opened.
pub(super) fn bar(ui: &mut Ui, desk: &Desk<'_>, picture: Picture<'_>) -> Option<Ask> {
    let title = desk.view.map_or("", |view| view.case_title.as_str());
    let edge = edge(ui);
    let frame = Frame::new().inner_margin(Margin { left: edge, right: edge, top: 10, bottom: 10 });
    frame
        .show(ui, |ui| {
            let buttons = buttons_width(ui);
            let words = ui.available_width() - buttons - f32::from(edge);
            if words < 220.0 * scale(ui) {
                where_and_when(ui, title, picture);
                ui.add_space(space::TIGHT);
                return ui.horizontal_wrapped(buttons_ui).inner;
            }
            let whole = ui.available_rect_before_wrap();
            let right = Rect::from_min_max(pos2(whole.right() - buttons, whole.top()), whole.max);
            let left = Rect::from_min_max(whole.min, pos2(whole.left() + words, whole.bottom()));
            let down = egui::Layout::top_down(egui::Align::Min);
            ui.scope_builder(UiBuilder::new().max_rect(left).layout(down), |ui| where_and_when(ui, title, picture));
            let line = ui.min_rect().height();
            let high = ui.spacing().interact_size.y;
            let right = right.translate(vec2(0.0, ((line - high) / 2.0).max(0.0)));
            ui.scope_builder(UiBuilder::new().max_rect(right), |ui| remembering_width(ui, buttons_ui)).inner
        })
        .inner
}

/// The buttons end at the edge of the window, so their width must be known before they are drawn: it is that of the
/// pass before.
fn buttons_width(ui: &Ui) -> f32 {
    ui.data(|data| data.get_temp(width_id())).unwrap_or(200.0 + 350.0 * scale(ui))
}

fn width_id() -> Id {
    Id::new("width of the bar's buttons")
}

fn remembering_width<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let shown = ui.horizontal(add);
    let (before, now) = (buttons_width(ui), shown.response.rect.width().ceil());
    if (before - now).abs() > 0.5 {
        ui.data_mut(|data| data.insert_temp(width_id(), now));
        ui.ctx().request_discard("the buttons of the bar have another width");
    }
    shown.inner
}

fn where_and_when(ui: &mut Ui, title: &str, picture: Picture<'_>) {
    ui.spacing_mut().item_spacing.y = space::TIGHT / 2.0;
    ui.add(Label::new(RichText::new(title).text_style(theme::strong())).wrap());
    small(ui, &format!("{} · {}", picture.place, picture.clock));
}

/// What stands in the bar: the label, the key that does the same, and what it asks for.
fn buttons() -> [(&'static str, &'static str, Ask); 5] {
    [
        ("Case file", "F", Ask::Open(Overlay::CaseFile)),
        ("Log", "L", Ask::Open(Overlay::Log)),
        ("Rulebook", "R", Ask::Go(Screen::Rulebook)),
        ("Settings…", "", Ask::Open(Overlay::Settings)),
        ("Leave…", "Esc", Ask::Open(Overlay::Leave)),
    ]
}

fn buttons_ui(ui: &mut Ui) -> Option<Ask> {
    let mut asked = None;
    for (label, key, ask) in buttons() {
        room_for(ui, &format!("{label} {key}"));
        if key_button(ui, label, key).clicked() {
            asked = Some(ask);
        }
    }
    asked
}

/// A quiet button that also says which key does the same.
fn key_button(ui: &mut Ui, label: &str, key: &str) -> Response {
    let palette = theme::current(ui.ctx());
    let response = ui
        .scope(|ui| {
            let widgets = &mut ui.visuals_mut().widgets;
            widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
            widgets.active.bg_stroke = Stroke::new(1.0, palette.outline);
            let hint = RichText::new(key).text_style(TextStyle::Small).color(palette.muted);
            if key.is_empty() { ui.add(Button::new(label)) } else { ui.add(Button::new((label, hint))) }
        })
        .inner;
    theme::focus_ring(ui, &response);
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, enabled, label));
    if !key.is_empty() {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(key));
    }
    response
}

/// How high the picture is: a part of the window, as long as the words keep their room; none where they would not.
pub(super) fn stage_height(ui: &Ui, share: f32) -> Option<f32> {
    let wanted = share * ui.ctx().content_rect().height();
    let room = ui.available_height() - 200.0 - 100.0 * scale(ui);
    let height = wanted.min(room);
    (height >= 60.0 + 60.0 * scale(ui)).then_some(height.floor())
}

/// The picture, or in words who is there where there is no room for it.
pub(super) fn stage(ui: &mut Ui, desk: &Desk<'_>, picture: Picture<'_>, height: Option<f32>) {
    let Some(height) = height else { return people_in_words(ui, picture) };
    let in_front = picture.present.iter().map(|person| (person, false));
    let behind = picture.earshot.iter().map(|person| (person, true));
    let people: Vec<StagePerson<'_>> = in_front
        .chain(behind)
        .map(|(person, background)| StagePerson {
            name: &person.name,
            look: person.look,
            mood: person.mood,
            speaking: false,
            background,
        })
        .collect();
    let art = Art::from_word(picture.art).unwrap_or(Art::Office);
    stage_ui(ui, art, &people, picture.minute_of_day, desk.settings.reduced_motion, height);
}

/// Who can hear is part of every decision, so it must not vanish with the picture.
fn people_in_words(ui: &mut Ui, picture: Picture<'_>) {
    let names = |people: &[PersonNote]| people.iter().map(in_words).collect::<Vec<_>>().join("; ");
    if !picture.present.is_empty() {
        small(ui, &format!("With you: {}", names(picture.present)));
    }
    if !picture.earshot.is_empty() {
        small(ui, &format!("Within earshot: {}", names(picture.earshot)));
    }
}

fn in_words(person: &PersonNote) -> String {
    match person.mood {
        Mood::Calm => person.name.clone(),
        mood => format!("{}, {}", person.name, mood.word()),
    }
}

/// Two columns side by side where both keep a line of prose, one below the other elsewhere.
pub(super) fn spread<R>(ui: &mut Ui, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui) -> R) -> R {
    const GAP: f32 = 44.0;
    let scale = scale(ui);
    let edge = f32::from(edge(ui));
    let whole = ui.available_rect_before_wrap();
    let width = (whole.width() - 2.0 * edge).min(2.0 * space::COLUMN * scale + GAP);
    let from = (whole.center().x - width / 2.0).round();
    // Ids that hang on nothing drawn before: whatever comes or goes above, the keyboard stays where it is.
    let (one, other) = (ui.id().with("left"), ui.id().with("right"));
    if width < 1000.0 * scale {
        return super::widgets::column(ui, width.min(space::COLUMN * scale), |ui| {
            ui.scope_builder(UiBuilder::new().id(one), left);
            ui.add_space(space::MEDIUM);
            ui.scope_builder(UiBuilder::new().id(other), right).inner
        });
    }
    let half = ((width - GAP) / 2.0).floor();
    let part = |x: f32| Rect::from_min_max(pos2(x, whole.top()), pos2(x + half, whole.bottom()));
    let down = egui::Layout::top_down(egui::Align::Min);
    let mut one = ui.new_child(UiBuilder::new().id(one).max_rect(part(from)).layout(down));
    one.set_width(half);
    left(&mut one);
    let mut other = ui.new_child(UiBuilder::new().id(other).max_rect(part(from + half + GAP)).layout(down));
    other.set_width(half);
    let answer = right(&mut other);
    ui.advance_cursor_after_rect(one.min_rect().union(other.min_rect()));
    answer
}

/// What the player said or did, set off by a line at its side.
pub(super) fn quoted(ui: &mut Ui, said: &str) {
    let palette = theme::current(ui.ctx());
    let indent = 18.0 * scale(ui);
    let shown = Frame::new().inner_margin(Margin { left: 18, ..Margin::ZERO }).show(ui, |ui| {
        ui.set_max_width(ui.available_width().min(space::COLUMN * scale(ui) - indent));
        let mut job = egui::text::LayoutJob::default();
        let style = |style: TextStyle| style.resolve(ui.style());
        job.append("You:  ", 0.0, egui::TextFormat::simple(style(theme::strong()), palette.muted));
        job.append(said, 0.0, egui::TextFormat::simple(style(theme::prose()), palette.text));
        ui.add(Label::new(job).wrap());
    });
    let rect = shown.response.rect;
    ui.painter().vline(rect.left() + 3.0, rect.y_range(), Stroke::new(3.0, palette.accent));
}

/// Is the window so small, or the text so large, that the bar has to scroll away with the words?
pub(super) fn is_cramped(ui: &Ui) -> bool {
    ui.max_rect().height() < 350.0 * scale(ui)
}

/// What stands side by side at the foot of a screen.
pub(super) fn foot<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let edge = edge(ui);
    let frame = Frame::new().inner_margin(Margin { left: edge, right: edge, top: 10, bottom: 12 });
    frame.show(ui, |ui| ui.horizontal_wrapped(add).inner).inner
}

/// Starts a new row where a button would not fit whole into the rest of this one.
pub(super) fn room_for(ui: &mut Ui, label: &str) {
    let font = TextStyle::Button.resolve(ui.style());
    let words = ui.fonts_mut(|fonts| fonts.layout_no_wrap(label.to_owned(), font, egui::Color32::PLACEHOLDER)).size().x;
    let width = words + 2.0 * ui.spacing().button_padding.x + 2.0;
    let begun = ui.cursor().left() > ui.max_rect().left() + 1.0;
    if begun && width > ui.available_size_before_wrap().x {
        ui.end_row();
    }
}

/// A quiet button in a row of buttons.
pub(super) fn quiet(ui: &mut Ui, label: &str) -> Response {
    room_for(ui, label);
    theme::quiet_button(ui, label)
}

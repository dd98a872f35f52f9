//! How the learner likes to work. Every change holds at once.

use super::theme::{self, space};
use super::{Ask, Desk, standpoint, widgets};
use crate::learner::{Look, Settings, TEXT_PERCENT};
use egui::{Id, Slider, Ui, WidgetInfo, WidgetType};

/// One press of a button, or of an arrow key on the slider.
const STEP: u16 = 10;

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>) -> Option<Ask> {
    let mut settings = desk.settings.clone();
    let ((), close) = widgets::overlay(ui, "Settings", |ui| {
        ui.spacing_mut().item_spacing.y = space::SMALL;
        text_size(ui, &mut settings);
        ui.add_space(space::MEDIUM);
        looks(ui, &mut settings);
        ui.add_space(space::MEDIUM);
        ui.scope(|ui| switches(ui, &mut settings));
        ui.add_space(space::MEDIUM);
        practice(ui, desk, &mut settings);
    });
    if close {
        return Some(Ask::Close);
    }
    (settings != *desk.settings).then_some(Ask::Change(settings))
}

fn text_size(ui: &mut Ui, settings: &mut Settings) {
    widgets::subheading(ui, "Text size");
    let (least, most) = (*TEXT_PERCENT.start(), *TEXT_PERCENT.end());
    ui.horizontal_wrapped(|ui| {
        if step_button(ui, "–", "Smaller text", settings.text_percent > least) {
            settings.text_percent = settings.text_percent.saturating_sub(STEP).max(least);
        }
        slider(ui, settings);
        if step_button(ui, "+", "Larger text", settings.text_percent < most) {
            settings.text_percent = (settings.text_percent + STEP).min(most);
        }
        ui.label(format!("{} %", settings.text_percent));
    });
}

fn step_button(ui: &mut Ui, sign: &str, name: &str, open: bool) -> bool {
    let button = ui.add_enabled_ui(open, |ui| theme::quiet_button(ui, sign)).inner;
    button.widget_info(|| WidgetInfo::labeled(WidgetType::Button, open, name));
    button.clicked()
}

/// While it is dragged nothing changes: larger text would move the slider away from under the pointer.
fn slider(ui: &mut Ui, settings: &mut Settings) {
    let id = Id::new("text size while dragging");
    let held: Option<u16> = ui.data(|data| data.get_temp(id)).flatten();
    let mut percent = held.unwrap_or(settings.text_percent);
    ui.spacing_mut().slider_width = 220.0_f32.min(ui.available_width() - 120.0).max(80.0);
    let slider = Slider::new(&mut percent, TEXT_PERCENT).step_by(f64::from(STEP)).show_value(false).trailing_fill(true);
    let response = ui
        .scope(|ui| {
            ui.visuals_mut().selection.bg_fill = theme::current(ui.ctx()).accent;
            ui.add(slider)
        })
        .inner;
    response.widget_info(|| WidgetInfo::slider(true, f64::from(percent), "Text size in percent"));
    let dragging = response.dragged() || response.is_pointer_button_down_on();
    ui.data_mut(|data| data.insert_temp(id, dragging.then_some(percent)));
    if !dragging {
        settings.text_percent = percent;
    }
}

fn looks(ui: &mut Ui, settings: &mut Settings) {
    widgets::subheading(ui, "Look");
    let looks = [(Look::Light, "Light"), (Look::Dark, "Dark"), (Look::HighContrast, "High contrast")];
    ui.horizontal_wrapped(|ui| {
        for (look, label) in looks {
            if theme::chip(ui, label, settings.look == look).clicked() {
                settings.look = look;
            }
        }
    });
}

fn switches(ui: &mut Ui, settings: &mut Settings) {
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.checkbox(&mut settings.reduced_motion, "Reduced motion");
    widgets::hint(ui, "Nothing on the screen moves by itself.");
    ui.add_space(space::SMALL);
    ui.checkbox(&mut settings.ask_confidence, "Ask how sure I am at each decision");
    widgets::hint(ui, "The debrief then begins with what you were sure of and had wrong.");
}

fn practice(ui: &mut Ui, desk: &Desk<'_>, settings: &mut Settings) {
    standpoint::place(ui, desk, "Where you practice", &mut settings.jurisdiction);
    ui.add_space(space::SMALL);
    standpoint::profession(ui, desk, &mut settings.profession);
    widgets::small(ui, "Cases begin with these, and so do the rulebook and \"May I?\".");
}

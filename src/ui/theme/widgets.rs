//! The few widgets that the theme alone determines. Each can be told without its color, and each says
//! in words what it is.

use egui::{
    Button, Color32, CornerRadius, Frame, Margin, ProgressBar, Response, RichText, Sense, Stroke, StrokeKind, TextEdit,
    TextStyle, Ui, Vec2, WidgetInfo, WidgetType,
};

use super::{Band, FOCUS_WIDTH, Palette, current, strong};

/// A framed part of a screen.
pub fn card<R>(ui: &mut Ui, palette: &Palette, add: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.hairline))
        .corner_radius(CornerRadius::same(10))
        .inner_margin(Margin::same(16))
        .show(ui, add)
        .inner
}

/// The one button of a screen that leads on.
pub fn primary_button(ui: &mut Ui, label: &str) -> Response {
    let palette = current(ui.ctx());
    let text = RichText::new(label).text_style(strong());
    ringed(ui, |ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for (widget, fill) in [
            (&mut widgets.inactive, palette.accent),
            (&mut widgets.hovered, palette.accent_strong),
            (&mut widgets.active, palette.accent_strong),
        ] {
            widget.weak_bg_fill = fill;
            widget.bg_stroke = Stroke::new(1.0, palette.accent_strong);
            widget.fg_stroke.color = palette.accent_text;
        }
        ui.add(Button::new(text).wrap())
    })
}

/// A button beside the primary one: an outline and no fill.
pub fn quiet_button(ui: &mut Ui, label: &str) -> Response {
    ringed(ui, |ui| {
        ui.visuals_mut().widgets.inactive.weak_bg_fill = Color32::TRANSPARENT;
        ui.add(Button::new(label).wrap())
    })
}

/// Adds a widget that wears the focus ring outside its edge, where no fill of its own can hide it.
fn ringed(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let palette = current(ui.ctx());
    let response = ui
        .scope(|ui| {
            ui.visuals_mut().widgets.active.bg_stroke = Stroke::new(1.0, palette.outline);
            add(ui)
        })
        .inner;
    focus_ring(ui, &response);
    response
}

/// Draws the focus ring around a widget that has the keyboard's focus, for widgets that draw
/// themselves.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let palette = current(ui.ctx());
        ui.painter().rect_stroke(
            response.rect.expand(2.0),
            CornerRadius::same(10),
            Stroke::new(FOCUS_WIDTH, palette.focus),
            StrokeKind::Outside,
        );
    }
}

/// A line to write in, as high as a button. The label is for screen readers, and shows while
/// nothing is written.
pub fn field(ui: &mut Ui, text: &mut String, label: &str) -> Response {
    let margin = Margin::symmetric(10, 7);
    let response = ui.add(TextEdit::singleline(text).margin(margin).hint_text(label));
    let shown = text.clone();
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(WidgetType::TextEdit, true, label);
        info.current_text_value = Some(shown.clone());
        info
    });
    response
}

/// How much of something is done, from 0 to 1.
pub fn progress(ui: &mut Ui, share: f32, label: &str) -> Response {
    let palette = current(ui.ctx());
    let bar = ProgressBar::new(share).fill(palette.accent).desired_height(10.0);
    let response = ui.add(bar);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ProgressIndicator, true, label));
    response
}

/// What a badge says beyond its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadgeKind {
    /// A plain remark.
    Plain,
    /// Something that matters now.
    Accent,
    /// The band of a decision; the badge carries the band's symbol before its word.
    Band(Band),
}

/// A small plate with a word, such as a band or a certainty.
pub fn badge(ui: &mut Ui, word: &str, kind: BadgeKind) -> Response {
    let palette = current(ui.ctx());
    let (ink, fill, symbol) = match kind {
        BadgeKind::Plain => (palette.text, palette.raised, None),
        BadgeKind::Accent => (palette.accent_text, palette.accent, None),
        BadgeKind::Band(band) => {
            let style = palette.band(band);
            (style.ink, style.fill, Some(style.symbol))
        }
    };
    let text = symbol.map_or_else(|| word.to_owned(), |symbol| format!("{symbol} {word}"));
    let font = TextStyle::Small.resolve(ui.style());
    let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(text, font, ink));
    let padding = Vec2::new(8.0, 3.0);
    let (rect, response) = ui.allocate_exact_size(galley.size() + 2.0 * padding, Sense::hover());
    if ui.is_rect_visible(rect) {
        let edge = Stroke::new(1.0, ink);
        ui.painter().rect(rect, CornerRadius::same(6), fill, edge, StrokeKind::Inside);
        ui.painter().galley(rect.min + padding, galley, ink);
    }
    // A screen reader says the word; the symbol is for the eye.
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, word));
    response
}

/// The badge of `band`, with the band's own word.
pub fn band_badge(ui: &mut Ui, band: Band) -> Response {
    let word = current(ui.ctx()).band(band).word;
    badge(ui, word, BadgeKind::Band(band))
}

/// A small button that is on or off, such as a filter.
pub fn chip(ui: &mut Ui, label: &str, selected: bool) -> Response {
    let palette = current(ui.ctx());
    // The tick keeps the state from being told by color alone.
    let text = if selected { format!("✔ {label}") } else { label.to_owned() };
    let response = ringed(ui, |ui| {
        let visuals = ui.visuals_mut();
        visuals.selection.bg_fill = palette.accent;
        visuals.selection.stroke.color = palette.accent_text;
        let round = CornerRadius::same(16);
        ui.add(Button::selectable(selected, text).corner_radius(round).frame_when_inactive(true))
    });
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, selected, label));
    response
}

/// Text of second rank.
pub fn muted(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text).color(current(ui.ctx()).muted))
}

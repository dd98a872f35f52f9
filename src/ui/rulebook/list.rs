//! A list of rules of which only what can be seen is drawn, however many there are. Rows are as high as their words.

use super::leaf::certainty_words;
use crate::reference::{Entry, Leaf, entry};
use crate::ui::theme::{self, space};
use crate::ui::widgets::scale;
use crate::ui::{Desk, play};
use egui::{Galley, Pos2, Rect, Response, Sense, Stroke, TextStyle, Ui, Vec2, WidgetInfo, WidgetType, vec2};
use std::sync::Arc;

/// Where the rows of a list begin, laid out once for a width and a size of text.
#[derive(Debug, Default)]
pub(super) struct Rows {
    tops: Vec<f32>,
    laid_out_for: Option<(u32, u32)>,
    /// For how many frames yet the chosen leaf is scrolled to: the list must have its height before it can move.
    reveal: u8,
}

impl Rows {
    /// The list has changed.
    pub(super) fn forget(&mut self) {
        self.laid_out_for = None;
    }

    /// The chosen leaf is to be brought into sight.
    pub(super) fn reveal(&mut self) {
        self.reveal = 3;
    }

    fn lay_out(&mut self, ui: &Ui, desk: &Desk<'_>, leaves: &[Leaf]) {
        let now = Some((ui.available_width().to_bits(), scale(ui).to_bits()));
        if self.laid_out_for == now && self.tops.len() == leaves.len() + 1 {
            return;
        }
        let mut top = 0.0;
        self.tops = vec![0.0];
        for leaf in leaves {
            top += RowWords::of(ui, desk, *leaf).map_or(0.0, |words| words.height()) + GAP;
            self.tops.push(top);
        }
        self.laid_out_for = now;
    }
}

const GAP: f32 = 4.0;
const PADDING: Vec2 = vec2(12.0, 8.0);

/// Draws the list; says which leaf was picked, and whether by a key.
pub(super) fn show(
    ui: &mut Ui,
    desk: &Desk<'_>,
    leaves: &[Leaf],
    chosen: Option<Leaf>,
    rows: &mut Rows,
) -> Option<(Leaf, bool)> {
    rows.lay_out(ui, desk, leaves);
    let start = ui.cursor().min;
    let whole = vec2(ui.available_width(), rows.tops.last().copied().unwrap_or(0.0));
    let (rect, _) = ui.allocate_exact_size(whole, Sense::empty());
    let seen = ui.clip_rect().y_range();
    let revealing = rows.reveal > 0;
    rows.reveal = rows.reveal.saturating_sub(1);
    if revealing
        && let Some(at) = leaves.iter().position(|leaf| Some(*leaf) == chosen)
        && let (Some(top), Some(next)) = (rows.tops.get(at), rows.tops.get(at + 1))
    {
        let row = Rect::from_min_max(Pos2::new(rect.left(), start.y + top), Pos2::new(rect.right(), start.y + next));
        ui.scroll_to_rect_animation(row, Some(egui::Align::Center), egui::style::ScrollAnimation::none());
        ui.ctx().request_repaint();
    }
    // One more on each side, so that the Tab key finds where to go on.
    let margin = 80.0 * scale(ui);
    let mut picked = None;
    for (at, leaf) in leaves.iter().enumerate() {
        let (Some(top), Some(next)) = (rows.tops.get(at), rows.tops.get(at + 1)) else { break };
        let row =
            Rect::from_min_max(Pos2::new(rect.left(), start.y + top), Pos2::new(rect.right(), start.y + next - GAP));
        if row.bottom() < seen.min - margin || row.top() > seen.max + margin {
            continue;
        }
        let response = row_ui(ui, desk, *leaf, row, chosen == Some(*leaf));
        if response.clicked() {
            picked = Some((*leaf, response.has_focus()));
        }
    }
    picked
}

struct RowWords {
    heading: Arc<Galley>,
    gist: Arc<Galley>,
    below: Arc<Galley>,
}

impl RowWords {
    fn of(ui: &Ui, desk: &Desk<'_>, leaf: Leaf) -> Option<Self> {
        let packs = &desk.library.packs;
        let entry = entry(packs, leaf)?;
        let palette = theme::current(ui.ctx());
        let room = (ui.available_width() - 2.0 * PADDING.x).max(40.0);
        let laid_out = |text: String, style: TextStyle, ink| {
            let font = style.resolve(ui.style());
            ui.fonts_mut(|fonts| fonts.layout(text, font, ink, room))
        };
        let heading = laid_out(entry.heading().to_owned(), theme::strong(), palette.text);
        // Clauses of one section share its heading, so that a line of their own words tells them apart.
        let gist = laid_out(gist(entry.text_in_words()), TextStyle::Small, palette.text);
        let below = laid_out(small_print(desk, entry), TextStyle::Small, palette.muted);
        Some(Self { heading, gist, below })
    }

    fn height(&self) -> f32 {
        self.heading.size().y + self.gist.size().y + self.below.size().y + 2.0 * PADDING.y
    }
}

/// The first words, as far as they fill a line or two.
fn gist(text: &str) -> String {
    const LONGEST: usize = 90;
    let mut gist: String = String::new();
    for word in text.split_whitespace() {
        if gist.chars().count() + word.chars().count() >= LONGEST {
            gist.push('…');
            break;
        }
        if !gist.is_empty() {
            gist.push(' ');
        }
        gist.push_str(word);
    }
    gist
}

fn small_print(desk: &Desk<'_>, entry: Entry<'_>) -> String {
    let informs = matches!(entry, Entry::Article(..)).then_some("information");
    let standing = entry.standing(&desk.library.packs, &desk.standpoint()).words();
    let sure = certainty_words(entry.certainty());
    let parts = [Some(entry.cite()), Some(sure.as_str()), informs, standing];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn row_ui(ui: &mut Ui, desk: &Desk<'_>, leaf: Leaf, rect: Rect, chosen: bool) -> Response {
    let response = ui.interact(rect, ui.id().with(("leaf", leaf)), Sense::click());
    let Some(entry) = entry(&desk.library.packs, leaf) else { return response };
    let name = format!("{} ({})", entry.heading(), small_print(desk, entry));
    let enabled = ui.is_enabled();
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, enabled, chosen, &name));
    if ui.is_rect_visible(rect) {
        play::paint_plate(ui, rect, &response);
        let palette = theme::current(ui.ctx());
        if chosen {
            let edge = rect.left() + 4.0;
            ui.painter().vline(edge, rect.y_range().shrink(space::TIGHT), Stroke::new(4.0, palette.accent));
        }
        if let Some(words) = RowWords::of(ui, desk, leaf) {
            let gist = rect.min + PADDING + vec2(0.0, words.heading.size().y);
            let below = gist + vec2(0.0, words.gist.size().y);
            ui.painter().galley(rect.min + PADDING, words.heading, palette.text);
            ui.painter().galley(gist, words.gist, palette.text);
            ui.painter().galley(below, words.below, palette.muted);
        }
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

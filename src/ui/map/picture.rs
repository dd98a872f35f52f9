//! The map as a picture that can be moved and enlarged, by the pointer, by keys and by buttons.

use super::drawn::Drawn;
use crate::ui::run::{quiet, room_for};
use crate::ui::theme::{self, space};
use crate::ui::widgets::{named_button, scale, small};
use egui::{
    CornerRadius, CursorIcon, EventFilter, Key, Pos2, Rect, Response, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    WidgetType, vec2,
};

/// How much larger one step makes it.
const STEP: f32 = 1.25;
/// Larger than this nobody needs it.
const LARGEST: f32 = 4.0;
/// The words of a map are a little smaller than those of the screen, so that more of it is seen.
const FIRST: f32 = 0.85;

/// Which part of the map is looked at.
#[derive(Debug, Default)]
pub(super) struct View {
    /// As large as this, times its own size; as it is first shown, if none.
    zoom: Option<f32>,
    /// The middle of what is seen, on the map.
    middle: Pos2,
    /// The scene of the run that was gone to last.
    stop: usize,
}

/// What a button asks of the picture.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Move {
    Larger(f32),
    By(Vec2),
    Whole,
    Stop(usize),
}

/// The buttons above a picture, and the picture, `height` high.
pub(super) fn show(ui: &mut Ui, drawn: &mut Drawn, view: &mut View, name: &str, height: f32) {
    let asked = buttons(ui, drawn, view);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::click_and_drag());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, name));
    view.begin(drawn, rect.size(), scale(ui));
    let moves = [asked, keys(ui, &response), pointer(ui, &response)];
    for step in moves.into_iter().flatten() {
        view.go(step, drawn, rect.size());
    }
    view.settle(drawn, rect.size());
    if ui.is_rect_visible(rect) {
        paint(ui, rect, &response, drawn, view);
    }
    let grip = if response.dragged() { CursorIcon::Grabbing } else { CursorIcon::Grab };
    response.on_hover_cursor(grip);
    small(
        ui,
        "Drag to move it, Ctrl and the wheel to enlarge it. With the keyboard on it: arrows, plus, minus, and 0 for all of it.",
    );
}

fn buttons(ui: &mut Ui, drawn: &Drawn, view: &View) -> Option<Move> {
    let last = drawn.way.len().saturating_sub(1);
    ui.horizontal_wrapped(|ui| {
        let pressed = [
            (quiet(ui, "Larger").clicked(), Move::Larger(STEP)),
            (quiet(ui, "Smaller").clicked(), Move::Larger(1.0 / STEP)),
            (quiet(ui, "Whole map").clicked(), Move::Whole),
            (stepping(ui, "Step back").clicked(), Move::Stop(view.stop.saturating_sub(1))),
            (stepping(ui, "Step on").clicked(), Move::Stop((view.stop + 1).min(last))),
        ];
        pressed.into_iter().find(|(pressed, _)| *pressed).map(|(_, step)| step)
    })
    .inner
}

fn stepping(ui: &mut Ui, label: &str) -> Response {
    room_for(ui, label);
    named_button(ui, label, "along your way")
}

/// The arrows move the picture instead of the focus while the focus is on it.
fn keys(ui: &Ui, response: &Response) -> Option<Move> {
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let far = 0.2 * response.rect.size();
    let meaning = [
        (Key::ArrowLeft, Move::By(vec2(-far.x, 0.0))),
        (Key::ArrowRight, Move::By(vec2(far.x, 0.0))),
        (Key::ArrowUp, Move::By(vec2(0.0, -far.y))),
        (Key::ArrowDown, Move::By(vec2(0.0, far.y))),
        (Key::Plus, Move::Larger(STEP)),
        (Key::Equals, Move::Larger(STEP)),
        (Key::Minus, Move::Larger(1.0 / STEP)),
        (Key::Num0, Move::Whole),
    ];
    ui.input(|input| meaning.into_iter().find(|(key, _)| input.key_pressed(*key)).map(|(_, step)| step))
}

fn pointer(ui: &Ui, response: &Response) -> Option<Move> {
    if response.dragged() {
        return Some(Move::By(-response.drag_delta()));
    }
    // Without a modifier the wheel turns the page: a picture must not hold a reader fast.
    let (zoom, aside) = ui.input(|input| (input.zoom_delta(), input.smooth_scroll_delta().x));
    let over = response.contains_pointer();
    if over && (zoom - 1.0).abs() > f32::EPSILON {
        return Some(Move::Larger(zoom));
    }
    (over && aside.abs() > 0.1).then_some(Move::By(vec2(-aside, 0.0)))
}

fn paint(ui: &Ui, rect: Rect, response: &Response, drawn: &mut Drawn, view: &View) {
    let palette = theme::current(ui.ctx());
    let zoom = view.zoom.unwrap_or(FIRST);
    ui.painter().rect_filled(rect, CornerRadius::ZERO, palette.surface);
    drawn.paint(ui, rect, view.middle - rect.size() / (2.0 * zoom), zoom);
    ui.painter().rect_stroke(rect, CornerRadius::ZERO, Stroke::new(1.0, palette.outline), StrokeKind::Inside);
    theme::focus_ring(ui, response);
}

impl View {
    /// At first one sees the beginning of the run, large enough to read.
    fn begin(&mut self, drawn: &Drawn, room: Vec2, text: f32) {
        if self.zoom.is_none() {
            self.zoom = Some(FIRST * text);
            self.stop_at(0, drawn, room);
        }
    }

    fn go(&mut self, step: Move, drawn: &Drawn, room: Vec2) {
        let zoom = self.zoom.unwrap_or(FIRST);
        match step {
            Move::Larger(by) => self.zoom = Some((zoom * by).clamp(whole(drawn, room).min(LARGEST), LARGEST)),
            Move::By(way) => self.middle += way / zoom,
            Move::Whole => {
                self.zoom = Some(whole(drawn, room));
                self.middle = (drawn.size / 2.0).to_pos2();
            }
            Move::Stop(stop) => {
                // From far away nobody could read where they have come to.
                self.zoom = Some(zoom.max(FIRST));
                self.stop_at(stop, drawn, room);
            }
        }
    }

    /// Goes to a scene of the run: its head is seen, and so is as much as there is room for of what follows.
    fn stop_at(&mut self, stop: usize, drawn: &Drawn, room: Vec2) {
        self.stop = stop;
        let Some(scene) = drawn.way.get(stop) else { return };
        let seen = room / self.zoom.unwrap_or(FIRST);
        let lead = vec2(0.12 * seen.x, 0.2 * seen.y);
        self.middle = scene.min - lead + seen / 2.0;
        if scene.height() < 0.8 * seen.y {
            self.middle.y = scene.center().y;
        }
    }

    /// Nothing is seen beside the map, as long as there is more of the map to see.
    fn settle(&mut self, drawn: &Drawn, room: Vec2) {
        let seen = room / self.zoom.unwrap_or(FIRST);
        let kept =
            |at: f32, seen: f32, all: f32| if seen >= all { all / 2.0 } else { at.clamp(seen / 2.0, all - seen / 2.0) };
        self.middle.x = kept(self.middle.x, seen.x, drawn.size.x);
        self.middle.y = kept(self.middle.y, seen.y, drawn.size.y);
    }
}

/// How large the map is when all of it is seen.
fn whole(drawn: &Drawn, room: Vec2) -> f32 {
    (room.x / drawn.size.x.max(1.0)).min(room.y / drawn.size.y.max(1.0))
}

/// How high a picture is in a column: never more than can be seen at once.
pub(super) fn height(ui: &Ui) -> f32 {
    let window = ui.ctx().content_rect().height();
    (0.62 * window).min(0.75 * ui.available_width() + space::LARGE).max(160.0).floor()
}

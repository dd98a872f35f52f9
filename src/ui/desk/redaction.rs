//! The sheet to redact, as it will be read: each mark is a stretch of its lines that can be kept, said wider or struck, on
//! the sheet itself or in the list beside it. What it comes to is told by nothing here.

use super::grid::{beside_in_sight, grid};
use super::{Draft, common};
use crate::activity::Redaction;
use crate::activity::redaction::{KEEP, Mark, Run};
use crate::scenario::fill_names;
use crate::session::{Answer, Question, Table};
use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::{small, subheading};
use crate::ui::{Ask, Desk};
use egui::text::{LayoutJob, TextFormat};
use egui::{
    Color32, CornerRadius, CursorIcon, Galley, Id, Key, Pos2, Rect, Response, Sense, Shape, Stroke, StrokeKind,
    TextStyle, Ui, Vec2, WidgetInfo, WidgetType, vec2,
};
use std::ops::Range;

pub(super) fn show(
    ui: &mut Ui,
    desk: &Desk<'_>,
    table: &Table,
    redaction: &Redaction,
    draft: &mut Draft,
) -> Option<Ask> {
    let parties = desk.session.map(|session| session.state().situation.parties.as_slice()).unwrap_or_default();
    let plain = |words: &str| fill_names(words, parties);
    let marks: Vec<Stretch<'_>> = stretches(table, redaction, draft, &plain);
    let mut asked = None;
    beside_in_sight(ui, (350.0, 0.56), |ui| asked = sheet(ui, &marks), |ui| list(ui, table, draft, redaction));
    if let Some((set, item)) = asked {
        draft.toggle(table, set, item);
    }
    None
}

/// A stretch of the sheet as it stands now.
struct Stretch<'a> {
    words: String,
    /// What it is besides plain words.
    mark: Option<Marked<'a>>,
}

struct Marked<'a> {
    mark: &'a Mark,
    state: State,
    /// The words as they were.
    was: &'a str,
    /// The answers that are there.
    items: Vec<usize>,
}

/// What became of a mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Kept,
    Wider,
    Struck,
}

impl State {
    fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Wider => "said wider",
            Self::Struck => "struck",
        }
    }
}

fn answer(question: &Question, item: usize) -> Option<&Answer> {
    question.answers.iter().find(|answer| answer.item == item)
}

fn state(mark: &Mark, picked: Option<usize>) -> State {
    match picked {
        Some(item) if item == mark.strike => State::Struck,
        Some(item) if Some(item) == mark.widen => State::Wider,
        _ => State::Kept,
    }
}

fn stretches<'a>(
    table: &'a Table,
    redaction: &'a Redaction,
    draft: &Draft,
    plain: &dyn Fn(&str) -> String,
) -> Vec<Stretch<'a>> {
    let marked = |at: &usize| {
        let mark = redaction.marks.get(*at)?;
        let question = table.questions.iter().find(|question| question.set == mark.set)?;
        let was = answer(question, KEEP)?.detail.as_str();
        let state = state(mark, draft.way().one(mark.set));
        let wider = mark.widen.and_then(|item| answer(question, item)).map(|answer| answer.detail.clone());
        let words = wider.filter(|_| state == State::Wider).unwrap_or_else(|| was.to_owned());
        let items = question.answers.iter().map(|answer| answer.item).collect();
        Some(Stretch { words, mark: Some(Marked { mark, state, was, items }) })
    };
    let stretch = |run: &'a Run| match run {
        Run::Plain(words) => Some(Stretch { words: plain(words), mark: None }),
        // A mark that is not there in this run leaves no gap.
        Run::Mark(at) => marked(at),
    };
    redaction.sheet.iter().filter_map(stretch).collect()
}

/// The paper. Says which answer was asked for.
fn sheet(ui: &mut Ui, stretches: &[Stretch<'_>]) -> Option<(usize, usize)> {
    let asked = common::paper(ui, |ui| running(ui, stretches));
    ui.add_space(space::TIGHT);
    legend(ui);
    small(
        ui,
        "Press a mark to go from one to the next. With the keyboard on it: K keeps it, W says it wider, S strikes it.",
    );
    asked
}

fn running(ui: &mut Ui, stretches: &[Stretch<'_>]) -> Option<(usize, usize)> {
    let palette = theme::current(ui.ctx());
    let galley = lay_out(ui, stretches, &palette);
    let ranges = ranges(stretches);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), galley.size().y), Sense::hover());
    let corner = rect.min.to_vec2();
    let parts: Vec<Vec<Rect>> = ranges
        .iter()
        .map(|range| rows(&galley, range).into_iter().map(|part| part.translate(corner)).collect())
        .collect();
    let mut asked = None;
    let mut seen: Vec<(Response, bool)> = Vec::new();
    for (at, (stretch, parts)) in stretches.iter().zip(&parts).enumerate() {
        let (response, clicked) = touch(ui, ui.id().with(("stretch", at)), stretch, parts);
        asked = asked.or(stretch.mark.as_ref().and_then(|marked| next(ui, marked, &response, clicked)));
        let lively = response.hovered() || response.has_focus();
        seen.push((response, lively));
    }
    let all = || stretches.iter().zip(&parts).zip(&seen);
    for ((stretch, parts), (_, lively)) in all() {
        if let Some(marked) = &stretch.mark {
            parts.iter().for_each(|part| ground(ui, *part, marked.state, *lively, &palette));
        }
    }
    ui.painter().galley(rect.min, galley, palette.text);
    for ((stretch, parts), (response, _)) in all() {
        if let Some(marked) = &stretch.mark {
            parts.iter().for_each(|part| sign(ui, *part, marked.state, &palette));
            if response.has_focus() {
                parts.iter().for_each(|part| focused(ui, *part, &palette));
            }
        }
    }
    asked
}

fn lay_out(ui: &Ui, stretches: &[Stretch<'_>], palette: &Palette) -> std::sync::Arc<Galley> {
    let font = theme::prose().resolve(ui.style());
    let mut job = LayoutJob::default();
    job.wrap.max_width = ui.available_width();
    for stretch in stretches {
        let mut format = TextFormat::simple(font.clone(), palette.text);
        format.line_height = Some(1.75 * font.size);
        job.append(&stretch.words, 0.0, format);
    }
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// For each stretch its letters, counted over the whole sheet.
fn ranges(stretches: &[Stretch<'_>]) -> Vec<Range<usize>> {
    let mut from = 0;
    let ranges = stretches.iter().map(|stretch| {
        let to = from + stretch.words.chars().count();
        std::mem::replace(&mut from, to)..to
    });
    ranges.collect()
}

/// Where letters lie: a rectangle for each line that they stand on.
fn rows(galley: &Galley, range: &Range<usize>) -> Vec<Rect> {
    let mut found = Vec::new();
    let mut first = 0;
    for row in &galley.rows {
        let letters = row.row.glyphs.iter().enumerate().filter(|(at, _)| range.contains(&(first + at)));
        let boxes = letters.filter(|(_, glyph)| !glyph.chr.is_whitespace()).map(|(_, glyph)| {
            let corner = row.pos + vec2(glyph.pos.x, glyph.pos.y - glyph.font_ascent);
            Rect::from_min_size(corner, vec2(glyph.advance_width, glyph.font_height))
        });
        found.extend(boxes.reduce(Rect::union));
        first += row.row.glyphs.len() + usize::from(row.ends_with_newline);
    }
    found
}

/// What can be pressed: the first line of a mark takes the keyboard, the others only the pointer. Plain words are there
/// for whoever hears the sheet.
fn touch(ui: &Ui, id: Id, stretch: &Stretch<'_>, parts: &[Rect]) -> (Response, bool) {
    let first = parts.first().copied().unwrap_or(Rect::from_min_size(ui.cursor().min, Vec2::ZERO));
    let Some(marked) = &stretch.mark else {
        let response = ui.interact(first, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, stretch.words.trim()));
        return (response, false);
    };
    let mut response = ui.interact(first.expand2(vec2(2.0, 3.0)), id, Sense::click());
    let mut clicked = response.clicked();
    for (line, part) in parts.iter().enumerate().skip(1) {
        let more = ui.interact(part.expand2(vec2(2.0, 3.0)), id.with(line), Sense::CLICK);
        clicked |= more.clicked();
        response.flags |= more.flags & egui::response::Flags::HOVERED;
    }
    let name = match marked.state {
        State::Wider => format!("said wider: {}, for {}", stretch.words, marked.was),
        state => format!("{}: {}", state.word(), marked.was),
    };
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Button, true, &name));
    ui.ctx().accesskit_node_builder(response.id, |node| {
        node.set_description("Press to go from kept to wider to struck. Keys K, W and S.");
    });
    (response.on_hover_cursor(CursorIcon::PointingHand), clicked)
}

/// What was asked of a mark: the next of its answers, or the one whose key was pressed.
fn next(ui: &Ui, marked: &Marked<'_>, response: &Response, clicked: bool) -> Option<(usize, usize)> {
    let mark = marked.mark;
    let after = match marked.state {
        State::Kept => mark.widen.unwrap_or(mark.strike),
        State::Wider => mark.strike,
        State::Struck => KEEP,
    };
    let keys = [(Key::K, Some(KEEP)), (Key::W, mark.widen), (Key::S, Some(mark.strike))];
    let pressed = |key: Key| ui.input(|input| input.modifiers.is_none() && input.key_pressed(key));
    let by_key = keys.into_iter().filter(|_| response.has_focus()).find(|(key, _)| pressed(*key));
    let item = by_key.and_then(|(_, item)| item).or_else(|| clicked.then_some(after))?;
    (marked.items.contains(&item) && item != current(marked)).then_some((mark.set, item))
}

fn current(marked: &Marked<'_>) -> usize {
    match marked.state {
        State::Kept => KEEP,
        State::Wider => marked.mark.widen.unwrap_or(KEEP),
        State::Struck => marked.mark.strike,
    }
}

fn plate(part: Rect) -> Rect {
    part.expand2(vec2(1.0, 1.0))
}

/// Below the words: something that can be pressed.
fn ground(ui: &Ui, part: Rect, state: State, lively: bool, palette: &Palette) {
    let fill = if lively { palette.selected } else { palette.raised };
    let edge = if lively { Stroke::new(1.5, palette.accent) } else { Stroke::new(1.0, palette.outline) };
    let edge = if state == State::Kept || lively { edge } else { Stroke::NONE };
    ui.painter().rect(plate(part), CornerRadius::same(4), fill, edge, StrokeKind::Inside);
}

/// Over the words: a bar where they were struck, dots below what is said wider.
fn sign(ui: &Ui, part: Rect, state: State, palette: &Palette) {
    match state {
        State::Kept => (),
        State::Wider => {
            let plate = plate(part);
            let line = [plate.left_bottom() + vec2(1.0, -1.0), plate.right_bottom() + vec2(-1.0, -1.0)];
            ui.painter().extend(Shape::dotted_line(&line, palette.accent, 6.0, 1.7));
        }
        State::Struck => {
            let bar = plate(part).shrink2(vec2(0.5, 0.1 * part.height()));
            ui.painter().rect_filled(bar, CornerRadius::same(2), palette.text);
        }
    }
}

fn focused(ui: &Ui, part: Rect, palette: &Palette) {
    let ring = plate(part).expand(2.0);
    ui.painter().rect_stroke(ring, CornerRadius::same(6), Stroke::new(3.0, palette.focus), StrokeKind::Outside);
}

/// What the signs mean.
fn legend(ui: &mut Ui) {
    let palette = theme::current(ui.ctx());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 18.0;
        for state in [State::Kept, State::Wider, State::Struck] {
            let font = TextStyle::Small.resolve(ui.style());
            let words = ui.fonts_mut(|fonts| fonts.layout_no_wrap(state.word().to_owned(), font, palette.text));
            let patch = vec2(2.0 * words.size().y, 1.3 * words.size().y);
            let size = vec2(patch.x + 8.0 + words.size().x, patch.y);
            let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
            response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, state.word()));
            let part = Rect::from_min_size(rect.min, patch);
            ground(ui, part, state, false, &palette);
            sign(ui, part, state, &palette);
            let at = Pos2::new(part.right() + 8.0, rect.center().y - words.size().y / 2.0);
            ui.painter().galley(at, words, Color32::PLACEHOLDER);
        }
    });
}

/// The same, mark by mark.
fn list(ui: &mut Ui, table: &Table, draft: &mut Draft, redaction: &Redaction) {
    for mark in &redaction.marks {
        let Some(question) = table.questions.iter().find(|question| question.set == mark.set) else { continue };
        let Some(kept) = answer(question, KEEP) else { continue };
        ui.push_id(&question.id, |ui| choices(ui, table, draft, mark, question, &kept.detail));
        ui.add_space(space::TIGHT);
    }
}

fn choices(ui: &mut Ui, table: &Table, draft: &mut Draft, mark: &Mark, question: &Question, was: &str) {
    subheading(ui, &format!("\u{201c}{was}\u{201d}"));
    // The wider words need the width; what takes one word shares a row.
    let (wider, short): (Vec<&Answer>, Vec<&Answer>) =
        question.answers.iter().partition(|answer| Some(answer.item) == mark.widen);
    let picked = std::cell::Cell::new(None);
    let row = |ui: &mut Ui, answer: &Answer| {
        let (label, detail) = match state(mark, Some(answer.item)) {
            State::Kept => ("Keep", ""),
            State::Wider => ("Say it wider", answer.detail.as_str()),
            State::Struck => ("Strike", ""),
        };
        let (name, has) = (format!("{label}: {was}"), draft.has(question.set, answer.item));
        if common::row(ui, &common::Row { label, detail, words: "", picked: has, radio: true, name: &name }).clicked() {
            picked.set(Some(answer.item));
        }
    };
    grid(ui, 110.0, &short, |ui, _, answer| row(ui, answer));
    wider.into_iter().for_each(|answer| row(ui, answer));
    if let Some(item) = picked.get() {
        draft.toggle(table, question.set, item);
    }
}

//! The drawing of a floor: rooms with their names, doors as arcs, machines as fans, where one can talk, and people. After
//! the talk the field lies over it, and a ring around each listener says the same again.

use super::field::Laid;
use super::ground::Ground;
use super::symbols::{barrier, machine, plate, ring};
use crate::activity::Storey;
use crate::activity::earshot::{Arrangement, Field, Heard, Point};
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::capital;
use egui::text::LayoutJob;
use egui::{
    Align, Align2, Color32, CornerRadius, FontId, Galley, Pos2, Rect, Shape, Stroke, StrokeKind, TextStyle, Ui, Vec2,
    pos2, vec2,
};
use std::sync::Arc;

/// What is drawn.
pub(super) struct Sketch<'a> {
    pub(super) storey: &'a Storey,
    pub(super) arrangement: Arrangement,
    /// Where one could talk, each with its letter.
    pub(super) marks: Vec<(Point, String)>,
    pub(super) people: Vec<Token>,
    pub(super) field: Option<&'a Laid>,
    /// Is it only a thought?
    pub(super) what_if: bool,
}

/// Somebody on the floor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) at: Point,
    pub(super) letters: String,
    pub(super) part: Part,
}

/// Which part somebody has in the talk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Who speaks.
    Speaker,
    /// For whom it is meant.
    Meant,
    /// Somebody else, with what they made out, once that can be told.
    Other(Option<Heard>),
}

impl Sketch<'_> {
    pub(super) fn paint(&self, ui: &Ui, ground: &Ground) {
        let palette = theme::current(ui.ctx());
        let painter = ui.painter();
        painter.rect_filled(ground.rect, CornerRadius::same(4), palette.raised);
        let floor = self.storey.plan.floor();
        for room in &floor.rooms {
            painter.rect_filled(ground.room(room), CornerRadius::ZERO, palette.surface);
        }
        if let Some(laid) = self.field {
            laid.paint(ui, ground.rect);
        }
        for room in &floor.rooms {
            painter.rect_stroke(ground.room(room), CornerRadius::ZERO, wall(&palette), StrokeKind::Middle);
        }
        for element in self.storey.plan.elements().iter().filter(|element| element.barrier.is_some()) {
            let open = element.barrier.is_some_and(|at| self.arrangement.is_open(at));
            barrier(ui, ground, floor, element, open);
        }
        for (at, of) in floor.machines.iter().enumerate() {
            machine(ui, ground.at(of.at), radius(ui), self.arrangement.is_on(at));
        }
        self.names(ui, ground, &palette);
        self.marks(ui, ground, &palette);
        self.people(ui, ground, &palette);
        self.margin(ui, ground, &palette);
    }

    /// The names of the rooms, and once it was said what could be made out in each, wherever there is room for them.
    fn names(&self, ui: &Ui, ground: &Ground, palette: &Palette) {
        let taken = self.taken(ui, ground);
        let rooms = self.storey.plan.floor().rooms.iter().zip(&self.storey.rooms);
        for (at, (room, (name, _))) in rooms.enumerate() {
            let rect = ground.room(room).shrink(4.0);
            let heard = self.field.and_then(|laid| range(&laid.field, at));
            let words = |heard: Option<&String>| match heard {
                Some(heard) => format!("{}\n{heard}", capital(name)),
                None => capital(name),
            };
            let lettered = [words(heard.as_ref()), words(None)];
            let fitting = lettered.into_iter().find_map(|words| {
                let galley = centered(ui, words, palette.text, rect.width() - 8.0);
                // Most of the room stays in sight, and so does everybody in it; the list names every room.
                let share = if self.field.is_some() { 0.3 } else { 0.6 };
                let small = galley.size().x * galley.size().y <= share * rect.area();
                let lies = (small && fits(&galley, rect)).then(|| free(rect, galley.size(), &taken))?;
                let clear = taken.iter().all(|other| overlap(lies.intersect(*other)) < 0.12 * lies.area());
                clear.then_some((galley, lies))
            });
            let Some((galley, all)) = fitting else { continue };
            plate(ui, all, palette);
            ui.painter().galley(all.center_top(), galley, palette.text);
        }
    }

    /// Where people, places and machines are drawn.
    fn taken(&self, ui: &Ui, ground: &Ground) -> Vec<Rect> {
        let around = |at: Pos2| Rect::from_center_size(at, Vec2::splat(2.0 * radius(ui) + 4.0));
        let marks = self.marks.iter().map(|(at, _)| around(ground.at(*at)));
        let machines = self.storey.plan.floor().machines.iter().map(|machine| around(ground.at(machine.at)));
        let people = self.people.iter().zip(self.stands(ui, ground)).map(|(token, middle)| {
            let all = around(middle);
            let caption = vec2(2.0 * lettering(ui).size, 1.8 * lettering(ui).size + 10.0);
            let told = matches!(token.part, Part::Other(Some(_)));
            if told { Rect::from_min_max(all.min - vec2(caption.x, 0.0), all.max + caption) } else { all }
        });
        marks.chain(machines).chain(people).collect()
    }

    /// Where each token is drawn: those who are at one spot stand side by side, and none hides another.
    fn stands(&self, ui: &Ui, ground: &Ground) -> Vec<Pos2> {
        let radius = radius(ui);
        let at = |place: usize| self.people.get(place).map(|token| token.at);
        let side_by_side = |place: usize| {
            let beside: Vec<usize> = (0..self.people.len()).filter(|other| at(*other) == at(place)).collect();
            spread(place, &beside, radius)
        };
        let places = self.people.iter().enumerate();
        let mut places: Vec<Pos2> = places.map(|(at, token)| ground.at(token.at) + side_by_side(at)).collect();
        apart(&mut places, 2.1 * radius, ground.rect.shrink(radius + 3.0));
        places
    }

    fn marks(&self, ui: &Ui, ground: &Ground, palette: &Palette) {
        for (at, letter) in &self.marks {
            let half = 0.8 * radius(ui);
            let square = Rect::from_center_size(ground.at(*at), Vec2::splat(2.0 * half));
            let edge = Stroke::new(1.5, palette.accent);
            ui.painter().rect(square, CornerRadius::same(4), palette.surface, edge, StrokeKind::Inside);
            ui.painter().text(square.center(), Align2::CENTER_CENTER, letter, lettering(ui), palette.accent);
        }
    }

    fn people(&self, ui: &Ui, ground: &Ground, palette: &Palette) {
        let stands = self.stands(ui, ground);
        // Whoever had to step aside is tied to where they really are.
        for (token, middle) in self.people.iter().zip(&stands) {
            let spot = ground.at(token.at);
            if spot.distance(*middle) > 1.2 * radius(ui) {
                ui.painter().line_segment([spot, *middle], Stroke::new(1.2, palette.muted));
                ui.painter().circle_filled(spot, 2.5, palette.text);
            }
        }
        for (token, middle) in self.people.iter().zip(stands) {
            paint_token(ui, middle, radius(ui), token, palette);
        }
    }

    /// An edge that says: only a thought.
    fn margin(&self, ui: &Ui, ground: &Ground, palette: &Palette) {
        let painter = ui.painter();
        if self.what_if {
            let rect = ground.rect.shrink(3.0);
            let corners = [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
            painter.extend(Shape::dashed_line(&corners, Stroke::new(2.5, palette.accent), 9.0, 6.0));
        }
    }
}

/// Below the plan: five meters, and where north is.
pub(super) fn scale_bar(ui: &Ui, rect: Rect, ground: &Ground) {
    const METERS: f32 = 5.0;
    let palette = theme::current(ui.ctx());
    let stroke = Stroke::new(1.5, palette.muted);
    let long = METERS * 100.0 * ground.scale;
    let painter = ui.painter();
    let middle = rect.center().y;
    painter.hline(rect.left()..=rect.left() + long, middle, stroke);
    for x in [rect.left(), rect.left() + long] {
        painter.vline(x, middle - 4.0..=middle + 4.0, stroke);
    }
    let font = TextStyle::Small.resolve(ui.style());
    let words =
        painter.text(pos2(rect.left() + long + 8.0, middle), Align2::LEFT_CENTER, "5 m", font.clone(), palette.muted);
    let from = pos2(words.right() + 24.0, middle + 0.4 * font.size);
    let tip = from - vec2(0.0, 0.8 * font.size);
    painter.arrow(from, tip - from, stroke);
    painter.text(from + vec2(10.0, -0.4 * font.size), Align2::LEFT_CENTER, "north", font, palette.muted);
}

fn wall(palette: &Palette) -> Stroke {
    Stroke::new(2.5, palette.text)
}

/// How large a token is.
fn radius(ui: &Ui) -> f32 {
    0.52 * lettering(ui).size + 6.0
}

/// The letters of a plan.
pub(super) fn lettering(ui: &Ui) -> FontId {
    let small = TextStyle::Small.resolve(ui.style());
    FontId::new(0.86 * small.size, small.family)
}

fn centered(ui: &Ui, words: String, ink: Color32, room: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple(words, lettering(ui), ink, room.max(10.0));
    job.halign = Align::Center;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

/// Is the room large enough for them, and no word broken in two?
fn fits(galley: &Galley, rect: Rect) -> bool {
    let whole = |row: &egui::epaint::text::PlacedRow| {
        row.ends_with_newline || row.row.glyphs.last().is_some_and(|last| last.chr.is_whitespace())
    };
    let is_whole = galley.rows.iter().rev().skip(1).all(whole);
    is_whole && galley.size().x <= rect.width() && galley.size().y <= rect.height()
}

/// A place for words in a room, as free of other things as there is one: above, below, or in between.
fn free(room: Rect, size: Vec2, taken: &[Rect]) -> Rect {
    let heights = [0.03, 0.97, 0.5, 0.25, 0.75];
    let asides = [0.5, 0.3, 0.7, 0.12, 0.88];
    let spare = room.size() - size - vec2(6.0, 2.0);
    let places = asides.into_iter().flat_map(|aside| heights.into_iter().map(move |height| vec2(aside, height)));
    let lie = places.map(|place| Rect::from_min_size(room.min + vec2(3.0, 1.0) + place * spare.max(Vec2::ZERO), size));
    let hidden = |rect: &Rect| -> f32 { taken.iter().map(|other| rect.intersect(*other)).map(overlap).sum() };
    let mut best: Option<(f32, Rect)> = None;
    for rect in lie {
        let hidden = hidden(&rect);
        if best.is_none_or(|(least, _)| hidden < least) {
            best = Some((hidden, rect));
        }
    }
    best.map_or(room, |(_, rect)| rect)
}

fn overlap(common: Rect) -> f32 {
    if common.is_positive() { common.area() } else { 0.0 }
}

/// Where centered words lie whose first line begins below this point.
fn at_top(top: Pos2, galley: &Galley) -> Rect {
    Rect::from_center_size(top + vec2(0.0, galley.size().y / 2.0), galley.size())
}

/// The least and the most made out in a room.
fn range(field: &Field, room: usize) -> Option<String> {
    let (least, most) = field.rooms.get(room)?.range()?;
    Some(if least == most { most.word().to_owned() } else { format!("{} to {}", least.word(), most.word()) })
}

/// Those who are at one spot stand side by side.
fn spread(place: usize, beside: &[usize], radius: f32) -> Vec2 {
    let Some(at) = beside.iter().position(|other| *other == place) else { return Vec2::ZERO };
    #[expect(clippy::cast_precision_loss, reason = "a handful of people")]
    let from_middle = at as f32 - (beside.len() as f32 - 1.0) / 2.0;
    vec2(from_middle * 2.15 * radius, 0.0)
}

/// Moves points apart until none is nearer to another than this, and all are on the plan.
fn apart(places: &mut [Pos2], least: f32, rect: Rect) {
    const ROUNDS: usize = 24;
    for _ in 0..ROUNDS {
        for one in 0..places.len() {
            for other in one + 1..places.len() {
                let Some((a, b)) = places.get(one).copied().zip(places.get(other).copied()) else { continue };
                let away = b - a;
                let missing = least - away.length();
                if missing > 0.0 {
                    let way = if away.length() > 0.1 { away.normalized() } else { Vec2::RIGHT };
                    let step = 0.5 * missing * way;
                    places.get_mut(one).into_iter().for_each(|place| *place -= step);
                    places.get_mut(other).into_iter().for_each(|place| *place += step);
                }
            }
        }
        places.iter_mut().filter(|_| rect.is_positive()).for_each(|place| *place = rect.clamp(*place));
    }
}

fn paint_token(ui: &Ui, middle: Pos2, radius: f32, token: &Token, palette: &Palette) {
    let painter = ui.painter();
    let (fill, ink, edge) = match token.part {
        Part::Speaker => (palette.accent, palette.accent_text, palette.accent),
        Part::Meant => (palette.surface, palette.accent, palette.accent),
        Part::Other(_) => (palette.surface, palette.text, palette.text),
    };
    let heard = if let Part::Other(heard) = token.part { heard } else { None };
    if let Some(heard) = heard {
        ring(ui, middle, radius, heard);
    }
    painter.circle(middle, radius, fill, Stroke::new(1.8, edge));
    painter.text(middle, Align2::CENTER_CENTER, &token.letters, lettering(ui), ink);
    if let Some(heard) = heard {
        let galley = centered(ui, heard.word().to_owned(), palette.text, f32::INFINITY);
        let top = middle + vec2(0.0, radius + 8.0);
        let all = at_top(top, &galley);
        plate(ui, all, palette);
        painter.galley(top, galley, palette.text);
    }
}

/// The first letters of a name: titles do not count, and of "the man in the raincoat" one takes what tells him apart.
pub(super) fn letters(name: &str) -> String {
    const PASSED_OVER: &[&str] =
        &["the", "a", "an", "in", "at", "of", "on", "with", "from", "her", "his", "their", "your"];
    let words: Vec<&str> = name.split_whitespace().filter(|word| !word.ends_with('.')).collect();
    let is_name = |word: &&&str| word.chars().next().is_some_and(char::is_uppercase);
    let named: Vec<&str> =
        words.iter().filter(is_name).filter(|word| !word.eq_ignore_ascii_case("the")).copied().collect();
    let telling = if named.is_empty() {
        words.into_iter().filter(|word| !PASSED_OVER.contains(&word.to_lowercase().as_str())).collect()
    } else {
        named
    };
    let first = telling.first().and_then(|word| word.chars().next());
    let last = telling.get(1..).and_then(<[&str]>::last).and_then(|word| word.chars().next());
    first.into_iter().chain(last).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::{apart, letters};
    use egui::{Rect, pos2};

    #[test]
    fn a_token_carries_the_letters_by_which_one_knows_somebody() {
        for (name, expected) in [
            ("Anna Lindahl", "AL"),
            ("Dr. Anna Lindholm", "AL"),
            ("Odile", "O"),
            ("the man in the raincoat", "MR"),
            ("a woman with a box", "WB"),
            ("", ""),
        ] {
            assert_eq!(letters(name), expected, "{name}");
        }
    }

    #[test]
    fn in_a_crowded_room_nobody_hides_another() {
        let rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(300.0, 100.0));
        let mut places = [pos2(2.0, 50.0), pos2(2.0, 50.0), pos2(10.0, 55.0), pos2(200.0, 20.0)];
        apart(&mut places, 28.0, rect);
        for (at, one) in places.iter().enumerate() {
            assert!(rect.contains(*one));
            assert!(places.iter().skip(at + 1).all(|other| one.distance(*other) > 24.0), "{places:?}");
        }
        assert_eq!(places[3], pos2(200.0, 20.0), "who stands alone stays");
    }
}

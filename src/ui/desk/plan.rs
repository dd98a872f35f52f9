//! A talk on a floor plan. Before it is said one sees the floor and who is in sight; who can make it out is told after it
//! was said, as a field laid over the same plan.

mod after;
mod controls;
mod field;
mod ground;
mod sketch;
mod symbols;

pub(in crate::ui) use after::after;

use super::Draft;
use super::grid::beside_in_sight;
use crate::activity::earshot::{Arrangement, Meters, Point, is_in_sight};
use crate::activity::{Earshot, Storey, Way, bit};
use crate::ethics::PartyIndex;
use crate::session::{Answer, Session, Table};
use crate::ui::theme::space;
use crate::ui::widgets::{bullet, capital, scale, small};
use crate::ui::{Ask, Desk};
use egui::{Rect, Response, Sense, TextStyle, Ui, Vec2, WidgetInfo, WidgetType, vec2};
use ground::Ground;
use sketch::{Part, Sketch, Token};

pub(super) fn show(ui: &mut Ui, desk: &Desk<'_>, table: &Table, earshot: &Earshot, draft: &mut Draft) -> Option<Ask> {
    let before = Before { session: desk.session, table, earshot, way: draft.way().clone() };
    let mut hit = None;
    beside_in_sight(ui, (330.0, 0.55), |ui| hit = before.show(ui), |ui| controls::show(ui, table, earshot, draft));
    match hit {
        Some(Hit::Place(item)) => controls::go(table, earshot, draft, item),
        Some(Hit::Door(item)) => {
            if let Some(set) = earshot.asks.doors {
                draft.toggle(table, set, item);
            }
        }
        None => (),
    }
    None
}

/// What was pointed at on the plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hit {
    Place(usize),
    Door(usize),
}

/// The floor before anything was said.
struct Before<'a> {
    session: Option<&'a Session>,
    table: &'a Table,
    earshot: &'a Earshot,
    way: Way,
}

impl Before<'_> {
    fn storey(&self) -> &Storey {
        &self.earshot.storey
    }

    fn show(&self, ui: &mut Ui) -> Option<Hit> {
        let arrangement = self.earshot.arrangement(&self.way);
        let marks = self.places().map(|(at, answer, point)| (answer.item, point, letter(at))).collect::<Vec<_>>();
        let picked = self.way.one(self.earshot.asks.place);
        let open = marks.iter().filter(|(item, ..)| Some(*item) != picked);
        let sketch = Sketch {
            storey: self.storey(),
            arrangement,
            marks: open.map(|(_, point, letter)| (*point, letter.clone())).collect(),
            people: self.tokens(arrangement),
            field: None,
            what_if: false,
        };
        let lines = self.in_words(arrangement);
        let (response, ground) = frame(ui, self.storey(), &lines.join(" "));
        sketch.paint(ui, &ground);
        for line in &lines {
            bullet(ui, line);
        }
        small(ui, "Only those whom you would see from there are drawn. Others may be near.");
        let hit = response.hover_pos().and_then(|at| self.hit(ui, &ground, at, &marks));
        if hit.is_some() {
            ui.set_cursor_icon(egui::CursorIcon::PointingHand);
        }
        hit.filter(|_| response.clicked())
    }

    fn places(&self) -> impl Iterator<Item = (usize, &Answer, Point)> {
        let question = self.table.questions.iter().find(|question| question.set == self.earshot.asks.place);
        let answers = question.into_iter().flat_map(|question| &question.answers).enumerate();
        answers.filter_map(|(at, answer)| {
            let (spot, _) = self.earshot.places.get(answer.item)?;
            Some((at, answer, self.storey().spots.get(*spot)?.at))
        })
    }

    /// What the pointer is on: a place, or a door within reach.
    fn hit(&self, ui: &Ui, ground: &Ground, at: egui::Pos2, marks: &[(usize, Point, String)]) -> Option<Hit> {
        let near = 18.0 * scale(ui).max(1.0);
        let places = marks.iter().map(|(item, point, _)| (Hit::Place(*item), ground.at(*point).distance(at)));
        let reach = self.way.one(self.earshot.asks.place).and_then(|place| self.earshot.places.get(place));
        let reach = reach.map_or(0, |(_, near)| *near);
        let barriers = &self.storey().plan.floor().barriers;
        let doors = self.earshot.doors.iter().enumerate().filter(|(item, _)| reach & bit(*item) != 0);
        let doors = doors.filter_map(|(item, barrier)| {
            let barrier = barriers.get(*barrier)?;
            let middle = ground.at(barrier.from).lerp(ground.at(barrier.to), 0.5);
            Some((Hit::Door(item), middle.distance(at)))
        });
        let found = places.chain(doors).filter(|(_, far)| *far <= near);
        found.min_by(|(_, one), (_, other)| one.total_cmp(other)).map(|(hit, _)| hit)
    }

    fn from(&self) -> Option<(&str, Point)> {
        let spot = self.storey().spots.get(self.earshot.from(&self.way)?)?;
        Some((spot.name.as_str(), spot.at))
    }

    fn tokens(&self, arrangement: Arrangement) -> Vec<Token> {
        let Some((_, at)) = self.from() else { return Vec::new() };
        let others = self.in_sight(arrangement).into_iter();
        let others = others.map(|(who, at)| Token { at, letters: letters(self.session, who), part: Part::Other(None) });
        talkers(self.session, self.earshot, at).into_iter().chain(others).collect()
    }

    /// Those whom one would see from the place picked. What comes later cannot be seen now.
    fn in_sight(&self, arrangement: Arrangement) -> Vec<(PartyIndex, Point)> {
        let Some((_, from)) = self.from().filter(|_| !self.is_later()) else { return Vec::new() };
        let mut way = self.way.clone();
        if let Some((set, now)) = self.now() {
            way.0.get_mut(set).into_iter().for_each(|mask| *mask = bit(now));
        }
        let there = self.earshot.people(&way, self.table.frame()).into_iter();
        let there = there.filter(|(who, _)| !self.earshot.with.contains(who));
        let there = there.filter_map(|(who, spot)| Some((who, self.storey().spots.get(spot)?.at)));
        there.filter(|(_, at)| is_in_sight(&self.storey().plan, arrangement, from, *at)).collect()
    }

    /// The moment that has come already.
    fn now(&self) -> Option<(usize, usize)> {
        let set = self.earshot.asks.moment?;
        let items = &self.table.activity().sets.get(set)?.items;
        Some((set, items.iter().position(|item| item.gives.minutes == 0)?))
    }

    fn is_later(&self) -> bool {
        let picked = self.earshot.asks.moment.and_then(|set| Some((set, self.way.one(set)?)));
        picked.is_some() && picked != self.now()
    }

    fn in_words(&self, arrangement: Arrangement) -> Vec<String> {
        let Some((place, from)) = self.from() else {
            return vec![
                "The letters on the plan are the places where you could talk.".to_owned(),
                doors(self.storey(), arrangement),
            ];
        };
        let with: Vec<String> = self.earshot.with.iter().map(|who| name(self.session, *who)).collect();
        let with = if with.is_empty() { String::new() } else { format!(" with {}", with.join(" and ")) };
        let seen = self.in_sight(arrangement).into_iter().map(|(who, at)| self.seen(who, from, at)).collect::<Vec<_>>();
        let sight = match (self.is_later(), seen.is_empty()) {
            (true, _) => "Who will be in sight then, you cannot know yet.".to_owned(),
            (false, true) => "Nobody else is in sight.".to_owned(),
            (false, false) => format!("In sight: {}.", seen.join("; ")),
        };
        let here = format!("You would talk {place}{with}.");
        [here, sight, doors(self.storey(), arrangement)].into_iter().filter(|line| !line.is_empty()).collect()
    }

    fn seen(&self, who: PartyIndex, from: Point, at: Point) -> String {
        let spot = self.storey().spots.iter().find(|spot| spot.at == at).map(|spot| spot.name.as_str());
        let far = Meters(i32::try_from(from.distance(at)).map_or(0, |far| (far + 25) / 50 * 50));
        [name(self.session, who).as_str(), spot.unwrap_or_default(), &format!("about {far} away")].join(", ")
    }
}

/// Which doors stand open, in words.
fn doors(storey: &Storey, arrangement: Arrangement) -> String {
    let floor = storey.plan.floor();
    let can_open = |at: usize| {
        let barrier = floor.barriers.get(at);
        barrier.is_some_and(|barrier| barrier.kind.make == crate::activity::earshot::figures::Make::Door)
    };
    let named = |open: bool| {
        let names = storey.barriers.iter().enumerate();
        let names = names.filter(|(at, _)| can_open(*at) && arrangement.is_open(*at) == open);
        names.map(|(_, name)| name.as_str()).collect::<Vec<_>>().join(", ")
    };
    let told = [("Open", named(true)), ("Shut", named(false))];
    let told = told.into_iter().filter(|(_, names)| !names.is_empty());
    told.map(|(state, names)| format!("{state}: {names}.")).collect::<Vec<_>>().join(" ")
}

/// You, and those for whom it is meant, side by side.
fn talkers(session: Option<&Session>, earshot: &Earshot, at: Point) -> Vec<Token> {
    let you = Token { at, letters: "You".to_owned(), part: Part::Speaker };
    let meant = earshot.with.iter().map(|who| Token { at, letters: letters(session, *who), part: Part::Meant });
    [you].into_iter().chain(meant).collect()
}

/// Somebody's name in this run.
fn name(session: Option<&Session>, who: PartyIndex) -> String {
    session.map(|session| session.state().situation.name(who).to_owned()).unwrap_or_default()
}

fn letters(session: Option<&Session>, who: PartyIndex) -> String {
    sketch::letters(&name(session, who))
}

/// The letter of a place on the plan and in the list.
fn letter(place: usize) -> String {
    let letter = u8::try_from(place).ok().and_then(|place| b'A'.checked_add(place)).filter(u8::is_ascii_uppercase);
    letter.map_or_else(|| (place + 1).to_string(), |letter| char::from(letter).to_string())
}

/// The title of a floor, room for its drawing, and the scale below it.
fn frame(ui: &mut Ui, storey: &Storey, in_words: &str) -> (Response, Ground) {
    let title = capital(&storey.title);
    small(ui, &title);
    let most = 0.62 * ui.ctx().content_rect().height();
    let size = Ground::size(storey, ui.available_width(), most.max(170.0));
    let (rect, response) = ui.allocate_exact_size(size, Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, format!("Floor plan: {title}")));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_description(in_words));
    let ground = Ground::new(storey, rect);
    let line = vec2(ui.available_width(), ui.text_style_height(&TextStyle::Small));
    let (below, _) = ui.allocate_exact_size(line, Sense::hover());
    sketch::scale_bar(ui, Rect::from_min_size(below.min + Vec2::RIGHT * 4.0, below.size()), &ground);
    ui.add_space(space::TIGHT);
    (response, ground)
}

//! The map as a picture: plain SVG 1.1 that any viewer, browser or printer can show. Nothing is told by color alone.

mod ink;
mod legend;
mod shape;
mod ways;

use super::card::{Card, Face, LEFT, Mark, Part, Text, width_of, wrapped};
use super::layout::{Link, Plan, Point, plan};
use super::{Map, MapScene, outline};
pub use ink::{Color, Colors, Plate};
use ink::{Ink, Stand};
use std::fmt::Write as _;

/// Around the picture.
const MARGIN: f64 = 32.0;
/// A small map still has room for its title and legend.
const LEAST_WIDTH: f64 = 760.0;

/// A way of the map: which route of which bundle of which scene it is.
#[derive(Debug, Clone, Copy)]
struct Way {
    link: Link,
    conditional: bool,
    taken: bool,
}

/// Everything that is drawn, before it is.
struct Sheet<'a> {
    map: &'a Map,
    cards: Vec<Card>,
    ways: Vec<Way>,
    plan: Plan,
    colors: Colors,
}

/// The map as SVG, for paper.
pub fn svg(map: &Map) -> String {
    svg_in(map, &Colors::PRINT)
}

/// The map as SVG, in colors of one's own.
pub fn svg_in(map: &Map, colors: &Colors) -> String {
    let sheet = Sheet::of(map, *colors);
    let width = (sheet.plan.size.width + 2.0 * MARGIN).max(LEAST_WIDTH);
    let mut body = String::new();
    let top = head(&mut body, map, width, colors);
    let _ = write!(body, "<g transform=\"translate({} {})\">", coordinate(MARGIN), coordinate(top));
    ways::draw(&mut body, &sheet);
    for (at, scene) in map.scenes.iter().enumerate() {
        sheet.scene(&mut body, at, scene);
    }
    body.push_str("</g>\n");
    let height = top + sheet.plan.size.height + MARGIN;
    frame(map, width, height, colors.paper, &body)
}

/// The document around the drawing.
fn frame(map: &Map, width: f64, height: f64, paper: Color, body: &str) -> String {
    let (width, height) = (coordinate(width), coordinate(height));
    let mut text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(
        text,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" version=\"1.1\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" aria-labelledby=\"map-title map-words\" xml:lang=\"{}\" \
         font-family=\"sans-serif\">",
        escaped(&map.language)
    );
    let _ = writeln!(text, "<title id=\"map-title\">{}: the map of the case</title>", escaped(&map.title));
    let _ = writeln!(text, "<desc id=\"map-words\">{}</desc>", escaped(&outline(map)));
    let _ = writeln!(text, "<rect width=\"{width}\" height=\"{height}\" fill=\"{paper}\"/>");
    text.push_str(body);
    text.push_str("</svg>\n");
    text
}

/// Title, what is shown, and the legend; gives the height they take.
fn head(body: &mut String, map: &Map, width: f64, colors: &Colors) -> f64 {
    let mut y = MARGIN;
    // The title is larger than any face of a box, so it is measured as one and scaled.
    let room = (width - 2.0 * MARGIN) * Face::Title.size() / 24.0;
    for line in wrapped(&map.title, Face::Title, room) {
        y += 24.0;
        words(body, MARGIN, y, &line, &format!("font-size=\"24\" font-weight=\"bold\" fill=\"{}\"", colors.text));
        y += 6.0;
    }
    let lines = std::iter::once(map.summary()).chain(map.run_summary());
    for line in lines.flat_map(|line| wrapped(&line, Face::Choice, width - 2.0 * MARGIN)) {
        y += 18.0;
        words(body, MARGIN, y, &line, &format!("font-size=\"13\" fill=\"{}\"", colors.text));
    }
    legend::draw(body, map, y + 16.0, width, colors) + 40.0
}

impl<'a> Sheet<'a> {
    fn of(map: &'a Map, colors: Colors) -> Self {
        let cards: Vec<Card> = map.scenes.iter().map(Card::of).collect();
        let ways: Vec<Way> = map
            .scenes
            .iter()
            .zip(&cards)
            .enumerate()
            .flat_map(|(at, (scene, card))| ways_of(at, scene, card))
            .collect();
        let sizes: Vec<_> = cards.iter().map(|card| card.size).collect();
        let links: Vec<Link> = ways.iter().map(|way| way.link).collect();
        let plan = plan(&sizes, &links, map.start);
        Self { map, cards, ways, plan, colors }
    }

    /// How something stands to the run, if one is laid over.
    fn stand(&self, taken: bool) -> Stand {
        match (&self.map.run, taken) {
            (None, _) => Stand::Plain,
            (Some(_), true) => Stand::Taken,
            (Some(_), false) => Stand::Pale,
        }
    }

    fn scene(&self, body: &mut String, at: usize, scene: &MapScene) {
        let (Some(card), Some(corner)) = (self.cards.get(at), self.plan.corners.get(at)) else { return };
        let ink = Ink::of(scene, self.stand(scene.passed), &self.colors);
        let (x, y) = (coordinate(corner.x), coordinate(corner.y));
        let _ = write!(body, "<g id=\"scene-{}\" transform=\"translate({x} {y})\">", scene.scene);
        shape::scene(body, scene, card.size, &ink);
        if at == self.map.start {
            shape::start_sign(body, &ink, &self.colors);
        }
        for y in &card.rules {
            let (y, x) = (coordinate(*y), coordinate(card.size.width));
            let _ = write!(body, "<path d=\"M0 {y}H{x}\" stroke=\"{}\" stroke-width=\"1\"/>", ink.rule);
        }
        card.marks.iter().for_each(|mark| draw_mark(body, mark, &ink, &self.colors));
        card.texts.iter().for_each(|text| self.text(body, scene, text));
        body.push_str("</g>\n");
    }

    fn text(&self, body: &mut String, scene: &MapScene, text: &Text) {
        let taken = match text.part {
            Part::Heading => scene.passed,
            Part::Choice(bundle, choice) => {
                let shown = scene.bundles.get(bundle).and_then(|bundle| bundle.choices.get(choice));
                shown.is_some_and(|choice| !choice.taken.is_empty())
            }
            Part::Route(bundle, route) => {
                let shown = scene.bundles.get(bundle).and_then(|bundle| bundle.routes.get(route));
                shown.is_some_and(|route| !route.taken.is_empty())
            }
        };
        let color = match (text.face, self.stand(taken)) {
            (_, Stand::Pale) => self.colors.pale_text,
            (Face::Place | Face::Clause, _) => self.colors.soft_text,
            _ => self.colors.text,
        };
        let bold = text.face.is_bold()
            || (matches!(text.part, Part::Choice(..))
                && text.face == Face::Choice
                && self.stand(taken) == Stand::Taken);
        let weight = if bold { " font-weight=\"bold\"" } else { "" };
        let slant = if text.face.is_italic() { " font-style=\"italic\"" } else { "" };
        let id = match (text.part, text.face) {
            (Part::Choice(bundle, choice), Face::Choice) => choice_id(scene, bundle, choice),
            _ => String::new(),
        };
        let _ =
            write!(body, "<text{id} font-size=\"{}\"{weight}{slant} fill=\"{color}\">", coordinate(text.face.size()));
        for (y, line) in &text.lines {
            let _ =
                write!(body, "<tspan x=\"{}\" y=\"{}\">{}</tspan>", coordinate(text.x), coordinate(*y), escaped(line));
        }
        body.push_str("</text>");
    }
}

/// The dot before a choice, or the numbers of the decisions that took it.
fn draw_mark(body: &mut String, mark: &Mark, ink: &Ink, colors: &Colors) {
    let (left, y) = (LEFT - 4.0, mark.y);
    match &mark.numbers {
        None => {
            let (x, y) = (coordinate(LEFT + 4.0), coordinate(y));
            let _ = write!(body, "<circle cx=\"{x}\" cy=\"{y}\" r=\"2.5\" fill=\"{}\"/>", ink.faint);
        }
        Some(numbers) => {
            let (x, top, wide) = (coordinate(left), coordinate(y - 8.5), coordinate(mark.width));
            let _ = write!(
                body,
                "<rect x=\"{x}\" y=\"{top}\" width=\"{wide}\" height=\"17\" rx=\"8.5\" fill=\"{}\"/>",
                colors.path
            );
            let style =
                format!("font-size=\"11\" font-weight=\"bold\" fill=\"{}\" text-anchor=\"middle\"", colors.paper);
            words(body, left + mark.width / 2.0, y + 4.0, numbers, &style);
        }
    }
}

fn choice_id(scene: &MapScene, bundle: usize, choice: usize) -> String {
    let shown = scene.bundles.get(bundle).and_then(|bundle| bundle.choices.get(choice));
    shown.map(|choice| format!(" id=\"choice-{}-{}\"", scene.scene, choice.choice)).unwrap_or_default()
}

fn ways_of(at: usize, scene: &MapScene, card: &Card) -> Vec<Way> {
    let way = |((bundle, route), port): &((usize, usize), f64)| {
        let route = scene.bundles.get(*bundle)?.routes.get(*route)?;
        let link = Link { from: at, to: route.to, port: *port };
        Some(Way { link, conditional: route.when.is_conditional(), taken: !route.taken.is_empty() })
    };
    card.ports.iter().filter_map(way).collect()
}

/// A line of words.
fn words(body: &mut String, x: f64, y: f64, text: &str, style: &str) {
    let _ = writeln!(body, "<text x=\"{}\" y=\"{}\" {style}>{}</text>", coordinate(x), coordinate(y), escaped(text));
}

/// A number of the picture: a tenth is fine enough, and short.
fn coordinate(value: f64) -> String {
    let rounded = format!("{value:.1}");
    match rounded.strip_suffix(".0") {
        Some("-0") => "0".to_owned(),
        Some(whole) => whole.to_owned(),
        None => rounded,
    }
}

fn pair(point: Point) -> String {
    format!("{} {}", coordinate(point.x), coordinate(point.y))
}

/// A text as XML may hold it; what XML cannot hold at all is shown as a mark.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            '\n' | '\t' => safe.push(letter),
            _ if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => safe.push('\u{fffd}'),
            _ => safe.push(letter),
        }
    }
    safe
}

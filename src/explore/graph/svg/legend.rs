//! What shapes and lines mean; only what the map shows is named.

use super::ink::{Colors, Plate, Stand};
use super::{Face, MARGIN, coordinate, shape, width_of, words};
use crate::explore::graph::layout::Size;
use crate::explore::graph::{Map, tone_word};
use crate::scenario::Tone;
use std::fmt::Write as _;

const ROW: f64 = 26.0;
const SIGN: Size = Size { width: 30.0, height: 16.0 };

/// What a sign of the legend shows.
enum Sign {
    Shape(Option<Tone>),
    Line(Stand, bool),
    Number,
}

/// Draws the legend in rows; gives where it ends.
pub(super) fn draw(body: &mut String, map: &Map, top: f64, width: f64, colors: &Colors) -> f64 {
    let (mut x, mut y) = (MARGIN, top);
    for (sign, text) in entries(map) {
        let wide = SIGN.width + 8.0 + width_of(&text, Face::Place);
        if x > MARGIN && x + wide > width - MARGIN {
            x = MARGIN;
            y += ROW;
        }
        let _ = write!(body, "<g transform=\"translate({} {})\">", coordinate(x), coordinate(y));
        draw_sign(body, &sign, colors);
        words(body, SIGN.width + 8.0, 12.5, &text, &format!("font-size=\"12\" fill=\"{}\"", colors.soft_text));
        body.push_str("</g>\n");
        x += wide + 26.0;
    }
    y + ROW
}

fn entries(map: &Map) -> Vec<(Sign, String)> {
    let mut entries = vec![(Sign::Shape(None), "Scene, with what can be chosen; a line leaves beside it".to_owned())];
    for (_, tone) in Tone::ALL {
        if map.scenes.iter().any(|scene| scene.ending.as_ref().is_some_and(|(_, found)| found == tone)) {
            entries.push((Sign::Shape(Some(*tone)), format!("Ending, {}", tone_word(*tone))));
        }
    }
    let plain = if map.run.is_some() { Stand::Pale } else { Stand::Plain };
    if map.run.is_some() {
        entries.push((Sign::Line(Stand::Taken, false), "The run's path".to_owned()));
        entries.push((Sign::Number, "The run's decisions, counted".to_owned()));
        entries.push((Sign::Line(Stand::Pale, false), "Not taken".to_owned()));
    } else {
        entries.push((Sign::Line(Stand::Plain, false), "Leads to".to_owned()));
    }
    let routes = map.scenes.iter().flat_map(|scene| &scene.bundles).flat_map(|bundle| &bundle.routes);
    if routes.into_iter().any(|route| route.when.is_conditional()) {
        entries.push((Sign::Line(plain, true), "Leads to, under the condition named".to_owned()));
    }
    entries
}

fn draw_sign(body: &mut String, sign: &Sign, colors: &Colors) {
    match sign {
        Sign::Shape(tone) => {
            let Plate { fill, stroke } = colors.tone(*tone);
            let style = format!("fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"1.5\"");
            shape::of_tone(body, *tone, SIGN, &style);
        }
        Sign::Line(stand, dashed) => {
            let dashes = if *dashed { " stroke-dasharray=\"6 4\"" } else { "" };
            let (color, thick) = (stand.way(colors), stand.thickness());
            let _ = write!(body, "<path d=\"M0 8H30\" stroke=\"{color}\" stroke-width=\"{thick}\"{dashes}/>");
        }
        Sign::Number => {
            let _ = write!(
                body,
                "<rect x=\"6\" y=\"-0.5\" width=\"17\" height=\"17\" rx=\"8.5\" fill=\"{}\"/>",
                colors.path
            );
            let style =
                format!("font-size=\"11\" font-weight=\"bold\" fill=\"{}\" text-anchor=\"middle\"", colors.paper);
            words(body, 14.5, 12.0, "1", &style);
        }
    }
}

//! The shapes of scenes: a box, and one of its own for each tone of an ending.

use super::ink::{Colors, Ink};
use super::{coordinate, words};
use crate::explore::graph::MapScene;
use crate::explore::graph::layout::Size;
use crate::scenario::Tone;
use std::fmt::Write as _;

/// The outline of a scene.
pub(super) fn scene(body: &mut String, scene: &MapScene, size: Size, ink: &Ink) {
    let style = format!("fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"", ink.fill, ink.stroke, ink.width);
    of_tone(body, scene.ending.as_ref().map(|(_, tone)| *tone), size, &style);
}

/// A box for scenes; round ends for steady, pointed ones for learning, a double line for heavy.
pub(super) fn of_tone(body: &mut String, tone: Option<Tone>, size: Size, style: &str) {
    let (width, height) = (coordinate(size.width), coordinate(size.height));
    match tone {
        None => {
            let _ = write!(body, "<rect width=\"{width}\" height=\"{height}\" rx=\"6\" {style}/>");
        }
        Some(Tone::Steady) => {
            let round = coordinate((size.height / 2.0).min(26.0));
            let _ = write!(body, "<rect width=\"{width}\" height=\"{height}\" rx=\"{round}\" {style}/>");
        }
        Some(Tone::Learning) => {
            let (cut, middle) = ((size.height / 3.0).min(14.0), coordinate(size.height / 2.0));
            let (left, right) = (coordinate(cut), coordinate(size.width - cut));
            let _ = write!(
                body,
                "<path d=\"M{left} 0H{right}L{width} {middle}L{right} {height}H{left}L0 {middle}Z\" \
                 stroke-linejoin=\"round\" {style}/>"
            );
        }
        Some(Tone::Heavy) => {
            let _ = write!(body, "<rect width=\"{width}\" height=\"{height}\" {style}/>");
            let inset = (size.height / 4.0).min(5.0);
            let (x, wide, high) =
                (coordinate(inset), coordinate(size.width - 2.0 * inset), coordinate(size.height - 2.0 * inset));
            let _ = write!(body, "<rect x=\"{x}\" y=\"{x}\" width=\"{wide}\" height=\"{high}\" {style}/>");
        }
    }
}

/// The sign above the scene where the case starts.
pub(super) fn start_sign(body: &mut String, ink: &Ink, colors: &Colors) {
    let _ = write!(body, "<path d=\"M0 -21H50L58 -11L50 -1H0Z\" fill=\"{}\"/>", ink.stroke);
    words(body, 8.0, -6.5, "Start", &format!("font-size=\"12\" font-weight=\"bold\" fill=\"{}\"", colors.paper));
}

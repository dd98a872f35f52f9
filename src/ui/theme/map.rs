//! The colors and faces of the map of a case, so that it looks like the screen it stands on.

use super::{Band, Palette};
use crate::explore::graph::{Color, Colors, Plate};
use egui::Color32;
use resvg::usvg::fontdb::{Database, Source};
use std::sync::Arc;

/// The colors of a map in a theme. What a run left aside is as legible as what it took: thin lines tell it apart.
#[must_use]
pub fn map_colors(palette: &Palette) -> Colors {
    let plate = |band| {
        let style = palette.band(band);
        Plate { fill: color(style.fill), stroke: color(style.ink) }
    };
    Colors {
        paper: color(palette.surface),
        text: color(palette.text),
        soft_text: color(palette.muted),
        pale_text: color(palette.muted),
        way: color(palette.outline),
        pale_way: color(palette.outline),
        path: color(palette.accent),
        rule: color(palette.hairline),
        pale_rule: color(palette.hairline),
        faint: color(palette.outline),
        pale_fill: color(palette.surface),
        scene: Plate { fill: color(palette.raised), stroke: color(palette.outline) },
        steady: plate(Band::Sound),
        learning: plate(Band::Risky),
        heavy: plate(Band::Serious),
    }
}

fn color(of: Color32) -> Color {
    let [red, green, blue, _] = of.to_array();
    Color([red, green, blue])
}

/// The faces in which the words of a map are drawn.
#[must_use]
pub fn map_fonts() -> Database {
    let mut fonts = Database::new();
    for face in [notosans::REGULAR_TTF, notosans::BOLD_TTF, notosans::ITALIC_TTF] {
        fonts.load_font_source(Source::Binary(Arc::new(face)));
    }
    fonts.set_sans_serif_family("Noto Sans");
    fonts
}

//! The light on the pictures: the day outside, the lamps inside, and what reaches a face.

use super::{ThemeChoice, rgb};
use egui::Color32;

/// The light that lies on a place: its picture is multiplied by this color.
#[must_use]
pub fn daylight(minutes_of_day: u32) -> Color32 {
    // Minutes of the day and the light then; between two of them it changes evenly.
    const HOURS: [(u32, Color32); 8] = [
        (0, rgb(0x7C, 0x83, 0xAC)),
        (5 * 60, rgb(0x88, 0x8D, 0xB2)),
        (7 * 60, rgb(0xFF, 0xF1, 0xE4)),
        (9 * 60, rgb(0xFF, 0xFF, 0xFF)),
        (16 * 60, rgb(0xFF, 0xFD, 0xF8)),
        (18 * 60 + 30, rgb(0xFF, 0xEB, 0xD4)),
        (20 * 60, rgb(0xC9, 0xB2, 0xC4)),
        (22 * 60, rgb(0x80, 0x86, 0xAE)),
    ];
    let now = minutes_of_day % (24 * 60);
    let (mut from, mut light) = (0, Color32::WHITE);
    for (hour, then) in HOURS {
        if now < hour {
            return light.lerp_to_gamma(then, part(now - from, hour - from));
        }
        (from, light) = (hour, then);
    }
    let midnight = HOURS.first().map_or(light, |(_, first)| *first);
    light.lerp_to_gamma(midnight, part(now - from, 24 * 60 - from))
}

#[expect(clippy::cast_precision_loss, reason = "minutes of a day are small")]
fn part(of: u32, whole: u32) -> f32 {
    of as f32 / whole.max(1) as f32
}

/// The light inside a house, where lamps are lit as the day goes.
#[must_use]
pub fn lamplight(minutes_of_day: u32) -> Color32 {
    daylight(minutes_of_day).lerp_to_gamma(rgb(0xFF, 0xF3, 0xE0), 0.55)
}

/// What reaches people of the light in a place: less than half, so that faces stay easy to read.
#[must_use]
pub fn on_faces(light: Color32) -> Color32 {
    light.lerp_to_gamma(Color32::WHITE, 0.6)
}

/// What distance takes from the people further back.
#[must_use]
pub fn distance() -> Color32 {
    rgb(0xD2, 0xCB, 0xD4)
}

/// How strongly a theme takes the pictures back: a bright room would glare on a dark screen.
#[must_use]
pub fn picture_dimming(choice: ThemeChoice) -> Color32 {
    match choice {
        ThemeChoice::Light => Color32::WHITE,
        ThemeChoice::Dark => rgb(0xD8, 0xD4, 0xDC),
        ThemeChoice::HighContrast => rgb(0xB4, 0xB4, 0xB4),
    }
}

/// The shade at the foot of a picture, on which people stand.
#[must_use]
pub fn foot_shade() -> Color32 {
    rgb(0x1A, 0x10, 0x20).gamma_multiply(0.45)
}

//! The colors of a person by the names that the parts of the drawing use.

use super::figure::{Value, pick};
use crate::scenario::look::{Hair, Look, Skin, Top};

/// All colors of a person, by the names that the parts use.
pub(super) fn colors(look: Look, seed: u32) -> Vec<Value> {
    let skin = skin(look.skin);
    let hair = hair(look.hair);
    let top = top(look.top);
    let scarf = scarf(look.top, seed);
    let iris = iris(look, seed);
    [
        ("skin", skin.base),
        ("skin_shade", skin.shade),
        ("skin_light", skin.light),
        ("skin_line", skin.line),
        ("lip", skin.lip),
        ("lip_line", skin.line),
        ("lip_weight", pick(seed, 47, &["0.45", "0.7", "0.95"])),
        ("hair", hair.base),
        ("hair_shade", hair.shade),
        ("hair_light", hair.light),
        ("brow", hair.brow),
        ("lash", "#2a1d1a"),
        ("lash_width", "2.3"),
        ("iris", iris),
        ("top", top.base),
        ("top_shade", top.shade),
        ("top_light", top.light),
        ("trousers", trousers(look.top)),
        ("shirt", "#ece4d6"),
        ("shirt_shade", "#cfc3b0"),
        ("scarf", scarf.base),
        ("scarf_shade", scarf.shade),
        ("scarf_light", scarf.light),
        ("metal", "#d9b26a"),
        ("frame", pick(seed, 29, &["#2b2427", "#5b3b2c", "#3c4657"])),
        ("frame_round", pick(seed, 31, &["6", "12"])),
    ]
    .into_iter()
    .map(|(name, color)| (name, color.to_owned()))
    .collect()
}

struct SkinColors {
    base: &'static str,
    shade: &'static str,
    light: &'static str,
    line: &'static str,
    lip: &'static str,
}

fn skin(skin: Skin) -> SkinColors {
    let [base, shade, light, line, lip] = match skin {
        Skin::One => ["#f2d2bc", "#d9a88b", "#fbe6d8", "#b5795f", "#c77b70"],
        Skin::Two => ["#e6b896", "#c88f6b", "#f3d0b4", "#9f6648", "#b96f60"],
        Skin::Three => ["#cf9a70", "#ae7850", "#e2b58d", "#85543a", "#a65e50"],
        Skin::Four => ["#a97148", "#875535", "#c48c62", "#613a28", "#8b4b41"],
        Skin::Five => ["#805033", "#603924", "#9c694a", "#3d2118", "#824b43"],
        Skin::Six => ["#5b3a2a", "#41271c", "#78513d", "#25130f", "#80504c"],
    };
    SkinColors { base, shade, light, line, lip }
}

struct HairColors {
    base: &'static str,
    shade: &'static str,
    light: &'static str,
    brow: &'static str,
}

fn hair(hair: Hair) -> HairColors {
    let [base, shade, light, brow] = match hair {
        Hair::Black => ["#272224", "#181517", "#5b5257", "#241e1f"],
        Hair::Dark => ["#3d2b24", "#291c18", "#6f5347", "#33241f"],
        Hair::Brown => ["#664430", "#492f21", "#95694d", "#523626"],
        Hair::Auburn => ["#85432d", "#622e20", "#b56d4c", "#6a3626"],
        Hair::Blond => ["#c59d62", "#9c7642", "#e6c891", "#8f6d40"],
        Hair::Gray => ["#958f8b", "#6f6a68", "#c1bbb6", "#6d6765"],
        Hair::White => ["#dcd6cd", "#b3aca4", "#f6f2ec", "#a39c95"],
    };
    HairColors { base, shade, light, brow }
}

struct Cloth {
    base: &'static str,
    shade: &'static str,
    light: &'static str,
}

fn top(top: Top) -> Cloth {
    let [base, shade, light] = match top {
        Top::Plum => ["#6e4560", "#523247", "#96708a"],
        Top::Moss => ["#6c7656", "#525b40", "#939d7a"],
        Top::Ink => ["#34405a", "#252e43", "#5c6a88"],
        Top::Rust => ["#a85a3c", "#84432c", "#cc8262"],
        Top::Sand => ["#cdb595", "#ad9474", "#e6d5bc"],
        Top::Sky => ["#8aa9bf", "#68899f", "#b3cbdb"],
        Top::Rose => ["#c08a88", "#a06c6b", "#dcb0ac"],
        Top::Slate => ["#66737d", "#4d5861", "#8d9aa3"],
    };
    Cloth { base, shade, light }
}

/// Trousers that stand apart from the top.
fn trousers(top: Top) -> &'static str {
    match top {
        Top::Ink | Top::Slate => "#8a7661",
        Top::Plum | Top::Rust | Top::Sky => "#39404f",
        Top::Moss | Top::Rose | Top::Sand => "#4a4148",
    }
}

/// A headscarf in a color that goes with the top but is not the same.
fn scarf(worn: Top, seed: u32) -> Cloth {
    let other = match worn {
        Top::Plum | Top::Rust => [Top::Sand, Top::Rose],
        Top::Moss | Top::Sand => [Top::Plum, Top::Ink],
        Top::Ink | Top::Slate => [Top::Sky, Top::Rose],
        Top::Sky | Top::Rose => [Top::Ink, Top::Plum],
    };
    let [first, second] = other;
    top(if seed.is_multiple_of(2) { first } else { second })
}

/// Eyes are brown, but for some people of light skin and hair.
fn iris(look: Look, seed: u32) -> &'static str {
    let dark_hair = matches!(look.hair, Hair::Black | Hair::Dark);
    match look.skin {
        Skin::One | Skin::Two if !dark_hair => pick(seed, 37, &["#5d7480", "#6b5a3a", "#5a4030", "#5f6f58"]),
        Skin::One | Skin::Two | Skin::Three | Skin::Four => pick(seed, 37, &["#4f3524", "#5d4127"]),
        Skin::Five | Skin::Six => "#38241a",
    }
}

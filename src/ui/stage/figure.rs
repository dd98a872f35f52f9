//! Composes one person as SVG text from the parts under `assets/art/people`. The same look and mood
//! always give the same text; nothing is rasterized here.

use super::colors::colors;
use crate::scenario::look::{Age, Build, HairStyle, Look, Mood};

/// One file of `assets/art/people`, as text.
macro_rules! part {
    ($name:literal) => {
        include_str!(concat!("../../../assets/art/people/", $name, ".svg"))
    };
}

/// The person as a whole SVG document, 400 units wide and 600 high, from the hair to the thigh.
pub(super) fn person_svg(look: Look, mood: Mood) -> String {
    let individual = Individual::of(look);
    let expression = Expression::of(mood);
    let head =
        format!("translate(-13 {:.1}) rotate({:.1} 213 183) scale(1.065)", expression.drop - 10.5, expression.tilt);
    let breadth = breadth(look);
    let body = format!("translate({:.1} 0) scale({breadth:.2} 1)", 200.0 * (1.0 - breadth));

    let mut canvas = Canvas::new(colors(look, individual.seed));
    canvas.add(part!("light"));
    canvas.open(stature(look.age));
    canvas.open(&head);
    canvas.add(hair_behind(look.style));
    canvas.close();
    canvas.open(&body);
    canvas.add(individual.below.part());
    canvas.add(part!("torso"));
    canvas.add(part!("neck"));
    canvas.add(individual.garment);
    canvas.add(arms(mood, individual));
    canvas.close();
    canvas.open(&head);
    add_head(&mut canvas, look, individual, expression);
    canvas.close();
    canvas.close();
    canvas.finish()
}

/// Draws face, hair and glasses in the order in which one lies over the other.
fn add_head(canvas: &mut Canvas, look: Look, individual: Individual, expression: Expression) {
    canvas.add(individual.face);
    canvas.add(individual.nose);
    if look.age == Age::Older {
        canvas.add(part!("age-lines"));
    }
    if look.beard {
        canvas.add(part!("beard"));
    }
    for side in [Side::Left, Side::Right] {
        canvas.add_shaped(part!("eye"), &eye(side, individual, expression));
        canvas.add_shaped(part!("brow"), &brow(side, individual, expression));
    }
    canvas.add_shaped(part!("mouth"), &mouth(individual, expression));
    if look.glasses {
        canvas.add(part!("glasses"));
    }
    canvas.add(hair_in_front(look, individual));
}

/// What a placeholder of a part stands for.
pub(super) type Value = (&'static str, String);

/// The document as it grows, and the colors that every part shares.
struct Canvas {
    svg: String,
    colors: Vec<Value>,
}

impl Canvas {
    fn new(colors: Vec<Value>) -> Self {
        let mut svg = String::with_capacity(24_000);
        svg.push_str(concat!(
            r#"<svg xmlns="http://www.w3.org/2000/svg" "#,
            r#"width="400" height="600" viewBox="0 0 400 600">"#
        ));
        Self { svg, colors }
    }

    fn open(&mut self, transform: &str) {
        self.svg.push_str("<g transform=\"");
        self.svg.push_str(transform);
        self.svg.push_str("\">");
    }

    fn close(&mut self) {
        self.svg.push_str("</g>");
    }

    fn add(&mut self, part: &str) {
        self.add_shaped(part, &[]);
    }

    /// Adds a part whose placeholders are colors and, beyond them, the numbers in `shape`.
    fn add_shaped(&mut self, part: &str, shape: &[Value]) {
        let mut rest = part;
        while let Some((before, after)) = rest.split_once('{') {
            self.svg.push_str(before);
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            let value = shape.iter().chain(&self.colors).find(|(known, _)| *known == name);
            self.svg.push_str(value.map_or("", |(_, value)| value));
            rest = after;
        }
        self.svg.push_str(rest);
    }

    fn finish(mut self) -> String {
        self.svg.push_str("</svg>");
        self.svg
    }
}

/// What tells two people apart whose authors chose the same words: features taken from the look as
/// a whole, so that a person keeps their face from scene to scene.
#[derive(Clone, Copy)]
struct Individual {
    seed: u32,
    face: &'static str,
    nose: &'static str,
    garment: &'static str,
    below: Below,
    brow_weight: f32,
    lip_fullness: f32,
    eye_opening: f32,
}

impl Individual {
    fn of(look: Look) -> Self {
        let seed = seed(look);
        Self {
            seed,
            face: pick(seed, 3, &[part!("face-oval"), part!("face-round"), part!("face-square"), part!("face-long")]),
            nose: pick(seed, 7, &[part!("nose-straight"), part!("nose-broad"), part!("nose-arched")]),
            garment: garment(look, seed),
            below: Below::of(look, seed),
            brow_weight: pick(seed, 11, &[3.4, 4.2, 5.0]),
            lip_fullness: pick(seed, 13, &[3.2, 3.9, 4.6]),
            eye_opening: pick(seed, 17, &[0.92, 1.0, 1.07]),
        }
    }
}

/// A number that any change to the look changes.
fn seed(look: Look) -> u32 {
    let traits = [
        look.skin as u32,
        look.hair as u32,
        look.style as u32,
        look.top as u32,
        look.build as u32,
        look.age as u32,
        u32::from(look.glasses),
        u32::from(look.beard),
    ];
    // FNV-1a: small, fixed for ever, and mixes neighboring looks well.
    traits.iter().fold(2_166_136_261, |hash: u32, value| (hash ^ value).wrapping_mul(16_777_619))
}

/// One of `choices`; a different `salt` makes an independent choice.
pub(super) fn pick<T: Copy + Default>(seed: u32, salt: u32, choices: &[T]) -> T {
    let mixed = (seed ^ salt.wrapping_mul(0x9E37_79B9)).wrapping_mul(0x85EB_CA6B) >> 16;
    let at = mixed as usize % choices.len().max(1);
    choices.get(at).copied().unwrap_or_default()
}

/// What is worn above the waist. Teenagers get no blazer, and nobody over sixty a hood.
fn garment(look: Look, seed: u32) -> &'static str {
    let sweater = part!("garment-sweater");
    let cardigan = part!("garment-cardigan");
    let shirt = part!("garment-shirt");
    let blazer = part!("garment-blazer");
    let hoodie = part!("garment-hoodie");
    let blouse = part!("garment-blouse");
    if look.style == HairStyle::Hijab {
        return pick(seed, 19, &[sweater, cardigan, blazer]);
    }
    match look.age {
        Age::Teen => pick(seed, 19, &[hoodie, sweater, hoodie, shirt]),
        Age::Young => pick(seed, 19, &[sweater, shirt, hoodie, cardigan]),
        Age::Adult if look.beard => pick(seed, 19, &[shirt, sweater, blazer]),
        Age::Adult => pick(seed, 19, &[blazer, cardigan, shirt, sweater, blouse]),
        Age::Older if look.beard => pick(seed, 19, &[shirt, cardigan, sweater]),
        Age::Older => pick(seed, 19, &[cardigan, shirt, blazer, blouse]),
    }
}

/// How a mood shows. Lengths are in units of the picture; a positive one points down.
#[derive(Clone, Copy)]
struct Expression {
    /// How far the head leans, in degrees; positive leans to the picture's right.
    tilt: f32,
    /// How far the head hangs.
    drop: f32,
    /// The ends and the middle of a brow: by the nose, at its arch, by the temple.
    brow: [f32; 3],
    /// How much higher the brow on the picture's right is than the other.
    brow_lift: f32,
    /// How far the upper lid is open.
    upper_lid: f32,
    /// How far the lower lid is open.
    lower_lid: f32,
    /// Where the eyes look.
    gaze: [f32; 2],
    /// Half the width of the mouth.
    mouth_width: f32,
    /// Where the corners of the mouth are.
    mouth_corner: f32,
    /// How far the middle of the mouth bends away from its corners.
    mouth_bend: f32,
    /// How far the lips are apart.
    mouth_open: f32,
}

impl Expression {
    const CALM: Self = Self {
        tilt: 0.0,
        drop: 0.0,
        brow: [0.0, -7.0, 1.0],
        brow_lift: 0.0,
        upper_lid: 10.5,
        lower_lid: 8.0,
        gaze: [0.0, 0.0],
        mouth_width: 13.0,
        mouth_corner: -0.8,
        mouth_bend: 2.6,
        mouth_open: 0.0,
    };

    fn of(mood: Mood) -> Self {
        let calm = Self::CALM;
        match mood {
            Mood::Calm => calm,
            Mood::Warm => Self {
                tilt: 2.5,
                brow: [-1.5, -9.5, 0.5],
                upper_lid: 9.5,
                lower_lid: 4.5,
                mouth_width: 16.0,
                mouth_corner: -4.0,
                mouth_bend: 9.5,
                mouth_open: 2.4,
                ..calm
            },
            Mood::Worried => Self {
                tilt: -2.5,
                drop: 2.0,
                brow: [-5.5, -5.5, 3.0],
                upper_lid: 11.5,
                lower_lid: 9.0,
                gaze: [-1.2, 0.0],
                mouth_width: 11.0,
                mouth_corner: 2.0,
                mouth_bend: -3.2,
                mouth_open: 1.8,
                ..calm
            },
            Mood::Angry => Self {
                drop: 1.0,
                brow: [3.8, -4.5, -1.5],
                upper_lid: 8.2,
                lower_lid: 7.0,
                mouth_width: 12.0,
                mouth_corner: 2.2,
                mouth_bend: -4.0,
                ..calm
            },
            Mood::Sad => Self {
                tilt: -4.0,
                drop: 6.0,
                brow: [-6.0, -3.0, 4.5],
                upper_lid: 7.0,
                lower_lid: 8.0,
                gaze: [-1.0, 2.4],
                mouth_width: 12.0,
                mouth_corner: 3.0,
                mouth_bend: -5.0,
                ..calm
            },
            Mood::Guarded => Self {
                tilt: 1.5,
                brow: [2.4, -4.5, 0.0],
                upper_lid: 7.6,
                lower_lid: 7.0,
                gaze: [3.0, 0.2],
                mouth_width: 11.5,
                mouth_corner: 0.6,
                mouth_bend: -0.8,
                ..calm
            },
            Mood::Curious => Self {
                tilt: 5.5,
                brow: [-3.0, -10.5, -1.0],
                brow_lift: 3.2,
                upper_lid: 12.4,
                lower_lid: 8.4,
                gaze: [-1.6, -0.6],
                mouth_width: 12.5,
                mouth_corner: -1.8,
                mouth_bend: 4.4,
                mouth_open: 1.2,
                ..calm
            },
            Mood::Tired => Self {
                tilt: 3.5,
                drop: 5.0,
                brow: [-0.5, -4.5, 3.5],
                upper_lid: 4.6,
                lower_lid: 8.0,
                gaze: [0.6, 1.8],
                mouth_width: 12.0,
                mouth_corner: 1.6,
                mouth_bend: -1.2,
                ..calm
            },
        }
    }
}

/// A side of the face as the viewer sees it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Right,
}

impl Side {
    /// An eye is drawn with its inner corner at the left; the one on the picture's left is
    /// mirrored.
    fn flip(self) -> f32 {
        match self {
            Self::Left => -1.0,
            Self::Right => 1.0,
        }
    }

    fn x(self) -> String {
        number(200.0 + 19.5 * self.flip())
    }
}

fn eye(side: Side, individual: Individual, expression: Expression) -> Vec<Value> {
    let upper = -expression.upper_lid * individual.eye_opening;
    let lower = expression.lower_lid;
    let [gaze_x, gaze_y] = expression.gaze;
    let gaze_x = gaze_x * side.flip();
    let name = match side {
        Side::Left => "left",
        Side::Right => "right",
    };
    vec![
        ("side", name.to_owned()),
        ("x", side.x()),
        ("flip_wide", number(side.flip() * 1.1)),
        ("size", number(1.1)),
        ("upper", number(upper)),
        ("lower", number(lower)),
        ("crease", number(upper - 5.5)),
        ("lid_shadow", number(upper / 2.0 + 2.2)),
        ("gaze_x", number(gaze_x)),
        ("gaze_y", number(gaze_y)),
        ("glint_x", number(gaze_x - 1.8 * side.flip())),
        ("glint_y", number(gaze_y - 1.6)),
    ]
}

fn brow(side: Side, individual: Individual, expression: Expression) -> Vec<Value> {
    let lift = match side {
        Side::Left => 0.0,
        Side::Right => expression.brow_lift,
    };
    let [inner, middle, outer] = expression.brow.map(|height| height - lift);
    vec![
        ("x", side.x()),
        ("flip", number(side.flip())),
        ("inner", number(inner)),
        ("middle", number(middle)),
        ("outer", number(outer)),
        ("inner_low", number(inner + individual.brow_weight)),
        ("under", number(middle + individual.brow_weight * 1.15)),
    ]
}

fn mouth(individual: Individual, expression: Expression) -> Vec<Value> {
    let corner = expression.mouth_corner;
    let seam = corner + expression.mouth_bend;
    let middle = f32::midpoint(corner, seam);
    let fullness = individual.lip_fullness;
    let seam_low = seam + 2.0 * expression.mouth_open;
    let bottom = seam_low + fullness * 2.4;
    vec![
        ("w", number(expression.mouth_width)),
        ("corner", number(corner)),
        ("seam", number(seam)),
        ("seam_low", number(seam_low)),
        ("top", number(middle - fullness)),
        ("bow", number(middle - fullness + 1.8)),
        ("bottom", number(bottom)),
        ("chin", number(bottom / 2.0 + 5.0)),
        ("chin_low", number(bottom / 2.0 + 7.0)),
    ]
}

fn number(value: f32) -> String {
    format!("{value:.1}")
}

/// What the arms do: they close the body off, hold themselves, or hang.
fn arms(mood: Mood, individual: Individual) -> &'static str {
    let relaxed = part!("arms-relaxed");
    match (mood, individual.below) {
        (Mood::Guarded | Mood::Angry, _) => part!("arms-folded"),
        (Mood::Worried | Mood::Sad, _) => part!("arms-clasped"),
        // The skirt has no pocket to put a hand in.
        (Mood::Calm | Mood::Warm | Mood::Curious | Mood::Tired, Below::Skirt) => relaxed,
        (Mood::Calm | Mood::Warm | Mood::Curious | Mood::Tired, Below::Trousers) => {
            pick(individual.seed, 41, &[relaxed, part!("arms-pocket")])
        }
    }
}

/// What is worn below the waist.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Below {
    Trousers,
    Skirt,
}

impl Below {
    fn of(look: Look, seed: u32) -> Self {
        if look.beard || look.age == Age::Teen {
            return Self::Trousers;
        }
        match look.style {
            HairStyle::Hijab => Self::Skirt,
            HairStyle::Long | HairStyle::Bun if seed % 5 < 2 => Self::Skirt,
            HairStyle::Long
            | HairStyle::Bun
            | HairStyle::Short
            | HairStyle::Curly
            | HairStyle::Locs
            | HairStyle::Bald => Self::Trousers,
        }
    }

    fn part(self) -> &'static str {
        match self {
            Self::Trousers => part!("trousers"),
            Self::Skirt => part!("skirt"),
        }
    }
}

fn hair_behind(style: HairStyle) -> &'static str {
    match style {
        HairStyle::Long => part!("hair-long-back"),
        HairStyle::Curly => part!("hair-curly-back"),
        HairStyle::Bun => part!("hair-bun-back"),
        HairStyle::Locs => part!("hair-locs-back"),
        HairStyle::Short | HairStyle::Bald | HairStyle::Hijab => "",
    }
}

fn hair_in_front(look: Look, individual: Individual) -> &'static str {
    match look.style {
        HairStyle::Short => pick(individual.seed, 23, &[part!("hair-short"), part!("hair-crop"), part!("hair-swept")]),
        HairStyle::Long => pick(individual.seed, 53, &[part!("hair-long"), part!("hair-fringe")]),
        HairStyle::Curly => part!("hair-curly"),
        HairStyle::Bun => part!("hair-bun"),
        HairStyle::Locs => part!("hair-locs"),
        HairStyle::Bald => "",
        HairStyle::Hijab => part!("hijab"),
    }
}

/// How wide the body is drawn; the head stays as it is.
fn breadth(look: Look) -> f32 {
    let build = match look.build {
        Build::Slight => 0.9,
        Build::Medium => 1.0,
        Build::Broad => 1.13,
    };
    match look.age {
        Age::Teen => build * 0.92,
        Age::Young | Age::Adult | Age::Older => build,
    }
}

/// A teenager stands a little lower than the grown-ups; the feet are never in the picture.
fn stature(age: Age) -> &'static str {
    match age {
        Age::Teen => "translate(14 60) scale(0.93)",
        Age::Young | Age::Adult => "translate(0 20)",
        Age::Older => "translate(4 32) scale(0.98)",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::look::Hair;

    #[test]
    fn every_placeholder_of_every_part_is_filled() {
        for (_, style) in HairStyle::ALL {
            for (_, mood) in Mood::ALL {
                for (_, age) in Age::ALL {
                    let look = Look { style: *style, age: *age, glasses: true, beard: true, ..Look::default() };
                    let svg = person_svg(look, *mood);
                    assert!(!svg.contains(['{', '}']), "a brace is left for {style:?}, {mood:?}");
                    assert!(!svg.contains("\"\""), "a placeholder has no value for {style:?}, {mood:?}");
                }
            }
        }
    }

    #[test]
    fn the_same_look_is_the_same_person_and_another_look_is_not() {
        let look = Look::default();
        assert_eq!(person_svg(look, Mood::Calm), person_svg(look, Mood::Calm));
        assert_ne!(person_svg(look, Mood::Calm), person_svg(Look { hair: Hair::Gray, ..look }, Mood::Calm));
        assert_ne!(person_svg(look, Mood::Calm), person_svg(look, Mood::Sad));
    }
}

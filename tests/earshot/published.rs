//! Situations whose outcome somebody published, as the model sees them, and by how much it lies beside them. The errors are
//! stated here by hand, so that a change of the model that moves one of them has to say so.

use confidant::activity::earshot::figures::{EAR, Kind, SCREEN, Voice, finish, kind, shape, voice};
use confidant::activity::earshot::{
    DOOR, Index, Level, Mixture, Point, Spectrum, WALL, critical_distance, fall, straight, sum, ten_log, through,
};

/// How much a row says about the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// Somebody measured it.
    Measured,
    /// A rule of thumb, or of design.
    Rule,
    /// The model was set by it, so it proves nothing.
    Set,
}

/// One published situation. Indices are in hundredths of a decibel.
pub(crate) struct Row {
    pub(crate) number: u32,
    pub(crate) weight: Weight,
    pub(crate) situation: &'static str,
    pub(crate) published: &'static str,
    pub(crate) index: Index,
    /// The interval of the index that what was published would need.
    pub(crate) from: Option<i32>,
    pub(crate) to: Option<i32>,
    /// By how many tenths of a decibel the index lies beside it.
    pub(crate) stated: i32,
}

impl Row {
    /// By how many hundredths the index lies outside of the interval.
    pub(crate) fn error(&self) -> i32 {
        let index = self.index.0 * 2;
        let short = self.from.map_or(0, |from| (index - from).min(0));
        short + self.to.map_or(0, |to| (index - to).max(0))
    }
}

const EVERYTHING: Option<i32> = Some(-600);
const WORDS: Option<i32> = Some(-1200);
const MURMUR: Option<i32> = Some(-2200);
/// Where the share that is understood, 1/(1+exp(-(index+6)/2.5)), is so many hundredths.
const P95: Option<i32> = Some(136);
const P90: Option<i32> = Some(-51);
const P80: Option<i32> = Some(-253);
const P75: Option<i32> = Some(-325);
const P25: Option<i32> = Some(-875);
const P14: Option<i32> = Some(-1054);
const HALF: (Option<i32>, Option<i32>) = (Some(-650), Some(-550));

/// Width, depth, height in centimeters, finish.
type Size = (i32, i32, i32, &'static str);
const OFFICE: Size = (300, 400, 270, "soft");
const CLINIC: Size = (300, 400, 270, "ordinary");
const WARD: Size = (200, 1200, 270, "hard");

fn critical((width, depth, height, its): Size) -> u32 {
    critical_distance(Point { x: width, y: depth }, height, finish(its).unwrap().absorbs)
}

fn speaks(word: &str) -> &'static Voice {
    voice(word).unwrap()
}

fn between(word: &str) -> &'static Kind {
    kind(word).unwrap()
}

fn noise(level: i32, its: &str) -> Spectrum {
    [shape(its).unwrap().at(Level(level)), EAR].into_iter().collect::<Mixture>().spectrum()
}

fn in_one_room(word: &str, distance: u32, size: Size, level: i32, its: &str) -> Index {
    Index::of(speaks(word).levels.shifted(fall(distance, critical(size), 30)), noise(level, its))
}

fn in_the_next(
    word: &str,
    loss: Spectrum,
    area: u64,
    nearest: u32,
    ways: (u32, u32),
    rooms: [Size; 2],
    level: i32,
) -> Index {
    let [here, there] = rooms.map(critical);
    let before = speaks(word).levels.shifted(fall(ways.0, here, nearest));
    let behind = (before - loss).shifted(through(area)).shifted(fall(ways.1, there, nearest));
    Index::of(behind, noise(level, "hush"))
}

/// A consulting room, its door toward the ward, and a chair there.
fn consulting(door: &str, chair: u32) -> Index {
    in_the_next("low", between(door).loss, 18_500, DOOR, (200, chair), [CLINIC, WARD], 300)
}

/// Two offices and a wall of this class between them; the STC contour in our octaves.
fn by_wall(class: i32, word: &str, level: i32) -> Index {
    let loss = Spectrum::of([-70, 0, 30, 40, 40].map(|against| 10 * class + against));
    in_the_next(word, loss, 100_000, WALL, (200, 150), [OFFICE, OFFICE], level)
}

/// Two desks in an open office, a screen between them.
fn desks(level: i32) -> Index {
    let (room, distance) = ((2000, 1500, 280, "soft"), 470_u32);
    let normal = speaks("normal").levels;
    let direct = normal.shifted(straight(distance)) - SCREEN.loss;
    let by_ceiling = ten_log(10_000, u64::from(critical(room) * distance)) - finish("soft").unwrap().screen;
    let both: Mixture = [direct, normal.shifted(by_ceiling)].into_iter().collect();
    Index::of(both.spectrum(), noise(level, "hush"))
}

/// Every situation, in the order of docs/earshot.md.
#[rustfmt::skip]
pub(crate) fn rows() -> Vec<Row> {
    use Weight::{Measured, Rule, Set};
    let normal = speaks("normal").levels;
    let row = |number, weight, situation, published, index, (from, to), stated| Row { number, weight, situation, published, index, from, to, stated };
    vec![
        row(1, Measured, "consulting room, solid door shut (not sealed), chair at 2 m", "51 % of key words [31]", consulting("solid_door", 200), (WORDS, EVERYTHING), -14),
        row(1, Measured, "the same, hollow door", "51 % of key words [31]", consulting("hollow_door", 200), (WORDS, EVERYTHING), 0),
        row(2, Measured, "the same, solid door, chair at 4 m", "41 % of key words [31]", consulting("solid_door", 400), (WORDS, EVERYTHING), -50),
        row(2, Measured, "the same, hollow door, chair at 4 m", "41 % of key words [31]", consulting("hollow_door", 400), (WORDS, EVERYTHING), -14),
        row(3, Measured, "the same, door open, chair at 4 m", "almost 100 % of words [31]", consulting("opening", 400), (P95, None), 0),
        row(4, Set, "two desks 4.7 m apart, screens of 1.6 m, 40.6 dBA", "85 % understood [33]", desks(406), (P80, P90), 21),
        row(5, Measured, "the same, masking at 48 dBA", "14-25 % understood [33]", desks(480), (P14, P25), 30),
        row(6, Measured, "whispered voice test: a whisper at 0.6 m, 30 dBA", "70-87 % of those who hear well pass [11]", in_one_room("whisper", 60, CLINIC, 300, "hush"), (EVERYTHING, None), 0),
        row(7, Measured, "pharmacy counter, low voice, 1.8 m, 50 dBA", "audible in 229 of 282 shops [32]", in_one_room("low", 183, (1500, 1000, 300, "ordinary"), 500, "voices"), (MURMUR, None), 0),
        row(7, Measured, "pharmacy counter, normal voice, 4.6 m, 50 dBA", "audible in 142 of 282 shops [32]", in_one_room("normal", 457, (1500, 1000, 300, "ordinary"), 500, "voices"), (MURMUR, None), 0),
        row(8, Measured, "speech 5 dB under noise of its own spectrum", "50 % of sentences whole [30]", Index::of(normal.shifted(Level(-50)), normal), HALF, 5),
        row(9, Rule, "a normal voice at 4 m in a quiet room, 35 dBA", "conversation [36]", in_one_room("normal", 400, (400, 500, 270, "ordinary"), 350, "hush"), (P95, None), 0),
        row(9, Rule, "a normal voice at 6 m, 50 dBA", "conversation just possible [36]", in_one_room("normal", 600, (1000, 1000, 300, "ordinary"), 500, "hush"), (P75, None), 0),
        row(10, Rule, "a casual voice, 1 m, 35 dBA, in the open", "complicated messages come over [5]", Index::of(speaks("low").levels, shape("hush").unwrap().at(Level(350))), (P95, None), 0),
        row(11, Rule, "wall of STC 45, normal voice, 35 dBA", "enough only for normal privacy [34]", by_wall(45, "normal", 350), (WORDS, EVERYTHING), -138),
        row(11, Rule, "wall of STC 51, normal voice, 35 dBA", "confidential [34]", by_wall(51, "normal", 350), (None, WORDS), 0),
        row(11, Rule, "wall of STC 45, normal voice, masking to 41 dBA", "confidential [34]", by_wall(45, "normal", 410), (None, WORDS), 0),
        row(12, Rule, "exam room: STC 45 and NC 32 (38 dBA), normal voice", "moderate to confidential [35]", by_wall(45, "normal", 380), (None, EVERYTHING), 0),
        row(12, Rule, "exam room: CAC 35 and NC 23 (29 dBA), normal voice", "none to normal [35]", by_wall(35, "normal", 290), (WORDS, None), 0),
        row(13, Rule, "wall of STC 25, normal voice, 35 dBA", "clearly understood [15]", by_wall(25, "normal", 350), (EVERYTHING, None), 0),
        row(13, Rule, "wall of STC 30, normal voice, 35 dBA", "heard, not understood [15]", by_wall(30, "normal", 350), (MURMUR, WORDS), 12),
        row(14, Rule, "wall of STC 30, loud voice, 35 dBA", "understood [15]", by_wall(30, "loud", 350), (EVERYTHING, None), 0),
        row(14, Rule, "the same, 40 dBA", "understood [15]", by_wall(30, "loud", 400), (EVERYTHING, None), 0),
        row(14, Rule, "wall of STC 35, loud voice, 35 dBA", "audible, not understood [15]", by_wall(35, "loud", 350), (MURMUR, WORDS), 97),
        row(14, Rule, "the same, 40 dBA", "audible, not understood [15]", by_wall(35, "loud", 400), (MURMUR, WORDS), 49),
        row(14, Rule, "wall of STC 41, loud voice, 35 dBA", "a murmur [15]", by_wall(41, "loud", 350), (MURMUR, WORDS), 37),
        row(14, Rule, "the same, 40 dBA", "a murmur [15]", by_wall(41, "loud", 400), (MURMUR, WORDS), 0),
        row(14, Rule, "wall of STC 45, loud voice, 35 dBA", "barely audible [15]", by_wall(45, "loud", 350), (Some(-2400), Some(-2000)), 77),
        row(14, Rule, "the same, 40 dBA", "barely audible [15]", by_wall(45, "loud", 400), (Some(-2400), Some(-2000)), 29),
    ]
}

/// A level, or the difference of two, that somebody published, and the model's, in tenths.
pub(crate) struct Figure {
    pub(crate) what: &'static str,
    pub(crate) published: Level,
    pub(crate) model: Level,
    /// The difference as stated.
    pub(crate) stated: i32,
}

/// From the street into a room, through an opening of this area.
fn from_the_street(loss: Spectrum, area: u64) -> Level {
    let (outside, room) = (shape("street").unwrap().at(Level(700)), critical((400, 450, 250, "ordinary")));
    // Traffic comes as a plane wave, not from all sides: nothing is taken for a diffuse field.
    let inside = (outside - loss).shifted(ten_log(area, 10_000) - Level(80)).shifted(fall(200, room, 30));
    Level(700) - inside.a_weighted()
}

fn open_door_in_a_wall(percent: u64) -> Level {
    -sum([ten_log(percent, 100), ten_log(100 - percent, 100) - Level(400)])
}

fn a_doubling(its: &'static str) -> Level {
    let room = critical((500, 600, 270, its));
    fall(200, room, 30) - fall(400, room, 30)
}

/// Every level, in the order of docs/earshot.md.
#[rustfmt::skip]
pub(crate) fn levels() -> Vec<Figure> {
    let normal = speaks("normal").levels;
    let far = normal.shifted(fall(400, critical((2000, 1500, 280, "soft")), 30));
    let figure = |what, published, model, stated| Figure { what, published: Level(published), model, stated };
    vec![
        figure("speech at 4 m in a good open office, the voice at 57.4 dBA [13]", 480, far.a_weighted() - normal.a_weighted() + Level(574), 10),
        figure("fall for a doubling, 2 to 4 m, in a furnished room, soft [12]", 30, a_doubling("soft"), 9),
        figure("the same, ordinary", 30, a_doubling("ordinary"), 7),
        figure("the same, hard", 30, a_doubling("hard"), 6),
        figure("from street to room through an open window [18]", 100, from_the_street(between("opening").loss, 12_000), -23),
        figure("through a tilted one", 160, from_the_street(between("opening").loss, 1_500), 7),
        figure("through a shut one", 280, from_the_street(between("window").loss, 20_000), 25),
        figure("an open door as 10 % of a wall of STC 40 [17]", 100, open_door_in_a_wall(10), 0),
        figure("an open door as 20 % of it", 70, open_door_in_a_wall(20), 0),
        figure("a door of STC 52 with 1/8 in of air around it [16]", 210, -sum([Level(-520), ten_log(186, 203 * 91)]), -10),
    ]
}

//! Draws a scene: the place, the people in it and their names, and says the same to a screen
//! reader. It decides nothing and answers no clicks.

mod colors;
mod figure;
mod layout;

use std::borrow::Cow;
use std::sync::Arc;

use egui::load::{Bytes, SizeHint, TexturePoll};
use egui::text::LayoutJob;
use egui::{
    Align2, Color32, Context, CornerRadius, Galley, Id, Painter, Pos2, Rect, Sense, Shape, Stroke, TextStyle,
    TextureId, TextureOptions, Ui, Vec2, WidgetInfo, WidgetType, pos2, vec2,
};

pub use crate::scenario::look::Art;
use crate::scenario::look::{Look, Mood};
use crate::ui::theme::{self, Palette};

/// One person as a scene shows them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StagePerson<'a> {
    /// The name on the tag.
    pub name: &'a str,
    /// How they look.
    pub look: Look,
    /// What they show.
    pub mood: Mood,
    /// Whether they are the one who speaks now.
    pub speaking: bool,
    /// Whether they are within earshot but no part of the talk: drawn smaller, further back and
    /// dimmer.
    pub background: bool,
}

/// Draws the scene over the whole width that is left, `height` points high.
///
/// `minutes_of_day` sets the light. With `reduced_motion` nothing moves between two pictures.
pub fn stage_ui(
    ui: &mut Ui,
    art: Art,
    people: &[StagePerson<'_>],
    minutes_of_day: u32,
    reduced_motion: bool,
    height: f32,
) {
    egui_extras::install_image_loaders(ui.ctx());
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Image, true, describe(art, people)));
    if !ui.is_rect_visible(rect) {
        return;
    }

    let palette = theme::current(ui.ctx());
    let light = Light::at(art, minutes_of_day, &palette);
    let painter = ui.painter_at(rect);
    let mut pictures = Pictures::new(ui.ctx());

    paint_place(&painter, rect, pictures.place(art, rect.size()), light.place, &palette);
    let spots = layout::arrange(&backgrounds(people), rect.size());
    let overhearing = people.iter().zip(&spots).filter(|(person, _)| person.background);
    let talking = people.iter().zip(&spots).filter(|(person, _)| !person.background);
    // Whoever is further back is painted first, and so stands behind.
    for (person, spot) in overhearing.chain(talking) {
        let tint = if person.background { light.background } else { light.people };
        // Rasterized at the largest size the person will have, so that coming forward draws nothing anew.
        let largest = figure_rect(rect, spot, 1.0).size();
        let picture = pictures.person(person.look, person.mood, largest);
        let lift = lift(ui, response.id, person, reduced_motion);
        paint_picture(&painter, figure_rect(rect, spot, lift), picture, tint);
    }
    paint_foot_shade(&painter, rect);
    paint_tags(&painter, ui, rect, people, &spots, &palette);
    pictures.forget_those_gone(response.id);
}

/// What the picture shows, in words.
fn describe(art: Art, people: &[StagePerson<'_>]) -> String {
    let place = art.word().replace('_', " ");
    if people.is_empty() {
        return format!("Scene: {place}. Nobody else is here.");
    }
    let talking = people.iter().filter(|person| !person.background).map(|person| {
        let speaking = if person.speaking { ", speaking" } else { "" };
        format!("{}, {}{speaking}", person.name, person.mood.word())
    });
    let overhearing = people.iter().filter(|person| person.background);
    let present = listed("Present", &talking.collect::<Vec<_>>());
    let earshot = listed("Within earshot", &overhearing.map(|person| person.name.to_owned()).collect::<Vec<_>>());
    format!("Scene: {place}.{present}{earshot}")
}

fn listed(heading: &str, names: &[String]) -> String {
    if names.is_empty() { String::new() } else { format!(" {heading}: {}.", names.join("; ")) }
}

fn backgrounds(people: &[StagePerson<'_>]) -> Vec<bool> {
    people.iter().map(|person| person.background).collect()
}

/// How much the person has come forward to speak, from 0 to 1.
fn lift(ui: &Ui, stage: Id, person: &StagePerson<'_>, reduced_motion: bool) -> f32 {
    let seconds = if reduced_motion { 0.0 } else { 0.2 };
    ui.ctx().animate_bool_with_time(stage.with(person.name), person.speaking, seconds)
}

/// Where a person is drawn: those who speak come forward a little.
fn figure_rect(stage: Rect, spot: &layout::Spot, lift: f32) -> Rect {
    let growth = 1.0 + 0.04 * lift;
    let size = vec2(spot.height * layout::WIDTH_TO_HEIGHT, spot.height) * growth;
    let top = stage.top() + spot.top - (size.y - spot.height) * 0.3;
    Rect::from_min_size(pos2(stage.left() + spot.center - size.x / 2.0, top), size)
}

/// The colors by which the pictures are multiplied.
struct Light {
    place: Color32,
    people: Color32,
    background: Color32,
}

impl Light {
    fn at(art: Art, minutes_of_day: u32, palette: &Palette) -> Self {
        let (place, room) = match surroundings(art) {
            Surroundings::Outdoors => (theme::daylight(minutes_of_day), theme::daylight(minutes_of_day)),
            Surroundings::Indoors => (theme::lamplight(minutes_of_day), theme::lamplight(minutes_of_day)),
            // This picture is drawn dark already, whatever the clock says.
            Surroundings::Dark => (Color32::WHITE, theme::daylight(MIDNIGHT)),
        };
        let people = theme::on_faces(room);
        let dimming = theme::picture_dimming(palette.choice);
        Self { place: place * dimming, people, background: people * theme::distance() * dimming }
    }
}

const MIDNIGHT: u32 = 0;

enum Surroundings {
    Outdoors,
    Indoors,
    Dark,
}

fn surroundings(art: Art) -> Surroundings {
    match art {
        Art::Street | Art::Car => Surroundings::Outdoors,
        Art::Office
        | Art::Hallway
        | Art::WaitingRoom
        | Art::FrontDesk
        | Art::BreakRoom
        | Art::HomeOffice
        | Art::MeetingRoom
        | Art::Courthouse
        | Art::School => Surroundings::Indoors,
        Art::Night => Surroundings::Dark,
    }
}

fn paint_place(painter: &Painter, rect: Rect, picture: Option<TextureId>, light: Color32, palette: &Palette) {
    match picture {
        Some(texture) => {
            painter.image(texture, rect, layout::cover(rect.size()), light);
        }
        None => {
            painter.rect_filled(rect, CornerRadius::ZERO, palette.raised);
        }
    }
}

fn paint_picture(painter: &Painter, rect: Rect, picture: Option<TextureId>, tint: Color32) {
    if let Some(texture) = picture {
        painter.image(texture, rect, Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0)), tint);
    }
}

/// Darkens the foot of the picture, so that people stand in the room and not upon the page.
fn paint_foot_shade(painter: &Painter, rect: Rect) {
    let mut shade = egui::Mesh::default();
    let top = rect.bottom() - rect.height() * 0.3;
    shade.colored_vertex(pos2(rect.left(), top), Color32::TRANSPARENT);
    shade.colored_vertex(pos2(rect.right(), top), Color32::TRANSPARENT);
    shade.colored_vertex(rect.right_bottom(), theme::foot_shade());
    shade.colored_vertex(rect.left_bottom(), theme::foot_shade());
    shade.add_triangle(0, 1, 2);
    shade.add_triangle(0, 2, 3);
    painter.add(Shape::mesh(shade));
}

/// Writes each name under its person, in one row where they fit and in two where they do not.
fn paint_tags(
    painter: &Painter,
    ui: &Ui,
    rect: Rect,
    people: &[StagePerson<'_>],
    spots: &[layout::Spot],
    palette: &Palette,
) {
    let widest = layout::widest_tag(people.len(), rect.width()) - 2.0 * TAG_PADDING.x;
    let tags = tag_texts(ui, people, widest, palette);
    let sizes: Vec<Vec2> = tags.iter().map(|galley| galley.size() + 2.0 * TAG_PADDING).collect();
    let places = layout::place_tags(spots, &sizes, rect.size());
    for ((person, galley), (place, size)) in people.iter().zip(tags).zip(places.iter().zip(sizes)) {
        let tag = Rect::from_min_size(rect.min + *place, size);
        paint_tag(painter, tag, person, galley, palette);
    }
}

const TAG_PADDING: Vec2 = vec2(10.0, 4.0);

/// The names, laid out. In a crowd under large text they are set a fifth smaller before they are
/// broken into lines, which would climb into the faces.
fn tag_texts(ui: &Ui, people: &[StagePerson<'_>], width: f32, palette: &Palette) -> Vec<Arc<Galley>> {
    let laid_out = |size: f32| -> Vec<Arc<Galley>> {
        people.iter().map(|person| tag_text(ui, person, size, width, palette)).collect()
    };
    let whole = laid_out(1.0);
    if whole.iter().all(|galley| galley.rows.len() == 1) { whole } else { laid_out(0.8) }
}

fn tag_text(ui: &Ui, person: &StagePerson<'_>, size: f32, width: f32, palette: &Palette) -> Arc<Galley> {
    let style = if person.speaking { theme::strong() } else { TextStyle::Body };
    let mut font = ui.style().text_styles.get(&style).cloned().unwrap_or_default();
    font.size *= size;
    let ink = tag_colors(person, palette).0;
    let mut job = LayoutJob::simple(person.name.to_owned(), font, ink, width.max(24.0));
    job.halign = egui::Align::Center;
    job.wrap.max_rows = 3;
    ui.fonts_mut(|fonts| fonts.layout_job(job))
}

fn tag_colors(person: &StagePerson<'_>, palette: &Palette) -> (Color32, Color32) {
    match (person.speaking, person.background) {
        (true, _) => (palette.accent_text, palette.accent),
        (false, true) => (palette.muted, palette.surface),
        (false, false) => (palette.text, palette.surface),
    }
}

fn paint_tag(painter: &Painter, tag: Rect, person: &StagePerson<'_>, galley: Arc<Galley>, palette: &Palette) {
    let (ink, fill) = tag_colors(person, palette);
    if person.speaking {
        // A little tail, as on a speech bubble: who speaks is told by shape as well as by color.
        let tip = tag.center_top() - vec2(0.0, 8.0);
        let tail = [tip, tag.center_top() + vec2(9.0, 1.0), tag.center_top() + vec2(-9.0, 1.0)];
        painter.add(Shape::convex_polygon(tail.to_vec(), fill, Stroke::NONE));
    }
    painter.rect(
        tag,
        CornerRadius::same(8),
        fill,
        Stroke::new(1.0, if person.speaking { fill } else { palette.outline }),
        egui::StrokeKind::Inside,
    );
    let corner = Align2::CENTER_CENTER.anchor_size(tag.center(), galley.size()).min;
    // A centered galley hangs on its middle and not on its corner.
    painter.galley(corner + vec2(galley.size().x / 2.0, 0.0), galley, ink);
}

/// The textures of one pass. Each is rasterized once for its size; those that have left the picture
/// are given back.
struct Pictures<'a> {
    ctx: &'a Context,
    shown: Vec<String>,
}

impl<'a> Pictures<'a> {
    fn new(ctx: &'a Context) -> Self {
        Self { ctx, shown: Vec::new() }
    }

    fn place(&mut self, art: Art, size: Vec2) -> Option<TextureId> {
        let width = size.x.max(size.y * layout::PLACE_WIDTH_TO_HEIGHT);
        let uri = format!("bytes://confidant/place/{}.svg", art.word());
        self.texture(uri, width, || Cow::Borrowed(place_svg(art)))
    }

    fn person(&mut self, look: Look, mood: Mood, size: Vec2) -> Option<TextureId> {
        let Look { skin, hair, style, top, build, age, glasses, beard } = look;
        let uri = format!(
            "bytes://confidant/person/{}-{}-{}-{}-{}-{}-{glasses}-{beard}-{}.svg",
            skin.word(),
            hair.word(),
            style.word(),
            top.word(),
            build.word(),
            age.word(),
            mood.word(),
        );
        self.texture(uri, size.x, || Cow::Owned(figure::person_svg(look, mood)))
    }

    fn texture(&mut self, uri: String, width: f32, svg: impl FnOnce() -> Cow<'static, str>) -> Option<TextureId> {
        if self.ctx.try_load_bytes(&uri).is_err() {
            let bytes = match svg() {
                Cow::Borrowed(text) => Bytes::Static(text.as_bytes()),
                Cow::Owned(text) => Bytes::from(text.into_bytes()),
            };
            self.ctx.include_bytes(uri.clone(), bytes);
        }
        let hint = bounded(texels(width * self.ctx.pixels_per_point()), self.ctx.input(|input| input.max_texture_side));
        let loaded = self.ctx.try_load_texture(&uri, TextureOptions::LINEAR, hint);
        self.shown.push(uri);
        match loaded {
            Ok(TexturePoll::Ready { texture }) => Some(texture.id),
            Ok(TexturePoll::Pending { .. }) | Err(_) => None,
        }
    }

    /// Gives back what the stage `id` showed in the pass before and shows no longer.
    fn forget_those_gone(self, id: Id) {
        let before: Vec<String> = self.ctx.data(|data| data.get_temp(id)).unwrap_or_default();
        if before == self.shown {
            return;
        }
        for gone in before.iter().filter(|uri| !self.shown.contains(uri)) {
            self.ctx.forget_image(gone);
        }
        self.ctx.data_mut(|data| data.insert_temp(id, self.shown));
    }
}

/// As wide as wanted, unless it would be larger than a texture may be: a person is higher than wide.
fn bounded(width: u32, most: usize) -> SizeHint {
    let most = u32::try_from(most).unwrap_or(u32::MAX);
    SizeHint::Size { width: width.min(most), height: most, maintain_aspect_ratio: true }
}

/// The width to rasterize at: rounded up in steps, so that dragging a window's edge does not draw
/// every picture anew, and bounded, so that a wall-sized screen does not exhaust the memory.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the width was bounded to a few thousand")]
fn texels(width: f32) -> u32 {
    let step = if width < 512.0 { 32.0 } else { 256.0 };
    ((width / step).ceil() * step).clamp(step, 2048.0) as u32
}

macro_rules! place {
    ($name:literal) => {
        include_str!(concat!("../../assets/art/places/", $name, ".svg"))
    };
}

fn place_svg(art: Art) -> &'static str {
    match art {
        Art::Office => place!("office"),
        Art::Hallway => place!("hallway"),
        Art::WaitingRoom => place!("waiting_room"),
        Art::FrontDesk => place!("front_desk"),
        Art::BreakRoom => place!("break_room"),
        Art::HomeOffice => place!("home_office"),
        Art::MeetingRoom => place!("meeting_room"),
        Art::Street => place!("street"),
        Art::Courthouse => place!("courthouse"),
        Art::School => place!("school"),
        Art::Car => place!("car"),
        Art::Night => place!("night"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(name: &str) -> StagePerson<'_> {
        StagePerson { name, look: Look::default(), mood: Mood::Calm, speaking: false, background: false }
    }

    #[test]
    fn the_picture_says_who_is_there_and_who_can_hear() {
        let people = [
            StagePerson { mood: Mood::Curious, ..person("Dana Ruiz") },
            StagePerson { background: true, ..person("a visitor") },
        ];
        assert_eq!(
            describe(Art::Hallway, &people),
            "Scene: hallway. Present: Dana Ruiz, curious. Within earshot: a visitor."
        );
    }

    #[test]
    fn an_empty_place_says_so() {
        assert_eq!(describe(Art::BreakRoom, &[]), "Scene: break room. Nobody else is here.");
    }

    #[test]
    fn a_small_change_of_width_rasterizes_nothing_anew() {
        assert_eq!(texels(201.0), texels(220.0));
        assert_eq!(texels(90_000.0), 2048);
    }

    #[test]
    fn on_a_screen_of_small_pixels_no_picture_is_too_large_for_a_texture() {
        let people = [person("Sam")];
        let draw = |ui: &mut egui::Ui| {
            crate::ui::theme::apply_in(ui, crate::ui::theme::ThemeChoice::Light, 1.0);
            stage_ui(ui, Art::Office, &people, 600, true, 900.0);
        };
        let mut screen = egui_kittest::Harness::builder()
            .with_size(egui::vec2(1600.0, 1000.0))
            .with_pixels_per_point(3.0)
            .build_ui(draw);
        screen.run();
    }
}

//! The picture of a map: read once for each theme, and drawn anew for the part that is looked at, so that it is sharp at
//! any size.

use crate::explore::graph::{Map, svg_in};
use crate::session::Session;
use crate::ui::theme::{self, Palette};
use egui::{Color32, ColorImage, Context, Pos2, Rect, TextureHandle, TextureId, TextureOptions, Ui, Vec2, pos2, vec2};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A map in the colors of a theme.
pub(super) struct Drawn {
    tree: Tree,
    /// How large the whole is, at its own size.
    pub(super) size: Vec2,
    /// Where each scene of the run stands, in order.
    pub(super) way: Vec<Rect>,
    tiles: Tiles,
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Drawn").field("size", &self.size).finish_non_exhaustive()
    }
}

/// As many pixels of the screen a tile is wide and high.
const TILE: u32 = 512;

/// The parts of a map that are looked at, at one size. Moving the map draws only what comes into sight.
#[derive(Default)]
struct Tiles {
    scale: f32,
    drawn: BTreeMap<(i32, i32), TextureHandle>,
}

impl Drawn {
    /// A map with its run in the colors of a theme; nothing if it cannot be drawn.
    pub(super) fn of(map: &Map, session: &Session, palette: &Palette) -> Option<Self> {
        let text = svg_in(map, &theme::map_colors(palette));
        let options = Options { fontdb: Arc::new(theme::map_fonts()), ..Options::default() };
        let tree = Tree::from_str(&text, &options).ok()?;
        let scenes = session.decisions().iter().map(|decision| decision.scene);
        let stand = |scene: usize| {
            let found = tree.node_by_id(&format!("scene-{scene}"))?.abs_bounding_box();
            Some(Rect::from_min_max(pos2(found.left(), found.top()), pos2(found.right(), found.bottom())))
        };
        let way = scenes.chain([session.state().scene]).filter_map(stand).collect();
        let size = vec2(tree.size().width(), tree.size().height());
        Some(Self { tree, size, way, tiles: Tiles::default() })
    }

    /// Paints what lies right of and below `corner` of the map into a part of the screen, `zoom` times as large as it is.
    pub(super) fn paint(&mut self, ui: &Ui, rect: Rect, corner: Pos2, zoom: f32) {
        let dots = ui.ctx().pixels_per_point();
        let scale = zoom * dots;
        #[expect(clippy::float_cmp, reason = "the same size is the very same number")]
        if self.tiles.scale != scale {
            self.tiles = Tiles { scale, drawn: BTreeMap::new() };
        }
        // In whole pixels, so that letters are sharp and do not swim while the map is moved.
        let first = (corner.to_vec2() * scale).round();
        let origin = (rect.min.to_vec2() * dots).round() - first;
        let seen = Rect::from_min_size(first.to_pos2(), rect.size() * dots);
        let wanted: Vec<(i32, i32)> = tiles_in(seen).collect();
        self.tiles.drawn.retain(|at, _| wanted.contains(at));
        let painter = ui.painter().with_clip_rect(rect.intersect(ui.clip_rect()));
        let whole = Rect::from_min_max(Pos2::ZERO, pos2(1.0, 1.0));
        for at in wanted {
            let Some(texture) = self.tile(ui.ctx(), at) else { continue };
            let corner = (origin + tile_corner(at)) / dots;
            let place = Rect::from_min_size(corner.to_pos2(), Vec2::splat(tile_side() / dots));
            painter.image(texture, place, whole, Color32::WHITE);
        }
    }

    fn tile(&mut self, ctx: &Context, at: (i32, i32)) -> Option<TextureId> {
        if let Some(known) = self.tiles.drawn.get(&at) {
            return Some(known.id());
        }
        let pixels = self.pixels(tile_corner(at), self.tiles.scale, [TILE, TILE])?;
        let side = usize::try_from(TILE).ok()?;
        let image = ColorImage::from_rgba_premultiplied([side, side], pixels.data());
        // Pixel for pixel, so that no seam shows between two tiles.
        let texture = ctx.load_texture("map of the case", image, TextureOptions::NEAREST);
        let id = texture.id();
        self.tiles.drawn.insert(at, texture);
        Some(id)
    }

    /// A part of the picture, from so many pixels right of and below its corner.
    fn pixels(&self, from: Vec2, scale: f32, [width, height]: [u32; 2]) -> Option<Pixmap> {
        let mut pixmap = Pixmap::new(width, height)?;
        let transform = Transform::from_row(scale, 0.0, 0.0, scale, -from.x, -from.y);
        resvg::render(&self.tree, transform, &mut pixmap.as_mut());
        Some(pixmap)
    }
}

#[expect(clippy::cast_precision_loss, reason = "a tile is small")]
fn tile_side() -> f32 {
    TILE as f32
}

#[expect(clippy::cast_precision_loss, reason = "no map has that many tiles")]
fn tile_corner((column, row): (i32, i32)) -> Vec2 {
    vec2(column as f32, row as f32) * tile_side()
}

/// The tiles that a part of the picture touches.
#[expect(clippy::cast_possible_truncation, reason = "no map has that many tiles")]
fn tiles_in(part: Rect) -> impl Iterator<Item = (i32, i32)> {
    let number = |at: f32| (at / tile_side()).floor() as i32;
    let (columns, rows) = (number(part.left())..=number(part.right()), number(part.top())..=number(part.bottom()));
    rows.flat_map(move |row| columns.clone().map(move |column| (column, row)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::Library;
    use crate::session::Setup;
    use crate::ui::theme::{ThemeChoice, palette};
    use std::collections::BTreeSet;

    const CHOICES: [ThemeChoice; 3] = [ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast];

    fn drawn(choice: ThemeChoice) -> Option<Drawn> {
        let library = Library::shipped().ok()?;
        let case = library.cases.first()?.clone();
        let setup = Setup::of(&case, 7);
        let session = Session::start(case, library.rulebook(setup.standpoint()), setup);
        let map = Map::under(session.case(), session.book(), session.setup()).with_run(&session);
        Drawn::of(&map, &session, &palette(choice))
    }

    /// The colors of the scene in which a run begins.
    fn colors(drawn: &Drawn) -> BTreeSet<[u8; 3]> {
        let scene = drawn.way.first().copied().unwrap_or(Rect::ZERO);
        let seen = drawn.pixels(scene.min.to_vec2(), 1.0, [TILE, TILE]);
        let seen = seen.map(|pixmap| pixmap.pixels().to_vec()).unwrap_or_default();
        seen.iter().map(|pixel| [pixel.red(), pixel.green(), pixel.blue()]).collect()
    }

    #[test]
    fn tiles_cover_what_is_seen_and_no_more() {
        let seen = Rect::from_min_max(pos2(-10.0, 500.0), pos2(600.0, 530.0));
        assert_eq!(tiles_in(seen).collect::<Vec<_>>(), [(-1, 0), (0, 0), (1, 0), (-1, 1), (0, 1), (1, 1)]);
    }

    #[test]
    fn the_words_of_a_map_are_drawn_in_the_colors_of_the_theme() {
        for choice in CHOICES {
            let drawn = drawn(choice);
            assert!(drawn.is_some(), "{choice:?} cannot be drawn");
            let Some(drawn) = drawn else { continue };
            let palette = palette(choice);
            assert_eq!(drawn.way.len(), 1, "the run has not gone on from its first scene");
            let seen = colors(&drawn);
            for (what, color) in [("words", palette.text), ("its ground", palette.raised), ("its edge", palette.accent)]
            {
                let [red, green, blue, _] = color.to_array();
                assert!(seen.contains(&[red, green, blue]), "{choice:?}: no {what} in {seen:?}");
            }
        }
    }
}

//! Every color, type size and distance of the screens. No other file names a color in numbers.

mod fonts;
mod light;
mod map;
mod widgets;

use egui::{
    Color32, Context, CornerRadius, FontFamily, FontId, Id, Margin, Stroke, Style, TextStyle, Ui, Vec2, Visuals,
};

use self::fonts::{SANS_ITALIC, SANS_STRONG, SERIF, SERIF_STRONG, fonts};
pub use self::light::{daylight, distance, foot_shade, lamplight, on_faces, picture_dimming};
pub use self::map::{map_colors, map_fonts};
pub use self::widgets::{
    BadgeKind, badge, band_badge, card, chip, field, focus_ring, muted, primary_button, progress, quiet_button,
};

/// How the screens are colored. A learner chooses; nothing else depends on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// Dark ink on warm paper.
    #[default]
    Light,
    /// Light ink on a dark room.
    Dark,
    /// White and yellow on black, with an outline around everything that can be used.
    HighContrast,
}

impl ThemeChoice {
    /// Every choice with the word that saves it, in the order the settings list them.
    pub const ALL: &[(&str, Self)] =
        &[("light", Self::Light), ("dark", Self::Dark), ("high_contrast", Self::HighContrast)];

    /// The choice that `word` names, if it names one.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(known, _)| *known == word).map(|(_, choice)| *choice)
    }

    /// What the settings call it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Light => "Light",
            Self::Dark => "Dark",
            Self::HighContrast => "High contrast",
        }
    }
}

/// How well a decision went, as five bands from best to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Band {
    /// Nothing to mend.
    Sound,
    /// Good people differ.
    Defensible,
    /// It could have gone wrong.
    Risky,
    /// A confidence was broken, or a duty missed.
    Breach,
    /// A breach that no later care makes good.
    Serious,
}

impl Band {
    /// The bands from best to worst.
    pub const ALL: &[Self] = &[Self::Sound, Self::Defensible, Self::Risky, Self::Breach, Self::Serious];
}

/// How a band is shown: a color is never its only sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BandStyle {
    /// The color of the symbol and the word.
    pub ink: Color32,
    /// The color behind them.
    pub fill: Color32,
    /// A shape that no other band has.
    pub symbol: &'static str,
    /// What the band is called.
    pub word: &'static str,
}

/// The colors of one theme. What may stand on what is held by the tests of this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Palette {
    /// The theme these colors belong to.
    pub choice: ThemeChoice,
    /// Behind everything.
    pub background: Color32,
    /// Cards, fields and name tags.
    pub surface: Color32,
    /// Buttons at rest and rows that stand out.
    pub raised: Color32,
    /// Body text.
    pub text: Color32,
    /// Text of second rank.
    pub muted: Color32,
    /// The one color for what matters most, also for links.
    pub accent: Color32,
    /// The accent under the pointer.
    pub accent_strong: Color32,
    /// Text upon the accent.
    pub accent_text: Color32,
    /// The edge of things that can be used.
    pub outline: Color32,
    /// The edge of things that are only looked at.
    pub hairline: Color32,
    /// The ring around whatever the keyboard is on, and selected text.
    pub focus: Color32,
    /// Behind selected text.
    pub selected: Color32,
    bands: [BandColors; 5],
}

impl Palette {
    /// How `band` is shown in this theme.
    #[must_use]
    pub fn band(&self, band: Band) -> BandStyle {
        let [sound, defensible, risky, breach, serious] = self.bands;
        let (BandColors { ink, fill }, symbol, word) = match band {
            Band::Sound => (sound, "✔", "Sound"),
            Band::Defensible => (defensible, "◆", "Defensible"),
            Band::Risky => (risky, "▲", "Risky"),
            Band::Breach => (breach, "✖", "Breach"),
            Band::Serious => (serious, "■", "Serious breach"),
        };
        BandStyle { ink, fill, symbol, word }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct BandColors {
    ink: Color32,
    fill: Color32,
}

/// The colors of `choice`.
#[must_use]
pub fn palette(choice: ThemeChoice) -> Palette {
    match choice {
        ThemeChoice::Light => LIGHT,
        ThemeChoice::Dark => DARK,
        ThemeChoice::HighContrast => HIGH_CONTRAST,
    }
}

/// The colors of the theme that was applied to `ctx` last.
#[must_use]
pub fn current(ctx: &Context) -> Palette {
    palette(applied(ctx).map_or_else(ThemeChoice::default, |applied| applied.choice))
}

const LIGHT: Palette = Palette {
    choice: ThemeChoice::Light,
    background: rgb(0xF6, 0xF0, 0xE6),
    surface: rgb(0xFF, 0xFC, 0xF6),
    raised: rgb(0xEC, 0xE2, 0xD3),
    text: rgb(0x2A, 0x23, 0x30),
    muted: rgb(0x5C, 0x52, 0x63),
    accent: rgb(0x6E, 0x3F, 0x5F),
    accent_strong: rgb(0x58, 0x2F, 0x4B),
    accent_text: rgb(0xFF, 0xFA, 0xF3),
    outline: rgb(0x81, 0x73, 0x7C),
    hairline: rgb(0xDD, 0xD1, 0xC0),
    focus: rgb(0x1D, 0x4E, 0x89),
    selected: rgb(0xDC, 0xE6, 0xF2),
    bands: [
        BandColors { ink: rgb(0x23, 0x5C, 0x3D), fill: rgb(0xDF, 0xEF, 0xE2) },
        BandColors { ink: rgb(0x23, 0x55, 0x73), fill: rgb(0xDD, 0xEB, 0xF2) },
        BandColors { ink: rgb(0x74, 0x4A, 0x00), fill: rgb(0xFA, 0xEA, 0xC8) },
        BandColors { ink: rgb(0x98, 0x33, 0x22), fill: rgb(0xFB, 0xE3, 0xDB) },
        BandColors { ink: rgb(0x75, 0x12, 0x2D), fill: rgb(0xF5, 0xD7, 0xDE) },
    ],
};

const DARK: Palette = Palette {
    choice: ThemeChoice::Dark,
    background: rgb(0x1D, 0x19, 0x22),
    surface: rgb(0x27, 0x22, 0x2F),
    raised: rgb(0x34, 0x2D, 0x3E),
    text: rgb(0xF2, 0xEA, 0xE0),
    muted: rgb(0xBF, 0xB4, 0xBF),
    accent: rgb(0xDD, 0xAF, 0xCC),
    accent_strong: rgb(0xEC, 0xC6, 0xDE),
    accent_text: rgb(0x2A, 0x15, 0x24),
    outline: rgb(0x95, 0x8A, 0x9C),
    hairline: rgb(0x43, 0x3A, 0x4F),
    focus: rgb(0x96, 0xC6, 0xFF),
    selected: rgb(0x2B, 0x3D, 0x57),
    bands: [
        BandColors { ink: rgb(0x97, 0xD8, 0xB0), fill: rgb(0x1E, 0x3A, 0x2B) },
        BandColors { ink: rgb(0x97, 0xCC, 0xE6), fill: rgb(0x1B, 0x35, 0x45) },
        BandColors { ink: rgb(0xF2, 0xCB, 0x78), fill: rgb(0x40, 0x32, 0x0F) },
        BandColors { ink: rgb(0xF6, 0xAC, 0x98), fill: rgb(0x4A, 0x23, 0x1B) },
        BandColors { ink: rgb(0xFF, 0xA9, 0xBA), fill: rgb(0x52, 0x1A, 0x2A) },
    ],
};

const HIGH_CONTRAST: Palette = Palette {
    choice: ThemeChoice::HighContrast,
    background: rgb(0x00, 0x00, 0x00),
    surface: rgb(0x00, 0x00, 0x00),
    raised: rgb(0x1A, 0x1A, 0x1A),
    text: rgb(0xFF, 0xFF, 0xFF),
    muted: rgb(0xE0, 0xE0, 0xE0),
    accent: rgb(0xFF, 0xD8, 0x3D),
    accent_strong: rgb(0xFF, 0xEB, 0x99),
    accent_text: rgb(0x00, 0x00, 0x00),
    outline: rgb(0xFF, 0xFF, 0xFF),
    hairline: rgb(0xA8, 0xA8, 0xA8),
    focus: rgb(0x5C, 0xE1, 0xFF),
    selected: rgb(0x00, 0x35, 0x50),
    bands: [
        BandColors { ink: rgb(0x80, 0xFF, 0xB4), fill: rgb(0x00, 0x26, 0x12) },
        BandColors { ink: rgb(0x90, 0xDC, 0xFF), fill: rgb(0x00, 0x22, 0x38) },
        BandColors { ink: rgb(0xFF, 0xD8, 0x3D), fill: rgb(0x2E, 0x24, 0x00) },
        BandColors { ink: rgb(0xFF, 0xB4, 0x9C), fill: rgb(0x38, 0x12, 0x06) },
        BandColors { ink: rgb(0xFF, 0xA6, 0xBC), fill: rgb(0x3C, 0x00, 0x14) },
    ],
};

/// The only place where the screens make a color out of numbers.
const fn rgb(red: u8, green: u8, blue: u8) -> Color32 {
    Color32::from_rgb(red, green, blue)
}

/// Type sizes at 100 % text.
pub mod size {
    /// Body text and buttons.
    pub const BODY: f32 = 17.0;
    /// Captions and tags.
    pub const SMALL: f32 = 14.5;
    /// What the case tells.
    pub const PROSE: f32 = 20.0;
    /// The heading of a section.
    pub const HEADING: f32 = 26.0;
    /// The title of a screen.
    pub const TITLE: f32 = 38.0;
    /// Rule ids and file text.
    pub const CODE: f32 = 15.0;
    /// The least height of anything that can be pressed.
    pub const TARGET: f32 = 34.0;
}

/// Distances at 100 % text.
pub mod space {
    /// Between a symbol and its word.
    pub const TIGHT: f32 = 4.0;
    /// Between things that belong together.
    pub const SMALL: f32 = 8.0;
    /// Inside cards and between them.
    pub const MEDIUM: f32 = 16.0;
    /// Between parts of a screen.
    pub const LARGE: f32 = 28.0;
    /// The widest a column of prose may become: about seventy characters.
    pub const COLUMN: f32 = 680.0;
}

/// The largest title, one to a screen.
#[must_use]
pub fn title() -> TextStyle {
    TextStyle::Name("title".into())
}

/// What the case tells, in the serif.
#[must_use]
pub fn prose() -> TextStyle {
    TextStyle::Name("prose".into())
}

/// Body text that stands out.
#[must_use]
pub fn strong() -> TextStyle {
    TextStyle::Name("strong".into())
}

/// Body text that is said aside, such as a stage direction.
#[must_use]
pub fn aside() -> TextStyle {
    TextStyle::Name("aside".into())
}

/// What was last applied, so that applying it again costs nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Applied {
    choice: ThemeChoice,
    text_scale: f32,
    /// New fonts can be used from the pass after the one that brought them.
    fonts_since: u64,
    fonts_ready: bool,
}

fn applied(ctx: &Context) -> Option<Applied> {
    ctx.data(|data| data.get_temp(applied_id()))
}

fn applied_id() -> Id {
    Id::new("confidant theme")
}

/// Dresses everything that `ctx` draws: colors, type, distances, the focus ring and, once, the
/// fonts.
///
/// Call it at the start of every pass, before anything is laid out: it does nothing while nothing
/// has changed. `text_scale` is kept between 1 and 2.5.
pub fn apply(ctx: &Context, choice: ThemeChoice, text_scale: f32) {
    let text_scale = text_scale.clamp(0.8, 2.5);
    let pass = ctx.cumulative_pass_nr();
    let before = applied(ctx);
    let fonts_since = before.map_or(pass, |before| before.fonts_since);
    if before.is_none() {
        ctx.set_fonts(fonts());
        ctx.request_discard("the fonts arrive with the next pass");
    }
    let now = Applied { choice, text_scale, fonts_since, fonts_ready: pass > fonts_since };
    if before == Some(now) {
        return;
    }
    ctx.data_mut(|data| data.insert_temp(applied_id(), now));
    let palette = palette(choice);
    ctx.set_theme(if palette.choice == ThemeChoice::Light { egui::Theme::Light } else { egui::Theme::Dark });
    ctx.all_styles_mut(|style| dress(style, &palette, now));
    if !now.fonts_ready {
        ctx.request_repaint();
    }
}

/// Does what [`apply`] does, also for a `ui` that is open already, such as that of a test.
pub fn apply_in(ui: &mut Ui, choice: ThemeChoice, text_scale: f32) {
    apply(ui.ctx(), choice, text_scale);
    let style = ui.ctx().global_style();
    ui.set_style(style);
}

fn dress(style: &mut Style, palette: &Palette, applied: Applied) {
    style.visuals = visuals(palette);
    style.text_styles = text_styles(applied).into_iter().collect();
    style.spacing.extra_text_line_spacing = 3.0 * applied.text_scale;
    style.spacing.item_spacing = Vec2::splat(space::SMALL);
    style.spacing.button_padding = Vec2::new(14.0, 6.0);
    style.spacing.window_margin = Margin::same(16);
    style.spacing.menu_margin = Margin::same(8);
    // What is pressed grows with the words upon it, and so do boxes and bars that stand beside
    // words.
    style.spacing.interact_size = Vec2::new(44.0, size::TARGET * applied.text_scale);
    style.spacing.icon_width = 20.0 * applied.text_scale;
    style.spacing.icon_width_inner = 12.0 * applied.text_scale;
    style.spacing.icon_spacing = space::SMALL;
    style.spacing.slider_width = 220.0;
    style.spacing.scroll = egui::style::ScrollStyle::solid();
    style.spacing.scroll.bar_width = 12.0;
    style.interaction.tooltip_delay = 0.4;
    style.url_in_tooltip = true;
}

fn text_styles(applied: Applied) -> [(TextStyle, FontId); 9] {
    let family = |name: &'static str| {
        if applied.fonts_ready { FontFamily::Name(name.into()) } else { FontFamily::Proportional }
    };
    let sized = |size: f32, family: FontFamily| FontId::new(size * applied.text_scale, family);
    [
        (TextStyle::Small, sized(size::SMALL, FontFamily::Proportional)),
        (TextStyle::Body, sized(size::BODY, FontFamily::Proportional)),
        (TextStyle::Button, sized(size::BODY, FontFamily::Proportional)),
        (TextStyle::Monospace, sized(size::CODE, FontFamily::Monospace)),
        (TextStyle::Heading, sized(size::HEADING, family(SERIF_STRONG))),
        (title(), sized(size::TITLE, family(SERIF_STRONG))),
        (prose(), sized(size::PROSE, family(SERIF))),
        (strong(), sized(size::BODY, family(SANS_STRONG))),
        (aside(), sized(size::BODY, family(SANS_ITALIC))),
    ]
}

fn visuals(palette: &Palette) -> Visuals {
    let mut visuals = match palette.choice {
        ThemeChoice::Light => Visuals::light(),
        ThemeChoice::Dark | ThemeChoice::HighContrast => Visuals::dark(),
    };
    visuals.weak_text_color = Some(palette.muted);
    visuals.hyperlink_color = palette.accent;
    visuals.panel_fill = palette.background;
    visuals.window_fill = palette.surface;
    visuals.window_stroke = Stroke::new(1.0, palette.outline);
    visuals.window_corner_radius = CornerRadius::same(10);
    visuals.menu_corner_radius = CornerRadius::same(8);
    visuals.faint_bg_color = palette.raised;
    visuals.extreme_bg_color = palette.raised;
    visuals.text_edit_bg_color = Some(palette.surface);
    visuals.code_bg_color = palette.raised;
    visuals.warn_fg_color = palette.band(Band::Risky).ink;
    visuals.error_fg_color = palette.band(Band::Breach).ink;
    visuals.selection.bg_fill = palette.selected;
    // A field that has the focus draws this stroke around itself.
    visuals.selection.stroke = Stroke::new(FOCUS_WIDTH, palette.focus);
    visuals.text_cursor.stroke = Stroke::new(2.0, palette.focus);
    visuals.interact_cursor = Some(egui::CursorIcon::PointingHand);
    visuals.image_loading_spinners = false;
    // Half-vanished words cannot be read; a switched-off widget still says what it would do.
    visuals.disabled_alpha = 0.7;
    dress_widgets(&mut visuals, palette);
    visuals
}

const FOCUS_WIDTH: f32 = 3.0;

fn dress_widgets(visuals: &mut Visuals, palette: &Palette) {
    let widgets = &mut visuals.widgets;
    for widget in [
        &mut widgets.noninteractive,
        &mut widgets.inactive,
        &mut widgets.hovered,
        &mut widgets.active,
        &mut widgets.open,
    ] {
        widget.bg_fill = palette.raised;
        widget.weak_bg_fill = palette.raised;
        widget.bg_stroke = Stroke::new(1.0, palette.outline);
        widget.fg_stroke = Stroke::new(2.0, palette.text);
        widget.corner_radius = CornerRadius::same(8);
        widget.expansion = 0.0;
    }
    widgets.noninteractive.bg_fill = palette.surface;
    widgets.noninteractive.weak_bg_fill = palette.surface;
    widgets.noninteractive.bg_stroke = Stroke::new(1.0, palette.hairline);
    widgets.noninteractive.fg_stroke = Stroke::new(1.0, palette.text);
    widgets.hovered.bg_fill = palette.selected;
    widgets.hovered.weak_bg_fill = palette.selected;
    widgets.hovered.bg_stroke = Stroke::new(2.0, palette.accent);
    // egui shows a widget that has the keyboard's focus as active, so this stroke is the focus
    // ring.
    widgets.active.bg_stroke = Stroke::new(FOCUS_WIDTH, palette.focus);
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOICES: [ThemeChoice; 3] = [ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast];

    /// The contrast ratio of two opaque colors as WCAG 2.2 defines it, from 1 to 21.
    fn contrast(one: Color32, other: Color32) -> f32 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn luminance(color: Color32) -> f32 {
        let [red, green, blue] = [color.r(), color.g(), color.b()].map(|channel| {
            let channel = f32::from(channel) / 255.0;
            if channel <= 0.040_45 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    #[track_caller]
    fn check(choice: ThemeChoice, what: &str, ink: Color32, ground: Color32, least: f32) {
        let ratio = contrast(ink, ground);
        assert!(ratio >= least, "{choice:?}: {what} has {ratio:.2}:1 and needs {least}:1");
    }

    #[test]
    fn body_text_can_be_read_by_tired_eyes() {
        for choice in CHOICES {
            let colors = palette(choice);
            for ground in [colors.background, colors.surface, colors.raised] {
                check(choice, "body text", colors.text, ground, 7.0);
            }
            check(choice, "body text under the pointer", colors.text, colors.selected, 7.0);
        }
    }

    #[test]
    fn every_other_text_can_be_read() {
        for choice in CHOICES {
            let colors = palette(choice);
            for ground in [colors.background, colors.surface, colors.raised] {
                check(choice, "muted text", colors.muted, ground, 4.5);
                check(choice, "a link", colors.accent, ground, 4.5);
            }
            check(choice, "text on the accent", colors.accent_text, colors.accent, 4.5);
            check(choice, "text on the strong accent", colors.accent_text, colors.accent_strong, 4.5);
            check(choice, "selected text", colors.focus, colors.selected, 4.5);
        }
    }

    #[test]
    fn every_band_can_be_read_on_its_plate_and_on_the_page() {
        for choice in CHOICES {
            let colors = palette(choice);
            for band in Band::ALL {
                let style = colors.band(*band);
                for ground in [style.fill, colors.background, colors.surface, colors.raised] {
                    check(choice, style.word, style.ink, ground, 4.5);
                }
            }
        }
    }

    #[test]
    fn the_words_of_a_map_can_be_read_on_each_of_its_plates() {
        let egui = |color: crate::explore::graph::Color| {
            let [red, green, blue] = color.0;
            rgb(red, green, blue)
        };
        for choice in CHOICES {
            let colors = map_colors(&palette(choice));
            let plates = [colors.scene, colors.steady, colors.learning, colors.heavy].map(|plate| plate.fill);
            for ground in plates.into_iter().chain([colors.paper, colors.pale_fill]) {
                for ink in [colors.text, colors.soft_text, colors.pale_text] {
                    check(choice, "a word of the map", egui(ink), egui(ground), 4.5);
                }
            }
            check(choice, "a number on the path", egui(colors.paper), egui(colors.path), 4.5);
            for line in [colors.way, colors.pale_way, colors.path] {
                check(choice, "a way of the map", egui(line), egui(colors.paper), 3.0);
            }
        }
    }

    #[test]
    fn the_focus_ring_and_the_edges_of_controls_can_be_seen() {
        for choice in CHOICES {
            let colors = palette(choice);
            for ground in [colors.background, colors.surface, colors.raised] {
                check(choice, "the focus ring", colors.focus, ground, 3.0);
                check(choice, "an outline", colors.outline, ground, 3.0);
            }
        }
    }

    #[test]
    fn no_two_bands_share_a_symbol_or_a_word() {
        let colors = palette(ThemeChoice::Light);
        for (at, band) in Band::ALL.iter().enumerate() {
            for other in Band::ALL.iter().skip(at + 1) {
                assert_ne!(colors.band(*band).symbol, colors.band(*other).symbol);
                assert_ne!(colors.band(*band).word, colors.band(*other).word);
            }
        }
    }

    #[test]
    fn the_light_is_plain_at_noon_and_dim_at_night() {
        assert_eq!(daylight(9 * 60), Color32::WHITE);
        assert!(luminance(daylight(23 * 60)) < luminance(daylight(19 * 60)));
        assert!(luminance(daylight(19 * 60)) < luminance(daylight(12 * 60)));
        assert_eq!(daylight(24 * 60), daylight(0));
    }

    #[test]
    fn text_grows_with_the_scale_and_with_it_what_is_pressed() {
        let ctx = Context::default();
        for _ in 0..2 {
            let mut shown = ctx.run_ui(egui::RawInput::default(), |ui| apply(ui.ctx(), ThemeChoice::Dark, 2.0));
            shown.textures_delta.clear();
        }
        let style = ctx.global_style();
        let body = style.text_styles.get(&TextStyle::Body).map(|font| font.size);
        assert_eq!(body, Some(size::BODY * 2.0));
        assert!(style.spacing.interact_size.y >= 64.0);
        assert_eq!(current(&ctx).choice, ThemeChoice::Dark);
    }
}

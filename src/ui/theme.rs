//! Every color, type size and distance of the screens, and the few widgets built from them alone.
//! No other file of the screens names a color.

use std::sync::Arc;

use egui::epaint::text::{FontData, FontDefinitions};
use egui::{
    Button, Color32, Context, CornerRadius, FontFamily, FontId, Frame, Id, Margin, ProgressBar,
    Response, RichText, Sense, Stroke, StrokeKind, Style, TextEdit, TextStyle, Ui, Vec2, Visuals,
    WidgetInfo, WidgetType,
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
    pub const ALL: &[Self] =
        &[Self::Sound, Self::Defensible, Self::Risky, Self::Breach, Self::Serious];
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
    background: hex(0x00F6_F0E6),
    surface: hex(0x00FF_FCF6),
    raised: hex(0x00EC_E2D3),
    text: hex(0x002A_2330),
    muted: hex(0x005C_5263),
    accent: hex(0x006E_3F5F),
    accent_strong: hex(0x0058_2F4B),
    accent_text: hex(0x00FF_FAF3),
    outline: hex(0x0081_737C),
    hairline: hex(0x00DD_D1C0),
    focus: hex(0x001D_4E89),
    selected: hex(0x00DC_E6F2),
    bands: [
        BandColors { ink: hex(0x0023_5C3D), fill: hex(0x00DF_EFE2) },
        BandColors { ink: hex(0x0023_5573), fill: hex(0x00DD_EBF2) },
        BandColors { ink: hex(0x0074_4A00), fill: hex(0x00FA_EAC8) },
        BandColors { ink: hex(0x0098_3322), fill: hex(0x00FB_E3DB) },
        BandColors { ink: hex(0x0075_122D), fill: hex(0x00F5_D7DE) },
    ],
};

const DARK: Palette = Palette {
    choice: ThemeChoice::Dark,
    background: hex(0x001D_1922),
    surface: hex(0x0027_222F),
    raised: hex(0x0034_2D3E),
    text: hex(0x00F2_EAE0),
    muted: hex(0x00BF_B4BF),
    accent: hex(0x00DD_AFCC),
    accent_strong: hex(0x00EC_C6DE),
    accent_text: hex(0x002A_1524),
    outline: hex(0x0095_8A9C),
    hairline: hex(0x0043_3A4F),
    focus: hex(0x0096_C6FF),
    selected: hex(0x002B_3D57),
    bands: [
        BandColors { ink: hex(0x0097_D8B0), fill: hex(0x001E_3A2B) },
        BandColors { ink: hex(0x0097_CCE6), fill: hex(0x001B_3545) },
        BandColors { ink: hex(0x00F2_CB78), fill: hex(0x0040_320F) },
        BandColors { ink: hex(0x00F6_AC98), fill: hex(0x004A_231B) },
        BandColors { ink: hex(0x00FF_A9BA), fill: hex(0x0052_1A2A) },
    ],
};

const HIGH_CONTRAST: Palette = Palette {
    choice: ThemeChoice::HighContrast,
    background: hex(0x0000_0000),
    surface: hex(0x0000_0000),
    raised: hex(0x001A_1A1A),
    text: hex(0x00FF_FFFF),
    muted: hex(0x00E0_E0E0),
    accent: hex(0x00FF_D83D),
    accent_strong: hex(0x00FF_EB99),
    accent_text: hex(0x0000_0000),
    outline: hex(0x00FF_FFFF),
    hairline: hex(0x00A8_A8A8),
    focus: hex(0x005C_E1FF),
    selected: hex(0x0000_3550),
    bands: [
        BandColors { ink: hex(0x0080_FFB4), fill: hex(0x0000_2612) },
        BandColors { ink: hex(0x0090_DCFF), fill: hex(0x0000_2238) },
        BandColors { ink: hex(0x00FF_D83D), fill: hex(0x002E_2400) },
        BandColors { ink: hex(0x00FF_B49C), fill: hex(0x0038_1206) },
        BandColors { ink: hex(0x00FF_A6BC), fill: hex(0x003C_0014) },
    ],
};

/// The only place where the screens make a color out of numbers.
const fn hex(rgb: u32) -> Color32 {
    let [_, red, green, blue] = rgb.to_be_bytes();
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

/// Dresses everything that `ctx` draws: colors, type, distances, the focus ring and, once, the fonts.
///
/// Call it at the start of every pass, before anything is laid out: it does nothing while nothing has
/// changed. `text_scale` is kept between 1 and 2.5.
pub fn apply(ctx: &Context, choice: ThemeChoice, text_scale: f32) {
    let text_scale = text_scale.clamp(1.0, 2.5);
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
    ctx.set_theme(if palette.choice == ThemeChoice::Light {
        egui::Theme::Light
    } else {
        egui::Theme::Dark
    });
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
    // What is pressed grows with the words upon it, and so do boxes and bars that stand beside words.
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
    // egui shows a widget that has the keyboard's focus as active, so this stroke is the focus ring.
    widgets.active.bg_stroke = Stroke::new(FOCUS_WIDTH, palette.focus);
}

const SERIF: &str = "serif";
const SERIF_STRONG: &str = "serif strong";
const SANS_STRONG: &str = "sans strong";
const SANS_ITALIC: &str = "sans italic";
const SYMBOLS: &str = "symbols";

/// Noto Sans for the interface, Libertinus Serif for headings and prose; `DejaVu` and, last, egui's own
/// fonts stand in for the signs that these lack.
fn fonts() -> FontDefinitions {
    let mut fonts = FontDefinitions::default();
    let mut serifs = typst_assets::fonts();
    let faces = [
        ("Noto Sans", notosans::REGULAR_TTF),
        (SANS_STRONG, notosans::BOLD_TTF),
        (SANS_ITALIC, notosans::ITALIC_TTF),
        // In this order the crate lists its faces: Libertinus regular, bold, italic, bold italic,
        // semibold, …, and `DejaVu Sans Mono` last.
        (SERIF, serifs.next().unwrap_or(notosans::REGULAR_TTF)),
        (SERIF_STRONG, serifs.nth(3).unwrap_or(notosans::BOLD_TTF)),
        (SYMBOLS, serifs.last().unwrap_or(notosans::REGULAR_TTF)),
    ];
    for (name, bytes) in faces {
        fonts.font_data.insert(name.to_owned(), Arc::new(FontData::from_static(bytes)));
    }

    let defaults = fonts.families.get(&FontFamily::Proportional).cloned().unwrap_or_default();
    let behind = |first: &str| {
        let ours = [first, "Noto Sans", SYMBOLS].map(str::to_owned);
        ours.into_iter().chain(defaults.iter().cloned()).collect::<Vec<_>>()
    };
    for name in [SERIF, SERIF_STRONG, SANS_STRONG, SANS_ITALIC] {
        fonts.families.insert(FontFamily::Name(name.into()), behind(name));
    }
    fonts.families.insert(FontFamily::Proportional, behind("Noto Sans"));
    fonts.families.entry(FontFamily::Monospace).or_default().push(SYMBOLS.to_owned());
    fonts
}

/// A framed part of a screen.
pub fn card<R>(ui: &mut Ui, palette: &Palette, add: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(1.0, palette.hairline))
        .corner_radius(CornerRadius::same(10))
        .inner_margin(Margin::same(16))
        .show(ui, add)
        .inner
}

/// The one button of a screen that leads on.
pub fn primary_button(ui: &mut Ui, label: &str) -> Response {
    let palette = current(ui.ctx());
    let text = RichText::new(label).text_style(strong());
    ringed(ui, |ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for (widget, fill) in [
            (&mut widgets.inactive, palette.accent),
            (&mut widgets.hovered, palette.accent_strong),
            (&mut widgets.active, palette.accent_strong),
        ] {
            widget.weak_bg_fill = fill;
            widget.bg_stroke = Stroke::new(1.0, palette.accent_strong);
            widget.fg_stroke.color = palette.accent_text;
        }
        ui.add(Button::new(text).wrap())
    })
}

/// A button beside the primary one: an outline and no fill.
pub fn quiet_button(ui: &mut Ui, label: &str) -> Response {
    ringed(ui, |ui| {
        ui.visuals_mut().widgets.inactive.weak_bg_fill = Color32::TRANSPARENT;
        ui.add(Button::new(label).wrap())
    })
}

/// Adds a widget that wears the focus ring outside its edge, where no fill of its own can hide it.
fn ringed(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> Response) -> Response {
    let palette = current(ui.ctx());
    let response = ui
        .scope(|ui| {
            ui.visuals_mut().widgets.active.bg_stroke = Stroke::new(1.0, palette.outline);
            add(ui)
        })
        .inner;
    focus_ring(ui, &response);
    response
}

/// Draws the focus ring around a widget that has the keyboard's focus, for widgets that draw themselves.
pub fn focus_ring(ui: &Ui, response: &Response) {
    if response.has_focus() {
        let palette = current(ui.ctx());
        ui.painter().rect_stroke(
            response.rect.expand(2.0),
            CornerRadius::same(10),
            Stroke::new(FOCUS_WIDTH, palette.focus),
            StrokeKind::Outside,
        );
    }
}

/// A line to write in, as high as a button. The label is for screen readers and shows while it is empty.
pub fn field(ui: &mut Ui, text: &mut String, label: &str) -> Response {
    let margin = Margin::symmetric(10, 7);
    let response = ui.add(TextEdit::singleline(text).margin(margin).hint_text(label));
    let shown = text.clone();
    response.widget_info(|| {
        let mut info = WidgetInfo::labeled(WidgetType::TextEdit, true, label);
        info.current_text_value = Some(shown.clone());
        info
    });
    response
}

/// How much of something is done, from 0 to 1.
pub fn progress(ui: &mut Ui, share: f32, label: &str) -> Response {
    let palette = current(ui.ctx());
    let bar = ProgressBar::new(share).fill(palette.accent).desired_height(10.0);
    let response = ui.add(bar);
    response.widget_info(|| WidgetInfo::labeled(WidgetType::ProgressIndicator, true, label));
    response
}

/// What a badge says beyond its word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BadgeKind {
    /// A plain remark.
    Plain,
    /// Something that matters now.
    Accent,
    /// The band of a decision; the badge carries the band's symbol before its word.
    Band(Band),
}

/// A small plate with a word, such as a band or a certainty.
pub fn badge(ui: &mut Ui, word: &str, kind: BadgeKind) -> Response {
    let palette = current(ui.ctx());
    let (ink, fill, symbol) = match kind {
        BadgeKind::Plain => (palette.text, palette.raised, None),
        BadgeKind::Accent => (palette.accent_text, palette.accent, None),
        BadgeKind::Band(band) => {
            let style = palette.band(band);
            (style.ink, style.fill, Some(style.symbol))
        }
    };
    let text = symbol.map_or_else(|| word.to_owned(), |symbol| format!("{symbol} {word}"));
    let font = TextStyle::Small.resolve(ui.style());
    let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(text, font, ink));
    let padding = Vec2::new(8.0, 3.0);
    let (rect, response) = ui.allocate_exact_size(galley.size() + 2.0 * padding, Sense::hover());
    if ui.is_rect_visible(rect) {
        let edge = Stroke::new(1.0, ink);
        ui.painter().rect(rect, CornerRadius::same(6), fill, edge, StrokeKind::Inside);
        ui.painter().galley(rect.min + padding, galley, ink);
    }
    // A screen reader says the word; the symbol is for the eye.
    response.widget_info(|| WidgetInfo::labeled(WidgetType::Label, true, word));
    response
}

/// The badge of `band`, with the band's own word.
pub fn band_badge(ui: &mut Ui, band: Band) -> Response {
    let word = current(ui.ctx()).band(band).word;
    badge(ui, word, BadgeKind::Band(band))
}

/// A small button that is on or off, such as a filter.
pub fn chip(ui: &mut Ui, label: &str, selected: bool) -> Response {
    let palette = current(ui.ctx());
    // The tick keeps the state from being told by color alone.
    let text = if selected { format!("✔ {label}") } else { label.to_owned() };
    let response = ringed(ui, |ui| {
        let visuals = ui.visuals_mut();
        visuals.selection.bg_fill = palette.accent;
        visuals.selection.stroke.color = palette.accent_text;
        let round = CornerRadius::same(16);
        ui.add(Button::selectable(selected, text).corner_radius(round).frame_when_inactive(true))
    });
    response.widget_info(|| WidgetInfo::selected(WidgetType::Button, true, selected, label));
    response
}

/// Text of second rank.
pub fn muted(ui: &mut Ui, text: &str) -> Response {
    ui.label(RichText::new(text).color(current(ui.ctx()).muted))
}

/// The light that lies on a place: its picture is multiplied by this color.
#[must_use]
pub fn daylight(minutes_of_day: u32) -> Color32 {
    // Minutes of the day and the light then; between two of them it changes evenly.
    const HOURS: [(u32, Color32); 8] = [
        (0, hex(0x007C_83AC)),
        (5 * 60, hex(0x0088_8DB2)),
        (7 * 60, hex(0x00FF_F1E4)),
        (9 * 60, hex(0x00FF_FFFF)),
        (16 * 60, hex(0x00FF_FDF8)),
        (18 * 60 + 30, hex(0x00FF_EBD4)),
        (20 * 60, hex(0x00C9_B2C4)),
        (22 * 60, hex(0x0080_86AE)),
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
    daylight(minutes_of_day).lerp_to_gamma(hex(0x00FF_F3E0), 0.55)
}

/// What reaches people of the light in a place: less than half, so that faces stay easy to read.
#[must_use]
pub fn on_faces(light: Color32) -> Color32 {
    light.lerp_to_gamma(Color32::WHITE, 0.6)
}

/// What distance takes from the people further back.
#[must_use]
pub fn distance() -> Color32 {
    hex(0x00D2_CBD4)
}

/// How strongly a theme takes the pictures back: a bright room would glare on a dark screen.
#[must_use]
pub fn picture_dimming(choice: ThemeChoice) -> Color32 {
    match choice {
        ThemeChoice::Light => Color32::WHITE,
        ThemeChoice::Dark => hex(0x00D8_D4DC),
        ThemeChoice::HighContrast => hex(0x00B4_B4B4),
    }
}

/// The shade at the foot of a picture, on which people stand.
#[must_use]
pub fn foot_shade() -> Color32 {
    hex(0x001A_1020).gamma_multiply(0.45)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHOICES: [ThemeChoice; 3] =
        [ThemeChoice::Light, ThemeChoice::Dark, ThemeChoice::HighContrast];

    /// The contrast ratio of two opaque colors as WCAG 2.2 defines it, from 1 to 21.
    fn contrast(one: Color32, other: Color32) -> f32 {
        let (one, other) = (luminance(one), luminance(other));
        (one.max(other) + 0.05) / (one.min(other) + 0.05)
    }

    fn luminance(color: Color32) -> f32 {
        let [red, green, blue] = [color.r(), color.g(), color.b()].map(|channel| {
            let channel = f32::from(channel) / 255.0;
            if channel <= 0.040_45 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
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
            check(
                choice,
                "text on the strong accent",
                colors.accent_text,
                colors.accent_strong,
                4.5,
            );
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
    fn the_fonts_hold_the_signs_that_the_screens_use() {
        let ctx = Context::default();
        apply(&ctx, ThemeChoice::Light, 1.0);
        let mut missing = Vec::new();
        let mut shown = ctx.run_ui(egui::RawInput::default(), |ui| {
            for family in [FontFamily::Proportional, FontFamily::Name(SERIF.into())] {
                let font = FontId::new(size::BODY, family);
                // No font has this sign of private use, so it shows what stands for a missing one.
                let nothing = picture_of('\u{10_FFFD}', &font, ui);
                let signs = "→←↑↓✔✖✗✘◆▲■●○…–—“”‘’§·•×é⚠▶◀";
                missing
                    .extend(signs.chars().filter(|sign| picture_of(*sign, &font, ui) == nothing));
            }
        });
        shown.textures_delta.clear();
        assert!(missing.is_empty(), "no font has {missing:?}");
    }

    /// Where in the font's texture the sign is drawn.
    fn picture_of(sign: char, font: &FontId, ui: &Ui) -> Option<[u16; 2]> {
        let galley = ui.fonts_mut(|fonts| {
            fonts.layout_no_wrap(sign.to_string(), font.clone(), Color32::WHITE)
        });
        galley.rows.first()?.glyphs.first().map(|glyph| glyph.uv_rect.min)
    }

    #[test]
    fn text_grows_with_the_scale_and_with_it_what_is_pressed() {
        let ctx = Context::default();
        for _ in 0..2 {
            let mut shown =
                ctx.run_ui(egui::RawInput::default(), |ui| apply(ui.ctx(), ThemeChoice::Dark, 2.0));
            shown.textures_delta.clear();
        }
        let style = ctx.global_style();
        let body = style.text_styles.get(&TextStyle::Body).map(|font| font.size);
        assert_eq!(body, Some(size::BODY * 2.0));
        assert!(style.spacing.interact_size.y >= 64.0);
        assert_eq!(current(&ctx).choice, ThemeChoice::Dark);
    }
}

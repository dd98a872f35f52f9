//! The fonts of the screens, all of them from crates, so that nothing depends on what is installed.

use std::sync::Arc;

use egui::FontFamily;
use egui::epaint::text::{FontData, FontDefinitions};

/// The family of prose.
pub(super) const SERIF: &str = "serif";
/// The family of headings.
pub(super) const SERIF_STRONG: &str = "serif strong";
/// The family of words that stand out.
pub(super) const SANS_STRONG: &str = "sans strong";
/// The family of words said aside.
pub(super) const SANS_ITALIC: &str = "sans italic";
const SYMBOLS: &str = "symbols";

/// Noto Sans for the interface, Libertinus Serif for headings and prose; `DejaVu` and, last, egui's
/// own fonts stand in for the signs that these lack.
pub(super) fn fonts() -> FontDefinitions {
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

#[cfg(test)]
mod tests {
    use egui::{Color32, Context, FontId, Ui};

    use super::*;

    #[test]
    fn the_fonts_hold_the_signs_that_the_screens_use() {
        let ctx = Context::default();
        ctx.set_fonts(fonts());
        let mut missing = Vec::new();
        let mut shown = ctx.run_ui(egui::RawInput::default(), |ui| {
            for family in [FontFamily::Proportional, FontFamily::Name(SERIF.into())] {
                let font = FontId::new(17.0, family);
                // No font has this sign of private use, so it shows what stands for a missing one.
                let nothing = picture_of('\u{10_FFFD}', &font, ui);
                let signs = "=≠≈→←↑↓✔✖✗✘◆▲■●○…–—“”‘’§·•×é⚠▶◀";
                missing.extend(signs.chars().filter(|sign| picture_of(*sign, &font, ui) == nothing));
            }
        });
        shown.textures_delta.clear();
        assert!(missing.is_empty(), "no font has {missing:?}");
    }

    /// Where in the font's texture the sign is drawn.
    fn picture_of(sign: char, font: &FontId, ui: &Ui) -> Option<[u16; 2]> {
        let galley = ui.fonts_mut(|fonts| fonts.layout_no_wrap(sign.to_string(), font.clone(), Color32::WHITE));
        galley.rows.first()?.glyphs.first().map(|glyph| glyph.uv_rect.min)
    }
}

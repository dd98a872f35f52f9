//! One problem of a file, as an author reads it: where, what, the line with the words at fault underlined, and the fix.

use super::Author;
use crate::diagnostic::{Diagnostic, Level};
use crate::ui::Ask;
use crate::ui::theme::{self, BadgeKind, Band, Palette, space};
use crate::ui::widgets;
use egui::text::{LayoutJob, TextFormat};
use egui::{Align, Color32, FontId, Frame, Label, Margin, RichText, Stroke, TextStyle, Ui};

pub(super) fn show(ui: &mut Ui, author: &Author, problem: &Diagnostic) -> Option<Ask> {
    let palette = theme::current(ui.ctx());
    ui.spacing_mut().item_spacing.y = space::TIGHT;
    let asked = ui.horizontal_wrapped(|ui| {
        theme::badge(ui, &format!("{} {}", problem.level.word(), problem.code), BadgeKind::Band(band(problem.level)));
        let asked = place(ui, author, problem);
        ui.add(Label::new(coded(ui, &widgets::capital(&problem.message), &TextStyle::Body, palette.text)).wrap());
        asked
    });
    let line = Line::of(problem);
    if !line.is_blank() {
        excerpt(ui, &palette, problem, &line);
    }
    if let Some(help) = &problem.help {
        ui.add(Label::new(coded(ui, &format!("Fix: {help}"), &TextStyle::Body, palette.text)).wrap());
    }
    asked.inner
}

/// How much a problem matters, in the colors and signs of the bands.
pub(super) fn band(level: Level) -> Band {
    match level {
        Level::Error => Band::Breach,
        Level::Warning => Band::Risky,
    }
}

/// File, line and column; pressed, they are on the clipboard, as editors take them.
fn place(ui: &mut Ui, author: &Author, problem: &Diagnostic) -> Option<Ask> {
    let (line, column) = problem.source.line_column(problem.span.start);
    let name = problem.source.name();
    let shown = format!("{}:{line}:{column}", author.short_name(name));
    let link = ui.link(RichText::new(&shown).text_style(TextStyle::Monospace));
    let enabled = ui.is_enabled();
    link.widget_info(|| egui::WidgetInfo::labeled(egui::WidgetType::Link, enabled, format!("Copy {shown}")));
    theme::focus_ring(ui, &link);
    widgets::keep_in_sight(ui, &link);
    let link = link.on_hover_text("Copies the place");
    link.clicked().then(|| Ask::Copy(format!("{name}:{line}:{column}")))
}

/// The line at fault, cut so that it can be read, and the words of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    cut: bool,
    before: &'a str,
    words: &'a str,
    after: &'a str,
    goes_on: bool,
}

/// So many characters of a long line are shown before and after the words at fault: prose is written in long lines.
const BEFORE: usize = 80;
const AFTER: usize = 120;

impl<'a> Line<'a> {
    pub(super) fn of(problem: &'a Diagnostic) -> Self {
        let text = problem.source.text();
        let start = problem.span.start.min(text.len());
        let (head, tail) = text.split_at_checked(start).unwrap_or((text, ""));
        let before = head.rsplit('\n').next().unwrap_or_default();
        let rest = tail.split('\n').next().unwrap_or_default().trim_end();
        let wanted = problem.span.end.saturating_sub(start);
        let (words, after) = rest.split_at_checked(wanted.min(rest.len())).unwrap_or((rest, ""));
        let (words, after) = if words.is_empty() { first_letter(after) } else { (words, after) };
        let whole = before.trim_start();
        let before = last(whole, BEFORE);
        let room = AFTER.saturating_sub(words.chars().count());
        let (seen, shown) = (first(words, AFTER), first(after, room));
        let goes_on = seen.len() + shown.len() < words.len() + after.len();
        Self { cut: before.len() < whole.len(), before, words: seen, after: shown, goes_on }
    }

    fn is_blank(&self) -> bool {
        self.words.is_empty() && self.before.is_empty()
    }
}

/// Where the words at fault are none, the letter at the place stands for them.
fn first_letter(text: &str) -> (&str, &str) {
    let end = text.chars().next().map_or(0, char::len_utf8);
    text.split_at_checked(end).unwrap_or((text, ""))
}

fn first(text: &str, letters: usize) -> &str {
    let end = text.char_indices().nth(letters).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or(text)
}

fn last(text: &str, letters: usize) -> &str {
    let start = text.char_indices().rev().nth(letters.saturating_sub(1)).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or(text)
}

fn excerpt(ui: &mut Ui, palette: &Palette, problem: &Diagnostic, line: &Line<'_>) {
    let font = TextStyle::Monospace.resolve(ui.style());
    let plain = TextFormat::simple(font.clone(), palette.text);
    let ink = palette.band(band(problem.level)).ink;
    let at_fault = TextFormat { color: ink, underline: Stroke::new(2.0, ink), ..plain.clone() };
    let (number, _) = problem.source.line_column(problem.span.start);
    let mut job = LayoutJob::default();
    job.append(&format!("{number}  "), 0.0, TextFormat::simple(font, palette.muted));
    if line.cut {
        job.append("…", 0.0, plain.clone());
    }
    job.append(line.before, 0.0, plain.clone());
    job.append(line.words, 0.0, at_fault);
    job.append(line.after, 0.0, plain.clone());
    if line.goes_on {
        job.append("…", 0.0, plain);
    }
    let frame = Frame::new().fill(palette.background).corner_radius(6).inner_margin(Margin::symmetric(10, 5));
    let shown = frame.show(ui, |ui| ui.add(Label::new(job).wrap())).inner;
    // Underlining is not heard.
    ui.ctx().accesskit_node_builder(shown.id, |node| node.set_description(format!("At fault: {}", line.words)));
}

/// A sentence in which names stand in backticks: these are set strong instead, as backticks are hard to see.
pub(super) fn coded(ui: &Ui, text: &str, style: &TextStyle, ink: Color32) -> LayoutJob {
    let plain = style.resolve(ui.style());
    let strong = FontId { family: theme::strong().resolve(ui.style()).family, ..plain.clone() };
    let format = |font: FontId| TextFormat { valign: Align::Center, ..TextFormat::simple(font, ink) };
    let mut job = LayoutJob::default();
    for (at, part) in text.split('`').enumerate() {
        job.append(part, 0.0, format(if at % 2 == 0 { plain.clone() } else { strong.clone() }));
    }
    job
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    fn problem(text: &str, start: usize, end: usize) -> Diagnostic {
        Diagnostic::error("S001", &Source::new("x", text), Span::new(start, end), "wrong")
    }

    #[test]
    fn the_words_at_fault_stand_between_what_is_before_and_after_them() {
        let problem = problem("(\n    stat: \"hall\",\n)", 6, 10);
        assert_eq!(
            Line::of(&problem),
            Line { cut: false, before: "", words: "stat", after: ": \"hall\",", goes_on: false }
        );
    }

    #[test]
    fn words_over_several_lines_are_underlined_to_the_end_of_the_first() {
        let problem = problem("a: (\n  b,\n)", 3, 11);
        assert_eq!(Line::of(&problem), Line { cut: false, before: "a: ", words: "(", after: "", goes_on: false });
    }

    #[test]
    fn a_place_without_words_shows_the_letter_there_and_the_end_of_a_text_nothing() {
        assert_eq!(Line::of(&problem("ab", 1, 1)).words, "b");
        assert_eq!(Line::of(&problem("ab", 2, 2)).words, "");
        assert_eq!(Line::of(&problem("", 0, 0)).words, "");
    }

    #[test]
    fn a_long_line_is_cut_around_the_words_and_between_whole_letters() {
        let text = format!("{}here{}", "é".repeat(500), "ü".repeat(500));
        let problem = problem(&text, 1_000, 1_004);
        let line = Line::of(&problem);
        assert_eq!((line.cut, line.words, line.goes_on), (true, "here", true));
        assert_eq!((line.before.chars().count(), line.after.chars().count()), (BEFORE, AFTER - 4));
    }
}

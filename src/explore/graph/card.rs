//! The box of a scene: its words broken into lines, and the height at which each way leaves. No font is at hand below the
//! rim, so widths are estimates on the safe side of common sans-serif fonts.

use super::layout::Size;
use super::outline::listed;
use super::{Bundle, MapChoice, MapScene, tone_word};

const PADDING: f64 = 14.0;
const INDENT: f64 = 28.0;
const WIDTH: f64 = 280.0;
const WIDTH_OF_ENDING: f64 = 230.0;
/// A text of the map has at most so many lines; the outline has the rest.
const MOST_LINES: usize = 12;

/// How words are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Face {
    Title,
    Place,
    Tone,
    Choice,
    Clause,
    Number,
}

impl Face {
    /// The size of the letters.
    pub(super) fn size(self) -> f64 {
        match self {
            Self::Title => 15.0,
            Self::Place | Self::Clause => 12.0,
            Self::Tone | Self::Choice => 13.0,
            Self::Number => 11.0,
        }
    }

    pub(super) fn is_bold(self) -> bool {
        matches!(self, Self::Title | Self::Tone | Self::Number)
    }

    pub(super) fn is_italic(self) -> bool {
        self == Self::Clause
    }

    fn leading(self) -> f64 {
        self.size() * 1.3
    }
}

/// What a text of a box is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Heading,
    /// A choice of a bundle.
    Choice(usize, usize),
    /// The clause of a bundle's route.
    Route(usize, usize),
}

/// A text in lines, at a place in its box.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    pub(super) part: Part,
    pub(super) face: Face,
    pub(super) x: f64,
    /// The base of each line, and its words.
    pub(super) lines: Vec<(f64, String)>,
}

/// The mark before a choice: a dot, or the numbers of the decisions that took it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mark {
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) numbers: Option<String>,
    pub(super) choice: (usize, usize),
}

/// The box of a scene.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Card {
    pub(super) size: Size,
    pub(super) texts: Vec<Text>,
    pub(super) marks: Vec<Mark>,
    /// The lines between bundles.
    pub(super) rules: Vec<f64>,
    /// The height at which each route of each bundle leaves.
    pub(super) ports: Vec<((usize, usize), f64)>,
}

/// Where the words of a box begin.
pub(super) const LEFT: f64 = PADDING;

impl Card {
    pub(super) fn of(scene: &MapScene) -> Self {
        let width = if scene.ending.is_some() { WIDTH_OF_ENDING } else { WIDTH };
        let size = Size { width, height: PADDING };
        let mut card = Self { size, texts: Vec::new(), marks: Vec::new(), rules: Vec::new(), ports: Vec::new() };
        card.add_heading(scene);
        for (at, bundle) in scene.bundles.iter().enumerate() {
            card.size.height += 8.0;
            card.rules.push(card.size.height);
            card.size.height += 7.0;
            card.add_bundle(at, bundle);
        }
        card.size.height += PADDING - 3.0;
        card
    }

    fn add_heading(&mut self, scene: &MapScene) {
        // The ends of an ending's shape are cut, so its words stand further in.
        let x = if scene.ending.is_some() { PADDING + 10.0 } else { PADDING };
        if let Some((title, tone)) = &scene.ending {
            self.add(Part::Heading, Face::Tone, x, &format!("Ending: {}", tone_word(*tone)));
            self.add(Part::Heading, Face::Title, x, title);
        }
        // Where an ending's scene has a heading of its own, the ending's title is the louder one.
        match &scene.ending {
            Some((title, _)) if *title == scene.title => (),
            Some(_) => self.add(Part::Heading, Face::Choice, x, &scene.title),
            None => self.add(Part::Heading, Face::Title, x, &scene.title),
        }
        self.add(Part::Heading, Face::Place, x, &scene.place);
        if !scene.linked {
            self.add(Part::Heading, Face::Clause, x, "no way leads here");
        }
    }

    fn add_bundle(&mut self, at: usize, bundle: &Bundle) {
        let top = self.size.height;
        for (number, choice) in bundle.choices.iter().enumerate() {
            self.add_choice((at, number), choice);
        }
        let middle = f64::midpoint(top, self.size.height);
        for (number, route) in bundle.routes.iter().enumerate() {
            let port = match route.when.clause() {
                None => middle,
                Some(clause) => {
                    let top = self.size.height + 3.0;
                    self.size.height = top;
                    self.add(Part::Route(at, number), Face::Clause, INDENT, &clause);
                    f64::midpoint(top, self.size.height)
                }
            };
            self.ports.push(((at, number), port));
        }
    }

    fn add_choice(&mut self, place: (usize, usize), choice: &MapChoice) {
        let numbers = (!choice.taken.is_empty()).then(|| few(&choice.taken));
        let width = numbers.as_ref().map_or(5.0, |numbers| (width_of(numbers, Face::Number) + 9.0).max(17.0));
        let indent = INDENT.max(PADDING - 4.0 + width + 6.0);
        let y = self.size.height + Face::Choice.leading() / 2.0;
        self.marks.push(Mark { y, width, numbers, choice: place });
        self.add(Part::Choice(place.0, place.1), Face::Choice, indent, &choice.label);
        if let Some(open) = &choice.open {
            self.add(Part::Choice(place.0, place.1), Face::Clause, indent, &format!("open if {open}"));
        }
        self.size.height += 3.0;
    }

    fn add(&mut self, part: Part, face: Face, x: f64, text: &str) {
        let mut lines = Vec::new();
        for line in wrapped(text, face, self.size.width - x - PADDING) {
            lines.push((self.size.height + face.size(), line));
            self.size.height += face.leading();
        }
        if !lines.is_empty() {
            self.texts.push(Text { part, face, x, lines });
        }
    }
}

/// Some numbers; a run that comes by often says so.
fn few(numbers: &[usize]) -> String {
    match numbers {
        [first, second, _, _, ..] => format!("{first}, {second}, \u{2026}"),
        all => listed(all),
    }
}

/// A text in lines no wider than this; a word that is wider is broken.
pub(super) fn wrapped(text: &str, face: Face, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut used = 0.0;
    let space = width_of(" ", face);
    for piece in text.split_whitespace().flat_map(|word| pieces(word, face, width)) {
        let wide = width_of(&piece, face);
        if !line.is_empty() && used + space + wide > width {
            lines.push(std::mem::take(&mut line));
            used = 0.0;
            if lines.len() >= MOST_LINES {
                break;
            }
        }
        if !line.is_empty() {
            line.push(' ');
            used += space;
        }
        line.push_str(&piece);
        used += wide;
    }
    if lines.len() >= MOST_LINES {
        lines.iter_mut().skip(MOST_LINES - 1).take(1).for_each(|line| line.push('\u{2026}'));
        return lines;
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word, broken where it does not fit. What has no width stays with the letter before it.
fn pieces(word: &str, face: Face, width: f64) -> Vec<String> {
    if width_of(word, face) <= width {
        return vec![word.to_owned()];
    }
    let mut pieces = vec![String::new()];
    let mut used = 0.0;
    for letter in word.chars() {
        let wide = letter_width(letter) * face.size();
        if used + wide > width {
            pieces.push(String::new());
            used = 0.0;
        }
        if let Some(piece) = pieces.last_mut() {
            piece.push(letter);
        }
        used += wide;
        if pieces.len() > MOST_LINES {
            break;
        }
    }
    pieces
}

/// About how wide a text is.
pub(super) fn width_of(text: &str, face: Face) -> f64 {
    let bold = if face.is_bold() { 1.07 } else { 1.0 };
    text.chars().map(letter_width).sum::<f64>() * face.size() * bold
}

fn letter_width(letter: char) -> f64 {
    match letter {
        'i' | 'j' | 'l' | '|' | '\'' | '.' | ',' | ':' | ';' | '!' | '\u{2019}' => 0.3,
        'f' | 't' | 'r' | '(' | ')' | '[' | ']' | '-' | ' ' | '/' | 'I' => 0.4,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.94,
        'A'..='Z' => 0.71,
        ' '..='~' => 0.6,
        _ => match textwrap::core::display_width(letter.encode_utf8(&mut [0; 4])) {
            0 => 0.0,
            1 => 0.66,
            _ => 1.1,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_kept_and_long_ones_broken() {
        let lines = wrapped("one two three", Face::Choice, 60.0);
        assert_eq!(lines.join(" "), "one two three");
        assert!(lines.len() > 1);
        let broken = wrapped(&"x".repeat(50), Face::Choice, 100.0);
        assert!(broken.iter().all(|line| width_of(line, Face::Choice) <= 100.0));
        assert_eq!(broken.concat(), "x".repeat(50));
    }

    #[test]
    fn what_never_ends_is_cut() {
        let lines = wrapped(&"word ".repeat(1000), Face::Choice, 100.0);
        assert_eq!(lines.len(), MOST_LINES);
        assert!(lines.last().is_some_and(|line| line.ends_with('\u{2026}')));
    }
}

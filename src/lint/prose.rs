//! Prose in figures: words, sentences, syllables, and the school grade at which it reads. Made for English; it knows
//! nothing of cases.

use std::ops::Range;

/// Words that a full stop does not end a sentence after.
const SHORTENED: &[&str] = &[
    "mr", "mrs", "ms", "dr", "st", "prof", "jr", "sr", "vs", "v", "e.g", "i.e", "etc", "no", "sec", "art", "u.s", "inc",
];

/// What ends a sentence, and what may stand between its end and the blank.
const MARKS: [char; 4] = ['.', '!', '?', '…'];
const CLOSING: [char; 6] = ['"', '\'', '”', '’', ')', ']'];
/// Nobody writes more of them in a row, and a hostile text has a million.
const MOST_CLOSING: usize = 8;

/// The words of a text. What has no letter and no digit, such as a dash, is none.
pub(super) fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split([' ', '\n', '\t', '\r', '\u{a0}', '—', '–', '/'])
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .filter(|word| !word.is_empty())
}

/// The places of the sentences of a text, in bytes. A sentence ends with its mark and the quotation marks after it, or
/// with its paragraph; what is said goes on in the teller's words: `"Noon?" she says.` is one.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for end in ends(text) {
        found.extend(trimmed(text, start..end));
        start = end;
    }
    found.extend(trimmed(text, start..text.len()));
    found
}

/// Where sentences and paragraphs end.
fn ends(text: &str) -> Vec<usize> {
    let paragraphs = text.match_indices("\n\n").map(|(at, _)| at);
    let marks = text.match_indices(MARKS).filter_map(|(at, mark)| {
        let after = text.get(at + mark.len()..)?;
        // Of several marks in a row the last decides.
        if after.starts_with(MARKS) {
            return None;
        }
        let closing = after.chars().take(MOST_CLOSING).take_while(|c| CLOSING.contains(c) || MARKS.contains(c));
        let rest = after.get(closing.map(char::len_utf8).sum()..)?;
        let next = rest.trim_start();
        // A mark within a word ends nothing, as in 164.502 or a.m.
        let apart = next.len() < rest.len() || rest.is_empty();
        let goes_on = next.starts_with(|c: char| c.is_lowercase());
        let ends = apart && !goes_on && !(mark == "." && is_shortened(text.get(..at)?));
        ends.then_some(text.len() - rest.len())
    });
    let mut all: Vec<usize> = paragraphs.chain(marks).collect();
    all.sort_unstable();
    all.dedup();
    all
}

fn is_shortened(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || c == '(' || c == '"').next().unwrap_or("");
    let initial = word.chars().count() == 1 && word.chars().all(|c| c.is_uppercase() && c != 'I');
    initial || SHORTENED.contains(&word.to_lowercase().as_str())
}

fn trimmed(text: &str, place: Range<usize>) -> Option<Range<usize>> {
    let words = text.get(place.clone())?;
    let start = place.start + (words.len() - words.trim_start().len());
    let end = start + words.trim().len();
    (words.contains(char::is_alphanumeric)).then_some(start..end)
}

/// How many syllables a word has, by its groups of vowels and the commonest silent endings. Counted by hand, of 250 words
/// of more than four letters from the shipped cases one in twenty-five was wrong, each by one syllable, mostly one too few,
/// half of them names. In a whole text, with its short words, that lowers the grade by about a fifth of a year.
pub(super) fn syllables(word: &str) -> usize {
    let letters: Vec<char> = word.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
    let spelt: String = letters.iter().collect();
    // Figures and abbreviations such as CFR are read letter by letter, more or less.
    let capitals = word.chars().filter(|c| c.is_uppercase()).count();
    if letters.is_empty() || capitals > 1 && capitals == letters.len() && letters.len() <= 4 {
        return word.chars().filter(|c| c.is_alphanumeric()).count().max(1);
    }
    let vowel = |c: &char| "aeiouyàáâãäåèéêëìíîïòóôõöùúûü".contains(*c);
    let (mut groups, mut neighbors, mut before) = (0, false, false);
    for letter in &letters {
        let now = vowel(letter);
        groups += usize::from(now && !before);
        neighbors |= now && before;
        before = now;
    }
    // Each of the parts below has neighboring vowels or one of these; most words have neither, and no part is looked for.
    let special = neighbors || ["dnt", "snt", "some"].iter().any(|part| spelt.contains(part));
    let count = |parts: &[&str]| parts.iter().map(|part| spelt.matches(part).count()).sum::<usize>();
    let found = |parts: &[&str]| if special { count(parts) } else { 0 };
    let apart = groups + found(APART) + usize::from(spelt.ends_with("ism"));
    let silent = found(TOGETHER) + usize::from(silent_end(&spelt)) + usize::from(silent_middle(&spelt));
    apart.saturating_sub(silent).max(1)
}

/// Neighboring vowels that are spoken apart: be-ing, cli-ent, me-di-um.
const APART: &[&str] = &[
    "anyo", "area", "created", "creati", "creato", "dienc", "dio", "dnt", "eing", "eo", "eyo", "ial", "ian", "iary",
    "idea", "ient", "iet", "iolo", "ious", "ium", "lion", "maybe", "oing", "react", "rienc", "scienc", "snt", "ua",
    "uou", "viol", "whoev", "ying",
];

/// The same letters where they are spoken together after all: spe-cial, pa-tient, Aus-tra-lian; and mute ones: some-thing.
const TOGETHER: &[&str] = &[
    "cial", "cian", "cient", "cious", "eop", "eous", "geon", "gious", "gua", "lian", "llion", "qua", "sian", "someb",
    "someh", "someone", "somet", "somew", "suad", "tial", "tian", "tient", "tious", "xious",
];

/// Is there an `e` before an ending that is not spoken, as in care-ful and state-ment?
fn silent_middle(word: &str) -> bool {
    let endings = ["eful", "efully", "eless", "ely", "ement", "ements", "eness"];
    let stem = endings.iter().find_map(|ending| word.strip_suffix(ending)).unwrap_or("");
    let mut last = stem.chars().rev();
    let (last, before) = (last.next(), last.next());
    let vowel = |c: Option<char>| c.is_none_or(|c| "aeiouy".contains(c));
    // After a consonant `l` makes a syllable with it: set-tle-ment.
    let syllable = last == Some('l') && !vowel(before);
    !vowel(last) && !syllable && word != "element" && word != "elements"
}

/// Is the last `e`, `es` or `ed` not spoken?
fn silent_end(word: &str) -> bool {
    let before = |ending: &str| word.strip_suffix(ending).and_then(|stem| stem.chars().next_back());
    let vowel = |c: char| "aeiouy".contains(c);
    if let Some(last) = before("ed") {
        let syllable = word.strip_suffix("led").and_then(|stem| stem.chars().next_back());
        // settled and troubled, but not called and whirled.
        let syllable = syllable.is_some_and(|before| !vowel(before) && !"lrw".contains(before));
        return !vowel(last) && last != 't' && last != 'd' && !syllable;
    }
    if let Some(last) = before("es") {
        let hissing = "sxzcg".contains(last) || word.ends_with("shes") || word.ends_with("ches");
        return !vowel(last) && !hissing && !word.ends_with("les");
    }
    match before("e") {
        // A consonant before `le` makes a syllable of it: little, but not while.
        Some('l') => word.strip_suffix("le").and_then(|stem| stem.chars().next_back()).is_some_and(vowel),
        Some(last) => !vowel(last) && word.chars().filter(|c| vowel(*c)).count() > 1,
        None => false,
    }
}

/// What a passage counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub(super) sentences: usize,
    pub(super) words: usize,
    pub(super) syllables: usize,
}

impl Counts {
    pub(super) fn of(text: &str) -> Self {
        Self {
            sentences: sentences(text).len(),
            words: words(text).count(),
            syllables: words(text).map(syllables).sum(),
        }
    }

    /// The counts of both together.
    pub(super) fn and(self, other: Self) -> Self {
        Self {
            sentences: self.sentences + other.sentences,
            words: self.words + other.words,
            syllables: self.syllables + other.syllables,
        }
    }

    /// The school grade of Kincaid, Fishburne, Rogers and Chissom (1975), in tenths; none without words.
    pub(super) fn grade_in_tenths(self) -> Option<i64> {
        let (sentences, words, syllables) =
            (i64::try_from(self.sentences).ok()?, i64::try_from(self.words).ok()?, i64::try_from(self.syllables).ok()?);
        if sentences == 0 || words == 0 {
            return None;
        }
        // 0.39 words per sentence + 11.8 syllables per word - 15.59, reckoned in thousandths.
        let thousandths = 390 * words / sentences + 11_800 * syllables / words - 15_590;
        Some((thousandths + 50).div_euclid(100))
    }
}

/// A grade in tenths as one reads it: `9.4`.
pub(super) fn spelt(tenths: i64) -> String {
    format!("{}{}.{}", if tenths < 0 { "-" } else { "" }, tenths.abs() / 10, tenths.abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|place| text.get(place).unwrap()).collect()
    }

    #[test]
    fn a_sentence_ends_with_its_mark_and_not_with_an_abbreviation() {
        assert_eq!(
            told("Dr. Ruiz came at 9 a.m. to 164.502(b). \"Noon?\" she says. He nods!  "),
            ["Dr. Ruiz came at 9 a.m. to 164.502(b).", "\"Noon?\" she says.", "He nods!",]
        );
        assert_eq!(
            told("\"So.\" He stops. J. Smith left\n\nand so did I. You too"),
            ["\"So.\"", "He stops.", "J. Smith left", "and so did I.", "You too",]
        );
        assert_eq!(told(" … "), Vec::<&str>::new());
    }

    #[test]
    fn dashes_are_no_words() {
        assert_eq!(words("well - it is half-past, {maya.age} — or so").count(), 7);
    }

    #[test]
    fn ten_words_have_the_syllables_they_have() {
        for (word, count) in [
            ("counselor", 3),
            ("confidential", 4),
            ("being", 2),
            ("walked", 1),
            ("wanted", 2),
            ("little", 2),
            ("special", 2),
            ("people", 2),
            ("horses", 2),
            ("client", 2),
        ] {
            assert_eq!(syllables(word), count, "{word}");
        }
    }

    /// Reading ease after Flesch (1948): the figure that is published for both passages.
    fn ease(counts: Counts) -> f64 {
        let [sentences, words, syllables] =
            [counts.sentences, counts.words, counts.syllables].map(|count| f64::from(u32::try_from(count).unwrap()));
        206.835 - 1.015 * words / sentences - 84.6 * syllables / words
    }

    #[test]
    fn two_published_passages_come_to_their_published_figures() {
        let point = "This sentence, taken as a reading passage unto itself, is being used to prove a point.";
        assert_eq!(Counts::of(point), Counts { sentences: 1, words: 16, syllables: 23 });
        assert!((ease(Counts::of(point)) - 69.0).abs() < 0.1, "published as 69");
        let platypus = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature.";
        assert_eq!(Counts::of(platypus), Counts { sentences: 1, words: 13, syllables: 24 });
        assert!((ease(Counts::of(platypus)) - 37.5).abs() < 0.1, "published as 37.5");
    }

    #[test]
    fn the_grade_follows_the_formula() {
        // Green Eggs and Ham: 5.7 words a sentence and 1.02 syllables a word, published as grade -1.3.
        let eggs = Counts { sentences: 100, words: 570, syllables: 581 };
        assert_eq!(eggs.grade_in_tenths().map(spelt).as_deref(), Some("-1.3"));
        assert_eq!(Counts::default().grade_in_tenths(), None);
    }
}

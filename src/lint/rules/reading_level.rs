//! C021: prose that reads at a grade over what most adults take without effort.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::lint::prose::{Counts, sentences, spelt};
use crate::lint::written::{Stretch, WrittenScene};
use crate::source::Span;

/// Tenths of a school grade. Newspapers read at grade 9 to 11; a story told under time should not be harder. The whole
/// case is held lower, since a single scene may have to quote a form or a letter.
const MOST_OF_A_SCENE: i64 = 100;
const MOST_OF_THE_CASE: i64 = 90;

/// In fewer words a single long name decides.
const FEWEST_WORDS: usize = 20;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    // The formula and the syllables are those of English.
    if !desk.case.language.starts_with("en") {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut all = Counts::default();
    for (scene, written) in desk.case.scenes.iter().zip(&desk.written.scenes) {
        let counts = written.read().map(|stretch| Counts::of(&stretch.text)).fold(Counts::default(), Counts::and);
        all = all.and(counts);
        if let Some(grade) = too_hard(counts, MOST_OF_A_SCENE) {
            let message = format!("the scene `{}` reads at grade {}", scene.id, spelt(grade));
            found.push(
                desk.warning("C021", hardest(written).unwrap_or(scene.span), message)
                    .help(format!("{}, the sentence underlined first", help(MOST_OF_A_SCENE))),
            );
        }
    }
    if let Some(grade) = too_hard(all, MOST_OF_THE_CASE) {
        let message = format!("the case reads at grade {}", spelt(grade));
        found.push(desk.warning("C021", Span::new(0, 1), message).help(help(MOST_OF_THE_CASE)));
    }
    found
}

fn too_hard(counts: Counts, most: i64) -> Option<i64> {
    counts.grade_in_tenths().filter(|grade| *grade > most && counts.words >= FEWEST_WORDS)
}

fn help(most: i64) -> String {
    format!("bring it to {} or below: shorter sentences and words", spelt(most))
}

/// The sentence that reads hardest.
fn hardest(scene: &WrittenScene) -> Option<Span> {
    let of_stretch = |stretch: &'_ Stretch| -> Vec<(i64, Span)> {
        let graded = sentences(&stretch.text).into_iter().filter_map(|place| {
            let counts = Counts::of(stretch.text.get(place.clone())?);
            Some((counts.grade_in_tenths()?, stretch.place(place)))
        });
        graded.collect()
    };
    scene
        .read()
        .flat_map(of_stretch)
        .max_by_key(|(grade, span)| (*grade, std::cmp::Reverse(span.start)))
        .map(|(_, span)| span)
}

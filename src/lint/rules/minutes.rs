//! C020: the minutes stated lie outside what the paths take.

use crate::diagnostic::Diagnostic;
use crate::lint::{Desk, reading_time};
use crate::source::Span;

/// People read at very different speeds: only what is a third below the shortest or above the longest path is told.
const SLACK: u64 = 3;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let Some(taken) = reading_time::of(desk) else { return Vec::new() };
    let minutes = |seconds: u64| seconds.div_ceil(60);
    // Whole minutes are stated, so whole minutes are compared.
    let least = (taken.least - taken.least / SLACK) / 60;
    let most = minutes(taken.most + taken.most / SLACK);
    if (least..=most).contains(&u64::from(desk.case.minutes)) {
        return Vec::new();
    }
    let at = desk.written.places(&["minutes"]).first().copied().unwrap_or(Span::new(0, 1));
    let stated =
        if desk.case.minutes == 1 { "1 minute is".into() } else { format!("{} minutes are", desk.case.minutes) };
    let taken_words = match (minutes(taken.least), minutes(taken.most)) {
        (least, most) if least == most => least.to_string(),
        (least, most) => format!("{least} to {most}"),
    };
    let message = format!("{stated} stated, and the paths take {taken_words}");
    let fair = minutes(u64::midpoint(taken.least, taken.most));
    vec![desk.warning("C020", at, message).help(format!("state {fair}, or shorten or lengthen the paths"))]
}

//! C025: sources and reviews whose day is missing, long past, or still to come. That a case has no sources at all is C005.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::source::Span;
use jiff::civil::Date;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut days = desk.written.places(&["sources", "on"]).into_iter();
    let cites = desk.written.places(&["sources", "cite"]);
    for (source, cite) in desk.case.sources.iter().zip(cites) {
        match source.on {
            None => {
                let message = "it is not said when this source was consulted";
                found.push(desk.warning("C025", cite, message).help("add `on: \"…\"`, the day you read it"));
            }
            Some(day) => found.extend(days.next().and_then(|at| odd(desk, at, day, "the source was consulted on"))),
        }
    }
    let reviewed = desk.written.places(&["reviewed_on"]).first().copied();
    match desk.case.reviewed_on.zip(reviewed) {
        None => {
            let message = "it is not said when the case was last gone through";
            found.push(desk.warning("C025", Span::new(0, 1), message).help("add `reviewed_on: \"…\"`"));
        }
        Some((day, at)) => found.extend(odd(desk, at, day, "the case was last gone through on")),
    }
    found
}

/// What is odd about a day, if anything is.
fn odd(desk: &Desk<'_>, at: Span, day: Date, what: &str) -> Option<Diagnostic> {
    let oldest = desk.today.saturating_sub(jiff::Span::new().months(desk.months));
    // East of here it is tomorrow already.
    let latest = desk.today.tomorrow().unwrap_or(desk.today);
    let (message, help) = if day < oldest {
        let message = format!("{what} {day}, more than {} months ago", desk.months);
        (message, "look again whether it still holds, and set the day on which you did")
    } else if day > latest {
        (format!("{what} {day}, which is still to come"), "set the day on which it was done")
    } else {
        return None;
    };
    Some(desk.warning("C025", at, message).help(help))
}

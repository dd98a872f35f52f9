//! C009: a case that could not be searched exactly, and what makes it so.

use crate::diagnostic::Diagnostic;
use crate::lint::Desk;
use crate::source::Span;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let Some(searched) = desk.searches().inexact() else { return Vec::new() };
    let unknown =
        "so it is not known whether a defensible run exists, what no path exercises, or what gives the answers away";
    if searched.search.complete {
        return searched
            .search
            .turns
            .first()
            .map(|turn| circle(desk, *turn, searched.search.turns.len(), unknown))
            .into_iter()
            .collect();
    }
    if !desk.walk.complete {
        // C009 has said already that there are too many states.
        return Vec::new();
    }
    let most = desk.searches().most_states;
    let message = format!("the case has more than {most} states that the rules can tell apart, {unknown}");
    let found = desk.warning("C009", Span::new(0, 1), message);
    vec![found.help("fewer flags, variants and conditions make it smaller, and shorter paths")]
}

/// The first way back, with the number of others.
fn circle(desk: &Desk<'_>, (scene, choice, to): (usize, usize, usize), count: usize, unknown: &str) -> Diagnostic {
    let to = desk.case.scenes.get(to).map(|to| to.id.to_string()).unwrap_or_default();
    let more = if count > 1 { format!(", and {} more ways lead back", count - 1) } else { String::new() };
    let message = format!(
        "the story can run in a circle: `{}` leads back to `{to}` with nothing changed{more}; {unknown}",
        desk.name_of((scene, choice))
    );
    let found = desk.warning("C009", desk.label_of((scene, choice)), message);
    found.help("let going round take minutes, raise a flag that closes the way back, or lead elsewhere")
}

#[cfg(test)]
mod tests {
    use super::super::RULES;
    use super::*;
    use crate::library::{load_packs, shipped_rules};
    use crate::lint::searches::Searches;
    use crate::lint::{Depth, USUAL_AGE};
    use crate::scenario::Case;
    use crate::source::Source;

    /// A case in which the search finds a trap and more, were it to look at every state.
    const TRAP: &str = include_str!("../../../tests/lint/searched.case.ron");

    #[test]
    fn where_a_bound_stopped_the_search_it_is_told_once_and_nothing_is_claimed() {
        let packs = load_packs(&shipped_rules()).unwrap();
        let tells = r#"Disclose(to: "gil", about: "maya", what: [identity, symptoms], purpose: social)"#;
        let text = TRAP.replace(r#"Withhold(to: "gil")"#, tells);
        let case = Case::load(&Source::new("t", text), &packs.vocabulary).unwrap();
        let codes = |most: usize| -> Vec<&str> {
            let desk = Desk::of(&case, &packs, case.date, USUAL_AGE);
            desk.searches.set(Searches::of(&case, &packs, most)).unwrap();
            let rules = RULES.iter().filter(|rule| rule.needs == Depth::Whole);
            rules.flat_map(|rule| (rule.check)(&desk)).map(|found| found.code).collect()
        };
        assert!(codes(1_000).contains(&"C008"));
        assert_eq!(codes(3), ["C009"]);
    }
}

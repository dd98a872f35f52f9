//! C017: what a case declares and never uses: story facts, flags, people, places, themes.

use crate::activity::{Activity, Kind};
use crate::diagnostic::Diagnostic;
use crate::ethics::{Condition, PartyIndex};
use crate::explore::texts_of;
use crate::lint::Desk;
use crate::lint::prose::words;
use crate::scenario::{Case, CaseAtom, CastMember, Prose};
use crate::source::Span;
use std::collections::BTreeSet;

pub(super) fn check(desk: &Desk<'_>) -> Vec<Diagnostic> {
    [facts(desk), flags(desk), people(desk), places(desk), themes(desk)].concat()
}

fn told(desk: &Desk<'_>, at: Option<Span>, message: String, help: &str) -> Diagnostic {
    desk.warning("C017", at.unwrap_or(Span::new(0, 1)), message).help(help)
}

fn facts(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let case = desk.case;
    let of_choices = case.scenes.iter().flat_map(|scene| scene.choices.iter().flat_map(|choice| &choice.reveals));
    let revealed: BTreeSet<usize> =
        case.scenes.iter().flat_map(|scene| &scene.reveals).chain(of_choices).copied().collect();
    let spans = desk.written.places(&["facts", "id"]);
    let hidden = case.facts.iter().enumerate().filter(|(at, _)| !revealed.contains(at));
    hidden
        .map(|(at, fact)| {
            let message = format!("the story fact `{}` is never revealed", fact.id);
            told(desk, spans.get(at).copied(), message, "add it to the `reveals` of a scene or choice, or take it out")
        })
        .collect()
}

fn flags(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let case = desk.case;
    let choices = || case.scenes.iter().flat_map(|scene| &scene.choices);
    let raised: BTreeSet<usize> = choices().flat_map(crate::scenario::Choice::raises).collect();
    let asks = |condition: &'_ Condition<CaseAtom>| -> Vec<usize> {
        let flag = |atom: &CaseAtom| if let CaseAtom::Flag(flag) = atom { Some(*flag) } else { None };
        condition.atoms().into_iter().filter_map(flag).collect()
    };
    let asked: BTreeSet<usize> = conditions(case).flat_map(asks).collect();
    let spans = desk.written.places(&["flags"]);
    let fault = |(at, id): (usize, &crate::ids::FlagId)| {
        let (what, help) = match (raised.contains(&at), asked.contains(&at)) {
            (true, true) => return None,
            (true, false) => ("is raised, but nothing asks for it", "ask `flag(…)` in a `when`, or take it out"),
            (false, true) => ("is asked, but nothing raises it", "add it to the `flags` of a choice"),
            (false, false) => ("is never raised and never asked", "use it, or take it out"),
        };
        Some(told(desk, spans.get(at).copied(), format!("the flag `{id}` {what}"), help))
    };
    case.flags.iter().enumerate().filter_map(fault).collect()
}

/// Every condition of a case.
fn conditions(case: &Case) -> impl Iterator<Item = &Condition<CaseAtom>> {
    case.scenes.iter().flat_map(|scene| {
        let of_choices = scene.choices.iter().flat_map(|choice| {
            let of_prose = choice.say.iter().chain([&choice.then]).flat_map(of_prose);
            let of_changes = choice.sets.iter().filter_map(|change| change.when.as_ref());
            let of_ways = choice.goto.iter().filter_map(|(when, _)| when.as_ref());
            choice.when.iter().chain(of_ways).chain(of_changes).chain(of_prose)
        });
        of_prose(&scene.text).chain(of_choices)
    })
}

fn of_prose(prose: &Prose) -> impl Iterator<Item = &Condition<CaseAtom>> {
    prose.0.iter().flat_map(|passage| &passage.when)
}

fn people(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let acting = acting(desk.case);
    let prose: Vec<String> = texts(desk.case).map(str::to_lowercase).collect();
    let spoken: BTreeSet<&str> =
        prose.iter().flat_map(|text| words(text)).map(|word| word.trim_end_matches("'s")).collect();
    let spans = desk.written.places(&["cast", "id"]);
    let mut found = Vec::new();
    // The player, who comes first, is in every scene.
    for (at, member) in desk.case.cast.iter().enumerate().skip(1) {
        let index = u8::try_from(at).map(PartyIndex);
        if index.is_ok_and(|index| acting.contains(&index)) || is_spoken_of(member, &spoken) {
            continue;
        }
        let message = format!("`{}` is in no scene, act or text", member.party.id);
        found.push(told(
            desk,
            spans.get(at - 1).copied(),
            message,
            "bring the person in, or take them out of the cast",
        ));
    }
    found
}

/// Everybody who is part of a scene, an act, a release, or is somebody whom a story fact is about.
fn acting(case: &Case) -> BTreeSet<PartyIndex> {
    let mut found: BTreeSet<PartyIndex> = case.facts.iter().map(|fact| fact.about).collect();
    for scene in &case.scenes {
        found.extend(scene.present.iter().chain(&scene.earshot));
        found.extend(scene.activity.iter().flat_map(|played| at_the_desk(&played.activity)));
        for act in scene.choices.iter().flat_map(|choice| &choice.acts) {
            found.extend(act.to.iter().chain(&act.about).chain(&act.concerning));
        }
    }
    let variants = case.variants.iter().flat_map(|variant| variant.releases.iter().flatten());
    for release in case.releases.iter().chain(variants) {
        found.insert(release.by);
        found.extend(&release.to);
    }
    found
}

/// Everybody whom an answer tells something or a way reaches, who can make something of what is said, or who is near.
fn at_the_desk(activity: &Activity) -> Vec<PartyIndex> {
    let items = activity.sets.iter().flat_map(|set| &set.items);
    let mut found: Vec<PartyIndex> = items.flat_map(|item| item.gives.to.iter().copied()).collect();
    match &activity.kind {
        Kind::Earshot(earshot) => {
            found.extend(earshot.stays.iter().map(|stay| stay.who).chain(earshot.with.iter().copied()));
        }
        Kind::Mail(mail) => found.extend(mail.reaches.iter().flatten().flatten()),
        Kind::Redaction(redaction) => found.extend(redaction.knowing.iter().map(|knowing| knowing.who)),
        Kind::Paper(_) | Kind::Phone(_) | Kind::Chart(_) => (),
    }
    found
}

/// Does prose say the name, one part of it, or the id in braces?
fn is_spoken_of(member: &CastMember, spoken: &BTreeSet<&str>) -> bool {
    let name = member.party.name.to_lowercase();
    let id = member.party.id.as_str().to_lowercase();
    let by_age = format!("{id}.age");
    [id.as_str(), by_age.as_str()].into_iter().chain(words(&name)).any(|word| {
        // Of a name such as `the man in the raincoat` the small words stand everywhere.
        word.len() > 3 && spoken.contains(word) || word == id && spoken.contains(word)
    })
}

fn texts(case: &Case) -> impl Iterator<Item = &str> {
    let of_scenes = case.scenes.iter().flat_map(|scene| {
        let of_choices = scene.written().iter().flat_map(|choice| {
            choice.say.iter().chain([&choice.then]).flat_map(Prose::all).chain(choice.note.as_deref())
        });
        let by_hand = scene.activity.as_deref().into_iter().flat_map(|played| {
            let notes = played.activity.sets.iter().flat_map(|set| &set.items).map(|item| item.note.as_str());
            texts_of(&played.activity).into_iter().chain(notes).chain(played.then.all()).chain(played.note.as_deref())
        });
        scene.text.all().chain(of_choices).chain(by_hand)
    });
    [case.role.as_str(), case.setting.as_str()].into_iter().chain(of_scenes)
}

fn places(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let used: BTreeSet<usize> = desk.case.scenes.iter().map(|scene| scene.place).collect();
    let spans = desk.written.places(&["places", "id"]);
    let empty = desk.case.places.iter().enumerate().filter(|(at, _)| !used.contains(at));
    empty
        .map(|(at, place)| {
            let message = format!("no scene happens at `{}`", place.id);
            told(desk, spans.get(at).copied(), message, "set a scene there, or take the place out")
        })
        .collect()
}

fn themes(desk: &Desk<'_>) -> Vec<Diagnostic> {
    let mut seen = BTreeSet::new();
    let spans = desk.written.places(&["themes"]);
    let again = desk.case.themes.iter().enumerate().filter(|(_, theme)| !seen.insert(theme.trim().to_lowercase()));
    again
        .map(|(at, theme)| {
            told(desk, spans.get(at).copied(), format!("the theme `{theme}` is given twice"), "once is enough")
        })
        .collect()
}

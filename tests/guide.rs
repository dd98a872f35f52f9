//! The author's guide does what it says: its case loads, lints clean, passes its tests and plays; its pieces stand in the
//! whole; every answer of the program that it shows is what the program answers; and no link leads nowhere.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail, and may read files"
)]

#[expect(dead_code, reason = "other tests look at more of what it can do")]
mod terminal;

use confidant::ethics::Packs;
use confidant::library::{load_packs, shipped_rules};
use confidant::lint::{lint_case, run_tests};
use confidant::scenario::Case;
use confidant::source::Source;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use terminal::Home;

static PACKS: LazyLock<Packs> = LazyLock::new(|| load_packs(&shipped_rules()).expect("the shipped rules load"));

const FILE: &str = "ride-home.case.ron";

/// The case with one of each activity, from the page about them.
const BY_HAND: &str = "by-hand.case.ron";

/// A block of code on a page, and what a comment before it asks to be put for what.
struct Block {
    language: String,
    text: String,
    change: Option<(String, String)>,
}

fn docs() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")
}

fn page(name: &str) -> String {
    fs::read_to_string(docs().join(name)).unwrap()
}

fn blocks(page: &str) -> Vec<Block> {
    let (mut found, mut open, mut change): (Vec<Block>, Option<Block>, _) = (Vec::new(), None, None);
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some(_)) => found.extend(open.take()),
            (Some(block), None) => block.text.extend([line, "\n"]),
            (None, Some(language)) => {
                open = Some(Block { language: language.into(), text: String::new(), change: change.take() });
            }
            (None, None) => {
                let asked = line.strip_prefix("<!-- test: put `").and_then(|rest| rest.strip_suffix("` -->"));
                if let Some((new, old)) = asked.and_then(|asked| asked.split_once("` for `")) {
                    change = Some((old.to_owned(), new.to_owned()));
                }
            }
        }
    }
    found
}

fn of_language(page: &str, language: &str) -> Vec<Block> {
    blocks(page).into_iter().filter(|block| block.language == language).collect()
}

/// The case with which a page ends.
fn last_of(name: &str) -> String {
    of_language(&page(name), "ron").pop().expect("the page ends with its case").text
}

/// The case that the guide builds.
fn whole() -> String {
    last_of("authors-guide.md")
}

fn read(text: &str) -> Arc<Case> {
    let source = Source::new(FILE, text);
    Arc::new(Case::load(&source, &PACKS.vocabulary).unwrap_or_else(|problems| panic!("{problems:#?}")))
}

#[test]
fn the_case_of_the_guide_lints_clean_and_passes_its_tests() {
    let case = read(&whole());
    let findings = lint_case(&case, &PACKS, jiff::civil::date(2026, 12, 1));
    assert!(findings.found.is_empty(), "{:#?}", findings.found);
    for outcome in run_tests(&case, &PACKS) {
        assert!(outcome.problems.is_empty(), "{}: {:#?}", outcome.name, outcome.problems);
    }
    assert_eq!(case.tests.len(), 3);
}

#[test]
fn every_piece_the_guide_shows_stands_in_the_whole() {
    let dense = |text: &str| text.split_whitespace().collect::<String>();
    let whole = dense(&whole());
    let pieces = of_language(&page("authors-guide.md"), "ron");
    assert!(pieces.len() > 6);
    for piece in pieces {
        assert!(whole.contains(&dense(&piece.text)), "this is not in the whole case:\n{}", piece.text);
    }
}

/// What the block shows of a play is typed behind `>`; then Enter, until it is over.
fn typed(block: &Block) -> String {
    let typed = block.text.lines().filter_map(|line| line.strip_prefix("> "));
    let lines: Vec<&str> = std::iter::once("").chain(typed).chain(["", "", "q", ""]).collect();
    lines.join("\n")
}

/// The lines of a block that are in what was said, one after the other; the first that is not.
fn missing<'a>(block: &'a Block, said: &str) -> Option<&'a str> {
    let mut said = said.lines().map(str::trim_end);
    let shown = block.text.lines().skip(1).map(str::trim_end).filter(|line| *line != "…" && !line.starts_with('>'));
    let mut shown = shown.filter(|line| !line.is_empty());
    shown.find(|line| !said.any(|said| said == *line))
}

#[test]
fn the_program_answers_what_the_guide_shows() {
    let shown: Vec<Block> =
        ["authors-guide.md", "activities.md"].iter().flat_map(|name| of_language(&page(name), "text")).collect();
    assert!(shown.len() > 12);
    for block in shown {
        let home = Home::new();
        let (mut case, mut by_hand) = (whole(), last_of("activities.md"));
        if let Some((old, new)) = &block.change {
            let changed = if block.text.contains(BY_HAND) { &mut by_hand } else { &mut case };
            assert!(changed.contains(old), "the case has no `{old}`");
            *changed = changed.replacen(old, new, 1);
        }
        home.put(FILE, case);
        home.put(BY_HAND, by_hand);
        let command = block.text.lines().next().and_then(|line| line.strip_prefix("$ confidant ")).expect("a command");
        let mut arguments: Vec<&str> = command.split(' ').collect();
        if arguments.contains(&"first-case.case.ron") {
            home.run(&["new", "first-case"], "");
        }
        if arguments.first() == Some(&"lint") {
            // The sources of the guide's case grow older; that is no fault of the guide.
            arguments.extend(["--max-age", "1200"]);
        }
        let said = home.run(&arguments, &typed(&block));
        let both = [format!("{}\n{}", said.out, said.err), format!("{}\n{}", said.err, said.out)];
        let wrong = both.iter().map(|said| missing(&block, said)).collect::<Option<Vec<_>>>();
        assert!(wrong.is_none(), "`confidant {command}` does not say {wrong:?} but\n{}", both.first().unwrap());
    }
}

/// What stands around a rewritten decision of docs/good-choices.md.
const FRAME: &str = r#"(
    id: "frame", version: "1", title: "t", summary: "s", minutes: 2, content_note: "n", date: "2026-10-06", time: "16:50",
    role: "r", setting: "s", jurisdictions: ["US-CA"], professions: ["counselor"],
    cast: [
        (id: "noor", name: "Noor", role: [client]), (id: "gil", name: "Gil", role: [friend]), (id: "reader", name: "the man", role: [visitor]),
        (id: "clerk", name: "the clerk", role: [attorney]), (id: "voss", name: "Attorney Voss", role: [attorney]),
    ],
    places: [(id: "waiting", name: "The waiting room", setting: waiting_room, art: waiting_room), (id: "desk", name: "The desk", setting: front_desk_area, art: front_desk)],
    situation: {"agreement.limits_explained": true}, process: (kind: attorney_subpoena, from: "voss", about: ["noor"], covers: [whole_chart]),
    variants: [(id: "base", title: "t")], start: "SCENE",
    scenes: [DECISION (id: "office", place: "waiting", text: "t", ending: (id: "e", title: "t", tone: Steady))],
)"#;

#[test]
fn the_decisions_of_good_choices_load() {
    let decisions = of_language(&page("good-choices.md"), "ron");
    assert_eq!(decisions.len(), 4, "two decisions, before and after");
    for decision in decisions {
        let id = decision.text.split('"').nth(1).expect("an id");
        read(&FRAME.replace("SCENE", id).replace("DECISION", &format!("{},", decision.text.trim_end())));
    }
}

fn slug(heading: &str) -> String {
    let heading: String = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_')).collect();
    heading.to_lowercase().replace(' ', "-")
}

fn outside_code(page: &str) -> Vec<&str> {
    let mut inside = false;
    let outside = page.lines().filter(move |line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    });
    outside.collect()
}

fn anchors(page: &str) -> BTreeSet<String> {
    let headings = outside_code(page).into_iter().filter(|line| line.starts_with('#'));
    headings.map(|line| slug(line.trim_start_matches('#').trim())).collect()
}

#[test]
fn no_link_of_the_authors_pages_leads_nowhere() {
    let pages = [
        "authors-guide.md",
        "activities.md",
        "good-choices.md",
        "case-format.md",
        "pack-format.md",
        "vocabulary.md",
        "rules.md",
        "judge.md",
    ];
    for name in pages {
        let text = page(name);
        let links = outside_code(&text).into_iter().flat_map(|line| line.split("](").skip(1));
        for link in links.filter_map(|rest| rest.split(')').next()).filter(|link| !link.starts_with("http")) {
            let (file, anchor) = link.split_once('#').unwrap_or((link, ""));
            let file = if file.is_empty() { name } else { file };
            let target = docs().join(file);
            assert!(target.exists(), "docs/{name} leads to `{link}`, which is not there");
            let found = anchor.is_empty() || anchors(&fs::read_to_string(&target).unwrap()).contains(anchor);
            assert!(found, "docs/{name} leads to `{link}`, and there is no such heading");
        }
    }
}

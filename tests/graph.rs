//! The map of a case: everything is on it once, nothing overlaps, a run is marked as it was, and no case breaks it.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, reason = "a test may fail")]

mod terminal;

use confidant::explore::graph::{Map, dot, mermaid, outline, svg};
use confidant::library::Library;
use confidant::scenario::Case;
use confidant::session::{Command, Decision, Record, Session, Setup, legal_choices};
use confidant::source::Source;
use rand::SeedableRng as _;
use rand::rngs::ChaCha8Rng;
use rand::seq::IndexedRandom as _;
use roxmltree::{Document, Node};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};
use terminal::Home;

static LIBRARY: LazyLock<Library> =
    LazyLock::new(|| Library::shipped().map_err(|problems| format!("{problems:#?}")).unwrap());

fn whole(case: &Case) -> Map {
    Map::of(case, &LIBRARY.rulebook(Setup::of(case, 0).standpoint()))
}

fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of an element, line by line.
fn words(node: Node<'_, '_>) -> String {
    let lines: Vec<&str> =
        node.descendants().filter_map(|child| child.is_text().then(|| child.text()).flatten()).collect();
    normal(&lines.join(" "))
}

/// Elements whose id begins so, with the rest of their ids.
fn with_id<'a>(picture: &'a Document<'a>, start: &str) -> Vec<(String, Node<'a, 'a>)> {
    let found = |node: Node<'a, 'a>| Some((node.attribute("id")?.strip_prefix(start)?.to_owned(), node));
    picture.descendants().filter_map(found).collect()
}

#[track_caller]
fn shows_each_once(picture: &Document<'_>, case: &Case) {
    let mut wanted: Vec<(String, String)> = Vec::new();
    for (at, scene) in case.scenes.iter().enumerate() {
        let of_scene = scene.written().iter().enumerate();
        wanted.extend(of_scene.map(|(number, choice)| (format!("{at}-{number}"), normal(&choice.label))));
    }
    let shown = with_id(picture, "choice-").into_iter().map(|(id, node)| (id, words(node)));
    // Ways through an activity stand in few rows, each with how many it is.
    let is_row = |(id, _): &(String, String)| {
        let (scene, choice) = id.split_once('-').unwrap();
        case.scenes[scene.parse::<usize>().unwrap()].is_way(choice.parse().unwrap())
    };
    let (rows, mut shown): (Vec<_>, Vec<_>) = shown.partition(is_row);
    let ways: usize = rows.iter().map(|(_, label)| ways_of(label)).sum();
    assert_eq!(
        ways,
        case.scenes.iter().map(|scene| scene.choices.len() - scene.authored).sum::<usize>(),
        "{}",
        case.id
    );
    wanted.sort();
    shown.sort();
    assert_eq!(shown, wanted, "{}", case.id);
    let mut scenes: Vec<usize> = with_id(picture, "scene-").iter().map(|(id, _)| id.parse().unwrap()).collect();
    scenes.sort_unstable();
    assert_eq!(scenes, (0..case.scenes.len()).collect::<Vec<_>>(), "{}", case.id);
}

/// "A message: 40 ways (open if …)" are forty.
fn ways_of(label: &str) -> usize {
    let (_, count) = label.rsplit_once(": ").expect("a title and a count");
    count.split(' ').next().unwrap().parse().unwrap()
}

/// Left, top, right and bottom of each scene's box.
fn boxes(picture: &Document<'_>) -> Vec<(String, [f64; 4])> {
    let number = |text: &str| text.parse::<f64>().unwrap();
    let of_scene = |(id, node): (String, Node<'_, '_>)| {
        let at = node.attribute("transform").unwrap().trim_start_matches("translate(").trim_end_matches(')');
        let (x, y) = at.split_once(' ').unwrap();
        let shape = node.first_element_child().unwrap();
        let (width, height) = match shape.attribute("d") {
            None => (number(shape.attribute("width").unwrap()), number(shape.attribute("height").unwrap())),
            Some(course) => {
                let points: Vec<&str> = course.split('L').collect();
                let lowest = points[2].split([' ', 'H']).nth(1).unwrap();
                (number(points[1].split_once(' ').unwrap().0), number(lowest))
            }
        };
        (id, [number(x), number(y), number(x) + width, number(y) + height])
    };
    with_id(picture, "scene-").into_iter().map(of_scene).collect()
}

#[track_caller]
fn nothing_overlaps(picture: &Document<'_>) {
    let boxes = boxes(picture);
    for (at, (id, one)) in boxes.iter().enumerate() {
        for (other_id, other) in boxes.iter().skip(at + 1) {
            let apart = one[2] < other[0] || other[2] < one[0] || one[3] < other[1] || other[3] < one[1];
            assert!(apart, "{id} at {one:?} and {other_id} at {other:?}");
        }
    }
}

#[test]
fn a_picture_shows_each_scene_and_choice_once_and_apart() {
    for case in &LIBRARY.cases {
        let text = svg(&whole(case));
        let picture = Document::parse(&text).unwrap();
        shows_each_once(&picture, case);
        nothing_overlaps(&picture);
        assert_eq!(text.matches(">Start</text>").count(), 1);
    }
}

#[test]
fn an_outline_says_each_scene_and_choice_once() {
    for case in &LIBRARY.cases {
        let text = outline(&whole(case));
        let blocks: Vec<&str> = text.split("\n\n").skip(1).collect();
        assert_eq!(blocks.len(), case.scenes.len());
        for ((number, scene), block) in (1..).zip(&case.scenes).zip(&blocks) {
            assert!(block.starts_with(&format!("{number}. ")), "{block}");
            let labels: Vec<&str> = block.lines().filter_map(|line| line.strip_prefix("   - ")).collect();
            assert_eq!(scene.activity.is_none(), labels.len() == scene.choices.len(), "{block}");
            for choice in scene.written() {
                assert!(labels.iter().any(|label| label.starts_with(&normal(&choice.label))), "{block}");
            }
        }
    }
}

#[test]
fn graphviz_and_mermaid_are_given_each_scene_and_choice_once() {
    for case in &LIBRARY.cases {
        let choices = whole(case).choices();
        for (text, node) in [(dot(&whole(case)), " ["), (mermaid(&whole(case)), "")] {
            assert_eq!(text.matches("\u{2022} ").count(), choices, "{text}");
            let text = text.replace("<BR/>", " ");
            for (at, scene) in case.scenes.iter().enumerate() {
                let shapes = ["[\"", "(\"", "{{\"", "[[\""];
                let opens = |line: &&str| match node {
                    "" => shapes.iter().any(|shape| line.trim().starts_with(&format!("s{at}{shape}"))),
                    _ => line.trim().starts_with(&format!("s{at}{node}")),
                };
                assert_eq!(text.lines().filter(opens).count(), 1, "s{at} in {text}");
                for choice in scene.written() {
                    let label = choice.label.replace('\'', if node.is_empty() { "'" } else { "&#39;" });
                    assert!(text.contains(&label), "{label} in {text}");
                }
            }
        }
    }
}

#[test]
fn players_are_not_told_what_a_way_hangs_on_in_an_authors_words() {
    for case in &LIBRARY.cases {
        let (author, player) = (whole(case), whole(case).for_players());
        let conditional = |map: &Map| outline(map).matches("if what happened before allows it").count();
        assert_eq!(conditional(&author), 0);
        assert!(conditional(&player) > 0, "{} has ways that hang on something", case.id);
        assert!(!outline(&player).contains("flag"), "{}", case.id);
        assert_eq!((author.choices(), author.scenes.len()), (player.choices(), player.scenes.len()));
    }
}

#[test]
fn the_same_case_gives_the_same_map() {
    for case in &LIBRARY.cases {
        for draw in [svg, dot, mermaid, outline] {
            assert_eq!(draw(&whole(case)), draw(&whole(case)));
        }
    }
}

fn played(case: &Arc<Case>, setup: Setup, chance: &mut ChaCha8Rng) -> Session {
    let mut session = Session::start(case.clone(), LIBRARY.rulebook(setup.standpoint()), setup);
    while session.ending().is_none() {
        let state = session.state();
        let open = legal_choices(case, session.book(), state);
        let choice = *open.choose(chance).unwrap();
        let id = case.scenes[state.scene].name_in(choice, state.frame(case)).unwrap();
        session.submit(Command::choose(id)).unwrap();
    }
    session
}

/// Every number of a run with the scene and choice that a map marks with it; of ways in a row the first.
fn marked(map: &Map) -> BTreeMap<usize, (usize, usize)> {
    let mut marked = BTreeMap::new();
    for scene in &map.scenes {
        for choice in scene.bundles.iter().flat_map(|bundle| &bundle.choices) {
            for number in &choice.taken {
                assert_eq!(marked.insert(*number, (scene.scene, choice.choice)), None, "{number} is marked twice");
            }
        }
    }
    marked
}

/// The row in which a map shows what was decided.
fn row_of(map: &Map, decision: &Decision) -> usize {
    let scene = map.scenes.iter().find(|scene| scene.scene == decision.scene).unwrap();
    let mut rows = scene.bundles.iter().flat_map(|bundle| &bundle.choices);
    rows.find(|row| row.choice == decision.choice || row.ways.contains(&decision.choice)).unwrap().choice
}

#[test]
fn a_run_laid_over_marks_its_own_choices_and_no_others() {
    let mut chance = ChaCha8Rng::seed_from_u64(11);
    for case in &LIBRARY.cases {
        for variant in case.variants.iter().cycle().take(case.variants.len() * 8) {
            let setup = Setup { variant: variant.id.clone(), ..Setup::of(case, 3) };
            let session = played(case, setup.clone(), &mut chance);
            let map = Map::under(case, session.book(), &setup).with_run(&session);
            let made = session.decisions().iter().map(|decision| (decision.scene, row_of(&map, decision)));
            assert_eq!(marked(&map), (1..).zip(made).collect(), "{} {}", case.id, variant.id);
            let routes = map.scenes.iter().flat_map(|scene| &scene.bundles).flat_map(|bundle| &bundle.routes);
            let mut went: Vec<usize> = routes.flat_map(|route| route.taken.iter().copied()).collect();
            went.sort_unstable();
            assert_eq!(went, (1..=session.decisions().len()).collect::<Vec<_>>(), "{} {}", case.id, variant.id);
        }
    }
}

#[test]
fn the_picture_of_a_run_sets_its_choices_in_bold() {
    let case = LIBRARY.case("overheard").unwrap();
    let session = played(case, Setup::of(case, 3), &mut ChaCha8Rng::seed_from_u64(2));
    let map = Map::under(case, session.book(), session.setup()).with_run(&session);
    let text = svg(&map);
    let picture = Document::parse(&text).unwrap();
    let bold = |node: &Node<'_, '_>| node.attribute("font-weight") == Some("bold");
    let mut shown: Vec<String> =
        with_id(&picture, "choice-").into_iter().filter(|(_, node)| bold(node)).map(|(id, _)| id).collect();
    let mut made: Vec<String> =
        session.decisions().iter().map(|decision| format!("{}-{}", decision.scene, row_of(&map, decision))).collect();
    shown.sort();
    made.sort();
    assert_eq!(shown, made);
}

#[test]
fn a_variant_leaves_out_what_it_rules_out() {
    let case = LIBRARY.case("overheard").unwrap();
    let setup = Setup { variant: "quiet".into(), ..Setup::of(case, 0) };
    let map = Map::under(case, &LIBRARY.rulebook(setup.standpoint()), &setup);
    let titles: Vec<&str> = map.scenes.iter().map(|scene| &*scene.title).collect();
    assert!(titles.contains(&"Before hours") && !titles.contains(&"The copier"), "{titles:?}");
    assert!(whole(case).scenes.iter().any(|scene| scene.title == "The copier"));
    assert!(!outline(&map).contains("the variant is"), "{}", outline(&map));
}

/// A case of these scenes, each with the labels of its choices and where they lead; a scene without choices is an ending.
/// The case with a desk of the tests of lint: two deals, and three ways of each of two Anns.
fn with_desk(from: &str, to: &str) -> Arc<Case> {
    let text = include_str!("lint/desk.case.ron");
    assert!(text.contains(from), "{from}");
    let source = Source::new("desk", text.replace(from, to));
    Arc::new(Case::load(&source, &LIBRARY.packs.vocabulary).expect("it reads"))
}

fn desk_rows(map: &Map) -> Vec<(String, usize, bool)> {
    let rows = map.scenes[1].bundles.iter().flat_map(|bundle| &bundle.choices);
    rows.map(|row| (row.label.clone(), row.ways.len(), !row.taken.is_empty())).collect()
}

#[test]
fn an_activity_is_a_row_for_each_way_on_and_condition_and_a_run_marks_it() {
    let one = "goto: \"three\"))";
    let ahead = |map: &Map| desk_rows(map);
    let plain = with_desk(one, one);
    // Two Anns and two subjects in each of two deals; the right Ann is the same act in both.
    assert_eq!(ahead(&whole(&plain)), [("A message: 4 ways".to_owned(), 4, false)]);
    let parted = with_desk(one, r#"goto: [(when: "flag(astray)", to: "late"), "three"]))"#);
    let rows = ahead(&whole(&parted));
    assert_eq!(
        rows.iter().map(|(_, ways, _)| *ways).collect::<Vec<_>>(),
        [2, 2],
        "those that go astray lead elsewhere"
    );
    let gated = with_desk("deals: [1]),", r#"deals: [1], when: "not flag(astray)"),"#);
    assert_eq!(ahead(&whole(&gated)).len(), 2, "some are open under a condition");
    let session = played(&plain, Setup::of(&plain, 3), &mut ChaCha8Rng::seed_from_u64(4));
    let map = Map::under(&plain, session.book(), session.setup()).with_run(&session);
    assert_eq!(ahead(&map).iter().filter(|(_, _, taken)| *taken).count(), 1);
    assert!(outline(&map).contains("ways [decision 2 of the run]"), "{}", outline(&map));
}

fn case_of(scenes: &[Vec<(String, usize)>]) -> Arc<Case> {
    let mut text = String::from(
        "(id: \"sample\", version: \"1.0.0\", title: \"A <b>sample</b> & \\\"more\\\"\", summary: \"S.\", minutes: 15, \
         authors: [\"A\"], sources: [(cite: \"C\", on: \"2026-11-21\")], content_note: \"N.\", support: \"S.\", \
         themes: [\"t\"], objectives: [(id: \"O1\", text: \"K\", standards: [\"aca2014.B.1.c\"])], \
         jurisdictions: [\"US-CA\"], professions: [\"counselor\"], date: \"2026-10-05\", time: \"09:10\", \
         role: \"R.\", setting: \"S.\", cast: [(id: \"maya\", name: \"Maya\", role: [client], age: 34)], \
         places: [(id: \"office\", name: \"The office\", setting: private_office, art: office)], \
         variants: [(id: \"base\", title: \"Base\")], start: \"s0\", scenes: [",
    );
    for (at, choices) in scenes.iter().enumerate() {
        let _ = write!(text, "(id: \"s{at}\", place: \"office\", text: \"T.\"");
        if choices.is_empty() {
            let _ = write!(text, ", ending: (id: \"s{at}\", title: \"End\", tone: Heavy)),");
            continue;
        }
        text.push_str(", choices: [");
        for (number, (label, to)) in choices.iter().enumerate() {
            let _ = write!(text, "(id: \"c{number}\", label: {label:?}, note: \"N.\", then: \"T.\", goto: \"s{to}\"),");
        }
        text.push_str("]),");
    }
    text.push_str("])");
    let loaded = Case::load(&Source::new("sample.case.ron", text), &LIBRARY.packs.vocabulary);
    Arc::new(loaded.map_err(|problems| format!("{problems:#?}")).unwrap())
}

fn ways(pairs: &[(&str, usize)]) -> Vec<(String, usize)> {
    pairs.iter().map(|(label, to)| ((*label).to_owned(), *to)).collect()
}

#[track_caller]
#[expect(clippy::disallowed_methods, reason = "a map that takes minutes is a fault, however right it is")]
fn is_drawn(case: &Case) -> String {
    let started = std::time::Instant::now();
    let map = whole(case);
    let texts = [svg(&map), dot(&map), mermaid(&map), outline(&map)];
    // A second where the machine is idle and the program optimized; a test may meet neither.
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    let picture = Document::parse(&texts[0]).unwrap();
    nothing_overlaps(&picture);
    assert_eq!(with_id(&picture, "scene-").len(), case.scenes.len());
    texts.concat()
}

#[test]
fn a_scene_may_lead_to_itself_and_back() {
    let case = case_of(&[ways(&[("again", 0), ("on", 1)]), ways(&[("back", 0), ("on", 2), ("again", 1)]), ways(&[])]);
    let text = is_drawn(&case);
    shows_each_once(&Document::parse(&svg(&whole(&case))).unwrap(), &case);
    assert!(text.contains("s1:b0:e -> s0:head:w"), "{text}");
}

#[test]
fn a_long_chain_and_a_wide_hub_are_drawn() {
    let mut chain: Vec<_> = (0..299).map(|at| vec![("on".to_owned(), at + 1), ("skip".to_owned(), 299)]).collect();
    chain.push(Vec::new());
    is_drawn(&case_of(&chain));
    let mut hub = vec![(1..=100).map(|to| (format!("way {to}"), to)).collect::<Vec<_>>()];
    hub.extend((1..=100).map(|_| Vec::new()));
    is_drawn(&case_of(&hub));
    let everywhere = |at: usize| (0..100).map(|to| (format!("{at} to {to}"), to)).collect::<Vec<_>>();
    let mut tangle: Vec<_> = (0..99).map(everywhere).collect();
    tangle.push(Vec::new());
    is_drawn(&case_of(&tangle));
}

#[test]
fn words_of_any_script_and_length_are_drawn_and_kept_apart_from_the_grammar() {
    let long = "x".repeat(200);
    let endless = "y".repeat(2_000);
    let strange = [
        "<b>&\"'</b>",
        "\u{5e9}\u{5dc}\u{5d5}\u{5dd} \u{202e}\u{627}",
        "| --> s0; %% #quot; `a` {{",
        "\\N \\\\ <>",
        &long,
        &endless,
    ];
    let labels: Vec<(&str, usize)> = strange.iter().map(|label| (*label, 1)).collect();
    let case = case_of(&[ways(&labels), Vec::new()]);
    is_drawn(&case);
    let picture = svg(&whole(&case));
    let picture = Document::parse(&picture).unwrap();
    let shown: BTreeMap<String, String> =
        with_id(&picture, "choice-").into_iter().map(|(id, node)| (id, words(node))).collect();
    for (at, label) in strange.iter().enumerate().take(4) {
        assert_eq!(shown[&format!("0-{at}")], normal(label));
    }
    assert_eq!(shown["0-4"].replace(' ', ""), long);
    let chart = mermaid(&whole(&case));
    assert!(chart.contains("#lt;b#gt;#amp;#quot;'#lt;/b#gt;") && !chart.contains("<b>&"), "{chart}");
    let graph = dot(&whole(&case));
    assert!(graph.contains("&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;"), "{graph}");
}

#[test]
fn the_command_draws_to_the_terminal_or_a_file() {
    let home = Home::new();
    let said = home.run(&["graph", "overheard"], "").code(0);
    assert!(Document::parse(&said.out).is_ok());
    home.run(&["graph", "overheard", "--format", "outline", "--variant", "quiet"], "").code(0).says("1. Going up");
    home.run(&["graph", "overheard", "--format", "dot", "-o", "map.dot"], "").code(0);
    assert!(home.text("map.dot").starts_with("digraph"));
    home.run(&["graph", "overherd", "-o", "maps/a.svg"], "").code(2).says("did you mean `overheard`?").says_not("<svg");
    assert!(home.files("maps").is_empty());
    home.run(&["graph", "overheard", "--variant", "quite"], "").code(2).says("did you mean `quiet`?");
}

#[test]
fn the_command_lays_a_record_over_the_map() {
    let home = Home::new();
    let case = LIBRARY.case("overheard").unwrap();
    let setup = Setup { variant: "quiet".into(), ..Setup::of(case, 3) };
    let session = played(case, setup, &mut ChaCha8Rng::seed_from_u64(4));
    let record = home.put("a.run", Record::of(&session).to_text());
    let drawn = home.run(&["graph", "overheard", "--record", &record, "--format", "outline"], "").code(0);
    assert_eq!(drawn.out.matches("of the run]").count(), session.decisions().len(), "{}", drawn.out);
    home.run(&["graph", "couples", "--record", &record], "").code(2).says("a run of the case `overheard`");
    home.run(&["graph", "overheard", "--record", &record, "--variant", "base"], "").code(2).says("variant `quiet`");
    let torn = home.put("b.run", format!("{}Did(Cho", Record::of(&session).to_text()));
    home.run(&["graph", "overheard", "--record", &torn], "").code(1).says("damaged");
    let empty = home.put("c.run", "hello");
    home.run(&["graph", "overheard", "--record", &empty], "").code(2).says("this is no record");
}

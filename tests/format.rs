//! The reference of the formats cannot go stale: what the readers ask of a file is recorded, every field so asked for has a
//! line in `docs/format.ron` and every line a field, and `docs/case-format.md`, `docs/pack-format.md` and
//! `docs/vocabulary.md` are written from the two. CONFIDANT_BLESS=1 writes them anew.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::disallowed_methods,
    reason = "a test may fail, and may read files"
)]

mod format {
    pub(crate) mod page;
}

use confidant::ethics::{
    ACT_NAMES, Atom, Inquiry, Pack, Packs, Premises, SITUATION_NAMES, Scope, Verb, atom, read_condition,
};
use confidant::library::{is_pack, load_packs, shipped_cases, shipped_rules};
use confidant::reading::{Asked, Node, Reader, Shape, parse};
use confidant::reference::RuleTests;
use confidant::scenario::{CASE_NAMES, Case};
use confidant::source::Source;
use format::page::{Described, Sample};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

static PACKS: LazyLock<Packs> = LazyLock::new(|| load_packs(&shipped_rules()).expect("the shipped rules load"));

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn text_of(path: &str) -> Arc<Source> {
    Source::new(path, fs::read_to_string(root().join(path)).unwrap())
}

/// What a reader asks of a text that has nothing wrong with it.
#[track_caller]
fn shape_of<T>(source: &Arc<Source>, read: impl FnOnce(&Reader, &Node) -> Option<T>) -> Shape {
    let node = parse(source).expect("well-formed");
    let reader = Reader::recording(source);
    let read = read(&reader, &node).is_some();
    let (shape, problems) = reader.into_shape();
    assert!(read && problems.is_empty(), "{}: {problems:#?}", source.name());
    shape
}

fn case(source: &Arc<Source>) -> Shape {
    shape_of(source, |reader, node| Case::read(reader, node, &PACKS.vocabulary))
}

fn pack(source: &Arc<Source>) -> Shape {
    shape_of(source, |reader, node| Pack::read(reader, node, &PACKS.vocabulary))
}

fn inquiry(source: &Arc<Source>) -> Shape {
    shape_of(source, |reader, node| {
        let mut fields = reader.record(node, "an inquiry")?;
        let today = Premises::of(jiff::civil::date(2026, 10, 5));
        let inquiry = Inquiry::read(reader, &mut fields, &PACKS.vocabulary, &today);
        fields.finish();
        inquiry
    })
}

/// The samples, which have every field, and what was asked of them.
static SAMPLES: LazyLock<Vec<Sample>> = LazyLock::new(|| {
    let sample = |path: &str, read: &dyn Fn(&Arc<Source>) -> Shape| {
        let source = text_of(path);
        Sample { shape: read(&source), source }
    };
    let tests = |source: &Arc<Source>| shape_of(source, |reader, node| RuleTests::read(reader, node, &PACKS));
    let binds = |whom: &str| {
        let text = format!("(pack: (id: \"s\", title: \"S\", layer: Law, {whom}, as_of: \"2026-10-01\"))");
        let source = Source::new(whom, text);
        Sample { shape: pack(&source), source }
    };
    vec![
        sample("tests/format/sample.case.ron", &case),
        sample("tests/format/sample.ron", &pack),
        sample("tests/format/sample.tests.ron", &tests),
        sample("tests/format/sample.judge.ron", &inquiry),
        binds("federal: true"),
        binds("jurisdiction: \"US-OH\""),
        binds("professions: [counselor]"),
    ]
});

/// The whole shape: of the samples, and of everything shipped, where fields are written in other ways too.
static SHAPE: LazyLock<Shape> = LazyLock::new(|| {
    let mut whole = Shape::default();
    SAMPLES.iter().for_each(|sample| whole.join(sample.shape.clone()));
    shipped_cases().values().for_each(|source| whole.join(case(source)));
    shipped_rules().iter().filter(|(name, _)| is_pack(name)).for_each(|(_, source)| whole.join(pack(source)));
    whole
});

static DESCRIBED: LazyLock<Described> =
    LazyLock::new(|| ron::from_str(&fs::read_to_string(root().join("docs/format.ron")).unwrap()).unwrap());

fn recorded() -> BTreeSet<String> {
    let fields = |(what, fields): &(&str, Vec<confidant::reading::FieldShape>)| {
        fields.iter().map(|field| format!("{what}.{}", field.name)).collect::<Vec<_>>()
    };
    SHAPE.records.iter().flat_map(fields).collect()
}

#[test]
fn every_field_a_reader_asks_for_is_described_and_nothing_else_is() {
    let described = DESCRIBED
        .records
        .iter()
        .flat_map(|(what, record)| record.fields.keys().map(move |field| format!("{what}.{field}")));
    let described: BTreeSet<String> = described.collect();
    let recorded = recorded();
    let is_told = |key: &&String| key.split_once('.').is_some_and(|(what, name)| DESCRIBED.field(what, name).is_some());
    let without: Vec<_> = recorded.iter().filter(|key| !is_told(key)).collect();
    assert!(without.is_empty(), "describe these in docs/format.ron: {without:?}");
    let gone: Vec<_> = described.difference(&recorded).collect();
    assert!(gone.is_empty(), "docs/format.ron describes what no reader asks for: {gone:?}");
}

#[test]
fn every_record_stands_on_one_page() {
    let placed: Vec<&str> = DESCRIBED.pages.iter().flat_map(|page| &page.records).map(String::as_str).collect();
    let once: BTreeSet<&str> = placed.iter().copied().collect();
    assert_eq!(once.len(), placed.len(), "a record stands on two pages");
    let recorded: BTreeSet<&str> = SHAPE.records.iter().map(|(what, _)| *what).collect();
    assert_eq!(once, recorded);
}

#[test]
fn the_samples_show_every_field() {
    let shown = |what: &str, name: &str| {
        let mut instances = SAMPLES.iter().flat_map(|sample| &sample.shape.instances);
        instances.any(|instance| instance.what == what && instance.values.iter().any(|(field, _)| field == name))
    };
    for (what, fields) in &SHAPE.records {
        // What one record has from another is shown there.
        let is_own = |name: &str| DESCRIBED.field(what, name).is_some_and(|(told_by, _)| told_by == *what);
        for field in fields.iter().filter(|field| is_own(field.name)) {
            assert!(shown(what, field.name), "no sample shows `{}` of {what}", field.name);
        }
    }
}

#[test]
fn what_the_program_knows_is_not_said_by_hand() {
    for (what, fields) in &SHAPE.records {
        for field in fields {
            let key = format!("{what}.{}", field.name);
            let (told_by, (_, left_out)) = DESCRIBED.field(what, field.name).expect("it is described");
            if told_by != *what {
                // Where it is told, it is held to this.
                continue;
            }
            match field.asked {
                Asked::Required => assert_eq!(left_out, "", "`{key}` is needed"),
                Asked::Optional => assert_ne!(left_out, "", "say what holds where `{key}` is left out"),
                Asked::List | Asked::Flag => (),
            }
            let by_hand = DESCRIBED.values.contains_key(&key);
            assert!(by_hand || !field.kinds.is_empty(), "nothing is known of the value of `{key}`");
            assert_eq!(
                field.mapped,
                DESCRIBED.keys.contains_key(&key),
                "`{key}`: keys belong to maps, and to each map"
            );
        }
    }
    let recorded = recorded();
    for key in DESCRIBED.keys.keys().chain(DESCRIBED.values.keys()) {
        assert!(recorded.contains(key), "docs/format.ron speaks of `{key}`, which no reader asks for");
    }
}

#[test]
fn which_field_belongs_to_which_activity_is_as_the_program_has_it() {
    let about = &DESCRIBED.records["an activity"].about;
    let row = |name: &str| {
        let row = about.lines().find(|line| line.starts_with(&format!("| `{name}`"))).expect("a row for each");
        row.split('`').skip(3).step_by(2).map(str::to_owned).collect::<BTreeSet<String>>()
    };
    let names = ["Earshot", "Mail", "Redaction", "Paper", "Phone", "Chart"];
    let fields = |name: &str| {
        let of_sample = |sample: &'static Sample| {
            let found = sample.shape.instances.iter().filter(|found| found.what == "an activity");
            let named = found.filter(move |found| sample.source.words(found.span).starts_with(&format!("{name}(")));
            named.flat_map(|found| found.values.iter().map(|(field, _)| field.clone())).collect::<Vec<_>>()
        };
        SAMPLES.iter().flat_map(of_sample).collect::<BTreeSet<String>>()
    };
    let own: Vec<BTreeSet<String>> = names.iter().map(|name| row(name)).collect();
    let common: BTreeSet<String> = DESCRIBED.records["an activity"]
        .fields
        .keys()
        .filter(|field| !own.iter().any(|own| own.contains(*field)))
        .cloned()
        .collect();
    for (name, own) in names.iter().zip(&own) {
        let shown: BTreeSet<String> = fields(name).difference(&common).cloned().collect();
        assert_eq!(*own, shown, "{name}");
    }
}

#[test]
fn every_closed_list_has_a_heading_and_every_word_or_none_is_explained() {
    let recorded: BTreeSet<&String> = SHAPE.lists.keys().filter(|list| *list != "act").collect();
    assert_eq!(recorded, DESCRIBED.lists.keys().collect::<BTreeSet<_>>());
    for (list, described) in &DESCRIBED.lists {
        let words: BTreeSet<&String> = SHAPE.lists[list].iter().collect();
        let explained: BTreeSet<&String> = described.words.keys().collect();
        assert!(explained.is_empty() || explained == words, "{list}: {explained:?} are explained, {words:?} exist");
    }
    let acts: BTreeSet<&str> = Verb::ALL.iter().map(|(name, _)| *name).collect();
    assert_eq!(acts, DESCRIBED.acts.keys().map(String::as_str).collect::<BTreeSet<_>>());
}

/// The name by which a condition asks: a new atom does not compile until it has one here, and then wants its line.
fn name_of(atom: &Atom) -> &'static str {
    use confidant::ethics::Whose;
    match atom {
        Atom::Fact(..) => "a fact",
        Atom::Done(..) => "done",
        Atom::Doubt => "doubt",
        Atom::Age(Whose::Client, ..) => "client.age",
        Atom::Age(Whose::Subject, ..) => "subject.age",
        Atom::Age(Whose::Recipient, ..) => "recipient.age",
        Atom::SubjectDeceased => "subject.deceased",
        Atom::Recipient(..) => "recipient",
        Atom::Subject(..) => "subject",
        Atom::Purpose(..) => "purpose",
        Atom::Channel(..) => "channel",
        Atom::Setting(..) => "setting",
        Atom::Shares(..) => "shares",
        Atom::Identified => "identified",
        Atom::Incidental => "incidental",
        Atom::Overheard => "overheard",
        Atom::RequiredByLaw => "required_by_law",
        Atom::Release(..) => "release",
        Atom::EveryoneReleased => "everyone_released",
        Atom::Under(..) => "under",
    }
}

#[test]
fn every_name_a_condition_knows_is_explained_by_an_example_that_is_understood() {
    let known: BTreeSet<&str> = SITUATION_NAMES.iter().chain(CASE_NAMES).chain(ACT_NAMES).copied().collect();
    assert_eq!(known, DESCRIBED.conditions.iter().map(|(name, ..)| name.as_str()).collect::<BTreeSet<_>>());
    let sample = text_of("tests/format/sample.case.ron");
    for (name, example, _) in &DESCRIBED.conditions {
        if CASE_NAMES.contains(&name.as_str()) {
            let text = sample.text().replace("not visited(desk)", example);
            assert_ne!(text, *sample.text());
            case(&Source::new(name.clone(), text));
            continue;
        }
        let scope = if ACT_NAMES.contains(&name.as_str()) { Scope::Act } else { Scope::Situation };
        let source = Source::new(name.clone(), format!("{example:?}"));
        shape_of(&source, |reader, node| {
            let read = read_condition(reader, node, |phrase| atom(phrase, &PACKS.vocabulary, scope))?;
            let minor = |asked: &str| name.replace(".minor", ".age") == asked;
            assert!(read.atoms().iter().all(|atom| name_of(atom) == name || minor(name_of(atom))), "{name}");
            Some(())
        });
    }
}

#[test]
fn the_pages_are_written_from_the_program() {
    let mut pages: Vec<(String, String)> =
        DESCRIBED.pages.iter().map(|page| (page.file.clone(), DESCRIBED.write(page, &SHAPE, &SAMPLES))).collect();
    pages.push(("vocabulary.md".into(), format::page::vocabulary(&PACKS.vocabulary)));
    for (file, page) in pages {
        let path = root().join("docs").join(&file);
        if std::env::var_os("CONFIDANT_BLESS").is_some() {
            fs::write(&path, &page).unwrap();
        }
        let kept = fs::read_to_string(&path).unwrap_or_default();
        assert!(kept == page, "docs/{file} is stale: CONFIDANT_BLESS=1 cargo test --test format writes it anew");
    }
}

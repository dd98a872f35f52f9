//! Our reader of RON: it agrees with the crate `ron` on whatever both can read, and no text makes it fall over.

#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail")]

use confidant::diagnostic::{Diagnostic, Format, render};
use confidant::ethics::{Inquiry, Pack, Packs, Vocabulary};
use confidant::library::{load_packs, shipped_cases, shipped_rules};
use confidant::reading::{Node, Value, parse};
use confidant::reference::{RuleTests, load_myths, load_questions};
use confidant::scenario::Case;
use confidant::source::{Source, Span};
use proptest::prelude::*;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

/// What both readers make of a text, without the names that `ron::Value` forgets.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
enum Tree {
    Unit,
    Bool(bool),
    Number(i64),
    Fraction(f64),
    Text(String),
    Seq(Vec<Tree>),
    Map(BTreeMap<String, Tree>),
}

fn ours(node: &Node) -> Tree {
    match &node.value {
        Value::Word(_) => Tree::Unit,
        // `()` is ron's unit; `LetPass()` is to ron a name with an empty list.
        Value::Record(None, fields) if fields.is_empty() => Tree::Unit,
        Value::Record(Some(_), fields) if fields.is_empty() => Tree::Seq(Vec::new()),
        Value::Record(_, fields) => {
            Tree::Map(fields.iter().map(|(name, _, value)| (name.clone(), ours(value))).collect())
        }
        Value::Tuple(Some(name), items) if name == "Some" => items.first().map_or(Tree::Unit, ours),
        Value::Tuple(_, items) | Value::List(items) => Tree::Seq(items.iter().map(ours).collect()),
        Value::Map(entries) => {
            Tree::Map(entries.iter().map(|(key, value)| (key_of(&ours(key)), ours(value))).collect())
        }
        Value::Text(text, _) => Tree::Text(text.clone()),
        Value::Number(number) => Tree::Number(*number),
        Value::Fraction(fraction) => Tree::Fraction(*fraction),
        Value::Bool(flag) => Tree::Bool(*flag),
    }
}

fn theirs(value: &ron::Value) -> Tree {
    match value {
        ron::Value::Bool(flag) => Tree::Bool(*flag),
        ron::Value::Char(letter) => Tree::Text(letter.to_string()),
        ron::Value::Map(map) => {
            Tree::Map(map.iter().map(|(key, value)| (key_of(&theirs(key)), theirs(value))).collect())
        }
        ron::Value::Number(number) => {
            ron::Value::Number(*number).into_rust().map_or(Tree::Fraction(number.into_f64()), Tree::Number)
        }
        ron::Value::Option(value) => value.as_deref().map_or(Tree::Unit, theirs),
        ron::Value::String(text) => Tree::Text(text.clone()),
        ron::Value::Bytes(bytes) => panic!("our files have no bytes: {bytes:?}"),
        ron::Value::Seq(items) => Tree::Seq(items.iter().map(theirs).collect()),
        ron::Value::Unit => Tree::Unit,
    }
}

fn key_of(key: &Tree) -> String {
    if let Tree::Text(text) = key { text.clone() } else { format!("{key:?}") }
}

fn read(text: &str) -> Result<Tree, Diagnostic> {
    parse(&Source::new("t", text)).map(|node| ours(&node))
}

fn shipped() -> Vec<Arc<Source>> {
    shipped_rules().into_values().chain(shipped_cases().into_values()).collect()
}

static PACKS: LazyLock<Packs> = LazyLock::new(|| load_packs(&shipped_rules()).expect("the shipped rules load"));

#[test]
fn every_shipped_file_means_to_us_what_it_means_to_ron() {
    let options = ron::Options::default().with_default_extension(
        ron::extensions::Extensions::IMPLICIT_SOME | ron::extensions::Extensions::UNWRAP_NEWTYPES,
    );
    for source in shipped() {
        let value: ron::Value =
            options.from_str(source.text()).unwrap_or_else(|error| panic!("{}: {error}", source.name()));
        let node = parse(&source).unwrap_or_else(|found| panic!("{}", render(&[found], Format::Human)));
        assert_eq!(ours(&node), theirs(&value), "{}", source.name());
    }
}

#[test]
fn every_rule_file_is_there_however_deep_its_folder() {
    for name in ["vocabulary.ron", "aca2014.ron", "hipaa.ron", "us-wy.ron", "example-agency.ron"] {
        assert!(shipped_rules().contains_key(name), "{name}");
    }
    let names: Vec<String> = shipped().iter().map(|source| source.name().to_owned()).collect();
    assert!(names.contains(&"shipped:states/us-tx.ron".to_owned()), "{names:?}");
}

#[test]
fn ages_are_numbers_and_nothing_else() {
    let years = |value: &str| {
        let source = Source::new("t", format!("(facts: {{\"abuse.age_now\": {value}}})"));
        let read = Inquiry::load(&source, &PACKS.vocabulary, jiff::civil::date(2026, 11, 22));
        let fact = PACKS.vocabulary.fact("abuse.age_now").expect("it is in the vocabulary");
        match read {
            Ok(inquiry) => inquiry.situation.facts.get(fact).to_string(),
            Err(found) => found.iter().map(|found| found.code).collect(),
        }
    };
    assert_eq!([years("0"), years("12"), years("120")], ["0", "12", "120"]);
    assert_eq!([years("121"), years("-1"), years("\"12\""), years("twelve"), years("1.5")], ["S004"; 5]);
}

#[test]
fn every_shipped_file_that_is_cut_short_is_told_so() {
    for source in shipped() {
        let text = source.text().trim_end();
        for end in (1..40).map(|part| text.len() * part / 40).filter(|end| text.is_char_boundary(*end)) {
            let cut = Source::new("cut", text.get(..end).unwrap_or(""));
            let found = parse(&cut).expect_err(source.name());
            assert!(!found.message.is_empty());
            spans_are_inside(&cut, std::slice::from_ref(&found));
        }
    }
}

#[test]
fn a_file_written_on_windows_says_the_same() {
    for source in shipped() {
        let windows = source.text().replace('\n', "\r\n");
        assert_eq!(read(&windows).ok(), read(source.text()).ok(), "{}", source.name());
        assert!(read(&format!("\u{feff}{windows}")).is_ok());
    }
}

fn spans_are_inside(source: &Source, problems: &[Diagnostic]) {
    for found in problems {
        assert!(is_place(found.source.text(), found.span), "{:?} of {}", found.span, source.name());
        assert!(!found.message.is_empty() && !found.code.is_empty());
    }
    for format in [Format::Human, Format::Short, Format::Json] {
        let _ = render(problems, format);
    }
}

fn is_place(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.start..span.end).is_some()
}

fn nodes_are_inside(text: &str, node: &Node, around: Span) {
    assert!(is_place(text, node.span) && around.start <= node.span.start && node.span.end <= around.end);
    let inner = |node: &Node, within: Span| nodes_are_inside(text, node, within);
    match &node.value {
        Value::Record(_, fields) => fields.iter().for_each(|(name, span, value)| {
            assert_eq!(text.get(span.start..span.end), Some(name.as_str()));
            inner(value, node.span);
        }),
        Value::Tuple(_, items) | Value::List(items) => items.iter().for_each(|item| inner(item, node.span)),
        Value::Map(entries) => entries.iter().for_each(|(key, value)| {
            inner(key, node.span);
            inner(value, node.span);
        }),
        Value::Text(_, start) => assert!(node.span.start < *start && *start <= node.span.end),
        Value::Number(_) | Value::Fraction(_) | Value::Bool(_) | Value::Word(_) => (),
    }
}

/// Reads a text as everything it could be taken for.
fn survives(text: &str) {
    let source = Source::new("t", text);
    match parse(&source) {
        Ok(node) => nodes_are_inside(text, &node, Span::new(0, text.len())),
        Err(found) => return spans_are_inside(&source, &[found]),
    }
    let today = jiff::civil::date(2026, 11, 22);
    let found = [
        Vocabulary::load(&source).err(),
        Pack::load(&source, &PACKS.vocabulary).err(),
        Case::load(&source, &PACKS.vocabulary).err(),
        Inquiry::load(&source, &PACKS.vocabulary, today).err(),
        RuleTests::load(&source, &PACKS).err(),
        load_myths(&source, &PACKS).err(),
        load_questions(&source, &PACKS.vocabulary).err(),
    ];
    for problems in found.into_iter().flatten() {
        assert!(!problems.is_empty(), "refused without a reason: {text}");
        spans_are_inside(&source, &problems);
    }
}

fn tree() -> impl Strategy<Value = Tree> {
    let leaf = prop_oneof![
        any::<bool>().prop_map(Tree::Bool),
        any::<i64>().prop_map(Tree::Number),
        any::<f64>().prop_filter("finite", |number| number.is_finite()).prop_map(Tree::Fraction),
        any::<String>().prop_map(Tree::Text),
        "[a-z\"\\\\#\n é]{0,12}".prop_map(Tree::Text),
    ];
    leaf.prop_recursive(5, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Tree::Seq),
            prop::collection::btree_map(".{0,8}", inner, 0..6).prop_map(Tree::Map),
        ]
    })
}

/// Something with fields, names, tuples and options, as records and settings are.
#[derive(Debug, Clone, Serialize)]
struct Entry {
    name: String,
    role: Role,
    seen: Option<i64>,
    pairs: Vec<(String, bool)>,
    inside: Vec<Entry>,
}

#[derive(Debug, Clone, Serialize)]
enum Role {
    Client,
    Other(String),
    Staff { since: i64 },
}

impl Entry {
    fn tree(&self) -> Tree {
        let role = match &self.role {
            Role::Client => Tree::Unit,
            Role::Other(what) => Tree::Seq(vec![Tree::Text(what.clone())]),
            Role::Staff { since } => Tree::Map([("since".into(), Tree::Number(*since))].into()),
        };
        let pair = |(text, flag): &(String, bool)| Tree::Seq(vec![Tree::Text(text.clone()), Tree::Bool(*flag)]);
        Tree::Map(BTreeMap::from([
            ("name".into(), Tree::Text(self.name.clone())),
            ("role".into(), role),
            ("seen".into(), self.seen.map_or(Tree::Unit, Tree::Number)),
            ("pairs".into(), Tree::Seq(self.pairs.iter().map(pair).collect())),
            ("inside".into(), Tree::Seq(self.inside.iter().map(Entry::tree).collect())),
        ]))
    }
}

fn entry() -> impl Strategy<Value = Entry> {
    let role = prop_oneof![
        Just(Role::Client),
        any::<String>().prop_map(Role::Other),
        any::<i64>().prop_map(|since| Role::Staff { since }),
    ];
    let of =
        |inside: Vec<Entry>| move |(name, role, seen, pairs)| Entry { name, role, seen, pairs, inside: inside.clone() };
    let fields = (any::<String>(), role, any::<Option<i64>>(), prop::collection::vec(any::<(String, bool)>(), 0..3));
    let leaf = fields.clone().prop_map(of(Vec::new()));
    leaf.prop_recursive(3, 12, 3, move |inner| {
        (fields.clone(), prop::collection::vec(inner, 0..3)).prop_map(move |(fields, inside)| of(inside)(fields))
    })
}

/// A change to a text, at a place given in thousandths of it.
#[derive(Debug, Clone)]
enum Slip {
    Cut(usize, usize),
    Put(usize, String),
    Again(usize, usize),
}

const SCRAPS: &[&str] = &[
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "\"",
    "r#\"",
    "\"#",
    "//",
    "/*",
    "*/",
    "\\",
    "\\u{",
    "-",
    "99999999999999999999",
    "null",
    "true",
    "not ",
    " and ",
    "é",
    "\u{1f600}",
    "\0",
    "\r\n",
    "\u{feff}",
    "Some(",
    "when: \"\\u{e9}é & (\",",
    "id: 3,",
    "scenes: [],",
    "goto: \"\",",
    "{{}}",
    "{maya.age",
    "..",
];

fn slip() -> impl Strategy<Value = Slip> {
    prop_oneof![
        (0..1_000_usize, 1..60_usize).prop_map(|(at, length)| Slip::Cut(at, length)),
        (0..1_000_usize, prop::sample::select(SCRAPS)).prop_map(|(at, scrap)| Slip::Put(at, scrap.into())),
        (0..1_000_usize, "\\PC{1,4}").prop_map(|(at, text)| Slip::Put(at, text)),
        (0..1_000_usize, 1..200_usize).prop_map(|(at, length)| Slip::Again(at, length)),
    ]
}

impl Slip {
    fn make(&self, text: &str) -> String {
        let (Slip::Cut(at, _) | Slip::Put(at, _) | Slip::Again(at, _)) = self;
        let start = boundary(text, text.len() * at / 1_000);
        let (before, after) = text.split_at(start);
        match self {
            Slip::Cut(_, length) => format!("{before}{}", after.split_at(boundary(after, *length)).1),
            Slip::Put(_, scrap) => format!("{before}{scrap}{after}"),
            Slip::Again(_, length) => format!("{before}{}{after}", after.split_at(boundary(after, *length)).0),
        }
    }
}

fn boundary(text: &str, at: usize) -> usize {
    (at..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len())
}

/// A small text that has a bit of everything, so that a slip hits something each time.
const SAMPLE: &str = r##"#![enable(implicit_some)]
// é and more
(id: "sample", version: "1", minutes: 15, date: "2026-10-05", time: "09:10", /* a /* nested */ one */
 cast: [(id: "maya", name: "Mayä", role: [client], age: 34, look: (skin: 3, glasses: true))],
 situation: { "threat.serious": true, "threat.victim": identified },
 scenes: [(id: "a", place: "p", text: r#"He said "no"."#, choices: [
   (id: "c", label: "L\u{e9}", when: "not visited(b) and (threat.imminent or knows(k))", goto: [(when: "visited(b)", to: "b"), "a"],
    acts: [Disclose(to: "maya", what: [symptoms, diagnosis], by: voice)])])],
 acts: [Warn(to: "you", about: "maya", what: [threat])], pack: (id: "x", layer: Law, federal: true), rules: [(id: "x.1", effect: Forbid,
 when: "shares(diagnosis) and subject.age < 18", by: "36 hours", at_most: [identity], binds: [counselor], capacity: [staff],
 topic: minors, discharged_by: "done(report, police, written) then done(document)", care: true)], articles: [(id: "x.2", text: "t")],
 tests: [(name: "n", law: Ok, cites: ["x.1"], facts: {"abuse.age_now": 12})], myths: [(id: "M", verdict: Half, rules: ["x.1"])],
 questions: [(id: "q", title: "t", unsettled: ["threat.imminent"])], roles: [(id: client, name: "c", under: [])],)"##;

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) })]

    #[test]
    fn whatever_ron_writes_we_read_as_it_was(tree in tree()) {
        let written = ron::to_string(&tree).expect("ron writes it");
        prop_assert_eq!(read(&written).map_err(|found| found.message), Ok(tree.clone()), "{}", written);
        let pretty = ron::ser::to_string_pretty(&tree, ron::ser::PrettyConfig::default()).expect("ron writes it");
        prop_assert_eq!(read(&pretty).map_err(|found| found.message), Ok(tree), "{}", pretty);
    }

    #[test]
    fn whatever_json_writes_we_read_as_it_was(tree in tree()) {
        let written = serde_json::to_string(&tree).expect("it is written");
        prop_assert_eq!(read(&written).map_err(|found| found.message), Ok(tree), "{}", written);
    }

    #[test]
    fn named_records_tuples_and_options_come_back(entry in entry()) {
        let pretty = ron::ser::PrettyConfig::default().struct_names(true).escape_strings(true);
        for written in [ron::to_string(&entry), ron::ser::to_string_pretty(&entry, pretty)] {
            let written = written.expect("ron writes it");
            prop_assert_eq!(read(&written).map_err(|found| found.message), Ok(entry.tree()), "{}", written);
        }
    }

    #[test]
    fn no_text_makes_the_reader_fall_over(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn no_string_of_our_own_scraps_makes_it_fall_over(scraps in prop::collection::vec(prop::sample::select(SCRAPS), 0..30)) {
        survives(&scraps.concat());
    }

    #[test]
    fn no_few_slips_in_a_file_make_it_fall_over(slips in prop::collection::vec(slip(), 1..4)) {
        survives(&slips.iter().fold(SAMPLE.to_owned(), |text, slip| slip.make(&text)));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn no_slip_in_a_shipped_file_makes_it_fall_over(which in any::<prop::sample::Index>(), slips in prop::collection::vec(slip(), 1..3)) {
        let files = shipped();
        let source = which.get(&files);
        let text = slips.iter().fold(source.text().to_owned(), |text, slip| slip.make(&text));
        survives(&text);
    }
}

#[test]
fn json_may_write_a_character_in_two_halves() {
    assert_eq!(read(r#""\ud83d\ude00 \u00e9 \b""#).ok(), Some(Tree::Text("\u{1f600} é \u{8}".into())));
    for broken in [r#""\ud83d""#, r#""\ud83d\u0041""#, r#""\ude00""#, r#""\ud83d\u""#, r#""\ud83d\ué12""#] {
        assert!(read(broken).is_err(), "{broken}");
    }
}

/// A case without a fault.
const CASE: &str = include_str!("lint/base.case.ron");

#[test]
fn a_bracket_or_quotation_mark_left_out_is_told_where_it_is_missing() {
    let (mut told, mut far) = (0, Vec::new());
    for (at, mark) in CASE.char_indices().filter(|(_, c)| "\"[](){}".contains(*c)) {
        let (before, after) = CASE.split_at(at);
        let source = Source::new("t", format!("{before}{}", after.strip_prefix(mark).unwrap_or(after)));
        let (line, _) = source.line_column(at);
        match parse(&source) {
            Ok(_) => assert_ne!(mark, '"', "a text without its end swallowed what follows: line {line}"),
            Err(found) => {
                let (found_at, _) = source.line_column(found.span.start);
                told += 1;
                if found_at != line && found_at != line + 1 {
                    far.push((line, mark, found.message));
                }
            }
        }
    }
    assert!(told > 250, "{told}");
    // Two brackets that hold nearly all of the file: what follows them fits in them too.
    let lines: Vec<(usize, char)> = far.iter().map(|(line, mark, _)| (*line, *mark)).collect();
    assert_eq!(lines, [(41, ')'), (44, ')')], "{far:#?}");
}

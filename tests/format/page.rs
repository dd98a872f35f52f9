//! Writes a page of the reference out of what is recorded and what is described.

use confidant::ethics::{FactKind, Tree, Verb, Vocabulary};
use confidant::reading::{Asked, FieldShape, Instance, Kind, Shape};
use confidant::source::Source;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// A text that shows every field, and what was asked of it.
pub(crate) struct Sample {
    pub(crate) source: Arc<Source>,
    pub(crate) shape: Shape,
}

/// `docs/format.ron`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Described {
    pub(crate) pages: Vec<Page>,
    pub(crate) records: BTreeMap<String, Record>,
    pub(crate) keys: BTreeMap<String, String>,
    pub(crate) values: BTreeMap<String, String>,
    headings: BTreeMap<String, String>,
    pub(crate) lists: BTreeMap<String, List>,
    pub(crate) acts: BTreeMap<String, String>,
    pub(crate) conditions: Vec<(String, String, String)>,
}

/// A page: its records in the order in which an author meets them.
#[derive(Deserialize)]
pub(crate) struct Page {
    pub(crate) file: String,
    title: String,
    intro: Vec<String>,
    pub(crate) records: Vec<String>,
}

/// A record: for each field what it is, and what holds where it is left out.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Record {
    /// The record that tells of the fields which both have; none if empty.
    #[serde(default)]
    like: String,
    pub(crate) about: String,
    pub(crate) fields: BTreeMap<String, (String, String)>,
}

/// A closed list: some explain their words.
#[derive(Deserialize)]
pub(crate) struct List {
    heading: String,
    pub(crate) words: BTreeMap<String, String>,
}

const TREES: &[(&str, &str)] = &[
    ("role", "roles"),
    ("kind of information", "kinds-of-information"),
    ("purpose", "purposes"),
    ("channel", "channels"),
    ("setting", "settings"),
    ("profession", "professions"),
    ("topic", "topics"),
    ("fact", "facts"),
    ("value of the fact", "facts"),
];

/// A longer value is cut short in an example.
const LONGEST: usize = 110;

fn slug(heading: &str) -> String {
    let kept = heading.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-'));
    kept.collect::<String>().to_lowercase().replace(' ', "-")
}

fn written_by_the_program(page: &mut String) {
    page.push_str("This page is written by the program from its own reader: `CONFIDANT_BLESS=1 cargo test --no-default-features --test format`.\nNever edit it by hand.\n\n");
}

impl Described {
    fn heading(&self, what: &str) -> String {
        let plain = || {
            let mut letters = what.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        };
        self.headings.get(what).cloned().unwrap_or_else(plain)
    }

    /// The page on which a list is first asked for.
    fn page_of_list(&self, list: &str, shape: &Shape) -> Option<&Page> {
        self.pages.iter().find(|page| {
            page.records.iter().filter_map(|what| shape.fields(what)).flatten().any(|field| asks(field, list))
        })
    }

    fn kind(&self, kind: &Kind, from: &Page, shape: &Shape) -> String {
        let first = self.pages.first();
        match kind {
            Kind::Text => "text".into(),
            Kind::Id => "id".into(),
            Kind::TextOf(what) if what == "condition" => link(from, first, what, "conditions"),
            Kind::TextOf(what) if what == "person" => "id of a person".into(),
            Kind::TextOf(what) if what == "id of a case" => "id".into(),
            Kind::TextOf(what) => match what.strip_suffix(" of this case") {
                Some(named) => format!("id of a {named}"),
                None => what.clone(),
            },
            Kind::Word => "word".into(),
            Kind::WordOf(list) if list == "act" => link(from, first, list, "acts"),
            Kind::WordOf(list) => match TREES.iter().find(|(tree, _)| tree == list) {
                Some((tree, anchor)) => format!("[{tree}](vocabulary.md#{anchor})"),
                None => link(from, self.page_of_list(list, shape), list, &slug(&self.lists.get(list).unwrap().heading)),
            },
            Kind::Flag => "`true` or `false`".into(),
            Kind::Number(least, most) => format!("whole number, {least} to {}", grouped(*most)),
            Kind::Meters => "meters, as `2.05`".into(),
            Kind::Pair => "two lengths in meters, as `(2.5, 7)`".into(),
            Kind::Date => "date".into(),
            Kind::Record(what) => {
                let page = self.pages.iter().find(|page| page.records.iter().any(|record| record == what));
                let heading = self.heading(what);
                let words =
                    heading.strip_prefix("An ").or(heading.strip_prefix("A ")).unwrap_or(&heading).to_lowercase();
                link(from, page, &words, &slug(&heading))
            }
        }
    }

    fn value(&self, what: &str, field: &FieldShape, from: &Page, shape: &Shape) -> String {
        let key = format!("{what}.{}", field.name);
        if let Some(by_hand) = self.values.get(&key) {
            return by_hand.clone();
        }
        let kinds: Vec<String> = field.kinds.iter().map(|kind| self.kind(kind, from, shape)).collect();
        let kinds = kinds.join(", or ");
        match self.keys.get(&key) {
            Some(keys) => format!("map: {keys} to {kinds}"),
            None if field.listed => format!("list: {kinds}"),
            None => kinds,
        }
    }

    fn record(&self, page: &mut String, what: &str, from: &Page, shape: &Shape, samples: &[Sample]) {
        let record = self.records.get(what).unwrap();
        let _ = writeln!(page, "## {}\n\n{}\n", self.heading(what), record.about);
        page.push_str("| field | value | what it is | left out |\n|---|---|---|---|\n");
        for field in shape.fields(what).unwrap_or_default() {
            let Some((says, left_out)) = record.fields.get(field.name) else { continue };
            let left_out = match field.asked {
                Asked::Required => "needed",
                Asked::List if left_out.is_empty() => "none",
                Asked::Flag if left_out.is_empty() => "`false`",
                _ => left_out,
            };
            let _ =
                writeln!(page, "| `{}` | {} | {says} | {left_out} |", field.name, self.value(what, field, from, shape));
        }
        if !record.like.is_empty() {
            let shared = shape.fields(what).unwrap_or_default().iter().map(|field| field.name);
            let shared: Vec<String> = shared.filter(|name| !record.fields.contains_key(*name)).map(tick).collect();
            let heading = self.heading(&record.like);
            let _ =
                writeln!(page, "\nBeside these, as [{}](#{}): {}.", lower(&heading), slug(&heading), shared.join(", "));
        }
        let example = match record.like.as_str() {
            "" => example(what, shape, samples),
            _ => plain_example(what, record, samples),
        };
        let _ = writeln!(page, "\n```ron\n{example}```\n");
    }

    /// What is said of a field, by its own record or by one that it is like.
    pub(crate) fn field(&self, what: &str, name: &str) -> Option<(&str, &(String, String))> {
        let (what, record) = self.records.get_key_value(what)?;
        let own = record.fields.get(name).map(|field| (what.as_str(), field));
        own.or_else(|| self.field(&record.like, name))
    }

    /// A page.
    pub(crate) fn write(&self, page: &Page, shape: &Shape, samples: &[Sample]) -> String {
        let mut text = format!("# {}\n\n{}\n\n", page.title, page.intro.join("\n\n"));
        written_by_the_program(&mut text);
        let first = self.pages.first().is_some_and(|first| first.file == page.file);
        let mut contents: Vec<String> = page.records.iter().map(|what| self.heading(what)).collect();
        if first {
            contents.extend(["Acts".into(), "Conditions".into()]);
        }
        let lists =
            self.lists.iter().filter(|(list, _)| self.page_of_list(list, shape).is_some_and(|on| on.file == page.file));
        let mut lists: Vec<(&String, &List)> = lists.collect();
        lists.sort_by(|a, b| a.1.heading.cmp(&b.1.heading));
        contents.extend(lists.iter().map(|(_, list)| list.heading.clone()));
        let contents: Vec<String> = contents.iter().map(|name| format!("[{name}](#{})", slug(name))).collect();
        let _ = writeln!(text, "{}\n", contents.join(" · "));
        page.records.iter().for_each(|what| self.record(&mut text, what, page, shape, samples));
        if first {
            self.acts(&mut text);
            self.conditions(&mut text);
        }
        for (name, list) in lists {
            Self::list(&mut text, list, shape.lists.get(name).unwrap());
        }
        text.truncate(text.trim_end().len());
        text.push('\n');
        text
    }

    fn acts(&self, page: &mut String) {
        page.push_str("## Acts\n\nThe first eight tell something: rules about `Disclose` cover them all. An act also counts as the wider acts that stand behind it.\n\n");
        page.push_str("| act | in conditions | does | counts also as | usual purpose |\n|---|---|---|---|---|\n");
        for (name, verb) in Verb::ALL {
            let wider =
                |wide: &Verb| Verb::ALL.iter().find(|(_, known)| known == wide).map(|(name, _)| format!("`{name}`"));
            let wider: Vec<String> = verb.parents().iter().filter_map(wider).collect();
            let purpose = match verb.usual_purpose() {
                "" => String::new(),
                purpose => format!("`{purpose}`"),
            };
            let does = self.acts.get(*name).unwrap();
            let _ = writeln!(page, "| `{name}` | `{}` | {does} | {} | {purpose} |", verb.snake(), wider.join(", "));
        }
        page.push('\n');
    }

    fn conditions(&self, page: &mut String) {
        page.push_str("## Conditions\n\nOne line: `and`, `or`, `not`, brackets; `is` (or `==`), `is not` (or `!=`), `<`, `<=`, `>`, `>=`. A fact of the [vocabulary](vocabulary.md#facts) is asked by its id: `threat.imminent`, `process.kind is court_order`, `threat.victim >= identifiable`, `abuse.age_then < 18`.\n\n");
        let groups = [
            ("Everywhere", confidant::ethics::SITUATION_NAMES),
            ("In cases", confidant::scenario::CASE_NAMES),
            ("In rules about an act", confidant::ethics::ACT_NAMES),
        ];
        for (group, names) in groups {
            let _ = writeln!(page, "{group}:\n\n| as in | asks |\n|---|---|");
            for (_, example, asks) in self.conditions.iter().filter(|(name, ..)| names.contains(&name.as_str())) {
                let _ = writeln!(page, "| `{example}` | {asks} |");
            }
            page.push('\n');
        }
    }

    fn list(page: &mut String, list: &List, words: &[String]) {
        let _ = writeln!(page, "## {}\n", list.heading);
        if list.words.is_empty() {
            let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            let _ = writeln!(page, "{}\n", words.join(", "));
            return;
        }
        page.push_str("| word | means |\n|---|---|\n");
        for word in words {
            let _ = writeln!(page, "| `{word}` | {} |", list.words.get(word).unwrap());
        }
        page.push('\n');
    }
}

fn tick(word: &str) -> String {
    format!("`{word}`")
}

fn lower(heading: &str) -> String {
    let mut letters = heading.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn link(from: &Page, to: Option<&Page>, words: &str, anchor: &str) -> String {
    let file = to.filter(|to| to.file != from.file).map_or("", |to| &to.file);
    format!("[{words}]({file}#{anchor})")
}

fn asks(field: &FieldShape, list: &str) -> bool {
    field.kinds.iter().any(|kind| matches!(kind, Kind::WordOf(of) if of == list))
}

fn grouped(number: i64) -> String {
    let digits = number.to_string();
    let head = digits.len() % 3;
    let (first, rest) = digits.split_at(head);
    let threes = rest.as_bytes().chunks(3).map(|three| String::from_utf8_lossy(three).into_owned());
    let parts: Vec<String> = std::iter::once(first.to_owned()).filter(|part| !part.is_empty()).chain(threes).collect();
    parts.join(",")
}

/// Every instance of a record in the samples.
fn instances<'a>(what: &str, samples: &'a [Sample]) -> Vec<(&'a Sample, &'a Instance)> {
    let all = samples.iter().flat_map(|sample| {
        sample.shape.instances.iter().filter(|found| found.what == what).map(move |found| (sample, found))
    });
    all.collect()
}

/// The plainest instance that shows what is its own.
fn plain_example(what: &str, record: &Record, samples: &[Sample]) -> String {
    let own = |found: &Instance| found.values.iter().filter(|(name, _)| record.fields.contains_key(name)).count();
    let all = instances(what, samples);
    let most = all.iter().map(|(_, found)| own(found)).max().unwrap_or_default();
    let fullest = all.into_iter().filter(|(_, found)| own(found) == most);
    let (sample, plainest) = fullest.min_by_key(|(_, found)| found.values.len()).unwrap();
    written(sample, plainest)
}

fn written(sample: &Sample, instance: &Instance) -> String {
    let whole = sample.source.words(instance.span);
    let name = whole.split('(').next().unwrap_or_default();
    let lines = instance.values.iter().map(|(field, span)| line(field, sample.source.words(*span)));
    let lines: Vec<String> = lines.collect();
    let short = format!("{name}({})", lines.join(" ").trim_end_matches(','));
    if short.chars().count() <= LONGEST {
        return format!("{short}\n");
    }
    let lines: Vec<String> = lines.iter().map(|line| format!("    {line}\n")).collect();
    format!("{name}(\n{})\n", lines.concat())
}

/// The instance with most fields, cut from the samples; what it has not, from another one. Of activities one of each name.
fn example(what: &str, shape: &Shape, samples: &[Sample]) -> String {
    let all = instances(what, samples);
    if what == "an activity" {
        let name = |(sample, found): &(&Sample, &Instance)| {
            sample.source.words(found.span).split('(').next().unwrap_or_default().to_owned()
        };
        let mut fullest: Vec<(&Sample, &Instance)> = Vec::new();
        for one in all {
            match fullest.iter_mut().find(|known| name(known) == name(&one)) {
                Some(known) if one.1.values.len() > known.1.values.len() => *known = one,
                Some(_) => (),
                None => fullest.push(one),
            }
        }
        let written: Vec<String> = fullest.into_iter().map(|(sample, found)| written(sample, found)).collect();
        return written.join("\n");
    }
    // Of several with as many fields, the first.
    let (sample, best) = all.iter().rev().max_by_key(|(_, found)| found.values.len()).copied().unwrap();
    let whole = sample.source.words(best.span);
    let name = whole.split('(').next().unwrap_or_default();
    let lines: Vec<String> = best.values.iter().map(|(field, span)| line(field, sample.source.words(*span))).collect();
    let short = format!("{name}({})", lines.join(" ").trim_end_matches(','));
    let others = shape.fields(what).unwrap_or_default().iter().filter_map(|field| {
        let has = |(_, found): &&(&Sample, &Instance)| found.values.iter().any(|(name, _)| name == field.name);
        let (sample, found) =
            all.iter().find(has).filter(|_| best.values.iter().all(|(name, _)| name != field.name))?;
        let (_, span) = found.values.iter().find(|(name, _)| name == field.name)?;
        Some(line(field.name, sample.source.words(*span)))
    });
    let others: Vec<String> = others.collect();
    if others.is_empty() && short.chars().count() <= LONGEST {
        return format!("{short}\n");
    }
    let mut text = format!("{name}(\n");
    lines.iter().for_each(|line| {
        let _ = writeln!(text, "    {line}");
    });
    text.push_str(")\n");
    if !others.is_empty() {
        text.push_str("// in another one:\n");
        others.iter().for_each(|line| {
            let _ = writeln!(text, "{line}");
        });
    }
    text
}

fn line(field: &str, value: &str) -> String {
    let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
    let value = match value.chars().next() {
        _ if value.chars().count() <= LONGEST => value,
        Some('[') => "[…]".into(),
        Some('(') => "(…)".into(),
        _ => value,
    };
    format!("{field}: {value},")
}

/// The page of the vocabulary.
pub(crate) fn vocabulary(words: &Vocabulary) -> String {
    let mut page = String::from(
        "# The vocabulary\n\nThe words in which cases, rules and questions are written. A word covers the words that stand indented under it. `confidant vocabulary` lists them in the terminal.\n\n",
    );
    written_by_the_program(&mut page);
    let trees: [(&str, &str, &Tree); 7] = [
        ("Roles", "Who somebody is to the player.", &words.roles),
        ("Kinds of information", "What is told.", &words.kinds),
        ("Purposes", "What it is told for.", &words.purposes),
        ("Channels", "By which way.", &words.channels),
        ("Settings", "Where.", &words.settings),
        ("Professions", "Whose codes and laws bind.", &words.professions),
        ("Topics", "What rules are about.", &words.topics),
    ];
    let headings: Vec<&str> = trees.iter().map(|(heading, ..)| *heading).chain(["Facts"]).collect();
    let contents: Vec<String> = headings.iter().map(|name| format!("[{name}](#{})", slug(name))).collect();
    let _ = writeln!(page, "{}\n", contents.join(" · "));
    for (heading, about, tree) in trees {
        let _ = writeln!(page, "## {heading}\n\n{about}\n");
        for (term, entry) in tree.iter() {
            let indent = "  ".repeat(usize::try_from(tree.above(term).len()).unwrap().saturating_sub(1));
            let note = entry.note.as_ref().map_or(String::new(), |note| format!(". {note}"));
            let worked_out = if entry.computed { " (worked out; given to nobody)" } else { "" };
            let _ = writeln!(page, "{indent}- `{}`: {}{worked_out}{note}", entry.id, entry.name);
        }
        page.push('\n');
    }
    page.push_str("## Facts\n\nWhat can be so. A **belief** is what a counselor can only judge, never look up; only beliefs can be open. A scale is ordered, so conditions may ask `>=` of it.\n\n");
    page.push_str("| fact | says | values | usually |\n|---|---|---|---|\n");
    for (_, entry) in words.facts() {
        let values = match &entry.kind {
            FactKind::Flag => "`true`, `false`".into(),
            FactKind::Years => "a number of years".into(),
            FactKind::Scale(words) => format!("scale: {}", ticked(words)),
            FactKind::OneOf(words) => ticked(words),
        };
        let belief = if entry.belief { " **Belief.**" } else { "" };
        let usually = entry.kind.word(entry.default);
        let _ = writeln!(page, "| `{}` | {}.{belief} | {values} | {usually} |", entry.id, entry.says);
    }
    page
}

fn ticked(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

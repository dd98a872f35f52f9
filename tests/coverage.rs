//! Every row of the dossier of codes and laws that states a rule is encoded, or it is said why not; every rule rests on a
//! row and is no surer than it. `docs/coverage.md` is written from the same rows: CONFIDANT_BLESS=1 writes it anew.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may fail, and may read files"
)]

use confidant::ethics::{Certainty, Packs, Reach};
use confidant::ids::RuleId;
use confidant::library::{load_packs, shipped_rules};
use confidant::reading::{Node, Reader, parse};
use confidant::source::Source;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What became of one row of the dossier.
struct Row {
    number: String,
    says: String,
    sure: String,
    rules: Vec<RuleId>,
    articles: Vec<RuleId>,
    reason: Option<String>,
}

/// The rows of one table of the dossier.
struct Table {
    number: String,
    title: String,
    rows: Vec<Row>,
}

const FIFTY_ONE: &str = "AL AK AZ AR CA CO CT DE DC FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM \
                         NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY";
const CORE: &str = "AZ CA CO CT DC FL GA IL MD MA MI NJ NY NC OH OR PA TN TX VA WA";

/// The rows of the dossier, table by table, as it numbers them.
const DOSSIER: &[(&str, &str)] = &[
    ("A.1", "A.1.b A.1.d A.2.a A.2.b A.2.c A.2.d A.2.e A.3 A.5.e A.7.b A.8 A.9.b A.10 A.11/A.12"),
    (
        "A.2",
        "B.1.a B.1.b B.1.c B.1.d B.2.a B.2.b B.2.c B.2.d B.2.e B.3.a B.3.b B.3.c B.3.d B.3.e B.3.f B.4.a B.4.b B.5.a \
         B.5.b B.5.c B.6.a B.6.b B.6.c B.6.d B.6.e B.6.f B.6.g B.6.h B.6.i B.7.a B.7.b",
    ),
    (
        "A.3",
        "C.2.e C.2.g C.2.h C.3.b C.6.b-c D.1.d-e D.2.b E.3/E.4 E.13 F.1.a F.1.b F.1.c F.2.c F.4.a F.5.c G.1.b G.5.a",
    ),
    ("A.4", "H.1.a-b H.2.a H.2.b H.2.c H.2.d H.3 H.4.a-f H.5.a H.5.b-d H.6.a H.6.b H.6.c H.6.d"),
    ("A.5", "I.1.a I.1.b I.1.c I.2.a I.2.b I.2.c I.2.d"),
    (
        "B.1",
        "1.04/1.05 2.05 3.07 3.10 3.11 3.12 4.01 4.02 4.03 4.04 4.05 4.06 4.07 6.01 6.02 6.03 6.04(e) 9.04 10.01 10.02 \
         10.03",
    ),
    ("B.2", "(a) (b) (c) (d) (e) (f) (g) (h) (i) (j) (k) (l) (m) (n) (o) (p) (q) (r) (s) (t) (u) (v) (w) 1.08 3.04"),
    ("B.3", "1.2 1.13 2.1 2.2 2.3 2.4 2.5 2.6 2.7 4.7 6.1-6.3"),
    (
        "B.4",
        "older·Directive·1 older·Directive·2 Telemental·4 Telemental·5 Telemental·6-7 Telemental·8-10 Telemental·(last) Telehealth·records Research·2",
    ),
    ("C.3", "(a)(1) (a)(2) (b)(1) (b)(2) (d) (e) (f) (g)(1)-(2) (g)(3)(i) (g)(3)(ii) (g)(4) (g)(5) (h) (j)(1)"),
    (
        "C.7",
        "(a) (b)(1)(ii) (b)(1)(iv) (c) (d) (e)(1)(i) (e)(1)(ii) (e)(1)(iii)-(iv) (e)(1)(v) (e)(1)(vi) (f)(1) (f)(2) (f)(3) \
         (f)(4)-(6) (g) (i) (j)(1)(i) (j)(1)(ii)(A) (j)(4) (k) (l)",
    ),
    ("C.9", "520 522(a) 522(b) 524 524(a)(2) 524(a)(3) 524(c),(d) 526 528"),
    ("1 duty to warn", FIFTY_ONE),
    ("2 minor consent", CORE),
    ("3 child abuse", CORE),
    ("3 elder abuse", CORE),
    ("4 privilege", CORE),
    ("7 hold names", CORE),
];

/// Paragraphs of the dossier that state rules in prose, or list what holds none: each has rows of its own.
const PROSE: &[&str] = &[
    "B.5",
    "B.6",
    "C.1",
    "C.2",
    "C.4",
    "C.5",
    "C.6",
    "C.8",
    "C.10",
    "C.11",
    "C.12",
    "C.13",
    "C.14",
    "C.15",
    "C.16",
    "0",
    "D",
    "F",
    "G",
    "5 telehealth",
    "6 couples",
    "7 suicide",
    "HIV (csv)",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/coverage")
}

fn tables() -> Vec<Table> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths.iter().flat_map(|path| read(path)).collect()
}

fn read(path: &Path) -> Vec<Table> {
    let source = Source::new(path.display().to_string(), fs::read_to_string(path).unwrap());
    let node = parse(&source).unwrap_or_else(|problem| panic!("{problem:?}"));
    let reader = Reader::new(&source);
    let mut fields = reader.record(&node, "a file of coverage").unwrap();
    let _ = fields.required("source", Reader::text);
    let tables = fields.list("tables", read_table);
    fields.finish();
    let problems = reader.into_problems();
    assert!(problems.is_empty(), "{problems:#?}");
    tables
}

fn read_table(reader: &Reader, node: &Node) -> Option<Table> {
    let mut fields = reader.record(node, "a table")?;
    let table = fields.required("table", Reader::text);
    let title = fields.required("title", Reader::text);
    let rows = fields.list("rows", read_row);
    fields.finish();
    Some(Table { number: table?, title: title?, rows })
}

fn read_row(reader: &Reader, node: &Node) -> Option<Row> {
    let mut fields = reader.record(node, "a row")?;
    let row = fields.required("row", Reader::text);
    let says = fields.required("says", Reader::text);
    let sure = fields.required("sure", Reader::text);
    let rules = fields.list("rules", Reader::id);
    let articles = fields.list("articles", Reader::id);
    let reason = fields.optional("reason", Reader::prose);
    fields.finish();
    Some(Row { number: row?, says: says?, sure: sure?, rules, articles, reason })
}

fn packs() -> Packs {
    load_packs(&shipped_rules()).unwrap()
}

/// Every rule and article of the shipped packs, with how sure it is. What an agency writes rests on itself.
fn all_rules(packs: &Packs) -> BTreeMap<String, Certainty> {
    let from_dossier = packs.packs.iter().filter(|pack| pack.reach != Reach::Chosen);
    let of = |pack: &confidant::ethics::Pack| {
        let rules = pack.rules.iter().map(|rule| (rule.id.to_string(), rule.certainty));
        let articles = pack.articles.iter().map(|article| (article.id.to_string(), article.certainty));
        rules.chain(articles).collect::<Vec<_>>()
    };
    from_dossier.flat_map(|pack| of(pack)).collect()
}

/// How sure a rule may be that rests on a row: "V" was read, "S" is second-hand, "K" was not checked, "+C" is disputed.
fn surest(label: &str) -> Certainty {
    if label.contains("+C") {
        return Certainty::Contested;
    }
    let of = |part: &str| {
        let part = part.trim();
        if part.starts_with("V-sec") || part.starts_with('R') || part.starts_with('S') {
            Certainty::Secondary
        } else if part.contains("heading") || part.starts_with('K') || part.starts_with('H') || part.starts_with('-') {
            Certainty::Unverified
        } else if part.starts_with('V') {
            Certainty::Verified
        } else {
            Certainty::Unverified
        }
    };
    label.split(['/', ';', ',']).map(of).min().unwrap_or(Certainty::Unverified)
}

/// Is this the row the dossier numbers so? Coverage may name a cite in front of it and split it into parts.
fn is_row(row: &str, number: &str) -> bool {
    let row = row.trim_start_matches("164.").trim_start_matches("45 CFR 164.");
    let bare = row.trim_start_matches(|c: char| c.is_ascii_digit());
    let bare = if number.starts_with('(') { bare.trim_start_matches('.') } else { row };
    let bare = bare.trim_start_matches("07").trim_start_matches(".07");
    let number = number.replace('·', " ");
    bare.strip_prefix(&number).is_some_and(|rest| !rest.starts_with(|c: char| c == '(' || c.is_ascii_alphanumeric()))
}

#[test]
fn every_row_of_the_dossier_is_encoded_or_it_is_said_why_not() {
    let tables = tables();
    let mut missing = Vec::new();
    for (table, numbers) in DOSSIER {
        let rows: Vec<&Row> =
            tables.iter().filter(|known| known.number == *table).flat_map(|table| &table.rows).collect();
        for number in numbers.split_whitespace() {
            if !rows.iter().any(|row| is_row(&row.number, number)) {
                missing.push(format!("{table}: {}", number.replace('·', " ")));
            }
        }
    }
    for table in PROSE {
        if !tables.iter().any(|known| known.number == *table && !known.rows.is_empty()) {
            missing.push(format!("{table}: no row at all"));
        }
    }
    assert!(missing.is_empty(), "{} rows are missing:\n{}", missing.len(), missing.join("\n"));
}

#[test]
fn the_tables_have_as_many_rows_as_the_dossier() {
    let count = |table: &str| {
        let numbers = DOSSIER.iter().find(|(known, _)| *known == table).unwrap().1;
        numbers.split_whitespace().count()
    };
    let codes = ["A.1", "A.2", "A.3", "A.4", "A.5", "B.1", "B.2", "B.3", "B.4"].map(count);
    assert_eq!(codes, [14, 31, 17, 13, 7, 21, 25, 11, 9]);
    assert_eq!(["C.3", "C.7", "C.9"].map(count), [14, 21, 9]);
    assert_eq!(["1 duty to warn", "2 minor consent", "4 privilege"].map(count), [51, 21, 21]);
}

#[test]
fn a_row_says_what_became_of_it_and_names_only_what_is_there() {
    let known = all_rules(&packs());
    let mut wrong = Vec::new();
    for table in tables() {
        for row in &table.rows {
            let at = format!("{} {}", table.number, row.number);
            if row.rules.is_empty() && row.articles.is_empty() && row.reason.is_none() {
                wrong.push(format!("{at}: neither encoded nor a reason given"));
            }
            for id in row.rules.iter().chain(&row.articles) {
                if !known.contains_key(id.as_str()) {
                    wrong.push(format!("{at}: no rule `{id}`"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{} rows are wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_rule_rests_on_a_row() {
    let named: BTreeSet<String> = tables()
        .iter()
        .flat_map(|table| &table.rows)
        .flat_map(|row| row.rules.iter().chain(&row.articles))
        .map(ToString::to_string)
        .collect();
    let known = all_rules(&packs());
    let strays: Vec<&String> = known.keys().filter(|id| !named.contains(*id)).collect();
    assert!(strays.is_empty(), "{} rules rest on no row: {strays:#?}", strays.len());
}

#[test]
fn no_rule_is_surer_than_the_rows_it_rests_on() {
    let known = all_rules(&packs());
    let mut best: BTreeMap<String, (Certainty, String)> = BTreeMap::new();
    for table in tables() {
        for row in &table.rows {
            for id in row.rules.iter().chain(&row.articles) {
                let found = (surest(&row.sure), format!("{} {} [{}]", table.number, row.number, row.sure));
                let kept = best.entry(id.to_string()).or_insert_with(|| found.clone());
                if found.0 < kept.0 {
                    *kept = found;
                }
            }
        }
    }
    let too_sure: Vec<String> = best
        .iter()
        .filter(|(id, (allowed, _))| known.get(*id).is_some_and(|certainty| certainty < allowed))
        .map(|(id, (allowed, at))| format!("{id} is {:?}, its row {at} allows {allowed:?}", known.get(id).unwrap()))
        .collect();
    assert!(too_sure.is_empty(), "{} rules are too sure:\n{}", too_sure.len(), too_sure.join("\n"));
}

#[test]
fn the_page_on_coverage_is_written_from_these_rows() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/coverage.md");
    let page = page(&tables(), &packs());
    if std::env::var_os("CONFIDANT_BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/coverage.md is stale: CONFIDANT_BLESS=1 cargo test --test coverage writes it anew");
}

fn page(tables: &[Table], packs: &Packs) -> String {
    let mut text = String::from(
        "# Coverage\n\n<!-- Written by tests/coverage.rs from tests/coverage/*.ron; do not edit by hand. -->\n\n\
         What became of each row of the dossier of codes and laws: the rules and articles that encode it, or why it is not \
         encoded. \"Sure\" is the dossier's own label: V read in the source, R and S second-hand, K and H not checked, +C \
         disputed. No rule is surer than its row; a test holds all of this.\n\n",
    );
    let rules: usize = packs.packs.iter().map(|pack| pack.rules.len()).sum();
    let articles: usize = packs.packs.iter().map(|pack| pack.articles.len()).sum();
    let rows: Vec<&Row> = tables.iter().flat_map(|table| &table.rows).collect();
    let encoded = rows.iter().filter(|row| !row.rules.is_empty() || !row.articles.is_empty()).count();
    writeln!(
        text,
        "{} packs with {rules} rules and {articles} articles; {} rows, {encoded} encoded, {} not, each with its reason.\n",
        packs.packs.len(),
        rows.len(),
        rows.len() - encoded
    )
    .unwrap();
    let mut merged: BTreeMap<&str, (&str, Vec<&Row>)> = BTreeMap::new();
    for table in tables {
        merged.entry(&table.number).or_insert((&table.title, Vec::new())).1.extend(&table.rows);
    }
    for (table, (title, mut rows)) in merged {
        rows.sort_by(|a, b| a.number.cmp(&b.number));
        writeln!(text, "## {table}: {title}\n\n| Row | It says | Sure | What became of it |\n|---|---|---|---|")
            .unwrap();
        for row in rows {
            writeln!(text, "| {} | {} | {} | {} |", cell(&row.number), cell(&row.says), cell(&row.sure), became(row))
                .unwrap();
        }
        text.push('\n');
    }
    text
}

fn became(row: &Row) -> String {
    let ids = |ids: &[RuleId]| ids.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", ");
    let mut parts = Vec::new();
    if !row.rules.is_empty() {
        parts.push(ids(&row.rules));
    }
    if !row.articles.is_empty() {
        parts.push(format!("information: {}", ids(&row.articles)));
    }
    parts.extend(row.reason.as_deref().map(cell));
    parts.join("; ")
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

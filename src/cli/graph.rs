//! `confidant graph`: draws the map of a case, as a picture, for other programs, or in words.

use super::{Out, at_hand};
use crate::rim;
use clap::ValueEnum;
use confidant::explore::graph::{Map, dot, mermaid, outline, svg};
use confidant::ids::nearest;
use confidant::library::Library;
use confidant::scenario::Case;
use confidant::session::{Record, Session, Setup};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The case: its id, or a file
    case: String,
    /// How the map is written
    #[arg(long, value_enum, default_value = "svg")]
    format: MapFormat,
    /// As the case is in this variant; without it, every variant at once
    #[arg(long, value_name = "ID")]
    variant: Option<String>,
    /// Lay a saved run over the map, in the variant it was played in
    #[arg(long, value_name = "FILE")]
    record: Option<PathBuf>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum MapFormat {
    /// A picture for browsers and printers
    Svg,
    /// For Graphviz
    Dot,
    /// For wikis and code hosts
    Mermaid,
    /// In words
    Outline,
}

pub(super) fn run(options: &Options, out: &mut Out) -> u8 {
    let Some(library) = at_hand::library(out) else { return 2 };
    let Some(case) = at_hand::case(&options.case, &library, out) else { return 2 };
    let drawn = match &options.record {
        None => whole_or_variant(&case, &library, options.variant.as_deref()).map(|map| (map, 0)),
        Some(path) => with_run(&case, &library, path, options.variant.as_deref(), out),
    };
    let (map, code) = match drawn {
        Ok(drawn) => drawn,
        Err(message) => {
            if !message.is_empty() {
                out.error(&message);
            }
            return 2;
        }
    };
    let text = match options.format {
        MapFormat::Svg => svg(&map),
        MapFormat::Dot => dot(&map),
        MapFormat::Mermaid => mermaid(&map),
        MapFormat::Outline => outline(&map),
    };
    if at_hand::hand_over(&text, options.output.as_deref(), out) { code } else { 2 }
}

fn whole_or_variant(case: &Arc<Case>, library: &Library, variant: Option<&str>) -> Result<Map, String> {
    let usual = Setup::of(case, 0);
    let book = library.rulebook(usual.standpoint());
    let Some(id) = variant else { return Ok(Map::of(case, &book)) };
    if case.variant_named(id).is_some() {
        return Ok(Map::under(case, &book, &Setup { variant: id.into(), ..usual }));
    }
    let known: Vec<&str> = case.variants.iter().map(|variant| variant.id.as_str()).collect();
    let near = nearest(id, known.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
    let hint = near.unwrap_or_else(|| format!("; it has {}", known.join(", ")));
    Err(format!("the case has no variant `{id}`{hint}"))
}

/// The map with the run of a record, and 1 if the record could not be played to its end.
fn with_run(
    case: &Arc<Case>,
    library: &Library,
    path: &Path,
    variant: Option<&str>,
    out: &mut Out,
) -> Result<(Map, u8), String> {
    let source = rim::files::read(path).map_err(|problem| {
        out.problems(&[*problem]);
        String::new()
    })?;
    let at = path.display();
    let record = Record::parse(source.text())
        .map_err(|damage| format!("{at}:{}: this is no record: {}", damage.line, damage.message))?;
    fits(&record, case, variant).map_err(|message| format!("{at}: {message}"))?;
    let book = library.rulebook(record.setup.standpoint());
    let map = Map::under(case, &book, &record.setup);
    let (session, refused) = Session::replay(case.clone(), book, record.setup.clone(), &record.commands);
    let damage = record.damage.map(|damage| format!("{at}:{}: damaged ({})", damage.line, damage.message));
    let refused = refused.map(|(command, refusal)| format!("{at}: command {} is refused: {refusal}", command + 1));
    let faults: Vec<String> = damage.into_iter().chain(refused).collect();
    faults.iter().for_each(|fault| out.error(&format!("{fault}; the run is drawn up to there")));
    Ok((map.with_run(&session), u8::from(!faults.is_empty())))
}

/// Is it a run of this case, and of the variant asked for?
fn fits(record: &Record, case: &Case, variant: Option<&str>) -> Result<(), String> {
    let (of, played) = (&record.setup.case, &record.setup.variant);
    if *of != case.id {
        return Err(format!("this is a run of the case `{of}`, not of `{}`", case.id));
    }
    if case.variant_named(played.as_str()).is_none() {
        return Err(format!("it was played in the variant `{played}`, which the case does not have"));
    }
    match variant.filter(|asked| *asked != played.as_str()) {
        Some(_) => Err(format!("it was played in the variant `{played}`; leave `--variant` out")),
        None => Ok(()),
    }
}

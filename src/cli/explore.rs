//! `confidant explore`: what an exact search says of a case: how it ends, the best and the worst run, what each choice can
//! cost, what never matters, what no path exercises, where the law makes a difference.

mod text;

use super::{Out, at_hand, places};
use confidant::explore::MOST_STATES;
use confidant::explore::report::{Report, Under, flips, under_each};
use confidant::ids::JurisdictionId;
use confidant::library::Library;
use confidant::scenario::Case;
use confidant::session::Setup;
use serde_json::json;

/// What is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The case: its id, or a file
    case: String,
    /// Whose law, as in US-VA; more than once to compare; without it, every place the case is written for
    #[arg(long)]
    jurisdiction: Vec<String>,
    /// Whose code; without it the case's first
    #[arg(long)]
    profession: Option<String>,
    /// An agency policy in force, by its id
    #[arg(long, value_name = "ID")]
    policy: Vec<String>,
    /// The law of which day; without it the case's own
    #[arg(long)]
    as_of: Option<jiff::civil::Date>,
    /// Stop after so many states
    #[arg(long, value_name = "N", default_value_t = MOST_STATES)]
    states: usize,
    /// For machines
    #[arg(long)]
    json: bool,
}

pub(super) fn run(options: &Options, out: &mut Out) -> u8 {
    let Some(library) = at_hand::library(out) else { return 2 };
    let Some(case) = at_hand::case(&options.case, &library, out) else { return 2 };
    let setup = match setup(options, &case, &library) {
        Ok(setup) => setup,
        Err(message) => {
            out.error(&message);
            return 2;
        }
    };
    let asked = options.jurisdiction.iter().map(|place| places::named(&library.packs, place));
    let mut places: Vec<JurisdictionId> = asked.collect();
    if places.is_empty() {
        places.clone_from(&case.jurisdictions);
    }
    let searched = under_each(&case, &library.packs, &setup, &places, options.states);
    let (reports, under): (Vec<Report>, Vec<Under>) = searched.into_iter().unzip();
    let flips = flips(&case, &under);
    if options.json {
        out.json(&json!({
            "version": 1,
            "case": case.id,
            "title": case.title,
            "profession": setup.profession,
            "as_of": setup.as_of.to_string(),
            "reports": reports,
            "flips": flips,
        }));
    } else {
        text::print(&case, &library.packs, &setup, &reports, &flips, out);
    }
    u8::from(reports.iter().any(|report| !report.is_exact()))
}

fn setup(options: &Options, case: &Case, library: &Library) -> Result<Setup, String> {
    let mut setup = Setup::of(case, 0);
    setup.as_of = options.as_of.unwrap_or(setup.as_of);
    setup.policies = options.policy.iter().map(|id| id.as_str().into()).collect();
    if let Some(unknown) = setup.policies.iter().find(|id| !library.packs.packs.iter().any(|pack| pack.id == **id)) {
        return Err(format!("no policy `{unknown}` is at hand"));
    }
    if let Some(id) = &options.profession {
        setup.profession = at_hand::profession(id, &library.packs)?;
    }
    Ok(setup)
}

//! What a run is set up with, from the words of the command line: what is not known is answered with the nearest that is.

use crate::cli::{ModeArgument, PlayArguments, places};
use crate::rim;
use confidant::ids::nearest;
use confidant::learner::Settings;
use confidant::library::Library;
use confidant::scenario::Case;
use confidant::session::{Mode, Setup};

pub(super) fn setup(
    arguments: &PlayArguments,
    library: &Library,
    case: &Case,
    settings: Settings,
) -> Result<Setup, String> {
    let seed = arguments.seed.unwrap_or_else(rim::seed);
    let usual = Setup::of(case, seed);
    let variant = match arguments.variant.as_deref() {
        None => usual.variant.clone(),
        Some("surprise") => Setup::surprise(case, seed),
        Some(id) if case.variant_named(id).is_some() => id.into(),
        Some(id) => {
            let known: Vec<&str> = case.variants.iter().map(|variant| variant.id.as_str()).collect();
            let near = nearest(id, known.iter().copied()).map(|near| format!("; did you mean `{near}`?"));
            let all = near.unwrap_or_else(|| format!("; it has {}", known.join(", ")));
            return Err(format!("the case has no variant `{id}`{all}"));
        }
    };
    if let Some(problem) = arguments.policy.iter().find_map(|id| places::unknown_policy(&library.packs, id)) {
        return Err(problem);
    }
    let from = match arguments.from.as_deref() {
        Some(id) if case.scene_named(id).is_none() => {
            let near = nearest(id, case.scenes.iter().map(|scene| scene.id.as_str()));
            return Err(near.map_or(format!("the case has no scene `{id}`"), |near| {
                format!("the case has no scene `{id}`; did you mean `{near}`?")
            }));
        }
        from => from.map(Into::into),
    };
    let deal = match arguments.deal {
        Some(deal) if !(1..=case.deals).contains(&deal) => {
            let deals = if case.deals == 1 { "one way".to_owned() } else { format!("{} ways", case.deals) };
            return Err(format!("chance can deal this case in {deals}; there is no {deal}"));
        }
        deal => deal.map(|deal| deal - 1),
    };
    Ok(Setup {
        jurisdiction: arguments
            .jurisdiction
            .as_deref()
            .map_or(settings.jurisdiction, |place| places::named(&library.packs, place)),
        profession: arguments.profession.as_deref().map_or(settings.profession, Into::into),
        policies: arguments.policy.iter().map(|id| id.as_str().into()).collect(),
        as_of: arguments.as_of.unwrap_or(usual.as_of),
        mode: match arguments.mode {
            Some(ModeArgument::Exam) => Mode::Exam,
            Some(ModeArgument::Study) | None => Mode::Study,
        },
        variant,
        from,
        deal,
        set: facts(&arguments.set, case, library)?,
        ..usual
    })
}

fn facts(given: &[String], case: &Case, library: &Library) -> Result<Vec<(String, String)>, String> {
    given
        .iter()
        .map(|pair| {
            let (id, word) = pair.split_once('=').ok_or_else(|| format!("`{pair}` is not FACT=VALUE"))?;
            let words = &library.packs.vocabulary;
            let entry = words.fact(id).and_then(|fact| words.fact_entry(fact));
            let entry = entry.ok_or_else(|| {
                if case.flags.iter().any(|flag| flag.as_str() == id) {
                    return format!("`{id}` is a flag of the case; `--set` takes facts only");
                }
                let near = nearest(id, words.facts().map(|(_, entry)| entry.id.as_str()));
                near.map_or(format!("there is no fact `{id}`; `confidant vocabulary` lists them"), |near| {
                    format!("there is no fact `{id}`; did you mean `{near}`?")
                })
            })?;
            match entry.kind.value(word) {
                Some(_) => Ok((id.to_owned(), word.to_owned())),
                None => Err(format!("`{id}` is one of {}", entry.kind.words().join(", "))),
            }
        })
        .collect()
}

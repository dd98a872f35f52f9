//! The command line: a contract. Exit code 0 is fine, 1 is findings, 2 is could not run.

mod at_hand;
mod exchange;
mod explore;
mod graph;
mod judge;
mod lint;
mod list;
mod new;
mod places;
mod play;
mod print;
mod replay;
mod rules;
mod simulate;

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) use print::Out;

/// A confidentiality training simulator. Without a command it opens the game.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100, args_conflicts_with_subcommands = true)]
struct Arguments {
    /// For authors: open the game with the cases and packs of a folder, and reload them whenever one is saved
    #[arg(long, value_name = "DIR")]
    author: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Play in the terminal: plain text, numbered choices
    Play(PlayArguments),
    /// List the cases
    List(Json),
    /// List the rules, show one whole, or look for words in them
    Rules {
        /// A rule, the beginning of its id, or words of it
        words: Vec<String>,
        #[command(flatten)]
        json: Json,
    },
    /// Explain a code of `lint`, or a rule
    Explain {
        /// The code, as in C003, or a rule id
        code: String,
        #[command(flatten)]
        json: Json,
    },
    /// List the words that rules and cases use
    Vocabulary(Json),
    /// List the places with a pack, show one, or compare two
    Jurisdictions(places::Options),
    /// What people believe about confidentiality, and what is so
    Myths {
        /// One of them, as in M04
        id: Option<String>,
        #[command(flatten)]
        json: Json,
    },
    /// Check cases, rule packs and folders of them
    Lint {
        /// Files or folders; without any, everything at hand
        paths: Vec<PathBuf>,
        /// How problems are written
        #[arg(long, value_enum, default_value = "human")]
        format: LintFormat,
        /// After how many months a pack, or a case with its sources, wants to be checked again
        #[arg(long, value_name = "MONTHS", default_value_t = confidant::lint::USUAL_AGE)]
        max_age: u16,
        /// Leave out what takes an exact search of each case: traps, standards that no path exercises, choices without
        /// consequence, signs that give the answers away
        #[arg(long)]
        quick: bool,
    },
    /// Play the tests written in cases
    Test {
        /// Case files or folders; without any, every case at hand
        paths: Vec<PathBuf>,
    },
    /// Judge a situation and acts written in RON or JSON
    #[command(after_long_help = judge::HELP)]
    Judge {
        /// The file; `-` reads standard input
        file: PathBuf,
        #[command(flatten)]
        options: judge::Options,
    },
    /// Draw the map of a case
    Graph(graph::Options),
    /// Search a case whole: endings, best and worst run, what each choice can cost
    Explore(explore::Options),
    /// Let many players play a case: careful, careless and random ones
    Simulate(simulate::Options),
    /// Write a commented starter case
    New(new::Options),
    /// Make the skeleton of a case from a story written in Twine
    Import {
        /// A file in Twee 3
        file: PathBuf,
        /// Write it here instead of printing it
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Write a case for another tool
    Export {
        /// The case: its id, or a file
        case: String,
        /// As Twee 3, which Twine and Tweego read
        #[arg(long, required = true)]
        twee: bool,
        /// Write it here instead of printing it
        #[arg(short, long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Play a record again and say whether it is what it claims to be
    Replay {
        /// The record
        record: PathBuf,
    },
}

#[derive(Debug, Clone, Copy, Args)]
struct Json {
    /// For machines
    #[arg(long)]
    json: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LintFormat {
    /// The line, the words underlined, the fix
    Human,
    /// One line each
    Short,
    /// One array of objects
    Json,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum ModeArgument {
    /// Explanations on the way, free rewind
    Study,
    /// No rewind, explanations in the debrief
    Exam,
}

#[derive(Debug, Args)]
struct PlayArguments {
    /// The case: its id, or a file; without one you are asked
    case: Option<String>,
    /// Whose law, as in US-VA
    #[arg(long)]
    jurisdiction: Option<String>,
    /// Whose code
    #[arg(long)]
    profession: Option<String>,
    /// An agency policy in force, by its id
    #[arg(long, value_name = "ID")]
    policy: Vec<String>,
    /// The law of which day
    #[arg(long)]
    as_of: Option<jiff::civil::Date>,
    /// The seed of everything left to chance
    #[arg(long)]
    seed: Option<u64>,
    /// Study or exam
    #[arg(long, value_enum)]
    mode: Option<ModeArgument>,
    /// Which variant; `surprise` lets the seed pick
    #[arg(long)]
    variant: Option<String>,
    /// For authors: start in this scene
    #[arg(long)]
    from: Option<String>,
    /// For authors: how chance deals what the case leaves to it, counted from 1
    #[arg(long, value_name = "N")]
    deal: Option<usize>,
    /// For authors: with this fact, as in threat.imminent=true
    #[arg(long, value_name = "FACT=VALUE")]
    set: Vec<String>,
    /// Start over even if a run of this case is kept
    #[arg(long)]
    fresh: bool,
    /// In the window, at once in the first scene; a kept run of this case is begun anew
    #[arg(long, requires = "case")]
    window: bool,
}

/// Reads the arguments and does what they say.
pub(crate) fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let mut out = Out::default();
    let code = match (arguments.command, arguments.author) {
        (Some(command), _) => dispatch(command, &mut out),
        (None, Some(folder)) => author(&folder, &mut out),
        (None, None) => open(&mut out),
    };
    ExitCode::from(code)
}

fn dispatch(command: Command, out: &mut Out) -> u8 {
    match command {
        Command::Play(arguments) => play::run(&arguments, out),
        Command::List(json) => list::run(json.json, out),
        Command::Rules { words, json } => {
            let asked = (!words.is_empty()).then(|| words.join(" "));
            rules::rules(asked.as_deref(), json.json, out)
        }
        Command::Explain { code, json } => rules::explain(&code, json.json, out),
        Command::Vocabulary(json) => rules::vocabulary(json.json, out),
        Command::Jurisdictions(options) => places::run(&options, out),
        Command::Myths { id, json } => rules::myths(id.as_deref(), json.json, out),
        Command::Lint { paths, format, max_age, quick } => {
            let depth = if quick { confidant::lint::Depth::Quick } else { confidant::lint::Depth::Whole };
            lint::lint(&paths, format.into(), max_age, depth, out)
        }
        Command::Test { paths } => lint::test(&paths, out),
        Command::Judge { file, options } => judge::run(&file, &options, out),
        Command::Graph(options) => graph::run(&options, out),
        Command::Explore(options) => explore::run(&options, out),
        Command::Simulate(options) => simulate::run(&options, out),
        Command::New(options) => new::run(&options, out),
        Command::Import { file, output } => exchange::import(&file, output.as_deref(), out),
        Command::Export { case, twee: _, output } => exchange::export(&case, output.as_deref(), out),
        Command::Replay { record } => replay::run(&record, out),
    }
}

impl From<LintFormat> for confidant::diagnostic::Format {
    fn from(format: LintFormat) -> Self {
        match format {
            LintFormat::Human => Self::Human,
            LintFormat::Short => Self::Short,
            LintFormat::Json => Self::Json,
        }
    }
}

#[cfg(feature = "game")]
fn open(out: &mut Out) -> u8 {
    match crate::game::run() {
        Ok(()) => 0,
        Err(why) => {
            out.error(&format!("No window can be opened here ({why}); playing in the terminal instead."));
            play::run(&PlayArguments::unset(), out)
        }
    }
}

#[cfg(not(feature = "game"))]
fn open(out: &mut Out) -> u8 {
    out.error("This build has no window; playing in the terminal instead.");
    play::run(&PlayArguments::unset(), out)
}

#[cfg(feature = "game")]
fn in_window(library: confidant::library::Library, setup: confidant::session::Setup, out: &mut Out) -> u8 {
    match crate::game::run_case(library, setup) {
        Ok(()) => 0,
        Err(why) => {
            out.error(&format!("No window can be opened here ({why}); leave out --window to play in the terminal."));
            2
        }
    }
}

#[cfg(not(feature = "game"))]
fn in_window(_: confidant::library::Library, _: confidant::session::Setup, out: &mut Out) -> u8 {
    out.error("This build has no window; leave out --window to play in the terminal.");
    2
}

/// An author who asked for the window is not sent to the terminal instead, where nothing reloads.
#[cfg(feature = "game")]
fn author(folder: &Path, out: &mut Out) -> u8 {
    match crate::game::run_for_author(folder) {
        Ok(()) => 0,
        Err(why) => {
            out.error(&why);
            2
        }
    }
}

#[cfg(not(feature = "game"))]
fn author(folder: &Path, out: &mut Out) -> u8 {
    let instead = format!("`confidant lint {}` checks it without one", folder.display());
    out.error(&format!("Author mode needs a window, and this build has none; {instead}."));
    2
}

impl PlayArguments {
    fn unset() -> Self {
        Self {
            case: None,
            jurisdiction: None,
            profession: None,
            policy: Vec::new(),
            as_of: None,
            seed: None,
            mode: None,
            variant: None,
            from: None,
            deal: None,
            set: Vec::new(),
            fresh: false,
            window: false,
        }
    }
}

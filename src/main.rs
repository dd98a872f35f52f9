//! The program: arguments, then a front end.

mod cli;
#[cfg(feature = "game")]
mod game;
mod rim;

use std::process::ExitCode;

fn main() -> ExitCode {
    cli::run()
}

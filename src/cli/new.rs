//! `confidant new`: a commented starter case in the author's folder. What is there already is never written over unasked.

use super::Out;
use crate::rim::{files, store};
use confidant::library::{starter_case, title_of};
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

/// What is asked.
#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// The id of the new case: small letters, digits and `-`
    id: String,
    /// Its title; without one the id makes it
    #[arg(long)]
    title: Option<String>,
    /// Where to write it; without it ID.case.ron in this folder
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Write over a file that is there already
    #[arg(long)]
    force: bool,
}

pub(super) fn run(options: &Options, out: &mut Out) -> u8 {
    let title = options.title.clone().unwrap_or_else(|| title_of(&options.id));
    let source = match starter_case(&options.id, &title) {
        Ok(source) => source,
        Err(why) => {
            out.error(&why.to_string());
            return 2;
        }
    };
    let path = options.output.clone().unwrap_or_else(|| format!("{}.case.ron", options.id).into());
    let written = if options.force { store::write(&path, source.text()) } else { write_new(&path, source.text()) };
    match written {
        Ok(()) => {
            tell(&path, out);
            0
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            out.error(&format!("{} is there already; `--force` writes over it", path.display()));
            2
        }
        Err(error) => {
            out.error(&format!("{} could not be written: {}", path.display(), files::plain(&error)));
            2
        }
    }
}

/// Writes where nothing is; half a file is taken away again.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    if written.is_err() {
        let _ = fs::remove_file(path);
    }
    written
}

fn tell(path: &Path, out: &mut Out) {
    let name = path.display().to_string();
    // A path with a space in it is copied as one word.
    let word = if name.contains(char::is_whitespace) { format!("\"{name}\"") } else { name.clone() };
    out.line(&format!("Wrote {name}, a small case that is whole. Play it, then make it yours:"));
    for (command, why) in
        [("play", "plays it"), ("lint", "says what is wrong with it"), ("test", "plays its own tests")]
    {
        out.line(&format!("  {:<width$}  {why}", format!("confidant {command} {word}"), width = word.len() + 15));
    }
}

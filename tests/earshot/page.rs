//! The tables of docs/earshot.md, written from the figures and the published situations.

use crate::published::{Row, Weight, levels, rows};
use confidant::activity::earshot::figures::{FINISHES, LOSSES, Make, SHAPES, VOICES};
use confidant::activity::earshot::{Heard, Spectrum};
use std::fmt::Write as _;

/// Every table of the page, by the name it has there.
pub(crate) fn tables() -> Vec<(&'static str, String)> {
    vec![
        ("voices", voices()),
        ("barriers", barriers()),
        ("noises", noises()),
        ("rooms", finishes()),
        ("heard", heard()),
        ("published", published()),
        ("errors", errors()),
        ("levels", published_levels()),
    ]
}

fn bands(spectrum: Spectrum) -> String {
    spectrum.0.map(|level| level.to_string()).join(" | ")
}

fn voices() -> String {
    let mut table = String::from(
        "| word | who speaks | 250 | 500 | 1k | 2k | 4k | dBA | from | how sure |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for voice in VOICES {
        let (levels, whole) = (bands(voice.levels), voice.levels.a_weighted());
        let _ = writeln!(
            table,
            "| `{}` | {} | {levels} | {whole} | {} | {} |",
            voice.word,
            voice.name,
            voice.source,
            voice.trust.word()
        );
    }
    table
}

fn barriers() -> String {
    let mut table = String::from(
        "| word | what stands there | | 250 | 500 | 1k | 2k | 4k | from | how sure |\n|---|---|---|---|---|---|---|---|---|---|\n",
    );
    for kind in LOSSES {
        let make = match kind.make {
            Make::Wall => "wall",
            Make::Door => "opens",
            Make::Fixed => "",
        };
        let loss = bands(kind.loss);
        let _ = writeln!(
            table,
            "| `{}` | {} | {make} | {loss} | {} | {} |",
            kind.word,
            kind.name,
            kind.source,
            kind.trust.word()
        );
    }
    table
}

fn noises() -> String {
    let mut table = String::from(
        "| word | what it is | 250 | 500 | 1k | 2k | 4k | from | how sure |\n|---|---|---|---|---|---|---|---|---|\n",
    );
    for shape in SHAPES {
        let _ = writeln!(
            table,
            "| `{}` | {} | {} | {} | {} |",
            shape.word,
            shape.name,
            bands(shape.levels),
            shape.source,
            shape.trust.word()
        );
    }
    table
}

fn finishes() -> String {
    let mut table = String::from(
        "| word | what is in the room | absorbs | a screen takes, of what comes by the ceiling | from | how sure |\n|---|---|---|---|---|---|\n",
    );
    for finish in FINISHES {
        let _ = writeln!(
            table,
            "| `{}` | {} | {} % | {} dB | {} | {} |",
            finish.word,
            finish.name,
            finish.absorbs,
            finish.screen,
            finish.source,
            finish.trust.word()
        );
    }
    table
}

fn heard() -> String {
    let mut table = String::from("| index | what is made out |\n|---|---|\n");
    for heard in Heard::ALL {
        let from = heard.begins().map_or("below that".to_owned(), |from| format!("from {from} dB"));
        let _ = writeln!(table, "| {from} | {} |", heard.word());
    }
    table
}

fn published() -> String {
    let mut table = String::from("| # | situation | published | the model | error |\n|---|---|---|---|---|\n");
    for row in rows() {
        let set = if row.weight == Weight::Set { " (the model was set by it)" } else { "" };
        let (index, heard, error) = (row.index, row.index.heard().word(), signed(row.stated));
        let _ = writeln!(
            table,
            "| {} | {} | {} | {index}, {heard} | {error}{set} |",
            row.number, row.situation, row.published
        );
    }
    table
}

fn errors() -> String {
    let rows = rows();
    let of = |weight| rows.iter().filter(move |row| row.weight == weight).map(Row::error).collect::<Vec<_>>();
    let line = |what: &str, errors: Vec<i32>| {
        let count = errors.len() as f64;
        let inside = errors.iter().filter(|error| **error == 0).count();
        let errors: Vec<_> = errors.into_iter().map(|error| f64::from(error) / 100.0).collect();
        let mean = errors.iter().sum::<f64>() / count;
        let spread = (errors.iter().map(|error| error * error).sum::<f64>() / count).sqrt();
        let worst = errors.iter().copied().max_by(|one, other| one.abs().total_cmp(&other.abs())).unwrap();
        format!("| {what} | {inside} of {count} | {mean:+.1} | {spread:.1} | {worst:+.1} |\n")
    };
    format!(
        "| | inside what is published | mean error | root mean square | worst |\n|---|---|---|---|---|\n{}{}",
        line("measured", of(Weight::Measured)),
        line("rules of thumb and of design", of(Weight::Rule))
    )
}

fn published_levels() -> String {
    let mut table = String::from("| what | published | the model | difference |\n|---|---|---|---|\n");
    for figure in levels() {
        let _ = writeln!(
            table,
            "| {} | {} | {} | {} |",
            figure.what,
            figure.published,
            figure.model,
            signed(figure.stated)
        );
    }
    table
}

fn signed(tenths: i32) -> String {
    match tenths {
        0 => "0".to_owned(),
        _ => format!("{:+.1}", f64::from(tenths) / 10.0),
    }
}

//! Holds the house together: floors only point down, the core touches nothing outside, and every file says what it is.
#![expect(clippy::unwrap_used, clippy::disallowed_methods, reason = "a test may fail, and may read the source")]

use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up, as in `src/lib.rs`.
const FLOORS: &[&str] = &[
    "ids",
    "source",
    "diagnostic",
    "reading",
    "ethics",
    "reference",
    "activity",
    "scenario",
    "session",
    "explore",
    "lint",
    "exchange",
    "learner",
    "library",
    "ui",
];

/// Front ends and the outside: the binary's own tree.
const RIM: &[&str] = &["main.rs", "cli", "game", "rim"];

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            found.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

/// The floor of a file: the first part of its path below `src`, without its ending.
fn floor(path: &Path) -> String {
    let below = path.strip_prefix(source()).unwrap();
    let first = below.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

fn core_files() -> Vec<PathBuf> {
    let rim =
        |path: &PathBuf| RIM.iter().any(|part| source().join(part) == *path || path.starts_with(source().join(part)));
    rust_files(&source()).into_iter().filter(|path| !rim(path) && !path.ends_with("lib.rs")).collect()
}

/// The text without its tests and comments, where other words apply.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let before_tests = text.split("#[cfg(test)]").next().unwrap_or_default();
    before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn an_arrow_only_ever_points_down() {
    let level = |name: &str| FLOORS.iter().position(|floor| *floor == name);
    for path in core_files() {
        let own = level(&floor(&path)).unwrap_or_else(|| panic!("{} is on no floor", path.display()));
        for (above, name) in FLOORS.iter().enumerate().skip(own + 1) {
            let text = code(&path);
            assert!(
                !text.contains(&format!("crate::{name}")),
                "{} (floor {own}) looks up to {name} ({above})",
                path.display()
            );
        }
    }
}

#[test]
fn the_core_has_no_files_clocks_terminals_or_dice() {
    let outside = [
        "std::fs",
        "std::io",
        "std::net",
        "std::env",
        "std::process",
        "SystemTime",
        "Instant::now",
        "Timestamp::now",
        "println!",
        "eprintln!",
        "thread_rng",
        "rand::rng(",
        "bevy",
    ];
    for path in core_files() {
        let text = code(&path);
        for word in outside {
            assert!(!text.contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn only_the_screens_know_egui() {
    for path in core_files().into_iter().filter(|path| floor(path) != "ui") {
        assert!(!code(&path).contains("egui"), "{} uses egui", path.display());
    }
}

#[test]
fn every_file_opens_with_what_it_promises() {
    for path in rust_files(&source()) {
        assert!(fs::read_to_string(&path).unwrap().starts_with("//! "), "{} does not", path.display());
    }
}

#[test]
fn no_file_is_too_long_to_read_or_a_drawer_for_everything() {
    for path in rust_files(&source()) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        assert!(!["utils.rs", "helpers.rs", "types.rs", "prelude.rs", "misc.rs"].contains(&name.as_str()), "{name}");
    }
}

#[test]
fn nothing_is_left_to_be_done_later() {
    for path in rust_files(&source()) {
        let text = code(&path);
        for word in ["todo!", "unimplemented!", "#[ignore", "#[should_panic"] {
            assert!(!text.contains(word), "{} has {word}", path.display());
        }
    }
}

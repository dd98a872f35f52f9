//! The watcher, on a real folder: what is saved is told of, however an editor saves.

use super::Folder;
use confidant::library::starter_case;
use confidant::ui::{Check, Reading};
use std::fs;
use std::path::Path;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

/// Generous: a busy machine must not fail a test, and one that works needs a fraction of it.
const BOUND: Duration = Duration::from_mins(2);

fn starter() -> String {
    starter_case("corridor", "The corridor").expect("a good name").text().to_owned()
}

fn write(path: &Path, text: &str) {
    fs::File::create(path).and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes())).expect("written");
}

/// Waits for a reading of which something holds.
#[track_caller]
fn until(told: &Receiver<Reading>, holds: impl Fn(&Reading) -> bool) -> Reading {
    loop {
        let reading = told.recv_timeout(BOUND).expect("the watcher tells of it");
        if holds(&reading) {
            return reading;
        }
    }
}

fn title(reading: &Reading) -> Option<String> {
    reading.library.case("corridor").map(|case| case.title.clone())
}

fn errors(reading: &Reading) -> usize {
    reading.problems.iter().filter(|problem| problem.level == confidant::diagnostic::Level::Error).count()
}

#[test]
fn whatever_is_saved_in_the_folder_is_told_of_however_it_is_saved() {
    let folder = tempfile::tempdir().expect("a folder");
    let (sender, told) = channel();
    let opened = Folder::open(folder.path()).expect("it is there");
    assert!(opened.own().is_empty());
    let _watch = opened.watch(move |reading| drop(sender.send(reading))).expect("it can be watched");
    until(&told, |reading| reading.check == Check::Done);

    // A new file in a new folder, written in two goes.
    let inner = folder.path().join("inner");
    fs::create_dir(&inner).expect("made");
    let path = inner.join("corridor.case.ron");
    let text = starter();
    write(&path, &text.chars().take(text.len() / 2).collect::<String>());
    write(&path, &text);
    let reading = until(&told, |reading| title(reading).is_some() && reading.check == Check::Done);
    assert_eq!((title(&reading).as_deref(), errors(&reading)), (Some("The corridor"), 0));

    // Broken: the last good version stays.
    write(&path, &text.replace("start:", "strat:"));
    let reading = until(&told, |reading| errors(reading) > 0);
    assert_eq!(title(&reading).as_deref(), Some("The corridor"));

    // Mended by a file written beside it and renamed over it, as many editors save.
    let beside = inner.join(".corridor.case.ron.swp");
    write(&beside, &text.replace("The corridor", "The hallway"));
    fs::rename(&beside, &path).expect("renamed");
    until(&told, |reading| title(reading).as_deref() == Some("The hallway") && errors(reading) == 0);

    // Gone.
    fs::remove_file(&path).expect("removed");
    until(&told, |reading| title(reading).is_none());
}

#[test]
fn reading_the_folder_is_no_saving() {
    let folder = tempfile::tempdir().expect("a folder");
    write(&folder.path().join("corridor.case.ron"), &starter());
    let (sender, told) = channel();
    let opened = Folder::open(folder.path()).expect("it is there");
    let at = opened.reading(Check::Running).at;
    let _watch = opened.watch(move |reading| drop(sender.send(reading))).expect("it can be watched");
    let first = until(&told, |reading| reading.check == Check::Done);
    assert_eq!(first.at, at);
    write(&folder.path().join("notes.txt"), "no case");
    // Renamed into its place: on a busy machine half a file could be read.
    let beside = folder.path().join("beside");
    write(&beside, &starter().replace("The corridor", "The stairs"));
    fs::rename(&beside, folder.path().join("corridor.case.ron")).expect("renamed");
    // What was told of next is that saving: neither our own reading nor the notes came between.
    let next = told.recv_timeout(BOUND).expect("the saving is told of");
    assert_eq!(title(&next).as_deref(), Some("The stairs"));
}

#[test]
fn a_folder_that_is_not_there_is_told_in_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = Folder::open(&folder.path().join("nowhere")).map(drop).expect_err("it is not there");
    assert!(missing.ends_with("cannot be watched: there is no such folder."), "{missing}");
    let file = folder.path().join("a.case.ron");
    write(&file, "()");
    let file = Folder::open(&file).map(drop).expect_err("it is a file");
    assert!(file.ends_with("it is no folder."), "{file}");
}

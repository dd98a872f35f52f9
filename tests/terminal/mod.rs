//! The real program in a home of its own: what it was given, what it said, and how it left.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A folder to run in, with a `CONFIDANT_HOME` inside.
pub(crate) struct Home(TempDir);

/// What a run of the program came to.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Home {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    /// A path in the folder that the program runs in.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The text of a file that the program wrote.
    #[track_caller]
    #[expect(clippy::disallowed_methods, reason = "a test looks at what the rim wrote")]
    pub(crate) fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("it is there")
    }

    /// Puts a file into the folder, its parents with it.
    #[expect(clippy::disallowed_methods, reason = "a test writes what the rim would not")]
    pub(crate) fn put(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        std::fs::write(&path, bytes).expect("written");
        path.display().to_string()
    }

    /// The files of a folder, sorted.
    pub(crate) fn files(&self, folder: &str) -> Vec<PathBuf> {
        let entries = std::fs::read_dir(self.path(folder)).into_iter().flatten().flatten();
        let mut files: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        files.sort();
        files
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_confidant"));
        command.args(arguments).current_dir(self.0.path()).env("CONFIDANT_HOME", self.path("home"));
        command.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY").env_remove("RUST_BACKTRACE");
        command
    }

    /// Runs the program, gives it `typed`, and waits for it. However it is treated, it does not panic.
    #[track_caller]
    pub(crate) fn run(&self, arguments: &[&str], typed: &str) -> Said {
        let mut command = self.command(arguments);
        let mut child =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("piped");
        let typed = typed.to_owned();
        // In a thread, as the program may leave without reading all.
        let typing = std::thread::spawn(move || drop(stdin.write_all(typed.as_bytes())));
        let output = child.wait_with_output().expect("it ends");
        typing.join().expect("typed");
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it writes text");
        let said =
            Said { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) };
        assert!(!said.err.contains("panicked") && (0..=2).contains(&said.code), "{arguments:?}: {said:#?}");
        said
    }
}

impl Said {
    #[track_caller]
    pub(crate) fn code(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    /// It said this, on either stream.
    #[track_caller]
    pub(crate) fn says(self, words: &str) -> Self {
        assert!(self.out.contains(words) || self.err.contains(words), "no `{words}` in {self:#?}");
        self
    }

    #[track_caller]
    pub(crate) fn says_not(self, words: &str) -> Self {
        assert!(!self.out.contains(words) && !self.err.contains(words), "`{words}` in {self:#?}");
        self
    }
}

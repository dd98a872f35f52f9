//! The rim: files, folders and the clock. Everything below works on values.

pub(crate) mod files;
#[cfg(feature = "game")]
pub(crate) mod folder;
pub(crate) mod store;

use confidant::diagnostic::Diagnostic;
use confidant::library::Library;

/// The rules and cases at hand: embedded ones, overlaid by `assets/rules` and `scenarios` of the current folder and of
/// the user's own folder.
///
/// # Errors
/// The problems of the rules.
pub(crate) fn library() -> Result<Library, Vec<Diagnostic>> {
    let (rules, mut unread) = files::rules();
    let (cases, more) = files::cases();
    unread.extend(more);
    let mut library = Library::load(&rules, &cases)?;
    library.problems.extend(unread);
    Ok(library)
}

/// Seconds since 1970.
pub(crate) fn now() -> i64 {
    jiff::Timestamp::now().as_second()
}

/// Today, where this machine is; in UTC where it does not know.
pub(crate) fn today() -> jiff::civil::Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// The hour on the wall, where this machine is; in UTC where it does not know.
#[cfg(feature = "game")]
pub(crate) fn hour() -> jiff::civil::Time {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::system()).time()
}

/// A fresh seed.
pub(crate) fn seed() -> u64 {
    let nanoseconds = jiff::Timestamp::now().as_nanosecond();
    // Short enough to be read out and typed.
    u64::try_from(nanoseconds.rem_euclid(1_000_000)).unwrap_or(1)
}

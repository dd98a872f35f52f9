//! Looks ahead while somebody plays in the terminal: the case is searched on a thread of its own, and only the debrief
//! waits for it.

use crate::cli::Out;
use confidant::explore::Foresight;
use confidant::session::{Outlook, Session};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// A wait longer than this is explained.
const PATIENCE: Duration = Duration::from_secs(2);

/// A search under way; none once it was taken in.
#[derive(Default)]
pub(super) struct Ahead(Option<Receiver<Option<Foresight>>>);

impl Ahead {
    /// Starts to search the case of a run.
    pub(super) fn of(session: &Session) -> Self {
        let (report, found) = channel();
        let (case, book, setup) = (session.case().clone(), session.book().clone(), session.setup().clone());
        // Whoever has left by the time it is done needs no answer.
        thread::spawn(move || report.send(Foresight::of(&case, &book, &setup)).ok());
        Self(Some(found))
    }

    /// Takes in what was found, if it is there.
    pub(super) fn take_in(&mut self, session: &mut Session) {
        if let Some(found) = self.0.as_ref().and_then(|found| found.try_recv().ok()) {
            self.0 = None;
            tell(session, found);
        }
    }

    /// Takes in what is found, however long it takes.
    pub(super) fn wait(&mut self, session: &mut Session, out: &mut Out) {
        let Some(reports) = self.0.take() else { return };
        let found = match reports.recv_timeout(PATIENCE) {
            Err(RecvTimeoutError::Timeout) => {
                out.line("Working out the best way through\u{2026}");
                reports.recv().ok()
            }
            found => found.ok(),
        };
        tell(session, found.flatten());
    }
}

fn tell(session: &mut Session, found: Option<Foresight>) {
    if let Some(outlook) = found {
        session.look_ahead(Arc::new(outlook) as Arc<dyn Outlook>);
    }
}

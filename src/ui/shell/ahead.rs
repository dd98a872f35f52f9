//! What can still come of a run is found out beside the game, and taken in when it is there. Nothing waits for it.

use super::Shell;
use crate::ethics::Rulebook;
use crate::scenario::Case;
use crate::session::{Outlook, Session, Setup};
use std::sync::Arc;

/// A run whose case is to be searched: as it is set up, under the rules in force.
#[derive(Debug, Clone)]
pub struct LookAhead {
    /// The case.
    pub case: Arc<Case>,
    /// The rules.
    pub book: Arc<Rulebook>,
    /// How the run was set up.
    pub setup: Setup,
}

impl LookAhead {
    fn of(session: &Session) -> Self {
        Self { case: session.case().clone(), book: session.book().clone(), setup: session.setup().clone() }
    }

    /// Is this the search that was asked for? An author's case may have changed while its text before was searched.
    fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.case, &other.case) && Arc::ptr_eq(&self.book, &other.book) && self.setup == other.setup
    }
}

impl Shell {
    /// Asks for a look ahead from the start of the run that is open.
    pub(super) fn look_ahead(&mut self) {
        self.ahead = self.session.as_ref().map(LookAhead::of);
        self.effects.extend(self.ahead.clone().map(super::Effect::LookAhead));
    }

    /// Takes in what was found out about a run; nothing where nothing exact can be said of its case. If another run is
    /// open by now, it is of no use any more.
    pub fn foresee(&mut self, of: &LookAhead, outlook: Option<Arc<dyn Outlook>>) {
        if !self.ahead.as_ref().is_some_and(|ahead| ahead.is(of)) {
            return;
        }
        self.ahead = None;
        if let (Some(session), Some(outlook)) = (&mut self.session, outlook) {
            session.look_ahead(outlook);
            self.tell();
        }
    }

    /// Whether a screen reader listens: what is shown as a picture is then told in words first.
    pub fn listens(&mut self, listening: bool) {
        self.listening = listening;
    }
}

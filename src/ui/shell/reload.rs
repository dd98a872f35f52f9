//! Author mode: the library is changed under a game that runs, and the run goes on as far as its new case lets it.

use super::{Overlay, Screen, Shell};
use crate::ids::CaseId;
use crate::library::Library;
use crate::scenario::Case;
use crate::session::Session;
use crate::ui::author::{self, Author, Reading, Shown};
use crate::ui::{may_i, rulebook};
use std::sync::Arc;

impl Shell {
    /// For an author at work in `folder`: begins at its case, or at the list where there are several, shows what is wrong,
    /// and keeps neither runs nor progress.
    pub fn for_author(mut self, folder: impl Into<String>, own: &[CaseId], reading: &Reading) -> Self {
        self.author = Some(Author::of(folder.into(), reading));
        self.screen = match own {
            [only] => Screen::Briefing(only.clone()),
            _ => Screen::Library,
        };
        self
    }

    /// The folder was read again. A run goes on at the scene where it is, as far as its case still has it.
    pub fn reloaded(&mut self, reading: Reading) {
        let rules_changed = !Arc::ptr_eq(&self.library.packs, &reading.library.packs);
        self.library = reading.library.clone();
        if let Some(author) = &mut self.author {
            author.take(reading);
        }
        if rules_changed {
            // What they remember is in words of the vocabulary that was.
            self.memory.rulebook = rulebook::Memory::default();
            self.memory.may_i = may_i::Memory::default();
        }
        self.close_what_is_gone();
        if let Some(session) = self.session.take() {
            self.go_on(session, rules_changed);
        }
    }

    /// Goes on with a run over its case as it is now.
    fn go_on(&mut self, session: Session, rules_changed: bool) {
        let Some(case) = newest(&self.library, session.case()) else {
            self.say("Reloaded; this case is no longer in the folder. The run goes on with it as it was.".into());
            self.session = Some(session);
            return;
        };
        if !rules_changed && session.case().source.text() == case.source.text() {
            self.session = Some(session);
            return;
        }
        let case = case.clone();
        let shown = self.shown();
        // A version between two good ones may have cost choices; where they can be made again, they are.
        let origin = self.author.as_mut().and_then(Author::take_origin);
        let (before, shown) = origin.unwrap_or((session, shown));
        let standpoint = before.setup().standpoint();
        let again = author::again(&before, &case, &self.library.rulebook(standpoint), shown);
        let lost = again.lost > 0;
        self.session = Some(again.session);
        self.look_ahead();
        self.refresh();
        self.settle_screen(lost);
        if let Some(author) = &mut self.author {
            author.keep(again.words, lost.then_some((before, shown)));
        }
    }

    fn say(&mut self, words: String) {
        if let Some(author) = &mut self.author {
            author.keep(words, None);
        }
    }

    /// The screen of the run, also while a book of reference lies open over it.
    fn shown(&self) -> Shown {
        let screen = self.way.first().map_or(&self.screen, |mark| &mark.screen);
        if *screen == Screen::Consequence { Shown::Choice } else { Shown::Scene }
    }

    /// No screen shows what the run no longer holds.
    fn settle_screen(&mut self, lost: bool) {
        let over = self.session.as_ref().is_some_and(Session::is_over);
        let settle = |screen: &mut Screen| match screen {
            Screen::Consequence if lost => *screen = Screen::Play,
            Screen::Debrief if !over => *screen = Screen::Play,
            _ => (),
        };
        settle(&mut self.screen);
        self.way.iter_mut().for_each(|mark| settle(&mut mark.screen));
    }

    fn close_what_is_gone(&mut self) {
        let library = &self.library;
        let settle = |screen: &mut Screen| match screen {
            Screen::Briefing(case) if library.case(case.as_str()).is_none() => *screen = Screen::Library,
            _ => (),
        };
        settle(&mut self.screen);
        self.way.iter_mut().for_each(|mark| settle(&mut mark.screen));
        if let Some(Overlay::Rule(rule)) = &self.overlay
            && library.packs.rule(rule.as_str()).is_none()
        {
            self.overlay = None;
        }
    }
}

/// The case as the library has it: of the same id, or of the same file where its author gave it another id.
fn newest<'a>(library: &'a Library, before: &Case) -> Option<&'a Arc<Case>> {
    let same_file = || library.cases.iter().find(|case| case.source.name() == before.source.name());
    library.case(before.id.as_str()).or_else(same_file)
}

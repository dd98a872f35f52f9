//! The search box of a record, and what can be read at a desk: letters that came in, and entries once they were opened.

use super::numbers::{Manner, manner};
use super::{Draft, Heard};
use crate::cli::Out;
use confidant::activity::Kind;
use confidant::session::{Answer, Question, Session};

impl Draft {
    /// The question that opens entries of a record, where the desk has one.
    pub(super) fn entries(&self) -> Option<&Question> {
        self.table.questions.iter().find(|of| manner(&self.table, of) == Manner::Opened)
    }

    /// Lists the entries in which a word begins so, whoever they belong to.
    pub(super) fn find(&self, typed: &str, out: &mut Out) {
        let typed = typed.to_lowercase();
        let wanted: Vec<&str> = typed.split_whitespace().collect();
        if wanted.is_empty() {
            out.line("Type `find` and the first letters of a name, or of what you look for: `find tol`.");
            return;
        }
        let fits = |words: &str| {
            let words = words.to_lowercase();
            let mut words = words.split(|letter: char| !letter.is_alphanumeric());
            let words: Vec<&str> = words.by_ref().filter(|word| !word.is_empty()).collect();
            wanted.iter().all(|wanted| words.iter().any(|word| word.starts_with(wanted)))
        };
        let mut found = 0;
        for (at, entry) in self.entries().into_iter().flat_map(|of| of.answers.iter().enumerate()) {
            let words = self.entry_words(entry);
            if fits(&words) {
                found += 1;
                let opened = if entry.is_done { " (opened)" } else { "" };
                out.item(&format!("  {}. ", at + 1), &format!("{words}{opened}"));
            }
        }
        match found {
            0 => out.line("Nothing begins so."),
            _ => out.line("`open` and its number opens it, for good: every opening is kept in the log."),
        }
    }

    /// Opens an entry for good; one that is open already is read again, which is no new opening.
    pub(super) fn open(&mut self, number: &str, out: &mut Out) -> Heard {
        let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let found = self.entries().and_then(|of| Some((of.set, of.answers.get(at?)?.item)));
        let Some((set, item)) = found else {
            out.line("Type `open` and a number that `find` has shown.");
            return Heard::Taken;
        };
        self.open_entry(set, item, out)
    }

    pub(super) fn open_entry(&mut self, set: usize, item: usize, out: &mut Out) -> Heard {
        let Some(entry) = self.answer(set, item).filter(|entry| entry.is_done) else {
            let mut way = self.table.untouched();
            way.toggle(self.table.activity(), set, item);
            return Heard::Left(self.table.named(&way));
        };
        self.entry(entry, out);
        Heard::Taken
    }

    /// An entry as it stands in the record.
    fn entry(&self, entry: &Answer, out: &mut Out) {
        out.item("", &self.entry_words(entry));
        out.item("   ", &entry.detail.replace('\n', " "));
    }

    pub(super) fn entry_words(&self, entry: &Answer) -> String {
        let whose = match self.kind() {
            Kind::Chart(chart) => chart.whose.get(entry.item).map(|whose| self.fill(whose)),
            Kind::Earshot(_) | Kind::Mail(_) | Kind::Redaction(_) | Kind::Paper(_) | Kind::Phone(_) => None,
        };
        whose.map_or_else(|| entry.label.clone(), |whose| format!("{whose}: {}", entry.label))
    }

    /// What the last decision opened, before anything else is told of it.
    pub(in crate::cli::play) fn tell_opened(&self, session: &Session, out: &mut Out) {
        let way = session.decisions().last().and_then(|last| last.way.as_ref());
        let entries = self.entries().into_iter().flat_map(|of| of.answers.iter().map(move |entry| (of.set, entry)));
        let opened = entries.filter(|(set, entry)| way.is_some_and(|way| way.has(*set, entry.item)));
        opened.for_each(|(_, entry)| self.entry(entry, out));
    }

    /// What was opened, which stays readable.
    pub(super) fn opened(&self, out: &mut Out) {
        let entries = self.entries().into_iter().flat_map(|of| of.answers.iter().enumerate());
        let opened: Vec<(usize, &Answer)> = entries.filter(|(_, entry)| entry.is_done).collect();
        if let Some((first, _)) = opened.first() {
            out.line(&format!("Open. `open {}` reads it again:", first + 1));
        }
        opened.iter().for_each(|(at, entry)| out.item(&format!("  {}. ", at + 1), &self.entry_words(entry)));
    }

    /// `read 1`: a letter of the inbox, or everything on the desk again.
    pub(super) fn read(&self, number: &str, out: &mut Out) {
        let Some(inbox) = self.addresses().map(|mail| &mail.inbox).filter(|inbox| !inbox.is_empty()) else {
            self.show(out);
            return;
        };
        let at = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let Some(letter) = at.and_then(|at| inbox.get(at)) else {
            out.line(&format!("Type `read` and a number from 1 to {}.", inbox.len()));
            return;
        };
        out.item("From: ", &self.fill(&letter.from));
        out.item("Subject: ", &self.fill(&letter.subject));
        out.prose(&self.fill(&letter.text));
    }
}

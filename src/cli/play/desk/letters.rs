//! The address line in the terminal: a few letters complete themselves, as in life, and Enter takes what comes first.

use super::{Draft, Waiting};
use crate::cli::Out;
use confidant::activity::{Kind, Mail};

impl Draft {
    /// The address line, where the desk has one.
    pub(super) fn addresses(&self) -> Option<&Mail> {
        match self.kind() {
            Kind::Mail(mail) => Some(mail),
            Kind::Earshot(_) | Kind::Redaction(_) | Kind::Paper(_) | Kind::Phone(_) | Kind::Chart(_) => None,
        }
    }

    /// `to lin` shows what it completes to; `to lin!` takes the first at once.
    pub(super) fn complete(&mut self, typed: &str, out: &mut Out) {
        let (typed, at_once) = typed.strip_suffix('!').map_or((typed, false), |typed| (typed.trim_end(), true));
        if typed.is_empty() {
            out.line("Type `to` and the first letters of a name or an address: `to an`.");
            return;
        }
        let found = self.completions(typed);
        match found.first() {
            None => out.line(&format!("`{typed}` completes to nothing.")),
            Some(first) if at_once => self.address(*first, out),
            Some(_) => {
                out.line(&format!("`{typed}` completes to:"));
                for (at, item) in found.iter().enumerate() {
                    out.item(&format!("  {}. ", at + 1), &self.address_words(*item));
                }
                out.line("Enter takes the first, a number that one. Anything else leaves the line as it is.");
                self.waiting = Waiting::Completing(found);
            }
        }
    }

    /// Takes one of those shown; false where the line is something else.
    pub(super) fn completes(&mut self, typed: &str, found: &[usize], out: &mut Out) -> bool {
        let number = if typed.is_empty() { Some(1) } else { typed.parse::<usize>().ok() };
        let Some(number) = number else { return false };
        match number.checked_sub(1).and_then(|at| found.get(at)) {
            Some(item) => self.address(*item, out),
            None => out.line(&format!("There are {} of them. The line is as it was.", found.len())),
        }
        true
    }

    /// Takes an address out again.
    pub(super) fn remove(&mut self, typed: &str, out: &mut Out) {
        let Some(to) = self.addresses().map(|mail| mail.to) else { return };
        let found = self.completions(typed).into_iter().find(|item| self.way.has(to, *item));
        match found {
            Some(item) => self.toggle(to, item, out),
            None => {
                out.line("Nobody on the address line begins so. `remove` and the first letters takes somebody out.");
            }
        }
    }

    fn address(&mut self, item: usize, out: &mut Out) {
        let Some(to) = self.addresses().map(|mail| mail.to) else { return };
        if self.way.has(to, item) {
            out.item("On the line already: ", &self.address_words(item));
            return;
        }
        let before = self.way.clone();
        if self.way.toggle(self.table.activity(), to, item) {
            self.before.push(before);
            out.item("To: ", &self.addressed().join("; "));
        } else {
            out.line("That is as many as it takes. `remove` and the first letters takes somebody out.");
        }
    }

    /// Those which are there, the one that completes first leading.
    fn completions(&self, typed: &str) -> Vec<usize> {
        let Some(mail) = self.addresses() else { return Vec::new() };
        let mut found = mail.completions(self.table.activity(), typed, self.table.frame());
        found.retain(|item| self.answer(mail.to, *item).is_some());
        found
    }

    /// The addresses on the line.
    pub(super) fn addressed(&self) -> Vec<String> {
        let to = self.addresses().map(|mail| mail.to);
        to.into_iter().flat_map(|to| self.way.picked(to)).map(|item| self.address_words(item)).collect()
    }

    /// As an address line shows it.
    fn address_words(&self, item: usize) -> String {
        let Some(mail) = self.addresses() else { return String::new() };
        let label = self.answer(mail.to, item).map(|answer| answer.label.clone()).unwrap_or_default();
        match mail.addresses.get(item).filter(|address| !address.is_empty()) {
            Some(address) => format!("{label} <{address}>"),
            None => label,
        }
    }
}

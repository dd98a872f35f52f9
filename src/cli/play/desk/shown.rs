//! A desk read out in plain lines, top to bottom: what lies there, the questions with their answers, how it stands.

use super::Draft;
use super::numbers::{Manner, Numbered, manner};
use crate::cli::Out;
use confidant::activity::redaction::Run;
use confidant::activity::{Kind, Line, Mail, Paper, Phone, Redaction, Takes};
use confidant::session::{Answer, Question};

impl Draft {
    /// Everything on the desk as it stands.
    pub(in crate::cli::play) fn show(&self, out: &mut Out) {
        out.line(&format!("\n* {}", self.title()));
        self.what_lies_there(out);
        self.table.questions.iter().for_each(|of| self.ask(of, out));
        if self.table.activity().is_taken_one_by_one() {
            out.line("Every opening is for good and kept in the log. `find` and the first letters of a word lists what there is.");
            return;
        }
        // The sheet itself says how it stands.
        if !matches!(self.kind(), Kind::Redaction(_)) {
            out.item("It stands so: ", &self.sentence());
        }
        out.line(&format!(
            "`{}` when it is as you want it; you are asked once more. `help` lists the words.",
            self.verb()
        ));
    }

    fn title(&self) -> String {
        let kind = match self.kind() {
            Kind::Earshot(_) => "A talk",
            Kind::Mail(_) => "A message",
            Kind::Redaction(_) => "A sheet to read out",
            Kind::Paper(_) => "Papers",
            Kind::Phone(_) => "The telephone",
            Kind::Chart(_) => "The record",
        };
        let title = &self.table.activity().title;
        if title.is_empty() { kind.to_owned() } else { self.fill(title) }
    }

    fn what_lies_there(&self, out: &mut Out) {
        match self.kind() {
            Kind::Mail(mail) => self.inbox(mail, out),
            Kind::Phone(phone) => self.call(phone, out),
            Kind::Redaction(redaction) => self.sheet(redaction, out),
            Kind::Paper(paper) => self.papers(paper, out),
            Kind::Chart(chart) => {
                if !chart.task.is_empty() {
                    out.item("On the schedule: ", &self.fill(&chart.task));
                }
                self.opened(out);
                if self.entries().is_none() {
                    out.line("Statements. `note 1`, `apart 1`, `neither 1`, also several at once; a number alone moves one on:");
                }
            }
            Kind::Earshot(talk) => self.floor(talk, out),
        }
    }

    fn inbox(&self, mail: &Mail, out: &mut Out) {
        if mail.inbox.is_empty() {
            return;
        }
        out.line("Inbox, the newest first. `read 1` reads the first.");
        for (at, letter) in mail.inbox.iter().filter(|letter| letter.frames.has(self.table.frame())).enumerate() {
            out.item(&format!("  {}. ", at + 1), &self.fill(&format!("{}: {}", letter.from, letter.subject)));
        }
    }

    fn call(&self, phone: &Phone, out: &mut Out) {
        for (head, words) in [("The display shows: ", &phone.shows), ("The caller says they are: ", &phone.claims)] {
            if !words.is_empty() {
                out.item(head, &self.fill(words));
            }
        }
        let on_file: Vec<&str> = phone.on_file(self.table.frame()).collect();
        if !on_file.is_empty() {
            out.line("On file:");
            on_file.iter().for_each(|line| out.item("  - ", &self.fill(line)));
        }
    }

    /// The running text, each mark with its number and as it would be read out now.
    fn sheet(&self, redaction: &Redaction, out: &mut Out) {
        let run = |run: &Run| match run {
            Run::Plain(words) => Some(words.clone()),
            Run::Mark(mark) => {
                let set = redaction.marks.get(*mark)?.set;
                let of = self.question(set)?;
                let number = self.numbers.number(Numbered::Question(set))?;
                let now = self.picked(of).map(|answer| answer.detail.as_str()).filter(|words| !words.is_empty());
                Some(format!("[{number}: {}]", now.unwrap_or("struck")))
            }
        };
        let text: String = redaction.sheet.iter().filter_map(run).collect();
        out.prose(&self.fill(&text));
        out.line(
            "Marks. `strike 1`, `widen 1`, `keep 1`, also several at once; a number alone turns a mark to the next:",
        );
    }

    fn papers(&self, paper: &Paper, out: &mut Out) {
        for sheet in &paper.sheets {
            out.line(&format!("Sheet: {}", self.fill(&sheet.title)));
            sheet.lines.iter().for_each(|line| self.paper_line(paper, line, out));
        }
        if paper.marks.is_some() {
            out.line("A number marks a line with which something is wrong, or takes the mark away.");
        }
    }

    fn paper_line(&self, paper: &Paper, line: &Line, out: &mut Out) {
        let Some(reading) = line.reading(self.table.frame()) else { return };
        let marked = paper.marks.zip(line.mark);
        let number = marked.and_then(|(set, item)| self.numbers.number(Numbered::Answer { set, item }));
        let head = number.map_or_else(|| "  -  ".to_owned(), |number| format!("  {number}. "));
        let stands = marked.is_some_and(|(set, item)| self.way.has(set, item));
        let stands = if stands { " (marked)" } else { "" };
        out.item(&head, &self.fill(&format!("{}: {}{stands}", line.label, reading.text)));
    }

    fn ask(&self, of: &Question, out: &mut Out) {
        let is_on_a_sheet = matches!(self.kind(), Kind::Paper(paper) if paper.marks == Some(of.set));
        match manner(&self.table, of) {
            Manner::Listed if is_on_a_sheet || of.answers.is_empty() => (),
            Manner::Listed => {
                out.line(&format!("{}{}", of.ask, how_many(of)));
                of.answers.iter().for_each(|answer| self.listed(of, answer, out));
            }
            Manner::Turned => {
                let number = self.numbers.number(Numbered::Question(of.set)).unwrap_or_default();
                out.item(&format!("  {number}. "), &self.turned_line(of));
            }
            Manner::Typed => {
                let on_it = self.addressed();
                out.item("To: ", &if on_it.is_empty() { "nobody yet".to_owned() } else { on_it.join("; ") });
                let most = how_many(of);
                out.line(&format!(
                    "  `to` and the first letters of a name or an address.{most} `remove` takes one out."
                ));
            }
            Manner::Opened => (),
        }
    }

    fn listed(&self, of: &Question, answer: &Answer, out: &mut Out) {
        let number = self.numbers.number(Numbered::Answer { set: of.set, item: answer.item }).unwrap_or_default();
        let picked = if self.way.has(of.set, answer.item) { " (picked)" } else { "" };
        let door = self.door(of, answer).unwrap_or_default();
        out.item(&format!("  {number}. "), &format!("{}{door}{picked}", answer.label));
        for words in [&answer.detail, &answer.say].into_iter().filter(|words| !words.is_empty()) {
            out.item("     ", &words.replace('\n', " "));
        }
    }

    /// A question that is turned, as it stands and as it could.
    pub(super) fn turned_line(&self, of: &Question) -> String {
        let now = self.picked(of);
        if !matches!(self.kind(), Kind::Redaction(_)) {
            let words = of.ask.trim_end_matches('?');
            return format!("{words}: {}", now.map_or("laid nowhere yet", |answer| answer.label.as_str()));
        }
        let ends = |answer: &Answer, end: &str| answer.id.ends_with(end);
        let words = of.answers.iter().find(|answer| ends(answer, ".keep")).map_or("", |answer| answer.detail.as_str());
        let wider = of.answers.iter().find(|answer| ends(answer, ".widen")).map(|answer| answer.detail.as_str());
        let stands = match (now, wider) {
            (Some(answer), _) if ends(answer, ".strike") => "struck".to_owned(),
            (Some(answer), Some(wider)) if ends(answer, ".widen") => format!("said wider, \u{201c}{wider}\u{201d}"),
            (_, Some(wider)) => format!("kept; wider it would be \u{201c}{wider}\u{201d}"),
            (_, None) => "kept; it cannot be said wider".to_owned(),
        };
        format!("\u{201c}{words}\u{201d}: {stands}")
    }

    fn picked<'a>(&self, of: &'a Question) -> Option<&'a Answer> {
        of.answers.iter().find(|answer| self.way.has(of.set, answer.item))
    }

    /// The words one can type here.
    pub(in crate::cli::play) fn help(&self, out: &mut Out) {
        let own: &[&str] = match self.kind() {
            Kind::Mail(_) => &[
                "read 1: a letter of the inbox",
                "to lin: what these letters complete to; Enter takes the first (`to lin!` at once)",
                "remove lin: out of the address line again",
            ],
            Kind::Redaction(_) => &["strike 1 2, widen 1, keep 1: what becomes of a mark; the number alone turns it"],
            Kind::Paper(paper) if paper.marks.is_some() => &["the number of a line: mark it, or take the mark away"],
            Kind::Chart(_) if self.entries().is_some() => &[
                "find tol: what there is that begins so",
                "open 2: opens it for good, and the log keeps it; once open it can be read again",
            ],
            Kind::Chart(_) => {
                &["note 1 2, apart 1, neither 1: where a statement is laid; the number alone moves it on"]
            }
            Kind::Paper(_) | Kind::Phone(_) | Kind::Earshot(_) => &[],
        };
        out.line("At this desk:");
        own.iter().for_each(|line| out.item("  ", line));
        let id = &self.table.activity().id;
        if !self.table.activity().is_taken_one_by_one() {
            out.line("  a number, or the beginning of an answer: picks it, or takes it back");
            out.line("  undo: the last change back. reset: all of it");
            out.line(&format!("  {} (or done): reads it all back and asks once more", self.verb()));
        }
        out.line("  show: the desk as it stands. tutorial: how it works");
        let answers = if self.table.activity().is_taken_one_by_one() { "answer" } else { "answer, answer" };
        let whole = "the whole at once by the short names of a case, done without asking";
        out.item("  ", &format!("{id}({answers}): {whole}"));
    }
}

fn how_many(of: &Question) -> String {
    match of.takes {
        Takes::One => " One of these.".to_owned(),
        Takes::UpTo(most) if most >= of.answers.len() => " As many as you like.".to_owned(),
        Takes::UpTo(1) => " One at most.".to_owned(),
        Takes::UpTo(most) => format!(" Up to {most}."),
        Takes::Each => String::new(),
    }
}

//! One question asked in many places and on many days, and two places side by side.

use super::answer::Answer;
use super::questions::Question;
use crate::ethics::{ActEffect, Article, Badge, Effect, Inquiry, Packs, Reach, Rule, Rulebook, Standpoint, Term};
use crate::ids::{JurisdictionId, RuleId};
use jiff::civil::Date;
use serde::Serialize;

/// What one place or day says to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// What the rules make of the last act.
    pub effect: Option<ActEffect>,
    /// What the law says.
    pub law: Badge,
    /// What the code says.
    pub ethics: Badge,
    /// The duties the law sets, by their headings, and how each stands.
    pub duties: Vec<String>,
}

impl Outcome {
    fn of(answer: &Answer) -> Self {
        let law = answer.duties.iter().filter(|duty| duty.place.layer == crate::ethics::Layer::Law);
        let said = |duty: &super::answer::DutyAnswer| format!("{} ({})", duty.place.heading, duty.state_words);
        Self {
            effect: answer.acts.last().map(|act| act.effect),
            law: answer.law,
            ethics: answer.ethics,
            duties: law.filter(|duty| duty.state != "lapsed").map(said).collect(),
        }
    }

    /// In one line.
    pub fn words(&self) -> String {
        // Where nothing is said of the act itself, silence is judged by its duties.
        let told = self.effect.filter(|effect| *effect != ActEffect::Neutral);
        let effect = told.map(|effect| format!("{}; ", effect.words())).unwrap_or_default();
        format!("{effect}law {}, ethics {}", self.law.words(), self.ethics.words())
    }

    /// The same verdict, whatever the duties are called?
    pub fn same_verdict(&self, other: &Self) -> bool {
        (self.effect, self.law, self.ethics) == (other.effect, other.law, other.ethics)
    }
}

/// The places that say the same to a question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SameAnswer {
    /// What they say.
    pub outcome: Outcome,
    /// Which they are, each with its title.
    pub places: Vec<(JurisdictionId, String)>,
}

/// Asks one question in every place, and puts those together that say the same.
pub fn everywhere(packs: &Packs, standpoint: &Standpoint, inquiry: &Inquiry) -> Vec<SameAnswer> {
    let mut groups: Vec<SameAnswer> = Vec::new();
    for (jurisdiction, title) in packs.jurisdictions() {
        let there = Standpoint { jurisdiction: jurisdiction.clone(), ..standpoint.clone() };
        let outcome = outcome(packs, there, inquiry);
        let place = (jurisdiction, title.to_owned());
        match groups.iter_mut().find(|group| group.outcome.same_verdict(&outcome)) {
            Some(group) => group.places.push(place),
            None => groups.push(SameAnswer { outcome, places: vec![place] }),
        }
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.places.len()));
    groups
}

/// What a question comes to from a standpoint.
pub fn outcome(packs: &Packs, standpoint: Standpoint, inquiry: &Inquiry) -> Outcome {
    Outcome::of(&Answer::brief(&Rulebook::compile(packs, standpoint), inquiry))
}

/// A day on which the answer to a question changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChangedOn {
    /// The first day of the new answer; none for the earliest on file.
    pub from: Option<String>,
    /// The answer from then on.
    pub outcome: Outcome,
}

/// How the answer to a question changed over the years, as far as the packs in force know.
pub fn over_time(packs: &Packs, standpoint: &Standpoint, inquiry: &Inquiry) -> Vec<ChangedOn> {
    let mut days: Vec<Date> = changes(packs, standpoint);
    days.sort();
    days.dedup();
    let mut found: Vec<ChangedOn> = Vec::new();
    let before = days.first().and_then(|day| day.yesterday().ok()).unwrap_or(standpoint.as_of);
    for day in std::iter::once(before).chain(days.iter().copied()) {
        let outcome = outcome(packs, Standpoint { as_of: day, ..standpoint.clone() }, inquiry);
        if found.last().is_none_or(|last| last.outcome != outcome) {
            let from = (!found.is_empty()).then(|| day.to_string());
            found.push(ChangedOn { from, outcome });
        }
    }
    found
}

/// The days on which rules of the packs that bind here begin, and the days after they end.
fn changes(packs: &Packs, standpoint: &Standpoint) -> Vec<Date> {
    let binding = packs.packs.iter().filter(|pack| pack.binds(standpoint));
    let rules = binding.flat_map(|pack| pack.rules.iter());
    rules.flat_map(|rule| [rule.valid_from, rule.valid_to.and_then(|day| day.tomorrow().ok())]).flatten().collect()
}

/// Two places side by side.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// The places, each with its title.
    pub places: [(JurisdictionId, String); 2],
    /// What one must know of the rules of each: that little of its law is on file, say.
    pub notes: Vec<String>,
    /// What each says, topic by topic.
    pub topics: Vec<TopicRow>,
    /// What each says to the common questions.
    pub questions: Vec<QuestionRow>,
}

/// One topic in two places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TopicRow {
    /// The topic.
    pub topic: String,
    /// The rules of each place.
    pub rules: [Vec<RuleLine>; 2],
}

/// A rule in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RuleLine {
    /// Its id.
    pub rule: RuleId,
    /// As one cites it.
    pub cite: String,
    /// Its heading.
    pub heading: String,
    /// What it does: permits, forbids…; none for an article, which only informs.
    pub effect: Option<Effect>,
    /// How sure it is.
    pub certainty: crate::ethics::Certainty,
}

impl RuleLine {
    /// A rule in one line.
    pub fn of(rule: &Rule) -> Self {
        let (rule_id, cite, heading) = (rule.id.clone(), rule.cite.clone(), rule.heading.clone());
        Self { rule: rule_id, cite, heading, effect: Some(rule.effect), certainty: rule.certainty }
    }

    /// An article in one line.
    pub fn of_article(article: &Article) -> Self {
        let (rule, cite, heading) = (article.id.clone(), article.cite.clone(), article.heading.clone());
        Self { rule, cite, heading, effect: None, certainty: article.certainty }
    }
}

/// One common question in two places.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct QuestionRow {
    /// The question.
    pub title: String,
    /// What each place says.
    pub outcomes: [Outcome; 2],
}

impl QuestionRow {
    /// Do the two places differ?
    pub fn flips(&self) -> bool {
        let [one, other] = &self.outcomes;
        !one.same_verdict(other)
    }
}

/// Puts two places side by side, as one profession and on one day.
pub fn compare(
    packs: &Packs,
    questions: &[Question],
    standpoint: &Standpoint,
    places: [&JurisdictionId; 2],
) -> Comparison {
    let there = |id: &JurisdictionId| Standpoint { jurisdiction: id.clone(), ..standpoint.clone() };
    let books = places.map(|id| Rulebook::compile(packs, there(id)));
    let row = |question: &Question| QuestionRow {
        title: question.title.clone(),
        outcomes: books.each_ref().map(|book| Outcome::of(&Answer::brief(book, &question.inquiry))),
    };
    let mut notes: Vec<String> = books.iter().flat_map(|book| book.notes.iter().cloned()).collect();
    notes.dedup();
    Comparison {
        notes,
        places: places.map(|id| (id.clone(), packs.place_title(id))),
        topics: topics(packs, standpoint, places),
        questions: questions.iter().map(row).collect(),
    }
}

fn topics(packs: &Packs, standpoint: &Standpoint, places: [&JurisdictionId; 2]) -> Vec<TopicRow> {
    let tree = &packs.vocabulary.topics;
    let row = |topic: Term, name: &str| TopicRow {
        topic: name.to_owned(),
        rules: places.map(|place| rules_about(packs, standpoint, place, topic)),
    };
    let rows = tree.iter().map(|(topic, entry)| row(topic, &entry.name));
    rows.filter(|row| row.rules.iter().any(|rules| !rules.is_empty())).collect()
}

fn rules_about(packs: &Packs, standpoint: &Standpoint, place: &JurisdictionId, topic: Term) -> Vec<RuleLine> {
    let of_place = packs.packs.iter().filter(|pack| pack.reach == Reach::Jurisdiction(place.clone()));
    let bound = |rule: &&Rule| {
        rule.topic == Some(topic) && rule.in_force(standpoint.as_of) && rule.binds(standpoint, &packs.vocabulary)
    };
    of_place
        .flat_map(|pack| {
            let rules = pack.rules.iter().map(|rule| &**rule).filter(bound).map(RuleLine::of);
            let articles = pack.articles.iter().filter(|article| article.topic == Some(topic));
            rules.chain(articles.map(RuleLine::of_article)).collect::<Vec<_>>()
        })
        .collect()
}

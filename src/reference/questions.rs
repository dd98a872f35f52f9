//! The questions people ask most, ready to be asked: where "May I?" begins, and how two places are compared.

use crate::diagnostic::Diagnostic;
use crate::ethics::{Inquiry, Premises, Vocabulary, read_facts, read_parties};
use crate::reading::{Fields, Node, Reader, parse};
use crate::source::Source;
use std::sync::Arc;

/// A question ready to be asked.
#[derive(Debug, Clone)]
pub struct Question {
    /// Its id.
    pub id: String,
    /// As a person asks it.
    pub title: String,
    /// The situation and the act.
    pub inquiry: Inquiry,
}

/// Reads a file of questions.
///
/// # Errors
/// Every problem of the file.
pub fn load_questions(source: &Arc<Source>, vocabulary: &Vocabulary) -> Result<Vec<Question>, Vec<Diagnostic>> {
    let node = parse(source).map_err(|problem| vec![problem])?;
    let reader = Reader::new(source);
    let questions = reader.record(&node, "a file of questions").and_then(|fields| read(&reader, fields, vocabulary));
    let problems = reader.into_problems();
    match questions {
        Some(questions) if problems.is_empty() => Ok(questions),
        _ => Err(problems),
    }
}

fn read(reader: &Reader, mut fields: Fields<'_>, vocabulary: &Vocabulary) -> Option<Vec<Question>> {
    let date = fields.required("date", Reader::date);
    let parties = read_parties(reader, &mut fields, vocabulary, &[]);
    let facts = fields.node("facts").map(|node| read_facts(reader, node, vocabulary)).unwrap_or_default();
    let premises = Premises { date: date?, parties, facts };
    let questions = fields.list("questions", |reader, node| read_question(reader, node, vocabulary, &premises));
    fields.finish();
    Some(questions)
}

fn read_question(reader: &Reader, node: &Node, vocabulary: &Vocabulary, premises: &Premises) -> Option<Question> {
    let mut fields = reader.record(node, "a question")?;
    let id = fields.required("id", Reader::text);
    let title = fields.required("title", Reader::prose);
    let inquiry = Inquiry::read(reader, &mut fields, vocabulary, premises);
    fields.finish();
    Some(Question { id: id?, title: title?, inquiry: inquiry? })
}

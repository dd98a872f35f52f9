//! Reads the parts of a case that stand by themselves: who is in it, where it happens, on what it rests, who looked at it.

use super::case::{CastMember, Guide, Objective, Place, Review, SourceCited};
use super::look::{Age, Build, Hair, HairStyle, Look, Skin, Top};
use super::read::spanned_id;
use crate::ethics::{Vocabulary, read_party_fields, you};
use crate::reading::{Node, Reader};

/// The pictures a place can be shown by.
pub(crate) const ART: &[&str] = &[
    "office",
    "hallway",
    "waiting_room",
    "front_desk",
    "break_room",
    "home_office",
    "meeting_room",
    "street",
    "courthouse",
    "school",
    "car",
    "night",
];

pub(super) fn read_review(reader: &Reader, node: &Node) -> Option<Review> {
    let mut fields = reader.record(node, "a review")?;
    let name = fields.required("name", Reader::prose);
    let on = fields.required("on", Reader::date);
    fields.finish();
    Some(Review { name: name?, on: on? })
}

pub(super) fn read_source(reader: &Reader, node: &Node) -> Option<SourceCited> {
    let mut fields = reader.record(node, "a source")?;
    let cite = fields.required("cite", Reader::prose);
    let on = fields.optional("on", Reader::date);
    fields.finish();
    Some(SourceCited { cite: cite?, on })
}

pub(super) fn read_objective(reader: &Reader, node: &Node) -> Option<Objective> {
    let mut fields = reader.record(node, "an objective")?;
    let id = fields.required("id", Reader::text);
    let text = fields.required("text", Reader::prose);
    let standards = fields.list("standards", spanned_id);
    fields.finish();
    Some(Objective { id: id?, text: text?, standards })
}

pub(super) fn player(vocabulary: &Vocabulary) -> CastMember {
    CastMember { party: you(vocabulary), pronouns: None, good: None, want: None, look: Look::default() }
}

pub(super) fn read_member(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> Option<CastMember> {
    let mut fields = reader.record(node, "a person of the cast")?;
    let party = read_party_fields(&mut fields, vocabulary);
    let pronouns = fields.optional("pronouns", Reader::text);
    let good = fields.optional("good", Reader::text);
    let want = fields.optional("want", Reader::text);
    let look = fields.optional("look", read_look).unwrap_or_default();
    fields.finish();
    Some(CastMember { party: party?, pronouns, good, want, look })
}

fn read_look(reader: &Reader, node: &Node) -> Option<Look> {
    let usual = Look::default();
    let mut fields = reader.record(node, "a look")?;
    let skin = fields.optional("skin", |reader, node| {
        let tone = reader.number(node, 1, 6)?;
        Skin::from_word(&tone.to_string())
    });
    let hair = fields.optional("hair", |reader, node| reader.one_of(node, "hair color", Hair::ALL));
    let style = fields.optional("style", |reader, node| reader.one_of(node, "hair style", HairStyle::ALL));
    let top = fields.optional("top", |reader, node| reader.one_of(node, "color of a top", Top::ALL));
    let build = fields.optional("build", |reader, node| reader.one_of(node, "build", Build::ALL));
    let age = fields.optional("age", |reader, node| reader.one_of(node, "age to draw", Age::ALL));
    let glasses = fields.flag("glasses");
    let beard = fields.flag("beard");
    fields.finish();
    Some(Look {
        skin: skin.unwrap_or(usual.skin),
        hair: hair.unwrap_or(usual.hair),
        style: style.unwrap_or(usual.style),
        top: top.unwrap_or(usual.top),
        build: build.unwrap_or(usual.build),
        age: age.unwrap_or(usual.age),
        glasses,
        beard,
    })
}

pub(super) fn read_place(reader: &Reader, node: &Node, vocabulary: &Vocabulary) -> Option<Place> {
    let mut fields = reader.record(node, "a place")?;
    let id = fields.required("id", Reader::id);
    let name = fields.required("name", Reader::prose);
    let setting = fields.required("setting", |reader, node| vocabulary.settings.read(reader, node));
    let known: Vec<(&str, &str)> = ART.iter().map(|art| (*art, *art)).collect();
    let art = fields.required("art", |reader, node| reader.one_of(node, "picture of a place", &known));
    fields.finish();
    Some(Place { id: id?, name: name?, setting: setting?, art: art?.to_owned() })
}

pub(super) fn read_guide(reader: &Reader, node: &Node) -> Option<Guide> {
    let mut fields = reader.record(node, "an instructor's guide")?;
    let summary = fields.required("summary", Reader::prose);
    let questions = fields.list("questions", Reader::prose);
    let notes = fields.optional("notes", Reader::prose);
    fields.finish();
    Some(Guide { summary: summary?, questions, notes })
}

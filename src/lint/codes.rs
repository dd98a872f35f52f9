//! What every code means: what is wrong, why it matters, how to mend it. `confidant explain CODE` reads from here.

/// One code.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// The code.
    pub code: &'static str,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why it matters and how to mend it.
    pub text: &'static str,
}

/// Every code, in order.
pub const CODES: &[Code] = &[
    Code {
        code: "S001",
        title: "the text is not well-formed",
        text: "A bracket, comma or quotation mark is missing or stands where none may. The place named is where reading had to stop; for a bracket it is where it was opened.",
    },
    Code {
        code: "S002",
        title: "a field is missing",
        text: "Every record has fields it cannot do without. Add the one that is named.",
    },
    Code {
        code: "S003",
        title: "a field is unknown",
        text: "The record has no field of this name; most often it is misspelt. The nearest known name is suggested.",
    },
    Code {
        code: "S004",
        title: "a value is of the wrong kind",
        text: "A text in quotes, a bare word, a number, a date or a list was expected, and something else stands there.",
    },
    Code {
        code: "S005",
        title: "a word is unknown",
        text: "The value is none of those that can stand here. The nearest known one is suggested; `confidant vocabulary` lists roles, kinds of information, purposes, channels, settings and facts.",
    },
    Code {
        code: "S006",
        title: "a name is there twice",
        text: "Two things of one name cannot be told apart. Give one of them another.",
    },
    Code {
        code: "S007",
        title: "the text is too large or too deep",
        text: "Files over 4 MiB or with brackets nested more than 64 deep are not read, nor cases with more than 2,000 scenes, 100 choices in a scene, or 200 people, nor conditions of more than 2,000 characters: nothing written by hand needs it, and a hostile file could use up the machine.",
    },
    Code {
        code: "S008",
        title: "a condition is not understood",
        text: "Conditions are one line: facts, `done(…)`, `visited(…)`, joined with `and`, `or`, `not` and compared with `is`, `is not`, `<`, `<=`, `>`, `>=`. The words underlined are the ones at fault.",
    },
    Code {
        code: "S009",
        title: "a choice may lead nowhere",
        text: "Where `goto` is a list of ways on, the last one must have no condition.",
    },
    Code {
        code: "S010",
        title: "more problems than are listed",
        text: "After 200 problems of one file the rest is only counted. Most often one slip near the top explains them; mend the first and look again.",
    },
    Code {
        code: "C000",
        title: "two cases share an id",
        text: "Progress and saves are kept by the id of a case. Give one of them another.",
    },
    Code {
        code: "C001",
        title: "unreachable",
        text: "No path in any variant leads to this scene, or the choice is never open. Every path was walked, with the conditions as written.",
    },
    Code { code: "C002", title: "dead end", text: "A player who comes here cannot finish the case." },
    Code {
        code: "C003",
        title: "choices could run out",
        text: "Each choice of the scene has a condition. Should none hold, the player is stuck. Leave one choice unconditional.",
    },
    Code {
        code: "C004",
        title: "a rule that does not exist",
        text: "An objective or a test names a rule id that no pack has. `confidant rules` lists all.",
    },
    Code {
        code: "C005",
        title: "not explained",
        text: "Feedback that says why teaches ten times as much as right or wrong. Every choice of a decision, the sound ones too, carries a `note`; every case has objectives, sources, support, a guide, a question to reflect on, and tests.",
    },
    Code {
        code: "C006",
        title: "no law on file",
        text: "The case can be played there, but is judged by the code of ethics and federal law alone.",
    },
    Code {
        code: "C007",
        title: "a name nobody has",
        text: "`{id}` in prose is replaced by the name of a person of the cast, `{id.age}` by their age. This one names nobody.",
    },
    Code {
        code: "C008",
        title: "a trap",
        text: "Whatever one does in this variant under this law, a settled rule is broken or a duty missed. Open a road that can be defended, or look at the rule.",
    },
    Code {
        code: "C009",
        title: "size",
        text: "A case of 10 to 20 minutes has 6 to 10 decisions on a path and more than one ending.",
    },
    Code {
        code: "T001",
        title: "a test of the case fails",
        text: "The path written in the case does not come to what the test says: another ending, other findings, or a choice that is not open.",
    },
    Code { code: "R001", title: "too many terms", text: "A tree of the vocabulary holds at most 128 terms." },
    Code { code: "R002", title: "a term is there twice", text: "Each id stands once in its tree." },
    Code {
        code: "R003",
        title: "a landmark is missing",
        text: "The engine itself knows some words by name: the roles subject, co_client, client, family and guardian, the kinds identity, names, presence, record and psychotherapy_notes, the channel spoken, and the facts minor.consented_alone, client.capacity_lacking and process.kind. They must be in the vocabulary.",
    },
    Code {
        code: "R004",
        title: "nobody is bound",
        text: "A pack binds a profession, a jurisdiction, everybody (federal), or whoever chooses it: exactly one of these.",
    },
    Code {
        code: "R005",
        title: "the rule makes no sense as a whole",
        text: "A duty needs what discharges it; a duty on an act is before or after it; only a prohibition can be the basic duty of its pack; dates run forward.",
    },
    Code {
        code: "R006",
        title: "overrides an unknown rule",
        text: "`overrides` names ids of rules. This one is no rule.",
    },
    Code {
        code: "R007",
        title: "a rule is there twice",
        text: "One id may stand twice in a pack only for days that do not meet, so that each day has one answer. And a code or policy may not use the id of a law's rule: it cannot take its place.",
    },
    Code {
        code: "R008",
        title: "a role nobody is given",
        text: "`subject` and `co_client` are worked out for each disclosure.",
    },
    Code {
        code: "R009",
        title: "an act is incomplete",
        text: "A telling needs somebody who is told, somebody it is about, something that is told, and a purpose.",
    },
    Code {
        code: "R010",
        title: "telling more could help",
        text: "Under a rule like this a worse disclosure could be judged better. Permits may ask only that something is *not* told; prohibitions only that something *is*.",
    },
    Code {
        code: "R011",
        title: "never applies",
        text: "What the rule asks for cannot be together: a fact with two values, two purposes at once, an exception that takes in the whole condition, or a profession its pack does not bind. It would stand in the pack and say nothing.",
    },
    Code {
        code: "R012",
        title: "permits and forbids at once",
        text: "A permission and a prohibition of one pack can meet in one act, and neither lists the other in `overrides`. The prohibition wins; write down that it is meant to, or let the permission stand above it.",
    },
    Code {
        code: "R013",
        title: "a hole between two dates",
        text: "Two versions of a clause leave days between them on which neither is in force. Let the older end on the day before the newer begins, or give them different ids.",
    },
    Code {
        code: "R014",
        title: "not checked for long",
        text: "Law changes. A pack whose `as_of` is more than 24 months old is checked again, clause by clause.",
    },
    Code {
        code: "R015",
        title: "no topic",
        text: "Rules of places carry a `topic`, so that two places can be put side by side and the rulebook can be browsed.",
    },
    Code {
        code: "T002",
        title: "a test of the rules fails",
        text: "The rules do not say to the situation what the test expects. The line below says what they say instead; `confidant judge --trace` shows why.",
    },
    Code {
        code: "X001",
        title: "a macro is not carried",
        text: "The file uses a macro of Twine for which a case has nothing. Write what it does as words, choices or flags; until then the case goes on as if it were not there.",
    },
    Code {
        code: "X002",
        title: "markup is not carried",
        text: "Prose of a case is plain: styles, headings, pictures and tags of HTML are left out, and their words stay.",
    },
    Code {
        code: "X003",
        title: "a passage is not carried",
        text: "Programs, styles, widgets and the passages that SugarCube reads for itself, such as `StoryCaption`, have no place in a case.",
    },
    Code {
        code: "X004",
        title: "a condition is not carried",
        text: "A case can ask whether a flag is up, whether a scene was visited, and what the situation is. What stood under this condition is always there; the skeleton says so with FILL IN.",
    },
    Code {
        code: "X005",
        title: "a value is not carried",
        text: "A case keeps flags, which go up and stay up, not numbers, texts or flags that go down; and only choices raise them. Make a flag of what matters.",
    },
    Code {
        code: "X006",
        title: "a link leads nowhere",
        text: "The link names a passage that is not in the file, an address outside, or one worked out while playing. Where a name is known an empty scene is put in its place.",
    },
    Code {
        code: "X007",
        title: "a passage is there twice",
        text: "Two passages of one name cannot both be led to. Links lead to the first.",
    },
    Code {
        code: "X008",
        title: "damaged Twee",
        text: "A header, link, macro or comment is not closed, or what an export kept is no longer readable. Reading goes on as far as it can; the line says what was left out.",
    },
    Code {
        code: "X009",
        title: "too large or too deep",
        text: "A case holds 2,000 scenes and 100 choices in each, and conditions are read 16 deep. What lies beyond is told here.",
    },
    Code {
        code: "X010",
        title: "no story, or no end",
        text: "There is no passage to make a scene of, or every passage has links, so that no scene is an ending.",
    },
    Code {
        code: "X011",
        title: "another story format",
        text: "Macros of SugarCube are read; those of Harlowe, Chapbook and Snowman are not. Links, words and tags are the same in all of them.",
    },
    Code {
        code: "X012",
        title: "Twine cannot ask this",
        text: "A condition about what was done, or about a fact the engine works out, has no counterpart in Twine. It is kept in a comment for the way back; in Twine what stands under it is always there.",
    },
    Code {
        code: "X013",
        title: "Twine does not play this",
        text: "Variants, acts and comments of the file go beyond what Twine plays. All but comments between fields are kept in comments for the way back.",
    },
    Code {
        code: "X014",
        title: "changed since the export",
        text: "The condition in Twine is no longer the one the export wrote, so what Twine says is taken and the line kept beside it is left out.",
    },
];

/// What a code means.
pub fn explain(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|known| known.code.eq_ignore_ascii_case(code))
}

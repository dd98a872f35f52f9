//! Can these conditions all hold at once? Searched by trying each way in which they could, and leaving a way at its first
//! contradiction: two values of one fact, two purposes at once, an age above and below.

use crate::ethics::{Atom, Compare, Condition, Fact, Pack, Rule, Term, TermSet, Tree, UNKNOWN, Vocabulary, Whose};
use std::collections::BTreeMap;

/// A condition, and whether it must hold or must not.
pub(super) type Asked = (Condition<Atom>, bool);

/// Everything that must be so for a rule to apply.
pub(super) fn asks(pack: &Pack, rule: &Rule) -> Vec<Asked> {
    let any = |terms: TermSet, atom: fn(Term, bool) -> Atom| {
        let parts: Vec<_> = terms.iter().map(|term| Condition::Atom(atom(term, true))).collect();
        (!parts.is_empty()).then_some((Condition::Any(parts), true))
    };
    let shape = [
        any(rule.to, Atom::Recipient),
        any(rule.about, Atom::Subject),
        any(rule.purpose, Atom::Purpose),
        any(rule.channel, Atom::Channel),
        any(rule.setting, Atom::Setting),
    ];
    let of_pack = pack.when.iter().map(|when| (when.clone(), true));
    let unless = rule.unless.iter().map(|unless| (unless.clone(), false));
    let all = shape.into_iter().flatten().chain(of_pack).chain([(rule.when.clone(), true)]).chain(unless);
    all.collect()
}

/// How many roles a person is taken to have. A parent who is also the judge is possible, and nobody's rule means them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Roles {
    /// One, with the wider ones.
    One,
    /// As many as are asked for.
    Several,
}

/// Can all of it be so?
pub(super) fn satisfiable(asked: &[Asked], roles: Roles, words: &Vocabulary) -> bool {
    let mut search = Search { words, steps: 0 };
    // What must hold outright comes first: it prunes the most.
    let mut open: Vec<Open<'_>> = asked.iter().map(|(condition, holds)| (condition, *holds)).collect();
    open.sort_by_key(|(condition, _)| std::cmp::Reverse(choices(condition)));
    search.can_hold(&open, &World::of(roles))
}

/// In how many ways it could come true, roughly.
fn choices(condition: &Condition<Atom>) -> usize {
    match condition {
        Condition::Atom(_) => 1,
        Condition::Not(part) => choices(part),
        Condition::All(parts) | Condition::Any(parts) => parts.iter().map(choices).sum::<usize>().max(1),
    }
}

/// A search that takes longer is given up, and the conditions are taken to be satisfiable.
const MOST_STEPS: usize = 20_000;

struct Search<'a> {
    words: &'a Vocabulary,
    steps: usize,
}

impl Search<'_> {
    fn can_hold(&mut self, open: &[Open<'_>], world: &World) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS {
            return true;
        }
        let Some(((condition, holds), rest)) = open.split_last() else { return true };
        match (condition, *holds) {
            (Condition::Not(part), holds) => self.can_hold(&joined(rest, [(&**part, !holds)]), world),
            (Condition::All(parts), true) | (Condition::Any(parts), false) => {
                self.can_hold(&joined(rest, parts.iter().map(|part| (part, *holds))), world)
            }
            (Condition::Any(parts), true) | (Condition::All(parts), false) => {
                parts.iter().any(|part| self.can_hold(&joined(rest, [(part, *holds)]), world))
            }
            (Condition::Atom(atom), holds) => {
                let mut next = world.clone();
                next.assume(atom, holds, self.words) && self.can_hold(rest, &next)
            }
        }
    }
}

type Open<'a> = (&'a Condition<Atom>, bool);

fn joined<'a>(rest: &[Open<'a>], more: impl IntoIterator<Item = Open<'a>>) -> Vec<Open<'a>> {
    rest.iter().copied().chain(more).collect()
}

/// What is taken to be so on one way through.
#[derive(Debug, Clone)]
struct World {
    roles: Roles,
    facts: BTreeMap<Fact, Vec<i16>>,
    ages: BTreeMap<u8, Vec<u8>>,
    /// Recipient, subject, purpose, channel, setting: the terms that hold and those that do not.
    terms: [(TermSet, TermSet); 5],
    plain: Vec<(Atom, bool)>,
}

const AGES: std::ops::RangeInclusive<u8> = 0..=120;

impl World {
    fn of(roles: Roles) -> Self {
        let terms = [(TermSet::EMPTY, TermSet::EMPTY); 5];
        Self { roles, facts: BTreeMap::new(), ages: BTreeMap::new(), terms, plain: Vec::new() }
    }

    /// Takes one more thing to be so; false if that contradicts what was taken before.
    fn assume(&mut self, atom: &Atom, holds: bool, words: &Vocabulary) -> bool {
        match atom {
            Atom::Fact(fact, compare, value) => self.fact(*fact, *compare, *value, holds, words),
            Atom::Age(whose, compare, years) => self.age(*whose, *compare, *years, holds),
            Atom::Recipient(term, wanted) => self.term(0, &words.roles, *term, *wanted == holds),
            Atom::Subject(term, wanted) => self.term(1, &words.roles, *term, *wanted == holds),
            Atom::Purpose(term, wanted) => self.term(2, &words.purposes, *term, *wanted == holds),
            Atom::Channel(term, wanted) => self.term(3, &words.channels, *term, *wanted == holds),
            Atom::Setting(term, wanted) => self.term(4, &words.settings, *term, *wanted == holds),
            Atom::Release(status, wanted) => {
                let exclusive = |other: &Atom| matches!(other, Atom::Release(other, true) if other != status);
                self.plain_atom(&Atom::Release(*status, true), *wanted == holds, exclusive)
            }
            Atom::Under(authority, wanted) => {
                let exclusive = |other: &Atom| matches!(other, Atom::Under(other, true) if other != authority);
                self.plain_atom(&Atom::Under(*authority, true), *wanted == holds, exclusive)
            }
            other => self.plain_atom(other, holds, |_| false),
        }
    }

    fn fact(&mut self, fact: Fact, compare: Compare, value: i16, holds: bool, words: &Vocabulary) -> bool {
        let all = || words.fact_entry(fact).map(|entry| entry.kind.values().collect()).unwrap_or_default();
        let allowed: &mut Vec<i16> = self.facts.entry(fact).or_insert_with(all);
        allowed.retain(|stated| (*stated != UNKNOWN && compare.holds(*stated, value)) == holds);
        !allowed.is_empty()
    }

    fn age(&mut self, whose: Whose, compare: Compare, years: u8, holds: bool) -> bool {
        // People without an age count as adults of no particular age.
        let key = match whose {
            Whose::Client => 0,
            Whose::Subject => 1,
            Whose::Recipient => 2,
        };
        let allowed = self.ages.entry(key).or_insert_with(|| AGES.collect());
        allowed.retain(|age| compare.holds(*age, years) == holds);
        !allowed.is_empty()
    }

    /// People have several roles; a purpose, a way and a place there is one of.
    fn term(&mut self, at: usize, tree: &Tree, term: Term, holds: bool) -> bool {
        let several = at < 2 && self.roles == Roles::Several;
        let Some((taken, refused)) = self.terms.get_mut(at) else { return true };
        match holds {
            true => *taken = *taken | tree.above(term),
            false => *refused = *refused | TermSet::of(term),
        }
        // One line from a term up to the root holds all that is taken, where there can be only one.
        let one_line = several || taken.iter().any(|lowest| taken.without(tree.above(lowest)).is_empty());
        !taken.meets(*refused) && (taken.is_empty() || one_line)
    }

    fn plain_atom(&mut self, atom: &Atom, holds: bool, exclusive: impl Fn(&Atom) -> bool) -> bool {
        let against =
            |(known, held): &(Atom, bool)| (known == atom && *held != holds) || (holds && *held && exclusive(known));
        if self.plain.iter().any(against) {
            return false;
        }
        self.plain.push((atom.clone(), holds));
        true
    }
}

//! In which runs something is so: a variant, and how chance dealt where a case leaves something to it.

use crate::ids::VariantId;
use crate::scenario::Case;
use crate::session::Setup;
use serde::ser::SerializeStruct as _;
use serde::{Serialize, Serializer};
use std::fmt;

/// A variant with every deal of chance, or with one of them, counted from 1.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dealt {
    /// The variant.
    pub variant: VariantId,
    /// One deal; none where all are meant, or there is only one.
    pub deal: Option<usize>,
}

impl Dealt {
    /// Of the setups of [`super::every_variant`] these, each variant in one where all of its deals are among them.
    pub fn of(case: &Case, setups: &[&Setup]) -> Vec<Self> {
        let mut found = Vec::new();
        for variant in &case.variants {
            let mut deals: Vec<usize> =
                setups.iter().filter(|setup| setup.variant == variant.id).map(|setup| setup.deal(case)).collect();
            deals.sort_unstable();
            deals.dedup();
            let named = |deal| Self { variant: variant.id.clone(), deal };
            match deals.len() {
                0 => (),
                all if all == case.deals.max(1) => found.push(named(None)),
                _ => found.extend(deals.into_iter().map(|deal| named(Some(deal + 1)))),
            }
        }
        found
    }

    /// Are these all runs of a case?
    pub fn are_all(case: &Case, some: &[Self]) -> bool {
        some.len() == case.variants.len() && some.iter().all(|dealt| dealt.deal.is_none())
    }
}

impl fmt::Display for Dealt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.deal {
            None => write!(f, "{}", self.variant),
            Some(deal) => write!(f, "{}, deal {deal}", self.variant),
        }
    }
}

impl Serialize for Dealt {
    /// The id of the variant alone, as long as no deal is meant.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(deal) = self.deal else { return self.variant.serialize(serializer) };
        let mut both = serializer.serialize_struct("Dealt", 2)?;
        both.serialize_field("variant", &self.variant)?;
        both.serialize_field("deal", &deal)?;
        both.end()
    }
}

/// The run that a setup stands for, as a case names it.
pub(super) fn named(case: &Case, setup: &Setup) -> Dealt {
    let deal = (case.deals > 1).then(|| setup.deal(case) + 1);
    Dealt { variant: setup.variant.clone(), deal }
}

//! What a counselor can do: tell somebody something, or one of the acts around telling. Doing nothing is an act too.

use super::situation::PartyIndex;
use super::vocabulary::{Term, TermSet};

macro_rules! verbs {
    ($($(#[$doc:meta])* $name:ident $snake:literal $words:literal under $parents:expr, flow $flow:literal, purpose $purpose:literal;)*) => {
        /// What is done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Verb { $($(#[$doc])* $name,)* }

        impl Verb {
            /// Every verb as written in an act: `InformClient`.
            pub const ALL: &[(&str, Verb)] = &[$((stringify!($name), Verb::$name),)*];

            /// As written in a condition: `inform_client`.
            pub fn snake(self) -> &'static str {
                match self { $(Verb::$name => $snake,)* }
            }

            /// As people read it: "inform the client".
            pub fn words(self) -> &'static str {
                match self { $(Verb::$name => $words,)* }
            }

            /// The wider verbs that rules about them also mean.
            pub fn parents(self) -> &'static [Verb] {
                match self { $(Verb::$name => $parents,)* }
            }

            /// Does it move information to somebody?
            pub fn is_flow(self) -> bool {
                match self { $(Verb::$name => $flow,)* }
            }

            /// The purpose it has where none is named; empty for none.
            pub fn usual_purpose(self) -> &'static str {
                match self { $(Verb::$name => $purpose,)* }
            }
        }
    };
}

verbs! {
    /// Tell.
    Disclose "disclose" "disclose" under &[], flow true, purpose "";
    /// Tell somebody who can prevent harm.
    Warn "warn" "warn" under &[Verb::Disclose], flow true, purpose "protect";
    /// Make a report the law knows.
    Report "report" "report" under &[Verb::Disclose], flow true, purpose "mandated_report";
    /// Ask a colleague or consultant.
    Consult "consult" "consult" under &[Verb::Disclose], flow true, purpose "consultation";
    /// Bring it to one's own supervisor.
    Supervise "supervise" "bring to supervision" under &[Verb::Disclose], flow true, purpose "supervision";
    /// Hand the record to the person or their representative.
    GiveAccess "give_access" "give access to the record" under &[Verb::Disclose], flow true, purpose "access";
    /// Tell the client of a breach.
    NotifyBreach "notify_breach" "notify of the breach" under &[Verb::Disclose], flow true, purpose "breach_response";
    /// Tell the privacy official or a superior of a problem.
    Escalate "escalate" "tell the privacy official" under &[Verb::Disclose], flow true, purpose "breach_response";
    /// Ask for agreement in conversation.
    ObtainConsent "obtain_consent" "ask for the client's agreement" under &[], flow false, purpose "";
    /// Have a written authorization signed.
    ObtainAuthorization "obtain_authorization" "obtain a written authorization" under &[Verb::ObtainConsent], flow false, purpose "";
    /// Tell the client beforehand what will be told, and involve them.
    InformClient "inform_client" "inform and involve the client" under &[], flow false, purpose "";
    /// Explain the limits of confidentiality.
    ExplainLimits "explain_limits" "explain the limits of confidentiality" under &[], flow false, purpose "";
    /// Settle who is the client and what is kept from whom.
    ClarifyRoles "clarify_roles" "clarify who is the client and what is kept" under &[], flow false, purpose "";
    /// Help the client tell it themselves.
    EncourageDisclosure "encourage_disclosure" "help the client tell it" under &[], flow false, purpose "";
    /// Find out how great the danger is.
    AssessRisk "assess_risk" "assess the risk" under &[], flow false, purpose "";
    /// Make sure who is asking.
    VerifyIdentity "verify_identity" "verify who is asking" under &[], flow false, purpose "";
    /// Lessen the danger by clinical means.
    Protect "protect" "protect" under &[], flow false, purpose "";
    /// Start a hold, an evaluation or an admission.
    Hospitalize "hospitalize" "arrange an evaluation or admission" under &[Verb::Protect], flow false, purpose "";
    /// Make a plan with the client that keeps people safe.
    SafetyPlan "safety_plan" "make a safety plan" under &[Verb::Protect], flow false, purpose "";
    /// Work on it in treatment until the intent is gone.
    TreatmentPlan "treatment_plan" "treat until the danger has passed" under &[Verb::Protect], flow false, purpose "";
    /// Decline, neither confirming nor denying.
    Withhold "withhold" "decline" under &[], flow false, purpose "";
    /// Claim the client's privilege.
    AssertPrivilege "assert_privilege" "assert privilege" under &[], flow false, purpose "";
    /// Write it down.
    Document "document" "document" under &[], flow false, purpose "";
    /// Lock, encrypt, close the door, set access right.
    Secure "secure" "secure" under &[], flow false, purpose "";
    /// Stop what got out from going further.
    Contain "contain" "contain the breach" under &[], flow false, purpose "";
    /// Weigh the four factors.
    AssessBreach "assess_breach" "assess the breach" under &[], flow false, purpose "";
    /// Mend the cause.
    ChangeSystem "change_system" "change the system" under &[], flow false, purpose "";
    /// Correct a record openly.
    Amend "amend" "amend the record" under &[], flow false, purpose "";
    /// Open a record.
    Access "access" "open the record" under &[], flow false, purpose "";
    /// Look somebody up.
    Search "search" "look up online" under &[], flow false, purpose "";
    /// Move the talk to another place or time.
    Defer "defer" "move the talk" under &[], flow false, purpose "";
    /// Dispose of records.
    Destroy "destroy" "dispose of the record" under &[], flow false, purpose "";
    /// Record a session, or let somebody observe it.
    Record "record" "record or have somebody observe" under &[], flow false, purpose "";
    /// Take up a personal contact online.
    Connect "connect" "connect online" under &[], flow false, purpose "";
    /// Ask for a review or testimonial.
    Solicit "solicit" "ask for a testimonial" under &[], flow false, purpose "";
    /// Refuse somebody their record.
    DenyAccess "deny_access" "refuse the record" under &[], flow false, purpose "";
    /// Promise secrecy without limits.
    Promise "promise" "promise full secrecy" under &[], flow false, purpose "";
    /// Raise a concern with the colleague it is about.
    RaiseConcern "raise_concern" "raise the concern with the colleague" under &[], flow false, purpose "";
    /// Instruct those who work under one.
    Train "train" "train staff" under &[], flow false, purpose "";
    /// Ask a minor who cannot consent alone.
    SeekAssent "seek_assent" "ask for the minor's assent" under &[], flow false, purpose "";
    /// Ask for private matters.
    AskPrivate "ask_private" "ask for private matters" under &[], flow false, purpose "";
    /// Provide for records when the practice ends or the counselor cannot go on.
    NameCustodian "name_custodian" "name a custodian of records" under &[], flow false, purpose "";
    /// Send the client to somebody else.
    Refer "refer" "refer" under &[], flow false, purpose "";
    /// Ask where the client is, and for an address in an emergency.
    LocateClient "locate_client" "ask where the client is" under &[], flow false, purpose "";
    /// Have a vendor sign for what it may do with information.
    SignAgreement "sign_agreement" "sign an agreement with the vendor" under &[], flow false, purpose "";
    /// Give a notice or policy in writing.
    GiveNotice "give_notice" "give a written notice" under &[], flow false, purpose "";
    /// Do as the client asked about their information.
    HonorRequest "honor_request" "honor the client's request" under &[], flow false, purpose "";
    /// Ask the court to bar, limit or seal.
    SeekProtection "seek_protection" "ask the court to limit it" under &[], flow false, purpose "";
    /// Do nothing.
    LetPass "let_pass" "let it pass" under &[], flow false, purpose "";
}

impl Verb {
    /// The verb and its wider verbs, a bit each.
    pub fn mask(self) -> u64 {
        self.parents().iter().fold(1 << self as u32, |mask, parent| mask | (1 << *parent as u32))
    }

    /// The verb alone, as a bit.
    pub fn bit(self) -> u64 {
        1 << self as u32
    }

    /// The verb of a condition's word.
    pub fn from_snake(word: &str) -> Option<Self> {
        Self::ALL.iter().map(|(_, verb)| *verb).find(|verb| verb.snake() == word)
    }
}

/// The authority a counselor claims for telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Authority {
    /// A release on file.
    Release,
    /// The client's agreement.
    Consent,
    /// A law.
    Law,
    /// A court's order.
    Order,
    /// An emergency.
    Emergency,
}

impl Authority {
    /// As written.
    pub const ALL: &[(&str, Self)] = &[
        ("release", Self::Release),
        ("consent", Self::Consent),
        ("law", Self::Law),
        ("order", Self::Order),
        ("emergency", Self::Emergency),
    ];
}

/// One act: who is told what, about whom, why, how, where, by what authority.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Act {
    /// What is done.
    pub verb: Verb,
    /// To whom.
    pub to: Vec<PartyIndex>,
    /// About whom.
    pub about: Vec<PartyIndex>,
    /// Which kinds of information are told.
    pub what: TermSet,
    /// What for.
    pub purpose: Option<Term>,
    /// By which way.
    pub channel: Option<Term>,
    /// Where, if not where the scene is.
    pub setting: Option<Term>,
    /// By what authority, as the counselor claims.
    pub under: Option<Authority>,
    /// The recipients whom asking, informing or verifying is about; empty is whoever it may be.
    pub concerning: Vec<PartyIndex>,
}

impl Act {
    /// Does it carry information to somebody?
    pub fn tells(&self) -> bool {
        self.verb.is_flow() && !self.what.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verbs_fit_a_machine_word() {
        assert!(Verb::ALL.len() <= 64);
    }

    #[test]
    fn warning_somebody_is_also_a_disclosure() {
        assert_eq!(Verb::Warn.mask() & Verb::Disclose.bit(), Verb::Disclose.bit());
        assert_eq!(Verb::from_snake("inform_client"), Some(Verb::InformClient));
    }
}

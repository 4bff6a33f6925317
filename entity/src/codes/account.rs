//! Codes about accounts and their organisations: where an account stands, what it does, and what clients may send.

use super::code_lists;

code_lists! {
    /// Where an account stands.
    track AccountStatus {
        /// Somebody signed in for the first time; an administrator of the organisation has not let them in yet.
        Pending = "PENDING",
        /// Its user is let in.
        Active = "ACTIVE",
        /// Its user is no longer let in.
        Disabled = "DISABLED",
    }
    /// What an account does in its organisation.
    state Rank {
        /// Works on cases.
        Officer = "OFFICER",
        /// Works on cases, and approves what others of its organisation may not do alone.
        Supervisor = "SUPERVISOR",
        /// Keeps the accounts of its organisation, and reads no case.
        Administrator = "ADMINISTRATOR",
    }
    /// Which GraphQL documents the clients of an organisation may send.
    state AcceptedDocuments {
        /// Any document.
        Any = "ANY",
        /// Only documents that were registered for the organisation.
        Registered = "REGISTERED",
    }
}

impl Rank {
    /// Whether it keeps the accounts of its organisation.
    pub fn keeps_accounts(self) -> bool {
        match self {
            Self::Administrator => true,
            Self::Officer | Self::Supervisor => false,
        }
    }

    /// Whether it works on cases, as its organisation's role sees them.
    pub fn works_on_cases(self) -> bool {
        !self.keeps_accounts()
    }

    /// Whether it approves what others of its organisation may not do alone.
    pub fn approves(self) -> bool {
        match self {
            Self::Supervisor => true,
            Self::Officer | Self::Administrator => false,
        }
    }

    /// Those that approve.
    pub fn approving() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|rank| rank.approves())
    }
}

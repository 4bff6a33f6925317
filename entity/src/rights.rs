//! The vocabulary of responsibility: who edits, fills and reads a column.
//!
//! A rule names parties by their bits. A viewer *stands* to a record as its organisation's role and, where
//! its organisation wrote the record, as the record's author; the rule allows what the two share a bit for.
//! Nothing is allowed by default: a rule that names nobody is the hub's own.

use crate::codes::{ConsentScope, Extent, FieldGroup, Opening, Rank, Role};

bitflags::bitflags! {
    /// What a viewer is to a record: the role of its organisation, and whether that organisation wrote it.
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
    pub struct Standing: u64 {
        /// Police.
        const POLICE = 1 << 0;
        /// Immigration and border posts.
        const IMMIGRATION = 1 << 1;
        /// Public prosecution.
        const PROSECUTION = 1 << 2;
        /// Social welfare.
        const SOCIAL_WELFARE = 1 << 3;
        /// Accredited service provider or shelter.
        const NGO = 1 << 4;
        /// National coordinator.
        const COORDINATOR = 1 << 5;
        /// Court registry.
        const COURT = 1 << 6;
        /// Consular service.
        const CONSULAR = 1 << 7;
        /// Labour inspection.
        const LABOUR = 1 << 8;
        /// Health service.
        const HEALTH = 1 << 9;
        /// Statistician: de-identified views only.
        const STATISTICIAN = 1 << 10;
        /// Data-protection and audit officer: the audit trail, no case content.
        const AUDITOR = 1 << 11;
        /// Technical administrator: accounts and configuration, no case content.
        const ADMINISTRATOR = 1 << 12;
        /// Regional hub: the export feed only.
        const REGION = 1 << 13;
        /// The organisation that wrote the record, whatever its role. An organisation is its own author.
        const AUTHOR = 1 << 14;
        /// The organisation that leads the case, whatever its role.
        const LEAD = 1 << 15;
        /// The organisation a record is addressed to, whatever its role.
        const RECEIVER = 1 << 16;
        /// An organisation that may decide whether a person is a victim: which role that is, each country says.
        const COMPETENT_AUTHORITY = 1 << 17;
        /// An organisation that may know who a victim is though it was not the source: the victim consents, or the
        /// country's law demands it.
        const INFORMED = 1 << 18;
        /// An officer who broke the glass to know who a victim is, for as long as that lasts.
        const GLASS = 1 << 19;
        /// An administrator (rank `ADMINISTRATOR`) of an account's organisation, to the accounts of others there.
        const ACCOUNT_KEEPER = 1 << 20;
        /// The organisation that edits the field a dispute is about, whatever its role.
        const OWNER = 1 << 21;
    }
}

/// Everybody a rule names in print: the roles, and what an organisation may be beside its role.
pub const PARTIES: Standing = EVERYONE.union(BESIDE_ROLE);
/// What an organisation may be to a record or in its country beside its role.
pub const BESIDE_ROLE: Standing = Standing::AUTHOR
    .union(Standing::LEAD)
    .union(Standing::RECEIVER)
    .union(Standing::COMPETENT_AUTHORITY)
    .union(Standing::ACCOUNT_KEEPER)
    .union(Standing::OWNER);

/// Every role that can take part in a case (`ALLP` in the data dictionary).
pub const PARTICIPANTS: Standing = GOVERNMENT.union(Standing::NGO).union(Standing::COURT).union(OPTIONAL_REPORTERS);
/// Police, prosecution and the coordinator (`CJ`).
pub const CRIMINAL_JUSTICE: Standing = Standing::POLICE.union(Standing::PROSECUTION).union(Standing::COORDINATOR);
/// The four agencies of state and the coordinator (`GOV`).
pub const GOVERNMENT: Standing = CRIMINAL_JUSTICE.union(Standing::IMMIGRATION).union(Standing::SOCIAL_WELFARE);
/// Immigration, police and the coordinator (`BORD`).
pub const BORDER: Standing = Standing::IMMIGRATION.union(Standing::POLICE).union(Standing::COORDINATOR);
/// Social welfare, the assigned NGO and the coordinator (`CARE`).
pub const CARE: Standing = CARE_ONLY.union(Standing::COORDINATOR);
/// Social welfare and the assigned NGO, nobody else (`CAREX`): health, counselling, shelter address.
pub const CARE_ONLY: Standing = Standing::SOCIAL_WELFARE.union(Standing::NGO);
/// Who may read the identity of a victim: the agencies of state on the case and the assigned NGO, not the coordinator.
pub const IDENTITY: Standing =
    CARE_ONLY.union(Standing::POLICE).union(Standing::IMMIGRATION).union(Standing::PROSECUTION);
/// Who meets a victim first, screens for the signs of trafficking and writes down what they can: the fillers of most
/// facts about a person.
pub const FIRST_RESPONDERS: Standing = CARE_ONLY.union(Standing::POLICE).union(Standing::IMMIGRATION);
/// Who reports what they come upon, and beside that writes a section of their own only.
pub const OPTIONAL_REPORTERS: Standing = Standing::CONSULAR.union(Standing::LABOUR).union(Standing::HEALTH);
/// Everybody who can sign in.
pub const EVERYONE: Standing = PARTICIPANTS
    .union(Standing::STATISTICIAN)
    .union(Standing::AUDITOR)
    .union(Standing::ADMINISTRATOR)
    .union(Standing::REGION);

impl Role {
    /// The bit this role stands as.
    pub fn standing(self) -> Standing {
        match self {
            Role::Police => Standing::POLICE,
            Role::Immigration => Standing::IMMIGRATION,
            Role::Prosecution => Standing::PROSECUTION,
            Role::SocialWelfare => Standing::SOCIAL_WELFARE,
            Role::Ngo => Standing::NGO,
            Role::Coordinator => Standing::COORDINATOR,
            Role::Court => Standing::COURT,
            Role::Consular => Standing::CONSULAR,
            Role::Labour => Standing::LABOUR,
            Role::Health => Standing::HEALTH,
            Role::Statistician => Standing::STATISTICIAN,
            Role::Auditor => Standing::AUDITOR,
            Role::Administrator => Standing::ADMINISTRATOR,
            Role::Region => Standing::REGION,
        }
    }
}

impl Role {
    /// The consent without which this role is not told who a victim is, unless its organisation was the source or its
    /// country's law demands it; none for those who are told by their task.
    pub fn identity_consent(self) -> Option<ConsentScope> {
        match self {
            Role::Police | Role::Prosecution => Some(ConsentScope::ShareWithPolice),
            Role::Immigration => Some(ConsentScope::ShareWithImmigration),
            Role::SocialWelfare
            | Role::Ngo
            | Role::Coordinator
            | Role::Court
            | Role::Consular
            | Role::Labour
            | Role::Health
            | Role::Statistician
            | Role::Auditor
            | Role::Administrator
            | Role::Region => None,
        }
    }

    /// How far a participation reaches that this role gets by opening a case or being called to one: an NGO
    /// sees what it wrote and the victims referred to it, every other role the whole case.
    pub fn extent(self) -> Extent {
        if self == Role::Ngo { Extent::OwnRecords } else { Extent::WholeCase }
    }

    /// Whether officers of this role may be told what somebody else would see: names of fields, and no value.
    pub fn audits(self) -> bool {
        self == Role::Auditor
    }

    /// Whether organisations of this role take part in every case of their country.
    pub fn joins_every_case(self) -> bool {
        self == Role::Coordinator
    }
}

impl Rank {
    /// What an account of this rank stands as in an organisation of this role: who keeps accounts reads the directory,
    /// as a technical administrator does, and no case.
    pub fn standing(self, role: Role) -> Standing {
        if self.works_on_cases() { role.standing() } else { Standing::ADMINISTRATOR }
    }
}

impl Standing {
    /// What makes an organisation one of these to a record, beside its role.
    pub fn openings(self) -> impl Iterator<Item = Opening> {
        let beside_role = [
            (Standing::AUTHOR, Opening::Authorship),
            (Standing::LEAD, Opening::Leadership),
            (Standing::RECEIVER, Opening::Address),
            (Standing::INFORMED, Opening::Consent),
            (Standing::GLASS, Opening::Emergency),
        ];
        let of_record = beside_role.into_iter().filter(move |(one, _)| self.contains(*one)).map(|(_, opening)| opening);
        let shared = FieldGroup::ALL.iter().any(|group| self.contains(Self::granted(*group)));
        of_record.chain(shared.then_some(Opening::Referral))
    }

    /// What an organisation is to a record whose group of fields was shared with it.
    pub fn granted(group: FieldGroup) -> Self {
        let place = FieldGroup::ALL.iter().position(|known| *known == group).unwrap_or_default();
        Self::from_bits_retain(1 << (32 + place))
    }

    /// The names of the parties in this set, as `schema.graphql` and `responsibilities.md` print them.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        self.iter_names().map(|(name, _)| name)
    }
}

/// One rule: who edits a column, who may give it its first value, who reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Who changes the value. One party, or none where the hub itself keeps the column.
    pub editor: Standing,
    /// Who may give the empty column its first value; from then on it is the editor's.
    pub fillers: Standing,
    /// Who reads the value.
    pub readers: Standing,
}

/// What a column is responsible to: its rule, and how sensitive its value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Responsibility {
    /// The rule of every record, and of a victim's where a suspect's differs.
    pub rule: Rule,
    /// The rule where the record is about a suspect, if it differs.
    pub of_suspects: Option<Rule>,
    /// How sensitive a value is.
    pub class: Class,
    /// How a value leaves the country in the regional export.
    pub export: Export,
}

/// How sensitive a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// A fact of the case that by itself identifies nobody.
    Ordinary,
    /// A value that identifies a person.
    Identity,
    /// A value about health or counselling.
    Health,
    /// A place where somebody can be found.
    Location,
}

impl Class {
    /// The group of fields in which values of the class are shared; none where they go with what is beside them.
    pub fn group(self) -> Option<FieldGroup> {
        match self {
            Class::Ordinary => None,
            Class::Identity => Some(FieldGroup::Identity),
            Class::Health => Some(FieldGroup::Health),
            Class::Location => Some(FieldGroup::Shelter),
        }
    }

    /// The name of the class as it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Class::Ordinary => "ORDINARY",
            Class::Identity => "IDENTITY",
            Class::Health => "HEALTH",
            Class::Location => "LOCATION",
        }
    }
}

/// The form in which a value goes into the regional export (column X of the data dictionary).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Export {
    /// It does not.
    Never,
    /// As the code it is.
    Code,
    /// As a band of values.
    Band,
    /// As its year or quarter.
    Year,
    /// As a country.
    Country,
    /// As whether it is there or true.
    Flag,
}

impl Export {
    /// The name of the form as it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Export::Never => "NEVER",
            Export::Code => "CODE",
            Export::Band => "BAND",
            Export::Year => "YEAR",
            Export::Country => "COUNTRY",
            Export::Flag => "FLAG",
        }
    }
}

/// The hub keeps the column itself; who reads it is still to be said.
pub const fn system() -> Responsibility {
    edited_by(Standing::empty())
}

/// `editor` changes the column, and so reads it; further readers are still to be said.
pub const fn edited_by(editor: Standing) -> Responsibility {
    Responsibility {
        rule: Rule { editor, fillers: Standing::empty(), readers: editor },
        of_suspects: None,
        class: Class::Ordinary,
        export: Export::Never,
    }
}

/// `fillers` give the column its value once; nobody changes it afterwards.
pub const fn fixed_by(fillers: Standing) -> Responsibility {
    system().filled_by(fillers)
}

/// `adders` may give the column a value in a record that they add; who reads it of others' records is still to be said.
pub const fn added_by(adders: Standing) -> Responsibility {
    let mut added = system();
    added.rule.fillers = adders;
    added
}

impl Rule {
    /// The readers, for somebody of this standing: who may fill the column reads it at least where their organisation
    /// wrote the record or was sent it.
    pub fn readers_for(&self, standing: Standing) -> Standing {
        let fills = self.fillers.intersects(standing);
        let own = if fills { Standing::AUTHOR.union(Standing::RECEIVER) } else { Standing::empty() };
        self.readers.union(own)
    }
}

impl Responsibility {
    /// Also readable by `readers`.
    pub const fn read_by(mut self, readers: Standing) -> Self {
        self.rule.readers = self.rule.readers.union(readers);
        self
    }

    /// `fillers` may give the column its first value while it is empty; they read it, or its emptiness would
    /// tell them what they may not know.
    pub const fn filled_by(mut self, fillers: Standing) -> Self {
        self.rule.fillers = fillers;
        self.rule.readers = self.rule.readers.union(fillers);
        self
    }

    /// Where the record is about a suspect, `other`'s rule holds instead.
    pub const fn of_suspects(mut self, other: Responsibility) -> Self {
        self.of_suspects = Some(other.rule);
        self
    }

    /// The value is of this class.
    pub const fn class(mut self, class: Class) -> Self {
        self.class = class;
        self
    }

    /// The value leaves the country in this form.
    pub const fn export(mut self, export: Export) -> Self {
        self.export = export;
        self
    }

    /// The rule of a record that is about a suspect, or is not.
    pub fn rule_of(&self, suspect: bool) -> Rule {
        self.of_suspects.filter(|_| suspect).unwrap_or(self.rule)
    }

    /// The rules there are: one, or the victims' and the suspects'.
    pub fn rules(&self) -> impl Iterator<Item = Rule> {
        std::iter::once(self.rule).chain(self.of_suspects)
    }
}

/// A column that knows its responsibility. Implemented once per table by an exhaustive `match`.
pub trait Governed {
    /// Who edits, fills and reads this column.
    fn responsibility(self) -> Responsibility;
}

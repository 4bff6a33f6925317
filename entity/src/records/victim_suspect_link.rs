//! What one suspect was and did to one victim.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{
    Answer, InvolvementGroup, Means, MethodOfControl, PerpetratorRole, Relationship, RelationshipGroup, TraffickingAct,
};
use crate::rights::{CRIMINAL_JUSTICE, Export, Governed, Responsibility, Standing, edited_by, fixed_by, system};
use crate::value::Many;

/// What one suspect was and did to one victim. A victim may have several suspects and a suspect several victims,
/// but each pair has one link that its readers see (CTDC victim-perpetrator data).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "victim_suspect_link")]
pub struct Model {
    /// The link's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim.
    pub victim_id: Uuid,
    /// The suspect.
    pub suspect_id: Uuid,
    /// What the suspect is to the victim (HTCDS `vic_RelationshipToTrafficker`, refined).
    pub relationship: Option<Relationship>,
    /// What the suspect is to the victim, in groups, where no more is known (CTDC `IP_Relation`).
    pub relationship_groups: Option<Many<RelationshipGroup>>,
    /// The parts the suspect had towards the victim (HTCDS `per_RoleInProcess`).
    pub roles: Option<Many<PerpetratorRole>>,
    /// The parts the suspect had, in groups, where no more is known (CTDC `IP_Exploiter`, `IP_RecruiterBroker`,
    /// `IP_TransactionProcess`, `IP_ControlAbuseKidnap`).
    pub involvement: Option<Many<InvolvementGroup>>,
    /// The acts of trafficking the suspect committed against the victim (Palermo Protocol art. 3 (a)).
    pub acts: Option<Many<TraffickingAct>>,
    /// The means the suspect used against the victim (Palermo Protocol art. 3 (a)).
    pub means: Option<Many<Means>>,
    /// How the suspect controlled the victim, as the police found (HTCDS `vic_MethodsOfControl`).
    pub methods_of_control: Option<Many<MethodOfControl>>,
    /// How the suspect controlled the victim, as the victim told social welfare (HTCDS `vic_MethodsOfControl`).
    pub victim_account_of_control: Option<Many<MethodOfControl>>,
    /// Whether money was paid; yes and no together where the sources differ (CTDC `IP_PayMoney`).
    pub money_paid: Option<Many<Answer>>,
    /// The adding organisation's own file number for the link.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the link.
    pub organisation_id: Uuid,
    /// The officer who added the link.
    pub account_id: Uuid,
    /// When the link was entered.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
    #[sea_orm(
        belongs_to = "super::victim::Entity",
        from = "(Column::CaseId, Column::VictimId)",
        to = "(super::victim::Column::CaseId, super::victim::Column::Id)"
    )]
    Victim,
    #[sea_orm(
        belongs_to = "super::suspect::Entity",
        from = "(Column::CaseId, Column::SuspectId)",
        to = "(super::suspect::Column::CaseId, super::suspect::Column::Id)"
    )]
    Suspect,
    #[sea_orm(
        belongs_to = "super::organisation::Entity",
        from = "Column::OrganisationId",
        to = "super::organisation::Column::Id"
    )]
    Organisation,
    #[sea_orm(belongs_to = "super::account::Entity", from = "Column::AccountId", to = "super::account::Column::Id")]
    Account,
}

impl ActiveModelBehavior for ActiveModel {}

impl Governed for Column {
    fn responsibility(self) -> Responsibility {
        match self {
            Self::Version => system(),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::Id | Self::VictimId | Self::SuspectId => {
                fixed_by(Standing::POLICE).read_by(CRIMINAL_JUSTICE).read_by(Standing::SOCIAL_WELFARE)
            }
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => {
                system().read_by(CRIMINAL_JUSTICE).read_by(Standing::SOCIAL_WELFARE)
            }
            Self::Relationship
            | Self::RelationshipGroups
            | Self::Roles
            | Self::Involvement
            | Self::Acts
            | Self::Means
            | Self::MethodsOfControl
            | Self::MoneyPaid => edited_by(Standing::POLICE).read_by(CRIMINAL_JUSTICE).export(Export::Code),
            Self::VictimAccountOfControl => {
                edited_by(Standing::SOCIAL_WELFARE).read_by(CRIMINAL_JUSTICE).export(Export::Code)
            }
        }
    }
}

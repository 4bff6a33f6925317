//! An identity or travel document of a victim.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{Answer, DocumentAuthenticity, DocumentHolder, DocumentKind};
use crate::rights::{BORDER, Class, Export, Governed, Responsibility, Standing, edited_by, fixed_by, system};
use crate::value::Country;

/// An identity or travel document of a victim, or the finding that there is none.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "travel_document")]
pub struct Model {
    /// The document's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim.
    pub victim_id: Uuid,
    /// The kind of document.
    pub kind: Option<DocumentKind>,
    /// Whether the victim can use the document now.
    pub available: Option<Answer>,
    /// The country that issued it, ISO 3166-1 alpha-3.
    pub issuing_country: Option<Country>,
    /// The number of the document.
    #[sea_orm(column_type = "String(StringLen::N(60))")]
    pub number: Option<String>,
    /// The day it was issued.
    pub issued_on: Option<Date>,
    /// The last day it is valid.
    pub expires_on: Option<Date>,
    /// Whether it is what it claims to be.
    pub authenticity: Option<DocumentAuthenticity>,
    /// Who has it in their hands.
    pub held_by: Option<DocumentHolder>,
    /// Whether an authority seized it.
    pub seized: Option<bool>,
    /// The day a replacement was issued.
    pub replaced_on: Option<Date>,
    /// The adding organisation's own file number for the document.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the document.
    pub organisation_id: Uuid,
    /// The officer who added the document.
    pub account_id: Uuid,
    /// When the document was entered.
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
        let known = BORDER.union(Standing::SOCIAL_WELFARE);
        let immigration = edited_by(Standing::IMMIGRATION).filled_by(Standing::POLICE).read_by(BORDER);
        match self {
            Self::Version => system(),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::Id | Self::VictimId => fixed_by(Standing::IMMIGRATION.union(Standing::POLICE)).read_by(known),
            Self::CaseId => system().read_by(known),
            Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(BORDER),
            Self::Kind => immigration.read_by(known).export(Export::Code),
            Self::Available => immigration.read_by(known),
            // The number names a person as surely as the name does, which the coordinator does not read.
            Self::Number => edited_by(Standing::IMMIGRATION).filled_by(Standing::POLICE).class(Class::Identity),
            Self::IssuingCountry | Self::IssuedOn | Self::ExpiresOn | Self::HeldBy | Self::ReplacedOn => immigration,
            Self::Authenticity => edited_by(Standing::IMMIGRATION).read_by(BORDER),
            Self::Seized => edited_by(Standing::POLICE).filled_by(Standing::IMMIGRATION).read_by(BORDER),
        }
    }
}

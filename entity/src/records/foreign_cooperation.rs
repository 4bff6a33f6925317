//! Cooperation with the authorities of another country.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::CooperationChannel;
use crate::rights::{CRIMINAL_JUSTICE, Export, Governed, Responsibility, Standing, edited_by, fixed_by, system};
use crate::value::Country;

/// A request to the authorities of another country, and what came of it (South Africa, Act 7 of 2013, s. 39).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "foreign_cooperation")]
pub struct Model {
    /// The id of the request.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The country asked, ISO 3166-1 alpha-3.
    pub country: Option<Country>,
    /// By which channel.
    pub channel: Option<CooperationChannel>,
    /// The day it was asked.
    pub requested_on: Option<Date>,
    /// The day of the answer.
    pub answered_on: Option<Date>,
    /// What came of it.
    #[sea_orm(column_type = "String(StringLen::N(500))")]
    pub outcome: Option<String>,
    /// The adding organisation's own file number for the request.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the request.
    pub organisation_id: Uuid,
    /// The officer who added the request.
    pub account_id: Uuid,
    /// When the request was entered.
    pub created_at: DateTimeUtc,
}

/// What a record refers to.
#[expect(missing_docs, reason = "each relation is named after what it refers to")]
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::case::Entity", from = "Column::CaseId", to = "super::case::Column::Id")]
    Case,
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
        let own = edited_by(Standing::AUTHOR).read_by(CRIMINAL_JUSTICE);
        match self {
            Self::Version => system(),
            Self::Id => fixed_by(Standing::POLICE.union(Standing::PROSECUTION)).read_by(CRIMINAL_JUSTICE),
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => {
                system().read_by(CRIMINAL_JUSTICE)
            }
            Self::Country => own.export(Export::Country),
            Self::Channel | Self::RequestedOn | Self::AnsweredOn | Self::Outcome => own,
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
        }
    }
}

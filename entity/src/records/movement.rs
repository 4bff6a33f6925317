//! A leg of a victim's journey, and the border it crossed.

use documented::{Documented, DocumentedFields};
use sea_orm::entity::prelude::*;

use crate::codes::{BorderDecision, DatePrecision, Regularity, ScreeningResult, TransportMode, TravelDirection};
use crate::rights::{BORDER, Export, Governed, Responsibility, Standing, edited_by, fixed_by, system};
use crate::value::Country;

/// One leg of a victim's journey, within a country or across a border (GLOTIP flows).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel, Documented, DocumentedFields)]
#[sea_orm(table_name = "movement")]
pub struct Model {
    /// The movement's id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The case.
    pub case_id: Uuid,
    /// The victim.
    pub victim_id: Uuid,
    /// The suspect who travelled with the victim.
    pub companion_id: Option<Uuid>,
    /// The place of the leg in the journey, from 1.
    pub sequence: Option<i32>,
    /// The country of departure, ISO 3166-1 alpha-3.
    pub from_country: Option<Country>,
    /// The place of departure.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub from_place: Option<String>,
    /// The country of arrival, ISO 3166-1 alpha-3.
    pub to_country: Option<Country>,
    /// The place of arrival.
    #[sea_orm(column_type = "String(StringLen::N(200))")]
    pub to_place: Option<String>,
    /// The day of the movement.
    pub moved_on: Option<Date>,
    /// How exact that day is.
    pub moved_on_precision: Option<DatePrecision>,
    /// How the victim travelled.
    pub mode: Option<TransportMode>,
    /// The border post, by its code in the country's pack (`countryPack.borderPosts`). Where the country has no list, its
    /// name.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub border_post: Option<String>,
    /// Into, out of or within the country.
    pub direction: Option<TravelDirection>,
    /// Whether the border was crossed by the rules.
    pub regularity: Option<Regularity>,
    /// The reference of the entry stamp.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub entry_stamp_ref: Option<String>,
    /// The type of visa.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub visa_type: Option<String>,
    /// How the border service dealt with the crossing.
    pub border_decision: Option<BorderDecision>,
    /// What the second, closer screening found.
    pub screening_result: Option<ScreeningResult>,
    /// The adding organisation's own file number for the movement.
    #[sea_orm(column_type = "String(StringLen::N(100))")]
    pub source_ref: Option<String>,
    /// The row's own counter, behind what each viewer is shown.
    pub version: i32,
    /// The organisation that added the movement.
    pub organisation_id: Uuid,
    /// The officer who added the movement.
    pub account_id: Uuid,
    /// When the movement was entered.
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
        from = "(Column::CaseId, Column::CompanionId)",
        to = "(super::suspect::Column::CaseId, super::suspect::Column::Id)"
    )]
    Companion,
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
        let readers = BORDER.union(Standing::SOCIAL_WELFARE);
        let leg = edited_by(Standing::IMMIGRATION).filled_by(Standing::POLICE).read_by(readers);
        match self {
            Self::Version => system(),
            Self::SourceRef => edited_by(Standing::AUTHOR).read_by(Standing::COORDINATOR),
            Self::Id | Self::VictimId => fixed_by(Standing::IMMIGRATION.union(Standing::POLICE)).read_by(readers),
            Self::CaseId | Self::OrganisationId | Self::AccountId | Self::CreatedAt => system().read_by(readers),
            Self::CompanionId | Self::Sequence | Self::MovedOn | Self::MovedOnPrecision => leg,
            Self::FromCountry | Self::FromPlace | Self::ToCountry | Self::ToPlace => leg.export(Export::Country),
            Self::Mode | Self::Direction => leg,
            Self::BorderPost | Self::Regularity => edited_by(Standing::IMMIGRATION).read_by(readers),
            Self::EntryStampRef | Self::VisaType | Self::BorderDecision | Self::ScreeningResult => {
                edited_by(Standing::IMMIGRATION).read_by(BORDER)
            }
        }
    }
}

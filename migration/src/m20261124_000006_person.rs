//! The identity vault: who a victim or suspect is.

use sea_orm_migration::prelude::*;

use crate::draft::{
    Draft, answer, at_least, code, country, date, drop_table, flag, many, phone_number, refers_within_case, text,
    yes_or_no,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        Draft::in_case("person")
            .optional(refers_within_case("victim_id", "victim"))
            .optional(refers_within_case("suspect_id", "suspect"))
            .optional(text("given_names", 200))
            .optional(text("family_name", 200))
            .optional(many("other_names"))
            .optional(date("birth_date"))
            .optional(code("birth_date_precision", &["DAY", "MONTH", "YEAR", "ESTIMATED"]))
            .optional(at_least(0, "age_at_identification"))
            .optional(answer(
                "age_assessment",
                &["DOCUMENT", "STATEMENT", "ESTIMATE", "SOCIAL_ASSESSMENT", "MEDICAL_EXAMINATION"],
            ))
            .optional(many("age_bands"))
            .optional(answer("majority", &["ADULT", "MINOR"]))
            .optional(answer("sex", &["FEMALE", "MALE", "OTHER"]))
            .optional(answer(
                "gender",
                &["FEMININE", "MASCULINE", "TRANSGENDER_FEMININE", "TRANSGENDER_MASCULINE", "NON_CONFORMING"],
            ))
            .optional(many("citizenships"))
            .optional(many("citizenship_regions"))
            .optional(country("country_of_birth"))
            .optional(country("country_of_residence"))
            .optional(yes_or_no("stateless"))
            .optional(text("national_id_number", 60))
            .optional(text("passport_number", 60))
            .optional(phone_number("phone"))
            .optional(yes_or_no("phone_safe"))
            .optional(text("email", 200))
            .optional(yes_or_no("email_safe"))
            .optional(text("address", 300))
            .optional(yes_or_no("address_safe"))
            .optional(text("home_district", 100))
            .optional(text("photo_reference", 200))
            .optional(many("languages"))
            .optional(answer(
                "marital_status",
                &["SINGLE", "MARRIED", "WIDOWED", "DIVORCED", "SEPARATED", "REGISTERED_PARTNERSHIP"],
            ))
            .optional(at_least(0, "number_of_children"))
            .optional(answer(
                "education",
                &[
                    "EARLY_CHILDHOOD",
                    "PRIMARY",
                    "LOWER_SECONDARY",
                    "UPPER_SECONDARY",
                    "POST_SECONDARY_NON_TERTIARY",
                    "SHORT_CYCLE_TERTIARY",
                    "BACHELOR",
                    "MASTER",
                    "DOCTORAL",
                ],
            ))
            .optional(text("occupation_before", 200))
            .optional(yes_or_no("disability"))
            .optional(flag("deceased"))
            .optional(date("date_of_death"))
            .authored()
            .check("party", "(victim_id IS NULL) <> (suspect_id IS NULL)")
            .unique(&["victim_id"])
            .unique(&["suspect_id"])
            .create(manager)
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_table(manager, "person").await
    }
}

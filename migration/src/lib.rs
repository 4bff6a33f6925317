//! The database, one change per file.
//!
//! A migration is never edited once it has run anywhere: what it creates stands in its own file, code lists
//! included, and depends on no entity. The live-schema test compares what they create together with the
//! entities.

pub use sea_orm_migration::MigratorTrait;
use sea_orm_migration::prelude::*;

mod draft;
mod m20261124_000001_organisation;
mod m20261124_000002_account;
mod m20261124_000003_case_file;
mod m20261124_000004_victim;
mod m20261124_000005_suspect;
mod m20261124_000006_person;
mod m20261124_000007_participation;
mod m20261124_000008_report;
mod m20261124_000009_victim_suspect_link;
mod m20261124_000010_exploitation;
mod m20261124_000011_movement;
mod m20261124_000012_travel_document;
mod m20261124_000013_investigation;
mod m20261124_000014_charge;
mod m20261124_000015_verdict;
mod m20261124_000016_sentence_component;
mod m20261124_000017_risk_assessment;
mod m20261124_000018_assistance;
mod m20261124_000019_history;
mod m20261124_000020_referred_to;
mod m20261124_000021_hearing;
mod m20261124_000022_court_attendance;
mod m20261124_000023_appeal;
mod m20261124_000024_next_of_kin;
mod m20261124_000025_consent;
mod m20261124_000026_referral;
mod m20261124_000027_victim_return;
mod m20261124_000028_docket_transfer;
mod m20261124_000029_evidence_item;
mod m20261124_000030_foreign_cooperation;
mod m20261124_000031_related_case;
mod m20261124_000032_support_plan;
mod m20261124_000033_follow_up;
mod m20261124_000034_own_note;
mod m20261124_000035_shared_note;
mod m20261124_000050_field_dispute;
mod m20261124_000060_code_term;
mod m20261124_000070_states;
mod m20261124_000071_case_work;
mod m20261124_000100_provision;
mod m20261124_000110_suspect_status;
mod m20261124_000111_told_once;
mod m20261124_000120_directory;
mod m20261124_000121_rules;
mod m20261124_000122_closure_asked;
mod m20261124_000130_account;
mod m20261124_000131_denied_token;
mod m20261124_000140_need_to_know;
mod m20261124_000150_trusted_document;
mod m20261124_000160_keys;
mod m20261124_000170_audit_event;
mod m20261124_000171_access_review;
mod m20261124_000180_ledger;
mod m20261124_000200_keyed_act;
mod m20261129_000210_limited_parts;
mod m20261130_000211_events_hold_nobody;
mod m20261130_000212_sealed_cases;
mod m20261130_000213_grounds;

/// Brings a database, SQLite or PostgreSQL, to the present schema.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261124_000001_organisation::Migration),
            Box::new(m20261124_000002_account::Migration),
            Box::new(m20261124_000003_case_file::Migration),
            Box::new(m20261124_000004_victim::Migration),
            Box::new(m20261124_000005_suspect::Migration),
            Box::new(m20261124_000006_person::Migration),
            Box::new(m20261124_000007_participation::Migration),
            Box::new(m20261124_000008_report::Migration),
            Box::new(m20261124_000009_victim_suspect_link::Migration),
            Box::new(m20261124_000010_exploitation::Migration),
            Box::new(m20261124_000011_movement::Migration),
            Box::new(m20261124_000012_travel_document::Migration),
            Box::new(m20261124_000013_investigation::Migration),
            Box::new(m20261124_000014_charge::Migration),
            Box::new(m20261124_000015_verdict::Migration),
            Box::new(m20261124_000016_sentence_component::Migration),
            Box::new(m20261124_000017_risk_assessment::Migration),
            Box::new(m20261124_000018_assistance::Migration),
            Box::new(m20261124_000019_history::Migration),
            Box::new(m20261124_000020_referred_to::Migration),
            Box::new(m20261124_000021_hearing::Migration),
            Box::new(m20261124_000022_court_attendance::Migration),
            Box::new(m20261124_000023_appeal::Migration),
            Box::new(m20261124_000024_next_of_kin::Migration),
            Box::new(m20261124_000025_consent::Migration),
            Box::new(m20261124_000026_referral::Migration),
            Box::new(m20261124_000027_victim_return::Migration),
            Box::new(m20261124_000028_docket_transfer::Migration),
            Box::new(m20261124_000029_evidence_item::Migration),
            Box::new(m20261124_000030_foreign_cooperation::Migration),
            Box::new(m20261124_000031_related_case::Migration),
            Box::new(m20261124_000032_support_plan::Migration),
            Box::new(m20261124_000033_follow_up::Migration),
            Box::new(m20261124_000034_own_note::Migration),
            Box::new(m20261124_000035_shared_note::Migration),
            Box::new(m20261124_000050_field_dispute::Migration),
            Box::new(m20261124_000060_code_term::Migration),
            Box::new(m20261124_000070_states::Migration),
            Box::new(m20261124_000071_case_work::Migration),
            Box::new(m20261124_000100_provision::Migration),
            Box::new(m20261124_000110_suspect_status::Migration),
            Box::new(m20261124_000111_told_once::Migration),
            Box::new(m20261124_000120_directory::Migration),
            Box::new(m20261124_000121_rules::Migration),
            Box::new(m20261124_000122_closure_asked::Migration),
            Box::new(m20261124_000130_account::Migration),
            Box::new(m20261124_000131_denied_token::Migration),
            Box::new(m20261124_000140_need_to_know::Migration),
            Box::new(m20261124_000150_trusted_document::Migration),
            Box::new(m20261124_000160_keys::Migration),
            Box::new(m20261124_000170_audit_event::Migration),
            Box::new(m20261124_000171_access_review::Migration),
            Box::new(m20261124_000180_ledger::Migration),
            Box::new(m20261124_000200_keyed_act::Migration),
            Box::new(m20261129_000210_limited_parts::Migration),
            Box::new(m20261130_000211_events_hold_nobody::Migration),
            Box::new(m20261130_000212_sealed_cases::Migration),
            Box::new(m20261130_000213_grounds::Migration),
        ]
    }
}

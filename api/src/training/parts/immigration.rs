//! Immigration's part: under what rules a victim was abroad, with which document, and by which way.

use entity::codes::{Answer, Cooperation, DocumentKind, TraffickingStatus};
use entity::{movement, person, travel_document, victim};
use sea_orm::ActiveValue::{NotSet, Set};

use super::numbered;
use crate::error::Result;
use crate::training::desk::{Desk, Item};
use crate::training::given::{any, country, some, text};
use crate::training::story::{Agency, LSO};

pub(super) fn status(desk: &mut Desk<'_>, v: usize) -> Result<()> {
    let (story, victim) = (desk.story, &desk.story.victims[v]);
    if let Some(migration) = &victim.migration {
        let status = victim::ActiveModel {
            migrant_type: some(migration.kind),
            protection_status: some(migration.protection),
            immigration_status: text(migration.status),
            deportee: some(migration.deportee),
            ..Default::default()
        };
        desk.amend(Item::Victim(v), &status)?;
    }
    let Some(document) = &victim.document else { return Ok(()) };
    let exists = document.kind != DocumentKind::NoDocument;
    let number = if exists { some(numbered("TD", story, v)) } else { NotSet };
    // Who the victim is, immigration knows by consent only.
    let told = victim.cooperates != Cooperation::No && victim.status != TraffickingStatus::Reported;
    if document.kind == DocumentKind::Passport && (told || story.by == Agency::Doi) {
        let holder = person::ActiveModel {
            passport_number: number.clone(),
            national_id_number: if victim.citizenship == LSO { some(numbered("NI", story, v)) } else { NotSet },
            photo_reference: some(numbered("PHOTO", story, v)),
            stateless: some(Answer::No),
            ..Default::default()
        };
        desk.amend(Item::Person(v), &holder)?;
    }
    let document = travel_document::ActiveModel {
        victim_id: Set(desk.id(Item::Victim(v))?),
        kind: some(document.kind),
        available: some(document.available),
        issuing_country: if exists { country(victim.citizenship) } else { NotSet },
        number,
        issued_on: any(document.issued),
        expires_on: any(document.expires),
        authenticity: some(document.authenticity),
        held_by: some(document.held_by),
        seized: some(document.seized),
        replaced_on: any(document.replaced),
        ..Default::default()
    };
    desk.add(&document)
}

pub(super) fn leg(desk: &mut Desk<'_>, v: usize, l: usize) -> Result<()> {
    let leg = &desk.story.victims[v].legs[l];
    let companion = match leg.with {
        Some(suspect) => Set(Some(desk.id(Item::Suspect(suspect))?)),
        None => NotSet,
    };
    let movement = movement::ActiveModel {
        victim_id: Set(desk.id(Item::Victim(v))?),
        companion_id: companion,
        sequence: any(i32::try_from(l + 1).ok()),
        from_country: country(leg.from.0),
        from_place: text(leg.from.1),
        to_country: country(leg.to.0),
        to_place: text(leg.to.1),
        moved_on: some(leg.on),
        moved_on_precision: some(leg.precision),
        mode: some(leg.mode),
        border_post: text(leg.post),
        direction: some(leg.direction),
        regularity: some(leg.regularity),
        entry_stamp_ref: text(leg.stamp),
        visa_type: text(leg.visa),
        border_decision: any(leg.decision),
        screening_result: any(leg.screening),
        ..Default::default()
    };
    desk.add(&movement)
}

//! Why a field is withheld from a viewer, and what an officer would see: about rights, never about values.

use entity::codes::{ConsentScope, FieldGroup, Opening};
use entity::{Field, Table};
use uuid::Uuid;

use super::Viewer;
use super::columns::{answering, party, reach, responsible};
use super::read::Reader;
use super::rows::subject;
use super::sight::Sight;
use crate::error::Result;

/// Why a field of a record is withheld from a viewer.
#[derive(Clone, Debug)]
pub struct Explanation {
    /// Who answers for its values.
    pub responsible: Vec<&'static str>,
    /// Each of these is asked for; of one entry, any of its openings is enough. Empty where nothing opens the field to the
    /// viewer's role.
    pub asked: Vec<Vec<Opening>>,
    /// The scope of the consent that would open it, where one would.
    pub scope: Option<ConsentScope>,
    /// The group of fields in which a referral shares it, where one does.
    pub group: Option<FieldGroup>,
}

impl Reader<'_> {
    /// Why a field of a record is withheld; nothing where the record does not exist for the viewer, or they read the
    /// field.
    pub async fn why_withheld(&self, table: &'static Table, id: Uuid, field: &Field) -> Result<Option<Explanation>> {
        let Some(subject) = self.subject(table, id).await? else { return Ok(None) };
        let reach = reach(table, field, self.viewer());
        if reach.on(subject) {
            return Ok(None);
        }
        let asked: Vec<Vec<Opening>> =
            reach.missing(subject).into_iter().map(|one_of| one_of.openings().collect()).collect();
        let opens = |opening| asked.iter().flatten().any(|one| *one == opening);
        Ok(Some(Explanation {
            responsible: responsible(match field.is_state() {
                true => answering(field),
                false => party(field.responsibility.rule_of(subject.suspect)),
            }),
            scope: self.viewer().role().identity_consent().filter(|_| opens(Opening::Consent)),
            group: table.group_of(field).filter(|_| opens(Opening::Referral)),
            asked,
        }))
    }

    /// The fields of a record that an officer would read now; nothing where it does not exist for them. That it was asked is
    /// kept.
    pub async fn simulate(
        &self,
        officer: &Viewer,
        table: &'static Table,
        id: Uuid,
    ) -> Result<Option<Vec<&'static Field>>> {
        let Some(subject) = subject(self.connection(), table, id, Sight { viewer: officer, ..self.sight() }).await?
        else {
            self.trace(|traces| traces.missed(table, id));
            return Ok(None);
        };
        self.trace(|traces| traces.record(table, id, None));
        let read = |field: &&'static Field| reach(table, field, officer).on(subject);
        Ok(Some(table.fields.iter().filter(read).collect()))
    }
}

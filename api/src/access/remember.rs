//! What is kept of every change: the making of a record, and each field with its values before and after.

use entity::{Field, Table, history};
use sea_orm::sea_query::Value;
use uuid::Uuid;

use super::Work;
use super::ledger::change_hash;
use super::value::{nothing_of, to_json};

impl Work {
    /// Remembers a change of a field, with its values before and after, or the making of a record.
    pub(super) fn remember(
        &mut self,
        of: &'static Table,
        case: Option<Uuid>,
        id: Uuid,
        revision: i32,
        change: Option<(&Field, &Value, &Value)>,
    ) {
        use history::Column as C;
        self.traces.changed(of, id, case);
        change.iter().for_each(|(field, ..)| self.traces.field(of, field));
        self.touched.extend(case.map(|case| (of.name.as_str(), case)));
        let json = |value: Option<&Value>| match value.map(to_json) {
            None | Some(serde_json::Value::Null) => Value::Json(None),
            Some(json) => json.into(),
        };
        let into = entity::changes();
        let mut row = nothing_of(into);
        let id_of_change = self.store.clock().id();
        let values: [(C, Value); 14] = [
            (C::Id, id_of_change.into()),
            (C::CaseId, case.into()),
            (C::RecordType, of.name.as_str().into()),
            (C::RecordId, id.into()),
            (C::Revision, revision.into()),
            (C::Field, change.map(|(field, ..)| field.name.clone()).into()),
            (C::OldValue, json(change.map(|(_, old, _)| old))),
            (C::NewValue, json(change.map(|(_, _, new)| new))),
            (C::Act, self.act.clone().into()),
            (C::Reason, self.reason.clone().into()),
            (C::EventId, self.event.into()),
            (C::OrganisationId, self.viewer.organisation().into()),
            (C::AccountId, self.viewer.account().into()),
            (C::CreatedAt, self.now.into()),
        ];
        values.into_iter().for_each(|(column, value)| row[column as usize] = value);
        self.changes.push((id_of_change, change_hash(&row)));
        self.batch.push(into, row);
    }
}

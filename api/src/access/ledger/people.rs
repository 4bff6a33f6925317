//! Who looked at whom: told of each event as it enters the tree, beside what the event says itself.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use entity::{Table, audit_event as e, person, person_access as p, table, victim};
use sea_orm::sea_query::{Expr, ExprTrait, Query, Value};
use sea_orm::{ConnectionTrait, IdenStatic, Iterable};
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

use super::super::bound::is_among;
use super::super::value::nothing_of;
use super::record::{Members, members};
use crate::error::Result;
use crate::evidence::Member;

/// The person and the case, by the id of the person and by that of the victim they are.
#[derive(Default)]
pub(super) struct People(HashMap<Uuid, (Uuid, Uuid)>);

impl People {
    /// Those whom these events are about.
    pub(super) async fn of(connection: &impl ConnectionTrait, events: impl Iterator<Item = &[Value]>) -> Result<Self> {
        let ids: BTreeSet<Uuid> = events.flat_map(|event| named(&members(event))).collect();
        let among = |column| is_among(Expr::col(column), ids.iter().copied(), connection.get_database_backend());
        let of_them = among(person::Column::Id).or(among(person::Column::VictimId));
        let mut people = Self::default();
        let statement = Query::select().columns(Self::COLUMNS).from(person::Entity).and_where(of_them).take();
        for row in connection.query_all(&statement).await? {
            people.add((row.try_get_by_index(0)?, row.try_get_by_index(1)?, row.try_get_by_index(2)?));
        }
        Ok(people)
    }

    /// What is known of a person: its id, that of the victim and that of the case.
    pub(super) const COLUMNS: [person::Column; 3] =
        [person::Column::Id, person::Column::VictimId, person::Column::CaseId];

    pub(super) fn add(&mut self, (id, victim, case): (Uuid, Option<Uuid>, Uuid)) {
        self.0.extend([Some(id), victim].into_iter().flatten().map(|named| (named, (id, case))));
    }

    /// The people whom an event is about, each with its case.
    pub(super) fn of_event(&self, event: &Members) -> Vec<(Uuid, Uuid)> {
        let mut people: Vec<_> = named(event).iter().filter_map(|id| self.0.get(id).copied()).collect();
        people.sort_unstable();
        people.dedup();
        people
    }

    /// What is told of an event, a row for each person it is about.
    pub(super) fn told(&self, id: Uuid, event: &[Value]) -> Vec<Vec<Value>> {
        let people = self.of_event(&members(event));
        people.into_iter().map(|(person, case)| told(id, event, person, case)).collect()
    }
}

/// The table of what is told.
pub(super) fn telling() -> &'static Table {
    table(p::Entity.as_str())
}

/// What a row that is told has from its event.
pub(super) static FROM_EVENT: LazyLock<Vec<(p::Column, e::Column)>> = LazyLock::new(|| {
    let from = |column| match column {
        p::Column::Id | p::Column::CaseId | p::Column::PersonId => None,
        p::Column::Act => Some(e::Column::Act),
        p::Column::FieldGroups => Some(e::Column::FieldGroups),
        p::Column::OrganisationId => Some(e::Column::OrganisationId),
        p::Column::AccountId => Some(e::Column::AccountId),
        p::Column::CreatedAt => Some(e::Column::CreatedAt),
    };
    p::Column::iter().filter_map(|column| Some((column, from(column)?))).collect()
});

fn told(id: Uuid, event: &[Value], person: Uuid, case: Uuid) -> Vec<Value> {
    let mut row = nothing_of(telling());
    row[p::Column::Id as usize] = id_of(id, person).into();
    row[p::Column::CaseId as usize] = case.into();
    row[p::Column::PersonId as usize] = person.into();
    FROM_EVENT.iter().for_each(|(column, of)| row[*column as usize] = event[*of as usize].clone());
    row
}

/// An id that the event and the person make, as old as the event: told again it is the same.
pub(super) fn id_of(event: Uuid, person: Uuid) -> Uuid {
    let hash = Sha256::new().chain_update(event.as_bytes()).chain_update(person.as_bytes()).finalize();
    let (mut millis, mut random) = ([0; 8], [0; 10]);
    millis[2..].copy_from_slice(&event.as_bytes()[..6]);
    random.copy_from_slice(&hash[..10]);
    Builder::from_unix_timestamp_millis(u64::from_be_bytes(millis), &random).into_uuid()
}

/// The types of what is recorded of a person.
static TYPES: LazyLock<[&str; 2]> =
    LazyLock::new(|| [person::Entity.as_str(), victim::Entity.as_str()].map(|name| table(name).type_name));

/// The people and victims whose records an event names, each behind its type.
fn named(event: &Members) -> Vec<Uuid> {
    let records = event[e::Column::Records as usize].as_ref().map(Member::texts).unwrap_or_default();
    let of_person = records.into_iter().filter_map(|record| {
        let (of, id) = record.split_once(':')?;
        TYPES.contains(&of).then(|| id.parse().ok())?
    });
    of_person.collect()
}

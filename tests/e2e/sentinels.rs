//! A case in which every column of every table has a value that can be told from every other.

use std::collections::HashMap;

use chrono::{DateTime, Days, NaiveDate, Utc};
use entity::codes::Extent;
use entity::{Field, Kind, Table, tables};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, Value};
use serde_json::json;
use tip_hub::graph::id;
use uuid::Uuid;

use crate::world::World;

/// A planted case: one record of every table, and a person each for its victim and its suspect.
pub struct Planted {
    /// The organisation that wrote all of it.
    pub author: String,
    ids: HashMap<String, Uuid>,
}

/// A record of a planted case.
#[derive(Clone, Copy)]
pub struct Target {
    pub table: &'static Table,
    /// For a person: whether it is the suspect.
    pub suspect: bool,
}

/// Every kind of record a planted case has: each table of a case, the table of persons twice.
pub fn targets() -> impl Iterator<Item = Target> {
    tables().iter().filter(|table| is_planted(table)).flat_map(|table| {
        let twice = table.name == "person";
        [false, true].into_iter().filter(move |suspect| twice || !suspect).map(move |suspect| Target { table, suspect })
    })
}

pub fn is_planted(table: &Table) -> bool {
    table.name == "case_file" || table.column("case_id").is_some()
}

impl Target {
    fn key(&self) -> String {
        format!("{}{}", self.table.name, if self.suspect { " of suspect" } else { "" })
    }

    /// How the record is called in a failure.
    pub fn name(&self) -> String {
        self.key()
    }
}

impl Planted {
    pub fn uuid(&self, target: Target) -> Uuid {
        self.ids[&target.key()]
    }

    pub fn id(&self, target: Target) -> String {
        id::encode(target.table, self.uuid(target))
    }

    pub fn case(&self) -> String {
        let cases = entity::table("case_file");
        self.id(Target { table: cases, suspect: false })
    }

    /// Whether a text of this record's column may be told from all others by looking for it in an answer.
    pub fn sentinel(&self, target: Target, field: &Field) -> Option<String> {
        matches!(field.kind, Kind::Text(_)).then(|| text(&self.author, target, field))
    }
}

fn text(author: &str, target: Target, field: &Field) -> String {
    let place = tables().iter().position(|table| table.name == target.table.name).unwrap_or(99);
    let set: u32 = author.bytes().map(u32::from).sum();
    let subject = if target.suspect { "s" } else { "" };
    format!("zq{set}x{place}{subject}x{}qz", field.index)
}

/// Plants a case written by `author`, in which every role's organisation takes part in everything.
pub async fn plant(world: &World, author: &str) -> Planted {
    let mut planted = Planted { author: author.to_owned(), ids: HashMap::new() };
    let now = world.store.clock().now();
    for target in targets() {
        planted.ids.insert(target.key(), world.store.clock().id());
    }
    for target in targets() {
        let row: Vec<Value> =
            target.table.fields.iter().map(|field| column_value(world, &planted, target, field, now)).collect();
        insert(world, target.table, row).await;
    }
    for (code, _) in World::roles() {
        take_part(world, &planted, code, now).await;
    }
    for target in targets() {
        remember(world, &planted, target, now).await;
    }
    planted
}

/// Plants another record like a planted one, of an id of its own and without a history.
pub async fn plant_another(world: &World, planted: &Planted, target: Target) -> Uuid {
    let (id, now) = (world.store.clock().id(), world.store.clock().now());
    let value = |field: &Field| match field.column {
        "id" => id.into(),
        _ => column_value(world, planted, target, field, now),
    };
    insert(world, target.table, target.table.fields.iter().map(value).collect()).await;
    id
}

/// The value that a planted record's column has.
pub fn planted_value(world: &World, planted: &Planted, target: Target, field: &Field) -> Value {
    column_value(world, planted, target, field, world.store.clock().now())
}

fn column_value(world: &World, planted: &Planted, target: Target, field: &Field, now: DateTime<Utc>) -> Value {
    let viewer = world.viewer(&planted.author);
    let of_person = target.table.name == "person";
    match field.column {
        "id" => planted.uuid(target).into(),
        "organisation_id" => viewer.organisation().into(),
        "account_id" => viewer.account().into(),
        "version" => 1.into(),
        "created_at" | "since" => now.into(),
        "until" => (now + chrono::Duration::days(9)).into(),
        "extent" => Extent::OneVictim.code().into(),
        "victim_id" if of_person && target.suspect => Value::Uuid(None),
        "suspect_id" if of_person && !target.suspect => Value::Uuid(None),
        "registered_from" | "registered_to" => 2001.into(),
        // A dispute about a field that every participant reads: it exists for all who may know of disputes.
        "record_id" => planted.ids["case_file"].into(),
        "field" => "caseNo".into(),
        _ => match &field.kind {
            Kind::Reference(table) if table == "organisation" => world.viewer("POLICE_2").organisation().into(),
            Kind::Reference(table) if table == "account" => world.viewer("POLICE_2").account().into(),
            Kind::Reference(table) => planted.ids[table.as_str()].into(),
            Kind::Text(_) => text(&planted.author, target, field).into(),
            kind => value(kind, field.index, 0),
        },
    }
}

/// A valid value of a field that takes only codes of Lesotho's pack.
pub fn code_of_lesotho(column: &str) -> Option<&'static str> {
    match column {
        "provision" => Some("LS-ATIP-5-1"),
        "border_post" => Some("MASERU_BRIDGE"),
        _ => None,
    }
}

/// A valid value of a kind; another `turn` gives another value.
pub fn value(kind: &Kind, place: usize, turn: usize) -> Value {
    match kind {
        Kind::Id | Kind::Reference(_) | Kind::Record => Value::Uuid(None),
        Kind::Text(_) => format!("text{place}t{turn}").into(),
        Kind::Integer => i32::try_from(3 + turn).expect("small").into(),
        Kind::Flag => turn.is_multiple_of(2).into(),
        Kind::Date => {
            let first = NaiveDate::from_ymd_opt(2001, 1, 1).expect("a date");
            (first + Days::new((place + turn.min(1)) as u64)).into()
        }
        Kind::Instant => (DateTime::<Utc>::UNIX_EPOCH + Days::new(1 + turn as u64)).into(),
        Kind::Code(list) => list.codes[turn % list.codes.len()].0.into(),
        Kind::Scalar(name) => scalar(name, turn).into(),
        Kind::Many(element) => match value(element, place, turn) {
            Value::String(Some(text)) => json!([text]).into(),
            other => panic!("a list of {other:?}"),
        },
        Kind::Any => json!("any").into(),
    }
}

fn scalar(name: &str, turn: usize) -> &'static str {
    let all = match name {
        "Country" => ["LSO", "ZAF"],
        "Language" => ["sot", "eng"],
        "RecordType" => ["case_file", "victim"],
        "PhoneNumber" => ["+26622000001", "+26622000002"],
        other => panic!("no value of {other}"),
    };
    all[turn % 2]
}

async fn take_part(world: &World, planted: &Planted, code: &str, now: DateTime<Utc>) {
    let participations = entity::table("participation");
    let case = planted.ids["case_file"];
    let row = participations.fields.iter().map(|field| match field.column {
        "id" => world.store.clock().id().into(),
        "case_id" => case.into(),
        "participant_id" => world.viewer(code).organisation().into(),
        // By name, so that the case may be sealed, too.
        "officer_id" => world.viewer(code).account().into(),
        "organisation_id" => world.viewer(&planted.author).organisation().into(),
        "account_id" => world.viewer(&planted.author).account().into(),
        "extent" => Extent::WholeCase.code().into(),
        "basis" => "ASSIGNED".into(),
        "since" | "created_at" => now.into(),
        "version" => 1.into(),
        _ => tip_hub::access::value::nothing(&field.kind),
    });
    let row = row.collect();
    insert(world, participations, row).await;
}

/// The value that the planted history says a record's column was changed to.
pub fn remembered(planted: &Planted, target: Target, field: &Field) -> String {
    format!("new {}", text(&planted.author, target, field))
}

/// A change of a field beside the hub, in a revision of its own beyond the planted ones.
pub async fn remember_once_more(world: &World, planted: &Planted, target: Target, field: &Field, value: &str) {
    let revision = i32::try_from(target.table.fields.len()).expect("small") + 2;
    let row = change(world, planted, target, world.store.clock().now(), revision, Some((field, value.to_owned())));
    insert(world, entity::changes(), row).await;
}

fn change(
    world: &World,
    planted: &Planted,
    target: Target,
    now: DateTime<Utc>,
    revision: i32,
    change: Option<(&Field, String)>,
) -> Vec<Value> {
    let viewer = world.viewer(&planted.author);
    let value = |column: &str| match column {
        "id" => world.store.clock().id().into(),
        "case_id" => planted.ids["case_file"].into(),
        "record_type" => target.table.name.as_str().into(),
        "record_id" => planted.uuid(target).into(),
        "revision" => revision.into(),
        "field" => change.as_ref().map(|(field, _)| field.name.clone()).into(),
        "new_value" => change.as_ref().map(|(_, value)| json!(value)).into(),
        "act" => "planted".into(),
        "organisation_id" => viewer.organisation().into(),
        "account_id" => viewer.account().into(),
        "created_at" => (now + chrono::Duration::minutes(revision.into())).into(),
        "event_id" => Value::Uuid(None),
        "reason" => Value::String(None),
        _ => Value::Json(None),
    };
    entity::changes().fields.iter().map(|field| value(field.column)).collect()
}

/// The making of a record, and a change of each of its columns, in revisions of their own.
async fn remember(world: &World, planted: &Planted, target: Target, now: DateTime<Utc>) {
    // What never changes has no history.
    if target.table.column("version").is_none() {
        return;
    }
    let row = |revision, field: Option<&Field>| {
        let changed = field.map(|field| (field, remembered(planted, target, field)));
        change(world, planted, target, now, revision, changed)
    };
    let mut rows = vec![row(1, None)];
    for (place, field) in target.table.fields.iter().enumerate() {
        rows.push(row(i32::try_from(place).expect("small") + 2, Some(field)));
    }
    for row in rows {
        insert(world, entity::changes(), row).await;
    }
    let last = target.table.fields.len() + 1;
    world
        .execute(&format!(
            "UPDATE {} SET version = {last} WHERE id = {}",
            target.table.name,
            literal(world, planted.uuid(target))
        ))
        .await;
}

/// Gives a planted record's column a value beside the hub; without one, the value it was planted with.
pub async fn set(world: &World, planted: &Planted, target: Target, field: &Field, value: Option<Value>) {
    set_all(world, planted, target, vec![(field, value)]).await;
}

/// Gives some of its columns values at once.
pub async fn set_all(world: &World, planted: &Planted, target: Target, values: Vec<(&Field, Option<Value>)>) {
    let now = world.store.clock().now();
    let values = values.into_iter().map(|(field, value)| {
        let value = value.unwrap_or_else(|| column_value(world, planted, target, field, now));
        (Alias::new(field.column), Expr::from(value))
    });
    let statement = Query::update()
        .table(Alias::new(target.table.name.as_str()))
        .values(values)
        .and_where(Expr::col(Alias::new("id")).eq(planted.uuid(target)))
        .take();
    world.sql.execute(&statement).await.unwrap_or_else(|error| panic!("{}: {error}", target.name()));
}

/// A UUID as this database writes it in SQL.
pub fn literal(world: &World, id: Uuid) -> String {
    match world.database {
        crate::world::Database::Sqlite => format!("X'{}'", id.simple()),
        crate::world::Database::Postgres => format!("'{id}'"),
    }
}

pub async fn insert(world: &World, table: &Table, row: Vec<Value>) {
    let statement = Query::insert()
        .into_table(Alias::new(table.name.as_str()))
        .columns(table.fields.iter().map(|field| Alias::new(field.column)))
        .values_panic(row.into_iter().map(Expr::from))
        .take();
    world.sql.execute(&statement).await.unwrap_or_else(|error| panic!("{}: {error}", table.name));
}

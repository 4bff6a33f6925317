//! The sweep: at every door, whoever asks, the id of a hidden record is answered as that of a record that never was.
//!
//! Every role tries every door, by turns on the one database and on the other; with `TIP_HUB_CAMPAIGN=full` on both.

use std::collections::{BTreeMap, BTreeSet};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use entity::{Table, tables};
use futures_util::stream::{self, StreamExt};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, Value};
use serde_json::{Value as Json, json};
use tip_hub::graph::id;
use uuid::Uuid;

use super::doors::{Door, Given, PROBE, VERSION, doors};
use crate::acts::own_id;
use crate::read_sweep::{may_read, standing};
use crate::schema::Schema;
use crate::sentinels::{Planted, Target, insert, is_planted, plant, set};
use crate::world::{Database, World, is_campaign};

/// How many doors are tried at a time.
const AT_ONCE: usize = 4;

/// What is withheld from nobody is no secret: these doors tell of a case to whoever may open it in an emergency, or of
/// another officer's sight to who audits it. Each says so in its description, and its stories show its bounds.
const TELLING: [&str; 2] = ["glassBreak", "accessSimulate"];

/// These doors tell nobody of anything: what a referral was sent with is changed by no act on it, and nothing planted is a
/// consent in force, an audit event, or a part to review that came of a referral. This list may only shrink.
const SILENT: [&str; 15] = [
    "accessReview(filter.consent.eq)",
    "accessReview(filter.consent.in)",
    "accessReview(filter.referral.eq)",
    "accessReview(filter.referral.in)",
    "accessReview(filter.victim.eq)",
    "accessReview(filter.victim.in)",
    "auditEvents(after)",
    "auditEvents(before)",
    "effectiveConsent(after)",
    "effectiveConsent(before)",
    "referralExpire(patch.overrideApprover)",
    "referralExpire(patch.previous)",
    "referralRevoke(patch.consent)",
    "referralRevoke(patch.overrideApprover)",
    "referralRevoke(patch.previous)",
];

/// The records that a role may name, in a case that is open to it.
pub struct Open<'a> {
    pub world: &'a World,
    pub case: &'a Planted,
}

impl Given for Open<'_> {
    fn id(&self, of: &Table) -> Option<String> {
        let id = match of.name.as_str() {
            "organisation" => self.world.viewer("NGO").organisation(),
            "account" => self.world.viewer("NGO").account(),
            _ => self.case.uuid(Target { table: entity::table(&of.name), suspect: false }),
        };
        Some(id::encode(of, id))
    }
}

/// How a case is hidden from a role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hidden {
    /// It never took part.
    Unshared,
    /// Its part has ended.
    Ended,
    /// It takes part, and is kept out.
    Excluded,
    /// It takes part, and the case is sealed.
    Sealed,
}

async fn hide(world: &World, planted: &Planted, code: &str, how: Hidden) {
    let case = planted.uuid(Target { table: entity::table("case_file"), suspect: false });
    let now = world.store.clock().now();
    let (organisation, set): (Uuid, (&str, Value)) = match how {
        Hidden::Unshared => {
            (world.viewer(code).organisation(), ("participant_id", world.viewer("POLICE_2").organisation().into()))
        }
        Hidden::Ended => (world.viewer(code).organisation(), ("until", now.into())),
        Hidden::Excluded => {
            exclude(world, case, code).await;
            return;
        }
        Hidden::Sealed => (world.viewer(code).organisation(), ("officer_id", Value::Uuid(None))),
    };
    let part = Query::update()
        .table(Alias::new("participation"))
        .value(Alias::new(set.0), Expr::val(set.1))
        .and_where(Expr::col(Alias::new("case_id")).eq(case))
        .and_where(Expr::col(Alias::new("participant_id")).eq(organisation))
        .take();
    world.sql.execute(&part).await.expect("a part is changed");
    let sensitivity = if how == Hidden::Sealed { "SEALED" } else { "NORMAL" };
    let seal = Query::update()
        .table(Alias::new("case_file"))
        .value(Alias::new("sensitivity"), sensitivity)
        .and_where(Expr::col(Alias::new("id")).eq(case))
        .take();
    world.sql.execute(&seal).await.expect("a case is marked");
}

async fn exclude(world: &World, case: Uuid, code: &str) {
    let exclusions = entity::table("exclusion");
    let by = world.viewer("COORDINATOR");
    let row = exclusions.fields.iter().map(|field| match field.column {
        "id" => world.store.clock().id().into(),
        "case_id" => case.into(),
        "excluded_id" => world.viewer(code).organisation().into(),
        "grounds" => "A conflict of interest.".into(),
        "version" => 1.into(),
        "organisation_id" => by.organisation().into(),
        "account_id" => by.account().into(),
        "created_at" => world.store.clock().now().into(),
        _ => tip_hub::access::value::nothing(&field.kind),
    });
    insert(world, exclusions, row.collect()).await;
}

/// Whoever asks.
struct Asker<'a> {
    world: &'a World,
    code: &'a str,
    token: String,
    client: &'a reqwest::Client,
    /// The versions of the records it may change, as it sees them.
    versions: BTreeMap<String, i64>,
}

impl<'a> Asker<'a> {
    async fn new(world: &'a World, code: &'a str, client: &'a reqwest::Client, open: &Planted) -> Self {
        let mut versions = BTreeMap::new();
        for table in tables().iter().filter(|table| is_planted(table)) {
            let record = open.id(Target { table, suspect: false });
            versions.insert(record.clone(), world.version(code, &record).await.unwrap_or(1));
        }
        Self { world, code, token: world.token(code), client, versions }
    }

    /// Everything of an answer but what is of the request alone, with the id that was tried left out.
    async fn answer(&self, door: &Door, record: Uuid, of: &Table, version: i64) -> String {
        let sent = if door.cursor { URL_SAFE_NO_PAD.encode(record.as_bytes()) } else { id::encode(of, record) };
        let version = door.beside.as_ref().and_then(|beside| self.versions.get(beside)).copied().unwrap_or(version);
        let variables =
            door.variables.to_string().replace(PROBE, &sent).replace(&format!("\"{VERSION}\""), &version.to_string());
        let variables: Json = serde_json::from_str(&variables).expect("JSON");
        let request = self.client.post(format!("{}/graphql", self.world.url)).bearer_auth(&self.token);
        let response = request.json(&json!({ "query": door.query, "variables": variables })).send().await;
        let response = response.expect("the hub answers");
        let status = response.status();
        let headers = response.headers().iter().filter(|(name, _)| *name != "x-request-id" && *name != "date");
        let mut headers: Vec<String> = headers.map(|(name, value)| format!("{name}: {value:?}")).collect();
        headers.sort();
        let body = response.text().await.expect("a body");
        let body = body.replace(&sent, PROBE).replace(&record.to_string(), PROBE);
        format!("{status} {headers:?} {body}")
    }

    /// The answers at a door for the id of a record and for one that is absent.
    async fn compare(&self, door: &Door, record: Uuid, of: &Table, version: i64) -> (String, String) {
        let there = self.answer(door, record, of, version).await;
        (there, self.answer(door, own_id(), of, version).await)
    }
}

/// The record of a table that a planted case has; of changes, one of the case itself.
async fn records(world: &World, planted: &Planted) -> BTreeMap<String, Uuid> {
    let planted_in = tables().iter().filter(|table| is_planted(table));
    let mut records: BTreeMap<String, Uuid> =
        planted_in.map(|table| (table.name.clone(), planted.uuid(Target { table, suspect: false }))).collect();
    let change = Query::select()
        .column(Alias::new("id"))
        .from(Alias::new("history"))
        .and_where(Expr::col(Alias::new("record_id")).eq(records["case_file"]))
        .and_where(Expr::col(Alias::new("revision")).eq(1))
        .take();
    let row = world.sql.query_one(&change).await.expect("asked").expect("a change");
    records.insert("history".to_owned(), row.try_get_by_index(0).expect("an id"));
    records
}

/// The tables whose records can be named at a door.
fn named(door: &Door) -> Vec<&'static Table> {
    match door.of {
        Some(table) => vec![table],
        None => tables().iter().filter(|table| is_planted(table)).collect(),
    }
}

/// Tries the doors whose turn it is with a record of each table that `hidden` gives; answers the doors that tell, and how
/// many were tried.
async fn tell(asker: &Asker<'_>, doors: &[Door], hidden: impl Fn(&Table) -> Option<Uuid>) -> (Vec<String>, usize) {
    let whole = is_campaign();
    let role = World::roles().position(|(code, _)| code == asker.code).unwrap_or_default();
    let turn = usize::from(asker.world.database == Database::Postgres);
    let doors = doors.iter().enumerate().filter(|(place, _)| whole || (place + role) % 2 == turn);
    let tries = doors.flat_map(|(_, door)| named(door).into_iter().map(move |table| (door, table)));
    let tries = tries.filter_map(|(door, table)| Some((door, table, hidden(table)?)));
    // A version that the hidden record has, and one that no record has.
    let tries: Vec<_> = tries
        .flat_map(|(door, table, record)| {
            let versioned = door.beside.is_none() && door.variables.to_string().contains(VERSION);
            [1, 99].into_iter().take(if versioned { 2 } else { 1 }).map(move |version| (door, table, record, version))
        })
        .collect();
    let count = tries.len();
    let told = stream::iter(tries).map(|(door, table, record, version)| async move {
        let (hidden, absent) = asker.compare(door, record, table, version).await;
        (hidden != absent)
            .then(|| format!("{} {} of {}: {hidden}\nabsent: {absent}", asker.code, door.name, table.name))
    });
    let told: Vec<Option<String>> = told.buffer_unordered(AT_ONCE).collect().await;
    (told.into_iter().flatten().collect(), count)
}

fn is_telling(door: &Door) -> bool {
    TELLING.iter().any(|name| door.name.starts_with(&format!("{name}(")))
}

async fn a_hidden_record_is_answered_as_an_absent_one(world: World) {
    let schema = Schema::of(&world).await;
    let open = plant(&world, "NGO_2").await;
    let (closed, sealed) = (plant(&world, "POLICE_2").await, plant(&world, "SOCIAL_WELFARE_2").await);
    let ways = [Hidden::Unshared, Hidden::Ended, Hidden::Excluded];
    for (place, (code, _)) in World::roles().enumerate() {
        hide(&world, &closed, code, ways[place % ways.len()]).await;
        hide(&world, &sealed, code, Hidden::Sealed).await;
    }
    let (in_closed, in_sealed) = (records(&world, &closed).await, records(&world, &sealed).await);
    let doors = doors(&schema, &Open { world: &world, case: &open });
    let (telling, doors): (Vec<Door>, Vec<Door>) = doors.into_iter().partition(is_telling);
    let client = reqwest::Client::new();
    let (mut told, mut tried) = (Vec::new(), 0);
    for (place, (code, _)) in World::roles().enumerate() {
        let asker = Asker::new(&world, code, &client, &open).await;
        // By turns, so that each role is hidden from in one way at a door and each way is met at it by some.
        let hidden = if place % 2 == 0 { &in_closed } else { &in_sealed };
        let (mine, count) = tell(&asker, &doors, |table| hidden.get(&table.name).copied()).await;
        told.extend(mine);
        tried += count;
        // What tells of a case to some tells nothing of a sealed one.
        let (mine, count) = tell(&asker, &telling, |table| in_sealed.get(&table.name).copied()).await;
        told.extend(mine);
        tried += count;
    }
    assert!(told.is_empty(), "{} of {tried} tell, such as {:#?}", told.len(), &told[..told.len().min(8)]);
    assert!(tried > 5_000, "only {tried} doors were tried");
}

/// In a case that is open to it a role finds no record whose kind it does not read.
async fn a_record_that_a_role_does_not_read_is_answered_as_an_absent_one(world: World) {
    let schema = Schema::of(&world).await;
    let open = plant(&world, "POLICE_2").await;
    let doors = doors(&schema, &Open { world: &world, case: &open });
    let doors: Vec<Door> = doors.into_iter().filter(|door| !is_telling(door)).collect();
    let client = reqwest::Client::new();
    let (mut told, mut tried) = (Vec::new(), 0);
    for (code, _) in World::roles() {
        let asker = Asker::new(&world, code, &client, &open).await;
        let standing = standing(&world, code, &open);
        let hidden = |table: &Table| {
            // Which changes are known is told by the records they are of.
            let table = tables().iter().find(|known| known.name == table.name)?;
            let unread =
                [false, true].into_iter().all(|suspect| !may_read(table.id(), Target { table, suspect }, standing));
            let record = match table.name.as_str() {
                "account" => Some(world.viewer("POLICE_2").account()),
                _ => is_planted(table).then(|| open.uuid(Target { table, suspect: false })),
            };
            record.filter(|_| unread)
        };
        let (mine, count) = tell(&asker, &doors, hidden).await;
        told.extend(mine);
        tried += count;
    }
    assert!(told.is_empty(), "{} of {tried} tell, such as {:#?}", told.len(), &told[..told.len().min(8)]);
    assert!(tried > 1_000, "only {tried} doors were tried");
}

/// The control: at each door somebody is answered otherwise about a record that is open to them.
async fn every_door_tells_of_a_record_that_is_open(world: World) {
    let schema = Schema::of(&world).await;
    let open = plant(&world, "POLICE").await;
    let status = Target { table: entity::table("investigation"), suspect: false };
    set(&world, &open, status, status.table.column("status").expect("a status"), Some("CHARGED".into())).await;
    // A review is a supervisor's, of parts that last.
    world.execute("UPDATE account SET rank = 'SUPERVISOR'").await;
    world.execute("UPDATE participation SET lapses_on = '2999-01-01', until = NULL").await;
    let records = records(&world, &open).await;
    let client = reqwest::Client::new();
    let given = Open { world: &world, case: &open };
    let mut silent: Vec<Door> = doors(&schema, &given);
    let all = silent.len();
    for (code, _) in World::roles() {
        let asker = Asker::new(&world, code, &client, &open).await;
        let mut still = Vec::new();
        for door in silent {
            let mut differs = false;
            for table in named(&door) {
                let candidates = match table.name.as_str() {
                    "organisation" => ["POLICE", "POLICE_2"].map(|code| world.viewer(code).organisation()).to_vec(),
                    "account" => ["POLICE", "POLICE_2", code].map(|code| world.viewer(code).account()).to_vec(),
                    name => records.get(name).copied().into_iter().collect(),
                };
                for record in candidates {
                    let (there, absent) = asker.compare(&door, record, table, 1).await;
                    differs = differs || there != absent;
                }
                if differs {
                    break;
                }
            }
            if !differs {
                still.push(door);
            }
        }
        silent = still;
    }
    let names: BTreeSet<&str> = silent.iter().map(|door| door.name.as_str()).collect();
    assert_eq!(names, SILENT.into(), "of {all} doors these tell nobody of anything");
    assert!(all > 1_000, "there are only {all} doors");
}

on_both!(
    a_hidden_record_is_answered_as_an_absent_one,
    a_record_that_a_role_does_not_read_is_answered_as_an_absent_one,
    every_door_tells_of_a_record_that_is_open,
);

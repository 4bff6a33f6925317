//! Every act of the schema takes a key, and whatever lands under a key lands once.
//!
//! An act is tried through a door of its own (`existence/doors.rs`) by one role after the other, from one state after the
//! other, until it lands: the acts by turns on the one database and on the other, and not for long. With
//! `TIP_HUB_CAMPAIGN=full` each is tried on both, by whoever may.

use std::collections::BTreeSet;

use entity::codes::DisputeStatus;
use entity::lifecycle::Act;
use entity::rights::Standing;
use entity::{Field, Kind, subject_of};
use serde_json::{Value as Json, json};

use super::{effects, kept, reused};
use crate::acts::singular;
use crate::existence::doors::{Door, Given, PROBE, VERSION, doors};
use crate::existence::sweep::Open;
use crate::read_sweep::{may_read, standing};
use crate::schema::Schema;
use crate::sentinels::{Planted, Target, is_planted, plant, set};
use crate::world::{Answer, Database, World, is_campaign};
use crate::write_sweep::{another, may_write};

/// How many acts must have landed, on either database; the others ask for more than a planted case has.
const LANDED: usize = 50;

/// How often an act is tried that does not land.
const TRIES: usize = 4;

/// Whose case is planted.
const AUTHOR: &str = "POLICE";

/// An act, ready to be sent by somebody.
struct Sending {
    query: String,
    variables: Json,
}

impl Sending {
    /// The act behind a door, on the record that `given` names; its payload shows the record.
    async fn through(world: &World, code: &str, door: &Door, payload: &str, given: &Open<'_>) -> Option<Self> {
        let act = act_of(door);
        let of = door.of.unwrap_or_else(|| entity::table("report"));
        let is_there = is_planted(of) || ["organisation", "account"].contains(&of.name.as_str());
        if !is_there {
            return None;
        }
        let record = given.id(of)?;
        let versioned = door.beside.as_ref().unwrap_or(&record);
        let variables = door.variables.to_string();
        let version = match variables.contains(VERSION) {
            true => world.version(code, versioned).await.unwrap_or(1),
            false => 1,
        };
        let variables = variables.replace(PROBE, &record).replace(&format!("\"{VERSION}\""), &version.to_string());
        let shown = singular(payload.strip_suffix("Payload")?);
        let query = door.query.replacen("mutation(", "mutation($key: String, ", 1);
        let query = query.replacen(&format!("{act}("), &format!("act: {act}(idempotencyKey: $key, "), 1);
        let query = query.replace("{ __typename  }", &format!("{{ record: {shown} {{ id version }} }}"));
        Some(Self { query, variables: serde_json::from_str(&variables).ok()? })
    }

    async fn send(&self, world: &World, code: &str, key: &str, reason: &str) -> Answer {
        let mut variables = self.variables.clone();
        variables["key"] = key.into();
        variables["reason"] = reason.into();
        world.ask_with(code, &self.query, variables).await
    }

    /// Sends it, and again where it lands; answers whether it did.
    async fn lands_once(&self, world: &World, code: &str, key: &str) -> bool {
        let first = self.send(world, code, key, "swept").await;
        if first.code().is_some() {
            // What is refused leaves its key free, or no other sending would land under it.
            assert_ne!(first.code(), Some("IDEMPOTENCY_KEY_REUSED"), "{code}: {}", self.query);
            return false;
        }
        let after = effects(world).await;
        let at = format!("{code}: {} {}: {}", self.query, self.variables, first.text);
        let again = self.send(world, code, key, "swept").await;
        assert_eq!(again.text, first.text, "{at}");
        reused(&self.send(world, code, key, "swept otherwise").await);
        assert_eq!(effects(world).await, after, "sent again, it is not done again: {at}");
        true
    }
}

fn act_of(door: &Door) -> &str {
    door.name.split('(').next().unwrap_or_default()
}

/// One door for each act, at which a record is named outright where there is such a one.
fn one_for_each(all: Vec<Door>) -> Vec<Door> {
    let mut doors: Vec<Door> = all.into_iter().filter(|door| door.query.starts_with("mutation(")).collect();
    doors.sort_by_key(|door| (act_of(door).to_owned(), door.name.contains('.')));
    doors.dedup_by(|next, kept| act_of(next) == act_of(kept));
    doors
}

/// The states from which an act leads, and the field that holds them; nothing for other acts.
struct Ways {
    target: Target,
    field: &'static Field,
    from: Vec<(&'static str, Standing)>,
}

impl Ways {
    fn of(act: &str) -> Option<Self> {
        let act = *Act::ALL.iter().find(|known| known.name() == act)?;
        let (table, field) = Some(subject_of(act)).filter(|(table, _)| is_planted(table))?;
        let moves = field.moves().into_iter().filter(|way| way.act == act).map(|way| (way.from, way.by));
        let all = DisputeStatus::ALL.iter();
        let disputes = all.flat_map(|from| from.ways().into_iter().map(move |way| (from.code(), way.act)));
        let disputes = disputes.filter(|(_, way)| *way == act).map(|(from, _)| (from, Standing::all()));
        Some(Self { target: Target { table, suspect: false }, field, from: moves.chain(disputes).collect() })
    }
}

/// Who tries an act, and from which state.
fn tries(world: &World, planted: &Planted, ways: Option<&Ways>) -> Vec<(Option<&'static str>, &'static str)> {
    let roles = || World::roles().map(|(code, _)| code);
    let Some(ways) = ways else { return roles().map(|code| (None, code)).collect() };
    let may = |(from, by): &(&'static str, Standing)| {
        let (from, by) = (*from, *by);
        let movers = roles().filter(move |code| by.intersects(standing(world, code, planted)));
        movers.map(move |code| (Some(from), code)).collect::<Vec<_>>()
    };
    ways.from.iter().flat_map(may).collect()
}

/// Gives an update something to change that is its sender's.
fn change_something(world: &World, code: &str, planted: &Planted, door: &Door, variables: &mut Json) {
    let Some(table) = door.of.filter(|_| act_of(door).ends_with("Update")) else { return };
    let target = Target { table, suspect: false };
    let standing = standing(world, code, planted);
    let own = |field: &&Field| may_read(field, target, standing) && may_write(field, target, standing, false);
    let plain = |field: &&Field| !matches!(field.kind, Kind::Reference(_)) && !field.is_state();
    if let Some(field) = table.fields.iter().filter(own).find(plain) {
        variables["patch"] = json!({ &field.name: another(field, planted, false) });
    }
}

async fn what_lands_under_a_key_lands_once(world: World) {
    // What is for supervisors is tried, too.
    world.execute("UPDATE account SET rank = 'SUPERVISOR'").await;
    let schema = Schema::of(&world).await;
    let planted = plant(&world, AUTHOR).await;
    let given = Open { world: &world, case: &planted };
    let payloads = schema.fields("Mutation");
    let full = is_campaign();
    let turn = usize::from(world.database == Database::Postgres);
    let (mut landed, mut tried) = (BTreeSet::new(), 0);
    for (place, door) in one_for_each(doors(&schema, &given)).into_iter().enumerate() {
        if !full && place % 2 != turn {
            continue;
        }
        let act = act_of(&door);
        let payload = payloads.iter().find(|field| field.name == act).map_or("", |field| &field.type_name);
        let ways = Ways::of(act);
        for (state, code) in
            tries(&world, &planted, ways.as_ref()).into_iter().take(if full { usize::MAX } else { TRIES })
        {
            if let (Some(state), Some(ways)) = (state, &ways) {
                set(&world, &planted, ways.target, ways.field, Some(state.into())).await;
            }
            let Some(mut sending) = Sending::through(&world, code, &door, payload, &given).await else { continue };
            change_something(&world, code, &planted, &door, &mut sending.variables);
            tried += 1;
            if sending.lands_once(&world, code, &format!("sweep-{act}")).await {
                landed.insert(act.to_owned());
                break;
            }
        }
        if let Some(ways) = ways {
            set(&world, &planted, ways.target, ways.field, None).await;
        }
    }
    let missing: Vec<String> = schema.mutations().into_iter().filter(|act| !landed.contains(act)).collect();
    let landed = landed.len();
    println!("{:?}: {landed} acts landed once, of {tried} tries", world.database);
    assert!(
        landed >= if full { 2 * LANDED } else { LANDED },
        "{landed} of {tried} tries landed, but none of {missing:?}"
    );
    assert_eq!(kept(&world).await, landed);
    world.events_name_what_changed().await;
}

on_both!(what_lands_under_a_key_lands_once);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_act_takes_a_key() {
    let world = World::new(Database::Sqlite).await;
    let schema =
        world.ask("POLICE", "{ __type(name: \"Mutation\") { fields { name args { name type { name } } } } }").await;
    let acts = schema.ok().at("/data/__type/fields").as_array().cloned().unwrap_or_default();
    let key = json!({ "name": "idempotencyKey", "type": { "name": "String" } });
    let without: Vec<&Json> =
        acts.iter().filter(|act| !act["args"].as_array().is_some_and(|args| args.contains(&key))).collect();
    assert!(without.is_empty() && acts.len() > 150, "of {} acts, without a key: {without:?}", acts.len());
}

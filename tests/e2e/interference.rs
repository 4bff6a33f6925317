//! Two worlds that differ in nothing that a viewer may read are one world to them, to the byte.
//!
//! The same documents are asked before and after something hidden changed: a value, to another one and to none; whole
//! records of a kind that the viewer does not read; a whole case that is closed to them. Status, headers and body are
//! compared, and with them every order, count, cursor and extension.
//!
//! A run of every day compares 2,000 pairs on the two databases together, one with `TIP_HUB_CAMPAIGN=full` a million.

use std::mem;

use entity::{Field, Kind};
use futures_util::{StreamExt, stream};
use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query, Value};
use tip_hub::access::Store;
use tip_hub::access::value::nothing;
use uuid::Uuid;

use crate::read_sweep::{everything, may_read, standing};
use crate::schema::Schema;
use crate::sentinels::{Planted, Target, plant, plant_another, remember_once_more, set, set_all, targets, value};
use crate::walk::document;
use crate::world::{Database, World, drawn, is_campaign, log_key};

/// How much is tried in a world.
struct Trial {
    /// How many generated documents each role asks, beside one for every other kind of record.
    documents: usize,
    /// After how many changes it asks them again.
    changes: usize,
}

const EVERY_DAY: Trial = Trial { documents: 13, changes: WHOLE };

/// What is tried in each of so many worlds more.
const CAMPAIGN: (usize, Trial) = (10, Trial { documents: 13, changes: 120 });

/// So many changes turn everything in one way; those after them turn each value and each record by chance.
const WHOLE: usize = 2;

/// How many documents are asked at once: an answer that finds nothing waits for its step.
const AT_ONCE: usize = 4;

/// How a hidden value changes.
#[derive(Clone, Copy, Debug)]
enum Turn {
    /// To another.
    Other,
    /// To none, where there can be none.
    Nothing,
    /// Back to the one that was planted.
    Planted,
}

/// What a role asks, and what it was answered before anything changed.
struct Watch {
    code: &'static str,
    documents: Vec<String>,
    before: Vec<String>,
}

impl Watch {
    async fn new(world: &World, code: &'static str, documents: Vec<String>) -> Self {
        let mut watch = Self { code, documents, before: Vec::new() };
        watch.before = watch.answers(world).await;
        watch
    }

    async fn answers(&self, world: &World) -> Vec<String> {
        let answers = self.documents.iter().map(|query| world.ask_whole(self.code, query));
        stream::iter(answers).buffered(AT_ONCE).collect().await
    }

    /// Asks again, and fails where something was answered otherwise. Answers how many pairs were compared.
    async fn compare(&self, world: &World, change: &str) -> usize {
        let after = self.answers(world).await;
        for (query, (before, after)) in self.documents.iter().zip(self.before.iter().zip(&after)) {
            assert_eq!(before, after, "{} can tell {change} by {query}", self.code);
        }
        after.len()
    }
}

async fn what_is_hidden_changes_no_byte(world: World) {
    let mut random = drawn(20_261_124);
    let database = world.database;
    let mut pairs = in_one_world(&world, &EVERY_DAY, &mut random).await;
    let (worlds, trial) = CAMPAIGN;
    for _ in 0..if is_campaign() { worlds } else { 0 } {
        let mut world = World::new(database).await;
        keep_plans(&mut world).await;
        pairs += in_one_world(&world, &trial, &mut random).await;
        println!("{database:?}: {pairs} pairs so far");
        world.store.close().await.expect("its connections are closed");
    }
    println!("{database:?}: {pairs} pairs compared");
    assert!(pairs > 1_000, "only {pairs} pairs");
}

/// Lets PostgreSQL plan each question once: of a campaign's time, all but a tenth would go there.
async fn keep_plans(world: &mut World) {
    if world.database == Database::Postgres {
        let url = format!(
            "{}?statement-cache-capacity=1000&options=-c%20plan_cache_mode=force_generic_plan",
            world.database_url
        );
        let store = Store::open(&url, world.store.clock().clone(), log_key()).await.expect("it opens again");
        mem::replace(&mut world.store, store).close().await.expect("its connections are closed");
        world.believe(world.identity()).await;
    }
}

/// Answers how many pairs were compared.
async fn in_one_world(world: &World, trial: &Trial, random: &mut StdRng) -> usize {
    let schema = Schema::of(world).await;
    let planted = plant(world, "POLICE_2").await;
    for (code, _) in World::roles() {
        // On which day somebody last made use of their part is told to others.
        world.read(code, &planted.case(), "id").await.ok();
    }
    let (mut pairs, mut changed) = (0, 0);
    let mut generated = Vec::new();
    for (code, _) in World::roles() {
        let documents = (0..trial.documents).map(|_| document(&schema, &planted, random)).collect();
        generated.push(Watch::new(world, code, documents).await);
    }
    close(world, &plant(world, "NGO_2").await).await;
    for watch in &generated {
        pairs += watch.compare(world, "a case that is closed to it").await;
    }
    for (place, Watch { code, documents, .. }) in generated.into_iter().enumerate() {
        let documents = documents.into_iter().chain(whole_records(world, &schema, &planted, place));
        let watch = Watch::new(world, code, documents.collect()).await;
        let mut rows = Vec::new();
        for change in 0..trial.changes {
            let is_whole = change < WHOLE;
            take_away(world, rows).await;
            rows = add_hidden(world, code, &planted, || is_whole || random.random_bool(0.5)).await;
            let turn = || match change {
                0 => Turn::Other,
                1 => Turn::Nothing,
                _ => *[Turn::Other, Turn::Nothing, Turn::Planted].choose(random).expect("a turn"),
            };
            changed += rows.len() + change_hidden(world, code, &planted, turn).await;
            changed += remember_hidden(world, code, &planted, || is_whole || random.random_bool(0.02)).await;
            pairs += watch.compare(world, &format!("hidden records and values, change {change}")).await;
        }
        change_hidden(world, code, &planted, || Turn::Planted).await;
        take_away(world, rows).await;
        println!("{:?}, {code}: {pairs} pairs in this world", world.database);
    }
    assert!(changed > 1_000, "only {changed} changes of what is hidden");
    pairs
}

/// The control: changing a value that is read is seen, by the same comparison.
async fn a_readable_value_is_seen_to_change(world: World) {
    let schema = Schema::of(&world).await;
    let planted = plant(&world, "POLICE_2").await;
    let documents: Vec<String> = (0..2).flat_map(|half| whole_records(&world, &schema, &planted, half)).collect();
    let watch = Watch::new(&world, "POLICE", documents).await;
    assert_eq!(watch.before, watch.answers(&world).await, "of nothing changed nothing is told");
    let target = targets().find(|target| target.table.name == "victim").expect("victims");
    let field = target.table.column("identification_place").expect("a place");
    for other in [Value::from("elsewhere"), nothing(&field.kind)] {
        set(&world, &planted, target, field, Some(other)).await;
        assert_ne!(watch.before, watch.answers(&world).await);
    }
    set(&world, &planted, target, field, None).await;
    assert_eq!(watch.before, watch.answers(&world).await);
    plant_another(&world, &planted, target).await;
    assert_ne!(watch.before, watch.answers(&world).await);
}

/// Every other planted record with all its fields, so that the two databases and two roles after each other ask for all.
fn whole_records<'a>(
    world: &World,
    schema: &'a Schema,
    planted: &'a Planted,
    role: usize,
) -> impl Iterator<Item = String> + 'a {
    let turn = (role + usize::from(world.database == Database::Postgres)) % 2;
    targets().skip(turn).step_by(2).map(|target| {
        let asked = everything(schema, target.table);
        asked.replace("query($id: ID!) ", "").replace("$id", &format!("\"{}\"", planted.id(target)))
    })
}

/// Ends the part in a case of everybody who had one.
async fn close(world: &World, planted: &Planted) {
    let case = planted.uuid(Target { table: entity::table("case_file"), suspect: false });
    let parts = Query::update()
        .table(Alias::new("participation"))
        .value(Alias::new("until"), world.store.clock().now())
        .and_where(Expr::col("case_id").eq(case))
        .take();
    world.sql.execute(&parts).await.expect("the parts end");
}

fn exists(target: Target, world: &World, code: &str, planted: &Planted) -> bool {
    may_read(target.table.id(), target, standing(world, code, planted))
}

/// Adds records, one of every kind that this role does not know of and that is chosen.
async fn add_hidden(
    world: &World,
    code: &str,
    planted: &Planted,
    mut is_chosen: impl FnMut() -> bool,
) -> Vec<(Target, Uuid)> {
    let mut added = Vec::new();
    // A person is one victim's or one suspect's alone.
    let is_alone = |target: &Target| target.table.name == "person";
    for target in
        targets().filter(|target| !is_structural(target) && !is_alone(target) && !exists(*target, world, code, planted))
    {
        if is_chosen() {
            added.push((target, plant_another(world, planted, target).await));
        }
    }
    added
}

async fn take_away(world: &World, rows: Vec<(Target, Uuid)>) {
    for (target, id) in rows.into_iter().rev() {
        let table = Alias::new(target.table.name.as_str());
        let row = Query::delete().from_table(table).and_where(Expr::col("id").eq(id)).take();
        world.sql.execute(&row).await.expect("the record is taken away");
    }
}

/// What decides who takes part in the case.
fn is_structural(target: &Target) -> bool {
    ["case_file", "participation", "exclusion"].contains(&target.table.name.as_str())
}

/// Puts a change of a field that this role may not read into the history of every record that has one and is chosen.
async fn remember_hidden(world: &World, code: &str, planted: &Planted, mut is_chosen: impl FnMut() -> bool) -> usize {
    let standing = standing(world, code, planted);
    let mut remembered = 0;
    for target in targets() {
        let exists = may_read(target.table.id(), target, standing);
        let hidden = |field: &&Field| !exists || !may_read(field, target, standing);
        if let Some(field) = target.table.fields.iter().find(hidden)
            && is_chosen()
        {
            remember_once_more(world, planted, target, field, code).await;
            remembered += 1;
        }
    }
    remembered
}

/// Turns every value this role may not read. What the role stands on, its part in the case and who wrote what, is not a
/// value but the question itself.
async fn change_hidden(world: &World, code: &str, planted: &Planted, mut turn: impl FnMut() -> Turn) -> usize {
    let standing = standing(world, code, planted);
    let mut changed = 0;
    for target in targets() {
        let exists = may_read(target.table.id(), target, standing);
        let is_hidden = |field: &&Field| {
            let structural = matches!(field.kind, Kind::Id | Kind::Reference(_) | Kind::Record)
                || field.column.starts_with("registered");
            let said_elsewhere = target.table.name == "participation" || matches!(field.column, "version" | "case_no");
            !(structural || said_elsewhere || (exists && may_read(field, target, standing)))
        };
        let hidden: Vec<_> =
            target.table.fields.iter().filter(is_hidden).map(|field| (field, turned(field, turn()))).collect();
        if !hidden.is_empty() {
            changed += hidden.len();
            set_all(world, planted, target, hidden).await;
        }
    }
    changed
}

fn turned(field: &Field, turn: Turn) -> Option<Value> {
    match (turn, &field.kind) {
        (Turn::Planted, _) => None,
        (Turn::Nothing, kind) if !field.required => Some(nothing(kind)),
        (_, Kind::Text(_)) => Some("something else entirely".into()),
        (_, kind) => Some(value(kind, field.index, 1)),
    }
}

on_both!(what_is_hidden_changes_no_byte, a_readable_value_is_seen_to_change);

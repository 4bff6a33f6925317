//! Every role tries every act in every state: it moves the record exactly where the lifecycle has a way for it, and
//! `nextActs` has said so before.

use std::collections::{BTreeSet, HashMap};

use entity::lifecycle::{Act, Guard, Lifecycle, Move};
use entity::rights::{BESIDE_ROLE, PARTICIPANTS, Standing};
use entity::{Field, Kind, Table, codes, subject_of, tables};
use rand::seq::IndexedRandom;
use serde_json::{Value as Json, json};

use crate::read_sweep::{may_read, of_role, standing};
use crate::sentinels::{Planted, Target, plant, set, targets};
use crate::world::{Answer, World, drawn};

/// Every field whose state acts move, with a planted record of its table.
fn tracks() -> impl Iterator<Item = (Target, &'static Field)> {
    targets().flat_map(|target| target.table.fields.iter().filter(|field| field.is_state()).map(move |f| (target, f)))
}

fn states(field: &Field) -> Vec<&'static str> {
    match &field.kind {
        Kind::Code(list) => list.codes.iter().map(|(code, _)| *code).collect(),
        kind => panic!("a state is no {kind:?}"),
    }
}

/// The acts of a track, each once.
fn acts(field: &Field) -> Vec<Act> {
    let mut acts: Vec<Act> = field.moves().iter().map(|way| way.act).collect();
    acts.dedup();
    let mut seen = BTreeSet::new();
    acts.retain(|act| seen.insert(act.code()));
    acts
}

async fn every_role_moves_exactly_what_it_may(world: World) {
    let planted = plant(&world, "POLICE_2").await;
    let (mut tried, mut landed, mut unmet) = (0, 0, 0);
    for (code, _) in World::roles() {
        let standing = standing(&world, code, &planted);
        for (target, field) in tracks() {
            let movers = field.moves().iter().fold(Standing::empty(), |all, way| all | way.by);
            // Whoever moves nothing here is refused alike in every state; one is enough to see it.
            let states = states(field);
            let states = if movers.intersects(standing) { &states[..] } else { &states[..1] };
            for state in states {
                for act in acts(field) {
                    set(&world, &planted, target, field, Some((*state).into())).await;
                    let outcome = attempt(&world, code, &planted, target, field, state, act).await;
                    tried += 1;
                    landed += usize::from(outcome == Outcome::Landed);
                    unmet += usize::from(outcome == Outcome::Unmet);
                }
            }
            set(&world, &planted, target, field, None).await;
        }
    }
    assert!(
        tried > 1_000 && landed > 60 && unmet > 5,
        "{tried} tried, {landed} landed, {unmet} had a guard against them"
    );
}

#[derive(PartialEq)]
enum Outcome {
    Landed,
    Unmet,
    Refused,
}

async fn attempt(
    world: &World,
    code: &str,
    planted: &Planted,
    target: Target,
    field: &Field,
    state: &str,
    act: Act,
) -> Outcome {
    let standing = standing(world, code, planted);
    let next = next_acts(world, code, planted, target).await;
    let answer = try_act(world, code, planted, target, act).await;
    let at = format!("{code} does {} to a {} that is {state}: {}", act.name(), target.name(), answer.text);
    let exists = may_read(target.table.id(), target, standing);
    let ways: Vec<Move> = field.moves().into_iter().filter(|way| way.act == act).collect();
    let open = ways.iter().find(|way| way.from == state && way.by.intersects(standing));
    let announced = next.get(act.code());
    assert_eq!(announced.is_some(), exists && open.is_some(), "announced: {at}");
    match open {
        _ if !exists => assert_eq!(answer.code(), Some("NOT_FOUND"), "{at}"),
        _ if !ways.iter().any(|way| way.by.intersects(standing)) => {
            assert_eq!(answer.code(), Some("NOT_RESPONSIBLE"), "{at}");
        }
        None => {
            assert_eq!(answer.code(), Some("INVALID"), "{at}");
            assert_eq!(answer.at("/errors/0/extensions/fields/0/state"), state, "{at}");
        }
        Some(way) => return went(world, planted, target, field, way, announced, &answer, &at).await,
    }
    assert_eq!(state_of(world, planted, target, field).await, state, "{at}");
    Outcome::Refused
}

#[expect(clippy::too_many_arguments, reason = "one assertion of everything an attempt shows")]
async fn went(
    world: &World,
    planted: &Planted,
    target: Target,
    field: &Field,
    way: &Move,
    announced: Option<&Vec<String>>,
    answer: &Answer,
    at: &str,
) -> Outcome {
    // A reason is sent with each act, so it is never what is missing.
    let said: Vec<&str> = announced
        .into_iter()
        .flatten()
        .map(String::as_str)
        .filter(|guard| *guard != Guard::ReasonGiven.code())
        .collect();
    if said.is_empty() {
        assert!(answer.json.get("errors").is_none(), "{at}");
        assert_eq!(state_of(world, planted, target, field).await, way.to, "{at}");
        return Outcome::Landed;
    }
    assert_eq!(answer.code(), Some("INVALID"), "{at}");
    assert_eq!(answer.at("/errors/0/extensions/fields/0/unmet"), &json!(said), "{at}");
    assert_eq!(state_of(world, planted, target, field).await, way.from, "{at}");
    Outcome::Unmet
}

/// The acts that are announced, each with what is unmet.
async fn next_acts(world: &World, code: &str, planted: &Planted, target: Target) -> HashMap<String, Vec<String>> {
    let query = format!(
        "query($id: ID!) {{ node(id: $id) {{ ... on {} {{ nextActs {{ act unmet }} }} }} }}",
        target.table.type_name
    );
    let answer = world.ask_with(code, &query, json!({ "id": planted.id(target) })).await;
    let acts = answer.ok().at("/data/node/nextActs").as_array().cloned().unwrap_or_default();
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    let unmet = |act: &Json| act["unmet"].as_array().into_iter().flatten().map(text).collect();
    acts.iter().map(|act| (text(&act["act"]), unmet(act))).collect()
}

async fn try_act(world: &World, code: &str, planted: &Planted, target: Target, act: Act) -> Answer {
    let singular = target.table.type_name[..1].to_lowercase() + &target.table.type_name[1..];
    let query = format!(
        "mutation($id: ID!, $version: Int!) {{ {}(id: $id, version: $version, reason: \"swept\") {{ {singular} {{ id }} }} }}",
        act.name()
    );
    let version = world.version(code, &planted.id(target)).await.unwrap_or(1);
    world.ask_with(code, &query, json!({ "id": planted.id(target), "version": version })).await
}

async fn state_of(world: &World, planted: &Planted, target: Target, field: &Field) -> String {
    use sea_orm::{ConnectionTrait, Statement};
    let id = crate::sentinels::literal(world, planted.uuid(target));
    let sql = format!("SELECT {} FROM {} WHERE id = {id}", field.column, target.table.name);
    let statement = Statement::from_string(world.sql.get_database_backend(), sql);
    let row = world.sql.query_one_raw(statement).await.expect("read").expect("there");
    row.try_get_by_index::<String>(0).expect("a state")
}

/// Random acts by random roles, as nextActs offers them and as it does not: the record is always in a state that the
/// lifecycle leads to from the one before.
async fn no_walk_of_acts_leads_into_an_illegal_state(world: World) {
    let planted = plant(&world, "POLICE_2").await;
    let mut random = drawn(3);
    let roles: Vec<&str> = World::roles().map(|(code, _)| code).collect();
    let all: Vec<(Target, &Field)> = tracks().collect();
    let mut moved = 0;
    for (target, field) in &all {
        set(&world, &planted, *target, field, field.default.clone()).await;
    }
    for _ in 0..1_000 {
        let (target, field) = all.choose(&mut random).copied().expect("a track");
        let code = roles.choose(&mut random).copied().expect("a role");
        let mut offered: Vec<String> = next_acts(&world, code, &planted, target).await.into_keys().collect();
        offered.sort();
        let any = acts(field);
        let act = match offered.choose(&mut random) {
            Some(offered) => *Act::ALL.iter().find(|act| act.code() == offered).expect("an act"),
            None => *any.choose(&mut random).expect("an act"),
        };
        let field = subject_of(act).1;
        let before = state_of(&world, &planted, target, field).await;
        try_act(&world, code, &planted, target, act).await;
        let after = state_of(&world, &planted, target, field).await;
        if after != before {
            let standing = standing(&world, code, &planted);
            let mut ways = field.moves().into_iter().filter(|way| way.act == act && way.from == before);
            let legal = ways.any(|way| way.to == after && way.by.intersects(standing));
            assert!(legal, "{code}, {}: {before} became {after}", act.name());
            moved += 1;
        }
    }
    assert!(moved > 40, "only {moved} acts landed");
}

on_both!(every_role_moves_exactly_what_it_may, no_walk_of_acts_leads_into_an_illegal_state);

/// The coordinator gets every track out of every state over which the case could not be closed.
#[test]
fn there_is_no_dead_end_that_a_coordinator_cannot_leave() {
    fn check<S: Lifecycle + std::fmt::Debug>() -> usize {
        let open = entity::lifecycle::unsettled::<S>();
        open.inspect(|state| {
            let helps = state.ways().iter().any(|way| way.by.contains(Standing::COORDINATOR));
            assert!(helps, "{state:?} is a dead end for the coordinator");
        })
        .count()
    }
    let checked = check::<codes::CaseStatus>()
        + check::<codes::TraffickingStatus>()
        + check::<codes::AssistanceStatus>()
        + check::<codes::ReflectionStatus>()
        + check::<codes::SuspectStatus>();
    assert!(checked > 19, "only {checked} states are open");
}

/// Help is not a reward: no step of the assistance is the police's, or rests on what they find or whether the victim
/// cooperates with them.
#[test]
fn assistance_never_depends_on_cooperation_with_the_police() {
    let field = entity::table("victim").column("assistance_status").expect("a track");
    let moves = field.moves();
    assert!(moves.len() > 10, "only {} steps", moves.len());
    let criminal = ["investigation", "suspect", "charge", "hearing", "verdict", "docket_transfer"];
    for way in moves {
        assert!(!way.by.contains(Standing::POLICE), "{} is the police's", way.act.name());
        for (table, column) in way.guards.iter().flat_map(|guard| guard.rests_on()) {
            let of_police = criminal.contains(table) || column.starts_with("cooperat");
            assert!(!of_police, "{} rests on {table}.{column}", way.act.name());
        }
    }
}

/// What a role can start, it or another can finish: from every state that a way leads to, a settled one is reached.
#[test]
fn every_state_leads_to_a_settled_one() {
    for (table, field) in tables().iter().flat_map(|table| table.fields.iter().map(move |field| (table, field))) {
        if !field.is_state() {
            continue;
        }
        let moves = field.moves();
        for state in states(field) {
            let mut reached: Vec<&str> = vec![state];
            let mut next = 0;
            while let Some(at) = reached.get(next).copied() {
                for way in moves.iter().filter(|way| way.from == at) {
                    if !reached.contains(&way.to) {
                        reached.push(way.to);
                    }
                }
                next += 1;
            }
            let settled = reached.iter().any(|state| settled(field, state));
            assert!(settled, "{}.{} never gets out of {state}", table.type_name, field.name);
        }
    }
}

/// Whether a state is settled: one that no way leaves, or that the lifecycle says so of.
fn settled(field: &Field, state: &str) -> bool {
    let Kind::Code(list) = &field.kind else { return false };
    list.track.is_some_and(|track| (track.settled)().contains(&state))
}

/// An act tells its mover whether its guards hold, and so may rest on nothing that the mover does not read.
#[test]
fn a_guard_tells_its_mover_nothing_hidden() {
    let mut checked = 0;
    let fields = tables().iter().flat_map(|table| table.fields.iter().map(move |field| (table, field)));
    for (table, field) in fields.filter(|(_, field)| field.is_state()) {
        for way in field.moves() {
            for mover in movers(way) {
                let as_what = mover | (way.by & BESIDE_ROLE);
                if !readers(table.id()).intersects(as_what.difference(BESIDE_ROLE)) && !way.by.intersects(mover) {
                    continue;
                }
                assert!(readers(field).intersects(as_what), "{mover:?} moves a {} it does not read", field.name);
                for (of, column) in way.guards.iter().flat_map(|guard| guard.rests_on()) {
                    let column_read = column_of(of, column);
                    assert!(
                        readers(column_read).intersects(as_what),
                        "{mover:?} learns of {of}.{column} by {}",
                        way.act.name()
                    );
                    checked += 1;
                }
            }
        }
    }
    assert!(checked > 30, "only {checked} facts were checked");
}

/// The roles that can make a move, an authority as the role it is in Lesotho, an author or lead as any that takes part.
fn movers(way: Move) -> Vec<Standing> {
    let beside = Standing::AUTHOR | Standing::LEAD | Standing::RECEIVER;
    let roles = codes::Role::ALL.iter().map(|role| of_role(*role));
    roles
        .filter(|role| way.by.intersects(*role) || (way.by.intersects(beside) && PARTICIPANTS.intersects(*role)))
        .collect()
}

fn readers(field: &Field) -> Standing {
    field.responsibility.rule.readers
}

fn column_of(table: &str, column: &str) -> &'static Field {
    let table: &'static Table = entity::table(table);
    table.column(column).unwrap_or_else(|| panic!("{}.{column} is no column", table.name))
}

//! What a viewer may not read changes no byte of any answer to them.

use entity::{Field, Kind};
use rand::SeedableRng;
use rand::rngs::StdRng;
use sea_orm::sea_query::Value;

use crate::read_sweep::{everything, may_read, standing};
use crate::schema::Schema;
use crate::sentinels::{Planted, plant, remember_once_more, set, targets, value};
use crate::walk::document;
use crate::world::World;

/// How many generated documents are compared for each role.
const DOCUMENTS: usize = 30;

async fn a_hidden_value_changes_no_byte(world: World) {
    let schema = Schema::of(&world).await;
    let planted = plant(&world, "POLICE_2").await;
    let mut random = StdRng::seed_from_u64(20_261_124);
    let mut changed = 0;
    for (code, _) in World::roles() {
        let documents: Vec<String> = (0..DOCUMENTS).map(|_| document(&schema, &planted, &mut random)).collect();
        let before = answers(&world, &schema, code, &planted, &documents).await;
        let hidden = change_hidden(&world, code, &planted, 1).await + remember_hidden(&world, code, &planted).await;
        let after = answers(&world, &schema, code, &planted, &documents).await;
        assert_eq!(before.len(), after.len());
        for ((query, before), (_, after)) in before.iter().zip(&after) {
            assert_eq!(before, after, "{code} can tell a hidden change by {query}");
        }
        change_hidden(&world, code, &planted, 0).await;
        changed += hidden;
    }
    assert!(changed > 500, "only {changed} hidden values were changed");
}

/// The control: changing a value that is read is seen, by the same comparison.
async fn a_readable_value_is_seen_to_change(world: World) {
    let schema = Schema::of(&world).await;
    let planted = plant(&world, "POLICE_2").await;
    let before = answers(&world, &schema, "POLICE", &planted, &[]).await;
    let target = targets().find(|target| target.table.name == "victim").expect("victims");
    let field = target.table.column("identification_place").expect("a place");
    set(&world, &planted, target, field, Some("elsewhere".into())).await;
    let after = answers(&world, &schema, "POLICE", &planted, &[]).await;
    assert_ne!(before, after);
}

/// Puts a change of a field that this role may not read into the history of every record that has one.
async fn remember_hidden(world: &World, code: &str, planted: &Planted) -> usize {
    let standing = standing(world, code, planted);
    let mut remembered = 0;
    for target in targets() {
        let exists = may_read(target.table.id(), target, standing);
        let hidden = |field: &&Field| !exists || !may_read(field, target, standing);
        if let Some(field) = target.table.fields.iter().find(hidden) {
            remember_once_more(world, planted, target, field, code).await;
            remembered += 1;
        }
    }
    remembered
}

async fn answers(
    world: &World,
    schema: &Schema,
    code: &str,
    planted: &Planted,
    documents: &[String],
) -> Vec<(String, String)> {
    let mut answers = Vec::new();
    for target in targets() {
        let query = everything(schema, target.table);
        let answer = world.ask_with(code, &query, serde_json::json!({ "id": planted.id(target) })).await;
        answers.push((query, answer.text));
    }
    for query in documents {
        answers.push((query.clone(), world.ask(code, query).await.text));
    }
    answers
}

/// Gives every value this role may not read another value (or, at turn 0, the planted one again). What the role
/// stands on, its part in the case and who wrote what, is not a value but the question itself.
async fn change_hidden(world: &World, code: &str, planted: &Planted, turn: usize) -> usize {
    let standing = standing(world, code, planted);
    let mut changed = 0;
    for target in targets() {
        let exists = may_read(target.table.id(), target, standing);
        for field in &target.table.fields {
            let structural = matches!(field.kind, Kind::Id | Kind::Reference(_) | Kind::Record)
                || field.column.starts_with("registered");
            let said_elsewhere = target.table.name == "participation" || matches!(field.column, "version" | "case_no");
            if structural || said_elsewhere || (exists && may_read(field, target, standing)) {
                continue;
            }
            let other = (turn > 0).then(|| match &field.kind {
                Kind::Text(_) => Value::from("something else entirely"),
                Kind::Date | Kind::Instant => value(&field.kind, field.index, 1),
                kind => value(kind, field.index, turn),
            });
            set(world, planted, target, field, other).await;
            changed += 1;
        }
    }
    changed
}

on_both!(a_hidden_value_changes_no_byte, a_readable_value_is_seen_to_change);

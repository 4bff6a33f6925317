//! A lawful erasure: an event goes with its salt and with the history that it tells of. What is left of it is a hash of which
//! nobody can say what it was, and every other proof stands.

use entity::ledger::leaf;
use entity::{audit_event, history, person_access};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use tip_hub::access::Finding;
use tip_hub::evidence::LogVerifier;

use super::tamper::take_away_triggers;
use crate::world::{World, log_key};

async fn what_is_erased_breaks_no_other_proof(world: World) {
    world.keep_busy(20).await;
    world.log_holds().await;
    let (note, _) = world.store.log_head(0).await.expect("asked").expect("signed");
    let head = world.store.read_note(&note).expect("of this log");
    let log = LogVerifier::new(log_key().public()).expect("a key");
    let acts = audit_event::Entity::find().filter(audit_event::Column::Act.eq("reportAdd"));
    let erased = acts.one(&world.sql).await.expect("asked").expect("an act");
    let leaves = leaf::Entity::find().all(&world.sql).await.expect("the leaves");
    let mut before = Vec::new();
    for leaf in leaves.iter().filter(|leaf| leaf.event_id != erased.id) {
        before.push((
            leaf.event_id,
            world.store.prove(leaf.event_id, note.clone()).await.expect("asked").expect("a proof"),
        ));
    }

    for table in ["audit_event", "history"] {
        take_away_triggers(&world, table).await;
    }
    let of_act = history::Column::EventId.eq(erased.id);
    let gone = history::Entity::delete_many().filter(of_act).exec(&world.sql).await.expect("erased");
    assert!(gone.rows_affected > 0, "the act has a history");
    let told = person_access::Column::CreatedAt.eq(erased.created_at);
    person_access::Entity::delete_many().filter(told).exec(&world.sql).await.expect("erased");
    audit_event::Entity::delete_by_id(erased.id).exec(&world.sql).await.expect("erased");

    let found = world.verify().await;
    assert_eq!(
        (found.findings, found.first),
        (1, vec![Finding::EventMissing(erased.id)]),
        "it is named, and nothing else"
    );
    assert_eq!(world.store.prove(erased.id, note.clone()).await.expect("asked"), None);
    for (event, proof) in before {
        let again = world.store.prove(event, note.clone()).await.expect("asked").expect("a proof");
        assert_eq!(again.file(), proof.file());
        assert!(again.check(log.clone()).is_ok());
    }
    world.keep_busy(3).await;
    world.sequence().await;
    let (note, proof) = world.store.log_head(head.size).await.expect("asked").expect("signed");
    let grown = world.store.read_note(&note).expect("of this log");
    assert!(grown.size > head.size && grown.extends(&head, &proof), "the log grows on");
}

on_both!(what_is_erased_breaks_no_other_proof);

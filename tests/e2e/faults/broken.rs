//! A table takes no row: what was to be kept there is not answered and not done, and the rest goes on.

use super::requests::{Asking, Scene};
use crate::world::{Database, World};

/// A table into which nothing can be written any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Broken {
    AuditEvent,
    History,
    KeyedAct,
    AuditLeaf,
    AuditCheckpoint,
    PersonAccess,
}

use Broken::{AuditCheckpoint, AuditEvent, AuditLeaf, History, KeyedAct, PersonAccess};

impl Broken {
    const ALL: [Self; 6] = [AuditEvent, History, KeyedAct, AuditLeaf, AuditCheckpoint, PersonAccess];

    fn table(self) -> &'static str {
        match self {
            AuditEvent => "audit_event",
            History => "history",
            KeyedAct => "keyed_act",
            AuditLeaf => "audit_leaf",
            AuditCheckpoint => "audit_checkpoint",
            PersonAccess => "person_access",
        }
    }

    /// Whether this has to be kept there.
    fn keeps(self, asking: Asking) -> bool {
        match self {
            AuditEvent => true,
            History => asking.is_act(),
            KeyedAct => asking == Asking::CreatingUnderAKey,
            AuditLeaf | AuditCheckpoint | PersonAccess => false,
        }
    }

    /// Whether the log grows into it.
    fn is_of_the_tree(self) -> bool {
        matches!(self, AuditLeaf | AuditCheckpoint | PersonAccess)
    }

    async fn fails(self, world: &World) {
        let table = self.table();
        let on_insert = format!("CREATE TRIGGER breaks BEFORE INSERT ON {table}");
        match world.database {
            Database::Sqlite => {
                world.execute(&format!("{on_insert} BEGIN SELECT RAISE(ABORT, 'no space is left'); END")).await;
            }
            Database::Postgres => {
                let function = "CREATE OR REPLACE FUNCTION breaks() RETURNS trigger LANGUAGE plpgsql AS $$
                                BEGIN RAISE EXCEPTION 'no space is left'; END $$";
                world.execute(&format!("{function}; {on_insert} FOR EACH ROW EXECUTE FUNCTION breaks()")).await;
            }
        }
    }

    async fn is_mended(self, world: &World) {
        let on = if world.database == Database::Postgres { format!(" ON {}", self.table()) } else { String::new() };
        world.execute(&format!("DROP TRIGGER breaks{on}")).await;
    }
}

async fn what_cannot_be_kept_is_neither_answered_nor_done(world: World) {
    let scene = Scene::of(world).await;
    let world = &scene.world;
    let mut refused = 0;
    for broken in Broken::ALL {
        for asking in Asking::ALL {
            let whole = scene.whole(asking).await;
            let request = scene.request(asking).await;
            broken.fails(world).await;
            let outcome = scene.send(&request).await;
            broken.is_mended(world).await;
            let at = format!("{asking:?} while {broken:?} is broken: {:?} {}", outcome.left, outcome.answer.text);
            if !broken.keeps(asking) {
                assert_eq!(outcome.left, whole, "{at}");
                continue;
            }
            refused += 1;
            outcome.tells_nothing_but_that_it_failed();
            assert!(outcome.left.is_no_change() && outcome.left.readings == 0, "{at}");
            assert_eq!(scene.send(&request).await.left, whole, "sent again: {at}");
        }
    }
    assert_eq!(refused, 7 + 4 + 1);
    world.log_holds().await;
}

async fn a_log_that_cannot_grow_keeps_nobody_from_work_and_catches_up(world: World) {
    let scene = Scene::of(world).await;
    let world = &scene.world;
    for broken in Broken::ALL {
        for asking in Asking::ALL {
            scene.whole(asking).await;
        }
        broken.fails(world).await;
        let sequenced = world.try_sequence().await;
        assert_eq!(sequenced.is_err(), broken.is_of_the_tree(), "{broken:?}: {sequenced:?}");
        let verified = world.verify().await;
        assert_eq!(verified.findings, 0, "{broken:?}, nothing is half-written: {verified:?}");
        assert_eq!(verified.waiting > 0, broken.is_of_the_tree(), "{broken:?}: {verified:?}");
        broken.is_mended(world).await;
        world.log_holds().await;
    }
}

on_both!(
    what_cannot_be_kept_is_neither_answered_nor_done,
    a_log_that_cannot_grow_keeps_nobody_from_work_and_catches_up,
);

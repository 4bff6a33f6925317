//! Fields that answer under one key are compared, and that work has its bound. The hub's own schema has no interface on which
//! it doubles, so this one does.

use std::time::Duration;

use tip_hub::guard::{Guard, Limits};

use super::used;

/// An interface with itself below it, and three objects.
const SCHEMA: &str = "
interface Thing { within: Thing id: ID }
type A implements Thing { within: Thing id: ID }
type B implements Thing { within: Thing id: ID }
type C implements Thing { within: Thing id: ID }
type Query { within: Thing }
";

/// A short document whose field on the interface is compared with that of each object, at each level anew.
fn tripling(levels: usize) -> String {
    (0..levels).fold("id".to_owned(), |below, _| {
        let objects: String = ["A", "B", "C"].map(|on| format!("...on {on}{{within{{id}}}}")).concat();
        format!("within{{{below}}}{objects}")
    })
}

fn asked(levels: usize) -> String {
    format!("{{within{{{}}}}}", tripling(levels))
}

#[test]
fn the_work_of_merging_is_bounded() {
    let most = Limits::default().depth - 2;
    let taken = |limits: Limits, levels: usize| {
        let guard = Guard::new(limits, SCHEMA).expect("a schema");
        let begun = used();
        let refused = guard.document(&asked(levels)).err();
        assert!(used() - begun < Duration::from_secs(1), "{levels} levels took {:?}", used() - begun);
        refused.map_or(Ok(()), |refusals| {
            assert_eq!((refusals.len(), refusals[0].code.as_str()), (1, "LIMIT"), "{refusals:?}");
            Err(refusals[0].message.clone())
        })
    };
    let within = (1..most).take_while(|levels| taken(Limits::default(), *levels).is_ok()).count();
    assert!((3..most).contains(&within), "{within} levels are taken, and {most} are no deeper than the limit");
    let refused = taken(Limits::default(), within + 1).expect_err("one more level");
    assert!(refused.contains("answer under the same keys"), "{refused}");
    // It is this bound that refuses it: with three times as much to compare it is taken, though no deeper or longer.
    let lifted = Limits { selections: Limits::default().selections * 4, ..Limits::default() };
    taken(lifted, within + 1).expect("within a higher bound");
}

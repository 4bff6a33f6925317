//! The connection to PostgreSQL breaks at every question that the hub asks in turn, before it arrives and before its answer
//! does.

use std::time::Duration;

use tip_hub::access::Store;
use tip_hub::graph::{Hub, hub};
use tip_hub::guard::Limits;
use tip_hub::http::Transport;

use super::requests::{Asking, Left, Outcome, Scene};
use super::wire::{Cut, Wire};
use crate::world::{Database, World, log_key, serve_hub};

/// More questions than any request here asks the database.
const MOST: usize = 200;

/// How it went with the requests of one kind.
#[derive(Debug, Default)]
struct Tried {
    /// How often the wire was cut.
    cut: usize,
    /// How often the hub answered all the same.
    answered: usize,
    /// How often nothing was done, and the hub said that it could not.
    undone: usize,
    /// How often all of it was done, and the hub said that it might be.
    done: usize,
}

/// A hub at the far end of a wire.
struct Wired {
    scene: Scene,
    wire: Wire,
    hub: Hub,
}

impl Wired {
    async fn new() -> Self {
        let scene = Scene::of(World::new(Database::Postgres).await).await;
        let wire = Wire::to(&scene.world.database_url).await;
        let hub = hub(Limits::default()).expect("the schema").in_steps_of(Duration::ZERO);
        Self { scene, wire, hub }
    }

    /// Serves anew, by a connection that has asked nothing yet: so a request asks nearly the same questions each time.
    async fn begin(&mut self) {
        let world = &mut self.scene.world;
        let store = Store::open(&self.wire.url, world.store.clock().clone(), log_key()).await;
        let before = std::mem::replace(&mut world.store, store.expect("the database opens"));
        before.close().await.expect("closed");
        let transport = Transport { rate_limit: 0, anonymous_rate_limit: 0, ..Transport::default() };
        world.url = serve_hub(self.hub.clone(), world.store.clone(), world.identity(), transport).await;
    }

    /// Asks until the wire is not cut any more, and looks after each time what is there.
    async fn cut_everywhere(&mut self, asking: Asking, cut: Cut) -> Tried {
        let whole = self.scene.whole(asking).await;
        let mut tried = Tried::default();
        for number in 1..MOST {
            let request = self.scene.request(asking).await;
            self.begin().await;
            self.wire.cut_at(number, cut);
            let outcome = self.scene.send(&request).await;
            let at = format!("{asking:?}, {cut:?} {number} lost");
            if !self.wire.was_cut() {
                assert_eq!(outcome.left, whole, "{at}: {}", outcome.answer.text);
                return tried;
            }
            tried.judge(&outcome, &whole, &at);
            let again = self.scene.send(&request).await;
            assert!(!again.failed(), "the hub goes on by itself, {at}: {}", again.answer.text);
            if asking == Asking::CreatingUnderAKey {
                let twice = outcome.left.effects.iter().zip(&again.left.effects).map(|(first, then)| first + then);
                assert!(twice.eq(whole.effects.iter().copied()), "sent again it is done once, {at}: {:?}", again.left);
            }
        }
        panic!("{asking:?} asks the database for ever");
    }
}

impl Tried {
    /// Judges what is there of a request that the wire was cut under; `whole` is what it leaves otherwise.
    fn judge(&mut self, outcome: &Outcome, whole: &Left, at: &str) {
        let Outcome { answer, left } = outcome;
        let at = format!("{at}: {left:?} of {whole:?}, {} {}", answer.status, answer.text);
        let is_whole = left.effects == whole.effects;
        assert!(is_whole || left.is_no_change(), "a part of it is there, {at}");
        self.cut += 1;
        if outcome.failed() {
            outcome.tells_nothing_but_that_it_failed();
            assert!(left.is_no_change() || outcome.may_be_done(), "it was done and the hub denies it, {at}");
            *(if left.is_no_change() { &mut self.undone } else { &mut self.done }) += 1;
        } else {
            assert!(is_whole && left.readings == whole.readings, "it was answered and is not kept, {at}");
            self.answered += 1;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_wire_is_cut_nothing_is_answered_that_is_not_kept() {
    let mut wired = Wired::new().await;
    for asking in Asking::ALL {
        for cut in [Cut::Question, Cut::Answer] {
            let tried = wired.cut_everywhere(asking, cut).await;
            println!("{asking:?}, {cut:?} lost: {tried:?}");
            assert!(tried.undone > 0, "{asking:?}: {tried:?}");
            // Where the answer to its COMMIT is lost, or anything after that, an act is done all the same.
            assert_eq!(tried.done > 0, asking.is_act(), "{asking:?}: {tried:?}");
        }
    }
    wired.scene.world.log_holds().await;
}

/// The sequencer, too, writes a round or nothing of it, and goes on from what is there.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn wherever_the_wire_is_cut_the_log_grows_on() {
    let mut wired = Wired::new().await;
    for cut in [Cut::Question, Cut::Answer] {
        let mut broken_off = 0;
        for number in 1.. {
            assert!(number < MOST, "the sequencer asks the database for ever");
            wired.scene.whole(Asking::Reading).await;
            wired.begin().await;
            wired.wire.cut_at(number, cut);
            broken_off += usize::from(wired.scene.world.store.sequence().await.is_err());
            let was_cut = wired.wire.was_cut();
            wired.scene.world.log_holds().await;
            if !was_cut {
                break;
            }
        }
        println!("{cut:?} lost: {broken_off} rounds broken off");
        assert!(broken_off > 5, "{cut:?} lost: {broken_off} rounds broken off");
    }
}

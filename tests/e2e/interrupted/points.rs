//! A hub that dies right after the n-th statement of an act, for every n until it lives to answer.

use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use tip_hub::access::Store;
use tip_hub::clock::Clock;
use tip_hub::http::Transport;
use tip_hub::identity::Identity;
use tip_hub::issuer::Issuer;

use super::books::Books;
use super::load::{Act, Remembered, Sender, Shown, Told};
use crate::program::Serving;
use crate::world::{World, log_key, serve_with};

/// What the hub that dies is told: its database, the folder of its key pair, and at which statement.
const DATABASE: &str = "TIP_HUB_DYING_DATABASE";
const FOLDER: &str = "TIP_HUB_DYING_FOLDER";
const STATEMENT: &str = "TIP_HUB_DYING_AT";

/// The fewest statements that an act has.
const FEWEST: usize = 8;

/// The most that any may have.
const MOST: usize = 100;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "the hub that dies: started by the sweep below, in a process of its own"]
async fn dies_at_its_nth_statement() {
    let told = |name: &str| std::env::var(name).expect("the sweep says so");
    let last: usize = told(STATEMENT).parse().expect("a number");
    let mut store = Store::open(&told(DATABASE), Clock::system(), log_key()).await.expect("the database opens");
    let statements = AtomicUsize::new(0);
    store.observe(move |_| {
        if statements.fetch_add(1, Ordering::Relaxed) + 1 == last {
            std::process::abort();
        }
    });
    let issuer = Issuer::open(told(FOLDER).as_ref()).expect("a key pair");
    let url = serve_with(store, Identity::of_hub(&issuer), Transport::default()).await;
    println!("listening address={}", url.trim_start_matches("http://"));
    std::future::pending::<()>().await;
}

/// Starts this very program as a hub of the world's database that dies at its n-th statement.
fn dying_at(world: &World, statement: usize) -> Serving {
    let mut command = Command::new(std::env::current_exe().expect("the test's own path"));
    command.args(["--ignored", "--exact", "interrupted::points::dies_at_its_nth_statement", "--nocapture"]);
    command.env(DATABASE, &world.database_url).env(FOLDER, world.dir.path()).env(STATEMENT, statement.to_string());
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    Serving::start(command)
}

/// The books of a world, and who does in it what needs no dying.
struct Sweep<'a> {
    world: &'a World,
    books: Books,
    alive: Sender,
}

impl Sweep<'_> {
    /// Does an act that nothing interrupts.
    async fn done(&mut self, act: Act) -> Shown {
        let Told::Done(record) = self.alive.send(&act).await else { panic!("{act:?} is not done") };
        self.books.note(Remembered::done(act, &record));
        record
    }

    /// Sends an act to a hub that dies at its n-th statement; whether it died.
    async fn kills(&mut self, statement: usize, act: Act) -> bool {
        let serving = dying_at(self.world, statement);
        let told = Sender::new(&serving.url(), &self.world.token("POLICE")).send(&act).await;
        let died = matches!(told, Told::Nothing);
        self.books.note(match told {
            Told::Done(record) => Remembered::done(act, &record),
            Told::Nothing => Remembered::unanswered(act),
            Told::Refused(code) => panic!("{code}: {act:?}"),
        });
        let found = self.books.compare().await;
        assert!(found.is_empty(), "statement {statement}: {found:#?}");
        died
    }
}

async fn nothing_is_half_written_whichever_statement_is_the_last(world: World) {
    let alive = Sender::new(&world.url, &world.token("POLICE"));
    let mut sweep = Sweep { world: &world, books: Books::of(&world.database_url).await, alive };
    let case = sweep.done(Act::open("case")).await;
    for kind in ["open", "add", "update"] {
        let mut deaths = 0;
        for statement in 1.. {
            assert!(statement <= MOST, "{kind} goes on for ever");
            let key = format!("{kind}-{statement}");
            let act = match kind {
                "open" => Act::open(&key),
                "add" => Act::add(&key, &case),
                _ => Act::update(&key, &sweep.done(Act::add(&format!("before-{key}"), &case)).await),
            };
            if !sweep.kills(statement, act).await {
                break;
            }
            deaths += 1;
        }
        assert!(deaths >= FEWEST, "{kind}: {deaths} statements");
    }
    sweep.books.settle(&sweep.alive).await;
    let found = sweep.books.compare().await;
    assert!(found.is_empty(), "all sent again: {found:#?}");
    let counted = &sweep.books.counted;
    println!("{:?}: {counted:?}", world.database);
    assert!(counted.landed > 0 && counted.landed < counted.resent, "{counted:?}");
    world.sequence().await;
    assert_eq!(world.verify().await.findings, 0);
}

on_both!(nothing_is_half_written_whichever_statement_is_the_last);

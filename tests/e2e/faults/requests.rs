//! What officers ask while something fails, and what is there of it afterwards.

use std::cell::Cell;

use serde_json::{Value as Json, json};

use crate::acts::absent_like;
use crate::retries::{ADD, effects};
use crate::world::{Answer, World};

/// A name that no answer shows unless somebody is kept as having read it.
const NAME: &str = "Sentinel";

/// What an officer does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asking {
    Creating,
    CreatingUnderAKey,
    Patching,
    Moving,
    Reading,
    SeekingWhatIsNotThere,
    DoingWhatIsNotTheirs,
}

impl Asking {
    pub const ALL: [Self; 7] = [
        Self::Creating,
        Self::CreatingUnderAKey,
        Self::Patching,
        Self::Moving,
        Self::Reading,
        Self::SeekingWhatIsNotThere,
        Self::DoingWhatIsNotTheirs,
    ];

    /// Whether it changes something where nothing fails.
    pub fn is_act(self) -> bool {
        matches!(self, Self::Creating | Self::CreatingUnderAKey | Self::Patching | Self::Moving)
    }
}

/// A world with a case that police ask about.
pub struct Scene {
    pub world: World,
    case: String,
    victim: String,
    report: String,
    made: Cell<u32>,
}

/// A request that is ready to be sent.
pub struct Request {
    query: &'static str,
    variables: Json,
}

/// What a request left in the database: how many rows and versions of each table and acts in the audit log, and how many
/// readings and refusals in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub effects: Vec<i64>,
    pub readings: i64,
}

/// An answer, with what its request left.
pub struct Outcome {
    pub answer: Answer,
    pub left: Left,
}

impl Scene {
    pub async fn of(world: World) -> Self {
        let (case, victim) = world.open_with_victim(json!({ "person": { "familyName": NAME } })).await;
        let report = world.add("POLICE", &case, "Report", json!({})).await.record();
        Self { world, case, victim, report, made: Cell::default() }
    }

    /// A request of which nothing was sent before. What it needs is there when this returns.
    pub async fn request(&self, asking: Asking) -> Request {
        let turn = self.made.get();
        self.made.set(turn + 1);
        let adding = |key: Json| json!({ "key": key, "case": self.case, "input": { "station": format!("S{turn}") } });
        let (query, variables) = match asking {
            Asking::Creating => (ADD, adding(Json::Null)),
            Asking::CreatingUnderAKey => (ADD, adding(format!("key-{turn}").into())),
            Asking::Patching => (
                "mutation($id: ID!, $version: Int!, $patch: ReportPatch!) {
                   act: reportUpdate(id: $id, version: $version, patch: $patch) { record: report { id version } } }",
                json!({ "id": self.report, "version": self.world.version("POLICE", &self.report).await,
                    "patch": { "sourceRef": format!("R{turn}") } }),
            ),
            Asking::Moving => (
                "mutation($id: ID!) { act: caseRestrict(id: $id, version: 1) { record: case { id version } } }",
                json!({ "id": self.world.open("POLICE", json!({})).await }),
            ),
            Asking::Reading => (
                "query($id: ID!) { node(id: $id) { ... on Victim { person { familyName } } } }",
                json!({ "id": self.victim }),
            ),
            Asking::SeekingWhatIsNotThere => {
                ("query($id: ID!) { node(id: $id) { id } }", json!({ "id": absent_like(&self.victim) }))
            }
            Asking::DoingWhatIsNotTheirs => (
                "mutation($id: ID!) { act: caseArchive(id: $id, version: 1) { record: case { id } } }",
                json!({ "id": self.case }),
            ),
        };
        Request { query, variables }
    }

    /// Sends a request, and looks what it left.
    pub async fn send(&self, request: &Request) -> Outcome {
        let before = self.left().await;
        let answer = self.world.ask_with("POLICE", request.query, request.variables.clone()).await;
        Outcome { answer, left: self.left().await.since(&before) }
    }

    /// What a request leaves where nothing fails.
    pub async fn whole(&self, asking: Asking) -> Left {
        let outcome = self.send(&self.request(asking).await).await;
        assert!(!outcome.failed(), "{asking:?}: {}", outcome.answer.text);
        assert!(outcome.left.readings > 0, "{asking:?} leaves its event: {:?}", outcome.left);
        assert_eq!(outcome.left.is_no_change(), !asking.is_act(), "{asking:?}: {:?}", outcome.left);
        outcome.left
    }

    async fn left(&self) -> Left {
        let counted = effects(&self.world).await;
        let readings = "SELECT '' || count(*) FROM audit_event WHERE act IS NULL OR CAST(refusals AS TEXT) <> '[]'";
        let readings = self.world.text(readings).await;
        let number = |text: &str| text.parse().expect("a number");
        Left { effects: counted.split([' ', '/']).map(number).collect(), readings: number(&readings) }
    }
}

impl Left {
    pub fn is_no_change(&self) -> bool {
        self.effects.iter().all(|count| *count == 0)
    }

    fn since(self, before: &Self) -> Self {
        let effects = self.effects.iter().zip(&before.effects).map(|(now, then)| now - then).collect();
        Self { effects, readings: self.readings - before.readings }
    }
}

impl Outcome {
    /// Whether the hub said that it could not do it.
    pub fn failed(&self) -> bool {
        self.answer.code() == Some("INTERNAL")
    }

    /// Whether the hub said that it could not tell whether it had done it.
    pub fn may_be_done(&self) -> bool {
        self.answer.id("/errors/0/message").starts_with("This may have been done")
    }

    /// Fails unless the hub said so in the words meant for it, and showed nothing.
    pub fn tells_nothing_but_that_it_failed(&self) {
        self.answer.refused("INTERNAL");
        let shown = ["act", "node"].iter().any(|key| !self.answer.at(&format!("/data/{key}")).is_null());
        assert!(!shown && !self.answer.text.contains(NAME), "{}", self.answer.text);
        let told = self.may_be_done() || self.answer.id("/errors/0/message").contains("Try again later");
        assert!(told, "{}", self.answer.text);
    }
}

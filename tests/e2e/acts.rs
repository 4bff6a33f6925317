//! What an officer does, in one line each, so that a test reads as the story it tells. All of it goes through HTTP.

use entity::Table;
use serde_json::{Value as Json, json};
use tip_hub::graph::id;
use uuid::Uuid;

use crate::world::{Answer, World};

/// The instant's part of a client's own UUIDv7, far in the past, so that no hub-made id looks like it.
const MILLIS: u64 = 1_000_000_000_000;

impl World {
    /// Opens a case with its first sections; answers what came back.
    pub async fn try_open(&self, code: &str, input: Json, sections: Json) -> Answer {
        let act = "mutation($input: CaseInput!, $sections: CaseSections) {
                     act: caseOpen(input: $input, sections: $sections, draft: true) { record: case { id caseNo version } } }";
        self.ask_with(code, act, json!({ "input": input, "sections": sections })).await
    }

    /// Opens a case with its first sections; answers its id.
    pub async fn open(&self, code: &str, sections: Json) -> String {
        self.try_open(code, json!({}), sections).await.record()
    }

    /// Opens a case with a victim as police; answers the ids of both.
    pub async fn open_with_victim(&self, victim: Json) -> (String, String) {
        let case = self.open("POLICE", json!({ "victims": { "add": [victim] } })).await;
        let victim = self.first("POLICE", &case, "victims").await;
        (case, victim)
    }

    /// Adds a record to a case.
    pub async fn add(&self, code: &str, case: &str, type_name: &str, input: Json) -> Answer {
        let singular = singular(type_name);
        let tables = entity::tables();
        let adding = tables.iter().find(|table| table.type_name == type_name).map_or("Add", |table| table.adding);
        let act = format!(
            "mutation($case: ID!, $input: {type_name}Input!) {{
               act: {singular}{adding}(case: $case, input: $input) {{ record: {singular} {{ id version }} }} }}"
        );
        self.ask_with(code, &act, json!({ "case": case, "input": input })).await
    }

    /// Records a victim's decision about a scope, as an adult.
    pub async fn consent(&self, code: &str, case: &str, victim: &str, scope: &str, decision: &str) -> Answer {
        let input = json!({ "victim": victim, "scope": scope, "decision": decision, "basis": "EXPLICIT_ADULT",
            "givenOn": "2026-04-01" });
        self.add(code, case, "Consent", input).await
    }

    /// Records that a victim agrees that police, prosecution and immigration know who they are.
    pub async fn consent_to_authorities(&self, case: &str, victim: &str) {
        for scope in ["SHARE_WITH_POLICE", "SHARE_WITH_IMMIGRATION"] {
            self.consent("POLICE", case, victim, scope, "GRANTED").await.ok();
        }
    }

    /// Changes a record from the version the organisation sees now.
    pub async fn change(&self, code: &str, record: &str, patch: Json) -> Answer {
        let version = self.version(code, record).await.unwrap_or(1);
        self.change_from(code, record, version, patch).await
    }

    /// Changes a record from a version.
    pub async fn change_from(&self, code: &str, record: &str, version: i64, patch: Json) -> Answer {
        let type_name = table_of(record).type_name;
        let singular = singular(type_name);
        let act = format!(
            "mutation($id: ID!, $version: Int!, $patch: {type_name}Patch!) {{
               act: {singular}Update(id: $id, version: $version, patch: $patch) {{ record: {singular} {{ id version }} }} }}"
        );
        self.ask_with(code, &act, json!({ "id": record, "version": version, "patch": patch })).await
    }

    /// Takes a record to another state by a named act, from the version the organisation sees now.
    pub async fn act(&self, code: &str, act: &str, record: &str, patch: Json) -> Answer {
        self.act_because(code, act, record, patch, None).await
    }

    /// The same, with a reason.
    pub async fn act_because(&self, code: &str, act: &str, record: &str, patch: Json, reason: Option<&str>) -> Answer {
        let version = self.version(code, record).await.unwrap_or(1);
        let type_name = table_of(record).type_name;
        let singular = singular(type_name);
        let query = format!(
            "mutation($id: ID!, $version: Int!, $patch: {type_name}Patch, $reason: String) {{
               act: {act}(id: $id, version: $version, patch: $patch, reason: $reason) {{ record: {singular} {{ id version }} }} }}"
        );
        let variables = json!({ "id": record, "version": version, "patch": patch, "reason": reason });
        self.ask_with(code, &query, variables).await
    }

    /// Changes a case and its sections from the version the organisation sees now.
    pub async fn change_case(&self, code: &str, case: &str, patch: Json, sections: Json) -> Answer {
        let version = self.version(code, case).await.unwrap_or(1);
        let act = "mutation($id: ID!, $version: Int!, $patch: CasePatch, $sections: CaseSections) {
                     act: caseUpdate(id: $id, version: $version, patch: $patch, sections: $sections) {
                       record: case { id version } } }";
        let variables = json!({ "id": case, "version": version, "patch": patch, "sections": sections });
        self.ask_with(code, act, variables).await
    }

    /// Reads fields of a record by its global id; they stand at `/data/node/…`.
    pub async fn read(&self, code: &str, record: &str, fields: &str) -> Answer {
        let query =
            format!("query($id: ID!) {{ node(id: $id) {{ ... on {} {{ {fields} }} }} }}", table_of(record).type_name);
        self.ask_with(code, &query, json!({ "id": record })).await
    }

    /// The version of a record as the organisation sees it.
    pub async fn version(&self, code: &str, record: &str) -> Option<i64> {
        self.read(code, record, "version").await.at("/data/node/version").as_i64()
    }

    /// The id of the first record of a case's section.
    pub async fn first(&self, code: &str, case: &str, plural: &str) -> String {
        self.read(code, case, &format!("of: {plural}(first: 1) {{ nodes {{ id }} }}"))
            .await
            .id("/data/node/of/nodes/0/id")
    }

    /// How many records of a case's section exist for the organisation.
    pub async fn count(&self, code: &str, case: &str, plural: &str) -> Option<i64> {
        let answer = self.read(code, case, &format!("of: {plural} {{ totalCount }}")).await;
        answer.at("/data/node/of/totalCount").as_i64()
    }

    /// The person of a victim or a suspect.
    pub async fn person(&self, code: &str, of: &str) -> String {
        self.read(code, of, "person { id }").await.id("/data/node/person/id")
    }

    /// Lets an organisation take part in a case, as `by`.
    pub async fn grant(&self, by: &str, grant: Json) -> Answer {
        let act = "mutation($case: ID!, $organisation: ID!, $victim: ID, $officer: ID) {
                     act: participationGrant(case: $case, organisation: $organisation, victim: $victim, officer: $officer) {
                       record: participation { id version extent } } }";
        self.ask_with(by, act, grant).await
    }

    /// Lets an organisation take part in a case, as the coordinator, unless it does.
    pub async fn call_to(&self, case: &str, code: &str) {
        if self.read(code, case, "id").await.at("/data/node").is_null() {
            self.let_take_part(case, code).await;
        }
    }

    /// Hands a docket over to the prosecution for a decision: sent, receipted, submitted.
    pub async fn hand_over(&self, case: &str, docket: &str) {
        let transfer = json!({ "investigation": docket, "receiver": self.organisation("PROSECUTION").await,
            "holder": "PROSECUTION", "sentOn": "2026-03-02", "purpose": "For a decision" });
        let transfer = self.add("POLICE", case, "DocketTransfer", transfer).await.record();
        self.act("PROSECUTION", "docketReceive", &transfer, json!({})).await.ok();
        self.act("POLICE", "docketSubmit", docket, json!({})).await.ok();
    }

    /// Ends a participation, as `by`.
    pub async fn end(&self, by: &str, participation: &str) -> Answer {
        let act = "mutation($id: ID!, $version: Int!) {
                     act: participationEnd(id: $id, version: $version) { record: participation { id until } } }";
        let version = self.version(by, participation).await.unwrap_or(1);
        self.ask_with(by, act, json!({ "id": participation, "version": version })).await
    }

    /// Confirms that a case can be closed, for the part in it that `by` has.
    pub async fn confirm_closure(&self, by: &str, participation: &str) -> Answer {
        let act = "mutation($id: ID!, $version: Int!) {
                     act: participationConfirmClosure(id: $id, version: $version) { record: participation { id } } }";
        let version = self.version(by, participation).await.unwrap_or(1);
        self.ask_with(by, act, json!({ "id": participation, "version": version })).await
    }
}

impl Answer {
    /// Fails unless an act was refused because these guards do not hold.
    pub fn lacks(&self, guards: &[&str]) -> &Self {
        self.refused("INVALID");
        assert_eq!(self.at("/errors/0/extensions/fields/0/unmet"), &json!(guards), "{}", self.text);
        self
    }

    /// Fails unless an act was refused because it does not leave this state.
    pub fn not_from(&self, state: &str) -> &Self {
        self.refused("INVALID");
        assert_eq!(self.at("/errors/0/extensions/fields/0/state"), state, "{}", self.text);
        self
    }

    /// The id of the record an act made or changed.
    pub fn record(&self) -> String {
        self.ok().id("/data/act/record/id")
    }

    /// Fails unless exactly these fields were refused, in any order, each with the party responsible for it.
    pub fn refused_as_not_theirs(&self, fields: &[(&str, &str)]) -> &Self {
        self.refused("NOT_RESPONSIBLE");
        let refused = self.at("/errors/0/extensions/fields").as_array().cloned().unwrap_or_default();
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let mut named: Vec<_> =
            refused.iter().map(|line| (text(&line["field"]), text(&line["responsible"][0]))).collect();
        let mut expected: Vec<_> =
            fields.iter().map(|(field, responsible)| ((*field).to_owned(), (*responsible).to_owned())).collect();
        named.sort();
        expected.sort();
        assert_eq!(named, expected, "{}", self.text);
        let message = self.id("/errors/0/message");
        for (field, responsible) in fields {
            assert!(message.contains(&format!("{field} ({responsible}")), "{field} is not in: {message}");
        }
        self
    }

    /// Fails unless the field at the pointer is null and listed as withheld.
    pub fn withholds(&self, pointer: &str, field: &str) -> &Self {
        self.ok();
        assert!(self.json.pointer(pointer).is_some_and(Json::is_null), "{pointer}: {}", self.text);
        assert!(self.withheld().contains(&field), "{field} is not withheld: {}", self.text);
        self
    }

    /// Fails unless the value at the pointer is this, and nothing was withheld.
    pub fn shows(&self, pointer: &str, value: impl Into<Json>) -> &Self {
        assert_eq!(self.ok().at(pointer), &value.into(), "{pointer}: {}", self.text);
        assert!(self.withheld().is_empty(), "{}", self.text);
        self
    }
}

/// The name of the field that holds one record of a type.
pub fn singular(type_name: &str) -> String {
    type_name[..1].to_lowercase() + &type_name[1..]
}

/// The table of a record, told from its global id.
pub fn table_of(record: &str) -> &'static Table {
    id::decode(record).expect("a global id").0
}

/// A UUIDv7 as a client without a network makes it.
pub fn own_id() -> Uuid {
    uuid::Builder::from_unix_timestamp_millis(MILLIS, &rand::random()).into_uuid()
}

/// The global id of a record that is not there, of the same type as one that is.
pub fn absent_like(record: &str) -> String {
    id::encode(table_of(record), own_id())
}

//! The schema as a client sees it: by introspection, and what holds of all of it.

use std::collections::HashMap;

use serde_json::Value as Json;

use crate::world::{Database, World};

const INTROSPECTION: &str = "{ __schema { types { kind name
  fields { name type { ...T } args { name type { ...T } } }
  inputFields { name type { ...T } }
  enumValues { name } } mutationType { fields { name } } } }
  fragment T on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// The schema.
pub struct Schema(Json);

/// A field, an argument or an input field.
#[derive(Clone, Debug)]
pub struct Item {
    pub name: String,
    /// The named type, without lists and non-nulls.
    pub type_name: String,
    pub kind: String,
}

impl Schema {
    pub async fn of(world: &World) -> Self {
        let answer = world.ask("COORDINATOR", INTROSPECTION).await;
        Self(answer.ok().at("/data/__schema").clone())
    }

    pub fn types(&self) -> &[Json] {
        self.0["types"].as_array().expect("types")
    }

    fn type_named(&self, name: &str) -> Option<&Json> {
        self.types().iter().find(|found| found["name"] == name)
    }

    /// The fields of an object type.
    pub fn fields(&self, type_name: &str) -> Vec<Item> {
        items(self.type_named(type_name).map(|found| &found["fields"]))
    }

    /// The fields of an input type; none where there is no such type.
    pub fn inputs(&self, type_name: &str) -> Vec<Item> {
        items(self.type_named(type_name).map(|found| &found["inputFields"]))
    }

    /// The codes of an enum.
    pub fn codes(&self, name: &str) -> Vec<String> {
        let values = self.type_named(name).and_then(|found| found["enumValues"].as_array()).map(Vec::as_slice);
        values.unwrap_or_default().iter().map(|value| value["name"].as_str().expect("a name").to_owned()).collect()
    }

    pub fn mutations(&self) -> Vec<String> {
        let fields = self.0["mutationType"]["fields"].as_array().expect("mutations");
        fields.iter().map(|field| field["name"].as_str().expect("a name").to_owned()).collect()
    }
}

fn items(list: Option<&Json>) -> Vec<Item> {
    let list = list.and_then(Json::as_array).map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .map(|item| {
            let mut of = &item["type"];
            while !of["ofType"].is_null() {
                of = &of["ofType"];
            }
            let text = |value: &Json| value.as_str().expect("a name").to_owned();
            Item { name: text(&item["name"]), type_name: text(&of["name"]), kind: text(&of["kind"]) }
        })
        .collect()
}

/// A type as the schema writes it, such as `[ID!]!`.
fn written(of: &Json) -> String {
    match of["kind"].as_str() {
        Some("NON_NULL") => format!("{}!", written(&of["ofType"])),
        Some("LIST") => format!("[{}]", written(&of["ofType"])),
        _ => of["name"].as_str().unwrap_or_default().to_owned(),
    }
}

/// The elements of a list of introspection, by name, with their types.
fn by_name(list: &Json) -> HashMap<&str, String> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter().map(|item| (item["name"].as_str().unwrap_or_default(), written(&item["type"]))).collect()
}

fn each(list: &Json) -> impl Iterator<Item = &Json> {
    list.as_array().into_iter().flatten()
}

/// The whole introspection of a hub, without the types that the specification adds.
async fn types() -> HashMap<String, Json> {
    let world = World::new(Database::Sqlite).await;
    let answer = world.ask("POLICE", include_str!("hostile/introspection.graphql")).await;
    let types = answer.ok().at("/data/__schema/types").clone();
    let types = each(&types).map(|found| (found["name"].as_str().expect("a name").to_owned(), found.clone()));
    types.filter(|(name, _)| !name.starts_with("__")).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_is_described() {
    let mut bare = Vec::new();
    let built_in = ["Int", "Float", "String", "Boolean", "ID"];
    for (name, of) in types().await.into_iter().filter(|(name, _)| !built_in.contains(&name.as_str())) {
        let mut look = |at: String, what: &Json| {
            if what["description"].as_str().is_none_or(|text| text.trim().is_empty()) {
                bare.push(at);
            }
        };
        look(name.clone(), &of);
        for part in each(&of["fields"]).chain(each(&of["inputFields"])).chain(each(&of["enumValues"])) {
            let at = format!("{name}.{}", part["name"].as_str().unwrap_or_default());
            look(at.clone(), part);
            each(&part["args"]).for_each(|argument| look(format!("{at}({})", argument["name"]), argument));
        }
        assert_eq!(of["specifiedByURL"].is_null(), of["kind"] != "SCALAR", "{name}: by whom it is defined");
    }
    assert!(bare.is_empty(), "without a description: {bare:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_keeps_the_rules_of_relay() {
    let types = types().await;
    let fields = |name: &str| by_name(&types[name]["fields"]);
    assert_eq!(fields("Node"), HashMap::from([("id", "ID!".to_owned())]));
    let page_info = [
        ("hasNextPage", "Boolean!"),
        ("hasPreviousPage", "Boolean!"),
        ("startCursor", "String"),
        ("endCursor", "String"),
    ];
    assert_eq!(fields("PageInfo"), page_info.map(|(name, of)| (name, of.to_owned())).into());
    let nodes = each(&types["Node"]["possibleTypes"]).filter_map(|of| of["name"].as_str()).collect::<Vec<_>>();
    let paged = [("first", "Int"), ("after", "String"), ("last", "Int"), ("before", "String")];
    let (mut connections, mut lists) = (0, 0);
    for (name, of) in &types {
        for field in
            each(&of["fields"]).filter(|field| written(&field["type"]).trim_end_matches('!').ends_with("Connection"))
        {
            lists += 1;
            let arguments = by_name(&field["args"]);
            for (argument, of) in paged {
                assert_eq!(
                    arguments.get(argument).map(String::as_str),
                    Some(of),
                    "{name}.{}({argument})",
                    field["name"]
                );
            }
        }
        let Some(record) = name.strip_suffix("Connection") else { continue };
        connections += 1;
        let connection = fields(name);
        assert_eq!(connection["edges"], format!("[{record}Edge!]!"));
        assert_eq!(connection["pageInfo"], "PageInfo!");
        let edge = [("cursor", "String!".to_owned()), ("node", format!("{record}!"))];
        assert_eq!(fields(&format!("{record}Edge")), edge.into());
        assert!(nodes.contains(&record), "{record} is no Node");
    }
    assert!(connections > 20 && lists > 100, "{connections} connections, in {lists} places");
    let roots = &types["Query"]["fields"];
    for (name, answers, argument, of) in [("node", "Node", "id", "ID!"), ("nodes", "[Node]!", "ids", "[ID!]!")] {
        let field = each(roots).find(|field| field["name"] == name).expect("a root field");
        assert_eq!(
            (written(&field["type"]).as_str(), by_name(&field["args"])),
            (answers, [(argument, of.to_owned())].into())
        );
    }
}

/// What an act changed may be out of its author's sight by the time it answers, so no payload promises a record.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_mutation_answers_a_payload_that_may_be_empty() {
    let types = types().await;
    for (name, payload) in by_name(&types["Mutation"]["fields"]) {
        assert!(payload.ends_with("Payload"), "{name}: {payload}");
        let fields = by_name(&types[&payload]["fields"]);
        assert!(!fields.is_empty() && fields.values().all(|of| !of.ends_with('!')), "{payload}: {fields:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_selector_is_one_of_its_fields() {
    let types = types().await;
    let selectors: Vec<&str> =
        types.iter().filter(|(_, of)| of["isOneOf"] == true).map(|(name, _)| name.as_str()).collect();
    assert_eq!(selectors, ["CaseSelector"]);
    let fields = [("id", "ID".to_owned()), ("caseNo", "String".to_owned())];
    assert_eq!(by_name(&types["CaseSelector"]["inputFields"]), fields.into());
    for (root, field, argument) in [("Query", "case", "by"), ("Mutation", "glassBreak", "case")] {
        let found = each(&types[root]["fields"]).find(|found| found["name"] == field).expect("a field");
        assert_eq!(by_name(&found["args"])[argument], "CaseSelector!");
    }
}

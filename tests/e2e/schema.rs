//! The printed schema as a client sees it: by introspection.

use serde_json::Value as Json;

use crate::world::World;

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

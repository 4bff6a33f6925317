//! Every place of the schema at which an id or a cursor can be sent, each as a document that sends one there.
//!
//! The places are drawn from the schema by introspection, so a field, an argument or an input that is added is tried
//! without a word here.

use entity::{Kind, Table, changes, shown_tables, tables};
use serde_json::{Map, Value as Json, json};

use crate::schema::Schema;

/// Stands for the id, or the cursor, that is tried.
pub const PROBE: &str = "the id that is tried";

/// Stands for the version of the record that is named beside it.
pub const VERSION: &str = "the version of the record";

/// A document that sends an id at one place.
pub struct Door {
    /// The place, for a failure.
    pub name: String,
    pub query: String,
    /// What is sent with it, with [`PROBE`] at the place.
    pub variables: Json,
    /// The type of the record that is named there; none where any may be.
    pub of: Option<&'static Table>,
    /// Whether a cursor is sent there instead of an id.
    pub cursor: bool,
    /// The record that the document changes or adds to, where it is not the one that is tried.
    pub beside: Option<String>,
}

/// What is sent where the schema demands something beside the id that is tried.
pub trait Given {
    /// The id of a record of this table that the asker may name; nothing where there is none.
    fn id(&self, of: &Table) -> Option<String>;
}

/// A place within an argument: its path, what is sent there, and what is named.
struct Place {
    path: String,
    sent: Json,
    of: Option<&'static Table>,
    cursor: bool,
}

/// Every door of the schema.
pub fn doors(schema: &Schema, given: &impl Given) -> Vec<Door> {
    let builder = Builder { types: schema.types(), given };
    let questions = builder.fields("Query").flat_map(|field| builder.through(field, "query", None));
    let acts = builder.fields("Mutation").flat_map(|field| builder.through(field, "mutation", None));
    let case = given.id(entity::table("case_file"));
    let nested = builder.fields("Case").flat_map(|field| builder.through(field, "query", case.as_deref()));
    questions.chain(acts).chain(nested).collect()
}

struct Builder<'a, G> {
    types: &'a [Json],
    given: &'a G,
}

impl<'a, G: Given> Builder<'a, G> {
    fn named(&self, name: &str) -> &'a Json {
        self.types.iter().find(|found| found["name"] == name).unwrap_or(&Json::Null)
    }

    fn fields(&self, of: &str) -> impl Iterator<Item = &'a Json> {
        list(&self.named(of)["fields"]).iter()
    }

    /// The doors of one field: of the root, or of the case with this id.
    fn through(&self, field: &'a Json, operation: &str, case: Option<&str>) -> Vec<Door> {
        let (name, arguments) = (text(&field["name"]), list(&field["args"]));
        let changed = table_of_type(innermost(&field["type"])["name"].as_str().unwrap_or_default());
        let mut doors = Vec::new();
        for argument in arguments {
            for place in self.places(&argument["type"], text(&argument["name"]), None, changed, &mut Vec::new()) {
                let others = arguments.iter().filter(|other| other["name"] != argument["name"]);
                let mut sent: Map<String, Json> = others
                    .filter(|other| is_required(&other["type"]) || other["name"] == "reason")
                    .map(|other| {
                        (text(&other["name"]).to_owned(), self.filled(&other["type"], text(&other["name"]), changed))
                    })
                    .collect();
                sent.insert(text(&argument["name"]).to_owned(), place.sent.clone());
                if name == "disputeRaise" {
                    // The field of a record that somebody may dispute.
                    sent.insert("field".to_owned(), "station".into());
                }
                let beside = sent.get("id").and_then(Json::as_str).filter(|id| *id != PROBE).map(str::to_owned);
                let declared = arguments.iter().filter(|other| sent.contains_key(text(&other["name"])));
                let declared: Vec<String> =
                    declared.map(|other| format!("${}: {}", text(&other["name"]), printed(&other["type"]))).collect();
                let passed: Vec<String> = sent.keys().map(|name| format!("{name}: ${name}")).collect();
                let asked = format!("{name}({}) {}", passed.join(", "), self.selection(&field["type"]));
                let query = match case {
                    Some(case) => format!(
                        "query({}) {{ node(id: \"{case}\") {{ ... on Case {{ {asked} }} }} }}",
                        declared.join(", ")
                    ),
                    None => format!("{operation}({}) {{ {asked} }}", declared.join(", ")),
                };
                let within = if case.is_some() { "Case." } else { "" };
                doors.push(Door {
                    name: format!("{within}{name}({}{})", text(&argument["name"]), place.path),
                    query,
                    variables: sent.into(),
                    of: place.of,
                    cursor: place.cursor,
                    beside,
                });
            }
        }
        doors
    }

    /// The places in a value of this type at which an id or a cursor is sent.
    fn places(
        &self,
        of: &'a Json,
        name: &str,
        referred: Option<&'static Table>,
        changed: Option<&'static Table>,
        within: &mut Vec<&'a str>,
    ) -> Vec<Place> {
        match (text(&of["kind"]), of["name"].as_str().unwrap_or_default()) {
            ("NON_NULL", _) => self.places(&of["ofType"], name, referred, changed, within),
            ("LIST", _) => {
                let mut places = self.places(&of["ofType"], name, referred, changed, within);
                places.iter_mut().for_each(|place| place.sent = json!([place.sent]));
                places
            }
            ("SCALAR", "ID") => {
                // What is disputed is a field of any record.
                let changed = changed.filter(|_| name != "record");
                let of = referred.or_else(|| named_by(name, changed.filter(|table| table.name != changes().name)));
                vec![Place { path: String::new(), sent: PROBE.into(), of, cursor: false }]
            }
            ("SCALAR", "String") if matches!(name, "after" | "before") => {
                vec![Place { path: String::new(), sent: PROBE.into(), of: changed, cursor: true }]
            }
            ("INPUT_OBJECT", type_name) if !within.contains(&type_name) => {
                within.push(type_name);
                let fields = list(&self.named(type_name)["inputFields"]);
                let places = fields.iter().flat_map(|field| self.places_in(type_name, field, fields, referred, within));
                let places = places.collect();
                within.pop();
                places
            }
            _ => Vec::new(),
        }
    }

    fn places_in(
        &self,
        type_name: &str,
        field: &'a Json,
        fields: &'a [Json],
        referred: Option<&'static Table>,
        within: &mut Vec<&'a str>,
    ) -> Vec<Place> {
        let name = text(&field["name"]);
        let table = table_of_type(type_name);
        let to = referred.or_else(|| table.and_then(|table| reference(table, name)));
        let mut places = self.places(&field["type"], name, to, table, within);
        for place in &mut places {
            let required = fields.iter().filter(|other| is_required(&other["type"]) && other["name"] != field["name"]);
            let mut object: Map<String, Json> = required
                .map(|other| {
                    (text(&other["name"]).to_owned(), self.filled(&other["type"], text(&other["name"]), table))
                })
                .collect();
            object.insert(name.to_owned(), place.sent.take());
            place.sent = object.into();
            place.path = format!(".{name}{}", place.path);
        }
        places
    }

    /// Some value of this type.
    fn filled(&self, of: &Json, name: &str, changed: Option<&'static Table>) -> Json {
        match (text(&of["kind"]), of["name"].as_str().unwrap_or_default()) {
            ("NON_NULL", _) => self.filled(&of["ofType"], name, changed),
            ("LIST", _) => json!([self.filled(&of["ofType"], name, changed)]),
            ("ENUM", type_name) => list(&self.named(type_name)["enumValues"])[0]["name"].clone(),
            ("INPUT_OBJECT", type_name) => {
                let table = table_of_type(type_name);
                let required =
                    list(&self.named(type_name)["inputFields"]).iter().filter(|field| is_required(&field["type"]));
                required
                    .map(|field| {
                        (text(&field["name"]).to_owned(), self.filled(&field["type"], text(&field["name"]), table))
                    })
                    .collect::<Map<_, _>>()
                    .into()
            }
            ("SCALAR", "ID") => {
                let to = changed.and_then(|table| reference(table, name)).or_else(|| named_by(name, changed));
                self.given.id(to.unwrap_or(entity::table("case_file"))).into()
            }
            ("SCALAR", "Int") if name == "version" => VERSION.into(),
            ("SCALAR", "Int") => 1.into(),
            ("SCALAR", "Boolean") => true.into(),
            ("SCALAR", "Date") => "2026-01-01".into(),
            ("SCALAR", "DateTime") => "2026-01-01T00:00:00Z".into(),
            ("SCALAR", "String") if name == "field" => "createdAt".into(),
            _ => "x".into(),
        }
    }

    /// What is asked of an answer of this type: its leaves, and of records their ids.
    fn selection(&self, of: &Json) -> String {
        let named = innermost(of);
        let name = named["name"].as_str().unwrap_or_default();
        if !matches!(text(&named["kind"]), "OBJECT" | "INTERFACE") {
            return String::new();
        }
        if name.ends_with("Connection") {
            return "{ totalCount nodes { id } }".to_owned();
        }
        let is_record = name == "Node" || tables().iter().any(|table| table.type_name == name);
        if is_record {
            return "{ __typename id }".to_owned();
        }
        let leaves =
            self.fields(name).filter(|field| matches!(text(&innermost(&field["type"])["kind"]), "SCALAR" | "ENUM"));
        let leaves: Vec<&str> = leaves.map(|field| text(&field["name"])).collect();
        format!("{{ __typename {} }}", leaves.join(" "))
    }
}

/// The table that a name refers to, or else the one that is changed; none where any record may be named.
fn named_by(name: &str, changed: Option<&'static Table>) -> Option<&'static Table> {
    let named = match name {
        "organisation" | "receiver" | "excluded" => Some("organisation"),
        "account" | "officer" => Some("account"),
        "case" => Some("case_file"),
        "victim" => Some("victim"),
        _ => None,
    };
    // What changed is asked of a case.
    let changed = changed.map(|table| if table.name == changes().name { entity::table("case_file") } else { table });
    named.map(entity::table).or(changed)
}

fn reference(table: &Table, name: &str) -> Option<&'static Table> {
    match table.field(name).map(|field| &field.kind) {
        Some(Kind::Reference(to)) => Some(entity::table(to)),
        _ => None,
    }
}

/// The table of an input, a payload, a connection or a record, by the name of its type.
fn table_of_type(name: &str) -> Option<&'static Table> {
    let suffixes = ["Input", "Patch", "Filter", "Change", "Section", "Payload", "Connection", ""];
    let names = suffixes.iter().filter_map(|suffix| name.strip_suffix(suffix));
    let known = shown_tables;
    names.filter_map(|name| known().find(|table| table.type_name == name)).next()
}

fn innermost(of: &Json) -> &Json {
    if of["ofType"].is_null() { of } else { innermost(&of["ofType"]) }
}

fn is_required(of: &Json) -> bool {
    of["kind"] == "NON_NULL"
}

fn printed(of: &Json) -> String {
    match text(&of["kind"]) {
        "NON_NULL" => format!("{}!", printed(&of["ofType"])),
        "LIST" => format!("[{}]", printed(&of["ofType"])),
        _ => text(&of["name"]).to_owned(),
    }
}

fn list(value: &Json) -> &[Json] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Json) -> &str {
    value.as_str().unwrap_or_default()
}

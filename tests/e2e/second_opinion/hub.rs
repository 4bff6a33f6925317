//! The hub as the one who is asked, by its API alone.

use std::collections::BTreeSet;

use entity::Kind;
use serde_json::{Map, Value as Json, json};

use super::rights::{Line, Rights};
use super::{Deed, parties};
use crate::read_sweep::everything;
use crate::schema::Schema;
use crate::sentinels::{Planted, Target};
use crate::world::{Answer, World};
use crate::write_sweep::{another, singular};

/// How many lists one request asks for: the most fields that it may have at its root.
const AT_ONCE: usize = 20;

/// What the hub says of one column of a record; nothing where it has no door for the deed.
#[derive(Clone, Copy)]
pub struct Answers {
    read: Option<bool>,
    filter: Option<bool>,
    order: Option<bool>,
    update: Option<bool>,
}

impl Answers {
    pub fn to(self, deed: Deed) -> Option<bool> {
        match deed {
            Deed::Read => self.read,
            Deed::Filter => self.filter,
            Deed::Order => self.order,
            Deed::Update => self.update,
            // Of a group the hub tells how large it is, and nothing else: by a filter, whose count is that of its list.
            Deed::Group | Deed::Count => self.filter,
        }
    }
}

/// One role, asked about one planted record.
pub struct Question<'a> {
    pub world: &'a World,
    pub schema: &'a Schema,
    pub planted: &'a Planted,
    pub rights: &'a Rights,
    pub code: &'a str,
    pub target: Target,
    pub lines: &'a [&'a Line],
}

impl Question<'_> {
    /// What the hub says to the role of the columns of the record.
    pub async fn ask(&self) -> Vec<Answers> {
        let read = self.reads().await;
        // Where the record is not there it is in no list: that much the oracle sweep tries.
        let there = read.contains(&Some(true));
        let nowhere = || vec![Some(false); self.lines.len()];
        let filter = if there { self.filters().await } else { nowhere() };
        let order = if there { self.orders().await } else { nowhere() };
        let update = self.updates().await;
        (0..self.lines.len())
            .map(|place| Answers {
                read: read[place],
                filter: filter[place],
                order: order[place],
                update: update.as_ref().map(|fields| fields.contains(&self.lines[place].field().name)),
            })
            .collect()
    }

    fn id(&self) -> String {
        self.planted.id(self.target)
    }

    /// The record itself, with all its fields.
    async fn reads(&self) -> Vec<Option<bool>> {
        let table = self.target.table;
        let shown: BTreeSet<String> = self.schema.fields(table.type_name).into_iter().map(|item| item.name).collect();
        let query = everything(self.schema, table);
        let answer = self.world.ask_with(self.code, &query, json!({ "id": self.id() })).await;
        let (record, withheld) = (answer.ok().at("/data/node"), answer.withheld());
        let read = |line: &&Line| {
            let field = line.field();
            if matches!(field.kind, Kind::Id) {
                return Some(!record.is_null());
            }
            let withheld = withheld.contains(&format!("{}.{}", table.type_name, field.name).as_str());
            // What it refers to may itself not be there for whoever reads that it refers to something.
            let filled = matches!(field.kind, Kind::Reference(_)) || !record[&field.name].is_null();
            let counted = field.column == "version";
            (shown.contains(&field.name) && !counted).then_some(!record.is_null() && !withheld && filled)
        };
        self.lines.iter().map(read).collect()
    }

    /// Whether the record is among those of which a field is known.
    async fn filters(&self) -> Vec<Option<bool>> {
        let filters = self.schema.inputs(&format!("{}Filter", self.target.table.type_name));
        let is_asked =
            |line: &&Line| filters.iter().any(|item| item.name == line.field().name) && self.is_comparable(line);
        let asked: Vec<&Line> = self.lines.iter().copied().filter(is_asked).collect();
        let arguments = asked.iter().map(|line| format!("filter: {{ {}: {{ isKnown: true }} }}", line.field().name));
        let found = self.lists(arguments.collect()).await;
        let found = asked.iter().zip(found).map(|(line, found)| (line.column.as_str(), found.contains(&self.id())));
        self.answered(&found.collect::<Vec<_>>())
    }

    /// Of accounts the table says nothing, and no person is victim and suspect.
    fn is_comparable(&self, line: &Line) -> bool {
        let subject = line.table == "person" && ["victim_id", "suspect_id"].contains(&line.column.as_str());
        let of_account = matches!(&line.field().kind, Kind::Reference(to) if to == "account");
        !subject && !of_account
    }

    /// Whether a list may be put in order by a field. Where some record's is read, the list may be.
    async fn orders(&self) -> Vec<Option<bool>> {
        let codes = self.schema.codes(&format!("{}OrderField", self.target.table.type_name));
        let asked = self.lines.iter().filter(|line| codes.contains(&line.column.to_uppercase()));
        let asked: Vec<&Line> = asked.copied().collect();
        let arguments = asked.iter().map(|line| format!("orderBy: [{{ field: {} }}]", line.column.to_uppercase()));
        let found = self.lists(arguments.collect()).await;
        let parties = parties(self.code);
        let mut told = Vec::new();
        for (line, found) in asked.iter().zip(found) {
            let alike =
                || self.rights.lines().filter(|other| (&other.table, &other.column) == (&line.table, &line.column));
            let ever = alike().any(|line| line.reads_ever(&parties));
            assert!(ever || found.is_empty(), "{} orders {} by {}", self.code, line.table, line.column);
            if alike().all(|line| line.reads(&parties) == ever) {
                told.push((line.column.as_str(), found.contains(&self.id())));
            }
        }
        self.answered(&told)
    }

    fn answered(&self, told: &[(&str, bool)]) -> Vec<Option<bool>> {
        let answer = |line: &&Line| told.iter().find(|(column, _)| *column == line.column).map(|(_, told)| *told);
        self.lines.iter().map(answer).collect()
    }

    /// The ids in the case's list of the record's kind, for each of these arguments; none where it is refused.
    async fn lists(&self, arguments: Vec<String>) -> Vec<BTreeSet<String>> {
        let mut lists = Vec::new();
        for arguments in arguments.chunks(AT_ONCE) {
            let asked = arguments.iter().enumerate().map(|(place, arguments)| self.list(place, arguments));
            let query = format!("{{ {} }}", asked.collect::<Vec<_>>().join(" "));
            let answer = self.world.ask(self.code, &query).await;
            assert!(answer.json["data"].is_object(), "{query}: {}", answer.text);
            lists.extend((0..arguments.len()).map(|place| ids(&answer, place)));
        }
        lists
    }

    fn list(&self, place: usize, arguments: &str) -> String {
        let (plural, case) = (self.target.table.plural, self.planted.case());
        if self.target.table.name == "case_file" {
            return format!("a{place}: {plural}({arguments}) {{ totalCount nodes {{ id }} }}");
        }
        format!(
            "a{place}: node(id: \"{case}\") {{ ... on Case {{ {plural}({arguments}) {{ totalCount nodes {{ id }} }} }} }}"
        )
    }

    /// The fields that a patch of all of them is not refused; nothing where no patch reaches the record.
    async fn updates(&self) -> Option<BTreeSet<String>> {
        let table = self.target.table;
        let patchable = self.schema.inputs(&format!("{}Patch", table.type_name));
        let is_patched = |name: &str| patchable.iter().any(|item| item.name == name);
        let fields = self.lines.iter().map(|line| line.field()).filter(|field| is_patched(&field.name));
        let patch: Map<String, Json> =
            fields.map(|field| (field.name.clone(), another(field, self.planted, false))).collect();
        if patch.is_empty() {
            return None;
        }
        let sent: BTreeSet<String> = patch.keys().cloned().collect();
        let (type_name, singular) = (table.type_name, singular(table));
        let query = format!(
            "mutation($id: ID!, $patch: {type_name}Patch!) {{
               act: {singular}Update(id: $id, version: 1, patch: $patch) {{ {singular} {{ id }} }} }}"
        );
        let answer = self.world.ask_with(self.code, &query, json!({ "id": self.id(), "patch": patch })).await;
        Some(match answer.code() {
            Some("NOT_FOUND") => BTreeSet::new(),
            Some("NOT_RESPONSIBLE") => &sent - &refused(&answer),
            // What else keeps it from landing is no right.
            None | Some("INVALID" | "CONFLICT") => sent,
            Some(other) => panic!("{other}: {}", answer.text),
        })
    }
}

/// The ids of a list, which its count agrees with.
fn ids(answer: &Answer, place: usize) -> BTreeSet<String> {
    let root = answer.at(&format!("/data/a{place}"));
    let below = root.as_object().and_then(|fields| fields.values().find(|value| value.is_object()));
    let list = if root["nodes"].is_array() { root } else { below.unwrap_or(root) };
    let ids = list["nodes"].as_array().into_iter().flatten().filter_map(|node| node["id"].as_str().map(str::to_owned));
    let ids: BTreeSet<String> = ids.collect();
    assert_eq!(list["totalCount"].as_u64().unwrap_or(0), ids.len() as u64, "{list}");
    ids
}

/// The names of the fields that a refusal names, without those of the table.
fn refused(answer: &Answer) -> BTreeSet<String> {
    let named = answer.at("/errors/0/extensions/fields").as_array().map(Vec::as_slice).unwrap_or_default();
    let names = named.iter().filter_map(|field| field["field"].as_str()?.split_once('.'));
    names.map(|(_, name)| name.to_owned()).collect()
}

//! Generated documents: whatever is asked, in whatever shape, no forbidden sentinel comes back.

use rand::Rng;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use tip_hub::graph::id;

use crate::read_sweep::{may_read, standing};
use crate::schema::{Item, Schema};
use crate::sentinels::{Planted, plant, targets};
use crate::world::{World, drawn};

/// How many documents each role sends.
const DOCUMENTS: usize = 120;

/// How deep a generated document goes.
const DEPTH: usize = 4;

/// How many aliases a generated document has below its roots: with them, fewer than the hub's limit.
const ALIASES: usize = 25;

async fn no_generated_document_shows_a_forbidden_value(world: World) {
    let schema = Schema::of(&world).await;
    let planted = plant(&world, "POLICE_2").await;
    let mut random = drawn(7);
    let (mut allowed, mut answered) = (0, 0);
    for (code, _) in World::roles() {
        let standing = standing(&world, code, &planted);
        let (mut forbidden, mut permitted) = (Vec::new(), Vec::new());
        for target in targets() {
            let exists = may_read(target.table.id(), target, standing);
            for field in &target.table.fields {
                let Some(sentinel) = planted.sentinel(target, field) else { continue };
                if exists && may_read(field, target, standing) {
                    permitted.push(sentinel)
                } else {
                    forbidden.push(sentinel)
                }
            }
        }
        for _ in 0..DOCUMENTS {
            let query = document(&schema, &planted, &mut random);
            let answer = world.ask(code, &query).await;
            assert!(
                answer.at("/errors/0/extensions/code").as_str().is_none_or(|code| code != "INTERNAL"),
                "{query}: {}",
                answer.text
            );
            for sentinel in &forbidden {
                assert!(!answer.text.contains(sentinel), "{code} was shown {sentinel} by {query}: {}", answer.text);
            }
            allowed += permitted.iter().filter(|sentinel| answer.text.contains(*sentinel)).count();
            answered += usize::from(answer.json.get("data").is_some_and(|data| !data.is_null()));
        }
    }
    assert!(allowed > 1_000, "the documents showed only {allowed} permitted values");
    assert!(answered > 1_000, "only {answered} documents were answered");
}

/// A random document about a planted case: aliases, fragments, nesting, arguments, and now and then an error.
pub fn document(schema: &Schema, planted: &Planted, random: &mut StdRng) -> String {
    let mut walk = Walk { schema, planted, random, fragments: Vec::new(), names: 0, aliases: ALIASES };
    let roots: Vec<String> = (0..walk.random.random_range(1..=3)).map(|_| walk.root()).collect();
    let fragments = walk.fragments.join(" ");
    format!("query {{ {} }} {fragments}", roots.join(" "))
}

struct Walk<'a> {
    schema: &'a Schema,
    planted: &'a Planted,
    random: &'a mut StdRng,
    fragments: Vec<String>,
    names: usize,
    /// How many more aliases are written.
    aliases: usize,
}

impl Walk<'_> {
    fn root(&mut self) -> String {
        let alias = self.name();
        let planted: Vec<_> = targets().collect();
        let target = planted.choose(self.random).copied().expect("a target");
        let id = self.planted.id(target);
        match self.random.random_range(0..6) {
            5 => format!("{alias}: tasks(first: 50) {{ kind record recordType due }}"),
            0 => format!("{alias}: case(by: {{ id: \"{}\" }}) {}", self.planted.case(), self.set("Case", DEPTH)),
            1 => {
                let (type_name, set) = (target.table.type_name, self.set(target.table.type_name, DEPTH - 1));
                format!("{alias}: node(id: \"{id}\") {{ __typename ... on {type_name} {set} }}")
            }
            2 => format!("{alias}: history(id: \"{id}\") {}", self.set("ChangeConnection", DEPTH - 1)),
            3 => {
                let set = self.set("VictimConnection", DEPTH - 1);
                format!("{alias}: victims{} {set}", self.arguments("Victim"))
            }
            _ => {
                let set = self.set("CaseConnection", DEPTH);
                format!("{alias}: cases{} {set}", self.arguments("Case"))
            }
        }
    }

    /// A selection set on a type, or a fragment that holds one.
    fn set(&mut self, type_name: &str, depth: usize) -> String {
        let fields = self.schema.fields(type_name);
        let mut chosen: Vec<String> = Vec::new();
        for item in &fields {
            let leads_on = item.kind == "OBJECT";
            let chance = if leads_on { 0.25 } else { 0.4 };
            if (leads_on && depth == 0) || !self.random.random_bool(chance) {
                continue;
            }
            chosen.push(self.field(item, depth));
        }
        chosen.push("__typename".to_owned());
        let body = chosen.join(" ");
        match self.random.random_range(0..4) {
            0 => format!("{{ ... on {type_name} {{ {body} }} }}"),
            1 => {
                let name = self.name();
                self.fragments.push(format!("fragment {name} on {type_name} {{ {body} }}"));
                format!("{{ ...{name} }}")
            }
            _ => format!("{{ {body} }}"),
        }
    }

    fn field(&mut self, item: &Item, depth: usize) -> String {
        let leads_on = item.kind == "OBJECT";
        let alias = if self.aliases > 0 && (leads_on || self.random.random_bool(0.3)) {
            self.aliases -= 1;
            format!("{}: ", self.name())
        } else {
            String::new()
        };
        if !leads_on {
            return format!("{alias}{}", item.name);
        }
        let arguments = match item.type_name.strip_suffix("Connection") {
            Some(of) => self.arguments(of),
            None => String::new(),
        };
        let set = self.set(&item.type_name, depth - 1);
        format!("{alias}{}{arguments} {set}", item.name)
    }

    /// A page, and by chance a filter, an order and a cursor.
    fn arguments(&mut self, of: &str) -> String {
        let page = ["first: 5", "first: 5", "first: 5", "first: 2", "last: 3"].choose(self.random).copied();
        let mut arguments = vec![page.unwrap_or_default().to_owned()];
        if self.random.random_bool(0.3) {
            arguments.extend(self.filter(of));
        }
        if self.random.random_bool(0.2) {
            arguments.extend(self.order(of));
        }
        if self.random.random_bool(0.1) {
            arguments.extend(self.cursor(of));
        }
        format!("({})", arguments.join(", "))
    }

    fn filter(&mut self, of: &str) -> Option<String> {
        let filters = self.schema.inputs(&format!("{of}Filter"));
        let fields: Vec<&Item> = filters.iter().filter(|item| item.type_name.ends_with("Test")).collect();
        let name = &fields.choose(self.random)?.name;
        let known = format!("{{ {name}: {{ isKnown: {} }} }}", self.random.random_bool(0.7));
        Some(if self.random.random_bool(0.5) {
            format!("filter: {known}")
        } else {
            format!("filter: {{ not: {known} }}")
        })
    }

    fn order(&mut self, of: &str) -> Option<String> {
        let codes = self.schema.codes(&format!("{of}OrderField"));
        let direction = ["ASC", "DESC"].choose(self.random)?;
        Some(format!("orderBy: [{{ field: {}, direction: {direction} }}]", codes.choose(self.random)?))
    }

    fn cursor(&mut self, of: &str) -> Option<String> {
        let records: Vec<_> = targets().filter(|target| target.table.type_name == of).collect();
        Some(format!("after: \"{}\"", id::cursor(self.planted.uuid(*records.choose(self.random)?))))
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("n{}", self.names)
    }
}

on_both!(no_generated_document_shows_a_forbidden_value);

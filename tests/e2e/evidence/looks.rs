//! Whoever reads a value that identifies somebody, tells of their health or where they are, has looked: whichever field
//! it is, whoever they are, by whichever door, the log names the record, the victim and the group of the field, and on
//! what grounds it was open to them.

use entity::rights::Class;
use entity::{Field, Kind};
use serde_json::json;

use crate::acts::singular;
use crate::read_sweep::{may_read, standing};
use crate::schema::Schema;
use crate::sentinels::{Planted, Target, plant, remembered, targets};
use crate::world::{Answer, World};

/// A way to a value of a record.
#[derive(Clone, Copy, Debug)]
enum Door {
    Node,
    List,
    Order,
    Filter,
    History,
    Timeline,
    /// The answer of an act.
    Act,
}

const DOORS: [Door; 7] = [Door::Node, Door::List, Door::Order, Door::Filter, Door::History, Door::Timeline, Door::Act];

/// A field of a record of a planted case.
struct Look<'a> {
    planted: &'a Planted,
    target: Target,
    field: &'a Field,
}

impl Look<'_> {
    /// Asks for the value; nothing where there is no such way to it.
    async fn through(&self, door: Door, world: &World, schema: &Schema, code: &str) -> Option<Answer> {
        let Self { planted, target, field } = self;
        let (table, name) = (target.table, &field.name);
        let of_case =
            |select: String| format!("query($case: ID!) {{ node(id: $case) {{ ... on Case {{ {select} }} }} }}");
        let in_case = || table.column("case_id").is_some() && table.name != "participation";
        let query = match door {
            Door::Node => {
                format!("query($id: ID!) {{ node(id: $id) {{ ... on {} {{ {name} }} }} }}", table.type_name)
            }
            Door::List => {
                in_case().then(|| of_case(format!("{}(first: 100) {{ nodes {{ {name} }} }}", table.plural)))?
            }
            Door::Order => {
                let orders = schema.codes(&format!("{}OrderField", table.type_name));
                let by = orders.into_iter().find(|code| code.to_lowercase() == field.column).filter(|_| in_case())?;
                of_case(format!("{}(first: 5, orderBy: [{{ field: {by} }}]) {{ nodes {{ id }} }}", table.plural))
            }
            Door::Filter => {
                let plain = matches!(field.kind, Kind::Text(_)) && in_case();
                let filter = plain.then(|| format!("{{ {name}: {{ isKnown: true }} }}"))?;
                of_case(format!("{}(filter: {filter}) {{ totalCount }}", table.plural))
            }
            Door::History => format!(
                "query($id: ID!) {{ history(id: $id, filter: {{ field: {{ eq: \"{name}\" }} }}) {{ nodes {{ newValue }} }} }}"
            ),
            Door::Timeline => of_case(format!(
                "timeline(first: 100, filter: {{ field: {{ eq: \"{name}\" }} }}) {{ nodes {{ newValue }} }}"
            )),
            Door::Act => {
                let act = format!("{}Update", singular(table.type_name));
                let is_there = schema.fields("Mutation").iter().any(|mutation| mutation.name == act);
                is_there.then(|| {
                    format!(
                        "mutation($id: ID!) {{ {act}(id: $id, version: 1, patch: {{}}) {{ {} {{ {name} }} }} }}",
                        singular(table.type_name)
                    )
                })?
            }
        };
        let (id, case) = (planted.id(*target), planted.case());
        let variables = if query.contains("$case") { json!({ "case": case }) } else { json!({ "id": id }) };
        Some(world.ask_with(code, &query, variables).await)
    }

    /// Whether an answer shows the value, or was found by it.
    fn is_told(&self, door: Door, answer: &Answer) -> bool {
        let refused = answer.code().is_some();
        match door {
            Door::Order | Door::Filter => {
                !refused && !answer.at(&format!("/data/node/{}", self.target.table.plural)).is_null()
            }
            Door::Node => !answer.at(&format!("/data/node/{}", self.field.name)).is_null(),
            Door::List => {
                let nodes = answer.at(&format!("/data/node/{}/nodes", self.target.table.plural));
                nodes.as_array().into_iter().flatten().any(|node| !node[&self.field.name].is_null())
            }
            Door::History | Door::Timeline => answer.text.contains(&remembered(self.planted, self.target, self.field)),
            Door::Act => {
                let singular = singular(self.target.table.type_name);
                let at = format!("/data/{singular}Update/{singular}/{}", self.field.name);
                !refused && !answer.at(&at).is_null()
            }
        }
    }

    /// The group in which such values are kept together.
    fn group(&self) -> &'static str {
        match self.field.responsibility.class {
            Class::Identity if self.target.table.name == "next_of_kin" => "FAMILY",
            Class::Identity => "IDENTITY",
            Class::Health => "HEALTH",
            Class::Location => "SHELTER",
            Class::Ordinary => unreachable!("only what is sensitive is looked at"),
        }
    }

    /// The records that the log has to name.
    fn names(&self, door: Door) -> Vec<String> {
        let victims = Target { table: entity::table("victim"), suspect: false };
        let own = format!("{}:{}", self.target.table.type_name, self.planted.uuid(self.target));
        let of_victim = self.target.table.column("victim_id").is_some() && !self.target.suspect;
        let victim = of_victim.then(|| format!("Victim:{}", self.planted.uuid(victims)));
        match door {
            // It is counted, and none is named.
            Door::Filter => Vec::new(),
            _ => [Some(own), victim].into_iter().flatten().collect(),
        }
    }
}

/// What the log has of a request.
struct Kept {
    groups: Vec<String>,
    records: Vec<String>,
    grounds: Vec<String>,
}

impl Kept {
    /// Of the newest, which may have several events.
    async fn last(world: &World) -> Self {
        let query = "{ auditEvents(last: 3) { nodes { request fieldGroups records grounds } } }";
        let answer = world.ask("AUDITOR", query).await;
        let events = answer.ok().at("/data/auditEvents/nodes").as_array().expect("a list").clone();
        let newest = events.last().expect("an event")["request"].clone();
        let of_it = || events.iter().filter(|event| event["request"] == newest);
        let all = |what: &str| {
            let texts = of_it().flat_map(|event| event[what].as_array().into_iter().flatten());
            texts.map(|text| text.as_str().expect("a text").to_owned()).collect()
        };
        Self { groups: all("fieldGroups"), records: all("records"), grounds: all("grounds") }
    }
}

async fn whoever_reads_of_somebody_has_looked(world: World) {
    let schema = Schema::of(&world).await;
    let others = plant(&world, "POLICE_2").await;
    let persons = Target { table: entity::table("person"), suspect: false };
    let (mut looks, mut grounded) = ([0; DOORS.len()], [0; DOORS.len()]);
    for (code, _) in World::roles() {
        let own = plant(&world, code).await;
        let mut looked = 0;
        for (planted, target) in [&others, &own].into_iter().flat_map(|planted| targets().map(move |of| (planted, of)))
        {
            let standing = standing(&world, code, planted);
            let sensitive = |field: &&Field| {
                field.responsibility.class != Class::Ordinary && !matches!(field.kind, Kind::Id | Kind::Reference(_))
            };
            let fields = target.table.fields.iter().filter(sensitive);
            for field in fields.filter(|field| may_read(field, target, standing)) {
                let look = Look { planted, target, field };
                let mut grounds = Vec::new();
                for (place, door) in DOORS.into_iter().enumerate() {
                    let Some(answer) = look.through(door, &world, &schema, code).await else { continue };
                    if !look.is_told(door, &answer) {
                        continue;
                    }
                    let Kept { groups, records, grounds: kept } = Kept::last(&world).await;
                    let at = format!("{code} reads {}.{} by {door:?}", target.name(), field.name);
                    assert!(groups.iter().any(|group| group == look.group()), "{at}: {groups:?}, {}", answer.text);
                    let unnamed: Vec<String> =
                        look.names(door).into_iter().filter(|name| !records.contains(name)).collect();
                    assert!(unnamed.is_empty(), "{at}: {unnamed:?} are not in {records:?}, {}", answer.text);
                    if matches!(door, Door::Node) {
                        grounds = kept.clone();
                    }
                    // A list has those of its other records, too.
                    assert!(grounds.iter().all(|ground| kept.contains(ground)), "{at}: {grounds:?}, not {kept:?}");
                    looks[place] += 1;
                    grounded[place] += usize::from(!grounds.is_empty());
                    looked +=
                        usize::from(planted.author == others.author && !look.names(door).is_empty() && !target.suspect);
                }
            }
        }
        world.sequence().await;
        let query = "query($id: ID!, $by: ID!) { node(id: $id) { ... on Person {
            accessLog(filter: { organisation: { eq: $by } }) { totalCount } } } }";
        let variables = json!({ "id": others.id(persons), "by": world.organisation(code).await });
        let told = world.ask_with("SOCIAL_WELFARE", query, variables).await;
        let told = told.ok().at("/data/node/accessLog/totalCount").as_u64().expect("a number");
        assert!(told > 0 || looked == 0, "{code} looked {looked} times, and nobody is told");
    }
    println!("{:?}", DOORS.iter().zip(looks.iter().zip(grounded)).collect::<Vec<_>>());
    assert!(looks.iter().all(|count| *count > 20), "{looks:?}");
    assert!(grounded.iter().all(|count| *count > 5), "{grounded:?}");
}

on_both!(whoever_reads_of_somebody_has_looked);

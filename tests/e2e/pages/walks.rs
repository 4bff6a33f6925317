//! Whatever a list is ordered by, its pages are the whole list: nothing left out and nothing twice, forward and
//! backward, at the root and within a case.

use chrono::{DateTime, Duration, SubsecRound, Utc};
use entity::codes::Role;
use entity::{Field, Kind, Table, tables};
use sea_orm::sea_query::Value;
use serde_json::{Value as Json, json};
use tip_hub::access::value::nothing;
use tip_hub::graph::id;
use uuid::Uuid;

use crate::read_sweep::may_read;
use crate::schema::Schema;
use crate::sentinels::{Target, insert, value};
use crate::world::World;

/// How many records a list has: more than two pages, the last not full.
const RECORDS: usize = 8;
const PAGE: usize = 3;

/// A list as a document names it.
struct List {
    /// The organisation that asks.
    code: &'static str,
    /// The record it hangs on; the root without one.
    of: Option<(&'static str, String)>,
    name: String,
    order: String,
}

struct Page {
    ids: Vec<String>,
    start: String,
    end: String,
    next: bool,
    previous: bool,
    values: Vec<Json>,
}

impl List {
    /// A page of it, each record with the value of a field.
    async fn page(&self, world: &World, arguments: &str, field: &Field) -> Page {
        let value = if matches!(field.kind, Kind::Reference(_)) {
            "value: id".to_owned()
        } else {
            format!("value: {}", field.name)
        };
        let asked = format!(
            "of: {}({arguments}, orderBy: [{}]) {{ edges {{ cursor node {{ id {value} }} }}
               pageInfo {{ startCursor endCursor hasNextPage hasPreviousPage }} }}",
            self.name, self.order
        );
        let (query, variables, at) = match &self.of {
            Some((type_name, id)) => (
                format!("query($id: ID!) {{ node(id: $id) {{ ... on {type_name} {{ {asked} }} }} }}"),
                json!({ "id": id }),
                "/data/node/of",
            ),
            None => (format!("{{ {asked} }}"), json!({}), "/data/of"),
        };
        let answer = world.ask_with(self.code, &query, variables).await;
        let of = answer.ok().at(at);
        let edges = of["edges"].as_array().unwrap_or_else(|| panic!("{query}: {}", answer.text));
        let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
        let page = Page {
            ids: edges.iter().map(|edge| text(&edge["node"]["id"])).collect(),
            start: text(&of["pageInfo"]["startCursor"]),
            end: text(&of["pageInfo"]["endCursor"]),
            next: of["pageInfo"]["hasNextPage"] == true,
            previous: of["pageInfo"]["hasPreviousPage"] == true,
            values: edges.iter().map(|edge| edge["node"]["value"].clone()).collect(),
        };
        let cursors: Vec<String> = edges.iter().map(|edge| text(&edge["cursor"])).collect();
        assert_eq!(cursors.first().map(String::as_str).unwrap_or_default(), page.start);
        assert_eq!(cursors.last().map(String::as_str).unwrap_or_default(), page.end);
        page
    }

    /// Walks the list both ways, and compares with the whole of it.
    async fn walk(&self, world: &World, field: &Field) {
        let at = format!("{} walks {} by {}", self.code, self.name, self.order);
        let whole = self.page(world, "first: 100", field).await;
        assert!(whole.ids.len() >= RECORDS && !whole.next && !whole.previous, "{at}: {}", whole.ids.len());
        check_order(field, &whole.values, self.order.contains("DESC"), &at);
        let (mut forward, mut arguments) = (Vec::new(), format!("first: {PAGE}"));
        loop {
            let page = self.page(world, &arguments, field).await;
            assert_eq!(page.previous, !forward.is_empty(), "{at}: {arguments}");
            forward.extend(page.ids);
            assert_eq!(page.next, forward.len() < whole.ids.len(), "{at}: {arguments}");
            if !page.next {
                break;
            }
            arguments = format!("first: {PAGE}, after: \"{}\"", page.end);
        }
        assert_eq!(forward, whole.ids, "{at}: forward");
        let (mut backward, mut arguments) = (Vec::new(), format!("last: {PAGE}"));
        loop {
            let page = self.page(world, &arguments, field).await;
            assert_eq!(page.next, !backward.is_empty(), "{at}: {arguments}");
            backward.splice(0..0, page.ids);
            assert_eq!(page.previous, backward.len() < whole.ids.len(), "{at}: {arguments}");
            if !page.previous {
                break;
            }
            arguments = format!("last: {PAGE}, before: \"{}\"", page.start);
        }
        assert_eq!(backward, whole.ids, "{at}: backward");
    }
}

/// Records without a value come last whichever way; the others in their order, where both databases agree on one.
fn check_order(field: &Field, values: &[Json], descending: bool, at: &str) {
    let known = values.iter().take_while(|value| !value.is_null()).count();
    assert!(values[known..].iter().all(Json::is_null), "{at}: {values:?}");
    let ordered = |pair: &[Json]| match &field.kind {
        Kind::Integer => pair[0].as_i64() <= pair[1].as_i64(),
        Kind::Flag => pair[0].as_bool() <= pair[1].as_bool(),
        Kind::Date => pair[0].as_str() <= pair[1].as_str(),
        Kind::Instant => instant(&pair[0]) <= instant(&pair[1]),
        _ => true,
    };
    let mut known = values[..known].to_vec();
    if descending {
        known.reverse();
    }
    assert!(known.windows(2).all(ordered), "{at}: {values:?}");
}

/// Texts of instants are not in their order: a whole second has no decimals.
fn instant(value: &Json) -> DateTime<Utc> {
    value.as_str().and_then(|text| text.parse().ok()).unwrap_or_else(|| panic!("no instant: {value}"))
}

/// Records of every table, with values that are missing, repeat and differ; answers the cases, the first of which
/// has all records.
async fn fill(world: &World) -> Vec<Uuid> {
    let cases: Vec<Uuid> = (0..RECORDS).map(|_| world.store.clock().id()).collect();
    let mut first: Vec<(&str, Uuid)> = vec![("case_file", cases[0])];
    let mut victims = Vec::new();
    for table in tables().iter().filter(|table| table.name == "case_file" || table.column("case_id").is_some()) {
        for (row, case) in cases.iter().enumerate() {
            let own = if table.name == "case_file" { *case } else { world.store.clock().id() };
            if row == 0 {
                first.push((&table.name, own));
            }
            if table.name == "victim" {
                victims.push(own);
            }
            let values = table.fields.iter().map(|field| cell(world, table, field, row, own, &first, &victims));
            insert(world, table, values.collect()).await;
        }
    }
    for case in &cases {
        for (code, _) in World::roles() {
            take_part(world, *case, code).await;
        }
    }
    cases
}

fn cell(
    world: &World,
    table: &Table,
    field: &Field,
    row: usize,
    own: Uuid,
    first: &[(&str, Uuid)],
    victims: &[Uuid],
) -> Value {
    let of_first = |name: &str| first.iter().find(|(known, _)| *known == name).map(|(_, id)| Value::from(*id));
    let turn = (row * 7 + field.index) % 4;
    let empty = !field.required && (turn == 3 || matches!(field.column, "victim_id" | "suspect_id" | "officer_id"));
    match (table.name.as_str(), field.column) {
        (_, "id") => own.into(),
        (_, "version") => 1.into(),
        (_, "organisation_id" | "participant_id") => world.viewer("POLICE").organisation().into(),
        (_, "account_id") => world.viewer("POLICE").account().into(),
        ("case_file", "case_no" | "source_ref") | (_, "docket_no") => {
            format!("{}-{}", field.column, row * 7 % RECORDS).into()
        }
        // A dispute exists where the field it is about is read, and this one every participant reads.
        ("field_dispute", "record_type") => "case_file".into(),
        ("field_dispute", "record_id") => of_first("case_file").expect("a case"),
        ("field_dispute", "field") => "caseNo".into(),
        // Whom nobody here asks as is kept out.
        ("exclusion", "excluded_id") => world.viewer("POLICE_2").organisation().into(),
        ("participation", "extent") => "WHOLE_CASE".into(),
        ("person", "victim_id") => victims[row].into(),
        ("victim_suspect_link", "victim_id") => victims[row].into(),
        (_, "created_at" | "since") => {
            let second = world.store.clock().now().trunc_subsecs(0) - Duration::minutes(1 + row as i64 * 3 % 5);
            (second + Duration::microseconds(row as i64)).into()
        }
        (_, "until") => Value::ChronoDateTimeUtc(None),
        _ if field.required && matches!(&field.kind, Kind::Reference(to) if to == "organisation") => {
            world.viewer("POLICE").organisation().into()
        }
        _ if empty => nothing(&field.kind),
        _ => match &field.kind {
            Kind::Reference(target) => of_first(target).unwrap_or_else(|| nothing(&field.kind)),
            // An end is never before its beginning, which stands before it among the columns.
            Kind::Date => value(&field.kind, field.index + row * 5 % 4, 0),
            Kind::Integer if field.column.starts_with("registered") => 2001.into(),
            Kind::Instant => (DateTime::UNIX_EPOCH + Duration::microseconds(turn as i64 * 1_000_001)).into(),
            kind => value(kind, 0, turn),
        },
    }
}

async fn take_part(world: &World, case: Uuid, code: &str) {
    let participations = entity::table("participation");
    let row = participations.fields.iter().map(|field| match field.column {
        "id" => world.store.clock().id().into(),
        "case_id" => case.into(),
        "participant_id" => world.viewer(code).organisation().into(),
        // By name, so that the case may be sealed, too.
        "officer_id" => world.viewer(code).account().into(),
        "organisation_id" => world.viewer("COORDINATOR").organisation().into(),
        "account_id" => world.viewer("COORDINATOR").account().into(),
        "extent" => "WHOLE_CASE".into(),
        "basis" => "ASSIGNED".into(),
        "since" | "created_at" => world.store.clock().now().into(),
        "version" => 1.into(),
        _ => nothing(&field.kind),
    });
    insert(world, participations, row.collect()).await;
}

/// A role that reads the records of a table and one of its fields; police wrote them all.
fn reader(table: &'static Table, field: &Field) -> Option<&'static str> {
    let target = Target { table, suspect: false };
    let mut roles = World::roles();
    roles
        .find(|(_, role)| may_read(table.id(), target, role.standing()) && may_read(field, target, role.standing()))
        .map(|(code, _)| code)
        .or_else(|| {
            let author = Role::Police.standing() | entity::rights::Standing::AUTHOR;
            may_read(field, target, author).then_some("POLICE")
        })
}

async fn walk_all(
    world: &World,
    schema: &Schema,
    table: &'static Table,
    name: &str,
    of: Option<(&'static str, String)>,
) -> usize {
    let mut walked = 0;
    for order in schema.codes(&format!("{}OrderField", table.type_name)) {
        let field = table.column(&order.to_lowercase()).expect("an order is by a column");
        let Some(code) = reader(table, field) else { panic!("nobody reads {}.{order}", table.name) };
        for direction in ["ASC", "DESC"] {
            let order = format!("{{ field: {order}, direction: {direction} }}");
            List { code, of: of.clone(), name: name.to_owned(), order }.walk(world, field).await;
            walked += 1;
        }
    }
    walked
}

async fn every_order_of_every_list_is_walked_without_gap_or_double(world: World) {
    let schema = Schema::of(&world).await;
    let cases = fill(&world).await;
    let case = id::encode(entity::table("case_file"), cases[0]);
    let mut walked = 0;
    for table in tables().iter().filter(|table| table.column("case_id").is_some()) {
        walked += walk_all(&world, &schema, table, table.plural, Some(("Case", case.clone()))).await;
    }
    for name in ["case_file", "organisation"] {
        let table = entity::table(name);
        walked += walk_all(&world, &schema, table, table.plural, None).await;
    }
    assert!(walked > 350, "only {walked} orders were walked");
}

/// Several terms, and a list within each record of a list: every parent has pages of its own.
async fn terms_of_an_order_follow_each_other(world: World) {
    let cases = fill(&world).await;
    let case = id::encode(entity::table("case_file"), cases[0]);
    let victims = entity::table("victim");
    let field = victims.column("age_when_trafficked").expect("a column");
    let order = "{ field: AGE_WHEN_TRAFFICKED, direction: DESC }, { field: IDENTIFICATION_PLACE }, { field: IDENTIFIED_ON, direction: DESC }";
    for of in [Some(("Case", case.clone())), None] {
        let list = List { code: "SOCIAL_WELFARE", of, name: "victims".to_owned(), order: order.to_owned() };
        list.walk(&world, field).await;
    }
    let five = ["{ field: CREATED_AT }"; 5].join(", ");
    let refused = world.read("POLICE", &case, &format!("victims(orderBy: [{five}]) {{ totalCount }}")).await;
    refused.refused("LIMIT");
}

on_both!(every_order_of_every_list_is_walked_without_gap_or_double, terms_of_an_order_follow_each_other);

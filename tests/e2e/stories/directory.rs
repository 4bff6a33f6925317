//! The directory of services: who offers what, where, with room to spare, and who says so.

use entity::codes::{Rank, Role};
use entity::value::{Country, Token};
use serde_json::{Value as Json, json};
use tip_hub::access::Registration;
use tip_hub::access::value::to_json;

use crate::read_sweep::of_role;
use crate::schema::Schema;
use crate::sentinels::value;
use crate::world::World;

/// The codes of the organisations that a question finds.
async fn found(world: &World, arguments: &str) -> Vec<String> {
    let answer = world.ask("POLICE", &format!("{{ organisations({arguments}) {{ nodes {{ code }} }} }}")).await;
    let nodes = answer.ok().at("/data/organisations/nodes").as_array().cloned().unwrap_or_default();
    nodes.iter().filter_map(|node| node["code"].as_str().map(str::to_owned)).collect()
}

async fn a_service_is_found_by_kind_district_and_room(world: World) {
    let (ngo, other) = (world.organisation("NGO").await, world.organisation("NGO_2").await);
    let offers = json!({ "services": ["SHELTER", "PSYCHOSOCIAL"], "servedDistricts": ["LS-A"], "capacity": 12 });
    world.change("COORDINATOR", &ngo, offers).await.ok();
    world.change("COORDINATOR", &other, json!({ "services": ["SHELTER"], "accreditedUntil": "2027-12-31" })).await.ok();
    assert_eq!(found(&world, "service: SHELTER").await, ["NGO", "NGO_2"]);
    assert_eq!(found(&world, "service: PSYCHOSOCIAL").await, ["NGO"]);
    // Who names no districts serves all of them.
    assert_eq!(found(&world, r#"service: SHELTER, district: "LS-A""#).await, ["NGO", "NGO_2"]);
    assert_eq!(found(&world, r#"service: SHELTER, district: "LS-B""#).await, ["NGO_2"]);
    // Who has room says so itself, and nobody for it.
    assert!(found(&world, "hasCapacity: true").await.is_empty());
    world.change("NGO", &ngo, json!({ "freePlaces": 2 })).await.ok();
    world.change("NGO_2", &other, json!({ "freePlaces": 0 })).await.ok();
    assert_eq!(found(&world, "service: SHELTER, hasCapacity: true").await, ["NGO"]);
    assert_eq!(found(&world, "service: SHELTER, hasCapacity: false").await, ["NGO_2"]);
    let refused = world.change("COORDINATOR", &ngo, json!({ "freePlaces": 5 })).await;
    refused.refused_as_not_theirs(&[("Organisation.freePlaces", "AUTHOR")]);
    world.change("NGO_2", &ngo, json!({ "freePlaces": 5 })).await.refused("NOT_RESPONSIBLE");
    // What is closed is not offered.
    world.change("COORDINATOR", &ngo, json!({ "active": false })).await.ok();
    assert_eq!(found(&world, "service: SHELTER").await, ["NGO_2"]);
    // Every change is remembered, for all who use the directory.
    let history = "query($id: ID!) { history(id: $id) { nodes { field newValue organisation { code } } } }";
    let seen = world.ask_with("POLICE", history, json!({ "id": ngo })).await;
    let fields: Vec<&Json> = seen.ok().at("/data/history/nodes").as_array().expect("changes").iter().collect();
    assert_eq!(fields.len(), 5, "{}", seen.text);
    assert!(fields.iter().any(|change| change["field"] == "freePlaces" && change["organisation"]["code"] == "NGO"));
    world.read("POLICE", &ngo, "version freePlaces").await.shows("/data/node/version", 4);
}

async fn every_role_changes_of_an_organisation_what_the_matrix_says(world: World) {
    let schema = Schema::of(&world).await;
    let patch = schema.inputs("OrganisationPatch");
    let names: Vec<&str> = patch.iter().map(|item| item.name.as_str()).collect();
    for settled in ["id", "code", "role", "country", "version"] {
        assert!(!names.contains(&settled), "{settled} can be patched");
    }
    let directory = entity::table("organisation");
    let subject = world.organisation("SOCIAL_WELFARE_2").await;
    let mut landed = 0;
    for (code, role) in World::roles() {
        for field in names.iter().filter_map(|name| directory.field(name)) {
            let before =
                world.read(code, &subject, &field.name).await.at(&format!("/data/node/{}", field.name)).clone();
            let other = [0, 1].map(|turn| to_json(&value(&field.kind, field.index, turn)));
            let other = other.into_iter().find(|other| *other != before).expect("two values");
            let answer = world.change(code, &subject, json!({ &field.name: other })).await;
            let allowed = field.responsibility.rule.editor.intersects(of_role(role));
            assert_eq!(
                answer.code(),
                (!allowed).then_some("NOT_RESPONSIBLE"),
                "{code} {}: {}",
                field.name,
                answer.text
            );
            landed += usize::from(allowed);
        }
    }
    assert!(landed > 5, "only {landed} changes landed");
}

async fn a_coordinator_answers_for_the_directory_of_its_own_country(mut world: World) {
    let country = Country::parse("ZAF").expect("South Africa is a country");
    let (name, role, user, rank) = ("ZA", Role::Coordinator, "officer", Rank::Officer);
    let registration = Registration { code: "ZA", name, role, country, focal: false, user, rank };
    world.store.register(registration).await.expect("registered");
    world.sign_in_as("ZA", "officer").await;
    let ngo = world.organisation("NGO").await;
    world.change("ZA", &ngo, json!({ "capacity": 3 })).await.refused("NOT_RESPONSIBLE");
    world.change("COORDINATOR", &ngo, json!({ "capacity": 3 })).await.ok();
    let own = world.organisation("ZA").await;
    world.change("ZA", &own, json!({ "name": "Coordinator of South Africa" })).await.ok();
}

on_both!(
    a_service_is_found_by_kind_district_and_room,
    every_role_changes_of_an_organisation_what_the_matrix_says,
    a_coordinator_answers_for_the_directory_of_its_own_country,
);

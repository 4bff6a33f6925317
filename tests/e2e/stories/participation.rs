//! Who takes part: the coordinator and the lead let others in, and end it at once.

use entity::codes::Role;
use serde_json::json;
use tip_hub::graph::id;

use crate::world::World;

async fn the_lead_and_the_coordinator_let_others_take_part_and_nobody_else_does(world: World) {
    let (case, _) = world.open_with_victim(json!({})).await;
    let grant = |organisation: String| json!({ "case": case, "organisation": organisation });
    let (immigration, prosecution) = (world.organisation("IMMIGRATION").await, world.organisation("PROSECUTION").await);
    world.grant("PROSECUTION", grant(prosecution.clone())).await.refused("NOT_FOUND");
    world.grant("POLICE", grant(immigration.clone())).await.ok();
    world.read("IMMIGRATION", &case, "id").await.shows("/data/node/id", case.as_str());
    // Taking part is not leading: immigration lets nobody in.
    world.grant("IMMIGRATION", grant(prosecution.clone())).await.refused("NOT_RESPONSIBLE");
    world.read("PROSECUTION", &case, "id").await.shows("/data/node", json!(null));
    world.grant("COORDINATOR", grant(prosecution)).await.ok();
    world.read("PROSECUTION", &case, "id").await.shows("/data/node/id", case.as_str());
    world
        .read("IMMIGRATION", &case, "participations { nodes { participant { code } } }")
        .await
        .shows("/data/node/participations/nodes/2/participant/code", "IMMIGRATION");
}

async fn ending_a_participation_ends_access_at_once(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let part = world.let_take_part(&case, "SOCIAL_WELFARE").await.id("/data/participationGrant/participation/id");
    world.change("SOCIAL_WELFARE", &victim, json!({ "reflectionFrom": "2026-04-02" })).await.ok();
    world.end("SOCIAL_WELFARE", &part).await.refused("NOT_RESPONSIBLE");
    world.read("SOCIAL_WELFARE", &victim, "id").await.shows("/data/node/id", victim.as_str());
    world.end("COORDINATOR", &part).await.ok();
    for record in [&case, &victim, &part] {
        world.read("SOCIAL_WELFARE", record, "id").await.shows("/data/node", json!(null));
    }
    world
        .ask_with(
            "SOCIAL_WELFARE",
            "query($id: ID!) { history(id: $id) { totalCount } cases { totalCount } }",
            json!({ "id": victim }),
        )
        .await
        .shows("/data/history", json!(null))
        .shows("/data/cases/totalCount", 0);
    world.change_from("SOCIAL_WELFARE", &victim, 2, json!({ "reflectionFrom": null })).await.refused("NOT_FOUND");
    world.add("SOCIAL_WELFARE", &case, "Report", json!({ "station": "Maseru" })).await.refused("NOT_FOUND");
    world.read("POLICE", &victim, "reflectionFrom").await.shows("/data/node/reflectionFrom", "2026-04-02");
    // Called again, it is back.
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    world.read("SOCIAL_WELFARE", &victim, "id").await.shows("/data/node/id", victim.as_str());
}

async fn the_lead_ends_a_participation_once_and_only_the_coordinator_changes_that(world: World) {
    let (case, _) = world.open_with_victim(json!({})).await;
    let part = world.let_take_part(&case, "IMMIGRATION").await.id("/data/participationGrant/participation/id");
    world.end("POLICE", &part).await.ok();
    world.read("IMMIGRATION", &case, "id").await.shows("/data/node", json!(null));
    world.end("POLICE", &part).await.refused("NOT_RESPONSIBLE");
    world.end("COORDINATOR", &part).await.ok();
}

async fn a_participation_can_be_limited_to_one_officer(mut world: World) {
    world.employ("SOCIAL_WELFARE", Role::SocialWelfare, "colleague").await;
    let (case, victim) = world.open_with_victim(json!({})).await;
    let accounts = entity::table("account");
    let officer = id::encode(accounts, world.viewer("SOCIAL_WELFARE").account());
    let grant = json!({ "case": case, "organisation": world.organisation("SOCIAL_WELFARE").await, "officer": officer });
    world.grant("COORDINATOR", grant).await.ok();
    world.read("SOCIAL_WELFARE", &victim, "id").await.shows("/data/node/id", victim.as_str());
    world.sign_in_as("SOCIAL_WELFARE", "colleague").await;
    world.read("SOCIAL_WELFARE", &victim, "id").await.shows("/data/node", json!(null));
    world.read("SOCIAL_WELFARE", &case, "id").await.shows("/data/node", json!(null));
    world.change("SOCIAL_WELFARE", &victim, json!({ "reflectionFrom": "2026-04-02" })).await.refused("NOT_FOUND");
    // A participation without an officer is for the whole organisation.
    world.let_take_part(&case, "SOCIAL_WELFARE").await;
    world.read("SOCIAL_WELFARE", &victim, "id").await.shows("/data/node/id", victim.as_str());
}

async fn a_grant_names_an_officer_of_its_own_organisation_and_a_victim_of_its_own_case(world: World) {
    let (case, victim) = world.open_with_victim(json!({})).await;
    let (_, stranger) = world.open_with_victim(json!({})).await;
    let organisation = world.organisation("NGO").await;
    let accounts = entity::table("account");
    let outsider = id::encode(accounts, world.viewer("NGO_2").account());
    let own = id::encode(accounts, world.viewer("NGO").account());
    let wrong_officer = json!({ "case": case, "organisation": organisation, "officer": outsider });
    world.grant("COORDINATOR", wrong_officer).await.refused("INVALID");
    let wrong_victim = json!({ "case": case, "organisation": organisation, "victim": stranger });
    world.grant("COORDINATOR", wrong_victim).await.refused("INVALID");
    world.read("NGO", &case, "id").await.shows("/data/node", json!(null));
    world
        .grant("COORDINATOR", json!({ "case": case, "organisation": organisation, "victim": victim, "officer": own }))
        .await
        .ok();
    world.read("NGO", &victim, "id").await.shows("/data/node/id", victim.as_str());
}

async fn the_lead_is_the_coordinators_to_name(world: World) {
    let (case, _) = world.open_with_victim(json!({})).await;
    world.let_take_part(&case, "IMMIGRATION").await;
    let (immigration, ngo) = (world.organisation("IMMIGRATION").await, world.organisation("NGO").await);
    world
        .change("POLICE", &case, json!({ "lead": immigration }))
        .await
        .refused_as_not_theirs(&[("Case.lead", "COORDINATOR")]);
    world.change("COORDINATOR", &case, json!({ "lead": immigration })).await.ok();
    world.grant("POLICE", json!({ "case": case, "organisation": ngo })).await.refused("NOT_RESPONSIBLE");
    world.grant("IMMIGRATION", json!({ "case": case, "organisation": ngo })).await.ok();
}

on_both!(
    the_lead_and_the_coordinator_let_others_take_part_and_nobody_else_does,
    ending_a_participation_ends_access_at_once,
    the_lead_ends_a_participation_once_and_only_the_coordinator_changes_that,
    a_participation_can_be_limited_to_one_officer,
    a_grant_names_an_officer_of_its_own_organisation_and_a_victim_of_its_own_case,
    the_lead_is_the_coordinators_to_name,
);

//! The number of SQL statements depends on the depth of a question, never on the number of rows.

use crate::world::World;

const PAGE: &str = "query($first: Int!) { cases(first: $first) { nodes {
    caseNo version
    timeline(first: 3) { totalCount nodes { recordType record field newValue organisation { name } } }
    victims { totalCount nodes { id person { familyName } assistances { nodes { serviceType } } exploitations { nodes { types } } } }
    suspects { nodes { id person { givenNames } charges { nodes { offence verdicts { nodes { outcome } } } } } }
    lead { name } } } }";

async fn a_page_of_fifty_takes_as_many_statements_as_a_page_of_five(world: World) {
    for _ in 0..50 {
        let sections = "{ victims: { add: [{}, {}] }, suspects: { add: [{}] } }";
        world
            .ask(
                "POLICE",
                &format!("mutation {{ caseOpen(input: {{}}, draft: true, sections: {sections}) {{ case {{ id }} }} }}"),
            )
            .await
            .ok();
    }
    let five = count(&world, 5).await;
    let fifty = count(&world, 50).await;
    assert_eq!(five, fifty);
    assert!((11..=17).contains(&fifty), "{fifty} statements for eleven levels");
}

async fn count(world: &World, first: usize) -> usize {
    let before = world.statements();
    let answer = world.ask_with("POLICE", PAGE, serde_json::json!({ "first": first })).await;
    assert_eq!(answer.ok().at("/data/cases/nodes").as_array().map(Vec::len), Some(first));
    assert!(answer.at("/data/cases/nodes/0/victims/nodes/1/id").is_string());
    world.statements() - before
}

on_both!(a_page_of_fifty_takes_as_many_statements_as_a_page_of_five);

//! The code lists as data: what comes with the hub, what is loaded over it, and who reads it.

use std::collections::HashSet;

use entity::codes::lists;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::{Value as Json, json};
use tip_hub::codes::{built_in, known};
use tip_hub::exchange;

use crate::world::World;

#[test]
fn every_term_that_comes_with_the_hub_names_a_list_and_a_code() {
    let terms = built_in();
    assert!(terms.len() > 250, "{} terms", terms.len());
    for term in terms {
        assert!(known(term.list, term.code).is_some(), "{}.{}", term.list, term.code);
    }
    let schemes: HashSet<&str> = terms.iter().map(|term| term.about.key().1).collect();
    assert_eq!(schemes, HashSet::from(["HTCDS", "CTDC", "GLOTIP", "ICCS", "ISIC", "sot"]));
}

async fn every_role_reads_every_list(world: World) {
    let question = "{ codeLists { name description version codes { code description labels { language text }
        mappings { scheme value } } } }";
    for (role, _) in World::roles() {
        let answer = world.ask(role, question).await;
        let found = answer.ok().at("/data/codeLists").as_array().expect("lists").clone();
        let names: Vec<&str> = found.iter().filter_map(|list| list["name"].as_str()).collect();
        assert_eq!(names, lists().map(|list| list.name).collect::<Vec<_>>(), "{role}");
        for (shown, list) in found.iter().zip(lists()) {
            let codes: Vec<&str> =
                shown["codes"].as_array().expect("codes").iter().filter_map(|it| it["code"].as_str()).collect();
            assert_eq!(codes, list.codes.iter().map(|(code, _)| *code).collect::<Vec<_>>());
            assert_eq!(shown["version"], 1);
            for code in shown["codes"].as_array().expect("codes") {
                let english = &code["labels"][0];
                assert!(
                    english["language"] == "eng" && english["text"].as_str().is_some_and(|it| !it.is_empty()),
                    "{code}"
                );
            }
        }
    }
}

/// The code of a list as one question answers it.
async fn code(world: &World, list: &str, code: &str, language: Option<&str>) -> (Json, i64) {
    let question = "query($list: [String!], $language: Language) { codeLists(names: $list) { version codes { code
        labels(language: $language) { language text } mappings { scheme value } } } }";
    let answer = world.ask_with("NGO", question, json!({ "list": [list], "language": language })).await;
    let list = answer.ok().at("/data/codeLists/0").clone();
    let entry =
        list["codes"].as_array().expect("codes").iter().find(|entry| entry["code"] == code).expect(code).clone();
    (entry, list["version"].as_i64().expect("a version"))
}

async fn what_comes_with_the_hub_is_mapped(world: World) {
    let (band, _) = code(&world, "AgeBand", "AGE_9_17", None).await;
    let mappings = json!([{ "scheme": "CTDC", "value": "9--17" }, { "scheme": "GLOTIP", "value": "0 to 17 years" }]);
    assert_eq!(band["mappings"], mappings);
    let (offence, _) = code(&world, "Offence", "TRAFFICKING_CHILD", None).await;
    assert_eq!(offence["mappings"], json!([{ "scheme": "ICCS", "value": "0204" }]));
    assert_eq!(offence["labels"], json!([{ "language": "eng", "text": "Trafficking in a child" }]));
    let (relation, _) = code(&world, "Relationship", "STRANGER", None).await;
    assert_eq!(relation["mappings"][0], json!({ "scheme": "HTCDS", "value": "Unaquainted" }), "spelt as in HTCDS 2.0");
    let (answer, _) = code(&world, "Answer", "NO", Some("sot")).await;
    assert_eq!(answer["labels"], json!([{ "language": "sot", "text": "Che" }]));
}

async fn a_load_replaces_and_keeps_what_was(world: World) {
    let load = async |text: &str| exchange::codes::import(&world.store, text.as_bytes()).await.expect("loaded");
    let loaded = load("list,code,scheme,value\nSex,FEMALE,CTDC,F\nSex,FEMALE,IC_TIP,1\nSex,MALE,CTDC,Male\n").await;
    assert_eq!((loaded.terms, loaded.lists), (2, 1), "what is in force already is no load");
    let (female, version) = code(&world, "Sex", "FEMALE", None).await;
    let mappings = json!([{ "scheme": "CTDC", "value": "F" }, { "scheme": "IC_TIP", "value": "1" }]);
    assert_eq!((&female["mappings"], version), (&mappings, 2));
    load("list,code,scheme,value\nSex,FEMALE,IC_TIP,01\n").await;
    load("list,code,language,label\nSex,FEMALE,eng,Woman or girl\nSex,FEMALE,fra,Femme\n").await;
    let (female, version) = code(&world, "Sex", "FEMALE", None).await;
    assert_eq!((&female["mappings"][1]["value"], version), (&json!("01"), 4));
    let labels: Vec<_> =
        female["labels"].as_array().expect("labels").iter().map(|label| label["text"].clone()).collect();
    assert_eq!(labels, ["Mosali", "Woman or girl", "Femme"]);
    assert_eq!(code(&world, "Answer", "YES", None).await.1, 1, "another list's version stays");
    let sql = "SELECT value FROM code_term WHERE scheme_or_language = 'IC_TIP' ORDER BY version";
    let rows =
        world.sql.query_all_raw(Statement::from_string(world.sql.get_database_backend(), sql)).await.expect("rows");
    let kept: Vec<String> = rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect();
    assert_eq!(kept, ["1", "01"]);
}

async fn lists_are_asked_for_by_name_in_one_statement(world: World) {
    let before = world.statements();
    world.ask("POLICE", "{ viewer { role } }").await.ok();
    let door = world.statements() - before;
    let answer =
        world.ask("POLICE", "{ codeLists(names: [\"Sex\", \"Answer\", \"Sex\"]) { name codes { code } } }").await;
    let names = answer.ok().at("/data/codeLists").as_array().expect("lists").iter().map(|list| list["name"].clone());
    assert_eq!(names.collect::<Vec<_>>(), ["Sex", "Answer"]);
    assert_eq!(world.statements() - before, 2 * door + 1);
    let wrong = world.ask("POLICE", "{ codeLists(names: [\"Sex\", \"Zqzq\"]) { name } }").await;
    assert!(wrong.refused("INVALID").text.contains("names[1]: is no code list") && !wrong.text.contains("Zqzq"));
}

on_both!(
    every_role_reads_every_list,
    what_comes_with_the_hub_is_mapped,
    a_load_replaces_and_keeps_what_was,
    lists_are_asked_for_by_name_in_one_statement,
);

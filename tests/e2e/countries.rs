//! Countries as data: what the built-in packs say, as every role reads it.

use serde_json::json;

use crate::world::World;

async fn every_role_reads_the_pack_of_its_country(world: World) {
    let question = "{ countryPack { code plain languages competentAuthority identityDuty reflectionDays
        thresholds { shelterNoticeHours closureSilenceDays }
        districts { code name } borderPosts { code name neighbour openAlways }
        courts { code level } ceilings { level givesMaximum maxYears } authorities { role name unit } } }";
    for (role, _) in World::roles() {
        let answer = world.ask(role, question).await;
        let pack = answer.ok().at("/data/countryPack");
        assert_eq!((pack["code"].as_str(), pack["plain"].as_bool()), (Some("LSO"), Some(false)), "{role}");
        assert_eq!(pack["districts"].as_array().map(Vec::len), Some(10));
        assert_eq!(pack["districts"][0], json!({ "code": "LS-A", "name": "Maseru" }));
        let posts = pack["borderPosts"].as_array().expect("posts");
        let always: Vec<_> = posts.iter().filter(|post| post["openAlways"] == true).map(|post| &post["code"]).collect();
        assert_eq!((posts.len(), always), (15, vec![&json!("MASERU_BRIDGE"), &json!("MAPUTSOE_BRIDGE")]));
        assert_eq!((&posts[0]["neighbour"], &posts[14]["neighbour"]), (&json!("ZAF"), &json!(null)));
        assert_eq!(pack["reflectionDays"], 30);
        assert_eq!(pack["thresholds"], json!({ "shelterNoticeHours": 48, "closureSilenceDays": 30 }));
        assert_eq!(pack["ceilings"][0], json!({ "level": "MAGISTRATE", "givesMaximum": false, "maxYears": null }));
        assert!(world.statements() > 0 && answer.withheld().is_empty());
    }
}

/// The Amendment Act 2021, in force on 14 January 2021, took the fine away, and the means for the sex trafficking of a
/// child.
async fn the_day_of_the_offence_selects_the_penalties(world: World) {
    let question = "query($day: Date!) { countryPack { offences { code
        regimeOn(date: $day) { from maxYears life maxFine fineOption meansRequired meansNotRequiredFor } regimes { from until } } } }";
    let regimes = async |day: &str| {
        let answer = world.ask_with("PROSECUTION", question, json!({ "day": day })).await;
        let offences = answer.ok().at("/data/countryPack/offences").clone();
        let of = |code: &str| {
            let offence = offences.as_array().into_iter().flatten().find(|offence| offence["code"] == code);
            offence.unwrap_or_else(|| panic!("no {code}"))["regimeOn"].clone()
        };
        (of("LS-ATIP-5-1"), of("LS-ATIP-5-2"), of("LS-CPWA-77"))
    };
    let (adult, child, unknown) = regimes("2021-01-13").await;
    assert_eq!((&adult["maxFine"], &adult["fineOption"]), (&json!(1_000_000), &json!(true)));
    assert_eq!((&child["life"], &child["meansNotRequiredFor"]), (&json!(true), &json!([])));
    assert!(unknown.is_null(), "no penalties are known: {unknown}");
    let (adult, child, _) = regimes("2021-01-14").await;
    assert_eq!(adult["from"], "2021-01-14");
    assert_eq!(
        (&adult["maxYears"], &adult["maxFine"], &adult["fineOption"]),
        (&json!(25), &json!(null), &json!(false))
    );
    assert_eq!((&child["fineOption"], &child["meansRequired"]), (&json!(false), &json!(true)));
    assert_eq!(child["meansNotRequiredFor"], json!(["SEXUAL_EXPLOITATION"]), "not for every purpose");
    assert_eq!(adult["meansNotRequiredFor"], json!([]));
    let (adult, child, _) = regimes("2011-01-10").await;
    assert!(adult.is_null() && child.is_null(), "the act was not in force: {adult} {child}");
    let wrong = world.ask_with("PROSECUTION", question, json!({ "day": "yesterday" })).await;
    assert!(wrong.refused("INVALID").text.contains("date: is not a date"), "{}", wrong.text);
}

async fn a_country_without_a_pack_has_the_defaults(world: World) {
    let question = "query($code: Country) { countryPack(code: $code) { code plain competentAuthority reflectionDays
        thresholds { hearingSoonDays } districts { code } offences { code } } }";
    let answer = world.ask_with("NGO", question, json!({ "code": "BWA" })).await;
    let pack = json!({ "code": "BWA", "plain": true, "competentAuthority": ["SOCIAL_WELFARE"], "reflectionDays": 30,
        "thresholds": { "hearingSoonDays": 3 }, "districts": [], "offences": [] });
    assert_eq!(*answer.ok().at("/data/countryPack"), pack);
    let own = world.ask_with("NGO", question, json!({ "code": null })).await;
    assert_eq!(own.ok().at("/data/countryPack/code"), "LSO");
    let wrong = world.ask_with("NGO", question, json!({ "code": "LESOTHO" })).await;
    assert!(wrong.refused("INVALID").text.contains("ISO 3166-1 alpha-3"), "{}", wrong.text);
}

on_both!(
    every_role_reads_the_pack_of_its_country,
    the_day_of_the_offence_selects_the_penalties,
    a_country_without_a_pack_has_the_defaults,
);

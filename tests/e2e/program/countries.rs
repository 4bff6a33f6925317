//! Country packs from the operator's folder: a country is added or replaced by a file, and a wrong file is refused.

use std::path::Path;

use super::{Ended, Serving, folder, run, tip_hub};

const BOTSWANA: &str = r#"
code = "BWA"
languages = ["eng", "tsn"]
competent_authority = ["POLICE"]
identity_duty = ["POLICE"]
reflection_days = 90

[[districts]]
code = "BW-GA"
name = "Gaborone"
"#;

fn pack(folder: &Path, name: &str, text: &str) {
    let countries = folder.join("packs");
    std::fs::create_dir_all(&countries).expect("a folder");
    std::fs::write(countries.join(name), text).expect("written");
}

/// Runs with one pack that has this text.
fn with(text: &str) -> Ended {
    let folder = folder();
    pack(folder.path(), "one.toml", text);
    run(folder.path(), &["--countries-dir", "packs", "migrate"])
}

#[test]
fn a_wrong_pack_is_refused_with_its_file_and_key() {
    with(BOTSWANA).ok();
    let twice = format!("{BOTSWANA}\n[[districts]]\ncode = \"BW-GA\"\nname = \"Gaborone again\"\n");
    for (text, words) in [
        (BOTSWANA.replace("reflection_days", "reflexion_days"), ["packs/one.toml, line 6", "reflexion_days"]),
        (BOTSWANA.replace("\"BWA\"", "\"Botswana\""), ["packs/one.toml, line 2, code", "ISO"]),
        (BOTSWANA.replace("languages", "# languages"), ["packs/one.toml", "languages"]),
        (BOTSWANA.replace("[\"POLICE\"]", "[\"SHERIFF\"]"), ["line 4, competent_authority", "use one of POLICE, "]),
        (
            BOTSWANA.replace("competent_authority = [\"POLICE\"]", "competent_authority = []"),
            ["competent_authority", "name one"],
        ),
        (BOTSWANA.replace("90", "0"), ["reflection_days", "between 1 and 3650"]),
        (BOTSWANA.replace("BW-GA", "LS-A"), ["districts[0].code", "begin it with BW-"]),
        (twice, ["districts[1].code", "twice"]),
        (format!("{BOTSWANA}\n[thresholds]\ndocket_idle_days = -1\n"), ["thresholds.docket_idle_days", "whole number"]),
        (law("from = 2020-01-01\nuntil = 2019-01-01"), ["offences[0].regimes[0].until", "last day"]),
        (law("from = 2018-01-01"), ["offences[0].regimes[1].from", "after the end of the regime before it"]),
        (
            law("from = 2018-01-01\nuntil = 2019-01-01\nmeans_not_required_for = [\"SURROGACY\"]").replacen(
                "means_required = true",
                "means_required = false",
                1,
            ),
            ["offences[0].regimes[0].means_not_required_for", "not there"],
        ),
        (
            law("from = 2018-01-01\nuntil = 2019-01-01").replace("section = \"1\"", "section = \"\""),
            ["offences[0].section", "60 characters"],
        ),
        (law("from = \"2018\""), ["line 19, from", ""]),
        (law("from = 2018-01-01T10:00:00Z"), ["line 19, from", "2021-01-14"]),
    ] {
        with(&text).refused(&words).refused(&["countries-dir: "]);
    }
}

/// Botswana with an offence whose first regime begins so.
fn law(first: &str) -> String {
    let rest = "fine_option = true\nmeans_required = true\n";
    format!(
        "{BOTSWANA}\n[[offences]]\ncode = \"BW-1\"\nact = \"Act\"\nsection = \"1\"\ntitle = \"One\"\ncategory = \"OTHER\"
[[offences.regimes]]\n{first}\n{rest}[[offences.regimes]]\nfrom = 2021-01-01\n{rest}"
    )
}

#[test]
fn all_faults_of_a_pack_are_named_at_once() {
    let text = BOTSWANA.replace("90", "0").replace("BW-GA", "LS-A");
    with(&text).refused(&["reflection_days", "districts[0].code"]);
}

#[test]
fn a_folder_that_is_not_there_and_a_country_that_is_there_twice_are_refused() {
    let folder = folder();
    run(folder.path(), &["--countries-dir", "packs", "migrate"]).refused(&["countries-dir: packs"]);
    pack(folder.path(), "a.toml", BOTSWANA);
    pack(folder.path(), "b.toml", BOTSWANA);
    pack(folder.path(), "notes.txt", "not a pack");
    run(folder.path(), &["--countries-dir", "packs", "migrate"]).refused(&["packs/b.toml, code", "BWA"]);
}

/// Botswana lets the police decide who is a victim; Lesotho, as it is built in, lets social welfare.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_country_comes_from_a_file() {
    let folder = folder();
    pack(folder.path(), "botswana.toml", BOTSWANA);
    let list = "code,name,role,country,user\nBPS,Police,POLICE,BWA,officer\nLMPS,Police,POLICE,LSO,officer\n";
    std::fs::write(folder.path().join("organisations.csv"), list).expect("written");
    run(folder.path(), &["import", "organisations", "organisations.csv"]).ok();
    let token = |organisation: &str| {
        let ended = run(folder.path(), &["token", "--organisation", organisation, "--user", "officer"]).ok();
        ended.out.trim().to_owned()
    };
    let mut command = tip_hub(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
    command.env("TIP_HUB_COUNTRIES_DIR", "packs");
    let serving = Serving::start(command);
    let question = "{ countryPack { code reflectionDays identityDuty districts { code } } }";
    let botswana = serving.ask(&token("BPS"), question).await;
    let expected = serde_json::json!({ "code": "BWA", "reflectionDays": 90, "identityDuty": ["POLICE"],
        "districts": [{ "code": "BW-GA" }] });
    assert_eq!(botswana["data"]["countryPack"], expected);
    let lesotho = serving.ask(&token("LMPS"), question).await;
    assert_eq!(lesotho["data"]["countryPack"]["code"], "LSO");
    assert_eq!(lesotho["data"]["countryPack"]["districts"].as_array().map(Vec::len), Some(10));
}

//! `import codes`: what is loaded wins, and a wrong line is refused by its place.

use super::{Ended, folder, run};

const MAPPING: &str = "list,code,scheme,value\n";

#[test]
fn a_file_of_labels_or_mappings_is_loaded_once() {
    let folder = folder();
    let import = |text: &str| {
        std::fs::write(folder.path().join("codes.csv"), text).expect("written");
        run(folder.path(), &["import", "codes", "codes.csv"])
    };
    let loaded = |ended: Ended, words: &str| {
        let ended = ended.ok();
        assert!(ended.err.contains(words), "{}", ended.err);
    };
    let labels = "# a comment\nlist,code,language,label\nSex,FEMALE,tsn,Mosadi\nAnswer,NO,tsn,Nnyaa\n";
    loaded(import(labels), "2 labels and mappings of 2 lists loaded");
    loaded(import(labels), "0 labels and mappings of 0 lists loaded");
    loaded(import("list,code,scheme,value\nSex,FEMALE,IC_TIP,\"1, one\"\n"), "1 labels and mappings of 1 lists loaded");
}

#[test]
fn a_wrong_line_is_refused_with_line_and_column_and_nothing_is_loaded() {
    let folder = folder();
    let long = format!("{MAPPING}Sex,MALE,IC_TIP,{}\n", "x".repeat(201));
    for (text, words) in [
        (format!("{MAPPING}Sex,MALE,IC_TIP,1\nSects,MALE,IC_TIP,2\n"), "line 3, column list: is no code list"),
        (format!("# a comment\n{MAPPING}Sex,MAN,IC_TIP,1\n"), "line 3, column code: is no code of Sex"),
        (
            format!("{MAPPING}Sex,MALE,IC_TIP,1\n\n# two\nSex,MALE,ICTIP,1\n"),
            "line 5, column scheme: is no scheme; use one of IC_TIP",
        ),
        ("list,code,language,label\nSex,MALE,Sesotho,Monna\n".to_owned(), "line 2, column language: is no language"),
        (format!("{MAPPING}Sex,MALE,IC_TIP,\n"), "line 2, column value: is no text"),
        (long, "line 2, column value: is no text"),
        (format!("{MAPPING}Sex,MALE,IC_TIP,1\nSex,MALE,IC_TIP,2\n"), "line 3, column scheme: has a value"),
        (format!("{MAPPING}Sex,MALE,IC_TIP\n"), "line 2: is no line of four columns"),
        ("list,code,value\nSex,MALE,1\n".to_owned(), "heading: the columns are not list,code,scheme,value"),
        (String::new(), "heading"),
    ] {
        std::fs::write(folder.path().join("wrong.csv"), text).expect("written");
        run(folder.path(), &["import", "codes", "wrong.csv"]).refused(&["wrong.csv: ", words]);
    }
    std::fs::write(folder.path().join("right.csv"), format!("{MAPPING}Sex,MALE,IC_TIP,1\n")).expect("written");
    let right = run(folder.path(), &["import", "codes", "right.csv"]).ok();
    assert!(right.err.contains("1 labels and mappings"), "a wrong file had loaded some of it: {}", right.err);
    run(folder.path(), &["import", "codes", "none.csv"]).refused(&["none.csv"]);
}

//! What is imported and exported again is what it was: nothing lost, nothing invented, nothing added twice.

use std::path::{Path, PathBuf};

use tip_hub::exchange::ctdc::{export, import};

use crate::world::World;

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// The published data set, where it stands beside the project.
fn published() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/ctdc-victim-perpetrator.csv");
    path.exists().then_some(path)
}

async fn exported(world: &World) -> String {
    let mut written = Vec::new();
    export(&world.store, world.viewer("POLICE"), &mut written).await.expect("exported");
    String::from_utf8(written).expect("UTF-8")
}

async fn the_made_up_records_come_back_as_they_went_in(world: World) {
    let file = fixture("ctdc-made-up.csv");
    let rejected = world.dir.path().join("rejected.csv");
    let first = import(&world.store, world.viewer("POLICE"), &file, &rejected).await.expect("imported");
    assert_eq!((first.added, first.skipped, first.rejected), (32, 0, 0));
    let second = import(&world.store, world.viewer("POLICE"), &file, &rejected).await.expect("imported again");
    assert_eq!((second.added, second.skipped, second.rejected), (0, 32, 0));
    assert!(!rejected.exists(), "no report where nothing was left out");
    assert_eq!(exported(&world).await, std::fs::read_to_string(file).expect("the fixture"));
    // Who took them out is kept.
    let taken = "SELECT operation FROM audit_event WHERE act IS NULL";
    assert_eq!(world.text(taken).await, "export ctdc");
}

async fn a_case_that_was_sealed_meanwhile_is_not_imported_again(world: World) {
    let rejected = world.dir.path().join("rejected.csv");
    let again = async || import(&world.store, world.viewer("POLICE"), &fixture("ctdc-made-up.csv"), &rejected).await;
    again().await.expect("imported");
    world.execute("UPDATE case_file SET sensitivity = 'SEALED'").await;
    let second = again().await.expect("imported again");
    assert_eq!((second.added, second.skipped), (0, 32));
}

async fn bad_rows_are_reported_and_stop_nothing(world: World) {
    let rejected = world.dir.path().join("rejected.csv");
    let found =
        import(&world.store, world.viewer("POLICE"), &fixture("ctdc-bad-rows.csv"), &rejected).await.expect("imported");
    assert_eq!((found.added, found.rejected), (4, 14));
    let report = std::fs::read_to_string(rejected).expect("a report");
    assert_eq!(report.lines().count(), 15, "a line for each, below the header: {report}");
}

async fn a_role_that_may_not_say_all_of_it_imports_nothing(world: World) {
    let (whole, rejected) = (fixture("ctdc-made-up.csv"), world.dir.path().join("rejected.csv"));
    // Refused before the first line is read, and so also where there is none.
    let head = world.dir.path().join("head.csv");
    let text = std::fs::read_to_string(&whole).expect("the fixture");
    std::fs::write(&head, text.lines().next().expect("a header")).expect("written");
    for code in ["NGO", "SOCIAL_WELFARE", "IMMIGRATION", "PROSECUTION", "STATISTICIAN"] {
        for file in [&whole, &head] {
            let refused = import(&world.store, world.viewer(code), file, &rejected).await;
            let error = refused.err().unwrap_or_else(|| panic!("{code} imported"));
            assert!(matches!(error.code.as_str(), "NOT_RESPONSIBLE" | "NOT_FOUND"), "{code}: {error}");
        }
    }
    assert_eq!(import(&world.store, world.viewer("POLICE"), &head, &rejected).await.expect("imported").added, 0);
    let answer = world.ask("COORDINATOR", "{ cases { totalCount } }").await;
    assert_eq!(answer.ok().at("/data/cases/totalCount"), 0);
}

async fn who_does_not_read_all_that_a_line_tells_exports_nothing(world: World) {
    let rejected = world.dir.path().join("rejected.csv");
    import(&world.store, world.viewer("POLICE"), &fixture("ctdc-made-up.csv"), &rejected).await.expect("imported");
    let exports = async |code: &str| {
        let viewer = world.store.operator(code, "officer").await.expect("looked up").expect("active");
        let mut written = Vec::new();
        let exported = export(&world.store, &viewer, &mut written).await;
        let lines = String::from_utf8(written).expect("UTF-8").lines().count();
        (exported.map(|_| ()).map_err(|error| error.code.as_str()), lines)
    };
    for code in ["NGO", "STATISTICIAN", "REGION"] {
        assert_eq!(exports(code).await, (Err("NOT_RESPONSIBLE"), 0), "{code}");
    }
    let whole = std::fs::read_to_string(fixture("ctdc-made-up.csv")).expect("the fixture").lines().count();
    assert_eq!(exports("COORDINATOR").await, (Ok(()), whole));
    // What its part does not open is not left out of the lines: there are no lines.
    world
        .execute(
            "UPDATE participation SET extent = 'ONE_VICTIM', field_groups = '[\"RISK\"]', victim_id =
               (SELECT victim.id FROM victim WHERE victim.case_id = participation.case_id LIMIT 1)
             WHERE participant_id = (SELECT id FROM organisation WHERE code = 'COORDINATOR')",
        )
        .await;
    assert_eq!(exports("COORDINATOR").await.0, Err("NOT_RESPONSIBLE"));
}

async fn the_published_records_come_back_as_they_went_in(world: World) {
    let Some(file) = published() else { return };
    let rejected = world.dir.path().join("rejected.csv");
    let found = import(&world.store, world.viewer("POLICE"), &file, &rejected).await.expect("imported");
    assert_eq!((found.added, found.rejected), (21_195, 0));
    let again = import(&world.store, world.viewer("POLICE"), &file, &rejected).await.expect("imported again");
    assert_eq!((again.added, again.skipped), (0, 21_195));
    let (source, written) = (std::fs::read_to_string(file).expect("the file"), exported(&world).await);
    let differs = source.lines().zip(written.lines()).find(|(source, written)| source != written);
    assert_eq!(differs, None);
    assert_eq!(source.lines().count(), written.lines().count());
}

/// The help tells of every column there is.
#[test]
fn the_mapping_names_every_column() {
    let file = std::fs::read_to_string(fixture("ctdc-made-up.csv")).expect("the fixture");
    for column in file.lines().next().expect("a header").split(',') {
        assert!(tip_hub::exchange::CTDC_MAPPING.contains(column), "{column}");
    }
}

on_both!(
    a_case_that_was_sealed_meanwhile_is_not_imported_again,
    the_made_up_records_come_back_as_they_went_in,
    bad_rows_are_reported_and_stop_nothing,
    a_role_that_may_not_say_all_of_it_imports_nothing,
    who_does_not_read_all_that_a_line_tells_exports_nothing,
    the_published_records_come_back_as_they_went_in,
);

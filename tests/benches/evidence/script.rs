//! What the benchmarks write: a case is opened with two victims and their persons, a suspect and a report are added, and the
//! suspect's name is changed twice.

use entity::Table;
use entity::codes::CaseStatus;
use sea_orm::sea_query::Value;
use tip_hub::access::{Draft, Store, Viewer, Work};
use tip_hub::acts::{add, add_victim, open_case};

/// How many acts that is.
pub const ACTS: usize = 5;

/// Does it once. `landed` is called when an act is committed.
pub async fn perform(store: &Store, viewer: &Viewer, mut landed: impl FnMut()) {
    let begin = async |act: &str| store.work(viewer, act, None).await.expect("begun");
    let mut commit = async |work: Work| {
        work.commit().await.expect("committed");
        landed();
    };
    let mut work = begin("caseOpen").await;
    let case = open_case(&mut work, Draft::default(), CaseStatus::Active).await.expect("opened");
    let of_case = [("case_id", Value::from(case))];
    for name in ["Molapo", "Moletsane"] {
        let victim = draft("victim", &of_case);
        add_victim(&mut work, victim, named(name)).await.expect("added");
    }
    commit(work).await;

    let mut work = begin("suspectAdd").await;
    let suspect = draft("suspect", &of_case);
    let accused = store.clock().id();
    let person = Draft { id: Some(accused), ..named("Mokoena") };
    add(&mut work, entity::table("suspect"), suspect, person).await.expect("added");
    commit(work).await;

    let mut work = begin("reportAdd").await;
    let report = draft("report", &[("case_id", case.into()), ("station", "Maseru Central".into())]);
    add(&mut work, entity::table("report"), report, Draft::default()).await.expect("added");
    commit(work).await;

    for (version, name) in [(1, "Mokhethi"), (2, "Mokone")] {
        let mut work = begin("personUpdate").await;
        work.change(entity::table("person"), accused, version, named(name).given).await.expect("changed");
        commit(work).await;
    }
}

fn named(family_name: &str) -> Draft {
    draft("person", &[("family_name", family_name.into()), ("given_names", "Thabo".into())])
}

fn draft(table: &str, values: &[(&str, Value)]) -> Draft {
    let table: &'static Table = entity::table(table);
    let given = values.iter().map(|(column, value)| (table.column(column).expect("a column"), value.clone()));
    Draft { given: given.collect(), ..Draft::default() }
}

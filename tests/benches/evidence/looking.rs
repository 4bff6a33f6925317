//! What a page of victims with their persons leaves behind.

use tip_hub::access::{Page, Select, Store, Traces, Viewer};

/// How many victims a page has.
pub const PAGE: usize = 25;

/// What is left behind by whoever reads so many victims.
pub async fn traces(store: &Store, viewer: &Viewer, victims: usize) -> Traces {
    let reader = store.reader(viewer);
    for (table, column) in [("victim", "trafficking_status"), ("person", "family_name")] {
        let table = entity::table(table);
        let select = Select::of(table, vec![table.column(column).expect("a column")]);
        let found = reader.page("bench", &select, &Page::all(victims)).await.expect("read").expect("readable");
        assert_eq!(found.records.len(), victims);
    }
    let mut traces = Traces::default();
    reader.leave(&mut traces);
    traces
}

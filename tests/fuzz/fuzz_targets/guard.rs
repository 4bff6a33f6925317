//! No text overflows the guard, and what it takes the library's parser, which recurses by the text, survives too.

#![no_main]

use std::sync::LazyLock;

use async_graphql::Variables;
use libfuzzer_sys::fuzz_target;
use tip_hub::guard::{Guard, Limits};

static GUARD: LazyLock<Guard> = LazyLock::new(|| {
    Guard::new(Limits::default(), include_str!("../../../schema.graphql")).expect("the schema is read")
});

fuzz_target!(|text: &str| {
    if let Ok(document) = GUARD.document(text) {
        let _ = async_graphql::parser::parse_query(text);
        let cost = GUARD.request(&document, None, &mut Variables::default());
        assert!(cost.is_err() || document.into_executable().operations.iter().count() > 0);
    }
});

//! Random texts for the guard and for the library's parser, which recurses by the text.

#![no_main]

#[path = "../property.rs"]
mod property;

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use tip_hub::guard::{Guard, Limits};

static GUARD: LazyLock<Guard> = LazyLock::new(|| {
    Guard::new(Limits::default(), include_str!("../../../schema.graphql")).expect("the schema is read")
});

fuzz_target!(|text: &str| {
    property::holds(&GUARD, text);
});

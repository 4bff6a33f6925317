//! Labels and mappings of codes from a file.

use std::io::Read;

use crate::access::{Loaded, Store};
use crate::codes;
use crate::error::Result;

/// Loads the terms of a file, all or none.
pub async fn import(store: &Store, file: impl Read) -> Result<Loaded> {
    store.load_code_terms(&codes::read(file)?).await
}
